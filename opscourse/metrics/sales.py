"""Who bought and for how much. Frames have the columns of `orders` and `orders_paid`.

Rows are items of orders, so nothing here counts rows. `paid` is a frame of paid rows alone.
"""

import math

import pandas as pd

from opscourse.errors import CourseError
from opscourse.metrics.ratio import ratio, require


def _amount(rows: pd.DataFrame) -> float:
    require(rows, "amount")
    # math.fsum gives the same sum for every order of the rows.
    return math.fsum(rows["amount"])


def paid_amount(paid: pd.DataFrame) -> float:
    """支付金额 = Σ `amount` of paid rows (yuan), with 邮费, refunds not taken off.

    Trap: GMV ≥ 支付金额 ≥ 净销售额. Source: 本课口径, docs: metrics.

    >>> paid_amount(pd.DataFrame({"amount": [10.5, 20.0]}))
    30.5
    """
    if "paid_at" in paid and paid["paid_at"].isna().any():
        raise CourseError("这张表里有没付款的行。先留下 paid_at 不空的行，或用 orders_paid。")
    return _amount(paid)


def gmv(orders: pd.DataFrame) -> float:
    """GMV = Σ `amount` of all placed rows (yuan), unpaid and closed ones too.

    Trap: never smaller than 支付金额. Source: 本课口径, docs: metrics.

    >>> gmv(pd.DataFrame({"amount": [10.5, 20.0]}))
    30.5
    """
    return _amount(orders)


def net_sales(paid: pd.DataFrame) -> float:
    """净销售额 = 支付金额 − Σ `refund_amount` (yuan).

    Source: 本课口径, docs: metrics.

    >>> net_sales(pd.DataFrame({"amount": [10.0, 20.0], "refund_amount": [0.0, 5.0]}))
    25.0
    """
    require(paid, "refund_amount")
    return paid_amount(paid) - math.fsum(paid["refund_amount"])


def buyer_count(paid: pd.DataFrame) -> int:
    """支付买家数 = distinct `buyer_id` (persons).

    Trap: a buyer of two orders is one buyer. Source: 本课口径, docs: metrics.

    >>> buyer_count(pd.DataFrame({"buyer_id": ["U1", "U1"]}))
    1
    """
    require(paid, "buyer_id")
    return int(paid["buyer_id"].nunique())


def order_count(rows: pd.DataFrame) -> int:
    """订单数 = distinct `order_id`.

    Trap: rows are items, not orders. Source: 本课口径, docs: metrics.

    >>> order_count(pd.DataFrame({"order_id": ["D1", "D1", "D2"]}))
    2
    """
    require(rows, "order_id")
    return int(rows["order_id"].nunique())


def cvr(buyers: float | pd.Series, visitors: float | pd.Series) -> float | pd.Series:
    """支付转化率 CVR = 支付买家数 ÷ 访客数 of the same window (decimal).

    Traps: not 订单 ÷ 点击, not orders ÷ visits; the mean of daily rates is not the rate; on a
    festival's eve visitors buy the next day. NaN without visitors. Numbers or Series.
    Source: 本课口径, docs: metrics.

    >>> cvr(45, 1500)
    0.03
    """
    return ratio(buyers, visitors)


def spend_per_buyer(paid: pd.DataFrame) -> float:
    """客单价 = 支付金额 ÷ 支付买家数 (yuan a buyer).

    Trap: ÷ 订单数 is 笔单价 (`aov`). NaN without buyers. Source: 本课口径, docs: metrics.

    >>> spend_per_buyer(pd.DataFrame({"buyer_id": ["U1", "U1"], "amount": [10.0, 20.0]}))
    30.0
    """
    return ratio(paid_amount(paid), buyer_count(paid))


def aov(paid: pd.DataFrame) -> float:
    """笔单价 AOV = 支付金额 ÷ 支付订单数 (yuan an order).

    Trap: many pages call this 客单价. NaN without orders. Source: 本课口径, docs: metrics.

    >>> aov(pd.DataFrame({"order_id": ["D1", "D2"], "amount": [10.0, 20.0]}))
    15.0
    """
    return ratio(paid_amount(paid), order_count(paid))


