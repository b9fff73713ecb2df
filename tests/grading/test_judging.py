"""The step from a run to marks, on notebooks made by hand: no kernel."""

from __future__ import annotations

import math
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from opscourse.answers.blanks import UNTOUCHED
from opscourse.answers.files import load_answers
from opscourse.answers.handover import MIME
from opscourse.datasets import ROOT
from opscourse.grading import judging
from opscourse.grading.judging import judge_notebook, payloads

QUESTION = {
    "title": "访客数", "name": "uv", "kind": "number", "points": 2, "bonus": False,
    "precision": None, "ordered": False, "months": False, "id_columns": [], "fixed": False,
    "hints": [], "right": {"type": "number", "value": 1234, "of": "int"}, "wrong": [],
}  # fmt: skip
ANSWERS = {"assignment": "03_x", "questions": {"03.q1": QUESTION, "L03.s1": QUESTION}}
RIGHT = {"id": "03.q1", "names": ["uv"], "answers": {"uv": QUESTION["right"]}}


def run(*outputs: NotebookNode, answer: NotebookNode | None = None) -> NotebookNode:
    marks = {"grade_id": "q1-check", "grade": True}
    check = new_code_cell("check(…)", outputs=list(outputs), metadata={"nbgrader": marks})
    check.execution_count = 1
    work = new_code_cell("", metadata={"nbgrader": {"grade_id": "q1-answer"}})
    work.outputs = [answer] if answer else []
    return new_notebook(cells=[work, check])


def handed(payload: Any, kind: str = "display_data") -> NotebookNode:
    extra = {"execution_count": 1} if kind == "execute_result" else {}
    return new_output(kind, {MIME: payload}, **extra)


def raised(name: str, value: str = "") -> NotebookNode:
    return new_output("error", ename=name, evalue=value, traceback=[value])


def mark(nb: NotebookNode) -> judging.Mark:
    (only,) = judge_notebook(nb, ANSWERS)
    return only


def test_one_sound_payload_is_judged() -> None:
    noise = new_output("stream", name="stderr", text="FutureWarning")
    got = mark(run(noise, handed(RIGHT)))
    assert (got.points, got.state, got.flag, got.grade_id) == (2.0, "full", "", "q1-check")
    assert type(got.points) is float


@pytest.mark.parametrize(
    "payload",
    [
        {**RIGHT, "id": "03.q2"}, {**RIGHT, "answers": [QUESTION["right"]]}, {"id": "03.q1"},
        {**RIGHT, "answers": {"uv": 1234}}, {**RIGHT, "points": 2}, {**RIGHT, "answers": None},
        "03.q1", None, [RIGHT],
    ],
)  # fmt: skip
def test_anything_else_earns_nothing_and_is_flagged(payload: Any) -> None:
    got = mark(run(handed(payload)))
    assert (got.points, got.state) == (0.0, judging.FORGED)
    assert got.flag


def test_two_payloads_are_not_one() -> None:
    assert mark(run(handed(RIGHT), handed(RIGHT))).state == judging.FORGED
    assert len(payloads(run(handed(RIGHT), handed(RIGHT, "execute_result")).cells[1])) == 2


def test_another_name_in_the_payload_is_missing() -> None:
    got = mark(run(handed({**RIGHT, "answers": {"pv": QUESTION["right"]}})))
    assert (got.points, got.state) == (0.0, "missing")


def test_reasons_for_no_answer() -> None:
    assert mark(run(raised("NameError"))).says.startswith("运行到这里时还没有 uv")
    by_answer = mark(run(raised("NameError"), answer=raised("KeyError", "4711")))
    assert "（KeyError）" in by_answer.says
    assert "4711" not in by_answer.says
    own_class = mark(run(raised("NameError"), answer=raised("Total4711")))
    assert "4711" not in own_class.says
    assert "超过了时间" in mark(run(raised("CellTimeoutError"))).says
    assert mark(run()).state == judging.REPLACED
    stopped = run()
    stopped.cells[1].execution_count = None
    assert mark(stopped).state == judging.NOT_RUN
    assert mark(new_notebook()).state == judging.NOT_RUN
    for nb in (run(raised("NameError")), stopped, new_notebook()):
        assert (mark(nb).points, mark(nb).flag) == (0.0, "")


def test_a_cell_to_repair_that_nobody_touched_is_unanswered() -> None:
    """The released exercise 01: its fifth cell cannot run before it is repaired."""
    answers = load_answers("01")
    nb = nbformat.read(ROOT / "exercises" / "01_ledger" / "01_ledger.ipynb", as_version=4)
    cells = {one.id: one for one in nb.cells}
    cells["q5-answer"].outputs = [raised("SyntaxError")]
    cells["q5-check"].outputs = [raised("NameError")]
    cells["q5-check"].execution_count = 9

    def fifth() -> judging.Mark:
        return next(one for one in judge_notebook(nb, answers) if one.question == "01.q5")

    assert (fifth().state, fifth().says, fifth().flag) == ("blank", UNTOUCHED, "")
    cells["q5-check"].outputs = []  # not our check: that is said first
    assert fifth().state == judging.REPLACED
    cells["q5-check"].execution_count = None  # the program had stopped before it
    assert (fifth().state, fifth().says) == ("blank", UNTOUCHED)
    cells["q5-check"].outputs = [raised("NameError")]
    for source in (cells["q5-answer"].source + "\n", "\ud83d"):
        cells["q5-answer"].source = source
        assert fifth().state == judging.RAISED
        assert "（SyntaxError）" in fifth().says


def test_a_fault_of_the_judge_waits_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(judging, "judge", fails)
    got = mark(run(handed(RIGHT)))
    assert (got.state, got.points) == (judging.UNJUDGED, 0.0)
    assert got.error == "ZeroDivisionError: ours"


def test_points_are_clipped(monkeypatch: pytest.MonkeyPatch) -> None:
    from opscourse.answers.judge import Verdict

    for points, kept in ((99, 2.0), (-1, 0.0), (math.nan, 0.0), (math.inf, 0.0), (0.75, 0.75)):
        verdict = Verdict(points, 2, "partial", "")
        monkeypatch.setattr(judging, "judge", lambda *_, verdict=verdict: verdict)
        assert mark(run(handed(RIGHT))).points == kept


def test_names_made_up_in_the_run_are_not_repeated() -> None:
    """A class named after a number of the graded world would reach the feedback."""
    made_up = {**RIGHT, "answers": {"uv": {"type": "unsupported", "of": "N4711"}}}
    assert "4711" not in mark(run(handed(made_up))).says
    reads = {"type": "function", "results": [], "reads": ["paid", "g4711"]}
    kept = judging.without_messages({"type": "list", "items": [reads]}, {"paid"})
    assert kept["items"][0]["reads"] == ["paid"]
    written = run(handed(made_up), answer=raised("X"))
    written.cells[0].source = "class N4711: pass"
    assert "N4711" in mark(written).says
