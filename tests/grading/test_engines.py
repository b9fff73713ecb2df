"""Which engine grades: what is missing is asked about once, and never passed over in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from opscourse.errors import CourseError
from opscourse.grading import engines, sandbox
from opscourse.grading.engines import NO_ISOLATION, choose
from opscourse.grading.sandbox import layers
from opscourse.grading.sandbox.layers import Layer

ALL = [
    Layer("time", "时间上限", "死循环", True, True),
    Layer("network", "没有网络", "到网上抄", True, False, "没有权限"),
    Layer("landlock", "文件围栏", "走到别处", False, False, "内核太旧"),
]


@pytest.fixture
def without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_sandbox_layers", lambda: ALL)


def answers(*given: bool) -> tuple[Callable[[str], bool], list[str]]:
    """Somebody who answers in this order, and what was asked."""
    asked: list[str] = []
    waiting = list(given)

    def ask(question: str) -> bool:
        asked.append(question)
        return waiting.pop(0)

    return ask, asked


@pytest.mark.usefixtures("without_network")
def test_a_missing_default_layer_is_asked_about_once(tmp_path: Path) -> None:
    ask, asked = answers(True)
    engine = choose(tmp_path, None, ask=ask)
    assert (engine.name, engine.without, engine.in_force) == (
        "sandbox",
        ("network",),
        ("时间上限",),
    )
    assert "network：没有网络，挡住到网上抄（没有权限）" in asked[0] and "landlock" not in asked[0]
    assert choose(tmp_path, None, ask=ask) == engine
    assert len(asked) == 1
    settings = json.loads((tmp_path / ".grading" / "class.json").read_text(encoding="utf-8"))
    assert settings == {"without_layers": ["network"]}
    assert engine.says() == "引擎：沙箱。隔离层：时间上限。这些保护可以没有，你同意过：“没有网络”。"


@pytest.mark.usefixtures("without_network")
def test_a_no_grades_nobody(tmp_path: Path) -> None:
    ask, _ = answers(False)
    with pytest.raises(CourseError, match="没有评分"):
        choose(tmp_path, None, ask=ask)
    assert not (tmp_path / ".grading").exists()


@pytest.mark.usefixtures("without_network")
def test_where_nobody_can_be_asked_an_option_is_needed(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="--without network"):
        choose(tmp_path, None)
    assert choose(tmp_path, None, ("network",)).without == ("network",)
    assert choose(tmp_path, "sandbox").without == ("network",)
    with pytest.raises(CourseError, match="没有叫 net 的隔离层"):
        choose(tmp_path, None, ("net",))


def test_kernels_say_what_they_lack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(tmp_path, "nbclient").says() == NO_ISOLATION
    monkeypatch.setattr(sandbox, "available", lambda: False)
    assert choose(tmp_path, None).name == "nbclient"
    with pytest.raises(CourseError, match="用不了沙箱引擎"):
        choose(tmp_path, "sandbox")


def test_this_machine_has_an_engine(tmp_path: Path) -> None:
    there = [one for one in layers.found() if one.available]
    lacking = tuple(one.name for one in layers.found() if one.default and not one.available)
    assert choose(tmp_path, None, lacking).in_force == tuple(one.title for one in there)
