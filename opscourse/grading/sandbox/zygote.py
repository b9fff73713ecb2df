"""The warm process: it has imported what notebooks use, and is forked once for each submission.

It is started afresh (it shares no memory with the grader), with a clean environment, holds no
answers, and ends when its control socket does. What it reads comes from the grader alone.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from importlib.abc import SourceLoader
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from opscourse.grading.sandbox import child, linux, rootfs
from opscourse.grading.sandbox.channel import receive, send
from opscourse.grading.sandbox.integrity import Kept  # noqa: F401  (the cells' module finds it)

# What a learner's notebook may import; had the zygote not done it, each fork would. As data:
# the grading floor itself uses nothing of the learner's floor.
WARM = (
    "numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "ipykernel.zmqshell", "ipykernel.compiler",
    "opscourse.datasets", "opscourse.metrics", "opscourse.plotting",
    "opscourse.answers.handover", "opscourse.answers.figures",
    "opscourse.learner.shell", "opscourse.learner.hints",
)  # fmt: skip
PER_JOB = {
    "pid": linux.NEWPID, "mount": linux.NEWNS, "net": linux.NEWNET,
    "ipc": linux.NEWIPC, "uts": linux.NEWUTS,
}  # fmt: skip
RUNNER = "opscourse.grading.sandbox.cells"


@dataclass
class House:
    """What this system permits, found by trying; `why` says what it did not, by layer."""

    rooted: bool = False  # the root is the allow-list
    user_namespace: bool = False
    other_user: bool = False
    flags: int = 0  # the namespaces that each submission gets
    why: dict[str, str] = field(default_factory=dict)
    proc: int = -1  # a descriptor of /proc, from before the root changed
    keep: list[str] = field(default_factory=list)
    hide: list[str] = field(default_factory=list)
    own_bytes: int = 0  # address space of the zygote
    worlds: dict[str, dict[str, bytes]] = field(default_factory=dict)
    warm: bool = False


def main(control: int) -> None:
    """Serve until the control socket closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are not waited for
    line = socket.socket(fileno=control)
    first = receive(line)
    if first is None:
        return
    settings = first[0]
    began = time.perf_counter()
    runner = _code_of(RUNNER)  # its file will be out of sight
    house = settle(settings)
    if settings["warm"]:
        home = (rootfs.BOX if house.rooted else Path(settings["spot"])) / "home"
        warm_up(home, settings["fonts"], runner)
        house.warm = True
    for name in settings.get("imports", ()):
        import_module(name)
    _freeze(house)
    send(line, {"ready": True, "why": house.why, "seconds": time.perf_counter() - began})
    while (order := receive(line)) is not None:
        serve(order[0], order[1], house, line)


def serve(order: dict[str, Any], descriptors: list[int], house: House, line: Any) -> None:
    """Carry out one order of the grader: keep a world, import a module, start a submission."""
    if order["op"] == "world":
        keep_world(order["name"], order["files"], house)
        return
    if order["op"] == "import":
        with contextlib.suppress(ImportError):  # the learner's own import will say it
            import_module(order["name"])
        _freeze(house)
        return
    if os.fork() == 0:
        line.close()
        chan, control = (socket.socket(fileno=one) for one in descriptors)
        child.supervise(order, house, chan, control)
    for one in descriptors:
        os.close(one)


# --- what the system permits ---------------------------------------------------------------------


def settle(settings: dict[str, Any]) -> House:
    """Take what isolation there is to be had, once for all submissions."""
    house = House(keep=settings["keep"], hide=settings["hide"])
    house.proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    without = set(settings.get("without", ()))
    root = os.geteuid() == 0
    if "mount" in without:
        house.why["mount"] = "没有用（设置里关了）"
    else:
        _enter_root(house, Path(settings["spot"]), root)
    if not root or house.user_namespace:
        house.why["user"] = "不是用管理员身份运行的"
    else:
        reason = _tried(lambda: child.try_user(house.keep))
        house.other_user = not reason
        if reason:
            house.why["user"] = f"课程或 Python 的文件夹别的用户读不了（{reason}）"
    for name, flag in PER_JOB.items():
        if name in without or (flag == linux.NEWNS and not house.rooted):
            house.why.setdefault(name, "没有用（设置里关了）")
            continue
        reason = _tried(lambda flag=flag: linux.unshare(flag))
        if reason:
            house.why[name] = reason
        else:
            house.flags |= flag
    return house


