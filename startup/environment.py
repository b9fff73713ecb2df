"""The course's own `.venv`: made from the hashed lock, repaired or remade when it is not whole.

`.venv/opscourse-stamp.json` is written last, so its absence means "not whole". While packages are
being installed `.venv/opscourse-making` stands there: an environment that carries it was
interrupted, and pip cannot be trusted to see which package is half there, so it is made anew.
"""

import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from startup.faults import StartError, explain

NEEDED_BYTES = 1_500_000_000
OLDEST = (3, 11)
OVERRIDES = Path("opscourse", "learner", "overrides", "overrides.json")


@dataclass(frozen=True)
class Source:
    """Where packages come from: an index address, a folder of wheels, or pip's own settings."""

    index_url: str | None = None
    wheelhouse: Path | None = None

    def pip_options(self) -> list[str]:
        """Return the options that make pip use this source.

        >>> Source(index_url="https://example.org/simple").pip_options()
        ['--index-url', 'https://example.org/simple']
        """
        if self.wheelhouse is not None:
            return ["--no-index", "--find-links", str(self.wheelhouse)]
        return ["--index-url", self.index_url] if self.index_url else []


class Environment:
    """The `.venv` of the course at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.folder = self.root / ".venv"
        windows = os.name == "nt"
        self.scripts = self.folder / ("Scripts" if windows else "bin")
        self.python = self.scripts / ("python.exe" if windows else "python")
        self.lock = self.root / "requirements.lock"
        self.dev_lock = self.root / "requirements-dev.lock"
        self.project = self.root / "pyproject.toml"
        self.log = self.folder / "install.log"
        self._stamp = self.folder / "opscourse-stamp.json"
        self._making = self.folder / "opscourse-making"

    def ready(self, dev: bool = False) -> bool:
        """Tell whether the environment is whole, belongs to this folder and runs.

        dev: whether what the tests need must be there too.
        """
        try:
            stamp = json.loads(self._stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return False
        wanted = self._wanted_stamp(self._version(), dev)
        return isinstance(stamp, dict) and wanted.items() <= stamp.items()

    def ensure(self, source: Source, dev: bool = False) -> None:
        """Make the environment whole; nothing happens when it already is.

        Raises StartError with a sentence that says what to do.
        """
        self._clear_leftovers()
        if self.ready(dev):
            return
        if source.wheelhouse is not None and not any(source.wheelhouse.glob("*.whl")):
            raise StartError(
                f"{source.wheelhouse} 里没有安装包（.whl 文件）。请检查 --wheelhouse 后面的文件夹。"
            )
        self._wanted_stamp("", dev)  # A missing lock is said before anything is made.
        _check_space(self.root)
        print("正在准备课程要用的软件。第一次要几分钟，请不要关掉窗口。", flush=True)
        if not self._usable():
            self._remake()
        self._making.write_text("", "utf-8")
        self._stamp.unlink(missing_ok=True)
        self._install(source, dev)
        self._finish(dev)
        print("软件准备好了。", flush=True)

    def distrust(self) -> None:
        """Have the next run make the environment anew."""
        self._making.write_text("", "utf-8")
        self._stamp.unlink(missing_ok=True)

    def variables(self) -> dict[str, str]:
        """Return the environment variables for programs of this environment."""
        return clean_variables(os.environ) | {
            "PATH": os.pathsep.join([str(self.scripts), os.environ.get("PATH", os.defpath)]),
            "VIRTUAL_ENV": str(self.folder),
            "PYTHONUTF8": "1",
        }

    def pip(self) -> list[str]:
        """Return the start of a pip command of this environment."""
        return [str(self.python), "-I", "-X", "utf8", "-m", "pip"]

    def imports(self, *modules: str) -> bool:
        """Tell whether the environment's Python can import all of these."""
        code = f"import {', '.join(modules)}"
        command = [str(self.python), "-I", "-c", code]
        return subprocess.run(command, capture_output=True).returncode == 0

    def _version(self) -> str:
        """Ask the environment's Python for its version; "" when it does not run."""
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            answer = subprocess.run(
                [self.python, "-I", "-S", "-c", code], capture_output=True, text=True, timeout=60
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return answer.stdout.strip() if answer.returncode == 0 else ""

    def _wanted_stamp(self, version: str, dev: bool) -> dict[str, str]:
        # No stamp holds "none": an environment whose Python does not run is never ready.
        stamp = {"folder": str(self.folder), "python": version or "none"}
        stamp["lock"] = _digest(self.lock)
        stamp["project"] = _digest(self.project)
        stamp["settings"] = _digest(self.root / OVERRIDES)
        if dev:
            stamp["dev_lock"] = _digest(self.dev_lock)
        return stamp

    def _site_packages(self, version: str) -> Path:
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return self.folder / "lib" / f"python{version}" / "site-packages"

    def _usable(self) -> bool:
        """Tell whether packages may be installed into what is there.

        An environment somebody else made (an editor, say) is completed, not thrown away; one
        whose making was interrupted, or that was moved here from elsewhere, is not.
        """
        version = self._version()
        if self._making.exists() or not version:
            return False
        if tuple(int(part) for part in version.split(".")) < OLDEST or self._moved():
            return False
        return subprocess.run([*self.pip(), "--version"], capture_output=True).returncode == 0

    def _moved(self) -> bool:
        try:
            return json.loads(self._stamp.read_text("utf-8"))["folder"] != str(self.folder)
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _remake(self) -> None:
        _check_ensurepip()
        self._put_away()
        self.folder.mkdir()
        self._making.write_text("", "utf-8")
        builder = venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt")
        try:
            builder.create(self.folder)
        except subprocess.CalledProcessError as error:
            words = (error.output or b"").decode("utf-8", "replace")
            raise StartError(explain(words)) from None

    def _put_away(self) -> None:
        """Rename, then delete: a name that is free at once, and nothing half deleted in use."""
        if not os.path.lexists(self.folder):
            return
        old = self.root / f".venv.old-{os.getpid()}"
        try:
            os.replace(self.folder, old)
        except OSError:
            raise StartError(
                f"{self.folder} 正被别的程序占用。"
                "请关掉 JupyterLab 和打开着的命令行窗口，再运行一次。"
            ) from None
        self._clear_leftovers()

    def _clear_leftovers(self) -> None:
        for old in self.root.glob(".venv.old-*"):
            if old.is_dir() and not old.is_symlink():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink(missing_ok=True)

    def _install(self, source: Source, dev: bool) -> None:
        command = [*self.pip(), "install", "--require-hashes"]
        command += ["--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
        command += ["--retries=2", "--progress-bar=off", *source.pip_options()]
        command += ["-r", str(self.lock)]
        if dev:
            command += ["-r", str(self.dev_lock)]
        code, words = run_pip(command, self.log)
        if code != 0:
            if "Installing collected packages" not in words:
                self._making.unlink()  # Only downloads were tried: the environment is as it was.
            raise StartError(explain(words, self.log, source.wheelhouse))

    def _finish(self, dev: bool) -> None:
        """Add the course's own package, its command and JupyterLab's settings; then the stamp."""
        version = self._version()
        # An `import` line in a .pth file is run as Python, so escapes keep it plain ASCII:
        # a Chinese path in it would be read in the machine's own code page.
        packages = self._site_packages(version)
        pth = packages / "opscourse-course.pth"
        pth.write_text(f"import sys; sys.path.append({str(self.root)!a})\n", "ascii")
        write_metadata(self.project, packages)
        self._write_command()
        self._write_settings()
        stamp = json.dumps(self._wanted_stamp(version, dev), indent=1)
        self._making.unlink()
        self._stamp.write_text(stamp, "utf-8")

    def _write_settings(self) -> None:
        """Have JupyterLab speak Chinese and ask no host for news; a learner's choice goes first."""
        settings = self.folder / "share" / "jupyter" / "lab" / "settings" / "overrides.d"
        settings.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.root / OVERRIDES, settings / "opscourse.json")

    def _write_command(self) -> None:
        """Write `opscourse` by hand: no build tool is needed, and it works after a move.

        -P: a file of the learner's in the current folder must not pass for a module.
        """
        if os.name == "nt":
            command = self.scripts / "opscourse.cmd"
            command.write_text('@"%~dp0python.exe" -P -m opscourse.cli %*\r\n', "ascii", newline="")
            return
        command = self.scripts / "opscourse"
        command.unlink(missing_ok=True)
        lines = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m opscourse.cli "$@"\n'
        command.write_text(lines, "ascii")
        command.chmod(0o755)


class CurrentPython(Environment):
    """The Python that runs this, with the packages it already has: conda's, say."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.folder = Path(sys.prefix)
        self.python = Path(sys.executable)
        self.scripts = self.python.parent

    def ensure(self, source: Source, dev: bool = False) -> None:
        """Check that the packages are there; install nothing."""
        if not self.imports("opscourse", "jupyterlab", "nbgrader"):
            raise StartError(
                f"{self.python} 里没有课程要用的软件。请先运行 conda env create -f environment.yml,"
                "再用 conda activate opscourse 进入这个环境；或者去掉 --here。"
            )
        self._write_settings()

    def distrust(self) -> None:
        """Leave it: it is not ours to make anew."""


def write_metadata(project: Path, packages: Path) -> None:
    """Tell pip and importlib.metadata which version of opscourse is here and what it needs.

    Written by hand because an editable install would need a build tool, which a stick may lack.
    """
    described = tomllib.loads(project.read_text("utf-8"))["project"]
    for old in packages.glob("opscourse-*.dist-info"):
        shutil.rmtree(old)
    folder = packages / f"opscourse-{described['version']}.dist-info"
    folder.mkdir()
    lines = ["Metadata-Version: 2.1", "Name: opscourse", f"Version: {described['version']}"]
    lines += [f"Requires-Python: {described['requires-python']}"]
    lines += [f"Requires-Dist: {requirement}" for requirement in described["dependencies"]]
    written = {
        "METADATA": "\n".join(lines) + "\n",
        "INSTALLER": "start.py\n",
        "RECORD": f"opscourse-course.pth,,\n{folder.name}/METADATA,,\n{folder.name}/RECORD,,\n",
    }
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise StartError(f"缺少文件 {path}。请重新下载整个课程文件夹。") from None


def clean_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Drop what would lead the environment's Python or pip to other packages.

    >>> clean_variables({"PYTHONPATH": "x", "PIP_USER": "1", "PIP_INDEX_URL": "u"})
    {'PIP_INDEX_URL': 'u'}
    """
    dropped = {"PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__"}
    dropped |= {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"}
    return {name: value for name, value in variables.items() if name not in dropped}


def run_pip(command: list[str], log: Path) -> tuple[int, str]:
    """Run pip, keep its words in `log`, show how many packages it has come to.

    Returns its exit code and everything it printed.
    """
    variables = clean_variables(os.environ) | {"PYTHONUTF8": "1"}
    seen, words = 0, []
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=variables,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        try:
            for line in process.stdout:
                words.append(line)
                file.write(line)
                if line.startswith(("Collecting ", "Processing ")):
                    seen += 1
                    _show(f"已取到 {seen} 个软件包", final=False)
                elif line.startswith("Installing collected packages"):
                    _show(f"已取到 {seen} 个软件包，正在安装，还要一两分钟", final=True)
        except BaseException:
            # Ctrl+C, say: pip must not go on writing behind the back of the next run.
            process.kill()
            raise
    return process.returncode, "".join(words)


def _show(text: str, final: bool) -> None:
    if sys.stdout.isatty():
        print(f"\r{text}", end="\n" if final else "", flush=True)
    elif final:
        print(text, flush=True)


def _check_space(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < NEEDED_BYTES:
        raise StartError(
            f"磁盘只剩 {free / 1e9:.1f} GB，装好要 {NEEDED_BYTES / 1e9:.1f} GB。"
            "请腾出空间，再运行一次。"
        )


def _check_ensurepip() -> None:
    try:
        importlib.import_module("ensurepip")
    except ImportError:
        version = "{}.{}".format(*sys.version_info[:2])
        raise StartError(
            f"这个 Python 缺少 venv 组件。请先运行 sudo apt install python3-venv"
            f"（没有这个包就装 python{version}-venv），再运行一次。"
        ) from None
