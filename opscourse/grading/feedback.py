"""Feedback pages: the notebook as handed in, our marks and sentences, nothing that runs."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool

from opscourse.answers.handover import MIME
from opscourse.grading.outputs import sanitised
from opscourse.grading.repair import HANDED_IN


class SafeFeedback(Preprocessor):
    """Drop whatever could run in a browser or carry the graded run out, once more.

    Autograded notebooks are clean already; this holds also for one that somebody put there by
    hand. HTML inside markdown is neutralised by ``HTMLExporter.sanitize_html``.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            cell.metadata.pop(HANDED_IN, None)
            if cell.cell_type == "raw":  # the page would take it over as it is
                cell.cell_type = "markdown"
            if cell.cell_type == "code":
                cell.outputs = sanitised(
                    [one for one in cell.outputs if MIME not in one.get("data", {})]
                )
        return nb, resources
