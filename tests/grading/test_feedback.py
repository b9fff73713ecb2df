"""What learners get back, and what the instructor exports."""

from __future__ import annotations

import csv
import html
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbconvert.filters import strip_files_prefix
from nbgrader.api import Gradebook
from nbgrader.apps.exportapp import ExportApp
from nbgrader.plugins import CsvExportPlugin

from opscourse.grading.feedback import safe_markdown
from tests.grading.conftest import ByEngine, Graded
from tests.grading.learners import LEARNERS

PLAIN = "--exporter=nbgrader.plugins.CsvExportPlugin"


@pytest.fixture(scope="module")
def pages(graded: Graded) -> dict[str, str]:
    """Feedback of everybody who was graded."""
    result = graded.course.api().generate_feedback(graded.course.name)
    assert result["success"], result
    return {student: graded.course.feedback(student) for student in LEARNERS}


def visible(page: str) -> str:
    body = re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def test_marks_and_sentences_stand_in_it(pages: dict[str, str]) -> None:
    assert "分母用成了订单数" in visible(pages["named_wrong"])
    assert "2 / 2 分" in visible(pages["perfect"])
    assert "(Score: 12.0 / 32.0)" in pages["perfect"]
    assert "check 被换掉了" in visible(pages["cheat_lambda"])
    assert "还没作答" in visible(pages["untouched"])
    assert "没有作答。" in visible(pages["untouched"])
    assert "No response." not in pages["untouched"]


def test_it_is_the_notebook_as_handed_in(pages: dict[str, str]) -> None:
    page = visible(pages["leaker"])
    assert "交作业时的输出" in page
    assert "看得见的字" in page
    assert "1 < 2" in page


