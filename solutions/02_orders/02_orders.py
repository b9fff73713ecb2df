# %% [markdown] exercise="02_orders" title="读懂订单表" scenario="coop" tables=["orders","orders_raw"] minutes=60
# # 练习 02 读懂订单表
#
# 课上看了 12 月的表，也洗了一遍全年的表。现在你一个人，从头做一次。
#
# - 第 1–3 题在课上做，第 4–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("02.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先按 Ctrl + S 保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("02")`。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

import pandas as pd

plotting.use_style()

# %% [markdown]
# ## 准备好的表
#
# 下面这一格把表读进来，也切好了时间段。先运行它。
#
# | 名字 | 是什么 | 一行是 |
# |---|---|---|
# | `raw` | 余婶全年的订单，还没洗过 | 订单里的一件商品 |
# | `summer` | 合作社网店 2025 年 7 月到 9 月下的订单，各种货都有 | 订单里的一件商品 |
# | `spring` | 同样的表，2025 年 1 月到 3 月下的订单 | 订单里的一件商品 |
# | `fungus` | 合作社网店 2025 年下的银耳订单 | 订单里的一件商品 |
#
# `summer`、`spring`、`fungus` 是干净的，没付款的行也在。`raw` 是脏的：`price` 和 `amount` 是文字。

# %%
raw = pd.read_csv(path("orders_raw"))

orders = load("orders")
summer = orders[(orders["created_at"] >= "2025-07-01") & (orders["created_at"] < "2025-10-01")]
spring = orders[(orders["created_at"] >= "2025-01-01") & (orders["created_at"] < "2025-04-01")]
fungus = orders[(orders["sku"] == "银耳-150g") & (orders["created_at"] >= "2025-01-01")]

# %% [markdown]
# ## 课上做：第 1–3 题

# %% [markdown] question="q1" kind="dict" points=2 where="class" rows=["DA2"]
# ### 第 1 题 先看看表有多大
#
# 拿到一张表，先数两个数。用 `raw`，先不要洗，放进 `raw_size`。
#
# **本课口径：行数不算表头；没付款的行数是 `paid_at` 空着的行数。都不去重，精确到个位。**

# %% starter="q1"
raw_size = {
    "行数": len(____),
    "没付款的行数": raw["paid_at"].____().sum(),
}

# %% solution="q1"
raw_size = {
    "行数": len(raw),
    "没付款的行数": raw["paid_at"].isna().sum(),
}

# %% right="q1"
raw_size = {"没付款的行数": len(raw) - raw["paid_at"].count(), "行数": raw.shape[0]}

# %% wrong="q1" says="没付款的那一格，你数的是付了款的行。空着才是没付，用 isna。"
raw_size = {"行数": len(raw), "没付款的行数": raw["paid_at"].notna().sum()}

# %% wrong="q1" says="行数那一格，你数的是订单。一张订单可以占好几行，这里要行数。"
raw_size = {"行数": raw["order_id"].nunique(), "没付款的行数": raw["paid_at"].isna().sum()}

# %% wrong="q1" says="你先去掉了重复的行。这一题说先不要洗。"
once = raw.drop_duplicates()
raw_size = {"行数": len(once), "没付款的行数": once["paid_at"].isna().sum()}

# %% wrong="q1" says="没付款的那一格，你只数了状态是「待付款」的行。已关闭的订单也没有付款。看 paid_at 空不空。"
raw_size = {"行数": len(raw), "没付款的行数": (raw["status"] == "待付款").sum()}

# %% wrong="q1" says="行数那一格，你数的是列。"
raw_size = {"行数": raw.shape[1], "没付款的行数": raw["paid_at"].isna().sum()}

# %% wrong="q1" says="没付款的那一格，你数的是没付款的订单。一张订单可以占好几行，这里要行数。"
unpaid = raw[raw["paid_at"].isna()]
raw_size = {"行数": len(raw), "没付款的行数": unpaid["order_id"].nunique()}

# %% [markdown] hint="q1"
# 第一个空填表的名字。第二个空问「是空的吗」。

# %% [markdown] hint="q1"
# 空的是 `isna`，不空是 `notna`。

# %% check="q1"
check("02.q1", raw_size=raw_size)

# %% [markdown] question="q2" kind="number" points=2 where="class"
# ### 第 2 题 付了款，而且买 2 件以上
#
# 用 `summer`。留下付了款、并且件数 `qty` 不少于 2 的行，数一数有几行，放进 `paid_rows`。
#
# **本课口径：`paid_at` 有时间，并且 `qty` 大于等于 2 的行，单位是行，精确到个位。**

