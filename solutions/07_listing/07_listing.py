# %% [markdown] exercise="07_listing" title="开店、上架与定价" scenario="coop" tables=["skus","images","postage_rules","price_test","promotion_rules","banned_words","orders_paid"] minutes=75
# # 练习 07 开店、上架与定价
#
# 课上你帮小蓝上架了一款白茶礼盒。现在合作社把整张上架表交给你：挑错、查主图、写运费、定价、报活动。
#
# - 第 1–4 题在课上做，第 5–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("07.q1")`。
# 有几题要你写一个函数：`def` 起个名字，`return` 后面写要交出去的数。函数里只用括号里给你的东西。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("07")`。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

import math

import matplotlib.pyplot as plt
import pandas as pd

plotting.use_style()

# %% [markdown]
# ## 准备好的表
#
# 先运行下面这一格。
#
# | 名字 | 是什么 | 一行是 |
# |---|---|---|
# | `skus` | 上架表，一种规格一个编号 | 一个 SKU |
# | `words` | 广告里不能用的极限词，一个列表 | |
# | `images` | 主图文件的宽、高（像素）、大小（字节）和格式 | 一张图 |
# | `postage_rules` | 运费模板：首重几千克、首重费、续重费（元） | 一个省 |
# | `price_test` | 白茶礼盒试过的价格，各卖一周的件数 | 一个价格 |
# | `gift` | 上架表里白茶礼盒那一行 | |
# | `rule` | 活动的规矩，`rule["最低售价"]` 这样取 | |
# | `dec_paid` | 12 月付款的订单 | 订单里的一件商品 |
#
# `skus` 的列：`sku`、`product` 商品、`origin` 产地、`weight` 重量、`weight_unit` 单位、`price` 售价（元）、
# `unit_cost` 一件的成本（元）、`text` 文案、`on_sale` 在售是 1。每一列是什么，写 `describe("skus")` 看。

# %%
skus = load("skus")
words = list(load("banned_words")["word"])
images = load("images")
postage_rules = load("postage_rules")
price_test = load("price_test")

gift = skus[skus["sku"] == "福鼎白茶-250g礼盒"].iloc[0]

promotion = load("promotion_rules")
rule = dict(zip(promotion["rule"], promotion["value"]))

paid = load("orders_paid")
dec_paid = paid[paid["paid_at"] >= "2025-12-01"]

# %% [markdown]
# ## 课上做：第 1–4 题

# %% [markdown] question="q1" kind="set" points=2 where="class" rows=["A04","X初2"]
# ### 第 1 题 上架表挑错
#
# 下面四条，犯了任何一条，这个 SKU 就不能上架。把不能上架的 `sku` 放进列表 `bad_skus`。顺序不限。
#
# 1. 没有产地：`origin` 是空的文字 `""`；
# 2. 重量单位不是千克：`weight_unit` 是「斤」；
# 3. 价格不对：`price` 小于或等于 0；
# 4. 文案里有极限词：`text` 里含有 `words` 里的任何一个词。
#
# **本课口径：犯了任何一条就列出，一个 `sku` 只列一次，精确到每一个 `sku`。**

# %% starter="q1"
no_origin = skus["origin"] == ""
in_jin = ____
bad_price = ____
banned = skus["text"].str.contains("|".join(words))  # | 把词连起来，含有哪一个都算

bad_skus = list(skus[____]["sku"])

# %% solution="q1"
no_origin = skus["origin"] == ""
in_jin = skus["weight_unit"] == "斤"
bad_price = skus["price"] <= 0
banned = skus["text"].str.contains("|".join(words))

bad_skus = list(skus[no_origin | in_jin | bad_price | banned]["sku"])

# %% right="q1"
bad_skus = []
for _, one in skus.iterrows():
    says_banned = any(word in one["text"] for word in words)
    if one["origin"] == "" or one["weight_unit"] != "千克" or one["price"] <= 0 or says_banned:
        bad_skus.append(one["sku"])

# %% wrong="q1" says="你要求四条同时犯。题目说犯任何一条就不能上架，「或」是 `|`。"
banned = skus["text"].str.contains("|".join(words))
bad = (skus["origin"] == "") & (skus["weight_unit"] == "斤") & (skus["price"] <= 0) & banned
bad_skus = list(skus[bad]["sku"])

# %% wrong="q1" says="价格是 0 的你漏了。0 元也不能上架，要写小于或等于 0。"
banned = skus["text"].str.contains("|".join(words))
bad = (skus["origin"] == "") | (skus["weight_unit"] == "斤") | (skus["price"] < 0) | banned
bad_skus = list(skus[bad]["sku"])

