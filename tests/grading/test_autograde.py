"""Every mark of a generated class, given by nbgrader with the course's configuration."""

from __future__ import annotations

import csv
import json

import nbformat
import pytest
from nbgrader.api import Gradebook

from opscourse.errors import CourseError
from opscourse.grading import judging
from opscourse.grading.autograde import MARKS, AskAPerson, show_as_handed_in
from opscourse.grading.judging import Mark
from tests.grading.conftest import Graded
from tests.grading.kit import Course, cell
from tests.grading.learners import FULL, LEARNERS


@pytest.mark.parametrize("student", LEARNERS)
def test_marks_of(student: str, graded: Graded) -> None:
    assert graded.course.marks(student) == LEARNERS[student][1]


def test_bad_files_are_named_and_stop_nobody(graded: Graded) -> None:
    assert not graded.success
    for student in ("damaged", "aaa_cut_off"):
        path = graded.course.home / "submitted" / student / graded.course.name
        assert f"{path / graded.course.name}.ipynb 坏了（第 1 行" in graded.log
    assert "交的是 91_other 的笔记本" in graded.log
    for student in ("damaged", "aaa_cut_off", "other_exercise"):
        assert set(graded.course.marks(student).values()) == {None}


def test_sentences(graded: Graded) -> None:
    says = graded.course.sentence
    assert "分母用成了订单数" in says("named_wrong", "q1")
    assert "还没作答" in says("untouched", "q1")
    assert "练习数据" in says("hard_coded", "q1")
    assert "练习数据" in says("hard_coded", "q5")
    assert "出错" in says("exception", "q2")
    assert "AttributeError" not in says("exception", "q2")
    assert "还没有 spend" in says("check_before_answer", "q1")
    assert "check 被换掉了" in says("cheat_lambda", "q1")
    assert "程序停了" in says("kernel_dies", "q5")
    assert says("perfect", "q1").startswith("2 / 2 分。")


def test_check_cells_show_one_builtin_number(graded: Graded) -> None:
    """nbgrader gives full marks for most other things."""
    for student, (_, marks) in LEARNERS.items():
        nb = graded.course.autograded(student)
        for question, points in marks.items():
            outputs = cell(nb, f"{question}-check").outputs
            assert [one.output_type for one in outputs] == ["execute_result", "display_data"]
            assert outputs[0].data == {"text/plain": repr(points)}


def test_strange_things_are_flagged_for_the_instructor(graded: Graded) -> None:
    text = (graded.course.home / "flags.csv").read_text(encoding="utf-8-sig")
    lines = csv.DictReader(text.splitlines())
    rows = {(row["student"], row["question"]): row["what"] for row in lines}
    replaced, forged = judging.FLAGS[judging.REPLACED], judging.FLAGS[judging.FORGED]
    for number in range(1, 6):
        assert rows["cheat_lambda", f"90.q{number}"] == replaced
        assert rows["replaced_but_right", f"90.q{number}"] == replaced
    assert [rows["cheat_forged", f"90.q{n}"] for n in (1, 2, 3)] == [forged] * 3
    assert rows["hard_coded", "90.q1"] == "等于练习数据的答案"
    honest = {"perfect", "noisy", "pasted_twice", "untouched", "named_wrong", "exception"}
    assert not honest & {student for student, _ in rows}
    assert "cheat_lambda 90.q1" in graded.log


def test_shown_as_handed_in_and_the_run_kept_apart(graded: Graded) -> None:
    course = graded.course
    nb = course.autograded("leaker")
    shown = cell(nb, "leak")
    texts = [one.get("text") or one.data.get("text/plain") for one in shown.outputs]
    assert texts[:2] == ["交作业时的输出", "看得见的字"]
    assert shown.execution_count == 7
    kinds = {kind for one in shown.outputs for kind in one.get("data", {})}
    assert kinds == {"text/plain"}
    assert "widgets" not in nb.metadata
    run = nbformat.read(course.home / "runs" / "leaker" / f"{course.name}.ipynb", as_version=4)
    assert "buyer_id" in cell(run, "leak").outputs[0].text
    left = [path.name for path in (course.home / "autograded" / "leaker" / course.name).iterdir()]
    assert left == [f"{course.name}.ipynb"]


def test_the_formgraders_button_gives_the_same_marks(graded: Graded) -> None:
    """Its handler calls exactly this, and a regrade replaces the learner's flags."""
    course = graded.course
    flags = course.home / "flags.csv"
    before = flags.read_text(encoding="utf-8-sig")
    with Gradebook(f"sqlite:///{course.home / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("q5-check", course.name, course.name, "hard_coded")
        grade.manual_score = 0.5
        gradebook.db.commit()
    result = course.api().autograde(course.name, "hard_coded")
    assert result["success"], result
    assert course.marks("hard_coded") == LEARNERS["hard_coded"][1]
    assert sorted(flags.read_text(encoding="utf-8-sig").split()) == sorted(before.split())
    with Gradebook(f"sqlite:///{course.home / 'gradebook.db'}") as gradebook:
        kept = gradebook.find_grade("q5-check", course.name, course.name, "hard_coded")
        assert (kept.manual_score, kept.score) == (0.5, 0.5)
        kept.manual_score, kept.needs_manual_grade = None, False
        gradebook.db.commit()


def test_writing_waits_for_a_person(graded: Graded) -> None:
    course = graded.course
    with Gradebook(f"sqlite:///{course.home / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("w1", course.name, course.name, "perfect")
        assert (grade.auto_score, grade.max_score) == (None, 20.0)
        assert grade.needs_manual_grade


def test_what_could_not_be_judged_waits_for_a_person(graded: Graded) -> None:
    course = graded.course
    url = f"sqlite:///{course.home / 'gradebook.db'}"
    run = {"student": "untouched", "assignment": course.name, "notebook": course.name}
    mark = Mark("90.q1", "客单价", 0.0, 2.0, judging.UNJUDGED, "", error="ours")
    resources = {"nbgrader": {**run, "db_url": url}, MARKS: [mark]}
    AskAPerson().preprocess(course.released(), resources)
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("q1-check", course.name, course.name, "untouched")
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)
        grade.auto_score, grade.needs_manual_grade = 0.0, False
        gradebook.db.commit()


def test_a_check_cell_without_a_mark_is_an_error(course: Course) -> None:
    """nbgrader would give it full marks."""
    with pytest.raises(CourseError, match="没有 q1-check 的答案"):
        show_as_handed_in(course.released(), [])


def test_learners_see_neither_answers_nor_the_key(graded: Graded) -> None:
    """What lies in the kernel's folder, asked from inside a graded run."""
    world = graded.course.home / "worlds" / "90" / "r1"
    about = json.loads((world / "world.json").read_text(encoding="utf-8"))
    assert set(about) == {"fingerprint", "assignment", "round", "scenario", "versions"}
    secret = (graded.course.home / "secret").read_bytes()
    for path in world.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes()
            assert secret.hex() not in path.read_text(encoding="utf-8-sig")


def test_full_is_full() -> None:
    assert sum(FULL.values()) == 12
