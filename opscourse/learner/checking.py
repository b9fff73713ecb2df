"""`check`: judge an answer in the practice world, and say what to do next."""

from collections.abc import Callable
from typing import Any

from opscourse.answers import decision
from opscourse.answers.blanks import is_blank
from opscourse.answers.encode import encode, is_function
from opscourse.answers.functions import call_cases
from opscourse.answers.judge import judge
from opscourse.datasets import active
from opscourse.errors import CourseError
from opscourse.learner import progress
from opscourse.learner.questions import find
from opscourse.learner.showing import AMBER, GREEN, GREY, RED, show

_COLOURS = {"full": GREEN, "partial": AMBER, "named": AMBER, "blank": GREY, "missing": GREY}


def check(question_id: str, **answers: Any) -> float | None:
    """Judge the answer, show the sentence, and return the points as a builtin float.

    A question without points gives None: the notebook would show "0.0" below "对了。".

    Nothing is raised for a wrong or missing answer. CourseError: an unknown question, a missing or
    damaged answer file, or an answer passed under another name than the question asks for.

    Example: `check("03.q3", spend_per_buyer=spend_per_buyer)`
    """
    question = find(question_id)
    value = _wanted_value(question_id, question, answers)
    submitted = plain(question, value)
    verdict = judge(question, submitted)
    points = float(verdict.points)
    _remember(question_id, question, verdict.state, points)
    show(
        message(question_id, question, verdict, _more(question, submitted)),
        _COLOURS.get(verdict.state, RED),
        verdict={
            "id": question_id,
            "state": verdict.state,
            "points": points,
            "max_points": float(verdict.max_points),
        },
    )
    return points if verdict.max_points else None


def plain(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The answer as plain data; a function is called on the question's practice inputs."""
    if is_blank(value):
        return {"type": "blank"}
    if question["kind"] in ("function", "decision") and is_function(value):
        function: Callable[..., Any] = value
        return call_cases(function, question.get("cases", []), active().table)
    return encode(value)


def _wanted_value(question_id: str, question: dict[str, Any], answers: dict[str, Any]) -> object:
    name = question["name"]
    if name in answers:
        return answers[name]
    right = f'check("{question_id}", {name}={name})'
    if not answers:
        raise CourseError(f"check 里没有写答案。这一题要写成 {right}。")
    given = "、".join(answers)
    raise CourseError(f"{question_id} 要交的名字是 {name}，你写的是 {given}。改成 {right}。")


def _more(question: dict[str, Any], submitted: dict[str, Any]) -> list[str]:
    """What the practice market made of a policy; it holds numbers, so it is shown here alone."""
    return decision.feedback(question, submitted) if question["kind"] == "decision" else []


def message(
    question_id: str, question: dict[str, Any], verdict: Any, more: list[str] | None = None
) -> str:
    """The lines shown for a verdict: what it is, why, and the next thing to try."""
    head = f"{question_id} {question.get('title') or ''}".strip()
    if verdict.state in ("blank", "missing"):
        return f"{head}\n{verdict.says}"
    if verdict.max_points:
        head += f"：{verdict.points:g} / {verdict.max_points:g} 分"
    lines = [head, verdict.says, *(more or [])]
    if verdict.state != "full":
        lines.append(next_step(question_id, question))
    return "\n".join(line for line in lines if line)


def next_step(question_id: str, question: dict[str, Any]) -> str:
    """Where to look after a wrong answer: the next hint, or the reference."""
    hints = len(question.get("hints") or [])
    left = max(0, hints - int(progress.entry(question_id).get("hints", 0)))
    if left:
        return f'想不出来，运行 hint("{question_id}")，还有 {left} 条提示。'
    return f'提示已看完。看参考做法：solution("{question_id}")。' if hints else ""


def _remember(question_id: str, question: dict[str, Any], state: str, points: float) -> None:
    tried = state not in ("blank", "missing")
    tries = int(progress.entry(question_id).get("tries", 0)) + tried
    if not tries:
        return
    progress.note(
        question_id, tries=tries, state=state, points=points, title=question.get("title", "")
    )
