"""Outputs that a learner's process sent: rebuilt in known shapes, whatever they were."""

from __future__ import annotations

import json
from typing import Any

from opscourse.answers.handover import MIME

ANSWER_BYTES = 20_000_000
MAX_NOTEBOOK = 20_000_000  # characters of all a notebook's outputs, and again of its answers
SMALL = 2_000  # a mark or an error: there is room for many after the large ones had theirs
TOO_MUCH = "（整本的输出太多，后面的没有保留）\n"
MAX_OUTPUTS = 20_000
MAX_DEPTH = 60  # of nested JSON; more would exhaust whoever reads the notebook


def checked(sent: Any, count: int) -> list[dict[str, Any]]:
    """Notebook outputs of sound shape; what is not shaped like one is left out.

    count : the cell's execution count.

    >>> checked([{"output_type": "stream", "name": "x", "text": 5}, 7, {"output_type": "z"}], 1)
    [{'output_type': 'stream', 'name': 'stdout', 'text': '5'}]
    """
    if not isinstance(sent, list):
        return []
    found = [_checked(one, count) for one in sent[:MAX_OUTPUTS] if isinstance(one, dict)]
    return [one for one in found if one is not None]


def _checked(one: dict[str, Any], count: int) -> dict[str, Any] | None:
    kind = one.get("output_type")
    if kind == "stream":
        name = "stderr" if one.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(one.get("text", ""))}
    if kind == "error":
        lines = one.get("traceback")
        return {
            "output_type": "error",
            "ename": _text(one.get("ename", "")),
            "evalue": _text(one.get("evalue", "")),
            "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind not in ("display_data", "execute_result") or not isinstance(one.get("data"), dict):
        return None
    metadata = one.get("metadata")
    made = {
        "output_type": kind,
        "data": {mime: _bundle(mime, value) for mime, value in one["data"].items()},
        "metadata": metadata if isinstance(metadata, dict) and shallow(metadata) else {},
    }
    if kind == "execute_result":
        made["execution_count"] = count
    return made


def _text(value: Any) -> str:
    """A text; of anything nested too deep to be written out, none."""
    return str(value) if shallow(value) else ""


def _bundle(mime: str, value: Any) -> Any:
    """JSON kinds may hold anything of bearable depth; all others text."""
    if isinstance(value, str):
        return value
    if not shallow(value):
        return {} if mime.endswith("json") else ""
    if mime == "application/json" or mime.endswith("+json"):
        return value
    return [str(line) for line in value] if isinstance(value, list) else str(value)


def shallow(value: Any, left: int = MAX_DEPTH) -> bool:
    """Whether nothing in `value` is nested more than `left` deep.

    >>> shallow([[{"a": 1}]], 3), shallow([[{"a": 1}]], 2)
    (True, False)
    """
    if not isinstance(value, dict | list):
        return True
    inside = value.values() if isinstance(value, dict) else value
    return left > 0 and all(shallow(one, left - 1) for one in inside)


class Room:
    """What the outputs of one notebook may hold together.

    A cell has a limit of its own, but a notebook may have ten thousand cells. What the checks hand
    over counts apart: printing costs nobody an answer.
    """

    def __init__(self, most: int = MAX_NOTEBOOK) -> None:
        self.left, self.reserve, self.answers = most, most, most
        self.said = False

    def take(self, outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those outputs that there is room for.

        >>> room = Room(100)
        >>> one = {"output_type": "stream", "name": "stdout", "text": "x" * 3000}
        >>> [len(output["text"]) for output in room.take([one, one])]
        [18]
        """
        kept = [one for one in outputs if self._fits(one)]
        if len(kept) < len(outputs) and not self.said:
            self.said = True
            kept.append({"output_type": "stream", "name": "stderr", "text": TOO_MUCH})
        return kept

    def _fits(self, output: dict[str, Any]) -> bool:
        size = len(json.dumps(output, ensure_ascii=False))
        if MIME in output.get("data", {}):
            self.answers -= size
            return self.answers >= 0
        if size <= self.left:
            self.left -= size
            return True
        if size > SMALL:
            return False
        self.reserve -= size
        return self.reserve >= 0


def add_error(cell: dict[str, Any], name: str) -> None:
    """Note in a cell that the engine cut it off."""
    cell.setdefault("outputs", [])
    if not any(one.get("ename") == name for one in cell["outputs"]):
        error = {"output_type": "error", "ename": name, "evalue": "", "traceback": [name]}
        cell["outputs"].append(error)
