# %% [markdown] lesson="11_display" title="溢价与展示广告" tables=["display_report","segments","segment_members","display_exposures","keyword_economics"]
# # 第 11 课 溢价与展示广告
#
# 第 10 课定了两条：出价不超过一次点击的价值，先花一小部分试。
# 那是别人来搜，你抢位置。可是永春芦柑一上市，很多人没想起来搜。
#
# 林姐想换个办法：在别人刷手机的时候，把芦柑的照片放到他眼前。这叫展示广告（display ad）。
# 平台的人说：「老客加价 30%，晚上加价 20%，福建再加 10%，效果好。」
# 林姐问：「加来加去，到底出多少钱？芦柑怕坏，寄西部要四天，那边也投吗？」
#
# 这节课，你替她算清楚，再定一周 350 元怎么投。
#
# **学完这节课，你能：**
#
# 1. 算出溢价以后的出价，说清为什么是相乘；
# 2. 算出 CPM，把两种买法换成一个单位；
# 3. 说清人群包的人数为什么不能相加；
# 4. 算出频次，看出封顶省下多少；
# 5. 算出生鲜的保本 ROAS，定哪些地域要停；
# 6. 算出一天的钱先给哪个人群，给多少；
# 7. 用这些数决定一周 350 元怎么投。
#
# 预计 66 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# **老名字**：早年的书里叫「钻展」（钻石展位）。那是淘宝当年展示广告的名字，后来改过名。
# 名字和按钮常变，算法变得少。下面的价钱和数字都是模拟的，不是哪个平台的行情。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。出来的是报表里的一天。
# **改一个数**：把 `"2025-12-16"` 换成 `"2025-12-20"`，再运行。哪个人群花的钱最多，还一样吗？

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

report = load("display_report")
segments = load("segments")
members = load("segment_members")
seen = load("display_exposures")

day = "2025-12-16"
one_day = report[report["date"] == day]
one_day.groupby("crowd")[["impressions", "clicks", "cost", "orders", "revenue"]].sum()

# %% [markdown] quiz="k1"
# 基础出价 10 元。时段加价 50%，地域加价 50%。最后出多少元？先猜。
#
# - [ ] 20 元 :: 这是把两个 50% 加成 100%。第二个 50% 是在 15 元上面加的，不是在 10 元上面。
# - [x] 22.5 元 :: 10 × 1.5 × 1.5 = 22.5。先加一次变 15 元，再在 15 元上加一半。
# - [ ] 2.5 元 :: 10 × 0.5 × 0.5。加价 50% 是乘 1.5，不是乘 0.5。

# %% [markdown] quiz="k2"
# 老客包有 1000 人，加购包有 1200 人。两个包一起投，最多能碰到多少不同的人？
#
# - [ ] 一定是 2200 人 :: 有人既买过，又加过购物车。他在两个包里，只是一个人。
# - [ ] 1200 人 :: 小包里也有不在大包里的人。
# - [x] 1200 到 2200 人之间，要数了才知道 :: 全重叠是 1200，一点不重叠是 2200。要看两个包里有多少同样的人。

# %% [markdown]
# ## 第 1 步 溢价要相乘（预计 9 分钟）
#
# 展示广告按展现收钱。出价说的是**一千次展现**愿意付多少元。
# 溢价（premium）是在出价上加一个百分比。0.3 是加价 30%，-1 是不投。
#
# **本课口径：溢价后出价 = 基础出价 ×（1 + 时段）×（1 + 地域）×（1 + 人群）。一个人在好几个人群包里，只用最大的那个。**
#
# 各家平台的规则不一样，投之前先看它的说明。
#
# 下面是隔壁店写的代码。**先猜**：他算出来的，比真的出价高还是低？差几元？
# 运行后 **改一个数**：把 `hour = 0.2` 改成 `hour = -0.5`，再比一次。

# %%
base, hour, region = 20.0, 0.2, 0.1
crowd = 0.3

