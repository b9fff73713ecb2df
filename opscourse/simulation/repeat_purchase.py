"""How buyers come back: the BG/NBD process, with Gamma-Gamma spend.

Each buyer has a rate of purchases, Gamma(r, alpha), and a chance to leave after each repeat
purchase, Beta(a, b); the waits are exponential (Fader, Hardie and Lee 2005). A buyer's spend
varies around a mean of their own: Gamma(p, nu) with nu ~ Gamma(q, gamma) (Fader and Hardie 2013).

Logarithms and powers differ between processors in their last bits. What leaves here is whole
seconds and whole fen, ten powers of ten above those bits, so the same key gives the same bytes.
"""

from dataclasses import astuple, dataclass

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.randomness import Randomness

WEEK = 7 * 86_400  # seconds
MOST_ROUNDS = 100_000


@dataclass(frozen=True)
class Habits:
    """The declared parameters: time in weeks, spend in yuan."""

    r: float
    alpha: float
    a: float
    b: float
    spend_p: float
    spend_q: float
    spend_gamma: float

    def __post_init__(self) -> None:
        if not all(value > 0 and np.isfinite(value) for value in astuple(self)):
            raise CourseError(f"复购过程的参数都要是大于 0 的数，现在是 {astuple(self)}。")

    @property
    def mean_spend(self) -> float:
        """Mean yuan of a purchase over all buyers; infinite for `spend_q` of 1 or less.

        >>> round(declared().mean_spend, 2)
        90.0
        """
        if self.spend_q <= 1:
            return float("inf")
        return self.spend_p * self.spend_gamma / (self.spend_q - 1)


def declared() -> Habits:
    """The parameters of `settings/repeat_purchase.yml`."""
    return Habits(**read_settings("repeat_purchase"))


@dataclass(frozen=True)
class Purchases:
    """`buyers`: one row a buyer; `purchases`: one row a purchase, the first at second 0.

    buyers: buyer (int), frequency (repeat purchases), recency and T (weeks since the first one).
    purchases: buyer, second (since the buyer's first purchase), fen.
    """

    buyers: pd.DataFrame
    purchases: pd.DataFrame


def simulate_purchases(
    random: Randomness, observed: np.ndarray, habits: Habits | None = None
) -> Purchases:
    """The purchases of `len(observed)` buyers, buyer k watched for `observed[k]` whole seconds.

    Raises CourseError unless `observed` is a one-dimensional array of whole numbers above 0.

    >>> made = simulate_purchases(Randomness(7), np.full(100, 39 * WEEK))
    >>> bool((made.buyers["recency"] <= made.buyers["T"]).all())
    True
    """
    observed = np.asarray(observed)
    whole = observed.ndim == 1 and observed.dtype.kind in "iu"
    if not whole or not len(observed) or observed.min() <= 0:
        raise CourseError("每个买家的观察时长要是大于 0 的整数秒，放在一维数组里。")
    habits = habits or declared()
    n = len(observed)
    buyer, second = _moments(random, habits, observed)
    fen = _spend(random, habits, n, buyer, second)
    repeats = np.bincount(buyer, minlength=n) - 1
    last = np.zeros(n, dtype=np.int64)
    np.maximum.at(last, buyer, second)
    buyers = pd.DataFrame(
        {
            "buyer": np.arange(n),
            "frequency": repeats,
            "recency": last / WEEK,
            "T": observed / WEEK,
        }
    )
    return Purchases(buyers, pd.DataFrame({"buyer": buyer, "second": second, "fen": fen}))


def _moments(
    random: Randomness, habits: Habits, observed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Buyer and second of each purchase, buyer by buyer."""
    n = len(observed)
    rate = gamma(random, "rate", habits.r, n) / habits.alpha / WEEK  # purchases a second
    leave = gamma(random, "leave a", habits.a, n)
    leave = leave / (leave + gamma(random, "leave b", habits.b, n))
    here, now = np.arange(n), np.zeros(n, dtype=np.int64)
    buyers, seconds = [here], [now]
    for number in range(MOST_ROUNDS):
        wait = -np.log(uniform(random, f"wait {number}", here)) / np.maximum(rate[here], 1e-300)
        # At least a second apart; a wait beyond the watch is cut before it overflows.
        wait = np.minimum(np.ceil(wait), observed[here] + 1.0).astype(np.int64)
        now = now + wait
        buys = now <= observed[here]
        here, now = here[buys], now[buys]
        if not len(here):
            break
        buyers.append(here)
        seconds.append(now)
        stays = uniform(random, f"leave {number}", here) >= leave[here]
        here, now = here[stays], now[stays]
    buyer, second = np.concatenate(buyers), np.concatenate(seconds)
    in_order = np.lexsort((second, buyer))
    return buyer[in_order], second[in_order]


def _spend(
    random: Randomness, habits: Habits, n: int, buyer: np.ndarray, second: np.ndarray
) -> np.ndarray:
    """Whole fen of each purchase, at least 1; the numbers hang on buyer and purchase alone."""
    own = gamma(random, "spend of buyer", habits.spend_q, n) / habits.spend_gamma
    first = np.r_[True, buyer[1:] != buyer[:-1]]
    number = np.arange(len(buyer)) - np.maximum.accumulate(
        np.where(first, np.arange(len(buyer)), 0)
    )
    index = buyer + number * (1 << 32)
    drawn = gamma(random, "spend", habits.spend_p, index) / own[buyer]
    return np.maximum(np.rint(drawn * 100), 1).astype(np.int64)


# ---- drawing from distributions


def uniform(random: Randomness, stream: str, index: int | np.ndarray) -> np.ndarray:
    """Numbers strictly between 0 and 1, from 53 random bits each.

    >>> bool((uniform(Randomness(7), "u", 1000) > 0).all())
    True
    """
    return ((random.bits(stream, index) >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53


def gamma(random: Randomness, stream: str, shape: float, index: int | np.ndarray) -> np.ndarray:
    """Gamma(shape, 1) numbers by the rejection of Marsaglia and Tsang (2000).

    >>> round(float(gamma(Randomness(7), "g", 2.0, 20_000).mean()), 1)
    2.0
    """
    index = np.arange(index) if isinstance(index, int) else index
    d = (shape if shape >= 1 else shape + 1) - 1 / 3
    c = 1 / np.sqrt(9 * d)
    drawn = np.zeros(len(index))
    open_ = np.arange(len(index))
    for attempt in range(MOST_ROUNDS):
        at = index[open_]
        radius = np.sqrt(-2 * np.log(uniform(random, f"{stream} radius {attempt}", at)))
        x = radius * np.cos(2 * np.pi * uniform(random, f"{stream} angle {attempt}", at))
        v = np.maximum(1 + c * x, 0) ** 3
        u = uniform(random, f"{stream} accept {attempt}", at)
        safe = np.where(v > 0, v, 1)
        good = (v > 0) & (np.log(u) < x * x / 2 + d - d * v + d * np.log(safe))
        drawn[open_[good]] = d * v[good]
        open_ = open_[~good]
        if not len(open_):
            break
    if shape >= 1:
        return drawn
    return drawn * np.exp(np.log(uniform(random, f"{stream} boost", index)) / shape)
