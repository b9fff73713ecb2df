"""The skeleton passes the contract as it is, so that an author starts from green."""

from __future__ import annotations

import pytest

from opscourse import cli, datasets
from opscourse.authoring import build
from opscourse.authoring.contract import prove
from opscourse.authoring.source import read_exercise


def test_the_skeleton_passes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(datasets, "ROOT", tmp_path)
    assert cli.main(["new", "exercise", "13_social"]) == 0
    exercise = read_exercise(tmp_path / "solutions" / "13_social" / "13_social.py")
    practice = prove(exercise, build.practice_world(exercise), build.other_worlds(exercise))
    assert set(practice["questions"]) == {"13.q1"}
    assert cli.main(["new", "exercise", "13_other"]) == 2
    assert "13_social" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["social", "13-social", "13_Social", "1_x"])
def test_a_bad_name_is_refused(name, capsys):
    assert cli.main(["new", "exercise", name]) == 2
    assert name in capsys.readouterr().err
