"""What keeps `python start.py` from making its environment, and how the next run recovers."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from startup import environment, lab
from startup.environment import Environment, Source
from startup.faults import StartError
from tests.startup.small_course import REPO, Course, one_sentence, wheel


def test_makes_the_environment_once_and_passes_arguments_on(made: Course) -> None:
    assert made.works()
    log = made.root / ".venv" / "install.log"
    before = log.stat().st_mtime_ns
    run = made.start("test", "-k", "a b", "tests/甲.py")
    assert f"called with ['-k', 'a b', 'tests/甲.py'] in {made.root}" in run.stdout
    assert run.returncode == 7
    assert log.stat().st_mtime_ns == before, "pip ran again"
    assert "正在准备" not in run.stdout


def test_the_command_and_the_chinese_interface_are_there(made: Course) -> None:
    command = made.python.parent / ("opscourse.cmd" if os.name == "nt" else "opscourse")
    said = subprocess.run([command, "build", "甲 乙"], capture_output=True, encoding="utf-8")
    assert said.stdout == "cli ['build', '甲 乙']\n"
    settings = made.root / ".venv/share/jupyter/lab/settings/overrides.d/opscourse.json"
    chosen = json.loads(settings.read_text("utf-8"))
    assert chosen["@jupyterlab/translation-extension:plugin"]["locale"] == "zh_CN"


def test_pip_sees_the_courses_package_and_what_it_needs(made: Course) -> None:
    code = "from importlib.metadata import version as v, requires as r"
    code += "; print(v('opscourse'), r('opscourse'))"
    said = subprocess.check_output([made.python, "-I", "-c", code], encoding="utf-8")
    assert said == "2.5 ['tiny>=1']\n"
    pip = [made.python, "-I", "-m", "pip"]
    subprocess.run([*pip, "check"], check=True, capture_output=True)
    run = subprocess.run([*pip, "list", "--format=freeze"], capture_output=True, encoding="utf-8")
    assert "opscourse==2.5" in run.stdout.splitlines()


def test_learners_are_spared_the_developers_packages(template: Course, course: Course) -> None:
    shutil.copytree(template.root / ".venv", course.root / ".venv", symlinks=True)
    remove = [course.python, "-I", "-m", "pip", "uninstall", "-qy", "pytest", "tiny"]
    subprocess.run([*remove, "--root-user-action=ignore"], check=True)
    (course.root / ".venv" / "opscourse-stamp.json").unlink()
    Environment(course.root).ensure(Source(wheelhouse=course.wheels))
    assert course.works()
    has_pytest = [course.python, "-I", "-c", "import pytest"]
    assert subprocess.run(has_pytest, capture_output=True).returncode != 0
    assert course.test().returncode == 7


def test_an_old_python_is_told_which_one_is_needed() -> None:
    code = "import sys; sys.version_info = (3, 8, 0); exec(open('start.py', 'rb').read())"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=REPO, capture_output=True, encoding="utf-8"
    )
    assert "Python 3.11" in one_sentence(run)
    assert "3.8" in run.stderr


def test_real_old_pythons_read_the_file() -> None:
    names = ["python2", "python2.7", *(f"python3.{minor}" for minor in range(5, 11))]
    found = [name for name in names if shutil.which(name)]
    old = [n for n in found if subprocess.run([n, "-c", ""], capture_output=True).returncode == 0]
    if not old:
        pytest.skip("not run: no Python older than 3.11 on this machine")
    for name in old:
        run = subprocess.run([name, "start.py"], cwd=REPO, capture_output=True, encoding="utf-8")
        assert "Python 3.11" in one_sentence(run), name


def test_missing_ensurepip_names_the_package(course: Course, tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ModuleNotFoundError(__name__)\n", "utf-8")
    assert "python3-venv" in one_sentence(course.test(PYTHONPATH=str(tmp_path)))
    assert not (course.root / ".venv").exists()


def test_a_busy_port_is_said_before_anything_is_installed(course: Course) -> None:
    with socket.socket() as taken:
        taken.bind((lab.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in one_sentence(course.start("--no-browser", "--port", str(port)))
        assert not (course.root / ".venv").exists()
    assert lab.choose_port(port) == port


def test_without_a_wish_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind((lab.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(lab, "FIRST_PORT", port)
        assert lab.choose_port(None) > port
    with pytest.raises(StartError, match="65536"):
        lab.choose_port(65536)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_killed_half_way_is_made_anew(course: Course) -> None:
    command = [sys.executable, "start.py", "test", "--wheelhouse", str(course.wheels)]
    run = subprocess.Popen(command, cwd=course.root, start_new_session=True)
    while not course.python.exists():
        assert run.poll() is None
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    (course.root / ".venv" / "half").touch()
    assert not Environment(course.root).ready()
    assert course.test().returncode == 7
    assert course.works()
    assert not (course.root / ".venv" / "half").exists()
    assert not list(course.root.glob(".venv.old-*"))


def test_an_environment_whose_python_is_gone_is_replaced(course: Course) -> None:
    course.python.parent.mkdir(parents=True)
    course.python.symlink_to(course.root / "no-python")
    assert course.test().returncode == 7
    assert course.works()


def test_somebody_elses_whole_environment_is_completed_not_thrown_away(made: Course) -> None:
    (made.root / ".venv" / "opscourse-stamp.json").unlink()
    (made.root / ".venv" / "theirs").touch()
    assert made.test().returncode == 7
    assert Environment(made.root).ready(dev=True)
    assert (made.root / ".venv" / "theirs").exists()


def test_a_moved_folder_gets_a_new_environment(made: Course) -> None:
    moved = Course(made.root.with_name("搬 走"), made.wheels)
    made.root.rename(moved.root)
    there = Environment(moved.root)
    assert not there.ready()
    assert not there._usable(), "it would be completed instead of made anew"


def test_a_new_lock_is_installed_into_the_old_environment(made: Course) -> None:
    line = wheel(made.wheels, "tiny", {"tiny.py": "VALUE = 2\n"}, "2.0")
    (made.root / "requirements.lock").write_text(line, "utf-8")
    (made.root / ".venv" / "same").touch()
    assert made.test().returncode == 7
    code = "import tiny; print(tiny.VALUE)"
    assert subprocess.check_output([made.python, "-I", "-c", code]).strip() == b"2"
    assert (made.root / ".venv" / "same").exists()


def test_packages_lying_elsewhere_do_not_count(made: Course, tmp_path: Path) -> None:
    remove = [made.python, "-I", "-m", "pip", "uninstall", "-qy", "tiny"]
    subprocess.run([*remove, "--root-user-action=ignore"], check=True)
    (made.root / ".venv" / "opscourse-stamp.json").unlink()
    (tmp_path / "tiny.py").touch()
    assert made.test(PYTHONPATH=str(tmp_path), PIP_USER="1").returncode == 7
    assert made.works()


def test_no_network_names_both_ways_out_and_then_recovers(made: Course) -> None:
    line = wheel(made.wheels, "tiny", {"tiny.py": "VALUE = 2\n"}, "2.0")
    (made.root / "requirements.lock").write_text(line, "utf-8")
    run = made.start(
        "test", "--index-url", "http://127.0.0.1:9/simple", wheels=False, PIP_NO_CACHE_DIR="1"
    )
    said = one_sentence(run)
    assert "网络" in said and "--index-url" in said and "--wheelhouse" in said
    assert made.test().returncode == 7


def test_the_index_may_come_from_pips_own_variable(made: Course) -> None:
    line = wheel(made.wheels, "tiny", {"tiny.py": "VALUE = 2\n"}, "2.0")
    (made.root / "requirements.lock").write_text(line, "utf-8")
    run = made.start("test", wheels=False, PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert "网络" in one_sentence(run)
    assert "127.0.0.1:9" in (made.root / ".venv" / "install.log").read_text("utf-8")


def test_faulty_wheelhouses_are_named(made: Course, tmp_path: Path) -> None:
    line = wheel(made.wheels, "tiny", {"tiny.py": "VALUE = 2\n"}, "2.0")
    (made.root / "requirements.lock").write_text(line, "utf-8")
    run = made.start("--wheelhouse", str(tmp_path / "没有"), wheels=False)
    assert "没有" in one_sentence(run)
    empty = tmp_path / "空的"
    empty.mkdir()
    run = made.start("--wheelhouse", str(empty), wheels=False)
    assert "空的" in one_sentence(run)
    wheel(empty, "other", {"other.py": ""})
    run = made.start("--wheelhouse", str(empty), wheels=False)
    assert "tiny" in one_sentence(run)
    assert made.test().returncode == 7


def test_a_damaged_download_is_refused(made: Course) -> None:
    lock = made.root / "requirements.lock"
    good = wheel(made.wheels, "tiny", {"tiny.py": "VALUE = 2\n"}, "2.0")
    lock.write_text(good[:-65] + "0" * 64 + "\n", "utf-8")
    assert "对不上" in one_sentence(made.test())
    lock.write_text(good, "utf-8")
    assert made.test().returncode == 7


def test_a_missing_lock_is_named(course: Course) -> None:
    (course.root / "requirements.lock").unlink()
    assert "requirements.lock" in one_sentence(course.test())
    assert not (course.root / ".venv").exists()


def test_a_class_copy_says_that_it_has_no_tests(course: Course) -> None:
    (course.root / "requirements-dev.lock").unlink()
    assert "给学员的" in one_sentence(course.test())


def test_too_little_space_is_said_first(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "NEEDED_BYTES", 10**18)
    with pytest.raises(StartError, match="磁盘只剩"):
        Environment(course.root).ensure(Source(wheelhouse=course.wheels))
    assert not (course.root / ".venv").exists()


@pytest.mark.parametrize("megabytes", [1, 12])
def test_a_disk_that_fills_up_while_installing(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int
) -> None:
    """At 1 MB the environment's own files do not fit, at 12 MB pip does not."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(disk)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("not run: a small disk cannot be mounted here")
    try:
        root = Path(shutil.copytree(course.root, disk / "课"))
        run = Course(root, course.wheels).test()
        assert "磁盘" in one_sentence(run)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_broken_jupyterlab_is_made_anew_by_the_next_run(made: Course) -> None:
    said = one_sentence(made.start("--no-browser"))
    assert "再运行一次" in said
    assert not Environment(made.root).ready()
    assert (made.root / "mywork" / "course" / "a.ipynb").exists()


def test_misspelt_options_are_named(course: Course) -> None:
    assert "--no-browsr" in one_sentence(course.start("--no-browsr", wheels=False))
    assert "--port" in one_sentence(course.start("--port", "八八", wheels=False))
    assert "strat" in one_sentence(course.start("strat", wheels=False))
    run = course.start("--help", wheels=False)
    assert run.returncode == 0 and "--wheelhouse" in run.stdout
