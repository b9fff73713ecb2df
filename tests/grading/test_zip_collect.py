"""A zip as `hand_in` makes it, through nbgrader's own zip_collect."""

from __future__ import annotations

import zipfile
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps.zipcollectapp import ZipCollectApp

from tests.grading.kit import Course


def test_zips_become_submissions(copied: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied.root)
    archive = copied.home / "downloaded" / copied.name / "archive"
    archive.mkdir(parents=True)
    inside = f"{copied.name}/{copied.name}.ipynb"
    text = nbformat.writes(copied.answered())
    for name in ("20250101_林小雨_90.zip", "2025-02_Ann_Li_90.zip", "没有学号.zip"):
        with zipfile.ZipFile(archive / name, "w") as file:
            file.writestr(inside, text)
    app = ZipCollectApp()
    app.initialize([copied.name])
    app.start()
    for student in ("20250101", "2025-02"):
        path: Path = copied.home / "submitted" / student / copied.name / f"{copied.name}.ipynb"
        assert path.read_text(encoding="utf-8") == text
    assert not (copied.home / "submitted" / "没有学号").exists()
