"""What a heat is played on, all from one key: keywords, the shop, hidden rivals, the searches.

Every entry is the same co-op shop (same goods, quality and click rate), so entries differ by
their decisions alone. The searches of the keywords that nobody here can bid on are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from opscourse.simulation import World
from opscourse.simulation.auction_clicks import order_chance, worth_on_average
from opscourse.simulation.auction_day import SHOP, draw_of
from opscourse.simulation.auction_report import ORDER
from opscourse.simulation.keyword_auction import KeywordAuction, spend_per_buyer
from opscourse.simulation.market import Market
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.rivals import NO_LIMIT, STRATEGIES
from opscourse.tournament import rules

# The hidden pool: how often each kind of rival is dealt, of 12, on average.
POOL = {"static": 5, "budget_limited": 3, "target_roas": 2, "best_response": 2}
KIND = {
    "static": "出价不变",
    "budget_limited": "预算有限",
    "target_roas": "看投产比",
    "best_response": "看昨天的出价来应对",
}
COLUMNS = [
    "keyword_id", "keyword", "searches", "ctr", "quality", "own_cvr", "spend_per_buyer",
    "margin", "return_rate",
]  # fmt: skip


@dataclass(frozen=True)
class Searches:
    """One day's searches of the heat's keywords, in time order.

    `keyword` (0 … of the heat), `query` (its number in the whole day), `worth` and `revenue` (fen:
    what a click leaves on average, and what this very shopper then pays, 0 mostly) one a search.
    `at`, `slot`, `draw`: the draws that may be somebody's click. `starts`, `draw_starts`: where
    each three hours begin in the two.
    """

    keyword: np.ndarray
    query: np.ndarray
    worth: np.ndarray
    revenue: np.ndarray
    at: np.ndarray
    slot: np.ndarray
    draw: np.ndarray
    starts: np.ndarray
    draw_starts: np.ndarray


class HeatMarket:
    """`key` decides everything; `kinds` names each rival's kind (as `rivals.STRATEGIES`)."""

    def __init__(
        self, key: int | bytes, days: int, queries: int, kinds: list[str] | None = None
    ) -> None:
        self._world, self.queries = World(key), queries
        self.random: Randomness = self._world.random
        self._auctions = [
            KeywordAuction(self._world, rules.FIRST_DAY + day, queries=queries)
            for day in range(days)
        ]
        self.scenario = self._auctions[0].scenario
        whole = self._auctions[0].market
        self._position, self.shown = self._chosen()
        self.ids: list[str] = [one["keyword_id"] for one in self.shown]
        self.ids_by_number = {one: k for k, one in enumerate(self.ids)}
        self.market = _narrowed(whole, self._position)
        self.rivals = len(whole.bid) - 1
        pool = list(POOL)
        dealt = self.random.pick("tournament pool", list(POOL.values()), self.rivals)
        self.kinds = kinds or [pool[k] for k in dealt]
        self.days = [self._searches(auction) for auction in self._auctions]

    def _chosen(self) -> tuple[np.ndarray, list[dict[str, Any]]]:
        """Positions in the whole market, and what a shop sees of these keywords."""
        known = self._auctions[0].keywords
        month = known["searches"].to_numpy()
        known = known.assign(searches=month * self.queries // month.sum(), order=-month)
        kept = known[known["return_rate"] <= rules.KEEPS]
        chosen = kept.sort_values(["order", "keyword_id"]).head(rules.KEYWORDS).sort_index()
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in chosen[COLUMNS].values.tolist()]
        return chosen.index.to_numpy(), rows

    def _searches(self, auction: KeywordAuction) -> Searches:
        shoppers, market = auction.shoppers, auction.market
        number = np.full(market.bid.shape[1], -1)
        number[self._position] = np.arange(len(self._position))
        query = np.arange(shoppers.queries)
        keyword = number[shoppers.keyword(query)]
        query, keyword = query[keyword >= 0], keyword[keyword >= 0]

        # A draw above every advertiser's chance can be nobody's click.
        highest = self.market.chances().max(axis=0)[:, None] * self.market.position_effect()
        possible = np.empty((len(query), shoppers.slots), dtype=bool)
        for s in range(shoppers.slots):
            draws = draw_of(shoppers.draw_bits(s // 2, query), s)
            possible[:, s] = draws < highest[keyword, s]
        at, slot = np.divmod(np.flatnonzero(possible), shoppers.slots)
        some = query[at]
        draw = np.empty(len(at), dtype=np.float32)
        for s in range(shoppers.slots):
            mine = slot == s
            draw[mine] = draw_of(shoppers.draw_bits(s // 2, some[mine]), s)

        worth, revenue = np.zeros(len(query), dtype=np.int64), np.zeros(len(query), dtype=np.int64)
        rows = np.unique(at)
        original = self._position[keyword[rows]]
        chance = order_chance(auction, query[rows], original)
        worth[rows] = worth_on_average(auction, original, chance)
        ordered = shoppers.purchase(query[rows], ORDER, 10**6) < chance
        pays = spend_per_buyer(auction.scenario, market)[market.good[original]]
        revenue[rows] = np.where(ordered, pays, 0)

        ends = shoppers.hour_starts[:: rules.SLOT_HOURS]
        starts = np.searchsorted(query, ends)
        return Searches(
            keyword=keyword,
            query=query,
            worth=worth,
            revenue=revenue,
            at=at,
            slot=slot,
            draw=draw,
            starts=starts,
            draw_starts=np.searchsorted(at, starts),
        )

    # ---- who bids

    def tables(self, seats: int) -> tuple[np.ndarray, np.ndarray]:
        """Quality and click rates [advertiser, keyword]: the seats first, then the rivals."""
        row = [SHOP] * seats + list(range(1, self.rivals + 1))
        return self.market.quality[row], self.market.chances()[row]

    def rival_bids(self, yesterday: np.ndarray, seats: int) -> tuple[np.ndarray, np.ndarray]:
        """The rivals' bids [rival, keyword] and budgets of a day, in fen.

        `yesterday` is everybody's bids of the day before, the seats' first. A rival's draws hang
        on its own number alone, so it is the same in every group.
        """
        order = [SHOP, *range(seats, seats + self.rivals), *range(1, seats)]
        row = [SHOP, *range(1, self.rivals + 1), *[SHOP] * (seats - 1)]
        market = self.market
        market = replace(
            market,
            bid=yesterday[order],
            **{name: getattr(market, name)[row] for name in ("quality", "ctr", "value", "revenue")},
        )
        bids = np.zeros((self.rivals, len(self.ids)), dtype=np.int64)
        budgets = np.full(self.rivals, NO_LIMIT)
        for rival, kind in enumerate(self.kinds, start=1):
            made, money = STRATEGIES[kind](market, rival, self.scenario, self.random)
            bids[rival - 1] = np.minimum(made, rules.HIGHEST_BID)
            if money < NO_LIMIT:  # their budgets are for a market of the usual size
                money = money * self.queries // self.scenario["auction_queries"]
            budgets[rival - 1] = money
        return bids, budgets

    def first_bids(self, seats: int) -> np.ndarray:
        """Everybody's bids the day before the heat: rivals as usual, the seats none."""
        none = np.zeros((seats, len(self.ids)), dtype=np.int64)
        return np.vstack([none, self.market.bid[1:]])


def _narrowed(market: Market, position: np.ndarray) -> Market:
    """The market of these keywords alone; `month`, by good and `own_quality` stay whole."""
    names = ("quality", "ctr", "bid", "value", "revenue")
    tables = {name: getattr(market, name)[:, position] for name in names}
    return replace(
        market,
        **tables,
        good=market.good[position],
        weights=market.weights[position],
        own_cvr=market.own_cvr[position],
    )
