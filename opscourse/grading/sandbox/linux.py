"""The Linux calls that Python's standard library lacks: namespaces, mounts, capabilities, Landlock.

Raw system calls through ctypes, each raising OSError. Importing this works on every system; the
calls themselves need Linux on x86-64 or 64-bit ARM.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

LINUX = sys.platform.startswith("linux") and platform.machine() in ("x86_64", "aarch64")
X86 = platform.machine() == "x86_64"

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET, NEWCGROUP = 0x10000000, 0x20000000, 0x40000000, 0x02000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT = 1, 2, 4, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

# The same on both machines, except where the table says otherwise.
_NUMBERS = {
    "pivot_root": (155, 41),
    "capset": (126, 91),
    "mount_setattr": (442, 442),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _syscall(name: str, *args: object) -> int:
    assert _libc is not None
    return _checked(_libc.syscall(_NUMBERS[name][0 if X86 else 1], *args))


def _bytes(path: str | Path | None) -> bytes | None:
    return None if path is None else os.fsencode(path)


def unshare(flags: int) -> None:
    """Leave the given namespaces for new ones."""
    assert _libc is not None
    _checked(_libc.unshare(ctypes.c_int(flags)))


def mount(
    source: str | Path | None, target: str | Path, kind: str | None, flags: int, data: str = ""
) -> None:
    """mount(2)."""
    assert _libc is not None
    what = kind.encode() if kind else None
    _checked(
        _libc.mount(
            _bytes(source), _bytes(target), what, ctypes.c_ulong(flags), data.encode() or None
        )
    )


def unmount(target: str | Path) -> None:
    """Take a mount and all below it away, also while it is in use."""
    assert _libc is not None
    _checked(_libc.umount2(_bytes(target), MNT_DETACH))


def bind_read_only(source: Path, target: Path) -> None:
    """Show `source` at `target`, with everything mounted below it, and read-only."""
    mount(source, target, None, MS_BIND | MS_REC)
    try:
        _mount_set_read_only(target)
    except OSError:  # before Linux 5.12: the top alone
        kept = os.statvfs(target).f_flag & (MS_NOSUID | MS_NODEV | 8)  # 8: noexec
        mount(None, target, None, MS_REMOUNT | MS_BIND | MS_RDONLY | kept)


def _mount_set_read_only(target: Path) -> None:
    at_fdcwd, at_recursive = -100, 0x8000
    # struct mount_attr: attr_set (read-only, no set-uid), attr_clr, propagation, userns_fd
    attributes = ctypes.create_string_buffer(struct.pack("QQQQ", 1 | 2, 0, 0, 0))
    _syscall("mount_setattr", at_fdcwd, _bytes(target), at_recursive, attributes, 32)


def change_root(new: Path) -> None:
    """Make `new` (a mount) the root of this mount namespace, and let go of the old one."""
    os.chdir(new)
    _syscall("pivot_root", b".", b".")
    unmount(".")
    os.chdir("/")


def prctl(option: int, *args: int) -> int:
    """prctl(2)."""
    assert _libc is not None
    filled = [ctypes.c_ulong(arg) for arg in (*args, *([0] * (4 - len(args))))]
    return _checked(_libc.prctl(ctypes.c_int(option), *filled))


def no_new_privileges() -> None:
    """No program that this process starts gains rights, set-uid or not."""
    prctl(38, 1)


def become_subreaper() -> None:
    """Orphans among this process's descendants become its children."""
    prctl(36, 1)


def drop_capabilities() -> None:
    """Give up every capability for good, also those that a set-uid program would bring."""
    with contextlib.suppress(OSError):
        prctl(47, 4)  # the ambient set
    for capability in range(64):
        try:
            prctl(24, capability)  # the bounding set
        except OSError:
            break
    header = ctypes.create_string_buffer(struct.pack("II", 0x20080522, 0))
    data = ctypes.create_string_buffer(24)
    _syscall("capset", header, data)


# --- Landlock ------------------------------------------------------------------------------------

_READ = 1 | 4 | 8  # execute, read a file, read a folder
_FILE = 1 | 2 | 4 | (1 << 14)  # what may be granted on a file (truncate came with ABI 3)


def landlock_version() -> int:
    """The kernel's Landlock ABI; raises OSError where there is none."""
    return _syscall("landlock_create_ruleset", None, 0, 1)


def landlock(
    readable: Iterable[Path | str],
    writable: Iterable[Path | str],
    devices: Iterable[Path | str],
) -> None:
    """Let this process, and all it starts, reach nothing but the given trees; no TCP either."""
    version = landlock_version()
    everything = (1 << 13) - 1
    if version >= 2:
        everything |= 1 << 13  # move between folders
    if version >= 3:
        everything |= 1 << 14  # truncate
    if version >= 5:
        everything |= 1 << 15  # ioctl on devices
    network = 3 if version >= 4 else 0  # bind and connect
    scoped = 3 if version >= 6 else 0  # abstract sockets and signals to the outside
    sizes = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}
    attributes = struct.pack("QQQ", everything, network, scoped)[: sizes.get(version, 24)]
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    rules = _syscall("landlock_create_ruleset", buffer, len(attributes), 0)
    try:
        plain = everything & ~(1 << 15)
        for paths, access in ((readable, _READ), (writable, plain), (devices, everything)):
            for path in paths:
                _allow(rules, path, access & everything)
        _syscall("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: Path | str, access: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            access &= _FILE
        rule = ctypes.create_string_buffer(struct.pack("=Qi", access, folder), 12)
        _syscall("landlock_add_rule", rules, 1, rule, 0)
    finally:
        os.close(folder)
