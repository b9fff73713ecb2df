# %% [markdown] exercise="04_sourcing" title="卖什么：调研与选品" scenario="coop" tables=["survey_training","topic_needs","suppliers","supplier_weights","certs","sourcing_plans","readiness","orders"] minutes=75
# # 练习 04 卖什么：调研与选品
#
# 课上你帮罗哥看了地瓜干。现在合作社要你把八样商品的账都算清楚。
#
# - 第 1–4 题在课上做，第 5–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("04.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("04")`。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

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
# | `survey` | 培训班问卷，没有清洗过 | 一份答卷 |
# | `needs` | 每个人给每个主题打的两个分 | 一个人 × 一个主题 |
# | `offers` | 供货户的报价 | 一户 × 一样商品 |
# | `weights` | 五条标准的权重，加起来是 1 | 一条标准 |
# | `certs` | 供货户的证 | 一户 × 一张证 |
# | `drop` `stock` | 一件代发和囤货的账，标签是商品 | 一样商品 |
# | `recent` | 2025 年第四季度下的订单 | 订单里的一件商品 |
# | `village` | 村子的准备情况 | 一项准备 |
#
# 每一列是什么，写 `describe("sourcing_plans")` 看。今天是 2025-12-31。

# %%
survey = load("survey_training")
needs = load("topic_needs")
offers = load("suppliers")
weights = load("supplier_weights").set_index("criterion")["weight"]
certs = load("certs")

plans = load("sourcing_plans")
drop = plans[plans["plan"] == "一件代发"].set_index("sku")
stock = plans[plans["plan"] == "囤货"].set_index("sku")

orders = load("orders")
recent = orders[orders["created_at"] >= "2025-10-01"]

village = load("readiness")

# %% [markdown]
# ## 课上做：第 1–4 题

# %% [markdown] question="q1" kind="dict" points=2 precision={"平均用时":"0.01"} where="class" rows=["C08"]
# ### 第 1 题 清洗问卷
#
# 去掉 `survey` 里不能信的答卷，再算两个数，放进 `cleaned`：
#
# - `"有效份数"`：还剩几份；
# - `"平均用时"`：剩下的答卷平均用了几秒。
#
# **本课口径：有效答卷 = 年龄 18 到 75 岁（含两头），并且用时不少于 60 秒。份数精确到个位，平均用时单位是秒，精确到 0.01。**

# %% starter="q1"
valid = survey[____]

cleaned = {
    "有效份数": len(valid),
    "平均用时": ____,
}

# %% solution="q1"
valid = survey[survey["age"].between(18, 75) & (survey["seconds"] >= 60)]

cleaned = {
    "有效份数": len(valid),
    "平均用时": valid["seconds"].mean(),
}

# %% right="q1"
age, seconds = survey["age"], survey["seconds"]
valid = survey[(age >= 18) & (age <= 75) & (seconds >= 60)]
cleaned = {
    "平均用时": round(float(valid["seconds"].sum() / len(valid)), 2),
    "有效份数": valid["respondent_id"].nunique(),
}

# %% right="q1"
real = survey[(survey["age"] > 17) & (survey["age"] < 76)]
valid = real[real["seconds"] > 59]
cleaned = {"有效份数": valid.shape[0], "平均用时": valid["seconds"].mean()}

# %% wrong="q1" says="你没有去掉答得太快的。两个条件都要成立。"
valid = survey[survey["age"].between(18, 75)]
cleaned = {"有效份数": len(valid), "平均用时": valid["seconds"].mean()}

# %% wrong="q1" says="你没有去掉年龄不可能的。十几岁以下和一百多岁，都是填错了。"
valid = survey[survey["seconds"] >= 60]
cleaned = {"有效份数": len(valid), "平均用时": valid["seconds"].mean()}

# %% wrong="q1" says="你用了没清洗的全部答卷。"
cleaned = {"有效份数": len(survey), "平均用时": survey["seconds"].mean()}

# %% wrong="q1" says="你用了「或」。一个条件成立就留下了，错的答卷也留下了。要用 `&`。"
valid = survey[survey["age"].between(18, 75) | (survey["seconds"] >= 60)]
cleaned = {"有效份数": len(valid), "平均用时": valid["seconds"].mean()}

