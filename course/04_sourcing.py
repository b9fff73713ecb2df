# %% [markdown] lesson="04_sourcing" title="卖什么：调研与选品" tables=["survey_training","topic_needs","suppliers","supplier_weights","certs","sourcing_plans","orders"]
# # 第 4 课 卖什么：调研与选品
#
# 第 3 课里，林姐定了：500 元先花一小部分试，看了数再加。
#
# 这节课换连城的罗哥。他家的地瓜干晒了一院子，想放到合作社的店里卖。
# 有人劝他囤货：先花一万多元买真空机、租仓库，自己进一大批，单价便宜。
# 也有人劝他一件代发：卖出一件，供货户替他寄一件，自己一件不囤。
# 罗哥说：「我问了几个朋友，都说好卖。那就囤吧？」
#
# 这节课，你替他问人、挑货、算账。
#
# **学完这节课，你能：**
#
# 1. 把问卷里不能信的答卷去掉，说清为什么不能只问朋友；
# 2. 用「需要 × 差距」给主题排名次；
# 3. 给供货户打加权分，挑出证照有问题的；
# 4. 算单件毛利和一个月的毛利；
# 5. 算出囤货要卖几个月才追上一件代发；
# 6. 用这些数决定先代发还是先囤货。
#
# 预计 62 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 卖同样多的地瓜干，看最后一列哪种办法花得少。**改一个数**：把 `3` 改成 `12`，再运行。还是那一种吗？

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

months = 3  # 卖几个月

plans = load("sourcing_plans")
two = plans[plans["sku"] == "地瓜干-500g"]
goods_cost = (two["unit_cost"] + two["postage"]) * two["monthly_qty"] * months
two.assign(一共花多少元=two["upfront"] + goods_cost)

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。囤货的进货价比代发低。那囤货一定赚得多吗？
#
# - [ ] 一定，每件都便宜 :: 每件是便宜了，可是开头要先付一大笔。卖得少，省下的钱还不够补这一笔。
# - [ ] 一定不，囤货会压钱 :: 压钱是真的。可是卖得够多，省下的钱会超过开头那一笔。
# - [x] 要看一共能卖多少件 :: 每件省一点，件数够多才补得回开头的投入。多少件算够，第 6 步算给你看。

# %% [markdown]
# ## 第 1 步 问谁，信谁（预计 9 分钟）
#
# 卖什么、教什么，先去问。这叫**市场调研**（market research）。常用两种：
#
# - **问卷**：问很多人同样的题，能数数；
# - **焦点小组**：请六到十个人坐下来聊，能听到原因，不能当成多数人的意见。
#
# 合作社发过一份问卷，问社员想学什么。`survey` 一行是一份答卷。先看年龄最大的三份，再看答得最快的三份。
#
# **先猜**：这些答卷，都能信吗？

# %%
survey = load("survey_training")
print(survey.sort_values("age").tail(3).to_string(index=False))
print(survey.sort_values("seconds").head(3).to_string(index=False))

# %% [markdown] step="s1" kind="number" rows=["C08"]
# ### 填空：留下能信的答卷
#
# 年龄一百多岁，是填错了。用时只有几秒，多半没看题。两种都不要。
# 两个条件都要成立，中间写 `&`。
#
# 把三个空填上，数一数还剩几份，放进 `good_count`。
#
# **本课口径：年龄 18 到 75 岁（含 18 和 75），并且用时不少于 60 秒，才是有效答卷。单位是份，精确到个位。**

# %% starter="s1"
good = survey[survey["age"].between(____, ____) & (survey["seconds"] >= ____)]
good_count = len(good)

print("清洗前平均年龄：", round(survey["age"].mean(), 1), "岁")
print("清洗后平均年龄：", round(good["age"].mean(), 1), "岁")

# %% solution="s1"
good = survey[survey["age"].between(18, 75) & (survey["seconds"] >= 60)]
good_count = len(good)

print("清洗前平均年龄：", round(survey["age"].mean(), 1), "岁")
print("清洗后平均年龄：", round(good["age"].mean(), 1), "岁")

# %% right="s1"
good = survey[(survey["age"] >= 18) & (survey["age"] <= 75) & (survey["seconds"] >= 60)]
good_count = good["respondent_id"].nunique()

