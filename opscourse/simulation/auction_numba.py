"""The same auction compiled by numba, for those who have it: `pip install opscourse[speed]`.

One loop over the queries with the same table of outcomes; every number equals the NumPy path's.
"""

import numba
import numpy as np

from opscourse.simulation.auction import NEVER, NOBODY, AuctionResult
from opscourse.simulation.auction_day import (
    DRAW_BITS,
    HOURS,
    KEYWORD_BITS,
    SHOP,
    DayResult,
    Premiums,
    Shoppers,
    cell_bids,
    possible_below,
)
from opscourse.simulation.auction_input import checked_input

BLOCK = 1024  # queries whose draws are looked at together
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_ONE, _S27, _S30, _S31 = np.uint64(1), np.uint64(27), np.uint64(30), np.uint64(31)
_KEYWORD_SHIFT = np.uint64(64 - KEYWORD_BITS)
_SHOPPER_SHIFT = np.uint64(48)
_DRAW = np.uint64(DRAW_BITS)
_DRAW_SHIFT = np.uint64(64 - DRAW_BITS)


def simulate_auctions(
    bid: np.ndarray,
    quality: np.ndarray,
    ctr: np.ndarray,
    position_effect: np.ndarray,
    keyword: np.ndarray,
    uniform: np.ndarray,
    budget: np.ndarray,
    reserve: int,
) -> AuctionResult:
    """As `opscourse.simulation.auction.simulate_auctions`, number for number."""
    market = checked_input(bid, quality, ctr, position_effect, keyword, uniform, budget, reserve)
    bid, quality, ctr, position_effect, keyword, uniform, budget, reserve = market
    state = _state(bid, quality, ctr, position_effect, budget, reserve)
    _serve_given(keyword, np.ascontiguousarray(uniform), *state)
    return _result(budget, state)


def run_day(
    shoppers: Shoppers,
    bid: np.ndarray,
    quality: np.ndarray,
    ctr: np.ndarray,
    position_effect: np.ndarray,
    budget: np.ndarray,
    reserve: int,
    premiums: Premiums,
) -> DayResult:
    """As `opscourse.simulation.auction_day.run_day`, number for number."""
    width = len(premiums.multiples)
    cells = cell_bids(bid, premiums)
    quality, ctr = (np.repeat(table, width, axis=1) for table in (quality, ctr))
    state = _state(cells, quality, ctr, position_effect, budget, reserve)
    shown = np.zeros((HOURS, cells.shape[1], len(position_effect)), dtype=np.int64)
    log = np.zeros((4, 1024), dtype=np.int64)
    limit = possible_below(ctr, position_effect).astype(np.uint64)
    clicks = 0
    for hour in range(HOURS):
        start, end = shoppers.hour_starts[hour : hour + 2].tolist()
        clicks, log = _serve_hashed(
            start,
            end,
            shoppers.keyword_seed,
            shoppers.draw_seed,
            shoppers._shopper_seed,
            shoppers.keyword_table,
            shoppers.shopper_table,
            premiums.number[hour],
            width,
            limit,
            shown[hour],
            log,
            clicks,
            *state,
        )
    hour_shown = shown.sum(axis=2).reshape(HOURS, -1, width).sum(axis=2)
    query, cell, slot, charge = log[:, :clicks]
    return DayResult(
        _result(budget, state), shown.sum(axis=0), hour_shown, query, cell, slot, charge
    )


def _state(bid, quality, ctr, position_effect, budget, reserve):
    """Everything the loops change, and what they rank by; rows are keywords."""
    advertisers, keywords = bid.shape
    slots = len(position_effect)
    return (
        np.ascontiguousarray(bid.T),
        np.ascontiguousarray(quality.T),
        np.ascontiguousarray(ctr.T),
        position_effect,
        budget.copy(),
        reserve,
        np.zeros((advertisers, slots), dtype=np.int64),
        np.zeros((advertisers, slots), dtype=np.int64),
        np.full(advertisers, NEVER, dtype=np.int64),
        np.full((keywords, slots + 1), NOBODY, dtype=np.int64),
        np.zeros((keywords, slots), dtype=np.int64),
        np.zeros((keywords, slots), dtype=np.float32),
    )


