"""Chronicles with several entries in a paragraph: "May 1. Oslo: …. May 3–4. Rome: …".

An entry begins where a sentence does, with a day of a month and a mark that separates it from the
text: a dash, a colon, a full stop, or a place with a colon. The name of a month before it is a
heading, and so is the year that begins a paragraph: "1991 год. 30 декабря …".

Diaries whose items begin with a place or a weekday need the words of events, so
`extraction.day_paragraphs` splits them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from timeline.documents.content import BlockKind, Paragraph
from timeline.errors import UnknownName
from timeline.phrases.dated_lines import Dated, leading
from timeline.phrases.passages import Passage, passages
from timeline.phrases.tokens import Token

_OPENING: Final = re.compile(r"[.!?:;)»”\"…]\s{1,9}(?:[^\W\d_]{3,12}\.?\s){0,2}\d{1,2}(?![\d:%])")
"""The beginning of a sentence that may be that of an entry."""

_FEWEST: Final = 3
"""Minimum entries of a paragraph that is a chronicle."""

_LONGEST: Final = 60_000
"""Maximum characters of a run of lines that is examined."""

_ENDS: Final = frozenset('.!?:;)»”"…')
_MOST_OF_PLACE: Final = 5
"""Maximum tokens of a place before a colon."""


def with_entries(text: str, paragraphs: Sequence[Paragraph], language: str) -> Iterator[Paragraph]:
    """*paragraphs*, with those that are chronicles split into one for each entry."""
    for run in _runs(text, [*_with_years(text, paragraphs, language)]):
        start, end = run[0].start, run[-1].end
        openings = _OPENING.findall(text, start, end) if end - start <= _LONGEST else []
        # In a list, every date begins a line.
        is_likely = len(openings) >= _FEWEST - 1 and any("\n" not in one for one in openings)
        begun = {paragraph.start for paragraph in run}
        starts = _starts(text, start, end, language, begun) if is_likely else []
        if not starts:
            yield from run
            continue
        kept = {one.start for one in run if one.start < starts[0] or _is_apart(text, one.start)}
        begins = sorted(kept.union(starts))
        for first, last in zip(begins, [*begins[1:], end], strict=True):
            yield replace(run[0], start=first, end=first + len(text[first:last].rstrip()))


def _with_years(text: str, paragraphs: Sequence[Paragraph], language: str) -> Iterator[Paragraph]:
    """*paragraphs*, with a year that begins one split off: "1991: On 30 December …"."""
    for paragraph in paragraphs:
        is_likely = _YEAR.match(text, paragraph.start, paragraph.end)
        end = _year_end(text, paragraph, language) if is_likely else None
        if end is None:
            yield paragraph
            continue
        year = text[paragraph.start : end].rstrip(_AFTER_YEAR)
        yield replace(paragraph, end=paragraph.start + len(year), kind=BlockKind.TEXT)
        yield replace(paragraph, start=end)


def _year_end(text: str, paragraph: Paragraph, language: str) -> int | None:
    """The offset of the sentence after a year, if it begins with a date of that year."""
    if paragraph.kind not in (BlockKind.TEXT, BlockKind.ITEM) or paragraph.number is not None:
        return None
    try:
        (passage,) = passages(text, ((paragraph.start, paragraph.end),), language)
    except UnknownName:
        return None
    tokens = passage.tokens
    begin = next((index for index, token in enumerate(tokens) if token.kind != "sign"), 0)
    whole = leading(passage, begin, len(tokens))
    if whole is not None and whole.has_month:
        return None  # "2026. június 8." is one date
    places = range(begin + 1, min(begin + _MOST_OF_YEAR, len(tokens)))
    sign = next((index for index in places if _parts(tokens, index)), None)
    year = None if sign is None else leading(passage, begin, sign)
    if sign is None or year is None or not year.is_year or year.end != sign:
        return None
    first = sign
    while first < len(tokens) and tokens[first].text in _AFTER_YEAR:
        first += 1
    for index in range(first, min(first + _MOST_BEFORE_DATE, len(tokens))):
        dated = leading(passage, index, len(tokens))
        if dated is not None and dated.lacks_year and dated.has_month:
            return passage.start + tokens[first].start
    return None


def _parts(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token separates a year from a sentence; the dash of "1999-2001" does not."""
    is_sign = tokens[index].text in _AFTER_YEAR
    is_free = index + 1 < len(tokens) and not tokens[index + 1].glued
    return is_sign and (is_free or tokens[index].text == ":")


