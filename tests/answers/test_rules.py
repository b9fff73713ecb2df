"""One test for each clause of the design's table of what counts as right."""

import datetime as dt
import math
from collections import Counter, OrderedDict, defaultdict
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opscourse.answers.judge import judge, same, same_by_key, tolerance
from opscourse.errors import CourseError
from tests.answers.common import mark, question, travel

NAN = float("nan")


# --- number --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [36.5, np.float64(36.5), np.float32(36.5), np.array(36.5), Decimal("36.5"), 36.5 + 1e-12],
)
def test_number_takes_every_kind_of_number(value):
    assert mark(question("number", 36.5, precision="0.01"), value).state == "full"


@pytest.mark.parametrize("value", [36, np.int64(36), np.uint8(36), 36.0, np.array(36)])
def test_number_type_does_not_matter_for_a_count(value):
    assert mark(question("number", 36), value).points == 2.0


@pytest.mark.parametrize(("value", "right"), [(2.35, 2.345), (2.34, 2.345), (2.345, 2.345)])
def test_unrounded_half_up_and_half_even_all_pass(value, right):
    assert mark(question("number", right, precision="0.01"), value).state == "full"


@pytest.mark.parametrize("off", [0.00502, -0.00502, 0.02])
def test_beyond_half_a_unit_is_wrong(off):
    assert mark(question("number", 2.0, precision="0.01"), 2.0 + off).points == 0


@pytest.mark.parametrize("value", [36.0001, 37, 35.999])
def test_counts_are_exact(value):
    assert mark(question("number", 36), value).points == 0


def test_large_money_may_differ_by_what_a_float_cannot_hold():
    right = 123456789.005
    assert mark(question("number", right, precision="0.01"), 123456789.01).state == "full"


@pytest.mark.parametrize("value", [NAN, np.nan, np.float32("nan"), pd.NA, pd.NaT])
def test_nan_equals_nan(value):
    assert mark(question("number", NAN), value).state == "full"


@pytest.mark.parametrize("value", [None, 0, "nan", math.inf])
def test_nothing_else_equals_nan(value):
    assert mark(question("number", NAN), value).points == 0


@pytest.mark.parametrize("value", [True, np.True_])
def test_a_bool_gets_its_own_sentence(value):
    verdict = mark(question("number", 1), value)
    assert verdict.points == 0 and "True 或 False" in verdict.says


@pytest.mark.parametrize(
    ("value", "take"),
    [
        (pd.Series([3]), ".iloc[0]"),
        (np.array([3]), "[0]"),
        ([3], "[0]"),
        (pd.DataFrame({"a": [3]}), ".iloc[0, 0]"),
    ],
)
def test_one_number_in_a_collection_gets_its_own_sentence(value, take):
    verdict = mark(question("number", 3), value)
    assert verdict.points == 0 and take in verdict.says


def test_precision_is_half_a_unit_and_a_little():
    assert tolerance({"precision": "0.01"}) == pytest.approx(0.005 + 1e-9, abs=1e-15)
    assert tolerance({}) == 1e-9
    assert tolerance({"precision": {"cvr": "0.0001"}}, "cvr") == pytest.approx(5e-5 + 1e-9)
    assert tolerance({"precision": {"cvr": "0.0001"}}, "uv") == 1e-9


def test_a_precision_that_is_no_number_is_named():
    with pytest.raises(CourseError, match="精度"):
        tolerance({"precision": "分", "title": "客单价"})


# --- text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["抖音A1", " 抖音A1\n", "抖音A1", np.str_("抖音A1")])
def test_text_is_stripped_and_normalised(value):
    assert mark(question("text", "抖音A1"), value).state == "full"


@pytest.mark.parametrize(
    "value", ["抖音a1", "抖音", "", 5, None, ["抖音A1"], pd.Series(["抖音A1"])]
)
def test_other_text_and_other_types_are_wrong(value):
    assert mark(question("text", "抖音A1"), value).points == 0


@pytest.mark.parametrize(
    "value", [pd.Period("2025-03", "M"), pd.Timestamp("2025-03-31"), "2025-03", dt.date(2025, 3, 1)]
)
def test_a_declared_month_may_be_written_in_three_ways(value):
    assert mark(question("text", "2025-03", months=True), value).state == "full"
    assert mark(question("text", pd.Period("2025-03", "M"), months=True), value).state == "full"


