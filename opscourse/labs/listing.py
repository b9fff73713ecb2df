"""The lab of L07: a shop page composed of blocks, with a preview and a list of checks.

`show()` opens it in a notebook. The same by code (a dict keeps its order: that is the page's):

    model = ShopPageModel(sku="福鼎白茶-250g礼盒", price=150)
    page = {"店招": "闽山合作社", "商品": "福鼎白茶 250 克礼盒", "详情": "…", "运费售后": "…"}
    print(model.run(page))          # every check, and what to mend
    model.run(page).to_html()       # the preview

The rules of a main picture are those of the exercise: 800 pixels at least on each side, square,
3 MB at most (1 MB = 1024 × 1024 bytes), JPEG or PNG. The order of blocks is a rule of this course.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from opscourse.errors import CourseError

BLOCKS = ("店招", "轮播", "分类", "商品", "详情", "运费售后", "推荐")
REQUIRED = ("店招", "商品", "详情", "运费售后")
LONGEST = {"详情": 300}  # characters of a block's text
SHORT = 60
SOON = 3  # the goods must be among the first blocks: a telephone shows no more
LEAST_SIDE, MOST_BYTES, FORMATS = 800, 3 * 1024 * 1024, ("JPEG", "PNG")
MOST_YUAN = 1_000_000
GIFT = "福鼎白茶-250g礼盒"
# What the screen opens with; five things are wrong with it.
START = {
    "店招": "闽山合作社，村里直发",
    "推荐": "喝茶的人也买建宁莲子",
    "商品": "白茶礼盒，半斤装",
    "详情": "全国第一的好茶，手工挑梗，小火慢焙。",
}
JIN = re.compile(r"[0-9一二三四五六七八九十两半百]+\s*(?<!公)斤")
NEEDED = {
    "skus": ("sku", "product", "origin", "weight", "weight_unit", "price", "unit_cost", "text"),
    "images": ("file", "sku", "width", "height", "bytes", "format"),
    "banned_words": ("word",),
}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `says` tells what was found, and what to do if not `passed`."""

    name: str
    passed: bool
    says: str


@dataclass(frozen=True)
class Goods:
    """One row of the product sheet. `kg` counts a weight in 斤 as half."""

    sku: str
    product: str
    origin: str
    kg: float
    unit: str
    price: float
    unit_cost: float
    text: str

    @property
    def weight(self) -> str:
        """In words: grams below a kilogram."""
        return f"{self.kg * 1000:.0f} 克" if self.kg < 1 else f"{self.kg:g} 千克"


@dataclass(frozen=True)
class Picture:
    """A picture file; `faults` is empty when it may be a main picture."""

    file: str
    width: int
    height: int
    size: int
    format: str

    @property
    def faults(self) -> list[str]:
        found = []
        if min(self.width, self.height) < LEAST_SIDE:
            found.append(f"最短的一边 {min(self.width, self.height)} 像素，不到 {LEAST_SIDE}")
        if self.width != self.height:
            found.append(f"宽 {self.width}、高 {self.height}，不是正方形")
        if self.size > MOST_BYTES:
            found.append(f"{self.size / 1024**2:.2f} MB，超过 3 MB")
        if self.format not in FORMATS:
            found.append(f"格式是 {self.format}，要 JPEG 或 PNG")
        return found


@dataclass(frozen=True)
class Page:
    """A page as composed: blocks in order, with what was found out about it."""

    goods: Goods
    price: float | None
    picture: Picture | None
    blocks: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks)

    @property
    def headline(self) -> str:
        text = f"{self.goods.sku}：{len(self.checks)} 项里过了 {self.passed} 项。"
        return text + ("可以上架。" if self.passed == len(self.checks) else "先改，再上架。")

    def __str__(self) -> str:
        order = " → ".join(name for name, _ in self.blocks) or "（一个模块也没有）"
        checks = [f"  {'✓' if one.passed else '✗'} {one.name}：{one.says}" for one in self.checks]
        return "\n".join([self.headline, f"模块：{order}", *checks])

    __repr__ = __str__

    def to_html(self) -> str:
        """The preview as HTML, everything that was typed escaped."""
        from opscourse.labs.listing_page import preview

        return preview(self)


