"""The points: profit against par, and what a title and a crowd plan would bring.

Titles and crowd plans are fixed in the file, so they are judged where everybody can study them: in
the practice world, with other days, other money and other searches each round (all from a key).
They cost nothing of the 100,000 yuan.
"""

from __future__ import annotations

import functools
import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from opscourse.answers import market_crowds, market_titles
from opscourse.answers.markets import Refused, packed, unpacked
from opscourse.answers.plain import Atom
from opscourse.errors import CourseError
from opscourse.simulation import PRACTICE_KEY, World
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.title_text import checked_title, forbidden
from opscourse.tournament import rules
from opscourse.tournament.results import Score, SeatResult

CROWDS: tuple[str, ...] = tuple(read_settings("display")["crowds"])
SHORT = {name.removesuffix("人群"): name for name in CROWDS}
STEPS = 20  # the reference plan is in steps of 5 %
DISPLAY_DAYS = range(700, 731)  # the last month; each round takes five of them
SEARCHED_PERCENT = (70, 130)  # of its usual searches, what a keyword gets in a round


# ---- what an entry may write


def read_crowds(crowds: Any) -> tuple[dict[str, float], str]:
    """The shares by full name of the crowd, and a Chinese sentence where they cannot be used.

    >>> read_crowds({"老客": 0.4})
    ({'老客人群': 0.4}, '')
    """
    if not isinstance(crowds, dict):
        return {}, "CROWDS 要写成字典，例如 {'老客': 0.4, '加购': 0.3}。"
    shares: dict[str, float] = {}
    for key, value in crowds.items():
        name = SHORT.get(key, key) if isinstance(key, str) else None
        if name not in CROWDS:
            return {}, f"CROWDS 里没有叫 {str(key)[:12]} 的人群。能用的：{'、'.join(SHORT)}。"
        if name in shares:
            return {}, f"CROWDS 里 {key} 写了两次。"
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 <= value <= 1:  # NaN fails as well
            return {}, f"CROWDS 里 {key} 的份额要是 0 到 1 之间的数，0.4 表示 40%。"
        shares[name] = float(value)
    if sum(shares.values()) > 1 + 1e-9:
        return {}, f"CROWDS 的份额加起来是 {sum(shares.values()):g}，不能超过 1。"
    return shares, ""


def read_title(title: Any) -> tuple[str, str]:
    """The title, and a Chinese sentence where it cannot be put up ("" for none: no fault)."""
    if title == "":
        return "", ""
    try:
        checked = checked_title(title, rules.TITLE_BYTES)
    except CourseError as error:
        return "", str(error)
    if bad := forbidden(checked, read_settings("listing")["banned_words"]):
        return "", f"标题里有广告法不许用的词：{'、'.join(bad[:3])}。换掉再试。"
    return checked, ""


# ---- one round's market for titles and crowd plans


@dataclass(frozen=True)
class Yardstick:
    """What the best scripted baseline and the strong reference leave, in fen."""

    name: str
    baseline: int
    reference: int

    def share(self, left: int) -> float:
        """0 for nothing, 0.6 at the baseline, 1 at the reference, linear between.

        >>> one = Yardstick("平均分", 100, 200)
        >>> [round(one.share(left), 9) for left in (-5, 50, 100, 150, 999)]
        [0.0, 0.3, 0.6, 0.8, 1.0]
        """
        low = rules.BASELINE_SHARE
        if left <= 0:
            return 0.0
        if left < self.baseline:
            return low * left / self.baseline
        if self.baseline <= 0:  # no simple way leaves anything: linear from 0 to the reference
            return min(left / max(self.reference, 1), 1.0)
        above = (left - self.baseline) / max(self.reference - self.baseline, 1)
        return min(low + (1 - low) * above, 1.0)


@functools.cache
def _practice_world() -> World:
    return World(PRACTICE_KEY)


