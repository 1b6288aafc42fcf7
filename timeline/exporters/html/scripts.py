"""The page's scripts: modules in the sources, one script in the page.

Each module keeps its own scope, so equal names in two modules do not clash. A module comes after
those that it imports; circular imports are an error. Comments stay in the sources.
"""

from __future__ import annotations

import re
from functools import cache
from graphlib import TopologicalSorter
from typing import Final

from timeline.exporters.html.embedding import asset

MAIN: Final = "main.js"

_COMMENT: Final = re.compile(r"^ *(?://.*|/\*(?:(?!\*/)[\s\S])*\*/)\n", re.MULTILINE)
_IMPORT: Final = re.compile(
    r'^import (?:\* as (?P<whole>\w+)|(?P<names>\{[^}]*\})) from "\./(?P<module>[\w-]+\.js)";$',
    re.MULTILINE,
)
_EXPORT: Final = re.compile(
    r"^export (?=(?:const|class|function\*?|async function) (\w+))", re.MULTILINE
)


@cache
def script() -> str:
    """All scripts as one, wrapped in a function, so that the page has few globals."""
    modules = "\n".join(_block(name) for name in _order(MAIN))
    return f'(() => {{\n"use strict";\nconst modules = {{}};\n{modules}\n}})();'


def _order(main: str) -> list[str]:
    """The modules that *main* needs, *main* last; circular imports raise `graphlib.CycleError`."""
    needs: dict[str, list[str]] = {}
    waiting = [main]
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = [found["module"] for found in _IMPORT.finditer(asset(name))]
            waiting += needs[name]
    return list(TopologicalSorter(needs).static_order())


def _block(name: str) -> str:
    """The module *name* as a block that imports from `modules`, and adds its exports to it."""
    code = _COMMENT.sub("", asset(name))
    exports = ", ".join(_EXPORT.findall(code))
    code = _EXPORT.sub("", _IMPORT.sub(_taking, code))
    return f'{{ // {name}\n{code}modules["{name}"] = {{ {exports} }};\n}}'


def _taking(found: re.Match[str]) -> str:
    names = found["whole"] or found["names"].replace(" as ", ": ")
    return f'const {names} = modules["{found["module"]}"];'
