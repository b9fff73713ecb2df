"""The world contract and the invariants of the shop, in many worlds."""

import functools
import hashlib

import numpy as np
import pandas as pd
import pytest

from opscourse.simulation import PRACTICE_KEY, World

KEYS = [PRACTICE_KEY, *(hashlib.sha256(b"%d" % n).digest() for n in range(24))]
CHANNELS = ["搜索", "推荐", "竞价", "展示", "社群", "直播", "直接访问"]
STATUSES = {"待付款", "已关闭", "已付款", "已发货", "已签收", "已评价", "已退款"}
MONTHS = (202511, 202512)
MONTH_RANGE = [year * 100 + month for year in (2024, 2025) for month in range(1, 13)]


def fen(yuan):
    """Whole fen; fails when a value is not a whole number of them."""
    whole = (yuan * 100).round()
    assert ((yuan * 100 - whole).abs() < 1e-6).all()
    return whole.astype("int64")


def month_of(times):
    """Months as numbers such as 202511 (quicker than text); NaN without a time."""
    return times.dt.year * 100 + times.dt.month


class Kept:
    """A world whose frames are made once; no test here changes one."""

    def __init__(self, key):
        self._world = World(key)
        self.scenario, self.truth = self._world.scenario, self._world.truth
        self.table = functools.cache(self._world.table)


@pytest.fixture(scope="module", params=KEYS, ids=lambda key: key.hex()[:6] if key != 2025 else "p")
def world(request):
    return Kept(request.param)


def test_the_contract_of_orders(world):
    orders, skus = world.table("orders"), [p["sku"] for p in world.scenario["products"]]
    assert len(orders) <= 20_000
    assert orders["line_id"].is_unique
    assert set(orders["channel"]) == set(CHANNELS)
    assert set(orders["sku"]) == set(skus)
    once = orders.drop_duplicates("order_id")
    assert set(once["status"]) == STATUSES
    assert once["status"].value_counts().min() >= 2
    assert month_of(once["created_at"]).value_counts().reindex(MONTH_RANGE).min() >= 90
    for month in MONTHS:
        paid = orders[month_of(orders["paid_at"]) == month]
        assert paid.groupby("channel")["buyer_id"].nunique().reindex(CHANNELS).min() >= 4
        assert paid.groupby("sku").size().reindex(skus).min() >= 8
        assert paid.loc[paid["refunded_at"].notna(), "order_id"].nunique() >= 5
    same_day = paid.groupby(["buyer_id", paid["created_at"].dt.normalize()])["order_id"].nunique()
    assert same_day.max() >= 2  # one buyer, two orders, one day


def test_money_adds_up_to_the_fen(world):
    orders = world.table("orders")
    amount, goods = fen(orders["amount"]), fen(orders["price"]) * orders["qty"]
    refund = fen(orders["refund_amount"])
    assert ((refund >= 0) & (refund <= amount)).all()
    assert ((refund > 0) == orders["refunded_at"].notna()).all()
    by_order = orders["order_id"]
    postage = (amount - goods).groupby(by_order).sum()
    goods_of_order = goods.groupby(by_order).sum()
    assert ((amount - goods) >= 0).all()
    assert (postage[goods_of_order >= 9900] == 0).all()
    assert set(postage[goods_of_order < 9900]) <= {600, 800, 1200}


def test_every_order_has_one_life(world):
    orders = world.table("orders")
    of_order = ["buyer_id", "channel", "city", "status", "created_at", "paid_at", "refunded_at"]
    assert orders.drop_duplicates(["order_id", *of_order])["order_id"].is_unique
    assert not orders.duplicated(["order_id", "sku"]).any()
    paid = orders["paid_at"].notna()
    assert (orders.loc[paid, "paid_at"] > orders.loc[paid, "created_at"]).all()
    assert set(orders.loc[~paid, "status"]) == {"待付款", "已关闭"}
    assert ((orders["status"] == "已退款") == orders["refunded_at"].notna()).all()
    refunded = orders[orders["refunded_at"].notna()]
    assert (refunded["refunded_at"] > refunded["paid_at"]).all()
    assert (month_of(refunded["refunded_at"]) > month_of(refunded["paid_at"])).any()
    for column in ("created_at", "paid_at", "refunded_at"):
        assert orders[column].max() < pd.Timestamp("2026-01-01")
        assert orders[column].min() >= pd.Timestamp("2024-01-01")
    expected = orders[paid].reset_index(drop=True)
    pd.testing.assert_frame_equal(world.table("orders_paid"), expected, check_exact=True)


