"""The pictures of the title lab: which searches find it, how its bytes are spent, its coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from opscourse.plotting import BLUE, FAINT, GREEN, GREY, INK, ORANGE, PALE_BLUE, PURPLE, RUST
from opscourse.simulation.title_text import gbk_bytes

if TYPE_CHECKING:
    from opscourse.labs.titles import TitleResult

SHOWN = 12  # keywords in the picture
KIND_COLOURS = {"核心": BLUE, "地域": GREEN, "属性": PURPLE, "长尾": ORANGE, "": GREY}


def keyword_chart(result: TitleResult, ax: Axes | None = None) -> Axes:
    """The most searched keywords as bars: dark where the title is found, pale where a word lacks.

    The word that lacks stands at the bar's end.
    """
    ax = ax or _new_axes()
    rows = result.keywords.head(SHOWN)
    places = range(len(rows))
    ax.barh(
        places,
        rows["searches"],
        color=[BLUE if one else FAINT for one in rows["found"]],
        height=0.7,
    )
    for place, count, found, missing in zip(
        places, rows["searches"], rows["found"], rows["missing"], strict=True
    ):
        label = f" {count:,}" if found else f" {count:,}，缺：{missing}"
        ax.text(count, place, label, va="center", fontsize=9, color=INK if found else RUST)
    ax.set_yticks(list(places), list(rows["keyword"]), fontsize=9.5)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(0, max(1, rows["searches"].max()) * 1.42)
    ax.set_title(f"搜得最多的 {len(rows)} 个词：深色的找得到你", loc="left", y=1.0)
    ax.set_xlabel("搜索人气（次/月）")
    ax.set_ylabel("买家搜的词")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.xaxis.set_major_locator(plt.MaxNLocator(4))
    _plain(ax)
    return ax


def byte_chart(result: TitleResult, ax: Axes) -> Axes:
    """The title's bytes end to end, one piece for each searched word, and the limit."""
    at = 0
    for word, kind in result.words:
        size = gbk_bytes(word)
        ax.barh(0, size, left=at, color=KIND_COLOURS[kind], edgecolor="white", height=0.55)
        if result.bytes <= 1.1 * result.limit:  # else the pieces are too narrow to write in
            short = "\n".join(word[k : k + 2] for k in range(0, len(word), 2))
            ax.text(at + size / 2, 0, short, color="white", fontsize=8, ha="center", va="center")
        at += size
    if at < result.bytes:  # spaces and words that nobody searches
        ax.barh(0, result.bytes - at, left=at, color=FAINT, edgecolor="white", height=0.55)
    ax.axvline(result.limit, color=RUST, linewidth=2)
    ax.text(result.limit, 0.42, f"上限 {result.limit} ", color=RUST, ha="right", fontsize=9.5)
    ax.set_xlim(0, max(result.limit * 1.1, result.bytes * 1.03))
    ax.set_ylim(-0.4, 0.75)
    ax.set_yticks([])
    kinds = [kind for kind in KIND_COLOURS if kind and any(kind == k for _, k in result.words)]
    handles = [Patch(color=KIND_COLOURS[kind], label=kind) for kind in kinds]
    if at < result.bytes:
        handles.append(Patch(color=FAINT, label="没人搜"))
    ax.legend(handles=handles, ncol=5, loc="upper left", frameon=False, fontsize=9,
              handlelength=1, columnspacing=1, borderpad=0)  # fmt: skip
    ax.set_title(f"字节花在哪些词上：用了 {result.bytes} 字节", loc="left", y=1.0)
    ax.set_xlabel("字节（一个汉字 2 字节）")
    _plain(ax)
    return ax


def coverage_chart(result: TitleResult, ax: Axes) -> Axes:
    """Coverage by searches and by orders, of 100 %."""
    shares = [result.coverage, result.order_coverage]
    ax.barh([0, 1], [100, 100], color=FAINT, height=0.55)
    ax.barh([0, 1], [100 * share for share in shares], color=[PALE_BLUE, BLUE], height=0.55)
    for place, share in enumerate(shares):
        inside = share > 0.75
        ax.text(100 * share + (-2 if inside else 2), place, f"{share:.1%}", va="center",
                ha="right" if inside else "left", fontsize=13,
                color="white" if inside and place else INK)  # fmt: skip
    ax.set_yticks([0, 1], ["按搜索", "按成交"])
    ax.set_ylim(1.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_title("覆盖率：多少搜索找得到你", loc="left", y=1.0)
    ax.set_xlabel("占这种商品全部搜索（成交）的百分之几")
    _plain(ax)
    return ax


def _plain(ax: Axes) -> None:
    ax.grid(False)
    ax.grid(True, axis="x")
    ax.set_axisbelow(True)
    ax.tick_params(length=0)


def _new_axes() -> Axes:
    _, ax = plt.subplots(figsize=(7.6, 5.4), layout="constrained")
    return ax
