"""The buyers of the customer-service drill: what they write, their order, and what to do with it.

All made up for teaching. Rules of the shop that the cases lean on: 48 hours to ship; goods that
come spoilt are paid for by the piece, the whole order is refunded only where nothing can be used;
fresh goods are not taken back for no reason (消费者权益保护法第二十五条 names 鲜活易腐 goods).
"""

from __future__ import annotations

from dataclasses import dataclass

KEEP = "不动订单"
INTENTS = ("发货", "物流", "坏果", "产地规格", "优惠", "改单退单", "评价")


@dataclass(frozen=True)
class Case:
    """One buyer: `text`, the order's goods, state and age, and the right tag and action."""

    text: str
    goods: str
    state: str
    since: str
    intent: str
    action: str
    why: str


CASES = (
    Case(
        "昨天早上付的款，怎么还没动静？周末请客要用。",
        "连江鲍鱼 8 只", "已付款", "付款 30 小时", "发货", "发货",
        "付了款、还没到 48 小时，今天就能发：走「发货」。",
    ),
    Case(
        "都第三天了，你们到底发不发？",
        "永春芦柑 5 斤", "已付款", "付款 55 小时", "发货", "发货",
        "已经晚了，先发出去，再说怎么补偿。拖着不发更糟。",
    ),
    Case(
        "走到哪里了？冰袋会不会化？",
        "连江鲍鱼 8 只", "已发货", "发货 20 小时", "物流", KEEP,
        "货在路上，订单不用动。查单号，说清几点前到。",
    ),
    Case(
        "显示签收了，可是我没拿到。",
        "古田银耳 150 克", "已签收", "签收 2 小时", "物流", KEEP,
        "先向快递查放在哪里。没查清就退款，可能货也没了、钱也没了。",
    ),
    Case(
        "箱子一打开就有味道，八只全化了。",
        "连江鲍鱼 8 只", "已签收", "签收 1 小时", "坏果", "退款",
        "一只都不能吃了，看过照片就全退：走「退款」。",
    ),
    Case(
        "收到的蜜柚烂了两个，别的还行。",
        "平和蜜柚 5 斤", "已签收", "签收 5 小时", "坏果", KEEP,
        "坏两个，按个数赔钱，整张订单不用退。",
    ),
    Case(
        "刚拍错规格了，还没发吧？不要了。",
        "连城地瓜干 500 克", "已付款", "付款 1 小时", "改单退单", "退款",
        "付了款、还没发，直接退最省事：走「退款」。",
    ),
    Case(
        "在路上了吧？突然要出差，吃不上了，能退吗？",
        "连江鲍鱼 8 只", "已发货", "发货 10 小时", "改单退单", KEEP,
        "活鲜容易坏，法律没有要求无理由退货。好好说，帮他改地址或改收件人。",
    ),
    Case(
        "拍下忘了付，现在不想要了，要怎么弄？",
        "福鼎白茶 350 克", "待付款", "拍下 26 小时", "改单退单", "关闭",
        "没付款的订单关掉就行：走「关闭」。",
    ),
    Case(
        "还没付款，先问一句：是你们自己养的吗？",
        "连江鲍鱼 8 只", "待付款", "拍下 1 小时", "产地规格", KEEP,
        "买之前的问题，订单不用动。说清哪个村、谁在养，有报告就发报告。",
    ),
    Case(
        "标的 8 只，一共几斤？是净重吗？",
        "连江鲍鱼 8 只", "待付款", "拍下 2 小时", "产地规格", KEEP,
        "把数说准，带单位。订单不用动。",
    ),
    Case(
        "买两份能便宜一点吗？",
        "永春芦柑 5 斤", "待付款", "拍下 3 小时", "优惠", KEEP,
        "有券就告诉他在哪里领。没有就直说，不临时改价。",
    ),
    Case(
        "给个五星，返我 5 元行不行？",
        "古田银耳 150 克", "已签收", "签收 50 小时", "评价", KEEP,
        "用钱换好评不可以。谢谢他，请他照实写。",
    ),
    Case(
        "上次少了一只，我给了两星。",
        "连江鲍鱼 8 只", "已评价", "评价 12 小时", "评价", KEEP,
        "先认错，核实少没少，补一只或按只退钱。不要求他改评价。",
    ),
)  # fmt: skip
