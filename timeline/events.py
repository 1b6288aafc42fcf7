"""The event model: every field of ``events.yaml``, one line each.

The structs mirror ``events.yaml``: a `Chronology` has a header (`Calendar`), the names it
declares (`NamedPlace`, parties, series, kinds) and its `Event`s with their `Source`s. A `Timeline`
is a document that has been checked and completed: names are resolved, anniversaries derived, and
events sorted by time. Exporters only see timelines.

The descriptions below appear in the JSON Schema and in docs/chronology.md.
"""

from __future__ import annotations

import re
from abc import ABC
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from html import escape
from itertools import product, starmap
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import YEARLY, rrule
from msgspec import Meta, Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.code_names import CodeName
from timeline.errors import UnknownName
from timeline.language_tags import broadening
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
    Status.DRAFT: "read from a document, not yet accepted by a person",
    Status.ANNOUNCED: "a source announced it",
    Status.PLANNED: "its organiser works towards the date given",
    Status.CONFIRMED: "the date is certain: its organiser confirmed it, or it follows by itself",
    Status.HELD: "it took place",
    Status.SIGNED: "the document was signed or adopted",
    Status.IN_FORCE: "the agreement applies from this date",
    Status.POSTPONED: "it did not, or will not, take place on the date given; a new one may follow",
    Status.CANCELLED: "it will not take place",
    Status.DISMISSED: "a draft that a person turned down: in no export, and not drafted again",
}


class Kind(Struct, frozen=True):
    """A kind of event that has a name in every language of the interface.

    ``hue`` is the number of its colour on the page; similar kinds share one. ``is_paper`` means
    that it is a document, not an event that people attend. When a document is compared with the
    chronology, it counts as the kind ``counts_as``.
    """

    name: str
    hue: int
    is_paper: bool = False
    counts_as: str | None = None


HUES: Final = 8
"""Colours of the page, numbered from 1."""

KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("visit", 1),
        Kind("meeting", 1),
        Kind("summit", 2),
        Kind("congress", 2),
        Kind("conference", 2),
        Kind("exhibition", 3),
        Kind("signature", 4, counts_as="agreement"),
        Kind("agreement", 4, is_paper=True),
        Kind("statement", 5, is_paper=True),
        Kind("resolution", 5, is_paper=True),
        Kind("relations", 6),
        Kind("institution", 7, is_paper=True),
        Kind("initiative", 7),
        Kind("programme", 8, is_paper=True),
        Kind("transport", 8),
        Kind("culture", 3),
        Kind("election", 6),
        Kind("other", 8),
    )
}
"""The known kinds of event by name. To add one: a row here, and its name in the section ``kinds``
of each message file."""

