# %% [markdown] lesson="01_ledger" title="第一本果园账" tables=["ledger","ledger_fixed","skills"]
# # 第 1 课 第一本果园账
#
# 你刚到村里的合作社上班，帮大家管网店。第一个来找你的是平和的赖叔，他种蜜柚。
# 赖叔卖好几样货，从来不记账。他问：「一箱卖多少钱才不亏？至少卖几箱才回本？」
#
# 这节课，你替他记第一本账，再回答他。不用会编程，一行一行来。
#
# **学完这节课，你能：**
#
# 1. 给数起名字，用加减乘除算出赚了多少；
# 2. 看懂常见的报错，自己改好；
# 3. 把一列数放进列表，一样一样算，再加起来；
# 4. 算出毛利率，写成一句话；
# 5. 算出保本量：至少卖几箱才不亏；
# 6. 用这些数，替赖叔定下最低的价钱。
#
# 预计 73 分钟，余下的课上时间做练习第 1–3 题。每一步都先猜，再运行。
#
# 现在就运行下面这一格：点一下它，按 Shift + Enter。
# **改一个数**：把 `8` 换成 `20`，再运行一次。

# %%
from opscourse import check, hint, load, plotting, quiz

price = 30   # 一箱蜜柚卖 30 元
boxes = 8    # 卖了 8 箱
print("收入", price * boxes, "元")

# %% [markdown] quiz="k1"
# 先猜一猜，猜错没关系。赖叔卖了 8 箱，收到 240 元。他赚了多少？
#
# - [ ] 240 元 :: 240 元是收入，也就是收到的钱。柚子要本钱，寄出去要运费，都得从里面付。
# - [ ] 一半，120 元 :: 没有人规定赚一半。要知道本钱和运费各是多少，才算得出来。
# - [x] 还不知道，要先减掉本钱和运费 :: 收入减去花掉的钱，才是赚的。第 1 步就来算。

# %% [markdown]
# ## 第 1 步 给数起名字（预计 6 分钟）
#
# `price = 30` 的意思是：给 30 起个名字，叫 `price`。以后写 `price`，电脑就拿出 30。
# 一个 `=` 是「把右边的值交给左边的名字」，这叫**赋值**（assignment）。
#
# - 名字用英文字母，中间不能有空格，用下划线 `_` 连起来，比如 `unit_cost`；
# - 大写和小写是两个名字，`Price` 不是 `price`；
# - 加 `+`，减 `-`，乘 `*`，除 `/`。先乘除，后加减，要先算的放进括号。
#
# 这节课用到的名字：`price` 卖价，`unit_cost` 一件的成本（本钱），`postage` 一件的运费，`qty` 卖了几件。
#
# **先猜**：下面这一格会写出几？再运行。

# %%
unit_cost = 14
postage = 5
print(price - unit_cost - postage)

# %% [markdown] step="s1" kind="number"
# ### 填空：8 箱一共赚多少
#
# 一箱卖 30 元，成本 14 元，运费 5 元，卖了 8 箱。名字都有了，用名字来算，不用再写数。
#
# 第一个空填一箱还要减掉什么，第二个空填什么乘以箱数。
#
# **本课口径：赚的钱 =（卖价 − 成本 − 运费）× 箱数，单位是元，精确到个位。**

# %% starter="s1"
price = 30
boxes = 8

one_box = price - unit_cost - ____
all_boxes = ____ * boxes
print("8 箱赚", all_boxes, "元")

# %% solution="s1"
price = 30
boxes = 8

one_box = price - unit_cost - postage
all_boxes = one_box * boxes
print("8 箱赚", all_boxes, "元")

# %% right="s1"
all_boxes = (30 - 14 - 5) * 8

# %% wrong="s1" says="这是收入，还没有减成本和运费。"
all_boxes = price * 8

# %% wrong="s1" says="运费只减了一次。寄 8 箱，就要付 8 次运费。"
all_boxes = (price - unit_cost) * 8 - postage

# %% wrong="s1" says="没有减运费。寄一箱要付一次运费，也是花掉的钱。"
all_boxes = (price - unit_cost) * 8

