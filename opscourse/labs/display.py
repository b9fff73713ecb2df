"""The lab of L11: premiums by hour, region and crowd; packs that overlap; frequency and its cap.

`show()` opens it in a notebook. The same by code:

    model = DisplayModel(bid=20, budget=150)
    print(model.run())                                  # what the days brought, as text
    model = model.change(regions={"北方": -1}, cap=3)    # another plan, the same shoppers
    model.bids("老客人群")                               # yuan, hour × region
    print(model.explain(20, "福建", ["老客人群"]))        # one bid, step by step
    model.packs()                                       # people of each pack, and all together
    model.plot(), model.plot_roas(), model.plot_packs(), model.plot_frequency()

The market is `opscourse.simulation.display.DisplayAuction`. Days are run one by one on the same
shoppers, so two plans differ by the plans alone. A plan's premiums by hour are given for four
parts of the day. What is left = revenue × (margin − return rate) − cost: the goods are fresh, a
returned box is lost. Postage beyond that is left out here.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.labs.display_result import PARTS, DisplayResult, Plan
from opscourse.simulation import PRACTICE_KEY, World
from opscourse.simulation.dates import DATES, DAYS
from opscourse.simulation.display import DisplayAuction
from opscourse.simulation.display_market import HOURS, market_of
from opscourse.simulation.learner_numbers import count_of, fen_of, known, premiums

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIRST_DAY = "2025-12-15"
MOST_DAYS = 7
NO_BID = -1


class Shop:
    """A world's display market over some days, prepared once: a run then takes milliseconds."""

    def __init__(self, world: World | None = None) -> None:
        self.world = World(PRACTICE_KEY) if world is None else world
        market = market_of(self.world)
        self.regions, self.crowds = list(market.regions), list(market.crowds)
        self.members: pd.DataFrame = self.world.table("segment_members")
        economics = self.world.table("keyword_economics")
        fresh = economics.sort_values(["return_rate", "margin"]).iloc[-1]
        self.margin, self.return_rate = float(fresh["margin"]), float(fresh["return_rate"])
        self._days: dict[int, DisplayAuction] = {}

    def day(self, number: int) -> DisplayAuction:
        """The market of a day 0 … 730."""
        if number not in self._days:
            self._days[number] = DisplayAuction(self.world, number)
        return self._days[number]


