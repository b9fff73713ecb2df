"""Generated learners of the tiny exercise: what each hands in, and the marks that are due."""

from __future__ import annotations

import copy
from collections.abc import Callable

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.grading.kit import Course, cell, place

FULL = {"q1": 2.0, "q2": 4.0, "q3": 2.0, "q4": 2.0, "q5": 2.0}
NOTHING = dict.fromkeys(FULL, 0.0)
LEARNERS: dict[str, tuple[Callable[[Course], NotebookNode], dict[str, float]]] = {}

Maker = Callable[[Course], NotebookNode]


def learner(marks: dict[str, float]) -> Callable[[Maker], Maker]:
    """Register a learner under the function's name."""

    def register(make: Maker) -> Maker:
        LEARNERS[make.__name__] = (make, marks)
        return make

    return register


def first(nb: NotebookNode, source: str) -> NotebookNode:
    """Put a cell before everything else."""
    nb.cells.insert(0, new_code_cell(source, id="first"))
    return nb


def after_setup(nb: NotebookNode, source: str) -> NotebookNode:
    nb.cells.insert(place(nb, "q1"), new_code_cell(source, id="mine"))
    return nb


def wrong(course: Course) -> NotebookNode:
    """Every answer wrong: the first named wrong answer of each question."""
    return course.answered({one.id: one.wrongs[0][1] for one in course.exercise.questions})


@learner(FULL)
def perfect(course: Course) -> NotebookNode:
    return course.answered()


@learner(NOTHING)
def untouched(course: Course) -> NotebookNode:
    return course.released()


@learner({**NOTHING, "q2": 3.0})
def named_wrong(course: Course) -> NotebookNode:
    return wrong(course)


@learner({**NOTHING, "q2": 1.0})
def hard_coded(course: Course) -> NotebookNode:
    """The practice world's numbers, written down."""
    right = {key: entry["right"] for key, entry in course.practice["questions"].items()}
    shop = {name["value"]: value["value"] for name, value in right["90.q2"]["items"]}
    pages = right["90.q4"]["results"][0]["value"]["value"]
    chart = next(one for one in course.exercise.questions if one.id == "q3")
    counts = "visits = __import__('pandas').DataFrame({'channel': ['直播'] * 3 + ['搜索'] * 2})\n"
    return course.answered(
        {
            "q1": f"spend = {right['90.q1']['value']!r}",
            "q2": f"shop = {shop!r}",
            "q3": counts + chart.solution,
            "q4": f"def total_pages(table):\n    return {pages}",
            "q5": f"lines = {right['90.q5']['value']}",
        }
    )


@learner({**FULL, "q2": 0.0})
def exception(course: Course) -> NotebookNode:
    nb = course.answered()
    cell(nb, "q2-answer").source = "shop = {'访客': visits['visiter_id'].nunique()}"
    return nb


@learner({**FULL, "q1": 0.0})
def check_before_answer(course: Course) -> NotebookNode:
    nb = course.answered()
    check = nb.cells.pop(place(nb, "q1-check"))
    nb.cells.insert(place(nb, "q1-answer"), check)
    return nb


@learner(FULL)
def noisy(course: Course) -> NotebookNode:
    """A font without Chinese, warnings, semicolons, the interactivity setting: all harmless."""
    nb = course.answered()
    for question in FULL:
        answer = cell(nb, f"{question}-answer")
        answer.source = answer.source.rstrip() + ";"
    answer = cell(nb, "q3-answer")
    font = 'plt.rcParams["font.family"] = ["DejaVu Sans"]'
    answer.source = f"import matplotlib.pyplot as plt\n{font}\n{answer.source}"
    noise = "import sys, warnings\nwarnings.warn('注意')\nprint('警告', file=sys.stderr)"
    after_setup(nb, noise)
    return first(nb, '%config InteractiveShell.ast_node_interactivity = "none"')


