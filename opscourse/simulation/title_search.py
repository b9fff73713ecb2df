"""Title search: which searches find a good by its title, at which rank, and what that brings.

Recall: a keyword finds the title when all its words stand in it. Rank: by the score
relevance × match × 0.4 + performance × 0.06 - 6 for each repeated word, among the rival shops
that have the same words. Rank r gets the share of the searches that `rank_traffic` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.best_title import BestTitle, best_title
from opscourse.simulation.frames import text_column
from opscourse.simulation.keywords import Month, december, universe, words
from opscourse.simulation.learner_numbers import known
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import once
from opscourse.simulation.title_text import (
    checked_title,
    forbidden,
    gbk_bytes,
    match_of,
    recalled,
    repeats,
)

if TYPE_CHECKING:
    from opscourse.simulation.world import World

KINDS = {"品牌": "brand", "地域": "region", "核心": "core", "属性": "attribute", "长尾": "tail"}
THOUSAND = 1000  # scores are whole thousandths of a point


def title_score(relevance: int, match_percent: int, performance: int, repeated: int = 0) -> int:
    """The score that ranks, in thousandths of a point.

    `relevance` 0–100; `match_percent` 100, 80 or 60; `performance` the sum of its parts;
    `repeated` how many words stand in the title more than once.

    >>> title_score(100, 100, 400) / 1000
    64.0
    """
    settings = read_settings("title_search")
    keyword = round(settings["keyword_weight"] * THOUSAND) * relevance * match_percent // 100
    own = round(settings["performance_weight"] * THOUSAND) * performance
    return keyword + own - settings["repeat_penalty"] * THOUSAND * repeated


def performance_score(
    own: Sequence[float], average: Sequence[float], after_sales: float, refunds: float
) -> int:
    """Performance of a good: the sum of its parts, in points.

    `own` and `average`: click rate, clicks, conversion rate, orders of the good and of the usual
    good; each part is 100 × own ÷ average, at most 200. `after_sales` points are added,
    `refunds` points taken off. Raises CourseError when an average is not above 0.

    >>> performance_score([0.05, 300, 0.02, 6], [0.05, 200, 0.04, 6], 80, 30)
    450
    """
    if len(own) != len(average) or not all(value > 0 for value in average):
        raise CourseError("商品绩效的平均值要和自己的值一一对应，并且都大于 0。")
    most = read_settings("title_search")["highest_part"]
    parts = [min(100 * mine / usual, most) for mine, usual in zip(own, average, strict=True)]
    return round(sum(parts) + after_sales - refunds)


@dataclass(frozen=True)
class TitleReport:
    """What a shop sees of a month: one row for each keyword that found the title.

    `keywords`: keyword_id, keyword, match, rank, searches, visits. `coverage` is the share of
    the good's searches that find the title; `visits` their sum, `orders` what to expect of them.
    """

    title: str
    bytes: int
    repeated: list[str]
    keywords: pd.DataFrame
    coverage: float
    visits: int
    orders: float


class TitleSearch:
    """The search market of one good in December.

    >>> from opscourse.simulation import World
    >>> search = TitleSearch(World(7), "蜜柚-5斤")
    >>> search.run("平和蜜柚").coverage < search.run("平和红心蜜柚").coverage
    True
    """

    def __init__(self, world: "World", sku: str) -> None:
        skus = [product["sku"] for product in world.scenario["products"]]
        good = known(sku, skus, "商品")
        month, every = december(world), universe()
        mine = np.flatnonzero(every.good[month.position] == good)
        self._world, self._sku = world, sku
        self._position, self._searches = month.position[mine], month.searches[mine]
        self._cvr = month.cvr[mine]
        self.tokens = [every.tokens[k] for k in self._position]
        self._relevance = _relevance(self._position)
        self._performance = world.random.between(
            "title own performance", *_ends("own_performance"), len(skus)
        )[good].item()
        self._rivals = _rival_scores(world, month, mine)
        self._shares = rank_shares(world)

    def run(self, title: str, *, adjacency: bool = False) -> TitleReport:
        """Put the title up for a month.

        `adjacency`: whether it counts that a keyword's words stand together (完全), in order
        (高度) or anywhere (部分); without it every match counts as 完全. Raises CourseError for
        an empty or too long title, a character outside GBK, or a word the law forbids.
        """
        title = checked_title(title)
        bad = forbidden(title, read_settings("listing")["banned_words"])
        if bad:
            raise CourseError(f"标题里有广告法不许用的词：{'、'.join(bad)}。换掉再试。")
        vocabulary = {word for tokens in self.tokens for word in tokens}
        twice = repeats(title, vocabulary)
        at = np.flatnonzero(recalled(title, self.tokens))
        match = [match_of(title, self.tokens[k]) if adjacency else "完全" for k in at]
        rank, visits = self._outcome(at, match, len(twice))
        searches = self._searches[at]
        every = universe()
        return TitleReport(
            title=title,
            bytes=gbk_bytes(title),
            repeated=twice,
            keywords=pd.DataFrame(
                {
                    "keyword_id": text_column(every.ids[self._position[at]]),
                    "keyword": text_column(["".join(self.tokens[k]) for k in at]),
                    "match": text_column(match),
                    "rank": rank,
                    "searches": searches,
                    "visits": visits,
                }
            ),
            coverage=float(searches.sum() / self._searches.sum()),
            visits=int(visits.sum()),
            orders=int((visits * self._cvr[at]).sum()) / 10_000,
        )

    def _outcome(
        self, at: np.ndarray, match: list[str], repeated: int
    ) -> tuple[np.ndarray, np.ndarray]:
        percents = read_settings("title_search")["match_percent"]
        ranks = np.empty(len(at), dtype=np.int64)
        for row, (k, kind) in enumerate(zip(at.tolist(), match, strict=True)):
            relevance = int(self._relevance[k])
            score = title_score(relevance, percents[kind], self._performance, repeated)
            ranks[row] = 1 + np.count_nonzero(self._rivals[k] > score)
        share = np.append(self._shares, 0)[np.minimum(ranks - 1, len(self._shares))]
        # A search for another shop's brand is that shop's: it brings nothing.
        return ranks, self._searches[at] * share * (self._relevance[at] > 0) // 10_000

    @property
    def ids(self) -> np.ndarray:
        """The numbers of the good's keywords."""
        return universe().ids[self._position]

    @property
    def relevant(self) -> np.ndarray:
        """Which keywords are not another shop's brand."""
        return self._relevance > 0

    def orders_by_repeats(self, most: int) -> np.ndarray:
        """Orders × 10000 of each keyword, were it found: [words repeated (0 … most), keyword]."""
        every = np.arange(len(self.tokens))
        whole = ["完全"] * len(every)
        return np.array([self._outcome(every, whole, n)[1] * self._cvr for n in range(most + 1)])

    def best(self, limit_bytes: int = 60, width: int | None = None) -> BestTitle:
        """The title with the most expected orders (its value is orders × 10000)."""
        return best_title(self.tokens, self.orders_by_repeats(0)[0], limit_bytes, width)


