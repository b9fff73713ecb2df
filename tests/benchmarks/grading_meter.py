"""Two graders in turn on the same class: wall seconds, CPU seconds of all that a run starts, marks.

CPU seconds are counted by a control group of the run's own; without one, none are reported.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = """
import json, os, sys, time
from pathlib import Path
from opscourse.cli import start_sandbox
start_sandbox()  # as the command does
from opscourse.grading import engines, grade_command
from opscourse.grading.outcomes import read_outcomes
began = time.perf_counter()
root, assignment, jobs, foreign = Path.cwd(), sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
chosen = engines.choose(root, "sandbox")
order = grade_command.Order(chosen, jobs)
if foreign:
    (done,) = grade_command.grade_foreign(root, assignment, order)
    label = assignment + "--" + sys.argv[4]
else:
    done, label = grade_command.grade(root, assignment[:2], order), assignment
found = read_outcomes(root, label).values()
print(json.dumps({
    "split": dict(done.split), "runs": done.seconds, "layers": chosen.in_force,
    "learners_cpu": sum(one.cpu_seconds for one in found),
    "grading": time.perf_counter() - began, "states": dict(done.new)}))
"""


class Meter:
    """CPU seconds of everything that one command starts, by a control group."""

    def __init__(self) -> None:
        self.group: Path | None = None
        for base, name in (
            ("/sys/fs/cgroup", "cpu.stat"),
            ("/sys/fs/cgroup/unified", "cpu.stat"),
            ("/sys/fs/cgroup/cpuacct", "cpuacct.usage"),
        ):
            group = Path(base) / f"opscourse-bench-{os.getpid()}"
            try:
                group.mkdir()
            except OSError:
                continue
            if (group / name).exists():
                self.group, self.counter = group, group / name
                return
            group.rmdir()

    def read(self) -> float:
        if self.group is None:
            return 0.0
        text = self.counter.read_text()
        if self.counter.name == "cpu.stat":
            return int(text.split()[1]) / 1e6
        return int(text) / 1e9

    def join(self) -> None:
        if self.group is not None:
            (self.group / "cgroup.procs").write_text(str(os.getpid()))

    def close(self) -> None:
        if self.group is not None:
            with contextlib.suppress(OSError):
                self.group.rmdir()


@dataclass(frozen=True)
class Contest:
    """A class that both graders grade, each on a copy of its own.

    marks : reads the marks by student in a graded copy. notebook : of an instructor's own
    assignment; "" for this course's.
    """

    root: Path
    assignment: str
    marks: Callable[[Path], dict[str, Any]]
    notebook: str = ""

    @property
    def students(self) -> int:
        home = self.root if self.notebook else self.root / ".grading"
        return len(list((home / "submitted").iterdir()))

    @contextlib.contextmanager
    def fresh_copy(self) -> Iterator[Contest]:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            root = Path(folder) / "course"
            shutil.copytree(self.root, root)
            yield replace(self, root=root)

    def command(self, grader: str, jobs: int) -> list[str]:
        if grader == "nbgrader":
            return [sys.executable, "-m", "nbgrader", "autograde", self.assignment]
        words = [self.assignment, str(jobs), str(int(bool(self.notebook))), self.notebook]
        return [sys.executable, "-c", OURS, *words]


def timed(meter: Meter, command: list[str], root: Path) -> tuple[float, float | None, str]:
    """Wall seconds, CPU seconds (None: not to be had) and output of a command."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, began = meter.read(), time.perf_counter()
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, preexec_fn=meter.join
    )
    wall = time.perf_counter() - began
    time.sleep(0.5)  # the last processes end
    if done.returncode:
        sys.exit(f"{command[:4]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return wall, meter.read() - before if meter.group else None, done.stdout


def one_run(meter: Meter, contest: Contest, grader: str, jobs: int) -> dict[str, Any]:
    with contest.fresh_copy() as copy:
        wall, cpu, said = timed(meter, copy.command(grader, jobs), copy.root)
        found = {"wall": wall, "cpu": cpu, "marks": copy.marks(copy.root)}
        if grader != "nbgrader":
            found |= json.loads(said.splitlines()[-1])
        return found


def side_by_side(meter: Meter, contest: Contest, rounds: int, jobs: int) -> dict[str, Any]:
    """Both graders in turn; prints and returns medians, ratios and whether all marks agree."""
    runs: dict[str, list[Any]] = {"nbgrader": [], "ours": []}
    for number in range(rounds):
        for grader in ("ours", "nbgrader") if number % 2 else ("nbgrader", "ours"):
            run = one_run(meter, contest, grader, jobs)
            runs[grader].append(run)
            print(f"  round {number + 1} {grader:9} {shown(run)}", flush=True)
    theirs, ours = runs["nbgrader"], runs["ours"]
    every = [*theirs, *ours]
    differ = sorted({one for run in every for one in differences(run["marks"], every[0]["marks"])})
    count = sum(len(one) for one in every[0]["marks"].values())
    print(
        f"{contest.students} students, {jobs} jobs, {count} marks compared one by one,"
        f" {len(differ)} differ{': ' if differ else ''}{'; '.join(differ[:5])}"
    )
    found: dict[str, Any] = {"marks_compared": count, "marks_that_differ": differ, "runs": runs}
    for key in ("wall", "cpu"):
        one, two = median(theirs, key), median(ours, key)
        if one and two:
            found[f"{key}_ratio"] = one / two
            print(f"{key}: nbgrader {one:.1f} s, ours {two:.1f} s, ratio {one / two:.1f}")
    for run in ours:
        print(f"  ours: {steps(run)}")
    for run in every:
        del run["marks"]
    return found


def differences(marks: dict[str, Any], others: dict[str, Any]) -> list[str]:
    """What two gradings of a class do not agree on, as "student question: mark, other mark".

    >>> differences({"a": {"q1": 2.0, "q2": 0.0}}, {"a": {"q1": 1.0, "q2": 0.0}})
    ['a q1: 2.0, 1.0']
    """
    nobody: dict[str, Any] = {}
    return [
        f"{student} {question}: {one.get(question)}, {two.get(question)}"
        for student in sorted(marks | others)
        for one, two in [(marks.get(student, nobody), others.get(student, nobody))]
        for question in sorted(one | two)
        if one.get(question) != two.get(question)
    ]


def shown(run: dict[str, Any]) -> str:
    cpu = "no CPU count" if run["cpu"] is None else f"{run['cpu']:7.1f} CPU s"
    return f"{run['wall']:7.1f} s {cpu}  load {os.getloadavg()[0]:.1f}"


def steps(run: dict[str, Any]) -> str:
    """Where the time of one of our runs went."""
    own = ", ".join(f"{name} {seconds:.2f}" for name, seconds in run["split"].items())
    return f"learners' processes {run['learners_cpu']:.2f} CPU s; grader's own, wall s: {own}"


def median(runs: list[Any], key: str) -> float | None:
    values = [run[key] for run in runs if run[key] is not None]
    return statistics.median(values) if values else None