# %% wrong="s1" says="这是一箱赚的钱。题目问的是 8 箱。"
all_boxes = price - unit_cost - postage

# %% [markdown] hint="s1"
# 第一个空是运费的名字。第二个空是上一行算出来的名字。

# %% [markdown] hint="s1"
# 运费叫 `postage`。一箱赚的叫 `one_box`。

# %% check="s1"
check("L01.s1", all_boxes=all_boxes)

# %% [markdown]
# ## 第 2 步 文字要加引号（预计 9 分钟）
#
# 电脑怎么分得清名字和文字？看引号。**先猜**：下面两行，写出来的一样吗？

# %%
print("price")
print(price)

# %% [markdown]
# 带引号的是文字，原样写出来。不带引号的是名字，电脑去找它的值。
# `print(...)` 就是「写出来」。括号里可以放几样，用英文逗号隔开。
#
# 下面两格都有错，是故意留的。**运行它，读那一句话，照着改好，再运行。** 会改报错，就不怕写代码了。

# %% [markdown] step="s2" kind="number" precision="0.1" broken=true
# ### 修一修：引号
#
# 蜂蜜一瓶 26 元，卖了 3 瓶。哪里的引号少了一个？
#
# **本课口径：收入 = 卖价 × 件数，单位是元，精确到 0.1 元。**

