"""The active world: which tables `load` reads.

Usually the practice world of `datasets/`; in a graded run the world of that assignment; within
`using(...)` whatever one was given. A graded run never falls back to the practice world.
"""

import contextlib
import contextvars
import functools
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

import opscourse
from opscourse.datasets import csvfile
from opscourse.datasets.dictionary import entry
from opscourse.errors import CourseError

ROOT = Path(opscourse.__file__).parent.parent
# Since pandas 3 a shallow copy shares memory only until one of the two is changed (by any way but
# a column's `.array`); a copy of every cell costs a graded submission a twentieth of its time.
_DEEP = int(pd.__version__.partition(".")[0]) < 3


class ActiveWorld(Protocol):
    """What a world must offer to be active."""

    graded: bool
    fingerprint: str

    def table(self, name: str) -> pd.DataFrame: ...

    def path(self, name: str) -> Path: ...

    def inputs(self, question_id: str) -> list[dict[str, Any]] | None: ...


class FrozenWorld:
    """A world held in memory: frames by name, and the inputs of function questions.

    `markets` (plain data by name) are what decisions are judged in; learners' code never sees them.
    `path` writes the table's CSV into a temporary folder when it is asked for.
    """

    def __init__(
        self,
        frames: dict[str, pd.DataFrame],
        fingerprint: str,
        inputs: dict[str, list[dict[str, Any]]] | None = None,
        graded: bool = True,
        markets: dict[str, dict[str, Any]] | None = None,
    ) -> None:
        self.frames = frames
        self.markets = markets or {}
        self.fingerprint = fingerprint
        self.graded = graded
        self._inputs = inputs or {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def table(self, name: str) -> pd.DataFrame:
        """A fresh copy of the frame."""
        entry(name)
        if name not in self.frames:
            raise CourseError(f"这份练习没有用到表 {name}，能用的：{'、'.join(self.frames)}。")
        return self.frames[name].copy(deep=_DEEP)

    def path(self, name: str) -> Path:
        """A CSV file of the frame."""
        frame = self.table(name)
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="opscourse-")
        path = Path(self._folder.name) / f"{name}.csv"
        path.write_bytes(csvfile.to_bytes(frame, name))
        return path

    def inputs(self, question_id: str) -> list[dict[str, Any]] | None:
        """The cases of a function question, or None."""
        return self._inputs.get(question_id)


class FolderWorld:
    """A world on disk: `tables` holds the CSVs, `inputs` the cases of function questions.

    `hashes` (sha256 by table) makes `table` refuse a file whose content was changed.
    """

    def __init__(
        self,
        tables: Path,
        fingerprint: str,
        graded: bool,
        inputs: Path | None = None,
        hashes: dict[str, str] | None = None,
        remedy: str = csvfile.REMEDY,
    ) -> None:
        self.fingerprint = fingerprint
        self.graded = graded
        self._tables, self._inputs, self._hashes = tables, inputs, hashes or {}
        self._remedy = remedy

    def path(self, name: str) -> Path:
        """The table's file; CourseError when it is not there."""
        entry(name)
        path = self._tables / f"{name}.csv"
        if not path.is_file():
            raise CourseError(f"找不到 {path.parent.name}/{path.name}。{self._remedy}")
        return path

    def table(self, name: str) -> pd.DataFrame:
        """A fresh copy of the table."""
        path = self.path(name)
        about = path.stat()
        expected = self._hashes.get(name)
        frame = _read(path, name, expected, self._remedy, about.st_mtime_ns, about.st_size)
        return frame.copy(deep=_DEEP)

    def inputs(self, question_id: str) -> list[dict[str, Any]] | None:
        """The cases of a function question, or None."""
        path = self._inputs / f"{question_id}.json" if self._inputs else None
        if path is None or not path.is_file():
            return None
        return _read_json(path, self._remedy)


@functools.lru_cache(maxsize=32)
def _read(
    path: Path, name: str, expected: str | None, remedy: str, _time: int, _size: int
) -> pd.DataFrame:
    """Parse a file once for each of its versions (told by time and size)."""
    data = path.read_bytes()
    frame = csvfile.from_bytes(data, name, remedy)
    # Line ends may differ after a copy; nothing else may.
    found = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
    if expected is not None and found != expected:
        raise CourseError(
            f"{name}.csv 的内容被改过，算出来的答案会对不上。想改数据，请另存一份。{remedy}"
        )
    return frame


