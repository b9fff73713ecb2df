"""The sample exports: what is written the hard way is read back whole, and names nobody."""

from __future__ import annotations

import pytest

from opscourse import load
from opscourse.datasets import read_export, sample_export
from opscourse.errors import CourseError


def test_orders_are_read_back_whole(tmp_path):
    path = sample_export.orders(tmp_path / "样例_订单.csv")
    shop, orders = read_export(path), load("orders")
    orders = orders[orders["created_at"] >= "2025-09-01"].reset_index(drop=True)
    paid = orders["paid_at"].notna()
    assert shop["order_id"].tolist() == orders["order_id"].tolist()
    assert shop["amount"].tolist() == pytest.approx(orders["amount"].where(paid), nan_ok=True)
    assert shop["paid_at"].equals(orders["paid_at"].astype("datetime64[ns]"))
    assert shop["created_at"].equals(orders["created_at"].astype("datetime64[ns]"))
    assert shop[["province", "city", "status"]].equals(
        orders[["province", "city", "status"]].astype(object)
    )
    # One code for each buyer.
    pairs = set(zip(shop["buyer_id"], orders["buyer_id"], strict=True))
    assert len(pairs) == shop["buyer_id"].nunique() == orders["buyer_id"].nunique()
    report = shop.attrs["report"]
    assert set(report.private) >= {"买家会员名", "收货人姓名", "联系手机", "收货地址", "订单备注"}
    assert report.unknown == ["物流公司"] and not report.ambiguous
    assert "样例买家" not in shop.to_csv() and "某某" not in shop.to_csv()


def test_keywords_are_read_back_whole(tmp_path):
    mine = read_export(sample_export.keywords(tmp_path / "样例_关键词.xlsx"))
    keywords = load("keywords")
    keywords = keywords[keywords["tokens"].str.contains("蜜柚|柚子")]
    assert mine["keyword"].tolist() == keywords["keyword"].tolist()
    for column in ("searches", "items_online", "ctr", "cvr"):
        assert mine[column].tolist() == pytest.approx(keywords[column].tolist(), abs=1e-12)


def test_where_nothing_can_be_written(tmp_path):
    (tmp_path / "样例.csv").mkdir()
    with pytest.raises(CourseError, match="样例写不进 样例.csv"):
        sample_export.orders(tmp_path / "样例.csv")
