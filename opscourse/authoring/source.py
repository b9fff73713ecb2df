"""Read the one source of an exercise or a lesson (Jupytext py:percent).

The grammar lives in the cell options; CONTRIBUTING.md shows it by example:

- first cell: ``exercise="03_shop_health"`` (or ``lesson=``), ``title=``, ``tables=[…]``
- ``question="q3"`` (lesson: ``step="s2"``) with kind, points, precision …, then cells named
  ``starter`` ``solution`` ``right`` ``wrong``+``says`` ``hint`` ``check`` ``cases`` ``margin``
- ``task="w1" points=20``: writing with its rubric · ``quiz="k1"``: a choice question
- ``note="…"``: for authors alone, dropped · anything else is shown as it stands
- ``rows=["A21"]`` on a question, a step, a task, a quiz or a text cell (a lab's): what it practises
"""

from __future__ import annotations

import ast
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opscourse.answers.markets import MODULES
from opscourse.errors import CourseError

KINDS = (
    "number", "text", "list", "set", "dict", "series", "frame", "function", "figure",
    "decision",
)  # fmt: skip
PARTS = ("starter", "solution", "right", "wrong", "hint", "check", "cases", "margin")
QUESTION_OPTIONS = {
    "kind", "points", "precision", "ordered", "months", "id_columns", "fixed", "bonus", "where",
    "market", "least",
}  # fmt: skip
BLANK = "____"


@dataclass
class Question:
    """One question of an exercise (``03.q3``) or one step of a lesson (``L03.s2``)."""

    id: str
    key: str
    text: str
    options: dict[str, Any]
    starter: str = ""
    solution: str = ""
    rights: list[str] = field(default_factory=list)
    wrongs: list[tuple[str, str]] = field(default_factory=list)  # (says, code)
    hints: list[str] = field(default_factory=list)
    check: str = ""
    cases: str = ""
    margin: str = ""
    name: str = ""

    @property
    def kind(self) -> str:
        return self.options.get("kind", "number")

    @property
    def market(self) -> str:
        """The market that a decision is judged in, "" for every other kind."""
        return str(self.options.get("market", ""))

    @property
    def least(self) -> float:
        """The share of a decision's points that its solution must reach in every world."""
        return float(self.options.get("least", 0))

    @property
    def bonus(self) -> bool:
        return bool(self.options.get("bonus", False))

    @property
    def points(self) -> float:
        return 0.0 if self.bonus else float(self.options.get("points", 0))

    @property
    def title(self) -> str:
        heading = re.search(r"^#+\s*(.+?)\s*$", self.text, re.MULTILINE)
        return heading.group(1) if heading else self.id

    @property
    def broken_starter(self) -> bool:
        """An L01 task may hand out a cell with an error to repair."""
        return bool(self.options.get("broken", False))


@dataclass
class Quiz:
    """A choice question; every choice carries its reason."""

    id: str
    key: str
    text: str
    choices: list[dict[str, Any]]


@dataclass
class Cell:
    """One cell to show, in order: what it is (role) and whose part it is."""

    role: str  # markdown | code | question | answer | check | task | quiz
    source: str
    owner: str = ""
    points: float = 0.0


@dataclass
class Exercise:
    """An exercise or a lesson, read but not yet proven."""

    path: Path
    assignment: str
    title: str
    lesson: bool
    scenario: str
    tables: list[str]
    version: str
    cells: list[Cell]
    questions: list[Question]
    quizzes: list[Quiz]
    rows: dict[str, list[str]]  # a row of the founding documents -> where it is practised

    @property
    def number(self) -> str:
        return self.assignment[:2]

    @property
    def setup(self) -> list[str]:
        """The locked code cells, run before every question."""
        return [cell.source for cell in self.cells if cell.role == "code"]

    @property
    def markets(self) -> list[str]:
        """Names of the markets that its decisions are judged in."""
        return sorted({one.market for one in self.questions if one.market})

    def question(self, question_id: str) -> Question:
        return next(one for one in self.questions if one.id == question_id)


