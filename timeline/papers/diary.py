"""The diary of a period: what has changed, the events of each day, and events without a fixed day.

It follows the diaries of news agencies. An event of several days is listed on each of them, with
its last day; on the last day it is marked as ending. New events come first, marked by a word. An
event is listed under a day only if the day is exact; less exact dates have a separate section. An
event with an open end is listed on its first day only. Drafts and dismissed events are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.events import Event, Status, Timeline
from timeline.papers.blocks import (
    Heading,
    Items,
    Paper,
    PaperBlock,
    PaperParagraph,
    Run,
    Runs,
    line,
)
from timeline.papers.chronology import sources
from timeline.papers.prose import Prose
from timeline.papers.works import identity, works
from timeline.wording import (
    date_words,
    last_day_words,
    message,
    short_words,
    time_words,
    weekday_words,
)

MOST_DAYS: Final = 3_660
"""The maximum length of a diary in days: ten years."""


class Earlier(Struct, frozen=True, kw_only=True):
    """An earlier state of the chronology: its events by id.

    ``reference`` is its name for readers. A calendar does not list every event; ``listed`` are
    the ids of the present events that it would list, or None if every event is listed.
    """

    reference: str
    events: Mapping[str, Event]
    listed: frozenset[str] | None = None

    def lacks(self, event: Event) -> bool:
        """Whether *event* was added since then."""
        if event.id in self.events or event.origin is not None:
            return False
        return self.listed is None or event.id in self.listed


class Period(Struct, frozen=True):
    """The days of the diary, first and last included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(number)

    def touches(self, first: date | None, last: date | None) -> bool:
        """Whether the days from *first* to *last* (None: unbounded) overlap the period."""
        return (first is None or first <= self.last) and (last is None or last >= self.first)


def paper(
    timeline: Timeline, language: str, period: Period, *, on: date, earlier: Earlier | None = None
) -> Paper:
    """The diary of *period* in *language*, as written on the day *on*."""
    diary = _DiaryWriter(timeline.published(), language, period, earlier)
    title = timeline.calendar.title
    name = timeline.text(title, language)[0] if title else timeline.calendar.id
    return Paper(
        title=message("diary.title", language, title=name),
        language=language,
        blocks=tuple(diary.blocks(on)),
    )


def _value(day: date) -> edtf.Value:
    return edtf.parse(day.isoformat())


class _DayRun(Struct, frozen=True):
    """Days on which an event takes place, first and last included."""

    first: date
    last: date


