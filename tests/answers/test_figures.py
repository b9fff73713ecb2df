"""Charts: data from the artists, in the units of the labels; words only once the data are right."""

import json
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.ticker import PercentFormatter

from opscourse import plotting
from opscourse.answers.encode import encode
from opscourse.answers.judge import judge, same
from tests.answers.common import mark, question, travel

MONEY = pd.Series({"抖音": 30000.0, "微信": 40000.0, "小店": 5000.0})
DAYS = pd.Series([5.0, 7.0, 6.0], index=pd.date_range("2025-11-01", periods=3))
MONTHS = pd.Series([5.0, 7.0], index=pd.period_range("2025-01", periods=2, freq="M"))


@pytest.fixture(autouse=True)
def _course_style():
    plt.switch_backend("Agg")
    with plt.rc_context():
        plotting.use_style()
        yield
    plt.close("all")


def new():
    return plt.subplots()[1]


def dress(ax, title="各渠道支付金额", x="渠道", y="支付金额（元）"):
    ax.set(title=title, xlabel=x, ylabel=y)
    return ax


def bars(values=MONEY, **words):
    ax = new()
    ax.bar(values.index, values.values)
    return dress(ax, **words)


def lines(values=DAYS, **words):
    ax = new()
    ax.plot(values.index, values.values)
    return dress(ax, **{"x": "日期", "y": "访客数（人）", **words})


def points(xs, ys):
    ax = new()
    ax.scatter(xs, ys)
    return dress(ax, x="价格（元）", y="销量（件）")


def bar_question(*wrong, **more):
    return question("figure", bars(), *wrong, **{"precision": "0.01", **more})


# --- ways to draw the same -----------------------------------------------------------------


def _set_ticks(values):
    ax = new()
    ax.bar(range(len(values)), values.values)
    ax.set_xticks(range(len(values)), values.index)
    return ax


def _set_tick_labels(values):
    ax = new()
    ax.bar(np.arange(len(values)) + 10, values.values)
    ax.set_xticks(np.arange(len(values)) + 10)
    ax.set_xticklabels(values.index)
    return ax


@pytest.mark.parametrize(
    "draw",
    [
        lambda v: v.plot.bar(ax=new()),
        lambda v: v.plot(kind="bar", ax=new(), rot=0),
        lambda v: v[::-1].plot.bar(ax=new()),
        lambda v: sns.barplot(x=v.index, y=v.values, ax=new()),
        lambda v: sns.barplot(x=v.index, y=v.values, hue=v.index, legend=False, ax=new()),
        lambda v: sns.barplot(v.rename_axis("c").reset_index(name="v"), x="c", y="v", ax=new()),
        lambda v: v.to_frame("v").plot.bar(ax=new(), legend=False),
        _set_ticks,
        _set_tick_labels,
    ],
)
def test_bars_may_be_drawn_in_many_ways(draw):
    assert mark(bar_question(), dress(draw(MONEY))).state == "full"
    assert mark(bar_question(), dress(draw(MONEY * 2))).points == 0


@pytest.mark.parametrize(
    "draw",
    [
        lambda v: v.plot.barh(ax=new()),
        lambda v: sns.barplot(y=v.index, x=v.values, ax=new()),
        lambda v: new().barh(v.index, v.values).patches[0].axes,
    ],
)
def test_bars_may_lie(draw):
    ax = dress(draw(MONEY), x="支付金额（元）", y="渠道")
    assert mark(bar_question(), ax).state == "full"
    unlabelled = mark(bar_question(), dress(draw(MONEY), x="支付金额", y="渠道"))
    assert unlabelled.points == 1.5 and "横轴" in unlabelled.says


@pytest.mark.parametrize(
    "draw",
    [
        lambda v: v.plot(ax=new()),
        lambda v: v.plot(ax=new(), style="o-"),
        lambda v: sns.lineplot(x=v.index, y=v.values, ax=new()),
        lambda v: sns.lineplot(v.rename_axis("d").reset_index(name="v"), x="d", y="v", ax=new()),
        lambda v: new().plot(v.index.strftime("%Y-%m-%d"), v.values)[0].axes,
        lambda v: new().plot(list(v.index.date), v.values)[0].axes,
    ],
)
def test_lines_over_days_may_be_drawn_in_many_ways(draw):
    entry = question("figure", lines())
    ax = draw(DAYS)
    ax.axhline(6, linestyle="--")  # a help line is no data
    assert mark(entry, dress(ax, x="日期", y="访客数（人）")).state == "full"
    assert mark(entry, dress(draw(DAYS + 1), x="日期", y="访客数（人）")).points == 0


def test_lines_over_months_match_where_months_are_declared():
    entry = question(
        "figure", MONTHS.plot(ax=dress(new(), x="月份", y="访客数（人）")), months=True
    )
    for index in (["2025-01", "2025-02"], MONTHS.index.to_timestamp(how="end")):
        ax = lines(pd.Series(MONTHS.values, index=index), x="月份")
        assert mark(entry, ax).state == "full"


