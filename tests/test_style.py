"""ruff has nothing to say (CI and pre-commit ask the type checker too)."""

import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]


def test_ruff_has_nothing_to_say() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "."],
        cwd=REPO,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_start_py_stays_readable_for_old_pythons() -> None:
    """Bytes of UTF-8 with a declared coding, nothing that Python 2 cannot read."""
    text = (REPO / "start.py").read_text("utf-8")
    assert text.startswith("# -*- coding: utf-8 -*-\n")
    assert ' f"' not in text and "->" not in text and ":=" not in text
