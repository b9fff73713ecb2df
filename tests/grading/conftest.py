"""One class, graded once: every learner in one run of nbgrader."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat import NotebookNode

from opscourse.grading import class_command
from opscourse.grading.engines import Engine
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.outcomes import Outcome, read_outcomes
from opscourse.grading.pipeline import Progress
from opscourse.grading.sandbox import layers
from opscourse.grading.submissions import Target, folders
from tests.grading.kit import Course, committed_course, make_course
from tests.grading.learners import LEARNERS, after_setup, untidy, variants


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """nbgrader and Jupyter must not read or write this user's own settings."""
    home = tmp_path_factory.mktemp("settings")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home / name.lower()))
        patch.delenv("NBGRADER_EXECUTION", raising=False)
        yield


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with a class and a graded world; its path has spaces and Chinese characters."""
    root = tmp_path_factory.mktemp("课程 1") / "新农人 课程"
    root.mkdir()
    made = make_course(root)
    class_command.start_class(root, "测试班", say=lambda _: None)
    class_command.make_world(root, made.number, say=lambda _: None)
    for name in ("引擎 课程", "没评过"):
        shutil.copytree(root, root.with_name(name))
    return made


@pytest.fixture(scope="session")
def twin(course: Course) -> Course:
    """The same class and world once more, before anybody was graded: for the engine."""
    return Course(course.root.with_name("引擎 课程"), course.exercise, course.practice)


@pytest.fixture
def copied(course: Course, tmp_path: Path) -> Course:
    """The built course once more, without a class."""
    for name in ("solutions", "exercises", "opscourse"):
        shutil.copytree(course.root / name, tmp_path / name)
    for name in ("nbgrader_config.py", ".gitignore"):
        shutil.copy(course.root / name, tmp_path)
    return Course(tmp_path, course.exercise, course.practice)


@dataclass
class Graded:
    course: Course
    log: str
    success: bool
    seconds: float  # of the whole batch, with one kernel for each learner


@dataclass
class UnderWay:
    """A running `nbgrader autograde` command."""

    course: Course
    process: subprocess.Popen[bytes]
    log: Path

    def finished(self) -> str:
        self.process.wait()
        return self.log.read_text(encoding="utf-8", errors="replace")


#: Of exercise 03's variants and untidy notebooks. The corpus (`-m long`) holds all of them.
QUICK = ("perfect", "untouched", "right1", "wrong0", "wrong1", "untidy1", "untidy2")


@pytest.fixture(scope="session")
def l03_under_way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UnderWay]:
    """The real exercise 03, graded by nbgrader's own command; it runs beside the other tests.

    The environment's bin folder is not on its PATH, as when a teacher forgot to activate it.
    """
    root = tmp_path_factory.mktemp("l03")
    made = committed_course(root, "03_shop_health")
    class_command.start_class(root, "测试班", say=lambda _: None)
    class_command.make_world(root, "03", say=lambda _: None)
    for student, nb in {**variants(made), **untidy(made)}.items():
        if student in QUICK:
            made.hand_in(student, nb)
    shutil.copytree(root, root.with_name("l03 engine"))
    log = root.parent / f"{root.name}.log"
    command = [sys.executable, "-m", "nbgrader", "autograde", made.name]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=root, env={**os.environ, "PATH": os.defpath}, stdout=out, stderr=out
        )
    yield UnderWay(made, process, log)
    if process.poll() is None:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def graded(course: Course, request: pytest.FixtureRequest) -> Graded:
    """The class after one `autograde` over everybody, bad files among them."""
    if any("test_l03" in item.nodeid for item in request.session.items):
        request.getfixturevalue("l03_under_way")  # on another core meanwhile
    for student, (make, _) in LEARNERS.items():
        course.hand_in(student, make(course))
    course.hand_in("damaged", '{"cells": [乱'.encode("gbk"))
    course.hand_in("aaa_cut_off", b'{"cells": [')
    other = course.released()
    other.metadata["opscourse"]["assignment"] = "91_other"
    course.hand_in("other_exercise", other)
    before = time.perf_counter()
    result = course.api().autograde(course.name, "*")
    seconds = time.perf_counter() - before
    assert not Path.cwd().is_relative_to(course.root)
    assert "NBGRADER_EXECUTION" not in os.environ
    return Graded(course, result.get("log", ""), result["success"], seconds)


FLOOD = "for number in range(300_000):\n    print(number)\nprint('长' * 7_000_000)"
#: Files that cannot be graded, and the exercise that is another.
BAD = {"damaged": b'{"cells": [', "empty": b"", "picture": b"\x89PNG....", "list": b"[1, 2]"}


#: Graded by the engine that runs everywhere; the others by the best engine of this machine.
IN_KERNELS = ("perfect", "noisy", "kernel_dies", "leaker", "flood")


def best_engine() -> Engine:
    """The sandbox with the layers that this machine has, or else kernels."""
    if not sys.platform.startswith("linux"):
        return Engine("nbclient")
    missing = [one.name for one in layers.found() if one.default and not one.available]
    return Engine("sandbox", tuple(missing))


@dataclass
class ByEngine:
    """The class after two runs of `grade` with two engines, and once more."""

    course: Course
    progress: Progress
    again: Progress
    outcomes: dict[str, Outcome]


def flood(course: Course) -> NotebookNode:
    return after_setup(course.answered(), FLOOD)


@pytest.fixture(scope="session")
def by_engine(twin: Course) -> ByEngine:
    for student, (make, _) in LEARNERS.items():
        twin.hand_in(student, make(twin))
    for student, data in BAD.items():
        twin.hand_in(student, data)
    other = twin.released()
    other.metadata["opscourse"]["assignment"] = "91_other"
    twin.hand_in("other_exercise", other)
    (twin.home / "submitted" / "nothing" / twin.name).mkdir(parents=True)
    old = flood(twin)
    old.metadata["opscourse"]["version"] = "000000000000"
    twin.hand_in("flood", old)
    students = sorted(set(folders(Target.of(twin.root, twin.name))) - set(IN_KERNELS))
    grade(twin.root, twin.number, Order(best_engine(), 2, students=students))
    progress = grade(twin.root, twin.number, Order(jobs=2))
    again = grade(twin.root, twin.number, Order(jobs=2))
    return ByEngine(twin, progress, again, read_outcomes(twin.root, twin.name))
