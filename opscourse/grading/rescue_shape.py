"""From a parsed JSON value to a sound notebook of version 4.5."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode

from opscourse.errors import CourseError
from opscourse.grading.notebooks import assignment_of

VERSION, MINOR = 4, 5
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
CELL_TYPES = ("code", "markdown", "raw")

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}\Z")
_JSON = re.compile(r"application/(.*\+)?json\Z")


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str | dict) for one in value.values())


#: What Jupyter's tools read in metadata, and its form; of any other form it is left out, unsaid.
_FORMS: dict[str, Callable[[Any], bool]] = {
    "language_info": lambda value: _texts(value) and isinstance(value.get("name"), str),
    "title": lambda value: isinstance(value, str),
    "authors": lambda value: isinstance(value, list),
    "orig_nbformat": lambda value: type(value) is int and value > 0,
    "nbgrader": lambda value: isinstance(value, dict),
    "tags": lambda value: (
        isinstance(value, list)
        and all(isinstance(one, str) and one and "," not in one for one in value)
        and len(set(value)) == len(value)
    ),
    "name": lambda value: isinstance(value, str) and value.strip("\n") != "",
    "collapsed": lambda value: isinstance(value, bool),
    "scrolled": lambda value: isinstance(value, bool) or value == "auto",
    "jupyter": lambda value: isinstance(value, dict),
    "execution": lambda value: (
        isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    ),
    "format": lambda value: isinstance(value, str),
}


def notebook_of(raw: Any, name: str, notes: list[str]) -> NotebookNode:
    """A sound notebook made of a JSON value; what was mended goes into `notes` as clauses.

    Raises CourseError where the value is no notebook at all.
    """
    known = isinstance(raw, dict) and any(key in raw for key in ("nbformat", "cells", "worksheets"))
    if not known:
        raise CourseError(f"{name} 不是 Jupyter 笔记本，或者缺了内容。请换成你的作业。")
    if not isinstance(raw.get("cells"), list):
        raw = _upgraded(raw, name, notes)
    elif raw.get("nbformat") != VERSION:
        notes.append("笔记本没写对格式版本，按第 4 版读")
    if not isinstance(raw.get("metadata"), dict):
        raw["metadata"] = {}
        notes.append("笔记本的说明部分（metadata）没了，已补上")
    nb = nbformat.from_dict(
        {
            "nbformat": VERSION,
            "nbformat_minor": MINOR,
            "metadata": _formal(raw["metadata"]),
            "cells": _cells(raw["cells"], notes),
        }
    )
    _mend_kernel(nb, notes)
    return nb


def _upgraded(raw: dict[str, Any], name: str, notes: list[str]) -> dict[str, Any]:
    """A notebook of version 1 to 3, turned into version 4 by nbformat."""
    version = raw.get("nbformat")
    try:
        if version not in (1, 2, 3):
            raise ValueError("no cells")
        raw.setdefault("nbformat_minor", 0)
        old = nbformat.reader.get_version(raw)[0]
        new = nbformat.convert(nbformat.versions[old].to_notebook_json(raw), VERSION)
    except Exception as error:  # nbformat raises many kinds for what is not a notebook
        raise CourseError(f"{name} 不是 Jupyter 笔记本，或者缺了内容。请换成你的作业。") from error
    for cell in new.cells:
        cell.pop("id", None)  # a new random one: the same file must give the same notebook
    notes.append(f"笔记本是旧格式（第 {version} 版），已转成第 4 版")
    return dict(new)


# --- cells ---------------------------------------------------------------------------------------


def _cells(values: list[Any], notes: list[str]) -> list[dict[str, Any]]:
    cells = [cell for cell in map(_cell, values) if cell is not None]
    if lost := len(values) - len(cells):
        notes.append(f"有 {lost} 格不成样子，没有算进去")
    spoilt = sum(cell.pop("_spoilt") for cell in cells)
    if spoilt:
        notes.append(f"有 {spoilt} 个输出不合格式，已去掉")
    _mend_ids(cells, notes)
    return cells


def _cell(value: Any) -> dict[str, Any] | None:
    """One sound cell, with the number of its outputs that had to go as `_spoilt`."""
    if not isinstance(value, dict):
        return None
    source = _joined(value.get("source", ""))
    kind = value.get("cell_type")
    if source is None:
        return None
    metadata = _formal(value.get("metadata"))
    cell: dict[str, Any] = {
        "id": value.get("id"),
        "cell_type": kind if kind in CELL_TYPES else "code",
        "metadata": metadata,
        "source": source,
        "_spoilt": 0,
    }
    if cell["cell_type"] == "code":
        found = value.get("outputs", [])
        found = found if isinstance(found, list) else [found]
        outputs = [one for one in map(_output, found) if one is not None]
        cell["outputs"], cell["_spoilt"] = outputs, len(found) - len(outputs)
        cell["execution_count"] = _count(value.get("execution_count"))
    elif isinstance(value.get("attachments"), dict):
        bundles = value["attachments"].items()
        cell["attachments"] = {name: _bundle(one) for name, one in bundles if _is_bundle(one)}
    return cell


def _formal(metadata: Any) -> dict[str, Any]:
    """Metadata without what has another form than Jupyter's tools and nbgrader expect."""
    if not isinstance(metadata, dict):
        return {}
    return {
        key: value for key, value in metadata.items() if key not in _FORMS or _FORMS[key](value)
    }


