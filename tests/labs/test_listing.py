"""The shop-page lab: every check by hand, and the practice sheet's own faults."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from opscourse import load
from opscourse.errors import CourseError
from opscourse.labs.listing import BLOCKS, GIFT, START, Page, ShopPageModel

CHECKS = ("模块", "顺序", "文字", "极限词", "产地", "重量", "价格", "主图", "上架表")
GOOD = {
    "店招": "闽山合作社",
    "商品": "福鼎白茶 250 克礼盒",
    "详情": "福建福鼎，手工挑梗，小火慢焙。",
    "运费售后": "48 小时内发货",
    "推荐": "建宁莲子",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return {"skus": load("skus"), "images": load("images"), "banned": load("banned_words")}


@pytest.fixture
def model(tables) -> ShopPageModel:
    return ShopPageModel(**tables)


def failed(page: Page) -> list[str]:
    return [check.name for check in page.checks if not check.passed]


def says(page: Page, name: str) -> str:
    return next(check.says for check in page.checks if check.name == name)


def test_a_sound_page_may_be_listed(model):
    page = model.run(GOOD)
    assert tuple(check.name for check in page.checks) == CHECKS
    assert failed(page) == []
    assert "9 项里过了 9 项。可以上架。" in page.headline
    assert "模块：店招 → 商品 → 详情 → 运费售后 → 推荐" in str(page)


def test_the_page_to_begin_with_has_five_faults(model):
    assert failed(model.run(START)) == ["模块", "顺序", "极限词", "产地", "重量"]


@pytest.mark.parametrize(
    ("order", "part"),
    [
        (["商品", "店招", "详情", "运费售后"], "店招要在最上面"),
        (["店招", "轮播", "分类", "商品", "详情", "运费售后"], "商品排在第 4 个"),
        (["店招", "推荐", "商品", "详情", "运费售后"], "推荐放在商品和详情后面"),
        (["店招", "商品", "推荐", "详情", "运费售后"], "推荐放在商品和详情后面"),
    ],
)
def test_the_order_of_a_dict_is_the_order_of_the_page(model, order, part):
    page = model.run({name: GOOD.get(name, "白茶") for name in order})
    assert failed(page) == ["顺序"]
    assert part in says(page, "顺序")


@pytest.mark.parametrize(
    ("change", "check", "part"),
    [
        ({"详情": ""}, "文字", "详情 是空的"),
        ({"店招": "店" * 61}, "文字", "店招有 61 个字，多于 60 个"),
        ({"详情": "福鼎" + "好" * 299}, "文字", "详情有 301 个字"),
        ({"运费售后": "零风险，坏了包赔"}, "极限词", "运费售后里有「零风险」"),
        ({"商品": "安溪白茶"}, "产地", "写了「安溪」，表里的产地是福建福鼎"),
        ({"商品": "白茶", "详情": "手工挑梗"}, "产地", "要写出产地：福建福鼎"),
        ({"商品": "福鼎白茶 0.5 斤"}, "重量", "写了「5 斤」"),
        ({"商品": "福鼎白茶，三斤装"}, "重量", "这一款是 250 克"),
    ],
)
def test_each_fault_of_a_text_has_its_sentence(model, change, check, part):
    page = model.run({**GOOD, **change})
    assert failed(page) == [check]
    assert part in says(page, check)


def test_kilograms_by_another_name_are_no_fault(model):
    assert failed(model.run({**GOOD, "商品": "福鼎白茶，2 公斤"})) == []


@pytest.mark.parametrize(
    ("price", "part"),
    [
        ("", "“”不是数"),
        ("一百五", "“一百五”不是数"),
        ("nan", "“nan”不是数"),
        ("1e9", "“1e9”不是数"),
        ("0", "0.00 元不能卖"),
        (-5, "-5.00 元不能卖"),
        ("9" * 300, "不是数"),
        ("999999999999", "不能卖"),
    ],
)
def test_bad_prices_fail_and_the_page_goes_on(model, price, part):
    page = model.change(price=price).run(GOOD)
    assert failed(page) == ["价格"] and part in says(page, "价格")
    assert page.price is None
    assert "价格没有写对" in page.to_html()


def test_price_tells_the_margin_and_the_loss(model):
    cost = model.goods.unit_cost
    page = model.change(price=f"{cost * 2:,.2f} 元").run(GOOD)
    assert f"一件毛利 {cost:,.2f} 元，毛利率 50.0%" in says(page, "价格")
    loses = model.change(price=cost - 1).run(GOOD)
    assert failed(loses) == ["价格"] and "卖一件亏 1.00 元" in says(loses, "价格")
    assert model.change(price="１５０").run(GOOD).price == 150


@pytest.mark.parametrize(
    ("width", "height", "size", "kind", "part"),
    [
        (800, 800, 3 * 1024 * 1024, "PNG", ""),
        (799, 799, 1000, "PNG", "不到 800"),
        (1200, 900, 1000, "JPEG", "不是正方形"),
        (800, 800, 3 * 1024 * 1024 + 1, "PNG", "超过 3 MB"),
        (800, 800, 3_100_000, "JPEG", ""),
        (800, 800, 1000, "GIF", "要 JPEG 或 PNG"),
    ],
)
def test_main_pictures_by_the_rules(tables, width, height, size, kind, part):
    images = pd.DataFrame(
        [("a.png", GIFT, width, height, size, kind)],
        columns=["file", "sku", "width", "height", "bytes", "format"],
    )
    page = ShopPageModel(**{**tables, "images": images}).run(GOOD)
    assert (failed(page) == ["主图"]) == bool(part)
    assert part in says(page, "主图")


def test_pictures_agree_with_the_exercises_rule_on_the_practice_table(tables):
    images = tables["images"]
    good = (images["width"] == images["height"]) & (images["width"] >= 800)
    good &= (images["bytes"] <= 3 * 1024**2) & images["format"].isin(["JPEG", "PNG"])
    sound = {
        picture.file
        for sku in images["sku"].unique()
        for picture in ShopPageModel(sku, **tables).pictures
        if not picture.faults
    }
    assert sound == set(images.loc[good, "file"])


def test_faults_of_the_sheet_itself_are_told(tables):
    skus = tables["skus"]
    words = "|".join(tables["banned"]["word"])
    wrong = (skus["origin"] == "") | (skus["weight_unit"] == "斤") | (skus["price"] <= 0)
    wrong |= skus["text"].str.contains(words)
    told = [
        sku for sku in skus["sku"] if "上架表" in failed(ShopPageModel(sku, **tables).run(GOOD))
    ]
    assert told == skus.loc[wrong, "sku"].tolist()


def test_a_weight_in_jin_is_half_as_many_kilograms(tables):
    row = tables["skus"][tables["skus"]["weight_unit"] == "斤"].iloc[0]
    assert ShopPageModel(row["sku"], **tables).goods.kg == row["weight"] / 2


def test_no_picture_and_nothing_on_the_page(model):
    page = model.change(image="").run({})
    assert {"模块", "产地", "主图"} <= set(failed(page))
    assert "还没有模块" in page.to_html()


def test_unknown_names_are_named(model, tables):
    with pytest.raises(CourseError, match="没有叫“弹窗”的模块。可以用：店招"):
        model.run({"弹窗": "x"})
    with pytest.raises(CourseError, match="上架表里没有“岩茶”"):
        ShopPageModel("岩茶", **tables)
    with pytest.raises(CourseError, match="没有叫“b.png”的图"):
        model.change(image="b.png")
    with pytest.raises(CourseError, match="skus 表里少了这些列：origin"):
        ShopPageModel(**{**tables, "skus": tables["skus"].drop(columns="origin")})


def test_markup_emoji_and_traditional_characters_are_text(model):
    page = model.run({**GOOD, "店招": "<script>alert(1)</script>🍵", "推荐": "臺灣烏龍 & 茶"})
    shown = page.to_html()
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;🍵" in shown
    assert "臺灣烏龍 &amp; 茶" in shown
    assert failed(page) == []


def test_another_good_brings_its_own_price_and_picture(model):
    other = model.change(sku="银耳-150g")
    assert other.price_typed == other.goods.price
    assert other.picture is None or other.picture in other.pictures
    assert other.change(price=20).change(image="").price_typed == 20


def test_tables_are_not_changed(tables):
    before = {name: frame.copy() for name, frame in tables.items()}
    ShopPageModel(**tables).run({name: "白茶" for name in BLOCKS})
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_runs_as_a_script_with_the_course_tables():
    command = [sys.executable, "-m", "opscourse.labs.listing"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "9 项里过了 4 项" in done.stdout
