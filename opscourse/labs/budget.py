"""The lab of L12: what a customer costs on each channel, and where the next yuan should go.

`show()` opens it in a notebook. The same by code:

    model = BudgetModel(channel="积分任务")
    print(model.run())                     # the cost ladder of a channel, and its profit
    model.explain()                        # the ladder's arithmetic, step by step
    model.ladders()                        # all channels side by side
    model.break_even()                     # the three break-even ROAS
    model = model.change(split={"搜索竞价": 300, "达人分销": 200})
    model.next_yuan()                      # what the next part of money brings, by channel
    model = model.step()                   # put it where it brings most
    model.best()                           # the best split
    model.credit()                         # last click against the true effect
    model.prices()                         # the prices of 2013-14 beside today's assumption

The ladder takes prices as constant; the response curves (`opscourse.simulation.ResponseCurves`)
fall with the spend; journeys are `opscourse.simulation.JourneyWorld`. All figures are the practice
world's, made for teaching.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from opscourse import metrics
from opscourse.errors import CourseError
from opscourse.labs.budget_facts import (
    GOODS,
    HISTORY,
    LIMITS,
    MARKETS,
    PAIRS,
    TODAY,
    Facts,
    Ladder,
    number,
    one_of,
    practice,
    range_in_words,
    yuan_of,
)
from opscourse.simulation.response import STEP_YUAN, Split


class BudgetModel:
    """The lab without a screen. `price_at`: 0 lowest … 1 highest price; rates are decimals.

    `pay_rate`: of the people retained, those who pay; `basket`: what one of them buys, in yuan.

    `goods`: "干货" (returned goods are sold again) or "鲜货" (they are lost); `split`: yuan by
    channel, of `budget`; `market`: one of `MARKETS`. Raises CourseError, in one sentence.

    >>> model = BudgetModel()
    >>> [round(line, 2) for line in model.break_even()]
    [2.5, 2.78, 3.33]
    """

    def __init__(
        self,
        channel: str = "展示广告",
        price_at: float = 0.5,
        pay_rate: float = 0.6,
        basket: float = 150.0,
        margin: float = 0.4,
        return_rate: float = 0.1,
        goods: str = "鲜货",
        budget: Any = 1500.0,
        split: Mapping[str, Any] | None = None,
        market: str = next(iter(MARKETS)),
        *,
        facts: Facts | None = None,
    ) -> None:
        self.facts = facts or practice()
        self.channel = one_of(channel, self.facts.paid, "渠道")
        self.goods = one_of(goods, list(GOODS), "货的种类")
        self.market = one_of(market, list(MARKETS), "市场")
        self.price_at = number("price_at", price_at)
        self.pay_rate = number("pay_rate", pay_rate)
        self.basket = number("basket", basket)
        self.margin = number("margin", margin)
        self.return_rate = number("return_rate", return_rate)
        self.budget = number("budget", budget)
        if self.return_rate >= self.margin:
            raise CourseError(
                f"退款率 {self.return_rate:g} 不比毛利率 {self.margin:g} 小，卖鲜货怎么都保不了本。"
                "请把退款率调小，或把毛利率调大。"
            )
        self.split = self._checked(split if split is not None else self._even())

    def change(self, **settings: Any) -> BudgetModel:
        """The same with other settings; quick."""
        names = ("channel", "goods", "market", "split", *LIMITS)
        return BudgetModel(
            **{**{name: getattr(self, name) for name in names}, **settings}, facts=self.facts
        )

    # ---- the cost ladder

    def ladder(self, channel: str | None = None) -> Ladder:
        """The costs of a channel at the chosen price, converted along CPM → CPC → CPA → …"""
        name = self.channel if channel is None else channel
        one = self.facts.rows[one_of(name, self.facts.paid, "渠道")]
        price = one["price_low"] + self.price_at * (one["price_high"] - one["price_low"])
        click_rate, action_rate = float(one["ctr"]), float(one["cvr"])
        action = {
            "CPM": price / 1000 / click_rate / action_rate,
            "CPC": price / action_rate,
            "CPA": price * one["repeat_flash"],
            # Paid by order: whoever is still there and buys, so an activation costs its share.
            "CPS": price * self.pay_rate * one["retention"],
        }[one["price_model"]]
        retained = action / float(one["retention"])
        payer = retained / self.pay_rate
        return Ladder(
            channel=name,
            price_model=one["price_model"],
            price=float(price),
            impressions=float(action * action_rate * click_rate * 1000),
            click=float(action * action_rate),
            action=float(action),
            retained=float(retained),
            payer=float(payer),
            profit=float(self.basket * self.kept - payer),
            roas=float(cast(float, metrics.roas(self.basket, payer))),
        )

    def ladders(self) -> pd.DataFrame:
        """All channels: the five costs, profit of a paying customer, ROAS; cheapest CPA first."""
        rows = {}
        for name in self.facts.paid:
            one = self.ladder(name)
            rows[name] = {**one.steps(), "一位客人的利润": one.profit, "ROAS": one.roas}
        return pd.DataFrame(rows).T.rename_axis("渠道").sort_values("一个激活", kind="stable")

    @property
    def kept(self) -> float:
        """Gross profit that stays of each yuan sold, after returns."""
        if self.goods == "鲜货":
            return self.margin - self.return_rate
        return self.margin * (1 - self.return_rate)

    def break_even(self) -> tuple[float, float, float]:
        """保本 ROAS: without returns, returns sold again, fresh goods lost."""
        m, r = self.margin, self.return_rate
        kinds = ((m, 0.0, False), (m, r, False), (m, r, True))
        found = [metrics.break_even_roas(m, r, goods_lost=lost) for m, r, lost in kinds]
        return cast(tuple[float, float, float], tuple(float(cast(float, one)) for one in found))

    def explain(self) -> list[str]:
        """The ladder's arithmetic for the chosen channel, a sentence a step."""
        one, row = self.ladder(), self.facts.rows[self.channel]
        first = {
            "CPM": f"按千次展现收费。一次点击 = 价格 ÷ 1000 ÷ 点击率 {row['ctr']:.4f}，"
            f"再 ÷ 激活率 {row['cvr']:.4f}，得一个激活。",
            "CPC": f"按点击收费。一个激活 = 价格 ÷ 激活率 {row['cvr']:.4f}。",
            "CPA": f"按激活收费。一个真人被算 {row['repeat_flash']:.2f} 次，所以价格 × 这个次数。",
            "CPS": f"按成交收费。一个激活 = 佣金 × 付费率 {self.pay_rate:g}"
            f" × 30 日留存率 {row['retention']:.4f}。",
        }[one.price_model]
        return [
            f"{one.channel}：{one.price_model} 价格 {one.price:.2f} 元（教学假设）。",
            f"{first}结果是 {one.action:.2f} 元。",
            f"留住一个人 = {one.action:.2f} ÷ 30 日留存率 {row['retention']:.4f}"
            f" = {one.retained:.2f} 元。",
            f"一位付费客人 = {one.retained:.2f} ÷ 付费率 {self.pay_rate:g} = {one.payer:.2f} 元。",
            f"一位客人买 {self.basket:g} 元，每元留下 {self.kept:.2f} 元毛利（{self.goods}），"
            f"减掉 {one.payer:.2f} 元，利润 {one.profit:.2f} 元。",
        ]

    # ---- the split

    def profit(self) -> float:
        """Profit of the split, in yuan, on the response curves."""
        return self.facts.curves.profit(self.split)

    def best(self) -> Split:
        """The best split of the budget under the caps and the least tests."""
        return self.facts.best(self.budget)

    def next_yuan(self) -> pd.Series:
        """What each yuan of the next part brings, after itself: 10 yuan, at first the least test.

        NaN at the cap. It is also told where the budget is spent: from there money can be moved.
        """
        return pd.Series({name: self._gain(name) for name in self.split}, name="下一元赚多少")

    def step(self) -> BudgetModel:
        """The next part put where it brings most; the same split where nothing brings a profit."""
        name = self._next()
        if name is None:
            return self
        return self.change(split={**self.split, name: self.split[name] + self._part(name)})

    @property
    def left(self) -> float:
        """What of the budget is not spent, in yuan."""
        return self.budget - sum(self.split.values())

    def _next(self) -> str | None:
        """Where the next part brings most, of those that the rest of the budget pays for."""
        gains = self.next_yuan()
        able = [name for name in self.split if self._part(name) <= self.left and gains[name] > 0]
        return max(able, key=lambda name: gains[name], default=None)

    def notes(self) -> list[str]:
        """Sentences on what stands against the split: least tests, caps, the next yuan."""
        said = []
        for name, yuan in self.split.items():
            if 0 < yuan < self.facts.least[name]:
                said.append(f"{name}最少要投 {self.facts.least[name]:g} 元，现在是 {yuan:g} 元。")
            if yuan > self.facts.caps[name]:
                said.append(f"{name}最多能投 {self.facts.caps[name]:g} 元，现在是 {yuan:g} 元。")
        where, gains = self._next(), self.next_yuan()
        if where is not None:
            said.append(f"下一元去{where}：多花 1 元，赚 {gains[where]:.2f} 元。")
        elif gains.max() > 0:
            best = gains.idxmax()
            said.append(
                f"剩下的钱不够再加一份。{best}的下一元能赚 {gains.max():.2f} 元，"
                "想给它，就从赚得少的渠道挪。"
            )
        else:
            said.append("往哪个渠道再加 1 元都不赚，剩下的钱留着。")
        return said

    def _part(self, name: str) -> float:
        return float(STEP_YUAN) if self.split[name] else self.facts.least[name]

    def _gain(self, name: str) -> float:
        now, more = self.split[name], self._part(name)
        if now + more > self.facts.caps[name]:
            return math.nan
        curves = self.facts.curves
        return (curves.profit({name: now + more}) - curves.profit({name: now})) / more

    def _even(self) -> dict[str, float]:
        each = self.budget / len(self.facts.curves.channels) // STEP_YUAN * STEP_YUAN
        return dict.fromkeys(self.facts.curves.channels, each)

    def _checked(self, split: Mapping[str, Any]) -> dict[str, float]:
        if not isinstance(split, Mapping):
            raise CourseError('分法要写成字典，例如 {"搜索竞价": 300}。')
        known = self.facts.curves.channels
        given = {one_of(name, known, "渠道"): yuan_of(name, split[name]) for name in split}
        total = sum(given.values())
        if total > self.budget + 1e-9:
            raise CourseError(
                f"各渠道加起来 {total:g} 元，比预算 {self.budget:g} 元多。请减掉一些。"
            )
        return {name: given.get(name, 0.0) for name in known}

    # ---- credit, prices

    def credit(self) -> pd.DataFrame:
        """By channel: buyers credited by the last click, and buyers there are only through it."""
        return self.facts.credit(self.market).copy()

    def prices(self) -> pd.DataFrame:
        """The historical price list beside today's assumption; each column says which it is."""
        rows = []
        for (name, model), now in PAIRS.items():
            then = self.facts.history[name, model]
            ratio = " 个换 1 个" if model == "换量" else f" {then['unit']}"
            rows.append(
                {
                    "当时的渠道": f"{name}（{model}）",
                    HISTORY: f"{range_in_words(then)}{ratio}",
                    "今天相近的渠道": now or "没有",
                    TODAY: self._today(now) if now else "不列",
                }
            )
        return pd.DataFrame(rows)

    def _today(self, name: str) -> str:
        one = self.facts.rows[name]
        swap = one["price_model"] == "换量"
        return range_in_words(one) + (" 个换 1 个" if swap else f" 元（{one['price_model']}）")

    def run(self) -> BudgetResult:
        """The numbers of the chosen channel and of the split, as text."""
        return BudgetResult(self)


