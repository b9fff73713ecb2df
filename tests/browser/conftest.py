"""A course, its server, and a Chromium that has a Chinese font; the kernels have none."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser.server import REPO, LabServer, copy_course
from tests.browser.witness import Witness

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
FONT = REPO / "opscourse" / "fonts" / "OpscourseSansSC-Regular.ttf"
SIZE: ViewportSize = {"width": 1440, "height": 1000}


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; the test is skipped, and says so, where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("not run: no Chromium")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium with a new profile, in a home of its own that holds a Chinese font."""
    home = tmp_path_factory.mktemp("browser_home")
    (home / ".fonts").mkdir()
    shutil.copy2(FONT, home / ".fonts")
    variables: dict[str, str | float | bool] = {
        name: value for name, value in os.environ.items() if not name.startswith("XDG_")
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=FLAGS, env=variables | {"HOME": str(home)}
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def course(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course, in a folder whose path has a space and Chinese characters."""
    return copy_course(tmp_path_factory.mktemp("browser") / "我的 课程")


@pytest.fixture(scope="session")
def server(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """JupyterLab serving that copy."""
    server = LabServer(course, tmp_path_factory.mktemp("server_home"))
    try:
        server.wait()
        yield server
    finally:
        server.end()


@pytest.fixture
def context(browser: Browser, server: LabServer) -> Iterator[BrowserContext]:
    """A browser session of its own: no cookie, no stored setting from another test."""
    context = browser.new_context(viewport=SIZE, locale="zh-CN", device_scale_factor=1)
    yield context
    context.close()


@pytest.fixture
def witness(context: BrowserContext) -> Witness:
    """What the pages of this test ask for and complain about."""
    return Witness(context)


@pytest.fixture
def page(context: BrowserContext, witness: Witness) -> Page:
    """An empty page that is being watched."""
    return context.new_page()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where this test leaves its screenshots."""
    return tmp_path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """After a failure, keep a picture of the page and the end of the server's log."""
    report = yield
    if report.failed:
        known = getattr(item, "funcargs", {})
        if page := known.get("page"):
            picture = known["pictures"] / "failed.png"
            with contextlib.suppress(Error):  # the page may be gone, and that is the failure
                page.screenshot(path=picture)
            report.sections.append(("page", f"{page.url}\n{picture}"))
        if server := known.get("server"):
            report.sections.append(("server log", server.tail()))
    return report
