"""One chart style with its own Chinese font, and the charts that the course draws.

`use_style()` makes Chinese show in every chart on every machine: the font lies in the package,
so nothing has to be installed. The charts below take plain pandas objects and give back the
matplotlib Axes, so that a lesson can go on drawing on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from opscourse.errors import CourseError

FONT_FAMILY = "Opscourse Sans SC"
FONT_FOLDER = Path(__file__).parent / "fonts"
# DejaVu Sans stands second: it has the few signs that the Chinese font lacks. A generic name
# such as "sans-serif" in front of them would bring boxes back on machines with other fonts.
FONT_LIST = [FONT_FAMILY, "DejaVu Sans"]

# Told apart with red-green blindness and in grey print: lightness differs along with the hue.
BLUE, ORANGE, GREEN, PURPLE, YELLOW, GREY = (
    "#2F6DA8",
    "#D9822B",
    "#3F8F6B",
    "#8A5A9E",
    "#C9A227",
    "#7A838C",
)
PALETTE = [BLUE, ORANGE, GREEN, PURPLE, YELLOW, GREY]
INK, FAINT, PALE_BLUE, RUST = "#26323B", "#D8DEE3", "#A9C4DE", "#9A5412"
SHADES = (BLUE, PALE_BLUE)

WAN = 10_000


def use_style() -> None:
    """Set the course's chart style: Chinese font, colours, size, grid. Safe to call twice.

    Raises CourseError when the font files are missing from the installation.

    >>> use_style()
    >>> plt.rcParams["font.family"][0]
    'Opscourse Sans SC'
    """
    # seaborn draws with these settings too; importing it here would cost every notebook a second.
    _register_font()
    plt.rcParams.update(
        {
            "font.family": FONT_LIST,
            "font.size": 11,
            "axes.unicode_minus": True,  # the font has the sign
            "axes.prop_cycle": cycler(color=PALETTE),
            "axes.titlesize": 14,
            "axes.titleweight": "bold",
            "axes.titlepad": 12,
            "axes.labelsize": 11,
            "axes.labelpad": 7,
            "axes.labelcolor": INK,
            "axes.edgecolor": GREY,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.linewidth": 1.25,
            "axes.axisbelow": True,
            "axes.grid": True,
            "axes.formatter.use_mathtext": False,
            "text.color": INK,
            "xtick.bottom": False,
            "ytick.left": False,
            "lines.solid_capstyle": "round",
            "patch.edgecolor": "white",
            "patch.force_edgecolor": True,
            "xtick.color": INK,
            "ytick.color": INK,
            "xtick.labelsize": 10,
            "ytick.labelsize": 10,
            "legend.fontsize": 10,
            "legend.frameon": False,
            "grid.color": FAINT,
            "grid.linewidth": 0.8,
            "hatch.linewidth": 0.8,
            "figure.figsize": (7.2, 4.2),
            "figure.dpi": 110,
            "savefig.dpi": 110,
            "savefig.bbox": "tight",  # nothing is cut off, with or without tight_layout()
        }
    )


def funnel_chart(
    steps: pd.Series, ax: Axes | None = None, *, title: str = "漏斗", unit: str = "人"
) -> Axes:
    """Bars that shrink from step to step, with the share that goes on written between them.

    `steps`: index = step names in order, values = counts (`unit`), none larger than the one
    before. A step after an empty one has no rate (a zero denominator), shown as "—".
    Raises CourseError for an empty Series, a negative or missing count, or a growing step.

    >>> ax = funnel_chart(pd.Series({"访问": 200, "下单": 12, "支付": 9}))
    >>> ax.get_xlabel()
    '人数（人）'
    """
    counts = _checked_steps(steps)
    ax = ax or _new_axes(height=0.78 * len(counts) + 1.2)
    positions = range(len(counts))
    ax.barh(positions, counts, height=0.56, color=BLUE)
    widest = max(counts[0], 1)
    for position, count in enumerate(counts):
        share = "" if position == 0 else f"，占{steps.index[0]} {_percent(count, counts[0])}"
        text = f"{count:,.0f} {unit}{share}"
        ax.text(count + widest * 0.015, position, text, va="center", fontsize=10)
    for position in range(1, len(counts)):
        rate = f"↓ {_percent(counts[position], counts[position - 1])}"
        if position == 1:
            rate += " 走到下一步"
        ax.text(widest * 0.012, position - 0.5, rate, va="center", fontsize=9.5, color=RUST)
    ax.set_yticks(list(positions), [str(name) for name in steps.index])
    ax.set_ylim(len(counts) - 0.5, -0.5)
    ax.set_xlim(0, widest * 1.38)  # room for the text behind the longest bar
    _dress(ax, title, f"人数（{unit}）" if unit == "人" else f"数量（{unit}）", "步骤", grid="x")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    return ax


def uv_chart(
    daily: pd.Series, unique: int, ax: Axes | None = None, *, title: str = "UV 不能按天相加"
) -> Axes:
    """The daily UV put end to end, above the UV of the whole time: the rest was counted again.

    `daily`: index = dates, values = UV of that day (people); `unique`: people who came at least
    once in all those days, each counted once.
    Raises CourseError when `daily` is empty, or `unique` is above the sum or below a single day.

    >>> days = pd.date_range("2025-11-01", periods=2)
    >>> ax = uv_chart(pd.Series([30, 20], index=days), unique=42)
    >>> ax.get_xlabel()
    '人数（人）'
    """
    counts = [int(value) for value in daily]
    total = sum(counts)
    if not counts:
        raise CourseError("uv_chart 要画的每天 UV 是空的。请先选出至少一天。")
    if not max(counts) <= unique <= total:
        raise CourseError(
            f"uv_chart 的 unique={unique} 不对：去重的 UV 不会少于一天的 UV（{max(counts)}），"
            f"也不会多于各天之和（{total}）。请检查是不是同一段时间。"
        )
    ax = ax or _new_axes(height=3.4)
    _draw_days(ax, daily, counts)
    ax.barh([1], [unique], height=0.5, color=GREEN)
    again = total - unique
    if again:
        ax.barh(
            [1], [again], left=[unique], height=0.5, color="white", edgecolor=ORANGE, hatch="////"
        )
        note = f"重复数了 {again:,} 次"
        ax.text(total, 1.44, note, ha="right", va="center", fontsize=10, color=RUST)
    ax.text(
        unique / 2, 1, f"去重 UV {unique:,}", ha="center", va="center", color="white", fontsize=11
    )
    ax.text(total * 0.004, -0.38, f"{len(counts)} 天相加 = {total:,}", va="center", fontsize=11)
    ax.set_yticks([0, 1], ["每天的 UV\n首尾相接", "这几天\n去重的 UV"])
    ax.set_ylim(1.68, -0.6)
    ax.set_xlim(0, max(total, 1) * 1.06)
    _dress(ax, title, "人数（人）", "怎么数", grid="x")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    return ax


def presence_chart(
    presence: pd.DataFrame, ax: Axes | None = None, *, title: str = "谁被数了几次"
) -> Axes:
    """One row per visitor, one dot per day on which they came, and how often they were counted.

    `presence`: index = visitor ids, columns = dates, values = bool. Raises CourseError when it
    has no row or no column.

    >>> days = pd.date_range("2025-11-01", periods=3)
    >>> ax = presence_chart(pd.DataFrame([[True, False, True]], index=["V00123"], columns=days))
    >>> ax.get_ylabel()
    '访客'
    """
    if presence.empty:
        raise CourseError("presence_chart 没有可画的访客。请把天数放长一些。")
    ax = ax or _new_axes(height=0.42 * len(presence) + 1.6)
    seen = presence.to_numpy(dtype=bool)
    rows, columns = seen.nonzero()
    ax.scatter(columns, rows, s=52, color=BLUE, zorder=3)
    last = len(presence.columns) - 1
    pad = max(0.6, 0.025 * last)  # about the size of a dot
    for row, times in enumerate(seen.sum(axis=1)):
        ax.text(last + pad, row, f"数了 {times} 次", va="center", fontsize=10)
    ax.set_yticks(range(len(presence)), [str(visitor) for visitor in presence.index])
    ax.set_ylim(len(presence) - 0.5, -0.5)
    ax.set_xlim(-pad, last + pad + max(0.6, last * 0.2))
    step = max(1, -(-len(presence.columns) // 8))
    ticks = list(range(0, len(presence.columns), step))
    ax.set_xticks(ticks, [_day(presence.columns[tick]) for tick in ticks])
    _dress(ax, title, "日期（月-日）", "访客", grid="both")
    return ax


def bar_chart(
    values: pd.Series, ax: Axes | None = None, *, title: str, unit: str = "元", xlabel: str = ""
) -> Axes:
    """Upright bars with the number on each; yuan above 100,000 are shown in 万元.

    `values`: index = names of the bars, values in `unit`. Raises CourseError when empty.

    >>> ax = bar_chart(pd.Series({"搜索": 250_000.0, "直播": 80_000.0}), title="支付金额")
    >>> ax.get_ylabel()
    '支付金额（万元）'
    """
    if values.empty:
        raise CourseError("bar_chart 没有可画的数。请检查筛选条件，别把数据筛空了。")
    numbers = values.astype(float)
    shown_unit = unit
    if unit == "元" and numbers.abs().max() >= 10 * WAN:
        numbers, shown_unit = numbers / WAN, "万元"
    ax = ax or _new_axes()
    bars = ax.bar([str(name) for name in values.index], numbers, width=0.62, color=BLUE)
    whole = bool((numbers == numbers.round()).all())
    ax.bar_label(bars, [f"{number:,.{0 if whole else 1}f}" for number in numbers], padding=2)
    ax.margins(y=0.12)
    _dress(ax, title, xlabel or str(values.index.name or "类别"), f"{title}（{shown_unit}）", "y")
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    return ax


def _register_font() -> None:
    """Tell matplotlib of the font files, once in a process."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    files = sorted(FONT_FOLDER.glob("*.ttf"))
    if not files:
        raise CourseError("课程的中文字体文件不见了（opscourse/fonts）。请重新安装 opscourse。")
    for file in files:
        if str(file) not in known:
            font_manager.fontManager.addfont(file)


