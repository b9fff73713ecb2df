"""The lab of L06: a persona card whose every field must match the data.

`show()` opens it in a notebook. The same by code:

    model = PersonaModel(goods="银耳", band="25-34 岁")
    print(model.run({"年龄": 30, "地区": "广东"}))   # which fields match, and why
    model.why("年龄", 30)                            # where 30 stands in this group
    model.plot("年龄", 30)                           # the same as a chart

A number matches when it lies within the field's tolerance of the group's median, a word when no
other is more frequent. What the survey never asked cannot match: it is marked as a guess. A card
is no real person, so whatever looks like a phone number is refused.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from opscourse.errors import CourseError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALL = "全部"
BANDS = ("18-24 岁", "25-34 岁", "35-44 岁", "45-54 岁", "55 岁以上")
EDGES = (17, 24, 34, 44, 54, 120)
FEW = 30  # respondents; a smaller group says little
LONGEST_NAME = 8
PRIVATE = re.compile(r"\d[\d\s-]{6,}\d")  # eight digits and more: a telephone or an identity


@dataclass(frozen=True)
class Field:
    """One field of the card: its column; a number has a unit, a tolerance and a largest value."""

    name: str
    column: str
    unit: str = ""
    tolerance: float = 0
    most: float = 0

    @property
    def is_number(self) -> bool:
        return bool(self.unit)

    @property
    def example(self) -> str:
        """A number of the right kind, far from any answer."""
        return "50" if self.unit == "岁" else "20000"


FIELDS = (
    Field("年龄", "age", "岁", 1, 120),
    Field("性别", "gender"),
    Field("地区", "region"),
    Field("学历", "education"),
    Field("年收入", "income", "元", 1000, 10_000_000),
    Field("年消费", "yearly_spend", "元", 20, 1_000_000),
    Field("包装", "pack"),
    Field("渠道", "channel"),
)
NAMES = tuple(field.name for field in FIELDS)
RIGHT, WRONG, BLANK, BAD = "对上了", "对不上", "没填", "看不懂"


@dataclass(frozen=True)
class Mark:
    """What became of one field: `state` is RIGHT, WRONG, BLANK or BAD; `says` tells why."""

    field: str
    shown: str
    state: str
    says: str


@dataclass(frozen=True)
class Card:
    """A card as marked. `notes` are about the group, the name and the added trait."""

    group: str
    people: int
    name: str
    trait: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]

    @property
    def matched(self) -> int:
        return sum(mark.state == RIGHT for mark in self.marks)

    @property
    def headline(self) -> str:
        text = f"{self.group}，{self.people} 人。{len(self.marks)} 栏里有 {self.matched} 栏对得上。"
        return text + ("每一栏都有依据。" if self.matched == len(self.marks) else "")

    def __str__(self) -> str:
        lines = [self.headline, f"化名：{self.name or '（没起）'}"]
        lines += [
            f"  {one.field}：{one.shown or '（空）'}　{one.state}。{one.says}" for one in self.marks
        ]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])

    __repr__ = __str__

    def to_html(self) -> str:
        """The card, text escaped: nothing that is typed can become markup."""
        colour = {RIGHT: "#2C6B4E", WRONG: "#8A3B00", BAD: "#8A3B00", BLANK: "#5B646C"}
        cell = '<td style="text-align:left;padding:2px 10px;'
        rows = "".join(
            f'<tr>{cell}color:#5B646C">{html.escape(one.field)}</td>'
            f'{cell}font-weight:600">{html.escape(one.shown) or "　"}</td>'
            f'{cell}color:{colour[one.state]}">'
            f"{'✓ ' if one.state == RIGHT else ''}{one.state}</td></tr>"
            for one in self.marks
        )
        title = html.escape(self.name or "（还没有化名）")
        trait = html.escape(self.trait)
        guess = (
            f'<div style="padding:4px 10px;color:#8A3B00">猜的，待问：{trait}</div>'
            if trait
            else ""
        )
        return (
            '<div style="border:2px solid #2F6DA8;border-radius:8px;padding:10px 6px;'
            'max-width:340px;line-height:1.5;background:#FFFFFF;color:#26323B">'
            f'<div style="font-size:18px;font-weight:700;padding:0 10px">{title}</div>'
            f'<div style="padding:0 10px;color:#5B646C">{html.escape(self.group)}，'
            f"{self.people} 人的问卷</div>"
            f'<table style="border-collapse:collapse;margin-top:6px">{rows}</table>{guess}</div>'
        )


class PersonaModel:
    """The lab without a screen: choose a group, then `run()` a card.

    `goods`: what the group buys most, "全部" or one good's name; `band`: "全部" or one of BANDS;
    `buyers`: a frame with the columns of `survey_buyers` (default: `load`ed). Raises CourseError,
    in one sentence, for a group that does not exist or is empty.

    >>> people = pd.DataFrame({
    ...     "age": [20, 30, 31], "gender": ["女", "女", "男"], "region": ["福建"] * 3,
    ...     "education": ["高中"] * 3, "income": [50000, 60000, 90000], "product": ["银耳"] * 3,
    ...     "pack": ["袋装"] * 3, "yearly_spend": [100, 200, 900], "channel": ["搜索"] * 3})
    >>> card = PersonaModel(goods="银耳", buyers=people).run({"年龄": 30, "性别": "男"})
    >>> [mark.state for mark in card.marks[:3]]
    ['对上了', '对不上', '没填']
    """

    def __init__(
        self, goods: str = "银耳", band: str = ALL, *, buyers: pd.DataFrame | None = None
    ) -> None:
        if buyers is None:
            from opscourse.datasets import load

            buyers = load("survey_buyers")
        missing = {field.column for field in FIELDS} | {"product"}
        if missing := missing - set(buyers.columns):
            raise CourseError(
                f"survey_buyers 表里少了这些列：{'、'.join(sorted(missing))}。"
                "请用 load('survey_buyers') 重新读一次。"
            )
        self.buyers = buyers
        self.goods_names = [str(name) for name in sorted(buyers["product"].unique())]
        for value, what, choices in (
            (goods, "商品", (ALL, *self.goods_names)),
            (band, "年龄段", (ALL, *BANDS)),
        ):
            if value not in choices:
                raise CourseError(f"没有叫“{value}”的{what}。可以选：{'、'.join(choices)}。")
        self.goods, self.band = goods, band
        chosen = buyers if goods == ALL else buyers[buyers["product"] == goods]
        if band != ALL:
            low, high = dict(zip(BANDS, itertools.pairwise(EDGES), strict=True))[band]
            chosen = chosen[chosen["age"].between(low + 1, high)]
        if chosen.empty:
            raise CourseError(f"{self.group}里一个人也没有。请换一群人。")
        self.people = chosen

    @property
    def group(self) -> str:
        """The group in words."""
        who = "全部买家" if self.goods == ALL else f"最常买{self.goods}的人"
        return who if self.band == ALL else f"{who}，{self.band}"

    def change(self, **settings: Any) -> PersonaModel:
        """Another group of the same survey (`goods`, `band`)."""
        now = {"goods": self.goods, "band": self.band}
        return PersonaModel(**{**now, **settings}, buyers=self.buyers)

    def words(self, field: str) -> list[str]:
        """The words that the whole survey holds for a field, in a fixed order."""
        return sorted(str(one) for one in self.buyers[_field(field).column].unique())

    def run(self, card: Mapping[str, Any], name: str = "", trait: str = "") -> Card:
        """Mark a card: field name → value; a field left out is blank.

        `trait` is one more trait in free words. Raises CourseError for a field that no card has.
        """
        for unknown in set(card) - set(NAMES):
            raise CourseError(f"卡片上没有“{unknown}”这一栏。可以填：{'、'.join(NAMES)}。")
        marks = tuple(self._mark(field, card.get(field.name)) for field in FIELDS)
        name, trait = _tidy(name), _tidy(trait)
        notes = [*self._name_notes(name), *self._trait_notes(trait)]
        if len(self.people) < FEW:
            notes.append(f"这群人只有 {len(self.people)} 人，不到 {FEW} 人，卡片先别当真。")
        shown = name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"
        shown = "" if _is_private(name) else shown
        trait = "" if _is_private(trait) else trait
        return Card(self.group, len(self.people), shown, trait, marks, tuple(notes))

    def why(self, field: str, value: Any = None) -> str:
        """Where a value stands in this group, in a sentence; without a value, what matches."""
        one = _field(field)
        column = self.people[one.column]
        if not one.is_number:
            counts = column.value_counts()
            return (
                f"{one.name}：" + "，".join(f"{word} {n} 人" for word, n in counts.items()) + "。"
            )
        if value is None or str(value).strip() == "":
            return (
                f"{one.name}从小到大排，站在正中间的是 {in_words(column.median())} {one.unit}；"
                f"平均数是 {in_words(column.mean())} {one.unit}。"
            )
        number = _number(one, value)
        below, above = int((column < number).sum()), int((column > number).sum())
        return (
            f"你写 {in_words(number)} {one.unit}：{len(column)} 人里，{below} 人比它小，"
            f"{above} 人比它大。中位数的两边一样多。"
        )

    def plot(self, field: str, value: Any = None, ax: Axes | None = None) -> Axes:
        """The group's answers to a field, with the given value marked."""
        from opscourse.labs.personas_chart import number_chart, word_chart

        one = _field(field)
        column = self.people[one.column]
        given = None if value is None or str(value).strip() == "" else value
        if one.is_number:
            number = None if given is None else _number(one, given)
            return number_chart(column, one.name, one.unit, number, ax)
        return word_chart(
            column.value_counts(), one.name, None if given is None else str(given), ax
        )

    def _mark(self, field: Field, value: Any) -> Mark:
        text = "" if value is None else _tidy(str(value))
        if not text:
            return Mark(field.name, "", BLANK, f"填上{field.name}。")
        if not field.is_number:
            return self._mark_word(field, text)
        try:
            number = _number(field, text)
        except CourseError as error:
            return Mark(field.name, text, BAD, str(error))
        shown = f"{in_words(number)} {field.unit}"
        column = self.people[field.column]
        gap = number - float(column.median())
        if abs(gap) <= field.tolerance:
            limit = f"相差不到 {field.tolerance:g} {field.unit}就算对。"
            return Mark(
                field.name,
                shown,
                RIGHT,
                f"中位数是 {in_words(column.median())} {field.unit}，{limit}",
            )
        below, above = (column < number).mean(), (column > number).mean()
        side, share, way = ("小", below, "小") if gap > 0 else ("大", above, "大")
        says = f"这群人里 {share:.0%} 比它{side}。中位数的两边各一半，往{way}里改。"
        return Mark(field.name, shown, WRONG, says)

    def _mark_word(self, field: Field, word: str) -> Mark:
        counts = self.people[field.column].value_counts()
        if word not in self.words(field.name):
            return Mark(field.name, word, BAD, f"可以选：{'、'.join(self.words(field.name))}。")
        have = int(counts.get(word, 0))
        more = int((counts > have).sum())
        if not more:
            return Mark(field.name, word, RIGHT, f"{len(self.people)} 人里有 {have} 人，最多。")
        says = f"有 {have} 人，还有 {more} 个选项比它多。众数是最多的那个。"
        return Mark(field.name, word, WRONG, says)

    def _name_notes(self, name: str) -> list[str]:
        if not name:
            return ["起一个化名，方便记。不用真人的姓名。"]
        if _is_private(name):
            return ["化名里像有电话或证件号，卡片上不写。卡片不是真人。"]
        if len(name) > LONGEST_NAME:
            return [f"化名有 {len(name)} 个字，卡片上只放前 {LONGEST_NAME} 个字。"]
        return []

    def _trait_notes(self, trait: str) -> list[str]:
        if not trait:
            return []
        if _is_private(trait):
            return ["这个特征里像有电话或证件号，卡片上不写。卡片不是真人。"]
        asked = [
            (word, field.name)
            for field in FIELDS
            if not field.is_number
            for word in self.words(field.name)
            if len(word) > 1 and word in trait
        ]
        if asked:
            word, field_name = asked[0]
            return [f"「{word}」问卷里问过，请填在「{field_name}」那一栏，让数据来对。"]
        return ["你加的特征，问卷没有问过，没有依据。卡片上写成「猜的，待问」，去问几位买家。"]


