"""What a class's outcomes add up to: states, and per question who went wrong in which way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from opscourse.answers.readable import text_of
from opscourse.errors import CourseError
from opscourse.grading import attempts, collect, outcomes, roster, worlds
from opscourse.grading.class_command import course_api
from opscourse.grading.collect import Unplaced
from opscourse.grading.foreign import ForeignTarget
from opscourse.grading.outcomes import Outcome, QuestionOutcome, read_outcomes
from opscourse.grading.roster import Person

#: How a question went, for counting: kind → its Chinese name, the best first.
KINDS = {
    "full": "全对",
    "partial": "对一部分",
    "named": "已命名的错",
    "wrong": "别的错",
    "none": "没交出答案",
}
_KIND_OF = {"full": "full", "partial": "partial", "named": "named", "wrong": "wrong"}


@dataclass(frozen=True)
class Mistake:
    """One wrong answer and who gave it. `where` names the key of a dict, `says` the sentence."""

    says: str
    students: tuple[str, ...]
    value: str = ""
    where: str = ""

    @property
    def count(self) -> int:
        return len(self.students)


@dataclass(frozen=True)
class QuestionTally:
    """How one question went in a class. `kinds` counts learners by the keys of KINDS."""

    key: str
    title: str
    right: str
    max_points: float
    mean: float
    kinds: Mapping[str, int]
    named: tuple[Mistake, ...]
    unnamed: tuple[Mistake, ...]
    copied: tuple[str, ...]

    @property
    def short(self) -> str:
        return self.key.partition(".")[2] or self.key


@dataclass
class Submission:
    """One submission's line: who, its state, and what a teacher still has to do."""

    person: Person
    outcome: Outcome
    total: float | None = None  # of the gradebook: manual marks and late penalties in it
    to_read: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class ClassTally:
    """Everything that a report shows. round : 0 where there are none. remark : about the whole."""

    assignment: str
    title: str
    class_name: str
    round: int
    submissions: list[Submission] = field(default_factory=list)
    questions: list[QuestionTally] = field(default_factory=list)
    missing: list[Person] = field(default_factory=list)
    waiting: list[Person] = field(default_factory=list)  # handed in, not graded yet
    unplaced: list[Unplaced] = field(default_factory=list)
    has_roster: bool = False
    remark: str = ""

    @property
    def states(self) -> dict[str, int]:
        """How many submissions are in which state, in the order of the states, none left out."""
        found = Counter(one.outcome.state for one in self.submissions)
        return {state: found[state] for state in outcomes.STATES}


def tally(root: Path, assignment: str) -> ClassTally:
    """Add up a class's outcomes of one assignment.

    Raises CourseError without a class or an exercise, or where nothing was graded yet.
    """
    settings = worlds.read_class(root)
    exercise = worlds.exercise_source(root, assignment[:2])
    found = read_outcomes(root, assignment)
    if not found:
        raise CourseError(f"{assignment} 还没有评过。请先运行：opscourse grade {assignment[:2]}")
    known = roster.known(root)
    people = {**{one: Person(one, "") for one in found}, **known}
    handed_in = {path.parent.name for path in root.glob(f".grading/submitted/*/{assignment}")}
    round_ = int(settings["rounds"].get(assignment[:2], 1))
    done = ClassTally(
        assignment, exercise.title, settings["name"], round_, has_roster=bool(known),
        missing=collect.missing(root, assignment),
        waiting=[people.get(one, Person(one, "")) for one in sorted(handed_in - found.keys())],
        unplaced=[one for one in collect.unplaced(root) if one.assignment in ("", assignment)],
    )  # fmt: skip
    _add_submissions(done, root, assignment, people, found)
    done.questions = questions(list(found.values()), _answers(root, assignment))
    return done


def tally_foreign(root: Path, target: ForeignTarget) -> ClassTally:
    """Add up the outcomes of one notebook of an instructor's own nbgrader assignment.

    Raises CourseError where nothing was graded yet.
    """
    found = read_outcomes(root, target.label)
    if not found:
        name = target.assignment
        raise CourseError(f"{name} 还没有评过。请先运行：opscourse grade {name}")
    with Gradebook(target.coursedir.db_url) as gradebook:
        names = {one.id: " ".join(_names(one)) for one in gradebook.students}
    people = {student: Person(student, names.get(student, "")) for student in {*names, *found}}
    missing = [people[one] for one in sorted(names.keys() - found.keys())]
    done = ClassTally(
        target.assignment, f"{target.assignment} {target.notebook}", root.resolve().name, 0,
        missing=missing, has_roster=bool(names), remark=target.remark,
    )  # fmt: skip
    _add_submissions(done, root, target.assignment, people, found, target.notebook)
    done.questions = questions(list(found.values()), {}, failed={"raised": "wrong"})
    return done


def _names(student: Any) -> Iterator[str]:
    yield from (one for one in (student.last_name, student.first_name) if one)


def _add_submissions(
    done: ClassTally,
    root: Path,
    assignment: str,
    people: Mapping[str, Person],
    found: Mapping[str, Outcome],
    notebook: str = "",
) -> None:
    """A line for each outcome, the states that need a person first.

    notebook : the one that is looked at; all of the assignment where none is named.
    """
    marks = _in_gradebook(root, assignment, notebook)
    for student, outcome in found.items():
        total, to_read = marks.get(student, (None, outcome.writing))
        # what is still to be read is asked of the gradebook, which knows it better by now
        notes = [one for one in outcome.notes if not one.startswith("书写题 ")]
        notes = [*_when_collected(root, assignment, student), *notes]
        notes = [one for one in notes if one not in outcome.says and one != done.remark]
        line = Submission(people[student], outcome, total, to_read, tuple(dict.fromkeys(notes)))
        done.submissions.append(line)
    order = list(outcomes.STATES)
    done.submissions.sort(key=lambda one: (order.index(one.outcome.state), one.person.number))


