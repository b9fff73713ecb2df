"""The quality score: creative, relevance and experience, weighted to whole points 1 … 10.

A score is what the platform believes; it is learned from the shop's own outcome, a part of the
way each day (lag), and trusts few clicks little (shrinkage). The three parts are widely taught,
their weights are declared in the scenario: an assumption.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from opscourse.simulation.randomness import Randomness

LEAST, MOST, USUAL = 100, 1000, 500  # hundredths of a point


def percent_of(score: np.ndarray) -> np.ndarray:
    """Clicks (or orders) against the market's average that a score stands for: 5 points, 100 %.

    >>> percent_of(np.array([100, 500, 1000])).tolist()
    [68, 100, 140]
    """
    return 60 + score * 8 // 100


@dataclass(frozen=True)
class Quality:
    """The three scores of each keyword, in hundredths of a point (100 … 1000)."""

    creative: np.ndarray
    relevance: np.ndarray
    experience: np.ndarray

    def points(self, weights: list[int]) -> np.ndarray:
        """Whole points 1 … 10, halves rounded up.

        >>> score = np.array([800])
        >>> Quality(score, score // 2, score).points([4, 4, 2]).tolist()
        [6]
        """
        total = 100 * sum(weights)
        parts = (self.creative, self.relevance, self.experience)
        whole = sum(w * score for w, score in zip(weights, parts, strict=True))
        return np.clip((whole + total // 2) // total, 1, 10)


def first_quality(random: Randomness, n: int, good: np.ndarray) -> tuple[Quality, np.ndarray]:
    """The shop's first scores, and the true pull of its pictures (percent) on each keyword."""
    of_good = random.between("own creative", 350, 750, int(good.max()) + 1)[good]
    true = np.clip(of_good + random.between("own keyword creative", -120, 120, n), LEAST, MOST)
    believed = np.clip(true + random.between("creative error", -150, 150, n), LEAST, MOST)
    relevance = random.between("relevance", 400, 950, n)
    experience = np.full(n, random.one("experience", 450, 700))
    return Quality(believed, relevance, experience), percent_of(true)


def next_day_quality(report: Any) -> Quality:
    """Tomorrow's scores, from what today's report of `KeywordAuction.run` shows.

    Creative follows each keyword's clicks against what its places would bring on average,
    experience the whole shop's orders; relevance stays. Pass it on as
    `KeywordAuction(world, day + 1, quality=...)`.
    """
    market, scenario, old = report.market, report.scenario, report.quality
    prior_clicks, prior_orders = scenario["quality_prior"]
    lag = scenario["quality_lag_percent"]
    # In millionths: times shown × position (percent) × rate (per 10000).
    expected = (report.shown * market.position).sum(axis=1) * market.month.ctr
    creative = _moved(old.creative, report.clicks, expected, prior_clicks, lag)
    hoped = np.array([(report.clicks * market.month.cvr).sum() * 100])
    orders = np.array([report.orders.sum()])
    experience = _moved(old.experience[:1], orders, hoped, prior_orders, lag)
    return Quality(creative, old.relevance, np.full(len(creative), experience[0]))


def _moved(
    old: np.ndarray, found: np.ndarray, expected: np.ndarray, prior: int, lag: int
) -> np.ndarray:
    """Scores moved a part of the way to what was found; `expected` is in millionths."""
    believed = percent_of(old)
    percent = (found * 100 + prior * believed) * 10**6 // (expected + prior * 10**6)
    seen = np.clip((percent - 60) * 100 // 8, LEAST, MOST)
    return np.where(expected > 0, np.clip(old + (seen - old) * lag // 100, LEAST, MOST), old)
