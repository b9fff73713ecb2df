"""The tables of lesson 10: single auctions to rank and price, slots, and the shop's own report."""

import functools
from typing import Any

import numpy as np
import pandas as pd

from opscourse.simulation import keywords
from opscourse.simulation.auction_day import SHOP
from opscourse.simulation.frames import numbered, text_column
from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.matching import MATCH_TYPES
from opscourse.simulation.randomness import Randomness

LAST_DAY = 730
WEEK = 7


@functools.lru_cache(maxsize=8)
def _auctions(world: Any) -> tuple[pd.DataFrame, list[str]]:
    """The table of single auctions, and the ids of those with two equal scores at the top."""
    random, scenario = world.random, keywords.settings_of(world)
    n = scenario["auctions_rows"]
    month, every = keywords.december(world), keywords.universe()
    chosen = np.sort(random.shuffled("auction keywords", month.position)[:n])
    ids = numbered("A", np.arange(1, n + 1), 3)
    reserve = 5 * random.between("auction reserve", 1, 6, n)
    low, high = scenario["auction_ties"]
    tied = random.shuffled("tied auctions", np.arange(n))[: random.one("auction ties", low, high)]
    parts = []
    for number in range(n):
        who, bid, quality = _bidders(random, f"auction {number}", int(reserve[number]))
        if number in tied:
            _tie(bid, quality)
        rows = random.shuffled(f"auction {number} rows", np.arange(len(who)))
        columns = {"advertiser": who[rows], "bid_fen": bid[rows], "quality": quality[rows]}
        head = {"auction_id": ids[number], "keyword_id": every.ids[chosen[number]]}
        parts.append(pd.DataFrame({**head, **columns, "reserve_fen": reserve[number]}))
    frame = pd.concat(parts, ignore_index=True)
    for column in ("auction_id", "keyword_id"):
        frame[column] = text_column(frame[column].to_numpy())
    return frame, sorted(ids[tied].tolist())


def _bidders(
    random: Randomness, stream: str, reserve: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The shop and 5 to 8 rivals, all with different scores; bids are above the reserve."""
    rivals = random.one(f"{stream} rivals", 5, 8)
    names = random.shuffled(f"{stream} names", np.arange(1, 13))[:rivals]
    who = np.sort(np.append(names, SHOP))
    usual = random.one(f"{stream} usual bid", 60, 320)
    bid = usual * random.between(f"{stream} bid", 45, 150, len(who)) // 100
    bid = np.maximum(bid, reserve + 1)
    quality = random.between(f"{stream} quality", 3, 9, len(who))
    for a in range(1, len(who)):  # a fen more until no two scores are equal
        while bid[a] * quality[a] in (bid[:a] * quality[:a]):
            bid[a] += 1
    return who, bid, quality


def _tie(bid: np.ndarray, quality: np.ndarray) -> None:
    """Give two neighbours in rank the same score, above all the others' below them."""
    order = np.argsort(-bid * quality, kind="stable")
    first, second = order[1], order[2]
    # Equal scores from unequal bids: each bid is a multiple of the other's quality.
    times = -(-int(bid[first] * quality[first]) // int(quality[first] * quality[second]))
    bid[first], bid[second] = quality[second] * times, quality[first] * times


def _slots(world: Any) -> pd.DataFrame:
    random, scenario = world.random, keywords.settings_of(world)
    position = np.array(scenario["auction_position_percent"])
    n = len(position)
    shown = random.one("slot impressions", 16_000, 30_000) * (100 - 6 * np.arange(n)) // 100
    shown = shown * random.between("slot shown", 97, 103, n) // 100
    first = random.one("slot ctr", 420, 780)
    ctr = first * position * random.between("slot pull", 94, 106, n) // 10_000
    return pd.DataFrame({"slot": np.arange(1, n + 1), "impressions": shown, "ctr": ctr / 10_000})


@functools.lru_cache(maxsize=8)
def _week(world: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The shop's own plan of the last week: its report, and the economics of its keywords."""
    scenario = keywords.settings_of(world)
    auction = KeywordAuction(world, LAST_DAY, queries=WEEK * scenario["auction_queries"])
    known = auction.keywords
    report = auction.run(_plan(world, known), WEEK * scenario["plan_budget_yuan"]).keyword_report
    report = report[report["clicks"] > 0].reset_index(drop=True)
    for column in ("keyword_id", "keyword", "match_type"):
        report[column] = text_column(report[column].to_numpy())
    known = known[known["keyword_id"].isin(report["keyword_id"])].reset_index(drop=True)
    economics = pd.DataFrame(
        {
            "keyword_id": text_column(known["keyword_id"].to_numpy()),
            "cvr": known["own_cvr"],
            "spend_per_buyer": known["spend_per_buyer"],
            "margin": known["margin"],
            "return_rate": known["return_rate"],
        }
    )
    return report, economics


def _plan(world: Any, known: pd.DataFrame) -> pd.DataFrame:
    """Bids of a shop that knows its goods, but not which words hardly sell."""
    random, scenario = world.random, keywords.settings_of(world)
    month, every = keywords.december(world), keywords.universe()
    idle = every.holds("idle")[month.position]
    n = scenario["plan_keywords"]
    # The much searched words, a third of them those that people only read about.
    order = np.argsort(-month.searches * random.between("plan", 40, 160, len(month)), kind="stable")
    wanted = np.concatenate([order[idle[order]][: n // 4], order[~idle[order]][: n - n // 4]])
    wanted = np.sort(wanted)
    spend = known["spend_per_buyer"].to_numpy() * 100
    kept = (known["margin"] - known["return_rate"]).to_numpy().round(4)
    usual = np.array(keywords.words()["own_cvr"])[every.good[month.position]]
    worth = (usual * spend.round() * (kept * 100).round()).astype(np.int64) // 10**6
    percent = random.between("plan bid", *scenario["plan_bid_percent"], len(wanted))
    fen = np.maximum(worth[wanted] * percent // 100, 10)
    match = random.shuffled("plan match", np.repeat(np.arange(3), scenario["plan_match"]))
    return pd.DataFrame(
        {
            "keyword_id": known["keyword_id"].to_numpy()[wanted],
            "match_type": np.array(MATCH_TYPES)[match],
            "bid": fen / 100,
        }
    )


TABLES = {
    "auctions": lambda world: _auctions(world)[0].copy(),
    "slots": _slots,
    "keyword_report": lambda world: _week(world)[0].copy(),
    "keyword_economics": lambda world: _week(world)[1].copy(),
}


def truth(world: Any) -> dict[str, Any]:
    """`tied_auctions`: ids of the auctions with two equal scores."""
    return {"tied_auctions": _auctions(world)[1]}
