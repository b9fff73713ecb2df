"""The real exercises, answered in every way that their sources name: both graders, equal marks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from opscourse.grading import class_command
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.outcomes import read_outcomes
from tests.grading.conftest import UnderWay, best_engine
from tests.grading.kit import Course, committed_course
from tests.grading.learners import RIGHTS, WRONGS, variants
from tests.grading.test_grade_class import rows

MORE = ("06_personas", "12_budget")  # besides 03, which nbgrader's command grades


@pytest.fixture(scope="module")
def l03_by_engine(l03_under_way: UnderWay) -> Course:
    made = l03_under_way.course
    twin = Course(made.root.with_name("l03 engine"), made.exercise, made.practice)
    grade(twin.root, twin.number, Order(best_engine(), 2))
    return twin


def test_exercise_03_in_every_variant(l03_by_engine: Course, l03_under_way: UnderWay) -> None:
    log = l03_under_way.finished()
    assert l03_under_way.process.returncode == 0, log
    theirs = l03_under_way.course
    found = read_outcomes(l03_by_engine.root, theirs.name)
    assert len(found) == 2 + RIGHTS + WRONGS + 2
    for student in found:
        assert rows(l03_by_engine, student) == rows(theirs, student), student
        for question in theirs.exercise.questions:
            ours = l03_by_engine.sentence(student, question.id)
            assert ours == theirs.sentence(student, question.id)
    marks = l03_by_engine.marks("untidy1")
    assert marks["q4"] == marks["q5"] == marks["q6"] == marks["q8"] == 2.0
    assert marks["q1"] == marks["q2"] == marks["q7"] == 0.0


def test_the_corpus_is_large_enough(l03_under_way: UnderWay) -> None:
    """Each question of a notebook is one variant's submission."""
    questions = l03_under_way.course.exercise.questions
    wrongs = sum(len(one.wrongs) for one in questions)
    rights = sum(1 + len(one.rights) for one in questions)
    assert wrongs + rights >= 60


@pytest.mark.parametrize("name", MORE)
def test_other_exercises(name: str, tmp_path: Path) -> None:
    root = tmp_path / "nbgrader"
    root.mkdir()
    theirs = committed_course(root, name)
    class_command.start_class(root, "测试班", say=lambda _: None)
    for student in ("perfect", "wrong0"):
        theirs.hand_in(student, variants(theirs)[student])
    shutil.copytree(root, tmp_path / "engine")
    ours = Course(tmp_path / "engine", theirs.exercise, theirs.practice)
    grade(ours.root, ours.number, Order(best_engine(), 2))  # makes the world, too
    shutil.copytree(ours.home / "worlds", theirs.home / "worlds", dirs_exist_ok=True)
    assert theirs.api().autograde(name, "*")["success"]
    for student in read_outcomes(ours.root, name):
        assert rows(ours, student) == rows(theirs, student), student
    assert sum(filter(None, ours.marks("perfect").values())) > sum(
        filter(None, ours.marks("wrong0").values())
    )
