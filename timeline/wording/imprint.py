"""The publisher of a chronology, its licence, and the last day of its data, in words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from timeline import edtf
from timeline.events import Timeline
from timeline.wording.dates import date_words
from timeline.wording.messages import message, words_in


class ImprintLine(Struct, frozen=True):
    """A sentence of the imprint; ``url`` is the target of its link."""

    words: str
    url: str | None = None

    @property
    def text(self) -> str:
        """The sentence for output without links: its web address follows the text."""
        if self.url and self.url.startswith("http") and self.url not in self.words:
            return f"{self.words} ({self.url})"
        return self.words


def imprint(timeline: Timeline, language: str) -> tuple[ImprintLine, ...]:
    """Sentences on the publisher, from the header, and on the last day of the data.

    Every language has the same sentences in the same order.
    """
    return tuple(_lines(timeline, language))


def _lines(timeline: Timeline, language: str) -> Iterator[ImprintLine]:
    calendar = timeline.calendar
    if calendar.publisher:
        name, _ = timeline.text(calendar.publisher, language)
        yield ImprintLine(message("imprint.publisher", language, value=name.strip()))
    if calendar.contact:
        words = message("imprint.contact", language, value=calendar.contact)
        yield ImprintLine(words, contact_url(calendar.contact))
    if calendar.licence or calendar.licence_url:
        licence = calendar.licence and timeline.text(calendar.licence, language)[0].strip()
        words = message("imprint.licence", language, value=licence or calendar.licence_url)
        yield ImprintLine(words, calendar.licence_url)
    if as_of := timeline.document.as_of:
        words = date_words(edtf.parse(as_of.isoformat()), words_in(language))
        yield ImprintLine(message("imprint.as_of", language, date=words))


def contact_url(contact: str) -> str:
    """The URL that a link to *contact* has.

    >>> contact_url("press@example.org"), contact_url("https://example.org/contact")
    ('mailto:press@example.org', 'https://example.org/contact')
    """
    return contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}"
