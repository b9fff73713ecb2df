"""The picture of one's own ratings: the class's means, and bad ratings."""

from __future__ import annotations

import warnings

import pytest

from opscourse import load
from opscourse.errors import CourseError
from opscourse.labs import skill_radar

MINE = dict.fromkeys(
    ("电商基础", "网络营销", "电商运营", "摄影摄像", "图片处理", "文案策划", "新媒体"), 4
)


def test_the_class_is_drawn_with_its_means():
    skills = load("skills")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing glyph, say
        ax = skill_radar.draw({**MINE, "新媒体": "７"}, skill_radar.class_means())
        ax.figure.canvas.draw()
    names = skill_radar.class_means().index
    # The last point is the first one again: the line is closed.
    them, me = (dict(zip(names, line.get_ydata()[:-1], strict=True)) for line in ax.lines)
    for skill, mean in them.items():
        assert mean == pytest.approx(skills.loc[skills["skill"] == skill, "score"].mean())
    assert me == {**MINE, "新媒体": 7}
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["这个班的平均", "我"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"新媒体": 11}, "「新媒体」的分是 11，不行。写 1 到 10 的数。"),
        ({"新媒体": 0}, "不行"),
        ({"新媒体": ""}, "不行"),
        ({"新媒体": "很好"}, "「新媒体」的分是 很好"),
        ({"种柚子": 9}, "没有叫「种柚子」的技能。七项是：电商基础"),
    ],
)
def test_bad_ratings_get_one_sentence(change, says):
    with pytest.raises(CourseError, match=says):
        skill_radar.draw({**MINE, **change}, skill_radar.class_means())


def test_a_skill_left_out_is_named():
    with pytest.raises(CourseError, match="「新媒体」还没有打分"):
        skill_radar.draw(
            {k: v for k, v in MINE.items() if k != "新媒体"}, skill_radar.class_means()
        )
