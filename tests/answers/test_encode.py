"""Encoding copies what a value holds, whatever the value says of itself."""

import datetime as dt
import json
import math
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opscourse.answers.blanks import BLANK
from opscourse.answers.decode import decode
from opscourse.answers.encode import encode
from opscourse.answers.judge import judge
from opscourse.answers.plain import read
from opscourse.errors import CourseError
from tests.answers.common import question, travel

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=True),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)).map(pd.Timestamp),
)
hashable = st.one_of(st.text("甲乙ab", max_size=5), st.integers(-99, 99))
nested = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(hashable, inner, max_size=4),
    ),
    max_leaves=15,
)


@given(nested)
@settings(max_examples=60, deadline=None)
def test_plain_values_come_back_as_they_were(value):
    enc = travel(value)
    assert travel(decode(enc)) == enc
    read(enc)


frames = st.integers(0, 6).flatmap(
    lambda rows: st.fixed_dictionaries(
        {
            "文字": st.lists(st.text("甲乙ab", max_size=3), min_size=rows, max_size=rows),
            "整数": st.lists(st.integers(-9, 9), min_size=rows, max_size=rows),
            "小数": st.lists(st.floats(allow_nan=True, width=32), min_size=rows, max_size=rows),
            "真假": st.lists(st.booleans(), min_size=rows, max_size=rows),
            "时间": st.lists(
                st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2030, 1, 1)),
                min_size=rows,
                max_size=rows,
            ),
        }
    )
)


@given(frames)
@settings(max_examples=20, deadline=None)
def test_frames_and_series_come_back_as_they_were(columns):
    frame = pd.DataFrame(columns)
    back = decode(travel(frame))
    assert travel(back) == travel(frame)
    pd.testing.assert_frame_equal(back, frame, check_dtype=False)
    for name in frame:
        assert travel(decode(travel(frame[name])))["values"] == travel(frame[name])["values"]


def test_types_of_a_decoded_frame_are_those_that_a_table_has():
    frame = pd.DataFrame(
        {"n": [1, 2], "x": [0.5, math.nan], "t": pd.to_datetime(["2025-01-01"] * 2)}
    )
    back = decode(travel(frame))
    assert [str(one)[:8] for one in back.dtypes] == ["int64", "float64", "datetime"]
    grouped = frame.set_index(pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["c", "k"]))
    assert list(decode(travel(grouped)).index.names) == ["c", "k"]


def test_decoded_values_are_new_each_time():
    enc = travel([1, [2]])
    first = decode(enc)
    first[1].append(3)
    assert decode(enc) == [1, [2]]


@pytest.mark.parametrize("enc", [{"type": "axes"}, {"type": "number"}, {}, {"type": "list"}])
def test_what_cannot_be_decoded_is_a_course_error(enc):
    with pytest.raises(CourseError, match="重新生成"):
        decode(enc)


@pytest.mark.parametrize(
    ("value", "kind", "plain"),
    [
        (np.int64(3), "number", 3),
        (np.float64("nan"), "number", "nan"),
        (float("-inf"), "number", "-inf"),
        (10**400, "number", "inf"),
        (-(10**400), "number", "-inf"),
        (2**70, "number", float(2**70)),
        (np.array(2.5), "number", 2.5),
        (np.longdouble(2.5), "number", 2.5),
        (np.bool_(True), "bool", True),
        (np.str_("甲"), "text", "甲"),
        (pd.NaT, "number", "nan"),
        (np.datetime64("NaT"), "number", "nan"),
        (np.datetime64("2025-03-01"), "time", "2025-03-01T00:00:00"),
        (pd.Timestamp("2025-03-01 08:00"), "time", "2025-03-01T08:00:00"),
        (pd.Timestamp("2025-03-01 00:00", tz="UTC"), "time", "2025-03-01T08:00:00"),
        (dt.date(2025, 3, 1), "time", "2025-03-01T00:00:00"),
        (pd.Period("2025-03", "M"), "month", "2025-03"),
        (pd.Period("2025-03-01", "D"), "time", "2025-03-01T00:00:00"),
        (pd.Period("2025Q1", "Q"), "text", "2025Q1"),
        ("\ud800甲", "text", "?甲"),
    ],
)
def test_single_values(value, kind, plain):
    enc = travel(value)
    assert (enc["type"], enc["value"]) == (kind, plain)


def test_a_column_of_words_with_gaps_keeps_the_gaps():
    column = travel(pd.DataFrame({"a": ["x", None]}))["columns"][0]
    assert column == {"name": "a", "kind": "text", "values": ["x", None]}


def test_a_blank_inside_a_collection_stays_a_blank():
    assert travel({"uv": BLANK})["items"][0][1] == {"type": "blank"}


@pytest.mark.parametrize(
    "value",
    [
        list(range(5001)),
        pd.Series(range(5001)),
        np.zeros(10**7),
        range(10**12),
        "字" * 10_001,
        [[0] * 4000] * 4000,
        pd.DataFrame(np.zeros((10**6, 2))),
        pd.date_range("2000-01-01", periods=10**6, freq="min"),
    ],
)
def test_what_is_too_big_is_said_at_once(value):
    start = time.perf_counter()
    enc = travel(value)
    assert enc["type"] == "too_big" and time.perf_counter() - start < 10
    verdict = judge(question("list", [1]), enc)
    assert verdict.points == 0 and "太大" in verdict.says


