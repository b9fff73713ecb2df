"""Sentences for an answer of another type than the question asks for."""

from __future__ import annotations

import re

from opscourse.answers.plain import (
    Atom,
    Chart,
    Frame,
    Items,
    Labelled,
    Mapping,
    Node,
    Other,
    Results,
)

_WANTED = {
    "number": "一个数",
    "text": "一段文字",
    "list": "一个列表",
    "set": "一个列表或集合",
    "dict": "一个字典",
    "series": "一个 Series",
    "frame": "一个 DataFrame",
    "function": "一个函数",
    "figure": "一张图的坐标系（Axes）",
}


def type_sentence(given: Node, kind: str) -> str:
    """Say what is wanted, what was handed over, and how to turn the one into the other.

    >>> type_sentence(Atom("bool", True), "number")[:6]
    '这里要一个数'
    """
    wanted = _WANTED.get(kind, "另一种答案")
    if isinstance(given, Other):
        return _other_sentence(given, wanted)
    if isinstance(given, Results):
        return "你交来的是函数本身，还没有运行它。在后面加上一对括号 ()。"
    if kind == "number":
        return _not_a_number(given)
    if isinstance(given, Atom) and given.kind == "none":
        return f"这里要{wanted}，你交来的是 None。看看函数有没有 return，这一行有没有赋值。"
    if _size(given) == 1 and kind == "text":
        return (
            f"这里要{wanted}，你交来的是{_called(given)}，里面只有一项。用 {_take(given)} 取出来。"
        )
    tail = _TURN.get((kind, type(given)), "")
    return f"这里要{wanted}，你交来的是{_called(given)}。{tail}"


_TURN: dict[tuple[str, type], str] = {
    ("list", Labelled): "用 .tolist() 变成列表；要的是标签，就用 .index.tolist()。",
    ("set", Labelled): "用 .tolist() 变成列表；要的是标签，就用 .index.tolist()。",
    ("dict", Labelled): "用 .to_dict() 变成字典。",
    ("series", Frame): '用 ["列名"] 取出一列。',
    ("series", Mapping): "用 pd.Series(...) 包起来。",
    ("series", Items): "标签丢了。不要用 .tolist() 或 .values。",
    ("frame", Labelled): "用 .reset_index() 变成 DataFrame，列名照题目写。",
    ("figure", Items): "先写 fig, ax = plt.subplots()，在 ax 上画，最后交 ax。",
    ("function", Atom): "写 def，不要在后面加括号运行它。",
}


def _other_sentence(given: Other, wanted: str) -> str:
    if given.kind == "too_big":
        return f"这里要{wanted}，你交来的太大了，像是整张原表。先筛选、分组或汇总。"
    if given.kind == "blank":
        return "里面还有 ____ 没有填。"
    if "GroupBy" in given.detail:
        return f"这里要{wanted}，你只分了组，还没有汇总。后面还要加 .sum()、.nunique() 这样的一步。"
    if given.detail in ("generator", "map", "filter", "zip"):
        return f"这里要{wanted}，你交来的是 {given.detail}。用 list(...) 变成列表。"
    if given.detail in ("BarContainer", "Line2D"):
        return "你交来的是画图函数的返回值。先写 fig, ax = plt.subplots()，在 ax 上画，最后交 ax。"
    return f"这里要{wanted}，你交来的是别的东西（{given.detail}）。"


def _not_a_number(given: Node) -> str:
    if isinstance(given, Atom):
        if given.kind == "bool":
            return "这里要一个数，你交来的是 True 或 False。看看是不是写成了比较（== 或 >）。"
        if given.kind == "none":
            return "这里要一个数，你交来的是 None。看看函数有没有 return，这一行有没有赋值。"
        if given.kind == "text" and given.value.endswith("%"):
            return "你交来的是带 % 的文字。去掉引号和 %，写成小数。"
        if given.kind == "text" and re.fullmatch(r"[-+¥]?[\d,]*\.?\d+(元|万元)?", given.value):
            return "你交来的是文字，不是数。去掉引号、逗号和单位，或者用 float() 变成数。"
        return f"这里要一个数，你交来的是{_called(given)}。"
    if _size(given) == 1:
        return f"你交来的是{_called(given)}，里面只有一个数。用 {_take(given)} 把数取出来。"
    return f"这里要一个数，你交来的是{_called(given)}，里面不止一个数。"


def _size(node: Node) -> int:
    if isinstance(node, Items):
        return len(node.items)
    if isinstance(node, Labelled):
        return len(node.values)
    if isinstance(node, Frame):
        return node.rows * len(node.columns)
    return len(node.pairs) if isinstance(node, Mapping) else 0


def _take(node: Node) -> str:
    if isinstance(node, Labelled):
        return ".iloc[0]"
    return ".iloc[0, 0]" if isinstance(node, Frame) else "[0]"


def _called(node: Node) -> str:
    if isinstance(node, Atom):
        names = {"number": "数", "bool": " True 或 False", "none": " None", "text": "文字"}
        return names.get(node.kind, "日期")
    if isinstance(node, Items):
        names = {"tuple": "元组", "set": "集合", "array": "数组", "index": "索引（Index）"}
        return names.get(node.of, "列表")
    others: dict[type, str] = {
        Mapping: "字典",
        Labelled: " Series",
        Frame: " DataFrame",
        Chart: "图",
        Results: "函数",
    }
    return others.get(type(node), "别的东西")
