# %% [markdown] lesson="12_budget" title="渠道价格与预算" tables=["channels_now","channels_2014","channel_results","response","qr_scans"]
# # 第 12 课 渠道价格与预算
#
# 第 11 课里，林姐把展示广告的钱从不保本的地区收了回来，挪给更划算的人群。
# 这一次，是建宁种莲子的丘姐来问。她的合作社下个月有 1500 元推广费，还在三个镇贴了带二维码的海报。
#
# 来推销的人很多。有人说：「激活一个只要 9 角，最便宜。」有人说：「ROAS 能做到 2，花 1 元收 2 元。」
# 还有人拿来一张旧价目表。丘姐问：「信谁的？钱怎么分？」
#
# **学完这节课，你能：**
#
# 1. 把不同的收费方式换成同一个单位；
# 2. 算出留住一个人的成本，说清便宜的激活为什么不一定划算；
# 3. 用三种保本 ROAS 判断一个渠道赚不赚；
# 4. 找出下一元该去哪个渠道；
# 5. 算出三个镇的海报，得一位客人各要多少钱；
# 6. 用这些数决定 1500 元怎么分。
#
# 预计 63 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# **今天用的价格都是为教学设的假设，不是行业数据。**
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 出来的是十个渠道。**数一数**：收费方式有几种？线上几个，线下几个？
# 把 `"线上"` 换成 `"线下"`，再运行一次。

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

channel = load("channels_now").set_index("channel")
kind = "线上"
channel[channel["kind"] == kind]

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。甲渠道激活一个人 1 元，100 个里留下 2 个。乙渠道激活一个人 5 元，100 个里留下 25 个。哪个渠道便宜？
#
# - [ ] 甲，1 元比 5 元便宜 :: 激活不等于留下。甲花 100 元只留下 2 个人，一个要 50 元。
# - [x] 乙，留住一个人只要 20 元 :: 5 ÷ 0.25 = 20 元。甲是 1 ÷ 0.02 = 50 元。
# - [ ] 一样，都是花钱买人 :: 除一除就知道：甲 1 ÷ 0.02，乙 5 ÷ 0.25。

# %% [markdown]
# ## 第 1 步 换成同一个单位（预计 8 分钟）
#
# 渠道收费的方式不一样，价格就不能直接比：
#
# | 方式 | 什么时候付钱 |
# |---|---|
# | CPM（cost per mille） | 展现 1000 次，付一次 |
# | CPC（cost per click） | 有人点一次，付一次 |
# | CPA（cost per action） | 有人激活一次，付一次。要问清：哪个动作？ |
# | CPS（cost per sale） | 成交一单，付一次佣金 |
# | 换量 | 不付钱，你送客人给别的店，别的店送客人给你 |
#
# 办法是顺着漏斗往下换：展现 → 点击 → 激活 → 留下 → 付钱。
# 每往下走一级，人变少，**一个人就变贵：用价格除以比率**。

# %% [markdown] step="s1" kind="number" precision="0.01"
# ### 填空：展示广告的一个激活
#
# 「展示广告」按 CPM 收费，最低价写在 `price_low`，是 1000 次展现的价。
# **先猜**：换成一个激活，是几角，几元，还是几十元？
#
# 算出来，放进 `ad_action`。点击率是 `ctr`，激活率是 `cvr`。
#
# **本课口径：CPM ÷ 1000 ÷ 点击率 ÷ 激活率，CPM 取最低价，单位是元/个，精确到分（0.01 元）。**

# %% starter="s1"
ad = channel.loc["展示广告"]
one_show = ad["price_low"] / 1000
one_click = one_show / ____
ad_action = one_click / ____

# %% solution="s1"
ad = channel.loc["展示广告"]
one_show = ad["price_low"] / 1000
one_click = one_show / ad["ctr"]
ad_action = one_click / ad["cvr"]

# %% right="s1"
ad = channel.loc["展示广告"]
people = 1000 * ad["ctr"] * ad["cvr"]
ad_action = ad["price_low"] / people

# %% wrong="s1" says="你忘了除以 1000。CPM 是一千次展现的价。"
ad = channel.loc["展示广告"]
ad_action = ad["price_low"] / ad["ctr"] / ad["cvr"]

# %% wrong="s1" says="你停在了一次点击的价。还要再除以激活率。"
ad = channel.loc["展示广告"]
ad_action = ad["price_low"] / 1000 / ad["ctr"]