_YEAR: Final = re.compile(r"\W{0,3}(?:[^\W\d_]{1,6}\s)?\d{4}[^\n.:：–—-]{0,9}[.:：–—-]")
"""The beginning of a paragraph that may be a year."""

_MOST_OF_YEAR: Final = 4
"""Maximum tokens of a year with its word and the sign after it: "In 1991:"."""

_MOST_BEFORE_DATE: Final = 3
"""Maximum tokens between the year and a date of it: "On the"."""

_AFTER_YEAR: Final = " .:：–—-"
"""Signs that separate a year from the sentence after it."""


def _is_apart(text: str, start: int) -> bool:
    """Whether a sentence ends before *start*, so that a new one begins there."""
    return text[max(start - _MOST_BLANK, 0) : start].rstrip()[-1:] in _STOPS


_STOPS: Final = tuple(".!?")
_MOST_BLANK: Final = 20
"""Maximum characters before a line in which the end of the previous line is searched for."""


def _runs(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Runs of paragraphs of prose without blank lines; any other paragraph is a run by itself."""
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        is_prose = paragraph.kind is BlockKind.TEXT and paragraph.number is None
        if run and not (is_prose and _BREAK.fullmatch(text, run[-1].end, paragraph.start)):
            yield run
            run = []
        run.append(paragraph)
        if not is_prose:
            yield run
            run = []
    if run:
        yield run


_BREAK: Final = re.compile(r"[ \t]*\r?\n?[ \t]*")


def _starts(text: str, start: int, end: int, language: str, begun: AbstractSet[int]) -> list[int]:
    """Offsets at which entries and their headings begin; empty if it is not a chronicle.

    Each is the beginning of a sentence, or of a paragraph (*begun* has their offsets).
    """
    try:
        (passage,) = passages(text, ((start, end),), language)
    except UnknownName:
        return []
    tokens = passage.tokens
    found: list[int] = []
    marked = inside = 0
    for index, token in enumerate(tokens):
        is_first = token.start + passage.start in begun
        if not is_first and not _begins_sentence(passage, index):
            continue
        dated = leading(passage, index, len(tokens))
        if dated is None:
            continue
        around = passage.around
        # In "OCTOBRE 3 octobre", the month comes twice: the first one is the heading.
        is_twice = around.names(index, "month") and around.names(dated.end, "month")
        if is_twice or (not dated.has_day and dated.has_month):
            first = index + 1 if is_twice and dated.has_day else dated.end
            after = leading(passage, first, len(tokens))
            if after is None or not _is_day(after):
                continue
            found.append(token.start + passage.start)
            index, dated = first, after
        if not _is_day(dated):
            continue
        found.append(tokens[index].start + passage.start)
        marked += _is_marked(passage, dated)
        inside += not is_first
    return found if marked >= _FEWEST and inside else []


_LABEL: Final = re.compile(r"\s*[^\n:]{1,40}:\s*")
"""A label at the beginning of a line: the date after it belongs to the label."""


def _is_day(dated: Dated) -> bool:
    return dated.has_day and dated.has_month and not dated.is_fraction


def _begins_sentence(passage: Passage, index: int) -> bool:
    tokens = passage.tokens
    before = tokens[index - 1]
    if (
        before.text not in _ENDS
        or not passage.around.text[before.end : tokens[index].start].isspace()
    ):
        return False
    if before.text == ":" and _LABEL.fullmatch(passage.around.line_before(index)):
        return False  # "2. Sitzung: 18. März"
    if passage.around.follows("street", index):
        return False  # "(Ul. 27. marta 12)"
    is_ordinal = index > 1 and before.text == "." and tokens[index - 2].kind == "number"
    return not (is_ordinal and passage.around.words.ordinal_point)  # "2025. október 1."


def _is_marked(passage: Passage, dated: Dated) -> bool:
    """Whether a sign separates a date from the text after it, or a place with a colon follows."""
    tokens, end = passage.tokens, dated.end
    if end + 1 >= len(tokens):
        return False
    if dated.apart == "sign":
        return True
    if tokens[end].text == "." and not passage.around.words.ordinal_point:
        return True
    return any(token.text == ":" for token in tokens[end + 1 : end + _MOST_OF_PLACE])
