"""`opscourse build`: sources → proven answer files and notebooks.

For each number NN: `solutions/NN_*/NN_*.py` and `course/NN_*.py` become the committed notebooks
(`solutions/`, `exercises/`, `course/`) and `opscourse/answers/practice/NN.json`. Beside the lesson
may stand `course/NN_my_*.py`: a notebook for the learner's own data, without answers; it is run.
`--check` writes nothing and fails where a committed file differs from what its source gives.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from opscourse import datasets
from opscourse.answers.files import as_text
from opscourse.answers.markets import make_market
from opscourse.authoring.contract import prove
from opscourse.authoring.notebooks import (
    lesson_notebook,
    notebook_text,
    release_notebook,
    solution_notebook,
)
from opscourse.authoring.runs import lesson_namespaces
from opscourse.authoring.source import Exercise, read_exercise
from opscourse.errors import CourseError
from opscourse.simulation import PRACTICE_KEY, World

OTHER_WORLDS = range(101, 112)  # keys of the worlds that the contract is proven in


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("numbers", nargs="*", metavar="NN", help="课号，如 03；不写就是全部")
    parser.add_argument("--check", action="store_true", help="只核对，不写文件")


def run(args: argparse.Namespace) -> int:
    root = datasets.ROOT
    numbers = args.numbers or all_numbers(root)
    drifted: list[str] = []
    for number in numbers:
        started = time.perf_counter()
        for path, text in build(number, root).items():
            if path.exists() and path.read_bytes() == text.encode():
                continue
            if args.check:
                drifted.append(path.relative_to(root).as_posix())
            else:
                _write(path, text)
        print(f"{number}：{time.perf_counter() - started:.1f} 秒")
    if drifted:
        names = "、".join(drifted)
        print(f"这些文件和源文件对不上，请运行 opscourse build:{names}", file=sys.stderr)
        return 1
    return 0


def all_numbers(root: Path) -> list[str]:
    """Every lesson or exercise number that has a source."""
    sources = [*root.glob("course/[0-9][0-9]_*.py"), *root.glob("solutions/*/[0-9][0-9]_*.py")]
    return sorted({path.name[:2] for path in sources})


def sources(number: str, root: Path) -> tuple[Exercise | None, Exercise | None]:
    """The exercise and the lesson of a number; either may be missing, not both."""
    found = []
    for pattern in (f"solutions/{number}_*/{number}_*.py", f"course/{number}_*.py"):
        paths = sorted(set(root.glob(pattern)) - set(own_sources(number, root)))
        if len(paths) > 1:
            raise CourseError(f"{number} 有两份源文件：{'、'.join(path.name for path in paths)}")
        found.append(read_exercise(paths[0]) if paths else None)
    if not any(found):
        raise CourseError(
            f"没有 {number} 的源文件。先建一个：opscourse new exercise {number}_topic"
        )
    return found[0], found[1]


def own_sources(number: str, root: Path) -> list[Path]:
    """The sources of a number's notebooks for the learner's own data."""
    return sorted(root.glob(f"course/{number}_my_*.py"))


def own_notebook(path: Path) -> str:
    """The text of a notebook for the learner's own data, having run it on the practice world.

    Raises CourseError where it asks for answers (nothing may be kept of it) or does not run.
    """
    own = read_exercise(path)
    if not own.lesson or own.questions or own.quizzes:
        raise CourseError(f"{path.name} 是给学员用自己数据的，不能有题目和小测。")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        lesson_namespaces(own, practice_world(own))
    return notebook_text(lesson_notebook(own))


def build(number: str, root: Path, worlds: int = 5) -> dict[Path, str]:
    """Prove a number's exercise and lesson; return the text of every file they give.

    worlds : how many besides the practice world the contract is proven in.

    Raises ContractError that names the question, the variant and the world.
    """
    exercise, lesson = sources(number, root)
    files: dict[Path, str] = {}
    answers: dict[str, Any] = {}
    for one in (exercise, lesson):
        if one is None:
            continue
        made = prove(one, practice_world(one), other_worlds(one), wanted=worlds)
        answers = _merged(answers, made)
        if one.lesson:
            files[one.path.with_suffix(".ipynb")] = notebook_text(lesson_notebook(one))
        else:
            source = solution_notebook(one)
            files[one.path.with_suffix(".ipynb")] = notebook_text(source)
            release = root / "exercises" / one.assignment / f"{one.assignment}.ipynb"
            files[release] = release_notebook(source, one.assignment, root)
    for path in own_sources(number, root):
        files[path.with_suffix(".ipynb")] = own_notebook(path)
    answer_file = root / "opscourse" / "answers" / "practice" / f"{number}.json"
    files[answer_file] = as_text(answers)
    return files


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """One answer file for exercise and lesson; the exercise's version stands for marks."""
    if not first:
        return second
    return {
        **first,
        "questions": {**first["questions"], **second["questions"]},
        "quizzes": {**first["quizzes"], **second["quizzes"]},
    }


def practice_world(exercise: Exercise) -> datasets.FrozenWorld:
    """The practice world, generated (a test proves that datasets/ holds the same)."""
    return frozen(World(PRACTICE_KEY), exercise.tables, exercise.markets)


def other_worlds(exercise: Exercise) -> Iterator[tuple[str, datasets.FrozenWorld]]:
    """Labelled worlds with the exercise's tables, made one at a time."""
    for key in OTHER_WORLDS:
        world = World(key, exercise.scenario)
        yield f"世界 {key} ", frozen(world, exercise.tables, exercise.markets)


def frozen(world: World, tables: list[str], markets: Iterable[str] = ()) -> datasets.FrozenWorld:
    """A world with only the named tables, as a graded run sees it, and the named markets."""
    return datasets.FrozenWorld(
        {name: world.table(name) for name in tables},
        world.fingerprint,
        markets={name: make_market(name, world) for name in markets},
    )


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".part")
    waiting.write_text(text, encoding="utf-8", newline="\n")
    os.replace(waiting, path)
