"""The line to an entry's process: starting it in the sandbox or plainly, frames, and its end.

Both ways run the same loop, `deciding`, and are read with the same suspicion: a frame is a JSON
object below a size, nothing is evaluated, and whatever else comes is `Broken`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import queue
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from opscourse.errors import CourseError
from opscourse.tournament import deciding, rules

START_SECONDS = 20.0
SEND_SECONDS = 2.0  # a process that waits for its frame takes it at once
GOING = 0.5  # what a process may take to end after it has closed its line
MOST_BYTES = 100_000  # of one reply: far more than a price for each keyword
AGAIN = "关掉别的程序，再运行一次同样的命令，会接着跑。"


@dataclass(frozen=True)
class Limits:
    """What an entry's process may use. Seconds are of the processor's time where it can be told."""

    first: float = 3.0  # loading the code; again the first decision of a heat
    seconds: float = 0.5  # every other decision
    memory_mb: int = 256
    file_mb: int = 4
    ends: int = 5  # how often it may end, or have to be ended, in one heat
    late: int = rules.LATE  # how often it may be late in one heat


class Broken(Exception):
    """The process is gone, or what it sent is no frame."""


class Line(Protocol):
    """An entry's process. layers : the protections in force, by the sandbox's names for them."""

    pid: int
    layers: list[str]

    def send(self, frame: dict[str, Any]) -> None:
        """Send a frame; raises Broken."""

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next frame, None where none comes in time; raises Broken."""

    def interrupt(self) -> None:
        """Have a decision that sleeps give up, where the system can."""

    def end(self, gone: bool = False) -> str:
        """End the process and all it started.

        gone : it has closed the line, so it may be on its way out; if a signal ended it, which.
        """


# --- in the sandbox ------------------------------------------------------------------------------

# What entries commonly import, and the loop; imported once, not in each fork.
IMPORTS = ("json", "random", "math", "statistics", "numpy", "pandas", deciding.__name__)


