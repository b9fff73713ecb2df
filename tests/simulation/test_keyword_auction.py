"""A shop's day of keyword ads: what it sees, what it pays, and who it meets."""

import numpy as np
import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.simulation import World
from opscourse.simulation.auction_report import CART, ORDER, crowd_percent
from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.keywords import settings_of
from opscourse.simulation.quality import Quality, next_day_quality
from tests.simulation import auction_reference
from tests.simulation.auction_cases import same

WORLD = World(7)
SETTINGS = settings_of(WORLD)
DAY = "2025-12-30"
COUNTS = ["impressions", "clicks", "cost", "cpc", "ctr", "carts", "orders"]
COLUMNS = ["keyword_id", "keyword", "match_type", *COUNTS, "revenue", "roas"]
COLUMNS += ["avg_rank", "impression_share"]


@pytest.fixture(scope="module")
def auction():
    return KeywordAuction(WORLD, DAY)


def plan(auction, share=0.9, match="精确", rows=60):
    """Bids of a share of what a click is worth, for the most searched keywords."""
    known = auction.keywords.sort_values("searches", ascending=False, kind="stable").head(rows)
    worth = known["own_cvr"] * known["spend_per_buyer"] * (known["margin"] - known["return_rate"])
    bid = (worth * share).round(2).clip(lower=0.05)
    return pd.DataFrame({"keyword_id": known["keyword_id"], "match_type": match, "bid": bid})


@pytest.fixture(scope="module")
def report(auction):
    return auction.run(plan(auction), budget=150)


def test_the_report_has_the_columns_of_the_table_and_adds_up(auction, report):
    table, total = report.keyword_report, report.totals
    assert table.columns.tolist() == COLUMNS
    assert table["keyword_id"].tolist() == plan(auction)["keyword_id"].tolist()
    for frame in (table, report.hourly, report.search_terms):
        for column in ("impressions", "clicks", "cost", "orders", "revenue"):
            assert frame[column].sum() == pytest.approx(total[column], abs=1e-6), column
    assert total["cost"] == 150
    assert (table["orders"] <= table["carts"]).all()
    assert (table["carts"] <= table["clicks"]).all()
    assert (table["clicks"] <= table["impressions"]).all()
    seen = table[table["clicks"] > 0]
    assert len(seen) > 10
    assert np.allclose(seen["cpc"], seen["cost"] / seen["clicks"], atol=0.0051)
    assert np.allclose(seen["roas"], seen["revenue"] / seen["cost"], atol=0.0051)
    assert seen["avg_rank"].between(1, 5).all()
    assert table["impression_share"].dropna().between(0, 1).all()
    never = table[table["impressions"] == 0]
    assert never["ctr"].isna().all() and never["avg_rank"].isna().all()


def test_the_budget_ends_at_a_moment_after_which_nothing_is_shown(report):
    out = report.budget_out_at
    assert pd.Timestamp(DAY) < out < pd.Timestamp("2025-12-31")
    hourly = report.hourly
    assert (hourly.loc[hourly["hour"] > out.hour, "impressions"] == 0).all()
    assert hourly.loc[hourly["hour"] <= out.hour, "impressions"].sum() > 0


def test_with_money_enough_the_budget_never_ends(auction):
    assert auction.run(plan(auction), budget=100_000).budget_out_at is None


def test_the_day_is_that_of_the_plain_python_auction():
    auction = KeywordAuction(WORLD, DAY, rivals="budget_limited", queries=3000)
    report = auction.run(plan(auction), budget=8)
    market, query = report.market, np.arange(3000)
    sums = auction_reference.simulate(
        bid=market.bid,
        quality=market.quality,
        ctr=market.chances(),
        position_effect=market.position_effect(),
        keyword=auction._shoppers.keyword(query),
        uniform=auction._shoppers.uniforms(query),
        budget=market.budget,
        reserve=market.reserve,
    )
    same(report.result.auction, sums)
    assert sums.exhausted_at[0] > 0


def test_two_bids_meet_the_same_shoppers(auction):
    low, high = (auction.run(plan(auction, share), budget=10_000) for share in (0.9, 1.6))
    assert low.searches.tolist() == high.searches.tolist()
    both = low._log.merge(high._log, on="query", suffixes=("_low", "_high"))
    assert len(both) > 50
    for column in ("keyword", "orders", "carts", "revenue", "hour"):
        assert (both[f"{column}_low"] == both[f"{column}_high"]).all(), column
    again = KeywordAuction(World(7), 729).run(plan(auction), budget=10_000)
    pd.testing.assert_frame_equal(again.keyword_report, low.keyword_report)
    other_day = KeywordAuction(WORLD, 728).run(plan(auction), budget=10_000)
    assert other_day.totals["clicks"] != low.totals["clicks"]


def test_under_a_budget_a_higher_bid_buys_fewer_clicks(auction):
    clicks = []
    for share in (0.7, 1.1, 2.5):
        totals = auction.run(plan(auction, share), budget=80).totals
        assert totals["cost"] == 80
        clicks.append(totals["clicks"])
    assert clicks[0] > clicks[1] > clicks[2]


