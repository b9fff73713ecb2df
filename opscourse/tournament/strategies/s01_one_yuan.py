# 第 1 级：每个词都出 1 元。
# 最省事的办法，也是三种固定办法里的一种。它不问一次点击值多少：便宜的词出贵了，
# 值钱的词又抢不到。标题只有品名，展示广告没有安排。
# 往上走：先看哪些词有人搜。

AUTHOR = "示例 01 每词一元"
TITLE = "永春芦柑"
CROWDS: dict = {}


def bid(state):
    prices = {}
    for word in state["keywords"]:
        prices[word["keyword_id"]] = 1.0
    return prices
