"""An entry's own process: what is hostile, late or wrong costs its own decisions, and says why.

Everything is tried in the plain process too, but for what only a sandbox can hold.
"""

import dataclasses
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opscourse.tournament import player_process
from opscourse.tournament.baselines import Called, flat
from opscourse.tournament.field import Field
from opscourse.tournament.lines import Limits
from opscourse.tournament.player_process import PLAIN, SANDBOX, best_here, plain, sandboxed
from tests.tournament.players import Entry

QUICK = Limits(first=1.0, seconds=0.2, memory_mb=128, late=2, ends=2)
HERE = best_here()[0] is sandboxed
in_sandbox = pytest.mark.skipif(not HERE, reason="沙箱要在 Linux 上才有")


def _sandboxed(*more):
    return pytest.param(sandboxed, *more, marks=in_sandbox, id="-".join(["sandboxed", *more]))


both = pytest.mark.parametrize("way", [plain, _sandboxed()])
STATE = {
    "day": 1, "days": 3, "hour": 0, "budget": 6000.0, "budget_left": 6000.0,
    "keywords": [{"keyword_id": f"K{i}", "searches": i} for i in range(3)],
    "results": {}, "last": {},
}  # fmt: skip


def asked(way, code, times=1, limits=QUICK):
    """What an entry decides when it is asked several times."""
    with way(Entry("甲", code), limits) as player:
        return [player.decide(STATE) for _ in range(times)]


def bid(*lines):
    return "def bid(state):\n" + "".join(f"    {line}\n" for line in lines)


# ---- what is right


@both
def test_bids_come_back_as_they_were_returned(way):
    code = "n = 0\n" + bid("global n", "n += 1", "return {'K1': n + state['hour'], 'K2': None}")
    decisions = asked(way, code, 3)
    assert [one.bids for one in decisions] == [{"K1": n, "K2": None} for n in (1, 2, 3)]
    assert not any(one.fault for one in decisions)


@both
def test_numbers_of_numpy_and_a_column_of_pandas_count(way):
    code = "import pandas as pd\n" + bid(
        "table = pd.DataFrame(state['keywords']).set_index('keyword_id')",
        "return table['searches'] * 0.5",
    )
    assert asked(way, code, limits=Limits(first=20))[0].bids == {"K0": 0.0, "K1": 0.5, "K2": 1.0}


@both
def test_nothing_of_a_reply_is_evaluated(way):
    code = bid("return {'K1': float('nan'), 2: True, 'K3': {1, 2}, 'K4': 'open'}")
    bids = asked(way, code)[0].bids
    assert json.dumps(bids) == '{"K1": NaN, "2": true, "K3": "set", "K4": "open"}'


@both
def test_two_runs_decide_the_same(way):
    code = "import random\n" + bid(
        "words = list({word['keyword_id'] for word in state['keywords']})",
        "return {word: random.random() for word in words}",
    )
    first, again = asked(way, code, 2), asked(way, code, 2)
    assert [list(one.bids.items()) for one in first] == [list(one.bids.items()) for one in again]
    assert first[0] != first[1]


# ---- what is wrong says why, with its line

