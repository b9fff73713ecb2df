"""The keyword auction: a quality-weighted generalised second price with budgets that bind in time.

Queries are served in time order. An advertiser takes part while its bid is at least the reserve
(and 1 fen) and its budget is not spent. Rank is by bid × quality, ties to the lower number. A
click costs min(bid, max(reserve, next score // own quality + 1)), "next" being the next in rank,
shown or not; the last click pays what is left. Everything is whole fen and whole points.

Between two exhaustions the set of advertisers is constant, so each keyword's outcome is one row
of a table: rank once, look up, cut exactly at the query that exhausts somebody, rank again.
"""

from dataclasses import dataclass, field

import numpy as np

from opscourse.errors import CourseError
from opscourse.simulation.auction_input import checked_input, whole_numbers

CHUNK = 1 << 15  # queries looked at together: small enough to stay in the processor's cache
NOBODY = -1
NEVER = -1


@dataclass(frozen=True)
class AuctionResult:
    """What an auction day came to, by advertiser (and slot); money in fen.

    `exhausted_at` is the query that spent the last fen of a budget, -1 if none did.
    """

    spent: np.ndarray
    impressions: np.ndarray
    clicks: np.ndarray
    exhausted_at: np.ndarray


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
    """Serve every query in time order and charge every click.

    `bid`, `quality` int64 [advertisers, keywords] (fen, 0 = not bidding; points, at least 1) ·
    `ctr` float32 [advertisers, keywords] · `position_effect` float32 [slots] · `keyword` int32
    [queries] · `uniform` float32 [queries, slots], in 0 … 1 · `budget` int64 [advertisers], fen ·
    `reserve` int, fen. Slot s of query t is clicked where `uniform[t, s] <
    float32(ctr[a, k] * position_effect[s])`. Raises CourseError for wrong shapes, negative or
    fractional fen, NaN, quality below 1 and bids above 10,000 yuan.

    Source: Edelman, Ostrovsky and Schwarz 2007, with quality weights as in Varian 2007.

    >>> one = np.ones((4, 1), dtype=np.float32)
    >>> result = simulate_auctions(
    ...     bid=np.array([[500], [400], [400], [350]]),
    ...     quality=np.array([[9], [9], [8], [7]]),
    ...     ctr=one,
    ...     position_effect=np.ones(3, dtype=np.float32),
    ...     keyword=np.array([0]),
    ...     uniform=np.zeros((1, 3), dtype=np.float32),
    ...     budget=np.array([10_000] * 4),
    ...     reserve=5,
    ... )
    >>> result.spent.tolist()
    [401, 356, 307, 0]
    """
    market = checked_input(bid, quality, ctr, position_effect, keyword, uniform, budget, reserve)
    bid, quality, ctr, position_effect, keyword, uniform, budget, reserve = market
    state = Auction(bid, quality, ctr, position_effect, budget, reserve)
    for first in range(0, len(keyword), CHUNK):
        last = min(first + CHUNK, len(keyword))
        draws = uniform[first:last]
        # A draw above every advertiser's chance cannot be a click, whoever is shown.
        place = np.flatnonzero(draws < state.highest_chance)
        query, slot = np.divmod(place, state.slots)
        state.serve(first, keyword[first:last], query, slot, draws.ravel().take(place))
    return state.result()


