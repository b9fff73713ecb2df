"""What a question says about being the same: its precision, and how numbers are near."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from opscourse.answers.plain import Node
from opscourse.errors import CourseError

SLACK = 1e-9


@dataclass(frozen=True)
class Difference:
    """code names what differs; pairs are the (right, submitted) values that do."""

    code: str
    pairs: tuple[tuple[Node, Node], ...] = ()
    names: tuple[str, ...] = ()


def tolerance(question: dict[str, Any], key: str | None = None) -> float:
    """Half a unit of the stated precision plus 1e-9; 1e-9 where none is stated.

    key : the dict key or column, where ``precision`` is stated for each.

    >>> round(tolerance({"precision": "0.01"}), 12)
    0.005000001
    """
    precision = question.get("precision")
    if isinstance(precision, dict):
        precision = precision.get(key)
    if precision is None:
        return SLACK
    try:
        return float(Decimal(str(precision))) / 2 + SLACK
    except InvalidOperation:
        name = question.get("title") or question.get("name")
        raise CourseError(
            f"「{name}」的精度 {precision} 不是数。请在题目里写成 0.01 这样。"
        ) from None


@dataclass(frozen=True)
class Rules:
    """What a question says about being the same."""

    question: dict[str, Any]
    factor: float = 1.0
    key: str | None = None

    @property
    def months(self) -> bool:
        return bool(self.question.get("months"))

    @property
    def tolerance(self) -> float:
        return tolerance(self.question, self.key) * self.factor

    def at(self, key: str) -> Rules:
        return Rules(self.question, self.factor, key)


def quarters(share: float, most: float) -> float:
    """Partial credit in quarters of a point, rounded down, as a builtin float.

    >>> quarters(0.7, 2)
    1.25
    """
    earned = math.floor(most * share * 4 + 1e-9) / 4
    return float(min(max(earned, 0.0), most))


def numbers_near(a: float, b: float, allowed: float) -> bool:
    """Within ``allowed``; NaN equals NaN, an infinity equals itself.

    >>> numbers_near(float("nan"), float("nan"), 0)
    True
    """
    if isinstance(a, int) and isinstance(b, int):
        return abs(a - b) <= allowed
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    if math.isinf(a) or math.isinf(b):
        return a == b
    # One unit in the last place: at 1e8 a float cannot hold 1e-9.
    return abs(a - b) <= allowed + math.ulp(max(abs(a), abs(b)))
