"""Who came: page views, visits, visitors. Frames have the columns of the table `visits`."""

import pandas as pd

from opscourse.metrics.ratio import ratio, require


def pv(visits: pd.DataFrame) -> int:
    """浏览量 PV = Σ `pages` (page views).

    Trap: refreshes count, so PV ≥ 访问次数 ≥ UV. Errors: CourseError when `pages` is missing.
    Source: 本课口径, docs: metrics.

    >>> pv(pd.DataFrame({"pages": [1, 4, 2]}))
    7
    """
    require(visits, "pages")
    return int(visits["pages"].sum())


def uv(visits: pd.DataFrame) -> int:
    """访客数 UV = distinct `visitor_id` over all rows given (persons).

    Trap: not additive: UV of a month ≤ Σ UV of its days, and one visitor of two channels counts
    in both. Errors: CourseError when `visitor_id` is missing. Source: 本课口径, docs: metrics.

    >>> uv(pd.DataFrame({"visitor_id": ["U1", "U2", "U1"]}))
    2
    """
    require(visits, "visitor_id")
    return int(visits["visitor_id"].nunique())


def visit_count(visits: pd.DataFrame) -> int:
    """访问次数 = distinct `visit_id` (sessions; a gap of 30 minutes begins a new one).

    Errors: CourseError when `visit_id` is missing. Source: 本课口径, docs: metrics.

    >>> visit_count(pd.DataFrame({"visit_id": ["V1", "V2"]}))
    2
    """
    require(visits, "visit_id")
    return int(visits["visit_id"].nunique())


def pages_per_visit(visits: pd.DataFrame) -> float:
    """平均访问深度 = PV ÷ 访问次数 (pages).

    Trap: elsewhere often PV ÷ UV; say which. NaN without visits. Source: 本课口径, docs: metrics.

    >>> pages_per_visit(pd.DataFrame({"visit_id": ["V1", "V2"], "pages": [1, 4]}))
    2.5
    """
    return ratio(pv(visits), visit_count(visits))


def bounce_rate(visits: pd.DataFrame) -> float:
    """跳失率 = visits of one page ÷ all visits (decimal), counted in visits.

    Trap: another usual definition counts visitors, and its value differs. NaN without visits.
    Source: 本课口径, docs: metrics.

    >>> bounce_rate(pd.DataFrame({"visit_id": ["V1", "V2"], "pages": [1, 4]}))
    0.5
    """
    require(visits, "pages")
    return ratio(visit_count(visits[visits["pages"] == 1]), visit_count(visits))


def consult_rate(visits: pd.DataFrame) -> float:
    """咨询率 = visitors who consulted ÷ visitors (decimal), counted in persons.

    Trap: consultations ÷ visits is another number. NaN without visitors.
    Source: 本课口径, docs: metrics.

    >>> consult_rate(pd.DataFrame({"visitor_id": ["U1", "U1", "U2"], "consulted": [1, 1, 0]}))
    0.5
    """
    require(visits, "consulted")
    return ratio(uv(visits[visits["consulted"] == 1]), uv(visits))


def consult_conversion(visits: pd.DataFrame, orders: pd.DataFrame) -> float:
    """询单转化率 = persons who consulted and then ordered ÷ persons who consulted (decimal).

    An order counts when it is created at or after the person's first consulted visit began; cut
    both frames to the window that you mean. `orders` has `buyer_id` and `created_at`.
    Traps: persons, not orders （笔数）; an order before the consultation does not count. NaN
    when nobody consulted. Source: 本课口径, docs: metrics.

    >>> log = pd.DataFrame({"visitor_id": ["U1", "U2"], "consulted": [1, 1],
    ...                     "started_at": pd.to_datetime(["2025-11-01 08:00"] * 2)})
    >>> placed = pd.DataFrame({"buyer_id": ["U1", "U1"],
    ...                        "created_at": pd.to_datetime(["2025-11-01 08:05"] * 2)})
    >>> consult_conversion(log, placed)
    0.5
    """
    require(visits, "visitor_id", "consulted", "started_at")
    require(orders, "buyer_id", "created_at")
    consulted = visits[visits["consulted"] == 1]
    first = consulted.groupby("visitor_id", as_index=False)["started_at"].min()
    first = first.set_axis(["buyer_id", "consulted_at"], axis=1)
    both = orders[["buyer_id", "created_at"]].merge(first, on="buyer_id")
    after = both[both["created_at"] >= both["consulted_at"]]
    return ratio(after["buyer_id"].nunique(), len(first))


def ctr(clicks: float | pd.Series, impressions: float | pd.Series) -> float | pd.Series:
    """点击率 CTR = 点击 ÷ 展现 (decimal).

    Trap: the mean of daily CTRs is not the CTR; divide the sums. NaN without impressions.
    Source: 本课口径, docs: metrics.

    >>> ctr(30, 1000)
    0.03
    """
    return ratio(clicks, impressions)
