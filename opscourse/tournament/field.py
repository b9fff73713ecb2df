"""The field of one heat: entries and hidden rivals in one market, three hours at a time.

Everybody's money binds in time. Between two decisions the bids stand; `simulation.auction.Auction`
serves the searches and charges the clicks. An entry that has spent its money is asked no more.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from opscourse.simulation.auction import Auction
from opscourse.simulation.auction_report import price_in_words
from opscourse.tournament import rules
from opscourse.tournament.baselines import BASELINES, Called, value
from opscourse.tournament.bids import read_bids
from opscourse.tournament.heat_market import KIND, HeatMarket, Searches
from opscourse.tournament.results import HeatResult, SeatResult
from opscourse.tournament.state import RESULT, Player

IMPRESSIONS, CLICKS, COST, ORDERS, REVENUE, WORTH = range(6)  # columns of a seat's sums
MOST_FAULTS = 40  # different sentences kept for one entry
REPLAY_SLOT = 3  # 9 to 12 o'clock, on the second day where there is one


@dataclass
class _Seat:
    """An entry while the heat runs: `sums` [keyword, column], `last` those of the last slot."""

    result: SeatResult
    player: Player
    left: int
    sums: np.ndarray
    last: np.ndarray


class Field:
    """The market of one heat; several groups can play on it, each alone.

    `key` (a whole number or 32 bytes) decides keywords, rivals and shoppers; `budget` is fen for
    the whole heat. `kinds` gives each rival's kind, for tests; else the key deals them.

    >>> from opscourse.tournament.baselines import flat
    >>> field = Field(7, days=1, budget=10_000, queries=2000)
    >>> seat = field.play({"甲": Called(flat)}).seats[0]
    >>> 0 < seat.spent <= 10_000
    True
    """

    def __init__(
        self,
        key: int | bytes,
        days: int = rules.HEAT_DAYS,
        budget: int = rules.HEAT_BUDGET,
        queries: int = rules.QUERIES,
        kinds: list[str] | None = None,
    ) -> None:
        self.days, self.budget = days, budget
        self.market = HeatMarket(key, days, queries, kinds)

    @functools.cached_property
    def par(self) -> tuple[str, int]:
        """Name and profit (fen) of the best scripted baseline, alone against these rivals."""
        made = {name: heat.seats[0].profit for name, heat in self.baselines.items()}
        name = max(made, key=lambda one: made[one])
        return name, made[name]

    @functools.cached_property
    def baselines(self) -> dict[str, HeatResult]:
        """Each scripted baseline's heat, alone against these rivals."""
        return {name: _Play(self, {name: Called(bid)}, 0).run() for name, bid in BASELINES.items()}

    def play(
        self,
        players: Mapping[str, Player],
        *,
        sparring: int = 0,
        round_number: int = 0,
        heat: int = 0,
        group: int = 0,
    ) -> HeatResult:
        """One group's heat; `players` by author, in any order.

        `sparring` more seats bid the value of a click, so that smaller groups are no easier.
        """
        result = _Play(self, players, sparring).run()
        result.round, result.heat, result.group = round_number, heat, group
        result.par_name, result.par = self.par
        return result


