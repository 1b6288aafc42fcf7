"""CSV: one row for each event, for spreadsheets, R and pandas.

UTF-8, RFC 4180: commas, CRLF, quotes where they are needed. `timeline.columns` has the columns.

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
from collections.abc import Iterator, Mapping
from typing import Final

from timeline.columns import rows
from timeline.errors import OptionError, printable
from timeline.events import Timeline
from timeline.exporters import Context, Export

_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "bom": {"no": "", "yes": "\ufeff"},
    "separator": {"comma": ",", "semicolon": ";", "tab": "\t"},
}
"""The options, and what their values stand for; the first is the default."""

OPTIONS: Final = {name: " or ".join(values) for name, values in _VALUES.items()}
"""The names of the options, and what belongs there."""

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
    names, values = rows(timeline)
    writer.writerow(names)
    for row in values:
        writer.writerow(["" if value is None else defused(_text(value)) for value in row])
    yield Export(f"{timeline.calendar.id}.csv", [file.getvalue().encode()], _OWN.match)


def _option(name: str, options: Mapping[str, str]) -> str:
    values = _VALUES[name]
    value = options.get(name, next(iter(values)))
    if value not in values:
        fact = f"{printable(value)!r} is not a valid value"
        raise OptionError([(name, fact, OPTIONS[name])])
    return values[value]


# -- cells ---------------------------------------------------------------------------------------


def _text(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


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
    if text.isalnum():
        return text  # half of all cells, at a third of the cost
    cleaned = text if text.isprintable() else _CONTROL.sub("", _LINE_BREAK.sub("\n", text))
    return f"'{cleaned}" if _FORMULA.match(cleaned) else cleaned


def fused(cell: str) -> str:
    """The text that `defused` made *cell* of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