wrong_bid = base * (1 + hour + region + crowd)                # 隔壁店：加起来
right_bid = base * (1 + hour) * (1 + region) * (1 + crowd)    # 平台：相乘
print("隔壁店以为：", round(wrong_bid, 2), "元；真的出价：", round(right_bid, 2), "元")

# %% [markdown] step="s1" kind="number" precision="0.01"
# ### 填空：这个人，出多少
#
# 一位福建的买家，既在老客包，又在加购包。现在是晚上。
# 时段加价 20%，地域加价 10%。`two` 是他在的两个包，溢价在 `premium` 列。
# 基础出价用 `paid`：通投人群现在付的 CPM。算溢价后的出价，放进 `his_bid`。
#
# **本课口径：基础出价 ×（1 + 时段）×（1 + 地域）×（1 + 最大的人群溢价），单位是元/千次，精确到分（0.01 元）。**

# %% starter="s1"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]

his_bid = paid * (1 + 0.2) * (1 + 0.1) * ____

# %% solution="s1"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]

his_bid = paid * (1 + 0.2) * (1 + 0.1) * (1 + two["premium"].max())

# %% right="s1"
table = segments.set_index("crowd")
largest = max(table.loc["老客人群", "premium"], table.loc["加购人群", "premium"])
his_bid = table.loc["通投人群", "cpm"] * 1.2 * 1.1 * (1 + largest)

# %% wrong="s1" says="你把三个溢价加了起来。三个括号要相乘。"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]
his_bid = paid * (1 + 0.2 + 0.1 + two["premium"].max())

# %% wrong="s1" says="两个人群包的溢价，你都乘上了。一个人在好几个包里，只用最大的那个。"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]
his_bid = paid * 1.2 * 1.1 * (1 + two["premium"]).prod()

# %% wrong="s1" says="两个人群包的溢价，你加了起来。只用最大的那个。"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]
his_bid = paid * 1.2 * 1.1 * (1 + two["premium"].sum())

# %% wrong="s1" says="你用了小的那个溢价。在好几个包里，用最大的。"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]
his_bid = paid * 1.2 * 1.1 * (1 + two["premium"].min())

# %% wrong="s1" says="人群溢价没有加 1。加价 30% 是乘 1.3，不是乘 0.3。"
paid = segments.set_index("crowd").loc["通投人群", "cpm"]
two = segments[segments["crowd"].isin(["老客人群", "加购人群"])]
his_bid = paid * 1.2 * 1.1 * two["premium"].max()

# %% [markdown] hint="s1"
# 前两个括号已经写好了。第三个照着写：`(1 + 人群溢价)`。

# %% [markdown] hint="s1"
# 最大的人群溢价是 `two["premium"].max()`。

# %% check="s1"
check("L11.s1", his_bid=his_bid)

# %% [markdown]
# ## 第 2 步 一千次多少钱（预计 7 分钟）
#
# CPM（cost per mille）是一千次展现花多少元。CPC 是一次点击花多少元。
# 两家平台，一家按展现收，一家按点击收，怎么比？都换成一千次展现：
#
# **eCPM = 点击率 × CPC × 1000**
#
# **先猜**：点击率 2%，一次点击 0.6 元。和 CPM 15 元比，哪家便宜？

# %%
ctr, cpc = 0.02, 0.6
print("按点击付的那家，一千次展现：", ctr * cpc * 1000, "元")
print("点击率变成 3%：", 0.03 * cpc * 1000, "元")

# %% [markdown] step="s2" kind="number" precision="0.01"
# ### 填空：手机上的 CPM
#
# 图好，点的人多，按点击付反而贵了：先看自己的点击率，再选买法。
#
# `phone` 是 12 月 16 日手机上的展现。算这一天手机的 CPM，放进 `phone_cpm`。
#
# **本课口径：CPM = 花费 ÷ 展现 × 1000，分子分母都用总数，单位是元，精确到分（0.01 元）。**

