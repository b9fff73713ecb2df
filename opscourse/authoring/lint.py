"""`opscourse lint`: what a reader of a source would object to, said before they read it."""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from opscourse import datasets
from opscourse.authoring.source import Exercise, read_exercise

GRADED_NAMES = {"load", "path", "describe", "check", "hint", "metrics", "plotting"}
LIBRARIES = {"pandas", "numpy", "matplotlib", "seaborn", "math", "datetime", "collections"}
STYLE_CALLS = re.compile(r"set_theme|style\.use|rcParams|set_style|set_palette")
RELATIVE_PATH = re.compile(r"""read_\w+\(\s*["']""")
LONGEST_STEP = 10  # minutes
FORBIDDEN_WORDS = {"您": "用「你」", "\uff01": "不用感叹号", "最牛": "不夸大"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, help="源文件；不写就是全部")


def run(args: argparse.Namespace) -> int:
    paths = args.files or source_files(datasets.ROOT)
    sources = [read_exercise(path) for path in paths]
    complaints = [complaint for source in sources for complaint in lint(source)]
    if not args.files:
        complaints += lint_syllabus(read_syllabus(datasets.ROOT), sources)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"看了 {len(paths)} 份源文件，{len(complaints)} 处要改。")
    return 1 if complaints else 0


def source_files(root: Path) -> list[Path]:
    return sorted([*root.glob("course/[0-9]*.py"), *root.glob("solutions/*/[0-9]*.py")])


def read_syllabus(root: Path) -> list[dict[str, Any]]:
    """The lessons of `course/syllabus.yml`, in order."""
    return list(yaml.safe_load((root / "course" / "syllabus.yml").read_text(encoding="utf-8")))


def lint_syllabus(syllabus: list[dict[str, Any]], sources: Iterable[Exercise]) -> list[str]:
    """A row that a lesson claims must be practised by a cell that names it, and the reverse.

    >>> lint_syllabus([{"id": "03", "rows": ["A21"]}], [])
    ['syllabus.yml 的 03：写了 A21，课文和练习里却没有一格写 rows=["A21"]。']
    """
    named: dict[str, set[str]] = {}
    for source in sources:
        named.setdefault(source.number, set()).update(source.rows)
    faults = []
    for lesson in syllabus:
        number, rows = str(lesson["id"]), set(lesson.get("rows", []))
        there = named.pop(number, set())
        for row in sorted(rows - there):
            faults.append(f'{number}：写了 {row}，课文和练习里却没有一格写 rows=["{row}"]。')
        for row in sorted(there - rows - set(lesson.get("standards", []))):
            faults.append(f"{number}：有一格练的是 {row}，这里却没有写。")
    faults += [f"{number}：有课文或练习，这里却没有这一课。" for number in sorted(named)]
    return [f"syllabus.yml 的 {fault}" for fault in faults]


def lint(exercise: Exercise) -> list[str]:
    """Return one sentence per fault; each names the file and the place."""
    faults = [*_words(exercise), *_code(exercise)]
    if exercise.lesson:
        faults += _steps(exercise)
    else:
        faults += [*_graded_code(exercise), *_shape(exercise)]
    return [f"{exercise.path.name} {fault}" for fault in faults]


def _words(exercise: Exercise) -> Iterator[str]:
    texts = [(cell.owner or "正文", cell.source) for cell in exercise.cells if _is_text(cell.role)]
    for question in exercise.questions:
        texts += [(question.key, says) for says, _ in question.wrongs]
        texts += [(question.key, hint) for hint in question.hints]
    for quiz in exercise.quizzes:
        texts += [(quiz.key, choice["text"] + choice["why"]) for choice in quiz.choices]
    for where, text in texts:
        for word, remedy in FORBIDDEN_WORDS.items():
            if word in text:
                yield f"{where}：出现「{word}」，{remedy}。"


def _steps(exercise: Exercise) -> Iterator[str]:
    """A step that takes longer than ten minutes loses a learner who studies in the evening."""
    for cell in exercise.cells:
        for heading, minutes in re.findall(r"^#+ (.+?)（预计 (\d+) 分钟）", cell.source, re.M):
            if int(minutes) > LONGEST_STEP:
                yield f"「{heading}」要 {minutes} 分钟，一步最多 {LONGEST_STEP} 分钟，拆开它。"


def _is_text(role: str) -> bool:
    return role in ("markdown", "question", "task")


def _all_code(exercise: Exercise) -> Iterator[tuple[str, str]]:
    for cell in exercise.cells:
        if cell.role in ("code", "check"):
            yield cell.owner or "准备格", cell.source
    for question in exercise.questions:
        for code in (question.solution, *question.rights, question.starter):
            yield question.key, code


def _code(exercise: Exercise) -> Iterator[str]:
    for where, code in _all_code(exercise):
        if STYLE_CALLS.search(code):
            yield f"{where}：不要自己设图表样式，会丢掉中文字体；用 plotting.use_style()。"
        if RELATIVE_PATH.search(code):
            yield f'{where}：数据要用 load("表名") 读，写死的路径在评分时找不到。'


def _graded_code(exercise: Exercise) -> Iterator[str]:
    for where, code in _all_code(exercise):
        try:
            tree = ast.parse(code)
        except SyntaxError:
            continue  # a starter to repair
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("opscourse"):
                names = {alias.name for alias in node.names}
                if node.module != "opscourse" or names - GRADED_NAMES:
                    allowed = "、".join(sorted(GRADED_NAMES))
                    yield f"{where}：评分的笔记本只能从 opscourse 引入 {allowed}。"
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.split(".")[0] not in LIBRARIES:
                        yield f"{where}：不能 import {alias.name}。"
    for question in exercise.questions:
        if re.search(r"\bround\(", question.solution):
            yield f"{question.key}：参考答案不取整，精度写在 precision 里。"
        if "口径" not in question.text:
            yield f"{question.key}：题目要写出口径。"


def _shape(exercise: Exercise) -> Iterator[str]:
    graded = [question for question in exercise.questions if not question.bonus]
    if not 6 <= len(graded) <= 8:
        yield f"有 {len(graded)} 道计分题，要 6 到 8 道。"
    for question in graded:
        if question.points != 2:
            yield f"{question.key}：计分题每题 2 分。"
        if question.options.get("where") not in ("class", "home"):
            yield f'{question.key}：要写 where="class" 或 where="home"。'
    tasks = [cell for cell in exercise.cells if cell.role == "task"]
    if [task.points for task in tasks] != [20.0]:
        yield "要有一道 20 分的写作题（task）。"