def test_a_list_in_itself_ends():
    endless: list = []
    endless.append(endless)
    looped: dict = {}
    looped["a"] = looped
    assert travel(endless)["type"] == travel(looped)["type"] == "too_big"


# --- hostile values ------------------------------------------------------------------------


class Everything:
    """Equal to all, and everything it is asked raises or lies."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 1

    def __float__(self):
        return 36.5

    def __repr__(self):
        raise RuntimeError("no")

    __str__ = __repr__


class Pretender(Everything):
    @property
    def __class__(self):
        return float


class Exploding:
    @property
    def __class__(self):
        raise RuntimeError("no")

    def __getattr__(self, name):
        raise RuntimeError("no")

    def __getattribute__(self, name):
        raise RuntimeError("no")


def with_metaclass():
    class Meta(type):
        def __getattribute__(cls, name):
            raise RuntimeError("no")

    return type.__call__(Meta("Anything", (), {}))


@pytest.mark.parametrize("make", [Everything, Pretender, Exploding, with_metaclass])
def test_objects_that_equal_everything_are_unsupported(make):
    for value in (make(), [make()], {"uv": make()}, pd.Series([make()], dtype=object)):
        enc = travel(value)
        assert "unsupported" in json.dumps(enc)
    assert judge(question("number", 36.5), travel(make())).points == 0
    assert judge(question("dict", {"uv": 36.5}), travel({"uv": make()})).points == 0
    assert judge(question("list", [36.5]), travel([make()])).points == 0


class Liar(float):
    """A float that holds 1 and says it is 36.5."""

    def __float__(self):
        return 36.5

    def __eq__(self, other):
        return True

    def __abs__(self):
        return 0.0

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__


class LyingInt(int):
    def __int__(self):
        return 36

    __index__ = __int__

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class LyingText(str):
    def __str__(self):
        return "抖音"

    def __eq__(self, other):
        return True

    def strip(self, *args):
        return "抖音"

    __hash__ = str.__hash__


class LyingList(list):
    def __iter__(self):
        return iter([36.5])

    def __len__(self):
        return 1

    def __eq__(self, other):
        return True


class LyingDict(dict):
    def items(self):
        return [("uv", 36.5)]

    def __getitem__(self, key):
        return 36.5

    def __contains__(self, key):
        return True

    def keys(self):
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("kind", "right", "lie", "held"),
    [
        ("number", 36.5, Liar(1), 1.0),
        ("number", 36, LyingInt(1), 1),
        ("text", "抖音", LyingText("微信"), "微信"),
        ("list", [36.5], LyingList([1]), [1]),
        ("dict", {"uv": 36.5}, LyingDict(pv=1), {"pv": 1}),
    ],
)
def test_a_subclass_counts_for_what_it_holds(kind, right, lie, held):
    assert travel(lie) == travel(held)
    assert judge(question(kind, right), travel(lie)).points == 0


def test_a_frame_subclass_that_breaks_is_unsupported_and_one_that_holds_is_taken():
    class Broken(pd.DataFrame):
        @property
        def columns(self):
            raise RuntimeError("no")

    class Kept(pd.DataFrame):
        pass

    assert encode(Kept({"a": [1]}))["type"] == "frame"
    broken = Broken.__new__(Broken)
    assert encode(broken)["type"] == "unsupported"


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from(["number", "list", "frame", "axes", "text", "nan", "series", "dict", "甲"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["type", "value", "items", "of", "rows", "columns", "index", "values", "marks", "x"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@given(json_values)
@settings(max_examples=80, deadline=None)
def test_no_json_whatever_makes_the_judge_raise(forged):
    for entry in FORGED:
        verdict = judge(entry, forged)
        assert 0.0 <= verdict.points <= 2.0 and type(verdict.points) is float


FORGED = [
    question("number", 36.5),
    question("dict", {"uv": 3, "cvr": 0.1}),
    question("frame", pd.DataFrame({"a": ["x"], "n": [2]}), id_columns=["a"]),
    question("series", pd.Series({"a": 1})),
]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_encoding_makes_no_judge_raise(data):
    """Real encodings with one part replaced: nearer to what a forger would try."""
    entry = data.draw(st.sampled_from(FORGED))
    forged = json.loads(json.dumps(entry["right"]))
    spot = forged
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(spot[key], dict | list) and spot[key] and data.draw(st.booleans()):
            spot = spot[key]
            continue
        spot[key] = data.draw(json_values)
        break
    assert 0.0 <= judge(entry, forged).points <= 2.0


def test_an_empty_column_keeps_the_type_of_its_table():
    empty = pd.DataFrame({"id": ["a"], "n": [1], "t": pd.to_datetime(["2025-01-01"])}).iloc[:0]
    enc = travel(empty)
    assert [column["kind"] for column in enc["columns"]] == ["text", "number", "time"]
    assert decode(enc)["id"].str.len().empty
    assert travel(decode(enc)) == enc


def test_a_long_series_of_two_levels_still_fits():
    index = pd.MultiIndex.from_product([range(50), range(100)])
    assert travel(pd.Series(1.5, index=index))["type"] == "series"


def test_a_set_is_written_in_one_order():
    members = [f"K{number}" for number in range(40)]
    written = [one["value"] for one in encode(set(members))["items"]]
    assert written == sorted(members)
