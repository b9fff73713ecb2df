"""Who is in the class: 学号, 姓名, 班级, read from a table and kept in `.grading/roster.csv`."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from opscourse.errors import CourseError
from opscourse.grading.rescue import shown

HEADERS = {
    "number": ("学号", "学生学号", "学籍号", "编号", "studentid", "studentnumber", "id"),
    "name": ("姓名", "学生姓名", "名字", "学生", "name", "studentname"),
    "group": ("班级", "行政班", "行政班级", "教学班", "班", "class", "group"),
}
HEADER_ROWS = 20  # a table may begin with its title
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}\Z")
# No comma, no quote, no formula sign: nbgrader's own export writes a name as it stands.
_NAME = re.compile(r"[^\W_]+(?:[-.·' ][^\W_]+)*\Z")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)  # no folder on Windows
_EXCEL_SPOILT = re.compile(r"\d(?:\.\d+)?[eE]\+\d+\Z")


@dataclass(frozen=True)
class Person:
    """One learner of a class."""

    number: str
    name: str
    group: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


def roster_file(root: Path) -> Path:
    return root / ".grading" / "roster.csv"


def known(root: Path) -> dict[str, Person]:
    """The class's remembered roster by number; empty where none was given yet."""
    path = roster_file(root)
    return read_roster(path)[0] if path.exists() else {}


def remember(root: Path, people: Iterable[Person]) -> None:
    """Keep a roster for the class, whole or not at all."""
    text = StringIO()
    rows = [(one.number, one.name, one.group) for one in people]
    csv.writer(text, lineterminator="\n").writerows([("学号", "姓名", "班级"), *rows])
    path = roster_file(root)
    waiting = path.with_suffix(".part")
    waiting.write_text(text.getvalue(), encoding="utf-8-sig")
    os.replace(waiting, path)


def read_roster(path: Path) -> tuple[dict[str, Person], list[str]]:
    """Read a roster; return the people by number, and sentences about rows that were left out.

    CSV in UTF-8, UTF-16 or GBK with comma, tab or semicolon, or xlsx; the header stands in one of
    the first rows under one of its usual names. Raises CourseError where the file or its header
    cannot be read, where one number belongs to two names, or where nobody is left.
    """
    rows = _xlsx_rows(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_rows(path)
    place, columns = _header(rows, path)
    people: dict[str, Person] = {}
    lines: dict[str, int] = {}
    notes: list[str] = []
    for line, row in enumerate(rows[place + 1 :], place + 2):
        cells = {key: clean(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if not any(cells.values()):
            continue
        if fault := _fault(cells):
            notes.append(f"名单第 {line} 行没有用：{fault}。")
            continue
        person = Person(cells["number"], cells["name"], cells.get("group", ""))
        before = people.setdefault(person.number, person)
        if before.name != person.name:
            raise CourseError(
                f"{path} 的第 {lines[person.number]} 行和第 {line} 行学号都是 {person.number}，"
                "名字不同。请改好再收。"
            )
        lines.setdefault(person.number, line)
    if not people:
        why = "".join(notes[:3]) or "表头下面没有人。"
        raise CourseError(f"{path} 里一个学员也没有读到。{why}请补好名单再收。")
    return people, notes


def clean(value: Any) -> str:
    """A cell as text: full-width signs narrowed, Excel's `="…"` and `'` taken off, spaces trimmed.

    >>> clean("　２０２５０１０１ "), clean(20250101.0), clean('="00123"'), clean("李　小田")
    ('20250101', '20250101', '00123', '李 小田')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).strip().lstrip("'").strip()
    if unwrapped := re.fullmatch(r'="(.*)"', text):
        text = unwrapped.group(1).strip()
    return re.sub(r"\s+", " ", "".join(sign for sign in text if sign.isprintable() or sign == "\t"))


def is_number(text: str) -> bool:
    """Whether a text may be a 学号: as `hand_in` asks for it."""
    return bool(_NUMBER.match(text)) and not _DEVICE.match(text)


def is_name(text: str) -> bool:
    return len(text) <= 40 and bool(_NAME.match(text))


def _fault(cells: dict[str, str]) -> str:
    number, name = cells["number"], cells["name"]
    if not number or not name:
        return "没有学号" if name else "没有姓名"
    if _EXCEL_SPOILT.match(number):
        return f"学号成了 {number}，请在表格里把学号这一列设成文本，重新填"
    if not is_number(number):
        return f"学号 {shown(number, 20)} 里只能有数字、英文字母和 -"
    if not is_name(name):
        return f"姓名 {shown(name, 20)} 里只能有文字、空格和 · -"
    if cells.get("group") and cells["group"][0] in "=+-@":
        return f"班级 {shown(cells['group'], 20)} 像是公式"
    return ""


def _header(rows: list[list[Any]], path: Path) -> tuple[int, dict[str, int]]:
    """Which row is the header, and in which column what stands."""
    for place, row in enumerate(rows[:HEADER_ROWS]):
        titles = [re.sub(r"[\s_（）():：*]", "", clean(cell)).lower() for cell in row]
        columns = {
            key: next(titles.index(one) for one in names if one in titles)
            for key, names in HEADERS.items()
            if any(one in titles for one in names)
        }
        if {"number", "name"} <= columns.keys():
            return place, columns
    raise CourseError(f"{path} 里没有找到表头。名单要有“学号”和“姓名”两列，“班级”可有可无。")


def _csv_rows(path: Path) -> list[list[str]]:
    data = _bytes(path)
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise CourseError(f"{path} 是 Excel 文件。请另存为 .xlsx 或 .csv 再用。")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", errors="replace")
    head = "\n".join(text.splitlines()[:HEADER_ROWS]).replace("，", ",")
    sign = max("\t;,", key=head.count)
    if sign == "," and "，" in text and "," not in text:
        sign = "，"
    try:
        return list(csv.reader(StringIO(text.replace("\x00", "")), delimiter=sign))
    except csv.Error as error:
        raise CourseError(f"{path} 不是完整的 CSV 表格。请重新另存一次。") from error


def _xlsx_rows(path: Path) -> list[list[Any]]:
    """The rows of the first sheet that has a header."""
    import openpyxl

    _bytes(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [[[*map(_as_shown, row)] for row in sheet.iter_rows()] for sheet in book]
        book.close()
    except Exception as error:  # openpyxl raises many kinds for what is not a workbook
        raise CourseError(f"{path} 打不开，不是完整的 xlsx。请重新另存，或存成 CSV。") from error
    for rows in sheets:
        try:
            _header(rows, path)
        except CourseError:
            continue
        return rows
    return sheets[0] if sheets else []


def _as_shown(cell: Any) -> Any:
    """A cell's value; a number that Excel shows as 0025 with these noughts."""
    places = re.fullmatch(r"(0+)(;.*)?", getattr(cell, "number_format", None) or "")
    if places and isinstance(cell.value, int | float) and cell.value == int(cell.value):
        return str(int(cell.value)).zfill(len(places[1]))
    return cell.value


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > 20_000_000:
            raise CourseError(f"{path} 超过 20 MB，不像名单。")
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"读不了名单 {path}：{error.strerror}。") from error
