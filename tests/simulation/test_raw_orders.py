"""Lesson 2: the dirt is what was planted, and cleaning it gives the planted truth."""

import pandas as pd
import pytest

from opscourse.datasets.csvfile import to_bytes
from opscourse.datasets.dictionary import entry
from opscourse.simulation import World
from opscourse.simulation.raw_orders import clean_orders
from tests.simulation.early_worlds import KEYS, fen, worlds

WORLDS = worlds()
EACH = pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))


def number(text):
    """Text such as ' 1,280.00元' as a number."""
    return text.str.replace(r"[,元\s]", "", regex=True).astype(float)


def cleaned(raw):
    """As the lesson says: exact duplicates out first, then negative prices."""
    once = raw.drop_duplicates()
    return once[number(once["price"]) > 0].reset_index(drop=True)


@EACH
def test_cleaning_by_the_rule_gives_the_truth(world):
    raw, truth = world.table("orders_raw"), world.truth["orders_raw"]
    assert 560 <= len(raw) <= 680
    assert len(raw) == truth["rows"]
    assert (raw["paid_at"] == "").sum() == truth["missing_paid_at"]
    assert raw.duplicated().sum() == truth["duplicate_rows"]
    clean = cleaned(raw)
    assert len(clean) == truth["kept_rows"]
    assert truth["rows"] - truth["duplicate_rows"] - truth["kept_rows"] == truth["negative_rows"]
    paid = clean[clean["paid_at"] != ""]
    assert number(paid["amount"]).sum() == pytest.approx(truth["paid_amount"])
    assert set(raw["city"]) == set(truth["cities"])


@pytest.mark.parametrize("key", KEYS[:8], ids=range(8))
def test_every_cell_can_be_cleaned(key):
    world = World(key)
    clean, known = cleaned(world.table("orders_raw")), clean_orders(world)
    typed = clean.assign(
        city=clean["city"].map(world.truth["orders_raw"]["cities"]),
        created_at=pd.to_datetime(clean["created_at"]).astype("datetime64[ns]"),
        paid_at=pd.to_datetime(clean["paid_at"].replace("", None)).astype("datetime64[ns]"),
        qty=clean["qty"].astype("int64"),
        price=number(clean["price"]),
        amount=number(clean["amount"]),
    )
    by_line = [frame.sort_values("line_id").reset_index(drop=True) for frame in (typed, known)]
    pd.testing.assert_frame_equal(*by_line)
    assert (fen(known["price"]) * known["qty"] == fen(known["amount"])).all()


@EACH
def test_every_kind_of_dirt_is_there(world):
    raw = world.table("orders_raw")
    cities = world.truth["orders_raw"]["cities"]
    assert raw["amount"].str.contains(",").sum() >= 8
    for column in ("price", "amount"):
        assert raw[column].str.contains("元").sum() >= 30
        assert (raw[column] != raw[column].str.strip()).sum() >= 30
    assert sum(city.strip() != cities[city] for city in raw["city"]) >= 40  # the other script
    assert (raw["city"] != raw["city"].str.strip()).sum() >= 30
    assert (number(raw["price"]) < 0).sum() >= 8
    assert raw.duplicated(keep=False).sum() >= 2 * 12
    assert set(map(type, raw.to_numpy().ravel())) == {str}


@EACH
def test_usual_mistakes_show(world):
    raw, truth = world.table("orders_raw"), world.truth["orders_raw"]
    clean = cleaned(raw)
    # Negatives counted before the duplicates are out; duplicates counted with their originals.
    assert (number(raw["price"]) < 0).sum() > truth["negative_rows"]
    assert raw.duplicated(keep=False).sum() != 2 * truth["duplicate_rows"]
    assert (clean["paid_at"] == "").sum() < truth["missing_paid_at"]
    # One row an order loses lines; unpaid rows, duplicates and unread numbers change the sum.
    assert raw["order_id"].nunique() < len(clean) - 40
    amount = number(raw["amount"])
    paid = raw["paid_at"] != ""
    read_alone = pd.to_numeric(clean["amount"].where(clean["paid_at"] != ""), errors="coerce")
    once = raw.drop_duplicates()
    wrong = [
        amount.sum(),
        amount[paid].sum(),
        number(clean["amount"]).sum(),
        number(once["amount"])[once["paid_at"] != ""].sum(),
        read_alone.sum(),
    ]
    assert min(abs(value - truth["paid_amount"]) for value in wrong) > 1


@EACH
def test_the_file_in_gbk(world):
    frame = world.table("orders_gbk")
    assert 120 <= len(frame) <= 180
    data = to_bytes(frame, "orders_gbk")
    assert "银耳" in data.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert not frame.duplicated(entry("orders_gbk")["key"]).any()
    assert (frame["paid_at"].dropna() > frame["created_at"][frame["paid_at"].notna()]).all()
    assert frame["created_at"].dt.strftime("%Y-%m").eq("2025-12").all()
    assert (fen(frame["price"]) * frame["qty"] == fen(frame["amount"])).all()


def test_worlds_differ():
    numbers = [tuple(w.truth["orders_raw"][k] for k in ("rows", "paid_amount")) for w in WORLDS]
    assert len(set(numbers)) == len(WORLDS)
    assert len({rows for rows, _ in numbers}) > 20
