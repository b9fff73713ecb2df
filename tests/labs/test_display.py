"""The display lab's numbers: by hand, and against the simulator called directly."""

from __future__ import annotations

import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.labs import display
from opscourse.labs.display import DisplayModel, Shop
from opscourse.simulation.display import DisplayAuction


@pytest.fixture(scope="module")
def shop() -> Shop:
    return Shop()


@pytest.fixture(scope="module")
def week(shop) -> DisplayModel:
    return DisplayModel(shop=shop)


PLAN = {"parts": {"晚上": 0.3, "凌晨": -1}, "regions": {"福建": 0.2}, "crowds": {"老客人群": 0.5}}


def test_agrees_with_the_simulator_called_directly(shop):
    result = DisplayModel(bid=21.5, budget=120, cap=2, days=2, shop=shop, **PLAN).run()
    hours = {hour: -1.0 for hour in range(6)} | {hour: 0.3 for hour in range(18, 24)}
    straight = [
        DisplayAuction(shop.world, day).run(
            21.5,
            120,
            hour_premium=hours,
            region_premium={"福建": 0.2},
            crowd_premium={"老客人群": 0.5},
            cap=2,
            creative_days=age,
        )
        for age, day in enumerate(["2025-12-15", "2025-12-16"])
    ]
    report = pd.concat([one.report for one in straight], ignore_index=True)
    pd.testing.assert_frame_equal(result.report, report)
    people = pd.concat([one.exposures["visitor_id"] for one in straight])
    assert result.spent == pytest.approx(sum(one.spent for one in straight))
    assert result.reach == people.nunique()
    daily = sum(one.exposures["visitor_id"].nunique() for one in straight)
    assert result.times.sum() == daily
    assert result.frequency == pytest.approx(len(people) / daily)
    assert result.times.index.max() <= 2


def test_money_that_is_left_and_break_even(week, shop):
    result = week.run()
    kept = shop.margin - shop.return_rate
    assert result.break_even == pytest.approx(1 / kept)
    assert result.left == pytest.approx(result.report["revenue"].sum() * kept - result.spent)
    assert (result.left >= 0) == (result.roas >= result.break_even)


def test_cells_are_sums_over_sums(week, shop):
    result, cells = week.run(), week.run().cells()
    assert cells.shape == (4, len(shop.regions))
    rows = result.report[
        result.report["hour"].between(18, 23) & (result.report["region"] == "福建")
    ]
    assert cells.loc["晚上", "福建"] == pytest.approx(rows["revenue"].sum() / rows["cost"].sum())


def test_bids_multiply_and_the_largest_pack_counts(shop):
    model = DisplayModel(
        bid=20, parts={"晚上": 0.3}, regions={"福建": 0.2},
        crowds={"老客人群": 0.5, "加购人群": 0.1}, shop=shop,
    )  # fmt: skip
    packs = ["加购人群", "老客人群"]
    assert model.bid_of(20, "福建", packs) == pytest.approx(20 * 1.3 * 1.2 * 1.5)
    assert model.bid_of(9, "华南") == pytest.approx(20)
    bids = model.bids("老客人群")
    assert bids.shape == (24, len(shop.regions))
    assert bids.loc[18, "福建"] == pytest.approx(46.8)
    text = model.explain(20, "福建", packs)
    assert "20 × 1.3（时段）× 1.2（地域）× 1.5（老客人群）= 46.80 元/千次。" in text
    assert "只用最大的溢价：老客人群" in text
    assert "会得 40.00 元，那是错的" in text
    assert "错" not in model.explain(9, "福建")


def test_packs_overlap(week, shop):
    packs = week.packs()
    people = shop.world.table("segment_members")["visitor_id"]
    assert packs["加起来"] == len(people) == packs.iloc[:3].sum()
    assert packs["不同的人"] == people.nunique() < packs["加起来"]
    assert f"{packs['不同的人']:,} 个不同的人" in week.overlap_note()


def test_excluded_region_and_cap_are_kept(week):
    result = week.change(regions={"北方": -1}, cap=1).run()
    assert "北方" not in set(result.report["region"])
    assert result.cells()["北方"].isna().all()
    assert result.frequency == 1
    assert week.change().run().spent == week.run().spent


def test_a_cap_reaches_more_people_for_the_same_small_budget(week):
    tight = week.change(budget=30)
    assert tight.run().ran_out == 7
    assert tight.change(cap=1).run().reach > tight.run().reach


def test_nothing_shown_is_said(week):
    result = week.change(budget=0).run()
    assert result.impressions == 0 and result.reach == 0
    assert result.frequency != result.frequency and result.roas != result.roas  # NaN
    assert "一次也没有展现" in str(result)
    assert week.change(bid=0).run().spent == 0


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"bid": "1,2"}, "出价“1,2”看不懂"),
        ({"bid": float("nan")}, "出价是空值"),
        ({"bid": -1}, "出价不能小于 0"),
        ({"bid": 5000}, "CPM 出价最高 1000 元"),
        ({"budget": "-5"}, "预算不能小于 0"),
        ({"budget": "inf"}, "预算不能大于"),
        ({"budget": None}, "预算要是一个数"),
        ({"cap": 0}, "频次封顶 cap 要是 1 到 100 的整数"),
        ({"days": 8}, "看几天 days 要是 1 到 7 的整数"),
        ({"regions": {"新疆": 0.2}}, "没有叫 新疆 的地域"),
        ({"regions": {"福建": 30}}, "0.3 是加价 30%"),
        ({"parts": {"中午": 0.2}}, "没有叫 中午 的时段"),
        ({"start": "明天"}, "“明天”看不懂"),
        ({"start": "2026-01-01"}, "请选 2024-01-01 到 2025-12-31"),
        ({"start": "2025-12-30"}, "不够 7 天"),
    ],
)
def test_bad_settings_get_one_sentence(shop, settings, says):
    with pytest.raises(CourseError) as caught:
        DisplayModel(**settings, shop=shop).run()
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_hour_region_and_pack_get_a_sentence(week):
    for wrong in [(24, "福建", []), (3, "火星", []), (3, "福建", ["路人"])]:
        with pytest.raises(CourseError):
            week.explain(*wrong)


def test_charts_have_titles_and_labels(week):
    for ax in (week.plot(), week.plot_roas(), week.plot_packs(), week.plot_frequency()):
        assert ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()


def test_show_prints_the_numbers_outside_a_notebook(capsys):
    display.show()
    assert "7 天花了" in capsys.readouterr().out
