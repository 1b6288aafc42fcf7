"""Drafts and refusals: the results of reading a document.

A draft is an ordinary event with the status "draft". Its date is the wording of the source if the
loader reads it the same way, otherwise EDTF. The outcome that the text gives ("took place", "is
planned") is kept as the intended status of the draft, for a person to confirm.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from timeline.code_names import CodeName
from timeline.events import Event, NamedPlace, Status
from timeline.phrases.results import BARE_DAY

DraftRule: TypeAlias = Literal[
    "dated",
    "anniversary",
    "upcoming",  # to come, without a date
    "milestone",  # happened, without a date
]
"""The evidence in a text by which an event became a draft."""


class Draft(Struct, frozen=True, kw_only=True):
    """An event read from a document, and the characters from *start* to *end* with its date.

    ``rule`` is the evidence by which it became a draft; ``intended`` is the status that the text
    gives it; ``inferred`` means that the year is not in the date, but follows from the text around
    it; ``where`` is the place in the words of the text, whether a chronology knows it or not;
    ``place`` declares the place of the event if the chronology lacks it; ``file`` names the
    document; ``wording`` is the text of the characters.
    """

    event: Event
    start: int
    end: int
    rule: DraftRule
    intended: Status
    title_span: tuple[int, int] | None = None
    inferred: bool = False
    where: str = ""
    place: NamedPlace | None = None
    file: str = ""
    wording: str = ""

    @property
    def title(self) -> str:
        """Its title, which is in one language."""
        return next(iter(self.event.title.by_language.values()))

    @property
    def inferred_parts(self) -> str:
        """The parts of its date that are not in the text: "year", "month and year", or none."""
        if not self.inferred:
            return ""
        is_bare = self.event.when is not None and self.event.when.rule == BARE_DAY
        return "month and year" if is_bare else "year"

    @property
    def paragraph(self) -> str | None:
        """Number of the paragraph, as printed."""
        return self.event.sources[0].paragraph


class Refused(Struct, frozen=True):
    """Characters *start* to *end* that look like a date but are not in a draft, with the reason.

    ``code`` names the kind of reason for programs.
    """

    start: int
    end: int
    text: str
    reason: str
    code: CodeName
    hint: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether a bug prevented the sentence or paragraph from being read."""
        return self.code == "internal-error"
