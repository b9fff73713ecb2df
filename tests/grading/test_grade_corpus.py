"""The real exercise 03 by both graders, with equal marks; all twelve are in `corpus/`."""

from __future__ import annotations

import pytest

from opscourse.grading.grade_command import Order, grade
from opscourse.grading.outcomes import read_outcomes
from tests.grading.conftest import QUICK, UnderWay, best_engine
from tests.grading.kit import Course
from tests.grading.test_grade_class import rows


@pytest.fixture(scope="module")
def l03_by_engine(l03_under_way: UnderWay) -> Course:
    made = l03_under_way.course
    twin = Course(made.root.with_name("l03 engine"), made.exercise, made.practice)
    grade(twin.root, twin.number, Order(best_engine(), 2))
    return twin


def test_exercise_03_by_both(l03_by_engine: Course, l03_under_way: UnderWay) -> None:
    log = l03_under_way.finished()
    assert l03_under_way.process.returncode == 0, log
    theirs = l03_under_way.course
    found = read_outcomes(l03_by_engine.root, theirs.name)
    assert set(found) == set(QUICK)
    for student in found:
        assert rows(l03_by_engine, student) == rows(theirs, student), student
        for question in theirs.exercise.questions:
            ours = l03_by_engine.sentence(student, question.id)
            assert ours == theirs.sentence(student, question.id)
    marks = l03_by_engine.marks("untidy1")
    assert marks["q4"] == marks["q5"] == marks["q6"] == marks["q8"] == 2.0
    assert marks["q1"] == marks["q2"] == marks["q7"] == 0.0
