"""Classes of this course: the right, other right and wrong answers of an exercise's source."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell

from opscourse.grading import class_command
from tests.benchmarks.grading_meter import Contest
from tests.grading.kit import Course, committed_course, place
from tests.grading.learners import variants

EXERCISE, MARKET = "03_shop_health", "10_auction"


def make_class(root: Path, name: str, students: int) -> tuple[Contest, Course, float]:
    """A course with a graded world and that many submissions; the world's seconds."""
    course = committed_course(root, name)
    class_command.start_class(root, "测速班", say=lambda _: None)
    began = time.perf_counter()
    class_command.make_world(root, course.number, say=lambda _: None)
    seconds = time.perf_counter() - began
    made = list(variants(course).values())
    for number in range(students):
        course.hand_in(f"s{number:03}", made[number % len(made)])
    return Contest(root, name, lambda where: _marks(course, where)), course, seconds


def _marks(course: Course, root: Path) -> dict[str, Any]:
    graded = Course(root, course.exercise, course.practice)
    students = sorted(path.name for path in (graded.home / "submitted").iterdir())
    return {student: graded.marks(student) for student in students}


def let_hang(course: Course, students: int, seconds: int) -> None:
    """Give the first learners a cell without end, and both graders that limit for a cell.

    Both read it in the course's nbgrader_config.py.
    """
    settings = course.root / "nbgrader_config.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\nc.Execute.timeout = {seconds}\n", encoding="utf-8")
    first = course.exercise.questions[1].id
    for number in range(students):
        nb = course.answered()
        nb.cells.insert(place(nb, f"{first}-answer"), new_code_cell("while True:\n    pass"))
        course.hand_in(f"s{number:03}", nb)
