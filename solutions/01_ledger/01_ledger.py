# %% [markdown] exercise="01_ledger" title="第一本果园账" scenario="coop" tables=["ledger","ledger_fixed","skills"] minutes=60
# # 练习 01 第一本果园账
#
# 课上算了三红蜜柚，现在你把赖叔的整本账算完。
#
# - 第 1–3 题在课上做，第 4–8 题回家做。每题 2 分。
# - 加分题做不做都行，不计分。
# - 最后一题是写作，20 分。
#
# 把 `____` 换成你的代码。每题下面有一格 `check(...)`，运行它就知道对不对。
# 卡住了，就新建一格，写 `hint("01.q1")`。
#
# **批改时会换一批新数据。** 货名一样，数字不一样。所以要写算法，不要抄数字。
#
# 全部做完，先按 Ctrl + S 保存，再新建一格交作业：`from opscourse import hand_in`，下一行 `hand_in("01")`。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

import math

plotting.use_style()

# %% [markdown]
# ## 准备好的列表
#
# 下面这一格把账本读进来，变成列表。先运行它。
#
# | 名字 | 是什么 | 单位 |
# |---|---|---|
# | `items` | 8 样货的名字 | |
# | `prices` | 每样的卖价 | 元/件 |
# | `qtys` | 每样卖了几件 | 件 |
# | `unit_costs` | 每样一件的成本 | 元/件 |
# | `postages` | 每样一件的运费，赖叔付 | 元/件 |
# | `fixed_amounts` | 这一季的各项固定成本 | 元 |
# | `areas` `scores` | 一个班的自评：这一条是商务还是技术，打了几分 | 分 |
#
# 前五张列表的顺序是一样的：第几个位置，说的就是同一样货。`areas` 和 `scores` 也是这样。

# %%
ledger = load("ledger")
items = ledger["item"].tolist()
prices = ledger["price"].tolist()
qtys = ledger["qty"].tolist()
unit_costs = ledger["unit_cost"].tolist()
postages = ledger["postage"].tolist()

fixed_amounts = load("ledger_fixed")["amount"].tolist()

skills = load("skills")
areas = skills["area"].tolist()
scores = skills["score"].tolist()

# %% [markdown]
# ## 课上做：第 1–3 题

# %% [markdown] question="q1" kind="number" points=2 precision="0.01" where="class" rows=["DA1"]
# ### 第 1 题 收入一共多少
#
# 8 样货一共收到多少钱？一样一样算，加起来，放进 `income`。
#
# **本课口径：收入 = 每样货的（卖价 × 件数）加起来，单位是元，精确到分（0.01 元）。**

# %% starter="q1"
income = 0
for price, qty in zip(prices, qtys):
    income = income + ____

# %% solution="q1"
income = 0
for price, qty in zip(prices, qtys):
    income = income + price * qty

# %% right="q1"
income = sum([p * q for p, q in zip(prices, qtys)])

# %% right="q1"
income = 0
for place in range(len(items)):
    income += prices[place] * qtys[place]

# %% wrong="q1" says="你只把卖价加了起来，没有乘件数。卖出几件，就收到几份钱。"
income = sum(prices)

# %% wrong="q1" says="你把卖价的合计乘了件数的合计。每样货的价钱不同，要一样一样乘好，再加。"
income = sum(prices) * sum(qtys)

# %% wrong="q1" says="你用平均卖价乘总件数。便宜的和贵的卖出的件数不同，不能先取平均。"
income = sum(prices) / len(prices) * sum(qtys)

# %% wrong="q1" says="这只是最后一样货的收入。等号右边要写「旧的合计 + 这一样」，旧的合计不能丢。"
income = prices[-1] * qtys[-1]

# %% wrong="q1" says="你加的是件数，单位是件。收入要用卖价乘件数，单位是元。"
income = sum(qtys)

# %% wrong="q1" says="你用的是成本，那是花掉的钱。收入是收到的钱，用卖价。"
income = sum([c * q for c, q in zip(unit_costs, qtys)])

# %% wrong="q1" says="你已经减掉了成本，那不是收入。收入就是收到的钱，什么也不减。"
income = sum([(p - c) * q for p, c, q in zip(prices, unit_costs, qtys)])

