"""What a class hands in for any exercise: made from the exercise's own source, as learners would.

A notebook packs one answer to each question, so that a few of them hold every right way and every
named wrong answer; the others hold what else happens to notebooks.
"""

from __future__ import annotations

import copy
import textwrap

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from opscourse.authoring.source import Question
from tests.grading.kit import Course, cell, place

LATE, IN_TIME = "half_done", "perfect"  # handed in after, and before, the assignment was due


def corpus(course: Course) -> dict[str, NotebookNode]:
    """Everybody's notebook, by the learner's name."""
    questions = course.exercise.questions
    made = {"perfect": course.answered(), "untouched": course.released()}
    for number in range(max(len(one.rights) for one in questions)):
        rights = {one.id: [*one.rights[number:], one.solution][0] for one in questions}
        made[f"right{number}"] = course.answered(rights)
    for number in range(max(len(one.wrongs) for one in questions)):
        made[f"wrong{number}"] = course.answered({one.id: wrong(one, number) for one in questions})
    for make in (half_done, raising, disorder, noisy):
        made[make.__name__] = make(course)
    if course.exercise.number == "01":  # for engines, not for exercises: once will do
        made |= {"asleep": stopped(course, ASLEEP), "dying": stopped(course, DYING)}
    return made


def wrong(question: Question, number: int) -> str:
    """The question's named wrong answer, or where there are no more, one that is partly right."""
    if number < len(question.wrongs):
        return question.wrongs[number][1]
    name = question.name
    if question.kind == "dict":
        return f"{question.solution}\n{name} = {{**{name}, next(iter({name})): -1}}"
    if question.kind == "figure":
        return f"{question.solution}\n{name}.set_title('')"
    return question.solution


def half_done(course: Course) -> NotebookNode:
    """The first half answered, one cell emptied, one answer half written, and the writing done."""
    questions = course.exercise.questions
    half = len(questions) // 2
    nb = course.answered({one.id: one.solution for one in questions[:half]})
    cell(nb, f"{questions[half].id}-answer").source = ""
    begun = questions[half + 1]
    cell(nb, f"{begun.id}-answer").source = f"mine = 3\n{begun.name} = mine + ____\nprint(mine)"
    written = new_markdown_cell("我看到的是：十二月的访客多了。\n\n1. 先看渠道", id="written")
    nb.cells.append(written)
    return nb


def raising(course: Course) -> NotebookNode:
    """An error in every question, before its answer, after it or in place of it."""
    nb = course.answered()
    for number, question in enumerate(course.exercise.questions):
        answer = cell(nb, f"{question.id}-answer")
        if question.kind in ("function", "decision"):
            answer.source = _failing_function(question)
        else:
            answer.source = ERRORS[number % len(ERRORS)].format(
                solution=question.solution, name=question.name, table=course.exercise.tables[0]
            )
    first = course.exercise.questions[0].id
    nb.cells.insert(place(nb, first), new_code_cell("nosuchname + 1", id="typo"))
    return nb


ERRORS = (
    "raise ValueError('没有这一列')\n{solution}",
    "{solution}\n1 / 0",
    "if True\n    {name} = 1",
    "{name} = nosuchname['访客'].sum()",
    "{name} = load('{table}')['没有这一列'].mean()",
    "import sys\nsys.exit(1)\n{solution}",
    "{solution}\nraise SystemExit",
    "{name} = Decimal('0.1') + 0.2",
    "raise KeyboardInterrupt\n{solution}",
    "{solution}\nassert False, '我不确定'",
    "{solution}\nclass Mine(Exception):\n    pass\n\n\nraise Mine({name})",
)


def _failing_function(question: Question) -> str:
    """The right function, but its second call fails."""
    return textwrap.dedent(
        """
        {solution}
        right, calls = {name}, []


        def {name}(*given, **named):
            calls.append(1)
            if len(calls) == 2:
                raise KeyError("第二次")
            return right(*given, **named)
        """
    ).format(solution=question.solution, name=question.name)


