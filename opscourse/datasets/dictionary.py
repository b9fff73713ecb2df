"""The data dictionary: what every table and column means, and how it is typed."""

import difflib
import functools
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from opscourse.errors import CourseError

TYPE_NAMES = {
    "text": "文字",
    "integer": "整数",
    "money": "金额（两位小数）",
    "number": "数（两位小数）",
    "rate": "比率（四位小数）",
    "time": "时间",
    "date": "日期",
    "month": "月份（文字）",
}


@functools.cache
def dictionary() -> dict[str, Any]:
    """All entries of `fields/*.yml`, by table name."""
    entries: dict[str, Any] = {}
    for path in sorted((Path(__file__).parent / "fields").glob("*.yml")):
        entries |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def entry(name: str) -> dict[str, Any]:
    """The entry of one table; CourseError names the nearest tables when there is none."""
    tables = dictionary()
    if name in tables:
        return tables[name]
    guesses = difflib.get_close_matches(str(name), list(tables), n=2, cutoff=0.5)
    hint = f"你要的是 {' 或 '.join(guesses)} 吗？" if guesses else f"现有：{'、'.join(tables)}。"
    raise CourseError(f"没有叫 {name} 的表。{hint}")


def describe(name: str) -> pd.DataFrame:
    """What each column of a table means: one row a column.

    Columns: 列名, 中文名, 英文名, 单位, 类型, 含义. Raises CourseError for an unknown table.

    >>> describe("shop_monthly")["列名"].tolist()
    ['month', 'uv', 'buyers', 'orders', 'amount']
    """
    rows = [
        {
            "列名": field["name"],
            "中文名": field["title"],
            "英文名": field["title_en"],
            "单位": field["unit"],
            "类型": TYPE_NAMES[field["type"]],
            "含义": field["meaning"],
        }
        for field in entry(name)["fields"]
    ]
    return pd.DataFrame(rows)


def catalog() -> pd.DataFrame:
    """All tables of the course: one row a table.

    Columns: 表, 中文名, 英文名, 列数, 一行是什么.

    >>> "visits" in catalog()["表"].tolist()
    True
    """
    rows = [
        {
            "表": name,
            "中文名": table["title"],
            "英文名": table["title_en"],
            "列数": len(table["fields"]),
            "一行是什么": table["row"],
        }
        for name, table in dictionary().items()
    ]
    return pd.DataFrame(rows)
