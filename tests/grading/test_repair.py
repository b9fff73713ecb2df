"""Mending handed-in notebooks, without nbgrader: every source cell once, in its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from opscourse.grading.outputs import MAX_OUTPUTS, MAX_TEXT, NOT_SHOWN, sanitised
from opscourse.grading.repair import SourceCell, repair

FLAGS = {"schema_version": 3, "task": False, "cell_type": "code"}
LOCKED = {**FLAGS, "grade": False, "solution": False, "locked": True}
ANSWER = {**FLAGS, "grade": False, "solution": True, "locked": False}
CHECK = {**FLAGS, "grade": True, "solution": False, "locked": True, "points": 2}


def source(name: str, text: str, marks: dict[str, Any]) -> SourceCell:
    return SourceCell(name, "code", text, {**marks, "grade_id": name})


SOURCES = {
    one.grade_id: one
    for one in [
        source("c01", "setup", LOCKED),
        source("q1-answer", "x = ____", ANSWER),
        source("q1-check", "check 1", CHECK),
        source("q2-answer", "y = ____", ANSWER),
        source("q2-check", "check 2", CHECK),
    ]
}


def handed_in() -> NotebookNode:
    nb = new_notebook(cells=[one.made() for one in SOURCES.values()])
    nb.cells[1].source, nb.cells[3].source = "x = 1", "y = 2"
    return nb


def shape(nb: NotebookNode) -> list[tuple[str, str]]:
    """(grade id or "own", source) of every cell."""
    return [
        (one.metadata.get("nbgrader", {}).get("grade_id", "own"), one.source) for one in nb.cells
    ]


WHOLE = [
    ("c01", "setup"), ("q1-answer", "x = 1"), ("q1-check", "check 1"),
    ("q2-answer", "y = 2"), ("q2-check", "check 2"),
]  # fmt: skip


def test_a_sound_notebook_stays_as_it_is() -> None:
    nb = handed_in()
    before = copy.deepcopy(nb)
    assert repair(nb, SOURCES) == []
    assert nb == before


def test_of_a_pasted_cell_the_original_counts() -> None:
    for at in (0, 5):
        nb = handed_in()
        pasted = copy.deepcopy(nb.cells[2])
        pasted.id, pasted.metadata.nbgrader["points"] = "new-id", 100
        nb.cells.insert(at, pasted)
        assert len(repair(nb, SOURCES)) == 1
        own = shape(nb).pop(at)
        assert own == ("own", "check 1")
        assert [one for one in shape(nb) if one[0] != "own"] == WHOLE


def test_without_ids_the_last_counts() -> None:
    nb = handed_in()
    nb.cells[2].id = "changed"
    pasted = copy.deepcopy(nb.cells[2])
    pasted.id = "other"
    nb.cells.append(pasted)
    repair(nb, SOURCES)
    assert [name for name, _ in shape(nb)].index("q1-check") == 5


@pytest.mark.parametrize("lost", range(5))
def test_a_lost_cell_comes_back_in_its_place(lost: int) -> None:
    nb = handed_in()
    gone = nb.cells.pop(lost)
    name = gone.metadata.nbgrader.grade_id
    assert repair(nb, SOURCES) == [f"{name} 这一格被删了，已补回"]
    expected = list(WHOLE)
    expected[lost] = (name, SOURCES[name].source)
    assert shape(nb) == expected


def test_an_answer_in_a_cell_of_ones_own_stays_between() -> None:
    nb = handed_in()
    nb.cells[1:3] = [new_code_cell("x = 5", id="mine")]
    repair(nb, SOURCES)
    assert shape(nb)[1:4] == [("q1-answer", "x = ____"), ("own", "x = 5"), ("q1-check", "check 1")]


def test_everything_lost_comes_back_in_order() -> None:
    nb = new_notebook(cells=[new_markdown_cell("别的作业")])
    repair(nb, SOURCES)
    assert [name for name, _ in shape(nb) if name != "own"] == list(SOURCES)


def test_changed_metadata_text_and_type_are_put_back() -> None:
    nb = handed_in()
    nb.cells[2] = new_markdown_cell("check 1", id="q1-check")
    nb.cells[2].metadata = NotebookNode(nbgrader={"grade_id": "q1-check"}, tags=["skip-execution"])
    nb.cells[4].metadata.nbgrader.update(grade=False, points=100)
    nb.cells[4].source = "2.0"
    nb.cells[0].metadata["nbgrader"] = "broken"
    nb.cells.append(new_code_cell("", metadata={"nbgrader": {"grade_id": "q9", "grade": True}}))
    repair(nb, SOURCES)
    kept = {name: one for (name, _), one in zip(shape(nb), nb.cells, strict=True)}
    for name, marks in SOURCES.items():
        assert kept[name].metadata["nbgrader"] == marks.marks
        assert kept[name].cell_type == "code"
        assert kept[name].outputs == [] or name != "q1-check"
    assert "tags" not in kept["q1-check"].metadata
    assert kept["q2-check"].source == "check 2"
    assert "q9" not in kept


def test_ids_are_unique_afterwards() -> None:
    nb = handed_in()
    for one in nb.cells:
        one.id = "same"
    repair(nb, SOURCES)
    assert len({one.id for one in nb.cells}) == 5


def test_sanitised_outputs_are_small_and_harmless() -> None:
    page = {"text/html": "<script>", "application/javascript": "x", "image/svg+xml": "<svg>"}
    picture = {"image/png": "iVBORw0KGgo=\n", "text/plain": "<Figure>", "text/html": "<b>"}
    outputs = [
        new_output("display_data", page),
        new_output("execute_result", picture, execution_count=3, metadata={"a": "x"}),
        new_output("display_data", {"image/png": '"><script>', "image/jpeg": ["ab", "cd"]}),
        new_output("stream", name="stdout", text="字" * (MAX_TEXT + 5)),
        new_output("error", ename="E", evalue="v", traceback=["a", "b"]),
        "junk", {"output_type": "?"}, None,
    ]  # fmt: skip
    got = sanitised(outputs)
    assert [one.output_type for one in got] == ["display_data"] * 3 + ["stream", "error"]
    assert got[0].data == {"text/plain": NOT_SHOWN}
    assert got[1].data == {"image/png": "iVBORw0KGgo=\n", "text/plain": "<Figure>"}
    assert got[1].metadata == {}
    assert got[2].data == {"image/jpeg": "abcd"}
    assert len(got[3].text) < MAX_TEXT + 40
    assert got[4].traceback == ["a", "b"]
    assert len(sanitised(outputs[4:5] * (MAX_OUTPUTS + 10))) == MAX_OUTPUTS + 1
    for odd in (None, 3, "text", {"a": 1}):
        assert sanitised(odd) == []
