"""How fast the keyword auction is, as ratios inside one run.

    python tests/benchmarks/bench_auction.py [--out FILE.json] [--rounds 7]

50 advertisers, 200 keywords, 5 slots, a million searches, about 30 budgets that end. The parts
take turns in each round, so that a busy machine slows all alike; medians of CPU seconds are
compared. Floor A is a scalar loop that makes the same four hashes, draws the keyword, counts the
visit, and does nothing else. Nothing here fails on absolute seconds.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from opscourse.simulation import KeywordAuction, World, auction_tables, keywords
from opscourse.simulation.auction import simulate_auctions
from opscourse.simulation.auction_day import Premiums, Shoppers, run_day
from opscourse.simulation.randomness import Randomness
from tests.simulation import auction_reference

try:
    from opscourse.simulation import auction_numba
    from tests.benchmarks.floor_a import floor_a
except ImportError:
    auction_numba = None  # type: ignore[assignment]

QUERIES, ADVERTISERS, KEYWORDS, SLOTS = 1_000_000, 50, 200, 5
PYTHON_QUERIES = 20_000  # plain Python serves the first searches only; its rate is compared
NO_PREMIUMS = Premiums(np.array([10**6]), np.zeros((24, 32), dtype=np.int64))


def instance() -> tuple[Shoppers, dict[str, Any]]:
    """The shoppers and the market, a function of fixed keys."""
    random = Randomness(1)
    shape, n = (ADVERTISERS, KEYWORDS), ADVERTISERS * KEYWORDS
    bids = random.between("bid", 30, 300, n) * random.chance("bids", 5000, n)
    market = {
        "bid": bids.reshape(shape),
        "quality": random.between("quality", 1, 10, n).reshape(shape),
        "ctr": (random.between("ctr", 200, 800, n).reshape(shape) / 10_000).astype(np.float32),
        "position_effect": np.array([1, 0.7, 0.5, 0.36, 0.26], dtype=np.float32),
        "budget": random.between("budget", 1, 140, ADVERTISERS) * 9300,
        "reserve": 5,
    }
    weights = random.between("weight", 1, 1000, KEYWORDS)
    hours = random.between("hour", 1, 30, 24)
    even = np.ones(4, dtype=np.int64), np.ones(8, dtype=np.int64)
    return Shoppers(random, 17, QUERIES, weights, hours, *even, SLOTS), market


def contestants() -> tuple[dict[str, tuple[int, Callable[[], Any]]], int]:
    """What is timed: {name: (searches served, call)}, and how many budgets end."""
    shoppers, market = instance()
    query = np.arange(QUERIES)
    given = {**market, "keyword": shoppers.keyword(query), "uniform": shoppers.uniforms(query)}
    first = {**given, "keyword": given["keyword"][:PYTHON_QUERIES]}
    first["uniform"] = given["uniform"][:PYTHON_QUERIES]
    calls: dict[str, tuple[int, Callable[[], Any]]] = {
        "plain Python": (PYTHON_QUERIES, lambda: auction_reference.simulate(**first)),
        "door, NumPy": (QUERIES, lambda: simulate_auctions(**given)),
        "day, NumPy": (QUERIES, lambda: run_day(shoppers, **market, premiums=NO_PREMIUMS)),
    }
    if auction_numba is not None:
        table, seeds = shoppers.keyword_table, (shoppers.keyword_seed, shoppers.draw_seed)
        calls |= {
            "door, numba": (QUERIES, lambda: auction_numba.simulate_auctions(**given)),
            "day, numba": (
                QUERIES,
                lambda: auction_numba.run_day(shoppers, **market, premiums=NO_PREMIUMS),
            ),
            "floor A, numba": (
                QUERIES,
                lambda: floor_a(QUERIES, *seeds, table, KEYWORDS, shoppers.pairs),
            ),
        }
    ended = int((simulate_auctions(**given).exhausted_at >= 0).sum())
    return calls, ended


def in_turns(calls: dict[str, tuple[int, Callable[[], Any]]], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each call; the first round only warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, (_, call) in calls.items():
            start = time.process_time()
            call()
            if number:
                seconds[name].append(time.process_time() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def shop_calls() -> dict[str, tuple[int, Callable[[], Any]]]:
    """What a lesson and a graded world do."""
    world = World(7)
    day = KeywordAuction(world, 700)
    large = KeywordAuction(world, 700, queries=QUERIES)
    known = day.keywords.head(60)
    bids = pd.DataFrame({"keyword_id": known["keyword_id"], "match_type": "精确", "bid": 1.0})
    tables = {**keywords.TABLES, **auction_tables.TABLES}

    def make_tables() -> None:
        fresh = World(7)
        for name in tables:
            fresh.table(name)

    return {
        "a usual day with its report": (day._shoppers.queries, lambda: _whole(day, bids)),
        "a day of a million with its report": (QUERIES, lambda: _whole(large, bids)),
        "the market of a day": (1, lambda: KeywordAuction(world, 700)),
        "the seven tables of a world": (1, make_tables),
    }


def _whole(auction: KeywordAuction, bids: pd.DataFrame) -> None:
    report = auction.run(bids, 10_000, hour_premium={20: 0.3}, crowd_premium={"老客": 0.2})
    _ = report.keyword_report, report.hourly, report.search_terms, report.totals


def main() -> None:
    """Print the table and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    calls, ended = contestants()
    seconds = in_turns(calls, args.rounds)
    shop = shop_calls()
    seconds |= in_turns(shop, args.rounds)
    rate = {name: count / seconds[name] for name, (count, _) in {**calls, **shop}.items()}
    for name, value in seconds.items():
        million = f"{rate[name] / 1e6:9.2f} M/s" if rate[name] > 1e4 else ""
        print(f"{name:36} {value * 1000:9.1f} ms {million}")
    ratios = {"door, NumPy ÷ plain Python": rate["door, NumPy"] / rate["plain Python"]}
    if auction_numba is not None:
        for name in ("day, numba", "day, NumPy"):
            ratios[f"{name} ÷ floor A"] = rate[name] / rate["floor A, numba"]
    print()
    for name, ratio in ratios.items():
        print(f"{name:36} {ratio:9.2f}")
    print(f"budgets that end: {ended}")
    if args.out:
        about = {"python": platform.python_version(), "numpy": np.__version__}
        report = {"seconds": seconds, "ratios": ratios, "budgets_ended": ended, **about}
        args.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
