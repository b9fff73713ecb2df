"""`python start.py wheelhouse DIR`: the packages as files, for a classroom without a network."""

import re
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from startup import target_lock
from startup.environment import Environment, Source, run_pip
from startup.faults import StartError, explain


@dataclass(frozen=True)
class Target:
    """For whom: a platform tag ("win_amd64", None for this machine's), a Python ("3.11"), tests."""

    platform: str | None
    version: str
    dev: bool = False


def fill(environment: Environment, folder: Path, target: Target, source: Source) -> None:
    """Download every locked package of `target` into `folder`, checked against its hash.

    Raises StartError when one cannot be had.
    """
    platform, version = target.platform, target.version
    pip = _pip(environment, source)
    folder.mkdir(parents=True, exist_ok=True)
    print(f"正在下载安装包，放进 {folder}。", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        locks = [environment.lock, *([environment.dev_lock] if target.dev else [])]
        options: list[str] = []
        if platform is not None or version != "{}.{}".format(*sys.version_info[:2]):
            platform = platform or _own_platform()
            lines = "".join(_lines(pip, lock, platform, version) for lock in locks)
            locks = [Path(scratch, "requirements.lock")]
            locks[0].write_text(lines, "utf-8")
            options = ["--no-deps", "--python-version", version, "--implementation", "cp"]
            options += [part for tag in _tags(platform) for part in ("--platform", tag)]
        command = [*pip, "download", "--require-hashes", "--only-binary=:all:", "--no-input"]
        command += ["--disable-pip-version-check", "--retries=2", "--progress-bar=off"]
        command += [*options, *source.pip_options(), "-d", str(folder)]
        command += [part for lock in locks for part in ("-r", str(lock))]
        log = folder / "download.log"
        code, words = run_pip(command, log)
    if code != 0:
        raise StartError(explain(words, log))
    log.unlink()
    wheels = list(folder.glob("*.whl"))
    size = sum(wheel.stat().st_size for wheel in wheels) / 1e6
    machine = platform or "和这台同类的电脑"
    print(f"{len(wheels)} 个安装包，共 {size:.0f} MB，给 {machine} 上的 Python {version}。")
    print("把课程文件夹和它一起拷过去，然后运行：python start.py --wheelhouse 这个文件夹")


def _pip(environment: Environment, source: Source) -> list[str]:
    """Find a pip that works: the course's, this Python's, or that of an environment made for it."""
    if not environment.ready():
        own = [sys.executable, "-X", "utf8", "-m", "pip"]
        if subprocess.run([*own, "--version"], capture_output=True).returncode == 0:
            return own
        environment.ensure(source)
    return environment.pip()


def _lines(pip: list[str], lock: Path, platform: str, version: str) -> str:
    try:
        target_lock.target(platform, version)
    except ValueError:
        raise StartError(
            f"不认识平台 {platform}。Windows 写 win_amd64,"
            "苹果电脑写 macosx_14_0_arm64,Linux 写 manylinux_2_28_x86_64。"
        ) from None
    command = [pip[0], "-X", "utf8", target_lock.__file__, str(lock), platform, version]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def _own_platform() -> str:
    name = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return name.replace("linux_", "manylinux_2_28_", 1) if name.startswith("linux_") else name


def _tags(platform: str) -> list[str]:
    """Return the tags whose wheels run there; pip widens the others by itself, this one not.

    >>> _tags("win_amd64")
    ['win_amd64']
    >>> _tags("manylinux_2_6_x86_64")
    ['manylinux_2_6_x86_64', 'manylinux_2_5_x86_64', 'manylinux2014_x86_64', 'manylinux1_x86_64']
    """
    found = re.fullmatch(r"manylinux_2_(\d+)_(\w+)", platform)
    if not found:
        return [platform]
    newest, machine = int(found[1]), found[2]
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, 4, -1)]
    return [*tags, f"manylinux2014_{machine}", f"manylinux1_{machine}"]
