"""What advertising costs and brings. Numbers or Series, money in yuan."""

import pandas as pd

from opscourse.errors import CourseError
from opscourse.metrics.ratio import ratio

Value = float | pd.Series


def cpc(cost: Value, clicks: Value) -> Value:
    """CPC = 花费 ÷ 点击 (yuan a click). NaN without clicks. Source: 本课口径, docs: metrics.

    >>> cpc(60.0, 50)
    1.2
    """
    return ratio(cost, clicks)


def cpm(cost: Value, impressions: Value) -> Value:
    """CPM = 花费 ÷ 展现 × 1000 (yuan a thousand impressions). NaN without impressions.

    Source: 本课口径, docs: metrics.

    >>> cpm(60.0, 4000)
    15.0
    """
    return ratio(cost, impressions) * 1000


def cpa(cost: Value, actions: Value) -> Value:
    """CPA = 花费 ÷ 目标行为 (yuan an action). NaN without actions.

    Traps: say which action; CPA is not CAC. Source: 本课口径, docs: metrics.

    >>> cpa(60.0, 4)
    15.0
    """
    return ratio(cost, actions)


def roas(revenue: Value, cost: Value) -> Value:
    """ROAS = 归因成交金额 ÷ 花费 (yuan a yuan). NaN without cost.

    Traps: platforms call it ROI; a ROAS of 3 with a margin of 25 % loses money; channels summed
    exceed the whole. Source: 本课口径, docs: metrics.

    >>> roas(300.0, 100.0)
    3.0
    """
    return ratio(revenue, cost)


def roi_profit(revenue: Value, cost: Value, margin: Value) -> Value:
    """利润ROI = （成交 × 毛利率 − 花费） ÷ 花费 (decimal). NaN without cost.

    `margin` is a decimal. Source: 本课口径, docs: metrics.

    >>> roi_profit(300.0, 100.0, 0.25)
    -0.25
    """
    return ratio(revenue * margin - cost, cost)


def break_even_roas(margin: Value, return_rate: Value = 0.0, goods_lost: bool = False) -> Value:
    """保本ROAS = 1 ÷ 毛利率; with returns 1 ÷ (m(1−r)), or 1 ÷ (m−r) where the goods are lost.

    `margin` m and `return_rate` r are decimals; `goods_lost=True` is for 生鲜. NaN when the
    divisor is 0; never negative: with m ≤ r no ROAS breaks even, and the result is NaN.
    Raises CourseError for a percentage such as 40. Source: 本课口径, docs: metrics.

    >>> break_even_roas(0.4)
    2.5
    >>> round(break_even_roas(0.4, 0.1), 2), round(break_even_roas(0.4, 0.1, goods_lost=True), 2)
    (2.78, 3.33)
    """
    for name, value in (("毛利率", margin), ("退货率", return_rate)):
        if pd.Series(value).gt(1).any():
            raise CourseError(f"{name}要写成小数，例如 0.4，不是 40。")
    left = margin - return_rate if goods_lost else margin * (1 - return_rate)
    kept = left.clip(lower=0) if isinstance(left, pd.Series) else max(left, 0.0)
    return ratio(1.0, kept)
