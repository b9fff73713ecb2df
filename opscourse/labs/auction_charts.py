"""The auction lab's charts. Each draws on an Axes that is empty, in the style of the course."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from opscourse.labs.auction_results import Comparison, PressedDay, Week
from opscourse.labs.auction_standing import ME, Standing
from opscourse.plotting import BLUE, FAINT, GREEN, GREY, INK, ORANGE, PALE_BLUE, RUST

RUNGS = 8  # of a ladder
SMALL = 9.5
LATE = 21  # o'clock: a text in the middle of its point would run over the edge


def wipe(ax: Axes) -> None:
    """Remove what was drawn, but keep the axis: making a new one takes twice the time."""
    for artist in [*ax.patches, *ax.lines, *ax.texts, *ax.collections]:
        artist.remove()
    ax.containers.clear()
    legend = ax.get_legend()
    if legend is not None:
        legend.remove()


def _dress(ax: Axes, title: str, xlabel: str, ylabel: str, grid: str) -> None:
    ax.set_title(title, loc="left", y=1.0, fontsize=13)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.grid(False)
    ax.grid(True, axis=grid)  # type: ignore[arg-type]
    ax.tick_params(length=0)


def _rows(ax: Axes, names: Sequence[str], below: float = 0.5) -> None:
    """Names down the left side, the first on top."""
    ax.set_yticks(range(len(names)), list(names))
    ax.set_ylim(len(names) - 1 + below, -0.6)


def price_chart(standings: Sequence[Standing], ax: Axes) -> Axes:
    """For each keyword the bid (pale) and the price of a click on it, with rank and next."""
    wipe(ax)
    names = [one.keyword for one in standings]
    bids = [one.bid / 100 for one in standings]
    prices = [(one.price or 0) / 100 for one in standings]
    y = np.arange(len(names))
    ax.barh(y, bids, height=0.62, color=PALE_BLUE, linewidth=0)
    ax.barh(y, prices, height=0.34, color=BLUE, linewidth=0)
    widest = max([*bids, 0.1])
    for row, one in enumerate(standings):
        text = one.place
        if one.price is not None:
            following = one.next.name if one.next else "没有人"
            text = f"{one.place}，付 {one.price / 100:.2f}；下一名：{following}"
        ax.text(bids[row] + widest * 0.02, row, text, va="center", fontsize=SMALL)
    _rows(ax, names)
    # In steps, so that the axis stays as it is while a slider moves a little.
    ax.set_xlim(0, math.ceil(widest / 0.5) * 0.5 * 2.1)
    _dress(ax, "浅色是你的出价，深色是点一次付的钱", "金额（元/次点击）", "关键词", "x")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5))
    return ax


def ladder_chart(standing: Standing, ax: Axes) -> Axes:
    """Who stands where on one keyword; the next in rank, who sets the price, stands out."""
    wipe(ax)
    rungs = list(enumerate(standing.ladder, 1))[: max(RUNGS, (standing.rank or 0) + 1)]
    after = standing.next if standing.shown else None
    colors = [BLUE if one.name == ME else ORANGE if one is after else FAINT for _, one in rungs]
    scores = [one.score for _, one in rungs]
    ax.barh(range(len(rungs)), scores, height=0.66, color=colors, linewidth=0)
    for row, (_, one) in enumerate(rungs):
        text = f" {one.bid / 100:.2f} 元×质量分 {one.quality}"
        text += "，定你的价" if one is after else ""
        ax.text(one.score, row, text, va="center", fontsize=SMALL)
    wide = math.ceil(max(scores, default=1) / 200) * 200  # in steps, as above
    if len(rungs) > standing.places:
        edge = standing.places - 0.5
        ax.axhline(edge, color=RUST, linewidth=1.2, linestyle="--")
        note = ax.text(wide * 1.88, edge - 0.06, f"上面 {standing.places} 个位置展示")
        note.set(ha="right", va="bottom", fontsize=SMALL, color=RUST)
    if standing.rank is None:
        note = ax.text(0, len(rungs), " 你的出价低于底价，没有参加")
        note.set(va="center", fontsize=SMALL, color=RUST)
    _rows(ax, [f"{place} {one.name}" for place, one in rungs], 0.5 + (standing.rank is None))
    ax.set_xlim(0, wide * 1.9)
    title = f"“{standing.keyword}”：谁排在前面"
    _dress(ax, title, "排名分（出价的分数×质量分）", "名次", "x")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    return ax


def spending_chart(days: Mapping[str, PressedDay], ax: Axes, title: str = "预算怎么花掉") -> Axes:
    """What has been spent by each hour, one line a run; a mark where the budget ended."""
    wipe(ax)
    colors = [BLUE, ORANGE, GREEN] if len(days) < 3 else [GREEN, BLUE, ORANGE]
    most = max(day.strategy.budget for day in days.values()) / 100
    for number, (name, day) in enumerate(days.items()):
        hours, spent = day.spending
        end = [] if day.out_query is not None else [24.0]
        x = np.concatenate([[0.0], hours, end])
        y = np.concatenate([[0.0], spent, [spent[-1] if len(spent) else 0.0] * len(end)])
        color = colors[number % 3]
        ax.plot(x, y, color=color, linewidth=2.2, drawstyle="steps-post", label=name)
        if day.out_at:
            ax.plot(x[-1:], y[-1:], "o", color=color, markersize=7)
            height = y[-1] + most * (0.04 + 0.085 * number)
            text = ax.text(x[-1], height, f"{day.out_at} 花光", color=color, fontsize=SMALL)
            text.set(ha="right" if x[-1] > LATE else "center")
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.2, "alpha": 0.8})
    for budget in sorted({day.strategy.budget / 100 for day in days.values()}):
        ax.axhline(budget, color=GREY, linewidth=1.2, linestyle="--")
        ax.text(0.3, budget + most * 0.015, f"预算 {budget:,.2f} 元", fontsize=SMALL)
    ax.set_xlim(0, 24)
    ax.set_xticks(range(0, 25, 3))
    ax.set_ylim(0, most * 1.42)
    if len(days) > 1:
        ax.legend(loc="upper left", ncols=len(days), columnspacing=1.2, borderaxespad=0.1)
    _dress(ax, title, "时刻（点）", "累计花费（元）", "both")
    return ax


def profit_chart(day: PressedDay, ax: Axes) -> Axes:
    """Each keyword's profit of the day, and what the same clicks leave without luck."""
    wipe(ax)
    table = day.table
    profit, usual = table["利润"].to_numpy(), table["平均利润"].to_numpy()
    y = np.arange(len(table))
    ax.barh(y, profit, height=0.56, color=np.where(profit < 0, ORANGE, GREEN), linewidth=0)
    ax.plot(usual, y, "D", color=INK, markersize=6, label="按平均下单率算")
    low, high = min(*profit, *usual, 0.0), max(*profit, *usual, 0.0)
    span = max(high - low, 1.0)
    for row, (clicks, orders) in enumerate(zip(table["点击"], table["订单"], strict=True)):
        place = max(profit[row], usual[row], 0) + span * 0.05
        ax.text(place, row, f"{clicks} 次点击，{orders} 单", va="center", fontsize=SMALL)
    ax.axvline(0, color=GREY, linewidth=1.2)
    _rows(ax, list(table["关键词"]), 1.25)
    ax.set_xlim(low - span * 0.06, high + span * 0.5)
    ax.legend(loc="lower right", borderpad=0.1)
    _dress(ax, "每个词赚了还是亏了", "利润（元）", "关键词", "x")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6))
    return ax


