"""Drafts: what is read out of a document, and what is refused.

A draft is an ordinary event with the status "draft". Its date is the source's wording if the
loader reads that alike, else EDTF; nothing is added to it. What the text says of the outcome
("took place", "is planned") stands beside the draft as its intended status, for a person to
confirm.
"""

from __future__ import annotations

from msgspec import Struct

from timeline.code_names import CodeName
from timeline.events import Event, NamedPlace, Status


class Draft(Struct, frozen=True, kw_only=True):
    """An event read out of a document, and the characters from *start* to *end* that date it.

    ``rule`` is "dated", "anniversary", "upcoming" (to come, without a date) or "milestone"
    (happened, without a date); ``intended`` is the status that the text gives it; ``inferred``
    says that the year is not in the date, but follows from the text around it; ``where`` is the
    place in the words of the text, whether a chronology knows it or not; ``place`` declares the
    place of the event if the chronology lacks it; ``file`` names the document; ``wording`` is the
    text of the characters.
    """

    event: Event
    start: int
    end: int
    rule: str
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
    def paragraph(self) -> str | None:
        """Number of the paragraph, as printed."""
        return self.event.sources[0].paragraph


class Refused(Struct, frozen=True):
    """Characters *start* to *end* that look like a date and became no draft, and why.

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
        """Whether a defect of ours kept the sentence or paragraph from being read."""
        return self.code == "internal-error"