# %% wrong="q1" says="有极限词的你没有查出来。文案是一句话，要看它「含有」哪个词，用 `.str.contains`，不是「等于」。"
banned = skus["text"].isin(words)
bad = (skus["origin"] == "") | (skus["weight_unit"] == "斤") | (skus["price"] <= 0) | banned
bad_skus = list(skus[bad]["sku"])

# %% wrong="q1" says="没有产地的你没有查出来。空的文字 `\"\"` 也是文字，`.isna()` 找不到它，要用 `== \"\"`。"
banned = skus["text"].str.contains("|".join(words))
bad = skus["origin"].isna() | (skus["weight_unit"] == "斤") | (skus["price"] <= 0) | banned
bad_skus = list(skus[bad]["sku"])

# %% wrong="q1" says="你漏了单位那一条。写成斤，客人会当成千克，到手少一半。"
banned = skus["text"].str.contains("|".join(words))
bad = (skus["origin"] == "") | (skus["price"] <= 0) | banned
bad_skus = list(skus[bad]["sku"])

# %% wrong="q1" says="你列的是没有错的 SKU。题目要的是不能上架的。"
banned = skus["text"].str.contains("|".join(words))
bad = (skus["origin"] == "") | (skus["weight_unit"] == "斤") | (skus["price"] <= 0) | banned
bad_skus = list(skus[~bad]["sku"])

# %% [markdown] hint="q1"
# 第二条：`skus["weight_unit"] == "斤"`。第三条照着写，小于或等于是 `<=`。

# %% [markdown] hint="q1"
# 最后一个空把四个条件用 `|` 连起来，`|` 的意思是「或」。

# %% check="q1"
check("07.q1", bad_skus=bad_skus)

# %% [markdown] question="q2" kind="set" points=2 where="class" rows=["A04","A11"]
# ### 第 2 题 主图不合格的文件
#
# 主图是买家最先看到的图。把不合格的文件名放进列表 `bad_images`。顺序不限。
#
# **本课口径：合格要四条都满足：宽和高都不小于 800 像素；宽等于高；大小不超过 3 MB（1 MB = 1024 × 1024 字节）；格式是 JPEG 或 PNG。少一条就列出，精确到每一个文件。**

# %% starter="q2"
big_enough = (images["width"] >= 800) & (images["height"] >= 800)
square = ____
light = images["bytes"] <= ____
right_format = images["format"].isin(["JPEG", "PNG"])

good = big_enough & square & light & right_format
bad_images = list(images[~good]["file"])  # ~ 的意思是「不」

# %% solution="q2"
big_enough = (images["width"] >= 800) & (images["height"] >= 800)
square = images["width"] == images["height"]
light = images["bytes"] <= 3 * 1024 * 1024
right_format = images["format"].isin(["JPEG", "PNG"])

good = big_enough & square & light & right_format
bad_images = list(images[~good]["file"])

# %% right="q2"
bad_images = [
    name
    for name, width, height, size, kind in zip(
        images["file"], images["width"], images["height"], images["bytes"], images["format"]
    )
    if min(width, height) < 800 or width != height or size / 1024**2 > 3
    or kind not in ("JPEG", "PNG")
]

# %% wrong="q2" says="你把 1 MB 当成了 1,000,000 字节。本课的 1 MB 是 1024 × 1024 字节，差一点的图会被冤枉。"
good = (images["width"] >= 800) & (images["height"] >= 800)
good = good & (images["width"] == images["height"]) & (images["bytes"] <= 3_000_000)
bad_images = list(images[~(good & images["format"].isin(["JPEG", "PNG"]))]["file"])

# %% wrong="q2" says="你把上限写成了 3 × 1024，那是 3 KB，几乎没有图能过。MB 还要再乘一次 1024。"
good = (images["width"] >= 800) & (images["height"] >= 800)
good = good & (images["width"] == images["height"]) & (images["bytes"] <= 3 * 1024)
bad_images = list(images[~(good & images["format"].isin(["JPEG", "PNG"]))]["file"])

# %% wrong="q2" says="你没有查是不是正方形。宽和高都够大，但不一样长，也不合格。"
good = (images["width"] >= 800) & (images["height"] >= 800)
good = good & (images["bytes"] <= 3 * 1024 * 1024)
bad_images = list(images[~(good & images["format"].isin(["JPEG", "PNG"]))]["file"])

# %% wrong="q2" says="你要求宽和高正好是 800。不小于 800 就行，1200 × 1200 也合格。"
good = (images["width"] == 800) & (images["height"] == 800)
good = good & (images["bytes"] <= 3 * 1024 * 1024)
bad_images = list(images[~(good & images["format"].isin(["JPEG", "PNG"]))]["file"])

# %% wrong="q2" says="你没有查格式。"
good = (images["width"] >= 800) & (images["height"] >= 800)
good = good & (images["width"] == images["height"])
bad_images = list(images[~(good & (images["bytes"] <= 3 * 1024 * 1024))]["file"])

