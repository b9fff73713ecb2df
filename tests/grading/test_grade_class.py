"""The engine against nbgrader: one class, one world, both graders, and nothing may differ."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from opscourse import cli, datasets
from opscourse.grading import outcomes
from opscourse.grading.grade_command import Order, grade
from opscourse.grading.jobs import Limits
from opscourse.grading.outcomes import read_outcomes
from tests.grading.conftest import BAD, IN_KERNELS, ByEngine, Graded
from tests.grading.kit import Course, cell
from tests.grading.learners import FULL, LEARNERS, NOTHING


def rows(course: Course, student: str) -> dict[str, Any]:
    """All that the gradebook says of a submission, without its random ids."""
    with Gradebook(f"sqlite:///{course.home / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(course.name, student)
        (notebook,) = submission.notebooks
        grades = {
            one.name: (
                one.auto_score, one.manual_score, one.extra_credit, one.needs_manual_grade,
                one.max_score, one.score, one.failed_tests,
            )
            for one in notebook.grades
        }  # fmt: skip
        comments = {one.name: (one.auto_comment, one.manual_comment) for one in notebook.comments}
        late = (submission.timestamp, notebook.late_submission_penalty)
        return {"grades": grades, "comments": comments, "late": late, "score": submission.score}


@pytest.mark.parametrize("student", LEARNERS)
def test_gradebook_and_notebook_are_nbgraders(
    student: str, graded: Graded, by_engine: ByEngine
) -> None:
    assert rows(by_engine.course, student) == rows(graded.course, student)
    assert by_engine.course.marks(student) == LEARNERS[student][1]
    ours, theirs = by_engine.course.autograded(student), graded.course.autograded(student)
    for nb in (ours, theirs):
        nb.metadata.pop("language_info", None)
    assert ours == theirs


def test_flags_and_files_are_nbgraders(graded: Graded, by_engine: ByEngine) -> None:
    def flags(course: Course) -> list[list[str]]:
        text = (course.home / "flags.csv").read_text(encoding="utf-8-sig")
        return sorted(row for row in csv.reader(text.splitlines()) if row[0] in LEARNERS)

    assert flags(by_engine.course) == flags(graded.course)
    for student in LEARNERS:
        ours, theirs = (
            one.home / "autograded" / student / one.name
            for one in (by_engine.course, graded.course)
        )
        assert [one.name for one in ours.iterdir()] == [one.name for one in theirs.iterdir()]
        path = f"{graded.course.name}.ipynb"
        assert (ours / path).stat().st_mode == (theirs / path).stat().st_mode


def test_every_submission_has_one_state(by_engine: ByEngine) -> None:
    found = {student: one.state for student, one in by_engine.outcomes.items()}
    tampering = {"cheat_lambda", "replaced_but_right", "cheat_forged"}
    person = {*BAD, "other_exercise", "nothing"}
    assert {one for one, state in found.items() if state == outcomes.TAMPERING} == tampering
    assert {one for one, state in found.items() if state == outcomes.PERSON} == person
    assert {one for one, state in found.items() if state == outcomes.CRASHED} == {"kernel_dies"}
    repaired = {one for one, state in found.items() if state == outcomes.REPAIRED}
    assert repaired == {"pasted_twice", "deleted"}
    assert len(found) == len(LEARNERS) + len(BAD) + 3
    assert by_engine.progress.done == by_engine.progress.total == len(found)
    assert sum(by_engine.progress.new.values()) == len(IN_KERNELS)
    engines = {one.engine for name, one in by_engine.outcomes.items() if name in IN_KERNELS}
    assert engines == {"nbclient"}
    for one in by_engine.outcomes.values():
        assert one.says.startswith(outcomes.STATES[one.state][1]) or one.state == outcomes.PERSON


def test_sentences_say_what_happened(by_engine: ByEngine) -> None:
    says = {student: one.says for student, one in by_engine.outcomes.items()}
    assert "运行到第 13 格（q4-answer）时程序停了" in says["kernel_dies"]
    assert "q1-check 这一格出现了两次" in says["pasted_twice"]
    assert "q1-check 这一格被删了，已补回" in says["deleted"]
    assert "check 被换掉了" in says["cheat_lambda"]
    assert "91_other" in says["other_exercise"]
    assert "里没有 90_tiny.ipynb" in says["nothing"]
    assert not [one for one in says.values() if str(by_engine.course.root) in one]
    assert "图片" in says["picture"]
    perfect = by_engine.outcomes["perfect"]
    assert perfect.notes == ("书写题 w1 等老师读",) and perfect.writing == ("w1",)
    assert "90.q1、90.q2、90.q4、90.q5" not in perfect.notes
    assert any("等于练习数据的答案" in one for one in by_engine.outcomes["hard_coded"].notes)


def test_another_version_of_the_exercise_is_named(by_engine: ByEngine) -> None:
    flooded = by_engine.outcomes["flood"]
    assert flooded.version == "000000000000"
    assert any("笔记本是练习的另一版（000000000000）" in one for one in flooded.notes)
    assert not any("另一版" in one for one in by_engine.outcomes["perfect"].notes)


def test_a_flood_of_output_costs_little_and_keeps_the_marks(by_engine: ByEngine) -> None:
    assert by_engine.course.marks("flood") == FULL
    costs = {one: by_engine.outcomes[one].cpu_seconds for one in ("flood", "perfect")}
    assert costs["flood"] - costs["perfect"] < 3
    run = by_engine.course.home / "runs" / "flood" / f"{by_engine.course.name}.ipynb"
    assert run.stat().st_size < 5_000_000


def test_questions_say_which_named_mistake_it_was(by_engine: ByEngine) -> None:
    named = by_engine.outcomes["named_wrong"].questions
    assert {one.wrong for one in named.values()} == {0}
    assert named["90.q1"].value["type"] == "number"
    assert named["90.q2"].points == 3.0
    assert by_engine.outcomes["perfect"].questions["90.q1"].value is None
    assert by_engine.outcomes["untouched"].questions["90.q1"].state == "blank"


def test_a_second_run_grades_nobody(by_engine: ByEngine) -> None:
    assert by_engine.again.same == by_engine.again.total
    assert not by_engine.again.new


def test_the_command_says_what_it_did_and_reports(
    by_engine: ByEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(datasets, "ROOT", by_engine.course.root)
    words = ["grade", "90", "--engine", "nbclient", "--jobs", "1"]
    assert cli.main([*words, "--report", str(tmp_path / "班.html")]) == 0
    said = capsys.readouterr().out
    total = by_engine.progress.total
    assert f"90_tiny：收到 {total} 份，同时跑 1 份。" in said
    assert "评好 0 份（没有新的）" in said and f"另有 {total} 份评过了" in said
    assert (tmp_path / "班.html").exists() and (tmp_path / "班.csv").exists()
    assert cli.main(["grade", "77"]) == 2
    assert "没有 77 这个练习" in capsys.readouterr().err


def test_what_a_person_must_see_has_no_mark(by_engine: ByEngine) -> None:
    for student in [*BAD, "other_exercise", "nothing"]:
        assert set(by_engine.course.marks(student).values()) == {None}
        grades = rows(by_engine.course, student)["grades"]
        assert all(needs_a_person for _, _, _, needs_a_person, *_ in grades.values())


def test_feedback_and_formgrader_work_on_it(by_engine: ByEngine) -> None:
    course = by_engine.course
    api = course.api()
    result = api.generate_feedback(course.name, "named_wrong")
    assert result["success"], result["log"]
    assert "分母用成了订单数" in course.feedback("named_wrong")
    about = api.get_submission(course.name, "perfect")
    assert about["autograded"] and about["score"] == 12.0 and about["needs_manual_grade"]
    assert api.get_assignment(course.name)["num_submissions"] == len(by_engine.outcomes)


# --- limits --------------------------------------------------------------------------------------

ENDLESS = "import time\nwhile True:\n    time.sleep(0.1)"
STUBBORN = """
import time
while True:
    try:
        while True:
            time.sleep(0.1)
    except KeyboardInterrupt:
        pass
