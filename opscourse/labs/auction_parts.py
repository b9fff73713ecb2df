"""Parts of the auction lab's screen: a picture, the row of a keyword, text as HTML."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

SIZE, DPI = (11.6, 4.0), 90
TOP_BID = 3.0  # of the slider; more can be typed


class Panel:
    """A picture of two Axes in an Image widget, drawn on again and again."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes: list[Axes] = []
        self.clear()
        self.image = widgets.Image(format="png", layout={"max_width": "100%"})

    def clear(self) -> None:
        """Two new Axes, for charts of another kind."""
        self.figure.clear()
        # Fixed margins: nothing jumps while a slider moves, and layout costs no time.
        grid = self.figure.add_gridspec(
            1, 2, left=0.135, right=0.985, top=0.9, bottom=0.145, wspace=0.33
        )
        self.axes = [self.figure.add_subplot(place) for place in (grid[0], grid[1])]

    def draw(self, left: Callable[[Axes], Any], right: Callable[[Axes], Any]) -> None:
        """Show these two charts."""
        for ax, chart in zip(self.axes, (left, right), strict=True):
            chart(ax)
        target = io.BytesIO()
        # Quick to pack: a slider waits for it, and nobody stores it.
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.image.value = target.getvalue()


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


def line(text: str, bold: bool = False) -> str:
    """A line of text as HTML."""
    weight = "600" if bold else "400"
    return f'<div style="font-weight:{weight};line-height:1.7">{html.escape(text)}</div>'


def warning(text: str) -> str:
    """A sentence that stands out, as HTML."""
    return (
        '<div role="alert" style="color:#8A3B00;border-left:4px solid #D9822B;padding-left:8px;'
        f'line-height:1.7">{html.escape(text)}</div>'
    )


def listing(lines: list[str], tag: str = "ul") -> str:
    """A list as HTML, plain (ul) or numbered (ol)."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<{tag} style="margin:4px 0;line-height:1.7">{items}</{tag}>'
