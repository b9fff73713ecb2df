"""What the trusted side hands to an engine and what it gets back: plain, picklable values.

Nothing here knows where a submission came from or where a mark goes; a job can be pickled,
sent to another process (or another machine) and run there, and its result sent back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

EngineName = Literal["sandbox", "nbclient"]
Ending = Literal["done", "timed_out", "crashed"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use while it runs."""

    cell_seconds: float = 60
    notebook_seconds: float = 300
    # Address space per process tree, as far as the layer in force can hold it.
    memory_mb: int = 2048
    output_bytes: int = 1_000_000  # per cell
    file_mb: int = 100
    processes: int = 64


@dataclass(frozen=True)
class Job:
    """One notebook to run, with everything it may read."""

    student: str
    assignment: str
    # The repaired notebook as JSON text, with the outputs of code cells cleared.
    notebook: str
    # The submission's other files by relative path; already checked: no "..", no links, bounded.
    files: Mapping[str, bytes]
    # world.json, tables/*.csv, inputs/*.json; never answers.json. {} for a foreign assignment.
    world: Mapping[str, bytes]
    limits: Limits
    engine: EngineName
    # Sandbox layers the teacher agreed to go without.
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What came of one job. Everything in ``notebook`` was written by the learner's code."""

    # JSON text with outputs as far as the run got: untrusted, but plain JSON.
    notebook: str
    # "timed_out" also when one cell was cut off and the rest ran.
    ending: Ending
    # "" or a Chinese clause: which cell (number and grade_id), and what happened.
    says: str
    seconds: float
    cpu_seconds: float
    cell_seconds: tuple[float, ...]
    layers: tuple[str, ...]  # in force
    # Chinese clauses, each a reason for a person to look.
    tampering: tuple[str, ...] = ()
    # Where the time went: start, fork, cells, … in seconds.
    split: Mapping[str, float] = field(default_factory=dict)
