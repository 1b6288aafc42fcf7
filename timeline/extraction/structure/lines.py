"""Lines: the blocks of a document in tokens, and the dates and hours that open or close them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Final

from msgspec.structs import replace

from timeline.documents import Document, Paragraph
from timeline.documents.content import BlockKind
from timeline.documents.text import BULLET, printed_number
from timeline.phrases.dated_lines import (
    Dated,
    clock,
    leading,
    trailing,
    weekday_alone,
    weekday_before,
)
from timeline.phrases.expressions import Clock
from timeline.phrases.folding import is_small
from timeline.phrases.passages import Passage
from timeline.phrases.tokens import SHORT_WORDS, TextSpan, word_count

LONGEST: Final = 300
"""Maximum characters of a line of a list; longer lines are prose."""

LONGEST_HEADING: Final = 100
"""Maximum characters of a line that may be a heading without being marked as one."""

MOST_WORDS: Final = 14
"""Maximum words of such a line."""

_MOST_OF_HEAD: Final = 16
"""Maximum tokens of a head in capitals."""

_HEAD_ENDS: Final = frozenset(".:,-(")
"""Signs that separate a head from its date."""

_MOST_OF_LABEL: Final = 2
"""Maximum words of a label before a date: "Coming soon: 5 May – …"."""

_SENTENCE_ENDS: Final = frozenset(".!?…;,。։")
_MARKS: Final = frozenset("*#")
"""Signs before the words of a heading or of bold text, in typed texts."""

OPENING_SIGNS: Final = frozenset("*-–—:;,.|•(")
"""Signs before the words of an item."""

CLOSING_SIGNS: Final = frozenset(".,;:-|*")
"""Signs after the words of an item."""

_CONTACT: Final = re.compile(r"https?://|www\.|\S@\S|©|\bISBN\b|(?:\+|\b00)\d[\d ()-]{7,}")
_BLANK: Final = re.compile(r"\n[^\S\n]*\n")


class Line:
    """A block of a document; positions are token numbers in its passage."""

    def __init__(self, index: int, text: str, block: Paragraph, passage: Passage) -> None:
        self.index = index
        self.block = block
        self.passage = passage
        self.text = text[block.start : block.end]
        first = block.start
        if bullet := BULLET.match(text, first, block.end):
            first = bullet.end()
        number = printed_number(text, first, block.end)
        if number and number[0] == block.number:
            first = number[1]
        self.end = len(passage.tokens)
        self.start = self._token(first)
        while self.start < self.end - 1 and passage.tokens[self.start].text in _MARKS:
            self.start += 1
        self.is_bullet = block.kind is BlockKind.ITEM or bullet is not None
        self.is_apart = True
        """Whether a blank line precedes it; only text files show this."""
        self.head: TextSpan | None = None
        """The words before the date at its beginning: "PERU" in "PERU. 5 May.—Elections"."""

    @cached_property
    def head_before_date(self) -> int | None:
        """The sign after the words before a date and a dash or colon: "PERU. 5 May.—Elections".

        They are a label of a word or two with a colon, a name, or anything in capitals.
        """
        tokens = self.passage.tokens
        for index in range(self.start + 1, min(self.start + _MOST_OF_HEAD, self.end - 1)):
            if tokens[index].text not in _HEAD_ENDS or not self._may_begin_date(index + 1):
                continue
            if not self._is_head(index):
                continue
            dated = leading(self.passage, index + 1, self.end)
            if dated is not None and dated.has_day and not dated.lacks_month:
                return index if dated.apart == "sign" else None
        return None

    def _may_begin_date(self, index: int) -> bool:
        """Whether the tokens include a figure, a month or a weekday."""
        around = self.passage.around
        is_word = around.names(index, "month") or around.names(index, "weekday")
        return self.passage.tokens[index].kind == "number" or is_word

    def is_label(self, end: int) -> bool:
        """Whether the words up to the sign at *end* are a label: "Soon: 5 May – …"."""
        words = self.passage.tokens[self.start : end]
        is_short = len(words) <= _MOST_OF_LABEL and all(word.kind == "word" for word in words)
        return is_short and self.passage.tokens[end].text == ":"

    def _is_head(self, end: int) -> bool:
        """Whether the words up to the sign at *end* may be a head."""
        letters = [letter for letter in self.text_of(self.start, end) if letter.isalpha()]
        is_caps = len(letters) > 1 and not any(map(is_small, letters))
        return self.is_label(end) or (
            any(map(str.isupper, letters)) and (is_caps or self.is_name(self.start, end))
        )

    def begin_behind(self, sign: int) -> None:
        """Makes the line begin after the *sign* that ends its head."""
        self.head, self.start = (self.start, sign), sign + 1

    def _token(self, character: int) -> int:
        """The first token that begins at *character* or after it."""
        place = character - self.passage.start
        return bisect_left(self.passage.tokens, place, key=attrgetter("start"))

    @cached_property
    def fault(self) -> Exception | None:
        """The bug that prevents its dates from being read; the line then has none."""
        try:
            _ = self.lead, self.trail, self.hours
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the other lines are read
            self.__dict__.update(lead=None, trail=None, hours=None, date_cell=None)
            return error
        return None

    @property
    def is_short(self) -> bool:
        """Whether it may be a line of a list."""
        return len(self.text) <= LONGEST

    @property
    def is_bracketed(self) -> bool:
        """Whether it is a remark in brackets, without a date at its edges: "(from the press)"."""
        text = self.text.strip()
        is_remark = text.startswith("(") and text.endswith(")") and text.count("(") == 1
        return is_remark and self.is_short and not (self.lead or self.trail)

    @cached_property
    def cells(self) -> tuple[TextSpan, ...]:
        """The cells of a row that are not empty."""
        return tuple((first, last) for first, last in self.all_cells if first < last)

    @cached_property
    def all_cells(self) -> tuple[TextSpan, ...]:
        """The cells of a row, including the empty ones."""
        spans = ((self._token(start), self._token(end)) for start, end in self.block.cells)
        return tuple(self._without_emphasis(first, last) for first, last in spans)

    def _without_emphasis(self, first: int, last: int) -> TextSpan:
        """The tokens between the asterisks or underscores of Markdown around a cell."""
        tokens = self.passage.tokens
        while first < last and tokens[first].text in EMPHASIS:
            first += 1
        while first < last and tokens[last - 1].text in EMPHASIS:
            last -= 1
        return first, last

    @cached_property
    def date_cell(self) -> int | None:
        """The first cell of a row that is only a date, or bare days if there is no other."""
        days = None
        for number, cell in enumerate(self.cells):
            found = self._date_in(cell)
            if found is not None and not (found.lacks_month or found.is_fraction):
                return number
            if found is not None and days is None:
                days = number
        return self._last_cell_dated if days is None else days

    @property
    def _last_cell_dated(self) -> int | None:
        """The last cell of a row, if a date with a comma after it begins it: "5 May, at noon"."""
        number = len(self.cells) - 1
        found = self._lead_of(self.cells[number]) if number > 0 else None
        is_date = found is not None and found.apart == "comma" and found.has_day and found.has_month
        return number if is_date else None

    @cached_property
    def _leads(self) -> dict[TextSpan, Dated | None]:
        """The dates at the beginning of cells, as far as they have been read."""
        return {}

    def _lead_of(self, cell: TextSpan) -> Dated | None:
        if cell not in self._leads:
            self._leads[cell] = leading(self.passage, *cell)
        return self._leads[cell]

    def is_date(self, cell: TextSpan) -> bool:
        """Whether a cell is only a date with its month."""
        found = self._date_in(cell)
        return found is not None and not (found.lacks_month or found.is_fraction)

    def _date_in(self, cell: TextSpan) -> Dated | None:
        found = self._lead_of(cell)
        return found if found is not None and found.apart == "end" else None

    @cached_property
    def is_year_beside(self) -> bool:
        """Whether the date cell is a year, and the next cell has its month or day."""
        number = self.date_cell
        if number is None or number + 1 >= len(self.cells):
            return False
        year, other = (self._date_in(cell) for cell in self.cells[number : number + 2])
        return bool(year and other and year.is_year and other.lacks_year and not other.lacks_month)

    @cached_property
    def is_month_beside(self) -> bool:
        """Whether the date cell is a month, and the next cell has its days."""
        number = self.date_cell
        if number is None or number + 1 >= len(self.cells):
            return False
        month, days = (self._date_in(cell) for cell in self.cells[number : number + 2])
        is_month = month is not None and month.has_month and not month.has_day
        is_one = month is not None and len(month.series.points) == 1
        return bool(is_month and is_one and days and days.lacks_month and days.lacks_year)

    @property
    def date_cells(self) -> range:
        """The cells of a row that contain its date."""
        if self.date_cell is None:
            return range(0)
        return range(
            self.date_cell, self.date_cell + 1 + (self.is_year_beside or self.is_month_beside)
        )

    @cached_property
    def lead(self) -> Dated | None:
        """The date at its beginning; in a row, the date of its first dated cell."""
        if not self.is_short:
            return None
        if self.date_cell is not None:
            found = self._lead_of(self.cells[self.date_cell])
            if self.is_year_beside and found is not None:
                other = self._lead_of(self.cells[self.date_cell + 1])
                assert other is not None
                year = found.series.points[0].year
                points = (*other.series.points[:-1], replace(other.series.points[-1], year=year))
                return Dated(replace(other.series, points=points), found.start, other.end, "gap")
            if self.is_month_beside and found is not None:
                days = self._lead_of(self.cells[self.date_cell + 1])
                assert days is not None
                month = found.series.points[0]
                points = tuple(replace(one, month=month.month) for one in days.series.points)
                points = (*points[:-1], replace(points[-1], year=month.year))
                return Dated(replace(days.series, points=points), found.start, days.end, "gap")
            is_whole = len(self.cells) == 1
            return found and Dated(found.node, found.start, found.end, "end" if is_whole else "gap")
        return leading(self.passage, self.start, self.end)

    @cached_property
    def trail(self) -> Dated | None:
        """The date at its end, if there is none at its beginning."""
        if not self.is_short or (self.lead and self.lead.apart) or self._is_prose:
            return None
        found = trailing(self.passage, self.start, self._end_of_date)
        if found is None and self.name_behind is not None:
            found = trailing(self.passage, self.start, self.name_behind[0] - 1)
        return found

    @cached_property
    def name_behind(self) -> TextSpan | None:
        """The name after the last comma: of the place, if a date precedes it."""
        tokens, end = self.passage.tokens, self.end
        for index in range(end - 2, max(end - 2 - MOST_OF_NAME, self.start), -1):
            if tokens[index].text == ",":
                first = index + 1
                is_short_word = (
                    tokens[first].kind == "word" and len(tokens[first].text) < MOST_OF_NAME
                )
                if is_short_word and first + 2 < end and tokens[first + 1].text == ".":
                    first += 2  # «г. Белград»
                has_date = any(token.kind == "number" for token in tokens[self.start : index])
                return (first, end) if has_date and self.is_name(first, end) else None
        return None

    @property
    def _is_prose(self) -> bool:
        """Whether it is a long sentence that is neither an item nor a row."""
        is_sentence = self.ends_sentence and len(self.text) > LONGEST_HEADING
        return is_sentence and not self.is_bullet and self.block.kind is not BlockKind.ROW

    @property
    def _end_of_date(self) -> int:
        """Where a date at the end of the line ends: before the place after it."""
        aside = self.aside
        return aside[0] - 1 if aside and self.is_name(*aside) else self.end

    @cached_property
    def hours(self) -> tuple[Clock, int] | None:
        """The hours that it or its first cell begins with, and the token after them."""
        if not self.is_short:
            return None
        return clock(self.passage, *(self.cells[0] if self.cells else (self.start, self.end)))

    @property
    def is_of_hours(self) -> bool:
        """Whether it begins with hours that cannot also be a day."""
        lead = self.lead
        return self.hours is not None and (lead is None or lead.is_fraction or lead.lacks_month)

    @cached_property
    def aside(self) -> TextSpan | None:
        """The content of the brackets at its end."""
        tokens, end = self.passage.tokens, self.end
        if (name := self.name_behind) is not None and tokens[name[0] - 2].text == ")":
            end = name[0] - 1  # "(until 8 May), Astana"
        while end > self.start and tokens[end - 1].text in _BEHIND_ASIDE:
            end -= 1
        if end <= self.start:
            return None
        if tokens[end - 1].text != ")":
            return self._unclosed_aside(end) if tokens[self.end - 1].text == "-" else None
        for index in range(end - 2, max(end - LONGEST_ASIDE, self.start) - 1, -1):
            if tokens[index].text == "(":
                return (index + 1, end - 1) if index + 1 < end - 1 else None
        return None

    def _unclosed_aside(self, end: int) -> TextSpan | None:
        """The content of brackets that end with a dash, not ")": "Talks (until 8- OSLO: …"."""
        for index in range(end - 1, max(end - _LONGEST_UNCLOSED, self.start), -1):
            if self.passage.tokens[index].text in "()":
                is_open = self.passage.tokens[index].text == "("
                return (index + 1, end) if is_open and index + 1 < end else None
        return None

    def is_name(self, first: int, last: int) -> bool:
        """Whether the tokens are a few capitalised words: probably the name of a place."""
        words = [token for token in self.passage.tokens[first:last] if token.kind == "word"]
        figures = any(token.kind == "number" for token in self.passage.tokens[first:last])
        initials = [self.passage.around.text[word.start] for word in words]
        is_capital = bool(initials) and not any(map(str.islower, (initials[0], initials[-1])))
        return not figures and len(words) <= MOST_OF_NAME and is_capital

    @cached_property
    def is_alone(self) -> bool:
        """Whether it is only a date, or a part of that day: "Monday 4 May (evening)"."""
        if self.lead is None or self.lead.apart == "end":
            return self.lead is not None
        aside = self.aside
        is_behind = aside is not None and aside[0] == self.lead.end + 1 and not self.cells
        if aside is None or not is_behind or aside[1] - aside[0] > _MOST_OF_PART:
            return False
        words = self.passage.tokens[slice(*aside)]
        initials = [self.passage.around.text[word.start] for word in words]
        return self.lead.has_day and all(
            word.kind == "word" and is_small(initial)
            for word, initial in zip(words, initials, strict=True)
        )

    @cached_property
    def weekday_before(self) -> tuple[int, int] | None:
        """The weekday at its beginning, and the token after the colon: "Tuesday: visit"."""
        return weekday_before(self.passage, self.start, self.end) if self.lead is None else None

    @cached_property
    def weekday_alone(self) -> int | None:
        """The weekday, if it has nothing else: "Monday:"."""
        return weekday_alone(self.passage, self.start, self.end) if self.lead is None else None

    @property
    def names_day(self) -> bool:
        """Whether it begins or ends with a day, and has no hours: "13 October (Tuesday)"."""
        days = (dated for dated in (self.lead, self.trail) if dated is not None)
        return self.hours is None and any(
            dated.has_day and not (dated.lacks_month or dated.is_fraction) for dated in days
        )

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends with a sign that closes a sentence."""
        return self.text.rstrip()[-1:] in ".!?"

    @cached_property
    def is_listed(self) -> bool:
        """Whether it may belong to a list: an item, a row, or a line with a date or hours first."""
        if self.is_bullet or self.block.kind is BlockKind.ROW:
            return True
        dated = self.lead or self.trail
        return bool(dated and dated.apart) or self.hours is not None

    @cached_property
    def is_entry(self) -> bool:
        """Whether it may be an event by itself: words, but not an address or opening hours."""
        if not self.is_short or _CONTACT.search(self.text):
            return False
        return bool(_WORD.search(self.text)) and not self.passage.around.announces_hours

    @property
    def is_in_capitals(self) -> bool:
        """Whether all of its letters are capitals."""
        return "".join(filter(str.isalpha, self.text)).isupper()

    @property
    def is_drawn(self) -> bool:
        """Whether it is a line drawn with signs: "=====", "* * *"."""
        return len(self.passage.tokens) >= _FEWEST_DRAWN and all(
            token.kind == "sign" for token in self.passage.tokens
        )

    @cached_property
    def is_rubric(self) -> bool:
        """Whether it may be a name above other lines, such as that of a place: a few capitals."""
        return self.is_name(self.start, self.end) and self.hours is None and not self.ends_sentence

    @property
    def introduces(self) -> bool:
        """Whether it is a sentence that a list follows: "The business for 2027 is as follows:"."""
        return self.is_short and self.text.rstrip().endswith(":") and not self.is_bullet

    @cached_property
    def may_head(self) -> bool:
        """Whether it may be the heading of other lines."""
        if self.block.kind is BlockKind.HEADING:
            return True
        if self.block.kind is BlockKind.ROW and len(self.cells) > 1:
            return False
        if self.is_bullet:
            return self.is_alone  # "• 1996" above the items of that year
        is_sentence = self.text.rstrip()[-1:] in _SENTENCE_ENDS and not (
            self.is_alone or self._ends_with_year
        )
        words = word_count(self.passage.tokens)
        return len(self.text) <= LONGEST_HEADING and words <= MOST_WORDS and not is_sentence

    @property
    def _ends_with_year(self) -> bool:
        """Whether the full stop at its end belongs to a year, not to a sentence: «2027 г.»."""
        around, last = self.passage.around, self.end - 2
        is_ordinal = around.words.ordinal_point and around.names(last, "yyyy")
        if last <= 0 or not (is_ordinal or around.names(last, "year")):
            return False
        return all(around.tense_at(node) >= 0 for node in range(self.start, last))

    def has_day_sign(self, dated: Dated) -> bool:
        """Whether a date consists of days without a month that are marked by a sign: 15日."""
        tokens = self.passage.tokens[dated.start : dated.end]
        return dated.lacks_month and any(_SIGN_OF_DAY.fullmatch(token.text) for token in tokens)

    @property
    def is_note(self) -> bool:
        """Whether it begins with the sign of a note: ※."""
        return self.text.lstrip().startswith("※")

    @property
    def is_running_head(self) -> bool:
        """Whether it is a title with the number of a page at its end: "CHRONICLE 2025   page 1"."""
        if len(self.cells) != _CELLS_OF_HEAD:
            return False
        words = self.passage.tokens[slice(*self.cells[-1])]
        is_number = words[-1].kind == "number" and len(words[-1].text) < _DIGITS_OF_YEAR
        is_label = len(words) <= _CELLS_OF_HEAD and words[0].kind == "word" and is_number
        return is_label and self.date_cell is None

    def is_aside(self, dated: Dated | None) -> bool:
        """Whether a date is in the brackets at its end."""
        aside = self.aside
        return dated is not None and aside is not None and aside[0] <= dated.start < aside[1]

    def offsets(self, first: int, last: int) -> TextSpan:
        """The characters of the document that the tokens span."""
        return self.passage.offsets(first, last)

    def text_of(self, first: int, last: int) -> str:
        """The text that the tokens span."""
        return self.passage.whole[slice(*self.offsets(first, last))]


