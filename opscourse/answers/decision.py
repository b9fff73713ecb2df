"""Judge what a learner's policy decided: run the market outside, compare profits, say why.

An entry of kind "decision" holds under ``market`` the market's plain data, the baselines and the
reference with their profits by day, and under ``cases`` what the policy is called with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opscourse.answers.encode import encode
from opscourse.answers.markets import Market, Refused, open_market
from opscourse.answers.plain import Malformed, Results, read
from opscourse.answers.recognise import error_sentence

NEAR = 1e-3  # of the gap: a policy that misses the reference by a fen has found it
LATE = "函数运行太久，被停下了，看看循环会不会结束。"
NONE = "有错的那{unit}按没有决定算。"
BEATEN = "赚得和参考的办法差不多，或者更多。"
AHEAD = "赚的超过了三种简单办法里最好的一种，离参考的办法还差一些。"
BEHIND = "赚的没有超过三种简单办法里最好的一种。"
LOSS = "没有赚到钱：带回来的还不够花出去的。先算出一次花费平均能带回多少，花得比它少。"
IDLE = "每一{unit}都没有决定：返回的是空的，或者全是 0。"
LOST = "没有收到函数的结果。重新运行 check 那一格。"


@dataclass(frozen=True)
class Day:
    """What one day came to; `key` is equal for equal decisions. Money in fen."""

    decision: Any
    key: Any
    profit: int
    fault: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Finding:
    """The share of the points (0 … 1), a sentence, and the named wrong answer that this is."""

    share: float
    says: str
    wrong: int | None = None


def market_entry(data: dict[str, Any]) -> dict[str, Any]:
    """The ``market`` and ``cases`` of an entry, from a market's plain data (`make_market`).

    Raises Refused where the reference is too little ahead of the best baseline.
    """
    market = open_market(data)
    days = range(market.days)
    baselines = [
        {"name": name, "profits": [market.profit(day, made[day]) for day in days]}
        for name, made in market.baselines().items()
    ]
    decided = market.reference()
    profits = [market.profit(day, decided[day]) for day in days]
    entry = {
        "market": {
            **data,
            "baselines": baselines,
            "reference": {"decisions": decided, "profits": profits},
        },
        "cases": [
            {"args": [encode(one) for one in market.arguments(day)], "edge": False} for day in days
        ],
    }
    gap = sum(profits) - floor_profit(entry)
    if gap < max(market.least_gap, 1):
        raise Refused(f"参考的办法只比最好的简单办法多赚 {gap / 100:.2f} 元，太少了")
    return entry


def other_versions(answers: dict[str, Any]) -> dict[str, int]:
    """Questions whose market another version of the simulation made, with that version.

    answers : an answer file. {} where all are of the installed version: only then are profits
    computed anew (a market that is made again) comparable with those that are stored.
    """
    made = {
        key: int(question["market"].get("simulation", 0))
        for key, question in answers["questions"].items()
        if question.get("market")
    }
    if not made:
        return {}  # without the simulation's second of imports
    from opscourse.simulation.world import GENERATOR_VERSION

    return {key: version for key, version in made.items() if version != GENERATOR_VERSION}


def best_baseline(entry: dict[str, Any]) -> tuple[str, int]:
    """Name and profit (fen) of the best of the scripted baselines."""
    best = max(entry["market"]["baselines"], key=lambda one: sum(one["profits"]))
    return best["name"], sum(best["profits"])


def floor_profit(entry: dict[str, Any]) -> int:
    """The profit that earns nothing: the best baseline's, and never less than doing nothing."""
    return max(0, best_baseline(entry)[1])


def share_of(entry: dict[str, Any], profit: int) -> float:
    """(profit − floor) ÷ (reference − floor), within 0 … 1; from 1 − NEAR on it is 1.

    Points fall in whole quarters, so that a fen too little would else cost a quarter.

    >>> market = {"baselines": [{"name": "平均分", "profits": [60, 40]}],
    ...           "reference": {"profits": [250, 50]}}
    >>> [share_of({"market": market}, profit) for profit in (90, 200, 299.9, 999)]
    [0.0, 0.5, 1.0, 1.0]
    """
    floor = floor_profit(entry)
    gap = sum(entry["market"]["reference"]["profits"]) - floor
    share = (profit - floor) / gap if gap > 0 else 0.0
    return 1.0 if share >= 1 - NEAR else max(share, 0.0)


def play(entry: dict[str, Any], given: Results, market: Market | None = None) -> list[Day]:
    """Run every day with what was decided; a day with a fault counts as no decision."""
    market = market or open_market(entry["market"])
    return [_day(entry, market, day, given) for day in range(market.days)]


