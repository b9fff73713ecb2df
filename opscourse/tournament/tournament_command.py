"""`opscourse tournament new|try|run`: begin an entry, try it, play a whole class's tournament."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from opscourse.errors import CourseError
from opscourse.tournament import examples, player_process, rules, season, try_report
from opscourse.tournament.entry import Class, Entry, read_entry, read_folder
from opscourse.tournament.results import Line, Season, SeatResult
from opscourse.tournament.season import Practice
from opscourse.tournament.starter import starter
from opscourse.tournament.state import OpenPlayer

RESULTS = "结果"  # the folder beside the entries
SAID = 10  # seconds between two lines of progress where there is no terminal
SHOWN = 12  # faults of one entry that are printed
TOP = 10  # places that are printed


def configure(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", metavar="步骤", required=True)
    new = steps.add_parser("new", help="写一份带说明的作品，从它开始改")
    new.add_argument("file", metavar="文件", type=Path, help="如 20250101_李小田.py")
    new.add_argument("--from", dest="example", metavar="示例", help="从一份示例开始，写 1 到 10")
    once = steps.add_parser("try", help="在练习市场里试一份作品，看钱花在哪里")
    once.add_argument("file", metavar="文件", type=Path)
    once.add_argument("--out", metavar="文件夹", type=Path, help="图放在哪里，不写就放在作品旁边")
    whole = steps.add_parser("run", help="全班比赛；停了再运行一次就接着赛")
    whole.add_argument("folder", metavar="文件夹", type=Path, help="里面是全班的作品（.py 文件）")
    whole.add_argument("--jobs", type=int, default=0, metavar="N", help="同时跑几场，不写就按核数")
    for step in (once, whole):
        step.add_argument("--plain", action="store_true", help="不用沙箱，只限时间")


def run(args: argparse.Namespace) -> int:
    if args.step == "new":
        write_new(args.file, args.example)
        return 0
    if args.step == "try":
        try_entry(args.file, args.out, args.plain)
        return 0
    run_folder(args.folder, args.jobs, args.plain)
    return 0


# --- new -----------------------------------------------------------------------------------------


def write_new(file: Path, example: str | None = None) -> None:
    """Write an entry to begin with; an existing file is kept."""
    if file.suffix.lower() != ".py":
        file = file.with_name(file.name + ".py")
    text = starter(file.name)
    if example:
        text = examples.source(example)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        raise CourseError(f"{file} 已经有了，没有动它。换一个名字再试。") from None
    except OSError as error:
        raise CourseError(f"写不了 {file}（{error.strerror}）。换个文件夹再试。") from None
    print(f"写好了：{file}")
    print(f"改好以后试一试：opscourse tournament try {file}")


# --- try -----------------------------------------------------------------------------------------


def try_entry(file: Path, out: Path | None = None, plain: bool = False) -> Practice:
    """Play an entry in the practice market, print what came of it, and draw it."""
    try:
        entry = read_entry(file)
    except CourseError as error:
        raise CourseError(f"{file.name}：{error}") from None
    open_player = _how(plain)
    print(f"{entry.author}：在练习市场里投 {rules.QUALIFYING_DAYS} 天……", flush=True)
    practice = season.practice(entry, open_player)
    lines = [*_warnings(entry), *_told(practice), *try_report.explained(practice)]
    print("\n".join(lines), flush=True)
    picture = try_report.write(practice, out or file.parent, file.stem)
    print(f"图在这里：{picture}")
    return practice


def _warnings(entry: Entry) -> list[str]:
    return [*(f"注意：{one}" for one in (*entry.faults, *entry.advice))]


def _told(practice: Practice) -> list[str]:
    """The result in a few lines."""
    seat, score = practice.heat.seats[0], practice.score
    lines = [
        f"花了 {_yuan(seat.spent)} 元（一共 {_yuan(practice.heat.budget)} 元），"
        f"点击 {seat.clicks} 次，成交 {seat.orders} 单，利润 {_yuan(seat.profit)} 元。",
        *(
            f"固定办法「{name}」：利润 {_yuan(heat.seats[0].profit)} 元。"
            for name, heat in practice.baselines.items()
        ),
        f"搜索 {score.search:.1f} 分（满分 {rules.SEARCH_POINTS}），"
        f"展示 {score.display:.1f} 分（满分 {rules.DISPLAY_POINTS}），"
        f"标题 {score.title:.1f} 分（满分 {rules.TITLE_POINTS}），一共 {score.points:.1f} 分。",
    ]
    return lines + _faults(seat)


def _faults(seat: SeatResult) -> list[str]:
    if not seat.faults:
        return []
    times = sum(seat.faults.values())
    lines = [f"出价时有 {times} 次问题："]
    lines += [f"  {count} 次：{says}" for says, count in list(seat.faults.items())[:SHOWN]]
    if len(seat.faults) > SHOWN:
        lines.append(f"  还有 {len(seat.faults) - SHOWN} 种，先改上面这些。")
    return lines


def _yuan(fen: int) -> str:
    return f"{fen / rules.YUAN:,.2f}"


# --- run -----------------------------------------------------------------------------------------


def run_folder(folder: Path, jobs: int = 0, plain: bool = False) -> Season:
    """Play the tournament of a folder's entries; what was played before is not played again."""
    try:
        report = importlib.import_module("opscourse.tournament.report")
    except ModuleNotFoundError:  # it draws on the teacher's packages
        raise CourseError(
            "全班比赛只在教师版里有。一份作品可以试：opscourse tournament try 文件"
        ) from None
    found = read_folder(folder)
    for line in _left_out(found):
        print(line)
    open_player = _how(plain)
    progress = Progress(len(found.entries))
    try:
        made = season.run(
            folder, found.entries, open_player, jobs or max(1, os.cpu_count() or 1), progress.say
        )
    finally:
        progress.end()
    made = replace(made, lines=[_with_faults(line, found.entries) for line in made.lines])
    for one in made.lines[:TOP]:
        print(f"第 {one.rank} 名：{one.author}，总分 {one.total:.1f}，成绩 {one.grade:.1f}")
    page, *tables = report.write(made, folder / RESULTS, found.left_out)
    print(f"结果在这里：{page}（用浏览器打开），表格有 {'、'.join(one.name for one in tables)}")
    return made


