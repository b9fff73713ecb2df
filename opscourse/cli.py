"""The `opscourse` command: it parses, calls one module, and prints its error as one sentence."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from opscourse.errors import CourseError

COMMANDS: dict[str, tuple[str, str]] = {
    "doctor": ("opscourse.learner.doctor", "检查这台电脑能不能上课"),
    "build": ("opscourse.authoring.build", "由源文件生成笔记本和答案文件，并证明练习"),
    "lint": ("opscourse.authoring.lint", "检查课程和练习的写法"),
    "new": ("opscourse.authoring.new_exercise", "生成一个练习的骨架"),
    "bundle": ("opscourse.authoring.bundle", "打包给班级的学习版"),
    "teacher": ("opscourse.authoring.teacher", "生成老师用的讲评页和课时计划"),
    "data": ("opscourse.datasets.data_command", "重新生成 datasets/ 里的练习数据"),
    "class": ("opscourse.grading.class_command", "建班级、造评分用的世界"),
    "grade": ("opscourse.grading.grade_command", "给全班的作业评分，停了可以接着评"),
    "collect": ("opscourse.grading.collect_command", "收作业：认出是谁的、哪一课、哪一次"),
    "report": ("opscourse.grading.report_command", "全班报告：每份的状态，每题错在哪里"),
    "try": ("opscourse.grading.try_command", "在一个新世界里给自己的练习打分"),
    "tournament": ("opscourse.tournament.tournament_command", "竞价比赛：写作品、试作品、全班比赛"),
}
TEACHER_ONLY = ("opscourse.grading", "opscourse.authoring")


def build_parser(name: str | None) -> argparse.ArgumentParser:
    """Return the parser; only the named sub-command's module is imported."""
    parser = argparse.ArgumentParser(prog="opscourse", description="新农人运营课程工具")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    for command, (module, help_text) in COMMANDS.items():
        child = commands.add_parser(command, help=help_text, description=help_text)
        if command == name:
            implementation = load_command(module)
            implementation.configure(child)
            child.set_defaults(run=implementation.run)
            if command == "doctor":
                child.set_defaults(teacher=teacher_lines)
    return parser


def teacher_lines() -> list[str]:
    """What the doctor adds in the teacher's copy: the layers of the grading sandbox."""
    try:
        return load_command("opscourse.grading.sandbox.layers").lines()
    except CourseError:
        return []


def start_sandbox() -> None:
    """Its warm process takes seconds to start, and so does the import of what grades."""
    sandbox = load_command("opscourse.grading.sandbox")
    if sandbox.available():
        sandbox.prepare()


def load_command(module: str):
    """Import a sub-command; in a class's copy the teacher's packages are missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith(TEACHER_ONLY):
            raise CourseError("这个命令只在教师版里有。") from error
        raise


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; return the exit code (2 for an error a person can mend)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in arguments if not word.startswith("-")), None)
    try:
        if name == "grade" and "nbclient" not in arguments:
            start_sandbox()
        args = build_parser(name).parse_args(arguments)
        return int(args.run(args) or 0)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已停止。再运行一次同样的命令就能接着做。", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
