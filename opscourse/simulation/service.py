"""Customer service: `chats`, `reviews`, `claims` and `group_questions`."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import numbered, text_column, time_column
from opscourse.simulation.orders import HOUR, NEVER
from opscourse.simulation.parcels import parcels
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import within

if TYPE_CHECKING:
    from opscourse.simulation.world import World

DAY = dates.DAY_SECONDS
MINUTE = 60
SCORES = ["item_score", "service_score", "logistics_score"]
REVIEWS_SINCE = dates.day_number("2025-01-01") * DAY
STEP_MONTH = 18  # 2025-07: from here on the shop is better or worse
CLAIMS_SINCE = 18  # 2025-07
QUESTIONS_SINCE = dates.day_number("2025-10-01")


# ---- reviews


def _five_percent(world: "World") -> np.ndarray:
    """Percent of reviews with 5 points, [score, month 0 … 23].

    Since July the shop is better or worse, and it goes on to rise or fall: busy months differ
    from quiet ones, so a mean of monthly means is not the mean.
    """
    random, settings = world.random, read_settings("fulfilment")
    n = len(SCORES)
    before = within(random, "five percent", settings["five_percent"], n)
    step = within(random, "five step", settings["five_step_percent"], n)
    wave = within(random, "five wave", settings["five_wave_percent"], n)
    step = step * (2 * random.between("five way", 0, 1, n) - 1)
    wave = wave * (2 * random.between("five wave way", 0, 1, n) - 1)
    shape = np.array([0] * STEP_MONTH + [1, 1, 0, 0, -1, -1])
    since = (np.arange(24) >= STEP_MONTH).astype(int)
    return before[:, None] + step[:, None] * since + wave[:, None] * shape


def reviews(world: "World") -> pd.DataFrame:
    """One row a reviewed order; a late parcel costs points for logistics."""
    random, settings = world.random, read_settings("fulfilment")
    ways = parcels(world)
    ways = ways.rows(ways.reviewed >= REVIEWS_SINCE)
    ways = ways.rows(np.argsort(ways.reviewed, kind="stable"))
    n = len(ways.reviewed)
    five = _five_percent(world)[:, dates.MONTH_OF_DAY[ways.reviewed // DAY]]
    five[2] -= np.where(ways.late, settings["late_review_percent"], 0)
    scores = {}
    for number, name in enumerate(SCORES):
        lower = 1 + random.pick(f"{name} below five", settings["other_score_weights"], n)
        top = random.chance(f"{name} five", five[number] * 100, n)
        scores[name] = np.where(top, 5, lower)
    return pd.DataFrame(
        {
            "review_id": text_column(numbered("R", np.arange(1, n + 1), 5)),
            "order_id": ways.orders["order_id"],
            "at": time_column(ways.reviewed),
            **scores,
        }
    )


# ---- claims


def _claim_chances(world: "World") -> np.ndarray:
    """Percent of claims closed in time, by promise, in the order of `promised_hours`."""
    ladder = world.random.shuffled("claim ladder", read_settings("fulfilment")["claim_hit_ladder"])
    return ladder + world.random.between("claim jitter", -3, 3, len(ladder))


def claims(world: "World") -> pd.DataFrame:
    """One row a claim for spoilt fruit; an empty `closed_at` is still open."""
    random, settings = world.random, read_settings("fulfilment")
    n = random.one("claims", *settings["claims"])
    forgotten = random.one("forgotten claims", *settings["forgotten_claims"])
    fresh = random.one("fresh claims", *settings["fresh_claims"])

    month = CLAIMS_SINCE + random.pick("claim month", settings["claim_month_weights"], n)
    first = np.searchsorted(dates.MONTH_OF_DAY, month)
    # The last 7 days of the year bring none, so that only planted claims are open at the end.
    beyond = np.searchsorted(dates.MONTH_OF_DAY, month + 1)
    beyond = np.minimum(beyond, dates.DAYS - 7)
    day = first + random.below("claim day", beyond - first, n)
    opened = day * DAY + random.below("claim second", DAY, n)
    kind = random.pick("claim promise", [1] * len(settings["promised_hours"]), n)
    promised = np.array(settings["promised_hours"])[kind]
    hit = random.chance("claim hit", _claim_chances(world)[kind] * 100, n)
    percent = np.where(
        hit, random.between("claim quick", 8, 95, n), random.between("claim slow", 106, 260, n)
    )
    closed = opened + promised * HOUR * percent // 100
    closed[random.shuffled("forgotten", np.arange(n))[:forgotten]] = NEVER

    last = dates.END - random.between("fresh claim", 5 * MINUTE, 9 * HOUR, fresh)
    late_promise = random.pick("fresh promise", [1] * len(settings["promised_hours"]), fresh)
    opened, closed = np.r_[opened, last], np.r_[closed, np.full(fresh, NEVER)]
    promised = np.r_[promised, np.array(settings["promised_hours"])[late_promise]]
    in_time = np.argsort(opened, kind="stable")
    return pd.DataFrame(
        {
            "claim_id": text_column(numbered("C", np.arange(1, n + fresh + 1), 4)),
            "opened_at": time_column(opened[in_time]),
            "closed_at": time_column(closed[in_time]),
            "promised_hours": promised[in_time],
        }
    )


# ---- questions in the service group


def _question_minutes(world: "World") -> np.ndarray:
    """Usual minutes to an answer, by tag."""
    return world.random.shuffled(
        "question minutes", read_settings("fulfilment")["question_minutes"]
    )


def group_questions(world: "World") -> pd.DataFrame:
    """One row a question of the fourth quarter; an empty `answered_at` was never answered."""
    random, settings = world.random, read_settings("fulfilment")
    ladder = random.shuffled("question ladder", settings["question_ladder"])
    counts = ladder + random.between("question jitter", -3, 3, len(ladder))
    tag = np.repeat(np.arange(len(counts)), counts)
    n = len(tag)
    day = random.between("question day", QUESTIONS_SINCE, dates.DAYS - 2, n)
    at = day * DAY + random.between("question second", 7 * HOUR, 23 * HOUR, n)
    percent = np.array(settings["reply_percent"])[
        random.pick("question percent", [1] * len(settings["reply_percent"]), n)
    ]
    spread = random.between("question spread", 85, 115, n)
    usual = _question_minutes(world)[tag] * MINUTE
    answered = at + np.minimum(usual * percent * spread // 10_000, 20 * HOUR)
    none = random.one("question unanswered", *settings["question_unanswered_percent"])
    answered[random.chance("unanswered question", none * 100, n)] = NEVER
    in_time = np.argsort(at, kind="stable")
    return pd.DataFrame(
        {
            "at": time_column(at[in_time]),
            "tag": text_column(np.array(settings["question_tags"])[tag[in_time]]),
            "answered_at": time_column(answered[in_time]),
        }
    )


TABLES = {"reviews": reviews, "claims": claims, "group_questions": group_questions}


def truth(world: "World") -> dict[str, Any]:
    """Chances of 5 points by month, and of a claim closed in time; usual minutes to answers."""
    five, settings = _five_percent(world), read_settings("fulfilment")
    hours = settings["promised_hours"]
    tags, minutes = settings["question_tags"], _question_minutes(world)
    return {
        "five_points": {
            name: {dates.month_text(m): int(five[k, m]) / 100 for m in range(12, 24)}
            for k, name in enumerate(SCORES)
        },
        "late_costs": settings["late_review_percent"] / 100,
        "claims_in_time": {
            hour: int(chance) / 100
            for hour, chance in zip(hours, _claim_chances(world), strict=True)
        },
        "question_minutes": {t: int(m) for t, m in zip(tags, minutes, strict=True)},
    }
