"""`opscourse report NN`: what became of a class's submissions, and what to explain again."""

from __future__ import annotations

import argparse
from pathlib import Path

from opscourse import datasets
from opscourse.authoring.pages import write_whole
from opscourse.grading import foreign, report, worlds
from opscourse.grading.tally import ClassTally, tally, tally_foreign


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number", metavar="NN", help="课号，如 03；在自己的 nbgrader 课程里写作业名"
    )
    parser.add_argument(
        "--out", type=Path, metavar="文件", help="网页放在哪里，不写就放在 .grading/reports/"
    )


def run(args: argparse.Namespace) -> int:
    here = Path.cwd()
    if foreign.is_foreign(here, datasets.ROOT):
        out = args.out or here / ".grading" / "reports" / f"{args.number}.html"
        write_foreign(here, args.number, out)
        return 0
    root = datasets.ROOT
    assignment = worlds.exercise_source(root, args.number).assignment
    write(root, assignment, args.out or root / ".grading" / "reports" / f"{assignment}.html")
    return 0


def write(root: Path, assignment: str, path: Path) -> None:
    """Write the report of an assignment as `path` (HTML) and a CSV beside it, and say where.

    Raises CourseError where nothing was graded yet, or a file cannot be written.
    """
    _write(tally(root, assignment), path)


def write_foreign(root: Path, assignment: str, path: Path) -> None:
    """The same for an instructor's own nbgrader assignment: one report for each notebook."""
    targets = foreign.targets(root, assignment)
    for target in targets:
        name = path if len(targets) == 1 else path.with_stem(f"{path.stem}_{target.notebook}")
        _write(tally_foreign(root, target), name)


def _write(done: ClassTally, path: Path) -> None:
    page = path if path.suffix.lower() in (".html", ".htm") else path.with_suffix(".html")
    write_whole(page, report.html(done))
    write_whole(page.with_suffix(".csv"), report.table(done))
    print(f"报告：{page}")
    print(f"表格：{page.with_suffix('.csv')}")
    for question, mistake in report.talk_about(done)[:3]:
        print(f"  {mistake.count} 人 {question.title}：{mistake.says}")
