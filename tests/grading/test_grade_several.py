"""An instructor's assignment of several notebooks, with names and settings as people have them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from opscourse.errors import CourseError
from opscourse.grading import outcomes
from opscourse.grading.class_command import course_api
from opscourse.grading.foreign import targets, unheeded
from opscourse.grading.grade_command import Order, grade_foreign, limits_of
from opscourse.grading.jobs import Limits
from opscourse.grading.outcomes import Outcome, read_outcomes
from opscourse.grading.pipeline import Progress
from opscourse.grading.record import Recorder
from opscourse.grading.report_command import write_foreign
from opscourse.grading.tally import tally_foreign
from tests.grading.conftest import best_engine
from tests.grading.own_course import OwnCourse, Question, notebook, own_course

NAME = "01_期中 作业"  # begins as an exercise of this course does
ONE, TWO = "第 1 本", "第 2 本"
QUESTIONS = {
    ONE: [
        Question("total", "total = sum(map(int, open('numbers.csv')))", "", "assert total == 60"),
        Question("half", "half = 0.5", "1.5 if half == 0.5 else 0"),
    ],
    TWO: [Question("double", "def double(x):\n    return 2 * x", "assert double(4) == 8")],
}
SETTINGS = """
c.CourseDirectory.db_url = f"sqlite:///{c.CourseDirectory.root}/marks/book.db"
c.ExecutePreprocessor.timeout = 7
"""
BY_NBGRADER = ("both", "lacking")
MISSING = f"没有交 {TWO}.ipynb，按 0 分记"


def answers(name: str, **other: str) -> dict[str, str]:
    return {**{one.name: one.answer for one in QUESTIONS[name]}, **other}


@dataclass
class Graded:
    course: OwnCourse
    theirs: dict[str, Any]
    first: list[Progress]
    again: list[Progress]

    def outcomes(self, name: str) -> dict[str, Outcome]:
        return read_outcomes(self.course.root, f"{NAME}--{name}")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    root = tmp_path_factory.mktemp("several") / "我的 课程"
    (root / "marks").mkdir(parents=True)
    made = {
        ONE: notebook(QUESTIONS[ONE], essay="essay"),
        TWO: notebook(QUESTIONS[TWO]),
        "说明": nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("先读这一本")]),
    }
    course = own_course(root, NAME, made, {"numbers.csv": b"10\n20\n30\n"}, SETTINGS)
    one = course.answered(ONE, answers(ONE, half="half = 1", essay="我写的"))
    two = course.answered(TWO, answers(TWO))
    readme = course.released("说明")
    extra = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    course.hand_in("both", {ONE: one, TWO: two, "说明": readme, "草稿": extra})
    course.hand_in("lacking", {ONE: one})
    course.hand_in("only_two", {TWO: two})
    course.hand_in("renamed", {ONE: one, "第 2 本 (1)": two, "草稿": extra})
    course.hand_in("strange", {"草稿": extra, "另一本": extra})
    twin = OwnCourse(root.with_name("引擎 课程"), NAME)
    shutil.copytree(root, twin.root)
    api = course_api(root)
    for student in BY_NBGRADER:
        assert api.autograde(NAME, student)["success"]
    theirs = {student: course.rows(student) for student in BY_NBGRADER}
    order = Order(best_engine(), 2)
    return Graded(
        twin, theirs, grade_foreign(twin.root, NAME, order), grade_foreign(twin.root, NAME, order)
    )


@pytest.mark.parametrize("student", BY_NBGRADER)
def test_rows_and_marks_are_nbgraders(student: str, graded: Graded) -> None:
    assert graded.course.rows(student) == graded.theirs[student]
    assert graded.theirs["lacking"][TWO] == {"double-test": (0.0, False)}


def test_a_notebook_is_never_taken_for_another(graded: Graded) -> None:
    """Neither the only one that was handed in, nor a draft beside a renamed one."""
    rows = graded.course.rows("only_two")
    assert rows[TWO] == {"double-test": (2.0, False)}
    assert set(rows[ONE].values()) == {(0.0, False)}
    assert graded.course.rows("renamed")[TWO] == {"double-test": (2.0, False)}
    assert set(graded.course.rows("strange")[TWO].values()) == {(None, True)}


def test_states_and_notes_are_of_each_notebook(graded: Graded) -> None:
    one, two = graded.outcomes(ONE), graded.outcomes(TWO)
    assert one["both"].questions.keys() == {"total-test", "half-test"}
    assert two["both"].questions.keys() == {"double-test"}
    assert MISSING in two["lacking"].notes and MISSING not in one["lacking"].notes
    assert two["lacking"].questions["double-test"].state == "missing"
    assert two["renamed"].state == outcomes.REPAIRED
    assert f"第 2 本 (1).ipynb，按里面的题目它是 {TWO}" in two["renamed"].says
    assert one["strange"].state == two["strange"].state == outcomes.PERSON


def test_nothing_is_graded_twice(graded: Graded) -> None:
    assert [sum(one.new.values()) for one in graded.first] == [5, 5, 5]
    assert [one.same for one in graded.again] == [5, 5, 5]


def test_each_notebook_has_its_report(graded: Graded, tmp_path: Path) -> None:
    write_foreign(graded.course.root, NAME, tmp_path / "报告.html")
    for name in (ONE, TWO):
        assert name in (tmp_path / f"报告_{name}.html").read_text(encoding="utf-8")
    first, second, _ = (tally_foreign(graded.course.root, one) for one in _targets(graded))
    total = {one.person.number: (one.total, one.to_read) for one in first.submissions}
    assert total["both"] == (2.0, ("essay",))
    total = {one.person.number: (one.total, one.to_read) for one in second.submissions}
    assert total["both"] == (2.0, ()) and total["lacking"] == (0.0, ())


def test_feedback_is_made_of_what_was_written(graded: Graded) -> None:
    folder = graded.course.root / "autograded" / "both" / NAME
    names = {"numbers.csv", *(f"{one}.ipynb" for one in (ONE, TWO, "说明"))}
    assert {one.name for one in folder.iterdir()} == names
    done = course_api(graded.course.root).generate_feedback(NAME, "both")
    assert done["success"], done["log"]
    made = graded.course.root / "feedback" / "both" / NAME
    assert {one.name for one in made.glob("*.html")} >= {f"{ONE}.html", f"{TWO}.html"}


def test_a_stop_between_two_notebooks_loses_nothing(
    graded: Graded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped where the first notebook is recorded anew, and the folder is not yet back."""
    course = OwnCourse(tmp_path / "course", NAME)
    shutil.copytree(graded.course.root, course.root)
    before = course.rows("both")
    folder = course.root / "autograded" / "both" / NAME
    order = Order(best_engine(), 1, students=["both"], again=True)

    def stopped(self: Recorder, batch: Any) -> None:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "_write", stopped)
        with pytest.raises(KeyboardInterrupt):
            grade_foreign(course.root, NAME, order)
    done = grade_foreign(course.root, NAME, Order(best_engine(), 1))
    assert [one.rejudged for one in done] == [1, 1, 1]  # from the runs that were kept
    assert course.rows("both") == before
    assert {f"{ONE}.ipynb", f"{TWO}.ipynb"} <= {one.name for one in folder.iterdir()}


