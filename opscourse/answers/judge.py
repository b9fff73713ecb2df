"""The one judge: points and a sentence for one answer, from plain data alone.

It runs outside the learner's process (in the grader, in the build, and for `check`), trusts
nothing that was handed over, and never raises for what a learner sent.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from opscourse.answers import charts, decision
from opscourse.answers.compare import (
    columns_of,
    dict_differences,
    differ,
    failed_cases,
    id_columns,
    same,
    same_by_key,
)
from opscourse.answers.mistyped import type_sentence
from opscourse.answers.plain import (
    Chart,
    Frame,
    Malformed,
    Mapping,
    Node,
    Other,
    Results,
    key_of,
    key_text,
    read,
)
from opscourse.answers.recognise import describe, describe_key
from opscourse.answers.rules import Rules, numbers_near, quarters, tolerance

__all__ = ["Verdict", "judge", "same", "same_by_key", "tolerance"]

DATA, LABELS, TITLE = 0.60, 0.25, 0.15  # shares of a figure's points
MAIN, EDGE = 0.75, 0.25  # shares of a function's points
MISSING = "没有收到这一题的答案。在答案格下面运行 check 那一格；那一格的内容不要改。"
BLANK = "还没作答。把 ____ 换成你的代码，再运行一次。"
UNREADABLE = "交来的答案读不出来。不要改 check 那一格，也不要自己造答案的数据。"
PRACTICE = "它等于练习数据里的答案。评分换了一个世界的数据，数要让代码从表里算，别写死。"
RIGHT = "对了。评分时会换一个世界的数据，数要从表里算，别写死。"


@dataclass(frozen=True)
class Verdict:
    """points of max_points; state is full, partial, named, wrong, blank or missing.

    wrong : the place of the named wrong answer that was recognised (for a dict also one that
        explains a single key). says never contains a right value.
    """

    points: float
    max_points: float
    state: str
    says: str
    wrong: int | None = None
    equals_practice: bool = False


def judge(
    question: dict[str, Any], submitted: Any, practice: dict[str, Any] | None = None
) -> Verdict:
    """Judge one encoded answer by one entry of an answer file.

    submitted : what was handed over, or None where nothing was.
    practice : the same question's entry in the practice world, when judging in another world.

    >>> question = {"kind": "number", "points": 2, "precision": "0.01", "wrong": [],
    ...             "right": {"type": "number", "value": 36.5}}
    >>> judge(question, {"type": "number", "value": 36.504}).points
    2.0
    """
    most = _max_points(question)
    if submitted is None:
        return Verdict(0.0, most, "missing", MISSING)
    try:
        given = read(submitted)
    except Malformed:
        return Verdict(0.0, most, "wrong", UNREADABLE)
    if given == Other("blank"):
        return Verdict(0.0, most, "blank", BLANK)
    if question["kind"] == "writing":
        return Verdict(0.0, most, "wrong", "这一题由老师批改。")
    if question["kind"] == "decision":
        return _decided(question, given, most)
    rules, right = Rules(question), read(question["right"])
    if differ(rules, right, given) is None:
        return Verdict(most, most, "full", _praise(question, given, practice))
    return _explain(rules, right, given, most, practice)


def _max_points(question: dict[str, Any]) -> float:
    points = float(question.get("points") or 0)
    return points if math.isfinite(points) and points > 0 else 0.0


def _praise(question: dict[str, Any], given: Node, practice: dict[str, Any] | None) -> str:
    graded_later = practice is None and (question.get("points") or question.get("bonus"))
    says = RIGHT if graded_later and question.get("fixed") is not True else "对了。"
    if isinstance(given, Results) and given.reads:
        names = "、".join(given.reads[:3])
        says += f"不过函数里用了外面的变量 {names}。改成参数传进来，函数才能到处用。"
    return says


def _explain(
    rules: Rules, right: Node, given: Node, most: float, practice: dict[str, Any] | None
) -> Verdict:
    """An answer that is not right: its points, and the first sentence that fits it."""
    points = _points(rules, right, given, most)
    state = "partial" if points > 0 else "wrong"
    repeats = _equals_practice(rules, given, practice)
    named = _named(rules, right, given)
    if named is not None:
        says = rules.question["wrong"][named]["says"] + _wrong_keys(rules, right, given)
        return Verdict(points, most, "named", says, named, repeats)
    if repeats:
        return Verdict(points, most, state, PRACTICE, None, True)
    if isinstance(right, Mapping) and isinstance(given, Mapping):
        says, wrong = _explain_keys(rules, right, given)
        if wrong is not None and points == 0:
            state = "named"
        return Verdict(points, most, state, says, wrong)
    return Verdict(points, most, state, describe(rules, right, given))


def _points(rules: Rules, right: Node, given: Node, most: float) -> float:
    if isinstance(right, Mapping) and rules.question["kind"] == "dict" and right.pairs:
        wrong = len(dict_differences(rules, right, given))
        return quarters(1 - wrong / len(right.pairs), most)
    if isinstance(right, Results) and isinstance(given, Results):
        return quarters(_function_share(rules, right, given), most)
    if isinstance(right, Chart) and isinstance(given, Chart):
        return quarters(_chart_share(rules, right, given), most)
    return 0.0


def edges(question: dict[str, Any], right: Results) -> set[int]:
    """The places of the edge cases among a function's cases."""
    cases = question.get("cases") or []
    return {place for place, case in enumerate(cases[: len(right.results)]) if case.get("edge")}


