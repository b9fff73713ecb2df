"""The screen of the profit lab: sliders, one picture, and sentences. It counts nothing itself."""

from __future__ import annotations

import io
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.profit import INPUTS, ProfitModel, ProfitResult
from opscourse.labs.sentences import line, listing, warning

SIZE, DPI = (11.6, 4.4), 90
LABEL = {"description_width": "5em"}
# Slider: most and step. Typing and code may go further, see `profit.INPUTS`.
SLIDERS = {"price": (80.0, 0.1), "qty": (400, 1), "unit_cost": (40.0, 0.1), "postage": (20.0, 0.1)}
PARTS = (("成本", plotting.GREY), ("运费", plotting.PURPLE), ("分到的固定成本", plotting.YELLOW))


class ProfitView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `item`, `sliders`, `fixed` are the controls; `picture` holds a PNG; `says` and `notes` are
    sentences. A setting that does not fit puts its sentence into `says` and leaves the rest as it
    was.
    """

    def __init__(self, model: ProfitModel) -> None:
        plotting.use_style()
        self.model = model
        self.says, self.notes = widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout={"max_width": "100%"})
        self._make_controls()
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        # Fixed margins: nothing jumps while a slider moves, and layout costs no time.
        grid = self.figure.add_gridspec(
            1, 2, left=0.165, right=0.985, top=0.9, bottom=0.14, wspace=0.24
        )
        self.axes = [self.figure.add_subplot(place) for place in (grid[0, 0], grid[0, 1])]
        controls = [self.item, *self.sliders.values(), self.fixed, self.back]
        self.box = widgets.VBox(
            [
                widgets.HBox(controls, layout={"flex_flow": "wrap"}),
                self.says,
                self.picture,
                self.notes,
            ]
        )
        self._observed(True)
        self._show()

    def _make_controls(self) -> None:
        result = self.model.run()
        self.item = widgets.Dropdown(
            options=self.model.items, value=result.item, description="货", style=LABEL,
            layout={"width": "270px"},
        )  # fmt: skip
        self.sliders: dict[str, Any] = {}
        for name, (most, step) in SLIDERS.items():
            called, unit, _ = INPUTS[name]
            kind = widgets.IntSlider if isinstance(most, int) else widgets.FloatSlider
            self.sliders[name] = kind(
                value=min(getattr(result, name), most), min=0, max=most, step=step,
                description=f"{called}（{unit}）", style={"description_width": "7em"},
                layout={"width": "360px"},
            )  # fmt: skip
        for name in ("price", "unit_cost", "postage"):
            self.sliders[name].readout_format = ".1f"
        self.fixed = widgets.Text(
            value=f"{result.fixed:g}", description="固定成本（元）", continuous_update=False,
            style={"description_width": "7em"}, layout={"width": "220px"},
        )  # fmt: skip
        self.back = widgets.Button(description="回到账本上的数", layout={"width": "140px"})
        self.back.on_click(self._go_back)
        self._ledger_fixed = self.fixed.value

    def _observed(self, on: bool) -> None:
        pairs = [(self.item, self._item_changed), (self.fixed, self._number_changed)]
        pairs += [(slider, self._number_changed) for slider in self.sliders.values()]
        for control, react in pairs:
            (control.observe if on else control.unobserve)(react, names="value")

    def _item_changed(self, _: Any) -> None:
        """Another good, or the button: the sliders go to what the ledger says."""
        self.model = self.model.change(item=self.item.value)
        result = self.model.run()
        self._observed(False)
        for name, slider in self.sliders.items():
            slider.value = min(getattr(result, name), slider.max)
        self._observed(True)
        self._number_changed(None)

    def _go_back(self, _: Any) -> None:
        self._observed(False)
        self.fixed.value = self._ledger_fixed
        self._observed(True)
        self._item_changed(None)

    def _number_changed(self, _: Any) -> None:
        values = {name: round(slider.value, 2) for name, slider in self.sliders.items()}
        try:
            self.model = self.model.change(**values, fixed=self.fixed.value)
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self._show()

    def _show(self) -> None:
        result = self.model.run()
        self.says.value = line(result.headline(), bold=True)
        self.notes.value = listing(result.steps())
        for ax in self.axes:
            for artist in [*ax.patches, *ax.texts, *ax.lines]:
                artist.remove()
            ax.containers.clear()
        paint_box(self.axes[0], result)
        paint_profit(self.axes[1], self.model)
        target = io.BytesIO()
        # Quick to pack: a slider waits for it, and nobody stores it.
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.picture.value = target.getvalue()


def paint_box(ax: Axes, result: ProfitResult) -> None:
    """What one box's price has to pay, laid end to end, against the price."""
    share = result.fixed / result.qty if result.qty else 0.0
    start, names = 0.0, []
    parts = zip(PARTS, (result.unit_cost, result.postage, share), strict=True)
    for row, ((name, colour), yuan) in enumerate(parts):
        ax.barh([row], [yuan], left=[start], height=0.6, color=colour)
        names.append(f"{name} {yuan:,.1f} 元")
        start += yuan
    if not result.qty:
        names[-1] = "固定成本没有箱子来分"
    gap = result.price - start
    colour, word = (plotting.GREEN, "赚") if gap >= 0 else (plotting.RUST, "亏")
    ax.barh([3], [gap], left=[start], height=0.6, color=colour)
    ax.axvline(result.price, color=plotting.BLUE, linewidth=1.6)
    widest = max(result.price, start, 1.0)
    side = "right" if result.price > widest * 0.5 else "left"
    text = f" 卖价 {result.price:,.1f} 元 "
    ax.text(result.price, -0.5, text, color=plotting.BLUE, va="bottom", ha=side, fontsize=10)
    ax.set_xlim(0, widest * 1.06)
    ax.set_ylim(3.6, -0.95)
    ax.set_yticks(range(4), [*names, f"{word} {abs(gap):,.1f} 元"])
    ax.get_yticklabels()[3].set_color(colour)
    _dress(ax, "一箱的钱分给谁", "一箱（元）", "")


