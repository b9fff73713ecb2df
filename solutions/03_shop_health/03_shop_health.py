# %% [markdown] exercise="03_shop_health" title="店铺体检" scenario="coop" tables=["orders","orders_paid","visits","shop_daily","shop_monthly"] minutes=75
# # 练习 03 店铺体检
#
# 课上用 11 月学了方法。现在你给合作社的店做 12 月的体检。
#
# - 第 1–4 题在课上做，第 5–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("03.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("03")`。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

import matplotlib.pyplot as plt
import pandas as pd

plotting.use_style()

# %% [markdown]
# ## 准备好的表
#
# 下面这一格把表读进来，也切好了时间段。先运行它。
#
# | 名字 | 是什么 | 一行是 |
# |---|---|---|
# | `dec_visits` | 12 月的访问记录 | 一次访问 |
# | `dec_paid` | 12 月付款的订单 | 订单里的一件商品 |
# | `half_visits` `half_paid` | 同样的两张表，只到 12 月 15 日 | 同上 |
# | `recent_placed` | 11 月和 12 月下的订单，没付款的也在 | 订单里的一件商品 |
# | `site` | 合作社老网站的日报 | 一天 |
# | `m9` `m10` | 店铺月报里 2025 年 9 月和 10 月那两行 | 一个月 |
#
# 除了月报，每张表都多了一列 `day`，是文字写的日期，比如 `"2025-12-08"`。

# %%
visits = load("visits")
paid = load("orders_paid")
placed = load("orders")
site = load("shop_daily")
monthly = load("shop_monthly")

visits["day"] = visits["started_at"].dt.strftime("%Y-%m-%d")
paid["day"] = paid["paid_at"].dt.strftime("%Y-%m-%d")
placed["day"] = placed["created_at"].dt.strftime("%Y-%m-%d")
site["day"] = site["date"].dt.strftime("%Y-%m-%d")

dec_visits = visits[visits["day"] >= "2025-12-01"]
dec_paid = paid[paid["day"] >= "2025-12-01"]

half_visits = dec_visits[dec_visits["day"] <= "2025-12-15"]
half_paid = dec_paid[dec_paid["day"] <= "2025-12-15"]

recent_placed = placed[placed["day"] >= "2025-11-01"]

m9 = monthly[monthly["month"] == "2025-09"].iloc[0]
m10 = monthly[monthly["month"] == "2025-10"].iloc[0]

# %% [markdown]
# ## 课上做：第 1–4 题

# %% [markdown] question="q1" kind="dict" points=2 where="class" rows=["C17"]
# ### 第 1 题 月 UV 和日 UV 之和
#
# 用 `dec_visits` 算两个数，放进 `uv_two_ways`：
#
# - `"月UV"`：整个 12 月来过多少人；
# - `"日UV之和"`：先算每一天来了多少人，再把 31 天加起来。
#
# **本课口径：UV 是不同的 `visitor_id` 的个数，单位是人，精确到个位。**

# %% starter="q1"
uv_two_ways = {
    "月UV": ____,
    "日UV之和": ____,
}

# %% solution="q1"
uv_two_ways = {
    "月UV": dec_visits["visitor_id"].nunique(),
    "日UV之和": dec_visits.groupby("day")["visitor_id"].nunique().sum(),
}

# %% right="q1"
uv_two_ways = {
    "月UV": len(dec_visits["visitor_id"].unique()),
    "日UV之和": len(dec_visits[["day", "visitor_id"]].drop_duplicates()),
}

# %% right="q1"
daily = [len(set(one["visitor_id"])) for _, one in dec_visits.groupby("day")]
uv_two_ways = {"月UV": len(set(dec_visits["visitor_id"])), "日UV之和": sum(daily)}

# %% wrong="q1" says="月 UV 那一格，你把每天的 UV 加了起来。一个人来三天，就被你数了三次。想一想：整个月里，每个人只能数几次？"
added = dec_visits.groupby("day")["visitor_id"].nunique().sum()
uv_two_ways = {"月UV": added, "日UV之和": added}

# %% wrong="q1" says="月 UV 那一格，你数的是访问次数。表里一行是一次访问，一个人可以来很多次。UV 数的是人。"
uv_two_ways = {
    "月UV": len(dec_visits),
    "日UV之和": dec_visits.groupby("day")["visitor_id"].nunique().sum(),
}

# %% wrong="q1" says="月 UV 那一格，你加的是看过的页数，那是浏览量 PV。同一个人刷新一次，PV 就多 1。UV 数的是人。"
uv_two_ways = {
    "月UV": dec_visits["pages"].sum(),
    "日UV之和": dec_visits.groupby("day")["visitor_id"].nunique().sum(),
}

# %% wrong="q1" says="月 UV 那一格，你把各渠道的 UV 加了起来。一个人先从搜索来，又从直播来，就被你数了两次。"
uv_two_ways = {
    "月UV": dec_visits.groupby("channel")["visitor_id"].nunique().sum(),
    "日UV之和": dec_visits.groupby("day")["visitor_id"].nunique().sum(),
}

# %% wrong="q1" says="日 UV 之和那一格，你加的是每天的访问次数。同一天里，一个人来两次也只算一个访客。"
uv_two_ways = {
    "月UV": dec_visits["visitor_id"].nunique(),
    "日UV之和": dec_visits.groupby("day")["visitor_id"].count().sum(),
}

