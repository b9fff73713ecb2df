"""Blanks and errors in a real IPython shell: what is shown, and that the cell still fails."""

import json
from pathlib import Path

import pytest

import opscourse
from opscourse.answers.blanks import is_blank
from opscourse.learner import progress
from opscourse.learner import shell as comforts
from opscourse.learner.handed_out import handed_out
from opscourse.learner.quizzes import make_view
from opscourse.learner.shell import install
from tests.learner.conftest import QUIZ


def test_blanks_are_skipped_and_said_once(notebook):
    result = notebook.run("a = ____\nb = a + 1\nc = 3", "one")
    assert result.success and notebook["c"] == 3
    assert is_blank(notebook["a"]) and is_blank(notebook["b"])
    assert notebook.said == "第 1 行还有 ____，没有运行。第 2 行要用到它，也没有运行。\n"
    notebook.run("print(b)")
    assert notebook.said == "第 1 行用到的 b 还是 ____，没有运行。\n"
    notebook.run("a = ____\nb = ____")
    assert notebook.said == "第 1、2 行还有 ____，没有运行。\n"


def test_the_filled_cell_runs_again_with_what_was_there_before(notebook):
    notebook.run("df = {'q': 1}")
    notebook.run("df['x'] = ____\nn = len(df)", "answer")
    assert is_blank(notebook["df"])
    assert notebook.run("df = {**df, 'x': 2}\nn = len(df)", "answer").success
    assert notebook["n"] == 2


def test_a_blank_as_the_last_line_shows_nothing(notebook):
    notebook.run("a = ____")
    assert notebook.run("a").result is None


def test_a_graded_run_says_nothing_of_blanks(notebook, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook.run("a = ____")
    assert notebook.said == "" and is_blank(notebook["a"])


def test_installing_twice_does_nothing(notebook):
    before = list(notebook.shell.ast_transformers)
    install(notebook.shell)
    assert notebook.shell.ast_transformers == before


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("spend = 1\nspned + 1", "第 2 行：没有叫 spned 的名字。你要写的是不是 spend？"),
        ("true", "第 1 行：没有叫 true 的名字。你要写的是不是 True？"),
        ("zzqq", "第 1 行：没有叫 zzqq 的名字。看看有没有写错"),
        ("西瓜", '没有叫 西瓜 的名字。如果它是一段文字，要放进英文引号里："西瓜"。'),
        ("print(late)\nlate = 1", "用到 late 的时候，它还没有值。"),
        ("print(\u201c你好\u201d)", "第 1 行第 7 个字符 \u201c 是中文标点，代码里要用英文的"),
        ("print(1\uff0c 2)", "第 1 行第 8 个字符 \uff0c 是中文标点，代码里要用英文的 , 。"),
        ("a = 1\nprint\uff08a\uff09", "第 2 行第 6 个字符 \uff08 是中文标点"),
        ("for i in [1]\uff1a\n  pass", "第 13 个字符 \uff1a 是中文标点，代码里要用英文的 : 。"),
        ("a = '\uff0c' # \uff0c\nb = 1\uff1b", "第 2 行第 6 个字符 \uff1b 是中文标点"),
        ("a = \u30101\u3011", "代码里要用英文的 [ 。"),
        ("a = 1\u3002", "第 6 个字符 \u3002 是中文标点，代码里要用英文的 . 。"),
        ("a\u3000= ", "第 2 个字符是全角空格"),
        ('print("你好)', "第 1 行的引号没有配对：一段文字前后各要一个引号，这里少了一个。"),
        ('print("你好\u201d)', "\u201d 是中文引号，要换成英文的"),
        ("print((1, 2)", "第 1 行的 ( 没有配对，少了一个 )。"),
        ("a = [1, 2))", "前面用 [ 打开，却用 ) 关上"),
        ("a = 1)", "第 1 行多了一个 )"),
        ("if 1 = 2:\n  pass", "第 1 行用了一个 = 。一个 = 是给名字一个值，比较是否相等要写两个"),
        ("a = (2 = 3)", "比较是否相等要写两个：== 。"),
        ("print(1 == 1 = 3)", "比较是否相等要写两个：== 。"),
        ("a = 1\nprint(a = 3)", "第 2 行：print 的括号里写了 a = …。比较是否相等要写两个等号"),
        ("3 = a", "第 1 行的 = 左边要是一个名字。"),
        ("a = 30 元", "第 1 行的数字后面跟着「元」。代码里只写数，单位写在 # 后面"),
        ("a = 30元  # 30 元", "第 1 行的数字后面跟着「元」。"),
        ("if 1 == 2\n  pass", "第 1 行末尾少了英文冒号 : 。"),
        ("for i in [1]:\nprint(i)", "第 1 行下面的内容要缩进：在第 2 行开头按一次 Tab。"),
        ("a = 1\n  b = 2", "第 2 行开头多了空格"),
        ("if 1:\n    a = 1\n  b = 2", "第 3 行的缩进和上面对不齐"),
        ("a =", "第 1 行的 = 右边还没有写内容。"),
        ("x = 5 5", "第 1 行的写法 Python 读不懂"),
    ],
)
def test_one_chinese_line_and_the_cell_fails(notebook, source, sentence):
    result = notebook.run(source)
    assert not result.success
    assert sentence in notebook.said
    assert notebook.said.count("\n") == 1 and "Traceback" not in notebook.said
    notebook.run("opscourse.traceback()")
    assert type(result.error_before_exec or result.error_in_exec).__name__ in notebook.said


