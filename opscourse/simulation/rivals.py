"""How rivals bid: always the same, until the money is gone, best against yesterday, or by ROAS.

A strategy is a function of (market, number of the rival, scenario, random) that gives its bids
[keyword] and its budget. It sees everybody's bids of the day before, never today's.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from opscourse.errors import CourseError
from opscourse.simulation.market import Market
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.scenario import near

NO_LIMIT = 10**12
Strategy = Callable[[Market, int, dict[str, Any], Randomness], tuple[np.ndarray, int]]


def static(
    market: Market, rival: int, scenario: dict[str, Any], random: Randomness
) -> tuple[np.ndarray, int]:
    """The same bids every day, with money enough."""
    return market.bid[rival], NO_LIMIT


def budget_limited(
    market: Market, rival: int, scenario: dict[str, Any], random: Randomness
) -> tuple[np.ndarray, int]:
    """The same bids every day, until the day's budget is gone."""
    low, high = scenario["rival_budget_yuan"]
    return market.bid[rival], 100 * int(random.between("rival budget", low, high, rival + 1)[-1])


def standing(market: Market, rival: int, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """With these scores [keyword]: the rank (0 is the first), and the price of a click."""
    others = np.where(market.bid >= max(market.reserve, 1), market.bid * market.quality, 0)
    others[rival] = 0
    number = np.arange(len(others))[:, None]
    ahead = (others > score) | ((others == score) & (number < rival) & (score > 0))
    behind = np.where(ahead, 0, others).max(axis=0)
    return ahead.sum(axis=0), np.maximum(market.reserve, behind // market.quality[rival] + 1)


def expected(market: Market, rival: int, bid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Clicks and cost per million searches of each keyword, while everybody's money lasts."""
    rank, price = standing(market, rival, bid * market.quality[rival])
    effect = np.append(market.position, np.zeros(len(market.bid), dtype=np.int64))[rank]
    clicks = np.where(bid >= max(market.reserve, 1), effect * market.ctr[rival], 0)
    return clicks, clicks * np.minimum(bid, price)


def best_response(
    market: Market, rival: int, scenario: dict[str, Any], random: Randomness
) -> tuple[np.ndarray, int]:
    """The bids that earn most against yesterday's, keyword by keyword.

    Exact for each keyword while nobody's money ends: only the lowest bid that overtakes one of
    the others (or the lowest allowed) can be the best one.
    """
    best = np.zeros(market.bid.shape[1], dtype=np.int64)
    most = np.zeros_like(best)
    quality, least = market.quality[rival], max(market.reserve, 1)
    for other in range(len(market.bid)):
        score = market.bid[other] * market.quality[other] * (other != rival)
        equal_is_enough = int(rival < other)  # ties go to the lower number
        overtakes = np.maximum((score - equal_is_enough) // quality + 1, least)
        clicks, cost = expected(market, rival, overtakes)
        profit = clicks * market.value[rival] - cost
        better = (profit > most) | ((profit == most) & (profit > 0) & (overtakes < best))
        best, most = np.where(better, overtakes, best), np.where(better, profit, most)
    return best, NO_LIMIT


def target_roas(
    market: Market, rival: int, scenario: dict[str, Any], random: Randomness
) -> tuple[np.ndarray, int]:
    """One share of the revenue per click for all keywords: the highest that keeps the ROAS."""
    low, high = scenario["rival_roas_percent"]
    target = random.between("rival roas", low, high, rival + 1)[-1]
    active, chosen = market.bid[rival] > 0, np.zeros_like(market.bid[rival])
    for percent in range(5, 105, 5):
        bid = np.where(active, market.revenue[rival] * percent // 100, 0)
        clicks, cost = expected(market, rival, bid)
        spent = (market.weights * cost).sum()
        brought = (market.weights * clicks * market.revenue[rival]).sum()
        if spent > 0 and brought * 100 // spent >= target:
            chosen = bid
    return chosen, NO_LIMIT


STRATEGIES: dict[str, Strategy] = {
    "static": static,
    "budget_limited": budget_limited,
    "best_response": best_response,
    "target_roas": target_roas,
}


def with_rivals(
    market: Market, kinds: str | list[str], scenario: dict[str, Any], random: Randomness
) -> Market:
    """The market with every rival's bids and budget of the day.

    `kinds` is one strategy's name for all, or a list of names that are dealt in turn. Raises
    CourseError for a name that is none. `market.bid` holds yesterday's bids.
    """
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    for name in names or [""]:
        if name not in STRATEGIES:
            guess = near(str(name), list(STRATEGIES))
            hint = f"你要的是 {guess} 吗？" if guess else f"能用的：{'、'.join(STRATEGIES)}。"
            raise CourseError(f"没有叫 {name} 的对手。{hint}")
    bid, budget = market.bid.copy(), market.budget.copy()
    for rival in range(1, len(bid)):
        play = STRATEGIES[names[(rival - 1) % len(names)]]
        bid[rival], budget[rival] = play(market, rival, scenario, random)
    return replace(market, bid=np.minimum(bid, 1_000_000), budget=budget)
