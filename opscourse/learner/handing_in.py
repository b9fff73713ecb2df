"""`hand_in`: re-run the exercise from the top, and pack it for the teacher.

The zip is named `<student_id>_<name>_<NN>.zip` （学号_姓名_03.zip） and holds
`<NN_topic>/<NN_topic>.ipynb`, for example `03_shop_health/03_shop_health.ipynb`, with the outputs
of the re-run. Neither student_id nor name contains `_`, a slash or a space, so
`.*[\\\\/](?P<student_id>[^\\\\/_]+)_[^\\\\/_]+_\\d\\d[\\\\/].*?(?P<file_id>[^\\\\/]+)$` reads it in
`nbgrader zip_collect`. The newest zip always has this name; an earlier one is moved into
`mywork/以前交的/`, because zip_collect stops at two zips of one learner.
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
import time
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opscourse.answers import handover
from opscourse.errors import CourseError
from opscourse.learner import progress
from opscourse.learner.handed_out import handed_out
from opscourse.learner.rerun import RUNNING, Outcome, outcomes, run_again
from opscourse.learner.showing import AMBER, GREEN, show

OLDER = "以前交的"
_DISK = "看看磁盘是不是满了、文件是不是被别的程序占着。你的笔记本没有动。"


def hand_in(lesson: str, student_id: str | int | None = None, name: str | None = None) -> None:
    """Make the zip for an exercise and say what is in it.

    The number and name are asked for once and remembered in `mywork/me.json`. CourseError: no or a
    damaged notebook, a missing or impossible number or name, a zip that cannot be written.

    Example: `hand_in("03", student_id="20250101", name="李小田")`
    """
    if os.environ.get(RUNNING) or handover.wanted():
        return  # this very call is being re-run, or graded
    packed = pack(lesson, student_id, name)
    found = packed.outcomes
    answered = sum(o.state == "已作答" for o in found)
    lines = [
        f"已打包：{packed.path.name}（在 {packed.path.parent.name} 文件夹里），交给老师就行。",
        f"检查题 {len(found)} 题，已作答 {answered} 题。书面题由老师批改。",
        f"包里是 {packed.saved} 保存的笔记本。",
        "之后又改过的话，先按 Ctrl+S 保存，再运行一次 hand_in。",
        packed.trouble,
    ]
    table = "\n".join(f"{o.question_id:<8} {o.state}  {o.detail}".rstrip() for o in found)
    colour = GREEN if answered == len(found) and not packed.trouble else AMBER
    show("\n".join(line for line in lines if line), colour, code=table)


@dataclass(frozen=True)
class Packed:
    """A finished hand-in.

    path: the zip; outcomes: one a check cell; trouble: why the re-run stopped early, or "";
    saved: when the notebook had last been saved ("11-22 06:30").
    """

    path: Path
    outcomes: list[Outcome]
    trouble: str
    saved: str


def pack(lesson: str, student_id: str | int | None = None, name: str | None = None) -> Packed:
    """Re-run and zip the learner's notebook of an exercise; nothing is shown."""
    notebook_path = find_notebook(lesson)
    work = progress.mywork(notebook_path.parent) or notebook_path.parent
    number, person = who(work, student_id, name)
    notebook = read_notebook(notebook_path)
    saved = time.strftime("%m-%d %H:%M", time.localtime(notebook_path.stat().st_mtime))
    trouble = run_again(notebook, notebook_path.parent)
    target = work / f"{number}_{person}_{notebook_path.stem[:2]}.zip"
    write_zip(target, f"{notebook_path.stem}/{notebook_path.name}", as_text(notebook))
    found = outcomes(notebook, handed_out(notebook_path))
    return Packed(target, found, trouble, saved)