def test_a_line_with_thinned_out_ticks_is_matched_by_place():
    values = pd.Series(np.arange(40.0), index=[f"第{n}款" for n in range(40)])
    entry = question("figure", lines(values))
    assert mark(entry, dress(values.plot(ax=new()), y="访客数（人）")).state == "full"
    assert mark(entry, dress((values + 1).plot(ax=new()), y="访客数（人）")).points == 0


@pytest.mark.parametrize(
    "draw",
    [
        lambda x, y: new().scatter(x[::-1], y[::-1]).axes,
        lambda x, y: new().plot(x, y, "o")[0].axes,
        lambda x, y: sns.scatterplot(x=x, y=y, ax=new()),
        lambda x, y: pd.DataFrame({"x": x, "y": y}).plot.scatter(x="x", y="y", ax=new()),
    ],
)
def test_clouds_have_no_order(draw):
    entry = question("figure", points([1, 2, 3], [6, 5, 4]), precision="0.01")
    assert (
        mark(entry, dress(draw([1, 2, 3], [6, 5, 4]), x="价格（元）", y="销量（件）")).state
        == "full"
    )
    assert (
        mark(entry, dress(draw([1, 2, 3], [4, 5, 6]), x="价格（元）", y="销量（件）")).points == 0
    )


def test_several_lines_are_matched_by_legend_or_by_data():
    def two(first, second, names=("新客", "老客")):
        ax = lines(first)
        ax.lines[0].set_label(names[0])
        ax.plot(second.index, second.values, label=names[1])
        return ax

    entry = question("figure", two(DAYS, DAYS * 2))
    assert mark(entry, two(DAYS * 2, DAYS, ("老客", "新客"))).state == "full"
    assert mark(entry, two(DAYS * 2, DAYS, ("a", "b"))).state == "full"
    assert mark(entry, two(DAYS * 2, DAYS)).points == 0
    assert "少" in mark(entry, lines()).says


def test_bars_over_dates_are_days():
    ax = bars(DAYS, x="日期", y="访客数（人）")
    pandas = dress(DAYS.plot.bar(ax=new()), x="日期", y="访客数（人）")
    assert mark(question("figure", ax), pandas).state == "full"


# --- what is taken for an Axes -------------------------------------------------------------


def test_a_figure_of_one_axes_and_a_seaborn_grid_are_taken():
    assert mark(bar_question(), bars().figure).state == "full"
    frame = MONEY.rename_axis("c").reset_index(name="v")
    grid = sns.catplot(frame, x="c", y="v", kind="bar")
    dress(grid.ax)
    assert mark(bar_question(), grid).state == "full"
    assert mark(bar_question(), np.array([bars()])).state == "full"


def test_a_closed_figure_keeps_its_data():
    ax = bars()
    plt.close("all")
    assert mark(bar_question(), ax).state == "full"


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: plt.subplots(1, 2)[0], "不止一个"),
        (lambda: plt.figure(), "不止一个坐标系，或者一个也没有"),
        (lambda: plt.bar([1], [2]), "ax"),
        (lambda: plt.plot([1], [2]), "ax"),
        (new, "没有画"),
        (lambda: lines(MONEY), "柱形图"),
        (lambda: 3, "Axes"),
        (lambda: None, "None"),
        (lambda: bars(MONEY.iloc[:2]), "少"),
        (lambda: bars(pd.concat([MONEY, pd.Series({"线下": 1})])), "多"),
        (lambda: bars(MONEY.rename({"小店": "线下"})), "类别"),
        (lambda: bars(MONEY * 1.5), "数不对"),
        (lambda: bars(MONEY / 1e4), "10000 倍"),
        (lambda: bars(y="支付金额（万元）"), "10000 倍"),
    ],
)
def test_wrong_charts_earn_nothing_and_are_told_why(make, word):
    verdict = mark(bar_question(), make())
    assert verdict.points == 0 and word in verdict.says


# --- units ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    ["支付金额（万元）", "支付金额（万元）", "金额 [万元]", "单位：万元", "支付金额/万元", "万元"],
)
def test_numbers_may_be_in_wan_yuan_where_the_label_says_so(label):
    assert mark(bar_question(), bars(MONEY / 1e4, y=label)).state == "full"


def test_ticks_that_say_wan_are_believed():
    ax = bars(y="支付金额（元）")
    ax.yaxis.set_major_formatter(lambda value, place: f"{value / 1e4:g}万")
    assert mark(bar_question(), ax).state == "full"
    ax = bars(y="支付金额（万元）")
    ax.yaxis.set_major_formatter(lambda value, place: f"{value / 1e4:.1f}")
    assert mark(bar_question(), ax).state == "full"


def test_ticks_with_thousands_separators_change_nothing():
    ax = bars()
    ax.yaxis.set_major_formatter("{x:,.0f}")
    assert mark(bar_question(), ax).state == "full"


