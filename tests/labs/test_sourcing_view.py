"""The sourcing lab's screen without a kernel: move the controls, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import sourcing
from opscourse.labs.sourcing import SourcingModel, practice
from opscourse.labs.sourcing_view import SourcingView


@pytest.fixture(scope="module")
def facts():
    return practice()


@pytest.fixture
def view(facts):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield SourcingView(SourcingModel(facts=facts))


def test_opens_with_the_goods_own_figures_and_a_picture(view):
    own = view.model.facts.goods["地瓜干-500g"]
    assert view.sku.value == "地瓜干-500g"
    assert float(view.typed["price"].value) == own["price"]
    assert view.sliders["monthly_qty"].value == own["monthly_qty"]
    assert Image.open(io.BytesIO(view.picture.value)).size == (986, 382)
    assert f"囤货要 {view.model.run().catch_up:.1f} 个月追上" in view.says.value


def test_sliders_and_fields_change_picture_and_sentences(view):
    for control, value in [
        (view.sliders["monthly_qty"], 100),
        (view.sliders["unsold"], 20),
        (view.sliders["batch"], 3),
        (view.sliders["months"], 30),
        (view.typed["upfront"], "８０００元"),
    ]:
        picture, says = view.picture.value, view.notes.value
        control.value = value
        assert view.picture.value != picture
        if control is not view.sliders["months"]:
            assert view.notes.value != says
    assert view.model.settings["upfront"] == 8000


def test_bad_text_says_so_and_the_other_controls_go_on_working(view):
    before = view.model.settings["price"]
    view.typed["price"].value = "<b>贵</b>"
    assert "售价“&lt;b&gt;贵&lt;/b&gt;”不是数" in view.says.value
    view.sliders["monthly_qty"].value = 50
    assert view.model.settings["monthly_qty"] == 50
    assert view.model.settings["price"] == before
    assert "不是数" in view.says.value  # it still stands in the field
    assert view.typed["price"].value == "<b>贵</b>"
    view.typed["price"].value = "25"
    assert view.model.settings["price"] == 25
    assert "追上一件代发" in view.says.value


def test_reset_brings_the_figures_back(view):
    first, says = view.picture.value, view.says.value
    view.sliders["unsold"].value = 40
    view.typed["price"].value = ""
    view.reset.click()
    assert (view.picture.value, view.says.value) == (first, says)
    assert float(view.typed["price"].value) == view.model.settings["price"]


def test_every_good_opens_and_leaves_nothing_of_the_one_before(view, facts):
    for sku in list(facts.goods)[::3]:
        view.sku.value = sku
        fresh = SourcingView(SourcingModel(sku, facts=facts))
        assert view.picture.value == fresh.picture.value
        assert view.typed["upfront"].value == fresh.typed["upfront"].value


def test_never_and_later_than_shown_are_said(view):
    view.sliders["months"].value = 3
    assert "把「看几个月」拉长" in view.says.value
    view.typed["stock_cost"].value = "90"
    assert "囤货追不上一件代发" in view.says.value


def test_why_shows_the_steps_and_hides_them(view):
    view.why.value = True
    assert "囤货每件省" in view.steps.value
    view.why.value = False
    assert view.steps.value == ""


@pytest.mark.parametrize("months", [3, 36])
def test_labels_lie_inside_the_picture(view, months):
    view.sliders["months"].value = months
    page = view.figure.bbox
    for ax in view.axes:
        assert ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
        parts = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label, *ax.get_yticklabels()]
        for text in parts:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
            assert inside, text.get_text()


def test_show_prints_the_numbers_outside_a_notebook(capsys):
    sourcing.show()
    assert "囤货追上一件代发" in capsys.readouterr().out
