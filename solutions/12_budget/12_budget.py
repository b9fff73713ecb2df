# %% [markdown] exercise="12_budget" title="渠道价格与预算" scenario="coop" tables=["channels_now","channel_results","qr_scans","pnl","preinstall"] minutes=85
# # 练习 12 渠道价格与预算
#
# 课上你帮建宁的莲子合作社看了账。现在他们要定下个月的推广预算。
#
# - 第 1–4 题在课上做，第 5–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("12.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# **表里的价格是为教学设的假设，不是行业数据。** 真去投放以前，要向渠道问今天的价。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("12")`。

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
# | `now` | 各渠道的价格和各种比率（教学假设） | 一个渠道 |
# | `channel` | 同一张表，用渠道名做标签 | 一个渠道 |
# | `by_action` | `channel` 里按激活收费（CPA）的渠道 | 一个渠道 |
# | `result` | 「信息流按点击」上个月的结果，卖的是鲜莲 | 只有一行 |
# | `scans` | 三个镇的扫码统计 | 一个二维码 |
# | `pnl` | 四种卖法的月账 | 一种卖法 |
# | `results` | 花钱的渠道上个月的结果，标签是渠道名 | 一个渠道 |
# | `batches` | 手机预装的账。多了一列 `month`：几月付的钱 | 一批手机 |
#
# 取一个数，写渠道名和列名：`channel.loc["搜索竞价", "price_low"]`。
# 从 `result` 取数，写列名：`result["cost"]`。每一列是什么，写 `describe("channels_now")` 看。
#
# 这一课说的「激活」，是客人第一次打开合作社的小程序。

# %%
now = load("channels_now")
channel = now.set_index("channel")
by_action = channel[channel["price_model"] == "CPA"]

results = load("channel_results").set_index("channel")
result = results.loc["信息流按点击"]

scans = load("qr_scans")
pnl = load("pnl").set_index("model")
batches = load("preinstall")
batches["month"] = batches["paid_month"].astype(str).str[-2:].astype(int)

# %% [markdown]
# ## 课上做：第 1–4 题

# %% [markdown] question="q1" kind="frame" points=2 precision={"中间价":"0.01","价差":"0.01"} id_columns=["渠道"] where="class" rows=["D17"]
# ### 第 1 题 中间价和价差
#
# 渠道的报价是一个范围。先看它的中间在哪里，再看它有多宽。
# 用 `now` 做一张表 `prices`，一行一个渠道，三列：`渠道`、`中间价`、`价差`。
#
# 「换量」那一行写的是送出几个人换回 1 个人。那是比例，不是价格，所以不要放进来。
#
# **本课口径：中间价 =（最低价 + 最高价）÷ 2；价差 = 最高价 − 最低价。单位是元，精确到分（0.01 元）。**

# %% starter="q1"
priced = now[now["price_model"] != "换量"]
prices = pd.DataFrame({
    "渠道": priced["channel"],
    "中间价": ____,
    "价差": ____,
})

# %% solution="q1"
priced = now[now["price_model"] != "换量"]
prices = pd.DataFrame({
    "渠道": priced["channel"],
    "中间价": (priced["price_low"] + priced["price_high"]) / 2,
    "价差": priced["price_high"] - priced["price_low"],
})

# %% right="q1"
rows = []
for one in now.itertuples():
    if one.price_model != "换量":
        spread = one.price_high - one.price_low
        rows.append({"渠道": one.channel, "中间价": one.price_low + spread / 2, "价差": spread})
prices = pd.DataFrame(rows)

# %% wrong="q1" says="「换量」那一行也放进来了。它写的是几个人换 1 个人，不是元。"
prices = pd.DataFrame({
    "渠道": now["channel"],
    "中间价": (now["price_low"] + now["price_high"]) / 2,
    "价差": now["price_high"] - now["price_low"],
})

# %% wrong="q1" says="中间价少了一对括号。不加括号，只有最高价除了 2。先加，再除。"
priced = now[now["price_model"] != "换量"]
prices = pd.DataFrame({
    "渠道": priced["channel"],
    "中间价": priced["price_low"] + priced["price_high"] / 2,
    "价差": priced["price_high"] - priced["price_low"],
})

# %% wrong="q1" says="价差的正负号反了。用高的减低的。"
priced = now[now["price_model"] != "换量"]
prices = pd.DataFrame({
    "渠道": priced["channel"],
    "中间价": (priced["price_low"] + priced["price_high"]) / 2,
    "价差": priced["price_low"] - priced["price_high"],
})

# %% wrong="q1" says="价差那一列，你算的是最高价是最低价的几倍。价差是用减法，单位是元。"
priced = now[now["price_model"] != "换量"]
prices = pd.DataFrame({
    "渠道": priced["channel"],
    "中间价": (priced["price_low"] + priced["price_high"]) / 2,
    "价差": priced["price_high"] / priced["price_low"],
})

# %% wrong="q1" says="两列放反了。中间价是两头加起来除以 2，价差是两头相减。"
priced = now[now["price_model"] != "换量"]
prices = pd.DataFrame({
    "渠道": priced["channel"],
    "中间价": priced["price_high"] - priced["price_low"],
    "价差": (priced["price_low"] + priced["price_high"]) / 2,
})

# %% note="q1"
# trap not used: taking the prices of 2013-14 for today's: that table is not in this exercise.

# %% [markdown] hint="q1"
# 最低价在 `priced["price_low"]`，最高价在 `priced["price_high"]`。整列可以一起加减。

# %% [markdown] hint="q1"
# 中间价：先加，加的两边写一对括号，再 `/ 2`。

# %% check="q1"
check("12.q1", prices=prices)

# %% [markdown] question="q2" kind="dict" points=2 precision={"最低":"0.0001","最高":"0.0001"} where="class" rows=["B15"]
# ### 第 2 题 按点击买，还是按激活买
#
# 同一个信息流，有两种买法：「信息流按点击」和「信息流按激活」。
# 两种价都有高有低。要有多少点击变成激活，两种买法才一样贵？
#
# 算出这个打平的激活率最低能到多少，最高能到多少，放进 `even_rate`。
#
# 例子：点一次 0.3 到 0.8 元，激活一个 1.5 到 3 元（这是历史价格，约 2013–14 年）。
# 最低是 0.3 ÷ 3 = 0.1，最高是 0.8 ÷ 1.5 ≈ 0.5333。
#
# **本课口径：打平的激活率 = CPC ÷ CPA，精确到 0.0001（小数，不写百分号）。**

