"""What each further yuan for a crowd brings on a day of display advertising, on average.

Every crowd has a budget of its own and a shopper belongs to one crowd, so crowds are independent
of each other: a day comes down to one curve for each crowd. `DisplayAuction.run` charges the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from opscourse.simulation.display import MICRO_PER_FEN, crowd_of, serve
from opscourse.simulation.display_market import MILLION, Market, market_of, requests_of
from opscourse.simulation.part_settings import read_settings

if TYPE_CHECKING:
    from opscourse.simulation.world import World

NO_END = 10**9  # fen


@dataclass(frozen=True)
class CrowdDay:
    """One crowd's impressions in time order: `price` in micro-yuan, the chance of a `click`, and
    the `revenue` to expect, in fen."""

    price: np.ndarray
    click: np.ndarray
    revenue: np.ndarray

    def curve(self, step_fen: int) -> tuple[list[int], int]:
        """Revenue (fen) after spending 0, 1, 2 … steps, and the fen that buy everything."""
        spent = np.cumsum(self.price) / MICRO_PER_FEN
        whole = int(np.ceil(spent[-1])) if len(spent) else 0
        at = np.arange(0, whole + step_fen, step_fen)
        revenue = np.interp(at, np.append(0, spent), np.append(0, np.cumsum(self.revenue)))
        return np.round(revenue).astype(np.int64).tolist(), whole


def crowd_days(world: World, day: int, cpm_fen: int) -> dict[str, CrowdDay]:
    """For each crowd, what a plan of this CPM bid without premiums could buy on the day.

    >>> from opscourse.simulation import World
    >>> len(crowd_days(World(7), 728, 2000))
    4
    """
    market, requests = market_of(world), requests_of(world, day)
    n = len(market.crowds)
    crowd = crowd_of([MILLION // 10_000] * n, requests.packs)[0]
    bids = np.full(len(crowd), cpm_fen, dtype=np.int64)
    shown = serve(requests, bids, crowd, np.full(n, NO_END), None)
    at = shown.request
    cell = (requests.hour[at], requests.region[at], requests.device[at], requests.packs[at])
    seen = np.array(read_settings("display")["seen_percent"])
    click = market.ctr[cell] / MILLION * seen[np.minimum(shown.nth, len(seen) - 1)] / 100
    revenue = click * market.cvr[cell] / MILLION * order_fen(market)
    return {
        name: CrowdDay(*(values[shown.crowd == k] for values in (shown.price, click, revenue)))
        for k, name in enumerate(market.crowds)
    }


def order_fen(market: Market) -> float:
    """What an order brings on average, in fen."""
    weights = np.array(read_settings("display")["qty_weights"])
    return market.price_fen * float((weights * np.arange(1, len(weights) + 1)).sum()) / sum(weights)
