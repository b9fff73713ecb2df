"""Which answer cells of a learner's notebook are still as they were handed out."""

import json
from collections.abc import Mapping
from pathlib import Path

from opscourse.learner import progress

BIGGEST = 20_000_000  # bytes


def handed_out(notebook: Path) -> dict[str, str]:
    """The code cells of the course's copy of a notebook in `mywork`, by cell id.

    Empty where there is no such copy, or where the course's own copy is the one worked in.
    """
    notebook = notebook.resolve()
    work = progress.mywork(notebook.parent)
    if work is None or not notebook.is_relative_to(work):
        return {}
    return code_cells(work.parent / notebook.relative_to(work))


def code_cells(path: Path) -> dict[str, str]:
    """A notebook's code cells as saved, by cell id; empty where it cannot be read."""
    try:
        if path.stat().st_size > BIGGEST:
            return {}
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        sources = [(str(c.get("id") or n), c) for n, c in enumerate(cells)]
        return {name: "".join(c["source"]) for name, c in sources if c["cell_type"] == "code"}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def untouched(question_id: str, now: Mapping[str, str], given: Mapping[str, str]) -> str | None:
    """The source of a question's answer cell if it is the one that was handed out, else None.

    >>> untouched("01.q5", {"q5-answer": "x ="}, {"q5-answer": "x ="})
    'x ='
    >>> untouched("01.q5", {"q5-answer": "x = 1"}, {"q5-answer": "x ="})
    """
    name = question_id.partition(".")[2] + "-answer"
    source = given.get(name)
    return source if source is not None and now.get(name) == source else None