# %% starter="q2"
click = channel.loc["信息流按点击"]
action = channel.loc["信息流按激活"]
even_rate = {
    "最低": click[____] / action[____],
    "最高": click[____] / action[____],
}

# %% solution="q2"
click = channel.loc["信息流按点击"]
action = channel.loc["信息流按激活"]
even_rate = {
    "最低": click["price_low"] / action["price_high"],
    "最高": click["price_high"] / action["price_low"],
}

# %% right="q2"
ends = ["price_low", "price_high"]
rates = [
    channel.loc["信息流按点击", one] / channel.loc["信息流按激活", two]
    for one in ends
    for two in ends
]
even_rate = {"最低": min(rates), "最高": max(rates)}

# %% wrong="q2" says="你用低价配低价，高价配高价。要让结果最小，分子取小的，分母该取大的还是小的？"
click, action = channel.loc["信息流按点击"], channel.loc["信息流按激活"]
pair = [
    click["price_low"] / action["price_low"],
    click["price_high"] / action["price_high"],
]
even_rate = {"最低": pair[0], "最高": pair[1]}

# %% wrong="q2" says="上下颠倒了，你算的是一次激活的钱能买几次点击。激活率是激活 ÷ 点击，所以用 CPC ÷ CPA。"
click, action = channel.loc["信息流按点击"], channel.loc["信息流按激活"]
even_rate = {
    "最低": action["price_low"] / click["price_high"],
    "最高": action["price_high"] / click["price_low"],
}

# %% wrong="q2" says="最低和最高放反了。两个数比一比，小的是最低。"
click, action = channel.loc["信息流按点击"], channel.loc["信息流按激活"]
even_rate = {
    "最低": click["price_high"] / action["price_low"],
    "最高": click["price_low"] / action["price_high"],
}

# %% wrong="q2" says="你取的是表里写的激活率。题目问的是，要多高才打平，要用两种价格来算。"
even_rate = {
    "最低": channel.loc["信息流按点击", "cvr"],
    "最高": channel.loc["信息流按激活", "cvr"],
}

# %% wrong="q2" says="你用的是题目例子里的历史价格（约 2013–14 年）。老价格今天不能用，要从表里取。"
even_rate = {"最低": 0.3 / 3, "最高": 0.8 / 1.5}

# %% [markdown] hint="q2"
# 一个分数要最小，分子取最小的，分母取最大的。

# %% [markdown] hint="q2"
# 四个空填的都是 `"price_low"` 或 `"price_high"`。照着例子配。

# %% check="q2"
check("12.q2", even_rate=even_rate)

# %% [markdown] question="q3" kind="series" points=2 precision="0.01" where="class"
# ### 第 3 题 留住一个人要多少钱
#
# 激活便宜，人不一定留得下来。
# 对 `by_action` 里的每个渠道，按**最高价**（往坏里打算）算留住一个人的成本，放进 `retained_cost`。
# 它是一个 Series，标签是渠道，顺序不限。这一题先当作没有重复激活。
#
# **本课口径：留住一个人的成本 = CPA ÷ 30 日留存率，CPA 取最高价，单位是元/人，精确到分（0.01 元）。**

# %% starter="q3"
retained_cost = ____

# %% solution="q3"
retained_cost = by_action["price_high"] / by_action["retention"]

# %% right="q3"
kept = 1000 * by_action["retention"]
retained_cost = 1000 * by_action["price_high"] / kept

# %% right="q3"
rows = now[now["price_model"] == "CPA"]
retained_cost = pd.Series(
    {one.channel: one.price_high / one.retention for one in rows.itertuples()}
)

# %% wrong="q3" says="你乘了留存率，结果比激活一个人还便宜。留下的人少，摊到每个人头上的钱就多，所以要除。"
retained_cost = by_action["price_high"] * by_action["retention"]

# %% wrong="q3" says="你用的是最低价。题目要往坏里打算，取最高价。"
retained_cost = by_action["price_low"] / by_action["retention"]

# %% wrong="q3" says="分母用成了走掉的人的占比。要除以留下的人的占比。"
retained_cost = by_action["price_high"] / (1 - by_action["retention"])

# %% wrong="q3" says="分母用成了激活率。价格已经是每个激活的价了，下一步要除以 30 日留存率。"
retained_cost = by_action["price_high"] / by_action["cvr"]

# %% wrong="q3" says="你放的是激活的价，还没有看留下多少人。便宜的 CPA 不一定划算。"
retained_cost = by_action["price_high"]

# %% wrong="q3" says="你乘了重复激活次数，那是第 4 题的事。这一题先当作没有重复。"
retained_cost = by_action["price_high"] * by_action["repeat_flash"] / by_action["retention"]

# %% wrong="q3" says="你把不是按激活收费的渠道也算进来了。点击和展现的价，不能直接除以留存率。"
retained_cost = channel["price_high"] / channel["retention"]

# %% note="q3"
# trap not used: CPA taken for CAC (new paying customers): q7 and the lesson part the two.

# %% [markdown] hint="q3"
# 先猜：激活 100 个人，花 100 元，只留下 10 个。留住一个花了多少？

# %% [markdown] hint="q3"
# 两列相除：`by_action["哪一列"] / by_action["哪一列"]`。

# %% check="q3"
check("12.q3", retained_cost=retained_cost)

# %% [markdown] question="q4" kind="dict" points=2 precision={"最低":"0.01","最高":"0.01"} where="class" rows=["B18"]
# ### 第 4 题 一个真人要多少钱
#
# 「门店装机」按激活收费。同一部手机装了又删，删了又装，就被算成好几次激活，也就收好几次钱。
# `repeat_flash` 是平均一个真人被算成几次激活。
# 算一个真人实际要多少钱，最低价和最高价各算一次，放进 `true_cpa`。
#
# **本课口径：每个真人的成本 = CPA × 重复激活次数，单位是元/人，精确到分（0.01 元）。**

