"""The table lab: its line gives its rows; what it refuses; counts by hand."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.labs.table_filter import MOST, FilterModel

# order, buyer, city, sku, status, qty, amount, paid
ROWS = [
    ("A1", "U1", "杭州", "袋装", "已签收", 1, 26.8, "2025-12-01 08:00"),
    ("A1", "U1", "杭州", "礼盒", "已签收", 3, 425.4, "2025-12-01 08:00"),
    ("A2", "U2", "福州", "袋装", "已关闭", 2, 53.6, None),
    ("A3", "U1", "广州", "罐装", "已发货", 2, 105.6, "2025-12-09 21:30"),
]


@pytest.fixture
def table() -> pd.DataFrame:
    names = ["order_id", "buyer_id", "city", "sku", "status", "qty", "amount", "paid_at"]
    frame = pd.DataFrame(ROWS, columns=names)
    return frame.assign(paid_at=pd.to_datetime(frame["paid_at"]))


@pytest.fixture
def model(table) -> FilterModel:
    return FilterModel(table, "t")


def test_the_line_is_what_a_learner_would_write(model):
    assert model.code() == "t"
    one = model.add("city", "==", "杭州")
    assert one.code() == 't[t["city"] == "杭州"]'
    both = one.add("qty", ">=", "2")
    assert both.code() == 't[(t["city"] == "杭州") & (t["qty"] >= 2)]'
    assert both.change(join="|").code() == 't[(t["city"] == "杭州") | (t["qty"] >= 2)]'
    assert model.add("paid_at", "isna").code() == 't[t["paid_at"].isna()]'
    assert model.change(sort="amount").code() == 't.sort_values("amount", ascending=False)'
    assert both.without(0).code() == 't[t["qty"] >= 2]'


def test_rows_and_counts_by_hand(model):
    both = model.add("city", "==", "杭州").add("qty", ">=", 2)
    result = both.run()
    assert result.rows["amount"].tolist() == [425.4]
    assert [count for _, count in result.alone] == [2, 3]
    either = both.change(join="|").run()
    assert len(either.rows) == 4
    assert "4 行 = 3 张订单，2 位买家，金额 611.40 元" in str(either)
    largest = model.change(sort="amount").run().rows["amount"].tolist()
    assert largest == sorted(largest, reverse=True)


def test_the_line_shown_gives_the_rows_shown(table, model):
    for column, question, value in [
        ("city", "==", '"杭州'),
        ("city", "contains", "[州"),
        ("amount", ">=", "53.6"),
        ("paid_at", "notna", None),
        ("sku", "==", "袋装"),
    ]:
        result = model.add(column, question, value).add("qty", ">=", 1).run()
        again = eval(result.code, {"t": table})
        pd.testing.assert_frame_equal(again, result.rows)


def test_no_row_left_says_why(model):
    two = model.add("city", "==", "杭州").add("city", "==", "福州").run()
    assert two.rows.empty and "没有一行同时成立" in str(two)
    other = model.add("city", "contains", "廣").run()
    assert other.rows.empty and "繁体和简体是两个字" in str(other)


def test_the_table_and_the_model_before_stay_as_they_were(table, model):
    before = table.copy()
    model.add("city", "==", "杭州").change(sort="qty").run()
    assert model.conditions == () and model.sort == ""
    pd.testing.assert_frame_equal(table, before)
    once = model.add("qty", ">=", 2)
    assert once.add("qty", ">=", "2.0").conditions == once.conditions


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (("citty", "==", "杭州"), "这张表没有叫「citty」的列。它的列有：order_id、"),
        (("city", "like", "杭"), "不认识「like」"),
        (("qty", ">=", ""), "qty 要和哪个数比？写一个数，比如 2。"),
        (("qty", ">=", "三"), "你写的是「三」"),
        (("qty", "==", None), "你写的是「None」"),
        (("city", "contains", "  "), "city 里要找什么字？"),
        (("city", "contains", "😀" * 31), "要找的字太长了，最多 30 个字。"),
        (("city", ">=", "3"), "「city」这一列不能这样问：它里面是文字。"),
        (("qty", "contains", "3"), "「qty」这一列不能这样问：它里面是数。"),
    ],
)
def test_bad_conditions_get_one_sentence(model, condition, says):
    with pytest.raises(CourseError) as caught:
        model.add(*condition)
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_other_bad_settings(table, model):
    for number in range(MOST):
        model = model.add("qty", ">=", number)
    with pytest.raises(CourseError, match="最多 4 个条件"):
        model.add("qty", ">=", 9)
    with pytest.raises(CourseError, match="只能用 & 或 | 连，你写的是「and」"):
        model.change(join="and")
    with pytest.raises(CourseError, match="没有叫「money」的列"):
        model.change(sort="money")
    with pytest.raises(CourseError, match="表里少了这些列：paid_at"):
        FilterModel(table.drop(columns="paid_at"))


def test_runs_as_a_script_with_the_course_tables():
    command = [sys.executable, "-m", "opscourse.labs.table_filter"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert 'december[(december["paid_at"].notna()) & (december["qty"] >= 2)]' in done.stdout
