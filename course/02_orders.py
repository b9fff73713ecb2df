# %% [markdown] lesson="02_orders" title="读懂订单表" tables=["orders_raw","orders_gbk"]
# # 第 2 课 读懂订单表
#
# 第 1 课里，你替赖叔定下了三红蜜柚的最低价和保本量。他答应，以后每一单都记进表。
#
# 古田种银耳的余婶早就在记了。她的店后台能导出订单表，可是打开一看，几百行，她不知道从哪里读起。
# 她问：「下一批货，先备给哪几个城市？」
#
# 这节课，你替她把表读懂，再回答她。
#
# **学完这节课，你能：**
#
# 1. 把一张表读进来，说出它有几行几列，一行是什么；
# 2. 数清几张订单，不把行当订单；
# 3. 筛出要的行，两个条件一起用；
# 4. 分组、加起来、排队；
# 5. 把脏表洗干净：文字的数、重复的行、繁体的城市名；
# 6. 按月看钱，再决定货先备给哪几个城市。
#
# 预计 70 分钟，余下的课上时间做练习第 1–3 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格。出来的是全年订单表的头几行。**改一个数**：把 `3` 换成 `8`，再运行。

# %%
from opscourse import check, describe, hint, load, path, plotting, quiz

import pandas as pd

plotting.use_style()

year = load("orders_raw")
year.head(3)

# %% [markdown] quiz="k1"
# 先猜一猜。余婶说：「这张表有五百多行，就是五百多张订单。」对吗？
#
# - [ ] 对，一行就是一张订单 :: 看看上面第一列。有的订单号出现了不止一次。
# - [x] 不对，一行是订单里的一件商品 :: 一张订单买了两种银耳，就占两行。所以数订单，不能数行。
# - [ ] 不对，一行是一位买家 :: 一位买家可以下好几张订单，一张订单又可以有好几行。

# %% [markdown] step="s1" kind="number" broken=true
# ## 第 1 步 把表读进来（预计 6 分钟）
#
# `import pandas as pd` 是把管表格的工具箱拿来，小名叫 `pd`。像 Excel 那样的表，在这里叫 **DataFrame**。
#
# 上面用 `load` 读表，课程替你做好了。你自己店里导出的文件，要用 `pd.read_csv(...)` 读，括号里写文件在哪里。
# `path("orders_gbk")` 就是课程里这个文件的位置：12 月的订单，是合作社的老电脑导出的。
#
# ### 修一修：读出来的不是字
#
# 汉字在文件里存成数，有不同的存法，叫**编码**（encoding）。老的中文软件常用 GBK，新的多用 UTF-8。
# 运行下面这一格，读一读那句话，在 `path(...)` 后面补上它说的东西。逗号要用英文的。
#
# `len(表)` 是行数。**本课口径：行数不算表头，精确到个位。**

# %% starter="s1"
old_file = pd.read_csv(path("orders_gbk"))
old_rows = len(old_file)
print("一共", old_rows, "行")

# %% solution="s1"
old_file = pd.read_csv(path("orders_gbk"), encoding="gbk")
old_rows = len(old_file)
print("一共", old_rows, "行")

# %% right="s1"
old_file = pd.read_csv(path("orders_gbk"), encoding="gb18030")
old_rows = old_file.shape[0]

# %% wrong="s1" says="这是列数。行数用 len(表)。"
old_rows = pd.read_csv(path("orders_gbk"), encoding="gbk").shape[1]

# %% wrong="s1" says="这是全年那张表的行数。要读的是 12 月的文件 orders_gbk。"
old_rows = len(year)

# %% wrong="s1" says="你把第一行数据当成了表头，或者多减了 1。len(表) 已经不算表头。"
old_rows = len(pd.read_csv(path("orders_gbk"), encoding="gbk")) - 1

# %% [markdown] hint="s1"
# 报错的那句话里，写着要加什么。

# %% [markdown] hint="s1"
# 写成 `pd.read_csv(path("orders_gbk"), encoding="gbk")`。

