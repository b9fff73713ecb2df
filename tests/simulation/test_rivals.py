"""Rivals do what their name says."""

import itertools

import numpy as np
import pytest

from opscourse.simulation import World
from opscourse.simulation.auction import simulate_auctions
from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.keywords import settings_of
from opscourse.simulation.market import make_market
from opscourse.simulation.rivals import best_response, expected, target_roas, with_rivals
from tests.simulation import auction_reference
from tests.simulation.test_keyword_auction import DAY, plan

WORLD = World(11)
MARKET, SETTINGS = make_market(WORLD), settings_of(WORLD)


def test_expected_clicks_and_cost_are_those_of_the_auction():
    """Every search once, every place clicked: the price that the auction itself charges."""
    rival, n = int(MARKET.bid.sum(axis=1).argmax()), MARKET.bid.shape[1]
    clicks, cost = expected(MARKET, rival, MARKET.bid[rival])
    for slot in range(5):
        uniform = np.full((n, 5), 1.0)
        uniform[:, slot] = 0
        served = simulate_auctions(
            bid=MARKET.bid,
            quality=MARKET.quality,
            ctr=np.full(MARKET.bid.shape, 0.5),
            position_effect=np.ones(5),
            keyword=np.arange(n),
            uniform=uniform,
            budget=np.full(len(MARKET.bid), 10**12),
            reserve=MARKET.reserve,
        )
        effect = MARKET.position[slot]
        here = (clicks > 0) & (clicks == effect * MARKET.ctr[rival])
        assert here.sum() == served.clicks[rival, slot] > 0
        price = cost[here] // clicks[here]
        assert price.sum() == served.spent[rival]


def test_the_best_response_is_the_best_of_all_bids():
    rival = 2
    best, _ = best_response(MARKET, rival, SETTINGS, WORLD.random)
    highest = int(MARKET.bid.max()) * 10 + 10
    clicks, cost = expected(MARKET, rival, best)
    profit = clicks * MARKET.value[rival] - cost
    for bid in itertools.chain(range(0, 300), range(300, highest, 37)):
        clicks, cost = expected(MARKET, rival, np.full(MARKET.bid.shape[1], bid))
        assert (clicks * MARKET.value[rival] - cost <= profit).all(), bid
    assert (best > 0).any()
    # And by the plain ranking, on one keyword: nothing else earns more.
    k = int(np.argmax(profit))
    quality, value = MARKET.quality[:, k].tolist(), int(MARKET.value[rival, k])
    bids = MARKET.bid[:, k].tolist()

    def earns(bid):
        bids[rival] = bid
        takes_part = [a for a, b in enumerate(bids) if b >= MARKET.reserve]
        ranked = auction_reference.rank(bids, quality, takes_part)
        if rival not in ranked[:5]:
            return 0
        at = ranked.index(rival)
        following = [bids[a] * quality[a] for a in ranked[at + 1 : at + 2]] or [0]
        price = auction_reference.quote(bid, quality[rival], following[0], MARKET.reserve)
        return int(MARKET.position[at]) * (value - price)

    assert earns(int(best[k])) == max(map(earns, range(0, 2000)))


def test_a_roas_bidder_keeps_its_target_on_expectation():
    low, _ = SETTINGS["rival_roas_percent"]
    bids = 0
    for rival in range(1, len(MARKET.bid)):
        bid, _ = target_roas(MARKET, rival, SETTINGS, WORLD.random)
        clicks, cost = expected(MARKET, rival, bid)
        spent = (MARKET.weights * cost).sum()
        bids += spent > 0
        brought = (MARKET.weights * clicks * MARKET.revenue[rival]).sum()
        assert brought >= spent * low // 100
    assert bids >= 6


def test_limited_rivals_run_out_and_static_ones_never_do():
    for kind, least in (("static", 0), ("budget_limited", 4)):
        auction = KeywordAuction(WORLD, DAY, rivals=kind)
        out = auction.run(plan(auction), 100).result.auction.exhausted_at[1:]
        assert (out >= 0).sum() >= least
        assert kind == "budget_limited" or (out < 0).all()


def test_rivals_answer_yesterday_and_never_today():
    day_1 = KeywordAuction(WORLD, 700, rivals="best_response")
    timid, bold = (day_1.run(plan(day_1, share), 10_000) for share in (0.3, 3))
    assert (timid.base_bids[1:] == bold.base_bids[1:]).all()
    answers = [
        KeywordAuction(WORLD, 701, rivals="best_response", yesterday=report)._market.bid[1:]
        for report in (timid, bold)
    ]
    assert (answers[0] != answers[1]).any()


def test_kinds_are_dealt_in_turn():
    mixed = with_rivals(MARKET, ["static", "best_response"], SETTINGS, WORLD.random)
    assert (mixed.bid[1] == MARKET.bid[1]).all()
    assert (mixed.bid[2] == best_response(MARKET, 2, SETTINGS, WORLD.random)[0]).all()
    assert (mixed.bid[3] == MARKET.bid[3]).all()


@pytest.mark.parametrize("rivals", ["static", "budget_limited", "best_response", "target_roas"])
def test_a_shop_can_earn_money_against_them(rivals):
    auction = KeywordAuction(WORLD, DAY, rivals=rivals)
    profits = [auction.run(plan(auction, share), 300).totals["profit"] for share in (0.4, 0.7, 1)]
    assert max(profits) > 0
