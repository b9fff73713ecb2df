"""Whose file is this, and for which lesson: told by names of files and folders alone.

Every part of a path is a witness: the zip's name, the folder that a platform made, the file. A
witness names a learner by 学号 or by 姓名. Where two contradict each other, a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from opscourse.grading.rescue import shown
from opscourse.grading.roster import Person, is_name, is_number

#: What `hand_in` writes, and what a browser or an earlier hand-in adds: 学号_姓名_03 (1).zip
HAND_IN = re.compile(
    r"(?P<number>[0-9A-Za-z][0-9A-Za-z-]*)_(?P<name>[^_]+)_(?P<lesson>\d\d)"
    r"(?:_(?P<older>\d{1,3})|\s*\((?P<copy>\d{1,3})\))?\Z"
)
_EXTENSION = re.compile(r"(\.ipynb|\.txt|\.json|\.zip)+\s*\Z", re.IGNORECASE)
_ASSIGNMENT = re.compile(r"(\d\d)_[a-z][a-z0-9_]*")
_NAMED = r"(?P<name>[\u4e00-\u9fff·]{2,5})(?![\u4e00-\u9fff])"
_NUMBERED = r"(?<![0-9A-Za-z])(?P<number>[0-9A-Za-z-]*\d{5,})(?![0-9A-Za-z])"
_LOOSE = (
    re.compile(_NUMBERED + r"[\s_+-]*" + _NAMED),
    re.compile(r"(?<![\u4e00-\u9fff])" + _NAMED + r"[\s_+-]*" + _NUMBERED),
)
_NO_NAME = re.compile("[课班级]|作业|练习|实验|提交|附件|副本|学期|下载")
_LESSON = re.compile(r"第\s*(\d{1,2})\s*课|\A(\d\d)\Z")
_ATTEMPT = re.compile(r"第\s*(\d{1,3})\s*次|\((\d{1,3})\)\s*\Z|(?:attempt|version)[ _-]?(\d{1,3})")
SHORT = 4  # a shorter 学号 counts only beside its own name: 03 may be a lesson
OLDER = -1_000  # `hand_in` numbers what it moves aside; the newest has no number


@dataclass(frozen=True)
class Owner:
    """Whose a file is, or why that is not known; `notes` are clauses about what did not fit."""

    person: Person | None
    why: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class _Witness:
    """What one part of a path says: one person, several of one name, or a stranger."""

    sure: set[str] = field(default_factory=set)
    alike: set[str] = field(default_factory=set)
    stranger: tuple[str, str] = ("", "")
    why: str = ""
    notes: list[str] = field(default_factory=list)


class People:
    """The class, and how its members are recognised."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.by_number = {number.casefold(): one for number, one in people.items()}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for one in people.values():
            self.by_name[folded(one.name)].append(one)
        self.longest_first = sorted(self.by_name, key=lambda name: (-len(name), name))

    def owner(self, parts: Iterable[str]) -> Owner:
        """Whose the file at this path is."""
        stems = [stem_of(part) for part in parts]
        found = [self._witness(stem) for stem in stems if stem and not _ASSIGNMENT.fullmatch(stem)]
        notes = tuple(note for one in found for note in one.notes)
        for one in found:
            if one.why:
                return Owner(None, one.why)
        sure = set().union(*(one.sure for one in found))
        alike = [one.alike for one in found if one.alike]
        if len(sure) > 1:
            both = "、".join(str(self.by_number[one]) for one in sorted(sure))
            return Owner(None, f"名字里写着不同的学员：{both}。分不清是谁的")
        if not sure and alike:
            sure = set.intersection(*alike)
            if len(sure) > 1:
                sure = self._in_group(sure, stems)
            if len(sure) != 1:
                both = "、".join(str(self.by_number[one]) for one in sorted(alike[0]))
                return Owner(None, f"班里有几位同名（{both}），名字里没有学号，分不清是谁的")
        strangers = [one.stranger for one in found if one.stranger[0]]
        if not sure:
            who = " ".join(strangers[0]) if strangers else ""
            if who:
                return Owner(None, f"名单里没有 {shown(who, 40)}。在名单里就改好学号，不在就加进去")
            return Owner(None, "名字里没有名单上的学号或姓名")
        person = self.by_number[sure.pop()]
        if any(person.number.casefold() not in one for one in alike):
            return Owner(None, f"学号是 {person} 的，姓名是别人的，分不清是谁的")
        for number, name in strangers:
            if folded(name) != folded(person.name):
                who = shown(f"{number} {name}", 40)
                return Owner(None, f"名字里既有 {person}，又有名单外的 {who}，分不清是谁的")
            notes = (*notes, f"学号写成了 {shown(number, 20)}，按 {person} 收")
        return Owner(person, notes=notes)

    def _witness(self, stem: str) -> _Witness:
        if match := HAND_IN.match(stem):
            return self._signed(match["number"], match["name"])
        numbers = {one for one in _tokens(stem) if one in self.by_number}
        text, names = folded(stem), set()
        for name in self.longest_first:
            if len(name) > 1 and name in text:
                names.add(name)
                text = text.replace(name, "\n")  # 李小 is not in 李小田
        numbers = {
            one for one in numbers if len(one) >= SHORT or folded(self.by_number[one].name) in names
        }
        if len(numbers) > 1 or len(names) > 1:
            return _Witness()  # a folder named for a group of learners
        called = {one.number.casefold() for name in names for one in self.by_name[name]}
        if numbers and called and not numbers & called:
            number, name = next(iter(numbers)), names.pop()
            other = self.by_name[name][0].name
            why = f"学号是 {self.by_number[number]} 的，姓名是 {other}，分不清是谁的"
            return _Witness(why=why)
        if numbers or len(called) == 1:
            return _Witness(sure=numbers or called)
        return _Witness(alike=called)

    def _signed(self, number: str, name: str) -> _Witness:
        """A name that `hand_in` made: 学号 and 姓名 are both there."""
        person = self.by_number.get(number.casefold())
        called = self.by_name.get(folded(name), [])
        if person is None:
            near = [one for one in called if _one_slip(one.number.casefold(), number.casefold())]
            if len(near) == 1:
                note = f"学号写成了 {shown(number, 20)}，按 {near[0]} 收"
                return _Witness(sure={near[0].number.casefold()}, notes=[note])
            return _Witness(stranger=(number, name))
        if person in called:
            return _Witness(sure={number.casefold()})
        if called:
            both = f"学号是 {person} 的，姓名是 {called[0].name}，分不清是谁的"
            return _Witness(why=both)
        note = f"姓名写的是 {shown(name, 20)}，名单里 {person.number} 是 {person.name}"
        return _Witness(sure={number.casefold()}, notes=[note])

    def _in_group(self, numbers: set[str], stems: list[str]) -> set[str]:
        """Of several of one name, those whose 班级 stands in the path."""
        text = folded("\n".join(stems))
        return {
            one for one in numbers if (group := folded(self.by_number[one].group)) and group in text
        }