# %% check="s1"
check("L02.s1", old_rows=old_rows)

# %% [markdown]
# 以后用 `load` 读它，名字叫 `december`。`describe` 告诉你每一列是什么。
# 最要紧的是 `paid_at`：有时间，就是付了款；空着，就是没付。

# %%
december = load("orders_gbk")
print("行、列：", december.shape)
describe("orders_gbk")

# %% [markdown] step="s2" kind="number" broken=true
# ## 第 2 步 取一列，数一数（预计 6 分钟）
#
# 取一列，写 `表["列名"]`，列名要带英文引号，一个字母也不能错。
# `.nunique()` 数的是「有几个不同的」。
#
# ### 修一修：列名
#
# 12 月有几张订单？下面这一格有一个字母错了。**先猜**：订单比行多，还是少？
#
# **本课口径：订单数 = 不同的 `order_id` 的个数，没付款的也算，单位是张，精确到个位。**

# %% starter="s2"
order_count = december["oder_id"].nunique()
print("12 月有", order_count, "张订单，占", len(december), "行")

# %% solution="s2"
order_count = december["order_id"].nunique()
print("12 月有", order_count, "张订单，占", len(december), "行")

# %% right="s2"
order_count = len(set(december["order_id"]))

# %% wrong="s2" says="你数的是行（数 line_id 也一样，它每行都不同）。一张订单买了两种银耳，就占两行。要数不同的订单号。"
order_count = len(december)

# %% wrong="s2" says="你数的是买家。一位买家可以下好几张订单。"
order_count = december["buyer_id"].nunique()

# %% [markdown] hint="s2"
# 报错的那句话，说了你要写的是不是哪一个。

# %% [markdown] hint="s2"
# 把 `oder_id` 改成 `order_id`。

# %% check="s2"
check("L02.s2", order_count=order_count)

# %% [markdown]
# ## 第 3 步 筛出要的行（预计 6 分钟）
#
# 方括号里放**条件**，就留下条件成立的行。电脑拿条件去问每一行：成立记 True，不成立记 False。
#
# **先猜**：下面会留下多少行？运行后 **改一个数**：把 `3` 改成 `30`，看看谁一次买这么多。

# %%
big = december[december["qty"] >= 3]
print("留下", len(big), "行，原来", len(december), "行")
big.head(3)

# %% [markdown] step="s3" kind="number"
# ### 填空：付了款的有几行
#
# 下了单不一定付款，只有付了款的才算数。怎么挑？问 `paid_at` 这一列是不是空的：
#
# - `.isna()`：空的，成立；
# - `.notna()`：不是空的，成立。
#
# 留下付了款的行，放进 `paid`。它有几行，放进 `paid_rows`。
#
# **本课口径：`paid_at` 有时间的行，单位是行，精确到个位。**

# %% starter="s3"
paid = december[december["paid_at"].____()]
paid_rows = len(paid)
print("付了款的有", paid_rows, "行")

# %% solution="s3"
paid = december[december["paid_at"].notna()]
paid_rows = len(paid)
print("付了款的有", paid_rows, "行")

# %% right="s3"
paid = december.dropna(subset=["paid_at"])
paid_rows = december["paid_at"].count()

# %% wrong="s3" says="你留下的是没付款的行。isna 是「空的」，付了款的不是空的。"
paid_rows = len(december[december["paid_at"].isna()])

# %% wrong="s3" says="你只留了状态是「已付款」的行。已发货、已签收、已评价、已退款的，也都付过款。看 paid_at 空不空。"
paid_rows = len(december[december["status"] == "已付款"])

# %% wrong="s3" says="你没有挑，这是全部的行。"
paid_rows = len(december)

# %% [markdown] hint="s3"
# 付了款的行，`paid_at` 是有时间的，不是空的。

# %% [markdown] hint="s3"
# 空里填 `notna`。

