"""Excel: a workbook with sheets of events, sources, declared names and explanations of fields.

The columns are those of the CSV export, but each source has its own row. `timeline import` reads
the workbook back as the same events. Days in ``start`` and ``end`` are dates of Excel if they are
exact, and empty otherwise: ``words`` and ``edtf`` say what is known. Every text is a text, never
a formula. Requires the extra ``office``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from timeline import columns, edtf, installing, opc
from timeline.columns import PlainValue
from timeline.errors import OptionError, OutputError
from timeline.events import Event, NamedPlace, Source, Timeline
from timeline.exporters import Context, Export
from timeline.opc import writable
from timeline.papers.prose import Prose

MOST_ROWS: Final = 1_048_575
"""Maximum rows of a sheet below its header."""

LONGEST: Final = 32_767
"""Maximum characters of a cell, counted in UTF-16; Excel repairs a file with longer texts."""

MOST_LINKS: Final = 65_530
"""Maximum links of a sheet; if there are more, Excel drops all of them."""

FIRST_DAY: Final = date(1900, 3, 1)
"""The first day that all programs number alike: Excel treats 1900 as a leap year."""

_FIRST: Final = ("id", "title", "words", "start", "end")
"""The first columns of events; the others follow as in the CSV export."""

_LAST: Final = "fingerprint"
"""The last column: the content of the event when it was exported."""

_NEEDED: Final = frozenset({*_FIRST, "edtf", "when", "anniversary_of"})
"""Columns that are written even if all cells are empty; the last three identify our files."""

_OWN_MEANINGS: Final = {
    "words": "The date in words.",
    "start": "First day, if it is exact.",
    "end": "Last day, if it is exact.",
    _LAST: "Do not change it: an import uses it to detect whether the event was edited.",
    "event": "Id of the event.",
    "number": "Position of the source among those of its event.",
    "section": "Section of events.yaml that declares the name.",
    "id": "The name by which events refer to it.",
}


class _WrittenSheet(Struct, frozen=True):
    """A sheet: its header, its rows, and the number of frozen columns."""

    name: str
    header: list[str]
    rows: Sequence[Sequence[PlainValue | date]]
    fixed: int


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The only file, with words in the default language; it does not depend on *context*.

    Raises:
        OptionError: there are more rows than a sheet can have.
        OutputError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        fact, hint = "writing XLSX needs XlsxWriter", f"run: {installing.command('office')}"
        raise OutputError(fact, hint, code="library-missing") from None
    language = timeline.languages[0]
    prose = Prose(timeline, language)
    sheets = [_events(timeline, prose), _sources(timeline), _names(timeline)]
    sheets.append(_fields(sheets))
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    writer = _BookWriter(xlsxwriter.Workbook(file, options))
    for sheet in sheets:
        writer.write(sheet)
    writer.book.close()
    title = timeline.calendar.title
    name = timeline.text(title, language)[0] if title else timeline.calendar.id
    content = opc.packed(file.getvalue(), title=name, language=language)
    notes = (
        f"{writer.cut} texts are cut to {LONGEST:,} characters, the most that a cell can have",
    )
    yield Export(
        f"{timeline.calendar.id}.xlsx", [content], opc.is_own, notes=notes if writer.cut else ()
    )


# -- the sheets ----------------------------------------------------------------------------------


def _events(timeline: Timeline, prose: Prose) -> _WrittenSheet:
    names, values = columns.rows(timeline)
    rows = list(values)

    elsewhere = {*_FIRST, _LAST}
    kept = [name for name in names if name not in elsewhere and not name.startswith("sources.")]
    kept = [name for name in kept if name in _NEEDED or _is_filled(rows, names.index(name))]
    header = [*_FIRST, *kept, _LAST]
    made = []
    for event, row in zip(timeline.events, rows, strict=True):
        first, last = _days(event.date)
        said: dict[str, PlainValue | date] = dict(zip(names, row, strict=True))
        said |= {"words": prose.words(event.date, event), "start": first, "end": last}
        made.append([said[name] for name in header])
    return _WrittenSheet("Events", header, made, 2)


def _is_filled(rows: Iterable[list[PlainValue]], number: int) -> bool:
    return any(row[number] is not None for row in rows)


def _days(value: edtf.Value) -> tuple[PlainValue | date, PlainValue | date]:
    """The first and the last day, each only if it is exact."""
    if isinstance(value, edtf.Interval):
        return _day(value.start), _day(value.end)
    return _day(value), _day(value)


def _day(point: object) -> PlainValue | date:
    if isinstance(point, edtf.DateTime):
        return _dated(point.moment.date())
    is_day = isinstance(point, edtf.Date) and point.precision is edtf.Precision.DAY
    if not isinstance(point, edtf.Date) or not is_day or point.approximate or point.uncertain:
        return None
    return _dated(point.earliest)


def _dated(day: date | None) -> PlainValue | date:
    """*day* as a date of Excel, or as text if it is before the first one."""
    return day.isoformat() if day is not None and day < FIRST_DAY else day


def _sources(timeline: Timeline) -> _WrittenSheet:
    header, rows = columns.source_rows(timeline)
    return _WrittenSheet("Sources", header, list(rows), 2)


def _names(timeline: Timeline) -> _WrittenSheet:
    header, rows = columns.declared_rows(timeline)
    return _WrittenSheet("Names", header, list(rows), 2)


def _fields(sheets: Iterable[_WrittenSheet]) -> _WrittenSheet:
    models: dict[str, type[Struct]] = {"Events": Event, "Sources": Source, "Names": NamedPlace}
    rows: list[list[PlainValue | date]] = [
        [sheet.name, name, _meaning(name, columns.meanings(models[sheet.name]), sheet.name)]
        for sheet in sheets
        for name in sheet.header
    ]
    return _WrittenSheet("Fields", ["sheet", "column", "meaning"], rows, 0)


def _meaning(name: str, meanings: Mapping[str, str], sheet: str) -> str:
    is_own = name in ("words", "start", "end", _LAST) or (
        sheet != "Events" and name in _OWN_MEANINGS
    )
    if is_own:
        return _OWN_MEANINGS[name]
    if name in meanings:
        return meanings[name]
    field, _, part = name.rpartition(".")
    return f"{meanings[field]} {'In EDTF.' if part == 'edtf' else f'In the language {part}.'}"


# -- cells ---------------------------------------------------------------------------------------

_WIDTHS: Final = {"title": 50, "description": 60, "document": 50, "meaning": 80, "words": 30}
"""Widths of columns in characters; other columns fit their texts, up to `_WIDEST`."""

_WIDEST: Final = 30


class _BookWriter:
    """Writes sheets into a workbook; ``cut`` counts the texts that were too long for a cell."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.cut = 0
        top = {"valign": "top"}
        # A cell formatted as text stays one, even if a formula is typed or pasted there.
        self._text = book.add_format({"num_format": "@", "text_wrap": True, **top})
        self._header = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        self._number = book.add_format(top)
        self._date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top})

    def write(self, sheet: _WrittenSheet) -> None:
        """Adds *sheet*."""
        if len(sheet.rows) > MOST_ROWS:
            fact = f"{len(sheet.rows):,} rows do not fit into the sheet {sheet.name!r}"
            raise OptionError([("xlsx", fact, "build csv instead")])
        made = self.book.add_worksheet(sheet.name)
        for number, name in enumerate(sheet.header):
            self._put(made, 0, number, name)
            made.set_column(number, number, _width(sheet, number))
        links = 0
        for place, row in enumerate(sheet.rows, 1):
            for number, value in enumerate(row):
                is_link = sheet.header[number] == "url" and value is not None
                links += is_link
                self._put(made, place, number, value, is_link=is_link and links <= MOST_LINKS)
        made.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
        made.freeze_panes(1, sheet.fixed)

    def _put(
        self, sheet: Any, row: int, number: int, value: PlainValue | date, *, is_link: bool = False
    ) -> None:
        match value:
            case None:
                return
            case bool():
                sheet.write_string(row, number, "true" if value else "false", self._text)
            case date():
                sheet.write_datetime(row, number, value, self._date)
            case int() | float():
                sheet.write_number(row, number, value, self._number)
            case _:
                text = self._fitting(value)
                form = self._text if row else self._header
                if not is_link or sheet.write_url(row, number, text, form, text):
                    sheet.write_string(row, number, text, form)

    def _fitting(self, value: str) -> str:
        text = writable(value.replace("\r\n", "\n").replace("\r", "\n"))
        if len(text.encode("utf-16-le")) // 2 <= LONGEST:
            return text
        self.cut += 1
        short = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore")
        return f"{short}…"


def _width(sheet: _WrittenSheet, number: int) -> int:
    name = sheet.header[number]
    field = name.partition(".")[0]
    if field in _WIDTHS:
        return _WIDTHS[field]
    texts = (str(row[number]) for row in sheet.rows if row[number] is not None)
    return min(max(map(len, (name, *texts))) + 2, _WIDEST)
