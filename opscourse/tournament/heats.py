"""Playing heats, here or in several processes: one task is one group in one heat.

Each task opens its players anew, so an entry cannot carry anything from heat to heat, and a run
that goes on after a kill gives what an undisturbed one gives.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass

from opscourse.errors import CourseError
from opscourse.tournament.field import Field
from opscourse.tournament.player_process import common
from opscourse.tournament.results import HeatResult, SeatResult
from opscourse.tournament.state import Entrant, OpenPlayer


@dataclass(frozen=True)
class Task:
    """One group in one heat; round 0 is the qualifying period."""

    round: int
    heat: int
    group: int
    key: bytes
    days: int
    budget: int
    queries: int
    entries: tuple[Entrant, ...]
    sparring: int = 0
    resting: tuple[str, ...] = ()  # authors whose sparring partners are among those

    def made(self, heat: HeatResult) -> bool:
        """Whether a kept result is of this task: those who play and those who rest are the same."""
        playing = {seat.author for seat in heat.seats if not seat.resting}
        resting = {seat.author for seat in heat.seats if seat.resting}
        return playing == {one.author for one in self.entries} and resting == {*self.resting}

    @property
    def name(self) -> str:
        """Its file in the journal."""
        return f"r{self.round}-h{self.heat}-g{self.group}"


@functools.lru_cache(maxsize=2)  # tasks come heat by heat: all groups of a heat share its market
def _field(key: bytes, days: int, budget: int, queries: int) -> Field:
    return Field(key, days, budget, queries)


def play(task: Task, open_player: OpenPlayer) -> HeatResult:
    """Play one task in this process."""
    field = _field(task.key, task.days, task.budget, task.queries)
    with ExitStack() as opened:
        players = {one.author: opened.enter_context(open_player(one)) for one in task.entries}
        heat = field.play(
            players,
            sparring=task.sparring,
            round_number=task.round,
            heat=task.heat,
            group=task.group,
        )
        told = [getattr(player, "layers", None) for player in players.values()]
        rest = [SeatResult(author, resting=True) for author in task.resting]
        heat.seats = sorted([*heat.seats, *rest], key=lambda seat: seat.author)
        heat.layers = common([one for one in told if one])
        return heat


class Crew:
    """The processes that play; with one job everything happens in this process."""

    def __init__(self, open_player: OpenPlayer, jobs: int) -> None:
        self._open_player = open_player
        self._pool: ProcessPoolExecutor | None = None
        if jobs > 1:
            self._pool = ProcessPoolExecutor(
                jobs,
                # Spawned, not forked: the caller may have threads, for example a progress line.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_leave_with,
                initargs=(os.getpid(),),
            )

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def play(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, HeatResult]]:
        """The tasks with their results, as they are finished."""
        if self._pool is None:
            for task in tasks:
                yield task, play(task, self._open_player)
            return
        waiting = {self._pool.submit(play, task, self._open_player): task for task in tasks}
        try:
            for one in as_completed(waiting):
                yield waiting[one], one.result()
        except BrokenProcessPool as error:
            raise CourseError(
                "有一个比赛进程意外结束了。再运行一次同样的命令，会从断开的地方接着跑。"
            ) from error


def _leave_with(parent: int) -> None:
    """End this process soon after its parent: a killed parent cannot tell it to.

    Ctrl+C reaches the whole group; the parent alone answers it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    if os.name == "posix":  # elsewhere the number of the parent never changes
        threading.Thread(target=watch, daemon=True).start()