# %% wrong="s1" says="你跳过了点击。先除以点击率，再除以激活率。"
ad = channel.loc["展示广告"]
ad_action = ad["price_low"] / 1000 / ad["cvr"]

# %% wrong="s1" says="你用了最高价。这一步取最低价 price_low。"
ad = channel.loc["展示广告"]
ad_action = ad["price_high"] / 1000 / ad["ctr"] / ad["cvr"]

# %% wrong="s1" says="你又除了留存率，那是留住一个人的成本，下一步才算。"
ad = channel.loc["展示广告"]
ad_action = ad["price_low"] / 1000 / ad["ctr"] / ad["cvr"] / ad["retention"]

# %% [markdown] hint="s1"
# 100 次展现有 2 次点击，一次点击就摊到 50 次展现的钱。所以用除法。

# %% [markdown] hint="s1"
# 两个空，先填点击率 `ad["ctr"]`，再填激活率 `ad["cvr"]`。

# %% check="s1"
check("L12.s1", ad_action=ad_action)

# %% [markdown]
# ## 第 2 步 找毛病：便宜的激活（预计 8 分钟）
#
# 有人写了下面的代码，替丘姐挑渠道。`idxmin()` 给出最小的那个数的名字。
# **先猜**：它会挑中谁？运行以后再想：代码没有报错，毛病在哪里？
#
# 「积分任务」是做任务得积分，很多人领了就走。重复激活也要付钱，所以价格乘了 `repeat_flash`。

# %%
names = ["搜索竞价", "信息流按激活", "积分任务"]
online = channel.loc[names, ["price_low", "cvr", "retention", "repeat_flash"]].copy()
online["一个激活"] = online["price_low"] * online["repeat_flash"]
online.loc["搜索竞价", "一个激活"] = online.loc["搜索竞价", "price_low"] / online.loc["搜索竞价", "cvr"]

print("代码挑中的渠道：", online["一个激活"].idxmin())
online[["一个激活", "retention"]].round(4)

# %% [markdown] step="s2" kind="series" precision="0.01" rows=["B12"]
# ### 填空：改好它
#
# 毛病是只看激活，没看留下几个。丘姐要的是留下来的客人。
# 用 `online` 算三个渠道留住一个人各要多少钱，放进 `kept_cost`。
#
# **本课口径：留住一个人的成本 = 一个激活的成本 ÷ 30 日留存率，单位是元/人，精确到分（0.01 元）。**

# %% starter="s2"
kept_cost = online["一个激活"] / ____

print("留住一个人最便宜的：", kept_cost.idxmin())
plotting.bar_chart(kept_cost, title="留住一个人的成本", unit="元/人", xlabel="渠道（教学假设）");

# %% solution="s2"
kept_cost = online["一个激活"] / online["retention"]

print("留住一个人最便宜的：", kept_cost.idxmin())
plotting.bar_chart(kept_cost, title="留住一个人的成本", unit="元/人", xlabel="渠道（教学假设）");

# %% right="s2"
kept_cost = pd.Series({name: row["一个激活"] / row["retention"] for name, row in online.iterrows()})

# %% wrong="s2" says="你乘了留存率。留下的人少，一个人就更贵，所以要除。"
kept_cost = online["一个激活"] * online["retention"]

# %% wrong="s2" says="你除的是激活率。已经是激活的成本了，下一级是留下。"
kept_cost = online["一个激活"] / online["cvr"]

# %% wrong="s2" says="你除的是走掉的人的占比。要除以留下的人的占比。"
kept_cost = online["一个激活"] / (1 - online["retention"])

# %% wrong="s2" says="你用的是标价，没有先换成激活。搜索竞价的标价是一次点击的价。"
kept_cost = online["price_low"] / online["retention"]

# %% wrong="s2" says="这还是激活的成本，毛病没有改掉。"
kept_cost = online["一个激活"]

# %% [markdown] hint="s2"
# 上一步说过：每往下走一级，除以那一级的比率。

# %% [markdown] hint="s2"
# 30 日留存率在 `online["retention"]`。

# %% check="s2"
check("L12.s2", kept_cost=kept_cost)

