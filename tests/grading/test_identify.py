"""Whose a file is, by names alone."""

from __future__ import annotations

import pytest

from opscourse.grading.identify import People, attempt_of, learned, lesson_of
from opscourse.grading.roster import Person

ROWS = [
    ("20250101", "李小田", "1班"), ("20250102", "王芳", "1班"), ("20250103", "陈伟", "1班"),
    ("20250104", "陈伟", "2班"), ("20250105", "阿依古丽·买买提", "2班"), ("20250106", "李小", ""),
    ("03", "周七", "3班"), ("2025-02", "Ann Li", "3班"), ("S001", "吴八", "3班"),
]  # fmt: skip
PEOPLE = People({row[0]: Person(*row) for row in ROWS})


@pytest.mark.parametrize(
    ("path", "student", "note"),
    [
        ("2班/陈伟.ipynb", "20250104", ""),
        ("20250101_李小天_90.zip", "20250101", "姓名写的是 李小天，名单里 20250101 是 李小田"),
        ("王芳_20250102/1_王芳_90.zip", "20250102", "学号写成了 1，按 20250102 王芳 收"),
        ("2025O101_李小田_90.zip", "20250101", "学号写成了 2025O101，按 20250101 李小田 收"),
        ("0S001_吴八_90.zip", "S001", "学号写成了 0S001，按 S001 吴八 收"),
        ("00S001_吴八_90.zip", "S001", "学号写成了 00S001，按 S001 吴八 收"),
        ("2O250103_陈伟_90.zip", "20250103", "学号写成了 2O250103，按 20250103 陈伟 收"),
        ("作业-20250105.ipynb.txt", "20250105", ""),
        ("２０２５０１０１李小田.ipynb", "20250101", ""),
        ("阿依古丽买买提/90.IPYNB", "20250105", ""),
        ("李小/a.ipynb", "20250106", ""),  # not 李小田
        ("李小田/a.ipynb", "20250101", ""),  # not 李小
        ("周七 03.ipynb", "03", ""),
        ("王芳/03.ipynb", "20250102", ""),  # a lesson, not the number of 周七
        ("ann-li/2025-02.ipynb", "2025-02", ""),
        ("s001.ipynb", "S001", ""),
        ("20250101-20250106 作业/王芳.ipynb", "20250102", ""),  # a folder for a range
        ("李小田、王芳小组/王芳/a.ipynb", "20250102", ""),
    ],
)
def test_who_it_is(path: str, student: str, note: str) -> None:
    owner = PEOPLE.owner(path.split("/"))
    assert owner.person is not None, owner.why
    assert owner.person.number == student
    assert list(filter(None, [note])) == list(owner.notes)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("陈伟.ipynb", "几位同名"),
        ("李小田和王芳.ipynb", "没有名单上的"),
        ("20250101_王芳_03.zip", "学号是 20250101 李小田 的，姓名是 王芳"),
        ("20250101 王芳.ipynb", "学号是 20250101 李小田 的，姓名是 王芳"),
        ("王芳/20250101_李小田_03.zip", "不同的学员"),
        ("王芳/20259999_赵六_03.zip", "名单外的 20259999 赵六"),
        ("20259999_赵六_03.zip", "名单里没有 20259999 赵六"),
        ("19990101_李小田_03.zip", "名单里没有 19990101 李小田"),  # another school's
        ("3班/陈伟.ipynb", "几位同名"),
        ("202501011.ipynb", "没有名单上的"),
        ("03.ipynb", "没有名单上的"),
        ("", "没有名单上的"),
    ],
)
def test_what_is_left_to_a_person(path: str, why: str) -> None:
    owner = PEOPLE.owner(path.split("/"))
    assert owner.person is None
    assert why in owner.why


def test_what_else_a_path_says() -> None:
    assert lesson_of(["第3课作业.zip", "李小田.ipynb"]) == "03"
    assert lesson_of(["12.zip", "1_李_03 (2).zip", "x.ipynb"]) == "03"
    assert lesson_of(["10_auction.ipynb"]) == "10"
    assert lesson_of(["2025 春.zip", "123.ipynb"]) == ""
    order = ["1_李_03_1.zip", "1_李_03_2.zip", "1_李_03.zip", "1_李_03 (1).zip", "第 3 次.ipynb"]
    assert sorted(order, key=lambda name: attempt_of([name])) == order


def test_learning_people_takes_no_word_for_a_name() -> None:
    names = [
        "20250301作业.ipynb",
        "2025年春季第3课.zip",
        "20250101_李小田_03.zip",
        "王芳 20250102.ipynb",
    ]
    assert set(learned([(name,) for name in names])) == {"20250101", "20250102"}
    assert learned([("20250101_=1+1_03.zip",)]) == {}


def test_a_number_that_windows_has_no_folder_for() -> None:
    paths = [(f"{number}_李小田_03.zip", "a.ipynb") for number in ("CON", "nul", "Com1", "lpt9")]
    assert learned(paths) == {}
    assert set(learned([("CON1_李小田_03.zip", "a.ipynb")])) == {"CON1"}
