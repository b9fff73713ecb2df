# %% [markdown] lesson="09_fulfilment" title="订单·物流·库存·客服" tables=["order_events","shipping","chats","orders_paid","inventory","skus"]
# # 第 9 课 订单·物流·库存·客服
#
# 第 8 课里，赖叔换上了新标题，来的人多了。连江养鲍鱼的江哥也照着换了标题，单子一下子多起来。
#
# 没高兴几天，手机响个不停：「昨天付的款怎么还没发？」「箱子打开全化了。」「问了半天没人回。」
# 江哥想多备货，又怕：鲍鱼是活的，放一天坏一点。他问：「备几份才够？先管哪一头？」
#
# 这节课，你替他把订单、发货、客服、库存四本账理清楚。
#
# **学完这节课，你能：**
#
# 1. 说出一张订单能怎么走，找出走错的；
# 2. 算 48 小时发货率，说清分母里有谁；
# 3. 算首次响应时长，说清为什么用中位数；
# 4. 用四步写一条回复；
# 5. 分清两种退款率；
# 6. 算再订货点，定江哥备几份货。
#
# 预计 64 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 出来的是一张鲍鱼订单走过的路。**改一个数**：把 `n = 0` 改成 `5`、`12`，看看别的订单走到哪里。

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

now = pd.Timestamp("2026-01-01")  # 今天：2025 年最后一天刚过完
paid = load("orders_paid")
abalone = paid[paid["sku"] == "连江鲍鱼-8只"]
events = load("order_events").sort_values(["order_id", "at"])

n = 0
ids = sorted(set(abalone["order_id"]) & set(events["order_id"]))
events[events["order_id"] == ids[n]]

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。5 位买家问了客服，等了 20、30、40、50 秒和 2 小时（夜里来的）。说「一般等多久」，用哪个数？
#
# - [ ] 平均，1468 秒 :: 五个人里四个只等了几十秒。平均被夜里那一位拉高了。
# - [x] 中位数，40 秒 :: 从小到大排，站在正中间的那个。夜里那一位再久，它也不动。
# - [ ] 最快的，20 秒 :: 那是运气最好的一位。

# %% [markdown] quiz="k2"
# 江哥说：「鲍鱼多备一点，总不会错。」你怎么看？
#
# - [ ] 对，断货最亏 :: 断货会亏，坏掉也会亏。活的货放一天坏一点。
# - [ ] 不对，尽量不备 :: 补货要两天才到。一份不备，这两天的单子都丢了。
# - [x] 要算：少备断货，多备坏掉 :: 两头的钱都算出来，中间有一个合适的数。第 6 步就算它。

# %% [markdown] rows=["A01","A04"]
# ## 第 1 步 一张订单怎么走（预计 8 分钟）
#
# 订单每走一步，就换一个**状态**（state）。哪一步能接哪一步，是定死的：
# 没付款不能发货，没发货不能签收。
#
# 运行下面第一格，打开第 ① 页：
#
# 1. 按「签收」试试。它说什么？
# 2. 按着走到「已评价」，一共按了几下？
# 3. 退回去，走到「已退款」。从哪几个状态能到那里？
#
# 第 ② 页留到第 4 步。第二格用代码做同一件事：先猜，它会在第几步报错？

# %%
from opscourse.labs import service

service.show()

# %%
from opscourse.labs.order_steps import Order, check_steps

print(Order().do("付款").do("发货").story())
print(check_steps(["拍下", "付款", "签收"]))

# %% [markdown] step="s1" kind="number"
# ### 填空：没付款，却发了货
#
# 系统也会记错。`steps_each` 是每张订单走过的步骤，是一个列表。
# 写一行的函数 `no_pay(steps)`：有「发货」，却没有「付款」，交出 `True`。再数一数有几张，放进 `free_goods`。
# 列表里有没有一个词，写 `"发货" in steps`；没有就写 `"付款" not in steps`。
#
# **本课口径：步骤里有发货、没有付款的订单数，单位是张，精确到个位。**

# %% starter="s1"
steps_each = events.groupby("order_id")["event"].agg(list)


def no_pay(steps):
    return "发货" in steps and ____


free_goods = steps_each.map(no_pay).sum()

# %% solution="s1"
steps_each = events.groupby("order_id")["event"].agg(list)


def no_pay(steps):
    return "发货" in steps and "付款" not in steps


