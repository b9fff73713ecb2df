"""What the auction lab shows after a run: a day, three bids, two strategies, a week."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd

from opscourse.labs.auction_settings import Strategy, yuan
from opscourse.labs.auction_standing import Opening, name_of
from opscourse.simulation.auction import NEVER
from opscourse.simulation.auction_day import SHOP
from opscourse.simulation.auction_report import AuctionReport

EVENTS = 5  # what rivals did: no more sentences than one reads
CENT = 0.005


@dataclass(frozen=True, eq=False)
class PressedDay:
    """A day that was run. `report` is what `KeywordAuction.run` gave, `opening` its market."""

    strategy: Strategy
    opening: Opening
    report: AuctionReport

    @functools.cached_property
    def table(self) -> pd.DataFrame:
        """One row a keyword; yuan. 利润 is the day's own, 平均利润 the same clicks without luck."""
        report, market = self.report.keyword_report, self.report.market
        stands = [self.opening.standing(word, fen) for word, fen in self.strategy.bids.items()]
        k = np.array([self.opening.position[stand.keyword] for stand in stands])
        kept = report["revenue"].to_numpy() * market.kept[market.good[k]] / 10**4
        usual = report["clicks"].to_numpy() * self.opening.worth[k] / 100
        return pd.DataFrame(
            {
                "关键词": [stand.keyword for stand in stands],
                "出价": [stand.bid / 100 for stand in stands],
                "质量分": [stand.quality for stand in stands],
                "开场名次": [stand.place for stand in stands],
                "下一名": [stand.next.name if stand.next else "没有" for stand in stands],
                "平均名次": report["avg_rank"],
                "展现": report["impressions"],
                "点击": report["clicks"],
                "平均点击价": report["cpc"],
                "花费": report["cost"],
                "订单": report["orders"],
                "成交": report["revenue"],
                "利润": (kept - report["cost"]).round(2),
                "平均利润": (usual - report["cost"]).round(2),
            }
        )

    @functools.cached_property
    def totals(self) -> dict[str, float]:
        """The day's sums by name; yuan and counts, NaN for a price without a click."""
        sums = self.report.totals
        clicks, cost = int(sums["clicks"]), float(sums["cost"])
        return {
            "展现": int(sums["impressions"]),
            "点击": clicks,
            "平均点击价": cost / clicks if clicks else np.nan,
            "花费": cost,
            "订单": int(sums["orders"]),
            "成交": float(sums["revenue"]),
            "利润": float(sums["profit"]),
            "平均利润": round(float(self.table["平均利润"].sum()), 2),
        }

    @property
    def out_query(self) -> int | None:
        """The search at which the shop's budget was spent."""
        query = int(self.report.result.auction.exhausted_at[SHOP])
        return None if query == NEVER else query

    @property
    def out_at(self) -> str | None:
        """The time of day at which the budget was spent, None where money was left."""
        return None if self.out_query is None else self.opening.clock(self.out_query)

    @functools.cached_property
    def spending(self) -> tuple[np.ndarray, np.ndarray]:
        """Hours of the clicks (with fractions), and what had been spent after each; yuan."""
        log = self.report.result
        return self.opening.hour_of(log.query), np.cumsum(log.charge) / 100

    @functools.cached_property
    def events(self) -> list[str]:
        """What rivals did that the shop could feel, in words."""
        return _new_bids(self) + _retreats(self)

    def notes(self) -> list[str]:
        """The day in sentences."""
        sums = self.totals
        if not sums["展现"]:
            return ["一次也没有展现。把出价提到底价以上，并挤进有展示位的名次。"]
        notes = [
            f"展现 {sums['展现']:,.0f} 次，点击 {sums['点击']:,.0f} 次，"
            f"花费 {sums['花费']:,.2f} 元，"
            f"订单 {sums['订单']:.0f} 单，利润 {sums['利润']:,.2f} 元。"
        ]
        if sums["点击"]:
            log, bids = self.report.result, list(self.strategy.bids.values())
            offered = sum(n * bid for n, bid in zip(self.table["点击"], bids, strict=True))
            saved = offered - int(log.charge.sum())
            notes.append(
                f"按出价付要 {yuan(offered)} 元，实际付 {sums['花费']:,.2f} 元，"
                f"少付 {yuan(saved)} 元：你付的不是自己的出价。"
            )
            notes.append(
                f"今天的订单有运气。这些点击按平均下单率算，利润是 {sums['平均利润']:,.2f} 元。"
            )
        if self.out_at:
            later = 1 - self.opening.hours_share(self.out_query or 0)
            notes.append(
                f"预算在 {self.out_at} 花光。"
                f"今天还有 {later:.0%} 的搜索在那以后，你一次也没有展现。"
            )
        else:
            left = self.strategy.budget / 100 - sums["花费"]
            notes.append(f"预算没有花完，还剩 {left:,.2f} 元。")
        return notes

    def __str__(self) -> str:
        rivals = self.events or ["对手今天没有做影响你的事。"]
        return "\n".join([*self.notes(), "", "对手做了什么", *rivals])

    __repr__ = __str__