def test_markdown_is_shown_but_does_not_run() -> None:
    source = (
        "# 题 $a_1 < b$\n\n| 渠道 | 数 |\n|---|---|\n| 直播 | 3 |\n\n`1 < 2` <kbd>x</kbd>\n\n"
        "<script>alert(1)</script> <img src='https://x.test/a.png' onerror='alert(2)'>\n\n"
        "<a href='javascript:alert(3)'>点</a> [点](data:text/html;base64,AAAA) "
        "<iframe src='https://x.test'></iframe> <b id='score' style='color:red'>字</b>\n\n"
        "![图](attachment:a.png)"
    )
    cell = {"attachments": {"a.png": {"image/png": "iVBORw0KGgo="}}}
    page = safe_markdown({"cell": cell}, source)
    for kept in ("<h1>", "<table>", "<td>直播</td>", "<code>1 &lt; 2</code>", "<kbd>x</kbd>"):
        assert kept in page
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in page
    for gone in ("<script", "x.test/a.png", "onerror=", "javascript:", "data:text", "<iframe"):
        assert gone not in page.replace("&lt;script", "").replace("&lt;iframe", "")
    assert "id=" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "source",
    [
        "[点](files/javascript:alert(1))",
        "<a href='files/javascript:alert(1)'>点</a>",
        "<a href='/files/java&#9;script:alert(1)'>点</a>",
        "<a href='da&#9;ta:text/html,<script>alert(1)</script>'>点</a>",
        "<a href=' &#1;javascript:alert(1)'>点</a>",
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(source: str) -> None:
    """nbconvert's templates take `files/` out of addresses after the page was made safe."""
    page = strip_files_prefix(safe_markdown({"cell": {}}, source))
    assert ">点</a>" in page
    assert "href" not in page
    kept = safe_markdown({"cell": {}}, "[点](https://a.test/b) [上](#a)")
    assert 'href="https://a.test/b"' in kept and 'href="#a"' in kept


def harmless(page: str) -> None:
    assert "alert('ran')" not in page
    assert 'alert("png")' not in page
    body = page[page.index("<body") :]
    assert "<script>alert" not in body
    assert not re.search(r"<img[^>]*onerror", body)
    assert "widget-view" not in body
    assert not re.findall(r"""(?:src|href)=["']https?://""", page)


def test_nothing_of_a_learner_runs(pages: dict[str, str]) -> None:
    harmless(pages["leaker"])


def test_the_engine_s_pages_are_the_same(by_engine: ByEngine, pages: dict[str, str]) -> None:
    course = by_engine.course
    for student in ("leaker", "cheat_forged", "kernel_dies"):
        result = course.api().generate_feedback(course.name, student)
        assert result["success"], result["log"]
        page = course.feedback(student)
        harmless(page)
        assert visible(page) == visible(pages[student])


def numbers(value: Any) -> set[str]:
    """The numbers of an encoded answer that would give it away, as they would be printed."""
    if isinstance(value, dict):
        if value.get("type") == "number" and abs(value["value"]) >= 100:
            whole = value["value"]
            return {repr(whole), f"{whole:.2f}".rstrip("0").rstrip("."), f"{whole:.2f}"}
        return set().union(*map(numbers, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(numbers, value)) if value else set()
    return set()


def test_no_reference_and_no_value_of_the_graded_world(
    graded: Graded, pages: dict[str, str]
) -> None:
    course = graded.course
    right = {key: entry["right"] for key, entry in course.graded_answers()["questions"].items()}
    known = {key: entry["right"] for key, entry in course.practice["questions"].items()}
    secret = numbers(list(right.values())) - numbers(list(known.values()))
    assert len(secret) >= 5
    for student, page in pages.items():
        shown = visible(page)
        found = {one for one in secret if re.search(rf"(?<![\d.]){re.escape(one)}(?!\d)", shown)}
        assert not found, student
        assert course.graded_answers()["fingerprint"] not in page
    lines = {
        line.strip()
        for question in course.exercise.questions
        for line in question.solution.splitlines()
        if len(line.strip()) > 20
    }
    starters = "\n".join(question.starter for question in course.exercise.questions)
    for student in ("untouched", "named_wrong", "cheat_nan", "cheat_lambda"):
        shown = visible(pages[student])
        used = starters + "\n".join(c.source for c in course.autograded(student).cells)
        assert not {line for line in lines if line not in used and line in shown}, student


def test_no_file_travels_with_it(graded: Graded, pages: dict[str, str]) -> None:
    folder = graded.course.home / "feedback"
    assert pages
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".html"}


def test_csv_export(graded: Graded, tmp_path: Any) -> None:
    path = tmp_path / "grades.csv"
    plugin = CsvExportPlugin()
    plugin.to = str(path)
    with Gradebook(f"sqlite:///{graded.course.home / 'gradebook.db'}") as gradebook:
        plugin.export(gradebook)
    rows = {row["student_id"]: row for row in csv.DictReader(path.open(encoding="utf-8"))}
    for student, (_, marks) in LEARNERS.items():
        assert float(rows[student]["raw_score"]) == sum(marks.values())
        assert float(rows[student]["max_score"]) == 32


def test_our_export_has_the_same_and_is_safe(
    graded: Graded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command's own export, with a learner whose name is a formula and has a comma."""
    copied = tmp_path / "gradebook.db"
    shutil.copy(graded.course.home / "gradebook.db", copied)
    evil = "=cmd|'/C calc'!A0,B"
    with Gradebook(f"sqlite:///{copied}") as gradebook:
        gradebook.update_or_create_student("+1", first_name=evil, last_name="＝1")
    monkeypatch.chdir(graded.course.root)
    for to, more in ((tmp_path / "ours.csv", []), (tmp_path / "theirs.csv", [PLAIN])):
        app = ExportApp()
        app.initialize([f"--db=sqlite:///{copied}", f"--to={to}", *more])
        app.start()
    ours, theirs = (
        list(csv.DictReader((tmp_path / name).open(encoding="utf-8-sig", newline="")))
        for name in ("ours.csv", "theirs.csv")
    )
    assert list(ours[0]) == list(theirs[0])
    for one, other in zip(ours, theirs, strict=True):
        cells = [str(cell) for cell in one.values()]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@＝"))]
        if one["student_id"] != "'+1":
            assert one == other
    assert "'" + evil in [row["first_name"] for row in ours]