# %% starter="q2"
chosen = summer[(____) & (____)]
paid_rows = len(chosen)

# %% solution="q2"
chosen = summer[(summer["paid_at"].notna()) & (summer["qty"] >= 2)]
paid_rows = len(chosen)

# %% right="q2"
chosen = summer[summer["paid_at"].notna()]
paid_rows = (chosen["qty"] > 1).sum()

# %% wrong="q2" says="你写的是「或」：付了款的都算，买 2 件以上的也都算。「且」要写 & 。"
paid_rows = len(summer[(summer["paid_at"].notna()) | (summer["qty"] >= 2)])

# %% wrong="q2" says="你只用了付款这个条件，件数没有管。"
paid_rows = len(summer[summer["paid_at"].notna()])

# %% wrong="q2" says="你只用了件数这个条件，没付款的也在里面。"
paid_rows = len(summer[summer["qty"] >= 2])

# %% wrong="q2" says="「不少于 2」包括 2。大于等于写 >= 。"
paid_rows = len(summer[(summer["paid_at"].notna()) & (summer["qty"] > 2)])

# %% wrong="q2" says="你留下的是没付款的行。付了款的，paid_at 不是空的。"
paid_rows = len(summer[(summer["paid_at"].isna()) & (summer["qty"] >= 2)])

# %% wrong="q2" says="你数的是订单。题目问行：一张订单可以占好几行。"
chosen = summer[(summer["paid_at"].notna()) & (summer["qty"] >= 2)]
paid_rows = chosen["order_id"].nunique()

# %% wrong="q2" says="你加的是件数。题目问有几行，用 len。"
chosen = summer[(summer["paid_at"].notna()) & (summer["qty"] >= 2)]
paid_rows = chosen["qty"].sum()

# %% note="q2"
# trap not used: status == "已付款" alone: named in q4; here few or no summer rows have it by December,
# so the answer would be 0 in most worlds.

# %% [markdown] hint="q2"
# 第一对括号里：`summer` 的 `paid_at` 列，不是空的。

# %% [markdown] hint="q2"
# 第二对括号里：`summer["qty"]` 和 2 比，用 `>=`。

# %% check="q2"
check("02.q2", paid_rows=paid_rows)

# %% [markdown] question="q3" kind="number" points=2 where="class"
# ### 第 3 题 有几张订单
#
# `summer` 里有几张订单？没付款的也算。放进 `summer_orders`。
#
# **本课口径：订单数 = 不同的 `order_id` 的个数，单位是张，精确到个位。**

# %% starter="q3"
summer_orders = summer[____].____()

# %% solution="q3"
summer_orders = summer["order_id"].nunique()

# %% right="q3"
summer_orders = len(summer.drop_duplicates("order_id"))

# %% wrong="q3" says="你数的是行。一张订单买几样货，就占几行。要数不同的订单号。"
summer_orders = summer["order_id"].count()

# %% wrong="q3" says="你数的是买家。一位买家可以下好几张订单。"
summer_orders = summer["buyer_id"].nunique()

# %% wrong="q3" says="你只数了付了款的订单。题目说没付款的也算。"
summer_orders = summer[summer["paid_at"].notna()]["order_id"].nunique()

# %% wrong="q3" says="你加的是件数。一张订单可以买好几件。"
summer_orders = summer["qty"].sum()

# %% wrong="q3" says="你数的是全部时间的订单。题目只问 summer 这张表。"
summer_orders = orders["order_id"].nunique()

# %% [markdown] hint="q3"
# 第一个空：订单号是哪一列？列名要带引号。

# %% [markdown] hint="q3"
# 第二个空：数「有几个不同的」。

# %% check="q3"
check("02.q3", summer_orders=summer_orders)

# %% [markdown]
# ## 回家做：第 4–8 题

# %% [markdown] question="q4" kind="number" points=2 where="home"
# ### 第 4 题 有几位买家付了款
#
# 用 `spring`：2025 年 1 月到 3 月下的单，有几位买家付了款？放进 `spring_buyers`。
#
# **本课口径：支付买家数 = 付了款的行里，不同的 `buyer_id` 的个数，单位是人，精确到个位。**

# %% starter="q4"
bought = spring[____]
spring_buyers = bought[____].nunique()

# %% solution="q4"
bought = spring[spring["paid_at"].notna()]
spring_buyers = bought["buyer_id"].nunique()

