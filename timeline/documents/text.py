"""The paragraphs of a text, and the numbers that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from timeline.documents.cell_lines import rows_of_cell_lines
from timeline.documents.content import BlockKind, Paragraph
from timeline.phrases.folding import is_small
from timeline.phrases.tokens import SHORT_WORDS, UNSPACED

_SHORTEST_WRAPPED: Final = 40
"""Minimum characters in the longest line of wrapped prose; others are lists or addresses."""

_STOPS: Final = ".;:!?…»”)"

_HOUR: Final = re.compile(
    r"[ \t]*(?:[0-9]{1,2}[:.][0-9]{2}(?=[\s–—-])"
    r"|[^\W\d_]{1,8}\.? [0-9]{1,2}[:.h][0-9]{2}(?: ?[:–—-]|\t|  ))"
)
"""The beginning of a line of a programme, if the block has a second such line."""

NUMBER: Final = re.compile(
    r"[ \t\u00a0]{0,40}(?:[§№]\s?)?"
    r"(?P<number>(?![а-яёіїєґўқғүұһәөң]\.)"
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[^\W\d_])[.)]"
    r"|\d{1,2}(?=[ \u3000](?:\d{1,2}月|(?![年月日时時点])[\u3040-\u30ff\u4e00-\u9fff])))(?=\s)"
)
"""A number that a paragraph may begin with: ``16.``, ``2.1)``, ``(d)``, ``IV.``.

In Chinese and Japanese, a space is enough of a mark: 「2 11月25日、…」.
A small Cyrillic letter with a point is an abbreviation, not a number: «г. Ташкент», a town.
"""

_SECTION: Final = re.compile(r"[ \t\u00a0]{0,40}(?P<number>[1-9]\d?(?:\.[1-9]\d?){1,3})(?=\s)")
"""A number without a mark after it, which may also be a date: ``2.1``."""


_COUNTED: Final = re.compile(
    rf"{NUMBER.pattern}|[ \t]*\d{{1,2}}(?:[-–—]\d{{1,2}})?[ \t]+[-–—][ \t]+\S", NUMBER.flags
)
"""A number at the beginning of a line, or the day or days of an event: "17 – Visit"."""

_DASHED: Final = re.compile(r"[ \t\u00a0]{0,40}(?P<number>\d{1,2})[-–](?=\s+\S)", re.ASCII)
"""A number with a dash after it, which may also be a day: ``2-``."""

_SPACED: Final = re.compile(
    rf"[ \t\u00a0\u3000]{{0,40}}(?P<number>\d{{1,2}})[ \u3000]+"
    rf"(?=\d|[{SHORT_WORDS}])(?![年月日년월일])"
)
"""A number with only a space after it, in a script that writes a sign after the days of a month.

Elsewhere it is a day as often: ``1 Opening of the fair``.
"""


def is_spaced(text: str, start: int, end: int) -> bool:
    """Whether only a dash or a space follows the number of the paragraph."""
    pattern = _DASHED.match(text, start, end) or _SPACED.match(text, start, end)
    return pattern is not None


def printed_number(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The number that the paragraph from *start* to *end* may begin with, and where it ends."""
    match = (
        NUMBER.match(text, start, end)
        or _SECTION.match(text, start, end)
        or _DASHED.match(text, start, end)
        or _SPACED.match(text, start, end)
    )
    return (match["number"].strip(".()"), match.end()) if match else None


