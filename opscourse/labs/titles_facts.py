"""What the title lab knows of a good: its searches, and the words that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.title_text import segment

OWN = "我的商品"
KINDS = ("品牌", "地域", "核心", "属性", "长尾")  # the first kind that has a word counts
SCALE = 10**7  # rates have four decimals: searches × ctr × cvr, to a tenth of a millionth
NEEDED = {
    "keywords": ("keyword", "tokens", "searches", "ctr", "cvr"),
    "word_lists": ("kind", "word"),
    "titles": ("sku", "title", "rank"),
    "banned_words": ("word",),
}


class Facts:
    """One good's searches and the words that matter, prepared once.

    `sku` names the good; its keywords are those with one of the `cores`, or else of the core words
    of its titles. `frame`: keyword, tokens (a tuple), searches, orders (expected, ×10^7) of every
    keyword that names no other shop's brand, most searched first.
    """

    def __init__(
        self, sku: str, tables: dict[str, pd.DataFrame], cores: Sequence[str] = ()
    ) -> None:
        for name, columns in NEEDED.items():
            need_columns(tables[name], name, columns)
        titles, lists = tables["titles"], tables["word_lists"]
        self.goods = list(dict.fromkeys(titles["sku"]))
        if sku not in self.goods:
            raise CourseError(f"没有叫“{sku}”的商品。可以选：{'、'.join(self.goods)}。")
        self.sku, self._tables = sku, tables
        own = titles[titles["sku"] == sku].sort_values("rank", ascending=False)
        self.in_use, self.planned = own["title"].iloc[0], own["title"].iloc[-1]
        self.kind = {
            word: kind
            for kind in reversed(KINDS)
            for word in lists.loc[lists["kind"] == kind, "word"]
        }
        self.brands = [word for word, kind in self.kind.items() if kind == "品牌"]
        self.banned = list(tables["banned_words"]["word"])
        named = {w for w in self.kind if self.kind[w] == "核心" and w in self.planned}
        self.frame = self._keywords(tables["keywords"], set(cores) or named)
        self.tokens = list(self.frame["tokens"])
        self.vocabulary = list(dict.fromkeys(word for words in self.tokens for word in words))

    def _keywords(self, keywords: pd.DataFrame, cores: set[str]) -> pd.DataFrame:
        tokens = [tuple(str(text).split()) for text in keywords["tokens"]]
        mine = [bool(cores & set(words)) and not set(words) & set(self.brands) for words in tokens]
        frame = keywords.assign(tokens=pd.Series(tokens, index=keywords.index))[mine]
        if frame.empty:
            raise CourseError(f"keywords 表里没有 {self.sku} 的词。请用 load('keywords') 重新读。")
        ten_thousandths = (frame[["ctr", "cvr"]] * 10_000).round().astype("int64")
        orders = frame["searches"] * ten_thousandths["ctr"] * ten_thousandths["cvr"] // 10
        if not orders.sum():  # rates that are all unknown
            orders = frame["searches"]
        frame = frame.assign(orders=orders).sort_values(
            ["searches", "keyword"], ascending=[False, True]
        )
        return frame[["keyword", "tokens", "searches", "orders"]].reset_index(drop=True)

    def of(self, sku: str) -> Facts:
        """The same tables, another good."""
        return self if sku == self.sku else Facts(sku, self._tables)


def own_facts(keywords: pd.DataFrame, words: Mapping[str, Sequence[str]], title: str) -> Facts:
    """Facts of a learner's own good, to give to `TitleModel(…, facts=…)`.

    `keywords`: keyword and searches; ctr and cvr where there are any (without them, orders are
    taken to follow searches). `words`: the good's words by kind (核心, 地域, 属性, 长尾; 品牌 are
    others'). `title`: the title in use, with a core word in it. A keyword is cut into these words;
    what is left over is a word of its own. CourseError for what does not fit.
    """
    need_columns(keywords, "关键词", ("keyword", "searches"))
    if wrong := [kind for kind in words if kind not in KINDS]:
        raise CourseError(f"词的种类里没有“{wrong[0]}”。可以写：{'、'.join(KINDS)}。")
    lists = [(kind, word) for kind, some in words.items() for word in some]
    cores = list(words.get("核心", ()))
    if not any(word in title for word in cores):
        raise CourseError("标题里一个核心词也没有。把商品的名字写进 words 的「核心」和标题里。")
    sound = keywords.dropna(subset=["keyword", "searches"])
    sound = sound.assign(searches=sound["searches"].astype("int64"))
    for rate in ("ctr", "cvr"):
        known = sound[rate].fillna(0) if rate in sound else 1.0
        sound = sound.assign(**{rate: known})
    vocabulary = [word for _, word in lists]
    sound = sound.assign(tokens=[_cut(text, vocabulary) for text in sound["keyword"]])
    tables = {
        "keywords": sound,
        "word_lists": pd.DataFrame(lists, columns=["kind", "word"]),
        "titles": pd.DataFrame({"sku": [OWN], "title": [title], "rank": [1]}),
        "banned_words": load_tables(["banned_words"])["banned_words"],
    }
    return Facts(OWN, tables, cores)


def _cut(keyword: str, words: Sequence[str]) -> str:
    """The known words of a keyword and the pieces between them, with spaces.

    >>> _cut("红心蜜柚孕妇", ["蜜柚", "红心"])
    '红心 蜜柚 孕妇'
    """
    rest = str(keyword).replace(" ", "")
    pieces = []
    for word in segment(rest, words):
        before, rest = rest.split(word, 1)
        pieces += [before, word]
    return " ".join(piece for piece in [*pieces, rest] if piece)


def load_tables(names: Iterable[str] = tuple(NEEDED)) -> dict[str, pd.DataFrame]:
    """The course's tables that a good's facts come from."""
    from opscourse.datasets import load

    return {name: load(name) for name in names}


def need_columns(frame: pd.DataFrame, table: str, columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise CourseError(
            f"{table} 表里少了这些列：{'、'.join(missing)}。请用 load('{table}') 重新读一次。"
        )