def clicks_chart(table: pd.DataFrame, ax: Axes) -> Axes:
    """Clicks of several bids, with the average price on each bar."""
    wipe(ax)
    clicks = table["点击"].to_numpy()
    x = np.arange(len(table))
    ax.bar(x, clicks, width=0.58, color=[GREEN, BLUE, ORANGE][: len(table)], linewidth=0)
    for place, (count, price) in enumerate(zip(clicks, table["平均点击价"], strict=True)):
        text = f"{count:,} 次\n平均 {price:.2f} 元"
        ax.text(place, count + clicks.max() * 0.02, text, ha="center", va="bottom", fontsize=10)
    ax.set_xticks(x, [f"出价 {name}" for name in table["出价"]])
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.set_ylim(0, max(clicks.max(), 1) * 1.25)
    _dress(ax, "同样的钱，买到几次点击", "出价（现在的几倍）", "点击（次）", "y")
    return ax


def hold_chart(standing: Standing, worth: pd.DataFrame, ax: Axes) -> Axes:
    """What holding today's rank costs a click, by quality; today's quality stands out."""
    wipe(ax)
    cost = worth["守住名次要付"]
    colors = [BLUE if points == standing.quality else PALE_BLUE for points in worth.index]
    ax.bar(worth.index, cost.fillna(0), width=0.66, color=colors, linewidth=0)
    top = float(cost.max()) if standing.shown else 1.0
    for points, price in zip(worth.index, cost, strict=True):
        if price == price:
            ax.text(points, price + top * 0.02, f"{price:.2f}", ha="center", fontsize=SMALL)
    if not standing.shown:
        ax.text(5.5, 0.5, "现在没有展示，先把出价提上去", ha="center", color=RUST)
    ax.set_xticks(list(worth.index))
    ax.set_xlim(0.4, 10.6)
    ax.set_ylim(0, top * 1.18)
    rank = f"守住第 {standing.rank} 名要付多少" if standing.shown else "守住名次要付多少"
    _dress(ax, f"“{standing.keyword}”：{rank}", "你的质量分（分）", "点一次付（元）", "y")
    return ax


