"""One heat: the exact charges of the keyword auction, money that adds up, and nobody's luck."""

import numpy as np
import pytest

from opscourse.simulation.auction_clicks import day_clicks
from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.world import World
from opscourse.tournament import rules
from opscourse.tournament.baselines import Called, click_value, flat, top, value
from opscourse.tournament.bids import read_bids
from opscourse.tournament.field import Field
from opscourse.tournament.results import heat_of
from opscourse.tournament.state import KEYWORD, RESULT, STATE

KEY, QUERIES = 11, 40_000
STATIC = ["static"] * 12


def field(days=2, budget=60_000, key=KEY, kinds=None, queries=QUERIES):
    return Field(key, days=days, budget=budget, queries=queries, kinds=kinds)


def times(factor):
    return lambda state: {k["keyword_id"]: factor * click_value(k) for k in state["keywords"]}


def nothing(state):
    return {}


@pytest.fixture(scope="module")
def crowded():
    """Six strategies and a sparring partner, with all kinds of rivals."""
    made = field(kinds=["static", "budget_limited", "target_roas", "best_response"] * 3)
    players = {
        "甲": flat,
        "乙": value,
        "丙": top,
        "丁": times(0.6),
        "戊": times(0.6),
        "己": nothing,
    }
    return made, made.play({name: Called(bid) for name, bid in players.items()}, sparring=1)


@pytest.mark.parametrize("bid", [flat, value, times(0.7)])
@pytest.mark.parametrize("budget", [8_000, 10**8])
def test_one_seat_gets_what_the_keyword_auction_gives(bid, budget):
    """Static rivals and constant bids: the charges of `DayClicks`, day after day, to the fen."""
    made = field(days=2, budget=budget, kinds=STATIC)
    seen = {}
    seat = made.play({"甲": Called(lambda state: seen.update(state) or bid(state))}).seats[0]
    fen, faults = read_bids(bid(seen), made.market.ids_by_number)
    assert not faults
    ids = made.market.ids
    left, profit, clicks, by_keyword = budget, 0, 0, np.zeros(len(ids), dtype=np.int64)
    for day in range(2):
        auction = KeywordAuction(World(KEY), rules.FIRST_DAY + day, queries=QUERIES)
        laid = day_clicks(auction, ids)
        hit, charge = laid.run(np.array([fen.get(one, 0) for one in ids]), left)
        left -= int(charge.sum())
        clicks += len(hit)
        profit += int(laid.worth[hit].sum() - charge.sum())
        np.add.at(by_keyword, laid.keyword[hit], charge)
    assert (seat.spent, seat.clicks, seat.profit) == (budget - left, clicks, profit)
    assert clicks > 50
    assert {one: row[2] for one, row in seat.by_keyword.items() if row[2]} == {
        one: fen for one, fen in zip(ids, by_keyword.tolist(), strict=True) if fen
    }


def test_money_adds_up_and_nobody_overspends(crowded):
    made, heat = crowded
    assert [seat.author for seat in heat.seats] == sorted("甲乙丙丁戊己")
    for seat in heat.seats:
        rows = np.array(list(seat.by_keyword.values())).reshape(-1, 4)
        slots = np.array(seat.by_slot)
        assert len(slots) == made.days * rules.SLOTS_A_DAY
        assert 0 <= seat.spent <= made.budget
        assert seat.spent == rows[:, 2].sum() == slots[:, 0].sum()
        assert seat.profit == rows[:, 3].sum() - seat.spent == slots[:, 1].sum()
        assert seat.clicks == rows[:, 1].sum() and (rows[:, 1] <= rows[:, 0]).all()
        assert seat.orders <= seat.clicks
        assert (seat.spent == made.budget) == (seat.out_at >= 0)
        if seat.out_at >= 0:
            assert slots[seat.out_at, 0] > 0 and not slots[seat.out_at + 1 :].any()
    spent = {seat.author: seat.spent for seat in heat.seats}
    assert spent["己"] == 0 and spent["乙"] == made.budget
    assert {one["kind"] for one in heat.rivals} >= {"出价不变", "预算有限", "陪练"}


def test_doing_nothing_is_zero(crowded):
    idle = next(seat for seat in crowded[1].seats if seat.author == "己")
    assert (idle.profit, idle.spent, idle.clicks, idle.by_keyword) == (0, 0, 0, {})


def test_the_order_of_entries_does_not_matter_and_a_rerun_is_the_same(crowded):
    made, heat = crowded
    players = {
        "己": nothing,
        "戊": times(0.6),
        "丁": times(0.6),
        "丙": top,
        "乙": value,
        "甲": flat,
    }
    kinds = made.market.kinds
    for other in (made, field(kinds=kinds)):
        again = other.play({name: Called(bid) for name, bid in players.items()}, sparring=1)
        assert again == heat
    assert heat_of(heat.as_dict()) == heat


def test_ties_go_to_each_of_two_equals_in_turn():
    made = field(days=3, budget=10**8, kinds=STATIC, queries=100_000)
    seats = made.play({name: Called(times(0.8)) for name in "甲乙"}).seats
    clicks = [seat.clicks for seat in seats]
    assert min(clicks) > 0.85 * max(clicks) > 0


