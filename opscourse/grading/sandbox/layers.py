"""Which layers of protection are in force on this machine, and what each of them stops."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from opscourse.errors import CourseError
from opscourse.grading.sandbox import linux


@dataclass(frozen=True)
class Layer:
    """One layer: its name in results, what it is and stops, and whether this machine has it.

    `default`: asked for unless the teacher agreed to go without it.
    """

    name: str
    title: str
    says: str
    default: bool
    available: bool = False
    why_not: str = ""


# name, title, what it stops, asked for by default, keys under which the zygote gives a reason
_ALL: tuple[tuple[str, str, str, bool, tuple[str, ...]], ...] = (
    ("time", "时间上限", "死循环、睡着不醒", True, ()),
    ("memory", "内存、进程、文件的上限", "吃光内存、不停生进程、写满磁盘", True, ("memory",)),
    ("group", "连同后台进程一起结束", "留在后台改成绩", True, ()),
    ("hidden", "看不见课程和班级文件夹", "读答案、名单、别人的作业，改成绩册", True,
     ("mount", "landlock")),
    ("network", "没有网络", "把数据传出去、到网上抄", True, ("net", "seccomp")),
    ("pid", "看不见别的进程", "偷看、停掉别的进程", False, ("pid",)),
    ("user", "换成另一个用户", "用老师的权限做事", False, ("user",)),
    ("namespaces", "独立的进程通信和主机名", "和别的作业传话", False, ("ipc", "uts")),
    ("landlock", "内核的文件围栏（Landlock）", "走到允许的文件以外", False, ("landlock",)),
    ("seccomp", "内核调用的过滤（seccomp）", "用冷僻的内核调用找漏洞", False, ("seccomp",)),
)  # fmt: skip


def available() -> bool:
    """Whether there is a sandbox here at all: Linux, on x86-64 or 64-bit ARM."""
    return linux.LINUX


def found() -> list[Layer]:
    """Every layer, with whether it is in force here, found by trying (a tenth of a second)."""
    if not available():
        system = {"win32": "Windows", "darwin": "macOS"}.get(sys.platform, "这个系统")
        reason = f"{system} 上没有，要在 Linux 上才有"
        return [Layer(*row[:4], False, reason) for row in _ALL]
    from opscourse.grading.sandbox import handle

    try:
        in_force, why = handle.probe()
    except CourseError as error:
        return [Layer(*row[:4], False, str(error)) for row in _ALL]
    made = []
    for name, title, says, default, reasons in _ALL:
        there = name in in_force
        because = "；".join(why[key] for key in reasons if key in why)
        made.append(Layer(name, title, says, default, there, "" if there else because))
    return made


def lines() -> list[str]:
    """The layers as the doctor says them."""
    said = ["批改用的沙箱，在这台电脑上有这些保护："]
    for one in found():
        if one.available:
            said.append(f"[有] {one.title}。挡住：{one.says}。")
        else:
            why = one.why_not or "系统不支持"
            said.append(f"[没有] {one.title}。它挡住：{one.says}。没有它，因为：{why}。")
    if not available():
        said.append("这里批改用 nbclient 引擎，学员的代码用你的账号运行。")
    return said


def missing(in_force: Iterable[str], agreed: Iterable[str]) -> list[str]:
    """Titles of the layers asked for by default that are neither in force nor agreed away.

    >>> missing(["time", "memory", "group", "hidden"], [])
    ['没有网络']
    >>> missing(["time", "memory", "group", "hidden"], ["network"])
    []
    """
    there = {*in_force, *agreed}
    return [title for name, title, _, default, _ in _ALL if default and name not in there]


def titles() -> dict[str, str]:
    """Every layer's name in results, and what a teacher calls it."""
    return {name: title for name, title, *_ in _ALL}
