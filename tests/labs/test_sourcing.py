"""The sourcing lab's arithmetic: by hand, against its own cash line, and on bad input."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from opscourse import load
from opscourse.errors import CourseError
from opscourse.labs import sourcing
from opscourse.labs.sourcing import DROP, STOCK, Facts, SourcingModel, practice

COLUMNS = ["plan", "sku", "unit_cost", "postage", "upfront", "monthly_qty"]


@pytest.fixture
def facts() -> Facts:
    plans = pd.DataFrame(
        {
            "plan": [DROP, STOCK, DROP, STOCK],
            "sku": ["茶", "茶", "果", "果"],
            "unit_cost": [60.0, 50.0, 20.0, 12.0],
            "postage": [8.0, 6.0, 7.0, 5.0],
            "upfront": [0.0, 2400.0, 0.0, 900.0],
            "monthly_qty": [100, 100, 90, 90],
        }
    )
    orders = pd.DataFrame(
        {
            "sku": ["茶", "茶", "茶", "果"],
            "price": [120.0, 90.0, 81.0, 26.0],  # the first is an old price, the third a promotion
            "created_at": ["2025-09-30", "2025-11-01", "2025-11-11", "2025-12-01"],
        }
    )
    return Facts(plans, orders)


def test_list_price_is_the_highest_of_the_last_quarter(facts):
    assert facts.goods["茶"]["price"] == 90


def test_break_even_by_hand(facts):
    # Dropshipping 68, stocking 56 a piece: 12 saved; 2400 ÷ 12 = 200 pieces = 2 months.
    result = SourcingModel("茶", facts=facts).run()
    assert result.margin == {DROP: 22, STOCK: 34}
    assert (result.saving, result.pieces, result.catch_up) == (12, 200, 2)
    assert result.pay_back == pytest.approx(2400 / 3400)


def test_the_lines_of_profit_cross_where_the_months_say(facts):
    profit = SourcingModel("茶", months=6, facts=facts).run().profit
    drop, stock = profit[DROP].tolist(), profit[STOCK].tolist()
    assert drop[2] == stock[2] == 4400
    assert [one > other for one, other in zip(stock, drop, strict=True)] == [False] * 3 + [True] * 4
    assert (drop[0], stock[0]) == (0, -2400)


@pytest.mark.parametrize(("batch", "needs"), [(1, 2400 + 5000), (2, 2400 + 10_000)])
def test_cash_is_the_upfront_cost_and_the_first_batch(facts, batch, needs):
    result = SourcingModel("茶", batch=batch, facts=facts).run()
    assert result.cash == {DROP: 0, STOCK: needs}
    # After whole batches the money in hand is the profit.
    assert result.cash_line[STOCK].iloc[-1] == pytest.approx(result.profit[STOCK].iloc[-1])


def test_unsold_goods_are_borne_by_those_sold(facts):
    model = SourcingModel("果", unsold=20, facts=facts)
    result = model.run()
    assert result.margin[STOCK] == pytest.approx(26 - 12 / 0.8 - 5)
    assert result.saving == pytest.approx(27 - 20)
    assert "12 ÷ 0.80 = 15.00 元" in "".join(model.explain())
    assert result.cash_line[STOCK].iloc[-1] == pytest.approx(result.profit[STOCK].iloc[-1])


def test_price_moves_profit_but_not_the_months(facts):
    cheap, dear = (SourcingModel("茶", price=price, facts=facts).run() for price in (60, 100))
    assert cheap.catch_up == dear.catch_up == 2
    assert cheap.margin[DROP] == -8
    assert "卖一件亏 8.00 元" in str(cheap)
    assert "亏" not in str(dear)


def test_stocking_that_saves_nothing_never_catches_up(facts):
    model = SourcingModel("茶", stock_cost=62, facts=facts)
    result = model.run()
    assert math.isnan(result.catch_up)
    assert math.isnan(model.needed(6))
    assert "卖多久也追不上" in str(result)
    assert "不用再除" in model.explain()[-1]


def test_margin_that_is_not_positive_never_pays_back(facts):
    result = SourcingModel("茶", price=50, facts=facts).run()
    assert math.isnan(result.pay_back)
    assert "收不回来" in str(result)
    assert result.cash[STOCK] > 7400  # money goes on flowing out


def test_needed_pieces_a_month(facts):
    assert SourcingModel("茶", facts=facts).needed(4) == 50


def test_explain_reckons_to_the_same_months(facts):
    steps = SourcingModel("茶", facts=facts).explain()
    assert "60 + 运费 8 = 68.00" in steps[0]
    assert steps[-1].endswith("200.0 ÷ 100 = 2.00 个月。")


def test_change_keeps_settings_but_another_good_brings_its_own(facts):
    model = SourcingModel("茶", facts=facts).change(price=99, months=24, unsold=10)
    assert model.change(batch=2).settings["price"] == 99
    other = model.change(sku="果")
    assert (other.settings["price"], other.settings["monthly_qty"]) == (26, 90)
    assert (other.settings["months"], other.settings["unsold"]) == (24, 10)


@pytest.mark.parametrize(
    ("text", "value"), [("12.5", 12.5), (" １２．５元 ", 12.5), ("1,200", 1200), ("¥8 元/件", 8)]
)
def test_typed_numbers_are_read(facts, text, value):
    assert SourcingModel("茶", price=text, facts=facts).settings["price"] == value


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"price": ""}, "售价还空着。请写 0.1 到 10,000 之间的数，单位是元/件"),
        ({"price": "二十"}, "售价“二十”不是数"),
        ({"price": "🍠" * 40}, "售价“" + "🍠" * 12 + "…”不是数"),
        ({"price": "nan"}, "售价要是一个数"),
        ({"price": "99999999999"}, "售价 99,999,999,999 元/件不行。请写 0.1 到 10,000"),
        ({"price": "inf"}, "售价 inf 元/件不行"),
        ({"price": None}, "售价要是一个数"),
        ({"price": True}, "售价要是一个数"),
        ({"price": -3}, "售价 -3 元/件不行"),
        ({"monthly_qty": 12.5}, "每月件数 12.5 不是整数"),
        ({"monthly_qty": 0}, "每月件数 0 件/月不行"),
        ({"unsold": 100}, "卖不掉的货 100 %不行"),
        ({"profit": 1}, "不认识的设置 profit"),
    ],
)
def test_bad_settings_get_one_sentence(facts, settings, says):
    with pytest.raises(CourseError) as caught:
        SourcingModel("茶", facts=facts, **settings)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_good_and_wrong_tables_are_named(facts):
    with pytest.raises(CourseError, match="没有叫“薯條”的商品。可以选：茶、果"):
        SourcingModel("薯條", facts=facts)
    with pytest.raises(CourseError, match="orders 表里少了这些列：sku、price、created_at"):
        Facts(pd.DataFrame(columns=COLUMNS), pd.DataFrame())
    with pytest.raises(CourseError, match="没有一样商品能算"):
        Facts(pd.DataFrame(columns=COLUMNS), pd.DataFrame(columns=["sku", "price", "created_at"]))


def test_practice_world_agrees_with_its_table():
    sourcing_facts = practice()
    plans = load("sourcing_plans").set_index(["plan", "sku"])
    for sku in sourcing_facts.goods:
        drop, stock = plans.loc[(DROP, sku)], plans.loc[(STOCK, sku)]
        saving = drop.unit_cost + drop.postage - stock.unit_cost - stock.postage
        result = SourcingModel(sku, facts=sourcing_facts).run()
        assert result.catch_up == pytest.approx(stock.upfront / saving / stock.monthly_qty)
    assert len(sourcing_facts.goods) == 8


def test_chart_has_title_and_units(facts):
    ax = SourcingModel("茶", facts=facts).plot()
    assert ax.get_title(loc="left") == "茶：累计利润"
    assert ax.get_ylabel() == "累计利润（元）"
    assert ax.get_xlabel() == "过了几个月（月）"


def test_runs_as_code(capsys):
    code = compile(Path(sourcing.__file__).read_text("utf-8"), sourcing.__file__, "exec")
    exec(code, {"__name__": "__main__"})
    assert "囤货追上一件代发" in capsys.readouterr().out
