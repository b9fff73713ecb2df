"""Run a learner's notebook from the top in a fresh kernel, and read off what became of each check.

This is 重启并全部运行, without touching the file: the outputs land in the given object only.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from opscourse.learner.explain import CHECK
from opscourse.learner.handed_out import untouched
from opscourse.learner.showing import VERDICT_MIME

CELL_SECONDS = 120
RUNNING = "OPSCOURSE_HANDING_IN"  # set in the fresh kernel: no progress is noted, no second hand-in


@dataclass(frozen=True)
class Outcome:
    """What became of one question: state is 已作答, 还没作答, 出错 or 没有运行."""

    question_id: str
    state: str
    detail: str = ""


def run_again(notebook: Any, folder: Path, seconds: int = CELL_SECONDS) -> str:
    """Execute `notebook` in place in a new kernel with `folder` as its working directory.

    Errors of cells stay in their outputs. Returns "" or, where the run did not reach its end, one
    Chinese sentence that says why.
    """
    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=seconds,
        kernel_name="python3",
        allow_errors=True,
        interrupt_on_timeout=True,
        error_on_timeout={
            "ename": "TimeoutError",
            "evalue": f"超过 {seconds} 秒",
            "traceback": [f"这一格运行超过 {seconds} 秒，停下了。"],
        },
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    env = {**os.environ, RUNNING: "1", "PYTHONUTF8": "1"}
    # In a thread of its own: the calling notebook's kernel already runs an event loop here.
    with ThreadPoolExecutor(1) as pool:
        try:
            pool.submit(client.execute, env=env, stdout=DEVNULL, stderr=DEVNULL).result()
        except Exception as error:
            return f"重新运行没有走完（{type(error).__name__}），没走到的格子保留原来的输出。"
    return ""


def outcomes(notebook: Any, given: Mapping[str, str] | None = None) -> list[Outcome]:
    """One outcome for each check cell of an executed notebook, in its order.

    given : the code cells as they were handed out, by cell id.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    now = {cell.get("id", ""): cell.source for cell in code}
    found = []
    for cell in code:
        if match := CHECK.search(cell.source):
            outcome = _outcome(cell, match[1])
            if outcome.state == "出错" and untouched(match[1], now, given or {}) is not None:
                outcome = Outcome(match[1], "还没作答")
            found.append(outcome)
    return found


def _outcome(cell: Any, question_id: str) -> Outcome:
    for output in cell.outputs:
        verdict = output.get("data", {}).get(VERDICT_MIME)
        if verdict:
            if verdict["state"] in ("blank", "missing"):
                return Outcome(question_id, "还没作答")
            return Outcome(question_id, "已作答", _points(verdict))
    for output in cell.outputs:
        if output.output_type == "error":
            return Outcome(question_id, "出错", f"{output.ename}: {output.evalue}"[:80])
    return Outcome(question_id, "没有运行")


def _points(verdict: dict[str, Any]) -> str:
    if not verdict["max_points"]:
        return "对" if verdict["state"] == "full" else "还不对"
    return f"练习数据上 {verdict['points']:g} / {verdict['max_points']:g} 分"
