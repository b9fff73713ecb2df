# %% [markdown] lesson="05_rivals" title="竞品分析九维度" tables=["rivals","rival_keywords","rival_scores","dimensions"]
# # 第 5 课 竞品分析九维度
#
# 第 4 课里，罗哥定了：先代发，一个月真的卖过打平要的件数，再囤货。
#
# 安溪的阿坤也照这个办法卖铁观音。他家的茶刚有点起色，隔壁一家店突然降价。
# 阿坤急了：「他降一成半，我要不要跟着降？」他爸坤叔说：「你先看清楚，谁才是你的对手。」
#
# 这节课，你替阿坤看清对手：看谁，比什么，先补哪一项。
# 课里的店都是虚构的，只有编号。R01 到 R12 是别家，own 是本店。
#
# **学完这节课，你能：**
#
# 1. 用关键词重合度，从 12 家里挑出两三家竞品；
# 2. 把不同单位的数换成指数，本店 = 100；
# 3. 从九个维度里选六个，打加权分；
# 4. 发现哪一周降价超过一成；
# 5. 算出「差距 × 权重」，找到先补的一项；
# 6. 用这些数决定跟不跟着降价。
#
# 预计 64 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 两条线是本店和 R10 每周的价格。**改一个数**：把 `"R10"` 改成 `"R03"`，再运行。它降过几次价？

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

shop = "R10"

rivals = load("rivals")
# pivot：一列一家店，一行一周
prices = rivals.pivot(index="week", columns="shop_id", values="price")

ax = prices[["own", shop]].plot(title="每周的价格", rot=20)
ax.set(xlabel="周（写的是星期一）", ylabel="价格（元/件）", ylim=(0, None))
ax.legend(["本店", shop], loc="lower right", ncol=2);

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。阿坤的茶卖 100 元，一件赚 30 元。他跟着降 15 元，要多卖多少，才赚得和原来一样多？
#
# - [ ] 多卖 15% :: 降的 15 元是从赚的 30 元里扣的，不是从 100 元里。
# - [ ] 多卖一半 :: 再算一算：一件从赚 30 元变成赚几元？
# - [x] 多卖一倍 :: 一件只赚 15 元了，少了一半。要卖两倍的件数才一样。
# - [ ] 不用多卖，人自然会来 :: 来的人多了也要算数。这节课就看一看，降价那周到底多来了多少人。

# %% [markdown]
# ## 第 1 步 谁才是竞品（预计 10 分钟）
#
# 卖茶的店很多。抢**同一批买家**的，才是竞品（competitor）。
# 找的办法：搜自己的主词，看排在前面的店、广告位上的店；也看行业网站和展会。
# 找来的往往太多。看两家最好，最多三家，再多就跟不过来。
#
# 怎么挑？看两家店用的关键词重不重。用集合（`set`）来比：
#
# - `A & B`：两家都有的词；
# - `A | B`：合起来的词，重复的只算一次。
#
# **本课口径：重合度（Jaccard）= 都有的词数 ÷ 合起来的词数，0 到 1 之间。**
#
# 小例子：甲有「铁观音、新茶、礼盒」，乙有「铁观音、新茶、袋装、罐装」。
# 都有的 2 个，合起来 5 个，重合度 2 ÷ 5 = 0.4。

# %% [markdown] step="s1" kind="number" precision="0.001" rows=["B02"]
# ### 填空：R04 和本店的重合度
#
# **先猜**：R04 的词很多。词多的店，重合度就高吗？
#
# 空里写合起来的词。结果放进 `overlap_r04`。
#
# **本课口径：都有的词数 ÷ 合起来的词数，精确到 0.001。**

# %% starter="s1"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
print("本店", len(own_words), "个词，R04", len(r04), "个词，都有的", len(own_words & r04), "个")

overlap_r04 = len(own_words & r04) / len(____)

# %% solution="s1"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
print("本店", len(own_words), "个词，R04", len(r04), "个词，都有的", len(own_words & r04), "个")

overlap_r04 = len(own_words & r04) / len(own_words | r04)

# %% right="s1"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
both = len(own_words & r04)
overlap_r04 = both / (len(own_words) + len(r04) - both)

# %% wrong="s1" says="分母只用了本店的词。对方的词越多，他的买家和你越不一样，所以要用合起来的词。"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
overlap_r04 = len(own_words & r04) / len(own_words)