# %% starter="s2"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
phone_cpm = phone["cost"].sum() / ____ * 1000

# %% solution="s2"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
phone_cpm = phone["cost"].sum() / phone["impressions"].sum() * 1000

# %% right="s2"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
total = phone[["cost", "impressions"]].sum()
phone_cpm = 1000 * total["cost"] / total["impressions"]

# %% wrong="s2" says="分母用成了点击数。花费 ÷ 点击是 CPC。"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
phone_cpm = phone["cost"].sum() / phone["clicks"].sum() * 1000

# %% wrong="s2" says="你没有乘 1000，这是一次展现的价钱。"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
phone_cpm = phone["cost"].sum() / phone["impressions"].sum()

# %% wrong="s2" says="分母用成了行数。一行里有好几次展现，次数在 impressions 列。"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
phone_cpm = phone["cost"].sum() / len(phone) * 1000

# %% wrong="s2" says="你先算了每个人群的 CPM，再取平均。展现少的人群和展现多的人群就一样重了。"
phone = report[(report["date"] == "2025-12-16") & (report["device"] == "手机")]
sums = phone.groupby("crowd")[["cost", "impressions"]].sum()
phone_cpm = (sums["cost"] / sums["impressions"] * 1000).mean()

# %% [markdown] hint="s2"
# 分母是展现次数的总和。展现在 `impressions` 列。

# %% [markdown] hint="s2"
# 照着分子写，把列名换掉：`phone["哪一列"].sum()`。

# %% check="s2"
check("L11.s2", phone_cpm=phone_cpm)

# %% [markdown]
# ## 第 3 步 人群包会重叠（预计 7 分钟）
#
# 人群包（crowd pack）是平台帮你圈出来的一群人：买过的、加过购物车的、和他们像的。
# 一个人可以在好几个包里。
#
# 把「重叠」拆开看一次：下面找出一位在最多包里的人。
# **先猜**：投广告给他，用几个溢价？按人数收钱的话，他会被数几次？

# %%
packs_each = members.groupby("visitor_id")["crowd"].count().sort_values(kind="stable")
guest = packs_each.index[-1]
his = members[members["visitor_id"] == guest].merge(segments, on="crowd")
print(f"{guest} 在 {len(his)} 个包里。包的人数相加，数了他 {len(his)} 次。")
print("出价时只用一个溢价：", his["premium"].max())
his[["crowd", "premium"]]

# %% [markdown] step="s3" kind="number"
# ### 填空：两个包，一共多少人
#
# 老客包和加购包一起投，能碰到多少个不同的人？这叫触达（reach）。放进 `reach`。
#
# **本课口径：触达 = 不同的 `visitor_id` 的个数，单位是人，精确到个位。**

# %% starter="s3"
two_packs = members[members["crowd"].isin(["老客人群", "加购人群"])]
reach = two_packs["visitor_id"].____

# %% solution="s3"
two_packs = members[members["crowd"].isin(["老客人群", "加购人群"])]
reach = two_packs["visitor_id"].nunique()

# %% right="s3"
old = set(members.loc[members["crowd"] == "老客人群", "visitor_id"])
cart = set(members.loc[members["crowd"] == "加购人群", "visitor_id"])
reach = len(old | cart)

# %% wrong="s3" says="你把两个包的人数加了起来。两个包都在的人被数了两次。"
two_packs = members[members["crowd"].isin(["老客人群", "加购人群"])]
reach = two_packs["visitor_id"].count()

# %% wrong="s3" says="你数的是两个包都在的人。触达要的是至少在一个包里的人。"
times = members[members["crowd"].isin(["老客人群", "加购人群"])]["visitor_id"].value_counts()
reach = (times == 2).sum()

# %% wrong="s3" says="你数的是三个包。题目只要老客和加购两个包。"
reach = members["visitor_id"].nunique()

