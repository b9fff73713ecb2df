"""The engine that runs everywhere: a Jupyter kernel for each submission, in a scratch folder.

It is what nbgrader itself does (its own Execute runs the cells), made to lose nothing: a dead
kernel and a timeout keep what was earned before, output is capped in the kernel and again as it
arrives, the judge sits outside. What it lacks is isolation: the learner's code runs with the
teacher's own rights.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute

from opscourse.answers.handover import MIME
from opscourse.grading import kernel_output
from opscourse.grading.jobs import Ending, Job, Result

GRACE = 5  # seconds that an interrupted cell gets to stop
ANSWER_BYTES = 20_000_000  # of a cell's answers; far more than check hands over
CUT = "\n（输出太多，后面的没有保留）"
TIMED_OUT, DIED = "CellTimeoutError", "DeadKernelError"

_kernels: set[int] = set()  # process groups that are to end with this process


def run(job: Job) -> Result:
    """Run a job's notebook from top to bottom; see `jobs`."""
    began, cpu = time.perf_counter(), _cpu_seconds()
    nb = nbformat.from_dict(json.loads(job.notebook))
    runner = _Runner(job)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scratch = Path(folder) / "work"
        lay_out(job, scratch)
        runner.run(nb, scratch)
    nb.metadata.pop("widgets", None)
    seconds = time.perf_counter() - began
    cells = tuple(round(one, 3) for one in runner.cell_seconds)
    return Result(
        notebook=json.dumps(nb, ensure_ascii=False),
        ending=runner.ending,
        says="；".join(runner.says),
        seconds=round(seconds, 3),
        cpu_seconds=round(_cpu_seconds() - cpu, 3),
        cell_seconds=cells,
        layers=("time",),
        split={"start": round(runner.start_seconds, 3), "cells": round(sum(cells), 3)},
    )


def lay_out(job: Job, scratch: Path) -> None:
    """The folder that the learner's code works in: the submission's files and the world's."""
    scratch.mkdir(parents=True)
    for name, content in {**job.files, **job.world}.items():
        path = scratch.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def kill_kernels() -> None:
    """End what this process's kernels started; for a worker whose parent is gone."""
    for group in list(_kernels):
        _kill(group)


def _kill(group: int) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(group, signal.SIGKILL)
        else:
            os.kill(group, signal.SIGTERM)


