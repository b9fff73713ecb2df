"""Call a learner's function on copies of its inputs; keep only what it returned."""

from __future__ import annotations

import builtins
import contextlib
import contextvars
import dis
import functools
import io
import signal
import threading
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from opscourse.answers.decode import decode
from opscourse.answers.encode import FUNCTIONS, class_name, encode

Enc = dict[str, Any]
TIME_LIMIT = 5.0  # seconds for one call
MAX_TIMEOUTS = 2  # then the other cases are not tried


class _TimeUp(BaseException):
    """Not an Exception, so that a learner's ``except Exception`` lets it through."""


def call_cases(
    function: Callable[..., Any],
    cases: list[dict[str, Any]],
    table: Callable[[str], Any],
    limit: float = TIME_LIMIT,
) -> Enc:
    """Return ``{"type": "function", "results": [...], "reads": [...]}``.

    cases : each ``{"args": [encoded values], "edge": bool}``; an argument
        ``{"type": "table", "name": "visits"}`` becomes ``table("visits")``.
    limit : seconds for one call.

    Every call gets newly made arguments, prints nothing and may not run for ever; what it raises
    becomes ``{"error": "KeyError: …"}``.

    >>> case = {"args": [{"type": "number", "value": 2}], "edge": False}
    >>> call_cases(lambda x: x * 3, [case], table=None)["results"]
    [{'value': {'type': 'number', 'value': 6, 'of': 'int'}}]
    """
    results: list[Enc] = []
    late = 0
    for case in cases:
        if late >= MAX_TIMEOUTS:
            results.append({"timeout": True})
            continue
        args = [
            table(arg["name"]) if arg.get("type") == "table" else decode(arg)
            for arg in case["args"]
        ]
        result = _call(function, args, limit)
        late += "timeout" in result
        results.append(result)
    return {"type": "function", "results": results, "reads": global_reads(function)}


def _call(function: Callable[..., Any], args: list[Any], limit: float) -> Enc:
    def run() -> Enc:
        try:
            return {"value": encode(function(*args))}
        except (_TimeUp, KeyboardInterrupt):
            raise
        except BaseException as error:  # SystemExit too: it must not end the kernel
            return {"error": _error_text(error)}

    with _silence():
        return _within(run, limit)


def _error_text(error: BaseException) -> str:
    try:
        return f"{class_name(error)}: {str(error)[:200]}"
    except Exception:
        return f"{class_name(error)}: "


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Any stderr in a check cell costs marks in nbgrader, so nothing may reach it."""
    sink = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
            yield


def _within(run: Callable[[], Enc], limit: float) -> Enc:
    in_main = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and in_main:
        return _within_alarm(run, limit)
    return _within_thread(run, limit)


def _within_alarm(run: Callable[[], Enc], limit: float) -> Enc:
    def stop(number: int, frame: types.FrameType | None) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, stop)
    try:
        # Again and again: a bare ``except`` in a loop swallows the first alarm.
        signal.setitimer(signal.ITIMER_REAL, limit, 0.2)
        return run()
    except _TimeUp:
        return {"timeout": True}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _within_thread(run: Callable[[], Enc], limit: float) -> Enc:
    """Where no alarm exists: the thread is left behind when its time is up."""
    answer: list[Enc] = []
    context = contextvars.copy_context()
    thread = threading.Thread(target=lambda: answer.append(context.run(run)), daemon=True)
    thread.start()
    thread.join(limit)
    return answer[0] if answer else {"timeout": True}


def global_reads(function: Any) -> list[str]:
    """The notebook's variables that a function reads, also through functions it calls.

    Modules, functions, classes and builtins are not counted.

    >>> rate = 0.1
    >>> global_reads(eval("lambda x: x * rate", {"rate": rate}))
    ['rate']
    """
    while isinstance(function, functools.partial):
        function = function.func
    function = getattr(function, "__func__", getattr(function, "__wrapped__", function))
    if not isinstance(function, types.FunctionType):
        return []
    names: set[str] = set()
    _read_by(function, names, set())
    return sorted(names)


def _read_by(function: types.FunctionType, names: set[str], seen: set[int]) -> None:
    if id(function) in seen:
        return
    seen.add(id(function))
    space = function.__globals__
    for name in _global_names(function.__code__):
        if name.startswith("__") or (name not in space and hasattr(builtins, name)):
            continue
        value = space.get(name)
        if isinstance(value, types.FunctionType) and value.__globals__ is space:
            _read_by(value, names, seen)
        elif name in space and not isinstance(value, (types.ModuleType, type, *FUNCTIONS)):
            names.add(name)


def _global_names(code: types.CodeType) -> set[str]:
    found = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= _global_names(constant)
    return found
