"""Printing in a kernel: as in any other, but it ends at the limit, and costs little before it."""

from __future__ import annotations

import json
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook

from opscourse.grading import nbclient_engine
from opscourse.grading.jobs import Job, Limits
from opscourse.grading.nbclient_engine import CUT

ROOM = 1_000
#: What a cell does, and what it prints to each stream.
HABITS: dict[str, dict[str, str]] = {
    f"print('长' * {ROOM * 3})": {"stdout": "长" * ROOM + CUT},
    f"print('x' * {ROOM - 1})": {"stdout": "x" * (ROOM - 1) + "\n"},
    f"for n in range({ROOM}): print(n % 10, flush=True)\n1 / 0": {
        "stdout": "".join(f"{n % 10}\n" for n in range(ROOM // 2)) + CUT
    },
    "import sys\nprint('again'); print('oops', file=sys.stderr)": {
        "stdout": "again\n",
        "stderr": "oops\n",
    },
    "import threading\nt = threading.Thread(target=print, args=('thread',))\nt.start(); t.join()": {
        "stdout": "thread\n"
    },
    "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as kept: print('in')\n"
    "print('out', kept.getvalue().strip()); sys.stdout.flush()": {"stdout": "out in\n"},
    "print(sys.stdout.write('ab')); sys.stdout.writelines(['c', 'd'])": {"stdout": "ab2\ncd"},
    "try: sys.stdout.write(3)\nexcept TypeError as error: print(error)": {
        "stdout": "write() argument must be str, not <class 'int'>\n"
    },
    "%%capture cell\nprint('kept')": {},
    "print(cell.stdout * 2, end=''); display(1); print('after')": {"stdout": "kept\nkept\nafter\n"},
    "sorted(name for name in dir() if 'ROOM' in name or name in ('limit', 'arguments'))": {},
}


def printed(cell: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in cell["outputs"]:
        if one["output_type"] == "stream":
            found[one["name"]] = found.get(one["name"], "") + one["text"]
    return found


def run(*sources: str, limits: Limits) -> list[dict[str, Any]]:
    nb = new_notebook(cells=[new_code_cell(one) for one in sources])
    result = nbclient_engine.run(Job("s", "a", json.dumps(nb), {}, {}, limits, "nbclient"))
    assert result.ending == "done", result.says
    return json.loads(result.notebook)["cells"]


def test_a_cell_prints_up_to_its_limit_and_the_next_one_anew() -> None:
    cells = run(*HABITS, limits=Limits(output_bytes=ROOM))
    for (habit, wanted), cell in zip(HABITS.items(), cells, strict=True):
        assert printed(cell) == wanted, habit
    errors = [one["ename"] for one in cells[2]["outputs"] if one["output_type"] == "error"]
    assert errors == ["ZeroDivisionError"]  # after a flood, too
    assert cells[-1]["outputs"][0]["data"]["text/plain"] == "[]"


def test_many_lines_and_a_long_one_cost_a_second() -> None:
    flood = "for n in range(300_000): print(n)\nprint('长' * 7_000_000)"
    timed = (
        f"import time\nbefore = time.process_time()\n{flood}\nspent = time.process_time() - before"
    )
    cells = run(timed, "print(spent)", limits=Limits())
    text = printed(cells[0])["stdout"]
    assert len(text) == Limits.output_bytes + len(CUT) and text.endswith(CUT)
    assert float(printed(cells[1])["stdout"]) < 2  # 0.7 measured; 2.7 without the limit inside
