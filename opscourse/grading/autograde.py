"""nbgrader's autograde, with the judge outside the learner's kernel.

`nbgrader_config.py` puts these steps into nbgrader's own lists, so that the command, the API and
formgrader's button all do the same: require a world → repair → run in a scratch folder that holds
that world's tables → judge what was handed over → show the notebook as it was handed in.
"""

from __future__ import annotations

import contextlib
import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import DeadKernelError
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from traitlets import Bool

from opscourse.errors import CourseError
from opscourse.grading import judging, rescue
from opscourse.grading.judging import Mark, judge_notebook
from opscourse.grading.notebooks import assignment_of
from opscourse.grading.outputs import sanitised
from opscourse.grading.repair import HANDED_IN
from opscourse.grading.spreadsheet import safe
from opscourse.grading.worlds import lay_out, load_world, practice_answers

Result = tuple[NotebookNode, dict[str, Any]]
MARKS = "opscourse_marks"  # in nbconvert's resources: the list of Marks


class HandedInExporter(NotebookExporter):
    """Reads a handed-in notebook as the engine does: what can be mended is, and is said in the log.

    What cannot gives one clear sentence there.
    """

    def from_file(self, file_stream: Any, resources: Any = None, **kw: Any) -> Any:
        notebook, notes = rescue.read(Path(file_stream.name))
        for note in notes:
            self.log.warning("%s：%s", resources["nbgrader"]["student"], note)
        return self.from_notebook_node(notebook, resources=resources, **kw)


class RequireWorld(Preprocessor):
    """Refuse before anything is touched, if the assignment has no sound world.

    nbgrader logs the sentence, removes the half-made result and marks nothing.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Result:
        # nbgrader leaves this set when a run fails in its process; a kernel started later by the
        # same server would take itself for a graded run
        os.environ.pop("NBGRADER_EXECUTION", None)
        run = resources["nbgrader"]
        try:
            load_world(course_root(), run["assignment"])
        except CourseError as error:
            self.log.error("%s", error)
            raise
        named = assignment_of(nb)
        if named is not None and named != run["assignment"]:
            raise CourseError(
                f"{run['student']} 交的是 {named} 的笔记本，不是 {run['assignment']} 的。请他重交。"
            )
        return nb, resources


class RunNotebook(Execute):
    """Run the notebook in a scratch folder with the graded world's tables, and nothing else.

    Not in nbgrader's own folder: what a learner's code writes there would be copied into the
    feedback, graded tables included. A kernel that dies keeps what had been earned before.
    """

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> Result:
        run = resources["nbgrader"]
        world = load_world(course_root(), run["assignment"])
        handed_in = Path(resources["metadata"]["path"])
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            scratch = Path(folder) / "work"
            ignored = shutil.ignore_patterns("*.ipynb", "*.py", "world.json", "tables", "inputs")
            shutil.copytree(handed_in, scratch, ignore=ignored)
            lay_out(world.folder, scratch)
            self.run_in(scratch, nb, resources, km)
        return nb, resources

    @contextlib.contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """Start the kernel with its own terminal output thrown away (cell outputs are not)."""
        quiet = subprocess.DEVNULL
        with super().setup_kernel(stdout=quiet, stderr=quiet, **kwargs):
            yield

    def run_in(self, scratch: Path, nb: NotebookNode, resources: Any, km: Any = None) -> None:
        """Run every cell with `scratch` as the kernel's folder; outputs go into `nb`."""
        inside = {**resources, "metadata": {**resources.get("metadata", {}), "path": str(scratch)}}
        try:
            super().preprocess(nb, inside, km)
        except DeadKernelError:
            self.log.warning("运行中途内核停了，后面的格子没有运行")
        # a widget could carry the world's numbers into the notebook
        nb.metadata.pop("widgets", None)


