"""What a shop owner sees after a day of keyword ads, and one auction step by step."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation import dates
from opscourse.simulation.auction import NEVER
from opscourse.simulation.auction_day import (
    HOURS,
    SHOP,
    DayResult,
    Premiums,
    Shoppers,
    cell_bids,
)
from opscourse.simulation.market import Market
from opscourse.simulation.matching import MATCH_TYPES, NO_ROW, Bids, Tokens
from opscourse.simulation.quality import Quality, percent_of

# What the numbers of `Shoppers.purchase` decide.
ORDER, CART, QTY = range(3)


@dataclass(frozen=True, eq=False)
class AuctionReport:
    """A day's outcome for the shop; made by `KeywordAuction.run`.

    Frames: `keyword_report` (the table of that name; empty rates are NaN), `hourly`,
    `search_terms`; `budget_out_at` is the moment or None; `totals` a Series in yuan and counts.
    """

    day: int
    scenario: dict[str, Any]
    market: Market
    quality: Quality
    shoppers: Shoppers
    premiums: Premiums
    result: DayResult
    rows: Bids
    row: np.ndarray
    ids: list[str]
    tokens: list[Tokens]

    def __repr__(self) -> str:
        sums = self.totals
        return (
            f"花费 {sums['cost']:.2f} 元，{sums['impressions']:.0f} 次展现，"
            f"{sums['clicks']:.0f} 次点击，{sums['orders']:.0f} 单，成交 {sums['revenue']:.2f} 元"
        )

    # ---- what came of the shop's clicks

    @property
    def base_bids(self) -> np.ndarray:
        """Everybody's bids of the day [advertiser, keyword], without the shop's premiums."""
        return self.market.bid

    @functools.cached_property
    def shown(self) -> np.ndarray:
        """Times shown by [keyword, slot]."""
        width = len(self.premiums.multiples)
        return self.result.shown.reshape(-1, width, self.shoppers.slots).sum(axis=1)

    @functools.cached_property
    def _log(self) -> pd.DataFrame:
        """The shop's clicks, one a row, money in fen."""
        query = self.result.query
        keyword = self.result.cell // len(self.premiums.multiples)
        market, scenario = self.market, self.scenario
        good = market.good[keyword]
        region, crowd = np.divmod(self.shoppers.shopper(query), self.shoppers.crowds)
        zone = np.array([place["zone"] for place in scenario["provinces"]])[region]
        factor = crowd_percent(scenario)[crowd] * np.array(scenario["zone_order_percent"])[zone]
        care = (
            percent_of(self.quality.experience) * 100 // percent_of(market.own_quality.experience)
        )
        chance = market.own_cvr[keyword] * factor // 10_000 * care[keyword] // 100
        ordered = self.shoppers.purchase(query, ORDER, 10**6) < chance
        carted = self.shoppers.purchase(query, CART, 100) < scenario["cart_percent"]
        ends = np.cumsum(scenario["qty_weights"])
        drawn = self.shoppers.purchase(query, QTY, int(ends[-1]))
        qty = 1 + np.searchsorted(ends, drawn, side="right")
        revenue = np.where(ordered, market.price[good] * qty, 0)
        return pd.DataFrame(
            {
                "query": query,
                "keyword": keyword,
                "row": self.row[keyword],
                "hour": self.shoppers.hour(query),
                "clicks": 1,
                "cost": self.result.charge,
                "carts": (carted | ordered).astype(np.int64),
                "orders": ordered.astype(np.int64),
                "revenue": revenue,
                "kept": revenue * market.kept[good] // 10_000,
            }
        )

    def _sums(self, by: str, groups: int) -> pd.DataFrame:
        columns = ["clicks", "cost", "carts", "orders", "revenue", "kept"]
        return self._log.groupby(by)[columns].sum().reindex(range(groups), fill_value=0)

    @functools.cached_property
    def clicks(self) -> np.ndarray:
        """The shop's clicks by keyword."""
        return self._sums("keyword", len(self.ids))["clicks"].to_numpy()

    @functools.cached_property
    def orders(self) -> np.ndarray:
        """The shop's orders from ads by keyword."""
        return self._sums("keyword", len(self.ids))["orders"].to_numpy()

    @functools.cached_property
    def searches(self) -> np.ndarray:
        """The day's searches by keyword, whether the shop was shown or not."""
        return np.bincount(
            self.shoppers.keyword(np.arange(self.shoppers.queries)), minlength=len(self.ids)
        )

    # ---- the frames

    @functools.cached_property
    def keyword_report(self) -> pd.DataFrame:
        """One row a bid, in the order of the bids; yuan."""
        n = len(self.rows.fen)
        reached = self.row != NO_ROW
        at = self.row[reached]
        shown = np.zeros((n, self.shoppers.slots), dtype=np.int64)
        np.add.at(shown, at, self.shown[reached])
        searches = np.bincount(at, weights=self.searches[reached], minlength=n)
        sums = self._sums("row", n)
        impressions = shown.sum(axis=1)
        places = (shown * np.arange(1, self.shoppers.slots + 1)).sum(axis=1)
        return pd.DataFrame(
            {
                "keyword_id": [self.ids[k] for k in self.rows.position],
                "keyword": ["".join(self.tokens[k]) for k in self.rows.position],
                "match_type": [MATCH_TYPES[m] for m in self.rows.match],
                "impressions": impressions,
                "clicks": sums["clicks"].to_numpy(),
                "cost": sums["cost"].to_numpy() / 100,
                "cpc": _ratio(sums["cost"] / 100, sums["clicks"], 2),
                "ctr": _ratio(sums["clicks"], impressions, 4),
                "carts": sums["carts"].to_numpy(),
                "orders": sums["orders"].to_numpy(),
                "revenue": sums["revenue"].to_numpy() / 100,
                "roas": _ratio(sums["revenue"], sums["cost"], 2),
                "avg_rank": _ratio(places, impressions, 2),
                "impression_share": _ratio(impressions, searches, 4),
            }
        )

    @functools.cached_property
    def hourly(self) -> pd.DataFrame:
        """One row an hour: impressions, clicks, cost, orders, revenue; yuan."""
        sums = self._sums("hour", HOURS)
        return pd.DataFrame(
            {
                "hour": np.arange(HOURS),
                "impressions": self.result.hour_shown.sum(axis=1),
                "clicks": sums["clicks"].to_numpy(),
                "cost": sums["cost"].to_numpy() / 100,
                "orders": sums["orders"].to_numpy(),
                "revenue": sums["revenue"].to_numpy() / 100,
            }
        )

    @functools.cached_property
    def search_terms(self) -> pd.DataFrame:
        """What shoppers had typed when the shop was shown, and the bid that stood for it."""
        k = np.flatnonzero(self.shown.sum(axis=1))
        r = self.row[k]
        sums = self._sums("keyword", len(self.ids)).iloc[k]
        return pd.DataFrame(
            {
                "search_term": ["".join(self.tokens[i]) for i in k],
                "keyword_id": [self.ids[i] for i in self.rows.position[r]],
                "keyword": ["".join(self.tokens[i]) for i in self.rows.position[r]],
                "match_type": [MATCH_TYPES[m] for m in self.rows.match[r]],
                "impressions": self.shown.sum(axis=1)[k],
                "clicks": sums["clicks"].to_numpy(),
                "cost": sums["cost"].to_numpy() / 100,
                "orders": sums["orders"].to_numpy(),
                "revenue": sums["revenue"].to_numpy() / 100,
            }
        )

    @functools.cached_property
    def totals(self) -> pd.Series:
        """The day in one column; `profit` is what the orders leave after goods, returns and ads."""
        log = self._log[["clicks", "cost", "carts", "orders", "revenue", "kept"]].sum()
        return pd.Series(
            {
                "impressions": int(self.shown.sum()),
                "clicks": int(log["clicks"]),
                "cost": log["cost"] / 100,
                "carts": int(log["carts"]),
                "orders": int(log["orders"]),
                "revenue": log["revenue"] / 100,
                "profit": (log["kept"] - log["cost"]) / 100,
            }
        )

    @property
    def budget_out_at(self) -> pd.Timestamp | None:
        """The moment the last fen was spent; None where money was left."""
        query = int(self.result.auction.exhausted_at[SHOP])
        return None if query == NEVER else self._moment(query)

    def _moment(self, query: int) -> pd.Timestamp:
        hour = int(self.shoppers.hour(np.array([query]))[0])
        start, end = self.shoppers.hour_starts[hour : hour + 2].tolist()
        second = hour * 3600 + (query - start) * 3600 // (end - start)
        return pd.Timestamp(dates.DATES[self.day]) + pd.Timedelta(seconds=second)

    # ---- the teaching view: rivals' bids are visible here and nowhere else

    def explain(self, query_id: int) -> pd.DataFrame:
        """One auction, step by step: who took part, in rank order, and why each price is so.

        `query_id` counts the day's searches from 0. Columns: 名次, 广告主 (0 is the shop), 出价
        and 质量分, 排名分, 点一次付 (yuan), 算法, 被点击. `.attrs` holds 搜索词 and 时间. Raises
        CourseError for a search that the day does not have. For lessons and labs only.
        """
        if isinstance(query_id, bool) or not isinstance(query_id, int | np.integer):
            raise CourseError(f"搜索编号要是整数，现在是“{query_id}”。")
        if not 0 <= query_id < self.shoppers.queries:
            raise CourseError(f"这一天只有编号 0 到 {self.shoppers.queries - 1} 的搜索。")
        query = np.array([query_id])
        keyword, hour = int(self.shoppers.keyword(query)[0]), int(self.shoppers.hour(query)[0])
        width, market = len(self.premiums.multiples), self.market
        number = self.premiums.number[hour, int(self.shoppers.shopper(query)[0])]
        bid = cell_bids(market.bid, self.premiums)[:, keyword * width + number]
        out_at = self.result.auction.exhausted_at
        present = (out_at == NEVER) | (out_at >= query_id)
        takes_part = (bid >= max(market.reserve, 1)) & present & (market.budget > 0)
        quality = market.quality[:, keyword]
        score = bid * quality
        ranked = sorted(np.flatnonzero(takes_part).tolist(), key=lambda a: (-score[a], a))
        draws = self.shoppers.uniforms(query)[0]
        chance = market.chances()[:, keyword, None] * market.position_effect()
        steps = []
        for place, a in enumerate(ranked):
            following = int(score[ranked[place + 1]]) if place + 1 < len(ranked) else 0
            fen, why = price_in_words(int(bid[a]), int(quality[a]), following, market.reserve)
            visible = place < self.shoppers.slots
            steps.append(
                {
                    "名次": place + 1,
                    "广告主": a,
                    "出价": bid[a] / 100,
                    "质量分": int(quality[a]),
                    "排名分": int(score[a]),
                    "点一次付": fen / 100 if visible else np.nan,
                    "算法": why if visible else "没有位置，不展示",
                    "被点击": bool(visible and draws[place] < chance[a, place]),
                }
            )
        columns = ["名次", "广告主", "出价", "质量分", "排名分", "点一次付", "算法", "被点击"]
        frame = pd.DataFrame(steps, columns=columns)
        frame.attrs = {"搜索词": "".join(self.tokens[keyword]), "时间": str(self._moment(query_id))}
        return frame


