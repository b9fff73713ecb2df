# %% [markdown] lesson="06_personas" title="用户画像·角色卡片·场景" tables=["survey_buyers","channel_prices"]
# # 第 6 课 用户画像·角色卡片·场景
#
# 上一课，阿坤看着同行降价，没有跟。他定的是：不跟着降价，先补「差距 × 权重」最大的那一项。
#
# 东西备好了，话要对谁说？古田的余婶卖银耳，文案写的是「老少皆宜，人人都爱」。发了半个月，没几个人问。
# 余婶说：「银耳人人能吃，怎么没人应？」
#
# 合作社有一份问卷，问了一千多位买家：多大年纪，住哪里，一年花多少。这节课，你从问卷里找出先对谁说话。
# （问卷是模拟数据，用来练习，不是行业数据。）
#
# **学完这节课，你能：**
#
# 1. 把年龄分成段，数清每段几个人；
# 2. 做两个方向的交叉表，说清谁除以谁；
# 3. 算 TGI，说清它和占比的差别；
# 4. 用「人数 × 人均花费」比一比，哪群人更值得；
# 5. 做一张每一栏都有依据的角色卡片；
# 6. 算清顾客换到你这里能省多少，再决定先对哪一群人说话。
#
# 预计 62 分钟，余下的课上时间做练习第 1–3 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# **改一个数**：把 `"银耳"` 换成 `"蜜柚"`，再运行。买家的年纪变了吗？

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

buyers = load("survey_buyers")

goods = "银耳"
some = buyers[buyers["product"] == goods]
print(f"最常买{goods}的有 {len(some)} 人，一半的人不到 {some['age'].median():.0f} 岁")
some.head(3)

# %% [markdown] quiz="k1"
# 一群买家里，一半 20 岁，一半 60 岁。要给他们画一张「典型买家」，年龄写多少？
#
# - [ ] 40 岁，平均一下 :: 平均出来的 40 岁，这群人里一个也没有。对 40 岁的人说的话，两边都听不进去。
# - [x] 先分成两群，各画一张 :: 一张卡片说一群像的人。分开以后，每张卡片才像个真人。
# - [ ] 写「老少皆宜」 :: 这就是余婶的老办法。对谁都说，等于没对谁说。

# %% [markdown] rows=["B06"]
# ## 第 1 步 把人分成段（预计 7 分钟）
#
# 年龄从 18 岁到 68 岁，一岁一岁看太碎。先切成几段，再数每段几个人。
#
# `pd.cut` 会切。`bins` 是刀口，`labels` 是段的名字。规矩是：**一段不含左边的刀口，含右边的刀口**。
#
# **先猜**：刀口是 17、24、34。下面四个人，24 岁的在哪一段？25 岁的呢？

# %%
ages = pd.Series([18, 24, 25, 34])
pd.DataFrame({"年龄": ages, "在哪一段": pd.cut(ages, bins=[17, 24, 34], labels=["18-24 岁", "25-34 岁"])})

# %% [markdown] step="s1" kind="series" rows=["B06"]
# ### 填空：银耳买家各段几个人
#
# `yiner` 是最常买银耳的人。把刀口填全，数每段几个人，放进 `band_counts`。
# `.value_counts()` 数每个名字出现几次。
#
# **本课口径：五段两头的年龄都算在段里；单位是人，精确到个位。**

# %% starter="s1"
yiner = buyers[buyers["product"] == "银耳"]
names = ["18-24 岁", "25-34 岁", "35-44 岁", "45-54 岁", "55 岁以上"]

band_counts = pd.cut(yiner["age"], bins=[17, 24, 34, ____, ____, 120], labels=names).value_counts()

# %% solution="s1"
yiner = buyers[buyers["product"] == "银耳"]
names = ["18-24 岁", "25-34 岁", "35-44 岁", "45-54 岁", "55 岁以上"]

band_counts = pd.cut(yiner["age"], bins=[17, 24, 34, 44, 54, 120], labels=names).value_counts()

