"""A season: qualifying, five rounds of three heats, and the final table.

Everything follows from the organiser's secret and the entries: a re-run, another order of files or
a run that was killed and goes on give the same result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from opscourse.errors import CourseError
from opscourse.simulation import PRACTICE_KEY
from opscourse.simulation.randomness import Randomness
from opscourse.tournament import rules
from opscourse.tournament.field import Field
from opscourse.tournament.heats import Crew, Task
from opscourse.tournament.journal import Journal, key_of, organiser_secret
from opscourse.tournament.results import HeatResult, Line, Score, Season, SeatResult
from opscourse.tournament.scoring import Still, round_score
from opscourse.tournament.state import Entrant, OpenPlayer

# Heats that are finished (also those of an earlier run), heats in all, and what comes next.
Say = Callable[[int, int, str], None]


def run(
    folder: Path,
    entries: Sequence[Entrant],
    open_player: OpenPlayer,
    jobs: int = 1,
    say: Say = lambda done, heats, text: None,
    queries: int = rules.QUERIES,
) -> Season:
    """Play the whole season of these entries; finished heats in `folder` are not played again.

    With more than one job, `open_player` must be a module-level function and the entries plain
    data. `queries` is for tests. Raises CourseError for no entry and for two of one author.
    """
    names = [one.author for one in entries]
    if not names:
        raise CourseError("没有能参加比赛的作品。把作品（.py 文件）放进文件夹再试。")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CourseError(f"有两份作品的作者相同：{'、'.join(twice)}。每人留一份再试。")
    with Crew(open_player, jobs) as crew:
        return _Season(folder, entries, crew, say, queries).run()


class _Season:
    def __init__(
        self, folder: Path, entries: Sequence[Entrant], crew: Crew, say: Say, queries: int
    ) -> None:
        self.secret = organiser_secret(folder)
        self.journal = Journal(folder, self.secret, entries)
        self.entries = {one.author: one for one in sorted(entries, key=lambda one: one.author)}
        self.crew, self.say, self.queries = crew, say, queries
        self.groups = -(-len(self.entries) // rules.SEATS)
        self.total = len(entries) + rules.ROUNDS * rules.HEATS_A_ROUND * self.groups
        self.done = 0
        self.heats: list[HeatResult] = []
        self.notes: dict[str, list[str]] = {}
        self.yardsticks: list[dict[str, Any]] = []
        # Equals are put in an order that follows from the secret, not from their names.
        luck = Randomness(key_of(self.secret, "order"))
        lots = luck.shuffled("lots", np.arange(len(self.entries))).tolist()
        self.lot = dict(zip(self.entries, lots, strict=True))

    def run(self) -> Season:
        qualifying = self._scores(0, self._played(self._qualifying()))
        standing = {name: score.points for name, score in qualifying.items()}
        rounds: dict[str, list[Score]] = defaultdict(list)
        for number in range(1, rules.ROUNDS + 1):
            order = sorted(standing, key=lambda name: (-standing[name], self.lot[name]))
            scores = self._scores(number, self._played(self._round(number, order)))
            for name, score in scores.items():
                rounds[name].append(score)
            standing = {name: _mean(made) for name, made in rounds.items()}
            places = ranks([(standing[name], 0.0) for name in scores])
            for score, place in zip(scores.values(), places, strict=True):
                score.standing = place
        lines = self._lines(qualifying, rounds)
        return Season(lines, self.heats, self.yardsticks)

    # ---- who meets whom

    def _qualifying(self) -> list[Task]:
        key = key_of(self.secret, "qualifying")
        days, money = rules.QUALIFYING_DAYS, rules.QUALIFYING_BUDGET
        return [
            Task(0, 1, group, key, days, money, self.queries, (entry,))
            for group, entry in enumerate(self.entries.values(), start=1)
        ]

    def _round(self, number: int, order: list[str]) -> list[Task]:
        """A round's tasks; who rests is decided by the rounds before, so that no order of
        finishing matters."""
        tasks, resting = [], self._stopped()
        for heat in range(1, rules.HEATS_A_ROUND + 1):
            key = key_of(self.secret, f"round {number} heat {heat}")
            groups = mixed(order, self.groups, Randomness(key))
            most = max(map(len, groups))
            for group, names in enumerate(groups, start=1):
                playing = [self.entries[name] for name in sorted(names) if name not in resting]
                tasks.append(
                    Task(
                        number, heat, group, key, rules.HEAT_DAYS, rules.HEAT_BUDGET,
                        self.queries, tuple(playing), most - len(playing),
                        tuple(sorted(resting & {*names})),
                    )
                )  # fmt: skip
        return tasks

    def _stopped(self) -> set[str]:
        """Who was stopped for being late in so many heats that it is not waited for any more."""
        stalled = Counter(seat.author for heat in self.heats for seat in heat.seats if seat.stalled)
        return {name for name, heats in stalled.items() if heats >= rules.STOPPED_HEATS}

    # ---- playing

    def _played(self, tasks: list[Task]) -> list[HeatResult]:
        """All of the tasks' results in their order, those of the journal unplayed."""
        text = f"第 {tasks[0].round} 轮" if tasks[0].round else "资格赛"
        kept = {task.name: self.journal.read(task.name) for task in tasks}
        made = {task.name: heat for task in tasks if (heat := kept[task.name]) and task.made(heat)}
        missing = [task for task in tasks if task.name not in made]
        self.done += len(tasks) - len(missing)
        self.say(self.done, self.total, text)
        for task, heat in self.crew.play(missing):
            self.journal.write(task.name, heat)
            made[task.name] = heat
            self.done += 1
            self.say(self.done, self.total, text)
        heats = [made[task.name] for task in tasks]
        self.heats += heats
        return heats

    def _scores(self, number: int, heats: list[HeatResult]) -> dict[str, Score]:
        still = Still(key_of(self.secret, f"still {number}"))
        self.yardsticks.append(still.yardsticks(number))
        played: dict[str, list[tuple[SeatResult, int]]] = defaultdict(list)
        for heat in heats:
            for seat in heat.seats:
                played[seat.author].append((seat, heat.par))
        scores = {}
        for name, entry in self.entries.items():
            display, title, self.notes[name] = still.points(entry.title, entry.crowds)
            scores[name] = round_score(number, played[name], (display, title))
        return scores

    # ---- the final table

    def _lines(self, qualifying: dict[str, Score], rounds: dict[str, list[Score]]) -> list[Line]:
        lines = []
        for name, made in rounds.items():
            profit, spent = sum(s.profit for s in made), sum(s.spent for s in made)
            lines.append(
                Line(
                    author=name,
                    rank=0,
                    total=_mean(made),
                    efficiency=profit / spent if spent else 0.0,
                    profit=profit,
                    spent=spent,
                    qualifying=qualifying[name],
                    rounds=made,
                    grade=0.0,
                    notes=self.notes[name],
                )
            )
        places = ranks([(line.total, line.efficiency) for line in lines])
        for line, place in zip(lines, places, strict=True):
            line.rank = place
            line.grade = grade(line.qualifying.points, line.rank, len(lines))
        return sorted(lines, key=lambda line: (line.rank, self.lot[line.author]))