def test_orders_come_at_their_planted_rate():
    auction = KeywordAuction(WORLD, DAY, queries=400_000)
    report = auction.run(plan(auction, 3, rows=640), budget=1e6)
    shoppers, market, log = auction._shoppers, report.market, report._log
    region, crowd = np.divmod(shoppers.shopper(log["query"].to_numpy()), shoppers.crowds)
    zones = np.array([place["zone"] for place in SETTINGS["provinces"]])[region]
    factor = crowd_percent(SETTINGS)[crowd] / 100
    factor = factor * np.array(SETTINGS["zone_order_percent"])[zones] / 100
    chance = market.own_cvr[log["keyword"]] / 1e6 * factor
    hoped, spread = chance.sum(), (chance * (1 - chance)).sum() ** 0.5
    assert len(log) > 8000
    assert abs(log["orders"].sum() - hoped) < 3 * spread
    query = np.arange(10_000)
    draws = [shoppers.purchase(query, number, 100) for number in (ORDER, CART)]
    assert abs(np.corrcoef(draws)[0, 1]) < 0.04


# ---- match types and negatives


def test_broad_reaches_what_phrase_reaches_and_phrase_what_exact_reaches(auction):
    core = auction.keywords["keyword_id"].iloc[[0]]
    found = {}
    for match in ("精确", "短语", "广泛"):
        bids = pd.DataFrame({"keyword_id": core, "match_type": match, "bid": 9.0})
        found[match] = set(auction.run(bids, 10_000).search_terms["search_term"])
    assert found["精确"] == {"铁观音"}
    assert found["精确"] < found["短语"] <= found["广泛"]
    assert all("铁观音" in term for term in found["广泛"])
    bids = bids.assign(match_type="广泛")
    without = auction.run(bids, 10_000, negatives=["怎么泡", "图片"]).search_terms["search_term"]
    idle = {term for term in found["广泛"] if "怎么泡" in term or "图片" in term}
    assert found["广泛"] - set(without) == idle
    assert len(without) < len(found["广泛"])


def test_the_narrowest_match_stands_for_a_search(auction):
    known = auction.keywords.set_index("keyword")["keyword_id"]
    rows = [(known["铁观音"], "广泛", 9.0), (known["铁观音"], "精确", 2.0)]
    bids = pd.DataFrame(rows, columns=["keyword_id", "match_type", "bid"])
    terms = auction.run(bids, 10_000).search_terms.set_index("search_term")
    assert terms.loc["铁观音", "match_type"] == "精确"
    assert set(terms.drop("铁观音")["match_type"]) == {"广泛"}


# ---- premiums


def test_premiums_multiply_and_only_the_largest_crowd_counts(auction):
    premiums = auction._premiums({20: 0.3}, {"福建": -0.5}, {"老客": 0.2, "店铺访客": 0.5})
    shopper = 0 * len(SETTINGS["crowd_weights"])  # 福建 is the first province
    assert premiums.multiples[premiums.number[20, shopper]] == 130 * 50 * 100
    assert premiums.multiples[premiums.number[20, shopper + 1]] == 130 * 50 * 120
    assert premiums.multiples[premiums.number[20, shopper + 5]] == 130 * 50 * 150
    assert premiums.multiples[premiums.number[19, shopper]] == 100 * 50 * 100


def test_an_hour_with_a_premium_is_shown_more_and_others_as_before(auction):
    bids = plan(auction, 0.5)
    plain = auction.run(bids, 10_000).hourly
    lifted = auction.run(bids, 10_000, hour_premium={20: 0.6}).hourly
    assert lifted["impressions"][20] > 1.2 * plain["impressions"][20]
    same_hours = [hour for hour in range(24) if hour != 20]
    pd.testing.assert_frame_equal(lifted.loc[same_hours], plain.loc[same_hours])


# ---- one auction, step by step


def test_explain_gives_the_price_that_was_charged():
    auction = KeywordAuction(WORLD, DAY, rivals=["static", "budget_limited"])
    report = auction.run(plan(auction), 150, hour_premium={9: 0.3, 10: -0.2})
    log = report._log
    assert len(log) > 40
    for query, cost in zip(log["query"][:-1], log["cost"][:-1], strict=True):
        steps = report.explain(query).set_index("广告主")
        assert bool(steps.loc[0, "被点击"])
        assert round(steps.loc[0, "点一次付"] * 100) == cost
        assert (steps["排名分"] == (steps["出价"] * 100).round() * steps["质量分"]).all()
        assert steps["名次"].tolist() == list(range(1, len(steps) + 1))
    after = report.explain(int(log["query"].iloc[-1]) + 1)
    assert 0 not in after["广告主"].tolist()
    assert set(after.attrs) == {"搜索词", "时间"}