def learned(paths: Iterable[tuple[str, ...]]) -> dict[str, Person]:
    """Without a roster: the people whose 学号 and 姓名 both stand in a name, the first name counts.

    >>> learned([("20250101_李小田_03.zip", "x.ipynb"), ("作业.zip", "王芳 20250102.ipynb")])
    {'20250101': Person(number='20250101', name='李小田', group=''), \
'20250102': Person(number='20250102', name='王芳', group='')}
    """
    people: dict[str, Person] = {}
    for parts in paths:
        for stem in map(stem_of, parts):
            match = HAND_IN.match(stem) or next(
                filter(None, (p.search(stem) for p in _LOOSE)), None
            )
            if match is None or _NO_NAME.search(match["name"]):
                continue
            if is_number(match["number"]) and is_name(match["name"]):
                people.setdefault(match["number"], Person(match["number"], match["name"]))
    return people


def lesson_of(parts: Iterable[str]) -> str:
    """The lesson's number that a path states last, "" where it states none.

    >>> lesson_of(("班.zip", "1_李_03.zip", "作业.ipynb")), lesson_of(("第 3 课作业.zip",))
    ('03', '03')
    """
    found = ""
    for stem in map(stem_of, parts):
        if match := HAND_IN.match(stem):
            found = match["lesson"]
        elif match := _ASSIGNMENT.search(stem) or _LESSON.search(stem):
            found = next(filter(None, match.groups())).zfill(2)
    return found


def attempt_of(parts: Iterable[str]) -> int:
    """Which attempt a path says it is; 0 where it says nothing. Only counts at equal times.

    >>> attempt_of(("1_李_03_2.zip",)) < attempt_of(("1_李_03.zip",)) < attempt_of(("第2次", "a"))
    True
    """
    found = 0
    for stem in map(stem_of, parts):
        match = HAND_IN.match(stem)
        if match and match["older"]:
            found = OLDER + int(match["older"])
        elif match := _ATTEMPT.search(stem):
            found = int(next(filter(None, match.groups())))
    return found


def stem_of(part: str) -> str:
    """A part of a path without extensions, its full-width signs narrowed."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", part)).strip()
    return _EXTENSION.sub("", text).strip()


def folded(text: str) -> str:
    """For comparing names: no case, no spaces, no dots."""
    return re.sub(r"[\s·.'-]", "", unicodedata.normalize("NFKC", text)).casefold()


def _tokens(stem: str) -> set[str]:
    """Everything in a name that could be a 学号."""
    whole = {one.strip("-") for one in re.findall(r"[0-9A-Za-z-]+", stem)}
    pieces = {piece for one in whole for piece in one.split("-")}
    runs = {run for one in whole for run in re.findall(r"\d{5,}", one)}
    return {one.casefold() for one in whole | pieces | runs if one}


def _one_slip(one: str, other: str) -> bool:
    """Whether two numbers differ by one sign (changed, missing, or two exchanged), or by the
    noughts that a spreadsheet takes from the front."""
    if one.lstrip("0") == other.lstrip("0"):
        return True
    if len(one) == len(other):
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            first, second = wrong
            return one[first] == other[second] and one[second] == other[first]
        return len(wrong) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )
