"""Mending a handed-in notebook before it runs: nobody loses marks to a slipped mouse.

Learners delete locked cells, paste cells twice and change metadata. nbgrader by itself stops the
whole batch at a pasted cell, gives no mark for a deleted one, and full marks for a check cell whose
``grade`` flag was taken away. Here every source cell is put back to exactly one place with exactly
its own metadata. Sources of locked cells are restored by nbgrader's OverwriteCells afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from traitlets import Bool

from opscourse.errors import CourseError
from opscourse.grading.notebooks import read_notebook
from opscourse.grading.outputs import HANDED_IN, sanitised


@dataclass(frozen=True)
class SourceCell:
    """A cell that a handed-in notebook must have: its text and its nbgrader metadata."""

    grade_id: str
    cell_type: str
    source: str
    marks: dict[str, Any]

    @property
    def locked(self) -> bool:
        return not self.marks["solution"]

    def made(self) -> NotebookNode:
        """A fresh copy, for a notebook that lost it."""
        make = new_code_cell if self.cell_type == "code" else new_markdown_cell
        return make(self.source, id=self.grade_id, metadata={"nbgrader": dict(self.marks)})


class StashOutputs(Preprocessor):
    """Keep what the learner saw, safe and capped, in the cell's metadata before it is cleared."""

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        cell.metadata.pop(HANDED_IN, None)
        if cell.cell_type == "code":
            cell.metadata[HANDED_IN] = {
                "outputs": sanitised(cell.get("outputs")),
                "execution_count": cell.get("execution_count"),
            }
        return cell, resources


class RepairCells(Preprocessor):
    """`repair` as a step of nbgrader's autograde, with the gradebook's record of the exercise."""

    enabled = Bool(True).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        run = resources["nbgrader"]
        sources = recorded_cells(run["db_url"], run["notebook"], run["assignment"])
        notes = repair(nb, sources)
        for note in notes:
            self.log.warning("%s:%s", run["student"], note)
        return nb, resources


def repair(nb: NotebookNode, sources: dict[str, SourceCell]) -> list[str]:
    """Give `nb` every source cell once, with its own metadata; return what was mended, in Chinese.

    Of a cell that was pasted, the original counts: the one that still has its own cell id, or else
    the last. A lost cell comes back where it was: a check cell before the next source cell (the
    answer may stand in a new cell), any other right after the cell before it. Learners' own cells
    and the sources of answer cells are never changed.
    """
    notes = _one_of_each(nb, sources)
    present = {_grade_id(cell): cell for cell in nb.cells if _grade_id(cell)}
    order = list(sources)
    for place, (grade_id, source) in enumerate(sources.items()):
        if grade_id in present:
            cell = present[grade_id]
            cell.metadata["nbgrader"] = dict(source.marks)
            cell.metadata.pop("tags", None)  # "skip-execution" is a tag
            if cell.cell_type != source.cell_type:
                _change_type(cell, source.cell_type)
            if source.locked and cell.source != source.source:
                cell.source = source.source
            continue
        cell = source.made()
        at = _place(nb, present, order, place, last=source.marks["grade"])
        nb.cells.insert(at, cell)
        present[grade_id] = cell
        notes.append(f"{grade_id} 这一格被删了，已补回")
    _unique_ids(nb)
    return notes


def _one_of_each(nb: NotebookNode, sources: dict[str, SourceCell]) -> list[str]:
    """Take nbgrader's metadata from unknown cells and from all but one of each source cell."""
    notes = []
    chosen: dict[str, NotebookNode] = {}
    for cell in nb.cells:
        grade_id = _grade_id(cell)
        if grade_id not in sources:
            cell.metadata.pop("nbgrader", None)
            continue
        kept = chosen.get(grade_id)
        if kept is None:
            chosen[grade_id] = cell
            continue
        notes.append(f"{grade_id} 这一格出现了两次，多出来的不算")
        if kept.get("id") == grade_id:
            cell.metadata.pop("nbgrader")
        else:
            kept.metadata.pop("nbgrader")
            chosen[grade_id] = cell
    return notes


def _grade_id(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader")
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _place(
    nb: NotebookNode, present: dict[str, NotebookNode], order: list[str], place: int, last: bool
) -> int:
    """Where a lost cell belongs: after the source cell before it, or (`last`) before the next."""

    def index(grade_id: str) -> int:
        return next(i for i, cell in enumerate(nb.cells) if cell is present[grade_id])

    before = index(order[place - 1]) + 1 if place else 0
    if not last:
        return before
    following = [grade_id for grade_id in order[place + 1 :] if grade_id in present]
    return max(before, index(following[0]) if following else len(nb.cells))


def _change_type(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.outputs, cell.execution_count = [], None
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _unique_ids(nb: NotebookNode) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells):
        if cell.get("id") in seen:
            cell.id = f"copy-{number}"
        if "id" in cell:
            seen.add(cell.id)


def recorded_cells(
    db_url: str, notebook: str, assignment: str, source: Path | None = None
) -> dict[str, SourceCell]:
    """The exercise's cells as the gradebook recorded them, in the order of the source notebook.

    source : that notebook; by default this course's, seen from its root, where nbgrader works.

    Raises CourseError if the source notebook cannot be read.
    """
    with Gradebook(db_url) as gradebook:
        recorded = gradebook.find_notebook(notebook, assignment)
        points = {
            cell.name: cell.max_score for cell in [*recorded.grade_cells, *recorded.task_cells]
        }
        grades = {cell.name for cell in recorded.grade_cells}
        solutions = {cell.name for cell in recorded.solution_cells}
        tasks = {cell.name for cell in recorded.task_cells}
        found = {}
        for cell in recorded.source_cells:
            marks = {
                "grade_id": cell.name, "cell_type": cell.cell_type, "checksum": cell.checksum,
                "grade": cell.name in grades, "solution": cell.name in solutions,
                "task": cell.name in tasks, "locked": cell.locked, "schema_version": 3,
            }  # fmt: skip
            if cell.name in points:
                marks["points"] = points[cell.name]
            found[cell.name] = SourceCell(cell.name, cell.cell_type, cell.source, marks)
    # the gradebook itself keeps no order
    source = source or Path("solutions") / assignment / f"{notebook}.ipynb"
    order = list(released_cells(source)) if found else []
    known = [name for name in order if name in found]
    return {name: found[name] for name in [*known, *sorted(set(found) - set(known))]}


def released_cells(path: Path) -> dict[str, SourceCell]:
    """The cells of a built exercise notebook, in order; raises CourseError as `read_notebook`."""
    found = {}
    for cell in read_notebook(path).cells:
        name = _grade_id(cell)
        if name:
            marks = dict(cell.metadata["nbgrader"])
            found[name] = SourceCell(name, cell.cell_type, cell.source, marks)
    if not found:
        raise CourseError(f"{path} 里没有题目，请运行 opscourse build。")
    return found
