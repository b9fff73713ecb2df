"""The season's charts, each a PNG, and what they share with the picture of `tournament try`."""

from __future__ import annotations

import contextlib
import io
import os
from collections import defaultdict
from pathlib import Path
from typing import Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.tournament import rules
from opscourse.tournament.results import HeatResult, Line, Season

STRONG = 6  # entries drawn in colours of their own
MOST_WORDS = 15
FEW_CLICKS = 5  # with fewer, an entry's price a click is left out
COLOURS = [
    plotting.BLUE, plotting.ORANGE, plotting.GREEN, plotting.PURPLE, plotting.YELLOW, plotting.RUST,
]  # fmt: skip

SEATS = [*COLOURS, plotting.PALE_BLUE, plotting.GREY]  # one for each seat of a group


# --- shared ------------------------------------------------------------------------------------


def canvas(width: float, height: float) -> Figure:
    """A figure that belongs to no window."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def png_of(figure: Figure) -> bytes:
    """The figure as a PNG, the same bytes each time."""
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=130, metadata={"Software": None})
    return data.getvalue()


def dress(
    ax: Axes, title: str, xlabel: str, ylabel: str, grid: Literal["x", "y", "both"] = "y"
) -> None:
    """Title, labels with units, thousands with commas."""
    ax.set_title(title, loc="left", fontsize=13)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.grid(False)
    ax.grid(True, axis=grid)
    for axis, label in ((ax.xaxis, xlabel), (ax.yaxis, ylabel)):
        if label.endswith(("元", "元）")) and "一次点击" not in label:
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def write_file(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; raises CourseError where it cannot be written."""
    waiting = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(data)
        os.replace(waiting, path)
    except OSError as error:
        raise CourseError(
            f"写不了 {path}（{error.strerror}）。它可能正开着，关掉它，或换个位置再试。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)
    return path


# --- the season's --------------------------------------------------------------------------------


def season_charts(made: Season) -> dict[str, bytes]:
    """Rank over rounds, spend and profit, prices by keyword, and the last heat's money in time."""
    with matplotlib.rc_context():
        plotting.use_style()
        return {
            "ranks": png_of(ranks(made.lines)),
            "money": png_of(money(made.lines)),
            "prices": png_of(prices(made)),
            "pace": png_of(pace(made)),
        }


def colours(lines: list[Line]) -> dict[str, str]:
    """The first few in colours, everybody else grey."""
    strong = {line.author: COLOURS[k] for k, line in enumerate(lines[:STRONG])}
    return {line.author: strong.get(line.author, plotting.FAINT) for line in lines}


def short(author: str) -> str:
    """An author's name, where there is little room: without the 学号, at most 12 signs.

    >>> short("20250101 李小田"), short("示例 08 配速")
    ('李小田', '示例 08 配速')
    """
    number, _, name = author.partition(" ")
    text = name if name and number[:4].isdigit() else author
    return literal(text if len(text) <= 12 else text[:11] + "…")


def literal(text: str) -> str:
    """The text for a chart, where a dollar sign would begin a formula.

    >>> literal("$x$")
    '\\\\$x\\\\$'
    """
    return text.replace("$", r"\$")


def ranks(lines: list[Line]) -> Figure:
    """The place after each round, by the points of all rounds so far."""
    figure = canvas(9.6, 1.6 + 0.26 * max(len(lines), 6))
    ax = figure.subplots()
    chosen = colours(lines)
    places = _places(lines)
    for line in reversed(lines):
        strong = chosen[line.author] != plotting.FAINT
        at = places[line.author]
        ax.plot(
            range(1, len(at) + 1), at, marker="o", markersize=6 if strong else 4,
            color=chosen[line.author] if strong else plotting.GREY, alpha=1 if strong else 0.4,
            linewidth=2.4 if strong else 1.3, zorder=3 if strong else 2,
        )  # fmt: skip
        if at:
            ax.text(
                len(at) + 0.09, at[-1], f"{line.rank}　{short(line.author)}", va="center",
                fontsize=9.5, color=plotting.INK,
            )  # fmt: skip
    rounds = max((len(line.rounds) for line in lines), default=1)
    ax.set_xticks(range(1, rounds + 1), [f"第 {k} 轮" for k in range(1, rounds + 1)])
    ax.set_xlim(0.8, rounds + 1.3)
    ax.set_ylim(len(lines) + 0.6, 0.4)
    ax.set_yticks(sorted({1, *range(5, len(lines) + 1, 5), len(lines)}))
    dress(ax, "每一轮以后的名次（按到这一轮为止的平均分）", "轮次", "名次", grid="x")
    return figure


def _places(lines: list[Line]) -> dict[str, list[int]]:
    """Each author's places 1 … n, no two equal in a round, so that lines can be told apart."""
    made: dict[str, list[int]] = {line.author: [] for line in lines}
    for k in range(max((len(line.rounds) for line in lines), default=0)):
        last = k == len(lines[0].rounds) - 1
        order = sorted(
            range(len(lines)), key=lambda n: (0 if last else lines[n].rounds[k].standing, n)
        )
        for place, n in enumerate(order, start=1):
            made[lines[n].author].append(place)
    return made


def money(lines: list[Line]) -> Figure:
    """Spending and profit of all rounds together."""
    figure = canvas(9.6, 1.6 + 0.34 * max(len(lines), 4))
    ax = figure.subplots()
    places = range(len(lines))
    spent, profit = ([getattr(line, name) / 100 for line in lines] for name in ("spent", "profit"))
    ax.barh([p - 0.19 for p in places], spent, 0.36, color=plotting.ORANGE, label="花费")
    bars = ax.barh(
        [p + 0.19 for p in places], profit, 0.36,
        color=[plotting.GREEN if value >= 0 else plotting.RUST for value in profit],
    )  # fmt: skip
    ax.barh([0], [0], color=plotting.GREEN, label="利润")
    ax.bar_label(bars, [f"{value:,.0f}" for value in profit], padding=3, fontsize=8.5)
    if min(profit, default=0) < 0:
        ax.barh([0], [0], color=plotting.RUST, label="亏损")
    ax.axvline(0, color=plotting.GREY, linewidth=1)
    ax.set_yticks(list(places), [f"{line.rank}　{short(line.author)}" for line in lines])
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.margins(x=0.09)
    dress(ax, f"{rules.ROUNDS} 轮一共花了多少，赚了多少", "钱（元）", "名次和作者", grid="x")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, fontsize=9, borderpad=0.1)
    return figure


