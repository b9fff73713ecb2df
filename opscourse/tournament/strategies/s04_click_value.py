# 第 4 级：出到一次点击的价值。
# 一次点击平均能留下：转化率 × 一单的钱 × 毛利率 ×（1 − 退货率）。出价不超过它，平均就不会亏。
# 这也是三种固定办法里的一种。可是出到顶，最后那几次点击几乎不赚，钱还早早花完。
# 往上走：别人付得少的词，你也少付。

AUTHOR = "示例 04 按价值出"
TITLE = "永春芦柑橘子整箱甜福建现摘送礼"
CROWDS = {"老客": 0.5, "同类": 0.5}


def value(word):
    kept = word["spend_per_buyer"] * word["margin"] * (1 - word["return_rate"])
    return word["own_cvr"] * kept


def bid(state):
    prices = {}
    for word in state["keywords"]:
        prices[word["keyword_id"]] = value(word)
    return prices