class DisplayModel:
    """The lab without a screen: choose a plan, then `run()`.

    `bid`, `budget`, `parts`, `regions`, `crowds`, `cap` are those of `Plan`; `start` the first
    day (0 … 730 or ISO), `days` 1 … 7. Raises CourseError, in one sentence, for what does not fit.

    >>> shop = Shop(World(7))
    >>> model = DisplayModel(bid=20, budget=50, days=1, regions={"北方": -1}, shop=shop)
    >>> result = model.run()
    >>> result.spent <= 50, "北方" in result.report["region"].tolist()
    (True, False)
    >>> round(DisplayModel(bid=20, parts={"晚上": 0.3}, regions={"福建": 0.2}, shop=shop)
    ...       .bid_of(20, "福建"), 2)
    31.2
    """

    def __init__(
        self,
        bid: Any = 20.0,
        budget: Any = 150.0,
        *,
        parts: Mapping[str, float] | None = None,
        regions: Mapping[str, float] | None = None,
        crowds: Mapping[str, float] | None = None,
        cap: int | None = None,
        start: Any = FIRST_DAY,
        days: int = MOST_DAYS,
        shop: Shop | None = None,
    ) -> None:
        self.shop = shop or Shop()
        self.days = count_of(days, "看几天 days ", 1, MOST_DAYS)
        self.first = self.shop.day(start).day if isinstance(start, int) else _day(start)
        if self.first + self.days > DAYS:
            raise CourseError(f"从这天起到 2025-12-31 不够 {days} 天。选早一点的一天。")
        self.plan = Plan(
            bid=fen_of(number_from(bid, "出价"), "出价") / 100,
            budget=fen_of(number_from(budget, "预算"), "预算") / 100,
            parts=_checked(parts, list(PARTS), "时段"),
            regions=_checked(regions, self.shop.regions, "地域"),
            crowds=_checked(crowds, self.shop.crowds, "人群"),
            cap=None if cap is None else count_of(cap, "频次封顶 cap ", 1, 100),
        )

    def change(self, **settings: Any) -> DisplayModel:
        """The same shoppers under another plan; a premium that is not named stays 0."""
        now = {name: getattr(self.plan, name) for name in Plan.__dataclass_fields__}
        both = {**now, "start": self.first, "days": self.days, **settings}
        return DisplayModel(**both, shop=self.shop)

    @functools.cached_property
    def _reports(self) -> list[Any]:
        plan = self.plan
        return [
            self.shop.day(day).run(
                plan.bid,
                plan.budget,
                hour_premium=plan.hours,
                region_premium=plan.regions,
                crowd_premium=plan.crowds,
                cap=plan.cap,
                creative_days=age,
            )
            for age, day in enumerate(range(self.first, self.first + self.days))
        ]

    def run(self) -> DisplayResult:
        """Show the advertisement on all days; milliseconds a day."""
        reports = self._reports
        people = [one.exposures["visitor_id"].to_numpy() for one in reports]
        number, everybody = pd.factorize(np.concatenate(people))
        cuts = np.cumsum([len(one) for one in people])[:-1]
        counts = np.concatenate(
            [np.bincount(one, minlength=len(everybody)) for one in np.split(number, cuts)]
        )
        often = np.bincount(counts[counts > 0], minlength=2)[1:]
        return DisplayResult(
            plan=self.plan,
            days=self.days,
            report=pd.concat([one.report for one in reports], ignore_index=True),
            spent=sum(round(one.spent * 100) for one in reports) / 100,
            reach=len(everybody),
            times=pd.Series(often, index=range(1, len(often) + 1), name="人"),
            ran_out=sum(one.budget_out_at is not None for one in reports),
            regions=self.shop.regions,
            margin=self.shop.margin,
            return_rate=self.shop.return_rate,
        )

    # ---- bids

    def bid_of(self, hour: int, region: str, packs: Sequence[str] = ()) -> float:
        """Yuan a thousand for a shopper in these packs: the largest of their premiums counts."""
        return self._multiple(hour, region, packs)[0] * self.plan.bid

    def _multiple(
        self, hour: int, region: str, packs: Sequence[str]
    ) -> tuple[float, float, float, float, str]:
        hour = count_of(hour, "小时 hour ", 0, HOURS - 1)
        known(region, self.shop.regions, "地域")
        for pack in packs:
            known(pack, self.shop.crowds, "人群")
        chosen = list(packs) or [self.shop.crowds[-1]]
        crowd = max(chosen, key=lambda name: self.plan.crowds.get(name, 0.0))
        steps = (
            1 + self.plan.hours.get(hour, 0.0),
            1 + self.plan.regions.get(region, 0.0),
            1 + self.plan.crowds.get(crowd, 0.0),
        )
        return (math.prod(steps), *steps, crowd)

    def bids(self, crowd: str | None = None) -> pd.DataFrame:
        """Bids in yuan, hour (rows) × region (columns), for one crowd (default: everybody else)."""
        packs = [] if crowd is None else [crowd]
        crowd_times = self._multiple(0, self.shop.regions[0], packs)[3]
        hours = [1 + self.plan.hours.get(hour, 0.0) for hour in range(HOURS)]
        regions = [1 + self.plan.regions.get(region, 0.0) for region in self.shop.regions]
        rows = np.outer(hours, regions) * crowd_times * self.plan.bid
        return pd.DataFrame(
            rows, index=pd.RangeIndex(HOURS, name="小时"), columns=self.shop.regions
        )

    def explain(self, hour: int, region: str, packs: Sequence[str] = ()) -> str:
        """One bid step by step, with what adding the premiums would have given."""
        whole, by_hour, by_region, by_crowd, crowd = self._multiple(hour, region, packs)
        bid, added = self.plan.bid, by_hour + by_region + by_crowd - 2
        lines = [
            f"{bid:g} × {by_hour:g}（时段）× {by_region:g}（地域）× {by_crowd:g}（{crowd}）"
            f"= {bid * whole:.2f} 元/千次。"
        ]
        if len(packs) > 1:
            lines.append(f"他在 {len(packs)} 个包里，只用最大的溢价：{crowd}。")
        if abs(added - whole) > 1e-9:
            lines.append(f"要是把溢价加起来，会得 {bid * added:.2f} 元，那是错的。")
        return "\n".join(lines)

    # ---- packs

    def packs(self) -> pd.Series:
        """People in each pack, "加起来" and "不同的人"."""
        sizes = self.shop.members.groupby("crowd").size().reindex(self.shop.crowds[:-1])
        people = self.shop.members["visitor_id"].nunique()
        return pd.concat([sizes, pd.Series({"加起来": sizes.sum(), "不同的人": people})])

    def overlap_note(self) -> str:
        """How the packs overlap, in a sentence."""
        packs = self.packs()
        each = self.shop.members.groupby("visitor_id").size()
        return (
            f"三个人群包加起来 {packs['加起来']:,} 人次，其实是 {packs['不同的人']:,} 个不同的人："
            f"{int((each > 1).sum()):,} 人不止在一个包里。"
        )

    # ---- pictures

    def plot(self, ax: Axes | None = None, crowd: str | None = None) -> Axes:
        """Heat map of the bids, hour × region."""
        from opscourse.labs import display_charts as charts

        return charts.bid_map(self.bids(crowd), ax, crowd or self.shop.crowds[-1])

    def plot_roas(self, ax: Axes | None = None) -> Axes:
        """Heat map of ROAS, part of the day × region, against the break-even."""
        from opscourse.labs import display_charts as charts

        result = self.run()
        return charts.roas_map(result.cells(), result.break_even, ax)

    def plot_packs(self, ax: Axes | None = None) -> Axes:
        """The packs end to end, against the number of different people."""
        from opscourse.labs import display_charts as charts

        return charts.pack_bars(self.packs(), ax)

    def plot_frequency(self, ax: Axes | None = None) -> Axes:
        """How many people saw the picture once, twice, … on a day."""
        from opscourse.labs import display_charts as charts

        return charts.frequency_bars(self.run().times, self.plan.cap, ax)


