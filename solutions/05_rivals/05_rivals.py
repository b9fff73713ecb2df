# %% [markdown] exercise="05_rivals" title="竞品分析九维度" scenario="coop" tables=["rivals","rival_keywords","rival_scores","dimensions"] minutes=75
# # 练习 05 竞品分析九维度
#
# 课上你和最近的三家比了一周。现在替阿坤把 12 家的半年看完。
#
# - 第 1–4 题在课上做，第 5–7 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("05.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("05")`。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

import matplotlib.pyplot as plt
import pandas as pd

plotting.use_style()

# %% [markdown]
# ## 准备好的表
#
# 先运行下面这一格。店都是虚构的：R01 到 R12 是竞品，own 是本店。
#
# | 名字 | 是什么 | 一行是 |
# |---|---|---|
# | `rivals` | 半年的周报，26 周 | 一家店的一周 |
# | `last` | 最后一周的周报，标签是店 | 一家店 |
# | `words` | 每家店用的关键词 | 一家店的一个词 |
# | `scores` | 九个维度的得分，标签是店 | 一家店 |
# | `fixable` | 本店改不改得了，1 是改得了 | 一个维度 |
# | `weight` | 要比的六个维度的权重，加起来是 1 | 一个维度 |
# | `shops` | 12 家竞品的编号，是列表 | |
#
# `week` 是这一周的星期一，写成 `"2025-12-22"`。每一列是什么，写 `describe("rivals")` 看。

# %%
rivals = load("rivals").sort_values(["shop_id", "week"]).reset_index(drop=True)
last = rivals[rivals["week"] == rivals["week"].max()].set_index("shop_id")
words = load("rival_keywords")

long_scores = load("rival_scores")
scores = long_scores.pivot(index="shop_id", columns="dimension", values="score")
fixable = long_scores[long_scores["shop_id"] == "own"].set_index("dimension")["fixable"]
weight = load("dimensions").set_index("dimension")["weight"]

shops = sorted(set(rivals["shop_id"]) - {"own"})

# %% [markdown]
# ## 课上做：第 1–4 题

# %% [markdown] question="q1" kind="list" points=2 ordered=true where="class" rows=["B02"]
# ### 第 1 题 最近的三家竞品
#
# 算 12 家竞品和本店的关键词重合度，最高的三家从高到低放进列表 `top3`。
#
# **本课口径：重合度 = 两家都有的词数 ÷ 两家合起来的词数（重复的只算一次）。取前 3 名，顺序要对。**

# %% starter="q1"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])

overlap = {}
for shop in shops:
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    overlap[shop] = ____

top3 = list(pd.Series(overlap).sort_values(ascending=____).head(3).index)

# %% solution="q1"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])

overlap = {}
for shop in shops:
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    overlap[shop] = len(own_words & theirs) / len(own_words | theirs)

top3 = list(pd.Series(overlap).sort_values(ascending=False).head(3).index)

# %% right="q1"
sizes = words.groupby("shop_id").size()
own_list = words[words["shop_id"] == "own"]["keyword"]
shared = words[words["keyword"].isin(own_list)].groupby("shop_id").size()
both = shared.reindex(shops, fill_value=0)
top3 = (both / (sizes[shops] + sizes["own"] - both)).nlargest(3).index.tolist()

# %% right="q1"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])


def closeness(shop):
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    return len(own_words & theirs) / len(own_words.union(theirs))


top3 = sorted(shops, key=closeness, reverse=True)[:3]

# %% wrong="q1" says="你比的是都有的词数（只除以本店的词数，名次也一样）。词多的店占便宜。要除以两家合起来的词数。"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
overlap = {}
for shop in shops:
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    overlap[shop] = len(own_words & theirs)
top3 = list(pd.Series(overlap).sort_values(ascending=False).head(3).index)

# %% wrong="q1" says="方向反了，你取的是最不像的三家。从高到低，要写 `False`。"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
overlap = {}
for shop in shops:
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    overlap[shop] = len(own_words & theirs) / len(own_words | theirs)
top3 = list(pd.Series(overlap).sort_values().head(3).index)

# %% wrong="q1" says="三家找对了，顺序从低到高了。题目要从高到低。"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
overlap = {}
for shop in shops:
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    overlap[shop] = len(own_words & theirs) / len(own_words | theirs)
top3 = list(pd.Series(overlap).sort_values().tail(3).index)

