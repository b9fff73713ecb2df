"""The best words of a title: exactly for up to 21 words, by beam search for more.

A keyword counts when all its words are in the title. A word that stands inside another one
(柚 in 蜜柚) comes free with it. Values and bytes are whole numbers, so the best is exact; of
equally good choices the one that comes first in the order of the words' numbers is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opscourse.errors import CourseError
from opscourse.simulation.title_text import LIMIT_BYTES, gbk_bytes

MOST_EXACT = 21  # sets of words: two million


@dataclass(frozen=True)
class BestTitle:
    """Words, their value, and whether it is proven that there is nothing better."""

    words: tuple[str, ...]
    value: int
    exact: bool

    @property
    def title(self) -> str:
        """The words, joined."""
        return "".join(self.words)


def best_title(
    tokens: Sequence[Sequence[str]],
    values: Sequence[int] | np.ndarray,
    limit_bytes: int = LIMIT_BYTES,
    width: int | None = None,
) -> BestTitle:
    """The set of words with the largest sum of the values of the keywords it recalls.

    `tokens` the words of each keyword, `values` whole numbers of at least 0; `width` asks for a
    beam search of that width. Raises CourseError for a negative value or limit.

    >>> best_title([("蜜柚",), ("红心", "蜜柚"), ("平和", "蜜柚")], [9, 5, 6], 8).words
    ('平和', '蜜柚')
    """
    worth = np.asarray(values)
    if len(worth) != len(tokens) or worth.dtype.kind not in "iu" or (worth < 0).any():
        raise CourseError("每个关键词要有一个价值，价值是不小于 0 的整数。")
    if limit_bytes < 0:
        raise CourseError(f"标题的字节上限不能小于 0，现在是 {limit_bytes}。")
    useful = [k for k in range(len(tokens)) if worth[k] > 0]
    words = sorted({word for k in useful for word in tokens[k]})
    number = {word: k for k, word in enumerate(words)}
    size = [gbk_bytes(word) for word in words]
    # The words that a word brings along, as bits; and those that a keyword needs.
    brings = [sum(1 << number[w] for w in words if w in word) for word in words]
    needs = [sum(1 << number[w] for w in set(tokens[k])) for k in useful]
    worth = worth[useful].astype(np.int64)
    if width is None and len(words) <= MOST_EXACT:
        mask, value = _exact(size, brings, needs, worth, limit_bytes)
    else:
        mask, value = _beam(size, brings, needs, worth, limit_bytes, width or 200)
    chosen = tuple(word for k, word in enumerate(words) if mask >> k & 1)
    return BestTitle(chosen, value, width is None and len(words) <= MOST_EXACT)


def _exact(
    size: list[int], brings: list[int], needs: list[int], worth: np.ndarray, limit: int
) -> tuple[int, int]:
    """All sets of words at once: values summed over subsets (zeta transform)."""
    n = len(size)
    value = np.zeros(1 << n, dtype=np.int64)
    np.add.at(value, np.array(needs, dtype=np.int64), worth)
    total = np.zeros(1 << n, dtype=np.int64)
    closure = np.zeros(1 << n, dtype=np.int64)
    for k in range(n):
        pairs = value.reshape(-1, 2, 1 << k)
        pairs[:, 1] += pairs[:, 0]
        half = 1 << k
        total[half : 2 * half] = total[:half] + size[k]
        closure[half : 2 * half] = closure[:half] | brings[k]
    reached = np.where(total <= limit, value[closure], -1)
    best = np.flatnonzero(reached == reached.max())
    mask = int(best[np.argmin(total[best])])
    return mask, int(reached[mask])


def _beam(
    size: list[int], brings: list[int], needs: list[int], worth: np.ndarray, limit: int, width: int
) -> tuple[int, int]:
    """Grow sets by whole keywords, keep the best `width` of each round."""
    needed = np.array(needs, dtype=object)  # Python numbers: any number of words

    def closed(mask: int) -> int:
        out = mask
        for k in range(len(size)):
            if mask >> k & 1:
                out |= brings[k]
        return out

    def value_of(mask: int) -> int:
        have = closed(mask)
        return sum(int(w) for need, w in zip(needed, worth, strict=True) if need & ~have == 0)

    def bytes_of(mask: int) -> int:
        return sum(size[k] for k in range(len(size)) if mask >> k & 1)

    beam, best = [(0, 0)], (0, 0)
    while beam:
        grown: dict[int, int] = {}
        for _, mask in beam:
            have = closed(mask)
            for need in set(needs):
                wider = mask | (need & ~have)
                if wider != mask and wider not in grown and bytes_of(wider) <= limit:
                    grown[wider] = value_of(wider)
        # Value for each byte: a set that is short of the limit still has room to grow.
        beam = sorted(
            ((value, mask) for mask, value in grown.items()),
            key=lambda pair: (-pair[0] / bytes_of(pair[1]), pair[1]),
        )[:width]
        top = max(grown.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, -1))
        if top[1] > best[0]:
            best = (top[1], top[0])
    return best[1], best[0]
