"""A world: a key and a scenario, every table of the shop, and the truth behind them."""

import functools
import hashlib
import json
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation import (
    auction_tables,
    budget_tables,
    buyers,
    chats,
    competitors,
    dates,
    display,
    keywords,
    ledger,
    listing,
    old_site,
    orders,
    parcels,
    postage,
    price_test,
    raw_orders,
    research,
    service,
    sourcing,
    stock,
    title_search,
    visits,
)
from opscourse.simulation.frames import numbered, text_column, time_column, yuan_column
from opscourse.simulation.randomness import Randomness, key_bytes
from opscourse.simulation.scenario import DEFAULT, near, read_scenario
from opscourse.simulation.traits import draw_traits

GENERATOR_VERSION = 1  # raise it whenever the same key gives other bytes
PRACTICE_KEY = 2025
# Modules that add tables. Each has TABLES, {name: function of the world that makes a fresh frame},
# and truth(world), a dict of what it planted. A part reads `world.random`, `world.scenario` and
# `world.table(name)`.
PARTS: tuple[Any, ...] = (
    # lessons 1, 2, 4, 5, 6
    ledger,
    raw_orders,
    research,
    sourcing,
    competitors,
    buyers,
    # lesson 7
    postage,
    listing,
    price_test,
    # lesson 9
    parcels,
    stock,
    service,
    chats,
    # lessons 8 and 10
    keywords,
    title_search,
    auction_tables,
    # lessons 11 and 12
    display,
    budget_tables,
)
LAST_SHOP_MONTH = 21  # 2025-10: shop_monthly ends where the visit log begins