# %% [markdown] hint="q1"
# 空里填：这一样货收到多少钱。轮到的那一样，卖价叫 `price`，卖了 `qty` 件。

# %% [markdown] hint="q1"
# 两个名字相乘，中间一个 `*`。

# %% check="q1"
check("01.q1", income=income)

# %% [markdown] question="q2" kind="number" points=2 precision="0.01" where="class"
# ### 第 2 题 付固定成本以前，赚了多少
#
# 8 样货一共赚了多少？还没有付固定成本。放进 `profit`。
#
# **本课口径：每样货的（卖价 − 一件的成本 − 一件的运费）× 件数，加起来；不减固定成本。单位是元，精确到分（0.01 元）。**

# %% starter="q2"
profit = 0
for price, unit_cost, postage, qty in zip(prices, unit_costs, postages, qtys):
    one_piece = ____
    profit = profit + one_piece * ____

# %% solution="q2"
profit = 0
for price, unit_cost, postage, qty in zip(prices, unit_costs, postages, qtys):
    one_piece = price - unit_cost - postage
    profit = profit + one_piece * qty

# %% right="q2"
profit = 0
for place in range(len(items)):
    spent = (unit_costs[place] + postages[place]) * qtys[place]
    profit = profit + prices[place] * qtys[place] - spent

# %% right="q2"
profit = round(
    sum([(p - c - f) * q for p, c, f, q in zip(prices, unit_costs, postages, qtys)]), 2
)

# %% wrong="q2" says="没有减运费。寄一件付一次运费，也是花掉的钱。"
profit = sum([(p - c) * q for p, c, q in zip(prices, unit_costs, qtys)])

# %% wrong="q2" says="运费没有乘件数，每样货只减了一次。寄几件，就付几次运费。"
profit = sum([(p - c) * q - f for p, c, f, q in zip(prices, unit_costs, postages, qtys)])

# %% wrong="q2" says="少了括号。电脑先算乘法，就只有运费乘了件数。要先减好，再乘件数。"
profit = sum([p - c - f * q for p, c, f, q in zip(prices, unit_costs, postages, qtys)])

# %% wrong="q2" says="这是收入，还没有减成本和运费。"
profit = sum([p * q for p, q in zip(prices, qtys)])

# %% wrong="q2" says="没有乘件数，你算的是每样货一件赚的钱。"
profit = sum([p - c - f for p, c, f in zip(prices, unit_costs, postages)])

# %% wrong="q2" says="你把固定成本也减了。口径说，这里不减固定成本。"
profit = sum([(p - c - f) * q for p, c, f, q in zip(prices, unit_costs, postages, qtys)])
profit = profit - sum(fixed_amounts)

# %% wrong="q2" says="减号写成了加号。运费是花掉的钱，要减。"
profit = sum([(p - c + f) * q for p, c, f, q in zip(prices, unit_costs, postages, qtys)])

# %% [markdown] hint="q2"
# 第一个空：一件赚多少。卖价减掉两样花费。

# %% [markdown] hint="q2"
# 第一个空 `price - unit_cost - postage`。第二个空是件数的名字。

# %% check="q2"
check("01.q2", profit=profit)

# %% [markdown] question="q3" kind="number" points=2 precision="0.0001" where="class"
# ### 第 3 题 整本账的毛利率
#
# 8 样货放在一起，毛利率是多少？放进 `gross_margin`。
# 先把收入和货的成本各自加起来，最后再除。
#
# **本课口径：毛利率 =（总收入 − 总的货的成本）÷ 总收入，不减运费，写成小数（0.55 就是 55%），精确到 0.0001。**

# %% starter="q3"
sales = 0
costs = 0
for price, unit_cost, qty in zip(prices, unit_costs, qtys):
    sales = sales + ____
    costs = costs + ____
gross_margin = ____

# %% solution="q3"
sales = 0
costs = 0
for price, unit_cost, qty in zip(prices, unit_costs, qtys):
    sales = sales + price * qty
    costs = costs + unit_cost * qty
gross_margin = (sales - costs) / sales

# %% right="q3"
whole = sum([p * q for p, q in zip(prices, qtys)])
spent = sum([c * q for c, q in zip(unit_costs, qtys)])
gross_margin = round(1 - spent / whole, 4)

