# %% [markdown] lesson="03_shop_health" title="店铺体检" tables=["orders","orders_paid","visits","shop_daily","shop_monthly"]
# # 第 3 课 店铺体检
#
# 第 2 课里，余婶定下了：只有付了款的才算数，下一批货先备给订单多的几个城市。
#
# 永春的林姐种芦柑。合作社有个老网站，后台天天写着：PV 一千多，IP 七百到一千。
# 林姐问：「一天来这么多人，怎么卖不动？」
#
# 今年合作社又开了新店，记录更细。这节课，你给两个店做体检，再告诉林姐 500 元先花在哪里。
#
# **学完这节课，你能：**
#
# 1. 从日报里找出不可能的日子；
# 2. 算出 UV，说清它为什么不能按天相加；
# 3. 算出支付转化率；
# 4. 算出客单价、笔单价和 UV 价值；
# 5. 把销售额的变化拆成三个原因；
# 6. 用这些数决定 500 元先试什么。
#
# 预计 55 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 出来的是老网站一天的日报，后面多加了两列。把 `"2025-11-11"` 换成别的日子，再运行一次。

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

site = load("shop_daily")
site["day"] = site["date"].dt.strftime("%Y-%m-%d")

day = "2025-11-11"
one = site[site["day"] == day]
# assign：多加两列
one.assign(每个IP看几页=one["pv"] / one["ip"], 咨询率=one["consults"] / one["uv"])

# %% [markdown] quiz="k1"
# 假如老网站有一天的 PV 是 1500。那天来了多少人？
#
# - [ ] 1500 人 :: PV 数的是页面被打开几次。一个人看三页，PV 就加 3。
# - [ ] 750 人，一人看两页 :: 有人看一页，有人看十页。光凭 PV 算不出人数。
# - [x] 说不准，但不会超过 1500 人 :: 来一个人至少打开一页，所以人数不会比 PV 多。要知道人数，得看 UV。

# %% [markdown]
# ## 第 1 步 数字可能是假的（预计 5 分钟）
#
# 三个词先分清：
#
# | 词 | 数的是什么 |
# |---|---|
# | 浏览量 PV（page view） | 页面被打开几次。刷新一次，加 1 |
# | 访客数 UV（unique visitor） | 来了几个不同的人。一个人来几次都算 1 |
# | IP | 几个不同的上网地址。一所学校可能共用一个 |
#
# 来一个人，至少打开一页。所以同一天里，**PV 一定不少于 UV**。
# IP 比 UV 少，倒很正常：好几个人可以共用一个 IP。

# %% [markdown] step="s1" kind="number" rows=["A21"]
# ### 填空：有几天不可能
#
# PV 比 UV 少的日子，一定是统计出了错。**先猜**：老网站三个月里，会有这样的日子吗？
# 运行下面这一格，看蓝线（PV）有没有掉到橙线（UV）下面。
#
# 再用代码数一数，整张 `site` 里有几天 PV 比 UV 少，放进 `wrong_days`。
# 写法是 `(条件).sum()`。条件成立的那一行算 1，加起来就是天数。
#
# **本课口径：`pv` 小于 `uv` 的天数，单位是天，精确到个位。**

# %% starter="s1"
ax = site.plot(x="day", y=["pv", "uv"], title="老网站每天的 PV 和 UV", rot=30)
ax.set(xlabel="日期", ylabel="PV（次），UV（人）", ylim=(0, None))
ax.legend(["PV（次）", "UV（人）"], loc="lower right", ncol=2)

wrong_days = (____).sum()

# %% solution="s1"
wrong_days = (site["pv"] < site["uv"]).sum()

# %% right="s1"
wrong_days = len(site[site["pv"] < site["uv"]])

# %% wrong="s1" says="你数的是 PV 比 UV 多的日子，那是正常的。把大小关系换个方向想。"
wrong_days = (site["pv"] > site["uv"]).sum()

# %% wrong="s1" says="你数的是 IP 比 UV 少的日子。几个人可以共用一个 IP，这不算错。要比的是 PV 和 UV。"
wrong_days = (site["ip"] < site["uv"]).sum()

# %% wrong="s1" says="你数的是买家比访客多的日子。那也不可能，但这一题问的是 PV 和 UV。"
wrong_days = (site["buyers"] > site["uv"]).sum()

