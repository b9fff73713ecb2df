"""From what was handed in to `.grading/submitted/`: who, which lesson, which attempt counts.

Safe to stop and to repeat: every attempt is stored whole under a name made of its time and content,
submissions are laid from the stored attempts, and the same input a second time changes nothing.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, Student

from opscourse.errors import CourseError
from opscourse.grading import attempts, rescue, roster, unpack
from opscourse.grading.attempts import Attempt
from opscourse.grading.class_command import course_api
from opscourse.grading.identify import People, attempt_of, learned, lesson_of
from opscourse.grading.notebooks import assignment_of, check_ids
from opscourse.grading.roster import Person
from opscourse.grading.unpack import Found
from opscourse.grading.worlds import read_class

EARLIEST = 1_577_836_800  # 2020: an older time was never set, 1980 is a zip's zero
MOST = 100  # notebooks of one learner for one lesson that a run takes
_CHECK = re.compile(r"""\bcheck\(\s*["'](\d\d)\.""")
_LESSON = re.compile(r"""\b(?:check|quiz|hint)\(\s*["']L\d\d\.""")


@dataclass(frozen=True)
class Unplaced:
    """A file that a person must look at: what it is called, and why."""

    source: str
    why: str
    assignment: str = ""
    student: str = ""
    digest: str = ""


@dataclass
class Collected:
    """What one run did. new, updated, same, older : student and assignment; notes : sentences."""

    new: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    same: list[tuple[str, str]] = field(default_factory=list)
    older: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    open_class: bool = False  # there is no roster
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def assignments(self) -> list[str]:
        placed = (*self.new, *self.updated, *self.same, *self.older)
        return sorted({assignment for _, assignment in placed})


def collect(
    root: Path,
    inputs: Iterable[Path],
    roster_path: Path | None = None,
    now: float | None = None,
    tick: Callable[[str], object] = lambda _: None,
) -> Collected:
    """Collect zips, notebooks and folders for a class; return what was done.

    tick : called with the label of each notebook as it is looked at. now : for tests.
    Raises CourseError without a class, for a missing input or an unusable roster; a bad file among
    the inputs is listed in `unplaced` and stops nothing.
    """
    read_class(root)
    done = Collected()
    paths = list(inputs)
    for path in paths:
        if not path.exists():
            raise CourseError(f"没有 {path}。看看文件名和所在的文件夹。")
    if roster_path is not None:
        given, done.notes = roster.read_roster(roster_path)
        roster.remember(root, given.values())
    done.people = roster.known(root)
    done.open_class = not done.people
    if done.open_class:
        done.people = {**_learned_from(paths), **_in_gradebook(root)}
    people = People(done.people)
    others: list[Found] = []
    for path in paths:
        for found in unpack.walk(path):
            if found.data is None:
                others.append(found)
            else:
                tick(found.label)
                try:
                    _take(root, found, people, done, now or time.time())
                except OSError:  # the disk, not the file that was handed in
                    raise
                except Exception as error:  # one file must not stop the others
                    why = f"处理时出错（{type(error).__name__}），没有收"
                    done.unplaced.append(Unplaced(found.label, why))
    _sort_others(others, people, done)
    _register(root, done.people)
    _remember_unplaced(root, done)
    return done


def _learned_from(paths: Iterable[Path]) -> dict[str, Person]:
    found = (one.parts for path in paths for one in unpack.walk(path) if one.data is not None)
    return learned(found)


# --- one notebook --------------------------------------------------------------------------------


def _take(root: Path, found: Found, people: People, done: Collected, now: float) -> None:
    """Place one notebook, or say why not."""
    assert found.data is not None
    digest = attempts.digest_of(found.data)
    owner = people.owner(found.parts)
    assignment, why, opens, notes = _lesson(root, found)
    if owner.person is None or why:
        reasons = "；".join(filter(None, [owner.why, why]))
        student = owner.person.number if owner.person else ""
        done.unplaced.append(Unplaced(found.label, reasons, assignment, student, digest))
        return
    person = owner.person
    attempt = Attempt(
        person.number, assignment, digest, _when(found, now), attempt_of(found.parts),
        opens, found.label, (*owner.notes, *notes),
    )  # fmt: skip
    where = (person.number, assignment)
    done.seen[where] += 1
    if done.seen[where] > MOST:  # each is compared with all before it
        if done.seen[where] == MOST + 1:
            why = f"{person} 这一课的文件超过 {MOST} 份，后面的没有收"
            done.unplaced.append(Unplaced(found.label, why, assignment, person.number, digest))
        return
    attempts.absorb(root, assignment, person.number)
    there = attempts.kept(root, assignment, person.number)
    stored = attempts.keep(root, attempt, found.data)
    laid = attempts.lay(root, assignment, person.number)
    best = attempts.kept(root, assignment, person.number)[-1]
    if stored:
        done.notes += [f"{person} {assignment[:2]}：{one}。" for one in attempt.notes]
    if not there:
        done.new.append(where)
    elif best.digest == digest and (stored or laid):
        done.updated.append(where)
        if not best.opens:
            done.notes.append(f"{person} {assignment[:2]}：交来的都打不开，留给人看。")
    elif stored:
        done.older.append(where)
        if not opens:
            done.notes.append(f"{person} {assignment[:2]}：这一份打不开，仍用能打开的上一份。")
    else:
        done.same.append(where)


def _when(found: Found, now: float) -> float:
    """When it was handed in: the innermost time that can be true (a clock may be wrong)."""
    return next((one for one in found.times if EARLIEST <= one <= now + 86_400), now)


def _lesson(root: Path, found: Found) -> tuple[str, str, bool, tuple[str, ...]]:
    """Its assignment, why it cannot be placed ("" if it can), whether it opens, and notes."""
    there = {path.name[:2]: path.name for path in sorted(root.glob("solutions/[0-9][0-9]_*"))}
    stated = there.get(lesson_of(found.parts), "")
    assert found.data is not None
    try:
        nb, mended = rescue.rescue(found.data, found.parts[-1])
    except CourseError as error:
        why = "" if stated else f"打不开，也看不出是哪一课：{error}".rstrip("。")
        return stated, why, False, (str(error).rstrip("。"),)
    source = "\n".join(cell.source for cell in nb.cells)
    named = assignment_of(nb) or _by_checks(source, there) or (stated if check_ids(nb) else "")
    if named and named not in there.values():
        return "", f"是 {rescue.shown(named, 40)} 的笔记本，课程里没有这个练习", True, ()
    if not named:
        return stated, "看不出是哪一课的练习", True, ()
    if _is_lesson(nb, source):
        return named, f"是 {named} 的课文，不是练习。请他交 exercises 里的那一份", True, ()
    notes = list(mended)
    if found.parts[-1] != f"{named}.ipynb":
        notes.append(f"文件名是 {rescue.shown(found.parts[-1])}，按里面的记号它是 {named}")
    if stated and stated != named:
        notes.append(f"外面写的是第 {stated[:2]} 课，里面是 {named}，按里面的收")
    return named, "", True, tuple(notes)


def _by_checks(source: str, there: dict[str, str]) -> str:
    numbers = set(_CHECK.findall(source))
    return there.get(numbers.pop(), "") if len(numbers) == 1 else ""


def _is_lesson(nb: NotebookNode, source: str) -> bool:
    return bool(_LESSON.search(source)) and not _CHECK.search(source) and not check_ids(nb)


# --- everything else -----------------------------------------------------------------------------


def _sort_others(others: list[Found], people: People, done: Collected) -> None:
    """Files that are no notebooks: named where something is wrong, or where a learner sent nothing
    else; counted otherwise."""
    placed = {student for student, _ in (*done.new, *done.updated, *done.same, *done.older)}
    placed |= {one.student for one in done.unplaced}
    for found in others:
        person = people.owner(found.parts).person
        student = person.number if person else ""
        if found.trouble:
            done.unplaced.append(Unplaced(found.label, found.trouble, "", student))
        elif person and student not in placed:
            why = f"{person} 交的不是笔记本"
            done.unplaced.append(Unplaced(found.label, why, "", student))
        else:
            done.unused.append(found.label)


def _register(root: Path, people: dict[str, Person]) -> None:
    """Have everybody in nbgrader's gradebook, those who are missing too.

    formgrader shows "last name, first name": here 学号, 姓名, so that equal names stay apart.
    """
    with _gradebook(root) as gradebook:
        there = {one.id: one for one in gradebook.students}
        for person in people.values():
            if (student := there.get(person.number)) is None:
                student = Student(id=person.number)
                gradebook.db.add(student)
            student.last_name, student.first_name = person.number, person.name
        gradebook.db.commit()  # nbgrader's own call commits for each


def _in_gradebook(root: Path) -> dict[str, Person]:
    with _gradebook(root) as gradebook:
        found = {one.id: one.first_name or one.id for one in gradebook.students}
    return {number: Person(number, name) for number, name in found.items()}


def _gradebook(root: Path) -> Gradebook:
    return Gradebook(course_api(root).coursedir.db_url)


# --- what a report needs -------------------------------------------------------------------------


def missing(root: Path, assignment: str) -> list[Person]:
    """Who is on the roster and has not handed in; empty where there is no roster."""
    return [
        person
        for number, person in roster.known(root).items()
        if not attempts.submission_folder(root, assignment, number).is_dir()
    ]


def unplaced(root: Path) -> list[Unplaced]:
    """What no run could place so far."""
    try:
        found = json.loads(_unplaced_file(root).read_text(encoding="utf-8"))
        return [Unplaced(**one) for one in found]
    except (OSError, ValueError, TypeError):
        return []


def _remember_unplaced(root: Path, done: Collected) -> None:
    """Keep what is still unplaced: not what was seen again, placed by now, or handed in anew."""
    placed = {student for student, _ in (*done.new, *done.updated, *done.same, *done.older)}
    seen = {one.source for one in done.unplaced}
    digests = {
        one.digest
        for student, assignment in (*done.new, *done.updated, *done.same, *done.older)
        for one in attempts.kept(root, assignment, student)
    }
    still = [
        one
        for one in unplaced(root)
        if one.source not in seen and one.student not in placed and one.digest not in digests
    ]
    path = _unplaced_file(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(one) for one in sorted([*still, *done.unplaced], key=lambda one: one.source)]
    waiting = path.with_suffix(".part")
    waiting.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(waiting, path)


def _unplaced_file(root: Path) -> Path:
    return root / ".grading" / "collected" / "unplaced.json"
