# %% [markdown] exercise="06_personas" title="用户画像·角色卡片·场景" scenario="coop" tables=["survey_buyers","channel_prices","survey_training"] minutes=70
# # 练习 06 用户画像·角色卡片·场景
#
# 课上你给余婶的银耳找了一群人。下一步，合作社要上架礼盒。先看一看：买礼盒的是谁？
#
# - 第 1–3 题在课上做，第 4–7 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("06.q1")`。
#
# **批改时会换一批新数据。** 表和列都一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("06")`。

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
# | `buyers` | 买家问卷，全部人 | 一位买家 |
# | `gifts` | 问卷里最常买礼盒的人 | 一位买家 |
# | `tea_prices` | 福鼎白茶在各个渠道的价格和邮费 | 一个渠道 |
# | `training` | 合作社培训班的问卷，还没有清洗 | 一位学员 |
#
# `buyers` 的列：`age` 年龄、`gender` 性别、`region` 地区、`income` 年收入（元）、`education` 学历、
# `product` 最常买的商品、`pack` 最常买的包装、`yearly_spend` 一年在土特产上花多少（元）、`channel` 最常走的渠道。
# 每一列是什么，写 `describe("survey_buyers")` 看。这些都是模拟数据。

# %%
buyers = load("survey_buyers")
gifts = buyers[buyers["pack"] == "礼盒"]

prices = load("channel_prices")
tea_prices = prices[prices["product"] == "福鼎白茶"]

training = load("survey_training")

# %% [markdown]
# ## 课上做：第 1–3 题

# %% [markdown] question="q1" kind="series" points=2 where="class" rows=["B06"]
# ### 第 1 题 礼盒买家的年龄段
#
# 把 `gifts` 的年龄分成四段，数每段几个人，放进 `gift_ages`。
# 它是一个 Series（带标签的一列数）：标签是年龄段的名字，数是人数。顺序不限。
#
# 四段是：`18-29 岁`、`30-44 岁`、`45-59 岁`、`60 岁以上`。29 岁在第一段，30 岁在第二段。
#
# **本课口径：两头的年龄都算在段里，最大的年龄不超过 120 岁；单位是人，精确到个位。**

# %% starter="q1"
edges = [17, ____, ____, ____, 120]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(gifts["age"], bins=edges, labels=names).value_counts()

# %% solution="q1"
edges = [17, 29, 44, 59, 120]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(gifts["age"], bins=edges, labels=names).value_counts()

# %% right="q1"
edges = [18, 30, 45, 60, 121]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(gifts["age"], bins=edges, labels=names, right=False).value_counts()

# %% right="q1"
age = gifts["age"]
gift_ages = pd.Series(
    {
        "18-29 岁": age.between(18, 29).sum(),
        "30-44 岁": age.between(30, 44).sum(),
        "45-59 岁": age.between(45, 59).sum(),
        "60 岁以上": (age >= 60).sum(),
    }
)

# %% wrong="q1" says="你把每段的开头写成了边界。`pd.cut` 的一段不含左边，含右边，所以 30 岁的人掉进了第一段。边界要写每段的最后一岁。"
edges = [17, 30, 45, 60, 120]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(gifts["age"], bins=edges, labels=names).value_counts()

# %% wrong="q1" says="你写了 `right=False`，一段就含左边、不含右边，29 岁的人跑到了第二段。要么去掉它，要么把边界往后挪一岁。"
edges = [17, 29, 44, 59, 120]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(gifts["age"], bins=edges, labels=names, right=False).value_counts()

# %% wrong="q1" says="你数的是全部买家。这一题只看买礼盒的人，用 `gifts`。"
edges = [17, 29, 44, 59, 120]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(buyers["age"], bins=edges, labels=names).value_counts()

# %% wrong="q1" says="你算的是占比。题目要的是人数。"
edges = [17, 29, 44, 59, 120]
names = ["18-29 岁", "30-44 岁", "45-59 岁", "60 岁以上"]
gift_ages = pd.cut(gifts["age"], bins=edges, labels=names).value_counts(normalize=True)

