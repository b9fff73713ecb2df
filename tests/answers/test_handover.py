"""Handing over: to a collector in one process, or as exactly one output of a graded kernel."""

import json
import textwrap

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from opscourse import datasets
from opscourse.answers import handover
from opscourse.answers.blanks import BLANK
from opscourse.answers.encode import encode
from opscourse.errors import CourseError

MONTHLY = pd.DataFrame(
    {"month": ["2025-09"], "uv": [300], "buyers": [9], "orders": [10], "amount": [99.5]}
)


@pytest.fixture
def world():
    cases = [
        {"args": [{"type": "table", "name": "shop_monthly"}], "edge": False},
        {"args": [encode(MONTHLY.iloc[:0])], "edge": True},
    ]
    return datasets.FrozenWorld({"shop_monthly": MONTHLY}, "f00d", {"03.q5": cases})


def test_nothing_is_wanted_of_a_learner(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert not handover.wanted()
    with handover.collecting():
        assert handover.wanted()
    assert not handover.wanted()


def test_a_graded_run_without_a_world_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match="世界"):
        handover.wanted()


def test_a_graded_run_with_a_world_wants_answers(monkeypatch, world):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with datasets.using(world):
        assert handover.wanted()


def test_a_collector_gets_each_payload_in_order(capfd):
    with handover.collecting() as handed:
        handover.hand_over("03.q1", {"uv": 3})
        handover.hand_over("03.q1", {"uv": BLANK})
        handover.hand_over("03.q2", {"a": [1], "b": object()})
    assert [one["answers"]["uv"]["type"] for one in handed["03.q1"]] == ["number", "blank"]
    assert handed["03.q2"][0]["names"] == ["a", "b"]
    assert handed["03.q2"][0]["answers"]["b"] == {"type": "unsupported", "of": "object"}
    assert capfd.readouterr() == ("", "")
    json.dumps(handed)


def test_collectors_nest():
    with handover.collecting() as outer:
        with handover.collecting() as inner:
            handover.hand_over("03.q1", {"uv": 3})
        handover.hand_over("03.q2", {"uv": 3})
    assert list(inner) == ["03.q1"] and list(outer) == ["03.q2"]


def test_a_function_is_called_on_the_active_worlds_inputs(world):
    with datasets.using(world), handover.collecting() as handed:
        handover.hand_over("03.q5", {"total": lambda frame: frame["uv"].sum()})
        handover.hand_over("03.q6", {"total": lambda frame: 3})
    values = [one["value"]["value"] for one in handed["03.q5"][0]["answers"]["total"]["results"]]
    assert values == [300, 0]
    assert handed["03.q6"][0]["answers"]["total"]["results"] == []


def test_outside_a_notebook_a_graded_handover_is_an_error(monkeypatch, world):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with datasets.using(world), pytest.raises(CourseError, match="Jupyter"):
        handover.hand_over("03.q1", {"uv": 3})


CELLS = [
    """
    import sys, warnings
    from opscourse.answers.handover import hand_over
    def loud(frame):
        print("out"); print("err", file=sys.stderr); warnings.warn("careful")
        return frame["uv"].sum()
    """,
    'hand_over("03.q1", {"uv": 3});',
    'get_ipython().ast_node_interactivity = "none"',
    'hand_over("03.q5", {"total": loud})',
    """
    import IPython.display
    IPython.display.display = IPython.display.publish_display_data = lambda *a, **k: None
    get_ipython().display_pub.publish = lambda *a, **k: None
    """,
    'hand_over("03.q1", {"uv": float("nan")})',
]


def test_a_graded_kernel_publishes_one_output_for_each_question(tmp_path, world, monkeypatch):
    datasets.write_world_tables(world.frames, tmp_path)
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "03.q5.json").write_text(json.dumps(world.inputs("03.q5")))
    (tmp_path / "world.json").write_text(json.dumps({"fingerprint": "f00d"}))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(textwrap.dedent(cell).strip()) for cell in CELLS]
    )
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for place, name, plain in [(1, "uv", 3), (3, "total", None), (5, "uv", "nan")]:
        (output,) = notebook.cells[place].outputs
        assert output.output_type == "display_data"
        assert list(output.data) == [handover.MIME]
        enc = output.data[handover.MIME]["answers"][name]
        assert enc.get("value") == plain
        if name == "total":
            assert [one["value"]["value"] for one in enc["results"]] == [300, 0]
    assert all(not notebook.cells[place].outputs for place in (0, 2, 4))
