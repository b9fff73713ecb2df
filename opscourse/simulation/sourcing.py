"""Lesson 4: `suppliers`, `supplier_weights`, `certs` and `sourcing_plans`.

Planted: for every good the best supplier by weighted score is not the cheapest one; some
suppliers have a paper that ran out, some no test report, at least one both; for every good
stocking pays after a number of months that is never whole, and that changes when one forgets
the postage.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import numbered, text_column, time_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.part_tools import first_fit, once, within
from opscourse.simulation.randomness import Randomness
from opscourse.simulation.traits import draw_traits

if TYPE_CHECKING:
    from opscourse.simulation.world import World

TODAY = dates.DAYS - 1
LEAST_SCORE_GAP = 0.01  # between the best supplier and the next, scores 0 to 1
LEAST_MONTH_GAP = 0.03  # between the months until stocking pays and a whole number
DRAWN_AS_IS = ("moq", "lead_days")
LOWER_IS_BETTER = np.array([True, True, True, False, False])  # in the order of the criteria


def _skus(world: "World") -> list[str]:
    return [product["sku"] for product in world.scenario["products"]]


@once
def list_price_fen(world: "World") -> np.ndarray:
    """The shop's usual price of each good in the last quarter."""
    return draw_traits(world.random, world.scenario).price_fen[:, -1]


# ---- suppliers


@dataclass
class Offers:
    """[offer, criterion] of one good, and who makes them."""

    supplier: np.ndarray
    values: np.ndarray

    def scores(self, weight: np.ndarray) -> list[np.ndarray]:
        """The weighted score in the two usual ways: against the best, and from worst to best."""
        low, high = self.values.min(axis=0), self.values.max(axis=0)
        against_best = np.where(LOWER_IS_BETTER, low / self.values, self.values / high)
        place = (self.values - low) / (high - low)
        from_worst = np.where(LOWER_IS_BETTER, 1 - place, place)
        return [against_best @ weight / 100, from_worst @ weight / 100]


@once
def make_weights(world: "World") -> np.ndarray:
    """Percent of each criterion."""
    ladder = read_settings("sourcing")["criteria_weights_ladder"]
    return world.random.shuffled("supplier weights", ladder)


