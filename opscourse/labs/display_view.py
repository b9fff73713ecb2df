"""The screen of the display lab: controls, one picture, sentences. It computes nothing itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs import display_charts as charts
from opscourse.labs.display import NO_BID, DisplayModel
from opscourse.labs.display_result import PARTS, DisplayResult, Plan
from opscourse.labs.sentences import line, listing, warning

SIZE, DPI = (11.6, 6.4), 90
STYLE = {"description_width": "5em"}
NONE = "不封顶"


class DisplayView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `bid` and `budget` are typed; `parts`, `regions` and `crowds` hold a slider each by name;
    `cap`, `crowd`, `hour` and `region` choose. What does not fit puts its sentence into `warning`
    and leaves the picture as it was; `undo` goes back a step, as often as there are steps.
    """

    def __init__(self, model: DisplayModel) -> None:
        plotting.use_style()
        self.model, self._quiet = model, False
        self._past: list[tuple[DisplayModel, float]] = []
        self._before: float | None = None
        self._make_controls()
        self._make_figure()
        self.says, self.warning, self.notes, self.why = (widgets.HTML() for _ in range(4))
        self.picture = widgets.Image(format="png", layout={"max_width": "100%"})
        wrap = {"flex_flow": "wrap"}
        self.box = widgets.VBox(
            [
                widgets.HBox([self.bid, self.budget, self.cap, self.undo], layout=wrap),
                widgets.HBox(
                    [
                        _group("时段溢价", self.parts),
                        _group("地域溢价", self.regions),
                        _group("人群溢价", self.crowds),
                    ],
                    layout=wrap,
                ),
                self.warning,
                self.says,
                self.picture,
                self.notes,
                widgets.HBox([self.crowd, self.hour, self.region], layout=wrap),
                self.why,
            ]
        )
        self._show()

    def _make_controls(self) -> None:
        plan, shop = self.model.plan, self.model.shop
        self.bid = _text(f"{plan.bid:g}", "基础出价", "元/千次，按回车")
        self.budget = _text(f"{plan.budget:g}", "每天预算", "元，按回车")
        self.cap = widgets.Dropdown(
            options=[(NONE, 0), *((f"{n} 次", n) for n in range(1, 11))],
            value=plan.cap or 0,  # None would show an empty choice
            description="每天封顶",
            style=STYLE,
            layout={"width": "190px"},
        )
        self.undo = widgets.Button(description="退回一步", disabled=True)
        self.parts = {name: _slider(name, plan.parts.get(name, 0)) for name in PARTS}
        self.regions = {name: _slider(name, plan.regions.get(name, 0)) for name in shop.regions}
        self.crowds = {name: _slider(name, plan.crowds.get(name, 0)) for name in shop.crowds}
        self.crowd = _choice("看哪个人群", shop.crowds, shop.crowds[-1])
        self.hour = _choice("拆开：几点", range(24), 20)
        self.region = _choice("哪个地域", shop.regions, shop.regions[0])
        for control in (self.bid, self.budget, self.cap, *self._sliders()):
            control.observe(self._plan_changed, names="value")
        for control in (self.crowd, self.hour, self.region):
            control.observe(lambda _: self._show(), names="value")
        self.undo.on_click(lambda _: self._back())

    def _sliders(self) -> list[Any]:
        return [*self.parts.values(), *self.regions.values(), *self.crowds.values()]

    def _plan_changed(self, _: Any) -> None:
        if self._quiet:
            return
        try:
            changed = self.model.change(
                bid=self.bid.value,
                budget=self.budget.value,
                parts=_values(self.parts),
                regions=_values(self.regions),
                crowds=_values(self.crowds),
                cap=self.cap.value or None,
            )
            result = changed.run()
        except CourseError as error:
            self.warning.value = warning(str(error))
            return
        if changed.plan == self.model.plan:  # a mistake typed over: no step
            self.warning.value = ""
            return
        self._past.append((self.model, self._left))
        self._before = self._left
        self.model = changed
        self.undo.disabled = False
        self._show(result)

    def _back(self) -> None:
        if not self._past:
            return
        self.model, _ = self._past.pop()
        self._before = self._past[-1][1] if self._past else None
        with self._silently():
            self._fill(self.model.plan)
        self.undo.disabled = not self._past
        self._show()

    @contextmanager
    def _silently(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _fill(self, plan: Plan) -> None:
        self.bid.value, self.budget.value = f"{plan.bid:g}", f"{plan.budget:g}"
        self.cap.value = plan.cap or 0
        for sliders, given in (
            (self.parts, plan.parts),
            (self.regions, plan.regions),
            (self.crowds, plan.crowds),
        ):
            for name, slider in sliders.items():
                slider.value = given.get(name, 0.0)

    def _show(self, result: DisplayResult | None = None) -> None:
        result = result or self.model.run()
        self._left = result.left
        self.warning.value = ""
        self.says.value = line(result.headline() + self._change(result), bold=True)
        self.notes.value = listing([*result.notes(), self.model.overlap_note()])
        packs = [] if self.crowd.value == self.model.shop.crowds[-1] else [self.crowd.value]
        why = self.model.explain(self.hour.value, self.region.value, packs)
        self.why.value = listing(why.splitlines())
        self.picture.value = self.draw(result)

    def _change(self, result: DisplayResult) -> str:
        if self._before is None:
            return ""
        more = result.left - self._before
        word = "多" if more >= 0 else "少"
        return f"同一批人，比上一步{word} {abs(more):,.2f} 元。"

    def _make_figure(self) -> None:
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        # Fixed margins: nothing jumps while a slider moves, and layout costs no time.
        grid = self.figure.add_gridspec(
            2, 2, left=0.075, right=0.985, top=0.94, bottom=0.085, wspace=0.2, hspace=0.42
        )
        self.axes = [self.figure.add_subplot(grid[row, side]) for row in (0, 1) for side in (0, 1)]
        charts.pack_bars(self.model.packs(), self.axes[1])
        self._background: Any = None

    def draw(self, result: DisplayResult) -> bytes:
        """The picture for a result, as PNG bytes.

        Axes, ticks and the packs stay the same: they are drawn once and put back as pixels.
        """
        bids, _, roas, often = self.axes
        changing = (bids, roas, often)
        for ax in changing:
            charts.wipe(ax)
        charts.bid_map(self.model.bids(self.crowd.value), bids, self.crowd.value)
        charts.roas_map(result.cells(), result.break_even, roas)
        charts.frequency_bars(result.times, result.plan.cap, often)
        artists = [artist for ax in changing for artist in charts.moving(ax)]
        if self._background is None:
            for artist in artists:
                artist.set_visible(False)
            self.canvas.draw()
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)
            for artist in artists:
                artist.set_visible(True)
        self.canvas.restore_region(self._background)
        for artist in artists:
            artist.draw(self.canvas.get_renderer())
        target = io.BytesIO()
        pixels = np.asarray(self.canvas.buffer_rgba())[..., :3]
        Image.fromarray(np.ascontiguousarray(pixels)).save(target, "png", compress_level=1)
        return target.getvalue()


def _text(value: str, name: str, unit: str) -> Any:
    return widgets.Text(
        value=value,
        description=name,
        placeholder=unit,
        continuous_update=False,
        style=STYLE,
        layout={"width": "190px"},
    )


def _slider(name: str, value: float) -> Any:
    return widgets.FloatSlider(
        value=value,
        min=NO_BID,
        max=2,
        step=0.1,
        description=name,
        readout_format="+.0%",
        style=STYLE,
        layout={"width": "300px"},
    )


def _choice(name: str, options: Any, value: Any) -> Any:
    return widgets.Dropdown(
        options=list(options),
        value=value,
        description=name,
        style={"description_width": "6em"},
        layout={"width": "220px"},
    )


def _group(title: str, sliders: dict[str, Any]) -> Any:
    return widgets.VBox([widgets.HTML(f"<b>{title}</b>"), *sliders.values()])


def _values(sliders: dict[str, Any]) -> dict[str, float]:
    return {name: round(slider.value, 2) for name, slider in sliders.items()}
