"""Every mark that is to differ from nbgrader's does, and no other: a stale entry fails."""

from __future__ import annotations

import pytest

from tests.grading.corpus.conftest import Graded
from tests.grading.corpus.differences import DIFFERENCES
from tests.grading.kit import full_marks
from tests.grading.test_grade_class import rows

pytestmark = pytest.mark.long


@pytest.mark.parametrize("student", DIFFERENCES)
def test_a_difference_on_purpose(student: str, apart: Graded) -> None:
    one, course = DIFFERENCES[student], apart.engine
    found = apart.outcomes[student]
    if one.layer and one.layer not in found.layers:
        pytest.skip(f"这台机器上没有 {one.layer} 这一层")
    full = full_marks(course)
    if one.lost:
        assert apart.nbgrader.marks(student) == full
        assert course.marks(student) == {**full, **dict.fromkeys(one.lost, 0.0)}
    else:
        assert set(apart.nbgrader.marks(student).values()) == {None}
        assert course.marks(student) == full
    assert one.why


def test_nobody_else_differs(apart: Graded) -> None:
    assert set(apart.outcomes) == {"perfect", *DIFFERENCES}
    assert rows(apart.engine, "perfect") == rows(apart.nbgrader, "perfect")
    assert apart.nbgrader.marks("perfect") == full_marks(apart.engine)
    assert apart.code == 1 and "for student 'renamed'" in apart.log  # and for nobody else
    assert apart.log.count("There was an error processing assignment '") == 1
