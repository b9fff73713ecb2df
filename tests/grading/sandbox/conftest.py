"""The sandbox needs Linux: elsewhere these tests are reported as not run."""

from __future__ import annotations

import pytest

from opscourse.grading import sandbox
from tests.grading.sandbox.kit import Setting, tiny


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "grading/sandbox" in item.path.as_posix() and not sandbox.available():
            item.add_marker(pytest.mark.skip(reason="沙箱要在 Linux 上才有"))


@pytest.fixture(scope="session")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    root = tmp_path_factory.mktemp("sandbox") / "课程"
    root.mkdir()
    return tiny(root)
