"""Response curves: profit by spend, with diminishing returns, and the best split of a budget.

Money is whole fen and a curve a list of gains for each further 10 yuan, each at most the one
before: exactly concave. So the best split takes the dearest gains first, and nothing beats it.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from opscourse.errors import CourseError
from opscourse.simulation.learner_numbers import fen_of, known
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import once

if TYPE_CHECKING:
    from opscourse.simulation.world import World

STEP_YUAN = 10
STEP_FEN = 100 * STEP_YUAN


@dataclass(frozen=True)
class Split:
    """A split of a budget and the profit it brings, both in yuan."""

    spend: dict[str, float]
    profit: float


@once
def gains(world: "World") -> dict[str, np.ndarray]:
    """Profit in fen of each further 10 yuan, by channel: never more than the one before."""
    settings, random = read_settings("budget"), world.random
    names, steps = settings["response_channels"], settings["response_yuan"] // STEP_YUAN
    ratio = random.shuffled("response ratio", settings["response_ratio_percent"])
    ratio = ratio * random.between("response ratio jitter", 94, 106, len(names)) // 100
    half = random.between("response half", *ends("response_half_yuan"), len(names))
    out = {}
    spend = np.arange(steps + 1, dtype=np.int64) * STEP_FEN
    for name, percent, yuan in zip(names, ratio.tolist(), half.tolist(), strict=True):
        # Gross profit is top × x / (x + half); its first yuan brings percent / 100 yuan.
        gross = percent * yuan * spend // (spend + 100 * yuan)
        out[name] = np.minimum.accumulate(np.diff(gross)) - STEP_FEN
    return out


def ends(field: str) -> tuple[int, int]:
    """Lowest and highest value of a setting."""
    low, high = read_settings("budget")[field]
    return low, high


class ResponseCurves:
    """The response curves of a world: profit (gross profit less the spend) by channel.

    >>> from opscourse.simulation import World
    >>> curves = ResponseCurves(World(7))
    >>> best = curves.allocate(2000)
    >>> best.profit >= curves.profit({name: 300 for name in curves.channels})
    True
    """

    def __init__(self, world: "World") -> None:
        self._gains = gains(world)
        self._upto = {name: np.append(0, np.cumsum(gain)) for name, gain in self._gains.items()}
        self.channels = list(self._gains)
        self.highest = read_settings("budget")["response_yuan"]  # yuan; beyond it nothing is known

    def profit(self, split: Mapping[str, float]) -> float:
        """Profit in yuan of a split {channel: yuan}; a part of 10 yuan gains its part."""
        return sum(self._fen(name, value) for name, value in split.items()) / 100

    def _fen(self, name: str, yuan: float) -> int:
        known(name, self.channels, "渠道")
        steps, rest = divmod(fen_of(yuan, f"{name}的花费"), STEP_FEN)
        if steps * STEP_FEN + rest > self.highest * 100:
            raise CourseError(f"{name}的花费最多 {self.highest} 元，现在是 {yuan:g} 元。")
        more = int(self._gains[name][steps]) * rest // STEP_FEN if rest else 0
        return int(self._upto[name][steps]) + more

    def allocate(
        self,
        budget: float,
        caps: Mapping[str, float] | None = None,
        least: Mapping[str, float] | None = None,
    ) -> Split:
        """The best split in steps of 10 yuan; it need not spend the whole budget.

        `caps`: at most so much for a channel. `least`: nothing or at least so much (a minimum
        test); every choice of channels to try is compared. Raises CourseError for a negative or
        missing number, an unknown channel, a minimum above its cap.
        """
        room = fen_of(budget, "预算") // STEP_FEN
        most = self._steps(caps, "上限", self.highest * 100 // STEP_FEN, up=False)
        floor = self._steps(least, "最低测试花费", 0, up=True)
        for name, high, low in zip(self.channels, most, floor, strict=True):
            if low > high:
                raise CourseError(f"{name}的最低测试花费比上限还高。改小最低花费，或改大上限。")
        bound = [k for k, low in enumerate(floor) if low]
        free = [k for k, low in enumerate(floor) if not low]
        best: tuple[int, list[int]] = (0, [0] * len(self.channels))
        for tried in itertools.product([True, False], repeat=len(bound)):
            used = [k for k, yes in zip(bound, tried, strict=True) if yes]
            start = [floor[k] if k in used else 0 for k in range(len(self.channels))]
            if sum(start) <= room:
                steps = self._filled(start, most, sorted(used + free), room)
                worth = sum(
                    int(self._upto[name][n]) for name, n in zip(self.channels, steps, strict=True)
                )
                best = max(best, (worth, steps), key=lambda pair: pair[0])
        spend = {name: float(n * STEP_YUAN) for name, n in zip(self.channels, best[1], strict=True)}
        return Split(spend, best[0] / 100)

    def _filled(self, start: list[int], most: list[int], used: list[int], room: int) -> list[int]:
        """Further steps by falling gain while they bring a profit and there is room."""
        offers = [
            (-int(self._gains[self.channels[k]][step]), k)
            for k in used
            for step in range(start[k], most[k])
        ]
        steps = start.copy()
        # Gains of a channel fall, so its steps come in their order.
        for minus, k in sorted(offers)[: room - sum(start)]:
            if minus >= 0:
                break
            steps[k] += 1
        return steps

    def _steps(
        self, given: Mapping[str, float] | None, what: str, default: int, *, up: bool
    ) -> list[int]:
        steps = [default] * len(self.channels)
        for name, yuan in dict(given or {}).items():
            fen = fen_of(yuan, f"{name}的{what}")
            whole = -(-fen // STEP_FEN) if up else fen // STEP_FEN
            steps[known(name, self.channels, "渠道")] = min(
                whole, self.highest * 100 // STEP_FEN + up
            )
        return steps
