"""Scenarios: what kind of shop and market a world holds.

A scenario is a file of `scenarios/` or a dict of the fields that differ from `coop`.
"""

import copy
import difflib
import functools
from pathlib import Path
from typing import Any

import yaml

from opscourse.errors import CourseError

FOLDER = Path(__file__).parent / "scenarios"
DEFAULT = "coop"


def near(word: str, known: list[str]) -> str:
    """The known word that `word` most resembles, or "".

    >>> near("poeple", ["people", "channels"])
    'people'
    """
    matches = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return matches[0] if matches else ""


@functools.cache
def _file(name: str) -> dict[str, Any]:
    path = FOLDER / f"{name}.yml"
    if not path.exists():
        known = sorted(p.stem for p in FOLDER.glob("*.yml"))
        guess = near(name, known) or known[0]
        raise CourseError(f"没有叫 {name} 的场景。现有：{'、'.join(known)}。你要的是 {guess} 吗？")
    fields = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {field: sourced_value(f"场景 {name}", field, entry) for field, entry in fields.items()}


def sourced_value(where: str, field: str, entry: Any) -> Any:
    """The value of one setting; each must say where it comes from (CourseError)."""
    sourced = isinstance(entry, dict) and ("source" in entry or entry.get("assumption") is True)
    if not (sourced and "value" in entry):
        raise CourseError(
            f"{where} 的字段 {field} 没有出处。要写 value，还要写 source 或 assumption: true。"
        )
    return entry["value"]


def _same_shape(field: str, value: Any, default: Any) -> None:
    """Refuse a value whose type or number of items is not that of the default scenario."""
    fits = type(value) is type(default)
    if fits and isinstance(default, int):
        fits = value >= 0
    if fits and isinstance(default, list):
        fits = len(value) == len(default) and all(type(v) is type(default[0]) for v in value)
        if fits and isinstance(default[0], int):
            fits = min(value) >= 0
    if not fits:
        shape = f"{len(default)} 项的列表" if isinstance(default, list) else "和默认场景同样的写法"
        raise CourseError(f"场景的字段 {field} 写法不对，要用{shape}，例如 {default}。")


def read_scenario(scenario: str | dict[str, Any] = DEFAULT) -> dict[str, Any]:
    """All fields of a scenario, as plain values.

    `scenario` is a name, or a dict of the fields that shall differ from `coop`. Raises
    CourseError for an unknown name, an unknown field (naming the nearest) or a wrong shape.

    >>> read_scenario({"people": 5000})["people"]
    5000
    """
    default = _file(DEFAULT)
    given = _file(scenario) if isinstance(scenario, str) else scenario
    for field, value in given.items():
        if field not in default:
            guess = near(str(field), list(default))
            hint = f"你要的是 {guess} 吗？" if guess else f"能用的字段：{'、'.join(default)}。"
            raise CourseError(f"场景里没有字段 {field}。{hint}")
        _same_shape(field, value, default[field])
    return copy.deepcopy({**default, **given})
