# %% [markdown] lesson="08_titles" title="关键词挖掘与标题" tables=["keywords_raw","keywords","word_lists","rank_traffic","titles","banned_words","skus"]
# # 第 8 课 关键词挖掘与标题
#
# 第 7 课里，价格、运费模板、主图都定好了，店上架了。
#
# 平和的赖叔种红心蜜柚，也放在店里卖。上架一个星期，没卖出几箱。
# 他在手机上搜「柚子」，翻了二十多页，找不到自己家的。搜「红心蜜柚」，也没有。
# 赖叔说：「我的柚子明明是红心的。」可是标题里，一个「红心」都没写。
#
# 这节课，你替赖叔写一个新标题，再算出它值多少钱。
#
# **学完这节课，你能：**
#
# 1. 把导出的关键词表收干净；
# 2. 把关键词分成五种；
# 3. 算出每个词的词值，扔掉不能用的词；
# 4. 数对标题的字节，查出重复的词和禁用词；
# 5. 用一个循环拼出标题；
# 6. 用排名和流量的关系，算出换标题值多少元。
#
# 预计 55 分钟，余下的课上时间做练习第 1–4 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# 它列出搜得最多的 5 个词，最后一列写着赖叔的标题能不能被找到。
# **改一个数**：把 `n = 5` 改成 `20`，再运行。20 个词里，几个能找到他？

# %%
from opscourse import check, hint, load, plotting, quiz

import pandas as pd

plotting.use_style()

titles = load("titles")
lai = titles[titles["sku"] == "蜜柚-5斤"].sort_values("rank", ascending=False)
old_title, plan_title = lai["title"]  # 正在用的，和合作社打算换上的
old_rank, new_rank = lai["rank"]

keywords = load("keywords")  # 12 月，买家搜的词
pomelo = keywords[keywords["tokens"].str.contains("蜜柚|柚子")]

n = 5
top = pomelo.nlargest(n, "searches")[["keyword", "tokens", "searches"]]
print("赖叔的标题：", old_title)
top.assign(找得到=[all(word in old_title for word in words.split()) for words in top["tokens"]])

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。买家搜「琯溪蜜柚」。下面哪个标题能被找到？
#
# - [ ] 平和红心蜜柚 :: 少了「琯溪」。差一个词就找不到。
# - [x] 蜜柚现摘琯溪大果 :: 「琯溪」和「蜜柚」都在标题里。先后和远近，先不管。
# - [ ] 琯溪柚子 :: 少了「蜜柚」。「柚子」和「蜜柚」在平台看来是两个词。
# - [ ] 都能，平台很聪明 :: 平台会猜一点，可是靠不住。标题里写着，才算数。

# %% [markdown]
# ## 第 1 步 把词收干净（预计 7 分钟）
#
# **关键词**（keyword）就是买家在搜索框里打的字。平台的后台能导出一张关键词表，里面有：
#
# | 列 | 意思 |
# |---|---|
# | `searches` 搜索人气 | 这个月被搜多少次 |
# | `items_online` 在线商品数 | 有多少件商品在抢这个词 |
# | `ctr` 点击率，`cvr` 转化率 | 看到的人里多少会点，点的人里多少会买 |
# | `tokens` 分词 | 关键词拆成的词，用空格隔开 |
#
# 导出的表往往很乱。下面是 11 月的表，所有列都是文字。
# **先猜**：把搜索人气的头三个数加起来，会得到什么？运行看看。

# %%
raw = load("keywords_raw")
print("头三个加起来：", raw["searches"].head(3).sum())
raw.head(7)

# %% [markdown] step="s1" kind="function" precision="0.01" rows=["A05"]
# ### 填空：把文字变成数
#
# 文字相加，是一个接一个地连起来，不是求和。要先变成数。
# 麻烦在写法：`9,280` 带逗号，`1.48万` 带「万」字。
#
# 写函数 `to_number`。逗号已经去掉了，你来写带「万」的那一行。
# `text[:-1]` 是去掉最后一个字，`float(...)` 把文字变成数。
# 边角：没有逗号、也没有「万」的数，也要算得对。
#
# **本课口径：`1.48万` 是 14800。结果是一个数，精确到 0.01。**

# %% starter="s1"
def to_number(text):
    text = text.replace(",", "")
    if text.endswith("万"):
        return ____
    return float(text)