# %% wrong="q1" says="你只去掉了年龄太大的。太小的也不可能是学员。"
valid = survey[(survey["age"] <= 75) & (survey["seconds"] >= 60)]
cleaned = {"有效份数": len(valid), "平均用时": valid["seconds"].mean()}

# %% wrong="q1" says="你数的是去掉的答卷。题目要的是留下的。"
fits = survey["age"].between(18, 75) & (survey["seconds"] >= 60)
cleaned = {"有效份数": (~fits).sum(), "平均用时": survey[~fits]["seconds"].mean()}

# %% wrong="q1" says="份数对了，平均用时还是用全部答卷算的。平均也要用清洗后的表。"
valid = survey[survey["age"].between(18, 75) & (survey["seconds"] >= 60)]
cleaned = {"有效份数": len(valid), "平均用时": survey["seconds"].mean()}

# %% [markdown] hint="q1"
# `valid` 的空：两个条件中间用 `&`。年龄用 `survey["age"].between(18, 75)`。

# %% [markdown] hint="q1"
# 用时的条件外面加一对括号：`(survey["seconds"] >= 60)`。

# %% [markdown] hint="q1"
# 平均用 `.mean()`，表要用清洗后的 `valid`。

# %% check="q1"
check("04.q1", cleaned=cleaned)

# %% [markdown] question="q2" kind="list" points=2 ordered=true where="class" rows=["A12"]
# ### 第 2 题 最该教的三门
#
# 用 `needs` 给每个主题算需求分，取最高的三个主题，从高到低放进列表 `top_topics`。
#
# **本课口径：需求分 = 平均需要 ×（平均需要 − 平均水平），先求平均再相乘。取前 3 名，顺序要对。**

# %% starter="q2"
mean = needs.groupby("topic")[["need", "level"]].mean()
score = ____
top_topics = list(score.sort_values(ascending=____).head(3).index)

# %% solution="q2"
mean = needs.groupby("topic")[["need", "level"]].mean()
score = mean["need"] * (mean["need"] - mean["level"])
top_topics = list(score.sort_values(ascending=False).head(3).index)

# %% right="q2"
mean = needs.groupby("topic")[["need", "level"]].mean()
score = mean["need"] * (mean["need"] - mean["level"])
top_topics = score.nlargest(3).index.tolist()

# %% right="q2"
scores = {}
for topic, rows in needs.groupby("topic"):
    need = rows["need"].sum() / len(rows)
    scores[topic] = need * (need - rows["level"].sum() / len(rows))
top_topics = sorted(scores, key=scores.get, reverse=True)[:3]

# %% wrong="q2" says="你只按需要排。大家已经会的，需要再高也不用教。要乘差距。"
mean = needs.groupby("topic")[["need", "level"]].mean()
top_topics = list(mean["need"].sort_values(ascending=False).head(3).index)

# %% wrong="q2" says="你只按差距排。差距大但没人需要的，不该排前面。要乘需要。"
mean = needs.groupby("topic")[["need", "level"]].mean()
gap = mean["need"] - mean["level"]
top_topics = list(gap.sort_values(ascending=False).head(3).index)

# %% wrong="q2" says="方向反了，你取的是最不该教的三门。从高到低，要写 `False`。"
mean = needs.groupby("topic")[["need", "level"]].mean()
score = mean["need"] * (mean["need"] - mean["level"])
top_topics = list(score.sort_values().head(3).index)

# %% wrong="q2" says="主题找对了，顺序从低到高了。题目要从高到低。"
mean = needs.groupby("topic")[["need", "level"]].mean()
score = mean["need"] * (mean["need"] - mean["level"])
top_topics = list(score.sort_values().tail(3).index)

# %% wrong="q2" says="你乘的是现有水平。大家越会，分数反而越高，就反了。要乘差距。"
mean = needs.groupby("topic")[["need", "level"]].mean()
score = mean["need"] * mean["level"]
top_topics = list(score.sort_values(ascending=False).head(3).index)

