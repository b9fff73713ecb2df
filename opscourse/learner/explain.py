"""A learner's error in one Chinese sentence. Pure functions: no IPython here."""

import ast
import builtins
import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from opscourse.answers.blanks import UNTOUCHED
from opscourse.answers.scopes import imported, stores
from opscourse.errors import CourseError
from opscourse.learner.syntax import explain_syntax

CHECK = re.compile(r"""^check\(\s*["']([^"']+)["']""", re.MULTILINE)
_UNFILLED = "{at}用到了还没有填的 ____。先把上面的 ____ 填好并运行，再运行这一格。"


@dataclass
class Scene:
    """Where an error happened.

    source: the running cell as written; namespace: the notebook's names; line: its line in that
    cell, if known; other_cells: sources of all code cells of the notebook file, if it was found;
    untouched: the source of a question's answer cell while it is as it was handed out.
    """

    source: str = ""
    namespace: dict[str, Any] = field(default_factory=dict)
    line: int | None = None
    other_cells: Callable[[], list[str]] = list
    untouched: Callable[[str], str | None] = lambda question_id: None

    @property
    def at(self) -> str:
        return f"第 {self.line} 行：" if self.line else ""


@dataclass(frozen=True)
class Said:
    """The sentence; `alone`: it says enough, so the traceback is shown on request only."""

    sentence: str
    alone: bool = True


def explain(error: BaseException, scene: Scene) -> Said | None:
    """The sentence for an error, or None where Python's own report is the best there is.

    >>> explain(ZeroDivisionError("division by zero"), Scene()).sentence
    '除数是 0。先看看分母为什么是 0。'
    """
    if isinstance(error, CourseError):
        return Said(str(error))
    if isinstance(error, SyntaxError):
        if error.text and error.text.strip() not in scene.source:
            return None  # from a text that the cell gave to eval or to DataFrame.query
        return Said(explain_syntax(error, scene.source))
    if "'Blank' object" in str(error) or "'Blank'" in str(error):
        return Said(_UNFILLED.format(at=scene.at))
    if isinstance(error, NameError):
        return Said(_name(error, scene))
    if isinstance(error, KeyError):
        return _key(error, scene)
    if isinstance(error, AttributeError):
        return _attribute(error, scene)
    if isinstance(error, ZeroDivisionError):
        return Said(f"{scene.at}除数是 0。先看看分母为什么是 0。", _in_the_cell(error, scene))
    if isinstance(error, TypeError):
        return _type(error, scene)
    if isinstance(error, IndexError):
        return _index(error, scene)
    if isinstance(error, ValueError):
        return _value(error, scene)
    if isinstance(error, RecursionError):  # the whole report takes IPython ten seconds
        return Said(f"{scene.at}函数一直在调用自己，停不下来。给它加一个不再调用自己的情况。")
    if isinstance(error, ModuleNotFoundError):
        return Said(f"没有装 {error.name} 这个包。本课用不到它的话，删掉这一行。", alone=False)
    if isinstance(error, FileNotFoundError):
        name = error.filename or ""
        return Said(f'找不到文件 {name}。课程的表用 load("表名") 读取，不写路径。', alone=False)
    return None


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None.

    >>> nearest("Orders", ["orders", "visits"]), nearest("ammount", ["amount"]), nearest("a", ["b"])
    ('orders', 'amount', None)
    """
    known = [w for w in words if isinstance(w, str)]
    for candidate in known:
        if candidate.lower() == word.lower() and candidate != word:
            return candidate
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return close[0] if close else None


def _name(error: NameError, scene: Scene) -> str:
    name = getattr(error, "name", None) or _quoted(str(error))
    asked = CHECK.search(scene.source)
    if asked and name in assigned_names(scene.untouched(asked[1]) or ""):
        return UNTOUCHED
    elsewhere, here = _assigned_in_notebook(name, scene)
    if elsewhere:
        return (
            f"{scene.at}{name} 还没有值。给它值的那一格没有运行，或者运行时出了错。"
            "先把那一格运行好，再运行这一格。"
        )
    if here:
        return f"{scene.at}用到 {name} 的时候，它还没有值。先给它值，再用它：把那一行移到前面。"
    if not name.isascii() or _is_column(name, scene):
        what = "列名或文字" if name.isascii() else "一段文字"
        return f'{scene.at}没有叫 {name} 的名字。如果它是{what}，要放进英文引号里："{name}"。'
    names = [n for n in scene.namespace if not n.startswith("_")]
    close = nearest(name, names) or nearest(name, dir(builtins))
    if close:
        return f"{scene.at}没有叫 {name} 的名字。你要写的是不是 {close}？"
    return (
        f"{scene.at}没有叫 {name} 的名字。看看有没有写错，"
        f"或者写着 {name} = … 的那一格还没有运行（从上往下再运行一次）。"
    )


def _is_column(name: str, scene: Scene) -> bool:
    """Does a table of the notebook have a column of this name?"""
    tables = (value for value in scene.namespace.values() if hasattr(type(value), "iloc"))
    return any(name in getattr(table, "columns", ()) for table in tables)


def _quoted(text: str) -> str:
    match = re.search(r"'([^']+)'", text)
    return match.group(1) if match else "?"


def _assigned_in_notebook(name: str, scene: Scene) -> tuple[bool, bool]:
    """(assigned in another cell of the notebook, assigned in the running cell itself)."""
    here = scene.source.strip()
    elsewhere = any(
        source.strip() != here and name in assigned_names(source)
        for source in scene.other_cells()
        if name in source
    )
    return elsewhere, name in assigned_names(here)


def assigned_names(source: str) -> set[str]:
    """The names that a cell assigns or imports."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        # A cell that is still to be repaired: the plain look of `name = …` has to do.
        return set(re.findall(r"^\s*([A-Za-z_]\w*)\s*=(?!=)", source, re.MULTILINE))
    return stores(tree) | imported(tree)


