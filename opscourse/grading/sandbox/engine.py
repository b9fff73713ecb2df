"""The trusted side: start the zygote, hand it submissions, time them and take what comes back.

What comes back is parsed defensively and made into notebook outputs of known shape; none of it is
evaluated, unpickled or rendered.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import select
import signal
import socket
import time
from typing import Any

from opscourse.errors import CourseError
from opscourse.grading.jobs import Ending, Job, Result
from opscourse.grading.sandbox import integrity, layers, memory, outputs
from opscourse.grading.sandbox.channel import CLOSED, Garbled, Inbox, packed
from opscourse.grading.sandbox.handle import START_SECONDS, zygote

GRACE = 3.0  # seconds that an interrupted cell gets to stop
AGAIN = 0.2  # seconds between interrupts
WATCH = 0.2  # seconds between looks at the memory
TIMED_OUT, DIED = "CellTimeoutError", "DeadKernelError"
INTERRUPT, KILL = b"I", b"K"
# Of one number above 999 and one below: never true. Several, so that none can be let fail alone.
CLAIMS = ("{0} == {1}", "{1} > {0}", "len([{0}]) == {0}", "not {0}", "sum([{0}, {1}]) < {0}")


_under_way: set[_Run] = set()
_stops = 0  # how often everything was stopped


def stop() -> None:
    """End what runs in this process's threads; its results are of no more interest."""
    global _stops
    _stops += 1  # also for a thread that still waits for the zygote
    for one in list(_under_way):
        one.stop()


def run(job: Job, without: tuple[str, ...] = ()) -> Result:
    """Run a job's notebook in the sandbox; see `jobs`.

    without : layers to do without although the system has them, for measurements and tests.

    Raises CourseError where the sandbox cannot start, or where a layer asked for by default is
    missing and the teacher has not agreed to go without it.
    """
    began, stops = time.perf_counter(), _stops
    if not layers.available():
        raise CourseError("沙箱要在 Linux 上才有。请加 --engine nbclient。")
    parent, started = zygote(without)
    limits = job.limits
    order = {
        "files": {name: base64.b64encode(data).decode() for name, data in job.files.items()},
        "memory_mb": limits.memory_mb,
        "output_bytes": limits.output_bytes,
        "file_mb": limits.file_mb,
        "processes": limits.processes,
        "notebook_seconds": limits.notebook_seconds,
        "without": list(without),
    }
    forked = time.perf_counter()
    chan, control = parent.fork(order, job.world, job.notebook)
    with contextlib.closing(chan), contextlib.closing(control):
        one = _Run(job, chan, control)
        _under_way.add(one)
        try:
            if stops == _stops:
                one.go()
        finally:
            one.end()
            _under_way.discard(one)
    split = {
        "start": started,
        "fork": one.hello_at - forked if one.hello_at else 0.0,
        "cells": sum(one.cell_seconds),
    }
    return Result(
        notebook=json.dumps(one.notebook, ensure_ascii=False).encode("utf-8", "replace").decode(),
        ending=one.ending,
        says="；".join(one.says),
        seconds=round(time.perf_counter() - began, 4),
        cpu_seconds=round(one.cpu, 4),
        cell_seconds=tuple(round(seconds, 4) for seconds in one.cell_seconds),
        layers=tuple(one.layers),
        tampering=tuple(dict.fromkeys(one.tampering)),
        split={key: round(value, 4) for key, value in split.items()},
    )


class _Ended(Exception):
    """The learner's process is gone, or had to go."""


