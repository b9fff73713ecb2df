"""The BG/NBD fit finds CDNOW's published numbers, and the generator's own declared ones."""

import csv
import hashlib
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from opscourse.errors import CourseError
from opscourse.simulation.bgnbd import BGNBD
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.repeat_purchase import (
    WEEK,
    Habits,
    declared,
    gamma,
    simulate_purchases,
)

CHI_SQUARE_4_99 = 13.277
Z99 = 2.5758


def cdnow():
    """Frequency, recency and T (weeks) of 2357 buyers, from the file inside `lifetimes`."""
    found = importlib.util.find_spec("lifetimes")  # found, never imported
    if found is None:
        pytest.skip("not run: lifetimes is not installed")
    folder = Path(found.submodule_search_locations[0])
    text = (folder / "datasets" / "cdnow_customers_summary.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return [np.array([float(row[name]) for row in rows]) for name in ("frequency", "recency", "T")]


def test_cdnow_gives_the_published_parameters():
    """Fader, Hardie and Lee 2005, table 2: calibration over 39 weeks."""
    columns = cdnow()
    assert len(columns[0]) == 2357
    model = BGNBD().fit(*columns)
    assert model.r == pytest.approx(0.243, abs=0.0005)
    assert model.alpha == pytest.approx(4.414, abs=0.0005)
    assert model.a == pytest.approx(0.793, abs=0.0005)
    assert model.b == pytest.approx(2.426, abs=0.0005)
    assert model.log_likelihood(*columns) == pytest.approx(-9582.4, abs=0.05)


def buyers_of(key, n=3000):
    """Buyers of the declared habits, watched for 26 to 52 weeks."""
    random = Randomness(key)
    return simulate_purchases(random, random.between("watch", 26 * WEEK, 52 * WEEK, n))


def test_generated_buyers_refit_to_their_parameters():
    """Twice the gain of the best fit over the truth is chi-square with 4 degrees of freedom."""
    habits = declared()
    true = BGNBD(habits.r, habits.alpha, habits.a, habits.b)
    other = BGNBD(habits.r * 1.3, habits.alpha, habits.a, habits.b)
    gains, rates, refused = [], [], 0
    for key in range(1000, 1040):
        made = buyers_of(key).buyers
        columns = [made[name] for name in ("frequency", "recency", "T")]
        model = BGNBD().fit(*columns)
        best = model.log_likelihood(*columns)
        gains.append(2 * (best - true.log_likelihood(*columns)))
        refused += 2 * (best - other.log_likelihood(*columns)) > CHI_SQUARE_4_99
        rates.append((model.r / model.alpha, model.a / (model.a + model.b)))
    assert min(gains) >= 0
    assert sum(gain <= CHI_SQUARE_4_99 for gain in gains) >= 38
    assert 2.3 < np.mean(gains) < 5.8
    assert refused == 40  # other habits are told apart
    rate, leave = np.mean(rates, axis=0)
    assert rate == pytest.approx(habits.r / habits.alpha, rel=0.02)
    assert leave == pytest.approx(habits.a / (habits.a + habits.b), rel=0.03)


def test_the_fit_does_not_hang_on_the_unit_of_time():
    made = buyers_of(3, 800).buyers
    weeks = BGNBD().fit(made["frequency"], made["recency"], made["T"])
    days = BGNBD().fit(made["frequency"], made["recency"] * 7, made["T"] * 7)
    assert days.alpha == pytest.approx(7 * weeks.alpha, rel=1e-4)
    assert (days.r, days.a, days.b) == pytest.approx((weeks.r, weeks.a, weeks.b), rel=1e-4)


def test_the_mean_spend_is_found_back():
    habits, hits = declared(), 0
    p, q, scale = habits.spend_p, habits.spend_q, habits.spend_gamma
    mean_square = scale**2 / ((q - 1) * (q - 2))  # of 1 / nu
    for key in range(60):
        bought = buyers_of(key, 400).purchases
        groups = bought.groupby("buyer")["fen"]
        means, counts = groups.mean() / 100, groups.size()
        between = p**2 * scale**2 / ((q - 1) ** 2 * (q - 2))
        deviation = np.sqrt((between + mean_square * p / counts).sum()) / len(means)
        hits += abs(means.mean() - habits.mean_spend) <= Z99 * deviation
    assert hits >= 57


def test_purchases_and_summary_agree():
    made = buyers_of(11)
    bought = made.purchases
    assert (bought["fen"] >= 1).all()
    groups = bought.groupby("buyer")["second"]
    assert (groups.min() == 0).all()
    assert (groups.size() - 1 == made.buyers["frequency"]).all()
    assert (groups.max() / WEEK == made.buyers["recency"]).all()
    assert (made.buyers["recency"] <= made.buyers["T"]).all()
    assert not bought.duplicated(["buyer", "second"]).any()
    assert made.buyers["frequency"].max() >= 10


def test_a_longer_watch_only_adds_purchases():
    """Every number hangs on key, buyer and purchase alone."""
    short = simulate_purchases(Randomness(5), np.full(500, 20 * WEEK)).purchases
    long = simulate_purchases(Randomness(5), np.full(700, 40 * WEEK)).purchases
    kept = long[(long["buyer"] < 500) & (long["second"] <= 20 * WEEK)].reset_index(drop=True)
    assert len(long) > len(kept)
    assert short.equals(kept)


def test_same_key_same_bytes():
    made = buyers_of(2025, 500).purchases
    digest = hashlib.sha256(made.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
    assert digest[:16] == PINNED
    assert not buyers_of(2026, 500).purchases.equals(made)


PINNED = "bdfb2e141a47f380"


@pytest.mark.parametrize("shape", [0.25, 1.0, 6.5])
def test_gamma_has_its_moments(shape):
    drawn = gamma(Randomness(9), "moments", shape, 40_000)
    deviation = (shape / 40_000) ** 0.5
    assert drawn.mean() == pytest.approx(shape, abs=4 * deviation)
    assert drawn.var() == pytest.approx(shape, rel=0.08)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (([1, 2], [3.0], [9.0, 9.0]), "要一样长"),
        (([], [], []), "不能是空的"),
        (([1.5], [3.0], [9.0]), "整数"),
        (([-1], [0.0], [9.0]), "整数"),
        (([1], [10.0], [9.0]), "recency ≤ T"),
        (([1], [float("nan")], [9.0]), "空值"),
        (([0], [2.0], [9.0]), "recency 要是 0"),
        (([0, 0], [0.0, 0.0], [9.0, 9.0]), "第二次"),
    ],
)
def test_columns_that_cannot_be_are_refused(columns, sentence):
    with pytest.raises(CourseError, match=sentence):
        BGNBD().fit(*columns)


def test_bad_habits_and_watches_are_refused():
    with pytest.raises(CourseError, match="大于 0"):
        Habits(0.5, -1, 1, 1, 1, 1, 1)
    with pytest.raises(CourseError, match="整数秒"):
        simulate_purchases(Randomness(1), np.array([1.5]))
    with pytest.raises(CourseError, match="还没有参数"):
        BGNBD().log_likelihood([1], [1.0], [2.0])
