"""A plan of the display lab and what its days brought; nothing here runs a market."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pandas as pd

from opscourse import metrics

PARTS = {"凌晨": range(0, 6), "上午": range(6, 12), "下午": range(12, 18), "晚上": range(18, 24)}


@dataclass(frozen=True)
class Plan:
    """What a shop decides. `bid` yuan a thousand, `budget` yuan a day; premiums as decimals.

    `parts`, `regions` and `crowds` name premiums that are not 0; `cap` impressions a person a day.
    """

    bid: float = 20.0
    budget: float = 150.0
    parts: Mapping[str, float] = field(default_factory=dict)
    regions: Mapping[str, float] = field(default_factory=dict)
    crowds: Mapping[str, float] = field(default_factory=dict)
    cap: int | None = None

    @property
    def hours(self) -> dict[int, float]:
        """The premium of each hour whose part of the day has one."""
        return {hour: value for part, value in self.parts.items() for hour in PARTS[part]}


@dataclass(frozen=True)
class DisplayResult:
    """What the days brought. Money in yuan; `reach` people of the whole span, each once.

    `report`: the daily reports, one under another; `times`: how many people saw the picture once,
    twice, … on a day (index from 1); `ran_out`: days on which the budget was used up.
    """

    plan: Plan
    days: int
    report: pd.DataFrame
    spent: float
    reach: int
    times: pd.Series
    ran_out: int
    regions: list[str]
    margin: float
    return_rate: float

    @property
    def impressions(self) -> int:
        """Times that the picture was shown."""
        return int(self.report["impressions"].sum())

    @property
    def clicks(self) -> int:
        """Clicks of all days."""
        return int(self.report["clicks"].sum())

    @property
    def orders(self) -> int:
        """Orders of all days."""
        return int(self.report["orders"].sum())

    @property
    def revenue(self) -> float:
        """Paid amount of all days."""
        return float(self.report["revenue"].sum())

    @property
    def frequency(self) -> float:
        """Impressions for each person reached on a day; NaN when nobody was."""
        people = int(self.times.sum())
        return self.impressions / people if people else math.nan

    @property
    def roas(self) -> float:
        """Revenue ÷ cost; NaN without cost."""
        return cast(float, metrics.roas(self.revenue, self.spent))

    @property
    def break_even(self) -> float:
        """1 ÷ (margin − return rate)."""
        line = metrics.break_even_roas(self.margin, self.return_rate, goods_lost=True)
        return cast(float, line)

    @property
    def left(self) -> float:
        """What is left after goods, returns and advertising; below 0 it is a loss."""
        return self.revenue * (self.margin - self.return_rate) - self.spent

    def cells(self) -> pd.DataFrame:
        """ROAS by part of the day (rows) and region (columns); NaN where nothing was spent."""
        part = self.report["hour"].to_numpy() // 6  # PARTS are six hours each
        place = pd.Index(self.regions).get_indexer(pd.Index(self.report["region"]))
        cell = part * len(self.regions) + place
        shape = (len(PARTS), len(self.regions))
        spent, paid = (
            np.bincount(cell, self.report[name], minlength=shape[0] * shape[1]).reshape(shape)
            for name in ("cost", "revenue")
        )
        roas = np.divide(paid, spent, out=np.full(shape, np.nan), where=spent > 0)
        return pd.DataFrame(roas, index=list(PARTS), columns=self.regions)

    def notes(self) -> list[str]:
        """Sentences on the result."""
        if not self.impressions:
            return ["一次也没有展现。出价低于对手，或者预算是 0。把出价或预算加一点再看。"]
        cpm, ctr = metrics.cpm(self.spent, self.impressions), self.clicks / self.impressions
        notes = [
            f"展现 {self.impressions:,} 次，碰到 {self.reach:,} 个不同的人，"
            f"每人每天平均看 {self.frequency:.2f} 次。",
            f"CPM = 花费 {self.spent:,.2f} 元 ÷ 展现 {self.impressions:,} 次 × 1000 = "
            f"{cpm:.2f} 元。点击率 {ctr:.2%}。",
            f"ROAS = 成交 {self.revenue:,.2f} 元 ÷ 花费 {self.spent:,.2f} 元 = {self.roas:.2f}。"
            f"保本线 = 1 ÷（{self.margin:.2f} − {self.return_rate:.2f}）= {self.break_even:.2f}。",
        ]
        if self.ran_out:
            notes.append(f"有 {self.ran_out} 天预算花完了，后面的时段一次也没有展现。")
        if self.orders < 30:
            notes.append(f"只有 {self.orders} 单，碰巧的成分大。别急着下结论。")
        return notes

    def headline(self) -> str:
        """The result in one sentence."""
        word = "留下" if self.left >= 0 else "亏"
        return (
            f"{self.days} 天花了 {self.spent:,.2f} 元，{self.orders} 单，"
            f"扣掉货钱、退货和广告，{word} {abs(self.left):,.2f} 元。"
        )

    def __str__(self) -> str:
        return "\n".join([self.headline(), *(f"  {note}" for note in self.notes())])

    __repr__ = __str__