# %% wrong="q1" says="你取的是词最多的三家。词多不等于像。"
top3 = list(words[words["shop_id"] != "own"].groupby("shop_id").size().nlargest(3).index)

# %% wrong="q1" says="本店自己也排了进来。本店和自己的重合度是 1，要先去掉 own。"
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
overlap = {}
for shop in shops + ["own"]:
    theirs = set(words.loc[words["shop_id"] == shop, "keyword"])
    overlap[shop] = len(own_words & theirs) / len(own_words | theirs)
top3 = list(pd.Series(overlap).sort_values(ascending=False).head(3).index)

# %% note="q1"
# trap not used: dividing by the rival's own words alone, or by the plain sum of both: the second
# gives the same order, the first the same three in some worlds; L05.s1 names both.

# %% [markdown] hint="q1"
# 都有的词：`own_words & theirs`。合起来的词：`own_words | theirs`。用 `len()` 数个数。

# %% [markdown] hint="q1"
# 第一个空：`len(own_words & theirs) / len(own_words | theirs)`。第二个空：从大到小是 `False`。

# %% check="q1"
check("05.q1", top3=top3)

# %% [markdown] question="q2" kind="frame" points=2 precision={"price":"0.1","visitors":"0.1","cvr":"0.1","retention":"0.1"} id_columns=["shop_id"] where="class" rows=["B04"]
# ### 第 2 题 换成指数，本店 = 100
#
# 用 `last`（最后一周），把 12 家竞品的四样数换成指数，做成表 `index100`。
# 一行一家竞品，五列：`shop_id`、`price`、`visitors`、`cvr`、`retention`。
#
# **本课口径：指数 = 竞品的数 ÷ 本店的数 × 100，精确到 0.1。**

# %% starter="q2"
four = ["price", "visitors", "cvr", "retention"]
table = last.loc[shops, four] / ____ * 100
index100 = table.reset_index()

# %% solution="q2"
four = ["price", "visitors", "cvr", "retention"]
table = last.loc[shops, four] / last.loc["own", four] * 100
index100 = table.reset_index()

# %% right="q2"
index100 = pd.DataFrame({"shop_id": shops})
for name in ["price", "visitors", "cvr", "retention"]:
    index100[name] = [last.loc[shop, name] / last.loc["own", name] * 100 for shop in shops]

# %% right="q2"
four = ["price", "visitors", "cvr", "retention"]
whole = last[four].astype(float)
index100 = (100 * whole.div(whole.loc["own"])).drop("own").round(1).reset_index()

# %% wrong="q2" says="上下反了。本店是 100，所以本店的数在下面。"
four = ["price", "visitors", "cvr", "retention"]
index100 = (last.loc["own", four].astype(float) / last.loc[shops, four] * 100).reset_index()

# %% wrong="q2" says="这是比本店高（低）百分之几。指数要把本店的 100 留着。"
four = ["price", "visitors", "cvr", "retention"]
index100 = ((last.loc[shops, four] / last.loc["own", four] - 1) * 100).reset_index()

# %% wrong="q2" says="忘了乘 100。本店要等于 100，不是 1。"
four = ["price", "visitors", "cvr", "retention"]
index100 = (last.loc[shops, four] / last.loc["own", four]).reset_index()

# %% wrong="q2" says="你把 12 家的平均当成了 100。口径里本店是 100。"
four = ["price", "visitors", "cvr", "retention"]
index100 = (last.loc[shops, four] / last.loc[shops, four].mean() * 100).reset_index()

# %% wrong="q2" says="你把最高的一家当成了 100。口径里本店是 100。"
four = ["price", "visitors", "cvr", "retention"]
index100 = (last.loc[shops, four] / last.loc[shops, four].max() * 100).reset_index()

# %% [markdown] hint="q2"
# 空里是本店那一行的四样数。取一行写 `.loc["own"]`，再加上要哪几列。

# %% [markdown] hint="q2"
# 空里写 `last.loc["own", four]`。

# %% check="q2"
check("05.q2", index100=index100)