def _new_bids(day: PressedDay) -> list[str]:
    """Rivals that came with another bid than before, the largest changes first."""
    (before, now), found = _rival_bids(day), []
    for word in day.strategy.bids:
        k = day.opening.position[word]
        for rival in (SHOP + 1 + np.flatnonzero((before != now)[SHOP + 1 :, k])).tolist():
            old, new = int(before[rival, k]), int(now[rival, k])
            text = f"从 {yuan(old)} 元改成 {yuan(new)} 元" if old else f"开始出 {yuan(new)} 元"
            text = text if new else "不再出价"
            found.append((abs(new - old), f"{name_of(rival)} 在“{word}”上{text}。"))
    found.sort(key=lambda item: -item[0])
    more = [f"对手另有 {len(found) - EVENTS} 处改价。"] if len(found) > EVENTS else []
    return [text for _, text in found[:EVENTS]] + more


def _rival_bids(day: PressedDay) -> tuple[np.ndarray, np.ndarray]:
    """Bids of the day before and of the day [advertiser, keyword]; below the reserve is none."""
    least = max(day.report.market.reserve, 1)
    tables = (day.opening.bids_before, day.report.market.bid)
    before, now = (np.where(table >= least, table, 0) for table in tables)
    return before, now


def _retreats(day: PressedDay) -> list[str]:
    """Rivals whose budget ended while the shop was still there, and what that changed for it."""
    out, opening = day.report.result.auction.exhausted_at, day.opening
    end = day.out_query if day.out_query is not None else opening.shoppers.queries
    leaving = sorted((int(q), a) for a, q in enumerate(out) if a != SHOP and NEVER < q < end)
    gone: list[int] = []
    texts = []
    for query, rival in leaving:
        changes = []
        for word, fen in day.strategy.bids.items():
            old = opening.standing(word, fen, gone=gone)
            new = opening.standing(word, fen, gone=[*gone, rival])
            if old.rank != new.rank and new.rank is not None:
                changes.append(f"“{word}”你升到第 {new.rank} 名")
            elif old.price is not None and new.price is not None and old.price != new.price:
                changes.append(f"“{word}”点一次从 {yuan(old.price)} 元变成 {yuan(new.price)} 元")
        gone.append(rival)
        if changes:
            when = opening.clock(query)
            texts.append(f"{when} {name_of(rival)} 花光预算，退出。{'；'.join(changes)}。")
    return texts[:EVENTS]