# %% right="s1"
yiner = buyers[buyers["product"] == "银耳"]
names = ["18-24 岁", "25-34 岁", "35-44 岁", "45-54 岁", "55 岁以上"]
spans = [(18, 24), (25, 34), (35, 44), (45, 54), (55, 120)]
band_counts = pd.Series([yiner["age"].between(*span).sum() for span in spans], index=names)

# %% wrong="s1" says="你把段的开头写成了刀口。一段含右边的刀口，所以 45 岁的人掉进了前一段。刀口要写每段的最后一岁。"
yiner = buyers[buyers["product"] == "银耳"]
names = ["18-24 岁", "25-34 岁", "35-44 岁", "45-54 岁", "55 岁以上"]
band_counts = pd.cut(yiner["age"], bins=[17, 24, 34, 45, 55, 120], labels=names).value_counts()

# %% wrong="s1" says="你数的是全部买家。这一题只数最常买银耳的人，用 `yiner`。"
yiner = buyers[buyers["product"] == "银耳"]
names = ["18-24 岁", "25-34 岁", "35-44 岁", "45-54 岁", "55 岁以上"]
band_counts = pd.cut(buyers["age"], bins=[17, 24, 34, 44, 54, 120], labels=names).value_counts()

# %% [markdown] hint="s1"
# 第三段的名字是 `35-44 岁`。这一段最后一岁是几岁？

# %% [markdown] hint="s1"
# 两个空填第三段和第四段的最后一岁。

# %% check="s1"
check("L06.s1", band_counts=band_counts)

# %% [markdown] rows=["B06"]
# ## 第 2 步 两个方向看（预计 8 分钟）
#
# 交叉表（crosstab）把两列摆成一张表：一列当行，一列当列，格子里数人。
#
# 先给全部买家都加上年龄段 `band`，再看「地区 × 商品」。**先猜**：哪个地区买银耳的人最多？
# 那个地区的人，就最爱买银耳吗？
#
# 运行以后 **改一个词**：在 `pd.crosstab(...)` 的最后一个 `)` 前面，加上 `, normalize="index"`，再运行。

# %%
buyers["band"] = pd.cut(buyers["age"], bins=[17, 24, 34, 44, 54, 120], labels=names).astype(str)
yiner = buyers[buyers["product"] == "银耳"]

pd.crosstab(buyers["region"], buyers["product"])

# %% [markdown] step="s2" kind="number" precision="0.0001" rows=["B06"]
# ### 填空：广东人里，几成最常买银耳
#
# 人数多的地区，每一格都大。要比「爱不爱」，得看占比。占比有两个方向，意思不同：
#
# - `normalize="index"`：每一**行**加起来是 1，「广东人里，几成买银耳」；
# - `normalize="columns"`：每一**列**加起来是 1，「买银耳的人里，几成是广东人」。
#
# 算广东人里最常买银耳的占几成，放进 `gd_yiner`。取格子：`表.loc["行", "列"]`。
#
# **本课口径：广东买银耳的人数 ÷ 广东的人数，精确到 0.0001（小数）。**

# %% starter="s2"
share = pd.crosstab(buyers["region"], buyers["product"], normalize=____)
gd_yiner = share.loc["广东", "银耳"]

# %% solution="s2"
share = pd.crosstab(buyers["region"], buyers["product"], normalize="index")
gd_yiner = share.loc["广东", "银耳"]

# %% right="s2"
gd_yiner = (buyers[buyers["region"] == "广东"]["product"] == "银耳").mean()

# %% wrong="s2" says="方向反了，你算的是「买银耳的人里，几成是广东人」。题目问广东人里几成买银耳，分母是广东的人数。"
share = pd.crosstab(buyers["region"], buyers["product"], normalize="columns")
gd_yiner = share.loc["广东", "银耳"]

# %% wrong="s2" says="你除的是全部买家。分母要用广东的人数。"
share = pd.crosstab(buyers["region"], buyers["product"], normalize="all")
gd_yiner = share.loc["广东", "银耳"]

# %% wrong="s2" says="你取的是人数，不是占比。"
share = pd.crosstab(buyers["region"], buyers["product"])
gd_yiner = share.loc["广东", "银耳"]

# %% [markdown] hint="s2"
# 广东是一行。要让这一行加起来是 1，选哪个方向？

# %% [markdown] hint="s2"
# `normalize` 的值要带引号，上面两条里选一条。

# %% check="s2"
check("L06.s2", gd_yiner=gd_yiner)

# %% [markdown] rows=["B06"]
# ## 第 3 步 TGI：和大家比（预计 9 分钟）
#
# 银耳买家里哪一段人最多，不等于哪一段最爱买银耳。也许这个年纪的人本来就多。
# 所以拿占比和大家比，这叫 **TGI**（target group index，目标群体指数）：
#
# **本课口径：TGI = 这群人在目标群体里的占比 ÷ 这群人在总体里的占比 × 100。**
#
# 手算一个（编的数）：银耳买家里 30% 是广东人，全部买家里 24% 是广东人，TGI = 0.30 ÷ 0.24 × 100 = 125。
#
# | TGI | 意思 |
# |---|---|
# | 100 | 和大家一样 |
# | 125 | 比大家更爱买，占比是总体的 1.25 倍 |
# | 80 | 比大家不爱买 |

# %% [markdown] step="s3" kind="number" precision="0.01" rows=["B06"]
# ### 填空：35-44 岁的 TGI
#
# 算 35-44 岁在银耳买家里的 TGI，放进 `tgi_middle`。总体是 `buyers` 里的全部买家。
# `(条件).mean()` 就是成立的占几成。
#
# **本课口径：这一段在银耳买家里的占比 ÷ 这一段在全部买家里的占比 × 100，精确到 0.01。**

# %% starter="s3"
in_yiner = (yiner["band"] == "35-44 岁").mean()
in_all = (buyers["band"] == "35-44 岁").mean()

tgi_middle = ____ / ____ * 100

# %% solution="s3"
in_yiner = (yiner["band"] == "35-44 岁").mean()
in_all = (buyers["band"] == "35-44 岁").mean()

tgi_middle = in_yiner / in_all * 100

# %% right="s3"
middle = buyers[buyers["band"] == "35-44 岁"]
tgi_middle = 100 * (middle["product"] == "银耳").mean() / (buyers["product"] == "银耳").mean()

# %% wrong="s3" says="上下放反了。目标群体（银耳买家）在上，总体在下。"
in_yiner = (yiner["band"] == "35-44 岁").mean()
in_all = (buyers["band"] == "35-44 岁").mean()
tgi_middle = in_all / in_yiner * 100

# %% wrong="s3" says="总体用成了不买银耳的人。总体是全部买家，银耳买家也在里面。"
others = buyers[buyers["product"] != "银耳"]
tgi_middle = (yiner["band"] == "35-44 岁").mean() / (others["band"] == "35-44 岁").mean() * 100

# %% wrong="s3" says="你用了人数，没有用占比。全部买家的人数总是更多，这样比不出谁更爱买。"
tgi_middle = (yiner["band"] == "35-44 岁").sum() / (buyers["band"] == "35-44 岁").sum() * 100

# %% [markdown] hint="s3"
# 两个占比都算好了：`in_yiner` 和 `in_all`。哪个是目标群体的？

# %% [markdown] hint="s3"
# 上面是银耳买家里的占比，下面是全部买家里的占比。

# %% check="s3"
check("L06.s3", tgi_middle=tgi_middle)

# %% [markdown]
# 五段都算一遍，画出来看。横线是 100。**先猜**：人最多的那一段，TGI 也最高吗？
#
# 再看最后一行字：只有几个人的小群，TGI 会乱跳。**先看人数，再看 TGI**。本课的办法：不到 30 人的群，TGI 不下结论。