def spend_per_item(paid: pd.DataFrame) -> float:
    """件单价 = 支付金额 ÷ 件数 (yuan a piece); 件数 = Σ `qty`.

    Trap: rows are not pieces. NaN without pieces. Source: 本课口径, docs: metrics.

    >>> spend_per_item(pd.DataFrame({"qty": [1, 2], "amount": [10.0, 20.0]}))
    10.0
    """
    require(paid, "qty")
    return ratio(paid_amount(paid), int(paid["qty"].sum()))


def items_per_order(paid: pd.DataFrame) -> float:
    """连带率 UPT = 件数 ÷ 订单数 (pieces an order).

    Trap: rows ÷ orders leaves the quantity out. NaN without orders.
    Source: 本课口径, docs: metrics.

    >>> items_per_order(pd.DataFrame({"order_id": ["D1", "D1"], "qty": [1, 2]}))
    3.0
    """
    require(paid, "qty")
    return ratio(int(paid["qty"].sum()), order_count(paid))


def uv_value(amount: float | pd.Series, visitors: float | pd.Series) -> float | pd.Series:
    """UV价值 = 支付金额 ÷ 访客数 = CVR × 客单价 (yuan a visitor).

    Trap: Σ of daily UV is not the month's UV. NaN without visitors.
    Source: 本课口径, docs: metrics.

    >>> uv_value(3000.0, 1500)
    2.0
    """
    return ratio(amount, visitors)


def _paid_rows(orders: pd.DataFrame) -> pd.DataFrame:
    require(orders, "paid_at")
    return orders[orders["paid_at"].notna()]


def order_conversion(orders: pd.DataFrame) -> float:
    """订单转化率 = 支付订单数 ÷ 下单订单数 (decimal), of all placed rows.

    Trap: it moves apart from `amount_conversion` when dear orders are dropped. NaN without
    orders. Source: 本课口径 (house), docs: metrics.

    >>> placed = pd.DataFrame({"order_id": ["D1", "D2"], "amount": [10.0, 30.0],
    ...                        "paid_at": pd.to_datetime(["2025-11-01", None])})
    >>> order_conversion(placed)
    0.5
    """
    return ratio(order_count(_paid_rows(orders)), order_count(orders))


def amount_conversion(orders: pd.DataFrame) -> float:
    """金额转化率 = 支付金额 ÷ 下单金额 (decimal), of all placed rows.

    NaN when nothing was ordered. Source: 本课口径 (house), docs: metrics.

    >>> placed = pd.DataFrame({"order_id": ["D1", "D2"], "amount": [10.0, 30.0],
    ...                        "paid_at": pd.to_datetime(["2025-11-01", None])})
    >>> amount_conversion(placed)
    0.25
    """
    return ratio(_amount(_paid_rows(orders)), _amount(orders))


def refund_rate(paid: pd.DataFrame) -> float:
    """退款率 = refunded orders ÷ paid orders (decimal), of the orders *paid* in the window.

    Choose the rows by `paid_at`. Traps: refunds of earlier orders do not belong here; by amount
    it is another number (`refund_amount_rate`). NaN without orders.
    Source: 本课口径, docs: metrics.

    >>> refund_rate(pd.DataFrame({"order_id": ["D1", "D2"],
    ...                           "refunded_at": pd.to_datetime(["2025-12-01", None])}))
    0.5
    """
    require(paid, "refunded_at")
    return ratio(order_count(paid[paid["refunded_at"].notna()]), order_count(paid))


def refund_amount_rate(paid: pd.DataFrame) -> float:
    """退款率（金额口径） = Σ `refund_amount` ÷ 支付金额 (decimal), by date of payment.

    NaN when nothing was paid. Source: 本课口径, docs: metrics.

    >>> refund_amount_rate(pd.DataFrame({"amount": [10.0, 30.0], "refund_amount": [0.0, 10.0]}))
    0.25
    """
    require(paid, "refund_amount")
    return ratio(math.fsum(paid["refund_amount"]), paid_amount(paid))
