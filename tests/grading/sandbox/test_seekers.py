"""Nothing that the teacher's side knows is seen inside, and the same cells do see it outside."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from opscourse.grading import sandbox
from opscourse.grading.sandbox import handle
from tests.grading.sandbox.kit import plain, ran, texts
from tests.grading.sandbox.seekers import SEEKERS

# Seen outside only under conditions that a test should not need: the control is left out.
WITHOUT_CONTROL = {
    "inherited_descriptors", "memory_of_the_parent", "own_memory", "grading_code",
    "through_devices", "by_what_runs_as_root",
}  # fmt: skip
ALSO_LEAKS = ("IMPORTED", "LISTED")


@dataclass
class Secret:
    token: str
    heading: str

    def cell(self, code: str) -> str:
        return self.heading + code


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Secret:
    """A token in every place that a class has: files, the home, the environment."""
    token = f"token-{os.urandom(8).hex()}"
    root = tmp_path_factory.mktemp("class")
    names = [
        ".grading/gradebook.db", ".grading/secret", ".grading/worlds/90/r1/answers.json",
        ".grading/submitted/other/90_tiny/90_tiny.ipynb", "solutions/90_tiny/90_tiny.py",
        "opscourse/answers/practice/90.json", "home/.ssh/id_rsa",
    ]  # fmt: skip
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(token, encoding="utf-8")
        path.chmod(0o666)
    targets = [str(root / name) for name in names]
    head = f"TARGETS = {targets!r}\nPID = {os.getpid()}\nTOKEN_NAME = 'token' + '-'\n"
    return Secret(token, head)


def test_what_is_secret_is_not_seen(secret: Secret, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPSCOURSE_TEST_TOKEN", secret.token)
    result, said = ran(*(secret.cell(code) for code in SEEKERS.values()))
    assert result.ending == "done", result.says
    assert secret.token not in result.notebook
    for name, text in zip(SEEKERS, said, strict=True):
        assert text, name  # it ran and said something
        assert not any(word in text for word in ALSO_LEAKS), (name, text[:500])


def test_a_zygote_that_starts_now_takes_no_secret_along(
    secret: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment and the open files of the process that starts it stay behind.

    It starts now because the one before was killed, and nobody notices.
    """
    before, _ = handle.zygote()
    before.process.kill()
    before.process.wait()
    monkeypatch.setenv("OPSCOURSE_TEST_TOKEN", secret.token)
    with open(secret.heading.split("'")[1], encoding="utf-8") as file:
        os.set_inheritable(file.fileno(), True)
        names = ("environment", "inherited_descriptors", "own_memory")
        result = sandbox.run(plain(*(secret.cell(SEEKERS[name]) for name in names)))
    assert handle.zygote()[0] is not before
    assert secret.token not in result.notebook
    assert all(texts(result)[i] for i in (0, 2))


def test_outside_the_sandbox_they_find_it(
    secret: Secret, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The control: without it, a misspelt path would pass for protection."""
    monkeypatch.setenv("OPSCOURSE_TEST_TOKEN", secret.token)
    monkeypatch.chdir(tmp_path)
    for name, code in SEEKERS.items():
        if name in WITHOUT_CONTROL:
            continue
        command = [sys.executable, "-c", secret.cell(code), secret.token]
        said = subprocess.run(command, capture_output=True, text=True).stdout
        assert secret.token in said or "LISTED" in said, name
