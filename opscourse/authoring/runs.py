"""Run a question's variants in one world, in this process.

The setup cells run once; every variant gets its own copy of what they made, so that no variant
can spoil the next. The learner's `check` hands its answer over as plain data (`answers.handover`).
"""

from __future__ import annotations

import contextlib
import io
import types
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from opscourse import datasets
from opscourse.answers import blanks, handover
from opscourse.answers.encode import encode
from opscourse.authoring.decisions import shuffled
from opscourse.authoring.source import Exercise, Question

# From pandas 3 on, a shallow copy is written to as if it were deep, and costs nothing.
COPY_ON_WRITE = int(pd.__version__.split(".")[0]) >= 3


@dataclass
class Handed:
    """What a run handed over for one question, or the error that stopped it."""

    answer: dict[str, Any] | None
    error: str = ""


@dataclass
class CasedWorld:
    """A world together with the inputs that function questions are called on."""

    world: Any
    cases: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    graded: bool = True
    fingerprint: str = ""

    def __post_init__(self) -> None:
        self.fingerprint = self.world.fingerprint

    def table(self, name: str) -> pd.DataFrame:
        return self.world.table(name)

    def path(self, name: str):
        return self.world.path(name)

    def inputs(self, question_key: str) -> list[dict[str, Any]] | None:
        return self.cases.get(question_key)

    @property
    def markets(self) -> dict[str, dict[str, Any]]:
        return getattr(self.world, "markets", {})


class ShuffledWorld(CasedWorld):
    """The same world with the rows of every table in another order, and of decisions' inputs."""

    def __init__(self, world: Any, cases: dict[str, Any], decided: Collection[str] = ()) -> None:
        super().__init__(world, cases)
        self._decided = decided

    def inputs(self, question_key: str) -> list[dict[str, Any]] | None:
        cases = super().inputs(question_key)
        return shuffled(cases) if cases and question_key in self._decided else cases

    def table(self, name: str) -> pd.DataFrame:
        return self.world.table(name).sample(frac=1, random_state=7).reset_index(drop=True)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence what cells print, draw or warn about, and close their figures."""
    import matplotlib.pyplot as plt

    backend = plt.get_backend()
    plt.switch_backend("Agg")
    sink = io.StringIO()
    try:
        printing = contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink)
        with warnings.catch_warnings(), printing[0], printing[1]:
            warnings.simplefilter("ignore")
            yield
    finally:
        plt.close("all")
        plt.switch_backend(backend)


def fork(namespace: dict[str, Any]) -> dict[str, Any]:
    """Copy a namespace: frames and containers are copied, everything else is shared."""

    def copied(value: Any) -> Any:
        if isinstance(value, pd.DataFrame | pd.Series):
            return value.copy(deep=not COPY_ON_WRITE)
        if isinstance(value, np.ndarray):
            return value.copy()
        if type(value) in (list, dict, set):
            return value.copy()
        return value

    return {
        name: value if isinstance(value, types.ModuleType) else copied(value)
        for name, value in namespace.items()
    }


def run_cells(cells: list[str], namespace: dict[str, Any], key: str = "") -> Handed:
    """Run cells in order; return what `check(key, …)` handed over, or the first error."""
    with quiet(), handover.collecting() as payloads:
        try:
            for cell in cells:
                blanks.run_cell(cell, namespace)
        except Exception as error:  # any learner's error is a result here
            return Handed(None, f"{type(error).__name__}: {error}")
    return Handed(_only_answer(payloads.get(key, [])))


def run_notebook(cells: list[str]) -> dict[str, dict[str, Any] | None]:
    """Run a whole notebook as Jupyter does: an error in one cell does not stop the next."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with quiet(), handover.collecting() as payloads:
        for cell in cells:
            with contextlib.suppress(Exception):
                blanks.run_cell(cell, namespace)
    return {key: _only_answer(handed) for key, handed in payloads.items()}


def _only_answer(payloads: list[dict[str, Any]]) -> dict[str, Any] | None:
    if len(payloads) != 1 or len(payloads[0]["answers"]) != 1:
        return None
    return next(iter(payloads[0]["answers"].values()))


def setup_namespace(exercise: Exercise, world: Any) -> dict[str, Any]:
    """The namespace after an exercise's setup cells, in a world."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with datasets.using(world):
        handed = run_cells(exercise.setup, namespace)
    if handed.error:
        raise _setup_error(exercise, handed.error)
    return namespace


def lesson_namespaces(exercise: Exercise, world: Any) -> dict[str, dict[str, Any]]:
    """For each step of a lesson, the namespace just before it (earlier steps solved)."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    before: dict[str, dict[str, Any]] = {}
    with datasets.using(world):
        for cell in exercise.cells:
            source = cell.source
            if cell.role == "answer":
                before[cell.owner] = fork(namespace)
                source = exercise.question(cell.owner).solution
            elif cell.role not in ("code", "quiz"):
                continue
            handed = run_cells([source], namespace)
            if handed.error:
                raise _setup_error(exercise, handed.error)
    return before


def _setup_error(exercise: Exercise, error: str) -> Exception:
    from opscourse.errors import CourseError

    return CourseError(f"{exercise.path.name} 的准备格运行出错：{error}")


def make_cases(question: Question, namespace: dict[str, Any], world: Any) -> list[dict[str, Any]]:
    """Run a function question's `cases` cell; encode its inputs ("@visits" names a table)."""
    with datasets.using(world):
        handed = run_cells([question.cases], namespace)
    if handed.error:
        raise ValueError(f"cases 运行出错：{handed.error}")
    cases = [{"args": _encoded(args), "edge": False} for args in namespace["cases"]]
    return [*cases, {"args": _encoded(namespace["edge"]), "edge": True}]


def _encoded(args: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [
        {"type": "table", "name": one[1:]}
        if isinstance(one, str) and one.startswith("@")
        else encode(one)
        for one in args
    ]


_SORTS = ("sort_values", "nlargest", "nsmallest", "value_counts", "idxmax", "idxmin")


@contextlib.contextmanager
def ties_broken_otherwise() -> Iterator[None]:
    """Shuffle rows just before every pandas sort, so that an answer that leans on ties shows."""
    originals = [
        (owner, name, getattr(owner, name))
        for owner in (pd.DataFrame, pd.Series)
        for name in _SORTS
        if hasattr(owner, name)
    ]
    for owner, name, original in originals:
        setattr(owner, name, _shuffled_first(original))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _shuffled_first(method: Any) -> Any:
    def shuffled(self: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("inplace"):
            return method(self, *args, **kwargs)
        return method(self.sample(frac=1, random_state=11), *args, **kwargs)

    return shuffled