# %% [markdown] hint="s1"
# 条件里要比两列：`site["pv"]` 和 `site["uv"]`。哪个小于哪个，才不可能？

# %% [markdown] hint="s1"
# 小于号是 `<`，放在两列中间。

# %% check="s1"
check("L03.s1", wrong_days=wrong_days)

# %% [markdown]
# ## 第 2 步 UV 不能相加（预计 6 分钟）
#
# 老网站只留下日报。新店留下了每一次访问：`visits` 里一行是一次访问。
#
# 先看 11 月 10 日和 11 日。`.between(早, 晚)` 留下这两天。
#
# **先猜**：两天的 UV 加起来，和「这两天一共来过多少人」，哪个大？还是一样？
#
# 运行以后 **改一个数**：把 `"2025-11-10"` 改成 `"2025-11-01"`，再运行。差距变大还是变小？

# %%
visits = load("visits")
visits["day"] = visits["started_at"].dt.strftime("%Y-%m-%d")
nov = visits[visits["day"] <= "2025-11-30"]

some_days = nov[nov["day"].between("2025-11-10", "2025-11-11")]
daily_uv = some_days.groupby("day")["visitor_id"].nunique()
print(daily_uv)
print("按天相加：", daily_uv.sum(), "人")
print("不同的人：", some_days["visitor_id"].nunique(), "人")

# %% [markdown] step="s2" kind="number"
# ### 填空：11 月的 UV
#
# 一个人今天来，明天又来，按天相加就数了他两次。
# 所以要算哪段时间的 UV，就在那整段时间里，把每个人只数一次。
#
# 算 11 月的月 UV，放进 `nov_uv`。用表 `nov`。
#
# **本课口径：UV 是整段时间里不同的 `visitor_id` 的个数，单位是人，精确到个位。**

# %% starter="s2"
nov_uv = nov[____].nunique()

# %% solution="s2"
nov_uv = nov["visitor_id"].nunique()

# %% right="s2"
nov_uv = len(set(nov["visitor_id"]))

# %% wrong="s2" says="你把每天的 UV 加了起来。来几天的人就被数了几次。整个月里，每个人只数一次。"
nov_uv = nov.groupby("day")["visitor_id"].nunique().sum()

# %% wrong="s2" says="你把各渠道的 UV 加了起来。走过两个渠道的人被数了两次。"
nov_uv = nov.groupby("channel")["visitor_id"].nunique().sum()

# %% wrong="s2" says="你数的是访问次数。一行是一次访问，一个人可以有很多行。看看引号里写的是哪一列。"
nov_uv = nov["visit_id"].nunique()

# %% wrong="s2" says="你加的是页数，那是浏览量 PV。UV 数的是人。"
nov_uv = nov["pages"].sum()

# %% [markdown] hint="s2"
# `nunique()` 数的是「有几个不同的」。你要数几个不同的人，人写在哪一列？

# %% [markdown] hint="s2"
# 列名要带引号。上面的两天那一格里，就有现成的写法。

# %% check="s2"
check("L03.s2", nov_uv=nov_uv)

# %% [markdown]
# ## 第 3 步 拉一拉漏斗，再把它拆开（预计 8 分钟）
#
# 从进店到付款，每一段都有人走掉，所以叫漏斗（funnel）。运行下面第一格，会出来一个小实验：
#
# 1. 拉「看几天」。右边两条横杠，一条是每天 UV 首尾相接，一条是去重的 UV，看它们怎么分开；
# 2. 看左边的漏斗：哪一段走掉的人最多？换一个渠道，还是那一段吗？
#
# 第二格不用滑块，用代码做同一件事。然后把「加不拢」拆开看：找出来得最勤的那位访客，看他的每一次访问。
# 数一数他来了几天，走过几个渠道。想一想：**UV 按渠道能相加吗？**

# %%
from opscourse.labs import funnel

funnel.show()

# %%
print(funnel.FunnelModel(days=30).run())

days_each = nov.groupby("visitor_id")["day"].nunique().sort_values()
guest = days_each.index[-1]
print(f"来得最勤的是 {guest}，来了 {days_each.iloc[-1]} 天。按天相加，就数了他这么多次。")
nov.loc[nov["visitor_id"] == guest, ["visitor_id", "day", "channel", "pages"]]