# %% check="s3"
check("L02.s3", paid_rows=paid_rows)

# %% [markdown] step="s4" kind="number" broken=true
# ## 第 4 步 两个条件一起用（预计 10 分钟）
#
# ### 修一修：两处错
#
# 杭州的买家里，一行买 2 件以上的有几行？下面这一格有**两处**错：
#
# 1. 一个是第 1 课见过的；
# 2. 另一个是新的。两个条件要都成立，人说 and，表格里写 `&`。有一个成立就行，写 `|`。每个条件各用一对括号。
#
# 改一处，运行一次，读它的话。
#
# **本课口径：城市是杭州，并且件数不少于 2 的行，单位是行，精确到个位。**

# %% starter="s4"
both = december[(december["city"] = "杭州") and (december["qty"] >= 2)]
both_rows = len(both)
print(both_rows, "行")

# %% solution="s4"
both = december[(december["city"] == "杭州") & (december["qty"] >= 2)]
both_rows = len(both)
print(both_rows, "行")

# %% right="s4"
hangzhou = december[december["city"] == "杭州"]
both_rows = len(hangzhou[hangzhou["qty"] >= 2])

# %% wrong="s4" says="你写的是「或」：杭州的都算，买 2 件以上的也都算。「且」要写 & 。"
both_rows = len(december[(december["city"] == "杭州") | (december["qty"] >= 2)])

# %% wrong="s4" says="你只用了城市这个条件，件数没有管。"
both_rows = len(december[december["city"] == "杭州"])

# %% wrong="s4" says="你只用了件数这个条件，城市没有管。"
both_rows = len(december[december["qty"] >= 2])

# %% wrong="s4" says="「不少于 2」包括 2。大于等于写 >= 。"
both_rows = len(december[(december["city"] == "杭州") & (december["qty"] > 2)])

# %% [markdown] hint="s4"
# 第一处：问城市「是不是」杭州，用几个等号？

# %% [markdown] hint="s4"
# 第二处：把 `and` 换成 `&`，两边的括号留着。

# %% check="s4"
check("L02.s4", both_rows=both_rows)

# %% [markdown]
# ### 小实验：点一点，看它写代码
#
# 运行下面第一格，出来一张能点的表。
#
# 1. **先猜**，点一格城市，上面那行代码会变成什么？再点一格 2 以上的件数，多了什么符号？
# 2. 把 `&` 换成 `|`，留下的行变多还是变少？**为什么是这个数？** 看表下面，每个条件各留下几行；
# 3. 点两个不同的城市，用 `&` 连，一行也没有。想一想为什么；
# 4. 在「城市里有」写 `廣`，再写 `广`，看它怎么说。点带 ✕ 的条件，就去掉它。
#
# 第二格不用点，用代码做同一件事。把你点出来的那一行，抄到第二格末尾，运行。

# %%
from opscourse.labs import table_filter

table_filter.show()

# %%
print(table_filter.FilterModel().add("city", "==", "杭州").add("qty", ">=", 2).run())

december[december["qty"] >= 20]

# %% [markdown]
# ## 第 5 步 分堆，加起来，排队（预计 7 分钟）
#
# 想知道每种银耳卖了多少钱，就把行按商品分成几堆，每堆加起来：
#
# `表.groupby("按哪列分堆")["加哪列"].sum()`
#
# 出来的东西左边是标签，右边是数，叫 **Series**。`.sort_values(ascending=False)` 是从大到小排。
#
# **改一改**：把 `"sku"` 换成 `"status"`，再换成 `"buyer_id"`。

# %%
paid.groupby("sku")["amount"].sum().sort_values(ascending=False)

# %% [markdown] step="s5" kind="list" ordered=true
# ### 填空：12 月哪 3 个城市付的钱最多
#
# 用付了款的表 `paid`。按城市分堆，把 `amount` 加起来，从大到小排，前 3 个城市名放进 `best_three`。
# **先猜**：会是离福建近的城市吗？
#
# **本课口径：支付金额 = 付了款的行的 `amount` 之和，不减退款，单位是元；从多到少取前 3 个城市。**