WRONG = {
    "name": (bid("price = 1", "return {'K1': prise}"), "第 3 行：没有叫 prise 的名字。你要写的是"),
    "field": (bid("return {'K1': price_low}"), "price_low 是字典里的键"),
    "key": (bid("return state['key_words']"), "没有 'key_words' 这个键。你要写的是不是 'keywords'"),
    "not shown yet": (bid("return state['results']['K1']"), ".get(编号)"),
    "zero": (bid("return 1 / 0"), "第 2 行：除数是 0"),
    "text and number": (bid("return 'a' + 1"), "第 2 行：把文字和数字放在一起算了"),
    "itself": (bid("return bid(state)"), "一直在调用自己"),
    "exit": (bid("exit()"), "第 2 行：用 exit"),
    "input": (bid("input()"), "没有人回答 input"),
    "package": (f"import sklearn_of_mine\n{bid('return 1')}", "第 1 行：引入不了 sklearn_of_mine"),
    "own error": (bid("raise Exception('a\\nb' * 999)"), "第 2 行：Exception：a ba b"),
    "its words fail": (
        "class E(Exception):\n    def __str__(self):\n        1 / 0\n" + bid("raise E"),
        "第 5 行：E：没有说原因",
    ),
    "deep": (bid("a = {}", "for i in range(9999): a = {1: a}", "return a"), "一直在调用自己"),
    "too many words": (bid("return {str(i): 1 for i in range(7)}"), "返回的词太多：只有 3 个词"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_an_error_is_one_sentence(case):
    code, sentence = WRONG[case]
    faults = [one.fault for one in asked(sandboxed if HERE else plain, code, 2)]
    assert faults[0] == faults[1] and sentence in faults[0]
    assert faults[0].endswith("没有投。")
    assert faults[0].isprintable() and len(faults[0]) < 200


@both
def test_code_that_fails_to_load_is_not_loaded_again(way):
    with way(Entry("甲", "x = 1\ny = z\n" + bid("return {}")), QUICK) as player:
        first = player.decide(STATE).fault
        began = time.perf_counter()
        assert [player.decide(STATE).fault for _ in range(50)] == [first] * 50
        assert time.perf_counter() - began < 0.5
    assert first.startswith("第 2 行：没有叫 z 的名字")


# ---- what is hostile

LATE = {
    "loop": bid("while True: pass"),
    "keeps on": bid(
        "while True:", "    try:", "        while True: pass", "    except BaseException: pass"
    ),
    "sleep": "import time\n" + bid("time.sleep(60)"),
    "C code": bid("return len(str(7 ** 10 ** 7))", "# int() is interrupted by nothing"),
}


@pytest.mark.parametrize(
    ("way", "case"), [(plain, case) for case in LATE] + [_sandboxed("loop"), _sandboxed("sleep")]
)
def test_one_that_stalls_is_late_and_then_left_alone(way, case):
    limits = dataclasses.replace(QUICK, first=0.2, seconds=0.1)
    decisions = asked(way, LATE[case], 4, limits)
    faults = [one.fault for one in decisions]
    assert "算了超过 0.2 秒" in faults[0] and "算了超过 0.1 秒" in faults[1]
    assert faults[2] == faults[3] == "这一场已经超时 2 次，后面不再运行它。"
    assert [one.stalled for one in decisions] == [False, False, True, True]
    if line := {"loop": 2, "sleep": 3}.get(case):
        assert faults[0].startswith(f"第 {line} 行：")


def test_one_that_stalls_before_it_can_be_asked_is_stopped_at_once():
    limits = dataclasses.replace(QUICK, first=0.2)
    first, second = asked(plain, "import time\ntime.sleep(60)\n" + bid("return {}"), 2, limits)
    assert first.fault == second.fault and "超过 0.2 秒" in first.fault
    assert (first.stalled, second.stalled) == (False, True)


_WRITE = """\
import os, struct
def say(text):
    data = struct.pack('!I', len(text)) + text
    for n in range(1, 10):
        try: os.write(n, data)
        except OSError: pass
"""
ENDED = {
    "os._exit": ("import os\n" + bid("os._exit(0)"), "自己退出了"),
    "segfault": ("import ctypes\n" + bid("ctypes.string_at(0)"), "SIGSEGV"),
    "closes all": ("import os\n" + bid("os.closerange(1, 99)", "return {}"), "自己退出了"),
    "a frame of nobody": (_WRITE + bid("say(b'{\"n\": 77}')", "return {}"), "别的东西"),
    "not JSON": (_WRITE + bid("say(b'\\xff\\xff')"), "别的东西"),
    "an array": (_WRITE + bid("say(b'[1]')"), "别的东西"),
    "nested": (_WRITE + bid("say(b'[' * 90000)"), "别的东西"),
    "a huge frame": (
        _WRITE.replace("struct.pack('!I', len(text))", "b'\\x7f' * 4") + bid("say(b'')"),
        "别的东西",
    ),
    "a long reply": (bid("return {'K1': 'x' * 200_000}"), "别的东西"),
    "ahead of time": (
        _WRITE + bid("for n in range(1, 5):", """    say(b'{"n": %d, "bids": {}}' % n)"""),
        "别的东西",
    ),
}  # fmt: skip


@both
@pytest.mark.parametrize("case", ENDED)
def test_one_that_crashes_or_forges_is_started_again_and_then_left_alone(way, case):
    code, sentence = ENDED[case]
    faults = [one.fault for one in asked(way, code, 12)]
    told = [one for one in faults if one]
    assert sentence in told[0]
    assert faults[-1] == "这一场已经停了 2 次，后面不再运行它。"
    assert sum("这 3 个小时没有投" in one for one in told) == 2


@both
def test_after_a_crash_the_next_decision_counts(way):
    code = "import os\n" + bid("if state['hour'] == 3: os._exit(1)", "return {'K1': 1}")
    with way(Entry("甲", code), QUICK) as player:
        made = [player.decide({**STATE, "hour": hour}) for hour in (0, 3, 6)]
    assert [bool(one.fault) for one in made] == [False, True, False]
    assert made[2].bids == {"K1": 1}


@both
def test_a_fork_of_the_entry_does_not_answer_for_it(way):
    code = "import os\n" + bid("try: os.fork()", "except OSError: pass", "return {'K1': 1}")
    assert [one.bids for one in asked(way, code, 3)] == [{"K1": 1}] * 3


@both
def test_nobody_else_loses_anything(way):
    """A good entry plays as it does beside one that does nothing."""

    market = Field(7, days=1, budget=100_000, queries=3000)

    def profit(other):
        with way(Entry("乙", other), QUICK) as player:
            heat = market.play({"A": Called(flat), "B": player})
        assert heat.seats[1].spent == 0
        return heat.seats[0], heat.seats[1].faults

    quiet, none = profit(bid("return {}"))
    assert not none
    for code in (ENDED["os._exit"][0], ENDED["not JSON"][0], bid("return [1]"), bid("return None")):
        seat, faults = profit(code)
        assert seat == quiet and sum(faults.values()) >= 2


@both
def test_nothing_is_left_behind(way):
    with way(Entry("甲", bid("return {}")), QUICK) as player:
        player.decide(STATE)
        pid = player._line.pid
        assert _alive(pid)
    until = time.monotonic() + 5
    while _alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _alive(pid)


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# ---- what only the sandbox holds


@in_sandbox
def test_files_network_memory_and_others_are_out_of_reach(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    secret.chmod(0o666)
    tmp_path.chmod(0o777)
    attempts = {
        "read": f"open({str(secret)!r}).read()",
        "write": f"open({str(secret)!r}, 'w').write('x')",
        "package": f"open({str(Path(player_process.__file__))!r}, 'a').write('x')",
        "network": "__import__('socket').create_connection(('127.0.0.1', 9), 1)",
        "program": "__import__('subprocess').run(['true'])",
        "others": f"__import__('os').kill({os.getpid()}, 0)",
        "disk": "open('big', 'wb').write(bytes(9_000_000))",
    }
    for name, code in attempts.items():
        fault = asked(sandboxed, bid(code, "return {'K1': 1}"))[0].fault
        assert fault.startswith("第 2 行：碰了文件、网络或别的程序"), (name, fault)
    assert "内存太多" in asked(sandboxed, bid("x = bytearray(10**9)"))[0].fault
    assert secret.read_text() == "geheim"


@in_sandbox
def test_nothing_of_the_organiser_is_in_the_process(monkeypatch):
    monkeypatch.setenv("ORGANISER", "geheim")
    code = "import os, sys, gc\n" + bid(
        "found = [k for k in os.environ if 'ORGANISER' in k]",
        "found += [n for n in os.listdir('/proc')]",
        "return {'K1': str(found)}",
    )
    assert asked(sandboxed, code)[0].bids == {"K1": "[]"}


def test_what_contains_entries_is_said(monkeypatch):
    assert best_here()[1] == (SANDBOX if HERE else PLAIN)
    monkeypatch.setitem(sys.modules, "opscourse.grading.sandbox.layers", None)
    assert best_here() == (plain, PLAIN)
    assert "只限时间，别的都不限" in PLAIN


def test_the_loop_needs_the_standard_library_alone():
    """It is started thousands of times, and without the course's packages in sight."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "import runpy; runpy.run_path(sys.argv[1], run_name='loop')\n"
        "print({name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names))"
    )
    place = str(Path(player_process.__file__).with_name("deciding.py"))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, place], capture_output=True, text=True, check=True
    )
    assert set(eval(done.stdout)) <= {"__main__"}
