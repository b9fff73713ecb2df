"""Find a question by its id in the practice world's answer files."""

import difflib
import re
import unicodedata
from typing import Any

from opscourse.answers.files import load_answers
from opscourse.errors import CourseError


def lesson_of(question_id: object) -> str:
    """The two digits of the lesson that an id belongs to.

    >>> lesson_of("03.q3"), lesson_of("L03.s1")
    ('03', '03')
    """
    match = re.fullmatch(r"L?(\d\d)\.\w+", question_id) if isinstance(question_id, str) else None
    if match is None:
        raise CourseError(f'题号 {question_id!r} 不对。题号写成 "03.q3" 这样，要带引号。')
    return match.group(1)


def find(question_id: str, section: str = "questions") -> dict[str, Any]:
    """The entry of a question, or of a quiz (section="quizzes").

    CourseError: no such id; it names the nearest one.
    """
    known = load_answers(lesson_of(question_id)).get(section) or {}
    if question_id in known:
        return known[question_id]
    close = difflib.get_close_matches(question_id, list(known), n=1, cutoff=0.3)
    what = "小测" if section == "quizzes" else "题"
    if not close:
        raise CourseError(f"没有 {question_id} 这个{what}。这一课还没有{what}。")
    raise CourseError(f'没有 {question_id} 这个{what}号。你要的是不是 "{close[0]}"?')


def letter(text: object) -> str:
    """A choice as an upper-case half-width letter.

    >>> letter(" b "), letter("\\uff22")
    ('B', 'B')
    """
    return unicodedata.normalize("NFKC", str(text)).strip().upper()
