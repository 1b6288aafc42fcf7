"""The two parties of a bilateral document, and its title with their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from timeline.documents import Document
from timeline.events import COUNTRIES, KINDS
from timeline.extraction.assembling import two_countries
from timeline.extraction.names import NameKind, Names
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases.tokens import tokenise
from timeline.wording import country


def both_parties(document: Document, names: Names, words: Vocabulary) -> tuple[str, ...]:
    """The two parties of a bilateral document; none for any other document.

    Its title names both, or it calls itself a statement and names two countries at the beginning.
    """
    of_title = countries_in(document.title, names)
    tokens = tokenise(document.title)
    heads = [words.noun(tokens, index) for index in range(len(tokens))]
    is_paper = any(head is not None and KINDS[head.kind].is_paper for head in heads)
    is_journey = any(head is not None and head.kind == "visit" for head in heads) and not is_paper
    if len(of_title) == 2 and not is_journey:
        return of_title
    of_head = two_countries(countries_in(_head(document), names)) if is_paper else ()
    return of_head if _are_together(of_head, document, names) else ()


def _are_together(both: Sequence[str], document: Document, names: Names) -> bool:
    """Whether a line of prose names *both*: in a list of meetings, two countries mean nothing."""
    lines = (line for line in _head(document).splitlines() if not _CELLS.search(line))
    return any(set(both) <= set(countries_in(line, names)) for line in lines)


_CELLS: Final = re.compile(r"[|\t]")
"""Separators of the cells of a row."""


def full_title(document: Document, parties: Sequence[str], words: Vocabulary) -> str:
    """The title of a document; if it gives only the kind, the parties and the day are added."""
    tokens = tokenise(document.title)
    heads = [words.noun(tokens, index) for index in range(len(tokens))]
    is_bare = len(tokens) <= _LONGEST_KIND and any(
        head and KINDS[head.kind].is_paper for head in heads
    )
    if document.is_titled or not is_bare or not (parties or document.date):
        return document.title
    named = [country(party, document.language) for party in parties if party in COUNTRIES]
    day = [document.date.isoformat()] if document.date else []
    return ", ".join([document.title, *([" – ".join(named)] if named else []), *day])


_LONGEST_KIND: Final = 3
"""Maximum tokens of a title that gives only the kind of document: "Joint communiqué"."""


def _head(document: Document) -> str:
    """The part of a document that names its parties."""
    return document.title + "\n" + document.text[:_PREAMBLE]


_PREAMBLE: Final = 1500
"""Characters at the beginning in which a bilateral document names its parties."""


def countries_in(text: str, names: Names) -> tuple[str, ...]:
    """The countries and parties that *text* names, each once."""
    found = names.find(tokenise(text), text)
    return tuple(dict.fromkeys(name.id for name in found if name.kind is NameKind.PARTY))
