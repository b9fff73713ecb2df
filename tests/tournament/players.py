"""Entries for tests, and a door to them that another process can open."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from opscourse.tournament.baselines import Called, click_value, flat, top, value
from opscourse.tournament.state import Decision


def _times(factor):
    return lambda state: {k["keyword_id"]: factor * click_value(k) for k in state["keywords"]}


CODE = {
    "flat": flat,
    "value": value,
    "top": top,
    "careful": _times(0.7),
    "idle": lambda state: {},
    "broken": lambda state: 1 / 0,
}


@dataclass(frozen=True)
class Entry:
    author: str
    source: str
    title: str = "永春芦柑新鲜橘子"
    crowds: dict[str, float] = field(default_factory=lambda: {"老客": 0.5, "加购": 0.3})


class Stalling:
    """Too late in each decision, and so stopped after the first."""

    def __init__(self):
        self.asked = 0

    def decide(self, state):
        self.asked += 1
        return Decision(fault="超时", stalled=self.asked > 1)


@contextmanager
def open_called(entry):
    """The player of an entry; leaves its process's number in a folder if it is told one."""
    if folder := os.environ.get("TOURNAMENT_TEST_PIDS"):
        (Path(folder) / str(os.getpid())).touch()
    if entry.source == "exit":
        os._exit(9)
    yield Stalling() if entry.source == "stalling" else Called(CODE[entry.source])
