"""A policy from a learner's notebook to its mark: the kernel decides, the market runs outside."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from opscourse.grading import try_command, worlds
from tests.grading.kit import Course, make_course

SOURCE = Path(__file__).with_name("98_decide.py.txt")
HALF_WRONG = """
calls = []

def choose_bids(keywords, budget):
    calls.append(budget)
    if len(calls) == 2:
        raise type(f"Budget{int(budget * 100)}", (Exception,), {})
    if len(calls) == 4:
        return {"K9999": 1}
    value = keywords["own_cvr"] * keywords["spend_per_buyer"] * keywords["margin"]
    return dict(zip(keywords["keyword_id"], value * 0.45))
"""


@pytest.fixture(scope="module")
def deciding(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return make_course(tmp_path_factory.mktemp("deciding"), SOURCE)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list:
    """The answer files of the worlds that are made."""
    made, answers = worlds.accepted, []

    def remember(*args):
        found = made(*args)
        answers.append(found[1])
        return found

    monkeypatch.setattr(worlds, "accepted", remember)
    return answers


def tried(course: Course, answers, tmp_path: Path):
    path = tmp_path / "mine.ipynb"
    nbformat.write(course.answered(answers), path)
    return try_command.try_exercise(course.root, course.number, path)[1]


def test_the_solutions_policy_earns_what_the_world_was_accepted_with(deciding, seen, tmp_path):
    mark, other = tried(deciding, "solution", tmp_path)
    assert 0.5 <= mark.points <= 2 and not mark.flag and not mark.error
    assert other.points == 2.0
    entry = seen[0]["questions"]["98.q1"]
    practice = deciding.practice["questions"]["98.q1"]
    assert entry["market"]["days"] != practice["market"]["days"]
    assert entry["cases"] != practice["cases"]


def test_faults_cost_their_days_and_carry_nothing_out(deciding, seen, tmp_path):
    mark, other = tried(deciding, {"q1": HALF_WRONG}, tmp_path)
    assert "第 2 天：函数运行时出错。" in mark.says and "第 4 天：有不认识的编号" in mark.says
    assert other.state == "blank" and not mark.error
    funds = [day["budget"] for day in seen[0]["questions"]["98.q1"]["market"]["days"]]
    assert not any(str(fen) in mark.says for fen in funds)


def test_a_policy_that_never_ends_earns_nothing_and_keeps_the_rest(deciding, tmp_path):
    endless = "def choose_bids(keywords, budget):\n    while True:\n        pass"
    visitors = 'visitors = monthly["uv"].sum()'
    mark, other = tried(deciding, {"q1": endless, "q2": visitors}, tmp_path)
    assert (mark.points, other.points) == (0.0, 2.0)
    assert "运行太久" in mark.says


def test_what_a_run_is_given_holds_no_rival(deciding, tmp_path):
    """Neither tables nor inputs of a world's folder say what the market hides."""
    exercise = deciding.exercise
    keys = (bytes([number]) * 32 for number in range(1, 30))
    frames, answers, _ = worlds.accepted(exercise, keys, deciding.practice)
    worlds.write_world(tmp_path / "world", exercise, frames, answers)
    scratch = tmp_path / "work"
    scratch.mkdir()
    worlds.lay_out(tmp_path / "world", scratch)
    hidden = answers["questions"]["98.q1"]["market"]["days"][0]
    given = "".join(path.read_text("utf-8") for path in scratch.rglob("*.*") if path.is_file())
    assert json.dumps(hidden["shown"]["keyword_id"][0]) in given
    assert "scores" not in given and hidden["scores"][0] not in given
    assert hidden["click_worth"][:60] not in given
