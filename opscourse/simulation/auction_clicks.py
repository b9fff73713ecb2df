"""A day of the keyword auction laid out as plain numbers, so that any bids can be tried at once.

With static rivals, whose money never ends, the keywords of a shop that bids for exact matches are
independent of each other but for the shop's own budget. So a day comes down to: for each keyword
the scores of the rivals, and for each search that could bring the shop a click, the slots in which
it would and what the click is worth. `DayClicks.run` then gives the clicks and charges that
`KeywordAuction.run` gives, to the fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from opscourse.simulation.auction_day import SHOP
from opscourse.simulation.auction_report import ORDER, crowd_percent
from opscourse.simulation.keyword_auction import KeywordAuction, spend_per_buyer
from opscourse.simulation.quality import percent_of

UNSHOWN = -1


@dataclass(frozen=True)
class DayClicks:
    """One day of one shop, for keywords numbered 0 …; money in fen.

    `scores` [keyword, rival] (bid × quality, the highest first, 0 for none) · `quality` [keyword],
    the shop's · one item for each search that may be a click, in time order: `keyword`, `slots`
    (bit s: it is a click when the shop stands in slot s), `worth` (what the click leaves on
    average, before the advertising) and `order` (whether this very shopper orders, 0 or 1).
    """

    scores: np.ndarray
    quality: np.ndarray
    reserve: int
    places: int
    keyword: np.ndarray
    slots: np.ndarray
    worth: np.ndarray
    order: np.ndarray

    def standing(self, bid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Slot (-1: not shown) and price of a click for these bids [keyword], in fen.

        The shop is advertiser 0, so it wins ties.
        """
        score = bid * self.quality
        slot = (self.scores > score[:, None]).sum(axis=1)
        behind = np.where(self.scores > score[:, None], 0, self.scores).max(axis=1, initial=0)
        price = np.minimum(bid, np.maximum(self.reserve, behind // self.quality + 1))
        shown = (bid >= max(self.reserve, 1)) & (slot < self.places)
        return np.where(shown, slot, UNSHOWN), np.where(shown, price, 0)

    def run(self, bid: np.ndarray, budget: int) -> tuple[np.ndarray, np.ndarray]:
        """Places (in the arrays of searches) of the shop's clicks, and what each cost."""
        return self.clicks_at(*self.standing(bid), budget)

    def clicks_at(
        self, slot: np.ndarray, price: np.ndarray, budget: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same for slots and prices [keyword]; the last click pays what is left."""
        if budget <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        at = slot[self.keyword]
        hit = np.flatnonzero((at >= 0) & (self.slots >> np.maximum(at, 0) & 1 == 1))
        charge = price[self.keyword[hit]]
        spent = np.cumsum(charge)
        last = int(np.searchsorted(spent, budget))  # the click that spends the last fen
        if last < len(hit):
            hit, charge = hit[: last + 1], charge[: last + 1].copy()
            charge[last] -= spent[last] - budget
        return hit, charge


def day_clicks(auction: KeywordAuction, ids: list[str]) -> DayClicks:
    """Lay out the day of an auction with static rivals for these keywords.

    >>> from opscourse.simulation import World
    >>> auction = KeywordAuction(World(7), 730, queries=2000)
    >>> day = day_clicks(auction, auction.keywords["keyword_id"].head(5).tolist())
    >>> len(day.quality), day.places
    (5, 5)
    """
    known = auction.keywords["keyword_id"].tolist()
    position = np.array([known.index(one) for one in ids])
    market, shoppers = auction.market, auction.shoppers
    number = np.full(len(known), -1)
    number[position] = np.arange(len(ids))

    query = np.arange(shoppers.queries)
    keyword = shoppers.keyword(query)
    query = query[number[keyword] >= 0]
    keyword = keyword[number[keyword] >= 0]
    chance = market.chances()[SHOP][keyword, None] * market.position_effect()
    clicked = shoppers.uniforms(query) < chance
    kept = np.flatnonzero(clicked.any(axis=1))
    query, keyword, clicked = query[kept], keyword[kept], clicked[kept]
    bits = (clicked << np.arange(shoppers.slots)).sum(axis=1)
    orders = order_chance(auction, query, keyword)
    bid = np.where(market.bid >= max(market.reserve, 1), market.bid, 0)
    scores = np.sort((bid * market.quality)[SHOP + 1 :, position].T, axis=1)[:, ::-1]
    return DayClicks(
        scores=np.ascontiguousarray(scores),
        quality=market.quality[SHOP, position],
        reserve=market.reserve,
        places=shoppers.slots,
        keyword=number[keyword],
        slots=bits,
        worth=worth_on_average(auction, keyword, orders),
        order=(shoppers.purchase(query, ORDER, 10**6) < orders).astype(np.int64),
    )


def worth_on_average(
    auction: KeywordAuction, keyword: np.ndarray, chance: np.ndarray
) -> np.ndarray:
    """What clicks leave on average before the advertising, in fen; `chance` as `order_chance`."""
    market = auction.market
    good = market.good[keyword]
    each = spend_per_buyer(auction.scenario, market)[good] * market.kept[good]
    return (chance * each + 5 * 10**9) // 10**10


def order_chance(auction: KeywordAuction, query: np.ndarray, keyword: np.ndarray) -> np.ndarray:
    """Chance per million that a click of this shopper becomes an order."""
    scenario: dict[str, Any] = auction.scenario
    region, crowd = np.divmod(auction.shoppers.shopper(query), auction.shoppers.crowds)
    zone = np.array([place["zone"] for place in scenario["provinces"]])[region]
    factor = crowd_percent(scenario)[crowd] * np.array(scenario["zone_order_percent"])[zone]
    own, usual = auction.quality.experience, auction.market.own_quality.experience
    care = percent_of(own) * 100 // percent_of(usual)
    return auction.market.own_cvr[keyword] * factor // 10_000 * care[keyword] // 100
