"""The screen of the rivals lab: a filter, three charts, and sentences. It counts nothing itself."""

from __future__ import annotations

import io
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.rivals import LOOKS, RivalsModel
from opscourse.labs.rivals_charts import gap_chart, overlap_chart, radar_chart, wipe
from opscourse.labs.sentences import line, listing, warning

SIZE, DPI = (12.4, 5.4), 80
# Places of the three charts: left, bottom, width, height, as shares of the picture.
PLACES = ((0.085, 0.125, 0.165, 0.79), (0.275, 0.03, 0.37, 0.885), (0.805, 0.125, 0.185, 0.79))


class RivalsView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `least`, `most`, `look` filter and choose; `word`, `add` and `reset` change our own keywords;
    `shop` is the rival whose overlap `steps` explains; `picture` holds a PNG; `says` and `notes`
    are sentences. A word that does not fit puts its sentence into `says`; nothing else changes.
    """

    def __init__(self, model: RivalsModel) -> None:
        plotting.use_style()
        self.model = model
        self.says, self.notes, self.steps = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout={"max_width": "100%"})
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes = [self.figure.add_axes(place) for place in PLACES]
        self._make_controls()
        wrap = {"flex_flow": "wrap"}
        self.box = widgets.VBox(
            [
                widgets.HBox([self.least, self.most, self.look], layout=wrap),
                widgets.HBox([self.word, self.add, self.reset], layout=wrap),
                self.says,
                self.picture,
                self.notes,
                widgets.HBox([self.shop, self.steps], layout=wrap),
            ]
        )
        for control in (self.least, self.most, self.look):
            control.observe(self._filter_changed, names="value")
        self.shop.observe(lambda _: self._show_steps(), names="value")
        self.add.on_click(lambda _: self._add_word())
        self.reset.on_click(lambda _: self._reset())
        self._show()

    def _make_controls(self) -> None:
        model = self.model
        wide = {"description_width": "6.5em"}
        self.least = widgets.FloatSlider(
            value=model.least,
            min=0,
            max=0.7,
            step=0.01,
            description="重合度至少",
            style=wide,
            layout={"width": "380px"},
        )
        self.most = widgets.IntSlider(
            value=model.most,
            min=1,
            max=len(model.facts.rivals),
            description="最多看几家",
            style=wide,
            layout={"width": "330px"},
        )
        self.look = widgets.Dropdown(
            options=list(LOOKS),
            value=model.look,
            description="雷达图看",
            style={"description_width": "5em"},
            layout={"width": "280px"},
        )
        self.word = widgets.Text(
            description="本店多用一个词",
            placeholder="比如：铁观音礼盒",
            style={"description_width": "8em"},
            layout={"width": "330px"},
        )
        self.add = widgets.Button(description="加上", layout={"width": "80px"})
        self.reset = widgets.Button(description="改回原来的词", layout={"width": "130px"})
        self.shop = widgets.Dropdown(
            options=model.facts.rivals,
            value=model.overlaps().index[0],
            description="为什么是这个数",
            style={"description_width": "8em"},
            layout={"width": "220px"},
        )

    def _filter_changed(self, _: dict[str, Any]) -> None:
        self.model = self.model.change(
            least=round(self.least.value, 2), most=self.most.value, look=self.look.value
        )
        self._show()

    def _add_word(self) -> None:
        try:
            self.model = self.model.with_word(self.word.value)
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self._show()

    def _reset(self) -> None:
        self.model = self.model.change(added=())
        self._show()

    def _show(self) -> None:
        result = self.model.run()
        for ax in self.axes:
            wipe(ax)
        overlap_chart(result.overlap, result.chosen, self.model.least, self.axes[0])
        radar_chart(self.model.radar(), self.axes[1], self.model.look)
        self.axes[2].set_visible(bool(result.chosen))  # nobody stays: the sentence says so
        if result.chosen:
            gap_chart(result.gaps, result.first, self.axes[2])
        target = io.BytesIO()
        # Quick to pack: a slider waits for it, and nobody stores it.
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.picture.value = target.getvalue()
        first, *rest = result.notes()
        self.says.value = line(first, bold=True)
        if self.model.added:
            rest.append(f"本店多用的词：{'、'.join(self.model.added)}。")
        self.notes.value = listing(rest)
        self._show_steps()

    def _show_steps(self) -> None:
        self.steps.value = listing(self.model.explain(self.shop.value), "ol")
