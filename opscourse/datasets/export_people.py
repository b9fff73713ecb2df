"""What in an export is about people: which headers, and what looks like it under any header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HIDDEN = "（已遮住）"
# 139 0000 0000, +86-139-0000-0000, 86139…; 0591-00000000; never a piece of a longer number.
MOBILE = re.compile(r"(?<![\d.])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![\d.])")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)")
VIRTUAL = re.compile(r"(?<!\d)1[3-9]\d{9}[-转]\d{1,6}(?!\d)")  # a number that a platform lends
MASKED = re.compile(r"(?<!\d)1[3-9]\d\*{3,5}\d{3,4}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
ID_CARD = re.compile(r"(?<!\d)\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")
# Two districts, then a street or house with its number: the title 福建省连江县大号鲍鱼 is none.
ADDRESS = re.compile(
    r"[一-鿿]{2,9}(?:省|市|区|县|旗|州)\s*[一-鿿]{1,9}(?:市|区|县|旗|镇|乡|街道)"
    r".{0,20}?(?:(?:路|街|巷|弄|大道|小区|花园).{0,12}?\d+|\d+\s*(?:号|栋|幢|室|单元|弄|组))"
)
KINDS = {
    "手机号": (VIRTUAL, MOBILE, MASKED),
    "电话号码": (LANDLINE,),
    "邮箱": (EMAIL,),
    "详细地址": (ADDRESS,),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_id_card(text: str) -> bool:
    """Whether 18 characters are an identity number: its last one is a checksum.

    The number below is the national standard's own example.

    >>> is_id_card("11010519491231002X"), is_id_card("110105194912310021")
    (True, False)
    """
    if not ID_CARD.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == text[-1].upper()


def hidden(text: str) -> tuple[str, list[str]]:
    """The text with what looks like a person's data masked, and the kinds that were found.

    >>> hidden("放门口，打 139 0000 0000")
    ('放门口，打 （已遮住）', ['手机号'])
    >>> hidden("订单 2025110113900000000")
    ('订单 2025110113900000000', [])
    """
    found = []
    shown = ID_CARD.sub(lambda m: HIDDEN if is_id_card(m.group()) else m.group(), text)
    if shown != text:
        found.append("身份证号")
    for kind, patterns in KINDS.items():
        before = shown
        for pattern in patterns:
            shown = pattern.sub(HIDDEN, shown)
        if shown != before:
            found.append(kind)
    return shown, found


def codes(values: Iterable[str]) -> list[str]:
    """A code for each different value, in order of appearance; nothing for an empty one.

    >>> codes(["小王", "", "老李", "小王"])
    ['B0001', '', 'B0002', 'B0001']
    """
    known: dict[str, str] = {}
    return [known.setdefault(one, f"B{len(known) + 1:04d}") if one else "" for one in values]


# --- addresses -----------------------------------------------------------------------------

CITIES = ("北京", "上海", "天津", "重庆")
PROVINCES = (
    *CITIES, "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建",
    "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "四川", "贵州", "云南", "西藏",
    "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾",
)  # fmt: skip
_ENDS = r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"
_PLACE = re.compile(
    rf"^(?:中国)?({'|'.join(PROVINCES)}){_ENDS}[\s,，/-]*"
    r"([一-鿿]{2,9}?(?:市|自治州|地区|盟|州)(?![一-鿿]?州))?"
)


@dataclass(frozen=True)
class Place:
    """Province and city, as short as the course writes them; "" where the text does not say."""

    province: str
    city: str


def place_of(address: str) -> Place:
    """The province and city that an address begins with.

    >>> place_of("福建省 漳州市 平和县 小溪镇某路 1 号")
    Place(province='福建', city='漳州')
    >>> place_of("上海市浦东新区某路"), place_of("小溪镇某路 1 号")
    (Place(province='上海', city='上海'), Place(province='', city=''))
    """
    match = _PLACE.match(address.strip())
    if not match:
        return Place("", "")
    province, city = match.group(1), match.group(2) or ""
    if province in CITIES:
        return Place(province, province)
    return Place(province, re.sub(r"(市|地区|盟)$", "", city))
