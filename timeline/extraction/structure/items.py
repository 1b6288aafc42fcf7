"""Items: what the lines of a document tell of, each with its date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from timeline import edtf
from timeline.documents import Document
from timeline.documents.content import BlockKind
from timeline.errors import DateError
from timeline.events import Status
from timeline.extraction.structure.headings import (
    DAY,
    MONTH,
    NOTHING,
    YEAR,
    Above,
    dates_lines,
    finest,
    heads_columns,
    rank,
    year_in,
)
from timeline.extraction.structure.lines import Line, lines
from timeline.extraction.structure.years import HEADING, Years
from timeline.extraction.titles import TextSpan
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention, expressions, meaning
from timeline.phrases.dated_lines import Dated, at, clock, leading, value
from timeline.phrases.expressions import Clock, NoDateError, Open
from timeline.phrases.finding import Given
from timeline.phrases.folding import is_small
from timeline.phrases.passages import Passage
from timeline.phrases.tokens import word_count
from timeline.places import city_named, find
from timeline.places.index import key
from timeline.places.regions import country_of
from timeline.wording import country


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


def outline(document: Document, passages: Sequence[Passage], words: Vocabulary) -> Outline:
    """What the structure of *document*, whose blocks are *passages*, says."""
    usual = passages[0].around.words.numeric if passages else "ambiguous"
    pairs = [(int(a), int(b)) for a, b in _SWAPPABLE.findall(document.text)]
    pairs += [(_SURE_DAY, 1) for _ in _DAYS_FIRST.finditer(document.text)]
    found = lines(document, passages)
    for line in found:
        line.start = _behind_verdict(line, words, line.start)
    faults = {line.index: error for line in found if (error := line.fault) is not None}
    pairs += [
        pair for line in found if line.lead and line.lead.is_fraction for pair in line.lead.figures
    ]
    reader = _OutlineReader(found, words, expressions.order_told(pairs, usual), document)
    reader.outline.faults.update(faults)
    reader.read()
    return reader.outline


def _behind_verdict(line: Line, words: Vocabulary, start: int) -> int:
    """The token behind the verdict at *start* that an event is off: "CANCELLED: 17:00 …"."""
    tokens = line.passage.tokens
    for status in OFF:
        cues = words.cues.get(status)
        size = cues.size(tokens, start) if cues and start < line.end else 0
        end = start + size
        if size and end + 1 < line.end and tokens[end].text in ":-" and not tokens[end + 1].glued:
            return end + 1
    return start


_SWAPPABLE: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)", re.ASCII)
"""Figures of which either of the first two may be the day."""


_DAYS_FIRST: Final = re.compile(r"^\W*\d{1,2}[-–]\d{1,2}/\d{1,2}(?![\d/])", re.ASCII | re.MULTILINE)
"""Figures at the beginning of a line that only a language with the day first writes: 25-26/07."""

_SURE_DAY: Final = 31
"""A figure that can only be a day."""


class _OutlineReader:
    """Walks over the lines of a document, under the headings that hold for each."""

    def __init__(
        self, found: Sequence[Line], words: Vocabulary, order: str, document: Document
    ) -> None:
        self.outline = Outline(order=order)
        self._lines = found
        self._words = words
        self._order = order
        self._on = document.date
        self._language = document.language
        self._is_stamped = document.dated_by in ("first lines", "last lines")
        self._years = Years(found, order, document.date)
        self._above = Above()
        self._alone = [line for line in found if line.is_alone and rank(line.lead) is DAY]
        self._stages: list[tuple[edtf.Value, str]] = []
        """Days of programmes, and where these take place: "Dakar, 21 et 22 septembre 2026"."""
        self._hosts: list[tuple[edtf.Value, str]] = []
        """The same, as the first lines say it: "Visit of the Chair, Oslo, 22–24 September"."""
        self._has_programme = False
        self._is_hourly = False
        """Whether a line of the day above began with hours."""
        self._hours: tuple[Line, edtf.Value] | None = None
        """A line of hours alone, and when they are: the event is the line below."""
        self._texts = Counter(line.text.strip() for line in found)
        self._table: Line | None = None
        """The first row of the table to which a line belongs."""
        self._heads_of_columns: Line | None = None
        """The row with the names of the columns of the table."""

    def read(self) -> None:
        """Fills the outline; a line that cannot be read costs nothing but itself."""
        for line in self._lines:
            if line.block.kind is not BlockKind.ROW:
                self._table = None
            elif self._table is None:
                self._table = line
            try:
                if self._is_labelled(line) or self._is_series(line) or self._heads(line):
                    continue
                if not self._is_item(line):
                    self._passes(line)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 - the other lines are read
                self.outline.faults.setdefault(line.index, error)
                self.outline.items.pop(line.index, None)
            if self._above.year is not None:
                self.outline.given[line.index] = Given(self._above.year, HEADING)
        self._with_venues()

    def _around(self, found: edtf.Value, *, is_timed: bool = False) -> str | None:
        """The place of the programme in whose days *found* lies."""
        first = _first(found)
        hosts = self._hosts if is_timed else []
        for days, place in reversed([*hosts, *self._stages]):
            begin, end = _first(days), days.latest
            if first and begin and end and begin <= first <= end:
                return place
        return None

    # -- labels ------------------------------------------------------------------------------------

    def _is_labelled(self, line: Line) -> bool:
        """Whether it says when is what another line says: "WHAT: …", "WHEN: …", "WHERE: …"."""
        if (first := self._behind_label(line, "sent")) is not None:
            return self._is_sent(line, first)
        first = self._behind_label(line, "when")
        if first is None:
            return False
        where = self._labelled(line, "where")
        what = self._labelled(line, "what") or (self._above_labels(line) if where else None)
        if what is None:
            return False
        if where is None and line.passage.around.follows("stamp", first):
            return False  # the head of a mail
        dated = leading(line.passage, first, line.end)
        if dated is None or not dated.has_day or dated.lacks_month:
            return False
        try:
            found, source = self._years.of(line, dated, self._above.year, self._above.month)
        except NoDateError:
            return False
        mention = self._mention(line, dated, found, "event", source)
        self.outline.dates.setdefault(line.index, []).append(mention)
        self.outline.headings.add(line.index)
        event, begin = what
        place, venue = self._place_and_venue(*where) if where else (None, None)
        self.outline.items[event.index] = Item(
            event.index, mention, found, event.block.start, event.block.end,
            event.offsets(begin, event.end), place, venue=venue,
        )  # fmt: skip
        return True

    def _is_sent(self, line: Line, first: int) -> bool:
        """Whether a line says when a mail was sent: "Sent: Monday, 9 March 2026 17:42"."""
        dated = leading(line.passage, first, line.end)
        if dated is None or not dated.has_day or dated.lacks_month:
            return False
        try:
            found, source = self._years.of(line, dated, self._above.year, self._above.month)
        except NoDateError:
            return False
        mention = replace(self._mention(line, dated, found, "publication", source), is_item=False)
        self.outline.dates.setdefault(line.index, []).append(mention)
        return True

    def _above_labels(self, line: Line) -> tuple[Line, int] | None:
        """The line above that which says when, if it names an event and has no label itself."""
        above = self._lines[line.index - 1] if line.index else None
        if above is None or not above.may_head or not self._names_event(above):
            return None
        is_plain = above.lead is None and above.trail is None and ":" not in above.text
        return (above, above.start) if is_plain else None

    def _behind_label(self, line: Line, role: str) -> int | None:
        """The token behind the label of that *role* and its colon, with which a line begins."""
        words = self._words.labels.get(role)
        tokens = line.passage.tokens
        size = words.size(tokens, line.start) if words and line.start < line.end else 0
        end = line.start + size
        return end + 1 if size and end + 1 < line.end and tokens[end].text == ":" else None

    def _labelled(self, line: Line, role: str) -> tuple[Line, int] | None:
        """The line with the label of that *role* near another, and the token behind it."""
        first = max(line.index - _MOST_LABELS, 0)
        for other in self._lines[first : line.index + _MOST_LABELS + 1]:
            begin = self._behind_label(other, role)
            if begin is not None:
                return other, begin
        return None

    def _place_and_venue(self, line: Line, begin: int) -> tuple[str | None, str | None]:
        """The city that is all of a line, or stands behind its last comma, and what is before."""
        if city := self._stage(line, (begin, line.end)):
            return city, None
        tail = self._name_at_end(line, begin, line.end)
        city = self._stage(line, tail) if tail else None
        last = tail[0] - 1 if tail and city else line.end
        return city, line.passage.whole[slice(*line.offsets(begin, last))].strip() or None

    # -- several dates and places ------------------------------------------------------------------

    def _is_series(self, line: Line) -> bool:
        """Whether it gives an event's dates and cities: "Meetings: Rome, 5 May; Oslo, 9 June"."""
        tokens = line.passage.tokens
        colon = next((i for i in range(line.start, line.end) if tokens[i].text == ":"), None)
        if colon is None or colon == line.start or not line.is_short:
            return False
        if not any(self._words.noun(tokens, place) for place in range(line.start, colon)):
            return False
        parts = self._parts_of_series(line, colon + 1)
        if len(parts) < _FEWEST_OF_SERIES:
            return False
        begin, end = line.offsets(line.start, colon)
        years = {int(year) for year in _YEAR.findall(line.passage.whole[begin:end])}
        year = years.pop() if len(years) == 1 else self._above.year
        found = []
        for dated, place in parts:
            try:
                value_of, source = self._years.of(line, dated, year, self._above.month)
            except NoDateError:
                return False
            found.append((self._mention(line, dated, value_of, "event", source), value_of, place))
        self.outline.dates.setdefault(line.index, []).extend(mention for mention, *_ in found)
        self.outline.series[line.index] = [
            Item(line.index, mention, told, line.block.start, line.block.end, (begin, end), place)
            for mention, told, place in found
        ]
        return True

    def _parts_of_series(self, line: Line, first: int) -> list[tuple[Dated, str]]:
        """The dates and cities behind a colon; none if anything else stands among them."""
        tokens = line.passage.tokens
        last = line.end - (tokens[line.end - 1].text == ";")
        signs = ";" if any(token.text == ";" for token in tokens[first:last]) else ","
        found, begin = [], first
        for index in range(first, last + 1):
            is_joint = index < last and signs == "," and self._joins(line, index)
            if index < last and tokens[index].text not in signs and not is_joint:
                continue
            if begin < index:
                part = self._dated_city(line, begin, index)
                if part is None:
                    return []
                found.append(part)
            begin = index + 1
        return found

    def _dated_city(self, line: Line, first: int, last: int) -> tuple[Dated, str] | None:
        """The date and the city that are all of some tokens: "Rome, 5 May", "5 May in Rome"."""
        tokens = line.passage.tokens
        dated = leading(line.passage, first, last)
        if dated is not None and dated.has_day and not dated.lacks_month:
            begin = dated.end
            while begin < last and (
                tokens[begin].text in ",(-" or self._words.prepositions.size(tokens, begin)
            ):
                begin += 1
            end = last - (tokens[last - 1].text == ")")
            city = self._stage(line, (begin, end)) if begin < end else None
            return (dated, city) if city else None
        for index in range(first + 1, min(first + MOST_OF_PLACE, last)):
            if tokens[index].text in ",(-":
                city = self._stage(line, (first, index))
                dated = leading(line.passage, index + 1, last)
                is_whole = dated is not None and dated.apart == "end" and dated.has_day
                return (dated, city) if city and dated is not None and is_whole else None
        return None

    # -- venues ------------------------------------------------------------------------------------

    def _with_venues(self) -> None:
        """Adds the venues that the lines of items name, or the lines below them."""
        for index, item in list(self.outline.items.items()):
            line = self._lines[index]
            venue = item.venue or self._venue_in(line, item)
            following = self._lines[index + 1] if index + 1 < len(self._lines) else None
            if venue is None and following is not None and item.value.is_timed:
                is_free = following.index not in self.outline.items and not following.is_apart
                is_short = len(following.text) <= LONGEST_VENUE and following.may_head
                rest = following.start, following.end
                is_free = is_free and is_short and not following.is_listed
                if is_free and self._is_venue(following, *rest):
                    venue, city = self._without_city(following)
                    item = replace(item, place=item.place or city)
            if venue:
                self.outline.items[index] = replace(item, venue=venue)

    def _without_city(self, line: Line) -> tuple[str, str | None]:
        """The venue that a line names, and the city behind its last comma."""
        tail = self._name_at_end(line, line.start, line.end)
        city = self._stage(line, tail) if tail else None
        if tail is None or city is None:
            return line.text.strip(), None
        return line.passage.whole[slice(*line.offsets(line.start, tail[0] - 1))].strip(), city

    def _venue_in(self, line: Line, item: Item) -> str | None:
        """What stands behind the last sign of an item, or in its brackets, if it is a venue."""
        if line.aside and self._is_venue(line, *line.aside):
            return line.passage.whole[slice(*line.offsets(*line.aside))].strip()
        tokens = line.passage.tokens
        start, end = (place - line.passage.start for place in item.title)
        inside = [i for i, token in enumerate(tokens) if start <= token.start < end]
        signs = [i for i in inside[1:-1] if tokens[i].text in ".,-" and not tokens[i + 1].glued]
        if not signs or not self._is_venue(line, signs[-1] + 1, inside[-1] + 1):
            return None
        return line.passage.whole[slice(*line.offsets(signs[-1] + 1, inside[-1] + 1))].strip()

    def _is_venue(self, line: Line, first: int, last: int) -> bool:
        """Whether a few words with a capital name a building or a room."""
        tokens = line.passage.tokens[first:last]
        if (
            not tokens
            or len(tokens) > MOST_OF_VENUE
            or is_small(line.passage.around.text[tokens[0].start])
        ):
            return False
        places = range(first, last)
        is_event = any(self._words.noun(line.passage.tokens, place) for place in places)
        return not is_event and any(
            self._words.venues.size(line.passage.tokens, place) for place in places
        )

    # -- headings --------------------------------------------------------------------------------

    def _heads(self, line: Line) -> bool:
        """Whether a line dates those below it; then it does from now on."""
        dated = dates_lines(self._lines, line.index)
        is_aside = self._above.date is not None and _is_in(dated, line.aside)
        if dated is None or is_aside or self._is_stamp(line, dated):
            year = year_in(self._lines, line.index)
            if year is None:
                return False
            self._above = Above(year=year)
            self._years.begin_list()
            return False
        month = self._above.month
        year = self._above.year
        if dated.lacks_month and month is None:
            near = self._years.near(dated)
            if near is None:
                return False
            year, month = near.year, near.month
        try:
            found, source = self._years.of(line, dated, year, month)
        except NoDateError:
            return False
        first = _first(found)
        if first is None:
            return False
        mention = self._mention(line, dated, found, "heading", source)
        self._date_below(line, dated, found, mention)
        self.outline.dates.setdefault(line.index, []).append(mention)
        is_title = rank(dated) is MONTH and not dated.apart and not line.is_bullet
        if _is_bare(line) or (is_title and not self._names_event(line)):
            self.outline.headings.add(line.index)
        return True

    def _names_event(self, line: Line) -> bool:
        places = range(line.start, line.end)
        return any(self._words.noun(line.passage.tokens, place) for place in places)

    def _date_below(self, line: Line, dated: Dated, found: edtf.Value, mention: Mention) -> None:
        """Notes that *line* dates those below it, as precisely as *found* is."""
        level, first = rank(dated), _first(found)
        assert first is not None  # the caller has looked
        if level is YEAR:
            self._above = Above(year=first.year if dated.is_year else None)
            self._years.begin_list()
        elif level is MONTH:
            month = first.month if len(dated.series.points) == 1 else None
            self._above = Above(year=first.year, month=month)
        if level is DAY or self._dates_alone(line, level):
            following = self._lines[line.index + 1]
            self._above = replace(
                self._above,
                date=found,
                mention=mention,
                level=line.block.level if line.block.kind is BlockKind.HEADING else 0,
                is_close=not following.is_apart,
            )
            rest = self._rest(line, dated) if level is DAY else None
            if rest is not None and (stage := self._stage(line, rest)):
                self._stages.append((found, stage))
            self._is_hourly = False
            self._has_programme = _is_programme(self._lines[line.index + 1 :])

    def _dates_alone(self, line: Line, level: int) -> bool:
        """Whether a month or year dates lines that have no date: it is one of several headings."""
        if not line.is_alone:
            return False
        below = self._lines[line.index + 1 : line.index + 3]
        is_pair = finest(below[0]) is NOTHING and not below[0].is_apart
        if level is MONTH and is_pair and (len(below) == 1 or below[1].is_apart):
            return True  # a paragraph of two lines, the date and its event
        return sum(other.is_alone and rank(other.lead) == level for other in self._lines) > 1

    def _is_stamp(self, line: Line, dated: Dated) -> bool:
        """Whether a date alone is the day of the document, as the line of a masthead."""
        following = self._lines[line.index + 1]
        if not line.is_alone or len(self._alone) != 1 or following.hours is not None:
            return False
        is_head = self._is_stamped or line.index < MOST_OF_HEAD
        if dated.lacks_year or self._on is None or not is_head:
            return False
        with suppress(NoDateError, DateError):
            return value(dated, self._order, self._on).earliest == self._on
        return False

    def _passes(self, line: Line) -> None:
        """Ends what a line of another kind ends: a heading without a date, a text of its own.

        So does a line drawn in signs, unless it underlines the heading itself.
        """
        above = self._above
        if above.date is not None and line.is_drawn and self._has_items_below_heading(line):
            self._above = Above(year=above.year, month=above.month)
        if line.block.kind is BlockKind.HEADING:
            if above.date is not None and (not above.level or line.block.level <= above.level):
                self._above = Above(year=above.year, month=above.month)
        elif above.date is not None and not line.is_short:
            self._above = Above(year=above.year, month=above.month)
        if not line.is_short:
            self._years.begin_list()

    def _has_items_below_heading(self, line: Line) -> bool:
        """Whether the line before is an item of the heading above."""
        return line.index - 1 in self.outline.items

    # -- items -------------------------------------------------------------------------------------

    def _is_item(self, line: Line) -> bool:
        """Whether a line is an item of a list; then it is in the outline."""
        if line.block.kind is BlockKind.HEADING or not line.is_short:
            return False
        if heads_columns(self._lines, line.index):
            self._heads_of_columns = line
        if self._is_below_hours(line) or self._is_at_place_and_hours(line):
            return True
        if line.hours is not None and (self._is_timed(line) or self._goes_on_that_day(line)):
            return True
        for dated in (line.lead, line.trail):
            # Below a day, a date in brackets is only where its event ends.
            is_end = self._above.date is not None and _is_in(dated, line.aside)
            if dated is not None and not is_end and self._is_dated(line, dated):
                return True
        if heads_columns(self._lines, line.index):
            return False
        return self._goes_on(line) or self._is_below(line)

    def _goes_on(self, line: Line) -> bool:
        """Whether a row whose first cell is empty or missing goes on with the date above it."""
        before = self._lines[line.index - 1] if line.index else None
        item = self.outline.items.get(line.index - 1)
        if before is None or item is None or item.block != before.index:
            return False
        if (
            line.block.kind is not BlockKind.ROW
            or before.block.kind is not BlockKind.ROW
            or not line.cells
        ):
            return False
        first = line.block.cells[0]
        is_short = first[0] == first[1] or len(line.block.cells) == len(before.block.cells) - 1
        if before.date_cell not in (0, None) or not is_short or item.is_timed_here:
            return False
        self._add(line, item.date, item.date.value or item.value, (line.start, line.end))
        return line.index in self.outline.items

    def _is_dated(self, line: Line, dated: Dated) -> bool:
        """Whether a line has a date of its own, by which it is an item."""
        is_loose = not dated.apart or (dated.apart == "comma" and dated is line.lead)
        is_loose &= not (dated.is_fraction and dated.under(self._above.month) != dated)
        if not self._may_date(line, dated, is_loose=is_loose):
            return False
        try:
            found, source = self._years.of(line, dated, self._above.year, self._above.month)
        except NoDateError as error:
            if dated.apart:
                self._refuse(line, dated, error)
            return False
        self._above = replace(self._above, date=None, mention=None)
        if kind := self._no_event(line, dated, found):
            mention = replace(self._mention(line, dated, found, kind, source), is_item=False)
            self.outline.dates.setdefault(line.index, []).append(mention)
            return True
        if isinstance(found, edtf.AllOf) and source and _names_months(dated):
            return False  # dates side by side, each of its own month: an event each
        mention = self._mention(line, dated, found, "event", source)
        rest = self._rest(line, dated)
        if not line.is_alone and rest is None:
            return False
        self.outline.dates.setdefault(line.index, []).append(mention)
        if rest is not None:
            is_loose = self._is_loose(line, dated, found, rest, is_loose=is_loose)
            self._add(line, mention, found, rest, is_loose=is_loose)
            item = self.outline.items.get(line.index)
            if is_loose and item is not None and (stage := self._stage(line, rest)):
                self.outline.items[line.index] = replace(item, stage=stage)
        return True

    def _may_date(self, line: Line, dated: Dated, *, is_loose: bool) -> bool:
        """Whether its place in the line, and the lines around, make a date that of an item.

        It is *is_loose* where no sign parts it from the rest.
        """
        if dated.lacks_month and (self._above.month is None or not self._has_days(line, dated)):
            return False
        is_headed = self._above.month is not None or self._above.year is not None
        is_listed = self._has_siblings(line, dated)
        if dated.is_fraction and not (is_headed or (dated.apart and is_listed)):
            return False  # "3/4 of the members voted"
        if dated is line.trail and self._closes_sentence(line, dated):
            return False
        if is_loose and not (line.is_bullet or is_listed):
            return False
        return not (dated.is_year and is_loose)

    def _refuse(self, line: Line, dated: Dated, error: NoDateError) -> None:
        """Notes that a date of a line cannot be read, and why."""
        start, end = line.offsets(dated.start, dated.end)
        text = line.passage.whole[start:end]
        refused = Mention(
            start, end, text, None, "refused", False, reason=error.fact, code=error.code
        )
        self.outline.dates.setdefault(line.index, []).append(refused)

    def _no_event(self, line: Line, dated: Dated, found: edtf.Value) -> str | None:
        """What a date is if not that of an event: a deadline, or that of the document."""
        around = line.passage.around
        is_apart = dated is line.trail or line.date_cell is not None
        labelled = dated.start if is_apart else line.start
        if isinstance(dated.node, Open) and dated.node.kind in ("until", "before"):
            return "deadline"
        if around.is_of_deadline(labelled) or self._is_in_column_of_deadlines(line):
            return "deadline"
        if around.follows("stamp", labelled) or self._is_of_head(line, dated, found):
            return "publication"
        is_label = is_apart and dated.apart in ("sign", "gap") and _first(found) == self._on
        if is_label and around.names(line.start, "stamp"):
            return "publication"
        if self._is_beside_page(line, dated, found):
            return "publication"
        return None

    def _is_beside_page(self, line: Line, dated: Dated, found: edtf.Value) -> bool:
        """Whether only the number of a page or an issue stands beside the day of the paper."""
        rest = self._rest(line, dated)
        if rest is None or _first(found) != self._on or line.index >= MOST_OF_HEAD:
            return False
        tokens = line.passage.tokens[slice(*rest)]
        words = [token for token in tokens if token.kind == "word"]
        return len(words) <= 1 and any(token.kind == "number" for token in tokens)

    def _is_of_head(self, line: Line, dated: Dated, found: edtf.Value) -> bool:
        """Whether brackets in the first lines say of when the paper is: "(as of 5 May 2026)"."""
        if self._on is None or line.index >= _MOST_OF_TITLE or not _is_in(dated, line.aside):
            return False
        first = _first(found)
        with suppress(DateError):
            return bool(first and found.latest and first <= self._on <= found.latest)
        return False

    def _is_in_column_of_deadlines(self, line: Line) -> bool:
        """Whether the head of the column says that the date of a row is a deadline."""
        head = self._heads_of_columns
        if line.date_cell is None or head is None or len(head.block.cells) != len(line.block.cells):
            return False
        first = line.cells[line.date_cell][0]
        column = next(n for n, cell in enumerate(line.all_cells) if cell[0] == first)
        named = head.all_cells[column]
        return named[0] < named[1] and head.passage.around.follows("deadline", named[1])

    def _is_loose(
        self, line: Line, dated: Dated, found: edtf.Value, rest: TextSpan, *, is_loose: bool
    ) -> bool:
        """Whether a dated line with *rest* needs more to be an event: it may be a sentence."""
        has_siblings = self._has_siblings(line, dated)
        is_sentence = line.text.rstrip()[-1:] in ".!?" and dated is line.trail
        # "Brussels, 12 March 2026" alone is the day of a paper, among others of a meeting.
        stage = self._stage(line, rest)
        is_dateline = (stage is not None or line.is_name(*rest)) and not has_siblings
        is_own = line.index < MOST_OF_HEAD and _first(found) == self._on
        is_dateline |= stage is not None and is_own and self._on is not None
        if stage is not None:
            self._stages.append((found, stage))
        if is_loose and dated is line.lead and has_siblings:
            # A line of a list that no full stop closes is no sentence.
            is_loose = line.text.rstrip()[-1:] in _SENTENCE_ENDS
        is_loose |= (is_sentence and not (line.is_bullet or has_siblings)) or is_dateline
        return is_loose

    def _stage(self, line: Line, rest: TextSpan) -> str | None:
        """The city that is all of *rest*: "Dakar", «г. Астана», "Osh, Kyrgyzstan"."""
        first, last = rest
        tokens = line.passage.tokens
        joined = next((i for i in range(first + 1, last - 1) if self._joins(line, i)), None)
        if joined is not None and last - joined == 2 and tokens[joined].text != ",":
            last = joined  # the word behind it says how others take part
        text = line.passage.whole[slice(*line.offsets(first, last))].strip(" ,.;:")
        text = _POSTCODE.sub("", text)
        city, comma, region = text.partition(",")
        name = _CITY.sub("", city.strip())
        if not _is_place(name):
            return None
        if comma:
            return name if self._is_in_country(name, region.strip()) else None
        return name if city_named(name, self._language) is not None else None

    def _joins(self, line: Line, index: int) -> bool:
        return bool(self._words.conjunctions.size(line.passage.tokens, index))

    def _is_in_country(self, name: str, region: str) -> bool:
        """Whether a city of that name is in the country or region behind it: "Osh, Kyrgyzstan"."""
        within = country_of(region)
        return any(
            city.country == within or key(country(city.country, self._language)) == key(region)
            for city in find(name, self._language)
            if city.country
        )

    def _closes_sentence(self, line: Line, dated: Dated) -> bool:
        """Whether a date at the end of a line is that of a sentence, which is read as one."""
        before = line.passage.tokens[dated.start - 2] if dated.start > 1 else None
        if dated.is_year and before is not None and before.kind == "number":
            return True  # resolution 1325 (2000)
        is_sentence = line.text.rstrip()[-1:] in ".!?"
        return is_sentence and not (line.is_bullet or self._has_siblings(line, dated))

    def _has_days(self, line: Line, dated: Dated) -> bool:
        """Whether bare figures that begin a line are days: those of a row, or of a whole list."""
        if dated.apart in ("gap", "sign", "end") or dated.series.weekdays:
            return True
        return self._has_siblings(line, dated)

    def _has_siblings(self, line: Line, dated: Dated) -> bool:
        """Whether a line beside this one begins or ends with a date as well."""
        return any(
            self._is_sibling(line, dated, other)
            for step in (-1, 1)
            if (other := self._beside(line, step)) is not None
        )

    def _beside(self, line: Line, step: int) -> Line | None:
        """The line before or behind a line, without the headings between them."""
        index = line.index + step
        while 0 <= index < len(self._lines):
            other = self._lines[index]
            if line.is_alone or not other.is_alone:
                return other
            index += step
        return None

    def _is_sibling(self, line: Line, dated: Dated, other: Line) -> bool:
        found = other.lead if dated is line.lead else other.trail
        if found is None and other.block.kind is BlockKind.ROW:
            found = other.lead
        return found is not None and found.lacks_month == dated.lacks_month

    def _beside_place(self, line: Line, first: int, last: int) -> tuple[int, int, str | None]:
        """The tokens of an item behind the city that it begins with, and that city or its last."""
        if name := self._place_at(line, first, last):
            return name[1], last, line.passage.whole[slice(*line.offsets(*name[0]))]
        tail = self._name_at_end(line, first, last)
        return first, last, self._stage(line, tail) if tail else None

    def _goes_on_that_day(self, line: Line) -> bool:
        """Whether a row that begins with hours is of the day of the rows above it."""
        if line.block.kind is not BlockKind.ROW or line.date_cell is not None:
            return False
        for other in reversed(self._lines[max(line.index - _MOST_BETWEEN, 0) : line.index]):
            item = self.outline.items.get(other.index)
            if item is None and _names_day(other):
                return False
            if item is None:
                continue  # where the event above takes place
            day = _first(item.value)
            is_day = item.value.precision is edtf.Precision.DAY or item.value.is_timed
            if other.block.kind is not BlockKind.ROW or day is None or not is_day:
                return False
            self._above = replace(self._above, date=_day(day), mention=item.date)
            has_programme, self._has_programme = self._has_programme, True
            is_item = self._is_timed(line)
            self._above = replace(self._above, date=None, mention=None)
            self._has_programme = has_programme
            return is_item
        return False

    def _is_timed(self, line: Line) -> bool:
        """Whether the hours at the beginning of a line are those of an event of the day above."""
        day, mention = self._above.date, self._above.mention
        if line.hours is None or mention is None or not self._has_programme:
            return False
        if not isinstance(day, edtf.Date | edtf.DateTime):
            return False
        time, last = line.hours
        first = _first(day)
        if first is None:
            return False
        try:
            found = at(edtf.Date(first.year, first.month, first.day), time)
        except NoDateError:
            return False
        while last < line.end and line.passage.tokens[last].text in "-:.,;|)":
            last += 1
        self._is_hourly = True
        if last >= line.end:
            self._hours = line, found
            return True
        self._time(line, mention, found, last)
        return True

    def _is_below_hours(self, line: Line) -> bool:
        """Whether the line above is the hours of this one, of the day above both."""
        hours, self._hours = self._hours, None
        mention = self._above.mention
        if hours is None or mention is None or line.hours is not None or not line.is_entry:
            return False
        if line.index != hours[0].index + 1 or line.is_alone or self._names_columns(line):
            return False
        self._time(line, mention, hours[1], line.start)
        return True

    def _is_at_place_and_hours(self, line: Line) -> bool:
        """Whether a line below a day begins with a city and hours: "Vienna, 4 p.m.: Opening"."""
        day, mention, tokens = self._above.date, self._above.mention, line.passage.tokens
        first = _first(day) if day is not None else None
        if first is None or mention is None or not line.may_head:
            return False
        for index in range(line.start + 1, min(line.start + MOST_OF_PLACE, line.end - 2)):
            if tokens[index].text not in ",(":
                continue
            city, begin = self._stage(line, (line.start, index)), index + 1
            if begin < line.end and _names_hours(line, begin):
                begin += 1
            hours = clock(line.passage, begin, line.end) or clock(line.passage, index + 1, line.end)
            if city is None or hours is None or hours[1] >= line.end:
                return False
            last = hours[1] + (tokens[hours[1]].text == ")")
            if last + 1 >= line.end or tokens[last].text not in ":-":
                return False
            with suppress(NoDateError):
                found = at(_day(first), hours[0])
                self._time(line, mention, found, last + 1, city)
                return True
        return False

    def _names_columns(self, line: Line) -> bool:
        return heads_columns(self._lines, line.index)

    def _time(
        self, line: Line, mention: Mention, found: edtf.Value, last: int, place: str | None = None
    ) -> None:
        """Puts an item with hours into the outline: what it tells of begins at the token *last*."""
        start, end = line.offsets(line.start, line.end)
        last = _behind_verdict(line, self._words, last)
        told = self._in_cells(line, last, line.end) if line.cells else (last, line.end, None)
        told = told if told[2] else self._beside_place(line, *told[:2])
        told = told[0], self._before_verdict(line, *told[:2]), told[2]
        item = Item(
            line.index, mention, found, start, end, line.offsets(*told[:2]),
            place=place or told[2], around=self._around(found, is_timed=True), is_timed_here=True,
        )  # fmt: skip
        self.outline.items[line.index] = item

    def _is_below(self, line: Line) -> bool:
        """Whether a line without a date tells of the date in the heading above it."""
        above = self._above
        day, mention = above.date, above.mention
        if day is None or mention is None or not line.is_entry or line.is_alone:
            return False
        if self._is_hourly and not line.is_listed and not self._ends_day(line):
            return False  # between hours, a line without them is a note or another heading
        if self._is_stage_alone(line, day) or self._heads_hours(line) or self._is_rubric(line):
            return False
        if self._tells_other_day(line):
            return False
        if line.is_apart and above.is_close and not (line.is_bullet or self._place_at(line)):
            self._above = replace(above, date=None, mention=None)
            return False
        if line.trail is not None and line.trail.apart == "sign":
            return False
        self._add(line, mention, day, (line.start, line.end))
        return line.index in self.outline.items

    def _is_rubric(self, line: Line) -> bool:
        """Whether a line only says what kind of items follow: "ABROAD", "Foreign news", "Home:".

        It is in capitals above items that are not, ends with a colon, or comes back.
        """
        if line.is_bullet or line.block.number or not line.may_head or line.cells:
            return False
        if self._place_at(line) is not None or line.index + 1 >= len(self._lines):
            return False
        following = self._lines[line.index + 1]
        is_above_items = following.is_listed or following.block.number is not None
        is_above_items |= self._place_at(following) is not None
        words = "".join(filter(str.isalpha, line.text))
        is_in_capitals = words.isupper() and not following.text.isupper()
        is_repeated = self._texts[line.text.strip()] > 1
        is_title = is_in_capitals or is_repeated or line.text.rstrip().endswith(":")
        return is_above_items and is_title and not self._names_event(line)

    def _tells_other_day(self, line: Line) -> bool:
        """Whether a line is a sentence that says its own date: a note below the day."""
        last = line.aside[0] if line.aside else line.end
        is_sentence = line.text.rstrip()[-1:] in ".!?" and not line.is_bullet
        is_sentence &= self._place_at(line) is None
        is_sentence &= word_count(line.passage.tokens) >= _FEWEST_OF_SENTENCE
        return is_sentence and line.passage.around.names_month(line.start, last)

    def _heads_hours(self, line: Line) -> bool:
        """Whether a row names the columns of the rows below, which begin with hours."""
        following = self._lines[line.index + 1 : line.index + 2]
        return (
            line.block.kind is BlockKind.ROW
            and not self._is_hourly
            and any(other.block.kind is BlockKind.ROW and other.hours for other in following)
        )

    def _is_stage_alone(self, line: Line, day: edtf.Value) -> bool:
        """Whether a line is only the city in which the lines below take place."""
        last = line.aside[0] - 1 if line.aside else line.end
        stage = self._stage(line, (line.start, last)) if line.start < last else None
        if stage is None or line.is_bullet:
            return False
        self._stages.append((day, stage))
        return True

    def _ends_day(self, line: Line) -> bool:
        """Whether a line that names an event, or begins with a place, follows the day's hours."""
        for other in self._lines[line.index + 1 :]:
            if other.is_alone or other.block.kind is BlockKind.HEADING:
                break
            if other.hours is not None:
                return False
        return self._names_event(line) or self._place_at(line) is not None

    def _add(
        self,
        line: Line,
        mention: Mention,
        found: edtf.Value,
        rest: TextSpan,
        *,
        is_loose: bool = False,
    ) -> None:
        """Puts an item into the outline: the words of *rest* are what it tells of."""
        first, last = rest
        tokens = line.passage.tokens
        while first < last and tokens[first].text in _MARGINS:
            first += 1
        if first == line.start and self._is_numbered(line):
            first = 0
        if first == line.start and (begin := self._behind_label(line, "what")) and begin < last:
            first = begin
        place = self._place_behind(line, rest)
        mention, found, last = self._as_moved(line, mention, found, first, last)
        last = self._before_verdict(line, first, last)
        if place is None and (name := self._place_at(line, first, last)):
            first, place = (
                name[1],
                line.passage.around.text[tokens[name[0][0]].start : tokens[name[0][1] - 1].end],
            )
        if line.aside and first < line.aside[0] <= last:
            found, last, place = self._without_aside(line, line.aside, found, last, place)
        last, time = self._without_hours(line, first, last)
        if time is None and line.date_cell is not None:
            time = self._hours_in_cells(line)
        if time is not None and isinstance(found, edtf.Date) and found.day is not None:
            with suppress(NoDateError):
                found = at(found, time)
        while last > first and tokens[last - 1].text in _ENDS:
            last -= 1
        if last <= first:
            return
        if place is None or line.cells:
            first, last, place = self._placed(line, first, last, place, is_loose=is_loose)
        is_long = isinstance(found, edtf.Interval) and found.precision is edtf.Precision.DAY
        if place is not None and is_long and line.index < MOST_OF_HEAD and not self.outline.items:
            self._hosts.append((found, place))
        start, end = line.offsets(first, last)
        self.outline.items[line.index] = Item(
            line.index, mention, found, line.block.start, line.block.end, (start, end),
            _written(place), self._around(found), is_loose,
        )  # fmt: skip

    def _as_moved(
        self, line: Line, mention: Mention, found: edtf.Value, first: int, last: int
    ) -> tuple[Mention, edtf.Value, int]:
        """The date to which the end of a line says that its event was moved, and where it ends."""
        cues = self._words.cues.get(Status.POSTPONED)
        begun = _first(found)
        for index in range(first + 1, last) if cues and begun else ():
            size = cues.size(line.passage.tokens, index) if cues else 0
            place = index + size
            onto = self._words.onto.size(line.passage.tokens, place) if size and place < last else 0
            dated = leading(line.passage, place + onto, last) if onto else None
            if dated is None or dated.apart != "end" or not dated.has_day or begun is None:
                continue
            with suppress(NoDateError, DateError):
                moved = value(dated, self._order, self._on, begun.year, begun.month)
                while index > first + 1 and line.passage.tokens[index - 1].text in ",-(":
                    index -= 1
                return self._moved_to(line, mention, found, dated, moved), moved, index
        return mention, found, last

    def _moved_to(
        self, line: Line, mention: Mention, found: edtf.Value, dated: Dated, moved: edtf.Value
    ) -> Mention:
        """The mention of the new date, with the old one, which is no item then."""
        source = HEADING if dated.lacks_year else ""
        new = replace(self._mention(line, dated, moved, "event", source), previously=found)
        reason, code = "the date before the one to which it was moved", "told-elsewhere"
        old = replace(mention, is_item=False, reason=reason, code=code)
        known = self.outline.dates.setdefault(line.index, [])
        self.outline.dates[line.index] = [*(one for one in known if one != mention), old, new]
        return new

    def _before_verdict(self, line: Line, first: int, last: int) -> int:
        """Where a line ends before words, apart from it, that it is off: "Visit – cancelled"."""
        tokens = line.passage.tokens
        end = last
        while end > first and (tokens[end - 1].text in _ENDS or tokens[end - 1].text in "!)"):
            end -= 1
        for index in range(end - 1, max(end - 1 - _MOST_OF_VERDICT, first), -1):
            sign = tokens[index - 1]
            is_apart = sign.text == "(" or (sign.text == "-" and not tokens[index].glued)
            if is_apart and any(
                index + self._words.cues[status].size(tokens, index) >= end
                for status in OFF
                if status in self._words.cues and self._words.cues[status].size(tokens, index)
            ):
                place = index - 1
                while place > first and tokens[place - 1].text == "*":
                    place -= 1
                return place
        return last

    def _place_behind(self, line: Line, rest: TextSpan) -> str | None:
        """The city behind the date that a line closes with: "…, 12 March 2026, Vienna"."""
        name = line.name_behind if line.trail is not None else None
        return self._stage(line, name) if name and rest[1] < name[0] else None

    def _without_aside(
        self, line: Line, aside: TextSpan, found: edtf.Value, last: int, place: str | None
    ) -> tuple[edtf.Value, int, str | None]:
        """Date, last token and place of an item whose *aside* says when it ends, or where it is."""
        hours = self._hours_in(line, aside)
        if hours is not None and isinstance(found, edtf.Interval):
            return found, aside[0] - 1, place  # when it is open
        ended = self._ended(line, aside, found)
        if ended is not None:
            return ended, aside[0] - 1, place
        place = place or self._place_in(line, aside)
        if hours is not None and isinstance(found, edtf.Date) and found.day is not None:
            with suppress(NoDateError):
                return at(found, hours), aside[0] - 1, place
        if any(line.passage.around.names(aside[0], mark) for mark in ("uncertain", "?")):
            return _uncertain(found), aside[0] - 1, place
        if line.is_name(*aside) and place is None:
            return found, aside[0] - 1, line.passage.whole[slice(*line.offsets(*aside))]
        return found, last, place

    def _place_in(self, line: Line, aside: TextSpan) -> str | None:
        """The city among what brackets hold: "(Ankara/14.00)", "(Vienna, at expert level)"."""
        signs = [i for i in range(*aside) if line.passage.tokens[i].text in "/,;"]
        starts, ends = [aside[0], *(i + 1 for i in signs)], [*signs, aside[1]]
        for part in zip(starts, ends, strict=True):
            if signs and part[0] < part[1] and (city := self._stage(line, part)):
                return city
        return None

    def _placed(
        self, line: Line, first: int, last: int, place: str | None, *, is_loose: bool
    ) -> tuple[int, int, str | None]:
        """The tokens of an item without its place, and the place that a cell or its end names."""
        if line.cells:
            first, last, column = self._in_cells(line, first, last)
            tail = self._name_at_end(line, first, last)
            if place is None and (tail is None or not self._stage(line, tail)):
                place = column
        if place is None and not is_loose and (tail := self._name_at_end(line, first, last)):
            place = _CITY.sub("", line.passage.whole[slice(*line.offsets(*tail))])
        if place is None and (tail := self._city_at_end(line, first, last)):
            place = line.passage.whole[slice(*line.offsets(*tail))]
            last = tail[0] - 1
        return first, last, place

    def _is_numbered(self, line: Line) -> bool:
        """Whether the number before a line is the ordinal of its noun: "1. Sitzung"."""
        return (
            self._words.has_points
            and 0 < line.start < line.end
            and line.passage.tokens[0].kind == "number"
            and self._words.noun(line.passage.tokens, line.start) is not None
        )

    def _place_at(
        self, line: Line, first: int | None = None, last: int | None = None
    ) -> tuple[TextSpan, int] | None:
        """The place that a line begins with, as in diaries, and what follows it.

        Before a dash it is written as a place is; before a colon or a full stop it is a city.
        """
        tokens, text = line.passage.tokens, line.passage.around.text
        first = line.start if first is None else first
        while first < line.end and tokens[first].text in _MARGINS:
            first += 1
        last = line.end if last is None else last
        for index in range(first + 1, min(first + MOST_OF_PLACE + 1, last - 1)):
            token = tokens[index]
            if token.text == "-" and not tokens[index + 1].glued and not token.glued:
                name = text[tokens[first].start : tokens[index - 1].end]
                is_route = self._stage(line, (first, index)) and self._stage(
                    line, (index + 1, last)
                )
                is_place = _is_place(_CITY.sub("", name)) and not is_route
                return ((first, index), index + 1) if is_place else None
            if token.text == "." and token.glued and _abbreviates(line, index - 1):
                continue
            if token.text in ".:" and token.glued and not tokens[index + 1].glued:
                name = text[tokens[first].start : tokens[index - 1].end]
                is_city = _is_place(name) and city_named(name, self._language) is not None
                return ((first, index), index + 1) if is_city else None
            if token.text == "," and self._words.noun(tokens, index + 1) is not None:
                tail = first, index  # "Lisboa, Sessão de verão"
                return (tail, index + 1) if self._stage(line, tail) else None
            if token.kind == "number":
                return None
        return None

    def _name_at_end(self, line: Line, first: int, last: int) -> TextSpan | None:
        """The words behind the last comma: a name, or a city if there are several commas."""
        tokens = line.passage.tokens
        commas = [index for index in range(first, last) if tokens[index].text == ","]
        if not commas or commas[-1] <= first:
            return None
        tail = commas[-1] + 1, last
        if not tail[0] < tail[1] <= tail[0] + _MOST_AT_END:
            return None
        is_one = len(commas) == 1 and line.is_name(*tail)
        return tail if is_one or self._stage(line, tail) else None

    def _city_at_end(self, line: Line, first: int, last: int) -> TextSpan | None:
        """The city behind the last full stop or colon: «Підписання угоди. Любляна»."""
        tokens = line.passage.tokens
        for index in range(last - 2, max(last - MOST_OF_PLACE, first), -1):
            if tokens[index].text in ".:":
                tail = index + 1, last
                is_apart = tokens[index].glued and not tokens[index + 1].glued
                is_abbreviation = len(tokens[index - 1].text) < _SHORTEST_WORD
                is_end = is_apart and not is_abbreviation
                return tail if is_end and self._stage(line, tail) else None
        return None

    def _ended(self, line: Line, aside: TextSpan, found: edtf.Value) -> edtf.Value | None:
        """*found* with the end that brackets tell: "(to May 19)", "(final day)"."""
        start, end = aside
        tokens = line.passage.tokens
        begun = _first(found)
        if begun is None:
            return None
        if any(self._words.finals.size(tokens, index) for index in range(start, end)):
            return edtf.Interval(edtf.Side.UNKNOWN, _day(begun))
        whole = leading(line.passage, start, end)
        if whole is not None and whole.apart == "end" and len(whole.series.points) > 1:
            return self._spanned(line, whole, begun)
        around = line.passage.around
        place = start
        while place < end and (
            not {"to", "until", "filler"}.isdisjoint(around.edges(place))
            or tokens[place].text == "-"
        ):
            place += 1
        if place == start:
            if whole is not None and whole.apart == "end" and _ends_there(whole):
                return self._until(line, replace(whole, node=whole.series), begun)
            return None
        dated = leading(line.passage, place, end)
        if dated is None or dated.apart != "end":
            return None
        return self._until(line, dated, begun)

    def _until(self, line: Line, dated: Dated, begun: date) -> edtf.Value | None:
        """The days from the one on which something begins to the one that *dated* says."""
        years = (begun.year, begun.year + 1) if dated.lacks_year else (begun.year,)
        for year in years:
            with suppress(NoDateError, DateError):
                until = value(dated, self._order, self._on, year, begun.month)
                if until.latest is not None and until.latest >= begun:
                    source = HEADING if dated.lacks_year else ""
                    mention = self._mention(line, dated, until, "end", source)
                    self.outline.dates.setdefault(line.index, []).append(mention)
                    return edtf.Interval(_day(begun), _day(until.latest))
        return None

    def _spanned(self, line: Line, dated: Dated, begun: date) -> edtf.Value | None:
        """The days in brackets, if they begin on the day of the heading: "(25-26 June)"."""
        with suppress(NoDateError, DateError):
            found = value(dated, self._order, self._on, begun.year, begun.month)
            if found.earliest == begun:
                source = HEADING if dated.lacks_year else ""
                mention = self._mention(line, dated, found, "end", source)
                self.outline.dates.setdefault(line.index, []).append(mention)
                return found
        return None

    def _hours_in_cells(self, line: Line) -> Clock | None:
        """The hours that are a cell of a row, of which another is the date."""
        for number, (first, last) in enumerate(line.cells):
            if number in line.date_cells:  # 11.06 is a day there
                rest = line.lead.end if line.lead else last
                if first < rest < last and (hours := self._hours_in(line, (rest, last))):
                    return hours
                continue
            found = clock(line.passage, first, last)
            if found and found[1] == last:
                return found[0]
        return None

    def _hours_in(self, line: Line, aside: TextSpan) -> Clock | None:
        """The first hours that brackets hold: "(room 5, 14h30)"."""
        for index in range(*aside):
            before = line.passage.tokens[index - 1].text
            after = line.passage.tokens[index + 1 : index + 3]
            if len(after) == 2 and after[0].text == "," and not after[1].glued:
                continue  # "room 5, 14h30"
            if before in "(,;:/" or not line.passage.tokens[index].glued:
                found = clock(line.passage, index, aside[1])
                if found is not None:
                    return found[0]
        return None

    def _without_hours(self, line: Line, first: int, last: int) -> tuple[int, Any]:
        """Where a line ends before the hours that it closes with, and these."""
        tokens = line.passage.tokens
        for index in range(max(first + 1, last - 5), last):
            is_begin = tokens[index].kind == "number" and not tokens[index].glued
            if (
                is_begin
                and (found := clock(line.passage, index, last))
                and (found[1] == last or all(t.text in _ENDS for t in tokens[found[1] : last]))
            ):
                while index > first + 1 and _names_hours(line, index - 1):
                    index -= 1
                return index, found[0]
        return last, None

    def _in_cells(self, line: Line, first: int, last: int) -> tuple[int, int, str | None]:
        """The cell of a row that tells most, and the one that names a place."""
        tokens = line.passage.tokens
        cells = [
            (max(start, first), min(end, last))
            for number, (start, end) in enumerate(line.cells)
            if number not in line.date_cells and start < last and end > first
        ]
        told = [cell for cell in cells if any(t.kind == "word" for t in tokens[slice(*cell)])]
        told = [cell for cell in told if tokens[cell[0]].text != "("] or told
        if not told:
            return first, last, None
        wheres = frozenset(self._columns(line, "where"))
        where = [cell for cell in told if cell[0] in wheres] if len(told) > 1 else []
        told = [cell for cell in told if cell[0] not in wheres] if where else told
        cities = [cell for cell in told if self._stage(line, cell)]
        others = [cell for cell in told if cell not in cities] if len(cities) == 1 else []
        # The place mostly stands before what takes place there.
        whats = frozenset(self._columns(line, "what"))
        named = [cell for cell in told if cell[0] in whats]
        best = max(named or others or told, key=lambda cell: (cell[1] - cell[0], cell[0]))
        names = [cell for cell in told if cell != best and line.is_name(*cell)]
        names = where or (cities if others else names)
        place = line.passage.whole[slice(*line.offsets(*names[0]))] if len(names) == 1 else None
        return (*best, place)

    def _columns(self, line: Line, role: str) -> list[int]:
        """The first tokens of the cells below a head that is the label of that *role*."""
        head, words = self._table, self._words.labels.get(role)
        if head is None or head is line or words is None:
            return []
        missing = len(head.all_cells) - len(line.all_cells)
        # A bar at the end of a row closes its last cell, or opens an empty one.
        if missing and not (missing == 1 and line.text.rstrip().endswith("|")):
            return []
        return [
            first
            for (first, _), (start, end) in zip(line.all_cells, head.all_cells, strict=False)
            if start < end and start + words.size(head.passage.tokens, start) >= end
        ]

    def _rest(self, line: Line, dated: Dated) -> TextSpan | None:
        """The tokens of a line besides its date."""
        if line.date_cell is not None and dated is line.lead:
            others = [cell for n, cell in enumerate(line.cells) if n not in line.date_cells]
            return (others[0][0], others[-1][1]) if others else None
        tokens = line.passage.tokens
        if dated is line.lead:
            first = dated.end
            while first < line.end and tokens[first].text in _AFTER:
                first += 1
            return (first, line.end) if first < line.end else None
        last = dated.start
        around = line.passage.around
        while last > line.start and (
            tokens[last - 1].text in _BEFORE
            or around.names(last - 1, "uncertain")
            or around.names(last - 1, "approximate")
        ):
            last -= 1
        return (line.start, last) if last > line.start else None

    def _mention(
        self, line: Line, dated: Dated, found: edtf.Value, kind: str, source: str
    ) -> Mention:
        start, end = line.offsets(dated.start, dated.end)
        return Mention(
            start=start,
            end=end,
            text=line.passage.whole[start:end],
            value=found,
            kind=kind,
            is_item=kind != "end",
            rule=meaning.rule(expressions.settle(dated.node, self._order), found),
            zone=expressions.zone(dated.node),
            inferred=bool(source),
            year_from=source,
        )


