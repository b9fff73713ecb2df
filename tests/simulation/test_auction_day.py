"""The runner of a shop's day makes the very shoppers and sums that the exact door gives."""

import numpy as np
import pytest

from opscourse.simulation import auction_day
from opscourse.simulation.auction import Auction, simulate_auctions
from opscourse.simulation.auction_day import HOURS, Premiums, Shoppers, cell_bids, run_day
from opscourse.simulation.randomness import Randomness
from tests.simulation.auction_cases import same

QUERIES, KEYWORDS, ADVERTISERS, SLOTS = 5000, 9, 20, 5


def instance(seed=0, slots=SLOTS):
    dice = np.random.default_rng(seed)
    shape = (ADVERTISERS, KEYWORDS)
    market = {
        "bid": dice.integers(0, 300, shape),
        "quality": dice.integers(1, 11, shape),
        "ctr": dice.uniform(0, 0.2, shape).astype("f4"),
        "position_effect": np.linspace(1, 0.3, slots, dtype="f4"),
        "budget": dice.integers(0, 8000, ADVERTISERS),
        "reserve": 5,
    }
    market["budget"][0] = 6000
    shoppers = Shoppers(
        Randomness(seed),
        17,
        QUERIES,
        dice.integers(1, 100, KEYWORDS),
        dice.integers(0, 9, HOURS),
        dice.integers(1, 9, 4),
        dice.integers(1, 9, 8),
        slots,
    )
    numbers = dice.integers(0, 3, (HOURS, 32))
    return shoppers, market, Premiums(np.array([500_000, 10**6, 1_300_000]), numbers)


PLAIN = Premiums(np.array([10**6]), np.zeros((HOURS, 32), dtype=np.int64))


def cells(shoppers, premiums):
    query = np.arange(QUERIES)
    number = premiums.number[shoppers.hour(query), shoppers.shopper(query)]
    return shoppers.keyword(query) * len(premiums.multiples) + number


def by_the_door(shoppers, market, premiums):
    width = len(premiums.multiples)
    wide = {name: np.repeat(market[name], width, axis=1) for name in ("quality", "ctr")}
    return simulate_auctions(
        **{**market, **wide, "bid": cell_bids(market["bid"], premiums)},
        keyword=cells(shoppers, premiums),
        uniform=shoppers.uniforms(np.arange(QUERIES)),
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("slots", [1, 4, 5])
def test_the_day_equals_the_door(seed, slots, monkeypatch):
    monkeypatch.setattr(auction_day, "CHUNK", [37, 1000, 10**6][seed])
    shoppers, market, premiums = instance(seed, slots)
    for with_premiums in (PLAIN, premiums):
        day = run_day(shoppers, **market, premiums=with_premiums)
        assert (day.auction.exhausted_at >= 0).sum() >= 5
        same(day.auction, by_the_door(shoppers, market, with_premiums))


def test_what_the_shop_sees_adds_up():
    shoppers, market, premiums = instance(4)
    day = run_day(shoppers, **market, premiums=premiums)
    assert day.charge.sum() == day.auction.spent[0] > 0
    assert day.shown.sum(axis=0).tolist() == day.auction.impressions[0].tolist()
    assert day.hour_shown.sum() == day.shown.sum()
    assert np.bincount(day.slot, minlength=SLOTS).tolist() == day.auction.clicks[0].tolist()
    assert (np.diff(day.query) > 0).all()
    assert (cells(shoppers, premiums)[day.query] == day.cell).all()


def test_the_shop_pays_its_premium_and_rivals_do_not():
    bids = cell_bids(
        np.array([[101, 0], [70, 80]]), Premiums(np.array([10**6, 1_500_000]), PLAIN.number)
    )
    assert bids.tolist() == [[101, 151, 0, 0], [70, 70, 80, 80]]


def test_shoppers_are_functions_of_key_day_and_number_alone():
    shoppers, _, _ = instance(1)
    some = np.array([4321, 7, 99])
    assert (shoppers.uniforms(some) == shoppers.uniforms(np.arange(QUERIES))[some]).all()
    assert (shoppers.keyword(some) == shoppers.keyword(np.arange(QUERIES))[some]).all()
    assert (shoppers.purchase(some, 2, 10) == shoppers.purchase(np.arange(5000), 2, 10)[some]).all()


def test_draws_are_even_and_come_in_their_shares():
    shoppers, _, _ = instance(2)
    draws = shoppers.uniforms(np.arange(QUERIES))
    assert draws.min() >= 0 and draws.max() < 1
    for s in range(SLOTS):  # mean of 5000 even draws: 0.5 ± 4 standard errors
        assert abs(draws[:, s].mean() - 0.5) < 4 * (1 / 12 / QUERIES) ** 0.5
    pairs = np.corrcoef(draws.T)[np.triu_indices(SLOTS, 1)]
    assert np.abs(pairs).max() < 4 / QUERIES**0.5
    counts = np.bincount(shoppers.keyword(np.arange(QUERIES)), minlength=KEYWORDS)
    table = np.bincount(shoppers.keyword_table, minlength=KEYWORDS) / len(shoppers.keyword_table)
    assert np.abs(counts / QUERIES - table).max() < 4 * 0.5 / QUERIES**0.5


def test_several_watched_advertisers_are_seen_like_one():
    shoppers, market, _ = instance(5)
    days = []
    for watch in (1, 4):
        state = Auction(*market.values(), watch=watch)
        query = np.arange(QUERIES)
        draws = shoppers.uniforms(query)
        at, slot = np.divmod(np.arange(draws.size), SLOTS)
        state.serve(0, shoppers.keyword(query), at, slot, draws.ravel())
        days.append((state, state.watched))
    (one, lone), (four, seen) = days
    who, charge, shown = np.concatenate(seen.who), np.concatenate(seen.charge), seen.shown
    assert (who < 4).all() and len(set(who.tolist())) == 4
    assert np.bincount(who, weights=charge).tolist() == four.result().spent[:4].tolist()
    assert (shown.sum(axis=1) == four.result().impressions[:4]).all()
    assert (shown[0] == lone.shown[0]).all()
    mine = who == 0
    assert (np.concatenate(seen.query)[mine] == np.concatenate(lone.query)).all()
    winner, price = one.places()
    assert winner.shape == price.shape == (KEYWORDS, SLOTS) and (price[winner >= 0] >= 5).all()