# %% wrong="s3" says="你去掉了两个包都在的人。他们也是人，要数一次。"
times = members[members["crowd"].isin(["老客人群", "加购人群"])]["visitor_id"].value_counts()
reach = (times == 1).sum()

# %% [markdown] hint="s3"
# 第 3 课数 UV 用的是哪一个？触达也是数不同的人。

# %% [markdown] hint="s3"
# 空里填 `nunique()`，括号也要。

# %% check="s3"
check("L11.s3", reach=reach)

# %% [markdown] rows=["A03","A04","Z2"]
# ## 第 4 步 拉一拉溢价（预计 10 分钟）
#
# 运行下面第一格，会出来一个小实验。里面是芦柑 7 天的展示广告，买家是模拟的。
# 不管你怎么改，来的都是同一批人，所以两次的差别只来自你的改动。
#
# 1. 左上是溢价后的出价。把「晚上」拉到 +30%，「福建」拉到 +20%，看哪一块变深；
# 2. 左下是 ROAS。橙色的格子在亏。把亏的地域拉到 -100%，看「留下」多了几元；
# 3. 把「通投人群」拉到 -100%。通投是不在任何包里的人。花的钱少了多少，订单少了多少？
# 4. 「每天封顶」选 2 次，看右下的柱子怎么变。
#
# 凌晨的格子订单很少，ROAS 是 0 也可能是碰巧。先看总数大的格子。
#
# 第二格不用滑块，用代码做同一件事。最后一行把一次出价拆开，一步一步算给你看。

# %%
from opscourse.labs import display as lab

lab.show()

# %%
model = lab.DisplayModel(bid=20, budget=150)
print(model.run())

only_packs = model.change(crowds={"通投人群": -1})
print(only_packs.run())

dearer = model.change(parts={"晚上": 0.3}, regions={"福建": 0.2}, crowds={"老客人群": 0.5})
print(dearer.explain(20, "福建", ["老客人群", "加购人群"]))

# %% [markdown]
# ## 第 5 步 看了几次（预计 6 分钟）
#
# 同一个人看第 1 次可能会点，看第 8 次就烦了。
# 频次（frequency）= 展现 ÷ 触达，是平均一个人看几次。封顶（cap）是一个人最多给他看几次。
#
# **先猜**：平均 2 次，是不是大家都看 2 次？运行看看。

# %%
morning = seen[seen["at"].dt.hour < 12]
times = morning.groupby("visitor_id")["at"].count()
print("看得最多的人看了", times.max(), "次；只看 1 次的有", (times == 1).sum(), "人")

# %% [markdown] step="s4" kind="number" precision="0.01"
# ### 填空：上午的频次
#
# 平均数藏住了看很多次的人，封顶就是管他们的。
# `morning` 是试投那天上午的展现，一行是一次。算上午的频次，放进 `frequency`。
#
# **本课口径：频次 = 展现 ÷ 触达（看到的不同的人），单位是次/人，精确到 0.01。**

# %% starter="s4"
frequency = len(morning) / ____

# %% solution="s4"
frequency = len(morning) / morning["visitor_id"].nunique()

# %% right="s4"
frequency = morning.groupby("visitor_id")["at"].count().mean()

# %% wrong="s4" says="分母用成了人群包里的人数。包里的人不一定看到了。分母是看到的人。"
frequency = len(morning) / members["visitor_id"].nunique()

# %% wrong="s4" says="分子是上午的展现，分母却是一整天看到的人。分子和分母要取同一段时间。"
frequency = len(morning) / seen["visitor_id"].nunique()

# %% wrong="s4" says="你除的是 12 个小时，得到的是每小时展现几次。频次要除以人。"
frequency = len(morning) / 12

# %% wrong="s4" says="这是看得最多的人看了几次。频次是平均。"
frequency = morning.groupby("visitor_id")["at"].count().max()

# %% [markdown] hint="s4"
# 分母是上午看到广告的不同的人。

