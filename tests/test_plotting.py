"""The charts: Chinese shows, nothing is clipped, bad input gets one sentence."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg

from opscourse import plotting
from opscourse.errors import CourseError

HANZI = Path(__file__).parent.parent / "scripts" / "common_hanzi.txt"
DAYS = pd.date_range("2025-11-01", periods=7)
SIGNS = "¥‰−×÷≤≥≠Σ→←↑↓①●■▲·…—“”‘’《》、。,;:?!()%℃"


@pytest.fixture(autouse=True)
def style():
    plotting.use_style()
    yield
    plt.close("all")


def render(ax) -> bytes:
    """The chart as PNG bytes; any warning, such as a missing glyph, is an error."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.savefig(target, format="png")
    return target.getvalue()


def assert_inside(ax) -> None:
    """Every text of the chart lies inside the figure."""
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    page = ax.figure.bbox
    texts = [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]
    for text in [*texts, *ax.get_xticklabels(), *ax.get_yticklabels()]:
        if not text.get_text():
            continue
        box = text.get_window_extent()
        low, high = ax.viewLim.intervalx
        if text in ax.get_xticklabels() and not low <= text.get_position()[0] <= high:
            continue  # a tick beyond the limits is not drawn
        assert box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1, text.get_text()
        assert box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1, text.get_text()


