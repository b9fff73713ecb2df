"""Lessons 10 and 12 as a learner meets them: run all, move the lab, press its buttons, slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.notebook import Notebook, failures
from tests.browser.server import LabServer
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser


def _lab(page: Page, server: LabServer, name: str, call: str) -> tuple[Notebook, Locator]:
    notebook = Notebook(page, server.address(f"mywork/course/{name}.ipynb", name))
    notebook.run_all()
    assert failures(notebook.cells()) == []
    return notebook, notebook.show(next(c["id"] for c in notebook.cells() if call in c["source"]))


def _nothing_odd(witness: Witness) -> None:
    assert witness.elsewhere() == []
    assert witness.errors == []


def test_a_learner_bids_and_presses_a_day(
    page: Page, server: LabServer, witness: Witness, pictures: Path
) -> None:
    notebook, lab = _lab(page, server, "10_auction", "auction.show()")
    market, day = lab.locator("img.widget-image").first, lab.locator("img.widget-image").last
    before = notebook.picture(market)
    address = market.get_attribute("src") or ""
    lab.get_by_role("slider").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(market).not_to_have_attribute("src", address)
    assert notebook.picture(market) != before

    lab.get_by_role("button", name="为什么是这个价").first.click()
    expect(lab.get_by_text("下一名").first).to_be_visible()
    before, address = notebook.picture(day), day.get_attribute("src") or ""
    lab.get_by_role("button", name="过这一天").click()
    expect(day).not_to_have_attribute("src", address)
    assert notebook.picture(day) != before

    bid = lab.locator(".widget-text input").first
    bid.fill("1,2")
    bid.press("Enter")
    expect(lab.get_by_role("alert")).to_contain_text("设置没有变")
    lab.get_by_role("button", name="连过 7 天").click()
    expect(lab.get_by_role("alert")).to_have_count(0)
    lab.screenshot(path=pictures / "auction.png")
    _nothing_odd(witness)


def test_a_learner_splits_a_budget(
    page: Page, server: LabServer, witness: Witness, pictures: Path
) -> None:
    notebook, lab = _lab(page, server, "12_budget", "budget.show()")
    first = lab.locator("img.widget-image").first
    before, address = notebook.picture(first), first.get_attribute("src") or ""
    lab.get_by_role("slider").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(first).not_to_have_attribute("src", address)
    assert notebook.picture(first) != before
    for number in range(1, lab.get_by_role("tab").count()):
        lab.get_by_role("tab").nth(number).click()
        lab.screenshot(path=pictures / f"budget-{number}.png")
    _nothing_odd(witness)
