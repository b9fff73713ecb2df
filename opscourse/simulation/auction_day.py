"""A shop's auction day: shoppers made in chunks from a key, served, and forgotten.

Every property of query t (its words, its draws, the shopper's region and crowds) is a function
of (key, day, t), so two bids meet the same shoppers. No uniforms are stored: a chunk's are made,
used and dropped. `uniforms` gives the same ones whole, for `simulate_auctions` and for tests.
"""

from dataclasses import dataclass

import numpy as np

from opscourse.simulation.auction import CHUNK, Auction, AuctionResult
from opscourse.simulation.randomness import Randomness, splitmix64

HOURS = 24
DRAW_BITS = 24  # a draw is a whole number of 2**-24, exact in float32
KEYWORD_BITS = 18
SHOP = 0  # the shop's number among the advertisers


def draw_of(bits: np.ndarray, slot: int | np.ndarray) -> np.ndarray:
    """The uniform (float32) of a slot: slots share 64 bits in pairs, 24 bits each."""
    shift = np.asarray(slot % 2 * DRAW_BITS).astype(np.uint64)
    whole = (bits << shift) >> np.uint64(64 - DRAW_BITS)
    return whole.astype(np.float32) * np.float32(2.0**-DRAW_BITS)


class Shoppers:
    """The searches of one day, in time order.

    `weights` (whole numbers, one a keyword), `hours` (24), `regions` and `crowds` say how many
    of each to expect; crowd number c is a set of crowds, bit by bit.
    """

    def __init__(
        self,
        random: Randomness,
        day: int,
        queries: int,
        weights: np.ndarray,
        hours: np.ndarray,
        regions: np.ndarray,
        crowds: np.ndarray,
        slots: int,
    ) -> None:
        self.queries, self.slots = queries, slots
        self.pairs = (slots + 1) // 2
        seeds = random.bits(f"auction day {day}", 4)
        self.keyword_seed, self.draw_seed, self._shopper_seed, self._purchase_seed = seeds
        self.regions, self.crowds = len(regions), len(crowds)
        self.keyword_table = _shares(weights, KEYWORD_BITS)
        self.shopper_table = _shares((regions[:, None] * crowds).ravel(), 16)
        ends = np.cumsum(hours) * queries // np.sum(hours)
        self.hour_starts = np.concatenate([[0], ends]).astype(np.int64)

    def hour(self, query: np.ndarray) -> np.ndarray:
        """Hour 0 … 23 of each query."""
        return np.searchsorted(self.hour_starts, query, side="right") - 1

    def keyword(self, query: np.ndarray) -> np.ndarray:
        """Position of the keyword that each query searches."""
        bits = splitmix64(self.keyword_seed, query) >> np.uint64(64 - KEYWORD_BITS)
        return self.keyword_table.take(bits.astype(np.intp))

    def shopper(self, query: np.ndarray) -> np.ndarray:
        """Region × number of crowd sets + crowd set of each query's shopper."""
        bits = splitmix64(self._shopper_seed, query) >> np.uint64(48)
        return self.shopper_table.take(bits.astype(np.intp))

    def draw_bits(self, pair: int, query: np.ndarray) -> np.ndarray:
        """The 64 bits behind the draws of slots 2 × pair and 2 × pair + 1."""
        return splitmix64(self.draw_seed, query * self.pairs + pair)

    def uniforms(self, query: np.ndarray) -> np.ndarray:
        """All draws of these queries: float32 [queries, slots]."""
        columns = [draw_of(self.draw_bits(s // 2, query), s) for s in range(self.slots)]
        return np.stack(columns, axis=1)

    def purchase(self, query: np.ndarray, number: int, bound: int) -> np.ndarray:
        """Whole numbers 0 … bound-1 that decide what query's shopper does after a click."""
        bits = splitmix64(self._purchase_seed, query * 4 + number) >> np.uint64(32)
        return ((bits * np.uint64(bound)) >> np.uint64(32)).astype(np.int64)


def _shares(weights: np.ndarray, bits: int) -> np.ndarray:
    """A table of 2**bits positions in which each position has its share, for drawing by look-up."""
    upto = np.cumsum(np.asarray(weights, dtype=np.int64))
    ends = upto * (1 << bits) // upto[-1]
    return np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=0))


@dataclass(frozen=True)
class Premiums:
    """Which multiple of the bid an hour and a shopper are worth.

    `multiples` (in ten-thousandths of a percent: 10**6 is the plain bid) are the different
    values; `number` [hour, shopper] says which one applies.
    """

    multiples: np.ndarray
    number: np.ndarray


@dataclass(frozen=True)
class DayResult:
    """A day's sums, and what the shop (advertiser 0) saw of it.

    A cell is keyword × number of different premiums + premium. `shown` counts [cell, slot];
    `hour_shown` [hour, keyword]; `query`, `cell`, `slot`, `charge` are the shop's clicks in order.
    """

    auction: AuctionResult
    shown: np.ndarray
    hour_shown: np.ndarray
    query: np.ndarray
    cell: np.ndarray
    slot: np.ndarray
    charge: np.ndarray


def cell_bids(bid: np.ndarray, premiums: Premiums) -> np.ndarray:
    """Bids by cell: the shop's with its premiums, in whole fen, everybody else's as they are."""
    width = len(premiums.multiples)
    cells = np.repeat(bid, width, axis=1)
    cells[SHOP] = (bid[SHOP][:, None] * premiums.multiples // 10**6).ravel()
    return cells


def possible_below(ctr: np.ndarray, position_effect: np.ndarray) -> np.ndarray:
    """By slot, the 24-bit whole number that a draw must be below to be anybody's click."""
    highest = (ctr.max(initial=0) * position_effect).astype(np.float32)
    return np.ceil(highest.astype(np.float64) * (1 << DRAW_BITS)).astype(np.int64)


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
    """Serve the whole day; arrays by [advertiser, keyword] as for `simulate_auctions`, checked."""
    width = len(premiums.multiples)
    cells = cell_bids(bid, premiums)
    quality, ctr = (np.repeat(table, width, axis=1) for table in (quality, ctr))
    state = Auction(cells, quality, ctr, position_effect, budget, reserve, watch=SHOP + 1)
    limit = possible_below(ctr, position_effect)
    hour_shown = np.zeros((HOURS, len(bid[0])), dtype=np.int64)
    for hour in range(HOURS):
        before = state.watched.shown.copy()
        start, end = shoppers.hour_starts[hour : hour + 2].tolist()
        for first in range(start, end, CHUNK):
            query = np.arange(first, min(first + CHUNK, end))
            cell = shoppers.keyword(query)
            if width > 1:
                number = premiums.number[hour].take(shoppers.shopper(query))
                cell = cell * width + number
            state.serve(first, cell, *_possible_clicks(shoppers, query, limit))
        seen = (state.watched.shown - before)[SHOP].sum(axis=1)
        hour_shown[hour] = seen.reshape(-1, width).sum(axis=1)
    log = state.watched
    return DayResult(
        state.result(),
        log.shown[SHOP],
        hour_shown,
        *map(_joined, (log.query, log.keyword, log.slot, log.charge)),
    )


def _possible_clicks(
    shoppers: Shoppers, query: np.ndarray, limit: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Queries (from the chunk's first), slots and draws that are below the highest chance."""
    bits = np.empty((shoppers.pairs, len(query)), dtype=np.uint64)
    possible = np.empty((len(query), shoppers.slots), dtype=bool)
    for s in range(shoppers.slots):
        pair = s // 2
        if s % 2 == 0:
            bits[pair] = shoppers.draw_bits(pair, query)
            draw = bits[pair]
        else:
            draw = bits[pair] << np.uint64(DRAW_BITS)
        # Compared in place, without shifting down: the last bits below the 24 do not matter.
        top = np.uint64(max(int(limit[s]) << (64 - DRAW_BITS), 1) - 1)
        np.less_equal(draw, top, out=possible[:, s])
    place = np.flatnonzero(possible)
    at, slot = np.divmod(place, shoppers.slots)
    return at, slot, draw_of(bits[slot // 2, at], slot)


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