# %% [markdown] hint="q1"
# `pd.cut` 的一段不含左边的边界，含右边的边界。`[17, 29]` 这一段是 18 岁到 29 岁。

# %% [markdown] hint="q1"
# 三个空填前三段的最后一岁。第一段的最后一岁是 29。

# %% check="q1"
check("06.q1", gift_ages=gift_ages)

# %% [markdown] question="q2" kind="frame" points=2 where="class" id_columns=["product"] precision="0.0001" rows=["B06"]
# ### 第 2 题 每种商品怎么包
#
# 用 `buyers` 做一张交叉表 `pack_mix`：一行是一种商品，一列是一种包装。
# 格子里是占比：最常买这种商品的人里，有多大一份最常买这种包装。所以每一行加起来是 1。
# `.reset_index()` 把商品的名字从行标签变回一列 `product`。
#
# **本课口径：这种商品、这种包装的人数 ÷ 这种商品的人数，精确到 0.0001（小数）。**

# %% starter="q2"
pack_mix = pd.crosstab(____, ____, normalize=____).reset_index()

# %% solution="q2"
pack_mix = pd.crosstab(buyers["product"], buyers["pack"], normalize="index").reset_index()

# %% right="q2"
counts = buyers.groupby(["product", "pack"]).size().unstack(fill_value=0)
pack_mix = counts.div(counts.sum(axis=1), axis=0).reset_index()

# %% right="q2"
pack_mix = pd.crosstab(buyers["product"], buyers["pack"], normalize=0).round(4)  # the goods may stay in the index

# %% wrong="q2" says="方向反了：你的每一列加起来是 1，说的是「买这种包装的人里，各种商品占多少」。题目要每一行加起来是 1。"
pack_mix = pd.crosstab(buyers["product"], buyers["pack"], normalize="columns").reset_index()

# %% wrong="q2" says="你除的是全部买家，整张表加起来才是 1。要除以这种商品的人数。"
pack_mix = pd.crosstab(buyers["product"], buyers["pack"], normalize="all").reset_index()

# %% wrong="q2" says="格子里是人数，不是占比。人数多的商品，每一格都会大，不好比。"
pack_mix = pd.crosstab(buyers["product"], buyers["pack"]).reset_index()

# %% wrong="q2" says="你把占比乘了 100。这门课里占比写成小数。"
pack_mix = (pd.crosstab(buyers["product"], buyers["pack"], normalize="index") * 100).reset_index()

# %% note="q2"
# trap not used: the same table lying on its side (packs as rows) has no `product` to match rows by
# and gets the sentence about columns.

# %% [markdown] hint="q2"
# 第一个空是行：`buyers["product"]`。第二个空是列：`buyers["pack"]`。

# %% [markdown] hint="q2"
# `normalize` 说除以谁：`"index"` 让每一行加起来是 1，`"columns"` 让每一列加起来是 1。

# %% check="q2"
check("06.q2", pack_mix=pack_mix)

# %% [markdown] question="q3" kind="number" points=2 where="class" precision="0.01" rows=["B06"]
# ### 第 3 题 35–44 岁的人更爱买礼盒吗
#
# 算 35 到 44 岁（含两头）在礼盒买家里的 TGI，放进 `gift_tgi`。总体是 `buyers` 里的全部买家。
#
# **本课口径：TGI = 这群人在礼盒买家里的占比 ÷ 这群人在全部买家里的占比 × 100，精确到 0.01。**

# %% starter="q3"
in_gifts = gifts["age"].between(35, 44).mean()
in_all = ____
gift_tgi = ____

# %% solution="q3"
in_gifts = gifts["age"].between(35, 44).mean()
in_all = buyers["age"].between(35, 44).mean()
gift_tgi = in_gifts / in_all * 100

# %% right="q3"
middle = buyers[buyers["age"].between(35, 44)]
gift_tgi = 100 * (middle["pack"] == "礼盒").mean() / (buyers["pack"] == "礼盒").mean()