# %% [markdown]
# ## 第 4 步 转化率（预计 6 分钟）
#
# 支付转化率（conversion rate, CVR）问的是：来的人里，有多少人付了款？
#
# **本课口径：支付转化率 = 支付买家数 ÷ 访客数。上面是人，下面也是人，取同一段时间。**
#
# 小心一个常见的错。下面是两天的数，两天来的人都不同。
# **先猜**：两种算法，结果一样吗？哪一种该信？

# %%
small = pd.DataFrame({"访客": [10, 300], "买家": [2, 6]}, index=["冷清的一天", "热闹的一天"])
rates = small["买家"] / small["访客"]
print("先算每天，再取平均：", round(rates.mean(), 4))
print("总买家 ÷ 总访客：", round(small["买家"].sum() / small["访客"].sum(), 4))

# %% [markdown] step="s3" kind="number" precision="0.0001"
# ### 填空：11 月的支付转化率
#
# 平均的算法错在哪？10 个人的一天和 300 个人的一天，被看得一样重。所以 **比率不能取平均，要用总数除总数**。
#
# 下面 `nov_paid` 是 11 月付了款的订单。一行是订单里的一件商品，买家写在 `buyer_id` 列。
# 算 11 月的支付转化率，放进 `nov_cvr`。
#
# **本课口径：支付买家数 ÷ 访客数，都取 11 月，精确到 0.0001（小数，0.05 就是 5%）。**

# %% starter="s3"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]

nov_cvr = nov_paid[____].nunique() / nov["visitor_id"].nunique()

# %% solution="s3"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]

nov_cvr = nov_paid["buyer_id"].nunique() / nov["visitor_id"].nunique()

# %% right="s3"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
nov_cvr = len(set(nov_paid["buyer_id"])) / len(set(nov["visitor_id"]))

# %% wrong="s3" says="分子用成了订单数。一位买家下两单，还是一个人。"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
nov_cvr = nov_paid["order_id"].nunique() / nov["visitor_id"].nunique()

# %% wrong="s3" says="分子用成了行数。订单表一行是一件商品，不是一位买家。"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
nov_cvr = len(nov_paid) / nov["visitor_id"].nunique()

# %% wrong="s3" says="分母用成了访问次数。一个人来三次，还是一位访客。"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
nov_cvr = nov_paid["buyer_id"].nunique() / len(nov)

# %% wrong="s3" says="分母用成了每天 UV 加起来的数。第 2 步说过，UV 不能按天相加。"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
nov_cvr = nov_paid["buyer_id"].nunique() / nov.groupby("day")["visitor_id"].nunique().sum()

# %% wrong="s3" says="你先算了每天的转化率，再取平均。冷清的一天和热闹的一天被看得一样重了。"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
by_day = nov_paid.groupby("day")["buyer_id"].nunique() / nov.groupby("day")["visitor_id"].nunique()
nov_cvr = by_day.mean()

# %% wrong="s3" says="分子用成了所有时间的买家。分子和分母要取同一段时间。"
paid = load("orders_paid")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
nov_paid = paid[paid["day"].between("2025-11-01", "2025-11-30")]
nov_cvr = paid["buyer_id"].nunique() / nov["visitor_id"].nunique()

# %% [markdown] hint="s3"
# 分母已经写好了，是人。分子也要是人：付了款的人写在哪一列？

# %% [markdown] hint="s3"
# `order_id` 是订单，`line_id` 是一行商品，`buyer_id` 是买家。

# %% check="s3"
check("L03.s3", nov_cvr=nov_cvr)

# %% [markdown]
# ## 第 5 步 一位买家花多少（预计 6 分钟）
#
# **先猜**：下面是 11 月的一张订单。它在表里占几行？

# %%
rows_each = nov_paid.groupby("order_id")["line_id"].count().sort_values()
nov_paid.loc[nov_paid["order_id"] == rows_each.index[-1], ["order_id", "buyer_id", "sku", "amount"]]