def test_a_month_that_is_not_declared_is_only_itself():
    assert mark(question("text", "2025-03"), pd.Period("2025-03", "M")).points == 0
    assert mark(question("text", "2025-03", months=True), "2025-04").points == 0


# --- list and set --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [["b", "a"], ("b", "a"), np.array(["b", "a"]), pd.Index(["b", "a"]), pd.array(["b", "a"])],
)
def test_a_list_may_be_any_sequence(value):
    assert mark(question("list", ["b", "a"]), value).state == "full"


def test_a_list_is_ordered_unless_the_question_says_set():
    assert mark(question("list", ["b", "a"]), ["a", "b"]).points == 0
    assert "顺序" in mark(question("list", ["b", "a"]), ["a", "b"]).says
    assert mark(question("set", ["b", "a"]), ["a", "b"]).state == "full"
    assert mark(question("set", ["b", "a"]), {"a", "b"}).state == "full"
    assert mark(question("set", {"b", "a"}), ["a", "b"]).state == "full"
    assert "没有顺序" in mark(question("list", ["b", "a"]), {"a", "b"}).says


def test_numbers_of_a_list_have_the_tolerance():
    entry = question("list", [1.0, 2.0, NAN], precision="0.1")
    assert mark(entry, [1.04, 1.96, None]).state == "full"
    assert mark(entry, [1.06, 2.0, NAN]).points == 0
    assert mark({**entry, "kind": "set"}, [NAN, 2.04, 0.96]).state == "full"


@pytest.mark.parametrize(
    "days",
    [
        [pd.Timestamp("2025-11-03"), pd.Timestamp("2025-11-09")],
        [dt.date(2025, 11, 3), dt.date(2025, 11, 9)],
        ["2025-11-03", "2025-11-09"],
        np.array(["2025-11-03", "2025-11-09"], dtype="datetime64[ns]"),
    ],
)
def test_days_may_be_time_stamps_dates_or_iso_text(days):
    right = [pd.Timestamp("2025-11-03"), pd.Timestamp("2025-11-09")]
    assert mark(question("list", right), days).state == "full"


# --- dict ----------------------------------------------------------------------------------

FUNNEL = {"uv": 300, "cvr": 0.0312, "spend": 88.5}
FUNNEL_PRECISION = {"cvr": "0.0001", "spend": "0.01"}


def funnel(**more):
    return question("dict", FUNNEL, precision=FUNNEL_PRECISION, **more)


@pytest.mark.parametrize("cls", [dict, OrderedDict, Counter, lambda d: defaultdict(int, d)])
def test_a_dict_may_be_any_dict_and_has_no_order(cls):
    assert mark(funnel(), cls(dict(reversed(FUNNEL.items())))).state == "full"


def test_a_dict_earns_by_key_in_quarters_rounded_down():
    two_right = mark(funnel(), {**FUNNEL, "uv": 301})
    assert (two_right.points, two_right.state) == (1.25, "partial")  # 2 × 2/3 = 1.33
    assert mark(funnel(), {"uv": 300}).points == 0.5  # 2 × 1/3 = 0.67
    assert mark(funnel(), {}).points == 0
    assert mark({**funnel(), "points": 3}, {**FUNNEL, "uv": 301}).points == 2.0


def test_each_key_has_its_own_precision_and_the_wrong_ones_are_named():
    verdict = mark(funnel(), {"uv": 300, "cvr": 0.0313, "spend": 88.504})
    assert verdict.points == 1.25
    assert "cvr" in verdict.says and "spend" not in verdict.says


def test_a_key_too_many_is_ignored_and_one_too_few_is_named():
    assert mark(funnel(), {**FUNNEL, "pv": 900}).state == "full"
    assert "spend：字典里少了这个键" in mark(funnel(), {"uv": 300, "cvr": 0.0312}).says


def test_same_by_key_tells_which_keys_agree():
    entry = funnel()
    other = travel({"uv": 300, "cvr": 0.05})
    assert same_by_key(entry, entry["right"], other) == {"uv": True, "cvr": False, "spend": False}
    assert same_by_key(entry, travel(3), other) == {}


# --- Series --------------------------------------------------------------------------------

