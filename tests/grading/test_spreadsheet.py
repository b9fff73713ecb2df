"""No cell of a table that we write starts a formula, whatever a learner called himself."""

from __future__ import annotations

import csv
import unicodedata

import pytest

from opscourse.grading.spreadsheet import csv_text, safe

BEFORE = ["", " ", "\t", "\r", "\n", "\r\n", "\x00", "\x0b", "\xa0", "\u200b", "\u202e", "\u2028",
          "\u2800", "\u3000", "\u3164", "\ufeff"]  # fmt: skip


@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹦﹢﹣﹫")
def test_nothing_before_a_sign_lets_it_through(sign: str) -> None:
    for before in BEFORE:
        shown = safe(f"{before}{sign}cmd|'/C calc'!A0")
        assert shown.startswith("'") and shown.isprintable(), before
        assert unicodedata.normalize("NFKC", shown)[0] == "'"


def test_what_is_no_formula_stays() -> None:
    for cell in ("李小田", "", "20250101", "a=1", "'=1", -1.5, None):
        assert safe(cell) == cell


def test_a_cell_stays_one_cell() -> None:
    evil = 'x",=1\r\n=2;=3\t=4'
    (row,) = csv.reader(csv_text([[evil, "b"]]).removeprefix("\ufeff").splitlines())
    assert row == ['x",=1  =2;=3 =4', "b"]
