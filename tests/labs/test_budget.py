"""The budget lab's numbers: by hand, against the metrics, and against the simulation itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from opscourse import load, metrics
from opscourse.errors import CourseError
from opscourse.labs.budget import BudgetModel
from opscourse.labs.budget_facts import HISTORY, MARKETS, TODAY
from opscourse.simulation import PRACTICE_KEY, World
from opscourse.simulation.journeys import JourneyWorld
from opscourse.simulation.response import ResponseCurves


@pytest.fixture(scope="module")
def world():
    return World(PRACTICE_KEY)


@pytest.fixture
def model():
    return BudgetModel()


def test_break_even_of_the_lesson(model):
    assert [round(line, 2) for line in model.break_even()] == [2.5, 2.78, 3.33]


@pytest.mark.parametrize("name", ["展示广告", "搜索竞价", "门店装机", "达人分销"])
def test_ladder_by_hand_at_the_lowest_price(name):
    row = load("channels_now").set_index("channel").loc[name]
    one = BudgetModel(channel=name, price_at=0).ladder()
    action = {
        "CPM": row["price_low"] / (1000 * row["ctr"] * row["cvr"]),
        "CPC": row["price_low"] / row["cvr"],
        "CPA": row["price_low"] * row["repeat_flash"],
        "CPS": row["price_low"] * 0.6 * row["retention"],
    }[row["price_model"]]
    assert one.action == pytest.approx(action)
    assert one.retained == pytest.approx(action / row["retention"])
    assert one.payer == pytest.approx(action / row["retention"] / 0.6)
    assert one.profit == pytest.approx(150 * (0.4 - 0.1) - one.payer)
    # The price that is charged stands again on its own step.
    paid = {"CPM": one.impressions, "CPC": one.click, "CPA": one.action / row["repeat_flash"]}
    assert paid.get(row["price_model"], one.payer) == pytest.approx(row["price_low"])


@pytest.mark.parametrize(("goods", "line"), [("干货", 1), ("鲜货", 2)])
def test_profit_turns_exactly_at_the_break_even_roas(goods, line):
    model = BudgetModel(goods=goods)
    for name in model.facts.paid:
        one = model.ladder(name)
        assert (one.profit > 0) == (one.roas > model.break_even()[line])
        assert one.roas == pytest.approx(metrics.roas(model.basket, one.payer))


def test_cheapest_activation_is_not_the_cheapest_retained(model):
    table = model.ladders()
    cheap, dear = table.loc["积分任务"], table.loc["搜索竞价"]
    assert cheap["一个激活"] < dear["一个激活"]
    assert cheap["留住一个人"] > dear["留住一个人"]
    assert cheap["一位客人的利润"] < 0 < dear["一位客人的利润"]


def test_split_agrees_with_the_simulation(model, world):
    curves = ResponseCurves(world)
    split = {"搜索竞价": 300, "达人分销": 205}
    assert model.change(split=split).profit() == curves.profit(split)
    table = load("channels_now").set_index("channel")
    caps = {name: table.loc[name, "cap"] for name in curves.channels}
    least = {name: table.loc[name, "min_test"] for name in curves.channels}
    assert model.best() == curves.allocate(1500, caps, least)


def test_steps_reach_the_best_split_and_stop(model):
    now, steps = model.change(split={}), 0
    while (after := now.step()) is not now:
        assert after.profit() > now.profit()
        now, steps = after, steps + 1
    assert steps > 50
    assert now.profit() == pytest.approx(model.best().profit, rel=0.01)
    assert sum(now.split.values()) <= 1500


def test_next_yuan_by_hand(model, world):
    now = model.change(split={"搜索竞价": 100})
    curves, least = ResponseCurves(world), model.facts.least["达人分销"]
    ten = curves.profit({"搜索竞价": 110}) - curves.profit({"搜索竞价": 100})
    assert now.next_yuan()["搜索竞价"] == pytest.approx(ten / 10)
    assert now.next_yuan()["达人分销"] == pytest.approx(curves.profit({"达人分销": least}) / least)
    full = model.change(split={"搜索竞价": model.facts.caps["搜索竞价"]})
    assert full.next_yuan().isna()["搜索竞价"]


def test_returns_diminish(model):
    gains = [
        model.change(split={"搜索竞价": yuan}).next_yuan()["搜索竞价"] for yuan in (60, 200, 500)
    ]
    assert gains == sorted(gains, reverse=True)


def test_notes_name_a_small_test_a_cap_and_an_empty_purse(model):
    assert any("最少要投" in note for note in model.change(split={"达人分销": 10}).notes())
    assert any("最多能投" in note for note in model.change(split={"搜索竞价": 1200}).notes())
    assert any("剩下的钱不够" in note for note in model.notes())
    worst = {"乡镇门店": model.facts.caps["乡镇门店"]}
    assert model.change(split=worst).next_yuan()["搜索竞价"] > 0


@pytest.mark.parametrize("market", list(MARKETS))
def test_credit_agrees_with_the_simulation(market, world):
    table = BudgetModel(market=market).credit()
    journeys = JourneyWorld(world, MARKETS[market])
    assert table["末次点击"].to_dict() == journeys.attribute("last_click")
    assert table["真正多出的买家"].to_dict() == journeys.truth()["extra_buyers"]


def test_prices_are_marked_and_never_mixed(model):
    table = model.prices()
    assert HISTORY in table and TODAY in table
    assert HISTORY == "历史价格（约 2013–14 年）"
    assert "不是行业数据" in TODAY
    assert table[HISTORY].iloc[0] == "0.3–0.8 元/点击"
    assert not table["当时的渠道"].str.contains("刷榜").any()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"budget": "1,2"}, "预算“1,2”不是数"),
        ({"budget": -5}, "预算是 -5，不行"),
        ({"budget": float("nan")}, "预算是 nan，不行"),
        ({"budget": True}, "预算要是一个数"),
        ({"budget": None}, "预算要是一个数"),
        ({"margin": 40}, "毛利率是 40，不行"),
        ({"margin": 0.1, "return_rate": 0.2}, "退款率 0.2 不比毛利率 0.1 小"),
        ({"channel": "抖音"}, "渠道里没有“抖音”。可以选：搜索竞价"),
        ({"channel": "小程序互推"}, "渠道里没有“小程序互推”"),
        ({"goods": "水果"}, "货的种类里没有“水果”"),
        ({"market": "x"}, "市场里没有“x”"),
        ({"split": [1, 2]}, "分法要写成字典"),
        ({"split": {"抖音": 10}}, "渠道里没有“抖音”"),
        ({"split": {"搜索竞价": "三百"}}, "搜索竞价的花费“三百”不是数"),
        ({"split": {"搜索竞价": -1}}, "搜索竞价的花费是 -1，不行"),
        ({"split": {"搜索竞价": 900, "展示广告": 700}}, "加起来 1600 元，比预算 1500 元多"),
    ],
)
def test_bad_settings_get_one_sentence(settings, says):
    with pytest.raises(CourseError) as caught:
        BudgetModel(**settings)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_budget_may_be_typed(model):
    assert model.change(budget=" 1800 ").budget == 1800


def test_text_and_arithmetic_tell_the_same(model):
    text = str(model.run())
    one = model.ladder()
    assert f"留住一个人：{one.retained:.2f} 元" in text
    assert f"{one.payer:.2f} 元" in " ".join(model.explain())
    for name in model.facts.paid:
        assert len(model.change(channel=name).explain()) == 5


def test_runs_as_a_script():
    command = [sys.executable, "-m", "opscourse.labs.budget"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "成本阶梯（展示广告，教学假设）" in done.stdout