class _Reader:
    """Collects the cells of one source; every complaint names the file and the cell."""

    def __init__(self, path: Path, head: dict[str, Any]):
        self.path = path
        self.lesson = "lesson" in head
        self.assignment = str(head.get("lesson") or head.get("exercise") or "")
        self.prefix = ("L" if self.lesson else "") + self.assignment[:2]
        self.cells: list[Cell] = []
        self.questions: dict[str, Question] = {}
        self.quizzes: list[Quiz] = []
        self.rows: dict[str, list[str]] = {}

    def fail(self, where: str, what: str) -> CourseError:
        return CourseError(f"{self.path.name} 的 {where}：{what}")

    def add(self, metadata: dict[str, Any], source: str, markdown: bool) -> None:
        if "note" in metadata:
            return
        opener = "step" if self.lesson else "question"
        place = next((metadata[one] for one in (opener, "task", "quiz") if one in metadata), "")
        self.claim(metadata.pop("rows", []), str(place))
        if opener in metadata:
            self.open_question(str(metadata.pop(opener)), metadata, source)
        elif "task" in metadata:
            points = float(metadata.get("points", 0))
            self.cells.append(Cell("task", source, str(metadata["task"]), points))
        elif "quiz" in metadata:
            self.open_quiz(str(metadata["quiz"]), source)
        elif part := next((one for one in PARTS if one in metadata), None):
            self.add_part(part, str(metadata[part]), metadata, source)
        elif unknown := set(metadata) - {"tags"}:
            raise self.fail("一格", f"不认识的选项 {'、'.join(sorted(unknown))}")
        else:
            self.cells.append(Cell("markdown" if markdown else "code", source))

    def claim(self, rows: Any, place: str) -> None:
        """Note which rows a cell practises: ids such as A21, or a standard's such as X高1."""
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise self.fail(place or "一格", 'rows 要写成 rows=["A21","C19"]')
        for row in rows:
            self.rows.setdefault(row, []).append(f"{self.prefix}.{place}" if place else self.prefix)

    def open_question(self, name: str, options: dict[str, Any], text: str) -> None:
        key = f"{self.prefix}.{name}"
        if name in self.questions:
            raise self.fail(key, "这个题号用了两次")
        if unknown := set(options) - QUESTION_OPTIONS - {"broken"}:
            raise self.fail(key, f"不认识的选项 {'、'.join(sorted(unknown))}")
        if options.get("kind", "number") not in KINDS:
            raise self.fail(key, f"kind 要从 {'、'.join(KINDS)} 里选")
        question = Question(name, key, text, options)
        self.questions[name] = question
        self.cells.append(Cell("question", text, name, question.points))

    def add_part(self, part: str, name: str, metadata: dict[str, Any], source: str) -> None:
        if name not in self.questions:
            raise self.fail(f"{self.prefix}.{name}", f"{part} 出现在题目前面，或题号写错了")
        question = self.questions[name]
        if part == "right":
            question.rights.append(source)
        elif part == "wrong":
            if not metadata.get("says"):
                raise self.fail(question.key, "wrong 要带 says，说清错在哪里")
            question.wrongs.append((str(metadata["says"]), source))
        elif part == "hint":
            question.hints.append(source)
        elif getattr(question, part):
            raise self.fail(question.key, f"{part} 写了两次")
        else:
            setattr(question, part, source)
            if part in ("starter", "check"):
                role = "answer" if part == "starter" else "check"
                self.cells.append(Cell(role, source, name, question.points))

    def open_quiz(self, name: str, source: str) -> None:
        key = f"{self.prefix}.{name}"
        text: list[str] = []
        choices: list[dict[str, Any]] = []
        for line in source.splitlines():
            match = re.match(r"- \[( |x)\] (.+?)\s*::\s*(.+)$", line)
            if match:
                mark, choice, why = match.groups()
                choices.append({"text": choice, "right": mark == "x", "why": why})
            else:
                text.append(line)
        if len(choices) < 2 or sum(choice["right"] for choice in choices) != 1:
            raise self.fail(key, "要有两个以上选项，写成「- [x] 选项 :: 理由」，恰好一个 [x]")
        self.quizzes.append(Quiz(name, key, "\n".join(text).strip(), choices))
        self.cells.append(Cell("quiz", f'quiz("{key}")', name))

    def finish(self) -> None:
        for question in self.questions.values():
            if not question.text.strip():
                raise self.fail(question.key, "没有题目")
            for part in ("starter", "solution", "check"):
                if not getattr(question, part):
                    raise self.fail(question.key, f"缺 {part}")
            if not question.wrongs:
                raise self.fail(question.key, "至少要有一个 wrong")
            if not 2 <= len(question.hints) <= 3:
                raise self.fail(question.key, "提示要有 2 到 3 条")
            if BLANK not in question.starter and not question.broken_starter:
                raise self.fail(question.key, "starter 里要有 ____")
            if question.kind == "function" and not question.cases:
                raise self.fail(question.key, "函数题要有 cases")
            self.check_market(question)
            question.name = self.answer_name(question)
        names = [question.name for question in self.questions.values()]
        if doubled := {name for name in names if names.count(name) > 1}:
            raise self.fail(self.assignment, f"答案名 {'、'.join(doubled)} 用了两次")

    def check_market(self, question: Question) -> None:
        """A decision names its market and the share that its solution reaches; others do not."""
        options = question.options
        if question.kind != "decision":
            if options.keys() & {"market", "least"}:
                raise self.fail(question.key, '只有 kind="decision" 用得着 market 和 least')
            return
        if question.market not in MODULES:
            raise self.fail(question.key, f"market 要从 {'、'.join(MODULES)} 里选")
        if question.cases:
            raise self.fail(question.key, "决定题的输入来自市场，不写 cases")
        try:
            sound = 0 < question.least <= 1
        except ValueError:
            sound = False
        if not sound:
            raise self.fail(question.key, '要写 least="0.5"：solution 至少拿到的份额，0 到 1 之间')

    def answer_name(self, question: Question) -> str:
        """The one keyword of ``check("03.q3", name=name)``."""
        wanted = f'check("{question.key}", 名字=名字)'
        try:
            call = ast.parse(question.check).body[0].value  # type: ignore[attr-defined]
            key, (keyword,) = call.args[0].value, call.keywords
            good = call.func.id == "check" and len(call.args) == 1 and keyword.value.id
        except (SyntaxError, AttributeError, IndexError, ValueError):
            raise self.fail(question.key, f"check 格要写成 {wanted}") from None
        if key != question.key or good != keyword.arg:
            raise self.fail(question.key, f"check 格要写成 {wanted}")
        return str(keyword.arg)