def test_the_contract_of_visits(world):
    visits = world.table("visits")
    assert len(visits) <= 20_000
    assert visits["visit_id"].is_unique
    assert visits["started_at"].is_monotonic_increasing
    assert visits["pages"].min() == 1
    assert not visits.loc[visits["pages"] == 1, "consulted"].any()
    day, month = visits["started_at"].dt.normalize(), month_of(visits["started_at"])
    per_day = visits.groupby(day).size()
    assert len(per_day) == 61
    assert 230 <= per_day.mean() <= 325
    for name in MONTHS:
        log = visits[month == name]
        monthly = log["visitor_id"].nunique()
        assert log.groupby(day)["visitor_id"].nunique().sum() > 1.3 * monthly
        assert log.groupby("channel")["visitor_id"].nunique().sum() > 1.1 * monthly
        assert log.groupby("channel").size().reindex(CHANNELS).min() >= 300
        assert len(log) > log.groupby(day)["visitor_id"].nunique().sum()


def test_visits_of_one_person_lie_half_an_hour_apart(world):
    visits = world.table("visits").sort_values(["visitor_id", "started_at"])
    end = visits["started_at"] + pd.to_timedelta(visits["stay_seconds"], unit="s")
    gap = visits["started_at"] - end.groupby(visits["visitor_id"]).shift(1)
    assert gap.min() >= pd.Timedelta(minutes=30)


def test_orders_of_the_last_months_grow_out_of_a_visit_by_the_same_channel(world):
    orders = world.table("orders").drop_duplicates("order_id")
    late = orders[orders["created_at"] >= "2025-11-01"].sort_values("created_at")
    visits = world.table("visits")
    found = pd.merge_asof(
        late,
        visits[["visitor_id", "started_at", "channel", "stay_seconds"]],
        left_on="created_at",
        right_on="started_at",
        left_by="buyer_id",
        right_by="visitor_id",
        suffixes=("", "_visit"),
    )
    seconds = (found["created_at"] - found["started_at"]).dt.total_seconds()
    assert ((seconds > 0) & (seconds <= found["stay_seconds"])).all()
    assert (found["channel"] == found["channel_visit"]).all()
    # Nobody pays in the months of the log without having visited in them.
    payers = orders.loc[orders["paid_at"] >= "2025-11-01", "buyer_id"]
    assert set(payers) <= set(visits["visitor_id"])


def test_impossible_days_are_the_planted_ones(world):
    daily, planted = world.table("shop_daily"), world.truth["impossible_days"]
    assert len(daily) == 92
    days = daily["date"].astype(str).str[:10]
    assert days[daily["pv"] < daily["uv"]].tolist() == planted["pv_below_uv"]
    assert days[daily["buyers"] > daily["uv"]].tolist() == planted["buyers_above_uv"]
    assert len(planted["pv_below_uv"]) >= 3
    assert len(planted["buyers_above_uv"]) >= 2
    assert daily["ip"].between(700, 1000).all()
    assert (daily["ip"] <= daily["uv"]).all()
    assert (
        np.minimum((daily["pv"] - daily["uv"]).abs(), (daily["buyers"] - daily["uv"]).abs()).min()
        > 5
    )
    assert daily["uv"].sum() > 2 * len(world.table("visits"))  # does not reconcile


def test_shop_monthly_agrees_with_orders(world):
    monthly, paid = world.table("shop_monthly"), world.table("orders_paid")
    monthly.index = pd.Index(monthly["month"].str.replace("-", "").astype("int64"))
    assert monthly.index.tolist() == MONTH_RANGE[:22]
    groups = paid.assign(fen=fen(paid["amount"])).groupby(month_of(paid["paid_at"]))
    assert (groups["fen"].sum().reindex(monthly.index) == fen(monthly["amount"])).all()
    assert (groups["buyer_id"].nunique().reindex(monthly.index) == monthly["buyers"]).all()
    assert (groups["order_id"].nunique().reindex(monthly.index) == monthly["orders"]).all()
    rate = monthly["buyers"] / monthly["uv"]
    assert rate.between(0.02, 0.08).all()
    assert abs(rate[202510] / rate[202509] - 1) > 0.05