class _Play:
    """A heat in progress."""

    def __init__(self, field: Field, players: Mapping[str, Player], sparring: int) -> None:
        self.field, self.market = field, field.market
        known = len(self.market.ids)
        names = sorted(players)  # never the order in which files were found
        shuffled = self.market.random.shuffled("tournament seats", np.arange(len(names)))
        everybody = {names[k]: players[names[k]] for k in shuffled.tolist()}
        partners = {f"陪练 {k + 1}": Called(value) for k in range(sparring)}
        self.seats = [
            _Seat(SeatResult(name), player, field.budget, *np.zeros((2, known, 6), dtype=np.int64))
            for name, player in [*everybody.items(), *partners.items()]
        ]
        self.entries = len(everybody)
        self.quality, self.ctr = self.market.tables(len(self.seats))
        self.rival_spent = np.zeros(self.market.rivals, dtype=np.int64)
        self.replay: dict[str, Any] = {}

    def run(self) -> HeatResult:
        """Play all days."""
        n = len(self.seats)
        bids = self.market.first_bids(n)
        band = _band(*self._auction(bids, np.full(len(bids), 1), 0).places())
        for day, searches in enumerate(self.market.days):
            bids[n:], budgets = self.market.rival_bids(bids, n)
            known = self._known(band)
            decided, bands = np.zeros_like(bids[:n]), []
            for slot in range(rules.SLOTS_A_DAY):
                bids[:n] = [self._decide(seat, day, slot, known) for seat in self.seats]
                left = np.concatenate([[seat.left for seat in self.seats], budgets])
                turn = day * rules.SLOTS_A_DAY + slot
                bands.append(self._serve(searches, day, slot, turn, bids, left))
                budgets = left[n:]
                decided += bids[:n]
            bids[:n] = decided // rules.SLOTS_A_DAY  # what rivals see of the day
            band = np.mean(bands, axis=0)
        return self._result()

    # ---- what an entry sees, and what it decides

    def _known(self, band: np.ndarray) -> list[dict[str, Any]]:
        """The keywords of the state, with yesterday's prices [low and high, keyword] in yuan."""
        low = np.maximum(np.floor(band[0] / 10) / 10, self.market.market.reserve / rules.YUAN)
        high = np.maximum(np.ceil(band[1] / 10) / 10, low)
        return [
            {**one, "price_low": float(low[k]), "price_high": float(high[k])}
            for k, one in enumerate(self.market.shown)
        ]

    def _state(self, seat: _Seat, day: int, slot: int, known: list[dict[str, Any]]) -> dict:
        return {
            "day": day + 1,
            "days": self.field.days,
            "hour": slot * rules.SLOT_HOURS,
            "budget": self.field.budget / rules.YUAN,
            "budget_left": seat.left / rules.YUAN,
            "keywords": [dict(one) for one in known],  # its own: an entry may write into it
            "results": self._in_yuan(seat.sums),
            "last": self._in_yuan(seat.last),
        }

    def _in_yuan(self, sums: np.ndarray) -> dict[str, dict[str, Any]]:
        seen = np.flatnonzero(sums[:, IMPRESSIONS])
        rows = sums[seen, : len(RESULT)].tolist()
        out = {}
        for k, row in zip(seen.tolist(), rows, strict=True):
            row[COST], row[REVENUE] = row[COST] / rules.YUAN, row[REVENUE] / rules.YUAN
            out[self.market.ids[k]] = dict(zip(RESULT, row, strict=True))
        return out

    def _decide(self, seat: _Seat, day: int, slot: int, known: list[dict[str, Any]]) -> np.ndarray:
        """The seat's bids [keyword]; none where its money is spent or its decision has a fault."""
        bids = np.zeros(len(self.market.ids_by_number), dtype=np.int64)
        if seat.left <= 0:
            return bids
        decision = seat.player.decide(self._state(seat, day, slot, known))
        if decision.fault:
            seat.result.stalled |= decision.stalled
            _note(seat.result, [decision.fault])
            return bids
        good, faults = read_bids(decision.bids, self.market.ids_by_number)
        _note(seat.result, faults)
        for one, fen in good.items():
            bids[self.market.ids_by_number[one]] = fen
        return bids

    # ---- three hours of searches

    def _auction(self, bids: np.ndarray, left: np.ndarray, turn: int) -> Auction:
        """The seats' numbers change from slot to slot: ties must not go to one of them always."""
        order = self._order(turn)
        market = self.market.market
        return Auction(
            bids[order],
            self.quality[order],
            self.ctr[order],
            market.position_effect(),
            left[order],
            market.reserve,
            watch=len(self.seats),
        )

    def _order(self, turn: int) -> np.ndarray:
        """Advertiser by number: all seats, then the rivals.

        Two turns have the seats once forwards and once backwards: of any two, each is the lower.
        """
        n = len(self.seats)
        seats = self.market.random.shuffled(f"tournament turn {turn // 2}", np.arange(n))
        if turn % 2:
            seats = seats[::-1]
        return np.concatenate([seats, np.arange(n, len(self.quality))])

    def _serve(
        self,
        day: Searches,
        day_number: int,
        slot: int,
        turn: int,
        bids: np.ndarray,
        left: np.ndarray,
    ) -> np.ndarray:
        """Serve the slot, enter what it brought into the seats, `left` and the rivals' spending.

        Gives the prices of the last and of the first place [2, keyword], at its beginning.
        """
        auction = self._auction(bids, left, turn)
        begins = auction.places()
        first, end = day.starts[slot : slot + 2].tolist()
        draws = slice(*day.draw_starts[slot : slot + 2].tolist())
        keyword = day.keyword[first:end]
        auction.serve(first, keyword, day.at[draws] - first, day.slot[draws], day.draw[draws])
        result, seen, order = auction.result(), auction.watched, self._order(turn)
        spent = np.empty_like(left)
        spent[order] = result.spent
        left -= spent
        self.rival_spent += spent[len(self.seats) :]
        who, query = np.concatenate(seen.who), np.concatenate(seen.query)
        at, charge = np.concatenate(seen.keyword), np.concatenate(seen.charge)
        for number in range(len(self.seats)):
            mine = who == number
            impressions = seen.shown[number].sum(axis=1)
            sums = _sums(day, impressions, at[mine], charge[mine], query[mine])
            self._enter(self.seats[int(order[number])], sums, turn)
        if not self.replay and slot == REPLAY_SLOT and day_number == min(1, self.field.days - 1):
            out_at = np.empty_like(left)
            out_at[order] = result.exhausted_at
            self.replay = self._replayed(day, day_number, slot, bids, left + spent, out_at, order)
        return _band(*begins)

    def _enter(self, seat: _Seat, sums: np.ndarray, turn: int) -> None:
        cost, worth = int(sums[:, COST].sum()), int(sums[:, WORTH].sum())
        seat.sums = seat.sums + sums
        seat.last = sums
        if seat.left and cost == seat.left:
            seat.result.out_at = len(seat.result.by_slot)
        seat.left -= cost
        seat.result.by_slot.append([cost, worth - cost])

    def _result(self) -> HeatResult:
        for seat in self.seats:
            total = seat.sums.sum(axis=0).tolist()
            one = seat.result
            one.spent, one.clicks, one.orders = total[COST], total[CLICKS], total[ORDERS]
            one.profit = total[WORTH] - total[COST]
            one.by_keyword = {
                self.market.ids[k]: seat.sums[k, [IMPRESSIONS, CLICKS, COST, WORTH]].tolist()
                for k in np.flatnonzero(seat.sums[:, IMPRESSIONS]).tolist()
            }
        rivals = [
            {"name": f"对手 {k + 1}", "kind": KIND[kind], "spent": int(self.rival_spent[k])}
            for k, kind in enumerate(self.market.kinds)
        ]
        partners = [
            {"name": seat.result.author, "kind": "陪练", "spent": seat.result.spent}
            for seat in self.seats[self.entries :]
        ]
        return HeatResult(
            round=0,
            heat=0,
            group=0,
            days=self.field.days,
            budget=self.field.budget,
            seats=sorted((s.result for s in self.seats[: self.entries]), key=lambda s: s.author),
            rivals=[*rivals, *partners],
            keywords={one["keyword_id"]: one["keyword"] for one in self.market.shown},
            replay=self.replay,
        )

    # ---- one auction, to look at

    def _replayed(
        self,
        day: Searches,
        day_number: int,
        slot: int,
        bids: np.ndarray,
        left: np.ndarray,
        out_at: np.ndarray,
        order: np.ndarray,
    ) -> dict[str, Any]:
        """The slot's first search of the keyword for which most entries bid (the most searched)."""
        reserve = max(self.market.market.reserve, 1)
        wanted = ((bids >= reserve) & (left > 0)[:, None])[: len(self.seats)].sum(axis=0)
        first, end = day.starts[slot : slot + 2].tolist()
        keyword = day.keyword[first:end]
        visits = np.bincount(keyword, minlength=len(wanted))
        k = int(np.lexsort((-visits, -wanted * (visits > 0)))[0])
        if not wanted[k] or not visits[k]:
            return {}
        query = first + int(np.flatnonzero(keyword == k)[0])
        present = (bids[:, k] >= reserve) & (left > 0) & ((out_at < 0) | (out_at >= query))
        score = bids[:, k] * self.quality[:, k]
        number = np.argsort(order)
        ranked = sorted(np.flatnonzero(present).tolist(), key=lambda a: (-score[a], number[a]))
        names = [s.result.author for s in self.seats]
        names += [f"对手 {r + 1}" for r in range(self.market.rivals)]
        bidders = []
        for place, a in enumerate(ranked):
            behind = int(score[ranked[place + 1]]) if place + 1 < len(ranked) else 0
            bid, quality = int(bids[a, k]), int(self.quality[a, k])
            price, why = price_in_words(bid, quality, behind, self.market.market.reserve)
            shown = place < len(self.market.market.position)
            bidders.append(
                {
                    "name": names[a],
                    "seat": a < self.entries,
                    "bid": bid,
                    "quality": quality,
                    "score": int(score[a]),
                    "rank": place + 1,
                    "shown": shown,
                    "price": price if shown else 0,
                    "why": why if shown else "没有位置，不展示",
                }
            )
        return {
            "query": int(day.query[query]),
            "day": day_number + 1,
            "hour": slot * rules.SLOT_HOURS,
            "keyword_id": self.market.ids[k],
            "keyword": self.market.shown[k]["keyword"],
            "bidders": bidders,
        }


def _sums(
    day: Searches, impressions: np.ndarray, at: np.ndarray, charge: np.ndarray, query: np.ndarray
) -> np.ndarray:
    """One seat's slot as [keyword, column]; the clicks' keyword, charge and search are given."""
    revenue = day.revenue[query]
    columns = (None, charge, revenue > 0, revenue, day.worth[query])
    counted = [np.bincount(at, weights=one, minlength=len(impressions)) for one in columns]
    return np.column_stack([impressions, *counted]).astype(np.int64)


def _band(winner: np.ndarray, price: np.ndarray) -> np.ndarray:
    """Fen a click costs in the last place that is taken, and in the first [2, keyword]."""
    taken = (winner >= 0).sum(axis=1)
    last = price[np.arange(len(price)), np.maximum(taken - 1, 0)]
    return np.array([last, price[:, 0]])


def _note(result: SeatResult, faults: list[str]) -> None:
    for fault in faults:
        if fault in result.faults or len(result.faults) < MOST_FAULTS:
            result.faults[fault] = result.faults.get(fault, 0) + 1