# %% right="q4"
spring_buyers = len(set(spring.dropna(subset=["paid_at"])["buyer_id"]))

# %% wrong="q4" says="没付款的买家也算进去了。先留下 paid_at 有时间的行。"
spring_buyers = spring["buyer_id"].nunique()

# %% wrong="q4" says="你数的是行。同一位买家来买几次，就有几行，人只有一个。"
spring_buyers = len(spring[spring["paid_at"].notna()])

# %% wrong="q4" says="你只留了状态是「已付款」的行。已发货、已签收、已评价、已退款的，也都付过款。看 paid_at 空不空。"
spring_buyers = spring[spring["status"] == "已付款"]["buyer_id"].nunique()

# %% wrong="q4" says="你数的是没付款的买家。isna 是「空的」。"
spring_buyers = spring[spring["paid_at"].isna()]["buyer_id"].nunique()

# %% wrong="q4" says="你数的是订单。一位买家下两单，还是一个人。"
bought = spring[spring["paid_at"].notna()]
spring_buyers = bought["order_id"].nunique()

# %% [markdown] hint="q4"
# 第一个空是条件：`spring` 的 `paid_at` 列，不是空的。

# %% [markdown] hint="q4"
# 第二个空：买家号是哪一列？

# %% check="q4"
check("02.q4", spring_buyers=spring_buyers)

# %% [markdown] question="q5" kind="list" points=2 ordered=true where="home"
# ### 第 5 题 银耳卖得最好的 3 个城市
#
# 用 `fungus` 里付了款的行。按城市分堆，把钱加起来，从多到少排，前 3 个城市名放进列表 `top_cities`。
#
# **本课口径：支付金额 = 付了款的行的 `amount` 之和，不减退款；从多到少取前 3 个城市名。**

# %% starter="q5"
fungus_sold = fungus[fungus["paid_at"].notna()]
city_money = fungus_sold.groupby(____)[____].sum()
top_cities = city_money.sort_values(ascending=____).head(____).index.tolist()

# %% solution="q5"
fungus_sold = fungus[fungus["paid_at"].notna()]
city_money = fungus_sold.groupby("city")["amount"].sum()
top_cities = city_money.sort_values(ascending=False).head(3).index.tolist()

# %% right="q5"
fungus_sold = fungus[fungus["paid_at"].notna()]
top_cities = list(fungus_sold.groupby("city")["amount"].sum().nlargest(3).index)

# %% wrong="q5" says="你从小到大排了，取到的是付钱最少的城市。从大到小写 ascending=False。"
fungus_sold = fungus[fungus["paid_at"].notna()]
top_cities = fungus_sold.groupby("city")["amount"].sum().sort_values().head(3).index.tolist()

# %% wrong="q5" says="你按省份分了堆。题目要的是城市。"
fungus_sold = fungus[fungus["paid_at"].notna()]
by_province = fungus_sold.groupby("province")["amount"].sum().sort_values(ascending=False)
top_cities = by_province.head(3).index.tolist()

# %% wrong="q5" says="你放的是钱数，题目要城市名。名字在标签里，用 .index.tolist()。"
fungus_sold = fungus[fungus["paid_at"].notna()]
city_money = fungus_sold.groupby("city")["amount"].sum()
top_cities = city_money.sort_values(ascending=False).head(3).tolist()

# %% wrong="q5" says="你没有先分堆，取的是最大的 3 行所在的城市。要把一个城市的钱先加起来。"
fungus_sold = fungus[fungus["paid_at"].notna()]
top_cities = fungus_sold.sort_values("amount", ascending=False).head(3)["city"].tolist()

# %% wrong="q5" says="只取了一部分。前 3 个城市写 head(3)。"
fungus_sold = fungus[fungus["paid_at"].notna()]
city_money = fungus_sold.groupby("city")["amount"].sum()
top_cities = city_money.sort_values(ascending=False).head(2).index.tolist()

# %% note="q5"
# traps not used: unpaid rows in the sum, rows or pieces instead of yuan: in many worlds they give
# the same three cities; q4 and q6 name the unpaid rows, L02.s5 the rows.

# %% [markdown] hint="q5"
# 前两个空是列名：按哪一列分堆，加哪一列。

# %% [markdown] hint="q5"
# 后两个空：`True` 是从小到大，`False` 是从大到小；再写取几个。

# %% check="q5"
check("02.q5", top_cities=top_cities)

