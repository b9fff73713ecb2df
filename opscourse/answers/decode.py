"""Build values from plain data: the inputs on which a learner's function is called."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError

Enc = dict[str, Any]


def decode(enc: Enc) -> Any:
    """Return the value that ``enc`` describes, always newly made.

    Numbers, text, times (Timestamp), months (Period), lists, sets, dicts, Series and DataFrames
    can be decoded; anything else raises CourseError.

    >>> decode({"type": "list", "of": "tuple", "items": [{"type": "number", "value": 2}]})
    (2,)
    """
    try:
        return _decode(enc)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CourseError(
            f"输入数据读不出来（{type(error).__name__}）。请老师重新生成这道题的数据。"
        ) from error


def _decode(enc: Enc) -> Any:
    kind = enc["type"]
    if kind == "none":
        return None
    if kind == "number":
        value = enc["value"]
        return float(value) if isinstance(value, str) or enc.get("of") == "float" else value
    if kind in ("bool", "text"):
        return enc["value"]
    if kind == "time":
        return pd.Timestamp(enc["value"])
    if kind == "month":
        return pd.Period(enc["value"], "M")
    if kind == "list":
        return _list(enc)
    if kind == "dict":
        return {_decode(key): _decode(value) for key, value in enc["items"]}
    if kind == "series":
        return _series(enc)
    if kind == "frame":
        return _frame(enc)
    raise CourseError(f"输入数据里有不能用的类型 {kind}。请老师重新生成这道题的数据。")


def _list(enc: Enc) -> Any:
    items = [_decode(one) for one in enc["items"]]
    of = enc.get("of", "list")
    if of == "array":
        return np.array(items)
    if of == "index":
        return pd.Index(items)
    return {"tuple": tuple, "set": set}.get(of, list)(items)


def _labels(labels: list[Enc], names: list[str | None]) -> pd.Index:
    values = [_decode(one) for one in labels]
    if len(names) > 1:
        return pd.MultiIndex.from_tuples([tuple(one) for one in values], names=names)
    return pd.Index(values, name=names[0])


def _series(enc: Enc) -> pd.Series:
    values = [_decode(one) for one in enc["values"]]
    index = _labels(enc["index"], [None]) if enc["index"] else None
    dtype = enc.get("dtype")
    series = pd.Series(values, index=index, dtype=object if not values else None)
    if dtype in ("int64", "float64", "bool", "object", "str"):
        return series.astype(dtype)
    if dtype and dtype.startswith("datetime64"):
        return pd.to_datetime(series)
    return series


def _frame(enc: Enc) -> pd.DataFrame:
    names = enc.get("index_names", [None])
    if enc.get("default_index", True):
        index: pd.Index = pd.RangeIndex(enc["rows"])
    else:
        index = _labels(enc["index"], names)
    columns = [(column["name"], _cells(column, index)) for column in enc["columns"]]
    if not columns:
        return pd.DataFrame(index=index)
    frame = pd.concat([cells for _, cells in columns], axis=1)
    frame.columns = pd.Index([name for name, _ in columns])
    return frame


def _cells(column: Enc, index: pd.Index) -> pd.Series:
    kind, values = column["kind"], column["values"]
    if kind == "number":
        numbers = [float(one) if isinstance(one, str) else one for one in values]
        dtype = "float64" if any(isinstance(one, float) for one in numbers) else "int64"
        return pd.Series(numbers, index=index, dtype=dtype)
    if kind == "time":
        return pd.Series(pd.to_datetime(values, format="ISO8601"), index=index)
    if kind == "bool" and None not in values:
        return pd.Series(values, index=index, dtype=bool)
    if kind == "other":
        return pd.Series([_decode(one) for one in values], index=index, dtype=object)
    return pd.Series(values, index=index)