# %% wrong="s1" says="分母只用了 R04 的词。要用两家合起来的词。"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
overlap_r04 = len(own_words & r04) / len(r04)

# %% wrong="s1" says="你把两家的词数直接加了。都有的词被数了两遍，用 `|` 只数一遍。"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
overlap_r04 = len(own_words & r04) / (len(own_words) + len(r04))

# %% wrong="s1" says="这是都有的词数，还没有除。"
words = load("rival_keywords")
own_words = set(words.loc[words["shop_id"] == "own", "keyword"])
r04 = set(words.loc[words["shop_id"] == "R04", "keyword"])
overlap_r04 = len(own_words & r04)

# %% [markdown] hint="s1"
# 合起来用竖线 `|`，两边各写一家的集合。

# %% [markdown] hint="s1"
# 空里写 `own_words | r04`。

# %% check="s1"
check("L05.s1", overlap_r04=overlap_r04)

# %% [markdown]
# 下面把 12 家都算出来，按重合度排。
# **先猜**：「都有的词」最多的三家，就是重合度最高的三家吗？

# %%
rows = {}
for name in prices.columns.drop("own"):
    theirs = set(words.loc[words["shop_id"] == name, "keyword"])
    both = len(own_words & theirs)
    rows[name] = [both, both / len(own_words | theirs)]

# T：行和列对调，一行一家店。nlargest(3)：最大的三个
nearest = pd.DataFrame(rows, index=["都有的词", "重合度"]).T.sort_values("重合度", ascending=False)
near = list(nearest.head(3).index)
print("最近的三家：", near, "；都有的词最多的三家：", list(nearest["都有的词"].nlargest(3).index))
nearest.round(3)

# %% [markdown]
# ## 第 2 步 不同单位，换成指数（预计 8 分钟）
#
# 价格是元，访客是人，停留是分钟，没法放在一起比。
# 办法是都换成**指数**（index）：本店算 100，别家是本店的几成几。120 就是比本店高 20%。
#
# 下面是最近的三家和本店，在 2025-12-15 那一周的数。**先猜**：谁的转化率比本店高？
#
# 别家的数是第三方估算的，只看大概。

# %%
columns = ["price", "visitors", "cvr", "retention", "active_users", "stay_minutes"]
one_week = rivals[rivals["week"] == "2025-12-15"].set_index("shop_id")
part = one_week.loc[["own"] + near, columns]
part

# %% [markdown] step="s2" kind="number" precision="0.1" rows=["B04"]
# ### 填空：转化率的指数
#
# 每一格除以本店那一行，再乘 100。取本店那一行写 `.loc["own"]`。
#
# 最近的一家（`near[0]`），转化率的指数是多少？放进 `cvr_index`。
#
# **本课口径：指数 = 对方的数 ÷ 本店的数 × 100，精确到 0.1。**

# %% starter="s2"
index100 = part / ____ * 100
cvr_index = index100.loc[near[0], "cvr"]
index100.round(1)

# %% solution="s2"
index100 = part / part.loc["own"] * 100
cvr_index = index100.loc[near[0], "cvr"]
index100.round(1)

# %% right="s2"
cvr_index = part.loc[near[0], "cvr"] / part.loc["own", "cvr"] * 100

# %% wrong="s2" says="上下反了。本店是 100，所以本店在下面。"
cvr_index = part.loc["own", "cvr"] / part.loc[near[0], "cvr"] * 100

# %% wrong="s2" says="这是比本店高（低）百分之几。指数要把本店的 100 留着。"
cvr_index = (part.loc[near[0], "cvr"] / part.loc["own", "cvr"] - 1) * 100

# %% wrong="s2" says="你用了平均数当 100。口径里本店是 100。"
cvr_index = part.loc[near[0], "cvr"] / part["cvr"].mean() * 100

# %% wrong="s2" says="你取的是价格那一列。题目要转化率 `cvr`。"
cvr_index = part.loc[near[0], "price"] / part.loc["own", "price"] * 100

# %% wrong="s2" says="忘了乘 100。"
cvr_index = part.loc[near[0], "cvr"] / part.loc["own", "cvr"]

# %% [markdown] hint="s2"
# 空里取本店那一行：表名 `part`，后面接 `.loc[...]`。

# %% [markdown] hint="s2"
# 空里写 `part.loc["own"]`。

