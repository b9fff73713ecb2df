"""One sentence on how a wrong answer differs. It never holds a right value or a number of a world.

Names that appear (keys, columns, axes) are those that the question's text states.
"""

from __future__ import annotations

import builtins
import math
from typing import Any

from opscourse.answers import charts
from opscourse.answers.compare import differ, failed_cases
from opscourse.answers.mistyped import type_sentence
from opscourse.answers.plain import (
    Atom,
    Chart,
    Frame,
    Items,
    Labelled,
    Mapping,
    Node,
    Results,
)
from opscourse.answers.rules import Difference, Rules, numbers_near

GENERAL = "不对。再读一遍题目里的口径：算的是什么，除以什么，哪些行要算进去。"


def describe(rules: Rules, right: Node, given: Node) -> str:
    """The sentence for an answer that is wrong and has no name."""
    difference = differ(rules, right, given)
    if difference is None:
        return GENERAL
    return _sentence(rules, right, given, difference, rules.question.get("kind", ""))


def describe_key(
    rules: Rules, name: str, right: Node, given: Node | None, difference: Difference
) -> str:
    """The same for one key of a dict."""
    if given is None or difference.code == "no_key":
        return "字典里少了这个键。"
    return _sentence(rules.at(name), right, given, difference, _kind(right))


def _kind(node: Node) -> str:
    if isinstance(node, Atom):
        return "number" if node.kind == "number" else "text"
    kinds: dict[type, str] = {
        Items: "list",
        Mapping: "dict",
        Labelled: "series",
        Frame: "frame",
        Results: "function",
        Chart: "figure",
    }
    return kinds.get(type(node), "")


def _sentence(rules: Rules, right: Node, given: Node, difference: Difference, kind: str) -> str:
    code, names = difference.code, "、".join(difference.names)
    if code == "type":
        return type_sentence(given, kind)
    if isinstance(right, Results) and isinstance(given, Results):
        return _function_sentence(rules, right, given)
    if isinstance(right, Chart) and isinstance(given, Chart):
        return _chart_sentence(rules, right, given, difference)
    if code == "values":
        return _value_sentence(rules, difference, single=isinstance(right, Atom))
    if code == "keys":
        return f"这些项不对：{names}。"
    if code == "columns":
        return f"少了列：{names}。列名要和题目写的一样。"
    if code == "in_index":
        return (
            f"少了列：{names}。列名要和题目写的一样。"
            "你的 index 不算列；要的列在 index 里，就用 .reset_index() 变成列。"
        )
    if code == "twice":
        return f"列名重复了：{names}。每个列名只能有一列。"
    return _MEMBERS.get(code, {}).get(kind) or _MEMBERS.get(code, {}).get("", GENERAL)


_MEMBERS: dict[str, dict[str, str]] = {
    "too_many": {
        "frame": "行数比应有的多。看看有没有该去掉的行，或者分组分得太细。",
        "series": "标签比应有的多。看看有没有该去掉的行，或者分组分得太细。",
        "": "比应有的多了。看看有没有不该放进来的。",
    },
    "too_few": {
        "frame": "行数比应有的少。看看筛选的条件，有没有把该留的去掉了。",
        "series": "标签比应有的少。看看筛选的条件，有没有把该留的去掉了。",
        "": "比应有的少了。看看有没有漏掉的。",
    },
    "labels": {
        "frame": "有的行不该有，有的行又少了。看看筛选和分组用的列。",
        "series": "有的标签不该有，有的又少了。看看筛选和分组用的列。",
        "": "有的不该在里面，有的又漏了。看看筛选和排序的条件。",
    },
    "other_labels": {
        "": "标签（index）都对不上。看看索引是不是题目说的那一列，写法是不是一样。",
    },
    "duplicates": {
        "frame": "有重复的行：同一个对象出现了不止一次。看看要不要先去重或分组。",
        "series": "有重复的标签。看看要不要先分组再汇总。",
        "": "里面有重复的。每个只写一次。",
    },
    "order": {"": "内容都对，顺序不对。看看题目要从大到小还是从小到大。"},
    "set_for_list": {"": "集合（set）没有顺序，这里要有顺序的列表。"},
}


# --- other values --------------------------------------------------------------------------