# %% wrong="s1" says="你只查了年龄。答得太快的也不能信。"
good_count = len(survey[survey["age"].between(18, 75)])

# %% wrong="s1" says="你只查了用时。年龄填错的也要去掉。"
good_count = len(survey[survey["seconds"] >= 60])

# %% wrong="s1" says="你用了「或」，一个条件成立就留下了。两个都要成立，中间写 `&`。"
good_count = len(survey[survey["age"].between(18, 75) | (survey["seconds"] >= 60)])

# %% wrong="s1" says="你数的是去掉的答卷。题目要的是留下的。"
good_count = len(survey) - len(survey[survey["age"].between(18, 75) & (survey["seconds"] >= 60)])

# %% [markdown] hint="s1"
# 前两个空是最小和最大的年龄，第三个空是最少的秒数。

# %% [markdown] hint="s1"
# `between(18, 75)`。秒数看口径那一句。

# %% check="s1"
check("L04.s1", good_count=good_count)

# %% [markdown]
# 数干净了，还要问对人。罗哥只问了 8 个朋友。下面从有效答卷里随便抽 8 份，抽三次，各算平均年龄。
#
# **先猜**：三次会差多少岁？运行后 **改一个数**：把 `8` 改成 `80`，再运行。
#
# 人多了，三次就接近了。可是朋友**不是随便抽的**：他们和你年纪像、口味像，也不好意思说不好。
# 这种偏，问再多朋友也去不掉。要换着人问。

# %%
people = 8

for again in [1, 2, 3]:
    some = good.sample(people, random_state=again)
    print(f"第 {again} 次抽 {people} 份：平均 {some['age'].mean():.1f} 岁")

# %% [markdown]
# ## 第 2 步 需要高，不等于要先教（预计 8 分钟）
#
# 合作社要为社员开班，课只排得下三门。问卷请每个人给每个主题打两个分，都是 1 到 5 分：
#
# - `need`：有多需要；
# - `level`：现在会多少。
#
# **差距 = 需要 − 现有水平**。需要高，可是大家早就会了，就不用教。
# 差距大，可是没人需要，也不用教。所以两样相乘：**需求分 = 需要 × 差距**。
#
# 下面按「需要」从高到低排。**先猜**：按需求分排，名次会变吗？

# %%
needs = load("topic_needs")
topics = needs.groupby("topic")[["need", "level"]].mean()
topics = topics.sort_values("need", ascending=False)
topics.round(2)

# %% [markdown] step="s2" kind="number" precision="0.01" rows=["A12"]
# ### 填空：「特色旅游」的需求分
#
# 把差距算成一列，再把需求分算成一列。最后一行取出「特色旅游」那一格，放进 `travel_score`。
# `.loc[行, 列]` 按名字取一格。
#
# **本课口径：先对所有答卷求平均，再算 需要 ×（需要 − 现有水平），精确到 0.01 分。**

# %% starter="s2"
topics["差距"] = topics["need"] - topics["level"]
topics["需求分"] = ____

ax = topics["需求分"].sort_values().plot.barh(title="哪个主题最该教", xlabel="需求分（分）", ylabel="主题")
travel_score = topics.loc["特色旅游", "需求分"]

# %% solution="s2"
topics["差距"] = topics["need"] - topics["level"]
topics["需求分"] = topics["need"] * topics["差距"]

ax = topics["需求分"].sort_values().plot.barh(title="哪个主题最该教", xlabel="需求分（分）", ylabel="主题")
travel_score = topics.loc["特色旅游", "需求分"]

# %% right="s2"
one = needs[needs["topic"] == "特色旅游"]
travel_score = one["need"].mean() * (one["need"].mean() - one["level"].mean())

# %% wrong="s2" says="这是差距。还要再乘需要程度。"
travel_score = topics.loc["特色旅游", "need"] - topics.loc["特色旅游", "level"]

# %% wrong="s2" says="这是需要程度。还要看大家现在会多少，再乘差距。"
travel_score = topics.loc["特色旅游", "need"]

# %% wrong="s2" says="你乘的是现有水平。已经会了的，分数不该变高。要乘差距。"
travel_score = topics.loc["特色旅游", "need"] * topics.loc["特色旅游", "level"]

