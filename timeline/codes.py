"""The meaning of each problem code, with an example, from the table ``codes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from timeline import nodes
from timeline.errors import UnknownName

FILE: Final = Path(__file__).with_name("codes.yaml")


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong input that causes the code, and the corrected input."""

    wrong: str
    right: str


class Code(Struct, frozen=True, forbid_unknown_fields=True):
    """The meaning of a code; exactly one of the optional fields is set.

    ``summary`` is one line without a full stop, ``explanation`` one paragraph.
    """

    summary: str
    explanation: str
    phrase: Example | None = None
    event: Example | None = None
    file: Example | None = None
    document: Example | None = None
    remark: Example | None = None
    """Whole files; the code belongs to a remark of ``check``, not to a problem."""
    table: Example | None = None
    export: Example | None = None
    entry: Example | None = None
    calendar: Example | None = None
    command: Example | None = None
    generated: Literal["true"] | None = None
    """No short text causes the code: it is about the size, the bytes or the state of a file."""

    @property
    def example(self) -> Example | None:
        """The example, of any kind."""
        examples = (self.phrase, self.event, self.file, self.document, self.remark, self.table)
        more = (self.export, self.entry, self.calendar, self.command)
        return next(filter(None, examples + more), None)


@cache
def codes() -> Mapping[str, Code]:
    """Every code of the table with its meaning, in the order of the table."""
    root, problems = nodes.parse(FILE.read_bytes(), FILE.name)
    assert not problems, problems
    found: dict[str, Code] = msgspec.convert(root, dict[str, Code])
    return found


@cache
def remark_codes() -> tuple[str, ...]:
    """The codes of remarks, in the order of the table."""
    return tuple(name for name, code in codes().items() if code.remark)


def explain(code: str) -> Code:
    """The meaning of *code*.

    Raises:
        UnknownName: there is no such code.
    """
    try:
        return codes()[code]
    except KeyError:
        raise UnknownName("code", code, codes()) from None