# %% [markdown] hint="s4"
# `morning["哪一列"].nunique()`。

# %% check="s4"
check("L11.s4", frequency=frequency)

# %% [markdown]
# ## 第 6 步 哪里要停（预计 8 分钟）
#
# ROAS = 归因成交金额 ÷ 花费。有的后台叫它 ROI 或投入产出比。它是 2，就赚了吗？
# 成交 1 元，扣掉货钱只留下毛利率 m 那么多。退货再带走一块。
# 茶叶退回来还能卖，芦柑退了就坏了。所以生鲜：
#
# **保本 ROAS = 1 ÷（毛利率 m − 退货率 r）**
#
# **先猜**：m 是 0.40，r 是 0.10。用茶叶的算法是 1 ÷（0.40 × 0.90），约 2.78。芦柑的线比它高还是低？

# %% [markdown] step="s5" kind="number" precision="0.01"
# ### 填空：芦柑的保本线
#
# `m` 和 `r` 取自表里退货率最高的那一行，那是生鲜。算保本 ROAS，放进 `line`。
# 后面的代码已经写好：它画出前 7 天每个地域的 ROAS，红线是你算的保本线。线下的地域在亏。
#
# **本课口径：1 ÷（m − r），m 和 r 都是小数，精确到 0.01。**

# %% starter="s5"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
m, r = fresh["margin"], fresh["return_rate"]

line = ____

week = report[report["date"] < "2025-12-22"]
sums = week.groupby("region")[["cost", "revenue"]].sum()
ax = plotting.bar_chart(sums["revenue"] / sums["cost"], title="前 7 天的 ROAS", unit="元/元", xlabel="地域")
ax.axhline(line, color="firebrick");

# %% solution="s5"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
m, r = fresh["margin"], fresh["return_rate"]

line = 1 / (m - r)

week = report[report["date"] < "2025-12-22"]
sums = week.groupby("region")[["cost", "revenue"]].sum()
ax = plotting.bar_chart(sums["revenue"] / sums["cost"], title="前 7 天的 ROAS", unit="元/元", xlabel="地域")
ax.axhline(line, color="firebrick");

# %% right="s5"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
line = (fresh["margin"] - fresh["return_rate"]) ** -1

# %% wrong="s5" says="你忘了退货。1 ÷ m 只扣了货钱。"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
line = 1 / fresh["margin"]

# %% wrong="s5" says="这是退回来还能卖的货，比如茶叶。芦柑退了就坏了，要用 m − r。"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
line = 1 / (fresh["margin"] * (1 - fresh["return_rate"]))

# %% wrong="s5" says="这是每成交 1 元留下多少。要赚回 1 元花费，得成交几元？再用 1 去除。"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
line = fresh["margin"] - fresh["return_rate"]

# %% wrong="s5" says="少了括号。先算 m − r，再用 1 除：`1 / (m - r)`。"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
line = 1 / fresh["margin"] - fresh["return_rate"]

# %% [markdown] hint="s5"
# 成交 1 元，留下 m − r 元。成交几元才能留下 1 元？

# %% [markdown] hint="s5"
# 1 除以括号。括号里是 `m - r`。

# %% check="s5"
check("L11.s5", line=line)

# %% [markdown]
# ## 第 7 步 钱先给谁（预计 6 分钟）
#
# 一天只有 80 元，四个人群都想要。看两个数：
#
# - **每花 1 元，留下几元**：谁多，先给谁；亏的不给；
# - **一天花得掉多少**：一个人群就那么多人，展现买完了，钱就花不出去。给到这个数，剩下的给下一个。
#
# **先猜**：80 元会分给几个人群？

