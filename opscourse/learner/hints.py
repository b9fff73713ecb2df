"""`hint`: the next step of the ladder. `solution`: the reference, after an attempt."""

from pathlib import Path
from typing import Any

from opscourse.answers import handover
from opscourse.datasets import ROOT
from opscourse.learner import progress
from opscourse.learner.questions import find, lesson_of
from opscourse.learner.showing import GREY, show


def hint(question_id: str) -> None:
    """Show the next hint of a question; after the last one, all of them and where to go.

    Example: `hint("03.q3")`
    """
    if handover.wanted():
        return
    hints = list(find(question_id).get("hints") or [])
    if not hints:
        show(f"{question_id} 没有提示。把题目里的口径再读一遍。")
        return
    used = int(progress.entry(question_id).get("hints", 0))
    if used < len(hints):
        progress.note(question_id, hints=used + 1)
        show(f"第 {used + 1}/{len(hints)} 条提示：{hints[used]}{_after(question_id, used, hints)}")
        return
    lines = [f"{n}. {text}" for n, text in enumerate(hints, 1)]
    show("\n".join(["提示已经看完：", *lines, f'看参考做法：solution("{question_id}")。']))


def _after(question_id: str, used: int, hints: list[str]) -> str:
    if used + 1 < len(hints):
        return ""
    return f'\n这是最后一条。还是不行，看参考做法：solution("{question_id}")。'


def solution(question_id: str) -> None:
    """Show the reference answer, once an answer of one's own has been checked.

    A class's copy has no references: it says that the teacher releases them.

    Example: `solution("03.q3")`
    """
    if handover.wanted():
        return
    question = find(question_id)
    if not progress.entry(question_id).get("tries"):
        name = question["name"]
        show(
            "参考做法在你自己试过一次以后才能看。"
            f'填好答案，运行 check("{question_id}", {name}={name})。'
        )
        return
    code = reference(question_id)
    if code is None:
        show(f'参考做法由老师发布，这份课程里没有。先看提示：hint("{question_id}")。')
        return
    show(f"{question_id} 的参考做法（做法不止一种）:", GREY, code=code)


def reference(question_id: str, root: Path | None = None) -> str | None:
    """The reference's code from this copy of the course; None where it is not included.

    An exercise's stands in `solutions/NN_*/NN_*.ipynb`, a lesson's in `course/NN_*.py`.
    """
    root = root or ROOT
    number, part = lesson_of(question_id), question_id.split(".")[1]
    if question_id.startswith("L"):
        return _from_source(sorted((root / "course").glob(f"{number}_*.py")), part)
    return _from_notebook(sorted((root / "solutions").glob(f"{number}_*/{number}_*.ipynb")), part)


def _from_notebook(files: list[Path], part: str) -> str | None:
    import nbformat

    for file in files:
        for cell in _cells(lambda file=file: nbformat.read(file, as_version=4)):
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if f"{part}-answer" in (grade_id, cell.get("id")):
                return _without_markers(cell.source)
    return None


def _from_source(files: list[Path], part: str) -> str | None:
    import jupytext

    for file in files:
        for cell in _cells(lambda file=file: jupytext.read(file)):
            if cell.metadata.get("solution") == part:
                return cell.source
    return None


def _cells(read: Any) -> list[Any]:
    """The cells of a notebook; none where the file is damaged (then there is no reference)."""
    try:
        return list(read().cells)
    except (OSError, ValueError, KeyError, AttributeError):
        return []


def _without_markers(source: str) -> str:
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    return "\n".join(line for line in source.splitlines() if line.strip() not in marks)
