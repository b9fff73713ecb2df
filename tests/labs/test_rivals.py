"""The rivals lab's choice: by hand on small tables, against the world's truth, on bad input."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.labs import rivals
from opscourse.labs.rivals import INDEX, LOOKS, OURS, SCORES, Facts, RivalsModel
from opscourse.simulation import PRACTICE_KEY, World

WORDS = {"own": "甲乙丙丁", "R01": "甲乙丙戊", "R02": "甲", "R03": "己庚"}
SCORED = {"own": (4, 8, 5), "R01": (9, 8, 6), "R02": (5, 10, 9), "R03": (10, 3, 1)}
DIMENSIONS = {"市场趋势": 0.5, "目标用户": 0.3, "产品优缺点": 0.2}
FIXABLE = (0, 1, 1)


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    weeks = [
        (shop, week, 100.0 + 10 * number, 50 * (number + 1), 0.02, 0.1, 20, 3.0)
        for number, shop in enumerate(WORDS)
        for week in ("2025-12-15", "2025-12-22")
    ]
    scores = [
        (shop, name, score, can)
        for shop, row in SCORED.items()
        for name, score, can in zip(
            [*DIMENSIONS, "核心功能"], [*row, 9], [*FIXABLE, 1], strict=True
        )
    ]
    return {
        "rivals": pd.DataFrame(weeks, columns=["shop_id", "week", *rivals.METRICS]),
        "rival_keywords": pd.DataFrame(
            [(shop, word) for shop, words in WORDS.items() for word in words],
            columns=["shop_id", "keyword"],
        ),
        "rival_scores": pd.DataFrame(scores, columns=["shop_id", "dimension", "score", "fixable"]),
        "dimensions": pd.DataFrame(DIMENSIONS.items(), columns=["dimension", "weight"]),
    }


@pytest.fixture
def facts(tables) -> Facts:
    return Facts(**tables)


def test_overlap_by_hand(facts):
    table = RivalsModel(facts=facts).overlaps()
    assert table.index.tolist() == ["R01", "R02", "R03"]
    assert table["共有"].tolist() == [3, 1, 0]
    assert table["合起来"].tolist() == [5, 4, 6]
    assert table["重合度"].tolist() == [0.6, 0.25, 0]


@pytest.mark.parametrize(
    ("least", "most", "chosen", "left_out"),
    [
        (0.3, 3, ["R01"], 0),
        (0.25, 3, ["R01", "R02"], 0),  # the threshold itself counts
        (0, 2, ["R01", "R02"], 1),
        (0.7, 3, [], 0),
    ],
)
def test_filter_by_hand(facts, least, most, chosen, left_out):
    result = RivalsModel(least=least, most=most, facts=facts).run()
    assert (result.chosen, result.left_out) == (chosen, left_out)


def test_what_to_mend_first_depends_on_who_stays(facts):
    near = RivalsModel(least=0.3, facts=facts)
    # Of R01: 市场趋势 5 × 0.5 cannot be changed; 产品优缺点 1 × 0.2; 目标用户 equal.
    assert near.run().first == "产品优缺点"
    assert near.gaps()["差距×权重"].to_dict() == pytest.approx(
        {"市场趋势": 2.5, "产品优缺点": 0.2, "目标用户": 0}
    )
    both = near.change(least=0.2)
    # With R02: 产品优缺点 4 × 0.2 = 0.8 against 目标用户 2 × 0.3 = 0.6.
    assert both.run().first == "产品优缺点"
    assert "差 4 分 × 权重 0.20 = 0.80" in str(both.run())
    assert "核心功能" not in both.gaps().index


def test_nothing_to_mend_is_said(tables):
    tables["rival_scores"].loc[tables["rival_scores"]["shop_id"] == "own", "score"] = 10
    result = RivalsModel(least=0, facts=Facts(**tables)).run()
    assert result.first == ""
    assert "都不比他们差" in str(result)


def test_nobody_stays_is_said(facts):
    model = RivalsModel(least=0.9, facts=facts)
    assert str(model.run()) == "没有一家的重合度达到 0.90。把「重合度至少」拉低一点。"
    assert model.gaps().empty
    assert model.radar().index.tolist() == [OURS]


def test_radar_shows_scores_or_index(facts):
    model = RivalsModel(facts=facts)
    assert model.radar().loc["R01"].to_dict() == dict(zip(DIMENSIONS, (9, 8, 6), strict=True))
    index = model.change(look=INDEX).radar()
    assert index.to_dict("index")[OURS] == dict.fromkeys(rivals.METRICS.values(), 100)
    theirs = index.to_dict("index")["R01"]
    assert (theirs["价格"], theirs["访客数"], theirs["转化率"]) == pytest.approx((110, 200, 100))


def test_a_further_word_changes_the_overlap(facts):
    model = RivalsModel(facts=facts).with_word(" 戊 ")
    row = model.overlaps().to_dict("index")["R01"]
    assert (row["共有"], row["合起来"]) == (4, 5)
    assert model.with_word("没人用").overlaps().loc["R01", "重合度"] == pytest.approx(4 / 6)
    assert model.change(least=0.1).added == ("戊",)
    assert model.facts.words["own"] == frozenset("甲乙丙丁")  # the table's words stay


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "词还空着"),
        (None, "词还空着"),
        ("　", "词还空着"),
        ("甲", "本店已经有“甲”这个词"),
        ("茶" * 31, "有 31 个字，太长"),
        ("🍵🍵", "“🍵🍵”里没有字"),
    ],
)
def test_words_that_do_not_fit_get_one_sentence(facts, text, says):
    with pytest.raises(CourseError) as caught:
        RivalsModel(facts=facts).with_word(text)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_explain_reckons_to_the_same_overlap(facts):
    steps = RivalsModel(facts=facts).explain("R01")
    assert "都有的：3 个（丙、乙、甲）" in steps[1]  # in the order of the characters
    assert "他有、本店没有的：1 个（戊）" in steps[1]
    assert "4 + 4 − 3 = 5 个" in steps[2]
    assert steps[3] == "重合度 = 3 ÷ 5 = 0.600。"
    assert "都有的：0 个。" in RivalsModel(facts=facts).explain("R03")[1]
    with pytest.raises(CourseError, match="没有叫“R99”的竞品。可以选：R01、R02、R03"):
        RivalsModel(facts=facts).explain("R99")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"least": "高"}, "重合度“高”不行。请写 0 到 1 之间的数"),
        ({"least": 1.2}, "重合度“1.2”不行"),
        ({"least": True}, "重合度“True”不行"),
        ({"least": float("nan")}, "重合度“nan”不行"),
        ({"most": 0}, "最多看几家“0”不行。请写 1 到 3 之间的整数"),
        ({"most": 2.5}, "最多看几家“2.5”不行"),
        ({"most": "9" * 40}, "999999999999…”不行"),
        ({"look": "饼图"}, f"雷达图不能看“饼图”。可以选：{'、'.join(LOOKS)}"),
    ],
)
def test_bad_settings_get_one_sentence(facts, settings, says):
    with pytest.raises(CourseError) as caught:
        RivalsModel(**settings, facts=facts)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_wrong_tables_are_named(tables):
    with pytest.raises(CourseError, match="dimensions 表里少了这些列：weight"):
        Facts(**{**tables, "dimensions": tables["dimensions"][["dimension"]]})
    words = tables["rival_keywords"]
    with pytest.raises(CourseError, match="没有本店"):
        Facts(**{**tables, "rival_keywords": words[words["shop_id"] != "own"]})


def test_agrees_with_the_worlds_truth():
    world = World(PRACTICE_KEY)
    everybody = RivalsModel(least=0, most=12).run()
    assert everybody.chosen[:3] == world.truth["nearest_rivals"]
    assert everybody.first == world.truth["largest_fixable_gap"]
    assert "两家最好，最多三家" in str(everybody)
    assert "最多三家" not in str(RivalsModel(least=0, most=3).run())


def test_chart_has_a_title_and_a_line_for_each_shop(facts):
    ax = RivalsModel(least=0.2, facts=facts).plot()
    legend = ax.get_legend()
    assert ax.get_title(loc="left") == SCORES
    assert legend and [text.get_text() for text in legend.texts] == [OURS, "R01", "R02"]


def test_runs_as_code(capsys):
    code = compile(Path(rivals.__file__).read_text("utf-8"), rivals.__file__, "exec")
    exec(code, {"__name__": "__main__"})
    assert "留下 3 家竞品" in capsys.readouterr().out
