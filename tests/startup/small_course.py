"""A course of one tiny package, so that real environments are made in seconds."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


def wheel(folder: Path, name: str, files: dict[str, str], version: str = "1.0") -> str:
    """Write a wheel of pure Python files; return its line for a lock."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{path},sha256={digest.decode()},{len(text.encode())}\n"
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name_inside, text in files.items():
            archive.writestr(name_inside, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass
class Course:
    """A small course at `root`, its wheels in `wheels`."""

    root: Path
    wheels: Path

    @property
    def python(self) -> Path:
        if os.name == "nt":
            return self.root / ".venv" / "Scripts" / "python.exe"
        return self.root / ".venv" / "bin" / "python"

    def start(
        self, *arguments: str, wheels: bool = True, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `python start.py` as a person would."""
        source = ["--wheelhouse", str(self.wheels)] if wheels else []
        command, rest = list(arguments[:1]), list(arguments[1:])
        if command and command[0].startswith("-"):
            command, rest = [], list(arguments)
        return subprocess.run(
            [sys.executable, "start.py", *command, *source, *rest],
            cwd=self.root,
            env=os.environ | {"PYTHONUTF8": "1"} | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
        )

    def test(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `python start.py test`; the stand-in for pytest reports and ends with 7."""
        return self.start("test", **variables)

    def works(self) -> bool:
        code = "import tiny, opscourse.cli"
        return subprocess.run([self.python, "-I", "-c", code], capture_output=True).returncode == 0


PROJECT = """
[project]
name = "opscourse"
version = "2.5"
requires-python = ">=3.11"
dependencies = ["tiny>=1"]
"""
FAKE_PYTEST = """
import os, sys
print("called with", sys.argv[1:], "in", os.getcwd())
sys.exit(7)
"""


def small_course(folder: Path) -> Course:
    """Write a course in a folder whose name has a space, Chinese characters, an apostrophe."""
    root, wheels = folder / "新 农人's 课程", folder / "U 盘"
    overrides = Path("opscourse", "learner", "overrides", "overrides.json")
    (root / overrides.parent).mkdir(parents=True)
    shutil.copyfile(REPO / "start.py", root / "start.py")
    shutil.copytree(
        REPO / "startup", root / "startup", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copyfile(REPO / overrides, root / overrides)
    (root / "opscourse" / "__init__.py").touch()
    (root / "opscourse" / "cli.py").write_text("import sys\nprint('cli', sys.argv[1:])\n", "utf-8")
    for folder in ("course", "exercises/03_shop_health"):
        (root / folder).mkdir(parents=True)
        (root / folder / "a.ipynb").write_text("{}", "utf-8")
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    lock = wheel(wheels, "tiny", {"tiny.py": "VALUE = 1\n"})
    (root / "requirements.lock").write_text(lock, "utf-8")
    dev = wheel(wheels, "pytest", {"pytest.py": FAKE_PYTEST})
    (root / "requirements-dev.lock").write_text(dev, "utf-8")
    return Course(root, wheels)


def one_sentence(run: subprocess.CompletedProcess[str]) -> str:
    """Assert that a run ended with one line of Chinese and no traceback; return the line."""
    assert run.returncode == 2, run.stdout + run.stderr
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 1, run.stderr
    assert any("\u4e00" <= letter <= "\u9fff" for letter in lines[0])
    return lines[0]
