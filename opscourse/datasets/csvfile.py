"""Tables as CSV: UTF-8 with BOM (for Excel), "\\n" line ends, the same bytes on every system.

Writing and reading are each other's inverse: a frame comes back with equal values and types.
"""

import io
from pathlib import Path

import numpy as np
import pandas as pd

from opscourse.datasets.dictionary import entry
from opscourse.errors import CourseError

TIME_FORMATS = {"time": "%Y-%m-%d %H:%M:%S", "date": "%Y-%m-%d"}
REMEDY = "关掉 Excel,从课程包里重新取出 datasets 文件夹,或在终端运行 opscourse data build。"


def to_bytes(frame: pd.DataFrame, name: str) -> bytes:
    """The CSV file of a table, as bytes."""
    out = frame.copy()
    for field in entry(name)["fields"]:
        column = field["name"]
        if field["type"] == "money":
            out[column] = [f"{yuan:.2f}" for yuan in frame[column]]
        elif field["type"] in TIME_FORMATS:
            out[column] = frame[column].dt.strftime(TIME_FORMATS[field["type"]])
    return out.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(
            f"{name}.csv 不是 UTF-8 编码,多半是用 Excel 打开后又存了一次。{remedy}"
        ) from None
    _check_columns(text.split("\n", 1)[0], name, remedy)
    try:
        return _parse(text, name)
    except (ValueError, TypeError, OverflowError):
        raise CourseError(f"{name}.csv 坏了:{_first_fault(text, name)}。{remedy}") from None


def _check_columns(header: str, name: str, remedy: str) -> None:
    expected = [field["name"] for field in entry(name)["fields"]]
    found = [column.strip().strip('"') for column in header.split(",")]
    missing = [column for column in expected if column not in found]
    if missing:
        raise CourseError(f"{name}.csv 少了列 {'、'.join(missing)}。{remedy}")
    if found != expected:
        raise CourseError(f"{name}.csv 的列和数据字典不一样,应该是:{'、'.join(expected)}。{remedy}")


def _parse(text: str, name: str) -> pd.DataFrame:
    fields = entry(name)["fields"]
    frame = pd.read_csv(
        io.StringIO(text),
        dtype={field["name"]: "int64" if field["type"] == "integer" else str for field in fields},
        keep_default_na=False,
        na_values={field["name"]: [""] for field in fields if field["type"] in TIME_FORMATS},
        index_col=False,
    )
    for field in fields:
        column = field["name"]
        if field["type"] == "money":
            # float() of each text: exactly the nearest number, with every version of pandas.
            frame[column] = np.array([float(yuan) for yuan in frame[column]], dtype="float64")
        elif field["type"] in TIME_FORMATS:
            times = pd.to_datetime(frame[column], format=TIME_FORMATS[field["type"]])
            if times.isna().any() and not field.get("empty"):
                raise ValueError(column)
            frame[column] = times.astype("datetime64[ns]")
    return frame


def _first_fault(text: str, name: str) -> str:
    """Where the first cell is that does not parse, in words."""
    try:
        raw = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, index_col=False)
    except ValueError:
        return "有的行列数不对"
    for field in entry(name)["fields"]:
        column, kind = raw[field["name"]].fillna(""), field["type"]
        if kind in ("integer", "money"):
            bad = pd.to_numeric(column, errors="coerce").isna()
        elif kind in TIME_FORMATS:
            bad = pd.to_datetime(column, format=TIME_FORMATS[kind], errors="coerce").isna()
            if field.get("empty"):
                bad &= column != ""
        else:
            continue
        if bad.any():
            row = int(bad.to_numpy().argmax())
            return f"第 {row + 2} 行的 {field['name']} 是“{column.iloc[row]}”,读不出来"
    return "有的格子读不出来"