"""


@pytest.fixture(scope="module")
def slow(twin: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Three who run too long, under short limits, in kernels."""
    root = tmp_path_factory.mktemp("slow") / "course"
    shutil.copytree(twin.root.with_name("没评过"), root)
    course = Course(root, twin.exercise, twin.practice)
    for student, code, where in (
        ("endless", ENDLESS, "q2-answer"),
        ("stubborn", STUBBORN, "q2-answer"),
        ("long", "import time\ntime.sleep(99)", "q3-answer"),
    ):
        nb = course.answered()
        cell(nb, where).source = code
        course.hand_in(student, nb)
    students = ["endless", "stubborn"]
    limits = Limits(cell_seconds=10)
    grade(root, course.number, Order(jobs=2, limits=limits, students=students))
    limits = Limits(cell_seconds=99, notebook_seconds=14)
    grade(root, course.number, Order(jobs=1, limits=limits, students=["long"]))
    return course


def test_time_limits_keep_what_was_earned(slow: Course) -> None:
    found = read_outcomes(slow.root, slow.name)
    assert {found[one].state for one in ("endless", "stubborn", "long")} == {outcomes.TIMED_OUT}
    assert slow.marks("endless") == {**FULL, "q2": 0.0}
    assert "（q2-answer）运行超过 10 秒，被停了" in found["endless"].says
    assert slow.marks("stubborn") == {**NOTHING, "q1": 2.0}
    assert "停不下来，后面的格子没有运行" in found["stubborn"].says
    assert slow.marks("long") == {**NOTHING, "q1": 2.0, "q2": 4.0}
    assert "整本运行超过 14 秒" in found["long"].says
    assert found["stubborn"].seconds < 60
    assert "超过了时间" in slow.sentence("endless", "q2")


