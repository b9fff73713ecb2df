"""In an entry's own process: load its code, then call `bid(state)` whenever it is asked to.

Needs the standard library alone, and is told everything over one pair of descriptors: frames of
four bytes of length and one JSON object. The entry's code lives in this same process and may forge
what is sent: that is its own decisions only. `python deciding.py` speaks over its standard input
and output; the sandbox calls `serve` with its channel.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import random
import signal
import struct
import sys
from collections.abc import Callable
from types import FrameType, ModuleType, TracebackType
from typing import Any

NAME = "entry.py"  # what the code is called in a traceback
TEXT = 300  # characters of an error that are told
HEAD = struct.Struct("!I")
AGAIN = 0.1  # seconds until the next interrupt, for code that swallows the first


_working = False  # whether the entry's code has the word


class Late(BaseException):
    """The decision has used up its time; no `except Exception` keeps it."""


class Nowhere:
    """Standard output and error of an entry: a tournament has no screen."""

    encoding, errors = "utf-8", "replace"

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None

    def isatty(self) -> bool:
        return False


def serve(source: int, target: int) -> None:
    """Answer frames from descriptor `source` on `target` until it closes.

    The first frame is {"n", "seconds", "code"}, each later one {"n", "seconds", "state"}; all are
    answered by {"n", "bids"} or {"n", "error"}. The seconds are the processor's.
    """
    sys.stdout = sys.stderr = Nowhere()  # type: ignore[assignment]
    sys.stdin = open(os.devnull)  # noqa: SIM115
    timed = hasattr(signal, "setitimer")
    if timed:
        signal.signal(signal.SIGPROF, _interrupt)
        signal.signal(signal.SIGINT, _interrupt)  # one that sleeps uses no processor
    setup = _take(source)
    if setup is None:
        return
    module = ModuleType("entry")
    module.__file__ = NAME
    seconds = setup["seconds"] if timed else 0
    _put(target, setup["n"], _carried_out(lambda: _load(module, setup["code"]), seconds))
    me = os.getpid()
    while (asked := _take(source)) is not None:
        seconds = asked["seconds"] if timed else 0
        reply = _carried_out(functools.partial(_decided, module, asked["state"]), seconds)
        if os.getpid() != me:  # the entry forked, and this is the fork
            os._exit(0)
        _put(target, asked["n"], reply)


def _load(module: ModuleType, code: str) -> str:
    """Run the code itself. Chance comes out the same in every run, as far as it can be told to."""
    sys.modules["entry"] = module
    random.seed(0)
    _seed_numpy()
    exec(compile(code, NAME, "exec", dont_inherit=True), module.__dict__)
    _seed_numpy()
    if not callable(getattr(module, "bid", None)):
        raise NameError("name 'bid' is not defined")
    return "null"


def _decided(module: ModuleType, state: dict[str, Any]) -> str:
    return _plain(module.bid(state))


def _seed_numpy() -> None:
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(0)


def _plain(bids: Any) -> str:
    """What `bid` returned, as JSON; a table's column counts as the dict it can become."""
    if hasattr(bids, "to_dict"):
        bids = bids.to_dict()
    if bids is not None and not isinstance(bids, dict):
        bids = type(bids).__name__[:TEXT]
    return json.dumps(bids, default=_number)


def _number(value: Any) -> Any:
    """A number of numpy as one of Python; of anything else the name of its kind."""
    if (
        type(value).__module__ == "numpy"
        and hasattr(value, "item")
        and not getattr(value, "ndim", 0)
    ):
        return value.item()
    return type(value).__name__[:TEXT]


# --- the limit, and what went wrong --------------------------------------------------------------


def _carried_out(work: Callable[[], str], seconds: float) -> str:
    """The work's JSON as `"bids":…`, or what stopped it as `"error":…`."""
    global _working
    try:
        try:
            _working = True
            if seconds:
                signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
            try:
                return f'"bids":{work()}'
            except Exception as error:
                return f'"error":{json.dumps(_told(error))}'
        finally:
            _working = False
            if seconds:
                signal.setitimer(signal.ITIMER_PROF, 0)
    except BaseException as error:  # Late, or an exit
        return f'"error":{json.dumps(_told(error))}'


def _interrupt(number: int, frame: FrameType | None) -> None:
    if _working:
        raise Late


def _told(error: BaseException) -> dict[str, Any]:
    """An error as plain data: its kind, its words and the line of the entry."""
    text = ""
    with contextlib.suppress(Exception):  # the words may be the entry's own code
        text = str(error)[:TEXT]
    line = error.lineno if isinstance(error, SyntaxError) else _line(error.__traceback__)
    return {"kind": type(error).__name__[:TEXT], "text": text, "line": line or 0}


def _line(trace: TracebackType | None) -> int:
    found = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == NAME:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


# --- frames --------------------------------------------------------------------------------------


def _take(source: int) -> dict[str, Any] | None:
    head = _exactly(source, HEAD.size)
    return json.loads(_exactly(source, HEAD.unpack(head)[0])) if head else None


def _exactly(source: int, size: int) -> bytes:
    """So many bytes; b"" where the other side has closed."""
    data = b""
    while len(data) < size:
        part = os.read(source, size - len(data))
        if not part:
            return b""
        data += part
    return data


def _put(target: int, n: int, body: str) -> None:
    data = f'{{"n":{n},{body}}}'.encode("ascii", "replace")
    data = HEAD.pack(len(data)) + data
    while data:
        data = data[os.write(target, data) :]


def _main() -> None:
    """Keep the channel away from what the entry prints."""
    if os.name == "nt":
        import msvcrt

        for number in (0, 1):
            msvcrt.setmode(number, os.O_BINARY)  # type: ignore[attr-defined]
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    serve(source, target)


if __name__ == "__main__":
    _main()
