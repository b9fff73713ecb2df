"""The two calendar years of every world, as whole numbers.

A day is 0 (2024-01-01) … 730 (2025-12-31); a moment is seconds since 2024-01-01 00:00.
"""

import numpy as np

DAYS = 731
DAY_SECONDS = 86_400
END = DAYS * DAY_SECONDS  # the first moment after the world's today
START_DATE = np.datetime64("2024-01-01", "D")
DATES = START_DATE + np.arange(DAYS)
MONTH_OF_DAY = (DATES.astype("datetime64[M]") - np.datetime64("2024-01", "M")).astype(np.int64)
WEEKDAY = np.arange(DAYS) % 7  # 2024-01-01 was a Monday


def day_number(date: str) -> int:
    """Day of an ISO date.

    >>> day_number("2025-12-31")
    730
    """
    return int((np.datetime64(date, "D") - START_DATE).astype(int))


def month_text(month: int) -> str:
    """Name of month 0 … 23.

    >>> month_text(22)
    '2025-11'
    """
    return str(np.datetime64("2024-01", "M") + month)


def festival_days(percents: dict[str, int]) -> np.ndarray:
    """Percent of a usual day's traffic for each day; 100 where there is no festival."""
    month_day = [str(date)[5:] for date in DATES]
    return np.array([percents.get(text, 100) for text in month_day])
