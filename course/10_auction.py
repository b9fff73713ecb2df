# %% [markdown] lesson="10_auction" title="竞价：出价·质量分·扣费" tables=["auctions"]
# # 第 10 课 竞价：出价·质量分·扣费
#
# 第 9 课里，江哥定好了补货点、48 小时发货和坏果包赔。货备得够、发得出，才轮到花钱买访客。
# 第 3 课里，林姐想花 500 元买访客。她定了一条：先花一小部分试，看了数再加。
#
# 今年中秋前，合作社里种铁观音的坤叔也想试。过节送茶的人多，抢同一批买家的店也多。
# 儿子阿坤说：「搜『铁观音』的时候，让我们的茶排在前面，点一下才收钱。」
# 坤叔问：「排前面要多少钱？我出 4 元，点一下就扣 4 元？一天 200 元，几下就没了吧。」
#
# 这节课，你替他们把这笔账算清楚。
#
# **学完这节课，你能：**
#
# 1. 用出价和质量分排出名次；
# 2. 手算点一次扣多少，说清为什么不是自己的出价；
# 3. 说出质量分加 1 值多少钱；
# 4. 说清预算有限时，为什么出价高反而点击少；
# 5. 算出一次点击最多值多少，从一排出价里找利润最大的；
# 6. 用这些数决定中秋前每天 200 元怎么出价。
#
# 预计 58 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 四家店抢「铁观音」，丙店是坤叔的。**改一个数**：把丙店的质量分 `8` 改成 `10`，再运行。谁往前了？

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

four = pd.DataFrame(
    {"店": ["甲", "乙", "丙", "丁"], "出价（分）": [500, 400, 400, 350], "质量分": [9, 9, 8, 7]}
)
four["排名分"] = four["出价（分）"] * four["质量分"]
four.sort_values("排名分", ascending=False)

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。丙店出价 4 元，排在第 3 名，有人点了它的广告。扣多少钱？
#
# - [ ] 4 元 :: 出价是「最多愿付多少」。很多人以为出多少扣多少，这节课就算给你看。
# - [ ] 3.5 元，跟丁店的出价一样 :: 方向对了：要看下一名。但两家质量分不同，不能直接比出价。
# - [x] 不到 4 元，由下一名决定 :: 平台只让你付到「刚好压过下一名」。具体多少，第 2 步手算。
# - [ ] 要看第 1 名出多少 :: 第 1 名在你前面，你压不过他，他的出价和你的扣费没关系。

# %% [markdown] rows=["C10"]
# ## 第 1 步 谁排前面（预计 6 分钟）
#
# 买家搜一个词，想排在前面的店就抢一次。这叫**竞价**（auction）。三个词先分清：
#
# | 词 | 意思 |
# |---|---|
# | 出价（bid） | 点一次，最多愿意付多少 |
# | 质量分（quality score） | 平台给你的广告打的分，本课里是 1 到 10 的整数 |
# | 排名分 | 出价 × 质量分 |
#
# **本课口径：按排名分从大到小排；一样时，店铺编号小的在前。**
#
# 所以出价一样的两家，质量分高的在前。上面的乙店和丙店就是这样。
#
# 平台不公开全部算法，这是课本里的规矩。老教材里的「直通车」，后来的「万相台」，都是这类广告在不同年代的名字。
# 百度这类搜索引擎上的叫竞价排名（SEM）。名字会换，规矩相近。

# %% [markdown] step="s1" kind="number"
# ### 填空：本店排第几
#
# `auctions` 里有 40 场竞价。一行是一场里的一家店，0 号是本店。我们看 A001 这一场。
# 先运行，看看表。**先猜**：只看出价那一列，本店排第几？按排名分呢？
#
# 再填空，算出本店的名次，放进 `my_rank`。
#
# **本课口径：排名分 = 出价 × 质量分，从大到小排；名次从 1 数起，精确到个位。**

# %% starter="s1"
auctions = load("auctions")
one = auctions[auctions["auction_id"] == "A001"]
print(one[["advertiser", "bid_fen", "quality"]].to_string(index=False))

one = one.assign(score=____)
ranked = one.sort_values(["score", "advertiser"], ascending=[False, True])
my_rank = list(ranked["advertiser"]).index(0) + 1

