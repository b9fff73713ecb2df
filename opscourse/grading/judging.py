"""From an executed notebook to marks: the same for nbgrader's autograde and `opscourse try`.

The learner's kernel only hands over answers as plain data, one payload per check cell. They are
judged here, in the grader's process. What is not exactly one sound payload earns nothing.
"""

from __future__ import annotations

import builtins
import json
import math
import re
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from opscourse.answers.blanks import UNTOUCHED
from opscourse.answers.handover import MIME
from opscourse.answers.judge import UNREADABLE, judge

#: States beside those of `opscourse.answers.judge`: nothing was handed over because …
NOT_RUN = "not run"  # the kernel had stopped before the check
RAISED = "raised"  # the check cell itself failed
REPLACED = "replaced"  # the check ran and handed nothing over: not our check
FORGED = "forged"  # what it handed over is not what our check hands over
UNJUDGED = "unjudged"  # our judge failed: a person must look

FLAGS = {
    REPLACED: "check 被换掉了，没有交出答案",
    FORGED: "交出的答案不是 check 交的样子",
    UNJUDGED: "判分程序出错，请老师看这一题",
}


#: Class names that a sentence may repeat; a learner's own class name could carry a number out.
KNOWN_CLASSES = frozenset({
    "Axes", "Categorical", "DataFrameGroupBy", "Decimal", "Figure", "GroupBy", "Line2D",
    "NAType", "Period", "PeriodIndex", "Rolling", "SeriesGroupBy", "Timedelta", "Timestamp",
    "bytes", "complex", "dict_items", "dict_keys", "dict_values", "filter", "generator", "map",
    "module", "ndarray", "object", "range", "slice", "type", "zip",
})  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What one question earned: `points` of `max_points`, a state and the learner's sentence.

    `flag` is for the instructor; it is empty when nothing is strange. `error` is a fault of ours.
    """

    question: str
    title: str
    points: float
    max_points: float
    state: str
    says: str
    equals_practice: bool = False
    flag: str = ""
    error: str = ""
    wrong: int | None = None  # the place of the named wrong answer
    value: Any = None  # what was handed over, where it was not right

    @property
    def grade_id(self) -> str:
        return self.question.partition(".")[2] + "-check"


def judge_notebook(
    nb: NotebookNode, answers: dict[str, Any], practice: dict[str, Any] | None = None
) -> list[Mark]:
    """Judge an executed notebook against the answer file of the world that it ran in.

    nb : with the outputs of the run. answers, practice : answer files (of this world; of the
    practice world, to recognise copied numbers).

    Returns one Mark per graded question of the answer file, in its order; never raises for
    anything that a learner's notebook holds.
    """
    cells = {_grade_id(cell): cell for cell in nb.cells if cell.cell_type == "code"}
    copied = (practice or {}).get("questions", {})
    number = answers["assignment"][:2]
    words = set(re.findall(r"\w+", "\n".join(cell.source for cell in nb.cells)))
    return [
        _mark(key, question, cells, copied.get(key), words)
        for key, question in answers["questions"].items()
        if key.startswith(number + ".")
    ]


def _mark(
    key: str,
    question: dict[str, Any],
    cells: dict[str, NotebookNode],
    practice: dict[str, Any] | None,
    words: set[str],
) -> Mark:
    name = key.partition(".")[2]
    check, answer = cells.get(f"{name}-check"), cells.get(f"{name}-answer")
    found = payloads(check) if check is not None else []
    if len(found) != 1 or not _is_sound(found[0], key):
        state, says = _nothing(question, check, answer, bool(found))
        return _plain(key, question, state, says)
    try:
        submitted = without_messages(found[0]["answers"].get(question["name"]), words)
        verdict = judge(question, submitted, practice)
        points = _clipped(verdict.points, question["points"])
    except Exception as error:  # one question of one learner must not cost anything else
        says = "这一题没能自动判分，会由老师来看。"
        return _plain(key, question, UNJUDGED, says, f"{type(error).__name__}: {error}")
    flag = FLAGS[FORGED] if verdict.says == UNREADABLE else ""
    return Mark(
        key, question["title"], points, float(question["points"]), verdict.state, verdict.says,
        verdict.equals_practice, flag, wrong=verdict.wrong,
        value=None if verdict.state in ("full", "blank") else submitted,
    )  # fmt: skip


def payloads(cell: NotebookNode) -> list[Any]:
    """Everything that a cell handed over in the run, as plain JSON values."""
    return [
        json.loads(json.dumps(output["data"][MIME]))
        for output in cell.get("outputs", [])
        if output.get("output_type") in ("display_data", "execute_result")
        and MIME in output.get("data", {})
    ]


def _is_sound(payload: Any, key: str) -> bool:
    return (
        isinstance(payload, dict)
        and payload.keys() == {"id", "names", "answers"}
        and payload["id"] == key
        and isinstance(answers := payload["answers"], dict)
        and all(isinstance(one, dict) and "type" in one for one in answers.values())
    )


def without_messages(answer: Any, words: set[str]) -> Any:
    """Take names that a run made up out of an answer: the judge's sentence would repeat them.

    A class or a global called ``total_4711`` would bring the graded world's 4711 into the feedback.
    Names that stand in the notebook's text (`words`) were there before the run.

    >>> without_messages({"type": "unsupported", "of": "N4711"}, {"x"})
    {'type': 'unsupported', 'of': 'object'}
    """
    if isinstance(answer, list):
        return [without_messages(one, words) for one in answer]
    if not isinstance(answer, dict):
        return answer
    clean = {key: without_messages(value, words) for key, value in answer.items()}
    if clean.get("type") == "unsupported" and clean.get("of") not in KNOWN_CLASSES | words:
        clean["of"] = "object"
    if clean.get("type") == "function" and isinstance(clean.get("reads"), list):
        clean["reads"] = [one for one in clean["reads"] if one in words]
    return clean


def _nothing(
    question: dict[str, Any],
    check: NotebookNode | None,
    answer: NotebookNode | None,
    handed_over: bool,
) -> tuple[str, str]:
    """State and sentence of a question without an answer.

    Nothing that the run said is repeated: a learner's error message could carry the graded world's
    numbers out.
    """
    name = question["name"]
    if handed_over:
        return FORGED, "这一题交出的东西不是 check 交的答案，不得分。请恢复原来的 check。"
    stopped = check is None or not _ran(check)
    failure = None if check is None else _error(check)
    if (stopped or failure) and answer is not None and _untouched(answer):
        return "blank", UNTOUCHED
    if stopped:
        return NOT_RUN, "没有运行到这一题：前面的格子让程序停了。"
    if failure is None:
        return REPLACED, "check 被换掉了，这一题没有交出答案，不得分。请恢复原来的 check。"
    if failure == "CellTimeoutError":
        return RAISED, "检查这一格超过了时间，这一题没有交出答案。"
    if failure == "DeadKernelError":
        return NOT_RUN, "运行到这一格时程序停了，这一题没有交出答案。"
    cause = _error(answer) if answer is not None else None
    if cause == "CellTimeoutError":
        return RAISED, "作答的格子超过了时间，这一题没有交出答案。看看循环会不会停。"
    if cause:
        named = f"（{cause}）" if hasattr(builtins, cause) else ""
        return RAISED, f"作答的格子运行时出错{named}，这一题没有交出答案。"
    if failure == "NameError":
        return RAISED, f"运行到这里时还没有 {name}。检查要放在作答的后面，名字要写对。"
    return RAISED, "检查这一格运行时出错，这一题没有交出答案。"


def _untouched(answer: NotebookNode) -> bool:
    """Whether an answer cell is still the released one: nbgrader marked that with its checksum."""
    marks = answer.metadata["nbgrader"]
    try:
        return bool(marks.get("checksum") == compute_checksum(answer))
    except UnicodeEncodeError:  # half a character, which no released cell has
        return False


def _ran(cell: NotebookNode) -> bool:
    return cell.get("execution_count") is not None or bool(cell.get("outputs"))


def _error(cell: NotebookNode) -> str | None:
    """The class name of a cell's error, None if it ran through.

    What stopped it counts before what it raised then: an interrupted cell also raises.
    """
    found = [
        str(output.get("ename") or "Error")
        for output in cell.get("outputs", [])
        if output.get("output_type") == "error"
    ]
    stopped = [name for name in found if name in ("CellTimeoutError", "DeadKernelError")]
    return next(iter(stopped + found), None)


def _plain(key: str, question: dict[str, Any], state: str, says: str, error: str = "") -> Mark:
    title, points, flag = question["title"], float(question["points"]), FLAGS.get(state, "")
    return Mark(key, title, 0.0, points, state, says, flag=flag, error=error)


def _clipped(points: Any, max_points: Any) -> float:
    """A builtin float within 0 and the maximum: nbgrader takes much else for full marks.

    >>> _clipped(float("nan"), 2), _clipped(7, 2), _clipped(-1, 2), _clipped(0.7499999, 2)
    (0.0, 2.0, 0.0, 0.75)
    """
    value = float(points)
    if not math.isfinite(value):
        return 0.0
    return round(min(max(value, 0.0), float(max_points)), 2)


def _grade_id(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader")
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""
