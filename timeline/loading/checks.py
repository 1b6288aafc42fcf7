"""The checks that need several values of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from timeline import contrast, edtf, nodes
from timeline.code_names import CodeName
from timeline.codes import remark_codes
from timeline.errors import DateError, Problem, nearest, printable
from timeline.events import (
    COUNTRIES,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    MOST_ANNIVERSARIES,
    MOST_DERIVED,
    Anniversary,
    Calendar,
    Chronology,
    Event,
    NamedPlace,
    Source,
    Timeline,
    anniversaries,
    is_device,
    objections,
)
from timeline.loading.bounded import MOST_SUGGESTIONS, record
from timeline.loading.conversion import is_tag, not_a_tag
from timeline.nodes import Locator, Step
from timeline.phrases import Reading
from timeline.zone_names import is_zone, zone_names, zone_of_offset


class Checks:
    """Checks the values of a document against each other."""

    def __init__(
        self,
        document: Chronology,
        locate: Locator,
        kept: Mapping[tuple[Step, ...], list[int]],
        problems: list[Problem],
    ) -> None:
        self._document = document
        self._locate = locate
        self._kept = kept
        self._found = problems
        self._good_zones: set[str] = set()
        self._taken: dict[str, int] = {}
        self._derived = 0
        self._part_of = {event.id: event.part_of for event in document.events}

    def check(self) -> None:
        """Adds every problem, in no particular order."""
        document = self._document
        calendar = document.calendar
        for field in ("languages", "fallback"):
            for index, tag in enumerate(getattr(calendar, field)):
                self._tag(tag, ("calendar", field, index))
        folded = [tag.casefold() for tag in calendar.languages]
        for index, tag in enumerate(calendar.languages):
            # Languages are part of file names, and some file systems ignore case.
            if folded[index] in folded[:index]:
                self._note(
                    ("calendar", "languages", index),
                    f"the language {tag!r} is listed twice",
                    "remove one",
                    code="language-duplicate",
                )
        for index, code in enumerate(calendar.strict):
            self._remark(code, ("calendar", "strict", index))
        self._zone(calendar.timezone, ("calendar", "timezone"))
        for name, place in document.places.items():
            self._map_place(place, ("places", name))
        self._ids()
        kinds = {*KINDS, *document.kinds}
        self._colours(calendar, kinds)
        ids = {event.id for event in document.events}
        for index, event in self._numbered(document.events, ("events",)):
            self._event(event, ("events", index), kinds, ids)

    def _colours(self, calendar: Calendar, kinds: set[str]) -> None:
        """A colour is also used for words, so it must have enough contrast."""
        for kind in calendar.palette.keys() - kinds:
            self._unknown("kind", kind, kinds, ("calendar", "palette", kind), "kinds")
        colours: list[tuple[tuple[str, ...], str]] = [
            (("palette", kind), colour) for kind, colour in calendar.palette.items()
        ]
        if calendar.accent:
            colours.append((("accent",), calendar.accent))
        for path, colour in colours:
            found = contrast.contrast(colour, contrast.LIGHT)
            if found < contrast.LEAST:
                # Rounded down: 4.48 must not be shown as 4.5.
                fact = (
                    f"the contrast of {colour} on the page is {int(found * 10) / 10}:1, "
                    f"less than the {contrast.LEAST}:1 that text needs"
                )
                hint = f"choose a darker one, such as '{contrast.on_light(colour)}'"
                self._note(("calendar", *path), fact, hint, "colour-contrast")

    def _numbered(self, items: Sequence[_T], path: tuple[Step, ...]) -> Iterator[tuple[int, _T]]:
        """The items with their indices in the file."""
        kept = self._kept.get(path) if self._kept else None
        return enumerate(items) if kept is None else zip(kept, items, strict=True)

    def _ids(self) -> None:
        # Ids are the names of files of single events, and some file systems ignore case.
        self._device(self._document.calendar.id, ("calendar", "id"))
        for index, event in self._numbered(self._document.events, ("events",)):
            self._device(event.id, ("events", index, "id"))
            other = self._taken.setdefault(event.id.casefold(), index)
            if other != index:
                line = self._locate("events", other, "id").line
                fact = f"the id {event.id!r} is already used by events[{other}], line {line}"
                self._note(
                    ("events", index, "id"),
                    fact,
                    "give each event its own id; upper and lower case count as the same",
                    code="id-duplicate",
                )

    def _device(self, name: str, path: tuple[Step, ...]) -> None:
        if is_device(name):
            fact = f"Windows reserves the name {name!r} for a device"
            self._note(
                path,
                fact,
                f"give it another id, as in '{name.partition('.')[0]}-1'",
                code="id-device",
            )

    def _event(self, event: Event, path: tuple[Step, ...], kinds: set[str], ids: set[str]) -> None:
        self._names(event, path, kinds)
        if event.part_of is not None:
            self._part(event, ids, (*path, "part_of"))
        if event.timezone is not None:
            self._zone(event.timezone, (*path, "timezone"))
        self._reading(event.when, (*path, "when"))
        self._reading(event.previously, (*path, "previously"))
        for index, source in self._numbered(event.sources, (*path, "sources")):
            self._source(source, (*path, "sources", index))
        if event.revised is not None and not FIRST_YEAR <= event.revised.year <= LAST_YEAR:
            fact = f"a revision in the year {event.revised.year}"
            self._note(
                (*path, "revised"),
                fact,
                "write the day on which this entry last changed",
                code="value-out-of-range",
            )
        # A year outside the calendar is already reported; then the date is not checked further.
        with suppress(DateError):
            if event.date.is_timed:
                self._clock(event, (*path, "when"))
            if len(event.claims) > 1 and not event.disputed:
                self._claims(event, path)
            if event.anniversary is not None:
                self._anniversary(event, event.anniversary, (*path, "anniversary"))

    def _names(self, event: Event, path: tuple[Step, ...], kinds: set[str]) -> None:
        """Records the names in an event that the file does not declare."""
        document = self._document
        if event.kind not in kinds:
            self._unknown("kind", event.kind, kinds, (*path, "kind"), "kinds")
        if event.place is not None and event.place not in document.places:
            self._unknown("place", event.place, document.places, (*path, "place"), "places")
        if event.series is not None and event.series not in document.series:
            self._unknown("series", event.series, document.series, (*path, "series"), "series")
        for index, party in self._numbered(event.parties, (*path, "parties")):
            if party not in COUNTRIES and party not in document.parties:
                where = (*path, "parties", index)
                self._unknown("party", party, document.parties, where, "parties")

    def _part(self, event: Event, ids: set[str], path: tuple[Step, ...]) -> None:
        if event.id in self._wholes(event.part_of):
            self._note(
                path, "an event cannot be part of itself", "remove the line", code="part-of-cycle"
            )
        elif event.part_of not in ids:
            self._unknown("event", event.part_of or "", ids, path, "events")

    def _wholes(self, event_id: str | None) -> Iterator[str]:
        """*event_id*, the id of the event that it is part of, and so on, without repetitions."""
        seen = set()
        while event_id is not None and event_id not in seen:
            seen.add(event_id)
            yield event_id
            event_id = self._part_of.get(event_id)

    def _source(self, source: Source, path: tuple[Step, ...]) -> None:
        if source.language is not None:
            self._tag(source.language, (*path, "language"))
        self._reading(source.when, (*path, "when"))

    def _claims(self, event: Event, path: tuple[Step, ...]) -> None:
        for claim in event.conflicts:
            number = next(i for i, source in enumerate(event.sources) if source is claim.source)
            index = self._kept.get((*path, "sources"), range(len(event.sources)))[number]
            hint = (
                "correct the wrong date; if the event was moved, write the earlier date as "
                "'previously'; if its sources disagree, write 'disputed: true' to show both"
            )
            fact = f"{claim.value} contradicts {event.date}"
            if event.previously:
                fact += f" and differs from the earlier date ({event.previously.value})"
            self._note((*path, "sources", index, "when"), fact, hint, "sources-contradict")

    def _anniversary(self, event: Event, rule: Anniversary, path: tuple[Step, ...]) -> None:
        if self._derived > MOST_DERIVED:
            return
        derived = list(islice(anniversaries(event, self._document), MOST_ANNIVERSARIES + 1))
        is_dated = event.date.earliest is not None
        if not is_dated or (not derived and event.date.precision.rank > edtf.Precision.YEAR.rank):
            fact = "an anniversary of an event without a first year"
            hint = "give the event a date with a known beginning"
            self._note(path, fact, hint, "anniversary-undated")
        elif not derived and rule.until is not None:
            fact = f"no anniversary comes before {rule.until} ends"
            hint = "write a later 'until', or remove the line"
            self._note(path, fact, hint, "anniversary-none")
        self._derived += len(derived)
        hint = "use 'every', 'first' and 'until' to derive fewer"
        if len(derived) > MOST_ANNIVERSARIES:
            fact = f"more than {MOST_ANNIVERSARIES} anniversaries"
            self._note(path, fact, hint, "anniversary-too-many")
        elif self._derived > MOST_DERIVED:
            fact = f"more than {MOST_DERIVED:,} anniversaries in the whole file"
            self._note(path, fact, hint, "anniversary-too-many")
        for anniversary in derived:
            if anniversary.id.casefold() in self._taken:
                hint = "give the curated event another id"
                self._note(
                    path, f"the id {anniversary.id!r} is already used", hint, code="id-duplicate"
                )

    def _reading(self, reading: Reading | None, path: tuple[Step, ...]) -> None:
        for fact, hint, code in objections(reading.value) if reading else ():
            self._note(path, fact, hint, code)

    def _clock(self, event: Event, path: tuple[Step, ...]) -> None:
        """Reports a local time that the clocks of the place skip when summer time begins."""
        timeline = Timeline(self._document, ())
        if not (event.place is None or event.place in self._document.places):
            return
        zone = timeline.zone(event)
        if not is_zone(zone):
            return
        for moment in event.date.times:
            local = moment.replace(tzinfo=ZoneInfo(zone))
            try:
                there = local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None)
            except OverflowError:
                continue  # at the limit of `datetime`: the year is already reported
            if moment.tzinfo is None and there != moment:
                fact = f"{moment:%H:%M} of that day is skipped by the clocks of {zone}"
                hint = f"the clocks go forward then; write {there:%H:%M}, or correct the time zone"
                self._note(path, fact, hint, "time-skipped")
            elif moment.tzinfo is None and local.utcoffset() != local.replace(fold=1).utcoffset():
                fact = f"the clocks of {zone} show {moment:%H:%M} twice on that day"
                precision = "seconds" if moment.second else "minutes"
                first, second = (
                    local.replace(fold=fold).isoformat(timespec=precision) for fold in (0, 1)
                )
                self._note(path, fact, f"write the offset: {first} or {second}", "time-repeated")

    def _map_place(self, place: NamedPlace, path: tuple[Step, ...]) -> None:
        if place.country is not None and place.country not in COUNTRIES:
            hint = "ISO 3166-1 alpha-2: KZ, RS"
            self._note(
                (*path, "country"),
                f"there is no country {place.country!r}",
                hint,
                code="country-unknown",
            )
        if place.timezone is not None:
            self._zone(place.timezone, (*path, "timezone"))
        if place.coordinates is not None:
            latitude, longitude = place.coordinates
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                hint = "latitude (-90 to 90) first, then longitude (-180 to 180)"
                self._note(
                    (*path, "coordinates"),
                    "coordinates out of range",
                    hint,
                    code="coordinates-range",
                )

    def _remark(self, code: str, path: tuple[Step, ...]) -> None:
        known = remark_codes()
        if code not in known:
            close = self._nearest(code, known)
            hint = f"did you mean {close!r}?" if close else f"known: {', '.join(known)}"
            self._note(path, f"there is no remark {printable(code)!r}", hint, code="name-unknown")

    def _unknown(
        self, what: str, name: str, known: Collection[str], path: tuple[Step, ...], section: str
    ) -> None:
        close = self._nearest(name, known)
        hint = f"did you mean {close!r}?" if close else f"declare it under '{section}:'"
        self._note(path, f"there is no {what} {printable(name)!r}", hint, code="name-unknown")

    def _nearest(self, name: str, known: Collection[str]) -> str | None:
        # Each suggestion compares with all names, so only the first mistakes in a file get one.
        return nearest(name, known) if len(self._found) < MOST_SUGGESTIONS else None

    def _zone(self, name: str, path: tuple[Step, ...]) -> None:
        if name in self._good_zones:
            return
        if is_zone(name):
            self._good_zones.add(name)
            return
        if same := zone_of_offset(name):
            hint = f"write {same}: names of the tz database have the sign reversed"
        else:
            close = self._nearest(name, zone_names())
            hint = (
                f"did you mean {close!r}?" if close else "IANA names: Asia/Almaty, Europe/Belgrade"
            )
        self._note(path, f"there is no time zone {printable(name)!r}", hint, "zone-unknown")

    def _tag(self, tag: str, path: tuple[Step, ...]) -> None:
        if not is_tag(tag):
            found = not_a_tag(tag)
            self._note(path, found.fact, found.hint, found.code)

    def _note(self, path: tuple[Step, ...], fact: str, hint: str, code: CodeName) -> None:
        where = self._locate(*path)
        record(self._found, Problem(where, nodes.path_text(path), fact, hint, code))


_T = TypeVar("_T")