# %% [markdown] step="s4" kind="number" precision="0.01"
# ### 填空：11 月的客单价
#
# 一张订单可以有好几行，一位买家可以下好几张订单。所以分母不同，意思就不同：
#
# - 客单价 = 支付金额 ÷ 支付**买家数**：一位买家花多少；
# - 笔单价（AOV）= 支付金额 ÷ 支付**订单数**：一张订单多少钱。
#
# 有些网页（还有 AI）把后一个也叫客单价。看到客单价，先问一句：谁除以谁？
#
# 算 11 月的客单价，放进 `nov_spend`。每行的钱在 `amount` 列。
#
# **本课口径：支付金额 ÷ 支付买家数，不减退款，单位是元，精确到分（0.01 元）。**

# %% starter="s4"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_money / ____

# %% solution="s4"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_money / nov_paid["buyer_id"].nunique()

# %% right="s4"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_paid.groupby("buyer_id")["amount"].sum().mean()

# %% wrong="s4" says="分母用成了订单数，那是笔单价。同一位买家下了两单，算几个人？"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_money / nov_paid["order_id"].nunique()

# %% wrong="s4" says="分母用成了行数。一行是一件商品，不是一位买家。"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_money / len(nov_paid)

# %% wrong="s4" says="分母用成了件数，那是件单价。"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_money / nov_paid["qty"].sum()

# %% wrong="s4" says="分母用成了所有访客，那是 UV 价值，下一题才算。客单价只除以付了款的人。"
nov_money = nov_paid["amount"].sum()
nov_spend = nov_money / nov["visitor_id"].nunique()

# %% wrong="s4" says="你从金额里减掉了退款。支付金额不减退款。"
nov_money = nov_paid["amount"].sum() - nov_paid["refund_amount"].sum()
nov_spend = nov_money / nov_paid["buyer_id"].nunique()

# %% [markdown] hint="s4"
# 上一步转化率的分子，就是支付买家数。

# %% [markdown] hint="s4"
# `nov_paid["哪一列"].nunique()`。

# %% check="s4"
check("L03.s4", nov_spend=nov_spend)

# %% [markdown] step="s5" kind="number" precision="0.01"
# ## 第 6 步 自己来：一位访客值多少
#
# （预计 6 分钟）
#
# UV 价值问的是：平均每来一位访客（买没买都算），店里收到多少钱？
# 林姐要花钱买访客，就先看这个数。
#
# 这次没有半截的代码。算出来，放进 `nov_uv_value`。
#
# **本课口径：UV 价值 = 支付金额 ÷ 访客数，都取 11 月，单位是元/人，精确到分（0.01 元）。**

# %% starter="s5"
nov_uv_value = ____

# %% solution="s5"
nov_uv_value = nov_paid["amount"].sum() / nov["visitor_id"].nunique()

# %% right="s5"
cvr = nov_paid["buyer_id"].nunique() / nov["visitor_id"].nunique()
nov_uv_value = cvr * nov_paid["amount"].sum() / nov_paid["buyer_id"].nunique()

# %% wrong="s5" says="分母用成了买家数，那是客单价。没买的访客也要算进分母。"
nov_uv_value = nov_paid["amount"].sum() / nov_paid["buyer_id"].nunique()

# %% wrong="s5" says="分母用成了访问次数。一个人来几次都只算一位访客。"
nov_uv_value = nov_paid["amount"].sum() / len(nov)

# %% wrong="s5" says="分母用成了每天 UV 加起来的数。UV 不能按天相加。"
nov_uv_value = nov_paid["amount"].sum() / nov.groupby("day")["visitor_id"].nunique().sum()

# %% [markdown] hint="s5"
# 分子是 11 月的钱，在 `nov_paid` 里。分母是 11 月的人，在 `nov` 里。

# %% [markdown] hint="s5"
# 也可以用 支付转化率 × 客单价。想一想：买家数为什么会约掉？

# %% check="s5"
check("L03.s5", nov_uv_value=nov_uv_value)

# %% [markdown]
# ## 第 7 步 销售额变了，怪谁（预计 6 分钟）
#
# 三个数乘起来，正好是销售额：
#
# **支付金额 = UV × 支付转化率 × 客单价**
#
# 所以销售额变了，只有三个地方可以找原因。办法是：一次只换一个数，看金额变多少。
# 下面是新店的月报 `shop_monthly`，取 8 月和 9 月。`.iloc[0]` 是取第一行。
#
# **先猜**：9 月的钱变了，主要怪谁？运行后看一看表，再猜一次。

