"""`python start.py` for real: a cold start in a folder with a Chinese name, then warm ones."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from startup import lab
from startup.environment import Environment
from tests.startup.small_course import REPO

TOKEN = "0123456789abcdef"
LEFT_OUT = (
    ".venv*",
    ".git",
    "mywork",
    ".grading",
    "__pycache__",
    "*.egg-info",
    ".*_cache",
    "tests",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, bytes]:
    """Ask the server as a browser with the token would; status 0 while nobody listens."""
    connection = http.client.HTTPConnection(lab.HOST, port, timeout=60)
    try:
        connection.request("GET", path, headers={"Authorization": f"token {TOKEN}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except ConnectionError:
        return 0, b""
    finally:
        connection.close()


@contextmanager
def serving(command: list[str], root: Path, port: int, log: Path) -> Iterator[float]:
    """Run a command until the block ends; yield the seconds until it served /lab."""
    began = time.monotonic()
    variables = Environment(root).variables() | {"JUPYTER_TOKEN": TOKEN}
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(command, cwd=root, env=variables, stdout=words, stderr=words)
        try:
            while get(port, "/lab")[0] != 200:
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() - began < 400
                time.sleep(0.05)
            yield time.monotonic() - began
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@pytest.mark.skipif(os.name == "nt", reason="not run: it ends its servers by signals")
def test_cold_start_then_warm_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "新农人 课程"
    shutil.copytree(REPO, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
    log, port = tmp_path / "log.txt", free_port()
    start = [sys.executable, "start.py", "--no-browser", "--port", str(port)]
    with serving(start, root, port, log) as cold:
        page = f"http://{lab.HOST}:{port}/lab/tree/mywork/course/00_start_here.ipynb?token={TOKEN}"
        while page not in log.read_text("utf-8"):
            time.sleep(0.05)
        exercises = [path.relative_to(root) for path in root.glob("exercises/*/*.ipynb")]
        assert exercises
        for own in (lab.START_PAGE, *(Path("mywork", path) for path in exercises)):
            assert get(port, f"/api/contents/{own.as_posix()}?content=0")[0] == 200, own
        plugin = "@jupyterlab/translation-extension:plugin"
        status, settings = get(port, f"/lab/api/settings/{plugin}")
        assert status == 200
        assert json.loads(settings)["schema"]["properties"]["locale"]["default"] == "zh_CN"
        words = json.loads(get(port, "/lab/api/translations/zh_CN")[1])["data"]["jupyterlab"]
        assert words[""]["language"].startswith("zh") and "文件" in str(words)
        assert get(port, "/formgrader/manage_assignments")[0] == 200
        kernel = json.loads(get(port, "/api/kernelspecs")[1])["kernelspecs"]["python3"]
        assert kernel["spec"]["argv"][0] == "python"
    assert get(port, "/lab")[0] == 0, "JupyterLab outlived start.py"

    plain = [str(root / ".venv/bin/jupyter-lab"), "--no-browser", f"--port={port}", "--allow-root"]
    seconds: dict[str, list[float]] = {"start.py": [], "jupyter lab": []}
    for _ in range(2):
        for name, command in (("start.py", start), ("jupyter lab", plain)):
            with serving(command, root, port, log) as warm:
                seconds[name].append(warm)
    ours, theirs = min(seconds["start.py"]), min(seconds["jupyter lab"])
    with capsys.disabled():
        print(f"\ncold start {cold:.0f} s, warm {ours:.1f} s, jupyter lab alone {theirs:.1f} s")
    assert ours <= 1.5 * theirs