def _result(budget, state):
    left, impressions, clicks, exhausted_at = state[4], state[6], state[7], state[8]
    return AuctionResult(budget - left, impressions, clicks, exhausted_at)


@numba.njit(cache=True)
def _rank_row(k, bid, quality, ctr, position, left, reserve, ranked, price, chance):
    """Pick the best of those who take part, slots + 1 times; ties go to the lower number."""
    slots = len(position)
    width = slots + 1
    best = np.full(width, -1, dtype=np.int64)
    ranked[k, :] = -1
    for a in range(len(left)):
        if bid[k, a] < max(reserve, 1) or left[a] <= 0:
            continue
        score = bid[k, a] * quality[k, a]
        place = width
        while place > 0 and score > best[place - 1]:
            place -= 1
        if place < width:
            for s in range(width - 1, place, -1):
                best[s], ranked[k, s] = best[s - 1], ranked[k, s - 1]
            best[place], ranked[k, place] = score, a
    for s in range(slots):
        a = ranked[k, s]
        chance[k, s] = 0
        if a >= 0:
            own = quality[k, a]
            price[k, s] = min(bid[k, a], max(reserve, max(best[s + 1], 0) // own + 1))
            chance[k, s] = ctr[k, a] * position[s]


@numba.njit(cache=True)
def _rank_all(bid, quality, ctr, position, left, reserve, ranked, price, chance):
    for k in range(len(bid)):
        _rank_row(k, bid, quality, ctr, position, left, reserve, ranked, price, chance)


@numba.njit(cache=True)
def _rank_without(
    t, bid, quality, ctr, position, left, reserve, exhausted_at, ranked, price, chance
):  # fmt: skip
    """Rank every keyword anew in which somebody stood whose money went with query t."""
    for k in range(len(bid)):
        touched = False
        for s in range(ranked.shape[1]):
            a = ranked[k, s]
            touched = touched or (a >= 0 and exhausted_at[a] == t)
        if touched:
            _rank_row(k, bid, quality, ctr, position, left, reserve, ranked, price, chance)


@numba.njit(cache=True)
def _flush(visits, ranked, impressions, shown):
    """Enter the impressions of these visits, all served by the table as it stands."""
    for k in range(len(visits)):
        for s in range(impressions.shape[1]):
            a = ranked[k, s]
            if a >= 0:
                impressions[a, s] += visits[k]
                if a == SHOP:
                    shown[k, s] += visits[k]
        visits[k] = 0


@numba.njit(cache=True)
def _cut(cells, counted, last, visits, ranked, impressions, shown):
    """Count the block's queries up to `last` by the table as it stands; the next to count."""
    for j in range(counted, last + 1):
        visits[cells[j]] += 1
    _flush(visits, ranked, impressions, shown)
    return last + 1


@numba.njit(cache=True)
def _serve_given(
    keyword, uniform, bid, quality, ctr, position, left, reserve,
    impressions, clicks, exhausted_at, ranked, price, chance,
):  # fmt: skip
    visits = np.zeros(len(bid), dtype=np.int64)
    shown = np.zeros(chance.shape, dtype=np.int64)
    _rank_all(bid, quality, ctr, position, left, reserve, ranked, price, chance)
    for t in range(len(keyword)):
        k = keyword[t]
        visits[k] += 1
        gone = 0
        for s in range(len(position)):
            if uniform[t, s] < chance[k, s]:
                a = ranked[k, s]
                left[a] -= min(price[k, s], left[a])
                clicks[a, s] += 1
                if left[a] == 0:
                    exhausted_at[a] = t
                    gone += 1
        if gone:
            _flush(visits, ranked, impressions, shown)
            _rank_without(
                t, bid, quality, ctr, position, left, reserve, exhausted_at, ranked, price, chance
            )  # fmt: skip
    _flush(visits, ranked, impressions, shown)


@numba.njit(cache=True, inline="always")
def _hash(seed, index):
    z = seed + (np.uint64(index) + _ONE) * _STEP
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@numba.njit(cache=True)
def _possible(first, last, seed, pairs, limit, flags, places):
    """List slot + 32 × query (from the first) of the draws that may be clicks, without branches."""
    n, slots = last - first, len(limit)
    flags[:n] = 0
    for pair in range(pairs):
        even = limit[2 * pair]
        odd = limit[2 * pair + 1] if 2 * pair + 1 < slots else np.uint64(0)
        low, high = np.uint16(1 << (2 * pair)), np.uint16(2 << (2 * pair))
        for i in range(n):
            bits = _hash(seed, (first + i) * pairs + pair)
            flag = low if (bits >> _DRAW_SHIFT) < even else np.uint16(0)
            flag |= high if ((bits << _DRAW) >> _DRAW_SHIFT) < odd else np.uint16(0)
            flags[i] |= flag
    found = 0
    for i in range(n):
        places[found] = i
        found += flags[i] != 0
    queries = places[:found].copy()
    found = 0
    for i in queries:
        flag = flags[i]
        for s in range(slots):
            places[found] = 32 * i + s
            found += flag >> s & 1
    return found


@numba.njit(cache=True)
def _serve_hashed(
    first, last, keyword_seed, draw_seed, shopper_seed, keyword_table, shopper_table, number, width,
    limit, shown, log, logged, bid, quality, ctr, position, left, reserve,
    impressions, clicks, exhausted_at, ranked, price, chance,
):  # fmt: skip
    slots = len(position)
    pairs = (slots + 1) // 2
    visits = np.zeros(len(bid), dtype=np.int64)
    flags, cells = np.zeros(BLOCK, dtype=np.uint16), np.zeros(BLOCK, dtype=np.int32)
    places = np.zeros(BLOCK * slots + 1, dtype=np.int32)
    scale = np.float32(2.0**-DRAW_BITS)
    if first == 0:
        _rank_all(bid, quality, ctr, position, left, reserve, ranked, price, chance)
    for begin in range(first, last, BLOCK):
        n = min(BLOCK, last - begin)
        found = _possible(begin, begin + n, draw_seed, pairs, limit, flags, places)
        for i in range(n):
            cells[i] = keyword_table[_hash(keyword_seed, begin + i) >> _KEYWORD_SHIFT]
        if width > 1:
            for i in range(n):
                who = shopper_table[_hash(shopper_seed, begin + i) >> _SHOPPER_SHIFT]
                cells[i] = cells[i] * width + number[who]
        counted, gone_at = 0, -1
        for p in range(found):
            i, s = places[p] >> 5, places[p] & 31
            if gone_at >= 0 and i > gone_at:
                # Somebody's money went with an earlier query: rank anew before this one.
                counted = _cut(cells, counted, gone_at, visits, ranked, impressions, shown)
                _rank_without(
                    begin + gone_at, bid, quality, ctr, position, left, reserve, exhausted_at,
                    ranked, price, chance,
                )  # fmt: skip
                gone_at = -1
            t, k = begin + i, cells[i]
            bits = _hash(draw_seed, t * pairs + s // 2) << (_DRAW * np.uint64(s % 2))
            if np.float32(bits >> _DRAW_SHIFT) * scale >= chance[k, s]:
                continue
            a = ranked[k, s]
            charge = min(price[k, s], left[a])
            left[a] -= charge
            clicks[a, s] += 1
            if a == SHOP:
                if logged == log.shape[1]:
                    longer = np.zeros((4, 2 * logged), dtype=np.int64)
                    longer[:, :logged] = log
                    log = longer
                log[0, logged], log[1, logged] = t, k
                log[2, logged], log[3, logged] = s, charge
                logged += 1
            if left[a] == 0:
                exhausted_at[a] = t
                gone_at = i
        if gone_at >= 0:
            counted = _cut(cells, counted, gone_at, visits, ranked, impressions, shown)
            _rank_without(
                begin + gone_at, bid, quality, ctr, position, left, reserve, exhausted_at,
                ranked, price, chance,
            )  # fmt: skip
        for j in range(counted, n):
            visits[cells[j]] += 1
    _flush(visits, ranked, impressions, shown)
    return logged, log
