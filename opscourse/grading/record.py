"""The one writer: marks into the gradebook, notebooks into `autograded/`, and what became of all.

The content is what nbgrader's own Autograde writes, for the most part by its own code: its API
makes students and submissions, its SaveAutoGrades reads the mark off each cell, its plugin sets the
late penalty. The cost is not: one gradebook stays open, its commits are put together, and each
submission's rows are fetched once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, LimitOutput, SaveAutoGrades
from nbgrader.utils import parse_utc
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from opscourse.errors import CourseError
from opscourse.grading.autograde import ask_a_person, record_flags
from opscourse.grading.judging import Mark
from opscourse.grading.outcomes import PERSON, Outcome, add_outcomes
from opscourse.grading.submissions import Submission, Target

BATCH, SECONDS = 8, 3.0  # submissions, or time, between commits


@dataclass
class Entry:
    """A graded submission: its notebook as it is shown, its marks, and what became of it.

    notebook : None where a person must look first; then earlier marks stay as they are.
    """

    submission: Submission
    notebook: NotebookNode | None
    marks: list[Mark]
    outcome: Outcome


class _Deferring(Session):
    """A session whose commits only flush: nbgrader's API commits at every step."""

    def commit(self) -> None:
        self.flush()

    def commit_now(self) -> None:
        super().commit()


class _Rows:
    """One submission's grades and comments, fetched once; what SaveAutoGrades asks a gradebook."""

    def __init__(self, notebook: Any) -> None:
        self.grades = {grade.name: grade for grade in notebook.grades}
        self.comments = {comment.name: comment for comment in notebook.comments}
        self.db = self

    def find_grade(self, name: str, *_: str) -> Any:
        return self.grades[name]

    def find_comment(self, name: str, *_: str) -> Any:
        return self.comments[name]

    def commit(self) -> None:
        """The batch is committed as a whole."""


