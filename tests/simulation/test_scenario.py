import pytest
import yaml

from opscourse.errors import CourseError
from opscourse.simulation import World
from opscourse.simulation.scenario import FOLDER, read_scenario, sourced_value


def test_every_value_says_where_it_comes_from():
    fields = yaml.safe_load((FOLDER / "coop.yml").read_text(encoding="utf-8"))
    for field, entry in fields.items():
        assert entry.get("assumption") is True or entry.get("source"), field


def test_a_value_without_a_source_is_refused():
    with pytest.raises(CourseError, match=r"people.*出处"):
        sourced_value("coop", "people", {"value": 3})


def test_a_misspelt_field_is_named_with_its_near_match():
    with pytest.raises(CourseError, match=r"没有字段 pepole。你要的是 people 吗"):
        World(1, {"pepole": 3})


def test_an_unknown_scenario_is_named():
    with pytest.raises(CourseError, match=r"没有叫 cop 的场景.*coop"):
        World(1, "cop")


@pytest.mark.parametrize(
    ("field", "value"),
    [("people", "7000"), ("weekday_percent", [1, 2]), ("visits_per_day", [-5, 3])],
)
def test_a_value_of_the_wrong_shape_is_refused_by_name(field, value):
    with pytest.raises(CourseError, match=f"字段 {field} 写法不对"):
        World(1, {field: value})


def test_a_dict_changes_only_what_it_names_and_never_the_default():
    changed = read_scenario({"people": 6000})
    changed["channels"].append("别的")
    assert changed["people"] == 6000
    assert read_scenario()["people"] == 7000
    assert "别的" not in read_scenario()["channels"]


def test_a_scenario_changes_the_tables_and_the_fingerprint():
    usual, other = World(1), World(1, {"visits_per_day": [100, 100]})
    assert len(other.table("visits")) < len(usual.table("visits")) / 2
    assert other.fingerprint != usual.fingerprint
