"""What is committed is what the sources give; the release holds no answer."""

from __future__ import annotations

import json

import nbformat
import pytest

from opscourse import cli, datasets
from opscourse.authoring import build, bundle, lint
from opscourse.authoring.notebooks import lesson_notebook, solution_notebook
from opscourse.authoring.source import read_exercise
from opscourse.errors import CourseError

ROOT = datasets.ROOT
NUMBERS = build.all_numbers(ROOT)


@pytest.fixture(scope="module")
def built():
    """Every number built once; proving the contract is part of it.

    In two other worlds: `opscourse build --check`, which CI runs beside the tests, takes five.
    """
    return {number: build.build(number, ROOT, worlds=2) for number in NUMBERS}


@pytest.mark.parametrize("number", NUMBERS)
def test_committed_files_are_what_the_sources_give(built, number):
    for path, text in built[number].items():
        assert path.read_bytes() == text.encode(), f"run: opscourse build {number} ({path.name})"


def test_a_drifted_file_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build, "build", lambda *_: {ROOT / "README.md": "something else"})
    assert cli.main(["build", "03", "--check"]) == 1
    assert "README.md" in capsys.readouterr().err


def test_release_notebooks_hold_starters_and_no_notes(built):
    for number in NUMBERS:
        for path, text in built[number].items():
            if path.parent.parent.name != "exercises":
                continue
            notebook = nbformat.reads(text, as_version=4)
            ids = [cell.id for cell in notebook.cells]
            assert len(ids) == len(set(ids))
            assert "jupytext" not in notebook.metadata
            for cell in notebook.cells:
                assert not cell.get("outputs")
                assert "opscourse" not in cell.metadata
                grader = cell.metadata.get("nbgrader", {})
                if grader:
                    assert cell.id == grader["grade_id"]
                if grader.get("task"):
                    assert grader["locked"]
                if grader.get("solution") and "raises-exception" not in cell.metadata.get(
                    "tags", []
                ):
                    assert "____" in cell.source


def test_cells_to_repair_let_the_rest_run(make_exercise):
    exercise = make_exercise(
        ('question="q2" kind="list"', 'question="q2" broken=true kind="list"'),
        ("best = ____", "best = （1)"),
    )
    for notebook in (lesson_notebook(exercise), solution_notebook(exercise)):
        tagged = [cell.id for cell in notebook.cells if "tags" in cell.metadata]
        assert tagged == ["q2-answer", "q2-check"]


def test_no_release_or_lesson_names_a_line_of_a_reference(built):
    forbidden = bundle.telling_lines(ROOT)
    assert forbidden
    for files in built.values():
        for path, text in files.items():
            if "solutions" not in path.parts:
                inside = {json.dumps(line, ensure_ascii=False)[1:-1] for line in forbidden}
                assert not [line for line in inside if line in text], path


@pytest.mark.parametrize("path", lint.source_files(ROOT), ids=lambda path: path.stem + path.suffix)
def test_sources_are_lint_clean(path):
    assert lint.lint(read_exercise(path)) == []


def test_every_row_claimed_is_practised():
    sources = map(read_exercise, lint.source_files(ROOT))
    assert lint.lint_syllabus(lint.read_syllabus(ROOT), sources) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("import check, load", "import check, load, simulation"), "只能从 opscourse 引入"),
        (('paid = load("orders_paid")', 'import os\npaid = load("orders_paid")'), "import os"),
        (('load("orders_paid")', 'load("orders_paid")\nsns.set_theme()'), "样式"),
        (('load("orders_paid")', '__import__("pandas").read_csv("../x.csv")'), "load"),
        (('aov = paid["amount"].sum()', 'aov = round(3.1) + paid["amount"].sum()'), "取整"),
        (("# **本课口径：支付", "# **支付"), "口径"),
        (("一行是一件商品。", "您再想想。"), "您"),
    ],
)
def test_lint_names_the_fault(make_exercise, change, says):
    assert any(says in fault for fault in lint.lint(make_exercise(change)))


def test_a_notebook_for_own_data_is_run_and_asks_for_nothing(tmp_path):
    head = '# %% [markdown] lesson="08_my_x" title="x" tables=["titles"]\n# # x\n\n'
    path = tmp_path / "08_my_x.py"
    path.write_text(head + '# %%\nfrom opscourse import load\nload("titles")\n', encoding="utf-8")
    assert 'load(\\"titles\\")' in build.own_notebook(path)
    path.write_text(head + "# %%\n1 / 0\n", encoding="utf-8")
    with pytest.raises(CourseError, match="ZeroDivisionError"):
        build.own_notebook(path)
    quiz = '# %% [markdown] quiz="k1"\n# 几？\n#\n# - [x] 一 :: 对\n# - [ ] 二 :: 错\n'
    path.write_text(head + quiz, encoding="utf-8")
    with pytest.raises(CourseError, match="不能有题目和小测"):
        build.own_notebook(path)