# %% wrong="q2" says="你列的是合格的文件。题目要不合格的。"
good = (images["width"] >= 800) & (images["height"] >= 800)
good = good & (images["width"] == images["height"]) & (images["bytes"] <= 3 * 1024 * 1024)
bad_images = list(images[good & images["format"].isin(["JPEG", "PNG"])]["file"])

# %% note="q2"
# trap not used: looking at one side only: every picture with one short side is not square either,
# so the answer would be the same.

# %% [markdown] hint="q2"
# 正方形：宽那一列等于高那一列，「等于」写 `==`。

# %% [markdown] hint="q2"
# 3 MB 是多少字节？1 MB = 1024 × 1024 字节，乘号是 `*`。

# %% check="q2"
check("07.q2", bad_images=bad_images)

# %% [markdown] question="q3" kind="function" points=2 where="class" precision="0.01" rows=["A04"]
# ### 第 3 题 运费模板
#
# 写函数 `fee(weight_kg, province, rules)`，交出一个包裹的运费。
# `rules` 是一张和 `postage_rules` 一样的表：`province` 省、`first_kg` 首重（千克）、`first_fee` 首重费（元）、`next_fee` 续重费（元）。
#
# 超过首重的部分，不到 1 千克也按 1 千克算：`math.ceil` 往上取整，`math.ceil(1.2)` 是 2。
# 表里没有这个省，就是不送，交出 `float("nan")`（不是一个数）。
#
# **本课口径：运费 = 首重费 + 超过首重的千克数（往上取整）× 续重费；没超过首重，只收首重费。单位是元，精确到 0.01 元。**

# %% starter="q3"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return ____
    line = one.iloc[0]
    extra = max(0, math.ceil(____))
    return ____

# %% solution="q3"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    extra = max(0, math.ceil(weight_kg - line["first_kg"]))
    return line["first_fee"] + extra * line["next_fee"]

# %% right="q3"
def fee(weight_kg, province, rules):
    for place, first_kg, first_fee, next_fee in zip(
        rules["province"], rules["first_kg"], rules["first_fee"], rules["next_fee"]
    ):
        if place == province:
            total = first_fee
            while weight_kg > first_kg:
                first_kg, total = first_kg + 1, total + next_fee
            return total
    return float("nan")

# %% wrong="q3" says="你没有往上取整。超过首重 1.2 千克，要按 2 千克收。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    return line["first_fee"] + max(0, weight_kg - line["first_kg"]) * line["next_fee"]

# %% wrong="q3" says="你把零头去掉了。超过首重 1.2 千克，要按 2 千克收，不是 1 千克。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    return line["first_fee"] + max(0, math.floor(weight_kg - line["first_kg"])) * line["next_fee"]

# %% wrong="q3" says="没超过首重时，你倒减了钱。比首重轻，也要收足首重费，用 `max(0, …)`。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    return line["first_fee"] + math.ceil(weight_kg - line["first_kg"]) * line["next_fee"]

# %% wrong="q3" says="你忘了减首重，首重的那几千克收了两次钱。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    return line["first_fee"] + math.ceil(weight_kg) * line["next_fee"]

# %% wrong="q3" says="你只算了续重费，忘了加首重费。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    return max(0, math.ceil(weight_kg - line["first_kg"])) * line["next_fee"]

# %% wrong="q3" says="表里没有的省，你交出了 0。0 元是包邮，不送要交出 `float('nan')`。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return 0
    line = one.iloc[0]
    return line["first_fee"] + max(0, math.ceil(weight_kg - line["first_kg"])) * line["next_fee"]

# %% wrong="q3" says="你把千克当成斤，重量乘了 2。参数 `weight_kg` 已经是千克了。"
def fee(weight_kg, province, rules):
    one = rules[rules["province"] == province]
    if len(one) == 0:
        return float("nan")
    line = one.iloc[0]
    extra = max(0, math.ceil(weight_kg * 2 - line["first_kg"]))
    return line["first_fee"] + extra * line["next_fee"]

# %% cases="q3"
made = pd.DataFrame({
    "province": ["福建", "北京", "四川"], "first_kg": [3, 1, 2],
    "first_fee": [5.0, 8.5, 9.0], "next_fee": [1.5, 3.0, 4.2],
})
cases = [
    (1.2, "福建", "@postage_rules"),
    (2.5, "广东", "@postage_rules"),
    (6.2, "北京", "@postage_rules"),
    (10.0, "辽宁", "@postage_rules"),
    (0.4, "福建", made),
    (3.0, "福建", made),
    (4.1, "北京", made),
    (7.0, "四川", made),
]
edge = (2.0, "海南", "@postage_rules")

