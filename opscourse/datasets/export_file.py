"""The cells of an exported file as text: CSV of any usual encoding and separator, or xlsx."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from opscourse.errors import CourseError

MOST_BYTES = 80_000_000
SEPARATORS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线"}
OLE = b"\xd0\xcf\x11\xe0"  # an old .xls, or an encrypted .xlsx
EXACT_DIGITS = 15  # a number in Excel keeps no more


@dataclass
class Cells:
    """All cells as text, rows of equal width; `how` says how the file was read.

    `merged`: cells that only repeat the one they are merged with, as (row, column); `notes`:
    sentences on what a reader should know.
    """

    rows: list[list[str]]
    how: str
    merged: set[tuple[int, int]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def read_cells(path: Path, score: Callable[[list[str]], int]) -> Cells:
    """The file's cells. `score` tells how many headers a row holds: it decides on separator and
    sheet. Raises CourseError for a file that is missing, empty, too big or of another kind.
    """
    content = _content(path)
    if content[:4] == b"PK\x03\x04":
        cells = _workbook(content, path.name, score)
    elif content[:4] == OLE:
        raise CourseError(
            f"{path.name} 是老的 .xls，或者加了密码，读不了。用 WPS 或 Excel 打开，"
            "去掉密码，另存为 .xlsx 或 CSV，再读一次。"
        )
    else:
        cells = _csv(content, path.name, score)
    width = max((len(row) for row in cells.rows), default=0)
    cells.rows = [row + [""] * (width - len(row)) for row in cells.rows]
    if not any(cell for row in cells.rows for cell in row):
        raise CourseError(f"{path.name} 里一个字也没有。重新导出一次。")
    return cells


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise CourseError(f"{path.name} 是文件夹，不是文件。写上里面那个文件的名字。")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise CourseError(
                f"{path.name} 有 {size / 1e6:.0f} MB，太大了，"
                f"最多 {MOST_BYTES / 1e6:.0f} MB。导出短一些的时间，再读。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise CourseError(
            f"没有找到文件 {path.name}。把它放进笔记本所在的文件夹，名字连后缀一起写对。"
        ) from None
    except OSError as error:
        raise CourseError(
            f"{path.name} 打不开（{error.strerror}）。它正被别的程序占着吗？关掉再试。"
        ) from None


# --- text ----------------------------------------------------------------------------------


def _csv(content: bytes, name: str, score: Callable[[list[str]], int]) -> Cells:
    text, encoding = decoded(content, name)
    if "<table" in text[:5000].lower() or "<html" in text[:5000].lower():
        raise CourseError(
            f"{name} 其实是网页，不是表格。用 WPS 或 Excel 打开，另存为 .xlsx 或 CSV，再读一次。"
        )
    separator = _separator(text, score)
    rows = [[cell.strip() for cell in row] for row in _split(text, separator)]
    how = f"CSV，编码 {encoding}，用{SEPARATORS[separator]}分隔"
    return Cells(rows, how)


def decoded(content: bytes, name: str = "文件") -> tuple[str, str]:
    """The text, and the name of its encoding; CourseError when it is none of the known ones.

    >>> decoded("订单".encode("gb18030"))
    ('订单', 'GBK')
    >>> decoded("订单".encode("utf-16"))
    ('订单', 'UTF-16')
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tries = [("utf-16", "UTF-16")]
    elif content.count(b"\0", 0, 2000) > min(len(content), 2000) // 5:
        # Chinese text has few zero bytes; separators and digits have one each.
        little = content[1:2000:2].count(b"\0") >= content[0:2000:2].count(b"\0")
        tries = [("utf-16-le" if little else "utf-16-be", "UTF-16")]
    else:
        tries = [("utf-8-sig", "UTF-8"), ("gb18030", "GBK")]
    for codec, shown in tries:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, shown
    raise CourseError(
        f"{name} 的编码认不出来，也可能不是表格。用 WPS 或 Excel 打开，"
        "另存为 .xlsx 或「CSV UTF-8」，再读一次。"
    )


def _separator(text: str, score: Callable[[list[str]], int]) -> str:
    """The separator under which most headers are known; then the one that gives most cells."""
    # Whole rows of the head of the file: a quoted cell may hold line ends.
    head = "\n".join(text.splitlines()[:60])

    def worth(separator: str) -> tuple[int, int]:
        rows = [[cell.strip() for cell in row] for row in _split(head, separator)]
        return max(map(score, rows), default=0), sum(len(row) - 1 for row in rows)

    return max(SEPARATORS, key=worth)


def _split(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(MOST_BYTES)
    # Excel's ="1,2" is no CSV quoting: its quote does not open the cell.
    plain = re.sub(rf'(^|{re.escape(separator)})="', r'\1"', text, flags=re.MULTILINE)
    return list(csv.reader(io.StringIO(plain, newline=""), delimiter=separator))


# --- xlsx ----------------------------------------------------------------------------------


def _workbook(content: bytes, name: str, score: Callable[[list[str]], int]) -> Cells:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles, which are of no use here
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception as error:  # a damaged workbook fails in openpyxl in a dozen ways
        raise CourseError(
            f"{name} 打不开，可能坏了，也可能不是 .xlsx（{type(error).__name__}）。"
            "用 WPS 或 Excel 打开，另存为 .xlsx，再读一次。"
        ) from None
    sheets = [sheet for sheet in book.worksheets if sheet.max_row > 1 or sheet.max_column > 1]
    if not sheets:
        raise CourseError(f"{name} 里一个字也没有。重新导出一次。")
    read = [_sheet(sheet) for sheet in sheets]
    best = max(read, key=lambda cells: max(map(score, cells.rows[:30]), default=0))
    at = read.index(best)
    best.how = f"xlsx，工作表「{sheets[at].title}」"
    others = [sheet.title for k, sheet in enumerate(sheets) if k != at]
    if others:
        best.notes.append(f"还有别的工作表没有读：{'、'.join(others)}。")
    return best


def _sheet(sheet: Any) -> Cells:
    cells = Cells([], "")
    lost = 0
    for row in sheet.iter_rows():
        texts = [_shown(cell) for cell in row]
        lost += sum(_lost_digits(cell.value) for cell in row)
        cells.rows.append(texts)
    if lost:
        cells.notes.append(
            f"有 {lost} 格是超过 {EXACT_DIGITS} 位的数，Excel 只记得住前 {EXACT_DIGITS} 位，"
            "后面的已经变成 0。要准的编号，导出时选「文本」。"
        )
    for block in sheet.merged_cells.ranges:
        first = cells.rows[block.min_row - 1][block.min_col - 1]
        for row in range(block.min_row, block.max_row + 1):
            for column in range(block.min_col, block.max_col + 1):
                if (row, column) != (block.min_row, block.min_col):
                    cells.merged.add((row - 1, column - 1))
                    # Downwards only: beside a merged header lies another column.
                    if column == block.min_col:
                        cells.rows[row - 1][column - 1] = first
    return cells


def _shown(cell: Any) -> str:
    """A cell as its reader sees it: whole numbers without .0, percent with its sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{value * 100:.10g}%"
        return str(int(value)) if value == int(value) else repr(value)
    return str(value).strip()


def _lost_digits(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) >= 10**EXACT_DIGITS
