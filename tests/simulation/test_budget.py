"""Response curves and the best split; the tables of lesson 12."""

import hashlib
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opscourse.datasets.csvfile import from_bytes, to_bytes
from opscourse.errors import CourseError
from opscourse.simulation import World, budget_tables
from opscourse.simulation.journeys import JourneyWorld
from opscourse.simulation.response import ResponseCurves, gains

KEYS = [2025, *(hashlib.sha256(b"budget%d" % n).digest() for n in range(39))]
CURVES = ResponseCurves(World(7))
NAMES = CURVES.channels


def by_table(budget, caps, least):
    """The best profit in fen, by dynamic programming over all splits in steps of 10 yuan."""
    room = int(budget // 10)
    best = np.zeros(room + 1, dtype=np.int64)
    for name in NAMES:
        upto = np.append(0, np.cumsum(gains(World(7))[name]))
        low, high = -(-least.get(name, 0) // 10), caps.get(name, 3000) // 10
        choices = [0, *range(max(low, 1), min(high, room) + 1)]
        new = np.full(room + 1, -(10**9))
        for n in choices:
            new[n:] = np.maximum(new[n:], best[: room + 1 - n] + upto[n])
        best = new
    return int(best.max())


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 320).map(lambda n: n * 10),
    st.dictionaries(st.sampled_from(NAMES), st.integers(30, 90).map(lambda n: n * 10)),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 30).map(lambda n: n * 10)),
)
def test_the_split_is_the_best_of_all(budget, caps, least):
    split = CURVES.allocate(budget, caps, least)
    assert sum(split.spend.values()) <= budget
    for name, spend in split.spend.items():
        assert spend <= caps.get(name, 3000)
        assert spend == 0 or spend >= least.get(name, 0)
    assert round(split.profit * 100) == by_table(budget, caps, least)
    assert CURVES.profit(split.spend) == pytest.approx(split.profit)


def test_returns_diminish_everywhere():
    for key in KEYS[:20]:
        for gain in gains(World(key)).values():
            assert (np.diff(gain) <= 0).all()
            assert gain[0] > 0 > gain[-1]  # worth a start, not worth everything


def test_at_the_best_split_the_next_ten_yuan_are_worth_the_same_everywhere():
    split = CURVES.allocate(1000)
    steps = {name: int(spend // 10) for name, spend in split.spend.items()}
    taken = [gains(World(7))[n][k - 1] for n, k in steps.items() if k]
    left = [gains(World(7))[n][k] for n, k in steps.items()]
    assert min(taken) >= max(left)
    assert sum(split.spend.values()) == 1000


def test_a_larger_budget_never_earns_less_and_need_not_be_spent():
    profits = [CURVES.allocate(budget).profit for budget in range(0, 9000, 500)]
    assert profits == sorted(profits)
    assert sum(CURVES.allocate(9000).spend.values()) < 9000
    assert JourneyWorld(World(7)).allocate(800) == CURVES.allocate(800)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: CURVES.allocate(-1), "预算不能小于 0 元"),
        (lambda: CURVES.allocate(float("nan")), "预算是空值"),
        (lambda: CURVES.allocate("500"), "预算要是一个数"),
        (lambda: CURVES.allocate(500, {"搜索": 50}), "没有叫 搜索 的渠道。你要的是 搜索竞价 吗"),
        (lambda: CURVES.allocate(500, {"搜索竞价": -50}), "搜索竞价的上限不能小于 0 元"),
        (
            lambda: CURVES.allocate(500, {"搜索竞价": 50}, {"搜索竞价": 80}),
            "最低测试花费比上限还高",
        ),
        (lambda: CURVES.profit({"搜索竞价": -1}), "搜索竞价的花费不能小于 0 元"),
        (lambda: CURVES.profit({"搜索竞价": 3001}), "最多 3000 元"),
        (lambda: CURVES.profit({"刷榜": 1}), "没有叫 刷榜 的渠道"),
    ],
)
def test_bad_input_is_one_clear_sentence(call, says):
    with pytest.raises(CourseError, match=says):
        call()


# ---- the tables of lesson 12


@pytest.fixture(scope="module", params=KEYS, ids=str)
def tables(request):
    world = World(request.param)
    return {name: make(world) for name, make in budget_tables.TABLES.items()}


def test_the_contract_of_the_tables(tables):
    now, results = tables["channels_now"], tables["channel_results"]
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(from_bytes(to_bytes(frame, name), name), frame)
    assert len(now) == 10 and now["channel"].is_unique
    assert set(now["price_model"]) == {"CPM", "CPC", "CPA", "CPS", "换量"}
    assert (now["kind"].value_counts() >= 3).all()
    money = now["price_model"] != "换量"
    assert (now.loc[money, "price_low"] < now.loc[money, "price_high"]).all()
    assert (now.loc[money, "min_test"] < now.loc[money, "cap"]).all()
    assert now[["ctr", "cvr", "retention"]].min().min() > 0
    assert now.set_index("channel")["repeat_flash"].idxmax() == "门店装机"
    assert results["channel"].tolist() == now.loc[money, "channel"].tolist()
    assert (results["paying"] >= 1).all() and (results["paying"] < results["installs"]).all()
    assert (results["margin"] - results["return_rate"] >= 0.1).all()
    response = tables["response"]
    assert set(response["channel"]) < set(now["channel"])
    assert (response.groupby("channel").size() == 31).all()
    coupons = tables["coupons"]
    assert (coupons["used"] <= coupons["paying"]).all()
    assert (coupons["paying"] < coupons["registered"]).all()
    assert (coupons["registered"] < coupons["sent"]).all()
    assert tables["preinstall"]["lag_months"].between(3, 5).all()
    scans = tables["qr_scans"]
    assert (scans["buyers"] < scans["visitors"]).all()
    assert (scans["visitors"] < scans["scans"]).all()
    assert (scans.groupby("town").size() == 3).all()
    assert (tables["pnl"].drop(columns="model") >= 0).all().all()