class Still:
    """The title and display market of one round; `key` is a whole number or 32 bytes."""

    def __init__(self, key: int | bytes) -> None:
        random = Randomness(key)
        days = random.shuffled("tournament display days", np.array(DISPLAY_DAYS))[:5].tolist()
        totals = random.between("tournament display money", *market_crowds.TOTAL, 5).tolist()
        crowds = market_crowds.make(_practice_world(), days, totals)
        self._totals = [100 * total for total in totals]
        self._crowds = market_crowds.Market(crowds)

        made = market_titles.round_of(_practice_world(), rules.PRODUCT, rules.TITLE_BYTES)
        rows = np.array([unpacked(row) for row in made["worth"]], dtype=np.int64)
        moved = random.between("tournament searches", *SEARCHED_PERCENT, rows.shape[1])
        made["worth"] = [packed(row) for row in (rows * moved // 100).tolist()]
        banned = list(read_settings("listing")["banned_words"])
        self._titles = market_titles.Market({"rounds": [made], "banned": banned})

    # ---- the crowd plan

    def crowds_left(self, shares: dict[str, float]) -> int:
        """What the plan leaves over the five days, in fen; `shares` as `read_crowds` gives."""
        left = 0
        for day, total in enumerate(self._totals):
            fen = {name: math.floor(share * total + 1e-6) for name, share in shares.items()}
            left += self._crowds.profit(day, fen)
        return left

    @functools.cached_property
    def crowds_yardstick(self) -> Yardstick:
        """The best of three simple splits, and the best fixed plan in steps of 5 %."""
        made = {
            name: sum(self._crowds.profit(day, split) for day, split in enumerate(splits))
            for name, splits in self._crowds.baselines().items()
        }
        name = max(made, key=lambda one: made[one])
        # A crowd has its own money, so its part of the profit hangs on its own share alone.
        best = [0] * (STEPS + 1)  # by steps given away
        for crowd in CROWDS:
            alone = [self.crowds_left({crowd: n / STEPS}) for n in range(STEPS + 1)]
            best = [max(best[k - n] + alone[n] for n in range(k + 1)) for k in range(STEPS + 1)]
        return Yardstick(name, made[name], max(best[-1], made[name] + 1))

    # ---- the title

    def title_left(self, title: str) -> int:
        """What a month's searches that find the title leave, in fen."""
        if not title:
            return 0
        try:
            return self._titles.profit(0, self._titles.decision(0, Atom("text", title)))
        except Refused:
            return 0

    @functools.cached_property
    def title_yardstick(self) -> Yardstick:
        """The best of three simple fillings, and the best set of words."""
        made = {
            name: self._titles.profit(0, titles[0])
            for name, titles in self._titles.baselines().items()
        }
        name = max(made, key=lambda one: made[one])
        reference = self._titles.profit(0, self._titles.reference()[0])
        return Yardstick(name, made[name], max(reference, made[name] + 1))

    # ---- both, as points

    def points(self, title: Any, crowds: Any) -> tuple[float, float, list[str]]:
        """Points for the crowd plan and for the title, and what was wrong with them."""
        shares, crowd_fault = read_crowds(crowds)
        words, title_fault = read_title(title)
        display = self.crowds_yardstick.share(self.crowds_left(shares))
        found = self.title_yardstick.share(self.title_left(words))
        notes = [one for one in (crowd_fault, title_fault) if one]
        return rules.DISPLAY_POINTS * display, rules.TITLE_POINTS * found, notes

    def yardsticks(self, number: int) -> dict[str, Any]:
        """What the report prints of the round: baselines and references in fen."""
        return {
            "round": number,
            "display": asdict(self.crowds_yardstick),
            "title": asdict(self.title_yardstick),
        }


# ---- a round


def search_points(profit: int, par: int) -> float:
    """40 × the share: 0.6 at par, all of it at `FULL_MARKS` times par, linear between.

    >>> [round(search_points(profit, 200), 9) for profit in (-1, 50, 200, 250, 999)]
    [0.0, 6.0, 24.0, 32.0, 40.0]
    """
    if par <= 0:  # no baseline earns anything here: any profit is enough
        return float(rules.SEARCH_POINTS) if profit > 0 else 0.0
    return rules.SEARCH_POINTS * Yardstick("", par, round(par * rules.FULL_MARKS)).share(profit)


def round_score(
    number: int, played: list[tuple[SeatResult, int]], still: tuple[float, float]
) -> Score:
    """An entry's score from its heats of the round (each with its par) and its still parts."""
    profit = sum(seat.profit for seat, _ in played)
    par = sum(one for _, one in played)
    return Score(
        round=number,
        search=search_points(profit, par),
        display=still[0],
        title=still[1],
        profit=profit,
        spent=sum(seat.spent for seat, _ in played),
        par=par,
    )