raw["searches"].head(7).map(to_number)  # map：每一格都交给函数算一次

# %% solution="s1"
def to_number(text):
    text = text.replace(",", "")
    if text.endswith("万"):
        return float(text[:-1]) * 10000
    return float(text)

raw["searches"].head(7).map(to_number)

# %% right="s1"
def to_number(text):
    text = text.replace(",", "")
    times = 10000 if "万" in text else 1
    return float(text.replace("万", "")) * times

# %% wrong="s1" says="你去掉了「万」字，忘了乘一万。1.48万 变成了 1.48。"
def to_number(text):
    return float(text.replace(",", "").replace("万", ""))

# %% wrong="s1" says="你乘的是一千。万是 10000，四个零。"
def to_number(text):
    text = text.replace(",", "")
    if text.endswith("万"):
        return float(text[:-1]) * 1000
    return float(text)

# %% wrong="s1" says="交出来的还是文字。文字乘一个数，是把它重复很多遍。先用 `float(...)` 变成数。"
def to_number(text):
    text = text.replace(",", "")
    if text.endswith("万"):
        return text[:-1] + "0000"
    return float(text)

# %% wrong="s1" says="你把逗号当成了小数点。9,280 是九千二百八十。"
def to_number(text):
    text = text.replace(",", ".")
    if text.endswith("万"):
        return float(text[:-1]) * 10000
    return float(text)

# %% cases="s1"
with_wan = raw.loc[raw["searches"].str.endswith("万"), "searches"]
with_comma = raw.loc[raw["searches"].str.contains(","), "searches"]
cases = [(text,) for text in [*with_wan.head(2), *with_comma.head(2)]]
cases += [("1.48万",), ("9,280",), ("12万",), ("3,400",)]
edge = ("845",)

# %% [markdown] hint="s1"
# 先去掉「万」字：`text[:-1]`。再变成数：`float(text[:-1])`。还差一步。

# %% [markdown] hint="s1"
# 最后乘 10000：`float(text[:-1]) * 10000`。

# %% check="s1"
check("L08.s1", to_number=to_number)

# %% [markdown]
# 还有一样脏：同一个词出现两次，有的前后多了空格。要**先去空格，再去重**。
# **先猜**：下面两个数，哪个大？

# %%
print("直接去重，剩下：", len(raw.drop_duplicates()), "行")
print("先去空格，再按词去重：", raw["keyword"].str.strip().nunique(), "个词")

# %% [markdown]
# ## 第 2 步 五种词（预计 6 分钟）
#
# 收干净的 12 月表在 `keywords` 里。词有几百个，先分种类。`word_lists` 是词表：
#
# | 种类 | 意思 | 例子 |
# |---|---|---|
# | 品牌 | 别家店的牌子 | 半山里 |
# | 地域 | 产地 | 平和、琯溪 |
# | 核心 | 商品叫什么 | 蜜柚、柚子 |
# | 属性 | 什么样的 | 红心、整箱 |
# | 长尾 | 买来做什么，想看什么 | 送礼、热量 |
#
# 一个关键词常有几个词，「平和红心蜜柚」就有地域、属性、核心。所以要有先后。
#
# **本课口径：按 品牌、地域、核心、属性、长尾 的先后，算第一个对上的。整个关键词就是一个核心词，才算核心。**

# %%
word_lists = load("word_lists")
lists = {kind: list(rows["word"]) for kind, rows in word_lists.groupby("kind")}
for kind, words in lists.items():
    print(f"{kind} {len(words)} 个，例如：{'、'.join(sorted(words)[:5])}")

# %% [markdown] step="s2" kind="function" rows=["C09"]
# ### 填空：这个词是哪一种
#
# 写函数 `kind_of`。`words` 是一个关键词拆成的词，比如 `["平和", "蜜柚"]`。
# `lists` 是词表，`lists["地域"]` 就是所有产地。`any(...)` 的意思是「有一个对上就行」。
#
# 差一行：怎样才算「整个关键词就是一个核心词」？想一想 `len(words)` 是什么。
# 边角：一个词都没有对上的，算长尾。
#
# **本课口径：先后同上；交出种类的名字。**