def same_bid_chart(standing: Standing, worth: pd.DataFrame, ax: Axes) -> Axes:
    """The same bid with other qualities: price of a click, and the rank above it."""
    wipe(ax)
    price = worth["点一次付"]
    top = max(standing.bid / 100, 0.1)
    colors = [BLUE if points == standing.quality else PALE_BLUE for points in worth.index]
    ax.bar(worth.index, price.fillna(0), width=0.66, color=colors, linewidth=0)
    for points, place, paid in zip(worth.index, worth["名次"], price, strict=True):
        shown, own = paid == paid, points == standing.quality
        text = place.removeprefix("第 ").removesuffix(" 名") if shown else "无"
        color = "white" if own and shown else INK
        ax.text(points, top * 0.025, text, ha="center", fontsize=10, color=color)
    if standing.bid:
        ax.axhline(standing.bid / 100, color=GREY, linewidth=1.2, linestyle="--")
    offer = f"出价 {standing.bid / 100:.2f} 元"
    ax.text(10.5, top * 1.07, offer, ha="right", fontsize=SMALL, color=INK)
    ax.set_xticks(list(worth.index))
    ax.set_xlim(0.4, 10.6)
    ax.set_ylim(0, top * 1.22)
    _dress(ax, "出价不变：柱里是名次，柱高是价钱", "你的质量分（分）", "点一次付（元）", "y")
    return ax


def versus_chart(comparison: Comparison, ax: Axes) -> Axes:
    """Spend and profit of two strategies, side by side; yuan."""
    wipe(ax)
    rows = ["花费", "利润", "平均利润"]
    sides = [(comparison.first, BLUE, "甲"), (comparison.second, ORANGE, "乙")]
    x = np.arange(len(rows))
    values = [[day.totals[row] for row in rows] for day, _, _ in sides]
    span = max(abs(value) for row in values for value in row) or 1.0
    for number, ((_, color, name), heights) in enumerate(zip(sides, values, strict=True)):
        at = x + (number - 0.5) * 0.38
        ax.bar(at, heights, width=0.36, color=color, linewidth=0, label=name)
        for place, height in zip(at.astype(float).tolist(), heights, strict=True):
            y, va = (
                (height - span * 0.02, "top") if height < 0 else (height + span * 0.02, "bottom")
            )
            text = f"{height:,.1f}".replace("-", "−")
            ax.text(place, y, text, ha="center", va=va, fontsize=SMALL)
    ax.axhline(0, color=GREY, linewidth=1.2)
    low, high = min(0.0, *values[0], *values[1]), max(0.0, *values[0], *values[1])
    ax.set_ylim(low - span * 0.16, high + span * 0.3)
    ax.set_xticks(x, ["花费", "利润（今天）", "利润（按平均）"])
    ax.set_xlim(-0.6, len(rows) - 0.4)
    ax.legend(loc="upper right", ncols=2)
    _dress(ax, "花了多少，赚了多少", "项目", "金额（元）", "y")
    return ax


def week_chart(week: Week, ax: Axes) -> Axes:
    """Spend and profit of each day, and the profit that the clicks leave without luck."""
    wipe(ax)
    table = week.table
    x = np.arange(len(table))
    ax.bar(x - 0.2, table["花费"], width=0.38, color=PALE_BLUE, linewidth=0, label="花费")
    ax.bar(x + 0.2, table["利润"], width=0.38, color=GREEN, linewidth=0, label="利润")
    usual = table["平均利润"].to_numpy()
    ax.plot(x, usual, "D-", color=INK, markersize=5, linewidth=1.2, label="利润（按平均）")
    ax.axhline(0, color=GREY, linewidth=1.2)
    low, high = table["利润"].min(), max(table["利润"].max(), table["花费"].max())
    span = max(high - min(low, 0), 1.0)
    ax.set_ylim(min(low, 0) - span * 0.06, high + span * 0.28)
    ax.set_xticks(x, list(table["日期"]))
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.legend(loc="upper left", ncols=3, columnspacing=1.2)
    _dress(ax, "7 天：花费和利润", "日期（月-日）", "金额（元）", "y")
    return ax


def learning_chart(week: Week, ax: Axes) -> Axes:
    """The average price of a click day by day, with the average quality on each point."""
    wipe(ax)
    table = week.table
    x, price = np.arange(len(table)), table["平均点击价"].to_numpy()
    top = float(np.nanmax(price)) if (price == price).any() else 1.0
    ax.plot(x, price, "o-", color=BLUE, markersize=7)
    for place, (paid, points) in enumerate(zip(price, table["质量分"], strict=True)):
        if paid == paid:
            ax.text(place, paid + top * 0.05, f"{points:.1f}", ha="center", fontsize=SMALL)
    ax.set_xticks(x, list(table["日期"]))
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.set_ylim(0, top * 1.25)
    _dress(ax, "平均点击价，点上是平均质量分", "日期（月-日）", "平均点击价（元）", "y")
    return ax