# %% right="q3"
some = len(gifts[(gifts["age"] >= 35) & (gifts["age"] <= 44)]) / len(gifts)
everybody = len(buyers[(buyers["age"] >= 35) & (buyers["age"] <= 44)]) / len(buyers)
gift_tgi = round(some / everybody * 100, 2)

# %% wrong="q3" says="上下放反了。TGI 是礼盒买家里的占比，除以全部买家里的占比。"
gift_tgi = buyers["age"].between(35, 44).mean() / gifts["age"].between(35, 44).mean() * 100

# %% wrong="q3" says="你算的只是占比，还没有和全部买家比。占比大，也许只因为这个年纪的人本来就多。"
gift_tgi = gifts["age"].between(35, 44).mean() * 100

# %% wrong="q3" says="总体用成了不买礼盒的人。总体是全部买家，买礼盒的人也在里面。"
others = buyers[buyers["pack"] != "礼盒"]
gift_tgi = gifts["age"].between(35, 44).mean() / others["age"].between(35, 44).mean() * 100

# %% wrong="q3" says="忘了乘 100。TGI 以 100 为界，100 是和总体一样。"
gift_tgi = gifts["age"].between(35, 44).mean() / buyers["age"].between(35, 44).mean()

# %% wrong="q3" says="你用的是人数，没有用占比。全部买家的人数总是更多，这样比不出谁更爱买。"
gift_tgi = gifts["age"].between(35, 44).sum() / buyers["age"].between(35, 44).sum() * 100

# %% wrong="q3" says="你算的是两个占比的差，单位是百分点。TGI 是相除，不是相减。"
gift_tgi = (gifts["age"].between(35, 44).mean() - buyers["age"].between(35, 44).mean()) * 100

# %% note="q3"
# trap not used: a small base (the trap of the metrics page) is a caution about reading the figure;
# the lesson shows it with a small group and its quiz asks for it.

# %% [markdown] hint="q3"
# `in_all` 和上一行一样写，把 `gifts` 换成全部买家。

# %% [markdown] hint="q3"
# 谁除以谁：要看的群体（礼盒买家）在上，总体在下，最后乘 100。

# %% check="q3"
check("06.q3", gift_tgi=gift_tgi)

# %% [markdown]
# ## 回家做：第 4–7 题

# %% [markdown] question="q4" kind="series" points=2 where="home" precision="0.01" rows=["C07"]
# ### 第 4 题 哪个地区的礼盒买家更值得
#
# 一群人值不值得，要看两样：有多少人，一个人一年花多少。
# 用 `gifts` 算每个地区的吸引力，放进 `worth_by_region`：标签是地区，数是吸引力。顺序不限。
#
# **本课口径：吸引力 = 问卷里的人数 × 人均 `yearly_spend`，人均是平均数；单位是元，精确到 0.01 元。**

# %% starter="q4"
size = ____
mean_spend = ____
worth_by_region = size * mean_spend

# %% solution="q4"
size = gifts.groupby("region")["respondent_id"].count()
mean_spend = gifts.groupby("region")["yearly_spend"].mean()
worth_by_region = size * mean_spend

# %% right="q4"
worth_by_region = gifts.groupby("region")["yearly_spend"].sum()

# %% right="q4"
worth_by_region = pd.Series(
    {name: len(rows) * rows["yearly_spend"].mean() for name, rows in gifts.groupby("region")}
)

# %% wrong="q4" says="你只算了人均花多少。人均很高、人却很少的地区，加起来不一定多。还要乘人数。"
worth_by_region = gifts.groupby("region")["yearly_spend"].mean()

# %% wrong="q4" says="你只数了人数。人多、花得少的地区，加起来不一定多。还要乘人均花费。"
worth_by_region = gifts.groupby("region")["respondent_id"].count()

# %% wrong="q4" says="你用的是全部买家。这一题只看买礼盒的人，用 `gifts`。"
worth_by_region = buyers.groupby("region")["yearly_spend"].sum()