free_goods = steps_each.map(no_pay).sum()

# %% right="s1"
shipped = set(events.loc[events["event"] == "发货", "order_id"])
payers = set(events.loc[events["event"] == "付款", "order_id"])
free_goods = len(shipped - payers)

# %% wrong="s1" says="你数的是付了款又发了货的，那是正常的。要没有付款的：用 `not in`。"
steps_each = events.groupby("order_id")["event"].agg(list)
free_goods = steps_each.map(lambda steps: "发货" in steps and "付款" in steps).sum()

# %% wrong="s1" says="你数的是没付款的订单，不管发没发。没付款也没发货，是正常的。"
steps_each = events.groupby("order_id")["event"].agg(list)
free_goods = steps_each.map(lambda steps: "付款" not in steps).sum()

# %% [markdown] hint="s1"
# 空里写第二个条件：步骤里没有「付款」。

# %% [markdown] hint="s1"
# `"付款" not in steps`

# %% check="s1"
check("L09.s1", free_goods=free_goods)

# %% [markdown] rows=["A22"]
# ## 第 2 步 48 小时发得出吗（预计 9 分钟）
#
# 江哥的店说了：付款后 48 小时内发货。`due_at` 就是付款加 48 小时，`shipped_at` 是交给快递的时刻。
# 第一格先看慢在哪一段：付款到发货，还是发货到签收？**先猜**。
#
# 第二格是隔壁店算的发货率，比我们的好看。**找毛病**：他的分母里少了谁？

# %%
parcels = load("shipping").merge(paid.groupby("order_id")["paid_at"].min(), on="order_id")
hours = pd.DataFrame({
    "付款到发货": parcels["shipped_at"] - parcels["paid_at"],
    "发货到签收": parcels["signed_at"] - parcels["shipped_at"],
}) / pd.Timedelta(hours=1)
print("一半的订单，这一段不超过几小时：")
print(hours.median().round(1).to_string())

# %%
winter = parcels[parcels["due_at"] >= "2025-12-01"]
sent = winter[winter["shipped_at"].notna()]
print("隔壁店的算法：", round((sent["shipped_at"] <= sent["due_at"]).mean(), 4))
print("他没算进去的：", len(winter) - len(sent), "张还没发，其中",
      ((winter["due_at"] <= now) & winter["shipped_at"].isna()).sum(), "张已经过了 48 小时")

# %% [markdown] step="s2" kind="number" precision="0.0001" rows=["D05"]
# ### 填空：双 11 那个月
#
# 到期了还没发的，正是最该算的；还没到期的，先不算。所以分母是**应发**：已经到期的订单。
# `november` 是 11 月到期的订单，都到期了。算 11 月的 48 小时发货率，放进 `nov_rate`。
# 后面的代码已经写好：它画出每个月的发货率。哪个月掉了下去？
#
# **本课口径：应发里 `shipped_at` 不晚于 `due_at` 的占多少，精确到 0.0001（小数）。**

# %% starter="s2"
november = parcels[(parcels["due_at"] >= "2025-11-01") & (parcels["due_at"] < "2025-12-01")]
nov_rate = (november["shipped_at"] <= ____).mean()

due = parcels[parcels["due_at"] <= now]
on_time = (due["shipped_at"] <= due["due_at"]).groupby(due["due_at"].dt.month).mean()
on_time.index = [f"{month} 月" for month in on_time.index]
plotting.bar_chart(on_time * 100, title="48 小时发货率", unit="%", xlabel="到期的月份");

# %% solution="s2"
november = parcels[(parcels["due_at"] >= "2025-11-01") & (parcels["due_at"] < "2025-12-01")]
nov_rate = (november["shipped_at"] <= november["due_at"]).mean()

due = parcels[parcels["due_at"] <= now]
on_time = (due["shipped_at"] <= due["due_at"]).groupby(due["due_at"].dt.month).mean()
on_time.index = [f"{month} 月" for month in on_time.index]
plotting.bar_chart(on_time * 100, title="48 小时发货率", unit="%", xlabel="到期的月份");

# %% right="s2"
november = parcels[(parcels["due_at"] >= "2025-11-01") & (parcels["due_at"] < "2025-12-01")]
waited = november["shipped_at"] - november["paid_at"]
nov_rate = (waited <= pd.Timedelta(hours=48)).sum() / len(november)