def disorder(course: Course) -> NotebookNode:
    """Right answers in cells that were moved, pasted, deleted, edited or turned into text."""
    nb = course.answered()
    early, pasted, twice, gone, own, front, back, text, *more = (
        one.id for one in course.exercise.questions
    )
    check = nb.cells.pop(place(nb, f"{early}-check"))
    nb.cells.insert(place(nb, f"{early}-answer"), check)
    for name, offset in ((f"{pasted}-answer", 1), (f"{twice}-check", 1), (f"{twice}-check", 0)):
        again = copy.deepcopy(cell(nb, name))
        again.metadata.nbgrader["points"] = 100
        again.id = again.id if offset else "pasted"
        nb.cells.insert(place(nb, name) + offset, again)
    nb.cells.pop(place(nb, f"{gone}-check"))
    moved = nb.cells.pop(place(nb, f"{own}-answer"))
    nb.cells.insert(place(nb, f"{own}-check"), new_code_cell(moved.source, id="own"))
    for part in ("answer", "check"):  # a later question before an earlier one
        moved = nb.cells.pop(place(nb, f"{back}-{part}"))
        nb.cells.insert(place(nb, front), moved)
    as_text = cell(nb, f"{text}-answer")
    as_text.cell_type = "markdown"
    for key in ("outputs", "execution_count"):
        as_text.pop(key)
    for name in more:
        cell(nb, f"{name}-check").source = "print('ok')"
        cell(nb, f"{name}-check").metadata.nbgrader.update(points=100, grade=False, locked=False)
    setup = next(one for one in nb.cells if one.cell_type == "code")
    setup.source = setup.source.replace("check, ", "") + "\ncheck = print"
    nb.metadata["kernelspec"] = {"name": "mine", "display_name": "我的", "language": "python"}
    return nb


def noisy(course: Course) -> NotebookNode:
    """Right answers with figures, prints, warnings, waiting and settings around them."""
    nb = course.answered()
    for question, noise in zip(course.exercise.questions, NOISES, strict=False):
        before, _, after = noise.replace("{table}", course.exercise.tables[0]).partition("…")
        answer = cell(nb, f"{question.id}-answer")
        answer.source = f"{before}{answer.source.rstrip()}{after}"
    for question in course.exercise.questions:
        if question.kind == "figure":
            font = "import matplotlib.pyplot as plt\nplt.rcParams['font.family'] = ['DejaVu Sans']"
            answer = cell(nb, f"{question.id}-answer")
            answer.source = f"{font}\n{answer.source}"
    first = course.exercise.questions[0].id
    own = new_code_cell("import pandas as pd\npd.read_csv('mine.csv')", id="mine")
    shown = {"text/html": "<script>alert('ran')</script>", "text/plain": "两行"}
    own.outputs = [new_output("execute_result", shown, execution_count=7)]
    nb.cells.insert(place(nb, first), own)
    nb.cells.insert(place(nb, first), new_code_cell(FIGURES, id="figures"))
    all_shown = "%config InteractiveShell.ast_node_interactivity = 'all'"
    nb.cells.insert(0, new_code_cell(all_shown, id="settings"))
    return nb


OWN_FILE = ("mine.csv", "渠道,访客\n搜索,3\n直播,5\n".encode("utf-8-sig"))  # noisy's, beside it
FIGURES = """
import matplotlib.pyplot as plt
import seaborn as sns
plt.plot([1, 3, 2])
plt.title('没有用的图')
plt.show()
fig, axes = plt.subplots(1, 2)
sns.barplot(x=['一月', '二月'], y=[3, 4], ax=axes[0])
""".strip()
NOISES = (
    "…\nfor row in range(3000):\n    print(row)",
    "import time\ntime.sleep(1.5)\n…",
    "…\nimport sys, warnings\nwarnings.warn('注意')\nprint('警告', file=sys.stderr)",
    "…\ndisplay(load('{table}').head(3))\n%time x = 1",
    "…;",
    "import pandas as pd\npd.set_option('display.max_rows', 3)\n…",
    "…\nimport matplotlib.pyplot as plt\nplt.bar(['甲', '乙'], [1, 2])\nplt.show()",
    "…\n!echo 从命令行来",
    "import numpy as np\nnp.random.seed(1)\n…\nprint('好', end='')",
    "import time\nfor step in range(3):\n    time.sleep(0.1); print('.', end='', flush=True)\n…",
)
ASLEEP = "import time\ntime.sleep(10 ** 6)"
DYING = "import os\nos._exit(1)"


def stopped(course: Course, code: str) -> NotebookNode:
    """A right notebook whose sixth answer stops the run, or never ends."""
    nb = course.answered()
    sixth = cell(nb, f"{course.exercise.questions[5].id}-answer")
    sixth.source = f"{code}\n{sixth.source}"
    return nb
