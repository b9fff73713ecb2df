"""A lesson's plan for 90 minutes: its steps by the clock, what to ask, provoke and write down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opscourse.authoring.source import Cell, Exercise, Quiz
from opscourse.authoring.teacher_text import Asked, asked, place_in_course

CLASS_MINUTES = 90
BREAK_AT = 45  # two periods: the break comes after the step that ends nearest to here

_MINUTES = re.compile(r"（预计 (\d+) 分钟[^）]*）")
# a decision is a step of its own, also where it has no minutes of its own
_SECTION = re.compile(r"^(?=## |### .*（预计 \d+ 分钟|### .*决定)", re.MULTILINE)
_TO_ASK = re.compile(r"(?<!每一步都)先猜|猜一猜|想一想|改一个数|改一改|和同桌")
_LAB = re.compile(r"from opscourse\.labs import (\w+)")
_HEADING = re.compile(r"#+[ \t]+")


@dataclass
class Step:
    """One part of a lesson, from a heading to the next; prompts and text are markdown.

    start, minutes : by the lesson's clock; minutes is 0 where the lesson states none.
    """

    title: str
    minutes: int = 0
    start: int = 0
    text: str = ""
    prompts: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    quizzes: list[Quiz] = field(default_factory=list)
    lab: str = ""

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def work(self) -> list[str]:
        """What learners do in it, in a few words."""
        done = ["先猜，再运行"] if self.prompts else []
        done += [f"填空 {one.question.id}" for one in self.asked]
        done += ["小实验"] if self.lab else []
        done += [f"小测 {len(self.quizzes)} 道"] if self.quizzes else []
        return done + (["两人商量，写下决定"] if self.decision else [])

    @property
    def decision(self) -> bool:
        return "决定" in self.title and not self.asked


@dataclass
class Plan:
    """A lesson by the clock."""

    lesson: Exercise
    exercise: Exercise | None
    opening: str  # markdown: what the lesson before decided, and who asks today
    goals: list[str]
    steps: list[Step]
    lesson_minutes: int
    class_minutes: int
    home_minutes: int
    rows: list[str]

    @property
    def spare(self) -> int:
        """Minutes that are left over; negative where the lesson is too long."""
        if self.exercise is None:
            return 0  # a first page fills no lesson
        return CLASS_MINUTES - self.lesson_minutes - self.class_minutes

    @property
    def break_after(self) -> Step | None:
        """The step after which the bell rings, where the lesson fills more than one period."""
        timed = [one for one in self.steps if one.minutes]
        if not timed or timed[-1].end <= BREAK_AT:
            return None
        return min(timed, key=lambda one: abs(one.end - BREAK_AT))


def plan_of(
    root: Path, lesson: Exercise, exercise: Exercise | None, answers: dict[str, Any]
) -> Plan:
    """The plan of a lesson; raises CourseError where its answers or syllabus entry are missing."""
    about = place_in_course(root, lesson.number)
    opening, steps = _steps(lesson, answers)
    stated = int(about["minutes"])
    first = max(0, stated - sum(step.minutes for step in steps))
    steps.insert(0, Step("开场", first, quizzes=opening.quizzes, prompts=opening.prompts))
    clock = 0
    for step in steps:
        step.start = clock
        clock += step.minutes
    minutes = about.get("exercise_minutes") or {}
    return Plan(
        lesson,
        exercise,
        _story(opening.text),
        _goals(opening.text),
        steps,
        clock,
        int(minutes.get("class", 0)),
        int(minutes.get("home", 0)),
        [str(row) for row in about.get("rows", [])],
    )


def _steps(lesson: Exercise, answers: dict[str, Any]) -> tuple[Step, list[Step]]:
    """What stands before the first heading, and the steps after it."""
    questions = {one.id: one for one in lesson.questions}
    quizzes = {one.id: one for one in lesson.quizzes}
    opening = Step("开场")
    steps: list[Step] = []
    for cell in lesson.cells:
        for chunk in _chunks(cell):
            if found := _SECTION.match(chunk):
                steps.append(_begun(chunk[found.end() :]))
            here = steps[-1] if steps else opening
            text = _HEADING.sub("", _MINUTES.sub("", chunk)) if cell.role == "question" else chunk
            here.prompts += list(_prompts(text))
            if cell.role == "markdown":
                here.text += "\n\n" + _without_heading(chunk)
        here = steps[-1] if steps else opening
        if cell.role == "question":
            here.asked.append(asked(questions[cell.owner], answers))
        elif cell.role == "quiz":
            here.quizzes.append(quizzes[cell.owner])
        elif cell.role == "code" and (lab := _LAB.search(cell.source)):
            here.lab = lab[1]
    return opening, steps


def _chunks(cell: Cell) -> list[str]:
    """A text cell, cut before every heading that begins a step."""
    if cell.role not in ("markdown", "question"):
        return []
    return [part for part in _SECTION.split(cell.source) if part.strip()]


def _begun(chunk: str) -> Step:
    heading = chunk.splitlines()[0]
    # the minutes stand in the heading, or on a line of their own below a question's
    found = _MINUTES.search(heading) or re.search(
        r"\A.*\n\s*（预计 (\d+) 分钟", chunk, re.MULTILINE
    )
    title = _MINUTES.sub("", _HEADING.sub("", heading, count=1)).strip()
    return Step(title, int(found[1]) if found else 0)


def _without_heading(chunk: str) -> str:
    return re.sub(r"\A#+ .*\n?", "", chunk).strip()


def _prompts(text: str) -> Iterator[str]:
    """What a teacher asks aloud: the paragraphs and list items with 先猜, 想一想 and the like."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:\d+\.|-) )", text):
        if _TO_ASK.search(block) and not block.lstrip().startswith("|"):
            # a line of a paragraph is a sentence or more: those before the question lead up to it
            yield re.sub(r"\A\s*(?:\d+\.|-) ", "", " ".join(block.split()))


def _story(text: str) -> str:
    """The opening without title, goals and how to run a cell."""
    story = re.split(r"\*\*学完这节课", _without_heading(text.strip()))[0]
    return story.strip()


def _goals(text: str) -> list[str]:
    _, _, after = text.partition("学完这节课")
    return [one.strip().rstrip("；。") for one in re.findall(r"^\d+\. (.+)$", after, re.MULTILINE)]
