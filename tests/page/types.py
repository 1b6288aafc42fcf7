"""What the page's scripts share with Python: the types of records, and the commands of LaTeX.

    python -m tests.page.types

It writes ``records.d.ts`` and ``latex.js`` beside the scripts; a test compares.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from timeline.exporters.bibtex import COMMANDS
from timeline.exporters.html import event_records, plain_data

ASSETS: Final = Path(event_records.__file__).parent / "assets"
SAID: Final = """\
/** A fact: words, names or an id, the number of a phrase, or a text by language tag. */
export type Said = {};"""
HEAD: Final = "/* Made of the records in event_records.py by `python -m tests.page.types`. */"
NAMED: Final = {
    str: "string", int: "number", float: "number", bool: "boolean", type(None): "null",
    event_records.SpanRecord: "Span", plain_data.Texts: "Record<string, string>",
    event_records.Facts: "Record<string, Said>",
    event_records.ClaimRecord: "ClaimRecord", event_records.SourceRecord: "SourceRecord",
}  # fmt: skip
SPAN: Final = """\
/** A span: start, end, the precision of a window, and whether it goes on or has hours. */
export type Span = {};"""


def generated() -> dict[Path, str]:
    """The generated files and their content."""
    return {ASSETS / "records.d.ts": declarations(), ASSETS / "latex.js": commands()}


def commands() -> str:
    """The commands with which LaTeX prints special signs, as a module of JavaScript."""
    rows = "".join(f"  {_key(sign)}: {json.dumps(name)},\n" for sign, name in COMMANDS.items())
    head = "/* Made of the commands in bibtex.py by `python -m tests.page.types`. */"
    kind = "/** @type {Record<string, string>} */"
    return f"{head}\n\n{kind}\nexport const COMMANDS = {{\n{rows}}};\n"


def _key(sign: str) -> str:
    """A key as Prettier writes it: in quotes only if it is not a name in JavaScript."""
    return sign if sign in "$_" else json.dumps(sign)


def declarations() -> str:
    """The records as declarations of TypeScript; what may be left out is optional."""
    records: tuple[type[msgspec.Struct], ...] = (
        event_records.ClaimRecord, event_records.SourceRecord, event_records.EventRecord,
    )  # fmt: skip
    interfaces = map(_interface, records)
    span = SPAN.format(_tuples(get_args(event_records.SpanRecord)))
    return (
        "\n\n".join(
            (HEAD, span, SAID.format(_union(_members(event_records.FactRecord))), *interfaces)
        )
        + "\n"
    )


def _interface(record: type[msgspec.Struct]) -> str:
    hints = get_type_hints(record)
    fields = [
        f"  {field.encode_name}{'' if field.required else '?'}: {_sent(hints[field.name])};"
        for field in msgspec.structs.fields(record)
    ]
    return "\n".join((f"export interface {record.__name__} {{", *fields, "}"))


def _sent(hint: Any) -> str:
    """The type of a field; one that is None is not sent."""
    return _union(set(_members(hint)) - {type(None)}) if hint not in NAMED else NAMED[hint]


def _typed(hint: Any) -> str:
    if hint in NAMED:
        return NAMED[hint]
    arguments = get_args(hint)
    match get_origin(hint):
        case origin if origin is Literal:
            return " | ".join(f'"{value}"' for value in arguments)
        case origin if origin in (Union, UnionType):
            return _union(arguments)
        case origin if origin is list or arguments[1:] == (...,):
            return f"{_typed(arguments[0])}[]"
        case origin if origin is tuple:
            return f"[{', '.join(map(_typed, arguments))}]"
    raise NotImplementedError(hint)


def _members(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _union(members: Any) -> str:
    return " | ".join(sorted(map(_typed, members), key=lambda name: (name == "null", name)))


def _tuples(tuples: tuple[Any, ...]) -> str:
    """Tuples that each extend the previous one, as one tuple with optional members."""
    short, *_, long = (get_args(each) for each in tuples)
    members = zip_longest(map(_typed, long), short)
    return f"[{', '.join(name if there else _optional(name) for name, there in members)}]"


def _optional(name: str) -> str:
    return f"({name})?" if "|" in name else f"{name}?"


if __name__ == "__main__":
    for path, content in generated().items():
        path.write_text(content, "utf-8")
