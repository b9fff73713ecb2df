"""The auction in plain Python: everybody ranked again for every query. Slow and easy to believe."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Sums:
    """As AuctionResult, in lists."""

    spent: list[int]
    impressions: list[list[int]]
    clicks: list[list[int]]
    exhausted_at: list[int]


def quote(bid, quality, next_score, reserve):
    return min(bid, max(reserve, next_score // quality + 1))


def rank(bid, quality, takes_part):
    """Advertisers by bid × quality, ties to the lower number."""
    score = {a: bid[a] * quality[a] for a in takes_part}
    return sorted(score, key=lambda a: (-score[a], a))


def simulate(bid, quality, ctr, position_effect, keyword, uniform, budget, reserve) -> Sums:
    """The arguments and sums of `simulate_auctions`."""
    bids, qualities = np.asarray(bid).T.tolist(), np.asarray(quality).T.tolist()
    budget = np.asarray(budget).tolist()
    chance = (np.asarray(ctr, "f4").T[:, :, None] * np.asarray(position_effect, "f4")).tolist()
    draws = np.asarray(uniform, "f4").tolist()
    advertisers, slots = len(budget), len(position_effect)
    sums = Sums(
        [0] * advertisers,
        [[0] * slots for _ in range(advertisers)],
        [[0] * slots for _ in range(advertisers)],
        [-1] * advertisers,
    )
    for t, k in enumerate(np.asarray(keyword).tolist()):
        b, q = bids[k], qualities[k]
        takes_part = [
            a for a in range(advertisers) if b[a] >= max(reserve, 1) and sums.spent[a] < budget[a]
        ]
        ranked = rank(b, q, takes_part)
        for s, a in enumerate(ranked[:slots]):
            sums.impressions[a][s] += 1
            if draws[t][s] < chance[k][a][s]:
                behind = ranked[s + 1] if s + 1 < len(ranked) else None
                next_score = 0 if behind is None else b[behind] * q[behind]
                sums.clicks[a][s] += 1
                price = quote(b[a], q[a], next_score, reserve)
                sums.spent[a] += min(price, budget[a] - sums.spent[a])
                if sums.spent[a] == budget[a]:
                    sums.exhausted_at[a] = t
    return sums
