"""Turn any Python value into plain JSON data, and function inputs back into values.

The learner's process only encodes; judging happens elsewhere, on the plain data alone. So this
module copies what a value *holds* and never asks the value what it thinks of itself: no method of
a learner's class decides anything, no ``==`` of theirs is called, and whatever goes wrong ends as
``{"type": "unsupported"}``.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import functools
import json
import math
import sys
import types
from typing import Any

import numpy as np
import pandas as pd

from opscourse.answers.blanks import is_blank

MAX_ITEMS = 5_000  # items of one list, dict or Series
MAX_CELLS = 2_000  # cells of one DataFrame
MAX_NODES = 40_000  # values in one answer, whatever their nesting
MAX_TEXT = 10_000  # characters of one text
MAX_DEPTH = 6
SHANGHAI = dt.timezone(dt.timedelta(hours=8))

Enc = dict[str, Any]


class _TooBig(Exception):
    """The value is larger than an answer may be; carries the size."""


class _Budget:
    """How many values may still be written for this answer."""

    def __init__(self) -> None:
        self.left = MAX_NODES

    def check(self, count: int, limit: int = MAX_ITEMS) -> None:
        """Refuse a collection before its members are looked at."""
        if count > limit or count > self.left:
            raise _TooBig(count)

    def spend(self) -> None:
        if self.left <= 0:
            raise _TooBig(MAX_NODES)
        self.left -= 1


def encode(value: object) -> Enc:
    """Return ``value`` as plain JSON data; never raises, never runs long.

    Numbers, text, times, lists, sets, dicts, Series, DataFrames and charts are copied; a function
    is only named here (``handover`` calls it on its inputs). Lists of more than 5,000 items, text
    of more than 10,000 characters and frames of more than 2,000 cells become ``too_big``; anything
    else becomes ``unsupported`` with its class name.

    >>> encode(1.5)
    {'type': 'number', 'value': 1.5, 'of': 'float'}
    >>> encode(["西瓜", 3])["items"][0]
    {'type': 'text', 'value': '西瓜'}
    """
    try:
        return _encode(value, 0, _Budget())
    except _TooBig as big:
        return {"type": "too_big", "cells": int(big.args[0])}
    except RecursionError:
        return {"type": "too_big", "cells": MAX_NODES}
    except Exception:
        return unsupported(value)


def unsupported(value: object) -> Enc:
    """The encoding of a value that no answer may be.

    >>> unsupported(object())
    {'type': 'unsupported', 'of': 'object'}
    """
    return {"type": "unsupported", "of": class_name(value)}


def class_name(value: object) -> str:
    """The class's own name, read past any metaclass that would answer otherwise.

    >>> class_name([])
    'list'
    """
    try:
        name = type.__dict__["__name__"].__get__(type(value))
    except Exception:
        return "?"
    return name[:60] if type(name) is str else "?"


def _is(value: object, *classes: type) -> bool:
    """isinstance that ``__class__`` cannot lie to."""
    mro = type.__dict__["__mro__"].__get__(type(value))
    return any(one in mro for one in classes)


def _encode(value: Any, depth: int, budget: _Budget) -> Enc:
    if is_blank(value):
        return {"type": "blank"}
    if depth > MAX_DEPTH:
        raise _TooBig(MAX_NODES)
    budget.spend()
    scalar = _scalar(value)
    if scalar is not None:
        return scalar
    if _is(value, dict):
        return _dict(value, depth, budget)
    if _is(value, pd.DataFrame):
        return _frame(value, depth, budget)
    if _is(value, pd.Series):
        return _series(value, depth, budget)
    items = _items_of(value)
    if items is not None:
        of, members = items
        charts = _chart(value) if of == "array" or len(members) == 1 else None
        if charts is not None:
            return charts
        budget.check(len(members))
        encoded = [_encode(one, depth + 1, budget) for one in members]
        if of == "set":  # its own order differs from run to run, and files must not
            encoded.sort(key=json.dumps)
        return {"type": "list", "of": of, "items": encoded}
    if is_function(value):
        return {"type": "function", "results": [], "reads": []}
    return _chart(value) or unsupported(value)


#: What a learner can mean by a function: also one that is bound, cached or of numpy.
FUNCTIONS: tuple[type, ...] = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    functools.partial,
    functools._lru_cache_wrapper,
    np.ufunc,
)


def is_function(value: object) -> bool:
    """Whether a learner's answer is a function that has to be called.

    >>> is_function(len), is_function(3)
    (True, False)
    """
    return _is(value, *FUNCTIONS)


def _chart(value: object) -> Enc | None:
    # Whoever has a chart has imported matplotlib already; nobody else should pay for it.
    if "matplotlib" not in sys.modules:
        return None
    from opscourse.answers.figures import encode_chart

    return encode_chart(value)


# --- single values -------------------------------------------------------------------------


def number(value: float, of: str) -> Enc:
    """Encode one builtin int or float.

    >>> number(float("nan"), "float")["value"]
    'nan'
    """
    if type(value) is int:
        if abs(value) < 2**63:
            return {"type": "number", "value": value, "of": of}
        try:
            value = float(value)
        except OverflowError:
            value = math.inf if value > 0 else -math.inf
    if math.isnan(value):
        return {"type": "number", "value": "nan", "of": of}
    if math.isinf(value):
        return {"type": "number", "value": "inf" if value > 0 else "-inf", "of": of}
    return {"type": "number", "value": float(value), "of": of}


def _scalar(value: Any) -> Enc | None:
    if value is None:
        return {"type": "none"}
    if value is pd.NA or value is pd.NaT:
        return number(math.nan, "float")
    if _is(value, bool):
        return {"type": "bool", "value": value is True}
    if _is(value, np.generic) or (_is(value, np.ndarray) and _no_axis(value)):
        return _numpy_scalar(value)
    if _is(value, int):
        return number(int.__int__(value), "int")
    if _is(value, float):
        return number(float.__float__(value), "float")
    if _is(value, str):
        return _text(str.__str__(value))
    if _is(value, decimal.Decimal, fractions.Fraction):
        return number(float(value), "float")
    return _moment(value)


def _no_axis(array: np.ndarray) -> bool:
    return np.ndarray.ndim.__get__(array) == 0  # type: ignore[attr-defined]


def _numpy_scalar(value: Any) -> Enc | None:
    if _is(value, np.ndarray):
        value = np.ndarray.item(value)
        return _scalar(value)
    if _is(value, np.bool_):
        return {"type": "bool", "value": bool(value)}
    if _is(value, np.integer) and not _is(value, np.timedelta64):
        return number(int(value), "int")
    if _is(value, np.floating):
        return number(float(value), "float")
    if _is(value, np.str_):
        return _text(str.__str__(value))
    if _is(value, np.datetime64):
        return _moment(pd.Timestamp(value))
    return unsupported(value)


def _text(value: str) -> Enc:
    if len(value) > MAX_TEXT:
        raise _TooBig(len(value))
    # A lone surrogate cannot be sent as UTF-8.
    return {"type": "text", "value": value.encode("utf-8", "replace").decode("utf-8")}


def _moment(value: Any) -> Enc | None:
    """A date, time stamp or period; times are written as wall-clock time in China."""
    if value is pd.NaT:
        return number(math.nan, "float")
    if _is(value, pd.Period):
        if value.freqstr == "M":
            return {"type": "month", "value": f"{value.year:04d}-{value.month:02d}"}
        if value.freqstr == "D":
            return _moment(value.start_time)
        return _text(str(value))
    if _is(value, dt.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(SHANGHAI).replace(tzinfo=None)
        return {"type": "time", "value": dt.datetime.isoformat(value)}
    if _is(value, dt.date):
        return {"type": "time", "value": dt.date.isoformat(value) + "T00:00:00"}
    if _is(value, dt.time, pd.Interval):
        return _text(str(value))
    return None


# --- collections ---------------------------------------------------------------------------


def _items_of(value: Any) -> tuple[str, list[Any]] | None:
    """The members of a list-like value, read by the builtin class's own iterator."""
    for cls, of in ((list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "set")):
        if _is(value, cls):
            size = cls.__len__(value)
            if size > MAX_ITEMS:
                raise _TooBig(size)
            return of, list(cls.__iter__(value))
    if _is(value, range, type({}.keys()), type({}.values()), type({}.items())):
        if len(value) > MAX_ITEMS:
            raise _TooBig(len(value))
        return "list", list(value)
    if _is(value, np.ndarray, pd.Index, pd.api.extensions.ExtensionArray):
        if value.size > MAX_ITEMS:
            raise _TooBig(int(value.size))
        return ("index" if _is(value, pd.Index) else "array"), list(value)
    return None