# %% wrong="q1" says="日 UV 之和那一格，你算的是平均每天的 UV。题目要的是 31 天加起来。"
uv_two_ways = {
    "月UV": dec_visits["visitor_id"].nunique(),
    "日UV之和": dec_visits.groupby("day")["visitor_id"].nunique().mean(),
}

# %% wrong="q1" says="两个数放反了。想一想：哪个数会把常来的人数很多次？"
uv_two_ways = {
    "月UV": dec_visits.groupby("day")["visitor_id"].nunique().sum(),
    "日UV之和": dec_visits["visitor_id"].nunique(),
}

# %% note="q1"
# trap not used: UV does not add up over pages either: `visits` has no column of pages by name.
# trap not used: IP taken for UV: `visits` has no IP; q7 names it on the old site's report.

# %% [markdown] hint="q1"
# 数「有多少个不同的人」，用 `.nunique()`。月 UV 只要一步。

# %% [markdown] hint="q1"
# 日 UV 分两步。先按 `day` 分组，每组数人。再把每天的数加起来。

# %% [markdown] hint="q1"
# 第二格的样子：`dec_visits.groupby(哪一列)["visitor_id"].数人().加起来()`。把中文换成真的写法。

# %% check="q1"
check("03.q1", uv_two_ways=uv_two_ways)

# %% [markdown] question="q2" kind="number" points=2 precision="0.0001" where="class"
# ### 第 2 题 支付转化率 CVR
#
# 算 12 月 1 日到 15 日的支付转化率，放进 `cvr`。
# 用 `half_visits` 和 `half_paid`。
#
# **本课口径：支付转化率 = 支付买家数 ÷ 访客数，两个数取同一段时间，精确到 0.0001（小数，不写百分号）。**

# %% starter="q2"
cvr = ____

# %% solution="q2"
cvr = half_paid["buyer_id"].nunique() / half_visits["visitor_id"].nunique()

# %% right="q2"
buyers = len(set(half_paid["buyer_id"]))
visitors = len(set(half_visits["visitor_id"]))
cvr = round(buyers / visitors, 4)

# %% right="q2"
cvr = len(half_paid.drop_duplicates("buyer_id")) / len(half_visits.drop_duplicates("visitor_id"))

# %% wrong="q2" says="分子用成了订单数。一位买家下两单，还是一位买家。转化率数的是人。"
cvr = half_paid["order_id"].nunique() / half_visits["visitor_id"].nunique()

# %% wrong="q2" says="分子用成了表的行数。订单表一行是一件商品，不是一位买家。"
cvr = len(half_paid) / half_visits["visitor_id"].nunique()

# %% wrong="q2" says="分母用成了访问次数。一个人来三次是三次访问，但只是一位访客。"
cvr = half_paid["buyer_id"].nunique() / len(half_visits)

# %% wrong="q2" says="分母用成了每天 UV 加起来的数。分子里每个人只数一次，分母里却把常来的人数了好几次。"
cvr = (
    half_paid["buyer_id"].nunique() / half_visits.groupby("day")["visitor_id"].nunique().sum()
)

# %% wrong="q2" says="你先算了每天的转化率，再取平均。来 10 个人的一天和来 300 个人的一天，就被看得一样重。要用整段时间的分子除以整段时间的分母。"
daily_buyers = half_paid.groupby("day")["buyer_id"].nunique()
daily_visitors = half_visits.groupby("day")["visitor_id"].nunique()
cvr = (daily_buyers.reindex(daily_visitors.index, fill_value=0) / daily_visitors).mean()

# %% wrong="q2" says="分子把没付款的买家也算进来了。那是下单转化率。支付转化率只数付了款的人。"
half_placed = placed[placed["day"].between("2025-12-01", "2025-12-15")]
cvr = half_placed["buyer_id"].nunique() / half_visits["visitor_id"].nunique()

# %% wrong="q2" says="分子和分母不是同一段时间。分子取了整个 12 月，分母只取了半个月。"
cvr = dec_paid["buyer_id"].nunique() / half_visits["visitor_id"].nunique()

# %% note="q2"
# trap not used: "on big sale days visitors buy the next day" moves numerator and denominator
# apart inside the window; it is a caution about reading the figure, not another way to compute it.

# %% [markdown] hint="q2"
# 转化率问的是：来的人里，有多少人付了款？上面是人，下面也是人。

# %% [markdown] hint="q2"
# 买家在 `half_paid` 的 `buyer_id` 列。访客在 `half_visits` 的 `visitor_id` 列。两边都要去掉重复的人。

# %% [markdown] hint="q2"
# 两个 `.nunique()`，中间一个 `/`。

# %% check="q2"
check("03.q2", cvr=cvr)

# %% [markdown] question="q3" kind="dict" points=2 precision={"客单价":"0.01","笔单价":"0.01"} where="class"
# ### 第 3 题 客单价和笔单价
#
# 用 `dec_paid` 算 12 月的两个数，放进 `two_prices`。
#
# **本课口径：客单价 = 支付金额 ÷ 支付买家数；笔单价 = 支付金额 ÷ 支付订单数。支付金额是 `amount` 之和，不减退款。单位是元，精确到分（0.01 元）。**

# %% starter="q3"
two_prices = {
    "客单价": ____,
    "笔单价": ____,
}

