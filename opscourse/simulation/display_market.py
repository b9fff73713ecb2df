"""What lies behind display advertising: shoppers, their crowd packs, rivals, true response.

Everything is whole numbers drawn from streams named "display …". A day's requests (chances to
show an advertisement) are functions of (key, day, number), so two plans meet the same shoppers.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from opscourse.simulation.dates import day_number
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import once
from opscourse.simulation.randomness import Randomness, splitmix64
from opscourse.simulation.traits import draw_traits

if TYPE_CHECKING:
    from opscourse.simulation.world import World

DEVICES = ["手机", "电脑"]
HOURS = 24
MILLION = 1_000_000


@dataclass(frozen=True)
class Market:
    """One world's display market; never shown to learners.

    `member` [pack, person] is bool; `packs` is its bits as one number a person. `ctr` and `cvr`
    are chances per million [hour, region, device, packs]; `rival` is the CPM in fen [rival,
    hour, packs] before noise. `lots` has busy
    people several times: a request is of one of them.
    """

    regions: list[str]
    crowds: list[str]
    person_ids: np.ndarray
    region: np.ndarray
    member: np.ndarray
    packs: np.ndarray
    lots: np.ndarray
    mobile: int
    hours: np.ndarray
    requests: int
    rival: np.ndarray
    ctr: np.ndarray
    cvr: np.ndarray
    age_percent: int
    price_fen: int
    crowd_ctr: list[int]
    crowd_cvr: list[int]
    region_cvr: list[int]
    device_cvr: list[int]
    plan_bid: int
    plan_premium: list[int]


@dataclass(frozen=True)
class Requests:
    """The requests of one day in time order: arrays with one item each."""

    person: np.ndarray
    hour: np.ndarray
    second: np.ndarray
    region: np.ndarray
    device: np.ndarray
    packs: np.ndarray
    rival: np.ndarray
    click: np.ndarray
    order: np.ndarray
    qty: np.ndarray


@once
def market_of(world: "World") -> Market:
    """The display market of a world, made once."""
    random, settings = world.random, read_settings("display")
    # People and their homes are the world's own; ids in the packs are those of orders and visits.
    person_ids, provinces = world.person_ids, world.homes[1]
    regions, crowds = list(settings["regions"]), settings["crowds"]
    number = {p: k for k, names in enumerate(settings["regions"].values()) for p in names}
    member = _members(world, person_ids)
    activity = np.array(settings["activity"])
    weight = activity[random.below("display activity", len(activity), len(person_ids))]
    steps = _between(random, "display hour rivals", settings["rival_hour_percent"], HOURS)
    sets = 1 << len(member)
    dearest = np.array([max(_of_set(settings["rival_crowd_percent"], s)) for s in range(sets)])
    rival = np.array(settings["rival_cpm"])[:, None, None] * steps[:, None] * dearest // 10_000
    crowd_ctr = _one_each(random, "display crowd ctr", settings["crowd_ctr"])
    crowd_cvr = [c * 100 for c in _one_each(random, "display crowd cvr", settings["crowd_cvr"])]
    region_cvr = random.shuffled("display region cvr", settings["region_cvr_ladder"])
    region_cvr = region_cvr * random.between("display region jitter", 95, 105, len(regions)) // 100
    patterns = settings["device_cvr_percent"]
    device_cvr = patterns[random.one("display device", 0, len(patterns) - 1)]
    hour_ctr = _between(random, "display hour ctr", settings["hour_ctr_percent"], HOURS)
    hour_cvr = _between(random, "display hour cvr", settings["hour_cvr_percent"], HOURS)
    region_ctr = _between(
        random, "display region ctr", settings["region_ctr_percent"], len(regions)
    )
    premiums = random.shuffled("display premium", settings["premium_percent"])[: len(member)]
    quarter = draw_traits(random, world.scenario).price_fen[:, -1]
    skus = [product["sku"] for product in world.scenario["products"]]
    return Market(
        regions=regions,
        crowds=crowds,
        person_ids=person_ids,
        region=np.array([number[p] for p in provinces]),
        member=member,
        packs=(member << np.arange(len(member))[:, None]).sum(axis=0),
        lots=np.repeat(np.arange(len(person_ids)), weight),
        mobile=random.one("display mobile", *settings["mobile_percent"]) * 100,
        hours=np.array(world.scenario["hour_weights"]),
        requests=random.one("display requests", *settings["requests_per_day"]),
        rival=rival,
        ctr=_chances(crowd_ctr, sets, hour_ctr, region_ctr, np.array([100, 100])),
        cvr=_chances(crowd_cvr, sets, hour_cvr, region_cvr, np.array(device_cvr)),
        age_percent=random.one("display age", *settings["age_percent"]),
        price_fen=int(quarter[skus.index(settings["sku"])]),
        crowd_ctr=crowd_ctr,
        crowd_cvr=crowd_cvr,
        region_cvr=region_cvr.tolist(),
        device_cvr=device_cvr,
        plan_bid=random.one("display bid", *settings["bid_cpm"]),
        plan_premium=premiums.tolist(),
    )


def _members(world: "World", person_ids: np.ndarray) -> np.ndarray:
    """Who is in which pack (bool by pack, person), as of the day before the first campaign."""
    settings = read_settings("display")
    end = np.datetime64(settings["exposure_day"], "ns")
    paid, visits = world.table("orders_paid"), world.table("visits")
    since = end - np.timedelta64(settings["old_buyer_days"], "D")
    buyers = paid.loc[(paid["paid_at"] >= since) & (paid["paid_at"] < end), "buyer_id"]
    deep = (visits["pages"] >= settings["cart_pages"]) & (visits["started_at"] < end)
    people = pd.Index(person_ids)
    old, cart = people.isin(buyers), people.isin(visits.loc[deep, "visitor_id"])
    share = world.random.one("display similar", *settings["similar_percent"]) * 100
    chance = np.where(old | cart, 2 * share, share)
    similar = world.random.chance("display similar who", chance, len(person_ids))
    return np.array([old, cart, similar])


def _of_set(values: list[int], packs: int) -> list[int]:
    """The values of the packs in a set; that of everybody else where the set is empty."""
    chosen = [value for k, value in enumerate(values[:-1]) if packs >> k & 1]
    return chosen or values[-1:]


def _between(random: Randomness, stream: str, ends: list[int], count: int) -> np.ndarray:
    return random.between(stream, ends[0], ends[1], count)


def _one_each(random: Randomness, stream: str, ranges: list[list[int]]) -> list[int]:
    return [random.one(f"{stream} {k}", low, high) for k, (low, high) in enumerate(ranges)]


def _chances(
    crowd: list[int], sets: int, hour: np.ndarray, region: np.ndarray, device: np.ndarray
) -> np.ndarray:
    """Chances per million [hour, region, device, packs]; in several packs: the best of them."""
    best = np.array([max(_of_set(crowd, packs)) for packs in range(sets)])
    percents = hour[:, None, None] * region[:, None] * device
    return percents[..., None] * best // MILLION


def requests_of(world: "World", day: int) -> Requests:
    """All requests of a day 0 … 730."""
    market = market_of(world)
    settings = read_settings("display")
    seeds = world.random.bits(f"display day {day}", 6)
    number = np.arange(market.requests)

    def below(seed: np.uint64, bound: int, index: np.ndarray = number) -> np.ndarray:
        high = splitmix64(seed, index) >> np.uint64(32)
        return ((high * np.uint64(bound)) >> np.uint64(32)).astype(np.int64)

    person = market.lots[below(seeds[0], len(market.lots))]
    starts = np.concatenate([[0], np.cumsum(market.hours) * market.requests // market.hours.sum()])
    hour = np.repeat(np.arange(HOURS), np.diff(starts))
    second = hour * 3600 + (number - starts[hour]) * 3600 // np.diff(starts)[hour]
    low, high = settings["rival_noise_percent"]
    packs = market.packs[person]
    rival = np.zeros(market.requests, dtype=np.int64)
    for k, base in enumerate(market.rival):
        noise = low + below(seeds[1], high - low + 1, number * len(market.rival) + k)
        rival = np.maximum(rival, base[hour, packs] * noise // 100)
    weights = np.cumsum(settings["qty_weights"])
    return Requests(
        person=person,
        hour=hour,
        second=second,
        region=market.region[person],
        device=(below(seeds[2], 10_000) >= market.mobile).astype(np.int64),
        packs=packs,
        rival=rival,
        click=below(seeds[3], MILLION),
        order=below(seeds[4], MILLION),
        qty=1 + np.searchsorted(weights, below(seeds[5], int(weights[-1])), side="right"),
    )


def campaign_days() -> range:
    """The days of display_report."""
    settings = read_settings("display")
    first = day_number(settings["first_day"])
    return range(first, first + settings["days"])
