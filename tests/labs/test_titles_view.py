"""The title lab's screen without a kernel: type, press its buttons, look at what it shows."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from opscourse.labs import titles
from opscourse.labs.titles import TitleModel
from opscourse.labs.titles_view import TitleView


@pytest.fixture(scope="module")
def model() -> TitleModel:
    return TitleModel()


@pytest.fixture
def view(model):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        yield TitleView(model)


def test_opens_with_the_title_in_use(view):
    assert view.title.value == view.model.facts.in_use
    assert Image.open(io.BytesIO(view.picture.value)).size == (1044, 504)
    assert "覆盖率：按搜索" in view.says.value


def test_typing_changes_score_picture_and_offers(view):
    before, offers = view.picture.value, [one.tooltip for one in view.offers]
    view.title.value = "平和红心蜜柚柚子"
    result = view.model.run()
    assert f"按成交 {result.order_coverage:.1%}" in view.says.value
    assert "16 字节" in view.says.value
    assert view.picture.value != before
    assert [one.tooltip for one in view.offers] != offers


def test_nothing_of_the_former_picture_is_left(view, model):
    first = view.picture.value
    view.title.value = "最好的红心蜜柚" * 9
    view.limit.value = 30
    view.limit.value = 60
    view.clear.click()
    assert view.title.value == view.model.facts.in_use
    assert view.picture.value == first == TitleView(model).picture.value


def test_button_adds_its_word(view):
    word, before = view.offers[0].tooltip, view.model.run().order_coverage
    assert f"加「{word}」" in view.offers[0].description
    view.offers[0].click()
    assert view.title.value.endswith(word)
    assert view.model.run().order_coverage > before


def test_faults_are_listed_and_escaped(view):
    view.untrue.value = "白心，三红"
    view.title.value = "<b>最好白心蜜柚</b>蜜柚半山里"
    for said in ("禁用词：最好", "不真实：白心", "重复：蜜柚", "别人家的品牌：半山里"):
        assert said in view.faults.value
    assert "<b>" not in view.faults.value.replace("<b>最", "")
    view.title.value = "平和红心蜜柚"
    assert "没有查到要改的地方" in view.faults.value


@pytest.mark.parametrize(("typed", "says"), [("", "标题是空的"), ("蜜柚😀", "GBK")])
def test_what_cannot_be_scored_keeps_text_and_picture(view, typed, says):
    before = view.picture.value
    view.title.value = typed
    assert says in view.says.value and "role" in view.says.value
    assert view.title.value == typed and view.picture.value == before
    view.title.value = "红心蜜柚"  # and the lab goes on
    assert "8 字节" in view.says.value


def test_keyword_and_ceiling_answer_in_place(view):
    view.keyword.value = "红心蜜柚"
    assert "缺了红心" in view.why.value
    view.title.value = "红心蜜柚"
    assert "每个词都在" in view.why.value  # follows the title
    view.keyword.value = "<i>茶</i>"
    assert "&lt;i&gt;" in view.why.value
    view.keyword.value = ""
    assert view.why.value == ""
    view.ceiling.click()
    assert "按成交最多能覆盖" in view.why.value


def test_other_good_starts_anew_even_after_bad_text(view):
    view.untrue.value = "白心"
    view.title.value = "😀"
    view.good.value = "连江鲍鱼-8只"
    assert view.untrue.value == "" and view.title.value == view.model.facts.in_use
    assert f"{view.model.run().bytes} 字节" in view.says.value


def test_every_part_lies_inside_the_picture(view):
    for title in (view.model.facts.planned, "红心蜜柚包邮" * 30):
        view.title.value = title
        page = view.figure.bbox
        for ax in view.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel()
            parts = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]
            for text in [*parts, *ax.get_yticklabels()]:
                box = text.get_window_extent()
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1
                assert inside, text.get_text()


def test_show_prints_the_numbers_outside_a_notebook(capsys):
    titles.show()
    assert "个关键词里" in capsys.readouterr().out
