"""The lab of L01: one box's price taken apart, and how many boxes pay the fixed costs.

`show()` opens it in a notebook. The same by code:

    model = ProfitModel(item="三红蜜柚5斤", price=46.8)
    print(model.run())          # every step of the sum, as text
    model.plot()                # profit against boxes, as an Axes

All fixed costs are laid on the one good that is looked at: that is the question of the lesson.
Money is yuan outside and whole fen inside, so that rounding up never meets a float's dust.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from opscourse.errors import CourseError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FIRST = "三红蜜柚5斤"
# What each input is called on the screen, its unit, and the most that makes sense here.
INPUTS: dict[str, tuple[str, str, float]] = {
    "price": ("卖价", "元", 300),
    "qty": ("卖几箱", "箱", 2_000),
    "unit_cost": ("一箱成本", "元", 300),
    "postage": ("一箱运费", "元", 100),
    "fixed": ("固定成本", "元", 1_000_000),
}


@dataclass(frozen=True)
class ProfitResult:
    """The sum for one good; money in yuan, `qty` and `break_even` in boxes."""

    item: str
    price: float
    qty: int
    unit_cost: float
    postage: float
    fixed: float

    @property
    def running(self) -> float:
        """What one box costs before anything is left: goods and postage."""
        return (_fen(self.unit_cost) + _fen(self.postage)) / 100

    @property
    def left(self) -> float:
        """What one box leaves for the fixed costs; negative where it loses."""
        return (_fen(self.price) - _fen(self.running)) / 100

    @property
    def profit(self) -> float:
        return (_fen(self.left) * self.qty - _fen(self.fixed)) / 100

    @property
    def break_even(self) -> int | None:
        """Boxes that pay the fixed costs, rounded up; None where no number of boxes does."""
        if _fen(self.left) <= 0:
            return None
        return -(-_fen(self.fixed) // _fen(self.left))

    @property
    def lowest_price(self) -> float | None:
        """The price at which this many boxes just pay all, rounded up to 0.1 yuan."""
        if not self.qty:
            return None
        total = _fen(self.running) * self.qty + _fen(self.fixed)
        return -(-total // (self.qty * 10)) / 10

    def __str__(self) -> str:
        return "\n".join([self.headline(), *(f"  {line}" for line in self.steps())])

    __repr__ = __str__

    def headline(self) -> str:
        result = "利润" if self.profit >= 0 else "亏"
        return (
            f"{self.item}：一箱卖 {_yuan(self.price)} 元，卖 {self.qty:,} 箱，"
            f"{result} {_yuan(abs(self.profit))} 元"
        )

    def steps(self) -> list[str]:
        """Why these numbers: one sentence a step."""
        each = (
            f"一箱多出：卖价 {_yuan(self.price)} − 成本 {_yuan(self.unit_cost)} "
            f"− 运费 {_yuan(self.postage)} = {_yuan(self.left)} 元"
        )
        whole = (
            f"利润：{_yuan(self.left)} × {self.qty:,} 箱 − 固定成本 {_yuan(self.fixed)} "
            f"= {_yuan(self.profit)} 元"
        )
        return [each, whole, self._break_even_step(), self._price_step()]

    def _break_even_step(self) -> str:
        need = self.break_even
        if need is None:
            return "保本量：没有。卖一箱就亏一箱（或者白忙），卖再多也付不起固定成本"
        exact = self.fixed / self.left
        up = "" if exact == need else f"，往上取整是 {need:,} 箱"
        return f"保本量：固定成本 {_yuan(self.fixed)} ÷ {_yuan(self.left)} = {exact:,.1f} 箱{up}"

    def _price_step(self) -> str:
        if self.lowest_price is None:
            return "最低价：一箱也没卖，固定成本没有箱子来分，算不出"
        return (
            f"最低价：一箱的成本和运费 {_yuan(self.running)} + 分到的固定成本 "
            f"{_yuan(self.fixed)} ÷ {self.qty:,} = 不低于 {_yuan(self.lowest_price)} 元"
        )


class ProfitModel:
    """The lab without a screen: choose a good, change what you like, then `run()`.

    `item`: a good of the ledger; what is not given comes from the ledger (`fixed`: the sum of
    `ledger_fixed`). Numbers may come as text, as from an input field. Raises CourseError, in one
    sentence, for anything that does not fit.

    >>> ProfitModel(price=30, qty=100, unit_cost=14, postage=5, fixed=1000).run().break_even
    91
    """

    def __init__(self, item: str = FIRST, *, ledger: pd.DataFrame | None = None, **given: Any):
        if unknown := [name for name in given if name not in INPUTS]:
            raise CourseError(f"没有叫 {unknown[0]} 的设定。可以改：{'、'.join(INPUTS)}。")
        self.ledger, fixed = _ledger() if ledger is None else (ledger, 0.0)
        self.items = [str(name) for name in self.ledger["item"]]
        if item not in self.items:
            raise CourseError(f"账本里没有「{item}」。可以选：{'、'.join(self.items)}。")
        row = self.ledger.iloc[self.items.index(item)]
        start = {name: row[name] for name in ("price", "qty", "unit_cost", "postage")}
        numbers = {
            name: checked(name, value) for name, value in {**start, "fixed": fixed, **given}.items()
        }
        self._result = ProfitResult(item, qty=int(numbers.pop("qty")), **numbers)

    def change(self, **settings: Any) -> ProfitModel:
        """The same with other settings; another `item` brings its own numbers from the ledger."""
        result = self._result
        now = {"fixed": result.fixed} if "item" in settings else asdict(result)
        made = {**now, **settings}
        return ProfitModel(made.pop("item"), ledger=self.ledger, **made)

    def run(self) -> ProfitResult:
        return self._result

    def curve(self) -> tuple[list[int], list[float]]:
        """Boxes and profit from none to well past the break-even quantity."""
        result = self._result
        last = max(result.qty, int((result.break_even or 0) * 1.25), 40)
        boxes = [0, last]
        return boxes, [replace(result, qty=number).profit for number in boxes]

    def plot(self, ax: Axes | None = None) -> Axes:
        """Profit against boxes, the break-even quantity marked; draws on `ax` if given."""
        from opscourse import plotting
        from opscourse.labs.profit_view import paint_profit

        plotting.use_style()
        if ax is None:
            import matplotlib.pyplot as plt

            _, ax = plt.subplots(layout="constrained")
        paint_profit(ax, self)
        return ax


def as_number(value: Any) -> float | None:
    """What stands in a field, as a finite number; full-width digits and 1,000 are understood.

    >>> as_number(" ６,200 "), as_number("六千"), as_number("inf")
    (6200.0, None, None)
    """
    text = unicodedata.normalize("NFKC", str(value)).replace(",", "").strip()
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def checked(name: str, value: Any) -> float:
    """A number from whatever stands in a field; CourseError says what is wrong with it.

    >>> checked("fixed", " 6,200元 ")
    6200.0
    """
    called, unit, most = INPUTS[name]
    text = str(value).strip().removesuffix(unit).strip()
    if not text:
        raise CourseError(f"{called}是空的。写一个数，没有就写 0。")
    number = as_number(text)
    if number is None:
        shown = text if len(text) <= 12 else text[:12] + "…"
        raise CourseError(f"{called}要写成数，比如 6200，你写的是「{shown}」。")
    if number > most:
        raise CourseError(f"{called}太大了。最多写 {most:,.0f} {unit}。")
    if number < 0:
        raise CourseError(f"{called}不能是负数。没有就写 0。")
    if name == "qty" and number != int(number):
        raise CourseError(f"{called}要是整数，一箱不能拆开卖。")
    return number


def show() -> None:
    """Open the lab in a notebook; outside of one, print its numbers."""
    from IPython.core.getipython import get_ipython

    model = ProfitModel()
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.profit_view import ProfitView

    display(ProfitView(model).box)


def _ledger() -> tuple[pd.DataFrame, float]:
    from opscourse.datasets import load

    return load("ledger"), float(load("ledger_fixed")["amount"].sum())


def _fen(yuan: float) -> int:
    return round(yuan * 100)


def _yuan(value: float) -> str:
    """Money as people write it: 27.9, 6,200.

    >>> _yuan(27.899999999999995), _yuan(6200.0), _yuan(0.05)
    ('27.9', '6,200', '0.05')
    """
    text = f"{value:,.2f}".replace("-", "−")
    return text.rstrip("0").rstrip(".")


if __name__ == "__main__":
    print(ProfitModel().run())
