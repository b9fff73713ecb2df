"""The screen of the budget lab: four pages of controls and pictures. It counts nothing itself."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.budget import GOODS, HISTORY, MARKETS, TODAY, BudgetModel
from opscourse.labs.sentences import listing, warning

DPI = 85
SHORT = {"description_width": "5em"}
PAGES = ("① 成本阶梯", "② 下一元去哪里", "③ 谁的功劳", "④ 老价格")


class Picture:
    """One image widget and the Axes drawn into it. The Axes stay; what lies on them is exchanged.

    Making new axes, or clearing them, takes longer than all the rest, and a slider waits for it.
    """

    def __init__(self, size: tuple[float, float], columns: int, **margins: Any) -> None:
        self.figure = Figure(figsize=size, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        grid = self.figure.add_gridspec(1, columns, **margins)
        self.axes = [self.figure.add_subplot(grid[0, column]) for column in range(columns)]
        self.widget = widgets.Image(format="png", layout={"max_width": "100%"})

    def draw(self, *painters: Callable[[Axes], None]) -> None:
        """Each painter draws on its wiped Axes; then the image is exchanged in place."""
        for ax, paint in zip(self.axes, painters, strict=True):
            for artist in [*ax.patches, *ax.texts, *ax.lines]:
                artist.remove()
            ax.containers.clear()
            paint(ax)
        target = io.BytesIO()
        self.canvas.print_png(target, pil_kwargs={"compress_level": 1})
        self.widget.value = target.getvalue()


class BudgetView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    A setting that does not fit puts its sentence into `says` and leaves the pictures as they were.
    """

    def __init__(self, model: BudgetModel) -> None:
        plotting.use_style()
        self.model = model
        self.says, self.ladder_notes, self.split_notes = (widgets.HTML() for _ in range(3))
        self.credit_notes = widgets.HTML()
        self.ladder_picture = Picture(
            (11.6, 4.5), 2, left=0.125, right=0.985, top=0.9, bottom=0.13, wspace=0.42
        )
        self.split_picture = Picture(
            (11.6, 4.5), 2, left=0.07, right=0.985, top=0.9, bottom=0.13, wspace=0.3
        )
        self.credit_picture = Picture((9.0, 4.0), 1, left=0.09, right=0.97, top=0.89, bottom=0.15)
        self._make_controls()
        self._settings_observed(True)
        pages = [
            widgets.VBox([self._ladder_box(), self.ladder_picture.widget, self.ladder_notes]),
            widgets.VBox([self._split_box(), self.split_picture.widget, self.split_notes]),
            widgets.VBox([self.market, self.credit_picture.widget, self.credit_notes]),
            widgets.HTML(_price_table(model)),
        ]
        self.pages = widgets.Tab(children=pages)
        for number, title in enumerate(PAGES):
            self.pages.set_title(number, title)
        self.box = widgets.VBox([self.says, self.pages])
        self._show_ladder()
        self._show_split()
        self._show_credit()

    # ---- controls

    def _make_controls(self) -> None:
        model = self.model
        self.channel = _choice("渠道", model.facts.paid, model.channel)
        self.goods = _choice("卖的货", list(GOODS), model.goods)
        self.price_at = _slider("价格位置", model.price_at, 0.0, 1.0, 0.05)
        self.pay_rate = _slider("付费率", model.pay_rate, 0.1, 1.0, 0.05)
        self.basket = _slider("客人买(元)", model.basket, 20.0, 400.0, 10.0, ".0f")
        self.margin = _slider("毛利率", model.margin, 0.1, 0.8, 0.01)
        self.return_rate = _slider("退款率", model.return_rate, 0.0, 0.3, 0.01)
        self.budget = widgets.Text(
            value=f"{model.budget:g}",
            description="预算（元）",
            continuous_update=False,
            style=SHORT,
            layout={"width": "200px"},
        )
        self.spends = {
            name: widgets.IntSlider(
                value=int(yuan),
                max=int(model.facts.caps[name]),
                step=10,
                description=name,
                style={"description_width": "7em"},
                layout={"width": "360px"},
            )
            for name, yuan in model.split.items()
        }
        self.more = widgets.Button(description="下一步：给最赚的加", layout={"width": "170px"})
        self.clear = widgets.Button(description="全部清零", layout={"width": "100px"})
        self.optimum = widgets.Button(description="看最好的分法", layout={"width": "130px"})
        self.market = _choice("市场", list(MARKETS), model.market, "440px")
        self.more.on_click(lambda _: self._set_split(self.model.step().split))
        self.clear.on_click(lambda _: self._set_split({}))
        self.optimum.on_click(lambda _: self._set_split(self.model.best().spend))

    def _ladder_box(self) -> widgets.Box:
        rows = (self.channel, self.goods, *self._sliders().values())
        return widgets.HBox(list(rows), layout={"flex_flow": "wrap"})

    def _split_box(self) -> widgets.Box:
        buttons = widgets.HBox([self.budget, self.more, self.clear, self.optimum])
        sliders = widgets.HBox(list(self.spends.values()), layout={"flex_flow": "wrap"})
        return widgets.VBox([buttons, sliders])

    def _sliders(self) -> dict[str, widgets.Widget]:
        names = ("price_at", "pay_rate", "basket", "margin", "return_rate")
        return {name: getattr(self, name) for name in names}

    def _settings_observed(self, on: bool) -> None:
        ladder = (self.channel, self.goods, *self._sliders().values())
        pairs = [(one, self._ladder_changed) for one in ladder]
        pairs += [(one, self._split_changed) for one in (self.budget, *self.spends.values())]
        pairs.append((self.market, self._market_changed))
        for control, react in pairs:
            (control.observe if on else control.unobserve)(react, names="value")

    def _try(self, **settings: Any) -> bool:
        try:
            self.model = self.model.change(**settings)
        except CourseError as error:
            self.says.value = warning(str(error))
            return False
        self.says.value = ""
        return True

    def _ladder_changed(self, _: Any) -> None:
        values = {name: round(one.value, 4) for name, one in self._sliders().items()}
        if self._try(channel=self.channel.value, goods=self.goods.value, **values):
            self._show_ladder()

    def _split_changed(self, _: Any) -> None:
        split = {name: one.value for name, one in self.spends.items()}
        if self._try(budget=self.budget.value, split=split):
            self._show_split()

    def _market_changed(self, _: Any) -> None:
        if self._try(market=self.market.value):
            self._show_credit()

    def _set_split(self, split: dict[str, float]) -> None:
        """Move all sliders at once, and draw once. A budget not yet accepted falls back."""
        self._settings_observed(False)
        self.budget.value = f"{self.model.budget:g}"
        for name, slider in self.spends.items():
            slider.value = int(split.get(name, 0))
        self._settings_observed(True)
        self._split_changed(None)

    # ---- pages

    def _show_ladder(self) -> None:
        self.ladder_picture.draw(self._paint_costs, self._paint_roas)
        self.ladder_notes.value = listing(self.model.explain())

    def _paint_costs(self, ax: Axes) -> None:
        table = self.model.ladders()
        low = table["一个激活"].min() / 2
        pairs = (("一个激活", -0.2, plotting.BLUE), ("留住一个人", 0.2, plotting.ORANGE))
        for name, shift, colour in pairs:
            # Heights of bars on a scale of powers, drawn by hand: a log axis is slow to draw.
            wide = np.log10(table[name].to_numpy() / low)
            places = np.arange(len(table)) + shift
            ax.barh(places, wide, height=0.38, color=colour, label=name)
            for place, end, cost in zip(places, wide, table[name], strict=True):
                ax.text(end + 0.03, place, f"{cost:,.2f}", va="center", fontsize=9)
        ax.set_xlim(0, np.log10(table["留住一个人"].max() / low) * 1.2)
        ax.set_xticks([])
        ax.grid(False)
        _rows(ax, [_marked(name, self.model.channel) for name in table.index])
        _legend(ax, "upper right")
        _dress(ax, "从上到下：激活越来越贵", "成本（元，刻度按倍数；教学假设）", "渠道")

    def _paint_roas(self, ax: Axes) -> None:
        model, table = self.model, self.model.ladders()
        kept = table["一位客人的利润"] > 0
        colours = [plotting.GREEN if good else plotting.GREY for good in kept]
        ax.barh(range(len(table)), table["ROAS"], height=0.6, color=colours)
        names, styles = ("没有退款", "退货能再卖", "鲜货"), (":", "--", "-")
        for value, name, style in zip(model.break_even(), names, styles, strict=True):
            label = f"保本·{name} {value:.2f}"
            ax.axvline(value, color=plotting.RUST, linestyle=style, label=label)
        words = ["赚" if good else "亏" for good in kept]
        shown = zip(table.index, table["ROAS"], words, strict=True)
        _rows(ax, [f"{name} {roas:.2f} {word}" for name, roas, word in shown])
        # The lines are what matters: the best channels' bars run out of the picture.
        ax.set_xlim(0, model.break_even()[2] * 3)
        _legend(ax, "lower right")
        title = f"ROAS 过了保本线才赚（{model.goods}）"
        _dress(ax, title, "ROAS（成交金额 ÷ 花费，倍；长的柱子没画完）", "")

    def _show_split(self) -> None:
        self.split_picture.draw(self._paint_curves, self._paint_next)
        model, best = self.model, self.model.best()
        lines = [
            f"花了 {model.budget - model.left:g} 元，剩 {model.left:g} 元；"
            f"利润 {model.profit():,.2f} 元。"
            f"最好的分法利润 {best.profit:,.2f} 元，花 {sum(best.spend.values()):g} 元。",
            *model.notes(),
            "这一页是另一批货的账（干莲子，模拟），所以渠道的高低和第 ① 页不同。",
        ]
        self.split_notes.value = listing(lines)

    def _paint_curves(self, ax: Axes) -> None:
        facts = self.model.facts
        for (name, yuan), colour in zip(self.model.split.items(), plotting.PALETTE, strict=True):
            line = facts.lines[name]
            line = line[line.index <= facts.caps[name]]
            ax.plot(line.index, line.to_numpy(), color=colour)
            profit = facts.curves.profit({name: yuan})
            ax.plot([yuan], [profit], "o", color=colour, markersize=9, markeredgecolor="white")
        ax.axhline(0, color=plotting.INK, linewidth=0.8)
        _dress(ax, "花得越多，越不划算（圆点是现在）", "花费（元/月）", "利润（元/月）")

    def _paint_next(self, ax: Axes) -> None:
        gains = self.model.next_yuan()
        ax.barh(range(len(gains)), gains.fillna(0), height=0.6, color=plotting.PALETTE)
        for place, gain in enumerate(gains):
            text = "到上限了" if np.isnan(gain) else f"{gain:+.2f}"
            end = max(gain, 0) if gain == gain else 0
            ax.text(end + 0.06, place, text, va="center", fontsize=10)
        ax.axvline(0, color=plotting.INK, linewidth=0.8)
        # The row's name in its curve's colour: it is the legend of the curves as well.
        _rows(ax, list(gains.index), plotting.PALETTE)
        ax.set_xlim(-1.1, 4.2)
        _dress(ax, "下一元赚多少（颜色和左边的线一样）", "多花 1 元多赚的利润（元）", "")

    def _show_credit(self) -> None:
        self.credit_picture.draw(self._paint_credit)
        table: Any = self.model.credit()
        most = table["末次点击"].idxmax()
        true = table["真正多出的买家"].idxmax()
        lines = [
            f"末次点击把功劳给付款前最后碰到的渠道，这里给{most}最多："
            f"{table.loc[most, '末次点击']:,.0f} 人。",
            f"把{most}关掉，真正少掉的买家是 {table.loc[most, '真正多出的买家']:,.0f} 人。",
            f"关掉以后买家少得最多的是{true}：{table.loc[true, '真正多出的买家']:,.0f} 人。",
            "真店里看不到真相，只能拿一部分人关掉一个渠道，做对照试验。",
        ]
        self.credit_notes.value = listing(lines)

    def _paint_credit(self, ax: Axes) -> None:
        table = self.model.credit()
        places = np.arange(len(table))
        pairs = zip(table.columns, (-0.2, 0.2), (plotting.GREY, plotting.BLUE), strict=True)
        for name, shift, colour in pairs:
            bars = ax.bar(places + shift, table[name], width=0.38, color=colour, label=name)
            ax.bar_label(bars, [f"{value:,.0f}" for value in table[name]], fontsize=9)
        ax.set_xticks(places, list(table.index))
        ax.set_ylim(0, table.to_numpy().max() * 1.22)
        _legend(ax, "upper center", ncol=2)
        _dress(ax, "末次点击说的，和关掉渠道才看到的", "渠道（模拟）", "买家（人）")