class SandboxLine:
    """A fork of the sandbox's warm process."""

    def __init__(self, limits: Limits) -> None:
        channel = importlib.import_module("opscourse.grading.sandbox.channel")
        handle = importlib.import_module("opscourse.grading.sandbox.handle")
        self._garbled, self._packed = channel.Garbled, channel.packed
        order = {
            "files": {},
            "memory_mb": limits.memory_mb,
            "file_mb": limits.file_mb,
            "output_bytes": MOST_BYTES,
            "processes": 1,
            "notebook_seconds": 60,
            "runner": deciding.__name__,
        }
        try:
            self._chan, self._control = handle.zygote(imports=IMPORTS)[0].fork(order, {})
        except OSError as error:
            raise CourseError(f"沙箱启动不了（{error.strerror}）。{AGAIN}") from error
        self._inbox = channel.Inbox(self._chan, MOST_BYTES)
        self._orders = channel.Inbox(self._control, 10_000)
        self._poll = select.poll()
        self._poll.register(self._chan, select.POLLIN)
        self.pid = 0
        try:
            hello = self.receive(START_SECONDS) or {}
            self.pid = int(self._heard("pid", START_SECONDS) or 0)
        except Broken as error:
            hello = {"failed": str(error)}
        if not hello.get("hello"):
            self.end()
            raise CourseError(
                f"沙箱里的进程起不来（{hello.get('failed') or '没有说原因'}）。{AGAIN}"
            )
        self.layers: list[str] = hello["layers"]

    def send(self, frame: dict[str, Any]) -> None:
        self._chan.settimeout(SEND_SECONDS)
        try:
            self._chan.sendall(self._packed(frame))
        except OSError:
            raise Broken("closed") from None

    def receive(self, seconds: float) -> dict[str, Any] | None:
        until = time.monotonic() + seconds
        while True:
            try:
                frame: dict[str, Any] | None = self._inbox.take()
            except self._garbled as error:
                raise Broken(str(error)) from None
            if frame is not None:
                return frame
            left = max(0.0, until - time.monotonic())
            if not self._poll.poll(left * 1000):
                return None
            if not self._inbox.read():
                raise Broken("closed")

    def _heard(self, what: str, seconds: float) -> Any:
        """What the supervisor says, the process's number or its end; None if it does not."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(self._garbled):
                if (said := self._orders.take()) is not None:
                    if what in said or "failed" in said:
                        return said.get(what)
                    continue
            if select.select([self._control], [], [], left)[0] and not self._orders.read():
                return None
        return None

    def interrupt(self) -> None:
        with contextlib.suppress(OSError):
            self._control.sendall(b"I")

    def end(self, gone: bool = False) -> str:
        with contextlib.closing(self._chan), contextlib.closing(self._control):
            status = self._heard("status", GOING) if gone else None
            if status is None:
                with contextlib.suppress(OSError):
                    self._control.sendall(b"K")
                self._heard("status", 10)
                return ""
        return _signal_name(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


# --- a plain process -----------------------------------------------------------------------------


class PlainLine:
    """`python deciding.py`, without user packages or environment; nothing else contains it."""

    def __init__(self, limits: Limits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="opscourse-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", str(Path(deciding.__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=_environment(),
            start_new_session=True,
            bufsize=0,
        )
        self.pid = self._process.pid
        self.layers = ["time"]
        # Threads, because pipes cannot be waited for on every system. Few frames are held: a
        # process that says more than it is asked is not read on.
        self._came: queue.Queue[dict[str, Any] | Broken] = queue.Queue(4)
        self._going: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._written = threading.Event()
        self._written.set()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._reader.start()
        self._writer.start()

    def send(self, frame: dict[str, Any]) -> None:
        if not self._written.wait(SEND_SECONDS):
            raise Broken("it does not read")
        self._written.clear()
        body = json.dumps(frame).encode()
        self._going.put(deciding.HEAD.pack(len(body)) + body)

    def receive(self, seconds: float) -> dict[str, Any] | None:
        try:
            found = self._came.get(timeout=seconds) if seconds > 0 else self._came.get_nowait()
        except queue.Empty:
            return None
        if isinstance(found, Broken):
            raise found
        return found

    def _write(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # the reader says that it is gone
            while (data := self._going.get()) is not None:
                rest = memoryview(data)
                while rest:
                    rest = rest[self._process.stdin.write(rest) :]
                self._written.set()

    def _read(self) -> None:
        assert self._process.stdout is not None
        out = self._process.stdout
        try:
            while True:
                size = deciding.HEAD.unpack(_exactly(out, deciding.HEAD.size))[0]
                if size > MOST_BYTES:
                    raise Broken(f"a frame of {size} bytes")
                frame = json.loads(_exactly(out, size))
                if not isinstance(frame, dict):
                    raise Broken("not an object")
                self._came.put(frame)
        except Broken as error:
            self._came.put(error)
        except (OSError, ValueError, RecursionError) as error:
            self._came.put(Broken(type(error).__name__))

    def interrupt(self) -> None:
        if os.name == "posix":
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGINT)

    def end(self, gone: bool = False) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GOING if gone else 0)
        status = self._process.poll()
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.pid, signal.SIGKILL)  # with what it started
            self._process.kill()
        self._process.wait()
        self._going.put(None)
        while self._reader.is_alive():
            with contextlib.suppress(queue.Empty):
                self._came.get(timeout=0.01)
        self._writer.join(SEND_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._folder.cleanup()
        return _signal_name(-status if status and status < 0 else 0)


def _exactly(source: Any, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = source.read(size - len(data))
        if not part:
            raise Broken("closed")
        data += part
    return data


def _environment() -> dict[str, str]:
    """Nothing of the teacher's environment but what Python needs to start."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    # a set has the same order in every run
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}


def _signal_name(number: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(number).name
    return ""
