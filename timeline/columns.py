r"""Events as flat rows with a single value per column, for tables and data frames.

The columns are the fields of an event and, after its title, `timeline.records.DERIVED_FIELDS`. A
value is text, a number, true or false, or None; days are ISO 8601. Other values are flattened:

- a text has one column in the default language (or by the fallback order), and one for each
  language of the header or the data: ``title``, ``title.en``, ``title.ru``; ``title.und`` is the
  text in no language, if there are others besides it;
- a date in words has another column with its EDTF: ``previously``, ``previously.edtf``;
- a list is joined by "; ": ``parties`` is ``KZ; RS``, and a semicolon in an item is ``\;``;
- ``sources`` counts them, and each of their fields has one column, with a line for each source
  in their order, empty if the source lacks the field: line 2 of ``sources.url`` is the address
  of the second. Line breaks inside such a value become spaces.

A workbook also has other sheets: `source_rows` has a row for each source, and `declared_rows` has
one for each place, party, series and kind that the chronology declares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final, TypeAlias

from msgspec import Struct, inspect
from msgspec.structs import astuple

from timeline import facts
from timeline.events import Event, NamedPlace, Source, Text, Timeline, When
from timeline.events.fields import Base
from timeline.facts import Where
from timeline.fingerprints import of_source
from timeline.records import DERIVED_FIELDS, derived_record, plain, titled

PlainValue: TypeAlias = str | int | float | bool | None

_SEPARATOR: Final = "; "
_ITEM: Final = re.compile(r"(?:\\.|[^;])+", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([\\;])")


def joined(items: Iterable[object]) -> str:
    r"""*items* in one cell, with a backslash before each semicolon and backslash in them.

    >>> joined(["Talks; second round", "RS"])
    'Talks\\; second round; RS'
    """
    texts = (str(item).replace("\\", "\\\\").replace(";", "\\;") for item in items)
    return _SEPARATOR.join(texts)


def parted_cell(cell: str) -> list[str]:
    r"""The items from which `joined` made *cell*.

    >>> parted_cell(r"Talks\; second round; RS;KZ")
    ['Talks; second round', 'RS', 'KZ']
    """
    found = (_ESCAPE.sub(r"\1", item).strip() for item in _ITEM.findall(cell))
    return [item for item in found if item]


_LEFT_OUT: Final[Mapping[type, frozenset[str]]] = {
    model: frozenset(fact.field for fact in of if Where.TABLE in fact.elsewhere)
    for model, of in ((Event, facts.EVENT), (Source, facts.SOURCE))
}


def to_records(timeline: Timeline) -> list[dict[str, PlainValue]]:
    """A flat row for each event, as a dictionary by column, for ``pandas.DataFrame(rows)``."""
    names, values = rows(timeline)
    return [dict(zip(names, row, strict=True)) for row in values]


def rows(timeline: Timeline) -> tuple[list[str], Iterator[list[PlainValue]]]:
    """The names of the columns, and each event's values in the same order."""
    columns = list(_Columns(timeline).of_model(Event))
    names = [name for name, _ in columns]
    # The derived values follow the title.
    place = 1 + max(number for number, name in enumerate(names) if name.startswith("title"))
    first, last = columns[:place], columns[place:]

    def row(event: Event) -> list[PlainValue]:
        shown = titled(event, timeline)
        derived = derived_record(event, timeline)
        return [
            *[cell(shown) for _, cell in first],
            *[_scalar(derived[name]) for name in DERIVED_FIELDS],
            *[cell(shown) for _, cell in last],
        ]

    return [*names[:place], *DERIVED_FIELDS, *names[place:]], map(row, timeline.events)


def source_rows(timeline: Timeline) -> tuple[list[str], Iterator[list[PlainValue]]]:
    """A row for each source of the events, derived anniversaries excluded.

    It has the id of the event, the number of the source there, from 1, its fields and fingerprint.
    """
    columns = list(_Columns(timeline).of_model(Source))
    names = ["event", "number", *(name for name, _ in columns), "fingerprint"]
    return names, (
        [event.id, number, *(cell(source) for _, cell in columns), of_source(source)]
        for event in timeline.events
        if event.origin is None
        for number, source in enumerate(event.sources, 1)
    )


DECLARED: Final = ("places", "parties", "series", "kinds")
"""The sections of the file that declare names."""


def declared_rows(timeline: Timeline) -> tuple[list[str], Iterator[list[PlainValue]]]:
    """A row for each declared name.

    It has the section, the name, and the fields of a place, or else the display names.
    """
    declared = {section: getattr(timeline.document, section) for section in DECLARED}
    columns = list(_Columns(timeline, tuple(declared.values())).of_model(NamedPlace))
    named = (
        (section, name, value if isinstance(value, NamedPlace) else NamedPlace(name=value))
        for section, values in declared.items()
        for name, value in values.items()
    )
    names = ["section", "id", *(name for name, _ in columns)]
    return names, (
        [section, name, *(cell(value) for _, cell in columns)] for section, name, value in named
    )


def meanings(model: type[Struct]) -> dict[str, str]:
    """The meaning of each column of *model*, by its name without language or form."""
    found = dict(DERIVED_FIELDS) if model is Event else {}
    for field in _type_of(model).fields:
        inner = _bare(field.type)
        if isinstance(field.type, inspect.Metadata):
            found[field.name] = (field.type.extra_json_schema or {}).get("description", "")
        if isinstance(inner, inspect.VarTupleType):
            inner = inner.item_type
        if isinstance(inner, inspect.StructType):
            nested = meanings(inner.cls).items()
            found |= {f"{field.name}.{name}": meaning for name, meaning in nested}
    return found


