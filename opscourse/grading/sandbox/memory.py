"""How much memory a learner's processes hold, seen from outside."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def held_by(pid: int) -> int:
    """Bytes that a process holds for itself, 0 for one that is gone."""
    try:
        resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def held_by_tree(pid: int) -> list[int]:
    """The same for a process and everything it has started."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(held_by(one))
        with contextlib.suppress(OSError, ValueError):
            for task in os.listdir(f"/proc/{one}/task"):
                children = Path(f"/proc/{one}/task/{task}/children").read_text()
                waiting += map(int, children.split())
    return found
