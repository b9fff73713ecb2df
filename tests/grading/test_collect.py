"""What learners hand in and platforms export, laid out for grading."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from opscourse import datasets
from opscourse.errors import CourseError
from opscourse.grading import attempts, collect_command
from opscourse.grading.collect import Collected, collect, missing, unplaced
from opscourse.grading.collect_command import report
from opscourse.learner.handing_in import write_zip
from tests.grading.handed_in import NOON, local, stamp, tree, zipped
from tests.grading.kit import Course, cell

NAME = "90_tiny"
INSIDE = f"{NAME}/{NAME}.ipynb"
LATER = (2026, 3, 3, 12, 0, 0)
ROSTER = """学号,姓名,班级
20250101,李小田,1班
20250102,王芳,1班
20250103,陈伟,1班
20250104,陈伟,2班
20250105,阿依古丽·买买提,2班
20250106,李小,2班
"""


@pytest.fixture
def fresh(course: Course, tmp_path: Path) -> Course:
    """A class of its own, where nobody handed anything in."""
    root = tmp_path / "课程"
    left_out = shutil.ignore_patterns("submitted", "autograded", "runs", "feedback", "collected")
    shutil.copytree(course.root, root, ignore=left_out)
    (tmp_path / "名单.csv").write_bytes(ROSTER.encode("gbk"))
    return Course(root, course.exercise, course.practice)


@pytest.fixture
def notebook(fresh: Course) -> Callable[[str], bytes]:
    """A notebook whose first answer is `text`, so that copies can be told apart."""

    def make(text: str = "1") -> bytes:
        nb = fresh.answered()
        cell(nb, "q1-answer").source = f"spend = {text}"
        return nbformat.writes(nb).encode()

    return make


Take = Callable[..., Collected]


@pytest.fixture
def take(fresh: Course, tmp_path: Path) -> Take:
    """Collect files, given by name, with the roster."""

    def run(files: dict[str, bytes] | None = None, roster: bool = True) -> Collected:
        paths = []
        for name, data in (files or {}).items():
            path = tmp_path / "下载" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            os.utime(path, (local(NOON), local(NOON)))
            paths.append(path)
        return collect(fresh.root, paths, tmp_path / "名单.csv" if roster else None)

    return run


def submitted(course: Course, student: str) -> bytes:
    return (course.home / "submitted" / student / NAME / f"{NAME}.ipynb").read_bytes()


def students(course: Course) -> set[str]:
    return {path.parent.name for path in course.home.glob(f"submitted/*/{NAME}")}


def test_what_hand_in_makes(fresh: Course, take: Take, notebook: Callable[..., bytes]) -> None:
    data = notebook()
    done = take({"20250101_李小田_90.zip": zipped({INSIDE: data}, LATER)})
    assert done.new == [("20250101", NAME)]
    assert done.unplaced == done.notes == []
    assert submitted(fresh, "20250101") == data
    time = fresh.home / "submitted" / "20250101" / NAME / "timestamp.txt"
    assert time.read_text() == stamp(LATER)
    lines = "\n".join(report(fresh.root, done))
    assert "名单上 6 人" in lines
    assert "新收 1 份" in lines
    assert "还缺 5 人：20250102 王芳、" in lines
    with Gradebook(f"sqlite:///{fresh.home / 'gradebook.db'}") as gradebook:
        there = {one.id: one.first_name for one in gradebook.students}
    assert there["20250105"] == "阿依古丽·买买提"
    assert len(there.keys() & {"20250101", "20250106"}) == 2


def test_zips_of_hand_in_itself(
    fresh: Course, take: Take, notebook: Callable[..., bytes], tmp_path: Path
) -> None:
    """Handed in twice: the first zip lies in 以前交的, as `hand_in` moves it."""
    take()
    work = tmp_path / "mywork"
    work.mkdir()
    for text in "12":
        write_zip(work / "20250102_王芳_90.zip", INSIDE, notebook(text).decode())
    assert len(list(work.rglob("*.zip"))) == 2
    collect(fresh.root, [work])
    assert submitted(fresh, "20250102") == notebook("2")
    assert len(attempts.kept(fresh.root, NAME, "20250102")) == 2


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_what_a_platform_exports(
    fresh: Course, take: Take, notebook: Callable[..., bytes], encoding: str
) -> None:
    """One zip: folders, zips in zips, loose files, an extra list, a file of another kind."""
    signed = zipped({INSIDE: notebook("1")})
    done = take(
        {
            "第九十课作业导出.zip": zipped(
                {
                    "1班/李小田-20250101/20250101_李小田_90.zip": signed,
                    "1班/王芳/附件/我的作业(1).ipynb": notebook("2"),
                    "2班\\陈伟\\作业.ipynb": notebook("3"),
                    "２０２５０１０３陈伟.ipynb": notebook("4"),
                    "2班/阿依古丽 买买提.ipynb": notebook("5"),
                    "2班/李小/说明.docx": b"PK\x03\x04",
                    "成绩登记表.xlsx": b"PK\x03\x04",
                    "__MACOSX/1班/._x.ipynb": b"\x00",
                    "1班/王芳/.ipynb_checkpoints/a-checkpoint.ipynb": notebook("9"),
                },
                encoding=encoding,
            )
        }
    )
    for number, text in enumerate("12435", 1):
        assert submitted(fresh, f"2025010{number}") == notebook(text), number
    assert len(done.new) == 5
    assert [one.why for one in done.unplaced] == ["20250106 李小 交的不是笔记本"]
    assert done.unused == ["第九十课作业导出.zip/成绩登记表.xlsx"]
    assert "20250102 王芳 90：文件名是 我的作业(1).ipynb，按里面的记号它是 90_tiny。" in done.notes
    assert [one.number for one in missing(fresh.root, NAME)] == ["20250106"]


def test_the_newest_attempt_counts_and_none_is_lost(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    old, new = zipped({INSIDE: notebook("1")}), zipped({INSIDE: notebook("2")}, LATER)
    both = {"20250101_李小田_90.zip": new, "以前交的/20250101_李小田_90_1.zip": old}
    for files in (both, dict(reversed(both.items()))):
        take(files)
        assert submitted(fresh, "20250101") == notebook("2")
    assert take({"20250101_李小田_90.zip": old}).same == [("20250101", NAME)]
    assert submitted(fresh, "20250101") == notebook("2")
    assert len(attempts.kept(fresh.root, NAME, "20250101")) == 2
    newer = take({"20250101_李小田_90.zip": zipped({INSIDE: notebook("3")}, (2026, 3, 4, 8, 0, 0))})
    assert newer.updated == [("20250101", NAME)]
    assert submitted(fresh, "20250101") == notebook("3")


def test_at_one_time_the_number_decides(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    files = {"李小田/第1次.ipynb": notebook("1"), "李小田/第2次.ipynb": notebook("2")}
    take({"作业.zip": zipped(files)})
    assert submitted(fresh, "20250101") == notebook("2")
    moved = {"20250102_王芳_90.zip": notebook("b"), "20250102_王芳_90_1.zip": notebook("a")}
    take({name: zipped({INSIDE: data}) for name, data in moved.items()})
    assert submitted(fresh, "20250102") == notebook("b")


def test_once_more_changes_nothing(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    files = {
        "20250101_李小田_90.zip": zipped({INSIDE: notebook("1")}),
        "王芳.ipynb": notebook("2"),
        "王五.ipynb": notebook("3"),
    }
    take(files)
    before = tree(fresh.home)
    again = take(files)
    assert again.new == again.updated == again.older == again.notes == []
    assert sorted(again.same) == [("20250101", NAME), ("20250102", NAME)]
    assert tree(fresh.home) == before
    os.utime(fresh.root.parent / "下载" / "王芳.ipynb", (local(LATER), local(LATER)))
    collect(fresh.root, [fresh.root.parent / "下载"])  # a copied file is not handed in later
    after = tree(fresh.home)
    assert after.pop("collected/unplaced.json") != before.pop("collected/unplaced.json")
    assert after == before


def test_a_submission_that_came_another_way_is_kept(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    path = fresh.hand_in("20250101", notebook("9"))
    path.with_name("timestamp.txt").write_text(stamp(LATER))
    done = take({"20250101_李小田_90.zip": zipped({INSIDE: notebook("1")})})
    assert done.older == [("20250101", NAME)]
    assert path.read_bytes() == notebook("9")
    take({"20250101_李小田_90.zip": zipped({INSIDE: notebook("2")}, (2026, 3, 4, 8, 0, 0))})
    assert path.read_bytes() == notebook("2")
    stored = list((fresh.home / "collected" / NAME / "20250101").glob("*/*.ipynb"))
    assert {one.read_bytes() for one in stored} == {notebook(text) for text in "912"}


def test_an_attempt_that_does_not_open(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    cut = notebook("2")[:500]
    take({"20250101_李小田_90.zip": zipped({INSIDE: notebook("1")})})
    done = take({"20250101_李小田_90.zip": zipped({INSIDE: cut}, LATER)})
    assert "20250101 李小田 90：这一份打不开，仍用能打开的上一份。" in done.notes
    assert submitted(fresh, "20250101") == notebook("1")
    done = take({"20250102_王芳_90.zip": zipped({INSIDE: cut}, LATER)})
    assert done.new == [("20250102", NAME)]
    assert submitted(fresh, "20250102") == cut  # a person must look: it is not missing


CASES = {
    "同名": ("陈伟.ipynb", "", "班里有几位同名（20250103 陈伟、20250104 陈伟）"),
    "名单外": ("20259999_赵六_90.zip", "zip", "名单里没有 20259999 赵六"),
    "没有名字": ("作业.ipynb", "", "没有名单上的学号或姓名"),
    "学号和姓名不是一个人": ("20250101_王芳_90.zip", "zip", "学号是 20250101 李小田 的"),
    "松散的也一样": ("20250101王芳.ipynb", "", "姓名是 王芳，分不清是谁的"),
    "交了别人的": ("王芳/20250101_李小田_90.zip", "zip", "名字里写着不同的学员"),
    "别的课": ("李小田/a.ipynb", "other", "是 91_other 的笔记本，课程里没有这个练习"),
    "课文": ("李小田/a.ipynb", "lesson", "是 90_tiny 的课文，不是练习"),
    "不知道哪一课": ("李小田/a.ipynb", "plain", "看不出是哪一课的练习"),
    "坏的": ("李小田/a.ipynb", "cut", "打不开，也看不出是哪一课"),
    "rar": ("李小田/a.rar", "cut", "不是 zip，打不开"),
    "坏 zip": ("李小田/a.zip", "cut", "zip 坏了"),
}


def test_what_cannot_be_placed_is_said(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    lesson = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"opscourse": {"assignment": NAME}}}
    step = {"cell_type": "code", "metadata": {}, "source": 'check("L90.s1", a=a)'}
    made = {
        "": notebook(),
        "zip": zipped({INSIDE: notebook()}),
        "other": notebook().replace(b'"assignment": "90_tiny"', b'"assignment": "91_other"'),
        "lesson": json.dumps({**lesson, "cells": [step]}).encode(),
        "plain": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}',
        "cut": b'{"cells": [',
    }
    files = {f"{case}/{name}": made[kind] for case, (name, kind, _) in CASES.items()}
    done = take({"导出.zip": zipped(files)})
    assert students(fresh) == set()
    assert len(done.unplaced) == len(CASES)
    assert len(unplaced(fresh.root)) == len(CASES)
    lines = "\n".join(report(fresh.root, done))
    for case, (name, _, sentence) in CASES.items():
        (found,) = (
            one for one in done.unplaced if one.source.startswith(f"导出.zip/{case}/{name}")
        )
        assert sentence in found.why, case
        assert f"{found.source}：{found.why}" in lines


def test_what_was_put_right_is_no_longer_open(
    fresh: Course, take: Take, notebook: Callable[..., bytes]
) -> None:
    take({"陈伟.ipynb": notebook("4"), "20250110_赵六_90.zip": zipped({INSIDE: notebook("5")})})
    assert len(unplaced(fresh.root)) == 2
    (fresh.root.parent / "名单.csv").write_text(ROSTER + "20250110,赵六,2班\n", encoding="utf-8")
    take(
        {
            "20250104陈伟.ipynb": notebook("4"),
            "20250110_赵六_90.zip": zipped({INSIDE: notebook("5")}),
        }
    )
    assert unplaced(fresh.root) == []
    assert students(fresh) == {"20250104", "20250110"}


def test_without_a_roster(fresh: Course, take: Take, notebook: Callable[..., bytes]) -> None:
    done = take(
        {
            "20250101_李小田_90.zip": zipped({INSIDE: notebook("1")}),
            "导出.zip": zipped({"王芳20250102.ipynb": notebook("2"), "作业.ipynb": notebook("3")}),
        },
        roster=False,
    )
    assert students(fresh) == {"20250101", "20250102"}
    assert [one.source for one in done.unplaced] == ["导出.zip/作业.ipynb"]
    assert "还没有名单，按文件名登记了" in report(fresh.root, done)[0]
    assert missing(fresh.root, NAME) == []


def test_killed_in_the_middle_and_run_again(
    fresh: Course, take: Take, notebook: Callable[..., bytes], tmp_path: Path
) -> None:
    """`kill -9` before any of its file operations; then the same command once more."""
    files = {"20250101_李小田_90.zip": zipped({INSIDE: notebook("1")}), "王芳.ipynb": notebook("2")}
    script = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from opscourse.grading.collect import collect
        left = int(sys.argv[1])
        def stop(name, real):
            def counted(*args, **kwargs):
                global left
                left -= 1
                if left < 0:
                    os._exit(9)
                return real(*args, **kwargs)
            return counted
        os.replace = stop("replace", os.replace)
        Path.rename = stop("rename", Path.rename)
        Path.write_bytes = stop("write", Path.write_bytes)
        root, roster, *inputs = map(Path, sys.argv[2:])
        collect(root, inputs, roster)
        os._exit(0)
    """)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (local(NOON), local(NOON)))
    paths = [fresh.root, tmp_path / "名单.csv", *(tmp_path / name for name in files)]
    for step in (1, 5):
        command = [sys.executable, "-c", script, str(step), *map(str, paths)]
        assert subprocess.run(command, check=False).returncode == 9
        for path in fresh.home.glob(f"submitted/*/{NAME}/{NAME}.ipynb"):
            assert path.read_bytes() in (notebook("1"), notebook("2"))  # never half a file
    collect(fresh.root, paths[2:], paths[1])
    assert submitted(fresh, "20250101") == notebook("1")
    assert submitted(fresh, "20250102") == notebook("2")
    assert not list(fresh.home.rglob("*.part*"))


