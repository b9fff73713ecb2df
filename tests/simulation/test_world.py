import hashlib
import time

import pandas as pd
import pytest

from opscourse.datasets.csvfile import to_bytes
from opscourse.errors import CourseError
from opscourse.simulation import World

SECRET = bytes(range(32))


# The shop itself. Each part pins its own tables beside its own tests.
SHOP = ("orders", "orders_paid", "visits", "shop_daily", "shop_monthly")


def digest(world):
    tables = b"".join(to_bytes(world.table(name), name) for name in SHOP)
    return hashlib.sha256(tables).hexdigest()


def test_the_same_key_gives_the_same_bytes_on_every_machine():
    assert digest(World(SECRET)) == PINNED


PINNED = "5962f201e665c15acb20e8db3911f49aac19568cf0f3f3e2f05dbacd86e91841"


def test_another_key_gives_other_tables():
    one, other = World(SECRET), World(SECRET[::-1])
    for name in one.tables:
        # Prices of the past are the same everywhere.
        assert one.table(name).equals(other.table(name)) == (name == "channels_2014"), name


def test_tables_do_not_depend_on_the_order_in_which_they_are_made():
    forward, backward = World(3), World(3)
    frames = {name: forward.table(name) for name in forward.tables}
    for name in reversed(backward.tables):
        pd.testing.assert_frame_equal(backward.table(name), frames[name], check_exact=True)


def test_a_table_is_a_fresh_copy():
    world = World(3)
    for name in world.tables:
        first = world.table(name)
        first.iloc[:, 0] = first.iloc[0, 0]
        assert world.table(name).iloc[:, 0].nunique() > 1, name


def test_the_fingerprint_is_stable_and_shows_nothing_of_the_key():
    fingerprint = World(SECRET).fingerprint
    assert fingerprint == World(SECRET).fingerprint
    assert fingerprint != World(SECRET[::-1]).fingerprint
    assert len(fingerprint) == 32
    assert SECRET.hex()[:8] not in fingerprint
    assert not any(SECRET.hex() in str(part) for part in (World(SECRET), World(SECRET).truth))


def test_an_unknown_table_is_named_with_its_near_match():
    with pytest.raises(CourseError, match=r"没有叫 visit 的表。你要的是 visits 吗"):
        World(3).table("visit")


def test_a_world_is_made_quickly():
    World(1).table("orders")
    cpu = time.process_time()
    world = World(2)
    for name in world.tables:
        world.table(name)
    assert time.process_time() - cpu < 1.0
