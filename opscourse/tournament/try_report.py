"""What `tournament try` shows: where the money went, which clicks paid, which keyword lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from opscourse import plotting
from opscourse.tournament import rules
from opscourse.tournament.charts import canvas, dress, literal, png_of, write_file
from opscourse.tournament.results import HeatResult
from opscourse.tournament.season import Practice

MOST_WORDS = 12  # in the bars
NAMED = 3  # keywords named in a sentence, and labelled at each end of the scatter
FEW_CLICKS = 5  # with fewer, a keyword's price a click says nothing


@dataclass(frozen=True)
class Word:
    """One keyword of a heat; money in yuan."""

    name: str
    impressions: int
    clicks: int
    cost: float
    worth: float

    @property
    def profit(self) -> float:
        """What its clicks left."""
        return self.worth - self.cost


def words(heat: HeatResult) -> list[Word]:
    """The only seat's keywords, the dearest first."""
    made = [
        Word(heat.keywords.get(one, one), row[0], row[1], row[2] / 100, row[3] / 100)
        for one, row in heat.seats[0].by_keyword.items()
    ]
    return sorted(made, key=lambda word: (-word.cost, word.name))


# --- in words ------------------------------------------------------------------------------------


def explained(practice: Practice) -> list[str]:
    """Sentences: where the money went, which clicks paid, which keyword lost, when it ended."""
    heat = practice.heat
    seat, seen = heat.seats[0], words(heat)
    if not seat.spent:
        if not seen:
            return ["一次也没有展示：出价都太低，或者一个词也没有出价。"]
        shown = sum(word.impressions for word in seen)
        return [f"展示了 {shown:,} 次，没有人点。排得太靠后，出价再高一点试试。"]
    first = seen[:NAMED]
    share = sum(word.cost for word in first) / (seat.spent / 100)
    worth = (seat.profit + seat.spent) / 100
    says = [
        f"钱花在哪里：{_listed(first, 'cost')}，这 {len(first)} 个词占全部花费的 {share:.0%}。",
        f"点击值不值：平均一次付 {seat.spent / 100 / seat.clicks:.2f} 元，"
        f"平均能留下 {worth / seat.clicks:.2f} 元。",
    ]
    gained = sorted(seen, key=lambda word: -word.profit)[:NAMED]
    says.append(f"赚得最多的词：{_listed([w for w in gained if w.profit > 0], 'profit')}。")
    lost = sorted((w for w in seen if w.profit < 0), key=lambda word: word.profit)
    if lost:
        total = -sum(word.profit for word in lost)
        says.append(
            f"亏钱的词有 {len(lost)} 个，一共亏 {total:,.2f} 元，"
            f"最多的是：{_listed(lost[:NAMED], 'profit')}。先改这几个词的出价。"
        )
    else:
        says.append("没有亏钱的词。")
    says.append(_ending(heat))
    never = len(heat.keywords) - len(seen)
    if never:
        says.append(f"有 {never} 个词一次也没有展示：没有出价，或者出价太低。")
    return [one for one in says if not one.endswith("：。")]


def _listed(some: list[Word], what: str) -> str:
    return "、".join(f"{word.name}（{getattr(word, what):,.2f} 元）" for word in some)


def _ending(heat: HeatResult) -> str:
    """When the money was gone, or what was left of it."""
    seat = heat.seats[0]
    if seat.out_at < 0:
        left = (heat.budget - seat.spent) / 100
        return f"还剩 {left:,.2f} 元没花。要是还有赚钱的点击没买到，可以把出价提高一点。"
    day, slot = divmod(seat.out_at, rules.SLOTS_A_DAY)
    hours = (heat.days * rules.SLOTS_A_DAY - seat.out_at - 1) * rules.SLOT_HOURS
    when = f"钱在第 {day + 1} 天 {slot * rules.SLOT_HOURS} 点以后的 3 小时里花完了"
    if hours <= rules.SLOT_HOURS:
        return when + "，正好到最后。"
    return when + f"，后面还有 {hours} 个小时没有展示。出低一点，钱能用到最后。"


# --- in pictures ---------------------------------------------------------------------------------


def picture(practice: Practice) -> bytes:
    """Four panels as a PNG: money by keyword, clicks, time, and against the baselines."""
    heat = practice.heat
    with matplotlib.rc_context():
        plotting.use_style()
        figure = canvas(13, 10.4)
        axes = figure.subplots(2, 2)
        _money(axes[0][0], words(heat))
        _clicks(axes[0][1], words(heat))
        _time(axes[1][0], heat)
        _against(axes[1][1], practice)
        figure.suptitle(_title(practice), x=0.01, ha="left", fontsize=15)
        return png_of(figure)


def _title(practice: Practice) -> str:
    score, heat = practice.score, practice.heat
    return (
        f"{literal(heat.seats[0].author)}：练习市场里的 {heat.days} 天，{score.points:.1f} 分"
        f"（搜索 {score.search:.1f} + 展示 {score.display:.1f} + 标题 {score.title:.1f}）"
    )


def _money(ax: Axes, seen: list[Word]) -> None:
    top = seen[:MOST_WORDS][::-1]
    places = range(len(top))
    ax.barh(
        [p + 0.2 for p in places], [w.cost for w in top], 0.38, color=plotting.ORANGE, label="花费"
    )
    colours = [plotting.GREEN if word.profit >= 0 else plotting.RUST for word in top]
    ax.barh([p - 0.2 for p in places], [word.worth for word in top], 0.38, color=colours)
    ax.barh([0], [0], color=plotting.GREEN, label="点击平均能留下的钱")
    if any(word.profit < 0 for word in top):
        ax.barh([0], [0], color=plotting.RUST, label="留下的比花费少")
    ax.set_yticks(list(places), [word.name for word in top])
    dress(ax, f"钱花在哪里（花费最多的 {len(top)} 个词）", "钱（元）", "关键词", grid="x")
    ax.legend(loc="lower right", fontsize=9)
    if not top:
        _empty(ax)


