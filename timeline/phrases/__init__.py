"""From wording to dates: what a phrase says, in the language it is written in.

>>> str(read("17–18 сентября 2025 года").value)
'2025-09-17/2025-09-18'

`read` takes a phrase that is one date and nothing else; what is impossible, ambiguous, relative
to a day that was not given, or has no year is refused, never repaired. `find` looks for dates in
a running text.

================  ==============================================================
``folding``       letters as they are compared: dashes, digits, look-alikes
``tokens``        figures, words and signs, each with its place
``compiling``     language files, what they hold and how one is added -> tables
``lexicon``       the words of a language, looked up
``lattice``       tokens with all their meanings
``expressions``   what a wording says of dates, before it is a date
``parsing``       all readings of them by rules
``grammar``       the rules, of all languages: one module a topic
``calendars``     calendars other than the Gregorian one, and the Gregorian days of their dates
``meaning``       the date that it comes to
``reading``       one phrase, one date
``surroundings``  what stands around a date in a text
``bounds``        where it begins and ends
``grounds``       whether it is one
``inferring``     the year that it does not say
``passages``      a text in passages, each in tokens
``agreeing``      dates that several languages read
``finding``       dates in running text
``dated_lines``   dates at the beginning and end of a line
================  ==============================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta, timezone
from functools import lru_cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.code_names import CodeName
from timeline.errors import DateError

COMMON_YEARS: Final = range(1700, 2200)
"""Years that are Gregorian, in whatever language and script they are written."""


class Reading(Struct, frozen=True):
    """A date as written, and what it says.

    ``language`` is the tag of the language file whose words read it, None for EDTF and for
    figures that every language reads alike; ``zone`` the IANA time zone that the wording
    names, if any; ``rule`` names the pattern that matched.
    """

    text: str
    value: edtf.Value
    language: str | None = None
    zone: str | None = None
    rule: str = "edtf"


class Mention(Struct, frozen=True):
    """A date in a running text: ``text[start:end]``, offsets of the text as given.

    ``kind`` is event, deadline, since, period (what something was counted over), relative,
    duration (in three days), anniversary, publication (the stamp of the document), name
    (Agenda 2030) or refused; ``is_item`` whether it belongs in a chronology. ``value`` is None
    for the last two kinds, and ``reason`` and ``code`` say why. ``inferred`` tells that the year
    was not said, and ``year_from`` where it comes from: heading, list, sentence, tense or
    document. ``previously`` is the date from which something was moved to this one. ``number`` is
    that of an anniversary, ``rule`` and ``zone`` are those of `Reading`.
    """

    start: int
    end: int
    text: str
    value: edtf.Value | None
    kind: str
    is_item: bool
    rule: str = ""
    zone: str | None = None
    inferred: bool = False
    number: int | None = None
    reason: str = ""
    code: CodeName | None = None
    year_from: str = ""
    previously: edtf.Value | None = None


def read(text: str, languages: Iterable[str] | None = None, on: date | None = None) -> Reading:
    """The one date that *text* says, in EDTF or in words.

    EDTF comes first, unless all of *languages* count its year in another calendar: with fa,
    1404-06-26 is a day of 2025. Words are read in each of *languages*, BCP 47 tags in the order of
    preference (all if None): those that can read the text must agree. The tag also decides
    03/04/2025, which en leaves open and en-US does not. *on* is the day from which "last year"
    or «с. г.» count.

    Raises:
        DateError: *text* is not one definite date; fact and hint say why and what to write.
        UnknownName: no file serves one of *languages*.
    """
    asked = None if languages is None else tuple(languages)
    error: DateError | None = None
    stripped = text.strip()
    if edtf.has_shape(stripped):
        try:
            value = edtf.parse(stripped)
            if asked is None or not _is_counted_otherwise(value, asked):
                return Reading(text, value)
        except DateError as refused:
            error = refused
    # Imported here: EDTF alone needs no grammar.
    from timeline.phrases import reading

    return reading.read_phrase(text, asked, on, error)


def _is_counted_otherwise(value: edtf.Value, asked: Iterable[str]) -> bool:
    """Whether all languages that are *asked* for usually count its year in another calendar.

    1404-06-26 in a Persian table is of our 2025; the years of our papers need no such look.
    """
    first = value.earliest
    if first is None or first.year in COMMON_YEARS:
        return False
    from timeline.phrases import lexicon

    lexicons = [lexicon.load(lexicon.nearest_tag(tag)) for tag in asked]
    return bool(lexicons) and all(words.calendar_of(first.year) for words in lexicons)


def alone(reading: Reading) -> Reading:
    """*reading* as it can be written where nobody says in which language or from which day.

    Its words if they say the same there, else EDTF, in which a time that the words place in a
    zone has the offset of that zone.

    >>> alone(read("17 сентября 2025 года")).text, alone(read("03/04/2025", ["es"])).text
    ('17 сентября 2025 года', '2025-04-03')
    """
    text = " ".join(reading.text.split())
    again = _alone(text)
    if again is not None and (again.value, again.zone) == (reading.value, reading.zone):
        return replace(reading, text=text)
    value = with_offset(reading.value, reading.zone) if reading.zone else reading.value
    return Reading(str(value), value, reading.language, rule=reading.rule)


@lru_cache(maxsize=4096)
def _alone(text: str) -> Reading | None:
    try:
        return read(text)
    except DateError:
        return None


def with_offset(value: edtf.Value, zone: str) -> edtf.Value:
    """*value*, its times of day with the offset that *zone* has then."""
    if isinstance(value, edtf.Interval):
        return edtf.Interval(_point(value.start, zone), _point(value.end, zone))
    return _point(value, zone) if isinstance(value, edtf.DateTime) else value


_Side = TypeVar("_Side", bound=edtf.Endpoint | edtf.Side)


def _point(point: _Side, zone: str) -> _Side | edtf.DateTime:
    if not isinstance(point, edtf.DateTime) or point.moment.tzinfo is not None:
        return point
    offset = point.moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        # Before there were time zones, clocks were seconds apart, which EDTF cannot tell.
        return point
    return edtf.DateTime(point.moment.replace(tzinfo=timezone(offset)))


def find(text: str, language: str | None = None, on: date | None = None) -> tuple[Mention, ...]:
    """Every date in the running *text*, in order; no two overlap.

    *language* is the BCP 47 tag of the text, told by its words if None. *on* is the day of the
    document: relative dates count from it, and a date without a year gets the one that it and
    the tense of the sentence suggest. Without it such dates are refused, not left out.

    Raises:
        UnknownName: no file serves *language*.
    """
    from timeline.phrases import finding

    return finding.find(text, language, on)


def languages() -> tuple[str, ...]:
    """Tags of the languages that can be read."""
    from timeline.phrases import lexicon

    return lexicon.tags()