# %% check="s2"
check("L05.s2", cvr_index=cvr_index)

# %% [markdown] rows=["B02","B04"]
# **高 20%，还是高 20 个百分点？** 转化率从 2% 变成 3%，是高了 1 个百分点，也是高了 50%。
# 写报告时两样要说清。指数说的是百分之几。
#
# ## 第 3 步 拉一拉，看答案会不会变（预计 8 分钟）
#
# 运行下面第一格，会出来一个小实验。左边是重合度，中间是雷达图，右边是本店先补哪一项。
#
# 1. 把「重合度至少」拉到 0，「最多看几家」拉到 12。雷达图还看得清吗？
# 2. 拉回 0.30，再把「最多看几家」从 3 拉到 1。右边橙色的那一项变了没有？跟谁比，答案就可能不同；
# 3. 「为什么是这个数」里是最近的一家，拿笔照着算一遍重合度，再换一家；
# 4. 「本店多用一个词」：从「他有、本店没有」里抄一个加上，重合度变高还是变低？再加一个谁都没有的词呢？
#
# 第二格不用按钮，用代码做同一件事。

# %%
from opscourse.labs import rivals as lab

lab.show()

# %%
model = lab.RivalsModel(least=0.3, most=3)
print(model.run())
for most in [1, 3, 12]:
    print("看", most, "家，先补：", model.change(least=0, most=most).run().first)
model.explain(near[0])

# %% [markdown]
# ## 第 4 步 九个维度，比六个（预计 8 分钟）
#
# 看一家店，可以从九个维度看。做推广的人先比其中六个，每个有**权重**，加起来是 1：
#
# | 维度 | 看什么 | 比不比 |
# |---|---|---|
# | ① 市场趋势 | 这门生意在变大还是变小，他跟没跟上 | 比 |
# | ② 定位与策略 | 他想做成什么样的店，卖给谁，怎么走 | 比 |
# | ③ 目标用户 | 他的买家是谁，清不清楚 | 比 |
# | ④ 市场数据 | 访客、转化、留存这些数 | 比 |
# | ⑤ 核心功能 · ⑥ 交互设计 | 店里好不好用 | 先不比 |
# | ⑦ 产品优缺点 | 茶好在哪里，买家骂什么 | 比 |
# | ⑧ 运营与推广 | 在哪里投广告，办什么活动 | 比 |
# | ⑨ 总结与行动 | 最后自己写的结论 | 不打分 |
#
# 打分是 1 到 10 分。打分要几个人分开打，再取平均，不能一个人说了算。

# %% [markdown] step="s3" kind="number" precision="0.01" rows=["B03"]
# ### 填空：本店的加权分
#
# `scores` 一行一家店，一列一个维度。`weight` 只有要比的六个维度。
# 两个相乘时，没有权重的维度变成空，`sum` 会跳过空的。
#
# 算出每家店的加权分，本店的放进 `own_total`。
#
# **本课口径：加权分 = 六个维度的 得分 × 权重，再相加，满分 10，精确到 0.01。**

# %% starter="s3"
scores = load("rival_scores").pivot(index="shop_id", columns="dimension", values="score")
weight = load("dimensions").set_index("dimension")["weight"]

total = (____).sum(axis=1)
own_total = total["own"]

print("加权分最高的：", total.idxmax(), "，和本店的重合度", round(nearest.loc[total.idxmax(), "重合度"], 2))
plotting.bar_chart(total.sort_values().round(1), title="加权分", unit="满分 10", xlabel="店");

# %% solution="s3"
scores = load("rival_scores").pivot(index="shop_id", columns="dimension", values="score")
weight = load("dimensions").set_index("dimension")["weight"]

total = (scores * weight).sum(axis=1)
own_total = total["own"]

print("加权分最高的：", total.idxmax(), "，和本店的重合度", round(nearest.loc[total.idxmax(), "重合度"], 2))
plotting.bar_chart(total.sort_values().round(1), title="加权分", unit="满分 10", xlabel="店");

# %% right="s3"
scores = load("rival_scores").pivot(index="shop_id", columns="dimension", values="score")
weight = load("dimensions").set_index("dimension")["weight"]
total = scores[weight.index].dot(weight)
own_total = total["own"]

# %% wrong="s3" says="你把九个维度取了平均。先只看六个，再按权重加。"
own_total = load("rival_scores").query("shop_id == 'own'")["score"].mean()

