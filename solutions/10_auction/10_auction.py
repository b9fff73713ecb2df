# %% [markdown] exercise="10_auction" title="竞价：出价·质量分·扣费" scenario="coop" tables=["auctions","slots","keyword_report","keyword_economics"] minutes=80
# # 练习 10 竞价：出价·质量分·扣费
#
# 课上你看了中秋前的一天。现在是年底，合作社要你把关键词的账算清楚。
#
# - 第 1–4 题在课上做，第 5–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("10.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("10")`。

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
# | `auctions` | 40 场竞价，编号 A001 到 A040 | 一场里的一家店 |
# | `slots` | 搜索结果页上的 5 个广告位，1 号在最上面 | 一个广告位 |
# | `report` | 本店上一周的推广报表 | 一个关键词 |
# | `tea` | 报表里铁观音的词（也叫乌龙茶），每个词的账 | 一个关键词 |
#
# `advertiser` 是店铺编号，0 号是本店。带 `_fen` 的列，单位是分。
# 行的先后不是名次，名次要你来排。每一列是什么，写 `describe("auctions")` 看。

# %%
auctions = load("auctions")
slots = load("slots").sort_values("slot").reset_index(drop=True)
report = load("keyword_report")

names = report[["keyword_id", "keyword"]]
tea = load("keyword_economics").merge(names, on="keyword_id")
tea = tea[tea["keyword"].str.contains("铁观音|乌龙茶")]

# %% [markdown]
# ## 竞价的规矩（本课口径）
#
# 1. **排名分 = 出价 × 质量分**，从大到小排。两家一样时，店铺编号小的在前。
# 2. **扣费**（点一次付多少）按整数的分算：下一名的排名分 ÷ 自己的质量分，去掉小数，再加 1 分。
#    - 不超过自己的出价；
#    - 不低于底价；
#    - 没有下一名，就付底价。
# 3. 前 5 名有广告位。第 5 名的「下一名」是第 6 名，他没有位置，但照样算。
#
# 去掉小数的除法是 `//`。比如 `7 // 2` 是 3。

# %% [markdown]
# ## 课上做：第 1–4 题

# %% [markdown] question="q1" kind="function" points=2 where="class"
# ### 第 1 题 排出名次
#
# 写函数 `rank_list(auction)`。`auction` 是一场竞价的几行，列和 `auctions` 一样。
# 交出一个列表：店铺编号，从第 1 名排到最后一名。
#
# 有的场次，两家的排名分一样。这时编号小的在前。函数里只用 `auction`，不要用外面的表。
#
# **本课口径：排名分 = 出价 × 质量分，从大到小；一样时店铺编号小的在前。编号是整数，顺序要对。**

# %% starter="q1"
def rank_list(auction):
    table = auction.assign(score=____)
    table = table.sort_values(____, ascending=____)
    return list(table["advertiser"])

# %% solution="q1"
def rank_list(auction):
    table = auction.assign(score=auction["bid_fen"] * auction["quality"])
    table = table.sort_values(["score", "advertiser"], ascending=[False, True])
    return list(table["advertiser"])

# %% right="q1"
def rank_list(auction):
    rows = zip(auction["bid_fen"], auction["quality"], auction["advertiser"])
    return [who for _, who in sorted((-bid * quality, who) for bid, quality, who in rows)]

# %% right="q1"
def rank_list(auction):
    by_number = auction.sort_values("advertiser")
    score = by_number["bid_fen"] * by_number["quality"]
    order = score.rank(method="first", ascending=False).astype(int)
    return by_number["advertiser"].iloc[order.argsort().to_numpy()].tolist()

# %% wrong="q1" says="你只按出价排。出价高、质量分低的店，不一定在前面。要按出价 × 质量分排。"
def rank_list(auction):
    table = auction.sort_values(["bid_fen", "advertiser"], ascending=[False, True])
    return list(table["advertiser"])

# %% wrong="q1" says="你只按质量分排。质量分高但出价很低，也排不到前面。要按出价 × 质量分排。"
def rank_list(auction):
    table = auction.sort_values(["quality", "advertiser"], ascending=[False, True])
    return list(table["advertiser"])

# %% wrong="q1" says="排名分一样的两家，你没有管谁在前，留下了表里原来的先后。规矩是店铺编号小的在前。"
def rank_list(auction):
    table = auction.assign(score=auction["bid_fen"] * auction["quality"])
    table = table.sort_values("score", ascending=False, kind="stable")
    return list(table["advertiser"])

# %% wrong="q1" says="方向反了，你把排名分最小的放在了第 1 名。从大到小排，要写 `False`。"
def rank_list(auction):
    table = auction.assign(score=auction["bid_fen"] * auction["quality"])
    table = table.sort_values(["score", "advertiser"], ascending=[True, True])
    return list(table["advertiser"])

# %% wrong="q1" says="你把出价和质量分加了起来。出价是几百分，质量分最多 10，加起来质量分就没用了。要相乘。"
def rank_list(auction):
    table = auction.assign(score=auction["bid_fen"] + auction["quality"])
    table = table.sort_values(["score", "advertiser"], ascending=[False, True])
    return list(table["advertiser"])

# %% wrong="q1" says="你交出的是排名分。题目要的是店铺编号，在 `advertiser` 列。"
def rank_list(auction):
    return sorted((auction["bid_fen"] * auction["quality"]).tolist(), reverse=True)

# %% cases="q1"
def made(who, bids, qualities):
    return pd.DataFrame({
        "auction_id": "T", "keyword_id": "K", "advertiser": who,
        "bid_fen": bids, "quality": qualities, "reserve_fen": 5,
    })


def is_tied(one):
    return (one["bid_fen"] * one["quality"]).duplicated().any()


groups = [one for _, one in auctions.groupby("auction_id")]
plain = [one for one in groups if not is_tied(one)]
two_alike = [one for one in groups if is_tied(one)][0]

cases = [(one,) for one in plain[:4]] + [
    (made([7, 3, 9, 1], [500, 400, 405, 350], [8, 9, 8, 7]),),
    (made([2, 0, 5], [120, 118, 200], [5, 9, 4]),),
    (made([4, 8, 0, 6, 11], [88, 150, 97, 60, 210], [9, 6, 8, 10, 3]),),
]
edge = (two_alike.sort_values("advertiser", ascending=False),)

