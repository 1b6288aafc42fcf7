"""Dates that open or close a line of a list, such as a table of contents, diary or chronicle.

The position is sufficient evidence that it is a date. It may lack the year or month, which a
heading above supplies, and is separated from the rest of the line by a sign, a gap, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf
from timeline.phrases import calendars, expressions, meaning
from timeline.phrases.bounds import YEAR, Bounds
from timeline.phrases.expressions import (
    Clock,
    DateOrder,
    Expression,
    Fault,
    Fraction,
    NoDateError,
    Part,
    Point,
    Series,
    ShortYear,
    series_of,
)
from timeline.phrases.grammar import GRAMMAR
from timeline.phrases.meaning.completing import in_gregorian_year
from timeline.phrases.parsing import Parser
from timeline.phrases.passages import Passage
from timeline.phrases.tokens import has_unspaced

_SHORT: Final = 4
"""Tokens in which the sign of a date in figures without a year is searched for: "25-26/07"."""

_TO_ROMAN: Final = 6
"""Maximum tokens from the first day to the Roman month after it: "14/15.XII"."""

_SIGNS: Final = frozenset("-:|;=>→")
_CLOSING: Final = frozenset(".,;:)]")
_WEEKDAYS: Final = ("weekday", "weekday_short")
_QUIET: Final = frozenset({"filler", "at", "and"})
"""Fillers that may come before a date at the end of a line."""

_PARTS: Final = frozenset({"half", "third", "ten_days", "ten_days_named", "week", "part"})
"""Words for parts of the month above: "second half", "in the first week"."""

_OPENING: Final = frozenset({"from", "between"})
"""Fillers that belong to the date if it is a range."""


Parting: TypeAlias = Literal["end", "sign", "gap", "comma", ""]
"""Signs that separate a date from the rest of its line."""


class Dated(Struct, frozen=True):
    """The date in the tokens *start* to *end* of a line, with or without a year and a month.

    ``apart`` says how it is separated from the rest of the line: only the end of the line ("end"),
    a sign ("sign"), the gap between two cells ("gap"), a comma or bracket ("comma"), or nothing
    ("").
    """

    node: Expression
    start: int
    end: int
    apart: Parting

    @property
    def series(self) -> Series:
        """Its dates."""
        found = series_of(self.node)
        assert found is not None
        return found

    @property
    def lacks_month(self) -> bool:
        """Whether it has only days: "14", "26–27"."""
        return any(map(_lacks_month, self.series.points))

    @property
    def lacks_year(self) -> bool:
        """Whether no part of it has a year."""
        return all(point.year is None and point.relative is None for point in self.series.points)

    @property
    def has_day(self) -> bool:
        """Whether it has a day."""
        return any(point.day is not None or point.figures for point in self.series.points)

    @property
    def has_month(self) -> bool:
        """Whether it has a month, a season or the like."""
        return any(point.month or point.figures or point.grouping for point in self.series.points)

    @property
    def is_year(self) -> bool:
        """Whether it is a single year and nothing else."""
        is_one = all(join == expressions.SAME for join in self.series.joins)
        return is_one and not self.lacks_year and not self.has_month and not self.has_day

    @property
    def calendar(self) -> str | None:
        """The calendar of its first part, if it is not the Gregorian one."""
        named = self.series.points[0].calendar
        return None if named in calendars.GREGORIAN_MONTHS else named

    def in_month(self, month: Point) -> Dated:
        """The same days, which lack a month, in a *month* of another calendar."""
        points = tuple(
            replace(point, month=month.month, calendar=month.calendar)
            if _lacks_month(point)
            else point
            for point in self.series.points
        )
        return replace(self, node=replace(self.series, points=points))

    @property
    def without_weekdays(self) -> Dated:
        """The same date without its weekdays."""
        if isinstance(self.node, Series) and self.node.weekdays:
            return replace(self, node=replace(self.node, weekdays=()))
        return self

    @property
    def is_fraction(self) -> bool:
        """Whether only its position in a list makes it a date: "3/4"."""
        return self.lacks_year and not self.series.weekdays and any(self.figures)

    def under(self, month: int | None) -> Dated:
        """The same below the heading of a *month*: in 3/6, one figure is that, or both are days."""
        if month is None or not self.is_fraction:
            return self
        points = tuple(_under(point, month) for point in self.series.points)
        if len(points) == 1 and points[0].figures:
            first, second = points[0].figures
            return replace(self, node=Series((Point(day=first), Point(day=second)), ("/",)))
        return replace(self, node=replace(self.series, points=points))

    @property
    def figures(self) -> Iterator[tuple[int, int]]:
        """Pairs of day and month in an unknown order."""
        return (point.figures for point in self.series.points if point.figures)


_OF_MONTH: Final = frozenset({Fraction.TEN_DAYS, Fraction.THIRD, Fraction.HALF, Fraction.WEEK})
"""Parts of a month that a line gives without the month: "2nd half"."""


def _lacks_month(point: Point) -> bool:
    if point.month is not None or point.figures is not None:
        return False
    part = point.part
    is_part = isinstance(part, Part) and part.kind in _OF_MONTH and point.year is None
    return point.day is not None or (is_part and point.grouping is None and not point.relative)


def _under(point: Point, month: int) -> Point:
    """*point*, with the figure that equals *month* as its month."""
    if point.figures is None or month not in point.figures:
        return point
    first, second = point.figures
    return replace(point, day=first if second == month else second, month=month, figures=None)


def parser(passage: Passage, start: int, end: int) -> Parser:
    """A parser for the tokens *start* to *end* of *passage*."""
    return Parser(
        GRAMMAR, passage.around.lattice, start, min(end, start + passage.around.reach + 1)
    )


def leading(passage: Passage, start: int, end: int) -> Dated | None:
    """The longest date at the start of tokens *start* to *end* that is separate from the rest."""
    if start >= end:
        return None
    if passage.tokens[start].text in _BRACKETS:
        return _between_brackets(passage, start, end)
    edges = passage.around.edges(start)
    if all(GRAMMAR.first[symbol].isdisjoint(edges) for symbol in ("mention", "short_parts")):
        return None
    if (bracketed := _in_brackets(passage, start, end)) is not None:
        return bracketed
    reader = parser(passage, start, end)
    is_named = any(name in edges for name in _WEEKDAYS)
    begins_days = passage.tokens[start].kind == "number" or is_named
    near = range(start, min(start + _SHORT, end))
    has_part = any(not passage.around.edges(node).keys().isdisjoint(_PARTS) for node in near)
    symbols: tuple[str, ...] = ("mention", "short_parts") if has_part else ("mention",)
    if "from" in edges:
        symbols = (*symbols, "short_dates")
    elif begins_days:
        has_sign = any(token.text in "/." for token in passage.tokens[start : start + _SHORT])
        is_short = has_sign or is_named
        after = start + 1 + ("day_unit" in passage.around.edges(min(start + 1, end - 1)))
        is_short |= passage.tokens[min(after, end - 1)].text == "("
        short = ("short_dates",) if is_short else ()
        symbols = (*symbols, *short, "days")
    found = _by_end(reader, start, end, symbols)
    roman = range(start, min(start + _TO_ROMAN, end)) if begins_days else range(0)
    if any("roman" in passage.around.edges(node) for node in roman):
        found.update(_before_sign(passage, reader, start, end))
    for last in sorted(found, reverse=True):
        if begins_days and _spans_gap(passage, found[last], start, last):
            continue  # "9.   Day of Europe"
        if _ends_in_word(passage, start, last):
            continue  # "3 – opening of the exhibition"
        after = _behind_half_day(passage, last, end)
        apart = _apart(passage, after, end)
        if apart is not None:
            first = _first(passage, reader, start, last, found[last])
            after = after if after > last else _with_point(passage, last, end)
            return Dated(found[last], first, after, apart)
    return None


def _behind_half_day(passage: Passage, last: int, end: int) -> int:
    """The token after the part of the day that is written together with a date: 28日晚."""
    if last >= end or not _is_unspaced(passage, last) or not passage.tokens[last].glued:
        return last
    ends = [after for _, after in passage.around.edges(last).get("half_day", ())]
    if not ends or clock(passage, last, end) is not None:
        return last  # 28日晚8点
    return max((after for after in ends if after <= end), default=last)


def _is_unspaced(passage: Passage, node: int) -> bool:
    """Whether a token is a word of a script that is written without spaces."""
    return passage.tokens[node].kind == "word" and has_unspaced(passage.tokens[node].text)


def _before_sign(
    passage: Passage, reader: Parser, start: int, end: int
) -> Iterator[tuple[int, Expression]]:
    """Days with a Roman month before a sign: "12. III —", but not "2. VII Forum"."""
    for last, node in _by_end(reader, start, end, ("roman_dates",)).items():
        if _apart(passage, last, end) in ("sign", "gap", "end"):
            yield last, node


def _in_brackets(passage: Passage, start: int, end: int) -> Dated | None:
    """The date in brackets after the weekday at *start*: "Monday (9/11)"."""
    tokens = passage.tokens
    for number, last in passage.around.edges(start).get("weekday", ()):
        if not isinstance(number, int) or last + 1 >= end or tokens[last].text != "(":
            continue
        found = leading(passage, last + 1, end)
        if found is None or found.series.weekdays:
            continue
        close = found.end
        while close < end and tokens[close].text == ".":
            close += 1
        apart = _apart(passage, close + 1, end) if close < end else None
        if apart is not None and tokens[close].text == ")":
            node = replace(found.series, weekdays=(number,))
            return Dated(node, start, close + 1, apart)
    return None


def _between_brackets(passage: Passage, start: int, end: int) -> Dated | None:
    """The day in the brackets at the beginning of a line: "[5 May] Talks", 【1月6日】会谈."""
    closing = _BRACKETS[passage.tokens[start].text]
    for close in range(start + 2, min(start + _MOST_IN_BRACKETS, end - 1)):
        if passage.tokens[close].text != closing:
            continue
        found = leading(passage, start + 1, close)
        is_day = found is not None and found.has_day and not found.lacks_month
        if found is None or not is_day or found.is_fraction or found.apart != "end":
            return None
        return Dated(found.node, start, close + 1, "sign")
    return None


_BRACKETS: Final = {"[": "]", "(": ")", "<": ">", "【": "】", "〔": "〕", "〈": "〉", "《": "》"}
"""Brackets around a date at the beginning of a line."""

_MOST_IN_BRACKETS: Final = 12
"""Maximum tokens from one such bracket to the other."""


def _spans_gap(passage: Passage, node: Expression, start: int, last: int) -> bool:
    """Whether a word after a gap belongs to the event, not to the bare day before it."""
    series = series_of(node)
    is_day = series is not None and all(point.month is None for point in series.points)
    return is_day and any(
        passage.tokens[place].kind == "word" and is_gap(passage, place)
        for place in range(start + 1, last)
    )


def _ends_in_word(passage: Passage, start: int, last: int) -> bool:
    """Whether days begin in figures, and a sign and an ordinal in letters would end them."""
    if passage.tokens[start].kind != "number" or last - start != _WITH_SIGN:
        return False
    sign, word = passage.tokens[start + 1 : last]
    is_parted = sign.text in _SIGNS and not word.glued
    return is_parted and word.kind == "word" and passage.around.names(last - 1, "ordinal")


_WITH_SIGN: Final = 3
"""Tokens of a number, a sign and a word."""


def _first(passage: Passage, reader: Parser, start: int, last: int, node: Expression) -> int:
    """The actual start of a date: «В 2014 году» from the year, "du 5 au 7" from "du"."""
    if "-" in _joins(node) and not _OPENING.isdisjoint(passage.around.edges(start)):
        return start
    while "filler" in passage.around.edges(start) and (node, last) in reader.readings(
        "mention", start + 1
    ):
        start += 1
    return start


def _with_point(passage: Passage, last: int, end: int) -> int:
    """The token after a date, or after the full stop of its year if years have one: "2026."."""
    tokens = passage.tokens
    has_point = (
        passage.around.words.ordinal_point
        and last < end
        and tokens[last].text == "."
        and tokens[last].glued
        and tokens[last - 1].kind == "number"
    )
    return last + 1 if has_point else last


def trailing(passage: Passage, start: int, end: int) -> Dated | None:
    """The longest date at the end of the tokens *start* to *end*."""
    around, tokens, limit = passage.around, passage.tokens, end
    while end > start and tokens[end - 1].text in _CLOSING and not _closes_date(passage, end - 1):
        end -= 1
    first = _run_before(passage, max(start + 1, end - around.reach), end)
    if not any(_may_date(passage, node) for node in range(first, end)):
        return None
    reader = parser(passage, first, limit)
    bounds = Bounds(around)
    # The last full stop of a text is not part of "2027.", but may be part of an ordinal.
    least = end - 1 if tokens[end - 1].text == "." else end
    for node in range(first, end):
        edges = around.edges(node)
        is_open = not _OPENING.isdisjoint(edges)
        if GRAMMAR.first["mention"].isdisjoint(edges) or not (is_open or _QUIET.isdisjoint(edges)):
            continue
        found = _by_end(reader, node, limit, ("mention",))
        last = max((last for last in found if last >= least), default=None)
        if last is None or (is_open and "-" not in _joins(found[last])):
            continue
        before = tokens[node - 1]
        if before.text in tuple("/-.:,") and tokens[node].glued:
            continue
        if around.is_cut_short(node, last) and tokens[min(last, limit - 1)].text != ".":
            continue  # "el derecho del mar"
        if bounds.is_numbered(node):
            continue  # "(BOE n.º 18, de 21 de enero)"
        apart = "gap" if is_gap(passage, node) else _part(before.text)
        return Dated(found[last], node, last, apart)
    return None


def _run_before(passage: Passage, start: int, end: int) -> int:
    """The first token from which everything before *end* may be part of a date."""
    around = passage.around
    first = reach = start
    for node in range(start, end):
        edges = around.edges(node)
        if node >= reach and GRAMMAR.terminals.isdisjoint(edges):
            first = reach = node + 1
            continue
        inner = (last for places in edges.values() for _, last in places)
        reach = max(reach, node + 1, *(last for last in inner if last <= around.lattice.end))
    return first


def _joins(node: Expression) -> tuple[str, ...]:
    series = series_of(node)
    return series.joins if series else ()


def _may_date(passage: Passage, node: int) -> bool:
    edges = passage.around.edges(node)
    return passage.tokens[node].kind == "number" or "month" in edges or "season" in edges


def _closes_date(passage: Passage, node: int) -> bool:
    """Whether the full stop at *node* is part of a date: "2025.", «г.»."""
    token = passage.tokens[node]
    return token.text == "." and token.glued and passage.around.words.ordinal_point


def _part(sign: str) -> Parting:
    return "sign" if sign in _SIGNS else "comma" if sign in ",(" else ""


def _by_end(
    reader: Parser, start: int, end: int, symbols: tuple[str, ...]
) -> dict[int, Expression]:
    """Readings as one of *symbols* from token *start*, by the token after them."""
    found: dict[int, Expression] = {}
    try:
        for symbol in symbols:
            for node, last in reader.readings(symbol, start):
                if last > end or last in found:
                    continue
                if symbol == "days":
                    numbers, joins, weekdays = node
                    if joins.count("-") > 1 or max(numbers) > _DAYS:
                        continue  # «12-13 – 5-е заседание»
                    node = Series(tuple(Point(day=day) for day in numbers), joins, weekdays)
                if _is_fit(node):
                    found[last] = node
    except NoDateError:
        return {}
    return found


def _is_fit(node: Any) -> bool:
    """Whether it can date a line: "tomorrow" and "two years ago" refer to other days."""
    series = series_of(node)
    return series is not None and not any(
        (point.relative and not isinstance(point.relative, ShortYear))
        # In "17.30" there is no month: it is an hour.
        or (point.year is None and isinstance(point.month, int) and not 1 <= point.month <= _MONTHS)
        for point in series.points
    )


_DAYS: Final = 31
_MONTHS: Final = 12
"""The days of the longest month, and the months of a year."""


def _apart(passage: Passage, last: int, end: int) -> Parting | None:
    """How the text before token *last* is separated from the rest; None inside a longer number."""
    if last >= end:
        return "end"
    tokens = passage.tokens
    sign = tokens[last]
    while last < end and tokens[last].text in ".)]*":
        last += 1
    if all(token.kind == "sign" for token in tokens[last:end]):
        return "end"  # "Friday 30 November:"
    if sign.text == "." and tokens[last].glued and tokens[last].kind == "number":
        return None  # in "12.30", 12 is not a day
    if tokens[last - 1].text == "*":
        return "sign"  # a date in bold
    if is_gap(passage, last):
        return "gap"
    if sign.glued and sign.kind != "sign":
        return "" if _is_unspaced(passage, last - 1) else None
    if tokens[last].text in _SIGNS:
        is_suffix = tokens[last] is sign and _is_suffixed(passage, last, end)
        after = tokens[last + 1] if last + 1 < end else None
        if is_suffix or (
            after is not None and after.glued and tokens[last].glued and after.kind == "number"
        ):
            return None
        return "sign"
    if tokens[last].text in ",(":
        return "comma"
    return ""


def is_gap(passage: Passage, node: int) -> bool:
    """Whether a tab, a bar, a line break or two spaces come before the token."""
    tokens = passage.tokens
    text = passage.around.text[tokens[node - 1].end if node else 0 : tokens[node].start]
    return (
        tokens[node].text == "|"
        or bool(_GAP.search(text))
        or (node > 0 and tokens[node - 1].text == "|")
    )


def _is_suffixed(passage: Passage, last: int, end: int) -> bool:
    """Whether a hyphen joins letters to a number: in «12-13 – 5-е заседание», 5 is not a day."""
    tokens = passage.tokens[last : last + 2]
    is_joined = len(tokens) == 2 and last + 1 < end and all(token.glued for token in tokens)
    return is_joined and tokens[0].text == "-" and tokens[1].kind == "word"


_GAP: Final = re.compile(r"[\t\n\u3000]|  ")


def weekday_alone(passage: Passage, start: int, end: int) -> int | None:
    """The weekday, if the tokens *start* to *end* have nothing else but signs: "Monday:"."""
    if start >= end:
        return None
    for number, last in passage.around.edges(start).get("weekday", ()):
        rest = passage.tokens[last:end]
        if last <= end and isinstance(number, int) and all(token.kind == "sign" for token in rest):
            return number
    return None


def weekday_before(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """The weekday and colon at the start of the tokens, and the token after: "Tuesday: visit"."""
    if start >= end:
        return None
    for number, last in passage.around.edges(start).get("weekday", ()):
        is_label = last + 1 < end and passage.tokens[last].text == ":"
        if is_label and isinstance(number, int):
            return number, last
    return None


def clock(passage: Passage, start: int, end: int) -> tuple[Clock, int] | None:
    """The hours at the start of the tokens *start* to *end*, and the token after them."""
    if start >= end or GRAMMAR.first["times"].isdisjoint(passage.around.edges(start)):
        return None
    try:
        found = [
            (time, last)
            for time, last in parser(passage, start, end).readings("times", start)
            if last <= end and not _continues_in_figures(passage, last)
        ]
    except NoDateError:
        return None
    # "مساء" (p.m.) is a filler elsewhere: of two readings, the fuller one.
    best = max(found, key=lambda item: (item[1], item[0].afternoon is not None), default=None)
    return best and (best[0], _without_fillers(passage, start, best[1]))


def _continues_in_figures(passage: Passage, last: int) -> bool:
    """Whether the figures before token *last* are part of a date: 11.05 in 11.05.1994."""
    figures = passage.tokens[last : last + 2]
    if len(figures) < 2 or figures[0].text not in tuple("./") or not figures[0].glued:
        return False
    is_year = len(figures[1].text) == YEAR  # "11.05. 1994"
    return figures[1].kind == "number" and (figures[1].glued or is_year)


def _without_fillers(passage: Passage, start: int, end: int) -> int:
    """The end of hours, without a comma and fillers after them: 1時、第6回."""
    last = end
    while last > start and "filler" in passage.around.edges(last - 1):
        last -= 1
    is_parted = start < last < end and passage.tokens[last - 1].text in ",、"
    return last - 1 if is_parted else end


def value(
    dated: Dated,
    order: DateOrder,
    on: date | None,
    year: int | None = None,
    month: int | None = None,
) -> edtf.Value:
    """The value of *dated* with the missing parts; *order* is the order of day and month.

    Raises:
        NoDateError: a part is still missing, or the date does not exist.
    """
    node = expressions.settle(dated.node, order)
    if isinstance(node, Fault):
        raise NoDateError(node.fact, node.hint, code=node.code)
    series = series_of(node)
    assert series is not None
    points = series.points
    if month is not None and _ends_in_next_month(series, month):
        points = (replace(points[0], month=month), points[1])
        if year is not None and month == _MONTHS:
            year += 1
    elif month is not None:
        points = tuple(
            replace(point, month=month) if _lacks_month(point) else point for point in points
        )
    elif any(map(_lacks_month, points)):
        raise NoDateError("there is no month", "write the month too", code="date-without-month")
    if year is not None and dated.lacks_year:
        points = (*points[:-1], in_gregorian_year(points[-1], year))
    filled = replace(series, points=points)
    return meaning.value(filled if node is series else replace(node, series=filled), on)


def _ends_in_next_month(series: Series, month: int) -> bool:
    """Whether days below the heading of a *month* end in the next one: "30–2 October"."""
    if series.joins != ("-",):
        return False
    first, last = series.points
    is_next = isinstance(last.month, int) and last.month == month % _MONTHS + 1
    return is_next and first.month == last.month and (first.day or 0) > (last.day or _DAYS)


def at(day: edtf.Date, hours: Clock) -> edtf.Value:
    """The *hours* of a *day*.

    Raises:
        NoDateError: there is no such time of day.
    """
    assert isinstance(day.month, int)
    assert isinstance(day.day, int)
    return meaning.value(Series((Point(day.year, day.month, day.day, clock=hours),)))
