"""One notebook open in JupyterLab, driven the way a learner does: keys, clicks, what is seen."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page

RUN_ALL = "notebook:run-all-cells"
MINUTE = 60_000


class Notebook:
    """The notebook that fills the page. Cells are named by their ids."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        page.wait_for_function("window.jupyterapp !== undefined", timeout=MINUTE)
        page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=MINUTE)
        # "Idle" is shown before the session connects, and cells run then are lost.
        self._do("await panel.sessionContext.ready; await panel.context.ready")

    def run_all(self) -> None:
        """Run every cell; return when the last one has run (or the first one failed)."""
        self._do(f"await jupyterapp.commands.execute({RUN_ALL!r})")
        self.settle()

    def settle(self) -> None:
        """Wait until the kernel has nothing left to do."""
        self.page.wait_for_function(
            "jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'",
            timeout=MINUTE,
        )

    def cells(self) -> list[dict[str, Any]]:
        """Return the cells with their outputs, as nbformat's JSON."""
        return self._do("return panel.content.model.toJSON().cells")

    def cell(self, cell_id: str) -> dict[str, Any]:
        return next(cell for cell in self.cells() if cell["id"] == cell_id)

    def show(self, cell_id: str, align: str = "start") -> Locator:
        """Scroll to a cell and make it the active one; cells out of sight are not on the page."""
        self._do(
            """const at = panel.content.widgets.findIndex(one => one.model.id === given[0]);
            panel.content.activeCellIndex = at;
            await panel.content.scrollToItem(at, given[1]);""",
            cell_id,
            align,
        )
        shown = self.page.locator(".jp-NotebookPanel:visible .jp-Cell.jp-mod-active")
        shown.wait_for()
        return shown

    def write(self, cell_id: str, code: str) -> None:
        """Replace a cell's text by hand: click, select all, type."""
        cell = self.show(cell_id)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        typed = self.cell(cell_id)["source"]
        assert typed == code, f"typed {code!r}, the cell holds {typed!r}"

    def run(self, cell_id: str) -> str:
        """Run one cell with the keyboard and return the text that it shows."""
        cell = self.show(cell_id)
        cell.locator(".cm-content").click()
        before = self.cell(cell_id)["execution_count"]
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            """([id, before]) => jupyterapp.shell.currentWidget.content.widgets.some(
                one => one.model.id === id && one.model.executionCount !== null
                    && one.model.executionCount !== before)""",
            arg=[cell_id, before],
            timeout=MINUTE,
        )
        self.settle()
        return self.shown(cell_id)

    def shown(self, cell_id: str) -> str:
        """Return the text below a cell, as the page shows it."""
        outputs = self.show(cell_id).locator(".jp-Cell-outputArea")
        return outputs.inner_text() if outputs.count() else ""

    def photograph(self, first: str, last: str, path: Path) -> None:
        """Save a picture of the cells from `first` to `last`, as far as they fit on the page."""
        self.show(first)
        top, bottom = self._box(first), self._activate(last)
        self.page.mouse.move(0, 0)  # a heading under the mouse shows a mark
        height = bottom["y"] + bottom["height"] - top["y"]
        self.page.screenshot(path=path, clip={**top, "height": height})

    def _activate(self, cell_id: str) -> FloatRect:
        self._do(
            "panel.content.activeCellIndex = "
            "panel.content.widgets.findIndex(one => one.model.id === given[0])",
            cell_id,
        )
        return self._box(cell_id)

    def _box(self, cell_id: str) -> FloatRect:
        return self._do(
            """const box = panel.content.widgets.find(one => one.model.id === given[0])
                .node.getBoundingClientRect();
            return {x: box.x, y: box.y, width: box.width, height: box.height};""",
            cell_id,
        )

    def picture(self, picture: Locator) -> bytes:
        """Return the bytes of an image element that has loaded."""
        picture.wait_for()
        encoded = picture.evaluate(
            """async image => {
                await image.decode();
                const data = await (await fetch(image.src)).arrayBuffer();
                return btoa(Array.from(new Uint8Array(data), b => String.fromCharCode(b)).join(''));
            }"""
        )
        return base64.b64decode(encoded)

    def _do(self, code: str, *given: Any) -> Any:
        return self.page.evaluate(
            f"async given => {{ const panel = jupyterapp.shell.currentWidget; {code} }}",
            list(given),
        )


def failures(cells: list[dict[str, Any]]) -> list[str]:
    """Say which cells did not run, or ended in an error, or wrote to stderr."""
    found = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        if cell["execution_count"] is None and "".join(cell["source"]).strip():
            found.append(f"{cell['id']}: did not run")
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                found.append(f"{cell['id']}: {output['ename']}: {output['evalue']}")
            elif output.get("name") == "stderr":
                found.append(f"{cell['id']}: stderr: {''.join(output['text'])}")
    return found
