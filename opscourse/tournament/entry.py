"""Reading entries: one file each, never executed here.

A file that cannot play is left out by name; a wrong title or crowd plan costs its points alone.
"""

from __future__ import annotations

import ast
import math
import re
import unicodedata
import warnings
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opscourse.errors import CourseError
from opscourse.tournament.mishaps import clean, syntax
from opscourse.tournament.scoring import read_crowds, read_title

MOST_BYTES = 200_000
AUTHOR_LENGTH = 40
_UNREADABLE = "Python 读不了这个文件：括号套得太深，或写法太长。改短再交。"

# What an entry has no use for: (word, why). Advice only; the process is what contains it.
USELESS = {
    "open": "读不到也写不了文件",
    "input": "没有人回答它",
    "exec": "用不着它",
    "eval": "用不着它",
    "__import__": "用不着它",
    "socket": "没有网络",
    "requests": "没有网络",
    "urllib": "没有网络",
    "subprocess": "不能运行别的程序",
    "multiprocessing": "不能运行别的程序",
    "threading": "不能运行别的程序",
    "ctypes": "用不着它",
    "sleep": "时间会算在出价的时间里",
}


@dataclass(frozen=True)
class Entry:
    """An entry that can play. `faults`: what costs it points; `advice`: what it has no use for."""

    author: str
    title: str
    crowds: dict[str, float]
    source: str
    file: str = ""
    faults: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Class:
    """A folder's entries by author, and {file name: why it does not play}; `notes` for both."""

    entries: list[Entry]
    left_out: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


# --- a folder ------------------------------------------------------------------------------------


def read_folder(folder: Path) -> Class:
    """Every .py file of a folder; what is wrong with one never stops the others."""
    if not folder.is_dir():
        raise CourseError(f"没有叫 {folder} 的文件夹。把作品放进一个文件夹，再写它的名字。")
    found: dict[str, list[Entry]] = defaultdict(list)
    left_out: dict[str, str] = {}
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.suffix.lower() != ".py" or path.name.startswith((".", "_")) or path.is_dir():
            if path.is_file() and not path.name.startswith("."):
                left_out[path.name] = "不是 .py 文件，没有当作作品。"
            continue
        try:
            entry = read_entry(path)
        except CourseError as error:
            left_out[path.name] = str(error)
        else:
            found[_who(entry.author)].append(entry)
    entries, notes = [], []
    for same in found.values():
        first, *others = same
        files = "、".join(one.file for one in same)
        if all(one.source == first.source for one in others):
            entries.append(first)
            if others:
                notes.append(f"{first.author} 的 {files} 内容相同，只算一份。")
        else:
            for one in same:
                left_out[one.file] = (
                    f"{first.author} 交了 {len(same)} 份不同的作品（{files}），"
                    "不知道用哪一份。只留一份，再运行一次。"
                )
    return Class(sorted(entries, key=lambda one: one.author), left_out, notes)


def _who(author: str) -> str:
    """Two entries of one 学号 are of one author, however the name is written.

    >>> _who("20250101 李小田") == _who("20250101"), _who("李 小田") == _who("李小田")
    (True, True)
    """
    number = re.match(r"[0-9A-Za-z-]*\d{4,}[0-9A-Za-z-]*", author)
    return (number[0] if number else author.replace(" ", "")).casefold()


# --- a file --------------------------------------------------------------------------------------


def read_entry(path: Path) -> Entry:
    """One entry; raises CourseError where it cannot play at all."""
    source = _text(path)
    tree = _parsed(source)
    _need_bid(tree)
    values, faults = _constants(tree)
    author = _author(values.get("AUTHOR"), path)
    title, crowds = values.get("TITLE", ""), values.get("CROWDS", {})
    for name in ("TITLE", "CROWDS"):
        if name not in values and not any(name in fault for fault in faults):
            faults.append(f"没有写 {name}，这一部分没有分。")
    if fault := read_title(title)[1]:
        faults.append(f"TITLE：{fault}")
    if fault := read_crowds(crowds)[1]:
        faults.append(fault)
    return Entry(
        author=author,
        title=title if isinstance(title, str) else "",
        crowds=_numbers(crowds),
        source=source,
        file=path.name,
        faults=tuple(clean(fault, 200) for fault in faults),
        advice=tuple(_advice(tree)),
    )