# %% starter="q4"
shop = channel.loc["门店装机"]
true_cpa = {
    "最低": ____,
    "最高": ____,
}

# %% solution="q4"
shop = channel.loc["门店装机"]
true_cpa = {
    "最低": shop["price_low"] * shop["repeat_flash"],
    "最高": shop["price_high"] * shop["repeat_flash"],
}

# %% right="q4"
bill = 100 * channel.loc["门店装机", ["price_low", "price_high"]].astype(float)
people = 100 / channel.loc["门店装机", "repeat_flash"]
true_cpa = dict(zip(["最低", "最高"], bill / people))

# %% wrong="q4" says="你除了重复次数，结果比标价还便宜。一个真人要付好几次钱，所以要乘。"
shop = channel.loc["门店装机"]
true_cpa = {
    "最低": shop["price_low"] / shop["repeat_flash"],
    "最高": shop["price_high"] / shop["repeat_flash"],
}

# %% wrong="q4" says="这是标价，没有算重复。一部手机被算几次，就付几次钱。"
shop = channel.loc["门店装机"]
true_cpa = {"最低": shop["price_low"], "最高": shop["price_high"]}

# %% wrong="q4" says="你只算了多出来的那几次，第一次激活也要付钱。"
shop = channel.loc["门店装机"]
true_cpa = {
    "最低": shop["price_low"] * (shop["repeat_flash"] - 1),
    "最高": shop["price_high"] * (shop["repeat_flash"] - 1),
}

# %% wrong="q4" says="你又除了留存率，那是留住一个人的成本。这一题只问一个真人要多少钱。"
shop = channel.loc["门店装机"]
true_cpa = {
    "最低": shop["price_low"] * shop["repeat_flash"] / shop["retention"],
    "最高": shop["price_high"] * shop["repeat_flash"] / shop["retention"],
}

# %% wrong="q4" says="最低和最高放反了。"
shop = channel.loc["门店装机"]
true_cpa = {
    "最低": shop["price_high"] * shop["repeat_flash"],
    "最高": shop["price_low"] * shop["repeat_flash"],
}

# %% [markdown] hint="q4"
# 一个真人被算成 3 次激活，每次 2 元，一共付了几元？

# %% [markdown] hint="q4"
# 标价写在 `shop["price_low"]` 和 `shop["price_high"]`。重复次数是 `shop["repeat_flash"]`。

# %% check="q4"
check("12.q4", true_cpa=true_cpa)

# %% [markdown]
# ## 回家做：第 5–8 题

# %% [markdown] question="q5" kind="dict" points=2 precision={"换回":"0.01","值":"0.01"} where="home" rows=["B16"]
# ### 第 5 题 换量换回多少
#
# 「小程序互推」不花钱，靠换量：你把客人送给别的店，别的店也送客人来。
# 它那一行的 `price_low` 是**送出几个换回 1 个**。
#
# 合作社送出 900 次点击。换回多少次？这些点击要是去「搜索竞价」买，按最低价要多少元？放进 `swap`。
#
# **本课口径：换回 = 送出 ÷ 比例，单位是次，不取整；值 = 换回 ×「搜索竞价」的最低价，单位是元。都精确到 0.01。**

# %% starter="q5"
sent = 900
ratio = channel.loc["小程序互推", "price_low"]
click_price = channel.loc["搜索竞价", "price_low"]
swap = {
    "换回": ____,
    "值": ____,
}

# %% solution="q5"
sent = 900
ratio = channel.loc["小程序互推", "price_low"]
click_price = channel.loc["搜索竞价", "price_low"]
swap = {
    "换回": sent / ratio,
    "值": sent / ratio * click_price,
}

# %% right="q5"
got = 900 / float(channel.loc["小程序互推", "price_high"])
swap = {"换回": got, "值": round(got * channel.loc["搜索竞价", "price_low"], 2)}

# %% wrong="q5" says="你乘了比例，换回的比送出的还多。比例说的是送出几个才换回 1 个，所以要除。"
got = 900 * channel.loc["小程序互推", "price_low"]
swap = {"换回": got, "值": got * channel.loc["搜索竞价", "price_low"]}

# %% wrong="q5" says="你从送出的里面减掉了换回的。题目问的是换回多少，不是差多少。"
got = 900 - 900 / channel.loc["小程序互推", "price_low"]
swap = {"换回": got, "值": got * channel.loc["搜索竞价", "price_low"]}

# %% wrong="q5" says="分母多加了 1。送出几个换回 1 个，送出的就是分子，直接除以比例。"
got = 900 / (1 + channel.loc["小程序互推", "price_low"])
swap = {"换回": got, "值": got * channel.loc["搜索竞价", "price_low"]}

# %% wrong="q5" says="「值」那一格，你用送出的点击去乘。送出去的不是你的，只有换回来的才值钱。"
ratio = channel.loc["小程序互推", "price_low"]
swap = {"换回": 900 / ratio, "值": 900 * channel.loc["搜索竞价", "price_low"]}

# %% wrong="q5" says="「值」那一格，你用了最高价。题目要按最低价，往少里算。"
ratio = channel.loc["小程序互推", "price_low"]
swap = {"换回": 900 / ratio, "值": 900 / ratio * channel.loc["搜索竞价", "price_high"]}

# %% wrong="q5" says="「值」那一格，你用了激活的价。换回的是点击，要用点击的价 CPC。"
ratio = channel.loc["小程序互推", "price_low"]
swap = {"换回": 900 / ratio, "值": 900 / ratio * channel.loc["信息流按激活", "price_low"]}

# %% [markdown] hint="q5"
# 比例是 2，就是送出 2 个换回 1 个。送出 900 个换回几个？

# %% [markdown] hint="q5"
# 第二格是换回的次数，乘以 `click_price`。

# %% check="q5"
check("12.q5", swap=swap)