def quoted_price(bid: int, quality: int, next_score: int, reserve: int) -> int:
    """What a click costs, in fen: never above the bid, never below the reserve.

    `next_score` is bid × quality of the next in rank, 0 when there is none.

    >>> quoted_price(bid=500, quality=9, next_score=3600, reserve=5)
    401
    >>> quoted_price(bid=500, quality=9, next_score=4500, reserve=5)
    500
    """
    whole_numbers([bid, next_score, reserve], "出价、排名分和底价", unit=" 分")
    whole_numbers(quality, "质量分", least=1)
    if bid < max(reserve, 1):
        raise CourseError("出价低于底价，没有参加竞价，所以没有扣费。")
    return int(min(bid, max(reserve, next_score // quality + 1)))


@dataclass
class Watch:
    """What the watched advertisers see of their day.

    `shown` counts [advertiser, keyword, slot]; the lists hold their clicks, chunk by chunk.
    """

    shown: np.ndarray
    who: list[np.ndarray] = field(default_factory=list)
    query: list[np.ndarray] = field(default_factory=list)
    keyword: list[np.ndarray] = field(default_factory=list)
    slot: list[np.ndarray] = field(default_factory=list)
    charge: list[np.ndarray] = field(default_factory=list)


class Auction:
    """A running day: who still takes part, the table of outcomes, and the sums so far.

    The arguments are those of `simulate_auctions`, already checked. Of the first `watch`
    advertisers, clicks and impressions are kept one by one in `watched`.
    """

    def __init__(
        self,
        bid: np.ndarray,
        quality: np.ndarray,
        ctr: np.ndarray,
        position_effect: np.ndarray,
        budget: np.ndarray,
        reserve: int,
        watch: int = 0,
    ) -> None:
        self.advertisers, self.keywords = bid.shape
        self.slots = len(position_effect)
        self._bid, self._quality, self._ctr = bid, quality, ctr
        self._position, self._reserve = position_effect, reserve
        self._budget, self._left = budget, budget.copy()
        best = ctr.max(axis=0, initial=0)  # rounding is monotone, so this bounds every chance
        self.highest_chance = (best.max(initial=0) * position_effect).astype(np.float32)

        # Score and tie-break in one number per [keyword, advertiser]: sorting ranks them.
        number = np.arange(self.advertisers)
        takes_part = (bid >= max(reserve, 1)) & (budget > 0)[:, None]
        order = (bid * quality) * self.advertisers + (self.advertisers - 1 - number)[:, None]
        self._order = np.ascontiguousarray(np.where(takes_part, order, NOBODY).T)

        shape = (self.keywords, self.slots)
        self._ranked = np.full((self.keywords, self.slots + 1), NOBODY)
        self._winner, self._price = np.full(shape, NOBODY), np.zeros(shape, dtype=np.int64)
        self._chance = np.zeros(shape, dtype=np.float32)
        self._rank(np.arange(self.keywords))

        self._impressions = np.zeros((self.advertisers + 1, self.slots), dtype=np.int64)
        self._clicks = np.zeros(self.advertisers * self.slots, dtype=np.int64)
        self._exhausted_at = np.full(self.advertisers, NEVER, dtype=np.int64)
        self._watch = watch
        self.watched = Watch(np.zeros((watch, *shape), dtype=np.int64))

    def _rank(self, rows: np.ndarray) -> None:
        """Make these keywords' rows of the table anew."""
        top = np.sort(self._order[rows], axis=1)[:, ::-1][:, : self.slots + 1]
        present = top >= 0
        score = np.where(present, top // self.advertisers, 0)
        who = np.where(present, self.advertisers - 1 - top % self.advertisers, NOBODY)
        self._ranked[rows, : who.shape[1]] = who

        shown = who[:, : self.slots]
        width = shown.shape[1]  # fewer advertisers than slots leave the last ones empty
        following = np.zeros_like(shown)
        following[:, : score.shape[1] - 1] = score[:, 1:][:, :width]
        column = rows[:, None]
        price = np.maximum(self._reserve, following // self._quality[shown, column] + 1)
        self._winner[rows, :width] = shown
        self._price[rows, :width] = np.minimum(self._bid[shown, column], price)
        self._chance[rows, :width] = np.where(
            present[:, :width], self._ctr[shown, column] * self._position[:width], 0
        )

    def serve(
        self,
        first: int,
        keyword: np.ndarray,
        query: np.ndarray,
        slot: np.ndarray,
        uniform: np.ndarray,
    ) -> None:
        """Serve the queries first, first + 1 … of these keywords.

        `query` (counted from `first`), `slot` and `uniform` are the draws that may be clicks, in
        order of the query.
        """
        cell = keyword[query] * self.slots + slot
        begin = position = 0
        while True:
            chosen = position + np.flatnonzero(
                uniform[position:] < self._chance.ravel().take(cell[position:])
            )
            who = self._winner.ravel().take(cell[chosen])
            charge = self._price.ravel().take(cell[chosen])
            total = np.bincount(who, weights=charge, minlength=self.advertisers)
            over = np.flatnonzero((total >= self._left) & (self._left > 0))
            if not len(over):
                self._book(first, cell, query, chosen, who, charge)
                self._count(keyword[begin:])
                return
            # The first query at which somebody's money is gone; nothing after it counts.
            ends = {a: self._end(a, query[chosen], who, charge) for a in over.tolist()}
            end = min(ends.values())
            upto = np.searchsorted(query[chosen], end, side="right")
            chosen, who, charge = chosen[:upto], who[:upto], charge[:upto]
            gone = [a for a, at in ends.items() if at == end]
            for a in gone:  # the last click pays what is left
                mine = np.flatnonzero(who == a)
                charge[mine[-1]] -= charge[mine].sum() - self._left[a]
            self._book(first, cell, query, chosen, who, charge)
            self._count(keyword[begin : end + 1])
            self._retire(gone, first + end)
            begin = end + 1
            position = int(np.searchsorted(query, begin))

    def _end(self, a: int, query: np.ndarray, who: np.ndarray, charge: np.ndarray) -> int:
        """The query whose click spends what advertiser a has left."""
        mine = np.flatnonzero(who == a)
        return int(query[mine[np.searchsorted(np.cumsum(charge[mine]), self._left[a])]])

    def _book(
        self,
        first: int,
        cell: np.ndarray,
        query: np.ndarray,
        chosen: np.ndarray,
        who: np.ndarray,
        charge: np.ndarray,
    ) -> None:
        """Enter these clicks."""
        paid = np.bincount(who, weights=charge, minlength=self.advertisers)
        self._left -= paid.astype(np.int64)
        slot = cell[chosen] % self.slots
        self._clicks += np.bincount(who * self.slots + slot, minlength=len(self._clicks))
        if self._watch:
            own = np.flatnonzero(who < self._watch)
            self.watched.who.append(who[own])
            self.watched.query.append(first + query[chosen[own]])
            self.watched.keyword.append(cell[chosen[own]] // self.slots)
            self.watched.slot.append(slot[own])
            self.watched.charge.append(charge[own])

    def _count(self, keyword: np.ndarray) -> None:
        """Enter the impressions of these queries, all served by the table as it stands."""
        visits = np.bincount(keyword, minlength=self.keywords)
        for s in range(self.slots):  # whole numbers below 2**53: float weights are exact
            shown = np.bincount(
                self._winner[:, s] + 1, weights=visits, minlength=self.advertisers + 1
            )
            self._impressions[:, s] += shown.astype(np.int64)
        for a in range(self._watch):
            self.watched.shown[a] += (self._winner == a) * visits[:, None]

    def _retire(self, gone: list[int], at: int) -> None:
        self._exhausted_at[gone] = at
        touched = np.isin(self._ranked, gone).any(axis=1)
        self._order[:, gone] = NOBODY
        self._rank(np.flatnonzero(touched))

    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """Who stands in each [keyword, slot] now (-1: nobody), and what a click costs there."""
        return self._winner.copy(), self._price.copy()

    def result(self) -> AuctionResult:
        """The sums so far."""
        return AuctionResult(
            spent=self._budget - self._left,
            impressions=self._impressions[1:].copy(),
            clicks=self._clicks.reshape(self.advertisers, self.slots).copy(),
            exhausted_at=self._exhausted_at.copy(),
        )
