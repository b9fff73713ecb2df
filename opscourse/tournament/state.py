"""What an entry's `bid(state)` is given, what it gives back, and what a player is.

The state is plain data (dict, list, str, int, float), made anew for each decision. An entry sees
what a shop can see: never another entry's bids, and no rival's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

# Field by field, in the order of the state; shown by `tournament new` and in the course.
STATE = {
    "day": "第几天，从 1 开始",
    "days": "这一场一共几天",
    "hour": "现在几点：0、3、6 … 21。你定的出价管 3 个小时",
    "budget": "这一场一共有多少钱，单位元",
    "budget_left": "还剩多少钱，单位元。花完了就不再展示",
    "keywords": "能投的关键词，一个词一个字典，见下面",
    "results": "到现在为止你自己的结果：{keyword_id: {…}}，没展示过的词不在里面",
    "last": "最近 3 个小时你自己的结果，写法和 results 一样",
}
KEYWORD = {
    "keyword_id": "关键词编号，出价时用它",
    "keyword": "关键词",
    "searches": "一天大约有多少次搜索",
    "ctr": "市场平均点击率，排在第一位时",
    "price_low": "昨天最后一个广告位一次点击大约多少钱，单位元，约到 0.1",
    "price_high": "昨天第一个广告位一次点击大约多少钱，单位元，约到 0.1",
    "quality": "你自己的质量分，1 到 10",
    "own_cvr": "你自己的转化率：一次点击成一单的可能",
    "spend_per_buyer": "一单平均多少钱，单位元",
    "margin": "毛利率，0.4 是 40%",
    "return_rate": "退货率",
}
RESULT = {
    "impressions": "展现次数",
    "clicks": "点击次数",
    "cost": "点击花费，单位元",
    "orders": "订单数",
    "revenue": "成交金额，单位元。等于订单数 × 平均一单多少钱",
}


@dataclass(frozen=True)
class Decision:
    """What a player decided for the next three hours.

    `bids` is what `bid(state)` returned, as plain data and unchecked: {keyword_id: yuan} if all
    is well. The field checks it (`read_bids`) and names what it cannot use. `fault` is one
    Chinese sentence (late, crashed, not plain data …); with one there are no bids in this slot.
    `stalled` : it was late so often that it is not run any more in this heat.
    """

    bids: Any = field(default_factory=dict)
    fault: str = ""
    stalled: bool = False


class Player(Protocol):
    """Something that decides; one is made for each heat and remembers nothing of another."""

    def decide(self, state: dict[str, Any]) -> Decision:
        """The bids for the next three hours; must not raise."""


class Entrant(Protocol):
    """What the season needs of an entry (plain data, so that it reaches another process)."""

    @property
    def author(self) -> str:
        """Who it is; different for each entry."""

    @property
    def title(self) -> str:
        """The title for the product, "" for none."""

    @property
    def crowds(self) -> dict[str, float]:
        """Shares of the display money."""

    @property
    def source(self) -> str:
        """The code: another code is another entry (the journal depends on it)."""


# Makes an entry's player for one heat, and ends it. A module-level function, so that it can be
# sent to another process.
OpenPlayer = Callable[[Entrant], AbstractContextManager[Player]]