# %% starter="s2"
def kind_of(words, lists):
    if any(word in lists["品牌"] for word in words):
        return "品牌"
    if any(word in lists["地域"] for word in words):
        return "地域"
    if words[0] in lists["核心"] and ____:
        return "核心"
    if any(word in lists["属性"] for word in words):
        return "属性"
    return "长尾"

pomelo = pomelo.assign(kind=[kind_of(words.split(), lists) for words in pomelo["tokens"]])
ax = plotting.bar_chart(
    pomelo.groupby("kind")["searches"].sum(), title="柚子的搜索人气", unit="次", xlabel="词的种类"
)

# %% solution="s2"
def kind_of(words, lists):
    if any(word in lists["品牌"] for word in words):
        return "品牌"
    if any(word in lists["地域"] for word in words):
        return "地域"
    if words[0] in lists["核心"] and len(words) == 1:
        return "核心"
    if any(word in lists["属性"] for word in words):
        return "属性"
    return "长尾"

pomelo = pomelo.assign(kind=[kind_of(words.split(), lists) for words in pomelo["tokens"]])
ax = plotting.bar_chart(
    pomelo.groupby("kind")["searches"].sum(), title="柚子的搜索人气", unit="次", xlabel="词的种类"
)

# %% right="s2"
def kind_of(words, lists):
    for kind in ["品牌", "地域"]:
        if set(words) & set(lists[kind]):
            return kind
    if len(words) == 1 and words[0] in lists["核心"]:
        return "核心"
    return "属性" if set(words) & set(lists["属性"]) else "长尾"

# %% wrong="s2" says="带核心词的，你全算成了核心。几乎每个关键词都带着核心词，这样就分不开了。要整个词只有它一个。"
def kind_of(words, lists):
    for kind in ["品牌", "地域", "核心", "属性"]:
        if set(words) & set(lists[kind]):
            return kind
    return "长尾"

# %% wrong="s2" says="你只看了词的个数，没有看它是不是核心词。两个条件都要。"
def kind_of(words, lists):
    for kind in ["品牌", "地域"]:
        if set(words) & set(lists[kind]):
            return kind
    if len(words) == 1:
        return "核心"
    return "属性" if set(words) & set(lists["属性"]) else "长尾"

# %% wrong="s2" says="先后反了。带别家牌子的词，不管还有什么，都先算品牌。"
def kind_of(words, lists):
    for kind in ["属性", "地域", "品牌"]:
        if set(words) & set(lists[kind]):
            return kind
    return "核心" if len(words) == 1 and words[0] in lists["核心"] else "长尾"

# %% wrong="s2" says="你数的是两个词。整个关键词就是一个核心词，那么词的个数是 1。"
def kind_of(words, lists):
    for kind in ["品牌", "地域"]:
        if set(words) & set(lists[kind]):
            return kind
    if len(words) == 2 and words[0] in lists["核心"]:
        return "核心"
    return "属性" if set(words) & set(lists["属性"]) else "长尾"

# %% cases="s2"
some = [pomelo.loc[pomelo["keyword"] == word, "tokens"].iloc[0].split() for word in ["蜜柚", "红心蜜柚", "半山里柚子"]]
made = {"品牌": ["某某家"], "地域": ["平和"], "核心": ["蜜柚"], "属性": ["红心"], "长尾": ["送礼"]}
cases = [(words, lists) for words in some] + [
    (["平和", "红心", "蜜柚"], made),
    (["红心", "某某家", "蜜柚"], made),
    (["蜜柚"], made),
    (["蜜柚", "送礼"], made),
]
edge = (["怎么剥"], made)

# %% [markdown] hint="s2"
# `len(words)` 是这个关键词里有几个词。整个就是一个词，它等于几？

# %% [markdown] hint="s2"
# 「等于」写两个等号：`len(words) == 1`。

# %% check="s2"
check("L08.s2", kind_of=kind_of)

# %% [markdown]
# ## 第 3 步 哪些词值得抢（预计 7 分钟）
#
# 搜「柚子」的人最多，抢它的商品也最多。一件商品分到多少，要除一除：
#
# **本课口径：词值 = 搜索人气 × 点击率 × 转化率 ÷ 在线商品数。** 意思是：这个词每月的成交，平均到每件抢它的商品，有几单。
#
# 还有一个数，**竞争度 = 在线商品数 ÷ 搜索人气**，越小越好抢。两个都是本课的口径，不是平台的数。
#
# **先猜**：搜得最多的词，词值也排在前面吗？

