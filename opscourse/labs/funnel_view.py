"""The screen of the funnel lab: controls, one picture, and sentences. It counts nothing itself."""

from __future__ import annotations

import io
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.funnel import ALL, FunnelModel, FunnelResult
from opscourse.labs.sentences import line, listing, warning

SIZE, DPI = (11.6, 6.2), 90
GUESTS = 5  # rows of the picture's dots
LABEL = {"description_width": "4.5em"}


class FunnelView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `start`, `days`, `channel`, `visitor` are the controls; `picture` holds a PNG; `says`, `notes`
    and `visitor_says` are sentences. A setting that does not fit puts its sentence into `says`
    and leaves the picture as it was.

    The picture is an Image widget and not an Output: it is exchanged in place, so the page does
    not jump while the slider moves, and it works the same without a kernel.
    """

    def __init__(self, model: FunnelModel) -> None:
        plotting.use_style()
        self.model = model
        self._make_controls()
        self._make_axes()
        self.says, self.notes, self.visitor_says = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout={"max_width": "100%"})
        self.box = widgets.VBox(
            [
                widgets.HBox([self.start, self.days, self.channel], layout={"flex_flow": "wrap"}),
                self.says,
                self.picture,
                self.notes,
                widgets.HBox([self.visitor, self.visitor_says], layout={"flex_flow": "wrap"}),
            ]
        )
        for control in (self.start, self.days, self.channel):
            control.observe(self._settings_changed, names="value")
        self.visitor.observe(self._visitor_changed, names="value")
        self._show_all()
        guests = model.presence(1).index
        self.visitor.value = str(guests[0]) if len(guests) else ""

    def _make_controls(self) -> None:
        model, facts = self.model, self.model.facts
        self.start = widgets.Dropdown(
            options=[(f"{day:%Y-%m-%d}", day) for day in facts.dates()],
            value=model.start,
            description="从哪天起",
            style=LABEL,
            layout={"width": "230px"},
        )
        self.days = widgets.IntSlider(
            value=model.days,
            min=1,
            max=facts.day_count,
            description="看几天",
            style=LABEL,
            layout={"width": "420px"},
        )
        self.channel = widgets.Dropdown(
            options=[ALL, *facts.channels],
            value=model.channel,
            description="渠道",
            style=LABEL,
            layout={"width": "210px"},
        )
        self.visitor = widgets.Text(
            description="查一位访客",
            continuous_update=False,
            placeholder="输入编号，按回车",
            style={"description_width": "6em"},
            layout={"width": "260px"},
        )

    def _settings_changed(self, _: dict[str, Any]) -> None:
        try:
            self.model = self.model.change(
                days=self.days.value, channel=self.channel.value, start=self.start.value
            )
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self._show_all()

    def _visitor_changed(self, _: dict[str, Any]) -> None:
        self._show_visitor()

    def _show_all(self) -> None:
        result = self.model.run()
        self.says.value = _headline(result)
        self.notes.value = listing(result.notes() + result.uv_notes()[1:])
        self.picture.value = self.draw(result)
        self._show_visitor()

    def _show_visitor(self) -> None:
        if not self.visitor.value.strip():
            self.visitor_says.value = ""
            return
        try:
            self.visitor_says.value = line(self.model.explain(self.visitor.value))
        except CourseError as error:
            self.visitor_says.value = warning(str(error))

    def _make_axes(self) -> None:
        """Funnel on the left; on the right how UV adds up, and a few visitors' days."""
        self.figure = Figure(figsize=SIZE, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        # Fixed margins: nothing jumps while the slider moves, and layout costs no time.
        grid = self.figure.add_gridspec(
            2, 2, left=0.125, right=0.985, top=0.93, bottom=0.095, wspace=0.27, hspace=0.55
        )
        places = (grid[:, 0], grid[0, 1], grid[1, 1])
        self.axes = [self.figure.add_subplot(place) for place in places]

    def draw(self, result: FunnelResult) -> bytes:
        """The picture for a result, as PNG bytes.

        The three Axes are wiped and drawn on again: making new ones takes twice the time.
        """
        funnel, uv, guests = self.axes
        for ax in self.axes:
            _wipe(ax)
        title = f"访问漏斗（{result.channel}，{result.days} 天）"
        plotting.funnel_chart(result.steps, funnel, title=title)
        plotting.uv_chart(result.daily, result.unique, uv)
        presence = self.model.presence(GUESTS)
        guests.set_visible(not presence.empty)  # nobody came twice: the sentences say so
        if not presence.empty:
            plotting.presence_chart(presence, guests, title="来得最勤的几位，各被数了几次")
        target = io.BytesIO()
        # Quick to pack: a slider waits for it, and nobody stores it.
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        return target.getvalue()


def _wipe(ax: Axes) -> None:
    """Remove what was drawn, but keep the axis with its ticks."""
    for artist in [*ax.patches, *ax.texts, *ax.collections]:
        artist.remove()
    ax.containers.clear()


def _headline(result: FunnelResult) -> str:
    return line(f"{result.span}，渠道：{result.channel}。{result.uv_notes()[0]}", bold=True)