def test_rates_may_be_drawn_as_decimals_or_in_percent():
    rates = pd.Series({"抖音": 0.032, "微信": 0.051})
    entry = question("figure", bars(rates, y="转化率"), precision="0.0001")
    assert mark(entry, bars(rates * 100, y="转化率（%）")).state == "full"
    percent = bars(rates, y="转化率（%）")
    percent.yaxis.set_major_formatter(PercentFormatter(1))
    assert mark(entry, percent).state == "full"
    verdict = mark(entry, bars(rates * 100, y="转化率"))
    assert verdict.points == 0 and "100 倍" in verdict.says


def test_a_formatter_that_breaks_costs_nothing():
    ax = bars()
    ax.yaxis.set_major_formatter(lambda value, place: 1 / 0)
    assert mark(bar_question(), ax).state == "full"


# --- labels and title ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "points", "word"),
    [
        ({"title": ""}, 1.5, "标题"),  # 2 × 85 % = 1.7
        ({"title": "____"}, 1.5, "标题"),
        ({"x": ""}, 1.5, "横轴"),  # 2 × 75 %
        ({"y": ""}, 1.5, "纵轴"),
        ({"y": "支付金额"}, 1.5, "单位"),
        ({"y": "支付金额（人）"}, 1.5, "单位"),
        ({"title": "", "y": "支付金额"}, 1.0, "标题"),  # 2 × 60 % = 1.2
    ],
)
def test_words_count_once_the_data_are_right(words, points, word):
    verdict = mark(bar_question(), bars(**words))
    assert (verdict.points, verdict.state) == (points, "partial") and word in verdict.says


def test_words_earn_nothing_without_the_data():
    assert mark(bar_question(), bars(MONEY + 1)).points == 0
    assert mark(bar_question(), dress(new())).points == 0


def test_the_title_may_stand_to_the_left_or_over_the_figure():
    left = bars(title="")
    left.set_title("各渠道支付金额", loc="left")
    assert mark(bar_question(), left).state == "full"
    over = bars(title="")
    over.figure.suptitle("各渠道支付金额")
    assert mark(bar_question(), over).state == "full"


# --- order, named wrongs, practice ---------------------------------------------------------


def test_order_counts_where_the_question_says_so():
    ranked = MONEY.sort_values(ascending=False)
    entry = question("figure", bars(ranked), ordered=True)
    assert mark(entry, bars(ranked)).state == "full"
    lying = {"x": "支付金额（元）", "y": "渠道"}
    assert mark(entry, dress(ranked.plot.barh(ax=new()), **lying)).state == "full"
    assert mark(entry, dress(ranked[::-1].plot.barh(ax=new()), **lying)).state == "full"
    verdict = mark(entry, bars(MONEY))
    assert verdict.points == 0 and "顺序" in verdict.says


def test_named_wrong_charts_by_their_data_or_by_their_words():
    entry = bar_question(
        (bars(MONEY * 2), "退款没有去掉。"),
        (bars(y="支付金额"), "纵轴要写单位。"),
        (bars(y="支付金额（万元）"), "标签写万元，数还是元。"),
        (lines(MONEY), "类别不要用折线。"),
        (new(), "图是空的。"),
        (plt.subplots(1, 2)[0], "只要一张图。"),
    )
    for place, ax, points in [
        (0, bars(MONEY * 2, title="别的标题"), 0.0),
        (1, bars(y="金额"), 1.5),
        (2, bars(y="金额（万元）"), 0.0),
        (3, lines(MONEY), 0.0),
        (4, new(), 0.0),
        (5, plt.subplots(1, 2)[0], 0.0),
    ]:
        verdict = mark(entry, ax)
        assert (verdict.wrong, verdict.points, verdict.state) == (place, points, "named")
    assert mark(entry, bars(title="")).wrong is None


def test_a_chart_of_the_practice_world_is_told_so():
    practice = bar_question()
    here = question("figure", bars(MONEY + 7), precision="0.01")
    verdict = judge(here, travel(bars(title="随便")), practice)
    assert verdict.equals_practice and "练习数据" in verdict.says


def test_same_means_data_and_words():
    entry = bar_question()
    assert same(entry, entry["right"], travel(MONEY.plot.bar(ax=dress(new()), xlabel="渠道")))
    assert not same(entry, entry["right"], travel(bars(title="")))


# --- safety --------------------------------------------------------------------------------


def test_reading_a_chart_draws_nothing_and_warns_of_nothing():
    ax = bars(title="缺字 \U0001f96c")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        enc = encode(ax)
    json.dumps(enc, allow_nan=False)
    assert enc["title"] == "缺字 \U0001f96c"


def test_a_cloud_of_too_many_points_is_too_big():
    assert travel(points(range(6000), range(6000)))["type"] == "too_big"


def test_bars_without_height_and_lines_without_points_earn_nothing():
    assert mark(bar_question(), bars(MONEY * np.nan)).points == 0
    assert mark(question("figure", lines()), lines(DAYS[:0])).points == 0