# %% [markdown] question="q6" kind="dict" points=2 precision={"激活数":"1","每个激活":"0.01"} where="home" rows=["B19"]
# ### 第 6 题 发出去多少，激活多少
#
# 合作社印 5000 张卡，放在「乡镇门店」发，一张印费 0.35 元。
# 拿到卡的人里，扫码的占 `ctr`；扫码的人里，激活的占 `cvr`。
# 每来一个激活，还给店员奖励 1 元。印费和奖励是假设。
#
# 算激活数，和平均每个激活花多少元，放进 `cards`。
#
# **本课口径：激活数 = 张数 × 扫码率 × 激活率，精确到个位；每个激活 =（印费 + 奖励）÷ 激活数，单位是元/个，精确到分（0.01 元），激活数在这里不要先取整。**

# %% starter="q6"
shop_card = channel.loc["乡镇门店"]
printed, print_price, reward = 5000, 0.35, 1.0
actions = ____
cost = ____
cards = {"激活数": actions, "每个激活": cost / actions}

# %% solution="q6"
shop_card = channel.loc["乡镇门店"]
printed, print_price, reward = 5000, 0.35, 1.0
actions = printed * shop_card["ctr"] * shop_card["cvr"]
cost = printed * print_price + actions * reward
cards = {"激活数": actions, "每个激活": cost / actions}

# %% right="q6"
rate = channel.loc["乡镇门店", "ctr"] * channel.loc["乡镇门店", "cvr"]
cards = {"激活数": round(5000 * rate), "每个激活": 0.35 / rate + 1}

# %% wrong="q6" says="激活数你只乘了扫码率。扫了码的人，不是每个都激活，还要乘激活率。"
actions = 5000 * channel.loc["乡镇门店", "ctr"]
cards = {"激活数": actions, "每个激活": (5000 * 0.35 + actions) / actions}

# %% wrong="q6" says="激活数你只乘了激活率。激活率说的是扫码的人，先要乘扫码率。"
actions = 5000 * channel.loc["乡镇门店", "cvr"]
cards = {"激活数": actions, "每个激活": (5000 * 0.35 + actions) / actions}

# %% wrong="q6" says="每个激活那一格，你忘了给店员的奖励。"
actions = 5000 * channel.loc["乡镇门店", "ctr"] * channel.loc["乡镇门店", "cvr"]
cards = {"激活数": actions, "每个激活": 5000 * 0.35 / actions}

# %% wrong="q6" says="奖励你按张数给了。店员带来一个激活才有 1 元，发一张卡没有。"
actions = 5000 * channel.loc["乡镇门店", "ctr"] * channel.loc["乡镇门店", "cvr"]
cards = {"激活数": actions, "每个激活": 5000 * (0.35 + 1) / actions}

# %% wrong="q6" says="每个激活那一格，你除的是张数。发出去不等于激活，要除以激活数。"
actions = 5000 * channel.loc["乡镇门店", "ctr"] * channel.loc["乡镇门店", "cvr"]
cards = {"激活数": actions, "每个激活": (5000 * 0.35 + actions) / 5000}

# %% [markdown] hint="q6"
# 三个数乘起来：张数、扫码率、激活率。

# %% [markdown] hint="q6"
# 印费是 `printed * print_price`。奖励按激活给：`actions * reward`。两样相加。

# %% check="q6"
check("12.q6", cards=cards)

# %% [markdown] question="q7" kind="dict" points=2 precision={"ROAS":"0.01","利润ROI":"0.01","保本·没有退款":"0.01","保本·退货能再卖":"0.01","保本·鲜货":"0.01"} where="home" rows=["C18"]
# ### 第 7 题 ROAS、利润 ROI 和三种保本
#
# `result` 是「信息流按点击」上个月的结果：`cost` 花费，`revenue` 成交金额，`margin` 毛利率，`return_rate` 退款率。
# 算五个数，放进 `money`。
#
# **本课口径，都精确到 0.01：**
#
# - **ROAS = 成交金额 ÷ 花费；**
# - **利润 ROI =（成交金额 × 毛利率 − 花费）÷ 花费，不扣退款；**
# - **保本·没有退款 = 1 ÷ 毛利率；**
# - **保本·退货能再卖 = 1 ÷（毛利率 ×（1 − 退款率））；**
# - **保本·鲜货 = 1 ÷（毛利率 − 退款率）。鲜货退了钱，货也没了。**

# %% starter="q7"
m = result["margin"]
r = result["return_rate"]
money = {
    "ROAS": ____,
    "利润ROI": ____,
    "保本·没有退款": ____,
    "保本·退货能再卖": ____,
    "保本·鲜货": ____,
}

# %% solution="q7"
m = result["margin"]
r = result["return_rate"]
money = {
    "ROAS": result["revenue"] / result["cost"],
    "利润ROI": (result["revenue"] * m - result["cost"]) / result["cost"],
    "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m * (1 - r)),
    "保本·鲜货": 1 / (m - r),
}

# %% right="q7"
m, r = float(result["margin"]), float(result["return_rate"])
money = {
    "ROAS": metrics.roas(result["revenue"], result["cost"]),
    "利润ROI": metrics.roi_profit(result["revenue"], result["cost"], m),
    "保本·没有退款": metrics.break_even_roas(m),
    "保本·退货能再卖": metrics.break_even_roas(m, r),
    "保本·鲜货": metrics.break_even_roas(m, r, goods_lost=True),
}

# %% right="q7"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": round(times, 2), "利润ROI": round(times * m - 1, 2), "保本·没有退款": round(1 / m, 2),
    "保本·退货能再卖": round(1 / (m - m * r), 2), "保本·鲜货": round(1 / (m - r), 2),
}

# %% wrong="q7" says="利润 ROI 那一格，你没有乘毛利率。成交金额里大半是货钱，不是利润。"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": times, "利润ROI": times - 1, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m * (1 - r)), "保本·鲜货": 1 / (m - r),
}

# %% wrong="q7" says="你把 ROAS 当成了利润 ROI。ROAS 看收回多少货款，利润 ROI 看赚多少。"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": times, "利润ROI": times, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m * (1 - r)), "保本·鲜货": 1 / (m - r),
}