class _DiaryWriter:
    """Writes one diary."""

    def __init__(
        self, timeline: Timeline, language: str, period: Period, earlier: Earlier | None
    ) -> None:
        self._timeline = timeline
        self._language = language
        self._period = period
        self._earlier = earlier
        self._prose = Prose(timeline, language)
        self._runs = {event.id: tuple(_days(timeline, event)) for event in timeline.events}
        cited = works(self._shown())
        self._works = cited
        self._numbers = {identity(work.source): work.number for work in cited}

    def _message(self, key: str, **values: object) -> str:
        return message(key, self._language, **values)

    # -- which events --------------------------------------------------------------------------

    def _shown(self) -> Iterator[Event]:
        """The events in the diary, in the order of their days."""
        for day in self._period:
            yield from (event for event, _ in self._on(day))
        yield from self._vague()
        yield from self._undated()

    def _on(self, day: date) -> list[tuple[Event, _DayRun]]:
        found = [
            (event, run)
            for event in self._timeline.events
            for run in self._runs[event.id]
            if run.first <= day <= run.last
        ]
        return sorted(found, key=lambda pair: self._order(pair[0], pair[1], day))

    def _order(self, event: Event, run: _DayRun, day: date) -> tuple[bool, bool, str]:
        """Sort key: new events first, then those that begin that day by hour, then the others."""
        moments = self._timeline.moments(event)
        hours = moments[0].strftime("%H:%M") if moments and run.first == day else ""
        return not self._is_new(event), run.first != day, hours

    def _is_new(self, event: Event) -> bool:
        return self._earlier is not None and self._earlier.lacks(event)

    def _vague(self) -> list[Event]:
        """Events that may fall in the period but have no exact day."""
        found = [
            event
            for event in self._timeline.events
            if event.is_dated and any(self._period.touches(*days) for days in _windows(event.date))
        ]
        return sorted(found, key=lambda event: not self._is_new(event))

    def _undated(self) -> list[Event]:
        """Events without a date whose outcome is still open."""
        found = [
            event
            for event in self._timeline.events
            if not event.is_dated and (event.status.is_pending or event.status is Status.POSTPONED)
        ]
        return sorted(found, key=lambda event: not self._is_new(event))

    # -- the blocks ----------------------------------------------------------------------------

    def blocks(self, on: date) -> Iterator[PaperBlock]:
        """All blocks of the diary, as written on the day *on*."""
        yield from self._head(on)
        if self._earlier is not None:
            yield from self._changes(self._earlier)
        is_empty = True
        for day in self._period:
            items = tuple((self._item(event, run, day),) for event, run in self._on(day))
            if items:
                is_empty = False
                yield Heading(weekday_words(day, self._language))
                yield Items(items)
        if is_empty:
            yield PaperParagraph(line(self._message("page.empty_view")))
        for key, events in (("page.vague", self._vague()), ("page.undated", self._undated())):
            if events:
                yield Heading(self._message(key))
                yield Items(tuple((self._vague_item(event),) for event in events))
        if self._works:
            yield Heading(self._prose.label("sources"))
            yield sources(self._prose, self._works)

    def _head(self, on: date) -> Iterator[PaperBlock]:
        period = self._period
        text = period.first.isoformat()
        if period.last != period.first:
            text += f"/{period.last.isoformat()}"
        yield PaperParagraph(
            line(Run(date_words(edtf.parse(text), self._language), is_strong=True))
        )
        as_of = self._message("imprint.as_of", date=date_words(_value(on), self._language))
        notes = [as_of, self._message("diary.times")]
        if self._earlier is not None:
            notes.append(self._message("diary.legend"))
        yield PaperParagraph(
            tuple(part for text in notes for part in (Run(" "), Run(_closed(text))))[1:]
        )

    def _item(self, event: Event, run: _DayRun, day: date) -> Runs:
        """An event on *day*: city, title, hours, its last day, and the date it was moved from."""
        remarks = []
        if run.last > run.first:
            is_last = day == run.last
            remarks.append(
                self._message("diary.final_day")
                if is_last
                else last_day_words(run.last, self._language, day.year)
            )
        if event.previously:
            remarks.append(self._moved(event.previously.value, day.year))
        hours = self._hours(event, day)
        return self._entry(event, f" – {hours}" if hours else "", remarks)

    def _vague_item(self, event: Event) -> Runs:
        when = self._prose.words(event.date, event) if event.is_dated else ""
        remarks = []
        if event.previously:
            remarks.append(self._moved(event.previously.value, 0))
        return self._entry(event, f" – {when}" if when else "", remarks)

    def _entry(self, event: Event, when: str, remarks: list[str]) -> Runs:
        place = self._timeline.place(event)
        city = self._prose.run(place.name) if place else Run("")
        new = Run(self._message("diary.new"), is_strong=True) if self._is_new(event) else Run("")
        numbers = dict.fromkeys(self._numbers[identity(source)] for source in event.sources)
        cited = f" [{', '.join(map(str, numbers))}]" if numbers else ""
        return line(
            new,
            " " if new.text else "",
            Run(city.text, city.language, is_strong=True),
            " – " if city.text else "",
            self._prose.title(event),
            when,
            "".join(f" ({remark})" for remark in remarks),
            cited,
        )

    def _moved(self, before: edtf.Value, year: int) -> str:
        words = short_words(before, self._language, year)
        return self._message("labels.moved_from", date=words)

    def _hours(self, event: Event, day: date) -> str:
        """The hours on *day*: those of the beginning, of the end, or of both."""
        moments = self._timeline.moments(event)
        if moments is None:
            return ""
        start, end = moments
        zone = self._timeline.zone(event)
        if start.date() == day:
            is_over = end is not None and end.date() == day
            return time_words(start, end if is_over else None, self._language, zone)
        if end is not None and end.date() == day:
            return f"–{time_words(end, None, self._language, zone)}"
        return ""

    # -- what has changed ----------------------------------------------------------------------

    def _changes(self, earlier: Earlier) -> Iterator[PaperBlock]:
        yield Heading(self._message("diary.since", reference=earlier.reference))
        items = tuple((change,) for change in self._changed(earlier))
        if items:
            yield Items(items)
        else:
            yield PaperParagraph(line(self._message("diary.no_changes")))

    def _changed(self, earlier: Earlier) -> Iterator[Runs]:
        for event in self._timeline.events:
            if self._is_new(event):
                new = Run(self._message("diary.new"), is_strong=True)
                when = f", {self._prose.words(event.date, event)}"
                yield line(new, " ", self._prose.title(event), when)
            elif before := earlier.events.get(event.id):
                yield from self._change(before, event)
        present = self._timeline.by_id
        for event in sorted(earlier.events.values(), key=lambda event: event.id):
            if event.id not in present and event.origin is None:
                title = self._prose.title(event)
                words = self._message("calendar.removed_title", title=title.text)
                yield line(Run(words, title.language))

    def _change(self, before: Event, event: Event) -> Iterator[Runs]:
        """What has changed in an event: its date and its status."""
        runs: list[Run] = []
        if before.date != event.date:
            runs += self._replaced(
                "date", self._prose.words(before.date, event), self._prose.words(event.date, event)
            )
        if before.status is not event.status:
            runs += self._replaced(
                "status", *(self._prose.name("status", one.status) for one in (before, event))
            )
        if runs:
            yield line(self._prose.title(event), *runs)

    def _replaced(self, label: str, before: str, after: str) -> tuple[Run, ...]:
        return (
            Run(f". {self._prose.label(label)}: "),
            Run(before, edit="gone"),
            Run(" → "),
            Run(after, edit="new"),
        )


