"""Modules of an optional extra are collected only where the extra is installed."""

from importlib.util import find_spec

collect_ignore = (
    []
    if find_spec("numba")
    else ["opscourse/simulation/auction_numba.py", "tests/benchmarks/floor_a.py"]
)
