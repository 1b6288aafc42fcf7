"""The shape of the package is what its map says."""

import re
import tomllib
from pathlib import Path
from pkgutil import iter_modules

import timeline

ROOT = Path(__file__).parent.parent


def mapped(text):
    """The names at the heads of the lines of a map."""
    return re.findall(r"^ {4}(\w+) {2,}\S", text, flags=re.MULTILINE)


def test_the_map_of_the_package_is_its_layers_in_their_order():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    names = [name for layer in layers for name in layer.split(" | ") if name != "__main__"]
    assert mapped(timeline.__doc__) == names
    modules = {module.name for module in iter_modules(timeline.__path__)} - {"__main__", "messages"}
    assert set(names) == modules
