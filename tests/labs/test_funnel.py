"""The lab's counts: by hand on a small log, against the metrics on the practice world."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from opscourse import metrics
from opscourse.errors import CourseError
from opscourse.labs.funnel import ALL, STEPS, FunnelModel


def steps_of(facts, **settings):
    return FunnelModel(**settings, facts=facts).run().steps.tolist()


def test_funnel_by_hand(small):
    # All five came; U1 U2 U3 U5 saw two pages; U1 U3 asked, U2 U5 ordered unasked; U1 U5 paid.
    result = FunnelModel(days=4, facts=small).run()
    assert dict(result.steps) == dict(zip(STEPS, [5, 4, 4, 3, 2], strict=True))
    assert (result.asked, result.buyers, result.buyers_elsewhere) == (2, 2, 0)
    assert result.cvr == pytest.approx(2 / 5)


def test_uv_by_hand(small):
    result = FunnelModel(days=4, facts=small).run()
    assert result.daily.tolist() == [2, 3, 1, 2]
    assert result.sum_of_daily == 8
    assert result.unique == 5
    assert result.counted_again == 3
    assert result.came_again == 2  # U1 and U2


def test_funnel_of_one_channel_by_hand(small):
    assert steps_of(small, days=4, channel="直播") == [3, 3, 2, 1, 0]


def test_buyer_who_pays_without_a_visit_is_a_buyer_but_not_in_the_funnel(small):
    result = FunnelModel(days=1, start="2025-11-04", facts=small).run()
    assert (result.buyers, result.buyers_elsewhere) == (2, 1)
    assert result.steps["支付"] == 1
    assert "不在漏斗里" in str(result)


def test_channel_without_a_visit_in_the_span(small):
    result = FunnelModel(days=2, channel="社群", facts=small).run()
    assert result.steps.tolist() == [0] * 5
    assert result.cvr != result.cvr  # NaN, never 0
    assert "算不出" in str(result)


def test_visitors_counted_twice_are_listed_with_their_days(small):
    table = FunnelModel(days=4, facts=small).who_counts_twice()
    assert table.to_dict("index") == {
        "U1": {"来了几天": 3, "多数了几次": 2, "哪几天": "11-01、11-02、11-04"},
        "U2": {"来了几天": 2, "多数了几次": 1, "哪几天": "11-01、11-02"},
    }
    assert FunnelModel(days=1, facts=small).who_counts_twice().empty


def test_explain_tells_how_one_visitor_was_counted(small):
    model = FunnelModel(days=4, facts=small)
    assert "在 3 天里来过（11-01、11-02、11-04）" in model.explain(" U1 ")
    assert "被数了 3 次" in model.explain("U1")
    assert "只在 11-04 来过" in model.explain("U4")
    assert "没有来过" in model.change(days=2).explain("U4")
    with pytest.raises(CourseError, match="“U9”"):
        model.explain("U9")


@pytest.mark.parametrize("days", [1, 2, 7, 30, 61])
@pytest.mark.parametrize("channel", [ALL, "搜索", "直接访问"])
def test_identities_in_the_practice_world(practice, days, channel):
    result = FunnelModel(days=days, channel=channel, facts=practice).run()
    assert result.steps.is_monotonic_decreasing
    assert result.unique == result.steps["访问"]
    assert result.daily.max() <= result.unique <= result.sum_of_daily
    assert len(result.daily) == days
    assert (result.counted_again == 0) == (result.came_again == 0)
    if days == 1:
        assert result.unique == result.sum_of_daily


def test_uv_is_not_additive_over_channels_either(practice):
    whole = FunnelModel(days=61, facts=practice)
    parts = sum(whole.change(channel=name).run().unique for name in practice.channels)
    assert parts > whole.run().unique


@pytest.mark.parametrize(("start", "days"), [("2025-11-01", 30), ("2025-12-12", 3)])
def test_agrees_with_the_metrics(practice, practice_tables, start, days):
    visits, orders = practice_tables
    begin, end = pd.Timestamp(start), pd.Timestamp(start) + pd.Timedelta(days=days)
    seen = visits[visits["started_at"].between(begin, end, inclusive="left")]
    paid = orders[orders["paid_at"].between(begin, end, inclusive="left")]
    result = FunnelModel(days=days, start=start, facts=practice).run()
    assert result.unique == metrics.uv(seen)
    assert result.buyers == metrics.buyer_count(paid)
    assert result.cvr == pytest.approx(metrics.cvr(metrics.buyer_count(paid), metrics.uv(seen)))
    assert result.asked == pytest.approx(metrics.consult_rate(seen) * metrics.uv(seen))
    by_day = seen.groupby(seen["started_at"].dt.normalize()).apply(metrics.uv)
    assert result.daily.tolist() == by_day.tolist()


def test_tables_are_not_changed_and_row_order_does_not_matter(visits, orders):
    before = visits.copy()
    shuffled = visits.sample(frac=1, random_state=1)
    mixed = FunnelModel(days=4, visits=shuffled, orders=orders[::-1])
    straight = FunnelModel(days=4, visits=visits, orders=orders)
    assert str(mixed.run()) == str(straight.run())
    assert mixed.who_counts_twice().equals(straight.who_counts_twice())
    pd.testing.assert_frame_equal(visits, before)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"days": 0}, "天数 0 不行。天数要是 1 到 4 的整数"),
        ({"days": 2.5}, "天数 2.5 不行"),
        ({"days": "7"}, "天数 7 不行"),
        ({"days": True}, "天数 True 不行"),
        ({"days": 5}, "从 11-01 起只有 4 天的记录"),
        ({"days": 1, "channel": "抖音"}, "没有叫“抖音”的渠道。可以选：全部、搜索"),
        ({"days": 1, "start": "明天"}, "“明天”看不懂"),
        ({"days": 1, "start": "2026-01-01"}, "请选 2025-11-01 到 2025-11-04"),
    ],
)
def test_bad_settings_get_one_sentence(small, settings, says):
    with pytest.raises(CourseError) as caught:
        FunnelModel(**settings, facts=small)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_wrong_tables_are_named(visits, orders):
    with pytest.raises(CourseError, match="orders 表里少了这些列：paid_at"):
        FunnelModel(visits=visits, orders=orders.drop(columns="paid_at"))
    with pytest.raises(CourseError, match="visits 表是空的"):
        FunnelModel(visits=visits[:0], orders=orders)


def test_charts_have_title_and_units(small):
    model = FunnelModel(days=4, facts=small)
    for ax in (model.plot(), model.plot_uv()):
        assert ax.get_title(loc="left")
        assert ax.get_xlabel() == "人数（人）"


def test_text_shows_every_step(small):
    text = repr(FunnelModel(days=4, facts=small).run())
    assert all(f"  {step}：" in text for step in STEPS)
    assert "每天的 UV 加起来：8。整段去重的 UV：5 人。" in text


def test_runs_as_a_script_with_the_course_tables():
    command = [sys.executable, "-m", "opscourse.labs.funnel"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "共 7 天，渠道：全部" in done.stdout
