"""A small answer file of its own, a `mywork` folder, and a real IPython shell without a kernel."""

import io
import json
from contextlib import redirect_stdout

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from opscourse.answers import files
from opscourse.learner import progress


def number(value):
    return {"type": "number", "value": value, "of": "float"}


QUESTIONS = {
    "03.q1": {
        "title": "客单价",
        "name": "spend",
        "kind": "number",
        "points": 2,
        "bonus": False,
        "precision": "0.01",
        "fixed": False,
        "right": number(36.5),
        "wrong": [{"value": number(30.0), "says": "分母用成了订单数。"}],
        "hints": ["看看分母。", "同一位买家下了两单，算几个买家？"],
    },
    "03.q2": {
        "title": "翻倍",
        "name": "double",
        "kind": "function",
        "points": 2,
        "precision": None,
        "right": {"type": "function", "results": [{"value": number(4)}, {"value": number(0)}]},
        "wrong": [],
        "hints": [],
        "cases": [
            {"args": [{"type": "number", "value": 2, "of": "int"}], "edge": False},
            {"args": [{"type": "number", "value": 0, "of": "int"}], "edge": True},
        ],
    },
    "L03.s1": {
        "title": "买家数",
        "name": "buyers",
        "kind": "number",
        "points": 0,
        "precision": None,
        "right": {"type": "number", "value": 3, "of": "int"},
        "wrong": [],
        "hints": ["用 nunique。"],
    },
}
QUIZ = {
    "text": "转化率的分母是什么？",
    "choices": [
        {"text": "访客数", "right": True, "why": "一位访客只算一次。"},
        {"text": "浏览量", "right": False, "why": "一位访客会看很多页。"},
    ],
}


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's folder as start.py leaves it; the current folder is its exercise."""
    practice = tmp_path / "practice"
    practice.mkdir()
    content = {
        "assignment": "03_shop_health",
        "version": "0",
        "fingerprint": "practice",
        "questions": QUESTIONS,
        "quizzes": {"L03.k1": QUIZ},
    }
    (practice / "03.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(files, "PRACTICE", practice)
    monkeypatch.setattr(progress, "_memory", {})
    monkeypatch.setattr(progress, "_warned", set())
    for name in ("NBGRADER_EXECUTION", "OPSCOURSE_HANDING_IN"):
        monkeypatch.delenv(name, raising=False)
    exercise = tmp_path / "课 程" / "mywork" / "exercises" / "03_shop_health"
    exercise.mkdir(parents=True)
    monkeypatch.chdir(exercise)
    return exercise.parent.parent


class Notebook:
    """Runs cells in a real InteractiveShell; `said` is what the last one printed."""

    def __init__(self, shell):
        self.shell = shell
        self.said = ""

    def run(self, source, cell_id=None):
        out = io.StringIO()
        with redirect_stdout(out):
            result = self.shell.run_cell(source, cell_id=cell_id)
        self.said = out.getvalue()
        return result

    def __getitem__(self, name):
        return self.shell.user_ns[name]


@pytest.fixture(scope="module")
def shell():
    """One shell a test file: making one takes a third of a second."""
    from opscourse.learner import shell as comforts

    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    made = InteractiveShell.instance(colors="nocolor", config=config)
    comforts.install(made)
    made.fresh_names = dict(made.user_ns)
    yield made
    InteractiveShell.clear_instance()


@pytest.fixture
def notebook(work, shell):
    from opscourse.learner import shell as comforts

    shell.user_ns.clear()
    shell.user_ns.update(shell.fresh_names)
    comforts.comforts(shell).last = None
    return Notebook(shell)
