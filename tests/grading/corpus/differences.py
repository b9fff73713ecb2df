"""Where the engine's marks differ from nbgrader's on purpose: what a learner does, and why."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from opscourse.grading.jobs import Limits
from tests.grading.kit import Course, cell

#: nbgrader knows the first one alone, as `Execute.timeout`.
LIMITS = Limits(cell_seconds=20, notebook_seconds=16, memory_mb=2048, file_mb=100)


@dataclass(frozen=True)
class Difference:
    """A right notebook with `code` before some of its answers.

    layer : the protection that makes the difference, "" where every engine has it.
    lost : the questions that earn nothing from the engine though nbgrader gives them full marks;
    none: nbgrader gives no mark at all, the engine gives all.
    """

    why: str
    layer: str = ""
    code: str = ""
    before: tuple[str, ...] = ("q2",)
    lost: tuple[str, ...] = ("q2",)


DIFFERENCES = {
    "renamed": Difference(
        "A file with another name is found by the mark inside it; nbgrader skips it unread.",
        lost=(),
    ),
    "slow": Difference(
        "A notebook has a time of its own, so that many slow cells cannot hold up a class; "
        "what was earned before stays.",
        layer="time",
        code="import time\ntime.sleep(9)",
        before=("q2", "q7"),
        lost=("q7", "q8"),
    ),
    "memory": Difference(
        "A cell that asks for more memory than it may have fails alone; nbgrader has no limit.",
        layer="memory",
        code="import numpy as np\nroom = np.zeros(400_000_000)",
    ),
    "big_file": Difference(
        "A cell that fills the disk fails alone; nbgrader has no limit.",
        layer="memory",
        code="with open('big', 'wb') as file:\n    file.truncate(200_000_000)",
    ),
    "gradebook": Difference(
        "The class's folder is hidden; under nbgrader any learner can read it, marks included.",
        layer="hidden",
        code="from pathlib import Path\nPath({gradebook!r}).stat()",
    ),
    "network": Difference(
        "There is no network, not even to this machine; nbgrader cuts nobody off.",
        layer="network",
        code="import socket\nsocket.create_connection(('127.0.0.1', {port}), 5).close()",
    ),
}


def differing(course: Course, port: int) -> dict[str, NotebookNode]:
    """Everybody's notebook, by the learner's name; `port` listens on this machine."""
    gradebook = str(course.home / "gradebook.db")
    made = {"perfect": course.answered()}
    for name, one in DIFFERENCES.items():
        made[name] = course.answered()
        for question in one.before if one.code else ():
            answer = cell(made[name], f"{question}-answer")
            code = one.code.format(gradebook=gradebook, port=port)
            answer.source = f"{code}\n{answer.source}"
    return made


def listening() -> socket.socket:
    """Something that answers on this machine, as a learner's own server would."""
    return socket.create_server(("127.0.0.1", 0))


def rename(path: Path) -> None:
    path.rename(path.with_name("我的作业.ipynb"))
