"""`opscourse new exercise NN_topic`: a skeleton that already passes the contract."""

from __future__ import annotations

import argparse
import re

from opscourse import datasets
from opscourse.errors import CourseError

SKELETON = """# %% [markdown] exercise="{assignment}" title="{topic}" tables=["orders_paid"]
# # {number} {topic}
# 先写一个新农人遇到的问题：谁，卖什么，要决定什么。

# %%
from opscourse import check, hint, load, path, describe, metrics, plotting

plotting.use_style()
paid = load("orders_paid")

# %% [markdown] question="q1" kind="number" points=2 precision="0.01" where="class"
# ### 1 笔单价
# 用 `paid` 算出全部时间的笔单价，放进 `aov`。
#
# **本课口径：支付金额 ÷ 支付订单数，单位元，精确到分。**

# %% starter="q1"
aov = ____

# %% solution="q1"
aov = paid["amount"].sum() / paid["order_id"].nunique()

# %% right="q1"
aov = paid.groupby("order_id")["amount"].sum().mean()

# %% wrong="q1" says="分母用成了行数。一行是一件商品，一个订单可以有几行。"
aov = paid["amount"].sum() / len(paid)

# %% wrong="q1" says="分母用成了买家数，那是客单价。笔单价要除以订单数。"
aov = paid["amount"].sum() / paid["buyer_id"].nunique()

# %% [markdown] hint="q1"
# 表里的一行是一件商品。先想一想：一个订单有几行？

# %% [markdown] hint="q1"
# `nunique()` 数的是不同的值有几个。数哪一列，得到的才是订单数？

# %% check="q1"
check("{number}.q1", aov=aov)

# %% [markdown] task="w1" points=20
# ### 写一写（20 分）
# 写出任务，和这一课自己的一条评分线。
#
# | 评分项 | 分 |
# |---|---|
# | 事实与数据引用 | 5 |
# | 切合对象/场景 | 5 |
# | 表达与可执行 | 5 |
# | 合规与真实 | 5 |
"""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["exercise"], help="现在能建：exercise（练习）")
    parser.add_argument("assignment", metavar="NN_topic", help="如 13_social")


def run(args: argparse.Namespace) -> int:
    assignment = args.assignment
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", assignment):
        raise CourseError(f"{assignment} 不合写法。要两位数字、下划线、小写英文，如 13_social。")
    taken = sorted(datasets.ROOT.glob(f"solutions/{assignment[:2]}_*"))
    if taken:
        raise CourseError(f"{assignment[:2]} 已经有了：solutions/{taken[0].name}。换一个课号。")
    folder = datasets.ROOT / "solutions" / assignment
    folder.mkdir(parents=True)
    source = folder / f"{assignment}.py"
    number, topic = assignment[:2], assignment[3:]
    source.write_text(
        SKELETON.replace("{assignment}", assignment)
        .replace("{number}", number)
        .replace("{topic}", topic),
        encoding="utf-8",
        newline="\n",
    )
    print(f"建好了 solutions/{assignment}/{assignment}.py。改好以后运行 opscourse build {number}。")
    return 0