# --- regrading -----------------------------------------------------------------------------------


@pytest.fixture
def small(by_engine: ByEngine, tmp_path: Path) -> Course:
    """A copy of the graded class with three of its learners."""
    root = tmp_path / "course"
    shutil.copytree(by_engine.course.root, root)
    for folder in (root / ".grading" / "submitted").iterdir():
        if folder.name not in ("perfect", "named_wrong", "untouched"):
            shutil.rmtree(folder)
    return Course(root, by_engine.course.exercise, by_engine.course.practice)


def test_a_person_s_work_and_late_penalties_stay(small: Course) -> None:
    url = f"sqlite:///{small.home / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        where = (small.name, small.name, "named_wrong")
        gradebook.find_grade("w1", *where).manual_score = 15.0
        gradebook.find_grade("q5-check", *where).manual_score = 1.5
        gradebook.find_grade("q5-check", *where).extra_credit = 0.25
        gradebook.find_comment("q5-answer", *where).manual_comment = "思路对了。"
        gradebook.update_or_create_assignment(small.name, duedate="2026-03-01 12:00:00 UTC")
    config = small.root / "nbgrader_config.py"
    text = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
    for student, when in (("named_wrong", "2026-03-01 11:00"), ("perfect", "2026-03-01 13:00")):
        path = small.home / "submitted" / student / small.name / "timestamp.txt"
        path.write_text(f"{when}:00 UTC", encoding="utf-8")
    progress = grade(small.root, small.number, Order(jobs=1))
    # another time of handing in is recorded, and costs no new run
    assert (progress.rejudged, progress.same) == (2, 1)
    ours = {student: rows(small, student) for student in ("named_wrong", "perfect")}
    assert ours["named_wrong"]["grades"]["q5-check"][:4] == (0.0, 1.5, 0.25, True)
    assert ours["named_wrong"]["grades"]["w1"][1] == 15.0
    assert ours["named_wrong"]["comments"]["q5-answer"] == (None, "思路对了。")
    assert ours["named_wrong"]["score"] == 3.0 + 15.0 + 1.75
    assert ours["named_wrong"]["late"][1] is None
    assert ours["perfect"]["late"][1] == ours["perfect"]["score"] == 12.0
    assert small.api().autograde(small.name, "*", force=True)["success"]
    assert {student: rows(small, student) for student in ours} == ours