# %% [markdown] question="q3" kind="series" points=2 precision="0.01" where="class" rows=["B03"]
# ### 第 3 题 12 家竞品的加权分
#
# 九个维度里只比六个，权重在 `weight` 里。算 12 家竞品的加权分，放进 `rival_total`。
# 它是一个 Series：标签是店，数是分。本店不要放进来，顺序不限。
#
# **本课口径：加权分 = 六个维度的 得分 × 权重，再相加，满分 10，精确到 0.01。**

# %% starter="q3"
rival_scores = scores.loc[shops]
rival_total = ____

# %% solution="q3"
rival_scores = scores.loc[shops]
rival_total = (rival_scores * weight).sum(axis=1)

# %% right="q3"
rival_total = scores.loc[shops, weight.index].dot(weight)

# %% right="q3"
rival_total = pd.Series(
    {shop: sum(scores.loc[shop, name] * weight[name] for name in weight.index) for shop in shops}
)

# %% wrong="q3" says="你把九个维度取了平均。只比六个，还要乘权重。"
rival_total = scores.loc[shops].mean(axis=1)

# %% wrong="q3" says="六个维度选对了，可是没有乘权重，取了平均。"
rival_total = scores.loc[shops, weight.index].mean(axis=1)

# %% wrong="q3" says="没有乘权重，得分直接加了，超过了 10。"
rival_total = scores.loc[shops, weight.index].sum(axis=1)

# %% wrong="q3" says="乘了权重以后取了平均。权重加起来已经是 1，要相加，不要再除。"
rival_total = (scores.loc[shops] * weight).mean(axis=1)

# %% wrong="q3" says="本店也放进来了。题目只要 12 家竞品。"
rival_total = (scores * weight).sum(axis=1)

# %% [markdown] hint="q3"
# 先相乘：`rival_scores * weight`。没有权重的维度会变成空，后面加的时候会跳过。

# %% [markdown] hint="q3"
# 每一行自己加起来：外面加括号，再接 `.sum(axis=1)`。

# %% check="q3"
check("05.q3", rival_total=rival_total)

# %% [markdown] question="q4" kind="number" points=2 precision="0.0001" where="class" rows=["D06"]
# ### 第 4 题 和卖得最多的店差多少价
#
# 在最后一周，找出 12 家竞品里销售额（`sales`）最高的一家，叫它标杆。
# 本店的价格比标杆高（低）多少？放进 `price_gap`。本店便宜，就是负数。
#
# **本课口径：价差 =（本店价格 − 标杆价格）÷ 标杆价格，都用最后一周，精确到 0.0001（小数，0.05 就是高 5%）。**

# %% starter="q4"
leader = last.loc[shops, "sales"].____
price_gap = ____

# %% solution="q4"
leader = last.loc[shops, "sales"].idxmax()
price_gap = (last.loc["own", "price"] - last.loc[leader, "price"]) / last.loc[leader, "price"]

# %% right="q4"
top = last.loc[shops].sort_values("sales").iloc[-1]
price_gap = last.loc["own", "price"] / top["price"] - 1

# %% right="q4"
theirs = last.drop("own")
best = theirs[theirs["sales"] == theirs["sales"].max()]["price"].iloc[0]
price_gap = float(round((last.loc["own", "price"] - best) / best, 4))

# %% wrong="q4" says="分母用成了本店的价格。和标杆比，分母是标杆的价格。"
leader = last.loc[shops, "sales"].idxmax()
price_gap = (last.loc["own", "price"] - last.loc[leader, "price"]) / last.loc["own", "price"]

# %% wrong="q4" says="正负号反了。本店减标杆，本店便宜才是负数。"
leader = last.loc[shops, "sales"].idxmax()
price_gap = (last.loc[leader, "price"] - last.loc["own", "price"]) / last.loc[leader, "price"]

# %% wrong="q4" says="你用的是半年总销售额最高的店。题目只看最后一周。"
leader = rivals[rivals["shop_id"] != "own"].groupby("shop_id")["sales"].sum().idxmax()
price_gap = (last.loc["own", "price"] - last.loc[leader, "price"]) / last.loc[leader, "price"]

# %% wrong="q4" says="这是差几元，没有除。题目要的是百分之几（写成小数）。"
leader = last.loc[shops, "sales"].idxmax()
price_gap = last.loc["own", "price"] - last.loc[leader, "price"]

# %% wrong="q4" says="这是本店价格是标杆的几成，没有减 1。"
leader = last.loc[shops, "sales"].idxmax()
price_gap = last.loc["own", "price"] / last.loc[leader, "price"]

