"""The lab of L04: 一件代发 (ship from the supplier) against 囤货 (stock it), month by month.

`show()` opens it in a notebook. The same by code:

    model = SourcingModel("地瓜干-500g")
    print(model.run())                     # margins, months until stocking catches up, cash
    print("\\n".join(model.explain()))      # why these months, step by step
    model = model.change(monthly_qty=400)  # sell more a month; or unsold=20, batch=3 …
    model.needed(6)                        # pieces a month, to catch up within 6 months
    model.plot()                           # both lines of profit, as an Axes

Every month sells `monthly_qty` pieces by either way. Stocking pays `upfront` once and buys
`batch` months of goods at a time; of what it buys, `unsold` percent is never sold. Dropshipping
buys a piece when it is sold, so it lays out nothing. Both are settled at the month's end (an
assumption of the course). Figures are the practice world's, made for teaching.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from opscourse.errors import CourseError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DROP, STOCK = "一件代发", "囤货"
# setting: what it is called, its unit, least and most, whether it must be whole
LIMITS: dict[str, tuple[str, str, float, float, bool]] = {
    "price": ("售价", "元/件", 0.1, 10_000, False),
    "drop_cost": ("代发进货价", "元/件", 0, 10_000, False),
    "drop_postage": ("代发运费", "元/件", 0, 500, False),
    "stock_cost": ("囤货进货价", "元/件", 0, 10_000, False),
    "stock_postage": ("囤货运费", "元/件", 0, 500, False),
    "upfront": ("一次性投入", "元", 0, 1_000_000, False),
    "monthly_qty": ("每月件数", "件/月", 1, 10_000, True),
    "unsold": ("卖不掉的货", "%", 0, 90, False),
    "batch": ("一次进几个月的货", "个月", 1, 6, True),
    "months": ("看几个月", "个月", 1, 36, True),
}
DEFAULTS = {"unsold": 0.0, "batch": 1, "months": 12}


class Facts:
    """What the tables say of each good: its plans and the shop's list price.

    The list price is the highest price of 2025's last quarter in `orders`: lower ones were
    promotions. Raises CourseError where a table lacks what is needed.
    """

    def __init__(self, plans: pd.DataFrame, orders: pd.DataFrame) -> None:
        _need(plans, "sourcing_plans", "plan sku unit_cost postage upfront monthly_qty")
        _need(orders, "orders", "sku price created_at")
        recent = orders[pd.to_datetime(orders["created_at"]) >= pd.Timestamp(2025, 10, 1)]
        prices = recent.groupby("sku")["price"].max()
        by_plan = {name: plans[plans["plan"] == name].set_index("sku") for name in (DROP, STOCK)}
        skus = [sku for sku in by_plan[DROP].index if sku in by_plan[STOCK].index]
        self.goods = {sku: _of_good(sku, by_plan, prices) for sku in skus if sku in prices}
        if not self.goods:
            raise CourseError(
                "sourcing_plans 里没有一样商品能算。请用 load('sourcing_plans') 重新读一次。"
            )


def _of_good(sku: str, plans: dict[str, pd.DataFrame], prices: pd.Series) -> dict[str, float]:
    drop, stock = (plans[name].loc[sku].to_dict() for name in (DROP, STOCK))
    return {
        "price": float(prices[sku]),
        "drop_cost": float(drop["unit_cost"]),
        "drop_postage": float(drop["postage"]),
        "stock_cost": float(stock["unit_cost"]),
        "stock_postage": float(stock["postage"]),
        "upfront": float(stock["upfront"]),
        "monthly_qty": float(stock["monthly_qty"]),
    }


def _need(frame: pd.DataFrame, table: str, columns: str) -> None:
    if missing := [name for name in columns.split() if name not in frame.columns]:
        raise CourseError(
            f"{table} 表里少了这些列：{'、'.join(missing)}。请用 load('{table}') 重新读一次。"
        )


@dataclass(frozen=True)
class SourcingResult:
    """What one run found. Money in yuan.

    `margin`: 单件毛利 of each plan; `saving`: what stocking saves on a piece sold; `catch_up`:
    months until stocking has earned as much as dropshipping (NaN: never); `pieces`: the same in
    pieces; `pay_back`: months until stocking's own profit is no longer below 0 (NaN: never);
    `cash`: the most that each plan has laid out; `profit`: cumulated, index 0 … months;
    `cash_line`: money in hand over time, two points where it jumps (columns 月, 囤货).
    """

    sku: str
    margin: dict[str, float]
    saving: float
    catch_up: float
    pieces: float
    pay_back: float
    cash: dict[str, float]
    profit: pd.DataFrame
    cash_line: pd.DataFrame

    def __str__(self) -> str:
        return "\n".join([self.sku, *(f"  {note}" for note in self.notes())])

    __repr__ = __str__

    def notes(self) -> list[str]:
        """The result in sentences."""
        drop, stock = self.margin[DROP], self.margin[STOCK]
        notes = [f"单件毛利：一件代发 {drop:.2f} 元，囤货 {stock:.2f} 元。"]
        if math.isnan(self.catch_up):
            notes.append("囤货每件没有省钱，卖多久也追不上一件代发。")
        else:
            notes.append(
                f"囤货追上一件代发：要 {self.catch_up:.2f} 个月，也就是卖满"
                f" {math.ceil(self.pieces):,} 件。"
            )
        if math.isnan(self.pay_back):
            notes.append("囤货的单件毛利不是正数，一次性投入收不回来。")
        else:
            notes.append(f"囤货把一次性投入赚回来：要 {self.pay_back:.2f} 个月。")
        notes.append(
            f"最多要垫的钱：囤货 {self.cash[STOCK]:,.0f} 元，一件代发 {self.cash[DROP]:,.0f} 元。"
        )
        if drop < 0:
            notes.append(f"注意：代发卖一件亏 {-drop:.2f} 元，卖得越多亏得越多。")
        return notes


class SourcingModel:
    """The lab without a screen. Settings not given are the good's own, from `sourcing_plans`.

    Settings: the keys of `LIMITS`; text such as "１２.５元" is read as well. Raises CourseError,
    in one sentence, for anything that does not fit.

    >>> facts = Facts(
    ...     pd.DataFrame({"plan": ["一件代发", "囤货"], "sku": "茶", "unit_cost": [60.0, 50.0],
    ...                   "postage": [8.0, 6.0], "upfront": [0.0, 2400.0], "monthly_qty": 100}),
    ...     pd.DataFrame({"sku": ["茶"], "price": [90.0], "created_at": ["2025-12-01"]}))
    >>> result = SourcingModel("茶", facts=facts).run()
    >>> result.saving, result.catch_up, result.pieces, result.cash["囤货"]
    (12.0, 2.0, 200.0, 7400.0)
    """

    def __init__(
        self, sku: str = "地瓜干-500g", *, facts: Facts | None = None, **settings: Any
    ) -> None:
        self.facts = facts or practice()
        if sku not in self.facts.goods:
            raise CourseError(f"没有叫“{sku}”的商品。可以选：{'、'.join(self.facts.goods)}。")
        if unknown := settings.keys() - LIMITS.keys():
            raise CourseError(
                f"不认识的设置 {'、'.join(sorted(unknown))}。可以用：{'、'.join(LIMITS)}。"
            )
        self.sku = sku
        wanted = {**DEFAULTS, **self.facts.goods[sku], **settings}
        self.settings = {name: checked(name, wanted[name]) for name in LIMITS}

    def change(self, **settings: Any) -> SourcingModel:
        """The same with other settings; another `sku` brings its own figures."""
        if (sku := settings.pop("sku", self.sku)) != self.sku:
            kept = {name: self.settings[name] for name in DEFAULTS}
            return SourcingModel(sku, facts=self.facts, **{**kept, **settings})
        return SourcingModel(sku, facts=self.facts, **{**self.settings, **settings})

    def _per_piece(self) -> dict[str, float]:
        """What a piece sold costs, postage included; unsold goods are borne by those sold."""
        one = self.settings
        return {
            DROP: one["drop_cost"] + one["drop_postage"],
            STOCK: one["stock_cost"] / (1 - one["unsold"] / 100) + one["stock_postage"],
        }

    def run(self) -> SourcingResult:
        """Count. Less than a millisecond."""
        one, cost = self.settings, self._per_piece()
        margin = {name: one["price"] - cost[name] for name in (DROP, STOCK)}
        saving = cost[DROP] - cost[STOCK]
        pieces = one["upfront"] / saving if saving > 1e-9 else math.nan
        earned = margin[STOCK] * one["monthly_qty"]
        line = self._cash_line()
        months = range(int(one["months"]) + 1)
        return SourcingResult(
            sku=self.sku,
            margin=margin,
            saving=saving,
            catch_up=pieces / one["monthly_qty"],
            pieces=pieces,
            pay_back=one["upfront"] / earned if earned > 1e-9 else math.nan,
            cash={DROP: 0.0, STOCK: max(0.0, -float(line[STOCK].min()))},
            profit=pd.DataFrame(
                {
                    DROP: [month * one["monthly_qty"] * margin[DROP] for month in months],
                    STOCK: [month * earned - one["upfront"] for month in months],
                },
                index=pd.Index(months, name="月"),
            ),
            cash_line=line,
        )

    def _cash_line(self) -> pd.DataFrame:
        """Stocking: goods are bought as a batch begins, the month's sales come in at its end."""
        one = self.settings
        bought = one["monthly_qty"] / (1 - one["unsold"] / 100) * one["stock_cost"]
        income = one["monthly_qty"] * (one["price"] - one["stock_postage"])
        cash = -one["upfront"]
        points = [(0, 0.0), (0, cash)]
        for month in range(int(one["months"])):
            if month % one["batch"] == 0:
                cash -= bought * one["batch"]
                points.append((month, cash))
            cash += income
            points += [(month + 1, cash - income), (month + 1, cash)]
        return pd.DataFrame(points, columns=["月", STOCK])

    def needed(self, months: Any) -> float:
        """Pieces a month so that stocking catches up within so many months; NaN: never."""
        return self.run().pieces / checked("months", months)

    def explain(self) -> list[str]:
        """Why these months: the arithmetic, a sentence a step."""
        one, cost, result = self.settings, self._per_piece(), self.run()
        goods = one["stock_cost"] / (1 - one["unsold"] / 100)
        steps = [
            f"一件代发，卖出一件的成本 = 进货价 {one['drop_cost']:g} + 运费"
            f" {one['drop_postage']:g} = {cost[DROP]:.2f} 元。"
        ]
        if one["unsold"]:
            steps.append(
                f"囤货有 {one['unsold']:g}% 卖不掉，这些货的钱要卖掉的货来担："
                f"{one['stock_cost']:g} ÷ {1 - one['unsold'] / 100:.2f} = {goods:.2f} 元。"
            )
        steps += [
            f"囤货，卖出一件的成本 = {goods:.2f} + 运费 {one['stock_postage']:g}"
            f" = {cost[STOCK]:.2f} 元。",
            f"囤货每件省 {cost[DROP]:.2f} − {cost[STOCK]:.2f} = {result.saving:.2f} 元。",
        ]
        if math.isnan(result.pieces):
            return [*steps, "省下的不是正数，所以卖多久也追不上，不用再除。"]
        return [
            *steps,
            f"一次性投入 {one['upfront']:,.0f} 元，要靠省下的钱补回来："
            f"{one['upfront']:,.0f} ÷ {result.saving:.2f} = {result.pieces:,.1f} 件。",
            f"一个月卖 {one['monthly_qty']:,.0f} 件：{result.pieces:,.1f} ÷"
            f" {one['monthly_qty']:,.0f} = {result.catch_up:.2f} 个月。",
        ]

    def plot(self, ax: Axes | None = None) -> Axes:
        """Both plans' cumulated profit as a chart; draws on `ax` if given."""
        from opscourse import plotting
        from opscourse.labs.sourcing_charts import new_axes, profit_chart

        plotting.use_style()
        return profit_chart(self.run(), ax or new_axes())


