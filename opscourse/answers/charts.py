"""Compare two charts: their data in the units that their labels state, then labels and title."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from opscourse.answers.plain import Axis, Chart, Mark, Node, key_of

Near = Callable[[float, float], bool]

_MONEY = re.compile(r"亿元|万元|千元|百元|元|¥|rmb|yuan", re.IGNORECASE)
_PERCENT = re.compile(r"%|百分")
_COUNTED = "人|次|位|名|单|件|笔|个|条|天|日|小时|分钟|秒|斤|千克|公斤|kg|克|吨|倍|页|家|箱|盒"
_BEHIND = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]\s*$|单位[::]?\s*(\S+)")
_AFTER_SLASH = re.compile(r"/\s*([^/\s]+)$")
_LOOSE = re.compile(rf"([亿万千]?(?:{_COUNTED}))$")
_SCALES = (
    (re.compile("亿"), 1e8),
    (re.compile("万"), 1e4),
    (re.compile("千(?!克)"), 1e3),
    (re.compile("百元"), 1e2),
)


@dataclass(frozen=True)
class Unit:
    """A unit as a label states it: family is money, percent or the word itself."""

    family: str
    scale: float


def unit_of(axis: Axis) -> Unit | None:
    """The unit that an axis shows in its label or behind its tick numbers; None without one.

    >>> unit_of(Axis("支付金额（万元）"))
    Unit(family='money', scale=10000.0)
    """
    behind = _BEHIND.search(axis.label)
    stated = next((part for part in behind.groups() if part), "") if behind else ""
    for text in (stated or axis.label, axis.suffix):
        money = _MONEY.search(text)
        if money:
            return Unit("money", _scale(money.group()))
        if _PERCENT.search(text):
            return Unit("percent", 0.01)
    if stated:
        return Unit(_bare(stated), _scale(stated))
    behind = _AFTER_SLASH.search(axis.label)
    loose = behind or _LOOSE.search(axis.label) or _LOOSE.search(axis.suffix)
    return Unit(_bare(loose.group(1)), _scale(loose.group(1))) if loose else None


def _bare(unit: str) -> str:
    """A counted unit without its 万: both count the same things."""
    return re.sub(r"^(?:亿|万|千(?!克))(?=.)", "", unit)


def _scale(text: str) -> float:
    return next((scale for pattern, scale in _SCALES if pattern.search(text)), 1.0)


def scale_of(axis: Axis) -> float:
    """What one unit of the artist's numbers is worth in the base unit (yuan, a plain ratio).

    Ticks that say their own 万 or % are believed before the label, so that neither counts twice.

    >>> scale_of(Axis("支付金额（万元）")), scale_of(Axis("转化率", 100.0, "%"))
    (10000.0, 1.0)
    """
    if "%" in axis.suffix:
        return axis.factor * 0.01
    if _scale(axis.suffix) != 1.0:
        return axis.factor * _scale(axis.suffix)
    unit = unit_of(axis)
    return axis.factor * (unit.scale if unit else 1.0)


def data_differ(right: Chart, given: Chart, near: Near, *, months: bool, ordered: bool) -> str:
    """The code of how the drawn data differ; '' where they are the same."""
    if given.count != 1:
        return "many_axes"
    wanted = _main(right)
    drawn = [mark for mark in given.marks if mark.mark == wanted]
    if not drawn:
        return "no_marks" if not given.marks else f"not_{wanted}"
    rights = [mark for mark in right.marks if mark.mark == wanted]
    if len(drawn) != len(rights):
        return "too_many_marks" if len(drawn) > len(rights) else "too_few_marks"
    for one, other in _paired(right, given, rights, drawn, near, months):
        code = _mark_differs(right, given, one, other, near, months, ordered)
        if code:
            return code
    return ""


def _main(chart: Chart) -> str:
    """The mark that carries a chart's data: bars before lines before clouds."""
    present = {mark.mark for mark in chart.marks}
    return next((mark for mark in ("bar", "line", "scatter") if mark in present), "bar")


def _paired(
    right: Chart, given: Chart, rights: list[Mark], drawn: list[Mark], near: Near, months: bool
) -> list[tuple[Mark, Mark]]:
    """Pair by legend label where both charts have the same labels, else by their data."""
    by_label = {mark.label: mark for mark in drawn}
    if len(by_label) == len(drawn) > 1 and {mark.label for mark in rights} == set(by_label):
        return [(mark, by_label[mark.label]) for mark in rights]
    left = list(drawn)
    pairs = []
    for mark in rights:
        fits = [
            one for one in left if not _mark_differs(right, given, mark, one, near, months, False)
        ]
        partner = fits[0] if fits else left[0]
        left.remove(partner)
        pairs.append((mark, partner))
    return pairs