# %% [markdown] hint="q3"
# 第一个空是不送：`float("nan")`。

# %% [markdown] hint="q3"
# `math.ceil` 里写重量减首重：`weight_kg - line["first_kg"]`。

# %% [markdown] hint="q3"
# 最后一行：首重费 `line["first_fee"]`，加上 `extra` 乘续重费。

# %% check="q3"
check("07.q3", fee=fee)

# %% [markdown] question="q4" kind="function" points=2 where="class" precision="0.0001" rows=["C30"]
# ### 第 4 题 毛利率
#
# 写函数 `margin(price, unit_cost)`，交出毛利率。售价是 0 时，0 不能做分母，交出 `float("nan")`。
#
# **本课口径：毛利率 =（售价 − 成本）÷ 售价，精确到 0.0001（小数，不写百分号）。**

# %% starter="q4"
def margin(price, unit_cost):
    if price == 0:
        return ____
    return ____

# %% solution="q4"
def margin(price, unit_cost):
    if price == 0:
        return float("nan")
    return (price - unit_cost) / price

# %% right="q4"
def margin(price, unit_cost):
    return 1 - unit_cost / price if price else float("nan")

# %% wrong="q4" says="你除以了成本，那是加价率。毛利率要除以售价：收 100 元，里面几元是自己的。"
def margin(price, unit_cost):
    if price == 0:
        return float("nan")
    return (price - unit_cost) / unit_cost

# %% wrong="q4" says="你交出的是一件赚多少元。毛利率还要除以售价。"
def margin(price, unit_cost):
    if price == 0:
        return float("nan")
    return price - unit_cost

# %% wrong="q4" says="你算的是成本占售价几成。毛利是剩下的那一份。"
def margin(price, unit_cost):
    if price == 0:
        return float("nan")
    return unit_cost / price

# %% wrong="q4" says="你乘了 100。这门课里毛利率写成小数，0.4 就是 40%。"
def margin(price, unit_cost):
    if price == 0:
        return float("nan")
    return (price - unit_cost) / price * 100

# %% wrong="q4" says="售价是 0 时，你交出了 0。0 的意思是不赚不亏，可是白送一定亏，这时毛利率没有意义，要交出 `float('nan')`。"
def margin(price, unit_cost):
    if price == 0:
        return 0.0
    return (price - unit_cost) / price

# %% wrong="q4" says="你少了括号。先算除法再算减法，就不对了。"
def margin(price, unit_cost):
    if price == 0:
        return float("nan")
    return price - unit_cost / price

# %% cases="q4"
clean = skus[skus["price"] > 0].sort_values("sku").head(6)
cases = [
    (float(price), float(cost)) for price, cost in zip(clean["price"], clean["unit_cost"])
] + [(100.0, 60.0), (88.0, 70.4), (59.9, 75.0), (20.0, 5.0)]
edge = (0.0, 12.5)

# %% [markdown] hint="q4"
# 上面的空是售价为 0 的情况：`float("nan")`。

# %% [markdown] hint="q4"
# 下面的空：先用括号算出一件赚多少，再除以 `price`。

# %% check="q4"
check("07.q4", margin=margin)

# %% [markdown]
# ## 回家做：第 5–8 题

# %% [markdown] question="q5" kind="dict" points=2 where="home" precision={"价格":"0.01","一周毛利":"0.01"} rows=["C30"]
# ### 第 5 题 哪个价格赚得最多
#
# `price_test` 是白茶礼盒试过的价格 `price` 和那一周卖出的件数 `qty`。一件的成本是 `gift["unit_cost"]`。
# 找出一周毛利最多的那个价格，放进 `best_price`。
#
# **本课口径：一周毛利 =（价格 − 成本）× 件数，不算运费和平台的钱；「价格」是毛利最多的那个，「一周毛利」是那时的毛利，单位都是元，精确到 0.01 元。**

# %% starter="q5"
profit = ____
best = profit.idxmax()

best_price = {
    "价格": ____,
    "一周毛利": ____,
}

# %% solution="q5"
profit = (price_test["price"] - gift["unit_cost"]) * price_test["qty"]
best = profit.idxmax()

best_price = {
    "价格": price_test.loc[best, "price"],
    "一周毛利": profit[best],
}

# %% right="q5"
ranked = price_test.assign(profit=(price_test["price"] - gift["unit_cost"]) * price_test["qty"])
top = ranked.sort_values("profit", ascending=False).iloc[0]
best_price = {"价格": float(top["price"]), "一周毛利": float(top["profit"])}

# %% wrong="q5" says="你找的是销售额最多的价格。收的钱里还有成本，要先减掉一件的成本。"
money = price_test["price"] * price_test["qty"]
best_price = {"价格": price_test.loc[money.idxmax(), "price"], "一周毛利": money.max()}

