"""A season's report: one offline page that a class looks at together, and its tables as CSV.

The page is for everybody; the secret of the organiser is not in it. It holds no time of day, so a
re-run writes the same bytes.
"""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opscourse.authoring.pages import render, write_whole
from opscourse.grading.sandbox import layers
from opscourse.grading.spreadsheet import csv_text
from opscourse.tournament import charts, player_process, rules
from opscourse.tournament.results import HeatResult, Line, Season, SeatResult

TEMPLATES = Path(__file__).parent / "templates"
NAMED = 3  # keywords named for each author, at both ends
PAGE, TABLE, HEATS, WORDS = "比赛结果.html", "名次表.csv", "每场结果.csv", "每个词.csv"


@dataclass
class Author:
    """What one author reads: the line of the table, faults with counts, keywords in yuan."""

    line: Line
    faults: dict[str, int] = field(default_factory=dict)
    gained: list[tuple[str, float]] = field(default_factory=list)
    lost: list[tuple[str, float]] = field(default_factory=list)
    ended_early: int = 0  # heats of the rounds in which the money ended before the last day
    heats: int = 0  # heats of the rounds in which it played
    rested: int = 0  # heats in which a sparring partner played for it


def write(made: Season, folder: Path, left_out: Mapping[str, str] | None = None) -> list[Path]:
    """Write the page and the tables into the folder and give their paths.

    left_out : {file: why it did not play}. Raises CourseError where a file cannot be written.
    """
    files = {
        PAGE: html(made, left_out or {}),
        TABLE: standings(made),
        HEATS: by_heat(made),
        WORDS: by_keyword(made),
    }
    for name, text in files.items():
        write_whole(folder / name, text)
    return [folder / name for name in files]


# --- the page ------------------------------------------------------------------------------------


def html(made: Season, left_out: Mapping[str, str]) -> str:
    """The page."""
    people = authors(made)
    images = {
        name: "data:image/png;base64," + base64.b64encode(data).decode()
        for name, data in charts.season_charts(made).items()
    }
    winner = charts.last_heat(made)
    return render(
        "season.html.j2",
        folder=TEMPLATES,
        title="竞价比赛的结果",
        lines=made.lines,
        people=people,
        charts=images,
        replays=replays(made, winner),
        rules=rules,
        fairness=fairness(),
        contained=contained(made),
        yardsticks=made.yardsticks,
        left_out=left_out,
        faults=sum(sum(one.faults.values()) for one in people),
        groups=max((heat.group for heat in made.heats if heat.round), default=0),
        yuan=yuan,
    )


def yuan(fen: int, digits: int = 0) -> str:
    """Fen as yuan with commas.

    >>> yuan(123_456), yuan(-5, 2)
    ('1,235', '-0.05')
    """
    return f"{fen / rules.YUAN:,.{digits}f}"


def authors(made: Season) -> list[Author]:
    """What became of each author, in the order of the table."""
    people = {line.author: Author(line) for line in made.lines}
    left: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for heat, seat in seats(made):
        one = people[seat.author]
        for says, count in seat.faults.items():
            one.faults[says] = one.faults.get(says, 0) + count
        for word, (_, _, cost, worth) in seat.by_keyword.items():
            left[seat.author][heat.keywords[word]] += worth - cost
        one.rested += seat.resting
        if heat.round and not seat.resting:
            one.heats += 1
            one.ended_early += 0 <= seat.out_at < (heat.days - 1) * rules.SLOTS_A_DAY
    for name, one in people.items():
        order = sorted(left[name].items(), key=lambda pair: (-pair[1], pair[0]))
        one.gained = [(word, fen / 100) for word, fen in order[:NAMED] if fen > 0]
        one.lost = [(word, fen / 100) for word, fen in order[::-1][:NAMED] if fen < 0]
        one.faults = dict(sorted(one.faults.items(), key=lambda pair: (-pair[1], pair[0])))
    return list(people.values())


def seats(made: Season) -> Iterable[tuple[HeatResult, SeatResult]]:
    """Every seat of every heat, the qualifying period's too."""
    return ((heat, seat) for heat in made.heats for seat in heat.seats)


