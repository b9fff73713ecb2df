"""Pages that show a learner's notebook (feedback, formgrader): nothing in them runs."""

from __future__ import annotations

import re
from typing import Any

import bleach
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader import utils
from traitlets import Bool

from opscourse.answers.handover import MIME
from opscourse.grading.outputs import sanitised
from opscourse.grading.repair import HANDED_IN

TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "mark", "ol", "p",
    "pre", "s", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul",
})  # fmt: skip
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "gif"))


class SafeFeedback(Preprocessor):
    """Drop whatever could run in a browser or carry the graded run out, once more.

    Autograded notebooks are clean already; this holds also for one that somebody put there by
    hand. HTML inside markdown is `safe_markdown`'s work.
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
                shown = [one for one in cell.outputs if MIME not in one.get("data", {})]
                if utils.is_grade(cell):  # the bare number is nbgrader's; the sentence says it
                    shown = [one for one in shown if one.output_type != "execute_result"]
                cell.outputs = sanitised(shown)
        return nb, resources


@pass_context
def safe_markdown(context: Any, source: str) -> str:
    """Markdown to HTML without scripts, styles, frames, event handlers and remote pictures.

    Takes the place of nbconvert's `markdown2html` filter; nbgrader's templates use that one
    directly, and pass by nbconvert's own switch for sanitising.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    page = MarkdownWithMath(renderer=renderer).render(source)
    protocols = [*bleach.ALLOWED_PROTOCOLS, "data"]
    return bleach.clean(page, tags=TAGS, attributes=_is_harmless, protocols=protocols)


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if name == "href":  # nothing relative: nbconvert takes files/ out of the page afterwards
        return tag == "a" and _LINK.match(value) is not None
    if name == "src":
        return tag == "img" and value.startswith(PICTURES)
    if name == "class":  # code colours
        return tag in ("div", "span", "pre", "code")
    return name in ("title", "alt", "align", "colspan", "rowspan")
