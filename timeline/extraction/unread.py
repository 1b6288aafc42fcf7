"""The parts of a document that are not read because of its length or its language."""

from __future__ import annotations

import re
from typing import Final

from timeline.documents import Document
from timeline.errors import UnknownName
from timeline.extraction.drafts import Refused
from timeline.phrases.lexicon import nearest_tag


def unread_language(language: str) -> Refused | None:
    """The refusal that reports that only figures are read, if *language* is not supported."""
    if language == "und":
        reason = "the language was not detected; only dates in figures are read"
        return Refused(0, 0, "", reason, "language-not-read", "name it with --language")
    try:
        nearest_tag(language)
    except UnknownName as error:
        reason = f"in the language {language!r} only dates in figures are read"
        return Refused(0, 0, "", reason, "language-not-read", error.hint)
    return None


def unread_rest(document: Document) -> Refused | None:
    """The blocks from which on a document is not read; None if it is read to its end."""
    left: float = MOST_NUMBERS
    for block in document.paragraphs:
        words = len(_BLANK.findall(document.text, block.start, block.end))
        size = max(block.end - block.start, CHARACTERS_PER_WORD * words)
        left -= NUMBERS_PER_BLOCK + size / CHARACTERS_PER_NUMBER
        left -= len(_NUMBER.findall(document.text, block.start, block.end))
        if left < 0:
            end = document.paragraphs[-1].end
            text = document.text[block.start : min(block.end, block.start + _SHOWN)]
            reason = (
                f"not read, like all {end - block.start:,} characters from here to the end: the "
                "document has too many numbers, paragraphs or characters"
            )
            start, end = block.start, block.start + len(text)
            return Refused(start, end, text, reason, "beyond-limit", "split the document")
    return None


MOST_NUMBERS: Final = 15_000
"""Maximum numbers in a document that is read to its end: those of about 7,500 dates."""

NUMBERS_PER_BLOCK: Final = 0.8
"""The numbers that a block, a paragraph or line, counts as: reading it takes as much work."""

CHARACTERS_PER_NUMBER: Final = 100
"""Characters that count as one number: a text without any may be full of announcements."""

CHARACTERS_PER_WORD: Final = 7
"""Minimum characters that a word counts as: a letter between two tabs takes as much memory."""

_NUMBER: Final = re.compile(r"\d+")

_BLANK: Final = re.compile(r"\s")

_SHOWN: Final = 80
"""Characters that show the beginning of the part that is not read."""
