"""hand_in: which notebook, whose, re-run in a real kernel, packed so that nothing is ever lost."""

import json
import re
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import opscourse
from opscourse.errors import CourseError
from opscourse.learner import handing_in
from opscourse.learner.handing_in import find_notebook, read_notebook, who, write_zip
from opscourse.learner.rerun import Outcome, outcomes, run_again

SETUP = """\
import pathlib
from opscourse.answers import files
files.PRACTICE = pathlib.Path("../../../../practice").resolve()
from opscourse import check, hand_in, hint"""


def exercise(work, *cells):
    """Write the learner's notebook of exercise 03; returns its path."""
    path = work / "exercises" / "03_shop_health" / "03_shop_health.ipynb"
    sources = [new_code_cell(source) for source in cells]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# 店铺体检"), *sources]), path)
    return path


@pytest.fixture
def no_rerun(monkeypatch):
    """For what is not about the kernel: it takes seconds to start."""
    monkeypatch.setattr(handing_in, "run_again", lambda notebook, folder: "")


def test_the_whole_way_in_a_real_kernel(work, capsys):
    """Called from a kernel, as learners do: re-run in a second kernel, outputs in the zip."""
    path = exercise(
        work,
        SETUP,
        "spend = 36.5",
        'check("03.q1", spend=spend)',
        "double = ____",
        'check("03.q2", double=double)',
        "spned",
        'check("L03.s1", buyers=buyers)',
        "hand_in('03', 's-1', '李小田')",
    )
    before = path.read_bytes()
    notebook = read_notebook(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("opscourse.learner.rerun.RUNNING", "NOT_HANDING_IN")
        assert run_again(notebook, path.parent) == ""
    # As shown to the learner who ran everything, hand_in last:
    assert outcomes(notebook) == [
        Outcome("03.q1", "已作答", "练习数据上 2 / 2 分"),
        Outcome("03.q2", "还没作答"),
        Outcome("L03.s1", "出错", "NameError: name 'buyers' is not defined"),
    ]
    errors = [o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == "error"]
    assert [e.ename for e in errors] == ["NameError", "NameError"]
    assert "".join(errors[0].traceback).startswith(
        "第 1 行：没有叫 spned 的名字。你要写的是不是 spend？"
    )
    assert "第 1 行还有 ____" in notebook.cells[4].outputs[0].text
    assert len(notebook.cells[8].outputs) == 1  # nothing of the second kernel's own chatter
    shown = notebook.cells[8].outputs[0].data["text/plain"]
    assert "已打包：s-1_李小田_03.zip" in shown and "检查题 3 题，已作答 1 题" in shown
    assert "Ctrl+S" in shown and re.search(r"03\.q2 +还没作答", shown)
    # The zip, as nbgrader takes it:
    with zipfile.ZipFile(work / "s-1_李小田_03.zip") as archive:
        assert archive.namelist() == ["03_shop_health/03_shop_health.ipynb"]
        packed = nbformat.reads(archive.read(archive.namelist()[0]).decode(), as_version=4)
    assert [c.id for c in packed.cells] == [c.id for c in notebook.cells]
    assert packed.cells[3].outputs[-1].data["text/plain"] == "2.0"
    assert packed.cells[8].outputs == []  # no hand-in within the hand-in
    assert path.read_bytes() == before
    assert json.loads((work / "me.json").read_text("utf-8"))["name"] == "李小田"
    assert json.loads((work / "progress.json").read_text("utf-8"))["03.q1"]["tries"] == 1


def test_a_cell_to_repair_that_nobody_touched_is_unanswered():
    failed = new_output("error", ename="NameError", evalue="x", traceback=[])
    answer = new_code_cell("x = \uff081", id="q1-answer")
    check = new_code_cell('check("03.q1", x=x)', id="q1-check", outputs=[failed])
    done = new_notebook(cells=[answer, check])
    assert outcomes(done, {"q1-answer": "x = \uff081"}) == [Outcome("03.q1", "还没作答")]
    assert outcomes(done, {"q1-answer": "x = \uff08"}) == [Outcome("03.q1", "出错", "NameError: x")]
    assert outcomes(done) == outcomes(done, {"q2-answer": "x = \uff081"})


def test_run_all_stops_at_a_kindly_said_error(work):
    """The kernel's reply is an error like any other, whatever is shown."""
    path = exercise(work, SETUP, "print(\uff0c)", "after = 1")
    notebook = read_notebook(path)
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, kernel_name="python3").execute(cwd=str(path.parent))
    assert notebook.cells[2].outputs[0].output_type == "error"
    assert notebook.cells[3].execution_count is None


def test_a_cell_that_never_ends_is_stopped_and_the_rest_runs(work):
    path = exercise(work, "while True: pass", "x = 3\nprint(x)")
    notebook = read_notebook(path)
    assert run_again(notebook, path.parent, seconds=2) == ""
    assert notebook.cells[2].outputs[0].text == "3\n"
    assert "error" in [o.output_type for o in notebook.cells[1].outputs]


