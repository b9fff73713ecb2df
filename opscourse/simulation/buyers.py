"""Lesson 6: `survey_buyers` and `channel_prices`.

Planted: which band, region, education, pack and channel is the most frequent one, another in
every world; how much more (or less) likely people of 35 to 44 are to take gift boxes; the age
that spends most a head is not the age that spends most in all; the cheapest way to buy is
another one before postage than after it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.frames import numbered, text_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import first_fit, once, within
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.sourcing import list_price_fen

if TYPE_CHECKING:
    from opscourse.simulation.world import World

LEAST_LEAD = 4  # respondents between the most frequent answer and the next
LEAST_TGI_GAP = 8  # from 100
LEAST_SPEND_LEAD = 0.02
LEAST_SAVING_FEN = 40
LEAST_IN_CELL = 3


def product_names(world: "World") -> list[str]:
    """The goods without their pack sizes."""
    return [product["sku"].split("-")[0] for product in world.scenario["products"]]


@dataclass
class Buyers:
    """One item a respondent: positions in the settings' lists, years and yuan."""

    age: np.ndarray
    band: np.ndarray
    gender: np.ndarray
    region: np.ndarray
    income: np.ndarray
    education: np.ndarray
    product: np.ndarray
    pack: np.ndarray
    spend: np.ndarray
    channel: np.ndarray
    gift_percent: int

    def tgi(self, chosen: np.ndarray, pack: int, band: int) -> float:
        """100 × share of the band among the chosen buyers of the pack ÷ its share among all."""
        of_pack = self.band[chosen & (self.pack == pack)] == band
        return float(100 * of_pack.mean() / (self.band[chosen] == band).mean())


def _draw_buyers(
    random: Randomness, stream: str, settings: dict[str, Any], products: list[str]
) -> Buyers:
    n = random.one(f"{stream} n", *settings["respondents"])

    def by_ladder(field: str) -> np.ndarray:
        weights = random.shuffled(f"{stream} {field} weights", settings[f"{field}_weights_ladder"])
        return random.pick(f"{stream} {field}", weights, n)

    band, education = by_ladder("band"), by_ladder("education")
    low, high = np.array(settings["age_bands"]).T
    age = low[band] + random.below(f"{stream} age", (high - low + 1)[band], n)
    percent = random.one(f"{stream} gender percent", *settings["gender_percent"])
    gender = 1 - random.chance(f"{stream} gender", percent * 100, n).astype(np.int64)

    featured = products.index(settings["featured"])
    others = np.array([k for k in range(len(products)) if k != featured])
    product = others[by_ladder("product")]
    percent = random.one(f"{stream} featured percent", *settings["featured_percent"])
    product[random.chance(f"{stream} featured", percent * 100, n)] = featured

    usual = random.shuffled(f"{stream} pack weights", settings["pack_weights_ladder"])
    steps = settings["gift_percents"]
    gift_percent = steps[random.one(f"{stream} gift percent", 0, len(steps) - 1)]
    weights = np.tile(usual * 100, (n, 1))
    likely = usual[settings["packs"].index(settings["gift"])] * gift_percent
    weights[band == settings["gift_band"], settings["packs"].index(settings["gift"])] = likely

    income = within(random, f"{stream} income", settings["income_yuan"], n)
    income = income * np.array(settings["income_education_percent"])[education] // 100
    income = income * np.array(settings["income_band_percent"])[band] // 100 // 1000 * 1000
    by_band = random.shuffled(f"{stream} spend", settings["spend_band_ladder"])[band]
    share = within(random, f"{stream} share", settings["spend_per_10000"], n)
    spend = income * share // 10_000 * by_band // 100 // 10 * 10
    return Buyers(
        age=age,
        band=band,
        gender=gender,
        region=by_ladder("region"),
        income=income,
        education=education,
        product=product,
        pack=random.pick(f"{stream} pack", weights, n),
        spend=spend,
        channel=by_ladder("channel"),
        gift_percent=gift_percent,
    )


def _modes_are_clear(buyers: Buyers, chosen: np.ndarray) -> bool:
    answers = (buyers.gender, buyers.region, buyers.education, buyers.pack, buyers.channel)
    for answer in answers:
        count = np.sort(np.bincount(answer[chosen]))
        if count[-1] - count[-2] < LEAST_LEAD:
            return False
    return True


def _means_are_no_medians(buyers: Buyers, chosen: np.ndarray) -> bool:
    least = ((buyers.age, 0.3), (buyers.income, 500), (buyers.spend, 20))
    return all(abs(float(x[chosen].mean()) - float(np.median(x[chosen]))) > gap for x, gap in least)