# %% wrong="q5" says="你找的是卖得最多的价格。最便宜卖得最多，可一件赚得少。"
at = price_test["qty"].idxmax()
best_price = {
    "价格": price_test.loc[at, "price"],
    "一周毛利": (price_test.loc[at, "price"] - gift["unit_cost"]) * price_test.loc[at, "qty"],
}

# %% wrong="q5" says="你找的是一件赚得最多的价格。最贵的一件赚得多，可卖得少。"
at = price_test["price"].idxmax()
best_price = {
    "价格": price_test.loc[at, "price"],
    "一周毛利": (price_test.loc[at, "price"] - gift["unit_cost"]) * price_test.loc[at, "qty"],
}

# %% wrong="q5" says="你用的是现在挂着的价格。现在的价格不一定最好，要从试过的价格里找。"
now = price_test[price_test["price"] == gift["price"]].iloc[0]
best_price = {
    "价格": gift["price"],
    "一周毛利": (gift["price"] - gift["unit_cost"]) * now["qty"],
}

# %% [markdown] hint="q5"
# 第一个空：`(price_test["price"] - gift["unit_cost"]) * price_test["qty"]`。先用括号算一件赚多少。

# %% [markdown] hint="q5"
# `best` 是毛利最大的那一行的行号。取那一行的价格：`price_test.loc[best, "price"]`。

# %% check="q5"
check("07.q5", best_price=best_price)

# %% [markdown] question="q6" kind="function" points=2 where="home" precision="0.0001" rows=["A24","C30"]
# ### 第 6 题 降价以后，要多卖几成才不亏
#
# 写函数 `needed_growth(m, c)`：毛利率是 `m`，降价的幅度是 `c`（都是占原价的几成，小数），
# 件数要多卖几成，毛利才和原来一样？
#
# 想一想：原来一件赚原价的 `m`，降了以后一件赚原价的 `m − c`。
# 如果 `c` 大于或等于 `m`，一件也不赚了，卖多少都补不回来，交出 `float("nan")`。
#
# **本课口径：要多卖的比例 = m ÷（m − c）− 1，精确到 0.0001（小数，0.5 就是多卖五成）。**

# %% starter="q6"
def needed_growth(m, c):
    if c >= m:
        return ____
    return ____

# %% solution="q6"
def needed_growth(m, c):
    if c >= m:
        return float("nan")
    return m / (m - c) - 1

# %% right="q6"
def needed_growth(m, c):
    return c / (m - c) if m > c else float("nan")

# %% wrong="q6" says="你交出的是原来的几倍。题目问多卖几成，还要减 1。"
def needed_growth(m, c):
    if c >= m:
        return float("nan")
    return m / (m - c)

# %% wrong="q6" says="降一成就多卖一成，是不够的：一件赚的钱少得更多。要用毛利来算。"
def needed_growth(m, c):
    if c >= m:
        return float("nan")
    return c

# %% wrong="q6" says="你算的是销售额不变要多卖几成。收的钱一样，成本却多了。要让毛利不变。"
def needed_growth(m, c):
    if c >= m:
        return float("nan")
    return 1 / (1 - c) - 1

# %% wrong="q6" says="你除以了原来的毛利率。降价以后一件只赚 m − c，要除以它。"
def needed_growth(m, c):
    if c >= m:
        return float("nan")
    return c / m

# %% wrong="q6" says="降得比毛利率还多时，没有答案，要交出 `float('nan')`。交出 0 就成了「不用多卖」。"
def needed_growth(m, c):
    if c >= m:
        return 0.0
    return m / (m - c) - 1

# %% wrong="q6" says="降得和毛利率一样多时，一件赚 0 元，0 不能做分母。条件要写成大于或等于。"
def needed_growth(m, c):
    if c > m:
        return float("nan")
    return m / (m - c) - 1

# %% wrong="q6" says="你乘了 100。这门课里比例写成小数。"
def needed_growth(m, c):
    if c >= m:
        return float("nan")
    return (m / (m - c) - 1) * 100

# %% cases="q6"
sound = skus[(skus["price"] > 0) & (skus["price"] > skus["unit_cost"])].sort_values("sku")
shares = ((sound["price"] - sound["unit_cost"]) / sound["price"]).head(5)
cut = round(float(1 - rule["活动折扣"]), 2)
cases = [(round(float(share), 4), cut) for share in shares if share > cut + 0.01] + [
    (0.40, 0.10),
    (0.25, 0.05),
    (0.60, 0.30),
    (0.35, 0.20),
]
edge = (0.30, 0.30)

# %% [markdown] hint="q6"
# 上面的空：没有答案时交出 `float("nan")`。

