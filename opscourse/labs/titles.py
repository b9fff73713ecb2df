"""The lab of L08: score a title while it is written: who finds it, and what is wrong with it.

`show()` opens it in a notebook. The same by code:

    model = TitleModel("平和红心蜜柚", sku="蜜柚-5斤")
    print(model.run())               # bytes, coverage, faults, as text
    model.plot()                     # which searches find it, as an Axes
    print(model.explain("红心蜜柚"))  # why this search finds it or not
    model.worth_adding()             # what one more word would bring
    print(model.ceiling())           # how far any title can come

A keyword finds the title when all its words stand in it. Coverage is the share of a good's searches
that find the title; by orders, each search counts with its click rate × conversion rate. Searches
for another shop's brand are left out of both: they are not ours to catch.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.labs.titles_facts import Facts, load_tables, own_facts
from opscourse.simulation.best_title import best_title
from opscourse.simulation.scenario import near
from opscourse.simulation.title_text import LIMIT_BYTES, gbk_bytes, recalled, segment, title_facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Facts", "TitleModel", "TitleResult", "own_facts", "show"]

POMELO = "蜜柚-5斤"
LIMITS = (10, 120)  # bytes


@dataclass(frozen=True)
class TitleResult:
    """What one title is.

    `bytes` of GBK, at most `limit`; `words`: its searched words in order with their kind;
    `repeated`, `banned`, `brands` (other shops'), `untrue` (said not to fit this good), `odd`
    (characters that shoppers do not type): faults; `keywords`: keyword, searches, found, missing
    (a text), most searched first; `coverage` by searches and `order_coverage` by orders, 0–1.
    """

    title: str
    sku: str
    bytes: int
    limit: int
    words: list[tuple[str, str]]
    repeated: list[str]
    banned: list[str]
    brands: list[str]
    untrue: list[str]
    odd: list[str]
    keywords: pd.DataFrame
    coverage: float
    order_coverage: float

    @property
    def over(self) -> int:
        """Bytes above the limit, 0 when it fits."""
        return max(0, self.bytes - self.limit)

    def faults(self) -> list[str]:
        """One sentence for each fault; empty when the title can go up."""
        found = []
        if self.over:
            found.append(f"超长：多了 {self.over} 字节，后面的会被截掉。删掉几个词。")
        if self.banned:
            found.append(f"禁用词：{'、'.join(self.banned)}。广告法不许用，换掉。")
        if self.brands:
            found.append(f"别人家的品牌：{'、'.join(self.brands)}。不是你的牌子，不能写。")
        if self.untrue:
            found.append(f"不真实：{'、'.join(self.untrue)}。你家没有，写了就是骗买家。")
        if self.repeated:
            found.append(f"重复：{'、'.join(self.repeated)}。写一次就够，多写的白占字节。")
        if self.odd:
            found.append(f"少见的字：{'、'.join(self.odd)}。可能是繁体字，买家搜的是简体。")
        return found

    def __str__(self) -> str:
        kinds = "、".join(f"{word}（{kind}）" for word, kind in self.words) or "没有买家搜的词"
        found = int(self.keywords["found"].sum())
        lines = [
            f"{self.sku} 的标题：{self.title}",
            f"  长度：{self.bytes} 字节，最多 {self.limit} 字节",
            f"  里面的词：{kinds}",
            f"  {len(self.keywords)} 个关键词里，{found} 个能找到它",
            f"  覆盖率：按搜索 {self.coverage:.1%}，按成交 {self.order_coverage:.1%}",
        ]
        return "\n".join([*lines, *(f"  要改：{fault}" for fault in self.faults())])

    __repr__ = __str__


class TitleModel:
    """The lab without a screen: write a title, then `run()`.

    `title`: text, without it the title in use; `sku`: a good of `titles`, the pomelo if
    none is named; `limit`: bytes of GBK;
    `untrue`: words that are not true of this good. Raises CourseError, in one sentence, for
    anything that does not fit.

    >>> model = TitleModel("平和红心蜜柚")
    >>> model.run().bytes
    12
    >>> model.change(title="平和红心蜜柚柚子").run().coverage > model.run().coverage
    True
    """

    def __init__(
        self,
        title: str | None = None,
        sku: str | None = None,
        limit: int = LIMIT_BYTES,
        untrue: Sequence[str] = (),
        *,
        facts: Facts | None = None,
    ) -> None:
        if facts is None:
            self.facts = Facts(sku or POMELO, load_tables())
        else:
            self.facts = facts.of(sku or facts.sku)
        self.title = _checked_text(self.facts.in_use if title is None else title)
        self.limit = _checked_limit(limit)
        self.untrue = _checked_words(untrue)

    def change(self, **settings: Any) -> TitleModel:
        """Another title, good, limit or list of untrue words; quick."""
        facts = self.facts
        now = {"title": self.title, "sku": facts.sku, "limit": self.limit, "untrue": self.untrue}
        return TitleModel(**{**now, **settings}, facts=facts)

    def run(self) -> TitleResult:
        """Score the title. Milliseconds."""
        facts, title = self.facts, self.title
        frame = facts.frame
        about = title_facts(
            title, facts.tokens, frame["searches"].to_numpy(), facts.banned, self.limit
        )
        found = recalled(title, facts.tokens)
        missing = ["、".join(w for w in words if w not in title) for words in facts.tokens]
        orders = frame["orders"]
        return TitleResult(
            title=title,
            sku=facts.sku,
            bytes=about["bytes"],
            limit=self.limit,
            words=[(word, facts.kind.get(word, "")) for word in segment(title, facts.vocabulary)],
            repeated=about["repeated"],
            banned=about["banned"],
            brands=[brand for brand in facts.brands if brand in title],
            untrue=[word for word in self.untrue if word in title],
            odd=_odd_characters(title, facts.vocabulary),
            keywords=frame[["keyword", "searches"]].assign(found=found, missing=missing),
            coverage=about["coverage"],
            order_coverage=float(orders[found].sum() / orders.sum()),
        )

    def explain(self, keyword: str) -> str:
        """Why this search finds the title or not, word by word. CourseError for an unknown one."""
        name = str(keyword).replace(" ", "")
        row = self.facts.frame[self.facts.frame["keyword"] == name]
        if row.empty:
            guess = near(name, list(self.facts.frame["keyword"]))
            hint = f"你要的是“{guess}”吗？" if guess else "从图里抄一个词。"
            raise CourseError(f"没有人搜“{name[:20]}”，或者它带着别人家的品牌。{hint}")
        words = row["tokens"].iloc[0]
        looks = "，".join(f"“{w}”{'在' if w in self.title else '不在'}标题里" for w in words)
        missing = [w for w in words if w not in self.title]
        searches, total = row["searches"].iloc[0], self.facts.frame["searches"].sum()
        end = (
            f"缺了{'、'.join(missing)}，找不到。这个词每月 {searches:,} 次搜索，都看不到你。"
            if missing
            else f"每个词都在，能找到。这个词每月 {searches:,} 次搜索，占覆盖率的"
            f" {searches:,} ÷ {total:,} = {searches / total:.1%}。"
        )
        return f"“{name}”拆成 {len(words)} 个词：{looks}。{end}"

    def worth_adding(self, top: int = 6) -> pd.DataFrame:
        """What each single word would add, put at the end; the best by orders first.

        Columns 词, 种类, 字节, 多覆盖的搜索, 多覆盖的成交 (0–1). Words that are untrue or
        another shop's, and those that bring nothing alone, are left out.
        """
        facts = self.facts
        worth = facts.frame[["searches", "orders"]].to_numpy().astype(float)
        worth /= worth.sum(axis=0)
        lacks = [{w for w in words if w not in self.title} for words in facts.tokens]
        rows = []
        for word in facts.vocabulary:
            if word in self.title or word in self.untrue:
                continue
            gained = [k for k, one in enumerate(lacks) if one and all(w in word for w in one)]
            if gained:
                part = worth[gained].sum(axis=0).tolist()
                kind = facts.kind.get(word, "没归类")
                rows.append((word, kind, gbk_bytes(word), *part))
        names = ["词", "种类", "字节", "多覆盖的搜索", "多覆盖的成交"]
        table = pd.DataFrame(rows, columns=names)
        return table.sort_values(["多覆盖的成交", "词"], ascending=[False, True]).head(top)

    def ceiling(self) -> str:
        """How far the best title of this length can come, by orders; without giving it away."""
        words, share = _best(self.facts, self.limit, tuple(self.untrue))
        return (
            f"{self.limit} 字节，按成交最多能覆盖 {share:.1%}，要 {words} 个词。"
            f"现在是 {self.run().order_coverage:.1%}。"
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """The most searched keywords, found or not; draws on `ax` if given."""
        from opscourse import plotting
        from opscourse.labs.titles_chart import keyword_chart

        plotting.use_style()
        return keyword_chart(self.run(), ax)


def _best(facts: Facts, limit: int, untrue: tuple[str, ...]) -> tuple[int, float]:
    usable = [k for k, words in enumerate(facts.tokens) if not set(words) & set(untrue)]
    orders = facts.frame["orders"].to_numpy()
    best = best_title([facts.tokens[k] for k in usable], orders[usable], limit, width=40)
    return len(best.words), best.value / orders.sum()


def show(model: TitleModel | None = None) -> None:
    """Open the lab in a notebook, on the course's goods or on a model of one's own; outside of a
    notebook, print its numbers.
    """
    from IPython.core.getipython import get_ipython

    model = TitleModel() if model is None else model
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.titles_view import TitleView

    display(TitleView(model).box)


def _checked_text(title: Any) -> str:
    """The title as it will be judged; the sentences for bad text are those of the simulation."""
    title_facts(title, [], [])
    return str(title).strip()


def _checked_limit(limit: Any) -> int:
    low, high = LIMITS
    whole = isinstance(limit, (int, np.integer)) and not isinstance(limit, bool)
    if not whole or not low <= limit <= high:
        raise CourseError(f"字节上限 {limit} 不行。要是 {low} 到 {high} 的整数，平时是 60。")
    return int(limit)


def _checked_words(words: Any) -> list[str]:
    if isinstance(words, str):
        words = words.replace("、", " ").replace("，", " ").replace(",", " ").split()
    if not all(isinstance(word, str) for word in words):
        raise CourseError("不真实的词要写成文字的列表，例如 ['白心', '三红']。")
    return [word for word in words if word]


@functools.cache
def _is_odd(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _odd_characters(title: str, searched: Sequence[str]) -> list[str]:
    """Characters of GBK beyond GB2312, mostly traditional ones; those that are searched are not."""
    typed = set("".join(searched))
    return [one for one in dict.fromkeys(title) if _is_odd(one) and one not in typed]


if __name__ == "__main__":
    print(TitleModel().run())
