"""Lesson 7: the sheet, pictures, prices and rules, in forty worlds."""

import numpy as np
import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.simulation import World
from opscourse.simulation.listing import ERRORS, product_of
from tests.simulation.many_worlds import fen, worlds

WORLDS = worlds()
GIFT = "福鼎白茶-250g礼盒"
MB = 1024 * 1024


def flagged(world):
    """The rows of the sheet that a careful reader finds, by kind of error."""
    sheet, words = world.table("skus"), world.table("banned_words")["word"]
    masks = [
        sheet["origin"] == "",
        sheet["weight_unit"] == "斤",
        sheet["price"] == 0,
        sheet["price"] < 0,
        sheet["text"].str.contains("|".join(words)),
    ]
    return dict(zip(ERRORS, masks, strict=True))


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_the_errors_of_the_sheet_are_the_planted_ones(world):
    sheet, found = world.table("skus"), flagged(world)
    planted = world.truth["sku_errors"]
    for kind, mask in found.items():
        assert sorted(sheet["sku"][mask]) == planted[kind]
    assert min(len(skus) for skus in planted.values()) >= 2
    either = np.logical_or.reduce(list(found.values()))
    assert sum(len(skus) for skus in planted.values()) > either.sum()  # some rows have two
    assert not either[sheet["sku"].isin([p["sku"] for p in world.scenario["products"]])].any()
    assert not either[sheet["sku"] == GIFT].any()


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_the_contract_of_the_sheet(world):
    sheet = world.table("skus")
    assert sheet["sku"].is_unique
    assert 55 <= len(sheet) <= 80
    assert set(sheet["product"]) == {product_of(p["sku"]) for p in world.scenario["products"]}
    assert set(sheet["weight_unit"]) == {"千克", "斤"}
    good = sheet[sheet["price"] > 0]
    assert (fen(good["unit_cost"]) < fen(good["price"])).all()
    assert (fen(sheet["unit_cost"]) > 0).all()
    kg = sheet["weight"].where(sheet["weight_unit"] == "千克", sheet["weight"] / 2)
    of_label = sheet["sku"].str.extract(r"-(\d+)g")[0].astype(float) / 1000
    assert (kg - of_label).abs().max() < 1e-9
    sold = sheet["sku"].isin(world.table("orders_paid")["sku"])
    assert sold.sum() == 8
    # The share of goods on sale that sell: neither all rows nor goods off sale belong in it.
    on_sale = sheet["on_sale"] == 1
    assert 1 <= (sold & ~on_sale).sum() <= 2
    assert 5 <= (~on_sale).sum() <= 30


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_the_faults_of_pictures_are_the_planted_ones(world):
    images, planted = world.table("images"), world.truth["image_faults"]
    assert images["file"].is_unique
    assert set(images["sku"]) <= set(world.table("skus")["sku"])
    found = {
        "宽不够": images["width"] < 800,
        "高不够": images["height"] < 800,
        "文件太大": images["bytes"] > 3 * MB,
        "格式不对": ~images["format"].isin(["JPEG", "PNG"]),
    }
    for kind, mask in found.items():
        assert images["file"][mask].tolist() == planted[kind]
    small = found["宽不够"] | found["高不够"]
    oblong = (images["width"] != images["height"]) & ~small
    assert images["file"][oblong].tolist() == planted["不是正方形"]
    assert min(len(files) for files in planted.values()) >= 5
    # Who takes a megabyte for a million bytes, or > for ≥, gets another number.
    assert images["bytes"].between(3_000_000, 3 * MB).sum() >= 3
    assert (images["bytes"] - 3_000_000).abs().min() >= 9_000
    assert (images["bytes"] - 3 * MB).abs().min() >= 9_000
    assert (images["width"] == 800).sum() >= 10


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_the_best_price_is_known_and_unlike_what_the_usual_mistakes_find(world):
    test, planted = world.table("price_test"), world.truth["price_test"]
    gift = world.table("skus").set_index("sku").loc[GIFT]
    assert gift["unit_cost"] == planted["unit_cost"]
    assert gift["price"] in set(test["price"])
    assert test["price"].is_unique
    assert (test["qty"] > 0).all()
    profit = ((test["price"] - gift["unit_cost"]) * test["qty"]).sort_values()
    revenue = (test["price"] * test["qty"]).sort_values()
    best = test["price"][profit.index[-1]]
    assert best == planted["best_price"]
    assert profit.iloc[-1] > 1.004 * profit.iloc[-2]
    assert test["price"][revenue.index[-1]] == planted["richest_price"]
    assert revenue.iloc[-1] > 1.003 * revenue.iloc[-2]
    others = [planted["richest_price"], test["price"].min(), test["price"].max(), gift["price"]]
    others.append(test["price"][test["qty"].idxmax()])
    assert best not in others
    assert test["price"].min() > gift["unit_cost"]


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_no_goods_lie_near_a_limit_of_the_promotion(world):
    rules = world.table("promotion_rules").set_index("rule")["value"]
    sheet = world.table("skus")
    good = sheet[sheet["price"] > 0]
    for rule in ("最低售价", "最高售价"):
        assert (good["price"] - rules[rule]).abs().min() > 0.4
    listed = 1 - good["unit_cost"] / good["price"]
    reduced = 1 - good["unit_cost"] / (good["price"] * rules["活动折扣"])
    for margin in (listed, reduced):
        assert (margin - rules["最低毛利率"]).abs().min() > 0.001
    fits = good["price"].between(rules["最低售价"], rules["最高售价"])
    counts = {
        int(fits.sum()),
        int((fits & (listed >= rules["最低毛利率"])).sum()),
        int((fits & (reduced >= rules["最低毛利率"])).sum()),
    }
    assert len(counts) == 3
    assert min(counts) >= 1
    paid = world.table("orders_paid")
    sold = paid[paid["paid_at"] >= "2025-12-02"].groupby("sku")["qty"].sum()
    assert not (sold == rules["近30天最低销量"]).any()
    assert 2 <= (sold > rules["近30天最低销量"]).sum() <= 6


def test_postage_rules_name_every_province_of_the_orders():
    for world in WORLDS:
        rules = world.table("postage_rules")
        assert set(world.table("orders")["province"]) <= set(rules["province"])
        assert (rules["first_kg"] >= 1).all()
        assert (fen(rules["first_fee"]) > fen(rules["next_fee"])).all()


def test_worlds_differ():
    places = {
        int((world.table("price_test")["price"] < world.truth["price_test"]["best_price"]).sum())
        for world in WORLDS
    }
    assert len(places) >= 4
    for name in ("skus", "images", "postage_rules", "price_test", "promotion_rules"):
        assert len({world.table(name).to_csv() for world in WORLDS}) == len(WORLDS), name
    assert len({str(world.truth["sku_errors"]["禁用词"]) for world in WORLDS}) == len(WORLDS)
    assert len({frozenset(w.table("banned_words")["word"]) for w in WORLDS}) == 1


def test_goods_without_a_sheet_are_refused_in_words():
    products = [dict(p) for p in World(1).scenario["products"]]
    products[0]["sku"] = "榴莲-2kg"
    with pytest.raises(CourseError, match="榴莲-2kg 没有上架资料"):
        World(1, {"products": products}).table("skus")


def test_same_key_same_frames():
    pd.testing.assert_frame_equal(World(5).table("skus"), World(5).table("skus"), check_exact=True)
