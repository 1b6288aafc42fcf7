"""The command that installs a missing extra, for the way this program was installed.

The package is on no index, so an extra is requested with the location that the package came from
(PEP 610, ``direct_url.json``), and added to the program's environment: with pip or uv in a virtual
environment, or in a tool of pipx or uv.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from msgspec import Struct

from timeline.paths import ON_WINDOWS, quoted

NAME: Final = "diplomatic-timeline"


class Installation(Struct, frozen=True, kw_only=True):
    """How the package was installed.

    ``origin`` is the content of ``direct_url.json``, empty if the package came from an index;
    ``requirements`` are those of the package, with their markers, from its metadata.
    """

    prefix: Path
    executable: str
    has_pip: bool
    origin: Mapping[str, Any] = {}
    requirements: tuple[str, ...] = ()


def installation() -> Installation:
    """The installation of the running program."""
    origin, requirements = "", None
    try:
        package = distribution(NAME)
    except PackageNotFoundError:  # run from its sources
        pass
    else:
        origin = package.read_text("direct_url.json") or ""
        requirements = package.requires
    return Installation(
        prefix=Path(sys.prefix),
        executable=sys.executable,
        has_pip=find_spec("pip") is not None,
        origin=json.loads(origin) if origin else {},
        requirements=tuple(requirements or ()),
    )


def command(
    extra: str, installed: Installation | None = None, *, on_windows: bool = ON_WINDOWS
) -> str:
    """The shell command that adds *extra* to the program; it works in cmd.exe, too."""
    installed = installed or installation()
    program, extras = _program(installed, extra, on_windows)
    arguments = _requirement(installed, extras)
    return " ".join((program, *(_in_quotes(each, on_windows) for each in arguments)))


def requirement(installed: Installation | None = None) -> str | None:
    """The requirement that installs this program on another machine; None for a local origin.

    >>> requirement(Installation(prefix=Path(), executable="", has_pip=True,
    ...     origin={"url": "https://a.org/x", "vcs_info": {"vcs": "git", "commit_id": "1f"}}))
    'diplomatic-timeline @ git+https://a.org/x@1f'
    """
    installed = installed or installation()
    if not installed.origin.get("url"):
        return None
    if urlsplit(installed.origin["url"]).scheme == "file":
        return None
    (found,) = _requirement(installed, ())
    return found.replace("[]", "")


def _program(installed: Installation, extra: str, on_windows: bool) -> tuple[str, tuple[str, ...]]:
    """The command that installs, and the extras that it must name again."""
    if (installed.prefix / "pipx_metadata.json").is_file():
        return f"pipx inject {quoted(installed.prefix.name, on_windows=on_windows)}", (extra,)
    receipt = installed.prefix / "uv-receipt.toml"
    if receipt.is_file():
        # uv recreates the tool, so the extras that it had must be named again.
        return "uv tool install", tuple(sorted({extra, *_extras(receipt)}))
    executable = quoted(installed.executable, on_windows=on_windows)
    if installed.has_pip:
        return f"{executable} -m pip install", (extra,)
    return f"uv pip install --python {executable}", (extra,)


def _extras(receipt: Path) -> Iterator[str]:
    """The extras with which uv installed the tool."""
    tool = tomllib.loads(receipt.read_text("utf-8")).get("tool", {})
    for requirement in tool.get("requirements", ()):
        if requirement.get("name") == NAME:
            yield from requirement.get("extras", ())


def _requirement(installed: Installation, extras: Iterable[str]) -> list[str]:
    """The package with *extras* from its location; if that is gone, their requirements."""
    origin, chosen = installed.origin, ",".join(extras)
    url = origin.get("url", "")
    if not url:
        return [f"{NAME}[{chosen}]"]
    if urlsplit(url).scheme == "file":
        path = Path(url2pathname(urlsplit(url).path))
        if not path.exists():
            return [each for extra in extras for each in _required(installed, extra)]
        if path.is_dir():
            editable = ["-e"] if origin.get("dir_info", {}).get("editable") else []
            return [*editable, f"{path}[{chosen}]"]
    if version_control := origin.get("vcs_info"):
        url = f"{version_control['vcs']}+{url}@{version_control['commit_id']}"
    if folder := origin.get("subdirectory"):
        url += f"#subdirectory={folder}"
    return [f"{NAME}[{chosen}] @ {url}"]


_MARKED: Final = re.compile(
    r"""(?P<requirement>[^;]+?)\s*;.*\bextra\s*==\s*["'](?P<extra>[^"']+)["']"""
)


def _required(installed: Installation, extra: str) -> Iterator[str]:
    """What *extra* requires, without its marker."""
    for text in installed.requirements:
        found = _MARKED.match(text)
        if found and found["extra"] == extra:
            yield found["requirement"]


_EXPANDED: Final = frozenset('$`\\!"')
"""Characters that a POSIX shell expands in double quotes."""


def _in_quotes(argument: str, on_windows: bool) -> str:
    """*argument* in double quotes, which cmd.exe also supports, unless it is an option."""
    if argument.startswith("-"):
        return argument
    if not on_windows and not _EXPANDED.isdisjoint(argument):
        return shlex.quote(argument)
    return f'"{argument}"'
