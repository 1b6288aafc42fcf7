"""What phrases are read as: the reading of one phrase, and the mention of a date in a text."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from timeline import edtf
from timeline.code_names import CodeName

COMMON_YEARS: Final = range(1700, 2200)
"""Years that are Gregorian in every language and script."""


BARE_DAY: Final = "bare-day"
"""The rule of a day that the text gives without its month and year: "the 22nd"."""


class Reading(Struct, frozen=True):
    """A date as written, and its value.

    ``language`` is the tag of the language file that was used, None for EDTF and for figures
    that every language reads alike; ``zone`` is the IANA time zone in the wording, if any;
    ``rule`` is the name of the pattern that matched, for people; `BARE_DAY` also means
    that the month is inferred.
    """

    text: str
    value: edtf.Value
    language: str | None = None
    zone: str | None = None
    rule: str = "edtf"


MentionKind: TypeAlias = Literal[
    "event", "anniversary", "relative", "since",
    "deadline",
    "end",  # the last day of an item of a list
    "heading",  # of the lines below it
    "period",  # over which something was counted
    "duration",  # in three days
    "publication",  # the stamp of the document
    "name",  # Agenda 2030
    "refused",
]  # fmt: skip
"""The role of a date in running text."""


YearOrigin: TypeAlias = Literal["", "heading", "list", "weekday", "sentence", "tense", "document"]
"""Where the year of a date without one is from; empty if the date has its year."""


class Mention(Struct, frozen=True):
    """A date in running text: ``text[start:end]``, offsets in the original text.

    ``kind`` is its role; ``is_item`` says whether it belongs in a chronology.
    ``value`` is None for names and what is refused; then ``reason`` and ``code`` say why.
    ``inferred`` means that the date has no year in the text; ``year_from`` is its origin.
    ``previously`` is the date from which something was moved to this one. ``number`` is that of an
    anniversary; ``rule`` and ``zone`` are as in `Reading`.
    """

    start: int
    end: int
    text: str
    value: edtf.Value | None
    kind: MentionKind
    is_item: bool
    rule: str = ""
    zone: str | None = None
    inferred: bool = False
    number: int | None = None
    reason: str = ""
    code: CodeName | None = None
    year_from: YearOrigin = ""
    previously: edtf.Value | None = None

    @property
    def day(self) -> date | None:
        """The day that it names; None if it is less or more precise than a day."""
        value = self.value
        is_day = value is not None and value.precision is edtf.Precision.DAY
        return value.earliest if value is not None and is_day else None
