"""Lesson 4: survey, topics, suppliers, papers and plans, in forty worlds."""

import math

import pandas as pd
import pytest

from tests.simulation.early_worlds import fen, worlds

WORLDS = worlds()
EACH = pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
TODAY = pd.Timestamp("2025-12-31")
LOWER_IS_BETTER = {"unit_cost", "moq", "lead_days"}


def winners(ordered):
    """In how many ways a thing turns out over the worlds."""
    return len({ordered(world) for world in WORLDS})


def topic_scores(world):
    means = world.table("topic_needs").groupby("topic")[["need", "level"]].mean()
    return means["need"] * (means["need"] - means["level"]), means


def supplier_scores(world, sku):
    """Against the best of each column, weighted."""
    offers = world.table("suppliers").query("sku == @sku").set_index("supplier_id")
    weights = world.table("supplier_weights").set_index("criterion")["weight"]
    parts = {
        name: offers[name].min() / offers[name]
        if name in LOWER_IS_BETTER
        else offers[name] / offers[name].max()
        for name in weights.index
    }
    return (pd.DataFrame(parts) * weights).sum(axis=1), offers


def papers(world):
    certs = world.table("certs")
    expired = set(certs["supplier_id"][certs["expires_on"] < TODAY])
    return expired, set(certs["supplier_id"][certs["test_report"] == "无"]), certs


def pairs(world):
    """Dropshipping and stocking of each good, side by side."""
    plans = world.table("sourcing_plans")
    return plans.pivot(index="sku", columns="plan").sort_index(axis=1)


@EACH
def test_the_survey(world):
    survey, truth = world.table("survey_training"), world.truth["survey_training"]
    bad = ~survey["age"].between(18, 75)
    fast = survey["seconds"] < 60
    assert not survey["age"].isin([18, 75]).any()  # nobody on the cut
    assert not survey["seconds"].between(53, 74).any()
    assert (bad.sum(), fast.sum(), (bad & fast).sum()) == (
        truth["impossible_age"],
        truth["speeders"],
        truth["both"],
    )
    assert len({bad.sum(), fast.sum(), (bad | fast).sum(), (bad & fast).sum()}) >= 3
    assert (~bad & ~fast).sum() == truth["valid"] >= 200
    types = survey["learner_type"].value_counts()
    assert set(types.index) == set(WORLDS[0].table("survey_training")["learner_type"])
    assert types.is_unique
    assert types.min() >= 10
    assert survey[~bad & ~fast]["learner_type"].value_counts().is_unique


@EACH
def test_the_topics(world):
    needs = world.table("topic_needs")
    score, means = topic_scores(world)
    order = score.sort_values(ascending=False)
    assert order.index.tolist() == world.truth["topics"]
    assert order.diff().abs().min() > 0.019
    top = order.index[:3].tolist()
    assert top != means["need"].nlargest(3).index.tolist()
    assert top != (means["need"] - means["level"]).nlargest(3).index.tolist()
    survey = world.table("survey_training").set_index("respondent_id")
    answered = survey.loc[needs["respondent_id"].unique()]
    assert answered["age"].between(18, 75).all()
    assert (answered["seconds"] > 60).all()
    assert 100 < len(answered) < world.truth["survey_training"]["valid"]  # not the answer of task 1
    assert needs[["need", "level"]].isin(range(1, 6)).all().all()


@EACH
def test_suppliers_and_weights(world):
    offers = world.table("suppliers")
    assert (offers.groupby("sku").size() == 6).all()
    assert round(world.table("supplier_weights")["weight"].sum(), 9) == 1
    assert (fen(offers["unit_cost"]) > 0).all()
    for sku, best in world.truth["best_supplier"].items():
        scores, of_sku = supplier_scores(world, sku)
        first, second = scores.nlargest(2)
        assert scores.idxmax() == best != of_sku["unit_cost"].idxmin()  # cheapest is not best
        assert first - second > 0.009


@EACH
def test_papers(world):
    expired, no_report, certs = papers(world)
    assert sorted(expired) == world.truth["papers"]["expired"]
    assert sorted(no_report) == world.truth["papers"]["no_report"]
    lists = [expired, no_report, expired | no_report, expired & no_report]
    assert len({frozenset(ids) for ids in lists}) == 4
    assert min(map(len, lists)) >= 1
    assert 12 - len(expired | no_report) >= 3
    assert ((certs["expires_on"] - TODAY).abs() > pd.Timedelta(days=5)).all()
    # Whoever takes the calendar's today for the world's today reports more.
    later = set(certs["supplier_id"][certs["expires_on"] < TODAY + pd.Timedelta(days=180)])
    assert later - expired - no_report


@EACH
def test_plans(world):
    plans = world.table("sourcing_plans")
    assert (plans["upfront"][plans["plan"] == "一件代发"] == 0).all()
    table = pairs(world)
    drop, stock = (
        table.xs(plan, axis=1, level="plan")[["unit_cost", "postage"]]
        for plan in ("一件代发", "囤货")
    )
    qty = table[("monthly_qty", "囤货")]
    assert (qty == table[("monthly_qty", "一件代发")]).all()
    upfront = table[("upfront", "囤货")]
    months = upfront / ((drop - stock).sum(axis=1) * qty)
    no_postage = upfront / ((drop - stock)["unit_cost"] * qty)
    for sku, exact in world.truth["stocking_pays_after"].items():
        assert months[sku] == pytest.approx(exact)
        assert 2 < exact < 18
        assert abs(exact - round(exact)) > 0.02
        assert math.ceil(no_postage[sku]) != math.ceil(exact)
    outlay = (upfront + stock.sum(axis=1) * qty).sort_values()
    assert outlay.iloc[-1] - outlay.iloc[-2] > 1e-6


@EACH
def test_readiness(world):
    table = world.table("readiness")
    assert round(table["weight"].sum(), 9) == 1
    weighted = (table["weight"] * table["score"]).sum()
    assert weighted == pytest.approx(world.truth["readiness"])
    assert abs(weighted - table["score"].mean()) > 0.05
    assert table["score"].between(0, 5).all()


def test_worlds_differ():
    assert winners(lambda w: w.truth["topics"][0]) >= 5
    assert winners(lambda w: w.truth["best_supplier"]["地瓜干-500g"]) >= 6
    assert winners(lambda w: tuple(w.truth["papers"]["expired"])) >= 35
    assert winners(lambda w: round(w.truth["stocking_pays_after"]["地瓜干-500g"], 2)) >= 30
    assert winners(lambda w: w.table("survey_training")["learner_type"].mode()[0]) >= 4
    assert winners(lambda w: round(w.truth["readiness"], 2)) >= 25
    assert winners(lambda w: w.truth["survey_training"]["valid"]) >= 20