# %%
monthly = load("shop_monthly")
m8 = monthly[monthly["month"] == "2025-08"].iloc[0]
m9 = monthly[monthly["month"] == "2025-09"].iloc[0]

cvr8, cvr9 = m8["buyers"] / m8["uv"], m9["buyers"] / m9["uv"]
spend8, spend9 = m8["amount"] / m8["buyers"], m9["amount"] / m9["buyers"]
pd.DataFrame(
    {"UV（人）": [m8["uv"], m9["uv"]], "支付转化率": [cvr8, cvr9], "客单价（元）": [spend8, spend9],
     "支付金额（元）": [m8["amount"], m9["amount"]]},
    index=["8 月", "9 月"],
).round(4)

# %% [markdown] step="s6" kind="number" precision="0.01"
# ### 填空：UV 带来多少钱
#
# 按 UV → 转化率 → 客单价 的顺序换。先只把 UV 从 8 月的换成 9 月的，其他两个还用 8 月的。
# 金额变多少元？放进 `by_uv`。变少就是负数。后两份已经写好，看看它们用的是哪个月的数。
#
# **本课口径：（9 月 UV − 8 月 UV）× 8 月转化率 × 8 月客单价，单位是元，精确到分（0.01 元）。**

# %% starter="s6"
by_uv = (m9["uv"] - m8["uv"]) * ____ * ____

by_cvr = m9["uv"] * (cvr9 - cvr8) * spend8
by_spend = m9["uv"] * cvr9 * (spend9 - spend8)
reasons = pd.Series({"UV": by_uv, "支付转化率": by_cvr, "客单价": by_spend})
print("三份相加：", round(reasons.sum(), 2), "元；实际变化：", round(m9["amount"] - m8["amount"], 2), "元")
plotting.bar_chart(reasons, title="9 月比 8 月多出的支付金额", unit="元", xlabel="原因");

# %% solution="s6"
by_uv = (m9["uv"] - m8["uv"]) * cvr8 * spend8

by_cvr = m9["uv"] * (cvr9 - cvr8) * spend8
by_spend = m9["uv"] * cvr9 * (spend9 - spend8)
reasons = pd.Series({"UV": by_uv, "支付转化率": by_cvr, "客单价": by_spend})
print("三份相加：", round(reasons.sum(), 2), "元；实际变化：", round(m9["amount"] - m8["amount"], 2), "元")
plotting.bar_chart(reasons, title="9 月比 8 月多出的支付金额", unit="元", xlabel="原因");

# %% right="s6"
by_uv = m9["uv"] * m8["amount"] / m8["uv"] - m8["amount"]

# %% wrong="s6" says="没换的两个数，你用了 9 月的。先只换 UV，转化率和客单价还用 8 月的。"
by_uv = (m9["uv"] - m8["uv"]) * cvr9 * spend9

# %% wrong="s6" says="客单价你用了 9 月的。轮到它之前，它还是 8 月的。"
by_uv = (m9["uv"] - m8["uv"]) * cvr8 * spend9

# %% wrong="s6" says="转化率你用了 9 月的。轮到它之前，它还是 8 月的。"
by_uv = (m9["uv"] - m8["uv"]) * cvr9 * spend8

# %% wrong="s6" says="正负号反了。问的是 9 月比 8 月多了多少，用后面的减前面的。"
by_uv = (m8["uv"] - m9["uv"]) * cvr8 * spend8

# %% wrong="s6" says="你算的是全部变化，没有拆开。这里只换 UV 一个数。"
by_uv = m9["amount"] - m8["amount"]

# %% [markdown] hint="s6"
# 两个空，一个填转化率，一个填客单价。它们还没轮到换，是哪个月的？

# %% [markdown] hint="s6"
# 名字里带 8 的是 8 月：`cvr8`、`spend8`。

# %% check="s6"
check("L03.s6", by_uv=by_uv)

