"""The real exercise 03 as it is released: every right way and every named wrong answer, graded."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from opscourse.answers.files import load_answers
from opscourse.answers.judge import judge
from opscourse.authoring.contract import fixed_points
from opscourse.authoring.source import read_exercise
from opscourse.grading import class_command
from tests.grading.kit import REPO, Course, full_marks

NAME = "03_shop_health"
WRONGS = 7  # the most that one question has; learner k gives every question's k-th
RIGHTS = 2


@pytest.fixture(scope="module")
def l03(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The committed exercise in a course of its own, with a class, a world and submissions."""
    root = tmp_path_factory.mktemp("l03")
    for path in ("nbgrader_config.py", ".gitignore"):
        shutil.copy(REPO / path, root)
    for path in (f"solutions/{NAME}", f"exercises/{NAME}", "opscourse/answers/practice"):
        shutil.copytree(REPO / path, root / path)
    exercise = read_exercise(root / "solutions" / NAME / f"{NAME}.py")
    made = Course(root, exercise, load_answers("03"))
    class_command.start_class(root, "测试班", say=lambda _: None)
    class_command.make_world(root, "03", say=lambda _: None)
    for student, answers in learners(made).items():
        made.hand_in(student, made.answered(answers))
    result = made.api().autograde(NAME, "*")
    assert result["success"], result
    return made


def learners(course: Course) -> dict[str, dict[str, str]]:
    questions = course.exercise.questions
    made = {"perfect": {one.id: one.solution for one in questions}, "untouched": {}}
    for number in range(RIGHTS):
        made[f"right{number}"] = {
            one.id: (one.rights + [one.solution] * RIGHTS)[number] for one in questions
        }
    for number in range(WRONGS):
        made[f"wrong{number}"] = {
            one.id: one.wrongs[number % len(one.wrongs)][1] for one in questions
        }
    return made


def test_every_variant_is_among_the_learners(l03: Course) -> None:
    for question in l03.exercise.questions:
        assert len(question.wrongs) <= WRONGS
        assert len(question.rights) <= RIGHTS


@pytest.mark.parametrize("student", ["perfect", *(f"right{number}" for number in range(RIGHTS))])
def test_right_ways_earn_all(l03: Course, student: str) -> None:
    assert l03.marks(student) == full_marks(l03)
    for question in l03.exercise.questions:
        assert "对了" in l03.sentence(student, question.id)


def test_untouched_earns_nothing(l03: Course) -> None:
    assert set(l03.marks("untouched").values()) == {0.0}
    for question in l03.exercise.questions:
        if not question.broken_starter:
            assert "还没作答" in l03.sentence("untouched", question.id)


@pytest.mark.parametrize("number", range(WRONGS))
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
    known: list[Path] = [path for path in outside if path.suffix in (".ipynb", ".json", ".py")]
    assert len(known) >= 3
    secret = (l03.home / "secret").read_bytes()
    fingerprint = l03.graded_answers()["fingerprint"].encode()
    for path in outside:
        assert secret not in path.read_bytes()
        assert fingerprint not in path.read_bytes()
