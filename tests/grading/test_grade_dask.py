"""Grading beyond one machine: a Dask scheduler and two workers on loopback."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from opscourse.errors import CourseError
from opscourse.grading import dask_pool, pipeline
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.outcomes import read_outcomes
from tests.grading.conftest import best_engine
from tests.grading.kit import Course
from tests.grading.learners import LEARNERS

STUDENTS = ("perfect", "named_wrong", "exception", "deleted", "cheat_lambda", "check_before_answer")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as made:
        yield made


def test_the_same_marks_and_a_killed_worker_loses_nothing(
    cluster: Any, twin: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "course"
    shutil.copytree(twin.root.with_name("没评过"), root)
    course = Course(root, twin.exercise, twin.practice)
    for student in STUDENTS:
        course.hand_in(student, LEARNERS[student][0](course))
    finish = pipeline.Grading._finish
    killed: list[int] = []

    def kill_one_worker(self: pipeline.Grading, *rest: Any) -> None:
        finish(self, *rest)
        if not killed:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    monkeypatch.setattr(pipeline.Grading, "_finish", kill_one_worker)
    order = Order(best_engine(), executor=cluster.scheduler_address)
    progress = grade(root, course.number, order)
    assert killed and progress.done == len(STUDENTS)
    found = read_outcomes(root, course.name)
    for student in STUDENTS:
        assert course.marks(student) == LEARNERS[student][1]
        assert found[student].state != "crashed"


def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_pool, "CONNECT_SECONDS", 1)
    with (
        pytest.raises(CourseError, match="连不上 tcp://127.0.0.1:9"),
        dask_pool.workers_at("tcp://127.0.0.1:9"),
    ):
        pass
