"""The engine for Windows and macOS, as a teacher runs it: by the command, two kernels at once."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from opscourse import cli, datasets
from opscourse.grading.engines import NO_ISOLATION
from opscourse.grading.outcomes import CRASHED, GRADED, read_outcomes
from tests.grading.kit import Course, cell, place
from tests.grading.learners import FULL

LOOK = """
import os, time
from pathlib import Path
here = Path.cwd()
print(sorted(path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()))
print([one.name for one in here.parents if (one / ".grading").exists()])
meeting = Path(MEETING)
(meeting / str(os.getpid())).touch()
waited = time.monotonic()
while len(list(meeting.iterdir())) < 2 and time.monotonic() < waited + 50:
    time.sleep(0.05)
print(len(list(meeting.iterdir())))
"""


@pytest.fixture
def small_class(twin: Course, tmp_path: Path) -> Course:
    """Two learners: both look around, and the second one's kernel dies in question 4."""
    root = tmp_path / "课程 2"
    shutil.copytree(twin.root.with_name("没评过"), root)
    course = Course(root, twin.exercise, twin.practice)
    meeting = tmp_path / "meeting"  # where kernels that run side by side find each other
    meeting.mkdir()
    for student in ("looks", "looks_and_dies"):
        nb = course.answered()
        look = LOOK.replace("MEETING", repr(str(meeting)))
        nb.cells.insert(place(nb, "q1"), new_code_cell(look, id="look"))
        if student == "looks_and_dies":
            cell(nb, "q4-answer").source = "import os\nos._exit(1)"
        course.hand_in(student, nb)
    return course


def seen(course: Course, student: str) -> tuple[list[str], list[str], int]:
    """What a learner's cell printed in its run: files, courses above, how many ran at once."""
    path = course.home / "runs" / student / f"{course.name}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (look,) = (one for one in cells if one.get("id") == "look")
    text = "".join("".join(one["text"]) for one in look["outputs"])
    files, above, together = text.splitlines()
    return ast.literal_eval(files), ast.literal_eval(above), int(together)


def test_the_whole_way_in_kernels(
    small_class: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(datasets, "ROOT", small_class.root)
    words = ["grade", small_class.number, "--engine", "nbclient", "--jobs", "2"]
    assert cli.main(words) == 0
    said = capsys.readouterr().out
    # what is missing is said before anything runs
    assert said.index(NO_ISOLATION) < said.index("收到 2 份，同时跑 2 份") < said.index("评好 2 份")
    found = read_outcomes(small_class.root, small_class.name)
    assert {one.state for one in found.values()} == {GRADED, CRASHED}
    assert {(one.engine, one.layers) for one in found.values()} == {("nbclient", ("time",))}
    assert small_class.marks("looks") == FULL
    assert small_class.marks("looks_and_dies") == {**FULL, "q4": 0.0, "q5": 0.0}
    for student in found:
        files, above, together = seen(small_class, student)
        assert "world.json" in files and any(one.startswith("tables/") for one in files)
        assert not [one for one in files if one.endswith((".ipynb", ".py", ".db"))]
        assert "answers.json" not in files
        assert (above, together) == ([], 2)  # no course around it, and side by side
    assert cli.main(words) == 0
    assert "另有 2 份评过了" in capsys.readouterr().out
    # a lost outcome is judged from the run that was kept
    (small_class.home / "outcomes" / f"{small_class.number}.jsonl").unlink()
    assert cli.main(words) == 0
    assert "其中 2 份上次已经跑完，这次只重新判分。" in capsys.readouterr().out
    assert small_class.marks("looks_and_dies") == {**FULL, "q4": 0.0, "q5": 0.0}
