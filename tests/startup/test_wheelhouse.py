"""The folder of wheels for a classroom without a network."""

from pathlib import Path

import pytest

from startup import target_lock
from startup.environment import Environment, Source
from startup.faults import StartError
from startup.wheelhouse import Target, fill
from tests.startup.small_course import REPO, Course, one_sentence


def names(lock: str) -> set[str]:
    return {line.split("==")[0] for line in lock.splitlines() if "==" in line}


@pytest.mark.parametrize(
    ("platform", "has", "lacks"),
    [
        ("win_amd64", {"colorama", "pywinpty"}, {"appnope", "pexpect", "ptyprocess"}),
        ("macosx_14_0_arm64", {"appnope", "pexpect"}, {"colorama", "pywinpty"}),
        ("manylinux_2_28_x86_64", {"pexpect"}, {"colorama", "pywinpty", "appnope"}),
    ],
)
def test_markers_are_weighed_against_the_target(
    platform: str, has: set[str], lacks: set[str]
) -> None:
    lock = (REPO / "requirements.lock").read_text("utf-8")
    lines = target_lock.lines_for(lock, target_lock.target(platform, "3.11"))
    assert has <= names(lines)
    assert not lacks & names(lines)
    assert " ; " not in lines
    assert lines.count("numpy==") == 1
    newer = target_lock.lines_for(lock, target_lock.target(platform, "3.13"))
    assert [line for line in lines.splitlines() if line.startswith("numpy==")] != [
        line for line in newer.splitlines() if line.startswith("numpy==")
    ]


@pytest.mark.parametrize("target", [Target(None, "3.11"), Target("win_amd64", "3.12", dev=True)])
def test_the_folder_it_makes_installs(made: Course, tmp_path: Path, target: Target) -> None:
    stick = tmp_path / "新 U 盘"
    fill(Environment(made.root), stick, target, Source(wheelhouse=made.wheels))
    files = {path.name for path in stick.iterdir()}
    tests = {"pytest-1.0-py3-none-any.whl"} if target.dev else set()
    assert files == {"tiny-1.0-py3-none-any.whl"} | tests
    (made.root / ".venv" / "opscourse-stamp.json").unlink()
    Environment(made.root).ensure(Source(wheelhouse=stick))
    assert made.works()


def test_an_unknown_platform_is_named(made: Course, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="windows11"):
        target = Target("windows11", "3.11")
        fill(Environment(made.root), tmp_path / "w", target, Source(wheelhouse=made.wheels))


def test_no_network_is_said(made: Course, tmp_path: Path) -> None:
    run = made.start(
        "wheelhouse", str(tmp_path / "w"), "--index-url", "http://127.0.0.1:9/simple", wheels=False
    )
    assert "网络" in one_sentence(run)