_FACTORS = (
    (100.0, "大了 100 倍。比率要写成小数，不要乘 100。"),
    (0.01, "小了 100 倍。看看是不是多除了 100，或者分和元弄混了。"),
    (1e4, "大了 10000 倍。单位应当是万元，你用的是元。"),
    (1e-4, "小了 10000 倍。单位应当是元，你用的是万元。"),
    (-1.0, "正负号反了。看看是谁减谁。"),
    (1000.0, "大了 1000 倍。看看有没有多乘 1000。"),
    (0.001, "小了 1000 倍。看看有没有少乘 1000。"),
)


def _value_sentence(rules: Rules, difference: Difference, *, single: bool) -> str:
    if single and not _all_numbers(difference.pairs):
        return "不对。再读一遍题目，看看要的是哪一个，写法要和表里的一样。"
    where = f"{'、'.join(difference.names)} 列：" if difference.names else ""
    subject = "" if single else "里面的数"
    givens = [given for _, given in difference.pairs]
    texts = [one for one in givens if isinstance(one, Atom) and one.kind == "text"]
    if texts and all(_is_number(right) for right, _ in difference.pairs):
        return f"{where}里面有文字，这里要数。去掉引号和单位，比率写成小数。"
    if not _all_numbers(difference.pairs):
        return f"{where}有的值不对。再读一遍题目里的口径。"
    pairs = [
        (right.value, given.value)
        for right, given in difference.pairs
        if isinstance(right, Atom) and isinstance(given, Atom)
    ]
    if any(math.isnan(given) and not math.isnan(right) for right, given in pairs):
        if single:
            return "算出来的是 NaN（缺失值）。看看分母是不是 0，列里有没有空值。"
        return f"{where}里面有不该有的 NaN（缺失值）。看看分母是不是 0，两张表有没有对上。"
    if any(math.isinf(given) and not math.isinf(right) for right, given in pairs):
        return f"{where}算出了无穷大。看看是不是除以了 0；分母是 0 时，本课写 NaN。"
    for factor, says in _FACTORS:
        if all(_is_times(right, given, factor) for right, given in pairs):
            return f"{where}{subject}{says}"
    return where + (_close(rules, pairs) or _related(pairs, subject) or GENERAL)


def _is_number(node: Node) -> bool:
    return isinstance(node, Atom) and node.kind == "number"


def _all_numbers(pairs: tuple[tuple[Any, Any], ...]) -> bool:
    return bool(pairs) and all(_is_number(one) and _is_number(other) for one, other in pairs)


def _is_times(right: float, given: float, factor: float) -> bool:
    want = right * factor
    finite = math.isfinite(want) and math.isfinite(given)
    # Within 1 %: a percentage is often written with two digits only.
    return finite and want != 0 and abs(given - want) <= 0.01 * abs(want)


def _close(rules: Rules, pairs: list[tuple[float, float]]) -> str:
    allowed = rules.tolerance * 20
    stated = rules.question.get("precision") is not None
    if stated and all(numbers_near(right, given, allowed) for right, given in pairs):
        return "很接近，但差得比允许的多。中间步骤不要四舍五入，看看有没有漏掉少数几行。"
    return ""


def _related(pairs: list[tuple[float, float]], subject: str) -> str:
    if all(right != 0 and _is_times(1 / right, given, 1.0) for right, given in pairs):
        return f"{subject}分子和分母像是反了。"
    if all(0 < right < 1 and abs(1 - right - given) <= 1e-6 for right, given in pairs):
        return f"{subject}像是 1 减去了要的那个比率。看看题目问的是哪一边。"
    return ""


# --- functions -----------------------------------------------------------------------------

_ERRORS = {
    "KeyError": "找不到这个列名或键",
    "NameError": "用了没有定义的名字",
    "ZeroDivisionError": "除数是 0",
    "TypeError": "类型不对，或者参数个数不对",
    "IndexError": "位置超出了范围",
    "ValueError": "值不合要求",
    "AttributeError": "没有这个属性或方法",
    "UnboundLocalError": "先用后赋值",
    "RecursionError": "自己调用自己，停不下来",
}


