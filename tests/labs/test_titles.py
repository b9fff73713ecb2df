"""The title lab's figures: by hand on a small market, by search of all titles, on practice data."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.labs.titles import Facts, TitleModel, own_facts

# keyword tokens, searches, ctr, cvr
KEYWORDS = [
    ("蜜柚", 1000, 0.02, 0.02),
    ("柚子", 600, 0.02, 0.03),
    ("红心 蜜柚", 200, 0.05, 0.04),
    ("平和 红心 蜜柚", 50, 0.06, 0.08),
    ("蜜柚 图片", 150, 0.03, 0.001),
    ("某某家 蜜柚", 90, 0.05, 0.02),  # another shop's: in no total
    ("银耳", 400, 0.02, 0.02),  # another good's
]
WORDS = [("品牌", "某某家"), ("地域", "平和"), ("核心", "蜜柚"), ("核心", "柚子"), ("核心", "银耳"),
         ("属性", "红心"), ("长尾", "图片")]  # fmt: skip
TITLES = [
    ("蜜柚-5斤", "红心蜜柚柚子", 3),
    ("蜜柚-5斤", "蜜柚图片", 20),
    ("银耳-150g", "银耳", 9),
    ("银耳-150g", "银耳干货", 2),
]
ALL = 1000 + 600 + 200 + 50 + 150
ORDERS = {"蜜柚": 0.4, "柚子": 0.36, "红心蜜柚": 0.4, "平和红心蜜柚": 0.24, "蜜柚图片": 0.0045}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    keywords = pd.DataFrame(KEYWORDS, columns=["tokens", "searches", "ctr", "cvr"])
    keywords["keyword"] = keywords["tokens"].str.replace(" ", "")
    return {
        "keywords": keywords,
        "word_lists": pd.DataFrame(WORDS, columns=["kind", "word"]),
        "titles": pd.DataFrame(TITLES, columns=["sku", "title", "rank"]),
        "banned_words": pd.DataFrame({"word": ["最好", "全国第一"]}),
    }


@pytest.fixture(scope="module")
def facts(tables) -> Facts:
    return Facts("蜜柚-5斤", tables)


@pytest.fixture(scope="module")
def practice() -> TitleModel:
    return TitleModel()


def scored(facts, title, **settings):
    return TitleModel(title, facts=facts, **settings).run()


def test_coverage_by_hand(facts):
    result = scored(facts, "红心平和蜜柚")
    assert result.bytes == 12
    assert result.coverage == pytest.approx((1000 + 200 + 50) / ALL)
    assert result.order_coverage == pytest.approx((0.4 + 0.4 + 0.24) / sum(ORDERS.values()))
    assert result.words == [("红心", "属性"), ("平和", "地域"), ("蜜柚", "核心")]
    assert result.faults() == []
    table = result.keywords.set_index("keyword")
    assert list(table.index) == ["蜜柚", "柚子", "红心蜜柚", "蜜柚图片", "平和红心蜜柚"]
    assert table["found"].tolist() == [True, False, True, False, True]
    assert table.loc["蜜柚图片", "missing"] == "图片"


def test_starts_with_the_title_in_use_and_knows_the_planned_one(facts):
    model = TitleModel(facts=facts)
    assert model.title == "蜜柚图片"  # the worse rank is the one in use
    assert facts.planned == "红心蜜柚柚子"


def test_looking_only_raises_searches_more_than_orders(facts):
    before, after = scored(facts, "红心蜜柚"), scored(facts, "红心蜜柚图片")
    assert after.coverage - before.coverage == pytest.approx(150 / ALL)
    assert after.order_coverage - before.order_coverage < 0.005


@pytest.mark.parametrize(
    ("title", "settings", "says"),
    [
        ("红心蜜柚柚子", {"limit": 10}, "超长：多了 2 字节"),
        ("最好的蜜柚", {}, "禁用词：最好。"),
        ("某某家蜜柚", {}, "别人家的品牌：某某家。"),
        ("白心蜜柚", {"untrue": "白心 三红"}, "不真实：白心。"),
        ("红心蜜柚平和蜜柚", {}, "重复：蜜柚。"),
        ("紅心蜜柚", {}, "少见的字：紅。"),
    ],
)
def test_every_fault_has_its_sentence_and_the_title_is_still_scored(facts, title, settings, says):
    result = scored(facts, title, **settings)
    assert [fault for fault in result.faults() if says in fault], result.faults()
    assert len(result.faults()) == 1
    assert result.coverage > 0
    assert f"要改：{says}" in str(result)


def test_explain_goes_word_by_word(facts):
    model = TitleModel("红心蜜柚", facts=facts)
    assert "每个词都在，能找到" in model.explain("红心蜜柚")
    assert "200 ÷ 2,000 = 10.0%" in model.explain("红心 蜜柚")
    text = model.explain("平和红心蜜柚")
    assert "“平和”不在标题里" in text and "缺了平和，找不到" in text
    with pytest.raises(CourseError, match="你要的是“红心蜜柚”吗"):
        model.explain("红心柚蜜")
    with pytest.raises(CourseError, match="别人家的品牌"):
        model.explain("某某家蜜柚")


def test_worth_adding_is_what_adding_brings(facts):
    model = TitleModel("蜜柚", facts=facts, untrue=["图片"])
    table = model.worth_adding().set_index("词")
    assert list(table.index) == ["红心", "柚子"]  # 平和 brings nothing alone, 图片 is untrue
    for word, row in table.iterrows():
        before, after = model.run(), model.change(title="蜜柚" + word).run()
        assert row["多覆盖的搜索"] == pytest.approx(after.coverage - before.coverage)
        assert row["多覆盖的成交"] == pytest.approx(after.order_coverage - before.order_coverage)


@pytest.mark.parametrize("limit", [10, 12, 16])
def test_ceiling_is_reached_by_a_title_and_passed_by_none(facts, limit):
    words = facts.vocabulary
    titles = [
        "".join(some) for n in range(1, len(words) + 1) for some in itertools.combinations(words, n)
    ]
    shares = [
        scored(facts, t, limit=limit).order_coverage
        for t in titles
        if len(t.encode("gbk")) <= limit
    ]
    assert f"最多能覆盖 {max(shares):.1%}" in TitleModel(facts=facts, limit=limit).ceiling()


def test_order_of_words_and_rows_does_not_matter(facts, tables):
    mixed = {name: frame.sample(frac=1, random_state=4) for name, frame in tables.items()}
    other = scored(Facts("蜜柚-5斤", mixed), "蜜柚平和红心")
    assert other.coverage == scored(facts, "红心平和蜜柚").coverage
    assert other.order_coverage == scored(facts, "红心平和蜜柚").order_coverage


def test_every_good_of_the_practice_world_is_scored(practice):
    for sku in practice.facts.goods:
        model = practice.change(sku=sku, title=None)
        result = model.run()
        assert 0 < result.order_coverage < 1 and 0 < result.coverage < 1, sku
        assert not result.odd, sku
        longer = model.change(title=model.title + model.worth_adding(1)["词"].iloc[0], limit=120)
        assert longer.run().order_coverage > result.order_coverage


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"title": "   "}, "标题是空的"),
        ({"title": 60}, "标题要是一段文字"),
        ({"title": "蜜柚🍊"}, "“🍊”不能用 GBK 编码"),
        ({"title": "蜜柚\n红心"}, "换行"),
        ({"limit": 9}, "字节上限 9 不行。要是 10 到 120 的整数"),
        ({"limit": "60"}, "字节上限 60 不行"),
        ({"limit": True}, "字节上限 True 不行"),
        ({"sku": "苹果"}, "没有叫“苹果”的商品。可以选：蜜柚-5斤、银耳-150g"),
        ({"untrue": [3]}, "不真实的词要写成文字的列表"),
    ],
)
def test_bad_settings_get_one_sentence(facts, settings, says):
    with pytest.raises(CourseError) as caught:
        TitleModel(facts=facts).change(**settings)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_very_long_title_is_scored(facts):
    result = scored(facts, "红心蜜柚" * 500)
    assert result.bytes == 4000 and result.over == 3940
    assert result.repeated == ["红心", "蜜柚"]


def test_wrong_tables_are_named(tables):
    with pytest.raises(CourseError, match="keywords 表里少了这些列：ctr"):
        Facts("蜜柚-5斤", {**tables, "keywords": tables["keywords"].drop(columns="ctr")})


def test_chart_has_title_and_units(facts):
    ax = TitleModel(facts=facts).plot()
    assert ax.get_title(loc="left") and ax.get_xlabel() == "搜索人气（次/月）"
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == [1000, 600, 200, 150, 50]


def test_runs_as_a_script_with_the_course_tables():
    command = [sys.executable, "-m", "opscourse.labs.titles"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "覆盖率：按搜索" in done.stdout


OWN_WORDS = {"核心": ["蜜柚", "柚子"], "地域": ["平和"], "属性": ["红心"], "品牌": ["某某家"]}


def own_keywords() -> pd.DataFrame:
    rows = [
        ("红心蜜柚", 200, 0.05, 0.04),
        ("平和柚子", 50, 0.06, 0.08),
        ("蜜柚热量", 150, 0.03, 0.001),
        ("某某家蜜柚", 90, 0.05, 0.02),
        ("苹果", 70, 0.05, 0.02),
        (None, 5, 0.1, 0.1),
    ]
    return pd.DataFrame(rows, columns=["keyword", "searches", "ctr", "cvr"])


def test_own_keywords_are_cut_into_own_words_and_what_is_left():
    model = TitleModel(facts=own_facts(own_keywords(), OWN_WORDS, "红心蜜柚"))
    result = model.run()
    assert result.coverage == pytest.approx(200 / 400)  # neither another's brand nor another good
    assert result.order_coverage == pytest.approx(0.4 / (0.4 + 0.24 + 0.0045))
    assert "缺了热量" in model.explain("蜜柚热量")
    added = model.worth_adding().set_index("词")
    assert added.loc["热量", "种类"] == "没归类"
    assert model.change(title="红心蜜柚柚子平和").run().coverage == pytest.approx(250 / 400)


def test_own_keywords_without_rates_count_by_searches():
    keywords = own_keywords()[["keyword", "searches"]]
    result = TitleModel(facts=own_facts(keywords, OWN_WORDS, "红心蜜柚")).run()
    assert result.order_coverage == pytest.approx(result.coverage)
    unknown = own_keywords().assign(ctr=None)
    result = TitleModel(facts=own_facts(unknown, OWN_WORDS, "红心蜜柚")).run()
    assert result.order_coverage == pytest.approx(result.coverage)


@pytest.mark.parametrize(
    ("words", "title", "says"),
    [
        ({"核心": ["蜜柚"], "味道": ["甜"]}, "蜜柚", "没有“味道”"),
        (OWN_WORDS, "红心大果", "标题里一个核心词也没有"),
        ({"核心": ["橙子"]}, "橙子", "没有 我的商品 的词"),
    ],
)
def test_own_words_that_do_not_fit(words, title, says):
    with pytest.raises(CourseError, match=says):
        own_facts(own_keywords(), words, title)


def test_own_table_without_searches_is_named():
    with pytest.raises(CourseError, match="关键词 表里少了这些列：searches"):
        own_facts(own_keywords().drop(columns="searches"), OWN_WORDS, "蜜柚")