class JudgeAnswers(Preprocessor):
    """Judge the run, keep it for the instructor, and put back what the learner handed in."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Result:
        run = resources["nbgrader"]
        root = course_root()
        world = load_world(root, run["assignment"])
        practice = practice_answers(root, run["assignment"][:2])
        marks = judge_notebook(nb, world.answers, practice)
        _keep_run(root, nb, run)
        show_as_handed_in(nb, marks)
        record_flags(root, run["assignment"], {run["student"]: marks})
        for mark in marks:
            if mark.flag:
                self.log.warning("%s %s:%s", run["student"], mark.question, mark.flag)
            if mark.error:
                self.log.error("%s %s:%s", run["student"], mark.question, mark.error)
        resources[MARKS] = marks
        return nb, resources


class AskAPerson(Preprocessor):
    """After nbgrader saved the marks: what could not be judged waits for a person, not at 0."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Result:
        run = resources["nbgrader"]
        where = (run["notebook"], run["assignment"], run["student"])
        with Gradebook(run["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(*where)
            grades = {grade.name: grade for grade in notebook.grades}
            comments = {comment.name: comment for comment in notebook.comments}
            ask_a_person(grades, comments, resources[MARKS])
            gradebook.db.commit()
        return nb, resources


def ask_a_person(grades: Mapping[str, Any], comments: Mapping[str, Any], marks: list[Mark]) -> None:
    """In the gradebook's rows by cell: what could not be judged waits; comments in Chinese."""
    for mark in marks:
        if mark.state == judging.UNJUDGED:
            grade = grades[mark.grade_id]
            grade.auto_score, grade.needs_manual_grade = None, True
    for comment in comments.values():
        if comment.auto_comment == "No response.":
            comment.auto_comment = "没有作答。"


def course_root() -> Path:
    """nbgrader works in the course's root while it converts."""
    return Path.cwd()


def _keep_run(root: Path, nb: NotebookNode, run: dict[str, Any]) -> None:
    """The graded run with its own outputs, for the instructor alone."""
    path = root / ".grading" / "runs" / run["student"] / f"{run['assignment']}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and len(output.text) > 1_000_000:
                output.text = output.text[:1_000_000]
    path.write_text(nbformat.writes(nb) + "\n", encoding="utf-8")


def show_as_handed_in(nb: NotebookNode, marks: list[Mark]) -> None:
    """Outputs as handed in, and in the check cells the mark and its sentence.

    Raises CourseError for a grade cell without a mark: nbgrader would give it full marks.
    """
    by_cell = {mark.grade_id: mark for mark in marks}
    for cell in nb.cells:
        shown = cell.metadata.pop(HANDED_IN, {})
        if cell.cell_type != "code":
            continue
        cell.outputs = sanitised(shown.get("outputs"))
        cell.execution_count = shown.get("execution_count")
        cell.metadata.pop("execution", None)
        if utils.is_grade(cell):
            grade_id = cell.metadata["nbgrader"]["grade_id"]
            if grade_id not in by_cell:
                raise CourseError(
                    f"评分用的世界里没有 {grade_id} 的答案：练习改过了。"
                    "请运行 opscourse class init，再为它开新的一轮。"
                )
            most = float(cell.metadata["nbgrader"]["points"])
            cell.outputs = mark_outputs(by_cell[grade_id], most)


def mark_outputs(mark: Mark, most: float) -> list[NotebookNode]:
    """What a check cell shows: first the number that nbgrader reads, then the sentence.

    >>> mark = Mark("03.q1", "访客数", 1.5, 2.0, "partial", "对了三个，还差一个。")
    >>> [output.data["text/plain"] for output in mark_outputs(mark, 2.0)]
    ['1.5', '1.5 / 2 分。对了三个，还差一个。']
    """
    points = min(mark.points, most)
    text = f"{points:g} / {most:g} 分。{mark.says}" if most else f"（选做）{mark.says}"
    # nbformat's new_output would check each of them against its schema, many thousand times a class
    first = {"output_type": "execute_result", "execution_count": None}
    return [
        nbformat.from_dict({**first, "data": {"text/plain": repr(points)}, "metadata": {}}),
        nbformat.from_dict(
            {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}
        ),
    ]


def record_flags(root: Path, assignment: str, marks_of: Mapping[str, list[Mark]]) -> None:
    """Rewrite these students' lines in `.grading/flags.csv`: student, assignment, question, what.

    Notes for the instructor; copied practice numbers are noted here too.
    """
    path = root / ".grading" / "flags.csv"
    head = ["student", "assignment", "question", "what"]
    rows = []
    if path.exists():
        rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"))))[1:]
    anew = {(safe(student), assignment) for student in marks_of}
    rows = [row for row in rows if (row[0], row[1]) not in anew]
    for student, marks in marks_of.items():
        for mark in marks:
            what = mark.flag or ("等于练习数据的答案" if mark.equals_practice else "")
            if what:
                rows.append([safe(student), assignment, mark.question, what])
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    waiting = path.with_suffix(".part")
    waiting.write_text(text.getvalue(), encoding="utf-8-sig")
    os.replace(waiting, path)
