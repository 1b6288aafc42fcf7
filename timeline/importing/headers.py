"""The fields of a table's columns: by their names, in any language, or as the user maps them.

The names are data, in ``columns.yaml``. The user maps other names on the command line, or in a
file that holds a saved mapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Final

from timeline import nodes
from timeline.drafting import document
from timeline.errors import InputError, Place, Problem, UnknownName, nearest
from timeline.events import Event
from timeline.nodes import MappingNode

DATES: Final = (
    "when", "start", "year", "month", "day", "end", "end_year", "end_month", "end_day",
    "start_time", "end_time", "all_day", "wording",
)  # fmt: skip
"""Columns that together make the date of a row."""

_NO_COLUMN: Final = frozenset({"empty", "yes"})

LISTS: Final = frozenset({"parties", "aliases"})
"""Fields that several columns can be mapped to."""

NOTHING: Final = "nothing"
"""The target of a column that is to be skipped."""

_MODEL: Final = re.compile(rf"(?:{'|'.join(Event.__struct_fields__)})(?:\.[A-Za-z0-9_-]+){{0,2}}")
"""Fields of an event and nested ones: ``title.en``, ``sources.url``, ``anniversary.title.ru``."""

LARGEST_MAP: Final = 1_000_000


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    file = files("timeline.importing").joinpath("columns.yaml")
    root, problems = nodes.parse(file.read_bytes(), file.name)
    assert isinstance(root, MappingNode), file.name
    assert not problems, problems
    return {name: tuple(map(str, node)) for name, node in root.items()}


@cache
def synonyms() -> Mapping[str, str]:
    """The field for each name."""
    return {
        key(name): column
        for column, names in _words().items() if column not in _NO_COLUMN
        for name in names
    }  # fmt: skip


@cache
def ambiguous() -> Mapping[str, tuple[str, ...]]:
    """The names that stand for several fields, which are in the order of preference."""
    found: dict[str, tuple[str, ...]] = {}
    for column, names in _words().items():
        for name in map(key, names if column not in _NO_COLUMN else ()):
            found[name] = (*found.get(name, ()), column)
    return {name: columns for name, columns in found.items() if len(set(columns)) > 1}


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in _words()[section])


def is_empty(text: str) -> bool:
    """Whether a cell says that its value is not known: "TBD", «уточняется»."""
    text = text.strip().strip(".…").casefold()
    return not text or text in _listed("empty")


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().casefold() in _listed("yes")


_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

_SERBIAN: Final = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)


def key(header: str) -> str:
    """*header* in the form in which names of columns are compared.

    >>> key("StartDate"), key("Start_date (local) *"), key("ДАТА:")
    ('start date', 'start date', 'дата')
    """
    text = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", header))
    # StartDate; casefold keeps the dot of İ.
    camel = (f" {b}" if a.islower() and b.isupper() else b for a, b in pairwise(f" {text}"))
    text = "".join(camel).casefold().replace("i\u0307", "i")
    return " ".join(re.sub(r"[^\w'’/#№?.]|[_.]", " ", text).split())


def named(header: str) -> str | None:
    """The field that *header* names; None if it is not known."""
    found = _synonym(key(header)) or _field(header)
    if found is None and len(parts := re.split(r"[/,;&\n]", header)) > 1:
        # "Place / City", "Начало, дата", if both are names of the same field.
        every = {_synonym(key(part)) for part in parts}
        found = every.pop() if len(every) == 1 else None
    return found


def _synonym(name: str) -> str | None:
    latin = "".join(_SERBIAN.get(letter, letter) for letter in name)
    return synonyms().get(name) or synonyms().get(latin)


def _field(name: str) -> str | None:
    """The field of an event with that name."""
    name = name.strip()
    head, dot, rest = name.partition(".")
    name = head.casefold() + dot + rest
    return name if _MODEL.fullmatch(name) and not name.endswith(".edtf") else None


def proposed(header: str) -> str | None:
    """The field whose name is most similar to the unknown *header*."""
    close = nearest(key(header), synonyms())
    return synonyms()[close] if close and synonyms()[close] != NOTHING else None


# -- what people say -------------------------------------------------------------------------


def columns() -> tuple[str, ...]:
    """What columns can be mapped to, without nested fields."""
    own = (name for name in _words() if name not in _NO_COLUMN)
    return tuple(dict.fromkeys((*own, *Event.__struct_fields__)))


def mapped(settings: Iterable[str]) -> dict[str, str]:
    """The fields that *settings* give, by `key`: "Участники=parties", or a saved file.

    Raises:
        InputError: a file cannot be read.
        UnknownName: a column is mapped to a field that events do not have.
    """
    found: dict[str, str] = {}
    for setting in settings:
        header, equals, column = setting.rpartition("=")
        if equals:
            found[key(header)] = _known(column.strip())
        else:
            found |= _saved(Path(setting))
    return found


def _known(column: str) -> str:
    known = column if column in columns() else _field(column) if "." in column else None
    if known is None:
        raise UnknownName("column", column, columns())
    return known


def _saved(path: Path) -> dict[str, str]:
    content = nodes.read_bytes(path)
    where, fact = Place(str(path)), "the file is not a mapping of columns"
    if len(content) > LARGEST_MAP:
        hint = f"at most {LARGEST_MAP:,} bytes are read"
        raise InputError([Problem(where, "", fact, hint, "column-map")])
    root, problems = nodes.parse(content, str(path))
    if problems:
        raise InputError(problems)
    if not isinstance(root, MappingNode) or not all(isinstance(v, str) for v in root.values()):
        hint = "write one column a line, as in 'Участники: parties'"
        raise InputError([Problem(where, "", fact, hint, "column-map")])
    return {key(header): _known(str(column)) for header, column in root.items()}


_HEAD: Final = "# What the columns of a table are; timeline import --map reads this file.\n"


def saved(mapping: Mapping[str, str]) -> str:
    """*mapping*, fields by headers, as a file that `mapped` reads."""
    return _HEAD + "".join(document({header: column}) for header, column in mapping.items())


def is_saved(beginning: bytes) -> bool:
    """Whether a file with this *beginning* was written by `saved`."""
    return beginning.startswith(_HEAD.encode())


def is_ours(headers: Iterable[str]) -> bool:
    """Whether a table with these headers is our own export."""
    return {"edtf", "when", "anniversary_of"} <= {*headers}


def understood(headers: list[str], mapping: Mapping[str, str]) -> list[str | None]:
    """The field of each column; None for an unknown column, and for a second one with a field.

    *mapping* may map several columns to a list.
    """
    is_own = is_ours(headers)
    found: list[str | None] = []
    for header in headers:
        if is_own:
            column = None if header == "sources" else _field(header)
            column = header if header in ("anniversary_of", "fingerprint") else column
        else:
            column = mapping.get(key(header)) if header.strip() else None
            column = column or (_named_among(header, headers, mapping) if header.strip() else None)
        is_list = column in LISTS and mapping.get(key(header)) == column
        is_second = column in found and column != NOTHING and not is_list
        found.append(None if is_second else column)
    return found


def _named_among(header: str, headers: list[str], mapping: Mapping[str, str]) -> str | None:
    """The field that *header* names; if there are several, the first that no other column has."""
    fields = ambiguous().get(key(header))
    if not fields:
        return named(header)
    others = {mapping.get(key(other)) or named(other) for other in headers if other != header}
    return next((field for field in fields if field not in others), fields[-1])
