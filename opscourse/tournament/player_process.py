"""An entry as a player: its code in a process of its own, and a sentence for whatever it does.

One that crashes, stalls, forges or talks nonsense loses the decision at hand, and its process is
started again. Too often in one heat, and it is left alone for the rest of that heat: everybody else
is waiting.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opscourse.errors import CourseError
from opscourse.tournament.lines import Broken, Limits, Line, PlainLine, SandboxLine
from opscourse.tournament.mishaps import LOST, late, mishap
from opscourse.tournament.state import Decision, Entrant, OpenPlayer

OPEN = "每份程序在自己的进程里跑，只限时间，别的都不限：它能读写这台电脑上的文件，也能上网。"
_TRUST = "只跑你信得过的程序。"
PLAIN = f"这台电脑用不了沙箱。{OPEN}{_TRUST}"
ASKED_PLAIN = f"按你的要求没有用沙箱。{OPEN}{_TRUST}"
SANDBOX = "每份程序在自己的沙箱进程里跑：限时间、内存和文件，没有网络。"
LOOK = 0.05  # seconds between looks at a process that is late
GIVING_UP = 0.2  # seconds that one that sleeps gets to say where
PATIENCE = 10  # times its limit that a process may wait for a busy machine


def common(layers: Sequence[list[str]]) -> list[str]:
    """The protections that all have, in the order of the first.

    >>> common([["time", "memory"], ["memory"]]), common([])
    (['memory'], [])
    """
    return [one for one in layers[0] if all(one in other for other in layers)] if layers else []


class EntryPlayer:
    """One entry in one heat. `connect` starts a process for it.

    `layers` are the protections in force in all of its processes; empty before there is one.
    """

    def __init__(self, source: str, connect: Callable[[Limits], Line], limits: Limits) -> None:
        self._source, self._connect, self._limits = source, connect, limits
        self._line: Line | None = None
        self._asked = self._ended = self._late = 0
        self._out = ""  # why it is not run any more
        self._stalled = False  # that is why
        self.layers: list[str] = []

    def decide(self, state: dict[str, Any]) -> Decision:
        """The entry's bids as it returned them, or why there are none.

        Raises CourseError only where this machine cannot start a process any more.
        """
        if self._out:
            return Decision(fault=self._out, stalled=self._stalled)
        limits = self._limits
        if self._line is None:
            self._line = self._connect(limits)
            self.layers = common([self.layers or self._line.layers, self._line.layers])
            loaded = self._answer({"n": self._asked, "code": self._source}, limits.first)
            if loaded.fault:
                if self._line is not None or self._late:  # it would go the same way again
                    self._stalled = self._late > 0
                    self._leave(loaded.fault)
                return loaded
        first = self._asked == 0
        self._asked += 1
        return self._answer(
            {"n": self._asked, "state": state}, limits.first if first else limits.seconds
        )

    def close(self) -> None:
        """End the process."""
        if self._line is not None:
            self._line.end()
            self._line = None

    def _leave(self, why: str) -> None:
        self._out = why
        self.close()

    def _answer(self, frame: dict[str, Any], seconds: float) -> Decision:
        line = self._line
        assert line is not None
        try:
            if line.receive(0) is not None:
                raise Broken("it spoke before it was asked")
            spent = _looked(line.pid)[1]
            line.send({**frame, "seconds": seconds})
            reply = _in_time(line, seconds, spent)
        except Broken as error:
            return Decision(fault=self._ended_by(str(error)))
        if reply is None:
            self.close()
            return self._too_late({}, seconds)
        if reply.get("n") != frame["n"] or not {"bids", "error"} & reply.keys():
            return Decision(fault=self._ended_by("another frame"))
        told = reply.get("error")
        if isinstance(told, dict):
            if told.get("kind") == "Late":
                return self._too_late(told, seconds)
            return Decision(fault=mishap(self._source, told))
        bids, known = reply.get("bids"), frame.get("state", {}).get("keywords", ())
        if isinstance(bids, dict) and len(bids) > 2 * len(known):
            return Decision(fault=f"返回的词太多：只有 {len(known)} 个词能投。{LOST}")
        return Decision(bids)

    def _too_late(self, error: dict[str, Any], seconds: float) -> Decision:
        self._late += 1
        if self._late >= self._limits.late:
            self._stalled = True
            self._leave(f"这一场已经超时 {self._late} 次，后面不再运行它。")
        return Decision(fault=late(self._source, error, seconds))

    def _ended_by(self, why: str) -> str:
        """Its process has ended or must be: the sentence for its author."""
        assert self._line is not None
        signal = self._line.end(gone=why == "closed")
        self._line = None
        self._ended += 1
        if self._ended >= self._limits.ends:
            self._out = f"这一场已经停了 {self._ended} 次，后面不再运行它。"
        if why != "closed":
            return f"程序往通道里写了别的东西，被停了。{LOST}"
        return f"程序自己退出了或崩溃了{f'（{signal}）' if signal else ''}。{LOST}"


def _in_time(line: Line, seconds: float, spent: float) -> dict[str, Any] | None:
    """The reply, None where it is late: busy for twice its limit, or idle when it is over.

    A process that would work but gets no processor is waited for: a busy machine is nobody's
    fault. Where a system does not tell, twice the limit is all there is.
    """
    began = time.monotonic()
    reply = line.receive(seconds)
    before = -1.0
    while reply is None:
        waited = time.monotonic() - began
        running, used = _looked(line.pid)
        idle = used >= 0 and not running and used == before
        busy = used - spent if used >= 0 else waited
        if idle:
            line.interrupt()
            return line.receive(GIVING_UP)
        if busy > 2 * seconds or waited > PATIENCE * seconds:
            return None
        before = used
        reply = line.receive(LOOK)
    return reply


_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def _looked(pid: int) -> tuple[bool, float]:
    """Whether a process is running or about to, and its processor seconds (-1: not known)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return True, -1.0
    return fields[0] in (b"R", b"D"), (int(fields[11]) + int(fields[12])) / _TICKS


# --- which process -------------------------------------------------------------------------------


@contextmanager
def sandboxed(entry: Entrant, limits: Limits | None = None) -> Iterator[EntryPlayer]:
    """The entry in the sandbox."""
    player = EntryPlayer(entry.source, SandboxLine, limits or Limits())
    try:
        yield player
    finally:
        player.close()


@contextmanager
def plain(entry: Entrant, limits: Limits | None = None) -> Iterator[EntryPlayer]:
    """The entry in a plain process, with a time limit and nothing else."""
    player = EntryPlayer(entry.source, PlainLine, limits or Limits())
    try:
        yield player
    finally:
        player.close()


def best_here() -> tuple[OpenPlayer, str]:
    """How entries are run on this machine, and what that means in plain words."""
    try:
        layers: Any = importlib.import_module("opscourse.grading.sandbox.layers")
    except ModuleNotFoundError:  # a learner's copy
        return plain, PLAIN
    if not layers.available():
        return plain, PLAIN
    line = None
    try:
        line = SandboxLine(Limits())
        missing = layers.missing(line.layers, [])
    except CourseError:
        return plain, PLAIN
    finally:
        if line is not None:
            with contextlib.suppress(OSError):
                line.end()
    if missing:
        return sandboxed, f"每份程序在自己的沙箱进程里跑，但这台电脑缺了：{'、'.join(missing)}。"
    return sandboxed, SANDBOX
