"""The market of the keyword auction: what is searched, what a click is worth, and who bids.

Advertiser 0 is the shop, 1 … are its rivals. Rates are whole numbers per 10000, money fen.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from opscourse.simulation import dates, keywords
from opscourse.simulation.quality import Quality, first_quality
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.traits import draw_traits

LAST_QUARTER = 7
FRESH_REFUND = 5  # percent: goods that come back so often are fresh, and lost when they do


@dataclass(frozen=True)
class Market:
    """Keywords by position k of the December export; tables are [advertiser, keyword].

    `own_cvr` is the shop's chance (per million) that a click becomes an order, `price` its
    price, `kept` the part of its revenue (per 10000) that is left after goods and returns.
    """

    month: keywords.Month
    good: np.ndarray
    weights: np.ndarray
    quality: np.ndarray
    ctr: np.ndarray
    bid: np.ndarray
    budget: np.ndarray
    value: np.ndarray
    revenue: np.ndarray
    own_cvr: np.ndarray
    price: np.ndarray
    margin: np.ndarray
    returns: np.ndarray
    kept: np.ndarray
    position: np.ndarray
    reserve: int
    own_quality: Quality

    def chances(self) -> np.ndarray:
        """Click rates as float32 decimals."""
        return self.ctr.astype(np.float32) / np.float32(10_000)

    def position_effect(self) -> np.ndarray:
        """Position effects as float32 decimals."""
        return self.position.astype(np.float32) / np.float32(100)


def make_market(world: Any) -> Market:
    """The world's market with static rivals; the shop's bids are 0."""
    random, scenario = world.random, keywords.settings_of(world)
    month = keywords.december(world)
    good = keywords.universe().good[month.position]
    n, rivals, goods = len(month), scenario["auction_rivals"], len(scenario["products"])
    traits = draw_traits(random, scenario)
    price = traits.price_fen[:, LAST_QUARTER]
    low, high = scenario["margin_percent"]
    margin = random.between("margin", low, high, goods)
    returns = traits.refund_percent
    fresh = np.array([p["refund"][0] for p in scenario["products"]]) >= FRESH_REFUND
    kept = np.where(fresh, (margin - returns) * 100, margin * (100 - returns))

    own_quality, own_appeal = first_quality(random, n, good)
    own_cvr = month.cvr * random.between("own cvr", 80, 125, n)  # per 10000 × percent = per million
    appeal, quality = _rivals_looks(random, rivals, n)
    ctr = month.ctr * np.vstack([own_appeal, appeal]) // 100
    cvr = np.vstack([own_cvr, np.broadcast_to(month.cvr * 100, (rivals, n))])
    revenue = cvr * price[good] // 10**6
    value = revenue * kept[good] // 10**4
    return Market(
        month=month,
        good=good,
        weights=month.searches,
        quality=np.vstack([own_quality.points(scenario["quality_weights"]), quality]),
        ctr=np.minimum(ctr, 9000),
        bid=_static_bids(random, scenario, good, value),
        budget=np.full(rivals + 1, 10**12),
        value=value,
        revenue=revenue,
        own_cvr=own_cvr,
        price=price,
        margin=margin,
        returns=returns,
        kept=kept,
        position=np.array(scenario["auction_position_percent"]),
        reserve=scenario["auction_reserve_fen"],
        own_quality=own_quality,
    )


def _rivals_looks(random: Randomness, rivals: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """How much rivals' pictures draw clicks (percent), and the quality that follows from it."""
    appeal = np.repeat(random.between("rival appeal", 76, 124, rivals), n)
    appeal = appeal + random.between("rival keyword appeal", -12, 12, rivals * n)
    other = random.between("rival care", 3, 9, rivals * n)
    points = (2 * ((appeal - 60) // 8) + 3 * other + 2) // 5
    return appeal.reshape(rivals, n), np.clip(points, 1, 10).reshape(rivals, n)


def _static_bids(
    random: Randomness, scenario: dict[str, Any], good: np.ndarray, value: np.ndarray
) -> np.ndarray:
    """Every rival sells some goods and bids a part of what a click is worth on average there."""
    rivals, n, goods = len(value) - 1, len(good), len(scenario["products"])
    low, high = scenario["rival_bid_percent"]
    # Every good has at least eight sellers: its place in a shuffled order decides.
    sells = np.zeros((rivals, goods), dtype=bool)
    for g in range(goods):
        order = random.shuffled(f"sellers {g}", np.arange(rivals))
        sells[order[: random.one(f"number of sellers {g}", 8, rivals)], g] = True
    # From cautious to reckless in every world, but never the same rival.
    steps = random.shuffled("rival keen", np.arange(rivals))[:, None]
    keen = low + (high - low) * steps // max(rivals - 1, 1)
    mood = random.between("rival mood", 70, 130, rivals * n).reshape(rivals, n)
    worth = np.maximum(value[1:], 80)  # also words that hardly sell find a bidder or two
    bid = worth * keen * mood // 10_000
    skips = random.chance("rival skips", 2000, rivals * n).reshape(rivals, n)
    bid = np.where(sells[:, good] & ~skips, np.maximum(bid, scenario["auction_reserve_fen"]), 0)
    return np.vstack([np.zeros((1, n), dtype=np.int64), bid])


def on_day(market: Market, scenario: dict[str, Any], day: int) -> Market:
    """The market with a day's searches: December's, moved by the season of each good."""
    season = np.array([product["season"] for product in scenario["products"]])
    now = np.maximum(season[:, dates.MONTH_OF_DAY[day] % 12], 1)
    then = np.maximum(season[:, keywords.DECEMBER], 1)
    weights = np.maximum(market.month.searches * now[market.good] // then[market.good], 1)
    return replace(market, weights=weights)
