"""The only files that a learner's process can see: an allow-list, built once for each zygote.

Python, its packages and the system's libraries, all read-only; of the course, the package without
its answer files and its grading and authoring parts. No home, no class, no solutions, no /proc.
"""

from __future__ import annotations

import contextlib
import os
import site
import sys
from pathlib import Path
from typing import Any

import opscourse
from opscourse.grading.sandbox import linux

BOX = Path("/box")  # the writable part: work/, home/, tmp/, shm/ of one submission
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
DEVICES = ("null", "zero", "full", "random", "urandom")
SETTINGS = ("ld.so.cache", "localtime", "mime.types")
PEOPLE = "root:x:0:0::/:/bin/false\nlearner:x:65534:65534::/box/home:/bin/sh\n"


def plan() -> dict[str, Any]:
    """What this installation needs: paths to keep, paths within them to hide, font caches."""
    package = Path(opscourse.__file__).resolve().parent
    roots = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    if site.ENABLE_USER_SITE:
        roots.append(site.getusersitepackages())
    kept = _outermost([*map(Path, SYSTEM), *map(Path, roots), package])
    course = package.parent
    hidden = [package / "answers" / "practice", package / "grading", package / "authoring"]
    hidden += [course / one for one in (".grading", "solutions", "exercises", "mywork", "datasets")]
    hidden += [course / one for one in ("course", "tests", ".git")]
    if course == Path(sysconfig_packages()):  # not a course folder: installed among the packages
        hidden = hidden[:3]
    return {
        "keep": [str(path) for path in kept],
        "hide": [str(path) for path in hidden if path.exists()],
        "fonts": [str(path) for path in _font_caches()],
    }


def sysconfig_packages() -> str:
    import sysconfig

    return sysconfig.get_path("purelib")


def _outermost(paths: list[Path]) -> list[Path]:
    """The paths that exist, without those that lie in another one.

    >>> [str(path) for path in _outermost([Path("/usr"), Path("/usr/bin"), Path("/no/such")])]
    ['/usr']
    """
    there = list(dict.fromkeys(path for path in paths if path.exists() and path != Path("/")))
    inside = [one for one in there if any(one != big and one.is_relative_to(big) for big in there)]
    return [path for path in there if path not in inside]


def _font_caches() -> list[Path]:
    """matplotlib's list of fonts, which takes seconds to make again."""
    homes = [os.environ.get("MPLCONFIGDIR"), os.environ.get("XDG_CACHE_HOME")]
    folders = [Path(homes[0])] if homes[0] else []
    folders.append(Path(homes[1] or Path.home() / ".cache") / "matplotlib")
    return [file for folder in folders for file in sorted(folder.glob("fontlist-v*.json"))]


def enter(spot: Path, keep: list[str], hide: list[str]) -> None:
    """Make the allow-list this process's root, with an empty writable `BOX` in it.

    Needs a mount namespace of its own; raises OSError where the system does not permit it.
    """
    linux.mount(None, "/", None, linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", spot, "tmpfs", linux.MS_NOSUID, "size=4m,mode=755")
    for path in map(Path, keep):
        _show(path, spot)
    for path in map(Path, hide):
        target = _under(spot, path)
        if target.is_dir():
            linux.mount("tmpfs", target, "tmpfs", linux.MS_RDONLY, "size=4k,mode=000")
    _furnish(spot)
    box = _under(spot, BOX)
    box.mkdir()
    linux.mount("tmpfs", box, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=64m,mode=755")
    (box / "tmp").mkdir()
    linux.change_root(spot)
    linux.mount(None, "/", None, linux.MS_REMOUNT | linux.MS_BIND | linux.MS_RDONLY)


def _under(spot: Path, path: Path) -> Path:
    return spot / path.relative_to("/")


def _show(path: Path, spot: Path) -> None:
    target = _under(spot, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        target.symlink_to(os.readlink(path))
        path = path.resolve()
        target = _under(spot, path)
        if target.exists():
            return
    target.mkdir(parents=True, exist_ok=True)
    linux.bind_read_only(path, target)


def _furnish(spot: Path) -> None:
    for name in ("dev", "etc", "proc", "sys", "run", "var"):
        (spot / name).mkdir(exist_ok=True)
    for name in DEVICES:
        place = spot / "dev" / name
        place.touch()
        linux.mount(Path("/dev") / name, place, None, linux.MS_BIND)
    (spot / "dev" / "pts").mkdir()
    (spot / "dev" / "ptmx").symlink_to("pts/ptmx")
    (spot / "dev" / "shm").symlink_to(BOX / "shm")
    if not (spot / "tmp").exists():  # a course below /tmp keeps its place; TMPDIR names the box
        (spot / "tmp").symlink_to(BOX / "tmp")
    for name in SETTINGS:
        with contextlib.suppress(OSError):
            (spot / "etc" / name).write_bytes((Path("/etc") / name).read_bytes())
    (spot / "etc" / "passwd").write_text(PEOPLE)


def granted(keep: list[str], hide: list[str]) -> list[Path]:
    """What Landlock may grant where the root could not be changed: `keep` without `hide`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for one in ("open/a", "shut", "file"):
    ...         Path(name, one).mkdir(parents=True)
    ...     [path.name for path in granted([name], [name + "/shut"])]
    ['file', 'open']
    """
    found: list[Path] = []
    for path in map(Path, keep):
        inner = [Path(one) for one in hide if Path(one).is_relative_to(path)]
        if path in inner:
            continue
        if inner and path.is_dir():
            inside = sorted(str(one) for one in path.iterdir())
            found += granted(inside, [str(one) for one in inner])
        else:
            found.append(path)
    return found
