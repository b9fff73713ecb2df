"""Lesson 9: parcels, money, stock and service, in forty worlds."""

import numpy as np
import pandas as pd
import pytest

from tests.simulation.many_worlds import fen, worlds

WORLDS = worlds()
NUMBERED = pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
STEPS = ["拍下", "付款", "发货", "签收", "评价"]
TODAY = pd.Timestamp("2025-12-31 23:59:59")
HOURS_48 = pd.Timedelta(hours=48)


def walked(world):
    """The steps of each order as text, in order of time, such as "01234"."""
    events = world.table("order_events")
    digit = events["event"].map({name: str(k) for k, name in enumerate(STEPS)})
    return digit.groupby(events["order_id"]).agg("".join)


@NUMBERED
def test_illegal_jumps_are_the_planted_ones(world):
    events, planted = world.table("order_events"), world.truth["illegal_jumps"]
    assert len(events) <= 20_000
    assert events["at"].is_monotonic_increasing
    ways = walked(world)
    illegal = ways[~ways.isin(["01234"[:k] for k in range(1, 6)])]
    assert set(illegal.index) == {order for orders in planted.values() for order in orders}
    assert len(illegal) == sum(len(orders) for orders in planted.values())
    assert min(len(orders) for orders in planted.values()) >= 4
    # Looking only for missing steps, or only at the order of times, finds fewer.
    missing = ways[[set(way) != set("01234"[: int(max(way)) + 1]) for way in ways]]
    backwards = ways[[list(way) != sorted(way) for way in ways]]
    assert 0 < len(missing) < len(illegal)
    assert 0 < len(backwards) < len(illegal)


@NUMBERED
def test_legal_events_agree_with_the_orders(world):
    planted = {order for orders in world.truth["illegal_jumps"].values() for order in orders}
    events = world.table("order_events")
    events = events[~events["order_id"].isin(planted)]
    at = events.pivot(index="order_id", columns="event", values="at")
    once = world.table("orders").drop_duplicates("order_id").set_index("order_id")
    window = once[once["created_at"] >= "2025-07-01"].drop(index=list(planted))
    assert set(at.index) == set(window.index)
    window = window.loc[at.index]
    assert (at["拍下"] == window["created_at"]).all()
    pd.testing.assert_series_equal(at["付款"], window["paid_at"], check_names=False)
    kept = window["status"] != "已退款"
    last = at.loc[kept].notna().sum(axis=1)
    told = window.loc[kept, "status"].map(
        {"待付款": 1, "已关闭": 1, "已付款": 2, "已发货": 3, "已签收": 4, "已评价": 5}
    )
    assert (last == told).all()
    shipping = world.table("shipping").set_index("order_id")
    for event, column in (("发货", "shipped_at"), ("签收", "signed_at")):
        both = shipping[column].reindex(at.index)
        pd.testing.assert_series_equal(at[event], both, check_names=False)


@NUMBERED
def test_shipping_within_48_hours(world):
    shipping, orders = world.table("shipping"), world.table("orders").set_index("order_id")
    paid = orders["paid_at"].groupby("order_id").first()[shipping["order_id"]].to_numpy()
    assert shipping["order_id"].is_unique
    assert (shipping["due_at"] - paid == HOURS_48).all()
    took = shipping["shipped_at"] - paid
    assert (took.dropna() > pd.Timedelta(hours=2)).all()
    assert ((took - HOURS_48).abs().min()) > pd.Timedelta(seconds=59)  # never on the cut
    assert (shipping["signed_at"] > shipping["shipped_at"])[shipping["signed_at"].notna()].all()
    assert shipping[["shipped_at", "signed_at"]].max().max() <= TODAY
    due = shipping[shipping["due_at"] <= TODAY]
    in_time = due["shipped_at"] <= due["due_at"]
    rates = [
        in_time.mean(),
        in_time.sum() / due["shipped_at"].notna().sum(),  # the unshipped forgotten
        in_time.sum() / len(shipping),  # those not yet due counted
        (took.loc[due.index].dt.days <= 2).mean(),  # whole days instead of hours
    ]
    assert 0.6 < rates[0] < 0.97
    for month in range(7, 13):
        assert (shipping["due_at"].dt.month == month).sum() >= 60
    assert min(abs(rates[0] - rates[2]), abs(rates[0] - rates[3])) > 0.0005
    fee = fen(shipping["fee"])
    assert ((fee > 0) == shipping["shipped_at"].notna()).all()


