"""The screen of the title lab: a line to write in, a picture, sentences. It scores nothing."""

from __future__ import annotations

import io
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.sentences import line, listing, warning
from opscourse.labs.titles import LIMITS, TitleModel, TitleResult
from opscourse.labs.titles_chart import byte_chart, coverage_chart, keyword_chart

SIZE, DPI = (11.6, 5.6), 90
OFFERS = 6  # buttons that add a word
LABEL = {"description_width": "5em"}
WRAP = {"flex_flow": "wrap"}


class TitleView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `good`, `limit`, `untrue`, `title`, `offers` (buttons), `clear`, `keyword`, `ceiling` are the
    controls; `picture` holds a PNG; `says`, `faults`, `why` are sentences. What cannot be scored
    puts its sentence into `says` and leaves the picture, and the text typed, as they were.
    """

    def __init__(self, model: TitleModel) -> None:
        plotting.use_style()
        self.model = model
        self._make_controls()
        self._make_axes()
        self.says, self.faults, self.why = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout={"max_width": "100%"})
        self.box = widgets.VBox(
            [
                widgets.HBox([self.good, self.limit, self.untrue], layout=WRAP),
                self.title,
                widgets.HBox([*self.offers, self.clear], layout=WRAP),
                self.says,
                self.faults,
                self.picture,
                widgets.HBox([self.keyword, self.ceiling], layout=WRAP),
                self.why,
            ]
        )
        for control in (self.limit, self.untrue, self.title):
            control.observe(self._changed, names="value")
        self.good.observe(self._good_changed, names="value")
        self.keyword.observe(self._keyword_changed, names="value")
        for button in self.offers:
            button.on_click(self._add)
        self.clear.on_click(lambda _: setattr(self.title, "value", self.model.facts.in_use))
        self.ceiling.on_click(self._show_ceiling)
        self._show()

    def _make_controls(self) -> None:
        model = self.model
        self.good = widgets.Dropdown(
            options=model.facts.goods, value=model.facts.sku, description="商品",
            style=LABEL, layout={"width": "230px"},
        )  # fmt: skip
        self.limit = widgets.IntSlider(
            value=model.limit, min=LIMITS[0], max=LIMITS[1], description="字节上限",
            style=LABEL, layout={"width": "330px"},
        )  # fmt: skip
        self.untrue = widgets.Text(
            value=" ".join(model.untrue), description="我家没有", continuous_update=False,
            placeholder="用空格隔开，例如：白心 三红", style=LABEL, layout={"width": "360px"},
        )  # fmt: skip
        self.title = widgets.Text(
            value=model.title, description="标题", style=LABEL, layout={"width": "96%"}
        )
        self.offers = [widgets.Button(layout={"width": "auto"}) for _ in range(OFFERS)]
        self.clear = widgets.Button(description="回到正在用的标题", layout={"width": "auto"})
        self.keyword = widgets.Text(
            description="查一个词", continuous_update=False, placeholder="输入买家搜的词，按回车",
            style=LABEL, layout={"width": "330px"},
        )  # fmt: skip
        self.ceiling = widgets.Button(description="最高能到多少", layout={"width": "auto"})

    def _good_changed(self, _: dict[str, Any]) -> None:
        """Another good starts with its own title in use, and with no word marked as untrue."""
        self.model = self.model.change(sku=self.good.value, title=None, untrue="")
        self.why.value = self.keyword.value = self.untrue.value = ""
        self.title.value = self.model.title
        self._show()

    def _changed(self, _: dict[str, Any]) -> None:
        try:
            self.model = self.model.change(
                title=self.title.value, limit=self.limit.value, untrue=self.untrue.value
            )
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self._show()

    def _add(self, button: widgets.Button) -> None:
        self.title.value = self.title.value.strip() + button.tooltip

    def _keyword_changed(self, _: dict[str, Any]) -> None:
        if not self.keyword.value.strip():
            self.why.value = ""
            return
        try:
            self.why.value = line(self.model.explain(self.keyword.value))
        except CourseError as error:
            self.why.value = warning(str(error))

    def _show_ceiling(self, _: widgets.Button) -> None:
        self.why.value = line(self.model.ceiling())

    def _show(self) -> None:
        result = self.model.run()
        self.says.value = line(
            f"{result.bytes} 字节，最多 {result.limit} 字节。"
            f"{len(result.keywords)} 个词里，{int(result.keywords['found'].sum())} 个能找到你。"
            f"覆盖率：按搜索 {result.coverage:.1%}，按成交 {result.order_coverage:.1%}。",
            bold=True,
        )
        faults = result.faults()
        self.faults.value = listing(faults) if faults else line("没有查到要改的地方。")
        self._offer()
        self.picture.value = self.draw(result)
        self._keyword_changed({})

    def _offer(self) -> None:
        table = self.model.worth_adding(OFFERS)
        rows = list(table[["词", "多覆盖的成交"]].itertuples(index=False, name=None))
        for button, row in zip(self.offers, rows + [None] * OFFERS, strict=False):
            button.layout.display = "" if row else "none"
            if row:
                button.tooltip, button.description = row[0], f"加「{row[0]}」 成交 +{row[1]:.1%}"

    def _make_axes(self) -> None:
        """Keywords on the left; bytes and coverage on the right."""
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        # Fixed margins: nothing jumps while somebody types, and layout costs no time.
        grid = self.figure.add_gridspec(
            2, 2, left=0.125, right=0.985, top=0.93, bottom=0.105, wspace=0.16, hspace=0.62
        )
        places = (grid[:, 0], grid[0, 1], grid[1, 1])
        self.axes = [self.figure.add_subplot(place) for place in places]

    def draw(self, result: TitleResult) -> bytes:
        """The picture for a result, as PNG bytes."""
        for ax in self.axes:
            _wipe(ax)
        for ax, chart in zip(self.axes, (keyword_chart, byte_chart, coverage_chart), strict=True):
            chart(result, ax)
        target = io.BytesIO()
        # Quick to pack: a text being typed waits for it, and nobody stores it.
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        return target.getvalue()


def _wipe(ax: Axes) -> None:
    """Remove what was drawn, but keep the axis with its ticks."""
    for artist in [*ax.patches, *ax.texts, *ax.lines]:
        artist.remove()
    ax.containers.clear()
