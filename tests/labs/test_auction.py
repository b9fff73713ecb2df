"""The auction lab's model: against the engine called directly, and its three truths."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.labs.auction import AuctionModel
from opscourse.labs.auction_settings import CREATIVES, RIVALS, fen_from
from opscourse.labs.auction_standing import Entry, Standing
from opscourse.simulation import PRACTICE_KEY, KeywordAuction, World
from opscourse.simulation.quality import next_day_quality

WORLDS = [PRACTICE_KEY, 7, 11, 12]


@pytest.fixture(scope="module")
def world():
    return World(PRACTICE_KEY)


@pytest.fixture
def model(world):
    return AuctionModel(world)


def direct(model, world, **settings):
    """The same day through the engine alone."""
    kind = RIVALS[model.rivals]
    auction = KeywordAuction(
        world, model.day, rivals=kind, pull=CREATIVES[model.strategy.creative], **settings
    )
    ids = auction.keywords.set_index("keyword")["keyword_id"]
    bids = [{"keyword_id": ids[w], "match_type": "精确", "bid": b} for w, b in model.bids.items()]
    return auction.run(pd.DataFrame(bids), model.budget)


@pytest.mark.parametrize("rivals", ["出价不变", "预算有限", "四种都有"])
def test_a_day_is_the_engines_day(model, world, rivals):
    model.set(rivals=rivals, creative="产地实拍图", budget=63.5, bids={model.keywords[2]: "1.37"})
    day, report = model.press_day(), direct(model, world)
    pd.testing.assert_frame_equal(day.report.keyword_report, report.keyword_report)
    pd.testing.assert_frame_equal(day.report.hourly, report.hourly)
    assert day.totals["点击"] == report.totals["clicks"] > 0
    assert day.totals["利润"] == report.totals["profit"]
    assert day.out_at == f"{report.budget_out_at:%H:%M}"


def test_sums_of_the_keywords_are_the_day(model):
    day = model.press_day()
    sums = day.table[["展现", "点击", "花费", "订单", "成交", "利润"]].sum()
    for name, value in sums.items():
        slack = 0.01 * (day.totals["订单"] + len(day.table))  # the engine rounds each order down
        assert value == pytest.approx(day.totals[name], abs=slack if name == "利润" else 1e-6)
    _, spent = day.spending
    assert spent[-1] == pytest.approx(day.totals["花费"])


@pytest.mark.parametrize("bid", [0.04, 0.2, 0.8, 2.5])
def test_ranks_and_prices_are_those_the_engine_explains(model, world, bid):
    model.set(bids=dict.fromkeys(model.keywords, bid), rivals="出价不变", budget=1000)
    report = direct(model, world)
    searched = report.shoppers.keyword(np.arange(report.shoppers.queries))
    for word in model.keywords:
        standing = model.explain(word)
        query = int(np.flatnonzero(searched == model.opening.position[word])[0])
        told = report.explain(query)
        assert standing.frame()["排名分"].tolist() == told["排名分"].tolist()
        assert [one.who for one in standing.ladder] == told["广告主"].tolist()
        mine = told[told["广告主"] == 0]
        price = mine["点一次付"].iloc[0] if len(mine) else np.nan
        paid = np.nan if standing.price is None else standing.price / 100
        assert paid == pytest.approx(price, nan_ok=True)


def test_steps_of_the_metrics_page():
    """Bids and qualities 5/9, 4/9, 4/8, 3.5/7: the second pays 3.56 yuan."""
    ladder = tuple(Entry(a, b, q) for a, b, q in [(1, 500, 9), (0, 400, 9), (2, 400, 8)])
    standing = Standing("茶", 400, 9, (*ladder, Entry(3, 350, 7)), reserve=5, places=3)
    assert (standing.rank, standing.next.name, standing.price) == (2, "对手 2", 356)
    text = str(standing)
    assert "400 分×9＝3,600" in text
    assert "下一名是对手 2：400 分×8＝3,200" in text
    assert "3,200÷你的质量分 9，取整是 355，再加 1 分，是 356 分" in text
    assert "点一次付 3.56 元。你出价 4.00 元，少付 0.44 元" in text


@pytest.mark.parametrize(
    ("bid", "rivals", "says", "price"),
    [
        (400, [(400, 9)], "不高于你的出价 400 分，改成 400 分", 400),  # a tie: the cap
        (400, [(1, 9)], "不低于底价 30 分，改成 30 分", 30),
        (400, [], "你后面没有人", 30),
        (29, [(400, 9)], "不能参加竞价", None),
        (30, [(400, 9), (300, 9)], "只有前 2 名有位置", None),
    ],
)
def test_steps_at_the_edges(bid, rivals, says, price):
    entries = [Entry(0, bid, 9)] + [Entry(a, *one) for a, one in enumerate(rivals, 1)]
    ladder = sorted((one for one in entries if one.bid >= 30 or one.who), key=lambda e: -e.score)
    standing = Standing("茶", bid, 9, tuple(ladder), reserve=30, places=2)
    assert says in str(standing)
    assert standing.price == price


def test_you_do_not_pay_your_bid(model):
    word = model.keywords[0]
    top = 1 + max(one.bid * one.quality for one in model.explain(word).ladder) / 100
    low, high = (model.set(bids={word: bid}).explain(word) for bid in (round(top, 2), 50))
    assert low.rank == high.rank == 1
    assert low.price == high.price < low.bid


def test_quality_is_worth_money(model):
    for word in model.keywords:
        worth, now = model.quality_worth(word), model.explain(word)
        assert worth.loc[now.quality, "点一次付"] == pytest.approx(now.price / 100)
        hold = worth["守住名次要付"]
        assert hold.is_monotonic_decreasing
        assert hold[1] > hold[10]
        rank = worth["名次"].str.extract(r"(\d+)")[0].astype(float)
        assert rank.is_monotonic_decreasing
        for _, prices in worth["点一次付"].groupby(rank):
            assert prices.dropna().is_monotonic_decreasing


@pytest.mark.parametrize("key", WORLDS)
def test_under_a_budget_a_higher_bid_buys_fewer_clicks(key):
    found = AuctionModel(World(key)).budget_paradox()
    clicks = found.table["点击"].tolist()
    assert clicks[0] > clicks[1] > clicks[2] > 0
    assert found.table["平均点击价"].is_monotonic_increasing
    assert found.table["花费"].nunique() == 1  # the same money in all three
    assert "点击反而少" in str(found)


def test_with_money_enough_there_is_no_paradox_and_none_is_claimed(world):
    bids = {AuctionModel(world).keywords[0]: 5}
    found = AuctionModel(world, bids=bids).budget_paradox(times=(1, 2, 3))
    assert found.table["点击"].nunique() == 1
    assert "点击反而少" not in str(found)


def test_average_profit_is_the_actual_one_without_luck(world):
    """Over very many shoppers the two meet: the worth of a click is right."""
    model = AuctionModel(world, bids={"乌龙茶": 2, "银耳": 2}, rivals="出价不变")
    auction = KeywordAuction(world, model.day, queries=1_500_000)
    report = auction.run(model.strategy.frame(model.opening.ids), 10**6)
    for row in report.keyword_report.itertuples():
        k = model.opening.position[row.keyword]
        kept = row.revenue * report.market.kept[report.market.good[k]] / 10**4
        usual = row.clicks * model.opening.worth[k] / 100
        assert kept == pytest.approx(usual, rel=5 / row.orders**0.5)


def test_forecast_is_near_a_day_of_very_many_shoppers(world):
    model = AuctionModel(world, rivals="出价不变", budget=10_000)
    usual = model.forecast()
    auction = KeywordAuction(world, model.day, queries=20 * model.opening.shoppers.queries)
    sums = auction.run(model.strategy.frame(model.opening.ids), 10**6).totals
    assert usual["out_at"] is None
    assert usual["clicks"] == pytest.approx(sums["clicks"] / 20, rel=0.08)
    assert usual["cost"] == pytest.approx(sums["cost"] / 20, rel=0.08)


def test_two_strategies_meet_the_same_shoppers(model):
    same = model.compare(model.change())
    assert (same.table["乙比甲多"].fillna(0) == 0).all()
    assert "和甲一样" in str(same)
    found = model.compare(model.change(budget=20))
    assert found.table.loc["花费", "乙"] == 20
    first = found.first.report.result.query
    assert (
        found.second.report.result.query.tolist() == first[: len(found.second.spending[0])].tolist()
    )
    with pytest.raises(CourseError, match="同一天"):
        model.compare(model.change(day="2025-12-17"))
    with pytest.raises(CourseError, match="同一天"):
        model.compare(model.change(rivals="看回报"))
    with pytest.raises(CourseError, match="另一套打法"):
        model.compare({"银耳": 1})


def test_a_week_is_the_engines_week(model, world):
    model.set(rivals="会抢位")
    seen = []
    week = model.run_week(progress=lambda done, of: seen.append((done, of)))
    assert seen == [(day, 7) for day in range(1, 8)]
    quality = yesterday = None
    first = week.days[0].opening.auction.day
    for number, day in enumerate(week.days):
        auction = KeywordAuction(
            world, first + number, rivals="best_response", quality=quality, yesterday=yesterday
        )
        yesterday = auction.run(model.strategy.frame(model.opening.ids), model.budget)
        quality = next_day_quality(yesterday)
        assert day.totals["花费"] == pytest.approx(yesterday.totals["cost"])
        assert day.totals["利润"] == pytest.approx(yesterday.totals["profit"])
    assert week.table["对手改价"].sum() > 0
    assert any("在“" in text for text in week.days[0].events)


def test_a_better_picture_raises_quality_within_the_week(model):
    plain, good = model.run_week(), model.change(creative="产地实拍图").run_week()
    assert good.table["质量分"].iloc[-1] > plain.table["质量分"].iloc[-1]
    assert "对手这一周没有改价" in str(plain)


def test_rivals_that_leave_are_told_with_what_it_changed():
    model = AuctionModel(World(7), rivals="预算有限", budget=1000)
    model.set(bids=dict.fromkeys(model.keywords, 1.0))
    day = model.press_day()
    out = day.report.result.auction.exhausted_at
    told = [text for text in day.events if "花光预算，退出" in text]
    assert told
    for text in told:
        rival = int(text.split("对手 ")[1].split(" ")[0])
        assert out[rival] >= 0
        assert text.startswith(day.opening.clock(int(out[rival])))


def test_undo_goes_back_step_by_step(model):
    word, start = model.keywords[0], model.bids
    assert not model.undo()
    first = model.press_day()
    model.set(bids={word: 1.5}).set(budget=99)
    model.swap(model.keywords[1], "铁观音")
    second = model.press_day()
    model.run_week()
    assert model.undo() and model.week is None and model.result is second
    assert model.undo() and model.result is first and "铁观音" in model.keywords
    assert model.undo() and "铁观音" not in model.keywords
    assert model.undo() and model.budget == 40
    assert model.undo() and model.bids == start
    assert model.undo() and model.result is None
    assert not model.undo()


def test_a_dragged_slider_is_one_step_back(model):
    word = model.keywords[0]
    for bid in (0.81, 0.82, 0.83):
        model.set(bids={word: bid}, merge=True)
    model.set(budget=50, merge=True)
    assert model.undo() and model.bids[word] == 0.83
    assert model.undo() and model.bids[word] == 0.8


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"bids": {"银耳": "1,2"}}, "小数点要写成“.”"),
        ({"bids": {"银耳": "一元"}}, "“一元”看不懂"),
        ({"bids": {"银耳": " "}}, "还没有填"),
        ({"bids": {"银耳": float("nan")}}, "NaN"),
        ({"bids": {"银耳": "nan"}}, "NaN"),
        ({"bids": {"银耳": float("inf")}}, "无穷大"),
        ({"bids": {"银耳": -1}}, "不能是负数"),
        ({"bids": {"银耳": "1.255"}}, "最小是 1 分"),
        ({"bids": {"银耳": 100}}, "太高了，最多 50 元"),
        ({"bids": {"银耳": True}}, "要写成数字"),
        ({"bids": {"茅台": 1}}, "“茅台”不在你出价的词里"),
        ({"bids": [1, 2]}, "要写成字典"),
        ({"budget": -5}, "不能是负数"),
        ({"budget": 0}, "预算是 0 元"),
        ({"budget": "1,000"}, "看不懂"),
        ({"creative": "美图"}, "创意里没有“美图”"),
        ({"rivals": "疯狂"}, "对手里没有“疯狂”"),
        ({"day": "明天"}, "读不出来"),
        ({"day": "2027-01-01"}, "不在"),
    ],
)
def test_bad_settings_get_one_sentence_and_change_nothing(settings, says):
    model = AuctionModel(World(7))
    before, day = model.strategy, model.press_day()
    with pytest.raises(CourseError) as caught:
        model.set(**{"creative": "满屏大字图", **settings})
    assert says in str(caught.value) and "\n" not in str(caught.value)
    assert (model.strategy, model.result, model.day) == (before, day, "2025-12-16")


def test_bad_starts_get_one_sentence(world):
    for settings, says in [
        ({"keywords": ["茅台"]}, "没有“茅台”这个关键词可以买"),
        ({"bids": {"铁观音茶": 1}}, "你要的是“铁观音”吗"),
        ({"keywords": []}, "选了 0 个关键词"),
        ({"keywords": list(AuctionModel(world).sold["keyword"][:13])}, "选了 13 个关键词"),
        ({"budget": None}, "要写成数字"),
    ]:
        with pytest.raises(CourseError, match=says):
            AuctionModel(world, **settings)
    model = AuctionModel(world)
    with pytest.raises(CourseError, match="已经在出价"):
        model.swap(*model.keywords[:2])
    with pytest.raises(CourseError, match="不够 7 天"):
        model.set(day="2025-12-26").run_week()
    with pytest.raises(CourseError, match="都是 0 元"):
        model.set(bids=dict.fromkeys(model.keywords, 0)).budget_paradox()
    with pytest.raises(CourseError, match="一分钱也没花出去"):
        model.set(bids=dict.fromkeys(model.keywords, 0.05)).budget_paradox()


def test_no_bid_at_all_is_a_day_without_a_showing(model):
    model.set(bids=dict.fromkeys(model.keywords, 0))
    day = model.press_day()
    assert day.totals["展现"] == 0
    assert "一次也没有展现" in str(day)
    assert model.forecast()["cost"] == 0
    assert model.run_week().table["点击"].sum() == 0


def test_keywords_may_be_named_by_id(world):
    word = AuctionModel(world).keywords[0]
    number = AuctionModel(world).opening.ids[word]
    model = AuctionModel(world, bids={number: 1.1})
    assert model.bids == {word: 1.1}
    assert model.explain(number).keyword == word


@pytest.mark.parametrize(
    ("text", "fen"), [("1.2", 120), ("１．２", 120), ("¥3元", 300), (0.57, 57)]
)
def test_amounts_as_people_type_them(text, fen):
    assert fen_from(text, "出价") == fen


def test_runs_as_a_script():
    command = [sys.executable, "-m", "opscourse.labs.auction"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "你付的不是自己的出价" in done.stdout