# %% wrong="s2" says="差距减反了。差距是需要减去现有水平。"
travel_score = topics.loc["特色旅游", "need"] * (topics.loc["特色旅游", "level"] - topics.loc["特色旅游", "need"])

# %% wrong="s2" says="你给每个人先算了需要 × 差距，再求平均。口径是先求平均，再相乘。"
one = needs[needs["topic"] == "特色旅游"]
travel_score = (one["need"] * (one["need"] - one["level"])).mean()

# %% [markdown] hint="s2"
# 空里是两列相乘：`topics["need"]` 和刚算的那一列。

# %% [markdown] hint="s2"
# 刚算的那一列叫 `topics["差距"]`。

# %% check="s2"
check("L04.s2", travel_score=travel_score)

# %% [markdown]
# 看图：分数最高的三门开课。分数在 0 附近或是负数的，大家已经会了，从课表里删掉。
# 这份问卷是模拟的。换一个村，名次就不同，所以每个地方都要自己问。

# %% [markdown]
# ## 第 3 步 挑供货户：便宜的不一定好（预计 9 分钟）
#
# 六户能供地瓜干。每户有五样要比：
#
# | 列 | 是什么 | 怎样好 |
# |---|---|---|
# | `unit_cost` | 进货价（元/件） | 越低越好 |
# | `moq` | 起订量：一次最少进几件（MOQ） | 越低越好 |
# | `lead_days` | 供货天数：下单到收到货 | 越低越好 |
# | `quality` `service` | 质量分、服务分（满分 100） | 越高越好 |
#
# 元、件、天、分，不能直接加。先都换成 0 到 1 的分，再按**权重**（weight）加起来。权重加起来是 1。
#
# **本课口径：越高越好的，自己 ÷ 最高的；越低越好的，最低的 ÷ 自己。再乘权重，相加。**

# %% [markdown] step="s3" kind="number" precision="0.001" rows=["D02"]
# ### 填空：最高的加权分
#
# **先猜**：进货价最低的那户，总分也最高吗？
#
# `.set_index("supplier_id")` 拿供货户当行名。`.idxmin()` 交出最小的数在哪一行，`.idxmax()` 是最大的。
#
# `high` 两列已经换好。照口径把 `low` 三列也换成分。再看最高分是多少，放进 `best_total`。
#
# **本课口径：同上，精确到 0.001（满分 1）。**

# %% starter="s3"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
weights = load("supplier_weights").set_index("criterion")["weight"]

high = ["quality", "service"]
low = ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = ____

total = (points * weights).sum(axis=1)  # axis=1：每一行自己加起来
best_total = total.max()
print("进货价最低的：", six["unit_cost"].idxmin(), "；加权分最高的：", total.idxmax())
plotting.bar_chart((total * 100).round(1), title="供货户的加权分", unit="满分 100", xlabel="供货户");

# %% solution="s3"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
weights = load("supplier_weights").set_index("criterion")["weight"]

high = ["quality", "service"]
low = ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low].min() / six[low]

total = (points * weights).sum(axis=1)
best_total = total.max()
print("进货价最低的：", six["unit_cost"].idxmin(), "；加权分最高的：", total.idxmax())
plotting.bar_chart((total * 100).round(1), title="供货户的加权分", unit="满分 100", xlabel="供货户");

# %% right="s3"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
weights = load("supplier_weights").set_index("criterion")["weight"]
best_total = (
    six["quality"] / six["quality"].max() * weights["quality"]
    + six["service"] / six["service"].max() * weights["service"]
    + six["unit_cost"].min() / six["unit_cost"] * weights["unit_cost"]
    + six["moq"].min() / six["moq"] * weights["moq"]
    + six["lead_days"].min() / six["lead_days"] * weights["lead_days"]
).max()

# %% wrong="s3" says="`low` 三列也用了「自己 ÷ 最高的」。这样越贵、越慢的反而分高。要反过来：最低的 ÷ 自己。"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
weights = load("supplier_weights").set_index("criterion")["weight"]
best_total = (six[weights.index] / six[weights.index].max() * weights).sum(axis=1).max()