class ShopPageModel:
    """The lab without a screen: choose goods, price and picture, then `run()` a page.

    `sku`: a row of the sheet; `price`: yuan as typed (default: the sheet's); `image`: a file name
    of that sku (default: the first that is sound, else the first), "" for none. `skus`, `images`
    and `banned` are frames like the tables of these names (default: `load`ed). Raises CourseError
    for a sku or a file that is not there; anything else that is wrong becomes a failed check.
    """

    def __init__(
        self,
        sku: str = GIFT,
        price: Any = None,
        image: str | None = None,
        *,
        skus: pd.DataFrame | None = None,
        images: pd.DataFrame | None = None,
        banned: pd.DataFrame | None = None,
    ) -> None:
        self.skus = _table(skus, "skus")
        self.images = _table(images, "images")
        self.banned = _table(banned, "banned_words")
        self.names = [str(one) for one in self.skus["sku"]]
        if sku not in self.names:
            raise CourseError(f"上架表里没有“{sku}”。请从 skus 表的 sku 列里抄一个编号。")
        self.goods = _goods(self.skus[self.skus["sku"] == sku].iloc[0])
        self.places = sorted({str(place) for place in self.skus["origin"] if place})
        own = self.images[self.images["sku"] == sku]
        columns = (own[name] for name in ("file", "width", "height", "bytes", "format"))
        self.pictures = [
            Picture(str(file), int(width), int(height), int(size), str(kind))
            for file, width, height, size, kind in zip(*columns, strict=True)
        ]
        self.picture = self._picture(image)
        self.price_typed = self.goods.price if price is None else price

    def change(self, **settings: Any) -> ShopPageModel:
        """Other settings (`sku`, `price`, `image`) with the same tables."""
        image = self.picture.file if self.picture else ""
        now: dict[str, Any] = {"sku": self.goods.sku, "price": self.price_typed, "image": image}
        if settings.get("sku", self.goods.sku) != self.goods.sku:
            now |= {"price": None, "image": None}  # the former good's own
        return ShopPageModel(
            **{**now, **settings}, skus=self.skus, images=self.images, banned=self.banned
        )

    def run(self, page: Mapping[str, Any]) -> Page:
        """Look a page over: block → text, in the order of the page. CourseError for no such block.

        >>> page = ShopPageModel().run({"店招": "闽山合作社"})
        >>> page.checks[0].passed
        False
        """
        for unknown in [name for name in page if name not in BLOCKS]:
            raise CourseError(f"没有叫“{unknown}”的模块。可以用：{'、'.join(BLOCKS)}。")
        blocks = tuple((name, _tidy(text)) for name, text in page.items())
        price, price_check = self._price()
        checks = (
            _all_there(blocks),
            _in_order([name for name, _ in blocks]),
            _texts_fit(blocks),
            self._no_banned_word(blocks),
            self._true_origin(blocks),
            self._weight(blocks),
            price_check,
            self._main_picture(),
            self._sheet(),
        )
        return Page(self.goods, price, self.picture, blocks, checks)

    def _picture(self, image: str | None) -> Picture | None:
        if image == "" or (image is None and not self.pictures):
            return None
        if image is None:
            return next((one for one in self.pictures if not one.faults), self.pictures[0])
        for one in self.pictures:
            if one.file == image:
                return one
        raise CourseError(
            f"{self.goods.sku} 没有叫“{image}”的图。可以用："
            f"{'、'.join(one.file for one in self.pictures) or '（没有图）'}。"
        )

    def _price(self) -> tuple[float | None, Check]:
        typed = _tidy(unicodedata.normalize("NFKC", str(self.price_typed)))
        number = typed.replace(",", "").removesuffix("元").strip()
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d+)?", number):
            return None, Check("价格", False, f"“{typed[:20]}”不是数。写成 150 这样，单位是元。")
        price, cost = float(number), self.goods.unit_cost
        if not 0 < price <= MOST_YUAN:
            return None, Check("价格", False, f"{price:,.2f} 元不能卖。写大于 0 的数，单位是元。")
        share = (price - cost) / price
        if price <= cost:
            says = f"{price:,.2f} 元不高于成本 {cost:,.2f} 元，卖一件亏 {cost - price:,.2f} 元。"
            return price, Check("价格", False, says)
        says = f"一件毛利 {price - cost:,.2f} 元，毛利率 {share:.1%}（没有算运费和平台的钱）。"
        return price, Check("价格", True, says)

    def _no_banned_word(self, blocks: tuple[tuple[str, str], ...]) -> Check:
        words = [str(word) for word in self.banned["word"]]
        found = [f"{name}里有「{word}」" for name, text in blocks for word in words if word in text]
        if found:
            return Check(
                "极限词", False, f"{'，'.join(found[:4])}。广告法不许用，换成看得见的事实。"
            )
        return Check("极限词", True, "没有查到。表里没有的说法，还要自己看一遍。")

    def _true_origin(self, blocks: tuple[tuple[str, str], ...]) -> Check:
        if not self.goods.origin:
            return Check("产地", False, "上架表里没有产地。先问清楚，补进表里，再写。")
        place = _county(self.goods.origin)
        told = "".join(text for name, text in blocks if name in ("商品", "详情"))
        others = [_county(one) for one in self.places if _county(one) != place]
        if wrong := [one for one in others if one in told]:
            says = f"写了「{wrong[0]}」，表里的产地是{self.goods.origin}。产地不能借别人的名字。"
            return Check("产地", False, says)
        if place not in told:
            return Check("产地", False, f"商品或详情里要写出产地：{self.goods.origin}。")
        return Check("产地", True, f"写的和表里一样：{self.goods.origin}。")

    def _weight(self, blocks: tuple[tuple[str, str], ...]) -> Check:
        told = "".join(text for name, text in blocks if name in ("商品", "详情"))
        if found := JIN.search(told):
            says = f"写了「{found.group()}」。单位写成克或千克，这一款是 {self.goods.weight}。"
            return Check("重量", False, says)
        return Check("重量", True, f"预览里写的是净含量 {self.goods.weight}。")

    def _main_picture(self) -> Check:
        if self.picture is None:
            return Check("主图", False, "还没有主图。选一张。")
        if faults := self.picture.faults:
            return Check(
                "主图", False, f"{self.picture.file}：{'；'.join(faults)}。换一张，或重做。"
            )
        one = self.picture
        says = f"{one.file}：{one.width} × {one.height} 像素，{one.size / 1024**2:.2f} MB，合格。"
        return Check("主图", True, says)

    def _sheet(self) -> Check:
        goods, found = self.goods, []
        if not goods.origin:
            found.append("没有产地")
        if goods.unit != "千克":
            found.append(f"重量单位是{goods.unit}")
        if goods.price <= 0:
            found.append(f"售价是 {goods.price:.2f} 元")
        found += [f"文案里有「{word}」" for word in self.banned["word"] if word in goods.text]
        if found:
            return Check("上架表", False, f"这一行有错：{'，'.join(found)}。先把表改对。")
        return Check("上架表", True, "这一行的产地、单位、售价、文案都没有错。")