@dataclass(frozen=True)
class BudgetResult:
    """What `run` found; printing it tells everything in Chinese."""

    model: BudgetModel

    def __str__(self) -> str:
        model, one = self.model, self.model.ladder()
        lines = [f"成本阶梯（{model.channel}，教学假设）"]
        lines += [f"  {name}：{cost:.2f} 元" for name, cost in one.steps().items()]
        plain, resold, fresh = model.break_even()
        lines += [
            f"  一位付费客人的利润：{one.profit:.2f} 元；ROAS {one.roas:.2f}",
            f"  保本 ROAS：没有退款 {plain:.2f}，退货能再卖 {resold:.2f}，鲜货 {fresh:.2f}",
            "",
            f"分预算（{model.budget:g} 元）",
            *(f"  {name}：{yuan:g} 元" for name, yuan in model.split.items() if yuan),
            f"  利润 {model.profit():.2f} 元；最好的分法利润 {model.best().profit:.2f} 元",
            *(f"  {note}" for note in model.notes()),
        ]
        return "\n".join(lines)

    __repr__ = __str__


def show() -> None:
    """Open the lab in a notebook; outside of one, print its numbers."""
    from IPython.core.getipython import get_ipython

    model = BudgetModel()
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.budget_view import BudgetView

    display(BudgetView(model).box)


if __name__ == "__main__":
    print(BudgetModel().run())
