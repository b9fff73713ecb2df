"""Cell outputs that are safe to show: plain text and pictures, of a bearable size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from opscourse.grading.jobs import Result

#: Cell metadata: what the learner's copy showed, ``{"outputs": [...], "execution_count": n}``.
HANDED_IN = "opscourse_handed_in"

MAX_OUTPUTS = 40  # of one cell
MAX_TEXT = 20_000  # characters of one output
MAX_PICTURE = 2_000_000  # base64 characters of one picture
PICTURES = ("image/png", "image/jpeg")
NOT_SHOWN = "（这里原来是网页或控件，评分页不显示。）"

KINDS = {"stream", "display_data", "execute_result", "error"}

_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+\Z")


def sanitised(outputs: Any) -> list[NotebookNode]:
    """Return a cell's outputs with text, PNG and JPEG only, capped; never raises.

    HTML, SVG, scripts and widgets are dropped (a learner's page must not run in an instructor's
    browser); their plain text stays. What is not shaped like an output at all is left out.

    >>> from nbformat.v4 import new_output
    >>> table = new_output("display_data", {"text/html": "<script>…", "text/plain": "a  b"})
    >>> [one.data for one in sanitised([table, "junk"])]
    [{'text/plain': 'a  b'}]
    """
    if not isinstance(outputs, Iterable) or isinstance(outputs, str | dict):
        return []
    kept = [one for one in map(_sanitised, outputs) if one is not None]
    if len(kept) > MAX_OUTPUTS:
        kept = [*kept[:MAX_OUTPUTS], _stream(f"（后面还有 {len(kept) - MAX_OUTPUTS} 个输出）")]
    return kept


def _sanitised(output: Any) -> NotebookNode | None:
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return _stream(_text(output.get("text")), name)
    if kind == "error":
        lines = output.get("traceback")
        lines = lines if isinstance(lines, list) else []
        return new_output(
            "error",
            ename=_text(output.get("ename")),
            evalue=_text(output.get("evalue")),
            traceback=_text("\n".join(map(str, lines))).split("\n"),
        )
    if kind in ("display_data", "execute_result"):
        data = output.get("data")
        # an execute_result could be mistaken for a mark: what was shown is shown all the same
        return new_output("display_data", _data(data if isinstance(data, dict) else {}))
    return None


def _data(data: dict[str, Any]) -> dict[str, str]:
    safe: dict[str, str] = {}
    if "text/plain" in data:
        safe["text/plain"] = _text(data["text/plain"])
    for kind in PICTURES:
        picture = data.get(kind)
        picture = "".join(map(str, picture)) if isinstance(picture, list) else picture
        if not isinstance(picture, str):
            continue
        if len(picture) <= MAX_PICTURE and _BASE64.match(picture):
            safe[kind] = picture
    return safe or {"text/plain": NOT_SHOWN}


def _text(value: Any) -> str:
    text = "".join(map(str, value)) if isinstance(value, list) else str(value or "")
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT] + f"\n（太长，后面 {len(text) - MAX_TEXT} 个字符没有显示）"
    return text


def _stream(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def with_outputs(nb: NotebookNode, result: Result) -> NotebookNode:
    """A copy of the notebook that was sent to run, with the outputs that came back.

    Nothing else of what came back is taken: sources and metadata are the trusted side's own.
    """
    ran = nbformat.from_dict(nb)
    try:
        cells = json.loads(result.notebook)["cells"]
    except (ValueError, TypeError, KeyError, RecursionError):
        cells = []
    if not isinstance(cells, list) or len(cells) != len(ran.cells):
        cells = []
    for cell in ran.cells:
        cell.metadata.pop(HANDED_IN, None)
    for cell, came in zip(ran.cells, cells, strict=False):
        if cell.cell_type != "code" or not isinstance(came, dict):
            continue
        outputs, count = came.get("outputs"), came.get("execution_count")
        cell.outputs = [one for one in map(_output, outputs or []) if one is not None]
        cell.execution_count = count if isinstance(count, int) else None
    return ran


def _output(value: Any) -> NotebookNode | None:
    """One output of a sound form; None for anything else."""
    if not isinstance(value, dict) or value.get("output_type") not in KINDS:
        return None
    if "data" in value and not isinstance(value["data"], dict):
        return None
    return nbformat.from_dict(value)
