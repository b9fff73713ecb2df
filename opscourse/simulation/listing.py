"""The product sheet of lesson 7 and its pictures: `skus`, `images`, `banned_words`.

Errors are planted: rows without an origin, weights in 斤, prices of nothing or less, and words
that the Advertising Law forbids. The goods that `orders` sells and the gift box have none.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.frames import numbered, text_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import once
from opscourse.simulation.price_test import best_price_fen, gift_cost_fen
from opscourse.simulation.traits import draw_traits

if TYPE_CHECKING:
    from opscourse.simulation.world import World

ERRORS = ["缺产地", "单位是斤", "价格为零", "价格为负", "禁用词"]


def product_of(sku: str) -> str:
    """The goods that a pack holds.

    >>> product_of("福鼎白茶-350g")
    '福鼎白茶'
    """
    return sku.split("-")[0]


@once
def _packs(world: "World") -> pd.DataFrame:
    """All packs as they should be: sku, product, grams, price_fen, cost_fen, core."""
    random, settings = world.random, read_settings("listing")
    price = draw_traits(random, world.scenario).price_fen[:, -1]  # of the last quarter
    rows: list[tuple[str, str, int, int, bool]] = []
    for number, goods in enumerate(world.scenario["products"]):
        product = product_of(goods["sku"])
        if product not in settings["core_grams"]:
            known = "、".join(settings["core_grams"])
            raise CourseError(f"场景里的商品 {goods['sku']} 没有上架资料，只能用这几种：{known}。")
        grams, fen = settings["core_grams"][product], int(price[number])
        rows.append((goods["sku"], product, grams, fen, True))
        packs = settings["packs"][settings["kinds"][product]]
        count = random.one(f"packs {product}", *settings["packs_each"])
        for label in random.shuffled(f"pack labels {product}", list(packs))[:count].tolist():
            weight, percent = packs[label]
            dearer = fen * weight * percent // (grams * 100) // 100 * 100 - 10  # such as 38.90
            rows.append((f"{product}-{label}", product, weight, dearer, False))
    gift = settings["gift_sku"]
    rows.append((gift, product_of(gift), settings["gift_grams"], 0, True))
    frame = pd.DataFrame(rows, columns=["sku", "product", "grams", "price_fen", "core"])
    low, high = settings["cost_percent"]
    cost = random.between("cost share", low * 100, high * 100, len(frame))
    frame["cost_fen"] = frame["price_fen"] * cost // 10_000 // 10 * 10
    frame.loc[frame["sku"] == gift, "cost_fen"] = gift_cost_fen(world)
    # The gift box sells today for one step more or less than would be best.
    frame.loc[frame["sku"] == gift, "price_fen"] = best_price_fen(world, away=True)
    order = random.shuffled("sheet order", np.arange(len(frame)))
    return frame.iloc[order].reset_index(drop=True)


def _planted(world: "World", packs: pd.DataFrame) -> dict[str, np.ndarray]:
    """Rows with each kind of error. Neighbouring kinds share a row, so kinds do not add up."""
    random, settings = world.random, read_settings("listing")
    names = ["missing_origin", "weight_in_jin", "price_zero", "price_negative", "banned_texts"]
    rows = random.shuffled("error rows", np.flatnonzero(~packs["core"]))
    found, start = {}, 0
    for kind, name in zip(ERRORS, names, strict=True):
        count = random.one(f"errors {name}", *settings[name])
        shared = 0 if kind == "价格为负" else 1  # a price is zero or negative, never both
        start = max(0, start - shared)
        found[kind] = np.sort(rows[start : start + count])
        start += count
    return found


def skus(world: "World") -> pd.DataFrame:
    """The sheet, one row a pack, with errors."""
    random, settings = world.random, read_settings("listing")
    packs = _packs(world)
    n, errors = len(packs), _planted(world, packs)
    price = packs["price_fen"].to_numpy().copy()
    price[errors["价格为零"]] = 0
    price[errors["价格为负"]] *= -1
    origin = packs["product"].map(settings["origins"]).to_numpy(dtype=object)
    origin[errors["缺产地"]] = ""
    unit = np.full(n, "千克", dtype=object)
    unit[errors["单位是斤"]] = "斤"
    grams = packs["grams"].to_numpy()
    text = _texts(world, packs["product"])
    for row in errors["禁用词"].tolist():
        text[row] += _banned_phrase(world, row)

    on_sale = random.chance("on sale", settings["on_sale_percent"] * 100, n)
    core = np.flatnonzero(packs["core"] & (packs["sku"] != settings["gift_sku"]))
    on_sale[packs["core"]] = True
    on_sale[random.shuffled("core off sale", core)[: random.one("off sale", 1, 2)]] = False
    return pd.DataFrame(
        {
            "sku": text_column(packs["sku"].to_numpy()),
            "product": text_column(packs["product"].to_numpy()),
            "origin": text_column(origin),
            "weight": np.where(unit == "斤", grams * 2, grams) / 1000,
            "weight_unit": text_column(unit),
            "price": yuan_column(price),
            "unit_cost": yuan_column(packs["cost_fen"].to_numpy()),
            "text": text_column(text),
            "on_sale": on_sale.astype(np.int64),
        }
    )


def _texts(world: "World", products: pd.Series) -> list[str]:
    """A clean line of copy for each row."""
    settings = read_settings("listing")
    draw = world.random.below("copy", 4, len(products))
    return [
        f"{product}，{settings['features'][settings['kinds'][product]][k]}。"
        for product, k in zip(products, draw, strict=True)
    ]


def _banned_phrase(world: "World", row: int) -> str:
    words, phrases = (read_settings("listing")[name] for name in ("banned_words", "banned_phrases"))
    at = np.array([row])
    word = words[int(world.random.below("banned word", len(words), at)[0])]
    return phrases[int(world.random.below("banned phrase", len(phrases), at)[0])].format(word)


def banned_words(world: "World") -> pd.DataFrame:
    """One row a word; the same words in every world, in another order."""
    words = read_settings("listing")["banned_words"]
    return pd.DataFrame({"word": text_column(world.random.shuffled("banned words", words))})


# ---- pictures


def _image_faults(world: "World", n: int) -> dict[str, np.ndarray]:
    """Rows with each kind of fault; kinds share no row."""
    random, settings = world.random, read_settings("listing")
    rows, found, start = random.shuffled("image faults", np.arange(n)), {}, 0
    for kind in ("宽不够", "高不够", "不是正方形", "文件太大", "格式不对"):
        count = random.one(f"images {kind}", *settings["image_faults"])
        found[kind] = np.sort(rows[start : start + count])
        start += count
    return found


def images(world: "World") -> pd.DataFrame:
    """One row a picture file. Some are too small, not square, too heavy or of a wrong format."""
    random, settings = world.random, read_settings("listing")
    n = random.one("images", *settings["images"])
    faults, least = _image_faults(world, n), settings["least_side"]
    sheet = _packs(world)["sku"].to_numpy()
    sku = sheet[np.r_[np.arange(len(sheet)), random.below("image sku", len(sheet), n)][:n]]

    def some(stream: str, values: list) -> np.ndarray:
        return np.array(values)[random.below(stream, len(values), n)]

    width = some("image side", settings["image_sides"])
    height = width.copy()
    for kind, side in (("宽不够", width), ("高不够", height)):
        side[faults[kind]] = random.between(f"image {kind}", 480, least - 20, faults[kind])
    longer = faults["不是正方形"]
    height[longer] = width[longer] * random.between("image longer", 110, 150, longer) // 100
    format_ = some("image format", settings["image_formats"])
    wrong = faults["格式不对"]
    wrong_formats = np.array(settings["wrong_formats"])
    format_[wrong] = wrong_formats[random.below("image wrong format", len(wrong_formats), wrong)]

    most = settings["most_bytes"]
    size = width * height * random.between("image density", 45, 118, n) // 100
    size = np.where(size > 2_900_000, size % 1_000_000 + 1_500_000, size)
    # A few lie between 3,000,000 bytes and 3 MB: they pass, and show who takes 1 MB for 10^6.
    free = np.setdiff1d(np.arange(n), np.concatenate(list(faults.values())))
    free = random.shuffled("images free", free)
    between = free[: random.one("images of about 3 MB", 3, 6)]
    size[between] = random.between("image about 3 MB", 3_010_000, most - 10_000, between)
    heavy = faults["文件太大"]
    size[heavy] = most + random.between("image too heavy", 20_000, 4_000_000, heavy)
    names = numbered("zhutu_", np.arange(1, n + 1), 3)
    endings = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "BMP": "bmp", "GIF": "gif"}
    return pd.DataFrame(
        {
            "file": text_column(
                [f"{name}.{endings[kind]}" for name, kind in zip(names, format_, strict=True)]
            ),
            "sku": text_column(sku),
            "width": width,
            "height": height,
            "bytes": size,
            "format": text_column(format_),
        }
    )


TABLES = {"skus": skus, "images": images, "banned_words": banned_words}


def truth(world: "World") -> dict[str, Any]:
    """The rows with each planted error: packs of the sheet, files of the pictures."""
    packs = _packs(world)
    files = images(world)["file"].to_numpy()
    return {
        "sku_errors": {
            kind: sorted(packs["sku"].to_numpy()[rows].tolist())
            for kind, rows in _planted(world, packs).items()
        },
        "image_faults": {
            kind: files[rows].tolist() for kind, rows in _image_faults(world, len(files)).items()
        },
    }