COUNTRIES: Final = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
    """.split()
)
"""The alpha-2 codes of ISO 3166-1. Other parties are declared in the file."""

Name = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$(?!\n)",
        max_length=100,
        description="ASCII letters and digits, parted by single '-', '.' or '_'.",
        extra={
            "noun": "a valid name",
            "hint": "use ASCII letters and digits, separated by single '-', '.' or '_'",
            "code": "name-invalid",
        },
    ),
]

_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE | re.ASCII)


def is_device(name: str) -> bool:
    """Whether Windows treats a file with that name, whatever its suffix, as a device.

    >>> is_device("NUL"), is_device("aux.2"), is_device("nullification")
    (True, True, False)
    """
    return _DEVICE.match(name) is not None


_ADDRESS: Final = r"^https?://[^\s/]+\S*$(?!\n)"
_LONGEST_ADDRESS: Final = 2000


def is_address(text: str) -> bool:
    """Whether *text* is a web address that a source may have."""
    return len(text) <= _LONGEST_ADDRESS and re.match(_ADDRESS, text) is not None


Address = Annotated[
    str,
    Meta(
        pattern=_ADDRESS,
        max_length=_LONGEST_ADDRESS,
        extra={
            "noun": "a web address",
            "hint": "begin it with https:// or http://",
            "code": "url-invalid",
        },
    ),
]
"""A web address; other schemes are refused, so they reach no page and no calendar."""

Digest = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}$(?!\n)",
        extra={
            "noun": "a SHA-256 digest",
            "hint": "write its 64 hexadecimal digits in small letters",
            "code": "digest-invalid",
        },
    ),
]

FIRST_YEAR: Final = 2
LAST_YEAR: Final = 9998
"""Years of dates in a chronology: a margin for a day and a time zone in `datetime.date`."""

Country = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2}$(?!\n)",
        extra={
            "noun": "a country code",
            "hint": "use the two capitals of ISO 3166-1: KZ, RS",
            "code": "country-unknown",
        },
    ),
]
Contact = Annotated[
    str,
    Meta(
        pattern=r"^(?:https?://[^\s/]+\S*|[^\s@:/?&]+@[^\s@:/?&]+\.[^\s@:/?&]+)$(?!\n)",
        max_length=2000,
        extra={
            "noun": "an e-mail or web address",
            "hint": "write an address such as press@example.org or https://example.org/contact",
            "code": "contact-invalid",
        },
    ),
]
"""How readers can contact the publisher: an e-mail address or a web address."""

HexColour = Annotated[
    str,
    Meta(
        pattern=r"^#[0-9a-fA-F]{6}$(?!\n)",
        extra={
            "noun": "a colour",
            "hint": "write it as six digits in quotes, such as '#1d5aa6'",
            "code": "colour-invalid",
        },
    ),
]
FontStack = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9 ,'-]+$(?!\n)",
        max_length=300,
        extra={
            "noun": "a list of fonts",
            "hint": "write names separated by commas, such as Georgia, 'Times New Roman', serif",
            "code": "font-invalid",
        },
    ),
]

Domain = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$(?!\n)",
        max_length=100,
        extra={
            "noun": "a domain",
            "hint": "use small letters, as in chronology.example.org",
            "code": "domain-invalid",
        },
    ),
]
Year = Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
MOST_YEARS: Final = 1000
MOST_LANGUAGES: Final = 50
Count = Annotated[int, Meta(ge=1, le=MOST_YEARS)]


class Text:
    """A text in one or more languages; plain text has the tag ``und`` (BCP 47: undetermined)."""

    # Not a struct: msgspec would convert its fields instead of leaving it to the loader.
    __slots__ = ("by_language",)

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self.by_language: Final = by_language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.by_language == other.by_language

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def __repr__(self) -> str:
        return f"Text({self.by_language!r})"

    def in_language(self, language: str, fallback: Iterable[str] = ()) -> tuple[str, str]:
        """The text and its language tag: in *language*, or else in the first of *fallback* it has.

        The same language in another form ("sr" for "sr-Latn") comes before the fallbacks; the
        first text in the file comes after them.
        """
        texts = self.by_language
        if language in texts:
            return texts[language], language
        others = (tag for tag in (*broadening(language), *fallback) if tag in texts)
        tag = next(others, next(iter(texts)))
        return texts[tag], tag


if TYPE_CHECKING:
    When = Reading
    Notation = edtf.Value
else:

    class When(ABC):  # noqa: B024
        """A `Reading`, under a name that msgspec does not treat as a struct."""

    class Notation(ABC):  # noqa: B024
        """An `edtf.Value` that is written in EDTF, for the same reason."""

    When.register(Reading)
    Notation.register(edtf.Value)


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of all structs in the file: unknown keys are refused."""


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
    when: Annotated[When | None, Meta(description="The date in this source's own words.")] = None
    quote: Annotated[str | None, Meta(description="The wording around the date.")] = None
    note: Annotated[Text | None, Meta(description="Remark on this source.")] = None


class NamedPlace(Base, frozen=True, kw_only=True):
    """A place where events take place."""

    name: Annotated[Text, Meta(description="Name, in as many languages as known.")]
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2 code.")] = None
    timezone: Annotated[str | None, Meta(description="IANA time zone: Asia/Almaty.")] = None
    coordinates: Annotated[
        tuple[float, float] | None, Meta(description="[latitude, longitude], degrees, WGS 84.")
    ] = None