def paint_profit(ax: Axes, model: ProfitModel) -> None:
    """Profit against boxes: a straight line from minus the fixed costs, and where it crosses 0."""
    result, (boxes, profits) = model.run(), model.curve()
    ax.plot(boxes, profits, color=plotting.BLUE)
    ax.axhline(0, color=plotting.INK, linewidth=0.9)
    low, high = min(profits), max(*profits, 0)
    room = max(high - low, 1.0)
    need = result.break_even
    if need is not None:
        ax.plot([need], [0], "D", color=plotting.ORANGE, markersize=9, markeredgecolor="white")
        side = "right" if need > boxes[-1] * 0.3 else "left"
        text = f" 保本 {need:,} 箱 "
        height = room * 0.04 if side == "right" else -room * 0.04
        up = "bottom" if side == "right" else "top"
        ax.text(need, height, text, ha=side, va=up, fontsize=10, color=plotting.RUST)
    good = result.profit >= 0
    colour, word = (plotting.GREEN, "赚") if good else (plotting.RUST, "亏")
    now, money = [result.qty], [result.profit]
    ax.plot(now, money, "o", color=colour, markersize=11, markeredgecolor="white")
    # In a corner that the line never crosses: it rises from the left, or it falls below zero.
    text = f"现在卖 {result.qty:,} 箱，{word} {abs(result.profit):,.0f} 元"
    ax.text(0.02, 0.97, text, transform=ax.transAxes, va="top", color=colour, fontweight="bold")
    ax.set_xlim(0, boxes[-1] * 1.04)
    ax.set_ylim(low - room * 0.12, high + room * 0.22)
    _dress(ax, "卖几箱才回本", "卖几箱（箱）", "利润（元）")


def _dress(ax: Axes, title: str, xlabel: str, ylabel: str) -> None:
    # A fixed height: looking for a free one takes matplotlib a quarter of the drawing time.
    ax.set_title(title, loc="left", y=1.0)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.tick_params(length=0, which="both")
