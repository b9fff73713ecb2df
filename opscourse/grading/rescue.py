"""From the bytes of a handed-in file to a notebook, mending what an editor or a transfer spoilt.

The file itself is never changed. Each repair is said in a Chinese clause; what cannot be mended is
a CourseError, and the submission waits for a person. Cells of the exercise that were deleted or
pasted twice are `opscourse.grading.repair`'s work, which comes after this.
"""

from __future__ import annotations

import codecs
import json
import re
import stat
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from opscourse.errors import CourseError
from opscourse.grading.notebooks import assignment_of
from opscourse.grading.rescue_shape import notebook_of

#: A larger file is refused unread. 300,000 printed lines make about 20 MB.
MAX_BYTES = 50_000_000
#: Opening brackets of a file: a small file of nothing but `[],[],` would fill the memory.
MAX_BRACKETS = 2_000_000

# A text without an end reaches to the end of the file: looked for again at each of its quotes, it
# would take hours.
_LAST_COMMA = re.compile(r'("(?:[^"\\]++|\\(?:.|\Z))*+(?:"|\Z))|,(?=\s*[}\]])', re.DOTALL)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_OTHER_FILES = (
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
)


def read(path: Path) -> tuple[NotebookNode, list[str]]:
    """Read a handed-in notebook; return it as version 4.5, and what was mended in Chinese clauses.

    Mended: encoding (BOM, GBK, UTF-16, single spoilt bytes), commas before a closing bracket, raw
    line ends in a text, old versions, cells and outputs of no sound form, doubled or missing cell
    ids, the kernel's name; a file with another name than its assignment's is said. The same bytes
    give the same notebook.

    Raises CourseError, naming the file and what to do, where nothing can be read.
    """
    notebook, notes = rescue(_bytes(path), str(path))
    named = assignment_of(notebook)
    if named and path.stem != named:
        notes.append(f"文件名是 {shown(path.name)}，按里面的记号它是 {shown(named)}")
    return notebook, notes


def find(folder: Path, assignment: str) -> Path | None:
    """The file of an assignment's notebook in a handed-in folder; None if it is not there.

    A renamed file is found by the mark inside it, where exactly one file carries the mark, or where
    the folder holds one notebook alone and that one carries no mark.
    """
    exact = folder / f"{assignment}.ipynb"
    if exact.is_file() and not exact.is_symlink():
        return exact
    marked, unmarked = [], []
    files = sorted(folder.glob("*.ipynb"))
    for path in files:
        try:
            named = assignment_of(read(path)[0])
        except CourseError:
            named = ""
        if named == assignment:
            marked.append(path)
        elif named is None:
            unmarked.append(path)
    if len(marked) == 1:
        return marked[0]
    return unmarked[0] if len(files) == len(unmarked) == 1 else None


def rescue(data: bytes, name: str) -> tuple[NotebookNode, list[str]]:
    """As `read`, for bytes in memory; `name` is what sentences call them.

    >>> nb, notes = rescue(b'\\xef\\xbb\\xbf{"nbformat": 4, "cells": [],}', "a.ipynb")
    >>> notes[:2]
    ['文件带 BOM 标记，已去掉', '多写的逗号有 1 个，已去掉']
    """
    name = shown(name, 1_000)  # it goes to a terminal
    if not data.strip(b"\x00 \r\n\t"):
        raise CourseError(f"{name} 是空文件。请重新交一份。")
    for magic, kind in _OTHER_FILES:
        if data.startswith(magic):
            raise CourseError(f"{name} 其实是{kind}，不是笔记本。请交 .ipynb 文件。")
    text, notes = _decoded(data)
    raw = _parsed(text, name, notes)
    if _ESCAPED_SURROGATE.search(text):
        raw = _without_surrogates(raw)
    try:
        return notebook_of(raw, name, notes), notes
    except RecursionError as error:
        raise CourseError(f"{name} 嵌套得太深，不是笔记本。请重新交一份。") from error


