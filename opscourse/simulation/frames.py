"""From whole numbers to the typed columns that learners see."""

import numpy as np
import pandas as pd

from opscourse.simulation.dates import START_DATE


def text_column(values: np.ndarray | list[str]) -> pd.Series:
    """Text, as this pandas keeps it."""
    return pd.Series(np.asarray(values, dtype=object)).astype(str)


def numbered(prefix: str, numbers: np.ndarray, digits: int) -> np.ndarray:
    """Ids such as U00017 (an array of text).

    >>> numbered("U", np.array([17]), 5).tolist()
    ['U00017']
    """
    return np.array([f"{prefix}{number:0{digits}d}" for number in numbers.tolist()], dtype=object)


def time_column(seconds: np.ndarray) -> pd.Series:
    """Moments from seconds since 2024-01-01; a negative number is a missing moment."""
    moments = START_DATE.astype("datetime64[ns]") + seconds * np.timedelta64(1_000_000_000, "ns")
    return pd.Series(np.where(seconds < 0, np.datetime64("NaT", "ns"), moments))


def yuan_column(fen: np.ndarray) -> pd.Series:
    """Yuan with two decimals; division gives the very number that the decimal text reads as."""
    return pd.Series(fen / 100)
