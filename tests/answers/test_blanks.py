"""`____` as data flow: every usual place of a blank, and every way of running a cell again."""

import ast

import pytest

from opscourse.answers.blanks import (
    BLANK,
    MARK,
    Blank,
    analyse,
    is_blank,
    run_cell,
    transform,
)


def run(*cells: str, **names):
    """Run cells one after the other in one namespace and return it."""
    namespace = dict(names)
    for source in cells:
        run_cell(source, namespace)
    return namespace


def blanks(namespace) -> set[str]:
    return {n for n, v in namespace.items() if is_blank(v) and n != MARK}


@pytest.mark.parametrize(
    ("source", "blank", "kept"),
    [
        ("x = ____", {"x"}, {}),
        ("x = y = ____", {"x", "y"}, {}),
        ("x, (y, *z) = ____", {"x", "y", "z"}, {}),
        ("x: float = ____", {"x"}, {}),
        ("x = 1\nx += ____", {"x"}, {}),
        ("x = round(____, 2)", {"x"}, {}),
        ("x = [1, ____]", {"x"}, {}),
        ("x = {'a': ____}", {"x"}, {}),
        ("x = f'{____} 元'", {"x"}, {}),
        ("x = ____ if 1 else 2", {"x"}, {}),
        ("x = lambda a: a + ____", {"x"}, {}),
        ("x = [i for i in ____]", {"x"}, {}),
        ("x = table.____()", {"x"}, {}),
        ("x = sorted(v, ____=1)", {"x"}, {}),
        ("(x := ____)", {"x"}, {}),
        ("x = [y := ____ for i in range(3)]", {"x", "y"}, {}),
        ("def f(a):\n    b = a\n    return ____", {"f"}, {}),
        ("def f(a=____):\n    return a", {"f"}, {}),
        ("@____\ndef f(a):\n    return a", {"f"}, {}),
        ("def ____(a):\n    return a", set(), {}),
        ("class C:\n    x = ____", {"C"}, {}),
        ("for i in ____:\n    t = i", {"i", "t"}, {}),
        ("for i in range(3):\n    t = ____\nelse:\n    u = 1", {"i", "t", "u"}, {}),
        ("while ____:\n    t = 1", {"t"}, {}),
        ("if 1 > 0:\n    a = ____\nelse:\n    b = 2\nc = 3", {"a", "b"}, {"c": 3}),
        ("with open(____) as f:\n    t = f.read()", {"f", "t"}, {}),
        ("try:\n    t = ____\nexcept OSError as e:\n    u = 1", {"t", "u"}, {}),
        ("match ____:\n    case [a, *b]:\n        c = 1", {"a", "b", "c"}, {}),
        ("if ____:\n    import math\n    t = 1", {"t"}, {}),
        ("____ = 5", set(), {}),
        ("____", set(), {}),
        ("print(____)", set(), {}),
        ("a = ____\nb = a + 1\nc = 3", {"a", "b"}, {"c": 3}),
        ("a = ____\nb = ____\nc = a + b", {"a", "b", "c"}, {}),
        ("a = ____\na = 4\nb = a", set(), {"a": 4, "b": 4}),
        ("a = ____\ndel a\nb = 1", set(), {"b": 1}),
        ("a = ____\nimport math as a\nb = a.floor(2.5)", set(), {"b": 2}),
        ("rows = []\nfor i in range(2):\n    rows.append(____)", {"rows", "i"}, {}),
        ("d = {}\nd['a'] = ____", {"d"}, {}),
        ("d = {'a': 1}\ndel d[____]", {"d"}, {}),
        ("d = {'a': {}}\nd['a']['b'] = ____", {"d"}, {}),
        ("import math\nmath.tau2 = ____\nb = math.floor(2.5)", set(), {"b": 2}),
    ],
)
def test_what_a_blank_leaves_behind(source, blank, kept):
    namespace = run(source)
    assert blanks(namespace) == blank
    assert {k: namespace[k] for k in kept} == kept


