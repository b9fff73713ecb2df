"""`shop_daily`: the daily figures of the co-op's old PC site, with impossible days planted.

Its visitors are not those of the visit log, so the two tables never reconcile.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from opscourse.simulation import dates
from opscourse.simulation.randomness import Randomness

FIRST_DAY = dates.day_number("2025-10-01")


@dataclass
class OldSite:
    """One item a day; `pv_below_uv` and `buyers_above_uv` are the planted positions."""

    day: np.ndarray
    pv: np.ndarray
    uv: np.ndarray
    ip: np.ndarray
    consults: np.ndarray
    buyers: np.ndarray
    amount: np.ndarray  # fen
    pv_below_uv: np.ndarray
    buyers_above_uv: np.ndarray


def make_old_site(random: Randomness, scenario: dict[str, Any]) -> OldSite:
    """Draw 92 plausible days, then spoil a few: PV below UV, or more buyers than visitors."""
    day = np.arange(FIRST_DAY, dates.DAYS)
    n = len(day)
    low, high = scenario["old_site_ip"]
    ip = random.between("old ip", low, high, n)
    uv = ip + ip * random.between("old uv", 2, 12, n) // 100
    low, high = scenario["old_site_pv"]
    pv = np.maximum(random.between("old pv", low, high, n), uv + 20)  # an honest day
    buyers = uv * random.between("old cvr", 60, 260, n) // 10_000
    consults = uv * random.between("old consults", 30, 90, n) // 1000
    amount = buyers * random.between("old spend", 4500, 9500, n) // 10 * 10

    planted = random.shuffled("old bad days", np.arange(n))
    first = random.one("old pv days", *scenario["impossible_pv_days"])
    second = random.one("old buyer days", *scenario["impossible_buyer_days"])
    pv_days, buyer_days = np.sort(planted[:first]), np.sort(planted[first : first + second])
    pv[pv_days] = uv[pv_days] - random.between("old pv gap", 15, 260, first)
    buyers[buyer_days] = uv[buyer_days] + random.between("old buyer gap", 15, 400, second)
    return OldSite(day, pv, uv, ip, consults, buyers, amount, pv_days, buyer_days)