def _all_there(blocks: tuple[tuple[str, str], ...]) -> Check:
    names = [name for name, _ in blocks]
    if missing := [name for name in REQUIRED if name not in names]:
        return Check("模块", False, f"还缺 {'、'.join(missing)}。")
    return Check("模块", True, f"{'、'.join(REQUIRED)} 都在。")


def _in_order(names: list[str]) -> Check:
    """The order's house rules: who we are first, the goods soon, other goods last."""
    if "店招" in names and names[0] != "店招":
        return Check("顺序", False, "店招要在最上面：先让人知道进了哪家店。")
    if "商品" in names and names.index("商品") >= SOON:
        place = names.index("商品") + 1
        return Check(
            "顺序", False, f"商品排在第 {place} 个，手机第一屏看不到。放到前 {SOON} 个里。"
        )
    if "推荐" in names and {"商品", "详情"} & set(names[names.index("推荐") :]):
        return Check("顺序", False, "推荐放在商品和详情后面：别的货，等他看完这一件再说。")
    return Check("顺序", True, "店招在上，商品靠前。")


def _texts_fit(blocks: tuple[tuple[str, str], ...]) -> Check:
    if empty := [name for name, text in blocks if not text]:
        return Check("文字", False, f"{'、'.join(empty)} 是空的。写一句话，或拿掉这个模块。")
    for name, text in blocks:
        most = LONGEST.get(name, SHORT)
        if len(text) > most:
            return Check("文字", False, f"{name}有 {len(text)} 个字，多于 {most} 个。删到看得完。")
    return Check("文字", True, "每一块都有话，也看得完。")


def show() -> None:
    """Open the lab in a notebook; outside of one, look a page over."""
    from IPython.core.getipython import get_ipython

    model = ShopPageModel()
    if get_ipython() is None:
        print(model.run(START))
        return
    from IPython.display import display

    from opscourse.labs.listing_view import ShopPageView

    display(ShopPageView(model).box)


def _goods(row: pd.Series) -> Goods:
    kg = float(row["weight"]) / (2 if row["weight_unit"] == "斤" else 1)
    texts = {name: str(row[name]) for name in ("sku", "product", "origin", "text")}
    price, cost = float(row["price"]), float(row["unit_cost"])
    return Goods(kg=kg, unit=str(row["weight_unit"]), price=price, unit_cost=cost, **texts)


def _county(origin: str) -> str:
    """福鼎 of 福建福鼎."""
    return origin.removeprefix("福建")


def _tidy(text: Any) -> str:
    """One line, blanks at the ends off."""
    return " ".join(str("" if text is None else text).split())


def _table(frame: pd.DataFrame | None, name: str) -> pd.DataFrame:
    if frame is None:
        from opscourse.datasets import load

        frame = load(name)
    if missing := [column for column in NEEDED[name] if column not in frame.columns]:
        raise CourseError(
            f"{name} 表里少了这些列：{'、'.join(missing)}。请用 load('{name}') 重新读一次。"
        )
    return frame


if __name__ == "__main__":
    show()