# %% [markdown]
# ## 第 3 步 实验台：从展现一直算到利润（预计 10 分钟）
#
# 运行下面第一格，出来四页。先做前三件，第 ② 页留到第 5 步：
#
# 1. **① 成本阶梯**：换几个渠道，拉一拉价格和付费率。哪个渠道激活便宜，留住却贵？
#    「付费率」是留下的人里付费的占多少，「客人买」是一位付费客人买多少元；
# 2. 还在这一页，把「退款率」从 0.10 拉到 0.20。右边三条保本线，哪一条跑得最远？
# 3. **③ 谁的功劳**：灰柱是末次点击，蓝柱是关掉这个渠道后真正少掉的买家。换四个市场，看两种柱子差多少；
# 4. **④ 老价格**：左边是**历史价格（约 2013–14 年）**，右边是今天的教学假设。
#
# 末次点击（last click）是后台常用的算法：付款前最后碰到谁，功劳就归谁。
# 客人可能先在直播间动了心，最后搜一下才付款。后台只看到搜索。

# %%
from opscourse.labs import budget

budget.show()

# %% [markdown]
# 第二格不用滑块，用代码做同一件事，再把一级一级的算法拆开看。
# **拿笔照着算一遍**：从价格到利润，一共除了几次？最后一行减的是什么？
#
# 然后 **改一个词**：把 `"信息流按点击"` 换成 `"包裹二维码卡"`，再运行。

# %%
model = budget.BudgetModel(channel="信息流按点击", goods="鲜货")
for line in model.explain():
    print(line)
model.ladders().round(2)

# %%
model.prices()

# %% [markdown] quiz="k2"
# 旧价目表上写：广告平台点一次 0.3 到 0.8 元。这是历史价格（约 2013–14 年）。丘姐该怎么用？
#
# - [ ] 按 0.8 元做下个月的预算，留点余地 :: 十多年前的价格，不管取高取低，都不是今天的价。
# - [ ] 和渠道说：你们以前才 0.3 元 :: 卖的东西、买的人都变了，老价格说明不了今天该多少钱。
# - [x] 只拿它练算法，投放前去问今天的价 :: 算法没有变，价格变了。先问价，再小额试投，用自己的数。

# %% [markdown] quiz="k3"
# 历史价格（约 2013–14 年）里，积分墙激活一个 1 到 3 元。要是只留下 10%，留住一个人要多少元？
#
# - [ ] 0.1 到 0.3 元 :: 这是乘了 10%。留下的人少，要除。
# - [x] 10 到 30 元 :: 1 ÷ 0.1 = 10，3 ÷ 0.1 = 30。激活便宜，留下却不便宜。
# - [ ] 1 到 3 元 :: 这是激活一个人的价，走掉的人的钱也要摊到留下的人头上。

# %% [markdown]
# ## 第 4 步 找毛病：ROAS 是 2，就赚了？（预计 8 分钟）
#
# ROAS（return on ad spend）= 成交金额 ÷ 花费。很多后台把它叫「投入产出比」。
# ROAS 是 2，就是花 1 元，卖出 2 元的货。可是 2 元里大半是货钱。
#
# 三条保本线，卖到这里才不亏：
#
# - 没有退款：**1 ÷ 毛利率**；
# - 有退款，退回的货能再卖：**1 ÷（毛利率 ×（1 − 退款率））**；
# - 鲜货，退了钱，货也没了：**1 ÷（毛利率 − 退款率）**。
#
# 毛利率 0.4、退款率 0.1 时，分别是 2.50、2.78、3.33。
# 利润 ROI =（成交金额 × 毛利率 − 花费）÷ 花费。它大于 0，才是卖货的毛利盖过了花费。
#
# 下面的代码替丘姐挑「赚钱的渠道」。**先猜**：它挑的对不对？

# %%
result = load("channel_results").set_index("channel")
result["ROAS"] = result["revenue"] / result["cost"]

winners = list(result[result["ROAS"] > 1].index)
print("代码说赚钱的：", "、".join(winners))
result[["ROAS", "margin", "return_rate"]].round(2)

# %% [markdown] step="s3" kind="set"
# ### 填空：改好它
#
# 毛病是拿 1 当保本线。丘姐夏天卖的是鲜莲，退了钱，货也没了。
# 算出每个渠道的保本线 `line`，再找出 **ROAS 大于 1、却没过保本线** 的渠道，放进 `false_winners`。
#
# **本课口径：保本 ROAS = 1 ÷（毛利率 − 退款率）；ROAS 大于 1 而小于保本 ROAS 的渠道名，顺序不限。**

