"""A policy is judged by what its decisions earn; whatever it does, the judge says one sentence."""

from __future__ import annotations

import json
import time
from typing import Any

import pandas as pd
import pytest

from opscourse import datasets
from opscourse.answers import decision, handover
from opscourse.answers.judge import judge, same
from opscourse.answers.markets import Refused, make_market, open_market
from opscourse.errors import CourseError
from tests.answers.deciding import called, channel, tiny_market


def good(channels: pd.DataFrame, total: float) -> dict[str, float]:
    return {"甲": total * 0.6, "乙": total * 0.3}


def split_evenly(channels: pd.DataFrame, total: float) -> dict[str, float]:
    return {name: total / len(channels) for name in channels["channel"]}


@pytest.fixture(scope="module")
def entry() -> dict[str, Any]:
    made = decision.market_entry(tiny_market())
    wrong = {"says": "你平均分了。三个渠道带回来的不一样多。", "value": called(made, split_evenly)}
    about = {"title": "分预算", "name": "split_budget", "kind": "decision", "points": 2}
    return {**about, "precision": "0.01", "wrong": [wrong], "right": called(made, good), **made}


def mark(entry: dict[str, Any], policy: Any, limit: float = 2.0) -> Any:
    return judge(entry, called(entry, policy, limit))


def profit(entry: dict[str, Any], policy: Any) -> int:
    return sum(day.profit for day in played(entry, policy))


def played(entry: dict[str, Any], policy: Any) -> list[decision.Day]:
    from opscourse.answers.plain import read

    given: Any = read(called(entry, policy))
    return decision.play(entry, given)


def test_points_follow_the_share_of_the_way_to_the_reference(entry):
    floor = decision.floor_profit(entry)
    top = sum(entry["market"]["reference"]["profits"])
    share = (profit(entry, good) - floor) / (top - floor)
    verdict = mark(entry, good)
    assert 0.25 < share < 1 and verdict.points == int(share * 2 * 4) / 4
    assert verdict.state == "partial" and verdict.max_points == 2.0


def test_the_references_own_decisions_are_full_marks_and_nothing_is_above(entry):
    days = iter(entry["market"]["reference"]["decisions"])
    verdict = mark(entry, lambda channels, total: {k: v / 100 for k, v in next(days).items()})
    assert verdict.state == "full" and verdict.points == 2.0
    assert decision.share_of(entry, 10**12) == 1.0


def test_each_baseline_earns_nothing(entry):
    market = open_market(entry["market"])
    assert len(market.baselines()) == 3
    for made in market.baselines().values():
        days = iter(made)
        verdict = mark(entry, lambda c, t, days=days: {k: v / 100 for k, v in next(days).items()})
        assert verdict.points == 0.0


def test_deciding_nothing_earns_nothing_even_where_every_baseline_loses(entry):
    assert mark(entry, lambda channels, total: {}).points == 0.0
    poor = json.loads(json.dumps(entry))
    for one in poor["market"]["baselines"]:
        one["profits"] = [-100, -100, -100]
    assert judge(poor, called(poor, lambda channels, total: {})).points == 0.0


def test_a_named_wrong_policy_gets_its_sentence_also_written_otherwise(entry):
    verdict = mark(entry, lambda channels, total: pd.Series(total / 3, index=channels["channel"]))
    assert (verdict.state, verdict.wrong) == ("named", 0)
    assert verdict.says.startswith("你平均分了。")


def raising(channels, total):
    raise KeyError("甲")


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (lambda total: raising(None, total), "函数运行时出错：KeyError"),
        (lambda total: {"甲": float("nan")}, "NaN"),
        (lambda total: {"甲": float("inf")}, "太高"),
        (lambda total: {"甲": -1}, "负数"),
        (lambda total: {"甲": "1,2"}, "不是数"),
        (lambda total: {"甲": None}, "不是数"),
        (lambda total: {"甲": True}, "不是数"),
        (lambda total: {"丁": 100}, "不认识的编号"),
        (lambda total: {1: 100}, "不认识的编号"),
        (lambda total: {("甲",): 100}, "不认识的编号"),
        (lambda total: None, "return"),
        (lambda total: [100, 100], "不是字典"),
        (lambda total: 100, "不是字典"),
        (lambda total: pd.DataFrame({"甲": [100]}), "不是字典"),
        (lambda total: dict.fromkeys(range(9_000), 1), "太大"),
        (lambda total: object(), "不是字典"),
        (lambda total: pd.Series([1000, 1000], index=["甲", "甲"]), "两次"),
        (lambda total: {"甲": 501}, "上限"),
        (lambda total: {"甲": 9}, "最低测试"),
        (lambda total: {"甲": total / 2, "乙": total / 2 + 0.02}, "超过了总额"),
    ],
)
def test_a_fault_costs_its_day_alone(entry, fault, says):
    """On the second day (total 500) something is wrong; the others are kept."""

    def policy(channels, total):
        return fault(total) if total == 500 else good(channels, total)

    days, sound = played(entry, policy), played(entry, good)
    assert says in days[1].fault
    assert [days[0].profit, days[2].profit] == [sound[0].profit, sound[2].profit]
    assert days[1].profit <= 0 < sound[1].profit
    verdict = mark(entry, policy)
    assert verdict.says.startswith("第 2 次：") and "有错的那次按没有决定算。" in verdict.says


def test_a_policy_that_takes_for_ever_is_stopped(entry):
    def policy(channels, total):
        while total == 500:
            pass
        return good(channels, total)

    started = time.perf_counter()
    verdict = mark(entry, policy, limit=0.3)
    assert time.perf_counter() - started < 20
    assert verdict.says.startswith("第 2 次：函数运行太久")
    assert verdict.points == mark(entry, lambda c, t: {} if t == 500 else good(c, t)).points


