"""What is taken out of an exercise before learners get it."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader import utils
from traitlets import Bool

from opscourse.errors import CourseError

#: The builder's notes about a cell: ``{"starter": "..."}``. They never leave the course's own copy.
NOTES = "opscourse"


class RestoreStarters(Preprocessor):
    """Put each answer cell back to its starter, and drop the builder's notes from every cell.

    The notebooks in ``solutions/`` hold the reference in their answer cells and keep the starter in
    ``cell.metadata["opscourse"]["starter"]``. nbgrader's own ClearSolutions knows one stub for all
    cells; ours are per question. Must stand before ComputeChecksums, which records what an
    untouched answer looks like.

    Raises CourseError if an answer cell has no starter: releasing it would give the answer away.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> answer = new_code_cell("x = 1", metadata={
    ...     "nbgrader": {"grade_id": "q1-answer", "solution": True},
    ...     "opscourse": {"starter": "x = ____"}})
    >>> nb, _ = RestoreStarters().preprocess(new_notebook(cells=[answer]), {})
    >>> nb.cells[0].source, "opscourse" in nb.cells[0].metadata
    ('x = ____', False)
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        for cell in nb.cells:
            notes = cell.metadata.pop(NOTES, {})
            if not utils.is_solution(cell):
                continue
            if "starter" not in notes:
                name = cell.metadata["nbgrader"].get("grade_id", "?")
                raise CourseError(
                    f"答案格 {name} 没有留下起始代码，不能发给学员。请先运行 opscourse build。"
                )
            cell.source = notes["starter"]
        return nb, resources
