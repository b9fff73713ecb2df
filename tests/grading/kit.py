"""A small course in a folder of its own, and learners to hand in for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from opscourse import datasets
from opscourse.answers.files import load_answers
from opscourse.authoring.build import frozen, practice_world
from opscourse.authoring.contract import answers_for
from opscourse.authoring.notebooks import release_notebook, solution_notebook, write_notebook
from opscourse.authoring.source import Exercise, read_exercise
from opscourse.grading import class_command, worlds
from opscourse.simulation import World

REPO = datasets.ROOT
TINY = Path(__file__).with_name("90_tiny.py.txt")  # .txt: pytest would import it


@dataclass
class Course:
    """A course root with one built exercise."""

    root: Path
    exercise: Exercise
    practice: dict[str, Any]

    @property
    def name(self) -> str:
        return self.exercise.assignment

    @property
    def number(self) -> str:
        return self.exercise.number

    @property
    def home(self) -> Path:
        return self.root / ".grading"

    def released(self) -> NotebookNode:
        """A fresh copy of what a learner opens."""
        path = self.root / "exercises" / self.name / f"{self.name}.ipynb"
        return nbformat.read(path, as_version=4)

    def answered(self, answers: Mapping[str, str] | str = "solution") -> NotebookNode:
        """The released notebook with answers by question; "solution" answers all rightly."""
        nb = self.released()
        if answers == "solution":
            answers = {one.id: one.solution for one in self.exercise.questions}
        assert not isinstance(answers, str)
        for question, code in answers.items():
            cell(nb, f"{question}-answer").source = code
        return nb

    def hand_in(self, student: str, nb: NotebookNode | bytes) -> Path:
        folder = self.home / "submitted" / student / self.name
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.ipynb"
        path.write_bytes(nb if isinstance(nb, bytes) else nbformat.writes(nb).encode())
        return path

    def api(self) -> Any:
        return class_command.course_api(self.root)

    def marks(self, student: str) -> dict[str, float | None]:
        """The gradebook's automatic marks of one learner, by question."""
        with Gradebook(f"sqlite:///{self.home / 'gradebook.db'}") as gradebook:
            notebook = gradebook.find_submission_notebook(self.name, self.name, student)
            return {
                grade.name.removesuffix("-check"): grade.auto_score
                for grade in notebook.grades
                if grade.name.endswith("-check")
            }

    def autograded(self, student: str) -> NotebookNode:
        path = self.home / "autograded" / student / self.name / f"{self.name}.ipynb"
        return nbformat.read(path, as_version=4)

    def sentence(self, student: str, question: str) -> str:
        outputs = cell(self.autograded(student), f"{question}-check").outputs
        return outputs[1].data["text/plain"]

    def feedback(self, student: str) -> str:
        path = self.home / "feedback" / student / self.name / f"{self.name}.html"
        return path.read_text(encoding="utf-8")

    def graded_answers(self) -> dict[str, Any]:
        return worlds.load_world(self.root, self.name).answers


def make_course(root: Path, source: Path = TINY) -> Course:
    """Lay out a course root with one exercise, built but not proven in many worlds."""
    for name in ("nbgrader_config.py", ".gitignore"):
        shutil.copy(REPO / name, root)
    name = source.name.partition(".")[0]
    home = root / "solutions" / name
    home.mkdir(parents=True)
    shutil.copy(source, home / f"{name}.py")
    exercise = read_exercise(home / f"{name}.py")
    built = solution_notebook(exercise)
    write_notebook(built, home / f"{exercise.assignment}.ipynb")
    released = root / "exercises" / exercise.assignment / f"{exercise.assignment}.ipynb"
    released.parent.mkdir(parents=True)
    text = release_notebook(built, exercise.assignment, root)
    released.write_text(text, encoding="utf-8", newline="\n")
    practice = answers_for(exercise, practice_world(exercise))
    answer_file = root / "opscourse" / "answers" / "practice" / f"{exercise.number}.json"
    answer_file.parent.mkdir(parents=True)
    answer_file.write_text(json.dumps(practice, ensure_ascii=False), encoding="utf-8")
    return Course(root, exercise, practice)


def committed_course(root: Path, name: str) -> Course:
    """A course root with one exercise of this repository, as it is committed."""
    for path in ("nbgrader_config.py", ".gitignore"):
        shutil.copy(REPO / path, root)
    for path in (f"solutions/{name}", f"exercises/{name}"):
        shutil.copytree(REPO / path, root / path)
    exercise = read_exercise(root / "solutions" / name / f"{name}.py")
    return Course(root, exercise, load_answers(exercise.number))


def another_world(exercise: Exercise, key: int) -> datasets.FrozenWorld:
    return frozen(World(key, exercise.scenario), exercise.tables)


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    """The cell with that grade id (or, for a learner's own, that cell id)."""
    for one in nb.cells:
        if one.metadata.get("nbgrader", {}).get("grade_id") == name:
            return one
    return next(one for one in nb.cells if one.get("id") == name)


def place(nb: NotebookNode, name: str) -> int:
    return next(i for i, one in enumerate(nb.cells) if one is cell(nb, name))


def full_marks(course: Course) -> dict[str, float]:
    return {one.id: one.points for one in course.exercise.questions}