# %% wrong="q7" says="利润 ROI 那一格，你没有减掉花费。赚的是毛利减花费。"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": times, "利润ROI": times * m, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m * (1 - r)), "保本·鲜货": 1 / (m - r),
}

# %% wrong="q7" says="利润 ROI 那一格，你扣了退款。本课口径的利润 ROI 不扣，退款放在保本线里看。"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": times, "利润ROI": times * (m - r) - 1, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m * (1 - r)), "保本·鲜货": 1 / (m - r),
}

# %% wrong="q7" says="ROAS 上下颠倒了。成交金额在上，花费在下。"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": 1 / times, "利润ROI": times * m - 1, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m * (1 - r)), "保本·鲜货": 1 / (m - r),
}

# %% wrong="q7" says="后两种保本放反了。货还能再卖，亏得少，保本线就低一些；鲜货亏得多，保本线更高。"
m, r = result["margin"], result["return_rate"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": times, "利润ROI": times * m - 1, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / (m - r), "保本·鲜货": 1 / (m * (1 - r)),
}

# %% wrong="q7" says="三种保本你都用了 1 ÷ 毛利率。有退款时，留下的毛利变少，保本线要往上走。"
m = result["margin"]
times = result["revenue"] / result["cost"]
money = {
    "ROAS": times, "利润ROI": times * m - 1, "保本·没有退款": 1 / m,
    "保本·退货能再卖": 1 / m, "保本·鲜货": 1 / m,
}

# %% note="q7"
# traps not used: the attribution window and channels summed above the whole: the table has one
# row for a channel and no days. The lesson shows both (last click against the true effect).

# %% [markdown] hint="q7"
# 前两格的花费都在分母。利润 ROI 的分子要先乘毛利率，再减花费，外面加括号。

# %% [markdown] hint="q7"
# 后三格都是 `1 / (…)`。括号里是每卖 1 元，最后留下几角毛利。

# %% check="q7"
check("12.q7", money=money)

# %% [markdown] question="q8" kind="decision" market="budget" least="0.4" points=2 where="home" rows=["B28","X高1"]
# ### 第 8 题 你来分预算
#
# 写函数 `split_budget(channels, total)`，替合作社把 `total` 元分给各渠道。
# `channels` 一行一个渠道，有这些列：
#
# | 列 | 是什么 |
# |---|---|
# | `channel` | 渠道 |
# | `min_test` `cap` | 要投至少投多少元，最多投多少元 |
# | `spend_low` `profit_low` | 以前小试一次，花了多少元，赚了多少元 |
# | `spend_high` `profit_high` | 以前大试一次，花了多少元，赚了多少元 |
#
# 交出一个字典：`{渠道: 元}`，没写进去的渠道就不投。加起来不超过 `total`，也可以留着不花。
#
# 批改时叫它五次，每次渠道的情况和总额都不同。五次的利润加起来，先和三种简单办法里最好的一种比，超过它才有分；
# 再看离参考的办法多远，越近分越高。
# 三种简单办法是：各渠道平均分；按以前的花费比例分；先投满以前利润最高的。
#
# 开头的代码把每个渠道分成两段：第一段是小试那么多钱，第二段是从小试加到大试。
# 哪一段每花 1 元赚得最多，就先投哪一段。填好它，能拿到一部分分。想再高，就看第 3 条提示。
#
# **本课口径：利润 = 带回的毛利 − 花费，五次相加，单位是元，精确到分（0.01 元）。每个渠道越投越不划算。**

# %% starter="q8"
def split_budget(channels, total):
    limits = channels.set_index("channel")
    steps = []
    for one in channels.itertuples():
        first = one.profit_low / one.spend_low
        second = ____  # 从小试加到大试，每多花 1 元，多赚几元
        steps.append((first, one.channel, one.spend_low))
        steps.append((second, one.channel, one.spend_high - one.spend_low))
    spent = dict.fromkeys(channels["channel"], 0)
    for gain, name, yuan in sorted(steps, reverse=True):  # 从赚得最多的一段开始
        if gain > ____:
            yuan = min(yuan, limits.loc[name, "cap"] - spent[name], total - sum(spent.values()))
            spent[name] = spent[name] + max(yuan, 0)
    return {name: yuan for name, yuan in spent.items() if yuan >= limits.loc[name, "min_test"]}

# %% solution="q8"
def split_budget(channels, total):
    curve, least, cap = {}, {}, {}
    for one in channels.itertuples():
        # Gross profit a·s ÷ (s + b): spend ÷ gross profit is a straight line through both trials.
        low = one.spend_low / (one.spend_low + one.profit_low)
        high = one.spend_high / (one.spend_high + one.profit_high)
        a = (one.spend_high - one.spend_low) / (high - low)
        curve[one.channel] = (a, a * low - one.spend_low)
        least[one.channel], cap[one.channel] = one.min_test, one.cap

    def profit(name, yuan):
        a, b = curve[name]
        return a * yuan / (yuan + b) - yuan

    def fill(used):
        """Each gets its least test; then every further yuan goes where it brings most."""
        spent = {name: least[name] for name in used}
        left = total - sum(spent.values())
        while left > 0.01:
            more = min(0.5, left)
            room = [name for name in used if spent[name] + more <= cap[name]]
            gains = {
                name: profit(name, spent[name] + more) - profit(name, spent[name]) for name in room
            }
            best = max(gains, key=gains.get, default=None)
            if best is None or gains[best] <= 0:
                break
            spent[best] += more
            left -= more
        earned = sum(profit(name, spent[name]) for name in used)
        return (earned if left >= 0 else -total, spent)

    # Start with all channels and leave out, one by one, whichever is missed least.
    found = fill(list(curve))
    best = found
    while len(found[1]) > 1:
        smaller = [fill([name for name in found[1] if name != out]) for out in found[1]]
        found = max(smaller, key=lambda one: one[0])
        best = max(best, found, key=lambda one: one[0])
    return best[1]

