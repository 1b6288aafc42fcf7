"""The reader: goes through the lines of a document and determines the kind of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from timeline.documents import Document
from timeline.documents.content import BlockKind
from timeline.extraction.structure.cards import cards, read_card
from timeline.extraction.structure.date_columns import read_date_columns
from timeline.extraction.structure.dated_items import read_below_week, read_dated
from timeline.extraction.structure.dates_below import below_titles, read_date_below
from timeline.extraction.structure.event_series import read_bracketed, read_series
from timeline.extraction.structure.headings import end_heading, note_day, read_heading
from timeline.extraction.structure.label_words import behind_label
from timeline.extraction.structure.labels import LabelledRecords
from timeline.extraction.structure.lines import Line, lines
from timeline.extraction.structure.months_below import months_below_days, read_month_below
from timeline.extraction.structure.notices import note_notices, read_day_of_notice
from timeline.extraction.structure.outlines import Outline
from timeline.extraction.structure.programmes import (
    read_at_place_and_hours,
    read_below_hours,
    read_below_text,
    read_row_of_day,
    read_timed,
)
from timeline.extraction.structure.table_cells import heads_columns
from timeline.extraction.structure.title_groups import read_title_group, title_groups
from timeline.extraction.structure.undated_items import (
    read_below_heading,
    read_row_continued,
    read_row_without_date,
)
from timeline.extraction.structure.venues import add_city_of_head, add_venues
from timeline.extraction.structure.verdicts import behind_verdict
from timeline.extraction.structure.walk import Walk
from timeline.extraction.structure.weekdays import days_ahead, note_week, read_weekdays
from timeline.extraction.structure.years import HEADING
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import expressions
from timeline.phrases.earlier_dates import Given
from timeline.phrases.passages import Passage


def outline(document: Document, passages: Sequence[Passage], words: Vocabulary) -> Outline:
    """The outline of *document*, whose blocks are *passages*."""
    usual = passages[0].around.words.numeric if passages else "ambiguous"
    pairs = [(int(a), int(b)) for a, b in _SWAPPABLE.findall(document.text)]
    pairs += [(_SURE_DAY, 1) for _ in _DAYS_FIRST.finditer(document.text)]
    found = lines(document, passages)
    for line in found:
        line.start = behind_verdict(line, words, line.start)
    _leave_heads(words, [line for line in found if not _has_label(words, line)])
    faults = {line.index: error for line in found if (error := line.fault) is not None}
    pairs += [
        pair for line in found if line.lead and line.lead.is_fraction for pair in line.lead.figures
    ]
    walk = Walk(found, words, expressions.order_shown(pairs, usual), document)
    walk.outline.faults.update(faults)
    _read_lines(walk)
    return walk.outline


def _has_label(words: Vocabulary, line: Line) -> bool:
    return any(behind_label(words, line, role) for role in words.labels)


def _leave_heads(words: Vocabulary, found: Sequence[Line]) -> None:
    """Make lines begin after their labels, or after the heads before the dates of several lines.

    In a single line, the head is the place before the day of the paper: "OSLO, 5 May – The
    minister".
    """
    heads = [(line, end) for line in found if (end := line.head_before_date) is not None]
    heads = [(line, end) for line, end in heads if not _names_event(words, line, end)]
    for line, end in heads:
        if line.is_label(end) or len(heads) >= _FEWEST_HEADS:
            line.begin_behind(end)


def _names_event(words: Vocabulary, line: Line, end: int) -> bool:
    """Whether the text before the date is the event itself: "2nd session: 18 March".

    Text in capitals with a full stop is a heading: "SECURITY COUNCIL. 7 July.—A resolution was
    adopted".
    """
    is_heading = line.passage.tokens[end].text == "." and line.text_of(line.start, end).isupper()
    return not is_heading and any(
        words.noun(line.passage.tokens, place) for place in range(line.start, end)
    )


_FEWEST_HEADS: Final = 2
"""Minimum lines with a head before their date in a chronicle by countries or subjects."""

_SWAPPABLE: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)", re.ASCII)
"""Figures of which either of the first two may be the day."""

_DAYS_FIRST: Final = re.compile(r"^\W*\d{1,2}[-–]\d{1,2}/\d{1,2}(?![\d/])", re.ASCII | re.MULTILINE)
"""Figures at the beginning of a line that can only have the day first: 25-26/07."""

_SURE_DAY: Final = 31
"""A figure that can only be a day."""


def _read_lines(walk: Walk) -> None:
    """Fill the outline; a bug affects only the line in which it occurs."""
    labelled = LabelledRecords(walk)
    _look_ahead(walk)
    for line in walk.lines:
        if line.block.kind is not BlockKind.ROW:
            # The name of a month divides the rows of a table, and does not end it.
            walk.table = walk.table if line.is_alone else None
        elif walk.table is None:
            walk.table = line
        if (day := walk.notices.get(line.index)) is not None:
            walk.begin_notice(day)
        if walk.notices:
            walk.outline.days[line.index] = walk.on
        if _is_repeated_title(walk, line):
            continue
        try:
            _read_line(walk, line, labelled)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the other lines are read
            walk.outline.faults.setdefault(line.index, error)
            walk.outline.items.pop(line.index, None)
        if walk.above.year is not None:
            walk.outline.given[line.index] = Given(walk.above.year, HEADING, walk.years.begins)
    add_venues(walk)
    add_city_of_head(walk)


def _read_line(walk: Walk, line: Line, labelled: LabelledRecords) -> None:
    """Read a line as the first kind that it may be."""
    note_week(walk, line)
    read_month_below(walk, line)
    is_read = (
        line.index in walk.months_below
        or read_day_of_notice(walk, line)
        or labelled.read(line)
        or read_series(walk, line)
        or read_bracketed(walk, line)
        or read_card(walk, line)
        or read_date_below(walk, line)
        or read_title_group(walk, line)
        or read_heading(walk, line)
        or _read_item(walk, line)
    )
    if not is_read:
        end_heading(walk, line)
        note_day(walk, line)
        read_weekdays(walk, line)


def _look_ahead(walk: Walk) -> None:
    """Note what only all of the lines show."""
    walk.dates_below = below_titles(walk.lines)
    walk.months_below = months_below_days(walk.lines)
    walk.cards = cards(walk.lines)
    note_notices(walk)
    walk.title_groups = title_groups(walk)
    walk.days_above = days_ahead(walk.lines, walk.on)


def _is_repeated_title(walk: Walk, line: Line) -> bool:
    """Whether a line repeats the title, at the top of another page."""
    title = walk.lines[0]
    if line is title or title.is_alone or not (title.may_head or title.is_running_head):
        return False
    return _without_figures(line.text) == _without_figures(title.text)


def _without_figures(text: str) -> str:
    """*text* without the number of its page."""
    return _PAGE.sub("", text).strip()


_PAGE: Final = re.compile(r"(?<!\d)\d{1,3}$")


def _read_item(walk: Walk, line: Line) -> bool:
    """Read a line of a list into the outline, and return whether it is one."""
    if line.block.kind is BlockKind.HEADING or not line.is_short:
        return False
    if heads_columns(walk.lines, line.index):
        walk.heads_of_columns = line
    if read_below_hours(walk, line) or read_at_place_and_hours(walk, line):
        return True
    if line.hours is not None and (
        read_timed(walk, line) or read_row_of_day(walk, line) or read_below_text(walk, line)
    ):
        return True
    if read_date_columns(walk, line):
        return True
    for dated in (line.lead, line.trail):
        # Below a day, a date in brackets is only the end of its event.
        is_end = walk.above.date is not None and line.is_aside(dated)
        if dated is not None and not is_end and read_dated(walk, line, dated):
            return True
    if heads_columns(walk.lines, line.index):
        return False
    if read_below_week(walk, line) or read_row_without_date(walk, line):
        return True
    return read_row_continued(walk, line) or read_below_heading(walk, line)
