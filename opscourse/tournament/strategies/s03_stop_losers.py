# 第 3 级：亏的词停掉。
# 一个词花到 50 元以后，看它带来的毛利够不够花费，不够就停。白白烧钱的词停下来了。
# 可是 50 元里只有几十次点击，成几单靠运气：好词会被冤枉停掉，坏词也会侥幸留下。
# 往上走：不等花了钱，先算出一次点击值多少。

AUTHOR = "示例 03 亏了就停"
TITLE = "永春芦柑橘子整箱5斤新鲜现摘"
CROWDS = {"老客": 0.25, "加购": 0.25, "同类": 0.25, "通投": 0.25}


def bid(state):
    prices = {}
    for word in state["keywords"]:
        name = word["keyword_id"]
        result = state["results"].get(name)
        if result and result["cost"] > 50:
            kept = result["revenue"] * word["margin"] * (1 - word["return_rate"])
            if kept < result["cost"]:
                continue  # 不出价，这个词就停了
        if word["own_cvr"] >= 0.01:
            prices[name] = 1.0
    return prices
