"""An instructor's own assignment, with hidden tests: nbgrader's marks, and more kept."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from opscourse import cli
from opscourse.errors import CourseError
from opscourse.grading import outcomes
from opscourse.grading.class_command import course_api
from opscourse.grading.engines import NO_ISOLATION
from opscourse.grading.foreign import SHARED, is_foreign, targets
from opscourse.grading.grade_command import Order, grade_foreign
from opscourse.grading.outcomes import Outcome, read_outcomes
from opscourse.grading.report_command import write_foreign
from opscourse.grading.tally import tally_foreign
from tests.grading.conftest import best_engine
from tests.grading.kit import REPO, cell

CONFIG = """
import os, sys
c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
"""
HONEST = ("right", "blank", "wrong", "raises", "own_file")
ANSWERS = {
    "total": "total = sum(int(line) for line in open('numbers.csv'))",
    "double": "def double(x):\n    return 2 * x",
    "share": "share = 0.5",
}
NO_ASSERTS = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""


def source() -> NotebookNode:
    """Three questions: a hidden test, a plain one, and one that gives part of its points."""

    def marks(name: str, **more: Any) -> dict[str, Any]:
        plain = {"grade": False, "solution": False, "locked": False, "task": False}
        return {"nbgrader": {"grade_id": name, "schema_version": 3, **plain, **more}}

    hidden = "### BEGIN HIDDEN TESTS\nassert total == 60\n### END HIDDEN TESTS"
    tests = {
        "total": f"assert total > 0\n{hidden}",
        "double": "assert double(4) == 8",
        "share": "1.5 if share == 0.5 else 0.0",
    }
    cells = [new_markdown_cell("# 作业")]
    for name, test in tests.items():
        code = f"### BEGIN SOLUTION\n{ANSWERS[name]}\n### END SOLUTION"
        cells.append(new_code_cell(code, metadata=marks(name, solution=True)))
        grade = marks(f"{name}-test", grade=True, locked=True, points=2)
        cells.append(new_code_cell(test, metadata=grade))
    manual = marks("essay", grade=True, solution=True, points=3)
    cells.append(new_markdown_cell("写一写", metadata=manual))
    nb = new_notebook(cells=cells)
    nb.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return nb


def with_answers(released: NotebookNode, **answers: str) -> NotebookNode:
    nb = nbformat.from_dict(released)
    cell(nb, "essay").source = "我写的"
    for name, code in {**ANSWERS, **answers}.items():
        cell(nb, name).source = code
    return nb


@dataclass
class Graded:
    root: Path
    theirs: dict[str, dict[str, Any]]
    ours: dict[str, dict[str, Any]]
    outcomes: dict[str, Outcome]


def rows(root: Path, student: str) -> dict[str, Any]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook("p1", "ps1", student)
        return {one.name: (one.auto_score, one.needs_manual_grade) for one in notebook.grades}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    root = tmp_path_factory.mktemp("own") / "course"
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    (root / "source" / "ps1" / "numbers.csv").write_text("10\n20\n30\n", encoding="utf-8")
    nbformat.write(source(), root / "source" / "ps1" / "p1.ipynb")
    made = course_api(root).generate_assignment("ps1")
    assert made["success"], made["log"]
    released = nbformat.read(root / "release" / "ps1" / "p1.ipynb", as_version=4)
    assert "60" not in cell(released, "total-test").source
    hidden = with_answers(released)
    hidden.cells.remove(cell(hidden, "double-test"))
    learners = {
        "right": with_answers(released),
        "blank": released,
        "wrong": with_answers(released, total="total = 7", share="share = 1"),
        "raises": with_answers(released, double="raise ValueError('不会')"),
        "own_file": with_answers(released, total="open('mine.txt'); total = 60"),
        "exits": with_answers(released, double="import os\nos._exit(0)"),
        "deleted": hidden,
        "warns": with_answers(released, double=ANSWERS["double"].replace(
            "return", "import sys; print('注意', file=sys.stderr); return")),
        "no_asserts": with_answers(released, total=f"{NO_ASSERTS}\ntotal = 1"),
    }  # fmt: skip
    for student, nb in learners.items():
        folder = root / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / "p1.ipynb")
        (folder / "mine.txt").write_text("我的", encoding="utf-8")
        (folder / "numbers.csv").write_text("1\n", encoding="utf-8")  # gives way to the source's
    twin = root.with_name("engine")
    shutil.copytree(root, twin)
    api = course_api(root)
    for student in HONEST:
        assert api.autograde("ps1", student)["success"]
    (progress,) = grade_foreign(twin, "ps1", Order(best_engine(), 2))
    assert progress.done == len(learners)
    (again,) = grade_foreign(twin, "ps1", Order(best_engine(), 2))
    assert again.same == len(learners)
    theirs = {student: rows(root, student) for student in HONEST}
    ours = {student: rows(twin, student) for student in learners}
    return Graded(twin, theirs, ours, read_outcomes(twin, "ps1--p1"))


@pytest.mark.parametrize("student", HONEST)
def test_marks_are_nbgraders(student: str, graded: Graded) -> None:
    assert graded.ours[student] == graded.theirs[student]


def test_marks_are_what_they_should_be(graded: Graded) -> None:
    def points(student: str) -> list[float | None]:
        tests = [f"{name}-test" for name in ANSWERS]
        return [graded.ours[student][name][0] for name in tests]

    assert points("right") == points("own_file") == [2.0, 2.0, 1.5]
    assert points("blank") == [0.0, 0.0, 0.0]
    assert points("wrong") == [0.0, 2.0, 0.0]
    # kept on purpose, where nbgrader gives nothing at all or takes points away
    assert points("exits") == [2.0, 0.0, 0.0]
    assert points("deleted") == points("warns") == [2.0, 2.0, 1.5]
    assert graded.ours["right"]["essay"] == (None, True)
    assert graded.ours["blank"]["essay"] == (0.0, False)


def test_states_and_what_the_report_says(graded: Graded) -> None:
    states = {student: one.state for student, one in graded.outcomes.items()}
    assert states["exits"] == outcomes.CRASHED
    assert states["deleted"] == outcomes.REPAIRED
    assert states["right"] == states["warns"] == outcomes.GRADED
    assert all(SHARED in one.notes for one in graded.outcomes.values())
    assert graded.outcomes["right"].writing == ("essay",)
    assert graded.outcomes["raises"].questions["double-test"].state == "raised"
    assert graded.outcomes["exits"].questions["share-test"].says == "没有运行到这一格。"


def test_it_has_a_report_of_its_own(graded: Graded, tmp_path: Path) -> None:
    write_foreign(graded.root, "ps1", tmp_path / "报告.html")
    page = (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert SHARED in page
    assert f"评了<b>{len(graded.outcomes)} 份" in page
    (target,) = targets(graded.root, "ps1")
    done = tally_foreign(graded.root, target)
    total = next(one for one in done.questions if one.key == "total-test")
    earned = [one.questions["total-test"].points for one in graded.outcomes.values()]
    assert total.kinds["full"] == earned.count(2.0)
    assert total.kinds["wrong"] == earned.count(0.0)
    rows = (tmp_path / "报告.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + len(graded.outcomes)


def test_an_interpreter_without_asserts_is_flagged(graded: Graded) -> None:
    """It earns what it stole, as under nbgrader, and a person is told."""
    if graded.outcomes["no_asserts"].engine == "sandbox":
        assert graded.outcomes["no_asserts"].state == outcomes.TAMPERING
        assert "assert" in graded.outcomes["no_asserts"].says


def test_files_lie_as_nbgrader_lays_them(graded: Graded) -> None:
    folder = graded.root / "autograded" / "right" / "ps1"
    assert sorted(one.name for one in folder.iterdir()) == ["mine.txt", "numbers.csv", "p1.ipynb"]
    assert (folder / "numbers.csv").read_text(encoding="utf-8") == "10\n20\n30\n"
    result = course_api(graded.root).generate_feedback("ps1", "right")
    assert result["success"], result["log"]


def test_the_command_grades_where_it_is_called(
    graded: Graded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(graded.root)
    assert cli.main(["grade", "ps1", "--engine", "nbclient", "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert SHARED in said and NO_ISOLATION in said
    assert "ps1--p1：收到 9 份，同时跑 1 份。" in said
    assert "评好 0 份（没有新的）" in said and "另有 9 份评过了，没有变，没有再评。" in said
    assert cli.main(["grade", "ps1", "--engine", "nbclient", "--student", "谁"]) == 2
    assert "没有收到 谁 的作业" in capsys.readouterr().err


def test_only_a_folder_with_its_own_settings_is_foreign(graded: Graded) -> None:
    assert is_foreign(graded.root, REPO)
    assert not is_foreign(REPO, REPO)
    assert not is_foreign(graded.root.parent, REPO)
    assert not is_foreign(REPO, graded.root)  # a second copy of this course is no other course
    with pytest.raises(CourseError, match="nbgrader generate_assignment ps2"):
        grade_foreign(graded.root, "ps2")