# %% solution="q3"
two_prices = {
    "客单价": dec_paid["amount"].sum() / dec_paid["buyer_id"].nunique(),
    "笔单价": dec_paid["amount"].sum() / dec_paid["order_id"].nunique(),
}

# %% right="q3"
two_prices = {
    "客单价": round(float(dec_paid.groupby("buyer_id")["amount"].sum().mean()), 2),
    "笔单价": round(float(dec_paid.groupby("order_id")["amount"].sum().mean()), 2),
}

# %% right="q3"
money = dec_paid["amount"].sum()
two_prices = {
    "笔单价": money / len(set(dec_paid["order_id"])),
    "客单价": money / len(set(dec_paid["buyer_id"])),
}

# %% wrong="q3" says="客单价的分母用成了订单数，那是笔单价。客单价看的是每位买家花了多少。同一位买家下了两单，算几个人？"
one = dec_paid["amount"].sum() / dec_paid["order_id"].nunique()
two_prices = {"客单价": one, "笔单价": one}

# %% wrong="q3" says="笔单价的分母用成了买家数，那是客单价。笔单价看的是每张订单多少钱。"
one = dec_paid["amount"].sum() / dec_paid["buyer_id"].nunique()
two_prices = {"客单价": one, "笔单价": one}

# %% wrong="q3" says="客单价和笔单价放反了。「客」是买家，「笔」是订单。"
two_prices = {
    "客单价": dec_paid["amount"].sum() / dec_paid["order_id"].nunique(),
    "笔单价": dec_paid["amount"].sum() / dec_paid["buyer_id"].nunique(),
}

# %% wrong="q3" says="笔单价的分母用成了行数。订单表一行是一件商品，一张订单可以有好几行。"
two_prices = {
    "客单价": dec_paid["amount"].sum() / dec_paid["buyer_id"].nunique(),
    "笔单价": dec_paid["amount"].mean(),
}

# %% wrong="q3" says="笔单价的分母用成了件数，那是件单价。一张订单可以买好几件。"
two_prices = {
    "客单价": dec_paid["amount"].sum() / dec_paid["buyer_id"].nunique(),
    "笔单价": dec_paid["amount"].sum() / dec_paid["qty"].sum(),
}

# %% wrong="q3" says="你从金额里减掉了退款。支付金额不减退款；减了退款的叫净销售额。"
money = dec_paid["amount"].sum() - dec_paid["refund_amount"].sum()
two_prices = {
    "客单价": money / dec_paid["buyer_id"].nunique(),
    "笔单价": money / dec_paid["order_id"].nunique(),
}

# %% wrong="q3" says="金额里混进了没付款的订单，那是 GMV（下单金额）。这里只算付了款的。"
money = placed.loc[placed["day"] >= "2025-12-01", "amount"].sum()
two_prices = {
    "客单价": money / dec_paid["buyer_id"].nunique(),
    "笔单价": money / dec_paid["order_id"].nunique(),
}

# %% note="q3"
# trap not used: "preorder counted when fully paid": the tables have no preorders.
# trap not used: amount without postage: `amount` already holds the line's share of 邮费 and no
# column tells it apart safely.

# %% [markdown] hint="q3"
# 两个数的分子一样，都是 12 月的支付金额。不同的是分母。

# %% [markdown] hint="q3"
# 「客」数买家：`buyer_id`。「笔」数订单：`order_id`。都要去掉重复。

# %% check="q3"
check("03.q3", two_prices=two_prices)

# %% [markdown] question="q4" kind="series" points=2 precision="0.01" where="class"
# ### 第 4 题 每个渠道的 UV 价值
#
# 用 `dec_visits` 和 `dec_paid`，算 12 月每个渠道的 UV 价值，放进 `uv_value`。
# 它是一个 Series（带标签的一列数）：标签是渠道，数是 UV 价值。顺序不限。
#
# **本课口径：UV 价值 = 这个渠道的支付金额 ÷ 这个渠道的访客数，单位是元/人，精确到分（0.01 元）。**

# %% starter="q4"
money_by_channel = ____
visitors_by_channel = ____
uv_value = money_by_channel / visitors_by_channel

# %% solution="q4"
money_by_channel = dec_paid.groupby("channel")["amount"].sum()
visitors_by_channel = dec_visits.groupby("channel")["visitor_id"].nunique()
uv_value = money_by_channel / visitors_by_channel

# %% right="q4"
uv_value = pd.Series(
    {
        channel: dec_paid.loc[dec_paid["channel"] == channel, "amount"].sum()
        / rows["visitor_id"].nunique()
        for channel, rows in dec_visits.groupby("channel")
    }
)

# %% right="q4"
people = dec_visits.drop_duplicates(["channel", "visitor_id"]).groupby("channel").size()
uv_value = (dec_paid.groupby("channel")["amount"].sum() / people).round(2)

# %% wrong="q4" says="分母用成了访问次数。UV 价值要除以人数，一个人来几次都只算一个。"
uv_value = dec_paid.groupby("channel")["amount"].sum() / dec_visits.groupby("channel").size()

# %% wrong="q4" says="分母用成了买家数，那是客单价。UV 价值的分母是来过的所有人，没买的也算。"
uv_value = (
    dec_paid.groupby("channel")["amount"].sum() / dec_paid.groupby("channel")["buyer_id"].nunique()
)

