# 第 5 级：跟着市场价走，但不超过价值。
# 昨天第一位付多少、最后一位付多少，取中间；比一次点击的价值还高的词，只出到价值的九折。
# 便宜的词不多付，钱就花得久。可是市场价是昨天的，昨天没人抢，不等于今天没人抢。
# 往上走：按自己的价值打折，不看别人。

AUTHOR = "示例 05 跟市场价"
TITLE = "永春芦柑橘子福建高山甜整箱大果新鲜5斤"
CROWDS = {"老客": 1.0}


def value(word):
    kept = word["spend_per_buyer"] * word["margin"] * (1 - word["return_rate"])
    return word["own_cvr"] * kept


def bid(state):
    prices = {}
    for word in state["keywords"]:
        middle = (word["price_low"] + word["price_high"]) / 2
        prices[word["keyword_id"]] = min(middle, 0.9 * value(word))
    return prices
