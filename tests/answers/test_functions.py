"""A learner's function: called on copies, stopped in time, judged by its results alone."""

import contextlib
import functools
import json
import sys
import threading
import time
import warnings

import numpy as np
import pandas as pd
import pytest

from opscourse.answers.encode import encode
from opscourse.answers.functions import call_cases, global_reads
from opscourse.answers.judge import judge
from tests.answers.common import question, travel

VISITS = pd.DataFrame({"visitor_id": ["a", "a", "b"], "pages": [1, 3, 2]})


def made(ids):
    return pd.DataFrame({"visitor_id": ids, "pages": [1] * len(ids)})


CASES = [
    {"args": [{"type": "table", "name": "visits"}], "edge": False},
    {"args": [encode(made(["x", "y", "z", "x"]))], "edge": False},
    {"args": [encode(made(["x"]))], "edge": False},
    {"args": [encode(made(["x", "x"]))], "edge": False},
    {"args": [encode(made([]))], "edge": True},
]


def table(name):
    assert name == "visits"
    return VISITS.copy()


def handed(function, limit=5.0):
    return travel_enc(call_cases(function, CASES, table, limit))


def travel_enc(enc):
    return json.loads(json.dumps(enc, allow_nan=False))


def reference(visits):
    if len(visits) == 0:
        return float("nan")
    return visits["visitor_id"].nunique() / len(visits)


def by_rows(visits):
    return visits["pages"].sum() / len(visits) if len(visits) else float("nan")


def entry(*wrong, **more):
    right = handed(reference)
    values = [{"value": handed(function), "says": says} for function, says in wrong]
    base = question("function", 0, precision="0.0001", **more)
    return {**base, "right": right, "wrong": values, "cases": CASES}


def verdict_of(function, *wrong, limit=5.0):
    return judge(entry(*wrong), handed(function, limit))


def test_the_reference_earns_all():
    verdict = verdict_of(reference)
    assert (verdict.points, verdict.state) == (2.0, "full")


def test_three_quarters_for_the_table_and_the_made_inputs():
    verdict = verdict_of(lambda visits: visits["visitor_id"].nunique() / max(len(visits), 1))
    assert (verdict.points, verdict.state) == (1.5, "partial") and "边界" in verdict.says


def test_an_edge_that_raises_costs_its_quarter_and_says_so():
    def bare(visits):
        return (
            visits["visitor_id"].nunique() // len(visits) if len(visits) == 0 else reference(visits)
        )

    verdict = verdict_of(bare)
    assert verdict.points == 1.5 and "ZeroDivisionError" in verdict.says


def test_the_edge_alone_earns_nothing():
    assert verdict_of(lambda visits: float("nan")).points == 0
    assert verdict_of(lambda visits: 0).points == 0


def test_one_made_input_wrong_earns_nothing():
    verdict = verdict_of(lambda visits: 2 / 3 if len(visits) > 1 else reference(visits))
    assert verdict.points == 0 and "写死" in verdict.says


def test_a_named_wrong_function_is_recognised_by_all_its_results():
    verdict = verdict_of(by_rows, (by_rows, "这是访问深度。"))
    assert (verdict.state, verdict.says, verdict.points) == ("named", "这是访问深度。", 0.0)
    assert verdict_of(lambda visits: 9, (by_rows, "这是访问深度。")).wrong is None


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (lambda: 3, "TypeError"),
        (lambda visits: visits["nothing"].sum(), "KeyError"),
        (lambda visits: None, "return"),
        (lambda visits: reference(visits) * 100, "100 倍"),
        (lambda visits: str(reference(visits)), "文字"),
        (lambda visits: visits, "DataFrame"),
        (lambda visits: sys.exit(), "SystemExit"),
        (lambda visits: [reference(visits)], "取出来"),
    ],
)
def test_what_is_wrong_with_a_function_is_said(function, word):
    verdict = verdict_of(function)
    assert verdict.points == 0 and word in verdict.says


def test_the_text_of_an_error_stays_out_of_the_sentence():
    def leaky(visits):
        raise ValueError(f"uv is {visits['visitor_id'].nunique()}<script>")

    verdict = verdict_of(leaky)
    assert "uv is" not in verdict.says and "script" not in verdict.says


