"""The lab's screen without a kernel: move the controls, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import funnel
from opscourse.labs.funnel import FunnelModel
from opscourse.labs.funnel_view import FunnelView


@pytest.fixture
def view(practice):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield FunnelView(FunnelModel(facts=practice))


def texts(view) -> str:
    return " ".join(text.get_text() for ax in view.axes for text in ax.texts)


def test_opens_with_seven_days_and_a_picture(view):
    assert view.days.value == 7
    assert view.days.max == 61
    image = Image.open(io.BytesIO(view.picture.value))
    assert image.size == (1044, 558)
    assert "共 7 天，渠道：全部" in view.says.value
    assert "天里来过" in view.visitor_says.value


@pytest.mark.parametrize("days", [1, 8, 9, 61])
def test_slider_changes_picture_and_sentences(view, days):
    before = view.picture.value
    view.days.value = days
    result = view.model.run()
    assert result.days == days
    assert view.picture.value != before
    assert f"{days} 天相加 = {result.sum_of_daily:,}" in texts(view)
    assert f"去重 UV {result.unique:,}" in texts(view)
    assert (
        f"加起来：{result.sum_of_daily:,}。整段去重的 UV：{result.unique:,} 人" in view.says.value
    )


def test_nothing_of_the_former_picture_is_left(view, practice):
    first = view.picture.value
    for days in (61, 1, 30):
        view.days.value = days
    view.channel.value = "社群"
    view.channel.value, view.days.value = "全部", 7
    assert view.picture.value == first
    assert FunnelView(FunnelModel(facts=practice)).picture.value == first


def test_other_channels_and_later_starts_draw(view):
    for name in view.channel.options[1::3]:
        view.channel.value = name
        assert f"渠道：{name}" in view.says.value
    view.days.value = 1
    for _, day in view.start.options[20::20]:
        view.start.value = day
        assert f"{day:%Y-%m-%d} 到" in view.says.value


def test_empty_span_draws(visits, orders):
    view = FunnelView(FunnelModel(days=2, channel="社群", visits=visits, orders=orders))
    assert "去重的 UV：0 人" in view.says.value
    assert view.visitor_says.value == ""


def test_too_many_days_get_a_sentence_and_keep_the_picture(view):
    view.start.value = view.start.options[-3][1]  # three days are left, seven were chosen
    before = view.picture.value
    assert "只有 3 天的记录，选不了 7 天" in view.says.value
    view.days.value = 3
    assert "共 3 天" in view.says.value
    assert view.picture.value != before


def test_visitor_lookup_explains_and_refuses_in_place(view):
    view.visitor.value = "<b>U1</b>"
    assert "没有编号是“&lt;b&gt;U1&lt;/b&gt;”的访客" in view.visitor_says.value
    guest = view.model.presence(1).index[0]
    view.visitor.value = guest
    assert f"{guest} 在" in view.visitor_says.value
    view.visitor.value = ""
    assert view.visitor_says.value == ""


def test_every_part_has_title_labels_and_lies_inside_the_picture(view):
    for days in (7, 61):
        view.days.value = days
        page = view.figure.bbox
        for ax in view.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
            parts = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]
            for text in [*parts, *ax.get_yticklabels()]:
                box = text.get_window_extent()
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
                assert inside, text.get_text()


def test_show_prints_the_numbers_outside_a_notebook(capsys):
    funnel.show()
    assert "漏斗（按人数，一人只算一次）" in capsys.readouterr().out
