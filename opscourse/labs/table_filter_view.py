"""The screen of the table lab: a table whose cells are buttons, its line, and sentences."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from opscourse.errors import CourseError
from opscourse.labs.sentences import listing, warning
from opscourse.labs.table_filter import JOINS, MOST, FilterModel

ROWS = 6
# Column, its width, and the question that a click on one of its cells puts.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("order_id", "92px", "=="),
    ("city", "82px", "=="),
    ("sku", "142px", "=="),
    ("status", "82px", "=="),
    ("qty", "62px", ">="),
    ("amount", "92px", ">="),
    ("paid_at", "126px", "notna"),
)
SORTS = (("不排", ""), ("按金额从大到小", "amount"), ("按件数从大到小", "qty"))
EMPTY = "（空）"


class FilterView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `cells` are the buttons of the table, row by row; `chips` take a condition away; `word`,
    `join`, `sort` are the other controls. `line`, `says` and `notes` show the line, what was
    refused, and the sentences. What does not fit changes nothing but `says`.
    """

    def __init__(self, model: FilterModel) -> None:
        self.model = model
        self.line, self.says, self.notes = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.shown = pd.DataFrame()
        self.cells = [[self._cell(row, at) for at in range(len(COLUMNS))] for row in range(ROWS)]
        self.chips = [self._chip(place) for place in range(MOST)]
        self._make_controls()
        names = [_name(column, width) for column, width, _ in COLUMNS]
        grid = widgets.GridBox(
            [*names, *(cell for row in self.cells for cell in row)],
            layout={
                "grid_template_columns": " ".join(width for _, width, _ in COLUMNS),
                "grid_gap": "2px",
            },
        )
        words = widgets.HBox([self.word, self.join, self.sort], layout={"flex_flow": "wrap"})
        chips = widgets.HBox(self.chips, layout={"flex_flow": "wrap"})
        self.box = widgets.VBox([words, chips, self.says, self.line, grid, self.notes])
        self._show()

    def _make_controls(self) -> None:
        self.word = widgets.Text(
            description="城市里有",
            placeholder="写一个字，按回车",
            continuous_update=False,
            layout={"width": "240px"},
        )
        self.join = widgets.ToggleButtons(
            options=[(f"{sign}  {words}", sign) for sign, words in JOINS.items()],
            value=self.model.join,
            style={"button_width": "170px"},
        )
        self.sort = widgets.Dropdown(
            options=SORTS, value=self.model.sort, description="排序", layout={"width": "230px"}
        )
        self.word.observe(self._word_changed, names="value")
        self.join.observe(lambda _: self._try(self._joined), names="value")
        self.sort.observe(lambda _: self._try(self._sorted), names="value")

    def _cell(self, row: int, at: int) -> widgets.Button:
        button = widgets.Button(layout={"width": COLUMNS[at][1], "margin": "0"})
        button.style.button_color = "#EEF3F8"  # looks like something to click
        button.on_click(lambda _: self._try(lambda: self._clicked(row, at)))
        return button

    def _chip(self, place: int) -> widgets.Button:
        chip = widgets.Button(layout={"width": "auto"}, tooltip="点一下，去掉这个条件")
        chip.on_click(lambda _: self._try(lambda: self.model.without(place)))
        return chip

    def _clicked(self, row: int, at: int) -> FilterModel:
        column, _, question = COLUMNS[at]
        value = self.shown[column].iloc[row]
        if question == "notna":
            return self.model.add(column, "isna" if pd.isna(value) else "notna")
        return self.model.add(column, question, value)

    def _word_changed(self, _: Any) -> None:
        if self.word.value.strip():
            self._try(lambda: self.model.add("city", "contains", self.word.value))

    def _joined(self) -> FilterModel:
        return self.model.change(join=self.join.value)

    def _sorted(self) -> FilterModel:
        return self.model.change(sort=self.sort.value)

    def _try(self, change: Callable[[], FilterModel]) -> None:
        try:
            self.model = change()
        except CourseError as error:
            self.says.value = warning(str(error))
            return
        self._show()

    def _show(self) -> None:
        result = self.model.run()
        self.says.value = ""
        self.line.value = _as_code(result.code)
        self.notes.value = listing(result.explain())
        for place, chip in enumerate(self.chips):
            used = place < len(self.model.conditions)
            chip.layout.display = "" if used else "none"
            chip.description = f"✕ {self.model.conditions[place].short()}" if used else ""
        self.shown = result.rows.head(ROWS)
        for row, cells in enumerate(self.cells):
            there = row < len(self.shown)
            for cell, (column, _, _) in zip(cells, COLUMNS, strict=True):
                cell.layout.visibility = "visible" if there else "hidden"
                cell.description = _text(self.shown[column].iloc[row]) if there else ""


def _name(column: str, width: str) -> widgets.HTML:
    return widgets.HTML(f"<b>{column}</b>", layout={"width": width, "margin": "0 0 0 6px"})


def _text(value: Any) -> str:
    """A value of the table as its cell shows it.

    >>> _text(pd.NaT), _text(pd.Timestamp("2025-12-01 08:05")), _text(52.8), _text("福州")
    ('（空）', '12-01 08:05', '52.8', '福州')
    """
    if pd.isna(value):
        return EMPTY
    if isinstance(value, pd.Timestamp):
        return f"{value:%m-%d %H:%M}"
    return value if isinstance(value, str) else f"{value:,g}"


def _as_code(line: str) -> str:
    return (
        '<pre style="background:#F4F6F8;padding:8px;margin:4px 0;white-space:pre-wrap">'
        f"{html.escape(line)}</pre>"
    )
