"""The profit lab's screen without a kernel: move the controls, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import profit
from opscourse.labs.profit import ProfitModel
from opscourse.labs.profit_view import ProfitView


@pytest.fixture
def view():
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield ProfitView(ProfitModel())


def test_opens_with_a_good_of_the_ledger_and_a_picture(view):
    sold = view.model.run()
    assert (view.item.value, view.sliders["qty"].value) == ("三红蜜柚5斤", sold.qty)
    assert Image.open(io.BytesIO(view.picture.value)).size == (1044, 396)
    assert f"卖 {sold.qty} 箱" in view.says.value


def test_each_slider_changes_sum_and_picture(view):
    for name, slider in view.sliders.items():
        before = view.picture.value
        slider.value = slider.value + 10
        assert getattr(view.model.run(), name) == pytest.approx(slider.value)
        assert view.picture.value != before


def test_a_lower_price_needs_more_boxes(view):
    before = view.model.run().break_even
    view.sliders["price"].value -= 5
    after = view.model.run().break_even
    assert after > before
    assert f"往上取整是 {after} 箱" in view.notes.value


def test_a_bad_fixed_cost_gets_its_sentence_and_loses_nothing(view):
    picture, model = view.picture.value, view.model
    for text in ("", "六千", "<b>", "1e12"):
        view.fixed.value = text
        assert "固定成本" in view.says.value and "<b>」" not in view.says.value
        assert (view.picture.value, view.model) == (picture, model)
    view.fixed.value = "3,000"
    assert view.model.run().fixed == 3000 and view.picture.value != picture


def test_back_to_the_ledger(view):
    first = view.picture.value
    for slider in view.sliders.values():
        slider.value = slider.max
    view.fixed.value = "六千"
    view.back.click()
    assert view.picture.value == first


def test_another_good_brings_its_own_numbers(view):
    for item in view.model.items[::3]:
        view.item.value = item
        assert view.model.run() == view.model.change(item=item).run()
        assert view.sliders["price"].value == view.model.run().price


def test_every_word_lies_inside_the_picture(view):
    for settings in ({}, {"qty": 1}, {"price": 0}, {"qty": 0}, {"price": 80, "qty": 400}):
        view.back.click()
        for name, value in settings.items():
            view.sliders[name].value = value
        page = view.figure.bbox
        for ax in view.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel()
            words = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]
            names = ax.get_yticklabels() if ax is view.axes[0] else []
            for text in [*words, *names]:
                box = text.get_window_extent()
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
                assert inside, (settings, text.get_text())


def test_show_prints_the_sum_outside_a_notebook(capsys):
    profit.show()
    assert "保本量：" in capsys.readouterr().out