def shown(text: str, most: int = 60) -> str:
    """A learner's text inside a sentence: one line, printable, not too long.

    >>> shown("a\\x1b[2Jb\\n" + "x" * 5, 8)
    'a[2Jbxxx…'
    """
    clean = "".join(sign for sign in text if sign.isprintable())
    return clean if len(clean) <= most else clean[:most] + "…"


def _bytes(path: Path) -> bytes:
    name = shown(str(path), 1_000)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or path.is_symlink():
            raise CourseError(f"{name} 不是普通文件，没有读它。请重新交一份。")
        if about.st_size > MAX_BYTES:
            raise CourseError(
                f"{name} 有 {about.st_size / 1e6:.0f} MB，超过 {MAX_BYTES / 1e6:.0f} MB，没有读它。"
                "请他清除输出（Clear Outputs of All Cells）后重交。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CourseError(f"没有这个文件：{name}。看看名字和文件夹对不对。") from error
    except OSError as error:
        raise CourseError(f"读不了 {name}：{error.strerror}。") from error


# --- encoding ------------------------------------------------------------------------------------


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and the clauses about its encoding."""
    if data.startswith(codecs.BOM_UTF8):
        text, notes = _decoded(data.removeprefix(codecs.BOM_UTF8))
        return text, ["文件带 BOM 标记，已去掉", *notes]
    if wide := _utf16(data):
        text = data.decode(wide, errors="replace").removeprefix("\ufeff")
        return text, ["文件是 UTF-16 编码，已转成 UTF-8", *_spoilt(text)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    # GBK bytes read as UTF-8 are nearly all spoilt; a spoilt UTF-8 file has few bad places
    foreign = sum(1 for sign in text if sign > "\x7f")
    if text.count("\ufffd") * 4 > foreign:
        text = data.decode("gb18030", errors="replace")
        return text, ["文件是 GBK 编码，已转成 UTF-8", *_spoilt(text)]
    return text, _spoilt(text)


def _utf16(data: bytes) -> str:
    """The name of a two-byte encoding, or "". A notebook's text begins with a bracket."""
    if data.startswith(codecs.BOM_UTF16_LE) or data[1:2] == b"\x00":
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE) or data[:1] == b"\x00":
        return "utf-16-be"
    return ""


def _spoilt(text: str) -> list[str]:
    count = text.count("\ufffd")
    return [f"有 {count} 处字符坏了，换成了 \ufffd"] if count else []


# --- JSON ----------------------------------------------------------------------------------------


def _parsed(text: str, name: str, notes: list[str]) -> Any:
    """The JSON value of a text; clauses about what was mended go into `notes`."""
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        raise CourseError(f"{name} 的结构大得不像笔记本，没有读它。请重新交一份。")
    if text.lstrip().startswith("<"):
        raise CourseError(f"{name} 其实是网页，不是笔记本。请交 .ipynb 文件。")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    commas = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal commas
        commas += match.group(1) is None
        return match.group(1) or ""

    mended = _LAST_COMMA.sub(drop, text).strip()
    try:
        # strict=False takes a raw line end inside a text as it stands
        value, end = json.JSONDecoder(strict=False).raw_decode(mended)
    except RecursionError as error:
        raise CourseError(f"{name} 嵌套得太深，不是笔记本。请重新交一份。") from error
    except json.JSONDecodeError as error:
        raise CourseError(
            f"{name} 坏了（第 {error.lineno} 行不是完整的笔记本）。请重新交一份，或用备份。"
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise CourseError(f"{name} 坏了，里面的数字读不出来。请重新交一份，或用备份。") from error
    if commas:
        notes.append(f"多写的逗号有 {commas} 个，已去掉")
    if end < len(mended):
        notes.append("文件末尾多出一段内容，没有算进去")
    if not commas and end == len(mended):
        notes.append("文字里有没转义的换行，已照原样读")
    return value


def _without_surrogates(value: Any) -> Any:
    """Half characters cannot be written to a file: they become the replacement character."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(one) for key, one in value.items()}
    return value
