"""Documents: read a file as a text in numbered paragraphs, with its language and its day.

Nothing is fetched, and no code in a file is executed; a file that is damaged, encrypted or too
large is refused in one line.

==================  ===============================================================
``formats``         one module for each format: DOCX, HTML, PDF, mails, plain text
``archived``        XML parts in a ZIP archive, within limits
``text``            the paragraphs of a text, and their numbers
``run_in``          chronicles with several entries in a paragraph
``month_grids``     calendars of a month, with the events of each day in a cell
``split_dates``     dates that are printed on several lines
``days_in_line``    lines with several days of a month, one block for each
``cell_lines``      rows of tables in a text that are printed with one cell a line
``tabulated``       rows of tables in a text that is laid out in columns
``confined``        a reader in a separate process, with limits
``content``         what all formats return: a text in paragraphs
``identification``  the language and script of a text
``dating``          the day of a document
==================  ===============================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import nodes
from timeline.documents import formats, identification, text
from timeline.documents.content import BlockKind, Content, Paragraph, UnreadPart, refuse
from timeline.documents.dating import day_in, day_of
from timeline.documents.days_in_line import with_days_apart
from timeline.documents.month_grids import with_days_of_grids
from timeline.documents.run_in import with_entries
from timeline.documents.split_dates import with_dates_joined
from timeline.errors import UnknownName, is_legible, legible
from timeline.phrases.dated_lines import Dated, leading
from timeline.phrases.folding import is_small
from timeline.phrases.passages import passages

__all__ = ["Document", "Paragraph", "parse", "read_document"]

DocumentDay = date
"""A day, under a name that no field of a document has."""

LARGEST_FILE: Final = 100_000_000
"""Maximum bytes of a file that is read."""


class Document(Struct, frozen=True, kw_only=True):
    """A text to read dates from.

    Offsets count characters of ``text``, which for a txt file are the characters of the file.
    ``language`` is a BCP 47 tag, "und" if it was not detected; ``alternatives`` are other languages
    in which a short text may be. ``left_out`` are the parts of the file that are not in ``text``,
    such as an attachment that cannot be read. ``dated_by`` says where ``date`` comes from;
    ``sha256`` is the digest of the file. ``url``, ``publisher`` and ``accessed`` are given by the
    caller.
    """

    name: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    language: str
    alternatives: tuple[str, ...] = ()
    left_out: tuple[UnreadPart, ...] = ()
    date: DocumentDay | None = None
    dated_by: str = ""
    title: str
    is_titled: bool = False
    """Whether the caller gave the title."""
    sha256: str = ""
    url: str | None = None
    publisher: str | None = None
    accessed: DocumentDay | None = None


def read_document(
    path: str | Path,
    *,
    language: str | None = None,
    on: date | None = None,
    title: str | None = None,
) -> Document:
    """The document in a file; *language*, day and *title* are detected if they are not given.

    Raises:
        InputError: the file cannot be read in any of the formats.
    """
    path = Path(path)
    content = nodes.read_bytes(path, LARGEST_FILE)
    return parse(content, str(path), language=language, on=on, title=title)


def parse(
    content: bytes,
    name: str,
    *,
    language: str | None = None,
    on: date | None = None,
    title: str | None = None,
) -> Document:
    """The document in *content*; *name* is used as the file name.

    Raises:
        InputError: it is in none of the formats, or damaged.
    """
    found = formats.read_content(content, name)
    if not is_legible(found.text):
        # Some PDF files have such characters; each is replaced by one, so that offsets stay valid.
        shown = "".join(letter if is_legible(letter) else "\ufffd" for letter in found.text)
        found = replace(found, text=shown)
    if not found.paragraphs:
        refuse(name, "it contains no text", "", "file-without-text")
    spoken, *alternatives = _spoken(found, language)
    entries = tuple(with_entries(found.text, found.paragraphs, spoken))
    entries = tuple(with_days_apart(found.text, entries, spoken))
    entries = tuple(with_dates_joined(found.text, entries, spoken))
    entries = tuple(with_days_of_grids(found.text, entries))
    found = replace(found, paragraphs=entries)
    day = (on, "given") if on else _day(found, Path(name).name, (spoken, *alternatives))
    name = legible(name)
    return Document(
        name=name,
        text=found.text,
        paragraphs=_numbered(found, spoken),
        language=spoken,
        alternatives=tuple(alternatives),
        left_out=found.left_out,
        date=day[0] if day else None,
        dated_by=day[1] if day else "",
        title=legible(
            title or found.title or _headline(found, spoken) or Path(name).stem or "document"
        ),
        is_titled=title is not None,
        sha256=sha256(content).hexdigest(),
    )


def _day(content: Content, name: str, languages: Sequence[str]) -> tuple[date, str] | None:
    """The day of the document, if it is the same in all *languages* that it may be in."""
    found = {day_of(content, name, language) for language in languages}
    return found.pop() if len(found) == 1 else None


def _spoken(content: Content, given: str | None) -> tuple[str, ...]:
    """The languages that the text may be in; a given one gets the script of the text."""
    if given is not None:
        return (identification.in_script(content.text, given),)
    return identification.candidates(content.text, content.language)


def _numbered(content: Content, language: str) -> tuple[Paragraph, ...]:
    """The paragraphs, with the numbers at their beginning."""
    numbers = [_number(content.text, paragraph) for paragraph in content.paragraphs]
    printed = [number for number in numbers if number]
    days = _days_of_months(content, numbers, language)
    found = []
    last, place = 0, 0
    for index, (paragraph, number) in enumerate(zip(content.paragraphs, numbers, strict=True)):
        if paragraph.number is None and number and index not in days:
            follows = number.isdecimal() and int(number) == last + 1
            is_spaced = text.is_spaced(content.text, paragraph.start, paragraph.end)
            is_section = "." in number and _is_of_sections(printed, place)
            is_marked = text.NUMBER.match(content.text, paragraph.start, paragraph.end) is not None
            is_number = is_marked and not _begins_date(
                content.text, paragraph, language, follows=follows
            )
            is_counted = is_spaced and _counts(printed, place)
            if is_section or is_number or is_counted:
                paragraph = replace(paragraph, number=number)
        place += number is not None
        if paragraph.number and paragraph.number.isdecimal():
            last = int(paragraph.number)
        found.append(paragraph)
    return tuple(found)


def _days_of_months(
    content: Content, numbers: Sequence[str | None], language: str
) -> AbstractSet[int]:
    """The paragraphs whose number is a day: below the name of a month, and not consecutive.

    "4.", "9." and "29." are days there, as are numbers followed by a gap or a dash; "1.", "2."
    and "3." are numbers.
    """
    found: set[int] = set()
    group: list[int] = []
    is_below_month = False
    if not any(number and _may_be_day(number) for number in numbers):
        return found
    for index, paragraph in enumerate(content.paragraphs):
        number = numbers[index]
        if number is not None:
            if is_below_month and _may_be_day(number):
                group.append(index)
        elif (dated := _date_alone(content.text, paragraph, language)) is not None:
            found.update(group if _are_days(content, group, numbers) else ())
            group = []
            is_below_month = dated.has_month and not dated.has_day
    return found.union(group if _are_days(content, group, numbers) else ())


def _may_be_day(number: str) -> bool:
    return number.isdecimal() and 1 <= int(number) <= _DAYS


def _are_days(content: Content, group: Sequence[int], numbers: Sequence[str | None]) -> bool:
    """Whether the numbers of a *group* of paragraphs rise, but not one by one, or have a gap."""
    values = [int(numbers[index] or 0) for index in group]
    if not group or values != sorted(values):
        return False
    first = content.paragraphs[group[0]]
    return values != list(range(1, len(values) + 1)) or bool(
        _DAY_AND_GAP.match(content.text, first.start, first.end)
    )


def _date_alone(whole: str, paragraph: Paragraph, language: str) -> Dated | None:
    """The date, if a short paragraph contains nothing else."""
    if paragraph.end - paragraph.start > _LONGEST_MONTH:
        return None
    try:
        (passage,) = passages(whole, ((paragraph.start, paragraph.end),), language)
        dated = leading(passage, 0, len(passage.tokens))
    except UnknownName:
        return None
    return dated if dated is not None and dated.apart == "end" else None


_DAYS: Final = 31
_LONGEST_MONTH: Final = 30
"""Maximum characters of a heading that is only a month: «сентябрь 2026 года»."""

_DAY_AND_GAP: Final = re.compile(r"\d{1,2}(?:\.[ ]{0,9}(?:\t|[ ]{3})|[-–]\s)", re.ASCII)
"""A day followed by a gap or a dash."""


def _counts(numbers: Sequence[str], place: int) -> bool:
    """Whether the number at *place* in *numbers* is consecutive with the previous or next one.

    A lone 1 counts too, where other numbers do.
    """
    if numbers[place] == "1" and ("1", "2") in pairwise(numbers):
        return True
    values = [int(one) if one.isdecimal() else -1 for one in numbers[max(place - 1, 0) : place + 2]]
    return any(one > 0 and other == one + 1 for one, other in pairwise(values))


def _number(content: str, paragraph: Paragraph) -> str | None:
    """The number of a paragraph, or the number at its beginning."""
    printed = text.printed_number(content, paragraph.start, paragraph.end)
    return paragraph.number or (printed[0] if printed else None)


def _is_of_sections(numbers: Sequence[str], place: int) -> bool:
    """Whether 2.1 is the number of a section: it follows or precedes its neighbour in *numbers*."""
    near = numbers[max(place - 1, 0) : place + 2]
    return any(text.is_next_number(*pair) for pair in pairwise(near))


def _begins_date(whole: str, paragraph: Paragraph, language: str, *, follows: bool) -> bool:
    """Whether "17. септембра" is a day of a month instead of a number and a word.

    *follows* says that it is the number after the last one: then it can be a day only in a
    language that writes days of a month with a point.
    """
    span = paragraph.start, min(paragraph.end, paragraph.start + _LONGEST_BEGINNING)
    try:
        (passage,) = passages(whole, (span,), language)
    except UnknownName:
        return False
    is_figure = passage.tokens[0].kind == "number"
    if is_figure and follows and not passage.around.words.ordinal_point:
        return False
    if not is_figure and not passage.around.names(0, "roman"):
        return False
    dated = leading(passage, 0, len(passage.tokens))
    if dated is None or dated.end <= _NUMBERED:
        return False
    if dated.series.points[0].grouping:
        return dated.apart in ("sign", "end")  # "IV. negyedév: Council"
    return is_figure and dated.has_day and dated.has_month


_LONGEST_BEGINNING: Final = 80
"""The first characters of a paragraph, in which a date at its beginning is searched."""

_NUMBERED: Final = 2
"""Tokens of a number and its point."""


def _headline(content: Content, language: str) -> str | None:
    """The first paragraph that looks like a headline: words, no full stop, no date alone.

    Two words are a headline only at the very beginning, and one only in what the format says is a
    heading; further down they are a button. A line that begins with a small letter continues the
    one above it: "PROTOCOL", "of the ninth session".
    """
    lines: list[str] = []
    for paragraph in content.paragraphs[:3]:
        line = " ".join(content.text[paragraph.start : paragraph.end].split())
        is_continued = is_small(line[:1]) and not (
            _is_dateline(line, language) or _ABBREVIATION.match(line)
        )
        if lines and is_continued and len(lines[-1]) + len(line) < LONGEST_HEADLINE:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    for position, line in enumerate(lines):
        is_sentence = line.endswith((".", "!", "?", ":", ";", ","))
        is_heading = content.paragraphs[0].kind is BlockKind.HEADING
        fewest = 3 if position else 1 if is_heading else 2
        fits = len(line) <= LONGEST_HEADLINE and len(line.split()) >= fewest
        first = _FIRST_PART.match(line)
        is_dated = _is_dateline(line, language) or (
            position > 0 and first is not None and _is_dateline(first[0], language)
        )
        if fits and not is_sentence and not is_dated:
            return line
    return None


_FIRST_PART: Final = re.compile(r".*?(?=\s[-–—]\s|:\s)")
"""What is before the dash of an entry of a list: "5 May 2025 – Visit of the Minister"."""


_ABBREVIATION: Final = re.compile(r"[^\W\d_]{1,3}\.\s")
"""The beginning of a line that does not continue a headline: «г. Астана»."""


def _is_dateline(line: str, language: str) -> bool:
    return len(line) <= LONGEST_DATELINE and day_in(line, language) is not None


LONGEST_HEADLINE: Final = 200
"""Maximum characters of a headline; a longer line without a full stop was cut."""

LONGEST_DATELINE: Final = 50
"""Maximum characters of a line that is not a headline because it contains the date."""
