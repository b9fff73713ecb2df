"""Graders that are killed, workers that die, and the same command again."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opscourse.errors import CourseError
from opscourse.grading import execute, record
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.jobs import Job, Limits
from opscourse.grading.outcomes import CRASHED, outcomes_file, read_outcomes
from tests.grading.conftest import ByEngine
from tests.grading.kit import Course
from tests.grading.learners import FULL, LEARNERS, after_setup
from tests.grading.test_grade_class import rows

STUDENTS = ("named_wrong", "exception", "pasted_twice")
GRADE = """
import os, signal, sys
from pathlib import Path
from opscourse.grading import grade_command, record
{patch}
if __name__ == "__main__":
    # a shell that runs the tests in the background has Ctrl-C ignored, and children inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    grade_command.grade(Path(sys.argv[1]), "90", grade_command.Order(jobs=2))
"""


def start(root: Path, script: Path, patch: str = "") -> subprocess.Popen[bytes]:
    script.write_text(GRADE.format(patch=patch), encoding="utf-8")
    repo = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(repo)}
    return subprocess.Popen([sys.executable, script, root], cwd=repo, env=environment)


def alive(process: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def fresh(twin: Course, by_engine: ByEngine, tmp_path: Path) -> Course:
    """The class before anybody was graded, with a few learners, in the same world."""
    root = tmp_path / "course"
    shutil.copytree(twin.root.with_name("没评过"), root)
    course = Course(root, twin.exercise, twin.practice)
    for student in STUDENTS:
        shutil.copytree(twin.home / "submitted" / student, course.home / "submitted" / student)
    return course


def same_as_undisturbed(course: Course, by_engine: ByEngine) -> None:
    found = read_outcomes(course.root, course.name)
    assert set(found) >= set(STUDENTS)
    for student in STUDENTS:
        assert rows(course, student) == rows(by_engine.course, student)
        assert course.autograded(student) == by_engine.course.autograded(student)
        assert found[student].state == by_engine.outcomes[student].state
        assert course.marks(student) == LEARNERS[student][1]


def test_killed_in_the_middle_and_started_again(
    fresh: Course,
    by_engine: ByEngine,
    tmp_path: Path,
) -> None:
    """kill -9 of the grader: its kernels end too, and what had finished is not run again."""
    log = tmp_path / "ran.txt"
    for student in ("one", "two"):
        note = f"open({str(log)!r}, 'a').write(f'{student} {{os.getpid()}}\\n')"
        slow = f"import os, time\n{note}\ntime.sleep(2)"
        fresh.hand_in(student, after_setup(fresh.answered(), slow))
    process = start(fresh.root, tmp_path / "grade.py")
    runs = fresh.home / "runs"
    deadline = time.monotonic() + 120
    while len(list(runs.glob("*/*.json"))) < 2 or not _lines(log):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    finished = {path.parent.name for path in runs.glob("*/*.json")}
    assert len(finished) < len(STUDENTS) + 2
    kernels = [int(line.split()[1]) for line in _lines(log)]
    while any(map(alive, kernels)):
        assert time.monotonic() < deadline, "a kernel outlived its grader"
        time.sleep(0.1)
    recorded = set(read_outcomes(fresh.root, fresh.name))
    progress = grade(fresh.root, fresh.number, Order(jobs=2))
    assert progress.same == len(recorded)
    assert progress.rejudged == len(finished - recorded)
    same_as_undisturbed(fresh, by_engine)
    ran = [line.split()[0] for line in _lines(log)]
    for student in ("one", "two"):
        assert fresh.marks(student) == FULL
        assert ran.count(student) == 1 or student not in finished
    assert not list(fresh.home.glob("autograded/*/.*.part"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


DIE = {
    "before the commit": "record._Deferring.commit_now = lambda self: os._exit(9)",
    "before the outcomes": "record.add_outcomes = lambda *rest: os._exit(9)",
}


@pytest.mark.parametrize("patch", DIE.values(), ids=DIE)
def test_killed_while_recording(
    patch: str,
    fresh: Course,
    by_engine: ByEngine,
    tmp_path: Path,
) -> None:
    """Marks half written are written again, from the runs that were kept."""
    shutil.copytree(by_engine.course.home / "runs", fresh.home / "runs")
    assert start(fresh.root, tmp_path / "grade.py", patch).wait() == 9
    assert not read_outcomes(fresh.root, fresh.name)
    half = outcomes_file(fresh.root, fresh.name)
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b'{"student": "perfect", "assi')
    progress = grade(fresh.root, fresh.number, Order(jobs=1))
    assert progress.rejudged == len(STUDENTS)
    same_as_undisturbed(fresh, by_engine)


def test_ctrl_c_keeps_what_was_done(fresh: Course, tmp_path: Path) -> None:
    process = start(fresh.root, tmp_path / "grade.py")
    runs = fresh.home / "runs"
    deadline = time.monotonic() + 120
    while len(list(runs.glob("*/*.json"))) < 2:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) != 0
    finished = {path.parent.name for path in runs.glob("*/*.json")}
    recorded = set(read_outcomes(fresh.root, fresh.name))
    assert recorded and len(finished - recorded) <= 1  # it came while one was being judged
    for student in recorded:
        assert fresh.marks(student) == LEARNERS[student][1]


def test_two_graders_at_once_are_refused(fresh: Course) -> None:
    refused = pytest.raises(CourseError, match="另一个 opscourse grade 正在评这个班")
    with record.only_writer(fresh.root), refused:
        grade(fresh.root, fresh.number, Order(jobs=1))


def test_a_gradebook_that_another_program_holds(fresh: Course) -> None:
    with contextlib.closing(sqlite3.connect(fresh.home / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CourseError, match="关掉别的正在用它的程序，再运行同样的命令"):
            grade(fresh.root, fresh.number, Order(jobs=1))


def test_one_that_cannot_be_recorded_stops_nobody(
    fresh: Course,
    by_engine: ByEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(by_engine.course.home / "runs", fresh.home / "runs")
    write = record.Recorder._write_rows

    def fail_for_one(self: record.Recorder, entry: record.Entry) -> None:
        if entry.submission.student == "exception":
            raise RuntimeError("rows that do not fit")
        write(self, entry)

    with monkeypatch.context() as patch:
        patch.setattr(record.Recorder, "_write_rows", fail_for_one)
        grade(fresh.root, fresh.number, Order(jobs=1))
    found = read_outcomes(fresh.root, fresh.name)
    assert "成绩没能写进成绩册" in found["exception"].says
    assert fresh.marks("pasted_twice") == FULL
    grade(fresh.root, fresh.number, Order(jobs=1))  # and the next time it is tried again
    same_as_undisturbed(fresh, by_engine)


def test_a_worker_that_is_killed_takes_nobody_with_it(tmp_path: Path) -> None:
    """The learner's code ends the process that runs its kernel (there is no isolation here)."""
    plain = Job("", "90_tiny", NOTEBOOK.replace("@", "1 + 1"), {}, {}, Limits(), "nbclient")
    jobs = [
        Job(f"s{number}", "90_tiny", plain.notebook, {}, {}, plain.limits, "nbclient")
        for number in range(2)
    ]
    kill = NOTEBOOK.replace("@", "import os; os.kill(os.getppid(), 9)")
    jobs.insert(1, Job("killer", "90_tiny", kill, {}, {}, plain.limits, "nbclient"))
    found = {job.student: result for job, result in execute.run_all(jobs, _pool, 2)}
    assert {student: one.ending for student, one in found.items()} == {
        "s0": "done", "s1": "done", "killer": CRASHED
    }  # fmt: skip
    assert '"2"' in found["s0"].notebook and '"2"' in found["s1"].notebook


def _pool() -> execute.ProcessPoolExecutor:
    return execute.process_pool(2)


NOTEBOOK = """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
  {"cell_type": "code", "id": "a", "metadata": {}, "source": "@", "outputs": [],
   "execution_count": null}]}"""
