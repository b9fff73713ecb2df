"""The season's page and tables, and the picture and sentences of a try, from made results."""

import csv
import io
import struct
from html.parser import HTMLParser

import pytest

from opscourse.grading.sandbox import layers
from opscourse.tournament import report, rules, try_report
from opscourse.tournament.results import HeatResult, Line, Score, Season, SeatResult
from opscourse.tournament.season import Practice

HOSTILE = '20250102 <script>alert("$x$")</script>'
KEYWORDS = {"K1": "白茶", "K2": "银耳", "K3": "白茶功效"}


def seat(author, rows, out_at=-1, faults=None, slots=8):
    """A seat whose money went evenly over the slots."""
    spent, worth = sum(row[2] for row in rows.values()), sum(row[3] for row in rows.values())
    by_slot = [[spent // slots, (worth - spent) // slots] for _ in range(slots)]
    by_slot[-1] = [by_slot[-1][0] + spent % slots, by_slot[-1][1] + (worth - spent) % slots]
    clicks = sum(row[1] for row in rows.values())
    return SeatResult(
        author, worth - spent, spent, clicks, clicks // 30, faults or {}, rows, by_slot, out_at
    )


def heat(number, seats, round_number=1):
    bidders = [
        {"name": seats[0].author, "seat": True, "bid": 100, "quality": 6, "score": 600, "rank": 1,
         "shown": True, "price": 71, "why": "下一名 420 ÷ 自己的质量分 6，加 1 是 71 分"},
        {"name": "对手 3", "seat": False, "bid": 60, "quality": 7, "score": 420, "rank": 2,
         "shown": False, "price": 0, "why": "没有位置，不展示"},
    ]  # fmt: skip
    replay = {"query": 41, "day": 1, "hour": 9, "keyword_id": "K1", "keyword": "白茶"}
    return HeatResult(
        round=round_number, heat=number, group=1, days=1, budget=100_000, seats=seats,
        keywords=KEYWORDS, par=20_000, par_name="每个词都出 1 元",
        replay={**replay, "bidders": bidders},
    )  # fmt: skip


def line(author, rank, points, faults=()):
    scores = [Score(k, points, 18.0, 9.0, 30_000, 60_000, 20_000, rank) for k in (0, 1, 2)]
    return Line(
        author, rank, points + 27, 0.5, 60_000, 120_000, scores[0], scores[1:], 88.25, list(faults)
    )


@pytest.fixture(scope="module")
def season():
    good = {"K1": [900, 300, 21_000, 60_000], "K2": [400, 20, 2_000, 1_000]}
    bad = {"K3": [500, 100, 9_000, 300]}
    broken = {"词 K9 的出价是负数（-1 元），这个词没有投。": 7}
    heats = [
        heat(k, [seat("20250101 李小田", good), seat(HOSTILE, bad, faults=broken)]) for k in (1, 2)
    ]
    notes = ["标题里有广告法不许用的词：最好。换掉再试。"]
    return Season([line("20250101 李小田", 1, 40.0), line(HOSTILE, 2, 3.0, notes)], heats)


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_page_says_who_won_why_and_what_went_wrong(season, tmp_path):
    left_out = {"王<b>.py": "第 3 行：这里用了中文的括号。"}
    files = report.write(season, tmp_path, left_out)
    page = files[0].read_text("utf-8")
    assert "20250101 李小田" in page and "88.2" in page
    for formula in rules.FORMULAS.values():
        assert formula in page
    assert "词 K9 的出价是负数" in page and "14 次" in page  # seven in each of two heats
    assert "标题里有广告法不许用的词" in page and "第 3 行：这里用了中文的括号" in page
    assert "下一名 420 ÷ 自己的质量分 6" in page and "100 × 6" in page
    assert report.write(season, tmp_path, left_out) and files[0].read_text("utf-8") == page


def test_the_page_says_how_the_programs_were_contained(season):
    names = list(layers.titles())
    for one in season.heats:
        one.layers = names
    (says,) = report.contained(season)
    assert says in report.html(season, {})
    assert says.count("；") == len(names) - 1 and "没有网络" in says and "缺了" not in says
    season.heats[0].layers = ["time", "memory", "group", "hidden"]
    assert any("缺了：没有网络。" in one for one in report.contained(season))
    season.heats[0].layers = ["time"]
    both = report.contained(season)
    assert len(both) == 2 and all(one.startswith("1 场是这样跑的：每份程序") for one in both)
    assert "它能读写这台电脑上的文件" in "".join(both)
    for one in season.heats:
        one.layers = []
    assert report.contained(season) == [] and "程序在哪里跑" not in report.html(season, {})


class Elements(HTMLParser):
    """The tags of a page, and all that it points at."""

    def __init__(self):
        super().__init__()
        self.tags, self.targets = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.targets += [value for name, value in attrs if name in ("src", "href")]
        assert not any(name.startswith("on") for name, _ in attrs)


def test_nothing_in_the_page_is_run_or_fetched(season):
    seen = Elements()
    seen.feed(report.html(season, {"<img src=x>.py": "不是 Python 程序。"}))
    assert {"img", "table", "details"} <= seen.tags and not {"script", "iframe"} & seen.tags
    assert len(seen.targets) > 4
    assert all(one.startswith(("data:image/png", "#")) for one in seen.targets)


def test_the_tables_add_up_and_hold_no_formula(season):
    season.lines[1].author, before = "=1+1", season.lines[1].author
    season.heats[0].seats[1].author = season.heats[1].seats[1].author = "=1+1"
    try:
        table, heats, words = (
            rows_of(made(season)) for made in (report.standings, report.by_heat, report.by_keyword)
        )
    finally:
        season.lines[1].author = before
        for one in season.heats:
            one.seats[1].author = before
    assert [row["作者"] for row in table] == ["20250101 李小田", "'=1+1"]
    assert (table[0]["成绩"], table[1]["出错次数"]) == ("88.25", "14")
    assert len(heats) == 4
    spent = sum(float(row["花费（元）"]) for row in heats)
    assert spent == sum(float(row["花费（元）"]) for row in words) == 2 * (230 + 90)
    first = next(row for row in words if row["关键词"] == "白茶")
    assert (first["点击"], first["一次点击（元）"]) == ("600", "0.7")


def practised(rows, **more):
    one = heat(1, [seat("20250101 李小田", rows, **more)], 0)
    score = Score(0, 40.0, 18.0, 9.4, one.seats[0].profit, one.seats[0].spent, 20_000)
    return Practice(one, score, {"每个词都出 1 元": heat(1, [seat("甲", {})], 0)})


def test_a_try_says_where_the_money_went_and_which_keyword_lost():
    one = practised({"K1": [900, 300, 21_000, 60_000], "K3": [500, 100, 9_000, 300]}, out_at=3)
    said = "".join(try_report.explained(one))
    assert "白茶（210.00 元）、白茶功效（90.00 元），这 2 个词占全部花费的 100%" in said
    assert "平均一次付 0.75 元，平均能留下 1.51 元" in said
    assert "亏钱的词有 1 个，一共亏 87.00 元，最多的是：白茶功效（-87.00 元）" in said
    assert "第 1 天 9 点以后的 3 小时里花完了，后面还有 12 个小时没有展示" in said
    assert "有 1 个词一次也没有展示" in said


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({}, "一次也没有展示"),
        ({"K1": [900, 0, 0, 0]}, "展示了 900 次，没有人点"),
        ({"K1": [900, 300, 21_000, 60_000]}, "没有亏钱的词"),
    ],
)
def test_a_try_with_little_to_tell_is_told_and_drawn_all_the_same(rows, sentence, tmp_path):
    one = practised(rows)
    assert sentence in "".join(try_report.explained(one))
    data = try_report.write(one, tmp_path, "../我 的?").read_bytes()
    assert data.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", data[16:24])
    assert wide > 1000 and high > 800
    assert [path.name for path in tmp_path.iterdir()] == ["我_的_练习结果.png"]


def test_a_season_in_which_nobody_was_shown_has_a_page_too():
    one = heat(1, [seat("20250101 李小田", {})])
    one.replay = {}
    page = report.html(Season([line("20250101 李小田", 1, 0.0)], [one]), {})
    assert "没有一次竞价可以重放" in page and page.count("data:image/png") == 4
