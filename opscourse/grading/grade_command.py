"""`opscourse grade NN`: grade what a class handed in, and go on where an earlier run stopped."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import Execute

from opscourse import datasets
from opscourse.errors import CourseError
from opscourse.grading import (
    class_command,
    dask_pool,
    engines,
    execute,
    foreign,
    mend,
    outcomes,
    worlds,
)
from opscourse.grading.jobs import Job, Limits, Result
from opscourse.grading.pipeline import Grading, Progress
from opscourse.grading.record import Recorder, only_writer
from opscourse.grading.submissions import Target, folders


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number", metavar="NN", help="课号，如 03；在自己的 nbgrader 课程里写作业名"
    )
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="同时跑几份，不写就按核数")
    parser.add_argument("--engine", choices=("sandbox", "nbclient"), help="不写就用能用的最好的")
    parser.add_argument(
        "--without", default="", metavar="层", help="缺了也要继续的隔离层，用逗号隔开"
    )
    parser.add_argument("--report", type=Path, metavar="文件", help="评完写一份全班报告")
    parser.add_argument("--again", action="store_true", help="评过的也重新跑一遍")
    parser.add_argument("--student", action="append", metavar="学号", help="只评这一个，可以写多次")
    parser.add_argument(
        "--executor", default="", metavar="地址", help="Dask 调度器，tcp://主机:8786"
    )
    parser.add_argument(
        "--cell-seconds",
        type=float,
        metavar="秒",
        help="一格最多跑多久，不写就按 nbgrader_config.py 里的 Execute.timeout",
    )
    parser.add_argument("--notebook-seconds", type=float, metavar="秒", help="整本最多跑多久")


def run(args: argparse.Namespace) -> int:
    here = Path.cwd()
    own = foreign.is_foreign(here, datasets.ROOT)
    root = here if own else datasets.ROOT
    engine = engines.choose(root, args.engine, tuple(filter(None, args.without.split(","))))
    order = Order(engine, args.jobs, _limits(root, args), args.again, args.student, args.executor)
    if own:
        done = grade_foreign(root, args.number, order, Display())
    else:
        done = [grade(root, args.number, order, Display())]
    if args.report:
        from opscourse.grading import report_command  # draws charts: not loaded for nothing

        if own:
            report_command.write_foreign(root, args.number, args.report)
        else:
            report_command.write(root, worlds.exercise_file(root, args.number).stem, args.report)
    return 0 if any(one.total for one in done) else 1


def _limits(root: Path, args: argparse.Namespace) -> Limits:
    """The class's limits, but for what the command says otherwise."""
    names = ("cell_seconds", "notebook_seconds")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    return replace(limits_of(root), **given)


def limits_of(root: Path) -> Limits:
    """The limits for a class: that of a cell is the one that its nbgrader would keep."""
    cell = Execute(config=class_command.course_api(root).config).timeout
    if not cell or cell < 0:  # nbgrader's word for no limit: the notebook's is the cell's
        return Limits(cell_seconds=Limits.notebook_seconds)
    return Limits(cell_seconds=cell, notebook_seconds=max(Limits.notebook_seconds, 5 * cell))


@dataclass(frozen=True)
class Order:
    """How to grade: with which engine, how many at once, within which limits, and whom."""

    engine: engines.Engine = field(default_factory=lambda: engines.Engine("nbclient"))
    jobs: int = 0  # 0: as many as there are cores
    limits: Limits | None = None  # None: those of the class's settings
    again: bool = False
    students: list[str] | None = None
    executor: str = ""  # a Dask scheduler's address; else processes of this machine

    @contextmanager
    def workers(self) -> Iterator[tuple[Callable[[], Executor], int]]:
        """What makes an executor, and how many jobs run at once."""
        if self.executor:
            with dask_pool.workers_at(self.executor) as found:
                yield found
        else:
            jobs = self.jobs or max(1, os.cpu_count() or 1)
            pool = execute.process_pool if self.engine.name == "nbclient" else execute.thread_pool
            yield (lambda: pool(jobs)), jobs


def grade(
    root: Path, number: str, order: Order | None = None, show: Display | None = None
) -> Progress:
    """Grade exercise NN of a course's class; return what was done.

    Makes the graded world where it is missing, and mends its answers where the exercise's source
    was corrected. Raises CourseError for what a teacher must mend; a learner's submission never
    raises anything.
    """
    show, order = show or Display(quiet=True), order or Order()
    source = worlds.exercise_file(root, number)
    worlds.read_class(root)
    with only_writer(root):
        if not worlds.world_folder(root, number).exists():
            class_command.make_world(root, number, say=show.line)
        if why := mend.mend(root, source, worlds.world_folder(root, number)):
            show.line(f"{why}。答案已在原来的世界里重算，全班按新答案判。")
        return _grade(Target.of(root, source.stem), order, show)


