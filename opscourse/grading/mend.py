"""Answers that were mended after release: computed again on the stored world's tables.

The check cells hold no test, so a corrected solution, wrong answer or sentence needs no new
release: the world's answers are made anew from the exercise's source, in the same world, and
everybody is judged by them.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from opscourse import datasets
from opscourse.answers.decision import other_versions
from opscourse.answers.files import read_answers, write_answers
from opscourse.authoring.source import Exercise, read_exercise, version_of
from opscourse.errors import CourseError
from opscourse.grading import worlds

#: What `market_entry` adds to a market's own data.
_PLAYED = ("baselines", "reference")


def why_mend(version: str, answers: dict[str, Any]) -> str:
    """Why a stored world's answers must be made anew, as a Chinese clause; "" if they need not.

    Its market may also have been made by another version of the simulation: then profits of now
    would be compared with profits of then.
    """
    for key, made in other_versions(answers).items():
        from opscourse.simulation.world import GENERATOR_VERSION

        return f"{key} 的市场是第 {made} 版模拟程序造的，现在是第 {GENERATOR_VERSION} 版"
    stored = answers.get("version")
    if stored != version:
        return f"练习的源文件改过了（世界里是 {stored} 版，现在是 {version} 版）"
    return ""


def mend(root: Path, source: Path, folder: Path) -> str:
    """Make a stored world's answers anew where they are out of date; return why, or "".

    source : the exercise's source file. Tables stay as they are. Raises CourseError, with the old
    answers untouched, if the mended exercise does not hold in this world.
    """
    answers = read_answers(folder / "answers.json")
    why = why_mend(version_of(source.read_text(encoding="utf-8")), answers)
    if not why:
        return ""
    from opscourse.authoring.contract import ContractError, answers_for

    exercise = read_exercise(source)
    try:
        made = answers_for(
            exercise,
            _stored(exercise, folder, answers),
            practice=worlds.practice_answers(root, exercise.number),
        )
    except (ContractError, KeyError) as error:
        raise CourseError(
            f"{why}，但新的答案在这一轮的世界里不成立：{error}。旧答案没有动。"
            f"请改好练习，或者开新的一轮：opscourse class world {exercise.number} --round R"
        ) from error
    _write_inputs(folder, made)
    write_answers(folder / "answers.json", made)
    return why


def _stored(exercise: Exercise, folder: Path, answers: dict[str, Any]) -> datasets.FrozenWorld:
    """The stored world in memory: its tables as learners read them, its markets' inputs."""
    world = datasets.FolderWorld(folder / "tables", answers["fingerprint"], graded=True)
    missing = [name for name in exercise.tables if not (folder / f"tables/{name}.csv").exists()]
    if missing:
        raise KeyError(f"这个世界里没有表 {'、'.join(missing)}")
    from opscourse.simulation.world import GENERATOR_VERSION

    markets = {}
    for question in answers["questions"].values():
        if market := question.get("market"):
            data = {key: value for key, value in market.items() if key not in _PLAYED}
            markets[market["name"]] = {**data, "simulation": GENERATOR_VERSION}
    frames = {name: world.table(name) for name in exercise.tables}
    return datasets.FrozenWorld(frames, answers["fingerprint"], markets=markets)


def _write_inputs(folder: Path, answers: dict[str, Any]) -> None:
    """The function questions' inputs, beside the tables; the whole folder at once."""
    waiting = Path(tempfile.mkdtemp(prefix=".inputs.", dir=folder))
    for key, question in answers["questions"].items():
        if question.get("cases"):
            text = json.dumps(question["cases"], ensure_ascii=False, indent=1, sort_keys=True)
            (waiting / f"{key}.json").write_text(text + "\n", encoding="utf-8")
    shutil.rmtree(folder / "inputs", ignore_errors=True)
    waiting.rename(folder / "inputs")