def _cpu_seconds() -> float:
    """CPU seconds of this process and of the children that have ended (0.0 on Windows)."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


class _Runner(Execute):
    """nbgrader's Execute with limits, and a memory of how the run ended."""

    def __init__(self, job: Job) -> None:
        super().__init__(startup_timeout=120, iopub_timeout=30, shutdown_kernel="immediate")
        # one sign more than is kept: by that one it is known that there was more
        self.extra_arguments = kernel_output.arguments(job.limits.output_bytes + 1)
        self.limits = job.limits
        self.ending: Ending = "done"
        self.says: list[str] = []
        self.cell_seconds: list[float] = []
        self.start_seconds = 0.0
        self.stopped = False
        self.began = time.perf_counter()
        self.deadline = math.inf
        self.cut_off = False  # the cell that runs now
        self.room = [0, 0]  # bytes left in the cell that runs now: shown, answers
        self.full = False  # and whether it was said that there was more
        self.group = 0

    def run(self, nb: NotebookNode, scratch: Path) -> None:
        """Run the cells; their outputs go into `nb`."""
        nb.metadata["kernelspec"] = {
            "name": "python3", "display_name": "Python 3", "language": "python"
        }  # fmt: skip
        try:
            self.preprocess(nb, {"metadata": {"path": str(scratch)}})
        except RuntimeError as error:  # of stopping a kernel that is gone already
            if not self.stopped:
                raise error
        finally:
            _kill_left(self.group)

    @contextlib.contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        quiet = subprocess.DEVNULL
        environment = {**os.environ, "NBGRADER_EXECUTION": "autograde"}
        with super().setup_kernel(stdout=quiet, stderr=quiet, env=environment, **kwargs):
            assert self.km is not None
            self.group = int(getattr(self.km.provisioner, "pid", 0) or 0)
            _kernels.add(self.group)
            now = time.perf_counter()
            self.start_seconds, self.deadline = (
                now - self.began,
                now + self.limits.notebook_seconds,
            )
            yield

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> Any:
        """Run one cell within what is left of the notebook's time."""
        if self.stopped or cell.cell_type != "code" or not cell.source.strip():
            return cell, resources
        began = time.perf_counter()
        left = self.deadline - began
        if left <= 0:
            limit = f"{self.limits.notebook_seconds:g}"
            self._stop("timed_out", f"整本运行超过 {limit} 秒，从{_name(cell, index)}起没有运行")
            return cell, resources
        self.timeout = max(1, math.ceil(min(self.limits.cell_seconds, left)))
        self.cut_off, self.full, self.room = False, False, [self.limits.output_bytes, ANSWER_BYTES]
        try:
            super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            _add_error(cell, DIED)
            self._stop("crashed", f"运行到{_name(cell, index)}时程序停了，后面的格子没有运行")
        except CellTimeoutError:  # it did not stop when it was told to
            _add_error(cell, TIMED_OUT)
            self._stop("timed_out", f"{_name(cell, index)}停不下来，后面的格子没有运行")
            _kill(self.group)
        else:
            if self.cut_off:
                self.ending = "timed_out"
                self.says.append(f"{_name(cell, index)}运行超过 {self.timeout} 秒，被停了")
        finally:
            self.iopub_timeout = 30
            self.cell_seconds.append(time.perf_counter() - began)
        return cell, resources

    def _stop(self, ending: Ending, says: str) -> None:
        self.stopped, self.ending = True, ending
        self.says.append(says)

    async def _async_handle_timeout(self, timeout: int, cell: NotebookNode | None = None) -> Any:
        self.cut_off, self.iopub_timeout = True, GRACE
        return await super()._async_handle_timeout(timeout, cell)

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Take what arrives up to the cell's limit; leave out what is over it."""
        kind, content = msg["msg_type"], msg["content"]
        if kind == "stream":
            return self._take_text(msg, cell, cell_index)
        if kind in ("display_data", "execute_result", "update_display_data", "error"):
            data = content.get("data")
            answers = isinstance(data, dict) and MIME in data
            size = len(json.dumps(data if data is not None else content, default=str))
            if not self._fits(size, answers):
                return None
        elif kind.startswith("comm"):  # widgets: their state could grow without end
            return None
        return super().process_message(msg, cell, cell_index)

    def _fits(self, size: int, answers: bool) -> bool:
        self.room[answers] -= size
        return self.room[answers] >= 0

    def _take_text(self, msg: dict[str, Any], cell: NotebookNode, index: int) -> Any:
        left, text = max(0, self.room[0]), str(msg["content"].get("text", ""))
        self.room[0] -= len(text)
        if len(text) > left:
            if self.full:
                return None
            self.full = True
            msg["content"]["text"] = text[:left] + CUT
        return super().process_message(msg, cell, index)


def _kill_left(group: int) -> None:
    """End what a kernel left behind in its process group."""
    if group and group != os.getpid():
        _kill(group)
    _kernels.discard(group)


def _name(cell: NotebookNode, index: int) -> str:
    """Which cell, as a person counts.

    >>> _name(NotebookNode(metadata={"nbgrader": {"grade_id": "q2-answer"}}), 4)
    '第 5 格（q2-answer）'
    """
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"第 {index + 1} 格" + (f"（{grade_id}）" if grade_id else "")


def _add_error(cell: NotebookNode, name: str) -> None:
    outputs = cell.setdefault("outputs", [])
    if not any(one.get("ename") == name for one in outputs):
        outputs.append(new_output("error", ename=name, evalue="", traceback=[name]))
