"""Answer files: the right and the named wrong values of one exercise in one world."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

from opscourse.errors import CourseError

PRACTICE = Path(__file__).parent / "practice"
INDENTED = 4  # file, questions, one question, one of its fields


def load_answers(number: str, world: Any = None) -> dict[str, Any]:
    """Return the practice world's answer file of exercise ``number`` ("03").

    world : its fingerprint must be the file's; None takes any. (A graded world's answers are
        never read in a learner's process: the grader does so with `read_answers`.)

    Raises CourseError where the file is missing, damaged or of another world.
    """
    path = PRACTICE / f"{number}.json"
    if not path.is_file():
        known = "、".join(sorted(one.stem for one in PRACTICE.glob("*.json"))) or "无"
        raise CourseError(
            f"找不到第 {number} 课的答案文件 {path.name}（现有：{known}）。"
            "看看编号对不对；对的话，请重新安装课程。"
        )
    return read_answers(path, None if world is None else world.fingerprint)


def read_answers(path: Path, fingerprint: str | None = None) -> dict[str, Any]:
    """Read one answer file and check its shape; CourseError names the file and the remedy.

    fingerprint : of the world it must belong to; None takes any.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"找不到答案文件 {path.name}。请重新生成它。") from None
    except (OSError, ValueError) as error:
        raise _damaged(path, type(error).__name__) from None
    if not isinstance(content, dict) or not isinstance(content.get("questions"), dict):
        raise _damaged(path, "没有 questions")
    for qid, question in content["questions"].items():
        if not isinstance(question, dict) or not {"name", "kind", "right"} <= question.keys():
            raise _damaged(path, f"{qid} 不完整")
    if fingerprint is not None and content.get("fingerprint") != fingerprint:
        raise CourseError(
            f"答案文件 {path.name} 和数据表不是同一个世界的。"
            "请重新安装课程；评分的世界请用 opscourse class world 重做。"
        )
    return content


def _damaged(path: Path, why: str) -> CourseError:
    return CourseError(f"答案文件 {path.name} 坏了（{why}）。请重新安装或重新生成它。")


def question(answers: dict[str, Any], qid: str) -> dict[str, Any]:
    """The entry of one question; CourseError with the nearest ids where there is none.

    >>> question({"questions": {"03.q1": {"name": "uv"}}}, "03.q1")
    {'name': 'uv'}
    """
    questions = answers["questions"]
    if qid in questions:
        return questions[qid]
    near = difflib.get_close_matches(str(qid), list(questions), n=1, cutoff=0.5)
    hint = f"你要的是 {near[0]} 吗？" if near else f"这一课有：{'、'.join(questions)}。"
    raise CourseError(f"没有题号 {qid}。{hint}")


def write_answers(path: Path, content: dict[str, Any]) -> None:
    """Write an answer file, the same bytes for the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(content), encoding="utf-8", newline="\n")


def as_text(content: dict[str, Any]) -> str:
    """An answer file's text: sorted, a line for each part of a question's fields.

    What lies deeper stands on one line: a market's thousands of numbers would else be mostly
    indentation.

    >>> print(as_text({"questions": {"03.q1": {"right": {"value": [1, 2]}, "wrong": []}}}), end="")
    {
     "questions": {
      "03.q1": {
       "right": {
        "value": [1,2]
       },
       "wrong": []
      }
     }
    }
    """
    return _laid_out(content, 1) + "\n"


def _laid_out(value: Any, depth: int) -> str:
    if depth > INDENTED or not value or not isinstance(value, dict | list):
        return json.dumps(
            value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":")
        )
    inner = [_laid_out(one, depth + 1) for one in value] if isinstance(value, list) else []
    if isinstance(value, dict):
        inner = [
            f"{json.dumps(key, ensure_ascii=False)}: {_laid_out(value[key], depth + 1)}"
            for key in sorted(value)
        ]
    start, end = "{}" if isinstance(value, dict) else "[]"
    lines = ",\n".join(f"{' ' * depth}{one}" for one in inner)
    return f"{start}\n{lines}\n{' ' * (depth - 1)}{end}"
