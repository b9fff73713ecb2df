"""The screen of the service lab: an order to be moved, and ten buyers to be answered."""

from __future__ import annotations

import html
import io
import time
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.order_steps import EVENTS, Order, draw_states
from opscourse.labs.sentences import line, listing, warning
from opscourse.labs.service import ACTIONS, INTENTS, ServiceDrill, draw_seconds

DPI = 90
CHOOSE = "（请选）"
SHORT = {"description_width": "4.5em"}


class ServiceView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `clock` gives seconds; it is handed in so that a test needs not wait.
    """

    def __init__(
        self,
        drill: ServiceDrill | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        plotting.use_style()
        self.drill, self.order, self.clock = drill or ServiceDrill(), Order(), clock
        self.states, self.seconds = _Picture((9.6, 3.0)), _Picture((7.4, 3.0), axes=True)
        self.box = widgets.Tab(
            children=[self._order_page(), self._chat_page()],
            titles=["① 一张订单怎么走", "② 客服十问"],
        )
        self.box.observe(lambda _: self._start_clock(), names="selected_index")
        self._show_order()
        self._show_case()

    # ---- the order

    def _order_page(self) -> Any:
        self.order_says = widgets.HTML()
        self.events = {name: _button(name) for name in EVENTS}
        for name, button in self.events.items():
            button.on_click(lambda _, name=name: self._move(name))
        self.undo, self.anew = _button("退一步"), _button("新订单")
        self.undo.on_click(lambda _: self._set_order(self.order.undo()))
        self.anew.on_click(lambda _: self._set_order(Order()))
        row = [*self.events.values(), self.undo, self.anew]
        return widgets.VBox(
            [
                widgets.HBox(row, layout={"flex_flow": "wrap"}),
                self.order_says,
                self.states.widget,
            ]
        )

    def _move(self, event: str) -> None:
        try:
            order = self.order.do(event)
        except CourseError as error:
            self.order_says.value = warning(str(error)) + line(self.order.story())
            return
        self._set_order(order)

    def _set_order(self, order: Order) -> None:
        self.order = order
        self._show_order()

    def _show_order(self) -> None:
        self.order_says.value = line(self.order.story())
        self.states.draw(lambda ax: draw_states(ax, self.order.state))

    # ---- the chats

    def _chat_page(self) -> Any:
        self.question, self.says, self.total = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.intent = _choice("他要什么", INTENTS)
        self.action = _choice("订单怎么办", ACTIONS)
        self.text = widgets.Textarea(
            placeholder="写回复：共情、核实、方案、时限",
            layout={"width": "98%", "height": "84px"},
        )
        self.template, self.send = _button("放入模板", "96px"), _button("发出", "96px")
        self.send.button_style = "primary"
        self.back, self.next = _button("上一位", "96px"), _button("下一位", "96px")
        self.set = widgets.BoundedIntText(
            value=self.drill.seed, min=1, max=999, description="第几套", style=SHORT,
            layout={"width": "150px"},
        )  # fmt: skip
        self.template.on_click(lambda _: self._put_template())
        self.send.on_click(lambda _: self._send())
        self.back.on_click(lambda _: self._go(-1))
        self.next.on_click(lambda _: self._go(1))
        self.set.observe(lambda _: self._other_set(), names="value")
        buttons = [self.template, self.send, self.back, self.next, self.set]
        wrap = {"flex_flow": "wrap"}
        return widgets.VBox(
            [
                self.question,
                widgets.HBox([self.intent, self.action], layout=wrap),
                self.text,
                widgets.HBox(buttons, layout=wrap),
                self.says,
                self.total,
                self.seconds.widget,
            ]
        )

    def _other_set(self) -> None:
        self.drill = ServiceDrill(seed=self.set.value)
        self._show_case()

    def _go(self, step: int) -> None:
        self.drill.go(step)
        self._show_case()

    def _put_template(self) -> None:
        try:
            self.text.value = self.drill.template(self.intent.value)
        except CourseError:
            self.says.value = warning("先选「他要什么」，再放模板。")

    def _send(self) -> None:
        took = self.clock() - self.started
        try:
            if CHOOSE in (self.intent.value, self.action.value):
                raise CourseError("两个选项都要选。选好再发。")
            feedback = self.drill.reply(
                self.intent.value, self.action.value, self.text.value, min(took, 86_400)
            )
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self.says.value = listing(feedback.lines())
        self._show_total()

    def _show_case(self) -> None:
        drill, case = self.drill, self.drill.case
        self.question.value = (
            line(f"第 {drill.place + 1} / {len(drill.cases)} 位买家", bold=True)
            + '<div style="display:inline-block;background:#EEF3F8;border-radius:10px;'
            + f'padding:8px 14px;font-size:15px;line-height:1.7">{html.escape(case.text)}</div>'
            + line(f"订单：{case.goods}，{case.state}（{case.since}）")
        )
        before = drill.replies.get(drill.place)
        self.intent.value = self.action.value = CHOOSE
        self.text.value = before[0] if before else ""
        self.says.value = listing(before[1].lines()) if before else ""
        self._start_clock()
        self._show_total()

    def _start_clock(self) -> None:
        """The buyer waits from the moment at which the learner sees him: page ② may open late."""
        self.started = self.clock()

    def _show_total(self) -> None:
        self.total.value = listing(self.drill.summary().split("\n"))
        self.seconds.draw(lambda ax: draw_seconds(ax, self.drill))


class _Picture:
    """An image and the one Axes drawn into it, wiped before each drawing."""

    def __init__(self, size: tuple[float, float], axes: bool = False) -> None:
        self.figure = Figure(figsize=size, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        # Fixed margins: layout would cost more time than the drawing.
        place = (0.1, 0.19, 0.88, 0.68) if axes else (0.01, 0.02, 0.98, 0.84)
        self.ax = self.figure.add_axes(place)
        # Its own width: a box would stretch a small picture and blur it.
        wide = {
            "width": f"{round(size[0] * DPI)}px",
            "max_width": "100%",
            "align_self": "flex-start",
        }
        self.widget = widgets.Image(format="png", layout=wide)

    def draw(self, paint: Callable[[Axes], Any]) -> None:
        for artist in [*self.ax.patches, *self.ax.texts, *self.ax.lines]:
            artist.remove()
        self.ax.containers.clear()
        paint(self.ax)
        target = io.BytesIO()
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.widget.value = target.getvalue()


def _button(name: str, width: str = "76px") -> Any:
    return widgets.Button(description=name, layout={"width": width})


def _choice(name: str, options: tuple[str, ...]) -> Any:
    return widgets.Dropdown(
        options=[CHOOSE, *options],
        description=name,
        style={"description_width": "5.5em"},
        layout={"width": "230px"},
    )