def _left_out(found: Class) -> list[str]:
    lines = [f"没有参加：{name}：{why}" for name, why in found.left_out.items()]
    lines += [f"注意：{note}" for note in found.notes]
    lines += [f"注意：{one.file}：{fault}" for one in found.entries for fault in one.faults]
    return lines


def _with_faults(line: Line, entries: list[Entry]) -> Line:
    """The line of the table, with what was wrong in the file itself."""
    faults = next(one.faults for one in entries if one.author == line.author)
    return replace(line, notes=list(dict.fromkeys([*faults, *line.notes])))


def _how(plain: bool) -> OpenPlayer:
    """How entries are run; said to whoever runs them."""
    open_player, says = player_process.best_here()
    if plain:
        open_player, says = player_process.plain, player_process.ASKED_PLAIN
    print(says)
    return open_player


class Progress:
    """Finished heats on a terminal, or a line now and then where there is none."""

    def __init__(self, entries: int) -> None:
        self._entries = entries
        self._bar: Any = None
        self._began = self._said = time.monotonic()
        self._phase, self._done, self._kept = "", 0, 0

    def say(self, done: int, heats: int, text: str) -> None:
        """As `season.Say`; what an earlier run had finished does not count for the time left."""
        if text != self._phase:  # a phase begins by counting what it finds finished
            if not self._phase:
                self._begin(done, heats)
            self._kept += done - self._done
        self._phase, self._done = text, done
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, description=text)
        elif now - self._said > SAID or done == heats:
            self._said = now
            new = max(done - self._kept, 1)
            left = (now - self._began) / new * (heats - done)
            ends = f"还要约 {left:.0f} 秒" if done < heats else "赛完了"
            print(f"{text}：{done}/{heats} 场，{ends}", flush=True)

    def _begin(self, done: int, heats: int) -> None:
        before = "上次赛完的场次不再赛。" if done else ""
        print(f"{self._entries} 份作品，一共 {heats} 场。{before}", flush=True)
        if not sys.stdout.isatty():
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("还要"), TimeRemainingColumn())
        self._bar = Bar(*columns, TextColumn("{task.description}"))
        self._bar.add_task("", total=heats, completed=done)
        self._bar.start()

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
