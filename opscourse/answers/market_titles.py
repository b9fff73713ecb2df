"""Titles as a market: ``make_title(keywords, limit_bytes) -> str``.

Each of five rounds asks for the title of another good, within another limit of bytes. A keyword
whose words all stand in the title brings its searches, as `simulation.title_search` ranks it; a
repeated word costs rank everywhere. A month's clicks count with what they leave on average.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from opscourse.answers.markets import Refused, packed, unpacked
from opscourse.answers.plain import Atom, Node, Other
from opscourse.errors import CourseError
from opscourse.simulation.best_title import best_title
from opscourse.simulation.title_text import checked_title, forbidden, gbk_bytes, recalled, repeats

LIMITS = [30, 36, 42, 50, 60]  # bytes: platforms and places differ
MOST_REPEATS = 9  # more repeated words than that make nothing worse
LONGEST = 10**6  # bytes; a title above its own limit gets its own sentence


def make(world: Any) -> dict[str, Any]:
    """Lay out five goods of a world: their keywords, and what each would bring if it were found.

    Keywords with another shop's brand are left out: they bring nothing.
    """
    from opscourse.simulation.part_settings import read_settings

    skus = [product["sku"] for product in world.scenario["products"]]
    limits = world.random.shuffled("decision title limits", LIMITS)
    goods = world.random.shuffled("decision title goods", np.arange(len(skus)))
    rounds = [
        round_of(world, skus[good], int(limit))
        for good, limit in zip(goods.tolist(), limits, strict=False)
    ]
    return {"rounds": rounds, "banned": list(read_settings("listing")["banned_words"])}


def round_of(world: Any, sku: str, limit: int) -> dict[str, Any]:
    """One good of a world: its keywords, and what each would leave, in fen, were it found."""
    from opscourse.simulation.market import make_market
    from opscourse.simulation.title_search import TitleSearch

    shop, months = make_market(world), world.table("keywords").set_index("keyword_id")
    good = [product["sku"] for product in world.scenario["products"]].index(sku)
    search = TitleSearch(world, sku)
    each = int(shop.price[good]) * int(shop.kept[good]) // 10_000  # fen that an order leaves
    orders = search.orders_by_repeats(MOST_REPEATS)[:, search.relevant]
    seen = months.loc[search.ids[search.relevant]].reset_index()
    return {
        "limit": limit,
        "shown": seen.to_dict("list"),
        "worth": [packed(row) for row in (orders * each // 10_000).tolist()],
    }


class Market:
    """Rounds of writing a title, read from what `make` gave; a decision is the title."""

    unit = "次"
    advice = "想一想：一个词占几个字节，放进去能多接住几单。"

    def __init__(self, data: dict[str, Any]) -> None:
        self._rounds, self._banned = data["rounds"], data["banned"]
        self._tokens = [[t.split() for t in one["shown"]["tokens"]] for one in self._rounds]
        self._worth = [[unpacked(row) for row in one["worth"]] for one in self._rounds]
        self.days = len(self._rounds)

    @property
    def least_gap(self) -> int:
        """A tenth of what the best baseline leaves: no money is staked here."""
        made = self.baselines().values()
        return max(sum(self.profit(k, one[k]) for k in range(self.days)) for one in made) // 10

    def arguments(self, day: int) -> tuple[pd.DataFrame, int]:
        """The good's keywords (columns as table `keywords`), and the most bytes (GBK)."""
        return pd.DataFrame(self._rounds[day]["shown"]), self._rounds[day]["limit"]

    def decision(self, day: int, node: Node) -> str:
        """The title without outer spaces; raises Refused where it cannot be put up."""
        if isinstance(node, Atom) and node.kind == "none":
            raise Refused("函数没有返回值，拼好标题以后要写 return。")
        if not isinstance(node, Atom) or node.kind != "text":
            big = isinstance(node, Other) and node.kind == "too_big"
            raise Refused("返回的东西太大。" if big else "返回的不是文字，要返回一个标题。")
        if not str(node.value).strip():
            return ""
        try:
            title = checked_title(node.value, LONGEST)
        except CourseError as error:
            raise Refused("标题里有用不了的字符，比如表情或换行。", str(error)) from error
        limit, size = self._rounds[day]["limit"], gbk_bytes(title)
        if size > limit:
            raise Refused("标题超过了 limit_bytes，发不出去。", f"{size} 字节，最多 {limit} 字节。")
        if bad := forbidden(title, self._banned):
            raise Refused("标题里有广告法不许用的词。", f"有：{'、'.join(bad[:3])}。")
        return title

    def profit(self, day: int, decision: str) -> int:
        """What the month's searches that find the title leave."""
        tokens = self._tokens[day]
        worth = self._worth[day][min(len(self._repeated(day, decision)), MOST_REPEATS)]
        return sum(worth[k] for k in np.flatnonzero(recalled(decision, tokens)))

    def _repeated(self, day: int, title: str) -> list[str]:
        return repeats(title, {word for words in self._tokens[day] for word in words})

    # ---- what it is measured against

    def baselines(self) -> dict[str, list[str]]:
        """Words put in until nothing fits: most searched first, best conversion, longest."""
        orders = {
            "搜索最多的词先放": ["searches"],
            "转化率最高的词先放": ["cvr"],
            "最长的词先放": ["letters", "searches"],
        }
        made: dict[str, list[str]] = {name: [] for name in orders}
        for day in range(self.days):
            seen, limit = self.arguments(day)
            seen["letters"] = seen["keyword"].str.len()
            for name, columns in orders.items():
                rows = seen.sort_values([*columns, "keyword_id"], ascending=False)
                made[name].append(filled(" ".join(rows["tokens"]).split(), limit))
        return made

    def reference(self) -> list[str]:
        """Round by round, the best set of words, all sets compared."""
        return [
            best_title(self._tokens[day], self._worth[day][0], self._rounds[day]["limit"]).title
            for day in range(self.days)
        ]

    def remarks(self, decisions: list[str]) -> list[str]:
        """How much of the searches the titles cover, repeated words, and bytes left free."""
        titles = [title or "" for title in decisions]
        covered = whole = 0
        twice: list[str] = []
        for day, title in enumerate(titles):
            searches = np.array(self._rounds[day]["shown"]["searches"])
            covered += int(searches[recalled(title, self._tokens[day])].sum())
            whole += int(searches.sum())
            twice += self._repeated(day, title)
        said = [f"{len(titles)} 个标题接住了 {100 * covered / whole:.1f}% 的搜索。"]
        if twice:
            said.append(f"有词写了两遍，每遍都拉低排名：{'、'.join(dict.fromkeys(twice))}。")
        free = sum(one["limit"] for one in self._rounds) - sum(map(gbk_bytes, titles))
        if free >= 4 * len(titles):
            said.append(f"一共还空着 {free} 字节，还放得下别的词。")
        return said


def filled(words: list[str], limit: int) -> str:
    """The words in their order, each once, leaving out what does not fit any more.

    >>> filled(["红心", "蜜柚", "红心", "产地直发", "平和"], 12)
    '红心蜜柚平和'
    """
    title = ""
    for word in words:
        if word not in title and gbk_bytes(title + word) <= limit:
            title += word
    return title
