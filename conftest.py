"""What holds for every test: which modules are collected, and which tests share a process."""

from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent

# Modules of an optional extra are collected only where the extra is installed.
collect_ignore = (
    []
    if find_spec("numba")
    else ["opscourse/simulation/auction_numba.py", "tests/benchmarks/floor_a.py"]
)

# The slowest come first, so that no process is left alone with them at the end. Each of these
# folders has fixtures that cost minutes and must be made once: it stays in one process.
SLOW_FOLDERS = ("tests/grading", "tests/startup", "tests/browser", "tests/authoring")


def _group(item: pytest.Item) -> str:
    name = Path(item.path).relative_to(ROOT).as_posix()
    return next((folder for folder in SLOW_FOLDERS if name.startswith(folder)), name)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {folder: place for place, folder in enumerate(SLOW_FOLDERS)}
    items.sort(key=lambda item: order.get(_group(item), len(order)))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
