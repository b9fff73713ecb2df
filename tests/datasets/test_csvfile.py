import pandas as pd
import pytest

from opscourse.datasets.csvfile import from_bytes, to_bytes, write_world_tables
from opscourse.datasets.dictionary import dictionary
from opscourse.errors import CourseError
from opscourse.simulation import World


@pytest.mark.parametrize("key", [1, 2, bytes(range(32))], ids=["1", "2", "secret"])
def test_a_table_comes_back_from_csv_exactly(key):
    world = World(key)
    assert set(world.tables) == set(dictionary())
    for name in world.tables:
        frame = world.table(name)
        back = from_bytes(to_bytes(frame, name), name)
        pd.testing.assert_frame_equal(back, frame, check_exact=True)


def test_the_file_is_utf8_with_bom_and_plain_line_ends():
    data = to_bytes(World(1).table("shop_daily"), "shop_daily")
    assert data.startswith(b"\xef\xbb\xbfdate,pv,uv,ip,consults,buyers,amount\n2025-10-01,")
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_money_is_written_with_two_decimals_and_missing_times_are_empty():
    text = to_bytes(World(1).table("orders"), "orders").decode("utf-8-sig")
    cells = [line.split(",") for line in text.splitlines()[1:]]
    assert all(len(row[6].split(".")[1]) == 2 for row in cells)
    assert any(row[12] == "" for row in cells)
    assert not any("NaT" in row or "nan" in row for row in cells)


def test_windows_line_ends_read_the_same():
    data = to_bytes(World(1).table("shop_monthly"), "shop_monthly")
    again = from_bytes(data.replace(b"\n", b"\r\n"), "shop_monthly")
    pd.testing.assert_frame_equal(again, World(1).table("shop_monthly"), check_exact=True)


def spoilt(name, old, new):
    data = to_bytes(World(1).table(name), name)
    assert old in data
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("shop_daily", b",uv,", b",", "shop_daily.csv 少了列 uv"),
        ("shop_daily", b"pv,uv", b"uv,pv", "列和数据字典不一样"),
        ("shop_daily", b"2025-10-01,", b"2025/10/1,", "第 2 行的 date 是“2025/10/1”"),
        ("shop_daily", b"2025-10-02,", b",", "第 3 行的 date 是“”"),
        ("shop_monthly", b"2024-01,", b"2024-01,#REF!", "第 2 行的 uv 是“#REF!"),
        ("shop_monthly", b"2024-01,", b"2024-01,1,2,", "第 2 行有 7 格，应该有 5 格"),
        ("visits", b"V000001", b'"V000001', "visits.csv 坏了"),
    ],
)
def test_a_spoilt_file_is_said_in_one_sentence(name, old, new, sentence):
    with pytest.raises(CourseError) as error:
        from_bytes(spoilt(name, old, new), name)
    assert sentence in str(error.value)
    assert "opscourse data build" in str(error.value)


def test_a_gbk_copy_from_excel_is_recognised():
    data = to_bytes(World(1).table("orders"), "orders").decode("utf-8-sig").encode("gbk")
    with pytest.raises(CourseError, match=r"orders.csv 不是 UTF-8 编码.*Excel"):
        from_bytes(data, "orders")


def test_an_empty_or_cut_file_is_an_error():
    data = to_bytes(World(1).table("orders"), "orders")
    with pytest.raises(CourseError, match=r"少了列"):
        from_bytes(b"", "orders")
    line_end = data.index(b"\n", 5000)
    in_a_character = data.index("福".encode(), 5000) + 1
    for cut in (line_end - 60, in_a_character):
        with pytest.raises(CourseError, match=r"orders.csv 坏了"):
            from_bytes(data[:cut], "orders")


def test_a_worlds_tables_are_written_in_its_folder(tmp_path):
    frames = {"visits": World(1).table("visits")}
    write_world_tables(frames, tmp_path / "新 世界")
    data = (tmp_path / "新 世界" / "tables" / "visits.csv").read_bytes()
    assert data == to_bytes(frames["visits"], "visits")


def test_no_meaning_in_the_dictionary_is_cut_off():
    """A half-width comma would end a meaning early and leave the rest as a key of its own."""
    known = {"name", "title", "title_en", "type", "unit", "meaning", "empty"}
    for name, table in dictionary().items():
        for field in table["fields"]:
            assert set(field) <= known, (name, field)
