"""What became of every submission: one state, one sentence, and each question's mark.

`.grading/outcomes/NN.jsonl` has one JSON object a line, written after the marks are in the
gradebook; the last line of a student counts (a run that was killed leaves the lines it had
finished, and perhaps half a line, which is left out). `read_outcomes` gives them as `Outcome`:

    {"student": "20250101", "assignment": "03_shop_health", "round": 1,
     "fingerprint": "<of the world>", "state": "graded", "says": "评好了。",
     "notes": ["03.q2 等于练习数据的答案"], "writing": ["w1"],
     "questions": {"03.q1": {"title": "客单价", "points": 2.0, "max_points": 2.0,
         "state": "full", "says": "对了。", "wrong": null, "value": null,
         "equals_practice": false, "flag": ""}},
     "seconds": 1.2, "cpu_seconds": 0.9, "engine": "sandbox", "layers": ["time", "memory"],
     "version": "<of the exercise the notebook came from>", "job": "…", "judged": "…"}

A question's state is one of `opscourse.answers.judge` (full, partial, named, wrong, blank, missing)
or of `opscourse.grading.judging` (not run, raised, replaced, forged, unjudged). `wrong` is the
place of the named wrong answer in the answer file's list. `value` is the answer handed over, as
`opscourse.answers.encode` writes it, where it was not right; a long one is only
``{"type": …, "digest": …}``, so that equal ones can still be counted. `writing` names the cells
that a person still has to read. `job` and `judged` say what was run and what judged it: a
submission for which both are unchanged is not graded again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: In this order: the first that applies. Marks earned are kept in all.
TAMPERING = "tampering"
PERSON = "person"
TIMED_OUT = "timed_out"
CRASHED = "crashed"
REPAIRED = "repaired"
GRADED = "graded"

#: State -> its name, and its sentence without particulars.
STATES: dict[str, tuple[str, str]] = {
    TAMPERING: ("疑似改动判分", "有人动过判分的痕迹，请老师看一眼。"),
    PERSON: ("要老师处理", "程序没法评完这一份，请老师看。"),
    TIMED_OUT: ("超时", "有格子运行太久被停了，其余的照常给分。"),
    CRASHED: ("中途停了", "程序运行到一半停了，停之前的得分都留着。"),
    REPAIRED: ("修好后评的", "笔记本有损坏，修好以后评的。"),
    GRADED: ("评好了", "评好了。"),
}
LONGEST_VALUE = 2_000  # characters of JSON


@dataclass(frozen=True)
class QuestionOutcome:
    """One question's mark and why; see the module's text."""

    title: str
    points: float
    max_points: float
    state: str
    says: str
    wrong: int | None = None
    value: Any = None
    equals_practice: bool = False
    flag: str = ""


@dataclass(frozen=True)
class Outcome:
    """One submission; see the module's text."""

    student: str
    assignment: str
    round: int
    fingerprint: str
    state: str
    says: str
    notes: tuple[str, ...] = ()
    writing: tuple[str, ...] = ()
    questions: Mapping[str, QuestionOutcome] = field(default_factory=dict)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    engine: str = ""
    layers: tuple[str, ...] = ()
    version: str = ""
    job: str = ""
    judged: str = ""

    @property
    def points(self) -> float:
        """What the automatic questions earned."""
        return sum(one.points for one in self.questions.values())

    @property
    def max_points(self) -> float:
        return sum(one.max_points for one in self.questions.values())


def outcomes_file(root: Path, assignment: str) -> Path:
    """Where a class's outcomes of one assignment (`03_shop_health` or `03`) lie."""
    # "--" stands in the label of another course's notebook, whose names follow no rule of ours
    number = None if "--" in assignment else re.match(r"\d\d(?=_|$)", assignment)
    return root / ".grading" / "outcomes" / f"{number[0] if number else assignment}.jsonl"


def read_outcomes(root: Path, assignment: str) -> dict[str, Outcome]:
    """The outcomes of an assignment by student, sorted; empty where nothing was graded yet."""
    path = outcomes_file(root, assignment)
    if not path.exists():
        return {}
    found: dict[str, Outcome] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            one = _from_json(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # the last line of a run that was killed
        found[one.student] = one
    return dict(sorted(found.items()))


def add_outcomes(root: Path, assignment: str, outcomes: Iterable[Outcome]) -> None:
    """Append lines, and have them on the disk before returning."""
    path = outcomes_file(root, assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [to_json(one) + "\n" for one in outcomes]
    with path.open("ab+") as file:
        if file.tell():  # after half a line
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                lines.insert(0, "\n")
        file.write("".join(lines).encode())
        file.flush()
        os.fsync(file.fileno())


def compact(root: Path, assignment: str) -> None:
    """Rewrite the file with one line a student, sorted; whole or not at all."""
    path = outcomes_file(root, assignment)
    lines = [to_json(one) + "\n" for one in read_outcomes(root, assignment).values()]
    waiting = path.with_suffix(".part")
    waiting.write_text("".join(lines), encoding="utf-8")
    os.replace(waiting, path)


def to_json(outcome: Outcome) -> str:
    """One line of the file.

    >>> one = Outcome("s1", "03_shop_health", 1, "f", GRADED, "评好了。")
    >>> _from_json(json.loads(to_json(one))) == one
    True
    """
    return json.dumps(asdict(outcome), ensure_ascii=False, sort_keys=True)


def _from_json(value: dict[str, Any]) -> Outcome:
    questions = {key: QuestionOutcome(**one) for key, one in value.pop("questions").items()}
    for name in ("notes", "writing", "layers"):
        value[name] = tuple(value[name])
    return Outcome(**value, questions=questions)
