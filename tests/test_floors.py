"""The house of opscourse: every floor imports only from floors below it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "opscourse"

# From the ground up. `errors` and `fonts` carry no logic and stand under all of them.
FLOORS = [
    "errors",
    "plotting",
    "metrics",
    "simulation",
    "datasets",
    "answers",
    "learner",
    "labs",
    "authoring",
    "grading",
    "tournament",
    "cli",
]
NEVER = {"authoring": {"labs", "learner"}, "grading": {"labs", "learner"}}
# These know nothing of notebooks, so that they serve anywhere.
PLAIN = {"metrics", "simulation", "plotting"}
NOTEBOOKS = {"IPython", "jupytext", "nbclient", "nbconvert", "nbformat", "nbgrader", "ipywidgets"}

# The facade, opscourse/__init__.py, opens every door.
FILES = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})


def floor_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST, package: list[str]) -> set[str]:
    """Return the dotted names that a file imports, also inside functions and by import_module."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    return {name for name in found if isinstance(name, str)}


def faults(source: str, floor: str, package: list[str]) -> list[str]:
    """Return what a file of `floor` imports and must not."""
    found = []
    for name in sorted(imported(ast.parse(source), package)):
        top, *rest = name.split(".")
        if top == "opscourse" and rest:
            other = rest[0]
            if other in FLOORS:
                above = FLOORS.index(other) > FLOORS.index(floor)
                if above or other in NEVER.get(floor, set()):
                    found.append(name)
            elif not other.startswith("__"):
                found.append(f"{name} (the facade is for learners)")
        elif floor in PLAIN and top in NOTEBOOKS:
            found.append(name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_imports_only_from_below(path: Path) -> None:
    floor = floor_of(path)
    assert floor in FLOORS, f"{floor} stands on no floor: add it to FLOORS and the design"
    package = ["opscourse", *path.relative_to(PACKAGE).parent.parts]
    assert faults(path.read_text("utf-8"), floor, package) == []


@pytest.mark.parametrize(
    ("floor", "source"),
    [
        ("metrics", "from opscourse.datasets import load"),
        ("metrics", "def f():\n    import opscourse.simulation"),
        ("answers", "from ..learner import checking"),
        ("answers", "from .. import grading"),
        ("grading", "from opscourse.learner import checking"),
        ("datasets", "import importlib\nimportlib.import_module('opscourse.cli')"),
        ("labs", "from opscourse import load"),
        ("simulation", "import nbformat"),
    ],
)
def test_a_forbidden_import_is_seen(floor: str, source: str) -> None:
    assert len(faults(source, floor, ["opscourse", floor])) == 1


def test_permitted_imports_pass() -> None:
    source = "import opscourse\nfrom opscourse.errors import CourseError\nfrom . import files\n"
    assert (
        faults(source + "from opscourse import datasets", "answers", ["opscourse", "answers"]) == []
    )
