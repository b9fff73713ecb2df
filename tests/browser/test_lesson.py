"""Lesson 3 as a learner meets it: open, run all, slide, answer wrongly, answer rightly.

The pictures it leaves, lesson.png, lab.png and check.png, are those of docs/images/.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from opscourse.authoring.source import read_exercise
from tests.browser.notebook import Notebook, failures
from tests.browser.server import LabServer
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser

LESSON = "course/03_shop_health"
MENUS = ["文件", "编辑", "查看", "运行", "内核"]
STEP = "s4"  # what a buyer spends: its named mistake is the denominator of another metric
BEFORE = "s3"  # its cell makes the table that this step works on


@pytest.fixture
def notebook(page: Page, server: LabServer) -> Notebook:
    """The lesson's copy in `mywork/`, open and not yet run."""
    return Notebook(page, server.address(f"mywork/{LESSON}.ipynb", "learner"))


def test_a_learner_works_the_lesson(
    notebook: Notebook, server: LabServer, witness: Witness, pictures: Path
) -> None:
    assert notebook.page.locator(".lm-MenuBar-itemLabel").all_inner_texts()[:5] == MENUS

    notebook.run_all()
    assert failures(notebook.cells()) == []
    notebook.show(notebook.cells()[0]["id"])
    notebook.page.screenshot(path=pictures / "lesson.png")

    slide_the_lab(notebook, pictures)
    mistake_and_answer(notebook, server, pictures)

    assert witness.elsewhere() == []
    assert witness.errors == []
    assert any("/channels" in address for address in witness.sockets), "no kernel was watched"


def slide_the_lab(notebook: Notebook, pictures: Path) -> None:
    """Move the slider with the keyboard: the number and the picture follow."""
    lab = notebook.show(next(c["id"] for c in notebook.cells() if "funnel.show()" in c["source"]))
    picture, slider = lab.locator("img.widget-image"), lab.get_by_role("slider")
    before = notebook.picture(picture)
    days = int(float(slider.get_attribute("aria-valuenow") or 0))

    slider.focus()
    for moved in (1, 2, 3):
        address = picture.get_attribute("src") or ""
        notebook.page.keyboard.press("ArrowRight")
        expect(lab.get_by_text(f"共 {days + moved} 天")).to_be_visible()
        expect(picture).not_to_have_attribute("src", address)
    after = notebook.picture(picture)
    assert before.startswith(b"\x89PNG") and after.startswith(b"\x89PNG")
    assert after != before, "the picture did not follow the slider"
    lab.screenshot(path=pictures / "lab.png")


def mistake_and_answer(notebook: Notebook, server: LabServer, pictures: Path) -> None:
    """The untouched step, its first named mistake, the right answer: each gets its sentence."""
    lesson = read_exercise(server.root / f"{LESSON}.py")
    answer, check = f"{STEP}-answer", f"{STEP}-check"
    assert "还没作答" in notebook.shown(check)
    notebook.write(f"{BEFORE}-answer", lesson.question(BEFORE).solution)
    notebook.run(f"{BEFORE}-answer")

    says, mistake = lesson.question(STEP).wrongs[0]
    notebook.write(answer, mistake)
    notebook.run(answer)
    assert says in notebook.run(check)
    notebook.photograph(STEP, check, pictures / "check.png")

    notebook.write(answer, lesson.question(STEP).solution)
    notebook.run(answer)
    said = notebook.run(check)
    assert said.strip().endswith("对了。"), said
    notebook.photograph(STEP, check, pictures / "right.png")
    assert failures(notebook.cells()) == []
