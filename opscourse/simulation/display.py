"""Display advertising: price per thousand impressions (CPM), second price, crowd packs.

Each request is one auction of one place. The shop's bid for it is CPM × (1 + hour premium) ×
(1 + region premium) × (1 + the largest premium among the shopper's packs), in whole fen. The
highest bid of at least the reserve wins, a tie goes to the shop, and the winner pays
min(bid, max(reserve, next bid + 0.1 yuan)) per thousand: ten micro-yuan for each fen of it.
A shopper who has seen the advertisement `cap` times that day is passed over. The impression
that uses up the budget pays what is left, and nothing is shown after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation import dates
from opscourse.simulation.display_market import (
    DEVICES,
    HOURS,
    MILLION,
    Market,
    Requests,
    campaign_days,
    market_of,
    requests_of,
)
from opscourse.simulation.frames import text_column, time_column, yuan_column
from opscourse.simulation.learner_numbers import count_of, fen_of, known, premiums
from opscourse.simulation.part_settings import read_settings

if TYPE_CHECKING:
    from opscourse.simulation.world import World

MICRO_PER_FEN = 10_000
MICRO_PER_IMPRESSION = 10  # of one fen of CPM
MOST_CPM = 100_000  # fen: 1000 yuan per thousand impressions


@dataclass(frozen=True)
class Shown:
    """The shop's impressions in time order; `price` in micro-yuan, `nth` sight from 0."""

    request: np.ndarray
    crowd: np.ndarray
    nth: np.ndarray
    price: np.ndarray


@dataclass(frozen=True)
class DisplayReport:
    """What a shop sees of a day.

    `report` has the columns of the table `display_report`; `spent` and the costs in it are yuan
    and add up; `reach` counts people; `budget_out_at` is the moment of the last impression that
    the budget paid, or None.
    """

    report: pd.DataFrame
    spent: float
    reach: int
    budget_out_at: pd.Timestamp | None
    _visitors: np.ndarray
    _moments: np.ndarray

    @property
    def exposures(self) -> pd.DataFrame:
        """visitor_id and at (time) of each impression, in time order."""
        return pd.DataFrame(
            {"visitor_id": text_column(self._visitors), "at": time_column(self._moments)}
        )

    @property
    def frequency(self) -> float:
        """Impressions for each person reached; NaN when nobody was."""
        return len(self._visitors) / self.reach if self.reach else float("nan")


