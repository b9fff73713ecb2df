"""The sandbox: a submission's cells run in a fork of a warm process that may do next to nothing.

`run(job)` is the engine's entry; `layers.found()` says what protects this machine.
"""

from opscourse.grading.sandbox.engine import run, stop
from opscourse.grading.sandbox.handle import prepare
from opscourse.grading.sandbox.layers import available, found

__all__ = ["available", "found", "prepare", "run", "stop"]