@pytest.mark.parametrize(
    "source",
    [
        "y = [x for x in (1, 2)]",
        "y = {x: 1 for x in (1, 2)}",
        "y = list(map(lambda x: x + 1, (1, 2)))",
        "def y(x):\n    return x",
        "def y():\n    x = 1\n    return x",
        "def y():\n    for x in (1,):\n        pass\n    return [x for _ in (1,)]",
        "def y():\n    def inner():\n        return x\n    x = 1\n    return inner()",
        "def y():\n    x = 1\n    def inner():\n        nonlocal x\n        x += 1\n    inner()",
        "for x in (1, 2):\n    y = x",
        "with open('/dev/null') as x:\n    y = x",
        "try:\n    1 / 0\nexcept ZeroDivisionError as x:\n    y = str(x)",
        "if True:\n    x = 1\n    y = x",
        "y = (x := 3) + x",
        "class y:\n    x = 1\n    z = x",
        "y = 'x'",
        "def x(n):\n    return x(n - 1) if n else 0\ny = x(2)",
        "match 3:\n    case x:\n        y = x",
    ],
)
def test_a_local_name_spelt_like_a_blank_one_is_not_skipped(source):
    namespace = run("x = ____", source.replace("/dev/null", __file__))
    assert "y" in namespace and not is_blank(namespace["y"])


@pytest.mark.parametrize(
    "source",
    [
        "y = [x for _ in (1, 2)]",
        "y = [a for a in x]",
        "y = lambda a=x: a",
        "y = lambda: x",
        "def y():\n    return x",
        "def y():\n    global x\n    x += 1",
        "def y():\n    def inner():\n        return x\n    return inner",
        "def y(x):\n    def inner():\n        global x\n        return x\n    return inner",
        "y = f'{x}'",
        "y = x.real",
        "y = x[0]",
        "x += 1\ny = x",
        "if False:\n    x = 1\nelse:\n    y = x",
        "for i in (1, 2):\n    y = x + i\n    x = 2",
        "@x\ndef y():\n    pass",
        "class y:\n    z = [x for _ in (1,)]",
        "y = 0\ny += x",
    ],
)
def test_reading_a_blank_name_skips_the_statement(source):
    assert is_blank(run("x = ____", source)["y"])


def test_a_check_is_never_skipped_and_sees_the_blank():
    seen = []

    def check(qid, **answers):
        seen.append(answers)
        return 0.0

    namespace = run(
        "x = ____",
        "check('03.q3', x=x)\npoints = check('03.q3', x=x.round(2), z=1)\nn = points + 1",
        check=check,
    )
    assert is_blank(seen[0]["x"]) and seen[1] == {"x": BLANK, "z": 1}
    assert namespace["points"] == 0.0 and namespace["n"] == 1.0


def test_lines_and_reasons():
    namespace: dict = {}
    source = "a = 1\nb = (\n    ____\n)\nc = b\nd = 2"
    _, lines = transform(ast.parse(source), dict(namespace))
    assert lines == [3, 5]
    _, skips = analyse(ast.parse(source), namespace)
    assert [(s.written, s.reads) for s in skips] == [(True, ()), (False, ("b",))]


def test_a_whole_cell_runs_untouched_when_nothing_is_blank():
    tree = ast.parse("a = 1\nb = a")
    new, lines = transform(tree, {"other": Blank()})
    assert new is tree and lines == []


def test_global_setter_called_in_the_same_cell():
    namespace = run("x = ____", "def f():\n    global x\n    x = 1\nf()\ny = x")
    assert namespace["y"] == 1


def test_errors_of_the_cell_come_through():
    with pytest.raises(ZeroDivisionError):
        run("a = ____\n1 / 0")
    with pytest.raises(SyntaxError):
        run("a = ")


def test_a_frame_is_not_blanked_by_a_call_that_only_reads_it():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1]})
    namespace = run("df.groupby(____).sum()\ndf.plot(____)", "n = len(df)", df=frame)
    assert namespace["n"] == 1
    assert is_blank(run("df.insert(0, 'b', ____)", df=frame)["df"])
    assert is_blank(run("df.rename(columns=____, inplace=True)", df=frame)["df"])