# %% note="q2"
# trap not used: need × gap of each person, then the mean: it may give the same three topics in the
# same order, so it cannot be told apart in every world; the lesson's s2 names it.

# %% [markdown] hint="q2"
# 差距 = `mean["need"] - mean["level"]`。再乘 `mean["need"]`，差距外面加括号。

# %% [markdown] hint="q2"
# `ascending=True` 是从小到大。题目要从大到小。

# %% check="q2"
check("04.q2", top_topics=top_topics)

# %% [markdown] question="q3" kind="series" points=2 precision="0.001" where="class" rows=["D02"]
# ### 第 3 题 供货户的加权分
#
# 有六户能供「建宁莲子-500g」。算每户的加权分，放进 `supplier_score`。
# 它是一个 Series：标签是供货户，数是分。顺序不限。
#
# - 越高越好的：`quality`、`service`；
# - 越低越好的：`unit_cost`、`moq`、`lead_days`。
#
# **本课口径：只和这六户比。越高越好的，自己 ÷ 最高的；越低越好的，最低的 ÷ 自己；各乘权重，相加。满分 1，精确到 0.001。**

# %% starter="q3"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high = ["quality", "service"]
low = ["unit_cost", "moq", "lead_days"]

points = ____
points[low] = ____
supplier_score = (points * weights).sum(axis=1)

# %% solution="q3"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high = ["quality", "service"]
low = ["unit_cost", "moq", "lead_days"]

points = six[high] / six[high].max()
points[low] = six[low].min() / six[low]
supplier_score = (points * weights).sum(axis=1)

# %% right="q3"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
supplier_score = 0
for name in ["quality", "service"]:
    supplier_score = supplier_score + six[name] / six[name].max() * weights[name]
for name in ["unit_cost", "moq", "lead_days"]:
    supplier_score = supplier_score + six[name].min() / six[name] * weights[name]

# %% right="q3"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
points = six[["quality", "service"]] / six[["quality", "service"]].max()
turned = 1 / six[["unit_cost", "moq", "lead_days"]]
points = points.join(turned / turned.max())
supplier_score = points[weights.index].dot(weights).round(4)

# %% wrong="q3" says="进货价、起订量、供货天数也用了「自己 ÷ 最高的」。这样越贵、越慢的分越高。要换成最低的 ÷ 自己。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
supplier_score = (six[weights.index] / six[weights.index].max() * weights).sum(axis=1)

# %% wrong="q3" says="越低越好的三样，你写成了「自己 ÷ 最低的」，分数超过了 1。上下换一换。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low] / six[low].min()
supplier_score = (points * weights).sum(axis=1)

# %% wrong="q3" says="只有进货价换了方向。起订量和供货天数也是越低越好。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high = ["quality", "service", "moq", "lead_days"]
points = six[high] / six[high].max()
points["unit_cost"] = six["unit_cost"].min() / six["unit_cost"]
supplier_score = (points * weights).sum(axis=1)

# %% wrong="q3" says="你用的是另一种算法：从最差到最好排成 0 到 1，最差的一户得 0 分。本课口径是和最好的比。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
low = ["unit_cost", "moq", "lead_days"]
points = (six[weights.index] - six[weights.index].min()) / (
    six[weights.index].max() - six[weights.index].min()
)
points[low] = 1 - points[low]
supplier_score = (points * weights).sum(axis=1)

# %% wrong="q3" says="你没有乘权重，五样直接加了，分数会超过 1。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low].min() / six[low]
supplier_score = points.sum(axis=1)

# %% wrong="q3" says="你把五样看得一样重，取了平均。表 `weights` 里有每一条的权重。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low].min() / six[low]
supplier_score = points.mean(axis=1)

# %% wrong="q3" says="最高和最低取自所有商品的报价。口径是只和这六户比。"
six = offers[offers["sku"] == "建宁莲子-500g"].set_index("supplier_id")
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / offers[high].max()
points[low] = offers[low].min() / six[low]
supplier_score = (points * weights).sum(axis=1)

# %% [markdown] hint="q3"
# 第一个空：`six[high]` 除以它自己的最大值 `six[high].max()`。

# %% [markdown] hint="q3"
# 第二个空：上下换一换。最低的是 `six[low].min()`，放在上面。