class _Run:
    """One submission under way."""

    def __init__(self, job: Job, chan: socket.socket, control: socket.socket) -> None:
        self.job, self.chan, self.control = job, chan, control
        self.notebook: dict[str, Any] = json.loads(job.notebook)
        self.notebook.get("metadata", {}).pop("widgets", None)
        limit = 8 * job.limits.output_bytes + 3 * outputs.ANSWER_BYTES
        self.inbox = Inbox(chan, limit)
        self.orders = Inbox(control, 10_000)
        self.ending: Ending = "done"
        self.says: list[str] = []
        self.tampering: list[str] = []
        self.layers: list[str] = []
        self.why: dict[str, str] = {}
        self.cell_seconds: list[float] = []
        self.cpu = 0.0
        self.hello_at = 0.0
        self.pid = 0
        self.status: int | None = None
        self.reason = ""  # why the process had to be killed
        self.asked = 0
        self.base_memory = 0
        self.looked_at = 0.0  # when its memory was looked at
        self.room = outputs.Room()

    # -- the run ----------------------------------------------------------------------------------
    def go(self) -> None:
        try:
            self._meet()
            self._run_cells()
        except _Ended:
            return

    def _meet(self) -> None:
        """Wait for the process; see that no layer is missing that was asked for."""
        self.deadline = time.monotonic() + START_SECONDS
        try:
            hello = self._next()
        except _Ended:
            raise CourseError(
                f"沙箱里的进程起不来（{self.reason or '没有说原因'}）。请运行 opscourse doctor。"
            ) from None
        if hello is None or not hello.get("hello"):
            raise CourseError(
                f"沙箱起不来（{(hello or {}).get('failed')}）。请运行 opscourse doctor。"
            )
        self.hello_at = time.perf_counter()
        while not self.pid:
            self._listen()
        self.base_memory = memory.held_by(self.pid)
        self.layers, self.why = list(hello["layers"]), dict(hello["why"])
        missing = layers.missing(self.layers, self.job.layers)
        if missing:
            raise CourseError(
                f"沙箱缺了这些保护：{'、'.join(missing)}。"
                "请运行 opscourse grade，它会问你要不要在没有它们的情况下继续。"
            )

    def _run_cells(self) -> None:
        limits = self.job.limits
        end = time.monotonic() + limits.notebook_seconds
        count = 0
        foreign = not self.job.world  # then tests run in the learner's process
        for index, cell in enumerate(self.notebook["cells"]):
            if cell["cell_type"] != "code" or not _source(cell).strip():
                continue
            if "skip-execution" in cell.get("metadata", {}).get("tags", []):
                continue
            left = end - time.monotonic()
            if left <= 0:
                most, name = f"{limits.notebook_seconds:g}", name_of(cell, index)
                self._stop("timed_out", f"整本运行超过 {most} 秒，从{name}起没有运行")
            if foreign and _is_test(cell):
                self._canary(left, foreign)
            count += 1
            self._run_cell(cell, index, count, min(limits.cell_seconds, left))
        self._canary(end - time.monotonic(), foreign, last=True)

    def _run_cell(self, cell: dict[str, Any], index: int, count: int, seconds: float) -> None:
        began = time.perf_counter()
        cell["execution_count"] = count
        try:
            reply, cut_off = self._ask(_source(cell), cell.get("id"), seconds)
        except _Ended:
            self._died(cell, index, seconds)
            raise
        finally:
            self.cell_seconds.append(time.perf_counter() - began)
        cell["outputs"] = self.room.take(outputs.checked(reply.get("outputs"), count))
        if cut_off:
            self.ending = "timed_out"
            self.says.append(f"{name_of(cell, index)}运行超过 {seconds:.3g} 秒，被停了")
            outputs.add_error(cell, TIMED_OUT)

    def _stop(self, ending: Ending, says: str) -> None:
        self.ending = ending
        self.says.append(says)
        raise _Ended

    def _died(self, cell: dict[str, Any], index: int, seconds: float) -> None:
        """Say what ended the process."""
        name = name_of(cell, index)
        if self.reason == "time":
            outputs.add_error(cell, TIMED_OUT)
            self.ending = "timed_out"
            self.says.append(f"{name}运行超过 {seconds:.3g} 秒，停不下来，后面的格子没有运行")
            return
        outputs.add_error(cell, DIED)
        self.ending = "crashed"
        if self._closed():
            self.tampering.append("关掉了评分通道")
        what = {
            "memory": f"{name}用的内存超过 {self.job.limits.memory_mb} MB",
            "disk": f"{name}写的文件超过 {self.job.limits.file_mb} MB",
            "forged": f"{name}往评分通道里写了别的东西，程序被停了",
        }.get(self.reason, f"运行到{name}时程序停了{self._signal()}")
        self.says.append(f"{what}，后面的格子没有运行")

    def _signal(self) -> str:
        if self.status is not None and os.WIFSIGNALED(self.status):
            number = os.WTERMSIG(self.status)
            with contextlib.suppress(ValueError):
                return f"（{signal.Signals(number).name}）"
        return ""

    def _closed(self) -> bool:
        status = self.status
        return status is not None and os.WIFEXITED(status) and os.WEXITSTATUS(status) == CLOSED

    def _canary(self, left: float, plain: bool, last: bool = False) -> None:
        """A test that must fail: where it does not, tests mean nothing any more.

        plain : as tests are written; else in a form that costs no traceback. last : have it looked
        at what the notebook has changed, see `integrity`.
        """
        one, two = secrets.randbelow(9000) + 1000, secrets.randbelow(900)
        claim = secrets.choice(CLAIMS).format(one, two)
        code = f"assert {claim}"
        if not plain:
            code = f"try:\n    {code}\nexcept AssertionError:\n    print({one * 7})"
        reply, _ = self._ask(code, None, min(max(left, 1), 10), last)
        self.tampering += integrity.told(reply.get("changed"))
        found = outputs.checked(reply.get("outputs"), 0)
        if plain:
            failed = any(one.get("ename") == "AssertionError" for one in found)
        else:
            failed = [one.get("text") for one in found] == [f"{one * 7}\n"]
        if not failed:
            self.tampering.append("断言失效了：一条必定不成立的 assert 没有报错")

    # -- the channel ------------------------------------------------------------------------------
    def _ask(
        self, code: str, cell_id: Any, seconds: float, last: bool = False
    ) -> tuple[dict[str, Any], bool]:
        """Have a cell run; its reply, and whether it had to be interrupted."""
        self.asked += 1
        with contextlib.suppress(Garbled):
            if self.inbox.take() is not None:
                self._forged("没有轮到它说话，评分通道里先来了内容")
        order = {
            "cell": self.asked,
            "code": code,
            "id": cell_id if isinstance(cell_id, str) else None,
            "last": last,
        }
        self.chan.settimeout(10)
        try:
            self.chan.sendall(packed(order))
        except OSError:
            self.inbox.read()
            self._wait_for_end()
        self.deadline = time.monotonic() + seconds
        cut_off = False
        while True:
            reply = self._next(hard=cut_off)
            if reply is None:
                if cut_off:
                    if self.inbox.half:
                        self.tampering.append("评分通道里来了半截内容")
                    self._kill("time")
                cut_off = True
                self.deadline = time.monotonic() + GRACE
                continue
            if reply.get("cell") != self.asked:
                self._forged("评分通道里来了不是这一格的内容")
            return reply, cut_off

    def _next(self, hard: bool = False) -> dict[str, Any] | None:
        """The next frame; None when the time is up (`hard`: interrupting all the while)."""
        while True:
            try:
                frame = self.inbox.take()
            except Garbled:
                self._forged("评分通道里来了读不懂的内容")
            if frame is not None:
                return frame
            left = self.deadline - time.monotonic()
            if left <= 0:
                return None
            if hard:
                self._order(INTERRUPT)
            pause = min(left, AGAIN if hard else WATCH)
            ready = select.select([self.chan, self.control], [], [], pause)[0]
            if self.chan in ready and not self.inbox.read():
                self._wait_for_end()
            if self.control in ready:
                self._listen()
            self._look_at_memory()

    def _listen(self) -> None:
        """What the supervisor says: the process's number, or its end."""
        select.select([self.control], [], [], 1)
        open_ = self.orders.read()
        while (said := self.orders.take()) is not None:
            if "pid" in said:
                self.pid = int(said["pid"])
            elif "status" in said:
                self.status, self.cpu = int(said["status"]), float(said["cpu"])
                self.reason = self.reason or ("disk" if said["full"] else "")
            elif "failed" in said:
                self.reason = str(said["failed"])
        if not open_ or self.status is not None:
            if self.status is None:
                self._orphaned()
            # what was said before the end may still be in the channel
            self.inbox.read()
            raise _Ended

    def _orphaned(self) -> None:
        """The supervisor is gone first: without a pid namespace, a learner's code can do that."""
        if self.pid and self.hello_at:
            self.tampering.append("看管它的进程被停掉了")
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)

    def _forged(self, what: str) -> None:
        self.tampering.append(what)
        self._kill("forged")

    def _kill(self, reason: str) -> None:
        self.reason = reason
        self._order(KILL)
        self._wait_for_end()

    def _order(self, order: bytes) -> None:
        with contextlib.suppress(OSError):
            self.control.sendall(order)

    def _wait_for_end(self) -> None:
        """Wait for the supervisor's last word; the channel is closed or of no more interest."""
        until = time.monotonic() + 2
        while time.monotonic() < until + 20:
            if time.monotonic() > until and not self.reason:  # it closed the channel but lives on
                self.reason = "forged"
                self.tampering.append("关掉了评分通道")
                self._order(KILL)
            if select.select([self.control], [], [], 0.2)[0]:
                self._listen()
        raise _Ended

    def end(self) -> None:
        """Have everything of this submission end, and take its account."""
        if self.status is None:
            self.reason = self.reason or "done"
            self._order(KILL)
            with contextlib.suppress(_Ended):
                self._wait_for_end()

    def stop(self) -> None:
        """Have it end, from another thread."""
        self.reason = "stopped"
        self._order(KILL)

    def _look_at_memory(self) -> None:
        """By the clock: one that sends a byte now and then is looked at too."""
        now = time.monotonic()
        if self.base_memory and now - self.looked_at >= WATCH:
            self.looked_at = now
            if self._memory() > self.job.limits.memory_mb << 20:
                self._kill("memory")

    def _memory(self) -> int:
        """Bytes that the learner's processes hold together, beyond what the fork brought along."""
        return sum(max(0, held - self.base_memory) for held in memory.held_by_tree(self.pid))


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _is_test(cell: dict[str, Any]) -> bool:
    marks = cell.get("metadata", {}).get("nbgrader")
    return isinstance(marks, dict) and bool(marks.get("grade")) and not marks.get("solution")


def name_of(cell: dict[str, Any], index: int) -> str:
    """Which cell, as a person counts.

    >>> name_of({"metadata": {"nbgrader": {"grade_id": "q2-answer"}}}, 4)
    '第 5 格（q2-answer）'
    """
    marks = cell.get("metadata", {}).get("nbgrader")
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return f"第 {index + 1} 格" + (f"（{grade_id}）" if grade_id else "")
