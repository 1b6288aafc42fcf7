"""Decide whether a possible date is one: text is full of numbers that are not dates.

A number counts only with a month, a year word or another sign of a date next to it. A month or
season without its year counts only if the sentence uses it as a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from timeline.phrases import calendars, expressions
from timeline.phrases.bounds import YEAR, YEARS
from timeline.phrases.expressions import (
    Expression,
    Fraction,
    Open,
    Part,
    Point,
    Series,
    ShortYear,
    Window,
)
from timeline.phrases.reading import QUOTES
from timeline.phrases.surroundings import Surroundings

ACT: Final = 12
"""Tokens after a date within which the text may say that something is in force since."""

FIRST_REACH: Final = 12
"""Tokens before a date within which the text may say that something is the first since."""

MEASURE: Final = 12
"""Tokens on either side of a year within which an amount belongs to the year."""

PROGRAMME: Final = 8
"""Tokens between the name of a programme and the year that is part of it."""

LONGEST_SPAN: Final = 60
"""Maximum years of a span that two bare years may be."""

MOST_YEARS: Final = 3
"""Maximum digits of a number of years that were counted."""

FIRST_SPAN: Final = 1850
"""The earliest start of such a span; an earlier one is more often another number."""

_HEAD: Final = re.compile(r"[^\S\n]?[:–—-](?!\S)|\.\s+(?=[^\W\d_])")
"""What separates the date of a line in a chronology from its text."""

ANCHORS: Final = frozenset(
    "month other_month calendar other_yyyy season year years relative_year relative_month"
    " relative_week fiscal_year calendar_week relative_day relative quarter half_year century"
    " century_before decade decade_before ago ago_before ahead_after anniversary yyyy"
    " numbered_month part_after school_year unknown week weekday era same_year same_month next_day"
    " anniversary_named decade_named decade_noun turn year_part half_named".split()
)


def _year(point: Point) -> int | None:
    """The Gregorian year of *point*; None if its calendar is not converted."""
    return None if point.year is None else calendars.gregorian_year(point.calendar, point.year)


def _is_other_word(point: Point) -> bool:
    """Whether a month of another calendar is next to a number that cannot be its year.

    Its name is then another word: "Germinal 1885", "Aban 2024".
    """
    if point.calendar in (None, *calendars.GREGORIAN_MONTHS) or point.month is None:
        return False
    if point.year is None or not calendars.is_converted(point.calendar):
        return point.day is None
    return _year(point) not in YEARS


class Grounds:
    """The evidence in the surrounding words that something is a date."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def only_begins(self, series: Series, start: int, end: int) -> bool:
        """Whether it is the beginning or end of something else: «начала в феврале»."""
        if not any(
            isinstance(point.part, Part) and point.part.kind is Fraction.THIRD
            for point in series.points
        ):
            return False
        ends = [
            after
            for node in range(start, end)
            for _, after in self.around.edges(node).get("part", ())
        ]
        next_word = self.around.edges(ends[0]) if ends else {}
        return {"at", "filler"} <= next_word.keys() or "inside" in next_word

    def is_counted_elsewhere(self, series: Series, start: int, end: int) -> bool:
        """Whether "in three days" is counted from another day than that of the document."""
        said = "ahead" in self.around.edges(start) or self.around.names(end - 1, "ahead_after")
        if not said or not any(point.relative for point in series.points):
            return False
        return self.around.names(end, "after") or any(
            not ANCHORS.isdisjoint(self.around.edges(node)) for node in self.around.clause(start)
        )

    def is_other_word(self, node: Open, series: Series, start: int) -> bool:
        """Whether "since" or "until" is another word here, and the date has no such word."""
        if node.kind == "since" and (
            self._is_of_act(start) or self.around.follows("compared", start)
        ):
            return True
        if node.kind == "before" and self.around.follows("planned", start):
            return True
        is_long = all(point.blank for point in series.points)
        return is_long and self.around.follows("reaches", start)

    def names_programme(self, start: int, end: int) -> bool:
        """Whether the year is part of a programme's name: 2030年可持续发展议程."""
        near = [*islice(self.around.clause(start), PROGRAMME), *range(end, end + PROGRAMME)]
        return any(self.around.names(node, "programme") for node in near)

    def heads_line(self, start: int, end: int) -> bool:
        """Whether the date begins a line of a chronology: "1996–1997: talks"."""
        if end >= len(self.around.tokens) or self.around.line_before(start).strip(" \t-–—•*·"):
            return False
        return bool(_HEAD.match(self.around.text, self.around.tokens[end - 1].end))

    def is_measured(self, start: int, end: int) -> bool:
        """Whether the clause gives an amount or a share: "trade grew by 12 % in 2025"."""
        if self.around.follows("compared", start - 1):
            return True
        last = min(end + MEASURE, len(self.around.tokens))
        near = [*islice(self.around.clause(start), MEASURE), *range(end, last)]
        for node in near:
            if node >= end and self.around.closes_sentence(node, 1):
                break
            if self.around.tokens[node].text in "%$€£":
                return True
            follows_number = node and self.around.tokens[node - 1].kind == "number"
            if follows_number and self.around.names(node, "amount"):
                return True
        return False

    def _is_of_act(self, start: int) -> bool:
        """Whether it is the date of a document named before it: «Sporazum od 7. oktobra»."""
        for node in range(start + 1, min(start + ACT, len(self.around.tokens))):
            if self.around.tokens[node].text == ",":
                break
            if self.around.names(node, "in_force"):
                return False
        for node in self.around.clause(start):
            edges = self.around.edges(node)
            if "act" in edges or "in_force" in edges:
                return "in_force" not in edges
        return False

    def counts_first(self, start: int) -> bool:
        """Whether something is the first since the date: "the first visit since 2017"."""
        near = islice(self.around.clause(start), FIRST_REACH)
        return any(
            value == 1 for node in near for value, _ in self.around.edges(node).get("ordinal", ())
        )

    def counts_after_month(self, series: Series, start: int, end: int) -> bool:
        """Whether an apparent day is the number of something: «в мае 17 делегаций»."""
        if self.around.tokens[end - 1].text == ".":
            end -= 1
        if self.around.words.month_first or len(self.around.tokens[end - 1].text) > 2:
            return False
        before = end - 2
        if (
            before > start
            and self.around.tokens[before].text == ","
            and self.around.tokens[end - 1].glued
        ):
            # 6,2 is a single number.
            before -= 1
            before -= self.around.tokens[before].kind == "number"
        while before > start and (
            self.around.tokens[before].text == "," or "inside" in self.around.edges(before)
        ):
            before -= 1
        return (
            before >= start
            and self.around.tokens[end - 1].kind == "number"
            and "month" in self.around.edges(before)
        )

    def is_grounded(self, node: Expression, series: Series, start: int, end: int) -> bool:
        points = series.points
        if any(map(_is_other_word, points)):
            return False
        if any(isinstance(point.relative, ShortYear) for point in points):
            return self._is_short_year(start, end)
        if any(point.day is not None or point.figures for point in points):
            return self._is_day(series, start, end)
        if any(point.relative is not None for point in points):
            # "in three days" may count from any day, «через три дня» counts from this one.
            edges = self.around.edges(start)
            return "ahead" not in edges or "filler" not in edges
        if all(point.year is None for point in points):
            return self._names_season(points, start, end)
        if any(point.month for point in points) and not self.around.names_month(start, end):
            return self._is_month_in_figures(start, end)
        if any(point.month or point.grouping or point.part or point.blank for point in points):
            return self._is_written_as_month(points, start, end)
        return self._is_year(node, series, start, end)

    def _is_day(self, series: Series, start: int, end: int) -> bool:
        if self.names_street(series, start, end):
            return False
        points = series.points
        if all(point.year is None and point.relative is None for point in points):
            # "17.06" may be anything; "Wednesday, 17.06" is a day.
            is_named = self.around.names_month(start, end) or bool(series.weekdays)
            if self.around.is_day_in_figures(start + self.around.names(start, "on_day")):
                return True
            return is_named and not self._lacks_of(start)
        return self.around.names_month(start, end) or all(
            point.year is None or _year(point) in (*YEARS, None) for point in points
        )

    def _is_month_in_figures(self, start: int, end: int) -> bool:
        """Whether 5/2025 is a month; it may also be the number of a decree."""
        if any(
            self.around.names(node, "month_unit") or self.around.names(node, "quarter")
            for node in range(start, end)
        ):
            return True
        if self.around.names(end - 1, "month_point"):
            return True
        if self.around.names(start, "roman") and self.around.has_year_word(start, end):
            return True
        return self.around.follows("filler", start) or self.around.follows("bare_year", start)

    def _is_year(self, node: Expression, series: Series, start: int, end: int) -> bool:
        points = series.points
        if any(point.year is not None and _year(point) not in YEARS for point in points):
            return self.around.has_year_word(start, end) and not self._counts_years(start, end)
        if self.around.has_year_word(start, end):
            return not self.around.follows("street", start)
        if self.around.names(end, "counted"):
            return False
        if isinstance(node, Open | Window):
            return self.around.words.bare_years or not self.around.is_unknown_word(end)
        if not {"&", ","}.isdisjoint(series.joins) and end - start > 2 * len(points) - 1:
            # "the treaty of 1878 and the 1992 declaration" are two dates.
            return False
        return self._may_be_bare(points, series, start, end)

    def _counts_years(self, start: int, end: int) -> bool:
        """Whether a round number is a number of years: "300 Jahre", not "Jahr 300"."""
        token, around = self.around.tokens[start], self.around
        is_round = token.kind == "number" and token.text.endswith("0")
        if not is_round or len(token.text) > MOST_YEARS:
            return False
        is_dated = any(around.names(node, "era") for node in range(start - 1, end))
        is_inside = around.names(start - 1, "inside")
        return not (is_dated or is_inside or any(map(around.is_locative, range(start, end))))

    def _is_short_year(self, start: int, end: int) -> bool:
        """Whether 12.03.26 is a day: all numbers have two digits, and a word marks it as a date."""
        if self.around.tokens[start].text == "'":
            # '92.1.28, but not the closing quotation mark of "'98' 2.5"
            return start == 0 or not self.around.tokens[start].glued
        figures = [token.text for token in self.around.tokens[start:end] if token.kind == "number"]
        if any(len(digits) != 2 for digits in figures):
            return False
        return self.around.has_year_word(start, end) or self.around.follows("filler", start)

    def names_street(self, series: Series | None, start: int, end: int) -> bool:
        """Whether the day is the name of a street or square: улица 8 Марта, 26 October Street."""
        if series is None or any(
            point.day is None or point.month is None for point in series.points
        ):
            return False
        if self._is_address(start, end):
            return True
        first = start
        while self._links_name(first - 1):
            first -= 1
        is_house = self.around.names(end, "number_sign") or any(
            self.around.tokens[node].text == "," for node in range(start, end)
        )
        is_dated = any(point.year in YEARS or point.relative for point in series.points)
        # "ul. 26 October 1944": only an address has the abbreviation.
        is_house |= first > 0 and self.around.tokens[first - 1].text == "."
        if first == start and is_dated and not is_house:
            # «на площади 9 мая 2025 года» has a date; place du 8 Mai 1945 has none, and in avenida
            # 18 de Julio 1492 the number is that of a house.
            return False
        return self.around.follows("street", first) or self.around.names(end, "street")

    def _is_address(self, start: int, end: int) -> bool:
        """Whether a month has a capital that it lacks in dates, and a house number after it.

        For example, «1 Sierpnia 1, Łódź».
        """
        if self.around.words.capital_months or end >= len(self.around.tokens):
            return False
        house = self.around.tokens[end]
        is_house = house.kind == "number" and len(house.text) < YEAR and not house.glued
        month = self.around.tokens[end - 1]
        word = self.around.text[month.start : month.end]
        return is_house and word.istitle() and "month" in self.around.edges(end - 1)

    def _links_name(self, node: int) -> bool:
        """Whether the token may come between a street and the day that is its name."""
        if node >= 0 and self.around.tokens[node].text in QUOTES:
            return True
        return self.around.names(node, "filler") and not (
            self.around.names(node, "inside") or self.around.names(node, "at")
        )

    def _lacks_of(self, start: int) -> bool:
        """Whether an ordinal precedes a word that is not a month: "a second may follow"."""
        return (
            self.around.words.month_first
            and self.around.tokens[start].kind == "word"
            and "ordinal" in self.around.edges(start)
            and (
                self.around.names(start + 1, "month")
                or (
                    self.around.names(start + 1, "inside")
                    and self.around.names(self.around.content(start + 1), "month")
                )
            )
        )

    def _is_written_as_month(self, points: Sequence[Point], start: int, end: int) -> bool:
        """Whether the month is capitalised if the language requires it: May, not may."""
        if not self.around.words.capital_months or not any(point.month for point in points):
            return True
        return not any(
            "month" in self.around.edges(node) and self.around.initial(node).islower()
            for node in range(start, end)
        )

    def _names_season(self, points: Sequence[Point], start: int, end: int) -> bool:
        """Whether a month or season without a year is used as a time: «в ноябре», in May."""
        if any(isinstance(p.part, Part) and p.part.kind is Fraction.ISO_WEEK for p in points):
            return not self.around.names(end, "filler")  # "week 2 of the course"
        if any(point.part for point in points):
            return self._is_written_as_month(points, start, end)
        if any(point.grouping for point in points) and self.around.has_year_word(start, end):
            return True
        is_season = any(
            point.grouping and point.grouping not in expressions.QUARTERS + expressions.HALVES
            for point in points
        )
        if is_season and any(self.around.names(node, "season_time") for node in range(start, end)):
            return True
        if not self._is_written_as_month(points, start, end) or self.around.is_cut_short(
            start, end
        ):
            return False
        said = [self.around.edges(node) for node in range(start, end)]
        if any("month_unit" in edges or "numbered_month" in edges for edges in said):
            return True
        if any(map(self.around.is_locative, range(start, end))):
            return True
        if is_season:
            return any(
                self.around.names(node, "inside")
                for node in range(self.around.before(start), start)
            )
        return self.around.names(start - 1, "filler") or self.around.follows("for_period", start)

    def _may_be_bare(self, points: Sequence[Point], series: Series, start: int, end: int) -> bool:
        """Whether the preceding words make four digits without a year word a year."""
        if self.around.follows("bare_year", start):
            return True
        # "Das Volumen stieg 2025 um", but not "Die Agenda 2030 wurde".
        follows_name = start > 0 and self.around.initial(start - 1).isupper()
        if self.around.names(end, "bare_year_after") and not follows_name:
            return True
        if len(points) == 1 and self._is_bracketed(start, end):
            return True
        are_figures = end - start == 2 * len(points) - 1
        if are_figures and len(points) < 3 and self.heads_line(start, end):
            return True
        if len(points) == 1 and self._is_inflected(end):
            # A case ending is as good evidence as a preposition: 2027’de.
            return True
        if len(points) == 1 or "-" not in series.joins:
            return False
        if self._is_span_of_years(points, start, end):
            return True
        if self.around.follows("filler", start) or self.around.follows("(", start):
            return True
        return self.around.names(end - 1, "between_after") or not {"from", "between"}.isdisjoint(
            self.around.edges(start)
        )

    def _is_inflected(self, end: int) -> bool:
        """Whether a case ending comes before *end*, other than the "-es" of an adjective."""
        if self.around.tokens[end - 1].kind != "word":
            return False
        return any(
            not {"ending", "locative"}.isdisjoint(self.around.edges(node))
            for node in range(max(end - 2, 0), end)
        )

    def _is_span_of_years(self, points: Sequence[Point], start: int, end: int) -> bool:
        """Whether a dash joins two years of a life or a plan: "1998–2001 attaché"."""
        first, last = points[0].year or 0, points[-1].year or 0
        texts = [token.text for token in self.around.tokens[start:end]]
        are_figures = len(texts) == 3 and texts[1] == "-" and len(texts[0]) == len(texts[2]) == 4
        is_short = 0 < last - first <= LONGEST_SPAN and first >= FIRST_SPAN
        if not (are_figures and is_short and self.around.tokens[end - 1].glued):
            return False
        # "Tel. 030 1990-2000", "pp. 1998–2004"
        before = self.around.tokens[max(start - 2, 0) : start]
        is_labelled = len(before) == 2 and before[1].text in ".:" and len(before[0].text) < 4
        return not is_labelled and not (before and before[-1].kind == "number")

    def _is_bracketed(self, start: int, end: int) -> bool:
        """Whether it is alone in brackets after a word: "the Convention (1993)"."""
        return (
            start > 1
            and self.around.tokens[start - 1].text == "("
            and not self.around.tokens[start - 1].glued
            and self.around.tokens[start - 2].kind == "word"
            and "roman" not in self.around.edges(start - 2)
            and self.around.names(end, ")")
        )
