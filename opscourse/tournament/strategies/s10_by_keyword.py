# 第 10 级：配速，再让每个词不一样。
# 先按钱和时间定一个总折扣，前面留一点钱给后面（对手的钱那时花完了）。再看自己的结果：
# 一个词每花 1 元换回的价值比平均高，说明前面没人抢，出低一点也排得住；比平均低，说明抢的人多，
# 出高一点去抢前面的位置。改动要小：指数是 -0.4，有 20 次点击以后才改。
# 它不是最好的：没有看 price_low、price_high，也没有看几点钟，标题和人群都还能更好。

AUTHOR = "示例 10 分词配速"
TITLE = "永春芦柑橘子福建闽南高山甜整箱大果新鲜现摘送礼当季薄皮"
CROWDS = {"老客": 0.5, "加购": 0.5}


def value(word):
    kept = word["spend_per_buyer"] * word["margin"] * (1 - word["return_rate"])
    return word["own_cvr"] * kept


def bid(state):
    slots = state["days"] * 8  # 一天出价 8 次
    gone = (state["day"] - 1) * 8 + state["hour"] // 3
    time_left = (slots - gone) / slots
    money_left = state["budget_left"] / state["budget"]
    discount = 0.8 * (money_left / time_left**0.85) ** 2
    discount = max(0.5, min(0.98, discount))

    # 到现在为止，平均每花 1 元换回多少价值
    cost = 0
    worth = 0
    for word in state["keywords"]:
        result = state["results"].get(word["keyword_id"])
        if result:
            cost = cost + result["cost"]
            worth = worth + result["clicks"] * value(word)

    prices = {}
    for word in state["keywords"]:
        own = 1
        result = state["results"].get(word["keyword_id"])
        if result and result["clicks"] >= 20 and result["cost"] > 0:
            here = result["clicks"] * value(word) / result["cost"]
            own = (here / (worth / cost)) ** -0.4
        prices[word["keyword_id"]] = min(0.98, discount * own) * value(word)
    return prices