def _key(error: KeyError, scene: Scene) -> Said | None:
    frame = _frame_in(error.__traceback__)
    key = error.args[0] if error.args else None
    if frame is None:
        return Said(
            f"{scene.at}没有 {key!r} 这个键。看看它的写法，以及左边到底是什么。",
            alone=False,
        )
    columns = [str(c) for c in frame.columns]
    missing = [key] if isinstance(key, str) and not key.endswith("in index") else []
    if not missing:
        listed = re.findall(r"'([^']+)'", str(key))
        missing = [word for word in listed if word not in columns][:1]
    if not missing or missing[0] in columns:
        return None
    close = nearest(missing[0], columns)
    if close:
        return Said(f"{scene.at}这张表没有叫 {missing[0]} 的列。你要写的是不是 {close}？")
    shown = "、".join(columns[:12]) + ("等" if len(columns) > 12 else "")
    return Said(f"{scene.at}这张表没有叫 {missing[0]} 的列。它的列有：{shown}。")


def _frame_in(trace: TracebackType | None) -> Any:
    """The DataFrame on which the failing lookup was made: the last one met on the way down."""
    found = None
    while trace is not None:
        for name in ("self", "obj", "frame", "left", "right"):
            value = trace.tb_frame.f_locals.get(name)
            if hasattr(type(value), "iloc") and hasattr(type(value), "columns"):
                found = value
        trace = trace.tb_next
    return found


def _attribute(error: AttributeError, scene: Scene) -> Said | None:
    name, owner = getattr(error, "name", None), getattr(error, "obj", None)
    if not name or owner is None or f".{name}" not in scene.source:
        return None  # raised somewhere inside a library: its own words are better
    columns = [str(c) for c in owner.columns] if hasattr(type(owner), "columns") else []
    close = nearest(name, columns) or nearest(name, [n for n in dir(owner) if n[0] != "_"])
    if close:
        return Said(f"{scene.at}没有 .{name} 这种写法。你要写的是不是 .{close}？")
    return None


def _type(error: TypeError, scene: Scene) -> Said | None:
    text = str(error)
    if "not callable" in text:
        return Said(
            f"{scene.at}把一个不是函数的东西加上括号来用了。"
            "看看括号前少没少运算符，或者你是不是给函数名赋过值。",
            alone=False,
        )
    wrong_name = re.search(r"'(\w+)' is an invalid keyword argument for print", text)
    if wrong_name:
        name = wrong_name.group(1)
        return Said(f"{scene.at}print 的括号里写了 {name} = …。比较是否相等要写两个等号：== 。")
    if re.search(r"'?r?(and|or)_'?", text) and ("[bool]" in text or "'bool'" in text):
        return Said(scene.at + _BRACKETS)
    if re.search(r"unsupported operand type\(s\) for [&|]", text):
        return Said(scene.at + _BRACKETS)
    mixed = ("can only concatenate str" in text) or (
        "unsupported operand" in text and "'str'" in text
    )
    if mixed or ("not supported between" in text and "'str'" in text):
        return Said(
            f"{scene.at}把文字和数字放在一起算了。带引号的是文字：去掉引号，"
            "或者先用 float(…) 变成数；整列文字用 pd.to_numeric(…)。",
            _in_the_cell(error, scene),
        )
    return None


_BRACKETS = (
    "两个条件放在一起，每个条件要各用一对括号包起来，例如 (条件一) & (条件二)。"
    "「且」写 & ，「或」写 | 。"
)


def _index(error: IndexError, scene: Scene) -> Said | None:
    if "list index out of range" not in str(error):
        return None
    return Said(
        f"{scene.at}列表里没有这么靠后的位置。位置从 0 数起：一共 8 个，最后一个是 7。",
        _in_the_cell(error, scene),
    )


def _value(error: ValueError, scene: Scene) -> Said | None:
    text = str(error)
    if "truth value of a" in text and "ambiguous" in text:
        return Said(
            f"{scene.at}整列的条件不能用 and、or、not 连接，也不能直接放在 if 后面。"
            "「且」写 & ，「或」写 | ，每个条件各用一对括号包起来。"
        )
    if isinstance(error, UnicodeDecodeError):
        return Said(
            f"{scene.at}这个文件不是用 {error.encoding} 写的，读不出字。"
            '从旧的中文表格软件导出的文件，读的时候加上 encoding="gbk" 试试。'
        )
    number = re.search(
        r"(?:could not convert string to float|invalid literal for int.+): '(.*)'", text
    )
    number = number or re.search(r"Unable to parse string ['\"](.*?)['\"] at", text)
    if number:
        return Said(
            f"{scene.at}「{number.group(1)}」不能变成数。先去掉里面的单位、逗号和空格，再变。"
        )
    return None


def _in_the_cell(error: BaseException, scene: Scene) -> bool:
    """The learner's own line raised it; in a library, the report says more than a sentence."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals is scene.namespace
