"""`check` on a policy: the practice market's profit, the best simple way, what was wasted."""

import json

import pytest

import opscourse
from opscourse.answers import decision, files
from opscourse.learner import progress
from tests.answers.deciding import channel


@pytest.fixture
def practice(work):
    """The practice file with one decision in it; returns its entry."""
    known = (("甲", 120_000, 20_000), ("丙", 60_000, 20_000), ("乙", 9_000, 10_000))
    channels = [channel(*one) for one in known]
    rounds = [{"total": total, "channels": channels} for total in (40_000, 50_000)]
    made = decision.market_entry({"name": "budget", "simulation": 1, "rounds": rounds})
    about = {"title": "分预算", "name": "split_budget", "kind": "decision", "points": 2}
    path = files.PRACTICE / "03.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    right = {"type": "function", "results": []}
    entry = {**about, "right": right, "wrong": [], "hints": ["看看乙。"], **made}
    content["questions"]["03.q3"] = entry
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return entry


def test_feedback_of_a_policy(practice, capsys):
    points = opscourse.check("03.q3", split_budget=lambda c, total: {"甲": total - 100, "乙": 100})
    text = capsys.readouterr().out
    name, best = decision.best_baseline(practice)
    assert type(points) is float and 0 <= points < 2
    assert "03.q3 分预算" in text and "练习市场 2 次的利润" in text
    assert f"「{name}」，利润 {best / 100:,.2f} 元" in text
    assert "渠道「乙」" in text and "亏了" in text
    top = sum(practice["market"]["reference"]["profits"])
    assert f"{top / 100:,.2f}" not in text
    assert progress.entry("03.q3")["points"] == points


def test_a_fault_is_one_sentence_and_checking_goes_on(practice, capsys):
    points = opscourse.check("03.q3", split_budget=lambda channels, total: {"甲": "1,2"})
    text = capsys.readouterr().out
    assert points == 0.0
    assert "第 1、2 次" in text and "不是数" in text and "1,2" in text


def test_what_is_no_function(practice, capsys):
    assert opscourse.check("03.q3", split_budget={"甲": 100}) == 0.0
    text = capsys.readouterr().out
    assert "这里要一个函数" in text and "练习市场" not in text
