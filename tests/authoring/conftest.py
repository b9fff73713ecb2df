"""A tiny exercise and tiny worlds, so that every clause is proven in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from opscourse.authoring.source import Exercise, read_exercise
from opscourse.datasets import FrozenWorld

SOURCE = """# %% [markdown] exercise="98_tiny" title="试" tables=["orders_paid"]
# # 98 试

# %%
from opscourse import check, load

paid = load("orders_paid")

# %% [markdown] question="q1" kind="number" points=2 precision="0.01" where="class"
# ### 1 笔单价
# **本课口径：支付金额 ÷ 订单数，精确到分。**

# %% starter="q1"
aov = ____

# %% solution="q1"
aov = paid["amount"].sum() / paid["order_id"].nunique()

# %% right="q1"
aov = paid.groupby("order_id")["amount"].sum().mean()

# %% wrong="q1" says="分母用成了行数。"
aov = paid["amount"].sum() / len(paid)

# %% [markdown] hint="q1"
# 一行是一件商品。

# %% [markdown] hint="q1"
# 数订单号。

# %% check="q1"
check("98.q1", aov=aov)

# %% [markdown] question="q2" kind="list" points=2 where="home"
# ### 2 卖得最多的商品
# **本课口径：按件数，从多到少。**

# %% starter="q2"
best = ____

# %% solution="q2"
best = paid.groupby("sku")["qty"].sum().sort_values(ascending=False).index.tolist()[:2]

# %% wrong="q2" says="你是按行数排的。"
best = paid["sku"].value_counts().sort_index().index.tolist()[:2]

# %% [markdown] hint="q2"
# 先分组。

# %% [markdown] hint="q2"
# 再加件数。

# %% check="q2"
check("98.q2", best=best)
"""


def tiny_world(seed: int) -> FrozenWorld:
    """Orders of several lines, with amounts and rankings that differ from seed to seed."""
    rows = []
    for order in range(12):
        for line in range(1 + (order + seed) % 3):
            qty = (order * 67 + line * 31 + seed * 53) ** 2 % 97 + 1  # no ties between goods
            sku = ("蜜柚", "银耳", "莲子", "芦柑")[(order + line * (seed + 1)) % 4]
            rows.append((f"O{order}", sku, qty, round(qty * (3.7 + seed), 2)))
    paid = pd.DataFrame(rows, columns=["order_id", "sku", "qty", "amount"])
    return FrozenWorld({"orders_paid": paid}, f"tiny{seed}")


@pytest.fixture
def make_exercise(tmp_path: Path) -> Callable[..., Exercise]:
    """Build an exercise from SOURCE with pieces replaced: make(("old", "new"), …)."""

    def make(*changes: tuple[str, str]) -> Exercise:
        text = SOURCE
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path = tmp_path / "98_tiny.py"
        path.write_text(text, encoding="utf-8")
        return read_exercise(path)

    return make
