"""The BG/NBD model of repeat purchase (Fader, Hardie and Lee 2005), fitted by likelihood."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from opscourse.errors import CourseError

Column = pd.Series | np.ndarray | list
_lgamma = np.vectorize(math.lgamma, otypes=[float])


@dataclass
class BGNBD:
    """Purchase rates are Gamma(r, alpha); after each repeat a buyer leaves with Beta(a, b).

    `alpha` counts in the time unit of the data.

    >>> model = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> round(model.log_likelihood([2, 0], [30.43, 0.0], [38.86, 38.86]), 3)
    -10.013
    """

    r: float = math.nan
    alpha: float = math.nan
    a: float = math.nan
    b: float = math.nan

    def fit(self, frequency: Column, recency: Column, T: Column) -> "BGNBD":
        """Set the four parameters to those of the highest likelihood; returns itself.

        One item a buyer: number of repeat purchases (whole), time from the first purchase to
        the last one (0 without a repeat), and to the end of the watch, in one unit of time.
        Raises CourseError for columns that cannot be such counts, or where nobody came back.

        >>> weeks = [39.0] * 6
        >>> model = BGNBD().fit([0, 0, 1, 2, 4, 9], [0, 0, 9.0, 20.0, 38.0, 38.5], weeks)
        >>> model.r > 0
        True
        """
        data = _Data(frequency, recency, T)
        if not data.x.any():
            raise CourseError("没有一个买家买过第二次，算不出复购模型。换一段更长的时间。")
        # In a unit that makes the watch about 10 long, all four lie near 1.
        unit = float(data.T.max()) / 10
        scaled = data.in_units(unit)

        def loss(logs: np.ndarray) -> float:
            return -scaled.log_likelihood(np.exp(np.clip(logs, -12, 12)))

        best = nelder_mead(loss, np.zeros(4))
        best = nelder_mead(loss, best)  # a fresh simplex frees one that collapsed early
        r, alpha, a, b = np.exp(np.clip(best, -12, 12)).tolist()
        self.r, self.alpha, self.a, self.b = r, alpha * unit, a, b
        return self

    def log_likelihood(self, frequency: Column, recency: Column, T: Column) -> float:
        """Log-likelihood of such data under the model's own parameters; columns as in `fit`."""
        parameters = np.array([self.r, self.alpha, self.a, self.b])
        if np.isnan(parameters).any():
            raise CourseError("这个复购模型还没有参数。先用 fit，或者写出 r、alpha、a、b。")
        return _Data(frequency, recency, T).log_likelihood(parameters)


class _Data:
    """Distinct buyers with their numbers; gamma functions are taken once a distinct count."""

    def __init__(self, frequency: Column, recency: Column, T: Column) -> None:
        columns = [np.asarray(column, dtype=float) for column in (frequency, recency, T)]
        _check(columns)
        rows, self.weight = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
        self._set(*rows.T)

    def _set(self, x: np.ndarray, recency: np.ndarray, T: np.ndarray) -> None:
        self.x, self.recency, self.T = x, recency, T
        self.counts, self.number = np.unique(x, return_inverse=True)

    def in_units(self, unit: float) -> "_Data":
        """The same buyers with time in another unit."""
        other = object.__new__(_Data)
        other.weight = self.weight
        other._set(self.x, self.recency / unit, self.T / unit)
        return other

    def log_likelihood(self, parameters: np.ndarray) -> float:
        """Equation 6 of the paper, summed over buyers."""
        r, alpha, a, b = (float(value) for value in parameters)
        x, k = self.x, self.counts
        of_count = (
            _lgamma(r + k)
            - math.lgamma(r)
            + r * math.log(alpha)
            + _lgamma(b + k)
            - math.lgamma(b)
            + math.lgamma(a + b)
            - _lgamma(a + b + k)
        )
        stayed = -(r + x) * np.log(alpha + self.T)
        left = np.full(len(x), -np.inf)
        again = x > 0
        left[again] = (
            math.log(a)
            - np.log(b + x[again] - 1)
            - (r + x[again]) * np.log(alpha + self.recency[again])
        )
        return float((self.weight * (of_count[self.number] + np.logaddexp(stayed, left))).sum())


def _check(columns: list[np.ndarray]) -> None:
    frequency, recency, T = columns
    if any(column.ndim != 1 or len(column) != len(T) for column in columns) or not len(T):
        raise CourseError("frequency、recency、T 要一样长，每个买家一个数，不能是空的。")
    if not all(np.isfinite(column).all() for column in columns):
        raise CourseError("frequency、recency、T 里有空值。先把缺的行去掉。")
    if (frequency < 0).any() or (frequency != np.floor(frequency)).any():
        raise CourseError("frequency 是又买了几次，要是 0、1、2 这样的整数。")
    if (T <= 0).any() or (recency < 0).any() or (recency > T).any():
        raise CourseError("每个买家都要有 0 ≤ recency ≤ T，而且 T 大于 0。")
    if ((frequency == 0) & (recency > 0)).any():
        raise CourseError("没有再买过的买家，recency 要是 0。")


def nelder_mead(
    loss: Callable[[np.ndarray], float], start: np.ndarray, tries: int = 4000
) -> np.ndarray:
    """The point of least loss by the simplex of Nelder and Mead (1965).

    >>> nelder_mead(lambda p: float(((p - 3) ** 2).sum()), np.zeros(2)).round(4).tolist()
    [3.0, 3.0]
    """
    points = np.vstack([start, start + 0.5 * np.eye(len(start))])
    losses = np.array([loss(point) for point in points])
    for _ in range(tries):
        order = np.argsort(losses, kind="stable")
        points, losses = points[order], losses[order]
        if np.abs(points - points[0]).max() < 1e-8:
            break
        middle = points[:-1].mean(axis=0)
        step = middle - points[-1]
        tried = middle + step
        value = loss(tried)
        if value < losses[0]:  # go twice as far where that is better still
            further = loss(middle + 2 * step)
            if further < value:
                tried, value = middle + 2 * step, further
        elif value >= losses[-2]:  # fall back towards the better half
            side = 0.5 if value < losses[-1] else -0.5
            tried, value = middle + side * step, loss(middle + side * step)
            if value >= losses[-1]:  # shrink towards the best point
                points[1:] = points[0] + (points[1:] - points[0]) / 2
                losses[1:] = [loss(point) for point in points[1:]]
                continue
        points[-1], losses[-1] = tried, value
    return points[int(np.argmin(losses))]
