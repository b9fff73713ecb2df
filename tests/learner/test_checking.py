"""check, hint, solution, quiz and progress, as a learner meets them."""

import json

import nbformat
import pytest

import opscourse
from opscourse.answers import handover
from opscourse.answers.blanks import BLANK
from opscourse.errors import CourseError
from opscourse.learner import hints, progress


def said(capsys):
    return capsys.readouterr().out


def test_right(work, capsys):
    points = opscourse.check("03.q1", spend=36.504)
    assert type(points) is float and points == 2.0
    text = said(capsys)
    assert text.startswith("03.q1 客单价：2 / 2 分\n对了。") and "换一个世界" in text


def test_untouched(work, capsys):
    assert opscourse.check("03.q1", spend=BLANK) == 0.0
    text = said(capsys)
    assert "还没作答" in text and "分" not in text.split("\n")[0] and "hint" not in text
    assert progress.entry("03.q1") == {}


def test_named_wrong_answer_and_the_next_step(work, capsys):
    assert opscourse.check("03.q1", spend=30) == 0.0
    text = said(capsys)
    assert "分母用成了订单数。" in text and "36.5" not in text
    assert 'hint("03.q1")，还有 2 条提示' in text
    opscourse.hint("03.q1")
    opscourse.hint("03.q1")
    said(capsys)
    opscourse.check("03.q1", spend=31)
    assert 'solution("03.q1")' in said(capsys)


def test_a_function_is_called_on_its_practice_inputs(work, capsys):
    assert opscourse.check("03.q2", double=lambda n: n * 2) == 2.0
    assert 0.0 <= opscourse.check("03.q2", double=lambda n: n + 2) < 2.0
    assert opscourse.check("03.q2", double=3) == 0.0


def test_a_lesson_step_has_no_points(work, capsys):
    assert opscourse.check("L03.s1", buyers=3) is None
    assert "分" not in said(capsys).split("\n")[0]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: opscourse.check("03.q1", spned=1), "要交的名字是 spend，你写的是 spned"),
        (lambda: opscourse.check("03.q1"), 'check("03.q1", spend=spend)'),
        (lambda: opscourse.check("03.q11", spend=1), '你要的是不是 "03.q1"?'),
        (lambda: opscourse.check("q1", spend=1), '题号写成 "03.q3" 这样'),
        (lambda: opscourse.check(3, spend=1), '题号写成 "03.q3" 这样'),
        (lambda: opscourse.check("77.q1", spend=1), "77"),
        (lambda: opscourse.hint("03.q9"), "没有 03.q9 这个题号"),
        (lambda: opscourse.solution("03.q9"), "没有 03.q9 这个题号"),
        (lambda: opscourse.quiz("L03.k9"), '你要的是不是 "L03.k1"?'),
        (lambda: opscourse.quiz("L03.k1", "E"), "没有选项 E。选项有 A、B"),
        (lambda: opscourse.quiz("L03.k1", 1), "没有选项 1"),
    ],
)
def test_bad_calls_name_the_thing_and_the_remedy(work, call, sentence):
    with pytest.raises(CourseError) as caught:
        call()
    assert sentence in str(caught.value)


