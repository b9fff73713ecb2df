"""The shop-page lab's screen without a kernel: arrange blocks, type, look at what it shows."""

from __future__ import annotations

import pytest

from opscourse.labs.listing import BLOCKS, START, ShopPageModel
from opscourse.labs.listing_view import NO_PICTURE, ShopPageView


@pytest.fixture
def view() -> ShopPageView:
    return ShopPageView(ShopPageModel())


def test_opens_with_a_page_to_mend(view):
    assert list(view.page()) == list(START)
    assert "9 项里过了 4 项" in view.says.value
    assert view.preview.value.count("float:right") == len(START)


def test_mended_by_hand_it_may_be_listed(view):
    view.on["运费售后"].value = True
    view.texts["运费售后"].value = "48 小时内发货，坏了包赔"
    for _ in range(2):
        view.down["推荐"].click()
    view.texts["商品"].value = "福鼎白茶 250 克礼盒"
    view.texts["详情"].value = "福建福鼎，手工挑梗，小火慢焙。"
    assert "9 项里过了 9 项。可以上架。" in view.says.value
    assert "✗" not in view.checks.value


def test_buttons_move_a_block_and_stop_at_the_ends(view):
    view.up["店招"].click()
    assert view.order[0] == "店招"
    view.down["店招"].click()
    assert view.order[:2] == ["推荐", "店招"]
    assert view.rows.children[1].children[0] is view.on["店招"]
    assert "店招要在最上面" in view.checks.value
    for _ in range(20):
        view.down["店招"].click()
    assert view.order[-1] == "店招" and sorted(view.order) == sorted(BLOCKS)


def test_a_block_taken_off_keeps_its_text(view):
    view.texts["商品"].value = "福鼎白茶"
    view.on["商品"].value = False
    assert "福鼎白茶</div>" not in view.preview.value
    view.on["商品"].value = True
    assert "福鼎白茶</div>" in view.preview.value


def test_bad_price_and_missing_picture_get_sentences_in_place(view):
    view.price.value = "<b>很贵</b>"
    assert "“&lt;b&gt;很贵&lt;/b&gt;”不是数" in view.checks.value
    view.image.value = NO_PICTURE
    assert "还没有主图" in view.checks.value and "没有主图" in view.preview.value
    view.price.value = "150"
    assert "150.00 元" in view.preview.value


def test_another_good_brings_its_price_and_pictures_and_keeps_the_texts(view):
    view.texts["店招"].value = "阿坤家的店"
    view.sku.value = "银耳-150g"
    assert view.price.value == f"{view.model.goods.price:g}"
    assert view.image.options[0] == NO_PICTURE
    assert "阿坤家的店" in view.preview.value
    assert "银耳-150g：" in view.says.value
    view.sku.value = "连江鲍鱼-24只整箱"  # a negative price in the sheet
    assert "不能卖" in view.checks.value


def test_odd_texts_are_shown_as_text(view):
    view.texts["店招"].value = "<img src=x onerror=alert(1)>" + "很长" * 500 + "🍵臺灣"
    assert "<img" not in view.preview.value
    assert "多于 60 个" in view.checks.value
    assert view.texts["店招"].value.endswith("🍵臺灣")