# %% starter="s3"
line = 1 / (____)
false_winners = list(result[(result["ROAS"] > 1) & (result["ROAS"] < line)].index)

# %% solution="s3"
line = 1 / (result["margin"] - result["return_rate"])
false_winners = list(result[(result["ROAS"] > 1) & (result["ROAS"] < line)].index)

# %% right="s3"
false_winners = {
    name
    for name, row in result.iterrows()
    if row["ROAS"] > 1 and row["ROAS"] * (row["margin"] - row["return_rate"]) < 1
}

# %% wrong="s3" says="这是 ROAS 大于 1 的所有渠道，就是原来的毛病。还要看它过没过保本线。"
false_winners = list(result[result["ROAS"] > 1].index)

# %% wrong="s3" says="你挑的是过了保本线的渠道，那些是真赚的。要的是没过线的。"
line = 1 / (result["margin"] - result["return_rate"])
false_winners = list(result[result["ROAS"] > line].index)

# %% margin="s3"
line = 1 / (result["margin"] - result["return_rate"])
margin = pd.concat([(result["ROAS"] - line).abs(), (result["ROAS"] - 1).abs()]).to_numpy()

# %% note="s3"
# trap not used: 1 ÷ m and 1 ÷ (m(1−r)) as the line: in most worlds they pick the same channels,
# so they cannot be told apart by this answer; q7 of the exercise asks for all three lines.

# %% [markdown] hint="s3"
# 三条保本线里，鲜货是哪一条？括号里是两列相减。

# %% [markdown] hint="s3"
# 毛利率是 `result["margin"]`，退款率是 `result["return_rate"]`。

# %% check="s3"
check("L12.s3", false_winners=false_winners)

# %% [markdown]
# ## 第 5 步 下一元去哪里（预计 10 分钟）
#
# 第 4 步是夏天卖鲜莲的账。下个月卖的是干莲子，毛利不同，买的人也不同，所以渠道的高低换了。
# **换一批货，要重新算**，别拿上一批货的结论来用。
#
# 卖干莲子，「搜索竞价」赚得最多。那 1500 元全给它？
# 最想买的人先来，后来的人越来越不想买。所以**花得越多，下一元赚得越少**，这叫边际收益递减（diminishing returns）。
#
# `response` 是干莲子的账，一行是一档花费和它的利润。运行下面这一格，看线怎么弯。
# **先猜**：这条线从哪里开始往下走？

# %%
response = load("response")
curve = response[response["channel"] == "搜索竞价"].set_index("spend")["profit"]

ax = curve.loc[:1500].plot(marker="o", title="搜索竞价：花费和利润（模拟）")
ax.set(xlabel="花费（元/月）", ylabel="利润（元/月）");

# %% [markdown] step="s4" kind="number" precision="0.0001"
# ### 填空：下一元赚多少
#
# 「搜索竞价」已经花了 400 元，再加 100 元。这 100 元里，平均每 1 元多赚多少？放进 `next_gain`。
# `curve[400]` 是花 400 元的利润。变少就是负数。
#
# **本课口径：（花 500 元的利润 − 花 400 元的利润）÷ 100，单位是元，精确到 0.0001。**

# %% starter="s4"
next_gain = (curve[500] - ____) / ____

# %% solution="s4"
next_gain = (curve[500] - curve[400]) / 100

# %% right="s4"
next_gain = curve.diff()[500] / curve.index.to_series().diff()[500]

# %% wrong="s4" says="你算的是平均：500 元的利润 ÷ 500。平均把前面好赚的钱也算了进来。要看最后加的这 100 元。"
next_gain = curve[500] / 500

# %% wrong="s4" says="这是 100 元一共多赚的。题目问平均每 1 元，还要除以 100。"
next_gain = curve[500] - curve[400]

# %% wrong="s4" says="正负号反了。用后面的利润减前面的。"
next_gain = (curve[400] - curve[500]) / 100

# %% wrong="s4" says="你除的是 500。这一段只加了 100 元。"
next_gain = (curve[500] - curve[400]) / 500

# %% wrong="s4" says="你取了开头的 100 元。题目问的是从 400 元加到 500 元。"
next_gain = curve[100] / 100

# %% [markdown] hint="s4"
# 两头的利润相减，是多赚的。再除以多花的。

# %% [markdown] hint="s4"
# 第一个空是花 400 元的利润，写法照着 `curve[500]`。第二个空是多花的元数。