# --- settings ------------------------------------------------------------------------------------


def _targets(graded: Graded) -> list[Any]:
    return targets(graded.course.root, NAME)


@pytest.fixture
def settings(graded: Graded, tmp_path: Path) -> Any:
    """Write further settings into a copy of the course."""
    root = tmp_path / "course"
    shutil.copytree(graded.course.root, root)

    def write(text: str) -> Path:
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
        return root

    return write


def test_the_cells_limit_is_nbgraders(graded: Graded, settings: Any) -> None:
    assert limits_of(graded.course.root) == Limits(cell_seconds=7)
    assert limits_of(settings("c.Execute.timeout = 100")) == Limits(100, 500)
    assert limits_of(settings("c.Execute.timeout = -1")) == Limits(300, 300)


def test_settings_choose_notebooks_and_learners(settings: Any) -> None:
    root = settings("c.CourseDirectory.notebook_id = '第*'")
    settings("c.CourseDirectory.student_id_exclude = 'both,strange'")
    assert [one.notebook for one in targets(root, NAME)] == [ONE, TWO]
    done = grade_foreign(root, NAME, Order(best_engine(), 1))
    assert [(one.total, one.same) for one in done] == [(3, 3), (3, 3)]
    with pytest.raises(CourseError, match="没有名字合 p1 的笔记本"):
        targets(settings("c.CourseDirectory.notebook_id = 'p1'"), NAME)


def test_what_counts_for_nothing_here_is_said(graded: Graded, settings: Any) -> None:
    assert unheeded(graded.course.root) == ""
    root = settings("c.Autograde.autograde_preprocessors = []")
    assert "autograde_preprocessors 在这里不起作用" in unheeded(root)


def test_files_that_learners_hand_in_stay_theirs(graded: Graded, settings: Any) -> None:
    assert list(_targets(graded)[0].given) == ["numbers.csv"]
    root = settings(f"c.Autograde.exclude_overwriting = {{{NAME!r}: ['numbers.csv']}}")
    assert not targets(root, NAME)[0].given


def test_settings_that_fail_are_named(settings: Any) -> None:
    with pytest.raises(CourseError, match=r"nbgrader_config\.py 用不了（NameError"):
        targets(settings("no_such_name"), NAME)


def test_without_a_gradebook_none_is_made(settings: Any, tmp_path: Path) -> None:
    root = settings(f"c.CourseDirectory.db_url = 'sqlite:///{tmp_path}/new.db'")
    with pytest.raises(CourseError, match="nbgrader generate_assignment"):
        targets(root, NAME)
    assert not (tmp_path / "new.db").exists()


def test_another_language_is_refused_by_name(tmp_path: Path) -> None:
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    made = {"p1": notebook([Question("q", "x <- 1", "x")], kernel=kernel)}
    course = own_course(tmp_path / "course", "ps1", made, {})
    course.hand_in("s1", {"p1": course.released("p1")})
    with pytest.raises(CourseError, match="内核是 R.*nbgrader autograde ps1"):
        grade_foreign(course.root, "ps1")