def _text(path: Path) -> str:
    """The file's text with plain line ends."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CourseError(f"文件超过 {MOST_BYTES // 1000} KB，不像一份作品。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise CourseError(f"没有叫 {path} 的文件。看看名字和文件夹写得对不对。") from None
    except OSError as error:
        raise CourseError(f"{path.name} 读不了（{error.strerror}）。") from None
    if not data.strip():
        raise CourseError("文件是空的。")
    if data.lstrip().startswith(b"{") and b'"cells"' in data:
        raise CourseError("这是笔记本（.ipynb）的内容。把代码复制到一个 .py 文件里再交。")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gbk"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise CourseError("不是 Python 程序：里面不是文字。另存成 UTF-8 编码的 .py 文件再交。")


def _parsed(source: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
            compile(source, "entry.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CourseError(syntax(error, source)) from None
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise CourseError(_UNREADABLE) from None
    return tree


def _need_bid(tree: ast.Module) -> None:
    """There is a function `bid` of one argument."""
    found: ast.FunctionDef | ast.AsyncFunctionDef | None = None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "bid":
            found = node
    if found is None:
        names = [one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        if "bid" in names:
            raise CourseError("函数 bid 写在了别的函数或类里面。要写在最外层，行首不空格。")
        near = [name for name in names if name.casefold() in ("bid", "bids", "get_bid", "bidding")]
        hint = f"把函数 {near[0]} 改名为 bid。" if near else "要写 def bid(state): 。"
        raise CourseError(f"没有函数 bid。{hint}")
    if isinstance(found, ast.AsyncFunctionDef):
        raise CourseError(f"第 {found.lineno} 行：bid 前面不要写 async。")
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(found)):
        raise CourseError(f"第 {found.lineno} 行：bid 里不要用 yield，要用 return 返回字典。")
    args = found.args
    needed = len(args.posonlyargs) + len(args.args) - len(args.defaults)
    takes = bool(args.posonlyargs or args.args or args.vararg)
    extra = any(default is None for default in args.kw_defaults)
    if not takes or needed > 1 or extra:
        raise CourseError(f"第 {found.lineno} 行：bid 要正好有一个参数，写成 def bid(state): 。")


def _constants(tree: ast.Module) -> tuple[dict[str, Any], list[str]]:
    """AUTHOR, TITLE and CROWDS as they are written, without running anything."""
    values: dict[str, Any] = {}
    faults = []
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        for target in targets:
            name = target.id if isinstance(target, ast.Name) else ""
            if name in ("AUTHOR", "TITLE", "CROWDS"):
                values.pop(name, None)
                try:
                    values[name] = ast.literal_eval(node.value)  # type: ignore[attr-defined]
                except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                    faults.append(f"第 {node.lineno} 行：{name} 要直接写出来，不能用算式或变量。")
    return values, faults


def _author(value: Any, path: Path) -> str:
    """The name in the file, or that of the file: 学号_姓名.py."""
    text = value if isinstance(value, str) else ""
    if not text.strip() or text.strip() == PLACEHOLDER:
        text = re.sub(r"[\s_]*\(\d{1,3}\)$", "", path.stem).replace("_", " ")
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    text = clean(text, AUTHOR_LENGTH).strip()
    if not text:
        raise CourseError('不知道是谁的。在第一行写 AUTHOR = "学号 姓名"。')
    return text


PLACEHOLDER = "学号 姓名"  # as `tournament new` writes it


def _numbers(crowds: Any) -> dict[str, float]:
    """What of the crowd plan can be kept as plain data; `read_crowds` has said the rest."""
    if read_crowds(crowds)[1]:
        return {}
    return {str(name): float(share) for name, share in crowds.items() if math.isfinite(share)}


def _advice(tree: ast.Module) -> list[str]:
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Call):
            called = node.func
            names = [getattr(called, "id", "")]
            if isinstance(called, ast.Attribute) and called.attr == "sleep":
                names = ["sleep"]
        elif isinstance(node, ast.Import):
            names = [alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "").partition(".")[0]]
        for name in names:
            if name in USELESS:
                found.setdefault(name, node.lineno)  # type: ignore[attr-defined]
    return [
        f"第 {line} 行用了 {name}：比赛里{USELESS[name]}。"
        for name, line in sorted(found.items(), key=lambda one: one[1])
    ]