def crowd_percent(scenario: dict[str, Any]) -> np.ndarray:
    """Orders per click of each set of crowds against a shopper in none: the largest counts."""
    percents = scenario["crowd_order_percent"]
    return np.array(
        [
            max((p for i, p in enumerate(percents) if c >> i & 1), default=100)
            for c in range(len(scenario["crowd_weights"]))
        ]
    )


def price_in_words(bid: int, quality: int, following: int, reserve: int) -> tuple[int, str]:
    """The price of a click in fen, and its arithmetic in words."""
    step = following // quality + 1
    if following:
        text = f"下一名 {following} ÷ 自己的质量分 {quality}，取整是 {step - 1}，加 1 是 {step} 分"
    else:
        text = "没有下一名"
    if step < reserve:
        return reserve, f"{text}；不到底价，付底价 {reserve} 分"
    if step > bid:
        return bid, f"{text}；不超过自己的出价，付 {bid} 分"
    return step, f"{text}，付 {step} 分" if not following else text


def _ratio(top: Any, bottom: Any, digits: int) -> np.ndarray:
    """Rounded quotients, NaN where the divisor is 0."""
    top, bottom = np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64)
    out = np.full(len(top), np.nan)
    np.divide(top, bottom, out=out, where=bottom > 0)
    return np.round(out, digits)