def number_from(value: Any, name: str) -> Any:
    """A number from what was typed; CourseError where the text is none.

    >>> number_from(" 20.5 ", "出价")
    20.5
    """
    if not isinstance(value, str):
        return value
    try:
        return float(unicodedata.normalize("NFKC", value).strip())
    except ValueError:
        raise CourseError(
            f"{name}“{value.strip()[:12]}”看不懂。只写一个数，比如 20 或 20.5，不带逗号和单位。"
        ) from None


def _checked(given: Mapping[str, float] | None, words: list[str], name: str) -> dict[str, float]:
    """Premiums that are not 0, in the order of the words."""
    multiples = premiums(given, words, name)
    kept = zip(words, multiples, strict=True)
    return {word: one / 10_000 - 1 for word, one in kept if one != 10_000}


def _day(start: Any) -> int:
    try:
        number = int((pd.Timestamp(start).normalize() - pd.Timestamp(str(DATES[0]))).days)
    except (ValueError, TypeError) as error:
        raise CourseError(f"开始日期“{start}”看不懂。请写成 2025-12-15 这样。") from error
    if not 0 <= number < DAYS:
        raise CourseError(f"开始日期 {start} 不行。请选 2024-01-01 到 2025-12-31 之间的一天。")
    return number


def show() -> None:
    """Open the lab in a notebook; outside of one, print its numbers."""
    from IPython.core.getipython import get_ipython

    model = DisplayModel()
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.display_view import DisplayView

    display(DisplayView(model).box)


if __name__ == "__main__":
    print(DisplayModel().run())
