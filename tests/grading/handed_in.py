"""Zips as learners and learning platforms make them, Chinese names in GBK among them."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

Content = str | bytes
NOON = (2026, 3, 2, 12, 0, 0)


def zipped(
    files: Mapping[str, Content], when: tuple[int, ...] = NOON, encoding: str = "utf-8"
) -> bytes:
    """A zip of these files; with another encoding its names carry no mark of UTF-8."""
    buffer = io.BytesIO()
    stand_ins: list[tuple[bytes, bytes]] = []
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, content) in enumerate(files.items()):
            if encoding != "utf-8":
                raw = name.encode(encoding)
                stand_in = f"{number:03d}".ljust(len(raw), "~")
                assert len(stand_in) == len(raw)
                stand_ins.append((stand_in.encode(), raw))
                name = stand_in
            info = zipfile.ZipInfo(name, (*when,)[:6])  # type: ignore[arg-type]
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    data = buffer.getvalue()
    for written, wanted in stand_ins:
        data = data.replace(written, wanted)
    return data


def local(when: tuple[int, ...]) -> float:
    """A zip's local time as seconds since 1970."""
    return time.mktime((*when, 0, 0, -1))  # type: ignore[arg-type]


def stamp(when: tuple[int, ...]) -> str:
    return f"{datetime.fromtimestamp(local(when), UTC):%Y-%m-%d %H:%M:%S.%f} UTC\n"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".db"
    }
