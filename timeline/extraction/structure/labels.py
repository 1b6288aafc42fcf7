"""Labels: lines that give the name, date and place of one event, or the day of a mail.

A record is the labelled fields of one event, on one line each or all on one line. In a paper of
several records, the title may be a line without a label: "Opening of the fair", "When: …, Where:
…".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from timeline import edtf
from timeline.extraction.structure.headings import hold
from timeline.extraction.structure.items import add_item
from timeline.extraction.structure.label_words import behind_label
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.walk import Walk
from timeline.phrases import Mention, MentionKind
from timeline.phrases.dated_lines import at, clock, leading
from timeline.phrases.expressions import NoDateError
from timeline.phrases.tokens import TextSpan, word_count

_MOST_BETWEEN: Final = 4
"""Maximum lines between two fields of a record."""

_FEWEST_OF_LIST: Final = 2
"""Minimum records of a paper that is a list of them."""

_FEWEST_OF_TITLE: Final = 3
"""Minimum words of a field that says more than the kind of an event; "Visit" does not."""

_PARTING: Final = frozenset(",;|/-.")
"""Signs before the label of a field on the line of another."""

WHAT, WHEN, WHERE = "what", "when", "where"
"""The role of a field in a record."""


class LabelledField(NamedTuple):
    """The tokens *first* to *last* of a line, after a label of that *role*."""

    role: str
    line: Line
    first: int
    last: int
    label: int
    """The line of the label: the same as that of the field, or the one above."""


class LabelledRecord:
    """The fields of one event, in the order of the text."""

    def __init__(self) -> None:
        self.fields: list[LabelledField] = []
        self.is_read: bool | None = None
        """Whether it is an event, if that has been decided."""

    def of(self, role: str) -> list[LabelledField]:
        """Its fields with a *role*."""
        return [field for field in self.fields if field.role == role]

    @property
    def begin(self) -> int:
        """Its first line."""
        return self.fields[0].label

    def is_closed_to(self, field: LabelledField) -> bool:
        """Whether *field* is the first of the next record."""
        last = self.fields[-1]
        if field.label - last.line.index > _MOST_BETWEEN:
            return True
        opens = field.role in (self.fields[0].role, WHEN)
        return opens and field.role != last.role and bool(self.of(field.role))


def records(walk: Walk) -> list[LabelledRecord]:
    """The records of a document that have a date or hours."""
    found: list[LabelledRecord] = []
    for line in walk.lines:
        for field in _fields(walk, line):
            if not found or found[-1].is_closed_to(field):
                found.append(LabelledRecord())
            found[-1].fields.append(field)
    if not any(map(_has_joint_fields, found)):
        return [record for record in found if record.of(WHEN)]
    # "Place: Oslo" among "Place/time: Bergen / 10.00": only its hours are missing.
    return [one for one in found if one.of(WHEN) or (one.of(WHAT) and one.of(WHERE))]


def _has_joint_fields(record: LabelledRecord) -> bool:
    """Whether one line has the place and the time: "Place/time: Bergen / 10.00"."""
    whens = {field.line.index for field in record.of(WHEN)}
    return any(field.line.index in whens for field in record.of(WHERE))


def _fields(walk: Walk, line: Line) -> Iterator[LabelledField]:
    """The fields of a line that begins with a label."""
    if (role := _label_alone(walk, line)) is not None:
        below = walk.lines[line.index + 1]
        yield LabelledField(role, below, below.start, below.end, line.index)
        return
    if joint := _joint_fields(walk, line):
        yield from joint
        return
    if all(behind_label(walk.words, line, role) is None for role in _ROLES):
        return
    tokens = line.passage.tokens
    begins = [
        (index, role, behind)
        for index in range(line.start, line.end)
        if index == line.start or tokens[index - 1].text in _PARTING
        for role in _ROLES
        if (behind := behind_label(walk.words, line, role, index)) is not None
    ]
    ends = [begin for begin, *_ in begins[1:]]
    for (_, role, first), last in zip(begins, [*ends, line.end], strict=True):
        while last > first and tokens[last - 1].text in _PARTING - {"."}:
            last -= 1
        if first < last:
            yield LabelledField(role, line, first, last, line.index)


def _label_alone(walk: Walk, line: Line) -> str | None:
    """The role of a line that is only a label, with its field on the next line: "WHEN", "5 May"."""
    if line.cells or line.index + 1 >= len(walk.lines):
        return None
    tokens, below = line.passage.tokens, walk.lines[line.index + 1]
    end = line.end - (line.end > line.start and tokens[line.end - 1].text == ":")
    for role in (WHEN, WHERE):
        if not _is_label(walk, line, role, end):
            continue
        is_date = below.lead is not None and below.lead.has_day
        is_date |= role == WHEN and below.hours is not None and below.hours[1] == below.end
        is_short = below.may_head and below.is_entry and _label_alone(walk, below) is None
        return role if is_date or (role == WHERE and is_short) else None
    return None


def _is_label(walk: Walk, line: Line, role: str, end: int) -> bool:
    """Whether a line up to the token *end* is only a label of that *role*."""
    words = walk.words.labels.get(role)
    size = words.size(line.passage.tokens, line.start) if words and line.start < end else 0
    return size > 0 and line.start + size >= end


_ROLES: Final = (WHAT, WHEN, WHERE)


def _joint_fields(walk: Walk, line: Line) -> tuple[LabelledField, ...]:
    """The two fields of a line whose label has two parts: "Place/time: Bergen / 10.00"."""
    tokens = line.passage.tokens
    for role in _ROLES:
        words = walk.words.labels.get(role)
        slash = line.start + (words.size(tokens, line.start) if words else 0)
        if slash == line.start or slash + 1 >= line.end or tokens[slash].text != "/":
            continue
        for other in _ROLES:
            first = behind_label(walk.words, line, other, slash + 1)
            parts = [i for i in range(first or line.end, line.end) if tokens[i].text == "/"]
            if first is not None and other != role and parts and parts[0] > first:
                last = parts[0]
                return (
                    LabelledField(role, line, first, last, line.index),
                    LabelledField(other, line, last + 1, line.end, line.index),
                )
    return ()


class LabelledRecords:
    """Reads the records of a document, each when the walk comes to its first line."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        every = records(walk)
        self._is_list = len(every) >= _FEWEST_OF_LIST
        self._has_places = any(record.of(WHERE) for record in every)
        self._is_news = self._is_list and not self._has_places and self._begins_with_latest(every)
        self._of_lines = {
            index: record
            for record in every
            for field in record.fields
            for index in (field.label, field.line.index)
        }

    def read(self, line: Line) -> bool:
        """Read a line with a label: of a record, or of the day of a mail.

        Return whether it is one.
        """
        if (first := behind_label(self._walk.words, line, "sent")) is not None:
            return self._read_sent(line, first)
        record = self._of_lines.get(line.index)
        if record is None:
            return self._heads_programme(line) or self._read_place_below(line)
        if record.is_read is None:
            record.is_read = self._read(record)
        return record.is_read

    def _read_sent(self, line: Line, first: int) -> bool:
        """Read the day of a mail: "Sent: Monday, 9 March 2026"; return whether the line has it."""
        field = LabelledField("sent", line, first, line.end, line.index)
        found = self._dated(field, "publication")
        if found is None:
            return False
        self._walk.note(line, replace(found[0], is_item=False))
        return True

    def _read(self, record: LabelledRecord) -> bool:
        walk = self._walk
        if all(self._dated(one, "event") is None for one in record.of(WHEN)):
            return self._read_below_day(record)
        when = self._field_of_day(record)
        where = next(iter(record.of(WHERE)), None)
        title = self._titled(record)
        if title is None:
            return self._read_into_item(record)
        is_stamp = when.line.passage.around.follows("stamp", when.first)
        if is_stamp and where is None and (not self._is_list or self._is_news):
            return False  # the head of a mail, or a list of news
        found = self._dated(when, "event")
        if found is None:
            return False
        mention, value = found
        value = self._with_hours(record, value)
        walk.note(when.line, mention)
        if when.line is not title[0]:
            walk.outline.headings.add(when.line.index)
        line, rest = title
        add_item(walk, line, mention, value, rest)
        self._add_place(record, line)
        return True

    def _read_place_below(self, line: Line) -> bool:
        """Read the place on the line below an item: "Place: City Library"; return whether it is."""
        first = behind_label(self._walk.words, line, WHERE)
        if first is None or line.is_bullet or line.index - 1 not in self._walk.outline.items:
            return False
        items, above = self._walk.outline.items, self._walk.lines[line.index - 1]
        items[above.index] = replace(items[above.index], is_loose=False)
        record = LabelledRecord()
        record.fields.append(LabelledField(WHERE, line, first, line.end, line.index))
        self._add_place(record, above)
        return True

    def _heads_programme(self, line: Line) -> bool:
        """Whether a line is only a label above the hours of the day: "Programme"."""
        if self._walk.above.date is None or line.index + 1 >= len(self._walk.lines):
            return False
        is_above = self._walk.lines[line.index + 1].is_of_hours
        return is_above and _is_label(self._walk, line, WHAT, line.end)

    def _read_into_item(self, record: LabelledRecord) -> bool:
        """Read a record below an item of the same day: its hours and place are those of the item.

        "5 October: The minister receives …", "Date", "5 October, 10:00", "Place", "Prague". The day
        of the item is that of the hours in a programme below.
        """
        walk, when = self._walk, self._field_of_day(record)
        item, found = walk.outline.items.get(record.begin - 1), self._dated(when, "heading")
        if item is None or found is None:
            return False
        mention, value = found
        day = first_day(item.value)
        if day is None or first_day(value) != day:
            return False
        timed = value if value.is_timed else self._with_hours(record, value)
        is_hour = timed.is_timed and isinstance(item.value, edtf.Date)
        walk.outline.items[item.block] = replace(
            item, value=timed if is_hour else item.value, is_loose=False
        )
        self._add_place(record, walk.lines[item.block])
        walk.note(when.line, mention)
        walk.outline.headings.add(when.line.index)
        if _is_above_hours(walk, record):
            hold(walk, when.line, item.value, item.date)
        return True

    def _add_place(self, record: LabelledRecord, line: Line) -> None:
        """Add the place and venue of a record to the item in *line*."""
        items = self._walk.outline.items
        item, where = items.get(line.index), next(iter(record.of(WHERE)), None)
        if item is not None and where is not None:
            place, venue = _place_and_venue(self._walk, where)
            place, venue = place or item.place, venue or item.venue
            items[line.index] = replace(item, place=place, venue=venue)

    def _read_below_day(self, record: LabelledRecord) -> bool:
        """Read a record that has only hours, or no time, below the day of the whole paper."""
        above, title = self._walk.above, self._titled(record)
        day, mention = above.date, above.mention
        if title is None or mention is None or not isinstance(day, edtf.Date):
            return False
        if not above.is_of_page or day.day is None:
            return False
        found: edtf.Value = day
        for field in record.of(WHEN):
            hours = clock(field.line.passage, field.first, field.last)
            if hours is None:
                return False
            with suppress(NoDateError):
                found = at(day, hours[0])
        line, rest = title
        add_item(self._walk, line, mention, found, rest)
        self._add_place(record, line)
        return True

    def _field_of_day(self, record: LabelledRecord) -> LabelledField:
        """The field with the day, of the one or two fields for the date."""
        whens = record.of(WHEN)
        return next((one for one in whens if self._dated(one, "event")), whens[0])

    def _dated(self, field: LabelledField, kind: MentionKind) -> tuple[Mention, edtf.Value] | None:
        """The date of a field, if the field contains only a date and hours."""
        line = field.line
        dated = leading(line.passage, field.first, field.last)
        is_coarse = dated is not None and not dated.has_day and dated.apart != "end"
        if dated is None or dated.lacks_month or is_coarse:
            return None
        try:
            found, source = self._walk.date_of(line, dated)
        except NoDateError:
            return None
        return self._walk.mention(line, dated, found, kind, source), found

    def _with_hours(self, record: LabelledRecord, found: edtf.Value) -> edtf.Value:
        """*found* with the hours after the date, or in a field of their own."""
        if not isinstance(found, edtf.Date) or found.day is None:
            return found
        date = self._field_of_day(record)
        others = [one for one in record.of(WHEN) if one is not date]
        dated = leading(date.line.passage, date.first, date.last)
        assert dated is not None
        spans = [
            (date.line, dated.end, date.last),
            *((one.line, one.first, one.last) for one in others),
        ]
        for line, first, last in spans:
            for begin in range(first, min(first + _MOST_BEFORE_HOURS, last)):
                hours = clock(line.passage, begin, last)
                if hours is not None:
                    with suppress(NoDateError):
                        return at(found, hours[0])
        return found

    def _titled(self, record: LabelledRecord) -> tuple[Line, TextSpan] | None:
        """The line that names the event of a record, and the tokens of the name."""
        whats = record.of(WHAT)
        if whats:
            worded = [one for one in whats if _words_of(one) >= _FEWEST_OF_TITLE]
            what = (worded or whats)[0]
            return what.line, (what.first, what.last)
        line = self._line_above(record.begin)
        if line is None or not (self._is_list or record.of(WHERE)):
            return None
        is_named = self._is_list or self._walk.names_event(line)
        return (line, (line.start, line.end)) if is_named else None

    def _line_above(self, first: int) -> Line | None:
        """The line above a record, if it may be a title and has no date."""
        above = self._walk.lines[first - 1] if first else None
        if above is None or not above.may_head or above.index in self._of_lines:
            return None
        is_dated = above.lead is not None or above.trail is not None
        is_plain = self._is_list or ":" not in above.text
        return above if is_plain and not is_dated and above.is_entry else None

    def _begins_with_latest(self, every: Sequence[LabelledRecord]) -> bool:
        """Whether the records have single days, the latest first, as lists of news do."""
        days = []
        for record in every:
            found = self._dated(self._field_of_day(record), "event")
            if found is None or not isinstance(found[1], edtf.Date) or found[1].day is None:
                return False
            days.append(first_day(found[1]))
        return all(one and other and one >= other for one, other in pairwise(days))


def _is_above_hours(walk: Walk, record: LabelledRecord) -> bool:
    """Whether the hours of a programme follow a record, perhaps after its heading."""
    last = max(field.line.index for field in record.fields)
    return any(line.is_of_hours for line in walk.lines[last + 1 : last + 3])


_MOST_BEFORE_HOURS: Final = 4
"""Maximum tokens between a date and its hours: ", at", ", um"."""


def _words_of(field: LabelledField) -> int:
    return word_count(field.line.passage.tokens[field.first : field.last])


def _place_and_venue(walk: Walk, field: LabelledField) -> tuple[str | None, str | None]:
    """The city in a field, alone or at its beginning or end at a comma, and the rest."""
    line, first, last = field.line, field.first, field.last
    if city := walk.places.city(line, (first, last)):
        return city, None
    city, end = walk.places.city_at_end(line, first, last)
    if city is None:
        tokens = line.passage.tokens
        comma = next((i for i in range(first + 1, last - 1) if tokens[i].text == ","), None)
        if comma is not None and (begun := walk.places.city(line, (first, comma))):
            return begun, line.text_of(comma + 1, last).strip()
    return city, line.text_of(first, end).strip() or None
