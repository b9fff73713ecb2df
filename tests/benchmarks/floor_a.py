"""Floor A of the auction benchmark, compiled by numba."""

import numba
import numpy as np

from opscourse.simulation.auction_day import KEYWORD_BITS

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_SHIFT = np.uint64(64 - KEYWORD_BITS)
_ONE, _S27, _S30, _S31 = np.uint64(1), np.uint64(27), np.uint64(30), np.uint64(31)


@numba.njit(inline="always")
def _hash(seed, index):
    z = seed + (np.uint64(index) + _ONE) * _STEP
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@numba.njit
def floor_a(queries, keyword_seed, draw_seed, table, keywords, pairs):
    """One hash and a visit for the keyword, one hash for each pair of slots; their sum."""
    visits = np.zeros(keywords, dtype=np.int64)
    total = np.uint64(0)
    for t in range(queries):
        visits[table[_hash(keyword_seed, t) >> _SHIFT]] += 1
        for pair in range(pairs):
            total += _hash(draw_seed, t * pairs + pair)
    return total, visits