def _day(entry: dict[str, Any], market: Market, day: int, given: Results) -> Day:
    node, stopped = given.results[day], given.faults[day]
    if stopped == "timeout":
        return Day(None, LATE, 0, LATE)
    if node is None:
        says = error_sentence(stopped)
        return Day(None, says, 0, says)
    try:
        decision = market.decision(day, node)
    except Refused as refused:
        # Who spends more than there is must not be better off than the best baseline.
        name = best_baseline(entry)[0]
        (rows,) = (one["profits"] for one in entry["market"]["baselines"] if one["name"] == name)
        profit = min(0, rows[day]) if refused.over else 0
        return Day(None, (refused.says, refused.detail), profit, refused.says, refused.detail)
    return Day(decision, decision, market.profit(day, decision))


def find(entry: dict[str, Any], given: Results) -> Finding:
    """Judge what a policy decided. The sentence holds nothing of the world or of the answer."""
    market = open_market(entry["market"])
    if len(given.results) != market.days:
        return Finding(0.0, LOST)
    days = play(entry, given, market)
    share = share_of(entry, sum(day.profit for day in days))
    wrong = _named(entry, market, [day.key for day in days])
    if wrong is not None:
        return Finding(share, entry["wrong"][wrong]["says"], wrong)
    if all(day.fault for day in days):
        return Finding(share, faults(days, market.unit) + _reads(given))
    says = faults(days, market.unit) + _verdict(share, days, market)
    return Finding(share, says + _reads(given))


def _named(entry: dict[str, Any], market: Market, keys: list[Any]) -> int | None:
    for place, wrong in enumerate(entry.get("wrong") or []):
        value = read(wrong["value"])
        if not isinstance(value, Results) or len(value.results) != market.days:
            continue
        if [day.key for day in play(entry, value, market)] == keys:
            return place
    return None


def faults(days: list[Day], unit: str) -> str:
    """One sentence for each kind of fault, with the days (called `unit`) on which it happened.

    >>> faults([Day(None, "", 0, "出价里有负数。"), Day({}, {}, 0)], "天")
    '第 1 天：出价里有负数。有错的那天按没有决定算。'
    """
    said: dict[str, list[int]] = {}
    for number, day in enumerate(days, 1):
        if day.fault:
            said.setdefault(day.fault, []).append(number)
    parts = [f"第 {'、'.join(map(str, n))} {unit}：{says}" for says, n in said.items()]
    return "".join([*parts, NONE.format(unit=unit)]) if parts else ""


def _verdict(share: float, days: list[Day], market: Market) -> str:
    if share >= 1:
        return BEATEN
    if share > 0:
        return AHEAD
    if not any(day.decision for day in days):
        return IDLE.format(unit=market.unit)
    return LOSS if sum(day.profit for day in days) <= 0 else BEHIND + market.advice


def _reads(given: Results) -> str:
    if not given.reads:
        return ""
    names = "、".join(given.reads[:3])
    return f"函数里用了外面的变量 {names}。只用括号里的参数，换一个市场才不会错。"


def feedback(entry: dict[str, Any], submitted: dict[str, Any]) -> list[str]:
    """Lines for the practice world: the profit, the best baseline's, and what was wasted.

    They hold numbers of the world, so they never enter a graded notebook's feedback; nor do they
    say what the reference decided. Empty where the answer is no function or was not run.
    """
    try:
        given = read(submitted)
    except Malformed:
        return []
    market = open_market(entry["market"])
    if not isinstance(given, Results) or len(given.results) != market.days:
        return []
    days = play(entry, given, market)
    profit = sum(day.profit for day in days)
    name, best = best_baseline(entry)
    lines = [
        f"练习市场 {market.days} {market.unit}的利润：{_yuan(profit)}"
        "（按平均下单率算，谁碰巧下单不算）。",
        f"最好的简单办法是「{name}」，利润 {_yuan(best)}，你{_than(profit - best)}。",
    ]
    for number, day in enumerate(days, 1):
        if day.detail:
            lines.append(f"第 {number} {market.unit}：{day.detail}")
    decided = [{} if day.decision is None else day.decision for day in days]
    return lines + market.remarks(decided)


def _than(more: int) -> str:
    if more == 0:
        return "和它一样"
    return f"多赚 {_yuan(more)}" if more > 0 else f"少赚 {_yuan(-more)}"


def _yuan(fen: int) -> str:
    """
    >>> _yuan(-123456)
    '-1,234.56 元'
    """
    return f"{fen / 100:,.2f} 元"