# %% starter="s5"
money_by_city = paid.groupby(____)["amount"].sum().sort_values(ascending=False)
best_three = money_by_city.head(3).index.tolist()
plotting.bar_chart(money_by_city.head(8), title="12 月各城市的支付金额", unit="元", xlabel="城市")
print(best_three)

# %% solution="s5"
money_by_city = paid.groupby("city")["amount"].sum().sort_values(ascending=False)
best_three = money_by_city.head(3).index.tolist()
plotting.bar_chart(money_by_city.head(8), title="12 月各城市的支付金额", unit="元", xlabel="城市")
print(best_three)

# %% right="s5"
best_three = paid.groupby("city")["amount"].sum().nlargest(3).index.tolist()

# %% wrong="s5" says="你排的是行数，不是钱。有的城市单子少，一单却很大。"
best_three = paid["city"].value_counts().head(3).index.tolist()

# %% wrong="s5" says="你从小到大排了，取到的是付钱最少的城市。"
best_three = paid.groupby("city")["amount"].sum().sort_values().head(3).index.tolist()

# %% wrong="s5" says="你按商品分了堆。题目要的是城市。"
best_three = paid.groupby("sku")["amount"].sum().sort_values(ascending=False).head(3).index.tolist()

# %% wrong="s5" says="你按订单号分了堆，出来的是最大的 3 张订单。题目要的是城市。"
best_three = paid.groupby("order_id")["amount"].sum().sort_values(ascending=False)
best_three = best_three.head(3).index.tolist()

# %% [markdown] hint="s5"
# 按哪一列分堆，空里就填哪一列的名字。

# %% [markdown] hint="s5"
# 填 `"city"`，引号不能少。

# %% check="s5"
check("L02.s5", best_three=best_three)

# %% [markdown]
# ## 第 6 步 洗脏表：文字的数（预计 7 分钟）
#
# 12 月的表是干净的。全年的 `year` 不是：有人手工改过。先看它病在哪里。
#
# **先猜**：三个金额「加」起来，会得到什么？

# %%
print(year["amount"].head(3).tolist())
print(year["amount"].head(3).sum())
print("城市有", year["city"].nunique(), "种写法，例如", year["city"].unique().tolist()[14:24])

# %% [markdown]
# 金额是**文字**，文字相加就接成一串。里面还混着「元」、逗号和空格。城市名有的前后有空格，有的是繁体。
#
# 洗一列文字，用 `.str`，它对每一格都做：
#
# - `.str.replace("元", "")`：把「元」换成空的，也就是去掉；
# - `.str.strip()`：去掉前后的空格；
# - `pd.to_numeric(...)`：把一列文字变成数。还有没洗掉的字，它会报错。

# %% [markdown] step="s6" kind="number" precision="0.01"
# ### 填空：把金额变成数
#
# 空里填要去掉的那个符号。没洗干净会报错，读一读是哪一格。
# 变成数以后，放进新的一列 `yuan`，再看看全部行加起来是多少。
#
# **本课口径：全部行（还没有去重，没付款的也在）的金额之和，单位是元，精确到分（0.01 元）。**

# %% starter="s6"
no_unit = year["amount"].str.replace("元", "")
no_comma = no_unit.str.replace(____, "")
year["yuan"] = pd.to_numeric(no_comma.str.strip())
all_yuan = year["yuan"].sum()
print("全部行加起来", round(all_yuan, 2), "元")

# %% solution="s6"
no_unit = year["amount"].str.replace("元", "")
no_comma = no_unit.str.replace(",", "")
year["yuan"] = pd.to_numeric(no_comma.str.strip())
all_yuan = year["yuan"].sum()
print("全部行加起来", round(all_yuan, 2), "元")

# %% right="s6"
year["yuan"] = year["amount"].str.replace("[元, ]", "", regex=True).astype(float)
all_yuan = year["yuan"].sum()

