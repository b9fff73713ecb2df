"""No hostile submission earns a mark, and a person is told of each; honest ones are not flagged.

Each runs in a fork of its own and is judged as the class is.
"""

from __future__ import annotations

import json

import nbformat
import pytest

from opscourse.grading import sandbox
from opscourse.grading.jobs import Result
from tests.grading.sandbox.forgers import FORGERS
from tests.grading.sandbox.kit import Setting
from tests.grading.sandbox.seekers import HARM, SEEKERS


def test_the_corpus_is_large_enough() -> None:
    assert len(FORGERS) + len(SEEKERS) + len(HARM) >= 40


def test_the_same_answers_without_an_attack_and_right_ones(setting: Setting) -> None:
    wrong = sandbox.run(setting.job(setting.wrong()))
    assert set(setting.points(wrong).values()) == {0.0}
    assert wrong.tampering == ()
    right = sandbox.run(setting.job(setting.course.answered()))
    assert setting.points(right) == {q.id: q.points for q in setting.course.exercise.questions}
    assert (right.ending, right.says, right.tampering) == ("done", "", ())


@pytest.mark.parametrize("name", FORGERS)
def test_a_forger_earns_nothing_and_is_flagged(setting: Setting, name: str) -> None:
    result = sandbox.run(setting.job(setting.attack(FORGERS[name])))
    marks = setting.marks(result)
    assert sum(mark.points for mark in marks.values()) == 0, marks
    assert result.tampering or any(mark.flag for mark in marks.values())
    can_be_written(result)


def can_be_written(result: Result) -> None:
    nbformat.validate(nbformat.reads(result.notebook, as_version=4))
    json.dumps(json.loads(result.notebook), ensure_ascii=False).encode("utf-8")
    assert (result.says + "".join(result.tampering)).isprintable()


HONEST = """
sum, list, abs = 3, [1], None
from opscourse import *
import opscourse
hint("90.q1"); progress(); opscourse.plotting.use_style()
import seaborn
seaborn.set_theme()
import pandas as pd, numpy as np, ipywidgets
pd.Series.my_own = 1
pd.options.display.max_rows = 5
np.random.seed(3)
import warnings; warnings.simplefilter("ignore")
import sys; sys.setrecursionlimit(5000)
%config InlineBackend.figure_format = "retina"
%timeit -n1 -r1 1
%prun 1
from IPython.display import *
load("visits").head(3).to_csv("mine.csv")
print("\ud800\udfff")
raise ValueError("\udc00")
"""


def test_an_honest_learners_habits_are_no_tampering(setting: Setting) -> None:
    result = sandbox.run(setting.job(setting.attack(HONEST)))
    assert (result.ending, result.tampering) == ("done", ())
    assert "ValueError" in result.notebook  # it ran to its end
    can_be_written(result)
