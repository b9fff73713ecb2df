"""What must hold of every auction, and the published results it reproduces."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from opscourse.simulation.auction import simulate_auctions
from tests.simulation.auction_cases import days

PLENTY = 10**12


def one(bid, quality, slots=3, reserve=0):
    """A single auction with every place clicked: {advertiser: (rank, price)} of those shown."""
    n = len(bid)
    result = simulate_auctions(
        bid=np.array(bid)[:, None],
        quality=np.array(quality)[:, None],
        ctr=np.ones((n, 1)),
        position_effect=np.ones(slots),
        keyword=np.zeros(1, "i4"),
        uniform=np.zeros((1, slots)),
        budget=np.full(n, PLENTY),
        reserve=reserve,
    )
    ranks = {int(a): int(s) for a, s in np.argwhere(result.impressions)}
    return {a: (rank, int(result.spent[a])) for a, rank in ranks.items()}


bidders = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), min_size=1, max_size=7)
whole = settings(deadline=None, max_examples=120)


@whole
@given(bidders, st.integers(0, 12), st.integers(1, 4))
def test_prices_lie_between_reserve_and_bid_and_are_minimal(pairs, reserve, slots):
    bid, quality = zip(*pairs, strict=True)
    takes_part = [a for a in range(len(bid)) if bid[a] >= max(reserve, 1)]
    ranked = sorted(takes_part, key=lambda a: (-bid[a] * quality[a], a))
    shown = one(bid, quality, slots, reserve)
    assert [a for a, _ in sorted(shown.items(), key=lambda item: item[1])] == ranked[:slots]
    for a, (rank, price) in shown.items():
        assert max(reserve, 1) <= price <= bid[a]
        if rank + 1 < len(ranked):
            behind = ranked[rank + 1]
            next_score = bid[behind] * quality[behind]
            paid = price * quality[a]
            assert paid > next_score or (paid == next_score and a < behind)
            assert price == max(reserve, 1) or (price - 1) * quality[a] <= next_score
        else:
            assert price == max(reserve, 1)


@whole
@given(bidders, st.integers(0, 6), st.integers(0, 9), st.integers(1, 5))
def test_more_quality_never_worsens_the_rank_nor_raises_the_price_at_it(pairs, a, reserve, more):
    assume(a < len(pairs))
    bid, quality = map(list, zip(*pairs, strict=True))
    before = one(bid, quality, reserve=reserve).get(a)
    quality[a] += more
    after = one(bid, quality, reserve=reserve).get(a)
    if before is not None:
        assert after[0] <= before[0]
        assert after[0] < before[0] or after[1] <= before[1]


@whole
@given(bidders, st.integers(0, 6), st.integers(0, 9), st.integers(1, 20))
def test_a_higher_bid_never_worsens_the_rank(pairs, a, reserve, more):
    assume(a < len(pairs))
    bid, quality = map(list, zip(*pairs, strict=True))
    before = one(bid, quality, reserve=reserve).get(a)
    bid[a] += more
    after = one(bid, quality, reserve=reserve).get(a)
    assert before is None or after[0] <= before[0]


@whole
@given(st.lists(st.integers(1, 50), min_size=2, max_size=7))
def test_one_slot_and_equal_quality_is_the_second_price(bid):
    best, second = sorted(bid, reverse=True)[:2]
    assert one(bid, [1] * len(bid), slots=1) == {bid.index(best): (0, min(best, second + 1))}


@settings(deadline=None, max_examples=100)
@given(days())
def test_nobody_overspends_and_the_sums_agree(case):
    result, budget = simulate_auctions(**case), case["budget"]
    assert (result.spent <= budget).all() and (result.spent >= 0).all()
    out = result.exhausted_at >= 0
    assert (out == ((result.spent == budget) & (budget > 0))).all()
    assert (result.clicks <= result.impressions).all()
    assert result.impressions.sum(axis=0).max(initial=0) <= len(case["keyword"])


# ---- Edelman, Ostrovsky and Schwarz 2007: values 10, 4, 2 yuan; the added fen taken off again

VALUES = [1000, 400, 200]


def market(bid, clicks):
    """Fen paid and clicks had by three bidders; slot s is clicked clicks[s] times."""
    uniform = np.full((clicks[0], 2), 0.999, dtype="f4")
    for s, times in enumerate(clicks):
        uniform[:times, s] = 0
    result = simulate_auctions(
        bid=np.array(bid)[:, None],
        quality=np.ones((3, 1), "i8"),
        ctr=np.full((3, 1), 0.9),
        position_effect=np.ones(2),
        keyword=np.zeros(clicks[0], "i4"),
        uniform=uniform,
        budget=np.full(3, PLENTY),
        reserve=0,
    )
    had = result.clicks.sum(axis=1)
    return (result.spent - had).tolist(), had.tolist()


def vcg(values, clicks):
    """What each of the shown does the others out of, by definition."""

    def worth(others):
        return sum(v * x for v, x in zip(others, clicks, strict=False))

    return [
        worth(values[:a] + values[a + 1 :]) - (worth(values) - values[a] * clicks[a])
        for a in range(len(clicks))
    ]


def test_truthful_bids_pay_800_and_200_where_vcg_asks_600_and_200():
    assert market(VALUES, [200, 100])[0] == [80_000, 20_000, 0]
    assert vcg(VALUES, [200, 100]) == [60_000, 20_000]


def test_locally_envy_free_bids_pay_what_vcg_asks():
    assert market([1000, 300, 200], [200, 100])[0] == [60_000, 20_000, 0]


def test_truth_telling_is_no_equilibrium():
    def gain(bid):
        paid, had = market(bid, [200, 199])
        return had[0] * VALUES[0] - paid[0]

    assert gain(VALUES) == 120_000
    assert gain([300, 400, 200]) == 159_200


# ---- Varian 2007: the lower-bound bids of a symmetric Nash equilibrium


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(2000, 100_000), min_size=3, max_size=7, unique=True),
    st.lists(st.integers(1, 60), min_size=2, max_size=5, unique=True),
)
def test_lower_bound_bids_give_vcg_payments_and_no_envy(values, clicks):
    values, clicks = sorted(values, reverse=True), sorted(clicks, reverse=True)
    slots = min(len(clicks), len(values) - 1)
    clicks = clicks[:slots]
    # b[s] clicks[s-1] = v[s] (clicks[s-1] - clicks[s]) + b[s+1] clicks[s], from the last one up.
    x = [*clicks, 0]
    bid = [Fraction(0)] * (slots + 2)
    for s in range(slots, 0, -1):
        bid[s] = (values[s] * (x[s - 1] - x[s]) + bid[s + 1] * x[s]) / Fraction(x[s - 1])
    price = [bid[s + 1] for s in range(slots)]
    asked = vcg(values[: slots + 1], clicks)
    assert [price[s] * clicks[s] for s in range(slots)] == asked
    for s in range(slots):
        for t in range(slots):
            assert (values[s] - price[s]) * x[s] >= (values[s] - price[t]) * x[t]

    # The engine charges the same, to the fen of rounding and the fen that is added.
    bids = [10**6, *(int(b) for b in bid[1 : slots + 1])]
    assume(all(high > low for high, low in itertools.pairwise(bids)))
    shown = one(bids, [1] * len(bids), slots=slots)
    for s in range(slots):
        assert shown[s][0] == s
        assert -1 <= shown[s][1] - price[s] <= 1


# ---- not a property, and a lesson


def test_under_a_budget_a_higher_bid_can_buy_fewer_clicks():
    """The same shoppers, the same money: the dear places are the few clicks."""
    dice = np.random.default_rng(1)
    bid = dice.integers(20, 200, (6, 3))
    case = {
        "quality": np.full((6, 3), 5),
        "ctr": np.full((6, 3), 0.2, "f4"),
        "position_effect": np.array([1, 0.6, 0.4]),
        "keyword": dice.integers(0, 3, 3000),
        "uniform": dice.random((3000, 3), dtype="f4"),
        "budget": np.array([4000, *[PLENTY] * 5]),
        "reserve": 5,
    }
    clicks = {}
    for percent in (50, 100, 250):
        bid[0] = 150 * percent // 100
        result = simulate_auctions(bid=bid, **case)
        assert result.spent[0] == 4000
        clicks[percent] = int(result.clicks[0].sum())
    assert clicks[50] > clicks[100] > clicks[250]


@pytest.mark.parametrize("clicks", [[200, 100], [7, 5]])
def test_the_vcg_of_these_tests_is_the_textbook_formula(clicks):
    top, second = clicks
    assert vcg(VALUES, clicks) == [400 * (top - second) + 200 * second, 200 * second]