# %% wrong="q4" says="你和 12 家的平均价比了。题目要和标杆比。"
mean = last.loc[shops, "price"].mean()
price_gap = (last.loc["own", "price"] - mean) / mean

# %% note="q4"
# trap not used: the shop with the most visitors, or the dearest: either may be the leader itself.

# %% [markdown] hint="q4"
# 第一个空：`idxmax()` 交出最大的在哪一行，也就是哪家店。

# %% [markdown] hint="q4"
# 取一格写 `last.loc[leader, "price"]`。先减，外面加括号，再除以标杆的价格。

# %% check="q4"
check("05.q4", price_gap=price_gap)

# %% [markdown]
# ## 回家做：第 5–7 题

# %% [markdown] question="q5" kind="list" points=2 where="home" rows=["D06"]
# ### 第 5 题 半年里的降价警报
#
# 找出 12 家竞品（不算本店）每一次降价：比**自己的上周**降了一成以上。
# 放进列表 `alerts`，每一项是 `(店, 周)`，比如 `("R05", "2025-03-10")`。先按店、再按周从小到大排。
#
# **本课口径：降幅 =（上周价 − 这周价）÷ 上周价，不小于 0.10 就列出。一家店和它自己的上周比，精确到周。**

# %% starter="q5"
prices = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
before = prices.shift(1)
drop = ____

alerts = []
for shop in shops:
    for week in drop.index[drop[shop] >= ____]:
        alerts.append((shop, week))

# %% solution="q5"
prices = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
before = prices.shift(1)
drop = (before - prices) / before

alerts = []
for shop in shops:
    for week in drop.index[drop[shop] >= 0.10]:
        alerts.append((shop, week))

# %% right="q5"
theirs = rivals[rivals["shop_id"] != "own"]
change = theirs.groupby("shop_id")["price"].pct_change()
found = theirs[change <= -0.10]
alerts = sorted(zip(found["shop_id"], found["week"]))

# %% right="q5"
alerts = []
for shop in shops:
    one = rivals[rivals["shop_id"] == shop]
    pairs = zip(one["price"], one["price"].iloc[1:], one["week"].iloc[1:])
    alerts += [(shop, week) for was, now, week in pairs if 1 - now / was >= 0.10]

# %% wrong="q5" says="分母用成了这周价。分母变小，降 9% 多的也报了警。要除以上周价。"
prices = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
drop = (prices.shift(1) - prices) / prices
alerts = [(shop, week) for shop in shops for week in drop.index[drop[shop] >= 0.10]]

# %% wrong="q5" says="方向反了，你列的是涨价的周。降幅是上周价减这周价。"
prices = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
drop = (prices - prices.shift(1)) / prices.shift(1)
alerts = [(shop, week) for shop in shops for week in drop.index[drop[shop] >= 0.10]]

# %% wrong="q5" says="本店的降价也列进来了。题目只要 12 家竞品。"
prices = rivals.pivot(index="week", columns="shop_id", values="price")
drop = (prices.shift(1) - prices) / prices.shift(1)
alerts = [
    (shop, week) for shop in sorted(prices.columns) for week in drop.index[drop[shop] >= 0.10]
]

# %% wrong="q5" says="你没有按店分开比。一家店的第一周，和上一家店的最后一周比了。"
theirs = rivals[rivals["shop_id"] != "own"]
found = theirs[theirs["price"].pct_change() <= -0.10]
alerts = sorted(zip(found["shop_id"], found["week"]))

# %% wrong="q5" says="每一项写成了（周, 店）。题目要（店, 周）。"
prices = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
drop = (prices.shift(1) - prices) / prices.shift(1)
alerts = [(week, shop) for shop in shops for week in drop.index[drop[shop] >= 0.10]]

# %% wrong="q5" says="降价那一周你写成了前一周。降价是这周发生的，`shift(1)` 往下挪，旁边才是上周。"
prices = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
drop = (prices - prices.shift(-1)) / prices
alerts = [(shop, week) for shop in shops for week in drop.index[drop[shop] >= 0.10]]

# %% margin="q5"
margin = (drop.iloc[1:] - 0.10).to_numpy()

# %% [markdown] hint="q5"
# `before` 是上周价，`prices` 是这周价。上周减这周，外面加括号，再除以上周价。