# %% check="q3"
check("04.q3", supplier_score=supplier_score)

# %% [markdown] question="q4" kind="series" points=2 precision="0.01" where="class" rows=["D02"]
# ### 第 4 题 囤货的单件毛利
#
# 课上算了代发。这次算**囤货**：八样商品的单件毛利，放进 `stock_margin`。
# 它是一个 Series：标签是商品，数是单件毛利。顺序不限。
#
# 售价从 `recent` 里查：每样商品的最高价。低的那些是打折卖的。
#
# **本课口径：单件毛利 = 售价 − 进货价 − 单件运费；售价是 2025 年第四季度订单里的最高价。单位是元/件，精确到分（0.01 元）。**

# %% starter="q4"
price = ____
stock_margin = ____

# %% solution="q4"
price = recent.groupby("sku")["price"].max()
stock_margin = price - stock["unit_cost"] - stock["postage"]

# %% right="q4"
stock_margin = pd.Series({
    sku: recent.loc[recent["sku"] == sku, "price"].max() - row["unit_cost"] - row["postage"]
    for sku, row in stock.iterrows()
})

# %% right="q4"
table = stock.join(recent.groupby("sku")["price"].max())
stock_margin = (table["price"] - (table["unit_cost"] + table["postage"])).round(2)

# %% wrong="q4" says="运费没有减。囤货自己寄，运费也是成本。"
stock_margin = recent.groupby("sku")["price"].max() - stock["unit_cost"]

# %% wrong="q4" says="你用的是一件代发的账。这一题问囤货，用 `stock`。"
stock_margin = recent.groupby("sku")["price"].max() - drop["unit_cost"] - drop["postage"]

# %% wrong="q4" says="售价用了平均价。平均价里混进了打折的订单，口径是最高价。"
stock_margin = recent.groupby("sku")["price"].mean() - stock["unit_cost"] - stock["postage"]

# %% wrong="q4" says="售价用了最低价，那是打折的价。口径是最高价。"
stock_margin = recent.groupby("sku")["price"].min() - stock["unit_cost"] - stock["postage"]

# %% wrong="q4" says="售价从两年的订单里取了最高价，老价格混进来了。只看第四季度，用 `recent`。"
stock_margin = orders.groupby("sku")["price"].max() - stock["unit_cost"] - stock["postage"]

# %% wrong="q4" says="这是毛利率，除以了售价。题目要的是一件赚几元。"
price = recent.groupby("sku")["price"].max()
stock_margin = (price - stock["unit_cost"] - stock["postage"]) / price

# %% wrong="q4" says="你乘了每月件数，那是一个月的毛利。题目要的是一件。"
price = recent.groupby("sku")["price"].max()
stock_margin = (price - stock["unit_cost"] - stock["postage"]) * stock["monthly_qty"]

# %% note="q4"
# trap not used: `amount` instead of `price`: it holds the buyer's share of postage and several
# pieces; it is no price of a piece, and its maximum is not a usual mistake.

# %% [markdown] hint="q4"
# 售价：按 `sku` 分组，取 `price` 的最大值，写法是 `recent.groupby("sku")["price"].max()`。

# %% [markdown] hint="q4"
# 囤货的进货价是 `stock["unit_cost"]`，运费是 `stock["postage"]`，都要减掉。

# %% check="q4"
check("04.q4", stock_margin=stock_margin)

# %% [markdown]
# ## 回家做：第 5–8 题

# %% [markdown] question="q5" kind="series" points=2 precision="0.01" where="home" rows=["A14"]
# ### 第 5 题 八样商品的打平月数
#
# 用 `drop` 和 `stock`，算八样商品囤货要几个月追上一件代发，放进 `even_months`。
# 它是一个 Series：标签是商品，数是月数。顺序不限。
#
# **本课口径：打平月数 = 一次性投入 ÷（每件省下的钱 × 每月件数）；每件省下的钱 =（代发进货价 + 运费）−（囤货进货价 + 运费）。单位是月，精确到 0.01。**

# %% starter="q5"
saving = ____
even_months = ____

# %% solution="q5"
saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
even_months = stock["upfront"] / (saving * stock["monthly_qty"])

