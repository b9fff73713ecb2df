"""Handed-in files that an editor, a transfer or a learner spoilt."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from opscourse.errors import CourseError
from opscourse.grading import rescue
from tests.grading.kit import Course, cell

NAME = "90_tiny"


def sound() -> dict[str, Any]:
    """A small notebook as a learner would hand it in."""
    marks = {"grade_id": "q1-answer", "solution": True, "schema_version": 3}
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["访客 3\n", "买家 2\n"]},
        {"output_type": "display_data", "data": {"text/plain": "图"}, "metadata": {}},
    ]
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "opscourse": {"assignment": NAME},
        },
        "cells": [
            {"id": "c01", "cell_type": "markdown", "metadata": {}, "source": ["# 店铺\n", "题目"]},
            {
                "id": "q1-answer",
                "cell_type": "code",
                "metadata": {"nbgrader": marks},
                "source": 'print("访客", 3)',
                "outputs": outputs,
                "execution_count": 2,
            },
        ],
    }


def text(raw: Any) -> str:
    return json.dumps(raw, ensure_ascii=False, indent=1)


def changed(change: Callable[[dict[str, Any]], Any]) -> bytes:
    raw = sound()
    change(raw)
    return text(raw).encode()


SOUND = text(sound())
SPOILT_UTF8 = SOUND.encode().replace("题目".encode(), b"\xe9\xa2\x98\xff")

FILES: dict[str, tuple[bytes, str]] = {
    "bom": (b"\xef\xbb\xbf" + SOUND.encode(), "BOM"),
    "gbk": (SOUND.encode("gbk"), "GBK"),
    "gb18030 only": (SOUND.replace("题目", "题目㙍").encode("gb18030"), "GBK"),
    "utf-16 with mark": (SOUND.encode("utf-16"), "UTF-16"),
    "utf-16 little": (SOUND.encode("utf-16-le"), "UTF-16"),
    "utf-16 big": (SOUND.encode("utf-16-be"), "UTF-16"),
    "one spoilt byte": (SPOILT_UTF8, "有 1 处字符坏了"),
    "commas": (SOUND.replace("}\n ]\n}", "},\n ],\n}").encode(), "多写的逗号有 2 个"),
    "raw line end": (SOUND.replace("访客 3\\n", "访客 3\n").encode(), "没转义的换行"),
    "twice in one file": ((SOUND + "\n" + SOUND).encode(), "末尾多出一段"),
    "no metadata": (changed(lambda nb: nb.pop("metadata")), "metadata）没了"),
    "metadata a list": (changed(lambda nb: nb.update(metadata=[])), "metadata）没了"),
    "no version": (changed(lambda nb: nb.pop("nbformat")), "格式版本"),
    "no kernel": (changed(lambda nb: nb["metadata"].pop("kernelspec")), "没写用哪个内核"),
    "other kernel": (
        changed(lambda nb: nb["metadata"]["kernelspec"].update(name="conda-\x1b[2Jenv")),
        "内核写的是 conda-[2Jenv，",
    ),
    "doubled ids": (changed(lambda nb: nb["cells"].append(nb["cells"][0])), "有 1 格的编号"),
    "a cell of text": (changed(lambda nb: nb["cells"].append("题")), "有 1 格不成样子"),
    "odd outputs": (
        changed(lambda nb: nb["cells"][1]["outputs"].extend([7, {}, {"output_type": "x"}])),
        "有 3 个输出不合格式",
    ),
    "outputs a text": (changed(lambda nb: nb["cells"][1].update(outputs="3")), "有 1 个输出"),
}


@pytest.mark.parametrize("kind", FILES)
def test_what_can_be_mended_is_and_is_said(tmp_path: Path, kind: str) -> None:
    data, said = FILES[kind]
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(data)
    nb, notes = rescue.read(path)
    assert said in "；".join(notes)
    assert path.read_bytes() == data
    nbformat.validate(nb)
    assert nb.cells[1].source == 'print("访客", 3)'
    assert nb.cells[1].metadata["nbgrader"]["grade_id"] == "q1-answer"
    assert nb.cells[0].source.startswith("# 店铺")
    assert nb.metadata.kernelspec.name == "python3"
    assert len({one.id for one in nb.cells}) == len(nb.cells)
    again = rescue.read(path)[0]
    assert nbformat.writes(again) == nbformat.writes(nb)


def test_a_sound_notebook_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.ipynb"
    path.write_text(SOUND, encoding="utf-8")
    nb, notes = rescue.read(path)
    assert notes == []
    assert nb == nbformat.reads(SOUND, as_version=4)


def test_another_name_is_said(tmp_path: Path) -> None:
    path = tmp_path / "我的作业 (1).ipynb"
    path.write_text(SOUND, encoding="utf-8")
    assert rescue.read(path)[1] == [f"文件名是 我的作业 (1).ipynb，按里面的记号它是 {NAME}"]
    assert rescue.find(tmp_path, NAME) == path
    assert rescue.find(tmp_path, "03_shop_health") is None
    (tmp_path / "草稿.ipynb").write_text("{", encoding="utf-8")
    assert rescue.find(tmp_path, NAME) == path
    (tmp_path / "另一份.ipynb").write_text(SOUND, encoding="utf-8")
    assert rescue.find(tmp_path, NAME) is None  # two carry the mark: a person chooses
    (tmp_path / f"{NAME}.ipynb").write_text("{", encoding="utf-8")
    assert rescue.find(tmp_path, NAME) == tmp_path / f"{NAME}.ipynb"


def test_metadata_of_any_form(tmp_path: Path) -> None:
    """What a tool may have put there is no reason to refuse a notebook, nor to stumble over it."""
    raw = sound()
    odd: dict[str, Any] = {"title": 5, "language_info": {"name": -1}, "authors": "李", "mine": 7}
    raw["metadata"].update(odd)
    raw["metadata"]["kernelspec"]["display_name"] = {}
    spoilt = {
        "tags": ["a", "a"],
        "name": "",
        "collapsed": 1,
        "nbgrader": "x",
        "execution": [],
        "k": 1,
    }
    raw["cells"][0]["metadata"] = spoilt
    bundle = {"text/plain": [1], "text/json": {"a": 1}, "application/json": {"a": 1}}
    raw["cells"][1]["outputs"].append(
        {"output_type": "execute_result", "data": bundle, "execution_count": -1}
    )
    path = tmp_path / f"{NAME}.ipynb"
    path.write_text(text(raw), encoding="utf-8")
    nb, notes = rescue.read(path)
    nbformat.validate(nb)
    assert notes == []
    assert nb.metadata.mine == 7
    assert nb.cells[0].metadata == {"k": 1}
    assert nb.cells[1].metadata.nbgrader.grade_id == "q1-answer"


def test_half_characters_can_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.ipynb"
    path.write_text(SOUND.replace("题目", "题\\ud83d"), encoding="utf-8")
    nb, _ = rescue.read(path)
    assert nbformat.writes(nb).encode("utf-8")
    path.write_text(SOUND.replace("题目", "题\\ud83c\\udf4a"), encoding="utf-8")
    assert rescue.read(path)[0].cells[0].source.endswith("题🍊")


def test_an_old_notebook(tmp_path: Path) -> None:
    old = nbformat.v3.new_notebook(
        worksheets=[
            nbformat.v3.new_worksheet(
                cells=[
                    nbformat.v3.new_heading_cell("标题"),
                    nbformat.v3.new_code_cell("x = 1", prompt_number=1),
                ]
            )
        ]
    )
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(old), encoding="utf-8")
    nb, notes = rescue.read(path)
    assert "旧格式（第 3 版）" in notes[0]
    assert [one.source for one in nb.cells] == ["# 标题", "x = 1"]
    nbformat.validate(nb)
    assert nbformat.writes(rescue.read(path)[0]) == nbformat.writes(nb)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空文件"),
        (b"\x00" * 4096, "空文件"),
        (b'{"cells": [', "坏了（第 1 行"),
        (SOUND.encode()[:300], "不是完整的笔记本"),
        (b"[]", "不是 Jupyter 笔记本"),
        (b'{"a": 1}', "不是 Jupyter 笔记本"),
        (b'{"nbformat": 4}', "不是 Jupyter 笔记本"),
        (b'{"nbformat": 3, "worksheets": 7}', "不是 Jupyter 笔记本"),
        (b"PK\x03\x04....", "压缩包或 Office"),
        (b"%PDF-1.7", "其实是PDF"),
        (b"<!DOCTYPE html><html>", "其实是网页"),
        (b"[" * 100_000, "嵌套得太深"),
        (b"[]," * 2_100_000, "结构大得不像"),
        (b'{"cells": [' + b"9" * 10_000 + b"]}", "里面的数字读不出来"),
        ("第一题 答案是 3".encode("gbk"), "不是完整的笔记本"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=sentence) as refused:
        rescue.read(path)
    assert str(refused.value).startswith(str(path))
    assert path.read_bytes() == content


def test_what_is_no_file_of_its_own(tmp_path: Path) -> None:
    target = tmp_path / "别人的.ipynb"
    target.write_text(SOUND, encoding="utf-8")
    link = tmp_path / f"{NAME}.ipynb"
    link.symlink_to(target)
    with pytest.raises(CourseError, match="不是普通文件"):
        rescue.read(link)
    assert rescue.find(tmp_path, NAME) == target
    with pytest.raises(CourseError, match="没有这个文件"):
        rescue.read(tmp_path / "没有.ipynb")
    big = tmp_path / "大.ipynb"
    with big.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(CourseError, match=r"有 200 MB.*重交"):
        rescue.read(big)


def test_nbgrader_marks_what_was_mended(course: Course) -> None:
    """The stock path: a GBK file with commas and doubled ids earns what its answers earn."""
    nb = course.answered()
    pasted = copy.deepcopy(cell(nb, "q1-answer"))
    pasted.metadata = nbformat.from_dict({})
    nb.cells.append(pasted)
    nb.metadata.kernelspec.name = "no-such-kernel"
    spoilt = text(nb).replace("}\n ],", "},\n ],", 1).encode("gbk")
    path = course.hand_in("mended", spoilt)
    result = course.api().autograde(course.name, "mended")
    assert result["success"], result["log"]
    assert course.marks("mended") == {one.id: one.points for one in course.exercise.questions}
    for said in ("GBK", "多写的逗号", "编号和别的格一样"):
        assert said in result["log"]
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize("tail", [b"", b"\\"])
def test_a_text_without_an_end_is_searched_once(tail: bytes) -> None:
    """Searched again at each of its quotes, it took hours."""
    began = time.process_time()
    with pytest.raises(CourseError, match="不是完整的笔记本"):
        rescue.rescue(b'{"cells": ["' + b'\\"' * 300_000 + tail, NAME)
    assert time.process_time() - began < 3


def test_nested_too_deep_for_its_reader() -> None:
    deep = b'{"cells": [], "metadata": {"a": ' + b"[" * 850 + b"]" * 850 + b"}}"
    with pytest.raises(CourseError, match="嵌套得太深"):
        rescue.rescue(deep, NAME)


def test_a_name_reaches_a_terminal_without_escapes(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07\x1b[2J.ipynb"
    for content in (b"", b"junk", None):
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        with pytest.raises(CourseError) as caught:
            rescue.read(path)
        assert str(caught.value).isprintable()