# %% [markdown] hint="q5"
# 第二个空是警报的线，写小数：一成是 0.10。

# %% check="q5"
check("05.q5", alerts=alerts)

# %% [markdown] question="q6" kind="series" points=2 precision="0.01" where="home" rows=["B03","E10"]
# ### 第 6 题 哪一项最该补
#
# 这次和 **12 家里最好的** 比：每个维度，12 家的最高分减本店的分，是差距。
# 算「差距 × 权重」，只留改得了的、有权重的维度，放进 `fix_first`。
# 它是一个 Series：标签是维度，数是差距 × 权重。顺序不限。
#
# **本课口径：（12 家竞品的最高分 − 本店得分）× 权重，只看 `fixable` 是 1 的维度，精确到 0.01。**

# %% starter="q6"
best = scores.loc[shops].max()
gap = ____
worth = (gap * weight).dropna()
fix_first = worth[____]

# %% solution="q6"
best = scores.loc[shops].max()
gap = best - scores.loc["own"]
worth = (gap * weight).dropna()
fix_first = worth[fixable[worth.index] == 1]

# %% right="q6"
fix_first = pd.Series({
    name: (scores.loc[shops, name].max() - scores.loc["own", name]) * weight[name]
    for name in weight.index
    if fixable[name] == 1
})

# %% right="q6"
table = pd.DataFrame({
    "best": scores.drop("own").max(), "own": scores.loc["own"], "w": weight, "can": fixable
}).dropna()
table = table[table["can"] == 1]
fix_first = ((table["best"] - table["own"]) * table["w"]).round(3)

# %% wrong="q6" says="改不了的维度也留下了。补不上的差距，先不管。用 `fixable` 筛。"
fix_first = ((scores.loc[shops].max() - scores.loc["own"]) * weight).dropna()

# %% wrong="q6" says="没有乘权重。差得多的，不一定要紧。"
gap = (scores.loc[shops].max() - scores.loc["own"])[weight.index]
fix_first = gap[fixable[gap.index] == 1]

# %% wrong="q6" says="你用 12 家的平均分去比。口径是 12 家里的最高分。"
worth = ((scores.loc[shops].mean() - scores.loc["own"]) * weight).dropna()
fix_first = worth[fixable[worth.index] == 1]

# %% wrong="q6" says="减反了。差距是竞品减本店。"
worth = ((scores.loc["own"] - scores.loc[shops].max()) * weight).dropna()
fix_first = worth[fixable[worth.index] == 1]

# %% wrong="q6" says="你留下的是改不了的维度。`fixable` 是 1 才改得了。"
worth = ((scores.loc[shops].max() - scores.loc["own"]) * weight).dropna()
fix_first = worth[fixable[worth.index] == 0]

# %% wrong="q6" says="你没有比，只用本店的得分乘了权重。先算和最高分的差距。"
worth = (scores.loc["own"] * weight).dropna()
fix_first = worth[fixable[worth.index] == 1]

# %% [markdown] hint="q6"
# 第一个空：最高分减本店的分，本店的分是 `scores.loc["own"]`。

# %% [markdown] hint="q6"
# 第二个空是条件：`fixable[worth.index] == 1`，意思是这些维度里改得了的。

# %% check="q6"
check("05.q6", fix_first=fix_first)

# %% [markdown] question="q7" kind="number" points=2 precision="0.0001" where="home" rows=["D06"]
# ### 第 7 题 本店占多少
#
# 把 12 家竞品和本店当成一个小市场。半年（26 周）里，本店的销售额占多少？放进 `own_share`。
#
# **本课口径：份额 = 本店 26 周销售额之和 ÷ 13 家店 26 周销售额之和。用总数除总数，精确到 0.0001（小数）。**

# %% starter="q7"
total_sales = rivals.groupby("shop_id")["sales"].sum()
own_share = ____

# %% solution="q7"
total_sales = rivals.groupby("shop_id")["sales"].sum()
own_share = total_sales["own"] / total_sales.sum()

# %% right="q7"
own_share = rivals.loc[rivals["shop_id"] == "own", "sales"].sum() / rivals["sales"].sum()

# %% right="q7"
wide = rivals.pivot(index="week", columns="shop_id", values="sales").sum()
own_share = float(wide["own"]) / float(wide[shops].sum() + wide["own"])

