"""The profit lab's sums, by hand on a small ledger and against the course's own truth."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from opscourse.errors import CourseError
from opscourse.labs.profit import ProfitModel
from opscourse.simulation import PRACTICE_KEY, World
from opscourse.simulation import ledger as ledger_of


@pytest.fixture
def ledger() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item": ["柚子", "蜂蜜"],
            "price": [30.0, 26.1],
            "qty": [100, 40],
            "unit_cost": [14.0, 10.9],
            "postage": [5.0, 3.7],
        }
    )


def result(ledger, item="柚子", **given):
    return ProfitModel(item, ledger=ledger, **{"fixed": 1000, **given}).run()


def test_the_sum_by_hand(ledger):
    sold = result(ledger)
    assert (sold.running, sold.left, sold.profit) == (19.0, 11.0, 100.0)
    assert sold.break_even == 91  # 1000 / 11 = 90.9
    assert sold.lowest_price == 29.0  # 19 + 10


def test_break_even_is_exact_where_floats_are_not(ledger):
    # 0.1 + 0.2 is not 0.3 in floats: ten boxes that leave 0.1 each pay exactly 1 yuan.
    exact = result(ledger, price=0.4, unit_cost=0.1, postage=0.2, fixed=1)
    assert exact.break_even == 10 and "往上取整" not in str(exact)
    assert result(ledger, price=0.4, unit_cost=0.1, postage=0.2, fixed=1.01).break_even == 11


def test_the_lowest_price_pays_and_ten_fen_less_does_not(ledger):
    for qty in (7, 83, 400):
        lowest = result(ledger, qty=qty).lowest_price
        assert result(ledger, qty=qty, price=lowest).profit >= 0
        assert result(ledger, qty=qty, price=round(lowest - 0.1, 1)).profit < 0


@pytest.mark.parametrize("price", [10, 19])
def test_a_box_that_leaves_nothing_never_pays(ledger, price):
    sold = result(ledger, price=price)
    assert sold.break_even is None
    assert "保本量：没有" in str(sold)


def test_no_box_and_no_fixed_cost(ledger):
    assert result(ledger, qty=0).lowest_price is None
    assert "算不出" in str(result(ledger, qty=0))
    assert result(ledger, fixed=0).break_even == 0


def test_agrees_with_the_truth_of_the_practice_world():
    truth = ledger_of.truth(World(PRACTICE_KEY))["ledger"]
    model = ProfitModel()
    profit = 0.0
    for item in model.items:
        sold = model.change(item=item).run()
        assert sold.break_even == truth["break_even"][item]
        profit += sold.profit + sold.fixed
    assert profit == pytest.approx(truth["profit"])


def test_change_keeps_or_takes_the_ledgers_numbers(ledger):
    model = ProfitModel("柚子", ledger=ledger, price=99, fixed=500)
    assert model.change(qty=3).run().price == 99
    other = model.change(item="蜂蜜").run()
    assert (other.price, other.qty, other.fixed) == (26.1, 40, 500)
    assert ledger["price"].tolist() == [30.0, 26.1]


@pytest.mark.parametrize("text", ["６２００", " 6,200 ", "6200元", "6,200 元", "6.2e3"])
def test_numbers_as_people_type_them(ledger, text):
    assert result(ledger, fixed=text).fixed == 6200


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"fixed": ""}, "固定成本是空的。写一个数，没有就写 0。"),
        ({"fixed": "  "}, "固定成本是空的"),
        ({"fixed": "六千"}, "固定成本要写成数，比如 6200，你写的是「六千」。"),
        ({"fixed": "很長的繁體字" * 40}, "你写的是「很長的繁體字很長的繁體字…」"),
        ({"fixed": "😀"}, "你写的是「😀」"),
        ({"fixed": "nan"}, "固定成本要写成数"),
        ({"fixed": "1e12"}, "固定成本太大了。最多写 1,000,000 元。"),
        ({"fixed": -1}, "固定成本不能是负数"),
        ({"qty": 2.5}, "卖几箱要是整数"),
        ({"price": None}, "卖价要写成数"),
        ({"item": "西瓜"}, "账本里没有「西瓜」。可以选：柚子、蜂蜜。"),
        ({"weight": 3}, "没有叫 weight 的设定"),
    ],
)
def test_bad_input_gets_one_sentence(ledger, given, says):
    with pytest.raises(CourseError) as caught:
        result(ledger, **{"item": "柚子", **given})
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_the_plot_has_title_and_units(ledger):
    ax = ProfitModel("柚子", ledger=ledger, fixed=1000).plot()
    assert ax.get_title(loc="left") == "卖几箱才回本"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("卖几箱（箱）", "利润（元）")
    assert any("保本 91 箱" in text.get_text() for text in ax.texts)


def test_runs_as_a_script_with_the_course_tables():
    command = [sys.executable, "-m", "opscourse.labs.profit"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "三红蜜柚5斤：一箱卖" in done.stdout and "保本量：" in done.stdout