# %% wrong="s3" says="`low` 三列写成了「自己 ÷ 最低的」，分数超过了 1。上下换一换：最低的 ÷ 自己。"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
weights = load("supplier_weights").set_index("criterion")["weight"]
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low] / six[low].min()
best_total = (points * weights).sum(axis=1).max()

# %% wrong="s3" says="你没有乘权重，五样被看得一样重，还加出了大于 1 的分。"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low].min() / six[low]
best_total = points.sum(axis=1).max()

# %% wrong="s3" says="这是进货价最低那户的分。题目要的是六户里最高的分。"
offers = load("suppliers")
six = offers[offers["sku"] == "地瓜干-500g"].set_index("supplier_id")
weights = load("supplier_weights").set_index("criterion")["weight"]
high, low = ["quality", "service"], ["unit_cost", "moq", "lead_days"]
points = six[high] / six[high].max()
points[low] = six[low].min() / six[low]
best_total = (points * weights).sum(axis=1)[six["unit_cost"].idxmin()]

# %% [markdown] hint="s3"
# 看上一行怎么写的：`six[high] / six[high].max()`。越低越好，就把上下换一换。

# %% [markdown] hint="s3"
# 最低的是 `six[low].min()`，自己是 `six[low]`。

# %% check="s3"
check("L04.s3", best_total=best_total)

# %% [markdown]
# ## 第 4 步 先看证，再看分（预计 7 分钟）
#
# 分再高，证不齐也不能进货。卖食品出了事，店要担责任。
# 要哪几张证，以当地市场监管部门的说法为准。本课练两条：证**没有过期**，**有检测报告**。
#
# `certs` 一行是一户的一张证。`expires_on` 是有效期的最后一天，今天是 2025-12-31。

# %% [markdown] step="s4" kind="number" rows=["E02"]
# ### 找错：隔壁店的检查
#
# 隔壁店也查了这六户的证，下面印出他数的户数。**先猜**：他的条件错在哪里？
#
# 他错了两处：大小关系，还有漏掉的一条。改对，数一数六户里有几户有问题，放进 `bad_count`。
#
# **本课口径：有一张证在 2025-12-31 以前过期，或者没有检测报告，就是有问题。单位是户，精确到个位。**

# %% starter="s4"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]  # isin：只留这六户的证

theirs = ours[ours["expires_on"] > "2025-12-31"]
print("隔壁店说有问题的：", theirs["supplier_id"].nunique(), "户")

bad = ours[____ | (ours["test_report"] == ____)]
bad_count = bad["supplier_id"].nunique()

# %% solution="s4"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]

bad = ours[(ours["expires_on"] < "2025-12-31") | (ours["test_report"] == "无")]
bad_count = bad["supplier_id"].nunique()

# %% right="s4"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]
expired = set(ours.loc[ours["expires_on"] < "2025-12-31", "supplier_id"])
no_report = set(ours.loc[ours["test_report"] == "无", "supplier_id"])
bad_count = len(expired | no_report)

# %% wrong="s4" says="大小关系还是反的。有效期在今天以后，证是好的。"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]
bad = ours[(ours["expires_on"] > "2025-12-31") | (ours["test_report"] == "无")]
bad_count = bad["supplier_id"].nunique()

# %% wrong="s4" says="你只查了过期。没有检测报告的也有问题。"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]
bad_count = ours.loc[ours["expires_on"] < "2025-12-31", "supplier_id"].nunique()

# %% wrong="s4" says="你只查了检测报告。证过期的也有问题。"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]
bad_count = ours.loc[ours["test_report"] == "无", "supplier_id"].nunique()

# %% wrong="s4" says="你要求两条同时成立。有一条就是有问题，「或」写成 `|`。"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]
both = (ours["expires_on"] < "2025-12-31") & (ours["test_report"] == "无")
bad_count = ours.loc[both, "supplier_id"].nunique()

# %% wrong="s4" says="你数的是行，一户有三张证。要数几户，用 `nunique()`。"
certs = load("certs")
ours = certs[certs["supplier_id"].isin(six.index)]
bad_count = len(ours[(ours["expires_on"] < "2025-12-31") | (ours["test_report"] == "无")])

# %% note="s4"
# trap not used: the number of suppliers without a fault: in the practice world it equals the
# number of those with an expired paper, so one number would have two sentences.