def find_notebook(lesson: str, start: Path | None = None) -> Path:
    """The learner's own notebook of exercise "03": beside this notebook, else in `mywork`."""
    number = str(lesson)
    if not re.fullmatch(r"\d\d", number):
        raise CourseError(f'课号 {lesson!r} 不对。写成两位数字，例如 hand_in("03")。')
    here = (start or Path.cwd()).resolve()
    work = progress.mywork(here)
    folders = [here] if re.match(rf"{number}_\w+$", here.name) else []
    if work is not None:
        folders += sorted((work / "exercises").glob(f"{number}_*"))
    for folder in folders:
        if (folder / f"{folder.name}.ipynb").is_file():
            return folder / f"{folder.name}.ipynb"
    for folder in folders:
        others = sorted(p.name for p in folder.glob("*.ipynb"))
        if others:
            wanted = f"{folder.name}.ipynb"
            raise CourseError(
                f"{folder.name} 里没有 {wanted}，只有 {'、'.join(others)}。"
                f"把文件名改回 {wanted} 再交。"
            )
    raise CourseError(
        f"没有找到第 {number} 课的练习。它应该在 mywork/exercises/{number}_…/ 里；"
        "没有的话，先运行 python start.py。"
    )


def read_notebook(path: Path) -> Any:
    """Read a notebook (UTF-8, with or without BOM); CourseError where it is damaged."""
    import nbformat

    rescue = "在 .ipynb_checkpoints 文件夹里可以找回上一次保存的样子。"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(
            f"{path.name} 不是 UTF-8 编码，可能用记事本另存过。用记事本打开，另存为 UTF-8 再交。"
        ) from None
    except OSError as error:
        raise CourseError(f"读不了 {path.name}（{error.strerror or error}）。{rescue}") from None
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception:  # nbformat raises many kinds for what is not a notebook
        raise CourseError(f"{path.name} 坏了，不是完整的笔记本。{rescue}") from None
    return notebook


def as_text(notebook: Any) -> str:
    """A notebook as the text of its file."""
    import nbformat

    return nbformat.writes(notebook) + "\n"


def who(work: Path, student_id: str | int | None, name: str | None) -> tuple[str, str]:
    """The learner's number and name: as given, else as remembered; checked, then remembered."""
    known = _remembered(work / "me.json")
    number = _cleaned(student_id if student_id is not None else known.get("student_id"))
    person = _cleaned(name if name is not None else known.get("name"))
    if not number or not person:
        raise CourseError(
            '第一次交要写学号和姓名：hand_in("03", student_id="20250101", name="李小田")。'
            "以后会记住。"
        )
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}", number):
        raise CourseError(f"学号 {number} 不行：只能有数字、英文字母和 -，最多 32 个。")
    if len(person) > 30 or not re.fullmatch(r"[^\W_]+(?:[-.·][^\W_]+)*", person):
        raise CourseError(f"姓名 {person} 不行：只能有文字，中间可以用 · 或 -，最多 30 个字。")
    me = {"student_id": number, "name": person}
    if me != known:
        with contextlib.suppress(OSError):  # not being remembered is no reason not to hand in
            progress.write_json(work / "me.json", me)
    return number, person


def _cleaned(value: object) -> str:
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip()
    return re.sub(r"\s+", "-", text) if text.isascii() else re.sub(r"\s+", "", text)


def _remembered(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        return {}
    except ValueError:
        progress.set_aside(path)
        return {}
    return content if isinstance(content, dict) else {}


def write_zip(target: Path, member: str, text: str) -> None:
    """Write a zip with one file, whole or not at all; an earlier zip is moved aside, never lost."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            archive.writestr(member, text.encode("utf-8"), zipfile.ZIP_DEFLATED)
        with contextlib.suppress(OSError):
            shutil.copymode(__file__, temporary)  # mkstemp's own mode shuts the teacher out
        if target.exists():
            _move_aside(target)
        os.replace(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise CourseError(f"{target.name} 没有写成（{error.strerror or error}）。{_DISK}") from None


def _move_aside(target: Path) -> None:
    folder = target.parent / OLDER
    folder.mkdir(exist_ok=True)
    number = 1
    while (kept := folder / f"{target.stem}_{number}.zip").exists():
        number += 1
    target.rename(kept)