def test_a_late_penalty_that_a_person_set_stays(small: Course) -> None:
    """By default nbgrader takes nothing off by itself: what is there is a person's."""
    where = (small.name, small.name, "perfect")
    with Gradebook(f"sqlite:///{small.home / 'gradebook.db'}") as gradebook:
        gradebook.find_submission_notebook(*where).late_submission_penalty = 3.0
        gradebook.db.commit()
    (small.home / "outcomes" / "90.jsonl").unlink()
    assert grade(small.root, small.number, Order(jobs=1)).rejudged == 3
    assert rows(small, "perfect")["late"][1] == 3.0
    assert rows(small, "untouched")["late"][1] is None


def test_a_mended_answer_regrades_everyone_without_a_run(small: Course) -> None:
    source = small.root / "solutions" / small.name / f"{small.name}.py"
    text = source.read_text(encoding="utf-8")
    text = text.replace('say="分母用成了订单数', 'say="分母').replace(
        "那是笔单价。", "要除以买家数。"
    )
    right = 'spend = paid["amount"].sum() / paid["buyer_id"].nunique()'
    wrong = 'spend = paid["amount"].sum() / paid["order_id"].nunique()'
    other = 'spend = round(float(paid.groupby("buyer_id")["amount"].sum().mean()), 2)'
    swapped = text.replace(right, "<1>").replace(wrong, right).replace("<1>", wrong)
    swapped = swapped.replace(other, f"{wrong} + 0")
    source.write_text(swapped, encoding="utf-8")
    tables = {one: one.read_bytes() for one in small.home.glob("worlds/90/r1/tables/*")}
    progress = grade(small.root, small.number, Order(jobs=1))
    assert (progress.rejudged, progress.same) == (3, 0)
    assert small.marks("perfect") == {**FULL, "q1": 0.0}
    assert small.marks("named_wrong") == {**NOTHING, "q1": 2.0, "q2": 3.0}
    assert "要除以买家数" in small.sentence("perfect", "q1")
    assert {one: one.read_bytes() for one in small.home.glob("worlds/90/r1/tables/*")} == tables
    again = grade(small.root, small.number, Order(jobs=1))
    assert again.same == 3


def test_a_market_of_another_simulation_is_named() -> None:
    from opscourse.grading.mend import why_mend

    entry = {"market": {"simulation": -1}}
    why = why_mend("v", {"version": "v", "questions": {"10.q8": entry, "10.q1": {}}})
    assert "10.q8 的市场是第 -1 版模拟程序造的" in why
    assert not why_mend("v", {"version": "v", "questions": {"10.q1": {}}})


def test_a_run_that_was_kept_must_be_this_submission_s(small: Course) -> None:
    """A changed notebook or a changed run is run again; a lost outcome is only judged again."""
    kept = small.home / "runs" / "perfect" / f"{small.name}.ipynb"
    kept.write_bytes(kept.read_bytes().replace(b"spend", b"spent", 1))
    (small.home / "outcomes" / "90.jsonl").unlink()
    nb = small.answered({"q1": "spend = 1"})
    small.hand_in("untouched", nb)
    progress = grade(small.root, small.number, Order(jobs=2))
    assert (progress.rejudged, sum(progress.new.values())) == (1, 3)
    assert small.marks("perfect") == FULL
    assert small.marks("untouched") == NOTHING
    assert nbformat.read(kept, as_version=4).cells
    facts = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    assert facts["engine"] == "nbclient" and facts["layers"] == ["time"]
