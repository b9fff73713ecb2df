"""What both of a teacher's pages take out of the sources: texts, definitions, readable answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from opscourse.answers.files import read_answers
from opscourse.answers.readable import table_of, text_of
from opscourse.authoring.source import Exercise, Question
from opscourse.errors import CourseError

_RULER = re.compile(r"\*\*(本课口径[：:].+?)\*\*", re.DOTALL)
_HEADING = re.compile(r"^#+[ \t].*$", re.MULTILINE)
_KIND = re.compile(r"^(?:第 \d+ 步\s*)?(?:(?:填空|找错|找毛病|自己来)[：:]\s*)?")
LONGEST_WRONG = 90  # characters of a wrong value that are shown
_MINUTES = re.compile(r"[ \t]*（预计 \d+ 分钟[^）]*）")


@dataclass(frozen=True)
class Wrong:
    """A named wrong answer: its sentence, and its value in the practice world."""

    says: str
    value: str


@dataclass(frozen=True)
class Asked:
    """A question or a step as a teacher wants to see it; texts are markdown.

    ruler : what it counts by (口径). answer : the practice answer in one line; table : the same as
    header and rows, where it is a table.
    """

    question: Question
    title: str
    text: str
    ruler: str
    answer: str
    table: tuple[list[str], list[list[str]]] | None
    wrongs: tuple[Wrong, ...]
    cases: tuple[tuple[str, str, bool], ...] = ()  # of a function: input, result, edge


def asked(question: Question, answers: dict[str, Any]) -> Asked:
    """A question with its practice answers; raises CourseError where the file has none for it."""
    entry = answers["questions"].get(question.key)
    if entry is None or len(entry["wrong"]) != len(question.wrongs):
        raise CourseError(
            f"{question.key} 和答案文件对不上，题目改过了。请先运行 opscourse build。"
        )
    precision = entry.get("precision")
    named = [
        # a decision is told by what it earns, not by its numbers
        Wrong(says, "" if question.market else text_of(one["value"], precision, LONGEST_WRONG))
        for (says, _), one in zip(question.wrongs, entry["wrong"], strict=True)
    ]
    return Asked(
        question,
        plain_title(question.title),
        body_of(question.text),
        ruler_of(question.text),
        text_of(entry["right"], precision, 400),
        table_of(entry["right"], precision),
        tuple(named),
        _cases(entry, precision),
    )


def plain_title(title: str) -> str:
    """A heading without its minutes and the word that only names its kind.

    >>> plain_title("填空：11 月的 UV（预计 3 分钟）")
    '11 月的 UV'
    """
    return _KIND.sub("", _MINUTES.sub("", title)).strip()


def ruler_of(text: str) -> str:
    """The definition and precision that a question states; the paragraph with 口径 in it, if it has
    no sentence set for this, else ""."""
    if found := _RULER.findall(text):
        return "；".join(" ".join(one.split()) for one in found)
    return next((" ".join(one.split()) for one in text.split("\n\n") if "口径" in one), "")


def body_of(text: str) -> str:
    """A question's text without heading, minutes and 口径, which are shown apart."""
    text = _RULER.sub("", _HEADING.sub("", text, count=1))
    return re.sub(r"\n{3,}", "\n\n", _MINUTES.sub("", text)).strip()


def practice_answers(root: Path, number: str) -> dict[str, Any]:
    return read_answers(root / "opscourse" / "answers" / "practice" / f"{number}.json")


def entries(path: Path) -> list[dict[str, Any]]:
    """The list that a YAML file of the course holds."""
    try:
        return list(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except (OSError, yaml.YAMLError) as error:
        raise CourseError(f"读不了 {path}。请恢复这个文件。") from error


def terms(root: Path, number: str) -> list[dict[str, Any]]:
    """The glossary's terms that a lesson teaches: zh, en, formula, unit."""
    return [one for one in entries(root / "course" / "glossary.yml") if one["lesson"] == number]


def place_in_course(root: Path, number: str) -> dict[str, Any]:
    """A lesson's entry of the syllabus; raises CourseError where it has none."""
    for one in entries(root / "course" / "syllabus.yml"):
        if str(one["id"]) == number:
            return one
    raise CourseError(f"course/syllabus.yml 里没有第 {number} 课，不知道要几分钟。请先补上。")


def by_where(exercise: Exercise, where: str) -> list[Question]:
    """The counted questions that are for class, or for home."""
    return [
        one
        for one in exercise.questions
        if not one.bonus and one.options.get("where", "home") == where
    ]


def _cases(entry: dict[str, Any], precision: Any) -> tuple[tuple[str, str, bool], ...]:
    """What a function was called with, and what the reference gave back."""
    results = entry["right"].get("results") or []
    return tuple(
        (
            "，".join(_argument(one) for one in case["args"]),
            _result(result, precision),
            case["edge"],
        )
        for case, result in zip(entry.get("cases") or [], results, strict=False)
    )


def _argument(value: dict[str, Any]) -> str:
    return f"表 {value['name']}" if value.get("type") == "table" else text_of(value, longest=120)


def _result(result: dict[str, Any], precision: Any) -> str:
    return text_of({"type": "function", "results": [result]}, precision)