BY_CHANNEL = pd.Series({"抖音": 3, "微信": 2, "小店": 1}, name="uv")


@pytest.mark.parametrize(
    "value",
    [
        BY_CHANNEL,
        BY_CHANNEL.sort_index().rename("x"),
        BY_CHANNEL.astype(float),
        BY_CHANNEL.astype("Int64"),
        BY_CHANNEL.astype(object).rename_axis("channel"),
    ],
)
def test_series_name_order_and_number_type_are_ignored(value):
    assert mark(question("series", BY_CHANNEL), value).state == "full"


def test_series_order_counts_where_the_question_says_so():
    entry = question("series", BY_CHANNEL, ordered=True)
    assert mark(entry, BY_CHANNEL).state == "full"
    verdict = mark(entry, BY_CHANNEL[::-1])
    assert verdict.points == 0 and "顺序" in verdict.says


def test_series_months_may_be_written_in_three_ways():
    right = pd.Series([1.0, NAN], index=pd.period_range("2025-01", periods=2, freq="M"))
    entry = question("series", right, months=True)
    for index in (["2025-01", "2025-02"], pd.to_datetime(["2025-01-31", "2025-02-28"])):
        assert mark(entry, pd.Series([1, NAN], index=index)).state == "full"
    text = pd.Series([1, NAN], index=["2025-01", "2025-02"])
    assert mark({**entry, "months": False}, text).points == 0


def test_series_of_two_levels_is_matched_by_both():
    frame = pd.DataFrame({"a": ["x", "x", "y"], "b": [1, 2, 1], "n": [5, 6, 7]})
    right = frame.groupby(["a", "b"])["n"].sum()
    assert mark(question("series", right), right[::-1]).state == "full"
    assert mark(question("series", right), right.swaplevel()).points == 0


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (BY_CHANNEL.iloc[:2], "少"),
        (pd.concat([BY_CHANNEL, pd.Series({"线下": 1})]), "多"),
        (pd.concat([BY_CHANNEL, BY_CHANNEL.iloc[:1]]), "重复"),
        (BY_CHANNEL.reset_index(drop=True), "标签"),
        (BY_CHANNEL * 100, "100 倍"),
        (BY_CHANNEL.to_frame(), "DataFrame"),
        (BY_CHANNEL.tolist(), "标签丢了"),
    ],
)
def test_series_differences_are_said(value, word):
    verdict = mark(question("series", BY_CHANNEL), value)
    assert verdict.points == 0 and word in verdict.says


# --- DataFrame -----------------------------------------------------------------------------

TABLE = pd.DataFrame({"sku": ["a", "b", "c"], "uv": [3, 2, 1], "cvr": [0.1, NAN, 0.3]})


def table(**more):
    return question("frame", TABLE, id_columns=["sku"], precision={"cvr": "0.01"}, **more)


@pytest.mark.parametrize(
    "value",
    [
        TABLE[::-1],
        TABLE[["cvr", "uv", "sku"]],
        TABLE.assign(more="x"),
        TABLE.set_index("sku"),
        TABLE.set_index(pd.Index([7, 8, 9])),
        TABLE.drop(columns="sku").set_index(pd.Index(["a", "b", "c"])),
        TABLE.assign(uv=[3.0, 2.0, 1.0], cvr=[0.104, None, 0.3]),
    ],
)
def test_frame_order_index_and_extra_columns_are_ignored(value):
    assert mark(table(), value).state == "full"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (pd.concat([TABLE, TABLE[:1]]), "重复"),
        (TABLE[:2], "少"),
        (pd.concat([TABLE, TABLE[:1].assign(sku="z")]), "多"),
        (TABLE.rename(columns={"uv": "UV"}), "少了列：uv"),
        (pd.concat([TABLE, TABLE[["uv"]]], axis=1), "列名重复了：uv"),
        (TABLE.assign(cvr=[0.2, NAN, 0.3]), "cvr 列"),
        (TABLE.assign(cvr=TABLE["cvr"] * 100), "100 倍"),
        (TABLE.assign(uv=[3, NAN, 1]), "NaN"),
        (TABLE.assign(sku=["a", "b", "z"]), "行"),
        (TABLE["uv"], "reset_index"),
        (TABLE.assign(uv=["3", "2", "x"]), "文字"),
    ],
)
def test_frame_differences_are_said(value, word):
    verdict = mark(table(), value)
    assert verdict.points == 0 and word in verdict.says


