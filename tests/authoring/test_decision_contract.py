"""The exercise contract of a decision: its market, its share, and policies for every variant."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest

from opscourse.authoring.contract import ContractError, WorldRefused, answers_for, prove
from opscourse.authoring.source import read_exercise
from opscourse.datasets import FrozenWorld
from opscourse.errors import CourseError
from opscourse.grading.worlds import accepted, write_world
from opscourse.simulation.randomness import Randomness

SOURCE = """# %% [markdown] exercise="98_tiny" title="试" tables=["orders_paid"]
# # 98 试

# %%
from opscourse import check, load

paid = load("orders_paid")

# %% [markdown] question="q1" kind="number" points=2 precision="0.01" where="class"
# ### 1 销售额
# **本课口径：支付金额之和，精确到分。**

# %% starter="q1"
amount = ____

# %% solution="q1"
amount = paid["amount"].sum()

# %% wrong="q1" says="这是行数。"
amount = len(paid)

# %% [markdown] hint="q1"
# 求和。

# %% [markdown] hint="q1"
# 用 sum。

# %% check="q1"
check("98.q1", amount=amount)

# %% [markdown] question="q2" kind="decision" points=2 market="budget" least="0.5" where="home"
# ### 2 分预算
# **本课口径：利润 = 带回的钱 − 花费，5 轮加起来。**

# %% starter="q2"
def split_budget(channels, total):
    return ____

# %% solution="q2"
def split_budget(channels, total):
    low, high = channels["profit_low"] + channels["spend_low"], channels["spend_high"]
    high_gain = channels["profit_high"] + high
    slope = (1 / low - 1 / high_gain) / (1 / channels["spend_low"] - 1 / high)
    most = 1 / (1 / low - slope / channels["spend_low"])
    half = slope * most
    best = {}
    for step in range(40):
        wish = ((most * half) ** 0.5 / 1.04**step - half).clip(lower=0)
        wish = wish.clip(upper=channels["cap"])
        wish = wish.where(wish >= channels["min_test"], 0)
        if wish.sum() <= total:
            best = dict(zip(channels["channel"], wish, strict=True))
            break
    return best

# %% wrong="q2" says="你平均分了。各渠道带回来的不一样多。"
def split_budget(channels, total):
    return {name: total / len(channels) for name in channels["channel"]}

# %% wrong="q2" says="加起来超过了总额。"
def split_budget(channels, total):
    return dict(zip(channels["channel"], channels["cap"], strict=True))

# %% [markdown] hint="q2"
# 先看每个渠道多花 1 元能带回多少。

# %% [markdown] hint="q2"
# 多花 1 元带回得最多的渠道先加。

