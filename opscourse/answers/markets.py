"""Markets in which a learner's decisions are judged, by name, each read from plain data alone.

A market is made once from a world (`make_market`) and from then on lives as plain JSON data in an
answer file's entry, so that judging needs neither the world's key nor the simulator. To add one:
write a module with a function ``make(world) -> dict`` (the plain data, without a name) and a class
``Market`` (see `Market` below) that is given that data, and name the module in `MODULES`.
"""

from __future__ import annotations

import difflib
import importlib
import math
from typing import Any, Protocol

from opscourse.answers.plain import Atom, Labelled, Mapping, Node, Other, clean
from opscourse.errors import CourseError

MODULES = {
    "budget": "opscourse.answers.market_budget",
    "crowds": "opscourse.answers.market_crowds",
    "keywords": "opscourse.answers.market_keywords",
    "titles": "opscourse.answers.market_titles",
}
SPENDING = "想一想：钱花在哪里带回的最多，哪里要少花。"
HIGHEST = 10**9  # yuan: more than anybody decides on, and far from where floats lose fen


class Refused(ValueError):
    """What a learner's function decided cannot be carried out; the message is a Chinese sentence.

    `says` holds nothing of the world or of the answer (it enters feedback); `detail` may. `over`
    is set where more was spent than there is.
    """

    def __init__(self, says: str, detail: str = "", over: bool = False) -> None:
        super().__init__(says)
        self.says, self.detail, self.over = says, detail, over


class Market(Protocol):
    """One world's market over some days; money in fen. A decision is plain JSON data."""

    days: int
    unit: str  # what a learner's text calls one of the days: 天 or 次
    advice: str  # said where a policy is not ahead of the simple ones

    @property
    def least_gap(self) -> int:
        """How far the reference must be ahead of the best baseline, or the world is no use."""

    def arguments(self, day: int) -> tuple[Any, ...]:
        """What the learner's function is called with: all that a shop can see on that day."""

    def decision(self, day: int, node: Node) -> Any:
        """The decision in what the function returned; raises Refused."""

    def profit(self, day: int, decision: Any) -> int:
        """What the day leaves, in fen."""

    def baselines(self) -> dict[str, list[Any]]:
        """Three simple policies by their Chinese names, and what they decide each day."""

    def reference(self) -> list[Any]:
        """Decisions that are hard to beat, found with all that is hidden from a shop."""

    def remarks(self, decisions: list[Any]) -> list[str]:
        """Sentences on what was wasted, for the practice world (they hold numbers)."""


def make_market(name: str, world: Any) -> dict[str, Any]:
    """A world's market as plain data: name, the simulation's version, and what the days hold.

    world : a `simulation.World`. Raises CourseError for an unknown name.
    """
    from opscourse.simulation.world import GENERATOR_VERSION

    data = _module(name).make(world)
    return {"name": name, "simulation": GENERATOR_VERSION, **data}


def open_market(data: dict[str, Any]) -> Market:
    """The market of an answer file's entry; CourseError where the data is damaged."""
    try:
        return _module(data["name"]).Market(data)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise CourseError(
            f"市场的数据坏了（{type(error).__name__}）。请重新安装或重新生成这一课的答案文件。"
        ) from error


def _module(name: str) -> Any:
    if name not in MODULES:
        raise CourseError(f"没有叫 {name} 的市场。现有：{'、'.join(MODULES)}。")
    return importlib.import_module(MODULES[name])


# --- reading {id: yuan} --------------------------------------------------------------------


def read_amounts(node: Node, known: list[str], *, what: str, most: int) -> dict[str, int]:
    """The amounts above 0 in ``{id: yuan}`` (a dict or a Series), in whole fen, rounded down.

    known : ids that exist on this day. what : the word for one amount, such as 出价. most : the
    highest amount, in fen. Raises Refused for anything else.

    >>> read_amounts(Mapping(((Atom("text", "K1"), Atom("number", 1.256)),)), ["K1"],
    ...              what="出价", most=1000)
    {'K1': 125}
    """
    amounts: dict[str, int] = {}
    for key, value in _pairs(node):
        name = key.value if isinstance(key, Atom) and key.kind == "text" else None
        if name not in known:
            raise Refused("有不认识的编号，只能用表里有的。", _unknown(key, known))
        if name in amounts:
            raise Refused("同一个编号写了两次。", f"{name} 写了两次。")
        amounts[name] = _fen(value, name, what, most)
    return {name: fen for name, fen in amounts.items() if fen}


def _pairs(node: Node) -> list[tuple[Node, Node]]:
    if isinstance(node, Mapping):
        return list(node.pairs)
    if isinstance(node, Labelled):
        return list(zip(node.labels, node.values, strict=True))
    if isinstance(node, Atom) and node.kind == "none":
        raise Refused("函数没有返回值，算完以后要写 return。")
    if isinstance(node, Other) and node.kind == "too_big":
        raise Refused("返回的东西太大，要返回一个字典 {编号: 元}。")
    raise Refused("返回的不是字典，要返回 {编号: 元}。")


def _fen(value: Node, name: str, what: str, most: int) -> int:
    if not isinstance(value, Atom) or value.kind != "number":
        written = value.value if isinstance(value, Atom) and value.kind == "text" else None
        detail = f"{name} 的{what}是文字“{str(written)[:12]}”。" if written else ""
        raise Refused(f"{what}里有不是数的东西，要写成 1.2 这样的数，不加引号和逗号。", detail)
    if math.isnan(value.value):
        raise Refused(f"{what}里有 NaN（缺失值）。", f"{name} 的{what}是 NaN。")
    if value.value < 0:
        raise Refused(f"{what}里有负数。", f"{name} 的{what}是 {value.value:g} 元。")
    if value.value > min(most / 100, HIGHEST):
        raise Refused(
            f"{what}里有的太高，超过了 {most / 100:,.0f} 元。",
            f"{name} 的{what}是 {value.value:g} 元。",
        )
    return math.floor(value.value * 100 + 1e-6)


def _unknown(key: Node, known: list[str]) -> str:
    name = clean(str(key.value))[:20] if isinstance(key, Atom) else "?"
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"没有 {name}，你要的是 {near[0]} 吗？" if near else f"没有 {name}。"


# --- arrays as text ------------------------------------------------------------------------


def packed(values: Any) -> str:
    """Whole numbers as one line of text: small, readable, and the same on every machine.

    >>> packed([3, 14, 1])
    '3 14 1'
    """
    return " ".join(map(str, values))


def unpacked(text: str) -> list[int]:
    """The numbers of `packed`.

    >>> unpacked("3 14 1")
    [3, 14, 1]
    """
    return [int(one) for one in text.split()]
