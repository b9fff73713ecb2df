"""`opscourse class`: init and world, and refusing to grade without them."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from opscourse.authoring import contract
from opscourse.authoring.contract import ContractError, WorldRefused
from opscourse.errors import CourseError
from opscourse.grading import class_command, worlds
from tests.grading.kit import Course, another_world


def git(root: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def test_init_leaves_git_status_clean_and_keeps_the_secret(copied: Course) -> None:
    root = copied.root
    said: list[str] = []
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "course")
    class_command.start_class(root, "一班", say=said.append)
    secret = copied.home / "secret"
    first = secret.read_bytes()
    assert len(first) == 32
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    with Gradebook(f"sqlite:///{copied.home / 'gradebook.db'}") as gradebook:
        cells = {cell.name for cell in gradebook.find_notebook("90_tiny", "90_tiny").grade_cells}
    assert cells == {f"q{number}-check" for number in range(1, 6)}
    class_command.start_class(root, "二班", say=said.append)
    assert secret.read_bytes() == first
    assert worlds.read_class(root) == {"name": "一班", "course": "opscourse", "rounds": {}}
    assert any("没有改" in line for line in said)
    assert git(root, "status", "--porcelain") == ""
    # a released notebook that differs from what learners would get is refused, not overwritten
    released = root / "exercises" / "90_tiny" / "90_tiny.ipynb"
    text = released.read_text(encoding="utf-8").replace("小练习", "旧练习")
    released.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="opscourse build 90"):
        class_command.start_class(root, say=said.append)
    assert released.read_text(encoding="utf-8") == text


def test_world_is_whole_and_kept(course: Course) -> None:
    folder = worlds.world_folder(course.root, "90")
    assert sorted(path.name for path in folder.iterdir()) == [
        "answers.json", "inputs", "tables", "world.json",
    ]  # fmt: skip
    assert sorted(path.name for path in (folder / "tables").iterdir()) == [
        "orders_paid.csv", "visits.csv",
    ]  # fmt: skip
    assert [path.name for path in (folder / "inputs").iterdir()] == ["90.q4.json"]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    said: list[str] = []
    assert class_command.make_world(course.root, "90", say=said.append) == folder
    assert "没有重造" in said[0]
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [path.name for path in folder.parent.iterdir()] == ["r1"]


def test_world_needs_a_class_and_an_exercise(copied: Course, course: Course) -> None:
    with pytest.raises(CourseError, match="opscourse class init"):
        class_command.make_world(copied.root, "90")
    for number in ("77", "9", "九十", "../90"):
        with pytest.raises(CourseError, match="没有 .* 这个练习"):
            class_command.make_world(course.root, number)
    with pytest.raises(CourseError, match="第 1 轮"):
        class_command.make_world(course.root, "90", 3)


def test_damaged_files_of_a_class(copied: Course) -> None:
    copied.home.mkdir()
    (copied.home / "secret").write_bytes(b"short")
    with pytest.raises(CourseError, match="32 个字节"):
        class_command.make_world(copied.root, "90")
    (copied.home / "secret").write_bytes(b"s" * 32)
    (copied.home / "class.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"class\.json 坏了"):
        class_command.make_world(copied.root, "90")


def test_a_retake_has_its_own_world(course: Course, copied: Course) -> None:
    shutil.copytree(course.home / "worlds", copied.home / "worlds")
    shutil.copy(course.home / "secret", copied.home)
    shutil.copy(course.home / "class.json", copied.home)
    said: list[str] = []
    second = class_command.make_world(copied.root, "90", 2, say=said.append)
    assert second.name == "r2"
    assert worlds.load_world(copied.root, "90_tiny").folder == second
    one, two = (
        json.loads((second.parent / name / "world.json").read_text(encoding="utf-8"))
        for name in ("r1", "r2")
    )
    assert one["fingerprint"] != two["fingerprint"]


def test_keys_are_tried_until_a_world_is_accepted(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def picky(exercise, world, *, practice):
        tried.append(world.fingerprint)
        if len(tried) < 3:
            raise WorldRefused("离分界线太近")
        return {"fingerprint": world.fingerprint, "questions": {}}

    monkeypatch.setattr(contract, "answers_for", picky)
    keys = list(worlds.keys(b"s" * 32, "一班", "90_tiny", 1))
    _, answers, fingerprint = worlds.accepted(course.exercise, keys, course.practice)
    assert len(tried) == len(set(tried)) == 3
    assert answers["fingerprint"] == fingerprint == tried[-1]
    with pytest.raises(CourseError, match="离分界线太近"):
        tried.clear()
        worlds.accepted(course.exercise, keys[:2], course.practice)

    def broken(exercise, world, *, practice):
        raise ContractError("90.q1 的 solution 出错")

    monkeypatch.setattr(contract, "answers_for", broken)
    with pytest.raises(ContractError, match=r"90\.q1"):
        worlds.accepted(course.exercise, keys, course.practice)


def test_a_world_that_cannot_be_written_leaves_nothing(course: Course, tmp_path: Path) -> None:
    answers = {"fingerprint": "x", "questions": {"90.q1": {"cases": object()}}}
    with pytest.raises(TypeError):
        worlds.write_world(tmp_path / "w" / "r1", course.exercise, {}, answers)
    assert list((tmp_path / "w").iterdir()) == []


def test_autograde_refuses_without_a_sound_world(copied: Course) -> None:
    """No world, then a world whose answers belong to another: an error, never a mark."""
    class_command.start_class(copied.root, say=lambda _: None)
    copied.hand_in("s1", copied.answered())
    result = copied.api().autograde(copied.name, "s1")
    assert not result["success"]
    assert "请先运行：opscourse class world 90" in result["log"]
    assert set(copied.marks("s1").values()) == {None}
    assert not (copied.home / "autograded" / "s1" / copied.name).exists()

    frozen = another_world(copied.exercise, 7)
    answers = {**copied.practice, "fingerprint": "of another world"}
    folder = worlds.world_folder(copied.root, "90")
    worlds.write_world(folder, copied.exercise, frozen.frames, answers)
    about = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    about["fingerprint"] = frozen.fingerprint
    (folder / "world.json").write_text(json.dumps(about), encoding="utf-8")
    result = copied.api().autograde(copied.name, "s1")
    assert not result["success"]
    assert "不是同一个世界" in result["log"]
    assert set(copied.marks("s1").values()) == {None}
    (folder / "answers.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match="坏了"):
        worlds.load_world(copied.root, copied.name)
