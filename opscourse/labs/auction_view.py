"""The screen of the auction lab: controls, two pictures, and sentences. It counts nothing itself.

The upper picture follows the sliders: the market as the day opens, exact, without drawing a
single shopper. The lower one answers a button: the day itself, or one of the experiments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd
from matplotlib.axes import Axes

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs import auction_charts as charts
from opscourse.labs.auction import AuctionModel
from opscourse.labs.auction_parts import BidRow, Panel
from opscourse.labs.auction_results import Comparison, PressedDay
from opscourse.labs.auction_settings import CREATIVES, RIVALS, Strategy
from opscourse.labs.sentences import line, listing, warning

TOP_BUDGET = 200.0  # of the slider; more can be typed
DATES = [f"2025-12-{day:02d}" for day in (2, 9, 16, 23)]
MONEY = ("出价", "点一次付", "守住名次要付", "平均点击价", "花费", "成交", "利润", "平均利润")
EXPERIMENT = "experiment"
STALE = "设置改过了。下面还是上一次的结果，按“过这一天”看新的。"


class AuctionView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    A setting that does not fit puts its sentence into `warning`, the control goes back to what is
    set, and everything else stays as it was.
    """

    def __init__(self, model: AuctionModel) -> None:
        plotting.use_style()
        self.model = model
        self.chosen = model.keywords[0]
        self.first: Strategy | None = None
        self.before: PressedDay | None = None
        self.shown: Any = EXPERIMENT  # the day in the lower picture, or that it is none
        self._quiet = False
        self._make_controls()
        self.market, self.outcome = Panel(), Panel()
        self.warning, self.forecast, self.steps = (widgets.HTML() for _ in range(3))
        self.says, self.table = widgets.HTML(), widgets.HTML()
        self._make_box()
        self._show_settings()
        self.press()

    # ---- making

    def _make_controls(self) -> None:
        model, label = self.model, {"description_width": "3.5em"}
        self.rows = [BidRow(self._bid_changed, self._explain) for _ in model.keywords]
        self.budget = widgets.FloatSlider(
            description="预算",
            min=5,
            max=TOP_BUDGET,
            step=1,
            readout=False,
            style=label,
            layout={"width": "330px"},
        )
        self.budget_typed = widgets.Text(continuous_update=False, layout={"width": "80px"})
        self.creative = _dropdown("创意", list(CREATIVES), label)
        self.rivals = _dropdown("对手", list(RIVALS), label)
        self.day = _dropdown("哪一天", sorted({*DATES, model.day}), label)
        self.swapped = widgets.Text(
            description="换上一个词",
            placeholder="输入关键词，按回车",
            continuous_update=False,
            style={"description_width": "6em"},
        )
        controls = {
            "budget": (self.budget, self.budget_typed),
            "creative": (self.creative,),
            "rivals": (self.rivals,),
            "day": (self.day,),
        }
        for name, parts in controls.items():
            for part in parts:
                part.observe(lambda c, name=name: self._set(**{name: c["new"]}), names="value")
        self.swapped.observe(self._swap, names="value")
        self.buttons = {
            text: _button(text, action, style)
            for text, action, style in [
                ("过这一天", self.press, "primary"),
                ("撤销", self.undo, ""),
                ("记为甲", self.keep_first, ""),
                ("和甲比", self.compare, ""),
                ("出价高，点击反而少？", self.paradox, ""),
                ("质量分值多少钱", self.quality, ""),
                ("连过 7 天", self.run_week, ""),
            ]
        }
        self.progress = widgets.IntProgress(min=0, max=7, layout={"width": "120px"})

    def _make_box(self) -> None:
        wrap = {"flex_flow": "wrap"}
        money = [self.budget, self.budget_typed, widgets.Label("元/天")]
        self.box = widgets.VBox(
            [
                *(row.box for row in self.rows),
                widgets.HBox([*money, self.swapped], layout=wrap),
                widgets.HBox([self.creative, self.rivals, self.day], layout=wrap),
                self.warning,
                self.market.image,
                self.forecast,
                self.steps,
                widgets.HBox([*self.buttons.values(), self.progress], layout=wrap),
                self.says,
                self.outcome.image,
                self.table,
            ]
        )

    # ---- settings

    def _try(self, action: Callable[[], Any]) -> bool:
        """Do it; a CourseError becomes a sentence in place."""
        try:
            action()
        except CourseError as error:
            self.warning.value = warning(f"{error}设置没有变。")
            return False
        self.warning.value = ""
        return True

    def _set(self, **settings: Any) -> None:
        """A control moved."""
        if self._quiet:
            return
        fits = self._try(lambda: self.model.set(**settings, merge=True))
        if fits and self.model.result is not None:
            self.warning.value = line(STALE)
        self._show_settings(changed=fits)

    def _bid_changed(self, word: str, value: Any) -> None:
        if not self._quiet:
            self.chosen = word
            self._set(bids={word: value})

    def _swap(self, change: dict[str, Any]) -> None:
        """Another keyword for the one that was looked at last."""
        new = change["new"].strip()
        if self._quiet or not new:
            return
        place = self.model.keywords.index(self.chosen)
        fits = self._try(lambda: self.model.swap(self.chosen, new))
        if fits:
            self.chosen = self.model.keywords[place]
        self._show_settings(changed=fits)

    def _explain(self, word: str) -> None:
        self.chosen = word
        self._show_market()

    def _show_settings(self, changed: bool = True) -> None:
        """Bring every control to what is set, and the upper picture where that has changed."""
        model = self.model
        if self.chosen not in model.keywords:
            self.chosen = model.keywords[0]
        self._quiet = True
        try:
            for row, (word, bid) in zip(self.rows, model.bids.items(), strict=True):
                row.show(word, bid, model.explain(word).quality)
            self.budget.value = min(model.budget, TOP_BUDGET)
            self.budget_typed.value = f"{model.budget:.2f}"
            self.creative.value, self.rivals.value = model.strategy.creative, model.rivals
            self.day.value, self.swapped.value = model.day, ""
        finally:
            self._quiet = False
        if changed:
            self._show_market()

    def _show_market(self) -> None:
        model = self.model
        stands = [model.explain(word) for word in model.keywords]
        one = stands[model.keywords.index(self.chosen)]
        self.market.draw(
            lambda ax: charts.price_chart(stands, ax), lambda ax: charts.ladder_chart(one, ax)
        )
        usual = model.forecast()
        out = "预算花不完" if usual["out_at"] is None else f"大约 {usual['out_at']:.0f} 点花光"
        self.forecast.value = line(
            f"预计（按平均算，不抽一位顾客，当对手整天都在）：点击 {usual['clicks']:.0f} 次，"
            f"花费 {usual['cost']:.2f} 元，{out}。真的一天有运气，会不一样。"
        )
        title = f"“{one.keyword}”点一次为什么是这个价"
        self.steps.value = line(title, bold=True) + listing(one.steps(), "ol")

    # ---- buttons

    def press(self) -> None:
        """Run the day, and show it beside the run before."""
        self._try(self.model.press_day)
        self._show_day()

    def _show_day(self) -> None:
        day = self.model.result
        self.outcome.image.layout.display = "none" if day is None else ""
        if day is self.shown:
            return
        if day is None:  # undone to before the first day
            self.says.value, self.table.value = line("还没有结果。按“过这一天”。"), ""
            self.shown = None
            return
        same = self.before is not None and self.before is not day
        same = same and self.before.opening.date == day.opening.date  # type: ignore[union-attr]
        lines = {"上一次": self.before, "这一次": day} if same else {"这一次": day}
        self._picture(
            lambda ax: charts.spending_chart(lines, ax),  # type: ignore[arg-type]
            lambda ax: charts.profit_chart(day, ax),
        )
        notes = day.notes() + day.events
        if not day.events:
            notes.append("对手今天没有做影响你的事。")
        if same and self.before is not None:
            was, now = self.before.totals, day.totals
            notes.append(
                f"和上一次比（同一批顾客）：点击 {now['点击'] - was['点击']:+.0f} 次，"
                f"花费 {now['花费'] - was['花费']:+.2f} 元，"
                f"利润（按平均）{now['平均利润'] - was['平均利润']:+.2f} 元。"
            )
        self._say(f"{self.model.day} 这一天", notes, day.table.set_index("关键词"))
        self.before = self.shown = day

    def undo(self) -> None:
        """Back by one step."""
        if not self.model.undo():
            self.warning.value = line("没有可以撤销的了。")
            return
        self.warning.value, self.before = "", self.model.result
        self._show_settings()
        self._show_day()

    def keep_first(self) -> None:
        """Remember the settings as 甲."""
        self.first = self.model.strategy
        self.warning.value = line("记住了，这一套是甲。改一改设置，再按“和甲比”。")

    def compare(self) -> None:
        """甲 against the settings as they are, on the same shoppers."""
        first = self.first
        if first is None:
            self.warning.value = warning("还没有甲。先按“记为甲”，改一改设置，再来比。")
            return
        try_out = self.model.try_out
        found = Comparison(try_out(first), try_out(self.model.strategy))
        self.warning.value = ""
        days = {"甲": found.first, "乙": found.second}
        self._picture(
            lambda ax: charts.spending_chart(days, ax), lambda ax: charts.versus_chart(found, ax)
        )
        self._say("甲和乙（现在的设置）", found.notes(), found.table)

    def paradox(self) -> None:
        """Three bids on the same shoppers."""

        def action() -> None:
            found = self.model.budget_paradox()
            days = {f"出价 {factor:g} 倍": day for factor, day in found.days.items()}
            self._picture(
                lambda ax: charts.clicks_chart(found.table, ax),
                lambda ax: charts.spending_chart(days, ax),
            )
            self._say("同样的钱，三种出价", found.notes(), found.table.set_index("出价"))

        self._try(action)

    def quality(self) -> None:
        """What a point of quality is worth on the keyword looked at."""
        worth, one = self.model.quality_worth(self.chosen), self.model.explain(self.chosen)
        self._picture(
            lambda ax: charts.hold_chart(one, worth, ax),
            lambda ax: charts.same_bid_chart(one, worth, ax),
        )
        notes = [
            "左边：守住同一个名次，质量分越高，点一次付得越少。",
            "右边：出价不变，质量分高了，名次会往前。名次不变时，价钱只降不升。",
        ]
        self._say(f"质量分值多少钱：“{self.chosen}”", notes, worth)

    def run_week(self) -> None:
        """Seven days, with the bar moving."""

        def step(done: int, _: int) -> None:
            self.progress.value = done

        def action() -> None:
            self.progress.value = 0
            week = self.model.run_week(progress=step)
            self._picture(
                lambda ax: charts.week_chart(week, ax), lambda ax: charts.learning_chart(week, ax)
            )
            self._say("连过 7 天", week.notes(), week.table.set_index("日期"))

        self._try(action)

    def _picture(self, left: Callable[[Axes], Any], right: Callable[[Axes], Any]) -> None:
        self.shown = EXPERIMENT
        self.outcome.clear()
        self.outcome.draw(left, right)
        self.outcome.image.layout.display = ""

    def _say(self, title: str, notes: list[str], table: pd.DataFrame) -> None:
        self.says.value = line(title, bold=True) + listing(notes)
        units = {name: f"{name}（元）" for name in MONEY}
        table = table.rename(columns=units, index=units)
        self.table.value = table.to_html(na_rep="—", float_format=_plain, border=0)


def _plain(value: float) -> str:
    """Two decimals, none for a whole number: a table's column may hold counts and yuan."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"


def _dropdown(name: str, options: list[str], style: dict[str, str]) -> Any:
    return widgets.Dropdown(
        description=name, options=options, style=style, layout={"width": "220px"}
    )


def _button(text: str, action: Callable[[], None], style: str) -> Any:
    button = widgets.Button(description=text, button_style=style, layout={"width": "auto"})
    button.on_click(lambda _: action())
    return button
