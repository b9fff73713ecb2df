"""Random numbers that are a function of (key, stream name, index) and of nothing else.

A stream is a name such as "visit channel". Number 17 of a stream is the same whether one asks
for it alone, first, last, or among a million. Only whole numbers are used: they are equal on
every processor, while the last bits of floating point logarithms are not.
"""

import hashlib

import numpy as np

from opscourse.errors import CourseError

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_HALF = np.uint64(32)

Index = int | np.ndarray


def key_bytes(key: int | bytes) -> bytes:
    """Bytes that stand for a key; a number and 32 bytes never stand for the same one.

    >>> key_bytes(7)
    b'number:7'
    """
    if isinstance(key, bytes) and len(key) == 32:
        return b"secret:" + key
    if isinstance(key, int) and not isinstance(key, bool):
        return b"number:" + str(key).encode()
    raise CourseError("世界的钥匙（key）要是一个整数，或者正好 32 个字节。")


def splitmix64(seed: np.uint64, index: np.ndarray) -> np.ndarray:
    """The counter hash of Steele, Lea and Flood (2014): uint64 in, uint64 out.

    >>> int(splitmix64(np.uint64(0), np.array([0]))[0])
    16294208416658607535
    """
    with np.errstate(over="ignore"):  # wrapping round is the point
        z = seed + (index.astype(np.uint64) + np.uint64(1)) * _STEP
        z = (z ^ (z >> np.uint64(30))) * _MIX_1
        z = (z ^ (z >> np.uint64(27))) * _MIX_2
        return z ^ (z >> np.uint64(31))


class Randomness:
    """All streams of one key.

    `index` is a count n (meaning 0 … n-1) or an array of whole numbers.

    >>> dice = Randomness(7)
    >>> bool((dice.below("dice", 6, 10)[3:5] == dice.below("dice", 6, np.array([3, 4]))).all())
    True
    """

    def __init__(self, key: int | bytes) -> None:
        self._key = key_bytes(key)

    def bits(self, stream: str, index: Index) -> np.ndarray:
        """64 random bits (uint64) for each index."""
        digest = hashlib.sha256(b"stream|" + self._key + b"|" + stream.encode()).digest()
        if isinstance(index, int):
            index = np.arange(index)
        return splitmix64(np.uint64(int.from_bytes(digest[:8], "little")), index)

    def below(self, stream: str, bound: int | np.ndarray, index: Index) -> np.ndarray:
        """Whole numbers (int64) 0 … bound-1; bound at most 2**31, one for all or one each."""
        high = self.bits(stream, index) >> _HALF
        return ((high * np.asarray(bound).astype(np.uint64)) >> _HALF).astype(np.int64)

    def between(self, stream: str, low: int, high: int, index: Index) -> np.ndarray:
        """Whole numbers low … high, both included."""
        return low + self.below(stream, high - low + 1, index)

    def one(self, stream: str, low: int, high: int) -> int:
        """A single whole number low … high, both included."""
        return int(self.between(stream, low, high, 1)[0])

    def chance(self, stream: str, per_10000: int | np.ndarray, index: Index) -> np.ndarray:
        """True with a probability of `per_10000` in ten thousand (bool)."""
        return self.below(stream, 10_000, index) < per_10000

    def pick(self, stream: str, weights: list[int] | np.ndarray, index: Index) -> np.ndarray:
        """Positions drawn by whole-number weights.

        A list of weights serves all draws; a matrix has one row of weights for each draw.
        """
        cumulative = np.cumsum(np.asarray(weights, dtype=np.int64), axis=-1)
        draw = self.below(stream, cumulative[..., -1], index)
        if cumulative.ndim == 1:
            return np.searchsorted(cumulative, draw, side="right")
        return (draw[:, None] >= cumulative).sum(axis=1)

    def shuffled(self, stream: str, values: list[int] | np.ndarray) -> np.ndarray:
        """The values in another order."""
        values = np.asarray(values)
        return values[np.argsort(self.bits(stream, len(values)), kind="stable")]
