"""The real exercise 03 as it is released, graded: right ways and named wrong answers.

All of them, of all exercises, are in the corpus (`-m long`).
"""

from __future__ import annotations

from typing import Any

import pytest

from opscourse.answers.judge import judge
from opscourse.authoring.contract import fixed_points
from tests.grading.conftest import UnderWay
from tests.grading.kit import Course, full_marks


@pytest.fixture(scope="module")
def l03(l03_under_way: UnderWay) -> Course:
    """Exercise 03 after `nbgrader autograde 03_shop_health` over everybody."""
    log = l03_under_way.finished()
    assert l03_under_way.process.returncode == 0, log
    return l03_under_way.course


@pytest.mark.parametrize("student", ["perfect", "right1"])
def test_right_ways_earn_all(l03: Course, student: str) -> None:
    assert l03.marks(student) == full_marks(l03)
    for question in l03.exercise.questions:
        assert "对了" in l03.sentence(student, question.id)


def test_untouched_earns_nothing(l03: Course) -> None:
    assert set(l03.marks("untouched").values()) == {0.0}
    for question in l03.exercise.questions:
        if not question.broken_starter:
            assert "还没作答" in l03.sentence("untouched", question.id)


@pytest.mark.parametrize("number", [0, 1])
def test_named_wrong_answers_get_their_sentences(l03: Course, number: int) -> None:
    """Nothing but what the contract allows (a dict keeps the points of its right keys)."""
    entries: dict[str, dict[str, Any]] = l03.graded_answers()["questions"]
    marks = l03.marks(f"wrong{number}")
    for question in l03.exercise.questions:
        place = number % len(question.wrongs)
        due = judge(entries[question.key], entries[question.key]["wrong"][place]["value"])
        assert marks[question.id] == due.points
        assert due.points < question.points or question.bonus
        assert question.wrongs[place][0] in l03.sentence(f"wrong{number}", question.id)


def test_practice_answers_earn_the_fixed_points_alone(l03: Course) -> None:
    """The practice file's right values against the graded world (their code is `hard_coded`'s)."""
    entries = l03.graded_answers()["questions"]
    for question in l03.exercise.questions:
        known = l03.practice["questions"][question.key]
        verdict = judge(entries[question.key], known["right"], known)
        assert verdict.points <= fixed_points(entries[question.key])
        if question.kind not in ("function", "figure"):
            assert verdict.equals_practice


def test_the_secret_and_the_world_stay_in_the_class_folder(l03: Course) -> None:
    outside = [
        path
        for path in l03.root.rglob("*")
        if path.is_file() and ".grading" not in path.relative_to(l03.root).parts
    ]
    known = [path for path in outside if path.suffix in (".ipynb", ".py")]
    assert len(known) >= 3
    secret = (l03.home / "secret").read_bytes()
    fingerprint = l03.graded_answers()["fingerprint"].encode()
    for path in outside:
        assert secret not in path.read_bytes()
        assert fingerprint not in path.read_bytes()
