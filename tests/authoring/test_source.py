"""The grammar: what is read, and one clear sentence for each way to get it wrong."""

from __future__ import annotations

import pytest

from opscourse.authoring.source import read_exercise
from opscourse.errors import CourseError


def test_a_question_is_read_whole(make_exercise):
    exercise = make_exercise()
    first = exercise.questions[0]
    assert (first.key, first.name, first.kind, first.points) == ("98.q1", "aov", "number", 2.0)
    assert first.title == "1 笔单价"
    assert len(first.hints) == 2 and len(first.rights) == 1
    assert exercise.setup == ['from opscourse import check, load\n\npaid = load("orders_paid")']
    assert [cell.role for cell in exercise.cells[:5]] == [
        "markdown", "code", "question", "answer", "check",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('exercise="98_tiny"', 'exercise="97_other"'), "和文件名一样"),
        (('exercise="98_tiny" ', ""), "第一格"),
        (('kind="number"', 'kind="nummer"'), "kind"),
        (("points=2 precision", "point=2 precision"), "point"),
        (('# %% check="q1"\n', '# %% check="q1"\n# 看看\n'), None),
        (('check("98.q1", aov=aov)', 'check("98.q1", aov=best)'), "check 格"),
        (('check("98.q1", aov=aov)', 'check("98.q9", aov=aov)'), "check 格"),
        (('# %% starter="q1"', '# %% starter="q7"'), "98.q7"),
        (("aov = ____", "aov = 0"), "____"),
        (('says="分母用成了行数。"', ""), "says"),
        (('# %% [markdown] hint="q1"\n# 数订单号。\n', ""), "提示"),
        (('question="q2"', 'question="q1"'), "两次"),
        (('# %% solution="q2"', '# %% right="q2"'), "缺 solution"),
    ],
)
def test_a_slip_is_named(make_exercise, change, says):
    if says is None:
        assert make_exercise(change).questions[0].name == "aov"
        return
    with pytest.raises(CourseError, match=says):
        make_exercise(change)


def test_a_quiz_needs_a_reason_for_every_choice(tmp_path):
    path = tmp_path / "97_l.py"
    head = (
        '# %% [markdown] lesson="97_l" title="课"\n# # 课\n\n# %% [markdown] quiz="k1"\n# 几个？\n'
    )
    path.write_text(head + "# - [x] 一个 :: 对\n# - [ ] 两个 :: 数重了\n", encoding="utf-8")
    quiz = read_exercise(path).quizzes[0]
    assert quiz.key == "L97.k1" and quiz.text == "几个？"
    assert [choice["right"] for choice in quiz.choices] == [True, False]
    path.write_text(head + "# - [x] 一个\n# - [ ] 两个 :: 数重了\n", encoding="utf-8")
    with pytest.raises(CourseError, match="L97.k1"):
        read_exercise(path)
