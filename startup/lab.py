"""JupyterLab on this machine: a free port, its start page, its end."""

import errno
import http.client
import os
import secrets
import socket
import subprocess
import time
import webbrowser
from pathlib import Path

from startup.environment import Environment
from startup.faults import StartError

HOST = "127.0.0.1"
FIRST_PORT = 8888
START_PAGE = Path("mywork", "course", "00_start_here.ipynb")


def open_course(environment: Environment, port: int | None, browser: bool) -> int:
    """Serve the course until the learner stops it; return the exit code.

    port: the port to use, or None for the first free one. Raises StartError when it is taken or
    JupyterLab does not come up.
    """
    port = choose_port(port)
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(16)
    page = "/lab"
    if (environment.root / START_PAGE).exists():
        page += f"/tree/{START_PAGE.as_posix()}"
    log = environment.root / "mywork" / ".logs" / f"lab-{port}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(
            lab_command(environment, port, page),
            cwd=environment.root,
            env=environment.variables() | {"JUPYTER_TOKEN": token},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _wait_until_served(process, port):
                raise StartError(_why_not(environment, log))
            return _accompany(process, f"http://{HOST}:{port}{page}?token={token}", browser)
        except KeyboardInterrupt:
            print("\n正在退出。保存过的都在 mywork 文件夹里。", flush=True)
            return 0
        finally:
            _end(process)


def lab_command(environment: Environment, port: int, page: str) -> list[str]:
    """Return the command line that serves the course."""
    command = [str(environment.python), "-P", "-m", "jupyterlab", "--no-browser", "-y"]
    command += [f"--ServerApp.root_dir={environment.root}", f"--ServerApp.ip={HOST}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [f"--LabApp.default_url={page}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def choose_port(port: int | None) -> int:
    """Return `port` if it is free, or the first free one from 8888 on when it is None."""
    if port is not None:
        if not 1 <= port <= 65535:
            raise StartError(f"端口要在 1 到 65535 之间，{port} 不行。请换一个，例如 --port 8899。")
        if not _free(port):
            raise StartError(
                f"端口 {port} 用不了，可能被别的程序占着。"
                "请换一个数字，或者不写 --port，会自动找一个空的。"
            )
        return port
    for candidate in range(FIRST_PORT, FIRST_PORT + 200):
        if _free(candidate):
            return candidate
    raise StartError("8888 到 9087 的端口都被占用了。请关掉不用的 JupyterLab，再运行一次。")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # A listener on all addresses does not stop a bind to one of them everywhere.
        if probe.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES, 10013, 10048):
                return False
            raise
    return True


def _accompany(process: subprocess.Popen, address: str, browser: bool) -> int:
    """Say where it serves and stay until it ends."""
    print(f"课程已打开。浏览器里没有出现的话，把这个地址复制过去：\n    {address}", flush=True)
    print("学完以后，回到这个窗口按 Ctrl+C 退出。", flush=True)
    if browser:
        webbrowser.open(address)
    return process.wait()


def _wait_until_served(process: subprocess.Popen, port: int) -> bool:
    """Wait for the first answer of any kind; False when the program ended before it came."""
    while process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            connection.request("GET", "/api")
            connection.getresponse()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return False


def _why_not(environment: Environment, log: Path) -> str:
    """Say why JupyterLab ended at once; have a broken environment made anew by the next run."""
    if environment.imports("jupyterlab.labapp", "nbgrader", "ipykernel"):
        return f"JupyterLab 没有启动起来，原因写在 {log} 的最后几行。可以发给老师看。"
    environment.distrust()
    return "装好的软件缺了文件，JupyterLab 启动不了。请再运行一次 python start.py，会重新装好。"


def _end(process: subprocess.Popen) -> None:
    """Let it save and stop its kernels; end it when that takes too long."""
    if process.poll() is not None:
        return
    if os.name != "nt":  # On Windows terminate() kills at once; there Ctrl+C has reached it too.
        process.terminate()
    try:
        process.wait(15)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):  # Ctrl+C twice: now.
        process.kill()
