"""From a fork of the zygote to the learner's process: two processes for each submission.

The supervisor stays outside: it interrupts, kills and counts for the grader, and ends everything
when the grader is gone. Its child gives up every right and then runs the cells.
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from opscourse.grading.sandbox import linux, rootfs, seccomp
from opscourse.grading.sandbox.channel import receive, send

if sys.platform != "win32":  # where this can be imported, but nothing of it runs
    import resource

if TYPE_CHECKING:
    from opscourse.grading.sandbox.zygote import House

CHANNEL = 3  # the descriptor of the channel in the learner's process
NOBODY = 65534
MIB = 1 << 20
MOST_FILES = 20_000  # in the scratch folder
INTERRUPT, KILL = b"I", b"K"


def supervise(
    order: dict[str, Any], house: House, chan: socket.socket, control: socket.socket
) -> NoReturn:
    """Start the learner's process and watch over it; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        if house.user_namespace:
            from opscourse.grading.sandbox.zygote import own_user_namespace

            # its own one: the kernel counts processes by user and user namespace
            with contextlib.suppress(OSError):
                own_user_namespace(house.proc)
        if house.flags:
            linux.unshare(house.flags)
        linux.become_subreaper()
        box = rootfs.BOX if house.rooted else Path(tempfile.mkdtemp(prefix="opscourse-"))
        order["others"] = 0 if house.other_user or house.user_namespace else _own_tasks(house.proc)
        pid = os.fork()
        if pid == 0:
            control.close()
            _start(order, house, chan, box)
        chan.close()
        send(control, {"pid": pid})
        most = None if house.rooted else int(order["file_mb"]) * MIB  # there its disk is its own
        status, used, full = _watch(pid, control, box, most)
        _kill_descendants(house)
        if not house.rooted:
            shutil.rmtree(box, ignore_errors=True)
        with contextlib.suppress(OSError):
            send(control, {"status": status, "cpu": used, "full": full})
    except BaseException as error:
        with contextlib.suppress(Exception):
            send(control, {"failed": f"{type(error).__name__}: {error}"})
    os._exit(0)


def _watch(
    pid: int, control: socket.socket, box: Path, most: int | None
) -> tuple[int, float, bool]:
    """Carry out the grader's orders until the process has ended.

    Returns its status, its CPU seconds, and whether it had to end because its folder `box` held
    more than `most` bytes.
    """
    pause, full = None if most is None else 0.5, False
    try:
        handle = os.pidfd_open(pid)
        waited: list[Any] = [control, handle]
    except (OSError, AttributeError):  # before Linux 5.3
        handle, waited, pause = -1, [control], 0.02
    while True:
        ready = select.select(waited, [], [], pause)[0]
        done = handle in ready if handle >= 0 else _ended(pid)
        if done:
            break
        if control in ready:
            orders = control.recv(64)
            if not orders or KILL in orders:
                os.kill(pid, signal.SIGKILL)
                waited = [one for one in waited if orders or one is not control]
            elif INTERRUPT in orders:
                os.kill(pid, signal.SIGINT)
        elif most is not None and not full and _holds_more(box, most):
            full = True
            os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    own = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime + own.ru_utime + own.ru_stime
    return status, used, full


def _holds_more(folder: Path, most: int) -> bool:
    """Whether a folder's files take more than `most` bytes of the disk, or are too many."""
    size = count = 0
    for base, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                size += os.lstat(os.path.join(base, name)).st_blocks * 512
        count += len(names)
    return size > most or count > MOST_FILES


def _ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _own_tasks(proc: int) -> int:
    """Processes and threads of this user, of whatever program; `proc`: a descriptor of /proc."""
    count, user = 0, os.geteuid()
    folder = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=proc)
    for name in filter(str.isdigit, os.listdir(folder)):
        with contextlib.suppress(OSError):  # gone, or not ours to see
            if os.stat(name, dir_fd=folder).st_uid == user:
                count += os.stat(f"{name}/task", dir_fd=folder).st_nlink - 2
    os.close(folder)
    return count