# %% solution="s1"
auctions = load("auctions")
one = auctions[auctions["auction_id"] == "A001"]
one = one.assign(score=one["bid_fen"] * one["quality"])
ranked = one.sort_values(["score", "advertiser"], ascending=[False, True])
my_rank = list(ranked["advertiser"]).index(0) + 1

# %% right="s1"
auctions = load("auctions")
one = auctions[auctions["auction_id"] == "A001"]
score = one["bid_fen"] * one["quality"]
my_rank = (score > score[one["advertiser"] == 0].iloc[0]).sum() + 1

# %% wrong="s1" says="你只按出价排。出价高、质量分低的店，会往后掉。排名分是两列相乘。"
auctions = load("auctions")
one = auctions[auctions["auction_id"] == "A001"]
ranked = one.sort_values(["bid_fen", "advertiser"], ascending=[False, True])
my_rank = list(ranked["advertiser"]).index(0) + 1

# %% wrong="s1" says="你只按质量分排。质量分高、出价低的店，也排不到前面。排名分是两列相乘。"
auctions = load("auctions")
one = auctions[auctions["auction_id"] == "A001"]
ranked = one.sort_values(["quality", "advertiser"], ascending=[False, True])
my_rank = list(ranked["advertiser"]).index(0) + 1

# %% wrong="s1" says="方向反了，你从小往大数了。排名分最大的是第 1 名。"
auctions = load("auctions")
one = auctions[auctions["auction_id"] == "A001"]
one = one.assign(score=one["bid_fen"] * one["quality"])
ranked = one.sort_values(["score", "advertiser"])
my_rank = list(ranked["advertiser"]).index(0) + 1

# %% [markdown] hint="s1"
# 空里要写两列相乘。出价在 `one["bid_fen"]`，单位是分。

# %% [markdown] hint="s1"
# 另一列是 `one["quality"]`，中间用 `*`。

# %% check="s1"
check("L10.s1", my_rank=my_rank)

# %% [markdown]
# ## 第 2 步 你付的不是自己的出价（预计 9 分钟）
#
# 平台这样扣费：让你付到**刚好压过下一名**，一分不多收。这叫**第二价格**（second price）。
#
# **本课口径：扣费 = 下一名的排名分 ÷ 自己的质量分，去掉小数，再加 1 分。**
# 另有三条：不超过自己的出价；不低于底价；没有下一名就付底价。钱都按整数的分算。
#
# 用开头的四家店手算（底价 5 分）：
#
# | 店 | 下一名的排名分 | ÷ 自己的质量分 | 去掉小数 | 加 1 分 | 扣费 |
# |---|---|---|---|---|---|
# | 甲 | 乙 3600 | ÷ 9 = 400 | 400 | 401 | 4.01 元 |
# | 乙 | 丙 3200 | ÷ 9 = 355.55… | 355 | 356 | 3.56 元 |
# | 丙 | 丁 2450 | ÷ 8 = 306.25 | 306 | 307 | 3.07 元 |
# | 丁 | 没有 | | | | 底价 0.05 元 |
#
# 为什么要加 1 分？甲付 400 分，400 × 9 = 3600，和乙一样，没有压过去。多 1 分，才压过去。
#
# **先猜**：乙的 355.55…，如果四舍五入再加 1 分，会变成多少？和 356 一样吗？
# 想好再算：356 + 1 = 357，多扣了 1 分。所以是去掉小数，不是四舍五入。

# %% [markdown] step="s2" kind="function"
# ### 填空：把扣费写成函数
#
# 函数（function）是给一段算法起个名字。先只写最主要的一行，上限、下限和底价留到练习里写。
# `next_score` 是下一名的排名分，`quality` 是自己的质量分。去掉小数的除法是 `//`，比如 `7 // 2` 是 3。
#
# 边角：刚好除得尽的时候，也要加 1 分。
#
# **本课口径：下一名的排名分 // 自己的质量分 + 1，单位是分，精确到 1 分（整数）。**

# %% starter="s2"
def second_price(next_score, quality):
    return ____