# %% [markdown] hint="s4"
# 第一个空是过期的条件：有效期比今天**早**。照着隔壁店那行写，外面加一对括号。

# %% [markdown] hint="s4"
# 第一个空是 `(ours["expires_on"] < "2025-12-31")`，第二个空是 `"无"`。

# %% check="s4"
check("L04.s4", bad_count=bad_count)

# %% [markdown]
# 从总分里去掉有问题的，再看谁最高。`.drop(名单)` 去掉这几行。
#
# **先猜**：第一名换人了吗？

# %%
left = total.drop(bad["supplier_id"].unique())
left.sort_values(ascending=False).round(3)

# %% [markdown]
# ## 第 5 步 一件赚得多，不等于一个月赚得多（预计 8 分钟）
#
# **本课口径：单件毛利 = 售价 − 进货价 − 单件运费，单位是元/件。**
#
# 售价从订单里查：取 2025 年第四季度的最高价。低的那些是打折卖的。
#
# 下面按一件代发，算八样商品的单件毛利。行名都是商品，pandas 会把同名的配成一对，所以能直接相减。
# **先猜**：谁最高？有没有负数？
#
# 负数的意思是：照现在的价代发，卖一件亏一件。

# %%
orders = load("orders")
recent = orders[orders["created_at"] >= "2025-10-01"]
price = recent.groupby("sku")["price"].max()

drop = plans[plans["plan"] == "一件代发"].set_index("sku")
margin = price - drop["unit_cost"] - drop["postage"]
margin.sort_values().round(2)

# %% [markdown] step="s5" kind="number" precision="0.01" rows=["D02"]
# ### 找错：单件毛利最高，就先推它
#
# 隔壁店说：「谁的单件毛利最高，就先推谁。」他忘了看一个月能卖几件。
#
# 算每样商品一个月的毛利。最高的那个数放进 `best_month`。运行后看：两个「最高」是同一样吗？
#
# **本课口径：一件代发一个月的毛利 = 单件毛利 × 每月件数，取八样里最高的数，单位是元，精确到分（0.01 元）。**

# %% starter="s5"
month_profit = margin * ____
best_month = month_profit.max()

print("单件毛利最高的：", margin.idxmax(), "；一个月毛利最高的：", month_profit.idxmax())
ax = month_profit.sort_values().plot.barh(title="一件代发，一个月的毛利", xlabel="一个月的毛利（元）", ylabel="商品")

# %% solution="s5"
month_profit = margin * drop["monthly_qty"]
best_month = month_profit.max()

print("单件毛利最高的：", margin.idxmax(), "；一个月毛利最高的：", month_profit.idxmax())
ax = month_profit.sort_values().plot.barh(title="一件代发，一个月的毛利", xlabel="一个月的毛利（元）", ylabel="商品")

# %% right="s5"
month_profit = (price - drop["unit_cost"] - drop["postage"]) * drop["monthly_qty"]
best_month = month_profit.sort_values().iloc[-1]

# %% wrong="s5" says="这是最高的单件毛利。还要乘一个月能卖的件数。"
best_month = margin.max()

# %% wrong="s5" says="这是单件毛利最高那样商品的月毛利。它卖得少，一个月不一定最多。八样都算，再取最高的。"
best_month = (margin * drop["monthly_qty"])[margin.idxmax()]

# %% wrong="s5" says="这是一个月的销售额，进货价和运费还没有减。"
best_month = (price * drop["monthly_qty"]).max()

# %% wrong="s5" says="运费没有减。代发的运费也是你付的。"
best_month = ((price - drop["unit_cost"]) * drop["monthly_qty"]).max()

# %% [markdown] hint="s5"
# 件数在表 `drop` 里，列名是 `monthly_qty`。

# %% [markdown] hint="s5"
# 空里写 `drop["monthly_qty"]`。

# %% check="s5"
check("L04.s5", best_month=best_month)

