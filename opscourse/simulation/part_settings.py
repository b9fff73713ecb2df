"""Settings of one part of a world: `settings/<part>.yml`, each value with its origin."""

import functools
from pathlib import Path
from typing import Any

import yaml

from opscourse.errors import CourseError

FOLDER = Path(__file__).parent / "settings"


@functools.cache
def read_settings(part: str) -> dict[str, Any]:
    """The values of a part's settings file, by field; do not change what it returns.

    Each entry has `value` and either `source:` or `assumption: true`; CourseError where not.

    >>> read_settings("display")["days"]
    14
    """
    entries = yaml.safe_load((FOLDER / f"{part}.yml").read_text(encoding="utf-8"))
    for field, entry in entries.items():
        sourced = isinstance(entry, dict) and ("source" in entry or entry.get("assumption") is True)
        if not (sourced and "value" in entry):
            raise CourseError(
                f"设置 {part} 的字段 {field} 缺少出处："
                "写上 value，再写 source 或 assumption: true。"
            )
    return {field: entry["value"] for field, entry in entries.items()}