def _read_json(path: Path, remedy: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise CourseError(f"找不到 {path.parent.name}/{path.name}。{remedy}") from None
    except ValueError:
        raise CourseError(f"{path.parent.name}/{path.name} 坏了，读不出来。{remedy}") from None


def practice_world() -> FolderWorld:
    """The world of `datasets/`, in which every learner works."""
    folder = ROOT / "datasets"
    if not folder.is_dir():
        raise CourseError(f"找不到 datasets 文件夹，它本来在 {ROOT} 里。{csvfile.REMEDY}")
    package = _read_json(folder / "datapackage.json", csvfile.REMEDY)
    try:
        hashes = {r["name"]: r["hash"].removeprefix("sha256:") for r in package["resources"]}
        fingerprint = package["fingerprint"]
    except (KeyError, TypeError, AttributeError):
        raise CourseError(f"datasets/datapackage.json 缺内容。{csvfile.REMEDY}") from None
    return FolderWorld(folder, fingerprint, graded=False, hashes=hashes)


def graded_world(cwd: Path) -> FolderWorld:
    """The world of a graded run that works in `cwd`.

    Either a `world.json` lies in that folder or above it, or the folder is
    `.grading/autograded/<student>/<assignment>`. Raises CourseError when there is no world.
    """
    for folder in [cwd, *cwd.parents]:
        if (folder / "world.json").is_file():
            return _world_in(folder)
        if folder.name == ".grading" and (folder / "class.json").is_file():
            parts = cwd.relative_to(folder).parts
            if len(parts) >= 3 and parts[0] == "autograded":
                return _class_world(folder, parts[2][:2])
    raise CourseError(
        "这是评分运行，但找不到评分用的世界。请老师先运行 opscourse class world 03"
        "(03 换成这次作业的编号)。"
    )


def _class_world(grading: Path, number: str) -> FolderWorld:
    command = f"请老师先运行 opscourse class world {number}。"
    rounds = _read_json(grading / "class.json", command).get("rounds", {})
    round_number = rounds.get(number, 1)
    folder = grading / "worlds" / number / f"r{round_number}"
    if not (folder / "world.json").is_file():
        raise CourseError(f"作业 {number} 还没有评分用的世界（第 {round_number} 轮）。{command}")
    return _world_in(folder)


def _world_in(folder: Path) -> FolderWorld:
    remedy = "请老师重新运行 opscourse class world（后面写作业编号，例如 03）。"
    about = _read_json(folder / "world.json", remedy)
    if not isinstance(about, dict) or not isinstance(about.get("fingerprint"), str):
        raise CourseError(f"world.json 里没有 fingerprint。{remedy}")
    return FolderWorld(
        folder / "tables", about["fingerprint"], True, folder / "inputs", remedy=remedy
    )


_chosen: contextvars.ContextVar[ActiveWorld | None] = contextvars.ContextVar(
    "opscourse_world", default=None
)


def active() -> ActiveWorld:
    """The world that `load` reads now."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return graded_world(Path.cwd())
    return practice_world()


@contextlib.contextmanager
def using(world: ActiveWorld) -> Iterator[ActiveWorld]:
    """Make `world` active within a with-block (of this thread or task)."""
    token = _chosen.set(world)
    try:
        yield world
    finally:
        _chosen.reset(token)


def load(name: str) -> pd.DataFrame:
    """A table of the active world, as a fresh frame.

    Types: ids and words are text, money is float yuan, counts are int64, times datetime64[ns].
    Columns and units: `describe(name)`. Raises CourseError (one Chinese sentence) for an unknown
    table and for a file that is missing or spoilt.

    >>> load("shop_monthly").columns.tolist()
    ['month', 'uv', 'buyers', 'orders', 'amount']
    """
    return active().table(name)


def path(name: str) -> Path:
    """The CSV file of a table of the active world.

    >>> path("visits").name
    'visits.csv'
    """
    return active().path(name)