# %%
tgi = (
    yiner["band"].value_counts(normalize=True) / buyers["band"].value_counts(normalize=True) * 100
).sort_index()
ax = plotting.bar_chart(tgi, title="银耳买家的 TGI", unit="总体=100", xlabel="年龄段")
ax.axhline(100, color=plotting.ORANGE, linewidth=1.5)

print("人最多的段：", yiner["band"].value_counts().idxmax(), "；TGI 最高的段：", tgi.idxmax())
for region in ["西北", "东北"]:
    few = yiner[(yiner["region"] == region) & (yiner["education"] == "中专")]
    print(f"{region}、中专的银耳买家只有 {len(few)} 人：多一个人、少一个人，TGI 就差很多")

# %% [markdown] rows=["C07"]
# ## 第 4 步 哪群人更值得（预计 7 分钟）
#
# 店小，先选一群人说话。把买家分成几群（市场细分），再挑一群（选目标市场）。挑的时候看两样：**有多少人**，**一个人一年花多少**。
#
# **先猜**：只看人均，会选哪一段？两样一起看呢？

# %% [markdown] step="s4" kind="series" precision="0.01" rows=["C07"]
# ### 填空：每一段的吸引力
#
# 用银耳买家 `yiner` 算每一段的吸引力，放进 `worth`。
#
# **本课口径：吸引力 = 问卷里的人数 × 人均 `yearly_spend`，人均是平均数；单位是元，精确到 0.01 元。**

# %% starter="s4"
size = yiner.groupby("band")["respondent_id"].count()
each = yiner.groupby("band")["yearly_spend"].mean()
worth = ____

print("人均最高：", each.idxmax(), f"{each.max():,.0f} 元/人")
print("两样一起：", worth.idxmax(), f"{worth.max():,.0f} 元")
plotting.bar_chart(worth, title="银耳买家的吸引力", unit="元", xlabel="年龄段");

# %% solution="s4"
size = yiner.groupby("band")["respondent_id"].count()
each = yiner.groupby("band")["yearly_spend"].mean()
worth = size * each

print("人均最高：", each.idxmax(), f"{each.max():,.0f} 元/人")
print("两样一起：", worth.idxmax(), f"{worth.max():,.0f} 元")
plotting.bar_chart(worth, title="银耳买家的吸引力", unit="元", xlabel="年龄段");

# %% right="s4"
worth = yiner.groupby("band")["yearly_spend"].sum()

# %% wrong="s4" says="你只看了人均。人均高、人却少的段，加起来不一定多。"
worth = yiner.groupby("band")["yearly_spend"].mean()

# %% wrong="s4" says="你只看了人数。人多、花得少的段，加起来不一定多。"
worth = yiner.groupby("band")["respondent_id"].count()

# %% wrong="s4" says="你把人数和元加在一起了。单位不同的数不能相加，要相乘。"
worth = yiner.groupby("band")["respondent_id"].count() + yiner.groupby("band")["yearly_spend"].mean()

# %% [markdown] hint="s4"
# 人数是 `size`，人均是 `each`，单位分别是人和元/人。怎样得到元？

# %% [markdown] hint="s4"
# 两个 Series 相乘用 `*`，标签相同的会配成一对。

# %% check="s4"
check("L06.s4", worth=worth)

# %% [markdown] rows=["B07"]
# ## 第 5 步 做一张角色卡片（预计 7 分钟）
#
# 表格记不住，人记得住。**角色卡片**（persona）把一群人写成一个人：化名、年龄、住哪里、一年花多少。
# 早年有份推广方案这样写过：张三，30 岁，年薪 20 万元，一年网购 2 万元。写得像，可是这些数从哪里来？
# 我们的卡片多一条规矩：**每一栏都要能指回数据**。数字用中位数，文字用众数（出现最多的）。
#
# 运行下面第一格，选一群人，把卡片填满：
#
# 1. 先凭感觉填，看哪一栏对不上，再按它说的话改；
# 2. 「看依据」换一栏，看你填的数站在这群人的哪里；
# 3. 在「再写一个特征」里写「爱养生」，看它怎么说。
#
# 第二格不用控件，用代码做同一件事。