# %% [markdown] step="s3" kind="function" precision="0.000001"
# ### 填空：算词值
#
# 写函数 `word_value`，四个参数依次是搜索人气、点击率、转化率、在线商品数。
# 边角：在线商品数是 1 时，也要算得对。
#
# **本课口径：搜索人气 × 点击率 × 转化率 ÷ 在线商品数，单位是单/件，精确到 0.000001。**

# %% starter="s3"
def word_value(searches, ctr, cvr, items_online):
    return ____

value = word_value(pomelo["searches"], pomelo["ctr"], pomelo["cvr"], pomelo["items_online"])
pomelo = pomelo.assign(value=value)
pomelo["value_rank"] = pomelo["value"].rank(ascending=False).astype(int)
print(pomelo.nlargest(3, "searches")[["keyword", "searches", "value_rank"]].to_string(index=False))
pomelo.nlargest(10, "value")[["keyword", "kind", "searches", "items_online", "value"]]

# %% solution="s3"
def word_value(searches, ctr, cvr, items_online):
    return searches * ctr * cvr / items_online

value = word_value(pomelo["searches"], pomelo["ctr"], pomelo["cvr"], pomelo["items_online"])
pomelo = pomelo.assign(value=value)
pomelo["value_rank"] = pomelo["value"].rank(ascending=False).astype(int)
print(pomelo.nlargest(3, "searches")[["keyword", "searches", "value_rank"]].to_string(index=False))
pomelo.nlargest(10, "value")[["keyword", "kind", "searches", "items_online", "value"]]

# %% right="s3"
def word_value(searches, ctr, cvr, items_online):
    orders = searches * ctr * cvr
    return orders / items_online

# %% wrong="s3" says="你把竞争度算反了，乘了在线商品数。抢的商品越多，分到的越少，要除。"
def word_value(searches, ctr, cvr, items_online):
    return searches * ctr * cvr * items_online

# %% wrong="s3" says="这是这个词每月一共成交几单。还要除以在线商品数，平均到一件。"
def word_value(searches, ctr, cvr, items_online):
    return searches * ctr * cvr

# %% wrong="s3" says="漏了转化率。点进来的人，不是个个都买。"
def word_value(searches, ctr, cvr, items_online):
    return searches * ctr / items_online

# %% wrong="s3" says="你只用搜索人气除以在线商品数。还要乘点击率和转化率。"
def word_value(searches, ctr, cvr, items_online):
    return searches / items_online

# %% cases="s3"
columns = ["searches", "ctr", "cvr", "items_online"]
cases = [tuple(float(one) for one in row) for row in pomelo[columns].head(3).to_numpy()] + [
    (5000, 0.04, 0.03, 600),
    (120000, 0.02, 0.02, 90000),
    (800, 0.06, 0.08, 250),
]
edge = (300, 0.05, 0.04, 1)

# %% [markdown] hint="s3"
# 三样相乘，再除以第四样。乘号是 `*`，除号是 `/`。

# %% [markdown] hint="s3"
# `searches * ctr * cvr / items_online`。

# %% check="s3"
check("L08.s3", word_value=word_value)

# %% [markdown]
# 看表的 `kind` 一列。排在前面的有**品牌**：那是别人家的牌子。写进自己的标题，是侵权。要扔掉。
#
# 还有两种也要扔：
#
# - **不真实的**：赖叔家只有红心，没有白心和三红；「孕妇可吃」没有检测做依据。
# - **只想看看的**：「热量」「图片」「怎么剥」，搜的人多，买的人很少。
#
# 下面一格把前两种扔掉，留下能写的词。**改一处**：在 `not_ours` 里再加一个你认为不真实的词。

# %%
not_ours = ["白心", "三红", "孕妇可吃"]

usable = pomelo[pomelo["kind"] != "品牌"]
usable = usable[[not set(words.split()) & set(not_ours) for words in usable["tokens"]]]
usable = usable.assign(orders=usable["searches"] * usable["ctr"] * usable["cvr"])
print(f"{len(pomelo)} 个词，留下 {len(usable)} 个。")
usable.nlargest(8, "searches")[["keyword", "searches", "orders"]].round(1)