# %% wrong="s3" says="六个维度选对了，可是没有乘权重，取了平均。"
table = load("rival_scores").merge(load("dimensions"), on="dimension")
own_total = table.loc[table["shop_id"] == "own", "score"].mean()

# %% wrong="s3" says="没有乘权重，得分直接加了，超过了 10。"
table = load("rival_scores").merge(load("dimensions"), on="dimension")
own_total = table.loc[table["shop_id"] == "own", "score"].sum()

# %% wrong="s3" says="相加以后又除以了 6。权重加起来已经是 1，不用再除。"
table = load("rival_scores").merge(load("dimensions"), on="dimension")
own_total = (table["score"] * table["weight"])[table["shop_id"] == "own"].mean()

# %% [markdown] hint="s3"
# 空里是两样相乘：每家的得分，和权重。

# %% [markdown] hint="s3"
# 空里写 `scores * weight`。

# %% check="s3"
check("L05.s3", own_total=own_total)

# %% [markdown]
# **抄第一名，行不行？** 看上面印出的重合度。加权分最高的店，卖给的不一定是你的买家。
# 它的打法要先问一句：我的买家吃这一套吗？

# %% [markdown]
# ## 第 5 步 降价警报（预计 9 分钟）
#
# 对手降价，要第一周就知道。一周比一周，降了一成以上，就报警。
#
# **本课口径：降幅 =（上周价 − 这周价）÷ 上周价。降幅不小于 0.10 就报警。**
#
# 分母是**上周价**，因为价格是从上周变过来的。
#
# `.shift(1)` 把整列往下挪一行，于是每一周旁边就是上周的价。第一周没有上周，是空的。

# %% [markdown] step="s4" kind="list" rows=["D06"]
# ### 找错：隔壁店的警报
#
# 隔壁店给 R02 装了警报，多报了一次。**先猜**：他的分母错在哪里？
#
# 把降幅改对，报警的周放进列表 `cut_weeks`（写星期一，从早到晚）。
#
# **本课口径：（上周价 − 这周价）÷ 上周价 ≥ 0.10，精确到周。**

# %% starter="s4"
r02 = prices["R02"]
last_week = r02.shift(1)

theirs = (last_week - r02) / r02
print("隔壁店报警：", list(theirs[theirs >= 0.10].index))

drop = ____
cut_weeks = list(drop[drop >= 0.10].index)

# %% solution="s4"
r02 = prices["R02"]
last_week = r02.shift(1)

theirs = (last_week - r02) / r02
print("隔壁店报警：", list(theirs[theirs >= 0.10].index))

drop = (last_week - r02) / last_week
cut_weeks = list(drop[drop >= 0.10].index)

# %% right="s4"
drop = -prices["R02"].pct_change()
cut_weeks = [week for week in drop.index if drop[week] >= 0.10]

# %% wrong="s4" says="这还是隔壁店的算法：除以降价以后的价。分母变小，降幅就被放大了。要除以上周价。"
drop = (prices["R02"].shift(1) - prices["R02"]) / prices["R02"]
cut_weeks = list(drop[drop >= 0.10].index)

# %% wrong="s4" says="方向反了，你找的是涨价的周。降幅是上周价减这周价。"
drop = (prices["R02"] - prices["R02"].shift(1)) / prices["R02"].shift(1)
cut_weeks = list(drop[drop >= 0.10].index)

# %% wrong="s4" says="你用的是下周的价。`shift(1)` 往下挪，旁边才是上周。"
drop = (prices["R02"].shift(-1) - prices["R02"]) / prices["R02"].shift(-1)
cut_weeks = list(drop[drop >= 0.10].index)

# %% [markdown] hint="s4"
# 上面减得对。只要把除号后面的换掉。

# %% [markdown] hint="s4"
# 上周价叫 `last_week`。

# %% check="s4"
check("L05.s4", cut_weeks=cut_weeks)

# %% [markdown]
# 降价有没有用？下面找出所有竞品报警的那些周，看价格、访客、销售额各比上周变了多少，取中间的那个数（中位数）。
#
# **先猜**：价格降一到三成，访客会多几成？销售额呢？

# %%
others = [name for name in prices.columns if name != "own"]
alarm = prices[others].pct_change() <= -0.10  # pct_change：比上一行变了几成