# %% check="q2"
check("98.q2", split_budget=split_budget)
"""
EVEN = 'return {name: total / len(channels) for name in channels["channel"]}'


def market(seed: int) -> dict[str, Any]:
    """Five rounds of four channels, of which two are clearly better in every round."""
    random, rounds = Randomness(seed), []
    for number in range(5):
        better = random.shuffled(f"better {number}", [260, 330, 60, 80])
        half = random.between(f"half {number}", 300, 700, 4)
        channels = [
            {
                "channel": f"渠道{'甲乙丙丁'[k]}",
                "most": int(better[k] * half[k]),
                "half": int(half[k]) * 100,
                "cap": 300_000,
                "least": 1_000,
                "trials": [int(half[k]) * 50, int(half[k]) * 100],
            }
            for k in range(4)
        ]
        total = 100 * random.one(f"total {number}", 500, 900)
        rounds.append({"total": total, "channels": channels})
    return {"name": "budget", "simulation": 1, "rounds": rounds}


@functools.cache
def world(seed: int) -> FrozenWorld:
    from tests.authoring.conftest import tiny_world

    paid = tiny_world(seed).frames
    return FrozenWorld(paid, f"tiny{seed}", markets={"budget": market(seed)})


def others():
    return [(f"世界 {seed} ", world(seed)) for seed in range(1, 11)]


@pytest.fixture
def make(tmp_path):
    """Build the exercise with pieces replaced: make(("old", "new"), …)."""

    def made(*changes: tuple[str, str]):
        text = SOURCE
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path = tmp_path / "98_tiny.py"
        path.write_text(text, encoding="utf-8")
        return read_exercise(path)

    return made


def test_a_sound_decision_is_proven_and_stored(make):
    entry = prove(make(), world(0), others())["questions"]["98.q2"]
    stored = entry["market"]
    assert stored["simulation"] == 1 and len(stored["baselines"]) == 3
    assert len(stored["reference"]["decisions"]) == len(stored["reference"]["profits"]) == 5
    assert len(entry["cases"]) == 5 and entry["right"]["type"] == "function"
    assert "clip" not in json.dumps(entry)  # never the solution's code


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('least="0.5"', 'least="1"'), "没有拿到份额 1"),
        (("        if wish.sum() <=", "        if 1 >"), " solution ，在练习世界：没有拿到份额"),
        (("return best", "return {'西瓜': 1}"), "不认识的编号"),
        (("return best", "return best / 0"), "solution"),
        (("return ____", "return ____\n1 / 0"), "starter"),
        (("return ____", "return {}\nguess = ____"), "还没作答"),
        (("return best", EVEN), "solution .*你平均分了"),
        ((EVEN, "return 1 / 0"), "第 1 个 wrong .*ZeroDivisionError"),
    ],
)
def test_a_broken_variant_is_named(make, change, says):
    with pytest.raises(ContractError, match=says) as refused:
        answers_for(make(change), world(0), label="练习世界")
    assert "98.q2" in str(refused.value) and "练习世界" in str(refused.value)


def test_a_named_wrong_policy_must_not_earn_full_marks(make):
    """Where two equal channels are far ahead, a half to each is as good as the reference."""
    lone = market(0)
    for about in lone["rounds"]:
        for channel, most in zip(about["channels"], (400_000, 400_000, 9_000, 9_000), strict=True):
            channel.update(most=most, half=40_000, trials=[20_000, 40_000])
    single = FrozenWorld(world(0).frames, "lone", markets={"budget": lone})
    with pytest.raises(WorldRefused, match="第 1 个 wrong .*满分"):
        answers_for(make((EVEN, "return {'渠道甲': total / 2, '渠道乙': total / 2}")), single)


def test_two_named_wrong_policies_must_decide_otherwise(make):
    doubled = ('dict(zip(channels["channel"], channels["cap"], strict=True))', EVEN[7:])
    with pytest.raises(WorldRefused, match="第 2 个 wrong"):
        answers_for(make(doubled), world(0))


def test_a_policy_that_leans_on_the_order_of_rows_is_refused(make):
    leaning = (
        "    return best\n",
        "    if channels['channel'].iloc[0] != '渠道甲':\n        return {}\n    return best\n",
    )
    with pytest.raises(ContractError, match="打乱"):
        answers_for(make(leaning), world(0))


def test_a_world_without_a_gap_is_refused(make):
    flat = market(0)
    for about in flat["rounds"]:
        for channel in about["channels"]:
            channel.update(most=44_000, half=40_000, trials=[20_000, 40_000])
    poor = FrozenWorld(world(0).frames, "flat", markets={"budget": flat})
    with pytest.raises(WorldRefused, match="太少"):
        answers_for(make(), poor)


def test_a_world_without_the_market_says_so(make):
    with pytest.raises(ContractError, match="没有市场 budget"):
        answers_for(make(), FrozenWorld(world(0).frames, "none"))


def test_the_practice_decisions_must_not_earn_elsewhere(make):
    exercise = make()
    practice = answers_for(exercise, world(0))
    assert answers_for(exercise, world(3), practice=practice)
    with pytest.raises(WorldRefused, match="练习数据的答案"):
        answers_for(exercise, world(0), practice=practice)


def test_a_policy_of_another_questions_name_is_not_independent(make):
    leaning = ("    best = {}\n", "    best = {} if amount else {}\n")
    with pytest.raises(ContractError, match="98.q2"):
        prove(make(leaning), world(0), others())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('market="budget" ', ""), "market 要从"),
        (('market="budget"', 'market="stocks"'), "market 要从"),
        ((' least="0.5"', ""), "least"),
        (('least="0.5"', 'least="half"'), "least"),
        (('least="0.5"', 'least="1.5"'), "least"),
        (('kind="decision"', 'kind="list"'), "只有"),
    ],
)
def test_a_source_must_name_market_and_share(make, change, says):
    with pytest.raises(CourseError, match=says) as refused:
        make(change)
    assert "98.q2" in str(refused.value)


def test_a_graded_world_holds_inputs_but_no_market_for_learners(make, tmp_path):
    """From a secret key to a folder: what a learner's run is given tells nothing of the market."""
    text = SOURCE.split('# %% [markdown] question="q1"')
    source = text[0] + '# %% [markdown] question="q2"' + SOURCE.split('question="q2"', 1)[1]
    path = tmp_path / "98_tiny.py"
    path.write_text(source.replace('least="0.5"', 'least="0.25"'), encoding="utf-8")
    exercise = read_exercise(path)
    keys = (bytes([number]) * 32 for number in range(1, 30))
    practice = {"questions": {"98.q2": {"right": {"type": "blank"}}}}
    frames, answers, fingerprint = accepted(exercise, keys, practice)
    write_world(tmp_path / "r1", exercise, frames, answers)
    inputs = json.loads((tmp_path / "r1" / "inputs" / "98.q2.json").read_text(encoding="utf-8"))
    assert len(inputs) == 5 and answers["fingerprint"] == fingerprint
    assert not {"most", "half"} & {one["name"] for one in inputs[0]["args"][0]["columns"]}
    assert answers["questions"]["98.q2"]["market"]["simulation"] >= 1
