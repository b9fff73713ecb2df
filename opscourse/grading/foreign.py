"""Any nbgrader assignment: an instructor's own notebook, with plain and hidden tests in its cells.

Here there is no graded world and no judge: the test cells run after the learner's, in the learner's
own process, and nbgrader's rule reads the mark off each. That can be fooled (a canary that must
fail finds the crude ways, in the sandbox), and the report says so. On purpose other than stock
nbgrader: what a dead kernel or a timeout left unrun earns nothing and loses nothing else, deleted
test cells come back, and a warning on stderr costs nothing.
"""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from opscourse.errors import CourseError
from opscourse.grading import rescue
from opscourse.grading.class_command import course_api
from opscourse.grading.jobs import Result
from opscourse.grading.judging import NOT_RUN, RAISED, Mark
from opscourse.grading.outputs import sanitised, with_outputs
from opscourse.grading.submissions import Submission, Target

SHARED = "这份作业的测试和学员的代码在同一个进程里跑，挡不住存心改测试的人"
CONFIG = "nbgrader_config.py"


def is_foreign(folder: Path, course: Path) -> bool:
    """Whether a folder is an instructor's own nbgrader course, and not (a copy of) this one."""
    settings = folder / CONFIG
    if not settings.is_file() or folder.resolve() == course.resolve():
        return False
    return "opscourse.grading" not in settings.read_text(encoding="utf-8", errors="replace")


@dataclass
class ForeignTarget(Target):
    """One notebook of an instructor's own assignment; `siblings` are all of that assignment."""

    siblings: list[ForeignTarget] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.assignment}--{self.notebook}"

    def find(self, folder: Path) -> Path | None:
        """By its name; a renamed one by its cells, or where there can be no other."""
        exact = folder / f"{self.notebook}.ipynb"
        if exact.is_file() and not exact.is_symlink():
            return exact
        if len(self.siblings) == 1:
            return rescue.find(folder, self.notebook)
        mine = [path for path in self._strangers(folder) if self._is_this(path)]
        return mine[0] if len(mine) == 1 else None

    def renamed(self, path: Path) -> list[str]:
        if path.stem == self.notebook:
            return []
        return [f"文件名是 {rescue.shown(path.name)}，按里面的题目它是 {self.notebook}"]

    def left_out(self, folder: Path) -> bool:
        handed_in = any((folder / f"{one.notebook}.ipynb").is_file() for one in self.siblings)
        return handed_in and not any(self._is_this(path) for path in self._strangers(folder))

    def _strangers(self, folder: Path) -> list[Path]:
        """Handed-in notebooks with none of the assignment's names."""
        names = {one.notebook for one in self.siblings}
        return [path for path in sorted(folder.glob("*.ipynb")) if path.stem not in names]

    def _is_this(self, path: Path) -> bool:
        """Whether a notebook has more than half of this one's cells, and fewer of any other's."""
        try:
            cells = set(_ids(rescue.read(path)[0]))
        except CourseError:
            return False
        share = {one.notebook: one.share(cells) for one in self.siblings}
        mine = share.pop(self.notebook)
        return mine > 0.5 and all(mine > other for other in share.values())

    def share(self, cells: set[str]) -> float:
        """How much of this notebook is among cells of those names."""
        return len(cells & self.sources.keys()) / max(1, len(self.sources))

    @cached_property
    def given(self) -> dict[str, bytes]:  # type: ignore[override]
        """Without the files that learners hand in themselves, by nbgrader's own setting."""
        settings = course_api(self.root).config.get("Autograde", {})
        theirs = settings.get("exclude_overwriting", {}).get(self.assignment, [])
        return {name: one for name, one in super().given.items() if name not in theirs}

    @property
    def remark(self) -> str:
        return SHARED

    @property
    def fingerprint(self) -> str:
        return ""

    @property
    def released(self) -> str:
        return ""

    @property
    def laid_out(self) -> dict[str, bytes]:  # type: ignore[override]
        return {}

    @property
    def judge_digest(self) -> str:  # type: ignore[override]
        return "nbgrader"

    def judge(self, submission: Submission, result: Result) -> list[Mark]:
        """Read the marks off the test cells; the notebook is shown as it ran, made safe."""
        assert submission.notebook is not None
        ran = with_outputs(submission.notebook, result)
        marks = []
        for cell in ran.cells:
            if cell.cell_type != "code":
                continue
            if not utils.is_grade(cell):
                cell.outputs = sanitised(cell.outputs)
                continue
            cell.outputs = _test_outputs(cell)
            if not utils.is_solution(cell):
                marks.append(_mark(cell))
        submission.notebook = ran
        return marks


