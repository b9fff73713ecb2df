"""`opscourse report NN`: what became of a class's submissions, and what to explain again."""

from __future__ import annotations

import argparse
from pathlib import Path

from opscourse import datasets
from opscourse.authoring.pages import write_whole
from opscourse.grading import report, worlds
from opscourse.grading.tally import tally


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NN", help="课号，如 03")
    parser.add_argument(
        "--out", type=Path, metavar="文件", help="网页放在哪里，不写就放在 .grading/reports/"
    )


def run(args: argparse.Namespace) -> int:
    root = datasets.ROOT
    assignment = worlds.exercise_source(root, args.number).assignment
    write(root, assignment, args.out or root / ".grading" / "reports" / f"{assignment}.html")
    return 0


def write(root: Path, assignment: str, path: Path) -> None:
    """Write the report of an assignment as `path` (HTML) and a CSV beside it, and say where.

    Raises CourseError where nothing was graded yet, or a file cannot be written.
    """
    done = tally(root, assignment)
    page = path if path.suffix.lower() in (".html", ".htm") else path.with_suffix(".html")
    write_whole(page, report.html(done))
    write_whole(page.with_suffix(".csv"), report.table(done))
    print(f"报告：{page}")
    print(f"表格：{page.with_suffix('.csv')}")
    for question, mistake in report.talk_about(done)[:3]:
        print(f"  {mistake.count} 人 {question.title}：{mistake.says}")
