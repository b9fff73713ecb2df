"""Exports as back offices and people write them: every trap by hand, and round trips."""

from __future__ import annotations

import csv
import importlib
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opscourse.datasets import read_export
from opscourse.datasets.export_headers import known, plain_header, synonyms
from opscourse.errors import CourseError

PHONE = "13900000000"
CARD = "11010519491231002X"  # the national standard's own example


def saved(folder: Path, text: str, encoding: str = "utf-8", name: str = "导出.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: list[list], merge: tuple[str, ...] = (), formats=()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in merge:
        book.active.merge_cells(place)
    for place, shape in formats:
        book.active[place].number_format = shape
    book.save(folder / "导出.xlsx")
    return folder / "导出.xlsx"


def notes(frame: pd.DataFrame) -> str:
    return "\n".join(frame.attrs["report"].notes)


# --- files ---------------------------------------------------------------------------------

TEXT = '订单编号,实付金额,付款时间\n="0012","￥1,234.50",2025-11-01 09:05:00\n0013,8,2025/11/2\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16",
                                      "utf-16-le", "utf-16-be"])  # fmt: skip
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_encodings_and_separators_give_the_same(tmp_path, encoding, separator):
    text = TEXT if separator == "," else _separated(TEXT, separator)
    frame = read_export(saved(tmp_path, text, encoding))
    assert frame["order_id"].tolist() == ["0012", "0013"]
    assert frame["amount"].tolist() == [1234.5, 8.0]
    assert frame["paid_at"].tolist() == [
        pd.Timestamp("2025-11-01 09:05"), pd.Timestamp("2025-11-02")]  # fmt: skip
    shown = {"gb18030": "GBK"}.get(encoding, encoding[:6].upper().rstrip("-"))
    assert shown[:5] in frame.attrs["report"].how


def _separated(text: str, separator: str) -> str:
    rows = list(csv.reader(io.StringIO(text.replace('="', '"'))))
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def test_rare_characters_need_gb18030(tmp_path):
    frame = read_export(saved(tmp_path, "商品标题,数量\n䶮字辈𠮷茶,2\n", "gb18030"))
    assert frame["title"].tolist() == ["䶮字辈𠮷茶"]


def test_quoted_excel_text_in_a_proper_csv(tmp_path):
    text = '订单编号,商品标题\n"=""0007""","红心, 蜜柚\n5斤"\n'
    frame = read_export(saved(tmp_path, text))
    assert frame["order_id"].tolist() == ["0007"]
    assert frame["title"].tolist() == ["红心, 蜜柚\n5斤"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "一个字也没有"),
        (b"\n\n ,,\n", "一个字也没有"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "老的 .xls，或者加了密码"),
        (b"PK\x03\x04 no zip", "打不开，可能坏了"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\x81", "编码认不出来"),
        ("<html><table><tr><td>订单编号".encode("gbk"), "其实是网页"),
        ("甲,乙\n1,2\n".encode(), "一个列名也没有认出来，第一行写的是：甲、乙"),
        (f"甲 {PHONE},乙\n1,2\n".encode(), "甲 （已遮住）、乙"),
    ],
)
def test_files_that_cannot_be_read_get_one_sentence(tmp_path, content, says):
    path = tmp_path / "导出.csv"
    path.write_bytes(content)
    with pytest.raises(CourseError) as caught:
        read_export(path)
    assert says in str(caught.value)
    assert "导出.csv" in str(caught.value) and "\n" not in str(caught.value)


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(CourseError, match="没有找到文件 没有.csv"):
        read_export(tmp_path / "没有.csv")
    with pytest.raises(CourseError, match="是文件夹"):
        read_export(tmp_path)


# --- rows ----------------------------------------------------------------------------------


def test_title_lines_totals_footnotes_and_empty_parts(tmp_path):
    text = (
        "店铺订单报表,,,,,\n导出时间：2025-12-31,,,,,\n,,,,,\n"
        "订单编号,商品标题,数量,实付金额,,\n"
        "A1,蜜柚,2,30,,\n,,,,,\nA2,芦柑,1,12.5,,\n"
        "合计,,3,42.5,,\n说明：金额含邮费,,,,,\n"
    )
    frame = read_export(saved(tmp_path, text))
    assert frame["order_id"].tolist() == ["A1", "A2"]
    assert frame["amount"].sum() == 42.5
    said = notes(frame)
    assert "表头在第 4 行，上面的 3 行没有读" in said
    assert "第 8 行是合计" in said and "第 9 行只有一格有字" in said and "有 2 列是空的" in said