FRAME = "import pandas as pd\ndf = pd.DataFrame({'amount': [1], 'city': ['福州']})"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("df['ammount']", "第 1 行：这张表没有叫 ammount 的列。你要写的是不是 amount？"),
        ("df[['city', 'zz']]", "这张表没有叫 zz 的列。它的列有：amount、city。"),
        ("df.groupby('citty').sum()", "你要写的是不是 city？"),
        ("df.sort_values('amout')", "你要写的是不是 amount？"),
        ("df.amonut", "你要写的是不是 .amount？"),
        ("df[city]", '没有叫 city 的名字。如果它是列名或文字，要放进英文引号里："city"。'),
    ],
)
def test_a_column_that_is_not_there(notebook, source, sentence):
    notebook.run(FRAME)
    assert not notebook.run(source).success
    assert sentence in notebook.said and "Traceback" not in notebook.said


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("df[df['city'] = '福州']", "第 1 行用了一个 = 。"),
        ("df[(df['city'] == '福州') and (df['amount'] > 1)]", "不能用 and、or、not 连接"),
        ("if df['amount'] > 1:\n    pass", "也不能直接放在 if 后面"),
        ("df[df['city'] == '福州' & df['amount'] > 1]", "每个条件要各用一对括号包起来"),
        ("df[df['amount'] > 1 & df['city'] == '福州']", "每个条件要各用一对括号包起来"),
        ("pd.to_numeric(pd.Series(['1', '52.80元']))", "「52.80元」不能变成数。先去掉"),
        ("pd.Series(['1,200']).astype(float)", "「1,200」不能变成数。"),
        ("float('3 箱')", "第 1 行：「3 箱」不能变成数。"),
    ],
)
def test_the_first_conditions_and_numbers_of_a_table(notebook, source, sentence):
    notebook.run(FRAME)
    assert not notebook.run(source).success
    assert sentence in notebook.said and "Traceback" not in notebook.said


def test_a_file_in_another_encoding(notebook, work):
    (work / "旧.csv").write_bytes("城市\n福州\n".encode("gbk"))
    notebook.run(FRAME)
    assert not notebook.run(f"pd.read_csv({str(work / '旧.csv')!r})").success
    assert '加上 encoding="gbk" 试试' in notebook.said and "Traceback" not in notebook.said


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a = 0\n1 / a", "第 2 行：除数是 0。"),
        ("def f(n):\n    return f(n)\nf(1)", "第 3 行：函数一直在调用自己"),
        ("'a' + 1", "把文字和数字放在一起算了。带引号的是文字"),
        ("[1, 2][2]", "位置从 0 数起：一共 8 个，最后一个是 7。"),
    ],
)
def test_the_learners_own_line_needs_no_report(notebook, source, sentence):
    assert not notebook.run(source).success
    assert sentence in notebook.said and notebook.said.count("\n") == 1


@pytest.mark.parametrize(
    ("source", "sentence", "english"),
    [
        ("import fractions\nfractions.Fraction(1, 0)", "除数是 0。", "ZeroDivisionError"),
        ("import textwrap\ntextwrap.indent('a', 1)", "把文字和数字放在一起算了", "TypeError"),
        ("a = 3\na(1)", "第 2 行：把一个不是函数的东西加上括号来用了。", "TypeError"),
        ("open('nothing.csv')", "找不到文件 nothing.csv。", "FileNotFoundError"),
        ("import nothing_here", "没有装 nothing_here 这个包", "ModuleNotFoundError"),
        ("{}['a']", "没有 'a' 这个键", "KeyError"),
    ],
)
def test_a_line_above_the_report(notebook, source, sentence, english):
    assert not notebook.run(source).success
    first, rest = notebook.said.split("\n", 1)
    assert sentence in first and english in rest


def test_other_errors_stay_as_they_are(notebook):
    assert not notebook.run("[].index(1)").success
    assert "ValueError: " in notebook.said and "Traceback" in notebook.said