def _closed(sentence: str) -> str:
    """*sentence* with a full stop, unless it already ends with one, as «2026 г.» does."""
    return sentence if sentence.endswith((".", "。")) else f"{sentence}."


def _days(timeline: Timeline, event: Event) -> Iterator[_DayRun]:
    """The exact days of *event*; a time of day is counted in the event's own time zone."""
    if moments := timeline.moments(event):
        start, end = moments
        yield _DayRun(start.date(), (end or start).date())
    else:
        yield from _runs(event.date)


def _runs(value: edtf.Value) -> Iterator[_DayRun]:
    """The exact days of *value*."""
    if isinstance(value, edtf.AllOf):
        for part in value.parts:
            yield from _runs(part)
        return
    if not isinstance(value, edtf.Interval):
        if (day := _exact(value)) is not None:
            yield _DayRun(day, day)
        return
    first, last = _exact(value.start), _exact(value.end)
    if first is not None and last is not None:
        yield _DayRun(first, last)
    elif first is not None and isinstance(value.end, edtf.Side):
        yield _DayRun(first, first)


def _windows(value: edtf.Value) -> Iterator[tuple[date | None, date | None]]:
    """The first and last day of each part of *value* that has no exact day."""
    for part in value.parts if isinstance(value, edtf.AllOf) else (value,):
        if not part.is_timed and not any(_runs(part)):
            yield part.earliest, part.latest


def _exact(point: object) -> date | None:
    """The day of *point* if it is exact, otherwise None."""
    is_day = isinstance(point, edtf.Date) and point.precision is edtf.Precision.DAY
    if not isinstance(point, edtf.Date) or not is_day or point.approximate or point.uncertain:
        return None
    return point.earliest
