"""What a heat and a season came to, as plain dataclasses that JSON can hold. Money in fen.

`as_dict` and `heat_of` go to and from JSON without loss.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class SeatResult:
    """One entry in one heat.

    `profit` = Σ worth − spent, worth being what a click leaves on average. `orders` are those
    that really came. `by_keyword` {keyword_id: [impressions, clicks, cost, worth]}, without
    keywords that were never shown; `by_slot` one [spent, profit] for each three hours. `faults`
    {Chinese sentence: how often}, the first one first. `out_at` is the slot in which the budget
    ended, -1 if it did not. `stalled`: it was late so often that it was stopped. `resting`: it was
    not run at all, for having been stopped in earlier heats, and a sparring partner played for it.
    """

    author: str
    profit: int = 0
    spent: int = 0
    clicks: int = 0
    orders: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    by_keyword: dict[str, list[int]] = field(default_factory=dict)
    by_slot: list[list[int]] = field(default_factory=list)
    out_at: int = -1
    stalled: bool = False
    resting: bool = False

    @property
    def efficiency(self) -> float:
        """Profit for each yuan spent; 0 where nothing was spent."""
        return self.profit / self.spent if self.spent else 0.0


@dataclass
class HeatResult:
    """One group in one heat; round 0 is the qualifying period (a group is one entry there).

    `par` is the profit of the best scripted baseline (`par_name`) alone against these rivals.
    `rivals` [{"name", "kind", "spent"}]. `keywords` {keyword_id: text}. `replay` is one auction:
    {"query", "day", "hour", "keyword_id", "keyword", "bidders": [{"name", "seat" (bool), "bid",
    "quality", "score", "rank" (1 …), "shown" (bool), "price" (of a click), "why" (Chinese)}]},
    the highest score first; {} where nobody was ever shown. `layers` are the protections in force
    in every entry's process, by the sandbox's names for them; [] where no process was started.
    """

    round: int
    heat: int
    group: int
    days: int
    budget: int
    seats: list[SeatResult]
    rivals: list[dict[str, Any]] = field(default_factory=list)
    keywords: dict[str, str] = field(default_factory=dict)
    par: int = 0
    par_name: str = ""
    replay: dict[str, Any] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def heat_of(data: dict[str, Any]) -> HeatResult:
    """The result of `as_dict`."""
    return HeatResult(**{**data, "seats": [SeatResult(**seat) for seat in data["seats"]]})


@dataclass
class Score:
    """An entry's points in one round (0: the qualifying period), and what they come from.

    `search`, `display`, `title` are points; `profit`, `spent` and `par` sums of the round's heats.
    `standing` is the place by the mean of all rounds so far (1 …; 0 for the qualifying period).
    """

    round: int
    search: float
    display: float
    title: float
    profit: int
    spent: int
    par: int
    standing: int = 0

    @property
    def points(self) -> float:
        """All three together, 0 … 100."""
        return self.search + self.display + self.title


@dataclass
class Line:
    """One entry in the final table.

    `qualifying` and `total` are points 0 … 100; `rank` 1 …, equal where total and efficiency are
    equal; `grade` 0 … 100; `rounds` holds one Score a round.
    """

    author: str
    rank: int
    total: float
    efficiency: float
    profit: int
    spent: int
    qualifying: Score
    rounds: list[Score]
    grade: float
    notes: list[str] = field(default_factory=list)


@dataclass
class Season:
    """All of it: the table, the best first, and every heat of every group in order.

    `yardsticks` [{"round", "display": {"name", "baseline", "reference"}, "title": {…}}]: what the
    best scripted baseline (by name) and the reference leave in each round, 0 being qualifying.
    """

    lines: list[Line]
    heats: list[HeatResult]
    yardsticks: list[dict[str, Any]] = field(default_factory=list)
