"""Lesson 2: `orders_raw`, an export with dirt in it, and `orders_gbk`, a clean one in GBK.

Planted in `orders_raw`, in every world: exact duplicates (some twice), lines with a negative
price (some of them duplicated, so that the order of the two cleaning steps shows), numbers
written with 元, spaces and thousands separators, city names in two scripts and with spaces, and
empty payment times. `clean_orders` is the truth that a cleaning can be graded against: exact
duplicates out first, then negative prices.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import numbered, text_column, time_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import once

if TYPE_CHECKING:
    from opscourse.simulation.world import World

COLUMNS = ["order_id", "line_id", "buyer_id", "sku", "city", "status", "created_at", "paid_at"]
COLUMNS += ["qty", "price", "amount"]
BULK_FEN = 100_000
DAY = dates.DAY_SECONDS
UNPAID = -1
# An order placed so many days ago at most is still in this state; older ones are closed or done.
OPEN_DAYS, NEW_DAYS, ON_THE_WAY_DAYS = 14, 2, 6


@dataclass
class Lines:
    """One item a line of an order; money in fen, moments in seconds, paid -1: never."""

    order: np.ndarray
    number: np.ndarray
    buyer: np.ndarray
    sku: np.ndarray
    city: np.ndarray
    status: np.ndarray
    created: np.ndarray
    paid: np.ndarray
    qty: np.ndarray
    price: np.ndarray

    def frame(self, prefix: str) -> pd.DataFrame:
        """The lines as a typed table."""
        orders = numbered(prefix, self.order + 1, 4)
        return pd.DataFrame(
            {
                "order_id": text_column(orders),
                "line_id": text_column(
                    [f"{o}-{k}" for o, k in zip(orders, self.number, strict=True)]
                ),
                "buyer_id": text_column(numbered("U", self.buyer, 5)),
                "sku": text_column(self.sku),
                "city": text_column(self.city),
                "status": text_column(self.status),
                "created_at": time_column(self.created),
                "paid_at": time_column(self.paid),
                "qty": self.qty,
                "price": yuan_column(self.price),
                "amount": yuan_column(self.price * self.qty),
            }
        )


def _draw_lines(world: "World", stream: str, rows: int, first_day: int, last_day: int) -> Lines:
    random, settings = world.random, read_settings("raw_orders")

    # Orders in order of time; their last lines are cut off where the rows are full.
    per_order = 1 + random.pick(f"{stream} lines", settings["line_weights"], rows)
    order = np.repeat(np.arange(rows), per_order)[:rows]
    number = np.arange(rows) - np.searchsorted(order, order) + 1
    n = int(order[-1]) + 1
    hour = random.pick(f"{stream} hour", world.scenario["hour_weights"], n)
    second = np.minimum(hour * 3600 + random.below(f"{stream} second", 3600, n), DAY - 1000)
    created = random.between(f"{stream} day", first_day, last_day, n) * DAY + second
    created = np.sort(created)  # each is paid within its day
    unpaid = random.one(f"{stream} unpaid percent", *settings["unpaid_percent"]) * 100
    pays = ~random.chance(f"{stream} unpaid", unpaid, n)
    paid = np.where(pays, created + random.between(f"{stream} delay", 15, 900, n), UNPAID)

    age = last_day - created // DAY
    done = np.array(["已签收", "已评价", "已退款"])[random.pick(f"{stream} end", [60, 34, 6], n)]
    way = np.where(age <= NEW_DAYS, "已付款", np.where(age <= ON_THE_WAY_DAYS, "已发货", done))
    status = np.where(pays, way, np.where(age <= OPEN_DAYS, "待付款", "已关闭"))

    regulars = random.shuffled(f"{stream} people", np.arange(1, world.scenario["people"] + 1))
    regulars = regulars[: settings["buyers"]]
    homes = _homes(world, stream, len(regulars))
    buyer = random.below(f"{stream} buyer", len(regulars), n)
    sku, price, qty = _draw_goods(world, stream, number)
    return Lines(
        order=order,
        number=number,
        buyer=regulars[buyer][order],
        sku=sku,
        city=homes[buyer][order],
        status=status[order],
        created=created[order],
        paid=paid[order],
        qty=qty,
        price=price,
    )


def _homes(world: "World", stream: str, n: int) -> np.ndarray:
    cities = [pair for place in world.scenario["provinces"] for pair in place["cities"].items()]
    names, weights = zip(*cities, strict=True)
    return np.array(names)[world.random.pick(f"{stream} home", list(weights), n)]


def _draw_goods(world: "World", stream: str, number: np.ndarray) -> tuple[np.ndarray, ...]:
    """Sku, price and quantity of each line; the lines of an order hold different goods."""
    random, settings = world.random, read_settings("raw_orders")
    skus, rows = settings["skus"], len(number)
    lows, highs = np.array([sku["price"] for sku in skus]).T
    fen = (lows + random.below("raw price", highs - lows + 1, len(skus))) * 100 - 20  # 37.80 …
    first = random.pick(
        f"{stream} sku", random.shuffled("raw sku", settings["sku_weights_ladder"]), rows
    )
    of_order = first[np.arange(rows) - number + 1]
    sku = (of_order + number - 1) % len(skus)
    price = fen[sku]
    qty = 1 + random.pick(f"{stream} qty", settings["qty_weights"], rows)
    bulk = random.chance(f"{stream} bulk", settings["bulk_percent"] * 100, rows)
    bulk |= np.arange(rows) % 60 == 30  # at least one in sixty
    many = -(-BULK_FEN // price) + random.below(f"{stream} many", 16, rows)
    qty = np.where(bulk, many, qty)
    return np.array([s["sku"] for s in skus])[sku], price, qty


# ---- the dirt


@dataclass
class Raw:
    """The export as text, and what is known of it."""

    table: pd.DataFrame
    clean: pd.DataFrame
    cities: dict[str, str]  # as written → as it should be
    negative: int
    copies: int


@once
def make_raw(world: "World") -> Raw:
    random, settings = world.random, read_settings("raw_orders")
    copies = random.one("raw copies", *settings["copies"])
    rows = random.one("raw rows", *settings["rows"]) - copies
    lines = _draw_lines(world, "raw", rows, dates.day_number("2025-01-01"), dates.DAYS - 1)

    # Negative prices stand on paid lines, so that whoever leaves them in pays for it.
    paid = random.shuffled("raw negative", np.flatnonzero(lines.paid != UNPAID))
    negative = paid[: random.one("raw negative rows", *settings["negative_rows"])]
    lines.price[negative] *= -1
    frame = lines.frame("Y")
    clean = frame.drop(index=frame.index[negative]).reset_index(drop=True)

    text = _as_text(world, frame, lines)
    # Some negative and some unpaid lines are among the copied ones; the first two come twice.
    unpaid = random.shuffled("raw unpaid", np.flatnonzero(lines.paid == UNPAID))
    chosen = np.r_[negative[:2], unpaid[:3], paid[len(negative) :]][: copies - 2]
    extra = np.r_[chosen, chosen[[0, -1]]]
    place = np.r_[np.arange(rows) * 2, extra * 2 + 1 + random.below("raw place", 60, copies)]
    order = np.argsort(place, kind="stable")
    dirty = text.iloc[np.r_[np.arange(rows), extra][order]].reset_index(drop=True)
    cities = dict(sorted(zip(text["city"], frame["city"], strict=True)))
    return Raw(dirty, clean, cities, len(negative), copies)


def _as_text(world: "World", frame: pd.DataFrame, lines: Lines) -> pd.DataFrame:
    """Every column as an export would write it: times plain, numbers and cities in disorder."""
    random, settings = world.random, read_settings("raw_orders")
    n, out = len(frame), frame.copy()
    for column in ("created_at", "paid_at"):
        moments = frame[column].dt.strftime("%Y-%m-%d %H:%M:%S")
        out[column] = text_column(moments.where(frame[column].notna(), "").to_numpy())
    out["qty"] = text_column([str(q) for q in lines.qty.tolist()])
    for column, fen in (("price", lines.price), ("amount", lines.price * lines.qty)):
        style = random.pick(f"raw {column} style", settings["number_style_weights"], n)
        pairs = zip(fen.tolist(), style.tolist(), strict=True)
        out[column] = text_column([_number_text(f, s) for f, s in pairs])
    style = random.pick("raw city style", settings["city_style_weights"], n)
    script = settings["traditional"]
    pairs = zip(frame["city"].tolist(), style.tolist(), strict=True)
    out["city"] = text_column([_city_text(city, s, script) for city, s in pairs])
    return out[COLUMNS]


def _number_text(fen: int, style: int) -> str:
    """A price as people type it.

    >>> _number_text(123450, 3)
    ' 1,234.50元'
    """
    text = f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    return (text, f"{text}元", f" {text} ", f" {text}元")[style]


def _city_text(city: str, style: int, traditional: dict[str, str]) -> str:
    other = traditional.get(city, city)
    return (city, other, f" {city}", f"{other} ")[style]


def clean_orders(world: "World") -> pd.DataFrame:
    """`orders_raw` cleaned: duplicates and negative prices out, typed, cities in one script."""
    return make_raw(world).clean.copy()


def raw_table(world: "World") -> pd.DataFrame:
    return make_raw(world).table.copy()


def gbk_table(world: "World") -> pd.DataFrame:
    rows = world.random.one("gbk rows", *read_settings("raw_orders")["gbk_rows"])
    first = dates.day_number("2025-12-01")
    return _draw_lines(world, "gbk", rows, first, dates.DAYS - 1).frame("G")


TABLES = {"orders_raw": raw_table, "orders_gbk": gbk_table}


def truth(world: "World") -> dict[str, Any]:
    """`orders_raw`: rows and empty payment times as exported, duplicates, negative prices among
    the rest, rows kept, yuan paid in them, and the clean name of every city as written."""
    raw = make_raw(world)
    table, clean = raw.table, raw.clean
    paid = clean[clean["paid_at"].notna()]
    return {
        "orders_raw": {
            "rows": len(table),
            "missing_paid_at": int((table["paid_at"] == "").sum()),
            "duplicate_rows": raw.copies,
            "negative_rows": raw.negative,
            "kept_rows": len(clean),
            "paid_amount": int((paid["amount"] * 100).round().sum()) / 100,
            "cities": raw.cities,
        }
    }