def test_totals_without_a_name_are_found_by_their_sum_only(tmp_path):
    head = "订单编号,数量,实付金额\nA1,1,10\nA2,2,20.5\n"
    assert len(read_export(saved(tmp_path, head + ",3,30.5\n"))) == 2
    kept = read_export(saved(tmp_path, head + ",3,31.5\n,1,9\n"))
    assert len(kept) == 4  # no sum: an order without a number is not thrown away


def test_header_that_comes_again(tmp_path):
    frame = read_export(saved(tmp_path, "关键词,点击量\n蜜柚,3\n关键词,点击量\n柚子,4\n"))
    assert frame["clicks"].tolist() == [3, 4]
    assert "又出现了 1 次" in notes(frame)


def test_twins_are_told_and_kept(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,实付金额\nA1,3\nA1,3\n"))
    assert len(frame) == 2
    assert "有 1 行和别的行完全一样，没有去掉" in notes(frame)


def test_header_alone_gives_an_empty_frame(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,实付金额,付款时间\n"))
    assert list(frame.columns) == ["order_id", "amount", "paid_at"] and frame.empty


# --- values --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,234.50", 1234.5), ("￥12", 12), ("¥ 12.5元", 12.5), ("1.1万", 11000), ("１２", 12),
     ("－5", -5), ("+3", 3), (".5", 0.5), ("12,345,678", 12345678), ("RMB 8", 8),
     ("0.07万元", 700)],
)  # fmt: skip
def test_numbers_as_people_write_them(tmp_path, written, value):
    frame = read_export(saved(tmp_path, f'订单编号,实付金额\nA1,"{written}"\n'))
    assert frame["amount"].tolist() == [value]


@pytest.mark.parametrize("written", ["100~200", "1,5", "12,34", "$5", "3%", "约 5", "1.2.3", "5折",
                                     "1万+", "五", "1e5", "(12.50)"])  # fmt: skip
def test_numbers_that_are_not_certain_are_left_empty_and_told(tmp_path, written):
    frame = read_export(saved(tmp_path, f'订单编号,实付金额\nA1,"{written}"\nA2,7\n'))
    assert frame["amount"].isna().tolist() == [True, False]
    assert f"实付金额：有 1 格看不懂（例如 {written}）" in notes(frame)


@pytest.mark.parametrize("written", ["", "-", "--", "—", "/", "无", "NULL", "N/A"])
def test_missing_is_missing_and_no_fault(tmp_path, written):
    frame = read_export(saved(tmp_path, f"订单编号,实付金额\nA1,{written}\nA2,7\n"))
    assert frame["amount"].isna().tolist() == [True, False]
    assert "看不懂" not in notes(frame)


def test_rates(tmp_path):
    frame = read_export(
        saved(tmp_path, "关键词,点击率,支付转化率(%)\n蜜柚,3.5%,2.4\n柚子,0.041,3\n")
    )
    assert frame["ctr"].tolist() == [0.035, 0.041]
    assert frame["cvr"].tolist() == pytest.approx([0.024, 0.03])
    assert "支付转化率(%)：表头写着 %，都除以了 100" in notes(frame)
    odd = read_export(saved(tmp_path, "关键词,点击率\n蜜柚,3.5\n柚子,4.1%\n"))
    assert odd["ctr"].tolist() == [3.5, 0.041]
    assert "有 1 个数大于 1，没有写 %，没有替你改" in notes(odd)


