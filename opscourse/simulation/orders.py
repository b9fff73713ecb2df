"""Orders of the two years: who orders when, which items, what is paid and what comes back.

Money is whole fen throughout; moments are seconds since 2024-01-01 (-1: never).
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from opscourse.simulation import dates
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.traits import Traits
from opscourse.simulation.visits import FIRST_DAY, Visits, copy_previous, draw_people

STATUSES = ["待付款", "已关闭", "已付款", "已发货", "已签收", "已评价", "已退款"]
NEVER = -1
HOUR = 3600
DAY = dates.DAY_SECONDS


@dataclass
class Placed:
    """One item an order, in order of time: when, by whom, through which channel."""

    created: np.ndarray
    person: np.ndarray
    channel: np.ndarray


@dataclass
class Lines:
    """One item a line; `order` is the position of its order."""

    order: np.ndarray
    number: np.ndarray  # 1, 2 … within the order
    product: np.ndarray
    qty: np.ndarray
    price: np.ndarray
    amount: np.ndarray  # price × qty and the line's share of the postage
    refund: np.ndarray


@dataclass
class Fate:
    """One item an order: what became of it up to the world's today."""

    status: np.ndarray
    paid: np.ndarray
    refunded: np.ndarray
    refund_percent: np.ndarray


def place_orders(
    random: Randomness, scenario: dict[str, Any], traits: Traits, visits: Visits
) -> Placed:
    """Orders before the visit log, then those placed during its visits."""
    early, late = _early_orders(random, scenario, traits), _orders_in_visits(random, visits)
    both = [np.concatenate([getattr(early, f.name), getattr(late, f.name)]) for f in fields(Placed)]
    in_time = np.argsort(both[0], kind="stable")
    return Placed(*(column[in_time] for column in both))


def _early_orders(random: Randomness, scenario: dict[str, Any], traits: Traits) -> Placed:
    days = np.arange(FIRST_DAY)
    month = np.array(scenario["month_percent"])[dates.MONTH_OF_DAY[days] % 12]
    growth = np.where(dates.MONTH_OF_DAY[days] >= 12, traits.growth_percent, 100)
    weekday = np.array(scenario["weekday_percent"])[dates.WEEKDAY[days]]
    festival = dates.festival_days(scenario["festival_percent"])[days]
    noise = random.between("orders of day", 70, 130, FIRST_DAY)
    # In thousandths of an order; a random thousandth decides whether to round up.
    expected = traits.orders_per_day * month * growth * weekday * festival * noise // 10**7
    counts = (expected + random.below("orders rounding", 1000, FIRST_DAY)) // 1000

    day = np.repeat(days, counts)
    n = len(day)
    person = draw_people(random, "early buyer", scenario["people"], n)
    again = random.chance("second early order", scenario["second_order_percent"] * 100, n)
    person = copy_previous(person, again, day)
    weights = traits.channel_share * traits.channel_order // 100
    channel = random.pick("early channel", weights, n)
    hour = random.pick("early hour", scenario["hour_weights"], n)
    created = day * DAY + hour * HOUR + random.below("early second", HOUR, n)
    return Placed(created, person, channel)


def _orders_in_visits(random: Randomness, visits: Visits) -> Placed:
    """Each order lies inside its visit: the first in the first half, a second one after it."""
    visit = np.repeat(np.arange(len(visits.start)), visits.orders)
    second = np.r_[False, visit[1:] == visit[:-1]]
    half = visits.stay[visit] // 2
    delay = 30 + random.below("order delay", half - 30, len(visit))
    created = visits.start[visit] + delay + second * half
    return Placed(created, visits.person[visit], visits.channel[visit])


def draw_lines(
    random: Randomness, scenario: dict[str, Any], traits: Traits, placed: Placed, zone: np.ndarray
) -> Lines:
    """The items of each order, priced, with the postage shared out to the fen."""
    n = len(placed.created)
    day = placed.created // DAY
    most = len(scenario["line_weights"])
    season = np.array([product["season"] for product in scenario["products"]]).T
    weights = season[dates.MONTH_OF_DAY[day] % 12] * traits.popularity
    drawn = np.stack([random.pick(f"item {k}", weights, n) for k in range(most)], axis=1)
    wanted = 1 + random.pick("number of items", scenario["line_weights"], n)
    keep = np.arange(most) < wanted[:, None]
    for k in range(1, most):  # the same product twice is one item
        keep[:, k] &= (drawn[:, :k] != drawn[:, k : k + 1]).all(axis=1)

    order, column = np.nonzero(keep)
    product = drawn[order, column]
    number = np.cumsum(keep, axis=1)[order, column]
    qty = 1 + random.pick("qty", scenario["qty_weights"], n * most)[order * most + column]
    quarter = dates.MONTH_OF_DAY[day[order]] // 3
    festival = dates.festival_days(scenario["festival_percent"])[day[order]] > 100
    percent = np.where(festival, scenario["festival_price_percent"], 100)
    price = traits.price_fen[product, quarter] * percent // 1000 * 10

    goods = price * qty
    goods_of_order = np.bincount(order, weights=goods, minlength=n).astype(np.int64)
    fee = np.array(scenario["postage_yuan"])[zone] * 100
    fee = np.where(goods_of_order >= scenario["free_postage_yuan"] * 100, 0, fee)
    share = fee[order] * goods // goods_of_order[order]
    shared = np.bincount(order, weights=share, minlength=n).astype(np.int64)
    share[number == 1] += (fee - shared)[order[number == 1]]  # what is left goes to the first line
    return Lines(order, number, product, qty, price, goods + share, np.zeros_like(goods))


