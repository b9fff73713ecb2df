"""Any nbgrader assignment: an instructor's own notebook, with plain and hidden tests in its cells.

Here there is no graded world and no judge: the test cells run after the learner's, in the learner's
own process, and nbgrader's rule reads the mark off each. That can be fooled (a canary that must
fail finds the crude ways, in the sandbox), and the report says so. On purpose other than stock
nbgrader: what a dead kernel or a timeout left unrun earns nothing and loses nothing else, deleted
test cells come back, and a warning on stderr costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry

from opscourse.errors import CourseError
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


class ForeignTarget(Target):
    """One notebook of an instructor's own assignment."""

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

    Raises CourseError where the assignment is not in the gradebook.
    """
    coursedir = course_api(folder).coursedir
    try:
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            names = sorted(one.name for one in gradebook.find_assignment(assignment).notebooks)
    except MissingEntry as error:
        raise CourseError(
            f"成绩册里没有 {assignment}。请先运行：nbgrader generate_assignment {assignment}"
        ) from error
    nothing: Any = None  # there is no world
    return [ForeignTarget(folder, assignment, 1, nothing, {}, notebook=name) for name in names]


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