@pytest.mark.parametrize(
    ("header", "written", "what"),
    [("日期", ["2025-11", "2025-12"], "时间"), ("搜索人气", ["1000~5000", "5000~1万"], "数")],
)
def test_a_column_with_nothing_readable_is_kept_as_it_is(tmp_path, header, written, what):
    text = f"关键词,{header}\n蜜柚,{written[0]}\n柚子,{written[1]}\n"
    frame = read_export(saved(tmp_path, text))
    assert frame[header].tolist() == written
    assert list(frame.columns) == ["keyword", header]
    report = frame.attrs["report"]
    assert report.unknown == [header] and list(report.mapped) == ["keyword"]
    assert f"{header}：没有一格看得出是{what}，照原样留着" in notes(frame)


def test_units_of_the_header(tmp_path):
    text = "日期,支付金额（万元）,花费(元),访客数(千),单价(美元)\n2025-11-01,1.1,30,2.5,8\n"
    frame = read_export(saved(tmp_path, text))
    assert frame[["amount", "cost", "uv", "price"]].iloc[0].tolist() == [11000, 30, 2500, 8]
    assert "都乘了 10,000" in notes(frame) and "不认得单位「美元」，数没有换算" in notes(frame)


@pytest.mark.parametrize(
    ("written", "moment"),
    [("2025-11-01 09:05:07", "2025-11-01 09:05:07"), ("2025/1/2", "2025-01-02"),
     ("2025年11月1日 9时5分", "2025-11-01 09:05"), ("2025.11.01 09:05", "2025-11-01 09:05"),
     ("20251101", "2025-11-01"), ("20251101090507", "2025-11-01 09:05:07"),
     ("2025-11-01T09:05:07.123", "2025-11-01 09:05:07"), ("2025-10-31 24:00", "2025-11-01")],
)  # fmt: skip
def test_times(tmp_path, written, moment):
    frame = read_export(saved(tmp_path, f"订单编号,付款时间\nA1,{written}\n"))
    assert frame["paid_at"].tolist() == [pd.Timestamp(moment)]


@pytest.mark.parametrize("written", ["11/12/2025", "45000.5", "昨天", "2025-13-01", "2025-02-30"])
def test_times_that_are_not_certain(tmp_path, written):
    frame = read_export(saved(tmp_path, f"订单编号,付款时间\nA1,{written}\nA2,2025/11/2\n"))
    assert frame["paid_at"].isna().tolist() == [True, False]
    assert f"有 1 格看不懂（例如 {written}）" in notes(frame)