# %% [markdown] hint="q1"
# 第一个空是排名分：两列相乘，`auction["bid_fen"] * auction["quality"]`。

# %% [markdown] hint="q1"
# 第二个空是两个列名的列表：先比排名分 `"score"`，一样时再比 `"advertiser"`。

# %% [markdown] hint="q1"
# 第三个空也是列表，两列各一个：从大到小是 `False`，从小到大是 `True`。

# %% check="q1"
check("10.q1", rank_list=rank_list)

# %% [markdown] question="q2" kind="series" points=2 where="class"
# ### 第 2 题 五个位置各扣多少
#
# 看 A012 这一场。站在 1 到 5 号位置的店，点一次各扣多少分？
# 放进 `slot_pay`。它是一个 Series：标签是位置 1 到 5，数是扣费。
#
# **本课口径：扣费 = 下一名的排名分 // 自己的质量分 + 1，不超过自己的出价，不低于底价。单位是分，精确到 1 分（整数）。**

# %% starter="q2"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=____)
ranked = ranked.sort_values(____, ascending=____)

# shift(-1)：整列往上挪一行，于是每一行旁边就是下一名的排名分
next_score = ranked["score"].shift(-1, fill_value=0)
pay = ____
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])

slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% solution="q2"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
next_score = ranked["score"].shift(-1, fill_value=0)
pay = next_score // ranked["quality"] + 1
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% right="q2"
one = auctions[auctions["auction_id"] == "A012"]
rows = sorted(
    (-bid * quality, who, bid, quality, reserve)
    for who, bid, quality, reserve in zip(
        one["advertiser"], one["bid_fen"], one["quality"], one["reserve_fen"]
    )
)
slot_pay = pd.Series(dtype="int64")
for place in range(5):
    _, _, bid, quality, reserve = rows[place]
    slot_pay[place + 1] = min(bid, max(reserve, -rows[place + 1][0] // quality + 1))

# %% wrong="q2" says="你让每家店付了自己的出价。出价是最多愿付多少，扣费由下一名决定。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
slot_pay = pd.Series(list(ranked["bid_fen"].head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="忘了加 1 分。去掉小数以后要再加 1 分，才能压过下一名。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay = ranked["score"].shift(-1, fill_value=0) // ranked["quality"]
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="你用了四舍五入，再加 1 分，有的位置就多扣了 1 分。口径是去掉小数，用 `//`。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
exact = ranked["score"].shift(-1, fill_value=0) / ranked["quality"]
pay = (exact + 0.5).astype(int) + 1
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="你没有去掉小数。扣费是整数的分，除法要用 `//`，不是 `/`。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay = ranked["score"].shift(-1, fill_value=0) / ranked["quality"] + 1
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="你用的是下一名的出价加 1 分。只有大家质量分都一样时才这样。要用下一名的排名分，除以自己的质量分。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay = ranked["bid_fen"].shift(-1, fill_value=0) + 1
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="你是按出价排的名次，所以「下一名」找错了。要按排名分排。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.sort_values(["bid_fen", "advertiser"], ascending=[False, True])
score = ranked["bid_fen"] * ranked["quality"]
pay = score.shift(-1, fill_value=0) // ranked["quality"] + 1
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="你用的是上一名的排名分。名次从大到小排时，下一名在下面一行，要用 `shift(-1)`。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay = ranked["score"].shift(1, fill_value=0) // ranked["quality"] + 1
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])
slot_pay = pd.Series(list(pay.head(5)), index=[1, 2, 3, 4, 5])

# %% wrong="q2" says="你把分换成了元。这一题要的单位是分。"
one = auctions[auctions["auction_id"] == "A012"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
slot_pay = pd.Series(list(pay.head(5) / 100), index=[1, 2, 3, 4, 5])

# %% note="q2"
# trap not used: no cap, no floor, no next: one auction of 6 to 9 bidders with unequal scores
# reaches none of them in its first five places; q3 asks for all three.
# trap not used: rounding up without + 1 differs from the rule only where the quotient is whole.

# %% [markdown] hint="q2"
# 前两行和第 1 题一样：先算排名分，再排名次。

# %% [markdown] hint="q2"
# `pay` 的空：下一名的排名分 `next_score`，去掉小数除以自己的质量分 `ranked["quality"]`，再加 1。

# %% [markdown] hint="q2"
# 不超过出价、不低于底价，`clip` 那一行已经写好了。

# %% check="q2"
check("10.q2", slot_pay=slot_pay)

# %% [markdown] question="q3" kind="function" points=2 where="class" rows=["A03"]
# ### 第 3 题 写一个扣费函数
#
# 写函数 `charge(bid_fen, quality, next_score, reserve_fen)`，交出点一次扣多少分。
# 四个数都是整数：自己的出价（分）、自己的质量分、下一名的排名分、底价（分）。
# 自己的出价不会比底价低。没有下一名时，`next_score` 是 0，要交出底价。
#
# **本课口径：扣费 = 下一名的排名分 // 质量分 + 1；超过出价就付出价，低于底价就付底价。单位是分，精确到 1 分（整数）。**

# %% starter="q3"
def charge(bid_fen, quality, next_score, reserve_fen):
    price = ____
    return ____

# %% solution="q3"
def charge(bid_fen, quality, next_score, reserve_fen):
    price = next_score // quality + 1
    return min(bid_fen, max(reserve_fen, price))

# %% right="q3"
def charge(bid_fen, quality, next_score, reserve_fen):
    if next_score == 0:
        return reserve_fen
    price = next_score // quality + 1
    if price > bid_fen:
        return bid_fen
    if price < reserve_fen:
        return reserve_fen
    return price

# %% right="q3"
def charge(bid_fen, quality, next_score, reserve_fen):
    return sorted([reserve_fen, int(next_score / quality) + 1, bid_fen])[1]

# %% wrong="q3" says="你交出了自己的出价。出价是上限，不是扣费。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return bid_fen

# %% wrong="q3" says="忘了加 1 分。去掉小数以后，要再加 1 分。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return min(bid_fen, max(reserve_fen, next_score // quality))

# %% wrong="q3" says="你用了四舍五入，约一半的时候会多扣 1 分。口径是去掉小数，用 `//`。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return min(bid_fen, max(reserve_fen, int(next_score / quality + 0.5) + 1))

# %% wrong="q3" says="你没有去掉小数。钱最小的单位是分，扣费是整数，除法要用 `//`。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return min(bid_fen, max(reserve_fen, next_score / quality + 1))

# %% wrong="q3" says="漏了一条：扣费不能超过自己的出价。下一名和你的排名分一样时，加了 1 分就会超过。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return max(reserve_fen, next_score // quality + 1)

# %% wrong="q3" says="漏了一条：扣费不能低于底价。下一名很弱，或者没有下一名时，就付底价。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return min(bid_fen, next_score // quality + 1)

# %% wrong="q3" says="没有下一名时，你交出了自己的出价。没有人和你抢，付底价就够了。"
def charge(bid_fen, quality, next_score, reserve_fen):
    if next_score == 0:
        return bid_fen
    return min(bid_fen, max(reserve_fen, next_score // quality + 1))

# %% wrong="q3" says="没有下一名时，你交出了 0。没有人抢也不是白送，要付底价。"
def charge(bid_fen, quality, next_score, reserve_fen):
    if next_score == 0:
        return 0
    return min(bid_fen, max(reserve_fen, next_score // quality + 1))

# %% wrong="q3" says="你用自己的排名分去除，绕一圈又变回了自己的出价。要用下一名的排名分。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return max(reserve_fen, bid_fen * quality // quality + 1)

# %% wrong="q3" says="你把分换成了元。这一题要的单位是分。"
def charge(bid_fen, quality, next_score, reserve_fen):
    return min(bid_fen, max(reserve_fen, next_score // quality + 1)) / 100

# %% note="q3"
# trap not used: float against integer yuan (3.57 - 0.01 …): everything here is whole fen, and the
# undivided quotient is a named wrong answer.
# trap not used: a reserve of 0 (then the rule gives 1 fen): the tables' reserve is at least 5.

# %% cases="q3"
def first_place(one):
    score = (one["bid_fen"] * one["quality"]).sort_values(ascending=False)
    me = one.loc[score.index[0]]
    return (int(me["bid_fen"]), int(me["quality"]), int(score.iloc[1]), int(me["reserve_fen"]))


cases = [first_place(one) for _, one in auctions.groupby("auction_id")][:6] + [
    (500, 9, 3600, 5),
    (315, 7, 1006, 10),
    (240, 6, 1440, 10),
    (200, 8, 120, 20),
]
edge = (180, 6, 0, 15)

# %% [markdown] hint="q3"
# `price` 是还没有管上限和下限的扣费：`next_score // quality + 1`。

# %% [markdown] hint="q3"
# 不低于底价：`max(reserve_fen, price)`，两个里取大的。不超过出价：`min(...)`，两个里取小的。

# %% [markdown] hint="q3"
# 把两个套在一起：`min(bid_fen, max(...))`。没有下一名时 `next_score` 是 0，想一想结果是多少。

# %% check="q3"
check("10.q3", charge=charge)

# %% [markdown] question="q4" kind="dict" points=2 precision={"点击量":"0.01","花费":"0.01","点击率":"0.0001","平均点击花费":"0.01"} where="class"
# ### 第 4 题 一天一共扣了多少
#
# 假设一天里每次搜索都和 A020 这一场一样。五个位置一天的展现量和点击率在 `slots` 里。
# 五家店加在一起，一天有多少点击，一共扣了多少钱？放进 `day_total`。
#
# 五个位置的扣费，照第 2 题的办法算一遍，把编号换成 A020。
#
# **本课口径：点击量 = 展现量 × 点击率，是预计的数，不取整，精确到 0.01 次；花费 = 点击量 × 扣费，单位是元，精确到 0.01 元；点击率 = 总点击量 ÷ 总展现量，精确到 0.0001（小数）；平均点击花费 = 总花费 ÷ 总点击量，单位是元，精确到 0.01 元。**

# %% starter="q4"
pay_fen = ____  # 五个位置的扣费，单位是分，从 1 号到 5 号

clicks = ____  # 每个位置的点击量
cost = ____  # 每个位置的花费，单位是元

day_total = {
    "点击量": ____,
    "花费": ____,
    "点击率": ____,
    "平均点击花费": ____,
}

# %% solution="q4"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
next_score = ranked["score"].shift(-1, fill_value=0)
pay_fen = next_score // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).head(5).to_numpy()

clicks = slots["impressions"] * slots["ctr"]
cost = clicks * pay_fen / 100

day_total = {
    "点击量": clicks.sum(),
    "花费": cost.sum(),
    "点击率": clicks.sum() / slots["impressions"].sum(),
    "平均点击花费": cost.sum() / clicks.sum(),
}

# %% right="q4"
one = auctions[auctions["auction_id"] == "A020"]
rows = sorted(
    (-bid * quality, who, bid, quality, reserve)
    for who, bid, quality, reserve in zip(
        one["advertiser"], one["bid_fen"], one["quality"], one["reserve_fen"]
    )
)
seen = came = money = 0.0
for place, (shown, rate) in enumerate(zip(slots["impressions"], slots["ctr"])):
    _, _, bid, quality, reserve = rows[place]
    fen = min(bid, max(reserve, -rows[place + 1][0] // quality + 1))
    seen, came, money = seen + shown, came + shown * rate, money + shown * rate * fen
day_total = {
    "点击量": round(came, 2),
    "花费": round(money / 100, 2),
    "点击率": round(came / seen, 4),
    "平均点击花费": round(money / came / 100, 2),
}

# %% wrong="q4" says="点击率那一格，你把五个位置的点击率取了平均。展现多的位置和展现少的位置就一样重了。要用总点击量除以总展现量。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay_fen = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).head(5).to_numpy()
clicks = slots["impressions"] * slots["ctr"]
cost = clicks * pay_fen / 100
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(), "点击率": slots["ctr"].mean(),
    "平均点击花费": cost.sum() / clicks.sum(),
}

# %% wrong="q4" says="平均点击花费那一格，你把五个扣费取了平均。1 号位置的点击多得多，不能和 5 号一样重。要用总花费除以总点击量。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay_fen = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).head(5).to_numpy()
clicks = slots["impressions"] * slots["ctr"]
cost = clicks * pay_fen / 100
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(),
    "点击率": clicks.sum() / slots["impressions"].sum(),
    "平均点击花费": pay_fen.mean() / 100,
}

# %% wrong="q4" says="两个比率你都取了平均。比率不能取平均，要用总数除总数。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay_fen = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).head(5).to_numpy()
clicks = slots["impressions"] * slots["ctr"]
cost = clicks * pay_fen / 100
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(), "点击率": slots["ctr"].mean(),
    "平均点击花费": pay_fen.mean() / 100,
}

# %% wrong="q4" says="你用出价当了扣费，花费就算多了。每个位置付的不是自己的出价。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
clicks = slots["impressions"] * slots["ctr"]
cost = clicks * ranked["bid_fen"].head(5).to_numpy() / 100
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(),
    "点击率": clicks.sum() / slots["impressions"].sum(),
    "平均点击花费": cost.sum() / clicks.sum(),
}

# %% wrong="q4" says="花费的单位错了，你得到的是分。题目要的是元，1 元是 100 分。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay_fen = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).head(5).to_numpy()
clicks = slots["impressions"] * slots["ctr"]
cost = clicks * pay_fen
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(),
    "点击率": clicks.sum() / slots["impressions"].sum(),
    "平均点击花费": cost.sum() / clicks.sum(),
}

# %% wrong="q4" says="你给每次展现都算了钱。竞价是点一次才扣一次，看了没点不扣。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay_fen = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).head(5).to_numpy()
clicks = slots["impressions"] * slots["ctr"]
cost = slots["impressions"] * pay_fen / 100
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(),
    "点击率": clicks.sum() / slots["impressions"].sum(),
    "平均点击花费": cost.sum() / clicks.sum(),
}

# %% wrong="q4" says="五个位置你都用了 1 号的扣费。每个位置的下一名不同，扣费也不同。"
one = auctions[auctions["auction_id"] == "A020"]
ranked = one.assign(score=one["bid_fen"] * one["quality"])
ranked = ranked.sort_values(["score", "advertiser"], ascending=[False, True])
pay_fen = ranked["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay_fen = pay_fen.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"]).iloc[0]
clicks = slots["impressions"] * slots["ctr"]
cost = clicks * pay_fen / 100
day_total = {
    "点击量": clicks.sum(), "花费": cost.sum(),
    "点击率": clicks.sum() / slots["impressions"].sum(),
    "平均点击花费": cost.sum() / clicks.sum(),
}

# %% note="q4"
# trap not used: half-up, + 1 forgotten: one fen too much or too little in a sum of hundreds of
# yuan is named in q2 and q3, where it stands alone.
# trap not used: CPM (cost ÷ impressions × 1000): not asked; paying for impressions is named.
# trap not used: "tiny denominators": every slot has more than ten thousand impressions.

# %% [markdown] hint="q4"
# 先算 `pay_fen`：把第 2 题的代码抄过来，编号换成 A020，最后一步写 `pay.head(5).to_numpy()`，就是五个数。

# %% [markdown] hint="q4"
# `clicks` 是 `slots` 里两列相乘。`cost` 是点击量乘扣费，再除以 100，变成元。

# %% [markdown] hint="q4"
# 后两格都是总数除总数。总展现量是 `slots["impressions"].sum()`。

# %% check="q4"
check("10.q4", day_total=day_total)

# %% [markdown]
# ## 回家做：第 5–8 题

# %% [markdown] question="q5" kind="series" points=2 where="home"
# ### 第 5 题 质量分加 1，省几分钱
#
# 看全部 40 场。每一场的第 1 名，如果质量分加 1，出价不变，点一次能少扣几分？
# 他本来就是第 1 名，质量分加 1 后**名次不变**，下一名也不变。
#
# 放进 `saved_fen`。它是一个 Series：标签是竞价号（`auction_id`），数是省下的分。
#
# **本课口径：省下的 = 现在的扣费 − 质量分加 1 后的扣费。扣费 = 下一名的排名分 // 自己的质量分 + 1，不超过自己的出价，不低于底价。单位是分，精确到 1 分（整数）。**

# %% starter="q5"
ranked = auctions.assign(score=____)
ranked = ranked.sort_values(["auction_id", ____, ____], ascending=[True, ____, ____])

# 在每一场里，把下一名的排名分挪到旁边；再留下每一场的第 1 行
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")

def pay(quality):
    price = ____
    return price.clip(lower=first["reserve_fen"], upper=first["bid_fen"])

saved_fen = pay(first["quality"]) - pay(____)

# %% solution="q5"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")

def pay(quality):
    price = first["next_score"] // quality + 1
    return price.clip(lower=first["reserve_fen"], upper=first["bid_fen"])

saved_fen = pay(first["quality"]) - pay(first["quality"] + 1)

# %% right="q5"
saved = {}
for number, one in auctions.groupby("auction_id"):
    rows = sorted(
        (-bid * quality, who, bid, quality, reserve)
        for who, bid, quality, reserve in zip(
            one["advertiser"], one["bid_fen"], one["quality"], one["reserve_fen"]
        )
    )
    _, _, bid, quality, reserve = rows[0]
    after = -rows[1][0]
    now, later = (min(bid, max(reserve, after // q + 1)) for q in (quality, quality + 1))
    saved[number] = now - later
saved_fen = pd.Series(saved)

# %% wrong="q5" says="你让第 1 名付自己的出价，所以一分也没省。扣费里，质量分在分母上：质量分越高，扣得越少。"
saved_fen = pd.Series(0, index=sorted(auctions["auction_id"].unique()))

# %% wrong="q5" says="正负号反了。题目问省下几分，是现在的扣费减以后的扣费。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")
old = (first["next_score"] // first["quality"] + 1).clip(upper=first["bid_fen"])
new = (first["next_score"] // (first["quality"] + 1) + 1).clip(upper=first["bid_fen"])
saved_fen = new - old

# %% wrong="q5" says="你用了四舍五入。扣费先去掉小数，再加 1 分，两次都要用 `//`。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")
old = ((first["next_score"] / first["quality"] + 0.5).astype(int) + 1).clip(upper=first["bid_fen"])
new = ((first["next_score"] / (first["quality"] + 1) + 0.5).astype(int) + 1).clip(
    upper=first["bid_fen"]
)
saved_fen = old - new

# %% wrong="q5" says="你没有去掉小数。每一次扣费都是整数的分，两次扣费各用一次 `//`，再相减。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")
saved_fen = first["next_score"] / first["quality"] - first["next_score"] / (first["quality"] + 1)

# %% wrong="q5" says="你是按出价找的第 1 名，所以第 1 名和下一名都可能找错。要按排名分排。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "bid_fen", "advertiser"], ascending=[True, False, True])
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")
old = (first["next_score"] // first["quality"] + 1).clip(upper=first["bid_fen"])
new = (first["next_score"] // (first["quality"] + 1) + 1).clip(upper=first["bid_fen"])
saved_fen = old - new

# %% wrong="q5" says="你省的是下一名的质量分变化。下一名的排名分没有变，变的是除数：自己的质量分加了 1。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
by = ranked.groupby("auction_id")
ranked = ranked.assign(next_score=by["score"].shift(-1, fill_value=0))
ranked = ranked.assign(next_bid=by["bid_fen"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")
old = (first["next_score"] // first["quality"] + 1).clip(upper=first["bid_fen"])
new = ((first["next_score"] + first["next_bid"]) // first["quality"] + 1).clip(
    upper=first["bid_fen"]
)
saved_fen = old - new

# %% wrong="q5" says="你算的是省下的占现在扣费的几成。题目要的是几分钱。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
ranked = ranked.assign(next_score=ranked.groupby("auction_id")["score"].shift(-1, fill_value=0))
first = ranked.groupby("auction_id").head(1).set_index("auction_id")
old = (first["next_score"] // first["quality"] + 1).clip(upper=first["bid_fen"])
new = (first["next_score"] // (first["quality"] + 1) + 1).clip(upper=first["bid_fen"])
saved_fen = (old - new) / old

# %% note="q5"
# trap not used: + 1 fen forgotten: it is taken away again by the subtraction.
# trap not used: no cap: it matters only where first and second have equal scores, which a world
# need not have.
# trap not used: no floor: a second place is never so weak here that the reserve binds.

# %% [markdown] hint="q5"
# 前两行：排名分从大到小，一样时店铺编号从小到大。和第 1 题一样，只是先按 `auction_id` 分开。

# %% [markdown] hint="q5"
# `price` 的空：`first["next_score"]` 去掉小数除以 `quality`，再加 1。这里的 `quality` 是括号里传进来的。

# %% [markdown] hint="q5"
# 最后一个空，是加了 1 的质量分：`first["quality"] + 1`。

# %% check="q5"
check("10.q5", saved_fen=saved_fen)

# %% [markdown] question="q6" kind="series" points=2 precision="0.1" where="home" rows=["A05"]
# ### 第 6 题 茶叶的一次点击最多值多少
#
# 用 `tea` 表，算每个词点一次最多值多少**分**，放进 `worth_fen`。
# 它是一个 Series：标签是关键词号（`keyword_id`），数是分。
#
# 茶叶退回来还能再卖。所以退一单，少赚的是这一单的毛利，货没有丢。
#
# **本课口径：一次点击的价值 = 转化率 × 客单价 × 毛利率 ×（1 − 退货率）。转化率是点一次变成一单的机会。单位是分，精确到 0.1 分。**

# %% starter="q6"
one_order = ____  # 一单留下多少元
worth_fen = pd.Series(
    (____ * 100).to_numpy(), index=tea["keyword_id"].to_numpy()
)

# %% solution="q6"
one_order = tea["spend_per_buyer"] * tea["margin"] * (1 - tea["return_rate"])
worth_fen = pd.Series(
    (tea["cvr"] * one_order * 100).to_numpy(), index=tea["keyword_id"].to_numpy()
)

# %% right="q6"
table = tea.set_index("keyword_id")
kept = table["margin"] - table["margin"] * table["return_rate"]
worth_fen = (100 * table["spend_per_buyer"] * table["cvr"] * kept).round(1)

# %% right="q6"
worth_fen = pd.Series({
    row["keyword_id"]: 100 * row["cvr"] * row["spend_per_buyer"] * row["margin"]
    * (1 - row["return_rate"])
    for _, row in tea.iterrows()
})

# %% wrong="q6" says="你用的是毛利率减退货率。那是生鲜的算法：退了的果子不能再卖，连货也丢了。茶叶退回来还能卖，要用毛利率 ×（1 − 退货率）。"
table = tea.set_index("keyword_id")
worth_fen = 100 * table["cvr"] * table["spend_per_buyer"] * (table["margin"] - table["return_rate"])

# %% wrong="q6" says="忘了毛利率。转化率 × 客单价是一次点击带来的成交金额，里面大半是货钱，不能都拿去付广告。"
table = tea.set_index("keyword_id")
worth_fen = 100 * table["cvr"] * table["spend_per_buyer"] * (1 - table["return_rate"])

# %% wrong="q6" says="毛利率和退货率都忘了。转化率 × 客单价是成交金额，不是留下的钱。"
table = tea.set_index("keyword_id")
worth_fen = 100 * table["cvr"] * table["spend_per_buyer"]

# %% wrong="q6" says="忘了退货。退掉的单不赚钱，要再乘（1 − 退货率）。"
table = tea.set_index("keyword_id")
worth_fen = 100 * table["cvr"] * table["spend_per_buyer"] * table["margin"]

# %% wrong="q6" says="忘了转化率。这是一单值多少，不是一次点击值多少。点很多次才有一单。"
table = tea.set_index("keyword_id")
worth_fen = 100 * table["spend_per_buyer"] * table["margin"] * (1 - table["return_rate"])

# %% wrong="q6" says="你把退货率加上去了。退货让一单留下的钱变少，要乘（1 − 退货率）。"
table = tea.set_index("keyword_id")
worth_fen = (
    100 * table["cvr"] * table["spend_per_buyer"] * table["margin"] * (1 + table["return_rate"])
)

# %% wrong="q6" says="单位错了，你得到的是元。题目要的是分，1 元是 100 分。"
table = tea.set_index("keyword_id")
worth_fen = (
    table["cvr"] * table["spend_per_buyer"] * table["margin"] * (1 - table["return_rate"])
)

# %% wrong="q6" says="你把几个词的转化率取了平均，每个词就一样值钱了。转化率高的词值得多出价，要各算各的。"
table = tea.set_index("keyword_id")
worth_fen = (
    100 * table["cvr"].mean() * table["spend_per_buyer"] * table["margin"]
    * (1 - table["return_rate"])
)

# %% note="q6"
# trap not used: the week's orders ÷ clicks in place of the given rate: with a few clicks most
# words have no order, so the answer would be zeros; the text names the column.
# trap not used: 客单价 taken for 笔单价: the table gives one figure only.
# trap not used: 1 / (m(1-r)), the break-even ROAS: a pure number, not money; it is lesson 12's.

# %% [markdown] hint="q6"
# 一单留下多少元：客单价 × 毛利率 ×（1 − 退货率）。列名是 `spend_per_buyer`、`margin`、`return_rate`。

# %% [markdown] hint="q6"
# 点一次不一定成一单，所以还要乘转化率 `tea["cvr"]`。

# %% [markdown] hint="q6"
# 第二个空是 `tea["cvr"] * one_order`。乘 100 已经写好了，元就变成了分。

# %% check="q6"
check("10.q6", worth_fen=worth_fen)

# %% [markdown] question="q7" kind="list" points=2 where="home"
# ### 第 7 题 先停哪些词
#
# 看上一周的报表 `report`。有的词花了钱，却一单也没有。
# 把花费**超过 10 元**、又**没有成交**的词找出来，放进列表 `pause_ids`。
# 列表里每一项是关键词号（`keyword_id`），从小到大排。
#
# 先停，不等于永远不投。点击少的时候，没有成交也可能只是运气。
#
# **本课口径：`cost` 大于 10 元，并且 `orders` 等于 0。两条同时成立才算。花费精确到 0.01 元。**

# %% starter="q7"
bad = ____
pause_ids = sorted(report[bad]["keyword_id"])

# %% solution="q7"
bad = (report["cost"] > 10) & (report["orders"] == 0)
pause_ids = sorted(report[bad]["keyword_id"])

# %% right="q7"
pause_ids = report.query("cost > 10 and orders == 0").sort_values("keyword_id")["keyword_id"].tolist()

# %% right="q7"
pause_ids = []
for key, cost, orders in sorted(zip(report["keyword_id"], report["cost"], report["orders"])):
    if cost > 10 and orders == 0:
        pause_ids.append(key)

# %% wrong="q7" says="你只看了有没有成交，没看花了多少钱。花几块钱还没有成交，太早，先别停。"
pause_ids = sorted(report.loc[report["orders"] == 0, "keyword_id"])

# %% wrong="q7" says="你只看了花费超过 10 元，把有成交的词也停了。"
pause_ids = sorted(report.loc[report["cost"] > 10, "keyword_id"])

# %% wrong="q7" says="你用了「或」：两条里有一条就算。题目要两条同时成立，用 `&`。"
either = (report["cost"] > 10) | (report["orders"] == 0)
pause_ids = sorted(report.loc[either, "keyword_id"])

# %% wrong="q7" says="你看的是加购，不是成交。加了购物车还没有付钱，成交看 `orders`。"
none = (report["cost"] > 10) & (report["carts"] == 0)
pause_ids = sorted(report.loc[none, "keyword_id"])

# %% wrong="q7" says="大于号反了，你找的是花得少的词。"
little = (report["cost"] < 10) & (report["orders"] == 0)
pause_ids = sorted(report.loc[little, "keyword_id"])

# %% wrong="q7" says="你看的是点一次多少钱（`cpc`）。题目问的是一周一共花了多少，看 `cost`。"
dear = (report["cpc"] > 1) & (report["orders"] == 0)
pause_ids = sorted(report.loc[dear, "keyword_id"])

# %% margin="q7"
margin = (report["cost"] - 10).to_numpy()

# %% note="q7"
# trap not used: >= in place of >: a cost of exactly 10.00 is refused as near a cut.
# trap not used: ROAS below 1 as the rule: a word with one cheap order is another question.
# trap not used: the window of a ROAS, channels summed above the total: the report has one week and
# one channel.

# %% [markdown] hint="q7"
# 两个条件各写一对括号，中间用 `&`，意思是「并且」。

# %% [markdown] hint="q7"
# 第一个条件是 `(report["cost"] > 10)`。第二个条件：`orders` 等于 0，「等于」写两个等号。

# %% check="q7"
check("10.q7", pause_ids=pause_ids)

# %% [markdown] question="q8" kind="decision" market="keywords" least="0.4" points=2 where="home" rows=["A03","A05"]
# ### 第 8 题 你来出价
#
# 写函数 `choose_bids(keywords, budget)`，替合作社给关键词出价。
# `budget` 是这一天最多花多少元。`keywords` 是这一天能投的词，一行一个，有这些列：
#
# | 列 | 是什么 |
# |---|---|
# | `keyword_id` `keyword` | 关键词号，关键词 |
# | `searches` | 这一天大约被搜几次 |
# | `ctr` | 点击率，全市场的平均 |
# | `quality` | 本店的质量分 |
# | `own_cvr` | 本店点一次变成一单的机会 |
# | `spend_per_buyer` `margin` `return_rate` | 客单价（元），毛利率，退货率 |
#
# 交出一个字典：`{关键词号: 出价}`，出价的单位是元。没写进去的词就不投。
#
# 批改时，在五天里各叫它一次，词和预算每天不同。对手的出价你看不见。
# 五天的利润加起来，先和三种简单办法里最好的一种比，超过它才有分；再看离参考的办法多远，越近分越高。
#
# 三种简单办法是：每个词都出 1 元；每个词都出到一次点击的价值；只投搜索最多的 10 个词，也出到价值。
# 想一想：为什么出到价值，反而赚不多？预算花光以后会怎样？
#
# **本课口径：利润 = 点击带来的价值 − 扣费，单位是元，精确到分（0.01 元）。一次点击的价值 = 转化率 × 客单价 × 毛利率 ×（1 − 退货率），按平均下单的机会算，谁碰巧下单不算。预算花光，当天就不再展示。出价里不到 1 分的零头去掉。**

# %% starter="q8"
def choose_bids(keywords, budget):
    worth = ____  # 每个词一次点击的价值，单位是元
    bid = ____
    return dict(zip(keywords["keyword_id"], bid))

# %% solution="q8"
def choose_bids(keywords, budget):
    one_order = keywords["spend_per_buyer"] * keywords["margin"] * (1 - keywords["return_rate"])
    bid = keywords["own_cvr"] * one_order * 0.55
    return dict(zip(keywords["keyword_id"], bid))

# %% right="q8"
def choose_bids(keywords, budget):
    one_order = keywords["spend_per_buyer"] * keywords["margin"] * (1 - keywords["return_rate"])
    worth = keywords["own_cvr"] * one_order
    # What the day would cost at most, were every word shown at its full worth.
    most = (keywords["searches"] * keywords["ctr"] * worth).sum()
    share = min(0.6, max(0.5, 3.5 * budget / most))
    return dict(zip(keywords["keyword_id"], worth * share))

# %% right="q8"
def choose_bids(keywords, budget):
    bids = {}
    for _, row in keywords.iterrows():
        worth = row["own_cvr"] * row["spend_per_buyer"] * row["margin"] * (1 - row["return_rate"])
        bids[row["keyword_id"]] = 0.56 * worth
    return bids

# %% wrong="q8" says="你让每个词都出一样的价。转化率低的词不值这么多，转化率高的词又抢不到。先算每个词一次点击值多少。"
def choose_bids(keywords, budget):
    return {key: 1.0 for key in keywords["keyword_id"]}

# %% wrong="q8" says="你出到了一次点击的全部价值。名次靠前，可是每次点击剩不下多少，预算也很快花光。出价要比价值低一截。"
def choose_bids(keywords, budget):
    one_order = keywords["spend_per_buyer"] * keywords["margin"] * (1 - keywords["return_rate"])
    worth = keywords["own_cvr"] * one_order
    return dict(zip(keywords["keyword_id"], worth))

# %% wrong="q8" says="你忘了毛利率，出的是一次点击带来的成交金额。里面大半是货钱，这样出价剩不下什么。"
def choose_bids(keywords, budget):
    bid = keywords["own_cvr"] * keywords["spend_per_buyer"]
    return dict(zip(keywords["keyword_id"], bid))

# %% wrong="q8" says="你只投搜索最多的词，又出到了全部价值。搜的人多，抢的人也多，剩下的就少。长一点的词往往更便宜。"
def choose_bids(keywords, budget):
    one_order = keywords["spend_per_buyer"] * keywords["margin"] * (1 - keywords["return_rate"])
    ordered = keywords.sort_values(["searches", "keyword_id"], ascending=[False, True])
    top = keywords["keyword_id"].isin(ordered["keyword_id"].head(10))
    return dict(zip(keywords["keyword_id"], (keywords["own_cvr"] * one_order).where(top, 0)))

# %% wrong="q8" says="你把预算平均分给了每个词，当成了出价。预算是一天花多少，出价是点一次最多付多少，是两回事。"
def choose_bids(keywords, budget):
    return {key: budget / len(keywords) for key in keywords["keyword_id"]}

# %% wrong="q8" says="你出的是分，不是元，每个出价都大了 100 倍。这里的单位是元。"
def choose_bids(keywords, budget):
    one_order = keywords["spend_per_buyer"] * keywords["margin"] * (1 - keywords["return_rate"])
    return dict(zip(keywords["keyword_id"], keywords["own_cvr"] * one_order * 60))

# %% note="q8"
# trap not used: "first place is best": it is what full value and revenue as bids amount to.
# trap not used: a fixed quality: the market judges with the quality that it shows.

# %% [markdown] hint="q8"
# 先算每个词一次点击的价值，办法和第 6 题一样。转化率用 `own_cvr` 列。

# %% [markdown] hint="q8"
# 出价比价值低，每次点击才有得赚，同样的预算也能买到更多点击。试试价值的几成？预算少的日子，要不要再低一点？

# %% [markdown] hint="q8"
# 函数里最后乘一个小于 1 的数，就是价值的几成。换几个数，看 `check` 说的利润往哪边走。

# %% check="q8"
check("10.q8", choose_bids=choose_bids)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="series" bonus=true
# ### 加分题一 本店要出多少，才站上第 1 名
#
# 看全部 40 场。别家的出价和质量分不变，本店（0 号）的质量分也不变。
# 本店最少要出几分，才能排第 1？放进 `first_bid_fen`。它是一个 Series：标签是竞价号，数是分。
#
# 本店的编号最小，排名分一样时本店在前。
#
# **本课口径：最少的整数出价，使本店的排名分不低于任何一家。单位是分，精确到 1 分（整数）。**

# %% starter="b1"
shop = auctions[auctions["advertiser"] == 0].set_index("auction_id")
rivals = auctions[auctions["advertiser"] != 0]
top_score = ____  # 每一场里，别家最高的排名分
first_bid_fen = ____

# %% solution="b1"
shop = auctions[auctions["advertiser"] == 0].set_index("auction_id")
rivals = auctions[auctions["advertiser"] != 0]
top_score = (rivals["bid_fen"] * rivals["quality"]).groupby(rivals["auction_id"]).max()
first_bid_fen = (top_score + shop["quality"] - 1) // shop["quality"]

# %% right="b1"
shop = auctions[auctions["advertiser"] == 0].set_index("auction_id")
rivals = auctions[auctions["advertiser"] != 0]
rivals = rivals.assign(score=rivals["bid_fen"] * rivals["quality"])
first_bid_fen = -(-rivals.groupby("auction_id")["score"].max() // shop["quality"])

# %% right="b1"
lowest = {}
for number, one in auctions.groupby("auction_id"):
    own = int(one.loc[one["advertiser"] == 0, "quality"].iloc[0])
    others = one[one["advertiser"] != 0]
    top = int((others["bid_fen"] * others["quality"]).max())
    bid = 1
    while bid * own < top:
        bid += 1
    lowest[number] = bid
first_bid_fen = pd.Series(lowest)

# %% wrong="b1" says="除得尽的时候，你多出了 1 分。排名分一样时本店在前，刚好追平就够了。要往上取整，不是去掉小数再加 1。"
shop = auctions[auctions["advertiser"] == 0].set_index("auction_id")
rivals = auctions[auctions["advertiser"] != 0]
top_score = (rivals["bid_fen"] * rivals["quality"]).groupby(rivals["auction_id"]).max()
first_bid_fen = top_score // shop["quality"] + 1

# %% wrong="b1" says="你去掉了小数，少出了一点，排名分追不上第 1 名。要往上取整。"
shop = auctions[auctions["advertiser"] == 0].set_index("auction_id")
rivals = auctions[auctions["advertiser"] != 0]
top_score = (rivals["bid_fen"] * rivals["quality"]).groupby(rivals["auction_id"]).max()
first_bid_fen = top_score // shop["quality"]

# %% wrong="b1" says="你比的是出价，比别家最高的出价多 1 分。质量分不同，出价高不一定排第 1。要用排名分。"
rivals = auctions[auctions["advertiser"] != 0]
first_bid_fen = rivals.groupby("auction_id")["bid_fen"].max() + 1

# %% wrong="b1" says="你把本店自己也算进了要追的店。本店已经是第 1 名的场次，出得比现在少也行。先去掉 0 号。"
shop = auctions[auctions["advertiser"] == 0].set_index("auction_id")
top_score = (auctions["bid_fen"] * auctions["quality"]).groupby(auctions["auction_id"]).max()
first_bid_fen = (top_score + shop["quality"] - 1) // shop["quality"]

# %% note="b1"
# trap not used: below the reserve: every rival bids above it with a quality of 3 to 9, and the
# first of five to eight is never weak enough to be passed by a bid below the reserve.

# %% [markdown] hint="b1"
# `top_score`：先算 `rivals` 每一行的排名分，再按 `rivals["auction_id"]` 分组取最大。

# %% [markdown] hint="b1"
# 往上取整的除法：`(a + b - 1) // b`。比如 7 除以 2，`(7 + 2 - 1) // 2` 是 4。

# %% check="b1"
check("10.b1", first_bid_fen=first_bid_fen)

# %% [markdown] question="b2" kind="figure" precision="0.1" bonus=true
# ### 加分题二 画出每个位置的行情
#
# 老手心里有数：第几个位置，通常要扣多少。用全部 40 场算一算。
# 对 1 到 5 号位置，各取 40 场扣费的中位数，画一张柱状图：横轴是位置，纵轴是扣费。放进 `price_chart`。
#
# 要有标题，纵轴要有名称和单位。用 `plotting.bar_chart` 或别的办法都行。
#
# **本课口径：扣费的算法和第 2 题一样；中位数是 40 个扣费从小到大排，中间两个的平均。单位是分，精确到 0.1 分。**

# %% starter="b2"
ranked = auctions.assign(score=____)
ranked = ranked.sort_values(["auction_id", ____, ____], ascending=[True, ____, ____])
by_auction = ranked.groupby("auction_id")
pay = by_auction["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])
place = by_auction.cumcount() + 1  # 在自己那一场里排第几

usual = ____
price_chart = plotting.bar_chart(usual, title=____, unit=____, xlabel=____)

# %% solution="b2"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
by_auction = ranked.groupby("auction_id")
pay = by_auction["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])
place = by_auction.cumcount() + 1
usual = pay[place <= 5].groupby(place).median()
price_chart = plotting.bar_chart(usual, title="各位置扣费的中位数", unit="分", xlabel="位置")

# %% right="b2"
prices = {place: [] for place in range(1, 6)}
for _, one in auctions.groupby("auction_id"):
    one = one.assign(score=one["bid_fen"] * one["quality"])
    one = one.sort_values(["score", "advertiser"], ascending=[False, True]).reset_index(drop=True)
    for place in prices:
        me, after = one.loc[place - 1], one.loc[place]
        fen = after["score"] // me["quality"] + 1
        prices[place].append(min(me["bid_fen"], max(me["reserve_fen"], fen)))
fig, price_chart = plt.subplots()
price_chart.bar([str(place) for place in prices], [pd.Series(p).median() for p in prices.values()])
price_chart.set_title("每个位置通常扣多少")
price_chart.set_xlabel("位置")
price_chart.set_ylabel("扣费（分）")

# %% wrong="b2" says="柱子的高度是出价的中位数。出价是上限，实际扣的要看下一名。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
place = ranked.groupby("auction_id").cumcount() + 1
usual = ranked["bid_fen"][place <= 5].groupby(place).median()
price_chart = plotting.bar_chart(usual, title="各位置扣费的中位数", unit="分", xlabel="位置")

# %% wrong="b2" says="你取的是平均数。有几场特别贵，平均数就被拉高了。题目要中位数。"
ranked = auctions.assign(score=auctions["bid_fen"] * auctions["quality"])
ranked = ranked.sort_values(["auction_id", "score", "advertiser"], ascending=[True, False, True])
by_auction = ranked.groupby("auction_id")
pay = by_auction["score"].shift(-1, fill_value=0) // ranked["quality"] + 1
pay = pay.clip(lower=ranked["reserve_fen"], upper=ranked["bid_fen"])
place = by_auction.cumcount() + 1
usual = pay[place <= 5].groupby(place).mean()
price_chart = plotting.bar_chart(usual, title="各位置扣费的平均数", unit="分", xlabel="位置")

# %% [markdown] hint="b2"
# 排名的两行和第 5 题一样。`usual`：先留下前 5 名 `pay[place <= 5]`，再按 `place` 分组取中位数。

# %% [markdown] hint="b2"
# 中位数是 `.median()`。扣费的单位写 `"分"`。

# %% check="b2"
check("10.b2", price_chart=price_chart)

# %% [markdown]
# ## 写作：出价不等于扣费（回家做）

# %% [markdown] task="w1" points=20
# ### 讲给农人听：为什么出价不等于扣费
#
# 安溪的老茶农坤叔不会用电脑。他听说「出价 4 元，点一下就扣 4 元」，不敢投。
# 请你写一段话讲给他听，200 字左右。数字用练习数据里 A012 这一场（第 2 题）。
#
# 要写清四件事：
#
# 1. 出价是什么，扣费是什么，差多少：用 A012 里一家店的数，手算一遍给他看；
# 2. 质量分高了为什么省钱，说一件他店里能做的事；
# 3. 一次点击最多值多少，他凭什么定自己的出价；
# 4. 有什么你不能确定，要先拿多少钱试几天。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，分和元写清楚 |
# | 切合对象/场景 | 5 | 坤叔听得懂，不堆术语，说的是卖茶 |
# | 表达与可执行 | 5 | 200 字左右；建议有做什么、花多少、试几天 |
# | 合规与真实 | 5 | 不说「稳赚」「第一」这类话；不编数字；不确定的就说不确定 |
#
# **本课专看一条**：手算要写出四样：下一名的排名分、自己的质量分、去掉小数、加 1 分。缺一样，在「事实与数据引用」里扣 1 分。
