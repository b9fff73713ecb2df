"""The learner's own copies in `mywork/`: new versions arrive, nobody's work is touched.

`mywork/.given.json` remembers the sha256 of what was given for each file. A file that still equals
what was given is replaced by a newer version; one that differs is the learner's, and a newer
version is laid beside it, once.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from startup.faults import StartError

# Sources, tables of contents and the teachers' pages are not for working in.
_SKIPPED_SUFFIXES = {".py", ".yml", ".pyc"}
_SKIPPED_FOLDERS = {"teacher", "__pycache__", ".ipynb_checkpoints"}
_PARTIAL = ".copying-"


def update(root: Path) -> list[str]:
    """Bring `root/mywork` up to date with `root/course` and `root/exercises`.

    Returns one Chinese sentence for each file of the learner's that has a newer version beside it.
    """
    mywork = root / "mywork"
    if mywork.exists() and not mywork.is_dir():
        raise StartError(f"{mywork} 应该是文件夹，现在是一个文件。请把它改名，再运行一次。")
    mywork.mkdir(exist_ok=True)
    for leftover in mywork.rglob(f"{_PARTIAL}*"):
        leftover.unlink(missing_ok=True)
    manifest = mywork / ".given.json"
    before = _read_manifest(manifest)
    given = dict(before)
    says = []
    try:
        for relative in _sources(root):
            says += _update_one(root / relative, mywork, relative, given)
    finally:
        # Also after a failure half way: what was given must be remembered.
        if given != before:
            _write(manifest, json.dumps(given, indent=1, sort_keys=True).encode())
    return says


def beside(path: Path, number: int = 1) -> Path:
    """Name the place for a newer version of `path`.

    >>> beside(Path("03_shop_health.ipynb")).name
    '03_shop_health.新版.ipynb'
    >>> beside(Path("03_shop_health.ipynb"), 2).name
    '03_shop_health.新版2.ipynb'
    """
    return path.with_name(f"{path.stem}.新版{number if number > 1 else ''}{path.suffix}")


def _update_one(source: Path, mywork: Path, relative: Path, given: dict[str, str]) -> list[str]:
    target, key = mywork / relative, relative.as_posix()
    content = source.read_bytes()
    newest = _sha(content)
    if not os.path.lexists(target):
        _write(target, content)
        given[key] = newest
        return []
    current = _sha_of(target)
    if current == newest:
        given[key] = newest
    elif given.get(key) == newest:
        pass  # The learner's work on the version that is still the newest.
    elif current is not None and current == given.get(key):
        _write(target, content)
        given[key] = newest
    elif given.get(f"beside:{key}") != newest:
        place = _lay_beside(target, content, mywork, given)
        given[f"beside:{key}"] = newest
        return [f"{key} 有新版。你改过的那份没有动，新版放在旁边：{place.name}"]
    return []


def _lay_beside(target: Path, content: bytes, mywork: Path, given: dict[str, str]) -> Path:
    """Write the newer version at the first name that is free or still as we laid it."""
    number = 1
    while True:
        place = beside(target, number)
        key = place.relative_to(mywork).as_posix()
        current = _sha_of(place)
        if not os.path.lexists(place) or (current is not None and current == given.get(key)):
            _write(place, content)
            given[key] = _sha(content)
            return place
        number += 1


def _sources(root: Path) -> Iterator[Path]:
    for top in ("course", "exercises"):
        for path in sorted((root / top).rglob("*")):
            relative = path.relative_to(root)
            hidden = any(part.startswith(".") for part in relative.parts)
            if hidden or _SKIPPED_FOLDERS & set(relative.parts) or not path.is_file():
                continue
            if path.suffix not in _SKIPPED_SUFFIXES:
                yield relative


def _read_manifest(path: Path) -> dict[str, str]:
    """Read what was given; a lost or damaged list only means that every changed file is kept."""
    try:
        read = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Write all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{_PARTIAL}{os.getpid()}-{path.name}")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sha_of(path: Path) -> str | None:
    """Return the file's sha256; None when it is not a plain file."""
    return _sha(path.read_bytes()) if path.is_file() else None
