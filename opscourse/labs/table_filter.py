"""The lab of L02: click on a table, and see the pandas line that keeps the same rows.

`show()` opens it in a notebook. The same by code:

    model = FilterModel().add("city", "==", "杭州").add("qty", ">=", 2)
    print(model.run())          # the line, what each condition keeps, what all keep together
    model.run().rows            # the rows, as a DataFrame

The line shown is the line that is run: `rows` is what it gives, never something computed beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from opscourse.errors import CourseError
from opscourse.labs.profit import as_number

NAME = "december"
JOINS = {"&": "且：都要成立", "|": "或：有一个成立就行"}
MOST = 4  # conditions; more do not fit a line that is to be read
# What can be asked of a column; {c} is the column, {v} the value as code.
QUESTIONS: dict[str, str] = {
    "==": "{c} == {v}",
    ">=": "{c} >= {v}",
    "contains": "{c}.str.contains({v}, regex=False)",
    "notna": "{c}.notna()",
    "isna": "{c}.isna()",
}
NEEDED = ("order_id", "buyer_id", "city", "sku", "status", "qty", "amount", "paid_at")
LONGEST = 30  # characters of a text to look for


@dataclass(frozen=True)
class Condition:
    """One question put to every row; `value` is not used by notna and isna."""

    column: str
    question: str
    value: Any = None

    def code(self, name: str) -> str:
        """As it stands in the brackets: `december["qty"] >= 2`."""
        return self._written(f"{name}[{_quoted(self.column)}]")

    def short(self) -> str:
        """The same without the table: `qty >= 2`."""
        return self._written(self.column)

    def _written(self, column: str) -> str:
        value = _quoted(self.value) if isinstance(self.value, str) else str(self.value)
        return QUESTIONS[self.question].format(c=column, v=value)


@dataclass(frozen=True)
class FilterResult:
    """The line, the rows it keeps, and how many rows each condition keeps by itself."""

    code: str
    rows: pd.DataFrame
    total: int
    join: str
    alone: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return "\n".join([self.code, *(f"  {line}" for line in self.explain())])

    __repr__ = __str__

    def explain(self) -> list[str]:
        """Why these rows: one sentence a condition, then all together."""
        lines = [f"{code}：{self.total} 行里，{count} 行成立" for code, count in self.alone]
        kept = len(self.rows)
        if len(self.alone) > 1:
            lines.append(f"用 {self.join} 连起来（{JOINS[self.join]}）：留下 {kept} 行")
        elif not self.alone:
            lines.append(f"还没有条件，{self.total} 行都在。点表里的一格，就加一个条件")
        if not kept:
            return [*lines, self._empty()]
        orders, buyers = self.rows["order_id"].nunique(), self.rows["buyer_id"].nunique()
        money = self.rows["amount"].sum()
        lines.append(f"{kept} 行 = {orders} 张订单，{buyers} 位买家，金额 {money:,.2f} 元")
        return lines

    def _empty(self) -> str:
        if all(count for _, count in self.alone):
            return "一行也没有：每个条件都有行成立，但没有一行同时成立。去掉一个，或者把 & 换成 |"
        return "一行也没有：有一个条件谁都不成立。看看字写得对不对，繁体和简体是两个字"


class FilterModel:
    """The lab without a screen. Every change gives a new model; the table is never changed.

    `table` needs the columns of `orders_gbk` (default: that table); `name` is what the line calls
    it. Raises CourseError, in one sentence, for a column or value that does not fit.

    >>> rows = pd.DataFrame({"order_id": ["A", "A"], "buyer_id": ["U", "U"], "city": ["福州"] * 2,
    ...     "sku": ["银耳"] * 2, "status": ["已签收"] * 2, "qty": [1, 3], "amount": [9.0, 27.0],
    ...     "paid_at": pd.to_datetime(["2025-12-01", "2025-12-01"])})
    >>> FilterModel(rows, "t").add("qty", ">=", 2).run().code
    't[t["qty"] >= 2]'
    """

    def __init__(
        self,
        table: pd.DataFrame | None = None,
        name: str = NAME,
        conditions: tuple[Condition, ...] = (),
        join: str = "&",
        sort: str = "",
    ) -> None:
        if table is None:
            from opscourse.datasets import load

            table = load("orders_gbk")
        if missing := [column for column in NEEDED if column not in table.columns]:
            raise CourseError(f"表里少了这些列：{'、'.join(missing)}。用 load('orders_gbk') 读。")
        if join not in JOINS:
            raise CourseError(f"条件之间只能用 & 或 | 连，你写的是「{join}」。")
        if sort and sort not in table.columns:
            raise CourseError(f"没有叫「{sort}」的列，没法按它排。")
        self.table, self.name, self.conditions = table, name, conditions
        self.join, self.sort = join, sort

    def add(self, column: str, question: str, value: Any = None) -> FilterModel:
        """The same with one more condition; one that is there already stays as it is."""
        wanted = self._checked(column, question, value)
        if wanted in self.conditions:
            return self
        if len(self.conditions) >= MOST:
            raise CourseError(f"最多 {MOST} 个条件，再多一行就读不懂了。先去掉一个。")
        return self._with(conditions=(*self.conditions, wanted))

    def without(self, place: int) -> FilterModel:
        """The same without the condition at a place, counted from 0."""
        rest = tuple(one for at, one in enumerate(self.conditions) if at != place)
        return self._with(conditions=rest)

    def change(self, **settings: Any) -> FilterModel:
        """The same with another `join` ("&" or "|") or `sort` (largest first; "": as it comes)."""
        return self._with(**settings)

    def _with(self, **settings: Any) -> FilterModel:
        now = {"conditions": self.conditions, "join": self.join, "sort": self.sort}
        return FilterModel(self.table, self.name, **{**now, **settings})

    def code(self) -> str:
        """The line, ready to be copied into a cell."""
        parts = [one.code(self.name) for one in self.conditions]
        if len(parts) > 1:
            parts = [f"({part})" for part in parts]
        line = f"{self.name}[{f' {self.join} '.join(parts)}]" if parts else self.name
        return line + (f".sort_values({_quoted(self.sort)}, ascending=False)" if self.sort else "")

    def run(self) -> FilterResult:
        alone = []
        for one in self.conditions:
            code = one.code(self.name)
            alone.append((code, int(self._value(code).sum())))
        rows = self._value(self.code())
        return FilterResult(self.code(), rows, len(self.table), self.join, tuple(alone))

    def _value(self, code: str) -> Any:
        """What a line of this model gives. Values are quoted by us, so nothing else can run."""
        return eval(code, {"__builtins__": {}, self.name: self.table})

    def _checked(self, column: str, question: str, value: Any) -> Condition:
        if column not in self.table.columns:
            names = "、".join(self.table.columns)
            raise CourseError(f"这张表没有叫「{column}」的列。它的列有：{names}。")
        if question not in QUESTIONS:
            raise CourseError(f"不认识「{question}」。可以问：{'、'.join(QUESTIONS)}。")
        asked = Condition(column, question)
        if question in ("notna", "isna"):
            return asked
        numeric = pd.api.types.is_numeric_dtype(self.table[column])
        if question == {True: "contains", False: ">="}[numeric]:
            kind = "数" if numeric else "文字"
            raise CourseError(f"「{column}」这一列不能这样问：它里面是{kind}。")
        check: Callable[[str, Any], Any] = _number if numeric else _text
        return replace(asked, value=check(column, value))


def _number(column: str, value: Any) -> int | float:
    if not str(value).strip():
        raise CourseError(f"{column} 要和哪个数比？写一个数，比如 2。")
    number = as_number(value)
    if number is None:
        raise CourseError(f"{column} 要和数比，你写的是「{str(value)[:12]}」。写一个数，比如 2。")
    return int(number) if number.is_integer() else number


def _text(column: str, value: Any) -> str:
    text = str(value).strip()
    if not text:
        raise CourseError(f"{column} 里要找什么字？写一个字，比如 州。")
    if len(text) > LONGEST:
        raise CourseError(f"要找的字太长了，最多 {LONGEST} 个字。")
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def show() -> None:
    """Open the lab in a notebook; outside of one, print an example."""
    from IPython.core.getipython import get_ipython

    model = FilterModel()
    if get_ipython() is None:
        print(model.add("qty", ">=", 2).run())
        return
    from IPython.display import display

    from opscourse.labs.table_filter_view import FilterView

    display(FilterView(model).box)


if __name__ == "__main__":
    print(FilterModel().add("paid_at", "notna").add("qty", ">=", 2).run())