# %% wrong="q4" says="分母用成了全店的访客数。看一个渠道，分子和分母都只取这个渠道。"
uv_value = dec_paid.groupby("channel")["amount"].sum() / dec_visits["visitor_id"].nunique()

# %% wrong="q4" says="分母用成了每天 UV 加起来的数。一个人来三天，只能算一位访客。"
daily = dec_visits.groupby(["channel", "day"])["visitor_id"].nunique()
uv_value = dec_paid.groupby("channel")["amount"].sum() / daily.groupby("channel").sum()

# %% wrong="q4" says="金额里混进了没付款的订单，那是 GMV（下单金额）。这里只算付了款的。"
ordered = placed[placed["day"] >= "2025-12-01"]
uv_value = (
    ordered.groupby("channel")["amount"].sum()
    / dec_visits.groupby("channel")["visitor_id"].nunique()
)

# %% wrong="q4" says="你从金额里减掉了退款。支付金额不减退款；减了退款的叫净销售额。"
net = dec_paid["amount"] - dec_paid["refund_amount"].fillna(0)
uv_value = (
    net.groupby(dec_paid["channel"]).sum()
    / dec_visits.groupby("channel")["visitor_id"].nunique()
)

# %% wrong="q4" says="你算的是每个渠道的转化率：上面是买家数。UV 价值的上面是钱。"
uv_value = (
    dec_paid.groupby("channel")["buyer_id"].nunique()
    / dec_visits.groupby("channel")["visitor_id"].nunique()
)

# %% [markdown] hint="q4"
# 两张表都按 `channel` 分组。一张表加钱，一张表数人。

# %% [markdown] hint="q4"
# 加钱：`dec_paid.groupby("channel")[哪一列].sum()`。数人也这样写，把最后一步换成数不同的人。

# %% [markdown] hint="q4"
# 两个 Series 相除时，pandas 会把标签相同的配成一对。所以你不用自己对齐。

# %% check="q4"
check("03.q4", uv_value=uv_value)

# %% [markdown]
# ## 回家做：第 5–8 题

# %% [markdown] question="q5" kind="frame" points=2 precision={"跳失率":"0.0001"} id_columns=["渠道"] where="home"
# ### 第 5 题 每个渠道的跳失率
#
# 跳失率（bounce rate）高，说明很多人看一页就走了。
# 用 `dec_visits` 做一张表 `bounce`，一行一个渠道，三列：
#
# - `渠道`；
# - `访问次数`：这个渠道有几次访问；
# - `跳失率`。
#
# **本课口径：跳失率 = 只看 1 页的访问次数 ÷ 总访问次数（按访问算，不按人算），精确到 0.0001（小数）。访问次数精确到个位。**

# %% starter="q5"
all_visits = ____
one_page = ____
bounce = pd.DataFrame({
    "渠道": all_visits.index,
    "访问次数": all_visits.values,
    "跳失率": (one_page / all_visits).values,
})

# %% solution="q5"
all_visits = dec_visits.groupby("channel")["visit_id"].count()
one_page = dec_visits[dec_visits["pages"] == 1].groupby("channel")["visit_id"].count()
bounce = pd.DataFrame({
    "渠道": all_visits.index,
    "访问次数": all_visits.values,
    "跳失率": (one_page / all_visits).values,
})

# %% right="q5"
marked = dec_visits.assign(left=dec_visits["pages"] == 1)
bounce = marked.groupby("channel")["left"].agg(["size", "mean"]).reset_index()
bounce.columns = ["渠道", "访问次数", "跳失率"]

# %% right="q5"
bounce = pd.DataFrame(
    [
        {"渠道": name, "访问次数": len(rows), "跳失率": round((rows["pages"] == 1).mean(), 4)}
        for name, rows in dec_visits.groupby("channel")
    ]
)

# %% wrong="q5" says="你按人算了：浏览量为 1 的访客 ÷ 访客数。有些后台这样算，但本课的口径按访问算。一个人来两次，就是两次访问。"
pages = dec_visits.groupby(["channel", "visitor_id"])["pages"].sum()
people = pages.groupby("channel").size()
alone = (pages == 1).groupby("channel").sum()
bounce = pd.DataFrame({
    "渠道": people.index,
    "访问次数": dec_visits.groupby("channel").size().values,
    "跳失率": (alone / people).values,
})

# %% wrong="q5" says="访问次数那一列，你数的是人。一个人来三次，是三次访问。"
visit_count = dec_visits.groupby("channel")["visitor_id"].nunique()
share = (dec_visits["pages"] == 1).groupby(dec_visits["channel"]).mean()
bounce = pd.DataFrame({
    "渠道": visit_count.index, "访问次数": visit_count.values, "跳失率": share.values
})

# %% wrong="q5" says="你算反了：这是看了 2 页以上的访问占多少。跳失是只看 1 页就走。"
visit_count = dec_visits.groupby("channel").size()
share = (dec_visits["pages"] > 1).groupby(dec_visits["channel"]).mean()
bounce = pd.DataFrame({
    "渠道": visit_count.index, "访问次数": visit_count.values, "跳失率": share.values
})