def test_a_column_that_stands_in_the_index_is_named():
    """An index without a name may hold any of two ids: which, nobody can know."""
    right = TABLE.assign(shop=["x", "x", "y"])
    entry = question("frame", right, id_columns=["shop", "sku"])
    other = right.rename(columns={"sku": "SKU"}).set_index("SKU")
    verdict = mark(entry, other)
    assert verdict.points == 0 and verdict.says.startswith("少了列：sku。")
    assert "index" in verdict.says and "reset_index()" in verdict.says and "SKU" not in verdict.says
    assert "reset_index" not in mark(entry, other.reset_index()).says


def test_a_named_wrong_answer_with_ids_in_the_index_or_without_them_is_recognised():
    indexed, without = TABLE.assign(uv=9).set_index("sku"), TABLE[["uv", "cvr"]].assign(uv=7)
    entry = question(
        "frame", TABLE, (indexed, "一"), (without, "二"), id_columns=["sku"], precision=None
    )
    assert mark(entry, indexed).says == mark(entry, indexed.reset_index()).says == "一"
    assert mark(entry, indexed.rename_axis(None)).says == "一"
    assert mark(entry, without).says == "二"
    assert mark(entry, TABLE).state == "full"
    assert mark(entry, TABLE.assign(uv=8)).wrong is None
    assert mark(entry, TABLE.assign(uv=7)).wrong is None  # it has the id


def test_frame_of_several_ids_is_matched_by_all_of_them():
    right = pd.DataFrame({"m": ["2025-01", "2025-01"], "c": ["x", "y"], "n": [1, 2]})
    entry = question("frame", right, id_columns=["m", "c"], months=True)
    periods = right.assign(m=pd.PeriodIndex(right["m"], freq="M"))
    assert mark(entry, periods[::-1]).state == "full"
    assert mark(entry, right.set_index(["m", "c"])).state == "full"
    assert mark(entry, right.assign(n=[2, 1])).points == 0


def test_frame_of_more_than_2000_cells_is_too_big():
    assert travel(pd.DataFrame(np.zeros((500, 4))))["type"] == "frame"
    verdict = mark(table(), pd.DataFrame(np.zeros((501, 4))))
    assert verdict.points == 0 and "太大" in verdict.says


def test_frame_row_order_counts_only_where_the_question_says_so():
    assert mark(table(ordered=True), TABLE[::-1]).points == 0


# --- what holds for all --------------------------------------------------------------------


def test_a_blank_and_a_missing_answer_are_not_attempted():
    from opscourse.answers.blanks import BLANK

    assert mark(question("number", 3), BLANK).state == "blank"
    verdict = judge(question("number", 3), None)
    assert (verdict.points, verdict.state) == (0.0, "missing")


def test_marks_are_builtin_floats_and_a_bonus_has_none():
    verdict = mark(question("number", 3, points=np.int64(2)), 3)
    assert type(verdict.points) is float and verdict.points == verdict.max_points == 2.0
    bonus = mark(question("number", 3, points=0, bonus=True), 3)
    assert (bonus.state, bonus.points, bonus.max_points) == ("full", 0.0, 0.0)


def test_right_says_that_grading_uses_another_world_only_in_practice():
    entry = question("number", 3)
    assert "换一个世界" in mark(entry, 3).says
    assert mark(entry, 3, practice=question("number", 4)).says == "对了。"


@settings(max_examples=50, deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(-0.0049, 0.0049))
def test_whatever_lies_within_half_a_unit_is_right(right, off):
    assert mark(question("number", right, precision="0.01"), right + off).state == "full"


@settings(max_examples=50, deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(0.00501, 1e3), st.sampled_from([1, -1]))
def test_whatever_lies_beyond_is_not(right, off, sign):
    assert mark(question("number", right, precision="0.01"), right + sign * off).points == 0


def test_same_with_a_factor_asks_for_more_room():
    entry = question("number", 1.0, precision="0.01")
    assert not same(entry, travel(1.0), travel(1.01))
    assert same(entry, travel(1.0), travel(1.01), factor=3)
    assert not same(entry, travel(1.0), travel(1.016), factor=3)
    assert not same(entry, travel(1.0), {"type": "forged"})
