"""What does harm does it to itself alone, and what was earned before stays."""

from __future__ import annotations

import dataclasses
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from opscourse.grading import sandbox
from opscourse.grading.sandbox import handle
from tests.grading.kit import cell, place
from tests.grading.sandbox.kit import QUICK, Setting, ran
from tests.grading.sandbox.seekers import HARM

SHORT = dataclasses.replace(QUICK, cell_seconds=1.5)
SLOW = dataclasses.replace(QUICK, cell_seconds=30)  # a busy machine is no fault


def processes(marker: str) -> list[int]:
    """Processes of this machine with `marker` in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if marker.encode() in words:
                found.append(int(entry.name))
    return found


def within(seconds: float, true: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return true()


def test_nothing_outside_is_written(tmp_path: Path) -> None:
    import opscourse

    victims = [tmp_path / "gradebook.db", Path(opscourse.__file__), Path(sys.executable)]
    victims[0].write_text("marks")
    victims[0].chmod(0o666)
    tmp_path.chmod(0o777)
    before = [(path.read_bytes(), path.stat().st_mode, path.stat().st_mtime) for path in victims]
    targets = [str(path) for path in victims]
    _, (said,) = ran(f"TARGETS = {targets!r}\n" + HARM["writes_outside"][0])
    assert said and "WROTE" not in said and "DID" not in said
    after = [(path.read_bytes(), path.stat().st_mode, path.stat().st_mtime) for path in victims]
    assert after == before
    assert not list(Path("/").glob("*/opscourse-was-here"))


def test_nobody_is_reached_by_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(str(tmp_path / "socket"))
        local.listen()
        server.settimeout(0.2)
        port = server.getsockname()[1]
        code = f"PORT, UNIX = {port}, {str(tmp_path / 'socket')!r}\n" + HARM["sockets"][0]
        _, (said,) = ran(code)
        assert said and "REACHED" not in said
        with pytest.raises(TimeoutError):
            server.accept()
        outside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert "REACHED" in outside.stdout  # the control


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
def test_the_kernel_refuses_what_no_notebook_needs() -> None:
    _, (said,) = ran(HARM["system_calls"][0])
    assert "GRANTED" not in said
    assert said.count("refused") == 14


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
def test_nothing_of_the_kernel_is_shared_with_the_next() -> None:
    _, (said,) = ran(HARM["shared_kernel"][0])
    assert "GRANTED" not in said and said.count("refused") == 10
    assert "core (0, 0) groups []" in said
    assert "opscourse-SHARED" not in Path("/proc/net/unix").read_text()


def test_what_outlives_its_cell_holds_nobody_up() -> None:
    began = time.monotonic()
    result, said = ran(*HARM["lingers"], limits=SLOW)
    assert result.ending == "done"
    assert "alarm" in said[1] and said[1].endswith("ran on\n")
    assert time.monotonic() - began < 20


def test_other_processes_live_on() -> None:
    result, said = ran(f"PID = {os.getpid()}\n" + HARM["kills_others"][0], HARM["kills_others"][1])
    assert handle.zygote()[0].alive()
    assert f"KILLED {os.getpid()}" not in said[0]
    assert result.ending == "done"


def test_background_processes_end_with_the_notebook() -> None:
    marker = f"opscourse-left-{os.getpid()}"
    cells = [code.replace("MARKER", marker) for code in HARM["background_process"]]
    seen: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(ran, *cells, "import time; time.sleep(1.5)")
        assert within(10, lambda: bool(seen.extend(processes(marker)) or seen))  # they do start
        result, said = running.result()
    assert said[1] == "ran on\n" and result.ending == "done"
    assert within(2, lambda: not processes(marker))


@pytest.mark.parametrize(
    "name", ["fork_bomb", "memory_in_one", "fills_the_disk", "fills_with_names"]
)
def test_it_stops_by_itself_and_the_rest_runs(name: str) -> None:
    result, said = ran(*HARM[name], limits=SHORT if name == "fork_bomb" else SLOW)
    assert said[-1] == "ran on\n", (result.says, said)
    expected = {
        "fork_bomb": "CellTimeoutError",
        "memory_in_one": "MemoryError",
        "fills_the_disk": "OSError",
        "fills_with_names": "OSError",
    }[name]
    assert expected in said[0]
    assert result.ending == ("timed_out" if name == "fork_bomb" else "done")


def test_memory_shared_out_over_many_processes_is_counted_together() -> None:
    result, _ = ran(*HARM["memory_in_many"])
    assert result.ending == "crashed"
    assert "内存超过 600 MB" in result.says
    assert sum(result.cell_seconds) < 15


def test_who_ignores_the_interrupt_is_killed() -> None:
    result, _ = ran(*HARM["sleeps_for_ever"], limits=SHORT)
    assert (result.ending, result.tampering) == ("timed_out", ())
    assert sum(result.cell_seconds) < 15
    assert result.says.startswith("第 1 格运行超过 1.5 秒，停不下来")


def test_who_swallows_the_interrupt_is_stopped_and_the_rest_runs() -> None:
    result, said = ran(*HARM["swallows_interrupts"], limits=SHORT)
    assert said[1] == "ran on\n"
    assert result.ending == "timed_out" and result.says == "第 1 格运行超过 1.5 秒，被停了"


def test_printing_without_end_costs_little() -> None:
    result, said = ran(*HARM["prints_without_end"], limits=SLOW)
    assert said[-1] == "ran on\n" and result.ending == "done"
    assert len(result.notebook) < 4.5 * QUICK.output_bytes
    assert all("没有保留" in said[index] for index in (0, 1, 3))


def test_escapes_stay_where_they_are() -> None:
    result, _ = ran(*HARM["terminal_escapes"])
    assert result.ending == "crashed"
    assert (result.says + "".join(result.tampering)).isprintable()


@pytest.mark.parametrize("name", ["crashes", "exits"])
def test_what_was_said_before_the_end_is_kept(name: str) -> None:
    result, said = ran(*HARM[name])
    assert said[0] == "before\n"
    assert result.ending == "crashed" and "第 2 格" in result.says
    assert said[1].startswith("DeadKernelError")
    assert "after" not in "".join(said[2:])


def test_marks_earned_before_the_crash_are_kept(setting: Setting) -> None:
    nb = setting.course.answered()
    cell(nb, "q4-answer").source = "import os\nos._exit(1)"
    result = sandbox.run(setting.job(nb))
    assert setting.points(result) == {"q1": 2, "q2": 4, "q3": 2, "q4": 0, "q5": 0}
    assert "（q4-answer）" in result.says


def test_a_hog_beside_it_costs_an_honest_learner_nothing(setting: Setting) -> None:
    """Two at a time, as a class is graded: one does its worst, the other's marks are whole."""
    bomb = setting.course.answered()
    bomb.cells.insert(place(bomb, "q1"), new_code_cell(HARM["fork_bomb"][0], id="bomb"))
    with ThreadPoolExecutor(2) as pool:
        hostile = pool.submit(sandbox.run, setting.job(bomb, SHORT))
        time.sleep(0.3)
        honest = sandbox.run(setting.job(setting.course.answered()))
        ended = hostile.result()
    full = {q.id: q.points for q in setting.course.exercise.questions}
    assert setting.points(honest) == full
    # the bomb was its own cell: what it earned beside it stays, too
    assert (ended.ending, setting.points(ended)) == ("timed_out", full)


