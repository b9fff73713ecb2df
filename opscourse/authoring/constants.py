"""Answers that know nothing of the data; they must earn nothing."""

from __future__ import annotations

from typing import Any


def constant_answers(entry: dict[str, Any]) -> list[str]:
    """Expressions to try as the answer of one question, by its kind.

    >>> constant_answers({"kind": "number", "right": {"type": "number", "value": 3}})
    ['0', '1']
    """
    kind, right = entry["kind"], entry["right"]
    if kind == "dict":
        return ["{}", repr({key["value"]: 0 for key, _ in right["items"]})]
    if kind == "series":
        labels = [label.get("value") for label in right["index"]]
        series = "__import__('pandas').Series"
        return [f"{series}(dtype=float)", f"{series}(0, {labels!r})"]
    return {
        "number": ["0", "1"],
        "text": ["''"],
        "list": ["[]"],
        "set": ["[]"],
        "frame": ["__import__('pandas').DataFrame()"],
        "function": ["lambda *args: 0", "lambda *args: None"],
        "decision": ["lambda *args: 0", "lambda *args: None", "lambda *args: {}"],
        "figure": ["__import__('matplotlib.pyplot').pyplot.figure().subplots()"],
    }[kind]
