"""Day paragraphs: diaries in which each day is one paragraph, split into one block per item.

Agencies print the diary of a day as one paragraph in which each item begins with its place:
"MONDAY 9 - ROME: … BRUSSELS: …". Others write sentences after each weekday: "Monday: … .". Once
split, the items are read like the lines of any other list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from timeline.documents import Document, Paragraph
from timeline.documents.content import BlockKind
from timeline.extraction.sentence_ends import sentences
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import lexicon
from timeline.phrases.folding import fold
from timeline.phrases.tokens import tokenise

_FEWEST_PLACES: Final = 2
"""Minimum places in a paragraph with several items."""

_FEWEST_ITEMS: Final = 4
"""Minimum items in all such paragraphs of a document; a lone "NAME: …" also occurs in prose."""

_FEWEST_DAYS: Final = 2
"""Minimum weekdays with sentences after them in a document that lists its events by weekday."""

_ARTICLE: Final = 3
"""Maximum letters of a lower-case word in the name of a city: "Rio de Janeiro"."""

_ENTRY: Final = re.compile(
    r"(?:(?<=^)|(?<=[.;!?)»”\"]\s)|(?<=\d:\s)|(?<=\d\.:\s)|(?<=\s[-–—•·]\s)|(?<=[\w)][-–]\s))"
    r"(?P<name>[^\W\d_]+(?:[ '’./-]{1,2}[^\W\d_]+){0,3}(?: \([^()\n]{2,20}\))?)"
    r"(?P<sign> ?:| [-–—]|\. ?[-–—])\s(?=\S)"
)
"""A name at the beginning of a sentence or after a dash, with the sign after it."""

_LABEL: Final = re.compile(
    r"(?:(?<=^)|(?<=\n))[ \t]*(?P<label>(?P<day>[^\W\d_]+(?:[-'’][^\W\d_]+)?)"
    r"(?P<date>[ ,(]{1,3}\d[^:\n]{0,24}?)?)(?: ?:| [-–—])\s(?=\S)"
)
"""The first word of a line, with optional figures and more, and the sign after them."""


def apart(document: Document, words: Vocabulary, tag: str) -> Document:
    """*document* with the paragraphs of its days split; *tag* is the language of its dates."""
    text = document.text
    places = [_items(text, block) for block in document.paragraphs]
    if sum(map(len, places)) < _FEWEST_ITEMS:
        places = [[] for _ in places]
    else:
        places = [
            found or _item_of_day(text, block)
            for block, found in zip(document.paragraphs, places, strict=True)
        ]
    days = [list(_weekdays(text, block, tag)) for block in document.paragraphs]
    # A page may print a teaser twice; a weekday with other words after it is of another week.
    labelled = {
        (fold(match["label"]), text[match.end() : block.end])
        for block, found in zip(document.paragraphs, days, strict=True)
        for match in found
    }
    if not _FEWEST_DAYS <= len(labelled) == len({label for label, _ in labelled}):
        days = [[] for _ in days]

    def parts() -> Iterator[Paragraph]:
        for block, starts, matches in zip(document.paragraphs, places, days, strict=True):
            starts = starts or list(_sentences(text, block, matches, words))
            yield from _cut(text, block, starts or list(_hours(text, block)))

    return replace(document, paragraphs=tuple(parts()))


def _cut(text: str, block: Paragraph, starts: Sequence[int]) -> Iterator[Paragraph]:
    """*block*, cut before each of *starts*."""
    if not starts:
        yield block
        return
    number = block.number
    for start, end in pairwise((block.start, *starts, block.end)):
        if piece := text[start:end].rstrip():
            yield replace(block, start=start, end=start + len(piece), number=number)
            number = None


def _hours(text: str, block: Paragraph) -> Iterator[int]:
    """Offsets of the further hours in a line of a programme: "10:00 Opening; 12:30 Lunch"."""
    if block.kind in (BlockKind.TEXT, BlockKind.ITEM) and _TIMED.match(
        text, block.start, block.end
    ):
        for match in _TIMED_BEHIND.finditer(text, block.start, block.end):
            yield match.end()


_TIME: Final = r"(?:[^\W\d_]{1,5}\.?[ ]){0,3}\d{1,2}(?:[:.h]\d{2}|[ ]?(?:h|Uhr|uur|ч)\b)(?![.:]?\d)"
_HOUR: Final = r"[^\W\d_]{1,5}\.? \d{1,2} [-–—] "
_TIMED: Final = re.compile(rf"[ \t]{{0,40}}(?:(?:[-–—•*·▪●]|--)[ \t]+)?(?:{_TIME}|{_HOUR})")
"""Hours at the beginning of a line, with a few words before them: "A las 10:00"."""

_TIMED_BEHIND: Final = re.compile(rf"[;；][ ]+(?={_TIME})")


def _items(text: str, block: Paragraph) -> list[int]:
    """Offsets of the items of a paragraph, each with its place; empty if it is a single item."""
    if block.kind is not BlockKind.TEXT:
        return []
    found = list(_ENTRY.finditer(text, block.start, block.end))
    for is_place in (_is_in_capitals, _is_behind_dash):
        starts = [match.start("name") for match in found if is_place(match)]
        if len(starts) >= _FEWEST_PLACES:
            return starts
    return []


def _item_of_day(text: str, block: Paragraph) -> list[int]:
    """Offset of the only item of a day: "SATURDAY 6 JUNE (evening) - Oslo: …"."""
    if block.kind is not BlockKind.TEXT:
        return []
    for match in _ENTRY.finditer(text, block.start, block.end):
        day = text[block.start : match.start("name")]
        is_day = len(day) <= _LONGEST_DAY and any(map(str.isdigit, day))
        if is_day and _is_behind_dash(match):
            return [match.start("name")]
    return []


_LONGEST_DAY: Final = 48
"""Maximum characters of a day before the only item of its paragraph."""


def _is_in_capitals(match: re.Match[str]) -> bool:
    return match["name"].isupper() and len(match["name"]) > 1


def _is_behind_dash(match: re.Match[str]) -> bool:
    """Whether a dash comes before a name and a colon after it: "Monday 9 - Brussels: …"."""
    before = match.string[max(match.start() - 2, 0) : match.start()].strip()
    is_name = all(word[0].isupper() for word in match["name"].split() if len(word) > _ARTICLE)
    return bool(before) and before in "-–—•·" and match["sign"].endswith(":") and is_name


def _weekdays(text: str, block: Paragraph, tag: str) -> Iterator[re.Match[str]]:
    """The weekdays at the beginning of lines, with or without a date, and the sign after them."""
    if block.kind is not BlockKind.TEXT:
        return
    language = lexicon.load(lexicon.nearest_tag(tag))
    for match in _LABEL.finditer(text, block.start, block.end):
        first, *rest = (token.text for token in tokenise(match["day"]))
        senses = language.look_up(first)
        is_weekday = any(one.category == "weekday" and one.rest == tuple(rest) for one in senses)
        others = tokenise(match["date"] or "")
        if is_weekday and all(one.kind != "word" or language.knows(one.text) for one in others):
            yield match


def _sentences(
    text: str, block: Paragraph, days: Sequence[re.Match[str]], words: Vocabulary
) -> Iterator[int]:
    """Offsets of the weekdays of a paragraph, and of the sentences after each of them.

    A single sentence after a date stays with it: that is the line of a list.
    """
    ends = [*(match.start("day") for match in days[1:]), block.end]
    for match, end in zip(days, ends, strict=False):
        if match.start("day") > block.start:
            yield match.start("day")
        starts = [start for start, _ in sentences(text, match.end(), end, (), words)]
        if len(starts) > 1 or not match["date"]:
            yield from starts