def _dict(value: Any, depth: int, budget: _Budget) -> Enc:
    budget.check(dict.__len__(value))
    pairs = list(dict.items(value))
    return {
        "type": "dict",
        "items": [
            [_encode(key, depth + 1, budget), _encode(one, depth + 1, budget)] for key, one in pairs
        ],
    }


def _series(value: pd.Series, depth: int, budget: _Budget) -> Enc:
    budget.check(len(value))
    return {
        "type": "series",
        "index": [_encode(one, depth + 1, budget) for one in value.index],
        "values": [_encode(one, depth + 1, budget) for one in value.array],
        "dtype": str(value.dtype)[:40],
    }


def _frame(value: pd.DataFrame, depth: int, budget: _Budget) -> Enc:
    rows, width = len(value.index), len(value.columns)
    budget.check(rows * max(width, 1), MAX_CELLS)
    columns = []
    for place, name in enumerate(value.columns):
        cells = [_encode(one, depth + 1, budget) for one in value.iloc[:, place].array]
        kind = _KINDS.get(value.dtypes.iloc[place].kind, "text")
        columns.append({"name": label_text(name), **_column(cells, kind)})
    names = [None if one is None else label_text(one) for one in value.index.names]
    return {
        "type": "frame",
        "rows": rows,
        "columns": columns,
        "index": [_encode(one, depth + 1, budget) for one in value.index],
        "index_names": names,
        "default_index": _is(value.index, pd.RangeIndex),
    }