# %% right="q5"
even_months = pd.Series({
    sku: stock.loc[sku, "upfront"]
    / (
        drop.loc[sku, "unit_cost"] - stock.loc[sku, "unit_cost"]
        + drop.loc[sku, "postage"] - stock.loc[sku, "postage"]
    )
    / stock.loc[sku, "monthly_qty"]
    for sku in stock.index
})

# %% right="q5"
wide = plans.pivot(index="sku", columns="plan")
each = wide["unit_cost"] + wide["postage"]
month = (each["一件代发"] - each["囤货"]) * wide["monthly_qty"]["囤货"]
even_months = (wide["upfront"]["囤货"] / month).round(2)

# %% wrong="q5" says="运费没有算。囤货的运费也便宜，省下的钱里要算上。"
saving = drop["unit_cost"] - stock["unit_cost"]
even_months = stock["upfront"] / (saving * stock["monthly_qty"])

# %% wrong="q5" says="这是打平要卖的件数。再除以每月件数，才是月数。"
saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
even_months = stock["upfront"] / saving

# %% wrong="q5" says="运费的方向反了。代发的运费加在代发那边，囤货的运费加在囤货那边。"
saving = (drop["unit_cost"] - drop["postage"]) - (stock["unit_cost"] - stock["postage"])
even_months = stock["upfront"] / (saving * stock["monthly_qty"])

# %% wrong="q5" says="你用囤货的单件毛利去除，算的是把投入赚回来要几个月。追上代发，要除每件省下的钱。"
price = recent.groupby("sku")["price"].max()
margin = price - stock["unit_cost"] - stock["postage"]
even_months = stock["upfront"] / (margin * stock["monthly_qty"])

# %% wrong="q5" says="上下放反了。这是一个月能补上投入的几成。"
saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
even_months = saving * stock["monthly_qty"] / stock["upfront"]

# %% [markdown] hint="q5"
# 两张表的标签都是商品，列和列可以直接加减，不用一样一样写。

# %% [markdown] hint="q5"
# 每件的成本是 `unit_cost` 加 `postage`。代发的减囤货的，就是每件省下的钱。

# %% [markdown] hint="q5"
# 一个月省下 `saving * stock["monthly_qty"]`。投入除以它。

# %% check="q5"
check("04.q5", even_months=even_months)

# %% [markdown] question="q6" kind="list" points=2 where="home" rows=["E02","Y2"]
# ### 第 6 题 证照有问题的供货户
#
# 用 `certs` 找出所有有问题的供货户，放进列表 `bad_suppliers`。符合下面任何一条，就有问题：
#
# - 有一张证在今天（2025-12-31）以前过期；
# - 没有检测报告：`test_report` 是 `"无"`。
#
# 每户只写一次，按编号从小到大排，比如 `["A01", "A09"]`。
#
# **本课口径：`expires_on` 早于 2025-12-31，或 `test_report` 是「无」；一户列一次，顺序从小到大。**

# %% starter="q6"
problem = ____
bad_suppliers = sorted(certs[problem]["supplier_id"].unique())

# %% solution="q6"
problem = (certs["expires_on"] < "2025-12-31") | (certs["test_report"] == "无")
bad_suppliers = sorted(certs[problem]["supplier_id"].unique())

# %% right="q6"
expired = set(certs.loc[certs["expires_on"] < pd.Timestamp("2025-12-31"), "supplier_id"])
no_report = set(certs.loc[certs["test_report"] != "有", "supplier_id"])
bad_suppliers = sorted(expired | no_report)

# %% right="q6"
bad_suppliers = []
for supplier, rows in certs.groupby("supplier_id"):
    if rows["expires_on"].min() < pd.Timestamp("2025-12-31") or (rows["test_report"] == "无").any():
        bad_suppliers.append(supplier)

# %% wrong="q6" says="你只查了过期的证。没有检测报告的也要列。"
bad_suppliers = sorted(certs[certs["expires_on"] < "2025-12-31"]["supplier_id"].unique())

# %% wrong="q6" says="你只查了检测报告。证过期的也要列。"
bad_suppliers = sorted(certs[certs["test_report"] == "无"]["supplier_id"].unique())

