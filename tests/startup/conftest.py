"""Small courses, bare or with their environment."""

import shutil
from pathlib import Path

import pytest

from startup.environment import Environment
from tests.startup.small_course import Course, small_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A small course, nothing installed."""
    return small_course(tmp_path)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A small course whose environment `start.py` has made; not to be changed."""
    course = small_course(tmp_path_factory.mktemp("template"))
    run = course.test()
    assert run.returncode == 7, run.stdout + run.stderr
    return course


@pytest.fixture
def made(course: Course, template: Course) -> Course:
    """A small course with its environment, as if made in place: that takes seconds."""
    shutil.copytree(template.root / ".venv", course.root / ".venv", symlinks=True)
    environment = Environment(course.root)
    environment.distrust()
    environment._finish(dev=True)
    assert environment.ready(dev=True)
    return course