class World:
    """Everything about one simulated shop.

    `key` is a whole number or 32 secret bytes; `scenario` a name or a dict of fields that differ
    from `coop`. Raises CourseError (one Chinese sentence) for a bad key, scenario or table name.
    The tables and their units are those of `opscourse.describe(name)`.

    >>> world = World(7)
    >>> world.table("shop_monthly")["month"].iloc[-1]
    '2025-10'
    >>> len(world.truth["channels"])
    7
    """

    def __init__(self, key: int | bytes, scenario: str | dict[str, Any] = DEFAULT) -> None:
        self.scenario = read_scenario(scenario)
        self.random = Randomness(key)
        settings = json.dumps([GENERATOR_VERSION, self.scenario], sort_keys=True).encode()
        # A hash of 32 secret bytes tells nothing about them.
        self.fingerprint = hashlib.sha256(b"fingerprint|" + settings + key_bytes(key)).hexdigest()[
            :32
        ]

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of all tables."""
        return tuple(self._makers)

    def table(self, name: str) -> pd.DataFrame:
        """A fresh frame of the table, typed as `opscourse.load` gives it."""
        if name not in self._makers:
            guess = near(str(name), list(self._makers))
            hint = f"你要的是 {guess} 吗？" if guess else f"现有：{'、'.join(self._makers)}。"
            raise CourseError(f"这个世界里没有叫 {name} 的表。{hint}")
        return self._makers[name]()

    @functools.cached_property
    def _makers(self) -> dict[str, Any]:
        more = {
            name: functools.partial(make, self)
            for part in PARTS
            for name, make in part.TABLES.items()
        }
        return {
            "orders": lambda: self._orders.copy(),
            "orders_paid": lambda: self._paid.copy(),
            "visits": lambda: self._visits_frame.copy(),
            "shop_daily": self._shop_daily,
            "shop_monthly": self._shop_monthly,
            **more,
        }

    # ---- what lies behind the tables, each made once and only when needed

    @functools.cached_property
    def _traits(self):
        return draw_traits(self.random, self.scenario)

    @functools.cached_property
    def _visits(self) -> visits.Visits:
        return visits.make_visits(self.random, self.scenario, self._traits)

    @functools.cached_property
    def _old_site(self) -> old_site.OldSite:
        return old_site.make_old_site(self.random, self.scenario)

    @functools.cached_property
    def person_ids(self) -> np.ndarray:
        """The id of each person, in shuffled order, so that ids tell nothing."""
        numbers = np.arange(1, self.scenario["people"] + 1)
        return numbered("U", self.random.shuffled("person ids", numbers), 5)

    @functools.cached_property
    def homes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """City, province and postage zone of each person."""
        places = [
            (city, place["province"], place["zone"], weight)
            for place in self.scenario["provinces"]
            for city, weight in place["cities"].items()
        ]
        cities, provinces, zones, weights = zip(*places, strict=True)
        home = self.random.pick("home", list(weights), self.scenario["people"])
        return np.array(cities)[home], np.array(provinces)[home], np.array(zones)[home]

    # ---- the tables

    def _channel_names(self, numbers: np.ndarray) -> pd.Series:
        return text_column(np.array(self.scenario["channels"])[numbers])

    @functools.cached_property
    def _orders(self) -> pd.DataFrame:
        random, scenario, traits = self.random, self.scenario, self._traits
        city, province, zone = self.homes
        placed = orders.place_orders(random, scenario, traits, self._visits)
        lines = orders.draw_lines(random, scenario, traits, placed, zone[placed.person])
        fate = orders.decide_fates(random, scenario, traits, placed, lines)

        day = placed.created // dates.DAY_SECONDS
        number_in_day = np.arange(len(day)) - np.searchsorted(day, day) + 1
        day_text = np.array([str(date).replace("-", "")[2:] for date in dates.DATES])
        order_ids = np.array(
            [f"D{text}-{k:03d}" for text, k in zip(day_text[day], number_in_day, strict=True)]
        )
        of, person = lines.order, placed.person[lines.order]
        skus = np.array([product["sku"] for product in scenario["products"]])
        line_ids = [f"{o}-{k}" for o, k in zip(order_ids[of], lines.number, strict=True)]
        return pd.DataFrame(
            {
                "order_id": text_column(order_ids[of]),
                "line_id": text_column(line_ids),
                "buyer_id": text_column(self.person_ids[person]),
                "sku": text_column(skus[lines.product]),
                "qty": lines.qty,
                "price": yuan_column(lines.price),
                "amount": yuan_column(lines.amount),
                "channel": self._channel_names(placed.channel[of]),
                "province": text_column(province[person]),
                "city": text_column(city[person]),
                "status": text_column(np.array(orders.STATUSES)[fate.status[of]]),
                "created_at": time_column(placed.created[of]),
                "paid_at": time_column(fate.paid[of]),
                "refund_amount": yuan_column(lines.refund),
                "refunded_at": time_column(fate.refunded[of]),
            }
        )

    @functools.cached_property
    def _paid(self) -> pd.DataFrame:
        return self._orders[self._orders["paid_at"].notna()].reset_index(drop=True)

    @functools.cached_property
    def _visits_frame(self) -> pd.DataFrame:
        log = self._visits
        return pd.DataFrame(
            {
                "visit_id": text_column(numbered("V", np.arange(1, len(log.start) + 1), 6)),
                "visitor_id": text_column(self.person_ids[log.person]),
                "started_at": time_column(log.start),
                "channel": self._channel_names(log.channel),
                "pages": log.pages,
                "stay_seconds": log.stay,
                "consulted": log.consulted.astype(np.int64),
            }
        )

    def _shop_daily(self) -> pd.DataFrame:
        site = self._old_site
        return pd.DataFrame(
            {
                "date": time_column(site.day * dates.DAY_SECONDS),
                "pv": site.pv,
                "uv": site.uv,
                "ip": site.ip,
                "consults": site.consults,
                "buyers": site.buyers,
                "amount": yuan_column(site.amount),
            }
        )

    def _shop_monthly(self) -> pd.DataFrame:
        """Buyers, orders and amount are those of `orders`; visitors are drawn to fit them."""
        numbers = range(LAST_SHOP_MONTH + 1)
        month = _month_of(self._paid["paid_at"])
        groups = self._paid.assign(fen=(self._paid["amount"] * 100).round()).groupby(month)
        buyers = groups["buyer_id"].nunique().reindex(numbers).to_numpy()
        fen = groups["fen"].sum().reindex(numbers).astype("int64").to_numpy()
        low, high = self.scenario["monthly_cvr_per_10000"]
        cvr = self.random.between("monthly cvr", low, high, len(numbers))
        # The last step of the conversion rate is a clear one, up or down.
        step = self.random.one("cvr step", 8, 22) * (2 * self.random.one("cvr way", 0, 1) - 1)
        cvr[-1] = cvr[-2] * (100 + step) // 100
        return pd.DataFrame(
            {
                "month": text_column([dates.month_text(number) for number in numbers]),
                "uv": buyers * 10_000 // cvr,
                "buyers": buyers,
                "orders": groups["order_id"].nunique().reindex(numbers).to_numpy(),
                "amount": yuan_column(fen),
            }
        )

    # ---- the truth

    @functools.cached_property
    def truth(self) -> dict[str, Any]:
        """What was planted: chances as decimals, prices in yuan, impossible days as dates.

        `channels`: the chance that a visit bounces, that a visit of two pages or more consults,
        and that one without a consultation orders. `cvr`: paying buyers of the month through
        the channel ÷ its visitors, with "全部" for the whole shop.
        """
        traits, site, scenario = self._traits, self._old_site, self.scenario
        channels = {
            name: {
                "share": float(traits.channel_share[k] / traits.channel_share.sum()),
                "bounce": traits.channel_bounce[k] / 10_000,
                "consult": traits.channel_consult[k] / 10_000,
                "order": traits.channel_order[k] / 10_000,
            }
            for k, name in enumerate(scenario["channels"])
        }
        return {
            "channels": channels,
            "cvr": {dates.month_text(month): self._cvr_of(month) for month in (22, 23)},
            "impossible_days": {
                "pv_below_uv": [str(d) for d in dates.DATES[site.day[site.pv_below_uv]]],
                "buyers_above_uv": [str(d) for d in dates.DATES[site.day[site.buyers_above_uv]]],
            },
            "unpaid": traits.unpaid_percent / 100,
            "dear_unpaid_times": traits.dear_unpaid_percent / 100,
            "growth_2025": traits.growth_percent / 100 - 1,
            "refund": {
                product["sku"]: int(traits.refund_percent[k]) / 100
                for k, product in enumerate(scenario["products"])
            },
            **{name: value for part in PARTS for name, value in part.truth(self).items()},
        }

    def _cvr_of(self, month: int) -> dict[str, float]:
        log = self._visits_frame
        log = log[_month_of(log["started_at"]) == month]
        paid = self._paid[_month_of(self._paid["paid_at"]) == month]
        buyers = paid.groupby("channel")["buyer_id"].nunique()
        rates = buyers / log.groupby("channel")["visitor_id"].nunique()
        whole = paid["buyer_id"].nunique() / log["visitor_id"].nunique()
        return {"全部": float(whole), **{str(k): float(v) for k, v in rates.items()}}


def _month_of(times: pd.Series) -> pd.Series:
    """Month 0 … 23 of each moment."""
    return (times.dt.year - 2024) * 12 + times.dt.month - 1
