import numpy as np
import pytest

from opscourse.errors import CourseError
from opscourse.simulation.randomness import Randomness, key_bytes, splitmix64


def test_splitmix64_gives_the_published_sequence_of_seed_1234567():
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert splitmix64(np.uint64(1234567), np.arange(3)).tolist() == published


def test_a_number_depends_on_key_stream_and_index_alone():
    random = Randomness(5)
    whole = random.bits("a", 1000)
    assert (random.bits("a", np.array([999, 3])) == whole[[999, 3]]).all()
    assert (random.bits("b", 1000) != whole).all()
    assert (Randomness(6).bits("a", 1000) != whole).all()


def test_draws_are_pinned():
    random = Randomness(5)
    assert random.below("dice", 6, 8).tolist() == [2, 2, 0, 2, 0, 0, 2, 4]
    assert random.shuffled("cards", [1, 2, 3, 4, 5]).tolist() == [3, 5, 1, 4, 2]


def test_below_reaches_every_value_evenly_and_nothing_else():
    counts = np.bincount(Randomness(1).below("even", 7, 70_000), minlength=7)
    assert len(counts) == 7
    assert abs(counts - 10_000).max() < 450  # about 4.8 standard deviations


def test_pick_follows_the_weights_of_a_list_and_of_a_matrix():
    random = Randomness(1)
    weights = [1, 0, 3]
    by_list = np.bincount(random.pick("p", weights, 40_000), minlength=3)
    by_rows = np.bincount(random.pick("p", np.tile(weights, (40_000, 1)), 40_000), minlength=3)
    assert by_list.tolist() == by_rows.tolist()
    assert by_list[1] == 0
    assert abs(by_list[0] - 10_000) < 450


def test_a_number_and_bytes_are_never_the_same_key():
    assert key_bytes(0) != key_bytes(bytes(32))


@pytest.mark.parametrize("key", [b"short", "2025", 1.5, None, True])
def test_other_keys_are_refused_in_chinese(key):
    with pytest.raises(CourseError, match=r"32 个字节"):
        Randomness(key)
