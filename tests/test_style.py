"""ruff and the type checker have nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["mypy"]], ids=["ruff", "mypy"])
def test_the_tree_is_clean(command: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=REPO, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_start_py_stays_readable_for_old_pythons() -> None:
    """Bytes of UTF-8 with a declared coding, nothing that Python 2 cannot read."""
    text = (REPO / "start.py").read_text("utf-8")
    assert text.startswith("# -*- coding: utf-8 -*-\n")
    assert ' f"' not in text and "->" not in text and ":=" not in text