def _mean(scores: list[Score]) -> float:
    return sum(score.points for score in scores) / len(scores)


def mixed(order: list[str], groups: int, random: Randomness) -> list[list[str]]:
    """Groups that are equally strong: of each `groups` neighbours in the order, one in each.

    >>> [sorted(one) for one in mixed(list("ABCDE"), 2, Randomness(1))]
    [['B', 'C'], ['A', 'D', 'E']]
    """
    made: list[list[str]] = [[] for _ in range(groups)]
    for first in range(0, len(order), groups):
        places = random.shuffled(f"tournament pot {first}", np.arange(groups)).tolist()
        for place, name in zip(places, order[first : first + groups], strict=False):
            made[place].append(name)
    return made


def ranks(results: list[tuple[float, float]]) -> list[int]:
    """The rank of each (total, efficiency); equal in both, equal in rank.

    >>> ranks([(50.0, 0.2), (60.0, 0.1), (50.0, 0.3), (50.0, 0.2)])
    [3, 1, 2, 3]
    """
    return [1 + sum(other > one for other in results) for one in results]


def grade(qualifying: float, rank: int, entries: int) -> float:
    """70 % points against the fixed baselines, 30 % rank; alone, the points only.

    >>> [grade(80, rank, 11) for rank in (1, 6, 11)]
    [86.0, 71.0, 56.0]
    """
    if entries == 1:
        return qualifying
    place = 100 * (entries - rank) / (entries - 1)
    return (rules.FIXED_PERCENT * qualifying + rules.RANK_PERCENT * place) / 100


# ---- practice


@dataclass
class Practice:
    """One entry in the practice market: its heat, its points, and the scripted baselines' heats."""

    heat: HeatResult
    score: Score
    baselines: dict[str, HeatResult]
    notes: list[str] = field(default_factory=list)
    yardsticks: dict[str, Any] = field(default_factory=dict)


def practice(entry: Entrant, open_player: OpenPlayer, queries: int = rules.QUERIES) -> Practice:
    """A qualifying period in a market whose key everybody knows (keywords as in the course)."""
    market = Field(PRACTICE_KEY, rules.QUALIFYING_DAYS, rules.QUALIFYING_BUDGET, queries)
    with open_player(entry) as player:
        heat = market.play({entry.author: player})
    still = Still(PRACTICE_KEY)
    display, title, notes = still.points(entry.title, entry.crowds)
    score = round_score(0, [(heat.seats[0], heat.par)], (display, title))
    return Practice(heat, score, market.baselines, notes, still.yardsticks(0))
