"""`price_test`, `promotion_rules`: what a price sells, and which goods may join a promotion."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation.frames import text_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import first_fit

if TYPE_CHECKING:
    from opscourse.simulation.world import World

LOSS = 3  # percent by which chance may lower a week's sales


def gift_cost_fen(world: "World") -> int:
    """Unit cost of the gift box, a multiple of 12 yuan, so that price steps are whole yuan."""
    low, high = read_settings("listing")["gift_cost_yuan"]
    return world.random.one("gift cost", low // 12, high // 12) * 1200


def _grid(world: "World") -> tuple[int, int, int, int]:
    """Position of the best price, of the one with most revenue, price step and slope.

    With sales of a − b·price, revenue is highest at a/2b and profit half a unit cost above. The
    step divides that half cost, so both lie on tested prices and no neighbour comes near them.
    """
    random, settings = world.random, read_settings("listing")
    steps = random.one("test steps", *settings["test_steps"])
    best = random.one("test best", *settings["test_best"]) - 1
    slope = random.one("test slope", *settings["test_slope"]) * 10
    return best, best - steps, gift_cost_fen(world) // 2 // steps, slope


def _prices(world: "World") -> np.ndarray:
    """Tested prices in fen, cheapest first."""
    best, _, step, _ = _grid(world)
    count = read_settings("listing")["test_prices"]
    # The cheapest price stands above the unit cost, and even the dearest one sells something.
    height = max(0, 12 - 2 * best) + world.random.one("test height", 0, 2)
    top = gift_cost_fen(world) + (best + 1 + height) * step
    return top + (np.arange(count) - best) * step


def best_price_fen(world: "World", away: bool = False) -> int:
    """The tested price with the highest profit; `away`: a price one or two steps from it."""
    best = _grid(world)[0]
    if away:
        way = 2 * world.random.one("price today way", 0, 1) - 1
        best += way * world.random.one("price today", 1, 2)
    return int(_prices(world)[best])


def price_test(world: "World") -> pd.DataFrame:
    """One row a tested price of the gift box and the items sold in its week, in shuffled order."""
    random = world.random
    best, richest, step, slope = _grid(world)
    prices = _prices(world)
    # Demand is 0 at twice the price of most revenue.
    end = 2 * int(prices[richest])
    qty = (end - prices) * slope // step
    percent = 100 - random.between("test luck", 0, LOSS, len(prices))
    percent[[best, richest]] = 100
    order = random.shuffled("test order", np.arange(len(prices)))
    return pd.DataFrame({"price": yuan_column(prices[order]), "qty": (qty * percent // 100)[order]})


# ---- promotions

RULES = ["最低售价", "最高售价", "最低毛利率", "活动折扣", "近30天最低销量"]
PRICE_GAP = 0.4  # yuan that every price keeps from a limit
MARGIN_GAP = 0.001
LEAST_GOODS = 3  # that pass, and that pass one limit and not the next


def promotion_rules(world: "World") -> pd.DataFrame:
    """One row a limit of the promotion; no goods lie near one, and each limit stops some."""
    limits = [*_limits(world), _least_sales(world)]
    return pd.DataFrame({"rule": text_column(RULES), "value": np.array(limits, dtype=float)})


def _limits(world: "World") -> list[float]:
    """Lowest and highest price (yuan), least margin and discount, as decimals."""
    settings = read_settings("listing")
    sheet = world.table("skus")
    sheet = sheet[sheet["price"] > 0]
    price, cost = sheet["price"].to_numpy(), sheet["unit_cost"].to_numpy()

    def draw(stream: str) -> list[float]:
        spans = ("lowest_price_yuan", "highest_price_yuan")
        percents = ("least_margin_percent", "promotion_discount_percent")
        whole = [world.random.one(f"{stream} {name}", *settings[name]) for name in spans]
        parts = [world.random.one(f"{stream} {name}", *settings[name]) / 100 for name in percents]
        return [*whole, *parts]

    def fits(limits: list[float]) -> bool:
        low, high, least, discount = limits
        listed, reduced = 1 - cost / price, 1 - cost / (price * discount)
        inside = (price > low) & (price < high)
        groups = [inside & (reduced > least), inside & (listed > least), inside, price > low]
        counts = [0, *(int(group.sum()) for group in groups), len(price)]
        far = min(np.abs(price - low).min(), np.abs(price - high).min()) > PRICE_GAP
        far &= min(np.abs(listed - least).min(), np.abs(reduced - least).min()) > MARGIN_GAP
        return bool(far and np.diff(counts[:4]).min() >= LEAST_GOODS and np.diff(counts).min() >= 1)

    return first_fit("promotion", draw, fits)


def _least_sales(world: "World") -> int:
    """A number of items that some goods sold in December's last 30 days and some did not."""
    paid = world.table("orders_paid")
    sold = paid[paid["paid_at"] >= "2025-12-02"].groupby("sku")["qty"].sum().sort_values()
    rank = world.random.one("least sales", 3, 5)
    limit = int(sold.iloc[rank - 1] + sold.iloc[rank]) // 2
    while limit in set(sold):
        limit += 1
    return limit


TABLES = {"price_test": price_test, "promotion_rules": promotion_rules}


def truth(world: "World") -> dict[str, Any]:
    """The gift box: the price with most profit and with most revenue, and what demand loses."""
    best, richest, step, slope = _grid(world)
    prices = _prices(world)
    return {
        "price_test": {
            "best_price": int(prices[best]) / 100,
            "richest_price": int(prices[richest]) / 100,
            "items_lost_per_yuan": slope * 100 / step,
            "unit_cost": gift_cost_fen(world) / 100,
        }
    }