def version_of(text: str) -> str:
    """The version of an exercise with this source."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_exercise(path: Path) -> Exercise:
    """Read one source file; raise CourseError that names the file, the question and the remedy."""
    import jupytext  # a third of a second, and a grader needs an exercise's version alone

    text = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    if not notebook.cells:
        raise CourseError(f"{path.name} 是空的。")
    head = dict(notebook.cells[0].metadata)
    if not ("exercise" in head or "lesson" in head):
        raise CourseError(f'{path.name} 的第一格要写 exercise="{path.stem}" 或 lesson=…')
    reader = _Reader(path, head)
    if reader.assignment != path.stem:
        raise CourseError(f"{path.name} 的第一格写的是 {reader.assignment}，要和文件名一样。")
    for number, cell in enumerate(notebook.cells):
        metadata = {} if number == 0 else dict(cell.metadata)
        metadata.pop("lines_to_next_cell", None)
        reader.add(metadata, cell.source, cell.cell_type == "markdown")
    reader.finish()
    return Exercise(
        path=path,
        assignment=reader.assignment,
        title=str(head.get("title", reader.assignment)),
        lesson=reader.lesson,
        scenario=str(head.get("scenario", "coop")),
        tables=[str(name) for name in head.get("tables", [])],
        version=version_of(text),
        cells=reader.cells,
        questions=list(reader.questions.values()),
        quizzes=reader.quizzes,
        rows=reader.rows,
    )