# %% wrong="q7" says="分母里没有本店。占多少，分母是 13 家加起来。"
total_sales = rivals.groupby("shop_id")["sales"].sum()
own_share = total_sales["own"] / total_sales[shops].sum()

# %% wrong="q7" says="你只算了最后一周。题目要 26 周。"
own_share = last.loc["own", "sales"] / last["sales"].sum()

# %% wrong="q7" says="你算的是访客的份额。题目要销售额。"
visitors = rivals.groupby("shop_id")["visitors"].sum()
own_share = visitors["own"] / visitors.sum()

# %% wrong="q7" says="这是本店和平均一家店的比。份额要除以 13 家的总和。"
total_sales = rivals.groupby("shop_id")["sales"].sum()
own_share = total_sales["own"] / total_sales.mean()

# %% wrong="q7" says="你用了和卖得最多的一家的比。份额要除以 13 家的总和。"
total_sales = rivals.groupby("shop_id")["sales"].sum()
own_share = total_sales["own"] / total_sales.max()

# %% note="q7"
# trap not used: the mean of the 26 weekly shares: it lies within three tolerances of the share in
# many worlds, so it cannot be told apart; the question states "总数除总数".

# %% [markdown] hint="q7"
# `total_sales` 一行一家店。本店的是 `total_sales["own"]`。

# %% [markdown] hint="q7"
# 分母是全部加起来：`total_sales.sum()`，本店也在里面。

# %% check="q7"
check("05.q7", own_share=own_share)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="figure" bonus=true
# ### 加分题一 画本店半年的价格
#
# 画一张折线图（line chart）：横轴是周，纵轴是本店的价格。放进 `price_line`。
# `Series.plot(title=…, xlabel=…, ylabel=…)` 会画折线。标题、横轴、纵轴都要写，纵轴要带单位。
#
# **本课口径：`rivals` 里本店（own）每周的 `price`，从早到晚，单位是元，精确到 0.1 元。**

# %% starter="b1"
own_price = ____
price_line = own_price.plot(title=____, xlabel=____, ylabel=____, rot=30)

# %% solution="b1"
own_price = rivals[rivals["shop_id"] == "own"].set_index("week")["price"]
price_line = own_price.plot(
    title="本店每周的价格", xlabel="周", ylabel="价格（元/件）", rot=30
)

# %% right="b1"
mine = rivals[rivals["shop_id"] == "own"].sort_values("week")
fig, price_line = plt.subplots()
price_line.plot(mine["week"], mine["price"])
price_line.set_title("本店：半年的价格")
price_line.set_xlabel("周")
price_line.set_ylabel("价格（元）")
price_line.tick_params(axis="x", rotation=90)

# %% wrong="b1" says="这条线是销售额。题目要价格。"
mine = rivals[rivals["shop_id"] == "own"]
fig, price_line = plt.subplots()
price_line.plot(mine["week"], mine["sales"])
price_line.set_title("本店每周的价格")
price_line.set_xlabel("周")
price_line.set_ylabel("价格（元）")

# %% wrong="b1" says="这条线是 12 家竞品的平均价。题目要本店的价格。"
mean = rivals[rivals["shop_id"] != "own"].groupby("week")["price"].mean()
fig, price_line = plt.subplots()
price_line.plot(mean.index, mean.values)
price_line.set_title("本店每周的价格")
price_line.set_xlabel("周")
price_line.set_ylabel("价格（元）")

# %% [markdown] hint="b1"
# 先留下本店的行，再把 `week` 变成标签：`.set_index("week")["price"]`。

# %% [markdown] hint="b1"
# `title`、`xlabel`、`ylabel` 后面写带引号的文字。纵轴写 `"价格（元/件）"`。

# %% check="b1"
check("05.b1", price_line=price_line)

# %% [markdown] question="b2" kind="number" precision="0.0001" bonus=true
# ### 加分题二 降价那周，访客多了多少
#
# 看 12 家竞品第 5 题那样的降价周。把这些周的访客加起来，和它们各自上一周的访客之和比，多了多少？
# 放进 `visitors_up`。
#
# **本课口径：降价周访客之和 ÷ 各自上一周访客之和 − 1，降价周的定义和第 5 题一样，精确到 0.0001（小数）。**

