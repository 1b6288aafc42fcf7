"""CSV: one row an event, for spreadsheets, R and pandas.

UTF-8, RFC 4180: commas, CRLF, quotes where they are needed. Columns are the fields of an event
and, after its title, `timeline.records.DERIVED_FIELDS`. Of what is no single value:

- a text has one column in the default language (or by the fallback order), and one for each
  language of the header or the data: ``title``, ``title.en``, ``title.ru``;
- a date as somebody wrote it has its EDTF beside it: ``previously``, ``previously.edtf``;
- a list is parted by "; ": ``parties`` is ``KZ; RS``;
- ``sources`` counts them, and each of their fields has one column, with a line for each source
  in their order, empty where that source has nothing: line 2 of ``sources.url`` is the address
  of the second. Line breaks inside such a value are written as spaces.

A cell that a spreadsheet would take for a formula has an apostrophe before it (as has one that
would be mistaken for such a cell); `timeline import` takes it away again. Control characters
are left out. What must be complete to the letter belongs into JSON.

Options: ``bom=yes`` marks the file as UTF-8 for Excel; ``separator=semicolon`` or ``tab`` suits
an Excel whose list separator is not the comma.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct, inspect

from timeline import facts
from timeline.errors import OptionError, printable
from timeline.events import Event, Source, Text, Timeline, When
from timeline.exporters import Context, Export
from timeline.facts import Where
from timeline.records import DERIVED_FIELDS, event_record

_LEFT_OUT: Final[Mapping[type, frozenset[str]]] = {
    model: frozenset(fact.field for fact in of if Where.TABLE in fact.elsewhere)
    for model, of in ((Event, facts.EVENT), (Source, facts.SOURCE))
}

_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "bom": {"no": "", "yes": "\ufeff"},
    "separator": {"comma": ",", "semicolon": ";", "tab": "\t"},
}
"""The options, and what their values stand for; the first is the default."""

OPTIONS: Final = {name: " or ".join(values) for name, values in _VALUES.items()}
"""The names of the options, and what belongs there."""

LIST_SEPARATOR: Final = "; "

_OWN: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?id([,;\t])title\1(?:title\.[\w-]+\1)*edtf\1start\1end\1precision\1"
)
"""How the export begins: its first columns, in whatever languages."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The one file.

    Raises:
        OptionError: an option of the context has no meaning.
    """
    mark = _option("bom", context.options)
    file = io.StringIO(mark, newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file, delimiter=_option("separator", context.options))
    columns = list(_columns(timeline))
    writer.writerow(name for name, _ in columns)
    for event in timeline.events:
        record = event_record(event, timeline)
        writer.writerow(defused(cell(record)) for _, cell in columns)
    yield Export(f"{timeline.calendar.id}.csv", [file.getvalue().encode()], _OWN.match)


def _option(name: str, options: Mapping[str, str]) -> str:
    values = _VALUES[name]
    value = options.get(name, next(iter(values)))
    if value not in values:
        fact = f"{printable(value)!r} means nothing here"
        raise OptionError([(name, fact, OPTIONS[name])])
    return values[value]


# -- columns -------------------------------------------------------------------------------------

_Cell: TypeAlias = Callable[[Any], str]
"""From the value of a field, as `timeline.records.plain` has it, to the text of a cell."""

_Column: TypeAlias = tuple[str, _Cell]


def _columns(timeline: Timeline) -> Iterator[_Column]:
    """Name and cell, from the record of an event, of every column."""
    model = inspect.type_info(Event)
    assert isinstance(model, inspect.StructType)
    typed = _Columns(timeline)
    for name, columns in typed.of_struct(model):
        for column, cell in columns:
            yield column, _at(name, cell)
        if name == "title":
            yield from ((name, _at(name, _scalar)) for name in DERIVED_FIELDS)


class _Columns:
    """The columns of each type of the model."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        found = {tag for text in _texts(timeline.document.events) for tag in text.by_language}
        others = sorted(found - {*timeline.languages, "und"})
        self._tags = (*timeline.languages, *others)

    def of_struct(self, struct: inspect.StructType) -> Iterator[tuple[str, Iterator[_Column]]]:
        """Each field of *struct* with its columns, but for what the table of facts leaves out."""
        left_out = _LEFT_OUT.get(struct.cls, frozenset())
        for field in struct.fields:
            if field.name not in left_out:
                yield field.name, self._of(field.name, _bare(field.type))

    def _of(self, name: str, type_: inspect.Type) -> Iterator[_Column]:
        match type_:
            case inspect.CustomType(cls=cls) if cls is Text:
                yield name, self._shown
                for tag in self._tags:
                    yield f"{name}.{tag}", _at(tag, _scalar)
            case inspect.CustomType(cls=cls) if cls is When:
                yield name, _at("text", _scalar)
                yield f"{name}.edtf", _at("edtf", _scalar)
            case inspect.StructType():
                for field, columns in self.of_struct(type_):
                    for column, cell in columns:
                        yield f"{name}.{column}", _at(field, cell)
            case inspect.VarTupleType(item_type=inspect.StructType() as item):
                yield name, lambda items: str(len(items))
                for field, columns in self.of_struct(item):
                    for column, cell in columns:
                        yield f"{name}.{column}", _lines(_at(field, cell))
            case _:
                yield name, _scalar

    def _shown(self, texts: Mapping[str, str] | None) -> str:
        if not texts:
            return ""
        return self._timeline.text(Text(texts), self._timeline.languages[0])[0]


def _texts(value: object) -> Iterator[Text]:
    """Every text in a value of the model."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _bare(type_: inspect.Type) -> inspect.Type:
    """*type_* without its description and without None."""
    if isinstance(type_, inspect.Metadata):
        return _bare(type_.type)
    if isinstance(type_, inspect.UnionType):
        (arm,) = (arm for arm in type_.types if not isinstance(arm, inspect.NoneType))
        return _bare(arm)
    return type_


def _at(key: str, cell: _Cell) -> _Cell:
    def of_record(record: Mapping[str, Any] | None) -> str:
        return cell(record.get(key)) if record else ""

    return of_record


def _lines(cell: _Cell) -> _Cell:
    def of_records(records: list[Mapping[str, Any]]) -> str:
        return "\n".join(" ".join(cell(record).splitlines()) for record in records)

    return of_records


def _scalar(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return LIST_SEPARATOR.join(map(str, value))
        case _:
            return str(value)


# -- cells ---------------------------------------------------------------------------------------

_LINE_BREAK: Final = re.compile("\r\n?")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_FORMULA: Final = re.compile(r"(?:[^\S\t]|')*+[=+\-@\t\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for a formula: the full-width signs count in Japanese ones.

Apostrophes are passed over wherever they stand among the blanks: so one more in front changes
nothing, and `fused` knows what `defused` did.
"""


def defused(text: str) -> str:
    """*text* as a cell that no spreadsheet takes for a formula; `fused` is its inverse.

    >>> defused("=1+1"), defused("-0044-03-15"), defused("'=1+1"), defused("2027")
    ("'=1+1", "'-0044-03-15", "''=1+1", '2027')
    """
    cleaned = _CONTROL.sub("", _LINE_BREAK.sub("\n", text))
    return f"'{cleaned}" if _FORMULA.match(cleaned) else cleaned


def fused(cell: str) -> str:
    """The text that `defused` made *cell* of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
