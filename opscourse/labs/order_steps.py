"""An order as a state machine: what may happen to it next, and why the rest may not.

order = Order()                 # 待付款
order = order.do("付款")        # 已付款
order.do("签收")                # CourseError: 现在是「已付款」，不能签收。……
check_steps(["拍下", "发货"])   # which step is wrong, in a sentence
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opscourse.errors import CourseError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLACED = "拍下"
START = "待付款"
# state -> {what happens: the state after it}
MOVES: dict[str, dict[str, str]] = {
    "待付款": {"付款": "已付款", "关闭": "已关闭"},
    "已付款": {"发货": "已发货", "退款": "已退款"},
    "已发货": {"签收": "已签收", "退款": "已退款"},
    "已签收": {"评价": "已评价", "退款": "已退款"},
    "已评价": {"退款": "已退款"},
    "已退款": {},
    "已关闭": {},
}
EVENTS = ("付款", "发货", "签收", "评价", "退款", "关闭")
NEEDS = {
    "付款": "拍下了、还没付的订单才能付款。",
    "发货": "付了款、还没发的订单才能发货。",
    "签收": "先要发货，货到了才能签收。",
    "评价": "签收以后才能评价，一张订单评一次。",
    "退款": "付过款、还没退的订单才能退款。",
    "关闭": "只有没付款的订单能直接关闭；付过款的要走退款。",
}
# Where each state stands in the picture.
PLACES = {
    "待付款": (0.0, 1.0),
    "已付款": (1.0, 1.0),
    "已发货": (2.0, 1.0),
    "已签收": (3.0, 1.0),
    "已评价": (4.0, 1.0),
    "已关闭": (0.0, 0.0),
    "已退款": (2.0, 0.0),
}


@dataclass(frozen=True)
class Order:
    """One order: its state now and what happened to it.

    >>> Order().do("付款").do("发货").moves
    {'签收': '已签收', '退款': '已退款'}
    """

    state: str = START
    steps: tuple[str, ...] = (PLACED,)

    def __post_init__(self) -> None:
        if self.state not in MOVES:
            raise CourseError(f"没有叫“{self.state}”的状态。可以选：{'、'.join(MOVES)}。")

    @property
    def moves(self) -> dict[str, str]:
        """What may happen now, and the state after it."""
        return dict(MOVES[self.state])

    def do(self, event: Any) -> Order:
        """The order after `event`; CourseError says why it may not happen."""
        event = str(event).strip()
        if event not in EVENTS:
            raise CourseError(f"没有叫“{event[:12]}”的一步。可以选：{'、'.join(EVENTS)}。")
        if event not in MOVES[self.state]:
            raise CourseError(f"现在是「{self.state}」，不能{event}。{NEEDS[event]}")
        return Order(MOVES[self.state][event], (*self.steps, event))

    def undo(self) -> Order:
        """The order before its last step; a new order stays as it is."""
        order = Order()
        for event in self.steps[1:-1]:
            order = order.do(event)
        return order

    def story(self) -> str:
        """The way so far, and what may come next, in a line."""
        more = "、".join(self.moves) or "没有了，这张订单走完了"
        return f"走过：{' → '.join(self.steps)}。现在：{self.state}。接下来可以：{more}。"

    def plot(self, ax: Axes | None = None) -> Axes:
        """All states with the ways between them; the present one and its ways stand out."""
        from matplotlib import pyplot as plt

        from opscourse import plotting

        plotting.use_style()
        if ax is None:
            ax = plt.subplots(figsize=(9.6, 3.4), layout="constrained")[1]
        return draw_states(ax, self.state)


def check_steps(steps: Sequence[str]) -> str:
    """Walk the steps one by one; a sentence on the first that may not happen, or on the end.

    >>> check_steps(["拍下", "付款", "签收"])
    '第 3 步错了：现在是「已付款」，不能签收。先要发货，货到了才能签收。'
    """
    names = [str(one).strip() for one in steps]
    if not names or names[0] != PLACED:
        return f"第 1 步错了：一张订单要从「{PLACED}」开始。"
    order = Order()
    for number, event in enumerate(names[1:], 2):
        try:
            order = order.do(event)
        except CourseError as error:
            return f"第 {number} 步错了：{error}"
    return f"{len(names)} 步都对，现在是「{order.state}」。"


def draw_states(ax: Axes, now: str) -> Axes:
    """The state machine on wiped axes."""
    from opscourse import plotting

    for state, moves in MOVES.items():
        for event, target in moves.items():
            _arrow(ax, state, target, event, state == now)
    for state, (x, y) in PLACES.items():
        here, next_ = state == now, state in MOVES[now].values()
        face = plotting.BLUE if here else plotting.PALE_BLUE if next_ else "white"
        ax.text(
            x,
            y,
            state,
            ha="center",
            va="center",
            fontsize=13,
            fontweight="bold" if here else "normal",
            color="white" if here else plotting.INK,
            bbox={
                "boxstyle": "round,pad=0.45",
                "facecolor": face,
                "edgecolor": plotting.BLUE if here or next_ else plotting.GREY,
            },
            zorder=3,
        )
    ax.set(xlim=(-0.45, 4.45), ylim=(-0.35, 1.35), xticks=[], yticks=[])
    ax.grid(False)
    ax.spines[:].set_visible(False)
    ax.set_title("深蓝是现在，浅蓝是下一步能到的", loc="left")
    return ax


def _arrow(ax: Axes, state: str, target: str, event: str, open_: bool) -> None:
    from opscourse import plotting

    colour = plotting.BLUE if open_ else plotting.FAINT
    (x0, y0), (x1, y1) = PLACES[state], PLACES[target]
    ax.annotate(
        "",
        (x1, y1),
        (x0, y0),
        arrowprops={
            "arrowstyle": "-|>",
            "color": colour,
            "linewidth": 2.2 if open_ else 1.2,
            "shrinkA": 17 if x0 == x1 else 27,
            "shrinkB": 17 if x0 == x1 else 27,
        },
        zorder=2 if open_ else 1,
    )
    if open_:
        # Beside the middle of the arrow; above a level one.
        up = (0.1, 0.0) if y0 == y1 else (0.0, 0.22 if x0 < x1 else 0.12)
        ax.text(
            (x0 + x1) / 2 + (up[1] if y0 != y1 else 0),
            (y0 + y1) / 2 + up[0],
            event,
            ha="center",
            va="center",
            color=plotting.RUST,
            fontsize=12,
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )
