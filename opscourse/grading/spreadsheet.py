"""Tables that a spreadsheet opens without running anything, nbgrader's export among them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

#: How a spreadsheet tells a formula; in full width too, where the system is Chinese.
FORMULA = ("=", "+", "-", "@")
#: Printable signs that take no room or show nothing.
_UNSEEN = " \u115f\u1160\u2800\u3164\uffa0\ufe0f"
COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=1+1"), safe(" @SUM(A1)"), safe("\\x0b=1"), safe("好\\n=1"), safe(-1.5)
    ("'=1+1", "' @SUM(A1)", "' =1", '好 =1', -1.5)
    """
    if not isinstance(cell, str):
        return cell
    shown = "".join(sign if sign.isprintable() else " " for sign in cell)
    first = unicodedata.normalize("NFKC", shown.lstrip(_UNSEEN)[:1])
    return ("'" if first in FORMULA else "") + shown


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """A CSV's text, with the mark by which a spreadsheet knows UTF-8."""
    text = io.StringIO()
    lines = [[safe(cell) for cell in row] for row in rows]
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return "\ufeff" + text.getvalue()


class SafeCsvExport(ExportPlugin):
    """nbgrader's export with its columns; names are quoted, and none of them is a formula."""

    def export(self, gradebook: Gradebook) -> None:
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        path.write_text(csv_text([COLUMNS, *self._rows(gradebook)]), encoding="utf-8", newline="")

    def _rows(self, gradebook: Gradebook) -> Iterator[list[Any]]:
        wanted = {str(one) for one in self.assignment}, {str(one) for one in self.student}
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                asked = not wanted[0] or assignment.name in wanted[0]
                if asked and (not wanted[1] or student.id in wanted[1]):
                    yield _row(gradebook, assignment, student)


def _row(gradebook: Gradebook, assignment: Any, student: Any) -> list[Any]:
    """Who did not hand in has a row too, with nothing earned."""
    when: Any = ""
    raw = penalty = 0.0
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        pass
    else:
        when = submission.timestamp
        raw, penalty = submission.score, submission.late_submission_penalty or 0.0
    row = [
        assignment.name, assignment.duedate, when, student.id, student.last_name,
        student.first_name, student.email, raw, penalty, max(0.0, raw - penalty),
        assignment.max_score,
    ]  # fmt: skip
    return ["" if cell is None else cell for cell in row]
