"""Each exercise's class, graded by nbgrader's own command and by the engine in the same world."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from opscourse import datasets
from opscourse.grading import class_command
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.jobs import Limits
from opscourse.grading.outcomes import Outcome, read_outcomes
from tests.grading.conftest import best_engine
from tests.grading.corpus.differences import LIMITS, differing, listening, rename
from tests.grading.corpus.notebooks import IN_TIME, LATE, OWN_FILE, corpus
from tests.grading.kit import Course, committed_course

#: The dearest first, so that the last one does not leave a core alone for long.
EXERCISES = sorted(path.name for path in (datasets.ROOT / "exercises").glob("[0-9]*"))[::-1]
DUE = datetime(2026, 3, 2, 12)
CELLS = Limits(cell_seconds=30)  # one learner sleeps as long as this; a busy machine needs some
PENALTY = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'

Maker = Callable[[Course], dict[str, NotebookNode]]


@dataclass
class Graded:
    """One exercise's class in two folders, the same but for who graded it."""

    nbgrader: Course
    engine: Course
    code: int  # that nbgrader's command ended with
    log: str

    @property
    def outcomes(self) -> dict[str, Outcome]:
        return read_outcomes(self.engine.root, self.engine.name)


def graded_by_both(root: Path, name: str, make: Maker, limits: Limits) -> Graded:
    """Make the class, its world and its notebooks; let both graders run at the same time."""
    theirs = start(root / "nbgrader", name)
    shutil.copytree(theirs.root, root / "engine")
    ours = Course(root / "engine", theirs.exercise, theirs.practice)
    for course in (theirs, ours):
        hand_in(course, make(course))
    command = [sys.executable, "-m", "nbgrader", "autograde", name]
    command.append(f"--Execute.timeout={limits.cell_seconds:g}")
    log = root / "nbgrader.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=theirs.root, stdout=out, stderr=out)
        try:
            grade(ours.root, ours.number, Order(best_engine(), 2, limits))
            process.wait()
        finally:
            process.kill()
            process.wait()
    text = log.read_text(encoding="utf-8", errors="replace")
    return Graded(theirs, ours, process.returncode, text)


def start(root: Path, name: str) -> Course:
    """A class for one exercise of this repository, with a world, a due date and a late penalty."""
    root.mkdir(parents=True)
    course = committed_course(root, name)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(PENALTY)
    class_command.start_class(root, "测试班", say=lambda _: None)
    with Gradebook(f"sqlite:///{course.home / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(name, duedate=DUE)
    class_command.make_world(root, course.number, say=lambda _: None)
    return course


def hand_in(course: Course, notebooks: dict[str, NotebookNode]) -> None:
    for student, nb in notebooks.items():
        # not by nbformat, which would mend cell ids that are there twice
        path = course.hand_in(student, json.dumps(nb).encode())
        if student == "renamed":
            rename(path)
        if student == "noisy":
            (path.parent / OWN_FILE[0]).write_bytes(OWN_FILE[1])
        if student in (LATE, IN_TIME):
            when = DUE + timedelta(days=1 if student == LATE else -1)
            (path.parent / "timestamp.txt").write_text(f"{when} UTC", encoding="utf-8")


@pytest.fixture(scope="module", params=EXERCISES)
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    root = tmp_path_factory.mktemp("corpus")
    made = graded_by_both(root, request.param, corpus, CELLS)
    assert made.code == 0, made.log
    return made


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Those whose marks are to differ, and one whose marks are not."""
    root = tmp_path_factory.mktemp("apart")
    with listening() as server:
        port = server.getsockname()[1]
        return graded_by_both(root, EXERCISES[-1], lambda one: differing(one, port), LIMITS)