# %% [markdown]
# ## 第 4 步 60 个字节（预计 5 分钟）
#
# 标题不能想写多长就写多长。**本课口径：最多 60 字节，按 GBK 数。**
#
# 字节（byte）是电脑存字用的格子。同一个汉字，用的格子数看**编码**：GBK 里占 2 格，UTF-8 里占 3 格。
# 数字和英文字母都占 1 格。`"柚子".encode("utf-8")` 就是把字变成格子。
#
# **先猜**：`len("红心蜜柚5斤")` 是 6。用 GBK 数是几个字节？

# %% [markdown] step="s4" kind="function" rows=["A06"]
# ### 找错：隔壁店数错了
#
# 隔壁店写了一行数标题的长度，可是数出来和平台不一样。把他的错改好，写成函数 `byte_count`。
# 边角：标题里有数字和英文字母，也要数对。
#
# **本课口径：GBK 编码的字节数，是整数。**

# %% starter="s4"
print("隔壁店数的：", len(plan_title.encode("utf-8")), "字节，以为超了")

def byte_count(title):
    return len(title.encode(____))

print("赖叔的新标题草稿：", plan_title)
print(byte_count(plan_title), "字节")

# %% solution="s4"
def byte_count(title):
    return len(title.encode("gbk"))

print(byte_count(plan_title), "字节")

# %% right="s4"
def byte_count(title):
    return sum(1 if ord(letter) < 128 else 2 for letter in title)

# %% wrong="s4" says="你用了 UTF-8。它一个汉字占 3 个字节，标题还没写满就以为满了。"
def byte_count(title):
    return len(title.encode("utf-8"))

# %% wrong="s4" says="你数的是字数，不是字节。一个汉字占 2 个字节。"
def byte_count(title):
    return len(title)

# %% wrong="s4" says="你把每个字都当成 2 个字节。数字和英文字母只占 1 个。"
def byte_count(title):
    return len(title) * 2

# %% cases="s4"
cases = [(title,) for title in lai["title"]] + [
    ("平和红心蜜柚5斤",),
    ("铁观音250g礼盒装",),
    ("鲍鱼8只",),
]
edge = ("5斤装A级蜜柚",)

# %% [markdown] hint="s4"
# 括号里写编码的名字，带引号。

# %% [markdown] hint="s4"
# 编码的名字是 `"gbk"`。

# %% check="s4"
check("L08.s4", byte_count=byte_count)

# %% [markdown] rows=["A06","D04","D16"]
# ## 第 5 步 一边写，一边打分（预计 9 分钟）
#
# 运行下面第一格，会出来一个小实验：你一边写标题，它一边打分。先做四件事：
#
# 1. 看图，赖叔的标题能被哪些词找到，缺的是什么词；
# 2. 在「查一个词」里写 `红心蜜柚`，按回车，读一读**为什么**；
# 3. 在「我家没有」里写 `白心 三红 孕妇可吃`，按回车。再自己写一个标题，把「按成交」推到 65% 以上；
# 4. 故意犯错：写两个「蜜柚」，写「最好」，写「半山里」，写一个表情。看它怎么说。
#
# **先猜**：加上「热量」，两个覆盖率都会涨吗？试一试。
#
# 手机应用商店的搜索也是这个道理，只是能写的字更少。把「字节上限」拉到 30，看最该留哪几个词。
#
# 第二格不用按钮，用代码做同一件事。**改一处**：换成你写的标题，再运行。

# %%
from opscourse.labs import titles as title_lab

title_lab.show()

# %%
model = title_lab.TitleModel("平和红心蜜柚琯溪柚子现摘大果", untrue=not_ours)
print(model.run())
print(model.explain("红心蜜柚"))
model.worth_adding()

# %% [markdown]
# 三条规矩，小实验里都会报：
#
# - **重复的词**白占字节。「蜜柚」写一次，所有带蜜柚的词都能用；
# - **禁用词**是广告法不许用的极限词，比如「最好」「第一」。写了要受罚；
# - **覆盖率**（coverage）= 找得到你的词的搜索人气 ÷ 全部词的搜索人气。按成交算，更接近钱。
#
# ## 第 6 步 让电脑拼标题（预计 7 分钟）
#
# 词有几十个，手拼太慢。办法是：按好坏排好队，从头往下，**装得下、又还没有**的词，就装进去。
# 每次都先拿眼前最好的，这叫**贪心**（greedy）。不一定最好，但又快又不差。

