"""Turn a read source into notebooks: nbgrader's source, the release, the lesson.

Deterministic: cell ids are the grade ids (or the cell's place), no outputs, no pairing metadata, so
that a rebuild gives the same bytes.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from opscourse.authoring.source import Cell, Exercise

WRITE_HERE = "（双击这一格，删掉这行字，在这里写。）"
# A line of running text that ends in Chinese; the next one that starts in Chinese belongs to it.
_PARAGRAPH = re.compile(r"(?![#|>\-*\s]|\d+\.).*[\u3000-\u9fff\uff00-\uffef]\**$")
_GOES_ON = re.compile(r"\**[\u3000-\u9fff\uff00-\uffef`]")
PLACES = {"class": "课上", "home": "课后"}


def lesson_notebook(lesson: Exercise) -> NotebookNode:
    """The lesson as learners open it: no nbgrader metadata, starters in the answer cells."""
    cells = []
    for number, cell in enumerate(lesson.cells, 1):
        name = cell_name(cell, number)
        markdown = cell.role in ("markdown", "question", "task")
        text = unwrapped(cell.source) if markdown else cell.source
        made = (new_markdown_cell if markdown else new_code_cell)(text, id=name)
        _let_fail(made, cell, lesson)
        cells.append(made)
    return _notebook(lesson, cells)


def solution_notebook(exercise: Exercise) -> NotebookNode:
    """nbgrader's source notebook: references in the answer cells, starters in their metadata."""
    cells: list[NotebookNode] = []
    for number, cell in enumerate(exercise.cells, 1):
        name = cell_name(cell, number)
        if cell.role == "answer":
            question = exercise.question(cell.owner)
            made = new_code_cell(question.solution, id=name)
            made.metadata["opscourse"] = {"starter": question.starter}
            made.metadata["nbgrader"] = _nbgrader(name, "code", solution=True)
        elif cell.role == "check":
            made = new_code_cell(cell.source, id=name)
            made.metadata["nbgrader"] = _nbgrader(
                name, "code", locked=True, grade=True, points=cell.points
            )
        elif cell.role == "task":
            made = new_markdown_cell(unwrapped(cell.source), id=name)
            # a task cell that is not locked stops autograde with a checksum error
            made.metadata["nbgrader"] = _nbgrader(
                name, "markdown", locked=True, task=True, points=cell.points
            )
        else:
            markdown = cell.role in ("markdown", "question")
            text = _with_points(cell, exercise) if cell.role == "question" else cell.source
            text = unwrapped(text) if markdown else text
            made = (new_markdown_cell if markdown else new_code_cell)(text, id=name)
            kind = "markdown" if markdown else "code"
            made.metadata["nbgrader"] = _nbgrader(name, kind, locked=True)
        _let_fail(made, cell, exercise)
        cells.append(made)
        if cell.role == "task":
            cells.append(new_markdown_cell(WRITE_HERE, id=f"{name}-answer"))
    return _notebook(exercise, cells)


def _let_fail(made: NotebookNode, cell: Cell, exercise: Exercise) -> None:
    """An error in a cell that is handed out to be repaired must not stop 运行所有单元格."""
    if cell.role in ("answer", "check") and exercise.question(cell.owner).broken_starter:
        made.metadata["tags"] = ["raises-exception"]


def release_notebook(source: NotebookNode, assignment: str, root: Path) -> str:
    """The learners' notebook as text, made by nbgrader's own generate_assignment."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "solutions" / assignment
        home.mkdir(parents=True)
        write_notebook(source, home / f"{assignment}.ipynb")
        config = _course_config(root)
        config.CourseDirectory.root = folder
        coursedir = CourseDirectory(config=config)
        coursedir.assignment_id = assignment
        converter = GenerateAssignment(coursedir=coursedir, config=config, no_database=True)
        # registering cells in a gradebook is `opscourse class init`'s work, not the build's
        converter.preprocessors = [
            one for one in converter.preprocessors if not str(one).endswith("SaveCells")
        ]
        converter.log.setLevel("ERROR")
        converter.start()
        made = Path(folder) / "exercises" / assignment / f"{assignment}.ipynb"
        return made.read_text(encoding="utf-8")


def _course_config(root: Path) -> Any:
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def unwrapped(text: str) -> str:
    """Join the lines of a Chinese paragraph: Markdown would show a line end as a space.

    >>> unwrapped("林姐种芦柑。\\n她问：\\n\\n- 一\\n- 二")
    '林姐种芦柑。她问：\\n\\n- 一\\n- 二'
    """
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        if _PARAGRAPH.match(before) and _GOES_ON.match(line):
            lines[-1] = before + line
        else:
            lines.append(line)
    return "\n".join(lines)


def _with_points(cell: Cell, exercise: Exercise) -> str:
    """The question's text, with its points and place after the heading."""
    question = exercise.question(cell.owner)
    place = PLACES.get(question.options.get("where", ""), "")
    worth = "选做 · 不计分" if question.bonus else f"{question.points:g} 分"
    note = " · ".join(part for part in (worth, place) if part)
    heading, _, rest = cell.source.partition("\n")
    return f"{heading}（{note}）\n{rest}" if rest else f"{heading}（{note}）"


def cell_name(cell: Cell, number: int) -> str:
    """The cell's id, and its grade id: q3, q3-answer, q3-check, w1, c07.

    >>> cell_name(Cell("check", "check(…)", "q3"), 9), cell_name(Cell("code", "x = 1"), 7)
    ('q3-check', 'c07')
    """
    if not cell.owner:
        return f"c{number:02d}"
    suffix = {"answer": "-answer", "check": "-check"}.get(cell.role, "")
    return cell.owner + suffix


def _nbgrader(grade_id: str, cell_type: str, **flags: Any) -> dict[str, Any]:
    base = {"grade": False, "locked": False, "solution": False, "task": False}
    return {**base, "grade_id": grade_id, "cell_type": cell_type, "schema_version": 3, **flags}


def _notebook(exercise: Exercise, cells: list[NotebookNode]) -> NotebookNode:
    return new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
            "opscourse": {"assignment": exercise.assignment, "version": exercise.version},
        },
    )


def notebook_text(notebook: NotebookNode) -> str:
    """A notebook as the bytes that nbformat writes."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    path.write_text(notebook_text(notebook), encoding="utf-8", newline="\n")