EMPHASIS: Final = frozenset(("*", "**", "_", "__"))
"""Signs of Markdown around emphasised text."""

_MOST_OF_PART: Final = 3
"""Maximum words of a part of a day in brackets: "in the morning"."""

_LONGEST_UNCLOSED: Final = 8
"""Maximum tokens in brackets that are not closed."""

_BEHIND_ASIDE: Final = frozenset(".;,*-")
"""Signs after the brackets at the end of a line: "(until 8 May). -" before the next item."""

LONGEST_ASIDE: Final = 40
"""Maximum tokens in brackets at the end of a line with a place or a last day."""

MOST_OF_NAME: Final = 4

_FEWEST_DRAWN: Final = 3
"""Minimum signs of a line that is drawn with them."""

_SIGN_OF_DAY: Final = re.compile(f"[{SHORT_WORDS}]")

_CELLS_OF_HEAD: Final = 2
"""A title and its page; the page is a word and a number."""

_DIGITS_OF_YEAR: Final = 4

_WORD: Final = re.compile(rf"[^\W\d_]{{3}}|[{SHORT_WORDS}]{{2}}")


def lines(document: Document, passages: Sequence[Passage]) -> tuple[Line, ...]:
    """The lines of a document."""
    return tuple(_lines(document, passages))


def _lines(document: Document, passages: Sequence[Passage]) -> Iterator[Line]:
    last = 0
    for index, (block, passage) in enumerate(zip(document.paragraphs, passages, strict=True)):
        line = Line(index, document.text, block, passage)
        line.is_apart = bool(_BLANK.search(document.text, last, block.start))
        last = block.end
        yield line


_YEAR: Final = re.compile(r"(?<![\d.,/\-–—])(?:1[89]|20)\d\d(?![\d,/–—-]|\.\d)")


def years_named(text: str) -> set[int]:
    """The years in *text* that are written in four figures, separate from other figures."""
    return set(map(int, _YEAR.findall(text)))
