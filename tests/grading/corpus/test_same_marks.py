"""All twelve exercises, in every way that their sources name: nothing in the marks may differ.

Dear (see the marker `long` in pyproject.toml): a kernel for each of some 180 notebooks.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from nbformat import NotebookNode

from opscourse.grading import outcomes
from opscourse.grading.engines import Engine
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.outcomes import Outcome, read_outcomes
from tests.grading.corpus.conftest import CELLS, DUE, EXERCISES, Graded
from tests.grading.corpus.notebooks import IN_TIME, LATE, corpus
from tests.grading.kit import Course, cell, committed_course, full_marks
from tests.grading.test_grade_class import rows

pytestmark = pytest.mark.long

#: Whom kernels grade, too: one learner of each exercise, so that every kind has its turn.
IN_KERNELS = ("disorder", "raising", "noisy", "half_done", "wrong0", "right0")


def test_the_gradebooks_say_the_same(graded: Graded) -> None:
    """Points, what waits for a person, comments, penalties and totals of everybody."""
    assert set(graded.outcomes) == set(corpus(graded.engine))
    differing = {
        student: (ours, theirs)
        for student in graded.outcomes
        if (ours := rows(graded.engine, student)) != (theirs := rows(graded.nbgrader, student))
    }
    assert not differing


def test_the_graded_notebooks_say_the_same(graded: Graded) -> None:
    """With the sentence of every question, and what the learner had seen."""
    for student in graded.outcomes:
        ours, theirs = shown(graded.engine, student), shown(graded.nbgrader, student)
        assert ours == theirs, student


def shown(course: Course, student: str) -> NotebookNode:
    nb = course.autograded(student)
    nb.metadata.pop("language_info", None)  # a kernel's version of Python, told by the kernel
    return nb


def test_what_is_due_is_given(graded: Graded) -> None:
    """Equal marks would also be equal if all were wrong."""
    course, found = graded.engine, graded.outcomes
    exercise = course.exercise
    full = full_marks(course)
    for student in ("perfect", *(one for one in found if one.startswith("right"))):
        for question, points in course.marks(student).items():
            if exercise.question(question).kind == "decision":
                assert 0 < (points or 0) <= full[question], (student, question)
            else:
                assert points == full[question], (student, question)
    assert set(course.marks("untouched").values()) == {0.0}
    for number in range(max(len(one.wrongs) for one in exercise.questions)):
        named_wrongs_have_their_sentences(course, found[f"wrong{number}"], number)
    assert 0 < earned(course, "raising") < sum(full.values())
    assert 0 < earned(course, "disorder") < earned(course, "perfect") == earned(course, "noisy")
    assert found["disorder"].state == outcomes.REPAIRED
    assert rows(course, LATE)["late"] == (DUE + timedelta(days=1), earned(course, LATE))
    assert rows(course, IN_TIME)["late"] == (DUE - timedelta(days=1), None)


def earned(course: Course, student: str) -> float:
    return sum(float(points or 0) for points in course.marks(student).values())


def named_wrongs_have_their_sentences(course: Course, found: Outcome, number: int) -> None:
    for question in course.exercise.questions:
        if number < len(question.wrongs):
            says = found.questions[question.key].says
            assert question.wrongs[number][0] in says, (question.key, number)


def test_kernels_say_the_same(graded: Graded, tmp_path: Path) -> None:
    """The engine that runs everywhere, for one learner of each exercise."""
    ours = graded.engine
    student = IN_KERNELS[EXERCISES.index(ours.name) % len(IN_KERNELS)]
    shutil.copytree(ours.root, tmp_path / "kernels")
    kernels = Course(tmp_path / "kernels", ours.exercise, ours.practice)
    order = Order(Engine("nbclient"), 1, CELLS, again=True, students=[student])
    grade(kernels.root, kernels.number, order)
    assert read_outcomes(kernels.root, kernels.name)[student].engine == "nbclient"
    assert rows(kernels, student) == rows(graded.nbgrader, student)
    assert shown(kernels, student) == shown(graded.nbgrader, student)


def test_the_corpus_holds_what_the_sources_name(tmp_path: Path) -> None:
    """Every named wrong answer and every right way of every exercise, in at least 60 notebooks."""
    notebooks = 0
    for name in EXERCISES:
        (tmp_path / name).mkdir()
        course = committed_course(tmp_path / name, name)
        made = corpus(course)
        notebooks += len(made)
        made.pop("disorder")  # some of its cells are gone
        for question in course.exercise.questions:
            answers = {cell(nb, f"{question.id}-answer").source for nb in made.values()}
            assert {code for _, code in question.wrongs} <= answers, question.key
            assert {question.solution, *question.rights} <= answers, question.key
    assert len(EXERCISES) == 12 and notebooks >= 60
