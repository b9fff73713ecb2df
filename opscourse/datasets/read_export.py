"""Read a shop's own export (CSV or xlsx with Chinese headers) into the course's columns.

    from opscourse.datasets import read_export

    shop = read_export("订单导出.csv")
    print(shop.attrs["report"])        # what was understood, what was not, what was removed

Nothing is guessed silently: a header that is not known keeps its name, two headers for one column
keep their names and are named, a cell that is not certainly a value is left empty and counted.
What is about people is removed or masked, always: recipient, phone, address, notes; a buyer's name
becomes a code. `export_headers.yml` holds the headers that are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from opscourse.datasets import export_people as people
from opscourse.datasets.export_file import Cells, read_cells
from opscourse.datasets.export_headers import kind_of, known, plain_header, score, synonyms
from opscourse.datasets.export_report import ExportReport
from opscourse.datasets.export_values import column_of, number_reader, plain, read_time
from opscourse.errors import CourseError

LOOKED = 30  # rows from the top in which the header must stand


def read_export(path: str | Path, choose: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Read an exported file; a plain frame, with its `ExportReport` in ``.attrs["report"]``.

    path : CSV (UTF-8, GBK, UTF-16; comma, tab, semicolon) or xlsx, up to 80 MB. Title lines above
        the header, empty rows and columns, merged cells and a totals row are dealt with.
    choose : course column → the header that is meant, where two could be, or one is not known.

    Columns that are known come first, under the course's names and as its types (money in yuan,
    rates as decimals, times as Timestamps, ids as text); what is left keeps its header, as text.
    Raises CourseError, in one sentence, for a file or a choice that cannot be used.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = file.write_bytes("订单编号,实付金额,收货人姓名\\n 0012,￥1,某某".encode("gbk"))
    >>> read_export(file)
      order_id  amount
    0     0012       1
    """
    path = Path(path)
    cells = read_cells(path, score)
    at = _header_row(cells, path.name)
    table = _Table(cells, at)
    return table.frame(path.name, dict(choose or {}))


# --- the header --------------------------------------------------------------------------


def _header_row(cells: Cells, name: str) -> int:
    scores = [score(row) for row in cells.rows[:LOOKED]]
    best = max(scores)
    if best == 0:
        first = next(row for row in cells.rows if any(row))
        shown = "、".join(people.hidden(cell)[0][:12] for cell in first if cell)[:80]
        raise CourseError(
            f"{name} 里一个列名也没有认出来，第一行写的是：{shown}。"
            "看看是不是选错了文件；列名要在前 30 行里，例如 订单编号、付款时间、关键词。"
        )
    return scores.index(best)


# --- the table -----------------------------------------------------------------------------


@dataclass
class _Column:
    """`header` as shown, different from all others; `name` as compared; `kind` of `kind_of`."""

    header: str
    name: str
    unit: str
    kind: str
    texts: list[str]


