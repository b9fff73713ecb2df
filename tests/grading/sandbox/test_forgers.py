"""No hostile submission earns a mark: each in a fork of its own, judged as the class is."""

from __future__ import annotations

import json

import nbformat
import pytest

from opscourse.grading import sandbox
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
def test_a_forger_earns_nothing(setting: Setting, name: str) -> None:
    code, suspicious = FORGERS[name]
    result = sandbox.run(setting.job(setting.attack(code)))
    marks = setting.marks(result)
    assert sum(mark.points for mark in marks.values()) == 0, marks
    if suspicious:
        assert result.tampering or any(mark.flag for mark in marks.values())
    nbformat.validate(nbformat.reads(result.notebook, as_version=4))
    json.dumps(json.loads(result.notebook), ensure_ascii=False).encode("utf-8")  # can be written
    assert (result.says + "".join(result.tampering)).isprintable()
