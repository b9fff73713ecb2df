"""Running cells in the learner's process: IPython's own notebook shell, without its sockets.

Outputs are collected as notebook outputs and sent back after each cell. The learner's code lives
in this same process and may forge its own outputs; the judge, outside, does not mind.
"""

from __future__ import annotations

import builtins
import contextlib
import getpass
import importlib.util
import inspect
import io
import json
import os
import random
import signal
import socket
import sys
from importlib.abc import Loader, MetaPathFinder
from types import FrameType, ModuleType, SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core import ultratb
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.history import HistoryManager
from jupyter_client.session import Session
from matplotlib import pyplot

from opscourse.answers.handover import MIME
from opscourse.grading.sandbox.channel import CLOSED, receive, send
from opscourse.grading.sandbox.integrity import Kept

ANSWER_BYTES = 20_000_000  # of a cell's answers; far more than check hands over
CUT = "\n（输出太多，后面的没有保留）"
OVERHEAD = 100  # bytes that an output costs, however short it is
PATIENCE = 3  # interrupts that a cell may swallow before every line of it is interrupted

_shell: Any = None
_kept: Any = None


class Collector(Session):
    """Takes what the shell would send to a notebook, up to the cell's limit."""

    def begin(self, room: int) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.room, self.answer_room = room, ANSWER_BYTES
        self.clear_next = False
        self.shown: dict[str, list[dict[str, Any]]] = {}

    def msg(self, msg_type: str, content: Any = None, parent: Any = None, *a: Any, **k: Any) -> Any:
        return {"msg_type": msg_type, "content": content or {}, "header": {}, "parent_header": {}}

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *a: Any, **k: Any) -> Any:
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
        kind, content = message["msg_type"], message["content"]
        if kind == "clear_output":
            self.clear_next = True
            if not content.get("wait"):
                self._clear()
        elif kind in ("display_data", "execute_result", "error"):
            self.add(kind, content)
        elif kind == "update_display_data":
            for output in self.shown.get(_display_id(content), []):
                if self._fits(content["data"]):
                    output.update(data=content["data"], metadata=content.get("metadata") or {})
        return message

    def text(self, name: str, text: str) -> None:
        """Something printed."""
        if not text:
            return
        if len(text) >= self.room:  # the end of the room is said once
            text = text[: max(self.room, 0)] + CUT
        self.room -= len(text)
        self._clear_if_asked()
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
            return
        self.room -= OVERHEAD
        self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """An error, a display or a result."""
        self._clear_if_asked()
        output: dict[str, Any] = {"output_type": kind}
        if kind == "error":
            whole = {key: content[key] for key in ("ename", "evalue", "traceback")}
            short = {**whole, "evalue": str(whole["evalue"])[:1000], "traceback": []}
            self.outputs.append({**output, **(whole if self._fits(whole) else short)})
            return
        if not self._fits(content["data"]):
            return
        output.update(data=content["data"], metadata=content.get("metadata") or {})
        if kind == "execute_result":
            output["execution_count"] = content.get("execution_count")
        self.outputs.append(output)
        self.shown.setdefault(_display_id(content), []).append(output)

    def _fits(self, data: Any) -> bool:
        size = len(json.dumps(data, ensure_ascii=False, default=str)) + OVERHEAD
        if isinstance(data, dict) and MIME in data:
            self.answer_room -= size
            return self.answer_room >= 0
        self.room -= size
        return self.room >= 0

    def _clear_if_asked(self) -> None:
        if self.clear_next:
            self._clear()

    def _clear(self) -> None:
        self.clear_next = False
        # the room that was used stays used: a loop that prints and clears ends too
        self.outputs.clear()

    def taken(self) -> list[dict[str, Any]]:
        """The outputs, with streams as text."""
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return self.outputs


def _display_id(content: dict[str, Any]) -> str:
    return str((content.get("transient") or {}).get("display_id"))