# %% wrong="q5" says="你先算了每天的跳失率，再取平均。访问少的一天和访问多的一天就一样重了。要用整个月的次数相除。"
visit_count = dec_visits.groupby("channel").size()
by_day = (dec_visits["pages"] == 1).groupby([dec_visits["channel"], dec_visits["day"]]).mean()
bounce = pd.DataFrame({
    "渠道": visit_count.index,
    "访问次数": visit_count.values,
    "跳失率": by_day.groupby("channel").mean().values,
})

# %% wrong="q5" says="分母用成了全店的访问次数。这样算出来的是这个渠道的跳失占全店多少，不是它自己的跳失率。"
visit_count = dec_visits.groupby("channel").size()
alone = (dec_visits["pages"] == 1).groupby(dec_visits["channel"]).sum()
bounce = pd.DataFrame({
    "渠道": visit_count.index,
    "访问次数": visit_count.values,
    "跳失率": (alone / len(dec_visits)).values,
})

# %% note="q5"
# trap not used: "30-minute gap rule changes 跳失率": `visits` is already cut into visits.
# trap not used: 跳失 UV / 引导 UV (another platform's figure): the table has no 引导 UV.

# %% [markdown] hint="q5"
# `all_visits`：按渠道分组，数有几行。表里一行就是一次访问，数 `visit_id` 就行。

# %% [markdown] hint="q5"
# `one_page`：先留下 `pages` 等于 1 的行，再按渠道数。「等于」写两个等号：`==`。

# %% [markdown] hint="q5"
# 两步的尾巴一样：`.groupby("channel")["visit_id"].count()`。第二步前面多一个筛选 `dec_visits[ ... ]`。

# %% check="q5"
check("03.q5", bounce=bounce)

# %% [markdown] question="q6" kind="dict" points=2 precision={"UV":"0.01","转化率":"0.01","客单价":"0.01"} where="home" rows=["D06"]
# ### 第 6 题 销售额变了，是谁的原因
#
# `m9` 是 9 月那一行，`m10` 是 10 月那一行。取数这样写：`m9["uv"]`、`m9["buyers"]`、`m9["amount"]`。
# 从 9 月到 10 月，支付金额变了多少元？把它拆成三份，放进 `reasons`。
#
# 按 **UV → 转化率 → 客单价** 的顺序，一次只换一个：
#
# 1. 三个数都用 9 月的；
# 2. 把 UV 换成 10 月的，金额变了多少，就是 UV 的份；
# 3. 再把转化率也换成 10 月的，又变了多少，就是转化率的份；
# 4. 最后把客单价也换掉，又变了多少，就是客单价的份。
#
# 三份加起来，要等于 10 月金额减 9 月金额。变少就是负数。
#
# **本课口径：支付金额 = UV × 支付转化率 × 客单价；按 UV → 转化率 → 客单价的顺序替换，单位是元，精确到分（0.01 元）。中间的数不要四舍五入。**

# %% starter="q6"
cvr9 = m9["buyers"] / m9["uv"]
cvr10 = m10["buyers"] / m10["uv"]
spend9 = m9["amount"] / m9["buyers"]
spend10 = m10["amount"] / m10["buyers"]

reasons = {
    "UV": ____,
    "转化率": ____,
    "客单价": ____,
}

# %% solution="q6"
cvr9 = m9["buyers"] / m9["uv"]
cvr10 = m10["buyers"] / m10["uv"]
spend9 = m9["amount"] / m9["buyers"]
spend10 = m10["amount"] / m10["buyers"]

reasons = {
    "UV": (m10["uv"] - m9["uv"]) * cvr9 * spend9,
    "转化率": m10["uv"] * (cvr10 - cvr9) * spend9,
    "客单价": m10["uv"] * cvr10 * (spend10 - spend9),
}

# %% right="q6"
start = float(m9["amount"])
step1 = m10["uv"] * (m9["amount"] / m9["uv"])
step2 = m10["buyers"] * (m9["amount"] / m9["buyers"])
end = float(m10["amount"])
reasons = {"UV": step1 - start, "转化率": step2 - step1, "客单价": end - step2}

# %% wrong="q6" says="替换的顺序反了。你先换客单价，最后换 UV。顺序不同，三份就不同，所以要照题目的顺序。"
cvr0, cvr1 = m9["buyers"] / m9["uv"], m10["buyers"] / m10["uv"]
one0, one1 = m9["amount"] / m9["buyers"], m10["amount"] / m10["buyers"]
reasons = {
    "UV": (m10["uv"] - m9["uv"]) * cvr1 * one1,
    "转化率": m9["uv"] * (cvr1 - cvr0) * one1,
    "客单价": m9["uv"] * cvr0 * (one1 - one0),
}

# %% wrong="q6" says="每一份里，没换的数你都用了 9 月的。这样三份加起来不等于总变化。已经换过的数，后面就要用 10 月的。"
cvr0, cvr1 = m9["buyers"] / m9["uv"], m10["buyers"] / m10["uv"]
one0, one1 = m9["amount"] / m9["buyers"], m10["amount"] / m10["buyers"]
reasons = {
    "UV": (m10["uv"] - m9["uv"]) * cvr0 * one0,
    "转化率": m9["uv"] * (cvr1 - cvr0) * one0,
    "客单价": m9["uv"] * cvr0 * (one1 - one0),
}