# %% [markdown] step="s5" kind="function"
# ### 填空：装得下才装
#
# 写函数 `add_word(title, word, limit)`：把一个词接在标题后面。
# 下面两种情况不接，原样交出标题：词已经在标题里；接上以后超过 `limit` 字节。
# 边角：接上以后刚好等于 `limit`，可以接。
#
# **本课口径：字节按 GBK 数，不超过 `limit`；`word in title` 就算已经有了。**

# %% starter="s5"
def add_word(title, word, limit):
    if word in title or ____:
        return title
    return title + word

by = "orders"  # 按哪一列排队
draft = ""
for words in usable.sort_values(by, ascending=False)["tokens"]:
    for word in words.split():
        draft = add_word(draft, word, 60)
print(draft, len(draft.encode("gbk")), "字节")

# %% solution="s5"
def add_word(title, word, limit):
    if word in title or len((title + word).encode("gbk")) > limit:
        return title
    return title + word

by = "orders"
draft = ""
for words in usable.sort_values(by, ascending=False)["tokens"]:
    for word in words.split():
        draft = add_word(draft, word, 60)
print(draft, len(draft.encode("gbk")), "字节")

# %% right="s5"
def add_word(title, word, limit):
    longer = title + word
    fits = len(longer.encode("gbk")) <= limit
    return longer if fits and word not in title else title

# %% wrong="s5" says="你没有管长度，标题会越接越长。先算接上以后有几个字节。"
def add_word(title, word, limit):
    return title if word in title else title + word

# %% wrong="s5" says="刚好等于上限时你没有接。口径是不超过，等于也行，要写 `>`。"
def add_word(title, word, limit):
    if word in title or len((title + word).encode("gbk")) >= limit:
        return title
    return title + word

# %% wrong="s5" says="你数的是字数。上限是字节，一个汉字占 2 个。"
def add_word(title, word, limit):
    if word in title or len(title + word) > limit:
        return title
    return title + word

# %% wrong="s5" says="你看的是接之前的长度。要看接上以后的：`title + word`。"
def add_word(title, word, limit):
    if word in title or len(title.encode("gbk")) > limit:
        return title
    return title + word

# %% wrong="s5" says="标题里已经有的词，你又接了一遍。重复的词白占字节。"
def add_word(title, word, limit):
    if len((title + word).encode("gbk")) > limit:
        return title
    return title + word

# %% cases="s5"
cases = [
    (old_title, "红心", 60),
    (old_title, "蜜柚", 60),
    ("红心蜜柚", "平和", 10),
    ("铁观音250g", "礼盒装", 18),
    ("红心蜜柚5斤", "整箱", 14),
    ("红心蜜柚", "产地直发", 15),
    ("琯溪蜜柚现摘新鲜大果", "柚", 60),
    ("琯溪蜜柚现摘新鲜", "红心", 12),
    ("一件代发红心大果平和当季", "整箱", 10),
]
edge = ("平和蜜柚", "红心", 12)

# %% [markdown] hint="s5"
# 接上以后的标题是 `title + word`。它有几个字节？第 4 步数过。

# %% [markdown] hint="s5"
# `len((title + word).encode("gbk"))` 大于 `limit`，就不接。

# %% check="s5"
check("L08.s5", add_word=add_word)

# %% [markdown]
# **改一处**：把 `by = "orders"` 改成 `"searches"`，再改成 `"value"`，各运行一次。
# 再运行下面一格，看标题的两个覆盖率怎么变。**先猜**：按搜索人气排队，会不会把「热量」装进去？
#
# 机器只看数，不懂卖点。赖叔的「红心」它装进去了吗？没有的话，你给不给它腾位置？
# 机器拼的标题也读不通。最后要人来：把词换个先后，让买家一眼看懂。换先后，词还在，覆盖率不变。

# %%
model = title_lab.TitleModel(draft, untrue=not_ours)
print(model.run())
print(model.ceiling())

# %% [markdown]
# ## 第 7 步 换标题值多少钱（预计 10 分钟）
#
# 被找到，还要排得靠前。改标题、改页面，让人不花广告费也找得到你，这叫**搜索优化**（SEO）。
# `rank_traffic` 写着：一个词的搜索里，点进第几名的占多少。
# 这是本课的假设，不是平台的数。**先猜**：第 1 名的流量是第 20 名的几倍？