def prices(made: Season) -> Figure:
    """What each entry paid for a click of the keywords that took most money, and its worth."""
    seen = _paid(made.heats)
    top = sorted(seen, key=lambda word: (-_cost(seen[word]), word))[:MOST_WORDS]
    chosen = colours(made.lines)
    figure = canvas(9.6, 1.7 + 0.4 * max(len(top), 4))
    ax = figure.subplots()
    for place, word in enumerate(top):
        rows = {who: row for who, row in seen[word].items() if row[0] >= FEW_CLICKS}
        clicks, worth = (sum(row[k] for row in seen[word].values()) for k in (0, 2))
        ax.plot(
            [worth / clicks / 100] * 2, [place - 0.38, place + 0.38], color=plotting.INK,
            linewidth=2.2, zorder=2,
        )  # fmt: skip
        for who, row in sorted(rows.items(), key=lambda one: chosen[one[0]] != plotting.FAINT):
            strong = chosen[who] != plotting.FAINT
            ax.scatter(
                row[1] / row[0] / 100, place, s=52 if strong else 30, zorder=4 if strong else 3,
                color=chosen[who] if strong else plotting.GREY, alpha=0.9 if strong else 0.45,
            )  # fmt: skip
    ax.plot([], [], color=plotting.INK, linewidth=2.2, label="一次点击平均值多少")
    for line in made.lines[:STRONG]:
        ax.scatter([], [], s=52, color=chosen[line.author], label=short(line.author))
    if len(made.lines) > STRONG:
        ax.scatter([], [], s=30, color=plotting.GREY, alpha=0.45, label="其他人")
    ax.set_yticks(range(len(top)), top)
    ax.set_ylim(len(top) - 0.4, -0.6)
    ax.set_xlim(left=0)
    dress(ax, "每个词，大家一次点击付了多少", "一次点击（元），所有小组赛平均", "关键词", grid="x")
    ax.set_title("每个词，大家一次点击付了多少", loc="left", fontsize=13, pad=44)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, fontsize=9, borderpad=0.1)
    return figure


def _cost(rows: dict[str, list[int]]) -> int:
    return sum(row[1] for row in rows.values())


def _paid(heats: list[HeatResult]) -> dict[str, dict[str, list[int]]]:
    """By keyword and author: clicks, cost and worth of all heats of the rounds."""
    made: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for heat in heats:
        for seat in heat.seats if heat.round else []:
            for one, (_, clicks, cost, worth) in seat.by_keyword.items():
                if clicks:
                    row = made[heat.keywords[one]].setdefault(seat.author, [0, 0, 0])
                    for k, value in enumerate((clicks, cost, worth)):
                        row[k] += value
    return made


def pace(made: Season) -> Figure:
    """How the money of one heat went: the last heat's group in which the winner played."""
    figure = canvas(9.6, 4.4)
    ax = figure.subplots()
    heat = last_heat(made)
    if heat is None:
        return figure
    playing = [seat for seat in heat.seats if not seat.resting]
    order = sorted(playing, key=lambda seat: -seat.profit)
    for k, seat in enumerate(order):
        left, at = [100.0], [0.0]
        for n, (cost, _) in enumerate(seat.by_slot, start=1):
            left.append(left[-1] - 100 * cost / heat.budget)
            at.append(n / rules.SLOTS_A_DAY)
        colour = SEATS[k % len(SEATS)]
        label = f"{short(seat.author)}，利润 {seat.profit / 100:,.0f} 元"
        ax.plot(at, left, color=colour, linewidth=2, label=label)
    ax.set_xticks([day + 0.5 for day in range(heat.days)])
    ax.set_xticklabels([f"第 {day + 1} 天" for day in range(heat.days)])
    ax.set_xlim(0, heat.days)
    ax.set_ylim(0, 103)
    title = f"第 {heat.round} 轮第 {heat.heat} 场第 {heat.group} 组：钱是怎么花下去的"
    dress(ax, title, "时间", "还剩多少钱（%）", grid="y")
    ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), fontsize=9)
    return figure


def last_heat(made: Season) -> HeatResult | None:
    """The last heat in which the winner played."""
    winner = made.lines[0].author
    played = [
        heat for heat in made.heats if heat.round
        and winner in {seat.author for seat in heat.seats if not seat.resting}
    ]  # fmt: skip
    return played[-1] if played else None
