"""The auction lab's screen without a kernel: move the controls, press the buttons."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import auction
from opscourse.labs.auction import AuctionModel
from opscourse.labs.auction_view import AuctionView
from opscourse.simulation import World


@pytest.fixture(scope="module")
def world():
    return World(7)


@pytest.fixture
def view(world):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield AuctionView(AuctionModel(world))


def texts(panel) -> str:
    return " ".join(text.get_text() for ax in panel.axes for text in ax.texts)


def check_panel(panel):
    """Title, labels, and nothing outside the picture."""
    image = Image.open(io.BytesIO(panel.image.value))
    assert image.size == (1044, 360)
    page = panel.figure.bbox
    for ax in panel.axes:
        assert ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
        parts = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            parts += [
                tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
            ]
        for text in parts:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
            assert inside, text.get_text()


def test_opens_with_a_day_and_explains_any_keyword(view):
    check_panel(view.market)
    check_panel(view.outcome)
    assert view.model.result is not None
    assert "排名分＝出价×质量分" in view.steps.value
    assert "利润" in view.says.value and "<table" in view.table.value
    row = view.rows[3]
    row.why.click()
    assert f"“{row.word}”点一次为什么是这个价" in view.steps.value
    assert f"“{row.word}”：谁排在前面" in view.market.axes[1].get_title(loc="left")


def test_slider_moves_price_picture_and_keeps_the_day(view):
    row, before, day = view.rows[1], view.market.image.value, view.model.result
    row.slider.value = 2.0
    assert view.model.bids[row.word] == 2.0
    assert row.typed.value == "2.00"
    assert view.market.image.value != before
    price = view.model.explain(row.word).price / 100
    assert f"付 {price:.2f}" in texts(view.market)
    assert f"点一次付 {price:.2f} 元" in view.steps.value
    assert view.model.result is day
    assert "设置改过了" in view.warning.value


def test_nothing_of_the_former_picture_is_left(view):
    first = view.market.image.value
    for bid in (0.02, 3.0, 0.3):
        view.rows[0].slider.value = bid
        check_panel(view.market)
    view.rows[0].slider.value = 0.8
    assert view.market.image.value == first


def test_pressing_again_and_comparing_two_strategies(view):
    view.budget.value = 20
    view.buttons["过这一天"].click()
    assert view.model.result.totals["花费"] == 20
    assert "和上一次比（同一批顾客）" in view.says.value
    assert f"{view.model.result.out_at} 花光" in texts(view.outcome)
    check_panel(view.outcome)
    view.buttons["和甲比"].click()
    assert "还没有甲" in view.warning.value
    view.buttons["记为甲"].click()
    view.budget_typed.value = "25"
    view.creative.value = "产地实拍图"
    view.buttons["和甲比"].click()
    assert "同一天、同一批顾客" in view.says.value
    check_panel(view.outcome)


def test_experiments_draw_and_speak(view):
    for button, says in [
        ("出价高，点击反而少？", "同样的钱买到的点击反而少"),
        ("质量分值多少钱", "守住同一个名次"),
        ("连过 7 天", "7 天一共花费"),
    ]:
        before = view.outcome.image.value
        assert view.progress.value == 0
        view.buttons[button].click()
        assert says in view.says.value
        assert view.outcome.image.value != before
        check_panel(view.outcome)
    assert view.progress.value == 7


def test_what_is_typed_wrongly_gets_its_sentence_in_place(view):
    row, picture, day = view.rows[0], view.market.image.value, view.model.result
    wrong = [("1,2", "“1,2”看不懂"), ("nan", "NaN"), ("-1", "不能是负数"), ("<b>", "&lt;b&gt;")]
    for typed, says in wrong:
        row.typed.value = typed
        assert says in view.warning.value and "设置没有变" in view.warning.value
        assert (row.typed.value, row.slider.value, view.model.bids[row.word]) == ("0.80", 0.8, 0.8)
        assert view.market.image.value == picture and view.model.result is day
    row.typed.value = "１.２"  # and it goes on
    assert view.model.bids[row.word] == 1.2 and row.slider.value == 1.2
    words = view.model.keywords
    view.budget_typed.value = "-5"
    assert "不能是负数" in view.warning.value and view.budget_typed.value == "40.00"
    view.swapped.value = "茅台"
    assert "没有“茅台”这个关键词可以买" in view.warning.value
    assert view.model.keywords == words
    view.rows[2].why.click()
    view.swapped.value = "铁观音" if "铁观音" not in words else "乌龙茶"
    assert view.rows[2].word in ("铁观音", "乌龙茶") and view.rows[2].word not in words
    view.rows[0].typed.value = "4.5"
    assert view.model.bids[view.rows[0].word] == 4.5
    assert view.rows[0].slider.value == view.rows[0].slider.max
    check_panel(view.market)


def test_other_days_rivals_and_no_bids_draw(world):
    words = AuctionModel(world).keywords
    view = AuctionView(AuctionModel(world, bids=dict.fromkeys(words, 0), rivals="四种都有"))
    view.day.value = view.day.options[0]
    view.buttons["过这一天"].click()
    assert "一次也没有展现" in view.says.value
    check_panel(view.market)
    check_panel(view.outcome)
    view.buttons["出价高，点击反而少？"].click()
    assert "都是 0 元" in view.warning.value
    for button in ("连过 7 天", "质量分值多少钱"):
        view.buttons[button].click()
        check_panel(view.outcome)


def test_an_experiment_gives_way_to_the_day_on_undo(view):
    day = view.says.value
    view.rows[0].slider.value = 1.0
    view.buttons["质量分值多少钱"].click()
    assert view.says.value != day
    view.buttons["撤销"].click()
    assert view.says.value == day
    check_panel(view.outcome)


def test_undo_brings_controls_and_result_back(view):
    first = view.says.value
    view.rows[0].slider.value = 1.5
    view.budget.value = 77
    view.buttons["过这一天"].click()
    for _ in range(3):
        view.buttons["撤销"].click()
    assert view.rows[0].typed.value == "0.80" and view.budget.value == 40
    assert view.says.value == first
    view.buttons["撤销"].click()
    assert "还没有结果" in view.says.value
    view.buttons["撤销"].click()
    assert "没有可以撤销的了" in view.warning.value


def test_show_prints_a_day_outside_a_notebook(capsys):
    auction.show()
    assert "预算" in capsys.readouterr().out