# %% wrong="s2" says="你拿签收的时间去比了。发货率看的是交给快递的时刻 `shipped_at`，和 `due_at` 比。"
november = parcels[(parcels["due_at"] >= "2025-11-01") & (parcels["due_at"] < "2025-12-01")]
nov_rate = (november["signed_at"] <= november["due_at"]).mean()

# %% wrong="s2" says="你比的是到今天为止发没发。要比有没有晚过 `due_at`。"
november = parcels[(parcels["due_at"] >= "2025-11-01") & (parcels["due_at"] < "2025-12-01")]
nov_rate = (november["shipped_at"] <= now).mean()

# %% wrong="s2" says="你拿付款的时间去比了。发货总在付款以后，没有一张能赶上。要和 `due_at` 比。"
november = parcels[(parcels["due_at"] >= "2025-11-01") & (parcels["due_at"] < "2025-12-01")]
nov_rate = (november["shipped_at"] <= november["paid_at"]).mean()

# %% [markdown] hint="s2"
# 左边是发货时间，右边是最晚发货时间。它在哪一列？

# %% [markdown] hint="s2"
# 空里填 `november["due_at"]`。

# %% check="s2"
check("L09.s2", nov_rate=nov_rate)

# %% [markdown]
# ## 第 3 步 多久才有人回（预计 8 分钟）
#
# 首次响应时长：从买家的第一句，到**人**的第一句。
# 下面是同一批聊天的两种算法。**先猜**：差几倍？

# %%
chats = load("chats")
talk = chats[chats["at"] < "2025-12-01"]  # 11 月

asked = talk[talk["sender"] == "买家"].groupby("chat_id")["at"].min()
answered = talk[talk["sender"] != "买家"].groupby("chat_id")["at"].min()
print("算法一：", round((answered - asked).dt.total_seconds().mean(), 1), "秒")

human = talk[talk["sender"] == "客服"].groupby("chat_id")["at"].min()
print("算法二：", round((human - asked).dt.total_seconds().mean(), 1), "秒")

# %% [markdown] step="s3" kind="number" precision="0.01" rows=["C27"]
# ### 填空：改好它
#
# 算法一把机器人算成了人：它一两秒就回，可是没解决问题。
# 算法二也有毛病：夜里来的人等到早上，几个大数把平均拉高了。`waits` 是每次聊天等了几秒，没人回的是 NaN。
# 换一个不怕大数的算法（第 6 课做卡片时用过），放进 `usual_wait`。
#
# **本课口径：11 月每次聊天的（客服第一句 − 买家第一句），换成秒，取中位数，没人回的不算，精确到 0.01 秒。**

# %% starter="s3"
waits = (human - asked).dt.total_seconds()
usual_wait = waits.____

# %% solution="s3"
waits = (human - asked).dt.total_seconds()
usual_wait = waits.median()

# %% right="s3"
waits = (human - asked).dt.total_seconds()
ordered = sorted(waits.dropna())
middle = len(ordered) // 2
usual_wait = (ordered[middle] + ordered[-1 - middle]) / 2

# %% wrong="s3" says="这还是平均。夜里的几个大数把它拉高了。要中位数。"
waits = (human - asked).dt.total_seconds()
usual_wait = waits.mean()

# %% wrong="s3" says="你把没人回的当成了 0 秒。没回不等于回得快。NaN 留着，`median()` 会跳过它。"
waits = (human - asked).dt.total_seconds()
usual_wait = waits.fillna(0).median()

# %% wrong="s3" says="这是最快的那一位，不是一般的情形。"
waits = (human - asked).dt.total_seconds()
usual_wait = waits.min()

# %% [markdown] hint="s3"
# 从小到大排，站在正中间的数，叫中位数（median）。

# %% [markdown] hint="s3"
# 空里填 `median()`，括号也要。

# %% check="s3"
check("L09.s3", usual_wait=usual_wait)