_CITY: Final = re.compile(r"^[^\W\d_]{1,4}\.\s*(?=[^\W\d_])")
"""An abbreviation of "city" before its name."""

_POSTCODE: Final = re.compile(r"^(?:[A-Z]{1,2}-)?\d{3} ?\d{1,3}\s+(?=[^\W\d_])", re.ASCII)
"""The number of a district before its city: "1010 Wien", "SI-1000 Ljubljana", "110 00 Praha"."""

_MOST_OF_TITLE: Final = 8
"""Lines at the beginning in which brackets may say of when the paper is."""

MOST_OF_HEAD: Final = 4
"""Lines at the beginning of a document among which its place and day are."""

_MOST_AT_END: Final = 3
"""Tokens of the longest place behind a comma; «г. Астана» has three."""

_SHORTEST_WORD: Final = 3
"""Letters of the shortest word before a full stop that is no abbreviation: «м. Київ»."""

_MOST_LABELS: Final = 4
"""Lines between that which says when and those which say what and where."""

LONGEST_VENUE: Final = 60
"""Characters of the longest line that names only a venue."""

MOST_OF_VENUE: Final = 9
"""Tokens of the longest name of a venue."""

_FEWEST_OF_SERIES: Final = 2
"""Dates with cities behind a colon that are an event each."""

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)

