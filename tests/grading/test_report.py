"""The class's report: every submission once, mistakes counted, nothing of a learner's runs."""

from __future__ import annotations

import csv
import io
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from opscourse.answers.judge import judge
from opscourse.errors import CourseError
from opscourse.grading import outcomes, report_command, roster, worlds
from opscourse.grading.outcomes import Outcome, QuestionOutcome
from opscourse.grading.report import html, table
from opscourse.grading.roster import Person
from opscourse.grading.spreadsheet import safe
from opscourse.grading.tally import ClassTally, tally
from tests.grading.kit import Course

NAME = "90_tiny"
EVIL = "=cmd|'/C calc'!A0<script>alert(1)</script>"


def number(value: float) -> dict[str, Any]:
    return {"type": "number", "value": value, "of": "float"}


def graded(course: Course, student: str, given: dict[str, Any], **more: Any) -> Outcome:
    """An outcome as the engine writes it: each answer judged in the class's world."""
    world = worlds.load_world(course.root, NAME)
    found = {}
    for key, entry in world.answers["questions"].items():
        value = given.get(key, {"type": "blank"})
        if value == "right":
            value = entry["right"]
        elif isinstance(value, int):
            value = entry["wrong"][value]["value"]
        elif value == "practice":
            value = course.practice["questions"][key]["right"]
        got = judge(entry, value, course.practice["questions"][key])
        found[key] = QuestionOutcome(
            entry["title"], got.points, got.max_points, got.state, got.says, got.wrong,
            None if got.state in ("full", "blank") else value, got.equals_practice,
        )  # fmt: skip
    outcome = Outcome(
        student, NAME, 1, world.fingerprint, outcomes.GRADED, "评好了。", questions=found,
        seconds=1.5, engine="sandbox", layers=("time", "memory"),
    )  # fmt: skip
    return replace(outcome, **more)


