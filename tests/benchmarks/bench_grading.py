"""How fast a class is graded, beside `nbgrader autograde`, and where the time goes.

    python tests/benchmarks/bench_grading.py [--rounds 3] [--students 40] [--large 400]

A class on exercise 03: the submissions are the right, other right and wrong answers of its source.
Both graders run in turn, each on a fresh copy of the same class with the same graded world, the
same limit of 60 seconds a cell, with bytecode compiled. CPU seconds are those of every process
that a run started (a control group of its own counts them; without one, none are reported).
Marks are compared one by one.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from opscourse.grading import class_command, sandbox  # noqa: E402
from opscourse.grading.jobs import Job, Limits  # noqa: E402
from opscourse.grading.sandbox import engine, handle  # noqa: E402
from opscourse.grading.worlds import world_folder  # noqa: E402
from tests.grading.kit import Course, committed_course  # noqa: E402
from tests.grading.learners import variants  # noqa: E402
from tests.grading.sandbox.kit import files_of, plain  # noqa: E402

NAME = "03_shop_health"
OURS = """
import json, sys, time
from pathlib import Path
from opscourse.cli import start_sandbox
start_sandbox()  # as the command does
from opscourse.grading import engines
from opscourse.grading.grade_command import Order, grade
began = time.perf_counter()
root, jobs = Path(sys.argv[1]), int(sys.argv[2])
chosen = engines.choose(root, "sandbox")
done = grade(root, "03", Order(chosen, jobs))
print(json.dumps({"split": dict(done.split), "runs": done.seconds, "layers": chosen.in_force,
                  "wall": time.perf_counter() - began, "states": dict(done.new)}))
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


def make_class(root: Path, students: int) -> tuple[Course, float]:
    """A course with a graded world and that many submissions; the world's seconds."""
    course = committed_course(root, NAME)
    class_command.start_class(root, "测速班", say=lambda _: None)
    began = time.perf_counter()
    class_command.make_world(root, "03", say=lambda _: None)
    seconds = time.perf_counter() - began
    made = list(variants(course).values())
    for number in range(students):
        course.hand_in(f"s{number:03}", made[number % len(made)])
    return course, seconds


@contextlib.contextmanager
def fresh_copy(course: Course) -> Iterator[Course]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder) / "course"
        shutil.copytree(course.root, root)
        yield Course(root, course.exercise, course.practice)


def marks_of(course: Course) -> dict[str, Any]:
    students = sorted(path.name for path in (course.home / "submitted").iterdir())
    return {student: course.marks(student) for student in students}


def one_run(meter: Meter, course: Course, grader: str, jobs: int) -> dict[str, Any]:
    with fresh_copy(course) as copy:
        if grader == "nbgrader":
            command = [sys.executable, "-m", "nbgrader", "autograde", NAME]
        else:
            command = [sys.executable, "-c", OURS, str(copy.root), str(jobs)]
        wall, cpu, said = timed(meter, command, copy.root)
        found = {"wall": wall, "cpu": cpu, "marks": marks_of(copy)}
        if grader != "nbgrader":
            found |= json.loads(said.splitlines()[-1])
            found["wall"] = wall  # with the start of Python, as the other
        return found


def in_turns(course: Course, rounds: int, jobs: int, meter: Meter) -> dict[str, list[Any]]:
    runs: dict[str, list[Any]] = {"nbgrader": [], "ours": []}
    for number in range(rounds):
        for grader in ("ours", "nbgrader") if number % 2 else ("nbgrader", "ours"):
            run = one_run(meter, course, grader, jobs)
            runs[grader].append(run)
            print(f"  round {number + 1} {grader:9} {shown(run)}", flush=True)
    return runs


def shown(run: dict[str, Any]) -> str:
    cpu = "no CPU count" if run["cpu"] is None else f"{run['cpu']:7.1f} CPU s"
    return f"{run['wall']:7.1f} s {cpu}  load {os.getloadavg()[0]:.1f}"


def median(runs: list[Any], key: str) -> float | None:
    values = [run[key] for run in runs if run[key] is not None]
    return statistics.median(values) if values else None


