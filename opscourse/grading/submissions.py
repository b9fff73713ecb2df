"""What lies in `.grading/submitted/`, made ready to run: read, mended, with the world beside it."""

from __future__ import annotations

import fnmatch
import glob
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearOutput

from opscourse.errors import CourseError
from opscourse.grading import rescue, worlds
from opscourse.grading.autograde import show_as_handed_in
from opscourse.grading.class_command import course_api
from opscourse.grading.jobs import EngineName, Job, Limits, Result
from opscourse.grading.judging import Mark, judge_notebook
from opscourse.grading.notebooks import assignment_of
from opscourse.grading.outputs import with_outputs
from opscourse.grading.repair import HANDED_IN, SourceCell, StashOutputs, recorded_cells, repair

MAX_FILES, MAX_BYTES = 200, 50_000_000  # of a submission's other files


@dataclass
class Target:
    """What a class is graded in now: one exercise, one round, one world."""

    root: Path
    assignment: str
    round: int
    world: worlds.GradedWorld
    practice: dict[str, Any]
    limits: Limits = field(default_factory=Limits)
    engine: EngineName = "nbclient"
    without: tuple[str, ...] = ()
    notebook: str = ""  # its name; the assignment's own where nothing else is said

    def __post_init__(self) -> None:
        self.notebook = self.notebook or self.assignment

    @classmethod
    def of(cls, root: Path, assignment: str) -> Target:
        """Raises CourseError without a class or a sound world."""
        round_ = int(worlds.read_class(root)["rounds"].get(assignment[:2], 1))
        world = worlds.load_world(root, assignment)
        return cls(root, assignment, round_, world, worlds.practice_answers(root, assignment[:2]))

    @property
    def remark(self) -> str:
        """What is to be said of every submission."""
        return ""

    @property
    def home(self) -> Path:
        return self.root / ".grading"

    @property
    def label(self) -> str:
        """What the outcomes are filed under."""
        return self.assignment

    @property
    def fingerprint(self) -> str:
        return self.world.fingerprint

    @property
    def released(self) -> str:
        """The version of the exercise that the answers are of."""
        return str(self.world.answers.get("version", ""))

    def folder(self, step: str, student: str) -> Path:
        """Where nbgrader has a step (its name, such as "autograded") of a student's submission."""
        directory = getattr(self.coursedir, f"{step}_directory")
        return Path(self.coursedir.format_path(directory, student, self.assignment))

    def find(self, folder: Path) -> Path | None:
        """The file of the notebook in a handed-in folder; None if it is not there."""
        return rescue.find(folder, self.notebook)

    def renamed(self, path: Path) -> list[str]:
        """What is to be said of a file's name, beside what its reader says."""
        return []

    def left_out(self, folder: Path) -> bool:
        """Whether a folder without this notebook earns nothing for it, and nobody need look."""
        return False

    @cached_property
    def coursedir(self) -> Any:
        return course_api(self.root).coursedir

    @cached_property
    def sources(self) -> dict[str, SourceCell]:
        """The exercise's cells by the gradebook; raises CourseError where it is not registered."""
        path = self.folder("source", ".") / f"{self.notebook}.ipynb"
        try:
            return recorded_cells(self.coursedir.db_url, self.notebook, self.assignment, path)
        except MissingEntry as error:
            raise CourseError(
                f"成绩册里还没有 {self.assignment}。请先运行：opscourse class init"
            ) from error

    @cached_property
    def kernelspec(self) -> dict[str, Any] | None:
        with Gradebook(self.coursedir.db_url) as gradebook:
            text = gradebook.find_notebook(self.notebook, self.assignment).kernelspec
        return json.loads(text) if text else None

    def judge(self, submission: Submission, result: Result) -> list[Mark]:
        """The marks of a run; `submission.notebook` becomes the notebook as it is shown."""
        assert submission.notebook is not None
        ran = with_outputs(submission.notebook, result)
        marks = judge_notebook(ran, self.world.answers, self.practice)
        show_as_handed_in(submission.notebook, marks)
        return marks

    @cached_property
    def given(self) -> dict[str, bytes]:
        """The files that the exercise brings along; a learner's own copies give way to them."""
        source = self.folder("source", ".")
        return other_files(source, self.coursedir.ignore)[0] if source.is_dir() else {}

    @cached_property
    def laid_out(self) -> dict[str, bytes]:
        """What a learner's run may read of the world: never the answers."""
        folder = self.world.folder
        paths = [folder / "world.json", *folder.glob("tables/*"), *folder.glob("inputs/*")]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}

    @cached_property
    def run_digest(self) -> str:
        """Changes with whatever a run depends on, the submission apart."""
        marks = {name: [one.source, one.marks] for name, one in self.sources.items()}
        files = [*_flat(self.laid_out), *_flat(self.given)]
        return digest([json.dumps(marks, sort_keys=True), *files])

    @cached_property
    def judge_digest(self) -> str:
        """Changes with whatever a run is judged by."""
        both = [self.world.answers, self.practice]
        return digest([json.dumps(both, sort_keys=True, ensure_ascii=False)])


@dataclass
class Submission:
    """One learner's folder. `problem` says why a person must look; then there is no notebook.

    left_out : there is none either, but others of the same assignment. key : changes with whatever
    a run depends on. seen : also with the time of handing in.
    """

    student: str
    folder: Path
    key: str = ""
    seen: str = ""
    notebook: NotebookNode | None = None
    notes: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    version: str = ""
    problem: str = ""
    left_out: bool = False

    def job(self, target: Target) -> Job:
        """The run of this submission; its notebook must have been read."""
        assert self.notebook is not None
        return Job(
            self.student,
            target.assignment,
            _runnable(self.notebook),
            _beside_world({**self.files, **target.given}),
            target.laid_out,
            target.limits,
            target.engine,
            target.without,
        )


