"""Zips that mean harm, and zips that are only odd."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from pathlib import Path

import pytest

from opscourse.errors import CourseError
from opscourse.grading import unpack
from opscourse.grading.identify import People, learned
from opscourse.grading.roster import Person
from opscourse.grading.unpack import Found, walk
from tests.grading.handed_in import NOON, local, zipped

GOOD = b'{"cells": []}'


def look(tmp_path: Path, data: bytes, name: str = "导出.zip") -> list[Found]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(walk(path))


def by_name(found: list[Found]) -> dict[str, Found]:
    return {"/".join(one.parts[1:]): one for one in found}


@pytest.mark.parametrize(
    "name", ["../../bashrc.ipynb", "/etc/a.ipynb", "C:/a.ipynb", "a/../../b.ipynb", "..\\b.ipynb"]
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.rglob("*"))
    bad, good = look(tmp_path, zipped({name: GOOD, "王芳/a.ipynb": GOOD}))
    assert bad.data is None
    assert "跑到别的文件夹" in bad.trouble
    assert good.data == GOOD
    assert set(tmp_path.parent.rglob("*")) - set(before) == {tmp_path / "导出.zip"}


def test_links(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("王芳/a.ipynb")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert [one.trouble for one in look(tmp_path, buffer.getvalue())] == [
        "是链接或特殊文件，没有收"
    ]
    folder = tmp_path / "文件夹"
    folder.mkdir()
    (folder / "a.ipynb").symlink_to(tmp_path / "导出.zip")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "b.ipynb")
    assert {one.trouble for one in walk(folder)} == {"是链接或特殊文件，没有收"}


def test_a_bomb_dies_alone(tmp_path: Path) -> None:
    """200 MB of zeros under each of three names; then a sound file."""
    zeros = bytes(200_000_000)
    inner = zipped({"a.ipynb": zeros})
    layers = zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"4.ipynb": GOOD})})})})
    data = zipped({"甲/a.ipynb": zeros, "乙/b.zip": inner, "丙/c.zip": layers, "丁/d.ipynb": GOOD})
    assert len(data) < 1_000_000
    before = time.process_time()
    found = by_name(look(tmp_path, data))
    assert time.process_time() - before < 5
    assert "200 MB，太大" in found["甲/a.ipynb"].trouble
    assert "200 MB，太大" in found["乙/b.zip/a.ipynb"].trouble
    assert "套了超过 3 层" in found["丙/c.zip/1.zip/2.zip"].trouble
    assert found["丁/d.ipynb"].data == GOOD


def test_a_stated_size_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_BYTES", 1000)
    data = zipped({"a.ipynb": b"0" * 5000}).replace(struct.pack("<L", 5000), struct.pack("<L", 10))
    (found,) = look(tmp_path, data)
    assert found.data is None
    assert found.trouble


def test_an_inner_zip_cannot_use_up_what_others_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MAX_INNER", 10_000)
    greedy = zipped({f"{number}.ipynb": b"0" * 900 for number in range(50)})
    found = look(tmp_path, zipped({"甲/a.zip": greedy, "乙/b.ipynb": GOOD}))
    assert sum(one.data is not None for one in found) == 12
    assert "压缩炸弹" in found[-2].trouble
    assert found[-1].data == GOOD


def test_too_many_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_ENTRIES", 20)
    found = look(tmp_path, zipped({f"{number}.ipynb": GOOD for number in range(50)}))
    assert "超过 20 个" in found[-1].trouble
    assert len(found) == 21
    monkeypatch.setattr(unpack, "MAX_DIRECTORY", 1000)
    found = look(tmp_path, zipped({f"{number}.ipynb": GOOD for number in range(50)}))
    assert [one.trouble for one in found] == ["里面的文件多得不像作业，没有打开"]


def test_spoilt_and_locked(tmp_path: Path) -> None:
    whole = zipped({"甲/a.ipynb": GOOD * 100, "乙/b.ipynb": GOOD})
    assert "zip 坏了" in look(tmp_path, whole[:-30])[0].trouble
    assert "zip 坏了" in look(tmp_path, b"")[0].trouble
    at = whole.index(b"a.ipynb") + 20
    found = by_name(look(tmp_path, whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]))
    assert "在 zip 里坏了" in found["甲/a.ipynb"].trouble
    assert found["乙/b.ipynb"].data == GOOD
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    assert "加了密码" in by_name(look(tmp_path, bytes(locked)))["甲/a.ipynb"].trouble


def test_a_zip_spoilt_anywhere_stops_nothing(tmp_path: Path) -> None:
    """Every byte of its list of names, changed in turn: at worst that zip is said to be bad."""
    inner = zipped({"b.ipynb": GOOD})
    whole = zipped({"甲/a.zip": inner, "乙/c.ipynb": GOOD}, encoding="gbk")
    at = whole.index(b"PK\x01\x02")
    for place in range(at, len(whole)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        for found in look(tmp_path, bytes(spoilt)):
            assert found.data in (GOOD, None)
    newer = whole[:at] + whole[at:].replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xf0", 1)
    assert newer != whole
    assert "zip 坏了" in look(tmp_path, newer)[0].trouble


def test_names_in_gbk(tmp_path: Path) -> None:
    """The second byte of 乗 is a backslash in GBK; a Windows packer writes backslashes too."""
    name = "1班/乗法\\王芳.ipynb"
    (found,) = look(tmp_path, zipped({name: GOOD}, NOON, encoding="gbk"))
    assert found.parts == ("导出.zip", "1班", "乗法", "王芳.ipynb")
    assert found.data == GOOD
    assert found.times[0] == local(NOON)


def test_folders(tmp_path: Path) -> None:
    deep = tmp_path / "作业" / "/".join("甲乙丙")
    deep.mkdir(parents=True)
    (deep / "a.ipynb").write_bytes(GOOD)
    (deep / "a.zip").write_bytes(zipped({"b.ipynb": GOOD}))
    (deep / ".ipynb_checkpoints").mkdir()
    (deep / ".ipynb_checkpoints" / "a-checkpoint.ipynb").write_bytes(GOOD)
    found = by_name(list(walk(tmp_path / "作业")))
    assert set(found) == {"甲/乙/丙/a.ipynb", "甲/乙/丙/a.zip/b.ipynb"}
    bottom = tmp_path / "深" / "/".join("x" * 30)
    bottom.mkdir(parents=True)
    assert [one.trouble for one in walk(tmp_path / "深")] == ["文件夹套得太深，没有看"]
    with pytest.raises(CourseError, match="看看名字对不对"):
        list(walk(tmp_path / "没有"))


def test_zips_in_a_zip_share_what_the_one_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MAX_INNER", 5_000_000)
    bomb = zipped({f"{number}.ipynb": bytes(1_000_000) for number in range(3)})
    nest = zipped({f"{number}.zip": bomb for number in range(20)})
    path = tmp_path / "导出.zip"
    path.write_bytes(zipped({"王芳.zip": nest, "李小田/a.ipynb": GOOD}))
    read, trouble = 0, set()
    for one in walk(path):
        read += len(one.data or b"")
        trouble.add(one.trouble)
    assert read < unpack.MAX_INNER + len(GOOD) + 1
    assert any("压缩炸弹" in one for one in trouble)
    assert by_name(list(walk(path)))["李小田/a.ipynb"].data == GOOD


def test_a_name_as_long_as_a_book(tmp_path: Path) -> None:
    """Names are searched for many things: one of 60,000 signs took half a minute."""
    names = [".txt" * 15_000 + "x.ipynb", "-1" * 30_000 + ".ipynb", "a/" * 30_000 + "a.ipynb"]
    began = time.process_time()
    found = look(tmp_path, zipped({**dict.fromkeys(names, GOOD), "王芳/a.ipynb": GOOD}))
    people = People({"20250102": Person("20250102", "王芳")})
    owners = [people.owner(one.parts).person for one in found]
    learned([one.parts for one in found])
    assert time.process_time() - began < 2
    assert ["名字长得不像作业" in one.trouble for one in found] == [True, True, True, False]
    assert owners[3] is not None and owners[:3] == [None] * 3
