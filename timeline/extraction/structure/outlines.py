"""Outlines: the results of reading a document's structure, by block number."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from timeline import edtf
from timeline.errors import DateError
from timeline.phrases import Mention
from timeline.phrases.earlier_dates import Given
from timeline.phrases.expressions import DateOrder
from timeline.phrases.tokens import TextSpan


class Item(Struct, frozen=True):
    """An item: its date, and the characters with the rest.

    ``date`` is the mention that dates it, in its own line or in the heading above; ``start`` and
    ``end`` are the characters that the draft quotes. ``place`` is the place in the line,
    ``around`` that of the programme to which it belongs. ``is_loose`` means that only its place in
    a list separates the date from the rest: the line may be a sentence as well.
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
    """The city, if it is the whole line: the events in the lines above take place there."""
    is_timed_here: bool = False
    kind: str | None = None
    """The kind of event that the heading above names, if it is all of it: "Exhibitions"."""
    verdict: int | None = None
    """The block of another line by which the event is cancelled."""


class Outline(Struct):
    """The results of reading a document's structure, by block number."""

    items: dict[int, Item] = field(default_factory=dict)
    series: dict[int, list[Item]] = field(default_factory=dict)
    """The items of blocks that name one event with several dates and places."""
    dates: dict[int, list[Mention]] = field(default_factory=dict)
    """Dates that were recognised by their position: those of items and headings."""
    headings: set[int] = field(default_factory=set)
    """Blocks that contain only the date of the lines below."""
    order: DateOrder | None = None
    """Order of day and month in figures, if the document shows it."""
    faults: dict[int, Exception] = field(default_factory=dict)
    """Blocks that cannot be read as lines because of a bug."""
    given: dict[int, Given] = field(default_factory=dict)
    """The year that the headings above a block give for its sentences."""
    days: dict[int, date | None] = field(default_factory=dict)
    """The day of the notice to which a block belongs, in a paper of several."""


def first_day(found: edtf.Value) -> date | None:
    """The first day of a value; None if it has none, or if `datetime.date` cannot express it."""
    try:
        return found.earliest
    except DateError:
        return None


def lies_in_days(precise: edtf.Value, coarse: edtf.Value) -> bool:
    """Whether the days of one are some of those of the other; false before the year 1."""
    try:
        inner = [day for day in (precise.earliest, precise.latest) if day is not None]
        outer = [day for day in (coarse.earliest, coarse.latest) if day is not None]
    except DateError:
        return False
    is_bounded = len(inner) == len(outer) == 2
    return is_bounded and inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]