def _ends(field: str) -> tuple[int, int]:
    low, high = read_settings("title_search")[field]
    return low, high


def _relevance(position: np.ndarray) -> np.ndarray:
    """100 for what the good is; less for those who only read; 0 for another shop's brand."""
    every = universe()
    idle = read_settings("title_search")["idle_relevance"]
    usual = np.where(every.holds("idle")[position], idle, 100)
    return np.where(every.holds("brand")[position], 0, usual)


def _rival_scores(world: "World", month: Month, mine: np.ndarray) -> list[np.ndarray]:
    """Scores of the rival shops of each keyword: their words match, their performance differs."""
    settings = read_settings("title_search")
    fewest, most = settings["rivals"]
    relevance = _relevance(month.position[mine])
    out = []
    for k, row in enumerate(mine.tolist()):
        count = int(np.clip(month.items[row] // settings["items_a_rival"], fewest, most))
        index = int(month.position[row]) * most + np.arange(count)
        performance = world.random.between("title rivals", *_ends("rival_performance"), index)
        base = title_score(int(relevance[k]), 100, 0)
        out.append(base + performance * title_score(0, 0, 1))
    return out


@once
def rank_shares(world: "World") -> np.ndarray:
    """Share of a keyword's searches that each rank gets, per 10000; falls from rank to rank."""
    settings = read_settings("title_search")
    start = world.random.one("title rank start", *_ends("rank_start_tenths"))
    total = world.random.one("title rank total", *_ends("rank_total_per_10000"))
    weight = 10**6 // (10 * np.arange(1, settings["ranks"] + 1) + start)
    return total * weight // weight.sum()


# ---- the tables of lesson 8


def _word_lists(world: "World") -> pd.DataFrame:
    """The words of the market by kind; the same words in every world, in another order."""
    lists = words()
    found = {"brand": lists["brands"], **{kind: [] for kind in KINDS.values() if kind != "brand"}}
    for good in lists["goods"]:
        for kind in ("region", "core", "attribute", "tail"):
            found[kind] = found[kind] + good[kind]
        found["tail"] = found["tail"] + good["idle"]
    pairs = [(kind, word) for kind, name in KINDS.items() for word in dict.fromkeys(found[name])]
    order = world.random.shuffled("word lists", np.arange(len(pairs)))
    kinds, texts = zip(*(pairs[k] for k in order), strict=True)
    return pd.DataFrame({"kind": text_column(list(kinds)), "word": text_column(list(texts))})


def _rank_traffic(world: "World") -> pd.DataFrame:
    share = rank_shares(world)
    return pd.DataFrame({"rank": np.arange(1, len(share) + 1), "share": share / 10_000})


@dataclass(frozen=True)
class _Titles:
    """Two rows a good (in use, planned), and the faults planted in some that are in use."""

    title: list[str]
    rank: list[int]
    faults: dict[str, list[str]]


@once
def _made_titles(world: "World") -> _Titles:
    random, settings = world.random, read_settings("title_search")
    titles, ranks = [], []
    for good, kinds in enumerate(words()["goods"]):
        count = random.one(f"title words {good}", *_ends("title_words"))
        more = kinds["region"] + kinds["attribute"] + kinds["tail"]
        drawn = random.shuffled(f"title drawn {good}", np.arange(len(more)))
        core = kinds["core"][0]
        titles.append("".join([core, *(more[k] for k in drawn[:count])]))
        planned = "".join(kinds["core"])
        for k in drawn[2 : 6 + count]:
            if gbk_bytes(more[k] + planned) <= settings["limit_bytes"]:
                planned = more[k] + planned
        titles.append(planned)
        ranks.append(random.one(f"title rank {good}", *_ends("title_rank")))
        ranks.append(random.one(f"title new rank {good}", *_ends("new_title_rank")))
    # The pomelo's titles, which the lesson compares, are without fault.
    free = random.shuffled("title faults", [g for g in range(len(titles) // 2) if g != 1]).tolist()
    faults: dict[str, list[str]] = {}
    banned = read_settings("listing")["banned_words"]
    for kind in ("too_long", "banned", "repeated"):
        count = random.one(f"title {kind}", *_ends(f"{kind}_titles"))
        chosen, free = free[:count], free[count:]
        for good in chosen:
            word = banned[random.one(f"title banned {good}", 0, len(banned) - 1)]
            titles[2 * good] = _spoilt(titles[2 * good], kind, words()["goods"][good], word)
        faults[kind] = sorted(world.scenario["products"][good]["sku"] for good in chosen)
    return _Titles(titles, ranks, faults)


def _spoilt(title: str, kind: str, good: dict[str, list[str]], banned: str) -> str:
    if kind == "repeated":
        return title + good["core"][0]
    if kind == "banned":
        return banned + title
    for word in good["attribute"] + good["tail"] + good["region"]:
        if gbk_bytes(title) > 60:
            break
        title += "" if word in title else word
    return title


def _titles(world: "World") -> pd.DataFrame:
    made = _made_titles(world)
    skus = [product["sku"] for product in world.scenario["products"]]
    return pd.DataFrame(
        {
            "sku": text_column([sku for sku in skus for _ in range(2)]),
            "title": text_column(made.title),
            "rank": made.rank,
        }
    )


def _traffic_sources(world: "World") -> pd.DataFrame:
    settings = read_settings("title_search")
    visits = world.random.shuffled("traffic", settings["traffic_ladder"])
    visits = visits * world.random.between("traffic jitter", 900, 1100, len(visits)) // 1000
    return pd.DataFrame({"source": text_column(settings["traffic_sources"]), "visits": visits})


TABLES = {
    "word_lists": _word_lists,
    "rank_traffic": _rank_traffic,
    "titles": _titles,
    "traffic_sources": _traffic_sources,
}


def truth(world: "World") -> dict[str, Any]:
    """`title_faults`: goods whose title in use is too long, has a forbidden or a repeated word."""
    return {"title_faults": _made_titles(world).faults}