def test_a_course_error_is_its_sentence(notebook):
    notebook.run("from opscourse.errors import CourseError\nraise CourseError('没有这张表。')")
    assert notebook.said.startswith("没有这张表。（完整报错")


def test_a_blank_that_a_function_meets_later_is_named(notebook):
    notebook.run("x = 1\ndef f():\n    return x + 1")
    notebook.run("x = ____")
    assert not notebook.run("f()").success
    assert "用到了还没有填的 ____" in notebook.said


def repairing(work):
    """A notebook with a cell to repair, as the course gave it and in `mywork`; returns the latter.

    The place is that of exercise 03; the question is only named.
    """
    name = Path("exercises") / "03_shop_health" / "03_shop_health.ipynb"
    cells = [
        {"cell_type": "code", "id": "c01", "source": "from opscourse import check"},
        {"cell_type": "code", "id": "q5-answer", "source": ["fee = \uff081\n", "fee = fee + 1"]},
        {"cell_type": "code", "id": "q5-check", "source": 'check("03.q5", fee=fee)'},
    ]
    for place in (work.parent / name, work / name):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return work / name


def test_a_cell_to_repair_that_nobody_touched_is_unanswered(notebook, work):
    file = repairing(work)
    notebook.run("from opscourse import check")
    broken = "fee = \uff081\nfee = fee + 1"
    notebook.run(broken, "q5-answer")
    assert "中文标点" in notebook.said
    assert not notebook.run('check("03.q5", fee=fee)', "q5-check").success
    assert notebook.said.startswith("还没作答。作答的那一格还和发下来的一样。")
    notebook.run('check("03.q5", fee=fei)', "q5-check")
    assert "没有叫 fei 的名字" in notebook.said
    # what was run counts, the file may not have been saved yet
    notebook.run(broken.replace("\uff081", "\uff082"), "q5-answer")
    notebook.run('check("03.q5", fee=fee)', "q5-check")
    assert "fee 还没有值" in notebook.said
    # the course's own copy is no copy to compare with
    assert handed_out(file) and not handed_out(work.parent / file.relative_to(work))


def test_a_name_from_a_cell_that_was_not_run(notebook, work, monkeypatch):
    file = work / "exercises" / "03_shop_health" / "03_shop_health.ipynb"
    cells = [
        {"cell_type": "code", "source": ["paid = 1\n", "import math as m"]},
        {"cell_type": "markdown", "source": "orders = 1"},
        {"cell_type": "code", "source": "late = （1)"},
    ]
    file.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    sentence = "第 1 行：{} 还没有值。给它值的那一格没有运行，或者运行时出了错。先把那一格运行好"
    for name in ("paid", "m", "late"):
        notebook.run(f"print({name})")
        assert notebook.said.startswith(sentence.format(name))
    notebook.run("print(orders)")
    assert "没有叫 orders 的名字" in notebook.said
    other = work / "别处.ipynb"
    other.write_text("{damaged", encoding="utf-8")
    monkeypatch.setenv("JPY_SESSION_NAME", str(other))
    notebook.run("print(paid)")
    assert "没有叫 paid 的名字" in notebook.said


def test_the_explanation_can_fail_without_hiding_the_error(notebook, monkeypatch):
    def broken(error, scene):
        raise RuntimeError

    monkeypatch.setattr(comforts, "explain", broken)
    assert not notebook.run("1 / 0").success
    assert "ZeroDivisionError: division by zero" in notebook.said


def test_no_error_yet(notebook):
    notebook.run("opscourse.traceback()")
    assert notebook.said == "这个笔记本里还没有出过错。\n"


def test_syntax_inside_a_text_given_to_query_is_left_alone(notebook):
    notebook.run(FRAME)
    assert not notebook.run("df.query('amount > > 3')").success
    assert "SyntaxError" in notebook.said


def test_quiz_by_mouse(notebook):
    view = make_view("L03.k1", QUIZ)
    radio, why = view.children[1], view.children[2]
    assert radio.value is None and why.value == ""
    radio.value = 1
    assert "一位访客会看很多页" in why.value
    assert progress.entry("L03.k1")["state"] == "wrong"


def test_in_a_notebook_the_message_is_a_box_with_its_verdict(notebook, monkeypatch):
    published = []
    monkeypatch.setattr(
        notebook.shell.display_pub, "publish", lambda data, metadata=None: published.append(data)
    )
    assert opscourse.check("03.q1", spend="<b>") == 0.0
    data = published[0]
    assert "border-left" in data["text/html"] and "03.q1" in data["text/plain"]
    verdict = data["application/vnd.opscourse.verdict+json"]
    assert verdict["id"] == "03.q1" and verdict["points"] == 0.0