# %% wrong="q4" says="你乘的是中位数。人数 × 平均数才等于这群人一共花多少，中位数乘不出总数。"
by_region = gifts.groupby("region")["yearly_spend"]
worth_by_region = by_region.count() * by_region.median()

# %% wrong="q4" says="你乘的是年收入。收入是他们挣的，不是花在土特产上的。"
worth_by_region = gifts.groupby("region")["income"].sum()

# %% [markdown] hint="q4"
# 两行都按 `region` 分组。第一行数人，第二行求平均。

# %% [markdown] hint="q4"
# 数人：`gifts.groupby("region")["respondent_id"].count()`。第二行换成哪一列、最后一步换成什么？

# %% check="q4"
check("06.q4", worth_by_region=worth_by_region)

# %% [markdown] question="q5" kind="dict" points=2 where="home" precision={"年龄中位数":"0.1","年收入中位数":"1","年消费中位数":"1","消费占收入中位数":"0.0001","女性占比":"0.0001"} rows=["B07"]
# ### 第 5 题 礼盒买家的角色卡片
#
# 用 `gifts` 填一张卡片 `card`，九栏。数字用中位数，文字用众数（出现最多的那个）。
#
# **本课口径：年龄精确到 0.1 岁；年收入、年消费精确到 1 元；消费占收入是先给每个人算 `yearly_spend ÷ income`，再取中位数，精确到 0.0001（小数）；女性占比是女性人数 ÷ 人数，精确到 0.0001（小数）；人数精确到个位。**

# %% starter="q5"
card = {
    "人数": ____,
    "年龄中位数": ____,
    "年收入中位数": ____,
    "年消费中位数": ____,
    "消费占收入中位数": ____,
    "女性占比": ____,
    "地区": ____,
    "学历": ____,
    "渠道": ____,
}

# %% solution="q5"
card = {
    "人数": len(gifts),
    "年龄中位数": gifts["age"].median(),
    "年收入中位数": gifts["income"].median(),
    "年消费中位数": gifts["yearly_spend"].median(),
    "消费占收入中位数": (gifts["yearly_spend"] / gifts["income"]).median(),
    "女性占比": (gifts["gender"] == "女").mean(),
    "地区": gifts["region"].mode()[0],
    "学历": gifts["education"].mode()[0],
    "渠道": gifts["channel"].mode()[0],
}

# %% right="q5"
middle = gifts[["age", "income", "yearly_spend"]].quantile(0.5)
card = {
    "人数": int(gifts["respondent_id"].nunique()),
    "年龄中位数": float(middle["age"]),
    "年收入中位数": float(middle["income"]),
    "年消费中位数": float(middle["yearly_spend"]),
    "消费占收入中位数": round(float(gifts["yearly_spend"].div(gifts["income"]).median()), 4),
    "女性占比": gifts["gender"].value_counts(normalize=True)["女"],
    "地区": gifts["region"].value_counts().idxmax(),
    "学历": gifts["education"].value_counts().idxmax(),
    "渠道": gifts["channel"].value_counts().idxmax(),
}

# %% wrong="q5" says="数字那几栏你用了平均数。少数花得很多的人会把平均数抬高。卡片要用中位数。"
card = {
    "人数": len(gifts),
    "年龄中位数": gifts["age"].mean(),
    "年收入中位数": gifts["income"].mean(),
    "年消费中位数": gifts["yearly_spend"].mean(),
    "消费占收入中位数": (gifts["yearly_spend"] / gifts["income"]).mean(),
    "女性占比": (gifts["gender"] == "女").mean(),
    "地区": gifts["region"].mode()[0],
    "学历": gifts["education"].mode()[0],
    "渠道": gifts["channel"].mode()[0],
}

# %% wrong="q5" says="你用的是全部买家。卡片要说的是买礼盒的人，用 `gifts`。"
card = {
    "人数": len(buyers),
    "年龄中位数": buyers["age"].median(),
    "年收入中位数": buyers["income"].median(),
    "年消费中位数": buyers["yearly_spend"].median(),
    "消费占收入中位数": (buyers["yearly_spend"] / buyers["income"]).median(),
    "女性占比": (buyers["gender"] == "女").mean(),
    "地区": buyers["region"].mode()[0],
    "学历": buyers["education"].mode()[0],
    "渠道": buyers["channel"].mode()[0],
}