def test_an_axes_with_a_blank_in_its_drawing_is_blank():
    source = "class A:\n    def bar(self, *a): pass\nax = A()\nax.bar(____, 1)"
    assert is_blank(run(source)["ax"])
    assert is_blank(run("ax = 1\nsns.barplot(x=____, ax=ax)", sns=object())["ax"])


class Session:
    """A learner's session: cells with ids, run in any order."""

    def __init__(self, **names):
        self.names = names

    def run(self, cell: str, source: str):
        run_cell(source, self.names, cell)
        return self

    def __getitem__(self, name):
        return self.names[name]


def test_fill_in_and_run_again():
    s = Session().run("a", "x = ____").run("b", "y = x + 1")
    assert is_blank(s["y"])
    s.run("a", "x = 2")
    assert s["x"] == 2 and is_blank(s["y"])
    s.run("b", "y = x + 1")
    assert s["y"] == 3


def test_a_name_that_feeds_itself_gets_its_value_back():
    s = Session(total=5).run("a", "total = total + ____").run("b", "twice = total * 2")
    assert is_blank(s["total"])
    s.run("a", "total = total + 1").run("b", "twice = total * 2")
    assert (s["total"], s["twice"]) == (6, 12)


def test_a_column_gets_its_frame_back_whatever_the_filled_cell_looks_like():
    for filled in ["df['k'] = [1]", "df = {**df, 'k': [1]}", "df.update(k=[1])"]:
        frame = {"a": [1]}
        s = Session(df=frame).run("a", "df['k'] = ____\nn = len(df)").run("b", "m = len(df)")
        assert is_blank(s["df"]) and is_blank(s["n"]) and is_blank(s["m"])
        s.run("a", filled + "\nn = len(df)").run("b", "m = len(df)")
        assert (s["n"], s["m"]) == (2, 2), filled


def test_two_blanks_in_one_cell_filled_one_after_the_other():
    s = Session(df={}).run("a", "df['x'] = ____\ndf['y'] = ____\nn = len(df)")
    s.run("a", "df['x'] = 1\ndf['y'] = ____\nn = len(df)")
    assert is_blank(s["df"]) and is_blank(s["n"])
    s.run("a", "df['x'] = 1\ndf['y'] = 2\nn = len(df)")
    assert s["df"] == {"x": 1, "y": 2} and s["n"] == 2


def test_two_cells_blank_the_same_frame():
    s = Session(df={}).run("a", "df['x'] = ____").run("b", "df['y'] = ____")
    s.run("a", "df['x'] = 1")
    assert s["df"] == {"x": 1}
    s.run("b", "df['y'] = ____")
    assert is_blank(s["df"])
    s.run("b", "df['y'] = 2")
    assert s["df"] == {"x": 1, "y": 2}


def test_another_cell_does_not_bring_an_unfinished_frame_back():
    s = Session(df={"q": 1}).run("a", "df['x'] = ____").run("b", "df['y'] = df['q'] * 2")
    assert is_blank(s["df"])
    s.run("a", "df['x'] = 1").run("b", "df['y'] = df['q'] * 2")
    assert s["df"] == {"q": 1, "x": 1, "y": 2}


def test_running_the_setup_again_clears_the_blank():
    s = Session().run("s", "df = {}").run("a", "df['x'] = ____").run("s", "df = {}")
    assert s["df"] == {}


def test_running_an_unfilled_cell_again_changes_nothing():
    s = Session(df={"q": 1})
    for _ in range(3):
        s.run("a", "df['x'] = ____")
    assert is_blank(s["df"])
    assert s.run("a", "df['x'] = 1")["df"] == {"q": 1, "x": 1}


def test_a_name_first_made_by_a_blank_is_gone_when_the_cell_no_longer_makes_it():
    s = Session().run("a", "x = ____").run("a", "z = 1")
    assert "x" not in s.names


def test_without_cell_ids_nothing_is_put_back():
    namespace = run("x = 5", "x = x + ____", "x = x + 1")
    assert is_blank(namespace["x"])