# %% wrong="q6" says="你要求两条同时成立。符合一条就有问题，「或」写成 `|`。"
both = (certs["expires_on"] < "2025-12-31") & (certs["test_report"] == "无")
bad_suppliers = sorted(certs[both]["supplier_id"].unique())

# %% wrong="q6" says="大小关系反了。有效期在今天以后，证是好的。"
wrong_way = (certs["expires_on"] > "2025-12-31") | (certs["test_report"] == "无")
bad_suppliers = sorted(certs[wrong_way]["supplier_id"].unique())

# %% wrong="q6" says="同一户写了好几次。一户有三张证，用 `unique()` 去掉重复。"
problem = (certs["expires_on"] < "2025-12-31") | (certs["test_report"] == "无")
bad_suppliers = sorted(certs[problem]["supplier_id"])

# %% wrong="q6" says="你列的是没有问题的供货户。题目要有问题的。"
problem = (certs["expires_on"] < "2025-12-31") | (certs["test_report"] == "无")
bad = set(certs[problem]["supplier_id"])
bad_suppliers = sorted(set(certs["supplier_id"]) - bad)

# %% wrong="q6" says="你把今年以内快要到期的也算了进来。快到期要提醒，但今天还有效。"
soon = (certs["expires_on"] < "2026-07-01") | (certs["test_report"] == "无")
bad_suppliers = sorted(certs[soon]["supplier_id"].unique())

# %% [markdown] hint="q6"
# 两个条件各写一对括号，中间用 `|`，意思是「或」。

# %% [markdown] hint="q6"
# 过期：有效期比今天早，`(certs["expires_on"] < "2025-12-31")`。照它写第二个。

# %% check="q6"
check("04.q6", bad_suppliers=bad_suppliers)

# %% [markdown] question="q7" kind="number" points=2 precision="0.01" where="home" rows=["A13"]
# ### 第 7 题 村子准备好了吗
#
# 人、网、路、货、政策，缺一样都难做。`village` 列出十项准备，各有权重和得分（0 到 5 分）。
# 算加权得分，放进 `ready_score`。
#
# **本课口径：加权得分 = 每项的 权重 × 得分，再全部相加；权重加起来是 1，满分 5。精确到 0.01 分。**

# %% starter="q7"
ready_score = ____

# %% solution="q7"
ready_score = (village["weight"] * village["score"]).sum()

# %% right="q7"
ready_score = sum(w * s for w, s in zip(village["weight"], village["score"]))

# %% right="q7"
ready_score = village["weight"].dot(village["score"]) / village["weight"].sum()

# %% wrong="q7" says="你取的是平均分，十项被看得一样重。要先乘各自的权重。"
ready_score = village["score"].mean()

# %% wrong="q7" says="你把得分直接加了起来。先乘权重，再相加。"
ready_score = village["score"].sum()

# %% wrong="q7" says="你多除了一次 10。权重加起来已经是 1，相加以后不用再除。"
ready_score = (village["weight"] * village["score"]).mean()

# %% wrong="q7" says="你换成了满分的几成。题目要的是满分 5 的分数。"
ready_score = (village["weight"] * village["score"]).sum() / 5

# %% [markdown] hint="q7"
# 两列相乘，再 `.sum()`。外面加一对括号。

# %% [markdown] hint="q7"
# `(village["weight"] * village["score"])` 是每项的分，把它们加起来。

# %% check="q7"
check("04.q7", ready_score=ready_score)

# %% [markdown] question="q8" kind="number" points=2 precision="0.01" where="home" rows=["A14"]
# ### 第 8 题 囤银耳要先垫多少钱
#
# 余婶想囤「银耳-150g」。开卖之前，她要先付一次性投入，再一次进好 **2 个月** 的货。
# 一共要垫多少元？放进 `cash_needed`。
#
# 运费是卖出以后才付的，不用垫。
#
# **本课口径：垫付现金 = 一次性投入 + 囤货进货价 × 每月件数 × 2。单位是元，精确到分（0.01 元）。**

# %% starter="q8"
yiner = stock.loc["银耳-150g"]
cash_needed = ____

