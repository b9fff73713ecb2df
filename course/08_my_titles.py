# %% [markdown] lesson="08_my_titles" title="用你自己的关键词" tables=["keywords","banned_words"]
# # 第 8 课 用你自己的关键词
#
# 有自己的店？把后台的关键词表导出来，在这里给你的标题打分。没有店，就用下面的样例，一样能做。
#
# - 这个笔记本**不计分**，`hand_in` 交作业时也不会带上它。
# - 你的文件只在这台电脑上读，不上网，不会被改动。
# - 关键词表里一般没有买家的信息。万一有，读的时候会去掉，并且告诉你。
#
# 预计 20 分钟。先学完第 8 课再做。
#
# ## 1. 读文件（预计 5 分钟）
#
# 先原样运行，读的是样例。再把 `file` 换成你的文件名，连后缀一起写。
# 文件放在这个笔记本的文件夹里（`mywork/course`）。CSV 和 xlsx 都行，带标题行、合计行也行。

# %%
from opscourse import plotting
from opscourse.datasets import read_export, sample_export

plotting.use_style()

sample_export.keywords("样例_关键词.xlsx")  # 用练习数据做一份样例
file = "样例_关键词.xlsx"  # 换成你的文件名

mine = read_export(file)
print(mine.attrs["report"])

# %% [markdown]
# 仔细看「认出来的列」。至少要有 `keyword`（关键词）和 `searches`（搜索人气）。
#
# - 说「拿不准」的，照它写的办法，用 `choose` 告诉它你要哪一列；
# - 说「没认出来」的，也能用 `choose` 指给它，比如 `read_export(file, choose={"searches": "月搜索热度"})`；
# - 说「看不懂，留空了」的，打开原文件看看那几格。
#
# ## 2. 哪些词值得抢（预计 5 分钟）
#
# 和第 3 步一样：词值 = 搜索人气 × 点击率 × 转化率 ÷ 在线商品数。你的表缺了哪一列，那一列就当作 1，只剩下能比的部分。

# %%
value = mine["searches"].astype(float)
for name in ["ctr", "cvr"]:
    if name in mine:
        value = value * mine[name]
    else:
        print("没有", name, "这一列，当作 1。")
if "items_online" in mine:
    value = value / mine["items_online"]
else:
    print("没有 items_online 这一列，没有除以在线商品数。")

mine = mine.assign(value=value)
mine.sort_values(["value", "keyword"], ascending=[False, True]).head(10)

# %% [markdown]
# ## 3. 给你的标题打分（预计 10 分钟）
#
# 电脑不会分词，要你来写：你的商品叫什么，哪里产的，什么样，买来做什么。**只写真的。**
# 写在下面对应的引号里。`"品牌"` 写别人家的牌子，带着它的词不算在内。
#
# `title` 写你正在用的标题，里面要有商品的名字（核心词）。

# %%
from opscourse.labs import titles as title_lab

words = {
    "核心": ["蜜柚", "柚子"],
    "地域": ["平和", "福建", "琯溪"],
    "属性": ["红心", "新鲜", "整箱", "大果", "现摘", "5斤"],
    "长尾": ["送礼", "产地直发", "一件代发", "当季"],
    "品牌": ["半山里", "拾野铺", "老林坊", "云脚集", "溪头人家"],
}
title = "蜜柚现摘新鲜琯溪"

model = title_lab.TitleModel(facts=title_lab.own_facts(mine, words, title))
print(model.run())
print(model.ceiling())
model.worth_adding()

# %% [markdown]
# `worth_adding()` 里写着「没归类」的，是买家在搜、你的词表里没有的词。真的有，就加进 `words`；没有，就不写。
#
# 下面是第 8 课的小实验，换成了你的词。一边改标题，一边看分。

# %%
title_lab.show(model)

# %% [markdown]
# ## 4. 换上以前
#
# 1. 每个词都是真的吗？广告法的禁用词，小实验会报；真不真，只有你知道。
# 2. 读一遍，买家看得懂吗？换个先后，覆盖率不变。
# 3. 记下今天的访问和成交，换上以后看七天，再决定留不留。
#
# 用完了，把导出的文件删掉，或者放到只有你能打开的地方。别发到群里。
