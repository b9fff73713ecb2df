"""What is hidden behind one world's tables: the numbers that differ from world to world."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from opscourse.simulation.randomness import Randomness

QUARTERS = 8


@dataclass(frozen=True)
class Traits:
    """Hidden facts of a world; arrays have one item per channel or per product.

    Chances of channels are per 10000, refunds in percent, prices in fen (product × quarter).
    """

    channel_share: np.ndarray
    channel_order: np.ndarray
    channel_bounce: np.ndarray
    channel_consult: np.ndarray
    price_fen: np.ndarray
    popularity: np.ndarray
    refund_percent: np.ndarray
    visits_per_day: int
    december_percent: int
    orders_per_day: int
    growth_percent: int
    unpaid_percent: int
    dear_unpaid_percent: int


def draw_traits(random: Randomness, scenario: dict[str, Any]) -> Traits:
    """Draw a world's hidden facts; a ladder gives the channels the same values in another order."""

    def ladder(field: str, scale: int) -> np.ndarray:
        # A jitter of ±6 % keeps two worlds with the same order of channels apart.
        values = random.shuffled(field, scenario[field]) * scale
        return values * random.between(field + " jitter", 94, 106, len(values)) // 100

    def one(field: str) -> int:
        low, high = scenario[field]
        return random.one(field, low, high)

    products = scenario["products"]
    lows, highs = np.array([product["price"] for product in products]).T
    yuan = lows + random.below("price", highs - lows + 1, len(products))
    quarter_percent = random.between("price quarter", 92, 108, len(products) * QUARTERS)
    price_fen = yuan[:, None] * quarter_percent.reshape(-1, QUARTERS) // 10 * 10  # ends in 0 fen
    refund_low, refund_high = np.array([product["refund"] for product in products]).T
    refund_steps = refund_high - refund_low + 1
    dear = scenario["dear_unpaid_percent"]
    return Traits(
        channel_share=ladder("channel_share_ladder", 100),
        channel_order=ladder("channel_order_ladder", 1),
        channel_bounce=ladder("channel_bounce_ladder", 100),
        channel_consult=ladder("channel_consult_ladder", 100),
        price_fen=price_fen,
        popularity=random.between("popularity", 60, 140, len(products)),
        refund_percent=refund_low + random.below("refund", refund_steps, len(products)),
        visits_per_day=one("visits_per_day"),
        december_percent=one("december_percent"),
        orders_per_day=one("orders_per_day"),
        growth_percent=one("growth_percent"),
        unpaid_percent=one("unpaid_percent"),
        dear_unpaid_percent=dear[random.one("dear", 0, len(dear) - 1)],
    )