def _fits(buyers: Buyers, featured: int, gift: int, gift_band: int) -> bool:
    everybody = np.ones(len(buyers.age), dtype=bool)
    of_good = buyers.product == featured
    cells = np.bincount(buyers.region * (buyers.product.max() + 1) + buyers.product)
    counts = np.bincount(buyers.band)
    spend = np.bincount(buyers.band, weights=buyers.spend)
    top = np.sort(spend)[::-1]
    tgi = [buyers.tgi(chosen, gift, gift_band) for chosen in (everybody, of_good)]
    of_gift = of_good & (buyers.pack == gift) & (buyers.band == gift_band)
    return bool(
        all(_modes_are_clear(buyers, chosen) for chosen in (everybody, of_good))
        and all(_means_are_no_medians(buyers, chosen) for chosen in (everybody, of_good))
        and cells.min() >= LEAST_IN_CELL
        and of_gift.sum() >= 8
        and min(abs(x - 100) for x in tgi) > LEAST_TGI_GAP
        and top[0] > top[1] * (1 + LEAST_SPEND_LEAD)
        and len({int(x.argmax()) for x in (spend, spend / counts)}) == 2
    )


@once
def make_buyers(world: "World") -> Buyers:
    settings, products = read_settings("buyers"), product_names(world)
    if settings["featured"] not in products:
        raise CourseError(
            f"场景的商品里没有{settings['featured']}，做不出第 6 课的问卷。把它加进 products。"
        )
    featured = products.index(settings["featured"])
    gift = settings["packs"].index(settings["gift"])
    return first_fit(
        "buyers",
        lambda stream: _draw_buyers(world.random, stream, settings, products),
        lambda buyers: _fits(buyers, featured, gift, settings["gift_band"]),
    )


def buyers_table(world: "World") -> pd.DataFrame:
    buyers, settings = make_buyers(world), read_settings("buyers")

    def words(field: str, positions: np.ndarray) -> pd.Series:
        return text_column(np.array(settings[field], dtype=object)[positions])

    return pd.DataFrame(
        {
            "respondent_id": text_column(numbered("B", np.arange(1, len(buyers.age) + 1), 4)),
            "age": buyers.age,
            "gender": words("genders", buyers.gender),
            "region": words("regions", buyers.region),
            "income": buyers.income,
            "education": words("educations", buyers.education),
            "product": text_column(np.array(product_names(world), dtype=object)[buyers.product]),
            "pack": words("packs", buyers.pack),
            "yearly_spend": buyers.spend,
            "channel": text_column(np.array(world.scenario["channels"])[buyers.channel]),
        }
    )


# ---- ways to buy


@once
def make_ways(world: "World") -> np.ndarray:
    """Price and postage in fen: [product, way, 2]."""
    random, settings = world.random, read_settings("buyers")
    ways, dear = settings["ways"], settings["ways"].index(settings["dear_way"])

    def draw(stream: str, fen: int) -> np.ndarray:
        price = fen * within(random, f"{stream} percent", settings["way_percent"], len(ways)) // 100
        price[dear] = fen * random.one(f"{stream} dear", *settings["dear_percent"]) // 100
        jiao = np.array(settings["postage_jiao"])
        postage = jiao[random.below(f"{stream} postage", len(jiao), len(ways))] * 10
        postage[dear] = 0  # one carries it home
        return np.stack([price // 10 * 10, postage], axis=1)

    def fits(made: np.ndarray) -> bool:
        total = made.sum(axis=1)
        first, second = np.argsort(total, kind="stable")[:2]
        return bool(
            total[second] - total[first] >= LEAST_SAVING_FEN
            and made[:, 0].min() <= made[first, 0] - LEAST_SAVING_FEN
            and total.argmax() == dear
        )

    def of_good(name: str, fen: int) -> np.ndarray:
        return first_fit(f"ways {name}", lambda stream: draw(stream, fen), fits)

    goods = zip(product_names(world), list_price_fen(world).tolist(), strict=True)
    return np.stack([of_good(name, fen) for name, fen in goods])


def ways_table(world: "World") -> pd.DataFrame:
    made, ways = make_ways(world), read_settings("buyers")["ways"]
    names = np.array(product_names(world), dtype=object)
    return pd.DataFrame(
        {
            "product": text_column(np.repeat(names, len(ways))),
            "channel": text_column(np.tile(np.array(ways, dtype=object), len(names))),
            "price": yuan_column(made[:, :, 0].ravel()),
            "postage": yuan_column(made[:, :, 1].ravel()),
        }
    )


TABLES = {"survey_buyers": buyers_table, "channel_prices": ways_table}


def truth(world: "World") -> dict[str, Any]:
    """`gift_boxes`: how likely people of 35 to 44 take gift boxes against others (before the
    draw), and the TGI in the table; `best_way` to buy each good, postage included."""
    buyers, settings = make_buyers(world), read_settings("buyers")
    everybody = np.ones(len(buyers.age), dtype=bool)
    gift = settings["packs"].index(settings["gift"])
    best = make_ways(world).sum(axis=2).argmin(axis=1)
    return {
        "gift_boxes": {
            "planted": buyers.gift_percent / 100,
            "tgi": buyers.tgi(everybody, gift, settings["gift_band"]),
        },
        "best_way": {
            name: settings["ways"][k] for name, k in zip(product_names(world), best, strict=True)
        },
    }