def _mark_differs(
    right: Chart, given: Chart, one: Mark, other: Mark, near: Near, months: bool, ordered: bool
) -> str:
    want, got = _points(right, one, months), _points(given, other, months)
    if not got:
        return "no_marks"
    if one.mark == "scatter":
        return _clouds_differ(want, got, near)
    if len(got) != len(want):
        return "too_many" if len(got) > len(want) else "too_few"
    if any(place is None for place, _ in want + got):
        # Thinned-out ticks leave some points without a name: those are matched by their place.
        return _sequences_differ(want, got, near)
    values = dict(got)
    if len(values) < len(got):
        return "duplicates"
    if {place for place, _ in want} != set(values):
        return "labels"
    if not all(near(value, values[place]) for place, value in want):
        return "values"
    if ordered:
        order = [place for place, _ in got]
        names = [place for place, _ in want]
        # Lying bars count from the bottom, so that both ways round show a sorted chart.
        if order != names and not (other.horizontal and order[::-1] == names):
            return "order"
    return ""


Point = tuple[Hashable | None, float]


def _points(chart: Chart, mark: Mark, months: bool) -> list[Point]:
    across, along = (chart.y, chart.x) if mark.horizontal else (chart.x, chart.y)
    scale = scale_of(along)
    return [(_place(place, across, months), value * scale) for place, value in mark.points]


def _place(place: Node | None, axis: Axis, months: bool) -> Hashable | None:
    if place is None:
        return None
    key = key_of(place, months)
    if key[0] == "month" and not months:
        # pandas turns month starts into periods when it draws.
        return ("time", f"{key[1]}-01")
    if key[0] == "number":
        return ("number", round(key[1] * scale_of(axis), 9))
    return key


def _sequences_differ(want: list[Point], got: list[Point], near: Near) -> str:
    for (place, value), (other, number) in zip(want, got, strict=True):
        if place is not None and other is not None and place != other:
            return "labels"
        if not near(value, number):
            return "values"
    return ""


def _clouds_differ(want: list[Point], got: list[Point], near: Near) -> str:
    if len(got) != len(want):
        return "too_many" if len(got) > len(want) else "too_few"

    def order(point: Point) -> tuple[str, float, float]:
        place, value = point
        number = place[1] if isinstance(place, tuple) and place[0] == "number" else 0.0
        return (repr(place) if number == 0.0 else "", float(number), value)

    for (place, value), (other, number) in zip(
        sorted(want, key=order), sorted(got, key=order), strict=True
    ):
        if not near(value, number) or not _places_near(place, other, near):
            return "values"
    return ""


def _places_near(one: Hashable | None, other: Hashable | None, near: Near) -> bool:
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return one == other
    numbers = one[0] == other[0] == "number"
    return near(one[1], other[1]) if numbers else one == other


def lacking(right: Chart, given: Chart) -> tuple[str, ...]:
    """What the words of a chart lack: label_x, label_y, unit_x, unit_y, title."""
    missing = []
    turned = _is_turned(right) != _is_turned(given)
    for name in ("x", "y"):
        there = {"x": "y", "y": "x"}[name] if turned else name
        want, got = getattr(right, name), getattr(given, there)
        if not want.label:
            continue
        if not _worded(got.label):
            missing.append(f"label_{there}")
        elif not _unit_ok(unit_of(want), got):
            missing.append(f"unit_{there}")
    if not _worded(given.title, 2):
        missing.append("title")
    return tuple(missing)


def _is_turned(chart: Chart) -> bool:
    return any(mark.horizontal for mark in chart.marks)


def _worded(text: str, least: int = 1) -> bool:
    return sum(letter.isalnum() for letter in text) >= least


def _unit_ok(want: Unit | None, axis: Axis) -> bool:
    if want is None:
        return True
    got = unit_of(axis)
    if want.family == "percent":
        # A rate drawn as a decimal has no unit.
        return got is None or got.family == "percent"
    if want.family == "money":
        return got is not None and got.family == "money"
    return want.family in axis.label or (got is not None and got.family not in ("money", "percent"))
