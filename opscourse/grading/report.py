"""A class's report: one HTML page for reading and printing, one CSV for a spreadsheet."""

from __future__ import annotations

import base64
import io
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from opscourse import plotting
from opscourse.authoring.pages import render
from opscourse.grading import outcomes
from opscourse.grading.sandbox.layers import titles
from opscourse.grading.spreadsheet import csv_text
from opscourse.grading.tally import KINDS, ClassTally, Mistake, QuestionTally

TEMPLATES = Path(__file__).parent / "templates"
TALK_ABOUT = 8  # named mistakes that the top of the page lists
COLOURS = {
    "full": plotting.GREEN,
    "partial": plotting.PALE_BLUE,
    "named": plotting.ORANGE,
    "wrong": plotting.RUST,
    "none": plotting.FAINT,
}


def html(done: ClassTally, when: datetime | None = None) -> str:
    """The page. when : the time that it shows, now if none is given."""
    graded = [one.outcome for one in done.submissions if one.outcome.questions]
    engines = Counter((ran_by(one.outcome), layers_of(one.outcome)) for one in done.submissions)
    names = {one.person.number: one.person.name or one.person.number for one in done.submissions}
    seconds = [one.outcome.seconds for one in done.submissions]
    return render(
        "report.html.j2",
        folder=TEMPLATES,
        title=f"{done.assignment} 全班作业报告",
        done=done,
        when=f"{when or datetime.now():%Y-%m-%d %H:%M}",
        kinds=KINDS,
        states=outcomes.STATES,
        names=_told_apart(names),
        mean=sum(one.points for one in graded) / max(1, len(graded)),
        most=max((one.max_points for one in graded), default=0),
        to_look=to_look(done),
        to_read=sum(bool(one.to_read) for one in done.submissions),
        talk=talk_about(done),
        charts=charts(done),
        engines=engines.most_common(),
        seconds=sum(seconds),
        cpu=sum(one.outcome.cpu_seconds for one in done.submissions),
        slowest=max(seconds),
    )


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """Names by number; of those that occur twice with the number."""
    twice = {name for name, count in Counter(names.values()).items() if count > 1}
    return {
        number: f"{name}（{number}）" if name in twice else name for number, name in names.items()
    }


def ran_by(outcome: outcomes.Outcome) -> str:
    """The engine as a teacher knows it."""
    names = {"sandbox": "沙箱", "nbclient": "Jupyter 内核", "": "没有运行"}
    return names.get(outcome.engine, outcome.engine)


def layers_of(outcome: outcomes.Outcome) -> str:
    """The layers in force, in one order."""
    names = titles()
    order = [one for one in names if one in outcome.layers]
    order += sorted(set(outcome.layers) - names.keys())
    return "；".join(names.get(one, one) for one in order) or "无"


def to_look(done: ClassTally) -> int:
    """Submissions and files that a person must look at."""
    looks = (outcomes.TAMPERING, outcomes.PERSON)
    return sum(one.outcome.state in looks for one in done.submissions) + len(done.unplaced)


def talk_about(done: ClassTally) -> list[tuple[QuestionTally, Mistake]]:
    """Named mistakes that at least two learners made, the most frequent first."""
    found = [(one, wrong) for one in done.questions for wrong in one.named if wrong.count > 1]
    return sorted(found, key=lambda pair: -pair[1].count)[:TALK_ABOUT]


# --- CSV -----------------------------------------------------------------------------------------


def table(done: ClassTally) -> str:
    """One line a learner, the missing ones too; safe to open in a spreadsheet."""
    keys = [one.key for one in done.questions]
    head = ["学号", "姓名", "班级", "状态", "说明", "自动题得分", "自动题满分", "成绩册总分", *keys]
    rows: list[list[Any]] = [[*head, "备注", "还没读的题", "引擎", "隔离层", "用时（秒）"]]
    for one in done.submissions:
        got = one.outcome
        marks = [got.questions[key].points if key in got.questions else "" for key in keys]
        rows.append([
            one.person.number, one.person.name, one.person.group, outcomes.STATES[got.state][0],
            got.says, got.points, got.max_points, "" if one.total is None else one.total, *marks,
            "；".join(one.notes), "、".join(one.to_read), ran_by(got), layers_of(got),
            round(got.seconds, 1),
        ])  # fmt: skip
    for state, people in (("还没评", done.waiting), ("没交", done.missing)):
        for person in people:
            row = [person.number, person.name, person.group, state]
            rows.append(row + [""] * (len(rows[0]) - len(row)))
    for stray in done.unplaced:
        row = ["", "", "", outcomes.STATES[outcomes.PERSON][0], f"{stray.source}：{stray.why}"]
        rows.append(row + [""] * (len(rows[0]) - len(row)))
    return csv_text(rows)


# --- charts --------------------------------------------------------------------------------------


def charts(done: ClassTally) -> list[str]:
    """Two pictures as data URLs: how marks are spread, and how each question went."""
    with matplotlib.rc_context():
        plotting.use_style()
        return [_spread(done), _questions(done)]


def _spread(done: ClassTally) -> str:
    points = [one.outcome.points for one in done.submissions if one.outcome.questions]
    most = max((one.outcome.max_points for one in done.submissions), default=0) or 1
    ax = _axes(2.4)
    edges = [most * step / 10 for step in range(11)]
    counts, _, bars = ax.hist(points, bins=edges, color=plotting.BLUE, edgecolor="white")
    ax.bar_label(bars, [f"{count:.0f}" if count else "" for count in counts], padding=1)  # type: ignore[arg-type]
    ax.set_title("自动题得分的分布", loc="left")
    ax.set_xlabel("得分（分）")
    ax.set_ylabel("人数（人）")
    ax.set_xticks(edges)
    ax.margins(x=0.01, y=0.15)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    ax.grid(False, axis="x")
    return _picture(ax)


def _questions(done: ClassTally) -> str:
    shown = done.questions[::-1]
    ax = _axes(1.2 + 0.34 * len(shown))
    left = [0] * len(shown)
    for kind, name in KINDS.items():
        counts = [one.kinds[kind] for one in shown]
        bars = ax.barh(
            [one.short for one in shown], counts, 0.68, left, color=COLOURS[kind], label=name
        )
        ink = plotting.INK if kind in ("partial", "none") else "white"
        labels = [str(count) if count else "" for count in counts]
        ax.bar_label(bars, labels, label_type="center", color=ink, fontsize=9)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    ax.set_title("每一题答得怎么样", loc="left", pad=26)
    ax.set_xlabel("人数（人）")
    ax.set_ylabel("题号")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(False, axis="y")
    ax.margins(x=0.01)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(KINDS), fontsize=9, borderpad=0.2)
    return _picture(ax)


def _axes(height: float) -> Axes:
    figure = Figure(figsize=(8.4, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.subplots()


def _picture(ax: Axes) -> str:
    data = io.BytesIO()
    figure = ax.figure
    assert isinstance(figure, Figure)
    figure.savefig(data, format="png", dpi=150)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
