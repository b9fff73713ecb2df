"""The instructor's side in the browser: Validate, formgrader's Autograde button, the feedback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from opscourse.authoring.source import Exercise, read_exercise
from tests.browser.notebook import MINUTE, Notebook
from tests.browser.server import LabServer
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser

ASSIGNMENT = "03_shop_health"
STUDENT = "s001"
# One answer is a named mistake, one is left as it was; this one and all others are right.
MISTAKEN, BLANK, RIGHT = "q2", "q3", "q1"


@pytest.fixture
def exercise(course: Path) -> Exercise:
    return read_exercise(course / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.py")


@pytest.fixture
def classroom(course: Path, server: LabServer, exercise: Exercise) -> Path:
    """A class with its graded world and one notebook handed in; returns the learner's own copy."""
    for words in (["class", "init"], ["class", "world", "03"]):
        command = [sys.executable, "-m", "opscourse.cli", *words]
        done = subprocess.run(
            command, cwd=course, env=server.variables, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr
    own = course / "mywork" / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    answer(own, exercise)
    handed_in = course / ".grading" / "submitted" / STUDENT / ASSIGNMENT
    handed_in.mkdir(parents=True)
    shutil.copy2(own, handed_in)
    return own


def answer(path: Path, exercise: Exercise) -> None:
    """Fill the exercise in: all right, but for the mistake and the blank."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        question, _, role = cell.id.partition("-")
        if role != "answer" or cell.cell_type != "code" or question == BLANK:
            continue
        told = exercise.question(question)
        cell.source = told.wrongs[0][1] if question == MISTAKEN else told.solution
    nbformat.write(notebook, path)


def test_an_instructor_grades_in_the_browser(
    classroom: Path,
    exercise: Exercise,
    page: Page,
    context: BrowserContext,
    server: LabServer,
    witness: Witness,
    pictures: Path,
) -> None:
    own = classroom.relative_to(server.root).as_posix()
    Notebook(page, server.address(own, "instructor"))
    validate(page, pictures)

    says = exercise.question(MISTAKEN).wrongs[0][0]
    earned = sum(q.points for q in exercise.questions if q.id not in (MISTAKEN, BLANK))
    possible = sum(cell.points for cell in exercise.cells if cell.role in ("check", "task"))
    grader = formgrader(page)
    autograde(grader, f"{earned:g} / {possible:g}")
    page.screenshot(path=pictures / "formgrader.png")
    make_feedback(grader)
    read_submission(grader, says)
    page.screenshot(path=pictures / "submission.png")

    read_feedback(context.new_page(), server, says, pictures)
    assert witness.elsewhere() == []
    assert witness.errors == []


def validate(page: Page, pictures: Path) -> None:
    """Press Validate: nbgrader names the two cells that are not right yet, and no other."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    failed = dialog.get_by_text("The following cell failed")
    expect(failed).to_have_count(2, timeout=MINUTE)
    for question in (MISTAKEN, BLANK):
        expect(dialog).to_contain_text(f'check("03.{question}"')
    page.screenshot(path=pictures / "validate.png")
    dialog.locator("button.jp-mod-accept").click()
    expect(dialog).to_have_count(0)


def formgrader(page: Page) -> Frame:
    """Open formgrader by its command; return its frame, at the submissions of the assignment."""
    page.evaluate("jupyterapp.commands.execute('nbgrader:open-formgrader')")
    handle = page.wait_for_selector("iframe[src*='/formgrader']", timeout=MINUTE)
    grader = handle.content_frame() if handle else None
    assert grader is not None, "formgrader did not open"
    row = grader.locator("#main-table tr").filter(has_text=ASSIGNMENT)
    row.locator(".num-submissions a").click()
    return grader


def autograde(grader: Frame, mark: str) -> None:
    """Press formgrader's own Autograde button and see the mark appear."""
    row = grader.locator("#main-table tr").filter(has_text=STUDENT)
    expect(row.locator(".status")).to_have_text("needs autograding", timeout=MINUTE)
    row.locator(".autograde a").click()
    dismiss(grader, "Successfully autograded")
    expect(row.locator(".score")).to_have_text(mark)
    expect(row.locator(".status")).to_have_text("needs manual grading")  # the written task


def make_feedback(grader: Frame) -> None:
    row = grader.locator("#main-table tr").filter(has_text=STUDENT)
    row.locator(".generate-feedback a").click()
    dismiss(grader, "Successfully generated feedback")


def dismiss(grader: Frame, says: str) -> None:
    """Wait for formgrader's message and close it; an error shows nbgrader's own log."""
    message = grader.locator(".modal.in")
    message.wait_for(timeout=MINUTE)
    words = message.inner_text()
    assert says in words, words
    message.locator(".modal-footer button").click()
    expect(message).to_have_count(0)


def read_submission(grader: Frame, says: str) -> None:
    """Open the submission: the notebook as handed in, with our sentence at the mistake."""
    grader.locator("#main-table tr").filter(has_text=STUDENT).locator(".student-name a").click()
    grader.locator("#main-table .name a").click()
    expect(grader.get_by_text(says)).to_be_visible(timeout=MINUTE)
    for question, points in ((MISTAKEN, "0"), (BLANK, "0"), (RIGHT, "2")):
        box = grader.locator(f"input.score#{question}-check")
        expect(box).to_have_attribute("placeholder", points)
    grader.locator(f"input.score#{MISTAKEN}-check").click()


def read_feedback(page: Page, server: LabServer, says: str, pictures: Path) -> None:
    """Open the feedback as the learner does, from the disk."""
    folder = server.root / ".grading" / "feedback" / STUDENT / ASSIGNMENT
    page.goto((folder / f"{ASSIGNMENT}.html").as_uri())
    sentence = page.get_by_text(says)
    expect(sentence).to_be_visible()
    page.screenshot(path=pictures / "feedback-top.png")
    sentence.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "feedback.png")