# %% wrong="q6" says="你用了订单数，不是买家数。订单数除以 UV 不是支付转化率，金额除以订单数是笔单价。"
cvr0, cvr1 = m9["orders"] / m9["uv"], m10["orders"] / m10["uv"]
one0, one1 = m9["amount"] / m9["orders"], m10["amount"] / m10["orders"]
reasons = {
    "UV": (m10["uv"] - m9["uv"]) * cvr0 * one0,
    "转化率": m10["uv"] * (cvr1 - cvr0) * one0,
    "客单价": m10["uv"] * cvr1 * (one1 - one0),
}

# %% wrong="q6" says="正负号反了。题目问从 9 月到 10 月变了多少，是后面的减前面的。"
cvr0, cvr1 = m9["buyers"] / m9["uv"], m10["buyers"] / m10["uv"]
one0, one1 = m9["amount"] / m9["buyers"], m10["amount"] / m10["buyers"]
reasons = {
    "UV": (m9["uv"] - m10["uv"]) * cvr0 * one0,
    "转化率": m10["uv"] * (cvr0 - cvr1) * one0,
    "客单价": m10["uv"] * cvr1 * (one0 - one1),
}

# %% wrong="q6" says="你放的是三个指标各自变了多少，单位还是人、比率和元。题目要的是每一个带来了多少元的变化。"
reasons = {
    "UV": m10["uv"] - m9["uv"],
    "转化率": m10["buyers"] / m10["uv"] - m9["buyers"] / m9["uv"],
    "客单价": m10["amount"] / m10["buyers"] - m9["amount"] / m9["buyers"],
}

# %% note="q6"
# trap not used: the log decomposition (the other lawful way): the text orders the sequential one,
# and a learner of L02 has not met logarithms.

# %% [markdown] hint="q6"
# 第一份：`(10 月 UV - 9 月 UV) × 9 月转化率 × 9 月客单价`。

# %% [markdown] hint="q6"
# 第二份里，UV 已经换成 10 月的了，客单价还是 9 月的。变的是转化率。

# %% [markdown] hint="q6"
# 做完验一验：`sum(reasons.values())` 要等于 `m10["amount"] - m9["amount"]`。

# %% check="q6"
check("03.q6", reasons=reasons)

# %% [markdown] question="q7" kind="list" points=2 where="home" rows=["A21"]
# ### 第 7 题 老网站日报里不可能的日子
#
# `site` 是老网站的日报。有几天的数不可能是真的，可能是统计代码坏了。
# 符合下面任何一条，就是不可能的日子：
#
# - 浏览量比访客数少：`pv < uv`；
# - 买家数比访客数多：`buyers > uv`（转化率大于 1）。
#
# 找出所有这样的日子，放进列表 `bad_days`。
# 列表里每一项是文字，写成 `"2025-03-08"` 这个样子（就是 `day` 列），从早到晚排。
#
# **本课口径：PV ≥ UV，买家数 ≤ 访客数；违反任何一条就列出，精确到天。**

# %% starter="q7"
impossible = ____
bad_days = sorted(site[impossible]["day"])

# %% solution="q7"
impossible = (site["pv"] < site["uv"]) | (site["buyers"] > site["uv"])
bad_days = sorted(site[impossible]["day"])

# %% right="q7"
few_pages = set(site.loc[site["pv"] < site["uv"], "day"])
many_buyers = set(site.loc[site["buyers"] > site["uv"], "day"])
bad_days = sorted(few_pages | many_buyers)

# %% right="q7"
ordered = site.sort_values("date")
bad_days = [
    day
    for day, pv, uv, buyers in zip(ordered["day"], ordered["pv"], ordered["uv"], ordered["buyers"])
    if pv < uv or buyers > uv
]

# %% wrong="q7" says="你只查了 PV 比 UV 少的日子。还有一条：买家比访客多，也不可能。"
bad_days = sorted(site.loc[site["pv"] < site["uv"], "day"])

# %% wrong="q7" says="你只查了买家比访客多的日子。还有一条：PV 比 UV 少，也不可能。"
bad_days = sorted(site.loc[site["buyers"] > site["uv"], "day"])

# %% wrong="q7" says="你要求两条同时成立。题目说符合任何一条就算。「且」是 `&`，「或」是 `|`。"
both = (site["pv"] < site["uv"]) & (site["buyers"] > site["uv"])
bad_days = sorted(site.loc[both, "day"])

# %% wrong="q7" says="你把 IP 比 UV 少的日子也算了。一所学校、一栋楼可以共用一个 IP，所以 IP 少于 UV 很正常。"
odd = (site["pv"] < site["uv"]) | (site["buyers"] > site["uv"]) | (site["ip"] < site["uv"])
bad_days = sorted(site.loc[odd, "day"])

# %% wrong="q7" says="你列的是正常的日子。题目要的是不可能的日子。"
fine = (site["pv"] >= site["uv"]) & (site["buyers"] <= site["uv"])
bad_days = sorted(site.loc[fine, "day"])

# %% note="q7"
# trap not used: PV >= visits >= UV in the middle: `shop_daily` does not count visits.

# %% [markdown] hint="q7"
# 两个条件各写一对括号，中间用 `|`，意思是「或」。

# %% [markdown] hint="q7"
# 第一个条件是 `(site["pv"] < site["uv"])`。照它写第二个。

# %% check="q7"
check("03.q7", bad_days=bad_days)

