"""The visit log of November and December 2025, and the orders that grow out of it."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from opscourse.simulation import dates
from opscourse.simulation.randomness import Index, Randomness
from opscourse.simulation.traits import Traits

FIRST_DAY = dates.day_number("2025-11-01")
SESSION_GAP = 30 * 60  # two visits of one person lie at least this far apart


@dataclass
class Visits:
    """One item a visit, in order of time; `orders` is the number of orders placed in it (0–2)."""

    start: np.ndarray
    person: np.ndarray
    channel: np.ndarray
    pages: np.ndarray
    stay: np.ndarray
    consulted: np.ndarray
    orders: np.ndarray

    def where(self, keep: np.ndarray) -> "Visits":
        """The chosen visits (a mask or positions)."""
        return Visits(*(getattr(self, field.name)[keep] for field in fields(self)))


def draw_people(random: Randomness, stream: str, people: int, index: Index) -> np.ndarray:
    """Persons 0 … people-1. The smaller of two draws: a low number is a frequent guest."""
    first = random.below(stream + " a", people, index)
    return np.minimum(first, random.below(stream + " b", people, index))


def copy_previous(values: np.ndarray, again: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Where `again`, the value of the row before, if that row is of the same day."""
    before = np.arange(len(values)) - 1
    again = again & (before >= 0) & (day == day[before])
    return np.where(again, values[before], values)


def visits_each_day(random: Randomness, scenario: dict[str, Any], traits: Traits) -> np.ndarray:
    """Number of visits on each day from FIRST_DAY to the end."""
    days = np.arange(FIRST_DAY, dates.DAYS)
    weekday = np.array(scenario["weekday_percent"])[dates.WEEKDAY[days]]
    festival = dates.festival_days(scenario["festival_percent"])[days]
    december = np.where(dates.MONTH_OF_DAY[days] == 23, traits.december_percent, 100)
    noise = random.between("visits of day", 92, 107, len(days))
    return traits.visits_per_day * weekday * festival * december * noise // 100**4


def make_visits(random: Randomness, scenario: dict[str, Any], traits: Traits) -> Visits:
    """Draw the whole log, sorted by time."""
    counts = visits_each_day(random, scenario, traits)
    day = np.repeat(np.arange(FIRST_DAY, dates.DAYS), counts)
    n = len(day)
    people = scenario["people"]
    person = draw_people(random, "visitor", people, n)
    again = random.chance("visit again", scenario["return_same_day_percent"] * 100, n)
    person = copy_previous(person, again, day)

    usual = random.pick("usual channel", traits.channel_share, people)[person]
    other = random.pick("visit channel", traits.channel_share, n)
    keeps = random.chance("keep channel", scenario["keep_channel_percent"] * 100, n)
    channel = np.where(keeps, usual, other)

    bounce = random.chance("bounce", traits.channel_bounce[channel], n)
    pages = np.where(bounce, 1, 2 + random.pick("pages", scenario["page_weights"], n))
    consulted = ~bounce & random.chance("consult", traits.channel_consult[channel], n)
    short = random.between("short stay", 3, 40, n)
    stay = np.where(bounce, short, pages * random.between("stay", 12, 70, n) + short)

    orders = _orders_of(random, scenario, traits, day, channel, bounce, consulted)
    buying = orders > 0
    pages = np.where(buying, np.maximum(pages, 3) + orders, pages)
    stay = np.where(buying, stay + 150 * orders + short, stay)

    hour = random.pick("visit hour", scenario["hour_weights"], n)
    second = hour * 3600 + random.below("visit second", 3600, n)
    second = np.minimum(second, dates.DAY_SECONDS - 1 - stay)  # ends on the day it began
    visits = Visits(
        day * dates.DAY_SECONDS + second, person, channel, pages, stay, consulted, orders
    )
    return _apart(visits.where(np.argsort(visits.start, kind="stable")))


def _orders_of(
    random: Randomness,
    scenario: dict[str, Any],
    traits: Traits,
    day: np.ndarray,
    channel: np.ndarray,
    bounce: np.ndarray,
    consulted: np.ndarray,
) -> np.ndarray:
    """Number of orders placed in each visit; every channel of a month gets its least number."""
    n = len(day)
    chance = traits.channel_order[channel]
    chance = np.where(consulted, chance * scenario["consult_order_percent"] // 100, chance)
    draw = random.below("order in visit", 10_000_000, n)
    buys = ~bounce & (draw < chance * 1000)
    for month in (22, 23):
        for number in range(len(scenario["channels"])):
            group = np.flatnonzero(
                ~bounce & (channel == number) & (dates.MONTH_OF_DAY[day] == month)
            )
            luckiest = group[np.argsort(draw[group], kind="stable")]
            buys[luckiest[: scenario["least_orders"]]] = True
    second = random.chance("second order in visit", scenario["second_order_percent"] * 100, n)
    return buys * (1 + second)


def _apart(visits: Visits) -> Visits:
    """Without the visits that begin within 30 minutes of the same person's visit before."""
    order = np.lexsort((visits.start, visits.person))
    person, start = visits.person[order], visits.start[order]
    end = start + visits.stay[order]
    too_soon = np.zeros(len(order), dtype=bool)
    too_soon[1:] = (person[1:] == person[:-1]) & (start[1:] < end[:-1] + SESSION_GAP)
    keep = np.ones(len(order), dtype=bool)
    keep[order] = ~too_soon
    return visits.where(keep)
