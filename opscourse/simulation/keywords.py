"""The words that shoppers search: every keyword of the market, and the tables of lesson 8.

A keyword is a few words of one good, joined; its tokens are these words. The list of possible
keywords is the same in every world, which of them a month's export holds and all numbers differ.
"""

import functools
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from opscourse.simulation.frames import numbered, text_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.randomness import Randomness

# Factors (percent) around a pattern's usual value; about as wide as a lognormal with sigma 0.6.
SPREAD = [38, 48, 58, 68, 79, 91, 105, 123, 146, 180, 235, 330]
DECEMBER = 11
EARLIEST_SEASON = 1  # a good out of season is still searched a little


@functools.cache
def words() -> dict[str, Any]:
    """The word lists and patterns of `search_words.yml`."""
    text = (Path(__file__).parent / "search_words.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def settings_of(world: Any) -> dict[str, Any]:
    """The world's scenario and what `settings/search.yml` adds to it."""
    return {**read_settings("search"), **world.scenario}


@dataclass(frozen=True)
class Universe:
    """Every possible keyword, by position: `tokens`, and numbers of its good and pattern."""

    tokens: list[tuple[str, ...]]
    good: np.ndarray
    pattern: np.ndarray

    @functools.cached_property
    def ids(self) -> np.ndarray:
        """Their ids, such as K0001."""
        return numbered("K", np.arange(1, len(self.tokens) + 1), 4)

    def of_pattern(self, field: str) -> np.ndarray:
        """A field of each keyword's pattern."""
        return np.array([p[field] for p in words()["patterns"]])[self.pattern]

    def holds(self, kind: str) -> np.ndarray:
        """Which keywords have a word of this kind (such as "idle")."""
        return np.array([kind in p["words"] for p in words()["patterns"]])[self.pattern]


@functools.cache
def universe() -> Universe:
    """All combinations of the patterns, good by good.

    >>> universe().tokens[0]
    ('铁观音',)
    """
    lists = words()
    tokens, good, pattern = [], [], []
    for g, kinds in enumerate(lists["goods"]):
        for p, about in enumerate(lists["patterns"]):
            parts = [{**kinds, "brand": lists["brands"]}[kind] for kind in about["words"]]
            if len(about["words"]) > 2:  # long keywords use the good's first name only
                parts = [
                    kinds["core"][:1] if k == "core" else part
                    for k, part in zip(about["words"], parts, strict=True)
                ]
            for combination in itertools.product(*parts):
                tokens.append(combination)
                good.append(g)
                pattern.append(p)
    return Universe(tokens, np.array(good), np.array(pattern))


@dataclass(frozen=True)
class Month:
    """One month's export: positions in the universe, and whole numbers (rates per 10000)."""

    position: np.ndarray
    searches: np.ndarray
    items: np.ndarray
    ctr: np.ndarray
    cvr: np.ndarray

    def __len__(self) -> int:
        return len(self.position)


def make_month(random: Randomness, scenario: dict[str, Any], month: int, rows: int) -> Month:
    """`rows` keywords of a month (0 January … 11 December) and how they were searched."""
    every = universe()
    name = f"keywords {month}"
    n = len(every.tokens)
    always = every.of_pattern("always")
    order = np.where(always, -1, random.below(name, 1 << 30, n))
    position = np.sort(np.argsort(order, kind="stable")[:rows])

    def spread(stream: str) -> np.ndarray:
        return np.array(SPREAD)[random.below(f"{name} {stream}", len(SPREAD), n)]

    goods = len(words()["goods"])
    season = np.array([product["season"] for product in scenario["products"]])
    demand = np.maximum(season[:, month] * 12, EARLIEST_SEASON)  # 100 or so is a usual month
    demand = demand * random.between("search demand", 60, 140, goods) // 100
    searches = every.of_pattern("searches") * demand[every.good] * spread("searches") // 10**4
    searches = np.maximum(searches, 12 + random.below(f"{name} few", 30, n))
    items = np.maximum(every.of_pattern("items") * spread("items") // 100, 9)
    ctr = every.of_pattern("ctr") * random.between(f"{name} ctr", 70, 135, n) // 100
    cvr = np.array(words()["own_cvr"])[every.good] * every.of_pattern("cvr_percent")
    cvr = np.maximum(cvr * random.between(f"{name} cvr", 62, 150, n) // 10**4, 2)
    columns = (searches, items, ctr, cvr)
    return Month(position, *(column[position] for column in columns))


def december(world: Any) -> Month:
    """The market's keywords in December."""
    scenario = settings_of(world)
    return make_month(world.random, scenario, DECEMBER, scenario["keywords_december"])


def _keywords(world: Any) -> pd.DataFrame:
    month = december(world)
    every = universe()
    return pd.DataFrame(
        {
            "keyword_id": text_column(every.ids[month.position]),
            "keyword": text_column(["".join(every.tokens[k]) for k in month.position]),
            "tokens": text_column([" ".join(every.tokens[k]) for k in month.position]),
            "searches": month.searches,
            "items_online": month.items,
            "ctr": month.ctr / 10_000,
            "cvr": month.cvr / 10_000,
        }
    )


# ---- November's export, as it comes: every column text, some rows twice, numbers written in words


@dataclass(frozen=True)
class Dirty:
    """November's rows as text, and what was planted in them."""

    frame: pd.DataFrame
    truth: dict[str, int]


def _written(
    random: Randomness, stream: str, values: np.ndarray, scenario: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers as people write them: 3400, "3,400" or 1.2万; and which are not plain."""
    plain = values.astype(str).astype(object)
    comma = np.array([f"{value:,}" for value in values.tolist()], dtype=object)
    text = np.where(
        random.chance(stream, 100 * scenario["comma_percent"], len(values)), comma, plain
    )
    # Only what 万 with two decimals can say exactly; a fixed share, so that no world lacks them.
    large = random.shuffled(stream, np.flatnonzero((values >= 10_000) & (values % 100 == 0)))
    for k in large[: len(large) * scenario["wan_percent"] // 100].tolist():
        text[k] = f"{values[k] / 10_000:g}万"
    return text, text != plain


@functools.lru_cache(maxsize=8)
def _raw(world: Any) -> Dirty:
    random, scenario, every = world.random, settings_of(world), universe()
    low, high = scenario["keywords_november"]
    month = make_month(random, scenario, 10, random.one("november rows", low, high))
    n = len(month)
    # An export rounds large numbers to the hundred.
    searches = np.where(month.searches >= 10_000, month.searches // 100 * 100, month.searches)
    searches_text, odd = _written(random, "november searches", searches, scenario)
    items_text, odd_items = _written(random, "november items", month.items, scenario)

    def rate(stream: str, per_10000: np.ndarray) -> np.ndarray:
        percent = random.chance(stream, scenario["percent_text_per_10000"], n)
        texts = [
            f"{value / 100:.2f}%" if p else f"{value / 10_000:.4f}"
            for value, p in zip(per_10000.tolist(), percent, strict=True)
        ]
        return np.array(texts, dtype=object)

    names = np.array(["".join(every.tokens[k]) for k in month.position], dtype=object)
    spaced = random.chance("november spaces", scenario["space_per_10000"], n)
    frame = pd.DataFrame(
        {
            "keyword_id": every.ids[month.position],
            "keyword": np.where(spaced, " " + names + " ", names),
            "tokens": [" ".join(every.tokens[k]) for k in month.position],
            "searches": searches_text,
            "items_online": items_text,
            "ctr": rate("november ctr", month.ctr),
            "cvr": rate("november cvr", month.cvr),
        }
    )
    low, high = scenario["duplicate_keywords"]
    twice = random.shuffled("november twice", np.arange(n))[: random.one("twice", low, high)]
    again = frame.iloc[twice].copy()
    # Half of the repeats are written otherwise, so that they show only after cleaning.
    other = np.arange(len(twice)) % 2 == 1
    again["keyword"] = np.where(other, names[twice] + "  ", again["keyword"])
    frame = pd.concat([frame, again], ignore_index=True)
    frame = frame.iloc[random.shuffled("november order", np.arange(len(frame)))]
    frame = frame.reset_index(drop=True)
    truth = {
        "rows": len(frame),
        "keywords": n,
        "duplicates": len(twice),
        "exact_duplicates": int(frame.duplicated().sum()),
        "text_numbers": int(odd.sum() + odd_items.sum()),
        "searches": int(searches.sum()),
    }
    return Dirty(frame.apply(text_column), truth)


def _keyword_stats(world: Any) -> pd.DataFrame:
    """The shop's own natural results in December, on the keywords it was shown for."""
    random, month, every = world.random, december(world), universe()
    n = len(month)
    shown = np.flatnonzero(random.chance("stats keyword", settings_of(world)["stats_per_10000"], n))
    share = random.between("stats share", 20, 90, n)[shown]
    few = random.between("stats few", 15, 60, n)[shown]
    impressions = month.searches[shown] * share // 1000 + few
    ctr = month.ctr[shown] * random.between("stats ctr", 80, 130, n)[shown] // 100
    clicks = _successes(random, "stats click", impressions, ctr)
    orders = _successes(random, "stats order", clicks, month.cvr[shown])
    return pd.DataFrame(
        {
            "keyword_id": text_column(every.ids[month.position[shown]]),
            "impressions": impressions,
            "clicks": clicks,
            "orders": orders,
        }
    )


def _successes(
    random: Randomness, stream: str, trials: np.ndarray, per_10000: np.ndarray
) -> np.ndarray:
    """How many of each item's trials succeed, one draw a trial."""
    group = np.repeat(np.arange(len(trials)), trials)
    hits = random.chance(stream, per_10000[group], len(group))
    return np.bincount(group[hits], minlength=len(trials))


TABLES = {
    "keywords_raw": lambda world: _raw(world).frame.copy(),
    "keywords": _keywords,
    "keyword_stats": _keyword_stats,
}


def truth(world: Any) -> dict[str, Any]:
    """`keywords_raw`: counts of what was planted; `idle_keywords`: ids that hardly ever sell."""
    month, every = december(world), universe()
    idle = month.position[every.holds("idle")[month.position]]
    return {"keywords_raw": _raw(world).truth, "idle_keywords": every.ids[idle].tolist()}
