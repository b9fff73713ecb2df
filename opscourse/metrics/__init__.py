"""The metrics of the course, by their field-standard names.

House rules (docs: metrics): a zero denominator gives NaN, nothing is rounded, rates are decimals,
totals of ratios are Σ numerator ÷ Σ denominator. Everything takes and returns plain pandas.
"""

from opscourse.metrics.change import growth, mom, sales_decomposition, share, yoy
from opscourse.metrics.promotion import break_even_roas, cpa, cpc, cpm, roas, roi_profit
from opscourse.metrics.ratio import ratio
from opscourse.metrics.sales import (
    amount_conversion,
    aov,
    buyer_count,
    cvr,
    gmv,
    items_per_order,
    net_sales,
    order_conversion,
    order_count,
    paid_amount,
    refund_amount_rate,
    refund_rate,
    spend_per_buyer,
    spend_per_item,
    uv_value,
)
from opscourse.metrics.traffic import (
    bounce_rate,
    consult_conversion,
    consult_rate,
    ctr,
    pages_per_visit,
    pv,
    uv,
    visit_count,
)

__all__ = [
    "amount_conversion",
    "aov",
    "bounce_rate",
    "break_even_roas",
    "buyer_count",
    "consult_conversion",
    "consult_rate",
    "cpa",
    "cpc",
    "cpm",
    "ctr",
    "cvr",
    "gmv",
    "growth",
    "items_per_order",
    "mom",
    "net_sales",
    "order_conversion",
    "order_count",
    "pages_per_visit",
    "paid_amount",
    "pv",
    "ratio",
    "refund_amount_rate",
    "refund_rate",
    "roas",
    "roi_profit",
    "sales_decomposition",
    "share",
    "spend_per_buyer",
    "spend_per_item",
    "uv",
    "uv_value",
    "visit_count",
    "yoy",
]