# %% wrong="q5" says="消费占收入那一栏，你用两个中位数相除。口径是先给每个人算比例，再取中位数。"
card = {
    "人数": len(gifts),
    "年龄中位数": gifts["age"].median(),
    "年收入中位数": gifts["income"].median(),
    "年消费中位数": gifts["yearly_spend"].median(),
    "消费占收入中位数": gifts["yearly_spend"].median() / gifts["income"].median(),
    "女性占比": (gifts["gender"] == "女").mean(),
    "地区": gifts["region"].mode()[0],
    "学历": gifts["education"].mode()[0],
    "渠道": gifts["channel"].mode()[0],
}

# %% wrong="q5" says="女性占比那一栏，你算的是男性的占比。"
card = {
    "人数": len(gifts),
    "年龄中位数": gifts["age"].median(),
    "年收入中位数": gifts["income"].median(),
    "年消费中位数": gifts["yearly_spend"].median(),
    "消费占收入中位数": (gifts["yearly_spend"] / gifts["income"]).median(),
    "女性占比": (gifts["gender"] == "男").mean(),
    "地区": gifts["region"].mode()[0],
    "学历": gifts["education"].mode()[0],
    "渠道": gifts["channel"].mode()[0],
}

# %% wrong="q5" says="地区、学历、渠道三栏，你放的是人最少的那个。众数是出现最多的。"
card = {
    "人数": len(gifts),
    "年龄中位数": gifts["age"].median(),
    "年收入中位数": gifts["income"].median(),
    "年消费中位数": gifts["yearly_spend"].median(),
    "消费占收入中位数": (gifts["yearly_spend"] / gifts["income"]).median(),
    "女性占比": (gifts["gender"] == "女").mean(),
    "地区": gifts["region"].value_counts().idxmin(),
    "学历": gifts["education"].value_counts().idxmin(),
    "渠道": gifts["channel"].value_counts().idxmin(),
}

# %% wrong="q5" says="年收入和年消费你写成了万元。这一题的单位是元。"
card = {
    "人数": len(gifts),
    "年龄中位数": gifts["age"].median(),
    "年收入中位数": gifts["income"].median() / 10000,
    "年消费中位数": gifts["yearly_spend"].median() / 10000,
    "消费占收入中位数": (gifts["yearly_spend"] / gifts["income"]).median(),
    "女性占比": (gifts["gender"] == "女").mean(),
    "地区": gifts["region"].mode()[0],
    "学历": gifts["education"].mode()[0],
    "渠道": gifts["channel"].mode()[0],
}

# %% margin="q5"
margin = []
for column in ["region", "education", "channel"]:
    most = gifts[column].value_counts()
    margin.append(most.iloc[0] - most.iloc[1])  # a tie has no mode

# %% [markdown] hint="q5"
# 中位数：`gifts["age"].median()`。众数：`gifts["region"].mode()[0]`，`[0]` 是取第一个。

# %% [markdown] hint="q5"
# 消费占收入：先让两列相除，用括号包起来，再 `.median()`。

# %% [markdown] hint="q5"
# 女性占比：`(gifts["gender"] == "女")` 是一列真和假，`.mean()` 就是真的占多大一份。

# %% check="q5"
check("06.q5", card=card)

# %% [markdown] question="q6" kind="dict" points=2 where="home" precision={"到手价":"0.01","比超市省":"0.01","省的比例":"0.0001","比第二便宜省":"0.01"} rows=["B08"]
# ### 第 6 题 场景：他在哪里买最省
#
# 卡片上的人想买一份福鼎白茶。用 `tea_prices` 算五个数，放进 `scene`。
#
# **本课口径：到手价 = 价格 + 邮费；「渠道」是到手价最低的那个；「比超市省」= 城里超市的到手价 − 最低到手价；「省的比例」= 比超市省 ÷ 城里超市的到手价，精确到 0.0001（小数）；「比第二便宜省」= 第二低的到手价 − 最低到手价。钱的单位是元，精确到 0.01 元。**