# %% wrong="q3" says="你多乘了 100。本课的比率都写小数：0.55 就是 55%。"
whole = sum([p * q for p, q in zip(prices, qtys)])
gross_margin = (whole - sum([c * q for c, q in zip(unit_costs, qtys)])) / whole * 100

# %% wrong="q3" says="你先算了每样货的毛利率，再取平均。卖得多的和卖得少的被看得一样重。比率不能取平均，要用总数除总数。"
gross_margin = sum([(p - c) / p for p, c in zip(prices, unit_costs)]) / len(prices)

# %% wrong="q3" says="分母用成了成本，那是「加价率」。毛利率除以收入。"
whole = sum([p * q for p, q in zip(prices, qtys)])
spent = sum([c * q for c, q in zip(unit_costs, qtys)])
gross_margin = (whole - spent) / spent

# %% wrong="q3" says="你把运费也减了。本课的毛利率不减运费。"
whole = sum([p * q for p, q in zip(prices, qtys)])
spent = sum([(c + f) * q for c, f, q in zip(unit_costs, postages, qtys)])
gross_margin = (whole - spent) / whole

# %% wrong="q3" says="这是成本占收入的比例。毛利率是另外那一半：先用收入减成本。"
whole = sum([p * q for p, q in zip(prices, qtys)])
gross_margin = sum([c * q for c, q in zip(unit_costs, qtys)]) / whole

# %% wrong="q3" says="你没有乘件数，只用了单价。卖得多的货，分量要重一些。"
gross_margin = (sum(prices) - sum(unit_costs)) / sum(prices)

# %% wrong="q3" says="少了括号。电脑先算除法，就不是「差价 ÷ 收入」了。"
whole = sum([p * q for p, q in zip(prices, qtys)])
gross_margin = whole - sum([c * q for c, q in zip(unit_costs, qtys)]) / whole

# %% wrong="q3" says="这是毛利有多少元，还没有除以收入。"
whole = sum([p * q for p, q in zip(prices, qtys)])
gross_margin = whole - sum([c * q for c, q in zip(unit_costs, qtys)])

# %% [markdown] hint="q3"
# 前两个空：这一样货的收入，这一样货的成本。都要乘件数。

# %% [markdown] hint="q3"
# 最后一个空：先减，放进括号，再除以总收入。

# %% [markdown] hint="q3"
# 最后一个空的样子：`(甲 - 乙) / 甲`。甲是总收入的名字，乙是总成本的名字。

# %% check="q3"
check("01.q3", gross_margin=gross_margin)

# %% [markdown]
# ## 回家做：第 4–8 题

# %% [markdown] question="q4" kind="text" points=2 where="home"
# ### 第 4 题 写一句给人看的话
#
# 赖叔要一张字条，说清柚子茶一罐赚几元。`spot` 是它在列表里的位置，`gain` 是一件赚的钱。
# 用 f 开头的引号，写一句话，放进 `note`。写成这个样子，数换成算出来的：
#
# `蜜柚茶600克一件赚 12.3 元`
#
# 「赚」和数之间、数和「元」之间，各有一个英文空格。货名用 `items[spot]`，数用 `round(gain, 1)`。
#
# **本课口径：一件赚的钱 = 卖价 − 一件的成本 − 一件的运费，单位是元，留 1 位小数。**

# %% starter="q4"
spot = items.index("蜜柚茶600克")
gain = ____
note = ____

# %% solution="q4"
spot = items.index("蜜柚茶600克")
gain = prices[spot] - unit_costs[spot] - postages[spot]
note = f"{items[spot]}一件赚 {gain:.1f} 元"

# %% right="q4"
spot = items.index("蜜柚茶600克")
gain = prices[spot] - unit_costs[spot] - postages[spot]
note = f"{items[spot]}一件赚 {round(gain, 1)} 元"

# %% right="q4"
spot = items.index("蜜柚茶600克")
gain = prices[spot] - unit_costs[spot] - postages[spot]
note = "蜜柚茶600克一件赚 " + str(round(gain, 1)) + " 元"