# --- where the time goes -------------------------------------------------------------------------


def split(course: Course, times: int = 9) -> dict[str, float]:
    """Seconds of one submission in the sandbox, step by step, and of each layer."""
    world = files_of(world_folder(course.root, NAME))
    nb = course.answered()
    job = Job("s", NAME, json.dumps(nb), {}, world, Limits(), "sandbox")
    began = time.process_time(), time.perf_counter()
    parent, _ = handle.zygote()
    found = {"start of a zygote, wall": time.perf_counter() - began[1]}
    found["start of a zygote, CPU"] = _process_cpu(parent.process.pid)
    sandbox.run(job)
    before = time.process_time()
    results = [sandbox.run(job) for _ in range(times)]
    found["trusted side, CPU"] = (time.process_time() - before) / times
    found["learner's processes, CPU"] = statistics.median(r.cpu_seconds for r in results)
    for key in ("fork", "cells"):
        found[f"{key}, wall"] = statistics.median(r.split[key] for r in results)
    empty = plain("1")
    found["one empty cell, CPU"] = _cost(empty, (), times)
    every = ("net", "pid", "ipc", "uts", "landlock", "seccomp")
    for name in every:
        found[f"one empty cell without {name}, CPU"] = _cost(empty, (name,), times)
    found["one empty cell without any of these, CPU"] = _cost(empty, every, times)
    return found


def _cost(job: Job, without: tuple[str, ...], times: int) -> float:
    agreed = Job(**{**job.__dict__, "layers": ("network", "hidden", "group", "memory")})
    runs = [engine.run(agreed, without).cpu_seconds for _ in range(times)]
    return statistics.median(runs)


def _process_cpu(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--sizes", default="10,40,100,400", help="ours alone, by class size")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if not sandbox.available():
        sys.exit("沙箱要在 Linux 上才有，这里测不了。")
    for folder in (Path(sys.prefix) / "lib", ROOT / "opscourse"):
        compileall.compile_dir(folder, quiet=2, workers=0)
    report: dict[str, Any] = {"python": platform.python_version(), "cores": os.cpu_count()}
    meter = Meter()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            course, report["world_seconds"] = make_class(Path(folder), args.students)
            print(f"graded world of exercise 03 made in {report['world_seconds']:.1f} s")
            if args.rounds:
                report |= side_by_side(course, args, meter)
            report["split"] = split(course)
            for what, seconds in report["split"].items():
                print(f"  {what:48} {seconds * 1000:9.1f} ms")
        report["sizes"] = by_size([int(one) for one in args.sizes.split(",") if one], args, meter)
    finally:
        meter.close()
    if args.out:
        args.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")


def side_by_side(course: Course, args: argparse.Namespace, meter: Meter) -> dict[str, Any]:
    runs = in_turns(course, args.rounds, args.jobs, meter)
    theirs, ours = runs["nbgrader"], runs["ours"]
    equal = all(run["marks"] == theirs[0]["marks"] for run in [*theirs, *ours])
    print(f"{args.students} students, {args.jobs} jobs, marks identical: {equal}")
    found: dict[str, Any] = {"marks_identical": equal, "runs": runs}
    for key in ("wall", "cpu"):
        one, two = median(theirs, key), median(ours, key)
        if one and two:
            found[f"{key}_ratio"] = one / two
            print(f"{key}: nbgrader {one:.1f} s, ours {two:.1f} s, ratio {one / two:.1f}")
    for run in ours:
        print("  grader's own process:", {k: round(v, 2) for k, v in run["split"].items()})
    for run in [*theirs, *ours]:
        del run["marks"]
    return found


def by_size(sizes: list[int], args: argparse.Namespace, meter: Meter) -> dict[str, Any]:
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            course, _ = make_class(Path(folder), size)
            run = one_run(meter, course, "ours", args.jobs)
            found[str(size)] = {key: run[key] for key in ("wall", "cpu", "split")}
            print(f"  {size:4} students {shown(run)}  {run['split']}", flush=True)
    return found


if __name__ == "__main__":
    main()
