"""An event, with its sources and the dates that they give."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.events.agreement import agree, is_earlier, sharpness
from timeline.events.fields import Address, Base, Count, Digest, Name, Notation, Text, When, Year
from timeline.events.header import Feed
from timeline.phrases import Reading


class Status(StrEnum):
    """How certain it is that the event takes place, or took place."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    SIGNED = "signed"
    IN_FORCE = "in-force"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DISMISSED = "dismissed"

    @property
    def meaning(self) -> str:
        """The meaning of the status, in one line."""
        return _MEANINGS[self]

    @property
    def is_pending(self) -> bool:
        """Whether the outcome is open: after its date, an editor must review such an event."""
        return self in (Status.DRAFT, Status.ANNOUNCED, Status.PLANNED, Status.CONFIRMED)

    @property
    def is_accepted(self) -> bool:
        """Whether a person has accepted the event into the chronology."""
        return self not in (Status.DRAFT, Status.DISMISSED)


_MEANINGS: Final = {
    Status.DRAFT: "read from a document and not yet accepted by a person",
    Status.ANNOUNCED: "a source announced it",
    Status.PLANNED: "the organiser is preparing it for this date",
    Status.CONFIRMED: "the organiser confirmed the date, or it is certain for another reason",
    Status.HELD: "it took place",
    Status.SIGNED: "the document was signed or adopted",
    Status.IN_FORCE: "the agreement applies from this date",
    Status.POSTPONED: "it did not or will not take place on this date; a new date may follow",
    Status.CANCELLED: "it will not take place",
    Status.DISMISSED: "a draft that a person rejected: not exported, and not drafted again",
}