# %% [markdown] rows=["A04","A22","C27","X初3","Z3"]
# ## 第 4 步 客服十问（预计 10 分钟）
#
# 回得快，还要回得好。一条好回复有四步：
#
# | 步 | 说什么 | 例子 |
# |---|---|---|
# | 共情 | 先让他知道你听见了 | 让你久等了，抱歉 |
# | 核实 | 要看什么才能办 | 我查一下订单，请拍张照片 |
# | 方案 | 办什么 | 按个数赔、补发、今天发出 |
# | 时限 | 几点以前 | 18 点前把单号给你 |
#
# 回到第 1 步的实验，打开第 ② 页。有十位买家，每一位一显示就开始计时：
# 选他要什么、订单怎么办，写回复，按「发出」。先自己写三条，再试试「放入模板」。
#
# 它只找词，不懂意思：四步齐了，不等于说得好。**故意写一条**四步都有、可是没用的回复，看它认不认得出。
#
# 店里的规矩：一整箱不能吃了才退款；坏几个，按个数赔，订单不动。
# 鲍鱼是鲜活易腐的货，《消费者权益保护法》第二十五条没有要求它七天无理由退货；坏了的还是要赔。
#
# 下面用代码做同一件事。改一改 `text`，让四步都齐。

# %%
drill = service.ServiceDrill(seed=1)
print(drill.question())

text = "我们会尽快发货的，请放心。"
print(drill.reply("发货", "发货", text, seconds=25))
print(drill.summary())

# %% [markdown]
# ## 第 5 步 退款率有两种（预计 6 分钟）
#
# 江哥说：「10 月 100 张单子退了 5 张，是 5%。」合作社的会计说：「金额没有 5%。」都可能对：
#
# - 按笔数：退了款的订单 ÷ 付款的订单；
# - 按金额：退的钱 ÷ 付的钱。
#
# 还有一个常见的错：拿 10 月**办**的退款，除以 10 月的付款。办的退款里有 9 月的单子。

# %% [markdown] step="s4" kind="number" precision="0.0001" rows=["E07"]
# ### 填空：10 月退了多少钱
#
# `october` 是 10 月付款的订单，一行是一件商品。算按金额的退款率，放进 `money_back`。
# **先猜**：它和按笔数的一样大吗？
#
# **本课口径：10 月付款的订单，退款金额（什么时候退的都算）÷ 支付金额，精确到 0.0001（小数）。**

# %% starter="s4"
october = paid[(paid["paid_at"] >= "2025-10-01") & (paid["paid_at"] < "2025-11-01")]
returned = october[october["refunded_at"].notna()]
print("按笔数：", round(returned["order_id"].nunique() / october["order_id"].nunique(), 4))

money_back = ____ / october["amount"].sum()

# %% solution="s4"
october = paid[(paid["paid_at"] >= "2025-10-01") & (paid["paid_at"] < "2025-11-01")]
returned = october[october["refunded_at"].notna()]
print("按笔数：", round(returned["order_id"].nunique() / october["order_id"].nunique(), 4))

money_back = october["refund_amount"].sum() / october["amount"].sum()

# %% right="s4"
from opscourse import metrics

october = paid[(paid["paid_at"] >= "2025-10-01") & (paid["paid_at"] < "2025-11-01")]
money_back = metrics.refund_amount_rate(october)

# %% wrong="s4" says="这是按笔数的退款率。按金额是元除以元。"
october = paid[(paid["paid_at"] >= "2025-10-01") & (paid["paid_at"] < "2025-11-01")]
returned = october[october["refunded_at"].notna()]
money_back = returned["order_id"].nunique() / october["order_id"].nunique()

# %% wrong="s4" says="分子用成了 10 月办的退款，里面有以前付款的单子。分子和分母要是同一批订单。"
october = paid[(paid["paid_at"] >= "2025-10-01") & (paid["paid_at"] < "2025-11-01")]
handled = paid[(paid["refunded_at"] >= "2025-10-01") & (paid["refunded_at"] < "2025-11-01")]
money_back = handled["refund_amount"].sum() / october["amount"].sum()

# %% wrong="s4" says="你除的是件数。按金额的退款率，上面是元，下面也是元。"
october = paid[(paid["paid_at"] >= "2025-10-01") & (paid["paid_at"] < "2025-11-01")]
money_back = october["refund_amount"].sum() / len(october)

# %% [markdown] hint="s4"
# 分母已经写好了，是 10 月付的钱。分子是退的钱，在 `refund_amount` 列。

# %% [markdown] hint="s4"
# `october["refund_amount"].sum()`

# %% check="s4"
check("L09.s4", money_back=money_back)