# %% [markdown] rows=["A14"]
# ## 第 6 步 先代发，还是先囤货（预计 10 分钟）
#
# 回到罗哥的地瓜干。运行下面第一格，会出来一个小实验。左图是两种办法的累计利润，右图是囤货手里的钱。
#
# 1. 拉「每月件数」：卖得少一半，追上要多等几个月？
# 2. 按「为什么是这个数」，拿笔照着一步一步算一遍；
# 3. 把「卖不掉的货」拉到 20%：为什么图变了这么多？（地瓜干放久了会返潮，卖不掉就亏在手里。）
# 4. 把「售价」改成 25：两条线都抬高了，追上的月份变不变？先猜。
#
# 第二格不用按钮，用代码做同一件事。

# %%
from opscourse.labs import sourcing

sourcing.show()

# %%
model = sourcing.SourcingModel("地瓜干-500g")
print(model.run())
print("卖不掉 20%：", round(model.change(unsold=20).run().catch_up, 2), "个月")
model.explain()

# %% [markdown] step="s6" kind="number" precision="0.01" rows=["A14"]
# ### 自己来：几个月打平
#
# 囤货每件省一点钱，用省下的钱慢慢补一次性投入。补完那天，囤货追上了一件代发，叫**打平**。
#
# 这次没有半截的代码，公式自己写。`a` 是地瓜干代发的那一行，`b` 是囤货的那一行，
# 取数写 `a["unit_cost"]`、`b["upfront"]`。打平要几个月，放进 `even_months`。
#
# **本课口径：打平月数 = 一次性投入 ÷（每件省下的钱 × 每月件数）；每件省下的钱 =（代发进货价 + 运费）−（囤货进货价 + 运费）。单位是月，精确到 0.01。**

# %% starter="s6"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]

saving = ____
even_months = ____

# %% solution="s6"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]

saving = (a["unit_cost"] + a["postage"]) - (b["unit_cost"] + b["postage"])
even_months = b["upfront"] / (saving * b["monthly_qty"])

# %% right="s6"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]
pieces = b["upfront"] / (a["unit_cost"] - b["unit_cost"] + a["postage"] - b["postage"])
saving = b["upfront"] / pieces
even_months = pieces / b["monthly_qty"]

# %% wrong="s6" says="你没有算运费。囤货自己寄，运费也便宜，省下的钱里要算上。"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]
saving = a["unit_cost"] - b["unit_cost"]
even_months = b["upfront"] / (saving * b["monthly_qty"])

# %% wrong="s6" says="这是打平的件数。再除以每月件数，才是月数。"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]
saving = (a["unit_cost"] + a["postage"]) - (b["unit_cost"] + b["postage"])
even_months = b["upfront"] / saving

# %% wrong="s6" says="你用囤货的毛利去除，算的是把投入赚回来要几个月。这一题问的是追上一件代发，用每件省下的钱。"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]
saving = (a["unit_cost"] + a["postage"]) - (b["unit_cost"] + b["postage"])
even_months = b["upfront"] / ((price["地瓜干-500g"] - b["unit_cost"] - b["postage"]) * b["monthly_qty"])

# %% wrong="s6" says="你把投入当成只要补上一件的成本。要除的是每件省下的钱，不是每件的成本。"
a = plans[(plans["plan"] == "一件代发") & (plans["sku"] == "地瓜干-500g")].iloc[0]
b = plans[(plans["plan"] == "囤货") & (plans["sku"] == "地瓜干-500g")].iloc[0]
saving = b["unit_cost"] + b["postage"]
even_months = b["upfront"] / (saving * b["monthly_qty"])

# %% [markdown] hint="s6"
# 先写每件省下的钱：代发一件的成本，减囤货一件的成本。成本都是进货价加运费。

# %% [markdown] hint="s6"
# `saving = (a["unit_cost"] + a["postage"]) - (b[…] + b[…])`。一个月省下 `saving * b["monthly_qty"]`。

# %% check="s6"
check("L04.s6", even_months=even_months)

# %% [markdown]
# 售价没有进公式。两种办法卖同样的价，所以比的是成本。
# 可是售价决定**赚不赚**：追上了代发，只是和代发一样，不等于已经赚钱。两个数都要看。

