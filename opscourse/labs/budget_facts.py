"""What the budget lab stands on: a world's channels and curves, a cost ladder, checked input."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation import PRACTICE_KEY, World
from opscourse.simulation.journeys import JourneyWorld
from opscourse.simulation.response import STEP_YUAN, ResponseCurves, Split

HISTORY = "历史价格（约 2013–14 年）"
TODAY = "今天（教学假设，不是行业数据）"
GOODS = ("干货", "鲜货")
MARKETS = {
    "前面的渠道种草，后面的渠道收割": "opener",
    "前面的渠道只露脸，后面的渠道促成": "closer",
    "每个渠道都差不多": "together",
    "很多人本来就会买": "own_demand",
}
# Then and now: (channel, price model) of the history beside today's channel; None where none fits.
PAIRS = {
    ("广告平台", "CPC"): "信息流按点击",
    ("广告平台", "CPA"): "信息流按激活",
    ("积分墙", "CPA"): "积分任务",
    ("换量", "换量"): "小程序互推",
    ("刷机", "CPA"): "门店装机",
    ("行货店面", "CPA"): "乡镇门店",
    ("手机预装", "CPA"): None,
}
LIMITS = {
    "price_at": ("价格的位置", 0.0, 1.0),
    "pay_rate": ("付费率", 0.01, 1.0),
    "basket": ("每位客人买", 1.0, 1000.0),
    "margin": ("毛利率", 0.01, 1.0),
    "return_rate": ("退款率", 0.0, 0.9),
    "budget": ("预算", 0.0, 10_000.0),
}


class Facts:
    """A world's channels, response curves and journeys, prepared once."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World(PRACTICE_KEY)
        table = self.world.table("channels_now").set_index("channel")
        self.rows: dict[str, dict[str, Any]] = table.T.to_dict()  # type: ignore[assignment]
        # Whoever swaps visitors pays no money, so there is no cost to convert.
        self.paid = [name for name, row in self.rows.items() if row["price_model"] != "换量"]
        history = self.world.table("channels_2014").set_index(["channel", "price_model"])
        self.history: dict[Any, dict[str, Any]] = history.T.to_dict()  # type: ignore[assignment]
        self.curves = ResponseCurves(self.world)
        self.lines = {name: self._line(name) for name in self.curves.channels}
        self.caps = {name: float(self.rows[name]["cap"]) for name in self.curves.channels}
        self.least = {name: float(self.rows[name]["min_test"]) for name in self.curves.channels}
        self._credits: dict[str, pd.DataFrame] = {}
        self._best: dict[float, Split] = {}

    def _line(self, name: str) -> pd.Series:
        spends = range(0, self.curves.highest + 1, 2 * STEP_YUAN)
        return pd.Series({spend: self.curves.profit({name: spend}) for spend in spends})

    def best(self, budget: float) -> Split:
        """The best split of a budget under caps and least tests; remembered."""
        if budget not in self._best:
            self._best[budget] = self.curves.allocate(budget, self.caps, self.least)
        return self._best[budget]

    def credit(self, market: str) -> pd.DataFrame:
        """Last click and true effect of one market; remembered, as it takes a moment."""
        if market not in self._credits:
            journeys = JourneyWorld(self.world, MARKETS[market])
            last, true = journeys.attribute("last_click"), journeys.truth()["extra_buyers"]
            self._credits[market] = pd.DataFrame({"末次点击": last, "真正多出的买家": true})
        return self._credits[market]


@functools.cache
def practice() -> Facts:
    """The practice world's facts, made once in a process."""
    return Facts()


@dataclass(frozen=True)
class Ladder:
    """What one channel costs, step by step, all in yuan for one person.

    `impressions`: a thousand impressions (CPM); `click`; `action`: an activation of a real person
    (repeated ones paid for); `retained`: a person who is still there on day 30; `payer`: a paying
    customer; `profit`: what one paying customer leaves after that; `roas`: yuan sold for a yuan.
    """

    channel: str
    price_model: str
    price: float
    impressions: float
    click: float
    action: float
    retained: float
    payer: float
    profit: float
    roas: float

    def steps(self) -> pd.Series:
        """The five costs by their Chinese names."""
        names = ("千次展现", "一次点击", "一个激活", "留住一个人", "一位付费客人")
        costs = (self.impressions, self.click, self.action, self.retained, self.payer)
        return pd.Series(costs, index=list(names))


def range_in_words(one: Mapping[str, Any]) -> str:
    low, high = one["price_low"], one["price_high"]
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def one_of(name: Any, known: list[str], what: str) -> str:
    if name not in known:
        raise CourseError(f"{what}里没有“{name}”。可以选：{'、'.join(known)}。")
    return str(name)


def yuan_of(name: str, value: Any) -> float:
    return inside(f"{name}的花费", value, 0.0, 3000.0)


def number(field: str, value: Any) -> float:
    what, low, high = LIMITS[field]
    return inside(what, value, low, high)


def inside(what: str, value: Any, low: float, high: float) -> float:
    """A number typed or given; a sentence for text, NaN and what is out of range."""
    if isinstance(value, str):
        try:
            value = float(value.strip())
        except ValueError:
            raise CourseError(
                f"{what}“{value}”不是数。写成 {low + (high - low) / 2:g} 这样，不加逗号和单位。"
            ) from None
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise CourseError(f"{what}要是一个数，在 {low:g} 到 {high:g} 之间。")
    if not low <= value <= high:  # also true for NaN
        raise CourseError(f"{what}是 {value:g}，不行。请写 {low:g} 到 {high:g} 之间的数。")
    return float(value)
