"""Lesson 1: `ledger`, `ledger_fixed` and `skills`.

Planted: eight goods whose prices rank differently in every world and otherwise than their
revenues, fixed costs that no good pays with a whole number of pieces, and a class in which some
rated fewer skills than others, so that the mean of means is not the mean.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation.frames import numbered, text_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import first_fit, once, within
from opscourse.simulation.randomness import Randomness

if TYPE_CHECKING:
    from opscourse.simulation.world import World

LEAST_GAP = 0.005  # between the gross margin and the mean of the goods' margins
LEAST_MEAN_GAP = 0.03  # the same for the mean rating of an area, in points
LEAST_AREA_GAP = 0.15


@dataclass
class Ledger:
    """One item a good, in fen and pieces; `fixed` is one item a fixed cost, in fen."""

    price: np.ndarray
    qty: np.ndarray
    cost: np.ndarray
    postage: np.ndarray
    fixed: np.ndarray

    @property
    def unit_margin(self) -> np.ndarray:
        return self.price - self.cost - self.postage

    @property
    def profit(self) -> int:
        """Before the fixed costs, in fen."""
        return int((self.unit_margin * self.qty).sum())

    @property
    def gross_margin(self) -> float:
        revenue = (self.price * self.qty).sum()
        return float((revenue - (self.cost * self.qty).sum()) / revenue)

    @property
    def break_even(self) -> np.ndarray:
        """Pieces of each good that alone would pay the fixed costs, rounded up."""
        return -(-self.fixed.sum() // self.unit_margin)


def _fits(ledger: Ledger) -> bool:
    fixed, margin = ledger.fixed.sum(), ledger.unit_margin
    mean_margin = float((1 - ledger.cost / ledger.price).mean())
    dearest = np.argsort(-ledger.price)[:3].tolist()
    most_sold = np.argsort(-ledger.price * ledger.qty, kind="stable")[:3].tolist()
    return bool(
        (fixed % margin != 0).all()  # a whole number would lie on the ceiling's cut
        and abs(ledger.gross_margin - mean_margin) > LEAST_GAP
        and dearest != most_sold
        and ledger.profit > fixed
    )


@once
def make_ledger(world: "World") -> Ledger:
    """The ledger of a world, with every task's answer away from its usual mistakes."""
    random, settings = world.random, read_settings("ledger")

    def draw(stream: str) -> Ledger:
        n = len(settings["items"])
        tail = np.array(settings["price_tail_fen"])
        yuan = random.shuffled(f"{stream} price", settings["price_ladder"])
        price = yuan * 100 + tail[random.below(f"{stream} tail", len(tail), n)]
        cost = price * within(random, f"{stream} cost", settings["cost_percent"], n) // 1000 * 10
        postage = within(random, f"{stream} postage", settings["postage_fen"], n) // 10 * 10
        qty = within(random, f"{stream} qty", settings["qty"], n)
        fixed = within(
            random, f"{stream} fixed", settings["fixed_yuan"], len(settings["fixed_items"])
        )
        return Ledger(price, qty, cost, postage, fixed // 10 * 1000)

    return first_fit("ledger", draw, _fits)


def ledger_table(world: "World") -> pd.DataFrame:
    ledger = make_ledger(world)
    return pd.DataFrame(
        {
            "item": text_column(read_settings("ledger")["items"]),
            "price": yuan_column(ledger.price),
            "qty": ledger.qty,
            "unit_cost": yuan_column(ledger.cost),
            "postage": yuan_column(ledger.postage),
        }
    )


def ledger_fixed_table(world: "World") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item": text_column(read_settings("ledger")["fixed_items"]),
            "amount": yuan_column(make_ledger(world).fixed),
        }
    )


# ---- the class


@dataclass
class Ratings:
    """One item a rating; skills are numbered through, `area_of` gives the area of each."""

    person: np.ndarray
    skill: np.ndarray
    score: np.ndarray
    area_of: np.ndarray

    def means(self) -> np.ndarray:
        """Mean rating of each area, each rating counted once."""
        area = self.area_of[self.skill]
        return np.bincount(area, weights=self.score) / np.bincount(area)

    def means_of_means(self, group: np.ndarray) -> np.ndarray:
        """The usual mistake: mean by group first (skill or person), then over the groups."""
        areas = self.area_of.max() + 1
        cell = group * areas + self.area_of[self.skill]
        count = np.bincount(cell)
        sums = np.bincount(cell, weights=self.score)[count > 0]
        area = np.arange(len(count))[count > 0] % areas
        return np.bincount(area, weights=sums / count[count > 0]) / np.bincount(area)


def _draw_ratings(random: Randomness, stream: str, settings: dict[str, Any]) -> Ratings:
    skills_of = list(settings["areas"].values())
    area_of = np.repeat(np.arange(len(skills_of)), [len(skills) for skills in skills_of])
    people, n = random.one(f"{stream} people", *settings["people"]), len(area_of)
    person, skill = np.divmod(np.arange(people * n), n)
    level = random.shuffled(f"{stream} level", settings["skill_level_ladder"])[skill]
    # Two dice around the level make middling ratings the most frequent ones.
    noise = random.between(f"{stream} one", -12, 12, people * n)
    noise += random.between(f"{stream} other", -12, 12, people * n)
    score = np.clip((level + noise + 5) // 10, 1, 10)
    answers = random.shuffled(f"{stream} answers", settings["answer_percent_ladder"])[skill]
    keep = random.chance(f"{stream} keep", answers * 100, people * n)
    return Ratings(person[keep], skill[keep], score[keep], area_of)


def _ratings_fit(ratings: Ratings) -> bool:
    means = ratings.means()
    mistakes = [ratings.means_of_means(group) for group in (ratings.skill, ratings.person)]
    return bool(
        abs(means[0] - means[1]) > LEAST_AREA_GAP
        and all((abs(means - wrong) > LEAST_MEAN_GAP).all() for wrong in mistakes)
    )


@once
def _ratings(world: "World") -> Ratings:
    settings = read_settings("ledger")
    return first_fit("skills", lambda s: _draw_ratings(world.random, s, settings), _ratings_fit)


def skills_table(world: "World") -> pd.DataFrame:
    ratings, areas = _ratings(world), read_settings("ledger")["areas"]
    skills = np.array([skill for names in areas.values() for skill in names], dtype=object)
    names = np.array(list(areas), dtype=object)
    return pd.DataFrame(
        {
            "person_id": text_column(numbered("P", ratings.person + 1, 2)),
            "area": text_column(names[ratings.area_of[ratings.skill]]),
            "skill": text_column(skills[ratings.skill]),
            "score": ratings.score,
        }
    )


TABLES = {"ledger": ledger_table, "ledger_fixed": ledger_fixed_table, "skills": skills_table}


def truth(world: "World") -> dict[str, Any]:
    """`ledger`: profit before fixed costs (yuan), gross margin, break-even pieces of each good.

    `skills`: which area rates itself higher.
    """
    settings = read_settings("ledger")
    ledger, items = make_ledger(world), settings["items"]
    return {
        "ledger": {
            "profit": ledger.profit / 100,
            "gross_margin": ledger.gross_margin,
            "break_even": dict(zip(items, ledger.break_even.tolist(), strict=True)),
        },
        "skills": {"stronger": list(settings["areas"])[int(_ratings(world).means().argmax())]},
    }
