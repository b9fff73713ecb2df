"""Copies for the learner: newer versions arrive, nobody's work is touched."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from startup import mywork
from startup.faults import StartError, explain_os_error

LESSON = "course/03_shop_health.ipynb"
EXERCISE = "exercises/03_shop_health/03_shop_health.ipynb"


def publish(root: Path, text: str, *names: str) -> None:
    for name in names or (LESSON, EXERCISE):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(tmp_path, "v1")
    assert mywork.update(tmp_path) == []
    return tmp_path


def mine(root: Path, name: str = LESSON) -> Path:
    return root / "mywork" / name


def test_notebooks_and_what_they_need_are_copied_sources_are_not(root: Path) -> None:
    publish(root, "x", "course/03_shop_health.py", "course/syllabus.yml", "course/teacher/a.ipynb")
    publish(root, "x", "exercises/03_shop_health/.ipynb_checkpoints/a.ipynb")
    publish(root, "图", "course/images/漏斗 图.svg")
    assert mywork.update(root) == []
    copied = {p.relative_to(root / "mywork").as_posix() for p in (root / "mywork").rglob("*")}
    files = {name for name in copied if "." in name}
    assert files == {".given.json", LESSON, EXERCISE, "course/images/漏斗 图.svg"}


def test_an_untouched_copy_becomes_the_newer_version(root: Path) -> None:
    publish(root, "v2")
    assert mywork.update(root) == []
    assert mine(root).read_text("utf-8") == "v2"
    assert mine(root, EXERCISE).read_text("utf-8") == "v2"


def test_a_changed_copy_stays_and_the_newer_version_is_laid_beside_it_once(root: Path) -> None:
    mine(root).write_text("我的答案", "utf-8")
    assert mywork.update(root) == [], "nothing is new yet"
    publish(root, "v2")
    says = mywork.update(root)
    assert len(says) == 1
    assert LESSON in says[0] and "03_shop_health.新版.ipynb" in says[0]
    beside = mywork.beside(mine(root))
    assert mine(root).read_text("utf-8") == "我的答案"
    assert beside.read_text("utf-8") == "v2"
    assert mywork.update(root) == []
    beside.unlink()
    assert mywork.update(root) == []
    assert not beside.exists(), "it was thrown away on purpose"


def test_a_changed_copy_beside_is_the_learners_too(root: Path) -> None:
    mine(root).write_text("我的答案", "utf-8")
    publish(root, "v2")
    mywork.update(root)
    publish(root, "v3")
    mywork.update(root)
    first, second = mywork.beside(mine(root)), mywork.beside(mine(root), 2)
    assert first.read_text("utf-8") == "v3", "nobody had touched v2"
    first.write_text("也是我的", "utf-8")
    publish(root, "v4")
    mywork.update(root)
    assert first.read_text("utf-8") == "也是我的"
    assert second.read_text("utf-8") == "v4"


def test_a_deleted_copy_comes_back_fresh(root: Path) -> None:
    mine(root).write_text("写坏了", "utf-8")
    mine(root).unlink()
    mywork.update(root)
    assert mine(root).read_text("utf-8") == "v1"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a": 1}', None])
def test_without_its_list_every_changed_file_is_kept(root: Path, damage: str | None) -> None:
    manifest = root / "mywork" / ".given.json"
    if damage is None:
        manifest.unlink()
    else:
        manifest.write_text(damage, "utf-8")
    mine(root).write_text("我的答案", "utf-8")
    publish(root, "v2")
    mywork.update(root)
    assert mine(root).read_text("utf-8") == "我的答案"
    assert mywork.beside(mine(root)).read_text("utf-8") == "v2"


def test_a_folder_or_link_in_the_place_of_a_file_is_left_alone(root: Path) -> None:
    mine(root).unlink()
    mine(root).mkdir()
    mine(root, EXERCISE).unlink()
    mine(root, EXERCISE).symlink_to(root / "nowhere")
    publish(root, "v2")
    assert len(mywork.update(root)) == 2
    assert mine(root).is_dir()
    assert mine(root, EXERCISE).is_symlink()
    assert mywork.beside(mine(root)).read_text("utf-8") == "v2"


def test_leftovers_of_an_interrupted_copy_go(root: Path) -> None:
    leftover = root / "mywork" / "course" / ".copying-1-a.ipynb"
    leftover.touch()
    mywork.update(root)
    assert not leftover.exists()


def test_a_file_named_mywork_is_named(tmp_path: Path) -> None:
    (tmp_path / "mywork").touch()
    with pytest.raises(StartError, match="mywork"):
        mywork.update(tmp_path)


def test_a_full_disk_leaves_whole_files_and_says_so(root: Path) -> None:
    disk = root / "mywork" / "course"
    lesson = mine(root).read_bytes()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("not run: a small disk cannot be mounted here")
    try:
        mine(root).write_bytes(lesson)
        publish(root, "很长" * 20_000, LESSON)
        with pytest.raises(OSError) as caught:
            mywork.update(root)
        assert "磁盘满了" in explain_os_error(caught.value)
        assert [path.name for path in disk.iterdir()] == ["03_shop_health.ipynb"]
        assert mine(root).read_bytes() == lesson
        publish(root, "v2", LESSON)
        assert mywork.update(root) == []
        assert mine(root).read_text("utf-8") == "v2"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


STEPS = st.lists(
    st.sampled_from(["publish", "start", "edit", "edit beside", "delete", "lose list"]), max_size=14
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_no_order_of_events_loses_what_a_learner_wrote(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    root = tmp_path_factory.mktemp("order")
    publish(root, "v0", LESSON)
    mywork.update(root)
    written: dict[Path, str] = {}
    for number, step in enumerate(steps, 1):
        if step == "publish":
            publish(root, f"v{number}", LESSON)
        elif step == "start":
            mywork.update(root)
        elif step == "lose list":
            (root / "mywork" / ".given.json").unlink(missing_ok=True)
        else:
            path = mywork.beside(mine(root)) if step == "edit beside" else mine(root)
            if step == "delete":
                path.unlink(missing_ok=True)
                written.pop(path, None)
            else:
                path.write_text(f"mine {number}", "utf-8")
                written[path] = f"mine {number}"
        for path, text in written.items():
            assert path.read_text("utf-8") == text, steps
