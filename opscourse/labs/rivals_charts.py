"""The charts of the rivals lab: a radar, the overlaps, and what to mend first."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from opscourse import plotting
from opscourse.labs.rivals import OURS, SCORES

RINGS = 4


def new_axes() -> Axes:
    """An Axes on a figure of its own, square for a radar."""
    _, ax = plt.subplots(figsize=(6.4, 5.4), layout="constrained")
    return ax


def radar_chart(table: pd.DataFrame, ax: Axes, look: str) -> Axes:
    """One closed line a shop (rows) over the columns; 本店 is filled.

    Drawn on plain Axes: polar ones take three times as long, and a slider waits for the picture.
    """
    top = 10.0 if look == SCORES else _round_up(float(table.to_numpy().max()))
    angles = np.pi / 2 - np.arange(table.shape[1]) * 2 * np.pi / table.shape[1]
    spokes = np.column_stack([np.cos(angles), np.sin(angles)])
    _web(ax, spokes, list(table.columns), top)
    colours = [plotting.BLUE, *_others(len(table) - 1)]
    styles = ["-", "--", "-.", ":"]
    for number, (shop, values) in enumerate(table.iterrows()):
        points = spokes * (values.to_numpy(dtype=float) / top)[:, None]
        x, y = np.vstack([points, points[:1]]).T
        if shop == OURS:
            ax.fill(x, y, color=colours[0], alpha=0.15)
        width = 2.6 if shop == OURS else 1.7
        style = styles[number % len(styles)] if number else "-"
        ax.plot(x, y, style, color=colours[number], lw=width, label=str(shop))
    ax.set_title(look, loc="left", y=1.0)
    ax.set_xlim(-1.45, 1.45)
    ax.set_ylim(-1.6, 1.42)
    ax.set_aspect("equal")
    ax.axis("off")
    many = len(table) > 5
    ax.legend(
        loc="lower left",
        ncol=min(len(table), 7),
        fontsize=8.5 if many else 10,
        columnspacing=0.9,
        handlelength=1.7,
        borderaxespad=0,
    )
    return ax


def _others(count: int) -> list[str]:
    """Colours of the rivals: the palette without our own, over again when there are many."""
    rest = plotting.PALETTE[1:]
    return [rest[number % len(rest)] for number in range(count)]


def _web(ax: Axes, spokes: np.ndarray, names: list[str], top: float) -> None:
    closed = np.vstack([spokes, spokes[:1]])
    for ring in range(1, RINGS + 1):
        ax.plot(*(closed * ring / RINGS).T, color=plotting.FAINT, lw=1)
        if ring % 2:
            continue  # every other ring says its value: text is what costs the time
        label = f"{top * ring / RINGS:g}"
        ax.text(0.03, ring / RINGS, label, fontsize=8.5, color=plotting.GREY, va="bottom", zorder=5)
    for (x, y), name in zip(spokes, names, strict=True):
        ax.plot([0, x], [0, y], color=plotting.FAINT, lw=1)
        side = "center" if abs(x) < 0.1 else ("left" if x > 0 else "right")
        ax.text(x * 1.08, y * 1.13, name, ha=side, va="center", fontsize=10.5)


def _round_up(most: float) -> float:
    """A whole hundred, so that the rings lie at whole numbers."""
    return max(100.0, float(np.ceil(most / 100) * 100))


def overlap_chart(overlap: pd.Series, chosen: list[str], least: float, ax: Axes) -> Axes:
    """All rivals' overlap, the nearest on top; those that stay are in colour."""
    colours = [plotting.BLUE if shop in chosen else plotting.FAINT for shop in overlap.index]
    places = range(len(overlap))
    ax.barh(places, overlap, height=0.66, color=colours)
    ax.axvline(least, color=plotting.RUST, lw=1.4, ls="--")
    # The number stands beside the name, not at the bar: half as much text to draw.
    ax.set_yticks(list(places), [f"{shop}  {value:.2f}" for shop, value in overlap.items()])
    ax.set_ylim(len(overlap) - 0.4, -0.6)
    ax.set_xlim(0, 1)
    _dress(ax, "关键词重合度", "重合度（虚线是门槛）", "竞品")
    return ax


def gap_chart(gaps: pd.DataFrame, first: str, ax: Axes) -> Axes:
    """Gap × weight by dimension; what we cannot change is grey, what to mend first stands out."""
    marks = {True: plotting.GREEN, False: plotting.FAINT}
    colours = [plotting.ORANGE if name == first else marks[bool(can)]
               for name, can in gaps["能改"].items()]  # fmt: skip
    values = gaps["差距×权重"]
    places = range(len(gaps))
    ax.barh(places, values, height=0.6, color=colours)
    ax.axvline(0, color=plotting.INK, lw=0.9)
    shown = zip(gaps.index, gaps["能改"], values, strict=True)
    labels = [f"{name}{'' if can else '（改不了）'} {value:.2f}" for name, can, value in shown]
    ax.set_yticks(list(places), labels)
    ax.set_ylim(max(len(gaps), 1) - 0.4, -0.6)
    low, high = (float(values.min()), float(values.max())) if len(gaps) else (0.0, 1.0)
    ax.set_xlim(min(low, 0) * 1.1 - 0.02, max(high, 0.4) * 1.08)
    _dress(ax, "先补哪一项（橙色）", "差距 × 权重（分）", "维度")
    return ax


def _dress(ax: Axes, title: str, xlabel: str, ylabel: str) -> None:
    ax.set_title(title, loc="left", y=1.0)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=4))
    ax.grid(False)
    ax.grid(True, axis="x")
    ax.tick_params(length=0)


def wipe(ax: Axes) -> None:
    """Remove what was drawn, but keep the axis with its ticks."""
    legend: Any = ax.get_legend()
    for artist in [*ax.patches, *ax.texts, *ax.lines, *([legend] if legend else [])]:
        artist.remove()
    ax.containers.clear()
