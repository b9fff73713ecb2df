"""How much memory a learner's processes hold, seen from outside."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

FILES = 64  # open files of a process that need no explaining
BUFFER = 250_000  # bytes that the kernel may hold for each one more, if it is a socket

_HELD = re.compile(r"^Rss(?:Anon|Shmem):\s*(\d+) kB$", re.MULTILINE)


def held_by(pid: int) -> int:
    """Bytes that a process holds, what it shares with others too; 0 for one that is gone.

    Only the pages of files on the disk are nobody's: the kernel may drop them.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        return 1024 * sum(map(int, _HELD.findall(status)))
    except OSError:
        return 0


def buffered_by(pid: int) -> int:
    """Bytes that the kernel may hold for a process with uncommonly many open files."""
    try:
        return BUFFER * max(0, len(os.listdir(f"/proc/{pid}/fd")) - FILES)
    except OSError:  # gone, or not ours to see
        return 0


def held_by_tree(pid: int) -> list[int]:
    """The same for a process and everything it has started."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(held_by(one) + buffered_by(one))
        with contextlib.suppress(OSError, ValueError):
            for task in os.listdir(f"/proc/{one}/task"):
                children = Path(f"/proc/{one}/task/{task}/children").read_text()
                waiting += map(int, children.split())
    return found
