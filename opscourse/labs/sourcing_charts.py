"""The two charts of the sourcing lab: profit month by month, and the money laid out."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from opscourse import plotting
from opscourse.labs.sourcing import DROP, STOCK, SourcingResult

COLOURS = {DROP: plotting.BLUE, STOCK: plotting.ORANGE}


def new_axes() -> Axes:
    """An Axes on a figure of its own."""
    _, ax = plt.subplots(figsize=(7.2, 4.2), layout="constrained")
    return ax


def profit_chart(result: SourcingResult, ax: Axes) -> Axes:
    """Cumulated profit of both plans, with the month in which stocking catches up."""
    table = result.profit
    scale, unit = _yuan(float(table.abs().to_numpy().max()))
    for name, style in ((DROP, "--"), (STOCK, "-")):
        ax.plot(table.index, table[name] / scale, style, color=COLOURS[name], label=name, lw=2.2)
    last = float(table.index[-1])
    if result.catch_up <= last:  # also false for NaN
        qty = result.pieces / result.catch_up if result.catch_up else 0
        level = result.margin[DROP] * qty * result.catch_up / scale
        ax.plot([result.catch_up], [level], "o", color=plotting.RUST, ms=9, mec="white")
        text = f"第 {result.catch_up:.1f} 个月追上"
        left = result.catch_up > last * 0.6
        ax.annotate(
            text,
            (result.catch_up, level),
            xytext=(-8, 9) if left else (10, -18),
            textcoords="offset points",
            ha="right" if left else "left",
            color=plotting.RUST,
        )
    _finish(ax, last, table.to_numpy() / scale)
    _dress(ax, f"{result.sku}：累计利润", f"累计利润（{unit}）")
    return ax


def cash_chart(result: SourcingResult, ax: Axes) -> Axes:
    """Money in hand over time; its lowest point is what has to be laid out."""
    line = result.cash_line
    scale, unit = _yuan(float(line[STOCK].abs().max()))
    last = float(line["月"].iloc[-1])
    ax.plot(line["月"], line[STOCK] / scale, color=COLOURS[STOCK], label=STOCK, lw=2.2)
    low = int(line[STOCK].to_numpy().argmin())
    month, lowest = float(line["月"].iloc[low]), float(line[STOCK].iloc[low]) / scale
    ax.plot([month], [lowest], "o", color=plotting.RUST, ms=9, mec="white")
    right = month < last * 0.6
    ax.annotate(
        f"最多垫 {result.cash[STOCK]:,.0f} 元",
        (month, lowest),
        xytext=(12 if right else -12, -17),
        textcoords="offset points",
        ha="left" if right else "right",
        color=plotting.RUST,
    )
    _finish(ax, last, line[STOCK].to_numpy() / scale)
    _dress(ax, "囤货：手里的钱（一件代发不用垫）", f"手里的钱（{unit}）")
    return ax


def _yuan(most: float) -> tuple[float, str]:
    return (plotting.WAN, "万元") if most >= 10 * plotting.WAN else (1.0, "元")


def _finish(ax: Axes, last: float, values: np.ndarray) -> None:
    """Limits with room for the note at the lowest point, and for the legend above."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    room = (high - low or 1.0) * 0.12
    ax.set_ylim(low - 1.2 * room, high + 1.8 * room)
    ax.set_xlim(-0.02 * last, last * 1.02)
    ax.axhline(0, color=plotting.INK, linewidth=0.9)


def _dress(ax: Axes, title: str, ylabel: str) -> None:
    ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    ax.set_title(title, loc="left", y=1.0)
    ax.set_xlabel("过了几个月（月）")
    ax.set_ylabel(ylabel)
    ax.legend(loc="upper left", ncol=2)


def missing_month(result: SourcingResult) -> bool:
    """Whether stocking catches up only after the months shown (or never)."""
    return math.isnan(result.catch_up) or result.catch_up > float(result.profit.index[-1])
