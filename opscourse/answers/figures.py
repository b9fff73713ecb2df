"""Read a chart's data and words from its artists, without drawing it."""

from __future__ import annotations

import math
import re
import sys
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import FigureBase
from matplotlib.ticker import FixedFormatter, LogFormatter, NullFormatter, ScalarFormatter

from opscourse.answers import encode as encoding

Enc = dict[str, Any]
MAX_POINTS = 5_000
_NUMBER = re.compile(r"^\D*?(-?[\d,]*\.?\d+)\s*(.*)$")


def encode_chart(value: object) -> Enc | None:
    """Encode an Axes, a one-Axes Figure or a seaborn grid; None for anything else.

    Bars, lines and clouds of points are read from their artists, categories from the tick labels.
    A figure of several Axes gives ``{"type": "axes", "count": n, ...}`` without data.

    >>> import matplotlib; matplotlib.use("Agg")
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots()
    >>> bars = ax.bar(["抖音", "微信"], [3, 4])
    >>> encode_chart(ax)["marks"][0]["points"][0][1]
    3.0
    """
    axes = _axes_of(value)
    if axes is None:
        return None
    if len(axes) != 1:
        return {
            "type": "axes",
            "count": len(axes),
            "title": "",
            "x": {"label": ""},
            "y": {"label": ""},
            "marks": [],
        }
    return _encode(axes[0])


def _axes_of(value: Any) -> list[Axes] | None:
    if isinstance(value, Axes):
        return [value]
    if isinstance(value, FigureBase):
        every: list[Any] = value.axes  # type: ignore[assignment]
        return [one for one in every if one.get_label() != "<colorbar>"]
    if isinstance(value, np.ndarray | list | tuple):
        inside = list(value.flat) if isinstance(value, np.ndarray) else list(value)
        return inside if len(inside) == 1 and isinstance(inside[0], Axes) else None
    seaborn = sys.modules.get("seaborn")
    if seaborn is not None and isinstance(value, seaborn.axisgrid.Grid):
        return list(value.figure.axes)
    return None


def _encode(ax: Axes) -> Enc:
    marks = [*_bars(ax), *_lines(ax), *_clouds(ax)]
    size = sum(len(mark["points"]) for mark in marks)
    if size > MAX_POINTS:
        return {"type": "too_big", "cells": size}
    titles = [ax.get_title("center"), ax.get_title("left"), ax.get_title("right")]
    figure: Any = ax.figure
    alone = figure is not None and len(figure.axes) == 1
    if alone:
        titles.append(figure.get_suptitle())
    return {
        "type": "axes",
        "count": 1,
        "title": _words(next((one for one in titles if one.strip()), "")),
        "x": _axis(ax.xaxis, ax.get_xlabel() or (figure.get_supxlabel() if alone else "")),
        "y": _axis(ax.yaxis, ax.get_ylabel() or (figure.get_supylabel() if alone else "")),
        "marks": marks,
    }


def _words(text: object) -> str:
    """seaborn leaves None, or the word None, where it has no label."""
    return "" if text in (None, "None") else encoding.encode(str(text)[:500]).get("value", "")


def _axis(axis: Axis, label: str) -> Enc:
    factor, suffix = _shown(axis)
    return {"label": _words(label), "factor": factor, "suffix": _words(suffix)}


def _shown(axis: Axis) -> tuple[float, str]:
    """How tick labels show numbers: shown number = number × factor, with a suffix （万, %）."""
    formatter = axis.get_major_formatter()
    plain = isinstance(formatter, ScalarFormatter | LogFormatter | NullFormatter)
    if plain or _names(axis) is not None or _on_dates(axis):
        return 1.0, ""
    ticks = [float(one) for one in axis.get_majorticklocs() if float(one) != 0]
    factors, suffixes = [], []
    for tick, text in zip(ticks, _tick_texts(axis, ticks), strict=True):
        found = _NUMBER.match(text.replace("\N{MINUS SIGN}", "-").strip())
        if found:
            factors.append(abs(float(found.group(1).replace(",", ""))) / abs(tick))
            suffixes.append(found.group(2))
    if not factors:
        return 1.0, ""
    # Tick labels are rounded; what they mean is a power of ten.
    factor = float(np.median(factors))
    if factor <= 0 or not math.isfinite(factor):
        return 1.0, ""
    return 10.0 ** round(math.log10(factor)), suffixes[-1]


def _tick_texts(axis: Axis, ticks: list[float]) -> list[str]:
    try:
        return [str(one) for one in axis.get_major_formatter().format_ticks(ticks)]
    except Exception:  # a learner's own formatter
        return [""] * len(ticks)


def _on_dates(axis: Axis) -> bool:
    converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
    name = type(converter).__name__
    return "Date" in name or "Period" in name


