"""The picture at the end of L01: your own ratings of seven skills against the class's means.

    skill_radar.radar({"电商基础": 3, "摄影摄像": 5})     # a skill left out is not drawn

Nothing is graded and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from opscourse import plotting
from opscourse.errors import CourseError
from opscourse.labs.profit import as_number

LOWEST, HIGHEST = 1, 10
SIZE = (6.4, 5.2)


def class_means(skills: pd.DataFrame | None = None) -> pd.Series:
    """Mean rating of each skill, those of one area side by side; default: the class's table.

    >>> rated = pd.DataFrame({"area": "技术", "skill": "摄影摄像", "score": [4, 5]})
    >>> class_means(rated).to_dict()
    {'摄影摄像': 4.5}
    """
    if skills is None:
        from opscourse.datasets import load

        skills = load("skills")
    return skills.groupby(["area", "skill"], sort=False)["score"].mean().droplevel("area")


def radar(mine: Mapping[str, Any], skills: pd.DataFrame | None = None) -> None:
    """Draw the ratings (1 to 10) and the class's means; raises CourseError for anything else."""
    draw(mine, class_means(skills))


def draw(mine: Mapping[str, Any], means: pd.Series) -> Any:
    """The picture as an Axes."""
    import matplotlib.pyplot as plt

    ratings = checked(mine, means)
    plotting.use_style()
    figure = plt.figure(figsize=SIZE, layout="constrained")
    ax: Any = figure.add_subplot(projection="polar")
    ax.set_theta_zero_location("N")
    ax.set_theta_direction(-1)
    angles = np.arange(len(means)) * 2 * np.pi / len(means)
    for values, colour, name in (
        (means, plotting.GREY, "这个班的平均"),
        (ratings, plotting.BLUE, "我"),
    ):
        around = [*angles, angles[0]], [*values, values.iloc[0]]
        ax.plot(*around, "o-", color=colour, label=name, clip_on=False)
        ax.fill(angles, values, color=colour, alpha=0.12)
    ax.set_xticks(angles, [f"{name}\n{score:g}" for name, score in ratings.items()])
    ax.tick_params(axis="x", pad=12)
    ax.set_ylim(0, HIGHEST)
    ax.set_yticks([2, 4, 6, 8, 10])
    ax.set_rlabel_position(180 / len(means))
    ax.set_title("我的七项本事（自评，1 到 10 分）", loc="left", y=1.1)
    ax.legend(loc="upper left", bbox_to_anchor=(-0.25, 1.06))
    return ax


def checked(mine: Mapping[str, Any], means: pd.Series) -> pd.Series:
    """One rating a skill, in the order of `means`."""
    names = "、".join(means.index)
    for skill in mine:
        if skill not in means.index:
            raise CourseError(f"没有叫「{skill}」的技能。七项是：{names}。")
    for skill in means.index:
        if skill not in mine:
            raise CourseError(f"「{skill}」还没有打分。七项都要有：{names}。")
    ratings = {}
    for skill in means.index:
        number = as_number(mine[skill])
        if number is None or not LOWEST <= number <= HIGHEST:
            raise CourseError(
                f"「{skill}」的分是 {str(mine[skill])[:12]}，不行。写 {LOWEST} 到 {HIGHEST} 的数。"
            )
        ratings[skill] = number
    return pd.Series(ratings)