CHARTS = {
    "funnel": lambda: plotting.funnel_chart(
        pd.Series({"访问": 2013, "看了 2 页以上": 1204, "咨询": 301, "下单": 160, "支付": 131})
    ),
    "funnel_empty": lambda: plotting.funnel_chart(pd.Series({"访问": 0, "支付": 0})),
    "uv": lambda: plotting.uv_chart(pd.Series([30, 28, 33, 29, 31, 35, 40], index=DAYS), 160),
    "uv_one_day": lambda: plotting.uv_chart(pd.Series([30], index=DAYS[:1]), 30),
    "uv_long": lambda: plotting.uv_chart(
        pd.Series([300] * 61, index=pd.date_range("2025-11-01", periods=61)), 9000
    ),
    "presence": lambda: plotting.presence_chart(
        pd.DataFrame([[True] * 7, [False, True] * 3 + [True]], index=["V1", "V2"], columns=DAYS)
    ),
    "bar": lambda: plotting.bar_chart(
        pd.Series({"搜索": 250_000.0, "直接访问": -2_000.0}), title="支付金额", xlabel="渠道"
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_complete_and_shows_chinese(name):
    ax = CHARTS[name]()
    assert ax.get_title(loc="left")
    assert ax.get_xlabel() and ax.get_ylabel()
    labels = ax.get_xlabel() + ax.get_ylabel()
    assert any(unit in labels for unit in ("（人）", "（万元）", "（月-日）"))
    assert_inside(ax)
    assert render(ax).startswith(b"\x89PNG")


@pytest.mark.parametrize("style_name", ["Regular", "Bold"])
def test_font_holds_all_common_hanzi_gb2312_and_signs(style_name):
    cmap = TTFont(plotting.FONT_FOLDER / f"OpscourseSansSC-{style_name}.ttf").getBestCmap()
    hanzi = HANZI.read_text(encoding="utf-8").replace("\n", "")
    assert len(set(hanzi)) == 8105
    level_1_and_2 = [
        bytes((row, cell)).decode("gb2312", errors="ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    wanted = set(hanzi) | set("".join(level_1_and_2)) | set(SIGNS)
    assert {character for character in wanted if ord(character) not in cmap} == set()


def test_font_carries_its_own_name_and_licence():
    for file in plotting.FONT_FOLDER.glob("*.ttf"):
        names = {record.nameID: str(record) for record in TTFont(file)["name"].names}
        assert names[1] == plotting.FONT_FAMILY
        assert all("Noto" not in names[number] for number in (1, 3, 4, 6))
        assert "Open Font License" in names[13]
        assert file.stat().st_size < 3_000_000
    licence = (plotting.FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_bold_and_regular_are_found_by_name_and_registered_once():
    plotting.use_style()
    ours = [e for e in font_manager.fontManager.ttflist if e.name == plotting.FONT_FAMILY]
    assert sorted(entry.weight for entry in ours) == [400, 700]
    bold = font_manager.findfont(
        font_manager.FontProperties(family=plotting.FONT_FAMILY, weight="bold")
    )
    assert bold.endswith("OpscourseSansSC-Bold.ttf")


def test_minus_sign_and_yen_render_in_an_ordinary_plot():
    _, ax = plt.subplots()
    ax.plot([-3, 2], [-1.5, 4], label="净利润 ¥−3 犇镕")
    ax.set_title("环比 −3.2% 𬭚")  # beyond the basic plane, yet in the official list
    ax.legend()
    render(ax)


def test_a_character_outside_the_font_is_caught():
    """The net that the tests above rely on holds: a missing glyph does raise."""
    _, ax = plt.subplots()
    ax.set_title("\U00030ede")
    with pytest.raises(UserWarning, match="Glyph"):
        render(ax)


def test_works_in_a_fresh_process_with_an_empty_font_cache(tmp_path):
    code = (
        "import warnings; warnings.simplefilter('error', UserWarning)\n"
        "import matplotlib; matplotlib.use('Agg')\n"
        "import pandas as pd\n"
        "from opscourse import plotting\n"
        "plotting.use_style()\n"
        "ax = plotting.funnel_chart(pd.Series({'访问': 20, '支付': 3}))\n"
        f"ax.figure.savefig({str(tmp_path / 'funnel.png')!r})\n"
    )
    environment = {**os.environ, "MPLCONFIGDIR": str(tmp_path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "funnel.png").stat().st_size > 5_000


def test_missing_font_files_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(plotting, "FONT_FOLDER", tmp_path)
    with pytest.raises(CourseError, match="字体文件不见了"):
        plotting.use_style()


def test_funnel_rates_between_steps_and_after_an_empty_step():
    ax = plotting.funnel_chart(pd.Series({"访问": 200, "下单": 0, "支付": 0}))
    texts = [text.get_text() for text in ax.texts]
    assert "↓ 0.0% 走到下一步" in texts
    assert "↓ —" in texts


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (pd.Series(dtype=float), "一个步骤也没有"),
        (pd.Series({"访问": 5, "支付": 6}), "“支付”比上一步还多"),
        (pd.Series({"访问": -1}), "“访问”是 -1"),
        (pd.Series({"访问": float("nan")}), "“访问”是 nan"),
    ],
)
def test_funnel_refuses_what_is_no_funnel(steps, says):
    with pytest.raises(CourseError, match=says):
        plotting.funnel_chart(steps)


@pytest.mark.parametrize("unique", [39, 227])
def test_uv_chart_refuses_an_impossible_uv(unique):
    with pytest.raises(CourseError, match=f"unique={unique}"):
        plotting.uv_chart(pd.Series([30, 28, 33, 29, 31, 35, 40], index=DAYS), unique)


def test_uv_chart_shows_how_many_were_counted_again():
    ax = plotting.uv_chart(pd.Series([30, 20], index=DAYS[:2]), 42)
    texts = " ".join(text.get_text() for text in ax.texts)
    assert "相加 = 50" in texts and "去重 UV 42" in texts and "重复数了 8 次" in texts


def test_other_charts_refuse_nothing_to_draw():
    with pytest.raises(CourseError, match="一天"):
        plotting.uv_chart(pd.Series(dtype=int), 0)
    with pytest.raises(CourseError, match="没有可画的访客"):
        plotting.presence_chart(pd.DataFrame())
    with pytest.raises(CourseError, match="没有可画的数"):
        plotting.bar_chart(pd.Series(dtype=float), title="支付金额")


def test_bar_chart_changes_to_wan_yuan_only_for_yuan():
    yuan = plotting.bar_chart(pd.Series({"搜索": 120_000.0}), title="支付金额")
    assert yuan.get_ylabel() == "支付金额（万元）"
    assert yuan.patches[0].get_height() == pytest.approx(12)
    people = plotting.bar_chart(pd.Series({"搜索": 120_000}), title="访客数", unit="人")
    assert people.get_ylabel() == "访客数（人）"
    assert people.patches[0].get_height() == 120_000
