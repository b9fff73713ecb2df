"""The screen of the shop-page lab: blocks to arrange and fill, the preview, and the checks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from opscourse.labs.listing import BLOCKS, START, Page, ShopPageModel
from opscourse.labs.listing_page import checklist
from opscourse.labs.sentences import line

STYLE = {"description_width": "5.5em"}
WIDTH = {"width": "330px"}
NO_PICTURE = "（不放图）"


class ShopPageView:
    """The lab on a screen. `box` is the widget to display; the other attributes are its parts.

    `sku`, `price` and `image` choose the goods; `on`, `texts`, `up` and `down` hold a checkbox, a
    text and two buttons for each block by name, and `order` the blocks from top to bottom.
    `preview` and `checks` show the page, `says` the result in a line. Nothing that is typed is
    ever lost: a block that is taken off keeps its text, wrong texts become failed checks.
    """

    def __init__(self, model: ShopPageModel) -> None:
        self.model = model
        self.order = [*START, *(name for name in BLOCKS if name not in START)]
        self._quiet = False
        self._make_controls()
        self.says, self.preview, self.checks = (widgets.HTML() for _ in range(3))
        self.rows = widgets.VBox()
        left = widgets.VBox([self.sku, self.price, self.image, self.rows, self.checks])
        wrap = {"flex_flow": "wrap"}
        self.box = widgets.VBox([self.says, widgets.HBox([left, self.preview], layout=wrap)])
        self._observe()
        self._lay_rows()
        self._show()

    def _make_controls(self) -> None:
        model = self.model
        self.sku = widgets.Dropdown(
            options=model.names,
            value=model.goods.sku,
            description="上架哪款",
            style=STYLE,
            layout=WIDTH,
        )
        self.price = widgets.Text(
            description="价格（元）", continuous_update=False, style=STYLE, layout=WIDTH
        )
        self.image = widgets.Dropdown(description="主图", style=STYLE, layout=WIDTH)
        self._goods_controls()
        self.on = {
            name: widgets.Checkbox(
                value=name in START,
                description=name,
                indent=False,
                layout={"width": "90px"},
            )
            for name in BLOCKS
        }
        self.texts = {
            name: widgets.Text(
                value=START.get(name, ""),
                continuous_update=False,
                placeholder="写一句话，按回车",
                layout={"width": "300px"},
            )
            for name in BLOCKS
        }
        self.up, self.down = (
            {
                name: widgets.Button(
                    description=sign,
                    tooltip=f"把{name}往{way}挪一格",
                    layout={"width": "38px"},
                )
                for name in BLOCKS
            }
            for sign, way in (("↑", "上"), ("↓", "下"))
        )

    def _goods_controls(self) -> None:
        """The price and the pictures of the goods that are chosen."""
        self.price.value = f"{self.model.goods.price:g}"
        self.image.options = [NO_PICTURE, *(one.file for one in self.model.pictures)]
        picture = self.model.picture
        self.image.value = picture.file if picture else NO_PICTURE

    def _observe(self) -> None:
        self.sku.observe(self._sku_changed, names="value")
        for control in (self.price, self.image, *self.on.values(), *self.texts.values()):
            control.observe(self._changed, names="value")
        for name in BLOCKS:
            self.up[name].on_click(lambda _, name=name: self.move(name, -1))
            self.down[name].on_click(lambda _, name=name: self.move(name, 1))

    def _lay_rows(self) -> None:
        self.rows.children = [
            widgets.HBox([self.on[name], self.texts[name], self.up[name], self.down[name]])
            for name in self.order
        ]

    def move(self, name: str, step: int) -> None:
        """Move a block up (-1) or down (1); at the end of the page it stays."""
        at = self.order.index(name)
        to = min(max(at + step, 0), len(self.order) - 1)
        self.order[at], self.order[to] = self.order[to], self.order[at]
        self._lay_rows()
        self._show()

    def page(self) -> dict[str, str]:
        """The blocks that are on, from top to bottom."""
        return {name: self.texts[name].value for name in self.order if self.on[name].value}

    def _sku_changed(self, _: dict[str, Any]) -> None:
        self.model = self.model.change(sku=self.sku.value)
        with self._silence():
            self._goods_controls()
        self._show()

    def _changed(self, _: dict[str, Any]) -> None:
        if not self._quiet:
            self._show()

    def _show(self) -> Page:
        image = "" if self.image.value == NO_PICTURE else self.image.value
        self.model = self.model.change(price=self.price.value, image=image)
        page = self.model.run(self.page())
        self.says.value = line(page.headline, bold=True)
        self.preview.value = page.to_html()
        self.checks.value = checklist(page.checks)
        return page

    @contextmanager
    def _silence(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
