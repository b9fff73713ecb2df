"""The tables of searched words and of the auction: their contract, in many worlds, and truth."""

import functools
import hashlib

import numpy as np
import pandas as pd
import pytest

from opscourse.datasets.csvfile import from_bytes, to_bytes
from opscourse.datasets.dictionary import entry
from opscourse.simulation import PRACTICE_KEY, World, auction_tables, keywords
from opscourse.simulation.auction_day import SHOP
from opscourse.simulation.market import make_market
from opscourse.simulation.matching import MATCH_TYPES
from tests.simulation.auction_reference import quote, rank

LEAST = {"core": 16, "region": 90, "attribute": 150, "brand": 80, "tail": 90}  # rows with a kind
KEYS = [PRACTICE_KEY, *(hashlib.sha256(b"search %d" % n).digest() for n in range(11))]
TABLES = {**keywords.TABLES, **auction_tables.TABLES}
Z99 = 2.5758


class Kept:
    """A world of which these tables alone are made, each once; no test here changes one."""

    def __init__(self, key):
        self.world = World(key)
        self.table = functools.cache(self.world.table)
        self.truth = {**keywords.truth(self.world), **auction_tables.truth(self.world)}


@functools.cache
def kept(key):
    return Kept(key)


@pytest.fixture(params=KEYS, ids=lambda key: "p" if key == PRACTICE_KEY else key.hex()[:6])
def world(request):
    return kept(request.param)


def number(text):
    """What a cell of the raw export says."""
    text = text.replace(",", "").strip()
    if text.endswith("万"):
        return round(float(text[:-1]) * 10_000)
    return round(float(text[:-1]) / 100, 4) if text.endswith("%") else float(text)


def test_the_raw_export_holds_what_was_planted(world):
    raw, truth = world.table("keywords_raw"), world.truth["keywords_raw"]
    assert 740 <= len(raw) == truth["rows"] <= 830
    assert all(pd.api.types.is_string_dtype(kind) for kind in raw.dtypes)
    assert raw.duplicated().sum() == truth["exact_duplicates"] >= 15
    assert raw.duplicated("keyword_id").sum() == truth["duplicates"]
    assert truth["duplicates"] - truth["exact_duplicates"] >= 15  # these show only after cleaning
    clean = raw.drop_duplicates("keyword_id")
    assert len(clean) == truth["keywords"]
    searches = clean["searches"].map(number)
    assert searches.sum() == truth["searches"]
    items = clean["items_online"].map(number)
    assert (searches % 1 == 0).all() and (items % 1 == 0).all()
    odd = ~clean["searches"].str.isdigit(), ~clean["items_online"].str.isdigit()
    assert odd[0].sum() + odd[1].sum() == truth["text_numbers"] >= 100
    for mark in (",", "万"):
        assert clean["searches"].str.contains(mark).sum() >= 10, mark
    assert clean["ctr"].str.endswith("%").sum() >= 60
    assert (clean["keyword"] != clean["keyword"].str.strip()).sum() >= 30
    for column in ("ctr", "cvr"):
        assert clean[column].map(number).between(0.0001, 0.3).all()
    again = raw.assign(keyword=raw["keyword"].str.strip()).drop_duplicates()
    assert again["keyword_id"].is_unique  # trimmed, every repeat is the same row


def test_the_contract_of_keywords(world):
    table = world.table("keywords")
    assert len(table) == 640
    assert table["keyword_id"].is_unique and table["keyword"].is_unique
    assert (table["tokens"].str.replace(" ", "") == table["keyword"]).all()
    for kind, least in {
        "core": 16,
        "region": 90,
        "attribute": 150,
        "brand": 80,
        "tail": 90,
    }.items():
        words = {w for good in keywords.words()["goods"] for w in good.get(kind, [])}
        words |= set(keywords.words()["brands"]) if kind == "brand" else set()
        found = table["tokens"].str.split().map(lambda tokens, words=words: bool(words & {*tokens}))
        assert found.sum() >= least, kind
    goods = keywords.universe().good[keywords.december(world.world).position]
    assert np.bincount(goods).min() >= 50
    assert table["searches"].min() >= 12 and table["items_online"].min() >= 9
    assert table["ctr"].between(0.01, 0.12).all() and table["cvr"].between(0.0002, 0.12).all()
    idle = table["keyword_id"].isin(world.truth["idle_keywords"])
    assert idle.sum() == 48
    assert table.loc[idle, "cvr"].max() < 0.005


def test_own_results_agree_with_themselves_and_the_keywords(world):
    stats, table = world.table("keyword_stats"), world.table("keywords")
    assert 150 <= len(stats) <= 320
    assert set(stats["keyword_id"]) < set(table["keyword_id"])
    assert (stats["orders"] <= stats["clicks"]).all()
    assert (stats["clicks"] <= stats["impressions"]).all()
    assert stats["orders"].sum() >= 30
    joined = stats.merge(table, on="keyword_id")
    hoped = (joined["clicks"] * joined["cvr"]).sum()
    spread = (joined["clicks"] * joined["cvr"] * (1 - joined["cvr"])).sum() ** 0.5
    assert abs(joined["orders"].sum() - hoped) < 4 * spread


