"""The markets: the same as the simulation they come from, fast to judge, and hard to beat."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from opscourse.answers import decision
from opscourse.answers.encode import encode
from opscourse.answers.judge import judge
from opscourse.answers.market_titles import filled
from opscourse.answers.markets import MODULES, Refused, make_market, open_market
from opscourse.answers.plain import read
from opscourse.simulation import TitleSearch, World
from opscourse.simulation.auction_clicks import day_clicks
from opscourse.simulation.display import DisplayAuction
from opscourse.simulation.display_market import market_of
from opscourse.simulation.display_worth import crowd_days
from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.keywords import words
from tests.answers.deciding import called, tiny_market


@pytest.fixture(scope="module", params=sorted(MODULES))
def made(request) -> dict[str, Any]:
    """Every market of the registry, laid out for one world and read back from a file."""
    data = make_market(request.param, World(101))
    assert make_market(request.param, World(101)) == data != make_market(request.param, World(102))
    return json.loads(json.dumps(data, allow_nan=False))


def test_every_market_gives_an_entry_of_a_bearable_size_and_judges_fast(made):
    market = open_market(made)
    assert market.days == 5
    entry = decision.market_entry(made)
    assert len(json.dumps(entry, ensure_ascii=False)) < 1_000_000
    assert {"simulation", "baselines", "reference"} <= entry["market"].keys()
    entry |= {"kind": "decision", "points": 2, "wrong": []}
    given = called(entry, lambda table, total: dict.fromkeys(table.iloc[:, 0], total / 9))
    started = time.perf_counter()
    judge(entry, given)
    assert time.perf_counter() - started < 20


def test_what_a_shop_sees_tells_nothing_of_rivals_or_curves(made):
    columns = set(open_market(made).arguments(0)[0].columns)
    assert not columns & {"scores", "bid", "most", "half", "worth"}


def test_the_keyword_market_charges_and_sells_as_the_auction_itself():
    """The laid out day gives what `KeywordAuction.run` gives, with and without a tight budget."""
    world = World(7)
    auction = KeywordAuction(world, 728, queries=60_000)
    ids = auction.keywords["keyword_id"].tolist()
    day = day_clicks(auction, ids)
    dice = np.random.default_rng(1)
    for budget in (15, 80, 4_000):
        fen = dice.integers(0, 260, len(ids))
        hit, charge = day.run(fen, budget * 100)
        bids = pd.DataFrame({"keyword_id": ids, "match_type": "精确", "bid": fen / 100})
        totals = auction.run(bids[fen > 0], budget).totals
        assert charge.sum() == round(totals["cost"] * 100)
        assert (len(hit), day.order[hit].sum()) == (totals["clicks"], totals["orders"])
    assert len(hit) > 1_000 and day.order[hit].sum() > 30


def test_an_average_click_is_worth_what_clicks_leave_on_average():
    """Over many days the orders that happened leave what the average says."""
    world = World(7)
    expected = orders = 0.0
    for day in range(700, 712):
        auction = KeywordAuction(world, day, queries=40_000)
        known = auction.keywords
        laid = day_clicks(auction, known["keyword_id"].tolist())
        market = auction._market
        each = known["spend_per_buyer"].to_numpy() * market.kept[market.good] / 100
        expected += laid.worth.sum()
        orders += (laid.order * each[laid.keyword]).sum()
    assert orders == pytest.approx(expected, rel=0.06)


def test_the_crowd_market_charges_as_the_display_auction_itself():
    """A crowd's curve ends where `DisplayAuction.run` has bought all; revenue agrees on average."""
    world = World(101)
    market = market_of(world)
    expected, happened = np.zeros(2), np.zeros(2)
    for day in range(719, 731):
        laid = crowd_days(world, day, market.plan_bid)
        report = DisplayAuction(world, day).run(market.plan_bid / 100, dict.fromkeys(laid, 20))
        spent = report.report.groupby("crowd")["cost"].sum()
        for name, crowd in laid.items():
            assert spent[name] == pytest.approx(min(20, crowd.curve(100)[1] / 100), abs=0.02)
        whole = DisplayAuction(world, day).run(market.plan_bid / 100, 10_000)
        for crowd in laid.values():
            expected += crowd.click.sum(), crowd.curve(100)[0][-1] / 100
        happened += whole.report[["clicks", "revenue"]].sum().to_numpy()
    assert happened[0] == pytest.approx(expected[0], rel=0.015)
    assert happened[1] == pytest.approx(expected[1], rel=0.08)


def test_a_crowds_budget_that_finds_nothing_more_is_not_spent():
    market = open_market(make_market("crowds", World(101)))
    name = market.arguments(0)[0]["crowd"].tolist()[0]
    assert market.profit(0, {name: 10**7}) == market.profit(0, {name: 10**6})
    assert any("没花出去" in line for line in market.remarks([{name: 10**6}, {}, {}, {}, {}]))


