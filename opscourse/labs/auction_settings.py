"""What a learner may set in the auction lab, and how it is checked.

Everything that people type arrives here, so that a mistake becomes one sentence in place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.matching import EXACT, fen_of

# How much more a picture is clicked than the present one: an assumption, to be found by trying.
CREATIVES = {"现在的图": 1.0, "产地实拍图": 1.3, "满屏大字图": 0.75}
RIVALS: dict[str, str | list[str]] = {
    "出价不变": "static",
    "预算有限": "budget_limited",
    "会抢位": "best_response",
    "看回报": "target_roas",
    "四种都有": ["static", "budget_limited", "best_response", "target_roas"],
}
HIGHEST_BID, HIGHEST_BUDGET = 50_00, 10_000_00  # fen; above it is a slip of the finger


@dataclass(frozen=True)
class Strategy:
    """Bids in fen by keyword (0 = none), the day's budget in fen, and the picture."""

    bids: Mapping[str, int]
    budget: int
    creative: str

    @property
    def pull(self) -> float:
        """The picture's clicks against those of the present one."""
        return CREATIVES[self.creative]

    def times(self, factor: float) -> Strategy:
        """The same with all bids multiplied, to whole fen."""
        return replace(self, bids={word: round(fen * factor) for word, fen in self.bids.items()})

    def frame(self, ids: Mapping[str, str]) -> pd.DataFrame:
        """The bid table that `KeywordAuction.run` takes; `ids` by keyword."""
        return pd.DataFrame(
            {
                "keyword_id": [ids[word] for word in self.bids],
                "match_type": EXACT,
                "bid": [fen / 100 for fen in self.bids.values()],
            }
        )


def fen_from(value: Any, name: str, most: int = HIGHEST_BID) -> int:
    """Whole fen of an amount in yuan, a number or typed text; CourseError in one sentence.

    >>> fen_from("１.２ 元", "出价")
    120
    """
    if isinstance(value, str):
        value = _number(value, name)
    return fen_of(value, name, most=most)


def _number(text: str, name: str) -> float:
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元").strip()
    if not plain:
        raise CourseError(f"{name}还没有填。写上多少元，例如 1.2。")
    if "," in plain or "。" in plain:
        raise CourseError(f"{name}“{text}”看不懂。小数点要写成“.”，例如 1.2。")
    try:
        number = float(plain)
    except ValueError:
        raise CourseError(f"{name}“{text}”看不懂。写成数字，单位是元，例如 1.2。") from None
    if len(plain.partition(".")[2]) > 2:
        raise CourseError(f"{name}“{text}”写得太细了。最小是 1 分，小数点后写两位，例如 1.25。")
    return number


def checked_budget(value: Any) -> int:
    """The day's budget in fen, at least 1."""
    fen = fen_from(value, "预算", HIGHEST_BUDGET)
    if fen == 0:
        raise CourseError("预算是 0 元，广告不会展示。写上今天最多花多少元。")
    return fen


def checked_choice(value: Any, choices: Mapping[str, Any], name: str) -> str:
    """One of the choices, by its Chinese name."""
    if value not in choices:
        raise CourseError(f"{name}里没有“{value}”。可以选：{'、'.join(choices)}。")
    return str(value)


def yuan(fen: float) -> str:
    """Fen as yuan with two decimals.

    >>> yuan(120)
    '1.20'
    """
    return f"{fen / 100:,.2f}"