def questions(
    found: list[Outcome], answers: Mapping[str, Any], failed: Mapping[str, str] | None = None
) -> list[QuestionTally]:
    """Per question of an answer file's `questions`, how a class went.

    A question that the file does not know (any more) is counted without its sentences.
    failed : kinds (of KINDS) of further states.
    """
    kind_of = {**_KIND_OF, **(failed or {})}
    keys = dict.fromkeys(key for one in found for key in one.questions)
    numbered = sorted(keys, key=lambda key: (".b" in key, _number(key), key))
    return [_question(key, found, answers.get(key, {}), kind_of) for key in numbered]


def _question(
    key: str, found: list[Outcome], entry: Mapping[str, Any], kind_of: Mapping[str, str]
) -> QuestionTally:
    given = {one.student: one.questions[key] for one in found if key in one.questions}
    first = next(iter(given.values()))
    precision = entry.get("precision")
    return QuestionTally(
        key,
        str(entry.get("title") or first.title),
        text_of(entry["right"], precision) if "right" in entry else "",
        first.max_points,
        sum(one.points for one in given.values()) / len(given),
        _kinds(given.values(), kind_of),
        _named(given, entry),
        _unnamed(given, entry),
        tuple(student for student, one in given.items() if one.equals_practice),
    )


def _kinds(given: Iterable[QuestionOutcome], kind_of: Mapping[str, str]) -> dict[str, int]:
    found = Counter(kind_of.get(one.state, "none") for one in given)
    return {kind: found[kind] for kind in KINDS}


def _named(given: Mapping[str, QuestionOutcome], entry: Mapping[str, Any]) -> tuple[Mistake, ...]:
    """Who gave which named wrong answer, the most frequent first."""
    groups: dict[int, list[str]] = defaultdict(list)
    for student, one in given.items():
        if one.wrong is not None:
            groups[one.wrong].append(student)
    wrongs = entry.get("wrong", [])
    found = []
    for place, students in groups.items():
        says = wrongs[place]["says"] if place < len(wrongs) else given[students[0]].says
        found.append(Mistake(says, tuple(students)))
    return tuple(sorted(found, key=lambda one: (-one.count, one.says)))


def _unnamed(given: Mapping[str, QuestionOutcome], entry: Mapping[str, Any]) -> tuple[Mistake, ...]:
    """Wrong answers that no sentence was written for, grouped by value; of a dict by key."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    says: dict[tuple[str, str], str] = {}
    for student, one in given.items():
        if one.value is None or one.state not in ("wrong", "partial") or one.equals_practice:
            continue
        if one.wrong is not None and not _is_dict(one.value):
            continue
        for group in _parts(one, entry):
            groups[group].append(student)
            says.setdefault(group, one.says)
    found = [
        Mistake(says[where, value], tuple(students), value, where)
        for (where, value), students in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.where, one.value)))


def _parts(one: QuestionOutcome, entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with an answer, as (key of a dict or "", value)."""
    precision = entry.get("precision")
    right = entry.get("right")
    if not (_is_dict(one.value) and _is_dict(right)):
        return [("", text_of(one.value, precision))]
    expected = _by_key(right, precision)
    named = [_by_key(wrong["value"], precision) for wrong in entry.get("wrong", [])]
    return [
        (key, value)
        for key, value in _by_key(one.value, precision).items()
        if value != expected.get(key) and not any(value == other.get(key) for other in named)
    ]


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "dict" and "items" in value


def _by_key(value: Any, precision: Any) -> dict[str, str]:
    """Texts by key, of an encoded dict; a learner's may be of any shape."""
    found = {}
    for pair in value.get("items", []) if isinstance(value, dict) else []:
        if isinstance(pair, list) and len(pair) == 2:
            key = text_of(pair[0], longest=40)
            own = precision.get(key) if isinstance(precision, dict) else precision
            found[key] = text_of(pair[1], own)
    return found


def _number(key: str) -> int:
    digits = "".join(sign for sign in key.partition(".")[2] if sign.isdigit())
    return int(digits) if digits else 0


# --- what other files know -----------------------------------------------------------------------


def _answers(root: Path, assignment: str) -> Mapping[str, Any]:
    """The graded world's questions; none where the world is gone, the counts stay all the same."""
    try:
        return worlds.load_world(root, assignment).answers["questions"]
    except CourseError:
        return {}


def _when_collected(root: Path, assignment: str, student: str) -> tuple[str, ...]:
    """What collecting noted about the attempt that counts: a name put right, a file mended."""
    found = attempts.kept(root, assignment, student)
    return found[-1].notes if found else ()


def _in_gradebook(
    root: Path, assignment: str, only: str
) -> dict[str, tuple[float | None, tuple[str, ...]]]:
    """By student: the total with manual marks and late penalty, and the cells still to be read."""
    found: dict[str, tuple[float | None, tuple[str, ...]]] = {}
    with Gradebook(course_api(root).coursedir.db_url) as gradebook:
        try:
            submitted = gradebook.assignment_submissions(assignment)
        except MissingEntry:
            return found
        for one in submitted:
            notebooks = [each for each in one.notebooks if only in ("", each.name)]
            waiting = [
                grade.name
                for notebook in notebooks
                for grade in notebook.grades
                if grade.needs_manual_grade
            ]
            earned = sum(float(each.score) for each in notebooks)
            late = sum(float(each.late_submission_penalty or 0) for each in notebooks)
            total = max(0.0, earned - late)
            found[one.student_id] = (total, tuple(sorted(waiting)))
    return found
