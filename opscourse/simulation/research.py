"""Lessons 4 and 6: `survey_training`, `topic_needs` and `readiness`.

Planted: ages that cannot be, people who answered too fast (a few of them with both faults), and
topics whose order by need alone, by gap alone and by need × gap differ. No age is exactly 18 or
75 and nobody took 53 to 74 seconds, so no row lies on a cut.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation.frames import numbered, text_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import first_fit, once, within
from opscourse.simulation.randomness import Randomness

if TYPE_CHECKING:
    from opscourse.simulation.world import World

LEAST_SCORE_GAP = 0.02  # between any two topics' need × gap
LEAST_READINESS_GAP = 0.06  # between the weighted and the plain mean, in points
SCALE = 4  # ratings 1 to 5 are 1 and four chances


@dataclass
class Survey:
    """One item a respondent; `bad_age` and `speeder` are what was planted."""

    age: np.ndarray
    kind: np.ndarray
    seconds: np.ndarray
    bad_age: np.ndarray
    speeder: np.ndarray

    @property
    def valid(self) -> np.ndarray:
        return ~self.bad_age & ~self.speeder


@dataclass
class Needs:
    """Ratings [person, topic]; `person` are positions in the survey."""

    person: np.ndarray
    need: np.ndarray
    level: np.ndarray

    @property
    def score(self) -> np.ndarray:
        """Need × gap of each topic, of the means."""
        need, level = self.need.mean(axis=0), self.level.mean(axis=0)
        return need * (need - level)


# ---- the survey


def _draw_survey(random: Randomness, stream: str, settings: dict[str, Any]) -> Survey:
    n = random.one(f"{stream} n", *settings["respondents"])
    weights = random.shuffled(f"{stream} weights", settings["type_weights_ladder"])
    kind = random.pick(f"{stream} type", weights, n)
    low, high = np.array(list(settings["learner_types"].values())).T
    age = low[kind] + random.below(f"{stream} age", (high - low + 1)[kind], n)
    first, last = settings["honest_seconds"]
    # The smaller of two dice: most people take a few minutes.
    seconds = np.minimum(
        random.between(f"{stream} seconds", first, last, n),
        random.between(f"{stream} other seconds", first, last, n),
    )
    both = random.one(f"{stream} both", *settings["speeders_with_impossible_age"])
    ages = random.one(f"{stream} bad ages", *settings["impossible_age_rows"])
    fast = random.one(f"{stream} speeders", *settings["speeders"])
    order = random.shuffled(f"{stream} spoilt", np.arange(n))
    bad_age, speeder = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    bad_age[order[:ages]] = True
    speeder[order[ages - both : ages - both + fast]] = True
    impossible = np.array(settings["impossible_ages"])
    age[bad_age] = impossible[random.below(f"{stream} wrong", len(impossible), ages)]
    seconds[speeder] = within(random, f"{stream} hurry", settings["speeder_seconds"], fast)
    return Survey(age, kind, seconds, bad_age, speeder)


def _survey_fits(survey: Survey) -> bool:
    """No two types equally frequent, before or after cleaning, and some of each."""
    counts = [np.sort(np.bincount(kind)) for kind in (survey.kind, survey.kind[survey.valid])]
    return all(bool((np.diff(count) > 0).all() and count[0] >= 10) for count in counts)


@once
def make_survey(world: "World") -> Survey:
    settings = read_settings("research")
    return first_fit(
        "training survey", lambda s: _draw_survey(world.random, s, settings), _survey_fits
    )


def survey_table(world: "World") -> pd.DataFrame:
    survey = make_survey(world)
    types = np.array(list(read_settings("research")["learner_types"]), dtype=object)
    return pd.DataFrame(
        {
            "respondent_id": text_column(numbered("T", np.arange(1, len(survey.age) + 1), 3)),
            "age": survey.age,
            "learner_type": text_column(types[survey.kind]),
            "seconds": survey.seconds,
        }
    )


# ---- the topics


def _draw_needs(random: Randomness, stream: str, settings: dict[str, Any], valid: Any) -> Needs:
    percent = random.one(f"{stream} answers", *settings["answer_topics_percent"])
    person = np.sort(random.shuffled(f"{stream} who", valid)[: len(valid) * percent // 100])
    topics = len(settings["topics"])

    def ratings(field: str) -> np.ndarray:
        chance = random.shuffled(f"{stream} {field}", settings[f"{field}_ladder"])
        shape = (len(person), topics, SCALE)
        draws = random.below(f"{stream} {field} rating", 10_000, int(np.prod(shape)))
        return 1 + (draws.reshape(shape) < chance[:, None]).sum(axis=2)

    return Needs(person, ratings("need"), ratings("level"))


def _needs_fit(needs: Needs) -> bool:
    need, gap = needs.need.mean(axis=0), (needs.need - needs.level).mean(axis=0)
    by_person = (needs.need * (needs.need - needs.level)).mean(axis=0)
    orders = [np.argsort(-x, kind="stable")[:3].tolist() for x in (needs.score, need, gap)]
    apart = [np.diff(np.sort(scores)).min() for scores in (needs.score, by_person)]
    return min(apart) > LEAST_SCORE_GAP and orders[0] not in orders[1:]


@once
def make_needs(world: "World") -> Needs:
    settings, valid = read_settings("research"), np.flatnonzero(make_survey(world).valid)
    return first_fit("topics", lambda s: _draw_needs(world.random, s, settings, valid), _needs_fit)


def needs_table(world: "World") -> pd.DataFrame:
    """One row a respondent and topic; only some of the valid respondents answered this part."""
    needs, topics = make_needs(world), read_settings("research")["topics"]
    people = numbered("T", needs.person + 1, 3)
    return pd.DataFrame(
        {
            "respondent_id": text_column(np.repeat(people, len(topics))),
            "topic": text_column(np.tile(np.array(topics, dtype=object), len(people))),
            "need": needs.need.ravel(),
            "level": needs.level.ravel(),
        }
    )


# ---- the village


@once
def make_readiness(world: "World") -> tuple[np.ndarray, np.ndarray]:
    """Weights in percent and scores 0 to 5 of the items."""
    settings, random = read_settings("research"), world.random

    def draw(stream: str) -> tuple[np.ndarray, np.ndarray]:
        weight = random.shuffled(f"{stream} weight", settings["readiness_weights_ladder"])
        return weight, random.between(f"{stream} score", 0, 5, len(weight))

    def fits(made: tuple[np.ndarray, np.ndarray]) -> bool:
        weight, score = made
        weighted = float((weight * score).sum() / 100)
        return abs(weighted - float(score.mean())) > LEAST_READINESS_GAP

    return first_fit("readiness", draw, fits)


def readiness_table(world: "World") -> pd.DataFrame:
    weight, score = make_readiness(world)
    return pd.DataFrame(
        {
            "item": text_column(read_settings("research")["readiness_items"]),
            "weight": weight / 100,
            "score": score,
        }
    )


TABLES = {
    "survey_training": survey_table,
    "topic_needs": needs_table,
    "readiness": readiness_table,
}


def truth(world: "World") -> dict[str, Any]:
    """`survey_training`: planted faults by kind; `topics` by need × gap; `readiness` of 5."""
    survey, settings = make_survey(world), read_settings("research")
    order = np.argsort(-make_needs(world).score)
    weight, score = make_readiness(world)
    return {
        "survey_training": {
            "impossible_age": int(survey.bad_age.sum()),
            "speeders": int(survey.speeder.sum()),
            "both": int((survey.bad_age & survey.speeder).sum()),
            "valid": int(survey.valid.sum()),
        },
        "topics": [settings["topics"][k] for k in order],
        "readiness": float((weight * score).sum() / 100),
    }