class Anniversary(Base, frozen=True, kw_only=True):
    """The anniversaries of an event that are derived."""

    every: Annotated[Count, Meta(description="Only every so many years.")] = 1
    first: Annotated[Count | None, Meta(description="The first one, in years.")] = None
    until: Annotated[Year | None, Meta(description="Last calendar year.")] = None
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

    id: Annotated[Name, Meta(description="Never changes: calendars know the event by it.")]
    title: Annotated[Text, Meta(description="Plain text, or one text per language.")]
    when: Annotated[
        When | None, Meta(description="EDTF, or a phrase in any language; none: no date yet.")
    ] = None
    kind: Annotated[Name, Meta(description="One of the known kinds, or a declared one.")] = "other"
    status: Annotated[Status, Meta(description="How sure it is.")] = Status.ANNOUNCED
    intended: Annotated[
        Status | None, Meta(description="Of a draft: the status that its text gives the event.")
    ] = None
    importance: Annotated[
        Importance | None,
        Meta(description="high, normal or low: what keeps its label in a crowded view."),
    ] = None
    place: Annotated[Name | None, Meta(description="Name of a declared place.")] = None
    venue: Annotated[Text | None, Meta(description="Building or room at the place.")] = None
    timezone: Annotated[str | None, Meta(description="IANA zone, if not the place's.")] = None
    parties: Annotated[
        tuple[Name, ...], Meta(description="ISO 3166-1 alpha-2 codes, or declared parties.")
    ] = ()
    series: Annotated[Name | None, Meta(description="Name of a declared series.")] = None
    part_of: Annotated[Name | None, Meta(description="Id of the event this is a part of.")] = None
    description: Annotated[Text | None, Meta(description="A few sentences.")] = None
    aliases: Annotated[tuple[str, ...], Meta(description="Other names it goes by.")] = ()
    anniversary: Annotated[
        Anniversary | None, Meta(description="'yearly', 'every 5 years', or a mapping.")
    ] = None
    disputed: Annotated[bool, Meta(description="Its sources contradict each other.")] = False
    previously: Annotated[
        When | None, Meta(description="The date, or dates, from which it was moved.")
    ] = None
    revised: Annotated[
        datetime | None, Meta(description="When this entry last changed: a day, or a UTC moment.")
    ] = None
    sources: Annotated[tuple[Source, ...], Meta(description="Where this is known from.")] = ()

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
        return tuple(c for c in self.claims if c.source and _is_earlier(c.value, before, now))

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
        sharpest = min(claims, key=lambda claim: _sharpness(claim.value))
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
                return self.parties
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


def _sharpness(value: edtf.Value) -> tuple[int, bool, bool]:
    return value.precision.rank, value.approximate or value.uncertain, not value.is_timed


def _is_earlier(given: edtf.Value, before: edtf.Value, now: edtf.Value | None) -> bool:
    """Whether the date *given* for a moved event supports the date *before*, not the date *now*.

    If *before* is several separate dates, the event was moved more than once.
    """
    dates = (before, *before.parts) if isinstance(before, edtf.AllOf) else (before,)
    if not any(agree(given, date) for date in dates):
        return False
    if now is None or not agree(given, now):
        return True
    if _overlap(given, before) != _overlap(given, now):
        # It agrees with one of them only by the tolerance of an approximate or uncertain date.
        return _overlap(given, before)
    known = _sharpness(now)
    return _sharpness(given) < known and _sharpness(before) <= known


def _overlap(one: edtf.Value, other: edtf.Value) -> bool:
    """Whether they have a day in common, without tolerance."""
    return _touch((one.earliest, one.latest), (other.earliest, other.latest))