@dataclass(frozen=True, eq=False)
class Paradox:
    """The same shoppers met with all bids multiplied; `days` by factor.

    `budget` is what each run had, `wanted` what was set: less where the lowest bids could not
    spend it, as money must be short in all of them to be compared. Fen.
    """

    days: Mapping[float, PressedDay]
    budget: int
    wanted: int

    @functools.cached_property
    def table(self) -> pd.DataFrame:
        """One row a factor; yuan."""
        rows = [
            {
                "出价": f"{factor:g} 倍",
                "点击": int(day.totals["点击"]),
                "平均点击价": round(day.totals["平均点击价"], 2),
                "花费": day.totals["花费"],
                "花光时刻": day.out_at or "没花完",
            }
            for factor, day in self.days.items()
        ]
        return pd.DataFrame(rows)

    def notes(self) -> list[str]:
        """What can be seen in the table, and nothing that cannot."""
        table, budget = self.table, self.budget / 100
        clicks = "、".join(f"{n:,}" for n in table["点击"])
        prices = "、".join("—" if isnan(price) else f"{price:.2f}" for price in table["平均点击价"])
        notes = []
        if self.budget < self.wanted:
            notes.append(
                f"出价最低的那次花不完 {self.wanted / 100:,.2f} 元，"
                f"所以三次都只给 {budget:,.2f} 元，这样才好比。"
            )
        notes.append(f"同一批顾客，出价从低到高：点击 {clicks} 次，平均每次 {prices} 元。")
        if table["点击"].is_monotonic_decreasing and table["点击"].nunique() > 1:
            notes.append(
                f"每次都花了 {budget:,.2f} 元。出价高，每次点击就贵，同样的钱买到的点击反而少。"
            )
        else:
            notes.append("这一次，出价高没有让点击一路变少。换个预算或出价再试。")
        return notes

    def __str__(self) -> str:
        return "\n".join([*self.notes(), "", self.table.to_string(index=False)])

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two strategies on the same day and shoppers: `first` (甲) and `second` (乙)."""

    first: PressedDay
    second: PressedDay

    @functools.cached_property
    def table(self) -> pd.DataFrame:
        """Sums of both, and 乙 less 甲; yuan and counts."""
        both = pd.DataFrame({"甲": self.first.totals, "乙": self.second.totals})
        both["乙比甲多"] = both["乙"] - both["甲"]
        return both.round(2)

    def notes(self) -> list[str]:
        """Who did better, by clicks and by profit."""
        clicks = self.second.totals["点击"] - self.first.totals["点击"]
        usual = self.second.totals["平均利润"] - self.first.totals["平均利润"]
        more = (
            f"比甲{'多' if clicks > 0 else '少'} {abs(clicks):,.0f} 次" if clicks else "和甲一样多"
        )
        better = f"比甲{'多' if usual > 0 else '少'} {abs(usual):,.2f} 元"
        better = better if abs(usual) > CENT else "和甲一样"
        notes = [f"同一天、同一批顾客。乙的点击{more}，平均利润{better}。"]
        if clicks * usual < 0:
            notes.append("点击多的一方，利润反而少。看利润，不要只看点击。")
        return notes

    def __str__(self) -> str:
        return "\n".join([*self.notes(), "", self.table.to_string()])

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class Week:
    """Seven days with one strategy; quality and rivals follow what happened the day before."""

    days: tuple[PressedDay, ...]

    @functools.cached_property
    def table(self) -> pd.DataFrame:
        """One row a day; yuan."""
        return pd.DataFrame([_row_of(day) for day in self.days])

    def notes(self) -> list[str]:
        """The week in sentences."""
        table, rows = self.table, self.table.to_dict("records")
        first, last = rows[0], rows[-1]
        notes = [
            f"{len(table)} 天一共花费 {table['花费'].sum():,.2f} 元，"
            f"点击 {table['点击'].sum():,} 次，订单 {table['订单'].sum()} 单，"
            f"利润 {table['利润'].sum():,.2f} 元"
            f"（按平均下单率算是 {table['平均利润'].sum():,.2f} 元）。"
        ]
        if first["点击"] and last["点击"]:
            notes.append(
                f"质量分平均从 {first['质量分']:.1f} 到 {last['质量分']:.1f}，"
                f"平均点击价从 {first['平均点击价']:.2f} 元到 {last['平均点击价']:.2f} 元。"
            )
        changes = int(table["对手改价"].sum())
        notes.append(f"对手在你的词上改价 {changes} 次。" if changes else "对手这一周没有改价。")
        return notes

    def __str__(self) -> str:
        return "\n".join([*self.notes(), "", self.table.to_string(index=False)])

    __repr__ = __str__


def _row_of(day: PressedDay) -> dict[str, object]:
    k = [day.opening.position[word] for word in day.strategy.bids]
    before, now = _rival_bids(day)
    changed = before[SHOP + 1 :, k] != now[SHOP + 1 :, k]
    sums = day.totals
    return {
        "日期": day.opening.date,
        "点击": int(sums["点击"]),
        "平均点击价": round(sums["平均点击价"], 2),
        "花费": sums["花费"],
        "订单": int(sums["订单"]),
        "利润": round(sums["利润"], 2),
        "平均利润": round(sums["平均利润"], 2),
        "花光时刻": day.out_at or "没花完",
        "质量分": round(float(day.table["质量分"].mean()), 2),
        "对手改价": int(changed.sum()),
    }
