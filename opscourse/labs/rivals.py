"""The lab of L05: which rivals to look at, how they stand beside us, and what to mend first.

`show()` opens it in a notebook. The same by code:

    model = RivalsModel(least=0.3, most=3)
    print(model.run())                      # who stays, and what to mend first
    model.overlaps()                        # shared keywords and overlap of all rivals
    print("\\n".join(model.explain("R03")))  # why this overlap, step by step
    model = model.change(least=0.1, most=12)
    model = model.with_word("铁观音礼盒")    # a further keyword of our own
    model.radar(), model.gaps()             # the two pictures, as tables
    model.plot()                            # the radar, as an Axes

A rival stays when its overlap (Jaccard: shared keywords ÷ keywords of either shop) is `least` or
more; of those at most `most` stay, the nearest first. A dimension's gap is the best of those that
stay − ourselves. All figures are the practice world's; the shops are invented.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from opscourse.errors import CourseError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OWN, OURS = "own", "本店"
SCORES, INDEX = "六个维度的打分", "经营数据（本店 = 100）"
LOOKS = (SCORES, INDEX)
METRICS = {
    "price": "价格",
    "visitors": "访客数",
    "cvr": "转化率",
    "retention": "留存率",
    "active_users": "活跃用户",
    "stay_minutes": "停留时长",
}
LONGEST_WORD = 30
NEEDED = {
    "rivals": ("shop_id", "week", *METRICS),
    "rival_keywords": ("shop_id", "keyword"),
    "rival_scores": ("shop_id", "dimension", "score", "fixable"),
    "dimensions": ("dimension", "weight"),
}


class Facts:
    """The four tables, prepared once. Raises CourseError where one lacks what is needed.

    `words`: keywords by shop; `metrics`: shop × metric in the last week; `scores`: shop ×
    weighted dimension; `weight` and `fixable` by dimension.
    """

    def __init__(self, **tables: pd.DataFrame) -> None:
        for name, columns in NEEDED.items():
            if missing := [one for one in columns if one not in tables[name].columns]:
                raise CourseError(
                    f"{name} 表里少了这些列：{'、'.join(missing)}。请用 load('{name}') 重新读一次。"
                )
        keywords = tables["rival_keywords"].groupby("shop_id")["keyword"]
        self.words = {str(shop): frozenset(words) for shop, words in keywords}
        if OWN not in self.words:
            raise CourseError("rival_keywords 表里没有本店（own）的词，没法比。请重新读一次。")
        self.rivals = sorted(shop for shop in self.words if shop != OWN)
        weeks = tables["rivals"]
        last = weeks[weeks["week"] == weeks["week"].max()].set_index("shop_id")
        self.metrics = last[list(METRICS)].rename(columns=METRICS)
        self.weight = tables["dimensions"].set_index("dimension")["weight"]
        scores = tables["rival_scores"]
        wide = scores.pivot(index="shop_id", columns="dimension", values="score")
        self.scores = wide[list(self.weight.index)]
        own = scores[scores["shop_id"] == OWN].set_index("dimension")["fixable"]
        self.fixable = own.reindex(self.weight.index) == 1


@dataclass(frozen=True)
class RivalsResult:
    """What one choice gives.

    `chosen`: rivals that stay, the nearest first; `overlap` of each; `left_out`: near enough,
    but one too many; `gaps`: as `RivalsModel.gaps`, empty when nobody stays; `first`: the
    dimension to mend first, "" when none can be.
    """

    least: float
    chosen: list[str]
    overlap: pd.Series
    left_out: int
    gaps: pd.DataFrame
    first: str

    def __str__(self) -> str:
        return "\n".join(self.notes())

    __repr__ = __str__

    def notes(self) -> list[str]:
        """The result in sentences."""
        if not self.chosen:
            return [f"没有一家的重合度达到 {self.least:.2f}。把「重合度至少」拉低一点。"]
        names = "、".join(f"{shop}（{self.overlap[shop]:.2f}）" for shop in self.chosen)
        notes = [f"留下 {len(self.chosen)} 家竞品，括号里是重合度：{names}。"]
        if self.left_out:
            notes.append(f"还有 {self.left_out} 家也够近，超过了最多看几家，没有画。")
        if len(self.chosen) > 3:
            notes.append("看得太多，线就乱了，也没有精力都跟。两家最好，最多三家。")
        return [*notes, self._first_in_words()]

    def _first_in_words(self) -> str:
        if not self.first:
            return "能改的维度里，本店都不比他们差。"
        row = self.gaps.loc[self.first]
        return (
            f"能改的维度里，先补「{self.first}」：差 {row['差距']:.0f} 分 × 权重"
            f" {row['权重']:.2f} = {row['差距×权重']:.2f}。"
        )


class RivalsModel:
    """The lab without a screen.

    `least`: overlap from which a rival counts, 0 … 1; `most`: how many to keep, 1 … 12; `look`:
    what the radar shows, one of `LOOKS`; `added`: further keywords of our own. Raises
    CourseError, in one sentence, for anything that does not fit.

    >>> tables = {
    ...     "rivals": pd.DataFrame([{"shop_id": shop, "week": "2025-12-22", "price": 100.0,
    ...         "visitors": 10, "cvr": 0.1, "retention": 0.1, "active_users": 5,
    ...         "stay_minutes": 2.0} for shop in ("R01", "own")]),
    ...     "rival_keywords": pd.DataFrame({"shop_id": ["own", "own", "R01", "R01"],
    ...         "keyword": ["茶", "新茶", "茶", "秋茶"]}),
    ...     "rival_scores": pd.DataFrame({"shop_id": ["own", "R01"], "dimension": "目标用户",
    ...         "score": [4, 9], "fixable": 1}),
    ...     "dimensions": pd.DataFrame({"dimension": ["目标用户"], "weight": [0.5]})}
    >>> model = RivalsModel(most=1, facts=Facts(**tables))
    >>> model.overlaps().loc["R01", "重合度"].round(4), model.run().first
    (np.float64(0.3333), '目标用户')
    """

    def __init__(
        self,
        least: Any = 0.3,
        most: Any = 3,
        look: str = SCORES,
        added: Iterable[str] = (),
        *,
        facts: Facts | None = None,
    ) -> None:
        self.facts = facts or practice()
        self.least = _number("重合度", least, 0, 1)
        self.most = int(_number("最多看几家", most, 1, len(self.facts.rivals), whole=True))
        if look not in LOOKS:
            raise CourseError(f"雷达图不能看“{look}”。可以选：{'、'.join(LOOKS)}。")
        self.look = look
        self.added = tuple(added)
        self.own_words = self.facts.words[OWN] | set(self.added)

    def change(self, **settings: Any) -> RivalsModel:
        """The same with other settings; quick."""
        now = {name: getattr(self, name) for name in ("least", "most", "look", "added")}
        return RivalsModel(**{**now, **settings}, facts=self.facts)

    def with_word(self, text: Any) -> RivalsModel:
        """Our shop with one keyword more; CourseError for one that is empty, long or there."""
        word = _word(text)
        if word in self.own_words:
            raise CourseError(f"本店已经有“{word}”这个词。换一个词。")
        return self.change(added=(*self.added, word))

    def overlaps(self) -> pd.DataFrame:
        """All rivals, the nearest first: 词数, 共有, 合起来, 重合度."""
        rows = {}
        for shop in self.facts.rivals:
            words = self.facts.words[shop]
            both, either = len(words & self.own_words), len(words | self.own_words)
            rows[shop] = (len(words), both, either, both / either)
        names = ["词数", "共有", "合起来", "重合度"]
        table = pd.DataFrame.from_dict(rows, orient="index", columns=names).rename_axis("店")
        return table.sort_values("重合度", ascending=False, kind="stable")

    def chosen(self) -> list[str]:
        """The rivals that stay, the nearest first."""
        overlap = self.overlaps()["重合度"]
        return list(overlap[overlap >= self.least].index[: self.most])

    def radar(self) -> pd.DataFrame:
        """本店 and the rivals that stay × six things, as the radar shows them."""
        shops = [OWN, *self.chosen()]
        if self.look == SCORES:
            table = self.facts.scores.loc[shops].astype(float)
        else:
            table = self.facts.metrics.loc[shops] / self.facts.metrics.loc[OWN] * 100
        return table.rename(index={OWN: OURS})

    def gaps(self) -> pd.DataFrame:
        """By weighted dimension, the largest gap × weight first; empty when nobody stays."""
        facts, chosen = self.facts, self.chosen()
        best = facts.scores.loc[chosen].max() if chosen else facts.scores.iloc[:0].max()
        table = pd.DataFrame(
            {
                "本店": facts.scores.loc[OWN],
                "最好的竞品": best,
                "差距": best - facts.scores.loc[OWN],
                "权重": facts.weight,
                "差距×权重": (best - facts.scores.loc[OWN]) * facts.weight,
                "能改": facts.fixable,
            }
        )
        table = table.sort_values("差距×权重", ascending=False, kind="stable")
        return table if chosen else table[:0]

    def run(self) -> RivalsResult:
        """Choose and compare. Milliseconds."""
        overlap, gaps, chosen = self.overlaps()["重合度"], self.gaps(), self.chosen()
        mendable = gaps[gaps["能改"] & (gaps["差距×权重"] > 0)]
        return RivalsResult(
            least=self.least,
            chosen=chosen,
            overlap=overlap,
            left_out=int((overlap >= self.least).sum()) - len(chosen),
            gaps=gaps,
            first=str(mendable.index[0]) if len(mendable) else "",
        )

    def explain(self, shop: str) -> list[str]:
        """Why this overlap: the arithmetic, a sentence a step. CourseError for an unknown shop."""
        if shop not in self.facts.rivals:
            raise CourseError(f"没有叫“{shop}”的竞品。可以选：{'、'.join(self.facts.rivals)}。")
        words = self.facts.words[shop]
        both, theirs_alone = sorted(words & self.own_words), sorted(words - self.own_words)
        either = len(words | self.own_words)
        own, theirs, shared = len(self.own_words), len(words), len(both)
        return [
            f"本店有 {own} 个词，{shop} 有 {theirs} 个词。",
            f"两家都有的：{shared} 个{_some(both)}。他有、本店没有的：{theirs - shared} 个"
            f"{_some(theirs_alone)}。",
            f"合起来不重复的：{own} + {theirs} − {shared} = {either} 个。"
            "共有的数了两遍，所以减一遍。",
            f"重合度 = {shared} ÷ {either} = {shared / either:.3f}。",
        ]

    def plot(self, ax: Axes | None = None) -> Axes:
        """The radar as a chart; draws on `ax` if given."""
        from opscourse import plotting
        from opscourse.labs.rivals_charts import new_axes, radar_chart

        plotting.use_style()
        return radar_chart(self.radar(), ax or new_axes(), self.look)


def practice() -> Facts:
    """The active world's rivals."""
    from opscourse.datasets import load

    return Facts(**{name: load(name) for name in NEEDED})


