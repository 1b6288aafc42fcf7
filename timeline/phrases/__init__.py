"""Convert wording to dates, in any of the supported languages.

>>> str(read("17–18 сентября 2025 года").value)
'2025-09-17/2025-09-18'

`read` takes a phrase that is exactly one date. A phrase is refused, never repaired, if it is
impossible, ambiguous, has no year, or is relative to a day that was not given. `find` looks for
dates in running text.

=================  ============================================================
``results``        the reading of a phrase, and the mention of a date
``folding``        letters in the form in which they are compared: dashes, digits, look-alikes
``tokens``         figures, words and signs, each with its position
``compiling``      language files (their format, and how to add one) -> tables
``lexicon``        looks up the words of a language
``lattice``        tokens with all their meanings
``expressions``    the structure of a wording, before it is converted to a date
``parsing``        finds all readings with the rules
``grammar``        the rules for all languages: one module per topic
``calendars``      other calendars than the Gregorian one, and conversion from them
``meaning``        converts a reading to a date
``reading``        one phrase, one date
``surroundings``   the words around a date in a text
``bounds``         where a date begins and ends
``grounds``        whether it is a date at all
``inferring``      the year of a date without one
``earlier_dates``  the year of a date from the dates before it
``bare_days``      days without a month, such as "the 22nd"
``moved_dates``    something that was moved from one date to another
``jubilees``       "the 30th anniversary", and the year in which it is kept
``roles``          whether a date is that of an event, a deadline, the document
``passages``       splits a text into passages and tokens
``agreeing``       dates on which readings in several languages agree
``finding``        dates in running text
``dated_lines``    dates at the start and end of a line
=================  ============================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta, timezone
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from timeline import edtf
from timeline.errors import DateError
from timeline.phrases.results import COMMON_YEARS as COMMON_YEARS
from timeline.phrases.results import Mention as Mention
from timeline.phrases.results import MentionKind as MentionKind
from timeline.phrases.results import Reading as Reading
from timeline.phrases.results import YearOrigin as YearOrigin


def read(text: str, languages: Iterable[str] | None = None, on: date | None = None) -> Reading:
    """The single date that *text* means, in EDTF or in words.

    EDTF is tried first, unless all of *languages* count its year in another calendar: with fa,
    1404-06-26 is a day of 2025. Words are read in each of *languages*, BCP 47 tags in order of
    preference (all languages if None): those that can read the text must agree. The tag also
    decides how 03/04/2025 is read, which is ambiguous in en but not in en-US. "Last year" and
    «с. г.» are counted from the day *on*.

    Raises:
        DateError: *text* is not one definite date; fact and hint say why and what to write.
        UnknownName: there is no language file for one of *languages*.
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
    # Imported here: EDTF does not need the grammar.
    from timeline.phrases import reading

    return reading.read_phrase(text, asked, on, error)


def value_of(text: str, language: str) -> edtf.Value | None:
    """The value that `read` finds in *language*, a BCP 47 tag; None where it refuses.

    If the text is not a date, it is much faster than `read`, because it does not explain why.

    Raises:
        UnknownName: there is no language file for *language*.
    """
    stripped, is_refused = text.strip(), False
    if edtf.has_shape(stripped):
        try:
            value = edtf.parse(stripped)
            if not _is_counted_otherwise(value, (language,)):
                return value
        except DateError:
            is_refused = True
    # Imported here: EDTF does not need the grammar.
    from timeline.phrases import reading

    return None if is_refused and reading.is_edtf(stripped) else reading.read_value(text, language)


def _is_counted_otherwise(value: edtf.Value, asked: Iterable[str]) -> bool:
    """Whether all languages in *asked* usually count its year in another calendar.

    1404-06-26 in a Persian table is in 2025; years in `COMMON_YEARS` need no such check.
    """
    first = value.earliest
    if first is None or first.year in COMMON_YEARS:
        return False
    from timeline.phrases import lexicon

    lexicons = [lexicon.load(lexicon.nearest_tag(tag)) for tag in asked]
    return bool(lexicons) and all(words.calendar_of(first.year) for words in lexicons)


def alone(reading: Reading) -> Reading:
    """*reading* in a form that does not depend on a language or on a reference day.

    The words are kept if their meaning is the same without them; otherwise it is EDTF, with
    the offset of the zone for a time that the words place in a zone.

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
    """*value*; its times of day get the offset that *zone* has at that time."""
    if isinstance(value, edtf.Interval):
        return edtf.Interval(_point(value.start, zone), _point(value.end, zone))
    return _point(value, zone) if isinstance(value, edtf.DateTime) else value


_Side = TypeVar("_Side", bound=edtf.Endpoint | edtf.Side)


def _point(point: _Side, zone: str) -> _Side | edtf.DateTime:
    if not isinstance(point, edtf.DateTime) or point.moment.tzinfo is not None:
        return point
    offset = point.moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        # Before time zones, offsets had seconds, which EDTF cannot express.
        return point
    return edtf.DateTime(point.moment.replace(tzinfo=timezone(offset)))


def find(text: str, language: str | None = None, on: date | None = None) -> tuple[Mention, ...]:
    """Every date in the running *text*, in order; no two overlap.

    *language* is the BCP 47 tag of the text; if None, it is detected from the words. *on* is the
    day of the document: relative dates are counted from it, and the year of a date without one is
    inferred from it and the tense of the sentence. Without *on*, such dates are refused, not
    left out.

    Raises:
        UnknownName: there is no file for *language*.
    """
    from timeline.phrases import finding

    return finding.find(text, language, on)


def languages() -> tuple[str, ...]:
    """Tags of the supported languages."""
    from timeline.phrases import lexicon

    return lexicon.tags()
