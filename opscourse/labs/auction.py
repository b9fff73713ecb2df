"""The lab of L10: bid for keywords, press a day, and see why each click costs what it costs.

`show()` opens it in a notebook. The same by code:

    model = AuctionModel()                        # the practice world, a day in December
    model.standings()                             # rank, price and who is next, keyword by keyword
    model.explain("银耳")                          # the price of a click, step by step
    day = model.press_day()                       # the day's shoppers come
    model.set(bids={"银耳": 0.6}, budget=50)       # another try, on the same shoppers
    model.press_day()
    model.undo()                                  # back to before the last press, set or week
    model.budget_paradox()                        # three bids, same shoppers, same budget
    model.quality_worth("银耳")                    # what a point of quality is worth
    model.compare(model.change(creative="产地实拍图"))
    model.run_week(progress=print)

The market is `opscourse.simulation.KeywordAuction`; all bids are exact
matches without premiums. Three things are there to be felt: a shop does not pay its bid, quality
is worth money, and under a budget a higher bid can buy fewer clicks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.labs.auction_results import Comparison, Paradox, PressedDay, Week
from opscourse.labs.auction_settings import (
    CREATIVES,
    RIVALS,
    Strategy,
    checked_budget,
    checked_choice,
    fen_from,
)
from opscourse.labs.auction_standing import Opening, Standing
from opscourse.simulation import PRACTICE_KEY, World
from opscourse.simulation.auction_report import AuctionReport
from opscourse.simulation.dates import DATES, DAYS
from opscourse.simulation.quality import Quality, next_day_quality

DAY = "2025-12-16"
WEEK_DAYS = 7
START_BID, START_BUDGET = 0.8, 40.0  # yuan
MOST_WORDS = 12
TIMES = (0.5, 1.0, 2.5)
REMEMBERED = 200  # steps that `undo` can go back


@dataclass(frozen=True, eq=False)
class _State:
    """Everything that `undo` brings back."""

    day: int
    rivals: str
    strategy: Strategy
    result: PressedDay | None = None
    week: Week | None = None


class AuctionModel:
    """The lab without a screen.

    `world`: a `World` (default: the practice world) · `day`: an ISO date or 0 … 730 ·
    `keywords`: words or ids of the market, at most 12 (default: five that sell and one that
    hardly does) · `bids`: yuan by keyword, 0 for none (default 0.80 each) · `budget`: yuan for a
    day · `creative`: a picture out of `CREATIVES` · `rivals`: how rivals bid, out of `RIVALS`.
    Raises CourseError, one Chinese sentence, for anything that does not fit; nothing is lost then.

    >>> model = AuctionModel(World(7), bids={"银耳": 1.5})
    >>> standing = model.explain("银耳")
    >>> standing.price <= standing.bid == 150
    True
    >>> bool(model.press_day().totals["花费"] <= 40)
    True
    """

    def __init__(
        self,
        world: Any = None,
        day: int | str = DAY,
        *,
        keywords: Iterable[str] | None = None,
        bids: Mapping[str, Any] | None = None,
        budget: Any = START_BUDGET,
        creative: str = "现在的图",
        rivals: str = "预算有限",
    ) -> None:
        self.world = World(PRACTICE_KEY) if world is None else world
        self._openings = functools.lru_cache(maxsize=8)(self._open)
        rivals = checked_choice(rivals, RIVALS, "对手")
        creative = checked_choice(creative, CREATIVES, "创意")
        opening = self._openings(day, rivals, creative)
        chosen = list(bids or ()) if keywords is None else list(keywords)
        if keywords is None and bids is None:
            chosen = opening.handful()
        money = {opening.sold(word): fen_from(START_BID, "出价") for word in chosen}
        if not 1 <= len(money) <= MOST_WORDS:
            raise CourseError(f"选了 {len(money)} 个关键词。要选 1 到 {MOST_WORDS} 个。")
        strategy = Strategy(money, checked_budget(budget), creative)
        self._state = _State(opening.auction.day, rivals, strategy)
        self._past: list[tuple[str, _State]] = []
        if bids is not None:
            self._state = replace(
                self._state, strategy=replace(strategy, bids=self._checked_bids(bids))
            )

    def _open(self, day: int | str, rivals: str, creative: str) -> Opening:
        return Opening(self.world, day, RIVALS[rivals], CREATIVES[creative])

    # ---- what is set

    @property
    def strategy(self) -> Strategy:
        """Bids, budget and picture as they are set; fen."""
        return self._state.strategy

    @property
    def keywords(self) -> list[str]:
        """The keywords in play."""
        return list(self.strategy.bids)

    @property
    def bids(self) -> dict[str, float]:
        """Yuan by keyword."""
        return {word: fen / 100 for word, fen in self.strategy.bids.items()}

    @property
    def budget(self) -> float:
        """Yuan for a day."""
        return self.strategy.budget / 100

    @property
    def rivals(self) -> str:
        """How the rivals bid."""
        return self._state.rivals

    @property
    def day(self) -> str:
        """The day as an ISO date."""
        return str(DATES[self._state.day])

    @property
    def result(self) -> PressedDay | None:
        """The last day that was pressed."""
        return self._state.result

    @property
    def week(self) -> Week | None:
        """The last week that was run."""
        return self._state.week

    @property
    def opening(self) -> Opening:
        """The market when the day opens."""
        return self._openings(self._state.day, self.rivals, self.strategy.creative)

    @property
    def sold(self) -> pd.DataFrame:
        """Every keyword of the market and what the shop knows of it."""
        return self.opening.known.copy()

    def set(
        self,
        *,
        bids: Mapping[str, Any] | None = None,
        budget: Any = None,
        creative: str | None = None,
        rivals: str | None = None,
        day: int | str | None = None,
        merge: bool = False,
    ) -> AuctionModel:
        """Change some settings; all are checked before anything changes. Gives the model back.

        `bids` names only the keywords whose bid changes. With `merge`, sets of the same field in
        a row are one step for `undo` (a slider that is dragged).
        """
        now, strategy = self._state, self.strategy
        if bids is not None:
            strategy = replace(strategy, bids={**strategy.bids, **self._checked_bids(bids)})
        if budget is not None:
            strategy = replace(strategy, budget=checked_budget(budget))
        if creative is not None:
            strategy = replace(strategy, creative=checked_choice(creative, CREATIVES, "创意"))
        if rivals is not None:
            rivals = checked_choice(rivals, RIVALS, "对手")
        new = replace(now, strategy=strategy, rivals=rivals or now.rivals)
        if day is not None:
            opening = self._openings(day, new.rivals, strategy.creative)
            new = replace(new, day=opening.auction.day)
        fields = {"budget": budget, "creative": creative, "rivals": rivals, "day": day}
        kind = repr(
            (sorted(bids or ()), [name for name, value in fields.items() if value is not None])
        )
        self._go(new, kind, merge)
        return self

    def swap(self, old: str, new: str) -> AuctionModel:
        """Give up one keyword for another, with the same bid."""
        old, new = self._in_play(old), self.opening.sold(new)
        if new in self.strategy.bids and new != old:
            raise CourseError(f"“{new}”已经在出价了。换一个别的词。")
        bids = {new if word == old else word: fen for word, fen in self.strategy.bids.items()}
        self._go(replace(self._state, strategy=replace(self.strategy, bids=bids)), "swap")
        return self

    def change(self, **settings: Any) -> AuctionModel:
        """Another model of the same world with these settings; this one stays as it is."""
        other = AuctionModel.__new__(AuctionModel)
        other.world, other._openings, other._past = self.world, self._openings, []
        other._state = replace(self._state, result=None, week=None)
        return other.set(**settings)

    def undo(self) -> bool:
        """Back to before the last set, swap, press or week; False where nothing is left to undo."""
        if not self._past:
            return False
        self._state = self._past.pop()[1]
        return True

    # ---- before the day

    def explain(self, keyword: str) -> Standing:
        """Why a click on this keyword costs what it costs, when the day opens."""
        word = self._in_play(keyword)
        return self.opening.standing(word, self.strategy.bids[word])

    def standings(self) -> pd.DataFrame:
        """Rank, price of a click and who is next for each keyword, when the day opens; yuan."""
        stands = [self.explain(word) for word in self.keywords]
        return pd.DataFrame(
            {
                "关键词": self.keywords,
                "出价": [one.bid / 100 for one in stands],
                "质量分": [one.quality for one in stands],
                "名次": [one.place for one in stands],
                "点一次付": [np.nan if one.price is None else one.price / 100 for one in stands],
                "下一名": [one.next.name if one.next else "没有" for one in stands],
            }
        )

    def forecast(self) -> dict[str, Any]:
        """What the day would come to on average: no shopper is drawn, so it takes no time.

        `clicks` and `cost` (yuan) as far as the budget reaches, `out_at` the hour at which it
        would end, or None. Rivals are taken to stay all day.
        """
        stands = [self.explain(word) for word in self.keywords]
        clicks = np.array([self.opening.usual_clicks(one) for one in stands])
        cost = float((clicks * [one.price or 0 for one in stands]).sum())
        part = min(1.0, self.strategy.budget / cost) if cost else 1.0
        hour = float(np.interp(part, np.append(0, self.opening.hours), np.arange(25)))
        return {
            "clicks": float(clicks.sum() * part),
            "cost": cost * part / 100,
            "out_at": hour if part < 1 else None,
        }

    def quality_worth(self, keyword: str) -> pd.DataFrame:
        """The same bid with quality 1 … 10: rank, price, and the price of holding today's rank.

        Index: quality; 守住名次要付 is NaN where no rank is held today; yuan.
        """
        return self.opening.by_quality(self.explain(keyword))

    # ---- the day, and what can be tried on its shoppers

    def press_day(self) -> PressedDay:
        """Run the day. The shoppers are those of the day: pressed again, the same ones come."""
        result = self.try_out(self.strategy)
        self._go(replace(self._state, result=result), "press")
        return result

    def try_out(self, strategy: Strategy) -> PressedDay:
        """The day with another strategy; nothing is kept of it."""
        opening = self._openings(self._state.day, self.rivals, strategy.creative)
        return _pressed(opening, strategy)

    def budget_paradox(self, times: Iterable[float] = TIMES) -> Paradox:
        """The day with all bids multiplied: clicks, average price and spend, same shoppers.

        Where some of them do not spend the budget, all get what the least spending one needs.
        CourseError where nothing is bid or spent.
        """
        if not any(self.strategy.bids.values()):
            raise CourseError("所有关键词的出价都是 0 元。先给几个词出价，再来比。")
        strategies = {factor: self.strategy.times(factor) for factor in sorted(times)}
        days = {factor: self.try_out(one) for factor, one in strategies.items()}
        wanted = self.strategy.budget
        budget = min([wanted, *(int(day.report.result.charge.sum()) for day in days.values())])
        if not budget:
            raise CourseError("出价太低，有一次一分钱也没花出去。把出价调高一些，再来比。")
        if budget < wanted:
            days = {k: self.try_out(replace(s, budget=budget)) for k, s in strategies.items()}
        return Paradox(days, budget, wanted)

    def compare(self, other: AuctionModel | Strategy) -> Comparison:
        """These settings (甲) and the other's (乙) on this day's shoppers.

        CourseError where the other model stands in another world, on another day or among other
        rivals: then the difference would be luck.
        """
        if isinstance(other, AuctionModel):
            where = (self.world.fingerprint, self.day, self.rivals)
            if where != (other.world.fingerprint, other.day, other.rivals):
                raise CourseError(
                    "两套打法要在同一天、同一批顾客和同样的对手里比。先把它们设成一样。"
                )
            other = other.strategy
        if not isinstance(other, Strategy):
            raise CourseError("要和另一套打法比，例如 model.compare(model.change(budget=60))。")
        return Comparison(self.try_out(self.strategy), self.try_out(other))

    def run_week(self, progress: Callable[[int, int], Any] | None = None) -> Week:
        """Seven days from the set one with the same settings.

        Quality follows each day's outcome, rivals see the day before. `progress` is called with
        days done and days in all.
        """
        if self._state.day + WEEK_DAYS > DAYS:
            raise CourseError(f"{self.day} 后面不够 {WEEK_DAYS} 天了。选早一点的一天。")
        days: list[PressedDay] = []
        quality: Quality | None = None
        yesterday: AuctionReport | None = None
        for number in range(WEEK_DAYS):
            opening = Opening(
                self.world,
                self._state.day + number,
                RIVALS[self.rivals],
                self.strategy.pull,
                quality,
                yesterday,
            )
            days.append(_pressed(opening, self.strategy))
            yesterday = days[-1].report
            quality = next_day_quality(yesterday)
            if progress is not None:
                progress(number + 1, WEEK_DAYS)
        week = Week(tuple(days))
        self._go(replace(self._state, week=week), "week")
        return week

    # ---- inner

    def _go(self, state: _State, kind: str, merge: bool = False) -> None:
        """The new state, and the old one for `undo`."""
        if not (merge and self._past and self._past[-1][0] == kind):
            self._past = [*self._past, (kind, self._state)][-REMEMBERED:]
        self._state = state

    def _in_play(self, keyword: str) -> str:
        word = self.opening.word(keyword)
        if word not in self.strategy.bids:
            raise CourseError(f"“{word}”不在你出价的词里。现在有：{'、'.join(self.keywords)}。")
        return word

    def _checked_bids(self, bids: Mapping[str, Any]) -> dict[str, int]:
        if not isinstance(bids, Mapping):
            raise CourseError('出价要写成字典，例如 {"银耳": 1.2}。')
        return {
            (own := self._in_play(word)): fen_from(yuan, f"“{own}”的出价")
            for word, yuan in bids.items()
        }


def _pressed(opening: Opening, strategy: Strategy) -> PressedDay:
    report = opening.auction.run(strategy.frame(opening.ids), strategy.budget / 100)
    return PressedDay(strategy, opening, report)


def show() -> None:
    """Open the lab in a notebook; outside of one, print a day."""
    from IPython.core.getipython import get_ipython

    model = AuctionModel()
    if get_ipython() is None:
        print(model.press_day())
        return
    from IPython.display import display

    from opscourse.labs.auction_view import AuctionView

    display(AuctionView(model).box)


if __name__ == "__main__":
    print(AuctionModel().press_day())