# %% starter="q6"
total = ____
by_price = tea_prices.assign(total=total).sort_values("total")
best = by_price.iloc[0]
second = by_price.iloc[1]
market = by_price[by_price["channel"] == "城里超市"].iloc[0]

scene = {
    "渠道": ____,
    "到手价": ____,
    "比超市省": ____,
    "省的比例": ____,
    "比第二便宜省": ____,
}

# %% solution="q6"
total = tea_prices["price"] + tea_prices["postage"]
by_price = tea_prices.assign(total=total).sort_values("total")
best = by_price.iloc[0]
second = by_price.iloc[1]
market = by_price[by_price["channel"] == "城里超市"].iloc[0]

scene = {
    "渠道": best["channel"],
    "到手价": best["total"],
    "比超市省": market["total"] - best["total"],
    "省的比例": (market["total"] - best["total"]) / market["total"],
    "比第二便宜省": second["total"] - best["total"],
}

# %% right="q6"
money = tea_prices.set_index("channel")[["price", "postage"]].sum(axis=1)
low, next_low = money.nsmallest(2)
scene = {
    "渠道": money.idxmin(),
    "到手价": float(low),
    "比超市省": round(float(money["城里超市"] - low), 2),
    "省的比例": float(1 - low / money["城里超市"]),
    "比第二便宜省": float(next_low - low),
}

# %% wrong="q6" says="你漏了邮费。标价低、邮费高的渠道，到手不一定便宜。"
cheap = tea_prices.sort_values("price")
best, second = cheap.iloc[0], cheap.iloc[1]
market = cheap[cheap["channel"] == "城里超市"].iloc[0]
scene = {
    "渠道": best["channel"],
    "到手价": best["price"],
    "比超市省": market["price"] - best["price"],
    "省的比例": (market["price"] - best["price"]) / market["price"],
    "比第二便宜省": second["price"] - best["price"],
}

# %% wrong="q6" says="省的比例那一格，你除以了便宜的价。省了几成，要和原来要付的超市价比。"
by_price = tea_prices.assign(total=tea_prices["price"] + tea_prices["postage"]).sort_values("total")
best, second = by_price.iloc[0], by_price.iloc[1]
market = by_price[by_price["channel"] == "城里超市"].iloc[0]
scene = {
    "渠道": best["channel"],
    "到手价": best["total"],
    "比超市省": market["total"] - best["total"],
    "省的比例": (market["total"] - best["total"]) / best["total"],
    "比第二便宜省": second["total"] - best["total"],
}

# %% wrong="q6" says="省的比例那一格，你算的是还要付几成。省了几成，是省的钱除以超市价。"
by_price = tea_prices.assign(total=tea_prices["price"] + tea_prices["postage"]).sort_values("total")
best, second = by_price.iloc[0], by_price.iloc[1]
market = by_price[by_price["channel"] == "城里超市"].iloc[0]
scene = {
    "渠道": best["channel"],
    "到手价": best["total"],
    "比超市省": market["total"] - best["total"],
    "省的比例": best["total"] / market["total"],
    "比第二便宜省": second["total"] - best["total"],
}

# %% wrong="q6" says="「比第二便宜省」那一格，你和最贵的比了。第二便宜的是排好序的第二行。"
by_price = tea_prices.assign(total=tea_prices["price"] + tea_prices["postage"]).sort_values("total")
best = by_price.iloc[0]
market = by_price[by_price["channel"] == "城里超市"].iloc[0]
scene = {
    "渠道": best["channel"],
    "到手价": best["total"],
    "比超市省": market["total"] - best["total"],
    "省的比例": (market["total"] - best["total"]) / market["total"],
    "比第二便宜省": by_price.iloc[-1]["total"] - best["total"],
}

