"""Class lists as schools keep them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from opscourse.errors import CourseError
from opscourse.grading.roster import Person, known, read_roster, remember

ROWS = [("20250101", "李小田", "1班"), ("20250102", "王芳", "1班")]
PEOPLE = {number: Person(number, name, group) for number, name, group in ROWS}


def table(sign: str = ",", head: tuple[str, ...] = ("学号", "姓名", "班级")) -> str:
    return "".join(sign.join(row) + "\r\n" for row in [head, *ROWS])


@pytest.mark.parametrize(
    "data",
    [
        table().encode(),
        table().encode("utf-8-sig"),
        table().encode("gbk"),
        table("\t").encode("utf-16"),
        table(";").encode(),
        table("，").encode(),
        table(head=("学生学号", "学生姓名", "行政班级")).encode(),
        table(head=(" 学 号 *", "姓名：", "班")).encode(),
        table(head=("Student ID", "Name", "Class")).encode(),
        ("2026 年春季名单,,\r\n制表：教务处,,\r\n" + table() + ",,\r\n").encode("gbk"),
        table().replace("20250101", "２０２５０１０１").replace("李小田", "　李小田 ").encode(),
        table().replace("20250101", '="20250101"').replace("20250102", "'20250102").encode(),
        (table() + "20250101,李小田,1班\r\n").encode(),
    ],
)  # fmt: skip
def test_what_schools_write(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(data)
    assert read_roster(path) == (PEOPLE, [])


def test_a_workbook_with_a_title_and_an_empty_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("名单")
    sheet.append(["福建农业学校", datetime(2026, 3, 1)])
    sheet.append(["序号", "班级", "姓名", "学号"])
    sheet.append([1, "1班", "李小田", 20250101])
    sheet.append([2, "1班", "王芳", 20250102.0])
    book.save(tmp_path / "名单.xlsx")
    assert read_roster(tmp_path / "名单.xlsx") == (PEOPLE, [])


def test_noughts_that_only_the_format_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["学号", "姓名"], [25, "李小田"], [None, None], [26.0, "王芳"]):
        book.active.append(row)  # type: ignore[union-attr]
    for place in ("A2", "A4"):
        book.active[place].number_format = "0000"  # type: ignore[index]
    book.save(tmp_path / "名单.xlsx")
    assert list(read_roster(tmp_path / "名单.xlsx")[0]) == ["0025", "0026"]


def test_it_is_remembered(tmp_path: Path) -> None:
    (tmp_path / ".grading").mkdir()
    assert known(tmp_path) == {}
    remember(tmp_path, PEOPLE.values())
    assert known(tmp_path) == PEOPLE


def test_rows_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    more = '2.02501E+11,张三,\n,李四,\n20250105,,\n=1+1,王五,\n20250106,"=cmd|x",\n20250107,赵六,@x'
    path.write_text(table() + more, encoding="utf-8")
    people, notes = read_roster(path)
    assert people == PEOPLE
    said = ["设成文本", "没有学号", "没有姓名", "学号 =1+1", "姓名 =cmd|x", "班级 @x"]
    assert len(notes) == len(said)
    for line, (note, expected) in enumerate(zip(notes, said, strict=True), 4):
        assert note.startswith(f"名单第 {line} 行没有用：")
        assert expected in note


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "没有找到表头"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
        ("a.csv", "学号,姓名\n".encode(), "一个学员也没有"),
        ("a.csv", b"PK\x03\x04", "另存为 .xlsx"),
        ("a.xlsx", b"PK\x03\x04", "打不开"),
        ("a.csv", "学号,姓名\n1,李小田\n2,王芳\n1,张三\n".encode(), "第 2 行和第 4 行学号都是 1"),
    ],
)
def test_a_roster_that_cannot_be_used(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CourseError, match=sentence):
        read_roster(tmp_path / name)


def test_no_such_roster(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="读不了名单"):
        read_roster(tmp_path / "没有.csv")
