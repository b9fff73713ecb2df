"""Lesson 1: the ledger and the class, in forty worlds, worked as a learner works them."""

import math

import pytest

from tests.simulation.early_worlds import fen, worlds

WORLDS = worlds()
EACH = pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))


def columns(world):
    ledger = world.table("ledger")
    return [ledger[name].tolist() for name in ("item", "price", "qty", "unit_cost", "postage")]


def profit(world):
    _, prices, qtys, costs, postages = columns(world)
    zipped = zip(prices, qtys, costs, postages, strict=True)
    return sum((p - c - s) * q for p, q, c, s in zipped)


@EACH
def test_the_ledger_has_eight_goods_and_whole_fen(world):
    ledger, fixed = world.table("ledger"), world.table("ledger_fixed")
    assert ledger["item"].tolist() == WORLDS[0].table("ledger")["item"].tolist()
    assert len(ledger) == 8
    assert (fen(ledger["price"]) > fen(ledger["unit_cost"]) + fen(ledger["postage"])).all()
    assert fixed["item"].tolist() == WORLDS[0].table("ledger_fixed")["item"].tolist()
    assert (fen(fixed["amount"]) > 0).all()
    assert profit(world) == pytest.approx(world.truth["ledger"]["profit"])


@EACH
def test_usual_mistakes_show(world):
    _, prices, qtys, costs, postages = columns(world)
    ledger = world.table("ledger")
    revenue = sum(p * q for p, q in zip(prices, qtys, strict=True))
    cost = sum(c * q for c, q in zip(costs, qtys, strict=True))
    margin = (revenue - cost) / revenue
    assert margin == pytest.approx(world.truth["ledger"]["gross_margin"])
    of_items = ((ledger["price"] - ledger["unit_cost"]) / ledger["price"]).mean()
    assert abs(margin - of_items) > 0.0045  # the mean of rates is another number
    # Postage is paid for each piece: adding the column up is far too little.
    assert abs(profit(world) - (revenue - cost - sum(postages))) > 1000
    assert ledger["price"].is_unique
    by_price = ledger.sort_values("price")["item"].tolist()[-3:]
    by_revenue = ledger.assign(sold=ledger["price"] * ledger["qty"]).sort_values("sold")
    assert by_price != by_revenue["item"].tolist()[-3:]


@EACH
def test_no_break_even_lies_on_a_whole_number(world):
    ledger, fixed = world.table("ledger"), fen(world.table("ledger_fixed")["amount"]).sum()
    unit = fen(ledger["price"]) - fen(ledger["unit_cost"]) - fen(ledger["postage"])
    for item, margin, postage in zip(ledger["item"], unit, fen(ledger["postage"]), strict=True):
        exact = fixed / margin
        assert abs(exact - round(exact)) > 1e-6
        assert math.ceil(exact) == world.truth["ledger"]["break_even"][item]
        assert math.ceil(exact) != math.ceil(fixed / (margin + postage))  # postage forgotten


@EACH
def test_the_class(world):
    skills = world.table("skills")
    assert set(skills["skill"]) == set(WORLDS[0].table("skills")["skill"])
    assert skills["score"].between(1, 10).all()
    assert skills.groupby("area").size().min() >= 40
    assert skills.groupby("skill").size().min() >= 8
    means = skills.groupby("area")["score"].mean()
    assert means.idxmax() == world.truth["skills"]["stronger"]
    of_skills = skills.groupby(["area", "skill"])["score"].mean().groupby("area").mean()
    assert ((means - of_skills).abs() > 0.02).all()


def test_worlds_differ():
    assert len({round(profit(world), 2) for world in WORLDS}) == len(WORLDS)
    dearest = {world.table("ledger").nlargest(1, "price")["item"].iloc[0] for world in WORLDS}
    assert len(dearest) == 8
    assert {world.truth["skills"]["stronger"] for world in WORLDS} == {"商务", "技术"}