class Importance(StrEnum):
    """Which events keep their labels if there is no room for all."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Source(Base, frozen=True, kw_only=True):
    """A document that mentions the event, and the date that it gives."""

    document: Annotated[str, Meta(min_length=1, description="Title of the document.")]
    publisher: Annotated[str | None, Meta(description="Who published it.")] = None
    paragraph: Annotated[str | None, Meta(description="Number of the paragraph, as printed.")] = (
        None
    )
    file: Annotated[str | None, Meta(description="Name of the file that was read.")] = None
    sha256: Annotated[Digest | None, Meta(description="SHA-256 of that file's bytes.")] = None
    url: Annotated[Address | None, Meta(description="Address; http or https.")] = None
    language: Annotated[str | None, Meta(description="BCP 47 tag of its language.")] = None
    published: Annotated[Notation | None, Meta(description="Date of publication, EDTF.")] = None
    accessed: Annotated[date | None, Meta(description="Day on which it was last read.")] = None
    when: Annotated[When | None, Meta(description="The date as this source words it.")] = None
    quote: Annotated[str | None, Meta(description="The wording around the date.")] = None
    note: Annotated[Text | None, Meta(description="Remark on this source.")] = None


class Anniversary(Base, frozen=True, kw_only=True):
    """The anniversaries of an event that are derived."""

    every: Annotated[Count, Meta(description="Interval in years.")] = 1
    first: Annotated[
        Count | None, Meta(description="Number of the first anniversary, in years.")
    ] = None
    until: Annotated[Year | None, Meta(description="Last calendar year with an anniversary.")] = (
        None
    )
    title: Annotated[
        Text | None, Meta(description="Title; {years} is replaced by '30 years', in its language.")
    ] = None


class Claim(Struct, frozen=True):
    """A date given by the chronology itself (``source`` is None) or by a source."""

    reading: Reading
    source: Source | None = None

    @property
    def value(self) -> edtf.Value:
        return self.reading.value


class Event(Base, frozen=True, kw_only=True, dict=True):
    """Something that has a date, or will have one."""

    id: Annotated[
        Name, Meta(description="Identifies the event in calendars, so it must never change.")
    ]
    title: Annotated[Text, Meta(description="Plain text, or one text per language.")]
    when: Annotated[
        When | None,
        Meta(description="EDTF, or a phrase in any supported language; left out if not known."),
    ] = None
    kind: Annotated[Name, Meta(description="One of the known kinds, or a declared one.")] = "other"
    status: Annotated[Status, Meta(description="How certain the event is.")] = Status.ANNOUNCED
    intended: Annotated[
        Status | None,
        Meta(description="For a draft, the status of the event according to its text."),
    ] = None
    importance: Annotated[
        Importance | None,
        Meta(description="high, normal or low: which events keep their labels in a small space."),
    ] = None
    place: Annotated[Name | None, Meta(description="Name of a declared place.")] = None
    venue: Annotated[Text | None, Meta(description="Building or room at the place.")] = None
    timezone: Annotated[
        str | None, Meta(description="IANA time zone, if not that of the place.")
    ] = None
    parties: Annotated[
        tuple[Name, ...], Meta(description="ISO 3166-1 alpha-2 codes, or declared parties.")
    ] = ()
    series: Annotated[Name | None, Meta(description="Name of a declared series.")] = None
    part_of: Annotated[
        Name | None, Meta(description="Id of the event that this one is part of.")
    ] = None
    description: Annotated[Text | None, Meta(description="A few sentences.")] = None
    aliases: Annotated[tuple[str, ...], Meta(description="Other names of the event.")] = ()
    anniversary: Annotated[
        Anniversary | None, Meta(description="'yearly', 'every 5 years', or a mapping.")
    ] = None
    disputed: Annotated[bool, Meta(description="Its sources contradict each other.")] = False
    previously: Annotated[
        When | None, Meta(description="The earlier date, or dates, if the event was moved.")
    ] = None
    revised: Annotated[
        datetime | None, Meta(description="When this entry last changed: a day, or a time in UTC.")
    ] = None
    sources: Annotated[tuple[Source, ...], Meta(description="The sources of the event.")] = ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every date given for the event: its own first, then those of its sources in order."""
        own = (Claim(self.when),) if self.when else ()
        return own + tuple(Claim(source.when, source) for source in self.sources if source.when)

    @cached_property
    def earlier_claims(self) -> tuple[Claim, ...]:
        """The claims of sources that support a date from which the event was moved.

        Such a claim agrees with `previously` and not with the new date. A claim that agrees with
        both, as "April" does with 22 and 28 April, supports the new date, unless it and the earlier
        date are both more precise than the new date: then it must not make that date more precise.
        """
        if self.previously is None:
            return ()
        before, now = self.previously.value, self.when.value if self.when else None
        return tuple(c for c in self.claims if c.source and is_earlier(c.value, before, now))

    @property
    def current_claims(self) -> tuple[Claim, ...]:
        """The claims other than `earlier_claims`."""
        if self.previously is None:
            return self.claims
        return tuple(claim for claim in self.claims if claim not in self.earlier_claims)

    @property
    def claim(self) -> Claim:
        """The claim that is shown: the most precise one if all agree, otherwise the first.

        Among equally precise claims, the first is used. Without a current claim, there is no date.
        """
        claims = self.current_claims
        if len(claims) == 1:
            return claims[0]
        if not claims:
            return _UNDATED
        sharpest = min(claims, key=lambda claim: sharpness(claim.value))
        if all(agree(claim.value, sharpest.value) for claim in claims):
            return sharpest
        return claims[0]

    @cached_property
    def date(self) -> edtf.Value:
        """The date that is shown; `edtf.UNKNOWN` if there is none yet."""
        return self.claim.value

    @property
    def conflicts(self) -> tuple[Claim, ...]:
        """The claims that contradict the one shown."""
        claims = self.current_claims
        if len(claims) < 2:
            return ()
        shown = self.date
        return tuple(claim for claim in claims if not agree(claim.value, shown))

    @property
    def is_dated(self) -> bool:
        """Whether anything is known about the date."""
        return self.date.precision is not edtf.Precision.UNKNOWN

    @property
    def origin(self) -> str | None:
        """Id of the event that this one is an anniversary of."""
        return None

    def accepted(self, status: Status | None = None) -> Event:
        """The event once a person has accepted it, with *status* or that which its text implies.

        If the text implies none, the status is `Status.ANNOUNCED`: somebody announced it.
        """
        return replace(self, status=status or self.intended or Status.ANNOUNCED, intended=None)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The names that the event uses, each with the section of the file that may declare it."""
        return (
            ("kinds", self.kind),
            *((("places", self.place),) if self.place else ()),
            *((("series", self.series),) if self.series else ()),
            *(("parties", party) for party in self.parties),
        )

    def groups(self, feed: Feed) -> tuple[str, ...]:
        """The calendar files of *feed* that contain the event, such as names of parties."""
        match feed:
            case Feed.KIND:
                return (self.kind,)
            case Feed.PARTY:
                return tuple(dict.fromkeys(self.parties))  # one may be listed twice
            case Feed.PLACE:
                return (self.place,) if self.place else ()
            case Feed.SERIES:
                return (self.series,) if self.series else ()
            case Feed.EVENT:
                return (self.id,)


class AnniversaryEvent(Event, frozen=True, kw_only=True):
    """An anniversary that is derived from an event and is not in the file."""

    anniversary_of: Name
    years: int

    @property
    def origin(self) -> str | None:
        return self.anniversary_of


_UNDATED: Final = Claim(Reading("", edtf.UNKNOWN))
