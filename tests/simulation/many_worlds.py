"""Many worlds whose frames are made once; the tests that share them change none."""

import functools
import hashlib

from opscourse.simulation import (
    PRACTICE_KEY,
    World,
    chats,
    listing,
    parcels,
    postage,
    price_test,
    service,
    stock,
)

PARTS = (postage, listing, price_test, parcels, stock, service, chats)

KEYS = [PRACTICE_KEY, *(hashlib.sha256(b"%d" % n).digest() for n in range(39))]


class Kept:
    """A world that keeps its frames, and the truth of some parts alone."""

    def __init__(self, key, parts):
        world = World(key)
        self.scenario = world.scenario
        self.table = functools.cache(world.table)
        self.truth = {name: fact for part in parts for name, fact in part.truth(world).items()}


@functools.cache
def kept_worlds(parts):
    """Forty worlds with the truth of these parts (a tuple), the practice world first."""
    return [Kept(key, parts) for key in KEYS]


def worlds():
    """With the truth of lessons 7 and 9."""
    return kept_worlds(PARTS)


def fen(yuan):
    """Whole fen; fails when a value is not a whole number of them."""
    whole = (yuan * 100).round()
    assert ((yuan * 100 - whole).abs() < 1e-6).all()
    return whole.astype("int64")