def test_rivals_and_shoppers_are_the_same_in_every_group():
    """Entries that do nothing change nothing, however many they are."""
    made = field(kinds=["budget_limited", "best_response", "static", "target_roas"] * 3)
    alone = made.play({"甲": Called(value)})
    among = made.play({"甲": Called(value), **{f"闲{k}": Called(nothing) for k in range(6)}})
    mine = next(seat for seat in among.seats if seat.author == "甲")
    assert mine == alone.seats[0]
    assert [one["spent"] for one in alone.rivals] == [one["spent"] for one in among.rivals]


def test_the_state_shows_what_a_shop_can_see():
    seen = []
    made = field(budget=50_000, kinds=STATIC)
    heat = made.play({"甲": Called(lambda state: seen.append(state) or value(state))})
    when = [(day, hour) for day in (1, 2) for hour in range(0, 24, 3)]
    assert [(one["day"], one["hour"]) for one in seen] == when[: len(seen)]
    for one in seen:
        assert list(one) == list(STATE)
        assert all(set(row) == set(KEYWORD) for row in one["keywords"])
        assert all(list(row) == list(RESULT) for row in one["results"].values())
        assert all(0.05 <= row["price_low"] <= row["price_high"] for row in one["keywords"])
        spent = sum(row["cost"] for row in one["results"].values())
        assert one["budget_left"] == pytest.approx(one["budget"] - spent, abs=1e-6)
    assert seen[0]["results"] == seen[0]["last"] == {}
    # It is asked until its money ends: not on the first day, and before the last slot.
    assert rules.SLOTS_A_DAY < len(seen) == heat.seats[0].out_at + 1 < 2 * rules.SLOTS_A_DAY


def test_the_last_three_hours_add_up_to_the_results():
    seen = []
    field(days=1, budget=10**7, kinds=STATIC).play(
        {"甲": Called(lambda state: seen.append(state) or value(state))}
    )
    clicks = [sum(row["clicks"] for row in one["last"].values()) for one in seen]
    for so_far, one in zip(np.cumsum(clicks), seen, strict=True):
        assert so_far == sum(row["clicks"] for row in one["results"].values())
    assert min(clicks[1:]) > 0


def test_rivals_with_a_budget_spend_it_once_a_day_and_no_more():
    made = field(days=2, kinds=["budget_limited"] * 12, queries=100_000)
    market = made.market
    _, budgets = market.rival_bids(market.first_bids(1), 1)
    spent = [one["spent"] for one in made.play({"甲": Called(nothing)}).rivals]
    assert all(fen <= 2 * most for fen, most in zip(spent, budgets.tolist(), strict=True))
    assert any(fen == 2 * most for fen, most in zip(spent, budgets.tolist(), strict=True))


def test_a_fault_costs_its_own_keyword_or_its_own_slot_only():
    made = field(days=1, kinds=STATIC)
    ids = made.market.ids
    wrong = {ids[0]: float("nan"), ids[1]: -1, ids[2]: "1.5", ids[3]: 1e9, "K": 1, 7: 1}

    def late(state):
        if state["hour"] == 9:
            raise ValueError
        return value(state)

    heat = made.play({"甲": Called(lambda state: {**value(state), **wrong}), "乙": Called(late)})
    by_author = {seat.author: seat for seat in heat.seats}
    faulty = by_author["甲"]
    assert not set(ids[:4]) & set(faulty.by_keyword) and faulty.clicks > 0
    assert any("NaN" in one for one in faulty.faults) and any(
        "负数" in one for one in faulty.faults
    )
    assert by_author["乙"].by_slot[3] == [0, 0] and by_author["乙"].by_slot[4][0] > 0
    assert list(by_author["乙"].faults.values()) == [1]


@pytest.mark.parametrize(
    ("bids", "says"),
    [
        (None, "return"),
        ([1], "字典"),
        ({"K2": True}, "不是数"),
        ({"K2": None}, "不是数"),
        ({"K2": 10**5000}, "超过"),
        ({"K2": float("inf")}, "超过"),
        ({"kw001": 1}, "KW001"),
        ({(1, 2): 1}, "没有编号"),
    ],
)
def test_bids_that_cannot_be_used_are_named(bids, says):
    good, faults = read_bids(bids, {"KW001": 0, "K2": 1})
    assert good == {} and says in faults[0]


def test_many_faults_make_few_sentences():
    good, faults = read_bids({**{f"x{k}": 1 for k in range(99)}, "K1": 0.019}, {"K1": 0})
    assert good == {"K1": 1} and len(faults) == 6


def test_the_replay_is_one_auction_with_its_arithmetic(crowded):
    heat = crowded[1]
    replay = heat.replay
    scores = [one["score"] for one in replay["bidders"]]
    assert scores == sorted(scores, reverse=True) and len(scores) > 3
    assert any(one["seat"] for one in replay["bidders"])
    for one, behind in zip(replay["bidders"], [*replay["bidders"][1:], {"score": 0}], strict=True):
        assert one["score"] == one["bid"] * one["quality"]
        step = behind["score"] // one["quality"] + 1
        assert one["price"] == (min(one["bid"], max(5, step)) if one["shown"] else 0)
    assert (replay["day"], replay["hour"]) == (2, 9)


def test_par_is_the_best_baseline_alone(crowded):
    made, heat = crowded
    profits = {name: one.seats[0].profit for name, one in made.baselines.items()}
    assert (heat.par_name, heat.par) == made.par == max(profits.items(), key=lambda one: one[1])
    assert heat.par > 0
