import doctest
import importlib
import pkgutil

import pytest

import opscourse


def modules(*packages):
    for package in packages:
        name = f"opscourse.{package}"
        yield name
        folder = importlib.import_module(name).__path__
        yield from (module.name for module in pkgutil.iter_modules(folder, f"{name}."))


@pytest.mark.parametrize("name", list(modules("metrics", "simulation", "datasets")))
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_public_metric_has_an_example_and_names_its_source():
    for name in opscourse.metrics.__all__:
        doc = getattr(opscourse.metrics, name).__doc__
        assert ">>>" in doc, name
        assert "docs: metrics" in doc, name
