"""The tables of lessons 7 and 9 as files: types, keys, sizes, and back again without a change."""

import pandas as pd
import pytest

from opscourse.datasets.csvfile import from_bytes, to_bytes
from opscourse.datasets.dictionary import entry
from tests.simulation.many_worlds import PARTS, worlds

NAMES = [name for part in PARTS for name in part.TABLES]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_comes_back_from_its_file(name):
    for world in worlds()[:3]:
        frame = world.table(name)
        data = to_bytes(frame, name)
        assert len(frame) <= 20_000
        assert len(data) <= 1_000_000
        pd.testing.assert_frame_equal(from_bytes(data, name), frame, check_exact=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_key_of_the_dictionary_is_a_key(name):
    key = entry(name)["key"]
    for world in worlds():
        assert not world.table(name).duplicated(key).any()
    empty = [field["name"] for field in entry(name)["fields"] if not field.get("empty")]
    frame = worlds()[0].table(name)
    assert not (frame[empty].isna() | (frame[empty] == "")).any().any()