# %% [markdown] question="q6" kind="series" points=2 precision="0.01" months=true where="home"
# ### 第 6 题 每个月收到多少钱
#
# 用 `fungus` 里付了款的行。按**付款**的月份分堆，把 `amount` 加起来，放进 `money_by_month`。
# 它是一个 Series：标签是月份，写成 `"2025-03"` 这个样子，一年 12 个。
# `fungus` 的 `paid_at` 已经是真的时间，不用再变。
#
# **本课口径：支付金额 = 付了款的行的 `amount` 之和，不减退款，按付款月份，单位是元，精确到分（0.01 元）。**

# %% starter="q6"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done[____].dt.strftime("%Y-%m")
money_by_month = fungus_done.groupby(____)[____].sum()

# %% solution="q6"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done["paid_at"].dt.strftime("%Y-%m")
money_by_month = fungus_done.groupby(pay_month)["amount"].sum()

# %% right="q6"
fungus_done = fungus[fungus["paid_at"].notna()]
money_by_month = fungus_done.groupby(fungus_done["paid_at"].dt.to_period("M"))["amount"].sum()

# %% wrong="q6" says="没付款的行也加进去了，那是下单金额。先留下付了款的行，再按付款月份分。"
money_by_month = fungus.groupby(fungus["created_at"].dt.strftime("%Y-%m"))["amount"].sum()

# %% wrong="q6" says="你数的是行数。题目要钱，把 amount 加起来。"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done["paid_at"].dt.strftime("%Y-%m")
money_by_month = fungus_done.groupby(pay_month)["amount"].count()

# %% wrong="q6" says="你算的是每行的平均。题目要加起来，用 sum。"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done["paid_at"].dt.strftime("%Y-%m")
money_by_month = fungus_done.groupby(pay_month)["amount"].mean()

# %% wrong="q6" says="你加的是件数。钱在 amount 列。"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done["paid_at"].dt.strftime("%Y-%m")
money_by_month = fungus_done.groupby(pay_month)["qty"].sum()

# %% wrong="q6" says="你从金额里减掉了退款。支付金额不减退款。"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done["paid_at"].dt.strftime("%Y-%m")
kept = fungus_done["amount"] - fungus_done["refund_amount"]
money_by_month = kept.groupby(pay_month).sum()

# %% wrong="q6" says="你加的是单价，没有乘件数，也没有邮费。应付的钱在 amount 列。"
fungus_done = fungus[fungus["paid_at"].notna()]
pay_month = fungus_done["paid_at"].dt.strftime("%Y-%m")
money_by_month = fungus_done.groupby(pay_month)["price"].sum()

# %% note="q6"
# trap not used: months of ordering for months of paying, on paid rows: in some worlds no order of
# the year is paid in the month after.

# %% [markdown] hint="q6"
# 第一个空：付款时间在哪一列？第二个空：按什么分堆？上一行刚给它起了名字，名字不带引号。

# %% [markdown] hint="q6"
# 第二个空 `pay_month`。第三个空是金额的列名，要带引号。

# %% check="q6"
check("02.q6", money_by_month=money_by_month)

# %% [markdown] question="q7" kind="dict" points=2 where="home"
# ### 第 7 题 脏在哪里，有几行
#
# 用 `raw`，数两种脏行，放进 `dirt`。
#
# - `.duplicated()` 对每一行问：「前面有没有一行和我完全一样？」有，就是重复的行；
# - 去掉重复的行以后，单价是负数的行，是录错的行。
#
# **本课口径：重复的行 = 和前面某一行每一列都一样的行，第一次出现的不算；负价的行 = 去重以后，单价小于 0 的行。精确到个位。**

# %% starter="q7"
once = raw.drop_duplicates()
unit_price = pd.to_numeric(once["price"].str.replace("元", "").str.replace(",", "").str.strip())
dirt = {
    "重复的行": raw.____().sum(),
    "负价的行": (unit_price < ____).sum(),
}

# %% solution="q7"
once = raw.drop_duplicates()
unit_price = pd.to_numeric(once["price"].str.replace("元", "").str.replace(",", "").str.strip())
dirt = {
    "重复的行": raw.duplicated().sum(),
    "负价的行": (unit_price < 0).sum(),
}

# %% right="q7"
once = raw.drop_duplicates()
dirt = {
    "负价的行": once["price"].str.contains("-").sum(),
    "重复的行": len(raw) - len(once),
}

# %% wrong="q7" says="负价那一格，你没有先去重，重复的负价行被数了两次。先去重，再数。"
dirt = {"重复的行": raw.duplicated().sum(), "负价的行": raw["price"].str.contains("-").sum()}

