"""The persona lab's screen without a kernel: fill the card, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs.personas import FIELDS, PersonaModel
from opscourse.labs.personas_view import PersonaView


@pytest.fixture(scope="module")
def model() -> PersonaModel:
    return PersonaModel()


@pytest.fixture
def view(model):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield PersonaView(model)


def test_opens_empty_with_a_picture(view):
    assert "8 栏里有 0 栏对得上" in view.says.value
    assert Image.open(io.BytesIO(view.picture.value)).size == (684, 315)


def test_every_field_shows_its_evidence_and_can_be_made_to_match(view, model):
    for field in FIELDS:
        before = view.picture.value
        column = model.people[field.column]
        view.fields[field.name].value = str(
            column.median() if field.is_number else column.mode()[0]
        )
        assert view.evidence.value == field.name
        assert view.picture.value != before
        assert view.axes.get_title(loc="left").startswith(field.name)
        assert view.axes.get_xlabel() and view.axes.get_ylabel()
    assert "8 栏里有 8 栏对得上" in view.says.value


def test_bad_numbers_stay_in_their_field_and_the_lab_goes_on(view):
    view.fields["年收入"].value = "二十万<b>"
    assert "“二十万&lt;b&gt;”不是数" in view.why.value
    assert view.fields["年收入"].value == "二十万<b>"
    assert "<b>" not in view.card.value.replace("font-weight", "")
    view.fields["年收入"].value = "10000000"
    assert "比它小" in view.why.value
    assert any("10,000,000" in text.get_text() for text in view.axes.texts)


def test_another_group_keeps_what_was_filled(view):
    view.name.value = "阿月"
    view.fields["地区"].value = "福建"
    view.goods.value, view.band.value = "蜜柚", "25-34 岁"
    assert "最常买蜜柚的人，25-34 岁" in view.says.value
    assert view.fields["地区"].value == "福建"
    assert "阿月" in view.card.value


def test_texts_lie_inside_the_picture(view):
    for name, value in (
        ("年龄", "119"),
        ("年收入", "20000"),
        ("学历", "初中及以下"),
        ("渠道", "展示"),
    ):
        view.fields[name].value = value
        page = view.figure.bbox
        ax = view.axes
        for text in [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
            assert inside, text.get_text()
        for label in ax.get_yticklabels():
            assert label.get_window_extent().x0 >= 0, label.get_text()
