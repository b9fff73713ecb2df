"""The four pictures of the display lab, each drawn on an Axes that may be used again.

Axis labels and ticks are set on an Axes without a title only: they never change, and setting them
again takes as long as all the rest. What does change is what `moving` lists.
"""

from __future__ import annotations

from typing import cast

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm

from opscourse import plotting

BLUE, ORANGE, GREY = "#2F6DB5", "#D9822B", "#8A8F98"
BIDS = LinearSegmentedColormap.from_list("bids", ["#F4F7FB", "#8DB4DE", "#1F4E87"])
MONEY = LinearSegmentedColormap.from_list("money", ["#D9822B", "#FBF7F0", "#2F6DB5"])
SHADES = ["#2F6DB5", "#7FA8D6", "#B9D0EA"]


def moving(ax: Axes) -> list[Artist]:
    """What differs from one picture to the next, in drawing order."""
    return [*ax.images, *ax.patches, *ax.texts, ax._left_title]  # type: ignore[attr-defined]


def wipe(ax: Axes) -> None:
    """Remove what was drawn, but keep the axes with their ticks."""
    for artist in [*ax.images, *ax.patches, *ax.texts]:
        artist.remove()
    ax.containers.clear()


def _axes(ax: Axes | None, title: str, xlabel: str, ylabel: str) -> tuple[Axes, bool]:
    """The Axes with its title, and whether it is fresh: still without ticks."""
    if ax is None:
        plotting.use_style()
        _, ax = plt.subplots(figsize=(7.2, 3.6), layout="constrained")
    fresh = not ax.get_title(loc="left")
    ax.set_title(title, loc="left", y=1.0)
    if fresh:
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        ax.grid(False)
        ax.tick_params(length=0)
    return ax, fresh


def bid_map(bids: pd.DataFrame, ax: Axes | None, crowd: str) -> Axes:
    """`bids` yuan, hour × region; regions go down the side, and each block says its bid."""
    ax, fresh = _axes(ax, f"溢价后的出价（{crowd}，元/千次）", "小时", "地域")
    values = bids.to_numpy().T
    top = max(float(values.max()), 1.0)
    ax.imshow(values, cmap=BIDS, vmin=0, vmax=top, aspect="auto")
    if fresh:
        ax.set_xticks(range(0, 24, 3))
        ax.set_yticks(range(len(bids.columns)), list(bids.columns))
    for row in range(values.shape[0]):
        for start in range(0, 24, 6):  # the hours of a part have one bid
            value = values[row, start]
            word = f"{value:.1f}" if value > 0 else "不投"
            color = "white" if value > 0.65 * top else "#222222"
            ax.text(start + 2.5, row, word, ha="center", va="center", fontsize=9, color=color)
    return ax


def roas_map(cells: pd.DataFrame, line: float, ax: Axes | None) -> Axes:
    """`cells` ROAS, part × region; blue above the break-even `line`, orange below it."""
    ax, fresh = _axes(ax, f"ROAS：橙色低于保本线 {line:.2f}", "时段", "地域")
    values = cells.to_numpy(dtype=float).T
    norm = TwoSlopeNorm(vcenter=line, vmin=0, vmax=2 * line)
    ax.imshow(np.ma.masked_invalid(values), cmap=MONEY, norm=norm, aspect="auto")
    if fresh:
        ax.set_xticks(range(len(cells.index)), list(cells.index))
        ax.set_yticks(range(len(cells.columns)), list(cells.columns))
    for row, column in np.ndindex(*values.shape):
        value = values[row, column]
        word, color = ("没花钱", GREY) if np.isnan(value) else (f"{value:.1f}", "#222222")
        if not np.isnan(value) and (value < 0.3 * line or value > 1.7 * line):
            color = "white"
        ax.text(column, row, word, ha="center", va="center", fontsize=9, color=color)
    return ax


def pack_bars(packs: pd.Series, ax: Axes | None) -> Axes:
    """`packs`: people by pack, then "加起来" and "不同的人"."""
    ax, fresh = _axes(ax, "人群包会重叠", "人数（人）", "数法")
    names, whole = list(packs.index[:-2]), int(packs["加起来"])
    left = 0
    for name, shade in zip(names, SHADES, strict=True):
        ax.barh(1, packs[name], left=left, color=shade, height=0.5)
        ax.text(
            left + packs[name] / 2, 1, f"{name.removesuffix('人群')}\n{packs[name]:,}",
            ha="center", va="center", fontsize=9, color="#222222" if shade != BLUE else "white",
        )  # fmt: skip
        left += int(packs[name])
    people = int(packs["不同的人"])
    ax.barh(0, people, color=ORANGE, height=0.5)
    ax.text(people / 2, 0, f"{people:,}", ha="center", va="center", fontsize=9)
    if fresh:
        ax.set_yticks([1, 0], [f"加起来\n{whole:,}", "不同的人"])
    ax.set_xlim(0, whole * 1.04)
    return ax


def frequency_bars(times: pd.Series, cap: int | None, ax: Axes | None) -> Axes:
    """`times`: people (on a day) by how often they saw the picture; 10 and more in one bar."""
    title = "一天里看了几次" if cap is None else f"一天里看了几次（封顶 {cap} 次）"
    ax, fresh = _axes(ax, title, "次数（次）", "人数（人·天）")
    shown = np.zeros(10)
    for number, people in times.items():
        shown[min(cast(int, number), 10) - 1] += people
    bars = ax.bar(range(1, 11), shown, color=BLUE, width=0.7)
    ax.bar_label(bars, [f"{int(one):,}" if one else "" for one in shown], padding=1, fontsize=9)
    if fresh:  # each bar says its number: no ticks up the side
        ax.set_xticks(range(1, 11), [*map(str, range(1, 10)), "10+"])
        ax.set_yticks([])
        ax.set_xlim(0.3, 10.7)
    ax.set_ylim(0, max(shown.max() * 1.18, 1))
    return ax
