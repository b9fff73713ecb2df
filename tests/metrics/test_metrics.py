import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opscourse import metrics
from opscourse.errors import CourseError
from opscourse.simulation import World

WORLD = World(11)
VISITS, ORDERS, PAID = (WORLD.table(name) for name in ("visits", "orders", "orders_paid"))


def in_month(frame, column, month):
    return frame[frame[column].dt.strftime("%Y-%m") == month]


NOVEMBER = in_month(PAID, "paid_at", "2025-11")
NOVEMBER_VISITS = in_month(VISITS, "started_at", "2025-11")


def test_an_empty_frame_gives_nan_and_counts_of_zero():
    visits, orders = VISITS.head(0), ORDERS.head(0)
    assert metrics.pv(visits) == metrics.uv(visits) == metrics.order_count(orders) == 0
    rates = [
        metrics.pages_per_visit(visits),
        metrics.bounce_rate(visits),
        metrics.consult_rate(visits),
        metrics.consult_conversion(visits, orders),
        metrics.spend_per_buyer(orders),
        metrics.aov(orders),
        metrics.spend_per_item(orders),
        metrics.items_per_order(orders),
        metrics.order_conversion(orders),
        metrics.amount_conversion(orders),
        metrics.refund_rate(orders),
        metrics.refund_amount_rate(orders),
    ]
    assert all(math.isnan(rate) for rate in rates)


@pytest.mark.parametrize(
    "metric", ["cvr", "uv_value", "ctr", "cpc", "cpm", "cpa", "roas", "share", "growth"]
)
def test_a_zero_denominator_gives_nan_for_numbers_and_series(metric):
    function = getattr(metrics, metric)
    assert math.isnan(function(3, 0))
    assert math.isnan(function(0, 0))
    series = function(pd.Series([3.0, 4.0]), pd.Series([0, 2]))
    assert np.isnan(series[0])
    assert series[1] == function(4.0, 2)
    assert np.isnan(function(pd.Series([3.0]), 0)).all()


def test_series_are_matched_by_label():
    rates = metrics.cvr(pd.Series({"搜索": 1, "直播": 2}), pd.Series({"直播": 4, "搜索": 10}))
    assert rates["搜索"] == 0.1
    assert rates["直播"] == 0.5


def test_text_and_missing_columns_are_said_in_chinese():
    with pytest.raises(CourseError, match="“12”是文字"):
        metrics.cvr("12", 100)
    with pytest.raises(CourseError, match="少了列 visitor_id"):
        metrics.uv(ORDERS)
    with pytest.raises(CourseError, match="list"):
        metrics.uv([1, 2])
    with pytest.raises(CourseError, match="没付款的行"):
        metrics.spend_per_buyer(ORDERS)
    with pytest.raises(CourseError, match="少了 buyers"):
        metrics.sales_decomposition({"uv": 1, "amount": 2}, {"uv": 1, "buyers": 1, "amount": 2})
    with pytest.raises(CourseError, match="毛利率要写成小数"):
        metrics.break_even_roas(40)


def test_metrics_agree_with_a_plain_count_of_the_rows():
    buyers, orders, fen, pieces = set(), set(), 0, 0
    for row in NOVEMBER.itertuples():
        buyers.add(row.buyer_id)
        orders.add(row.order_id)
        fen += round(row.amount * 100)
        pieces += row.qty
    assert metrics.spend_per_buyer(NOVEMBER) == pytest.approx(fen / 100 / len(buyers), rel=1e-12)
    assert metrics.aov(NOVEMBER) == pytest.approx(fen / 100 / len(orders), rel=1e-12)
    assert metrics.spend_per_item(NOVEMBER) == pytest.approx(fen / 100 / pieces, rel=1e-12)
    assert metrics.items_per_order(NOVEMBER) == pieces / len(orders)
    bounced = sum(row.pages == 1 for row in NOVEMBER_VISITS.itertuples())
    assert metrics.bounce_rate(NOVEMBER_VISITS) == bounced / len(NOVEMBER_VISITS)
    assert metrics.pv(NOVEMBER_VISITS) == sum(NOVEMBER_VISITS["pages"].tolist())


def test_the_true_conversion_rate_is_found_back():
    rate = metrics.cvr(metrics.buyer_count(NOVEMBER), metrics.uv(NOVEMBER_VISITS))
    assert rate == WORLD.truth["cvr"]["2025-11"]["全部"]


