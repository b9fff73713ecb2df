"""The one division of all metrics: a zero denominator gives NaN, never 0 and never an error."""

from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError

Amount = float | int | pd.Series | np.ndarray


def ratio(numerator: Amount, denominator: Amount) -> Any:
    """`numerator ÷ denominator`; NaN wherever the denominator is 0. Nothing is rounded.

    Both may be numbers or Series; Series are matched by label. Returns a float or a Series.
    Raises CourseError for text. Source: 本课口径, docs: metrics (house rules).

    >>> ratio(3, 4), ratio(3, 0)
    (0.75, nan)
    >>> ratio(pd.Series([1, 2]), pd.Series([4, 0])).tolist()
    [0.25, nan]
    """
    for part in (numerator, denominator):
        if isinstance(part, str):
            raise CourseError(f"“{part}”是文字，不能拿来除。先用 float(...) 变成数字。")
    if isinstance(denominator, pd.Series):
        return numerator / denominator.where(denominator != 0)
    if isinstance(denominator, np.ndarray):
        return numerator / np.where(denominator == 0, np.nan, denominator)
    if denominator == 0:
        return numerator * np.nan if isinstance(numerator, pd.Series) else float("nan")
    result = numerator / denominator
    return result if isinstance(result, pd.Series | np.ndarray) else float(result)


def require(frame: pd.DataFrame, *columns: str) -> None:
    """Raise CourseError unless `frame` is a DataFrame with these columns.

    >>> require(pd.DataFrame({"pages": [1]}), "pages")
    """
    if not isinstance(frame, pd.DataFrame):
        raise CourseError(f"这里要一张表（DataFrame），你给的是 {type(frame).__name__}。")
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise CourseError(f"这张表少了列 {'、'.join(missing)}。换一张表，或检查列名。")
