"""Cells of tables: the roles of the columns of a row."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.documents.content import BlockKind
from timeline.extraction.structure.line_hours import hours_of_cell
from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.walk import Walk
from timeline.phrases.dated_lines import trailing
from timeline.phrases.tokens import TextSpan


def heads_columns(lines: Sequence[Line], index: int) -> bool:
    """Whether a row without a date is the first of a table whose next row has one."""
    line = lines[index]
    if (
        line.block.kind is not BlockKind.ROW
        or index + 1 >= len(lines)
        or line.date_cell is not None
    ):
        return False
    before = lines[index - 1] if index else None
    place = index + 1
    if lines[place].is_drawn and place + 1 < len(lines):
        place += 1  # the rule below the names of the columns
    following = lines[place]
    is_first = before is None or before.block.kind is not BlockKind.ROW
    has_columns = 0 <= len(line.block.cells) - len(following.block.cells) <= 1
    is_dated = following.date_cell is not None or _has_placed_date(following)
    return is_first and is_dated and has_columns and not _has_placed_date(line)


def _has_placed_date(line: Line) -> bool:
    """Whether a cell of a row is a name and a date: "Oslo, 4 May 2011"."""
    for first, last in line.cells:
        found = trailing(line.passage, first, last)
        if found is not None and found.has_day and first < found.start:
            comma = found.start - 1
            if line.passage.tokens[comma].text == "," and line.is_name(first, comma):
                return True
    return False


def event_and_place(walk: Walk, line: Line, first: int, last: int) -> tuple[int, int, str | None]:
    """The cell of a row with the most information, and the one that names a place."""
    tokens = line.passage.tokens
    cells = [
        (max(start, first), min(end, last))
        for number, (start, end) in enumerate(line.cells)
        if number not in line.date_cells and start < last and end > first
    ]
    cells = [
        cell for cell in cells if not (line.is_date(cell) or hours_of_cell(line, cell))
    ] or cells
    worded = [cell for cell in cells if any(t.kind == "word" for t in tokens[slice(*cell)])]
    worded = [cell for cell in worded if tokens[cell[0]].text != "("] or worded
    if not worded:
        return first, last, None
    wheres = frozenset(_cells_below(walk, line, "where"))
    where = [cell for cell in worded if cell[0] in wheres] if len(worded) > 1 else []
    worded = [cell for cell in worded if cell[0] not in wheres] if where else worded
    cities = [cell for cell in worded if walk.places.city(line, cell)]
    others = [cell for cell in worded if cell not in cities] if len(cities) == 1 else []
    # The place is usually in a cell before the event.
    whats = frozenset(_cells_below(walk, line, "what"))
    named = [cell for cell in worded if cell[0] in whats]
    best = max(
        named or others or worded,
        key=lambda cell: (_names_event(walk, line, cell), cell[1] - cell[0], cell[0]),
    )
    names = [cell for cell in worded if cell != best and line.is_name(*cell)]
    names = where or (cities if others else names)
    place = line.text_of(*names[0]) if len(names) == 1 else None
    return (*best, place)


def _names_event(walk: Walk, line: Line, cell: TextSpan) -> bool:
    """Whether a cell has a noun that names an event, and not only participants."""
    nouns = (walk.words.noun(line.passage.tokens, index) for index in range(*cell))
    return any(noun is not None and noun.kind != "institution" for noun in nouns)


def _cells_below(walk: Walk, line: Line, role: str) -> list[int]:
    """The first tokens of the cells below a column head with the label of that *role*."""
    head, words = walk.table, walk.words.labels.get(role)
    if head is None or head is line or words is None:
        return []
    missing = len(head.all_cells) - len(line.all_cells)
    # A bar at the end of a row closes its last cell, or opens an empty one.
    if missing and not (missing == 1 and line.text.rstrip().endswith("|")):
        return []
    return [
        first
        for (first, _), (start, end) in zip(line.all_cells, head.all_cells, strict=False)
        if start < end and start + words.size(head.passage.tokens, start) >= end
    ]


def is_in_column_of_deadlines(walk: Walk, line: Line) -> bool:
    """Whether the date of a row is a deadline, according to the head of its column."""
    head = walk.heads_of_columns
    if line.date_cell is None or head is None or len(head.block.cells) != len(line.block.cells):
        return False
    first = line.cells[line.date_cell][0]
    column = next(n for n, cell in enumerate(line.all_cells) if cell[0] == first)
    named = head.all_cells[column]
    return named[0] < named[1] and head.passage.around.follows("deadline", named[1])