def test_the_metrics_differ_where_the_traps_lie():
    """Each pair that learners mix up has two values in a world, so a trap can be seen."""
    per_day = NOVEMBER_VISITS.groupby(NOVEMBER_VISITS["started_at"].dt.normalize())
    assert per_day["visitor_id"].nunique().sum() > metrics.uv(NOVEMBER_VISITS)
    assert metrics.spend_per_buyer(NOVEMBER) > metrics.aov(NOVEMBER) + 1
    assert metrics.aov(NOVEMBER) > metrics.spend_per_item(NOVEMBER) + 1
    assert metrics.refund_rate(NOVEMBER) != metrics.refund_amount_rate(NOVEMBER)
    placed = in_month(ORDERS, "created_at", "2025-11")
    assert metrics.order_conversion(placed) != metrics.amount_conversion(placed)
    assert metrics.gmv(placed) > metrics.paid_amount(placed[placed["paid_at"].notna()])
    assert metrics.paid_amount(NOVEMBER) > metrics.net_sales(NOVEMBER)


def test_the_order_of_rows_changes_nothing():
    shuffled = NOVEMBER.sample(frac=1, random_state=3)
    for metric in (metrics.spend_per_buyer, metrics.aov, metrics.net_sales, metrics.refund_rate):
        assert metric(shuffled) == metric(NOVEMBER)


def test_only_orders_after_the_consultation_count_and_each_person_once():
    at = pd.Timestamp("2025-11-01 10:00")
    visits = pd.DataFrame(
        {"visitor_id": ["a", "a", "b", "c", "d"], "consulted": [1, 1, 1, 1, 0], "started_at": at}
    )
    minutes = pd.to_timedelta([5, 9, -5, 5], unit="min")
    orders = pd.DataFrame({"buyer_id": ["a", "a", "b", "d"], "created_at": at + minutes})
    assert metrics.consult_conversion(visits, orders) == 1 / 3


periods = st.fixed_dictionaries(
    {
        "uv": st.integers(1, 10**6),
        "buyers": st.integers(1, 10**5),
        "amount": st.integers(1, 10**9).map(lambda fen: fen / 100),
    }
)


@given(periods, periods)
def test_the_parts_of_a_change_add_up_to_it(before, now):
    parts = metrics.sales_decomposition(before, now)
    assert list(parts) == ["uv", "cvr", "spend_per_buyer"]
    change = now["amount"] - before["amount"]
    # Parts may be far larger than the change they cancel to.
    size = max(abs(part) for part in parts.values()) + now["amount"] + before["amount"]
    assert sum(parts.values()) == pytest.approx(change, abs=1e-9 * size)


@given(periods, st.integers(1, 10**6))
def test_a_change_of_visitors_alone_is_given_to_visitors(before, visitors):
    rate, spend = before["buyers"] / before["uv"], before["amount"] / before["buyers"]
    now = {"uv": visitors, "buyers": visitors * rate, "amount": visitors * rate * spend}
    parts = metrics.sales_decomposition(before, now)
    size = abs(parts["uv"]) + before["amount"] + now["amount"]
    assert parts["cvr"] == pytest.approx(0, abs=1e-9 * size)
    assert parts["spend_per_buyer"] == pytest.approx(0, abs=1e-9 * size)


def test_a_row_of_shop_monthly_may_be_a_period():
    monthly = WORLD.table("shop_monthly").set_index("month")
    parts = metrics.sales_decomposition(monthly.loc["2025-09"], monthly.loc["2025-10"])
    change = monthly.loc["2025-10", "amount"] - monthly.loc["2025-09", "amount"]
    assert sum(parts.values()) == pytest.approx(change)
    reordered = monthly.loc["2025-09", "buyers"] * (
        monthly.loc["2025-10", "uv"] / monthly.loc["2025-09", "uv"] - 1
    )
    assert parts["uv"] == pytest.approx(
        reordered * monthly.loc["2025-09", "amount"] / monthly.loc["2025-09", "buyers"]
    )


def test_break_even_roas_of_the_metrics_page():
    assert metrics.break_even_roas(0.40) == 2.5
    assert metrics.break_even_roas(0.40, 0.10) == pytest.approx(2.777777777777778)
    assert metrics.break_even_roas(0.40, 0.10, goods_lost=True) == pytest.approx(3.3333333333)
    assert math.isnan(metrics.break_even_roas(0.1, 0.1, goods_lost=True))
    assert math.isnan(metrics.break_even_roas(0.1, 0.2, goods_lost=True))
    assert metrics.roi_profit(metrics.break_even_roas(0.4) * 100, 100, 0.4) == pytest.approx(0)


def test_mom_and_yoy_take_the_earlier_value_as_base():
    amount = pd.Series([100.0, 150.0, 0.0, 30.0])
    assert metrics.mom(amount).iloc[1:3].tolist() == [0.5, -1.0]
    assert metrics.mom(amount).isna().tolist() == [True, False, False, True]
    assert metrics.yoy(WORLD.table("shop_monthly")["amount"]).notna().sum() == 10
