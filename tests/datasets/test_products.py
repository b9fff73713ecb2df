"""`datasets/products.yaml`: every value has an origin, and agrees with what the worlds use."""

import pytest
import yaml

from opscourse.datasets import ROOT
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.scenario import read_scenario
from tests.simulation.early_worlds import worlds

GOODS = yaml.safe_load((ROOT / "datasets" / "products.yaml").read_text(encoding="utf-8"))
FIELDS = {
    "unit",
    "origin",
    "harvest",
    "season",
    "price_yuan",
    "cost_percent",
    "refund_percent",
    "spoilage_per_10000",
    "shipping_yuan",
    "shipping_kind",
}


@pytest.mark.parametrize("sku", GOODS)
def test_every_value_says_where_it_comes_from(sku):
    assert set(GOODS[sku]) == FIELDS
    for field, entry in GOODS[sku].items():
        assert set(entry) in ({"value", "source"}, {"value", "assumption"}), field
        assert entry.get("source") or entry.get("assumption") is True, field
        if isinstance(entry["value"], list) and field != "season":
            low, high = entry["value"]
            assert 0 < low < high, field


def test_the_goods_are_those_of_the_shop():
    products = {product["sku"]: product for product in read_scenario()["products"]}
    assert list(products) == list(GOODS)
    for sku, product in products.items():
        assert product["season"] == GOODS[sku]["season"]["value"]
        assert product["price"] == GOODS[sku]["price_yuan"]["value"]
        assert product["refund"] == GOODS[sku]["refund_percent"]["value"]


def test_spoilage_is_that_of_the_store_room():
    spoiled = read_settings("fulfilment")["spoiled_per_10000"]
    assert spoiled == {
        sku.split("-")[0]: g["spoilage_per_10000"]["value"] for sku, g in GOODS.items()
    }


def test_suppliers_ask_what_the_file_says():
    for world in worlds()[:12]:
        # The last quarter's usual price: the highest that was charged, festivals being cheaper.
        paid = world.table("orders_paid")
        price = paid[paid["created_at"] >= "2025-10-01"].groupby("sku")["price"].max()
        offers = world.table("suppliers")
        percent = 100 * offers["unit_cost"] / offers["sku"].map(price)
        for sku, of_sku in percent.groupby(offers["sku"]):
            low, high = GOODS[sku]["cost_percent"]["value"]
            assert low - 1 < of_sku.min() < of_sku.max() <= high