@learner(FULL)
def pasted_twice(course: Course) -> NotebookNode:
    """Checks and an answer pasted, one copy worth 100 points; a check's flag taken away."""
    nb = course.answered()
    for name, offset in (("q1-check", 1), ("q2-answer", 1), ("q4-check", 0)):
        pasted = copy.deepcopy(cell(nb, name))
        pasted.id = f"pasted-{name}"
        at = place(nb, name) + offset
        nb.cells.insert(at, pasted)
    twice = next(one for one in nb.cells if one.id == "pasted-q1-check")
    twice.metadata.nbgrader["points"] = 100
    marks = next(one for one in nb.cells if one.id == "q5-check").metadata.nbgrader
    marks.update(grade=False, points=100)
    marks.pop("schema_version")
    return nb


@learner({**FULL, "q4": 0.0})
def deleted(course: Course) -> NotebookNode:
    """The setup, a check, and an answer with its check are gone; another answer moved on."""
    nb = course.answered()
    for name in ("c02", "q1-check", "q4-answer", "q4-check"):
        nb.cells.pop(place(nb, name))
    kept = nb.cells.pop(place(nb, "q5-answer"))
    nb.cells.insert(place(nb, "q5-check"), new_code_cell(kept.source, id="own"))
    return nb


@learner({"q1": 2.0, "q2": 4.0, "q3": 2.0, "q4": 0.0, "q5": 0.0})
def kernel_dies(course: Course) -> NotebookNode:
    nb = course.answered()
    cell(nb, "q4-answer").source = "import os\nos._exit(1)"
    return nb


@learner(NOTHING)
def cheat_lambda(course: Course) -> NotebookNode:
    return after_setup(wrong(course), "check = lambda *a, **k: None")


@learner(NOTHING)
def replaced_but_right(course: Course) -> NotebookNode:
    return after_setup(course.answered(), "def check(*a, **k):\n    return 2.0")


@learner({**NOTHING, "q2": 0.0})
def cheat_interactivity(course: Course) -> NotebookNode:
    nb = course.answered(dict.fromkeys(FULL, "spend = lines = 0\nshop, ax = {}, None"))
    cell(nb, "q4-answer").source = "def total_pages(table):\n    return -1"
    return first(nb, '%config InteractiveShell.ast_node_interactivity = "none"')


def _same_everywhere(course: Course, value: str, before: str = "") -> NotebookNode:
    nb = course.answered(
        {
            "q1": f"spend = {value}",
            "q2": f"shop = dict.fromkeys(['访客', '访问', '浏览', '表数'], {value})",
            "q3": f"ax = {value}",
            "q4": f"def total_pages(table):\n    return {value}",
            "q5": f"lines = {value}",
        }
    )
    return after_setup(nb, before) if before else nb


@learner(NOTHING)
def cheat_nan(course: Course) -> NotebookNode:
    return _same_everywhere(course, "float('nan')")


@learner(NOTHING)
def cheat_huge(course: Course) -> NotebookNode:
    return _same_everywhere(course, "10 ** 400")


@learner(NOTHING)
def cheat_equals_all(course: Course) -> NotebookNode:
    lines = ["class Any(float):", "    __hash__ = float.__hash__"]
    for name in ("eq", "lt", "le", "gt", "ge"):
        lines.append(f"    def __{name}__(self, other): return True")
    lines.append("    def __ne__(self, other): return False")
    lines.append("    def __sub__(self, other): return 0.0")
    lines.append("    __rsub__ = __abs__ = lambda self, *other: 0.0")
    lines.append("    def __getattr__(self, name): return self")
    return _same_everywhere(course, "Any(1)", "\n".join(lines))


@learner(NOTHING)
def cheat_forged(course: Course) -> NotebookNode:
    """Publishes in check's place: marks instead of answers, two payloads, another question's id."""
    forge = """
from IPython.display import publish_display_data
def check(key, **answers):
    for points in ({"points": 2}, {"points": 2}) if key == "90.q1" else ({"points": 2},):
        name = "90.q1" if key == "90.q2" else key
        answers = [] if key == "90.q3" else {"spend": 5, "lines": "x"}
        payload = {"id": name, "names": [], "answers": answers, **points}
        publish_display_data({"application/vnd.opscourse.answer+json": payload})
    return 2.0
"""
    return after_setup(wrong(course), forge)