four["质量分"] = [9, 9, 8, 7]  # 改回开头的数
four["下一名的排名分"] = [3600, 3200, 2450, 0]
pays = [second_price(score, q) for score, q in zip(four["下一名的排名分"], four["质量分"])]
four["扣费（分）"] = pays[:3] + [5]  # 丁没有下一名，付底价 5 分
ax = four.plot.bar(x="店", y=["出价（分）", "扣费（分）"], title="四家店的出价和扣费", rot=0)
ax.set(xlabel="店", ylabel="分");

# %% solution="s2"
def second_price(next_score, quality):
    return next_score // quality + 1

four["质量分"] = [9, 9, 8, 7]  # 改回开头的数
four["下一名的排名分"] = [3600, 3200, 2450, 0]
pays = [second_price(score, q) for score, q in zip(four["下一名的排名分"], four["质量分"])]
four["扣费（分）"] = pays[:3] + [5]
ax = four.plot.bar(x="店", y=["出价（分）", "扣费（分）"], title="四家店的出价和扣费", rot=0)
ax.set(xlabel="店", ylabel="分");

# %% right="s2"
def second_price(next_score, quality):
    return int(next_score / quality) + 1

# %% wrong="s2" says="忘了加 1 分。不加，就只和下一名打平，没有压过去。"
def second_price(next_score, quality):
    return next_score // quality

# %% wrong="s2" says="你用了四舍五入。口径是去掉小数，再加 1 分，所以用 `//`。"
def second_price(next_score, quality):
    return int(next_score / quality + 0.5) + 1

# %% wrong="s2" says="你没有去掉小数。钱最小的单位是分，除法要用 `//`。"
def second_price(next_score, quality):
    return next_score / quality + 1