# %% right="q8"
def split_budget(channels, total):
    limits = channels.set_index("channel")
    steps = []
    for one in channels.itertuples():
        first = one.profit_low / one.spend_low
        second = (one.profit_high - one.profit_low) / (one.spend_high - one.spend_low)
        steps.append((first, one.channel, one.spend_low))
        steps.append((second, one.channel, one.spend_high - one.spend_low))
    spent = dict.fromkeys(channels["channel"], 0)
    for gain, name, yuan in sorted(steps, reverse=True):
        if gain > 0:
            yuan = min(yuan, limits.loc[name, "cap"] - spent[name], total - sum(spent.values()))
            spent[name] = spent[name] + max(yuan, 0)
    return {name: yuan for name, yuan in spent.items() if yuan >= limits.loc[name, "min_test"]}

# %% wrong="q8" says="你平均分了。各渠道每 1 元赚的不一样多，有的连最低测试都没有投够。"
def split_budget(channels, total):
    return {name: total / len(channels) for name in channels["channel"]}

# %% wrong="q8" says="你让每个渠道都投到上限，加起来就超过了总额。总额要先守住。"
def split_budget(channels, total):
    return dict(zip(channels["channel"], channels["cap"]))

# %% wrong="q8" says="你把钱都给了一个渠道。它越投越不划算，后面的钱给别的渠道更赚。"
def split_budget(channels, total):
    best = channels.sort_values("profit_high").iloc[-1]
    return {best["channel"]: min(total, best["cap"])}

# %% wrong="q8" says="你让每个渠道都投最低测试。亏钱的渠道也投了，赚钱的渠道没有加。"
def split_budget(channels, total):
    return dict(zip(channels["channel"], channels["min_test"]))

# %% note="q8"
# The second right way is the filled starter: the straight line between two trials. It reached
# 0.63 to 0.92 of the gap in six worlds; the solution (the fitted curve, half a yuan at a time) all of it, or all but 2 fen.

# %% [markdown] hint="q8"
# 第一个空：多赚的钱 ÷ 多花的钱。多赚是 `one.profit_high - one.profit_low`。

# %% [markdown] hint="q8"
# 第二个空：每花 1 元赚多少，才值得投？赚 0 元就不必了。

# %% [markdown] hint="q8"
# 想更高：毛利（利润 + 花费）照这条线走：毛利 = a × 花费 ÷（花费 + b）。两次试投能解出 a 和 b。然后每次只加 10 元，给下一个 10 元赚得最多的渠道。

# %% check="q8"
check("12.q8", split_budget=split_budget)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="series" precision="0.01" bonus=true rows=["B27"]
# ### 加分题一 哪个镇的一次扫码贵
#
# 用 `scans` 算每个镇平均一次扫码花多少元，放进 `scan_cost`。标签是镇，顺序不限。
# 一个码的花费 = 印数 × 印刷单价 + 人工费。
#
# **本课口径：一个镇的花费之和 ÷ 这个镇的扫码次数之和，单位是元/次，精确到分（0.01 元）。**

# %% starter="b1"
all_cost = ____
by_town = scans.assign(all_cost=all_cost).groupby("town")
scan_cost = by_town[____].sum() / by_town[____].sum()

# %% solution="b1"
all_cost = scans["printed"] * scans["unit_cost"] + scans["labour"]
by_town = scans.assign(all_cost=all_cost).groupby("town")
scan_cost = by_town["all_cost"].sum() / by_town["scans"].sum()

# %% right="b1"
scan_cost = pd.Series({
    town: ((rows["printed"] * rows["unit_cost"]).sum() + rows["labour"].sum()) / rows["scans"].sum()
    for town, rows in scans.groupby("town")
})

# %% wrong="b1" says="你忘了人工费。贴海报、发传单的工钱也是花费。"
by_town = scans.assign(c=scans["printed"] * scans["unit_cost"]).groupby("town")
scan_cost = by_town["c"].sum() / by_town["scans"].sum()

# %% wrong="b1" says="你先算了每个码的，再取平均。扫得少的码和扫得多的码就一样重了。要用总花费除以总次数。"
each = (scans["printed"] * scans["unit_cost"] + scans["labour"]) / scans["scans"]
scan_cost = each.groupby(scans["town"]).mean()

# %% wrong="b1" says="分母用成了扫码人数。一个人扫两次是两次扫码，这一题按次数算。"
by_town = scans.assign(c=scans["printed"] * scans["unit_cost"] + scans["labour"]).groupby("town")
scan_cost = by_town["c"].sum() / by_town["visitors"].sum()

# %% wrong="b1" says="分母用成了付费人数，那是获客成本。这一题问一次扫码。"
by_town = scans.assign(c=scans["printed"] * scans["unit_cost"] + scans["labour"]).groupby("town")
scan_cost = by_town["c"].sum() / by_town["buyers"].sum()

# %% wrong="b1" says="分母用成了印数。印出来不等于有人扫。"
by_town = scans.assign(c=scans["printed"] * scans["unit_cost"] + scans["labour"]).groupby("town")
scan_cost = by_town["c"].sum() / by_town["printed"].sum()

# %% [markdown] hint="b1"
# 花费那一列：`scans["printed"] * scans["unit_cost"] + scans["labour"]`。

# %% [markdown] hint="b1"
# 两个空填列名，带引号。上面加花费，下面加扫码次数。

# %% check="b1"
check("12.b1", scan_cost=scan_cost)

# %% [markdown] question="b2" kind="series" precision="0.01" bonus=true rows=["A17","C20","D08"]
# ### 加分题二 四种卖法，谁真的赚钱
#
# `pnl` 是四种卖法的月账，一行一种卖法：网店直发、线上下单门店自提、社群团购、直播带货。
# 算每种卖法这个月的净利润，放进 `net_profit`。标签是卖法，顺序不限。
#
# 收入减去六样：货款、运费、推广费、房租、工钱，还有两笔容易忘的：支付手续费和贷款利息。
#
# **本课口径：支付手续费 = 收入 × 支付费率；一个月的利息 = 贷款 × 年利率 ÷ 12，本金不算成本。单位是元，精确到分（0.01 元）。**

# %% starter="b2"
daily_costs = pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
pay_fee = ____
interest = ____
net_profit = pnl["revenue"] - daily_costs - pay_fee - interest