# %% wrong="q4" says="引号前面少了 f。没有 f，花括号里的名字就不会换成值，原样写了出来。"
note = "{items[spot]}一件赚 {round(gain, 1)} 元"

# %% wrong="q4" says="没有减运费。寄一件付一次运费，也是花掉的钱。"
spot = items.index("蜜柚茶600克")
gain = prices[spot] - unit_costs[spot]
note = f"{items[spot]}一件赚 {gain:.1f} 元"

# %% wrong="q4" says="你写的是卖价，那是收入。赚的钱要减掉成本和运费。"
spot = items.index("蜜柚茶600克")
note = f"{items[spot]}一件赚 {prices[spot]:.1f} 元"

# %% wrong="q4" says="你用的是列表里的第一样货。位置要用 spot。"
gain = prices[0] - unit_costs[0] - postages[0]
note = f"{items[0]}一件赚 {gain:.1f} 元"

# %% wrong="q4" says="小数没有了。要留 1 位小数，写 round(gain, 1)，里面的 1 不能少。"
spot = items.index("蜜柚茶600克")
gain = prices[spot] - unit_costs[spot] - postages[spot]
note = f"{items[spot]}一件赚 {gain:.0f} 元"

# %% [markdown] hint="q4"
# 第一个空：`prices[spot]` 减掉成本，再减掉运费，都用 `spot` 那个位置。

# %% [markdown] hint="q4"
# 第二个空：`f"..."`。里面有两处花括号，一处放货名，一处放数。

# %% [markdown] hint="q4"
# 第二个空的样子：`f"{货名}一件赚 {数} 元"`。把中文的「货名」「数」换成代码。

# %% check="q4"
check("01.q4", note=note)

# %% [markdown] question="q5" kind="number" points=2 precision="0.01" broken=true where="home"
# ### 第 5 题 修好这一格：运费一共多少
#
# 赖叔的孙子写了几行，算这一季的运费一共多少，运行不了。一共有三处错。
# 运行它，读那句话，改一处，再运行，直到能用。不用重写。
#
# **本课口径：运费 = 每样货的（一件的运费 × 件数）加起来，单位是元，精确到分（0.01 元）。**

# %% starter="q5"
postage_paid = 0
for postage, qty in zip(postages， qtys):
    postage_paid = postage_piad + postage * qty
