# %% [markdown] lesson="02_my_shop" title="用你自己的订单" tables=["orders"]
# # 第 2 课 用你自己的订单
#
# 有自己的店？把后台的订单导出来，在这里照第 2 课的办法算一遍。没有店，就用下面的样例，一样能做。
#
# - 这个笔记本**不计分**，`hand_in` 交作业时也不会带上它。
# - 你的文件只在这台电脑上读，不上网，不会被改动。
# - 收货人、电话、地址、留言，读的时候就去掉；买家的名字换成代号。它会告诉你去掉了什么。
#
# 预计 20 分钟。先学完第 2 课再做。
#
# ## 1. 读文件（预计 6 分钟）
#
# 先原样运行，读的是样例。再把 `file` 换成你的文件名，连后缀一起写，比如 `"订单.csv"`。
# 文件放在这个笔记本的文件夹里（`mywork/course`）。CSV 和 xlsx 都行，带标题行、合计行也行。

# %%
from opscourse import plotting
from opscourse.datasets import read_export, sample_export

plotting.use_style()

sample_export.orders("样例_订单.csv")  # 用练习数据做一份样例
file = "样例_订单.csv"  # 换成你的文件名

shop = read_export(file)
print(shop.attrs["report"])

# %% [markdown]
# 一行一行看这份报告。它不替你猜：
#
# - 「拿不准」：两列都像，它一列也没选。照它写的办法，用 `choose` 告诉它你要哪一列；
# - 「没认出来」：照原样留着。你知道它是什么，也用 `choose` 指给它，比如 `read_export(file, choose={"city": "收货地"})`；
# - 「看不懂，留空了」：打开原文件，看看那几格写的什么。
#
# 下面一格看头几行，再看要用的列够不够。缺了 `amount`，就看报告里哪一列是买家付的钱，
# 比如 `read_export(file, choose={"amount": "订单应付金额"})`。缺的补上了，再往下做。

# %%
missing = [name for name in ["order_id", "amount", "paid_at"] if name not in shop]
print("还缺的列：", missing or "没有，可以往下做")
shop.head()

# %% [markdown]
# ## 2. 只有付了款的才算数（预计 4 分钟）
#
# 有付款时间的，才是付了款的。**先猜**：付了款的占几成？

# %%
paid = shop[shop["paid_at"].notna()]
print("全部：", len(shop), "行；付了款：", len(paid), "行")
print("订单：", paid["order_id"].nunique(), "单；支付金额：", f"{paid['amount'].sum():,.2f}", "元")
if "buyer_id" in paid:
    print("买家：", paid["buyer_id"].nunique(), "人")

# %% [markdown]
# 和后台首页的数对一对。对不上，先看三样：时间段一样吗？退款减了没有？一行是一单，还是一件商品？
#
# 有的后台，一单里有几件商品，每一行都写着**整单**的金额。那样加起来就多了。
# 下面一格查一查：同一个订单号，金额每行都一样的，有几单。

# %%
lines = paid.groupby("order_id")["amount"].agg(["size", "nunique"])
same = lines[(lines["size"] > 1) & (lines["nunique"] == 1)]
print("有几行、金额又都一样的订单：", len(same), "单")
print("多的话，先每单只留一行：paid = paid.drop_duplicates('order_id')")

# %% [markdown]
# ## 3. 每个月卖了多少（预计 4 分钟）

# %%
by_month = paid.groupby(paid["paid_at"].dt.strftime("%Y-%m"))["amount"].sum()
ax = plotting.bar_chart(by_month, title="每月支付金额", unit="元", xlabel="月份")

# %% [markdown]
# 最后一个月要是没过完，别拿它和别的月比。
#
# ## 4. 卖到哪里去（预计 4 分钟）
#
# **先猜**：哪三个城市买得最多？

# %%
if "city" in paid:
    by_city = paid.groupby("city")["amount"].sum().nlargest(8)
    ax = plotting.bar_chart(by_city, title="支付金额最多的城市", unit="元", xlabel="城市")
    print("没有写城市的：", paid["city"].isna().sum(), "行")
else:
    print("没有城市这一列。有别的列写着城市，就用 choose 指给它。")

# %% [markdown]
# ## 5. 写三句话（预计 2 分钟）
#
# 写在作业本上：哪个月卖得最好，为什么；下一批货先备给哪里；这张表说不了什么。
#
# 用完了，把导出的文件删掉，或者放到只有你能打开的地方。别发到群里：里面有买家的电话和地址。
