"""Read encoded answers: check their shape and turn them into small immutable nodes.

What arrives here may be forged or damaged. `read` accepts only what `encode` can have written, in
bounded size, and raises `Malformed` for all else, so that everything behind it can trust its input.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

MAX_NODES = 60_000
MAX_DEPTH = 10


class Malformed(ValueError):
    """The data is not something that `encode` writes."""


@dataclass(frozen=True)
class Atom:
    """One value: kind is number, bool, none, text, time or month."""

    kind: str
    value: Any = None
    of: str = ""


@dataclass(frozen=True)
class Items:
    of: str
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapping:
    pairs: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True)
class Labelled:
    """A Series: labels and values of one length."""

    labels: tuple[Node, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True)
class Frame:
    """A DataFrame: names may repeat; levels holds the index as further columns."""

    rows: int
    columns: tuple[tuple[str, tuple[Node, ...]], ...]
    levels: tuple[tuple[str | None, tuple[Node, ...]], ...] = ()
    default_index: bool = True


@dataclass(frozen=True)
class Axis:
    """One axis of a chart: shown number = number in the artist × factor, with a suffix."""

    label: str = ""
    factor: float = 1.0
    suffix: str = ""


@dataclass(frozen=True)
class Mark:
    """One bar container, line or cloud; a point's place is None where no tick names it."""

    mark: str
    label: str
    horizontal: bool
    points: tuple[tuple[Node | None, float], ...]


@dataclass(frozen=True)
class Chart:
    title: str
    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    count: int = 1


@dataclass(frozen=True)
class Results:
    """What a function gave: for each case a node, or what stopped it (`error`, `timeout`)."""

    results: tuple[Node | None, ...]
    faults: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Other:
    """blank, too_big or unsupported."""

    kind: str
    detail: str = ""


# What labels and keys are matched by: a kind, then its value.
Key = tuple[Any, ...]
Node = Atom | Items | Mapping | Labelled | Frame | Chart | Results | Other


@dataclass
class _Reader:
    left: int = field(default=MAX_NODES)

    def node(self, enc: Any, depth: int = 0) -> Node:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH or type(enc) is not dict:
            raise Malformed
        method = getattr(self, f"_{_str(enc.get('type'))}", None)
        if method is None:
            raise Malformed
        return method(enc, depth)

    def nodes(self, encs: Any, depth: int) -> tuple[Node, ...]:
        return tuple(self.node(one, depth + 1) for one in _list(encs))

    def _blank(self, enc: dict, depth: int) -> Node:
        return Other("blank")

    def _too_big(self, enc: dict, depth: int) -> Node:
        return Other("too_big")

    def _unsupported(self, enc: dict, depth: int) -> Node:
        name = _str(enc.get("of"))
        return Other("unsupported", name if re.fullmatch(r"\w{1,60}", name) else "?")

    def _number(self, enc: dict, depth: int) -> Node:
        return Atom("number", _number(enc.get("value")), _str(enc.get("of", "")))

    def _bool(self, enc: dict, depth: int) -> Node:
        if type(enc.get("value")) is not bool:
            raise Malformed
        return Atom("bool", enc["value"])

    def _none(self, enc: dict, depth: int) -> Node:
        return Atom("none")

    def _text(self, enc: dict, depth: int) -> Node:
        return Atom("text", clean(_str(enc.get("value"))))

    def _time(self, enc: dict, depth: int) -> Node:
        return Atom("time", _time(enc.get("value")))

    def _month(self, enc: dict, depth: int) -> Node:
        value = _str(enc.get("value"))
        if not re.fullmatch(r"\d{4}-\d{2}", value):
            raise Malformed
        return Atom("month", value)

    def _list(self, enc: dict, depth: int) -> Node:
        return Items(_str(enc.get("of", "list")), self.nodes(enc.get("items"), depth))

    def _dict(self, enc: dict, depth: int) -> Node:
        pairs = []
        for pair in _list(enc.get("items")):
            key, value = self.nodes(pair, depth)
            pairs.append((key, value))
        return Mapping(tuple(pairs))

    def _series(self, enc: dict, depth: int) -> Node:
        labels = self.nodes(enc.get("index"), depth)
        values = self.nodes(enc.get("values"), depth)
        if len(labels) != len(values):
            raise Malformed
        return Labelled(labels, values)

    def _frame(self, enc: dict, depth: int) -> Node:
        rows = enc.get("rows")
        if type(rows) is not int or not 0 <= rows <= MAX_NODES:
            raise Malformed
        columns = []
        for column in _list(enc.get("columns")):
            cells = self._cells(column, depth)
            if len(cells) != rows:
                raise Malformed
            columns.append((clean(_str(column.get("name"))), cells))
        levels = self._levels(enc, rows, depth)
        default = enc.get("default_index", not levels) is True
        return Frame(rows, tuple(columns), levels, default)

    def _cells(self, column: Any, depth: int) -> tuple[Node, ...]:
        if type(column) is not dict:
            raise Malformed
        kind, values = column.get("kind"), _list(column.get("values"))
        if kind == "other":
            return self.nodes(values, depth)
        if kind not in ("number", "text", "time", "bool"):
            raise Malformed
        return tuple(
            Atom("none") if one is None else self.node({"type": kind, "value": one}, depth)
            for one in values
        )

    def _levels(
        self, enc: dict, rows: int, depth: int
    ) -> tuple[tuple[str | None, tuple[Node, ...]], ...]:
        """The index as columns: one for each level of a MultiIndex."""
        names = _list(enc.get("index_names", []))
        if not names or enc.get("index") is None:
            return ()
        labels = self.nodes(enc["index"], depth)
        if len(labels) != rows:
            raise Malformed
        names = [None if one is None else clean(_str(one)) for one in names]
        if len(names) == 1:
            return ((names[0], labels),)
        rows_of = [one.items for one in labels if isinstance(one, Items)]
        if len(rows_of) != rows or any(len(one) != len(names) for one in rows_of):
            raise Malformed
        return tuple(
            (name, tuple(row[place] for row in rows_of)) for place, name in enumerate(names)
        )

    def _function(self, enc: dict, depth: int) -> Node:
        results: list[Node | None] = []
        faults = []
        for one in _list(enc.get("results")):
            if type(one) is not dict:
                raise Malformed
            results.append(self.node(one["value"], depth + 1) if "value" in one else None)
            faults.append(_fault(one))
        reads = [_str(one) for one in _list(enc.get("reads", []))]
        named = tuple(one for one in reads if one.isidentifier() and len(one) <= 40)
        return Results(tuple(results), tuple(faults), named)

    def _axes(self, enc: dict, depth: int) -> Node:
        count = enc.get("count", 1)
        if type(count) is not int:
            raise Malformed
        marks = tuple(self._mark(one, depth) for one in _list(enc.get("marks")))
        title = clean(_str(enc.get("title", "")))
        return Chart(title, _axis(enc.get("x")), _axis(enc.get("y")), marks, count)

    def _mark(self, enc: Any, depth: int) -> Mark:
        if type(enc) is not dict or enc.get("mark") not in ("bar", "line", "scatter"):
            raise Malformed
        points: list[tuple[Node | None, float]] = []
        for point in _list(enc.get("points")):
            place, value = _list(point)
            node = None if place is None else self.node(place, depth + 1)
            points.append((node, float(_number(value))))
        label = clean(_str(enc.get("label", "")))
        return Mark(enc["mark"], label, enc.get("horizontal") is True, tuple(points))


