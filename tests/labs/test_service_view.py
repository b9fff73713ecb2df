"""The service lab's screen without a kernel: press its buttons, read what it shows."""

from __future__ import annotations

import io
import time
import warnings

import pytest
from PIL import Image

from opscourse.labs.service import ServiceDrill
from opscourse.labs.service_view import CHOOSE, ServiceView

GOOD = "抱歉让你久等了。我查一下订单，今天 18 点前发出，把单号给你。"


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def view(clock):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield ServiceView(clock=lambda: clock[0])


def answer(view, text=GOOD):
    case = view.drill.case
    view.intent.value, view.action.value, view.text.value = case.intent, case.action, text
    view.send.click()


def test_buttons_move_the_order_and_refuse_in_place(view):
    first = view.states.widget.value
    assert Image.open(io.BytesIO(first)).size == (864, 270)
    view.events["签收"].click()
    assert "不能签收" in view.order_says.value and view.states.widget.value == first
    for event in ("付款", "发货", "签收", "评价"):
        view.events[event].click()
    assert "现在：已评价" in view.order_says.value and view.states.widget.value != first
    view.undo.click()
    assert "现在：已签收" in view.order_says.value
    view.anew.click()
    assert view.states.widget.value == first


def test_a_reply_is_timed_by_the_clock_and_kept(view, clock):
    clock[0] = 42.0
    answer(view)
    assert "用了 42 秒" in view.says.value and view.drill.seconds == [42.0]
    drawn = view.seconds.widget.value
    view.next.click()
    assert view.text.value == "" and view.intent.value == CHOOSE
    clock[0] = 60.0
    answer(view)
    assert view.drill.seconds == [42.0, 18.0] and view.seconds.widget.value != drawn
    view.back.click()
    assert view.text.value == GOOD and "用了 42 秒" in view.says.value


def test_the_clock_starts_when_the_page_of_chats_is_opened(view, clock):
    clock[0] = 500.0
    view.box.selected_index = 1
    clock[0] = 512.0
    answer(view)
    assert view.drill.seconds == [12.0]


def test_what_is_missing_is_said_in_place_and_the_lab_goes_on(view):
    view.send.click()
    assert "两个选项都要选" in view.says.value
    view.template.click()
    assert "先选" in view.says.value
    view.intent.value = "坏果"
    view.template.click()
    assert "____" in view.text.value
    view.action.value = "不动订单"
    view.send.click()
    assert "还有 ____" in view.says.value and not view.drill.replies
    answer(view, "<b>抱歉</b>🍊" + GOOD)
    assert "<b>" not in view.says.value and len(view.drill.replies) == 1


def test_the_screen_says_what_the_code_says(view, clock):
    drill = ServiceDrill(seed=1)
    clock[0] = 25.0
    answer(view)
    case = drill.case
    feedback = drill.reply(case.intent, case.action, GOOD, seconds=25)
    assert all(line in view.says.value for line in feedback.lines())
    assert all(line in view.total.value for line in drill.summary().split("\n"))


def test_another_set_asks_others_and_both_ends_hold(view):
    asked = view.question.value
    view.set.value = 2
    assert view.question.value != asked
    view.back.click()
    assert "第 1 / 10" in view.question.value
    for _ in range(12):
        view.next.click()
    assert "第 10 / 10" in view.question.value


def test_every_state_draws_inside_the_picture_and_fast(view):
    view.events["付款"].click()
    started = time.process_time()
    for event in ("发货", "签收", "退款"):
        view.events[event].click()
        page = view.states.figure.bbox
        for text in view.states.ax.texts:
            box = text.get_window_extent()
            assert box.x0 >= 0 and box.x1 <= page.x1 and box.y0 >= 0 and box.y1 <= page.y1
    assert time.process_time() - started < 0.2 * 3 * 3  # a busy machine gets three times as long
