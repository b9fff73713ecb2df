# %% [markdown] lesson="07_listing" title="开店、上架与定价" tables=["skus","images","postage_rules","price_test","promotion_rules","banned_words","orders_paid"]
# # 第 7 课 开店、上架与定价
#
# 上一课，余婶不再对所有人说话。她定的是：先对一群人说话，哪一群由数说。
#
# 知道说给谁听，就该把店开起来了。林姐的表妹小蓝在福鼎做白茶，做了一款礼盒。
# 阿坤来帮忙，问她三句：「卖多少钱？寄到东北运费谁出？主图拍好了吗？」小蓝一句也答不上来。
#
# 这节课，你替她把上架表挑干净，把运费、价格、主图都定好，再把店铺页面搭起来。
#
# **学完这节课，你能：**
#
# 1. 从上架表里挑出不能上架的；
# 2. 查主图的尺寸、大小和格式；
# 3. 写一个一两行的函数，算运费；
# 4. 从试过的价格里找出赚得最多的，说清它为什么不是最便宜的；
# 5. 算出降价以后要多卖几成才不亏；
# 6. 搭一个店铺页面，定好价格、运费、主图，上架。
#
# 预计 70 分钟，余下的课上时间做练习第 1–4 题，没做完的带回家。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# **改一个数**：把 `140` 改成 `110`，再运行。价格降了两成多，一盒赚的钱少了几成？

# %%
from opscourse import check, hint, load, plotting, quiz

import math

import pandas as pd

plotting.use_style()

skus = load("skus")
gift = skus[skus["sku"] == "福鼎白茶-250g礼盒"].iloc[0]

price = 140
earned = price - gift["unit_cost"]
print(f"一盒成本 {gift['unit_cost']:.0f} 元，卖 {price} 元，毛利 {earned:.0f} 元，毛利率 {earned / price:.1%}")

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。想让一周赚得最多，礼盒应该定哪个价？
#
# - [ ] 最便宜的，薄利多销 :: 便宜卖得多，可一盒赚得少。便宜得太多，多卖的补不回来。
# - [ ] 最贵的，一盒赚得多 :: 一盒赚得多，可买的人少。
# - [x] 说不准，要看每个价卖几盒 :: 一盒赚的钱 × 卖的盒数，这个积最大的才是。第 4 步用试卖的数来找。

# %% [markdown] rows=["X初2"]
# ## 第 1 步 上架表先挑错（预计 8 分钟）
#
# 卖的每一种规格叫一个 **SKU**。合作社的上架表 `skus` 有六十多行，是几个人一起填的，有错。
#
# 错在表里，就会错在店里。最常见的一种：重量写成「斤」。1 斤是 0.5 千克，客人当成千克，到手少一半，就来退货。
#
# **先猜**：下面几行，哪些该除以 2？运行以后看 `kg` 那一列。

# %%
# where：单位是千克的，用原来的数；不是的，用除以 2 的数
skus["kg"] = skus["weight"].where(skus["weight_unit"] == "千克", skus["weight"] / 2)

in_jin = skus["weight_unit"] == "斤"
print(f"单位是斤的有 {in_jin.sum()} 行，价格小于或等于 0 的有 {(skus['price'] <= 0).sum()} 行")
skus[in_jin].head(4)[["sku", "weight", "weight_unit", "kg"]]

# %% [markdown] step="s1" kind="number" rows=["A04","X初2"]
# ### 填空：几行没有产地，或者有极限词
#
# 再挑两种错：`origin` 是空的文字 `""`，没有产地；`text` 里有极限词，广告法不许用。
# `words` 是极限词的列表，`"|".join(words)` 把它们连起来，`.str.contains` 看文案含有哪一个。
#
# 数一数，犯了两条里**任何一条**的有几行，放进 `wrong_rows`。「或」是 `|`，「而且」是 `&`。
#
# **本课口径：没有产地或有极限词的行数，一行只数一次，单位是行，精确到个位。**

# %% starter="s1"
words = list(load("banned_words")["word"])
no_origin = skus["origin"] == ""
banned = skus["text"].str.contains("|".join(words))

wrong_rows = (____).sum()

