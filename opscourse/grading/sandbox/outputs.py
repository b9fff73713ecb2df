"""Outputs that a learner's process sent: rebuilt in known shapes, whatever they were."""

from __future__ import annotations

from typing import Any

ANSWER_BYTES = 20_000_000
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
        return {"output_type": "stream", "name": name, "text": str(one.get("text", ""))}
    if kind == "error":
        lines = one.get("traceback")
        return {
            "output_type": "error",
            "ename": str(one.get("ename", "")),
            "evalue": str(one.get("evalue", "")),
            "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
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


def add_error(cell: dict[str, Any], name: str) -> None:
    """Note in a cell that the engine cut it off."""
    cell.setdefault("outputs", [])
    if not any(one.get("ename") == name for one in cell["outputs"]):
        error = {"output_type": "error", "ename": name, "evalue": "", "traceback": [name]}
        cell["outputs"].append(error)
