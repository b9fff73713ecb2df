"""The tables of lesson 12: channel prices then and now, results, response, coupons, scans, P&L."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation.dates import month_text
from opscourse.simulation.frames import text_column, yuan_column
from opscourse.simulation.part_settings import read_settings
from opscourse.simulation.response import STEP_YUAN, ResponseCurves, ends, gains

if TYPE_CHECKING:
    from opscourse.simulation.world import World

SAMPLE_BUDGET = 1500  # yuan, of the optimum in the truth


def _channels_2014(world: "World") -> pd.DataFrame:
    """History: the same in every world."""
    settings = read_settings("budget")
    rows = settings["channels_2014"]
    text = ("channel", "kind", "price_model")
    return pd.DataFrame(
        {
            **{name: text_column([row[k] for row in rows]) for k, name in enumerate(text)},
            "price_low": [float(row[3]) for row in rows],
            "price_high": [float(row[4]) for row in rows],
            "unit": text_column([row[5] for row in rows]),
            "remark": text_column([row[6] for row in rows]),
            "era": text_column([settings["era"]] * len(rows)),
        }
    )


def _draw(world: "World", what: str, field: str, count: int) -> np.ndarray:
    low, high = ends(field)
    return world.random.between(f"budget {what}", low, high, count)


def _each(world: "World", what: str, ranges: list[list[int]]) -> np.ndarray:
    """One whole number from each range."""
    low, high = np.array(ranges).T
    return low + world.random.below(f"budget {what}", high - low + 1, len(ranges))


def _now(world: "World", field: str) -> np.ndarray:
    facts = read_settings("budget")["channels_now"].values()
    return _each(world, f"now {field}", [fact[field] for fact in facts])


def _channels_now(world: "World") -> pd.DataFrame:
    facts = read_settings("budget")["channels_now"]
    price, spread = _now(world, "price"), _draw(world, "spread", "spread_percent", len(facts))
    low, high = price * (100 - spread) // 100, price * (100 + spread) // 100
    model = np.array([fact["model"] for fact in facts.values()], dtype=object)
    swap = model == "换量"  # a ratio, not a price, and no money is spent
    middle = price // 10 * 10
    cap = _draw(world, "cap", "cap_yuan", len(facts)) // 50 * 50
    least = _draw(world, "min test", "min_test_yuan", len(facts)) // 10 * 10
    return pd.DataFrame(
        {
            "channel": text_column(list(facts)),
            "kind": text_column([fact["kind"] for fact in facts.values()]),
            "price_model": text_column(model),
            "price_low": yuan_column(np.where(swap, middle, low)),
            "price_high": yuan_column(np.where(swap, middle, high)),
            "ctr": _now(world, "ctr") / 10_000,
            "cvr": _now(world, "cvr") / 10_000,
            "retention": _now(world, "retention") / 10_000,
            "repeat_flash": _now(world, "repeat") / 100,
            "cap": yuan_column(np.where(swap, 0, cap) * 100),
            "min_test": yuan_column(np.where(swap, 0, least) * 100),
        }
    )


def _whole(column: pd.Series, times: int) -> np.ndarray:
    return (column * times).round().to_numpy().astype(np.int64)


def _channel_results(world: "World") -> pd.DataFrame:
    """A month on each channel that costs money, at a price inside its range."""
    now = _channels_now(world)
    now = now[now["price_model"] != "换量"].reset_index(drop=True)
    n = len(now)
    low, high = (_whole(now[name], 100) for name in ("price_low", "price_high"))
    ctr, cvr = (_whole(now[name], 10_000) for name in ("ctr", "cvr"))
    price = low + world.random.below("budget paid", high - low + 1, n)
    cost = _draw(world, "cost", "result_cost_yuan", n) * 100
    pay = _draw(world, "pay", "pay_per_10000", n)
    units = cost // price  # installs, thousands of impressions, clicks, or orders
    model = now["price_model"].to_numpy()
    by_order = model == "CPS"  # commission is paid by order; so many installs stand behind it
    installs = np.select(
        [model == "CPA", model == "CPM", by_order],
        [units, units * 1000 * ctr // 10_000 * cvr // 10_000, units * 10_000 // pay],
        units * cvr // 10_000,
    )
    paying = np.maximum(np.where(by_order, units, installs * pay // 10_000), 3)
    installs = np.maximum(installs, paying * 2)
    margin = _draw(world, "margin", "margin_percent", n)
    return pd.DataFrame(
        {
            "channel": now["channel"],
            "cost": yuan_column(cost),
            "installs": installs,
            "paying": paying,
            "revenue": yuan_column(paying * _draw(world, "basket", "spend_per_buyer_fen", n)),
            "margin": margin / 100,
            "return_rate": _draw(world, "returns", "return_percent", n) / 100,
        }
    )


def _response(world: "World") -> pd.DataFrame:
    step = read_settings("budget")["response_table_step"]
    rows = [
        (name, yuan, fen)
        for name, gain in gains(world).items()
        for yuan, fen in enumerate(np.append(0, np.cumsum(gain)).tolist())
        if yuan * STEP_YUAN % step == 0
    ]
    names, steps, profits = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "channel": text_column(list(names)),
            "spend": yuan_column(np.array(steps) * STEP_YUAN * 100),
            "profit": yuan_column(np.array(profits)),
        }
    )


def _coupons(world: "World") -> pd.DataFrame:
    values = read_settings("budget")["coupons"]
    n = len(values)
    sent = _draw(world, "sent", "coupon_sent", n)
    registered = sent * _draw(world, "registered", "coupon_registered_percent", n) // 100
    used = registered * _draw(world, "used", "coupon_used_percent", n) // 100
    paying = np.minimum(
        used * _draw(world, "paying", "coupon_paying_percent", n) // 100, registered
    )
    basket = _draw(world, "coupon basket", "spend_per_buyer_fen", n)
    return pd.DataFrame(
        {
            "batch": text_column(list(values)),
            "face_value": yuan_column(np.array(list(values.values())) * 100),
            "sent": sent,
            "registered": registered,
            "used": used,
            "paying": paying,
            "revenue": yuan_column(paying * basket),
        }
    )


def _preinstall(world: "World") -> pd.DataFrame:
    n = read_settings("budget")["preinstall_batches"]
    return pd.DataFrame(
        {
            "batch": text_column([f"预装-{k}" for k in range(1, n + 1)]),
            "paid_month": text_column([month_text(12 + k) for k in range(n)]),
            "devices": _draw(world, "devices", "preinstall_devices", n) // 100 * 100,
            "unit_price": yuan_column(_draw(world, "preinstall", "preinstall_price_fen", n)),
            "lag_months": _draw(world, "lag", "preinstall_lag", n),
            "activation": _draw(world, "activation", "preinstall_activation_percent", n) / 100,
            "profit_per_user": yuan_column(_draw(world, "user", "preinstall_profit_fen", n)),
        }
    )


def _qr_scans(world: "World") -> pd.DataFrame:
    settings = read_settings("budget")
    towns, materials = settings["towns"], settings["materials"]
    facts = [fact for _ in towns for fact in materials.values()]
    n = len(facts)
    printed = _each(world, "printed", [fact["printed"] for fact in facts])
    rate = _each(world, "scans", [fact["scans"] for fact in facts])
    scans = np.maximum(printed * rate // 10_000, 12)
    visitors = scans * _draw(world, "unique", "qr_unique_percent", n) // 100
    buyers = np.maximum(visitors * _draw(world, "qr buyers", "qr_buyers_percent", n) // 100, 1)
    return pd.DataFrame(
        {
            "code": text_column([f"Q{k:02d}" for k in range(1, n + 1)]),
            "town": text_column([town for town in towns for _ in materials]),
            "material": text_column([name for _ in towns for name in materials]),
            "printed": printed,
            "unit_cost": yuan_column(_each(world, "print", [fact["cost"] for fact in facts])),
            "labour": yuan_column(_draw(world, "labour", "labour_yuan", n) * 100),
            "scans": scans,
            "visitors": visitors,
            "buyers": buyers,
        }
    )


def _pnl(world: "World") -> pd.DataFrame:
    facts = read_settings("budget")["pnl"]
    drawn = {
        field: _each(world, f"pnl {field}", [fact[field] for fact in facts.values()])
        for field in ("revenue", "goods", "postage", "ad", "rent", "wages", "pay", "loan")
    }
    revenue = drawn["revenue"] * 100
    loan_rate = _draw(world, "loan rate", "loan_rate_per_10000", len(facts))
    return pd.DataFrame(
        {
            "model": text_column(list(facts)),
            "revenue": yuan_column(revenue),
            "goods_cost": yuan_column(revenue * drawn["goods"] // 100),
            "postage": yuan_column(revenue * drawn["postage"] // 100),
            "ad_cost": yuan_column(revenue * drawn["ad"] // 100),
            "rent": yuan_column(drawn["rent"] // 10 * 1000),
            "wages": yuan_column(drawn["wages"] // 10 * 1000),
            "pay_rate": drawn["pay"] / 10_000,
            "loan": yuan_column(drawn["loan"] // 1000 * 100_000),
            "loan_rate": loan_rate / 10_000,
        }
    )


TABLES = {
    "channels_2014": _channels_2014,
    "channels_now": _channels_now,
    "channel_results": _channel_results,
    "response": _response,
    "coupons": _coupons,
    "preinstall": _preinstall,
    "qr_scans": _qr_scans,
    "pnl": _pnl,
}


def truth(world: "World") -> dict[str, Any]:
    """`best_split`: the most profitable split of 1500 yuan over the response curves."""
    best = ResponseCurves(world).allocate(SAMPLE_BUDGET)
    return {"best_split": {"budget": SAMPLE_BUDGET, "spend": best.spend, "profit": best.profit}}
