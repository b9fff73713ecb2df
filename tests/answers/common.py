"""Short ways to make a question and to judge a value as it travels: encoded, through JSON."""

import json
from typing import Any

from opscourse.answers.encode import encode
from opscourse.answers.judge import Verdict, judge


def travel(value: object) -> Any:
    """What arrives when ``value`` is handed over."""
    return json.loads(json.dumps(encode(value), allow_nan=False))


def question(kind: str, right: object, *wrong: tuple[object, str], **more: Any) -> dict[str, Any]:
    """An entry of an answer file, as the build writes it."""
    return {
        "title": "试题",
        "name": "answer",
        "kind": kind,
        "points": 2,
        "bonus": False,
        "precision": None,
        "ordered": False,
        "fixed": False,
        "right": travel(right),
        "wrong": [{"value": travel(value), "says": says} for value, says in wrong],
        "hints": [],
        **more,
    }


def mark(entry: dict[str, Any], value: object, practice: Any = None) -> Verdict:
    return judge(entry, travel(value), practice)