# %% [markdown]
# ## 决定 500 元先试什么（预计 8 分钟）
#
# 林姐有 500 元。三条路：
#
# - **买访客**：花钱请人进店；
# - **提转化率**：把商品页的照片和说明重做一遍；
# - **提客单价**：做一个两箱装的优惠。
#
# 下面三个假设是编的，用来练习。哪个假设一变，结论就变？把它们改一改，运行三次。再和同桌说：
#
# 1. UV 价值是一位访客带来的**支付金额**，不是利润，还要扣货钱和运费。请一位访客比 UV 价值还贵，就先别买；
# 2. 花钱请来的人可能不太想买。所以先花一小部分试，再看数；
# 3. 你先试哪一条，花多少，看哪个数，看几天？数不好就停。
#
# 这没有标准答案。换一家店，最弱的一段可能不同。

# %%
cost_per_visitor = 3.0  # 假设：请来一位访客要 3 元
cvr_up = 0.05           # 假设：重做商品页，转化率变成原来的 1.05 倍
spend_up = 8.0          # 假设：两箱装让每位买家多花 8 元

money, buyers = nov_paid["amount"].sum(), nov_paid["buyer_id"].nunique()
value = money / nov["visitor_id"].nunique()
ways = pd.Series(
    {"买访客": 500 / cost_per_visitor * value, "提转化率": money * cvr_up, "提客单价": buyers * spend_up}
)
plotting.bar_chart(ways, title="一个月多收的支付金额", unit="元", xlabel="500 元花在哪里（按上面的假设）");

# %% [markdown] quiz="k2"
# 下了单不一定付款。订单转化率 = 支付订单数 ÷ 下单订单数。金额转化率 = 支付金额 ÷ 下单金额。
# 今天下了 3 张订单：30 元、30 元、240 元。只有 240 元那张没付款。哪句话对？
#
# - [ ] 订单转化率和金额转化率都是 2/3 :: 订单转化率是 2/3。金额转化率要用钱除以钱：付了 60 元，下单是 300 元。
# - [x] 订单转化率约 67%，金额转化率 20% :: 3 张付了 2 张；300 元付了 60 元。金额转化率低很多，说明丢的是大单。
# - [ ] 订单转化率 20%，金额转化率约 67% :: 放反了。订单转化率数订单，金额转化率数钱。

# %% [markdown] quiz="k3"
# 11 月每天的 UV 加起来，比 11 月的月 UV 大很多。这说明什么？
#
# - [ ] 统计出错了，两个数应该一样 :: 没有出错。常来的人在每天的 UV 里各算一次，在月 UV 里只算一次。
# - [ ] 有人刷新了很多次页面 :: 刷新会让 PV 变多，不会让 UV 变多。
# - [x] 有不少人来了不止一天 :: 来 5 天的人，按天相加被数 5 次，月 UV 里只数 1 次。

# %% [markdown] quiz="k4" rows=["A24"]
# 一份早年的行业总结说：电商交易规模前三季度 5 万亿元，全年将达 7 万亿元。这是当时的预测，数很旧，这里只拿来练算术。照它算，第四季度占全年多少？
#
# - [ ] 25% :: 一年四个季度，不等于每个季度都一样多。第四季度有双 11。
# - [ ] 40% :: 2 ÷ 5 的分母是前三季度。题目问占全年，分母要用全年。
# - [x] 约 28.6% :: 第四季度是 7 − 5 = 2 万亿元。2 ÷ 7 约等于 0.286。
# - [ ] 约 71.4% :: 5 ÷ 7 是前三季度占全年的份。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 从日报里找出不可能的日子：PV 不会少于 UV，买家不会多于访客（第 1 步）；
# 2. 算出 UV，说清它为什么不能按天相加：常来的人会被重复数（第 2、3 步）；
# 3. 算出支付转化率：买家 ÷ 访客，总数除总数（第 4 步）；
# 4. 算出客单价、笔单价和 UV 价值：先问谁除以谁（第 5、6 步）；
# 5. 把销售额的变化拆成三个原因：一次只换一个数（第 7 步）；
# 6. 用这些数决定 500 元先试什么：写下假设，小额先试。
#
# 还有一个词，练习里会用到。**跳失率**（bounce rate）= 只看 1 页的访问次数 ÷ 总访问次数。有些后台按人算，数会不一样，所以先看口径。
#
# 接着打开 `exercises/03_shop_health` 里的练习。第 1–4 题课上做，其余的回家做。
