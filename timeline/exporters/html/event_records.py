"""The records of events: the data of each for the page's scripts and its list, in JSON types.

``records.d.ts`` in assets/ declares them for the scripts.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from timeline.exporters.html.plain_data import Texts

SpanRecord = (
    tuple[float | None, float | None]
    | tuple[float | None, float | None, str]
    | tuple[float | None, float | None, str, Literal["", "on", "timed"]]
)
"""A span: its start and end and, if needed, the precision of a window, whether it continues, and
whether it has hours.
"""

FactRecord = str | list[str] | int | Texts
"""A fact: words, names or an id, the number of a phrase, or a text by language."""

Facts = dict[str, FactRecord]
"""Facts by field."""


class TypedRecord(Struct, omit_defaults=True, rename="camel", gc=False):
    """A JSON object without its default values, which events.js fills in.

    Dates are the numbers of their phrases.
    """


class ClaimRecord(TypedRecord, kw_only=True):
    """A date that contradicts the one shown; ``source`` is the number of the source with it."""

    date: int
    edtf: str
    spans: list[SpanRecord] = []
    wording: str | None = None
    source: int | None = None


class SourceRecord(TypedRecord, kw_only=True):
    """A source: ``quote`` is what it says, including its words for the date.

    ``earlier`` says that the event was moved away from the date of this source. ``facts`` are the
    other facts of `timeline.facts`, by field.
    """

    document: str
    publisher: str | None = None
    paragraph: str | None = None
    url: str | None = None
    language: str | None = None
    published: int | None = None
    accessed: int | None = None
    issued: str | None = None
    read: str | None = None
    date: int | None = None
    earlier: bool = False
    quote: str | None = None
    note: Texts | None = None
    facts: Facts = {}


class EventRecord(TypedRecord, kw_only=True):
    """An event. ``knowing`` is the number of the phrase for how well its date is known.

    ``heading`` is the number of the phrase under which it is listed, if a year alone would not do:
    the decade or century where its year is not known, or a year with its era. An anniversary has
    no sources: they are with its original event. ``facts`` are the other facts of
    `timeline.facts`, by field.
    """

    id: str
    title: Texts
    date: int
    heading: int | None = None
    knowing: int | None = None
    edtf: str | None = None
    precision: str | None = None
    spans: list[SpanRecord] = []
    one_of: bool = False
    about: bool = False
    unsure: bool = False
    tolerance: tuple[float, float] | None = None
    zone: str | None = None
    instants: list[str] | None = None  # only the start if the end is not known
    kind: str
    status: str | None = None
    importance: Literal["high", "low"] | None = None
    place: str | None = None
    venue: Texts | None = None
    parties: tuple[str, ...] = ()
    series: str | None = None
    part_of: str | None = None
    origin: str | None = None
    description: Texts | None = None
    aliases: tuple[str, ...] = ()
    disputed: bool = False
    conflicts: list[ClaimRecord] = []
    previously: ClaimRecord | None = None
    sources: list[SourceRecord] = []
    facts: Facts = {}
