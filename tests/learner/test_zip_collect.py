"""The zips that hand_in writes, through nbgrader's own zip_collect with the class's config."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps import ZipCollectApp
from traitlets.config.loader import PyFileConfigLoader

import opscourse
from opscourse.learner.handing_in import as_text, write_zip

ROOT = Path(opscourse.__file__).parent.parent
TOPIC = "03_shop_health"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with a released exercise and nothing else."""
    root = tmp_path / "课 程"
    (root / "exercises" / TOPIC).mkdir(parents=True)
    nbformat.write(new_notebook(), root / "exercises" / TOPIC / f"{TOPIC}.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    monkeypatch.chdir(root)
    return root


def test_zips_of_a_class_are_collected(course):
    config = PyFileConfigLoader("nbgrader_config.py", str(course)).load_config()
    config.CourseDirectory.root = str(course)
    archive = course / ".grading" / "downloaded" / TOPIC / "archive"
    archive.mkdir(parents=True)
    people = {"20250101": "李小田", "s-2": "买买提·艾力", "3": "Li-Lei"}
    for number, name in people.items():
        notebook = new_notebook(cells=[new_code_cell(f"me = '{name}'")])
        write_zip(archive / f"{number}_{name}_03.zip", f"{TOPIC}/{TOPIC}.ipynb", as_text(notebook))
    app = ZipCollectApp(config=config)
    app.initialize([TOPIC])
    app.start()
    submitted = course / ".grading" / "submitted"
    assert sorted(p.name for p in submitted.iterdir()) == sorted(people)
    for number, name in people.items():
        taken = nbformat.read(submitted / number / TOPIC / f"{TOPIC}.ipynb", as_version=4)
        assert taken.cells[0].source == f"me = '{name}'"