class DisplayAuction:
    """One day (0 … 730 or an ISO date) of a world's display market.

    >>> from opscourse.simulation import World
    >>> day = DisplayAuction(World(7), "2025-12-20")
    >>> result = day.run(20, 50, cap=3, region_premium={"西部": -1})
    >>> result.spent <= 50, "西部" in result.report["region"].tolist()
    (True, False)
    """

    def __init__(self, world: "World", day: int | str) -> None:
        self._world = world
        self.day = _day(day)
        self._requests = requests_of(world, self.day)

    def run(
        self,
        cpm_bid: float,
        budget: float | Mapping[str, float],
        *,
        hour_premium: Mapping[int, float] | None = None,
        region_premium: Mapping[str, float] | None = None,
        crowd_premium: Mapping[str, float] | None = None,
        cap: int | None = None,
        creative_days: int = 0,
    ) -> DisplayReport:
        """Show the advertisement for a day.

        `cpm_bid` yuan per thousand; `budget` yuan, one for all or {crowd: yuan} (a crowd that is
        not named is not shown); premiums as decimals, -1 = no bid; `cap` impressions a person;
        `creative_days` how many days the picture has run already (it wears out). Raises
        CourseError for a negative or missing number and for an unknown crowd, region or hour.
        """
        market, requests = market_of(self._world), self._requests
        bid = fen_of(cpm_bid, "CPM 出价")
        if bid > MOST_CPM:
            raise CourseError(f"CPM 出价最高 {MOST_CPM // 100} 元，现在是 {bid / 100:g} 元。")
        budgets = _budgets(budget, market.crowds)
        age = count_of(creative_days, "素材已投放天数 creative_days ", 0, 365)
        most = None if cap is None else count_of(cap, "频次上限 cap ", 1, 10_000)
        hours = np.array(premiums(hour_premium, list(range(HOURS)), "时段"))
        regions = np.array(premiums(region_premium, market.regions, "地域"))
        crowds = premiums(crowd_premium, market.crowds, "人群")
        crowd, multiple = crowd_of(crowds, requests.packs)
        bids = bid * hours[requests.hour] * regions[requests.region] * multiple // 10**12
        shown = serve(requests, bids, crowd, budgets, most)
        return self._report(shown, budgets, age)

    def _report(self, shown: Shown, budgets: np.ndarray, age: int) -> DisplayReport:
        market, requests, at = market_of(self._world), self._requests, shown.request
        cell = (requests.hour[at], requests.region[at], requests.device[at])
        packs = requests.packs[at]
        seen = np.array(read_settings("display")["seen_percent"])
        worn = _worn(market.age_percent, age) * seen[np.minimum(shown.nth, len(seen) - 1)]
        clicked = requests.click[at] < market.ctr[(*cell, packs)] * worn // MILLION
        ordered = clicked & (requests.order[at] < market.cvr[(*cell, packs)])
        revenue = np.where(ordered, requests.qty[at] * market.price_fen, 0)
        columns = [len(market.regions), len(DEVICES), len(market.crowds)]
        row = np.ravel_multi_index((*cell, shown.crowd), (HOURS, *columns))
        size = HOURS * int(np.prod(columns))

        def summed(values: np.ndarray) -> np.ndarray:  # whole numbers far below 2**53: exact
            return np.bincount(row, values, minlength=size).astype(np.int64)

        impressions = np.bincount(row, minlength=size)
        filled = np.flatnonzero(impressions)
        hour, region, device, crowd = np.unravel_index(filled, (HOURS, *columns))
        # Bills go to whole fen crowd by crowd and line by line: the lines add up to the day's bill.
        lines = np.argsort(crowd, kind="stable")
        cost = np.empty(len(filled), dtype=np.int64)
        upto = np.cumsum(summed(shown.price)[filled][lines]) // MICRO_PER_FEN
        cost[lines] = np.diff(upto, prepend=0)
        when = self.day * dates.DAY_SECONDS + requests.second[at]
        total = int(shown.price.sum())
        out = len(at) > 0 and total == budgets.sum() * MICRO_PER_FEN
        return DisplayReport(
            report=pd.DataFrame(
                {
                    "date": time_column(np.full(len(filled), self.day * dates.DAY_SECONDS)),
                    "hour": hour,
                    "region": text_column(np.array(market.regions)[region]),
                    "device": text_column(np.array(DEVICES)[device]),
                    "crowd": text_column(np.array(market.crowds)[crowd]),
                    "impressions": impressions[filled],
                    "clicks": summed(clicked)[filled],
                    "cost": yuan_column(cost),
                    "orders": summed(ordered)[filled],
                    "revenue": yuan_column(summed(revenue)[filled]),
                }
            ),
            spent=total // MICRO_PER_FEN / 100,
            reach=int(np.count_nonzero(np.bincount(requests.person[at]))),
            budget_out_at=time_column(when[-1:]).iloc[0] if out else None,
            _visitors=market.person_ids[requests.person[at]],
            _moments=when,
        )


def _day(day: Any) -> int:
    """Number of a day 0 … 730 or of an ISO date inside the two years."""
    if isinstance(day, str):
        try:
            number = dates.day_number(day)
        except ValueError:
            raise CourseError(f"日期要写成 2025-12-15 这样，现在是 {day}。") from None
    else:
        number = count_of(day, "天数 day ", -(10**9), 10**9)
    if not 0 <= number < dates.DAYS:
        raise CourseError(
            f"日期要在 2024-01-01 到 2025-12-31 之间（第 0 到 730 天），现在是 {day}。"
        )
    return number


def _budgets(budget: Any, crowds: list[str]) -> np.ndarray:
    """Fen: one budget for all, or one for each crowd."""
    if not isinstance(budget, Mapping):
        return np.array([fen_of(budget, "预算")])
    fen = np.zeros(len(crowds), dtype=np.int64)
    for crowd, value in budget.items():
        fen[known(crowd, crowds, "人群")] = fen_of(value, f"{crowd}的预算")
    return fen