# %% wrong="q7" says="重复那一格，你把第一次出现的也算了。第一次出现的要留下，不算重复。"
once = raw.drop_duplicates()
dirt = {
    "重复的行": raw.duplicated(keep=False).sum(),
    "负价的行": once["price"].str.contains("-").sum(),
}

# %% wrong="q7" says="重复那一格，你只比了订单号。一张订单本来就可以占好几行，那不是重复。要每一列都一样。"
once = raw.drop_duplicates()
dirt = {
    "重复的行": raw["order_id"].duplicated().sum(),
    "负价的行": once["price"].str.contains("-").sum(),
}

# %% wrong="q7" says="重复那一格，你数的是不重复的行。"
once = raw.drop_duplicates()
dirt = {"重复的行": len(once), "负价的行": once["price"].str.contains("-").sum()}

# %% wrong="q7" says="负价那一格，你数的是正常的行。负数小于 0。"
once = raw.drop_duplicates()
dirt = {
    "重复的行": raw.duplicated().sum(),
    "负价的行": len(once) - once["price"].str.contains("-").sum(),
}

# %% wrong="q7" says="两个数放反了。"
once = raw.drop_duplicates()
dirt = {
    "重复的行": once["price"].str.contains("-").sum(),
    "负价的行": raw.duplicated().sum(),
}

# %% [markdown] hint="q7"
# 第一个空：题目里说了哪个办法问「前面有没有一样的」。

# %% [markdown] hint="q7"
# 第二个空：负数，就是比哪个数小？

# %% check="q7"
check("02.q7", dirt=dirt)

# %% [markdown] question="q8" kind="number" points=2 precision="0.01" where="home"
# ### 第 8 题 洗干净以后，一共收到多少钱
#
# 用 `raw`，一步一步洗：先去重，再把金额变成数，去掉负数的行，最后只留付了款的行，加起来。放进 `raw_paid_amount`。
#
# **本课口径：支付金额 = 去重、去掉负价以后，付了款的行的 `amount` 之和，单位是元，精确到分（0.01 元）。负价的行，金额也是负数。**

# %% starter="q8"
step1 = raw.____()
no_unit = step1["amount"].str.replace("元", "").str.replace(____, "")
step1 = step1.assign(money=pd.to_numeric(no_unit.str.strip()))
step2 = step1[step1["money"] > ____]
raw_paid_amount = step2[____]["money"].sum()

# %% solution="q8"
step1 = raw.drop_duplicates()
no_unit = step1["amount"].str.replace("元", "").str.replace(",", "")
step1 = step1.assign(money=pd.to_numeric(no_unit.str.strip()))
step2 = step1[step1["money"] > 0]
raw_paid_amount = step2[step2["paid_at"].notna()]["money"].sum()

# %% right="q8"
step1 = raw.drop_duplicates()
step1 = step1[~step1["price"].str.contains("-") & step1["paid_at"].notna()]
raw_paid_amount = step1["amount"].str.replace("[元, ]", "", regex=True).astype(float).sum()

# %% wrong="q8" says="没有去重。重复导出的行，钱被加了两次。先 drop_duplicates。"
numbers = raw["amount"].str.replace("[元, ]", "", regex=True).astype(float)
raw_paid_amount = numbers[(numbers > 0) & raw["paid_at"].notna()].sum()

# %% wrong="q8" says="负价的行还在，钱被减掉了一块。只留大于 0 的行。"
step1 = raw.drop_duplicates()
numbers = step1["amount"].str.replace("[元, ]", "", regex=True).astype(float)
raw_paid_amount = numbers[step1["paid_at"].notna()].sum()

# %% wrong="q8" says="没付款的行也加进去了，那是下单金额。只有付了款的才算数。"
step1 = raw.drop_duplicates()
numbers = step1["amount"].str.replace("[元, ]", "", regex=True).astype(float)
raw_paid_amount = numbers[numbers > 0].sum()

# %% wrong="q8" says="你把负号去掉了，录错的行变成了正常的行。要去掉的是那些行，不是负号。"
step1 = raw.drop_duplicates()
numbers = step1["amount"].str.replace("[元, ]", "", regex=True).astype(float).abs()
raw_paid_amount = numbers[step1["paid_at"].notna()].sum()

