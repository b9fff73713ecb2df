"""`inventory`: the store room day by day. What is sold on a day is what was paid for on it."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import text_column, time_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import within

if TYPE_CHECKING:
    from opscourse.simulation.world import World

FIRST_DAY = dates.day_number("2025-07-01")
DAYS = dates.DAYS - FIRST_DAY


def spoiled_per_10000(world: "World") -> np.ndarray:
    """Items lost of ten thousand that lie in the store at the end of a day, by product."""
    ranges = read_settings("fulfilment")["spoiled_per_10000"]
    return _each(world, "spoiled", ranges, [5, 200])


def _each(world: "World", name: str, ranges: dict[str, list[int]], other: list[int]) -> np.ndarray:
    """A whole number for each product, drawn from the range of its kind of goods."""
    skus = [product["sku"] for product in world.scenario["products"]]
    both = [ranges.get(sku.split("-")[0], other) for sku in skus]
    return np.array(
        [world.random.one(f"{name} {sku}", *pair) for sku, pair in zip(skus, both, strict=True)]
    )


def daily_sales(world: "World") -> np.ndarray:
    """Items paid for, by day of the window and product (int64 [days, products])."""
    paid = world.table("orders_paid")
    day = (paid["paid_at"] - pd.Timestamp(str(dates.START_DATE))).dt.days.to_numpy() - FIRST_DAY
    number = {product["sku"]: k for k, product in enumerate(world.scenario["products"])}
    product = paid["sku"].map(number).to_numpy()
    sales = np.zeros((DAYS, len(number)), dtype=np.int64)
    inside = day >= 0
    np.add.at(sales, (day[inside], product[inside]), paid["qty"].to_numpy()[inside])
    return sales


def _stock(world: "World") -> dict[str, np.ndarray]:
    """Opening, arrived, sold, spoiled and closing, each [days, products]; nothing is negative.

    The co-op knows its customers: each delivery covers the sales until the next one and some
    more. Where spoilage eats too much of it, the missing cases arrive the same day.
    """
    random, settings = world.random, read_settings("fulfilment")
    sold = daily_sales(world)
    products, case = sold.shape[1], settings["case_items"]
    rate = spoiled_per_10000(world)
    cycle = _each(world, "delivery days", settings["delivery_days"], [5, 10])
    buffer = within(random, "stock buffer", settings["stock_buffer_percent"], products)
    dice = random.below("spoilage", 10_000, DAYS * products).reshape(DAYS, products)
    sold_before = np.vstack([np.zeros(products, dtype=np.int64), sold.cumsum(axis=0)])
    phase = random.below("delivery phase", cycle, products)

    columns = {name: np.zeros_like(sold) for name in ("opening", "arrived", "spoiled", "closing")}
    every = np.arange(products)
    stock = sold_before[np.minimum(phase, DAYS), every] + case  # until the first delivery
    for day in range(DAYS):
        until = np.minimum(day + cycle, DAYS)
        wanted = (sold_before[until, every] - sold_before[day]) * (100 + buffer) // 100
        wanted += np.where(wanted > 0, 2, 0)
        wanted = np.where(day % cycle == phase, wanted, sold[day])
        short = np.maximum(wanted - stock, 0)
        arrived = (short + case - 1) // case * case
        left = stock + arrived - sold[day]
        spoiled = (left * rate + dice[day]) // 10_000
        columns["opening"][day], columns["arrived"][day] = stock, arrived
        columns["spoiled"][day], columns["closing"][day] = spoiled, left - spoiled
        stock = left - spoiled
    return {**columns, "sold": sold}


def inventory(world: "World") -> pd.DataFrame:
    """One row a day and product: opening + arrived − sold − spoiled = closing."""
    skus = [product["sku"] for product in world.scenario["products"]]
    columns = _stock(world)
    day = np.repeat(np.arange(FIRST_DAY, dates.DAYS), len(skus))
    names = ("opening", "arrived", "sold", "spoiled", "closing")
    return pd.DataFrame(
        {
            "date": time_column(day * dates.DAY_SECONDS),
            "sku": text_column(skus * DAYS),
            **{name: columns[name].ravel() for name in names},
        }
    )


TABLES = {"inventory": inventory}


def truth(world: "World") -> dict[str, Any]:
    """The chance that an item left in the evening is lost, by product."""
    skus = [product["sku"] for product in world.scenario["products"]]
    rates = spoiled_per_10000(world)
    return {"spoilage": {sku: int(rate) / 10_000 for sku, rate in zip(skus, rates, strict=True)}}
