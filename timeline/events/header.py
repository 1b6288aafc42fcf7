"""The header of the file: settings for all of its events."""

# ruff: noqa: RUF012 - msgspec copies the defaults of structs
from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from timeline.events.fields import (
    MOST_LANGUAGES,
    Address,
    Base,
    Contact,
    Count,
    Domain,
    FontStack,
    HexColour,
    Name,
    Text,
    Year,
)


class Showing(StrEnum):
    """How the calendars show a date that is not exact; its wording is always in the title."""

    SPAN = "span"
    MARK = "mark"
    OMIT = "omit"


class Imprecise(Base, frozen=True, kw_only=True):
    """How the calendars show each precision: all of its days, its first day only, or not at all."""

    week: Annotated[Showing, Meta(description="As in the week of 14 September.")] = Showing.SPAN
    month: Annotated[Showing, Meta(description="As in November 2024.")] = Showing.SPAN
    season: Annotated[Showing, Meta(description="As in spring 2026.")] = Showing.SPAN
    quarter: Annotated[Showing, Meta(description="As in the third quarter of 2026.")] = Showing.SPAN
    half: Annotated[Showing, Meta(description="As in the first half of 2026.")] = Showing.OMIT
    year: Annotated[Showing, Meta(description="As in 2027.")] = Showing.OMIT
    decade: Annotated[Showing, Meta(description="As in the 2020s.")] = Showing.OMIT
    century: Annotated[Showing, Meta(description="As in the 21st century.")] = Showing.OMIT


class Retention(StrEnum):
    """How the calendars show events that were cancelled or have left the chronology.

    A tombstone has the status CANCELLED, which Google hides. A prefix in the title alone leaves
    the status CONFIRMED, so that every application shows it. Otherwise the event is dropped.
    """

    TOMBSTONE = "tombstone"
    DROP = "drop"
    PREFIX = "prefix"


class Feed(StrEnum):
    """The kinds of additional calendar files, besides the whole calendar."""

    KIND = "kind"
    PARTY = "party"
    PLACE = "place"
    SERIES = "series"
    EVENT = "event"


class Zones(StrEnum):
    """How the calendars write a time of day: in the zone of the place, or in UTC."""

    LOCAL = "local"
    UTC = "utc"


class Colour(StrEnum):
    """The colour names of CSS level 1, and orange."""

    AQUA = "aqua"
    BLACK = "black"
    BLUE = "blue"
    FUCHSIA = "fuchsia"
    GRAY = "gray"
    GREEN = "green"
    LIME = "lime"
    MAROON = "maroon"
    NAVY = "navy"
    OLIVE = "olive"
    ORANGE = "orange"
    PURPLE = "purple"
    RED = "red"
    SILVER = "silver"
    TEAL = "teal"
    WHITE = "white"
    YELLOW = "yellow"


_RESERVED: Final = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|local|localhost|test)"
)


def is_reserved(domain: str) -> bool:
    """Whether *domain* is reserved for examples, tests or one network (RFC 2606, 6762).

    >>> is_reserved("chronology.example.org"), is_reserved("a.invalid"), is_reserved("example.kz")
    (True, True, False)
    """
    return _RESERVED.fullmatch(domain) is not None


class Calendar(Base, frozen=True, kw_only=True):
    """The header of the file: settings for all of its events."""

    id: Annotated[Name, Meta(description="First part of the names of the calendar files.")] = (
        "timeline"
    )
    domain: Annotated[
        Domain | None, Meta(description="Domain of the calendar UIDs; use one that you control.")
    ] = None
    title: Annotated[Text | None, Meta(description="Title of calendar and page.")] = None
    description: Annotated[
        Text | None, Meta(description="A short description of the chronology.")
    ] = None
    languages: Annotated[
        tuple[str, ...],
        Meta(
            min_length=1,
            max_length=MOST_LANGUAGES,
            description="BCP 47 tags; the first is the default language.",
        ),
    ] = ("en",)
    fallback: Annotated[
        tuple[str, ...],
        Meta(
            max_length=MOST_LANGUAGES,
            description="Languages to try when a text is missing, in order.",
        ),
    ] = ()
    timezone: Annotated[str, Meta(description="IANA zone of events without one.")] = "UTC"
    url: Annotated[
        Address | None,
        Meta(description="Address at which it is published: of a folder, or of the page in it."),
    ] = None
    publisher: Annotated[Text | None, Meta(description="Who publishes the chronology.")] = None
    contact: Annotated[
        Contact | None, Meta(description="Email or web address for questions and corrections.")
    ] = None
    licence: Annotated[
        Text | None, Meta(description="Terms of use, such as CC BY 4.0, or a sentence.")
    ] = None
    licence_url: Annotated[
        Address | None, Meta(description="Where the terms of use are published.")
    ] = None
    logo: Annotated[
        str | None, Meta(description="SVG or PNG file for the page, in the chronology's folder.")
    ] = None
    accent: Annotated[
        HexColour | None, Meta(description="Colour of links and buttons of the page.")
    ] = None
    palette: Annotated[
        dict[Name, HexColour], Meta(description="Colours of kinds on the page, by kind.")
    ] = {}
    font: Annotated[
        FontStack | None,
        Meta(description="Fonts of the page; the first one that is installed is used."),
    ] = None
    until: Annotated[
        Year | None,
        Meta(
            description="Last year of derived anniversaries (default: the last year in the file)."
        ),
    ] = None
    feeds: Annotated[
        tuple[Feed, ...],
        Meta(description="Calendar files to write for each kind, party, place, series or event."),
    ] = ()
    imprecise: Annotated[
        Imprecise,
        Meta(description="How calendars show imprecise dates, by precision: span, mark or omit."),
    ] = Imprecise()
    removed: Annotated[
        Retention, Meta(description="How calendars show cancelled and removed events.")
    ] = Retention.TOMBSTONE
    removed_days: Annotated[
        Count,
        Meta(description="Days for which a removed event stays, after its date or its removal."),
    ] = 90
    timezones: Annotated[
        Zones, Meta(description="Times in calendars: local, with zone, or utc.")
    ] = Zones.LOCAL
    default_duration: Annotated[
        Count | None,
        Meta(description="Minutes shown for an event without a known end; without it, no end."),
    ] = None
    refresh: Annotated[Count, Meta(description="Refresh interval of calendar feeds, in hours.")] = (
        12
    )
    reminder: Annotated[
        Count | None,
        Meta(description="Days before an event on which a reminder rings (default: no reminder)."),
    ] = None
    colour: Annotated[Colour | None, Meta(description="Colour of the calendar.")] = None
    strict: Annotated[
        tuple[str, ...],
        Meta(
            max_length=100,
            description="Codes of the remarks that fail `check --strict` (default: all of them).",
        ),
    ] = ()

    @property
    def uid_domain(self) -> str:
        """Domain of the UIDs (RFC 7986 section 5.3): the header's, or a reserved one without."""
        return self.domain or f"{self.id.lower()}.invalid"

    @property
    def has_placeholder_domain(self) -> bool:
        """Whether `uid_domain` is reserved for examples, so its UIDs are not globally unique."""
        return is_reserved(self.uid_domain)


SITE_FIELDS: Final = (
    "id", "domain", "title", "description", "languages", "fallback", "url", "publisher", "contact",
    "licence", "licence_url", "removed", "removed_days", "refresh", "colour",
)  # fmt: skip
"""The fields in the header of a site of several chronologies: the others are about events."""
