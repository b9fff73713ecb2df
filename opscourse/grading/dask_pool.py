"""Workers on other machines: those of a Dask scheduler, where the optional extra is installed.

A job holds all that a run may see, so that a worker needs this package and nothing of the class.
Answers, names of files and the gradebook stay here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import Any

from opscourse.errors import CourseError

CONNECT_SECONDS = 20


@contextlib.contextmanager
def workers_at(address: str) -> Iterator[tuple[Callable[[], Executor], int]]:
    """Yield what makes an executor of a scheduler's workers, and how many jobs run at once.

    address : such as ``tcp://10.0.0.5:8786``. Raises CourseError where Dask is not installed, or
    where nobody answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise CourseError(
            "要用别的机器评分，先在每台机器上装：pip install opscourse[dask]"
        ) from error
    try:
        client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(
            f"连不上 {address}。看看调度器开了没有（dask scheduler），地址写得对不对。"
        ) from error
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(f"{address} 上没有工人。请在每台机器上运行：dask worker {address}")
        # the same job twice is meant to run twice: its result is not one of arithmetic
        yield (lambda: client.get_executor(pure=False)), threads
    finally:
        client.close()