# %% [markdown]
# ## 第 6 步 剩几份就去订（预计 9 分钟）
#
# 江哥订一次货，2 天才到。剩到几份就要去订？这个数叫**再订货点**（reorder point）：
#
# **再订货点 = 路上这 2 天要卖的 + 安全库存**
#
# 安全库存（safety stock）防的是卖得比平常多。卖得越不稳，它越大。`sold.std()` 是标准差，说一天和一天差多少。
#
# 下面画出最近三个月每晚剩几份。江哥现在凭感觉补货。**先猜**：卖光的晚上多，还是坏掉的份数多？

# %%
inventory = load("inventory")
jiang = inventory[(inventory["sku"] == "连江鲍鱼-8只") & (inventory["date"] >= "2025-10-01")]
jiang = jiang.assign(day=jiang["date"].dt.strftime("%m-%d"))

ax = jiang.plot(x="day", y="closing", drawstyle="steps-post", legend=False, title="江哥的鲍鱼：每晚还剩几份")
ax.set(xlabel="日期（月-日）", ylabel="期末库存（份）", ylim=(0, None))
print("一天卖", round(jiang["sold"].mean(), 2), "份，三个月坏掉", jiang["spoiled"].sum(), "份，",
      (jiang["closing"] == 0).sum(), "个晚上一份不剩")

# %% [markdown] step="s5" kind="number" precision="0.01" rows=["C24","D09"]
# ### 填空：江哥的再订货点
#
# 写函数 `reorder_point(sold, days)`：`sold` 是每天卖几份，`days` 是补货要几天。
# 安全库存里乘的是 √天数，不是天数：忙的日子和闲的日子会抵掉一部分。`days**0.5` 就是 √天数。
# 1.65 的意思是，一百次补货里，大约九十五次不会断货。这个数可以自己定。
#
# **本课口径：日均 × 天数 + 1.65 × 标准差 × √天数；日均是 `sold.mean()`，标准差是 `sold.std()`，损耗不算卖掉。精确到 0.01 份。**

# %% starter="s5"
def reorder_point(sold, days):
    safety = 1.65 * sold.std() * ____
    return sold.mean() * days + safety


point = reorder_point(jiang["sold"], 2)

# %% solution="s5"
def reorder_point(sold, days):
    safety = 1.65 * sold.std() * days**0.5
    return sold.mean() * days + safety


point = reorder_point(jiang["sold"], 2)

# %% right="s5"
sold = jiang["sold"]
point = 2 * sold.sum() / len(sold) + 1.65 * (2 * sold.var()) ** 0.5

# %% wrong="s5" says="安全库存乘的是天数，不是 √天数。写 `days**0.5`。"
point = jiang["sold"].mean() * 2 + 1.65 * jiang["sold"].std() * 2

# %% wrong="s5" says="安全库存没有乘 √天数。路上有 2 天，不是 1 天。"
point = jiang["sold"].mean() * 2 + 1.65 * jiang["sold"].std()

# %% wrong="s5" says="你把坏掉的也算成了卖掉的。日均只看 `sold`。"
gone = jiang["sold"] + jiang["spoiled"]
point = gone.mean() * 2 + 1.65 * gone.std() * 2**0.5

# %% wrong="s5" says="你没有加安全库存。卖得比平常多一点，就断货了。"
point = jiang["sold"].mean() * 2

# %% [markdown] hint="s5"
# 两天的 √ 是 `2**0.5`。函数里天数叫 `days`。

# %% [markdown] hint="s5"
# 空里填 `days**0.5`。

# %% check="s5"
check("L09.s5", point=point)

# %% [markdown] rows=["D09"]
# ## 决定：江哥备几份货（预计 9 分钟）
#
# 公式算出一个数，可是鲍鱼会坏。备多了坏，备少了丢单。两头的钱都算出来，再定。
#
# 下面把最近三个月的单子重走一遍：每晚剩到 `point` 份或更少，就订 6 份，2 天后到；每晚坏掉的比例照真的来。
# **先猜**：哪个数最省？运行后，再加你自己的数，比如 5、7。
#
# 再和同桌定四条，写下来：
#
# 1. 剩几份去订，一次订几份；
# 2. 48 小时发货，双 11 那样的日子提前几天备人手；
# 3. 坏果包赔：几小时内办完，看哪一个率，低于多少就要改；
# 4. 客服：首次响应不超过几秒，夜里怎么办。
#
# 这里假设断货的买家都走了，也没有算他下次不来的钱。真的数会更大，还是更小？