_Flatten: TypeAlias = Callable[[Any], PlainValue]
"""A function from the value of a field in the model to the one value in its column."""

_Column: TypeAlias = tuple[str, _Flatten]


def _type_of(model: type[Struct]) -> inspect.StructType:
    type_ = inspect.type_info(model)
    assert isinstance(type_, inspect.StructType)
    return type_


class _Columns:
    """The columns for each type of the model."""

    def __init__(self, timeline: Timeline, values: object = None) -> None:
        """Texts have columns for the languages in *values*, by default in the events."""
        values = timeline.document.events if values is None else values
        self._timeline = timeline
        texts = [text.by_language for text in _texts(values)]
        # A text without a language goes to the first column if it is the only one.
        found = {tag for tags in texts for tag in tags if tag != "und" or len(tags) > 1}
        others = sorted(found - {*timeline.languages})
        self._tags = (*timeline.languages, *others)
        self._empty = {
            Event: _empty_fields(Event, timeline.events),
            Source: _empty_fields(
                Source, [source for event in timeline.events for source in event.sources]
            ),
        }

    def of_model(self, model: type[Struct]) -> Iterator[_Column]:
        """Name of every column, and the function that takes its value from one of *model*."""
        empty = self._empty.get(model, ())
        for field, columns in self.of_struct(_type_of(model)):
            for name, cell in columns:
                yield name, attrgetter(field) if field in empty else _at(field, cell)

    def of_struct(self, struct: inspect.StructType) -> Iterator[tuple[str, Iterator[_Column]]]:
        """Each field of *struct* with its columns, except for fields that the facts leave out."""
        left_out = _LEFT_OUT.get(struct.cls, frozenset())
        for field in struct.fields:
            if field.name not in left_out:
                yield field.name, self._of(field.name, _bare(field.type))

    def _of(self, name: str, type_: inspect.Type) -> Iterator[_Column]:
        match type_:
            case inspect.CustomType(cls=cls) if cls is Text:
                yield name, self._shown
                for tag in self._tags:
                    yield f"{name}.{tag}", _in_language(tag)
            case inspect.CustomType(cls=cls) if cls is When:
                yield name, _if_any(_at("text", _as_it_is))
                yield f"{name}.edtf", _if_any(_at("value", str))
            case inspect.StructType():
                for field, columns in self.of_struct(type_):
                    for column, cell in columns:
                        yield f"{name}.{column}", _if_any(_at(field, cell))
            case inspect.VarTupleType(item_type=inspect.StructType() as item):
                yield name, len
                empty = self._empty.get(item.cls, ())
                for field, columns in self.of_struct(item):
                    for column, cell in columns:
                        lines = _blank_lines if field in empty else _lines(_at(field, cell))
                        yield f"{name}.{column}", lines
            case inspect.StrType():
                yield name, _as_it_is
            case _:
                yield name, _scalar

    def _shown(self, text: Text | None) -> PlainValue:
        return self._timeline.text(text, self._timeline.languages[0])[0] if text else None


def _texts(value: object) -> Iterator[Text]:
    """Every text in a value of the model, in any order."""
    pending = [value]
    while pending:
        match pending.pop():
            case Text() as text:
                yield text
                continue
            case Base() as struct:
                values = astuple(struct)
            case tuple() as values:
                pass
            case dict() as items:
                values = tuple(items.values())
            case _:
                continue
        # Nearly all values are strings or absent.
        pending += [each for each in values if each and type(each) is not str]


def _empty_fields(model: type[Struct], structs: Collection[Struct]) -> frozenset[str]:
    """The fields of *model* that are None in all *structs*: a third of the columns, as a rule."""
    return frozenset(
        field
        for field in model.__struct_fields__
        if all(value is None for value in map(attrgetter(field), structs))
    )


def _bare(type_: inspect.Type) -> inspect.Type:
    """*type_* without its description and without None."""
    if isinstance(type_, inspect.Metadata):
        return _bare(type_.type)
    if isinstance(type_, inspect.UnionType):
        (arm,) = (arm for arm in type_.types if not isinstance(arm, inspect.NoneType))
        return _bare(arm)
    return type_


def _at(field: str, cell: _Flatten) -> _Flatten:
    value = attrgetter(field)
    return value if cell is _as_it_is else lambda struct: cell(value(struct))


def _if_any(cell: _Flatten) -> _Flatten:
    return lambda value: None if value is None else cell(value)


def _as_it_is(value: str | None) -> PlainValue:
    return value


def _in_language(tag: str) -> _Flatten:
    def of_text(text: Text | None) -> PlainValue:
        return None if text is None else text.by_language.get(tag)

    return of_text


def _lines(cell: _Flatten) -> _Flatten:
    def of_structs(structs: tuple[Struct, ...]) -> PlainValue:
        return "\n".join([_in_one_line(cell(struct)) for struct in structs]) or None

    return of_structs


def _blank_lines(structs: tuple[Struct, ...]) -> PlainValue:
    """The same for a field that none of the *structs* has."""
    return "\n" * (len(structs) - 1) or None


def _in_one_line(value: PlainValue) -> str:
    if value is None:
        return ""
    text = str(value)
    return text if text.isprintable() else " ".join(text.splitlines())  # a break is not printable


def _scalar(value: object) -> PlainValue:
    if value is None or type(value) is str:
        return value  # nearly all values
    made = plain(value)
    if isinstance(made, list):
        return joined(made) or None
    return made if isinstance(made, str | int | float | None) else str(made)