# %% solution="s1"
words = list(load("banned_words")["word"])
no_origin = skus["origin"] == ""
banned = skus["text"].str.contains("|".join(words))

wrong_rows = (no_origin | banned).sum()

# %% right="s1"
words = list(load("banned_words")["word"])
wrong_rows = len(skus[(skus["origin"] == "") | skus["text"].str.contains("|".join(words))])

# %% wrong="s1" says="你数的是两条都犯的。题目说犯任何一条就算，「或」是 `|`。"
words = list(load("banned_words")["word"])
wrong_rows = ((skus["origin"] == "") & skus["text"].str.contains("|".join(words))).sum()

# %% wrong="s1" says="你只数了一种错。没有产地、有极限词，犯任何一种都算。"
wrong_rows = (skus["origin"] == "").sum()

# %% wrong="s1" says="你只数了一种错。没有产地、有极限词，犯任何一种都算。"
words = list(load("banned_words")["word"])
wrong_rows = skus["text"].str.contains("|".join(words)).sum()

# %% [markdown] hint="s1"
# 两个条件都写好了，名字是 `no_origin` 和 `banned`。中间放哪个符号？

# %% [markdown] hint="s1"
# 「或」是 `|`，在键盘上和反斜杠同一个键，要按住 Shift。

# %% check="s1"
check("L07.s1", wrong_rows=wrong_rows)

# %% [markdown] rows=["A04","A11"]
# ## 第 2 步 主图够不够格（预计 7 分钟）
#
# 主图是客人最先看到的图。本课的规矩有四条：
#
# 1. 宽和高都不小于 800 像素；
# 2. 宽等于高，是正方形；
# 3. 不超过 3 MB，1 MB = 1024 × 1024 字节；
# 4. 格式是 JPEG 或 PNG。
#
# 像素是图上的一个点。下面一格做一张真的图，存成 PNG，再量它的像素和字节。
# **先猜**：这张图合格吗？然后 **改一个数**，让它变成 800 × 800。

# %%
import io

from PIL import Image

width, height = 800, 600  # 像素

picture = Image.new("RGB", (width, height), "peru")  # 一张只有底色的图
file = io.BytesIO()
picture.save(file, "PNG")

