"""The examples in docstrings are correct."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import timeline

MODULES = ["timeline", *(m.name for m in walk_packages(timeline.__path__, "timeline."))]


@pytest.mark.parametrize("name", [name for name in MODULES if name != "timeline.__main__"])
def test_examples_print_what_they_show(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert doctest.testmod(timeline).attempted > 0
