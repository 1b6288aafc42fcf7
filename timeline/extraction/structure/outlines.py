"""Outlines: what the structure of a document says, by the numbers of its blocks."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from timeline import edtf
from timeline.errors import DateError
from timeline.extraction.titles import TextSpan
from timeline.phrases import Mention
from timeline.phrases.earlier_dates import Given


class Item(Struct, frozen=True):
    """What a line tells of: its date, and the characters that say the rest.

    ``date`` is the mention that dates it, of its own line or of the heading above; ``start`` and
    ``end`` are the characters that the draft quotes. ``place`` is the one that the line tells,
    ``around`` the one of the programme that it belongs to. ``is_loose`` tells that nothing but its
    place in a list parts the date from the rest: the line may be a sentence as well.
    """

    block: int
    date: Mention
    value: edtf.Value
    start: int
    end: int
    title: TextSpan
    place: str | None = None
    around: str | None = None
    is_loose: bool = False
    venue: str | None = None
    """The building or room that the line, or the one below it, names."""
    stage: str | None = None
    """The city that is all that it says: what the lines above name was or is there."""
    is_timed_here: bool = False


class Outline(Struct):
    """What the structure of a document says, by the number of the block."""

    items: dict[int, Item] = field(default_factory=dict)
    series: dict[int, list[Item]] = field(default_factory=dict)
    """The items of blocks that name one event with several dates and places."""
    dates: dict[int, list[Mention]] = field(default_factory=dict)
    """Dates read from the place where they stand: those of items and headings."""
    headings: set[int] = field(default_factory=set)
    """Blocks that are nothing but the date of the lines below."""
    order: str | None = None
    """Order of day and month in figures, if the document shows it."""
    faults: dict[int, Exception] = field(default_factory=dict)
    """Blocks that a defect of ours keeps from being read as lines."""
    given: dict[int, Given] = field(default_factory=dict)
    """What the headings above a block say of the years of its sentences."""


def first_day(found: edtf.Value) -> date | None:
    """The first day of a value; None if it has none, or no calendar of ours has it."""
    try:
        return found.earliest
    except DateError:
        return None