# %% starter="s2"
honey = 26.0 * 3
print("蜂蜜收入, honey, "元")

# %% solution="s2"
honey = 26.0 * 3
print("蜂蜜收入", honey, "元")

# %% right="s2"
honey = 26 + 26 + 26

# %% wrong="s2" says="你把算式放进了引号，它就成了文字，电脑不会去算。算式不要加引号。"
honey = "26.0 * 3"

# %% wrong="s2" says="你交来的是一瓶的价钱，还没有乘瓶数。把 * 3 补回来。"
honey = 26.0

# %% [markdown] hint="s2"
# 看 `print` 那一行。「蜂蜜收入」前面有一个引号，后面呢？

# %% [markdown] hint="s2"
# 在 `蜂蜜收入` 后面、逗号前面，补一个 `"`。

# %% check="s2"
check("L01.s2", honey=honey)

# %% [markdown] step="s3" kind="number" precision="0.1" broken=true
# ### 修一修：中文标点
#
# 柚子茶一罐卖 46.5 元，成本 21.3 元。2 罐的差价是多少？
# 报错说第几个字符，你就从左边数到第几个。改的时候，输入法切到英文。改好一处，可能还有一处。
#
# **本课口径：（卖价 − 成本）× 罐数，单位是元，精确到 0.1 元。**

# %% starter="s3"
tea = （46.5 - 21.3） * 2
print("柚子茶的差价"， tea)

# %% solution="s3"
tea = (46.5 - 21.3) * 2
print("柚子茶的差价", tea)

# %% right="s3"
tea = 46.5 * 2 - 21.3 * 2

# %% wrong="s3" says="括号被你删掉了。电脑先算乘法：21.3 先乘了 2，46.5 却只有一份。留住括号，换成英文的。"
tea = 46.5 - 21.3 * 2

# %% wrong="s3" says="少了乘 2。题目问的是 2 罐。"
tea = 46.5 - 21.3

# %% [markdown] hint="s3"
# 一共有三处中文标点：两个括号，一个逗号。引号里面的中文不用改。

# %% [markdown] hint="s3"
# 中文括号 `（ ）` 胖一些，英文括号 `( )` 瘦一些。删掉它，用英文输入法重打。

# %% check="s3"
check("L01.s3", tea=tea)

# %% [markdown] step="s4" kind="number" broken=true
# ## 第 3 步 先有值，再使用
#
# （预计 6 分钟）
#
# 电脑只记得**运行过**的格。格子写在那里，没有运行，等于没有。
#
# 1. 先运行下面第一格，它会报错。读一读：缺的是谁的值？
# 2. 再运行第二格；
# 3. 回来再运行第一格。这次行了吗？代码一个字也没改。
#
# 平时从上往下运行，就不会乱。乱了就点「内核 → 重启并运行所有单元格…」。
#
# **本课口径：两种货一共剩几件，单位是件，精确到个位。**

# %% starter="s4"
both_left = honey_left + tea_left
print("一共剩", both_left, "件")

# %% solution="s4"
honey_left = 12
tea_left = 7
both_left = honey_left + tea_left
print("一共剩", both_left, "件")

# %% right="s4"
both_left = 12 + 7

# %% wrong="s4" says="你给数加了引号，它们就成了文字。文字「相加」是接在一起。去掉引号。"
both_left = "12" + "7"

# %% wrong="s4" says="这只是一种货。两种都要算。"
both_left = 12

# %% [markdown] hint="s4"
# 不用改第一格。它要的两个名字，在第二格里才有值。

# %% [markdown] hint="s4"
# 运行第二格，再回到第一格，按 Shift + Enter。

# %%
honey_left = 12   # 蜂蜜还剩 12 瓶
tea_left = 7      # 柚子茶还剩 7 罐

# %% check="s4"
check("L01.s4", both_left=both_left)

# %% [markdown]
# ## 第 4 步 一列数放进列表（预计 6 分钟）
#
# 赖叔一季卖了 8 样货，总不能每个数都起一个名字。下面是他的账，`load("ledger")` 把它读进来。
# 一格的最后一行只写一个名字，就会把它显示出来。
# 表的四列数：`price` 卖价（元/件），`qty` 卖了几件，`unit_cost` 一件的成本（元/件），`postage` 一件的运费（元/件，赖叔付）。

# %%
ledger = load("ledger")
ledger

# %% [markdown]
# 一列数按顺序排好，放进方括号，就是**列表**（list），比如 `[12, 7, 30]`。
# 下面把表的每一列变成一张列表：`ledger["item"]` 是取一列，`.tolist()` 是变成列表。表怎么用，下节课细讲。
#
# 位置从 **0** 数起：`items[0]` 是第一样。`len` 数一共几样，`sum` 加起来，`max` 找最大的。
#
# **先猜**：`items[7]` 是第几样？运行以后，把 `7` 改成 `8`，看看报什么错，再改回来。

# %%
items = ledger["item"].tolist()
prices = ledger["price"].tolist()
qtys = ledger["qty"].tolist()
unit_costs = ledger["unit_cost"].tolist()
postages = ledger["postage"].tolist()

print(items[0], prices[0])
print(items[7], prices[7])
print("一共", len(items), "样货，卖了", sum(qtys), "件")
print("最贵的卖", max(prices), "元")

# %% [markdown]
# 想知道谁卖得最多，就排个队。`zip` 像拉链，把两张列表一对一对拉在一起。
# `sorted(..., reverse=True)` 是从大到小排。`[:3]` 是取前 3 个。
#
# **改一个数**：把 `3` 改成 `5`。再把 `qtys` 改成 `prices`，排出来的是什么？

# %%
sorted(zip(qtys, items), reverse=True)[:3]

# %% [markdown]
# ## 第 5 步 一样一样算，加起来（预计 7 分钟）
#
# 记流水账，是记一笔，加一笔。电脑也能这样：
#
# - `for ... in ...:` 读作「一样一样来」，末尾有英文冒号；
# - 下面**缩进**（行首空 4 格）的行，每一样都做一遍。按一次 Tab 就是缩进。
#
# 下面的 `total = total + qty` 读作：新的合计，等于旧的合计加上这一样。**先猜**：写出来几行？最后一行是多少？
#
# 运行以后，删掉 `total = total + qty` 前面的空格，再运行，读那句话。然后按一次 Tab 补回来。

# %%
total = 0
for item, qty in zip(items, qtys):
    total = total + qty
    print(item, qty, "件，合计", total)

# %% [markdown] step="s5" kind="number" precision="0.01"
# ### 填空：货的成本一共多少
#
# 赖叔这一季，做这些货一共花了多少本钱？不算运费。放进 `goods_cost`。
# 空里填：一样货的成本是多少。轮到的那一样，一件的成本叫 `cost`，卖了 `qty` 件。
#
# **本课口径：货的成本 = 每样货的（一件的成本 × 件数）加起来，单位是元，精确到分（0.01 元）。**

# %% starter="s5"
goods_cost = 0
for cost, qty in zip(unit_costs, qtys):
    goods_cost = goods_cost + ____
print("货的成本", round(goods_cost, 2), "元")

# %% solution="s5"
goods_cost = 0
for cost, qty in zip(unit_costs, qtys):
    goods_cost = goods_cost + cost * qty
print("货的成本", round(goods_cost, 2), "元")

# %% right="s5"
goods_cost = sum(one * many for one, many in zip(unit_costs, qtys))

# %% wrong="s5" says="你只加了每样一件的成本，没有乘件数。卖了几件，就有几份成本。"
goods_cost = sum(unit_costs)

# %% wrong="s5" says="你把单价的合计乘了件数的合计。每样货的价钱不同，要一样一样乘好，再加。"
goods_cost = sum(unit_costs) * sum(qtys)

# %% wrong="s5" says="这只是最后一样货的成本。等号右边要写「旧的合计 + 这一样」，才会一样一样加上去。"
goods_cost = unit_costs[-1] * qtys[-1]

# %% wrong="s5" says="你用的是卖价，那是收入。成本在 unit_costs 里。"
goods_cost = sum(one * many for one, many in zip(prices, qtys))

# %% wrong="s5" says="你把运费也算进去了。这里只算货的成本。"
goods_cost = sum((one + post) * many for one, post, many in zip(unit_costs, postages, qtys))

# %% [markdown] hint="s5"
# 一样货的成本，是两个数相乘。哪两个？

# %% [markdown] hint="s5"
# 填 `cost * qty`。

# %% check="s5"
check("L01.s5", goods_cost=goods_cost)

# %% [markdown]
# 结果的小数点后面有一长串，是电脑存小数的老毛病，不是你算错。`round(数, 2)` 留两位小数给人看。**中间的数不要先 round，最后给人看时再 round。**
#
# ## 第 6 步 毛利率，写成一句话（预计 7 分钟）
#
# 卖 100 元货，有多少元是卖价比成本多出来的？这个比例叫**毛利率**（gross margin）。
#
# **本课口径：毛利率 =（收入 − 货的成本）÷ 收入，不减运费，写成小数。0.55 就是 55%。**
#
# 文字里想放数，用 f 开头的引号：`f"..."`，花括号 `{}` 里放名字，电脑会换成它的值。
# **先猜**：下面两行写出来一样吗？

# %%
name = "三红蜜柚"
print(f"{name}一箱 {price} 元")
print("{name}一箱 {price} 元")

# %% [markdown] step="s6" kind="number" precision="0.0001"
# ### 填空：三红蜜柚的毛利率
#
# 先找到三红蜜柚在第几个位置。`.index(...)` 就是找位置，不用自己数。`place` 是位置的名字。
# 再算它的毛利率，放进 `margin`。
#
# **本课口径：（卖价 − 一件的成本）÷ 卖价，小数，精确到 0.0001。**

# %% starter="s6"
place = items.index("三红蜜柚5斤")
margin = (prices[place] - ____) / ____
print(f"{items[place]}的毛利率是 {round(margin, 2)}")

# %% solution="s6"
place = items.index("三红蜜柚5斤")
margin = (prices[place] - unit_costs[place]) / prices[place]
print(f"{items[place]}的毛利率是 {round(margin, 2)}")

# %% right="s6"
place = items.index("三红蜜柚5斤")
margin = 1 - unit_costs[place] / prices[place]

# %% wrong="s6" says="你多乘了 100。本课的比率都写小数：0.55 就是 55%。把 55 当毛利率去乘，会多出 100 倍。"
place = items.index("三红蜜柚5斤")
margin = (prices[place] - unit_costs[place]) / prices[place] * 100

# %% wrong="s6" says="分母用成了成本，那是「加价率」。毛利率除以卖价。"
place = items.index("三红蜜柚5斤")
margin = (prices[place] - unit_costs[place]) / unit_costs[place]

# %% wrong="s6" says="你把运费也减了。本课的毛利率不减运费。"
place = items.index("三红蜜柚5斤")
margin = (prices[place] - unit_costs[place] - postages[place]) / prices[place]

# %% wrong="s6" says="少了括号。电脑先算除法，就不是「差价 ÷ 卖价」了。"
place = items.index("三红蜜柚5斤")
margin = prices[place] - unit_costs[place] / prices[place]

# %% wrong="s6" says="这是成本占卖价的比例。毛利率是另外那一半：先用卖价减成本。"
place = items.index("三红蜜柚5斤")
margin = unit_costs[place] / prices[place]

# %% wrong="s6" says="你用的是列表里第一样货。位置要用 place。"
margin = (prices[0] - unit_costs[0]) / prices[0]

# %% [markdown] hint="s6"
# 三红蜜柚的卖价是 `prices[place]`。它的成本在哪张列表里？

# %% [markdown] hint="s6"
# 第一个空 `unit_costs[place]`，第二个空 `prices[place]`。

# %% check="s6"
check("L01.s6", margin=margin)

# %% [markdown]
# ## 第 7 步 至少卖几箱才回本（预计 7 分钟）
#
# 冷库租金、修剪人工，卖不卖都得付，这叫**固定成本**（fixed cost）。货的成本和运费，卖一箱才有一箱，叫**变动成本**。
# 每卖一箱，多出「卖价 − 变动成本」这么多钱。攒够了固定成本，才算回本。
# 要卖的箱数叫**保本量**（break-even quantity）。
#
# **先猜**：固定成本 1000 元，一箱多出 28 元，1000 ÷ 28 约等于 35.7。至少卖 35 箱还是 36 箱？

# %%
import math

print(35 * 28, 36 * 28)
print(math.ceil(1000 / 28))

# %% [markdown]
# `import math` 是把算数的工具箱拿来。`math.ceil` 是**往上取整**：35.7 变成 36。卖 35 箱还差一点，所以要往上。

# %% [markdown] step="s7" kind="number"
# ### 填空：三红蜜柚的保本量
#
# 下面是赖叔这一季的固定成本。如果全靠三红蜜柚一样来付，至少卖几箱？放进 `enough`。
#
# **本课口径：保本量 = 固定成本 ÷（卖价 − 一件的成本 − 运费），往上取整，单位是箱，精确到个位。**

# %% starter="s7"
fixed = load("ledger_fixed")
fixed_cost = sum(fixed["amount"].tolist())
print("固定成本一共", fixed_cost, "元")

place = items.index("三红蜜柚5斤")
left_per_box = prices[place] - unit_costs[place] - ____
enough = math.ceil(____ / left_per_box)

# %% solution="s7"
fixed = load("ledger_fixed")
fixed_cost = sum(fixed["amount"].tolist())
print("固定成本一共", fixed_cost, "元")

place = items.index("三红蜜柚5斤")
left_per_box = prices[place] - unit_costs[place] - postages[place]
enough = math.ceil(fixed_cost / left_per_box)

# %% right="s7"
fixed = load("ledger_fixed")
fixed_cost = sum(fixed["amount"].tolist())
place = items.index("三红蜜柚5斤")
left_per_box = prices[place] - (unit_costs[place] + postages[place])
enough = int(fixed_cost / left_per_box) + 1

# %% wrong="s7" says="你往下取整了，还差一点没回本。往上取整用 math.ceil。"
fixed = load("ledger_fixed")
fixed_cost = sum(fixed["amount"].tolist())
place = items.index("三红蜜柚5斤")
left_per_box = prices[place] - unit_costs[place] - postages[place]
enough = int(fixed_cost / left_per_box)

# %% wrong="s7" says="你忘了减运费。寄一箱付一次运费，它也是变动成本。"
fixed = load("ledger_fixed")
fixed_cost = sum(fixed["amount"].tolist())
place = items.index("三红蜜柚5斤")
left_per_box = prices[place] - unit_costs[place]
enough = math.ceil(fixed_cost / left_per_box)

# %% wrong="s7" says="你用卖价去除了。卖一箱收到的钱，要先付这一箱的成本和运费，剩下的才用来回本。"
fixed = load("ledger_fixed")
fixed_cost = sum(fixed["amount"].tolist())
place = items.index("三红蜜柚5斤")
enough = math.ceil(fixed_cost / prices[place])

# %% [markdown] hint="s7"
# 第一个空：一箱还要减掉运费。三红蜜柚的运费在列表 `postages` 里。

# %% [markdown] hint="s7"
# 第一个空 `postages[place]`，第二个空 `fixed_cost`。

# %% check="s7"
check("L01.s7", enough=enough)

# %% [markdown]
# ## 小实验：拉一拉价钱（预计 5 分钟）
#
# 运行下面第一格，出来一个小实验，一开始是三红蜜柚。
#
# 1. **先猜**：卖价降 5 元，保本量多几箱？再拉「卖价」看；
# 2. 把「卖几箱」拉到左边，再拉到右边，利润在哪里从亏变赚？
# 3. 把「固定成本」那一格清空，或者写成「六千」，看它怎么说，再写回来。
#
# 第二格不用滑块，做同一件事，还把每一步写出来。**为什么是这个数？** 一行一行对着看。

# %%
from opscourse.labs import profit

profit.show()

# %%
print(profit.ProfitModel(item="三红蜜柚5斤").run())
print(profit.ProfitModel(item="三红蜜柚5斤", price=46.8).run())

# %% [markdown] step="s8" kind="number" precision="0.01" broken=true rows=["A11"]
# ## 第 8 步 挑着算：如果相等
#
# （预计 7 分钟）
#
# 赖叔问：「记账我会了，别的我行吗？」开网店要两类本事：**商务**（怎么卖）和**技术**（拍照、修图、写文案）。
# `skills` 是一个班的学员给自己打的分，1 到 10 分。一行是一个人的一项技能。
#
# 想只算「网络营销」这一项，就要挑。`if ...:` 读作「如果」，条件成立，才做下面缩进的行。
# 问两边**是否相等**，要写**两个等号** `==`。一个 `=` 是赋值。
#
# 下面这一格有一个错。运行，读那句话，改好。
#
# **本课口径：平均分 = 这项技能的分数加起来 ÷ 打了分的人数，精确到 0.01 分。**

# %% starter="s8"
skills = load("skills")
points = 0
people = 0
for skill, score in zip(skills["skill"].tolist(), skills["score"].tolist()):
    if skill = "网络营销":
        points = points + score
        people = people + 1
marketing = points / people
print("网络营销的平均分", round(marketing, 2))

# %% solution="s8"
skills = load("skills")
points = 0
people = 0
for skill, score in zip(skills["skill"].tolist(), skills["score"].tolist()):
    if skill == "网络营销":
        points = points + score
        people = people + 1
marketing = points / people
print("网络营销的平均分", round(marketing, 2))

# %% right="s8"
skills = load("skills")
marketing = skills[skills["skill"] == "网络营销"]["score"].mean()

# %% wrong="s8" says="你把所有技能都算进去了。留住 if 那一行，把 = 改成 ==。"
skills = load("skills")
marketing = sum(skills["score"].tolist()) / len(skills["score"].tolist())

# %% wrong="s8" says="分数加好了，还没有除以人数。"
skills = load("skills")
marketing = sum(skills[skills["skill"] == "网络营销"]["score"].tolist())

# %% wrong="s8" says="分母用成了全部的行数。只除以给这项技能打了分的人。"
skills = load("skills")
marketing = sum(skills[skills["skill"] == "网络营销"]["score"].tolist()) / len(skills)

# %% [markdown] hint="s8"
# 错在 `if` 那一行。它是在问「是不是」，不是在赋值。

# %% [markdown] hint="s8"
# 把 `skill = "网络营销"` 改成 `skill == "网络营销"`。

# %% check="s8"
check("L01.s8", marketing=marketing)

# %% [markdown] rows=["A11"]
# 轮到你了。给自己打分，1 到 10 分，照实写，没有人给它评分。冒号左边是技能，右边是分数，只改分数。运行后看图：蓝色是你，灰色是这个班。
# 哪一项最短，就先练哪一项。留着这张图，写作题用得上。

# %%
from opscourse.labs import skill_radar

mine = {
    "电商基础": 3, "网络营销": 2, "电商运营": 2,
    "摄影摄像": 5, "图片处理": 3, "文案策划": 4, "新媒体": 4,
}
skill_radar.radar(mine)

# %% [markdown]
# ## 替赖叔决定（预计 6 分钟）
#
# 赖叔说：「明年三红蜜柚单独开个链接，冷库这些钱都算它的。」
# 下面两个数是你和赖叔商量的**假设**。改一改，运行三次，再和同桌说：定哪个价，怎么定的？
#
# - 卖价低过「一箱的变动成本」，卖得越多亏得越多，千万别卖；
# - 卖价在两条线中间，卖一箱能补一点固定成本，但补不完；
# - 高过「最低价」，才真的赚。

# %%
plan_boxes = 260   # 假设：明年卖几箱
plan_price = 50    # 假设：一箱卖多少元

running = unit_costs[place] + postages[place]
lowest = math.ceil((running + fixed_cost / plan_boxes) * 10) / 10   # 往上取到角
print(f"一箱的变动成本是 {round(running, 1)} 元")
print(f"卖 {plan_boxes} 箱，一箱不低于 {lowest} 元才不亏")
if plan_price > running:
    need = math.ceil(fixed_cost / (plan_price - running))
    gain = (plan_price - running) * plan_boxes - fixed_cost
    print(f"一箱卖 {plan_price} 元，至少卖 {need} 箱保本；卖 {plan_boxes} 箱，利润 {round(gain)} 元")
else:   # 不然
    print(f"一箱卖 {plan_price} 元，比变动成本还低，卖几箱都回不了本")

# %% [markdown] quiz="k2"
# 毛利率算出来是 0.25。同桌写成 25，拿去乘收入 1000 元，想算毛利。会怎样？
#
# - [ ] 没事，25 和 0.25 一个意思 :: 25% 才等于 0.25。电脑不认得你心里的百分号，25 就是 25。
# - [x] 算出 25000 元，多了 100 倍 :: 0.25 × 1000 = 250 元才对。所以本课的比率都写小数，给人看时才说 25%。
# - [ ] 电脑会报错 :: 电脑不会报错，它照算。算出来的数比收入还大，要自己看出来不对。

# %% [markdown] quiz="k3"
# `price = 30` 和 `price == 30`，哪句话对？
#
# - [ ] 一样，多写一个等号而已 :: 一个是给名字一个值，一个是提问，差得很远。
# - [x] 前面是让 price 变成 30，后面是问 price 是不是 30 :: 问的结果是 True（是）或 False（不是）。
# - [ ] 后面是让 price 变成 30 两次 :: 两个等号不赋值，price 原来是几还是几。

# %% [markdown] quiz="k4"
# 固定成本 6000 元，一箱多出 27 元，6000 ÷ 27 约等于 222.2。最少卖几箱不亏？
#
# - [ ] 222 箱 :: 222 × 27 = 5994 元，还差 6 元。
# - [x] 223 箱 :: 223 × 27 = 6021 元，够了。保本量要往上取整。
# - [ ] 222.2 箱 :: 一箱柚子不能拆开卖。

# %% [markdown]
# ## 收尾（预计 4 分钟，连上面三道小测）
#
# 对着开头的清单，一条一条问自己。哪条说不出来，就回到那一步。
#
# 1. 给数起名字，用加减乘除算出赚了多少（第 1 步）；
# 2. 常见的报错：引号少一个、中文标点、还没有值、位置太靠后、没有缩进、比较只写了一个等号（第 2、3、4、5、8 步）；
# 3. 列表，一样一样算，加起来（第 4、5 步）；
# 4. 毛利率是小数，分母是收入（第 6 步）；
# 5. 保本量往上取整（第 7 步）；
# 6. 卖价的两条线：变动成本，和分摊了固定成本的最低价。
#
# **定下来了**：三红蜜柚一箱不低于最低价，至少卖够保本量。赖叔还答应，以后每一单都记进表。
# 第 2 课，就来读这样一张表。
#
# 接着打开 `exercises/01_ledger` 里的练习。第 1–3 题课上做，其余的回家做。