# %% solution="q8"
yiner = stock.loc["银耳-150g"]
cash_needed = yiner["upfront"] + yiner["unit_cost"] * yiner["monthly_qty"] * 2

# %% right="q8"
goods = stock["unit_cost"] * stock["monthly_qty"] * 2
cash_needed = (stock["upfront"] + goods)["银耳-150g"]

# %% right="q8"
row = plans[(plans["plan"] == "囤货") & (plans["sku"] == "银耳-150g")].iloc[0]
cash_needed = float(row["upfront"]) + 2 * float(row["unit_cost"]) * int(row["monthly_qty"])

# %% wrong="q8" says="一次性投入没有算。它是开头最大的一笔。"
yiner = stock.loc["银耳-150g"]
cash_needed = yiner["unit_cost"] * yiner["monthly_qty"] * 2

# %% wrong="q8" says="你只进了 1 个月的货。题目是一次进 2 个月。"
yiner = stock.loc["银耳-150g"]
cash_needed = yiner["upfront"] + yiner["unit_cost"] * yiner["monthly_qty"]

# %% wrong="q8" says="运费卖出以后才付，不用先垫。"
yiner = stock.loc["银耳-150g"]
cash_needed = yiner["upfront"] + (yiner["unit_cost"] + yiner["postage"]) * yiner["monthly_qty"] * 2

# %% wrong="q8" says="进货价用了一件代发的。囤货的进货价在 `stock` 里。"
yiner = drop.loc["银耳-150g"]
cash_needed = (
    stock.loc["银耳-150g", "upfront"] + yiner["unit_cost"] * yiner["monthly_qty"] * 2
)

# %% wrong="q8" says="只有一次性投入，货款没有算。"
cash_needed = stock.loc["银耳-150g", "upfront"]

# %% wrong="q8" says="一次性投入也乘了 2。它只付一次。"
yiner = stock.loc["银耳-150g"]
cash_needed = (yiner["upfront"] + yiner["unit_cost"] * yiner["monthly_qty"]) * 2

# %% [markdown] hint="q8"
# 取一格写 `yiner["upfront"]`。货款 = 进货价 × 每月件数 × 2。

# %% [markdown] hint="q8"
# 一次性投入加货款，就是要垫的钱。

# %% check="q8"
check("04.q8", cash_needed=cash_needed)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="list" ordered=true bonus=true
# ### 加分题一 半年内能打平的商品
#
# 罗哥最多等 6 个月。哪几样商品囤货，6 个月以内就能打平？
# 放进列表 `quick_goods`，打平快的在前。
#
# **本课口径：打平月数的算法和第 5 题一样，列出不超过 6 个月的，从短到长排，顺序要对。**

# %% starter="b1"
each_saving = ____
wait = ____
quick_goods = list(wait[wait <= 6].sort_values().index)

# %% solution="b1"
each_saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
wait = stock["upfront"] / (each_saving * stock["monthly_qty"])
quick_goods = list(wait[wait <= 6].sort_values().index)

# %% right="b1"
each_saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
wait = stock["upfront"] / each_saving / stock["monthly_qty"]
quick_goods = [sku for sku in wait.sort_values().index if wait[sku] < 6]

# %% wrong="b1" says="你列的是 6 个月还打不平的商品。"
each_saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
wait = stock["upfront"] / (each_saving * stock["monthly_qty"])
quick_goods = list(wait[wait > 6].sort_values().index)

# %% wrong="b1" says="八样都列了，没有筛选不超过 6 个月的。"
each_saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
wait = stock["upfront"] / (each_saving * stock["monthly_qty"])
quick_goods = list(wait.sort_values().index)

# %% wrong="b1" says="你比的是打平的件数，不是月数。再除以每月件数。"
each_saving = (drop["unit_cost"] + drop["postage"]) - (stock["unit_cost"] + stock["postage"])
wait = stock["upfront"] / each_saving
quick_goods = list(wait[wait <= 6].sort_values().index)

# %% margin="b1"
margin = [float(abs(wait - 6).min()), float(wait.sort_values().diff().min())]

