"""Running jobs: `execute` runs one, `run_all` many, through any `concurrent.futures.Executor`.

`execute` is pure (a job in, a result out) and picklable, so that a pool of processes on this
machine and a scheduler of machines serve alike.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from multiprocessing import connection

from opscourse.errors import CourseError
from opscourse.grading.jobs import Job, Result

AHEAD = 2  # jobs that wait at each worker, so that none is idle


def execute(job: Job) -> Result:
    """Run one job with its engine; never raises for anything that a learner did.

    Raises CourseError for a fault of the installation.
    """
    try:
        if job.engine == "sandbox":
            from opscourse.grading import sandbox

            return sandbox.run(job)
        from opscourse.grading import nbclient_engine

        return nbclient_engine.run(job)
    except CourseError:
        raise
    except Exception as error:  # whatever a learner's code did to the engine is its own affair
        return gone(job, f"运行时引擎出错（{type(error).__name__}：{str(error)[:200]}）")


def gone(job: Job, says: str) -> Result:
    """The result of a job whose run left nothing."""
    return Result(job.notebook, "crashed", says, 0.0, 0.0, (), ())


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Processes of this machine, made afresh so that they share nothing with the gradebook's."""
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=fresh, initializer=_start_worker)


def thread_pool(workers: int) -> ThreadPoolExecutor:
    """Threads of this process: enough for the sandbox, which runs learners elsewhere anyway.

    They share one warm process, and nothing has to be sent to another interpreter.
    """
    return ThreadPoolExecutor(workers)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    with contextlib.suppress(Exception):
        from opscourse.grading import nbclient_engine

        nbclient_engine.kill_kernels()
    os._exit(1)


def run_all(
    jobs: Iterable[Job], make_executor: Callable[[], Executor], workers: int
) -> Iterator[tuple[Job, Result]]:
    """Yield every job with its result, as they come in; take jobs only as they are needed.

    A worker that dies takes nothing with it: the jobs that were under way run once more, one at a
    time, and one that ends its worker again has crashed. Raises CourseError as `execute` does.
    """
    waiting = iter(jobs)
    suspects: deque[Job] = deque()
    running: dict[Future[Result], Job] = {}
    executor = make_executor()
    try:
        while True:
            # a suspect runs alone, so that it is known who ended the worker
            alone = suspects.popleft() if suspects and not running else None
            if alone is not None:
                running[executor.submit(execute, alone)] = alone
            elif not suspects:
                for job in _next(waiting, workers * AHEAD - len(running)):
                    running[executor.submit(execute, job)] = job
            if not running:
                return
            broken = False
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                try:
                    yield job, future.result()
                except CourseError:
                    raise
                except Exception as error:  # the worker is gone, and perhaps the whole pool
                    broken = broken or isinstance(error, BrokenExecutor)
                    if job is alone:
                        yield job, gone(job, "运行它的进程被它弄停了，什么也没有留下")
                    else:
                        suspects.append(job)
            if broken:
                suspects.extend(running.values())
                running.clear()
                _stop(executor)
                executor = make_executor()
    finally:
        _stop(executor)


def _next(jobs: Iterator[Job], most: int) -> Iterator[Job]:
    for _ in range(most):
        try:
            yield next(jobs)
        except StopIteration:
            return


def _stop(executor: Executor) -> None:
    """End the pool at once, also in the middle of a job (Ctrl-C)."""
    if isinstance(executor, ThreadPoolExecutor):
        executor.shutdown(wait=False, cancel_futures=True)
        from opscourse.grading import sandbox

        sandbox.stop()
        return
    if not isinstance(executor, ProcessPoolExecutor):
        executor.shutdown(wait=False)
        return
    processes = dict(executor._processes or {})
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes.values():
        process.terminate()
