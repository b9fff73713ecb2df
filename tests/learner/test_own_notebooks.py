"""The notebooks for a learner's own data: laid into mywork, and never handed in."""

from __future__ import annotations

import shutil
import zipfile

import nbformat
import pytest

from opscourse import datasets
from opscourse.learner import handing_in
from startup import mywork

OWN = ["02_my_shop", "08_my_titles"]


@pytest.fixture
def root(tmp_path):
    """A course with lesson 8, its exercise and the notebooks for own data, given to a learner."""
    for name in ("course/08_titles.ipynb", "exercises/08_titles/08_titles.ipynb",
                 *(f"course/{own}.ipynb" for own in OWN)):  # fmt: skip
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(datasets.ROOT / name, target)
    mywork.update(tmp_path)
    return tmp_path


def test_start_lays_them_into_mywork(root):
    for own in OWN:
        assert (root / "mywork" / "course" / f"{own}.ipynb").is_file()


def test_they_ask_for_no_answers():
    for own in OWN:
        notebook = nbformat.read(datasets.ROOT / "course" / f"{own}.ipynb", as_version=4)
        for cell in notebook.cells:
            assert "nbgrader" not in cell.metadata
            assert not any(call in cell.source for call in ("check(", "quiz(", "____"))


@pytest.mark.parametrize("beside", ["course", "exercises/08_titles"])
def test_hand_in_leaves_them_and_the_export_out(root, monkeypatch, beside):
    work = root / "mywork"
    folder = work / beside
    for own in OWN:  # also when somebody copies them beside the exercise
        if beside != "course":
            shutil.copyfile(work / "course" / f"{own}.ipynb", folder / f"{own}.ipynb")
    (folder / "订单导出.csv").write_text("收货人,手机\n某某,1\n", encoding="utf-8")
    monkeypatch.setattr(handing_in, "run_again", lambda notebook, folder: "")
    monkeypatch.chdir(folder)
    packed = handing_in.pack("08", "s-1", "李小田")
    with zipfile.ZipFile(packed.path) as archive:
        assert archive.namelist() == ["08_titles/08_titles.ipynb"]
        assert "订单导出" not in archive.read("08_titles/08_titles.ipynb").decode()