# %% solution="b2"
daily_costs = pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
pay_fee = pnl["revenue"] * pnl["pay_rate"]
interest = pnl["loan"] * pnl["loan_rate"] / 12
net_profit = pnl["revenue"] - daily_costs - pay_fee - interest

# %% right="b2"
kept = pnl["revenue"] * (1 - pnl["pay_rate"]) - pnl["goods_cost"] - pnl["postage"] - pnl["ad_cost"]
net_profit = kept - pnl["rent"] - pnl["wages"] - pnl["loan"] * (pnl["loan_rate"] / 12)

# %% wrong="b2" says="利息你扣了一整年的。这是一个月的账，要除以 12。"
daily_costs = pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
fees = pnl["revenue"] * pnl["pay_rate"] + pnl["loan"] * pnl["loan_rate"]
net_profit = pnl["revenue"] - daily_costs - fees

# %% wrong="b2" says="你忘了支付手续费。客人用手机付款，平台要收一点。"
daily_costs = pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
net_profit = pnl["revenue"] - daily_costs - pnl["loan"] * pnl["loan_rate"] / 12

# %% wrong="b2" says="你忘了贷款利息。借来的钱不是白用的。"
daily_costs = pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
net_profit = pnl["revenue"] - daily_costs - pnl["revenue"] * pnl["pay_rate"]

# %% wrong="b2" says="你把贷款的本金也扣了。还本金不是成本，利息才是。"
daily_costs = pnl[["goods_cost", "postage", "ad_cost", "rent", "wages"]].sum(axis=1)
fees = pnl["revenue"] * pnl["pay_rate"] + pnl["loan"] * pnl["loan_rate"] / 12
net_profit = pnl["revenue"] - daily_costs - fees - pnl["loan"]

# %% wrong="b2" says="这是毛利：只减了货款。运费、房租、工钱和别的都还没有减。"
net_profit = pnl["revenue"] - pnl["goods_cost"]

# %% [markdown] hint="b2"
# 手续费：收入那一列乘以 `pay_rate` 那一列。

# %% [markdown] hint="b2"
# 利息：`loan` 乘 `loan_rate` 是一年的，再除以 12。

# %% check="b2"
check("12.b2", net_profit=net_profit)

# %% [markdown] question="b3" kind="dict" fixed=true bonus=true rows=["B10"]
# ### 加分题三 给渠道分类
#
# 找渠道，先列一张清单，分好类。用 `now` 数一数，放进 `counts`：
#
# - `"线上"`、`"线下"`：两类渠道各有几个；
# - `"线上按激活"`：线上的渠道里，按激活（CPA）收费的有几个。
#
# **本课口径：`now` 一行是一个渠道，换量也算一个。单位是个，精确到个位。这一题的答案不换。**

# %% starter="b3"
counts = {
    "线上": (now["kind"] == "线上").sum(),
    "线下": ____,
    "线上按激活": ____,
}

# %% solution="b3"
counts = {
    "线上": (now["kind"] == "线上").sum(),
    "线下": (now["kind"] == "线下").sum(),
    "线上按激活": ((now["kind"] == "线上") & (now["price_model"] == "CPA")).sum(),
}

# %% right="b3"
table = pd.crosstab(now["kind"], now["price_model"])
counts = {**table.sum(axis=1).to_dict(), "线上按激活": table.loc["线上", "CPA"]}

# %% wrong="b3" says="「线上按激活」那一格，你数了所有按激活收费的渠道。题目只要线上的。"
counts = {
    "线上": (now["kind"] == "线上").sum(),
    "线下": (now["kind"] == "线下").sum(),
    "线上按激活": (now["price_model"] == "CPA").sum(),
}

# %% wrong="b3" says="你数的是有几种收费方式，不是有几个渠道。一行是一个渠道，数行数。"
kinds = now.groupby("kind")["price_model"].nunique()
counts = {"线上": kinds["线上"], "线下": kinds["线下"], "线上按激活": 1}

# %% [markdown] hint="b3"
# 第一格写好了：比较的结果是一列 `True` 和 `False`，加起来就是 `True` 有几个。第二格换一个词。

# %% [markdown] hint="b3"
# 两个条件都要，写 `((条件一) & (条件二)).sum()`。按激活是 `now["price_model"] == "CPA"`。

# %% check="b3"
check("12.b3", counts=counts)

# %% [markdown] question="b4" kind="list" bonus=true rows=["B11"]
# ### 加分题四 先做哪几个渠道
#
# 商店、客户端、预装，可以谈的渠道很多，人手只有两三个。先做少数几个，能盖住大部分，这叫二八法则（Pareto）。
#
# `results` 是花钱的渠道上个月的激活数。从激活数最多的渠道往下加，加到**全部激活数的 80% 或更多**就停。
# 交出用到的渠道名，放进列表 `first`，激活多的在前。
#
# **本课口径：占比 = 从大到小累计的激活数 ÷ 九个渠道的激活数之和；第一个让占比达到 80% 的渠道也算在内。**

# %% starter="b4"
ordered = results["installs"].sort_values(ascending=False)
share = ordered.cumsum() / ____
how_many = (share < 0.8).sum() + ____   # 没到 80% 的有几个，再加上刚好到的那个
first = list(ordered.index[:how_many])

# %% solution="b4"
ordered = results["installs"].sort_values(ascending=False)
share = ordered.cumsum() / ordered.sum()
how_many = (share < 0.8).sum() + 1
first = list(ordered.index[:how_many])

# %% right="b4"
first, got = [], 0
for name, installs in sorted(results["installs"].items(), key=lambda one: -one[1]):
    if got >= 0.8 * results["installs"].sum():
        break
    first.append(name)
    got += installs

# %% wrong="b4" says="少了一个。让占比达到 80% 的那个渠道，你没有算进来。"
ordered = results["installs"].sort_values(ascending=False)
share = ordered.cumsum() / ordered.sum()
first = list(share[share < 0.8].index)

# %% wrong="b4" says="你从激活最少的渠道加起了，要的渠道就多。先做最多的。"
ordered = results["installs"].sort_values()
share = ordered.cumsum() / ordered.sum()
first = list(ordered.index[: (share < 0.8).sum() + 1])