# %%
from opscourse.labs import personas

personas.show()

# %%
model = personas.PersonaModel(goods="银耳", band="25-34 岁")
print(model.run({"年龄": 40, "地区": "福建"}))
print(model.why("年龄", 40))

# %% [markdown]
# ### 拆开看：为什么用中位数，不用平均数（预计 4 分钟）
#
# 把年收入从小到大排，站在正中间的就是中位数。几个收入很高的人，会把平均数往上拉，中位数不大动。
# **先猜**：给银耳买家里加一位年收入 500 万元的，平均数变多少？中位数呢？
#
# 还有一个常见的错：把每一栏的平均数、众数拼起来，当成「大多数人」。看最后一行，四栏全中的有几个人。
# 所以卡片是一个方便记的样子，**不是大多数人**，更不是某个真人。

# %%
income = yiner["income"]
richer = pd.concat([income, pd.Series([5_000_000])])
print(f"平均数：{income.mean():,.0f} 元 → {richer.mean():,.0f} 元")
print(f"中位数：{income.median():,.0f} 元 → {richer.median():,.0f} 元")

columns = ["gender", "region", "education", "channel"]
modes = yiner[columns].mode().iloc[0]
alike = (yiner[columns] == modes).all(axis=1).sum()
print(f"性别、地区、学历、渠道四栏都和众数一样的：{len(yiner)} 人里有 {alike} 人")

# %% [markdown] step="s5" kind="dict" precision={"年龄":"0.1","年消费":"1"} rows=["B07"]
# ### 填空：用代码做卡片
#
# 给 45-54 岁的银耳买家做一张四栏的卡片 `card`。这群人是 `older`。
#
# **本课口径：年龄和年消费用中位数，年龄精确到 0.1 岁，年消费精确到 1 元；地区和渠道用众数。**

# %% starter="s5"
older = yiner[yiner["band"] == "45-54 岁"]

card = {
    "年龄": older["age"].median(),
    "年消费": ____,
    "地区": older["region"].mode()[0],
    "渠道": ____,
}

# %% solution="s5"
older = yiner[yiner["band"] == "45-54 岁"]

card = {
    "年龄": older["age"].median(),
    "年消费": older["yearly_spend"].median(),
    "地区": older["region"].mode()[0],
    "渠道": older["channel"].mode()[0],
}

# %% right="s5"
older = yiner[yiner["band"] == "45-54 岁"]
card = {
    "年龄": float(older["age"].quantile(0.5)),
    "年消费": float(older["yearly_spend"].quantile(0.5)),
    "地区": older["region"].value_counts().idxmax(),
    "渠道": older["channel"].value_counts().idxmax(),
}

# %% wrong="s5" says="年龄和年消费你用了平均数。花得很多的几个人会把它拉高，卡片用中位数。"
older = yiner[yiner["band"] == "45-54 岁"]
card = {
    "年龄": older["age"].mean(),
    "年消费": older["yearly_spend"].mean(),
    "地区": older["region"].mode()[0],
    "渠道": older["channel"].mode()[0],
}

# %% wrong="s5" says="你用的是全部银耳买家。这张卡片只说 45-54 岁的人，用 `older`。"
card = {
    "年龄": yiner["age"].median(),
    "年消费": yiner["yearly_spend"].median(),
    "地区": yiner["region"].mode()[0],
    "渠道": yiner["channel"].mode()[0],
}

# %% [markdown] hint="s5"
# 年消费是数字，照年龄那一行写。渠道是文字，照地区那一行写。

# %% [markdown] hint="s5"
# 中位数是 `median()`，众数是 `mode()[0]`，`[0]` 是取第一个。