# %% check="s4"
check("L12.s4", next_gain=next_gain)

# %% [markdown]
# 现在回到实验台，打开第 **②** 页。按「全部清零」，再一下一下地按「下一步：给最赚的加」。
# 看右边的横条：谁最长，钱就去谁那里；它一拿到钱，就变短。**按到最后，几条横条会怎么样？**
#
# 最好的分法有一个样子：还能加钱的渠道，下一元赚得差不多。不然就该从短的挪到长的。
# 但有两样限制：**上限**（最多能投多少）和**最低测试**（要投就至少投这么多）。
#
# 下面用代码走同样的 20 步。

# %%
model = budget.BudgetModel(budget=1500, split={})
for _ in range(20):
    model = model.step()
print({name: yuan for name, yuan in model.split.items() if yuan})
model.next_yuan().round(2)

# %% [markdown] quiz="k4"
# 甲渠道花了 500 元，赚了 600 元。乙渠道花了 100 元，赚了 80 元。甲再加 100 元，多赚 20 元。乙再加 100 元，多赚 60 元。下 100 元给谁？
#
# - [ ] 甲，它每元赚 1.2 元，比乙的 0.8 元高 :: 这是平均。平均好看，是因为前面的钱好赚。下 100 元只多赚 20 元。
# - [x] 乙，它下 100 元多赚 60 元 :: 比的是下一元，不是平均。60 比 20 多。
# - [ ] 一人一半，最公平 :: 分钱不是分苹果。哪里下一元赚得多，就先给哪里。

# %% [markdown]
# ## 第 6 步 自己来：三个镇的海报（预计 6 分钟）
#
# 丘姐在三个镇贴海报，每个镇用一个不同的二维码。谁扫了哪个码，就知道他从哪个镇来。
# 镇名是编的，数字是模拟的。`poster` 一行是一个镇。

# %%
scans = load("qr_scans")
poster = scans[scans["material"] == "海报"].set_index("town")
poster[["printed", "unit_cost", "labour", "scans", "visitors", "buyers"]]

# %% [markdown] step="s5" kind="series" precision="0.01" rows=["B27"]
# ### 填空：得一位客人多少钱
#
# 获客成本（CAC）= 为了得客人花的所有钱 ÷ 新的**付费**客人数。它和 CPA 不同：激活了没付钱的人，不算客人。
# 这里的钱有两样：印海报的钱（`printed` × `unit_cost`）和贴海报的工钱（`labour`）。
#
# 算三个镇的获客成本，放进 `poster_cac`。它是一个 Series，标签是镇。
#
# **本课口径：（印数 × 印刷单价 + 人工费）÷ 付费人数，只算海报，单位是元/人，精确到分（0.01 元）。**

# %% starter="s5"
poster_cac = ____

# %% solution="s5"
poster_cac = (poster["printed"] * poster["unit_cost"] + poster["labour"]) / poster["buyers"]

# %% right="s5"
poster_cac = pd.Series(
    {
        town: (row["printed"] * row["unit_cost"] + row["labour"]) / row["buyers"]
        for town, row in poster.iterrows()
    }
)

# %% wrong="s5" says="你忘了工钱。贴海报的人也要付钱。"
poster_cac = poster["printed"] * poster["unit_cost"] / poster["buyers"]

# %% wrong="s5" says="你除的是扫码次数，那是一次扫码的成本。获客成本要除以付费人数。"
poster_cac = (poster["printed"] * poster["unit_cost"] + poster["labour"]) / poster["scans"]

# %% wrong="s5" says="你除的是扫码人数。扫了没买的，还不是客人。"
poster_cac = (poster["printed"] * poster["unit_cost"] + poster["labour"]) / poster["visitors"]

# %% wrong="s5" says="少了一对括号：只有工钱除了人数。两样钱先加起来，再除。"
poster_cac = poster["printed"] * poster["unit_cost"] + poster["labour"] / poster["buyers"]

# %% wrong="s5" says="你把宣传单和地推卡也算进来了。这里只看海报。"
spent = scans["printed"] * scans["unit_cost"] + scans["labour"]
poster_cac = spent.groupby(scans["town"]).sum() / scans.groupby("town")["buyers"].sum()

# %% [markdown] hint="s5"
# 分子是两样钱相加，外面写一对括号。分母是付了钱的人。

# %% [markdown] hint="s5"
# 分子：`(poster["printed"] * poster["unit_cost"] + poster["labour"])`。分母在哪一列？