size = len(file.getvalue())
print(f"宽 {picture.width}，高 {picture.height} 像素；{size:,} 字节，{size / 1024 / 1024:.3f} MB；PNG")
print("是正方形吗：", picture.width == picture.height)
picture.resize((width // 8, height // 8))  # 缩小了给你看

# %% [markdown] step="s2" kind="number" rows=["A04"]
# ### 填空：几张图太大
#
# `images` 记着合作社每张主图的宽、高、字节数和格式。数一数超过 3 MB 的有几张，放进 `too_heavy`。
#
# **本课口径：`bytes` 大于 3 MB，1 MB = 1024 × 1024 字节，单位是张，精确到个位。**

# %% starter="s2"
images = load("images")
limit = 3 * ____  # 字节
too_heavy = (images["bytes"] > limit).sum()

# %% solution="s2"
images = load("images")
limit = 3 * 1024 * 1024
too_heavy = (images["bytes"] > limit).sum()

# %% right="s2"
images = load("images")
too_heavy = int((images["bytes"] / 1024**2 > 3).sum())

# %% wrong="s2" says="你把 1 MB 当成了 1,000,000 字节。刚过 3,000,000 字节的图还不到 3 MB，不该算。"
images = load("images")
too_heavy = (images["bytes"] > 3_000_000).sum()

# %% wrong="s2" says="1024 字节是 1 KB。1 MB 还要再乘一次 1024。"
images = load("images")
too_heavy = (images["bytes"] > 3 * 1024).sum()

# %% wrong="s2" says="你数的是没有超过的。题目问超过 3 MB 的。"
images = load("images")
too_heavy = (images["bytes"] <= 3 * 1024 * 1024).sum()

# %% [markdown] hint="s2"
# 口径里写了 1 MB 是多少字节，照着填。

# %% [markdown] hint="s2"
# 乘号是 `*`。

# %% check="s2"
check("L07.s2", too_heavy=too_heavy)

# %% [markdown] rows=["A04"]
# ## 第 3 步 运费模板，和第一个函数（预计 10 分钟）
#
# 运费按省收：首重几千克一个价，超过的部分每千克一个价，**不到 1 千克也按 1 千克收**。这张表叫运费模板。
#
# 同一个算法要用很多次，就给它起个名字，叫**函数**（function）：
#
# - `def 名字(给它的东西):` 起名字；
# - `return` 后面写要交出去的数。前面要空四格。
#
# 下面的函数把斤换成千克。**改一个数**：再试 7 斤。

# %%
def to_kg(jin):
    return jin / 2


print(to_kg(5), "千克")
postage_rules = load("postage_rules")
postage_rules.head(3)

# %% [markdown] step="s3" kind="function" rows=["A04"]
# ### 填空：超过首重几千克
#
# 写函数 `extra_kg(weight_kg, first_kg)`：包裹重 `weight_kg` 千克，首重 `first_kg` 千克，续重要按几千克收？
#
# `math.ceil` 往上取整：`math.ceil(1.2)` 是 2。没超过首重，交出 0：`max(0, 数)` 在两个里取大的。
#
# **本课口径：超过首重的千克数，往上取整；没超过是 0。单位是千克，精确到个位。**

# %% starter="s3"
def extra_kg(weight_kg, first_kg):
    return max(0, ____)

# %% solution="s3"
def extra_kg(weight_kg, first_kg):
    return max(0, math.ceil(weight_kg - first_kg))

# %% right="s3"
def extra_kg(weight_kg, first_kg):
    count = 0
    while first_kg + count < weight_kg:
        count = count + 1
    return count

# %% wrong="s3" says="你没有往上取整。超过 1.2 千克，按 2 千克收。"
def extra_kg(weight_kg, first_kg):
    return max(0, weight_kg - first_kg)

# %% wrong="s3" says="你用了四舍五入。超过 1.2 千克，也要按 2 千克收，用 `math.ceil`。"
def extra_kg(weight_kg, first_kg):
    return max(0, round(weight_kg - first_kg))

# %% wrong="s3" says="你没有减首重。首重的那几千克已经收过钱了。"
def extra_kg(weight_kg, first_kg):
    return max(0, math.ceil(weight_kg))

# %% wrong="s3" says="没超过首重时，你交出了负数，等于倒找钱。用 `max(0, …)`。"
def extra_kg(weight_kg, first_kg):
    return math.ceil(weight_kg - first_kg)

# %% cases="s3"
first = int(postage_rules["first_kg"].iloc[0])
cases = [(first + 1.2, first), (3.4, 1), (5.0, 2), (10.3, 3), (0.4, 3)]
edge = (2.0, 2)

# %% [markdown] hint="s3"
# 先算超过多少：`weight_kg - first_kg`。

# %% [markdown] hint="s3"
# 再把它放进 `math.ceil(...)` 里。

# %% check="s3"
check("L07.s3", extra_kg=extra_kg)

# %% [markdown]
# 用同样的算法，看一盒茶（0.6 千克）和一箱柚子（5.2 千克）寄到各省要多少元。
# **先猜**：同样包邮，哪一种更亏？寄到哪里最贵？

# %%
def all_fees(weight_kg):
    # clip(lower=0)：比 0 小的都变成 0；apply：对每一个数做一次
    over = (weight_kg - postage_rules["first_kg"]).clip(lower=0).apply(math.ceil)
    return postage_rules["first_fee"] + over * postage_rules["next_fee"]


fees = pd.DataFrame({"一盒茶（元）": all_fees(0.6), "一箱柚子（元）": all_fees(5.2)})
fees.index = postage_rules["province"]
fees.sort_values("一箱柚子（元）")

# %% [markdown] rows=["C30"]
# ## 第 4 步 定多少钱（预计 9 分钟）
#
# 小蓝和阿坤花了十二周，一周一个价，记下卖了几盒，就是 `price_test`。卖得越便宜，卖得越多。
# （哪一周有没有节日，也会影响销量，这里先当它不影响。）
#
# 平台还要收钱：假设每卖 100 元，平台扣 5 元。所以卖 `price` 元，到手是 `price × 0.95`。
#
# **先猜**：哪个价一周赚得最多？看了下面的表，把你猜的写在纸上，再填空。

# %%
test = load("price_test").sort_values("price")
cost = gift["unit_cost"]
test

# %% [markdown] step="s4" kind="number" precision="0.01" rows=["C30"]
# ### 填空：最好的价，一周赚多少
#
# 算每个价一周赚的钱 `kept`，最多的那个数放进 `best_week`。
#
# **本课口径：一周赚的钱 =（价格 × 0.95 − 成本）× 件数，单位是元，精确到 0.01 元。**

# %% starter="s4"
kept = (test["price"] * 0.95 - ____) * ____
best_week = kept.max()

ax = kept.set_axis(test["price"]).plot(marker="o", title="白茶礼盒：一周赚的钱")
ax.set(xlabel="价格（元）", ylabel="一周赚的钱（元）", ylim=(0, None));

# %% solution="s4"
kept = (test["price"] * 0.95 - cost) * test["qty"]
best_week = kept.max()

ax = kept.set_axis(test["price"]).plot(marker="o", title="白茶礼盒：一周赚的钱")
ax.set(xlabel="价格（元）", ylabel="一周赚的钱（元）", ylim=(0, None));

# %% right="s4"
rows = zip(test["price"], test["qty"])
best_week = max((price * 0.95 - gift["unit_cost"]) * qty for price, qty in rows)

# %% wrong="s4" says="你没有减成本，算的是收到的钱，不是赚的钱。"
best_week = (test["price"] * 0.95 * test["qty"]).max()

# %% wrong="s4" says="你算的是一盒赚多少，没有乘卖的盒数。"
best_week = (test["price"] * 0.95 - gift["unit_cost"]).max()

# %% wrong="s4" says="你没有扣平台的 5%。到手的是价格 × 0.95。"
best_week = ((test["price"] - gift["unit_cost"]) * test["qty"]).max()

# %% [markdown] hint="s4"
# 第一个空是一盒的成本，名字是 `cost`。

# %% [markdown] hint="s4"
# 第二个空是卖的盒数：`test["qty"]`。

# %% check="s4"
check("L07.s4", best_week=best_week)

# %% [markdown]
# 看图：两头低，中间高。太便宜，一盒赚得少；太贵，卖得少。
# 便宜的价**卖得多**，不等于**赚得多**。运行下面一格，看三种「最多」是不是同一个价。

# %%
look = test.assign(收到的钱=test["price"] * test["qty"], 赚的钱=kept).set_index("price")
for what, column in [("盒数", "qty"), ("收到的钱", "收到的钱"), ("赚的钱", "赚的钱")]:
    print(f"{what}最多的价：{look[column].idxmax():.0f} 元")

# %% [markdown] rows=["A24"]
# ## 第 5 步 跟着降价，要多卖几成（预计 8 分钟）
#
# 隔壁店降了一成。小蓝也想降：「降一成，多卖一成，就回来了。」**先猜**：对吗？
#
# 手算一次。100 元一盒，毛利率 40%，一盒赚 40 元。降一成，卖 90 元，一盒只赚 30 元。
# 原来卖 30 盒赚 1200 元，现在要卖 1200 ÷ 30 = 40 盒。多卖了 10 盒，是三成三，不是一成。
#
# 写成公式，都看占原价的几成：毛利率 `m`，降价 `c`，一件从赚 `m` 变成赚 `m − c`。
#
# **本课口径：要多卖的比例 = m ÷（m − c）− 1。c 不小于 m 时，卖多少都补不回来。**

# %% [markdown] step="s5" kind="number" precision="0.0001" rows=["A24"]
# ### 自己来：小蓝的礼盒降一成
#
# 礼盒现在卖 `gift["price"]` 元，成本 `gift["unit_cost"]` 元。降一成（`c` 是 0.1），要多卖几成？放进 `more_needed`。
#
# **本课口径：m =（售价 − 成本）÷ 售价；要多卖的比例 = m ÷（m − 0.1）− 1，精确到 0.0001（小数）。**

# %% starter="s5"
m = ____
more_needed = ____

# %% solution="s5"
m = (gift["price"] - gift["unit_cost"]) / gift["price"]
more_needed = m / (m - 0.1) - 1

# %% right="s5"
one = gift["price"] - gift["unit_cost"]
more_needed = one / (one - 0.1 * gift["price"]) - 1

# %% wrong="s5" says="你交出的是原来的几倍。问多卖几成，还要减 1。"
m = (gift["price"] - gift["unit_cost"]) / gift["price"]
more_needed = m / (m - 0.1)

# %% wrong="s5" says="毛利率你除以了成本，那是加价率。毛利率要除以售价。"
m = (gift["price"] - gift["unit_cost"]) / gift["unit_cost"]
more_needed = m / (m - 0.1) - 1

# %% wrong="s5" says="你算的是收到的钱不变。收的钱一样，成本却多了，要让赚的钱不变。"
more_needed = 1 / (1 - 0.1) - 1

# %% wrong="s5" says="你用的是成本占几成，不是毛利率。毛利是剩下的那一份。"
m = gift["unit_cost"] / gift["price"]
more_needed = m / (m - 0.1) - 1

# %% [markdown] hint="s5"
# `m` 是毛利率：先用括号算一盒赚多少，再除以售价。

# %% [markdown] hint="s5"
# 第二行照口径写，括号不能少。

# %% check="s5"
check("L07.s5", more_needed=more_needed)

# %% [markdown] rows=["A01","X初1","Z1"]
# ## 第 6 步 搭一个店铺页面（预计 8 分钟）
#
# 店铺页面是一块一块的模块，从上往下摆：
#
# | 模块 | 做什么 |
# |---|---|
# | 店招 | 最上面的招牌，告诉人进了哪家店 |
# | 轮播 | 轮着放的大图 |
# | 分类 | 让人找货 |
# | 商品 | 主图、名字、价格 |
# | 详情 | 说清这件货：产地、重量、好在哪里 |
# | 运费售后 | 谁出运费、几天到、坏了怎么办 |
# | 推荐 | 别的货 |
#
# 在 Python 里，它就是一个字典 `dict`：模块的名字 → 要说的话，**写的先后就是从上到下**。
#
# 运行下面第一格。小蓝先搭了一版，右边是预览，下面是九项检查。把它改到全过：
#
# 1. 勾上缺的模块，用 ↑ ↓ 调顺序；
# 2. 改掉极限词，写上产地，把「斤」换成克；
# 3. 换几张主图、换几个价格试试，看它怎么说。

# %%
from opscourse.labs import listing

listing.show()

# %% [markdown]
# ### 用代码做同一件事（预计 3 分钟）
#
# 不用控件，页面就是一个字典。**改一处**：照它说的，把页面改对一条，再运行。

# %%
page = {
    "店招": "闽山合作社，村里直发",
    "商品": "福鼎白茶 250 克礼盒",
    "详情": "福建福鼎的白茶，极品好茶，小火慢焙。",
}
print(listing.ShopPageModel(price=50).run(page))

# %% [markdown] rows=["C24","D18"]
# 上架以后，每个月看两样（预计 4 分钟）：
#
# - **动销率** = 有销量的在售 SKU 数 ÷ 在售 SKU 数。卖不动的规格，占着仓库也占着页面；
# - **主推款占比** = 卖得最多的 SKU 占全店支付金额的几成。靠一款吃饭，它一缺货就断粮。
#
# 平台办活动，也看这些数，比如「近 30 天卖出不少于几件」。运行看一看：11 月的店，哪几款够这条线？

# %%
paid = load("orders_paid")
november = paid[(paid["paid_at"] >= "2025-11-01") & (paid["paid_at"] < "2025-12-01")]
promotion = load("promotion_rules").set_index("rule")["value"]

on_sale = skus[skus["on_sale"] == 1]["sku"]
money = november.groupby("sku")["amount"].sum()
pieces = november.groupby("sku")["qty"].sum().sort_values(ascending=False)
print(f"动销率：{on_sale.isin(november['sku']).sum()} ÷ {len(on_sale)} = {on_sale.isin(november['sku']).mean():.1%}")
print(f"主推款是 {money.idxmax()}，占支付金额的 {money.max() / money.sum():.1%}")
pd.DataFrame({"11 月卖出（件）": pieces, "够活动的线": pieces >= promotion["近30天最低销量"]})

# %% [markdown]
# ## 决定：上架（预计 9 分钟）
#
# 小蓝要在三个方案里定一个：现在的价、不包邮；最好的价、不包邮；最好的价、包邮。
# 包邮的话，运费自己出。出多少，看买家住在哪里：下面用合作社卖茶的订单，按省算平均运费。
#
# 1. 运行一次，看哪个方案一周赚得最多；
# 2. `lift` 是假设：包邮以后多卖几成。把它改成 0.0 和 0.10，各运行一次。**改到多少，包邮才划算？**
# 3. 和同桌写下上架单：价格几元；运费谁出，哪些省例外；主图是哪一张，为什么合格；上架一周后看哪个数，低于多少就改。

# %%
lift = 0.03  # 假设：包邮以后多卖 3%

tea = paid[paid["sku"] == "福鼎白茶-350g"]
share = tea["province"].value_counts(normalize=True)
postage = (share * fees["一盒茶（元）"]).sum()

look = test.set_index("price")
best_price = test.loc[kept.idxmax(), "price"]


def week(price, postage, lift):
    return (price * 0.95 - cost - postage) * look.loc[price, "qty"] * (1 + lift)


plans = pd.Series(
    {
        f"{gift['price']:.0f} 元、不包邮": week(gift["price"], 0, 0),
        f"{best_price:.0f} 元、不包邮": week(best_price, 0, 0),
        f"{best_price:.0f} 元、包邮": week(best_price, postage, lift),
    }
).round()
plotting.bar_chart(plans, title="一周赚的钱", unit="元", xlabel="方案")
print(f"平均一盒运费 {postage:.2f} 元。一周赚得最多的方案：{plans.idxmax()}（按上面的假设）")

# %% [markdown] quiz="k2"
# 小蓝的白茶产在福鼎。同行说：「写武夷山，名气大，卖得贵。」怎么办？
#
# - [ ] 写武夷山，反正都是福建茶 :: 产地是假的。地理标志的名字只有真产地能用，用错要赔钱、要受罚。
# - [ ] 写「武夷风味」，不算产地 :: 让人误会产地，一样不行。
# - [x] 写福鼎，把工艺和检测报告拿出来 :: 写真的产地，用能拿出来的证据说话。

# %% [markdown] quiz="k3"
# 一件货毛利率 25%，有人要你降价 25% 冲销量。要多卖几成才不亏？
#
# - [ ] 25% :: 降一成不等于多卖一成。这里一件已经一分不赚了。
# - [ ] 100% :: 多卖一倍，还是一件赚 0 元。
# - [x] 卖多少都不行 :: 降的和毛利率一样多，一件赚 0 元。多卖多少件，都是 0。

# %% [markdown] quiz="k4"
# 一箱柚子的净重写成「5」，单位漏了。客人以为是 5 千克，其实是 5 斤。客人到手少了多少？
#
# - [ ] 没有少，5 就是 5 :: 单位不同，多少就不同。
# - [x] 2.5 千克 :: 5 斤是 2.5 千克。客人等着 5 千克，少了一半。
# - [ ] 10 千克 :: 方向反了。1 斤是 0.5 千克，不是 2 千克。

# %% [markdown] quiz="k5"
# 一张图宽 1200、高 900 像素，2.1 MB，PNG。能当主图吗？
#
# - [ ] 能，够大也不重 :: 还有一条：宽要等于高。
# - [ ] 不能，超过 800 像素了 :: 800 是最少，1200 没有问题。
# - [x] 不能，不是正方形 :: 裁成 900 × 900 就合格了。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 从上架表里挑错：产地、单位、价格、极限词，犯一条就不上（第 1 步）；
# 2. 查主图：800 像素、正方形、3 MB、JPEG 或 PNG（第 2 步）；
# 3. 写一个函数算运费：`def` 起名字，`return` 交出去（第 3 步）；
# 4. 找赚得最多的价：一件赚的 × 件数，不是最便宜的（第 4 步）；
# 5. 降价要多卖几成：m ÷（m − c）− 1（第 5 步）；
# 6. 价格、运费模板、主图定好，上架（第 6 步和决定）。
#
# 上架了，可是别人搜不到。下一课，赖叔的红心蜜柚，给商品写一个搜得到的标题。
#
# 接着打开 `exercises/07_listing` 里的练习。第 1–4 题课上做，其余的回家做。