# %% [markdown]
# ## 决定：罗哥先代发还是先囤货（预计 8 分钟）
#
# 两个假设是编的，用来练习：罗哥最多愿意等 6 个月打平；代发先试 2 个月。
# 运行下面一格，读每一句。再把 `wait` 改成 4 和 12，各运行一次。
#
# 然后在作业本上写下三个数，和同桌说：
#
# 1. 先代发几个月，最多愿意亏多少元；
# 2. 一个月**真的**卖过多少件，就改成囤货；
# 3. 到哪一天还没卖过，就不囤，改试什么。
#
# 三点要小心：`monthly_qty` 是估的，没卖过就不知道准不准；囤的货可能卖不掉；地瓜干冬天好卖，夏天会少。
# 代发试卖买到的，正是「一个月到底能卖几件」这个数。
#
# 这没有标准答案。换一样商品、换一个村，数会不同。

# %%
import math

wait = 6         # 假设：最多等几个月打平
test_months = 2  # 假设：先代发几个月

pieces = b["upfront"] / saving
needed = math.ceil(pieces / wait)
test_profit = margin["地瓜干-500g"] * b["monthly_qty"] * test_months
cash = b["upfront"] + b["unit_cost"] * b["monthly_qty"]

print(f"打平要卖满 {math.ceil(pieces):,} 件。想在 {wait} 个月里打平，每月要卖 {needed:,} 件。")
enough = "够" if b["monthly_qty"] >= needed else "不够"
print(f"估计每月卖 {b['monthly_qty']} 件，{enough}。")
print(f"马上囤货：开头要垫 {cash:,.0f} 元（投入 + 一个月的货）。")
word = "赚" if test_profit >= 0 else "亏"
print(f"先代发 {test_months} 个月：不用垫钱，按估计{word} {abs(test_profit):,.0f} 元。")

profits = pd.Series({
    "一件代发": margin["地瓜干-500g"] * b["monthly_qty"] * wait,
    "囤货": (price["地瓜干-500g"] - b["unit_cost"] - b["postage"]) * b["monthly_qty"] * wait - b["upfront"],
})
plotting.bar_chart(profits, title=f"卖 {wait} 个月的累计利润", unit="元", xlabel="办法");

# %% [markdown] quiz="k2"
# 囤货要先花 6000 元，每件比代发省 5 元。一个月卖 200 件。几个月打平？
#
# - [x] 6 个月 :: 6000 ÷ 5 = 1200 件，1200 ÷ 200 = 6 个月。
# - [ ] 30 个月 :: 6000 ÷ 200 忘了每件省的是 5 元。一个月省 5 × 200 = 1000 元。
# - [ ] 1200 个月 :: 1200 是件数。再除以一个月的 200 件。
# - [ ] 要知道售价才能算 :: 两种办法卖一样的价，比的是成本。

# %% [markdown] quiz="k3"
# 罗哥想知道城里人爱不爱吃地瓜干。哪种问法最能信？
#
# - [ ] 问 8 个老朋友 :: 朋友和他像，也不好意思说不好。
# - [ ] 问 300 个老朋友的朋友 :: 人多了，还是同一圈人。偏没有去掉。
# - [ ] 看一条点赞最多的留言 :: 一条留言只是一个人。点赞的人也不一定买。
# - [x] 从不同城市的买家里随便抽 100 人问 :: 随便抽，谁都有机会被问到。人数也够，结果比较稳。

# %% [markdown] quiz="k4"
# 囤的 100 件货里，有 20 件卖不掉。进货价 12 元。卖掉的每一件，货款实际要算几元？
#
# - [ ] 12 元 :: 卖不掉的 20 件也付了钱，要有人担。
# - [ ] 14.4 元 :: 12 × 1.2 少算了。100 件花 1200 元，只卖掉 80 件。
# - [x] 15 元 :: 1200 元 ÷ 80 件 = 15 元。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 把问卷里不能信的答卷去掉；不能只问朋友，因为他们和你像（第 1 步）；
# 2. 需要 × 差距，给主题排名次（第 2 步）；
# 3. 给供货户打加权分，先去掉证照有问题的（第 3、4 步）；
# 4. 算单件毛利和一个月的毛利（第 5 步）；
# 5. 打平月数 = 一次性投入 ÷（每件省下的钱 × 每月件数）（第 6 步）；
# 6. 决定：先代发，一个月真的卖过打平要的件数，再囤货。
#
# 接着打开 `exercises/04_sourcing` 里的练习。第 1–4 题课上做，其余的回家做。