@pytest.fixture(scope="module")
def marked(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A graded class of seven of whom one did not hand in, and one waits."""
    root = tmp_path_factory.mktemp("report") / "课程"
    left_out = shutil.ignore_patterns("submitted", "autograded", "runs", "outcomes", "collected")
    shutil.copytree(course.root, root, ignore=left_out)
    here = Course(root, course.exercise, course.practice)
    names = ["李小田", "王芳", "王芳", "赵六", "周七", "吴八", "郑九"]
    people = [Person(f"s{at}", name, "1班") for at, name in enumerate(names, 1)]
    roster.remember(root, people)
    for student in ("s1", "s2", "s3", "s4", "s5", "s6"):
        here.hand_in(student, b"{}")
    full = dict.fromkeys(here.graded_answers()["questions"], "right")
    off = number(4.25)
    outcomes.add_outcomes(
        root,
        NAME,
        [
            graded(here, "s1", {**full, "90.q1": 0}),
            graded(here, "s1", full),  # the last line counts
            graded(here, "s2", {**full, "90.q1": 0, "90.q5": "practice"}),
            graded(here, "s3", {"90.q1": 0, "90.q5": off}),
            graded(
                here, "s4", {"90.q1": {"type": "text", "value": EVIL}, "90.q5": off},
                state=outcomes.TAMPERING, says="有人动过判分的痕迹。", notes=(EVIL,),
            ),
            graded(
                here, "s5", {}, state=outcomes.PERSON, says="坏了。", questions={}, engine="",
                layers=(),
            ),
        ],
    )  # fmt: skip
    return here


@pytest.fixture(scope="module")
def done(marked: Course) -> ClassTally:
    return tally(marked.root, NAME)


def test_every_submission_has_one_state(done: ClassTally) -> None:
    assert [one.person.number for one in done.submissions] == ["s4", "s5", "s1", "s2", "s3"]
    assert done.states == {
        "tampering": 1, "person": 1, "timed_out": 0, "crashed": 0, "repaired": 0, "graded": 3,
    }  # fmt: skip
    assert [one.number for one in done.waiting] == ["s6"]
    assert [one.number for one in done.missing] == ["s7"]


def test_mistakes_are_counted(marked: Course, done: ClassTally) -> None:
    by_key = {one.key: one for one in done.questions}
    first = by_key["90.q1"]
    wrong = marked.graded_answers()["questions"]["90.q1"]["wrong"][0]["says"]
    assert [(one.says, one.students) for one in first.named] == [(wrong, ("s2", "s3"))]
    assert first.kinds == {"full": 1, "partial": 0, "named": 2, "wrong": 1, "none": 0}
    assert [(one.value, one.students) for one in first.unnamed] == [(EVIL, ("s4",))]
    last = by_key["90.q5"]
    assert [(one.value, one.count) for one in last.unnamed] == [("4.25", 2)]
    assert last.copied == ("s2",)
    assert first.mean == 0.5
    assert by_key["90.q2"].kinds["none"] == 2


def test_wrong_keys_of_a_dict_are_counted_each(marked: Course) -> None:
    from opscourse.grading.tally import questions

    entry = marked.graded_answers()["questions"]["90.q2"]
    pairs = [list(pair) for pair in entry["right"]["items"]]
    spoilt = [[pairs[0][0], number(-7)], *pairs[1:]]
    value = {**entry["right"], "items": spoilt}
    found = [graded(marked, one, {"90.q2": value}) for one in ("a", "b")]
    (question,) = (one for one in questions(found, {"90.q2": entry}) if one.key == "90.q2")
    assert [(one.where, one.value, one.count) for one in question.unnamed] == [
        (pairs[0][0]["value"], "-7", 2)
    ]


def test_the_page_is_closed_and_escaped(done: ClassTally) -> None:
    page = html(done)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"(?:src|href)\s*=\s*(?!\"data:image/png)", page)
    assert "default-src 'none'" in page
    text = unescape(re.sub(r"<[^>]+>", "", page))
    for said in ("评了5 份", "没交1 人", "要看一看2 份", "疑似改动判分 1", "交了还没评", "s7 郑九"):
        assert said in text
    assert "王芳（s2）、王芳（s3）" in text
    assert "时间上限；内存、进程、文件的上限" in text


def test_the_table_is_safe_in_a_spreadsheet(done: ClassTally) -> None:
    rows = list(csv.reader(io.StringIO(table(done).removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[0] for row in rows[1:]] == ["s4", "s5", "s1", "s2", "s3", "s6", "s7"]
    assert [row[3] for row in rows[1:]][-2:] == ["还没评", "没交"]
    cells = [cell for row in rows for cell in row]
    assert any("'=cmd" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\t\r＝＋－＠") and cell]
    assert rows[3][rows[0].index("自动题得分")] == "12.0"


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠\t\r", " =", "\n=", "\u3000＝"])
def test_no_cell_starts_a_formula(start: str) -> None:
    assert safe(f"{start}=1+1").startswith("'")


def test_manual_marks_and_what_is_still_to_read(marked: Course) -> None:
    with Gradebook(f"sqlite:///{marked.home / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_student("s1")
        submission = gradebook.update_or_create_submission(NAME, "s1")
        grades = {grade.name: grade for grade in submission.notebooks[0].grades}
        for grade in grades.values():
            grade.auto_score, grade.needs_manual_grade = 0, False
        grades["q1-check"].auto_score = 2
        tasks = [name for name in grades if not name.endswith("-check")]
        grades[tasks[0]].needs_manual_grade = True
        gradebook.db.commit()
        line = next(
            one for one in tally(marked.root, NAME).submissions if one.person.number == "s1"
        )
        assert line.to_read == (tasks[0],)
        assert line.total == 2
        grades[tasks[0]].manual_score, grades[tasks[0]].needs_manual_grade = 15, False
        gradebook.db.commit()
    line = next(one for one in tally(marked.root, NAME).submissions if one.person.number == "s1")
    assert line.to_read == ()
    assert line.total == 17


def test_the_command(marked: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_command.write(marked.root, NAME, tmp_path / "全班 报告.html")
    assert (tmp_path / "全班 报告.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "2 人" in capsys.readouterr().out
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "a.html").mkdir()
    with pytest.raises(CourseError, match="写不了"):
        report_command.write(marked.root, NAME, tmp_path / "夹" / "a.html")


def test_before_anything_was_graded(course: Course, tmp_path: Path) -> None:
    root = tmp_path / "课程"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("outcomes", "submitted"))
    with pytest.raises(CourseError, match="还没有评过.*opscourse grade 90"):
        tally(root, NAME)