LEAK = """
from pathlib import Path
print(load("orders_paid").head(40).to_string())
load("orders_paid").to_csv("leak.csv")
import ipywidgets
ipywidgets.HTML(value=str(spend))
"""


@learner({**FULL, "q5": 0.0})
def leaker(course: Course) -> NotebookNode:
    """Tries to carry the graded world home; also hands in HTML and script."""
    nb = course.answered()
    leak = new_code_cell(LEAK, id="leak")
    page = {"text/html": "<script>alert('ran')</script><b>页</b>", "text/plain": "看得见的字"}
    leak.outputs = [
        new_output("stream", name="stdout", text="交作业时的输出"),
        new_output("execute_result", page, execution_count=7),
        new_output("display_data", {"image/png": '"><script>alert("png")</script>'}),
    ]
    leak.execution_count = 7
    nb.cells.insert(place(nb, "q2"), leak)
    cell(nb, "q5-answer").source = "raise KeyError(str(spend))"
    script = "我的想法<script>alert('note')</script><img src=x onerror=alert(1)> 1 < 2"
    nb.cells.append(new_markdown_cell(script, id="note"))
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    return nb


WRONGS = 7  # the most that one question of exercise 03 has
RIGHTS = 2


def variants(course: Course) -> dict[str, NotebookNode]:
    """Learners of any exercise: the k-th one gives every question's k-th right or wrong answer."""
    questions = course.exercise.questions
    made = {"perfect": course.answered(), "untouched": course.released()}
    for number in range(RIGHTS):
        rights = {one.id: (one.rights + [one.solution] * RIGHTS)[number] for one in questions}
        made[f"right{number}"] = course.answered(rights)
    for number in range(WRONGS):
        wrongs = {one.id: one.wrongs[number % len(one.wrongs)][1] for one in questions}
        made[f"wrong{number}"] = course.answered(wrongs)
    return made


def untidy(course: Course) -> dict[str, NotebookNode]:
    """Learners of exercise 03 with right answers in notebooks that are in disorder."""
    first_one, second = course.answered(), course.answered()
    cell(first_one, "q1-answer").source = "raise ValueError('没有这一列')"
    check = first_one.cells.pop(place(first_one, "q2-check"))
    first_one.cells.insert(place(first_one, "q2-answer"), check)
    pasted = copy.deepcopy(cell(first_one, "q3-answer"))
    first_one.cells.insert(place(first_one, "q3-answer") + 1, pasted)
    cell(first_one, "q4-answer").source += "\nfor row in range(3000):\n    print(row)"
    cell(first_one, "q5-answer").source += "\nimport time\ntime.sleep(1.5)"
    warn = "\nimport sys, warnings\nwarnings.warn('注意')\nprint('警告', file=sys.stderr)"
    cell(first_one, "q6-answer").source += warn
    cell(first_one, "q7-answer").source = "if True\n    x = 1"
    first_one.cells.pop(place(first_one, "q8-check"))
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('没有用的图')\nplt.show()"
    second.cells.insert(place(second, "q1"), new_code_cell(plot, id="plot"))
    for question in ("q6", "q5"):  # to the front, answer before check
        for part in ("check", "answer"):
            moved = second.cells.pop(place(second, f"{question}-{part}"))
            second.cells.insert(place(second, "q1"), moved)
    again = "import pandas as pd\npd.set_option('display.max_rows', 3)\n%time x = 1"
    second.cells.insert(place(second, "q4"), new_code_cell(again, id="again"))
    cell(second, "q8-answer").source += "\n1 / 0"
    return {"untidy1": first_one, "untidy2": second}