def test_a_kernel_that_dies_costs_nothing(work, capsys):
    path = exercise(work, "import os\nos._exit(1)", "x = 3")
    notebook = read_notebook(path)
    assert "重新运行没有走完（DeadKernelError）" in run_again(notebook, path.parent)


def test_the_number_and_name_are_remembered(work, no_rerun, capsys):
    exercise(work, "x = 1")
    with pytest.raises(CourseError, match="第一次交要写学号和姓名"):
        opscourse.hand_in("03")
    opscourse.hand_in("03", 20250101, " 李 小田 ")
    opscourse.hand_in("03")
    assert (work / "20250101_李小田_03.zip").exists()
    opscourse.hand_in("03", name="Li Lei")
    assert (work / "20250101_Li-Lei_03.zip").exists()


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("2025_01", "李小田"),
        ("../x", "李小田"),
        ("学号", "李小田"),
        ("-1", "李小田"),
        ("1" * 33, "李小田"),
        ("", "李小田"),
        ("1", "李_小田"),
        ("1", "李/小田"),
        ("1", ".."),
        ("1", "田" * 31),
        ("1", " "),
    ],
)
def test_numbers_and_names_that_no_file_could_carry(work, number, name):
    with pytest.raises(CourseError, match=r"学号|姓名"):
        who(work, number, name)
    assert not (work / "me.json").exists()


def test_names_of_many_kinds(work):
    for name in ("买买提·艾力", "Anna-Lena", "\u674e\u5c0f\u7530", "\uff2c\uff49"):
        assert who(work, "1", name)[1] == ("Li" if name == "\uff2c\uff49" else name)


def test_a_damaged_memory_of_the_name_is_kept_aside(work):
    (work / "me.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match="第一次交"):
        who(work, None, None)
    assert (work / "me.damaged-1.json").read_text() == "{"


def test_which_notebook(work, monkeypatch, tmp_path):
    with pytest.raises(CourseError, match=r"没有找到第 03 课的练习.*python start\.py"):
        find_notebook("03", tmp_path / "practice")
    path = exercise(work, "x = 1")
    assert find_notebook("03") == path
    assert find_notebook("03", work) == path
    assert find_notebook("03", work / "exercises") == path
    for wrong in ("3", "03_shop_health", 3, ""):
        with pytest.raises(CourseError, match="写成两位数字"):
            find_notebook(wrong)
    with pytest.raises(CourseError, match="没有找到第 04 课"):
        find_notebook("04")
    path.rename(path.with_name("我的 03.ipynb"))
    with pytest.raises(
        CourseError, match=r"只有 我的 03\.ipynb。把文件名改回 03_shop_health\.ipynb"
    ):
        find_notebook("03")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "坏了"),
        (b'{"cells": [', "坏了"),
        (b"[]", "坏了"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}', "坏了"),
        ("题".encode("gbk") * 9, "不是 UTF-8 编码"),
    ],
)
def test_a_damaged_notebook_is_named_and_left_alone(work, content, sentence):
    path = exercise(work, "x = 1")
    path.write_bytes(content)
    with pytest.raises(CourseError, match=sentence) as caught:
        opscourse.hand_in("03", "1", "李")
    assert "03_shop_health.ipynb" in str(caught.value)
    assert path.read_bytes() == content and not list(work.glob("*.zip"))


def test_a_notebook_with_a_bom_is_fine(work):
    path = exercise(work, "x = 1")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_notebook(path).cells[1].source == "x = 1"


def test_an_earlier_zip_is_kept(tmp_path):
    target = tmp_path / "1_李_03.zip"
    for text in ("a", "b", "c"):
        write_zip(target, "03_x/03_x.ipynb", text)
    older = sorted((tmp_path / "以前交的").iterdir())
    assert [p.name for p in older] == ["1_李_03_1.zip", "1_李_03_2.zip"]
    read = [zipfile.ZipFile(p).read("03_x/03_x.ipynb") for p in [*older, target]]
    assert read == [b"a", b"b", b"c"]
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_a_full_disk_leaves_the_earlier_zip(tmp_path, monkeypatch):
    target = tmp_path / "1_李_03.zip"
    write_zip(target, "a.ipynb", "a")
    before = target.read_bytes()

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(CourseError, match=r"1_李_03\.zip 没有写成.*磁盘"):
        write_zip(target, "a.ipynb", "b")
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_the_class_config_reads_the_zips_name():
    from pathlib import Path

    from traitlets.config.loader import PyFileConfigLoader

    root = Path(opscourse.__file__).parent.parent
    config = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
    pattern = config.FileNameCollectorPlugin.named_regexp
    found = re.match(pattern, "/a b/s-1_买买提·艾力_03/03_shop_health/03_shop_health.ipynb")
    assert found is not None
    assert found["student_id"] == "s-1"
    assert found["file_id"].removesuffix(".ipynb") == "03_shop_health"