# %%
share = load("rank_traffic").set_index("rank")["share"]
ax = share.plot(title="排名越后，点进来的越少")
ax.set(xlabel="排名（名）", ylabel="占搜索的比例（小数）", ylim=(0, None))
print(f"第 1 名 {share[1]:.2%}，第 20 名 {share[20]:.2%}，赖叔现在第 {old_rank} 名 {share[old_rank]:.2%}")

# %% [markdown]
# 合作社估计，草稿 `plan_title` 换上以后，在每个找得到它的词下都排第 `new_rank` 名。
# 草稿里有不真实的词，先去掉，得到 `new_title`。下面一格的 `found_searches(title)` 算：能找到这个标题的词，一共被搜多少次。

# %%
new_title = plan_title
for word in not_ours:
    new_title = new_title.replace(word, "")


def found_searches(title):
    found = [all(word in title for word in words.split()) for words in pomelo["tokens"]]
    return pomelo.loc[found, "searches"].sum()


print("旧：", old_title, found_searches(old_title), "次，第", old_rank, "名")
print("新：", new_title, found_searches(new_title), "次，第", new_rank, "名")

# %% [markdown] step="s6" kind="number" precision="0.01" rows=["A07","C09"]
# ### 自己来：新标题每月多来几次访问
#
# 算出新标题比旧标题每月多来几次访问，放进 `more_visits`。旧标题排第 `old_rank` 名。
#
# **本课口径：访问 = 找得到的词的搜索人气之和 × 那个排名的流量占比；多来的 = 新的 − 旧的，单位是次/月，精确到 0.01 次。**

# %% starter="s6"
more_visits = ____

# %% solution="s6"
more_visits = found_searches(new_title) * share[new_rank] - found_searches(old_title) * share[old_rank]

# %% right="s6"
visits = [found_searches(title) * share.loc[rank] for title, rank in [(old_title, old_rank), (new_title, new_rank)]]
more_visits = visits[1] - visits[0]

# %% wrong="s6" says="你没有用排名。找得到不等于点进来，每个词只有一小部分会点到你。"
more_visits = found_searches(new_title) - found_searches(old_title)

# %% wrong="s6" says="两个标题你用了同一个排名。旧标题排第 `old_rank` 名，新标题排第 `new_rank` 名。"
more_visits = (found_searches(new_title) - found_searches(old_title)) * share[new_rank]

# %% wrong="s6" says="这是新标题的访问，还没有减去旧标题本来就有的。"
more_visits = found_searches(new_title) * share[new_rank]

# %% wrong="s6" says="你用的是没有去掉假词的草稿。白心、三红赖叔家没有，靠它们来的访问不能算。"
more_visits = found_searches(plan_title) * share[new_rank] - found_searches(old_title) * share[old_rank]

# %% wrong="s6" says="方向反了。多来的 = 新的减旧的。"
more_visits = found_searches(old_title) * share[old_rank] - found_searches(new_title) * share[new_rank]

# %% [markdown] hint="s6"
# 一个标题的访问：`found_searches(标题) * share[排名]`。新旧各算一次，再相减。

# %% [markdown] hint="s6"
# 新的是 `found_searches(new_title) * share[new_rank]`，旧的换成 `old_title` 和 `old_rank`。

# %% check="s6"
check("L08.s6", more_visits=more_visits)

# %% [markdown]
# ### 决定：换不换
#
# 访问要变成钱：一次访问有 `cvr` 的机会成一单，一单赚（售价 − 货钱 − 快递）。
# 运行下面一格。再做两个改动，各运行一次：
#
# - `postage` 改成你那里一箱的快递费；
# - `rank_if_wrong` 改大：万一排不到那么前，还值不值？
#
# 和同桌写下四样，写在作业本上：
#
# 1. 新标题，一个字一个字写出来，数好字节；
# 2. 每月多几单，多赚多少元（用你自己的快递费）；
# 3. 换上以后看哪两个数，看几天；
# 4. 哪个数低于多少，就换回来。
#
# 三点要小心：排名是估的；流量占比是本课的假设；转化率是全市场的平均，赖叔的店不一定有这么高。

