"""A season follows from the secret and the entries alone, also after kill -9."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opscourse.errors import CourseError
from opscourse.simulation.randomness import Randomness
from opscourse.tournament import charts, report, rules, season
from opscourse.tournament.results import HeatResult
from tests.tournament.players import Entry, open_called

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = [
    Entry("01 甲", "careful"),
    Entry("02 乙", "value"),
    Entry("03 丙", "flat", title="", crowds={}),
    Entry("04 丁", "idle"),
    Entry("05 戊", "broken", title="最好的橘子", crowds={"老客": 2}),
]
QUERIES = 12_000
SECRET = bytes(range(32))
SCRIPT = f"""
import sys
from pathlib import Path
from opscourse.tournament import rules, season
from tests.tournament.test_season import ENTRIES
from tests.tournament.players import open_called
rules.ROUNDS, rules.SEATS = 2, 3
if __name__ == "__main__":
    season.run(Path(sys.argv[1]), ENTRIES, open_called, jobs=2, queries={QUERIES})
"""


@pytest.fixture(autouse=True, scope="module")
def two_rounds_of_small_groups():
    """A season that is quickly played; the numbers reach the processes with their tasks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "ROUNDS", 2)
        patch.setattr(rules, "SEATS", 3)
        yield


def made_folder(place, secret=SECRET):
    (place / ".tournament").mkdir(parents=True)
    (place / ".tournament" / "secret").write_bytes(secret)
    return place


@pytest.fixture(scope="module")
def played(two_rounds_of_small_groups, tmp_path_factory):
    """The season that all others are compared with, and what was said meanwhile."""
    said = []
    folder = made_folder(tmp_path_factory.mktemp("season"))
    made = season.run(folder, ENTRIES, open_called, say=lambda *a: said.append(a), queries=QUERIES)
    return folder, made, said


def test_everybody_plays_and_work_grows_with_the_entries(played):
    _, made, said = played
    heats = rules.ROUNDS * rules.HEATS_A_ROUND
    groups = 2
    assert len(made.heats) == len(ENTRIES) + heats * groups == said[-1][0] == said[-1][1]
    assert [one[0] for one in said] == sorted(one[0] for one in said)
    for entry in ENTRIES:
        mine = [(h.round, h.heat) for h in made.heats for s in h.seats if s.author == entry.author]
        assert len(mine) == len(set(mine)) == 1 + heats
    for heat in made.heats:
        sparring = sum(rival["kind"] == "陪练" for rival in heat.rivals)
        assert len(heat.seats) + sparring == (3 if heat.round else 1)


def test_the_table_follows_the_rules(played):
    _, made, _ = played
    by_author = {line.author: line for line in made.lines}
    assert [line.rank for line in made.lines] == sorted(line.rank for line in made.lines)
    for line in made.lines:
        seats = [s for h in made.heats if h.round for s in h.seats if s.author == line.author]
        assert line.profit == sum(seat.profit for seat in seats)
        assert line.spent == sum(seat.spent for seat in seats) <= 2 * 3 * rules.HEAT_BUDGET
        assert line.total == pytest.approx(sum(s.points for s in line.rounds) / 2)
        for score in [line.qualifying, *line.rounds]:
            pars = {h.heat: h.par for h in made.heats if h.round == score.round}
            assert score.par == sum(pars.values())
            times = max(score.profit / score.par, 0)
            share = 0.6 * times if times <= 1 else 0.6 + 0.4 * (times - 1) / 0.5
            assert score.search == pytest.approx(40 * min(share, 1), abs=1e-3)
        place = 100 * (len(made.lines) - line.rank) / (len(made.lines) - 1)
        assert line.grade == pytest.approx(0.7 * line.qualifying.points + 0.3 * place)
    careful, idle, broken = by_author["01 甲"], by_author["04 丁"], by_author["05 戊"]
    assert careful.rank < idle.rank and idle.profit == 0 and careful.profit > 0
    assert idle.qualifying.search == 0 and idle.qualifying.title > 0
    assert broken.total == broken.grade == 0
    assert len(broken.notes) == 2 and "CROWDS" in broken.notes[0] and "最" in broken.notes[1]
    assert by_author["03 丙"].qualifying.display == by_author["03 丙"].qualifying.title == 0
    faults = [s.faults for h in made.heats for s in h.seats if s.author == "05 戊"]
    assert all("ZeroDivisionError" in "".join(one) for one in faults)