def test_the_reference_of_the_crowd_market_is_the_best_of_all_splits():
    """Against every split in steps of 4 yuan."""
    market = open_market(make_market("crowds", World(101)))
    names, total = market.arguments(0)[0]["crowd"].tolist(), int(market.arguments(0)[1])
    steps = range(0, total + 1, 4)
    best = max(
        market.profit(0, dict(zip(names, [100 * n for n in parts], strict=True)))
        for parts in itertools.product(steps, repeat=len(names))
        if sum(parts) <= total
    )
    assert market.profit(0, market.reference()[0]) >= best > 0


@pytest.fixture(scope="module")
def titles() -> tuple[World, Any]:
    return World(101), open_market(make_market("titles", World(101)))


def test_a_titles_profit_is_what_the_title_search_expects(titles):
    """Clean, repeating and idle titles bring the orders of `TitleSearch.run`, times one worth."""
    world, market = titles
    for day in range(market.days):
        seen, limit = market.arguments(day)
        core, words = seen["keyword"].iloc[0], " ".join(seen["tokens"].iloc[20:30]).split()
        sku = next(p["sku"] for p in world.scenario["products"] if core in _cores(p["sku"]))
        search, each = TitleSearch(world, sku), set[int]()
        for title in (core, filled([core, *words], limit), core * 2 + words[0]):
            fen, orders = market.profit(day, title), search.run(title).orders
            each.add(round(fen / orders / 100))
        assert len(each) == 1 and each.pop() > 0
        assert market.profit(day, "没有这种词") == 0
        assert not seen["tokens"].str.contains("溪头人家|半山里|云脚集|拾野铺|老林坊").any()


def _cores(sku: str) -> list[str]:
    places = {p["sku"]: g for g, p in enumerate(World(101).scenario["products"])}
    return words()["goods"][places[sku]]["core"]


def test_no_order_of_filling_a_title_beats_the_reference_of_the_title_market(titles):
    market = titles[1]
    dice = np.random.default_rng(3)
    for day, best in enumerate(market.reference()):
        seen, limit = market.arguments(day)
        each = sorted({word for tokens in seen["tokens"] for word in tokens.split()})
        assert len(best.encode("gbk")) <= limit
        for _ in range(40):
            title = filled(list(dice.permutation(each)), limit)
            assert market.profit(day, title) <= market.profit(day, best)


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("柚" * 31, "limit_bytes"),
        ("蜜柚🍊", "表情"),
        ("蜜柚\n", ""),
        ("蜜柚\n红心", "换行"),
        ("全国第一蜜柚", "广告法"),
        (["蜜柚"], "不是文字"),
        (None, "return"),
        (3, "不是文字"),
        ("  ", ""),
    ],
)
def test_a_title_that_cannot_be_put_up_is_one_sentence(titles, title, says):
    node: Any = read(encode(title))
    if not says:
        assert titles[1].decision(0, node) == title.strip()
        return
    with pytest.raises(Refused, match=says):
        titles[1].decision(0, node)


def test_what_was_wasted_in_titles_is_said(titles):
    market = titles[1]
    core = market.arguments(0)[0]["keyword"].iloc[0]
    text = "".join(market.remarks([core * 2, "", "", "", ""]))
    assert core in text and "空着" in text and "%" in text


def test_the_reference_of_the_budget_market_is_hard_to_beat_by_chance():
    market: Any = open_market(tiny_market())
    best = [market.profit(day, one) for day, one in enumerate(market.reference())]
    dice = np.random.default_rng(5)
    for parts in dice.dirichlet([1, 1, 1, 1], size=300):
        for day, total in enumerate((40_000, 50_000, 60_000)):
            fen = {name: int(p * total) for name, p in zip("甲乙丙", parts, strict=False)}
            assert market.profit(day, fen) <= best[day]


def test_the_reference_of_the_keyword_market_beats_a_thrifty_policy():
    entry = decision.market_entry(make_market("keywords", World(102)))
    entry |= {"kind": "decision", "points": 2, "wrong": []}

    def thrifty(keywords, budget):
        left = keywords["margin"] * (1 - keywords["return_rate"]) * keywords["spend_per_buyer"]
        bids = keywords["own_cvr"] * left * 0.5
        return dict(zip(keywords["keyword_id"], bids, strict=True))

    assert 0 < judge(entry, called(entry, thrifty)).points < 2

    def dear(keywords, budget):
        return dict.fromkeys(keywords["keyword_id"], 3)

    lines = decision.feedback(entry, called(entry, dear))
    assert any("带回" in line for line in lines)
