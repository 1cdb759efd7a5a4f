import doctest
import importlib
import pkgutil

import pytest

import detente.analysis

MODULES = sorted(
    f"detente.analysis.{found.name}" for found in pkgutil.iter_modules(detente.analysis.__path__)
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_list_of_modules_is_not_empty():
    assert "detente.analysis.tension" in MODULES
