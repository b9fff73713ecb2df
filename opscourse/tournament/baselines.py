"""The scripted baselines, and the player of a plain Python function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opscourse.tournament.state import Decision

FLAT = 1.0  # yuan
TOP = 10  # keywords

Bid = Callable[[dict[str, Any]], Any]


class Called:
    """A function `bid(state)` as a player: no process of its own, for code that is trusted."""

    def __init__(self, bid: Bid) -> None:
        self._bid = bid

    def decide(self, state: dict[str, Any]) -> Decision:
        """What the function returns; an error is a fault."""
        try:
            return Decision(self._bid(state))
        except Exception as error:  # whatever an entry's code does must not stop the heat
            return Decision(fault=f"bid(state) 出错了：{type(error).__name__}。这 3 个小时没有投。")


def click_value(keyword: dict[str, Any]) -> float:
    """What a click leaves on average before its cost, in yuan, as far as a shop can see."""
    left = keyword["spend_per_buyer"] * keyword["margin"] * (1 - keyword["return_rate"])
    return keyword["own_cvr"] * left


def flat(state: dict[str, Any]) -> dict[str, float]:
    """The same price for every keyword."""
    return {one["keyword_id"]: FLAT for one in state["keywords"]}


def value(state: dict[str, Any]) -> dict[str, float]:
    """For every keyword what a click is worth."""
    return {one["keyword_id"]: click_value(one) for one in state["keywords"]}


def top(state: dict[str, Any]) -> dict[str, float]:
    """That for the most searched only."""
    searched = sorted(state["keywords"], key=lambda one: (-one["searches"], one["keyword_id"]))
    return {one["keyword_id"]: click_value(one) for one in searched[:TOP]}


BASELINES: dict[str, Bid] = {
    f"每个词都出 {FLAT:g} 元": flat,
    "每个词都出到一次点击的价值": value,
    f"只投搜索最多的 {TOP} 个词": top,
}
