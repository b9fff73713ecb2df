"""Where one submission's time in the sandbox goes: step by step, and layer by layer."""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

from opscourse.grading import sandbox
from opscourse.grading.jobs import Job, Limits
from opscourse.grading.sandbox import engine, handle
from opscourse.grading.worlds import world_folder
from tests.grading.kit import Course
from tests.grading.sandbox.kit import files_of, plain

LAYERS = ("net", "pid", "ipc", "uts", "landlock", "seccomp")


def split(course: Course, times: int = 9) -> dict[str, float]:
    """Seconds of a submission with every answer right, of its steps and of each layer."""
    world = files_of(world_folder(course.root, course.number))
    job = Job("s", course.name, json.dumps(course.answered()), {}, world, Limits(), "sandbox")
    began = time.perf_counter()
    parent, _ = handle.zygote()
    found = {"start of a zygote, wall": time.perf_counter() - began}
    found["start of a zygote, CPU"] = _process_cpu(parent.process.pid)
    sandbox.run(job)
    before = time.process_time()
    results = [sandbox.run(job) for _ in range(times)]
    found["trusted side, CPU"] = (time.process_time() - before) / times
    found["learner's processes, CPU"] = statistics.median(one.cpu_seconds for one in results)
    for key in ("fork", "cells"):
        found[f"{key}, wall"] = statistics.median(one.split[key] for one in results)
    return found | _layers(times)


def _layers(times: int) -> dict[str, float]:
    """CPU seconds of a notebook with one cell, with every layer and without some."""
    agreed = ("network", "hidden", "group", "memory")
    job = Job(**{**plain("1").__dict__, "layers": agreed})

    def cost(without: tuple[str, ...]) -> float:
        engine.run(job, without)  # its zygote starts
        return statistics.median(engine.run(job, without).cpu_seconds for _ in range(times))

    found = {"one empty cell, CPU": cost(())}
    for name in LAYERS:
        found[f"one empty cell without {name}, CPU"] = cost((name,))
    found["one empty cell without any of these, CPU"] = cost(LAYERS)
    return found


def _process_cpu(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