def test_a_number_where_a_function_is_wanted_and_the_other_way_round():
    assert "def" in judge(entry(), travel(3)).says
    assert "()" in judge(question("number", 3), travel(reference)).says
    assert "没有收到" in judge(entry(), travel(reference)).says


def test_more_or_fewer_results_than_cases_earn_nothing():
    results = handed(reference)
    for forged in (results["results"][:-1], results["results"] + results["results"]):
        assert judge(entry(), {**results, "results": forged}).points == 0


# --- calling -------------------------------------------------------------------------------


def test_a_function_gets_copies():
    def greedy(visits):
        value = reference(visits)
        visits["visitor_id"] = "z"
        return value

    assert verdict_of(greedy).state == "full"
    assert VISITS["visitor_id"].tolist() == ["a", "a", "b"]


def test_calls_print_and_warn_nothing(capfd):
    def loud(visits):
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        return reference(visits)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert verdict_of(loud).state == "full"
    assert capfd.readouterr() == ("", "")


def endless(visits):
    while True:
        time.sleep(0.01)


def stubborn(visits):
    while True:
        with contextlib.suppress(Exception):
            time.sleep(0.01)


@pytest.mark.parametrize("function", [endless, stubborn])
def test_a_call_has_a_time_limit(function):
    start = time.perf_counter()
    enc = handed(function, limit=0.1)
    assert time.perf_counter() - start < 20
    assert enc["results"] == [{"timeout": True}] * len(CASES)
    assert "太久" in judge(entry(), enc).says


def test_a_call_outside_the_main_thread_has_a_time_limit_too():
    got = []

    def work():
        got.append(call_cases(reference, CASES, table, 5.0))
        got.append(call_cases(lambda visits: time.sleep(2), CASES[:1], table, 0.1))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert judge(entry(), travel_enc(got[0])).state == "full"
    assert got[1]["results"] == [{"timeout": True}]


def test_the_alarm_is_put_back():
    import signal

    before = signal.getsignal(signal.SIGALRM)
    handed(reference)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_endless_recursion_and_a_huge_result_end():
    def deeper(visits):
        return deeper(visits)

    assert "RecursionError" in verdict_of(deeper).says
    assert "太大" in verdict_of(lambda visits: list(range(10**6))).says


# --- reading globals -----------------------------------------------------------------------


def notebook(source):
    """The function ``f`` of a notebook cell, with the notebook's own globals."""
    space = {"pd": pd, "np": np, "paid": VISITS.copy(), "rate": 0.1}
    exec(source, space)
    return space["f"]


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("def f(v):\n    return len(paid)", ["paid"]),
        ("def f(v):\n    return [x * rate for x in v]", ["rate"]),
        ("def f(v):\n    return (lambda: paid)()", ["paid"]),
        ("def g():\n    return rate\ndef f(v):\n    return g()", ["rate"]),
        ("def f(v):\n    return np.log(len(v)) + pd.NA", []),
        ("class C: pass\ndef f(v):\n    return C, sum, ValueError, f", []),
        ("def f(v):\n    paid = v\n    return paid", []),
        ("def f(v):\n    return v.paid", []),
        ("def f(v):\n    return missing", []),
    ],
)
def test_globals_of_the_notebook_are_named(source, reads):
    assert global_reads(notebook(source)) == reads


def test_partials_methods_and_builtins_are_looked_through():
    assert global_reads(functools.partial(notebook("def f(v):\n    return rate"), 1)) == ["rate"]
    cached = functools.lru_cache(notebook("def f(v):\n    return rate"))
    assert global_reads(cached) == ["rate"] and travel(cached)["type"] == "function"
    assert global_reads(len) == [] == global_reads("".join)


def test_a_global_read_is_named_when_wrong_and_noted_when_right():
    wrong = notebook("def f(v):\n    return paid['visitor_id'].nunique() / len(paid)")
    verdict = verdict_of(wrong)
    assert verdict.points == 0 and "paid" in verdict.says
    right = notebook(
        "one = 1\ndef f(v):\n"
        "    return one * v['visitor_id'].nunique() / len(v) if len(v) else float('nan')"
    )
    verdict = verdict_of(right)
    assert verdict.state == "full" and "one" in verdict.says
