"""Walk: the position of the reader in a document, and the context from the lines so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from timeline import edtf
from timeline.documents import Document
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import Outline
from timeline.extraction.structure.place_names import PlaceNames
from timeline.extraction.structure.stages import Stages
from timeline.extraction.structure.years import DatedBy, Years
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention, MentionKind, YearOrigin, expressions, meaning
from timeline.phrases.dated_lines import Dated
from timeline.phrases.expressions import DateOrder, Point
from timeline.phrases.inferring import DOCUMENT
from timeline.phrases.tokens import TextSpan


class Above(Struct, frozen=True):
    """The headings above a line: the last ones of each level that still apply.

    ``date`` is the one that dates lines without a date; ``level`` is that of its heading, 0 where
    the format has none; ``is_close`` means that no blank line separates it from the lines that it
    dates.
    ``is_of_page`` means that it is the day of a whole diary, which dates only hours, items of a
    list and lines that begin with a place, regardless of other lines between them.
    """

    year: int | None = None
    month: int | None = None
    date: edtf.Value | None = None
    mention: Mention | None = None
    level: int = 0
    is_close: bool = False
    is_of_page: bool = False
    period: tuple[edtf.Value, Mention] | None = None
    """The month, which dates lines that say so: "Throughout the month: exhibition"."""


class Walk:
    """A walk over the lines of a document, from the first to the last.

    The modules that read a line of one kind each take a walk: they look at the surrounding lines
    and at the context above, and add what they find to the outline.
    """

    def __init__(
        self, found: Sequence[Line], words: Vocabulary, order: DateOrder, document: Document
    ) -> None:
        # Long: one line for each part of the state.
        self.lines = found
        self.words = words
        self.places = PlaceNames(words, document.language)
        self.order = order
        """The order of day and month in figures."""
        self.on = document.date
        """The day of the document."""
        self.is_stamped = document.dated_by in ("first lines", "last lines")
        """Whether a line of the document contains that day."""
        self.texts = Counter(line.text.strip() for line in found)
        """The number of times that each line occurs."""
        self.days_alone = sum(
            line.lead is not None and line.lead.has_day for line in found if line.is_alone
        )
        """Number of lines that contain only a day."""
        self.outline = Outline(order=order)
        self.years = Years(found, order, document.date)
        self.above = Above()
        self.stages = Stages()
        self.dates_below: frozenset[int] = frozenset()
        """The lines that are the dates of the titles above them."""
        self.title_groups: frozenset[int] = frozenset()
        """The titles whose date and place are on the line below."""
        self.months_below: frozenset[int] = frozenset()
        """The lines that are the months of the days above them."""
        self.cards: Mapping[int, range] = {}
        """By line of a card, all lines of that card, which is one event."""
        self.months_of: Point | None = None
        """The year or month of another calendar in the heading above."""
        self.last_day: date | None = None
        """The first day of the last heading or item that is a day."""
        self.days_above: tuple[date, ...] | None = None
        """The days of the week, or of another short period, that a line above has given last."""
        self.days_from: YearOrigin = DOCUMENT
        """The origin of the days of a week: a heading, or the day of the document."""
        self.week: tuple[date, ...] | None = None
        """The days of the week that the paper is about."""
        self.notices: Mapping[int, date] = {}
        """The days of the notices of a paper, by the lines of their titles."""
        self.days_of_notices: frozenset[int] = frozenset()
        """The lines that contain only such a day."""
        self.has_programme = False
        """Whether the hours of the lines below the day above increase."""
        self.is_hourly = False
        """Whether a line of the day above began with hours."""
        self.last_hours: tuple[int, str | None] | None = None
        """The last hours of the day above, in minutes, and the sign between its two figures."""
        self.hours_alone: tuple[Line, edtf.Value] | None = None
        """A line of hours alone, and the hours: the event is on the line below."""
        self.venue_alone: Line | None = None
        """A line of a venue alone, between such hours and their event."""
        self.has_venues_first: bool | None = None
        """Whether the venues come there, if that has been decided."""
        self.table: Line | None = None
        """The first row of the table to which a line belongs."""
        self.heads_of_columns: Line | None = None
        """The row with the names of the columns of the table."""

    def begin_notice(self, day: date) -> None:
        """Begin a notice, whose *day* replaces that of the document."""
        self.on = self.years.on = day
        self.begin_year(None)

    def begin_year(self, year: int | None) -> None:
        """Begin a list whose dates are in a Gregorian *year*, or in one that no heading gives."""
        self.above = Above(year=year)
        self.months_of = self.years.begins = None
        self.years.begin_list()

    def weekday_of_week(self, number: int) -> date | None:
        """The day above with that weekday; None if there is none, or several."""
        fits = [day for day in self.days_above or () if day.isoweekday() == number]
        return fits[0] if len(fits) == 1 else None

    def weekday(self, line: Line, span: TextSpan, day: date, kind: MentionKind) -> Mention:
        """The mention of a weekday in *line* that means *day*."""
        start, end = line.offsets(*span)
        return Mention(
            start, end, line.passage.whole[start:end], edtf.Date.of(day), kind, True,
            rule="weekday", inferred=True, year_from=self.days_from,
        )  # fmt: skip

    def date_of(self, line: Line, dated: Dated) -> DatedBy:
        """The date of a line, completed from the headings above it, and the origin of its year.

        Raises:
            NoDateError: its year is unknown, or the date does not exist.
        """
        month = self.months_of
        if month is not None and month.month is not None and dated.lacks_month:
            return self.years.of(line, dated.in_month(month), self.above.year, None)
        day = self.day_of_week(dated) or self.day_after(line, dated)
        if day is not None:
            return self.years.of(line, dated, day.year, day.month)
        return self.years.of(line, dated, self.above.year, self.above.month)

    def day_of_week(self, dated: Dated) -> date | None:
        """The day above that "Monday 9" or "9" means; None if no day above fits."""
        if not dated.lacks_month or self.above.month is not None or self.days_above is None:
            return None
        weekdays, point = dated.series.weekdays, dated.series.points[0]
        for day in self.days_above:
            if day.day == point.day:
                return day if not weekdays or day.isoweekday() == weekdays[0] else None
        return None

    def day_after(self, line: Line, dated: Dated) -> date | None:
        """The day that "15" is below "14 September": the next one of that number, if it is near.

        It is alone on its line, or has the sign of a day: 15日.
        """
        before, point = self.last_day, dated.series.points[0]
        is_day = line.is_alone or line.has_day_sign(dated)
        if before is None or self.above.month is not None or not (dated.lacks_month and is_day):
            return None
        coming = (before + timedelta(days) for days in range(1, _FARTHEST + 1))
        return next((day for day in coming if day.day == point.day), None)

    def mention(
        self, line: Line, dated: Dated, found: edtf.Value, kind: MentionKind, source: YearOrigin
    ) -> Mention:
        """The mention of a date of *line*; *source* is the origin of its year."""
        start, end = line.offsets(dated.start, dated.end)
        return Mention(
            start=start,
            end=end,
            text=line.passage.whole[start:end],
            value=found,
            kind=kind,
            is_item=kind != "end",
            rule=meaning.rule(expressions.settle(dated.node, self.order), found),
            zone=expressions.zone(dated.node),
            inferred=bool(source),
            year_from=source,
        )

    def note(self, line: Line, *mentions: Mention) -> None:
        """Puts dates of *line* into the outline."""
        self.outline.dates.setdefault(line.index, []).extend(mentions)

    def names_event(self, line: Line) -> bool:
        """Whether a line has a noun that names an event."""
        places = range(line.start, line.end)
        return any(self.words.noun(line.passage.tokens, place) for place in places)


_FARTHEST: Final = 14
"""Maximum days from one day of a diary to the next if the month is not repeated."""

MOST_OF_HEAD: Final = 4
"""Maximum lines at the beginning of a document that contain its place and day."""
