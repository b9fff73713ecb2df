"""What holds for every test: which modules are collected, and which tests share a process."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent

# Modules of an optional extra are collected only where the extra is installed.
collect_ignore = (
    []
    if find_spec("numba")
    else ["opscourse/simulation/auction_numba.py", "tests/benchmarks/floor_a.py"]
)

# The slowest come first, so that no process is left alone with them at the end. Each of these
# folders has fixtures that cost minutes and must be made once: it stays in one process.
SLOW_FOLDERS = (
    "tests/grading/sandbox", "tests/grading", "tests/startup", "tests/authoring", "tests/browser",
)  # fmt: skip

# Here a test's parameter is an exercise, whose class is graded once for all its tests: each
# exercise stays in one process, and they share the processes between them.
BY_PARAMETER = "tests/grading/corpus/test_same_marks.py"


def group_of(path: str) -> str:
    """The slow folder that a test file lies in, else the file itself."""
    return next((folder for folder in SLOW_FOLDERS if path.startswith(folder)), path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        group = group_of(Path(item.path).relative_to(ROOT).as_posix())
        return SLOW_FOLDERS.index(group) if group in SLOW_FOLDERS else len(SLOW_FOLDERS)

    items.sort(key=place)


class ByFolder(LoadScopeScheduling):
    """A group's tests run in one process, in the order above.

    Not by marks: with pytest 9.2 the group's name that xdist 3.8 puts behind a test's is lost.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, test = nodeid.partition("::")
        return path + test.partition("[")[2] if path == BY_PARAMETER else group_of(path)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFolder:
    return ByFolder(config, log)