# %% wrong="q6" says="你看的是合作社自己的网店，它不一定最便宜。先按到手价排，再取第一行。"
by_price = tea_prices.assign(total=tea_prices["price"] + tea_prices["postage"])
best = by_price[by_price["channel"] == "合作社网店"].iloc[0]
market = by_price[by_price["channel"] == "城里超市"].iloc[0]
lowest = by_price["total"].min()
scene = {
    "渠道": best["channel"],
    "到手价": best["total"],
    "比超市省": market["total"] - best["total"],
    "省的比例": (market["total"] - best["total"]) / market["total"],
    "比第二便宜省": best["total"] - lowest,
}

# %% [markdown] hint="q6"
# 到手价是两列相加：`tea_prices["price"] + tea_prices["postage"]`。

# %% [markdown] hint="q6"
# `best`、`second`、`market` 都是一行。取数这样写：`best["total"]`、`market["total"]`。

# %% [markdown] hint="q6"
# 省的比例：先用括号算出省多少，再除以 `market["total"]`。

# %% check="q6"
check("06.q6", scene=scene)

# %% [markdown] question="q7" kind="series" points=2 where="home" rows=["A10"]
# ### 第 7 题 培训班里都是谁
#
# 画像不只给顾客用。合作社办培训班，也要知道学员是谁。
# `training` 是一份学员问卷，`learner_type` 是学员类型，`seconds` 是填问卷用了多少秒。
# 先清洗，再数每种类型几个人，放进 `learners`：标签是类型，数是人数。顺序不限。
#
# **本课口径：留下年龄 18 到 75 岁（含两头）、用时不少于 60 秒的人；单位是人，精确到个位。**

# %% starter="q7"
clean = training[____]
learners = clean[____].value_counts()

# %% solution="q7"
clean = training[training["age"].between(18, 75) & (training["seconds"] >= 60)]
learners = clean["learner_type"].value_counts()

# %% right="q7"
clean = training[(training["age"] >= 18) & (training["age"] <= 75)]
clean = clean[clean["seconds"] >= 60]
learners = clean.groupby("learner_type")["respondent_id"].nunique()

# %% wrong="q7" says="你没有清洗。年龄不可能的、几十秒就填完的，都不能算。"
learners = training["learner_type"].value_counts()

# %% wrong="q7" says="你只按年龄清洗了，填得太快的人还在里面。"
learners = training[training["age"].between(18, 75)]["learner_type"].value_counts()

# %% wrong="q7" says="你只按用时清洗了，年龄不可能的人还在里面。"
learners = training[training["seconds"] >= 60]["learner_type"].value_counts()

# %% wrong="q7" says="你用了「或」，只要一条合格就留下了。两条都要合格，用 `&`。"
either = training["age"].between(18, 75) | (training["seconds"] >= 60)
learners = training[either]["learner_type"].value_counts()

# %% wrong="q7" says="你留下的是不合格的人。条件的方向反了。"
spoilt = ~training["age"].between(18, 75) | (training["seconds"] < 60)
learners = training[spoilt]["learner_type"].value_counts()

# %% wrong="q7" says="你算的是占比。题目要的是人数。"
clean = training[training["age"].between(18, 75) & (training["seconds"] >= 60)]
learners = clean["learner_type"].value_counts(normalize=True)

# %% note="q7"
# trap not used: an age on the limit (18 or 75) taken or left out: the tables hold nobody there.

# %% [markdown] hint="q7"
# 年龄的条件：`training["age"].between(18, 75)`。用时的条件：`(training["seconds"] >= 60)`。

# %% [markdown] hint="q7"
# 两个条件中间写 `&`，意思是「而且」。第二个空是列名，要带引号。

# %% check="q7"
check("06.q7", learners=learners)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="figure" bonus=true precision="0.01" rows=["B06"]
# ### 加分题 画各地区的 TGI
#
# 画一张柱状图：横轴是地区，纵轴是这个地区在礼盒买家里的 TGI。图放进 `tgi_chart`。
# `plotting.bar_chart` 会画图，你来填标题 `title`、单位 `unit` 和横轴的名称 `xlabel`。TGI 的单位写 `"总体=100"`。
#
# **本课口径：TGI = 地区在礼盒买家里的占比 ÷ 地区在全部买家里的占比 × 100，精确到 0.01。**

