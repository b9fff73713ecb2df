"""The teacher's pages of every lesson, made from the sources alone."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from opscourse import datasets
from opscourse.authoring import teacher
from opscourse.authoring.bundle import learner_files
from opscourse.authoring.pages import inline
from opscourse.authoring.teacher import PLAN, REVIEW, lessons, sources, write_pages
from opscourse.authoring.teacher_plan import CLASS_MINUTES, plan_of
from opscourse.authoring.teacher_text import practice_answers, ruler_of
from opscourse.errors import CourseError

ROOT = datasets.ROOT


def visible(page: str) -> str:
    """What one reads, without any white space."""
    body = re.sub(r"<style.*?</style>|<title.*?</title>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", body)))


def said(markdown: str) -> str:
    return visible(str(inline(markdown)))


@pytest.mark.parametrize("number", lessons(ROOT))
def test_every_lesson_has_both_pages(number: str, tmp_path: Path) -> None:
    lesson, exercise = sources(ROOT, number)
    assert exercise is not None
    written = write_pages(ROOT, number, tmp_path)
    assert [path.name for path in written] == [PLAN, REVIEW]
    plan, review = (path.read_text(encoding="utf-8") for path in written)
    for page in (plan, review):
        assert "<script" not in page
        assert not re.search(r"""(?:src|href)\s*=""", page)
        assert "只给老师看" in page
        assert "None" not in re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", page, flags=re.DOTALL)
    shown = visible(review)
    for question in exercise.questions:
        assert said(question.title) in shown
        assert said(ruler_of(question.text)) in shown
        for says, _ in question.wrongs:
            assert said(says) in shown, (question.key, says)
        for hint in question.hints:
            assert said(hint) in shown
    shown = visible(plan)
    for step in lesson.questions:
        assert said(ruler_of(step.text)) in shown
        for says, _ in step.wrongs:
            assert said(says) in shown, (step.key, says)
    for quiz in lesson.quizzes:
        for choice in quiz.choices:
            assert said(choice["why"]) in shown
    made = plan_of(ROOT, lesson, exercise, practice_answers(ROOT, number))
    assert made.goals
    assert any(step.decision for step in made.steps), "no closing decision"
    assert [step.start for step in made.steps[1:]] == [step.end for step in made.steps[:-1]]
    assert made.lesson_minutes + made.class_minutes + made.spare == CLASS_MINUTES
    assert ("机动" in shown) == (made.spare > 0)


def test_a_plan_by_the_clock() -> None:
    lesson, exercise = sources(ROOT, "03")
    made = plan_of(ROOT, lesson, exercise, practice_answers(ROOT, "03"))
    steps = {step.title: step for step in made.steps}
    assert made.steps[0].minutes == made.lesson_minutes - sum(s.minutes for s in made.steps[1:])
    second = steps["第 2 步 UV 不能相加"]
    assert second.minutes == 6
    assert any("哪个大" in prompt for prompt in second.prompts)
    assert [one.question.id for one in second.asked] == ["s2"]
    assert second.asked[0].answer == str(
        practice_answers(ROOT, "03")["questions"]["L03.s2"]["right"]["value"]
    )
    sixth = steps["第 6 步 自己来：一位访客值多少"]  # its minutes stand on a line of their own
    assert sixth.minutes == 6
    assert steps["第 3 步 拉一拉漏斗，再把它拆开"].lab == "funnel"
    assert made.break_after is not None
    assert abs(made.break_after.end - 45) <= 5


def test_a_first_page_has_a_plan_alone(tmp_path: Path) -> None:
    assert [path.name for path in write_pages(ROOT, "00", tmp_path)] == [PLAN]


def test_texts_are_escaped() -> None:
    assert "<script" not in str(inline("<script>alert(1)</script> `<b>`"))


def test_what_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CourseError, match="没有第 99 课"):
        sources(ROOT, "99")
    with pytest.raises(CourseError, match="没有第 ../ 课"):
        sources(ROOT, "../")
    answers = practice_answers(ROOT, "03")
    answers["questions"]["L03.s2"]["wrong"].pop()
    lesson, exercise = sources(ROOT, "03")
    with pytest.raises(CourseError, match=r"L03\.s2 和答案文件对不上.*opscourse build"):
        plan_of(ROOT, lesson, exercise, answers)
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "syllabus.yml").write_text("[]", encoding="utf-8")
    with pytest.raises(CourseError, match="没有第 03 课，不知道要几分钟"):
        plan_of(tmp_path, lesson, exercise, answers)
    (tmp_path / "文件").write_text("")
    with pytest.raises(CourseError, match="写不了"):
        write_pages(ROOT, "03", tmp_path / "文件")


def test_learners_never_get_them(tmp_path: Path) -> None:
    for name in ("README.md", "teacher/03_shop_health/讲评页.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "README.md", tmp_path / name)
    assert [path.name for path in learner_files(tmp_path)] == ["README.md"]
    assert "/teacher/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert teacher.__name__.startswith("opscourse.authoring.")  # left out of the bundle
