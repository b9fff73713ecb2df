"""Where numba is there, its path equals the NumPy path, number for number."""

import pytest

pytest.importorskip("numba")

from opscourse.simulation import auction_numba
from opscourse.simulation.auction import simulate_auctions
from opscourse.simulation.auction_day import run_day
from tests.simulation.auction_cases import day, same
from tests.simulation.test_auction import CORNERS
from tests.simulation.test_auction_day import PLAIN, instance


@pytest.mark.parametrize("seed", range(4))
def test_numba_equals_numpy_over_dozens_of_exhaustions(seed):
    case = day(seed, advertisers=50, keywords=20, slots=5, queries=6000, most_budget=3000)
    result = simulate_auctions(**case)
    assert (result.exhausted_at >= 0).sum() >= 30
    same(auction_numba.simulate_auctions(**case), result)


@pytest.mark.parametrize("name", CORNERS)
def test_numba_equals_numpy_in_the_corner(name):
    for seed in range(20):
        case = day(seed, **CORNERS[name])
        same(auction_numba.simulate_auctions(**case), simulate_auctions(**case))


@pytest.mark.parametrize("slots", [1, 4, 5])
def test_numba_serves_the_same_day(slots):
    for seed in range(4):
        shoppers, market, premiums = instance(seed, slots)
        for with_premiums in (PLAIN, premiums):
            ours = run_day(shoppers, **market, premiums=with_premiums)
            theirs = auction_numba.run_day(shoppers, **market, premiums=with_premiums)
            same(theirs.auction, ours.auction)
            for name in ("shown", "hour_shown", "query", "cell", "slot", "charge"):
                assert getattr(theirs, name).tolist() == getattr(ours, name).tolist(), name
