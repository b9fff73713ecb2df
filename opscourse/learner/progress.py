"""What a learner has tried: one small JSON file in `mywork`, on this computer only.

Outside a copy with a `mywork` folder nothing is written; the session still remembers.
"""

import contextlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from opscourse.learner.showing import AMBER, show

FILE = "progress.json"
_STATES = {"full": "答对", "partial": "对了一部分", "blank": "还没作答"}
_memory: dict[str, Any] = {}
_warned: set[str] = set()

Entry = dict[str, Any]


def mywork(start: Path | None = None) -> Path | None:
    """The nearest `mywork` folder: this folder, one above it, or one beside those."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if folder.name == "mywork" and folder.is_dir():
            return folder
        if (folder / "mywork").is_dir() and (folder / "opscourse").is_dir():
            return folder / "mywork"
    return None


def entries() -> dict[str, Entry]:
    """All that is remembered: question id -> {tries, hints, state, points}."""
    folder = mywork()
    if folder is None:
        return _memory
    return _read(folder / FILE)


def entry(question_id: str) -> Entry:
    """What is remembered of one question; {} if nothing."""
    found = entries().get(question_id)
    return found if isinstance(found, dict) else {}


def note(question_id: str, **changes: Any) -> None:
    """Remember changes of one question. A file that cannot be written costs no answer."""
    if os.environ.get("OPSCOURSE_HANDING_IN") or os.environ.get("NBGRADER_EXECUTION"):
        return
    everything = entries()
    old = everything.get(question_id)
    everything[question_id] = {**(old if isinstance(old, dict) else {}), **changes}
    folder = mywork()
    if folder is None:
        return
    try:
        write_json(folder / FILE, everything)
    except OSError as error:
        _once(f"进度没有记下来（{error.strerror or error}），不影响作答。看看磁盘是不是满了。")


def write_json(path: Path, content: Any) -> None:
    """Write a JSON file whole or not at all; raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            json.dump(content, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.write("\n")
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _read(path: Path) -> dict[str, Entry]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(content, dict):
            raise ValueError("not an object")
        return content
    except FileNotFoundError:
        return {}
    except OSError as error:
        _once(f"读不了 {path.name}（{error.strerror or error}），这次不显示以前的进度。")
        return {}
    except ValueError:
        kept = set_aside(path)
        _once(f"进度文件坏了，已另存为 {kept}，从现在起重新记。作答不受影响。")
        return {}


def set_aside(path: Path) -> str:
    """Rename a damaged file, so that nothing is lost; returns its new name."""
    number = 1
    while (other := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    with contextlib.suppress(OSError):
        path.rename(other)
    return other.name


def _once(sentence: str) -> None:
    if sentence not in _warned:
        _warned.add(sentence)
        show(sentence, AMBER)


def progress(lesson: str | None = None) -> None:
    """Show what has been tried: `progress()` for all lessons, `progress("03")` for one.

    >>> progress("98")
    第 98 课还没有作答记录。做一题，运行它的 check，这里就有了。
    """
    number = re.sub(r"\D", "", str(lesson))[:2] if lesson is not None else None
    found = {
        qid: e
        for qid, e in sorted(entries().items())
        if isinstance(e, dict) and (number is None or qid.lstrip("L")[:2] == number)
    }
    if not found:
        which = f"第 {number} 课" if number else ""
        show(f"{which}还没有作答记录。做一题，运行它的 check，这里就有了。")
        return
    right = sum(e.get("state") == "full" for e in found.values())
    lines = [_line(qid, e) for qid, e in found.items()]
    show(f"做过 {len(found)} 题，答对 {right} 题。", code="\n".join(lines))


def _line(question_id: str, found: Entry) -> str:
    state = _STATES.get(str(found.get("state", "")), "还不对") if "state" in found else "没有检查过"
    tries, hints = found.get("tries", 0), found.get("hints", 0)
    return f"{question_id:<8} {state}  检查 {tries} 次  提示 {hints} 条  {found.get('title', '')}"
