"""Every attempt that was ever collected, kept whole; the newest that opens is the submission.

`.grading/collected/<NN_topic>/<学号>/<UTC time>_<digest>/` holds the notebook as it was handed in
and `attempt.json`. `.grading/submitted/` is laid from it for nbgrader and can be laid again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from opscourse.errors import CourseError
from opscourse.grading import rescue

ABOUT = "attempt.json"


@dataclass(frozen=True)
class Attempt:
    """One handed-in notebook. time : seconds since 1970; opens : whether it could be read."""

    student: str
    assignment: str
    digest: str
    time: float
    rank: int
    opens: bool
    source: str
    notes: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[bool, int, int, float]:
        """Sorts the one that counts last. Times in a zip are only good to two seconds."""
        return self.opens, int(self.time) // 2, self.rank, self.time

    @property
    def folder_name(self) -> str:
        return f"{datetime.fromtimestamp(self.time, UTC):%Y%m%d-%H%M%S}_{self.digest[:12]}"


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def home(root: Path, assignment: str, student: str) -> Path:
    return root / ".grading" / "collected" / assignment / student


def kept(root: Path, assignment: str, student: str) -> list[Attempt]:
    """The attempts of one learner, the one that counts last."""
    found = []
    for path in home(root, assignment, student).glob(f"[0-9]*/{ABOUT}"):
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
            found.append(Attempt(**{**about, "notes": tuple(about["notes"])}))
        except (OSError, ValueError, TypeError, KeyError):
            continue  # damaged by hand: the notebook beside it stays, and can be collected again
    return sorted(found, key=lambda one: one.order)


def keep(root: Path, attempt: Attempt, data: bytes) -> bool:
    """Store an attempt, whole or not at all; False where the same was there already.

    What is the current submission once more, at another time (a copied file), is not a new attempt:
    the time of handing in stays.
    """
    before = kept(root, attempt.assignment, attempt.student)
    if before and before[-1].digest == attempt.digest:
        return False
    place = home(root, attempt.assignment, attempt.student)
    target = place / attempt.folder_name
    if target.exists() and any(one.folder_name == target.name for one in before):
        return False
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(".part-*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    waiting = Path(tempfile.mkdtemp(prefix=".part-", dir=place))
    try:
        (waiting / f"{attempt.assignment}.ipynb").write_bytes(data)
        text = json.dumps(asdict(attempt), ensure_ascii=False, indent=1)
        (waiting / ABOUT).write_text(text + "\n", encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)  # half of one, from elsewhere
        waiting.rename(target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return True


def lay(root: Path, assignment: str, student: str) -> bool:
    """Make the attempt that counts the submission; False where it was that already."""
    attempts = kept(root, assignment, student)
    if not attempts:
        return False
    best = attempts[-1]
    data = (home(root, assignment, student) / best.folder_name / f"{assignment}.ipynb").read_bytes()
    folder = submission_folder(root, assignment, student)
    stamp = f"{datetime.fromtimestamp(best.time, UTC):%Y-%m-%d %H:%M:%S.%f} UTC\n".encode()
    changed = _write(folder / f"{assignment}.ipynb", data)
    return _write(folder / "timestamp.txt", stamp) or changed


def absorb(root: Path, assignment: str, student: str) -> bool:
    """Take over a submission that came another way, so that no collecting can lose it.

    False where there is none, or it is one of the attempts already.
    """
    folder = submission_folder(root, assignment, student)
    path = rescue.find(folder, assignment)
    if path is None or path.stat().st_size > rescue.MAX_BYTES:
        return False
    data = path.read_bytes()
    if digest_of(data) in {one.digest for one in kept(root, assignment, student)}:
        return False
    source = path.relative_to(root).as_posix()
    opens, notes = opened(data, source)
    time = _stamp(folder / "timestamp.txt") or path.stat().st_mtime
    attempt = Attempt(student, assignment, digest_of(data), time, 0, opens, source, notes)
    return keep(root, attempt, data)


def opened(data: bytes, label: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a notebook can be read, and what was mended, or why it cannot."""
    try:
        return True, tuple(rescue.rescue(data, label)[1])
    except CourseError as error:
        return False, (str(error),)


def submission_folder(root: Path, assignment: str, student: str) -> Path:
    return root / ".grading" / "submitted" / student / assignment


def _stamp(path: Path) -> float | None:
    try:
        moment: Any = parse_utc(path.read_text(encoding="utf-8").strip())
        return moment.replace(tzinfo=UTC).timestamp()
    except (OSError, ValueError, OverflowError, TypeError):
        return None


def _write(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; False where it holds that already."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.part")
    waiting.write_bytes(data)
    os.replace(waiting, path)
    return True
