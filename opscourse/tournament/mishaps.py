"""What went wrong inside an entry's code, in one Chinese sentence with its line.

What comes in was said by the entry's process: words to be shown to its author, shortened and
cleaned, never evaluated.
"""

from __future__ import annotations

import ast
import builtins
import re
from typing import Any

from opscourse.learner.explain import Scene, explain, nearest
from opscourse.learner.syntax import explain_syntax
from opscourse.tournament.state import KEYWORD, RESULT, STATE

LOST = "这 3 个小时没有投。"
SHOWN = 80  # characters of Python's own words
# Kinds whose sentence is the same in a notebook and in a file.
_COMMON: dict[str, type[Exception]] = {
    "ZeroDivisionError": ZeroDivisionError,
    "IndexError": IndexError,
    "TypeError": TypeError,
    "ValueError": ValueError,
}


def mishap(source: str, error: dict[str, Any]) -> str:
    """The sentence for an error that an entry's process told of.

    error : {"kind", "text", "line"}, of whatever types.

    >>> mishap("def bid(state):\\n    return zz", {
    ...     "kind": "NameError", "text": "name 'zz' is not defined", "line": 2})
    '第 2 行：没有叫 zz 的名字。看看有没有写错，或者少了给它值的那一行。这 3 个小时没有投。'
    """
    kind, text = clean(error.get("kind")), clean(error.get("text"), 300)
    return f"{_at(source, error)}{_what(source, kind, text)}{LOST}"


def late(source: str, error: dict[str, Any], seconds: float) -> str:
    """The sentence for a decision that took longer than `seconds`.

    >>> late("def bid(state):\\n    while True: pass", {"line": 2}, 0.5)
    '第 2 行：算了超过 0.5 秒还没有算完。这 3 个小时没有投。'
    """
    return f"{_at(source, error)}算了超过 {seconds:g} 秒还没有算完。{LOST}"


def _at(source: str, error: dict[str, Any]) -> str:
    line = error.get("line")
    there = isinstance(line, int) and 0 < line <= source.count("\n") + 1
    return f"第 {line} 行：" if there else ""


def _what(source: str, kind: str, text: str) -> str:
    if kind == "MemoryError":
        return "用的内存太多，超过了限制。"
    if kind == "RecursionError":
        return "函数一直在调用自己，停不下来。"
    if kind in ("SystemExit", "KeyboardInterrupt"):
        return "用 exit 一类的写法停了程序。不想投就返回空字典 {}。"
    if kind == "NameError" and (name := _quoted(text)):
        return _name(source, name)
    if kind == "KeyError":
        return _key(text)
    if kind in ("ModuleNotFoundError", "ImportError"):
        return f"引入不了 {_quoted(text) or '这个包'}。比赛里只用 Python 自带的、numpy 和 pandas。"
    if kind == "EOFError":
        return "比赛里没有人回答 input。要用的数都写进程序里。"
    if kind == "TypeError" and text.startswith("bid() "):
        return "bid 要正好有一个参数，写成 def bid(state): 。"
    if _is_outside(kind):
        return f"碰了文件、网络或别的程序，比赛里不行（{kind}）。"
    if kind in _COMMON:
        said = explain(_COMMON[kind](text), Scene(source))
        if said is not None:
            return said.sentence
    return f"{kind or '出错了'}：{text[:SHOWN] or '没有说原因'}。"


def _is_outside(kind: str) -> bool:
    """PermissionError, FileNotFoundError, BlockingIOError and their like."""
    found = getattr(builtins, kind, None)
    return isinstance(found, type) and issubclass(found, OSError)


def _name(source: str, name: str) -> str:
    if name == "bid":
        return "没有叫 bid 的函数。要写 def bid(state): 。"
    if name in (*STATE, *KEYWORD, *RESULT):
        return f'{name} 是字典里的键，要连字典一起写，例如 word["{name}"] 或 state["{name}"]。'
    close = nearest(name, sorted(_names(source))) or nearest(name, dir(builtins))
    if close and close != name:
        return f"没有叫 {name} 的名字。你要写的是不是 {close}？"
    return f"没有叫 {name} 的名字。看看有没有写错，或者少了给它值的那一行。"


def _names(source: str) -> set[str]:
    """All names that the code sets, imports or takes."""
    found: set[str] = set()
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return found
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
    return found


def _key(text: str) -> str:
    key = text.strip("'\"")
    known = [*STATE, *KEYWORD, *RESULT]
    close = nearest(key, known)
    if close and close != key:
        return f"没有 {text[:SHOWN]} 这个键。你要写的是不是 '{close}'？"
    hint = ""
    if key in RESULT or re.fullmatch(r"[A-Z]+\d+", key):
        hint = "没展示过的词不在 results 和 last 里，用 .get(编号) 来取。"
    return f"没有 {text[:SHOWN]} 这个键。{hint or '看看它的写法，以及左边到底是什么。'}"


def _quoted(text: str) -> str:
    match = re.search(r"'([^']+)'", text)
    return match.group(1)[:SHOWN] if match else ""


def syntax(error: SyntaxError, source: str) -> str:
    """The sentence for code that Python cannot read."""
    if "too many nested" in (error.msg or "") or "null bytes" in (error.msg or ""):
        return "Python 读不懂这个文件。"
    return explain_syntax(error, source)


def clean(value: Any, most: int = SHOWN) -> str:
    """A short printable text of whatever was told.

    >>> clean("a\\nb\\ud800")
    'a b?'
    """
    text = value[:most] if isinstance(value, str) else ""
    return "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text)
