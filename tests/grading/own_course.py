"""An instructor's own nbgrader course, made in a folder: notebooks of answers and their tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from opscourse.grading.class_command import course_api
from tests.grading.kit import cell

CONFIG = """
import os, sys
c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
"""
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}


@dataclass(frozen=True)
class Question:
    """An answer cell and its test cell. hidden : the part of the test that learners never see."""

    name: str
    answer: str
    test: str = ""
    hidden: str = ""
    points: float = 2


def marks(name: str, **more: Any) -> dict[str, Any]:
    """The metadata of a cell that nbgrader knows."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {"grade_id": name, "schema_version": 3, **plain, **more}}


def notebook(
    questions: list[Question], before: str = "", essay: str = "", kernel: Mapping[str, str] = PYTHON
) -> NotebookNode:
    """A notebook. before : a cell above all; essay : the name of a cell to be read."""
    cells = [new_markdown_cell("# 作业")]
    if before:
        cells.append(new_code_cell(before, id="before"))
    for one in questions:
        answer = f"### BEGIN SOLUTION\n{one.answer}\n### END SOLUTION"
        cells.append(new_code_cell(answer, metadata=marks(one.name, solution=True)))
        hidden = f"### BEGIN HIDDEN TESTS\n{one.hidden}\n### END HIDDEN TESTS" if one.hidden else ""
        about = marks(f"{one.name}-test", grade=True, locked=True, points=one.points)
        cells.append(new_code_cell("\n".join(filter(None, [one.test, hidden])), metadata=about))
    if essay:
        cells.append(
            new_markdown_cell("写一写", metadata=marks(essay, grade=True, solution=True, points=3))
        )
    made = new_notebook(cells=cells)
    made.metadata["kernelspec"] = dict(kernel)
    return made


@dataclass
class OwnCourse:
    """A course with one assignment that was released."""

    root: Path
    assignment: str

    def source(self) -> Path:
        return self.root / "source" / self.assignment

    def released(self, name: str) -> NotebookNode:
        path = self.root / "release" / self.assignment / f"{name}.ipynb"
        return nbformat.read(path, as_version=4)

    def answered(self, name: str, answers: Mapping[str, str]) -> NotebookNode:
        """A released notebook with these answers."""
        made = self.released(name)
        for question, code in answers.items():
            cell(made, question).source = code
        return made

    def hand_in(self, student: str, notebooks: Mapping[str, NotebookNode | bytes]) -> Path:
        folder = self.root / "submitted" / student / self.assignment
        folder.mkdir(parents=True, exist_ok=True)
        for name, nb in notebooks.items():
            data = nb if isinstance(nb, bytes) else nbformat.writes(nb).encode()
            (folder / f"{name}.ipynb").write_bytes(data)
        return folder

    def rows(self, student: str) -> dict[str, dict[str, tuple[float | None, bool]]]:
        """The gradebook's rows of one learner, by notebook and cell: mark, and whether it waits."""
        coursedir = course_api(self.root).coursedir
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            submitted = gradebook.find_submission(self.assignment, student)
            return {
                notebook.name: {
                    one.name: (one.auto_score, one.needs_manual_grade) for one in notebook.grades
                }
                for notebook in submitted.notebooks
            }


def own_course(
    root: Path,
    assignment: str,
    notebooks: Mapping[str, NotebookNode],
    files: Mapping[str, bytes],
    settings: str = "",
) -> OwnCourse:
    """Write an assignment into a new course and have nbgrader release it."""
    made = OwnCourse(root, assignment)
    made.source().mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG + settings, encoding="utf-8")
    for name, data in files.items():
        (made.source() / name).write_bytes(data)
    for name, nb in notebooks.items():
        nbformat.write(nb, made.source() / f"{name}.ipynb")
    done = course_api(root).generate_assignment(assignment)
    assert done["success"], done["log"]
    return made
