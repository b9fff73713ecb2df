"""Settings of one part of a world: `settings/<part>.yml`, each value with its origin."""

import functools
from pathlib import Path
from typing import Any

import yaml

from opscourse.simulation.scenario import sourced_value

FOLDER = Path(__file__).parent / "settings"


@functools.cache
def read_settings(part: str) -> dict[str, Any]:
    """The values of a part's settings file, by field; do not change what it returns.

    Each entry has `value` and either `source:` or `assumption: true`; CourseError where not.

    >>> read_settings("display")["days"]
    14
    """
    entries = yaml.safe_load((FOLDER / f"{part}.yml").read_text(encoding="utf-8"))
    return {field: sourced_value(f"设置 {part}", field, entry) for field, entry in entries.items()}