def _names(axis: Axis) -> dict[float, str] | None:
    """Place → category, where the axis shows words and not numbers; else None."""
    mapping = getattr(axis.units, "_mapping", None)
    if mapping is not None:
        return {float(place): str(name) for name, place in mapping.items()}
    if _on_dates(axis):
        return None
    formatter = axis.get_major_formatter()
    # set_xticklabels lays its words down as a function that looks them up.
    function: Any = getattr(formatter, "func", None)
    looked_up = "_format_with_dict" in getattr(getattr(function, "func", None), "__name__", "")
    if not isinstance(formatter, FixedFormatter) and not looked_up:
        return None
    ticks = [float(one) for one in axis.get_majorticklocs()]
    texts = _tick_texts(axis, ticks)
    return {place: text for place, text in zip(ticks, texts, strict=True) if text}


def _place(at: float, names: dict[float, str] | None, dates: bool, near: float) -> Enc | None:
    if names is not None:
        close = [place for place in names if abs(place - at) <= near]
        if not close:
            return None
        return encoding.encode(names[min(close, key=lambda place: abs(place - at))])
    if dates:
        moment = pd.Timestamp(mdates.num2date(at).replace(tzinfo=None)).round("min")
        return encoding.encode(moment)
    return encoding.encode(round(float(at), 9))


def _bars(ax: Axes) -> list[Enc]:
    marks = []
    for container in ax.containers:
        if not isinstance(container, BarContainer) or not container.patches:
            continue
        horizontal = container.orientation == "horizontal"
        marks.append(_bar_mark(ax, list(container.patches), horizontal, container.get_label()))
    return _joined(marks)


def _bar_mark(ax: Axes, patches: list[Any], horizontal: bool, label: Any) -> Enc:
    axis: Axis = ax.yaxis if horizontal else ax.xaxis
    names, dates = _names(axis), _on_dates(axis)
    points = []
    for patch in patches:
        if horizontal:
            at, value = patch.get_y() + patch.get_height() / 2, patch.get_width()
        else:
            at, value = patch.get_x() + patch.get_width() / 2, patch.get_height()
        points.append((float(at), float(value)))
    # As a reader goes: from the left, or from the top of lying bars.
    turned = axis.get_inverted() if hasattr(axis, "get_inverted") else False
    points.sort(reverse=horizontal != bool(turned))
    return {
        "mark": "bar",
        "horizontal": horizontal,
        "label": _legend(label),
        "points": [[_place(at, names, dates, 0.5), _number(value)] for at, value in points],
    }


def _joined(marks: list[Enc]) -> list[Enc]:
    """Seaborn draws one container for each colour: join those that share no category."""
    places = [str(point[0]) for mark in marks for point in mark["points"]]
    single = all(len(mark["points"]) == 1 for mark in marks)
    if len(marks) < 2 or not single or len(set(places)) < len(places):
        return marks
    points = [point for mark in marks for point in mark["points"]]
    return [{**marks[0], "label": "", "points": points}]


def _lines(ax: Axes) -> list[Enc]:
    marks = []
    for line in ax.get_lines():
        # axhline and axvline live partly in the axes' own coordinates: they are no data.
        if line.get_transform() != ax.transData:
            continue
        values = np.asarray(line.get_ydata(orig=False), dtype=float)
        across = np.asarray(line.get_xdata(orig=False), dtype=float)
        # seaborn adds an error bar without numbers to each of its bars.
        if np.isnan(values).all() or np.isnan(across).all():
            continue
        mark = "scatter" if line.get_linestyle() in ("None", "", " ") else "line"
        points = [
            [place, _number(value)]
            for place, value in zip(_line_places(ax, line, across), values, strict=True)
        ]
        marks.append({"mark": mark, "label": _legend(line.get_label()), "points": points})
    return marks


def _line_places(ax: Axes, line: Any, shown: np.ndarray) -> list[Enc | None]:
    frequency = getattr(ax, "freq", None)
    if frequency is not None:  # drawn by pandas, which counts periods
        return [_period(int(at), frequency) for at in shown]
    original = list(line.get_xdata(orig=True))
    if original and not isinstance(original[0], int | float | np.number):
        # Dates, periods and words are kept as they were given.
        return [encoding.encode(one) for one in original]
    names, dates = _names(ax.xaxis), _on_dates(ax.xaxis)
    return [_place(float(at), names, dates, 1e-6) for at in shown]


def _period(ordinal: int, frequency: Any) -> Enc:
    period = pd.Period(ordinal=ordinal, freq=frequency)
    return encoding.encode(period if period.freqstr == "M" else period.start_time)


def _clouds(ax: Axes) -> list[Enc]:
    marks = []
    for cloud in ax.collections:
        if not isinstance(cloud, PathCollection):
            continue
        offsets: Any = np.ma.asarray(cloud.get_offsets(), dtype=float)
        offsets = np.ma.filled(offsets, np.nan).reshape(-1, 2)
        if not len(offsets):
            continue
        names, dates = _names(ax.xaxis), _on_dates(ax.xaxis)
        points = [[_place(x, names, dates, 0.5), _number(y)] for x, y in offsets.tolist()]
        marks.append({"mark": "scatter", "label": _legend(cloud.get_label()), "points": points})
    return marks


def _legend(label: object) -> str:
    text = _words(label)
    return "" if text.startswith("_") else text


def _number(value: float) -> float | str:
    return encoding.number(float(value), "float")["value"]