def _enter_root(house: House, spot: Path, root: bool) -> None:
    """Change the root: as the administrator, or else within a user namespace."""

    def whole(user: bool) -> None:
        if user:
            own_user_namespace(house.proc)
        linux.unshare(linux.NEWNS)
        rootfs.enter(spot, house.keep, house.hide)

    reason = _tried(lambda: whole(False)) if root else "不是管理员"
    if not reason:
        whole(False)
        house.rooted = True
        return
    reason = _tried(lambda: whole(True))
    if reason:
        house.why["mount"] = reason
        return
    whole(True)
    house.rooted = house.user_namespace = True


def _tried(attempt: Any) -> str:
    """Try something in a fork; "" if it went well, else the reason."""
    reading, writing = os.pipe()
    before = signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        said = ""
        try:
            attempt()
        except BaseException as error:
            said = getattr(error, "strerror", None) or type(error).__name__
        os.write(writing, said.encode()[:500])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as source:
        said = source.read().decode()
    status = os.waitpid(pid, 0)[1]
    signal.signal(signal.SIGCHLD, before)
    if said:
        return f"系统不允许：{said}"
    return "" if status == 0 else "系统不允许"


def own_user_namespace(proc: int) -> None:
    """A user namespace in which this user is 65534 and nobody else is known."""
    user, group = os.geteuid(), os.getegid()
    linux.unshare(linux.NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"65534 {user} 1"),
        ("gid_map", f"65534 {group} 1"),
    ):
        file = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        try:
            os.write(file, text.encode())
        finally:
            os.close(file)


def _freeze(house: House) -> None:
    """What is in memory now, every fork has: no collector walks it, and no limit counts it."""
    with contextlib.suppress(OSError):
        house.own_bytes = _own_bytes(house.proc)
    gc.collect()
    gc.freeze()


def _own_bytes(proc: int) -> int:
    file = os.open("self/statm", os.O_RDONLY, dir_fd=proc)
    try:
        return int(os.read(file, 200).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    finally:
        os.close(file)


# --- warm ----------------------------------------------------------------------------------------


def _code_of(name: str) -> CodeType:
    spec = find_spec(name)
    assert spec is not None and isinstance(spec.loader, SourceLoader)
    code = spec.loader.get_code(name)
    assert code is not None
    return code


def warm_up(home: Path, font_caches: list[dict[str, str]], runner: CodeType) -> None:
    """Import what notebooks use, draw once, and make the shell that every fork inherits."""
    fonts = home / "matplotlib"
    fonts.mkdir(parents=True)
    for cache in font_caches:
        (fonts / cache["name"]).write_text(cache["text"], encoding="utf-8")
    os.environ.update(HOME=str(home), MPLCONFIGDIR=str(fonts), IPYTHONDIR=str(home / "ipython"))
    for name in WARM:
        import_module(name)
    module = ModuleType(RUNNER)
    sys.modules[RUNNER] = module
    exec(runner, module.__dict__)
    module.prepare()


def keep_world(name: str, files: dict[str, str], house: House) -> None:
    """Remember a world's files; read its tables now, so that no fork has to.

    A fork lays the same bytes at the same paths with the same times, and `load` finds them read.
    """
    house.worlds = {name: {path: base64.b64decode(text) for path, text in files.items()}}
    if not (house.rooted and house.warm):
        return
    from opscourse import datasets
    from opscourse.datasets import active_world

    active_world._read.cache_clear()  # one assignment's fork sees no other's world
    work = rootfs.BOX / "work"
    child.lay_out(work, house.worlds[name])
    before = os.getcwd()
    os.chdir(work)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        world = datasets.active()
        for path in sorted(work.glob("tables/*.csv")):
            with contextlib.suppress(Exception):  # the learner's own `load` will say it
                world.table(path.stem)
    except Exception:
        pass  # a foreign assignment has no world
    finally:
        os.environ.pop("NBGRADER_EXECUTION")
        os.chdir(before)
        child.clear(work)
    _freeze(house)