def _draw_offers(random: Randomness, stream: str, settings: dict[str, Any], fen: int) -> Offers:
    n = settings["offers_each"]
    base = random.one(f"{stream} base", *settings["cost_base_percent"])
    percent = base + random.shuffled(f"{stream} cost", settings["cost_ladder"])
    columns = [fen * percent // 1000 * 10]
    columns += [random.shuffled(f"{stream} {x}", settings[f"{x}_ladder"]) for x in DRAWN_AS_IS]
    for field in ("quality", "service"):
        jitter = random.between(f"{stream} {field} jitter", -2, 2, n)
        columns.append(random.shuffled(f"{stream} {field}", settings["score_ladder"]) + jitter)
    who = random.shuffled(f"{stream} who", np.arange(1, settings["suppliers"] + 1))[:n]
    return Offers(np.sort(who), np.stack(columns, axis=1))


@once
def make_offers(world: "World") -> list[Offers]:
    """The offers for each good."""
    settings, weight = read_settings("sourcing"), make_weights(world)

    def fits(offers: Offers) -> bool:
        for scores in offers.scores(weight):
            best, next_best = np.argsort(-scores, kind="stable")[:2]
            if scores[best] - scores[next_best] < LEAST_SCORE_GAP:
                return False
            if best == offers.values[:, 0].argmin():
                return False
        return True

    def of_good(sku: str, fen: int) -> Offers:
        return first_fit(
            f"offers {sku}", lambda s: _draw_offers(world.random, s, settings, fen), fits
        )

    prices = list_price_fen(world).tolist()
    return [of_good(sku, fen) for sku, fen in zip(_skus(world), prices, strict=True)]


def suppliers_table(world: "World") -> pd.DataFrame:
    offers = make_offers(world)
    values = np.concatenate([of_good.values for of_good in offers])
    who = np.concatenate([of_good.supplier for of_good in offers])
    skus = np.repeat(np.array(_skus(world), dtype=object), [len(o.supplier) for o in offers])
    return pd.DataFrame(
        {
            "supplier_id": text_column(numbered("A", who, 2)),
            "sku": text_column(skus),
            "unit_cost": yuan_column(values[:, 0]),
            "moq": values[:, 1],
            "lead_days": values[:, 2],
            "quality": values[:, 3],
            "service": values[:, 4],
        }
    )


def weights_table(world: "World") -> pd.DataFrame:
    criteria = read_settings("sourcing")["criteria"]
    return pd.DataFrame({"criterion": text_column(criteria), "weight": make_weights(world) / 100})


# ---- papers


@dataclass
class Papers:
    """`expires` [supplier, cert] are days; `expired` and `no_report` are planted positions."""

    expires: np.ndarray
    expired: np.ndarray
    no_report: np.ndarray


@once
def make_papers(world: "World") -> Papers:
    random, settings = world.random, read_settings("sourcing")
    n, certs = settings["suppliers"], len(settings["certs"])
    faults = ("expired", "no_report", "both", "soon")
    count = {fault: random.one(f"papers {fault}", *settings[fault]) for fault in faults}
    order = random.shuffled("papers who", np.arange(n))
    expired = order[: count["expired"]]
    first = count["expired"] - count["both"]
    no_report = order[first : first + count["no_report"]]
    soon = order[::-1][: count["soon"]]  # from the other end: nothing wrong with them today

    days = within(random, "papers days", settings["valid_days"], n * certs)
    expires = TODAY + days.reshape(n, certs)
    which = random.below("papers which", certs, n)
    ago = within(random, "papers ago", settings["expired_days_ago"], n)
    ahead = within(random, "papers ahead", settings["soon_days"], n)
    expires[expired, which[expired]] = TODAY - ago[expired]
    expires[soon, which[soon]] = TODAY + ahead[soon]
    return Papers(expires, np.sort(expired), np.sort(no_report))


def certs_table(world: "World") -> pd.DataFrame:
    papers, certs = make_papers(world), read_settings("sourcing")["certs"]
    n = len(papers.expires)
    ids = numbered("A", np.arange(1, n + 1), 2)
    report = np.full(n, "有", dtype=object)
    report[papers.no_report] = "无"
    return pd.DataFrame(
        {
            "supplier_id": text_column(np.repeat(ids, len(certs))),
            "cert": text_column(np.tile(np.array(certs, dtype=object), n)),
            "expires_on": time_column(papers.expires.ravel() * dates.DAY_SECONDS),
            "test_report": text_column(np.repeat(report, len(certs))),
        }
    )


# ---- dropshipping against stocking


@dataclass
class Plans:
    """Of one good, in fen: a pair is dropshipping, stocking."""

    cost: np.ndarray
    postage: np.ndarray
    upfront: int
    qty: int

    def months(self, saving: int) -> float:
        return self.upfront / (saving * self.qty)

    @property
    def saving(self) -> int:
        """What stocking saves a piece."""
        dropshipping, stocking = self.cost + self.postage
        return int(dropshipping - stocking)


def _draw_plans(random: Randomness, stream: str, settings: dict[str, Any], fen: int) -> Plans:
    def pair(field: str) -> np.ndarray:
        ends = [f"drop_{field}", f"stock_{field}"]
        return np.array([random.one(f"{stream} {end}", *settings[end]) for end in ends])

    cost = fen * pair("cost_percent") // 1000 * 10
    upfront = random.one(f"{stream} upfront", *settings["upfront_yuan"]) // 100 * 10_000
    # Dear goods sell fewer pieces: beyond the usual price the turnover stays the same.
    usual = settings["usual_price_fen"]
    qty = random.one(f"{stream} qty", *settings["monthly_qty"]) * usual // max(fen, usual)
    return Plans(cost, pair("postage_fen") // 10 * 10, upfront, qty)


@once
def make_plans(world: "World") -> list[Plans]:
    settings = read_settings("sourcing")
    least, most = settings["months"]

    def fits(plans: Plans) -> bool:
        months = plans.months(plans.saving)
        no_postage = plans.months(int(plans.cost[0] - plans.cost[1]))
        return (
            least < months < most
            and abs(months - round(months)) > LEAST_MONTH_GAP
            and int(months) != int(no_postage)  # other whole months, rounded up or down
        )

    def of_good(sku: str, fen: int) -> Plans:
        return first_fit(
            f"plans {sku}", lambda s: _draw_plans(world.random, s, settings, fen), fits
        )

    prices = list_price_fen(world).tolist()
    return [of_good(sku, fen) for sku, fen in zip(_skus(world), prices, strict=True)]


def plans_table(world: "World") -> pd.DataFrame:
    plans, names = make_plans(world), read_settings("sourcing")["plans"]
    n = len(names)
    return pd.DataFrame(
        {
            "plan": text_column(np.tile(np.array(names, dtype=object), len(plans))),
            "sku": text_column(np.repeat(np.array(_skus(world), dtype=object), n)),
            "unit_cost": yuan_column(np.concatenate([p.cost for p in plans])),
            "postage": yuan_column(np.concatenate([p.postage for p in plans])),
            "upfront": yuan_column(np.array([x for p in plans for x in (0, p.upfront)])),
            "monthly_qty": np.repeat([p.qty for p in plans], n),
        }
    )


TABLES = {
    "suppliers": suppliers_table,
    "supplier_weights": weights_table,
    "certs": certs_table,
    "sourcing_plans": plans_table,
}


def truth(world: "World") -> dict[str, Any]:
    """`best_supplier` of each good (against the best), `papers`: suppliers with each fault,
    `stocking_pays_after`: months, by good."""
    weight, papers, skus = make_weights(world), make_papers(world), _skus(world)
    best = [o.supplier[o.scores(weight)[0].argmax()] for o in make_offers(world)]
    return {
        "best_supplier": {sku: f"A{who:02d}" for sku, who in zip(skus, best, strict=True)},
        "papers": {
            "expired": numbered("A", papers.expired + 1, 2).tolist(),
            "no_report": numbered("A", papers.no_report + 1, 2).tolist(),
        },
        "stocking_pays_after": {
            sku: plans.months(plans.saving)
            for sku, plans in zip(skus, make_plans(world), strict=True)
        },
    }
