"""CSV: one row for each event, for spreadsheets, R and pandas.

UTF-8, RFC 4180: commas, CRLF, quotes where needed. `timeline.columns` defines the columns.

A cell that a spreadsheet would read as a formula gets a leading apostrophe (as does a cell that
would be mistaken for an escaped one); `timeline import` removes it again. Control characters
are left out. For an exact copy of the data, use JSON.

Options: ``bom=yes`` marks the file as UTF-8 for Excel; ``separator=semicolon`` or ``tab`` is for
an Excel whose list separator is not the comma.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Final

from msgspec import Struct

from timeline.columns import rows
from timeline.errors import OptionError, printable
from timeline.events import Timeline
from timeline.exporters import Context, Export

_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "bom": {"no": "", "yes": "\ufeff"},
    "separator": {"comma": ",", "semicolon": ";", "tab": "\t"},
}
"""The options, and the meaning of their values; the first value is the default."""

OPTIONS: Final = {name: " or ".join(values) for name, values in _VALUES.items()}
"""The names of the options, each with the values that it takes."""

_OWN: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?id([,;\t])title\1(?:title\.[\w-]+\1)*edtf\1start\1end\1precision\1"
)
"""The beginning of an export: its first columns, in any languages."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The only file.

    Raises:
        OptionError: an option of the context has an invalid value.
    """
    pieces = _CsvPieces(
        timeline, _option("bom", context.options), _option("separator", context.options)
    )
    yield Export(f"{timeline.calendar.id}.csv", pieces, _OWN.match)


class _CsvPieces(Struct, frozen=True):
    """The file in pieces, after the mark of its encoding, if any."""

    timeline: Timeline
    mark: str
    separator: str

    def __iter__(self) -> Iterator[bytes]:
        names, values = rows(self.timeline)
        cells = (["" if each is None else _cell(each) for each in row] for row in values)
        start = self.mark
        for some in _some_at_a_time(chain([names], cells)):
            file = io.StringIO(start, newline="")
            file.seek(0, io.SEEK_END)
            csv.writer(file, delimiter=self.separator).writerows(some)
            yield file.getvalue().encode()
            start = ""


def _some_at_a_time(lines: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while some := list(islice(lines, 500)):
        yield some


def _option(name: str, options: Mapping[str, str]) -> str:
    values = _VALUES[name]
    value = options.get(name, next(iter(values)))
    if value not in values:
        fact = f"{printable(value)!r} is not a valid value"
        raise OptionError([(name, fact, OPTIONS[name])])
    return values[value]


# -- cells ---------------------------------------------------------------------------------------


def _cell(value: str | float) -> str:
    if type(value) is str:
        # A fast path for nearly all texts: no formula begins with a letter or a digit.
        return value if value[:1].isalnum() and value.isprintable() else defused(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(str(value))


_LINE_BREAK: Final = re.compile("\r\n?")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_FORMULA: Final = re.compile(r"(?:[^\S\t]|')*+[=+\-@\t\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may read as a formula; Japanese ones accept full-width signs too.

The pattern skips apostrophes among the leading blanks, so that a text with one more in front
still matches, and `fused` can undo `defused`.
"""


def defused(text: str) -> str:
    """*text* as a cell that no spreadsheet reads as a formula; `fused` is the inverse.

    >>> defused("=1+1"), defused("-0044-03-15"), defused("'=1+1"), defused("2027")
    ("'=1+1", "'-0044-03-15", "''=1+1", '2027')
    """
    cleaned = text if text.isprintable() else _CONTROL.sub("", _LINE_BREAK.sub("\n", text))
    return f"'{cleaned}" if _FORMULA.match(cleaned) else cleaned


def fused(cell: str) -> str:
    """The text from which `defused` made *cell*."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
