"""The persona lab: marks by hand on a small survey, and the survey's own medians and modes."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from opscourse import load
from opscourse.errors import CourseError
from opscourse.labs.personas import ALL, BAD, BLANK, NAMES, RIGHT, WRONG, PersonaModel

ROWS = [
    # age, gender, region, education, income, product, pack, yearly_spend, channel
    (20, "女", "福建", "高中", 40_000, "银耳", "袋装", 100, "搜索"),
    (24, "女", "福建", "高中", 50_000, "银耳", "袋装", 200, "搜索"),
    (25, "男", "广东", "大专", 60_000, "银耳", "礼盒", 300, "直播"),
    (60, "男", "福建", "大专", 90_000, "银耳", "礼盒", 2_000, "搜索"),
    (70, "女", "东北", "大专", 80_000, "蜜柚", "罐装", 500, "社群"),
]
COLUMNS = [
    "age", "gender", "region", "education", "income", "product", "pack", "yearly_spend", "channel",
]  # fmt: skip


@pytest.fixture
def people() -> pd.DataFrame:
    return pd.DataFrame(ROWS, columns=COLUMNS)


@pytest.fixture
def model(people) -> PersonaModel:
    return PersonaModel("银耳", buyers=people)


def states(card) -> dict[str, str]:
    return {mark.field: mark.state for mark in card.marks}


def says(card, field: str) -> str:
    return next(mark.says for mark in card.marks if mark.field == field)


def test_numbers_match_the_median_and_words_the_mode(model):
    # Medians of the four: 24.5 years, 55,000 and 250 yuan; gender and education are tied.
    card = model.run(
        {
            "年龄": 25, "性别": "男", "地区": "福建", "学历": "高中", "年收入": "55,000 元",
            "年消费": 250, "包装": "礼盒", "渠道": "搜索",
        }
    )  # fmt: skip
    assert set(states(card).values()) == {RIGHT}
    assert card.matched == 8
    assert "每一栏都有依据" in card.headline


def test_wrong_fields_say_which_way_to_go_without_the_answer(model):
    card = model.run({"年龄": 60, "年收入": 50_000, "地区": "广东"})
    assert states(card) == {name: WRONG for name in ("年龄", "年收入", "地区")} | {
        name: BLANK for name in NAMES if name not in ("年龄", "年收入", "地区")
    }
    assert "75% 比它小" in says(card, "年龄") and "往小里改" in says(card, "年龄")
    assert "50% 比它大" in says(card, "年收入") and "往大里改" in says(card, "年收入")
    assert "还有 1 个选项比它多" in says(card, "地区")
    assert "24.5" not in str(card) and "55,000" not in str(card)


def test_the_mean_does_not_match(model, people):
    spend = people.loc[people["product"] == "银耳", "yearly_spend"].mean()
    assert states(model.run({"年消费": spend}))["年消费"] == WRONG


@pytest.mark.parametrize(
    ("band", "ages"), [("18-24 岁", [20, 24]), ("25-34 岁", [25]), ("55 岁以上", [60])]
)
def test_bands_hold_both_their_ends(model, band, ages):
    assert model.change(band=band).people["age"].tolist() == ages


def test_groups_that_are_not_there_are_named(model, people):
    with pytest.raises(CourseError, match="没有叫“茶叶”的商品"):
        model.change(goods="茶叶")
    with pytest.raises(CourseError, match="没有叫“30 岁”的年龄段"):
        model.change(band="30 岁")
    with pytest.raises(CourseError, match="一个人也没有"):
        model.change(band="45-54 岁")
    with pytest.raises(CourseError, match="少了这些列：channel"):
        PersonaModel(buyers=people.drop(columns="channel"))
    with pytest.raises(CourseError, match="卡片上没有“星座”这一栏"):
        model.run({"星座": "狮子"})


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("年龄", "三十", "“三十”不是数"),
        ("年龄", "999", "不可能"),
        ("年龄", "-5", "不可能"),
        ("年收入", "6万", "请写成阿拉伯数字"),
        ("年收入", "9" * 400, "不是数"),
        ("年龄", "nan", "不是数"),
        ("地区", "臺灣", "可以选：东北、广东、福建"),
    ],
)
def test_bad_input_gets_a_sentence_in_its_field(model, field, value, part):
    card = model.run({field: value})
    assert states(card)[field] == BAD
    assert part in says(card, field)
    assert card.matched == 0


def test_full_width_digits_units_and_blanks_are_read(model):
    assert states(model.run({"年龄": " ２５ 岁 ", "地区": "  "})) | {"年龄": RIGHT} == {
        **{name: BLANK for name in NAMES},
        "年龄": RIGHT,
    }
    assert states(model.run({"年龄": " ２５ 岁 "}))["年龄"] == RIGHT


def test_a_person_cannot_be_put_on_the_card(model):
    card = model.run({}, name="王 138 0013 8000", trait="电话１３８００１３８０００")
    assert (card.name, card.trait) == ("", "")
    assert sum("电话" in note for note in card.notes) == 2
    assert "138" not in card.to_html() + str(card)


def test_invented_traits_are_guesses_and_asked_ones_belong_elsewhere(model):
    assert any("没有依据" in note for note in model.run({}, trait="爱养生，睡得早").notes)
    assert any("填在「地区」" in note for note in model.run({}, trait="住广东").notes)
    assert any("起一个化名" in note for note in model.run({}).notes)


def test_long_names_are_cut_and_markup_is_text(model):
    card = model.run({"年龄": "<b>30"}, name="小林🍃小林小林小林小林", trait="<script>x</script>")
    assert card.name == "小林🍃小林小林小…"
    assert any("11 个字" in note for note in card.notes)
    assert "<script>" not in card.to_html() and "&lt;script&gt;" in card.to_html()
    assert "&lt;b&gt;30" in card.to_html()


def test_small_groups_are_said_to_be_small(model):
    assert any("不到 30 人" in note for note in model.run({}).notes)


def test_why_tells_a_values_place(model):
    assert model.why("年龄", 25) == (
        "你写 25 岁：4 人里，2 人比它小，1 人比它大。中位数的两边一样多。"
    )
    assert "24.5 岁" in model.why("年龄") and "32.2 岁" in model.why("年龄")
    assert model.why("地区") == "地区：福建 3 人，广东 1 人。"


def test_medians_and_modes_of_the_practice_survey_fill_a_card():
    buyers = load("survey_buyers")
    before = buyers.copy()
    model = PersonaModel("银耳", "35-44 岁", buyers=buyers)
    group = buyers[(buyers["product"] == "银耳") & buyers["age"].between(35, 44)]
    columns = dict(
        zip(
            NAMES,
            ["age", "gender", "region", "education", "income", "yearly_spend", "pack", "channel"],
            strict=True,
        )
    )
    card = model.run(
        {
            name: group[column].median()
            if model_is_number(group[column])
            else group[column].mode()[0]
            for name, column in columns.items()
        },
        name="阿月",
    )
    assert card.matched == 8, str(card)
    assert card.people == len(group)
    pd.testing.assert_frame_equal(buyers, before)
    assert PersonaModel("银耳", ALL, buyers=buyers[::-1]).run({"地区": "广东"}) == PersonaModel(
        "银耳", ALL, buyers=buyers
    ).run({"地区": "广东"})


def model_is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)


def test_runs_as_a_script_with_the_course_tables():
    command = [sys.executable, "-m", "opscourse.labs.personas"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "最常买银耳的人" in done.stdout
