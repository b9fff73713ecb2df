"""The lab of L09: a drill of ten buyers' chats, and an order that goes one step at a time.

`show()` opens it in a notebook. The same by code:

    drill = ServiceDrill(seed=1)
    print(drill.question())                       # who writes what, and their order
    print(drill.reply("发货", "发货", "抱歉让你久等……", seconds=25))
    print(drill.summary())
    order = Order().do("付款")                     # see order_steps

A reply is looked at for four steps: 共情 (heard), 核实 (what to check), 方案 (what is done) and
时限 (by when). Only words are looked for; whether it is well said, a person must judge.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import numpy as np

from opscourse.errors import CourseError
from opscourse.labs.order_steps import EVENTS, Order, check_steps
from opscourse.labs.service_cases import CASES, INTENTS, KEEP, Case

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ACTIONS", "INTENTS", "Order", "ServiceDrill", "check_steps", "look_at", "show"]

ACTIONS = (KEEP, *EVENTS)
CHATS = 10
LONGEST = 300  # characters of a reply
QUICK = 60  # seconds to the first reply that the drill calls quick (an assumption for teaching)
NIGHT = 2 * 3600  # seconds that a buyer who comes at night waits, to show what a mean does
# What makes a step of a reply: any of these words.
STEPS = {
    "共情": r"抱歉|不好意思|对不起|理解|明白|辛苦|久等|着急|别急|放心|谢谢|感谢|难怪|失望",
    "核实": r"核实|核对|查|确认|看一下|看看|照片|拍照|视频|单号|订单|问一下|问了|是不是|哪一",
    "方案": r"发出|发货|补发|补一|退款|退给|退你|赔|换|改地址|改到|关闭|关掉|领|送到|联系|催|"
    r"安排|寄|请你照实|如实|净重|净含量|养的|种的|报告",
    "时限": r"\d+\s*(分钟|小时|天|点|号|日|:|：)|[一二两三四五六七八九十半]+个?(分钟|小时|天|点)|"
    r"今天|今晚|明天|明早|当天|马上.{0,6}前|以前",
}
FORBIDDEN = {
    r"好评返|返现|返你|返给你|五星.{0,4}返|给你返": "用钱换好评不可以，平台会罚，也骗了别的买家",
    r"加.{0,2}微信|私下|转账给": "不要引到别处交易，出了事平台帮不了谁",
    r"绝对|百分之百|100%|保证不|最好|最快|第一": "别用说满的词，做不到就是骗人",
    r"不归我|不关我|自己看|爱买不买|没办法": "别推出去，买家要的是下一步",
}
TEMPLATES = {
    "发货": "抱歉让你久等了。我查一下订单，____。我们____发出，____前把单号给你。",
    "物流": "理解你着急。我查了单号，____。我来联系快递，____前回你。",
    "坏果": "真不好意思。请拍一张照片，带上箱子。我们____，____小时内办好。",
    "产地规格": "谢谢你问。我核对了____。这一份是____，今天下单____前发货。",
    "优惠": "谢谢你喜欢。我看看你能用的券，____。在____领，____前有效。",
    "改单退单": "明白。我看一下订单，现在是____。可以____，____小时内办好。",
    "评价": "谢谢你告诉我。我核对一下订单，____。我们____，____前给你回话。",
}


@dataclass(frozen=True)
class Feedback:
    """What is right in one reply. `steps`: the four steps, found or not; `faults`: sentences."""

    intent: bool
    action: bool
    steps: dict[str, bool]
    faults: list[str]
    seconds: float
    why: str

    @property
    def whole(self) -> bool:
        """Nothing is missing."""
        return self.intent and self.action and all(self.steps.values()) and not self.faults

    def lines(self) -> list[str]:
        """A sentence for each thing that was looked at."""
        missing = [name for name, there in self.steps.items() if not there]
        said = [
            "问题分类：对了。" if self.intent else "问题分类：不对。再读一遍，他要的是什么？",
            f"订单处理：{'对了' if self.action else '不对'}。{self.why if self.action else ''}",
            "四步都有。" if not missing else f"回复里没有找到：{'、'.join(missing)}。",
            *(f"不能这样说：{fault}。" for fault in self.faults),
            f"用了 {self.seconds:.0f} 秒"
            + ("。" if self.seconds <= QUICK else f"，超过了 {QUICK} 秒。"),
        ]
        return said

    def __str__(self) -> str:
        return "\n".join(self.lines())


@dataclass
class ServiceDrill:
    """Ten chats drawn by `seed`; replies are kept, and each can be sent again.

    >>> drill = ServiceDrill(seed=1)
    >>> drill.case.intent in INTENTS, len(drill.cases)
    (True, 10)
    """

    seed: int = 1
    place: int = 0
    replies: dict[int, tuple[str, Feedback]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.seed, bool) or not isinstance(self.seed, (int, np.integer)):
            raise CourseError(f"第几套要是整数，现在是“{self.seed}”。请写 1、2、3 这样的数。")
        order = np.random.default_rng(abs(int(self.seed))).permutation(len(CASES))[:CHATS]
        self.cases = [CASES[k] for k in order]

    @property
    def case(self) -> Case:
        """The buyer who waits now."""
        return self.cases[self.place]

    def go(self, step: int) -> None:
        """To the next buyer (1) or back (-1); stops at both ends."""
        self.place = min(max(self.place + step, 0), len(self.cases) - 1)

    def question(self) -> str:
        """The buyer's words and the order, as text."""
        case = self.case
        return (
            f"第 {self.place + 1} / {len(self.cases)} 位：{case.text}\n"
            f"订单：{case.goods}，{case.state}（{case.since}）"
        )

    def template(self, intent: Any) -> str:
        """A draft for this kind of question; what stands as ____ is yours to say."""
        return TEMPLATES[_chosen(intent, INTENTS, "分类")]

    def reply(self, intent: Any, action: Any, text: Any, seconds: Any = 0) -> Feedback:
        """Send a reply to this buyer. Raises CourseError for what cannot be sent."""
        tag, move = _chosen(intent, INTENTS, "分类"), _chosen(action, ACTIONS, "处理")
        words = _checked_text(text)
        took = _checked_seconds(seconds)
        if move != KEEP:
            Order(self.case.state).do(move)  # says why an order cannot do that now
        steps, faults = look_at(words)
        case = self.case
        feedback = Feedback(tag == case.intent, move == case.action, steps, faults, took, case.why)
        self.replies[self.place] = (words, feedback)
        return feedback

    @property
    def seconds(self) -> list[float]:
        """Seconds of each reply, in the order of the buyers."""
        return [self.replies[place][1].seconds for place in sorted(self.replies)]

    def summary(self) -> str:
        """How many replies were right, and how long the first answer took."""
        if not self.replies:
            return "还没有回过一条。先回第 1 位。"
        each = [feedback for _, feedback in self.replies.values()]
        lines = [
            f"回了 {len(each)} / {len(self.cases)} 位，"
            f"全都对的有 {sum(f.whole for f in each)} 位。",
            f"分类对 {sum(f.intent for f in each)} 位，处理对 {sum(f.action for f in each)} 位，"
            f"四步齐 {sum(all(f.steps.values()) for f in each)} 位。",
            f"首次响应：中位数 {median(self.seconds):.0f} 秒，平均 {mean(self.seconds):.0f} 秒。",
        ]
        if len(each) > 2:
            lines.append(
                f"再来一位夜里的，等到早上 {NIGHT} 秒才回："
                f"中位数 {median([*self.seconds, NIGHT]):.0f} 秒，"
                f"平均 {mean([*self.seconds, NIGHT]):.0f} 秒。"
            )
        return "\n".join(lines)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Seconds of each reply, with their median and mean."""
        from matplotlib import pyplot as plt

        from opscourse import plotting

        plotting.use_style()
        if ax is None:
            ax = plt.subplots(figsize=(7.2, 3.4), layout="constrained")[1]
        return draw_seconds(ax, self)


def look_at(text: str) -> tuple[dict[str, bool], list[str]]:
    """Which of the four steps a reply has, and what must not be said.

    >>> steps, faults = look_at("抱歉久等。我查一下订单，今天 18 点前发出。")
    >>> all(steps.values()), faults
    (True, [])
    """
    steps = {name: bool(re.search(pattern, text)) for name, pattern in STEPS.items()}
    faults = [says for pattern, says in FORBIDDEN.items() if re.search(pattern, text)]
    return steps, faults


def draw_seconds(ax: Axes, drill: ServiceDrill) -> Axes:
    """Bars of the seconds on wiped axes; a line each for median and mean."""
    from opscourse import plotting

    places = sorted(drill.replies)
    ax.bar([place + 1 for place in places], drill.seconds, color=plotting.PALE_BLUE, width=0.7)
    top = max([QUICK, *drill.seconds]) * 1.25
    if places:
        middle, usual = median(drill.seconds), mean(drill.seconds)
        for value, name, colour, style in (
            (middle, "中位数", plotting.BLUE, "-"),
            (usual, "平均", plotting.ORANGE, "--"),
        ):
            ax.plot([0.4, CHATS + 0.6], [value, value], color=colour, linestyle=style)
            above = (value >= usual) if name == "中位数" else (value > middle)
            ax.text(
                CHATS + 0.75,
                value,
                f"{name} {value:.0f} 秒",
                color=colour,
                va="bottom" if above else "top",
            )
    ax.set(
        xlim=(0.4, CHATS + 2.9),
        ylim=(0, top),
        xlabel="第几位买家",
        ylabel="用了几秒（秒）",
        xticks=range(1, CHATS + 1),
    )
    ax.set_title("每一条回得多快", loc="left")
    return ax


def show() -> None:
    """Open the lab in a notebook; outside of one, print the first question."""
    from IPython.core.getipython import get_ipython

    if get_ipython() is None:
        print(ServiceDrill().question())
        return
    from IPython.display import display

    from opscourse.labs.service_view import ServiceView

    display(ServiceView().box)


def _chosen(value: Any, known: tuple[str, ...], what: str) -> str:
    name = str(value).strip()
    if name not in known:
        raise CourseError(f"{what}里没有“{name[:12]}”。可以选：{'、'.join(known)}。")
    return name


def _checked_text(text: Any) -> str:
    if not isinstance(text, str):
        raise CourseError("回复要是一段文字，外面加引号。")
    words = text.strip()
    if not words:
        raise CourseError("回复是空的。写一句再发。")
    if "____" in words:
        raise CourseError("模板里还有 ____ 没有填。填好再发。")
    if len(words) > LONGEST:
        raise CourseError(f"回复有 {len(words)} 个字，太长了。最多 {LONGEST} 个字，买家看不完。")
    return words


def _checked_seconds(seconds: Any) -> float:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float, np.number)):
        raise CourseError(f"用时要是数，单位是秒，现在是“{str(seconds)[:12]}”。")
    if not math.isfinite(seconds) or not 0 <= seconds <= 86_400:
        raise CourseError(f"用时 {seconds} 秒不对。写 0 到 86400 之间的数，86400 秒是一天。")
    return float(seconds)


if __name__ == "__main__":
    print(ServiceDrill().question())
