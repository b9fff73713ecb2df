"""`opscourse try`: the self-learner's mark, by the same repairs, run and judge."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from opscourse.errors import CourseError
from opscourse.grading import try_command, worlds
from tests.grading.kit import Course, cell, full_marks, place


@pytest.fixture
def mine(course: Course) -> Path:
    path = course.root / "mywork" / "exercises" / course.name / f"{course.name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_marks_in_a_fresh_world(
    course: Course, mine: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two answers are practice numbers, one raises, a check is gone; the file stays as it is."""
    nb = course.answered()
    cell(
        nb, "q1-answer"
    ).source = f"spend = {course.practice['questions']['90.q1']['right']['value']}"
    cell(nb, "q2-answer").source = "1 / 0"
    nb.cells.pop(place(nb, "q5-check"))
    nbformat.write(nb, mine)
    before = mine.read_bytes()
    seen = []
    made = worlds.accepted

    def remember(*args):
        seen.append(made(*args))
        return seen[-1]

    monkeypatch.setattr(worlds, "accepted", remember)
    path, marks = try_command.try_exercise(course.root, course.number)
    assert path == mine
    assert mine.read_bytes() == before
    earned = {mark.question.partition(".")[2]: mark.points for mark in marks}
    assert earned == {**full_marks(course), "q1": 0.0, "q2": 0.0}
    assert marks[0].equals_practice
    assert "ZeroDivisionError" in marks[1].says
    assert seen[0][2] not in (
        course.practice["fingerprint"],
        worlds.load_world(course.root, course.name).fingerprint,
    )
    try_command.show(path, marks)
    shown, complaints = capfd.readouterr()
    assert "WARNING" not in complaints
    assert "90.q1 1 客单价" in shown
    assert "90.q2 2 店铺小结" in shown
    assert "合计 6 / 12 分" in shown
    shutil.rmtree(course.root / "mywork")


def test_every_try_has_another_world() -> None:
    first, second = worlds.random_keys(), worlds.random_keys()
    assert next(first) != next(second)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"cells": [', "坏了"),
        ("{}乱码".encode("gbk"), "不是 Jupyter 笔记本"),
        (b"[1, 2]", "不是 Jupyter 笔记本"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [7]}', "不是 90_tiny"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "不是 90_tiny"),
    ],
)
def test_bad_notebooks(course: Course, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=says) as caught:
        try_command.try_exercise(course.root, course.number, path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_another_exercises_notebook(course: Course, tmp_path: Path) -> None:
    nb = course.released()
    nb.metadata["opscourse"]["assignment"] = "04_x"
    path = tmp_path / "y.ipynb"
    nbformat.write(nb, path)
    with pytest.raises(CourseError, match="它是 04_x"):
        try_command.try_exercise(course.root, course.number, path)


def test_missing_notebook_and_exercise(course: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="没有这个文件"):
        try_command.try_exercise(course.root, course.number, tmp_path / "no.ipynb")
    with pytest.raises(CourseError, match="没有 55 这个练习"):
        try_command.try_exercise(course.root, "55")
