"""When a document was published or adopted, if the document states it.

A document is dated only by a statement of its day: the metadata of its file or page, a publication
stamp, a dateline or masthead at the beginning, or the place and day of the signature at the end.
Neither the first date of a list nor the only date of a note, which is that of its event, counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from timeline import edtf
from timeline.documents.content import BlockKind, Content
from timeline.errors import DateError, UnknownName
from timeline.events import FIRST_YEAR, LAST_YEAR
from timeline.phrases import find, lexicon, value_of
from timeline.phrases.tokens import tokenise

HEAD: Final = 8
"""The first lines, in which a document may state its day."""

FOOT: Final = 4
"""The last lines, which may have the place and day of the signature."""

LONGEST_LINE: Final = 120
"""Maximum characters of a dateline; longer lines are sentences about something else."""

MOST_LINES: Final = 400
"""The lines that are searched for dates alone, which are headings if there are several."""

_ISO: Final = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")
_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)")
_BETWEEN: Final = re.compile(
    r"\s*(?:[,|•·()\t\n]|(?<!\d)/|/(?!\d))\s*|\s+[-–—]\s+|:\s+"  # not in 12/24 April
)
_LONGEST_DATELINE: Final = 6
"""Maximum parts, between commas, of a line in which a date is searched."""


class Stamp(NamedTuple):
    """The day in a line; ``is_own`` if a word or a signature says that it is the document's."""

    day: date
    is_own: bool
    is_alone: bool = False
    is_listed: bool = False
    """Whether the line could also be an entry of a list: "Eurogroup, 12 March 2026"."""


def day_of(content: Content, name: str, language: str) -> tuple[date, str] | None:
    """The day of a document and where it is stated; None if it is not dated.

    The order is: declared as the day of publication, in the first lines, in the last lines, in
    the name of the file, in the properties of the file.
    """
    if day := _held(content.published):
        return day, "metadata"
    for where, day in _stated(content, language):
        return day, where
    match = _IN_NAME.search(name)
    if match and (day := _iso_day("-".join(match.groups()))):
        return day, "file name"
    day = _held(content.saved)
    return (day, "file properties") if day else None


def _stated(content: Content, language: str) -> Iterator[tuple[str, date]]:
    """The days in the first and last lines that are stated to be the document's."""
    lines = _lines(content)
    if len(lines) < 2:
        return
    first, last = range(min(HEAD, len(lines))), range(max(len(lines) - FOOT, 0), len(lines))
    stamps = {index: stamp_in(lines[index], language) for index in {*first, *last}}
    listed = _listed(lines, stamps, language)
    for where, places in (("first lines", first), ("last lines", reversed(last))):
        for index in places:
            stamp = stamps[index]
            if stamp and (stamp.is_own or index not in listed):
                yield where, stamp.day


def _lines(content: Content) -> list[str]:
    """The lines of the text that may state its day, without those of tables and lists."""
    found = []
    for paragraph in content.paragraphs:
        if paragraph.kind in (BlockKind.ROW, BlockKind.ITEM):
            found.append("")
        else:
            text = content.text[paragraph.start : paragraph.end]
            found += [line for line in text.splitlines() if line.strip()]
    return found


def _listed(lines: Sequence[str], stamps: dict[int, Stamp | None], language: str) -> frozenset[int]:
    """The lines whose dates belong to a list, as entries or headings: similar lines are near."""
    alone = [index for index, stamp in stamps.items() if stamp and stamp.is_alone]
    days = {stamp.day for index in alone if (stamp := stamps[index])}
    if alone and len(days) < 2:
        # A day alone is a heading if another day alone follows anywhere.
        days |= {
            stamp.day
            for line in lines[HEAD:MOST_LINES]
            if len(line) <= _LONGEST_ALONE and (stamp := stamp_in(line, language))
            if stamp.is_alone
        }
    has_others = len(days) > 1 or (
        alone and any(_is_period(line, language) for line in lines[:MOST_LINES])
    )
    found = set(alone) if has_others else set()
    for index, stamp in stamps.items():
        if stamp is None or stamp.is_own or stamp.is_alone:
            continue
        beside = [lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines)]
        at_end = lines[index].rstrip(" .;)")[-1:].isdigit() or not lines[index][:1].isdigit()
        if stamp.is_listed or any(
            _has_other_day(line, stamp.day, language, at_end=at_end) for line in beside
        ):
            found.add(index)
    return frozenset(found)


_LONGEST_ALONE: Final = 40


def _is_period(line: str, language: str) -> bool:
    """Whether a line consists of several days only: "3–4 June 1961"."""
    if len(line) > _LONGEST_ALONE or not any(map(str.isdigit, line)):
        return False
    try:
        value = value_of(line.strip(" .:\t"), language)
    except UnknownName:
        return False
    return isinstance(value, edtf.Interval) and value.precision is edtf.Precision.DAY


def _has_other_day(line: str, day: date, language: str, *, at_end: bool) -> bool:
    """Whether a line has another day at its beginning or end, as an entry of a list has."""
    if not any(map(str.isdigit, line)) or len(line) > 2 * LONGEST_LINE:
        return False
    try:
        found = [item for item in find(line, language) if item.value or item.reason]
    except UnknownName:
        return False
    edges = [
        item
        for item in found
        if (
            not line[item.end :].strip(" .;)") and _APART_BEFORE.search(line[: item.start])
            if at_end
            else not line[: item.start].strip() and _APART_BEHIND.match(line, item.end)
        )
    ]
    return any(item.value is None or item.value.iso_bounds[0] != f"{day}" for item in edges)