class Recorder:
    """Open while a class is graded; `add` what was graded, and what is due is written."""

    def __init__(self, target: Target, config: Any) -> None:
        self.target = target
        self.waiting: list[Entry] = []
        self.since = time.monotonic()
        self.seconds = 0.0
        self.gradebook = Gradebook(target.coursedir.db_url, target.coursedir.course_id)
        maker = sessionmaker(
            class_=_Deferring, bind=self.gradebook.engine, future=True, expire_on_commit=False
        )
        self.gradebook.db = scoped_session(maker)
        self.saver = SaveAutoGrades(config=config)
        self.limit = LimitOutput(config=config)
        self.penalties = AssignLatePenalties(config=config)
        self.penalties.init_plugin()

    def close(self) -> None:
        """Write what waits, and close the gradebook."""
        try:
            self.flush()
        finally:
            self.gradebook.close()

    def add(self, entry: Entry) -> None:
        """Queue one submission; write the queue when it is long or old enough."""
        self.waiting.append(entry)
        if len(self.waiting) >= BATCH or time.monotonic() - self.since > SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits: rows, files, commit, then the outcomes. Safe to repeat after a stop."""
        batch, self.waiting = self.waiting, []
        self.since = began = time.monotonic()
        if not batch:
            return
        try:
            self._write(batch)
        except OperationalError as error:
            raise busy(error) from error
        except Exception:  # find the one that cannot be recorded; it must not stop the others
            self.gradebook.db.rollback()
            for entry in batch:
                self._write_alone(entry)
        self.seconds += time.monotonic() - began

    def _write_alone(self, entry: Entry) -> None:
        try:
            self._write([entry])
        except OperationalError:
            raise
        except Exception as error:
            self.gradebook.db.rollback()
            says = f"成绩没能写进成绩册（{type(error).__name__}），请老师看这一份。"
            lost = replace(entry.outcome, state=PERSON, says=says, job="")
            add_outcomes(self.target.root, self.target.label, [lost])

    def _write(self, batch: list[Entry]) -> None:
        for entry in batch:
            self._write_rows(entry)
        for entry in batch:
            self._write_files(entry)
        self.gradebook.db().commit_now()  # type: ignore[attr-defined]
        marks = {one.submission.student: one.marks for one in batch if one.notebook is not None}
        record_flags(self.target.root, self.target.label, marks)
        add_outcomes(self.target.root, self.target.label, [one.outcome for one in batch])

    # --- rows ------------------------------------------------------------------------------------

    def _write_rows(self, entry: Entry) -> None:
        student, name = entry.submission.student, self.target.assignment
        wanted = self.target.notebook
        self.gradebook.update_or_create_student(student)
        when = timestamp(entry.submission.folder)
        about = {"timestamp": when} if when else {}
        with self.gradebook.db.no_autoflush:
            submitted = self.gradebook.update_or_create_submission(name, student, **about)
        if entry.notebook is None and not entry.submission.left_out:
            return
        (notebook,) = (one for one in submitted.notebooks if one.name == wanted)
        if entry.notebook is None:
            for grade in notebook.grades:
                grade.auto_score, grade.needs_manual_grade = 0, False
            return
        rows = _Rows(notebook)
        self._save_grades(entry, rows)
        ask_a_person(rows.grades, rows.comments, entry.marks)
        self._set_penalty(student, notebook, submitted.total_seconds_late)

    def _set_penalty(self, student: str, notebook: Any, seconds: float) -> None:
        """As nbgrader's AssignLatePenalties; where it never takes anything, a person's stays."""
        penalty = None
        if seconds > 0:
            self.gradebook.db.flush()
            self.gradebook.db.refresh(notebook)  # its score is computed by the database
            plugin = self.penalties.plugin_inst
            penalty = plugin.late_submission_penalty(student, notebook.score, seconds)
        if penalty is not None:
            penalty = self.penalties._check_late_penalty(notebook, penalty)
        elif getattr(self.penalties.plugin_inst, "penalty_method", "") == "none":
            return
        notebook.late_submission_penalty = penalty

    def _save_grades(self, entry: Entry, rows: _Rows) -> None:
        nb, saver = entry.notebook, self.saver
        assert nb is not None
        # its metadata are the gradebook's own since the repair: no need to validate each cell
        self.limit.preprocess(nb, {})
        saver.gradebook = rows
        saver.notebook_id, saver.assignment_id = self.target.notebook, self.target.assignment
        saver.student_id = entry.submission.student
        for index, cell in enumerate(nb.cells):
            saver.preprocess_cell(cell, {}, index)

    # --- files -----------------------------------------------------------------------------------

    def _write_files(self, entry: Entry) -> None:
        """`autograded/<student>/<assignment>/`, as nbgrader lays it out, at once or not at all."""
        folder = self.target.folder("autograded", entry.submission.student)
        if entry.submission.left_out:  # what an earlier attempt held counts no more
            (folder / f"{self.target.notebook}.ipynb").unlink(missing_ok=True)
        if entry.notebook is None:
            return
        made = folder.with_name(f".{folder.name}.part")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        others = folder.glob("*.ipynb") if self.target.label != self.target.assignment else ()
        files = {path.name: path.read_bytes() for path in others}
        files |= {**entry.submission.files, **self.target.given}
        text = nbformat.writes(entry.notebook)
        files[f"{self.target.notebook}.ipynb"] = text.encode("utf-8") + b"\n"
        mode = 0o664 if self.target.coursedir.groupshared else 0o444
        for relative, content in files.items():
            path = made / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(mode)
        if folder.exists():
            _remove(folder)
        made.rename(folder)


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):  # read-only files cannot be removed on Windows
        with contextlib.suppress(OSError):
            path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(folder)


def timestamp(folder: Path) -> datetime | None:
    """When a submission was handed in, by its timestamp.txt; None where that says nothing."""
    try:
        text = (folder / "timestamp.txt").read_text(encoding="utf-8").strip()
        return parse_utc(text) if text else None
    except (OSError, ValueError, OverflowError):
        return None


@contextlib.contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Hold the class's lock; CourseError where another command grades the same class now."""
    path = root / ".grading" / "grade.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as file:
        try:
            if os.name == "nt":
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CourseError("另一个 opscourse grade 正在评这个班。等它做完再运行。") from error
        try:
            yield
        except OperationalError as error:
            raise busy(error) from error


def busy(error: OperationalError) -> CourseError:
    """What to say where the gradebook cannot be read or written."""
    return CourseError(
        f"成绩册用不了（{error.orig}）。关掉别的正在用它的程序，再运行同样的命令。"
        "已经跑完的不会再跑。"
    )
