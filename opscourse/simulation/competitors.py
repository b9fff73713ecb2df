"""Lesson 5: `rivals`, `rival_keywords`, `rival_scores` and `dimensions`.

Planted: price cuts of 12 to 28 % in weeks that differ from world to world, and drops of 9.2 to
9.7 % that are none (against the new price they look like more than 10 %); a cut by our own shop;
a shop that leads in the last week and another that led over the half year; overlaps of keywords
in which the three nearest shops are not those with the most shared words; a largest gap that one
can act on, which is neither the largest of all nor the largest without the weights.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import text_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import first_fit, once, within
from opscourse.simulation.randomness import Randomness

if TYPE_CHECKING:
    from opscourse.simulation.world import World

CUT = 0.10
BLOCK = 4  # a shop changes its price at most once in so many weeks
LEAST_LEAD = 0.03  # of the best-selling shop over the next
LEAST_PRICE_GAP = 0.03
LEAST_OVERLAP_GAP = 0.012
LEAST_SCORE_GAP = 0.02


def _shop_ids() -> np.ndarray:
    """The rivals, then `own`."""
    shops = read_settings("competitors")["shops"]
    return np.array([*(f"R{k:02d}" for k in range(1, shops + 1)), "own"], dtype=object)


# ---- the weeks


@dataclass
class Weeks:
    """[shop, week]; money in fen, rates per 10000, stay in hundredths of a minute."""

    price: np.ndarray
    visitors: np.ndarray
    cvr: np.ndarray
    retention: np.ndarray
    active: np.ndarray
    stay: np.ndarray
    cut: np.ndarray  # bool: a planted cut begins in this week

    @property
    def sales(self) -> np.ndarray:
        return self.visitors * self.cvr // 10_000 * self.price


def _draw_prices(
    random: Randomness, stream: str, settings: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray]:
    """Prices [shop, week] in whole jiao, and where a planted cut begins."""
    shops, weeks = settings["shops"], settings["weeks"]
    usual = np.r_[
        random.shuffled(f"{stream} price", settings["price_ladder"]),
        random.one(f"{stream} own price", *settings["own_price"]),
    ]
    size = (shops + 1) * weeks
    wobble = within(random, f"{stream} wobble", settings["wobble_percent"], size)
    jiao = usual[:, None] * wobble.reshape(-1, weeks) // 10

    blocks = (weeks - 2) // BLOCK
    places = random.shuffled(f"{stream} places", np.arange(shops * blocks))
    cuts = random.one(f"{stream} cuts", *settings["cuts"])
    misses = random.one(f"{stream} misses", *settings["near_misses"])
    own = shops * blocks + random.one(f"{stream} own cut", 0, blocks - 1)
    places = np.r_[places[: cuts + misses], own]
    is_cut = np.arange(len(places)) < cuts
    is_cut[-1] = True
    deep = within(random, f"{stream} deep", settings["cut_per_1000"], len(places))
    shallow = within(random, f"{stream} shallow", settings["near_miss_per_1000"], len(places))
    shop, week = places // blocks, places % blocks * BLOCK + 2
    week = week + random.below(f"{stream} week", 2, len(places))
    cut = np.zeros(jiao.shape, dtype=bool)
    cut[shop[is_cut], week[is_cut]] = True
    low = jiao[shop, week - 1] * (1000 - np.where(is_cut, deep, shallow)) // 1000
    jiao[shop, week] = jiao[shop, week + 1] = low  # it lasts two weeks
    return jiao, cut


def _draw_weeks(random: Randomness, stream: str, settings: dict[str, Any]) -> Weeks:
    shops, weeks = settings["shops"], settings["weeks"]
    size = (shops + 1) * weeks
    jiao, cut = _draw_prices(random, stream, settings)

    def noisy(field: str, usual: np.ndarray, span: list[int]) -> np.ndarray:
        noise = within(random, f"{stream} {field} noise", span, size).reshape(-1, weeks)
        return usual * noise // 100

    def ladder(field: str) -> np.ndarray:
        """A column of the rivals' usual values; our own shop stands in the middle."""
        steps = settings[f"{field}_ladder"]
        usual = random.shuffled(f"{stream} {field}", steps)
        return np.r_[usual, random.one(f"{stream} own {field}", steps[3], steps[7])][:, None]

    more = np.ones(jiao.shape, dtype=np.int64) * 100
    percent = within(random, f"{stream} more", settings["cut_more_visitors_percent"], size)
    during = cut | np.roll(cut, 1, axis=1)
    more[during] = percent.reshape(-1, weeks)[during]
    trend = within(random, f"{stream} trend", settings["trend_per_1000"], shops + 1)[:, None]
    visitors = ladder("visitors") * (1000 + trend * np.arange(weeks)) // 1000 * more // 100
    visitors = noisy("visitors", visitors, settings["noise_percent"])
    share = within(random, f"{stream} active", settings["active_percent"], shops + 1)[:, None]
    stay = within(random, f"{stream} stay", settings["stay_seconds"], shops + 1)[:, None]
    return Weeks(
        price=jiao * 10,
        visitors=visitors,
        cvr=noisy("cvr", ladder("cvr") + 0 * more, [92, 108]),
        retention=noisy("retention", ladder("retention") * 10 + 0 * more, [94, 106]),
        active=noisy("active", visitors * share // 100, [96, 104]),
        stay=noisy("stay", stay * 100 // 60 + 0 * more, [90, 110]),
        cut=cut,
    )


def _weeks_fit(weeks: Weeks) -> bool:
    sales, price = weeks.sales, weeks.price
    last = sales[:, -1]
    leader, second = np.argsort(-last, kind="stable")[:2]
    drop = 1 - price[:, 1:] / price[:, :-1]
    big = drop >= CUT
    own = len(last) - 1
    gap = price[own, -1] / price[leader, -1] - 1
    return bool(
        own not in (leader, sales.sum(axis=1).argmax())
        and last[leader] > last[second] * (1 + LEAST_LEAD)
        and leader != sales.sum(axis=1).argmax()
        and abs(gap) > LEAST_PRICE_GAP
        and (big == weeks.cut[:, 1:]).all()
        and (abs(drop - CUT) > 1e-3).all()
    )


@once
def make_weeks(world: "World") -> Weeks:
    settings = read_settings("competitors")
    return first_fit("rival weeks", lambda s: _draw_weeks(world.random, s, settings), _weeks_fit)


def _mondays() -> np.ndarray:
    settings = read_settings("competitors")
    first = dates.day_number(settings["first_monday"])
    return dates.DATES[first + 7 * np.arange(settings["weeks"])].astype(str).astype(object)


def rivals_table(world: "World") -> pd.DataFrame:
    weeks, mondays, shops = make_weeks(world), _mondays(), _shop_ids()
    return pd.DataFrame(
        {
            "shop_id": text_column(np.repeat(shops, len(mondays))),
            "week": text_column(np.tile(mondays, len(shops))),
            "price": yuan_column(weeks.price.ravel()),
            "visitors": weeks.visitors.ravel(),
            "cvr": weeks.cvr.ravel() / 10_000,
            "retention": weeks.retention.ravel() / 10_000,
            "active_users": weeks.active.ravel(),
            "stay_minutes": weeks.stay.ravel() / 100,
            "sales": yuan_column(weeks.sales.ravel()),
        }
    )


# ---- the keywords


def _draw_keywords(random: Randomness, stream: str, settings: dict[str, Any]) -> np.ndarray:
    """Whether [shop, keyword] uses the keyword."""
    pool = len(settings["keyword_stems"]) * (1 + len(settings["keyword_tails"]))
    shops = settings["shops"]
    own_size = random.one(f"{stream} own", *settings["own_keywords"])
    own = random.shuffled(f"{stream} own words", np.arange(pool))[:own_size]
    others = np.setdiff1d(np.arange(pool), own)
    uses = np.zeros((shops + 1, pool), dtype=bool)
    uses[shops, own] = True
    size = within(random, f"{stream} size", settings["rival_keywords"], shops)
    percent = random.shuffled(f"{stream} shared", settings["shared_percent_ladder"])
    for shop in range(shops):
        shared = np.minimum(size[shop], own_size) * percent[shop] // 100
        uses[shop, random.shuffled(f"{stream} shared {shop}", own)[:shared]] = True
        rest = random.shuffled(f"{stream} other {shop}", others)[: size[shop] - shared]
        uses[shop, rest] = True
    return uses


def overlaps(uses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shared keywords with `own` of each rival, and the Jaccard index."""
    both = (uses[:-1] & uses[-1]).sum(axis=1)
    return both, both / (uses[:-1] | uses[-1]).sum(axis=1)


def _keywords_fit(uses: np.ndarray) -> bool:
    both, jaccard = overlaps(uses)
    order = np.argsort(-jaccard, kind="stable")
    by_count = np.argsort(-both, kind="stable")
    steps = -np.diff(jaccard[order[:4]])
    return bool(
        (steps > LEAST_OVERLAP_GAP).all()
        and both[by_count[2]] > both[by_count[3]]
        and set(order[:3]) != set(by_count[:3])
    )


@once
def make_keywords(world: "World") -> np.ndarray:
    settings = read_settings("competitors")
    return first_fit(
        "rival keywords", lambda s: _draw_keywords(world.random, s, settings), _keywords_fit
    )


def keywords_table(world: "World") -> pd.DataFrame:
    settings = read_settings("competitors")
    stems, tails = settings["keyword_stems"], settings["keyword_tails"]
    words = np.array([stem + tail for stem in stems for tail in ["", *tails]], dtype=object)
    shop, word = np.nonzero(make_keywords(world))
    return pd.DataFrame(
        {"shop_id": text_column(_shop_ids()[shop]), "keyword": text_column(words[word])}
    )


# ---- the scores


@dataclass
class Scores:
    """`score` [shop, dimension] 1 to 10; `weight` in percent, 0 for what is not weighted."""

    score: np.ndarray
    weight: np.ndarray
    fixable: np.ndarray

    @property
    def total(self) -> np.ndarray:
        return self.score @ self.weight

    @property
    def gap(self) -> np.ndarray:
        """Best rival − own, by dimension."""
        return self.score[:-1].max(axis=0) - self.score[-1]


def _draw_scores(random: Randomness, stream: str, settings: dict[str, Any]) -> Scores:
    n, weighted = len(settings["dimensions"]), np.array(settings["weighted"]) - 1
    shops = settings["shops"]
    level = random.between(f"{stream} level", -1, 2, shops + 1)
    score = random.between(f"{stream} score", 2, 9, (shops + 1) * n).reshape(-1, n)
    score = np.clip(score + level[:, None], 1, 10)
    score[-1] = np.minimum(score[-1], 7)  # we are not the best
    weight = np.zeros(n, dtype=np.int64)
    weight[weighted] = random.shuffled(f"{stream} weight", settings["dimension_weights_ladder"])
    fixable = random.chance(f"{stream} others", 5000, n)
    chosen = random.shuffled(f"{stream} fixable", weighted)
    fixable[weighted] = False
    fixable[chosen[: random.one(f"{stream} how many", *settings["fixable"])]] = True
    return Scores(score, weight, fixable)


def _scores_fit(scores: Scores) -> bool:
    loss = scores.gap * scores.weight / 100
    can = np.where(scores.fixable & (scores.weight > 0), loss, -1.0)
    first, second = np.argsort(-can, kind="stable")[:2]
    plain = np.where(scores.fixable & (scores.weight > 0), scores.gap, -1)
    ranked = np.sort(scores.total[:-1])[::-1]
    return bool(
        can[first] - can[second] > LEAST_SCORE_GAP
        and first != loss.argmax()
        and plain[first] < plain.max()
        and ranked[0] - ranked[1] > 100 * LEAST_SCORE_GAP
        and scores.score[:-1].mean(axis=1).argmax() != scores.total[:-1].argmax()
    )


@once
def make_scores(world: "World") -> Scores:
    settings = read_settings("competitors")
    return first_fit("rival scores", lambda s: _draw_scores(world.random, s, settings), _scores_fit)


def scores_table(world: "World") -> pd.DataFrame:
    scores, shops = make_scores(world), _shop_ids()
    names = np.array(read_settings("competitors")["dimensions"], dtype=object)
    return pd.DataFrame(
        {
            "shop_id": text_column(np.repeat(shops, len(names))),
            "dimension": text_column(np.tile(names, len(shops))),
            "score": scores.score.ravel(),
            "fixable": np.tile(scores.fixable.astype(np.int64), len(shops)),
        }
    )


def dimensions_table(world: "World") -> pd.DataFrame:
    weight = make_scores(world).weight
    names = np.array(read_settings("competitors")["dimensions"], dtype=object)
    return pd.DataFrame(
        {
            "dimension": text_column(names[weight > 0]),
            "weight": weight[weight > 0] / 100,
        }
    )


TABLES = {
    "rivals": rivals_table,
    "rival_keywords": keywords_table,
    "rival_scores": scores_table,
    "dimensions": dimensions_table,
}


def truth(world: "World") -> dict[str, Any]:
    """`rival_price_cuts`: (shop, Monday) of each planted cut, without our own; `nearest_rivals`
    by Jaccard index; `largest_fixable_gap`: the dimension."""
    shops, mondays, scores = _shop_ids(), _mondays(), make_scores(world)
    shop, week = np.nonzero(make_weeks(world).cut[:-1])
    nearest = np.argsort(-overlaps(make_keywords(world))[1], kind="stable")[:3]
    loss = np.where(scores.fixable, scores.gap * scores.weight, -1)
    return {
        "rival_price_cuts": [(shops[s], mondays[w]) for s, w in zip(shop, week, strict=True)],
        "nearest_rivals": shops[nearest].tolist(),
        "largest_fixable_gap": read_settings("competitors")["dimensions"][int(loss.argmax())],
    }