def crowd_of(multiples: list[int], packs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Crowd and multiple of each set of packs: the largest premium, the first of equal ones."""
    last = len(multiples) - 1
    crowd = np.array(
        [
            max((k for k in range(last) if s >> k & 1), key=lambda k: multiples[k], default=last)
            for s in range(1 << last)
        ]
    )[packs]
    return crowd, np.array(multiples)[crowd]


def serve(
    requests: Requests, bids: np.ndarray, crowd: np.ndarray, budgets: np.ndarray, cap: int | None
) -> Shown:
    """The impressions the shop wins; exact in time, without a loop over requests."""
    settings = read_settings("display")
    reserve = settings["reserve_cpm"]
    win = np.flatnonzero(bids >= np.maximum(requests.rival, reserve))
    nth = _times_before(requests.person[win])
    if cap is not None:
        win, nth = win[nth < cap], nth[nth < cap]
    asked = np.maximum(requests.rival[win] + settings["step_cpm"], reserve)
    price = np.minimum(bids[win], asked) * MICRO_PER_IMPRESSION
    group = crowd[win] if len(budgets) > 1 else np.zeros(len(win), dtype=np.int64)
    keep = np.zeros(len(win), dtype=bool)
    for k, fen in enumerate(budgets):
        mine = np.flatnonzero(group == k)
        before = np.cumsum(price[mine]) - price[mine]
        paid = mine[before < fen * MICRO_PER_FEN]
        keep[paid] = True
        if len(paid):
            left = fen * MICRO_PER_FEN - before[len(paid) - 1]
            price[paid[-1]] = min(price[paid[-1]], left)
    # A person is of one crowd, so what a budget cuts off is the end of what the person sees.
    return Shown(win[keep], crowd[win[keep]], nth[keep], price[keep])


def _times_before(person: np.ndarray) -> np.ndarray:
    """How often each item's value stands before it.

    >>> _times_before(np.array([4, 7, 4, 4])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(person, kind="stable")
    ranked = person[order]
    first = np.searchsorted(ranked, ranked)
    out = np.empty(len(person), dtype=np.int64)
    out[order] = np.arange(len(person)) - first
    return out


def _worn(age_percent: int, days: int) -> int:
    """Click chance of a picture that is `days` old, in ten-thousandths; at least a third."""
    level = 10_000
    for _ in range(days):
        level = max(level * age_percent // 100, 3_333)
    return level


# ---- the tables of lesson 11


def plan_premiums(market: Market) -> dict[str, float]:
    """The crowd premiums of the plan behind display_report."""
    return {c: p / 100 for c, p in zip(market.crowds, [*market.plan_premium, 0], strict=True)}


def _display_report(world: "World") -> pd.DataFrame:
    market, settings = market_of(world), read_settings("display")
    days = [
        DisplayAuction(world, day).run(
            market.plan_bid / 100,
            settings["budget_yuan"],
            crowd_premium=plan_premiums(market),
            creative_days=age,
        )
        for age, day in enumerate(campaign_days())
    ]
    return pd.concat([day.report for day in days], ignore_index=True)


def _day_before(world: "World") -> DisplayReport:
    """The trial day: the plan without premiums on a budget that runs out."""
    settings = read_settings("display")
    auction = DisplayAuction(world, settings["exposure_day"])
    return auction.run(market_of(world).plan_bid / 100, settings["exposure_budget_yuan"])


def _segments(world: "World") -> pd.DataFrame:
    """Premium of the plan; CPM as paid for the crowd on the campaign's first day."""
    market, settings = market_of(world), read_settings("display")
    day = DisplayAuction(world, settings["first_day"]).run(
        market.plan_bid / 100, settings["budget_yuan"], crowd_premium=plan_premiums(market)
    )
    sums = day.report.groupby("crowd")[["cost", "impressions"]].sum().reindex(market.crowds)
    fen = (sums["cost"] * 100).round().astype("int64").to_numpy()
    return pd.DataFrame(
        {
            "crowd": text_column(market.crowds),
            "premium": list(plan_premiums(market).values()),
            "cpm": yuan_column(fen * 1000 // sums["impressions"].to_numpy()),
        }
    )


def _segment_members(world: "World") -> pd.DataFrame:
    market = market_of(world)
    pack, person = np.nonzero(market.member)
    return pd.DataFrame(
        {
            "crowd": text_column(np.array(market.crowds)[pack]),
            "visitor_id": text_column(market.person_ids[person]),
        }
    )


TABLES = {
    "display_report": _display_report,
    "segments": _segments,
    "segment_members": _segment_members,
    "display_exposures": lambda world: _day_before(world).exposures,
}


def truth(world: "World") -> dict[str, Any]:
    """`display`: click and order chances by crowd, and percent of the usual order chance."""
    market = market_of(world)
    by_crowd = zip(market.crowds, market.crowd_ctr, market.crowd_cvr, strict=True)
    return {
        "display": {
            "crowds": {c: {"ctr": a / MILLION, "cvr": b / MILLION} for c, a, b in by_crowd},
            "region_cvr_times": {
                r: v / 100 for r, v in zip(market.regions, market.region_cvr, strict=True)
            },
            "device_cvr_times": {
                d: v / 100 for d, v in zip(DEVICES, market.device_cvr, strict=True)
            },
            "click_times_next_day": market.age_percent / 100,
            "click_times_by_sight": [p / 100 for p in read_settings("display")["seen_percent"]],
        }
    }
