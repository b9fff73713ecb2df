"""The service lab without a screen: orders that go one step at a time, and replies looked at."""

from __future__ import annotations

import itertools

import pytest

from opscourse.errors import CourseError
from opscourse.labs import service
from opscourse.labs.order_steps import EVENTS, MOVES, NEEDS, PLACES, Order, check_steps
from opscourse.labs.service import ACTIONS, INTENTS, ServiceDrill, look_at
from opscourse.labs.service_cases import CASES, KEEP
from opscourse.simulation import World

GOOD = "抱歉让你久等了。我查一下订单，今天 18 点前发出，把单号给你。"


def test_every_event_is_either_a_move_or_refused_with_a_reason():
    for state, event in itertools.product(MOVES, EVENTS):
        order = Order(state)
        if event in MOVES[state]:
            assert order.do(event).state == MOVES[state][event]
        else:
            with pytest.raises(
                CourseError, match=f"现在是「{state}」，不能{event}。{NEEDS[event]}"
            ):
                order.do(event)
    assert set(PLACES) == set(MOVES) and set(NEEDS) == set(EVENTS)


def test_undo_goes_back_step_by_step_and_stops_at_the_start():
    order = Order().do("付款").do("发货").do("退款")
    assert order.undo() == Order().do("付款").do("发货")
    for _ in range(9):
        order = order.undo()
    assert order == Order()


def test_the_machine_agrees_with_a_worlds_planted_errors():
    """Orders that the simulation planted as wrong are just those that stop the machine."""
    world = World(7)
    steps = world.table("order_events").sort_values(["order_id", "at"])
    ways = steps.groupby("order_id")["event"].agg(list)
    wrong = sorted(ways[~ways.map(lambda one: "步都对" in check_steps(one))].index)
    planted = itertools.chain.from_iterable(world.truth["illegal_jumps"].values())
    assert wrong == sorted(planted) and len(wrong) > 10


@pytest.mark.parametrize("steps", [[], ["付款"], ["拍下", "飞走"], ["拍下", "付款", "付款"]])
def test_a_wrong_way_is_named_by_its_step(steps):
    assert f"第 {max(len(steps), 1)} 步错了" in check_steps(steps)


def test_unknown_state_and_event_get_a_sentence():
    with pytest.raises(CourseError, match="没有叫“付錢”的一步"):
        Order().do("付錢")
    with pytest.raises(CourseError, match="没有叫“🍊”的状态"):
        Order("🍊")


def test_every_case_can_be_done_and_a_good_reply_is_whole():
    assert {case.intent for case in CASES} == set(INTENTS)
    for seed in range(1, 8):
        drill = ServiceDrill(seed=seed)
        for _ in drill.cases:
            case = drill.case
            feedback = drill.reply(case.intent, case.action, GOOD, seconds=30)
            assert feedback.whole, str(feedback)
            drill.go(1)
        assert "全都对的有 10 位" in drill.summary()


def test_each_template_has_all_four_steps_once_filled():
    drill = ServiceDrill()
    for intent in INTENTS:
        draft = drill.template(intent)
        with pytest.raises(CourseError, match="____"):
            drill.reply(intent, KEEP, draft)
        steps, faults = look_at(draft.replace("____", "退款给你，18 点"))
        assert all(steps.values()) and not faults, intent


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("我查一下订单，今天 18 点前发出。", "共情"),
        ("抱歉，今天 18 点前发出。", "核实"),
        ("抱歉，我查一下，18 点前告诉你。", "方案"),
        ("抱歉，我查一下订单，尽快发出。", "时限"),
    ],
)
def test_a_missing_step_is_named(text, missing):
    feedback = ServiceDrill().reply("发货", "发货", text)
    assert [name for name, there in feedback.steps.items() if not there] == [missing]
    assert f"没有找到：{missing}" in str(feedback)


@pytest.mark.parametrize("text", ["五星返你 5 元", "加我微信退你", "绝对最好", "不归我管"])
def test_what_must_not_be_said_is_said(text):
    feedback = ServiceDrill().reply("评价", KEEP, GOOD + text)
    assert feedback.faults and not feedback.whole and "不能这样说" in str(feedback)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": "  "}, "空的"),
        ({"text": "好" * 301}, "太长"),
        ({"text": None}, "一段文字"),
        ({"intent": "發貨"}, "没有“發貨”"),
        ({"action": "飞"}, "没有“飞”"),
        ({"seconds": "abc"}, "用时要是数"),
        ({"seconds": float("nan")}, "0 到 86400"),
        ({"seconds": -1}, "0 到 86400"),
        ({"seconds": True}, "用时要是数"),
    ],
)
def test_what_cannot_be_sent_is_one_sentence_and_nothing_is_lost(change, says):
    drill = ServiceDrill()
    drill.reply("发货", "发货", GOOD, seconds=20)
    given = {"intent": "发货", "action": "发货", "text": GOOD, "seconds": 9, **change}
    with pytest.raises(CourseError, match=says):
        drill.reply(**given)
    assert drill.seconds == [20.0]


def test_an_action_that_the_order_cannot_take_is_refused():
    drill = ServiceDrill()
    drill.place = next(k for k, case in enumerate(drill.cases) if case.state == "待付款")
    with pytest.raises(CourseError, match="现在是「待付款」，不能退款"):
        drill.reply("改单退单", "退款", GOOD)
    assert set(ACTIONS) == {KEEP, *EVENTS}


def test_emoji_and_long_seconds_are_taken_and_the_mean_moves():
    drill = ServiceDrill()
    for seconds in (20, 30, 40):
        drill.reply("发货", KEEP, GOOD + "🍊", seconds=seconds)
        drill.go(1)
    text = drill.summary()
    assert "中位数 30 秒，平均 30 秒" in text and "中位数 35 秒，平均 1822 秒" in text
    with pytest.raises(CourseError, match="整数"):
        ServiceDrill(seed="一")  # type: ignore[arg-type]


def test_show_prints_outside_a_notebook_and_plots_stand_alone(capsys):
    service.show()
    assert "第 1 / 10 位" in capsys.readouterr().out
    ax = Order().do("付款").plot()
    assert {text.get_text() for text in ax.texts} >= set(MOVES) | {"发货", "退款"}
    drill = ServiceDrill()
    drill.reply("发货", "发货", GOOD, seconds=20)
    assert drill.plot().get_ylabel() == "用了几秒（秒）"
