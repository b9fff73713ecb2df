"""Which layers there are, what each one does where another is missing, and what is never silent."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from opscourse import cli
from opscourse.errors import CourseError
from opscourse.grading import sandbox
from opscourse.grading.sandbox import engine, handle, layers, linux, seccomp
from tests.grading.sandbox.kit import plain, texts

ROOT = Path(__file__).parents[3]
LOOK = """
import os, socket
def attempt(what):
    try:
        print(what())
    except OSError as error:
        print(type(error).__name__)
attempt(lambda: os.listdir(ROOT))
attempt(lambda: socket.socket())
attempt(os.getuid)
"""


@pytest.fixture
def own_zygotes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Zygotes with other layers, which end with the test."""
    monkeypatch.setattr(handle, "_zygotes", {})
    yield
    for one in handle._zygotes.values():
        one.close()


def test_what_is_found_is_what_a_submission_gets() -> None:
    found = sandbox.found()
    assert {one.name for one in found if one.available} == set(sandbox.run(plain("1")).layers)
    assert all(one.says and one.title for one in found)
    assert all(one.why_not for one in found if not one.available)
    assert {one.name for one in found if one.default} == {
        "time", "memory", "group", "hidden", "network"
    }  # fmt: skip


def test_the_doctor_says_them() -> None:
    said = "\n".join(cli.teacher_lines())
    assert all(title in said for title in layers.titles().values())


def test_the_doctor_says_what_is_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a layer stops is of most interest where it is not there."""
    there = [layers.Layer(*row[:4], row[0] != "user", "没有权限") for row in layers._ALL]
    monkeypatch.setattr(layers, "found", lambda: there)
    said = layers.lines()[1:]
    assert len(said) == len(there)
    for one, line in zip(there, said, strict=True):
        assert line.startswith("[有]" if one.available else "[没有]")
        assert one.title in line and f"挡住：{one.says}" in line
        assert ("没有权限" in line) != one.available


def test_a_course_below_tmp_keeps_every_layer() -> None:
    """Its folder lies where the sandbox puts a link of its own."""
    with tempfile.TemporaryDirectory(prefix="opscourse-course-", dir="/tmp") as folder:
        package = Path(folder) / "课程" / "opscourse"
        shutil.copytree(ROOT / "opscourse", package, symlinks=True)
        (package.parent / "solutions").mkdir()
        program = f"""
import json, opscourse
from opscourse.grading.sandbox import handle
assert opscourse.__file__ == {str(package / "__init__.py")!r}, opscourse.__file__
print(json.dumps(handle.probe()))
"""
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=120,
            env={**os.environ, "PYTHONPATH": str(package.parent)}, cwd="/",
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == list(handle.probe())


def test_a_missing_default_layer_stops_the_run_unless_agreed_to(own_zygotes: None) -> None:
    job = plain(f"ROOT = {str(ROOT)!r}\n{LOOK}")
    without = ("mount", "landlock")
    with pytest.raises(CourseError, match="看不见课程和班级文件夹"):
        engine.run(job, without)
    agreed = engine.run(dataclasses.replace(job, layers=("hidden",)), without)
    assert "hidden" not in agreed.layers
    assert "solutions" in texts(agreed)[0]  # which shows that the layer is what hides it


def test_without_namespaces_landlock_and_the_filter_hold(own_zygotes: None) -> None:
    """As on a machine that permits none: two layers stand for the missing ones."""
    without = ("mount", "pid", "net", "ipc", "uts")
    code = f"ROOT = {str(ROOT)!r}\n{LOOK}"
    marker = f"opscourse-stray-{os.getpid()}"
    command = ["bash", "-c", f"exec -a {marker} sleep 300"]
    leave = f"import subprocess\nsubprocess.Popen({command!r}, start_new_session=True)"
    result = engine.run(plain(code, leave), without)
    assert set(result.layers) >= {"time", "memory", "group", "hidden", "network"}
    assert texts(result)[0].split("\n")[:2] == ["PermissionError", "PermissionError"]
    left = subprocess.run(["pgrep", "-f", marker], capture_output=True, text=True).stdout
    assert left == ""


def test_an_ordinary_user_gets_the_same(tmp_path: Path) -> None:
    """As one who is not the administrator, by way of a user namespace."""
    program = f"""
import sys, json, os
sys.path.insert(0, {str(ROOT)!r})
from tests.grading.sandbox.kit import plain, texts
from opscourse.grading import sandbox
result = sandbox.run(plain({f"ROOT = {str(ROOT)!r}{chr(10)}{LOOK}"!r}))
print(json.dumps([os.geteuid(), result.layers, texts(result)[0]]))
"""
    command = [
        "unshare",
        "-U",
        "--map-user=1000",
        "--map-group=1000",
        sys.executable,
        "-c",
        program,
    ]
    if os.geteuid() != 0:
        command = command[4:]
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    except FileNotFoundError:
        pytest.skip("没有 unshare 这个命令")
    if "unshare failed" in done.stderr:
        pytest.skip("系统不许用户命名空间")
    user, in_force, said = json.loads(done.stdout)
    assert user != 0
    assert {"time", "memory", "group", "hidden", "network"} <= set(in_force)
    assert "solutions" not in said and "PermissionError" in said


def test_elsewhere_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux, "LINUX", False)
    assert not sandbox.available()
    assert not any(one.available for one in sandbox.found())
    assert "nbclient" in layers.lines()[-1]
    with pytest.raises(CourseError, match="nbclient"):
        sandbox.run(plain("1"))


def test_the_filter_for_the_other_machine_has_its_numbers() -> None:
    """Equal but for the calls that 64-bit ARM lacks and the x32 rule."""
    lacking = sum(pair[1] is None for pair in seccomp._DENIED.values())
    assert len(seccomp.program(True)) - len(seccomp.program(False)) == 8 * (2 * lacking + 2)


def test_without_a_root_of_its_own_a_notebook_changes_no_file_s_rights(tmp_path: Path) -> None:
    """Landlock does not watch these calls; the filter lets them do nothing."""
    victim = tmp_path / "gradebook.db"
    victim.write_text("marks")
    before = victim.stat()
    program = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from opscourse.grading.sandbox import linux, seccomp
linux.no_new_privileges()
seccomp.install(pretend=True)
path = {str(victim)!r}
os.chmod(path, 0); os.chown(path, 12345, 12345); os.utime(path, (1, 1))
os.setxattr(path, "user.mark", b"x")
with open(path) as file:
    os.fchmod(file.fileno(), 0o777)
    print(file.read())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("marks\n", "")
    after = victim.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime) == (
        before.st_mode, before.st_uid, before.st_mtime,
    )  # fmt: skip
    assert os.listxattr(victim) == []