def show() -> None:
    """Open the lab in a notebook; outside of one, print a card begun."""
    from IPython.core.getipython import get_ipython

    model = PersonaModel()
    if get_ipython() is None:
        print(model.run({"年龄": 30, "地区": "广东"}, name="小林"))
        return
    from IPython.display import display

    from opscourse.labs.personas_view import PersonaView

    display(PersonaView(model).box)


def in_words(number: float) -> str:
    """A number as people write it, with one decimal at most.

    >>> in_words(2_000_000), in_words(36.5)
    ('2,000,000', '36.5')
    """
    return f"{number:,.1f}".removesuffix(".0")


def _field(name: str) -> Field:
    for field in FIELDS:
        if field.name == name:
            return field
    raise CourseError(f"卡片上没有“{name}”这一栏。可以填：{'、'.join(NAMES)}。")


def _tidy(text: str) -> str:
    """One line, blanks at the ends off."""
    return " ".join(str(text).split())


def _is_private(text: str) -> bool:
    """Whether it holds what looks like a number of a real person; full-width digits too."""
    return bool(PRIVATE.search(unicodedata.normalize("NFKC", text)))


def _number(field: Field, value: Any) -> float:
    """A number as typed, with its unit or thousands separators; CourseError says what is wrong."""
    text = _tidy(unicodedata.normalize("NFKC", str(value)))
    text = text.replace(",", "").removesuffix(field.unit).strip()
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?", text):
        raise CourseError(
            f"“{str(value)[:20]}”不是数。{field.name}请写成阿拉伯数字，单位是{field.unit}，"
            f"比如 {field.example}。"
        )
    number = float(text)
    if not 0 < number <= field.most:
        raise CourseError(
            f"{field.name} {in_words(number)} {field.unit}不可能。"
            f"请写 0 到 {in_words(field.most)} 之间的数。"
        )
    return number


if __name__ == "__main__":
    show()
