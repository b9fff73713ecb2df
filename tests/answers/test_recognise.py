"""Sentences: the named wrong answer first, then what differs, and never a right value."""

import math
import re

import pandas as pd
import pytest

from opscourse.answers.judge import judge
from tests.answers.common import mark, question

SAYS = "分母用成了订单数，那是笔单价。"
PV = "访客数不能用行数。"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (3650.0, "大了 100 倍"),
        (0.365, "小了 100 倍"),
        (365000, "大了 10000 倍"),
        (0.00365, "小了 10000 倍"),
        (-36.5, "正负号"),
        (math.nan, "NaN"),
        (math.inf, "无穷大"),
        (10**400, "无穷大"),
        ("36.5", "去掉引号"),
        ("¥36.5", "去掉引号"),
        ("3.2%", "%"),
        ("很多", "文字"),
        (36.55, "很接近"),
        (1 / 36.5, "反了"),
        (None, "None"),
        (pd.Series([1, 2]), "不止一个数"),
        (len, "()"),
        (pd.DataFrame({"a": [1]}).groupby("a"), "没有汇总"),
        (map(int, []), "list("),
        (object(), "object"),
        (pd.Timestamp("2025-01-01"), "日期"),
        (12.0, "口径"),
    ],
)
def test_what_differs_is_said(value, word):
    verdict = mark(question("number", 36.5, precision="0.01"), value)
    assert (verdict.points, verdict.state) == (0.0, "wrong")
    assert word in verdict.says


def test_one_minus_the_rate_is_said():
    assert "1 减去" in mark(question("number", 0.2, precision="0.0001"), 0.8).says


def test_a_named_wrong_answer_shows_its_own_sentence_within_tolerance():
    entry = question("number", 36.5, (30.2, SAYS), (30.2, "另一句"), precision="0.01")
    verdict = mark(entry, 30.204)
    assert (verdict.state, verdict.wrong, verdict.points) == ("named", 0, 0.0)
    assert verdict.says == SAYS
    assert mark(entry, 30.21).wrong is None


def test_a_named_wrong_answer_comes_before_every_other_sentence():
    entry = question("number", 0.032, (3.2, "百分数要写成小数。"), precision="0.0001")
    assert mark(entry, 3.2).says == "百分数要写成小数。"


def test_named_wrong_answers_of_every_kind_are_recognised():
    frame = pd.DataFrame({"sku": ["a", "b"], "n": [1, 2]})
    series = pd.Series({"a": 1, "b": 2})
    for kind, right, wrong in [
        ("text", "抖音", "微信"),
        ("list", ["a", "b"], ["b", "a"]),
        ("set", ["a", "b"], ["a", "c"]),
        ("series", series, series.iloc[:1]),
        ("frame", frame, frame.assign(n=[2, 2])),
        ("frame", frame, frame.drop(columns="n")),
        ("number", 3, "3"),
        ("number", 3, True),
        ("frame", frame, pd.DataFrame([[0.0] * 50] * 50)),
    ]:
        verdict = mark(question(kind, right, (wrong, SAYS)), wrong)
        assert (verdict.state, verdict.says) == ("named", SAYS), (kind, wrong)


def test_a_wrong_frame_without_a_column_does_not_claim_one_that_has_it():
    frame = pd.DataFrame({"sku": ["a", "b"], "n": [1, 2]})
    entry = question("frame", frame, (frame[["sku"]], "少了 n 列。"), id_columns=["sku"])
    assert mark(entry, frame.assign(n=[9, 9])).wrong is None


def test_a_dict_with_a_named_wrong_answer_keeps_what_is_right():
    right, wrong = {"uv": 10, "cvr": 0.3, "spend": 5}, {"uv": 12, "cvr": 0.25, "spend": 5}
    entry = question("dict", right, (wrong, PV))
    verdict = mark(entry, wrong)
    assert (verdict.state, verdict.wrong, verdict.points) == ("named", 0, 0.5)
    assert PV in verdict.says and "uv、cvr" in verdict.says


def test_one_key_of_a_named_wrong_answer_is_recognised_alone():
    right, wrong = {"uv": 10, "cvr": 0.3, "spend": 5}, {"uv": 12, "cvr": 0.25, "spend": 5}
    entry = question("dict", right, (wrong, PV))
    verdict = mark(entry, {"uv": 12, "cvr": 0.3, "spend": 500})
    assert (verdict.state, verdict.wrong, verdict.points) == ("partial", 0, 0.5)
    assert f"uv：{PV}" in verdict.says
    assert "spend：大了 100 倍" in verdict.says and "cvr" not in verdict.says


