"""Tables as CSV: UTF-8 with BOM (for Excel), "\\n" line ends, the same bytes on every system.

Writing and reading are each other's inverse: a frame comes back with equal values and types.
"""

import codecs
import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from opscourse.datasets.dictionary import entry
from opscourse.errors import CourseError
from opscourse.simulation.frames import text_column

TIME_FORMATS = {"time": "%Y-%m-%d %H:%M:%S", "date": "%Y-%m-%d"}
DECIMALS = {"money": 2, "number": 2, "rate": 4}
NUMBER_TYPES: dict[str, tuple[Any, str]] = {
    "integer": (int, "int64"),
    **dict.fromkeys(DECIMALS, (float, "float64")),
}
REMEDY = "关掉 Excel，从课程包里重新取出 datasets 文件夹，或在终端运行 opscourse data build。"


def to_bytes(frame: pd.DataFrame, name: str) -> bytes:
    """The CSV file of a table, as bytes."""
    out = frame.copy()
    for field in entry(name)["fields"]:
        column = field["name"]
        if field["type"] in DECIMALS:
            places = DECIMALS[field["type"]]
            out[column] = [f"{value:.{places}f}" for value in frame[column]]
        elif field["type"] in TIME_FORMATS:
            out[column] = frame[column].dt.strftime(TIME_FORMATS[field["type"]])
    return out.to_csv(index=False, lineterminator="\n").encode(_codec(name))


def _codec(name: str) -> str:
    """UTF-8 with BOM; one table of lesson 2 is GBK on purpose (`encoding: gbk`)."""
    return entry(name).get("encoding", "utf-8-sig")


def write_world_tables(frames: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write `tables/<name>.csv` for each frame under a world's folder, making the folder."""
    tables = Path(folder) / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        (tables / f"{name}.csv").write_bytes(to_bytes(frame, name))


def from_bytes(data: bytes, name: str, remedy: str = REMEDY) -> pd.DataFrame:
    """The typed frame of a CSV file's bytes.

    Text is text, money float, counts int64, times datetime64[ns]. Raises CourseError that says
    what is wrong with the file: saved in another encoding, a column missing, a spoilt cell.
    """
    try:
        # Decimal parsing is left to Python: the same numbers with every version of pandas.
        rows = list(csv.reader(io.StringIO(data.decode(_codec(name)), newline=""), strict=True))
    except UnicodeDecodeError:
        if data.startswith(codecs.BOM_UTF8):  # it began as UTF-8, so it was cut or spoilt
            raise CourseError(f"{name}.csv 坏了，里面有读不出来的字节。{remedy}") from None
        raise CourseError(
            f"{name}.csv 不是 UTF-8 编码，多半是用 Excel 打开后又存了一次。{remedy}"
        ) from None
    except csv.Error:
        raise CourseError(f"{name}.csv 坏了：引号没有配成对。{remedy}") from None
    header, *body = rows or [[]]
    _check_columns(header, name, remedy)
    try:
        return _typed(body, name)
    except _Fault as fault:
        raise CourseError(f"{name}.csv 坏了：{fault}。{remedy}") from None


class _Fault(Exception):
    """What is wrong with a file's rows, in words."""


def _check_columns(found: list[str], name: str, remedy: str) -> None:
    expected = [field["name"] for field in entry(name)["fields"]]
    missing = [column for column in expected if column not in found]
    if missing:
        raise CourseError(f"{name}.csv 少了列 {'、'.join(missing)}。{remedy}")
    if found != expected:
        raise CourseError(
            f"{name}.csv 的列和数据字典不一样，应该是：{'、'.join(expected)}。{remedy}"
        )


def _typed(rows: list[list[str]], name: str) -> pd.DataFrame:
    fields = entry(name)["fields"]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(fields):
            raise _Fault(f"第 {number} 行有 {len(row)} 格，应该有 {len(fields)} 格")
    columns = zip(*rows, strict=True) if rows else [()] * len(fields)
    return pd.DataFrame(
        {
            field["name"]: _column(list(cells), field)
            for field, cells in zip(fields, columns, strict=True)
        }
    )


def _column(cells: list[str], field: dict[str, Any]) -> pd.Series:
    kind = field["type"]
    if kind in TIME_FORMATS:
        blank = None if field.get("empty") else ""
        times = pd.to_datetime(
            pd.Series([cell or blank for cell in cells], dtype=object),
            format=TIME_FORMATS[kind],
            errors="coerce",
        )
        bad = times.isna().to_numpy() & [bool(cell) or not field.get("empty") for cell in cells]
        if bad.any():
            raise _unreadable(field, int(bad.argmax()), cells)
        return times.astype("datetime64[ns]")
    if kind not in NUMBER_TYPES:
        return text_column(cells)
    read, dtype = NUMBER_TYPES[kind]
    numbers = np.empty(len(cells), dtype=dtype)
    for position, cell in enumerate(cells):
        try:
            numbers[position] = read(cell)
        except (ValueError, OverflowError):
            raise _unreadable(field, position, cells) from None
    return pd.Series(numbers)


def _unreadable(field: dict[str, Any], position: int, cells: list[str]) -> _Fault:
    return _Fault(f"第 {position + 2} 行的 {field['name']} 是“{cells[position]}”，读不出来")