def _output(value: Any) -> dict[str, Any] | None:
    """One output of a sound form, or None."""
    if not isinstance(value, dict):
        return None
    kind = value.get("output_type")
    if kind == "stream":
        text = _joined(value.get("text"))
        name = "stderr" if value.get("name") == "stderr" else "stdout"
        return None if text is None else {"output_type": kind, "name": name, "text": text}
    if kind == "error":
        lines = value.get("traceback")
        lines = [str(one) for one in lines] if isinstance(lines, list) else []
        what = {key: str(value.get(key, "")) for key in ("ename", "evalue")}
        return {"output_type": kind, **what, "traceback": lines}
    if kind in ("display_data", "execute_result") and _is_bundle(value.get("data")):
        about = value.get("metadata")
        output = {
            "output_type": kind,
            "data": _bundle(value["data"]),
            "metadata": about if isinstance(about, dict) else {},
        }
        if kind == "execute_result":
            output["execution_count"] = _count(value.get("execution_count"))
        return output
    return None


def _joined(value: Any) -> str | None:
    """A text that may be kept as a list of lines; None if it is neither."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def _is_bundle(value: Any) -> bool:
    return isinstance(value, dict)


def _bundle(value: dict[str, Any]) -> dict[str, Any]:
    """Data by MIME type: lines joined, JSON left alone."""
    return {
        kind: one if _JSON.match(kind) else (_joined(one) if _joined(one) is not None else "")
        for kind, one in value.items()
    }


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _mend_ids(cells: list[dict[str, Any]], notes: list[str]) -> None:
    """Every cell a sound id of its own; the first of two equal ones keeps it."""
    taken = {cell["id"] for cell in cells if isinstance(cell["id"], str)}
    seen: set[str] = set()
    doubled = 0
    for number, cell in enumerate(cells):
        old = cell["id"]
        if isinstance(old, str) and _ID.match(old) and old not in seen:
            seen.add(old)
            continue
        doubled += isinstance(old, str) and old in seen
        new = f"cell-{number}"
        while new in taken or new in seen:
            new += "x"
        cell["id"] = new
        seen.add(new)
    if doubled:
        notes.append(f"有 {doubled} 格的编号和别的格一样，已换新编号")


# --- kernel --------------------------------------------------------------------------------------


def _mend_kernel(nb: NotebookNode, notes: list[str]) -> None:
    """A Python notebook runs under the name "python3"; other languages stay what they are."""
    found = nb.metadata.get("kernelspec")
    spec = found if isinstance(found, dict) else {}
    name, language = spec.get("name"), spec.get("language", "python")
    ours = assignment_of(nb) is not None
    if isinstance(name, str) and name and language != "python" and not ours:
        spec["display_name"] = str(spec.get("display_name", name))
        return
    if name == "python3" and language == "python" and isinstance(spec.get("display_name"), str):
        return
    nb.metadata["kernelspec"] = nbformat.from_dict(KERNEL)
    if name == "python3":
        return
    if not isinstance(name, str) or not name:
        notes.append("笔记本没写用哪个内核，按 Python 3 运行")
    else:
        word = "".join(sign for sign in name if sign.isprintable())[:40]
        notes.append(f"内核写的是 {word}，改按 Python 3 运行")
