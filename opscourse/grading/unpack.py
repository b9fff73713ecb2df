"""Walk what was handed in (folders, zips, zips in zips) without unpacking anything to the disk.

A name inside a zip is never used as a path, so `../` and absolute names reach nothing; they are
refused all the same. Only notebooks and zips are read, and each under a limit of real bytes, not of
what the zip says about itself.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opscourse.errors import CourseError
from opscourse.grading.rescue import MAX_BYTES, shown

MAX_ENTRIES = 50_000  # of one input
MAX_TOTAL = 4_000_000_000  # bytes read out of one input
MAX_INNER = 200_000_000  # bytes of a zip in a zip, and of all that is read out of it
MAX_UNPACKED = 20_000_000_000  # bytes read out of all zips in a zip
MAX_NAME = 1_000  # characters of a path in a zip; a name is searched for many things
MAX_DIRECTORY = 15_000_000  # bytes of a zip's list of names, which is read at once
MAX_ZIPS_DEEP = 3
MAX_FOLDERS_DEEP = 20

NOTEBOOK = re.compile(r"\.ipynb(\.(txt|json))?\s*\Z", re.IGNORECASE)
_DROPPED = re.compile(
    r"(\A|/)(__MACOSX|\.ipynb_checkpoints|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|~\$[^/]*)(/|\Z)"
)
_ARCHIVE = re.compile(r"\.(rar|7z|tar|gz|tgz|bz2|xz)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """One file that was handed in.

    parts : names from the input (a zip's or folder's own name) down to the file.
    times : when it was changed, innermost first, seconds since 1970.
    data : the bytes of a notebook; None for any other file, and where `trouble` says why not.
    """

    parts: tuple[str, ...]
    times: tuple[float, ...]
    data: bytes | None = None
    trouble: str = ""

    @property
    def label(self) -> str:
        return shown("/".join(self.parts), 160)


class _Budget:
    """What may still be read; an inner zip has its own, so that it cannot use up the others'.

    What lies in an inner zip shares that one's: a thousand zips in a zip in a zip, each with the
    right to as much as the whole, would keep the grader busy for days.
    """

    def __init__(self, entries: int, total: int, outer: _Budget | None = None) -> None:
        self.entries, self.total, self.outer = entries, total, outer
        self.unpacked = MAX_UNPACKED

    def inner(self) -> _Budget:
        return self if self.outer else _Budget(min(self.entries, 5_000), MAX_INNER, self)

    def count(self) -> None:
        self.entries -= 1
        if self.entries < 0:
            raise _Refused(f"里面的文件超过 {MAX_ENTRIES} 个，后面的没有看")

    def spend(self, size: int) -> None:
        self.total -= size
        if self.outer:
            self.outer.unpacked -= size
        if self.total < 0 or (self.outer and self.outer.unpacked < 0):
            raise _Refused("解压出来太大，像是压缩炸弹，后面的没有看")


class _Refused(Exception):
    """Why an archive is read no further, as a clause."""


def walk(path: Path) -> Iterator[Found]:
    """Every file of one input, in a fixed order.

    Raises CourseError where the input itself is missing. Whatever is wrong inside becomes a
    `Found` with its `trouble`, and the rest goes on.
    """
    try:
        about = path.stat()
    except OSError as error:
        raise CourseError(f"读不了 {path}：{error.strerror}。看看名字对不对。") from error
    budget = _Budget(MAX_ENTRIES, MAX_TOTAL)
    name = path.resolve().name
    if stat.S_ISDIR(about.st_mode):
        yield from _folder(path, (name,), budget)
    else:
        yield from _file(path, (name,), budget)


def _folder(path: Path, parts: tuple[str, ...], budget: _Budget) -> Iterator[Found]:
    if len(parts) > MAX_FOLDERS_DEEP:
        yield Found(parts, (), trouble="文件夹套得太深，没有看")
        return
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        yield Found(parts, (), trouble=f"打不开这个文件夹（{error.strerror}）")
        return
    for name in names:
        inside = (*parts, name)
        if _DROPPED.search(name) or name.startswith("."):
            continue
        try:
            budget.count()
            mode = (path / name).lstat().st_mode
            if stat.S_ISDIR(mode):
                yield from _folder(path / name, inside, budget)
            elif stat.S_ISREG(mode):
                yield from _file(path / name, inside, budget)
            else:
                yield Found(inside, (), trouble="是链接或特殊文件，没有收")
        except OSError as error:
            yield Found(inside, (), trouble=f"读不了（{error.strerror}）")
        except _Refused as refused:
            yield Found(parts, (), trouble=str(refused))
            return


def _file(path: Path, parts: tuple[str, ...], budget: _Budget) -> Iterator[Found]:
    about = path.stat()
    times = (about.st_mtime,)
    if _is_zip(parts[-1]):
        with path.open("rb") as file:
            yield from _zip(file, parts, times, budget, 1)
    elif not NOTEBOOK.search(parts[-1]):
        yield Found(parts, times, trouble=_archive_trouble(parts[-1]))
    elif about.st_size > MAX_BYTES:
        yield Found(parts, times, trouble=_too_big(about.st_size))
    else:
        budget.spend(about.st_size)
        yield Found(parts, times, path.read_bytes())


# --- zips ----------------------------------------------------------------------------------------


def _zip(
    file: io.BufferedIOBase | io.BufferedReader,
    parts: tuple[str, ...],
    times: tuple[float, ...],
    budget: _Budget,
    deep: int,
) -> Iterator[Found]:
    if deep > MAX_ZIPS_DEEP:
        yield Found(parts, times, trouble=f"zip 套了超过 {MAX_ZIPS_DEEP} 层，没有打开")
        return
    try:
        if _directory_size(file) > (MAX_DIRECTORY if deep == 1 else MAX_DIRECTORY // 10):
            raise _Refused("里面的文件多得不像作业，没有打开")
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                budget.count()
                name = entry_name(info)
                if name and not name.endswith("/") and not _DROPPED.search(name):
                    yield from _entry(archive, info, name, parts, times, budget, deep)
    except _Refused as refused:
        yield Found(parts, times, trouble=str(refused))
    except Exception:  # zipfile raises many kinds, and no zip may stop the others
        yield Found(parts, times, trouble="zip 坏了，打不开或没传完整")


def _directory_size(file: io.BufferedIOBase | io.BufferedReader) -> int:
    """Bytes of the list of names, as the end of the zip states it; zipfile reads as many."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - 66_000))
    tail = file.read()
    bare = tail[-22:].startswith(b"PK\x05\x06") and tail.endswith(b"\x00\x00")
    end = len(tail) - 22 if bare else tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return 0  # no zip: zipfile will say so
    size = struct.unpack_from("<L", tail, end + 12)[0]
    large = tail.rfind(b"PK\x06\x06", 0, end)
    if size == 0xFFFFFFFF and 0 <= large <= len(tail) - 48:
        size = struct.unpack_from("<Q", tail, large + 40)[0]
    return int(size)