# %% wrong="s6" says="你加的是单价那一列。金额在 amount，是单价乘件数。"
all_yuan = pd.to_numeric(year["price"].str.replace("[元, ]", "", regex=True)).sum()

# %% wrong="s6" says="带逗号的金额被你丢掉了：那些正是一千元以上的大单。去掉逗号，不要去掉行。"
text = year["amount"].str.replace("元", "").str.strip()
all_yuan = pd.to_numeric(text, errors="coerce").sum()

# %% wrong="s6" says="你把小数点去掉了，金额大了 100 倍。要去掉的是逗号。"
text = year["amount"].str.replace("[元, ]", "", regex=True).str.replace(".", "", regex=False)
all_yuan = pd.to_numeric(text).sum()

# %% [markdown] hint="s6"
# 看看上面那几个金额。两千多元的那个，数字中间夹着什么符号？

# %% [markdown] hint="s6"
# 填 `","`，引号里是英文逗号。

# %% check="s6"
check("L02.s6", all_yuan=all_yuan)

# %% [markdown]
# ## 第 7 步 洗脏表：重复的行，繁体的城市（预计 7 分钟）
#
# 还有两种脏行：一行被导出了两次，和单价是负数的（录错了）。
# **本课的规矩：先去掉完全一样的重复行，再去掉负价的行。** 下面照做。**先猜**：各会少几行？

# %%
once = year.drop_duplicates()
print("去掉重复的，剩", len(once), "行；原来", len(year), "行")
good = once[once["yuan"] > 0]
print("再去掉负价的，剩", len(good), "行")

# %% [markdown] step="s7" kind="number"
# ### 填空：城市名合到一起
#
# 「廈門」和「厦门」是同一个城市，电脑却当成两个。先去掉空格，再照下面的字典换字。
# 字典里，冒号左边是原来的写法，右边是要换成的写法。洗一列文字用 `.str.replace`，整格换掉用 `.replace`。
#
# 洗好以后，一共有几个不同的城市？放进 `city_count`。
#
# **本课口径：用去重、去负价以后的表 `good`，空格去掉、繁体换成简体以后，不同城市的个数，精确到个位。**

# %% starter="s7"
same = {
    "廈門": "厦门", "廣州": "广州", "東莞": "东莞", "寧波": "宁波", "溫州": "温州",
    "蘇州": "苏州", "贛州": "赣州", "武漢": "武汉", "濟南": "济南", "青島": "青岛",
    "綿陽": "绵阳", "瀋陽": "沈阳", "大連": "大连",
}
clean_city = good["city"].str.____().replace(____)
city_count = clean_city.nunique()
good = good.assign(city=clean_city)   # 把洗好的一列放回表里
print("原来", year["city"].nunique(), "种写法，其实是", city_count, "个城市")

# %% solution="s7"
same = {
    "廈門": "厦门", "廣州": "广州", "東莞": "东莞", "寧波": "宁波", "溫州": "温州",
    "蘇州": "苏州", "贛州": "赣州", "武漢": "武汉", "濟南": "济南", "青島": "青岛",
    "綿陽": "绵阳", "瀋陽": "沈阳", "大連": "大连",
}
clean_city = good["city"].str.strip().replace(same)
city_count = clean_city.nunique()
good = good.assign(city=clean_city)   # 把洗好的一列放回表里
print("原来", year["city"].nunique(), "种写法，其实是", city_count, "个城市")

# %% right="s7"
traditional, simple = "廈門廣東寧溫蘇贛漢濟島綿陽瀋連", "厦门广东宁温苏赣汉济岛绵阳沈连"
clean_city = good["city"].str.strip().str.translate(str.maketrans(traditional, simple))
city_count = clean_city.nunique()
good = good.assign(city=clean_city)

# %% wrong="s7" says="空格去掉了，繁体还在。括号里要填字典的名字 same。"
city_count = good["city"].str.strip().nunique()

