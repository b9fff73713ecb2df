"""Answer files: found, checked, and refused with a sentence that says what to do."""

import json
from types import SimpleNamespace

import pytest

from opscourse.answers import files
from opscourse.errors import CourseError
from tests.answers.common import question


@pytest.fixture
def practice(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PRACTICE", tmp_path)
    content = {
        "assignment": "03_shop_health",
        "version": "0",
        "fingerprint": "f00d",
        "questions": {"03.q1": question("number", 3), "03.q2": question("text", "甲")},
        "quizzes": {},
    }
    files.write_answers(tmp_path / "03.json", content)
    return tmp_path


def test_what_is_written_is_read(practice):
    content = files.load_answers("03")
    assert files.question(content, "03.q1")["right"]["value"] == 3
    before = (practice / "03.json").read_bytes()
    files.write_answers(practice / "03.json", content)
    assert (practice / "03.json").read_bytes() == before and b"\xe7\x94\xb2" in before


def test_the_file_must_belong_to_the_world(practice):
    assert files.load_answers("03", SimpleNamespace(fingerprint="f00d"))
    with pytest.raises(CourseError, match="同一个世界"):
        files.load_answers("03", SimpleNamespace(fingerprint="beef"))


def test_a_missing_file_names_itself_and_what_there_is(practice):
    with pytest.raises(CourseError, match=r"04\.json.*03.*重新安装"):
        files.load_answers("04")
    with pytest.raises(CourseError, match=r"answers\.json"):
        files.read_answers(practice / "answers.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"questions": []}',
        b'{"questions": {"03.q1": 3}}',
        b'{"questions": {"03.q1": {"name": "uv"}}}',
    ],
)
def test_a_damaged_file_is_named_with_the_remedy(practice, content):
    (practice / "03.json").write_bytes(content)
    with pytest.raises(CourseError, match=r"03\.json 坏了.*重新"):
        files.load_answers("03")


def test_an_unknown_question_names_the_nearest(practice):
    content = files.load_answers("03")
    with pytest.raises(CourseError, match=r"你要的是 03\.q1 吗"):
        files.question(content, "03.p1")
    with pytest.raises(CourseError, match=r"03\.q1、03\.q2"):
        files.question(content, "完全不同")


def test_no_nan_is_ever_written(practice):
    with pytest.raises(ValueError):
        files.write_answers(practice / "03.json", {"questions": {"a": float("nan")}})
    assert json.loads((practice / "03.json").read_text(encoding="utf-8"))


def test_the_committed_files_are_laid_out_as_the_build_does_and_none_is_mostly_spaces():
    paths = sorted(files.PRACTICE.glob("[0-9][0-9].json"))
    assert len(paths) >= 13
    for path in paths:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
        assert files.as_text(content) == text
        assert len(text) < 1.5 * len(json.dumps(content, ensure_ascii=False)), path.name
