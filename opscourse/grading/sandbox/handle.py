"""The grader's hold on a zygote: starting it, handing it submissions, ending it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import opscourse
from opscourse.errors import CourseError
from opscourse.grading.sandbox import rootfs
from opscourse.grading.sandbox.channel import Garbled, receive, send

START_SECONDS = 120
# Slow to import, and not in every notebook: the zygote does it when the first one names it.
NOW_AND_THEN = ("seaborn",)


class Zygote:
    """The warm process of this worker, as its grader sees it."""

    def __init__(
        self, warm: bool = True, without: tuple[str, ...] = (), imports: tuple[str, ...] = ()
    ) -> None:
        began = time.perf_counter()
        self.lock = threading.Lock()
        self.world = ""
        self.last: Mapping[str, bytes] | None = None
        self.imported: set[str] = set()
        self.line, theirs = socket.socketpair()
        number = theirs.fileno()
        root = str(Path(opscourse.__file__).resolve().parents[1])
        code = (  # behind Python's own library, before packages: another course may be among them
            "import sys; places = [one.endswith('-packages') for one in sys.path] + [True]; "
            f"sys.path.insert(places.index(True), {root!r}); "
            f"from opscourse.grading.sandbox.zygote import main; main({number})"
        )
        with tempfile.TemporaryDirectory(prefix="opscourse-") as spot:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                pass_fds=[number],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
            )
            theirs.close()
            settings = rootfs.plan()
            settings["fonts"] = [_font_cache(path) for path in settings["fonts"]]
            settings |= {"spot": spot, "warm": warm, "without": list(without)}
            settings["imports"] = list(imports)
            try:
                send(self.line, settings)
                self.line.settimeout(START_SECONDS)
                answer = receive(self.line)
            except (OSError, Garbled):
                answer = None
        if answer is None:
            raise CourseError(self._failed())
        self.line.settimeout(None)
        self.why: dict[str, str] = answer[0]["why"]
        self.seconds = time.perf_counter() - began

    def _failed(self) -> str:
        self.process.kill()
        assert self.process.stderr is not None
        words = self.process.stderr.read().decode("utf-8", "replace").strip()
        last = words.splitlines()[-1] if words else "没有说原因"
        return f"沙箱启动不了（{last}）。请运行 opscourse doctor，或加 --engine nbclient。"

    def know(self, world: Mapping[str, bytes]) -> str:
        """Hand over a world's files once; its name."""
        if world is self.last:  # a class's jobs share one: spare them the digest
            return self.world
        mark = hashlib.blake2b(digest_size=16)
        for path in sorted(world):
            mark.update(f"{path}\0{len(world[path])}\0".encode() + world[path])
        name = mark.hexdigest()
        if name != self.world:
            files = {path: base64.b64encode(data).decode() for path, data in world.items()}
            send(self.line, {"op": "world", "name": name, "files": files})
            self.world = name  # it keeps one
        self.last = world
        return name

    def fork(
        self, order: dict[str, Any], world: Mapping[str, bytes], notebook: str = ""
    ) -> tuple[Any, Any]:
        """Start a submission; its channel and its supervisor's control socket.

        Its files pass the zygote by: what lay in its memory once, every later fork could read.
        """
        files = order.pop("files")
        chan, their_chan = socket.socketpair()
        control, their_control = socket.socketpair()
        with self.lock:
            for name in NOW_AND_THEN:
                if name in notebook and name not in self.imported:
                    send(self.line, {"op": "import", "name": name})
                    self.imported.add(name)
            order = {**order, "op": "fork", "world": self.know(world)}
            send(self.line, order, [their_chan.fileno(), their_control.fileno()])
        their_chan.close()
        their_control.close()
        chan.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):  # it is gone: its supervisor says why
            send(chan, {"files": files})
        chan.settimeout(None)
        return chan, control

    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        """End the zygote; what it started ends by itself when its grader is gone."""
        self.line.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()


def _font_cache(path: str) -> dict[str, str]:
    return {"name": Path(path).name, "text": Path(path).read_text(encoding="utf-8")}


def _environment() -> dict[str, str]:
    """Nothing of the teacher's environment: no name, no secret."""
    folder = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([folder, "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": "/",
        "LANG": "C.UTF-8",
        "TERM": "xterm-color",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",  # a set has the same order in every run
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


_zygotes: dict[tuple[int, tuple[str, ...], tuple[str, ...]], Zygote] = {}
_making = threading.Lock()


def zygote(without: tuple[str, ...] = (), imports: tuple[str, ...] = ()) -> tuple[Zygote, float]:
    """This process's zygote, and the seconds that starting it took just now (0.0: it was there).

    imports : modules that it has imported instead of all that notebooks use; one of them is what
    an order names as its "runner".
    """
    with _making:
        key = (os.getpid(), without, imports)
        found = _zygotes.get(key)
        if found is not None and found.alive():
            return found, 0.0
        _zygotes[key] = made = Zygote(not imports, without, imports)
        return made, made.seconds


def prepare() -> None:
    """Start this process's zygote beside whatever else it has to do first."""

    def start() -> None:
        with contextlib.suppress(CourseError, OSError):  # whoever needs it meets the fault again
            zygote()

    threading.Thread(target=start, daemon=True).start()


def _forget() -> None:
    """In a fork of this process: the zygote is not ours, and must see its grader end."""
    for one in _zygotes.values():
        one.line.close()
    _zygotes.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def probe(without: tuple[str, ...] = ()) -> tuple[list[str], dict[str, str]]:
    """The layers that a submission would get here, and why the others are missing."""
    parent = Zygote(warm=False, without=without)
    numbers = ("memory_mb", "output_bytes", "file_mb", "processes", "notebook_seconds")
    order = {"files": {}, "without": list(without), **dict.fromkeys(numbers, 64)}
    try:
        chan, control = parent.fork(order, {})
        with contextlib.closing(chan), contextlib.closing(control):
            chan.settimeout(10)
            answer = receive(chan)
    except (OSError, Garbled):
        answer = None
    finally:
        parent.close()
    if answer is None or not answer[0].get("hello"):
        raise CourseError(f"沙箱起不来（{(answer or [{}])[0].get('failed', '没有说原因')}）。")
    return answer[0]["layers"], answer[0]["why"]
