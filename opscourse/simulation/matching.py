"""Which searches a bid reaches: exact, phrase and broad match on tokens, and negative words.

精确 (exact): the search has the keyword's words, no others, in its order. 短语 (phrase): it has
them side by side, in their order. 广泛 (broad): it has all of them. Each reaches what the one
before reaches. Where several bids reach a search, the narrowest match counts, then the higher
bid, then the upper row (a house rule).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.auction_input import HIGHEST_BID
from opscourse.simulation.scenario import near

EXACT, PHRASE, BROAD = "精确", "短语", "广泛"
MATCH_TYPES = [EXACT, PHRASE, BROAD]
COLUMNS = ["keyword_id", "match_type", "bid"]
NO_ROW = -1

Tokens = tuple[str, ...]


def reaches(match_type: str, keyword: Tokens, search: Tokens) -> bool:
    """Whether a bid on `keyword` reaches this search.

    >>> reaches("短语", ("红心", "蜜柚"), ("平和", "红心", "蜜柚"))
    True
    >>> reaches("短语", ("平和", "蜜柚"), ("平和", "红心", "蜜柚"))
    False
    >>> reaches("广泛", ("蜜柚", "平和"), ("平和", "红心", "蜜柚"))
    True
    """
    if match_type == EXACT:
        return keyword == search
    if match_type == PHRASE:
        width = len(keyword)
        starts = range(len(search) - width + 1)
        return any(search[start : start + width] == keyword for start in starts)
    return set(keyword) <= set(search)


@dataclass(frozen=True)
class Bids:
    """Checked bids: `position` of the keyword, `match` 0 … 2, `fen`; one item a row."""

    position: np.ndarray
    match: np.ndarray
    fen: np.ndarray


def checked_bids(bids: Any, ids: Sequence[str]) -> Bids:
    """The rows of a bid table; CourseError names the row and what is wrong with it."""
    if not isinstance(bids, pd.DataFrame):
        raise CourseError("出价要放在一张表（DataFrame）里，列是 keyword_id、match_type、bid。")
    missing = [column for column in COLUMNS if column not in bids.columns]
    if missing:
        raise CourseError(f"出价表少了列 {'、'.join(missing)}。要有 keyword_id、match_type、bid。")
    if not len(bids):
        raise CourseError("出价表是空的。至少给一个关键词出价。")
    place = {keyword_id: k for k, keyword_id in enumerate(ids)}
    rows = []
    seen: set[tuple[str, str]] = set()
    for number, (name, match, bid) in enumerate(
        bids[COLUMNS].itertuples(index=False, name=None), start=1
    ):
        if name not in place:
            guess = near(str(name), list(place))
            hint = f"你要的是 {guess} 吗？" if guess else "看看 keywords 表里有哪些。"
            raise CourseError(f"出价表第 {number} 行：没有关键词 {name}。{hint}")
        if match not in MATCH_TYPES:
            raise CourseError(
                f"出价表第 {number} 行：匹配方式是“{match}”，只能是{'、'.join(MATCH_TYPES)}。"
            )
        if (name, match) in seen:
            raise CourseError(f"出价表第 {number} 行：{name} 的{match}匹配已经出过价，留一行就行。")
        seen.add((name, match))
        fen = fen_of(bid, f"出价表第 {number} 行的 bid")
        rows.append((place[name], MATCH_TYPES.index(match), fen))
    columns = np.array(rows, dtype=np.int64).T
    return Bids(*columns)


def fen_of(yuan: Any, name: str, most: int = HIGHEST_BID) -> int:
    """Whole fen of an amount in yuan; CourseError when it is none.

    >>> fen_of(1.2, "出价")
    120
    """
    number = isinstance(yuan, int | float | np.integer | np.floating)
    if not number or isinstance(yuan, bool):
        raise CourseError(f"{name} 是“{yuan}”，要写成数字，单位元，例如 1.2。")
    if not np.isfinite(yuan):
        raise CourseError(f"{name} 是空值（NaN）或无穷大。写上多少元。")
    if yuan < 0:
        raise CourseError(f"{name} 是 {yuan:g} 元，不能是负数。")
    if yuan * 100 > most:
        raise CourseError(f"{name} 是 {yuan:g} 元，太高了，最多 {most // 100} 元。多打了零吗？")
    fen = round(float(yuan) * 100)
    if abs(yuan * 100 - fen) > 1e-6:
        raise CourseError(f"{name} 是 {yuan:g} 元，最小到 0.01 元。先用 round(出价, 2)。")
    return fen


def assign(bids: Bids, searches: Sequence[Tokens], negatives: Iterable[str]) -> np.ndarray:
    """For each search the row of the bid that stands for it, -1 for none."""
    row = np.full(len(searches), NO_ROW, dtype=np.int64)
    # The last one written wins: broad first, then the lower bids, then the lower rows.
    order = np.lexsort((-np.arange(len(bids.fen)), bids.fen, -bids.match))
    holders: dict[str, set[int]] = {}
    for k, tokens in enumerate(searches):
        for token in tokens:
            holders.setdefault(token, set()).add(k)
    for r in order.tolist():
        if bids.fen[r] == 0:
            continue
        keyword, match = searches[bids.position[r]], MATCH_TYPES[bids.match[r]]
        for k in set.intersection(*(holders[token] for token in keyword)):
            if reaches(match, keyword, searches[k]):
                row[k] = r
    for word in _checked_negatives(negatives, holders):
        row[list(holders[word])] = NO_ROW
    return row


def _checked_negatives(negatives: Iterable[str], holders: dict[str, set[int]]) -> list[str]:
    words = [negatives] if isinstance(negatives, str) else list(negatives)
    for word in words:
        if word not in holders:
            guess = near(str(word), list(holders))
            hint = f"你要的是 {guess} 吗？" if guess else "看看 keywords 表的 tokens 列。"
            raise CourseError(f"否定词“{word}”没有出现在任何关键词里。{hint}")
    return words