def test_nothing_but_explain_shows_a_rivals_bid(auction, report):
    names = {c for f in (report.keyword_report, report.hourly, report.search_terms) for c in f}
    assert not names & {"bid", "出价", "advertiser"}
    assert "bid" not in auction.keywords.columns
    assert "花费 150.00 元" in repr(report)


# ---- quality


def test_quality_is_the_weighted_sum_in_whole_points():
    score = [np.array([hundredths]) for hundredths in (850, 350, 500)]
    assert Quality(*score).points([4, 4, 2]).tolist() == [6]  # 5.8
    assert Quality(*[np.array([100])] * 3).points([4, 4, 2]).tolist() == [1]
    assert Quality(*[np.array([1000])] * 3).points([4, 4, 2]).tolist() == [10]


def test_a_better_picture_earns_quality_the_next_day_and_not_at_once():
    scores = {}
    for pull in (0.6, 1.6):
        auction = KeywordAuction(WORLD, DAY, pull=pull)
        report = auction.run(plan(auction), 10_000)
        tomorrow = next_day_quality(report)
        assert auction.quality is report.quality
        scores[pull] = tomorrow.creative - report.quality.creative
        after = KeywordAuction(WORLD, 730, quality=tomorrow).keywords["quality"]
        assert after.tolist() == tomorrow.points([4, 4, 2]).tolist()
        assert (tomorrow.relevance == report.quality.relevance).all()
    shown = report.shown.sum(axis=1) > 200
    assert (scores[1.6][shown] > scores[0.6][shown]).mean() > 0.9
    assert (scores[0.6][report.shown.sum(axis=1) == 0] == 0).all()  # nothing seen, nothing learned


# ---- what a learner can get wrong


def bids_with(**columns):
    return pd.DataFrame({"keyword_id": ["K0001"], "match_type": ["精确"], "bid": [1.2], **columns})


@pytest.mark.parametrize(
    ("bids", "says"),
    [
        ({"K0001": 1.2}, "出价要放在一张表"),
        (bids_with().drop(columns="bid"), "少了列 bid"),
        (bids_with().iloc[:0], "出价表是空的"),
        (bids_with(keyword_id=["K9999"]), "第 1 行：没有关键词 K9999"),
        (bids_with(match_type=["模糊"]), "匹配方式是“模糊”"),
        (bids_with(bid=["1,2"]), "是“1,2”，要写成数字"),
        (bids_with(bid=[float("nan")]), "空值"),
        (bids_with(bid=[-1.0]), "不能是负数"),
        (bids_with(bid=[1.234]), "最小到 0.01 元"),
        (bids_with(bid=[99_999.0]), "太高了"),
        (pd.concat([bids_with()] * 2), "第 2 行：K0001 的精确匹配已经出过价"),
    ],
)
def test_a_wrong_bid_table_is_named(auction, bids, says):
    with pytest.raises(CourseError, match=says):
        auction.run(bids, 100)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"budget": 0}, "预算是 0 元"),
        ({"budget": -5}, "预算 是 -5 元，不能是负数"),
        ({"budget": "200"}, "预算 是“200”"),
        ({"hour_premium": {24: 0.3}}, "时段溢价里没有 24"),
        ({"hour_premium": {20: 30}}, "0.3 表示加 30%"),
        ({"region_premium": {"福健": 0.3}}, "你要的是 福建 吗"),
        ({"crowd_premium": {"老客": float("nan")}}, "老客"),
        ({"crowd_premium": [0.3]}, "人群溢价要写成字典"),
        ({"negatives": ["怎么泡茶"]}, "否定词“怎么泡茶”.*你要的是 怎么泡 吗"),
    ],
)
def test_a_wrong_setting_is_named(auction, settings, says):
    with pytest.raises(CourseError, match=says):
        auction.run(bids_with(), **{"budget": 100, **settings})


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((731,), "不在 2024-01-01 到 2025-12-31 之间"),
        (("2026-01-01",), "不在 2024-01-01 到 2025-12-31 之间"),
        (("12月30日",), "读不出来"),
        ((1.5,), "读不出来"),
    ],
)
def test_a_wrong_day_is_named(arguments, says):
    with pytest.raises(CourseError, match=says):
        KeywordAuction(WORLD, *arguments)


def test_a_wrong_market_setting_is_named(auction, report):
    with pytest.raises(CourseError, match="没有叫 statik 的对手。你要的是 static 吗"):
        KeywordAuction(WORLD, DAY, rivals="statik")
    with pytest.raises(CourseError, match="pull 要在"):
        KeywordAuction(WORLD, DAY, pull=float("nan"))
    with pytest.raises(CourseError, match="queries"):
        KeywordAuction(WORLD, DAY, queries=0)
    with pytest.raises(CourseError, match="和这个市场对不上"):
        KeywordAuction(WORLD, DAY, quality=Quality(*[np.array([500])] * 3))
    with pytest.raises(CourseError, match="只有编号 0 到"):
        report.explain(10**9)
    with pytest.raises(CourseError, match="要是整数"):
        report.explain(1.5)
