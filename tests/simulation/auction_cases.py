"""Made-up auction days for the tests, as functions of a number."""

import numpy as np
from hypothesis import strategies as st

NAMES = (
    "bid",
    "quality",
    "ctr",
    "position_effect",
    "keyword",
    "uniform",
    "budget",
    "reserve",
)


def day(
    seed,
    advertisers=12,
    keywords=8,
    slots=3,
    queries=400,
    most_bid=200,
    most_quality=10,
    most_budget=600,
    reserve=5,
):
    """One random day; small ranges make ties, caps and floors frequent."""
    dice = np.random.default_rng(seed)
    shape = (advertisers, keywords)
    bid = dice.integers(1, most_bid + 1, shape) * (dice.random(shape) < 0.8)
    return {
        "bid": bid,
        "quality": dice.integers(1, most_quality + 1, shape),
        "ctr": dice.random(shape, dtype=np.float32),
        "position_effect": np.sort(dice.random(slots, dtype=np.float32))[::-1],
        "keyword": dice.integers(0, keywords, queries).astype(np.int32),
        "uniform": dice.random((queries, slots), dtype=np.float32),
        "budget": dice.integers(0, most_budget + 1, advertisers),
        "reserve": reserve,
    }


def days():
    """Hypothesis: days of every small shape."""
    return st.builds(
        day,
        seed=st.integers(0, 2**32 - 1),
        advertisers=st.integers(1, 8),
        keywords=st.integers(1, 4),
        slots=st.integers(1, 5),
        queries=st.integers(0, 80),
        most_bid=st.sampled_from([1, 4, 30, 1_000_000]),
        most_quality=st.sampled_from([1, 10]),
        most_budget=st.sampled_from([0, 3, 60, 10_000]),
        reserve=st.integers(0, 12),
    )


def same(result, sums):
    """Fail unless two days' sums are equal, number for number."""
    for name in ("spent", "impressions", "clicks", "exhausted_at"):
        found, expected = getattr(result, name), getattr(sums, name)
        assert np.asarray(found).tolist() == np.asarray(expected).tolist(), name
