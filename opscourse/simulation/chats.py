"""`chats`: what was said in the visits of November and December that consulted.

The robot answers at once, people by day; who asks at night waits for the morning.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation import dates
from opscourse.simulation.frames import numbered, text_column, time_column
from opscourse.simulation.orders import HOUR, NEVER
from opscourse.simulation.parcels import seconds
from opscourse.simulation.part_settings import read_settings

if TYPE_CHECKING:
    from opscourse.simulation.world import World

BUYER, ROBOT, HUMAN = "买家", "机器人", "客服"
GREETING = "你好，客服正在赶来。先看看商品页的说明吧。"
# What buyers ask, and what people answer: a question, two more questions, two answers.
TOPICS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "发货": (
        ["今天下单什么时候发货？", "多久能发货？"],
        ["能不能今天就发？", "好的，那我等发货。"],
        ["付款后 48 小时内发货。", "我问了仓库，明天上午发。"],
    ),
    "物流": (
        ["到成都要几天？", "发什么快递，几天能到？"],
        ["路上会不会坏？", "可以放驿站吗？"],
        ["一般两到四天能到，远的地方多一天。", "发出后我把单号给你。"],
    ),
    "坏果": (
        ["收到有坏的怎么办？", "上次有两个坏的，这次包赔吗？"],
        ["要拍照吗？", "赔多少？"],
        ["坏果包赔，签收后拍照发给我们。", "我们先看照片，再按个数退款。"],
    ),
    "产地": (
        ["这是哪里产的？", "是合作社自己种的吗？"],
        ["有产地证明吗？", "今年收成怎么样？"],
        ["都是本村合作社社员种的，产地写在商品页。", "检测报告在商品页最下面。"],
    ),
    "重量": (
        ["一份到底有多重？", "标的是净重还是毛重？"],
        ["一份有几个？", "够四个人吃吗？"],
        ["标的是净重，不算箱子。", "我们出库前都称过。"],
    ),
    "优惠": (
        ["现在有券吗？", "买两份能便宜吗？"],
        ["满多少包邮？", "下次活动是哪天？"],
        ["满 99 元包邮，券在店铺首页领。", "活动价我们会提前一天通知。"],
    ),
}


def _consulting(world: "World") -> pd.DataFrame:
    """The visits that consulted, and whether an order was placed in each."""
    visits = world.table("visits")
    visits = visits[visits["consulted"] == 1].reset_index(drop=True)
    orders = world.table("orders").drop_duplicates("order_id")
    orders = orders[orders["created_at"] >= visits["started_at"].min()]
    joined = visits.reset_index().merge(orders, left_on="visitor_id", right_on="buyer_id")
    after = seconds(joined["created_at"]) - seconds(joined["started_at"])
    inside = joined.loc[(after > 0) & (after <= joined["stay_seconds"]), "index"]
    return visits.assign(ordered=visits.index.isin(inside).astype(np.int64))


def _opening(moment: np.ndarray) -> np.ndarray:
    """The next moment at which customer service sits: itself by day, else the morning."""
    first, last = np.array(read_settings("fulfilment")["desk_hours"]) * HOUR
    midnight = moment // dates.DAY_SECONDS * dates.DAY_SECONDS
    second = moment - midnight
    tomorrow = midnight + dates.DAY_SECONDS + first
    return np.where(second < first, midnight + first, np.where(second < last, moment, tomorrow))


def _messages(world: "World", started: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Moments of up to five messages of each chat [chats, 5], and its topic's number.

    Buyer, robot, human, buyer again, human again; NEVER where nothing was said.
    """
    random, settings, n = world.random, read_settings("fulfilment"), len(started)
    asked = started + random.between("chat begins", 4, 25, n)
    robot = asked + random.between("robot", 1, 3, n)
    usual = random.one("reply seconds", *settings["reply_seconds"])
    table = np.array(settings["reply_percent"])
    percent = table[random.pick("reply percent", [1] * len(table), n)]
    delay = usual * percent * random.between("reply spread", 85, 115, n) // 10_000
    low, high = settings["night_reply_minutes"]
    opening = _opening(robot)
    at_night = opening > robot
    wait = np.where(at_night, random.between("night reply", low * 60, high * 60, n), delay + 3)
    silent = random.one("unanswered", *settings["unanswered_percent"])
    answered = opening + wait
    answered = np.where(
        random.chance("unanswered chat", silent * 100, n) | (answered >= dates.END),
        NEVER,
        answered,
    )
    more = random.chance("second message", settings["second_message_percent"] * 100, n)
    again = answered + random.between("second question", 8, 90, n)
    again = np.where(more & (answered != NEVER) & (again < dates.END - HOUR), again, NEVER)
    last = np.where(again != NEVER, again + random.between("second reply", 6, 80, n), NEVER)
    weights = random.shuffled("topic weights", settings["topic_weights"])
    return np.stack([asked, robot, answered, again, last], axis=1), random.pick("topic", weights, n)


def chats(world: "World") -> pd.DataFrame:
    """One row a message, chat by chat in order of time."""
    visits, random = _consulting(world), world.random
    at, topic = _messages(world, seconds(visits["started_at"]))
    n = len(visits)
    chosen = random.below("wording", 2, n * 4).reshape(n, 4)
    words = np.array([list(parts) for parts in TOPICS.values()], dtype=object)  # [topic, part, 2]
    second = np.where(at[:, 3] != NEVER, 1 - chosen[:, 1], 0)
    texts = np.stack(
        [
            words[topic, 0, chosen[:, 0]],
            np.full(n, GREETING, dtype=object),
            words[topic, 2, chosen[:, 1]],
            words[topic, 1, chosen[:, 2]],
            words[topic, 2, second],
        ],
        axis=1,
    )
    chat, part = np.nonzero(at != NEVER)
    senders = np.array([BUYER, ROBOT, HUMAN, BUYER, HUMAN])
    return pd.DataFrame(
        {
            "chat_id": text_column(numbered("T", np.arange(1, n + 1), 5)[chat]),
            "buyer_id": text_column(visits["visitor_id"].to_numpy()[chat]),
            "sender": text_column(senders[part]),
            "at": time_column(at[chat, part]),
            "text": text_column(texts[chat, part]),
            "ordered": visits["ordered"].to_numpy()[chat],
        }
    )


TABLES = {"chats": chats}


def truth(world: "World") -> dict[str, Any]:
    """The usual seconds of a first human reply by day."""
    low, high = read_settings("fulfilment")["reply_seconds"]
    return {"reply_seconds": world.random.one("reply seconds", low, high)}
