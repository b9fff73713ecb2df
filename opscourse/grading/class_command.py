"""`opscourse class`: start a class, and make the world that an exercise is graded in."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opscourse import datasets
from opscourse.errors import CourseError
from opscourse.grading import worlds


def configure(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", metavar="步骤", required=True)
    init = steps.add_parser("init", help="建一个班：密钥、成绩册、练习登记")
    init.add_argument("--name", default="", help="班名，如 2026春；建好以后不再改")
    world = steps.add_parser("world", help="造一个评分用的世界")
    world.add_argument("number", metavar="NN", help="课号，如 03")
    world.add_argument("--round", type=int, default=0, metavar="R", help="第几轮；补考时写 2")


def run(args: argparse.Namespace) -> int:
    root = datasets.ROOT
    if args.step == "init":
        start_class(root, args.name, say=print)
    else:
        make_world(root, args.number, args.round, say=print)
    return 0


# --- init ----------------------------------------------------------------------------------------


def start_class(root: Path, name: str = "", say: Callable[[str], Any] = print) -> None:
    """Make `.grading/` (secret, class.json, gradebook) and register every exercise.

    What exists is kept: the secret is never written twice, a class never renamed. Nothing outside
    `.grading/` is touched. Raises CourseError where an exercise cannot be registered.
    """
    home = root / ".grading"
    for folder in (home, home / "worlds", home / "submitted", home / "exchange"):
        folder.mkdir(parents=True, exist_ok=True)
    say("密钥做好了。" if _make_secret(home / "secret") else "密钥已经有了，没有动它。")
    settings = home / "class.json"
    if not settings.exists():
        about = {"name": name or "班级", "course": worlds.COURSE, "rounds": {}}
        _write(settings, json.dumps(about, ensure_ascii=False, indent=1) + "\n")
    kept = worlds.read_class(root)["name"]
    if name and name != kept:
        say(f"班名早已是 {kept}，没有改：班名一变，评分用的世界就变了。")
    registered = register(root)
    say(f"成绩册里登记了 {len(registered)} 个练习：{'、'.join(registered) or '（还没有练习）'}。")
    say("请给 .grading 文件夹做备份，它丢了就不能再用同一个世界评分。")


def _make_secret(path: Path) -> bool:
    """32 random bytes that only the owner may read; False if there is a secret already."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
    return True


def register(root: Path) -> list[str]:
    """Record every built exercise in the gradebook with nbgrader's own generate_assignment.

    The release that nbgrader writes goes to a folder that is thrown away, and must be byte for byte
    what `exercises/` holds: learners' notebooks and the gradebook then agree.
    """
    names = sorted(path.parent.name for path in root.glob("solutions/[0-9][0-9]_*/*.ipynb"))
    if not names:
        return []
    with tempfile.TemporaryDirectory() as folder:
        api = course_api(root, release=folder)
        for name in names:
            result = api.generate_assignment(name)
            if not result["success"]:
                raise CourseError(_why_not(name, result.get("log", "") + result.get("error", "")))
            made = Path(folder) / name / f"{name}.ipynb"
            released = root / "exercises" / name / f"{name}.ipynb"
            if not released.exists() or made.read_bytes() != released.read_bytes():
                raise CourseError(
                    f"exercises/{name} 和 solutions/{name} 对不上。"
                    f"请先运行 opscourse build {name[:2]}，再运行 opscourse class init。"
                )
    return names


def _why_not(name: str, log: str) -> str:
    if "Cannot add or remove cells" in log or "Cannot modify existing" in log:
        return f"{name} 已经有人交了作业，题目的个数不能再变。请把它恢复成发出去时的样子。"
    last = (log.strip().splitlines() or ["?"])[-1]
    return f"{name} 登记不进成绩册：{last}"


def course_api(root: Path, release: str | None = None) -> Any:
    """nbgrader's Python API with the settings of a course's `nbgrader_config.py`.

    release : another release directory. Raises CourseError where those settings cannot be used.
    """
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config.loader import PyFileConfigLoader

    try:
        config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        if release is not None:
            config.CourseDirectory.release_directory = release
        return NbGraderAPI(config=config)
    except Exception as error:  # whatever an instructor's own settings do
        raise CourseError(
            f"{root / 'nbgrader_config.py'} 用不了（{type(error).__name__}：{error}）。"
            "把它改对，再运行同样的命令。"
        ) from error


# --- world ---------------------------------------------------------------------------------------


def make_world(root: Path, number: str, round_: int = 0, say: Callable[[str], Any] = print) -> Path:
    """Make and accept the world that exercise NN is graded in; return its folder.

    round_ : 0 is the round that the class is in; a higher one opens a retake. A world that exists
    is kept, so that a regrade uses the same one. Raises CourseError without a class or an exercise,
    or if no world is accepted.
    """
    secret, settings = worlds.read_secret(root), worlds.read_class(root)
    exercise = worlds.exercise_source(root, number)
    current = int(settings["rounds"].get(number, 1))
    round_ = round_ or current
    if round_ < 1 or round_ > current + 1:
        raise CourseError(f"{number} 现在是第 {current} 轮，只能写 {current} 或 {current + 1}。")
    folder = worlds.world_folder(root, number, round_)
    if folder.exists():
        worlds.load_world_in(folder, exercise.assignment)
        say(f"{number} 第 {round_} 轮的世界已经有了，没有重造。重评也用它。")
    else:
        candidates = worlds.keys(secret, settings["name"], exercise.assignment, round_)
        practice = worlds.practice_answers(root, number)
        frames, answers, fingerprint = worlds.accepted(exercise, candidates, practice)
        worlds.write_world(folder, exercise, frames, answers, round_=round_)
        say(f"{number} 第 {round_} 轮的世界造好了，指纹 {fingerprint[:12]}。")
    if round_ != current:
        settings["rounds"][number] = round_
        path = root / ".grading" / "class.json"
        _write(path, json.dumps(settings, ensure_ascii=False, indent=1) + "\n")
        say(f"从现在起，{number} 按第 {round_} 轮评分。")
    return folder


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    waiting = path.with_name(path.name + ".part")
    waiting.write_text(text, encoding="utf-8")
    os.replace(waiting, path)