def test_a_fault_of_ours_with_one_file_stops_no_other(
    fresh: Course, take: Take, notebook: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = attempts.keep

    def keep(root: Path, attempt: attempts.Attempt, data: bytes) -> bool:
        if attempt.student == "20250101":
            raise KeyError("x")
        return real(root, attempt, data)

    monkeypatch.setattr(attempts, "keep", keep)
    done = take({"李小田.ipynb": notebook("1"), "王芳.ipynb": notebook("2")})
    assert students(fresh) == {"20250102"}
    assert [one.why for one in done.unplaced] == ["处理时出错（KeyError），没有收"]


def test_a_place_that_cannot_be_written(
    fresh: Course, notebook: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "20250101_李小田_90.zip").write_bytes(zipped({INSIDE: notebook()}))
    (fresh.home / "collected").write_text("不是文件夹")
    monkeypatch.setattr(datasets, "ROOT", fresh.root)
    args = argparse.Namespace(inputs=[tmp_path / "20250101_李小田_90.zip"], roster=None)
    with pytest.raises(CourseError, match="再运行一次同样的命令就能接着收"):
        collect_command.run(args)
    (fresh.home / "collected").unlink()
    assert collect_command.run(args) == 0
    assert students(fresh) == {"20250101"}


def test_faults_of_the_command(fresh: Course, copied: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="没有 .*不在这里.zip"):
        collect(fresh.root, [tmp_path / "不在这里.zip"])
    with pytest.raises(CourseError, match="opscourse class init"):
        collect(copied.root, [])
    with pytest.raises(CourseError, match="没有写要收什么"):
        collect_command.run(argparse.Namespace(inputs=[], roster=None))


def test_a_flood_of_one_learner_costs_the_others_nothing(
    fresh: Course, take: Take, notebook: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every attempt is compared with all before it: a thousand took hours."""
    monkeypatch.setattr("opscourse.grading.collect.MOST", 3)
    flood = {f"{number}/{NAME}.ipynb": notebook(str(number)) for number in range(8)}
    done = take({
        "1/20250101_李小田_90.zip": zipped(flood, LATER),
        "2/20250102_王芳_90.zip": zipped({INSIDE: notebook("5")}, LATER),
    })  # fmt: skip
    assert students(fresh) == {"20250101", "20250102"}
    assert [one.why for one in done.unplaced] == [
        "20250101 李小田 这一课的文件超过 3 份，后面的没有收"
    ]


def test_a_name_with_escapes_stays_text(fresh: Course, take: Take) -> None:
    names = ["a\x1b[2Jb.ipynb", "c\x9b2Jd.ipynb", "e\u202ef.ipynb", "g\x07.rar"]
    done = take({"20250101_李小田_90.zip": zipped(dict.fromkeys(names, b"junk"), LATER)})
    assert all(line.isprintable() for line in report(fresh.root, done))
