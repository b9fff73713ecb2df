"""A small visit log that can be counted by hand, and the practice world's log."""

from __future__ import annotations

import pandas as pd
import pytest

from opscourse import load
from opscourse.labs.funnel import Facts

# visitor, day of November, channel, pages, consulted
VISITS = [
    ("U1", 1, "搜索", 1, False),
    ("U1", 1, "搜索", 4, True),  # twice on one day: one person on one day
    ("U1", 2, "直播", 2, False),
    ("U1", 4, "搜索", 5, False),
    ("U2", 1, "搜索", 1, False),
    ("U2", 2, "直播", 6, False),  # orders here, without asking
    ("U3", 2, "直播", 3, True),
    ("U4", 4, "社群", 1, False),
    ("U5", 3, "搜索", 4, False),  # orders here, pays on the 4th without a visit
]
# buyer, channel, created, paid
ORDERS = [
    ("U1", "搜索", "2025-11-04 10:20", "2025-11-04 10:25"),
    ("U1", "搜索", "2025-11-04 10:20", "2025-11-04 10:25"),  # a second item of the same order
    ("U2", "直播", "2025-11-02 10:10", None),
    ("U5", "搜索", "2025-11-03 10:10", "2025-11-04 09:00"),
]


@pytest.fixture
def visits() -> pd.DataFrame:
    frame = pd.DataFrame(VISITS, columns=["visitor_id", "day", "channel", "pages", "consulted"])
    frame["started_at"] = pd.Timestamp("2025-11-01 10:00") + pd.to_timedelta(frame["day"] - 1, "D")
    return frame.drop(columns="day")


@pytest.fixture
def orders() -> pd.DataFrame:
    frame = pd.DataFrame(ORDERS, columns=["buyer_id", "channel", "created_at", "paid_at"])
    return frame.assign(
        created_at=pd.to_datetime(frame["created_at"]), paid_at=pd.to_datetime(frame["paid_at"])
    )


@pytest.fixture
def small(visits, orders) -> Facts:
    return Facts(visits, orders)


@pytest.fixture(scope="session")
def practice_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    return load("visits"), load("orders")


@pytest.fixture(scope="session")
def practice(practice_tables) -> Facts:
    return Facts(*practice_tables)
