"""What changed, and through what: growth, shares, and the sales identity taken apart."""

from collections.abc import Mapping

import pandas as pd

from opscourse.errors import CourseError
from opscourse.metrics.ratio import ratio

FACTORS = ("uv", "cvr", "spend_per_buyer")


def share(part: float | pd.Series, whole: float | pd.Series) -> float | pd.Series:
    """占比 = part ÷ whole (decimal). NaN when the whole is 0.

    Trap: say which whole. Source: 本课口径, docs: metrics.

    >>> share(2, 7) == 2 / 7
    True
    """
    return ratio(part, whole)


def growth(now: float | pd.Series, before: float | pd.Series) -> float | pd.Series:
    """增长率 = (now − before) ÷ before (decimal). NaN when `before` is 0.

    Trap: the base is the earlier value. From 10 % to 12 % is +20 %, and +2 个百分点.
    Source: 本课口径, docs: metrics.

    >>> growth(120.0, 100.0)
    0.2
    """
    return ratio(now - before, before)


def mom(values: pd.Series) -> pd.Series:
    """环比 of each month against the one before it in the Series (decimal; NaN for the first).

    The Series must hold every month, in order of time. Trap: seasonal goods jump by season; use
    同比. Source: 本课口径, docs: metrics.

    >>> mom(pd.Series([100.0, 120.0])).tolist()
    [nan, 0.2]
    """
    before = values.shift(1)
    return ratio(values - before, before)


def yoy(values: pd.Series) -> pd.Series:
    """同比 of each month against the same month a year before (decimal; NaN for the first 12).

    The Series must hold every month, in order of time. Trap: 春节 moves between months.
    Source: 本课口径, docs: metrics.

    >>> float(yoy(pd.Series([100.0] * 12 + [150.0])).iloc[-1])
    0.5
    """
    before = values.shift(12)
    return ratio(values - before, before)


def sales_decomposition(
    before: Mapping[str, float] | pd.Series, now: Mapping[str, float] | pd.Series
) -> dict[str, float]:
    """Δ支付金额 attributed to UV, then CVR, then 客单价, by sequential substitution (yuan).

    支付金额 = UV × CVR × 客单价. Each period gives `uv`, `buyers` and `amount` (a dict or a row of
    `shop_monthly`). UV is replaced first, then CVR, then 客单价; the three add up to the whole
    change. Traps: another order, or the log method, gives other parts. NaN without visitors or
    buyers. Raises CourseError for a missing value. Source: 本课口径, docs: metrics.

    >>> parts = sales_decomposition({"uv": 1000, "buyers": 50, "amount": 5000.0},
    ...                             {"uv": 1200, "buyers": 72, "amount": 7200.0})
    >>> {name: round(yuan, 6) for name, yuan in parts.items()}
    {'uv': 1000.0, 'cvr': 1200.0, 'spend_per_buyer': 0.0}
    """
    uv_0, cvr_0, spend_0 = _factors(before)
    uv_1, cvr_1, spend_1 = _factors(now)
    parts = (
        (uv_1 - uv_0) * cvr_0 * spend_0,
        uv_1 * (cvr_1 - cvr_0) * spend_0,
        uv_1 * cvr_1 * (spend_1 - spend_0),
    )
    return dict(zip(FACTORS, parts, strict=True))


def _factors(period: Mapping[str, float] | pd.Series) -> tuple[float, float, float]:
    missing = [name for name in ("uv", "buyers", "amount") if name not in period]
    if missing:
        raise CourseError(f"这一期少了 {'、'.join(missing)}。要有 uv、buyers、amount 三个数。")
    visitors, buyers, amount = (float(period[name]) for name in ("uv", "buyers", "amount"))
    return visitors, ratio(buyers, visitors), ratio(amount, buyers)