def _clicks(ax: Axes, seen: list[Word]) -> None:
    """Price and worth of a click; above the line it pays."""
    enough = [word for word in seen if word.clicks >= FEW_CLICKS]
    if not enough:
        dress(ax, "哪些点击值", "一次点击付多少（元）", "一次点击平均能留下多少（元）", grid="both")
        _empty(ax)
        return
    paid = [word.cost / word.clicks for word in enough]
    worth = [word.worth / word.clicks for word in enough]
    wide, high = 1.35 * max(paid), 1.08 * max(*paid, *worth)
    ax.fill_between([0, wide], [0, wide], color=plotting.RUST, alpha=0.07, linewidth=0)
    ax.plot([0, wide], [0, wide], color=plotting.GREY, linewidth=1)
    most = max(word.clicks for word in enough)
    sizes = [15 + 260 * word.clicks / most for word in enough]
    colours = [plotting.BLUE if word.profit >= 0 else plotting.RUST for word in enough]
    ax.scatter(paid, worth, s=sizes, c=colours, alpha=0.65)
    order = sorted(range(len(enough)), key=lambda k: enough[k].profit)
    losing = [k for k in order[:NAMED] if enough[k].profit < 0]
    _named(
        ax, [(paid[k], worth[k], enough[k].name) for k in {*losing, *order[-NAMED:]}], wide, high
    )
    note = "斜线下面：付的比值的多，亏"
    ax.text(wide * 0.02, high * 0.95, note, color=plotting.RUST, fontsize=10)
    ax.set_xlim(0, wide)
    ax.set_ylim(0, high)
    dress(
        ax, "哪些点击值（一个点是一个词，越大点击越多）", "一次点击付多少（元）",
        "一次点击平均能留下多少（元）", grid="both",
    )  # fmt: skip


def _named(ax: Axes, spots: list[tuple[float, float, str]], wide: float, high: float) -> None:
    """Names beside their dots, moved up where two would lie on each other."""
    before = -high
    for x, y, name in sorted(spots, key=lambda spot: spot[1]):
        before = max(y, before + 0.05 * high)
        label = ax.text(x + 0.03 * wide, before, name, fontsize=9.5, va="center")
        label.set_path_effects([withStroke(linewidth=3, foreground="white")])


def _time(ax: Axes, heat: HeatResult) -> None:
    """Money spent and earned, added up over the days."""
    seat = heat.seats[0]
    spent, profit = [0.0], [0.0]
    for cost, left in seat.by_slot:
        spent.append(spent[-1] + cost / 100)
        profit.append(profit[-1] + left / 100)
    at = [slot / rules.SLOTS_A_DAY for slot in range(len(spent))]
    ax.plot(at, spent, color=plotting.ORANGE, linewidth=2.2, label="花费")
    ax.plot(at, profit, color=plotting.GREEN, linewidth=2.2, label="利润")
    budget = heat.budget / 100
    ax.plot([0, heat.days], [0, budget], color=plotting.GREY, linewidth=1, ls=":", label="匀着花")
    ax.axhline(budget, color=plotting.GREY, linewidth=1)
    if seat.out_at >= 0:
        end = (seat.out_at + 1) / rules.SLOTS_A_DAY
        ax.axvline(end, color=plotting.RUST, linewidth=1.2, ls="--")
        side = ("right", -0.05) if end > heat.days / 2 else ("left", 0.05)
        ax.text(
            end + side[1], budget * 0.04, "钱花完了", ha=side[0], color=plotting.RUST, fontsize=10
        )
    ax.set_xticks([day + 0.5 for day in range(heat.days)])
    ax.set_xticklabels([f"第 {day + 1} 天" for day in range(heat.days)])
    ax.set_xlim(0, heat.days)
    dress(ax, "什么时候花的，什么时候赚的", "时间", "累计（元）", grid="y")
    ax.legend(loc="upper left", fontsize=9, frameon=True, edgecolor="none", framealpha=1)


def _against(ax: Axes, practice: Practice) -> None:
    """Profit beside that of the scripted baselines."""
    made = {name: heat.seats[0].profit / 100 for name, heat in practice.baselines.items()}
    made["你的作品"] = practice.heat.seats[0].profit / 100
    names = list(made)
    colours = [plotting.BLUE if name == "你的作品" else plotting.PALE_BLUE for name in names]
    bars = ax.barh(names, list(made.values()), 0.55, color=colours)
    ax.bar_label(bars, [f"{value:,.0f}" for value in made.values()], padding=4)
    ax.axvline(0, color=plotting.GREY, linewidth=1)
    ax.margins(x=0.16)
    dress(ax, "和三种固定办法比利润", "利润（元）", "办法", grid="x")


def _empty(ax: Axes) -> None:
    ax.text(0.5, 0.5, "点击太少，画不出来", transform=ax.transAxes, ha="center", fontsize=12)


def write(practice: Practice, folder: Path, stem: str) -> Path:
    """The picture as `stem`.png in the folder; raises CourseError where it cannot be written."""
    name = re.sub(r'[\\/:*?"<>|\s]+', "_", stem).strip("._") or "作品"
    return write_file(folder / f"{name}_练习结果.png", picture(practice))
