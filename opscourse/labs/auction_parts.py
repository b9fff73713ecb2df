"""Parts of the auction lab's screen: a picture, the row of a keyword, text as HTML."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from opscourse.labs.sentences import line

SIZE, DPI = (11.6, 4.0), 90
TOP_BID = 3.0  # of the slider; more can be typed


class Panel:
    """A picture of two Axes in an Image widget, drawn on again and again."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes: list[Axes] = []
        self._frame: list[tuple[Any, ...]] = []
        self._background: Any = None
        self.clear()
        self.image = widgets.Image(format="png", layout={"max_width": "100%"})

    def clear(self) -> None:
        """Two new Axes, for charts of another kind."""
        self.figure.clear()
        self._frame = []
        # Fixed margins: nothing jumps while a slider moves, and layout costs no time.
        grid = self.figure.add_gridspec(
            1, 2, left=0.135, right=0.985, top=0.9, bottom=0.145, wspace=0.33
        )
        self.axes = [self.figure.add_subplot(place) for place in (grid[0], grid[1])]

    def draw(self, left: Callable[[Axes], Any], right: Callable[[Axes], Any]) -> None:
        """Show these two charts.

        Writing takes most of the time, so titles, labels and ticks are drawn once and kept for as
        long as they stay the same; bars and their texts are drawn on top of them.
        """
        for ax, chart in zip(self.axes, (left, right), strict=True):
            chart(ax)
        frame = [_frame(ax) for ax in self.axes]
        moving = [_moving(ax) for ax in self.axes]
        if frame != self._frame:
            for artist in [*moving[0], *moving[1]]:
                artist.set_visible(False)
            self.canvas.draw()
            self._frame, self._background = frame, self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.restore_region(self._background)
        for ax, artists in zip(self.axes, moving, strict=True):
            for artist in artists:
                artist.set_visible(True)
                ax.draw_artist(artist)
        target = io.BytesIO()
        # Quick to pack: a slider waits for it, and nobody stores it.
        picture = Image.fromarray(np.asarray(self.canvas.buffer_rgba()))
        picture.save(target, format="png", compress_level=1)
        self.image.value = target.getvalue()


def _frame(ax: Axes) -> tuple[Any, ...]:
    """What decides the look of an Axes without what moves on it."""
    labels = [text.get_text() for text in (*ax.get_xticklabels(), *ax.get_yticklabels())]
    title = ax.get_title(loc="left")
    return (title, ax.get_xlabel(), ax.get_ylabel(), ax.get_xlim(), ax.get_ylim(), labels)


def _moving(ax: Axes) -> list[Artist]:
    """Everything inside of an Axes, the lowest first; the spines lie on top of bars."""
    legend = ax.get_legend()
    inside = [*ax.patches, *ax.collections, *ax.lines, *ax.spines.values(), *ax.texts]
    shown = [artist for artist in inside if artist.get_visible()]
    return shown if legend is None else [*shown, legend]


class BidRow:
    """The controls of one keyword: a slider, a box to type in, and why the price is so."""

    def __init__(self, changed: Callable[[str, Any], None], why: Callable[[str], None]) -> None:
        self.word = ""
        self.name = widgets.HTML(layout={"width": "170px"})
        self.slider = widgets.FloatSlider(
            min=0, max=TOP_BID, step=0.01, readout=False, layout={"width": "260px"}
        )
        self.typed = widgets.Text(continuous_update=False, layout={"width": "80px"})
        self.why = widgets.Button(description="为什么是这个价", layout={"width": "130px"})
        self.box = widgets.HBox([self.name, self.slider, self.typed, widgets.Label("元"), self.why])
        self.slider.observe(lambda change: changed(self.word, change["new"]), names="value")
        self.typed.observe(lambda change: changed(self.word, change["new"]), names="value")
        self.why.on_click(lambda _: why(self.word))

    def show(self, word: str, bid: float, quality: int) -> None:
        """What is set."""
        self.word = word
        self.name.value = line(f"{word}（质量分 {quality}）")
        self.slider.value = min(bid, TOP_BID)
        self.typed.value = f"{bid:.2f}"
