"""Changes to a copy of the repository, as docs/contributing.md describes them.

A change is a YAML file of this folder, a list of steps:

- ``edit`` a file, or all that match a pattern: ``insert`` a text ``before`` or ``after`` another
  one, or ``replace`` a text ``by`` another one; the text to find must occur exactly once
- ``write`` a file with a ``text``
- ``copy`` a file ``to`` another one, with texts to ``replace`` in it
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "contributing.md"


class Section(NamedTuple):
    """A section of the page: its heading, the paths that it lists, and its commands."""

    heading: str
    paths: tuple[str, ...]
    commands: tuple[str, ...]


def sections() -> dict[str, Section]:
    """The sections of the page by heading."""
    _, *parts = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return {section.heading: section for section in map(_section, parts)}


def _section(text: str) -> Section:
    heading, _, body = text.partition("\n")
    commands = [
        line.strip()
        for block in re.findall(r"```sh\n(.*?)```", body, flags=re.DOTALL)
        for line in block.splitlines()
        if line.strip()
    ]
    steps = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
    numbered = "".join(
        re.findall(r"^\d\. .*?(?=^\d\. |^\S|\Z)", steps, flags=re.DOTALL | re.MULTILINE)
    )
    paths = re.findall(r"`([\w.*-]+(?:/[\w.*-]+)+|README\.md)`", numbered)
    return Section(heading, tuple(dict.fromkeys(paths)), tuple(commands))


def files(folder: Path) -> dict[str, str]:
    """The digests of all files of a copy, by path."""
    return {
        str(path.relative_to(folder).as_posix()): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not _IGNORED & set(path.parts)
    }


_IGNORED = {"__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache", ".git"}


def copied(folder: Path) -> Path:
    """A copy of the repository in *folder*: all files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def changed(name: str, folder: Path) -> None:
    """Makes the change of that name in a copy of the repository."""
    for step in yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")):
        if "write" in step:
            path = folder / step["write"]
            assert not path.exists(), path
            path.write_text(step["text"], "utf-8")
        elif "copy" in step:
            content = (folder / step["copy"]).read_bytes()
            for old, new in step["replace"].items():
                content = _replaced(content, old, new, step["copy"])
            (folder / step["to"]).write_bytes(content)
        else:
            found = sorted(folder.glob(step["edit"]))
            assert found, step["edit"]
            for path in found:
                path.write_bytes(_edited(path.read_bytes(), step, path.name))


def _edited(content: bytes, step: Mapping[str, Any], name: str) -> bytes:
    if "replace" in step:
        return _replaced(content, step["replace"], step["by"], name)
    if "before" in step:
        return _replaced(content, step["before"], step["insert"] + step["before"], name)
    return _replaced(content, step["after"], step["after"] + step["insert"], name)


def _replaced(content: bytes, old: str, new: str, name: str) -> bytes:
    assert content.count(old.encode()) == 1, (
        f"{name} has {old!r} {content.count(old.encode())} times"
    )
    return content.replace(old.encode(), new.encode())


def run(folder: Path, command: str, *, fails: bool = False) -> str:
    """The output of a command of the page in a copy of the repository."""
    program, *arguments = shlex.split(command)
    if program == "python":
        arguments = arguments[0:]
    elif program == "pytest":
        arguments = ["-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments]
    else:
        arguments = ["-m", program, *arguments]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert fails or done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


def unlisted(paths: set[str], section: Section) -> Iterator[str]:
    """The differences between the *paths* that changed and those that the section lists."""
    for path in sorted(paths):
        if not any(fnmatchcase(path, pattern) for pattern in section.paths):
            yield f"changed, and not listed: {path}"
    for pattern in section.paths:
        if not any(fnmatchcase(path, pattern) for path in paths):
            yield f"listed, and not changed: {pattern}"