# %% check="s5"
check("L12.s5", poster_cac=poster_cac)

# %% [markdown]
# ## 决定 1500 元怎么分（预计 9 分钟）
#
# 下面是丘姐的第一版：各 300 元，图个公平。
# 你来改 `plan`，运行三次，看利润怎么变，看下面的提醒说什么。再和同桌说：
#
# 1. 你把钱从哪个渠道挪到哪个渠道？用「下一元」说为什么；
# 2. 有没有渠道没到最低测试，或者超过了上限？
# 3. 钱一定要花完吗？
# 4. 要是不知道这些线长什么样，真店里第一个月该怎么办？
#
# 真店里没有人给你这些线。所以先小额试两次，一次少，一次多，自己画出来。练习第 8 题就是这样。

# %%
plan = {"搜索竞价": 300, "展示广告": 300, "信息流按点击": 300, "达人分销": 300, "乡镇门店": 300}

model = budget.BudgetModel(budget=1500, split=plan)
print(f"利润 {model.profit():.2f} 元。最好的分法利润 {model.best().profit:.2f} 元。")
for note in model.notes():
    print(note)

# %% [markdown] quiz="k5" rows=["A19"]
# 合作社送 20 元券拉新：100 人注册，16 人用了券，付过钱的有 20 人。券用掉才花钱。得一位付费客人，券花了多少元？
#
# - [ ] 20 元，券的面额 :: 有 4 位付费客人没用券。要用总花费除以付费人数。
# - [x] 16 元 :: 花了 20 × 16 = 320 元，320 ÷ 20 = 16 元。
# - [ ] 3.2 元 :: 这是 320 ÷ 100，除的是注册的人。注册了没付钱，还不是客人。
# - [ ] 100 元 :: 这是按注册的人都用券算的：20 × 100 ÷ 20。没用掉的券不花钱。

# %% [markdown] quiz="k6"
# 后台说，付款前最后一次点击大多是「搜索」，所以要把直播的钱全给搜索。哪句话对？
#
# - [ ] 对，数字摆在那里 :: 末次点击只说最后碰到谁，没说没有他会怎样。
# - [ ] 不对，直播的功劳一定更大 :: 也不一定。实验台里四个市场，答案不一样。
# - [x] 先拿一部分人停掉直播，看买家少多少 :: 关掉才知道真正少了谁。这叫对照试验。

# %% [markdown] quiz="k7" rows=["B19"]
# 一家店以前发了 8 万套光盘，一半的人装上并激活了。一套连工带料 0.5 元（假设）。一个激活多少钱？
#
# - [ ] 0.5 元 :: 这是一套的价。发出去的，有一半没有激活。
# - [ ] 0.25 元 :: 这是乘了一半。激活的人少，一个激活就更贵。
# - [x] 1 元 :: 激活 4 万个。8 万 × 0.5 元 = 4 万元，4 万 ÷ 4 万 = 1 元。

# %% [markdown] quiz="k8" rows=["B14"]
# 一个平台有两种买法：按激活，一个 3 元；按成交分佣金（CPS），一单付一笔。激活的人里 10% 会下单。佣金一单多少元，两种买法一样贵？
#
# - [ ] 3 元 :: 这是激活的价。要 10 个激活才有一单。
# - [ ] 0.3 元 :: 这是乘了 10%。往下走一级要除。
# - [x] 30 元 :: 3 ÷ 0.1 = 30。佣金比 30 元少，分成更划算，风险也小：没成交不付钱。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 把不同的收费方式换成同一个单位：每往下走一级，除以那一级的比率（第 1、3 步）；
# 2. 算出留住一个人的成本：便宜的激活，走得也快（第 2 步）；
# 3. 用三种保本 ROAS 判断赚不赚：鲜货要过最高的那条线（第 4 步）；
# 4. 找出下一元该去哪个渠道：比下一元，不比平均（第 5 步）；
# 5. 算出三个镇的获客成本：所有的钱 ÷ 付费的人（第 6 步）；
# 6. 用这些数决定 1500 元怎么分：守住总额、上限和最低测试。
#
# 接着打开 `exercises/12_budget` 里的练习。第 1–4 题课上做，其余的回家做。
# 还有一种先付钱、后见人的渠道：手机预装，要过 3 到 5 个月才来人，钱压着。加分题五算这笔账。