class Printed(io.TextIOBase):
    """`sys.stdout` and `sys.stderr` of the cells."""

    encoding = "utf-8"  # type: ignore[assignment]
    errors = None  # type: ignore[assignment]

    def __init__(self, collector: Collector, name: str, number: int) -> None:
        self._collector, self.name, self._number = collector, f"<{name}>", number
        self._stream = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if self._collector.room > 0:
            self._collector.text(self._stream, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return False


class _Compiler(XCachingCompiler):
    """Says of each cell's file that it is of `__main__`.

    Otherwise a traceback looks through every module for it, several times.
    """

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        name = super().get_code_name(raw_code, transformed_code, number)
        inspect.modulesbyfile[os.path.normcase(os.path.abspath(name))] = "__main__"
        return name


def prepare() -> None:
    """Make the shell in the zygote; `serve` wires it up in the fork."""
    global _shell, _kept
    HistoryManager.enabled = False  # type: ignore[assignment]  # its thread would not survive the fork
    collector = Collector()
    collector.begin(0)
    shell: Any = ZMQInteractiveShell.instance(compiler_class=_Compiler)
    shell.displayhook.session = shell.display_pub.session = collector
    shell.displayhook.pub_socket = shell.display_pub.pub_socket = None
    shell.displayhook.topic = b"execute_result"
    shell.kernel = SimpleNamespace(eventloop=None)
    shell.enable_gui = _no_gui
    shell.set_parent({})
    # IPython keeps what is printed and what goes wrong a second time, for %notebook, at a cost:
    # a report of an endless recursion takes it seconds
    shell._tee = lambda channel: contextlib.nullcontext()
    shell._format_exception_for_storage = lambda *_, **__: {}
    # a frame of a long library file is shown by its line alone: to parse the file for it takes
    # half a second in each fork
    ultratb.FAST_THRESHOLD = 1000
    _shell = shell
    _rehearse(shell, collector)
    _kept = Kept(shell)


def _no_gui(gui: str | None = None) -> None:
    if gui not in (None, "inline"):
        raise UsageError(f"Invalid GUI request {gui!r}: there is no screen here.")


# What many notebooks do: a result, an error, a table, a picture.
_REHEARSAL = (
    "1",
    "1 / 0",
    "assert 1 == 2",
    "import pandas as pd; pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']}).groupby('b').sum()",
    "pd.DataFrame({'a': [1]})['b']",
    "from opscourse import plotting; plotting.use_style()\n"
    "import matplotlib.pyplot as plt\n"
    "fig, ax = plt.subplots(); ax.bar(['搜索', '直播'], [3, 5], label='访客')\n"
    "ax.set_title('访客数'); ax.set_xlabel('渠道'); ax.legend();",
    "plt.plot([1, 20, 300]); plt.title('访客数');",
)


def _rehearse(shell: Any, collector: Collector) -> None:
    """Do once what each fork would otherwise do for the first time, and leave no trace of it."""
    # a figure is drawn once more after each cell, only to be drawn again when it is shown
    pyplot._draw_all_if_interactive = lambda: None
    kept = dict(mpl.rcParams)
    stdout, stderr = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = Printed(collector, "stdout", 1)  # type: ignore[assignment]
    for cell in _REHEARSAL:
        collector.begin(1_000_000)
        shell.run_cell(cell, store_history=True)
    sys.stdout, sys.stderr = stdout, stderr
    for key in ("backend", "interactive"):  # as the inline backend has set them
        kept.pop(key)
    dict.update(mpl.rcParams, kept)
    shell.reset(new_session=True)
    shell.execution_count = 1
    collector.begin(0)


class _AgainAtFirstImport(MetaPathFinder, Loader):
    """The package's own code runs again when the notebook first imports it.

    It hangs its comforts into the notebook's shell then, as in any kernel; the zygote has it
    imported long before.
    """

    def __init__(self, module: ModuleType) -> None:
        self.module, self.spec = module, module.__spec__

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.module.__name__:
            return None
        sys.meta_path.remove(self)
        return importlib.util.spec_from_loader(name, self, is_package=True)

    def create_module(self, spec: Any) -> ModuleType:
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        assert self.spec is not None and self.spec.loader is not None
        module.__spec__, module.__loader__ = self.spec, self.spec.loader
        self.spec.loader.exec_module(module)


class Interrupts:
    """SIGINT stops the cell that runs; one that swallows it is stopped at every line."""

    def __init__(self) -> None:
        self.running, self.swallowed = False, 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if not self.running:
            return
        self.swallowed += 1
        if os.getpid() == 1:  # what the cell has started stops too: a fork bomb leaves no time
            with contextlib.suppress(OSError):
                os.kill(-1, signal.SIGKILL)
        if self.swallowed > PATIENCE:
            sys.settrace(self._trace)
            while frame is not None:
                frame.f_trace = self._trace
                frame = frame.f_back
        raise KeyboardInterrupt

    def _trace(self, frame: FrameType, event: str, value: Any) -> Any:
        # an error here ends the tracing, so it must come where no `except` is looking yet
        if self.running and event == "line" and "ipykernel_" in frame.f_code.co_filename:
            raise KeyboardInterrupt
        return self._trace


def serve(chan: socket.socket, room: int) -> None:
    """Run cells as they are asked for, until the grader closes the channel."""
    shell, kept = _shell, _kept
    collector = shell.displayhook.session
    _wire(shell, collector)
    interrupts = Interrupts()
    signal.signal(signal.SIGINT, interrupts)
    me = os.getpid()
    kept.begin()
    while (asked := receive(chan)) is not None:
        order = asked[0]
        collector.begin(room)
        reply = run(shell, collector, interrupts, order["code"], order["id"])
        if os.getpid() != me:  # a cell forked, and this is the fork
            os._exit(0)
        if order["last"]:
            reply["changed"] = kept.changed()
        try:
            send(chan, {"cell": order["cell"], **reply})
        except OSError:
            os._exit(CLOSED)


def _wire(shell: Any, collector: Collector) -> None:
    sys.stdout = Printed(collector, "stdout", 1)  # type: ignore[assignment]
    sys.stderr = Printed(collector, "stderr", 2)  # type: ignore[assignment]
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  (the old one belongs to the zygote)

    def no_input(*_: Any, **__: Any) -> str:
        raise StdinNotImplementedError(
            "raw_input was called, but this frontend does not support input requests."
        )

    builtins.input = getpass.getpass = no_input
    random.seed()
    np.random.seed()
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    package = sys.modules.pop("opscourse")
    sys.meta_path.insert(0, _AgainAtFirstImport(package))
    for module in [name for name in sys.modules if name.startswith("opscourse.grading")]:
        del sys.modules[module]
    del package.grading  # type: ignore[attr-defined]


def run(
    shell: Any, collector: Collector, interrupts: Interrupts, code: str, cell_id: str | None
) -> dict[str, Any]:
    """Run one cell; its outputs and its number."""
    interrupts.swallowed, interrupts.running = 0, True
    try:
        result = shell.run_cell(code, store_history=True, cell_id=cell_id)
        error = result.error_before_exec or result.error_in_exec
        count = result.execution_count
    except BaseException as raised:  # an interrupt between IPython's own lines
        error, count = raised, shell.execution_count
        shell.execution_count += 1
    finally:
        interrupts.running = False
        if interrupts.swallowed > PATIENCE:
            sys.settrace(None)
    _printed_by_others(collector)
    if error is not None:
        name = type(error).__name__
        if not any(one.get("ename") == name for one in collector.outputs):
            said = {"ename": name, "evalue": str(error)[:1000], "traceback": [name]}
            collector.add("error", said)
    return {"outputs": collector.taken(), "count": count}


def _printed_by_others(collector: Collector) -> None:
    """What programs and C code wrote to the real standard output."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        size = os.fstat(number).st_size
        if size:
            if collector.room > 0:
                data = os.pread(number, min(size, collector.room + 1), 0)
                collector.text(name, data.decode("utf-8", "replace"))
            os.ftruncate(number, 0)
            os.lseek(number, 0, os.SEEK_SET)
