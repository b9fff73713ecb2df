"""What was planted is found back in the tables, and worlds differ in who wins."""

import pandas as pd

from opscourse.simulation import World
from opscourse.simulation.dates import DATES

WORLDS = [World(key) for key in range(100, 108)]
Z99 = 2.5758


def inside(hits, n, chance):
    """Whether a planted chance lies in the 99 % interval around what was counted."""
    return abs(hits - n * chance) <= Z99 * (n * chance * (1 - chance)) ** 0.5 + 0.5


def visits_of(orders, visits):
    """The visit in which each order was placed."""
    found = pd.merge_asof(
        orders[["buyer_id", "created_at"]],
        visits[["visitor_id", "started_at", "visit_id"]],
        left_on="created_at",
        right_on="started_at",
        left_by="buyer_id",
        right_by="visitor_id",
    )
    return found["visit_id"]


def test_planted_chances_lie_inside_their_99_percent_intervals():
    results = []
    for world in WORLDS:
        visits, orders = world.table("visits"), world.table("orders").drop_duplicates("order_id")
        late = orders[orders["created_at"] >= "2025-11-01"].sort_values("created_at")
        visits["in_visit"] = visits["visit_id"].isin(visits_of(late, visits))
        for channel, planted in world.truth["channels"].items():
            log = visits[visits["channel"] == channel]
            stayed = log[log["pages"] > 1]
            results.append(inside((log["pages"] == 1).sum(), len(log), planted["bounce"]))
            results.append(inside(stayed["consulted"].sum(), len(stayed), planted["consult"]))
            quiet = stayed[stayed["consulted"] == 0]
            results.append(inside(quiet["in_visit"].sum(), len(quiet), planted["order"]))
        early = orders[orders["created_at"] < "2025-11-01"]
        amount = world.table("orders").groupby("order_id")["amount"].sum()
        cheap = early[early["order_id"].map(amount) < 150]
        results.append(inside(cheap["paid_at"].isna().sum(), len(cheap), world.truth["unpaid"]))
        paid = early[early["paid_at"].notna()]
        for sku, chance in world.truth["refund"].items():
            group = paid[paid["sku"] == sku]
            results.append(inside(group["refunded_at"].notna().sum(), len(group), chance))
    assert sum(results) >= 0.95 * len(results)


def test_the_true_conversion_rates_are_those_of_the_tables():
    world = WORLDS[0]
    visits, paid = world.table("visits"), world.table("orders_paid")
    log = visits[visits["started_at"].between("2025-12-01", "2026-01-01")]
    december = paid[paid["paid_at"] >= "2025-12-01"]
    truth = world.truth["cvr"]["2025-12"]
    assert truth["全部"] == december["buyer_id"].nunique() / log["visitor_id"].nunique()
    buyers = december[december["channel"] == "直播"]["buyer_id"].nunique()
    assert truth["直播"] == buyers / log[log["channel"] == "直播"]["visitor_id"].nunique()


def test_the_planted_order_decides_which_channel_converts_best_on_average():
    """Pooled over worlds, the top step of the ladder converts better than the bottom step."""
    top, bottom = [], []
    for world in WORLDS:
        planted = pd.Series({name: c["order"] for name, c in world.truth["channels"].items()})
        rates = pd.Series(world.truth["cvr"]["2025-11"])
        top.append(rates[planted.idxmax()])
        bottom.append(rates[planted.idxmin()])
    assert sum(top) > 1.8 * sum(bottom)


def test_worlds_differ_in_who_wins():
    best = {max(w.truth["channels"], key=lambda c: w.truth["channels"][c]["order"]) for w in WORLDS}
    dirty = {tuple(w.truth["impossible_days"]["pv_below_uv"]) for w in WORLDS}
    assert len(best) >= 4
    assert len(dirty) == len(WORLDS)


def test_seasons_follow_the_products():
    paid = WORLDS[0].table("orders_paid")
    pomelo = paid[paid["sku"] == "蜜柚-5斤"]["paid_at"].dt.month.value_counts()
    assert pomelo.idxmax() in (9, 10, 11)
    assert not set(pomelo.index) & {4, 5, 6}
    assert str(DATES[-1]) == "2025-12-31"