# %% [markdown] question="q8" kind="dict" points=2 precision={"订单转化率":"0.0001","金额转化率":"0.0001"} where="home" rows=["B32","C19"]
# ### 第 8 题 下了单，付了多少
#
# 用 `recent_placed`（11 月和 12 月下的订单，没付款的也在）算两个比率，放进 `pay_rates`。
# `paid_at` 有时间，就是付了款；是空的，就是没付。
#
# **本课口径：订单转化率 = 支付订单数 ÷ 下单订单数；金额转化率 = 支付金额 ÷ 下单金额。都只看这两个月下的单，不减退款，精确到 0.0001（小数）。**

# %% starter="q8"
paid_part = recent_placed[recent_placed["paid_at"].notna()]

pay_rates = {
    "订单转化率": ____,
    "金额转化率": ____,
}

# %% solution="q8"
paid_part = recent_placed[recent_placed["paid_at"].notna()]

pay_rates = {
    "订单转化率": paid_part["order_id"].nunique() / recent_placed["order_id"].nunique(),
    "金额转化率": paid_part["amount"].sum() / recent_placed["amount"].sum(),
}

# %% right="q8"
orders = recent_placed.groupby("order_id").agg(money=("amount", "sum"), when=("paid_at", "first"))
done = orders["when"].notna()
pay_rates = {
    "订单转化率": float(done.mean()),
    "金额转化率": float(orders.loc[done, "money"].sum() / orders["money"].sum()),
}

# %% wrong="q8" says="你数的是行数。订单表一行是一件商品，一张订单可以有好几行。先把订单去重再数。"
paid_part = recent_placed[recent_placed["paid_at"].notna()]
pay_rates = {
    "订单转化率": len(paid_part) / len(recent_placed),
    "金额转化率": paid_part["amount"].sum() / recent_placed["amount"].sum(),
}

# %% wrong="q8" says="你数的是买家。买家比的是「下单的人里几个付了款」，订单转化率比的是订单。"
paid_part = recent_placed[recent_placed["paid_at"].notna()]
pay_rates = {
    "订单转化率": paid_part["buyer_id"].nunique() / recent_placed["buyer_id"].nunique(),
    "金额转化率": paid_part["amount"].sum() / recent_placed["amount"].sum(),
}

# %% wrong="q8" says="你只留了状态是「已付款」的订单。已发货、已签收、已评价、已退款的订单，也都付过款。看 `paid_at` 有没有时间。"
paid_part = recent_placed[recent_placed["status"] == "已付款"]
pay_rates = {
    "订单转化率": paid_part["order_id"].nunique() / recent_placed["order_id"].nunique(),
    "金额转化率": paid_part["amount"].sum() / recent_placed["amount"].sum(),
}

# %% wrong="q8" says="你从支付金额里减掉了退款。这里问的是下单以后付没付，不管后来退不退。"
paid_part = recent_placed[recent_placed["paid_at"].notna()]
pay_rates = {
    "订单转化率": paid_part["order_id"].nunique() / recent_placed["order_id"].nunique(),
    "金额转化率": (paid_part["amount"].sum() - paid_part["refund_amount"].sum())
    / recent_placed["amount"].sum(),
}

# %% wrong="q8" says="两个比率放反了。订单转化率数订单，金额转化率数钱。"
paid_part = recent_placed[recent_placed["paid_at"].notna()]
pay_rates = {
    "订单转化率": paid_part["amount"].sum() / recent_placed["amount"].sum(),
    "金额转化率": paid_part["order_id"].nunique() / recent_placed["order_id"].nunique(),
}

# %% wrong="q8" says="两格都是没付款的占比。题目要的是付了款的占多少。"
unpaid = recent_placed[recent_placed["paid_at"].isna()]
pay_rates = {
    "订单转化率": unpaid["order_id"].nunique() / recent_placed["order_id"].nunique(),
    "金额转化率": unpaid["amount"].sum() / recent_placed["amount"].sum(),
}

# %% note="q8"
# trap not used: orders / visitors (that is another funnel step): named in q2.

# %% [markdown] hint="q8"
# `paid_part` 已经留下了付款的行。分母用 `recent_placed`，分子用 `paid_part`，算法一样。

# %% [markdown] hint="q8"
# 订单用 `["order_id"].nunique()` 数。钱用 `["amount"].sum()` 加。

# %% check="q8"
check("03.q8", pay_rates=pay_rates)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="figure" bonus=true
# ### 加分题一 画各渠道的访客数
#
# 用 `half_visits`（12 月 1 日到 15 日）画一张柱状图（bar chart）：横轴是渠道，纵轴是访客数。
# `plotting.bar_chart` 会画图，你来填标题 `title`、单位 `unit` 和横轴的名称 `xlabel`。纵轴的名称由标题和单位拼成。
# 画好的图放进 `channel_chart`。用别的办法画也行，但要有标题，纵轴要有名称和单位。
#
# **本课口径：访客数是每个渠道里不同的 `visitor_id` 的个数，单位是人，精确到个位。**

# %% starter="b1"
visitors = ____
channel_chart = plotting.bar_chart(visitors, title=____, unit=____, xlabel=____)

# %% solution="b1"
visitors = half_visits.groupby("channel")["visitor_id"].nunique()
channel_chart = plotting.bar_chart(
    visitors, title="12 月上半月各渠道访客数", unit="人", xlabel="渠道"
)