def test_keys_with_one_sentence_share_it():
    entry = question(
        "dict", {"uv": 10, "cvr": 0.3, "spend": 5}, ({"uv": 1, "cvr": 2, "spend": 3}, PV)
    )
    assert f"uv、cvr：{PV}" in mark(entry, {"uv": 1, "cvr": 2, "spend": 5}).says
    assert "uv、cvr、spend：字典里少了" in mark(entry, {}).says


def test_numbers_of_the_practice_world_are_told_apart():
    practice = question("number", 36.5, precision="0.01")
    here = question("number", 41.2, precision="0.01")
    verdict = mark(here, 36.5, practice)
    assert verdict.equals_practice and verdict.points == 0 and "练习数据" in verdict.says
    assert not mark(here, 41.2, practice).equals_practice
    assert not mark(here, 40.0, practice).equals_practice


def test_practice_numbers_earn_the_fixed_key_alone():
    practice = question("dict", {"days": 7, "uv": 10, "pv": 20, "ip": 4})
    here = question("dict", {"days": 7, "uv": 11, "pv": 25, "ip": 5}, fixed=["days"])
    verdict = mark(here, {"days": 7, "uv": 10, "pv": 20, "ip": 4}, practice)
    assert (verdict.points, verdict.equals_practice) == (0.5, True)
    assert "练习数据" in verdict.says


def test_a_damaged_practice_entry_is_no_reason_to_stop():
    verdict = mark(question("number", 3), 4, practice={"right": {"type": "?"}})
    assert verdict.state == "wrong"


WORLD = {"uv": 48213, "cvr": 0.07391, "spend": 613.77}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"uv": 1},
        {"uv": 4821300, "cvr": 7.391, "spend": -613.77},
        {"uv": "48213", "cvr": math.nan, "spend": [613.77]},
        [1, 2],
        None,
    ],
)
def test_no_sentence_holds_a_number_of_the_world(value):
    says = mark(question("dict", WORLD, precision="0.01"), value).says
    assert not re.search(r"48213|0?\.0739|613", says)


def test_no_sentence_holds_a_label_of_the_world():
    right = pd.Series({"秘制红茶": 48213, "岩茶": 71})
    for value in (
        right.iloc[:1],
        right * 2,
        right.rename(index={"岩茶": "绿茶"}),
        right.to_frame(),
    ):
        for kind, shape in (("series", value), ("list", value.index.tolist())):
            entry = question(kind, right if kind == "series" else right.index.tolist())
            says = mark(entry, shape).says
            assert "茶" not in says and "48213" not in says


@pytest.mark.parametrize(
    "forged",
    [
        3,
        "full",
        [],
        {},
        {"type": "number"},
        {"type": "number", "value": "3"},
        {"type": "number", "value": True},
        {"type": "number", "value": [3]},
        {"type": "__init__", "value": 3},
        {"type": "node"},
        {"type": ["number"], "value": 3},
        {"type": "list", "items": {"0": 1}},
        {"type": "list", "of": "list", "items": [3]},
        {"type": "dict", "items": [[{"type": "none"}]]},
        {"type": "series", "index": [], "values": [{"type": "none"}]},
        {"type": "frame", "rows": 2, "columns": [{"name": "a", "kind": "number", "values": [1]}]},
        {"type": "frame", "rows": -1, "columns": []},
        {"type": "frame", "rows": 10**12, "columns": []},
        {"type": "time", "value": "tomorrow"},
        {"type": "month", "value": "2025-3"},
        {"type": "axes", "marks": [{"mark": "pie"}], "x": {}, "y": {}},
        {"type": "axes", "marks": [], "x": {"factor": 0}, "y": {}},
        {"type": "function", "results": [3]},
    ],
)
def test_a_forged_answer_is_wrong_with_a_sentence(forged):
    for kind, right in (("number", 3), ("list", [3]), ("dict", {"a": 3}), ("text", "三")):
        verdict = judge(question(kind, right), forged)
        assert (verdict.points, verdict.state) == (0.0, "wrong") and verdict.says


def test_a_deep_or_endless_forgery_is_wrong():
    deep: dict = {"type": "none"}
    for _ in range(2000):
        deep = {"type": "list", "of": "list", "items": [deep]}
    wide = {"type": "list", "of": "list", "items": [{"type": "none"}] * 100_000}
    for forged in (deep, wide):
        assert judge(question("list", [1]), forged).points == 0