# %% check="s5"
check("L06.s5", card=card)

# %% [markdown] rows=["B08"]
# ## 第 6 步 场景：他为什么换到你这里（预计 7 分钟）
#
# 卡片上的人，什么时候会想起你？这叫**使用场景**。最有力的场景，是能算出省多少钱的。
#
# 还是早年那份方案里的例子（价格很旧，只拿来练算术）：同一件衣服，商场 1400 元，一个网店 800 元，另一个网店 810 元。
# **先猜**：换到网店省多少元，省几成？800 元和 810 元，差的 10 元够不够让人换店？

# %%
mall, shop_a, shop_b = 1400, 800, 810
print("省", mall - shop_a, "元，省了", round((mall - shop_a) / mall, 4))
print("两个网店差", shop_b - shop_a, "元，是便宜的那家的", round((shop_b - shop_a) / shop_a, 4))

# %% [markdown] step="s6" kind="number" precision="0.01" rows=["B08"]
# ### 自己来：买银耳，最多省多少元
#
# `ways` 是买银耳的八个渠道，`price` 是标价，`postage` 是邮费。
# 卡片上的人现在在「城里超市」买。换到到手价最低的渠道，一份省多少元？放进 `saving`。
#
# **本课口径：到手价 = 标价 + 邮费；省 = 城里超市的到手价 − 最低的到手价，单位是元，精确到 0.01 元。**

# %% starter="s6"
prices = load("channel_prices")
ways = prices[prices["product"] == "银耳"].set_index("channel")
print(ways[["price", "postage"]])

saving = ____

# %% solution="s6"
prices = load("channel_prices")
ways = prices[prices["product"] == "银耳"].set_index("channel")
print(ways[["price", "postage"]])

total = ways["price"] + ways["postage"]
saving = total["城里超市"] - total.min()

# %% right="s6"
prices = load("channel_prices")
ways = prices[prices["product"] == "银耳"].set_index("channel")
saving = ways.loc["城里超市", "price"] - (ways["price"] + ways["postage"]).min()

# %% wrong="s6" says="你漏了邮费。标价低、邮费高的渠道，到手不一定便宜。"
prices = load("channel_prices")
ways = prices[prices["product"] == "银耳"].set_index("channel")
saving = ways["price"]["城里超市"] - ways["price"].min()

# %% wrong="s6" says="你交出的是最低的到手价，不是省下的钱。还要用超市的到手价去减它。"
prices = load("channel_prices")
ways = prices[prices["product"] == "银耳"].set_index("channel")
saving = (ways["price"] + ways["postage"]).min()

# %% wrong="s6" says="你比的是合作社网店。题目问到手价最低的渠道，先找最小的到手价。"
prices = load("channel_prices")
ways = prices[prices["product"] == "银耳"].set_index("channel")
total = ways["price"] + ways["postage"]
saving = (total["城里超市"] - total["合作社网店"]) + 0.0

# %% [markdown] hint="s6"
# 先算到手价：`total = ways["price"] + ways["postage"]`。

# %% [markdown] hint="s6"
# 超市的到手价是 `total["城里超市"]`，最低的是 `total.min()`。

# %% check="s6"
check("L06.s6", saving=saving)

# %% [markdown] rows=["E01","Y1"]
# ## 决定：先对哪一群人说话（预计 9 分钟）
#
# 余婶有 300 元，做成试吃小包，6 元一包（含邮费），寄给一个年龄段的人。寄给谁？
# 下面四个假设是编的，用来练习。
#
# 1. 运行一次，看哪一段赚得最多；
# 2. 把 `budget` 改成 3000，再运行。赢家变了吗？钱少的时候，看人均还是看总数？
# 3. 把 `reply` 改成 0.02，再运行。还有哪一段值得寄？
#
# 然后和同桌写下三句：**先对谁说话**；**为什么（两个数）**；**寄出多少包以后看一次，回头的不到多少人就停**。
#
# 小心两点：问卷只代表答了问卷的人；寄东西只寄给自己留了地址、同意收的人。卡片上不写真人的姓名、电话、地址。

