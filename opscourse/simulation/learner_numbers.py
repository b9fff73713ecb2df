"""Numbers that a learner types, as whole numbers; a clear sentence for what cannot be one."""

import math
import numbers
from collections.abc import Mapping
from typing import Any

from opscourse.errors import CourseError
from opscourse.simulation.scenario import near

MOST_YUAN = 10_000_000


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise CourseError(f"{name}要是一个数，现在是 {value!r}。")
    number = float(value)
    if math.isnan(number):
        raise CourseError(f"{name}是空值（NaN）。补上数字再试。")
    return number


def fen_of(value: Any, name: str, least: int = 0) -> int:
    """Yuan as whole fen; CourseError for NaN, text, a negative or huge amount, a part of a fen.

    >>> fen_of(12.3, "预算")
    1230
    """
    yuan = _number(value, name)
    if yuan * 100 < least:
        raise CourseError(f"{name}不能小于 {least / 100:g} 元，现在是 {yuan:g} 元。")
    if yuan > MOST_YUAN:
        raise CourseError(f"{name}不能大于 {MOST_YUAN} 元，现在是 {yuan:g} 元。")
    fen = round(yuan * 100)
    if abs(yuan * 100 - fen) > 1e-6:
        raise CourseError(f"{name}最多到分（两位小数），现在是 {yuan!r} 元。")
    return fen


def count_of(value: Any, name: str, least: int, most: int) -> int:
    """A whole number least … most.

    >>> count_of(3.0, "频次上限", 1, 10)
    3
    """
    number = _number(value, name)
    if not (math.isfinite(number) and number == int(number) and least <= number <= most):
        raise CourseError(f"{name}要是 {least} 到 {most} 的整数，现在是 {number:g}。")
    return int(number)


def known(word: Any, words: list[Any], name: str) -> int:
    """Position of a word among the known ones; CourseError names the nearest.

    >>> known("福建", ["福建", "华南"], "地域")
    0
    """
    if word in words:
        return words.index(word)
    guess = near(str(word), [str(w) for w in words])
    hint = f"你要的是 {guess} 吗？" if guess else f"能用的：{'、'.join(map(str, words))}。"
    raise CourseError(f"没有叫 {word} 的{name}。{hint}")


def premiums(given: Mapping[Any, float] | None, words: list[Any], name: str) -> list[int]:
    """Multiples of a bid in ten-thousandths, one a word: 10000 where no premium is given.

    A premium is a decimal (.3 = 30 % more) from -1 (do not bid) to 3.

    >>> premiums({"福建": 0.3}, ["福建", "华南"], "地域")
    [13000, 10000]
    """
    multiples = [10_000] * len(words)
    for word, value in dict(given or {}).items():
        place = known(word, words, name)
        number = _number(value, f"{name} {word} 的溢价")
        if not -1 <= number <= 3:
            raise CourseError(
                f"{name} {word} 的溢价要在 -1 到 3 之间（0.3 是加价 30%），现在是 {number:g}。"
            )
        multiples[place] = 10_000 + round(number * 10_000)
    return multiples
