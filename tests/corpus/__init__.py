"""Passages and phrases by which the reader of dates is measured, one file per language.

They were written for this purpose by someone who did not look at the results of the reader:
communiqués, notices and programmes as ministries print them, about a fifth of them without any
date, only with numbers that look like one. No sentence is a quotation and no person is real. The
errors of the reader in these texts have been fixed, so unknown texts are read somewhat worse: if
you add passages, note their score before you change the reader.

A file holds ``language``, ``day`` (that of the document, unless a passage has its own ``on``) and

``passages``
    ``[[words|EDTF]]`` is a date that belongs in a chronology, ``[[words|EDTF|-]]`` one that
    does not: a deadline, the period of a figure, the year of a programme, the stamp of
    the document. Nothing else is a date. A preposition belongs to the words if the value
    depends on it (by, since, from ... to).
``phrases``
    ``words = EDTF`` to be read alone, ``words = EDTF @ zone``, or ``words = refused``.
``relative``
    The same, read on ``day``.

Parts of a year or month that are named loosely count as thirds of it: early 2026 is
2026-01/2026-04~. By 2030 and by the end of 2030 are both ../2030.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_MARKED = re.compile(r"\[\[([^|]+)\|(.+?)(\|-)?\]\](?!\])", re.DOTALL)
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Expected:
    """A date of a passage: ``text[start:end]``, its EDTF, and whether it belongs in a chronology."""

    start: int
    end: int
    edtf: str
    is_item: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A running text with all its dates, in order."""

    language: str
    on: date
    text: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be read alone; ``edtf`` is None if they must be refused."""

    language: str
    on: date | None
    text: str
    edtf: str | None
    zone: str | None = None


@cache
def passages() -> tuple[Passage, ...]:
    """Every passage of every language."""
    return tuple(
        _passage(data["language"], date.fromisoformat(entry.get("on", data["day"])), entry["text"])
        for data in _files()
        for entry in data["passages"]
    )


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase of every language."""
    return tuple(
        _phrase(data["language"], on, line)
        for data in _files()
        for section, on in (("phrases", None), ("relative", date.fromisoformat(data["day"])))
        for line in data[section].splitlines()
    )


def _files() -> Iterator[dict[str, Any]]:
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        yield texts_of(path)


def texts_of(path: Path) -> Any:
    """The content of a YAML file, each value as text; parsed in C if PyYAML can."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def _passage(language: str, on: date, marked: str) -> Passage:
    text, last, expected = "", 0, []
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        end = len(text) + len(match[1])
        expected.append(Expected(len(text), end, match[2], match[3] is None))
        text += match[1]
        last = match.end()
    return Passage(language, on, text + marked[last:], tuple(expected))


def _phrase(language: str, on: date | None, line: str) -> Phrase:
    words, answer = line.rsplit(" = ", 1)
    written, _, zone = answer.partition(" @ ")
    return Phrase(language, on, words, None if written == _REFUSED else written, zone or None)