# %%
postage = 4.0       # 元/箱，快递费，本课的假设
rank_if_wrong = 20  # 万一只排到这一名

row = load("skus").set_index("sku").loc["蜜柚-5斤"]
earned = row["price"] - row["unit_cost"] - postage


def monthly_orders(title, rank):
    found = pomelo[[all(word in title for word in words.split()) for words in pomelo["tokens"]]]
    return (found["searches"] * found["cvr"]).sum() * share[rank]


before = monthly_orders(old_title, old_rank)
print(f"一箱卖 {row['price']:.2f} 元，货钱 {row['unit_cost']:.2f} 元，赚 {earned:.2f} 元")
for name, rank in [("像估的那样", new_rank), ("没排那么前", rank_if_wrong)]:
    more = monthly_orders(new_title, rank) - before
    print(f"{name}，第 {rank} 名：每月多 {more:,.0f} 单，多赚 {more * earned:,.0f} 元")
verdict = "没排那么前也不亏，可以换" if more * earned > 0 else "没排那么前就白换了，先想清楚"
print("换标题不花钱，只花半天工夫。" + verdict + "。")

# %% [markdown] quiz="k2"
# 标题「蜜柚蜜柚红心蜜柚平和蜜柚」，把「蜜柚」写了四次。好处是什么？
#
# - [ ] 搜蜜柚时排得更前 :: 重复不加分。本课的规则里，每个重复的词还要扣分。
# - [x] 没有好处，多占了 12 个字节 :: 一个「蜜柚」就够了。多写的三个占 3 × 4 = 12 字节，能写别的词。
# - [ ] 能被更多词找到 :: 找得到，看的是词在不在，不看几次。
# - [ ] 买家记得住 :: 买家看到的是堆词，反而不信。

# %% [markdown] quiz="k3"
# 一个标题有 20 个汉字、4 个数字。按 GBK 是几个字节？
#
# - [ ] 24 :: 那是字数。
# - [x] 44 :: 20 × 2 + 4 × 1 = 44。
# - [ ] 48 :: 数字只占 1 个字节。
# - [ ] 64 :: 那是按 UTF-8，一个汉字 3 个字节。

# %% [markdown] quiz="k4"
# 「柚子图片」的搜索人气很高。该写进标题吗？
#
# - [ ] 该，搜的人多 :: 搜的人想看图，不想买。访问来了，没有成交。
# - [x] 不该，转化率很低 :: 字节有限，先给想买的人搜的词。
# - [ ] 该，反正不花钱 :: 花的是字节，还会拉低转化率。
# - [ ] 看心情 :: 看成交：搜索人气 × 点击率 × 转化率。

# %% [markdown] quiz="k5"
# 赖叔想在标题里加「全国第一甜」。怎么劝他？
#
# - [ ] 可以加，他的柚子真的甜 :: 甜不甜是一回事，「全国第一」没法证明，是广告法不许用的极限词。
# - [ ] 改成「全网第一甜」 :: 一样是极限词。
# - [x] 写看得见的：「红心」「现摘」「平和」 :: 产地、品种、采摘时间都能证明，买家也真的在搜。
# - [ ] 改成「某大牌同款」 :: 用别人的牌子，是侵权。

# %% [markdown]
# ## 收尾（预计 1 分钟）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 把关键词表收干净：先去空格再去重，「万」和逗号变成数（第 1 步）；
# 2. 把词分成五种：品牌、地域、核心、属性、长尾（第 2 步）；
# 3. 算词值，扔掉别人的牌子和不真实的词（第 3 步）；
# 4. 数对字节：GBK，一个汉字 2 个；不重复，不用禁用词（第 4、5 步）；
# 5. 用循环拼标题：装得下、还没有，才装（第 6 步）；
# 6. 算换标题值多少元：找得到的搜索 × 排名的流量占比 × 转化率 × 一单赚的钱（第 7 步）。
#
# 赖叔说：「那就换上新标题。」换上以后，来的人会变多。货备得够不够？48 小时发得出吗？下一课来算。
#
# 接着打开 `exercises/08_titles` 里的练习。第 1–4 题课上做，其余的回家做。
# 有自己的店？打开 `08_my_titles`，用你自己的关键词表再做一遍。它不计分，也不会交上去。
