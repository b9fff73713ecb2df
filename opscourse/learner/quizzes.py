"""`quiz`: a question with choices, each with its reason; by mouse, or by code alone."""

from typing import Any

from opscourse.answers import handover
from opscourse.errors import CourseError
from opscourse.learner import progress
from opscourse.learner.questions import find, letter
from opscourse.learner.showing import AMBER, GREEN, GREY, box, show


def quiz(question_id: str, choice: str | None = None) -> None:
    """Show a quiz to click on; with a choice ("A"), show that choice's reason instead.

    CourseError: an unknown quiz, or a choice that it does not have.

    Example: `quiz("L03.k1")`, `quiz("L03.k1", "A")`
    """
    if handover.wanted():
        return
    found = find(question_id, "quizzes")
    choices = found["choices"]
    if choice is None:
        _show_view(question_id, found)
        return
    number = number_of(choice, choices)
    note(question_id, found, number)
    show(reason(choices, number), GREEN if choices[number]["right"] else AMBER)


def number_of(choice: object, choices: list[dict[str, Any]]) -> int:
    """The place of a choice given as a letter; CourseError where there is none such.

    >>> number_of("b", [{}, {}])
    1
    """
    known = [letter_of(n) for n in range(len(choices))]
    if letter(choice) not in known:
        raise CourseError(f'没有选项 {choice}。选项有 {"、".join(known)}，写成 "A" 这样。')
    return known.index(letter(choice))


def letter_of(number: int) -> str:
    """'A' for the first choice."""
    return chr(ord("A") + number)


def reason(choices: list[dict[str, Any]], number: int) -> str:
    """The sentence shown for a choice.

    >>> reason([{"text": "7%", "right": False, "why": "分母用成了浏览量。"}], 0)
    '你选了 A：7%\\n不对。分母用成了浏览量。'
    """
    one = choices[number]
    verdict = "对。" if one["right"] else "不对。"
    return f"你选了 {letter_of(number)}：{one['text']}\n{verdict}{one['why']}"


def as_text(question_id: str, found: dict[str, Any]) -> str:
    """The quiz as lines of text, with the call that answers it."""
    lines = [f"{letter_of(n)}. {c['text']}" for n, c in enumerate(found["choices"])]
    return "\n".join([found["text"], *lines, f'作答：quiz("{question_id}", "A")'])


def note(question_id: str, found: dict[str, Any], number: int) -> None:
    """Remember the choice in the learner's progress."""
    state = "full" if found["choices"][number]["right"] else "wrong"
    tries = int(progress.entry(question_id).get("tries", 0)) + 1
    progress.note(question_id, tries=tries, state=state, title="小测")


def _show_view(question_id: str, found: dict[str, Any]) -> None:
    view = make_view(question_id, found)
    if view is None:
        show(as_text(question_id, found))
        return
    from IPython.display import display

    display(view)


def make_view(question_id: str, found: dict[str, Any]) -> Any:
    """The ipywidgets view, or None outside a notebook."""
    try:
        import ipywidgets
        from IPython import get_ipython
    except ImportError:
        return None
    if get_ipython() is None:
        return None
    choices = found["choices"]
    options = [(f"{letter_of(n)}. {c['text']}", n) for n, c in enumerate(choices)]
    text = ipywidgets.HTML(box(found["text"], GREY))
    radio = ipywidgets.RadioButtons(
        options=options, index=None, layout=ipywidgets.Layout(width="max-content")
    )
    why = ipywidgets.HTML("")

    def chosen(change: dict[str, Any]) -> None:
        number = change["new"]
        if number is None:
            return
        note(question_id, found, number)
        why.value = box(reason(choices, number), GREEN if choices[number]["right"] else AMBER)

    radio.observe(chosen, names="value")
    return ipywidgets.VBox([text, radio, why])
