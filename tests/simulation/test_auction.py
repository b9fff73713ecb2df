"""The auction equals a plain Python one, and refuses what makes no sense."""

import numpy as np
import pytest
from hypothesis import given, settings

from opscourse.errors import CourseError
from opscourse.simulation import auction
from opscourse.simulation.auction import quoted_price, simulate_auctions
from tests.simulation import auction_reference
from tests.simulation.auction_cases import day, days, same


@settings(deadline=None, max_examples=150)
@given(days())
def test_numpy_equals_plain_python(case):
    same(simulate_auctions(**case), auction_reference.simulate(**case))


@pytest.mark.parametrize("seed", range(6))
def test_numpy_equals_plain_python_over_dozens_of_exhaustions(seed, monkeypatch):
    monkeypatch.setattr(auction, "CHUNK", [64, 700, 10_000][seed % 3])
    case = day(seed, advertisers=50, keywords=20, slots=5, queries=4000, most_budget=3000)
    result = simulate_auctions(**case)
    assert (result.exhausted_at >= 0).sum() >= 30
    same(result, auction_reference.simulate(**case))


CORNERS = {
    "everybody ties": {"most_bid": 1, "most_quality": 1, "reserve": 0},
    "a reserve above most bids": {"most_bid": 12, "reserve": 9},
    "no budgets": {"most_budget": 0},
    "a budget of a fen or two": {"most_budget": 2},
    "fewer bidders than slots": {"advertisers": 2, "slots": 5},
    "a single bidder": {"advertisers": 1, "slots": 3},
    "no queries": {"queries": 0},
}


@pytest.mark.parametrize("name", CORNERS)
def test_numpy_equals_plain_python_in_the_corner(name):
    case = day(7, **CORNERS[name])
    same(simulate_auctions(**case), auction_reference.simulate(**case))


def sure_clicks(bid, quality, budget, queries=1, slots=3, reserve=5):
    """A day of one keyword in which every shown place is clicked."""
    return simulate_auctions(
        bid=np.array(bid)[:, None],
        quality=np.array(quality)[:, None],
        ctr=np.ones((len(bid), 1), "f4"),
        position_effect=np.ones(slots, "f4"),
        keyword=np.zeros(queries, "i4"),
        uniform=np.zeros((queries, slots), "f4"),
        budget=np.array(budget),
        reserve=reserve,
    )


def test_the_fixture_of_the_course():
    result = sure_clicks([500, 400, 400, 350], [9, 9, 8, 7], [10_000] * 4)
    assert result.spent.tolist() == [401, 356, 307, 0]
    assert result.impressions.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]


def test_the_last_click_pays_what_is_left_and_the_next_query_is_without_it():
    result = sure_clicks([100, 60], [1, 1], [150, 1000], queries=4, slots=1)
    # 61 + 61 + the last 28, then the other one alone at the reserve.
    assert result.spent.tolist() == [150, 5]
    assert result.clicks.ravel().tolist() == [3, 1]
    assert result.exhausted_at.tolist() == [2, -1]


def test_two_budgets_may_end_with_the_same_query():
    result = sure_clicks([100, 60], [1, 1], [61, 5], queries=2, slots=2)
    assert result.exhausted_at.tolist() == [0, 0]
    assert result.impressions.sum() == 2


def test_a_budget_of_nothing_never_takes_part():
    result = sure_clicks([100, 60], [1, 1], [0, 1000])
    assert result.exhausted_at.tolist() == [-1, -1]
    assert result.spent.tolist() == [0, 5]


def test_without_a_reserve_the_last_one_pays_one_fen():
    assert sure_clicks([100], [3], [1000], reserve=0).spent.tolist() == [1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"bid": np.full((12, 8), -1)}, "出价.*不能小于 0 分"),
        ({"bid": np.full((12, 8), 10.5)}, "出价.*整数 分.*小数"),
        ({"bid": np.full((12, 8), np.nan)}, "出价.*空值"),
        ({"bid": np.full((12, 8), 1_000_001)}, "出价.*不能大于 1000000 分"),
        ({"bid": np.full((12, 8), "3")}, "出价.*要是数字"),
        ({"bid": [[1, 2], [3]]}, "出价.*长短不一"),
        ({"bid": np.ones(8, "i8")}, "出价 bid 要是一张表"),
        ({"quality": np.zeros((12, 8), "i8")}, "质量分.*不能小于 1"),
        ({"quality": np.ones((12, 7), "i8")}, r"质量分.*形状要是 \(12, 8\)"),
        ({"ctr": np.full((12, 8), np.nan)}, "点击率.*0 到 1"),
        ({"ctr": np.full((12, 8), 1.2)}, "点击率.*0 到 1"),
        ({"position_effect": np.array([-0.1, 0, 0])}, "位置系数.*0 到 1"),
        ({"keyword": np.full(400, 8)}, "关键词序号 keyword 最大能到 7"),
        ({"keyword": np.full(400, -1)}, "关键词序号.*不能小于 0"),
        ({"uniform": np.full((400, 3), np.nan)}, "随机数.*空值"),
        ({"uniform": np.zeros((399, 3))}, "随机数.*形状"),
        ({"budget": np.full(12, -5)}, "预算.*不能小于 0 分"),
        ({"budget": np.full(11, 5)}, "预算.*形状"),
        ({"reserve": -1}, "底价.*不能小于 0"),
        ({"reserve": 0.5}, "底价.*小数"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(change, says):
    with pytest.raises(CourseError, match=says):
        simulate_auctions(**{**day(1), **change})


def test_a_price_is_quoted_only_to_those_who_take_part():
    assert quoted_price(350, 7, 0, 5) == 5
    assert quoted_price(350, 7, 2449, 5) == 350  # the added fen never lifts it above the bid
    with pytest.raises(CourseError, match="低于底价"):
        quoted_price(4, 7, 0, 5)
    with pytest.raises(CourseError, match="小数"):
        quoted_price(4.5, 7, 0, 5)
