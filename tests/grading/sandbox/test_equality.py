"""What an honest notebook shows and earns in the sandbox is what it does in a Jupyter kernel."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from opscourse import datasets
from opscourse.answers.handover import MIME
from opscourse.authoring.source import read_exercise
from opscourse.grading import nbclient_engine, sandbox
from opscourse.grading.jobs import Job, Limits, Result
from opscourse.grading.judging import judge_notebook
from tests.grading.kit import cell
from tests.grading.sandbox.kit import Setting, plain, practice_as_world

SOURCES = sorted((datasets.ROOT / "solutions").glob("[0-9]*/[0-9]*.py"))

# What notebooks do with outputs, one habit to a cell.
HABITS = (
    "1 + 1",
    "print('一'); print('two', end=''); 3",
    "import sys\nprint('oops', file=sys.stderr)",
    "import pandas as pd\nframe = pd.DataFrame({'渠道': ['搜索', '直播'], '访客': [3, 5]})\nframe",
    "display(frame.head(1)); frame['访客'].sum()",
    "1 / 0",
    "def broken(:",
    "nosuchname",
    "raise ValueError('坏了')",
    "from IPython.display import Markdown, HTML, clear_output\ndisplay(Markdown('**b**'))",
    "HTML('<b>b</b>')",
    "print('gone'); clear_output(); print('stays')",
    "handle = display('first', display_id='x')\nhandle.update('second')",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 3, 2])",
    "fig, axes = plt.subplots(1, 2)\naxes[0].bar(['a'], [1]);",
    "plt.figure(); plt.title('t'); print('before the figure')",
    "import warnings\nwarnings.warn('注意')",
    "_ , Out[1]",
    "import os\nos.environ['NBGRADER_EXECUTION'], os.getcwd() == os.path.realpath('.')",
    "%%time\nx = 5",
    "!echo from the shell",
    "import sys\nsys.exit(3)",
    "input('name?')",
    "await __import__('asyncio').sleep(0); 'awaited'",
    "%config InteractiveShell.ast_node_interactivity = 'all'",
    "1\n2",
    "sum(range(10));",
    "exit()",
    "len(In) > 3, get_ipython().__class__.__name__",
)


def shape(cells: list[dict[str, Any]]) -> list[list[Any]]:
    """What a cell shows, without what differs from run to run: times, addresses, pixels, paths."""
    return [_merged([_shape(output) for output in one.get("outputs", [])]) for one in cells]


def _merged(shapes: list[Any]) -> list[Any]:
    """Streams as a whole: where a kernel cuts them, and between which of them, is chance."""
    streams: dict[str, str] = {}
    for one in shapes:
        if one[0] == "stream":
            streams[one[1]] = streams.get(one[1], "") + one[2]
    said = [(name, _same(text)) for name, text in sorted(streams.items())]
    return [one for one in shapes if one[0] != "stream"] + said


def _shape(output: dict[str, Any]) -> tuple[Any, ...]:
    kind = output["output_type"]
    if kind == "stream":
        return "stream", output["name"], "".join(output["text"])
    if output.get("ename") == "StdinNotImplementedError":  # said by the kernel's own lines
        return "error", output["ename"], output["evalue"]
    if kind == "error":
        return "error", output["ename"], output["evalue"], _same("\n".join(output["traceback"]))
    data = {
        mime: _same(value) if mime.startswith("text/") else "…"
        for mime, value in output["data"].items()
    }
    return kind, data, output.get("execution_count")


def _same(text: Any) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", "".join(text))
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    text = re.sub(r"ipykernel_\d+[\\/]\d+", "ipykernel", text)
    text = re.sub(r"\S*[\\/](?=ipykernel)", "", text)
    if "Warning: " in text:  # which of matplotlib's lines met a missing sign first is its affair
        return "\n".join(sorted(set(re.findall(r"\w+Warning: .*", text))))
    if "time:" in text:  # %%time
        text = re.sub(r"[\d.]+(?:e[+-]?\d+)? (s|ms|µs|μs|us|ns)\b", "t", text)
    return text.replace("\r\n", "\n")


def test_habits_show_what_a_kernel_shows() -> None:
    job = plain(*HABITS, limits=Limits(cell_seconds=30))
    ours = sandbox.run(job)
    theirs = nbclient_engine.run(dataclasses.replace(job, engine="nbclient"))
    assert (ours.ending, theirs.ending) == ("done", "done"), (ours.says, theirs.says)
    assert ours.tampering == ()
    mine, kernels = (json.loads(one.notebook)["cells"] for one in (ours, theirs))
    for habit, one, two in zip(HABITS, shape(mine), shape(kernels), strict=True):
        assert one == two, habit
    assert [c["execution_count"] for c in mine] == [c["execution_count"] for c in kernels]


def answers_of(result: Result) -> dict[str, Any]:
    """What the check cells handed over."""
    return {
        output["data"][MIME]["id"]: output["data"][MIME]
        for one in json.loads(result.notebook)["cells"]
        for output in one.get("outputs", [])
        if MIME in output.get("data", {})
    }


def test_an_exercise_hands_over_the_same_answers(setting: Setting) -> None:
    """Answers in full, not only their marks; right ones, wrong ones, errors and blanks."""
    nb = setting.course.answered()
    cell(nb, "q1-answer").source = "spend = paid['amount'].mean()"
    cell(nb, "q4-answer").source = "def total_pages(table):\n    return table['页数'].sum()"
    cell(nb, "q5-answer").source = "lines = ____"
    job = setting.job(nb, Limits())
    ours = sandbox.run(job)
    theirs = nbclient_engine.run(dataclasses.replace(job, engine="nbclient"))
    assert len(answers_of(ours)) == 5
    assert answers_of(ours) == answers_of(theirs)
    assert setting.points(ours) == setting.points(theirs)
    mine, kernels = (json.loads(one.notebook)["cells"] for one in (ours, theirs))
    assert shape(mine) == shape(kernels)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_exercise_earns_full_marks_in_the_sandbox(source: Path) -> None:
    """The committed solution, in the practice world taken for a graded one."""
    exercise = read_exercise(source)
    world, answers = practice_as_world(exercise.number, exercise.tables)
    released = datasets.ROOT / "exercises" / source.stem / f"{source.stem}.ipynb"
    nb = nbformat.read(released, as_version=4)
    for question in exercise.questions:
        cell(nb, f"{question.id}-answer").source = question.solution
    job = Job("s", source.stem, json.dumps(nb), {}, world, Limits(), "sandbox")
    result = sandbox.run(job)
    assert (result.ending, result.tampering) == ("done", ()), result.says
    marks = judge_notebook(nbformat.reads(result.notebook, as_version=4), answers)
    kinds = {f"{exercise.number}.{one.id}": one.kind for one in exercise.questions}
    for mark in marks:
        if kinds[mark.question] == "decision":  # its reference is stronger than what is taught
            assert mark.points > 0 or not mark.max_points
        else:
            assert (mark.points, mark.state) == (mark.max_points, "full"), mark