# %% starter="b1"
region_tgi = ____
tgi_chart = plotting.bar_chart(region_tgi, title=____, unit=____, xlabel=____)

# %% solution="b1"
in_gifts = gifts["region"].value_counts(normalize=True)
in_all = buyers["region"].value_counts(normalize=True)
region_tgi = in_gifts / in_all * 100
tgi_chart = plotting.bar_chart(
    region_tgi, title="各地区的礼盒 TGI", unit="总体=100", xlabel="地区"
)

# %% right="b1"
by_region = buyers.assign(gift=buyers["pack"] == "礼盒").groupby("region")["gift"].mean()
region_tgi = by_region / (buyers["pack"] == "礼盒").mean() * 100
fig, tgi_chart = plt.subplots()
tgi_chart.bar(region_tgi.index, region_tgi.values)
tgi_chart.set_title("哪里的人更爱买礼盒")
tgi_chart.set_xlabel("地区")
tgi_chart.set_ylabel("TGI（总体=100）")

# %% wrong="b1" says="柱子的高度是占比，还没有和全部买家比。TGI 要除以这个地区在全部买家里的占比。"
in_gifts = gifts["region"].value_counts(normalize=True) * 100
fig, tgi_chart = plt.subplots()
tgi_chart.bar(in_gifts.index, in_gifts.values)
tgi_chart.set_title("各地区的礼盒 TGI")
tgi_chart.set_xlabel("地区")
tgi_chart.set_ylabel("TGI（总体=100）")

# %% wrong="b1" says="柱子的高度是人数。人多的地方不一定更爱买。"
counts = gifts["region"].value_counts()
fig, tgi_chart = plt.subplots()
tgi_chart.bar(counts.index, counts.values)
tgi_chart.set_title("各地区的礼盒 TGI")
tgi_chart.set_xlabel("地区")
tgi_chart.set_ylabel("TGI（总体=100）")

# %% [markdown] hint="b1"
# 每个地区的占比：`gifts["region"].value_counts(normalize=True)`。全部买家也这样算一遍。

# %% [markdown] hint="b1"
# 两个 Series 相除时，pandas 会把标签相同的配成一对。最后乘 100。

# %% check="b1"
check("06.b1", tgi_chart=tgi_chart)

# %% [markdown]
# ## 写作：角色卡片和一句话定位（回家做）

# %% [markdown] task="w1" points=20 rows=["A18","B05","B07","B08","E01","Y1"]
# ### 给礼盒写一张角色卡片
#
# 卡片上的人是合成的，起一个化名，不写真人的姓名、电话、地址。数字用练习数据里的（你在上面算出来的）。写四段：
#
# 1. **角色卡片**：至少 6 个特征，每个特征后面用括号写出是哪个数、多少人的问卷；
# 2. **场景故事**，80 字左右：什么日子，他为什么要买礼盒，原来在哪里买，换到你这里省多少元；
# 3. **一句话定位**：给谁，卖什么，凭什么是我们；
# 4. **品牌故事**，80 字左右：种它的人是谁，用了什么新办法，村里的什么习惯留在里面。只写真事，不知道的写「待问」。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 数字和你算的一样，带单位；问卷只代表答了问卷的人 |
# | 切合对象/场景 | 5 | 读完能想出这个人；场景里的麻烦和省下的钱是具体的 |
# | 表达与可执行 | 5 | 定位一句话里有「给谁、卖什么、凭什么」；不超过 40 字 |
# | 合规与真实 | 5 | 不用「最好」「第一」这类极限词；产地是真的；没有真人的信息 |
#
# **本课专看一条**：每个特征都要能指回一个数。指不回去的，写「猜的，待问」，不扣分；当成事实写，一处在「事实与数据引用」里扣 1 分。