def replays(made: Season, last: HeatResult | None) -> list[HeatResult]:
    """Heats whose auction the page replays: the winner's last one, then one of each other round."""
    chosen = [last] if last is not None and last.replay else []
    for heat in made.heats:
        if heat.round and heat.replay and heat.round not in {one.round for one in chosen}:
            chosen.append(heat)
    return chosen


def fairness() -> list[str]:
    """How the season is kept fair, and the market's numbers."""
    market = (
        f"能投 {rules.KEYWORDS} 个词，全市场一天 {rules.QUERIES:,} 次搜索。"
        f"每 {rules.SLOT_HOURS} 个小时出一次价，一次点击最高出 {yuan(rules.HIGHEST_BID)} 元。"
        f"标题最多 {rules.TITLE_BYTES} 字节，一个汉字 2 字节。"
    )
    return [*rules.FAIR.values(), market]


def contained(made: Season) -> list[str]:
    """How the entries' programs were run, as recorded with each heat: one sentence a way."""
    ways = Counter(tuple(heat.layers) for heat in made.heats if heat.layers)
    said = {way: _contained(way) for way, _ in ways.most_common()}
    if len(ways) == 1:
        return list(said.values())
    return [f"{ways[way]} 场是这样跑的：{says}" for way, says in said.items()]


def _contained(in_force: tuple[str, ...]) -> str:
    if in_force == ("time",):
        return player_process.OPEN
    names = layers.titles()
    there = "；".join(names[one] for one in names if one in in_force)
    lacking = "、".join(layers.missing(in_force, []))
    lacks = f"缺了：{lacking}。" if lacking else ""
    return f"每份程序在自己的沙箱进程里跑，有这些保护：{there}。{lacks}"


# --- the tables ----------------------------------------------------------------------------------


def standings(made: Season) -> str:
    """One line an author: rank, points, grade, money, each round."""
    count = max((len(line.rounds) for line in made.lines), default=0)
    head = ["名次", "作者", "成绩", "总分", "效率", "利润（元）", "花费（元）", "资格赛得分"]
    head += [f"第 {k} 轮得分" for k in range(1, count + 1)] + ["出错次数", "文件里的问题"]
    faults = {one.line.author: sum(one.faults.values()) for one in authors(made)}
    rows: list[list[Any]] = [
        [
            line.rank, line.author, round(line.grade, 2), round(line.total, 2),
            round(line.efficiency, 4), line.profit / 100, line.spent / 100,
            round(line.qualifying.points, 2), *(round(one.points, 2) for one in line.rounds),
            faults[line.author], "；".join(line.notes),
        ]
        for line in made.lines
    ]  # fmt: skip
    return csv_text([head, *rows])


def by_heat(made: Season) -> str:
    """One line an author and heat."""
    head = [
        "轮次（0 是资格赛）", "场次", "组", "作者", "利润（元）", "花费（元）", "点击", "订单",
        "标准利润（元）", "标准办法", "出错次数", "由陪练代",
    ]  # fmt: skip
    rows: list[list[Any]] = [
        [
            heat.round, heat.heat, heat.group, seat.author, seat.profit / 100, seat.spent / 100,
            seat.clicks, seat.orders, heat.par / 100, heat.par_name, sum(seat.faults.values()),
            "是" if seat.resting else "",
        ]
        for heat, seat in seats(made)
    ]  # fmt: skip
    return csv_text([head, *rows])


def by_keyword(made: Season) -> str:
    """One line an author and keyword, all heats together."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for heat, seat in seats(made):
        for word, row in seat.by_keyword.items():
            one = sums[seat.author, heat.keywords[word]]
            for k, value in enumerate(row):
                one[k] += value
    head = ["作者", "关键词", "展现", "点击", "花费（元）", "点击能留下（元）", "一次点击（元）"]
    rows: list[list[Any]] = [
        [who, word, seen, clicks, cost / 100, worth / 100, _price(cost, clicks)]
        for (who, word), (seen, clicks, cost, worth) in sorted(sums.items())
    ]
    return csv_text([head, *rows])


def _price(cost: int, clicks: int) -> float | str:
    return round(cost / clicks / 100, 4) if clicks else ""