# %% wrong="s7" says="繁体换了，空格还在。字典里没有带空格的写法，所以要先用 strip 去空格。"
same = {"廈門": "厦门", "廣州": "广州", "東莞": "东莞", "寧波": "宁波", "溫州": "温州"}
same = {**same, "蘇州": "苏州", "贛州": "赣州", "武漢": "武汉", "濟南": "济南", "青島": "青岛"}
same = {**same, "綿陽": "绵阳", "瀋陽": "沈阳", "大連": "大连"}
city_count = good["city"].replace(same).nunique()

# %% wrong="s7" says="你什么也没洗，一个城市的几种写法被当成了几个城市。"
city_count = good["city"].nunique()

# %% wrong="s7" says="这是行数。几个不同的，用 nunique。"
city_count = len(good)

# %% [markdown] hint="s7"
# 第一个空是「去掉前后空格」的名字，上面的清单里有。第二个空是字典的名字。

# %% [markdown] hint="s7"
# 第一个空 `strip`，第二个空 `same`。

# %% check="s7"
check("L02.s7", city_count=city_count)

# %% [markdown] step="s8" kind="series" precision="0.01"
# ## 第 8 步 按月看钱
#
# （预计 6 分钟）
#
# 时间也是文字，先用 `pd.to_datetime` 变成真的时间，才能取月份。`.dt.strftime("%Y-%m")` 写成「年-月」。
# 没付款的行没有时间，取不出月份，是空的。`.fillna("没付款")` 把空的填上字。
#
# ### 填空：每个月付了多少钱
#
# 用 `good`。按**付款**的月份分堆，加 `yuan`，放进 `monthly`。没付款的自成一堆。
# **先猜**：冬天和夏天，哪个卖得多？
#
# **本课口径：按 `paid_at` 的月份分，没付款的标成「没付款」；每堆 `yuan` 之和，单位是元，精确到分（0.01 元）。**

# %% starter="s8"
when = pd.to_datetime(good[____])
month = when.dt.strftime("%Y-%m").fillna("没付款")
monthly = good.groupby(month)[____].sum()
print(monthly)

# %% solution="s8"
when = pd.to_datetime(good["paid_at"])
month = when.dt.strftime("%Y-%m").fillna("没付款")
monthly = good.groupby(month)["yuan"].sum()
print(monthly)

# %% right="s8"
monthly = good.assign(m=good["paid_at"].str.slice(0, 7).replace({"": "没付款"}))
monthly = monthly.groupby("m")["yuan"].sum()

# %% wrong="s8" says="你按下单的月份分了。没付款的也混了进去。题目按付款的时间分。"
month = pd.to_datetime(good["created_at"]).dt.strftime("%Y-%m")
monthly = good.groupby(month)["yuan"].sum()

# %% wrong="s8" says="你数的是行数。题目要钱，加 yuan 那一列。"
month = pd.to_datetime(good["paid_at"]).dt.strftime("%Y-%m").fillna("没付款")
monthly = good.groupby(month)["yuan"].count()

# %% wrong="s8" says="没付款的那一堆丢了。fillna 那一步不能少。"
month = pd.to_datetime(good["paid_at"]).dt.strftime("%Y-%m")
monthly = good.groupby(month)["yuan"].sum()

# %% wrong="s8" says="你用了没洗过的 year，重复的行和负价的行还在里面。用 good。"
month = pd.to_datetime(year["paid_at"]).dt.strftime("%Y-%m").fillna("没付款")
monthly = year.groupby(month)["yuan"].sum()

# %% [markdown] hint="s8"
# 第一个空：付款时间在哪一列？第二个空：刚才洗好的金额叫什么？

# %% [markdown] hint="s8"
# 第一个空 `"paid_at"`，第二个空 `"yuan"`。

# %% check="s8"
check("L02.s8", monthly=monthly)