def folders(target: Target) -> dict[str, Path]:
    """Who handed something in: the folders by student, sorted."""
    anybody = str(target.folder("submitted", "\0"))
    pattern = re.escape(anybody).replace("\0", r"([^/\\]+)")
    found = {}
    for path in glob.glob(glob.escape(anybody).replace("\0", "*")):
        if (match := re.fullmatch(pattern, path)) and os.path.isdir(path):
            found[match[1]] = Path(path)
    wanted, excluded = target.coursedir.student_id, target.coursedir.student_id_exclude.split(",")
    found = {one: found[one] for one in fnmatch.filter(found, wanted) if one not in excluded}
    return dict(sorted(found.items()))


def look(target: Target, student: str, folder: Path) -> Submission:
    """Find a submission's files without reading the notebook: enough to know what was graded."""
    submission = Submission(student, folder)
    try:
        path = target.find(folder)
        if path is None and target.left_out(folder):
            submission.left_out = True
            submission.seen = digest(["left out", target.run_digest])
            return submission
        if path is None:
            raise CourseError(f"{folder} 里没有 {target.notebook}.ipynb。请他重交。")
        submission.files, left_out = other_files(folder, target.coursedir.ignore)
        submission.notes += left_out
        if path.stat().st_size > rescue.MAX_BYTES:
            rescue.read(path)  # says so
        parts = [path.read_bytes(), *_flat(_beside_world(submission.files)), target.run_digest]
        submission.key = digest([path.name, *parts])
        submission.seen = digest([submission.key, *_flat(submission.files)])
    except CourseError as error:
        submission.problem = str(error)
    except OSError as error:
        submission.problem = f"读不了 {folder}：{error.strerror}。"
    except Exception as error:  # one broken submission must not stop the others
        submission.problem = f"{folder} 里的文件太乱，读不了（{type(error).__name__}）。请他重交。"
    submission.seen = submission.seen or digest([submission.problem])
    return submission


def prepare(target: Target, submission: Submission) -> None:
    """Read and mend the notebook: what nbgrader's sanitising steps do, and more."""
    if submission.problem or submission.left_out:
        return
    try:
        path = target.find(submission.folder)
        assert path is not None
        nb, notes = rescue.read(path)
        notes += target.renamed(path)
        named = assignment_of(nb)
        if named is not None and named != target.assignment:
            raise CourseError(
                f"{submission.student} 交的是 {named} 的笔记本，"
                f"不是 {target.assignment} 的。请他重交。"
            )
        submission.version = version_of(nb)
        StashOutputs().preprocess(nb, {})
        ClearOutput().preprocess(nb, {})
        notes += repair(nb, target.sources)
        if target.kernelspec:
            nb.metadata["kernelspec"] = target.kernelspec
        nb.metadata.pop("widgets", None)
    except CourseError as error:
        submission.problem = str(error)
    except Exception as error:  # one broken submission must not stop the others
        submission.problem = f"笔记本的内容太乱，整理不了（{type(error).__name__}）。请他重交。"
    else:
        submission.notebook = nb
        submission.notes = [*notes, *submission.notes]


def version_of(nb: NotebookNode) -> str:
    """The version of the exercise that a notebook was made from; "" where it does not say."""
    about = nb.metadata.get("opscourse")
    version = about.get("version") if isinstance(about, dict) else None
    return version if isinstance(version, str) else ""


def other_files(folder: Path, ignore: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """The files beside the notebook that nbgrader would take too, and what was left out."""
    found: dict[str, bytes] = {}
    notes: list[str] = []
    size = 0
    for path, about in _walk(folder, [*ignore, "*.ipynb"]):
        name = path.relative_to(folder).as_posix()
        size += about.st_size
        if len(found) >= MAX_FILES or size > MAX_BYTES:
            return found, [*notes, "附带的文件太多或太大，后面的没有用"]
        if about.st_nlink > 1:
            notes.append(f"附带的 {rescue.shown(name)} 是链接，没有用")
            continue
        found[name] = path.read_bytes()
    return found, notes


def _walk(folder: Path, ignore: list[str]) -> Iterator[tuple[Path, os.stat_result]]:
    """Regular files, never through a link, in one order."""
    for name in sorted(os.listdir(folder)):
        path = folder / name
        about = path.lstat()
        if any(fnmatch.fnmatch(name, one) for one in ignore):
            continue
        if stat.S_ISDIR(about.st_mode):
            yield from _walk(path, ignore)
        elif stat.S_ISREG(about.st_mode):
            yield path, about


def _beside_world(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without what would lie in the world's place, and without the time of handing in."""
    taken = ("world.json", "tables", "inputs", "timestamp.txt")
    return {name: one for name, one in files.items() if name.split("/")[0] not in taken}


def _runnable(nb: NotebookNode) -> str:
    """The notebook's text for an engine, without what the learner's copy showed."""
    bare = nbformat.from_dict(nb)
    for cell in bare.cells:
        cell.metadata = NotebookNode(
            {key: value for key, value in cell.metadata.items() if key != HANDED_IN}
        )
    return json.dumps(bare, ensure_ascii=False)


def digest(parts: list[str | bytes]) -> str:
    """One digest of several texts, each with its length, so that none can pass for two.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(f"{len(data)}:".encode())
        found.update(data)
    return found.hexdigest()[:32]


def _flat(files: Mapping[str, bytes]) -> list[str | bytes]:
    return [part for name in sorted(files) for part in (name, files[name])]