def objections(value: edtf.Value) -> Iterator[tuple[str, str, CodeName]]:
    """Why a chronology cannot contain the date *value*: facts, hints and codes; empty if it can."""
    dates = value.dates
    years = [year for part in dates or (value,) for year in part.years]
    if beyond := [year for year in years if not FIRST_YEAR <= year <= LAST_YEAR]:
        fact = f"the year {beyond[0]} is outside {FIRST_YEAR} to {LAST_YEAR}"
        yield fact, "write what happened then into the description", "date-out-of-range"
    if any(part.precision is edtf.Precision.UNKNOWN for part in dates):
        yield "a part of which nothing is known", _without_unknown(value), "date-part-unknown"
    if isinstance(value, edtf.Interval) and value.is_timed:
        sides = [side for side in (value.start, value.end) if isinstance(side, edtf.DateTime)]
        if len(sides) == 1 and not isinstance(value.end, edtf.Side):
            yield "a time of day at one end only", "give both ends a time, or none", "time-one-end"
        elif len({side.moment.tzinfo is None for side in sides}) == 2:
            yield "an offset at one end only", "give both ends an offset, or none", "time-one-end"


def _without_unknown(value: edtf.Value) -> str:
    """How to write an interval or a set without its unknown part."""
    if not isinstance(value, edtf.Interval):
        return "list the dates that are known"
    known = [
        "" if isinstance(side, edtf.Date) and side.precision is edtf.Precision.UNKNOWN else side
        for side in (value.start, value.end)
    ]
    shown = "/".join(map(str, known))
    return "remove it: there is no date yet" if shown in ("/", "../", "/..") else f"write {shown}"


def agree(one: edtf.Value, other: edtf.Value) -> bool:
    """Whether both dates can be true of the same event.

    Exact days must be equal, as must each run of days and the moments of times. A window agrees
    with any date that overlaps it; a date qualified with ``~`` or ``?`` with any that overlaps
    the same month (for a day), year (months to halves) or decade (a year). An open or unknown
    end agrees with any end.
    """
    if one == other:
        return True
    times = list(zip(one.times, other.times, strict=False))
    if times and all((a.tzinfo is None) == (b.tzinfo is None) for a, b in times):
        # The same moment may be two days, such as 23:00 in one zone and 01:00 in another.
        return all(a == b for a, b in times)
    if one.is_window or other.is_window or _is_qualified(one) or _is_qualified(other):
        return any(starmap(_touch, product(_reaches(one), _reaches(other))))
    runs, other_runs = _runs(one), _runs(other)
    return len(runs) == len(other_runs) and all(
        _touch(a, b) for run, other_run in zip(runs, other_runs, strict=True)
        for a, b in zip(run, other_run, strict=True)
    )  # fmt: skip


def _is_qualified(value: edtf.Value) -> bool:
    return value.approximate or value.uncertain


_Extent = tuple[date | None, date | None]
"""First and last day, both included; None is open or unknown."""


def _runs(value: edtf.Value) -> list[tuple[_Extent, _Extent]]:
    """The runs of days of *value*: the days on which each may begin, and on which it may end."""
    if isinstance(value, edtf.Interval):
        sides = value.start, value.end
        start, end = (
            (None, None) if isinstance(side, edtf.Side) else (side.earliest, side.latest)
            for side in sides
        )
        return [(start, end)]
    if not isinstance(value, edtf.AllOf):
        days = value.earliest, value.latest
        return [(days, days)]
    runs: list[list[date | None]] = []
    for first, last in sorted(map(_days, value.members), key=lambda run: run[0] or date.min):
        before = runs[-1][1] if runs else None
        if before and first and first - before <= timedelta(days=1):
            runs[-1][1] = last and max(last, before)
        else:
            runs.append([first, last])
    return [((first, first), (last, last)) for first, last in runs]


def _days(member: edtf.Member) -> _Extent:
    if isinstance(member, edtf.Consecutive):
        first, last = member.first, member.last
        return first.earliest if first else None, last.latest if last else None
    return member.earliest, member.latest


def _reaches(value: edtf.Value) -> list[_Extent]:
    """The days that *value* may mean: those of each member of a set, otherwise its `reach`."""
    if isinstance(value, edtf.OneOf | edtf.AllOf) and not _is_qualified(value):
        return [_days(member) for member in value.members]
    return [reach(value)]


