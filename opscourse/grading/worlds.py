"""Worlds for grading: making one, proving the exercise in it, storing and finding it.

A world's key is HMAC-SHA256(secret, course|class|assignment|round|counter). The generator is
public, so a key without a secret in it would give the answers away.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import platform
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from opscourse import datasets
from opscourse.answers.files import load_answers, read_answers
from opscourse.answers.markets import make_market
from opscourse.authoring.source import Exercise, read_exercise
from opscourse.errors import CourseError

TRIES = 50
COURSE = "opscourse"


@dataclass(frozen=True)
class GradedWorld:
    """An accepted world on disk: its folder, its fingerprint, and the answers in it."""

    folder: Path
    fingerprint: str
    answers: dict[str, Any]


def exercise_source(root: Path, number: str) -> Exercise:
    """The exercise NN of a course; raises CourseError if there is none."""
    return read_exercise(exercise_file(root, number))


def exercise_file(root: Path, number: str) -> Path:
    """The source of exercise NN of a course; raises CourseError if there is none."""
    found = sorted(root.glob(f"solutions/{number}_*/{number}_*.py"))
    if len(number) != 2 or not number.isdigit() or not found:
        there = [path.name[:2] for path in sorted(root.glob("solutions/[0-9][0-9]_*"))]
        raise CourseError(
            f"没有 {number} 这个练习。写两位数的课号，现在有：{'、'.join(there) or '（无）'}。"
        )
    return found[0]


# --- the class -----------------------------------------------------------------------------------


def read_class(root: Path) -> dict[str, Any]:
    """`.grading/class.json`: {name, course, rounds}; raises CourseError without a class."""
    path = root / ".grading" / "class.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(settings["rounds"], dict):
            raise TypeError("rounds")
        return settings
    except FileNotFoundError as error:
        raise CourseError("还没有班级。请先运行：opscourse class init") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{path} 坏了。请从备份恢复它，里面记着班名和轮次。") from error


def read_secret(root: Path) -> bytes:
    """The class's secret; raises CourseError if it is missing or damaged."""
    path = root / ".grading" / "secret"
    if not path.exists():
        raise CourseError("这个班还没有密钥。请先运行：opscourse class init")
    secret = path.read_bytes()
    if len(secret) != 32:
        raise CourseError(f"{path} 坏了，应有 32 个字节。请从备份恢复，不要重新生成。")
    return secret


def keys(secret: bytes, class_name: str, assignment: str, round_: int) -> Iterator[bytes]:
    """The keys to try for one assignment of one class, in order.

    >>> one, two = keys(b"s" * 32, "一班", "03_shop_health", 1), keys(b"s" * 32, "一班", "04_x", 1)
    >>> first = next(one)
    >>> len(first), first == next(one), first == next(two)
    (32, False, False)
    """
    for counter in range(TRIES):
        text = "|".join([COURSE, class_name, assignment, str(round_), str(counter)])
        yield hmac.new(secret, text.encode(), hashlib.sha256).digest()


def random_keys() -> Iterator[bytes]:
    for _ in range(TRIES):
        yield secrets.token_bytes(32)


# --- making --------------------------------------------------------------------------------------


def accepted(
    exercise: Exercise, candidates: Iterable[bytes], practice: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Try keys until the exercise's contract holds; return frames, answers and fingerprint.

    Raises CourseError with the last reason if no key will do; ContractError (a CourseError) at once
    where the exercise itself is at fault.
    """
    from opscourse.authoring.contract import WorldRefused, answers_for
    from opscourse.simulation import World

    reason = ""
    for key in candidates:
        world = World(key, exercise.scenario)
        frames = {name: world.table(name) for name in exercise.tables}
        markets = {name: make_market(name, world) for name in exercise.markets}
        frozen = datasets.FrozenWorld(frames, world.fingerprint, markets=markets)
        try:
            return frames, answers_for(exercise, frozen, practice=practice), world.fingerprint
        except WorldRefused as error:
            reason = str(error)
    raise CourseError(
        f"{exercise.assignment}：试了 {TRIES} 个世界都不能用。最后一次的原因：{reason}"
    )


def practice_answers(root: Path, number: str) -> dict[str, Any]:
    """The practice world's answer file: the course's own, or else the installed package's.

    Raises CourseError if there is none.
    """
    path = root / "opscourse" / "answers" / "practice" / f"{number}.json"
    return read_answers(path) if path.exists() else load_answers(number)


def write_world(
    folder: Path,
    exercise: Exercise,
    frames: dict[str, Any],
    answers: dict[str, Any],
    *,
    round_: int = 1,
) -> None:
    """Write a world whole or not at all: world.json, tables/, inputs/, answers.json."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        about = {
            "fingerprint": answers["fingerprint"],
            "assignment": exercise.assignment,
            "round": round_,
            "scenario": exercise.scenario,
            "versions": versions(),
        }
        datasets.write_world_tables(frames, waiting)
        inputs = waiting / "inputs"
        inputs.mkdir()
        for key, question in answers["questions"].items():
            if question.get("cases"):
                _write_json(inputs / f"{key}.json", question["cases"])
        _write_json(waiting / "answers.json", answers)
        _write_json(waiting / "world.json", about)
        waiting.rename(folder)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def versions() -> dict[str, str]:
    found = {name: version(name) for name in ("opscourse", "pandas", "numpy")}
    return {**found, "python": platform.python_version()}


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


# --- finding -------------------------------------------------------------------------------------


def world_folder(root: Path, assignment: str, round_: int | None = None) -> Path:
    """Where the world of an assignment (`03_shop_health` or `03`) lies in a class's folder."""
    number = assignment[:2]
    if round_ is None:
        rounds = read_class(root)["rounds"]
        round_ = int(rounds.get(number, 1))
    return root / ".grading" / "worlds" / number / f"r{round_}"


def load_world(root: Path, assignment: str) -> GradedWorld:
    """The world that an assignment is graded in now.

    Raises CourseError if there is none, if it is damaged, or if its answers belong to another
    world: then nothing may be marked.
    """
    return load_world_in(world_folder(root, assignment), assignment)


def load_world_in(folder: Path, assignment: str) -> GradedWorld:
    """The world in a folder, for an assignment; raises as `load_world`."""
    number = assignment[:2]
    if not (folder / "world.json").exists():
        raise CourseError(f"{number} 还没有评分用的世界。请先运行：opscourse class world {number}")
    about, answers = _read(folder / "world.json"), read_answers(folder / "answers.json")
    if answers.get("fingerprint") != about.get("fingerprint"):
        raise CourseError(
            f"{folder} 里的答案和数据不是同一个世界，不能评分。"
            f"请把这个文件夹改名，再运行：opscourse class world {number}"
        )
    if answers.get("assignment") != assignment:
        raise CourseError(f"{folder} 是 {answers.get('assignment')} 的世界，不是 {assignment} 的。")
    return GradedWorld(folder, about["fingerprint"], answers)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(value, dict):
            raise ValueError("not an object")
        return value
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} 缺失或损坏，不能评分。请从备份恢复。") from error


def lay_out(folder: Path, scratch: Path) -> None:
    """Copy what a learner's run may see of a world into its scratch folder: never the answers."""
    shutil.copy(folder / "world.json", scratch)
    for part in ("tables", "inputs"):
        shutil.copytree(folder / part, scratch / part)
