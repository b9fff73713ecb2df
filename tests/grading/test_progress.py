"""How long a class still takes, said in lines where there is no terminal."""

from __future__ import annotations

import pytest

from opscourse.grading import grade_command
from opscourse.grading.grade_command import Display
from opscourse.grading.pipeline import Progress


def test_the_start_does_not_count_for_what_is_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two at a time, 20 seconds each, after 60 seconds of start."""
    clock = [1000.0]
    monkeypatch.setattr(grade_command.time, "monotonic", lambda: clock[0])
    show, progress = Display(), Progress(10)
    show.begin("03_shop_health", 10, 2)
    for finished in (80, 80, 100, 100, 120):
        clock[0] = 1000.0 + finished
        progress.new["graded"] += 1
        show.step(progress)
    said = capsys.readouterr().out.splitlines()[1:]
    assert said == [
        "1/10，评好了 1",
        "3/10，还要约 140 秒；评好了 3",
        "5/10，还要约 67 秒；评好了 5",
    ]
