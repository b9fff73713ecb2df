"""Reading a notebook that somebody handed in."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from opscourse.errors import CourseError


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file of any version as version 4; changes nothing on disk.

    Raises CourseError, naming the file and what to do, if it is missing, not UTF-8, not JSON, or
    not a notebook.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CourseError(f"没有这个文件：{path}。看看名字和文件夹对不对。") from error
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path} 不是 UTF-8 编码，打不开。请在 JupyterLab 里重新保存，不要用别的软件改它。"
        ) from error
    except OSError as error:
        raise CourseError(f"读不了 {path}:{error.strerror}。") from error
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise CourseError(
            f"{path} 坏了（第 {error.lineno} 行不是完整的笔记本）。请重新交一份，或用备份。"
        ) from error
    try:
        if not isinstance(raw, dict) or "nbformat" not in raw:
            raise ValueError("no nbformat")
        notebook = nbformat.reads(text, as_version=4)
        for cell in notebook.cells:
            cell.source, cell.metadata, cell.cell_type  # noqa: B018  (each must be there)
    except Exception as error:  # nbformat raises many kinds
        raise CourseError(f"{path} 不是 Jupyter 笔记本，或者缺了内容。请换成你的作业。") from error
    return notebook


def assignment_of(notebook: NotebookNode) -> str | None:
    """The assignment that a notebook says it is, e.g. ``03_shop_health``; None if it does not."""
    notes = notebook.metadata.get("opscourse")
    name = notes.get("assignment") if isinstance(notes, dict) else None
    return name if isinstance(name, str) else None


def check_ids(notebook: NotebookNode) -> set[str]:
    """The grade ids of the notebook's check cells."""
    ids = set()
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        if isinstance(marks, dict) and str(marks.get("grade_id", "")).endswith("-check"):
            ids.add(marks["grade_id"])
    return ids