@dataclass
class _Table:
    """The rows below a header, being turned into a frame; `notes` gather on the way."""

    cells: Cells
    at: int
    notes: list[str] = field(default_factory=list)
    private: dict[str, str] = field(default_factory=dict)

    def frame(self, name: str, choose: dict[str, str]) -> pd.DataFrame:
        self.notes += self.cells.notes
        if self.at:
            self.notes.append(f"表头在第 {self.at + 1} 行，上面的 {self.at} 行没有读。")
        columns = self._columns(self._rows())
        wanted = _claims(columns, choose)
        made: dict[str, pd.Series] = {}
        for course in [name for name in known()["columns"] if name in wanted]:
            alone = len(wanted[course]) == 1
            for one in list(wanted[course]):
                values = self._values(one, course)
                if values is None:
                    one.kind = ""
                    wanted[course].remove(one)
                else:
                    made[course if alone else one.header] = values
        for one in columns:
            if one.kind == "buyers" and "buyer_id" not in made:
                made["buyer_id"] = self._buyers(one, columns)
            elif one.kind == "addresses":
                self._address(one, made)
            elif one.kind == "dropped":
                self.private[one.header] = "去掉了"
        order = ["order_id", "line_id", "buyer_id"]
        made = {key: made[key] for key in [*(o for o in order if o in made), *made]}
        for one in columns:
            if one.kind in ("", "unused"):
                made[one.header] = self._text(one)
        frame = pd.DataFrame(made)
        self._count_twins(frame)
        frame.attrs["report"] = self._report(name, frame, columns, wanted)
        return frame

    def _report(
        self,
        name: str,
        made: pd.DataFrame,
        columns: list[_Column],
        wanted: dict[str, list[_Column]],
    ) -> ExportReport:
        if not self.private:
            self.private["没有看到"] = "收货人、电话、地址、留言这样的列"
        return ExportReport(
            file=name,
            how=self.cells.how,
            rows=len(made),
            mapped={c: one[0].header for c, one in wanted.items() if c in made},
            ambiguous={c: [x.header for x in one] for c, one in wanted.items() if len(one) > 1},
            unknown=[one.header for one in columns if one.kind == ""],
            unused={
                one.header: known()["unused"][one.name] for one in columns if one.kind == "unused"
            },
            private=self.private,
            notes=self.notes,
        )

    # --- rows and columns

    def _rows(self) -> list[tuple[int, list[str]]]:
        """The rows of data with their place in the file; totals and footnotes are left out."""
        rows = [(k, row) for k, row in enumerate(self.cells.rows) if k > self.at and any(row)]
        header = self.cells.rows[self.at]
        again = [k for k, row in rows if row == header]
        rows = [(k, row) for k, row in rows if row != header]
        if again:
            self.notes.append(f"表头在中间又出现了 {len(again)} 次，去掉了。")
        totals = [k for k, row in rows if _is_total(row)]
        if rows and not totals and _adds_up([row for _, row in rows], header):
            totals = [rows[-1][0]]
        if totals:
            self.notes.append(f"第 {_places(totals)} 行是合计，去掉了。")
        width = sum(bool(cell) for cell in header)
        words = [k for k, row in rows if width > 3 and _is_footnote(row) and k not in totals]
        if words:
            self.notes.append(f"第 {_places(words)} 行只有一格有字，像是说明，去掉了。")
        return [(k, row) for k, row in rows if k not in {*totals, *words}]

    def _columns(self, rows: list[tuple[int, list[str]]]) -> list[_Column]:
        columns: list[_Column] = []
        empty = filled = 0
        for k, header in enumerate(self.cells.rows[self.at]):
            texts = [row[k] for _, row in rows]
            merged = [(place, k) in self.cells.merged for place, _ in rows]
            shown = re.sub(r"\s+", "", plain(header)) or f"第{k + 1}列"
            if not header and not any(texts):
                empty += 1
                continue
            kind = kind_of(header) if header else ""
            about = known()["columns"].get(synonyms().get(plain_header(header)[0], ""), {})
            if about.get("kind") in ("number", "money", "rate"):
                # A sum for the whole order, merged over its lines, must not count for each line.
                texts = ["" if one else text for text, one in zip(texts, merged, strict=True)]
            filled += any(merged)
            while any(shown == one.header for one in columns):
                shown += "_2"
            columns.append(_Column(shown, *plain_header(header), kind, texts))
        if empty:
            self.notes.append(f"有 {empty} 列是空的，没有读。")
        if filled:
            self.notes.append(
                "有合并的单元格：文字和时间照着往下填了；数字只留在第一行，免得重复加。"
            )
        return columns

    # --- values

    def _values(self, one: _Column, course: str) -> pd.Series | None:
        """A column as the course has it; None where not one cell is what it should be."""
        kind = known()["columns"][course]["kind"]
        missing = set(known()["missing"])
        if kind in ("text", "id"):
            if kind == "id":
                self._lost_digits(one)
                return self._text_of([plain(text) for text in one.texts])
            return self._text(one)
        if kind == "time":
            values, odd = column_of(one.texts, lambda text: read_time(text, missing), time=True)
        else:
            read = number_reader(known()["units"], missing, percent=kind == "rate")
            values, odd = column_of(one.texts, read)
        if odd and values.isna().all():
            what = "时间" if kind == "time" else "数"
            self.notes.append(f"{one.header}：没有一格看得出是{what}，照原样留着。")
            return None
        if kind != "time":
            values = self._in_unit(one, kind, values)
        if odd:
            shown = people.hidden(odd[0])[0][:20]
            self.notes.append(f"{one.header}：有 {len(odd)} 格看不懂（例如 {shown}），留空了。")
        return values

    def _in_unit(self, one: _Column, kind: str, values: pd.Series) -> pd.Series:
        """Apply the unit of the header; say what was done, or that nothing was."""
        signs = [text for text in one.texts if plain(text).endswith("%")]
        if kind == "rate":
            if one.unit == "%" and not signs:
                self.notes.append(f"{one.header}：表头写着 %，都除以了 100。")
                return values / 100
            large = int((values > 1).sum())
            if large:
                self.notes.append(f"{one.header}：有 {large} 个数大于 1，没有写 %，没有替你改。")
            return values
        if one.unit in known()["units"]:
            times = known()["units"][one.unit]
            if times != 1:
                self.notes.append(f"{one.header}：表头写着{one.unit}，都乘了 {times:,}。")
                return (values * times).round(6)
        elif one.unit:
            self.notes.append(f"{one.header}：不认得单位「{one.unit}」，数没有换算。")
        return values

    def _lost_digits(self, one: _Column) -> None:
        lost = sum(bool(re.fullmatch(r"\d(\.\d+)?[eE]\+\d+", text)) for text in one.texts)
        if lost:
            self.notes.append(
                f"{one.header}：有 {lost} 格写成了 1.23E+17 这样，后面的数字已经丢了，"
                "不同的单可能变成同一个号。重新导出，不要先用 Excel 打开再保存。"
            )

    def _text(self, one: _Column) -> pd.Series:
        """The text, with what looks like people's data masked wherever it stands."""
        masked, kinds = [], []
        for text in one.texts:
            shown, found = people.hidden(plain(text))
            masked.append(shown)
            kinds += found
        if kinds:
            names = "、".join(dict.fromkeys(kinds))
            cells = sum(people.HIDDEN in text for text in masked)
            self.private[one.header] = f"有 {cells} 格像是{names}，遮住了"
        return self._text_of(masked)

    @staticmethod
    def _text_of(texts: list[str]) -> pd.Series:
        missing = set(known()["missing"])
        return pd.Series([None if t.lower() in missing else t for t in texts], dtype=object)

    # --- people

    def _buyers(self, one: _Column, columns: list[_Column]) -> pd.Series:
        others = [x.header for x in columns if x.kind == "buyers" and x is not one]
        self.private[one.header] = "换成了代号 buyer_id，同一位买家同一个代号"
        for other in others:
            self.private[other] = f"去掉了（代号按 {one.header} 编）"
        if others:
            self.notes.append(
                f"有几列都像买家的名字：{'、'.join([one.header, *others])}。"
                f"代号按 {one.header} 编；不对的话，先在表里删掉不要的列。"
            )
        texts = self._text_of([plain(text) for text in one.texts])
        starred = sum("*" in text for text in texts if text)
        if starred:
            self.notes.append(
                f"{one.header}：有 {starred} 格带星号，是平台遮过的。"
                "几个人可能变成同一个代号，数出来的买家会偏少。"
            )
        return self._text_of(people.codes(text or "" for text in texts))

    def _address(self, one: _Column, made: dict[str, pd.Series]) -> None:
        """Drop it; keep province and city where no column of their own has them."""
        places = [people.place_of(plain(text)) for text in one.texts]
        kept = []
        for column, says in (("province", "省"), ("city", "市")):
            values = [getattr(place, column) for place in places]
            if column not in made and any(values):
                made[column] = self._text_of(values)
                kept.append(says)
        self.private[one.header] = f"只留下了{'和'.join(kept)}" if kept else "去掉了"

    def _count_twins(self, frame: pd.DataFrame) -> None:
        twins = int(frame.duplicated().sum())
        if twins:
            self.notes.append(f"有 {twins} 行和别的行完全一样，没有去掉，你来定。")