# %% wrong="q8" says="带逗号的金额被你丢掉了：那些正是一千元以上的大单。去掉逗号，不要去掉行。"
step1 = raw.drop_duplicates()
numbers = pd.to_numeric(step1["amount"].str.replace("[元 ]", "", regex=True), errors="coerce")
raw_paid_amount = numbers[(numbers > 0) & step1["paid_at"].notna()].sum()

# %% wrong="q8" says="你加的是单价，没有乘件数。金额在 amount 列。"
step1 = raw.drop_duplicates()
numbers = step1["price"].str.replace("[元, ]", "", regex=True).astype(float)
raw_paid_amount = numbers[(numbers > 0) & step1["paid_at"].notna()].sum()

# %% wrong="q8" says="什么也没洗，重复的、负价的、没付款的都在里面。一步一步来。"
raw_paid_amount = raw["amount"].str.replace("[元, ]", "", regex=True).astype(float).sum()

# %% [markdown] hint="q8"
# 第一个空是「去掉重复的行」。第二个空是夹在数字中间的那个符号，要带引号。

# %% [markdown] hint="q8"
# 第三个空：要留下正数，就是比哪个数大？

# %% [markdown] hint="q8"
# 第四个空：`step2` 的 `paid_at` 列，不是空的。

# %% check="q8"
check("02.q8", raw_paid_amount=raw_paid_amount)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="number" bonus=true
# ### 加分题 广州有几张订单
#
# 用 `raw`。「广州」有时写成「廣州」，前后还可能有空格。洗好以后，广州有几张订单？放进 `guangzhou_orders`。
#
# **本课口径：去掉城市名的空格、「廣州」换成「广州」以后，城市是广州的行里，不同的 `order_id` 的个数，没付款的也算，精确到个位。**

# %% starter="b1"
tidy = raw["city"].str.____().replace({____: ____})
guangzhou_orders = raw[tidy == "广州"]["order_id"].nunique()

# %% solution="b1"
tidy = raw["city"].str.strip().replace({"廣州": "广州"})
guangzhou_orders = raw[tidy == "广州"]["order_id"].nunique()

# %% right="b1"
rows = raw[raw["city"].str.strip().isin(["广州", "廣州"])]
guangzhou_orders = len(set(rows["order_id"]))

# %% wrong="b1" says="有的写法没有算进去。先去掉空格，再把「廣州」换成「广州」：繁体和简体是两个字。"
guangzhou_orders = raw[raw["city"].str.strip() == "广州"]["order_id"].nunique()

# %% wrong="b1" says="有的写法没有算进去。先去掉空格，再把「廣州」换成「广州」：繁体和简体是两个字。"
guangzhou_orders = raw[raw["city"] == "广州"]["order_id"].nunique()

# %% wrong="b1" says="你数的是行。一张订单可以占好几行，还有重复的行。用 nunique 数订单号。"
guangzhou_orders = len(raw[raw["city"].str.strip().isin(["广州", "廣州"])])

# %% note="b1"
# trap not used: spaces left in: in many worlds the spaced lines of 广州 belong to orders that have
# another line without spaces, or there are as few of them as of 廣州.

# %% [markdown] hint="b1"
# 第一个空是「去掉前后空格」。

# %% [markdown] hint="b1"
# 字典里，冒号左边写繁体的，右边写简体的，都要带引号。

# %% check="b1"
check("02.b1", guangzhou_orders=guangzhou_orders)

# %% [markdown]
# ## 写作：这张表说不出的事（回家做）

# %% [markdown] task="w1" points=20
# ### 三件表里看不到的事
#
# 余婶说：「有了表，什么都知道了。」请你写给她，150 字左右，先说表能告诉她什么，再说它**不能**告诉她什么。
# 数字用练习数据里的（你在上面算出来的）。
#
# 要写清三件事：
#
# 1. 表能告诉她的：至少 3 个数，每个数带单位，说清是哪张表、哪段时间；
# 2. 表不能告诉她的：写三句。比如看了没买的人、买家为什么买、好不好吃。每句说清为什么表里看不到；
# 3. 其中一件，你打算用什么办法知道，谁去做，什么时候看结果。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，带单位和时间段；行、订单、买家没有混 |
# | 切合对象/场景 | 5 | 余婶读得懂，说的是她的银耳 |
# | 表达与可执行 | 5 | 150 字左右；办法有人、有事、有时间 |
# | 合规与真实 | 5 | 不编数字；不写买家的姓名、电话和地址；不用「最好」「第一」这类极限词 |
#
# **本课专看一条**：三句「不能」，都要是这张表里真的没有的。表里能算出来的，写成不能，每句扣 1 分。