def targets(folder: Path, assignment: str) -> list[ForeignTarget]:
    """What is to be graded in an assignment: one target for each of its notebooks.

    Raises CourseError where the assignment is not in the gradebook, where a notebook is not for
    Python, or where the settings choose none.
    """
    coursedir = course_api(folder).coursedir
    kernels = _kernels(coursedir, assignment)
    for name, kernel in kernels.items():
        if kernel and not _is_python(kernel):
            shown = kernel.get("display_name") or kernel.get("name")
            raise CourseError(
                f"{assignment} 的 {name}.ipynb 用的内核是 {shown}，这里只会评 Python 的笔记本。"
                f"请改用：nbgrader autograde {assignment}"
            )
    nothing: Any = None  # there is no world
    found = [ForeignTarget(folder, assignment, 1, nothing, {}, notebook=name) for name in kernels]
    for one in found:
        one.siblings = found
    wanted = coursedir.notebook_id
    chosen = [one for one in found if fnmatch.fnmatchcase(one.notebook, wanted)]
    if not chosen:
        raise CourseError(
            f"{assignment} 里没有名字合 {wanted} 的笔记本（设置里的 notebook_id）。"
            f"有：{'、'.join(kernels)}。"
        )
    return chosen


def unheeded(folder: Path) -> str:
    """A sentence about settings of the instructor's that count for nothing here; or ""."""
    names = ("sanitize_preprocessors", "autograde_preprocessors")
    found = [one for one in names if one in course_api(folder).config.get("Autograde", {})]
    return f"nbgrader_config.py 里的 {'、'.join(found)} 在这里不起作用。" if found else ""


def _kernels(coursedir: Any, assignment: str) -> dict[str, dict[str, Any]]:
    """The assignment's notebooks by name, sorted, with the kernels that they were made for."""
    missing = CourseError(
        f"成绩册里没有 {assignment}。请先运行：nbgrader generate_assignment {assignment}"
    )
    try:
        url = make_url(coursedir.db_url)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise missing  # and no empty gradebook is left behind
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            notebooks = gradebook.find_assignment(assignment).notebooks
            found = {one.name: json.loads(one.kernelspec or "{}") for one in notebooks}
    except MissingEntry as error:
        raise missing from error
    except SQLAlchemyError as error:
        raise CourseError(
            f"成绩册打不开（{coursedir.db_url}）。看看设置里的 db_url；"
            "换过 nbgrader 的版本，就先运行：nbgrader db upgrade"
        ) from error
    return dict(sorted(found.items()))


def _is_python(kernel: dict[str, Any]) -> bool:
    """Whether a kernel's own account of itself says Python.

    >>> _is_python({"name": "ir", "display_name": "R", "language": "R"})
    False
    >>> _is_python({"name": "python3", "display_name": "Python 3 (ipykernel)"})
    True
    """
    words = [kernel[key] for key in ("language", "name", "display_name") if kernel.get(key)]
    if kernel.get("language"):
        words = words[:1]
    return any("python" in str(one).lower() for one in words)


def _ids(nb: NotebookNode) -> Iterator[str]:
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader")
        if isinstance(marks, dict) and isinstance(marks.get("grade_id"), str):
            yield marks["grade_id"]


def _test_outputs(cell: NotebookNode) -> list[NotebookNode]:
    """What nbgrader's rule may see of a test cell: errors, one result as text, no stderr."""
    kept = [one for one in cell.outputs if one.output_type in ("error", "execute_result")]
    for one in kept:
        if one.output_type == "execute_result":
            one.data = {"text/plain": str(one.get("data", {}).get("text/plain", ""))}
            one.metadata = {}
    if cell.source.strip() and cell.execution_count is None and not kept:
        # nothing at all would be full marks
        kept = [new_output("error", ename="NotRun", evalue="", traceback=["没有运行到这一格"])]
    texts = [one for one in cell.outputs if one.output_type == "stream" and one.name == "stdout"]
    return [*kept, *sanitised(texts)]


def _mark(cell: NotebookNode) -> Mark:
    name = str(cell.metadata["nbgrader"]["grade_id"])
    points, most = _grade(cell)
    errors = [one for one in cell.outputs if one.output_type == "error"]
    if errors and errors[0].ename == "NotRun":
        state, says = NOT_RUN, "没有运行到这一格。"
    elif errors:
        kind = str(errors[0].ename)
        failed = kind == "AssertionError"
        state, says = RAISED, "测试没有通过。" if failed else f"测试运行时出错（{kind}）。"
    else:
        state = "full" if points >= most else "partial" if points > 0 else "wrong"
        says = {"full": "测试通过。", "partial": "通过了一部分。", "wrong": "没有得分。"}[state]
    return Mark(name, name, points, most, state, says)


def _grade(cell: NotebookNode) -> tuple[float, float]:
    """nbgrader's rule; a number above the cell's points (it would raise) earns nothing."""
    most = float(cell.metadata["nbgrader"]["points"])
    try:
        points, most = utils.determine_grade(cell)
    except (ValueError, KeyError):
        cell.outputs = [one for one in cell.outputs if one.output_type != "execute_result"]
        cell.outputs.append(
            new_output("error", ename="ValueError", evalue="", traceback=["得分超过了满分"])
        )
        points = 0.0
    return float(points or 0.0), most
