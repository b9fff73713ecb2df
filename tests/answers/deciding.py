"""A tiny budget market, and what a policy hands over for it."""

from __future__ import annotations

import json
from typing import Any

from opscourse.answers.functions import call_cases


def channel(name: str, most: int, half: int) -> dict[str, Any]:
    trials = [half // 2, half]
    about = {"channel": name, "most": most, "half": half, "cap": 50_000, "least": 1_000}
    return {**about, "trials": trials}


def tiny_market(days: int = 3) -> dict[str, Any]:
    """One good channel, one middling, one that loses; the total differs from day to day."""
    rounds = [
        {
            "total": 40_000 + 10_000 * day,
            "channels": [
                channel("甲", 120_000, 20_000),
                channel("乙", 60_000, 20_000),
                channel("丙", 9_000, 10_000),
            ],
        }
        for day in range(days)
    ]
    return {"name": "budget", "simulation": 1, "rounds": rounds}


def called(entry: dict[str, Any], policy: Any, limit: float = 2.0) -> Any:
    """What a policy hands over, as it travels."""
    results = call_cases(policy, entry["cases"], lambda name: None, limit)
    return json.loads(json.dumps(results, allow_nan=False))
