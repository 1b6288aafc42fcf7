"""Paths as users write them: patterns and folders expanded, and names quoted for a shell.

The shells of Windows do not expand patterns, so the program does.
"""

from __future__ import annotations

import os
import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final


def filled_in(names: Iterable[str], suffixes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The files for each of *names*, which may be files, folders and patterns.

    In a pattern, ``**`` matches all folders below. For a folder, the result is the files in it
    and below it with one of *suffixes*, which are lower-case. Any other name means itself,
    whether the file exists or not.
    """
    return {name: tuple(_meant(name, suffixes)) for name in names}


def _meant(name: str, suffixes: Collection[str]) -> Iterator[str]:
    path = Path(name)
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.suffix.casefold() in suffixes and file.is_file():
                yield str(file)
    elif has_magic(name) and not path.exists():
        # Not Path.glob, which does not accept absolute patterns.
        for matched in sorted(glob(name, recursive=True)):  # noqa: PTH207
            yield from _meant(matched, suffixes) if "**" not in name else _files(matched)
    else:
        yield str(path)


def passed_over(names: Iterable[str], suffixes: Collection[str]) -> dict[str, int]:
    """How many files in the folders *names* have none of *suffixes*, by their own suffix.

    Hidden files, and those in hidden folders, are not counted.
    """
    counts: Counter[str] = Counter()
    for folder in {Path(name) for name in names}:
        for file in folder.rglob("*") if folder.is_dir() else ():
            is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
            suffix = file.suffix.casefold()
            if not is_hidden and suffix not in suffixes and file.is_file():
                counts[suffix] += 1
    return dict(sorted(counts.items()))


def _files(name: str) -> Iterator[str]:
    """*name* if it is a file: a pattern with ``**`` matches files, too."""
    if Path(name).is_file():
        yield name


ON_WINDOWS: Final = os.name == "nt"

_PLAIN: Final = re.compile(r"[\w@%+=:,./~-]+")
_PLAIN_ON_WINDOWS: Final = re.compile(r"[\w@+=:./\\~-]+")


def quoted(path: str | Path, *, on_windows: bool = ON_WINDOWS) -> str:
    """*path* for the shell of this system, in quotes if it contains a space, for example.

    >>> quoted("exports/хроника.ics"), quoted("my exports/a.ics", on_windows=False)
    ('exports/хроника.ics', "'my exports/a.ics'")
    """
    text = str(path)
    if on_windows:
        # cmd.exe only supports double quotes, which file names cannot contain.
        return text if _PLAIN_ON_WINDOWS.fullmatch(text) else f'"{text}"'
    return text if _PLAIN.fullmatch(text) else shlex.quote(text)


def in_repository(name: str) -> str:
    """The path of the file *name* from the top of its git repository, with slashes.

    Outside of a repository, it is relative to the working directory if it is below that,
    otherwise absolute.
    """
    path = Path(os.path.abspath(name))  # noqa: PTH100 - links in it are kept
    tops = [folder for folder in path.parents if (folder / ".git").exists()]
    for folder in (*tops[:1], Path.cwd()):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.as_posix()
