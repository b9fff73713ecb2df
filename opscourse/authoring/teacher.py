"""`opscourse teacher NN`: the teacher's two pages of a lesson, made from the sources alone."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from opscourse import datasets
from opscourse.authoring.pages import render, write_whole
from opscourse.authoring.source import Exercise, read_exercise
from opscourse.authoring.teacher_plan import CLASS_MINUTES, Plan, plan_of
from opscourse.authoring.teacher_text import asked, by_where, practice_answers, terms
from opscourse.errors import CourseError

REVIEW, PLAN = "讲评页.html", "课时计划.html"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("numbers", nargs="*", metavar="NN", help="课号，如 03；不写就是所有的课")
    parser.add_argument("--out", type=Path, metavar="文件夹", help="放在哪里，不写就是 teacher/")


def run(args: argparse.Namespace) -> int:
    root = datasets.ROOT
    for number in args.numbers or lessons(root):
        for path in write_pages(root, number, args.out or root / "teacher"):
            print(f"写好了：{path}")
    print("只给老师看：里面有练习的答案。在浏览器里打开，按 Ctrl+P 打印。")
    return 0


def lessons(root: Path) -> list[str]:
    """The numbers of all lessons that have an exercise."""
    return sorted({path.name[:2] for path in root.glob("solutions/[0-9][0-9]_*")})


def write_pages(root: Path, number: str, out: Path) -> list[Path]:
    """Write 讲评页 and 课时计划 of a lesson into a folder of its own; return what was written.

    A lesson without an exercise has a plan alone. Raises CourseError for an unknown lesson and
    where the practice answers do not fit the sources.
    """
    lesson, exercise = sources(root, number)
    answers = practice_answers(root, number)
    folder = out / lesson.assignment
    written = [folder / PLAN]
    plan = plan_of(root, lesson, exercise, answers)
    write_whole(folder / PLAN, plan_page(root, plan))
    if exercise is not None:
        write_whole(folder / REVIEW, review_page(exercise, answers))
        written.append(folder / REVIEW)
    return written


def sources(root: Path, number: str) -> tuple[Exercise, Exercise | None]:
    """A lesson's source and that of its exercise, if it has one."""
    found = [
        read_exercise(path)
        for path in sorted(root.glob(f"course/{number}_*.py"))
        if " lesson=" in path.read_text(encoding="utf-8")[:200]
    ]
    if len(number) != 2 or not number.isdigit() or not found:
        raise CourseError(
            f"没有第 {number} 课。写两位数的课号，现在有：{'、'.join(lessons(root))}。"
        )
    graded = sorted(root.glob(f"solutions/{number}_*/{number}_*.py"))
    exercise = read_exercise(graded[0]) if graded else None
    same = exercise is not None and [one for one in found if one.assignment == exercise.assignment]
    return (same or found)[0], exercise


def plan_page(root: Path, plan: Plan) -> str:
    """The lesson plan as a page."""
    exercise = plan.exercise
    return render(
        "plan.html.j2",
        title=f"第 {int(plan.lesson.number)} 课 {plan.lesson.title}：课时计划",
        plan=plan,
        most=CLASS_MINUTES,
        terms=terms(root, plan.lesson.number),
        in_class=by_where(exercise, "class") if exercise else [],
        at_home=by_where(exercise, "home") if exercise else [],
        bonus=[one for one in exercise.questions if one.bonus] if exercise else [],
        tasks=_tasks(exercise),
    )


def review_page(exercise: Exercise, answers: dict[str, Any]) -> str:
    """The exercise with its answers and its named mistakes as a page."""
    return render(
        "review.html.j2",
        title=f"练习 {exercise.number} {exercise.title}：讲评页",
        exercise=exercise,
        asked=[asked(one, answers) for one in exercise.questions],
        tasks=_tasks(exercise),
    )


def _tasks(exercise: Exercise | None) -> list[tuple[str, str, float]]:
    """Title, text and points of the written tasks."""
    found = []
    for cell in exercise.cells if exercise else []:
        if cell.role == "task":
            heading, _, text = cell.source.partition("\n")
            found.append((heading.lstrip("# "), text.strip(), cell.points))
    return found