def decide_fates(
    random: Randomness, scenario: dict[str, Any], traits: Traits, placed: Placed, lines: Lines
) -> Fate:
    """Payment, refund and status of each order; fills `lines.refund`."""
    created, n = placed.created, len(placed.created)
    total = np.bincount(lines.order, weights=lines.amount, minlength=n).astype(np.int64)
    paid = _payments(random, scenario, traits, created, total)
    is_paid = paid != NEVER

    refunded = _refunds(random, scenario, traits, paid, lines.product[lines.number == 1])
    percent = np.array([100, 50, 30])[random.pick("refund part", [60, 25, 15], n)]
    percent = np.where(refunded == NEVER, 0, percent)
    lines.refund[:] = lines.amount * percent[lines.order] // 100

    shipped, signed, reviewed = usual_way(random, paid)
    closed = created + scenario["close_unpaid_days"] * DAY
    status = 2 + (shipped < dates.END) + (signed < dates.END)
    status = status + (reviewed < dates.END)
    status = np.where(is_paid, status, closed < dates.END)
    status = np.where(refunded != NEVER, STATUSES.index("已退款"), status)
    return Fate(status, paid, refunded, percent)


def usual_way(random: Randomness, paid: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """When each paid order would be shipped, signed for and reviewed; dates.END: never."""
    n = len(paid)
    shipped = paid + random.between("shipping hours", 12, 96, n) * HOUR
    signed = shipped + random.between("transit hours", 36, 120, n) * HOUR
    reviewed = signed + random.between("review hours", 24, 240, n) * HOUR
    return shipped, signed, np.where(random.chance("review", 3500, n), reviewed, dates.END)


def _refunds(
    random: Randomness,
    scenario: dict[str, Any],
    traits: Traits,
    paid: np.ndarray,
    first_product: np.ndarray,
) -> np.ndarray:
    """Moment of the refund of each order, decided by its first item; NEVER without one."""
    n = len(paid)
    draw = random.below("refund", 10_000, n)
    asks = draw < traits.refund_percent[first_product] * 100
    for first, last in (("2025-11-01", "2025-11-30"), ("2025-12-01", "2025-12-05")):
        since, until = dates.day_number(first) * DAY, (dates.day_number(last) + 1) * DAY
        group = np.flatnonzero((paid >= since) & (paid < until))
        asks[group[np.argsort(draw[group], kind="stable")][: scenario["least_refunds"]]] = True
    refunded = paid + random.between("refund day", 2, 25, n) * DAY
    refunded += random.between("refund second", -8 * HOUR, 8 * HOUR, n)
    return np.where((paid != NEVER) & asks & (refunded < dates.END), refunded, NEVER)


def _payments(
    random: Randomness,
    scenario: dict[str, Any],
    traits: Traits,
    created: np.ndarray,
    total: np.ndarray,
) -> np.ndarray:
    """Moment of payment; NEVER where the order is unpaid today."""
    n, day = len(created), created // DAY
    dear = total >= scenario["dear_order_yuan"] * 100
    unpaid = np.where(dear, traits.dear_unpaid_percent, 100) * traits.unpaid_percent
    pays = ~random.chance("unpaid", unpaid, n)

    festival = np.r_[dates.festival_days(scenario["festival_percent"]), 100, 100]
    eve = festival[day + 1] > festival[day]
    next_day = np.where(
        eve, scenario["festival_eve_next_day_percent"], scenario["next_day_percent"]
    )
    tomorrow = (day + 1) * DAY + random.between("next day second", 7 * HOUR, 22 * HOUR, n)
    # Whoever ordered before the visit log has paid before it.
    waits = random.chance("next day", next_day * 100, n) & (day != FIRST_DAY - 1)
    paid = np.where(waits, tomorrow, created + random.between("payment delay", 15, 900, n))
    paid = np.where(day == FIRST_DAY - 1, np.minimum(paid, FIRST_DAY * DAY - 1), paid)
    return np.where(pays & (paid < dates.END), paid, NEVER)
