"""Cells of an export as values: numbers, money, rates and times as people and back offices write
them. What is not certainly one value is not guessed: it is told apart from an empty cell.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?([^\d.,]*)")
_MONEY = re.compile(r"^(?:¥|rmb|cny|人民币)|(?:rmb|cny)$", re.IGNORECASE)
_WRAPPED = re.compile(r'^="?(.*?)"?$', re.DOTALL)
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?)?"
)
_PLAIN_DAY = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")


@dataclass(frozen=True)
class Unreadable:
    """A cell that is neither empty nor certainly a value."""

    text: str


def plain(text: str) -> str:
    """The text without Excel's wrapping, odd spaces and full-width signs.

    >>> plain('="00123"'), plain("\\ufeff１２ 元"), plain("'0012\\t")
    ('00123', '12 元', '0012')
    """
    text = _WRAPPED.sub(r"\1", text.strip()) if text.strip().startswith("=") else text
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[​-‏﻿\xad]", "", text).strip()
    return text[1:] if text.startswith("'") else text


def number_reader(
    units: dict[str, float], missing: set[str], percent: bool = False
) -> Callable[[str], float | Unreadable | None]:
    """A reader of one cell: a number, None for an empty cell, Unreadable for anything else.

    `units` and what they are worth, powers of ten; `percent`: whether 3% may be meant.

    >>> read = number_reader({"万": 10000, "元": 1}, {"", "-"})
    >>> read("￥1,234.50元"), read("1.2万"), read("-"), read("100~200")
    (1234.5, 12000.0, None, Unreadable(text='100~200'))
    """
    signs = {"": 1.0, "%": 0.01, "‰": 0.001} if percent else {"": 1.0, **units}

    def read(text: str) -> float | Unreadable | None:
        shown = plain(text)
        if shown.lower() in missing:
            return None
        bare = _MONEY.sub("", shown.replace(" ", "").replace("−", "-"))
        match = _NUMBER.fullmatch(bare)
        if not match or not (match.group(2) or match.group(3)) or match.group(4) not in signs:
            return Unreadable(shown)
        sign, whole, part, unit = match.groups()
        digits = (whole or "0").replace(",", "") + (part or "")
        # The unit's power of ten is applied to the text: 1.1 × 10000 is not 11000 in floats.
        return float(f"{sign}{digits}e{round(math.log10(signs[unit]))}")

    return read


def read_time(text: str, missing: set[str]) -> pd.Timestamp | Unreadable | None:
    """A moment; the year must come first, as 11/12/2025 can be two days.

    >>> read_time("2025年11月1日 9:05", set())
    Timestamp('2025-11-01 09:05:00')
    >>> read_time("11/12/2025", set())
    Unreadable(text='11/12/2025')
    """
    shown = plain(text)
    if shown.lower() in missing:
        return None
    match = _TIME.fullmatch(shown) or _PLAIN_DAY.fullmatch(shown)
    if not match:
        return Unreadable(shown)
    try:
        year, month, day, hour, minute, second = (int(one or 0) for one in match.groups())
        late = hour == 24  # midnight at the day's end
        moment = datetime(year, month, day, 0 if late else hour, minute, second)
        return pd.Timestamp(moment + timedelta(days=1) if late else moment)
    except ValueError:
        return Unreadable(shown)


def column_of(
    texts: list[str], read: Callable[[str], Any], time: bool = False
) -> tuple[pd.Series, list[str]]:
    """The values of a column, and the texts that could not be read (they are left empty)."""
    values = [read(text) for text in texts]
    odd = [value.text for value in values if isinstance(value, Unreadable)]
    kept = [None if isinstance(value, Unreadable) else value for value in values]
    if time:
        return pd.Series(kept, dtype="datetime64[ns]"), odd
    numbers = pd.Series(kept, dtype="float64")
    exact = numbers.abs().max() < 2**53 if len(numbers) else False
    whole = exact and numbers.notna().all() and (numbers % 1 == 0).all()
    return numbers.astype("int64") if whole else numbers, odd