def read(enc: Any) -> Node:
    """Return the node that ``enc`` describes; raises Malformed for anything else.

    >>> read({"type": "text", "value": " 抖音 "}).value
    '抖音'
    """
    try:
        return _Reader().node(enc)
    except Malformed:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError) as error:
        raise Malformed from error
    except ValueError as error:
        raise Malformed from error


def clean(text: str) -> str:
    """Text as it is compared: NFKC, without space at its ends.

    >>> clean(" ＡＢ１ ")
    'AB1'
    """
    return unicodedata.normalize("NFKC", text).strip()


def _str(value: Any) -> str:
    if type(value) is not str or len(value) > 20_000:
        raise Malformed
    return value


def _list(value: Any) -> list:
    if type(value) is not list:
        raise Malformed
    return value


def _number(value: Any) -> int | float:
    if type(value) is str and value in ("nan", "inf", "-inf"):
        return float(value)
    if type(value) is int:
        return value if abs(value) < 2**64 else math.copysign(math.inf, value)
    if type(value) is float:
        return value
    raise Malformed


def _time(value: Any) -> str:
    moment = dt.datetime.fromisoformat(_str(value))
    return moment.replace(tzinfo=None).isoformat()


def _fault(result: dict) -> str:
    """What stopped a call: '', 'timeout', or the name of the exception's class."""
    if "value" in result:
        return ""
    if result.get("timeout") is True:
        return "timeout"
    name = _str(result.get("error", "")).partition(":")[0]
    return name[:40] if name.isidentifier() else "Exception"


def _axis(enc: Any) -> Axis:
    if type(enc) is not dict:
        raise Malformed
    factor = float(_number(enc.get("factor", 1.0)))
    if not math.isfinite(factor) or factor <= 0:
        raise Malformed
    return Axis(clean(_str(enc.get("label", ""))), factor, clean(_str(enc.get("suffix", ""))))


_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4}-\d{2})(?:-\d{2}.*)?")


def key_of(node: Node, months: bool = False) -> Key:
    """What a label, key or single value is matched by.

    Text equals text after NFKC; a date is the same as text or as a time stamp; None, NaN and NaT
    are one missing value; with ``months`` every date or "2025-03" stands for its month.

    >>> key_of(Atom("text", "2025-03-01")) == key_of(Atom("time", "2025-03-01T00:00:00"))
    True
    """
    if isinstance(node, Items):
        return ("tuple", *(key_of(one, months) for one in node.items))
    if not isinstance(node, Atom):
        return ("other", id(node))
    if node.kind == "none" or (node.kind == "number" and math.isnan(node.value)):
        return ("missing",)
    if node.kind == "number":
        return ("number", round(node.value, 9))
    if months and node.kind in ("text", "time", "month"):
        month = _MONTH.fullmatch(node.value)
        if month:
            return ("month", month.group(1))
    if node.kind in ("text", "time"):
        date = _DATE.fullmatch(node.value)
        return ("time", date.group(1)) if date else (node.kind, node.value)
    return (node.kind, node.value)


def key_text(node: Node) -> str:
    """A dict key as the answer file writes it (`fixed`, `precision`).

    >>> key_text(Atom("text", "uv"))
    'uv'
    """
    if isinstance(node, Items):
        return "/".join(key_text(one) for one in node.items)
    if isinstance(node, Atom):
        value = str(node.value)
        return value.removesuffix("T00:00:00") if node.kind == "time" else value
    return "?"
