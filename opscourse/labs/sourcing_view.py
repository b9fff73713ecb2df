"""The screen of the sourcing lab: controls, two charts, and sentences. It counts nothing itself."""

from __future__ import annotations

import io
import math
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.sentences import line, listing, warning
from opscourse.labs.sourcing import LIMITS, SourcingModel, checked
from opscourse.labs.sourcing_charts import cash_chart, missing_month, profit_chart

SIZE, DPI = (11.6, 4.5), 85
TYPED = ("price", "drop_cost", "drop_postage", "stock_cost", "stock_postage", "upfront")
# setting: least, most, step. The pieces of one's own good may be beyond: the slider grows.
SLIDERS = {
    "monthly_qty": (1, 400, 1),
    "months": (3, 36, 1),
    "batch": (1, 6, 1),
    "unsold": (0, 60, 5),
}


class SourcingView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `sku`, `sliders` and `typed` are the controls, `reset` brings back the good's own figures;
    `picture` holds a PNG; `says` the answer in a line, `notes` and `steps` more sentences. A
    field that does not fit puts its sentence into `says`; its last good value stays in force.
    """

    def __init__(self, model: SourcingModel) -> None:
        plotting.use_style()
        self.model = model
        self.says, self.notes, self.steps = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout={"max_width": "100%"})
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        grid = self.figure.add_gridspec(
            1, 2, left=0.085, right=0.985, top=0.9, bottom=0.135, wspace=0.27
        )
        self.axes = [self.figure.add_subplot(grid[0, column]) for column in range(2)]
        self._make_controls()
        self.box = widgets.VBox(
            [
                self._rows([self.sku, *self.sliders.values()]),
                self._rows([*self.typed.values(), self.reset, self.why]),
                self.says,
                self.picture,
                self.notes,
                self.steps,
            ]
        )
        self._fill()
        self._observe(True)
        self._show()

    @staticmethod
    def _rows(parts: list[widgets.Widget]) -> widgets.Box:
        return widgets.HBox(parts, layout={"flex_flow": "wrap"})

    def _make_controls(self) -> None:
        self.sku = widgets.Dropdown(
            options=list(self.model.facts.goods),
            value=self.model.sku,
            description="商品",
            style={"description_width": "3em"},
            layout={"width": "220px"},
        )
        self.sliders = {
            name: widgets.IntSlider(
                min=low,
                max=high,
                step=step,
                description=_label(name),
                style={"description_width": "9.5em"},
                layout={"width": "380px"},
            )
            for name, (low, high, step) in SLIDERS.items()
        }
        self.typed = {
            name: widgets.Text(
                description=_label(name),
                continuous_update=False,
                style={"description_width": "9.5em"},
                layout={"width": "235px"},
            )
            for name in TYPED
        }
        self.reset = widgets.Button(description="改回这样商品的数", layout={"width": "150px"})
        self.why = widgets.ToggleButton(description="为什么是这个数", layout={"width": "140px"})
        self.reset.on_click(lambda _: self._take(SourcingModel(self.sku.value, facts=self._facts)))
        self.why.observe(lambda _: self._show_steps(), names="value")

    @property
    def _facts(self) -> Any:
        return self.model.facts

    def _fill(self) -> None:
        """Write the model's settings into the controls."""
        for name, slider in self.sliders.items():
            value = int(self.model.settings[name])
            slider.max = max(SLIDERS[name][1], value)
            slider.value = value
        for name, text in self.typed.items():
            text.value = f"{self.model.settings[name]:g}"

    def _observe(self, on: bool) -> None:
        pairs = [(self.sku, self._sku_changed)]
        pairs += [(one, self._changed) for one in (*self.sliders.values(), *self.typed.values())]
        for control, react in pairs:
            (control.observe if on else control.unobserve)(react, names="value")

    def _take(self, model: SourcingModel) -> None:
        """Another model: its figures into the controls, and draw once."""
        self._observe(False)
        self.model = model
        self._fill()
        self._observe(True)
        self._show()

    def _sku_changed(self, _: dict[str, Any]) -> None:
        self._take(self.model.change(sku=self.sku.value))

    def _changed(self, _: dict[str, Any]) -> None:
        """Take every control that fits; one that does not gets its sentence and waits."""
        good, faults = {}, []
        for name, control in (self.sliders | self.typed).items():
            try:
                good[name] = checked(name, control.value)
            except CourseError as error:
                faults.append(str(error))
        self.model = self.model.change(**good)
        self._show()
        if faults:
            self.says.value = warning(faults[0])

    def _show(self) -> None:
        result = self.model.run()
        for ax in self.axes:
            for artist in [*ax.lines, *ax.texts]:
                artist.remove()
        profit_chart(result, self.axes[0])
        cash_chart(result, self.axes[1])
        target = io.BytesIO()
        # Quick to pack: a slider waits for it, and nobody stores it.
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.picture.value = target.getvalue()
        if math.isnan(result.catch_up):
            headline = "囤货追不上一件代发。"
        else:
            headline = f"囤货要 {result.catch_up:.1f} 个月追上一件代发。"
            if missing_month(result):
                headline += "图里的月份还没到那时，把「看几个月」拉长。"
        self.says.value = line(headline, bold=True)
        self.notes.value = listing(result.notes())
        self._show_steps()

    def _show_steps(self) -> None:
        self.steps.value = listing(self.model.explain(), "ol") if self.why.value else ""


def _label(name: str) -> str:
    what, unit, *_ = LIMITS[name]
    if name in ("months", "batch"):
        return what
    return f"{what}（{unit}）"