# %%
budget = 300  # 元
per_pack = 6  # 假设：一个试吃包连邮费 6 元
reply = 0.10  # 假设：收到的人里，一成以后把一年的土特产都在你这里买
margin = 0.40  # 假设：毛利率

sent = size.clip(upper=budget // per_pack)  # 一段里最多寄给问卷里的这些人
profit = (sent * reply * each * margin - sent * per_pack).round(0)
ax = plotting.bar_chart(profit, title=f"花 {budget} 元，一年多赚的毛利", unit="元", xlabel="寄给哪一段")
best = profit.idxmax()
print(f"先对 {best} 说话：寄 {sent[best]} 包，一年大约多赚 {profit[best]:,.0f} 元（按上面的假设）")

# %% [markdown] quiz="k2"
# 12 个人的小群，银耳的 TGI 是 210。下一步做什么？
#
# - [ ] 马上把钱都投给这群人 :: 12 个人里多一个、少一个，TGI 就差一大截。人太少，这个数信不过。
# - [x] 先再问一些这样的人，人够了再看 :: 人数太少，TGI 会乱跳。先看人数，再看 TGI。
# - [ ] TGI 超过 200，说明占了一半的人 :: TGI 210 是占比为总体的 2.1 倍，不是占 210%，也不是占一半。

# %% [markdown] quiz="k3"
# 有人说：「卡片要真，就从订单里找一位买家，写上她的姓名、小区和电话。」你怎么答？
#
# - [ ] 可以，真人最有说服力 :: 这是别人的个人信息。没有本人同意，不能拿出来用。
# - [ ] 只写姓名和小区，不写电话 :: 姓名加小区，一样能找到人。
# - [x] 不写真人，用化名，数字来自一群人 :: 角色卡片是合成的。数字是一群人的中位数和众数，指不回任何一个真人。

# %% [markdown] quiz="k4"
# 同桌在卡片上写：「她爱养生，睡得早，孩子上小学。」问卷里没有这几栏。怎么处理？
#
# - [ ] 留着，这样更像真人 :: 像真的不等于是真的。照着猜的写文案，会说给不存在的人听。
# - [x] 标上「猜的，待问」，去问几位买家 :: 猜测可以有，但要写明。问过了，有了数，再写进卡片。
# - [ ] 网上说宝妈都这样，可以写 :: 网上说的不是你的买家。你的卡片只认你的数据。

# %% [markdown] quiz="k5" rows=["B05"]
# 一句话定位要说清：给谁，卖什么，凭什么是我们。哪一句三样都有？
#
# - [ ] 古田银耳，品质第一，人人都爱 :: 没有说给谁，「第一」还是不能用的极限词。
# - [ ] 给上班族的银耳 :: 有「给谁」和「卖什么」，没有「凭什么」。
# - [x] 给下班晚的年轻人，古田当季银耳，洗好撕好，泡半小时就能炖 :: 给谁、卖什么、凭什么都有，而且说的是能验证的事。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 把年龄分成段，数清每段几个人：刀口含右不含左（第 1 步）；
# 2. 做两个方向的交叉表：先问每一行加起来是 1，还是每一列（第 2 步）；
# 3. 算 TGI：和大家比，100 是一样；人太少不下结论（第 3 步）；
# 4. 用人数 × 人均花费比一比（第 4 步）；
# 5. 做一张角色卡片：每一栏都指回数据，猜的写明是猜的（第 5 步）；
# 6. 算清省多少，决定先对哪一群人说话：哪一群，由数说（第 6 步和决定）。
#
# 知道对谁说话了，下一课就把店开起来：礼盒上架，定价、运费、主图。
#
# 接着打开 `exercises/06_personas` 里的练习。第 1–3 题课上做，其余的回家做。