def practice() -> Facts:
    """The active world's plans and prices."""
    from opscourse.datasets import load

    return Facts(load("sourcing_plans"), load("orders"))


def checked(name: str, value: Any) -> float:
    """A setting as a number; full-width digits, commas and the unit do no harm."""
    what, unit, low, high, whole = LIMITS[name]
    span = f"请写 {_plain(low)} 到 {_plain(high)} 之间的{'整数' if whole else '数'}，单位是{unit}。"
    if isinstance(value, str):
        value = _read(what, unit, value, span)
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if math.isnan(number):
        raise CourseError(f"{what}要是一个数。{span}")
    if not low <= number <= high:
        raise CourseError(f"{what} {_plain(number)} {unit}不行。{span}")
    if whole and number != int(number):
        raise CourseError(f"{what} {_plain(number)} 不是整数。{span}")
    return number


def _plain(number: float) -> str:
    """1,000,000 and not 1e+06."""
    return f"{number:,.12g}"


def _read(what: str, unit: str, text: str, span: str) -> float:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("，", "").strip()
    if not plain:
        raise CourseError(f"{what}还空着。{span}")
    for ending in (unit, unit.split("/")[0], "¥"):
        plain = plain.removesuffix(ending).removeprefix("¥").strip()
    try:
        return float(plain)
    except ValueError:
        shown = text if len(text) <= 12 else text[:12] + "…"
        raise CourseError(f"{what}“{shown}”不是数。{span}") from None


def show() -> None:
    """Open the lab in a notebook; outside of one, print its numbers."""
    from IPython.core.getipython import get_ipython

    model = SourcingModel()
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.sourcing_view import SourcingView

    display(SourcingView(model).box)


if __name__ == "__main__":
    print(SourcingModel().run())
    print("\n".join(SourcingModel().explain()))
