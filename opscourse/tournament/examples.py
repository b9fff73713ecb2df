"""The ten example entries by name: the folder `strategies`, in the order of their numbers."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from opscourse.errors import CourseError
from opscourse.tournament.entry import PLACEHOLDER

FOLDER = Path(__file__).parent / "strategies"


def names() -> list[str]:
    """The names, the easiest first.

    >>> names()[0], len(names())
    ('s01_one_yuan', 10)
    """
    return sorted(path.stem for path in FOLDER.glob("s[0-9][0-9]_*.py"))


def path_of(name: str) -> Path:
    """The file of an example; its number alone is enough.

    Raises CourseError for a name that is none.

    >>> path_of("8").name == path_of("s08_pacing").name == path_of("pacing.py").name
    True
    """
    known = names()
    wanted = name.strip().removesuffix(".py")
    for number, one in enumerate(known, start=1):
        if wanted in (one, one[4:], one[:3], str(number), f"{number:02}"):
            return FOLDER / f"{one}.py"
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.4)
    hint = f"你要的是 {near[0]} 吗？" if near else ""
    raise CourseError(f"没有叫 {name} 的示例。{hint}有这些：{'、'.join(known)}。")


def source(name: str) -> str:
    """The text of an example, to begin an entry with; CourseError for a name that is none.

    The author's name is left open: else two learners who begin with it would be one author.

    >>> 'AUTHOR = "学号 姓名"' in source("8")
    True
    """
    text = path_of(name).read_text("utf-8")
    return re.sub(r'^AUTHOR = ".*"$', f'AUTHOR = "{PLACEHOLDER}"', text, flags=re.MULTILINE)


def idea(name: str) -> str:
    """Its first line: the level and what it does.

    >>> idea("6")
    '第 6 级：价值打七折。'
    """
    return source(name).splitlines()[0].removeprefix("# ")