# %% [markdown] step="s6" kind="series" precision="0.0001" rows=["C40"]
# ### 填空：每花 1 元，留下几元
#
# `crowd` 是前 7 天各人群的花费和成交金额，`m` 和 `r` 是生鲜的毛利率和退货率。
# 算每个人群花 1 元留下几元，放进 `per_yuan`。亏就是负数。后面的代码已经写好：它照上面的办法分 80 元。
# 对了以后 **改一个数**：把 80 换成 200，钱花得完吗？花不完要不要硬花？
#
# **本课口径：（成交金额 ×（m − r）− 花费）÷ 花费，前 7 天的总数，单位是元/元，精确到 0.0001。**

# %% starter="s6"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
m, r = fresh["margin"], fresh["return_rate"]
week = report[report["date"] < "2025-12-22"]
crowd = week.groupby("crowd")[["cost", "revenue"]].sum()

per_yuan = (____ - crowd["cost"]) / crowd["cost"]

left = 80
for name in per_yuan.sort_values(ascending=False).index:
    if per_yuan[name] > 0:
        give = min(left, crowd.loc[name, "cost"] / 7)  # 最多给它一天花得掉的
        left = left - give
        print(f"{name}：{give:.2f} 元")
print(f"留着不花：{left:.2f} 元")

# %% solution="s6"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
m, r = fresh["margin"], fresh["return_rate"]
week = report[report["date"] < "2025-12-22"]
crowd = week.groupby("crowd")[["cost", "revenue"]].sum()

per_yuan = (crowd["revenue"] * (m - r) - crowd["cost"]) / crowd["cost"]

left = 80
for name in per_yuan.sort_values(ascending=False).index:
    if per_yuan[name] > 0:
        give = min(left, crowd.loc[name, "cost"] / 7)  # 最多给它一天花得掉的
        left = left - give
        print(f"{name}：{give:.2f} 元")
print(f"留着不花：{left:.2f} 元")

# %% right="s6"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
week = report[report["date"] < "2025-12-22"]
crowd = week.groupby("crowd")[["cost", "revenue"]].sum()
per_yuan = crowd["revenue"] / crowd["cost"] * (fresh["margin"] - fresh["return_rate"]) - 1

# %% wrong="s6" says="你没有乘（m − r）。成交金额里有一大半是货钱。"
week = report[report["date"] < "2025-12-22"]
crowd = week.groupby("crowd")[["cost", "revenue"]].sum()
per_yuan = (crowd["revenue"] - crowd["cost"]) / crowd["cost"]

# %% wrong="s6" says="你忘了退货。芦柑退了就坏了，要乘 m − r。"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
week = report[report["date"] < "2025-12-22"]
crowd = week.groupby("crowd")[["cost", "revenue"]].sum()
per_yuan = (crowd["revenue"] * fresh["margin"] - crowd["cost"]) / crowd["cost"]

# %% wrong="s6" says="少了括号：要先算 m − r，再去乘成交金额。"
fresh = load("keyword_economics").sort_values(["return_rate", "margin"]).iloc[-1]
week = report[report["date"] < "2025-12-22"]
crowd = week.groupby("crowd")[["cost", "revenue"]].sum()
kept = crowd["revenue"] * fresh["margin"] - fresh["return_rate"]
per_yuan = (kept - crowd["cost"]) / crowd["cost"]

# %% [markdown] hint="s6"
# 成交 1 元，留下 m − r 元。整列成交金额能留下多少？

# %% [markdown] hint="s6"
# 空里填 `crowd["revenue"] * (m - r)`，括号也要。

# %% check="s6"
check("L11.s6", per_yuan=per_yuan)

