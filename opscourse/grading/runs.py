"""Finished runs, kept for the instructor in `.grading/runs/`, and judged again without a new run.

`<student>/<assignment>.ipynb` holds the notebook with the outputs of the graded run;
`<assignment>.json` beside it says what was run and how it ended, and is written last.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from opscourse.grading.jobs import Result
from opscourse.grading.submissions import Submission, Target

_FACTS = ("ending", "says", "seconds", "cpu_seconds", "cell_seconds", "layers", "tampering")


def keep(target: Target, submission: Submission, result: Result, engine: str) -> None:
    """Keep a finished run; the facts are written last, so that half a run is never taken."""
    path = _path(target, submission.student)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = result.notebook.encode("utf-8", "replace") + b"\n"
    _write(path, data)
    facts = {name: one for name, one in asdict(result).items() if name in (*_FACTS, "split")}
    facts |= {"job": submission.key, "engine": engine, "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    _write(path.with_suffix(".json"), (text + "\n").encode())


def kept(target: Target, submission: Submission) -> tuple[Result, str] | None:
    """The finished run of exactly this submission, and its engine; None if there is none."""
    path = _path(target, submission.student)
    try:
        facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        data = path.read_bytes()
        if (facts["job"], facts["sha256"]) != (submission.key, hashlib.sha256(data).hexdigest()):
            return None
        about = {name: _plain(facts[name]) for name in _FACTS}
        return Result(data.decode(), split=facts["split"], **about), facts["engine"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _path(target: Target, student: str) -> Path:
    return target.home / "runs" / student / f"{target.label}.ipynb"


def _write(path: Path, data: bytes) -> None:
    waiting = path.with_name(path.name + ".part")
    waiting.write_bytes(data)
    os.replace(waiting, path)
