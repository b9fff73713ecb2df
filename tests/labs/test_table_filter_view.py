"""The table lab's screen without a kernel: click its cells, look at the line."""

from __future__ import annotations

import pytest

from opscourse.labs import table_filter
from opscourse.labs.table_filter import MOST, FilterModel
from opscourse.labs.table_filter_view import COLUMNS, EMPTY, ROWS, FilterView

AT = {column: at for at, (column, _, _) in enumerate(COLUMNS)}


@pytest.fixture
def view():
    return FilterView(FilterModel())


def texts(view) -> list[str]:
    return [cell.description for row in view.cells for cell in row if _seen(cell)]


def _seen(cell) -> bool:
    return cell.layout.visibility == "visible"


def test_opens_with_the_whole_table(view):
    assert len(texts(view)) == ROWS * len(COLUMNS)
    assert ">december<" in view.line.value and "点表里的一格" in view.notes.value
    assert all(chip.layout.display == "none" for chip in view.chips)


def test_a_click_adds_the_condition_of_its_cell(view):
    first = view.model.table.iloc[0]
    view.cells[0][AT["city"]].click()
    assert f"== &quot;{first['city']}&quot;]<" in view.line.value
    assert {row[AT["city"]].description for row in view.cells if _seen(row[0])} == {first["city"]}
    view.cells[0][AT["qty"]].click()
    assert f") &amp; (december[&quot;qty&quot;] &gt;= {first['qty']})" in view.line.value
    assert [chip.description for chip in view.chips[:2]] == [
        f'✕ city == "{first["city"]}"',
        f"✕ qty >= {first['qty']}",
    ]
    view.chips[0].click()
    assert first["city"] not in view.line.value


def test_a_click_on_a_time_asks_whether_it_is_paid(view):
    view.sort.value = "amount"
    times = [row[AT["paid_at"]] for row in view.cells]
    unpaid = [cell for cell in times if cell.description == EMPTY]
    (unpaid or times)[0].click()
    assert (".isna()" if unpaid else ".notna()") in view.line.value
    assert len({cell.description == EMPTY for cell in times if _seen(cell)}) == 1


def test_few_rows_hide_the_other_cells(view):
    view.cells[2][AT["order_id"]].click()
    kept = len(view.model.run().rows)
    assert 0 < kept < ROWS
    assert [_seen(row[0]) for row in view.cells] == [True] * kept + [False] * (ROWS - kept)


def test_or_keeps_more_rows_and_is_written(view):
    view.cells[0][AT["city"]].click()
    view.cells[0][AT["amount"]].click()
    both = len(view.model.run().rows)
    view.join.value = "|"
    assert ") | (" in view.line.value
    assert len(view.model.run().rows) > both


def test_words_to_look_for(view):
    view.word.value = "  "
    assert view.model.conditions == ()
    view.word.value = "<廣😀>"
    assert "&lt;廣😀&gt;" in view.line.value and "<廣" not in view.line.value
    assert "繁体和简体是两个字" in view.notes.value
    line = view.line.value
    view.word.value = "州" * 200
    assert "太长了" in view.says.value and view.line.value == line
    view.chips[0].click()
    assert view.says.value == "" and ">december<" in view.line.value


def test_too_many_conditions_are_refused_in_place(view):
    view.join.value = "|"
    for row in range(ROWS):
        for column in ("city", "sku"):
            view.cells[row][AT[column]].click()
    assert len(view.model.conditions) <= MOST
    view.word.value = "甲"
    view.word.value = "乙"
    view.word.value = "丙"
    view.word.value = "丁"
    assert f"最多 {MOST} 个条件" in view.says.value and len(view.model.conditions) == MOST


def test_show_prints_an_example_outside_a_notebook(capsys):
    table_filter.show()
    assert 'december[december["qty"] >= 2]' in capsys.readouterr().out
