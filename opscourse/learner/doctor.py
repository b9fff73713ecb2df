"""`opscourse doctor`: can this computer hold the course? One line for each thing looked at."""

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from opscourse.datasets import ROOT
from opscourse.learner import progress

OLDEST_PYTHON = (3, 11)
FREE_BYTES = 500_000_000
_AGAIN = "重新运行 python start.py"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: fine or not, and what to do if not."""

    what: str
    fine: bool
    remedy: str = ""

    def __str__(self) -> str:
        return f"[好] {self.what}" if self.fine else f"[要处理] {self.what}。{self.remedy}。"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command takes no options."""


def run(args: argparse.Namespace) -> int:
    """Print every finding; 0 when all is well, else 1."""
    bad = 0
    for finding in findings():
        print(finding)
        bad += not finding.fine
    for line in getattr(args, "teacher", list)():
        print(line)
    print("都好，可以上课。" if not bad else f"有 {bad} 处要处理，照上面说的做，再运行一次。")
    return 1 if bad else 0


def findings(root: Path | None = None) -> Iterator[Finding]:
    """Look at everything in turn; a look that fails is a finding too."""
    root = root or ROOT
    looks: list[Callable[[], Iterator[Finding]]] = [
        python_version,
        packages,
        tools,
        chinese_font,
        lambda: tables(root),
        lambda: work_folder(root),
        lambda: disk_space(root),
        nbgrader_helper,
    ]
    for look in looks:
        try:
            yield from look()
        except Exception as error:  # the doctor never falls ill
            name = getattr(look, "__name__", "一项检查")
            yield Finding(f"{name} 没查成（{type(error).__name__}: {error}）", False, _AGAIN)


def python_version() -> Iterator[Finding]:
    """Python itself."""
    shown = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info >= OLDEST_PYTHON
    yield Finding(f"Python {shown}", fine, "请装 Python 3.11 或更新的版本")


def packages(requirements: list[str] | None = None) -> Iterator[Finding]:
    """Every package that the course declares, in a version that it allows."""
    from packaging.requirements import Requirement

    if requirements is None:
        requirements = metadata.requires("opscourse") or []
    for text in requirements:
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            yield Finding(f"没有装 {wanted.name}", False, _AGAIN)
            continue
        fine = wanted.specifier.contains(version, prereleases=True)
        yield Finding(f"{wanted.name} {version}", fine, f"要的是 {wanted.specifier}，{_AGAIN}")


def tools() -> Iterator[Finding]:
    """The two big programs really start, whatever their version says."""
    for name in ("jupyterlab", "nbgrader"):
        try:
            import_module(name)
        except Exception as error:
            yield Finding(f"{name} 打不开（{type(error).__name__}: {error}）", False, _AGAIN)
        else:
            yield Finding(f"{name} 能打开", True)


def chinese_font() -> Iterator[Finding]:
    """Draw Chinese once; a missing glyph is a warning that matplotlib gives."""
    import warnings

    import matplotlib as mpl
    from matplotlib.figure import Figure

    from opscourse import plotting

    with mpl.rc_context(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plotting.use_style()
        figure = Figure()
        figure.text(0.5, 0.5, "支付转化率：元")
        with tempfile.TemporaryFile() as file:
            figure.savefig(file, format="png")
    missing = [w for w in caught if "missing from" in str(w.message)]
    yield Finding("图里的中文字体", not missing, "字体文件缺了，重新下载课程")


def tables(root: Path) -> Iterator[Finding]:
    """The practice world's tables: there, and unchanged."""
    file = root / "datasets" / "datapackage.json"
    remedy = "从课程压缩包里把 datasets 文件夹重新拷贝过来"
    try:
        resources = json.loads(file.read_text(encoding="utf-8-sig"))["resources"]
    except (OSError, ValueError, KeyError, TypeError):
        yield Finding("datasets/datapackage.json 没有或者坏了", False, remedy)
        return
    for resource in resources:
        path = file.parent / resource["path"]
        if not path.is_file():
            yield Finding(f"数据表 {path.name} 不见了", False, remedy)
            continue
        # Line ends may differ after a copy; nothing else may.
        data = path.read_bytes().replace(b"\r\n", b"\n")
        fine = hashlib.sha256(data).hexdigest() == resource["hash"].removeprefix("sha256:")
        yield Finding(f"数据表 {path.name}" + ("" if fine else " 被改过"), fine, remedy)


def work_folder(root: Path) -> Iterator[Finding]:
    """`mywork` can be written to."""
    folder = progress.mywork() or root / "mywork"
    if not folder.is_dir():
        yield Finding("还没有 mywork 文件夹", False, "运行一次 python start.py，它会建好")
        return
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = "把课程文件夹移到自己能写的地方，例如桌面"
        yield Finding(f"mywork 写不进去（{error.strerror or error}）", False, remedy)
        return
    yield Finding("mywork 可以写", True)


def disk_space(root: Path) -> Iterator[Finding]:
    """Enough room for a term's work."""
    free = shutil.disk_usage(root).free
    yield Finding(f"磁盘还有 {free / 1e9:.1f} GB", free >= FREE_BYTES, "至少留出 0.5 GB")


def nbgrader_helper() -> Iterator[Finding]:
    """nbgrader starts `alembic` by its name alone."""
    beside = Path(sys.executable).parent
    search = os.pathsep.join([os.environ.get("PATH", ""), str(beside)])
    if shutil.which("alembic"):
        yield Finding("评分要用的 alembic", True)
        return
    # Only teachers need it, and beside Python it is found once .venv is active: no fault.
    beside_python = shutil.which("alembic", path=search) is not None
    what = "评分要用的 alembic" + ("（老师评分前先激活 .venv）" if beside_python else " 没有装")
    yield Finding(what, beside_python, _AGAIN)
