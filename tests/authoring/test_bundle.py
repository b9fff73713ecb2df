"""The class's zip: complete for a learner, without answers; the scan finds a planted leak."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from opscourse import cli, datasets
from opscourse.authoring import bundle
from opscourse.errors import CourseError

ROOT = datasets.ROOT


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    target = tmp_path_factory.mktemp("班级") / "学员.zip"
    assert cli.main(["bundle", "learner", "--out", str(target)]) == 0
    return target


def test_the_zip_holds_what_a_learner_needs(archive):
    names = set(zipfile.ZipFile(archive).namelist())
    for needed in (
        "start.py", "requirements.lock", "datasets/orders.csv", "opscourse/learner/checking.py",
        "opscourse/answers/practice/03.json", "course/03_shop_health.ipynb",
        "exercises/03_shop_health/03_shop_health.ipynb",
    ):  # fmt: skip
        assert f"opscourse-course/{needed}" in names
    for name in names:
        assert not name.endswith("secret")
        for part in ("solutions/", "grading/", "authoring/", "tests/", "nbgrader_config", ".part"):
            assert part not in name
        if name.endswith(".py"):
            assert "course/0" not in name and "exercises/" not in name


@pytest.fixture
def copy(tmp_path):
    """A copy of the course small enough to spoil."""
    for name in ("course", "exercises", "solutions", "datasets", "opscourse"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_reference_line_in_a_lesson_stops_the_bundle(copy, tmp_path):
    line = next(iter(bundle.telling_lines(copy)))
    (copy / "course" / "99_leak.ipynb").write_text(line, encoding="utf-8")
    target = tmp_path / "out" / "x.zip"
    with pytest.raises(CourseError, match="99_leak"):
        bundle.bundle_learner(copy, target)
    assert list(target.parent.iterdir()) == []


def test_the_secret_stops_the_bundle(copy, tmp_path):
    (copy / ".grading").mkdir()
    (copy / ".grading" / "secret").write_bytes(b"k" * 32)
    (copy / "datasets" / "note.csv").write_bytes(b"x" + b"k" * 32)
    with pytest.raises(CourseError, match="密钥"):
        bundle.bundle_learner(copy, tmp_path / "out" / "x.zip")


def test_a_class_copy_works_and_names_what_it_lacks(archive, tmp_path):
    zipfile.ZipFile(archive).extractall(tmp_path)
    home = tmp_path / "opscourse-course"

    def run(code: str) -> subprocess.CompletedProcess[str]:
        # an editable install of the full copy must not lend the class's copy its packages
        lone = "import sys; sys.meta_path = [f for f in sys.meta_path if 'ditable' not in str(f)]\n"
        environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", lone + code]
        return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True)

    lesson = (
        "import opscourse as o; assert o.__file__.startswith({home!r}), o.__file__;"
        "o.load('orders'); o.check('03.q2', cvr=0.5); o.solution('03.q2')"
    )
    done = run(lesson.format(home=str(home)))
    assert done.returncode == 0, done.stderr
    assert "03.q2" in done.stdout and "老师发布" in done.stdout
    for command in (["build"], ["class", "init"], ["try", "03"]):
        refused = run(f"from opscourse import cli; sys.exit(cli.main({command}))")
        assert refused.returncode == 2
        assert refused.stderr.strip() == "这个命令只在教师版里有。"