_FEWEST_OF_SENTENCE: Final = 6
"""Words of a line that a full stop makes a sentence, not an item with a month in its name."""

_MOST_OF_VERDICT: Final = 4
"""Tokens of the longest verdict: "did not take place"."""

OFF: Final = (Status.CANCELLED, Status.POSTPONED)
"""Statuses that a word apart from the event says in a list: "– cancelled"."""

MOST_OF_PLACE: Final = 5
"""Tokens of the longest place that a line of a diary begins with."""

_SENTENCE_ENDS: Final = frozenset(".!?;…。։")

_MARGINS: Final = frozenset("*-–—:;,.|•(")
_AFTER: Final = frozenset("-:;,.|)]>*")
_BEFORE: Final = frozenset("-:;,(|[")
_ENDS: Final = frozenset(".,;:-|*")


def _is_bare(line: Line) -> bool:
    """Whether a line is a date and nothing else but signs: "Friday 30 November:"."""
    if line.is_alone or line.lead is None:
        return line.is_alone
    return all(token.kind == "sign" for token in line.passage.tokens[line.lead.end : line.end])


def _names_day(line: Line) -> bool:
    """Whether a line without hours begins or ends with a day: "13 October (Tuesday), Astana"."""
    days = (dated for dated in (line.lead, line.trail) if dated is not None)
    return line.hours is None and any(
        dated.has_day and not (dated.lacks_month or dated.is_fraction) for dated in days
    )