def _entry(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    outer: tuple[str, ...],
    outer_times: tuple[float, ...],
    budget: _Budget,
    deep: int,
) -> Iterator[Found]:
    parts = (*outer, *(part for part in name[:MAX_NAME].split("/") if part))
    times = (*_time(info), *outer_times)
    inner = _is_zip(name)
    if len(name) > MAX_NAME:
        yield Found(parts, times, trouble="名字长得不像作业，没有收")
    elif name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        yield Found(parts, times, trouble="名字想跑到别的文件夹去，没有收")
    elif stat.S_ISLNK(info.external_attr >> 16):
        yield Found(parts, times, trouble="是链接或特殊文件，没有收")
    elif not inner and not NOTEBOOK.search(name):
        yield Found(parts, times, trouble=_archive_trouble(name))
    elif info.flag_bits & 1:
        yield Found(parts, times, trouble="加了密码，打不开。请他不加密码重交")
    else:
        most = MAX_INNER if inner else MAX_BYTES
        data, trouble = _content(archive, info, most, budget)
        if trouble:
            yield Found(parts, times, trouble=trouble)
        elif inner:
            yield from _zip(io.BytesIO(data), parts, times, budget.inner(), deep + 1)
        else:
            yield Found(parts, times, data)


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, budget: _Budget
) -> tuple[bytes, str]:
    """An entry's bytes, or why there are none; never more than `most` are unpacked."""
    if info.file_size > most:
        return b"", _too_big(info.file_size)
    try:
        with archive.open(info) as opened:
            data = opened.read(most + 1)  # the size that the zip states may be a lie
    except (NotImplementedError, RuntimeError):
        return b"", "压缩方法不认识。请他用普通的 zip 重新打包"
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error):
        return b"", "在 zip 里坏了，读不出来"
    budget.spend(len(data))
    return (b"", _too_big(len(data))) if len(data) > most else (data, "")


def entry_name(info: zipfile.ZipInfo) -> str:
    """An entry's name; without the UTF-8 mark it is UTF-8 or GBK, not what zipfile takes it for."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="replace")
    # only now: the second byte of a GBK character may be a backslash
    return name.split("\x00")[0].replace("\\", "/")


def _time(info: zipfile.ZipInfo) -> tuple[float, ...]:
    try:
        return (time.mktime((*info.date_time, 0, 0, -1)),)
    except (ValueError, OverflowError):
        return ()


def _is_zip(name: str) -> bool:
    return name.lower().rstrip().endswith(".zip")


def _too_big(size: int) -> str:
    return f"有 {size / 1e6:.0f} MB，太大，没有收"


def _archive_trouble(name: str) -> str:
    return "不是 zip，打不开。请他用 zip 重交" if _ARCHIVE.search(name) else ""
