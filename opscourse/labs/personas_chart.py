"""The charts of the persona lab: a group's answers, with the value on the card marked."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from opscourse.labs.personas import in_words
from opscourse.plotting import BLUE, GREEN, INK, ORANGE, PALE_BLUE, RUST

PIECES = 14  # bars of a number's chart


def number_chart(
    column: pd.Series, name: str, unit: str, given: float | None, ax: Axes | None = None
) -> Axes:
    """How many people have how much. `given` is marked, with the people on either side of it."""
    ax = _empty(ax)
    low, high = float(column.min()), float(column.max())
    counts, edges = np.histogram(column, bins=PIECES, range=(low, high if high > low else low + 1))
    ax.bar(edges[:-1], counts, width=np.diff(edges), align="edge", color=PALE_BLUE)
    tallest = max(int(counts.max()), 1)
    if given is not None:
        # A value far outside would squeeze everybody into one bar: it is marked at the edge.
        at = min(max(given, float(edges[0])), float(edges[-1]))
        ax.axvline(at, color=ORANGE, linewidth=2.2)
        below, above = int((column < given).sum()), int((column > given).sum())
        text = f"你写 {in_words(given)} {unit}\n比它小 {below} 人，比它大 {above} 人"
        left = at > (edges[0] + edges[-1]) / 2
        ax.annotate(
            text, (at, tallest * 1.22), xytext=(-6 if left else 6, 0), va="center",
            ha="right" if left else "left", textcoords="offset points", color=RUST, fontsize=10,
        )  # fmt: skip
    ax.set_ylim(0, tallest * 1.4)
    ax.set_xlim(edges[0], edges[-1])
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    return _dress(ax, f"{name}：{len(column)} 人怎么分布", f"{name}（{unit}）", "人数（人）", "y")


def word_chart(counts: pd.Series, name: str, given: str | None, ax: Axes | None = None) -> Axes:
    """How many people gave which answer, the most frequent on top; `given` stands out."""
    ax = _empty(ax)
    names = [str(word) for word in counts.index]
    most = int(counts.max())
    colours = [
        (GREEN if number == most else ORANGE) if word == given else BLUE
        for word, number in zip(names, counts, strict=True)
    ]
    ax.barh(range(len(names)), counts.to_numpy(), height=0.62, color=colours)
    for row, (word, number) in enumerate(zip(names, counts, strict=True)):
        text = f"{number} 人" + ("，你选的" if word == given else "")
        ax.text(number + most * 0.015, row, text, va="center", fontsize=10, color=INK)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_xlim(0, most * 1.28)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    title = f"{name}：{int(counts.sum())} 人怎么答"
    return _dress(ax, title, "人数（人）", name, "x")


def _empty(ax: Axes | None) -> Axes:
    if ax is None:
        import matplotlib.pyplot as plt

        from opscourse import plotting

        plotting.use_style()
        _, ax = plt.subplots(figsize=(7.2, 3.6), layout="constrained")
    ax.clear()
    return ax


def _dress(ax: Axes, title: str, xlabel: str, ylabel: str, grid: str) -> Axes:
    ax.set_title(title, loc="left", y=1.0)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.grid(False)
    ax.grid(True, axis=grid)  # type: ignore[arg-type]
    ax.tick_params(length=0)
    return ax
