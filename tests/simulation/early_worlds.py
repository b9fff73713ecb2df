"""Forty worlds with the truth of lessons 1, 2, 4, 5 and 6; frames are made once, none changes."""

import functools

from opscourse.simulation import (
    World,
    buyers,
    competitors,
    ledger,
    raw_orders,
    research,
    sourcing,
)
from tests.simulation.many_worlds import KEYS, fen

__all__ = ["KEYS", "PARTS", "fen", "worlds"]

PARTS = (ledger, raw_orders, research, sourcing, competitors, buyers)


class Kept:
    """A world that keeps its frames and the truth of these parts."""

    def __init__(self, key):
        world = World(key)
        self.scenario = world.scenario
        self.table = functools.cache(world.table)
        self.truth = {name: fact for part in PARTS for name, fact in part.truth(world).items()}


@functools.cache
def worlds():
    """The practice world first."""
    return [Kept(key) for key in KEYS]
