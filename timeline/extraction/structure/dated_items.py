"""Items with a date of their own, at the beginning or end of their line."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from timeline import edtf
from timeline.documents.content import BlockKind
from timeline.errors import DateError
from timeline.events import Status
from timeline.extraction.structure.items import add_item, rest_of
from timeline.extraction.structure.lines import MOST_OF_NAME, Line
from timeline.extraction.structure.outlines import first_day
from timeline.extraction.structure.table_cells import is_in_column_of_deadlines
from timeline.extraction.structure.walk import MOST_OF_HEAD, Walk
from timeline.phrases import MentionKind
from timeline.phrases.dated_lines import Dated
from timeline.phrases.expressions import NoDateError, Open
from timeline.phrases.tokens import SHORT_WORDS, TextSpan

_MOST_OF_TITLE: Final = 8
"""Maximum lines at the beginning in which brackets may give the date of the document."""

_SENTENCE_ENDS: Final = frozenset(".!?;…。։")
"""Signs at the end of a line that may be a sentence."""


def read_dated(walk: Walk, line: Line, dated: Dated) -> bool:
    """Read a line with its own date into the outline; return whether that makes it an item."""
    is_loose = not dated.apart or (dated.apart == "comma" and dated is line.lead)
    is_loose &= not (dated.is_fraction and dated.under(walk.above.month) != dated)
    is_loose &= not _names_topic(line, dated)
    if not _may_date(walk, line, dated, is_loose=is_loose):
        return False
    try:
        found, source = walk.date_of(line, dated)
    except NoDateError as error:
        if dated.apart:
            _refuse(walk, line, dated, error)
        return False
    walk.above = replace(walk.above, date=None, mention=None)
    if line.is_month_beside and (first := first_day(found)):
        # The rows below may have only their days.
        walk.above = replace(walk.above, year=first.year, month=first.month)
    if kind := _not_an_event(walk, line, dated, found):
        mention = replace(walk.mention(line, dated, found, kind, source), is_item=False)
        walk.note(line, mention)
        return True
    is_apart = dated.has_day or dated is line.trail
    if isinstance(found, edtf.AllOf) and source and is_apart and _names_months(dated):
        return False  # dates next to each other, each with its own month: one event each
    if dated.has_day and not dated.is_fraction:
        walk.last_day = first_day(found)
    mention = walk.mention(line, dated, found, "event", source)
    rest = rest_of(line, dated)
    if not line.is_alone and rest is None:
        return False
    walk.note(line, mention)
    if rest is not None:
        is_loose = _needs_more(walk, line, dated, found, rest, is_loose=is_loose)
        add_item(walk, line, mention, found, rest, is_loose=is_loose)
        item = walk.outline.items.get(line.index)
        if is_loose and item is not None and (stage := walk.places.city(line, rest)):
            walk.outline.items[line.index] = replace(item, stage=stage)
    return True


def read_below_week(walk: Walk, line: Line) -> bool:
    """Read "Tuesday: visit" below the days of a week; return whether it is such a line."""
    weekday = line.weekday_before
    day = walk.weekday_of_week(weekday[0]) if weekday else None
    if weekday is None or day is None:
        return False
    mention = walk.weekday(line, (line.start, weekday[1]), day, "event")
    walk.note(line, mention)
    add_item(walk, line, mention, edtf.Date.of(day), (weekday[1] + 1, line.end))
    return True


def _may_date(walk: Walk, line: Line, dated: Dated, *, is_loose: bool) -> bool:
    """Whether its position and the surrounding lines make a date that of an item.

    It is *is_loose* if no sign separates it from the rest.
    """
    in_week = (walk.day_of_week(dated) or walk.day_after(line, dated)) is not None
    has_month = walk.above.month is not None or in_week
    if dated.lacks_month and not (has_month and _has_days(walk, line, dated)):
        return False
    if dated.lacks_month and _is_number_of_row(walk, line):
        return False
    is_headed = in_week or walk.above.month is not None or walk.above.year is not None
    is_listed = _has_siblings(walk, line, dated)
    if dated.is_fraction and not (is_headed or (dated.apart and is_listed)):
        return False  # "3/4 of the members voted"
    if dated is line.trail and _closes_sentence(walk, line, dated):
        return False
    if is_loose and not (line.is_bullet or is_listed or line.has_day_sign(dated)):
        return False
    return not (dated.is_year and is_loose)


def _refuse(walk: Walk, line: Line, dated: Dated, error: NoDateError) -> None:
    """Note that a date of a line cannot be read, and why."""
    walk.note(line, line.passage.refusal(dated.start, dated.end, error.fact, error.code))


def _not_an_event(walk: Walk, line: Line, dated: Dated, found: edtf.Value) -> MentionKind | None:
    """The role of a date that is not that of an event: a deadline, or the day of the document."""
    around = line.passage.around
    is_apart = dated is line.trail or line.date_cell is not None
    labelled = dated.start if is_apart else line.start
    if isinstance(dated.node, Open) and dated.node.kind in ("until", "before"):
        return "deadline"
    if around.is_of_deadline(labelled) or is_in_column_of_deadlines(walk, line):
        return "deadline"
    if around.follows("stamp", labelled) or _is_of_head(walk, line, dated, found):
        return "publication"
    is_label = is_apart and dated.apart in ("sign", "gap") and first_day(found) == walk.on
    if is_label and around.names(line.start, "stamp"):
        return "publication"
    if _is_beside_page(walk, line, dated, found):
        return "publication"
    return None


def _is_beside_page(walk: Walk, line: Line, dated: Dated, found: edtf.Value) -> bool:
    """Whether only the number of a page or an issue is next to the day of the document."""
    rest = rest_of(line, dated)
    if rest is None or first_day(found) != walk.on or line.index >= MOST_OF_HEAD:
        return False
    tokens = line.passage.tokens[slice(*rest)]
    words = [token for token in tokens if token.kind == "word"]
    return len(words) <= 1 and any(token.kind == "number" for token in tokens)


def _is_of_head(walk: Walk, line: Line, dated: Dated, found: edtf.Value) -> bool:
    """Whether brackets in the first lines give the date of the document: "(as of 5 May 2026)"."""
    if walk.on is None or line.index >= _MOST_OF_TITLE or not line.is_aside(dated):
        return False
    first = first_day(found)
    with suppress(DateError):
        return bool(first and found.latest and first <= walk.on <= found.latest)
    return False


def _needs_more(
    walk: Walk, line: Line, dated: Dated, found: edtf.Value, rest: TextSpan, *, is_loose: bool
) -> bool:
    """Whether a dated line with *rest* needs more to be an event: it may be a sentence."""
    has_siblings = _has_siblings(walk, line, dated)
    is_sentence = line.ends_sentence and dated is line.trail
    # "Brussels, 12 March 2026" alone is the day of a paper, among others of a meeting.
    stage = walk.places.city(line, rest)
    is_dateline = (stage is not None or line.is_name(*rest)) and not has_siblings
    is_own = line.index < MOST_OF_HEAD and first_day(found) == walk.on
    is_dateline |= stage is not None and is_own and walk.on is not None
    is_dateline &= len(line.cells) <= len(line.date_cells) + 1  # not "5 May | Lima | Meeting"
    if stage is not None:
        walk.stages.add(found, stage)
    if _names_topic(line, dated):
        return False
    if is_loose and dated is line.lead and has_siblings:
        # A line of a list that does not end with a full stop is not a sentence.
        is_loose = line.text.rstrip()[-1:] in _SENTENCE_ENDS and not _is_clause(line)
    is_loose |= (is_sentence and not (line.is_bullet or has_siblings)) or is_dateline
    return is_loose or (dated is line.trail and _is_in_force(walk, line, dated))


def _is_clause(line: Line) -> bool:
    """Whether a line is one clause in a script without spaces, which is the name of its event."""
    return _UNSPACED_CLAUSE.fullmatch(line.text.strip()) is not None


_UNSPACED_CLAUSE: Final = re.compile(
    rf"[^,、，。;；]*[,、，]?[^,、，。;；{SHORT_WORDS}]{{0,3}}[{SHORT_WORDS}][^,，。;；]*。"
)
"""A date and one clause after it."""


def _is_in_force(walk: Walk, line: Line, dated: Dated) -> bool:
    """Whether a date at the end is the second one of a treaty: "… in force: 20 December 2002"."""
    cues, tokens = walk.words.cues.get(Status.IN_FORCE), line.passage.tokens
    end = dated.start - (dated.start > 0 and tokens[dated.start - 1].text == ":")
    first = max(end - _MOST_OF_CUE, line.start)
    return cues is not None and any(
        cues.size(tokens, index) == end - index for index in range(first, end)
    )


_MOST_OF_CUE: Final = 5
"""Maximum tokens of the words before the day on which a treaty entered into force."""


def _names_topic(line: Line, dated: Dated) -> bool:
    """Whether a name with a colon is after the date: "1 October. Iceland: The minister …"."""
    if dated is not line.lead or line.cells or dated.apart == "sign":
        return False
    tokens = line.passage.tokens
    first = dated.end
    while first < line.end and tokens[first].text in ".,":
        first += 1
    for index in range(first + 1, min(first + MOST_OF_NAME + 1, line.end - 1)):
        if tokens[index].text == ":":
            is_sign = tokens[index].glued and not tokens[index + 1].glued
            return is_sign and line.is_name(first, index)
    return False


def _closes_sentence(walk: Walk, line: Line, dated: Dated) -> bool:
    """Whether a date at the end of a line is that of a sentence, which is read as one."""
    before = line.passage.tokens[dated.start - 2] if dated.start > 1 else None
    if dated.is_year and before is not None and before.kind == "number":
        return True  # resolution 1325 (2000)
    is_sentence = line.ends_sentence
    return is_sentence and not (line.is_bullet or _has_siblings(walk, line, dated))


def _has_days(walk: Walk, line: Line, dated: Dated) -> bool:
    """Whether bare figures that begin a line are days: those of a row, or of a whole list."""
    is_parted = dated.apart in ("gap", "sign", "end")
    if is_parted or dated.series.weekdays or line.has_day_sign(dated):
        return True
    return _has_siblings(walk, line, dated)


def _is_number_of_row(walk: Walk, line: Line) -> bool:
    """Whether the first cell of a row is only its number: a nearby row has its date elsewhere."""
    if line.block.kind is not BlockKind.ROW or line.date_cell != 0:
        return False
    beside = (line.index - 1, line.index + 1)
    rows = [walk.lines[index] for index in beside if 0 <= index < len(walk.lines)]
    return any(
        row.date_cell not in (None, 0)
        and row.passage.tokens[row.cells[0][0]].kind == "number"
        and len(row.cells) > 1
        for row in rows
    )


def _has_siblings(walk: Walk, line: Line, dated: Dated) -> bool:
    """Whether a line next to this one also begins or ends with a date."""
    return any(
        _is_sibling(line, dated, other)
        for step in (-1, 1)
        if (other := _beside(walk, line, step)) is not None
    )


def _beside(walk: Walk, line: Line, step: int) -> Line | None:
    """The line before or after a line, without the headings between them."""
    index = line.index + step
    while 0 <= index < len(walk.lines):
        other = walk.lines[index]
        if line.is_alone or not other.is_alone:
            return other
        index += step
    return None


def _is_sibling(line: Line, dated: Dated, other: Line) -> bool:
    found = other.lead if dated is line.lead else other.trail
    if found is None and other.block.kind is BlockKind.ROW:
        found = other.lead
    return found is not None and found.lacks_month == dated.lacks_month


def _names_months(dated: Dated) -> bool:
    return len({point.month for point in dated.series.points}) > 1