def is_next_number(one: str, other: str) -> bool:
    """Whether the number *other* of a section or paragraph follows *one*.

    >>> is_next_number("2", "2.1"), is_next_number("2.1.3", "2.2"), is_next_number("2.1", "2.3")
    (True, True, False)
    """
    before, after = one.split("."), other.split(".")
    if after == [*before, "1"]:
        return True
    last = len(after) - 1
    if last >= len(before) or after[:last] != before[:last]:
        return False
    is_count = before[last].isdecimal() and after[last].isdecimal()
    return is_count and int(after[last]) == int(before[last]) + 1


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of *text*, separated by blank lines, numbers, and the ends of short lines.

    A line is short if the first word of the next one would have fitted into the width of the
    block: then the writer ended it, not the margin. Items of a list, rows of a table, and lines
    that begin or end alike with a date are separate paragraphs.
    """
    rows = rows_of_cell_lines(text)
    if not rows:
        return _paragraphs(text, ())
    taken = tuple((row.start, row.end) for row in rows)
    return iter(sorted((*rows, *_paragraphs(text, taken)), key=lambda one: one.start))


def _paragraphs(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Paragraph]:
    """The paragraphs of *text* outside the characters that are *taken*."""
    # Long: one line for each sign that a line begins a paragraph.
    dates = _dates_below(text, _blocks(text, taken))
    # The blocks are split twice, because a list of them would take much memory.
    for number, lines in enumerate(_blocks(text, taken)):
        if number == 0 and _is_head(text, lines):
            yield from (_shaped(text, start, end) for start, end in lines)
            continue
        width = max(end - start for start, end in lines)
        is_hourly = sum(_HOUR.match(text, start) is not None for start, _ in lines) > 1
        fits = [_fits(text, *pair, width) for pair in pairwise(lines)]
        is_list = (
            width < _SHORTEST_WRAPPED
            or fits.count(False) * _MOST_FULL <= len(fits)
            or (len(lines) > _FEWEST_LISTED and all(_begins(text, start) for start, _ in lines))
        )
        start = lines[0][0]
        for (before, (line_start, line_end)), is_short in zip(pairwise(lines), fits, strict=True):
            line = text[line_start:line_end]
            # "17." or "17 –" at a margin is a number only if the sentence before it has ended.
            counts = _COUNTED.match(line) and text[before[1] - 1] in _STOPS
            opens = (
                counts
                or line_start in dates
                or BULLET.match(line)
                or (_DASHED.match(line) and _has_next_number(text[start : before[1]], line))
                or _ROW.search(line)
                or _ROW.search(text, *before)
                or (is_hourly and _HOUR.match(line))
                or _are_alike(text[start : before[1]], line)
                or _are_columns(text[slice(*before)], line)
            )
            is_item = BULLET.match(text, start) is not None
            continues = (
                (is_item and _is_indented(text, start, line_start))
                or _wraps_hour(text, start, line_start)
                or _is_parted(text[before[1] - 2 : before[1]], line)
                or _wraps_cell(text, start, line)
            )
            is_behind_row = _last_column(text, before[0]) is not None
            if opens or ((is_short or is_list or is_behind_row) and not continues):
                yield _shaped(text, start, before[1])
                start = line_start
        yield _shaped(text, start, lines[-1][1])


_MOST_FULL: Final = 3
"""In a list, at most one line in this many is as wide as its block; in wrapped prose, more are."""

BULLET: Final = re.compile(
    r"[ \t]*(?:(?:[-–—•*·▪●○►‣◦ㅇ□■◆◇※]|--|\*{2,3})[ \t]+){1,2}(?=\S)"
    r"|[ \t]*(?<=[ \t])o[ \t]+(?=[^\W_])(?![a-zа-яё])"
)
"""The beginning of an item: a bullet or "- —"; an indented "o" before a capital or a figure."""

_CELLS: Final = re.compile(
    r"[ \t]*\t[ \t]*| *\|+ *| +// +|(?<=[^\s.!?:;]) {2,}(?=\S)|(?<=\d\.) {2,}(?=\d{1,2}[.:h–-]\d)"
)
"""The separator of the cells of a row; two spaces after a point are one before hours only."""

_DATED_HEAD: Final = re.compile(
    r"[ \t]*(?=[^\n]{0,40}?\d)[^\n:|\t]{1,40}?(?:\s[-–—]\s|:\s|\t|\||[ ]{2})"
)
"""Figures at the beginning of a line, and the mark after them."""

_WHOLE_DATE: Final = re.compile(r"[ \t]*\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}\b", re.ASCII)
"""A date in figures at the beginning of a line."""

_LABELLED_HEAD: Final = re.compile(r"[ \t]*[^\s:,;|][^\n:,;|\t]{0,23}:\s")
"""A few words and a colon at the beginning of a line: "end of May:"."""

_PLACED_HEAD: Final = re.compile(r"[^\W\d_][^\n\d,;:.!?|\t–—]{1,23}\s(?:[–—]|--?)\s+\S")
"""One or a few words and a dash at the beginning of a line: "Addis Ababa – Visit"."""

_DATED_TAIL: Final = re.compile(r"(?<!\d)(?:\d{4}|\d{1,2}\.? [^\W\d_]{3,12})\W{0,3}$")

_ROW: Final = re.compile(r"\S[ ]?(?:\t|[ ]\|[ ]|[ ]//[ ])[ ]?\S")
"""A separator of words that only a row of a table has."""

_FIGURED_HEAD: Final = re.compile(r"[^\n\d]{1,20}\d")

_DAY_OF_MONTH: Final = re.compile(
    r"[ \t]*(?:[0-9]{1,2}\.?[-–—])?[0-9]{1,2}\.[0-9]{1,2}\.?(?:[0-9]{4})?[ \t]+[^\W\d_]"
)
"""A day and its month in figures at the beginning of a line, before words: "8.–10.1. Talks"."""

_FEWEST_LISTED: Final = 2
"""More lines than this that all begin with a capital or figure are a list."""


def _dates_below(text: str, blocks: Iterable[Sequence[tuple[int, int]]]) -> frozenset[int]:
    """The starts of the last lines of *blocks* that are only a date, that of the title above.

    Without a place, such lines count only if several blocks end like this.
    """
    dates, placed = set(), set()
    for block in blocks:
        if len(block) == 1 or _is_unfinished(text[slice(*block[-2])].rstrip()):
            continue
        line = text[slice(*block[-1])].strip()
        if _is_date(line):
            dates.add(block[-1][0])
        place = _DATELINE.match(line) if len(block) <= _MOST_HEAD_LINES else None
        hours = _HOURS_BEHIND.search(line)
        if (
            place
            and not is_small(line[0])
            and _is_date(line[place.end() : hours and hours.start()])
        ):
            placed.add(block[-1][0])
    return frozenset(dates | placed if len(dates) >= _FEWEST_BELOW else placed)


_DATELINE: Final = re.compile(r"[^\W\d_][^\n\d,،:;.]{1,30}[,،] (?=\S)")
"""The place before a date: "Doha, 10 November 2026"."""

_HOURS_BEHIND: Final = re.compile(r",? \d{1,2}[.:h]\d{2}(?: ?[-–—] ?\d{1,2}[.:h]\d{2})?$")
"""The hours after it: "Doha, 10 November 2026, 9:30–11:00"."""


def _is_unfinished(line: str) -> bool:
    """Whether a *line* continues below: a sign or a short word, such as a preposition, ends it."""
    word = line.rsplit(maxsplit=1)[-1]
    return word[-1] in _JOINING or (len(word) <= _SHORT_WORD and is_small(word[0]))


def _is_date(line: str) -> bool:
    """Whether a *line* may be only a date: a few words and figures, of which some are its day."""
    is_short = len(line) <= _LONGEST_DATE and len(_WORD.findall(line)) <= _MOST_OF_DATE
    return is_short and _WITH_DAY.search(line) is not None


_WITH_DAY: Final = re.compile(
    r"^(?:[^\W\d_]+\W{1,2}){0,2}\d{1,2}(?:\.|\b)(?=.*(?:(?<!\d)\d{4}(?!\d)|\d\.\d{1,2}\.))[^:@+%]*$"
)
"""Figures after a preposition or a weekday, and then a year or the figures of a month."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_JOINING: Final = ",;(-–—"
_SHORT_WORD: Final = 4
"""Maximum letters of a word that is taken for a preposition at the end of a line."""

_LONGEST_DATE: Final = 48
_MOST_OF_DATE: Final = 4
"""Maximum words of a date: "from 4 December 2026 to 28 February 2027"."""

_FEWEST_BELOW: Final = 2
"""Minimum dates at the ends of blocks in a text in which such dates are separate lines."""


def _begins(text: str, start: int) -> bool:
    """Whether the line at *start* begins with a capital, a figure or a sign.

    In a script without capitals, a word and a figure: "มิถุนายน 2551" (June 2008).
    """
    margin = _MARGIN.match(text, start)
    first = text[margin.end() if margin else start]
    if first.isupper() or not first.isalpha():
        return True
    return not is_small(first) and bool(_FIGURED_HEAD.match(text, start))


def opens_entry(before: str, line: str) -> bool:
    """Whether *line* begins an item of a list, after the paragraph *before*."""
    return bool(BULLET.match(line) or _HOUR.match(line)) or _are_alike(before, line)


def _fits(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the first word of the *following* line would have fitted at the end of *line*."""
    word = text[slice(*following)].split(maxsplit=1)[0]
    if match := _UNSPACED.match(word):
        word = match[0]
    return line[1] - line[0] + 1 + len(word) <= width


_UNSPACED: Final = re.compile(f"[^{UNSPACED}]*[{UNSPACED}]{{1,3}}")
"""Letters that the margin leaves together in a script without spaces: signs may follow a letter."""


def _are_alike(one: str, other: str) -> bool:
    """Whether two lines begin with figures or a label and a mark, or both end with a year."""
    if _DATED_HEAD.match(one) and (_DATED_HEAD.match(other) or _WHOLE_DATE.match(other)):
        return True
    if _LABELLED_HEAD.match(one) and _LABELLED_HEAD.match(other):
        return True
    if _DAY_OF_MONTH.match(one) and _DAY_OF_MONTH.match(other):
        return True
    if _PLACED_HEAD.match(one) and _PLACED_HEAD.match(other):
        return True
    return bool(_DATED_TAIL.search(one) and _DATED_TAIL.search(other))


def _has_next_number(before: str, line: str) -> bool:
    """Whether *line* has the number after that of the paragraph *before*, both with a dash."""
    one, other = _DASHED.match(before), _DASHED.match(line)
    return bool(one and other and int(other["number"]) == int(one["number"]) + 1)


def _is_parted(end: str, line: str) -> bool:
    """Whether a word was split at the margin, between a line with that *end* and *line*."""
    return end[:1].isalpha() and end.endswith("-") and is_small(line.lstrip()[:1])


def _wraps_cell(text: str, start: int, line: str) -> bool:
    """Whether *line* continues the last cell of the row at *start*, in small letters below it."""
    margin = _MARGIN.match(line)
    indent = len(margin[0]) if margin else 0
    return indent > 0 and is_small(line[indent]) and indent == _last_column(text, start)


def _wraps_hour(text: str, start: int, line_start: int) -> bool:
    """Whether a line continues one that begins with hours: indented, and in small letters."""
    margin = _MARGIN.match(text, line_start)
    is_continued = margin is not None and is_small(text[margin.end()])
    return is_continued and bool(_HOUR.match(text, start)) and _is_indented(text, start, line_start)


def _last_column(text: str, start: int) -> int | None:
    """The column at which the last cell of the line at *start* begins; None if it has only one."""
    first = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    gaps = list(_WIDE_GAP.finditer(text, start, len(text) if end < 0 else end))
    return gaps[-1].end() - first if gaps else None


_WIDE_GAP: Final = re.compile(r"(?<=\S) {3,}(?=\S)")
"""The gap between two cells that are aligned with those of another row."""


def _are_columns(one: str, other: str) -> bool:
    """Whether the second cells of two lines are aligned."""
    found = [_SECOND_CELL.match(line) for line in (one, other)]
    places = [match.end() for match in found if match]
    return len(places) == 2 and places[0] == places[1]


_SECOND_CELL: Final = re.compile(r"[ ]*\S+(?:[ ]\S+)*[ ]{3,}(?=\S)")
"""The first cell of a line in columns, and the gap after it."""


def _is_indented(text: str, first: int, start: int) -> bool:
    """Whether the line at *start* is indented more than the one at *first*."""
    margins = [_MARGIN.match(text, place) for place in (first, start)]
    return len(margins[1][0] if margins[1] else "") > len(margins[0][0] if margins[0] else "")


_MARGIN: Final = re.compile("[ \t]*")


def _is_head(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether *lines* are headline and dateline: few and short, without a sentence."""
    longest = max(end - start for start, end in lines)
    is_prose = any(text[end - 1] in ".;,:" for _, end in lines)
    return len(lines) <= _MOST_HEAD_LINES and longest < _LONGEST_HEAD_LINE and not is_prose


_MOST_HEAD_LINES: Final = 4
_LONGEST_HEAD_LINE: Final = 120


def _blocks(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them, each as the starts and ends of its lines.

    Lines that are *taken*, in whole or in part, are left out like blank ones.
    """
    lines: list[tuple[int, int]] = []
    place = 0
    for match in re.finditer(r"(?!\Z)([^\r\n]*)(?:\r\n|\r|\n|\Z)", text):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        is_taken = place < len(taken) and taken[place][0] < match.end()
        if match[1] and not match[1].isspace() and not is_taken and match[1].strip() != "|":
            lines.append(match.span(1))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _shaped(text: str, start: int, end: int) -> Paragraph:
    """The paragraph from *start* to *end*, without the white space around it."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = end - len(piece) + len(piece.rstrip())
    if BULLET.match(text, first, last):
        return Paragraph(first, last, None, BlockKind.ITEM, (first - start) // _INDENT + 1)
    cells = tuple(_cells(text, first, last))
    if "\n" in text[first:last]:
        lines = text[first:last].splitlines()
        is_wrapped = all(_wraps_cell(text, first, line) for line in lines[1:])
        row = tuple(_cells(text, first, first + len(lines[0]))) if is_wrapped else ()
        cells = (*row[:-1], (row[-1][0], last)) if row else ()
    return Paragraph(
        first, last, None, BlockKind.ROW if len(cells) > 1 else BlockKind.TEXT, 0, cells
    )


_INDENT: Final = 2
"""The indent, in spaces, of each further level of a list."""


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a line, including empty cells between two marks."""
    place = start
    for match in _CELLS.finditer(text, start, end):
        if match.start() > start:  # a row may begin and end with a mark
            yield place, match.start()
        place = match.end()
    if place < end and place > start:
        yield place, end


def without_spacing(text: str) -> str:
    """*text*, with words in spaced capitals closed up behind their spaces: "M O N D A Y,  4 May".

    It has the same length, so that offsets remain valid.

    >>> without_spacing("M O N D A Y,  4 May")
    '      MONDAY, 4 May'
    """
    return _SPACED_CAPITALS.sub(_closed_up, text)


_SPACED_CAPITALS: Final = re.compile(
    r"(?<![^\s*•–-])((?:[^\W\d_] ){3,40}[^\W\d_])(?!\w)(?! \w(?!\w))(?:([,:]?)[ ]+(?=\d))?"
)
"""Four to 41 single letters with a space between them, and the spaces before a figure."""


def _closed_up(match: re.Match[str]) -> str:
    letters = match[1].replace(" ", "")
    if not letters.isupper():
        return match[0]
    rest = f"{match[2]} " if match[2] is not None else ""
    return f"{letters}{rest}".rjust(len(match[0]))