# %% starter="b2"
weekly = rivals[rivals["shop_id"] != "own"].copy()
weekly["上周价"] = weekly.groupby("shop_id")["price"].shift(1)
weekly["上周访客"] = weekly.groupby("shop_id")["visitors"].shift(1)
cut = weekly[____]
visitors_up = ____

# %% solution="b2"
weekly = rivals[rivals["shop_id"] != "own"].copy()
weekly["上周价"] = weekly.groupby("shop_id")["price"].shift(1)
weekly["上周访客"] = weekly.groupby("shop_id")["visitors"].shift(1)
cut = weekly[(weekly["上周价"] - weekly["price"]) / weekly["上周价"] >= 0.10]
visitors_up = cut["visitors"].sum() / cut["上周访客"].sum() - 1

# %% right="b2"
price = rivals.pivot(index="week", columns="shop_id", values="price")[shops]
visitors = rivals.pivot(index="week", columns="shop_id", values="visitors")[shops]
fell = price.pct_change() <= -0.10
before = visitors.shift(1).where(fell).sum().sum()
visitors_up = visitors.where(fell).sum().sum() / before - 1

# %% wrong="b2" says="分母用成了这周价，降 9% 多的周也混进来了。要除以上周价。"
weekly = rivals[rivals["shop_id"] != "own"].copy()
weekly["上周价"] = weekly.groupby("shop_id")["price"].shift(1)
weekly["上周访客"] = weekly.groupby("shop_id")["visitors"].shift(1)
cut = weekly[(weekly["上周价"] - weekly["price"]) / weekly["price"] >= 0.10]
visitors_up = cut["visitors"].sum() / cut["上周访客"].sum() - 1

# %% wrong="b2" says="没有减 1。这是上周的几倍，不是多了多少。"
weekly = rivals[rivals["shop_id"] != "own"].copy()
weekly["上周价"] = weekly.groupby("shop_id")["price"].shift(1)
weekly["上周访客"] = weekly.groupby("shop_id")["visitors"].shift(1)
cut = weekly[(weekly["上周价"] - weekly["price"]) / weekly["上周价"] >= 0.10]
visitors_up = cut["visitors"].sum() / cut["上周访客"].sum()

# %% wrong="b2" says="你先算了每一次的增幅，再取平均。小店和大店被看得一样重。要总数除总数。"
weekly = rivals[rivals["shop_id"] != "own"].copy()
weekly["上周价"] = weekly.groupby("shop_id")["price"].shift(1)
weekly["上周访客"] = weekly.groupby("shop_id")["visitors"].shift(1)
cut = weekly[(weekly["上周价"] - weekly["price"]) / weekly["上周价"] >= 0.10]
visitors_up = (cut["visitors"] / cut["上周访客"] - 1).mean()

# %% [markdown] hint="b2"
# `cut` 的空：降幅和第 5 题一样算，两列都在 `weekly` 里。

# %% [markdown] hint="b2"
# `visitors_up`：`cut["visitors"].sum()` 除以 `cut["上周访客"].sum()`，再减 1。

# %% check="b2"
check("05.b2", visitors_up=visitors_up)

# %% [markdown]
# ## 写作：竞品结论和三个行动点（回家做）

# %% [markdown] task="w1" points=20 rows=["B03","A25","C21"]
# ### 写一份竞品结论
#
# 阿坤下周要在合作社的会上讲五分钟。请你替他写一份竞品结论，250 字左右。
# 数字用练习数据里的（你在上面算出来的）。
#
# 要写清四件事：
#
# 1. 看哪两三家，为什么是他们：写出重合度；
# 2. 他们走的是哪条路：专做一样、多卖几类、靠便宜，还是别的。用两个数说明；
# 3. 本店先补哪一项，为什么不是别的；
# 4. 三个行动点。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，带单位；百分之几和百分点分得清 |
# | 切合对象/场景 | 5 | 社员听得懂，说的是卖铁观音的阿坤家，不是大店 |
# | 表达与可执行 | 5 | 250 字左右；行动点做得到 |
# | 合规与真实 | 5 | 不贬低对手，不编对手的数；估算的数说明是估算；不用「最好」「第一」 |
#
# **本课专看一条**：三个行动点，每个都有数、有人、有日期。缺一样扣 1 分，在「表达与可执行」里扣。