print("运费一共, postage_paid, "元")

# %% solution="q5"
postage_paid = 0
for postage, qty in zip(postages, qtys):
    postage_paid = postage_paid + postage * qty
print("运费一共", postage_paid, "元")

# %% right="q5"
postage_paid = sum([f * q for f, q in zip(postages, qtys)])

# %% wrong="q5" says="你只加了每样货一件的运费，没有乘件数。寄几件，付几次。"
postage_paid = sum(postages)

# %% wrong="q5" says="这只是最后一样货的运费。等号右边的第一个名字要和左边一样，才会一样一样加上去。"
postage_paid = postages[-1] * qtys[-1]

# %% wrong="q5" says="你把运费的合计乘了件数的合计。每样货的运费不同，要一样一样乘好，再加。"
postage_paid = sum(postages) * sum(qtys)

# %% wrong="q5" says="你加的是货的成本。运费在 postages 里。"
postage_paid = sum([c * q for c, q in zip(unit_costs, qtys)])

# %% [markdown] hint="q5"
# 三处：一个中文标点，一个引号少了一半，一个名字拼错了。

# %% [markdown] hint="q5"
# 看第 2 行的逗号；看第 4 行，「运费一共」后面有没有引号；看第 3 行，等号两边的名字一样吗？

# %% check="q5"
check("01.q5", postage_paid=postage_paid)

# %% [markdown] question="q6" kind="number" points=2 where="home"
# ### 第 6 题 白肉蜜柚的保本量
#
# 如果所有固定成本都由「白肉蜜柚5斤」一样来付，至少卖几箱才不亏？放进 `break_even`。
#
# **本课口径：保本量 = 固定成本的合计 ÷（卖价 − 一件的成本 − 一件的运费），往上取整，单位是箱，精确到个位。**

# %% starter="q6"
white = items.index("白肉蜜柚5斤")
each_left = ____
break_even = math.ceil(____ / each_left)

# %% solution="q6"
white = items.index("白肉蜜柚5斤")
each_left = prices[white] - unit_costs[white] - postages[white]
break_even = math.ceil(sum(fixed_amounts) / each_left)

# %% right="q6"
white = items.index("白肉蜜柚5斤")
each_left = prices[white] - unit_costs[white] - postages[white]
break_even = 0
while break_even * each_left < sum(fixed_amounts):
    break_even = break_even + 1

# %% wrong="q6" says="你往下取整了，还差一点没回本。往上取整用 math.ceil。"
white = items.index("白肉蜜柚5斤")
each_left = prices[white] - unit_costs[white] - postages[white]
break_even = math.floor(sum(fixed_amounts) / each_left)

# %% wrong="q6" says="你没有取整。一箱不能拆开卖，要往上取整。"
white = items.index("白肉蜜柚5斤")
each_left = prices[white] - unit_costs[white] - postages[white]
break_even = sum(fixed_amounts) / each_left

# %% wrong="q6" says="没有减运费。寄一箱付一次运费，它也是变动成本。"
white = items.index("白肉蜜柚5斤")
break_even = math.ceil(sum(fixed_amounts) / (prices[white] - unit_costs[white]))

# %% wrong="q6" says="你用卖价去除了。卖一箱收到的钱，要先付这一箱的成本和运费，剩下的才用来回本。"
white = items.index("白肉蜜柚5斤")
break_even = math.ceil(sum(fixed_amounts) / prices[white])

# %% wrong="q6" says="你用的是别的货：列表里最后一样。位置要用 white。"
each_left = prices[-1] - unit_costs[-1] - postages[-1]
break_even = math.ceil(sum(fixed_amounts) / each_left)

# %% wrong="q6" says="固定成本你只用了一项。所有固定成本都要付，先用 sum 加起来。"
white = items.index("白肉蜜柚5斤")
each_left = prices[white] - unit_costs[white] - postages[white]
break_even = math.ceil(fixed_amounts[0] / each_left)

# %% margin="q6"
boxes = sum(fixed_amounts) / each_left
margin = min(boxes % 1, 1 - boxes % 1)

# %% [markdown] hint="q6"
# 第一个空：卖一箱，付掉成本和运费，还剩多少。三个数都用 `white` 那个位置。

# %% [markdown] hint="q6"
# 第二个空：固定成本的合计。把列表 `fixed_amounts` 加起来。

# %% check="q6"
check("01.q6", break_even=break_even)

# %% [markdown] question="q7" kind="list" points=2 ordered=true where="home"
# ### 第 7 题 最贵的三样
#
# 按卖价从高到低，前三样是什么？把三个货名放进列表 `dearest`，最贵的在前。
#
# 第一行把卖价和货名一对一对拉在一起，再排队。`reverse=True` 是从大到小，`reverse=False` 是从小到大。
# 第二行只留货名：一对一对取出来，要后面那个 `item`。
#
# **本课口径：按卖价从高到低排，取前 3 样的货名。**

# %% starter="q7"
in_order = sorted(zip(____, items), reverse=____)
dearest = [item for number, item in in_order[:____]]

# %% solution="q7"
in_order = sorted(zip(prices, items), reverse=True)
dearest = [item for number, item in in_order[:3]]

# %% right="q7"
highest = sorted(prices)[-3:]
dearest = [items[prices.index(highest[place])] for place in [2, 1, 0]]

# %% wrong="q7" says="你按收入（卖价 × 件数）排了。题目只看卖价。"
takings = [p * q for p, q in zip(prices, qtys)]
dearest = [item for number, item in sorted(zip(takings, items), reverse=True)[:3]]

# %% wrong="q7" says="你从低到高排了，取到的是最便宜的三样。看看 reverse。"
dearest = [item for number, item in sorted(zip(prices, items))[:3]]

# %% wrong="q7" says="你按件数排了，那是卖得最多的。题目问最贵的。"
dearest = [item for number, item in sorted(zip(qtys, items), reverse=True)[:3]]

# %% wrong="q7" says="三样对了，顺序反了。最贵的要放在最前面。"
dearest = [item for number, item in sorted(zip(prices, items))[-3:]]

# %% wrong="q7" says="你放的是卖价，题目要货名。取出来的一对里，要后面那个。"
dearest = sorted(prices, reverse=True)[:3]

# %% wrong="q7" says="多取了一样。前三样写 [:3]。"
dearest = [item for number, item in sorted(zip(prices, items), reverse=True)[:4]]

# %% [markdown] hint="q7"
# 第一个空：按什么排队，就填哪张列表。

# %% [markdown] hint="q7"
# 第二个空填 `True` 还是 `False`？看题目里说的从大到小是哪个。第三个空：取几样。

# %% check="q7"
check("01.q7", dearest=dearest)

# %% [markdown] question="q8" kind="dict" points=2 precision={"商务":"0.01","技术":"0.01"} where="home" rows=["A11"]
# ### 第 8 题 这个班，哪一类本事强
#
# `areas` 和 `scores` 是全班的自评，同一个位置是同一条。有的人没有给每一项都打分。
# 算商务和技术各自的平均分，放进 `area_means`。
#
# 花括号里是**字典**（dict）：冒号左边是名字，右边是值，用逗号隔开。
#
# **本课口径：平均分 = 这一类的分数加起来 ÷ 这一类的条数，每一条算一次，单位是分，精确到 0.01。**

# %% starter="q8"
business_sum = 0
business_count = 0
tech_sum = 0
tech_count = 0
for area, score in zip(areas, scores):
    if area == ____:
        business_sum = business_sum + score
        business_count = business_count + 1
    if area == ____:
        tech_sum = tech_sum + score
        tech_count = tech_count + 1
area_means = {
    "商务": business_sum / ____,
    "技术": ____,
}

# %% solution="q8"
business_sum = 0
business_count = 0
tech_sum = 0
tech_count = 0
for area, score in zip(areas, scores):
    if area == "商务":
        business_sum = business_sum + score
        business_count = business_count + 1
    if area == "技术":
        tech_sum = tech_sum + score
        tech_count = tech_count + 1
area_means = {
    "商务": business_sum / business_count,
    "技术": tech_sum / tech_count,
}

# %% right="q8"
first = [score for area, score in zip(areas, scores) if area == "商务"]
other = [score for area, score in zip(areas, scores) if area == "技术"]
area_means = {"技术": round(sum(other) / len(other), 2), "商务": round(sum(first) / len(first), 2)}

# %% right="q8"
area_means = skills.groupby("area")["score"].mean().to_dict()

# %% wrong="q8" says="两类放反了。看看 if 后面的名字，和字典里的名字对上没有。"
first = [score for area, score in zip(areas, scores) if area == "商务"]
other = [score for area, score in zip(areas, scores) if area == "技术"]
area_means = {"商务": sum(other) / len(other), "技术": sum(first) / len(first)}

# %% wrong="q8" says="分母用成了全部的条数。商务的分，只除以商务的条数。"
first = [score for area, score in zip(areas, scores) if area == "商务"]
other = [score for area, score in zip(areas, scores) if area == "技术"]
area_means = {"商务": sum(first) / len(scores), "技术": sum(other) / len(scores)}

# %% wrong="q8" says="这是分数的合计，还没有除以条数。"
first = [score for area, score in zip(areas, scores) if area == "商务"]
other = [score for area, score in zip(areas, scores) if area == "技术"]
area_means = {"商务": sum(first), "技术": sum(other)}

# %% wrong="q8" says="你先算了每一项技能的平均，再把这些平均数平均。打分的人有多有少，这样就不是每一条算一次了。"
by_skill = skills.groupby(["area", "skill"])["score"].mean()
area_means = by_skill.groupby("area").mean().to_dict()

# %% wrong="q8" says="你先算了每个人的平均，再把这些平均数平均。有人打了三项，有人只打一项，这样就不是每一条算一次了。"
by_person = skills.groupby(["area", "person_id"])["score"].mean()
area_means = by_person.groupby("area").mean().to_dict()

# %% wrong="q8" says="两格一样，说明没有挑：你把所有的分都算进去了。if 后面写的是哪一类？"
area_means = {"商务": sum(scores) / len(scores), "技术": sum(scores) / len(scores)}

# %% [markdown] hint="q8"
# 前两个空填文字，要带引号：一个是 `"商务"`，另一个呢？

# %% [markdown] hint="q8"
# 商务的分加在 `business_sum`，条数在 `business_count`。技术那一格照着写。

# %% check="q8"
check("01.q8", area_means=area_means)

# %% [markdown]
# ## 加分题（不计分）

# %% [markdown] question="b1" kind="number" precision="0.0001" bonus=true
# ### 加分题 红肉蜜柚占几成
#
# 课程的工具箱 `metrics` 里，有算好的公式。`metrics.share(部分, 整体)` 算的是占比，就是部分 ÷ 整体。
# 「红肉蜜柚5斤」的收入，占 8 样货总收入的多少？放进 `red_share`。
#
# **本课口径：占比 = 这一样货的收入 ÷ 总收入，写成小数，精确到 0.0001。收入 = 卖价 × 件数。**

# %% starter="b1"
red = items.index("红肉蜜柚5斤")
takings_each = [price * qty for price, qty in zip(prices, qtys)]
red_share = metrics.share(takings_each[____], ____)

# %% solution="b1"
red = items.index("红肉蜜柚5斤")
takings_each = [price * qty for price, qty in zip(prices, qtys)]
red_share = metrics.share(takings_each[red], sum(takings_each))

# %% right="b1"
red = items.index("红肉蜜柚5斤")
total = sum([p * q for p, q in zip(prices, qtys)])
red_share = round(prices[red] * qtys[red] / total, 4)

# %% wrong="b1" says="你算的是件数的占比。题目问收入的占比。"
red_share = metrics.share(qtys[items.index("红肉蜜柚5斤")], sum(qtys))

# %% wrong="b1" says="你多乘了 100。占比写成小数。"
red = items.index("红肉蜜柚5斤")
takings_each = [price * qty for price, qty in zip(prices, qtys)]
red_share = metrics.share(takings_each[red], sum(takings_each)) * 100

# %% wrong="b1" says="部分和整体放反了。部分写在前面，整体写在后面。"
red = items.index("红肉蜜柚5斤")
takings_each = [price * qty for price, qty in zip(prices, qtys)]
red_share = metrics.share(sum(takings_each), takings_each[red])

# %% wrong="b1" says="整体用成了其余的货。整体要把它自己也算进去。"
red = items.index("红肉蜜柚5斤")
takings_each = [price * qty for price, qty in zip(prices, qtys)]
red_share = metrics.share(takings_each[red], sum(takings_each) - takings_each[red])

# %% [markdown] hint="b1"
# `takings_each` 是每样货的收入。部分是其中一个位置，哪个位置？

# %% [markdown] hint="b1"
# 整体是把 `takings_each` 全部加起来。

# %% check="b1"
check("01.b1", red_share=red_share)

# %% [markdown]
# ## 写作：作品集的首页（回家做）

# %% [markdown] task="w1" points=20 rows=["C38"]
# ### 我为什么学，学到哪里
#
# 这门课做下来，你会有一本自己的作品集：每课的账、图和方案。先写它的首页，150 字左右，给以后请你做事的人看。
#
# 要写清四件事：
#
# 1. 你是谁，为什么学开网店。写真的，不写漂亮话；
# 2. 现在的本事：课上自评的七项里，最强和最弱的各一项，写出分数。有一项素质（比如细心、肯问、坚持）也写上，举一件真事；
# 3. 一个目标：**到哪一天，做到多少**；
# 4. 拿赖叔的账做样子：用你算出的至少 3 个数（带单位），说一句他的货卖得怎么样。
#
# 不写身份证号、电话和住址。
#
# | 评分 | 分 | 看什么 |
# |---|---|---|
# | 事实与数据引用 | 5 | 账上的 3 个数和你算的一样，带单位；自评写出分数 |
# | 切合对象/场景 | 5 | 看的人能知道你是谁、会什么 |
# | 表达与可执行 | 5 | 150 字左右；目标有日子，有数 |
# | 合规与真实 | 5 | 不用「最好」「第一」这类极限词；不编经历；不写隐私 |
#
# **本课专看一条**：目标可量化。没有数，或者没有日子，在「表达与可执行」里扣 2 分。