def settled(auction):
    """Advertisers in rank order, and what a click costs each."""
    columns = auction.set_index("advertiser")
    bid, quality, reserve = (columns[n].to_dict() for n in ("bid_fen", "quality", "reserve_fen"))
    ranked = rank(bid, quality, [a for a in bid if bid[a] >= reserve[a]])
    scores = [bid[a] * quality[a] for a in ranked] + [0]
    prices = [
        quote(bid[a], quality[a], following, reserve[a])
        for a, following in zip(ranked, scores[1:], strict=True)
    ]
    return ranked, scores[:-1], prices


def test_the_auctions_hold_every_case_of_the_lesson(world):
    table, tied, floors, caps, kept_rank = world.table("auctions"), [], 0, 0, 0
    assert table["auction_id"].nunique() == 40
    assert table["quality"].between(1, 10).all()
    assert (table["bid_fen"] > table["reserve_fen"]).all()
    unsorted = 0
    for name, auction in table.groupby("auction_id"):
        assert auction["advertiser"].is_unique and SHOP in set(auction["advertiser"])
        assert 6 <= len(auction) <= 9
        assert auction[["keyword_id", "reserve_fen"]].drop_duplicates().shape == (1, 2)
        ranked, scores, prices = settled(auction)
        assert scores == sorted(scores, reverse=True)
        tied += [name] * (len(set(scores)) < len(scores))
        floors += sum(p == auction["reserve_fen"].iloc[0] for p in prices[:-1])
        bids = auction.set_index("advertiser")["bid_fen"]
        caps += sum(p == bids[a] for a, p in zip(ranked, prices, strict=True))
        better = auction.assign(quality=auction["quality"] + (auction["advertiser"] == SHOP))
        kept_rank += settled(better)[0].index(SHOP) == ranked.index(SHOP)
        unsorted += not auction["advertiser"].is_monotonic_increasing
    assert tied == world.truth["tied_auctions"] and len(tied) >= 3
    assert caps >= 3  # the added fen would exceed the bid
    assert kept_rank >= 10
    assert unsorted >= 30


def test_the_slots_fall_from_the_first_to_the_last(world):
    slots = world.table("slots")
    assert slots["slot"].tolist() == [1, 2, 3, 4, 5]
    assert (slots["ctr"].diff().dropna() < 0).all() and (slots["impressions"] > 5000).all()


def test_the_contract_of_the_keyword_report(world):
    report, economics = world.table("keyword_report"), world.table("keyword_economics")
    assert 20 <= len(report) <= 48
    assert report.isna().sum().sum() == 0
    assert set(report["match_type"]) == set(MATCH_TYPES)
    assert (report["clicks"] > 0).all() and (report["orders"] <= report["carts"]).all()
    assert (report["cpc"] - report["cost"] / report["clicks"]).abs().max() <= 0.00501
    assert (report["roas"] - report["revenue"] / report["cost"]).abs().max() <= 0.00501
    assert ((report["orders"] == 0) & (report["cost"] > 8)).sum() >= 3
    assert (report["orders"] > 0).sum() >= 8
    assert set(economics["keyword_id"]) == set(report["keyword_id"])
    market = make_market(world.world)
    every = keywords.universe().ids[market.month.position]
    own = dict(zip(every, market.own_cvr // 100 / 10_000, strict=True))
    assert economics["cvr"].tolist() == [own[k] for k in economics["keyword_id"]]
    assert economics["margin"].between(0.3, 0.6).all()
    assert (economics["return_rate"] < economics["margin"]).all()


def test_searches_for_reading_cost_money_and_hardly_sell():
    """Pooled over worlds: the planted lesson of the pause list."""
    rows = []
    for key in KEYS:
        report = kept(key).table("keyword_report")
        idle = report["keyword_id"].isin(kept(key).truth["idle_keywords"])
        rows.append(report.assign(idle=idle & (report["match_type"] == "精确")))
    sums = pd.concat(rows).groupby("idle")[["orders", "clicks", "cost", "revenue"]].sum()
    rates = sums["orders"] / sums["clicks"]
    assert rates[True] < 0.2 * rates[False]
    assert sums.loc[True, "revenue"] < sums.loc[True, "cost"]


def test_worlds_differ_in_which_words_win():
    best = []
    for key in KEYS:
        table = kept(key).table("keywords")
        value = table["searches"] * table["ctr"] * table["cvr"] / table["items_online"]
        best.append(table["keyword_id"][value.idxmax()])
    assert len(set(best)) >= 6


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_back_from_its_file_and_fits_the_dictionary(name):
    for key in KEYS[:2]:
        frame = kept(key).table(name)
        assert frame.columns.tolist() == [field["name"] for field in entry(name)["fields"]]
        data = to_bytes(frame, name)
        pd.testing.assert_frame_equal(from_bytes(data, name), frame, check_exact=True)
        if entry(name)["key"]:
            assert not frame.duplicated(entry(name)["key"]).any()


def test_the_same_key_gives_the_same_bytes_on_every_machine():
    world = World(bytes(range(32)))
    tables = b"".join(to_bytes(world.table(name), name) for name in TABLES)
    assert hashlib.sha256(tables).hexdigest() == PINNED


PINNED = "7656dabe268c93eba8fd3e3eb0088e6b19179886790742b98795b63d51b37a77"
