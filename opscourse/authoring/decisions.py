"""What the contract asks of a decision: a market worth deciding in, and a solution that earns."""

from __future__ import annotations

from typing import Any

from opscourse.answers.decision import market_entry
from opscourse.answers.decode import decode
from opscourse.answers.encode import encode
from opscourse.answers.judge import Verdict
from opscourse.answers.rules import quarters
from opscourse.authoring.source import Question

FEN = "0.01"  # two decisions are the same within a fen


def laid_market(question: Question, world: Any) -> dict[str, Any]:
    """What a decision's entry holds beside the usual: market, inputs of the policy, precision.

    Raises KeyError where the world was made without this market, and Refused (a ValueError) where
    the reference is too little ahead of the baselines.
    """
    made = market_entry(world.markets[question.market])
    return {**made, "precision": question.options.get("precision") or FEN}


def stopped(question: Question, answer: dict[str, Any]) -> str:
    """What stopped a policy on some day; "" where it ran through, and for every other kind."""
    if question.kind != "decision":
        return ""
    if answer["type"] != "function":
        return "交出的不是函数"
    ends = (one.get("error") or "运行太久" for one in answer["results"] if "value" not in one)
    return next(ends, "")


def earns_enough(question: Question, verdict: Verdict) -> bool:
    """Whether a right way earns what its question demands: all, or a decision's stated share."""
    if question.kind != "decision":
        return verdict.points == verdict.max_points
    wanted = quarters(question.least, verdict.max_points)
    return verdict.points >= max(wanted, 0.25) and verdict.wrong is None


def shuffled(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same inputs with the rows of their tables in another order."""
    return [{**case, "args": [_shuffled(arg) for arg in case["args"]]} for case in cases]


def _shuffled(arg: dict[str, Any]) -> dict[str, Any]:
    if arg["type"] != "frame":
        return arg
    return encode(decode(arg).sample(frac=1, random_state=7).reset_index(drop=True))
