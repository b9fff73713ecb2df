"""Lesson 6: who buys, and where it is cheapest, in forty worlds."""

import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.simulation import World
from opscourse.simulation.scenario import read_scenario
from tests.simulation.early_worlds import fen, worlds

WORLDS = worlds()
EACH = pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
BANDS = ["18–24", "25–34", "35–44", "45–54", "55 以上"]
MODES = ["gender", "region", "education", "pack", "channel"]


def banded(world):
    survey = world.table("survey_buyers")
    return survey.assign(band=pd.cut(survey["age"], [17, 24, 34, 44, 54, 120], labels=BANDS))


def tgi(survey):
    gift = survey[survey["pack"] == "礼盒"]
    return 100 * (gift["band"] == "35–44").mean() / (survey["band"] == "35–44").mean()


@EACH
def test_the_contract_of_the_survey(world):
    survey = banded(world)
    assert 1060 <= len(survey) <= 1200
    assert survey["age"].between(18, 68).all()
    for column in [*MODES, "product"]:
        assert set(survey[column]) == set(WORLDS[0].table("survey_buyers")[column])
    assert survey.groupby("band", observed=False).size().min() >= 70
    cells = pd.crosstab(survey["region"], survey["product"])
    assert cells.shape == (8, 8)
    assert cells.to_numpy().min() >= 3
    # Ages on the edges are there: a band closed on the wrong side counts otherwise.
    wrong = pd.cut(survey["age"], [18, 25, 35, 45, 55, 120], labels=BANDS)
    assert (wrong.value_counts().sort_index() != survey["band"].value_counts().sort_index()).any()


@EACH
def test_the_card_has_clear_answers(world):
    survey = world.table("survey_buyers")
    for chosen in (survey, survey[survey["product"] == "银耳"]):
        assert len(chosen) >= 300
        for column in MODES:
            counts = chosen[column].value_counts()
            assert counts.iloc[0] - counts.iloc[1] >= 4
        for column in ("age", "income", "yearly_spend"):
            assert abs(chosen[column].mean() - chosen[column].median()) > 0.25
    assert survey["product"].mode()[0] == "银耳"


@EACH
def test_gift_boxes_and_segments(world):
    survey, planted = banded(world), world.truth["gift_boxes"]
    index = tgi(survey)
    assert index == pytest.approx(planted["tgi"])
    assert abs(index - 100) > 8
    assert (index > 100) == (planted["planted"] > 1)
    assert abs(tgi(survey[survey["product"] == "银耳"]) - 100) > 8
    spend = survey.groupby("band", observed=False)["yearly_spend"].agg(["sum", "mean"])
    assert spend["sum"].idxmax() != spend["mean"].idxmax()
    first, second = spend["sum"].nlargest(2)
    assert first > second * 1.01


@EACH
def test_the_best_way_to_buy(world):
    prices = world.table("channel_prices")
    total = (fen(prices["price"]) + fen(prices["postage"])) / 100
    prices = prices.assign(total=total)
    for product, rows in prices.groupby("product"):
        rows = rows.set_index("channel")
        best = rows["total"].idxmin()
        assert best == world.truth["best_way"][product]
        assert rows["price"].idxmin() != best  # postage decides
        first, second = rows["total"].nsmallest(2)
        assert second - first > 0.39
        assert rows["total"].idxmax() == "城里超市"


def test_planted_taste_shows_on_average():
    likely = [tgi(banded(w)) for w in WORLDS if w.truth["gift_boxes"]["planted"] > 1]
    unlikely = [tgi(banded(w)) for w in WORLDS if w.truth["gift_boxes"]["planted"] < 1]
    assert min(len(likely), len(unlikely)) >= 8
    assert min(likely) > 100 > max(unlikely)


def test_worlds_differ_in_every_answer_of_the_card():
    for column in MODES:
        tables = [world.table("survey_buyers") for world in WORLDS]
        winners = {t[t["product"] == "银耳"][column].mode()[0] for t in tables}
        assert len(winners) == tables[0][column].nunique(), column
    assert len({round(tgi(banded(world)), 2) for world in WORLDS}) == len(WORLDS)
    assert len({world.truth["best_way"]["银耳"] for world in WORLDS}) == 7


def test_a_shop_without_the_featured_good_is_refused():
    products = read_scenario()["products"]
    for product in products:
        product["sku"] = product["sku"].replace("银耳", "香菇")
    with pytest.raises(CourseError, match="银耳.*第 6 课"):
        World(1, {"products": products}).table("survey_buyers")
