"""`opscourse data build [--check]`: make the practice tables, or prove that they are current."""

import argparse
from pathlib import Path

from opscourse.datasets.active_world import ROOT
from opscourse.datasets.package import differing, practice_files


def configure(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("action", choices=["build"], help="build：生成练习数据")
    parser.add_argument("--check", action="store_true", help="只比较，不写文件；有出入就报错")


def run(args: argparse.Namespace, folder: Path = ROOT / "datasets") -> int:
    """Do it; 0 when all is well, 1 when `--check` finds a difference."""
    files = practice_files()
    wrong = differing(folder, files)
    if args.check:
        for name in wrong:
            print(f"datasets/{name} 和生成器做出来的不一样。运行 opscourse data build 重新生成。")
        return 1 if wrong else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in wrong:
        if name in files:
            (folder / name).write_bytes(files[name])
            print(f"写好了 datasets/{name}")
        else:
            print(f"datasets/{name} 不是生成器做的，没有动它。")
    if not wrong:
        print("datasets 已经是最新的。")
    return 0
