"""Submissions for the sandbox, and a world to run them in, made without a class."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from opscourse import datasets
from opscourse.answers.files import load_answers
from opscourse.authoring.contract import answers_for
from opscourse.grading import sandbox, worlds
from opscourse.grading.jobs import Job, Limits, Result
from opscourse.grading.judging import Mark, judge_notebook
from opscourse.grading.repair import HANDED_IN
from tests.grading.kit import Course, another_world, make_course, place

QUICK = Limits(cell_seconds=5, notebook_seconds=60, memory_mb=600, file_mb=20, processes=32)


@dataclass
class Setting:
    """The tiny exercise and one world of it: what the learner's side may see, and the answers."""

    course: Course
    world: Mapping[str, bytes]
    answers: dict[str, Any]

    def job(self, nb: NotebookNode, limits: Limits = QUICK, **more: Any) -> Job:
        name = self.course.name
        for cell in nb.cells:
            cell.metadata.pop(HANDED_IN, None)
        return Job("s", name, json.dumps(nb), {}, self.world, limits, "sandbox", **more)

    def marks(self, result: Result) -> dict[str, Mark]:
        nb = nbformat.reads(result.notebook, as_version=4)
        marks = judge_notebook(nb, self.answers, self.course.practice)
        return {mark.question.partition(".")[2]: mark for mark in marks}

    def points(self, result: Result) -> dict[str, float]:
        return {name: mark.points for name, mark in self.marks(result).items()}

    def wrong(self) -> NotebookNode:
        """Every question answered, and every answer worth nothing."""
        nothing = {
            "q1": "spend = -1.0", "q2": "shop = {'访客': -1}", "q3": "ax = None",
            "q4": "def total_pages(table):\n    return -1", "q5": "lines = -1",
        }  # fmt: skip
        return self.course.answered(nothing)

    def attack(self, code: str) -> NotebookNode:
        """Wrong answers, with a learner's own cell after the setup."""
        nb = self.wrong()
        nb.cells.insert(place(nb, "q1"), new_code_cell(code, id="attack"))
        return nb


def tiny(root: Path) -> Setting:
    course = make_course(root)
    frozen = another_world(course.exercise, 7)
    answers = answers_for(course.exercise, frozen)
    folder = root / "world"
    worlds.write_world(folder, course.exercise, frozen.frames, answers)
    return Setting(course, files_of(folder), answers)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "answers.json"
    }


def practice_as_world(number: str, tables: list[str]) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The practice world as if it were a graded one: its files, and the answers."""
    answers = load_answers(number)
    world = {f"tables/{name}.csv": datasets.path(name).read_bytes() for name in tables}
    world["world.json"] = json.dumps({"fingerprint": answers["fingerprint"]}).encode()
    for key, question in answers["questions"].items():
        if question.get("cases"):
            world[f"inputs/{key}.json"] = json.dumps(question["cases"]).encode()
    return world, answers


def plain(*sources: str, limits: Limits = QUICK, files: Mapping[str, bytes] | None = None) -> Job:
    """A notebook of these cells, without a world."""
    nb = new_notebook(cells=[new_code_cell(one, id=f"c{i}") for i, one in enumerate(sources)])
    return Job("s", "x", json.dumps(nb), files or {}, {}, limits, "sandbox")


def ran(*sources: str, **more: Any) -> tuple[Result, list[str]]:
    """Run cells; the result, and each cell's text, results and errors as one text."""
    result = sandbox.run(plain(*sources, **more))
    return result, texts(result)


def texts(result: Result) -> list[str]:
    found = []
    for cell in json.loads(result.notebook)["cells"]:
        parts = [_text(output) for output in cell.get("outputs", [])]
        if cell["cell_type"] == "code":
            found.append("".join(parts))
    return found


def _text(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}"
    return str(output["data"].get("text/plain", ""))
