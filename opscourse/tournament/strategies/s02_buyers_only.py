# 第 2 级：只投有人买的词，还是出 1 元。
# “白茶功效”“红薯干热量”这样的词，来的人想知道，不想买。转化率不到 1% 的词都不投。
# 展示的钱全给了通投：那里展现最多，可是亏钱，这一部分没有分。
# 往上走：看自己的结果，亏的词停掉。

AUTHOR = "示例 02 有人买才投"
TITLE = "永春芦柑橘子5斤"
CROWDS = {"通投": 1.0}


def bid(state):
    prices = {}
    for word in state["keywords"]:
        if word["own_cvr"] >= 0.01:
            prices[word["keyword_id"]] = 1.0
    return prices