def _function_share(rules: Rules, right: Results, given: Results) -> float:
    """Three quarters for all ordinary cases; the edge counts only once these are right, or a
    function that always returns NaN would earn it."""
    if len(right.results) != len(given.results):
        return 0.0
    failed, edge = set(failed_cases(rules, right, given)), edges(rules.question, right)
    if failed - edge:
        return 0.0
    return MAIN if failed & edge else MAIN + EDGE


def _data_code(rules: Rules, right: Chart, given: Chart) -> str:
    allowed = rules.tolerance
    return charts.data_differ(
        right,
        given,
        lambda a, b: numbers_near(a, b, allowed),
        months=rules.months,
        ordered=bool(rules.question.get("ordered")),
    )


def _chart_share(rules: Rules, right: Chart, given: Chart) -> float:
    if _data_code(rules, right, given):
        return 0.0
    missing = charts.lacking(right, given)
    share = DATA + (0 if "title" in missing else TITLE)
    return share + (LABELS if set(missing) <= {"title"} else 0)


def _decided(question: dict[str, Any], given: Node, most: float) -> Verdict:
    """A policy: its points follow from what its decisions earn in the entry's market."""
    if not isinstance(given, Results):
        return Verdict(0.0, most, "wrong", type_sentence(given, "function"))
    found = decision.find(question, given)
    points = quarters(found.share, most)
    if found.wrong is not None:
        return Verdict(points, most, "named", found.says, found.wrong)
    if found.share >= 1:
        return Verdict(most, most, "full", found.says)
    return Verdict(points, most, "partial" if points > 0 else "wrong", found.says)


# --- named wrong answers -------------------------------------------------------------------


def _named(rules: Rules, right: Node, given: Node) -> int | None:
    """The first named wrong answer that this one is."""
    for place, wrong in enumerate(rules.question.get("wrong") or []):
        value = read(wrong["value"])
        if isinstance(value, Chart) and isinstance(given, Chart) and isinstance(right, Chart):
            found = _same_chart_fault(rules, right, value, given)
        else:
            found = differ(rules, value, given) is None and _lacks_as_much(
                rules, right, value, given
            )
        if found:
            return place
    return None


def _same_chart_fault(rules: Rules, right: Chart, wrong: Chart, given: Chart) -> bool:
    if wrong.count != 1 or not wrong.marks:
        return given.count == wrong.count and len(given.marks) == len(wrong.marks)
    if _data_code(rules, right, wrong):
        return not _data_code(rules, wrong, given)
    # Its data are right, so its fault is in the words.
    lack = charts.lacking(right, wrong)
    return not _data_code(rules, right, given) and lack == charts.lacking(right, given)


def _lacks_as_much(rules: Rules, right: Node, wrong: Node, given: Node) -> bool:
    """A wrong dict or frame without some key is met only by one without it too: what else it
    holds is the same for every answer that has more."""
    if isinstance(right, Mapping) and isinstance(wrong, Mapping) and isinstance(given, Mapping):
        names: list[set[Any]] = [
            {key_of(key, rules.months) for key, _ in one.pairs} for one in (right, wrong, given)
        ]
    elif isinstance(right, Frame) and isinstance(wrong, Frame) and isinstance(given, Frame):
        ids = id_columns(rules, right)
        names = [set(columns_of(one, ids)[0]) for one in (right, wrong, given)]
    else:
        return True
    return not (names[0] - names[1]) & names[2]


def _equals_practice(rules: Rules, given: Node, practice: dict[str, Any] | None) -> bool:
    if practice is None or rules.question["kind"] == "function":
        return False
    try:
        right = read(practice["right"])
    except (Malformed, KeyError):
        return False
    if isinstance(right, Chart) and isinstance(given, Chart):
        return not _data_code(rules, right, given)
    return differ(rules, right, given) is None


# --- dicts, key by key ---------------------------------------------------------------------


def _wrong_keys(rules: Rules, right: Node, given: Node) -> str:
    if not isinstance(right, Mapping) or rules.question["kind"] != "dict":
        return ""
    names = [name for name, _ in dict_differences(rules, right, given)]
    return f"（不对的是：{'、'.join(names)}）"


def _explain_keys(rules: Rules, right: Mapping, given: Mapping) -> tuple[str, int | None]:
    """Name the wrong keys, each with the named wrong answer or the difference that fits."""
    differences = dict_differences(rules, right, given)
    values = {key_text(key): value for key, value in right.pairs}
    held = {key_text(key): value for key, value in given.pairs}
    said: dict[str, list[str]] = {}  # keys with one sentence share it
    first = None
    for name, difference in differences:
        place = _named_key(rules, name, held)
        if place is None:
            says = describe_key(rules, name, values[name], held.get(name), difference)
        else:
            says = rules.question["wrong"][place]["says"]
            first = place if first is None else first
        said.setdefault(says, []).append(name)
    head = "其余都对了。" if len(differences) < len(right.pairs) else ""
    parts = [f"{'、'.join(names)}：{says}" for says, names in said.items()]
    return f"有 {len(differences)} 项不对。{head}{' '.join(parts)}", first


def _named_key(rules: Rules, name: str, held: dict[str, Node]) -> int | None:
    if name not in held:
        return None
    for place, wrong in enumerate(rules.question.get("wrong") or []):
        value = read(wrong["value"])
        if not isinstance(value, Mapping):
            continue
        for key, one in value.pairs:
            if key_text(key) == name and differ(rules.at(name), one, held[name]) is None:
                return place
    return None