# %% [markdown]
# ## 替余婶决定：货先备给谁（预计 7 分钟）
#
# 下一批货有限，先备给几个城市。下面前两个数是**假设**，改一改，运行三次。再和同桌说：备给谁，凭什么？
#
# 看两个数：付的**钱**，和**订单**数。钱多、订单少，多半是一两张大单撑起来的。
# 大单下次不一定来，先问一声再备。

# %%
places = 4     # 假设：先备给几个城市
pieces = 300   # 假设：这批货一共几件

sold = good[good["paid_at"] != ""]   # 只有付了款的才算数
table = sold.groupby("city").agg(金额=("yuan", "sum"), 订单=("order_id", "nunique"))
largest = sold.groupby(["city", "order_id"])["yuan"].sum().groupby("city").max()
table["最大一单占"] = (largest / table["金额"]).round(2)
top = table.sort_values("订单", ascending=False).head(places)
top["备几件"] = (pieces * top["订单"] / top["订单"].sum()).astype(int)   # 去掉小数

rich = table.sort_values("金额", ascending=False).head(places).index
print("按订单数，先备给：", "、".join(top.index), "；零头", pieces - top["备几件"].sum(), "件先留着")
print("按金额排，会备给：", "、".join(rich))
only_rich = [city for city in rich if city not in top.index]
print("只在金额榜上的：", "、".join(only_rich) if only_rich else "没有，两个榜是同一批城市")
top

# %% [markdown] quiz="k2"
# 一位同学写 `december[december["city"] == "杭州" & december["qty"] >= 2]`，报错了。为什么？
#
# - [ ] 不能用两个条件 :: 可以用，`&` 和 `|` 就是连条件的。
# - [x] 两个条件没有各用一对括号 :: 电脑先算 `&`，就去算 `"杭州" & december["qty"]` 了。各包一对括号，就不会乱。
# - [ ] `&` 要改成 `and` :: 反了。`and` 只会问一次，整列的条件要一行一行问，用 `&`。

# %% [markdown] quiz="k3"
# 一张表 120 行，80 个不同的订单号，70 个不同的买家号。哪句话对？
#
# - [ ] 有 120 张订单 :: 120 是行。有的订单占好几行。
# - [x] 有 80 张订单，有的买家下了不止一单 :: 80 张订单，只有 70 位买家，说明有人下了两单以上。
# - [ ] 有 70 张订单 :: 70 是买家。数订单，看订单号。

# %% [markdown] quiz="k4"
# 金额列有一格是文字 `"1,200.00元"`。直接 `pd.to_numeric` 报错，同桌改成「变不了的就当空的」。会怎样？
#
# - [ ] 没影响，反正只有几格 :: 带逗号的正好是一千元以上的大单，丢掉几格，少掉很多钱。
# - [x] 大单全丢了，钱算少了 :: 先洗掉逗号和「元」，再变成数，一格也不丢。
# - [ ] 电脑会自己认出来 :: 电脑不认识逗号和「元」，它只认数字、小数点和负号。

# %% [markdown]
# ## 收尾（预计 4 分钟，连上面三道小测）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 读表：GBK 要写编码；`len` 是行数；一行是一件商品（第 1 步）；
# 2. 数订单用 `nunique`（第 2 步）；
# 3. 筛行：`==`、`&`、`|`，各用一对括号（第 3、4 步）；
# 4. 分堆、加、排（第 5 步）；
# 5. 洗表：去字、变数、去重、去负、合城市（第 6、7 步）；
# 6. 时间变成月份，再看货先备给谁（第 8 步）。
#
# **定下来了**：只有付了款的才算数；下一批货，按订单数先备给前几个城市，大单另外问。
# 这张表只有下了单的人。来看过、没下单的人有多少？第 3 课给店铺做体检，就看他们。
#
# 接着打开 `exercises/02_orders` 里的练习。第 1–3 题课上做，其余的回家做。
# 有自己的店？打开 `02_my_shop`，用你自己的订单再做一遍。它不计分，也不会交上去。