for column, name in [("price", "价格"), ("visitors", "访客"), ("sales", "销售额")]:
    table = rivals.pivot(index="week", columns="shop_id", values=column)[others]
    change = table.pct_change()[alarm].stack().dropna()  # stack：排成一列，只留报警的周
    print(f"{name}：{len(change)} 次降价，比上周变了 {change.median():+.1%}（中位数）")
    if column == "visitors":
        more_visitors = change.median()

# %% [markdown] step="s5" kind="number" precision="0.01" rows=["B03","E10"]
# ## 第 6 步 自己来：先补哪一项
#
# （预计 7 分钟）
#
# 和最近的三家比，本店差在哪里？差得多、又要紧、自己还**改得了**的，先补。
#
# - 差距 = 三家里这个维度的最高分 − 本店的分；
# - `fixable` 是 1 的维度，本店改得了。
#
# 算「差距 × 权重」。改得了的维度里，最大的那个数放进 `biggest`。
# 前四行给你备好了，后面没有半截的代码。
#
# **本课口径：差距 × 权重，只看改得了的维度，取最大的数，精确到 0.01。**

# %% starter="s5"
best = scores.loc[near].max()
marks = load("rival_scores")
mine = marks[marks["shop_id"] == "own"].set_index("dimension")  # set_index：拿维度当行名
fixable = mine["fixable"] == 1

worth = ____
biggest = ____
print(worth[fixable].dropna().sort_values(ascending=False).round(2))

# %% solution="s5"
best = scores.loc[near].max()
marks = load("rival_scores")
mine = marks[marks["shop_id"] == "own"].set_index("dimension")  # set_index：拿维度当行名
fixable = mine["fixable"] == 1

worth = (best - scores.loc["own"]) * weight
biggest = worth[fixable].max()
print(worth[fixable].dropna().sort_values(ascending=False).round(2))

# %% right="s5"
best = scores.loc[near].max()
marks = load("rival_scores")
mine = marks[marks["shop_id"] == "own"].set_index("dimension")  # set_index：拿维度当行名
fixable = mine["fixable"] == 1
worth = (best - mine["score"]) * weight
biggest = max(worth[name] for name in weight.index if fixable[name])

# %% wrong="s5" says="你把改不了的维度也算了进来。大环境的差距，补也补不上。先用 `fixable` 筛。"
worth = (scores.loc[near].max() - scores.loc["own"]) * weight
biggest = worth.max()

# %% wrong="s5" says="你只看了差距，没有乘权重。差得多的，不一定要紧。"
mine = load("rival_scores").query("shop_id == 'own'").set_index("dimension")
worth = (scores.loc[near].max() - scores.loc["own"])[weight.index]
biggest = worth[mine["fixable"] == 1].max()

# %% wrong="s5" says="你用三家的平均分去比。口径是三家里的最高分。"
mine = load("rival_scores").query("shop_id == 'own'").set_index("dimension")
worth = (scores.loc[near].mean() - scores.loc["own"]) * weight
biggest = worth[mine["fixable"] == 1].max()

# %% wrong="s5" says="减反了。差距是对方减本店。"
mine = load("rival_scores").query("shop_id == 'own'").set_index("dimension")
worth = (scores.loc["own"] - scores.loc[near].max()) * weight
biggest = worth[mine["fixable"] == 1].max()

# %% [markdown] hint="s5"
# `worth`：差距外面加括号，再乘 `weight`。本店的分是 `scores.loc["own"]`。

# %% [markdown] hint="s5"
# `biggest`：先筛 `worth[fixable]`，再取最大的。

# %% check="s5"
check("L05.s5", biggest=biggest)

# %% [markdown]
# ## 决定：跟不跟着降价（预计 8 分钟）
#
# 下面替阿坤算一周的毛利。两个假设是编的：一件的成本 75 元；补好一项，转化率变成原来的 1.1 倍。
# 「跟着降」用的访客增幅，是刚才从竞品降价里数出来的，不是拍脑袋。
#
# 运行后读每一句。再把 `cut` 改成 0.05 和 0.25，各运行一次。
#
# 然后写下三个行动点，每个都要有**数、人、日期**，比如「阿坤在 1 月 15 日前，把买家问得最多的 5 个问题写进商品页」。
#
# 三点要小心：对手的数是估算的，那周可能正好有活动；不管降多少都用同一个访客增幅，是简化；你降了，对手也可能再降。
#
# 这没有标准答案。换一家店，先补的一项可能不同。