def _new_axes(height: float = 4.2) -> Axes:
    """An Axes on a figure of its own, laid out so that no label is cut off."""
    # for a single Axes as good as "constrained", which goes over every label twice
    _, ax = plt.subplots(figsize=(7.2, height), layout="tight")
    return ax


def _dress(ax: Axes, title: str, xlabel: str, ylabel: str, grid: str) -> None:
    # A fixed height: looking for a free one takes matplotlib a quarter of the drawing time.
    ax.set_title(title, loc="left", y=1.0)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.grid(False)
    ax.grid(True, axis=grid)  # type: ignore[arg-type]
    ax.tick_params(length=0)


def _draw_days(ax: Axes, daily: pd.Series, counts: Sequence[int]) -> None:
    """The upper bar of uv_chart: one piece per day, in two shades by turns."""
    lefts = [sum(counts[:number]) for number in range(len(counts))]
    pieces = list(zip(lefts, counts, strict=True))
    for turn, shade in enumerate(SHADES):  # two artists, not sixty: a lab's slider waits for it
        ax.broken_barh(pieces[turn::2], (-0.25, 0.5), facecolors=shade, linewidth=0)
    if len(counts) > 8:  # the pieces are too narrow to write in
        return
    for number, (date, (left, count)) in enumerate(zip(daily.index, pieces, strict=True)):
        text = f"{_day(date)}\n{count:,}"
        piece = ax.text(left + count / 2, 0, text, ha="center", va="center", fontsize=8.5)
        piece.set_color(("white", INK)[number % 2])


def _checked_steps(steps: pd.Series) -> list[float]:
    counts = [float(value) for value in steps]
    if not counts:
        raise CourseError("funnel_chart 一个步骤也没有。请给它一列按顺序排好的人数。")
    before = None
    for name, count in zip(steps.index, counts, strict=True):
        if not count >= 0:  # also true for NaN
            raise CourseError(f"漏斗的“{name}”是 {count}。每一步都要是 0 或更大的数。")
        if before is not None and count > before:
            raise CourseError(
                f"漏斗的“{name}”比上一步还多（{count:,.0f} > {before:,.0f}）。"
                "请检查步骤的顺序，和每一步数的是不是同一批人。"
            )
        before = count
    return counts


def _percent(part: float, whole: float) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _day(date: object) -> str:
    """11-05 for a date; anything else as it is."""
    return date.strftime("%m-%d") if hasattr(date, "strftime") else str(date)
