"""Run inside a kernel before its first cell: printing becomes cheap, and ends at the cell's limit.

The engine cuts what arrives; without this, everything over the limit would first be written,
packed and sent. `arguments` tells a kernel to read this file: by its path, since importing it
would import the package, whose comforts hang themselves into the shell at a notebook's own import.
Nothing here may raise where ipykernel or IPython is another one than it was written for.
"""

import contextlib
import os
import sys
from typing import Any

#: What ipykernel's stream keeps; where one of these is missing, it is left as it is.
PARTS = (
    "_buffers", "_buffer_lock", "_schedule_flush", "_is_master_process", "parent_header",
    "pub_thread", "echo",
)  # fmt: skip


def arguments(room: int) -> list[str]:
    """What a kernel is to be started with, so that a cell prints `room` characters and no more."""
    code = "exec(compile(open({0!r}, encoding='utf-8').read(), {0!r}, 'exec'), {{'ROOM': {1}}})"
    return [f"--IPKernelApp.exec_lines={code.format(os.path.abspath(__file__), room)}"]


def limit(room: int, shell: Any) -> None:
    """Let each cell of this shell print `room` characters, and drop the rest.

    IPython itself stands between a cell and its streams, to remember all that was printed for its
    `%notebook`: that costs more than the printing, and nobody asks a graded run for it.
    """
    used: dict[Any, int] = {}  # characters by cell: a thread may still print for an earlier one
    limited: dict[str, Any] = {}

    def before_a_cell(channel: str) -> Any:
        stream = getattr(sys, channel)
        if limited.get(channel) is not stream and all(hasattr(stream, one) for one in PARTS):
            limited[channel] = stream
            _limit(stream, room, used)
        return contextlib.nullcontext()

    if hasattr(shell, "_format_exception_for_storage"):  # the same: errors, a second time
        shell._format_exception_for_storage = lambda *_, **__: {}
    if hasattr(shell, "_tee"):
        shell._tee = before_a_cell
        return
    for channel in ("stdout", "stderr"):
        before_a_cell(channel)


def _limit(stream: Any, room: int, used: dict[Any, int]) -> None:
    whole, flush_whole = stream.write, stream.flush
    parent = buffers = cell = None
    place: Any = None

    def write(text: str) -> Any:
        """As ipykernel's own, without looking the buffer up anew for every word."""
        nonlocal parent, buffers, place, cell
        if not isinstance(text, str) or stream.pub_thread is None or stream.echo is not None:
            return whole(text)
        header = stream.parent_header
        with stream._buffer_lock:
            if header is not parent:
                parent, buffers, cell = header, None, header.get("msg_id")
            before = used.get(cell, 0)
            if before >= room:
                return len(text)
            used[cell] = before + len(text)
            if not stream._is_master_process():
                return whole(text[: room - before])
            if stream._buffers is not buffers:  # another cell, or sent meanwhile
                buffers = stream._buffers
                place = buffers[frozenset(header.items())]
            place.write(text[: room - before])
        stream._schedule_flush()
        return len(text)

    def flush() -> None:
        """Waits for the sender only where there is something to send."""
        if stream._buffers:
            flush_whole()

    stream.write, stream.flush = write, flush


if "ROOM" in globals():
    from IPython.core.getipython import get_ipython

    limit(globals()["ROOM"], get_ipython())
