"""The way of every order paid in 2025, and its tables: events, shipping, settlements.

Statuses, payments and refunds are those of `orders`; this part says how fast parcels went.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import text_column, time_column, yuan_column
from opscourse.simulation.orders import HOUR, NEVER, usual_way
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import once
from opscourse.simulation.postage import fee_fen, postage_rules

if TYPE_CHECKING:
    from opscourse.simulation.world import World

EVENTS = ["拍下", "付款", "发货", "签收", "评价"]
SINCE = dates.day_number("2025-07-01") * dates.DAY_SECONDS  # orders placed before stay out
NOVEMBER = 22
# No review lies on the days around as_of − 180 days, so that either way to count them agrees.
BORDER = tuple(dates.day_number(day) * dates.DAY_SECONDS for day in ("2025-07-03", "2025-07-07"))


@dataclass
class Parcels:
    """One item an order of the two years, in order of time; NEVER is a moment that is not."""

    orders: pd.DataFrame  # order_id, channel, province
    created: np.ndarray
    paid: np.ndarray
    due: np.ndarray
    shipped: np.ndarray
    signed: np.ndarray
    reviewed: np.ndarray
    refunded: np.ndarray  # the moment of a refund in full
    amount: np.ndarray  # fen
    refund: np.ndarray  # fen
    grams: np.ndarray
    late: np.ndarray  # drawn to be late

    def rows(self, keep: np.ndarray) -> "Parcels":
        """The chosen orders only (a mask or positions)."""
        frame = self.orders.iloc[keep].reset_index(drop=True)
        arrays = {name: value[keep] for name, value in vars(self).items() if name != "orders"}
        return Parcels(orders=frame, **arrays)


def seconds(times: pd.Series) -> np.ndarray:
    """Seconds since 2024-01-01 (int64); NEVER for a missing time."""
    whole = (times - pd.Timestamp(str(dates.START_DATE))) // pd.Timedelta(seconds=1)
    return whole.fillna(NEVER).to_numpy().astype(np.int64)


def fen(yuan: pd.Series) -> np.ndarray:
    """Whole fen (int64) of a column in yuan."""
    return (yuan * 100).round().to_numpy().astype(np.int64)


def on_time_percent(world: "World") -> np.ndarray:
    """The planted chance of being shipped in time, by month of payment 0 … 23, in percent."""
    settings = read_settings("fulfilment")
    percent = np.full(24, world.random.one("on time", *settings["on_time_percent"]))
    percent += world.random.between("on time month", -2, 2, 24)
    percent[NOVEMBER] -= world.random.one("on time november", *settings["november_less_percent"])
    return percent


@once
def parcels(world: "World") -> Parcels:
    """All orders of the world with their moments."""
    lines = world.table("orders")
    number = pd.factorize(lines["order_id"])[0]
    first = np.flatnonzero(np.r_[True, number[1:] != number[:-1]])
    once = lines.iloc[first].reset_index(drop=True)
    n = len(once)

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(number, weights=values, minlength=n).astype(np.int64)

    settings = read_settings("fulfilment")
    grams_of = lines["sku"].map(settings["sku_grams"]).fillna(1000).to_numpy()
    amount, refund = total(fen(lines["amount"])), total(fen(lines["refund_amount"]))
    paid = seconds(once["paid_at"])
    zones = {place["province"]: place["zone"] for place in world.scenario["provinces"]}
    late, shipped, signed, reviewed = _moments(world, paid, once["province"].map(zones).to_numpy())

    # A refund in full before shipping, or on the way, ends the parcel's way.
    refunded = np.where(refund == amount, seconds(once["refunded_at"]), NEVER)
    stopped = (refunded != NEVER) & (refunded <= shipped)
    shipped = np.where(stopped, NEVER, shipped)
    stopped |= (refunded != NEVER) & (refunded <= signed)
    return Parcels(
        orders=once[["order_id", "channel", "province"]],
        created=seconds(once["created_at"]),
        paid=paid,
        due=np.where(paid == NEVER, NEVER, paid + settings["due_hours"] * HOUR),
        shipped=shipped,
        signed=np.where(stopped, NEVER, signed),
        reviewed=np.where(stopped, NEVER, reviewed),
        refunded=refunded,
        amount=amount,
        refund=refund,
        grams=total(lines["qty"].to_numpy() * grams_of) + settings["parcel_grams"],
        late=late,
    )


def _moments(world: "World", paid: np.ndarray, zone: np.ndarray) -> tuple[np.ndarray, ...]:
    """Lateness, then when shipped, signed for and reviewed, all as `orders.status` has it."""
    random, settings, n = world.random, read_settings("fulfilment"), len(paid)
    usual_shipped, usual_signed, usual_reviewed = usual_way(random, paid)
    is_paid = paid != NEVER
    is_shipped = is_paid & (usual_shipped < dates.END)
    is_signed = is_paid & (usual_signed < dates.END)
    is_reviewed = is_paid & (usual_reviewed < dates.END)

    month = dates.MONTH_OF_DAY[np.maximum(paid, 0) // dates.DAY_SECONDS]
    late = ~random.chance("shipped in time", on_time_percent(world)[month] * 100, n)
    early_low, early_high = np.array(settings["on_time_hours"]) * HOUR
    late_low, late_high = np.array(settings["late_hours"]) * HOUR
    delay = np.where(
        late,
        random.between("late delay", int(late_low), int(late_high), n),
        random.between("delay", int(early_low), int(early_high), n),
    )
    low, high = np.array(settings["transit_hours"])[zone].T * HOUR
    shipped = paid + delay
    signed = shipped + low + random.below("transit", high - low, n)

    # Near the last day the usual way decides; some minutes earlier, never on the hour.
    last = np.where(is_reviewed, dates.END - 12 * HOUR, dates.END)
    clash = (is_shipped & (shipped >= dates.END)) | (is_signed & (signed >= last))
    sooner = random.between("minutes sooner", 61, 3000, n)
    shipped = np.where(clash, usual_shipped - sooner, shipped)
    signed = np.where(clash, usual_signed - sooner, signed)

    low_hours, high_hours = settings["review_hours"]
    reviewed = signed + random.between("review delay", low_hours * HOUR, high_hours * HOUR, n)
    before_end = signed + (dates.END - signed) * random.between("review part", 20, 90, n) // 100
    reviewed = np.where(reviewed < dates.END, reviewed, before_end)
    on_border = (reviewed >= BORDER[0]) & (reviewed < BORDER[1])
    reviewed = np.where(on_border, reviewed + BORDER[1] - BORDER[0], reviewed)
    return (
        late,
        np.where(is_shipped, shipped, NEVER),
        np.where(is_signed, signed, NEVER),
        np.where(is_reviewed, reviewed, NEVER),
    )


# ---- the tables


@once
def _window(world: "World") -> Parcels:
    every = parcels(world)
    return every.rows(every.created >= SINCE)


def shipping(world: "World") -> pd.DataFrame:
    """Orders to be shipped: paid, and not refunded in full before they were due."""
    window = _window(world)
    dropped = (
        (window.shipped == NEVER) & (window.refunded != NEVER) & (window.refunded < window.due)
    )
    sent = window.rows((window.paid != NEVER) & ~dropped)
    fee = fee_fen(postage_rules(world), sent.orders["province"], sent.grams)
    return pd.DataFrame(
        {
            "order_id": sent.orders["order_id"],
            "due_at": time_column(sent.due),
            "shipped_at": time_column(sent.shipped),
            "signed_at": time_column(sent.signed),
            "fee": yuan_column(np.where(sent.shipped == NEVER, 0, fee)),
        }
    )


def commission_per_10000(world: "World") -> dict[str, int]:
    """What each channel takes of the money that is left after refunds, per 10000."""
    ranges = read_settings("fulfilment")["commission_per_10000"]
    return {
        name: world.random.one(f"commission {name}", *ranges.get(name, [50, 500]))
        for name in world.scenario["channels"]
    }


def settlements(world: "World") -> pd.DataFrame:
    """Orders that are done: signed for, or refunded in full."""
    window = _window(world)
    done = window.rows((window.signed != NEVER) | (window.refunded != NEVER))
    rate = done.orders["channel"].map(commission_per_10000(world)).to_numpy()
    fee = fee_fen(postage_rules(world), done.orders["province"], done.grams)
    return pd.DataFrame(
        {
            "order_id": done.orders["order_id"],
            "paid": yuan_column(done.amount),
            "refund": yuan_column(done.refund),
            "commission": yuan_column((done.amount - done.refund) * rate // 10_000),
            "postage": yuan_column(np.where(done.shipped == NEVER, 0, fee)),
        }
    )


@once
def _planted(world: "World") -> dict[str, np.ndarray]:
    """Positions (in the window) of the orders with each kind of illegal jump."""
    window, settings = _window(world), read_settings("fulfilment")
    taken = np.zeros(len(window.paid), dtype=bool)
    far_from_end = window.created < dates.END - 20 * dates.DAY_SECONDS
    groups = {
        "没付款就发货": window.paid == NEVER,
        "没发货就签收": window.signed != NEVER,
        "签收早于发货": window.signed != NEVER,
        "没签收就评价": window.reviewed != NEVER,
        "付款两次": window.signed != NEVER,
    }
    found = {}
    for kind, group in groups.items():
        free = np.flatnonzero(group & ~taken & far_from_end)
        count = world.random.one(f"illegal {kind}", *settings["illegal_jumps"])
        found[kind] = np.sort(world.random.shuffled(f"illegal orders {kind}", free)[:count])
        taken[found[kind]] = True
    return found


def order_events(world: "World") -> pd.DataFrame:
    """The log of every order of the window, by time, with illegal jumps planted."""
    window, planted = _window(world), _planted(world)
    at = np.stack(
        [window.created, window.paid, window.shipped, window.signed, window.reviewed], axis=1
    )
    unpaid, swapped = planted["没付款就发货"], planted["签收早于发货"]
    at[unpaid, 2] = at[unpaid, 0] + world.random.between("unpaid shipped", 20, 40, unpaid) * 3601
    at[unpaid, 3] = at[unpaid, 2] + world.random.between("unpaid signed", 30, 90, unpaid) * 3607
    at[planted["没发货就签收"], 2] = NEVER
    at[planted["没签收就评价"], 3] = NEVER
    at[swapped, 2], at[swapped, 3] = at[swapped, 3], at[swapped, 2]

    order, event = np.nonzero(at != NEVER)
    moment = at[order, event]
    twice = planted["付款两次"]
    order, event = np.r_[order, twice], np.r_[event, np.ones_like(twice)]
    later = world.random.between("paid again", 40, 1500, twice)
    moment = np.r_[moment, np.minimum(at[twice, 1] + later, at[twice, 2] - 1)]
    by_time = np.lexsort((event, order, moment))
    order, event, moment = order[by_time], event[by_time], moment[by_time]
    return pd.DataFrame(
        {
            "order_id": text_column(window.orders["order_id"].to_numpy()[order]),
            "event": text_column(np.array(EVENTS)[event]),
            "at": time_column(moment),
        }
    )


TABLES = {"order_events": order_events, "shipping": shipping, "settlements": settlements}


def truth(world: "World") -> dict[str, Any]:
    """The chance of timely shipping by month of payment, commissions, and planted jumps."""
    ids = _window(world).orders["order_id"].to_numpy()
    percent = on_time_percent(world)
    return {
        "on_time": {dates.month_text(m): int(percent[m]) / 100 for m in range(18, 24)},
        "commission": {k: rate / 10_000 for k, rate in commission_per_10000(world).items()},
        "illegal_jumps": {k: sorted(ids[rows].tolist()) for k, rows in _planted(world).items()},
    }
