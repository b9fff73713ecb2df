"""The course's helper package: what a notebook needs, under short names.

`from opscourse import load, check, hint` is all that an exercise asks for. Parts that draw in
pandas or matplotlib are imported when they are first used, so that the package itself is quick.

Importing it inside a notebook also installs the learner's comforts: `____` may stand where an
answer is missing, and the common errors are said in one Chinese line (`opscourse.traceback()` shows
the whole report).
"""

import sys
from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = [
    "catalog",
    "check",
    "describe",
    "hand_in",
    "hint",
    "load",
    "metrics",
    "path",
    "plotting",
    "progress",
    "quiz",
    "simulation",
    "solution",
]

# name -> the module that has it; None: the name is a module of this package itself.
_HOMES: dict[str, str | None] = {
    "load": "opscourse.datasets",
    "path": "opscourse.datasets",
    "describe": "opscourse.datasets",
    "catalog": "opscourse.datasets",
    "hint": "opscourse.learner.hints",
    "solution": "opscourse.learner.hints",
    "quiz": "opscourse.learner.quizzes",
    "progress": "opscourse.learner.progress",
    "hand_in": "opscourse.learner.handing_in",
    "traceback": "opscourse.learner.shell",
    "metrics": None,
    "plotting": None,
    "simulation": None,
}


def check(question_id: str, **answers: Any) -> float | None:
    """Check an answer: a message for the learner, and the points as a builtin float.

    A question without points gives None.

    `question_id` is e.g. "03.q3"; the answer is passed under its own name. In a graded run nothing
    is judged here: the answer is handed over as plain data, and 0.0 is returned.

    Example: `check("03.q3", spend_per_buyer=spend_per_buyer)`
    """
    from opscourse.answers import handover

    if handover.wanted():
        handover.hand_over(question_id, answers)
        return 0.0
    from opscourse.learner.checking import check as judge_and_show

    return judge_and_show(question_id, **answers)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'opscourse' has no attribute {name!r}")
    home = _HOMES[name]
    if home is None:
        return import_module(f"opscourse.{name}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _in_a_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


if _in_a_notebook():
    from opscourse.learner import shell

    shell.install()
