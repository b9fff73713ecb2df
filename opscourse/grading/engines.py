"""Which engine grades, and which layers of isolation a teacher agreed to go without.

The answer is asked for once and remembered in `.grading/class.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opscourse.errors import CourseError
from opscourse.grading import worlds
from opscourse.grading.jobs import EngineName

if TYPE_CHECKING:
    from opscourse.grading.sandbox.layers import Layer

NO_ISOLATION = (
    "引擎：nbclient。判分和沙箱引擎一样，只有隔离不同：学员的代码用你的账号运行，"
    "能读写这台电脑上的文件，也能上网。请只评你信得过的作业。"
)
_REMEMBERED = "without_layers"  # in class.json


@dataclass(frozen=True)
class Engine:
    """The engine to use.

    without : sandbox layers that the teacher agreed to go without. in_force : what the layers that
    are there are called.
    """

    name: EngineName
    without: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()

    def says(self) -> str:
        if self.name == "nbclient":
            return NO_ISOLATION
        from opscourse.grading.sandbox.layers import titles

        names = "".join(f"“{titles().get(one, one)}”" for one in self.without)
        lacking = f"这些保护可以没有，你同意过：{names}。" if names else ""
        return f"引擎：沙箱。隔离层：{'；'.join(self.in_force)}。{lacking}"


def choose(
    root: Path,
    wanted: EngineName | None,
    without: tuple[str, ...] = (),
    ask: Callable[[str], bool] | None = None,
) -> Engine:
    """The engine for this machine and class.

    ask : puts a yes-or-no question; by default on the terminal, where there is one.

    Raises CourseError if a default layer is missing and nobody agreed to go without it.
    """
    found = _sandbox_layers() if wanted != "nbclient" else None
    if found is None:
        if wanted == "sandbox":
            raise CourseError("这台电脑用不了沙箱引擎。请改用 --engine nbclient。")
        return Engine("nbclient")
    names = {one.name for one in found}
    if unknown := sorted(set(without) - names):
        raise CourseError(f"没有叫 {'、'.join(unknown)} 的隔离层。有：{'、'.join(sorted(names))}。")
    settings = _settings(root)
    agreed = {*without, *settings.get(_REMEMBERED, [])}
    missing = [one for one in found if one.default and not one.available]
    unsettled = [one for one in missing if one.name not in agreed]
    if unsettled:
        _ask(unsettled, ask or _on_terminal())
        agreed |= {one.name for one in unsettled}
    if agreed - set(settings.get(_REMEMBERED, [])):
        _remember(root, agreed)
    in_force = tuple(one.title for one in found if one.available)
    return Engine("sandbox", tuple(sorted(agreed)), in_force)


def _sandbox_layers() -> list[Layer] | None:
    """The sandbox's layers; None where there is no sandbox (Windows, macOS)."""
    from opscourse.grading import sandbox

    if not sandbox.available():
        return None
    sandbox.prepare()  # it takes seconds, and the rest of the start goes on meanwhile
    return sandbox.found()


def _ask(missing: list[Layer], ask: Callable[[str], bool] | None) -> None:
    lines = [
        f"  {one.name}：{one.title}，挡住{one.says}（{one.why_not or '系统不支持'}）"
        for one in missing
    ]
    lack = "这台电脑缺这些默认的隔离层：\n" + "\n".join(lines)
    names = ",".join(one.name for one in missing)
    if ask is None:
        raise CourseError(
            f"{lack}\n要在缺它们的情况下继续，请加 --without {names}，以后不再问；"
            "或者改用 --engine nbclient。"
        )
    if not ask(f"{lack}\n没有它们也继续吗？以后不再问。（y/N）"):
        raise CourseError("没有评分。装好缺的隔离层，或改用 --engine nbclient。")


def _on_terminal() -> Callable[[str], bool] | None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    return lambda question: input(question).strip().lower() in ("y", "yes", "是")


def _settings(root: Path) -> dict[str, Any]:
    """The class's settings; an instructor's own nbgrader course has none before the first."""
    return worlds.read_class(root) if (root / ".grading" / "secret").exists() else _plain(root)


def _plain(root: Path) -> dict[str, Any]:
    try:
        found = json.loads((root / ".grading" / "class.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(root: Path, agreed: set[str]) -> None:
    settings = _settings(root)
    settings[_REMEMBERED] = sorted(agreed)
    path = root / ".grading" / "class.json"
    path.parent.mkdir(exist_ok=True)
    waiting = path.with_name(path.name + ".part")
    waiting.write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    waiting.replace(path)
