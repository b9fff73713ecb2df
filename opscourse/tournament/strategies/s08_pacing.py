# 第 8 级：配速。钱剩得多就出高一点，剩得少就出低一点。
# 还剩 60% 的钱、还剩 50% 的时间，钱偏多，折扣就乘 1.2。折扣限在四折到八折。
# 一个人玩时，它比打七折好一点，钱也用到最后。在小组里，八折的上限有时不够高。
# 往上走：上限放高，调得快一些。

AUTHOR = "示例 08 配速"
TITLE = "永春芦柑橘子福建高山甜整箱大果新鲜现摘薄皮送礼5斤"
CROWDS = {"老客": 0.4, "加购": 0.5, "同类": 0.1}


def value(word):
    kept = word["spend_per_buyer"] * word["margin"] * (1 - word["return_rate"])
    return word["own_cvr"] * kept


def bid(state):
    slots = state["days"] * 8  # 一天出价 8 次
    gone = (state["day"] - 1) * 8 + state["hour"] // 3
    time_left = (slots - gone) / slots
    money_left = state["budget_left"] / state["budget"]
    discount = 0.65 * money_left / time_left
    discount = max(0.4, min(0.8, discount))
    prices = {}
    for word in state["keywords"]:
        prices[word["keyword_id"]] = discount * value(word)
    return prices
