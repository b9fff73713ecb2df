"""Each clause of the exercise contract refuses an exercise that breaks it, and says where."""

from __future__ import annotations

import pytest

from opscourse.authoring.contract import ContractError, WorldRefused, answers_for, prove
from tests.authoring.conftest import tiny_world

SOLUTION = 'aov = paid["amount"].sum() / paid["order_id"].nunique()'
RIGHT = 'aov = paid.groupby("order_id")["amount"].sum().mean()'
WRONG = 'aov = paid["amount"].sum() / len(paid)'


def others():
    return [(f"世界 {seed} ", tiny_world(seed)) for seed in range(1, 11)]


def test_a_sound_exercise_is_proven(make_exercise):
    answers = prove(make_exercise(), tiny_world(0), others())
    entry = answers["questions"]["98.q1"]
    assert entry["right"]["type"] == "number"
    assert [wrong["says"] for wrong in entry["wrong"]] == ["分母用成了行数。"]
    assert "solution" not in str(answers) and "groupby" not in str(answers)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ((RIGHT, "aov = paid['amount'].sum()"), "第 1 个 right"),
        ((RIGHT, "aov = 1 / 0"), "ZeroDivisionError"),
        ((SOLUTION, "aov = ____"), "没有交出答案"),
        ((WRONG, SOLUTION), "wrong"),
        (("aov = ____", "aov = ____\n1 / 0"), "starter"),
        (("aov = ____", "guess = ____\naov = 3"), "还没作答"),
    ],
)
def test_a_broken_variant_is_named(make_exercise, change, says):
    with pytest.raises(ContractError, match=says) as refused:
        answers_for(make_exercise(change), tiny_world(0), label="练习世界")
    assert "98.q1" in str(refused.value) and "练习世界" in str(refused.value)


@pytest.mark.parametrize(
    ("column", "code", "says"),
    [
        ("sku", "", r"sku 列，参考答案在 index 里，不是列。加上 .reset_index\(\)"),
        ("good", ".reset_index()", "good 列，参考答案没有。改 id_columns"),
    ],
)
def test_a_declared_id_that_is_no_column_is_refused(make_exercise, column, code, says):
    def changed(code):
        sums = f'aov = paid.groupby("sku")[["qty"]].sum(){code}'
        wrong = f'aov = paid.groupby("sku")[["qty"]].max(){code}'
        kind = f'kind="frame" id_columns=["{column}"] points=2 precision="0.01"'
        old = 'kind="number" points=2 precision="0.01"'
        return make_exercise((old, kind), (SOLUTION, sums), (RIGHT, sums), (WRONG, wrong))

    with pytest.raises(ContractError, match=says) as refused:
        answers_for(changed(code), tiny_world(0))
    assert str(refused.value).startswith("98_tiny 的 98.q1：")
    if column == "sku":
        assert answers_for(changed(".reset_index()"), tiny_world(0))["questions"]["98.q1"]


def test_an_answer_that_is_the_same_everywhere_must_be_declared(make_exercise):
    same = [
        (SOLUTION, 'aov = paid["order_id"].nunique()'),
        (RIGHT, 'aov = len(set(paid["order_id"]))'),
        ('precision="0.01" ', ""),
    ]
    with pytest.raises(ContractError, match="fixed"):
        prove(make_exercise(*same), tiny_world(0), others())
    declared = [*same, ("points=2 where", "points=2 fixed=true where")]
    with pytest.raises(ContractError, match="十分之一"):  # half of the points is too much
        prove(make_exercise(*declared), tiny_world(0), others())


def test_an_answer_that_leans_on_row_order_is_refused(make_exercise):
    first = (SOLUTION, f'{RIGHT} + paid["qty"].iloc[0]')
    with pytest.raises(ContractError, match="打乱"):
        answers_for(make_exercise((RIGHT, "aov = 0 + " + first[1][6:]), first), tiny_world(0))


def test_an_answer_that_leans_on_ties_is_refused(make_exercise):
    world = tiny_world(0)
    frame = world.table("orders_paid").assign(qty=1)
    tied = type(world)({"orders_paid": frame}, "tied")
    ties = ('["qty"].sum().sort_values(ascending=False)', '["qty"].max().sort_values()')
    with pytest.raises(ContractError, match="98.q2"):
        answers_for(make_exercise(ties), tied)


def test_an_answer_near_a_cut_refuses_the_world(make_exercise):
    cut = (
        '# %% [markdown] hint="q1"',
        '# %% margin="q1"\nmargin = [0.5, 1e-9]\n\n# %% [markdown] hint="q1"',
    )
    with pytest.raises(WorldRefused, match="分界线"):
        answers_for(make_exercise(cut), tiny_world(0))


def test_wrong_values_too_close_refuse_the_world(make_exercise):
    close = (WRONG, f"{SOLUTION} + 0.012")
    with pytest.raises(WorldRefused, match="太近"):
        answers_for(make_exercise(close), tiny_world(0))


def test_practice_answers_must_not_score_elsewhere(make_exercise):
    exercise = make_exercise()
    practice = answers_for(exercise, tiny_world(0))
    with pytest.raises(WorldRefused, match="练习数据的答案"):
        answers_for(exercise, tiny_world(0), practice=practice)


def test_questions_that_lean_on_each_other_are_refused(make_exercise):
    leaning = ("best = paid", "best = aov and paid")
    with pytest.raises(ContractError, match="98.q2"):
        answers_for(make_exercise(leaning), tiny_world(0))


def test_one_question_must_not_spoil_another(make_exercise):
    """Question 1 changes the shared table under the feet of question 2."""
    spoil = (SOLUTION, f"{SOLUTION}\npaid.drop(paid.index[:9], inplace=True)")
    with pytest.raises(ContractError, match="98.q2"):
        prove(make_exercise(spoil), tiny_world(0), others())
