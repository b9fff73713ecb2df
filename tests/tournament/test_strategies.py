"""The ten example entries: they can play, without a fault, and the ladder leads up."""

import runpy
import warnings

import pytest

from opscourse.errors import CourseError
from opscourse.tournament import examples
from opscourse.tournament.baselines import Called
from opscourse.tournament.entry import read_entry
from opscourse.tournament.field import Field
from opscourse.tournament.scoring import Still

NAMES = examples.names()


@pytest.fixture(scope="module")
def entries():
    return {name: read_entry(examples.path_of(name)) for name in NAMES}


@pytest.fixture(scope="module")
def heat():
    """A small market of two days for each alone."""
    field = Field(3, days=2, budget=50_000, queries=50_000)
    bids = {name: runpy.run_path(str(examples.path_of(name)))["bid"] for name in NAMES}
    seats = {name: field.play({name: Called(bid)}).seats[0] for name, bid in bids.items()}
    return field.par[1], seats


def test_ten_of_different_authors_without_a_fault(entries, heat):
    assert len(NAMES) == len({one.author for one in entries.values()}) == 10
    for name, one in entries.items():
        assert (one.faults, one.advice) == ((), ()), name
        assert heat[1][name].faults == {}, name
        assert heat[1][name].clicks > 0, name


def test_each_is_explained_in_a_few_chinese_sentences(entries):
    for number, (name, one) in enumerate(entries.items(), start=1):
        said = one.source.partition("AUTHOR")[0].strip().splitlines()
        assert said[0].startswith(f"# 第 {number} 级："), name
        assert 3 <= len(said) <= 6 and all(row.startswith("# ") for row in said), name


def test_the_strongest_beats_the_best_baseline_and_the_naive_ones(heat):
    par, seats = heat
    assert seats[NAMES[-1]].profit > 1.15 * par
    assert seats[NAMES[-1]].profit > 2 * seats[NAMES[0]].profit
    assert seats[NAMES[3]].profit == par  # the value of a click is the best baseline here


def test_titles_and_crowds_lead_up_and_leave_room(entries):
    still = Still(3)
    points = [sum(still.points(one.title, one.crowds)[:2]) for one in entries.values()]
    assert points == sorted(points)
    assert points[0] < 6 and 50 < points[-1] < 59


def test_a_learner_begins_under_his_own_name():
    text = examples.source("10")
    assert "示例" not in text.partition("TITLE")[0].rpartition("AUTHOR")[2]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile(text, "entry.py", "exec")
    with pytest.raises(CourseError, match="你要的是 s08_pacing 吗"):
        examples.source("s08_pasing")