@NUMBERED
def test_settlements_add_up_to_the_fen(world):
    settled = world.table("settlements").set_index("order_id")
    lines = world.table("orders_paid")
    money = pd.DataFrame({"paid": fen(lines["amount"]), "refund": fen(lines["refund_amount"])})
    money = money.groupby(lines["order_id"]).sum().loc[settled.index]
    assert (fen(settled["paid"]) == money["paid"]).all()
    assert (fen(settled["refund"]) == money["refund"]).all()
    channel = lines.drop_duplicates("order_id").set_index("order_id")["channel"][settled.index]
    rate = (channel.map(world.truth["commission"]) * 10_000).round().astype("int64")
    left = money["paid"] - money["refund"]
    assert (fen(settled["commission"]) == left * rate // 10_000).all()
    shipping = world.table("shipping").set_index("order_id")["fee"]
    assert (settled["postage"] == shipping.reindex(settled.index).fillna(0)).all()
    status = lines.drop_duplicates("order_id").set_index("order_id")["status"]
    finished = status[status.isin(["已签收", "已评价"])].index
    finished = finished[finished >= "D250701"]
    assert set(finished) <= set(settled.index)
    assert (settled["refund"] > 0).sum() >= 20
    assert channel.value_counts().min() >= 20


@NUMBERED
def test_stock_adds_up_and_is_never_negative(world):
    stock, paid = world.table("inventory"), world.table("orders_paid")
    names = ["opening", "arrived", "sold", "spoiled", "closing"]
    assert (stock[names] >= 0).all().all()
    left = stock["opening"] + stock["arrived"] - stock["sold"] - stock["spoiled"]
    assert (left == stock["closing"]).all()
    before = stock.groupby("sku")["closing"].shift(1)
    assert (before.dropna() == stock["opening"][before.notna()]).all()
    paid = paid[paid["paid_at"] >= "2025-07-01"]
    sold = paid.groupby([paid["paid_at"].dt.normalize(), "sku"])["qty"].sum()
    daily = stock.set_index(["date", "sku"])["sold"]
    assert (sold == daily.loc[sold.index]).all()
    assert daily.sum() == sold.sum()
    december = stock[stock["date"] >= "2025-12-01"]
    by_sku = december.groupby("sku")
    assert by_sku["sold"].sum().min() >= 8
    assert (by_sku["sold"].std() > 0).all()  # the reorder point needs a spread
    assert by_sku["arrived"].sum().min() > 0
    fresh = [sku for sku in by_sku.groups if sku[:2] in ("蜜柚", "连江", "永春")]
    assert by_sku["spoiled"].sum()[fresh].min() >= 2
    whole = stock.groupby("sku")["spoiled"].sum().sort_values()
    assert set(whole.index[-3:]) == set(fresh)


def first_replies(world):
    """One row a chat: who, whether ordered, seconds to the robot and to a person."""
    chats = world.table("chats")
    first = chats.pivot_table(index="chat_id", columns="sender", values="at", aggfunc="min")
    head = chats.drop_duplicates("chat_id").set_index("chat_id")[["buyer_id", "ordered", "at"]]
    head["robot"] = (first["机器人"] - first["买家"]).dt.total_seconds()
    head["human"] = (first["客服"] - first["买家"]).dt.total_seconds()
    return head


@NUMBERED
def test_chats(world):
    chats, visits = world.table("chats"), world.table("visits")
    assert len(chats) <= 20_000
    consulted = visits[visits["consulted"] == 1]
    head = first_replies(world)
    assert head["buyer_id"].tolist() == consulted["visitor_id"].tolist()
    assert chats.groupby("chat_id")["at"].is_monotonic_increasing.all()
    assert not chats.duplicated(["chat_id", "at"]).any()
    assert chats.groupby("chat_id")["ordered"].nunique().max() == 1
    assert chats["at"].max() <= TODAY
    assert not head["human"].le(0).any()
    assert head["human"].isna().sum() >= 5
    # The usual mistakes are far from the median of human replies.
    median = head["human"].median()
    assert 15 < median < 150
    assert head["human"].mean() > 3 * median
    assert head[["robot", "human"]].min(axis=1).median() <= 3
    asked_at_night = ~head["at"].dt.hour.between(8, 21)
    assert head.loc[asked_at_night, "human"].median() > 1800
    buyers, ordering = head["buyer_id"].nunique(), head.loc[head["ordered"] == 1, "buyer_id"]
    people = ordering.nunique() / buyers
    assert abs(people - head["ordered"].mean()) > 0.0002
    assert 0.03 < people < 0.4
    for month in (11, 12):
        assert (head["at"].dt.month == month).sum() >= 300


def test_chats_that_ordered_are_the_visits_with_an_order():
    for world in WORLDS[:3]:
        orders = world.table("orders").drop_duplicates("order_id").sort_values("created_at")
        visits = world.table("visits")
        found = pd.merge_asof(
            orders[orders["created_at"] >= "2025-11-01"],
            visits,
            left_on="created_at",
            right_on="started_at",
            left_by="buyer_id",
            right_by="visitor_id",
        )
        buying = visits["visit_id"].isin(found["visit_id"]) & (visits["consulted"] == 1)
        head = first_replies(world)
        assert head["ordered"].tolist() == buying[visits["consulted"] == 1].astype(int).tolist()


@NUMBERED
def test_reviews(world):
    reviews = world.table("reviews").set_index("order_id")
    scores = ["item_score", "service_score", "logistics_score"]
    assert reviews.index.is_unique
    assert reviews["at"].is_monotonic_increasing
    assert reviews[scores].isin(range(1, 6)).all().all()
    orders = world.table("orders").drop_duplicates("order_id").set_index("order_id")
    assert (reviews["at"] > orders["paid_at"][reviews.index]).all()
    told = orders[(orders["status"] == "已评价") & (orders["created_at"] >= "2025-01-01")]
    assert set(told.index) <= set(reviews.index)
    recent = reviews[reviews["at"] >= "2025-07-05"]
    assert min(len(recent), len(reviews) - len(recent)) >= 200
    days = (TODAY.normalize() - reviews["at"].dt.normalize()).dt.days
    assert not days.isin([178, 179, 180, 181]).any()
    assert (recent[scores].mean() - reviews[scores].mean()).abs().max() > 0.03


def test_the_chances_of_five_points_are_found_back():
    hits = []
    for world in WORLDS:
        reviews = world.table("reviews")
        month = reviews["at"].dt.strftime("%Y-%m")
        for score in ("item_score", "service_score"):
            chance = month.map(world.truth["five_points"][score])
            deviation = (chance * (1 - chance)).sum() ** 0.5
            off = abs((reviews[score] == 5).sum() - chance.sum())
            hits.append(off <= 2.5758 * deviation + 0.5)
    assert sum(hits) >= 0.95 * len(hits)


def test_a_mean_of_monthly_means_is_another_number():
    gaps = []
    for world in WORLDS:
        recent = world.table("reviews").query("at >= '2025-07-05'")
        score = recent["logistics_score"]
        monthly = score.groupby(recent["at"].dt.month).mean().mean()
        gaps.append(abs(score.mean() - monthly))
    assert np.mean(np.array(gaps) > 0.015) > 0.75  # 3 tolerances at two decimals


@NUMBERED
def test_claims(world):
    claims = world.table("claims")
    assert claims["claim_id"].is_unique
    hours = (claims["closed_at"] - claims["opened_at"]).dt.total_seconds() / 3600
    assert ((hours - claims["promised_hours"]).abs().min()) > 0.4
    assert claims["closed_at"].max() <= TODAY
    due = claims["opened_at"] + pd.to_timedelta(claims["promised_hours"], unit="h")
    overdue = claims["closed_at"].isna() & (due <= TODAY)
    waiting = claims["closed_at"].isna() & (due > TODAY)
    assert 4 <= overdue.sum() <= 8
    assert 3 <= waiting.sum() <= 6
    assert claims["promised_hours"].value_counts().reindex([12, 24, 48]).min() >= 30
    hit = hours <= claims["promised_hours"]
    rates = [hit[~waiting].mean(), hit[~overdue & ~waiting].mean(), (hours <= 24).mean()]
    assert rates[0] + 0.005 < rates[1]
    assert abs(rates[0] - rates[2]) > 0.0005


@NUMBERED
def test_group_questions(world):
    asked = world.table("group_questions")
    assert asked["at"].is_monotonic_increasing
    counts = asked["tag"].value_counts()
    assert set(counts.index) == {"货源", "发货", "物流", "坏果", "价格", "活动"}
    assert counts.is_unique
    assert counts.min() >= 15
    wait = (asked["answered_at"] - asked["at"]).dt.total_seconds()
    assert (wait.dropna() > 0).all()
    assert asked["answered_at"].max() <= TODAY
    assert wait.isna().sum() >= 3
    assert wait.mean() > 1.1 * wait.median()


def test_worlds_differ():
    def sorts(answer):
        return len({str(answer(world)) for world in WORLDS})

    assert sorts(lambda w: w.truth["illegal_jumps"]) == 40
    assert sorts(lambda w: max(w.truth["claims_in_time"], key=w.truth["claims_in_time"].get)) == 3
    assert sorts(lambda w: w.table("group_questions")["tag"].mode()[0]) >= 4
    assert sorts(lambda w: first_replies(w)["human"].median()) >= 25
    assert sorts(lambda w: fen(w.table("settlements")["paid"]).sum()) == 40
    most = [w.table("inventory").groupby("sku")["spoiled"].sum().idxmax() for w in WORLDS]
    assert len(set(most)) >= 2
    assert np.ptp([w.truth["on_time"]["2025-12"] for w in WORLDS]) > 0.08