# %% wrong="b4" says="你排的是花费。钱花得多，不等于激活的人多。这一题看 `installs`。"
ordered = results["cost"].sort_values(ascending=False)
share = ordered.cumsum() / ordered.sum()
first = list(ordered.index[: (share < 0.8).sum() + 1])

# %% wrong="b4" says="你没有先排序。按表里的顺序加，就不是最少的几个渠道了。"
installs = results["installs"]
share = installs.cumsum() / installs.sum()
first = list(installs.index[: (share < 0.8).sum() + 1])

# %% margin="b4"
ordered = results["installs"].sort_values(ascending=False)
share = ordered.cumsum() / ordered.sum()
margin = pd.concat([(share - 0.8).abs(), -ordered.diff().dropna()]).to_numpy()

# %% [markdown] hint="b4"
# 第一个空：占比的分母是全部激活数，`ordered.sum()`。

# %% [markdown] hint="b4"
# 第二个空：前几个都没到 80%，再加几个渠道就到了？

# %% check="b4"
check("12.b4", first=first)

# %% [markdown] question="b5" kind="dict" precision={"七月底":"0.01","全部收完":"0.01"} bonus=true rows=["B17"]
# ### 加分题五 先付钱，几个月后才来人
#
# 手机预装：付了钱，装进新手机，手机运到店里卖出去，用户才打开。`batches` 一行是一批，滞后几个月写在 `lag_months`。
# 一批的毛利在激活的那个月一次收到。算两个数，放进 `cash`：
#
# - `"七月底"`：到 2025 年 7 月底，一共收到的毛利减去一共付出的钱。负数就是还垫着；
# - `"全部收完"`：六批都收完以后，一共赚多少。
#
# **本课口径：付出 = 台数 × 单价，付款的月份都在 7 月以前；毛利 = 台数 × 激活率 × 每个激活用户的毛利；收到的月份 = 付款月份 + 滞后月数，当月就算收到。单位是元，精确到分（0.01 元）。**

# %% starter="b5"
paid = batches["devices"] * batches["unit_price"]
gain = batches["devices"] * ____ * ____
got = batches["month"] + ____          # 几月收到
cash = {
    "七月底": gain[got <= 7].sum() - paid.sum(),
    "全部收完": gain.sum() - paid.sum(),
}

# %% solution="b5"
paid = batches["devices"] * batches["unit_price"]
gain = batches["devices"] * batches["activation"] * batches["profit_per_user"]
got = batches["month"] + batches["lag_months"]
cash = {
    "七月底": gain[got <= 7].sum() - paid.sum(),
    "全部收完": gain.sum() - paid.sum(),
}

# %% right="b5"
july = whole = 0.0
for one in batches.itertuples():
    profit = one.devices * one.activation * one.profit_per_user
    whole += profit - one.devices * one.unit_price
    july += profit * (one.month + one.lag_months < 8) - one.devices * one.unit_price
cash = {"七月底": july, "全部收完": whole}

# %% wrong="b5" says="你没有算滞后。钱是先付的，用户要过几个月才来，七月底还有几批没收到。"
paid = batches["devices"] * batches["unit_price"]
gain = batches["devices"] * batches["activation"] * batches["profit_per_user"]
cash = {"七月底": gain.sum() - paid.sum(), "全部收完": gain.sum() - paid.sum()}

# %% wrong="b5" says="你忘了激活率。预装的手机里，只有一部分会激活。"
paid = batches["devices"] * batches["unit_price"]
gain = batches["devices"] * batches["profit_per_user"]
got = batches["month"] + batches["lag_months"]
cash = {"七月底": gain[got <= 7].sum() - paid.sum(), "全部收完": gain.sum() - paid.sum()}

# %% wrong="b5" says="「七月底」那一格，你只减了已经收到毛利的那几批的付出。六批的钱到七月都已经付了。"
paid = batches["devices"] * batches["unit_price"]
gain = batches["devices"] * batches["activation"] * batches["profit_per_user"]
got = batches["month"] + batches["lag_months"]
cash = {"七月底": (gain - paid)[got <= 7].sum(), "全部收完": (gain - paid).sum()}

# %% wrong="b5" says="这是毛利，付出的预装费还没有减。"
gain = batches["devices"] * batches["activation"] * batches["profit_per_user"]
got = batches["month"] + batches["lag_months"]
cash = {"七月底": gain[got <= 7].sum(), "全部收完": gain.sum()}

# %% note="b5"
# trap not used: the interest of the money that is tied up; b2 asks for interest by itself.

# %% [markdown] hint="b5"
# 前两个空是列名：激活率 `batches["activation"]`，每个激活用户的毛利 `batches["profit_per_user"]`。

# %% [markdown] hint="b5"
# 第三个空是滞后几个月：`batches["lag_months"]`。付款在 2 月、滞后 5 个月，就是 7 月收到。

# %% check="b5"
check("12.b5", cash=cash)

# %% [markdown]
# ## 写作：500 元的村里推广计划（回家做）

# %% [markdown] task="w1" points=20
# ### 写一份 500 元的计划
#
# 建宁的莲子合作社只有 500 元，要推广一个月。请你写一份计划给社员看，200 字左右。
# 数字用练习数据里的（你在上面算出来的）。价格要写明是教学假设，去投以前先问价。
#
# 要写清五件事：
#
# 1. 钱怎么分：写出 2 到 3 个渠道，各多少元，加起来是 500 元或更少；有最低测试的要够；
# 2. 为什么：每个渠道用一个数说明，写清谁除以谁；
# 3. 谁来做，哪一天开始，哪一天看数；
# 4. 什么时候停：写一条停投的线，比如 ROAS 低于保本线；
# 5. 还有什么你不能确定。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，带单位；说明是教学假设 |
# | 切合对象/场景 | 5 | 社员读得懂；是村里做得到的事 |
# | 表达与可执行 | 5 | 200 字左右；钱加得对；有人、有日子、有停投的线 |
# | 合规与真实 | 5 | 不刷量，不编数字，不用极限词；不确定的就说不确定 |
#
# **本课专看一条**：各渠道的钱加起来要对，也不超过 500 元。加错，在「表达与可执行」里扣 2 分。
