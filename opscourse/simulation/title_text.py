"""A title as text: its bytes, which keywords it is found for, repeated and forbidden words."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from opscourse.errors import CourseError

LIMIT_BYTES = 60  # GBK: a Han character has 2 bytes, a digit or Latin letter 1


def gbk_bytes(text: str) -> int:
    """Length in bytes of GBK; CourseError names a character that GBK does not have.

    >>> gbk_bytes("平和蜜柚5斤")
    11
    """
    try:
        return len(text.encode("gbk"))
    except UnicodeEncodeError as fault:
        odd = text[fault.start]
        raise CourseError(f"标题里的“{odd}”不能用 GBK 编码（例如表情符号）。删掉它再试。") from None


def checked_title(title: Any, limit_bytes: int = LIMIT_BYTES) -> str:
    """The title without outer spaces; CourseError when it is empty, too long or not a text.

    >>> checked_title(" 红心蜜柚 ")
    '红心蜜柚'
    """
    if not isinstance(title, str):
        raise CourseError(f"标题要是一段文字，现在是 {title!r}。")
    title = title.strip()
    if not title:
        raise CourseError("标题是空的。至少写一个词。")
    if not title.isprintable():
        raise CourseError("标题里有换行或别的看不见的字符。写成一行。")
    size = gbk_bytes(title)
    if size > limit_bytes:
        raise CourseError(
            f"标题有 {size} 字节，最多 {limit_bytes} 字节"
            "（GBK 编码，一个汉字 2 字节，一个数字或字母 1 字节）。"
        )
    return title


def recalled(title: str, tokens: Iterable[Sequence[str]]) -> np.ndarray:
    """Which keywords find the title (bool): all words of the keyword stand in it.

    >>> recalled("平和红心蜜柚", [("红心", "蜜柚"), ("白心", "蜜柚")]).tolist()
    [True, False]
    """
    return np.array([all(word in title for word in words) for words in tokens], dtype=bool)


def segment(title: str, vocabulary: Iterable[str]) -> list[str]:
    """Known words of the title from left to right, the longest first; the rest is skipped.

    >>> segment("平和 蜜柚蜜柚王", ["蜜柚", "平和", "柚"])
    ['平和', '蜜柚', '蜜柚']
    """
    by_length = sorted(set(vocabulary) - {""}, key=lambda word: (-len(word), word))
    found, at = [], 0
    while at < len(title):
        word = next((word for word in by_length if title.startswith(word, at)), "")
        found += [word] if word else []
        at += len(word) or 1
    return found


def repeats(title: str, vocabulary: Iterable[str]) -> list[str]:
    """Words that stand in the title more than once, each once, in order.

    >>> repeats("蜜柚 平和蜜柚", ["蜜柚", "平和"])
    ['蜜柚']
    """
    words = segment(title, vocabulary)
    return [word for word in dict.fromkeys(words) if words.count(word) > 1]


def forbidden(title: str, banned: Iterable[str]) -> list[str]:
    """Forbidden words that stand in the title, sorted.

    >>> forbidden("全国第一的蜜柚", ["最好", "全国第一"])
    ['全国第一']
    """
    return sorted(word for word in set(banned) if word and word in title)


def title_facts(
    title: Any,
    tokens: Sequence[Sequence[str]],
    searches: Sequence[int] | np.ndarray,
    banned: Iterable[str] = (),
    limit_bytes: int = LIMIT_BYTES,
) -> dict[str, Any]:
    """What a title is judged on: bytes, too_long, repeated, banned, and its coverage (0–1).

    `tokens` the words of each keyword, `searches` how often it is searched. A title that is too
    long or has a forbidden word is described, not refused; CourseError for one that is no title.

    >>> title_facts("最好蜜柚", [("蜜柚",), ("红心", "蜜柚")], [30, 10], ["最好"])["coverage"]
    0.75
    """
    title = checked_title(title, limit_bytes=10**6)
    worth = np.asarray(searches)
    size = gbk_bytes(title)
    found = recalled(title, tokens)
    return {
        "bytes": size,
        "too_long": size > limit_bytes,
        "repeated": repeats(title, {word for words in tokens for word in words}),
        "banned": forbidden(title, banned),
        "coverage": float(worth[found].sum() / worth.sum()) if worth.sum() else float("nan"),
    }


def match_of(title: str, words: Sequence[str]) -> str:
    """How a title that has all the words matches: 完全 (joined), 高度 (in order) or 部分.

    >>> [match_of(t, ("红心", "蜜柚")) for t in ("红心蜜柚", "红心平和蜜柚", "蜜柚红心")]
    ['完全', '高度', '部分']
    """
    if "".join(words) in title.replace(" ", ""):
        return "完全"
    at = 0
    for word in words:
        at = title.find(word, at) + len(word)
        if at < len(word):  # find gave -1
            return "部分"
    return "高度"
