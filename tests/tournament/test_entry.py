"""Entries that are read, never run: each fault named, and the rest of the class goes on."""

import zipfile

import pytest

from opscourse.errors import CourseError
from opscourse.tournament.entry import read_entry, read_folder
from opscourse.tournament.starter import starter

GOOD = """\
AUTHOR = "20250101 李小田"
TITLE = "永春芦柑5斤"
CROWDS = {"老客": 0.4, "加购": 0.6}


def bid(state):
    return {}
"""
BID = "\ndef bid(state):\n    return {}\n"


def written(folder, name="20250101_李小田.py", text=GOOD, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def test_an_entry_is_read(tmp_path):
    entry = read_entry(written(tmp_path))
    assert (entry.author, entry.title) == ("20250101 李小田", "永春芦柑5斤")
    assert entry.crowds == {"老客": 0.4, "加购": 0.6}
    assert entry.source == GOOD and entry.faults == entry.advice == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_other_encodings_and_line_ends(tmp_path, encoding):
    path = written(tmp_path, text=GOOD.replace("\n", "\r\n"), encoding=encoding)
    assert read_entry(path) == read_entry(written(tmp_path))


def test_what_tournament_new_writes_is_an_entry(tmp_path):
    entry = read_entry(written(tmp_path, text=starter("a.py")))
    assert entry.author == "20250101 李小田"  # from the file's name
    assert entry.faults == ()


def test_a_file_is_not_executed(tmp_path):
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'w')\nraise SystemExit\n{GOOD}"
    assert read_entry(written(tmp_path, text=code)).advice == (
        "第 1 行用了 open：比赛里读不到也写不了文件。",
    )
    assert not mark.exists()


CANNOT_PLAY = {
    "empty": (" \n", "文件是空的"),
    "no function": ("x = 1\n", "没有函数 bid。要写 def bid(state): 。"),
    "another name": ("def bids(state):\n    return {}\n", "把函数 bids 改名为 bid"),
    "inside": ("class A:\n    def bid(self):\n        return {}\n", "最外层"),
    "no argument": ("def bid():\n    return {}\n", "第 1 行：bid 要正好有一个参数"),
    "two arguments": ("def bid(state, money):\n    return {}\n", "正好有一个参数"),
    "async": ("async def bid(state):\n    return {}\n", "不要写 async"),
    "yield": ("def bid(state):\n    yield {}\n", "不要用 yield"),
    "syntax": ("def bid(state)\n    return {}\n", "第 1 行末尾少了英文冒号"),
    "chinese colon": ("def bid(state)：\n    return {}\n", "第 1 行第 15 个字符 ： 是中文标点"),
    "chinese quotes": (f"AUTHOR = “李小田”\n{BID}", "是中文标点"),
    "indent": ("def bid(state):\nreturn {}\n", "缩进"),
    "return outside": ("return 1\n", "return 只能写在函数"),
    "not text": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "不是 Python 程序"),
    "nulls": (b"def bid(state):\0\n", "不是 Python 程序"),
    "notebook": ('{\n "cells": [],\n "nbformat": 4}', "这是笔记本"),
    "essay": ("我觉得出价要低一点。\n", "中文标点"),
    "deep brackets": ("x = " + "(" * 5000 + ")" * 5000 + BID, "Python 读不"),
    "deep minus": ("x = " + "-" * 100_000 + "1" + BID, "Python 读不"),
    "deep sum": ("x = 1" + "+1" * 60_000 + BID, "Python 读不"),
    "too big": ("#" * 300_000, "超过 200 KB"),
}


@pytest.mark.parametrize("case", CANNOT_PLAY)
def test_what_cannot_play_says_why(tmp_path, case):
    text, sentence = CANNOT_PLAY[case]
    with pytest.raises(CourseError) as raised:
        read_entry(written(tmp_path, text=text))
    assert sentence in str(raised.value)


def test_a_zip_named_py(tmp_path):
    path = tmp_path / "a.py"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(CourseError, match="不是 Python 程序"):
        read_entry(path)


COSTS_POINTS = {
    "no title": (GOOD.replace("TITLE", "TITEL"), "没有写 TITLE"),
    "no crowds": (GOOD.replace("CROWDS", "CROWD"), "没有写 CROWDS"),
    "computed": (GOOD.replace('"永春芦柑5斤"', '"永春" + name'), "TITLE 要直接写出来"),
    "a number as title": (GOOD.replace('"永春芦柑5斤"', "5"), "标题要是一段文字"),
    "a long title": (GOOD.replace("5斤", "新鲜水果" * 9), "最多 60 字节"),
    "an emoji": (GOOD.replace("5斤", "🍊"), "不能用 GBK 编码"),
    "a list of crowds": (GOOD.replace('{"老客": 0.4, "加购": 0.6}', "[0.4]"), "要写成字典"),
    "too much money": (GOOD.replace("0.6", "0.7"), "不能超过 1"),
    "a negative share": (GOOD.replace("0.6", "-0.6"), "加购"),
    "no such crowd": (GOOD.replace("加购", "邻居"), "邻居"),
    "NaN": (GOOD.replace('{"老客": 0.4, "加购": 0.6}', '{"老客": 1e999 - 1e999}'), "CROWDS"),
    "infinite": (GOOD.replace("0.6", "1e999"), "加购"),
}


@pytest.mark.parametrize("case", COSTS_POINTS)
def test_a_wrong_title_or_plan_costs_its_points_alone(tmp_path, case):
    text, sentence = COSTS_POINTS[case]
    entry = read_entry(written(tmp_path, text=text))
    assert any(sentence in fault for fault in entry.faults), entry.faults
    assert entry.author == "20250101 李小田"
    assert isinstance(entry.title, str) and isinstance(entry.crowds, dict)


def test_one_class(tmp_path):
    written(tmp_path, "a.py")
    written(tmp_path, "a (1).py")  # the same again
    written(tmp_path, "20250102_王五.py", BID)
    written(tmp_path, "b.py", f'AUTHOR = "20250103 赵六"\n{BID}')
    written(tmp_path, "b2.py", f'AUTHOR = "20250103"\nTITLE = "芦柑"\n{BID}')
    written(tmp_path, "c.py", "def bid(state)：\n    return {}\n")
    written(tmp_path, "notes.docx", b"PK")
    (tmp_path / "结果").mkdir()
    found = read_folder(tmp_path)
    assert [one.author for one in found.entries] == ["20250101 李小田", "20250102 王五"]
    assert sorted(found.left_out) == ["b.py", "b2.py", "c.py", "notes.docx"]
    assert "交了 2 份不同的作品（b.py、b2.py）" in found.left_out["b.py"]
    assert "中文标点" in found.left_out["c.py"]
    assert len(found.notes) == 1 and "内容相同" in found.notes[0]


def test_no_folder(tmp_path):
    with pytest.raises(CourseError, match="没有叫 .* 的文件夹"):
        read_folder(tmp_path / "没有")
    with pytest.raises(CourseError, match="没有叫 .* 的文件"):
        read_entry(tmp_path / "没有.py")