def grade_foreign(
    root: Path, assignment: str, order: Order | None = None, show: Display | None = None
) -> list[Progress]:
    """Grade an instructor's own nbgrader assignment, notebook by notebook; see `foreign`."""
    show, order = show or Display(quiet=True), order or Order()
    with only_writer(root):
        found = foreign.targets(root, assignment)
        show.line(f"{foreign.SHARED}。")
        show.line(foreign.unheeded(root))
        return [_grade(target, order, show) for target in found]


def _grade(target: Target, order: Order, show: Display) -> Progress:
    target.engine, target.without = order.engine.name, order.engine.without
    target.limits = order.limits or limits_of(target.root)
    _ = target.sources  # refuses before anything is run
    found = _chosen(folders(target), order.students)
    show.line(order.engine.says())
    recorder = Recorder(target, class_command.course_api(target.root).config)
    try:
        with order.workers() as (make_executor, jobs):
            show.begin(target.label, len(found), jobs)

            def run(waiting: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
                return execute.run_all(waiting, make_executor, jobs)

            progress = Grading(target, recorder, show.step).grade(found, run, order.again)
    finally:
        recorder.close()
        show.end()
    if found:
        outcomes.compact(target.root, target.label)
    show.summary(progress)
    return progress


def _chosen(found: dict[str, Path], students: list[str] | None) -> dict[str, Path]:
    if students is None:
        return found
    missing = [one for one in students if one not in found]
    if missing:
        raise CourseError(f"没有收到 {'、'.join(missing)} 的作业。看看学号写得对不对。")
    return {one: found[one] for one in students}


class Display:
    """Progress on a terminal, or in a few lines where there is none."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.bar: Any = None
        self.began = time.monotonic()
        self.said = 0.0
        self.jobs = 1
        self.first: tuple[float, int] | None = None  # when the first were done, and how many

    def line(self, text: str) -> None:
        if not self.quiet and text:
            print(text, flush=True)

    def begin(self, assignment: str, total: int, jobs: int) -> None:
        self.began = self.said = time.monotonic()
        self.jobs, self.first = jobs, None
        self.line(f"{assignment}：收到 {total} 份，同时跑 {jobs} 份。")
        if self.quiet or not sys.stdout.isatty():
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("还要"), TimeRemainingColumn())
        self.bar = Bar(*columns, TextColumn("{task.description}"))
        self.bar.add_task("", total=total)
        self.bar.start()

    def step(self, progress: Progress) -> None:
        now, new = time.monotonic(), sum(progress.new.values())
        if self.first is None and new >= self.jobs:  # the start is no measure for the rest
            self.first = now, new
        if self.bar is not None:
            self.bar.update(
                self.bar.task_ids[0], completed=progress.done, description=counts(progress)
            )
        elif now - self.said > 10:
            self.said = now
            since, counted = self.first or (now, new)
            left = "，"
            if new > counted:
                seconds = (now - since) / (new - counted) * (progress.total - progress.done)
                left = f"，还要约 {seconds:.0f} 秒；"
            self.line(f"{progress.done}/{progress.total}{left}{counts(progress)}")

    def end(self) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def summary(self, progress: Progress) -> None:
        if not progress.total:
            self.line("还没有收到作业。先用 opscourse collect 收作业，再评。")
            return
        new = sum(progress.new.values())
        took = time.monotonic() - self.began
        self.line(f"评好 {new} 份（{counts(progress) or '没有新的'}），用了 {took:.1f} 秒。")
        if progress.same:
            self.line(f"另有 {progress.same} 份评过了，没有变，没有再评。")
        if progress.rejudged:
            self.line(f"其中 {progress.rejudged} 份上次已经跑完，这次只重新判分。")
        ran = sorted(one for one in progress.seconds if one)
        if ran:
            self.line(f"每份运行 {sum(ran) / len(ran):.1f} 秒，最慢 {ran[-1]:.1f} 秒。")


def counts(progress: Progress) -> str:
    """How many submissions came to which state.

    >>> progress = Progress(3)
    >>> progress.new.update({"graded": 2, "crashed": 1})
    >>> counts(progress)
    '中途停了 1，评好了 2'
    """
    return "，".join(
        f"{name} {progress.new[state]}"
        for state, (name, _) in outcomes.STATES.items()
        if progress.new[state]
    )
