"""What parts of a world share: making a thing once, and drawing until a stated condition holds."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from opscourse.errors import CourseError
from opscourse.simulation.randomness import Index, Randomness

if TYPE_CHECKING:
    from opscourse.simulation.world import World

Made = TypeVar("Made")


def once(make: Callable[["World"], Made]) -> Callable[["World"], Made]:
    """Make something once a world. The result is shared: callers must not change it."""
    kept: WeakKeyDictionary[World, Made] = WeakKeyDictionary()

    @functools.wraps(make)
    def made_once(world: "World") -> Made:
        if world not in kept:
            kept[world] = make(world)
        return kept[world]

    return made_once


def within(random: Randomness, stream: str, span: list[int], index: Index) -> np.ndarray:
    """Whole numbers between the two of `span`, both included."""
    low, high = span
    return random.between(stream, low, high, index)


def first_fit(
    stream: str, draw: Callable[[str], Made], fits: Callable[[Made], bool], tries: int = 400
) -> Made:
    """The first draw that fits: `draw` is given the names "<stream> 0", "<stream> 1" …

    Worlds promise that an answer is never near a cut and that a usual mistake never gives the
    right answer by chance. Raises CourseError when a changed scenario leaves no such draw.

    >>> first_fit("dice", lambda name: int(name.split()[1]) ** 2, lambda made: made > 10)
    16
    """
    for attempt in range(tries):
        made = draw(f"{stream} {attempt}")
        if fits(made):
            return made
    raise CourseError(f"用这个场景做不出合格的数据（{stream}）。把场景改得和 coop 接近一些再试。")
