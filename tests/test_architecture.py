"""The package has the structure that its docstring describes."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

import timeline
from tests.narrowing import present

ROOT = Path(__file__).parent.parent


def mapped(text: str) -> list[str]:
    """The names at the heads of the lines of a map."""
    return re.findall(r"^ {4}(\w+) {2,}\S", text, flags=re.MULTILINE)


def test_the_map_of_the_package_is_its_layers_in_their_order() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    names = [name for layer in layers for name in layer.split(" | ") if name != "__main__"]
    assert mapped(timeline.__doc__) == names
    modules = {module.name for module in iter_modules(timeline.__path__)} - {"__main__", "messages"}
    assert set(names) == modules


FOUND_BY_NAME = {
    "cli/commands": "the commands",
    "documents/formats": "the formats that are read",
    "exporters": "the formats that are written",
    "linting": "rules for each part of a calendar file",
}
"""Folders in which each module is one of what the docstring of the package describes."""


def test_the_docstring_of_each_package_names_its_modules() -> None:
    unnamed = {}
    for path in sorted((ROOT / "timeline").rglob("__init__.py")):
        folder = path.parent.relative_to(ROOT / "timeline").as_posix()
        modules = {module.name for module in iter_modules([str(path.parent)])} - {"__main__"}
        words = set(
            re.findall(r"\w+", present(ast.get_docstring(ast.parse(path.read_text("utf-8")))))
        )
        if folder not in FOUND_BY_NAME and modules - words:
            unnamed[folder] = modules - words
    assert unnamed == {}


def types(path: Path) -> Iterator[str]:
    """The names of all classes in a module, and of the types that it names at its top level."""
    tree = ast.parse(path.read_text("utf-8"))
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                if re.fullmatch(r"_?(?:[A-Z][a-z]+)+", name) and "TypeVar" not in ast.dump(node):
                    yield name


def test_no_two_types_share_a_name() -> None:
    homes = defaultdict(list)
    for path in sorted((ROOT / "timeline").rglob("*.py")):
        for name in types(path):
            homes[name.lstrip("_")].append(path.relative_to(ROOT).as_posix())
    assert len(homes) > 300
    shared = {name: found for name, found in homes.items() if len(found) > 1}
    assert not shared


NAMED_BY_FOLDERS = {
    "md": "a format that is read and written: the modules of both folders are found by it",
    "docx": "a format that is read and written: the modules of both folders are found by it",
}
"""Names of modules that more than one has, and why."""


def test_no_two_modules_share_a_name() -> None:
    homes = defaultdict(list)
    for path in sorted((ROOT / "timeline").rglob("*.py")):
        # Commands are found by their names, which are those of what they do.
        if path.stem != "__init__" and path.parent.name != "commands":
            homes[path.stem].append(path.relative_to(ROOT).as_posix())
    assert len(homes) > 150
    assert {name for name, found in homes.items() if len(found) > 1} == NAMED_BY_FOLDERS.keys()


LONGEST_FUNCTION = 40
"""Lines of a function, without its docstring, that need no reason."""


def long_functions(path: Path) -> Iterator[str]:
    """The names of the functions of a module that are long and do not say why."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            is_documented = ast.get_docstring(node) is not None
            first = present(node.body[0].end_lineno) + 1 if is_documented else node.body[0].lineno
            length = present(node.end_lineno) - first + 1
            whole = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            if length > LONGEST_FUNCTION and "# Long" not in whole:
                yield node.name


def test_a_long_function_says_why() -> None:
    for path in sorted((ROOT / "timeline").rglob("*.py")):
        assert (path.name, *long_functions(path)) == (path.name,)


def hidden(path: Path) -> Iterator[str]:
    """The names from this package that a module imports and a function of it uses for another thing."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        (name.asname or name.name).partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if (getattr(node, "module", None) or name.name).partition(".")[0] == "timeline"
    }
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                match node:
                    case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                        if name in imported:
                            yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}: {name}"


def test_no_local_hides_what_its_module_imports() -> None:
    found = [one for path in sorted((ROOT / "timeline").rglob("*.py")) for one in hidden(path)]
    assert not found
