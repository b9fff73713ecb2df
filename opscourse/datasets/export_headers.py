"""The headers of exports that are known, read from `export_headers.yml` beside this file."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import yaml

from opscourse.datasets.export_values import plain

_UNIT = re.compile(r"\(([^()]*)\)$")


@functools.cache
def known() -> dict[str, Any]:
    """The table of headers."""
    text = (Path(__file__).parent / "export_headers.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@functools.cache
def synonyms() -> dict[str, str]:
    return {
        plain_header(header)[0]: column
        for column, about in known()["columns"].items()
        for header in [*about["seen"], *about["assumed"]]
    }


def plain_header(header: str) -> tuple[str, str]:
    """A header without spaces, marks and its unit in brackets; and that unit.

    >>> plain_header(" 用户实付金额（元）")
    ('用户实付金额', '元')
    """
    text = re.sub(r"[\s*:\"'=]", "", plain(header)).lower()
    unit = _UNIT.search(text)
    return (text[: unit.start()], unit.group(1)) if unit else (text, "")


def _private(name: str) -> str:
    """How a header is private: buyers, addresses, dropped, or "" for one that is not."""
    for kind, words in known()["private"].items():
        if name in words["names"] or any(piece in name for piece in words["pieces"]):
            return kind
    return ""


def kind_of(header: str) -> str:
    """column · unused · buyers · addresses · dropped · "" (unknown)."""
    name, _ = plain_header(header)
    if name in synonyms():
        return "column"
    return "unused" if name in known()["unused"] else _private(name)


def score(row: list[str]) -> int:
    """How many headers a row holds; a row of data may hold one by chance, such as 手机."""
    return sum(bool(cell) and bool(kind_of(cell)) and len(cell) <= 20 for cell in row)