def _choice(name: str, options: list[str], value: str, width: str = "230px") -> widgets.Dropdown:
    return widgets.Dropdown(
        options=options, value=value, description=name, style=SHORT, layout={"width": width}
    )


def _slider(
    name: str, value: float, low: float, high: float, step: float, form: str = ".2f"
) -> widgets.FloatSlider:
    return widgets.FloatSlider(
        value=value, min=low, max=high, step=step, description=name, readout_format=form,
        style=SHORT, layout={"width": "310px"},
    )  # fmt: skip


def _marked(name: str, chosen: str) -> str:
    return f"▶ {name}" if name == chosen else name


def _legend(ax: Any, place: str, **options: Any) -> None:
    """A legend, made again only where its words changed."""
    old, words = ax.get_legend(), ax.get_legend_handles_labels()[1]
    if old is None or [text.get_text() for text in old.get_texts()] != words:
        ax.legend(loc=place, **options)


def _rows(ax: Axes, names: list[str], colours: list[str] | None = None) -> None:
    """The rows' names, first on top; left alone where nothing changed, as ticks cost time."""
    if [label.get_text() for label in ax.get_yticklabels()] == names:
        return
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    for label, colour in zip(ax.get_yticklabels(), colours or [], strict=False):
        label.set_color(colour)
        label.set_fontweight("bold")


def _dress(ax: Axes, title: str, xlabel: str, ylabel: str) -> None:
    # A fixed height: looking for a free one takes matplotlib a quarter of the drawing time.
    ax.set_title(title, loc="left", y=1.0)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.tick_params(length=0, which="both")


def _price_table(model: BudgetModel) -> str:
    table = model.prices()
    head = "".join(f'<th style="padding:4px 12px">{html.escape(str(name))}</th>' for name in table)
    rows = ""
    for _, row in table.iterrows():
        cells = "".join(f'<td style="padding:4px 12px">{html.escape(str(one))}</td>' for one in row)
        rows += f"<tr>{cells}</tr>"
    says = (
        f"左边是{HISTORY}，手机应用推广的报价。右边是{TODAY}。"
        "两边都不能拿去投放：真的要花钱以前，先去问价。刷榜是造假，违法，不列。"
    )
    return f'<table style="text-align:left">{head}{rows}</table><p>{html.escape(says)}</p>'
