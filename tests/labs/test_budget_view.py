"""The budget lab's screen without a kernel: move the controls, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import budget
from opscourse.labs.budget import BudgetModel
from opscourse.labs.budget_facts import MARKETS
from opscourse.labs.budget_view import BudgetView


@pytest.fixture
def view():
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield BudgetView(BudgetModel())


def pictures(view):
    return view.ladder_picture, view.split_picture, view.credit_picture


def test_opens_with_four_pages_and_three_pictures(view):
    assert len(view.pages.children) == 4
    for picture in pictures(view):
        assert Image.open(io.BytesIO(picture.widget.value)).size[0] >= 700
    assert view.says.value == ""
    table = view.pages.children[3].value
    assert "历史价格（约 2013–14 年）" in table
    assert "教学假设，不是行业数据" in table


def test_ladder_sliders_change_picture_and_arithmetic(view):
    ladder, split = view.ladder_picture.widget.value, view.split_picture.widget.value
    view.price_at.value = 1.0
    assert view.ladder_picture.widget.value != ladder
    assert view.split_picture.widget.value == split  # the other page is left alone
    assert f"{view.model.ladder().payer:.2f} 元" in view.ladder_notes.value
    view.channel.value = "积分任务"
    assert view.model.channel == "积分任务"
    assert "积分任务：CPA 价格" in view.ladder_notes.value


def test_spending_sliders_change_the_profit(view):
    view.spends["搜索竞价"].value = 100
    assert view.model.split["搜索竞价"] == 100
    assert f"利润 {view.model.profit():,.2f} 元" in view.split_notes.value


def test_buttons_clear_step_and_show_the_best(view):
    view.clear.click()
    assert sum(view.model.split.values()) == 0
    view.more.click()
    view.more.click()
    assert sum(one.value for one in view.spends.values()) == sum(view.model.split.values()) > 0
    view.optimum.click()
    assert view.model.split == view.model.best().spend
    assert view.model.profit() == pytest.approx(view.model.best().profit)


def test_typed_budget_is_refused_in_place_and_nothing_is_lost(view):
    before, split = view.split_picture.widget.value, view.model.split
    for typed, says in (("1,2", "不是数"), ("-3", "不行"), ("<b>", "&lt;b&gt;"), ("100", "比预算")):
        view.budget.value = typed
        assert says in view.says.value
        assert view.split_picture.widget.value == before
        assert view.model.split == split
    view.budget.value = "1800"
    assert view.says.value == ""
    assert view.model.budget == 1800
    view.budget.value = "九百"
    view.clear.click()  # a button falls back to the last budget that was accepted
    assert (view.budget.value, view.says.value) == ("1800", "")


def test_margin_below_returns_is_refused_in_place(view):
    view.return_rate.value = 0.3
    before = view.ladder_picture.widget.value
    view.margin.value = 0.2
    assert "不比毛利率" in view.says.value
    assert view.ladder_picture.widget.value == before
    view.margin.value = 0.5
    assert view.says.value == ""


@pytest.mark.parametrize("market", list(MARKETS))
def test_every_market_draws(view, market):
    view.market.value = market
    table = view.model.credit()
    drawn = {text.get_text() for text in view.credit_picture.axes[0].texts}
    assert {f"{value:,.0f}" for value in table["末次点击"]} <= drawn
    assert "末次点击把功劳给" in view.credit_notes.value


def test_nothing_of_the_former_picture_is_left(view):
    first = [picture.widget.value for picture in pictures(view)]
    view.price_at.value, view.channel.value, view.goods.value = 0.0, "门店装机", "干货"
    view.clear.click()
    view.market.value = list(MARKETS)[2]
    view.price_at.value, view.channel.value, view.goods.value = 0.5, "展示广告", "鲜货"
    view.market.value = next(iter(MARKETS))
    for name, yuan in BudgetModel().split.items():
        view.spends[name].value = int(yuan)
    assert [picture.widget.value for picture in pictures(view)] == first


def test_every_part_has_title_labels_and_lies_inside_the_picture(view):
    view.basket.value = 400
    view.optimum.click()
    for picture in pictures(view):
        page = picture.figure.bbox
        for ax in picture.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel()
            parts = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]
            for text in [*parts, *ax.get_yticklabels()]:
                box = text.get_window_extent()
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
                assert inside, text.get_text()


def test_show_prints_the_numbers_outside_a_notebook(capsys):
    budget.show()
    assert "分预算（1500 元）" in capsys.readouterr().out