def _function_sentence(rules: Rules, right: Results, given: Results) -> str:
    if len(right.results) != len(given.results):
        return "没有收到函数的结果。重新运行 check 那一格。"
    failed = failed_cases(rules, right, given)
    cases = rules.question.get("cases") or [{}] * len(right.results)
    edge = {place for place, case in enumerate(cases) if case.get("edge")}
    reason = _stopped(given, failed)
    if failed and set(failed) <= edge:
        return "平常的输入都对，边界情况不对。题目写了这时应当返回什么，再读一遍。" + reason
    if given.reads:
        names = "、".join(given.reads[:3])
        return f"函数里用了外面的变量 {names}。只用括号里的参数，换一份数据才不会错。{reason}"
    if reason:
        return reason
    empty = Atom("none")
    if all(one == empty for one in given.results) and empty not in right.results:
        return "函数没有返回值。算完以后要写 return。"
    made = {place for place in failed if place not in edge and not _on_table(cases[place])}
    if made and len(made) == len(set(failed) - edge) < len(right.results) - len(edge):
        return "在课程的表上算对了，换一份数据就不对。看看是不是把数、列或行数写死了。"
    first = next(place for place in failed if place not in edge)
    want, got = right.results[first], given.results[first]
    if want is None or got is None:
        return GENERAL
    return "函数返回的结果不对：" + _sentence_of(rules, want, got)


def _sentence_of(rules: Rules, want: Node, got: Node) -> str:
    difference = differ(rules, want, got)
    if difference is None:
        return GENERAL
    return _sentence(rules, want, got, difference, _kind(want))


def _on_table(case: dict[str, Any]) -> bool:
    return any(arg.get("type") == "table" for arg in case.get("args", []))


def _stopped(given: Results, failed: list[int]) -> str:
    faults = [given.faults[place] for place in failed if given.faults[place]]
    if "timeout" in faults:
        return "函数运行太久，被停下了。看看循环会不会结束。"
    if not faults:
        return ""
    return error_sentence(faults[0])


def error_sentence(name: str) -> str:
    """Say that a function raised an error of this class.

    Only Python's own names are repeated: a class made in the run could carry a number out.

    >>> error_sentence("KeyError"), error_sentence("Total4711")
    ('函数运行时出错：KeyError（找不到这个列名或键）。', '函数运行时出错。')
    """
    if not hasattr(builtins, name):
        return "函数运行时出错。"
    meaning = _ERRORS.get(name)
    return f"函数运行时出错：{name}{f'（{meaning}）' if meaning else ''}。"


# --- charts --------------------------------------------------------------------------------

_MARKS = {"bar": "柱形图", "line": "折线图", "scatter": "散点图"}
_CHART = {
    "many_axes": "交来的图里不止一个坐标系，或者一个也没有。只交一个 ax。",
    "no_marks": "图里没有画数据。在 ax 上画，再把 ax 交来。",
    "too_many_marks": "图里画的组（颜色）比应有的多。",
    "too_few_marks": "图里画的组（颜色）比应有的少。",
    "too_many": "图里的点或柱比应有的多。看看有没有该去掉的行。",
    "too_few": "图里的点或柱比应有的少。看看筛选的条件。",
    "duplicates": "图里同一个位置画了不止一次。先分组汇总再画。",
    "labels": "横轴上的类别或日期对不上。看看用的是哪一列。",
    "order": "数都对，顺序不对。先按题目说的排好序，再画。",
}
_LACK = {
    "label_x": "横轴没有标签",
    "label_y": "纵轴没有标签",
    "unit_x": "横轴标签没有写对单位",
    "unit_y": "纵轴标签没有写对单位",
    "title": "没有标题",
}


def _chart_sentence(rules: Rules, right: Chart, given: Chart, difference: Difference) -> str:
    code = difference.code
    if code == "lacking":
        return f"图里的数对了。还差：{'、'.join(_LACK[name] for name in difference.names)}。"
    if code.startswith("not_"):
        return f"这里要{_MARKS[code.removeprefix('not_')]}，你画的是别的图。"
    if code == "values":
        return _chart_values(rules, right, given)
    return _CHART.get(code, GENERAL)


def _near_times(rules: Rules, factor: float) -> charts.Near:
    allowed = rules.tolerance * max(1.0, factor)
    return lambda one, other: numbers_near(one * factor, other, allowed)


def _chart_values(rules: Rules, right: Chart, given: Chart) -> str:
    for factor in (1e4, 1e-4, 100.0, 0.01):
        near = _near_times(rules, factor)
        if not charts.data_differ(right, given, near, months=rules.months, ordered=False):
            if factor in (1e4, 1e-4):
                return "图里的数和标签上的单位对不上，差了 10000 倍。看看是元还是万元。"
            return "图里的数和标签上的单位差 100 倍。比率写小数，或者标签写 %。"
    return "图里的数不对。先把要画的表打印出来，和题目的口径对一遍。"