# %% [markdown] hint="q6"
# 下面的空照口径写：`m / (m - c) - 1`。括号不能少。

# %% check="q6"
check("07.q6", needed_growth=needed_growth)

# %% [markdown] question="q7" kind="set" points=2 where="home" rows=["D18"]
# ### 第 7 题 哪些能报名活动
#
# 平台有一场活动，对每个 SKU 有要求。把够格的 `sku` 放进列表 `can_join`。顺序不限。
#
# 要求都在 `rule` 里：`rule["最低售价"]`、`rule["最高售价"]`（元）、`rule["活动折扣"]`、`rule["最低毛利率"]`（小数）。
# 活动价 = 售价 × 活动折扣，0.9 就是打九折。近 30 天的销量课上看过，这一题不看；在不在售也先不管。
#
# **本课口径：三条都满足才够格：售价不低于最低售价；售价不高于最高售价；按活动价算的毛利率（活动价 − 成本）÷ 活动价 不低于最低毛利率。精确到每一个 `sku`。**

# %% starter="q7"
deal = skus["price"] * ____
enough_price = (skus["price"] >= rule["最低售价"]) & (skus["price"] <= rule["最高售价"])
enough_margin = ____ >= rule["最低毛利率"]

can_join = list(skus[____]["sku"])

# %% solution="q7"
deal = skus["price"] * rule["活动折扣"]
enough_price = (skus["price"] >= rule["最低售价"]) & (skus["price"] <= rule["最高售价"])
enough_margin = (deal - skus["unit_cost"]) / deal >= rule["最低毛利率"]

can_join = list(skus[enough_price & enough_margin]["sku"])

# %% right="q7"
some = skus[skus["price"].between(rule["最低售价"], rule["最高售价"])]
left = 1 - some["unit_cost"] / (some["price"] * rule["活动折扣"])
can_join = some[left >= rule["最低毛利率"]]["sku"].tolist()

# %% wrong="q7" says="你按平时的售价算毛利率。报了活动就要按活动价卖，毛利率会变低。"
left = (skus["price"] - skus["unit_cost"]) / skus["price"]
inside = skus["price"].between(rule["最低售价"], rule["最高售价"])
can_join = list(skus[inside & (left >= rule["最低毛利率"])]["sku"])

# %% wrong="q7" says="折扣 0.9 是打九折，付原价的 0.9。你只收了 1 − 折扣 那一点钱。"
deal = skus["price"] * (1 - rule["活动折扣"])
left = (deal - skus["unit_cost"]) / deal
inside = skus["price"].between(rule["最低售价"], rule["最高售价"])
can_join = list(skus[inside & (left >= rule["最低毛利率"])]["sku"])

# %% wrong="q7" says="你没有看毛利率那一条。"
inside = skus["price"].between(rule["最低售价"], rule["最高售价"])
can_join = list(skus[inside]["sku"])

# %% wrong="q7" says="你没有看最低售价和最高售价。"
deal = skus["price"] * rule["活动折扣"]
can_join = list(skus[(deal - skus["unit_cost"]) / deal >= rule["最低毛利率"]]["sku"])

# %% wrong="q7" says="毛利率你除以了成本，那是加价率，会偏大。要除以活动价。"
deal = skus["price"] * rule["活动折扣"]
left = (deal - skus["unit_cost"]) / skus["unit_cost"]
inside = skus["price"].between(rule["最低售价"], rule["最高售价"])
can_join = list(skus[inside & (left >= rule["最低毛利率"])]["sku"])

# %% wrong="q7" says="你用了「或」，满足一条就算。要都满足，用 `&`。"
deal = skus["price"] * rule["活动折扣"]
left = (deal - skus["unit_cost"]) / deal
inside = skus["price"].between(rule["最低售价"], rule["最高售价"])
can_join = list(skus[inside | (left >= rule["最低毛利率"])]["sku"])

# %% note="q7"
# trap not used: the limits taken on the reduced price: worlds keep only the usual price off the
# limits, so what it gives is not sure to differ.
# trap not used: 最低销量: `orders_paid` sells eight goods of the sheet; the lesson shows it.

# %% margin="q7"
deal = skus["price"] * rule["活动折扣"]
margin = [
    *(skus["price"] - rule["最低售价"]),
    *(skus["price"] - rule["最高售价"]),
    *((deal - skus["unit_cost"]) / deal - rule["最低毛利率"])[skus["price"] > 0],
]

# %% [markdown] hint="q7"
# 第一个空是活动折扣：`rule["活动折扣"]`。

# %% [markdown] hint="q7"
# 毛利率照第 4 题写，把售价换成活动价：`(deal - skus["unit_cost"]) / deal`。

# %% [markdown] hint="q7"
# 最后一个空：两个条件用 `&` 连起来。

