"""Planted truth lies inside its 99 % interval for at least 95 % of 200 fixed keys.

Only what a statistic needs is made: arrays of the shop's first stages, never whole tables. An
interval is the normal one around what the planted chances make one expect, half a hit wider.
"""

import functools

import numpy as np
import pytest

from opscourse.simulation import World, dates
from opscourse.simulation.orders import NEVER, decide_fates, draw_lines, place_orders
from opscourse.simulation.parcels import _moments, on_time_percent
from opscourse.simulation.service import claims
from opscourse.simulation.service import truth as service_truth
from opscourse.simulation.stock import spoiled_per_10000
from opscourse.simulation.traits import draw_traits
from opscourse.simulation.visits import FIRST_DAY, make_visits

KEYS = range(1000, 1200)
Z99 = 2.5758
DAY = dates.DAY_SECONDS


def inside(hits, chances):
    """Whether the hits of trials with these chances lie in the 99 % interval."""
    chances = np.asarray(chances, dtype=float)
    deviation = np.sqrt((chances * (1 - chances)).sum())
    return bool(abs(np.sum(hits) - chances.sum()) <= Z99 * deviation + 0.5)


def of_visits(world, traits, log):
    """Bounces, consultations and orders of the visits, over all channels and of each one."""
    bounced = log.pages == 1
    stayed = log.where(~bounced)
    chance = traits.channel_order[stayed.channel] / 10_000
    quiet = ~stayed.consulted
    bought = stayed.orders > 0
    # Channels whose luckiest visits are made to order would show more than was planted.
    month = dates.MONTH_OF_DAY[stayed.start // DAY]
    enough = np.zeros(len(chance), dtype=bool)
    for channel in range(len(world.scenario["channels"])):
        least = min(
            (chance * (stayed.channel == channel) * (month == number)).sum() for number in (22, 23)
        )
        if least > 3 * world.scenario["least_orders"]:
            enough |= stayed.channel == channel
    fair = quiet & enough
    first = log.channel == 0
    return {
        "bounce": inside(bounced, traits.channel_bounce[log.channel] / 10_000),
        "bounce of one channel": inside(
            bounced[first], traits.channel_bounce[log.channel[first]] / 10_000
        ),
        "consult": inside(stayed.consulted, traits.channel_consult[stayed.channel] / 10_000),
        "order": inside(bought[fair], chance[fair]),
    }


def of_orders(world, traits, log):
    """Unpaid and refunded orders before the visit log, and parcels shipped in time."""
    random, scenario = world.random, world.scenario
    placed = place_orders(random, scenario, traits, log)
    _, _, zone = world.homes
    zone = zone[placed.person]
    lines = draw_lines(random, scenario, traits, placed, zone)
    fate = decide_fates(random, scenario, traits, placed, lines)
    early = placed.created < FIRST_DAY * DAY
    total = np.bincount(lines.order, weights=lines.amount)
    dear = total >= scenario["dear_order_yuan"] * 100
    times = np.where(dear, traits.dear_unpaid_percent, 100) / 100
    unpaid = traits.unpaid_percent / 100 * times
    product = lines.product[lines.number == 1]
    paid = early & (fate.paid != NEVER)
    refund = traits.refund_percent[product] / 100

    late, shipped, _, _ = _moments(world, fate.paid, zone)
    sent = paid & (fate.paid >= dates.day_number("2025-07-01") * DAY)
    in_time = (shipped - fate.paid)[sent] <= 48 * 3600
    percent = on_time_percent(world)[dates.MONTH_OF_DAY[fate.paid[sent] // DAY]]
    assert (in_time == ~late[sent]).all()
    return {
        "unpaid": inside((fate.paid == NEVER)[early], unpaid[early]),
        "refund": inside((fate.refunded != NEVER)[paid], refund[paid]),
        "shipped in time": inside(in_time, percent / 100),
    }


def of_claims(world):
    """Claims closed in time, those that were forgotten apart."""
    table = claims(world)
    closed = table[table["closed_at"].notna()]
    hours = (closed["closed_at"] - closed["opened_at"]).dt.total_seconds() / 3600
    chance = closed["promised_hours"].map(service_truth(world)["claims_in_time"])
    return {"claims": inside(hours <= closed["promised_hours"], chance)}


@functools.cache
def results():
    """For each statistic, whether each key's truth lay inside."""
    found = {}
    for key in KEYS:
        world = World(key)
        traits = draw_traits(world.random, world.scenario)
        log = make_visits(world.random, world.scenario, traits)
        every = of_visits(world, traits, log) | of_orders(world, traits, log) | of_claims(world)
        for name, hit in every.items():
            found.setdefault(name, []).append(hit)
    return found


@pytest.mark.parametrize(
    "name",
    [
        "bounce",
        "bounce of one channel",
        "consult",
        "order",
        "unpaid",
        "refund",
        "shipped in time",
        "claims",
    ],
)
def test_the_planted_chance_lies_inside_for_190_of_200_keys(name):
    hits = results()[name]
    assert len(hits) == 200
    assert sum(hits) >= 190


def test_the_chances_are_those_that_truth_names():
    world = World(KEYS[0])
    traits, truth = draw_traits(world.random, world.scenario), world.truth
    assert truth["unpaid"] == traits.unpaid_percent / 100
    assert list(truth["refund"].values()) == (traits.refund_percent / 100).tolist()
    orders = [channel["order"] for channel in truth["channels"].values()]
    assert orders == (traits.channel_order / 10_000).tolist()
    assert list(truth["on_time"].values()) == (on_time_percent(world)[18:] / 100).tolist()
    assert list(truth["spoilage"].values()) == (spoiled_per_10000(world) / 10_000).tolist()


def test_an_interval_can_miss():
    trials = np.full(2000, 0.10)
    assert inside(np.r_[np.ones(200), np.zeros(1800)], trials)
    assert not inside(np.r_[np.ones(260), np.zeros(1740)], trials)


def test_spoilage_is_found_back_over_stock():
    """A day's loss is the rate's share of the stock, rounded up or down by chance."""
    hits = []
    for key in range(1000, 1040):
        world = World(key)
        table = world.table("inventory")
        left = table["opening"] + table["arrived"] - table["sold"]
        rate = np.tile(spoiled_per_10000(world) / 10_000, len(table) // 8)
        exact = (left * rate).to_numpy()
        part = exact - np.floor(exact)
        hits.append(inside(table["spoiled"] - np.floor(exact), part))
    assert sum(hits) >= 38
