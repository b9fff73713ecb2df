"""`opscourse try NN`: run my notebook again in a world nobody has seen, and see my marks."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from opscourse import datasets
from opscourse.errors import CourseError
from opscourse.grading import rescue, worlds
from opscourse.grading.judging import Mark, judge_notebook
from opscourse.grading.notebooks import assignment_of, check_ids
from opscourse.grading.repair import released_cells, repair


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NN", help="课号，如 03")
    parser.add_argument("--notebook", type=Path, metavar="文件", help="不写就用 mywork/ 里的那一份")


def run(args: argparse.Namespace) -> int:
    path, marks = try_exercise(datasets.ROOT, args.number, args.notebook)
    show(path, marks)
    return 0


def try_exercise(
    root: Path, number: str, notebook: Path | None = None, say: Callable[[str], Any] = print
) -> tuple[Path, list[Mark]]:
    """Run a learner's notebook in a fresh random world; return its path and the marks.

    Repairs, run and judge are those of the instructor's autograde. The notebook's file is only
    read; what had to be mended in it goes to `say`. Raises CourseError for an unknown exercise, or
    a notebook that is missing, damaged beyond mending or of another exercise.
    """
    exercise = worlds.exercise_source(root, number)
    path = notebook or my_notebook(root, exercise.assignment)
    nb, mended = rescue.read(path)
    named = assignment_of(nb)
    if (named or exercise.assignment) != exercise.assignment or not check_ids(nb):
        raise CourseError(
            f"{path} 不是 {exercise.assignment} 的练习笔记本"
            + (f"，它是 {named}。" if named and named != exercise.assignment else "。")
            + "用 --notebook 指给我看。"
        )
    for note in mended:
        say(f"{note}。")
    repair(nb, released_cells(root / "exercises" / exercise.assignment / path_name(exercise)))
    practice = worlds.practice_answers(root, number)
    frames, answers, _ = worlds.accepted(exercise, worlds.random_keys(), practice)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        world, scratch = Path(folder) / "world", Path(folder) / "work"
        worlds.write_world(world, exercise, frames, answers)
        scratch.mkdir()
        worlds.lay_out(world, scratch)
        _run(nb, scratch)
    return path, judge_notebook(nb, answers, practice)


def path_name(exercise: worlds.Exercise) -> str:
    return f"{exercise.assignment}.ipynb"


def my_notebook(root: Path, assignment: str) -> Path:
    """The learner's own copy, or else the one in exercises/."""
    name = Path("exercises") / assignment / f"{assignment}.ipynb"
    mine = root / "mywork" / name
    return mine if mine.exists() else root / name


def _run(nb: NotebookNode, scratch: Path) -> None:
    """Run the notebook as nbgrader does: same class, same time limit."""
    from opscourse.grading.autograde import RunNotebook

    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nb.metadata["kernelspec"] = kernel
    runner = RunNotebook(timeout=60, startup_timeout=120, iopub_timeout=30)
    with _graded_run():
        runner.run_in(scratch, nb, {})


@contextmanager
def _graded_run() -> Iterator[None]:
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        yield
    finally:
        os.environ.pop("NBGRADER_EXECUTION")
        if before is not None:
            os.environ["NBGRADER_EXECUTION"] = before


def show(path: Path, marks: list[Mark]) -> None:
    """Print the marks as a table: question, points, sentence; then the total."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"在一个新世界里重跑：{path.name}", title_justify="left")
    table.add_column("题")
    table.add_column("得分", justify="right")
    table.add_column("说明")
    for mark in marks:
        points = f"{mark.points:g} / {mark.max_points:g}" if mark.max_points else "选做"
        # Text: a sentence's brackets are no markup
        table.add_row(Text(f"{mark.question} {mark.title}"), points, Text(mark.says))
    total, most = sum(mark.points for mark in marks), sum(mark.max_points for mark in marks)
    console = Console()
    console.print(table)
    console.print(f"合计 {total:g} / {most:g} 分。书写题由老师评，不在里面。", highlight=False)
    console.print("每次都换一个世界，写死的数字过不了。", highlight=False)
