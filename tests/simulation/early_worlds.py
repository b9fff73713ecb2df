"""Forty worlds with the truth of lessons 1, 2, 4, 5 and 6."""

from opscourse.simulation import (
    buyers,
    competitors,
    ledger,
    raw_orders,
    research,
    sourcing,
)
from tests.simulation.many_worlds import KEYS, fen, kept_worlds

__all__ = ["KEYS", "PARTS", "fen", "worlds"]

PARTS = (ledger, raw_orders, research, sourcing, competitors, buyers)


def worlds():
    """The practice world first."""
    return kept_worlds(PARTS)