def _is_programme(following: Sequence[Line]) -> bool:
    """Whether the hours of the lines below a day run on.

    Those that run backwards are the minutes at which the items of a page of news were published.
    """
    last = (0, 0)
    for line in following:
        if _is_bare(line) or line.block.kind is BlockKind.HEADING or _names_day(line):
            break
        if line.hours is not None:
            told = (line.hours[0].hour, line.hours[0].minute)
            if told < last:
                return False
            last = told
    return True


def _is_place(name: str) -> bool:
    """Whether words are written as diaries write a place: in capitals, or each with one."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or is_small(letters[0]):
        return False
    is_caps = len(letters) > 2 and all(not is_small(letter) for letter in letters)
    return is_caps or all(not is_small(word[0]) for word in re.split(r"[\s/-]+", name) if word)


def _written(place: str | None) -> str | None:
    """A place in small letters with capitals: ULAN BATOR is Ulan Bator."""
    if place is None:
        return None
    place = _CITY.sub("", " ".join(place.split()))
    if len(place) <= MOST_OF_SHORT or not place.isupper():
        return place
    return place.title().replace("i\u0307", "i")


_MOST_BETWEEN: Final = 3
"""Lines back in which the row is found whose day a row of hours goes on with."""

MOST_OF_SHORT: Final = 3
"""Letters of a place that may be an abbreviation: UAE."""


def _abbreviates(line: Line, index: int) -> bool:
    """Whether the token is a short word in small letters: that of «г. Бишкек»."""
    token = line.passage.tokens[index]
    is_short = token.kind == "word" and len(token.text) <= MOST_OF_SHORT
    return is_short and is_small(line.passage.around.text[token.start])


def _ends_there(dated: Dated) -> bool:
    """Whether a date is said to be the last one: «7 Ekim'e kadar», "május 3-ig"."""
    return isinstance(dated.node, Open) and dated.node.kind == "until"


def _names_hours(line: Line, index: int) -> bool:
    """Whether the token is a word before hours: "at", «ore»."""
    around = line.passage.around
    return around.names(index, "hour") or around.names(index, "at")


def _names_months(dated: Dated) -> bool:
    return len({point.month for point in dated.series.points}) > 1


def _is_in(dated: Dated | None, aside: TextSpan | None) -> bool:
    return dated is not None and aside is not None and aside[0] <= dated.start < aside[1]


def _first(found: edtf.Value) -> date | None:
    try:
        return found.earliest
    except DateError:
        return None


def _uncertain(found: edtf.Value) -> edtf.Value:
    return replace(found, uncertain=True) if isinstance(found, edtf.Date) else found


def _day(day: date) -> edtf.Date:
    return edtf.Date(day.year, day.month, day.day)