def reach(value: edtf.Value) -> _Extent:
    """The days that *value* may mean, including a tolerance if it is qualified."""
    first, last = value.earliest, value.latest
    if not _is_qualified(value):
        return first, last
    match value.precision:
        case edtf.Precision.DAY:
            month_end = relativedelta(day=31)
            return first and first.replace(day=1), last and last + month_end
        case edtf.Precision.YEAR | edtf.Precision.DECADE | edtf.Precision.CENTURY:
            return (
                first and date(max(first.year // 10 * 10, 1), 1, 1),
                last and date(last.year // 10 * 10 + 9, 12, 31),
            )
        case _:
            return first and date(first.year, 1, 1), last and date(last.year, 12, 31)


def _touch(one: _Extent, other: _Extent) -> bool:
    (first, last), (other_first, other_last) = one, other
    begins_in_time = first is None or other_last is None or first <= other_last
    return begins_in_time and (other_first is None or last is None or other_first <= last)


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

    id: Annotated[Name, Meta(description="Begins the names of the calendar files.")] = "timeline"
    domain: Annotated[
        Domain | None, Meta(description="Domain of the calendar UIDs; one that you control.")
    ] = None
    title: Annotated[Text | None, Meta(description="Title of calendar and page.")] = None
    description: Annotated[Text | None, Meta(description="A few sentences on it.")] = None
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
        Address | None, Meta(description="Where it is published: a folder, or the page in it.")
    ] = None
    publisher: Annotated[Text | None, Meta(description="Who publishes the chronology.")] = None
    contact: Annotated[
        Contact | None, Meta(description="E-mail or web address for questions and corrections.")
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
        FontStack | None, Meta(description="Fonts of the page, the first that is installed.")
    ] = None
    until: Annotated[
        Year | None,
        Meta(description="Last year of derived anniversaries; else the last one known of."),
    ] = None
    feeds: Annotated[
        tuple[Feed, ...],
        Meta(description="Calendar files to write for each kind, party, place, series or event."),
    ] = ()
    imprecise: Annotated[
        Imprecise, Meta(description="Per precision: span, mark or omit, in the calendars.")
    ] = Imprecise()
    removed: Annotated[
        Retention, Meta(description="What calendars show of cancelled and removed events.")
    ] = Retention.TOMBSTONE
    removed_days: Annotated[
        Count, Meta(description="Days that a removed event stays, after its date or its removal.")
    ] = 90
    timezones: Annotated[
        Zones, Meta(description="Times in calendars: local, with zone, or utc.")
    ] = Zones.LOCAL
    refresh: Annotated[Count, Meta(description="Hours between two looks at a calendar feed.")] = 12
    reminder: Annotated[
        Count | None, Meta(description="Days before an event that a reminder rings; none: never.")
    ] = None
    colour: Annotated[Colour | None, Meta(description="Colour of the calendar.")] = None
    strict: Annotated[
        tuple[str, ...],
        Meta(
            max_length=100,
            description="Codes of the remarks that fail `check --strict`; none: all of them.",
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


class Chronology(Base, frozen=True, kw_only=True, dict=True):
    """The file: header, declared names, events."""

    events: Annotated[tuple[Event, ...], Meta(description="The chronology, in any order.")]
    calendar: Annotated[Calendar, Meta(description="What holds for all events.")] = Calendar()
    places: Annotated[dict[Name, NamedPlace], Meta(description="Places by name.")] = {}
    parties: Annotated[dict[Name, Text], Meta(description="Organisations by name.")] = {}
    series: Annotated[dict[Name, Text], Meta(description="Series of events by name.")] = {}
    kinds: Annotated[dict[Name, Text], Meta(description="Kinds besides the known ones.")] = {}

    @cached_property
    def last_year(self) -> int:
        """The last year of the events in the document, or of the reading of their sources.

        Drafts and dismissed events do not count. It is 1 if there is none.
        """
        years = [1]
        for event in self.events:
            if not event.status.is_accepted:
                continue
            # Years beyond those of calendars do not count.
            years += (year for year in event.date.years if year <= LAST_YEAR)
            years += (source.accessed.year for source in event.sources if source.accessed)
            years += [event.revised.year] if event.revised else []
        return max(years)

    @cached_property
    def as_of(self) -> date | None:
        """The last day on which an event was revised or a source was read; None if unknown."""
        days = [event.revised.date() for event in self.events if event.revised]
        days += [
            source.accessed for event in self.events for source in event.sources if source.accessed
        ]
        return max(days, default=None)


Counted: TypeAlias = Callable[[str, int, str], str]
"""A function from an event's title, the years and a language tag to an anniversary's title."""


def with_number(title: str, years: int, language: str) -> str:
    """*title* with the bare number of *years*; `timeline.load` writes it out in the language."""
    return title.replace("{years}", str(years)) if "{years}" in title else f"{title} ({years})"


MOST_SHOWN: Final = 50
"""The maximum number of events in a notebook's table."""


class Timeline(Struct, frozen=True, dict=True):
    """A checked and completed document; ``events`` are sorted by time, with anniversaries."""

    document: Chronology
    events: tuple[Event, ...]
    counted: Counted = with_number
    """Writes out the years of an anniversary in its title."""
    logo: str | None = None
    """The header's logo as a data URL."""

    def __len__(self) -> int:
        """The number of events, derived anniversaries included."""
        return len(self.events)

    def __bool__(self) -> bool:
        """True, even without events."""
        return True

    def __iter__(self) -> Iterator[Event]:
        """The events in the order of time."""
        return iter(self.events)

    def __repr__(self) -> str:
        """One short line, such as ``<Timeline 'timeline': 26 events, 1996-12-10 to 2028>``."""
        dates = [event.date for event in self.events if event.date.earliest]
        years = f", {dates[0]} to {dates[-1]}" if dates else ""
        return f"<Timeline {self.calendar.id!r}: {len(self)} events{years}>"

    def _repr_html_(self) -> str:
        """A table of the first events, for notebooks."""
        language = self.languages[0]
        rows = [
            f"<tr><td>{event.date}</td><td>{escape(self.title(event, language))}</td>"
            f"<td>{event.status}</td><td>{event.id}</td></tr>"
            for event in self.events[:MOST_SHOWN]
        ]
        more = len(self) - MOST_SHOWN
        rest = f"<p>and {more:,} more</p>" if more > 0 else ""
        return (
            "<table><thead><tr><th>date</th><th>title</th><th>status</th><th>id</th></tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>{rest}"
        )

    @cached_property
    def by_id(self) -> Mapping[str, Event]:
        """Events by their id."""
        return {event.id: event for event in self.events}

    @cached_property
    def calendar(self) -> Calendar:
        """The header."""
        return self.document.calendar

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Tags of the languages to export; the first is the default."""
        return self.calendar.languages

    def event(self, event_id: str) -> Event:
        """The event with that id.

        Raises:
            UnknownName: there is no such event.
        """
        try:
            return self.by_id[event_id]
        except KeyError:
            raise UnknownName("event", event_id, self.by_id) from None

    def published(self, *, drafts: bool = False) -> Timeline:
        """The timeline that exports show: without dismissed events; drafts only on request.

        The anniversaries of an omitted event are omitted too, as are the places and other names
        that only such events use.
        """
        left_out = {Status.DISMISSED} if drafts else {Status.DISMISSED, Status.DRAFT}
        hidden = {event.id for event in self.document.events if event.status in left_out}
        if not hidden:
            return self

        def shown(events: Iterable[Event]) -> tuple[Event, ...]:
            return tuple(
                replace(event, part_of=None) if event.part_of in hidden else event
                for event in events
                if event.id not in hidden and event.origin not in hidden
            )

        events = shown(self.document.events)
        unused = {
            name for event in self.document.events if event.id in hidden for name in event.names
        }
        unused -= {name for event in events for name in event.names}
        declared = {
            section: {
                name: what
                for name, what in getattr(self.document, section).items()
                if (section, name) not in unused
            }
            for section in ("places", "parties", "series", "kinds")
        }
        document = replace(self.document, events=events, **declared)
        return replace(self, document=document, events=shown(self.events))

    def text(self, text: Text, language: str) -> tuple[str, str]:
        """*text* in *language* or by the header's fallback order, and the tag of the result."""
        return text.in_language(language, self._fallback)

    @cached_property
    def _fallback(self) -> tuple[str, ...]:
        return (*self.calendar.fallback, *self.languages)

    def title(self, event: Event, language: str) -> str:
        """Title of *event* in *language*, or by the fallback order; years are written out."""
        title, tag = self.text(event.title, language)
        if isinstance(event, AnniversaryEvent):
            return self.counted(title, event.years, language if tag == "und" else tag)
        return title

    def place(self, event: Event) -> NamedPlace | None:
        """The declared place of *event*."""
        return self.document.places[event.place] if event.place else None

    def zone(self, event: Event) -> str:
        """IANA time zone of *event*: its own, its wording's, its place's, or the header's."""
        place = self.place(event)
        return (
            event.timezone
            or event.claim.reading.zone
            or (place.timezone if place else None)
            or self.calendar.timezone
        )

    def moments(self, event: Event) -> tuple[datetime, datetime | None] | None:
        """Start and end of a timed *event* in its own zone; None if no time of day is known.

        The end is None if only the start is known. A local time that a clock change skips or
        repeats is interpreted as in PEP 495 with ``fold=0``, with the offset before the change.
        """
        value = event.date
        if isinstance(value, edtf.DateTime):
            return self._in_zone(value, event), None
        if isinstance(value, edtf.Interval) and isinstance(value.start, edtf.DateTime):
            end = value.end
            return (
                self._in_zone(value.start, event),
                self._in_zone(end, event) if isinstance(end, edtf.DateTime) else None,
            )
        return None

    def _in_zone(self, value: edtf.DateTime, event: Event) -> datetime:
        zone = ZoneInfo(self.zone(event))
        if value.moment.tzinfo is None:
            return value.moment.replace(tzinfo=zone)
        return value.moment.astimezone(zone)


def complete(
    document: Chronology, counted: Counted = with_number, logo: str | None = None
) -> Timeline:
    """The timeline of a checked *document*: with its anniversaries, sorted by time."""
    derived = [
        anniversary
        for event in document.events
        if event.anniversary
        for anniversary in anniversaries(event, document)
    ]
    events = tuple(sorted((*document.events, *derived), key=chronological))
    return Timeline(document, events, counted, logo)


MOST_ENTRIES: Final = 30_000
CHARACTERS_PER_ENTRY: Final = 12
"""The maximum number of entries in all calendars together, with a file counted as `_FILE`:
`MOST_ENTRIES`, one for each event, and one more for every `CHARACTERS_PER_ENTRY` characters in the
events. An event with its titles and sources has about 400 characters; in five languages, it makes
about thirty entries with most feeds."""

MOST_ZONE_YEARS: Final = 10_000
"""Maximum number of years of clock rules, over all time zones: about two seconds of work."""

_FILE: Final = 4
"""The cost of a file, in entries."""

_AROUND: Final = 11
"""Years before and after its times for which a zone's clock rules are examined."""

FIRST_CLOCKS: Final = 1840
LAST_CLOCKS: Final = 2100
"""Outside these years, tzdata has only lasting rules: other changes are from 1844 to 2087."""


def excess(timeline: Timeline, languages: Collection[str]) -> tuple[str, str] | None:
    """What a small file would produce too much of, with a hint; None if it does not."""
    calendar = timeline.calendar
    files = entries = 0
    for feed in calendar.feeds:
        groups = Counter(group for event in timeline.events for group in event.groups(feed))
        files += len(groups)
        entries += groups.total()
    total = len(languages) * (len(timeline.events) + entries + _FILE * (files + 1))
    allowed = MOST_ENTRIES + len(timeline.document.events)
    if total > allowed:  # only now: a large chronology has many texts
        allowed += sum(map(_characters, timeline.document.events)) // CHARACTERS_PER_ENTRY
    if total > allowed:
        fact = (
            f"{len(timeline.events):,} events with their anniversaries, in {len(languages)} "
            f"languages, would have {len(languages) * (len(timeline.events) + entries):,} entries "
            f"in {len(languages) * (files + 1):,} files"
        )
        return fact, "name fewer languages or feeds, or derive fewer anniversaries"
    years: dict[str, list[int]] = defaultdict(list)
    for event in timeline.events:
        if event.date.is_timed:
            years[timeline.zone(event)] += event.date.years
    clocks = sum(
        max(min(max(found), LAST_CLOCKS) - max(min(found), FIRST_CLOCKS), 0) + _AROUND
        for found in years.values()
    )
    if calendar.timezones is Zones.LOCAL and clocks > MOST_ZONE_YEARS:
        fact = f"the times of the events are in {len(years)} time zones over {clocks:,} years"
        return fact, "write 'timezones: utc' in the header, or times in fewer zones"
    return None


def _characters(event: Event) -> int:
    """Characters of an event and its sources; those of short fields are not counted."""
    texts = [event.title, event.venue, event.description]
    plain = [event.id, *event.aliases]
    for source in event.sources:
        texts.append(source.note)
        plain += (source.document, source.publisher or "", source.url or "", source.quote or "")
    plain += (part for text in texts if text for part in text.by_language.values())
    return sum(map(len, plain))


def chronological(event: Event) -> tuple[date, int, date, str]:
    """Sort key: by first day, exact before vague, short before long; undated events last."""
    value = event.date
    first = value.earliest or value.latest or date.max
    return first, value.precision.rank, value.latest or date.max, event.id


def _counted_from(value: edtf.Value) -> edtf.Date | edtf.SubYear | None:
    """The first date of *value*, the base of anniversaries; None if its year is not known."""
    if isinstance(value, edtf.Interval):
        value = value.start if not isinstance(value.start, edtf.Side) else edtf.UNKNOWN
    if isinstance(value, edtf.DateTime):
        return edtf.Date(value.moment.year, value.moment.month, value.moment.day)
    if isinstance(value, edtf.Date):
        return None if value.year_unspecified else value
    return value if isinstance(value, edtf.SubYear) else None


def anniversaries(event: Event, document: Chronology) -> Iterator[AnniversaryEvent]:
    """The anniversaries of *event* by its own rule; none without a rule or a first day.

    The last year, included, is that of the rule, or else the header's, or else
    `Chronology.last_year`. Each anniversary is as precise as the event's first date: that of a
    month is the same month. The anniversary of 29 February is the last day of February.
    """
    rule, start = event.anniversary, _counted_from(event.date)
    first = start.earliest if start is not None else None
    if rule is None or start is None or first is None:
        return
    is_leap_day = (start.precision, first.month, first.day) == (edtf.Precision.DAY, 2, 29)
    until = rule.until or document.calendar.until or document.last_year
    days = rrule(
        YEARLY,
        interval=rule.every,
        dtstart=datetime(first.year, first.month, first.day),
        until=datetime(until, 12, 31),
        bymonth=2 if is_leap_day else None,
        bymonthday=-1 if is_leap_day else None,
    )
    for day in days:
        years = day.year - first.year
        if years < (rule.first or 1):
            continue
        value: edtf.Date | edtf.SubYear
        if isinstance(start, edtf.SubYear):
            value = edtf.SubYear(day.year, start.grouping)
        else:
            number = day.day if isinstance(start.day, int) else start.day
            value = replace(start, year=day.year, day=number)
        yield AnniversaryEvent(
            id=f"{event.id}-anniversary-{years}",
            title=rule.title or event.title,
            when=Reading(str(value), value, rule="anniversary"),
            kind=event.kind,
            status=Status.CONFIRMED,
            place=event.place,
            parties=event.parties,
            series=event.series,
            revised=event.revised,
            sources=tuple(replace(source, when=None) for source in event.sources),
            anniversary_of=event.id,
            years=years,
        )
