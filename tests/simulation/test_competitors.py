"""Lesson 5: rivals' weeks, keywords and scores, in forty worlds."""

import itertools

import pytest

from tests.simulation.early_worlds import fen, worlds

WORLDS = worlds()
EACH = pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
RIVALS = [f"R{k:02d}" for k in range(1, 13)]


def drops(world):
    """The share by which the price fell against the week before, and against the new price."""
    rivals = world.table("rivals").sort_values(["shop_id", "week"])
    before = rivals.groupby("shop_id")["price"].shift(1)
    return rivals.assign(drop=1 - rivals["price"] / before, wrong=before / rivals["price"] - 1)


def alerts(rows):
    return sorted(zip(rows["shop_id"], rows["week"], strict=True))


def overlap(world):
    """Shared keywords with own, and the Jaccard index, by shop."""
    words = world.table("rival_keywords").groupby("shop_id")["keyword"].agg(set)
    own = words["own"]
    both = {shop: len(words[shop] & own) for shop in RIVALS}
    return both, {shop: both[shop] / len(words[shop] | own) for shop in RIVALS}


def top(values, n=3):
    return sorted(values, key=values.get, reverse=True)[:n]


def gaps(world):
    scores = world.table("rival_scores")
    table = scores.pivot(index="dimension", columns="shop_id", values="score")
    weight = world.table("dimensions").set_index("dimension")["weight"]
    best = table[RIVALS].max(axis=1) - table["own"]
    fixable = scores.drop_duplicates("dimension").set_index("dimension")["fixable"]
    return best.loc[weight.index], weight, fixable.loc[weight.index], table


@EACH
def test_the_weeks(world):
    rivals = world.table("rivals")
    assert rivals["shop_id"].unique().tolist() == [*RIVALS, "own"]
    assert (rivals.groupby("shop_id").size() == 26).all()
    assert rivals["week"].max() == "2025-12-22"
    buyers = fen(rivals["sales"]) / fen(rivals["price"])
    assert (buyers == buyers.round()).all()
    assert ((buyers / rivals["visitors"] - rivals["cvr"]).abs() * rivals["visitors"] < 1.001).all()
    assert rivals[["cvr", "retention"]].apply(lambda rates: rates.between(0.005, 0.5)).all().all()
    assert (rivals["active_users"] < rivals["visitors"]).all()
    assert (rivals[["visitors", "active_users", "stay_minutes"]] > 0).all().all()


@EACH
def test_price_cuts_are_the_planted_ones_and_none_is_near_the_cut(world):
    rows = drops(world)
    assert ((rows["drop"] - 0.10).abs().dropna() > 1e-4).all()
    others = rows[rows["shop_id"] != "own"]
    found = alerts(others[others["drop"] >= 0.10])
    assert found == sorted(world.truth["rival_price_cuts"])
    assert 5 <= len(found) <= 8
    assert alerts(rows[rows["drop"] >= 0.10]) != found  # our own cut is no alert
    assert alerts(others[others["wrong"] >= 0.10]) != found  # against the new price
    assert alerts(others[others["drop"].abs() >= 0.10]) != found  # rises are no cuts
    unsorted = others.assign(drop=1 - others["price"] / others["price"].shift(1))
    assert alerts(unsorted[unsorted["drop"] >= 0.10]) != found  # across the shops


@EACH
def test_the_leader_of_the_last_week(world):
    rivals = world.table("rivals")
    last = rivals[rivals["week"] == "2025-12-22"].set_index("shop_id")
    first, second = last["sales"].nlargest(2)
    leader = last["sales"].idxmax()
    assert first > second * 1.02
    assert leader != "own"
    assert leader != rivals.groupby("shop_id")["sales"].sum().idxmax()
    assert abs(last["price"]["own"] / last["price"][leader] - 1) > 0.02
    assert last["price"].nunique() >= 10


@EACH
def test_the_nearest_rivals(world):
    both, jaccard = overlap(world)
    assert top(jaccard) == world.truth["nearest_rivals"]
    ordered = sorted(jaccard.values(), reverse=True)[:4]
    assert min(a - b for a, b in itertools.pairwise(ordered)) > 0.01
    assert set(top(both)) != set(top(jaccard))
    words = world.table("rival_keywords")
    assert not words.duplicated().any()
    assert words.groupby("shop_id").size().min() >= 12


@EACH
def test_scores_and_gaps(world):
    gap, weight, fixable, table = gaps(world)
    assert table.shape == (9, 13)
    assert len(weight) == 6
    assert round(weight.sum(), 9) == 1
    assert (world.table("rival_scores").groupby("dimension")["fixable"].nunique() == 1).all()
    can = (gap * weight)[fixable == 1]
    assert can.idxmax() == world.truth["largest_fixable_gap"]
    first, second = can.nlargest(2)
    assert first - second > 0.019
    assert (gap * weight).idxmax() != can.idxmax()
    assert gap[fixable == 1].max() > gap[can.idxmax()]
    totals = table.loc[weight.index, RIVALS].mul(weight, axis=0).sum()
    assert totals.idxmax() != table[RIVALS].mean().idxmax()
    first, second = totals.nlargest(2)
    assert first - second > 0.019


def test_worlds_differ():
    cuts = [tuple(sorted(world.truth["rival_price_cuts"])) for world in WORLDS]
    assert len(set(cuts)) == len(WORLDS)
    assert len({week for dates in cuts for _, week in dates}) >= 10
    assert len({tuple(world.truth["nearest_rivals"]) for world in WORLDS}) >= 35
    assert len({world.truth["largest_fixable_gap"] for world in WORLDS}) >= 5