# %% right="b1"
visitors = half_visits.groupby("channel")["visitor_id"].nunique().sort_values()
fig, channel_chart = plt.subplots()
channel_chart.bar(visitors.index, visitors.values)
channel_chart.set_title("合作社店铺：各渠道访客数")
channel_chart.set_xlabel("渠道")
channel_chart.set_ylabel("访客数(人)")

# %% wrong="b1" says="柱子的高度是访问次数，不是访客数。一个人来三次，只能算一个人。"
counts = half_visits.groupby("channel")["visit_id"].count()
fig, channel_chart = plt.subplots()
channel_chart.bar(counts.index, counts.values)
channel_chart.set_title("12 月上半月各渠道访客数")
channel_chart.set_xlabel("渠道")
channel_chart.set_ylabel("访客数（人）")

# %% wrong="b1" says="柱子的高度是每天 UV 加起来的数。常来的人被数了好几次。"
counts = half_visits.groupby(["channel", "day"])["visitor_id"].nunique().groupby("channel").sum()
fig, channel_chart = plt.subplots()
channel_chart.bar(counts.index, counts.values)
channel_chart.set_title("12 月上半月各渠道访客数")
channel_chart.set_xlabel("渠道")
channel_chart.set_ylabel("访客数（人）")

# %% [markdown] hint="b1"
# 先按渠道数人，写法和第 4 题一样，表换成 `half_visits`。

# %% [markdown] hint="b1"
# `title`、`unit`、`xlabel` 后面写带引号的文字。数的是人，单位就写 `"人"`。

# %% check="b1"
check("03.b1", channel_chart=channel_chart)

# %% [markdown] question="b2" kind="function" precision="0.01" bonus=true
# ### 加分题二 写一个函数：平均访问深度
#
# 函数（function）是给一段算法起个名字。以后换一张表，不用重写。
# 写函数 `visit_depth(table)`。`table` 是一张和 `dec_visits` 一样的表。`return` 后面写要交出去的数。
#
# 如果表是空的（0 次访问），0 不能做分母，要交出 `float("nan")`（不是一个数）。
# 函数里只能用 `table`，不要用外面的表。
#
# **本课口径：平均访问深度 = 浏览量 PV ÷ 访问次数。PV 是 `pages` 之和，单位是页/次，精确到 0.01。**

# %% starter="b2"
def visit_depth(table):
    if len(table) == 0:
        return ____
    return ____

# %% solution="b2"
def visit_depth(table):
    if len(table) == 0:
        return float("nan")
    return table["pages"].sum() / len(table)

# %% right="b2"
def visit_depth(table):
    return table["pages"].mean()

# %% wrong="b2" says="你除的是人数。有些后台这样算，但本课的访问深度除以访问次数。"
def visit_depth(table):
    if len(table) == 0:
        return float("nan")
    return table["pages"].sum() / table["visitor_id"].nunique()

# %% wrong="b2" says="空表时你交出了 0。0 的意思是每次看 0 页，可是这里根本没有访问。没有访问时，要交出 `float('nan')`。"
def visit_depth(table):
    if len(table) == 0:
        return 0.0
    return table["pages"].sum() / len(table)

# %% wrong="b2" says="你交出的是总页数，那是浏览量 PV。深度还要除以访问次数。"
def visit_depth(table):
    return table["pages"].sum()

# %% cases="b2"
def made(people, pages):
    return pd.DataFrame({
        "visit_id": [f"T{n}" for n in range(len(people))],
        "visitor_id": people,
        "pages": pd.Series(pages, dtype="int64"),
    })


cases = [
    ("@visits",),
    (made(["甲", "甲", "乙"], [1, 4, 2]),),
    (made(["甲", "乙", "乙", "丙", "丙"], [3, 1, 1, 9, 2]),),
    (made(["甲", "甲", "甲", "甲"], [5, 1, 6, 3]),),
]
edge = (made([], []),)

# %% [markdown] hint="b2"
# 访问次数就是表的行数：`len(table)`。

# %% [markdown] hint="b2"
# 第一个 `return` 后面写 `float("nan")`。第二个 `return` 后面写页数之和除以行数。

# %% check="b2"
check("03.b2", visit_depth=visit_depth)

# %% [markdown]
# ## 写作：体检单（回家做）

# %% [markdown] task="w1" points=20
# ### 写一张体检单
#
# 合作社的理事长不看代码，只看一张纸。请你给他写一张店铺体检单，150 字左右。
# 数字用练习数据里 2025 年 12 月的（你在上面算出来的）。
#
# 要写清四件事：
#
# 1. 店里现在怎么样：至少 3 个数，每个数带单位；
# 2. 哪一段最弱，你从哪个数看出来；
# 3. 下个月先做哪一件事，谁来做，什么时候看结果；
# 4. 还有什么你不能确定。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，带单位和时间段 |
# | 切合对象/场景 | 5 | 理事长读得懂，不堆术语，说的是这家店 |
# | 表达与可执行 | 5 | 150 字左右；建议有人、有事、有时间 |
# | 合规与真实 | 5 | 不用「最好」「第一」这类极限词；不编数字；不确定的就说不确定 |
#
# **本课专看一条**：每个比率都说出谁除以谁。缺一处，在「事实与数据引用」里扣 1 分。
