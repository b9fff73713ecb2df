"""`opscourse tournament`: a new entry, a try, and a class with everything a class hands in."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import opscourse
from opscourse import cli
from opscourse.tournament import report, rules, season, tournament_command
from opscourse.tournament.entry import read_folder
from opscourse.tournament.player_process import PLAIN, plain
from opscourse.tournament.tournament_command import Progress, run_folder, write_new

QUERIES = 4_000
BAD = {
    "20250105_漏.py": ("def bid(state)：\n    return {}\n", "第 1 行第 15 个字符 ： 是中文标点"),
    "20250106_空.py": ("", "文件是空的"),
    "20250107_图.py": (b"\x89PNG\0\0", "不是 Python 程序"),
    "截图.png": (b"\x89PNG", "不是 .py 文件"),
    "甲.py": ("AUTHOR = '20250108'\ndef bid(state):\n    return {}\n", "2 份不同的作品"),
    "乙.py": ("AUTHOR = '20250108 乙'\ndef bid(state):\n    return {}\n", "2 份不同的作品"),
}
HOSTILE = """\
import os
TITLE = "最好的芦柑"
CROWDS = {"老客": 7}


def bid(state):
    if state["hour"] == 3:
        return {word["keyword_id"]: -1 for word in state["keywords"]}
    os._exit(3)
"""


@pytest.fixture
def small(monkeypatch):
    """The same season in a small market, one round, in this process alone."""
    for name in ("ROUNDS", "HEATS_A_ROUND", "QUALIFYING_DAYS"):
        monkeypatch.setattr(rules, name, 1)
    monkeypatch.setattr(season, "run", functools.partial(season.run, queries=QUERIES))


def class_of(folder, *hostile):
    for name in ("20250101_李小田", "20250102_王五"):
        write_new(folder / name, "1" if name.endswith("王五") else None)
    entry = folder / "20250102_王五.py"
    text = entry.read_text("utf-8").splitlines()
    entry.write_text("\n".join(line for line in text if "AUTHOR" not in line), "utf-8")
    for name, source in hostile:
        (folder / name).write_text(source, "utf-8")
    return folder


def test_a_class_with_bad_and_hostile_entries_plays_to_the_end(tmp_path, small, capsys):
    folder = class_of(tmp_path, ("20250103_坏.py", HOSTILE))
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    made = run_folder(folder, jobs=1)
    said = capsys.readouterr().out
    for name, (_, sentence) in BAD.items():
        assert any(name in line and sentence in line for line in said.splitlines()), name
    assert [line.author for line in made.lines][-1] == "20250103 坏"
    assert made.lines[-1].profit == 0 < made.lines[0].profit
    assert any("CROWDS" in note or "份额" in note for note in made.lines[-1].notes)
    faults = {
        fault for heat in made.heats for seat in heat.seats if "坏" in seat.author
        for fault in seat.faults
    }  # fmt: skip
    assert "程序自己退出了或崩溃了。这 3 个小时没有投。" in faults
    assert any("是负数" in fault for fault in faults)
    honest = [s for heat in made.heats for s in heat.seats if "坏" not in s.author]
    assert all(not seat.faults for seat in honest)

    results = {path.name: path.read_bytes() for path in (folder / "结果").iterdir()}
    page = results["比赛结果.html"].decode()
    for name, (_, sentence) in BAD.items():
        assert name in page and sentence in page
    assert "程序自己退出了或崩溃了" in page and "20250103 坏" in page
    ways = {tuple(heat.layers) for heat in made.heats}
    assert len(ways) == 1 and "time" in next(iter(ways))  # recorded, and kept in the journal
    assert report.contained(made)[0] in page

    run = functools.partial(season.run, folder, read_folder(folder).entries, plain)
    phases = []
    again = run(say=lambda done, heats, text: phases.append((done, heats)))
    assert phases[0][0] == 3 and phases[-1] == (4, 4) and len(phases) == 2  # nothing is played
    # in the same order too: the page shows faults as they come
    assert [str(heat) for heat in again.heats] == [str(heat) for heat in made.heats]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["try", "没有.py"], "没有叫 没有.py 的文件"),
        (["run", "没有"], "没有叫 没有 的文件夹"),
        (["run", "空的"], "没有能参加比赛的作品"),
        (["new", "有了.py"], "有了.py 已经有了，没有动它"),
        (["new", "a.py", "--from", "99"], "没有叫 99 的示例"),
        (["try", "错.py"], "错.py：没有函数 bid"),
    ],
)
def test_a_wrong_command_is_one_sentence(tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空的").mkdir()
    for name in ("有了.py", "错.py"):
        (tmp_path / name).write_text("mine = 1\n", "utf-8")
    assert cli.main(["tournament", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert (tmp_path / "有了.py").read_text("utf-8") == "mine = 1\n"


def test_progress_says_how_long_is_left(capsys, monkeypatch):
    now = iter([0.0, 0.0, 20.0, 30.0, 50.0])
    monkeypatch.setattr(tournament_command.time, "monotonic", lambda: next(now))
    progress = Progress(12)
    for done, phase in ((10, "资格赛"), (12, "资格赛"), (15, "第 1 轮"), (20, "第 1 轮")):
        progress.say(done, 35, phase)  # ten and three were finished by an earlier run
    progress.end()
    assert capsys.readouterr().out.splitlines() == [
        "12 份作品，一共 35 场。上次赛完的场次不再赛。",
        "资格赛：12/35 场，还要约 230 秒",
        "第 1 轮：20/35 场，还要约 107 秒",
    ]


def test_a_learners_copy_tries_an_entry_without_the_grading_package(tmp_path):
    package = Path(opscourse.__file__).parent
    left_out = shutil.ignore_patterns("grading", "authoring")
    shutil.copytree(package, tmp_path / "opscourse", ignore=left_out)
    (tmp_path / "20250103_坏.py").write_text(HOSTILE, "utf-8")
    code = (
        "import functools, sys; sys.path.insert(0, sys.argv[1])\n"
        # an editable install would find the missing packages in the course's folder
        "sys.meta_path = [one for one in sys.meta_path if 'editable' not in str(one).lower()]\n"
        "import opscourse; assert opscourse.__file__.startswith(sys.argv[1])\n"
        "from opscourse import cli\n"
        "from opscourse.tournament import season\n"
        f"season.practice = functools.partial(season.practice, queries={QUERIES})\n"
        "assert cli.main(['tournament', 'run', '.']) == 2\n"
        "sys.exit(cli.main(['tournament', 'try', '20250103_坏.py']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path)],
        capture_output=True, cwd=tmp_path, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "全班比赛只在教师版里有" in done.stderr
    assert PLAIN in done.stdout
    for says in ("20250103 坏", "自己退出了", "是负数", "固定办法「每个词都出 1 元」"):
        assert says in done.stdout
    assert [path.name for path in tmp_path.glob("*.png")] == ["20250103_坏_练习结果.png"]