def test_damaged_answer_file(work, tmp_path):
    (tmp_path / "practice" / "03.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"03\.json"):
        opscourse.check("03.q1", spend=1)


def test_the_ladder_of_hints(work, capsys):
    opscourse.hint("03.q1")
    assert said(capsys) == "第 1/2 条提示：看看分母。\n"
    opscourse.hint("03.q1")
    text = said(capsys)
    assert text.startswith("第 2/2 条提示：同一位买家") and "最后一条" in text
    opscourse.hint("03.q1")
    assert "提示已经看完：\n1. 看看分母。" in said(capsys)
    opscourse.hint("03.q2")
    assert "没有提示" in said(capsys)


def test_the_solution_comes_after_an_attempt(work, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(hints, "ROOT", tmp_path)
    opscourse.solution("03.q1")
    assert "自己试过一次以后" in said(capsys)
    opscourse.check("03.q1", spend=BLANK)
    said(capsys)
    opscourse.solution("03.q1")
    assert "自己试过一次以后" in said(capsys)
    opscourse.check("03.q1", spend=1)
    said(capsys)
    opscourse.solution("03.q1")
    assert "由老师发布" in said(capsys)
    folder = tmp_path / "solutions" / "03_shop_health"
    folder.mkdir(parents=True)
    (folder / "03_shop_health.ipynb").write_text("{", encoding="utf-8")
    opscourse.solution("03.q1")
    assert "由老师发布" in said(capsys)
    cell = nbformat.v4.new_code_cell("### BEGIN SOLUTION\nspend = 1\n### END SOLUTION")
    cell.metadata["nbgrader"] = {"grade_id": "q1-answer"}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "03_shop_health.ipynb")
    opscourse.solution("03.q1")
    assert said(capsys).endswith("\n\nspend = 1\n")


def test_a_lessons_reference_is_read_from_its_source(tmp_path):
    (tmp_path / "course").mkdir()
    source = '# %% starter="s1"\nbuyers = ____\n\n# %% solution="s1"\nbuyers = 3\n'
    (tmp_path / "course" / "03_shop_health.py").write_text(source, encoding="utf-8")
    assert hints.reference("L03.s1", tmp_path) == "buyers = 3"
    assert hints.reference("L03.s2", tmp_path) is None


def test_quiz_by_code_alone(work, capsys):
    opscourse.quiz("L03.k1")
    assert said(capsys) == '转化率的分母是什么？\nA. 访客数\nB. 浏览量\n作答：quiz("L03.k1", "A")\n'
    opscourse.quiz("L03.k1", "b")
    assert said(capsys) == "你选了 B：浏览量\n不对。一位访客会看很多页。\n"
    opscourse.quiz("L03.k1", "\uff21")
    assert "对。一位访客只算一次。" in said(capsys)
    assert progress.entry("L03.k1")["tries"] == 2


def test_progress(work, capsys):
    opscourse.progress()
    assert "还没有作答记录" in said(capsys)
    opscourse.check("03.q1", spend=1)
    opscourse.check("03.q1", spend=36.5)
    opscourse.check("L03.s1", buyers=4)
    opscourse.hint("L03.s1")
    said(capsys)
    opscourse.progress("03")
    text = said(capsys)
    assert text.startswith("做过 2 题，答对 1 题。")
    assert "03.q1    答对  检查 2 次  提示 0 条  客单价" in text
    assert "L03.s1   还不对  检查 1 次  提示 1 条  买家数" in text
    opscourse.progress("04")
    assert said(capsys).startswith("第 04 课还没有")


def test_progress_lives_in_mywork_and_is_never_lost(work, capsys):
    opscourse.check("03.q1", spend=1)
    file = work / "progress.json"
    assert json.loads(file.read_text(encoding="utf-8"))["03.q1"]["tries"] == 1
    for damage in (b"{", b"[1]", b"\xff\xfe"):
        file.write_bytes(damage)
        progress._warned.clear()
        said(capsys)
        assert opscourse.check("03.q1", spend=36.5) == 2.0
        assert "进度文件坏了" in said(capsys)
    kept = sorted(p.name for p in work.glob("progress.damaged-*.json"))
    assert kept == [f"progress.damaged-{n}.json" for n in (1, 2, 3)]
    assert (work / "progress.damaged-1.json").read_bytes() == b"{"
    assert not list(work.glob("*.tmp"))


def test_progress_that_cannot_be_written_costs_no_answer(work, capsys, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(progress.tempfile, "mkstemp", full)
    assert opscourse.check("03.q1", spend=36.5) == 2.0
    assert "进度没有记下来" in said(capsys)


def test_without_mywork_nothing_is_written(work, tmp_path, monkeypatch, capsys):
    other = tmp_path / "elsewhere"
    other.mkdir()
    monkeypatch.chdir(other)
    opscourse.hint("03.q1")
    opscourse.hint("03.q1")
    assert "第 2/2 条" in said(capsys)
    assert list(other.iterdir()) == []


def test_a_graded_or_collecting_run_only_hands_over(work, capsys):
    with handover.collecting() as handed:
        assert opscourse.check("03.q1", spend=36.5) == 0.0
        opscourse.hint("03.q1")
        opscourse.solution("03.q1")
        opscourse.quiz("L03.k1")
        opscourse.hand_in("03")
    assert list(handed) == ["03.q1"]
    assert said(capsys) == "" and not (work / "progress.json").exists()


def test_nothing_is_noted_while_nbgrader_runs(work, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    progress.note("03.q1", tries=1)
    assert not (work / "progress.json").exists()
