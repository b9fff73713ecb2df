"""`opscourse collect`: lay what learners handed in out for grading, and say who is missing."""

from __future__ import annotations

import argparse
from pathlib import Path

from sqlalchemy.exc import OperationalError

from opscourse import datasets
from opscourse.errors import CourseError
from opscourse.grading import collect
from opscourse.grading.collect import Collected
from opscourse.grading.record import busy

SHOWN = 30  # lines of one list; the rest is counted


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="*", type=Path, metavar="文件",
        help="学员的 zip、平台导出的 zip、.ipynb，或放着它们的文件夹",
    )  # fmt: skip
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="名单",
        help="有 学号、姓名、班级 的 CSV 或 xlsx；给一次就记住",
    )


def run(args: argparse.Namespace) -> int:
    if not args.inputs and args.roster is None:
        raise CourseError(
            "没有写要收什么。把学员的 zip、平台导出的 zip 或文件夹写在后面："
            "opscourse collect 导出.zip --roster 名单.csv"
        )
    try:
        done = collect.collect(datasets.ROOT, args.inputs, args.roster)
    except OperationalError as error:
        raise busy(error) from error
    except OSError as error:  # a full disk, a file that another program holds
        raise CourseError(
            f"写不了或读不了 {error.filename}：{error.strerror}。"
            "看看磁盘满没满、文件是不是开着，再运行一次同样的命令就能接着收。"
        ) from error
    for line in report(datasets.ROOT, done):
        print(line)
    return 1 if done.unplaced else 0


def report(root: Path, done: Collected) -> list[str]:
    """What a teacher must know of a run, as lines."""
    if done.open_class:
        lines = [f"还没有名单，按文件名登记了 {len(done.people)} 位学员；用 --roster 给一份名单，"]
        lines[0] += "才知道谁没交。"
    else:
        lines = [f"名单上 {len(done.people)} 人。"]
    count = [len(one) for one in (done.new, done.updated, done.same, done.older)]
    lines.append(
        f"新收 {count[0]} 份，换成新的 {count[1]} 份，没变 {count[2]} 份，"
        f"比现有的旧 {count[3]} 份（留在 .grading/collected 里）。"
    )
    for assignment in done.assignments:
        folders = root.glob(f".grading/submitted/*/{assignment}")
        lines.append(f"{assignment}：收齐 {len(list(folders))} 份。{_missing(root, assignment)}")
    lines += _part("说明", done.notes)
    lines += _part("要你看一看", [f"{one.source}：{one.why}。" for one in done.unplaced])
    if done.unplaced:
        lines.append("  认不出是谁的，把文件或文件夹的名字改成“学号_姓名”，再收一次。")
    lines += _part("没有用到的文件", done.unused, most=5)
    return lines


def _missing(root: Path, assignment: str) -> str:
    people = [str(one) for one in collect.missing(root, assignment)]
    if not people:
        return ""
    more = f" 等 {len(people)} 人" if len(people) > SHOWN else ""
    return f"还缺 {len(people)} 人：{'、'.join(people[:SHOWN])}{more}。"


def _part(title: str, items: list[str], most: int = SHOWN) -> list[str]:
    if not items:
        return []
    rest = [f"  （还有 {len(items) - most} 条）"] if len(items) > most else []
    return [f"{title}（{len(items)}）：", *(f"  {one}" for one in items[:most]), *rest]
