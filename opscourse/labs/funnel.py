"""The lab of L03: the visit funnel of a span of days, and why daily UV does not add up.

`show()` opens it in a notebook. The same by code:

    model = FunnelModel(days=7, channel="全部")
    print(model.run())          # the numbers, as text
    model.plot()                # the funnel, as an Axes
    model.who_counts_twice()    # who came on several days

The funnel follows people, not visits: a person counts once in the whole span. Whoever reached a
step has passed all steps before it, so somebody who orders without asking is counted under
"咨询或直接下单". The definitions are those of `opscourse.metrics`: UV is the number of different
visitors in the whole span; the conversion rate is paying buyers ÷ visitors of the same span.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from opscourse import metrics
from opscourse.errors import CourseError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALL = "全部"
STEPS = ("访问", "看了 2 页以上", "咨询或直接下单", "下单", "支付")
NEEDED = {
    "visits": ("visitor_id", "started_at", "channel", "pages", "consulted"),
    "orders": ("buyer_id", "channel", "created_at", "paid_at"),
}
NEVER = -1


class Facts:
    """The two tables as small integers, prepared once so that every run takes milliseconds.

    A person is a position in `people`, a day a number from `first_day`, a channel a position in
    `channels`; `NEVER` stands for a day that did not come. `visits` needs at least one row.
    """

    def __init__(self, visits: pd.DataFrame, orders: pd.DataFrame) -> None:
        _need_columns(visits, "visits")
        _need_columns(orders, "orders")
        if visits.empty:
            raise CourseError("visits 表是空的，没有访问可看。请用 load('visits') 重新读一次。")
        started = pd.to_datetime(visits["started_at"])
        self.first_day = started.min().normalize()
        self.day_count = int((started.max().normalize() - self.first_day).days) + 1
        everyone = pd.concat([visits["visitor_id"], orders["buyer_id"]], ignore_index=True)
        person, people = pd.factorize(everyone, sort=True)
        self.people = pd.Index(people)
        self.visitor, self.buyer = person[: len(visits)], person[len(visits) :]
        self.channels = [str(name) for name in visits["channel"].value_counts().index]
        self.visit_channel = self._channel_number(visits["channel"])
        self.order_channel = self._channel_number(orders["channel"])
        self.visit_day = self._day_number(started)
        self.created_day = self._day_number(pd.to_datetime(orders["created_at"]))
        self.paid_day = self._day_number(pd.to_datetime(orders["paid_at"]))
        self.deep = visits["pages"].to_numpy() >= 2
        self.consulted = visits["consulted"].astype(bool).to_numpy()

    def _channel_number(self, names: pd.Series) -> np.ndarray:
        return pd.Index(self.channels).get_indexer(pd.Index(names))

    def _day_number(self, times: pd.Series) -> np.ndarray:
        days = (times.dt.normalize() - self.first_day).dt.days
        return days.fillna(NEVER).to_numpy().astype(int)

    def dates(self) -> pd.DatetimeIndex:
        """All days of the visit log."""
        return pd.date_range(self.first_day, periods=self.day_count)


@dataclass(frozen=True)
class FunnelResult:
    """What one run found. Counts are people, each once in the span, unless said otherwise.

    `steps`: the five steps of the funnel; `asked`: visitors who consulted; `buyers`: all who paid
    in the span; `buyers_elsewhere`: those of them without a visit in the span (they ordered the
    day before, say), who are not in the funnel; `daily`: UV of each day; `unique`: UV of the whole
    span; `came_again`: people who came on two days or more.
    """

    start: pd.Timestamp
    days: int
    channel: str
    steps: pd.Series
    asked: int
    buyers: int
    buyers_elsewhere: int
    daily: pd.Series
    unique: int
    came_again: int

    @property
    def sum_of_daily(self) -> int:
        """The UV of all days added up: a number of persons-on-a-day, not of persons."""
        return int(self.daily.sum())

    @property
    def counted_again(self) -> int:
        """How much adding up overcounts: every further day of the same person."""
        return self.sum_of_daily - self.unique

    @property
    def cvr(self) -> float:
        """支付转化率: paying buyers ÷ visitors, same span; NaN without visitors."""
        return cast(float, metrics.cvr(self.buyers, self.unique))

    @property
    def span(self) -> str:
        """The days in words."""
        end = self.start + pd.Timedelta(days=self.days - 1)
        return f"{self.start:%Y-%m-%d} 到 {end:%m-%d}，共 {self.days} 天"

    def __str__(self) -> str:
        lines = [f"{self.span}，渠道：{self.channel}", "", "漏斗（按人数，一人只算一次）"]
        for number, (name, count) in enumerate(self.steps.items()):
            before = int(self.steps.iloc[number - 1]) if number else 0
            rate = f"，是上一步的 {count / before:.1%}" if before else ""
            lines.append(f"  {name}：{count:,} 人{rate}")
        lines += ["", *(f"  {note}" for note in self.notes()), "", "UV 能不能按天相加"]
        lines += [f"  {note}" for note in self.uv_notes()]
        return "\n".join(lines)

    __repr__ = __str__

    def notes(self) -> list[str]:
        """Sentences that the funnel needs beside it."""
        silent = int(self.steps["咨询或直接下单"]) - self.asked
        rate = f"{self.cvr:.2%}" if self.unique else "没有访客，算不出"
        notes = [
            f"真正咨询过的有 {self.asked:,} 人，没问就下单的有 {silent:,} 人。",
            f"支付转化率 = 支付买家 {self.buyers:,} ÷ 访客 {self.unique:,} = {rate}。",
        ]
        if self.buyers_elsewhere:
            notes.append(
                f"支付买家里有 {self.buyers_elsewhere} 人这几天没有来访，"
                f"是之前下的单，这几天才付款，所以不在漏斗里。"
            )
        return notes

    def uv_notes(self) -> list[str]:
        """Sentences on adding up."""
        notes = [f"每天的 UV 加起来：{self.sum_of_daily:,}。整段去重的 UV：{self.unique:,} 人。"]
        if self.counted_again:
            notes.append(
                f"多出 {self.counted_again:,} 次：有 {self.came_again:,} 位回头客来了不止一天，"
                "每多来一天就多数一次。"
            )
        elif self.days == 1:
            notes.append("只有一天时，两个数一样。把天数加上去再看。")
        else:
            notes.append("这几天没有人来过第二天，所以两个数一样。")
        return notes


class FunnelModel:
    """The lab without a screen: choose the days and a channel, then `run()`.

    `days`: 1 … the days of the visit log; `channel`: "全部" or one channel's name; `start`: first
    day (default: the log's first). `visits` and `orders`: frames with the columns of those tables
    (default: `load`ed). Raises CourseError, in one sentence, for anything that does not fit.

    >>> visits = pd.DataFrame({
    ...     "visitor_id": ["V1", "V1", "V2"], "channel": ["搜索", "直播", "搜索"],
    ...     "started_at": pd.to_datetime(["2025-11-01 9:00", "2025-11-02 9:00", "2025-11-02 8:00"]),
    ...     "pages": [3, 1, 1], "consulted": [False, False, True]})
    >>> orders = pd.DataFrame({
    ...     "buyer_id": ["V1"], "channel": ["搜索"],
    ...     "created_at": pd.to_datetime(["2025-11-01 9:05"]),
    ...     "paid_at": pd.to_datetime(["2025-11-01 9:06"])})
    >>> result = FunnelModel(days=2, visits=visits, orders=orders).run()
    >>> result.sum_of_daily, result.unique
    (3, 2)
    """

    def __init__(
        self,
        days: int = 7,
        channel: str = ALL,
        start: Any = None,
        *,
        visits: pd.DataFrame | None = None,
        orders: pd.DataFrame | None = None,
        facts: Facts | None = None,
    ) -> None:
        if facts is None:
            from opscourse.datasets import load

            visits = load("visits") if visits is None else visits
            orders = load("orders") if orders is None else orders
            facts = Facts(visits, orders)
        self.facts = facts
        self.first = _first_day(facts, start)
        self.days = _checked_days(facts, self.first, days)
        if channel not in (ALL, *facts.channels):
            raise CourseError(
                f"没有叫“{channel}”的渠道。可以选：{'、'.join((ALL, *facts.channels))}。"
            )
        self.channel = channel

    def change(self, **settings: Any) -> FunnelModel:
        """The same shop with other settings (`days`, `channel`, `start`); quick."""
        now = {"days": self.days, "channel": self.channel, "start": self.start}
        return FunnelModel(**{**now, **settings}, facts=self.facts)

    @property
    def start(self) -> pd.Timestamp:
        """The first day of the span."""
        return self.facts.first_day + pd.Timedelta(days=self.first)

    @property
    def dates(self) -> pd.DatetimeIndex:
        """The days of the span."""
        return pd.date_range(self.start, periods=self.days)

    def run(self) -> FunnelResult:
        """Count. Milliseconds, as all preparation is done."""
        facts, rows = self.facts, self._visits_inside()
        visitors = np.unique(facts.visitor[rows])
        asked = np.unique(facts.visitor[rows & facts.consulted])
        payers = np.unique(facts.buyer[self._orders_inside(facts.paid_day)])
        paid = np.intersect1d(visitors, payers)
        placed = np.unique(facts.buyer[self._orders_inside(facts.created_day)])
        ordered = np.union1d(np.intersect1d(visitors, placed), paid)
        interested = np.union1d(asked, ordered)
        deep = np.union1d(facts.visitor[rows & facts.deep], interested)
        steps = [len(people) for people in (visitors, deep, interested, ordered, paid)]
        person, day = self._person_days()
        return FunnelResult(
            start=self.start,
            days=self.days,
            channel=self.channel,
            steps=pd.Series(steps, index=list(STEPS), name="人数"),
            asked=len(asked),
            buyers=len(payers),
            buyers_elsewhere=len(payers) - len(paid),
            daily=pd.Series(np.bincount(day, minlength=self.days), index=self.dates, name="UV"),
            unique=len(visitors),
            came_again=int((np.bincount(person) > 1).sum()),
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """The funnel as a chart; draws on `ax` if given."""
        from opscourse import plotting

        plotting.use_style()
        title = f"访问漏斗（{self.channel}渠道，{self.days} 天）"
        return plotting.funnel_chart(self.run().steps, ax, title=title)

    def plot_uv(self, ax: Axes | None = None) -> Axes:
        """The daily UV put end to end, against the UV of the whole span."""
        from opscourse import plotting

        plotting.use_style()
        result = self.run()
        return plotting.uv_chart(result.daily, result.unique, ax)

    def who_counts_twice(self, top: int = 5) -> pd.DataFrame:
        """The `top` visitors who came on most days, two at least; maybe no row.

        Index: visitor id; columns 来了几天, 多数了几次, 哪几天 (month-day).
        """
        presence = self.presence(top)
        days = presence.sum(axis=1)
        return pd.DataFrame(
            {
                "来了几天": days,
                "多数了几次": days - 1,
                "哪几天": [_in_words(self.dates[row]) for row in presence.to_numpy()],
            },
            index=presence.index,
        )

    def presence(self, top: int = 5) -> pd.DataFrame:
        """visitor × date → came or not, for the `top` visitors of `who_counts_twice`."""
        person, day = self._person_days()
        times = np.bincount(person)
        order = np.argsort(-times, kind="stable")[:top]  # equal numbers: by id
        chosen = order[times[order] > 1]
        seen = np.zeros((len(chosen), self.days), dtype=bool)
        for row, number in enumerate(chosen):
            seen[row, day[person == number]] = True
        return pd.DataFrame(
            seen, index=pd.Index(self.facts.people[chosen], name="访客"), columns=self.dates
        )

    def explain(self, visitor_id: str) -> str:
        """How this one visitor was counted, in a sentence. CourseError for an unknown id."""
        visitor_id = str(visitor_id).strip()
        if visitor_id not in self.facts.people:
            raise CourseError(f"没有编号是“{visitor_id}”的访客。请从 visits 表里抄一个编号。")
        number = self.facts.people.get_loc(visitor_id)
        person, day = self._person_days()
        days = self.dates[np.sort(day[person == number])]
        if days.empty:
            return f"{visitor_id} 这几天没有来过（{self.channel}渠道），两种数法都没有数到。"
        if len(days) == 1:
            return f"{visitor_id} 只在 {_in_words(days)} 来过，两种数法都数 1 次。"
        return (
            f"{visitor_id} 在 {len(days)} 天里来过（{_in_words(days)}）。"
            f"按天相加，被数了 {len(days)} 次；整段去重，只数 1 次。"
        )

    def _visits_inside(self) -> np.ndarray:
        facts = self.facts
        return self._inside(facts.visit_day) & self._of_channel(facts.visit_channel)

    def _orders_inside(self, day: np.ndarray) -> np.ndarray:
        return self._inside(day) & self._of_channel(self.facts.order_channel)

    def _inside(self, day: np.ndarray) -> np.ndarray:
        return (day >= self.first) & (day < self.first + self.days)

    def _of_channel(self, channel: np.ndarray) -> np.ndarray | bool:
        return True if self.channel == ALL else channel == self.facts.channels.index(self.channel)

    def _person_days(self) -> tuple[np.ndarray, np.ndarray]:
        """Every (person, day of the span) with a visit, once each, as two arrays."""
        rows = self._visits_inside()
        keys = self.facts.visitor[rows] * self.days + (self.facts.visit_day[rows] - self.first)
        person, day = np.divmod(np.unique(keys), self.days)
        return person, day


def show() -> None:
    """Open the lab in a notebook; outside of one, print its numbers."""
    from IPython.core.getipython import get_ipython

    model = FunnelModel()
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.funnel_view import FunnelView

    display(FunnelView(model).box)


def _need_columns(frame: pd.DataFrame, table: str) -> None:
    missing = [name for name in NEEDED[table] if name not in frame.columns]
    if missing:
        raise CourseError(
            f"{table} 表里少了这些列：{'、'.join(missing)}。请用 load('{table}') 重新读一次。"
        )


def _first_day(facts: Facts, start: Any) -> int:
    """The number of the day on which the span begins."""
    if start is None:
        return 0
    try:
        first = int((pd.Timestamp(start).normalize() - facts.first_day).days)
    except (ValueError, TypeError) as error:
        raise CourseError(f"开始日期“{start}”看不懂。请写成 2025-11-01 这样。") from error
    if not 0 <= first < facts.day_count:
        dates = facts.dates()
        span = f"{dates[0]:%Y-%m-%d} 到 {dates[-1]:%Y-%m-%d}"
        raise CourseError(f"开始日期 {start} 没有访问记录。请选 {span} 之间的一天。")
    return first


def _checked_days(facts: Facts, first: int, days: Any) -> int:
    most = facts.day_count - first
    if isinstance(days, bool) or not isinstance(days, (int, np.integer)) or days < 1:
        raise CourseError(f"天数 {days} 不行。天数要是 1 到 {most} 的整数。")
    if days > most:
        begin = facts.first_day + pd.Timedelta(days=first)
        raise CourseError(
            f"从 {begin:%m-%d} 起只有 {most} 天的记录，选不了 {days} 天。请减少天数。"
        )
    return int(days)


def _in_words(days: pd.DatetimeIndex) -> str:
    return "、".join(f"{day:%m-%d}" for day in days)


if __name__ == "__main__":
    print(FunnelModel().run())