# %% check="q7"
check("07.q7", can_join=can_join)

# %% [markdown] question="q8" kind="dict" points=2 where="home" precision={"主推占比":"0.0001","A类占比":"0.0001","动销率":"0.0001"} rows=["C24","D18"]
# ### 第 8 题 主推款、A 类和动销率
#
# 用 `dec_paid`（12 月付款的订单）和 `skus` 算三个数，放进 `goods_check`。
#
# - 主推占比：卖得最多的那个 SKU，支付金额占全店几成；
# - A 类占比：把 SKU 按支付金额从大到小排，一个一个累加占比，累计不超过 0.8 的都是 A 类。A 类一共占几成；
# - 动销率：在售的 SKU 里，12 月卖出过的占几成。
#
# **本课口径：支付金额是 `amount` 之和，不减退款；动销率 = 有销量的在售 SKU 数 ÷ 在售 SKU 数，在售看 `on_sale` 是 1；三个数都精确到 0.0001（小数）。**

# %% starter="q8"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = ____
running = share.cumsum()  # 一个一个累加

on_sale = skus[skus["on_sale"] == 1]
sold = on_sale["sku"].isin(dec_paid["sku"])  # 在售的里面，卖出过的是 True

goods_check = {
    "主推占比": ____,
    "A类占比": ____,
    "动销率": ____,
}

# %% solution="q8"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = money / money.sum()
running = share.cumsum()

on_sale = skus[skus["on_sale"] == 1]
sold = on_sale["sku"].isin(dec_paid["sku"])

goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[running <= 0.8].sum(),
    "动销率": sold.sum() / len(on_sale),
}

# %% right="q8"
money = dec_paid.groupby("sku")["amount"].sum()
total, added = money.sum(), 0.0
for amount in sorted(money, reverse=True):
    if (added + amount) / total > 0.8:
        break
    added += amount
listed = set(skus.loc[skus["on_sale"] == 1, "sku"])
goods_check = {
    "主推占比": float(money.max() / total),
    "A类占比": float(added / total),
    "动销率": len(listed & set(dec_paid["sku"])) / len(listed),
}

# %% wrong="q8" says="动销率的分母你用了整张上架表。没在售的不能算，分母是在售的 SKU 数。"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = money / money.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[share.cumsum() <= 0.8].sum(),
    "动销率": on_sale["sku"].isin(dec_paid["sku"]).sum() / len(skus),
}

# %% wrong="q8" says="动销率的分子里，你把已经下架的也算进来了。分子和分母都只看在售的。"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = money / money.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[share.cumsum() <= 0.8].sum(),
    "动销率": dec_paid["sku"].nunique() / len(on_sale),
}

# %% wrong="q8" says="动销率数的是 SKU，不是订单的行。一个 SKU 卖一百次，还是一个 SKU。"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = money / money.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[share.cumsum() <= 0.8].sum(),
    "动销率": dec_paid["sku"].isin(on_sale["sku"]).sum() / len(on_sale),
}

# %% wrong="q8" says="你按件数算了占比。便宜的卖得件数多，钱不一定多。口径是支付金额。"
pieces = dec_paid.groupby("sku")["qty"].sum().sort_values(ascending=False)
share = pieces / pieces.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[share.cumsum() <= 0.8].sum(),
    "动销率": on_sale["sku"].isin(dec_paid["sku"]).sum() / len(on_sale),
}

# %% wrong="q8" says="A 类占比那一格，你从小的往大的加了。要从卖得最多的开始加。"
money = dec_paid.groupby("sku")["amount"].sum().sort_values()
share = money / money.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[-1],
    "A类占比": share[share.cumsum() <= 0.8].sum(),
    "动销率": on_sale["sku"].isin(dec_paid["sku"]).sum() / len(on_sale),
}

# %% wrong="q8" says="A 类占比那一格，你把刚好跨过 0.8 的那个也算进来了。口径是累计不超过 0.8。"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = money / money.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[share.cumsum() - share < 0.8].sum(),
    "动销率": on_sale["sku"].isin(dec_paid["sku"]).sum() / len(on_sale),
}

# %% wrong="q8" says="占比你用了所有年份的订单。这一题只看 12 月，用 `dec_paid`。"
money = paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
share = money / money.sum()
on_sale = skus[skus["on_sale"] == 1]
goods_check = {
    "主推占比": share.iloc[0],
    "A类占比": share[share.cumsum() <= 0.8].sum(),
    "动销率": on_sale["sku"].isin(paid["sku"]).sum() / len(on_sale),
}

# %% note="q8"
# trap not used: counting shops instead of SKUs (the offline 动销率): no table holds shops.

# %% margin="q8"
money = dec_paid.groupby("sku")["amount"].sum().sort_values(ascending=False)
margin = ((money / money.sum()).cumsum() - 0.8).to_numpy()