# %%
cut = 0.15       # 跟着降多少
unit_cost = 75   # 假设：一件的成本，元
cvr_up = 1.1     # 假设：补好一项，转化率变成几倍

own = rivals[rivals["shop_id"] == "own"].iloc[-1]
sold = own["visitors"] * own["cvr"]
now = sold * (own["price"] - unit_cost)
follow = sold * (1 + more_visitors) * (own["price"] * (1 - cut) - unit_cost)
mend = sold * cvr_up * (own["price"] - unit_cost)

first = worth[fixable].idxmax()
word = "多" if follow > now else "少"
print(f"现在：一周卖约 {sold:,.0f} 件，毛利 {now:,.0f} 元。")
print(f"跟着降 {cut:.0%}：访客多 {more_visitors:.0%}，毛利 {follow:,.0f} 元，{word}赚 {abs(follow - now):,.0f} 元。")
print(f"不降，先补「{first}」：按假设毛利 {mend:,.0f} 元。")
plotting.bar_chart(
    pd.Series({"不动": now, "跟着降": follow, f"先补{first}": mend}).round(),
    title="一周的毛利", unit="元", xlabel="三条路（按上面的假设）",
);

# %% [markdown] quiz="k2" rows=["A25","C21"]
# 读几个老例子。它们见于几份早年的网上总结，年份不详，没有另外核对，这里只拿来练分类：
#
# - 苏宁、国美：本来开实体店，后来也上网卖；
# - 京东、卓越：先卖一类货，站稳了再卖很多类；
# - 麦包包只做箱包，居品氏只做家居；
# - 阿里巴巴、美团：办平台，让买卖双方都上来。
#
# 阿坤只有一座茶山、三个人。哪种做法他学得来？
#
# - [ ] 像京东那样，赶快多卖几类 :: 多卖一类就多一份货、多一份钱。三个人忙不过来。
# - [ ] 像阿里巴巴那样，办一个平台 :: 平台要很多钱和很多人，买卖双方都要先来。
# - [x] 像麦包包那样，把一样做透 :: 人少钱少，专做一样，才有可能比别人懂。这叫细分。
# - [ ] 哪家大就学哪家 :: 大店的打法要大店的本钱。先看自己有什么。

# %% [markdown] quiz="k3"
# 甲店有 10 个词，乙店有 6 个词，两家都有的 4 个。重合度是多少？
#
# - [ ] 0.40 :: 4 ÷ 10 只除了甲店的词。
# - [ ] 0.25 :: 4 ÷ 16 把都有的 4 个数了两遍。
# - [x] 约 0.33 :: 合起来 10 + 6 − 4 = 12 个，4 ÷ 12 ≈ 0.33。
# - [ ] 0.67 :: 4 ÷ 6 只除了乙店的词。

# %% [markdown] quiz="k4"
# 一家店上周卖 100 元，这周卖 91 元。警报的线是降一成。报不报警？
#
# - [x] 不报，降了 9% :: （100 − 91）÷ 100 = 9%，没到一成。
# - [ ] 报，9 ÷ 91 约 9.9% :: 分母要用上周价。就算这样算，也没到 10%。
# - [ ] 报，降了就要报 :: 天天报警，人就不看了。线要先定好。

# %% [markdown] quiz="k5"
# 本店的转化率是 2%，竞品是 3%。哪句话对？
#
# - [ ] 竞品高 1% :: 差的是 1 个百分点。高百分之几要除以本店的 2%。
# - [x] 竞品高 1 个百分点，也就是高 50%，指数 150 :: 3% − 2% 是 1 个百分点；3 ÷ 2 × 100 = 150。
# - [ ] 竞品高 50 个百分点 :: 50% 是比例，不是百分点。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 用关键词重合度挑两三家竞品：都有的 ÷ 合起来的（第 1、3 步）；
# 2. 换成指数，本店 = 100；百分之几和百分点要说清（第 2 步）；
# 3. 九个维度比六个，打加权分；第一名不一定是你的对手（第 4 步）；
# 4. 降幅除以上周价，一成以上就报警（第 5 步）；
# 5. 差距 × 权重，只看改得了的（第 6 步）；
# 6. 决定：不急着跟降价，先补「差距 × 权重」最大的那一项。
#
# 接着打开 `exercises/05_rivals` 里的练习。第 1–4 题课上做，其余的回家做。