def test_order_numbers_that_excel_has_spoilt_are_told(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,实付金额\n1.23E+17,3\n1.23E+17,4\n"))
    assert frame["order_id"].tolist() == ["1.23E+17"] * 2
    assert "有 2 格写成了 1.23E+17" in notes(frame)
    book = workbook(tmp_path, [["订单编号", "实付金额"], [123456789012345678, 3]])
    assert "Excel 只记得住前 15 位" in notes(read_export(book))


# --- headers -------------------------------------------------------------------------------


def test_every_header_of_the_table_is_understood_and_stands_once():
    columns = known()["columns"]
    written = [h for about in columns.values() for h in [*about["seen"], *about["assumed"]]]
    plain = [plain_header(h)[0] for h in written]
    assert len(set(plain)) == len(plain) == len(synonyms())
    assert {about["kind"] for about in columns.values()} == {
        "id", "text", "number", "money", "rate", "time"}  # fmt: skip
    assert not set(plain) & set(known()["unused"])


@pytest.mark.parametrize("header", [" 订单 编号 ", "订单\n编号", "*订单编号：", '"订单编号"',
                                    "﻿订单编号", "订单编号（个）"])  # fmt: skip
def test_headers_are_compared_without_decoration(tmp_path, header):
    quoted = '"' + header.replace('"', '""') + '"'
    frame = read_export(saved(tmp_path, f"{quoted},实付金额\nA1,3\n"))
    assert frame["order_id"].tolist() == ["A1"]


def test_two_headers_for_one_column_are_named_and_not_chosen(tmp_path):
    text = "订单号,用户实付金额(元),商家实收金额(元)\n1,20,22\n2,30,33\n"
    frame = read_export(saved(tmp_path, text))
    assert "amount" not in frame
    assert frame["用户实付金额(元)"].tolist() == [20, 30]  # numbers, under their own names
    report = frame.attrs["report"]
    assert report.ambiguous == {"amount": ["用户实付金额(元)", "商家实收金额(元)"]}
    assert 'choose={"amount": "用户实付金额(元)"}' in str(report)
    chosen = read_export(tmp_path / "导出.csv", choose={"amount": "商家实收金额"})
    assert chosen["amount"].tolist() == [22, 33]
    assert chosen.attrs["report"].ambiguous == {}
    assert chosen["用户实付金额(元)"].tolist() == ["20", "30"]


def test_the_same_header_twice_is_ambiguous_too(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,实付金额,实付金额\nA1,3,4\n"))
    assert frame.attrs["report"].ambiguous == {"amount": ["实付金额", "实付金额_2"]}
    assert "amount" not in frame and frame["实付金额_2"].tolist() == [4]


def test_unknown_and_unused_headers_are_listed_and_kept(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,总金额,物流公司,\nA1,9,SF,7\n"))
    report = frame.attrs["report"]
    assert report.unknown == ["物流公司", "第4列"]
    assert list(report.unused) == ["总金额"]
    assert frame.iloc[0].tolist() == ["A1", "9", "SF", "7"]
    assert "没认出来，照原样留着：物流公司、第4列" in str(report)


@pytest.mark.parametrize(
    ("choose", "says"),
    [
        ({"money": "总金额"}, "money 不是课里的列名"),
        ({"amount": "没有这列"}, "没有这列 不能用。文件里可以选的列：订单编号、总金额"),
        ({"city": "收货人"}, "收货人 不能用"),
    ],
)
def test_choices_that_cannot_be(tmp_path, choose, says):
    path = saved(tmp_path, "订单编号,总金额,收货人\nA1,9,某某\n")
    with pytest.raises(CourseError, match=says):
        read_export(path, choose=choose)


def test_one_of_two_equal_headers_can_be_chosen(tmp_path):
    path = saved(tmp_path, "订单编号,实付金额,实付金额\nA1,3,4\n")
    frame = read_export(path, choose={"amount": "实付金额_2"})
    assert frame["amount"].tolist() == [4] and frame["实付金额"].tolist() == ["3"]


def test_a_header_spelt_like_a_course_column_is_not_taken_for_chosen(tmp_path):
    frame = read_export(saved(tmp_path, "order_id,amount,实付金额\nA1,3,4\n"))
    assert frame.attrs["report"].ambiguous == {"amount": ["amount（原表）", "实付金额"]}
    assert "amount" not in frame and "order_id" in frame


def test_an_unknown_header_can_be_chosen(tmp_path):
    path = saved(tmp_path, "订单编号,到手价\nA1,￥9\n")
    frame = read_export(path, choose={"amount": "到手价"})
    assert frame["amount"].tolist() == [9]
    assert frame.attrs["report"].unknown == []


# --- people --------------------------------------------------------------------------------

PRIVATE = (
    "订单编号,买家会员名,收货人姓名,联系手机,收货地址,买家留言,实付金额\n"
    f"A1,小王,王某某,{PHONE},福建省 漳州市 平和县 某某路 1 号,打我电话,3\n"
    f"A2,老李,李某某,0591-88888888,上海市浦东新区某某路 2 号,,4\n"
    f"A3,小王,王某某,{PHONE},不清楚,,5\n"
)


def test_people_are_removed_or_coded_and_it_is_said(tmp_path):
    frame = read_export(saved(tmp_path, PRIVATE))
    everything = frame.to_csv() + str(frame.attrs["report"]) + repr(frame.attrs)
    for secret in ("小王", "老李", "某某", PHONE, "88888888", "打我电话", "平和县"):
        assert secret not in everything
    assert frame["buyer_id"].tolist() == ["B0001", "B0002", "B0001"]
    assert frame["city"].tolist() == ["漳州", "上海", None]
    assert frame["province"].tolist() == ["福建", "上海", None]
    private = frame.attrs["report"].private
    assert set(private) == {"买家会员名", "收货人姓名", "联系手机", "收货地址", "买家留言"}
    assert "代号" in private["买家会员名"] and private["联系手机"] == "去掉了"


def test_city_of_its_own_column_counts_more_than_the_address(tmp_path):
    frame = read_export(saved(tmp_path, "订单号,城市,收货地址\nA1,厦门,福建省 漳州市 某路\n"))
    assert frame["city"].tolist() == ["厦门"]
    assert frame["province"].tolist() == ["福建"]


@pytest.mark.parametrize(
    ("secret", "kind"),
    [(PHONE, "手机号"), ("+86 139-0000-0000", "手机号"), ("打139 0000 0000找我", "手机号"),
     ("139****0000", "手机号"), (f"{PHONE}-1234", "手机号"), ("0596-7000000", "电话号码"),
     (CARD, "身份证号"), (CARD.lower(), "身份证号"), ("a.b@mail.example.com", "邮箱"),
     ("福建省漳州市平和县小溪镇某某路 1 号", "详细地址")],
)  # fmt: skip
def test_people_under_an_unknown_header_are_masked_and_it_is_said(tmp_path, secret, kind):
    frame = read_export(
        saved(tmp_path, f"订单编号,神秘列,商品标题\nA1,{secret},{secret}\nA2,好,茶\n")
    )
    everything = frame.to_csv() + str(frame.attrs["report"])
    for piece in ("0000-0000", PHONE, "0000 0000", "****", "7000000", CARD[:17], "@", "小溪镇"):
        assert piece not in everything
    report = frame.attrs["report"]
    assert report.private["神秘列"] == report.private["商品标题"] == f"有 1 格像是{kind}，遮住了"
    assert frame["神秘列"].tolist()[1] == "好"


TITLES = ["福建省连江县大号鲍鱼8只", "福建省漳州市平和县红心蜜柚5斤", "福建省建宁县新村莲子500g"]
HARMLESS = ["2025110113900000000", "110105194912310021", "10000000000", "平和县红心蜜柚", "福建省"]


@pytest.mark.parametrize("harmless", [*HARMLESS, *TITLES, "1.3900000000", "SF139"])
def test_numbers_that_only_look_alike_stay(tmp_path, harmless):
    frame = read_export(saved(tmp_path, f"订单编号,神秘列\nA1,{harmless}\n"))
    assert frame["神秘列"].tolist() == [harmless]


def test_faults_and_error_sentences_do_not_leak(tmp_path):
    frame = read_export(saved(tmp_path, f"订单编号,数量\nA1,{PHONE}件又{PHONE}\nA2,3\n"))
    assert PHONE not in notes(frame) and "（已遮住）" in notes(frame)


def test_names_that_the_platform_has_masked_are_told(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,买家昵称\nA1,小**\nA2,小**\n"))
    assert frame["buyer_id"].nunique() == 1
    assert "有 2 格带星号" in notes(frame)


def test_buyers_can_be_chosen_and_are_coded(tmp_path):
    path = saved(tmp_path, "订单编号,会员,物流单号\nA1,小王,SF1\nA2,小王,SF2\n")
    frame = read_export(path, choose={"buyer_id": "会员"})
    assert frame["buyer_id"].tolist() == ["B0001", "B0001"]
    assert "小王" not in frame.to_csv() and "SF1" not in frame.to_csv()


def test_two_columns_of_buyers(tmp_path):
    frame = read_export(saved(tmp_path, "订单编号,买家昵称,买家id\nA1,小王,u9\nA2,老李,u9\n"))
    assert frame["buyer_id"].nunique() == 2 and "小王" not in frame.to_csv()
    assert "u9" not in frame.to_csv()
    assert "有几列都像买家的名字：买家昵称、买家id" in notes(frame)


# --- xlsx ----------------------------------------------------------------------------------


def test_workbook_with_title_types_percent_and_totals(tmp_path):
    rows = [
        ["十一月订单", None, None, None],
        ["订单编号", "付款时间", "数量", "点击率"],
        [12, datetime(2025, 11, 1, 9, 5), 2, 0.035],
        ["0013", "2025-11-02", 3.0, "4%"],
        ["总计", None, 5, None],
    ]
    frame = read_export(workbook(tmp_path, rows, merge=("A1:D1",), formats=[("D3", "0.00%")]))
    assert frame["order_id"].tolist() == ["12", "0013"]
    assert frame["qty"].tolist() == [2, 3]
    assert frame["ctr"].tolist() == [0.035, 0.04]
    assert frame["paid_at"].dt.day.tolist() == [1, 2]
    assert "工作表「Sheet」" in frame.attrs["report"].how


def test_merged_cells_fill_text_but_never_count_money_twice(tmp_path):
    rows = [
        ["订单编号", "实付金额", "商品标题"],
        ["A1", 30, "蜜柚"],
        [None, None, "芦柑"],
        ["A2", 5, "茶"],
    ]
    frame = read_export(workbook(tmp_path, rows, merge=("A2:A3", "B2:B3")))
    assert frame["order_id"].tolist() == ["A1", "A1", "A2"]
    assert frame["amount"].sum() == 35
    assert "数字只留在第一行" in notes(frame)


def test_the_sheet_with_headers_is_read_and_others_are_named(tmp_path):
    path = workbook(tmp_path, [["说明"], ["先读我"]])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("明细")
    sheet.append(["关键词", "搜索人气"])
    sheet.append(["蜜柚", "1.2万"])
    book.save(path)
    frame = read_export(path)
    assert frame["searches"].tolist() == [12000]
    assert "还有别的工作表没有读：Sheet" in notes(frame)


# --- round trips ---------------------------------------------------------------------------

_ids = st.text("0123456789AB-", min_size=1, max_size=20).filter(lambda t: t not in ("-", "--"))
_row = st.tuples(
    _ids,
    st.integers(0, 10**9).map(lambda fen: fen / 100),
    st.integers(0, 10_000).map(lambda part: part / 10_000),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
        lambda t: t.replace(microsecond=0)
    ),
    st.sampled_from(["红心蜜柚", "铁观音, 250g", '说"好"的', "两\n行", "银耳；古田"]),
)
_styles = st.fixed_dictionaries({
    "encoding": st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]),
    "separator": st.sampled_from([",", "\t", ";"]),
    "money": st.sampled_from(["{:.2f}", "{:,.2f}", "￥{:,.2f}", "{:.2f}元"]),
    "rate": st.sampled_from(["{:.4f}", "percent"]),
    "time": st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S"]),
    "wrapped": st.booleans(),
    "titles": st.integers(0, 3),
    "totals": st.booleans(),
})  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(_row, min_size=1, max_size=5), style=_styles)
def test_what_is_written_in_any_style_is_read_back(tmp_path, rows, style):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=style["separator"])
    for _ in range(style["titles"]):
        writer.writerow(["某某店报表", "", "", "", ""])
    writer.writerow(["订单编号", "实付金额(元)", "点击率", "付款时间", "商品标题"])
    for order, amount, rate, moment, title in rows:
        shown = f"{rate * 100:.2f}%" if style["rate"] == "percent" else style["rate"].format(rate)
        order = f'="{order}"' if style["wrapped"] else order
        writer.writerow(
            [order, style["money"].format(amount), shown, moment.strftime(style["time"]), title]
        )
    if style["totals"]:
        writer.writerow(["合计", style["money"].format(sum(row[1] for row in rows)), "", "", ""])
    frame = read_export(saved(tmp_path, out.getvalue(), style["encoding"]))
    assert frame["order_id"].tolist() == [row[0] for row in rows]
    assert frame["amount"].tolist() == pytest.approx([row[1] for row in rows], abs=1e-9)
    assert frame["ctr"].tolist() == pytest.approx([row[2] for row in rows], abs=1e-9)
    assert frame["paid_at"].tolist() == [pd.Timestamp(row[3]) for row in rows]
    assert frame["title"].tolist() == [row[4].replace("；", ";") for row in rows]
    assert not frame.attrs["report"].unknown and not frame.attrs["report"].ambiguous


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode())))
def test_any_bytes_give_a_frame_or_a_sentence(tmp_path, content):
    path = tmp_path / "随便.csv"
    path.write_bytes(content)
    try:
        assert isinstance(read_export(path), pd.DataFrame)
    except CourseError as error:
        assert str(error).endswith("。") and "\n" not in str(error)


def test_the_function_is_not_hidden_by_its_module():
    importlib.import_module("opscourse.datasets.read_export")
    datasets = importlib.import_module("opscourse.datasets")
    assert callable(datasets.read_export)
