# 第 7 级：价值打七五折，钱按天分。
# 七五折比七折容易排上。为了不让钱第一天就花完，每天最多花总数的一份，花到了就停到明天。
# 停下来的那几个小时，便宜的点击也错过了；而且花得太快这件事，要等花完才知道。
# 往上走：一边花一边调折扣。

AUTHOR = "示例 07 钱按天分"
TITLE = "福建永春芦柑甜橘子整箱现摘大果送礼产地直发5斤"
CROWDS = {"老客": 0.8, "加购": 0.2}


def value(word):
    kept = word["spend_per_buyer"] * word["margin"] * (1 - word["return_rate"])
    return word["own_cvr"] * kept


def bid(state):
    days_after_today = state["days"] - state["day"]
    keep = state["budget"] * days_after_today / state["days"]
    if state["budget_left"] <= keep:
        return {}  # 今天的份花完了
    prices = {}
    for word in state["keywords"]:
        prices[word["keyword_id"]] = 0.75 * value(word)
    return prices
