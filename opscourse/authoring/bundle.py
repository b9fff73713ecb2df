"""`opscourse bundle learner`: the zip a class gets: no answers, no teacher's parts.

The leak scan reads the finished zip: no line of a reference solution or of a named wrong answer,
and not the class's secret.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from opscourse import __version__, datasets
from opscourse.authoring.source import Exercise, read_exercise
from opscourse.errors import CourseError

INCLUDED = (
    "start.py", "README.md", "README.en.md", "CHANGELOG.md", "LICENSE", "LICENSE-CONTENT",
    "environment.yml", "constraints.txt", "requirements.lock", "pyproject.toml",
    "course/*.ipynb", "course/*.yml", "exercises/*/*.ipynb", "datasets/*", "docs/images/*",
    "startup/*.py", "opscourse/**/*",
)  # fmt: skip
EXCLUDED = ("opscourse/grading/", "opscourse/authoring/")
BY_CHANCE = 1  # lines of one question that a program may share with it
TELLING = 12  # a shorter line of code says too little to give an answer away


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", choices=["learner"], help="learner：发给学员的版本")
    parser.add_argument("--out", type=Path, help="zip 放在哪里")


def run(args: argparse.Namespace) -> int:
    target = args.out or datasets.ROOT / "dist" / f"opscourse-learner-{__version__}.zip"
    bundle_learner(datasets.ROOT, target)
    print(f"打好了：{target}（里面没有参考答案）")
    return 0


def bundle_learner(root: Path, target: Path) -> None:
    """Write the class's zip, scan it, and only then put it in place."""
    waiting = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in learner_files(root):
                archive.write(path, f"opscourse-course/{path.relative_to(root).as_posix()}")
        if leaks := scan(root, waiting):
            raise CourseError(f"没有打包，因为会泄露答案：{';'.join(leaks[:5])}")
        os.replace(waiting, target)
    except OSError as error:
        raise CourseError(f"写不了 {target}：{error.strerror}。换个位置或腾出磁盘再试。") from error
    finally:
        waiting.unlink(missing_ok=True)


def learner_files(root: Path) -> Iterator[Path]:
    """The files of a class's copy, in a fixed order."""
    for path in sorted({path for pattern in INCLUDED for path in root.glob(pattern)}):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(EXCLUDED) and "__pycache__" not in name:
            yield path


def scan(root: Path, archive: Path) -> list[str]:
    """Return one sentence per leak found in a zip (empty: none)."""
    secret_file = root / ".grading" / "secret"
    secret = secret_file.read_bytes() if secret_file.exists() else b""
    forbidden = telling_lines(root)
    leaks = []
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            if secret and (secret in content or secret.hex().encode() in content):
                leaks.append(f"{name} 里有班级的密钥")
            if name.endswith((".ipynb", ".py", ".json", ".yml", ".md")):
                text = content.decode("utf-8")
                # in a notebook's JSON, quotes inside a line of code are escaped
                hits = [line for line in forbidden if line in text or _escaped(line) in text]
                found = Counter(forbidden[line] for line in hits)
                # two programs may share a line such as `return best[1]` by chance
                needed = BY_CHANCE + 1 if name.endswith(".py") else 1
                leaks += [f"{name} 里有 {key} 的代码" for key in found if found[key] >= needed]
    return leaks


def telling_lines(root: Path) -> dict[str, str]:
    """Lines of code that would give an answer away → whose they are.

    What a lesson or an exercise shows on purpose gives nothing away.
    """
    lines: dict[str, str] = {}
    exercises = [read_exercise(path) for path in sorted(root.glob("solutions/*/[0-9][0-9]_*.py"))]
    lessons = [read_exercise(path) for path in sorted(root.glob("course/[0-9][0-9]_*.py"))]
    shown = "\n".join(map(_shown_code, [*exercises, *lessons]))
    for exercise in exercises:
        names = _own_names(exercise)
        for question in exercise.questions:
            for code in (question.solution, *question.rights, *(w for _, w in question.wrongs)):
                for line in map(str.strip, code.splitlines()):
                    if _is_telling(line, names) and line not in shown:
                        lines.setdefault(line, question.key)
    return lines


def _is_telling(line: str, names: set[str]) -> bool:
    """Long enough, and about this exercise: `return float("nan")` may stand anywhere."""
    words = set(re.findall(r"[^\W\d]\w*", line))
    return len(line) >= TELLING and not line.startswith("#") and not names.isdisjoint(words)


def _own_names(exercise: Exercise) -> set[str]:
    """Names that the exercise itself gives: its tables, its answers, its functions' arguments."""
    names = set()
    codes = [*exercise.setup, *(question.solution for question in exercise.questions)]
    for node in (node for code in codes for node in ast.walk(ast.parse(code))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg | ast.FunctionDef):
            names.add(node.arg if isinstance(node, ast.arg) else node.name)
    return names


def _shown_code(exercise: Exercise) -> str:
    """What learners see anyway: locked cells, starters, checks, hints."""
    shown = [cell.source for cell in exercise.cells]
    for question in exercise.questions:
        shown += [question.starter, *question.hints]
    return "\n".join(shown)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"', '\\"')