def label_text(label: Any) -> str:
    """A column's or level's name as text; the levels of a deep name are joined by ``/``.

    >>> label_text(("amount", "sum"))
    'amount/sum'
    """
    if _is(label, tuple):
        return "/".join(part for part in map(label_text, tuple.__iter__(label)) if part)
    return label_key(_encode(label, MAX_DEPTH, _Budget()))


def label_key(enc: Enc) -> str:
    """A short text for one encoded label."""
    value = enc.get("value")
    if enc["type"] == "time" and isinstance(value, str):
        return value.removesuffix("T00:00:00")
    return str(value)[:200] if value is not None else enc["type"]


# By numpy's one-letter kinds: the type of a column that has no values of its own.
_KINDS = {"i": "number", "u": "number", "f": "number", "b": "bool", "M": "time"}


def _column(cells: list[Enc], empty: str) -> Enc:
    """Write a column's cells without repeating their type, where they share one.

    empty : the kind of a column without any value.
    """

    def missing(cell: Enc) -> bool:
        return cell["type"] == "none" or (cell["type"] == "number" and cell["value"] == "nan")

    kinds = {cell["type"] for cell in cells if not missing(cell)}
    kinds = kinds or {empty}
    if kinds == {"number"}:
        return {"kind": "number", "values": ["nan" if missing(c) else c["value"] for c in cells]}
    if len(kinds) == 1 and kinds <= {"text", "time", "bool"}:
        return {
            "kind": kinds.pop(),
            "values": [None if missing(c) else c["value"] for c in cells],
        }
    return {"kind": "other", "values": cells}
