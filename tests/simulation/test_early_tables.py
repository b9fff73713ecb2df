"""The tables of lessons 1, 2, 4, 5 and 6 as files: keys, types, sizes, and the same bytes again."""

import hashlib

import pandas as pd
import pytest

from opscourse.datasets.csvfile import from_bytes, to_bytes
from opscourse.datasets.dictionary import entry
from opscourse.errors import CourseError
from opscourse.simulation import World, part_tools
from tests.simulation.early_worlds import PARTS, worlds

NAMES = [name for part in PARTS for name in part.TABLES]
SECRET = bytes(range(32))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_comes_back_from_its_file(name):
    for world in worlds()[:3]:
        frame = world.table(name)
        assert len(to_bytes(frame, name)) <= 120_000
        again = from_bytes(to_bytes(frame, name), name)
        pd.testing.assert_frame_equal(again, frame, check_exact=True)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "orders_raw"])
def test_the_key_of_the_dictionary_is_a_key(name):
    fields = [field["name"] for field in entry(name)["fields"] if not field.get("empty")]
    for world in worlds():
        frame = world.table(name)
        assert not frame.duplicated(entry(name)["key"]).any()
        assert not (frame[fields].isna() | (frame[fields] == "")).any().any()


@pytest.mark.parametrize("name", NAMES)
def test_worlds_share_columns_and_types(name):
    kinds = [world.table(name).dtypes.to_dict() for world in worlds()]
    assert all(kind == kinds[0] for kind in kinds)


def test_the_same_key_gives_the_same_bytes_on_every_machine():
    world = World(SECRET)
    data = b"".join(to_bytes(world.table(name), name) for name in NAMES)
    assert hashlib.sha256(data).hexdigest() == PINNED


PINNED = "e835cd1c434798ef7dbe8b10a5773e980c9aad0e7d762fdf8ac075694a78e173"


def test_a_draw_that_never_fits_is_said_in_chinese():
    with pytest.raises(CourseError, match=r"做不出合格的数据（dice）"):
        part_tools.first_fit("dice", len, lambda length: length < 0)