def _number(what: str, value: Any, low: float, high: float, whole: bool = False) -> float:
    kind = "整数" if whole else "数"
    try:
        number = float("nan") if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if not low <= number <= high or (whole and number != int(number)):
        shown = str(value) if len(str(value)) <= 12 else str(value)[:12] + "…"
        raise CourseError(f"{what}“{shown}”不行。请写 {low:g} 到 {high:g} 之间的{kind}。")
    return number


def _word(text: Any) -> str:
    word = unicodedata.normalize("NFKC", str(text or "")).strip()
    if not word:
        raise CourseError("词还空着。写一个买家会搜的词，比如“铁观音礼盒”。")
    if len(word) > LONGEST_WORD:
        raise CourseError(f"“{word[:12]}…”有 {len(word)} 个字，太长。请写 {LONGEST_WORD} 字以内。")
    if not any(unicodedata.category(sign).startswith("L") for sign in word):
        raise CourseError(f"“{word}”里没有字，买家搜不到。写一个买家会搜的词。")
    return word


def _some(words: list[str], most: int = 5) -> str:
    """A few of the words in brackets, nothing for none."""
    shown = "、".join(words[:most]) + ("……" if len(words) > most else "")
    return f"（{shown}）" if words else ""


def show() -> None:
    """Open the lab in a notebook; outside of one, print its numbers."""
    from IPython.core.getipython import get_ipython

    model = RivalsModel()
    if get_ipython() is None:
        print(model.run())
        return
    from IPython.display import display

    from opscourse.labs.rivals_view import RivalsView

    display(RivalsView(model).box)


if __name__ == "__main__":
    print(RivalsModel().run())
    print(RivalsModel().overlaps().round(3))