def _claims(columns: list[_Column], choose: dict[str, str]) -> dict[str, list[_Column]]:
    """Course column → the file's columns that could be it; a choice settles it."""
    claims: dict[str, list[_Column]] = {}
    for one in columns:
        if one.kind == "column":
            claims.setdefault(synonyms()[one.name], []).append(one)
    for course, header in choose.items():
        if course not in known()["columns"] and course != "buyer_id":
            names = "、".join([*known()["columns"], "buyer_id"])
            raise CourseError(f"choose 里的 {course} 不是课里的列名。可以写：{names}。")
        name = plain_header(header)[0]
        found = [one for one in columns if one.header == header]
        found = found or [one for one in columns if one.name == name]
        if len(found) != 1 or found[0].kind in ("buyers", "addresses", "dropped"):
            names = "、".join(one.header for one in columns if one.kind in ("", "column", "unused"))
            raise CourseError(f"choose 里的 {header} 不能用。文件里可以选的列：{names}。")
        for one in claims.get(course, []):  # known, but not what is meant
            one.kind = ""
        for other, claimants in claims.items():
            claims[other] = [one for one in claimants if one is not found[0]]
        found[0].kind = "buyers" if course == "buyer_id" else "column"
        claims[course] = [] if course == "buyer_id" else found
    for claimants in claims.values():
        for one in claimants:
            if len(claimants) > 1 and one.header in known()["columns"]:
                one.header += "（原表）"  # under its own name it would pass for the course's column
    return {course: claimants for course, claimants in claims.items() if claimants}


def _is_total(row: list[str]) -> bool:
    first = next(cell for cell in row if cell)
    return plain_header(first)[0] in known()["totals"]


def _is_footnote(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and not re.search(r"^\W*[\d.,]+\W*$", filled[0])


def _adds_up(rows: list[list[str]], header: list[str]) -> bool:
    """Whether the last row, which has no name of its own, is the sum of those above it."""
    read = number_reader(known()["units"], set(known()["missing"]))
    last, others = rows[-1], rows[:-1]
    if len(others) < 2 or not header[0] or last[0]:
        return False
    sums = 0
    for k, cell in enumerate(last):
        values = [read(row[k]) for row in others]
        total = read(cell)
        if not isinstance(total, float):
            if cell:
                return False
            continue
        numbers = [value for value in values if isinstance(value, float)]
        if len(numbers) > 1 and abs(sum(numbers) - total) < 0.005 and total:
            sums += 1
    return sums > 0


def _places(rows: list[int]) -> str:
    shown = "、".join(str(row + 1) for row in rows[:5])
    return shown + (" 等" if len(rows) > 5 else "")
