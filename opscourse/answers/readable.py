"""An encoded answer as a person reads it: one line of text, or a small table."""

from __future__ import annotations

import re
from typing import Any

LONGEST = 160
#: Numbers are shown with ten digits at most, so that rounding noise does not part equal mistakes.
DIGITS = 10


def text_of(value: Any, precision: Any = None, longest: int = LONGEST) -> str:
    """One line for an encoded answer; never raises, whatever was handed over.

    precision : as in an answer file, "0.01" or one for each key or column.

    >>> text_of({"type": "number", "value": 36.5041, "of": "float"}, "0.01")
    '36.50'
    >>> text_of({"type": "list", "items": [{"type": "text", "value": "直播"}]})
    '[直播]'
    """
    try:
        text = _text(value, precision)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        text = "（读不出来）"
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def table_of(value: Any, precision: Any = None) -> tuple[list[str], list[list[str]]] | None:
    """Header and rows of an answer that is a table, a dict or a Series; None for any other.

    >>> text = {"type": "text", "value": "直播"}
    >>> table_of({"type": "dict", "items": [[text, {"type": "number", "value": 3}]]})
    (['项', '值'], [['直播', '3']])
    """
    try:
        return _table(value, precision)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def _table(value: Any, precision: Any) -> tuple[list[str], list[list[str]]] | None:
    kind = value["type"]
    if kind == "dict":
        pairs = [(text_of(key), one) for key, one in value["items"]]
        return ["项", "值"], [[key, text_of(one, _own(precision, key))] for key, one in pairs]
    if kind == "series":
        pairs = list(zip(value["index"], value["values"], strict=True))
        return ["标签", "值"], [[text_of(key), text_of(one, precision)] for key, one in pairs]
    if kind == "frame":
        names = [str(column["name"]) for column in value["columns"]]
        columns = [
            [_plain(one, _own(precision, str(column["name"]))) for one in column["values"]]
            for column in value["columns"]
        ]
        return names, [list(row) for row in zip(*columns, strict=True)]
    return None


def _text(value: Any, precision: Any) -> str:
    if not isinstance(value, dict):
        return _plain(value, precision)
    if "digest" in value:
        return f"（{value['type']}，太长，没有留下；记号 {value['digest'][:8]}）"
    kind = value["type"]
    if kind in ("number", "text", "time", "month", "bool"):
        return _plain(value["value"], precision)
    if kind in ("none", "blank", "too_big", "unsupported"):
        return {
            "none": "None",
            "blank": "____",
            "too_big": "（大表，没有交出）",
            "unsupported": f"（{value.get('of')}，不是要的类型）",
        }[kind]
    if kind == "list":
        inside = "、".join(_text(one, precision) for one in value["items"])
        return f"{{{inside}}}" if value.get("of") == "set" else f"[{inside}]"
    if kind == "axes":
        return _chart(value)
    if kind == "function":
        return "；".join(_result(one, precision) for one in value["results"]) or "（没有结果）"
    if (table := _table(value, precision)) is not None:
        header, rows = table
        if kind != "frame":
            return "；".join(f"{key}：{one}" for key, one in rows)
        shown = "；".join("，".join(row) for row in rows[:5])
        return f"{len(rows)} 行，列 {'、'.join(header)}：{shown}"
    return f"（{kind}）"


def _result(one: dict[str, Any], precision: Any) -> str:
    if one.get("timeout"):
        return "超时"
    return str(one["error"]) if "error" in one else _text(one["value"], precision)


def _chart(value: dict[str, Any]) -> str:
    marks = value.get("marks") or []
    named = {"bar": "柱", "line": "线", "scatter": "点"}
    parts = []
    for mark in marks[:4]:
        points = "，".join(f"{_text(x, None)}：{_plain(y, None)}" for x, y in mark["points"][:12])
        parts.append(f"{named.get(mark['mark'], mark['mark'])}（{points}）")
    title = f"图“{value.get('title') or '没有标题'}”"
    axes = f"横轴 {value['x']['label'] or '没有名字'}，纵轴 {value['y']['label'] or '没有名字'}"
    return "；".join([title, axes, *parts])


def _plain(value: Any, precision: Any) -> str:
    """A bare value: numbers with their precision, everything else as it stands."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = "空" if value is None else str(value)
        return "NaN" if text == "nan" else text
    if isinstance(precision, str) and (found := re.fullmatch(r"0?\.(0*[15])|1", precision)):
        return f"{value:,.{len(found[1] or '')}f}"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return f"{value:.{DIGITS}g}"


def _own(precision: Any, key: str) -> Any:
    return precision.get(key) if isinstance(precision, dict) else precision