def test_another_order_of_files_and_two_processes_give_the_same(played, tmp_path):
    folder = made_folder(tmp_path / "x")
    again = season.run(folder, ENTRIES[::-1], open_called, jobs=2, queries=QUERIES)
    assert again == played[1]


def test_after_kill_9_the_rest_is_played_and_the_result_is_the_same(played, tmp_path):
    folder = made_folder(tmp_path / "x")
    pids = tmp_path / "pids"
    pids.mkdir()
    environment = {**os.environ, "TOURNAMENT_TEST_PIDS": str(pids), "PYTHONPATH": str(ROOT)}
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, "utf-8")
    running = subprocess.Popen([sys.executable, script, folder], cwd=ROOT, env=environment)
    journal, deadline = folder / ".tournament" / "journal", time.monotonic() + 120
    while len(list(journal.glob("*/*.json"))) < 8 and running.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.kill()  # SIGKILL: nothing can be tidied up
    running.wait()
    kept = {one: one.read_bytes() for one in journal.glob("*/*.json")}
    assert 8 <= len(kept) < len(played[1].heats)
    # The players' processes end with their parent.
    workers = [int(one.name) for one in pids.iterdir()]
    while any(map(_alive, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    said = []
    again = season.run(folder, ENTRIES, open_called, say=lambda *a: said.append(a), queries=QUERIES)
    assert again == played[1]
    assert said[0][0] >= len(ENTRIES)
    assert all(one.read_bytes() == data for one, data in kept.items())


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child of nobody that nobody has buried yet has ended all the same.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_damaged_heat_is_played_again_and_another_entry_starts_anew(played):
    folder, made, _ = played
    (journal,) = (folder / ".tournament" / "journal").iterdir()
    (journal / "r1-h1-g1.json").write_text('{"seats": [')
    said = []
    again = season.run(folder, ENTRIES, open_called, say=lambda *a: said.append(a), queries=QUERIES)
    assert again == made and said[1][0] == len(ENTRIES) + 5
    other = season.Journal(folder, SECRET, [*ENTRIES[1:], Entry("01 甲", "value")])
    assert other.read("r1-h1-g1") is None and journal.exists()


def test_one_that_stalls_in_three_heats_rests_and_a_sparring_partner_plays_for_it(tmp_path):
    entries = [*ENTRIES[:4], Entry("05 戊", "stalling")]
    folder = made_folder(tmp_path)
    made = season.run(folder, entries, open_called, queries=3_000)
    mine = [(heat, seat) for heat in made.heats for seat in heat.seats if seat.author == "05 戊"]
    # the qualifying period and a round: from the next round on it is not waited for
    assert [(h.round, s.stalled, s.resting) for h, s in mine] == [
        (0, True, False), *[(1, True, False)] * 3, *[(2, False, True)] * 3,
    ]  # fmt: skip
    for heat, seat in mine:
        assert seat.profit == seat.spent == 0
        if heat.round:
            groups = [h for h in made.heats if (h.round, h.heat) == (heat.round, heat.heat)]
            partners = [sum(r["kind"] == "陪练" for r in h.rivals) for h in groups]
            playing = [sum(not s.resting for s in h.seats) for h in groups]
            # everybody meets as many, and nobody misses the one that rests
            assert [a + b for a, b in zip(playing, partners, strict=True)] == [3, 3]
            assert sum(partners) == 1 + seat.resting
    assert {s.author for h in made.heats for s in h.seats if s.resting} == {"05 戊"}
    line = next(one for one in made.lines if one.author == "05 戊")
    assert line.rounds[1].search == 0 and line.rounds[1].display > 0 and line.rounds[1].par > 0
    page = report.html(made, {})
    assert "05 戊：3 场没有运行" in page and rules.FAIR["stalled"] in page
    assert sum(row.endswith(",是") for row in report.by_heat(made).splitlines()) == 3

    # A heat of the journal in which others rest is played again, and that one alone.
    (journal,) = (folder / ".tournament" / "journal").iterdir()
    place = next(p for p in sorted(journal.glob("r2-*")) if '"resting": true' in p.read_text())
    place.write_text(place.read_text().replace('"resting": true', '"resting": false'))
    said = []
    again = season.run(folder, entries, open_called, say=lambda *a: said.append(a), queries=3_000)
    assert again == made and said[-1][:2] == (17, 17) and said[-2][0] == 16


def test_one_alone_that_stalls_ends_the_season(tmp_path):
    made = season.run(made_folder(tmp_path), [Entry("甲", "stalling")], open_called, queries=1_000)
    assert [s.resting for h in made.heats for s in h.seats] == [False] * 4 + [True] * 3
    assert charts.last_heat(made).round == 1  # the last one in which it played


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / ".tournament").write_text("a file in the way")
    with pytest.raises(CourseError, match="读写不了"):
        season.run(tmp_path, ENTRIES, open_called)
    folder = made_folder(tmp_path / "x")
    (folder / ".tournament" / "journal").write_text("another one")
    with pytest.raises(CourseError, match="读写不了"):
        season.run(folder, ENTRIES, open_called)


def test_a_process_that_dies_is_one_sentence(tmp_path):
    folder = made_folder(tmp_path)
    with pytest.raises(CourseError, match="再运行一次"):
        season.run(folder, [Entry("甲", "exit")], open_called, jobs=2, queries=2000)


@pytest.mark.parametrize(
    ("entries", "says"),
    [([], "没有"), ([Entry("甲", "flat"), Entry("甲", "value")], "甲")],
)
def test_no_entry_and_two_of_one_author_are_refused(entries, says, tmp_path):
    with pytest.raises(CourseError, match=says):
        season.run(tmp_path, entries, open_called)


def test_the_secret_is_made_once_kept_and_private(tmp_path):
    made = season.organiser_secret(tmp_path)
    assert len(made) == 32 and season.organiser_secret(tmp_path) == made
    place = tmp_path / ".tournament" / "secret"
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600
    place.write_bytes(b"short")
    with pytest.raises(CourseError, match="坏了"):
        season.organiser_secret(tmp_path)
    assert season.key_of(made, "a") != season.key_of(made, "b") != season.key_of(SECRET, "b")


@pytest.mark.parametrize("entries", [1, 3, 4, 20, 23])
def test_groups_are_small_and_of_one_strength(entries):
    order = [f"{k:02d}" for k in range(entries)]
    groups = -(-entries // rules.SEATS)
    met = set()
    for heat in range(5):
        made = season.mixed(order, groups, Randomness(heat))
        assert sorted(name for group in made for name in group) == order
        sizes = [len(group) for group in made]
        assert max(sizes) <= rules.SEATS and max(sizes) - min(sizes) <= 1
        # One of each `groups` neighbours in every group: sums of places stay close.
        pots = [sorted(int(name) // groups for name in group) for group in made]
        assert all(pot == list(range(len(pot))) for pot in pots)
        met.add(str(made))
    assert groups == 1 or len(met) > 1


def test_practice_compares_with_the_baselines():
    made = season.practice(Entry("甲", "careful"), open_called, queries=QUERIES)
    assert isinstance(made.heat, HeatResult) and made.heat.days == rules.QUALIFYING_DAYS
    assert len(made.baselines) == 3
    assert made.heat.par == max(one.seats[0].profit for one in made.baselines.values())
    assert made.score.points == made.score.search + made.score.display + made.score.title > 0
