"""The lists of packages agree with each other and name no host."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPO = Path(__file__).resolve().parents[1]
FILES = ["requirements.lock", "requirements-dev.lock", "constraints.txt"]


def pins(name: str) -> list[str]:
    """Return a file's `name==version ; marker` lines without hashes."""
    lines = (REPO / name).read_text("utf-8").splitlines()
    return [line.removesuffix("\\").strip() for line in lines if line and line[0].isalnum()]


def requirements(name: str) -> list[Requirement]:
    return [Requirement(line) for line in pins(name)]


def test_constraints_are_the_locks_versions() -> None:
    assert pins("constraints.txt") == pins("requirements.lock")
    assert len(pins("constraints.txt")) > 100


@pytest.mark.parametrize("name", FILES)
def test_every_line_pins_one_version_and_names_no_host(name: str) -> None:
    text = (REPO / name).read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for requirement in requirements(name):
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement


@pytest.mark.parametrize("name", FILES[:2])
def test_every_package_of_a_lock_has_hashes(name: str) -> None:
    entries = re.split(r"(?m)^(?=\S)", (REPO / name).read_text("utf-8"))
    for entry in filter(None, entries):
        assert "--hash=sha256:" in entry, entry


def test_a_developers_environment_has_one_version_of_everything() -> None:
    both = requirements(FILES[0]) + requirements(FILES[1])
    for variables in ({"python_full_version": "3.11.9"}, {"python_full_version": "3.13.0"}):
        here = [
            canonicalize_name(r.name)
            for r in both
            if r.marker is None or Marker(str(r.marker)).evaluate(dict(variables))
        ]
        assert len(here) == len(set(here))


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    """Fails when a dependency changes and scripts/make_lock.py was not run."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
    }
    for name, wanted in asked.items():
        locked = requirements("requirements.lock")
        if name != "requirements.lock":
            locked += requirements(name)
        for requirement in map(Requirement, wanted):
            found = [
                pin
                for pin in locked
                if canonicalize_name(pin.name) == canonicalize_name(requirement.name)
            ]
            assert found, f"{requirement} is not locked"
            for pin in found:
                version = str(pin.specifier).removeprefix("==")
                assert requirement.specifier.contains(version), f"{requirement}: {version} locked"


def test_conda_gives_python_and_pip_and_nothing_else() -> None:
    environment = yaml.safe_load((REPO / "environment.yml").read_text("utf-8"))
    assert environment["channels"] == ["conda-forge"]
    *conda, pip = environment["dependencies"]
    assert [Requirement(line).name for line in conda] == ["python", "pip"]
    assert pip == {"pip": ["-c constraints.txt", "-e ."]}
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    python = Requirement(conda[0]).specifier
    assert oldest in python and f"{oldest[:-2]}10" not in python