def test_the_prices_of_2014_are_the_documents_and_marked_as_history(tables):
    old = tables["channels_2014"]
    assert set(old["era"]) == {"历史价格，约 2013–14 年"}
    price = old.set_index(["channel", "price_model"])[["price_low", "price_high"]]
    assert price.loc[("积分墙", "CPA")].tolist() == [1, 3]
    assert price.loc[("广告平台", "CPC")].tolist() == [0.3, 0.8]
    assert price.loc[("手机预装", "CPA")].tolist() == [1.5, 4]
    pd.testing.assert_frame_equal(old, budget_tables.TABLES["channels_2014"](World(1)))


def answers(tables):
    """What lesson 12 asks, as numbers of the tables."""
    now = tables["channels_now"].set_index("channel")
    results, pnl = tables["channel_results"].set_index("channel"), tables["pnl"].set_index("model")
    coupons, early = tables["coupons"], tables["preinstall"]
    price = (now["price_low"] + now["price_high"]) / 2
    roas = results["revenue"] / results["cost"]
    gross = results["margin"] * results["revenue"]
    pays = early["devices"] * early["unit_price"]
    earns = early["devices"] * early["activation"] * early["profit_per_user"]
    month = early["paid_month"].str[5:].astype(int)
    cash = [
        earns[month + early["lag_months"] <= m].sum() - pays[month <= m].sum() for m in range(13)
    ]
    scans = tables["qr_scans"].assign(cost=lambda q: q["printed"] * q["unit_cost"] + q["labour"])
    town = scans.groupby("town")[["cost", "scans"]].sum()
    profit = pnl["revenue"] * (1 - pnl["pay_rate"]) - pnl["loan"] * pnl["loan_rate"] / 12
    profit = profit - pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
    return {
        "implied": now["price_low"]["信息流按点击"] / now["price_high"]["信息流按激活"],
        "per_retained": price["积分任务"] / now["retention"]["积分任务"],
        "per_person": price["门店装机"] * now["repeat_flash"]["门店装机"],
        "swap": 3000 / now["price_low"]["小程序互推"],
        "activation": early["devices"][0] * early["activation"][0],
        "roas": roas,
        "profit_roi": (gross - results["cost"]) / results["cost"],
        "coupon": (coupons["face_value"] * coupons["used"]).sum() / coupons["paying"].sum(),
        "lowest_cash": min(cash),
        "installs": results["installs"],
        "per_scan": town["cost"] / town["scans"],
        "pnl": profit,
    }


def test_every_answer_differs_between_worlds_and_winners_change():
    found = []
    for key in KEYS[:16]:
        world = World(key)
        found.append(answers({name: make(world) for name, make in budget_tables.TABLES.items()}))
    # A ratio with two decimals or a cheap price may repeat; the practice world's may not.
    for name in ("implied", "per_retained", "per_person", "activation", "coupon", "lowest_cash"):
        values = [round(float(one[name]), 4) for one in found]
        assert len(set(values)) >= len(values) - 1, name
    assert len({round(one["swap"], 4) for one in found}) >= 7
    for name in ("roas", "profit_roi", "installs", "per_scan", "pnl"):
        ranked = [one[name].sort_values() for one in found]
        assert len({rank.index[-1] for rank in ranked}) >= 3, name
        assert min(np.diff(rank.to_numpy()).min() for rank in ranked) >= 0
        gaps = [rank.iloc[-1] - rank.iloc[-2] for rank in ranked]
        assert sum(gap > 1e-6 for gap in gaps) == len(gaps), name
    best = [one["roas"].idxmax() != one["profit_roi"].idxmax() for one in found]
    assert any(best)  # the best ROAS need not be the best profit


def test_the_best_split_differs_and_beats_an_even_one():
    splits, better = [], []
    for key in KEYS[:12]:
        curves = ResponseCurves(World(key))
        told = budget_tables.truth(World(key))["best_split"]
        splits.append(tuple(told["spend"].values()))
        even = {name: told["budget"] / len(curves.channels) for name in curves.channels}
        even = {name: round(spend, 2) for name, spend in even.items()}
        better.append((told["profit"] - curves.profit(even)) / told["budget"])
    assert len(set(splits)) == len(splits)
    assert min(better) > 0.02


def test_the_same_key_gives_the_same_bytes_and_another_key_others():
    for name, make in budget_tables.TABLES.items():
        one = to_bytes(make(World(11)), name)
        assert one == to_bytes(make(World(11)), name)
        assert (one == to_bytes(make(World(12)), name)) == (name == "channels_2014")


def test_a_split_by_hand():
    parts = itertools.combinations(NAMES, 2)
    for one, other in parts:
        both = CURVES.profit({one: 100, other: 155.5})
        assert both == pytest.approx(CURVES.profit({one: 100}) + CURVES.profit({other: 155.5}))


def test_the_bytes_are_the_same_on_every_machine():
    made = b"".join(
        to_bytes(make(World(bytes(range(32)))), name) for name, make in budget_tables.TABLES.items()
    )
    assert hashlib.sha256(made).hexdigest() == PINNED


PINNED = "ff237207365b3aeba5358bd1cf0c84512fab762848d9c76c6db183286630a547"
