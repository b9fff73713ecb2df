"""The commented entry that `tournament new` writes, with every field of the state explained."""

from __future__ import annotations

from opscourse.tournament import rules
from opscourse.tournament.entry import PLACEHOLDER
from opscourse.tournament.lines import Limits
from opscourse.tournament.scoring import SHORT
from opscourse.tournament.state import KEYWORD, RESULT, STATE

_TEXT = """\
# 竞价比赛的作品：一个 .py 文件，改好这个文件就可以参加。
# 试一试：opscourse tournament try {file}

# 你是谁。
AUTHOR = "{author}"

# 商品「{product}」的标题，最多 {title_bytes} 字节（一个汉字 2 字节）。
TITLE = "永春芦柑"

# 展示广告的钱怎么分：人群的份额，加起来不超过 1。
# 人群有：{crowds}。
CROWDS = {{"老客": 0.3, "加购": 0.3}}


# 每 {slot} 个小时问你一次：接下来 {slot} 个小时，每个词出多少钱，单位元。
# 没写的词不投。一个词最高出 {highest} 元。
def bid(state):
    prices = {{}}
    for word in state["keywords"]:
        prices[word["keyword_id"]] = 0.5
    return prices


# state 里有什么：
{state}
#
# state["keywords"] 里一个词有什么：
{keyword}
#
# state["results"] 和 state["last"] 里一个词有什么：
{result}
#
# 规则：
{told}
# 每次出价最多算 {seconds:g} 秒，一场的第一次 {first:g} 秒。不能读写文件，没有网络。
"""


def starter(file: str, author: str = PLACEHOLDER) -> str:
    """The text of a new entry.

    >>> compile(starter("a.py"), "a.py", "exec") is not None
    True
    """
    return _TEXT.format(
        file=file,
        author=author,
        product=rules.PRODUCT,
        title_bytes=rules.TITLE_BYTES,
        crowds="、".join(SHORT),
        slot=rules.SLOT_HOURS,
        highest=rules.HIGHEST_BID // rules.YUAN,
        state=_listed(STATE),
        keyword=_listed(KEYWORD),
        result=_listed(RESULT),
        told=_sentences([*rules.FAIR.values(), *rules.FORMULAS.values()]),
        seconds=Limits.seconds,
        first=Limits.first,
    )


def _listed(fields: dict[str, str]) -> str:
    return "\n".join(f"#   {name}：{says}" for name, says in fields.items())


def _sentences(texts: list[str]) -> str:
    """One sentence a line: no editor's window is that wide."""
    return "\n".join(f"# {one}。" for text in texts for one in text.rstrip("。").split("。"))