def test_spending_more_than_the_total_is_never_better_than_the_baseline(entry):
    poor = json.loads(json.dumps(entry))
    for one in poor["market"]["baselines"]:
        one["profits"] = [-500, -500, 900_000]
    over = played(poor, lambda channels, total: {"甲": 500, "乙": 500})
    assert [day.profit for day in over] == [-500, -500, 0]


def test_amounts_that_miss_the_total_by_a_float_are_taken(entry):
    days = played(entry, lambda c, total: {"甲": 0.1 * total + 0.2 * total, "乙": 0.7 * total})
    assert not any(day.fault for day in days)


@pytest.mark.parametrize(
    "value", [None, 3, [1], {"type": "number", "value": 3}, {"type": "function", "results": [{}]}]
)
def test_what_is_no_policy_earns_nothing_and_raises_nothing(entry, value):
    verdict = judge(entry, value)
    assert verdict.points == 0.0 and verdict.says


def test_an_unfilled_policy_is_not_attempted(entry):
    assert judge(entry, {"type": "blank"}).state == "blank"


def test_the_judges_sentence_holds_nothing_of_the_world(entry):
    """A policy must not carry the graded world's numbers into the feedback."""

    def leaking(channels, total):
        if total == 400:
            return {f"K{total}": 1}
        raise type(f"Total{int(total)}", (Exception,), {})("4711")

    says = mark(entry, leaking).says
    assert "不认识" in says and "出错" in says
    assert not any(text in says for text in ("400", "500", "600", "4711"))


def test_a_policy_that_reads_a_global_is_told(entry):
    space: dict[str, Any] = {"part": 0.9}
    exec("def policy(channels, total):\n    return {'甲': total * part}", space)
    assert "外面的变量 part" in mark(entry, space["policy"]).says


def test_feedback_names_profit_baseline_and_waste_but_never_the_reference(entry):
    def wasteful(channels, total):
        return {"甲": total * 0.3, "丙": total * 0.6}

    lines = decision.feedback(entry, called(entry, wasteful))
    earned, (name, best) = profit(entry, wasteful), decision.best_baseline(entry)
    assert f"{earned / 100:,.2f} 元" in lines[0]
    assert name in lines[1] and f"{best / 100:,.2f} 元" in lines[1]
    assert any("丙" in line and "亏了" in line for line in lines)
    text = "".join(lines)
    assert f"{sum(entry['market']['reference']['profits']) / 100:,.2f}" not in text
    assert decision.feedback(entry, {"type": "blank"}) == []
    unknown = decision.feedback(entry, called(entry, lambda c, t: {"甲乙": 1}))
    assert any("甲乙" in line for line in unknown)


def test_a_fen_too_little_is_still_the_reference_but_a_hundredth_of_the_gap_is_not(entry):
    """Points fall in whole quarters: without the rule a fen would cost a quarter of a point."""
    short = json.loads(json.dumps(entry))
    gap = sum(entry["market"]["reference"]["profits"]) - decision.floor_profit(entry)

    def reached_when_reference_is_more_by(fen: int) -> Any:
        rows = list(entry["market"]["reference"]["profits"])
        short["market"]["reference"]["profits"] = [*rows[:-1], rows[-1] + fen]
        days = iter(entry["market"]["reference"]["decisions"])
        return mark(short, lambda channels, total: {k: v / 100 for k, v in next(days).items()})

    near = reached_when_reference_is_more_by(1)
    assert (near.points, near.state) == (2.0, "full")
    far = reached_when_reference_is_more_by(gap // 100 + 1)
    assert (far.points, far.state) == (1.75, "partial")


def test_two_decisions_are_the_same_only_where_neither_names_more(entry):
    few = called(entry, lambda channels, total: {"甲": 100})
    many = called(entry, lambda channels, total: {"甲": 100, "乙": 100})
    assert not same(entry, few, many) and not same(entry, many, few)
    assert same(entry, many, called(entry, lambda channels, total: {"乙": 100, "甲": 100.004}))
    # Any other dict may hold more than the right one.
    assert same({**entry, "kind": "function"}, few, many)


def test_a_market_of_another_simulation_is_found(entry):
    answers = {"questions": {"98.q1": json.loads(json.dumps(entry)), "98.q2": {"kind": "number"}}}
    assert decision.other_versions(answers) == {}
    answers["questions"]["98.q1"]["market"]["simulation"] = 0
    assert decision.other_versions(answers) == {"98.q1": 0}


def test_a_world_without_a_gap_is_refused():
    flat = tiny_market()
    for about in flat["rounds"]:
        about["channels"] = [channel("甲", 21_000, 20_000)]
    with pytest.raises(Refused, match="太少"):
        decision.market_entry(flat)


def test_damaged_market_data_is_one_sentence(entry):
    for damaged in ({"name": "budget"}, {}, {"name": "budget", "rounds": [{"channels": [{}]}]}):
        with pytest.raises(CourseError, match="坏了"):
            open_market(damaged)
    with pytest.raises(CourseError, match="keywords"):
        make_market("stocks", None)


def test_in_a_graded_run_the_policy_is_called_on_the_worlds_inputs(entry):
    world = datasets.FrozenWorld({}, "f00d", {"98.q1": entry["cases"]})
    with datasets.using(world), handover.collecting() as handed:
        handover.hand_over("98.q1", {"split_budget": good})
    assert handed["98.q1"][0]["answers"]["split_budget"] == entry["right"]
