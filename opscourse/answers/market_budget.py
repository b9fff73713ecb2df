"""A budget over channels as a market: ``split_budget(channels, total) -> {channel: yuan}``.

Each channel answers spending with diminishing returns: s yuan bring a·s/(s+b) before the spending
itself. A learner sees two earlier trials of each channel, its cap and its least test.
"""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd

from opscourse.answers.markets import SPENDING, Refused, read_amounts
from opscourse.answers.plain import Node

ROUNDS = 5
TOTAL = (700, 1800)  # yuan a round
JITTER = (94, 106)  # percent, of what the first yuan brings
TRIALS = (60, 100)  # percent of the half and of twice the half
STEPS = 100  # parts of the total that the reference moves at first
FINE = 4  # sets of channels that it looks at again


def make(world: Any) -> dict[str, Any]:
    """Five rounds of a world: totals and, for each channel, its hidden curve and its limits.

    Channels, curves and limits are drawn as those of lesson 12's tables, anew for each round.
    """
    from opscourse.simulation.part_settings import read_settings

    random, settings, rounds = world.random, read_settings("budget"), []
    names = settings["response_channels"]
    for number in range(ROUNDS):

        def each(what: str, low: int, high: int, number: int = number) -> list[int]:
            return random.between(f"decision split {number} {what}", low, high, len(names)).tolist()

        ladder = random.shuffled(f"decision split {number}", settings["response_ratio_percent"])
        half = each("half", *settings["response_half_yuan"])
        part, jitter = each("trial", *TRIALS), each("jitter", *JITTER)
        cap, least = each("cap", *settings["cap_yuan"]), each("least", *settings["min_test_yuan"])
        channels = [
            {
                "channel": name,
                "most": int(ladder[k]) * jitter[k] // 100 * half[k],
                "half": 100 * half[k],
                "cap": 100 * cap[k],
                "least": 100 * least[k],
                "trials": [half[k] * part[k] // 2, half[k] * part[k]],
            }
            for k, name in enumerate(names)
        ]
        total = 100 * random.one(f"decision split {number} total", *TOTAL)
        rounds.append({"total": total, "channels": channels})
    return {"rounds": rounds}


def left_over(channel: dict[str, Any], fen: int) -> int:
    """What spending this much in a channel leaves, in fen.

    >>> left_over({"most": 3000, "half": 1000}, 1000)
    500
    """
    return channel["most"] * fen // (fen + channel["half"]) - fen


class Market:
    """Rounds of splitting a total, read from what `make` gave; a decision is {channel: fen}."""

    unit = "次"
    advice = SPENDING

    def __init__(self, data: dict[str, Any]) -> None:
        self._rounds = data["rounds"]
        self.days = len(self._rounds)
        for channel in (one for about in self._rounds for one in about["channels"]):
            left_over(channel, channel["cap"] + channel["least"])  # complete, or KeyError

    @property
    def least_gap(self) -> int:
        """A tenth of the money."""
        return sum(about["total"] for about in self._rounds) // 10

    def arguments(self, day: int) -> tuple[pd.DataFrame, float]:
        """The channels of the round and its total, in yuan.

        Columns: channel, min_test, cap, then what two earlier trials cost and left:
        spend_low, profit_low, spend_high, profit_high.
        """
        rows = []
        for one in self._channels(day):
            low, high = one["trials"]
            rows.append(
                {
                    "channel": one["channel"],
                    "min_test": one["least"] / 100,
                    "cap": one["cap"] / 100,
                    "spend_low": low / 100,
                    "profit_low": left_over(one, low) / 100,
                    "spend_high": high / 100,
                    "profit_high": left_over(one, high) / 100,
                }
            )
        return pd.DataFrame(rows), self._rounds[day]["total"] / 100

    def _channels(self, day: int) -> list[dict[str, Any]]:
        return self._rounds[day]["channels"]

    def decision(self, day: int, node: Node) -> dict[str, int]:
        """Spending in fen; raises Refused, also above the total, a cap or below a least test."""
        channels = {one["channel"]: one for one in self._channels(day)}
        amounts = read_amounts(node, list(channels), what="花费", most=10**9)
        for name, fen in amounts.items():
            one = channels[name]
            if fen > one["cap"]:
                raise Refused("有的渠道超过了上限 cap。", f"{name} 上限 {one['cap'] / 100:g} 元。")
            if fen < one["least"]:
                detail = f"{name} 最少 {one['least'] / 100:g} 元。"
                raise Refused("有的渠道少于最低测试 min_test，要么不投，要么投够。", detail)
        total = self._rounds[day]["total"]
        if (spent := sum(amounts.values())) > total:
            detail = f"一共 {spent / 100:.2f} 元，总额 {total / 100:.2f} 元。"
            raise Refused("加起来超过了总额。", detail, over=True)
        return amounts

    def profit(self, day: int, decision: dict[str, int]) -> int:
        """What the round leaves after the spending."""
        return sum(
            left_over(one, decision[one["channel"]])
            for one in self._channels(day)
            if one["channel"] in decision
        )

    # ---- what it is measured against

    def baselines(self) -> dict[str, list[dict[str, int]]]:
        """Equal parts; parts as the earlier spending; all to the earlier best, then the next."""
        equal, before, best = [], [], []
        for day in range(self.days):
            channels, total = self._channels(day), self._rounds[day]["total"]
            old = {one["channel"]: one["trials"][1] for one in channels}
            equal.append(_fitted(channels, {name: total // len(old) for name in old}))
            whole = sum(old.values())
            before.append(_fitted(channels, {n: total * fen // whole for n, fen in old.items()}))
            order = sorted(channels, key=lambda one: -left_over(one, one["trials"][1]))
            left, wish = total, {}
            for one in order:
                wish[one["channel"]] = min(left, one["cap"])
                left -= wish[one["channel"]]
            best.append(_fitted(channels, wish))
        return {"各渠道平均分": equal, "按以前的花费比例分": before, "先投满以前利润最高的": best}

    def reference(self) -> list[dict[str, int]]:
        """For each set of channels the next part goes where it leaves most; then the best set."""
        return [
            best_split(self._channels(day), self._rounds[day]["total"]) for day in range(self.days)
        ]

    def remarks(self, decisions: list[dict[str, int]]) -> list[str]:
        """The channel that lost most, and money in channels whose next yuan brings less than 1."""
        left: dict[str, int] = {}
        tired: dict[str, int] = {}
        for day, decision in enumerate(decisions):
            for one in self._channels(day):
                fen = decision.get(one["channel"], 0)
                left[one["channel"]] = left.get(one["channel"], 0) + left_over(one, fen)
                if fen > 200 and left_over(one, fen) < left_over(one, fen - 100):
                    tired[one["channel"]] = tired.get(one["channel"], 0) + 1
        said = []
        if left and min(left.values()) < 0:
            worst = min(left, key=lambda name: left[name])
            said.append(f"渠道「{worst}」一共亏了 {-left[worst] / 100:.2f} 元。")
        if tired:
            most = max(tired, key=lambda name: tired[name])
            said.append(f"渠道「{most}」有 {tired[most]} 次投过了头：最后 1 元带回的不到 1 元。")
        return said


def _fitted(channels: list[dict[str, Any]], wish: dict[str, int]) -> dict[str, int]:
    """A wish cut to the caps, without what is below the least test."""
    cut = {one["channel"]: min(wish.get(one["channel"], 0), one["cap"]) for one in channels}
    least = {one["channel"]: one["least"] for one in channels}
    return {name: fen for name, fen in cut.items() if fen >= least[name]}


def best_split(channels: list[dict[str, Any]], total: int) -> dict[str, int]:
    """The best split found: within a set of channels the curves are concave, so steps are best.

    Every set is tried in coarse steps, the best few again in steps of a yuan.
    """

    def tried(sets: list[tuple[dict[str, Any], ...]], step: int) -> list[tuple[int, int]]:
        profits = []
        for place, chosen in enumerate(sets):
            spent = _steps(chosen, total, step)
            if spent is not None:
                left = sum(left_over(one, spent[one["channel"]]) for one in chosen)
                profits.append((left, -place))
        return sorted(profits, reverse=True)[:FINE]

    sizes = range(1, len(channels) + 1)
    sets = [chosen for size in sizes for chosen in itertools.combinations(channels, size)]
    sets = [sets[-place] for _, place in tried(sets, max(total // STEPS, 1))]
    for profit, place in tried(sets, 100)[:1]:
        if profit > 0:
            return _steps(sets[-place], total, 100) or {}
    return {}


def _steps(channels: tuple[dict[str, Any], ...], total: int, step: int) -> dict[str, int] | None:
    """Spending of these channels, all of them used; None where the total is too small."""
    spent = {one["channel"]: one["least"] for one in channels}
    left = total - sum(spent.values())
    if left < 0:
        return None

    def gain(one: dict[str, Any]) -> int:
        fen = spent[one["channel"]]
        return left_over(one, fen + step) - left_over(one, fen)

    while left >= step:
        able = [one for one in channels if spent[one["channel"]] + step <= one["cap"]]
        one = max(able, key=gain, default=None)
        if one is None or gain(one) <= 0:
            break
        spent[one["channel"]] += step
        left -= step
    return spent
