"""The command line of `start.py`."""

import argparse
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from startup import lab, mywork, wheelhouse
from startup.environment import CurrentPython, Environment, Source
from startup.faults import StartError, explain_os_error

ROOT = Path(__file__).resolve().parent.parent
# What developers run, with the developers' packages; more arguments are passed on.
DEVELOPER_RUNS = {"test": ["-m", "pytest"], "bench": ["tests/benchmarks/run.py"]}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        del message  # English, and the sentence below says more.
        raise StartError(f"没看懂命令 {' '.join(sys.argv[1:])}。用法见 python start.py --help。")


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run one command and return its exit code; every expected fault is one sentence and 2."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character shows "?", and the course still opens.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(arguments, root)
    except StartError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(explain_os_error(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n停下了。再运行一次，会接着准备好。", file=sys.stderr)
        return 130


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _run(arguments: list[str], root: Path) -> int:
    known = arguments and arguments[0] in (*DEVELOPER_RUNS, "wheelhouse")
    command = arguments[0] if known else None
    options, rest = _parser(command).parse_known_args(arguments[1:] if command else arguments)
    here = getattr(options, "here", False)
    environment = CurrentPython(root) if here else Environment(root)
    if command in DEVELOPER_RUNS:
        if not environment.dev_lock.exists():
            raise StartError("这一份是给学员的，没有带测试。要运行测试，请用完整的课程文件夹。")
        environment.ensure(_source(options), dev=True)
        return _python(environment, [*DEVELOPER_RUNS[command], *rest])
    if rest:
        raise StartError(f"没看懂 {' '.join(rest)}。用法见 python start.py --help。")
    if command == "wheelhouse":
        target = wheelhouse.Target(options.platform, options.python_version, options.test)
        wheelhouse.fill(environment, options.folder, target, _source(options))
        return 0
    if options.port is not None:
        lab.choose_port(options.port)  # Say so before minutes of installing, not after.
    environment.ensure(_source(options))
    for sentence in mywork.update(root):
        print(sentence, flush=True)
    return lab.open_course(environment, options.port, not options.no_browser)


def _parser(command: str | None) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"python start.py{' ' + command if command else ''}",
        description={
            None: "准备好课程要用的软件，打开课程。",
            "test": "运行全部测试。其他参数原样交给 pytest。",
            "bench": "测速度。其他参数原样交给测速的程序。",
            "wheelhouse": "把安装包下载到一个文件夹，给没有网的教室用。",
        }[command],
        epilog=None if command else "另有：python start.py test、bench、wheelhouse 文件夹",
        allow_abbrev=False,
        add_help=False,
    )
    if command not in DEVELOPER_RUNS:  # There, -h is that program's.
        parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    parser.add_argument("--index-url", metavar="网址", help="换一个下载地址（也认 PIP_INDEX_URL）")
    if command == "wheelhouse":
        parser.add_argument("folder", type=Path, metavar="文件夹")
        parser.add_argument("--platform", metavar="平台", help="目标电脑，例如 win_amd64")
        parser.add_argument(
            "--python-version",
            metavar="版本",
            default="{}.{}".format(*sys.version_info[:2]),
            help="目标电脑上的 Python，例如 3.12",
        )
        parser.add_argument("--test", action="store_true", help="连运行测试要用的也下载")
        return parser
    parser.add_argument(
        "--wheelhouse", type=Path, metavar="文件夹", help="从这个文件夹安装，不上网"
    )
    if command is None:
        parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
        parser.add_argument("--port", type=int, metavar="端口", help="指定端口")
        parser.add_argument(
            "--here", action="store_true", help="用现在这个 Python（例如 conda 环境），不另外安装"
        )
    return parser


def _source(options: argparse.Namespace) -> Source:
    folder = getattr(options, "wheelhouse", None)
    if folder is not None and not folder.is_dir():
        raise StartError(f"找不到文件夹 {folder}。请检查 --wheelhouse 后面的路径。")
    return Source(options.index_url, folder.resolve() if folder else None)


def _python(environment: Environment, arguments: list[str]) -> int:
    command = [str(environment.python), *arguments]
    return subprocess.run(command, cwd=environment.root, env=environment.variables()).returncode