# %% wrong="s2" says="你往上取整了。除不尽时看着对，刚好除得尽时就少了 1 分，只和下一名打平。"
def second_price(next_score, quality):
    return -(-next_score // quality)

# %% wrong="s2" says="你把 1 加在了质量分上。先除，再加 1 分。"
def second_price(next_score, quality):
    return next_score // (quality + 1)

# %% cases="s2"
groups = [rows for _, rows in auctions.groupby("auction_id")]
cases = [
    (int((rows["bid_fen"] * rows["quality"]).min()), int(rows["quality"].iloc[0]))
    for rows in groups[:3]
] + [(3200, 9), (2450, 8), (2999, 7)]
edge = (3600, 9)

# %% [markdown] hint="s2"
# `return` 后面写：下一名的排名分，去掉小数除以自己的质量分，再加 1。

# %% [markdown] hint="s2"
# 去掉小数的除法是 `next_score // quality`。

# %% check="s2"
check("L10.s2", second_price=second_price)

# %% [markdown] step="s3" kind="number" precision="0.01"
# ### 找错：隔壁店的账
#
# 隔壁店的会计替丙店记账。丙店今天被点了 80 次。他的三行里有一行错了。
# 找出来，把它改对，放进 `cost_yuan`。丙店的出价是 400 分，下一名的排名分是 2450，质量分是 8。
#
# **本课口径：花费 = 点击量 × 扣费，单位是元，精确到分（0.01 元）。**

# %% starter="s3"
clicks = 80                       # 第 1 行：今天被点了几次
wrong_fen = clicks * 400          # 第 2 行：点击 × 出价
print("隔壁会计算的：", wrong_fen / 100, "元")  # 第 3 行：分换成元

cost_yuan = clicks * ____ / 100

# %% solution="s3"
clicks = 80
cost_yuan = clicks * second_price(2450, 8) / 100

# %% right="s3"
cost_yuan = 80 * 307 / 100

# %% wrong="s3" says="这还是隔壁会计的算法：每次点击都按出价扣。错的是第 2 行，要用扣费，不用出价。"
cost_yuan = 80 * 400 / 100

# %% wrong="s3" says="每次点击少了 1 分。去掉小数以后要再加 1 分。"
cost_yuan = 80 * 306 / 100

# %% wrong="s3" says="你用了丁店的出价。要用丁店的排名分，除以丙店自己的质量分。"
cost_yuan = 80 * 350 / 100

# %% wrong="s3" says="你用的是乙店的扣费。丙店的下一名是丁店，质量分是 8。"
cost_yuan = 80 * 356 / 100

# %% [markdown] hint="s3"
# 出价是上限，不是扣费。点一次扣多少，用刚写的函数算：`second_price(下一名的排名分, 质量分)`。

# %% [markdown] hint="s3"
# 两个数题目里都给了：2450 和 8。

# %% check="s3"
check("L10.s3", cost_yuan=cost_yuan)

# %% [markdown]
# ## 第 3 步 质量分是钱（预计 10 分钟）
#
# 运行下面第一格，会出来一个小实验：你给几个词出价，过一天，看花了多少。先做三件事：
#
# 1. 拉一个词的出价，看图：你站第几，下一名是谁；
# 2. 按「**为什么是这个价**」，把算式一步一步读一遍。拿笔照着算一次；
# 3. 按「**质量分值多少钱**」。守住同一个名次，质量分高 1，点一次便宜多少？
#
# 小实验里是 12 月的一天，有全店的词。想看铁观音，就写在「换上一个词」里，按回车。
#
# 第二格不用按钮，用代码做同一件事。**改一个数**：把 `1.0` 改成 `2.0`，再运行。
# 看「少付」那一句：出价翻倍，扣费也翻倍吗？

# %%
from opscourse.labs import auction

auction.show()

# %%
model = auction.AuctionModel(day="2025-10-02", bids={"铁观音": 1.0})
print(model.explain("铁观音"))
model.quality_worth("铁观音")

# %% [markdown] step="s4" kind="number"
# ### 填空：加价，还是提质量分
#
# 回到四家店。丙店想超过乙店（排名分 3600），升到第 2 名。两条路：
#
# - **加价**：质量分还是 8，出价提到 460 分，排名分 3680；
# - **提质量分**：出价还是 400 分，质量分提到 10，排名分 4000。
#
# 两条路都站到第 2 名，下一名都是乙店。点一次，第二条路比第一条少付几分？放进 `saved`。
#
# **本课口径：扣费 = 下一名的排名分 // 自己的质量分 + 1；省下的 = 加价的扣费 − 提质量分的扣费，单位是分，精确到 1 分。**

# %% starter="s4"
pay_by_bid = second_price(3600, ____)
pay_by_quality = second_price(3600, ____)
saved = pay_by_bid - pay_by_quality

# %% solution="s4"
pay_by_bid = second_price(3600, 8)
pay_by_quality = second_price(3600, 10)
saved = pay_by_bid - pay_by_quality

# %% right="s4"
saved = (3600 // 8 + 1) - (3600 // 10 + 1)

# %% wrong="s4" says="你减的是两个出价，460 − 400。付的不是出价：要用下一名乙店的排名分 3600，各算一次扣费。"
saved = 460 - 400

# %% wrong="s4" says="你减的是原来的扣费。题目比的是两条新路：加价以后，和提质量分以后。"
saved = second_price(3600, 8) - second_price(2450, 8)

# %% wrong="s4" says="两条路你都用了质量分 8，所以没有省。第二条路的质量分是 10。"
saved = second_price(3600, 8) - second_price(3600, 8)

# %% wrong="s4" says="方向反了。省下的是多的减少的：加价的扣费在前。"
saved = second_price(3600, 10) - second_price(3600, 8)

# %% [markdown] hint="s4"
# 两个空都填丙店自己的质量分。第一条路没有提质量分。

# %% [markdown] hint="s4"
# 第一个空是 8，第二个空是 10。

# %% check="s4"
check("L10.s4", saved=saved)

# %% [markdown]
# 质量分**不是固定的**。在本课的市场里，它由三样合成：创意（图和字有没有人点）、相关（词和商品对不对得上）、体验（发货、客服、评价）。
# 这三样的比重是本课的设定。每天结束，它跟着自己店的数据慢慢变。
#
# 在小实验里试一试：把「创意」换成产地实拍图，按「连过 7 天」，看质量分怎么走。
#
# 想一想：坤叔拍一组茶园的实拍图，要花半天工夫。一天 80 次点击，每次省几十分，几天能省回来？

# %% [markdown]
# ## 第 4 步 钱不够时，出价高反而点击少（预计 7 分钟）
#
# 阿坤一天只有 200 元。钱花光，当天就不再展示。
#
# 下面的市场是 2025 年 10 月 2 日，中秋前四天。他给铁观音（也叫乌龙茶）的每个词都出一样的价。
# `try_day` 用这个出价过一天。每次来的都是**同一批买家**，所以差别全是出价造成的，和运气无关。
#
# **先猜**：一天 200 元，出价 0.8 元和出价 2 元，哪个买到的点击多？

# %%
from opscourse.simulation import PRACTICE_KEY, KeywordAuction, World

market = KeywordAuction(World(PRACTICE_KEY), "2025-10-02", queries=100_000)
words = market.keywords
tea = words[words["keyword"].str.contains("铁观音|乌龙茶")]
tea = tea[~tea["keyword"].str.contains("怎么泡|图片|功效")]  # 只想看看、不想买的词不投


def try_day(rows, bid, budget):
    day = market.run(rows[["keyword_id"]].assign(match_type="精确", bid=bid), budget)
    shown = day.keyword_report
    places = (shown["avg_rank"] * shown["impressions"]).sum()  # 展现多的词，名次算得重
    out = day.budget_out_at
    return {
        "出价": bid,
        "点击量": int(day.totals["clicks"]),
        "花费": day.totals["cost"],
        "花光时刻": "没花完" if out is None else f"{out:%H:%M}",
        "平均名次": round(places / max(shown["impressions"].sum(), 1), 2) or None,
    }


bids = [0.5, 0.8, 1.0, 1.5, 2.0, 3.0]
grid = pd.DataFrame([try_day(tea, bid, 200) for bid in bids]).set_index("出价")
plotting.bar_chart(grid["点击量"], title="一天 200 元买到的点击", unit="次", xlabel="出价（元）")
grid

# %% [markdown] step="s5" kind="number"
# ### 填空：哪个出价买到的点击最多
#
# 看表里的「花光时刻」。出价越高，钱花光得越早，后面来的买家就看不到了。
# 出价太低也不行：排不上位置，钱花不完。
#
# 用代码从 `grid` 里找出点击量最多的那个出价，放进 `most_clicks_bid`。
# `.idxmax()` 交出的是最大值**在哪一行**，也就是那一行的标签。
#
# **本课口径：上面六个出价里，点击量最多的那一个，单位是元，精确到 0.1 元。**

# %% starter="s5"
most_clicks_bid = grid[____].idxmax()

# %% solution="s5"
most_clicks_bid = grid["点击量"].idxmax()

# %% right="s5"
most_clicks_bid = grid.sort_values("点击量").index[-1]

# %% wrong="s5" says="你找的是花费最多的。花光了 200 元，不等于买到的点击最多。"
most_clicks_bid = grid["花费"].idxmax()

# %% wrong="s5" says="你交出的是点击量，不是出价。`.max()` 是最大的数，`.idxmax()` 才是它在哪一行。"
most_clicks_bid = grid["点击量"].max()

# %% wrong="s5" says="你选了最高的出价。名次是最前，可是钱很早就花光了。"
most_clicks_bid = max(grid.index)

# %% wrong="s5" says="你选了最低的出价。每次点击便宜，可是排不上位置，钱没花完。"
most_clicks_bid = min(grid.index)

# %% [markdown] hint="s5"
# 方括号里写列名，带引号。要比的是哪一列？

# %% [markdown] hint="s5"
# 列名就是图的纵轴：点击量。

# %% check="s5"
check("L10.s5", most_clicks_bid=most_clicks_bid)

# %% [markdown]
# 预算花不完的时候，出价高，名次不会变差。所以「出价高反而点击少」只在**钱不够**时才有。
# 小实验里有一个按钮「出价高，点击反而少？」，换几个词再看一次。

# %% [markdown]
# ## 第 5 步 一次点击最多值多少（预计 10 分钟）
#
# 点击多，不等于赚得多。阿坤要先知道：点一次，最多值多少钱？
#
# - 点一次，有**转化率**（CVR）那么大的机会变成一单；
# - 一单收进来**客单价**；
# - 里面只有**毛利率**那么多是赚的，其余是货钱；
# - 有**退货率**那么多的单会退。茶叶退回来还能再卖，只是没赚到这一单。
#
# **本课口径：一次点击的价值 = 转化率 × 客单价 × 毛利率 ×（1 − 退货率），单位是元。**
#
# 点一次付得比它多，就是亏。蜜柚、芦柑这样的生鲜不同：退了的果子不能再卖，要用（毛利率 − 退货率）。

# %% [markdown] step="s6" kind="function" precision="0.0001"
# ### 填空：一次点击的价值
#
# 写函数 `click_worth`。四个参数依次是转化率、客单价（元）、毛利率、退货率，都是小数。
# 边角：退货率是 0 时，也要算得对。
#
# **本课口径：转化率 × 客单价 × 毛利率 ×（1 − 退货率），单位是元，精确到 0.0001 元。**

# %% starter="s6"
def click_worth(cvr, spend, margin, return_rate):
    return ____

# %% solution="s6"
def click_worth(cvr, spend, margin, return_rate):
    return cvr * spend * margin * (1 - return_rate)

# %% right="s6"
def click_worth(cvr, spend, margin, return_rate):
    one_order = spend * margin
    return cvr * (one_order - one_order * return_rate)

# %% wrong="s6" says="你用的是毛利率减退货率，那是生鲜的算法。茶叶退回来还能卖。"
def click_worth(cvr, spend, margin, return_rate):
    return cvr * spend * (margin - return_rate)

# %% wrong="s6" says="忘了毛利率。转化率 × 客单价是成交金额，里面大半是货钱。"
def click_worth(cvr, spend, margin, return_rate):
    return cvr * spend * (1 - return_rate)

# %% wrong="s6" says="忘了退货。退掉的单不赚钱，要再乘（1 − 退货率）。"
def click_worth(cvr, spend, margin, return_rate):
    return cvr * spend * margin

# %% wrong="s6" says="忘了转化率。这是一单值多少，点很多次才有一单。"
def click_worth(cvr, spend, margin, return_rate):
    return spend * margin * (1 - return_rate)

# %% wrong="s6" says="你乘的是退货率。退货率 3%，留下的是 97%，要乘（1 − 退货率）。"
def click_worth(cvr, spend, margin, return_rate):
    return cvr * spend * margin * return_rate

# %% cases="s6"
sample = tea.head(3)
columns = ["own_cvr", "spend_per_buyer", "margin", "return_rate"]
cases = [tuple(float(value) for value in row) for row in sample[columns].to_numpy()] + [
    (0.02, 150.0, 0.5, 0.04),
    (0.01, 300.0, 0.4, 0.1),
    (0.05, 60.0, 0.35, 0.02),
]
edge = (0.03, 120.0, 0.45, 0.0)

# %% [markdown] hint="s6"
# 四样连着乘。最后一样不是退货率，是没有退的那一份。

# %% [markdown] hint="s6"
# `cvr * spend * margin * (1 - return_rate)`。

# %% check="s6"
check("L10.s6", click_worth=click_worth)

# %% [markdown] step="s7" kind="number"
# ### 自己来：利润最大的出价
#
# 这次只看一个词：「乌龙茶」。预算给足，看出价和利润的关系。
# 隔壁店的做法写在前面：谁名次最前，就用谁。**先猜**：名次最前的出价，利润也最大吗？
#
# 把利润那一列算出来，再找出利润最大的出价，放进 `best_bid`。几个出价的利润一样时，取最低的。
#
# **本课口径：利润 = 点击量 × 一次点击的价值 − 花费，单位是元；`best_bid` 的单位是元，精确到 0.1 元。**

# %% starter="s7"
word = tea[tea["keyword"] == "乌龙茶"]
row = word.iloc[0]
worth = click_worth(row["own_cvr"], row["spend_per_buyer"], row["margin"], row["return_rate"])
one_word = pd.DataFrame([try_day(word, bid / 10, 2000) for bid in range(2, 21, 2)]).set_index("出价")
print("隔壁店会出：", one_word["平均名次"].idxmin(), "元")

profit = ____
plotting.bar_chart(profit, title="出价和一天的利润", unit="元", xlabel="出价（元）")
best_bid = ____

# %% solution="s7"
word = tea[tea["keyword"] == "乌龙茶"]
row = word.iloc[0]
worth = click_worth(row["own_cvr"], row["spend_per_buyer"], row["margin"], row["return_rate"])
one_word = pd.DataFrame([try_day(word, bid / 10, 2000) for bid in range(2, 21, 2)]).set_index("出价")
profit = one_word["点击量"] * worth - one_word["花费"]
plotting.bar_chart(profit, title="出价和一天的利润", unit="元", xlabel="出价（元）")
best_bid = profit.idxmax()

# %% right="s7"
word = tea[tea["keyword"] == "乌龙茶"]
row = word.iloc[0]
worth = click_worth(row["own_cvr"], row["spend_per_buyer"], row["margin"], row["return_rate"])
one_word = pd.DataFrame([try_day(word, bid / 10, 2000) for bid in range(2, 21, 2)]).set_index("出价")
profit = one_word["点击量"] * worth - one_word["花费"]
best_bid = min(profit.index[profit == profit.max()])

# %% wrong="s7" says="你选的是名次最前、点击最多的出价。从第 2 名争到第 1 名，多出来的那些点击太贵，反而少赚。"
word = tea[tea["keyword"] == "乌龙茶"]
one_word = pd.DataFrame([try_day(word, bid / 10, 2000) for bid in range(2, 21, 2)]).set_index("出价")
best_bid = one_word["点击量"].idxmax()

# %% wrong="s7" says="你选的是点一次最便宜的出价。便宜是便宜，点击太少，赚不了多少。"
word = tea[tea["keyword"] == "乌龙茶"]
one_word = pd.DataFrame([try_day(word, bid / 10, 2000) for bid in range(2, 21, 2)]).set_index("出价")
best_bid = (one_word["花费"] / one_word["点击量"]).idxmin()

# %% wrong="s7" says="你交出的是利润，不是出价。`.max()` 是最大的数，`.idxmax()` 是它对应的出价。"
word = tea[tea["keyword"] == "乌龙茶"]
row = word.iloc[0]
worth = click_worth(row["own_cvr"], row["spend_per_buyer"], row["margin"], row["return_rate"])
one_word = pd.DataFrame([try_day(word, bid / 10, 2000) for bid in range(2, 21, 2)]).set_index("出价")
best_bid = (one_word["点击量"] * worth - one_word["花费"]).max()

# %% wrong="s7" says="你选了最高的出价。出得再高，名次也只有第 1，利润不会再多。"
best_bid = 2.0

# %% [markdown] hint="s7"
# 利润那一列：`one_word["点击量"] * worth`，再减去 `one_word["花费"]`。

# %% [markdown] hint="s7"
# 找最大的在哪一行，和第 4 步一样：`profit.idxmax()`。

# %% check="s7"
check("L10.s7", best_bid=best_bid)

# %% [markdown]
# 看图里利润最高的地方，再往右看。出价再高，名次前进一位，多来一些点击，也多花一些钱。
# 这些**新来的点击**，每个花了多少？运行下面一格：多花的钱 ÷ 多来的点击。
#
# 新点击的单价比「一次点击的价值」贵，就不值得争。老手看的正是这个数，不是名次。

# %%
more = one_word[["点击量", "花费"]].diff()  # 比上一个出价多了多少
more = more[more["点击量"] > 0]
more.assign(新点击的单价=more["花费"] / more["点击量"], 一次点击的价值=worth).round(2)

# %% [markdown]
# 只看一个词、对手不动时，这样一个一个出价试过去，找到的就是最好的。
# 词一多，预算又有限，就只能试着找了。

# %% [markdown]
# ## 决定：中秋前每天 200 元怎么出价（预计 8 分钟）
#
# 到中秋只剩四天，坤叔拿出 800 元，每天 200 元。每个词的价值不同，所以不出一样的价：**出到价值的几成**。
#
# 运行下面一格，再把 `budget` 改成 100 和 300，各运行一次。最好的几成会变吗？往哪边变？
# 然后和同桌写下四个数，写在作业本上：
#
# 1. 第一天花多少元（可以比 200 少）；
# 2. 出到价值的几成；
# 3. 第一天看哪两个数；
# 4. 亏到多少元就停，停下来改什么。
#
# 三点要小心：
#
# - 图上的利润按**平均**的转化率算。真的一天里，一百次点击可能只有一两单，有运气；
# - 转化率是店里估的，估高了，出价就跟着高；
# - 对手也会改出价。今天好的，明天不一定好。
#
# 这没有标准答案。换一家店、换一天，数会不同。

# %%
budget = 200  # 元/天

values = click_worth(tea["own_cvr"], tea["spend_per_buyer"], tea["margin"], tea["return_rate"])
profits = {}
for tenths in [3, 4, 5, 6, 7, 8, 10, 12]:
    bid = (values * tenths / 10).round(2)
    result = market.run(tea[["keyword_id"]].assign(match_type="精确", bid=bid), budget)
    clicks = result.keyword_report["clicks"].to_numpy()
    profits[f"{tenths} 成"] = (clicks * values).sum() - result.totals["cost"]
plotting.bar_chart(
    pd.Series(profits), title=f"一天 {budget} 元的利润", unit="元", xlabel="出到一次点击价值的几成"
);

# %% [markdown] quiz="k2"
# 戊店出价 300 分，质量分 6。下一名的排名分是 1000，底价 5 分。点一次扣多少？
#
# - [ ] 300 分 :: 那是出价。出价只是上限。
# - [x] 167 分 :: 1000 ÷ 6 = 166.66…，去掉小数是 166，加 1 分是 167。
# - [ ] 168 分 :: 先四舍五入成 167，又加了 1 分，多扣了 1 分。要去掉小数。
# - [ ] 166 分 :: 忘了加 1 分。166 × 6 = 996，还压不过 1000。

# %% [markdown] quiz="k3"
# 坤叔已经是第 1 名。他把出价从 3 元提到 5 元，质量分没变，别家也没变。点一次的扣费怎么变？
#
# - [ ] 从 3 元变成 5 元 :: 扣费不是出价。
# - [ ] 变贵一点 :: 扣费只看下一名的排名分和自己的质量分，这两样都没变。
# - [x] 不变 :: 下一名没变，自己的质量分没变，所以扣费不变。变的只是别人更难超过他。
# - [ ] 变便宜 :: 出价高不会省钱。质量分高才省钱。

# %% [markdown] quiz="k4"
# 一天预算 100 元，下午三点就花光了。想买到更多点击，先试哪一样？
#
# - [ ] 把出价再提高一倍 :: 每次点击更贵，钱花光得更早，点击往往更少。
# - [x] 把出价降一些 :: 每次点击便宜了，同样的钱能撑到晚上，买到的点击更多。降太多会没有位置，所以一点一点降。
# - [ ] 争第 1 名 :: 第 1 名的点击最贵。钱不够的时候，站第 2、3 名往往买到更多点击。
# - [ ] 上午关掉广告，其他不变 :: 只是把花钱的时间挪了，每次点击还是一样贵，总数差不多。

# %% [markdown] quiz="k5"
# 一个词：转化率 2%，客单价 100 元，毛利率 50%，退货率 0。点一次最多值多少？
#
# - [ ] 2 元 :: 2% × 100 元是成交金额。里面一半是货钱。
# - [x] 1 元 :: 2% × 100 元 × 50% = 1 元。点一次付得比 1 元多，平均下来就亏。
# - [ ] 50 元 :: 那是一单赚的钱。平均点 50 次才有一单。
# - [ ] 看对手出多少 :: 对手决定你要付多少。值多少，看你自己的转化率和毛利。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 用出价和质量分排出名次：排名分 = 出价 × 质量分（第 1 步）；
# 2. 手算点一次扣多少：下一名的排名分 ÷ 自己的质量分，去掉小数，加 1 分（第 2 步）；
# 3. 说出质量分加 1 值多少钱：质量分在除数的位置，越高付得越少（第 3 步）；
# 4. 说清预算有限时，为什么出价高反而点击少：每次更贵，花光更早（第 4 步）；
# 5. 算出一次点击最多值多少，再找利润最大的出价：不一定是第 1 名（第 5 步）；
# 6. 决定中秋前每天 200 元怎么出价：出到价值的几成，小额先试，写好停的线。
#
# 回到坤叔的问题：「我出 4 元，点一下就扣 4 元？」现在你能算给他看了。
#
# 接着打开 `exercises/10_auction` 里的练习。第 1–4 题课上做，其余的回家做。
