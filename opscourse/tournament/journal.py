"""The organiser's secret and the journal of finished heats, in DIR/.tournament.

A heat is one small file, written whole or not at all, in a folder named after everything that the
result depends on: the secret, the rules and every entry. So a run that was killed goes on where it
was, and a changed entry starts anew without losing the old heats.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from opscourse.errors import CourseError
from opscourse.simulation import GENERATOR_VERSION
from opscourse.tournament import rules
from opscourse.tournament.results import HeatResult, heat_of
from opscourse.tournament.state import Entrant

VERSION = 2  # of the field and of these files: another one starts anew
SECRET_BYTES = 32


def organiser_secret(folder: Path) -> bytes:
    """The secret of DIR/.tournament/secret; made (readable by its owner alone) where missing."""
    place = folder / ".tournament" / "secret"
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, secrets.token_bytes(SECRET_BYTES), mode=0o600)
        found = place.read_bytes()
    except OSError as error:
        raise _refused(place, error) from error
    if len(found) != SECRET_BYTES:
        raise CourseError(f"{place} 坏了，要正好 {SECRET_BYTES} 个字节。从备份恢复，或删掉它重赛。")
    return found


def _refused(place: Path, error: OSError) -> CourseError:
    return CourseError(
        f"读写不了 {place}（{error.strerror}）。看看磁盘满没满、文件夹能不能写，"
        "再运行一次，会接着跑。"
    )


def key_of(secret: bytes, part: str) -> bytes:
    """The key of one part of the season: known to nobody without the secret."""
    return hmac.new(secret, f"tournament|{part}".encode(), hashlib.sha256).digest()


class Journal:
    """The finished heats of one season."""

    def __init__(self, folder: Path, secret: bytes, entries: Sequence[Entrant]) -> None:
        numbers = {k: v for k, v in vars(rules).items() if isinstance(v, int | float)}
        plain = sorted(repr((e.author, e.title, e.crowds, e.source)) for e in entries)
        told = json.dumps([VERSION, GENERATOR_VERSION, numbers, plain], sort_keys=True)
        name = hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()[:16]
        self._folder = folder / ".tournament" / "journal" / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(self._folder, error) from error

    def _place(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def read(self, name: str) -> HeatResult | None:
        """A finished heat, None where it is missing or not readable (it is then played again)."""
        try:
            return heat_of(json.loads(self._place(name).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, name: str, heat: HeatResult) -> None:
        """Keep a finished heat."""
        text = json.dumps(heat.as_dict())  # in order: an author reads the first fault first
        try:
            _write(self._place(name), text.encode())
        except OSError as error:
            raise _refused(self._place(name), error) from error


def _write(place: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, place)