# %% [markdown] hint="b1"
# 前两行和第 5 题一样，名字换一换。

# %% [markdown] hint="b1"
# `wait = stock["upfront"] / (each_saving * stock["monthly_qty"])`。

# %% check="b1"
check("04.b1", quick_goods=quick_goods)

# %% [markdown] question="b2" kind="figure" bonus=true
# ### 加分题二 画八样商品要垫的钱
#
# 囤货每样商品要先垫多少钱（一次性投入 + 1 个月的货款）？画一张柱状图，横轴是商品。
# `plotting.bar_chart` 会画图，你来填标题 `title`、单位 `unit` 和横轴的名称 `xlabel`。
# 画好的图放进 `cash_chart`。用别的办法画也行，但要有标题，纵轴要有名称和单位。
#
# **本课口径：一次性投入 + 囤货进货价 × 每月件数，单位是元，精确到 1 元。**

# %% starter="b2"
cash = ____
cash_chart = plotting.bar_chart(cash, title=____, unit=____, xlabel=____)
cash_chart.tick_params(axis="x", rotation=30)

# %% solution="b2"
cash = stock["upfront"] + stock["unit_cost"] * stock["monthly_qty"]
cash_chart = plotting.bar_chart(cash, title="囤货要先垫的钱", unit="元", xlabel="商品")
cash_chart.tick_params(axis="x", rotation=30)

# %% right="b2"
cash = (stock["upfront"] + stock["unit_cost"] * stock["monthly_qty"]).sort_values()
fig, cash_chart = plt.subplots()
cash_chart.bar(cash.index, cash.values)
cash_chart.set_title("八样商品囤货要垫多少钱")
cash_chart.set_xlabel("商品")
cash_chart.set_ylabel("垫付现金（元）")
cash_chart.tick_params(axis="x", rotation=45)

# %% wrong="b2" says="柱子里只有货款，一次性投入没有加。"
cash = stock["unit_cost"] * stock["monthly_qty"]
fig, cash_chart = plt.subplots()
cash_chart.bar(cash.index, cash.values)
cash_chart.set_title("囤货要先垫的钱")
cash_chart.set_xlabel("商品")
cash_chart.set_ylabel("要垫的钱（元）")

# %% wrong="b2" says="柱子里只有一次性投入，货款没有加。"
fig, cash_chart = plt.subplots()
cash_chart.bar(stock.index, stock["upfront"])
cash_chart.set_title("囤货要先垫的钱")
cash_chart.set_xlabel("商品")
cash_chart.set_ylabel("要垫的钱（元）")

# %% [markdown] hint="b2"
# 算法和第 8 题一样，只进 1 个月的货，八样一起算。

# %% [markdown] hint="b2"
# `title`、`unit`、`xlabel` 后面写带引号的文字。数的是钱，单位就写 `"元"`。

# %% check="b2"
check("04.b2", cash_chart=cash_chart)

# %% [markdown]
# ## 写作：选品理由书（回家做）

# %% [markdown] task="w1" points=20 rows=["E03","Y3"]
# ### 写一份选品理由书
#
# 合作社明年先推**一样**商品。请你从八样里挑一样，给理事长写一份选品理由书，200 字左右。
# 数字用练习数据里的（你在上面算出来的）。
#
# 要写清五件事：
#
# 1. 推哪一样，它一个月的毛利是多少；
# 2. 和另一样比过：为什么不推那一样；
# 3. 先代发还是先囤货，打平要几个月、要垫多少钱；
# 4. 从哪一户进货，他的证照齐不齐；
# 5. 还有什么没问清楚，打算怎么问、问多少人。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，带单位；说清是单件毛利还是一个月的毛利 |
# | 切合对象/场景 | 5 | 理事长读得懂，说的是这个村、这样商品 |
# | 表达与可执行 | 5 | 200 字左右；写明谁去做、什么时候看哪个数 |
# | 合规与真实 | 5 | 供货户证照没有问题；产地真实；不写「最好」「第一」 |
#
# **本课专看一条**：至少比了两样商品，并且同时看了毛利和要垫的钱。只凭「毛利最高」或「朋友说好卖」就选，在「事实与数据引用」里扣 2 分。