# %% [markdown]
# ## 决定：一周 350 元怎么投（预计 9 分钟）
#
# 林姐拿出 350 元，一天 50 元，投 7 天。下面是三个方案，同一批人，看谁留下的钱多。
#
# - **广撒网**：谁都投；
# - **封顶**：谁都投，一个人一天最多看 1 次；
# - **只投人群包**：不在包里的人不投。
#
# **先猜**再运行。再写第四个方案，在实验里找一个更好的，填进 `mine`。
#
# 还有一件事，上面的钱里没有算：**寄得远，运费贵**。2.5 千克一箱，寄西部每单多花好几元，路上还容易坏。
# 把 `far_fee` 换成你问到的快递价，看哪个方案变了。书上常说的新疆更远，这里最远的是西部。
#
# 和同桌说清四件事：
#
# 1. 一周花多少元，投给谁，哪里不投；
# 2. 看哪一个数，谁除以谁；
# 3. 亏到多少元就停；
# 4. 7 天只有几十单，有多少可能是碰巧？要不要再试一周？

# %%
far_fee = {"西部": 8.0, "北方": 5.0}  # 元/单，假设：比寄到福建多出的运费
mine = {"cap": 1, "regions": {"北方": -1}}  # 你的方案，改它

plans = {
    "广撒网": {},
    "封顶 1 次": {"cap": 1},
    "只投人群包": {"crowds": {"通投人群": -1}},
    "我的": mine,
}
left = {}
for name, plan in plans.items():
    result = model.change(budget=50, **plan).run()
    orders = result.report.groupby("region")["orders"].sum()
    postage = sum(orders.get(place, 0) * fee for place, fee in far_fee.items())
    left[name] = result.left - postage
    print(f"{name}：{result.headline()}远处运费 {postage:.0f} 元。")
plotting.bar_chart(pd.Series(left), title="一周留下的钱", unit="元", xlabel="方案");

# %% [markdown] quiz="k3"
# 时段溢价 +20%，地域溢价 -100%，人群溢价 +60%。最后怎么样？
#
# - [ ] 出价比基础出价低 20% :: 这是把 20、-100、60 加起来。溢价是相乘的。
# - [x] 不投，出价是 0 :: 1.2 × 0 × 1.6 = 0。有一个是 -100%，就不投。
# - [ ] 出价是基础的 1.92 倍 :: 1.2 × 1.6 = 1.92，漏了地域那一个括号，它是 0。

# %% [markdown] quiz="k4"
# 芦柑在西部的 ROAS 是 5，保本 ROAS 是 4.8。可以放心加钱吗？
#
# - [ ] 可以，5 比 4.8 大 :: 4.8 里没有算多出的运费。寄得远，每单还要多付几元。
# - [x] 先把多出的运费算上，再看有几单 :: 每单多付几元，可能就亏了。单数少，5 也可能是碰巧。
# - [ ] 不可以，远的地方都不投 :: 不一定。算完运费还有剩，就可以小额试。

# %% [markdown] quiz="k5"
# 预算每天 50 元，常常半天就花完。给每人每天封顶 1 次，多半会怎样？
#
# - [ ] 花的钱少一大半 :: 预算本来就不够，省下的钱会去给别人看。
# - [x] 花的钱差不多，碰到的人变多 :: 不再反复给同一个人看，钱就够给更多的人看一次。
# - [ ] 什么都不变 :: 有人一天看好几次。封顶以后，那几次给了别人。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 算出溢价以后的出价：三个括号相乘，人群只用最大的（第 1 步）；
# 2. 算出 CPM，把两种买法换成一个单位：eCPM = 点击率 × CPC × 1000（第 2 步）；
# 3. 说清人群包的人数为什么不能相加：同一个人在好几个包里（第 3 步）；
# 4. 算出频次，看出封顶省下多少：展现 ÷ 触达（第 4、5 步）；
# 5. 算出生鲜的保本 ROAS：1 ÷（m − r）（第 6 步）；
# 6. 算出一天的钱先给谁：从每 1 元留下最多的给起，给到它花得掉的数（第 7 步）；
# 7. 决定一周 350 元怎么投：小额先试，运费算进去，写好停的线。
#
# 回到林姐的问题：「加来加去，到底出多少钱？西部也投吗？」现在你能算给她看了。
#
# 接着打开 `exercises/11_display` 里的练习。第 1–4 题课上做，其余的回家做。
