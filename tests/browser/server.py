"""A copy of the course, and JupyterLab serving it the way `start.py` does, away from this home."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from startup import lab, mywork
from startup.environment import Environment

REPO = Path(__file__).resolve().parents[2]
COPIED = (
    "course", "datasets", "exercises", "opscourse", "solutions", "startup",
    "nbgrader_config.py", "start.py",
)  # fmt: skip
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".*_cache")
OVERRIDES = Path("opscourse", "learner", "overrides", "overrides.json")
PATIENCE = 90  # seconds until the server must have answered; a busy machine may need many


def copy_course(root: Path) -> Path:
    """Lay a course at `root`, with the learner's copies in its `mywork/`, as a first start does."""
    root.mkdir(parents=True)
    for name in COPIED:
        source = REPO / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, root / name)
    mywork.update(root)
    return root


def course_variables(root: Path, home: Path) -> dict[str, str]:
    """Environment of the course at `root` for a person who has nothing but an empty home.

    PYTHONPATH makes the copy's package the one that is used. No font is in that home: what
    matplotlib draws, it draws with the package's own font.
    """
    jupyter = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "MPLCONFIGDIR": "matplotlib",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    for name, folder in jupyter.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        kept[name] = str(home / folder)
    kept |= {"HOME": str(home), "USERPROFILE": str(home)}
    kept |= {"PYTHONPATH": str(root), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    scripts = str(Path(sys.executable).parent)
    return kept | {"PATH": os.pathsep.join([scripts, kept.get("PATH", os.defpath)])}


class LabServer:
    """JupyterLab on a free port with a token; `end()` takes its kernels with it."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.token = secrets.token_hex(16)
        self.port = _free_port()
        self.log = home / "lab.log"
        self.variables = course_variables(root, home)
        self._process = self._start(home)

    @property
    def origin(self) -> str:
        return f"http://{lab.HOST}:{self.port}"

    def address(self, path: str, workspace: str) -> str:
        """Return where JupyterLab opens a file; what was open in another workspace stays there."""
        return f"{self.origin}/lab/workspaces/{workspace}/tree/{path}?token={self.token}"

    def tail(self, lines: int = 60) -> str:
        """Return the last lines of the server's log."""
        words = self.log.read_text("utf-8", "replace").splitlines()
        return "\n".join(words[-lines:])

    def wait(self) -> None:
        """Return when it answers; RuntimeError with its log when it does not."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            if _status(self.port, self.token) == 200:
                return
            time.sleep(0.1)
        raise RuntimeError(f"JupyterLab did not come up:\n{self.tail()}")

    def end(self) -> None:
        """Stop the server and whatever it started."""
        started = psutil.Process(self._process.pid).children(recursive=True)
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(15)
        _, alive = psutil.wait_procs(started, timeout=3)
        for process in alive:
            process.kill()

    def _start(self, home: Path) -> subprocess.Popen:
        environment = Environment(self.root)
        environment.python = Path(sys.executable)  # the tests' own packages serve the copy
        command = lab.lab_command(environment, self.port, "/lab")
        # start.py lays the overrides into .venv; here into a folder that stands for it.
        settings = home / "settings" / "overrides.d"
        settings.mkdir(parents=True)
        shutil.copyfile(self.root / OVERRIDES, settings / "opscourse.json")
        command += [f"--LabApp.app_settings_dir={settings.parent}"]
        command += ["--LabApp.expose_app_in_browser=True"]
        with self.log.open("w", encoding="utf-8") as words:
            return subprocess.Popen(
                command,
                cwd=self.root,
                env=self.variables | {"JUPYTER_TOKEN": self.token},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        return int(probe.getsockname()[1])


def _status(port: int, token: str) -> int | None:
    connection = http.client.HTTPConnection(lab.HOST, port, timeout=10)
    try:
        connection.request("GET", "/api/status", headers={"Authorization": f"token {token}"})
        answer = connection.getresponse()
        json.loads(answer.read() or b"{}")
        return answer.status
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()
