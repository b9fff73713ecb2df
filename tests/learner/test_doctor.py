"""The doctor: every finding, well and ill."""

import hashlib
import json
import shutil

import pytest

from opscourse import cli
from opscourse.learner import doctor


def lines(findings):
    return [str(finding) for finding in findings]


def test_the_command_says_every_line_and_its_exit_code(work, capsys, monkeypatch):
    monkeypatch.setattr(cli, "teacher_lines", list)
    monkeypatch.setattr(doctor, "findings", lambda: iter([doctor.Finding("一切", True)]))
    assert cli.main(["doctor"]) == 0
    assert capsys.readouterr().out == "[好] 一切\n都好，可以上课。\n"
    ill = doctor.Finding("磁盘满了", False, "删掉一些文件")
    monkeypatch.setattr(doctor, "findings", lambda: iter([ill]))
    assert cli.main(["doctor"]) == 1
    assert capsys.readouterr().out.startswith("[要处理] 磁盘满了。删掉一些文件。\n有 1 处要处理")


def test_this_machine(work):
    found = list(doctor.findings())
    text = "\n".join(lines(found))
    for what in ("Python 3.", "pandas", "nbgrader 能打开", "jupyterlab 能打开", "中文字体", "磁盘"):
        assert what in text
    assert [f for f in found if not f.fine and "数据表" not in f.what] == []


def test_python_and_packages(monkeypatch):
    found = list(doctor.packages(["pandas>=99", "no-such-thing-here", "pandas; extra == 'x'"]))
    assert [f.fine for f in found] == [False, False]
    assert "要的是 >=99" in str(found[0]) and "没有装 no-such-thing-here" in str(found[1])
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 1, "final", 0))
    assert lines(doctor.python_version()) == [
        "[要处理] Python 3.9.1。请装 Python 3.11 或更新的版本。"
    ]


def test_a_program_that_does_not_start(monkeypatch):
    def broken(name):
        raise ImportError("no DLL")

    monkeypatch.setattr(doctor, "import_module", broken)
    assert all("打不开（ImportError: no DLL）" in line for line in lines(doctor.tools()))


def test_the_font_is_missed_when_it_is_gone(monkeypatch):
    from opscourse import plotting

    def no_chinese():
        import matplotlib as mpl

        mpl.rcParams["font.family"] = ["DejaVu Sans"]

    monkeypatch.setattr(plotting, "use_style", no_chinese)
    assert [f.fine for f in doctor.chinese_font()] == [False]


def test_tables_missing_changed_and_whole(tmp_path):
    assert "没有或者坏了" in lines(doctor.tables(tmp_path))[0]
    folder = tmp_path / "datasets"
    folder.mkdir()
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    assert "没有或者坏了" in lines(doctor.tables(tmp_path))[0]
    data = {"a": b"x\n1\n", "b": b"x\n2\n", "c": b"x\n3\n"}
    resources = [
        {"path": f"{n}.csv", "hash": "sha256:" + hashlib.sha256(d).hexdigest()}
        for n, d in data.items()
    ]
    content = json.dumps({"resources": resources})
    (folder / "datapackage.json").write_text(content, encoding="utf-8")
    (folder / "a.csv").write_bytes(b"x\r\n1\r\n")
    (folder / "b.csv").write_bytes(b"x\n9\n")
    found = lines(doctor.tables(tmp_path))
    assert found[0] == "[好] 数据表 a.csv"
    assert "数据表 b.csv 被改过" in found[1] and "数据表 c.csv 不见了" in found[2]


def test_the_work_folder(tmp_path, work, monkeypatch):
    assert lines(doctor.work_folder(tmp_path)) == ["[好] mywork 可以写"]

    def refused(**kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refused)
    assert "mywork 写不进去（Permission denied）" in lines(doctor.work_folder(tmp_path))[0]
    monkeypatch.chdir(tmp_path / "practice")
    assert "还没有 mywork 文件夹" in lines(doctor.work_folder(tmp_path))[0]


def test_disk_and_alembic(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda root: shutil._ntuple_diskusage(9, 9, 9))
    assert [f.fine for f in doctor.disk_space(tmp_path)] == [False]
    monkeypatch.setattr(doctor.shutil, "which", lambda name, path=None: None)
    assert "alembic 没有装" in lines(doctor.nbgrader_helper())[0]


def test_a_look_that_fails_is_a_finding(monkeypatch, work):
    def broken():
        raise RuntimeError("x")

    monkeypatch.setattr(doctor, "chinese_font", broken)
    assert any("没查成（RuntimeError: x）" in line for line in lines(doctor.findings()))


@pytest.mark.parametrize("fine", [True, False])
def test_how_a_finding_reads(fine):
    assert str(doctor.Finding("A", fine, "B")) == ("[好] A" if fine else "[要处理] A。B。")
