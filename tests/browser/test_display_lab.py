"""Lesson 11 as a learner meets it: run all, pull a premium, type nonsense, go a step back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.notebook import Notebook, failures
from tests.browser.server import LabServer
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser


def test_a_learner_moves_the_display_lab(
    page: Page, server: LabServer, witness: Witness, pictures: Path
) -> None:
    notebook = Notebook(page, server.address("mywork/course/11_display.ipynb", "display"))
    notebook.run_all()
    assert failures(notebook.cells()) == []
    lab = notebook.show(next(c["id"] for c in notebook.cells() if "lab.show()" in c["source"]))
    picture = lab.locator("img.widget-image")
    before, address = notebook.picture(picture), picture.get_attribute("src") or ""

    lab.get_by_role("slider").last.focus()  # everybody outside the packs
    page.keyboard.press("Home")
    expect(lab.get_by_text("同一批人，比上一步")).to_be_visible()
    expect(picture).not_to_have_attribute("src", address)
    assert notebook.picture(picture) != before

    bid = lab.locator(".widget-text input").first
    expect(lab.locator("select").first).to_have_value("不封顶")
    bid.fill("1,2")
    bid.press("Enter")
    expect(lab.get_by_role("alert")).to_contain_text("看不懂")
    bid.fill("20")
    bid.press("Enter")
    expect(lab.get_by_role("alert")).to_have_count(0)
    lab.screenshot(path=pictures / "display.png")
    assert witness.elsewhere() == []
    assert witness.errors == []
