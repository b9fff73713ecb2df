import json
import shutil

import pandas as pd
import pytest

from opscourse import datasets
from opscourse.datasets import active_world
from opscourse.errors import CourseError
from opscourse.simulation import PRACTICE_KEY, World

CHANGES = {
    "a value": lambda frame: frame.__setitem__("pages", 0),
    "a cell": lambda frame: frame.iloc.__setitem__((0, 0), "V0"),
    "some rows of a column": lambda frame: frame.loc.__setitem__((frame["pages"] > 2, "pages"), 0),
    "rows": lambda frame: frame.loc.__setitem__(5, frame.loc[6]),
    "the columns' names": lambda frame: setattr(
        frame, "columns", [name.upper() for name in frame.columns]),
    "the order": lambda frame: setattr(frame, "index", frame.index[::-1]),
}  # fmt: skip
TABLES = ("orders", "orders_paid", "visits", "shop_daily", "shop_monthly")


@pytest.fixture(autouse=True)
def not_graded(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


@pytest.fixture
def graded(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")


@pytest.fixture
def own_root(tmp_path, monkeypatch):
    """A course folder of this test's own, with a copy of the practice tables."""
    shutil.copytree(datasets.ROOT / "datasets", tmp_path / "datasets")
    monkeypatch.setattr(active_world, "ROOT", tmp_path)
    return tmp_path


def make_world_folder(folder, key=9):
    world = World(key)
    datasets.write_world_tables({"shop_monthly": world.table("shop_monthly")}, folder)
    about = {"fingerprint": world.fingerprint}
    (folder / "world.json").write_text(json.dumps(about), encoding="utf-8")
    return world


# ---- the practice world


def test_every_table_loads_from_any_folder_as_the_world_made_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    world = World(PRACTICE_KEY)
    assert datasets.active().fingerprint == world.fingerprint
    assert not datasets.active().graded
    assert datasets.active().inputs("03.q5") is None
    for name in TABLES:
        pd.testing.assert_frame_equal(datasets.load(name), world.table(name), check_exact=True)
        assert datasets.path(name).is_file()


@pytest.mark.parametrize("change", CHANGES)
def test_a_loaded_frame_is_ones_own(change):
    before = datasets.load("visits").copy(deep=True)
    CHANGES[change](datasets.load("visits"))
    pd.testing.assert_frame_equal(datasets.load("visits"), before)


def test_an_unknown_table_names_the_nearest():
    for call in (datasets.load, datasets.path, datasets.describe):
        with pytest.raises(CourseError, match=r"没有叫 order 的表。你要的是 orders"):
            call("order")


def test_a_deleted_folder_and_a_deleted_file_are_named_with_the_remedy(own_root):
    (own_root / "datasets" / "visits.csv").unlink()
    with pytest.raises(CourseError, match=r"找不到 datasets/visits.csv.*opscourse data build"):
        datasets.load("visits")
    (own_root / "datasets" / "datapackage.json").unlink()
    with pytest.raises(CourseError, match=r"找不到 datasets/datapackage.json"):
        datasets.load("orders")
    shutil.rmtree(own_root / "datasets")
    with pytest.raises(CourseError, match=r"找不到 datasets 文件夹.*opscourse data build"):
        datasets.load("orders")


def test_a_damaged_data_package_is_named(own_root):
    package = own_root / "datasets" / "datapackage.json"
    for text in ("{", "[]", "{}"):
        package.write_text(text, encoding="utf-8")
        with pytest.raises(CourseError, match=r"datapackage.json"):
            datasets.load("orders")


def test_a_changed_value_is_noticed_and_a_windows_copy_is_not(own_root):
    file = own_root / "datasets" / "shop_monthly.csv"
    data = file.read_bytes()
    file.write_bytes(data.replace(b"\n", b"\r\n"))
    assert len(datasets.load("shop_monthly")) == 22
    file.write_bytes(data.replace(b"2024-01,", b"2024-01,9", 1))
    with pytest.raises(CourseError, match=r"shop_monthly.csv 的内容被改过"):
        datasets.load("shop_monthly")
    file.write_bytes(data)
    assert len(datasets.load("shop_monthly")) == 22


# ---- a world given by hand


def test_using_a_frozen_world_and_going_back():
    frame = World(9).table("shop_monthly")
    cases = [{"args": [1], "edge": False}]
    world = datasets.FrozenWorld({"shop_monthly": frame}, "abc", {"03.q5": cases})
    practice = datasets.load("shop_monthly")
    with datasets.using(world):
        assert datasets.active().graded
        assert datasets.active().fingerprint == "abc"
        assert datasets.active().inputs("03.q5") == cases
        assert datasets.active().inputs("03.q6") is None
        loaded = datasets.load("shop_monthly")
        pd.testing.assert_frame_equal(loaded, frame)
        loaded["uv"] = 0
        assert datasets.load("shop_monthly")["uv"].min() > 0
        read = pd.read_csv(datasets.path("shop_monthly"))
        assert read["uv"].tolist() == frame["uv"].tolist()
        with pytest.raises(CourseError, match=r"没有用到表 visits"):
            datasets.load("visits")
    pd.testing.assert_frame_equal(datasets.load("shop_monthly"), practice)


def test_using_ends_after_an_error():
    with pytest.raises(KeyError), datasets.using(datasets.FrozenWorld({}, "abc")):
        raise KeyError
    assert datasets.active().fingerprint != "abc"


# ---- graded runs


@pytest.mark.usefixtures("graded")
def test_a_graded_run_without_a_world_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"opscourse class world 03"):
        datasets.load("orders")


@pytest.mark.usefixtures("graded")
def test_a_world_beside_or_above_the_working_folder_is_found(tmp_path, monkeypatch):
    world = make_world_folder(tmp_path)
    (tmp_path / "inputs").mkdir()
    cases = [{"args": [], "edge": True}]
    (tmp_path / "inputs" / "03.q5.json").write_text(json.dumps(cases), encoding="utf-8")
    for folder in (tmp_path, tmp_path / "里面" / "更里面"):
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(folder)
        found = datasets.active()
        assert found.graded
        assert found.fingerprint == world.fingerprint
        expected = world.table("shop_monthly")
        pd.testing.assert_frame_equal(found.table("shop_monthly"), expected, check_exact=True)
        assert found.inputs("03.q5") == cases
        assert found.inputs("03.q6") is None
    with pytest.raises(CourseError, match=r"找不到 tables/visits.csv.*opscourse class world"):
        datasets.load("visits")


def class_folder(tmp_path, rounds):
    grading = tmp_path / ".grading"
    cwd = grading / "autograded" / "2025001" / "03_shop_health"
    cwd.mkdir(parents=True)
    (grading / "class.json").write_text(json.dumps({"rounds": rounds}), encoding="utf-8")
    return grading, cwd


@pytest.mark.usefixtures("graded")
@pytest.mark.parametrize(("rounds", "expected"), [({}, "r1"), ({"03": 2}, "r2")])
def test_under_nbgrader_the_classes_world_of_the_round_is_found(
    tmp_path, monkeypatch, rounds, expected
):
    grading, cwd = class_folder(tmp_path, rounds)
    worlds = {
        r: make_world_folder(grading / "worlds" / "03" / r, key=n)
        for n, r in enumerate(("r1", "r2"))
    }
    monkeypatch.chdir(cwd)
    assert datasets.active().fingerprint == worlds[expected].fingerprint


@pytest.mark.usefixtures("graded")
def test_under_nbgrader_a_missing_world_names_the_command(tmp_path, monkeypatch):
    _, cwd = class_folder(tmp_path, {})
    monkeypatch.chdir(cwd)
    with pytest.raises(CourseError, match=r"作业 03 还没有.*opscourse class world 03"):
        datasets.load("shop_monthly")


@pytest.mark.usefixtures("graded")
@pytest.mark.parametrize("text", ["{", "{}", "[]"])
def test_a_damaged_world_file_is_an_error_and_never_the_practice_world(tmp_path, monkeypatch, text):
    make_world_folder(tmp_path)
    (tmp_path / "world.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"world.json"):
        datasets.load("shop_monthly")


def test_a_world_file_without_a_graded_run_changes_nothing(tmp_path, monkeypatch):
    make_world_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert not datasets.active().graded
