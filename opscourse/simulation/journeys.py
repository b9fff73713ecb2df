"""Journeys: shoppers touched by several channels, and what each channel really caused.

Each person has a latent intent to buy. In every step each channel may touch the person, more
likely with a higher intent where it follows demand; a touch may raise the intent for good or
make the person buy at once. All draws are functions of (key, person, step, channel): a world with
a channel switched off meets the same people, so the difference in buyers is its exact effect.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation.learner_numbers import known
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.response import ResponseCurves, Split

if TYPE_CHECKING:
    from opscourse.simulation.world import World

MILLION = 1_000_000


@dataclass(frozen=True)
class Log:
    """What happened: `touched` [step, channel, person] bool; `bought` the step, -1 if never.

    Nobody is touched after the purchase.
    """

    touched: np.ndarray
    bought: np.ndarray


@dataclass(frozen=True)
class Holdout:
    """An experiment's estimate: extra buyers through the channel, and its 95 % interval."""

    channel: str
    extra_buyers: float
    low: float
    high: float


class JourneyWorld:
    """The journeys of one world in one of the markets opener, closer, together, own_demand.

    >>> from opscourse.simulation import World
    >>> journeys = JourneyWorld(World(7), "opener")
    >>> effects = journeys.truth()["extra_buyers"]
    >>> effects["展示"] > 0, effects["搜索"]
    (True, 0)
    """

    def __init__(self, world: "World", scenario: str = "opener") -> None:
        settings = read_settings("journeys")
        scenarios = list(settings["scenarios"])
        known(scenario, scenarios, "渠道场景")
        self._world, self.scenario = world, scenario
        self.channels: list[str] = settings["channels"]
        self.people: int = settings["people"]
        self._steps: int = settings["steps"]
        # The order of the channels' roles is the scenario's, their strengths the world's own.
        self._facts = {
            field: self._strength(field, values)
            for field, values in settings["scenarios"][scenario].items()
            if field != "tilt"
        }
        self._tilt: list[int] = settings["scenarios"][scenario]["tilt"]
        shape = np.array(settings["intent_shape"])
        self._intent = shape[world.random.below("journey intent", len(shape), self.people)]
        count = self._steps * len(self.channels) * self.people
        self._touch = world.random.below("journey touch", 10_000, count).reshape(
            self._steps, len(self.channels), self.people
        )
        self._close = world.random.below("journey close", 10_000, count).reshape(self._touch.shape)
        buys = world.random.below("journey buy", MILLION, self._steps * self.people)
        self._buy = buys.reshape(self._steps, self.people)
        self._usual: Log | None = None

    def _strength(self, field: str, values: list[int]) -> np.ndarray:
        low, high = read_settings("journeys")["jitter_percent"]
        stream = f"journey {self.scenario} {field}"
        return np.array(values) * self._world.random.between(stream, low, high, len(values)) // 100

    def run(self, off: Iterable[str] = (), off_for: np.ndarray | None = None) -> Log:
        """All journeys with these channels switched off, for everybody or for some (bool)."""
        silent = [known(name, self.channels, "渠道") for name in off]
        for_whom = np.ones(self.people, dtype=bool) if off_for is None else off_for
        settings, facts = read_settings("journeys"), self._facts
        intent, most = self._intent.copy(), settings["highest_intent"]
        bought = np.full(self.people, -1)
        touched = np.zeros(self._touch.shape, dtype=bool)
        for step in range(self._steps):
            open_ = bought < 0
            at_once = np.zeros(self.people, dtype=bool)
            start = intent.copy()
            late = settings["tilt_percent"] * (2 * step - self._steps + 1) // (self._steps - 1)
            for c in range(len(self.channels)):
                usual = facts["touch"][c] + facts["follow"][c] * start
                chance = usual * (100 + self._tilt[c] * late) // 100
                hit = open_ & (self._touch[step, c] < chance)
                if c in silent:
                    hit &= ~for_whom
                touched[step, c] = hit
                intent = np.minimum(intent + facts["lift"][c] * hit, most)
                at_once |= hit & (self._close[step, c] < facts["close"][c])
            chance = settings["buy_per_million"] * intent * intent
            bought[open_ & (at_once | (self._buy[step] < chance))] = step
        return Log(touched, bought)

    @property
    def log(self) -> Log:
        """The journeys as they are, with every channel on."""
        if self._usual is None:
            self._usual = self.run()
        return self._usual

    def buyers(self, off: Iterable[str] = ()) -> int:
        """How many people buy with these channels switched off."""
        off = list(off)
        return int(((self.run(off) if off else self.log).bought >= 0).sum())

    def truth(self) -> dict[str, Any]:
        """`extra_buyers` by channel (paired switch-off), `all` of them at once, `buyers`.

        The effects need not sum to that of all: channels share and multiply.
        """
        total = self.buyers()
        return {
            "buyers": total,
            "extra_buyers": {name: total - self.buyers([name]) for name in self.channels},
            "all": total - self.buyers(self.channels),
        }

    def holdout(self, channel: str, share: float) -> Holdout:
        """Switch a channel off for a random share (0–1) of the people and compare."""
        place = known(channel, self.channels, "渠道")
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share < 1:
            raise CourseError(f"留出的比例 share 要在 0 和 1 之间，例如 0.5，现在是 {share!r}。")
        per_10000 = round(share * 10_000)
        out = self._world.random.chance(f"journey holdout {place}", per_10000, self.people)
        if out.all() or not out.any():
            raise CourseError(
                f"留出的比例 share 是 {share!r}，有一组没有人。换一个比例，例如 0.5。"
            )
        bought = self.run([channel], off_for=out).bought >= 0
        rates = bought[~out].mean(), bought[out].mean()
        counts = (~out).sum(), out.sum()
        noise = sum(p * (1 - p) / n for p, n in zip(rates, counts, strict=True)) ** 0.5
        effect, wide = (rates[0] - rates[1]) * self.people, 1.96 * noise * self.people
        return Holdout(channel, float(effect), float(effect - wide), float(effect + wide))

    def paths(self) -> pd.DataFrame:
        """Who was touched when and by which channel; `bought` is 1 for those who buy in the end."""
        person, step, channel = self._in_order()
        return pd.DataFrame(
            {
                "person": person,
                "step": step,
                "channel": np.array(self.channels, dtype=object)[channel],
                "bought": (self.log.bought[person] >= 0).astype(np.int64),
            }
        )

    def _in_order(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Touches by person, then step, then the channels' order."""
        person, step, channel = np.nonzero(self.log.touched.transpose(2, 0, 1))
        return person, step, channel

    def attribute(self, rule: str) -> dict[str, float]:
        """Credit by a rule of `RULES`: buyers by channel, of those that were touched at all."""
        known(rule, list(RULES), "归因规则")
        person, step, channel = self._in_order()
        mine = self.log.bought[person] >= 0
        person, step, channel = person[mine], step[mine], channel[mine]
        if not len(person):
            return dict.fromkeys(self.channels, 0.0)
        first = np.append(True, person[1:] != person[:-1])
        last = np.append(first[1:], True)
        group = np.cumsum(first) - 1
        weight = RULES[rule](first, last, self.log.bought[person] - step)
        weight = weight / np.bincount(group, weight)[group]
        credit = np.bincount(channel, weight, minlength=len(self.channels))
        return dict(zip(self.channels, credit.tolist(), strict=True))

    def error(self, credit: dict[str, float]) -> float:
        """Share of the credit that stands at the wrong channel (0–1), against the truth."""
        effects = self.truth()["extra_buyers"]
        real = np.array([max(effects[name], 0) for name in self.channels], dtype=float)
        told = np.array([max(credit[name], 0) for name in self.channels], dtype=float)
        if not real.sum() or not told.sum():
            return float("nan")
        return float(np.abs(real / real.sum() - told / told.sum()).sum() / 2)

    def allocate(self, budget: float) -> Split:
        """The most profitable split of a budget (yuan) over the world's response curves."""
        return ResponseCurves(self._world).allocate(budget)


# A rule gives each touch of a buyer a weight, from: is it the first, is it the last, steps before
# the purchase. The weights of one buyer are then scaled to one.
Rule = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
RULES: dict[str, Rule] = {
    "last_click": lambda first, last, before: last * 1.0,
    "first_click": lambda first, last, before: first * 1.0,
    "linear": lambda first, last, before: np.ones(len(first)),
    "position": lambda first, last, before: np.where(first | last, 4.0, 1.0),
    "time_decay": lambda first, last, before: 0.5**before,
}
