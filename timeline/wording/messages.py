"""The words of the interface: one YAML file per language in the folder ``timeline/messages``.

Every file has the same keys. An entry may have the plural forms of CLDR (``one``, ``few``,
``many``, ``other``). Entries of the section ``dates`` may have cases (``nominative``,
``genitive``); only `timeline.wording.dates` uses those and the section ``grammar``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, TypeAlias

from timeline import nodes
from timeline.errors import UnknownName
from timeline.language_tags import primary
from timeline.wording.locales import locale

ENGLISH: Final = "en"
"""The message file for languages that have no file."""

Messages: TypeAlias = Mapping[str, Any]
"""A section of a message file: texts and nested sections."""

_GRAMMAR: Final = "grammar"


@lru_cache(maxsize=1)
def _files() -> Mapping[str, Traversable]:
    found = (files("timeline") / "messages").iterdir()
    suffix = ".yaml"
    named = {file.name.removesuffix(suffix): file for file in found if file.name.endswith(suffix)}
    return dict(sorted(named.items()))


@lru_cache(maxsize=64)
def _file(interface: str) -> Messages:
    file = _files()[interface]
    root, problems = nodes.parse(file.read_bytes(), file.name)
    assert isinstance(root, Mapping), file.name
    assert not problems, problems
    return root


def interface_languages() -> tuple[str, ...]:
    """Tags of the languages that have a message file, in alphabetical order."""
    return tuple(_files())


@lru_cache(maxsize=1024)
def interface_language(language: str) -> str:
    """The message file for *language*, such as "sr-Cyrl" for "sr"; "en" if there is none."""
    spoken = locale(language)
    script = spoken.script or spoken.likely_script
    candidates = [f"{spoken.language}-{script}"]
    if script == spoken.likely_script:
        candidates.append(spoken.language)
    return next((tag for tag in candidates if tag in _files()), ENGLISH)


def is_served(language: str) -> bool:
    """Whether there is a message file for *language*, under its tag or a shorter one."""
    return locale(language).language == locale(interface_language(language)).language


def words_in(language: str) -> str:
    """The tag of the words that the interface uses in *language*; "en" without a message file."""
    served = interface_language(language)
    return language if primary(served) == primary(language) else served


@lru_cache(maxsize=64)
def messages(language: str) -> Messages:
    """All messages of the interface in *language*, nested as in the file."""
    file = _file(interface_language(language))
    return {key: section for key, section in file.items() if key != _GRAMMAR}


def grammar(language: str) -> Messages:
    """The grammar of *language* that CLDR lacks, from its message file; empty without a file."""
    section: Messages = _file(interface_language(language)).get(_GRAMMAR, {})
    return section if is_served(language) else {}


def message(key: str, language: str, **values: object) -> str:
    """The message with the dotted *key*; its placeholders are replaced by *values*.

    An entry with plural forms uses the form that CLDR gives for the number *n*.

    Raises:
        UnknownName: there is no message with this key.
    """
    found = entry(key, language)
    if not isinstance(found, str):
        number = values.get("n")
        if not isinstance(number, int) or "other" not in found:
            raise _unknown(key, language)
        plural = locale(interface_language(language)).plural_form(number)
        found = str(found.get(plural, found["other"]))
    if "{" not in found:
        return found
    spoken = locale(words_in(language))
    return found.format_map(
        {
            name: spoken.numeral(str(value)) if isinstance(value, int) else value
            for name, value in values.items()
        }
    )


@lru_cache(maxsize=8192)
def entry(key: str, language: str) -> str | Messages:
    """The text with the dotted *key*, or the section with its forms.

    Raises:
        UnknownName: there is no message with this key.
    """
    found: str | Messages = messages(language)
    for step in key.split("."):
        if isinstance(found, str) or step not in found:
            raise _unknown(key, language)
        found = found[step]
    return found


def _unknown(key: str, language: str) -> UnknownName:
    return UnknownName("message", key, sorted(_keys(messages(language))))


def _keys(section: Messages, prefix: str = "") -> Iterator[str]:
    for key, found in section.items():
        yield prefix + key
        if isinstance(found, Mapping):
            yield from _keys(found, f"{prefix}{key}.")
