"""Display budgets by crowd as a market: ``split_crowds(crowds, total) -> {crowd: yuan}``.

Five days with one CPM bid and no premiums; rivals as they are. Each crowd's budget buys its
shoppers' impressions in time order, and what is left over is not spent. An impression counts with
what it leaves on average (who happens to order is luck).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from opscourse.answers.markets import SPENDING, Refused, packed, read_amounts, unpacked
from opscourse.answers.plain import Node

DAYS = range(726, 731)  # the last five days of the two years
TRIAL = range(719, 726)  # the week before, with no limit on any crowd
STEP = 100  # fen between the points of a curve
TOTAL = (12, 62)  # yuan a day; so wide that no fixed split fits
ENOUGH = 10_000  # yuan: more than all impressions of a trial day cost


def make(
    world: Any, days: Sequence[int] = DAYS, totals: Sequence[int] | None = None
) -> dict[str, Any]:
    """Lay out five days of a world: what the week before showed, and each crowd's curve.

    `totals` are the yuan of each day; the world draws them where none are given.
    """
    from opscourse.simulation.display import DisplayAuction
    from opscourse.simulation.display_market import market_of
    from opscourse.simulation.display_worth import crowd_days
    from opscourse.simulation.market import make_market
    from opscourse.simulation.part_settings import read_settings

    display, shop = market_of(world), make_market(world)
    skus = [product["sku"] for product in world.scenario["products"]]
    good = skus.index(read_settings("display")["sku"])
    kept = int(shop.kept[good])
    week = [DisplayAuction(world, day).run(display.plan_bid / 100, ENOUGH) for day in TRIAL]
    columns = ["impressions", "clicks", "cost", "orders", "revenue"]
    sums = pd.concat([day.report for day in week]).groupby("crowd")[columns].sum()
    sums = sums.reindex(display.crowds).round(2)
    shown = {"crowd": display.crowds, **sums.to_dict("list")}
    shown["margin"] = [int(shop.margin[good]) / 100] * len(display.crowds)
    shown["return_rate"] = [int(shop.returns[good]) / 100] * len(display.crowds)
    if totals is None:
        totals = world.random.between("decision crowds", *TOTAL, len(days)).tolist()
    made = []
    for day, total in zip(days, totals, strict=True):
        curves = {}
        for name, crowd in crowd_days(world, day, display.plan_bid).items():
            revenue, most = crowd.curve(STEP)
            worth = [fen * kept // 10_000 for fen in revenue]
            curves[name] = {"most": most, "worth": packed(worth)}
        made.append({"total": 100 * total, "curves": curves})
    return {"shown": shown, "days": made}


class Market:
    """Five days of splitting, read from what `make` gave; a decision is {crowd: fen}."""

    unit = "天"
    advice = SPENDING

    def __init__(self, data: dict[str, Any]) -> None:
        self._shown = data["shown"]
        self._totals = [day["total"] for day in data["days"]]
        self._curves = [
            {name: (one["most"], unpacked(one["worth"])) for name, one in day["curves"].items()}
            for day in data["days"]
        ]
        self.days = len(self._totals)

    @property
    def least_gap(self) -> int:
        """A tenth of the money."""
        return sum(self._totals) // 10

    def arguments(self, day: int) -> tuple[pd.DataFrame, float]:
        """The crowds with the sums of the week before, and the day's total; yuan."""
        return pd.DataFrame(self._shown), self._totals[day] / 100

    def decision(self, day: int, node: Node) -> dict[str, int]:
        """Budgets in fen; raises Refused, also above the total."""
        amounts = read_amounts(node, list(self._curves[day]), what="预算", most=10**8)
        if (spent := sum(amounts.values())) > self._totals[day]:
            detail = f"一共 {spent / 100:.2f} 元，总额 {self._totals[day] / 100:.2f} 元。"
            raise Refused("加起来超过了总额。", detail, over=True)
        return amounts

    def profit(self, day: int, decision: dict[str, int]) -> int:
        """What the day's impressions leave on average, less what they cost."""
        return sum(self._left(day, name, fen)[1] for name, fen in decision.items())

    def _left(self, day: int, name: str, fen: int) -> tuple[int, int]:
        """What a crowd's budget really spends, and what that leaves."""
        most, worth = self._curves[day][name]
        spent = min(fen, most)
        place, rest = divmod(spent, STEP)
        more = (worth[place + 1] - worth[place]) * rest // STEP if rest else 0
        return spent, worth[place] + more - spent

    # ---- what it is measured against

    def baselines(self) -> dict[str, list[dict[str, int]]]:
        """Equal parts; parts by impressions; all to the crowd with the most impressions."""
        seen = dict(zip(self._shown["crowd"], self._shown["impressions"], strict=True))
        whole, largest = sum(seen.values()), max(seen, key=lambda name: seen[name])
        return {
            "各人群平均分": [{name: fen // len(seen) for name in seen} for fen in self._totals],
            "按展现多少分": [
                {name: fen * part // whole for name, part in seen.items()} for fen in self._totals
            ],
            "全给展现最多的人群": [{largest: fen} for fen in self._totals],
        }

    def reference(self) -> list[dict[str, int]]:
        """Day by day, the best split in whole yuan: every one of them is compared."""
        return [self._best(day) for day in range(self.days)]

    def _best(self, day: int) -> dict[str, int]:
        steps = self._totals[day] // STEP
        best: list[tuple[int, dict[str, int]]] = [(0, {})] * (steps + 1)  # by steps to spend
        for name in self._curves[day]:
            left = [self._left(day, name, n * STEP)[1] for n in range(steps + 1)]
            best = [
                max(
                    (
                        (best[room - n][0] + left[n], {**best[room - n][1], name: n * STEP})
                        for n in range(room + 1)
                    ),
                    key=lambda one: one[0],
                )
                for room in range(steps + 1)
            ]
        return {name: fen for name, fen in best[steps][1].items() if fen}

    def remarks(self, decisions: list[dict[str, int]]) -> list[str]:
        """The crowd that lost most, and money that found nothing to buy."""
        left: dict[str, int] = {}
        idle = 0
        for day, decision in enumerate(decisions):
            for name, fen in decision.items():
                spent, profit = self._left(day, name, fen)
                left[name] = left.get(name, 0) + profit
                idle += fen - spent
        said = []
        if left and min(left.values()) < 0:
            worst = min(left, key=lambda name: left[name])
            said.append(f"人群「{worst}」一共亏了 {-left[worst] / 100:.2f} 元。")
        if idle:
            said.append(f"有 {idle / 100:.2f} 元没花出去：那个人群当天的展现已经买完了。")
        return said
