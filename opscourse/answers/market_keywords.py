"""The keyword auction as a market for decisions: ``choose_bids(keywords, budget) -> {id: yuan}``.

Five days, exact matches, static rivals whose money does not end, quality as shown. The shoppers of
a day are the same for everybody. A click counts with what it leaves *on average* for that shopper:
who happens to order among a few hundred clicks is luck, and would decide more than the bids.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from opscourse.answers.markets import SPENDING, packed, read_amounts, unpacked
from opscourse.answers.plain import Node
from opscourse.simulation.auction_clicks import DayClicks, day_clicks

DAYS = range(726, 731)  # the last five days of the two years
QUERIES = 50_000  # searches a day, of all the market's keywords
KEYWORDS = 100  # that the shop can bid on: the most searched of its goods that keep
KEEPS = 0.05  # return rate up to which a good is one that keeps
BUDGET = (60, 200)  # yuan a day, another one each day
HIGHEST_BID = 1_000_000  # fen
DESIRED = [0, 0.25, 0.5, 1, 1.5, 2, 3, 5]  # profit demanded for each yuan, as starts
PASSES = 8
STUDIED = 2  # other days that a day's reference bids are found with
FLAT = 100  # fen
TOP = 10

COLUMNS = [
    "keyword_id", "keyword", "searches", "ctr", "quality", "own_cvr", "spend_per_buyer",
    "margin", "return_rate",
]  # fmt: skip


def make(world: Any) -> dict[str, Any]:
    """Lay out five days of a world: what a shop sees, and the clicks that it could have.

    The columns are those of `KeywordAuction.keywords`; `searches` is what the day may bring.
    """
    from opscourse.simulation.keyword_auction import KeywordAuction

    budgets = world.random.between("decision budget", *BUDGET, len(DAYS))
    days = []
    for day, budget in zip(DAYS, budgets.tolist(), strict=True):
        auction = KeywordAuction(world, day, queries=QUERIES)
        known = auction.keywords
        month = known["searches"].to_numpy()
        known = known.assign(searches=month * QUERIES // month.sum())
        kept = known[known["return_rate"] <= KEEPS].assign(order=lambda one: -one["searches"])
        chosen = kept.sort_values(["order", "keyword_id"]).head(KEYWORDS).sort_index()
        shown = chosen[COLUMNS].to_dict("list")
        clicks = day_clicks(auction, shown["keyword_id"])
        days.append({"budget": 100 * budget, "shown": shown, **_written(clicks)})
    return {"days": days}


def _written(clicks: DayClicks) -> dict[str, Any]:
    return {
        "scores": [packed(row) for row in clicks.scores.tolist()],
        "reserve": clicks.reserve,
        "places": clicks.places,
        "click_keyword": packed(clicks.keyword.tolist()),
        "click_slots": packed(clicks.slots.tolist()),
        "click_worth": packed(clicks.worth.tolist()),
        "click_order": packed(np.flatnonzero(clicks.order).tolist()),
    }


def _read(day: dict[str, Any]) -> DayClicks:
    keyword = np.array(unpacked(day["click_keyword"]), dtype=np.int64)
    order = np.zeros(len(keyword), dtype=np.int64)
    order[unpacked(day["click_order"])] = 1
    return DayClicks(
        scores=np.array([unpacked(row) for row in day["scores"]], dtype=np.int64),
        quality=np.array(day["shown"]["quality"], dtype=np.int64),
        reserve=day["reserve"],
        places=day["places"],
        keyword=keyword,
        slots=np.array(unpacked(day["click_slots"]), dtype=np.int64),
        worth=np.array(unpacked(day["click_worth"]), dtype=np.int64),
        order=order,
    )


class Market:
    """Five days of bids, read from what `make` gave; a decision is {keyword id: fen}."""

    unit = "天"
    advice = SPENDING

    def __init__(self, data: dict[str, Any]) -> None:
        self._days = data["days"]
        self._clicks = [_read(day) for day in self._days]
        self.days = len(self._days)

    @property
    def least_gap(self) -> int:
        """A tenth of the money."""
        return sum(day["budget"] for day in self._days) // 10

    def arguments(self, day: int) -> tuple[pd.DataFrame, float]:
        """The keywords of the day and the budget, in yuan."""
        about = self._days[day]
        return pd.DataFrame(about["shown"]), about["budget"] / 100

    def decision(self, day: int, node: Node) -> dict[str, int]:
        """Bids in fen; raises Refused."""
        ids = self._days[day]["shown"]["keyword_id"]
        return read_amounts(node, ids, what="出价", most=HIGHEST_BID)

    def profit(self, day: int, decision: dict[str, int]) -> int:
        """What the day's clicks leave on average, less what they cost."""
        clicks = self._clicks[day]
        hit, charge = self._run(day, decision)
        return int(clicks.worth[hit].sum() - charge.sum())

    def _run(self, day: int, decision: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
        return self._clicks[day].run(self._bids(day, decision), self._days[day]["budget"])

    def _bids(self, day: int, decision: dict[str, int]) -> np.ndarray:
        ids = self._days[day]["shown"]["keyword_id"]
        return np.array([decision.get(one, 0) for one in ids], dtype=np.int64)

    def _named(self, day: int, bids: np.ndarray) -> dict[str, int]:
        ids = self._days[day]["shown"]["keyword_id"]
        return {one: fen for one, fen in zip(ids, bids.tolist(), strict=True) if fen}

    # ---- what it is measured against

    def baselines(self) -> dict[str, list[dict[str, int]]]:
        """One price for all; the value of a click for all; that for the most searched only."""
        flat, worth, top = [], [], []
        for day in range(self.days):
            shown = pd.DataFrame(self._days[day]["shown"])
            left = shown["spend_per_buyer"] * shown["margin"] * (1 - shown["return_rate"])
            value = np.floor(shown["own_cvr"] * left * 100).astype(np.int64).to_numpy()
            place = (-shown["searches"]).rank(method="first").to_numpy()
            flat.append(self._named(day, np.full(len(shown), FLAT)))
            worth.append(self._named(day, value))
            top.append(self._named(day, np.where(place <= TOP, value, 0)))
        return {
            f"每个词都出 {FLAT / 100:g} 元": flat,
            "每个词都出到一次点击的价值": worth,
            f"只投搜索最多的 {TOP} 个词": top,
        }

    def reference(self) -> list[dict[str, int]]:
        """Day by day, coordinate ascent over the bids at which the rank changes.

        The bids of a day are found with the shoppers of `STUDIED` other days: what can be known of
        the day before it comes. Found with its own, they would know who is going to click, and
        nobody could come near them.
        """
        given = self.baselines()
        decided = []
        for day in range(self.days):
            others = [self._clicks[(day + step) % self.days] for step in range(1, STUDIED + 1)]
            starts = [self._bids(day, one[day]) for one in given.values()]
            budget = STUDIED * self._days[day]["budget"]
            bids = best_bids(_one_long_day(self._clicks[day], others), budget, starts)
            decided.append(self._named(day, bids))
        return decided

    # ---- what a learner hears of it

    def remarks(self, decisions: list[dict[str, int]]) -> list[str]:
        """The word that lost most, and whether the money ended or was left."""
        rows, out = [], 0
        for day, decision in enumerate(decisions):
            clicks, shown = self._clicks[day], self._days[day]["shown"]
            hit, charge = self._run(day, decision)
            out += int(charge.sum()) == self._days[day]["budget"]
            rows.append(
                pd.DataFrame(
                    {
                        "id": np.array(shown["keyword_id"], dtype=object)[clicks.keyword[hit]],
                        "name": np.array(shown["keyword"], dtype=object)[clicks.keyword[hit]],
                        "cost": charge,
                        "worth": clicks.worth[hit],
                        "order": clicks.order[hit],
                    }
                )
            )
        words = pd.concat(rows).groupby(["id", "name"])[["cost", "worth", "order"]].sum()
        return [*_losing(words), *_money(int(words["cost"].sum()), out, self._days)]


def _losing(words: pd.DataFrame) -> list[str]:
    lost = (words["cost"] - words["worth"]).sort_values(ascending=False, kind="stable")
    if lost.empty or lost.iloc[0] <= 0:
        return []
    keyword_id, name = lost.index[0]
    word = words.loc[lost.index[0]]
    orders = f"成了 {word['order']} 单" if word["order"] else "一单没成"
    return [
        f"词 {keyword_id}（{name}）花了 {word['cost'] / 100:.2f} 元，{orders}；"
        f"按平均下单率，这些点击只能带回 {word['worth'] / 100:.2f} 元。"
    ]


def _money(spent: int, out: int, days: list[dict[str, Any]]) -> list[str]:
    total = sum(day["budget"] for day in days)
    if out:
        return [f"有 {out} 天预算花光了。点击贵的词少出一点，同样的钱能买到更多点击。"]
    if spent * 2 < total:
        return [f"{total / 100:.2f} 元只花了 {spent / 100:.2f} 元，还有能赚钱的词没投到。"]
    return []


# --- the reference -------------------------------------------------------------------------


def best_bids(day: DayClicks, budget: int, starts: list[np.ndarray]) -> np.ndarray:
    """Bids [keyword] of the best of several ascents; no learner sees what they are found with.

    Starts are the given ones, and for several demands (so much profit for each yuan) the rank of
    each keyword that pays best. Then one keyword at a time is moved to the rank that pays best.
    """
    breakpoints = _breakpoints(day)
    starts = [*starts, *(_demanding(day, breakpoints, share) for share in DESIRED)]
    profits = [_profit(day, *day.standing(bid), budget) for bid in starts]
    ascents = [
        _ascend(day, breakpoints, starts[place], budget)
        for place in sorted(range(len(starts)), key=lambda one: -profits[one])[:3]
    ]
    return max(ascents, key=lambda one: one[0])[1]


def _one_long_day(market: DayClicks, days: list[DayClicks]) -> DayClicks:
    """The shoppers of several days, one day after the other, in the market of one."""
    return replace(
        market,
        keyword=np.concatenate([day.keyword for day in days]),
        slots=np.concatenate([day.slots for day in days]),
        worth=np.concatenate([day.worth for day in days]),
        order=np.concatenate([day.order for day in days]),
    )


def _breakpoints(day: DayClicks) -> np.ndarray:
    """For each slot the lowest bid that reaches it, and no bid at all: [choice, keyword]."""
    rivals = day.scores.shape[1]
    none = np.zeros(len(day.quality), dtype=np.int64)
    reach = [
        -(-(day.scores[:, slot] if slot < rivals else none) // day.quality)
        for slot in range(day.places)
    ]
    return np.array([none, *(np.maximum(one, max(day.reserve, 1)) for one in reach)])


def _profit(day: DayClicks, slot: np.ndarray, price: np.ndarray, budget: int) -> int:
    hit, charge = day.clicks_at(slot, price, budget)
    return int(day.worth[hit].sum() - charge.sum())


def _demanding(day: DayClicks, breakpoints: np.ndarray, share: float) -> np.ndarray:
    """For each keyword the bid with the most of worth − (1 + share) × cost, money no object."""
    n, values = len(day.quality), []
    for bid in breakpoints:
        slot, price = day.standing(bid)
        at = slot[day.keyword]
        hit = (at >= 0) & (day.slots >> np.maximum(at, 0) & 1 == 1)
        worth = np.bincount(day.keyword[hit], weights=day.worth[hit], minlength=n)
        cost = np.bincount(day.keyword[hit], minlength=n) * price
        values.append(worth - (1 + share) * cost)
    return breakpoints[np.argmax(values, axis=0), np.arange(n)]


def _ascend(
    day: DayClicks, breakpoints: np.ndarray, bid: np.ndarray, budget: int
) -> tuple[int, np.ndarray]:
    """Profit and bids after moving one keyword at a time until no move pays."""
    bid = bid.copy()
    slot, price = day.standing(bid)
    best = _profit(day, slot, price, budget)
    choices = [(one, *day.standing(one)) for one in breakpoints]
    for _ in range(PASSES):
        before = best
        for k in range(len(bid)):
            kept = (bid[k], slot[k], price[k])
            for bids, slots, prices in choices:
                slot[k], price[k] = slots[k], prices[k]
                profit = _profit(day, slot, price, budget)
                if profit > best:
                    best, kept = profit, (bids[k], slots[k], prices[k])
            bid[k], slot[k], price[k] = kept
        if best == before:
            break
    return best, bid