# %%
price, cost = load("skus").set_index("sku").loc["连江鲍鱼-8只", ["price", "unit_cost"]]
rot = jiang["spoiled"].sum() / jiang["closing"].sum()  # 过一夜坏掉的比例


def replay(point, lot=6, days=2):
    """把三个月重走一遍：断货少赚几元，坏货亏几元。"""
    have, coming, lost, bad = 12.0, {}, 0.0, 0.0
    for day, want in enumerate(jiang["sold"]):
        have = have + coming.pop(day, 0)
        lost = lost + max(want - have, 0)
        have = max(have - want, 0)
        bad = bad + have * rot
        have = have * (1 - rot)
        if have + sum(coming.values()) <= point:
            coming[day + days] = lot
    return {"断货少赚": lost * (price - cost), "坏货亏掉": bad * cost}


plans = pd.DataFrame({f"{point} 份": replay(point) for point in [2, 4, 6, 9, 12, 20]}).T
ax = plans.plot.bar(stacked=True, rot=0, title="剩几份去订，三个月少了多少钱")
ax.set(xlabel="再订货点", ylabel="少的钱（元）")
total = plans.sum(axis=1)
print("这几个数里最省的：", total.idxmin(), "，三个月少", round(total.min()), "元；公式算的是", round(point, 1), "份")
plans.assign(合计=total).round(0)

# %% [markdown] quiz="k3"
# 12 月 31 日中午算 12 月的 48 小时发货率。有一张单子 12 月 30 日下午付的款，还没发。怎么算？
#
# - [ ] 算没按时 :: 它到 1 月 1 日下午才到期，还有时间。
# - [ ] 算按时 :: 还没发，不能算按时。
# - [x] 先不算，分母里没有它 :: 应发是已经到期的。等它到期了，再放进分母。

# %% [markdown] quiz="k4"
# 买家说：「烂了两个，你们不是说包赔吗？」哪一条回复四步都有？
#
# - [ ] 亲，麻烦提供照片哦，我们会尽快处理的。 :: 没有共情，也没有时限。「尽快」不是时限。
# - [x] 真抱歉。请拍一张照片，连箱子一起。按两个赔你 6 元，今天 18 点前到账。 :: 共情、核实、方案、时限，一步不少。
# - [ ] 抱歉，柚子路上难免磕碰，下次一定注意。 :: 没有核实，没有方案，也没有时限。
# - [ ] 赔你 10 元，给个五星好评行吗？ :: 用钱换好评不可以，四步也缺。

# %% [markdown] quiz="k5"
# 两种货，日均都卖 3 份，都是 2 天到货。甲每天卖 3 份上下，乙有时 0 份有时 9 份。再订货点一样吗？
#
# - [ ] 一样，日均一样 :: 只看日均，乙会常常断货。
# - [x] 乙要高 :: 卖得越不稳，标准差越大，安全库存就要多。
# - [ ] 甲要高 :: 反了。甲稳，少备一点也不怕。

# %% [markdown] quiz="k6"
# 店铺的动态评分（DSR）看最近 180 天。10 月只有 10 条评价，平均 3 分；12 月有 90 条，平均 5 分。两个月合起来是几分？
#
# - [ ] 4 分 :: 这是把两个月的平均又平均了一次。10 条和 90 条被看得一样重了。
# - [x] 4.8 分 :: （10 × 3 + 90 × 5）÷ 100 = 4.8。一条评价算一次。
# - [ ] 5 分 :: 10 月的 10 条也在 180 天里，不能丢掉。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 说出一张订单能怎么走：拍下 → 付款 → 发货 → 签收 → 评价，不跳不倒（第 1 步）；
# 2. 算 48 小时发货率：分母是应发，到期没发的算晚了（第 2 步）；
# 3. 算首次响应时长：只看人，取中位数（第 3 步）；
# 4. 用四步写一条回复：共情、核实、方案、时限（第 4 步）；
# 5. 分清两种退款率：按笔数、按金额，分子分母同一批订单（第 5 步）；
# 6. 算再订货点：路上要卖的，加安全库存；会坏的货，再比一比两头的钱（第 6 步）。
#
# 江哥把补货点、48 小时发货、坏果包赔都定好了：货备得够，发得出。下一课，才去花钱买访客。
#
# 接着打开 `exercises/09_fulfilment` 里的练习。第 1–4 题课上做，其余的回家做。