def _kill_descendants(house: House) -> None:
    """Without a pid namespace: what the learner's process left behind is ours now, and ends."""
    if house.flags & linux.NEWPID:
        return
    found: set[int] = set()
    while new := _descendants(os.getpid()) - found:
        for pid in new:  # first, none may start another: a bomb forks as fast as it is killed
            with contextlib.suppress(OSError, ValueError):
                resource.prlimit(pid, resource.RLIMIT_NPROC, (0, 0))
                os.kill(pid, signal.SIGSTOP)
        found |= new
    for pid in found:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _descendants(pid: int) -> set[int]:
    """Everything that a process has started, and what that has started."""
    children: dict[str, list[str]] = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, IndexError):
            children.setdefault(_parent(entry), []).append(entry)
    found, waiting = set(), [str(pid)]
    while waiting:
        inside = children.get(waiting.pop(), [])
        found |= {int(one) for one in inside}
        waiting += inside
    return found


def _parent(pid: str) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]


# --- the learner's process -----------------------------------------------------------------------


def _start(order: dict[str, Any], house: House, chan: socket.socket, box: Path) -> NoReturn:
    """Become the learner's process: give up every right, lay out the scratch, run the cells."""
    try:
        came = receive(chan)  # from the grader: no cell has run yet
        order["files"] = came[0]["files"] if came else {}
        world = house.worlds.get(order["world"], {})
        in_force, why = _become(order, house, chan, box, world)
        send(chan, {"hello": True, "layers": in_force, "why": why})
        if "runner" in order:
            sys.modules[order["runner"]].serve(CHANNEL, CHANNEL)
        elif house.warm:
            run = sys.modules["opscourse.grading.sandbox.cells"]
            run.serve(chan, int(order["output_bytes"]))
    except BaseException as error:
        with contextlib.suppress(Exception):
            send(chan, {"failed": f"{type(error).__name__}: {error}"})
    os._exit(0)


def _become(
    order: dict[str, Any],
    house: House,
    chan: socket.socket,
    box: Path,
    world: Mapping[str, bytes],
) -> tuple[list[str], dict[str, str]]:
    """Take on every layer that can be had; which are in force, and why the others are not."""
    why = dict(house.why)
    in_force = ["time"]
    files = {path: base64.b64decode(text) for path, text in order["files"].items()}
    without = set(order.get("without", ()))

    def layer(name: str, take: Callable[[], None]) -> bool:
        if name in without:
            why[name] = "没有用（设置里关了）"
            return False
        try:
            take()
        except (OSError, ValueError) as error:
            why[name] = f"系统不允许：{getattr(error, 'strerror', None) or error}"
            return False
        in_force.append(name)
        return True

    user = _user(house)
    _prepare_box(box, house, user, sum(map(len, [*files.values(), *world.values()])), order)
    if house.flags & linux.NEWUTS:
        socket.sethostname("learner")
    if house.other_user:
        _change_user(user)
        in_force.append("user")
    os.umask(0o077)
    lay_out(box / "work", {**files, **world})
    os.chdir(box / "work")
    _only_channel(chan)
    _clean_environment(box)
    layer("memory", lambda: _limit(order, house))
    linux.no_new_privileges()
    linux.drop_capabilities()
    walled = layer("landlock", lambda: _wall(box, house))
    filtered = layer("seccomp", lambda: seccomp.install(pretend=not house.rooted))
    if house.flags & linux.NEWPID:
        in_force.append("pid")
    if house.flags & linux.NEWIPC and house.flags & linux.NEWUTS:
        in_force.append("namespaces")
    in_force.append("group")  # by the pid namespace, or by the supervisor
    if house.rooted or walled:
        in_force.append("hidden")
    if house.flags & linux.NEWNET or filtered:
        in_force.append("network")
    return in_force, why


