"""Measure the ten example entries, for the table in course/teacher/P2_tournament.md.

Prints one markdown row an entry: points and profit in the practice market, profit against the
best scripted baseline in eight other markets, and the ten against each other in three seasons.
"""

from __future__ import annotations

import contextlib
import runpy
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opscourse.tournament import examples, rules, season
from opscourse.tournament.baselines import Called
from opscourse.tournament.entry import read_entry
from opscourse.tournament.field import Field
from opscourse.tournament.state import Entrant

MARKETS, SEASONS = range(1, 9), 3


@contextlib.contextmanager
def trusted(entry: Entrant) -> Iterator[Called]:
    """The examples are ours: no process of their own."""
    yield Called(runpy.run_path(str(examples.path_of(names[entry.author])))["bid"])


entries = {name: read_entry(examples.path_of(name)) for name in examples.names()}
names = {entry.author: name for name, entry in entries.items()}


def against_par() -> dict[str, list[float]]:
    """Profit ÷ par of each in qualifying periods of other markets."""
    made: dict[str, list[float]] = defaultdict(list)
    for key in MARKETS:
        field = Field(key, rules.QUALIFYING_DAYS, rules.QUALIFYING_BUDGET)
        for author, entry in ((one.author, one) for one in entries.values()):
            with trusted(entry) as player:
                seat = field.play({author: player}).seats[0]
            made[author].append(seat.profit / field.par[1])
    return made


def seasons() -> dict[str, list[Any]]:
    """The ten against each other, with another secret each time."""
    made: dict[str, list[Any]] = defaultdict(list)
    for _ in range(SEASONS):
        with tempfile.TemporaryDirectory() as folder:
            for line in season.run(Path(folder), list(entries.values()), trusted).lines:
                made[line.author].append(line)
    return made


def main() -> None:
    """Print the rows."""
    others, played = against_par(), seasons()
    for name, entry in entries.items():
        one = season.practice(entry, trusted)
        ratios, lines = others[entry.author], played[entry.author]
        profit, par = one.heat.seats[0].profit, one.heat.par
        places = sorted(line.rank for line in lines)
        total = sum(line.total for line in lines) / len(lines)
        search = [score.search for line in lines for score in line.rounds]
        print(
            f"| {name[1:3]} | {examples.idea(name).split('：')[1].split('。')[0]} "
            f"| {one.score.points:.1f} | {profit / 100:,.0f} | {profit / par:.2f} "
            f"| {sum(ratios) / len(ratios):.2f} | {min(ratios):.2f}–{max(ratios):.2f} "
            f"| {total:.1f} | {sum(search) / len(search):.1f} | {'、'.join(map(str, places))} |"
        )


if __name__ == "__main__":
    main()