# %% [markdown] hint="q8"
# `share` 是每个 SKU 的钱除以全部的钱：`money / money.sum()`。已经从大到小排好了，第一个用 `.iloc[0]` 取。

# %% [markdown] hint="q8"
# A 类占比：先留下累计不超过 0.8 的，`share[running <= 0.8]`，再加起来。

# %% [markdown] hint="q8"
# 动销率：`sold.sum()` 是卖出过的个数，除以 `len(on_sale)`。

# %% check="q8"
check("07.q8", goods_check=goods_check)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="figure" bonus=true precision="0.01" rows=["C30"]
# ### 加分题 画价格和一周毛利
#
# 画一张折线图：横轴是价格，纵轴是一周毛利。图放进 `price_chart`。要有标题，两个轴要有名称和单位。
# 先按价格从低到高排好，线才不会来回跑。
#
# **本课口径：一周毛利 =（价格 − 成本）× 件数，单位是元，精确到 0.01 元。**

# %% starter="b1"
ordered = price_test.sort_values("price")
profits = ____

fig, price_chart = plt.subplots()
price_chart.plot(ordered["price"], profits, marker="o")
price_chart.set_title(____)
price_chart.set_xlabel(____)
price_chart.set_ylabel(____)

# %% solution="b1"
ordered = price_test.sort_values("price")
profits = (ordered["price"] - gift["unit_cost"]) * ordered["qty"]

fig, price_chart = plt.subplots()
price_chart.plot(ordered["price"], profits, marker="o")
price_chart.set_title("白茶礼盒：价格和一周毛利")
price_chart.set_xlabel("价格（元）")
price_chart.set_ylabel("一周毛利（元）")

# %% right="b1"
by_price = price_test.set_index("price").sort_index()
price_chart = ((by_price.index - gift["unit_cost"]) * by_price["qty"]).plot()
price_chart.set_title("定多少钱赚得多")
price_chart.set_xlabel("一盒的价格（元）")
price_chart.set_ylabel("毛利（元）")

# %% wrong="b1" says="线的高度是销售额，没有减成本。"
ordered = price_test.sort_values("price")
fig, price_chart = plt.subplots()
price_chart.plot(ordered["price"], ordered["price"] * ordered["qty"])
price_chart.set_title("价格和一周毛利")
price_chart.set_xlabel("价格（元）")
price_chart.set_ylabel("一周毛利（元）")

# %% wrong="b1" says="线的高度是件数，不是毛利。"
ordered = price_test.sort_values("price")
fig, price_chart = plt.subplots()
price_chart.plot(ordered["price"], ordered["qty"])
price_chart.set_title("价格和一周毛利")
price_chart.set_xlabel("价格（元）")
price_chart.set_ylabel("一周毛利（元）")

# %% [markdown] hint="b1"
# 毛利照第 5 题写，把 `price_test` 换成排好序的 `ordered`。

# %% [markdown] hint="b1"
# 标题和轴名是带引号的文字，单位写在括号里，比如 `"价格（元）"`。

# %% check="b1"
check("07.b1", price_chart=price_chart)

# %% [markdown]
# ## 写作：详情页文案和一张实拍（回家做）

# %% [markdown] task="w1" points=20 rows=["A04","A11","Z1"]
# ### 给白茶礼盒写详情页
#
# 按 FABE 写，一共 200 字左右。商品是福鼎白茶 250 克礼盒，数字用练习数据里的。
#
# 1. **F 特点**：产地、重量、规格，照上架表写，重量写成克或千克；
# 2. **A 好处在哪里**：这个特点带来什么；
# 3. **B 对买家有什么用**：对着上一课的角色卡片说，一句话里有场景；
# 4. **E 证据**：能拿出来的才写，比如检测报告、实拍、七天退换；拿不出来的写「待补」；
# 5. **价格和运费**：定多少元，为什么（用你算的数），哪里包邮、哪里不包邮。
#
# 再拍一张主图，先压到 1 MB 以内：把照片拖进你的答案格，下面写出它的宽、高、大小，说合不合格。拍不了的，写清楚怎么拍：光从哪里来、背景放什么、礼盒占画面几成。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 产地、重量、价格和表里一样，带单位；定价用了算出来的数 |
# | 切合对象/场景 | 5 | 是对一群人说的，看得出他们什么时候买 |
# | 表达与可执行 | 5 | F、A、B、E 分得清；主图有尺寸和大小，知道要改什么 |
# | 合规与真实 | 5 | 没有极限词；证据拿得出来；照片是自己拍的 |
#
# **本课专看一条**：地理标志的名字（比如「福鼎白茶」）只有产地真的是那里才能用。用错一处，在「合规与真实」里扣 2 分。