def test_stopping_ends_what_runs() -> None:
    """Ctrl-C in the command: nobody waits for a cell that sleeps."""
    marker = f"opscourse-stopped-{os.getpid()}"
    with ThreadPoolExecutor(1) as pool:
        sleep = f"import subprocess; subprocess.run(['bash', '-c', 'exec -a {marker} sleep 60'])"
        running = pool.submit(ran, sleep, limits=SLOW)
        assert within(20, lambda: bool(processes(marker)))
        sandbox.stop()
        result, _ = running.result(timeout=5)
    assert result.ending != "done"
    assert within(2, lambda: not processes(marker))


def test_with_the_worker_killed_nothing_is_left() -> None:
    """kill -9 of the grader takes the zygote, the supervisor and the learner's process along."""
    marker = f"opscourse-orphan-{os.getpid()}"
    program = f"""
    import sys
    sys.path.insert(0, {str(Path(__file__).parents[3])!r})
    from tests.grading.sandbox.kit import ran
    from opscourse.grading.sandbox import handle
    print(handle.zygote()[0].process.pid, flush=True)
    ran("import subprocess\\nsubprocess.run(['bash', '-c', 'exec -a {marker} sleep 300'])")
    """
    command = [sys.executable, "-c", textwrap.dedent(program).replace(marker, "' + '".join(marker))]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    zygote = int(worker.stdout.readline())
    assert within(20, lambda: bool(processes(marker)))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    assert within(3, lambda: not processes(marker) and not Path(f"/proc/{zygote}").exists())