def _user(house: House) -> int:
    """A user that nobody else on this machine is, so that its processes are counted alone."""
    if not house.other_user:
        return os.geteuid()
    return 1_500_000_000 + secrets.randbelow(500_000_000)


def _change_user(user: int) -> None:
    with contextlib.suppress(OSError):
        os.setgroups([])
    try:
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError:  # a container that knows 65,536 users only
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def try_user(needed: list[str]) -> None:
    """Change the user and look at what Python needs; raises OSError where it cannot be read."""
    _change_user(NOBODY)
    for path in needed:
        os.listdir(path)
    import zipfile  # noqa: F401  (any file of the standard library)


def _prepare_box(box: Path, house: House, user: int, content: int, order: dict[str, Any]) -> None:
    """The writable part: of limited size where it can be a file system of its own."""
    if house.rooted:
        size = int(order["file_mb"]) * MIB + 2 * content
        options = f"size={size},nr_inodes={MOST_FILES},mode=0711"
        linux.mount("tmpfs", box, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
        with contextlib.suppress(OSError):  # terminals, for `!command`
            linux.mount("devpts", "/dev/pts", "devpts", linux.MS_NOSUID, "ptmxmode=0666")
    for name in ("work", "home", "home/matplotlib", "tmp", "shm"):
        path = box / name
        path.mkdir(mode=0o700, exist_ok=True)
        if house.other_user:
            os.chown(path, user, user)
    if house.other_user:
        os.chmod(box, 0o711)


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files with a time that follows from their content, the same in every fork."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        mark = hash(content) & 0xFFFF_FFFF_FFFF  # bytes remember it: the zygote has counted it
        when = 1_700_000_000_000_000_000 + mark
        os.utime(path, ns=(when, when))


def clear(folder: Path) -> None:
    """Remove what `lay_out` wrote."""
    shutil.rmtree(folder, ignore_errors=True)


def _only_channel(chan: socket.socket) -> None:
    """Close everything that was inherited, but the channel; standard input is empty."""
    number = chan.detach()
    if number != CHANNEL:
        os.dup2(number, CHANNEL)
        os.close(number)
    os.closerange(CHANNEL + 1, 65536)
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    for number in (1, 2):  # what programs started by a cell print; read after each cell
        # made before the filter forbids it, and bounded by the limit of file sizes
        file = os.memfd_create("output", 0)
        os.dup2(file, number)
        os.close(file)
    chan.__init__(fileno=CHANNEL)  # type: ignore[misc]


def _clean_environment(box: Path) -> None:
    os.environ.update(
        HOME=str(box / "home"),
        TMPDIR=str(box / "tmp"),
        NBGRADER_EXECUTION="autograde",
    )
    tempfile.tempdir = None
    sys.argv = ["ipykernel_launcher.py"]
    sys.orig_argv = list(sys.argv)


def _wall(box: Path, house: House) -> None:
    readable: list[Path | str] = ["/"]
    if not house.rooted:
        readable = ["/etc/localtime", "/etc/ld.so.cache"]
        readable += rootfs.granted(house.keep, house.hide)
    devices = [f"/dev/{name}" for name in rootfs.DEVICES]
    linux.landlock(readable, [box, *devices], ["/dev/pts"] if house.rooted else [])


def _limit(order: dict[str, Any], house: House) -> None:
    memory = house.own_bytes + int(order["memory_mb"]) * MIB
    size, cpu = int(order["file_mb"]) * MIB, int(order["notebook_seconds"]) + 10
    # the kernel counts by user: what the teacher's own programs use comes on top, and in a user
    # namespace of its own the supervisor
    processes = int(order["processes"]) + order["others"] + house.user_namespace
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_NOFILE, 512),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_NPROC, processes),
    ):
        most = resource.getrlimit(what)[1]
        value = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(what, (value, value))