_APART_BEHIND: Final = re.compile(r"\W*$|\s*[-–—:|\t,，、]|  ")
_APART_BEFORE: Final = re.compile(r"(?:[-–—:,|(\t]|  )\s*$")
"""The separator between the date of an entry and the rest."""


def _held(day: date | None) -> date | None:
    """*day*, if a source of a chronology can have it; programs write 0001-01-01 for no day."""
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _iso_day(text: str) -> date | None:
    for match in _ISO.finditer(text):
        try:
            day = _held(date.fromisoformat(match[0]))
        except ValueError:
            continue
        if day:
            return day
    return None


def day_in(line: str, language: str) -> date | None:
    """The only day in *line*, if the line or a part between commas is a date."""
    stamp = stamp_in(line, language)
    return stamp.day if stamp else None


def stamp_in(line: str, language: str) -> Stamp | None:
    """The only day in *line*, if the line or a part between commas is a date."""
    if len(line) > LONGEST_LINE or not any(map(str.isdigit, line)):
        return None
    if day := _iso_day(line):
        is_alone = _ISO.fullmatch(line.strip()) is not None
        return Stamp(day, _says(line, language, "stamp"), is_alone)
    is_sentence = re.search(r"[^\d\s.]\.\s*$", line) is not None
    line = line.strip(" .\t")
    longer = ""
    for piece in _pieces(line):
        if not any(map(str.isdigit, piece)) or _heads_entry(piece, line) or piece in longer:
            continue
        try:
            value = value_of(piece, language)
            day = _day(value)
        except (DateError, UnknownName):
            continue
        if isinstance(value, edtf.Interval):
            longer = piece  # neither of its days is a date by itself: "5 – 9 October 2026"
        if day and _held(day):
            rest = line.replace(piece, "", 1)
            is_alone = not re.search(r"\w", rest)
            words = re.findall(r"[^\W\d_]+", rest)
            is_listed = len(words) > _MOST_OF_PLACE and not _says(line, language, "stamp")
            return Stamp(day, _says(line, language, "stamp"), is_alone, is_listed)
    return None if longer else _note(line, language, is_sentence)


def _day(value: edtf.Value | None) -> date | None:
    """The day that *value* is, if it is one."""
    if not isinstance(value, edtf.Date | edtf.DateTime):
        return None
    return value.earliest if value.precision is edtf.Precision.DAY else None


_MOST_OF_PLACE: Final = 12
"""Maximum words beside a date in a line that names only the publisher of a paper and a place."""


def _says(line: str, language: str, category: str) -> bool:
    """Whether the line has a word of *category*: "Published", or "Done at" at its beginning."""
    try:
        words = lexicon.load(lexicon.nearest_tag(language))
    except UnknownName:
        return False
    tokens = tokenise(line[:LONGEST_LINE])
    return any(
        entry.category == category
        and tuple(other.text for other in tokens[index + 1 : index + 1 + len(entry.rest)])
        == entry.rest
        for index, token in enumerate(tokens)
        for entry in words.entries(token.text)
    )


def closes_paper(text: str, language: str) -> bool:
    """Whether a sentence begins as the last one of a treaty does: "Done at Astana on 3 May"."""
    return _says(text.lstrip()[:_OPENING], language, "signed")


_OPENING: Final = 24
"""Characters in which the first words of a sentence are searched for."""

_ENTRY: Final = re.compile(r"\W*[-–—:]\W*(?:\w+\W+){3}")


def _heads_entry(piece: str, line: str) -> bool:
    """Whether the line is an entry of a chronicle: "13 May 1992 – Establishment of relations"."""
    return line.startswith(piece) and _ENTRY.match(line + " ", len(piece)) is not None


_LONGEST_NOTE: Final = 80


def _note(line: str, language: str, is_sentence: bool) -> Stamp | None:
    """The day in a short line that contains only that and a verb: "Prepared on 3 May 2025".

    Also that in a line that closes a treaty: "Done at Astana on 3 May 2025 in two originals".
    """
    if not re.search(r"\d{4}", line):
        return None
    try:
        found = [item for item in find(line, language) if item.value is not None]
    except (UnknownName, ValueError):
        return None
    if len(found) != 1:
        return None
    (mention,) = found
    value = mention.value
    if not isinstance(value, edtf.Date) or value.precision is not edtf.Precision.DAY:
        return None
    day = _held(value.earliest)
    if day is None:
        return None
    before, after = line[: mention.start], line[mention.end :]
    if _says(before + after, language, "signed"):
        return Stamp(day, is_own=True)
    if is_sentence and not before.rstrip().endswith(":"):
        return None
    others = re.findall(r"[^\W\d_]+", before + " " + after)
    is_last = not after and before[-1:] in ("", " ", "\t", ":")
    is_note = is_last and len(others) <= _MOST_NOTE and len(line) <= _LONGEST_NOTE
    return Stamp(day, is_own=_says(line, language, "stamp")) if is_note else None


_MOST_NOTE: Final = 3
"""Minimum words of a note."""


def _pieces(line: str) -> Iterator[str]:
    """*line*, and the parts between its separators, the longest first."""
    breaks = list(_BETWEEN.finditer(line))[:_LONGEST_DATELINE]
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(line)]
    spans = [(start, end) for i, start in enumerate(starts) for end in ends[i:]]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        yield line[start:end]
