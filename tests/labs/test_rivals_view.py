"""The rivals lab's screen without a kernel: move the controls, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import rivals
from opscourse.labs.rivals import INDEX, RivalsModel, practice
from opscourse.labs.rivals_view import RivalsView


@pytest.fixture(scope="module")
def facts():
    return practice()


@pytest.fixture
def view(facts):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield RivalsView(RivalsModel(facts=facts))


def test_opens_with_three_rivals_and_a_picture(view):
    assert Image.open(io.BytesIO(view.picture.value)).size == (992, 432)
    assert "留下 3 家竞品" in view.says.value
    assert "先补" in view.notes.value
    assert view.shop.value == view.model.run().chosen[0]
    assert "重合度 =" in view.steps.value


def test_filter_changes_picture_and_sentences_and_comes_back(view):
    first, says = view.picture.value, view.says.value
    view.least.value, view.most.value = 0, 12
    assert "留下 12 家竞品" in view.says.value
    assert "最多三家" in view.notes.value
    view.look.value = INDEX
    assert view.picture.value != first
    view.look.value, view.most.value, view.least.value = rivals.SCORES, 3, 0.3
    assert (view.picture.value, view.says.value) == (first, says)


def test_nobody_left_is_said_and_drawn(view):
    view.least.value = 0.7
    assert "没有一家的重合度达到 0.70" in view.says.value
    assert not view.axes[2].get_visible()
    view.least.value = 0.3
    assert view.axes[2].get_visible()


def test_a_word_is_added_or_refused_in_place(view):
    before = view.picture.value
    for text, says in [
        (" ", "词还空着"),
        ("<i>" + "长" * 60, "太长"),
        ("🍵", "里没有字"),
        ("乌龍茶", "先补"),  # traditional characters are a word of their own
    ]:
        view.word.value = text
        view.add.click()
        assert says in view.says.value + view.notes.value
    assert "本店多用的词：乌龍茶" in view.notes.value
    assert view.picture.value != before
    view.add.click()
    assert "已经有“乌龍茶”" in view.says.value
    view.reset.click()
    assert view.picture.value == before
    assert "多用的词" not in view.notes.value


def test_another_rival_is_explained(view):
    view.shop.value = "R02"
    assert "R02 有" in view.steps.value


@pytest.mark.parametrize("most", [3, 12])
def test_labels_lie_inside_the_picture(view, most):
    view.least.value, view.most.value = 0, most
    page = view.figure.bbox
    for ax in view.axes:
        parts = [*ax.texts, ax._left_title]
        if ax is not view.axes[1]:  # the radar has no axes
            parts += [ax.xaxis.label, ax.yaxis.label, *ax.get_yticklabels()]
        for text in parts:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
            assert inside, text.get_text()


def test_show_prints_the_numbers_outside_a_notebook(capsys):
    rivals.show()
    assert "留下 3 家竞品" in capsys.readouterr().out
