"""Reading what an entry's `bid(state)` returned: bids in fen, and a sentence for each fault."""

from __future__ import annotations

import difflib
import math
from typing import Any

from opscourse.tournament.rules import HIGHEST_BID, YUAN

MOST_NAMED = 5  # faults of one decision that are named one by one


def read_bids(bids: Any, known: dict[str, int]) -> tuple[dict[str, int], list[str]]:
    """The bids above 0 by keyword id, in whole fen rounded down, and what could not be used.

    known : the ids that can be bid on (its values do not matter). A fault costs that keyword's
    bid only; something that is no dict costs all of them.

    >>> read_bids({"K1": 1.256, "K2": -1}, {"K1": 0, "K2": 1})
    ({'K1': 125}, ['词 K2 的出价是负数（-1 元），这个词没有投。'])
    """
    if bids is None:
        return {}, ["bid(state) 没有返回值，算完以后要写 return。"]
    if not isinstance(bids, dict):
        return {}, ["bid(state) 返回的不是字典，要返回 {关键词编号: 元}。"]
    good: dict[str, int] = {}
    faults: list[str] = []
    for key, value in bids.items():
        if not isinstance(key, str) or key not in known:
            faults.append(_unknown(key, known))
        elif problem := _problem(value):
            faults.append(f"词 {key} 的出价{problem}，这个词没有投。")
        elif fen := math.floor(value * YUAN + 1e-6):
            good[key] = fen
    if len(faults) > MOST_NAMED:  # without a number, so that equal sentences are counted together
        faults = [*faults[:MOST_NAMED], "同一次出价里还有别的错，先改上面这些。"]
    return good, faults


def _problem(value: Any) -> str:
    """What is wrong with one bid, "" if nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        written = f"“{_short(value)}”" if isinstance(value, str) else ""
        return f"{written}不是数，要写成 1.2 这样的数"
    if value != value:
        return "是 NaN（缺失值）"
    if value < 0:
        return f"是负数（{_short(value)} 元）"
    if value > HIGHEST_BID // YUAN:  # before any arithmetic: whole numbers have no end
        return f"超过了 {HIGHEST_BID // YUAN} 元"
    return ""


def _unknown(key: Any, known: dict[str, int]) -> str:
    name = _short(key)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"没有编号是 {name} 的词" + (f"，你要的是 {near[0]} 吗？" if near else "。")


def _short(value: Any) -> str:
    """At most 12 printable characters of anything."""
    try:
        text = str(value)
    except ValueError:  # a whole number with thousands of digits
        text = "很长的数"
    return "".join(c if c.isprintable() else "?" for c in text[:12])
