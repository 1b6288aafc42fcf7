"""Dates in sentences that belong to cited documents or to the document itself, not to events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from timeline.documents import Document
from timeline.edtf import Precision
from timeline.events import objections
from timeline.extraction.anniversaries import CountedFrom
from timeline.extraction.nearest_nouns import ACTS_OF_LAW
from timeline.extraction.reasons import DATELINE, Reason
from timeline.extraction.sentence import Sentence
from timeline.extraction.vocabulary import TREATY_STATUSES
from timeline.phrases import Mention


def reason_against(
    sentence: Sentence, mention: Mention, years: Mapping[Mention, CountedFrom], document: Document
) -> Reason | None:
    """Why an item is not an event of a chronology; None if it is one."""
    for fact, _, code in objections(mention.value) if mention.value else ():
        return Reason(fact, code)
    if _is_dateline(sentence, mention, document):
        return DATELINE
    is_cited = _is_cited(sentence.text, mention) or _is_of_paper(sentence, mention)
    if is_cited or _is_of_basis(sentence, mention):
        return Reason("the date of a cited document, not of an event", "name")
    is_year = mention.value is not None and mention.value.precision is Precision.YEAR
    if is_year and any(mention is one.mention for one in years.values()):
        return Reason("the year of the anniversary beside it", "anniversary-year")
    return None


def _is_cited(text: str, mention: Mention) -> bool:
    """Whether it is that of a document with a number: "Law of 4 December 2015 No. 434-V"."""
    line = text[max(mention.start - _CITED, 0) : mention.start].rpartition("\n")[2]
    return bool(_NUMBER_BEHIND.match(text, mention.end) or _NUMBER_BEFORE.search(line))


_CITED: Final = 40

_SIGN: Final = (
    r"(?:№|[Nn][°º]|[Nn]\.\s?[°º]|\bNo\.|\b[Nn]r\.?|\b[Bb]r\.|\b[Бб]р\."
    r"|\bnúm\.|\bn\.|\bpoz\.|\bsz\.)"
)

_NUMBER_BEHIND: Final = re.compile(rf",?\s{{0,2}}{_SIGN}\s?\d")

_NUMBER_BEFORE: Final = re.compile(
    rf"{_SIGN}\s?[\w()/.-]*\d[\w()/.-]*,?\s+(?:[^\W\d]{{1,6}}\s+){{0,2}}$"
)
"""The number of a document near its date, and how far before the date it may be."""


def _is_of_paper(sentence: Sentence, mention: Mention) -> bool:
    """Whether it is the date of a document that is only mentioned: "the letter of 12 March"."""
    words = sentence.lexicon.cited
    start, end = sentence.indices(mention.start, mention.end)
    count = len(sentence.tokens)
    if sentence.cues or sentence.act(0, count):
        return False
    if end < count and sentence.size(words, end):
        return True  # «4 Mayıs 2026 tarihli …»
    lexicon = sentence.lexicon
    # "of the minister of 3 June", but not "passed on 3 June"
    left = int(start > 0 and sentence.tokens[start - 1].text in _OF_DAYS)
    for index in range(start - 1, max(start - 1 - _PAPER, -1), -1):
        if size := sentence.size(words, index):
            return index + size <= start
        word = sentence.words(index, index + 1)
        is_between = word[:1].isupper() or sentence.tokens[index].text in lexicon.of
        if not (is_between or sentence.size(lexicon.prepositions, index)):
            if not left or sentence.tokens[index].kind != "word":
                return False
            left -= 1
    return False


def _is_of_basis(sentence: Sentence, mention: Mention) -> bool:
    """Whether it is the date of an act that is the basis of something: "under the Act of 3 May".

    An event between the act and the date has that date: "under the plan the forum opens on 3 May".
    """
    start, _ = sentence.indices(mention.start, mention.end)
    verbs = {index for index, _, status in sentence.cues if status not in TREATY_STATUSES}
    for index in range(start - 1, max(start - 1 - _BASIS, -1), -1):
        if sentence.tokens[index].text in ",;:(" or sentence.is_blocked(index):
            return False
        if index in verbs or sentence.act(index, index + 1):
            return False
        if sentence.size(sentence.lexicon.basis, index):
            heads = sentence.heads_between(index, start - 1)
            is_act = any(head.noun.kind in ACTS_OF_LAW for head in heads)
            cited = sentence.lexicon.cited
            return is_act or any(sentence.size(cited, place) for place in range(index, start))
    return False


_BASIS: Final = 16
"""Maximum tokens between the words before an act and its date."""

_OF_DAYS: Final = frozenset("of vom du de del do van от від ад od z ze din fra frá".split())
"""Maximum words between a document, or its author, and its day."""

_PAPER: Final = 5
"""Maximum tokens between a document and its day: "the order of the Bureau of 5 May"."""


def _is_dateline(sentence: Sentence, mention: Mention, document: Document) -> bool:
    """Whether the sentence is only the place and day of the document."""
    is_own = document.date is not None and mention.day == document.date
    return is_own and not sentence.heads and len(_beside(sentence, mention)) <= _DATELINE


_DATELINE: Final = 4
"""Maximum words, besides the date, of a line that only dates the document."""


def is_heading(sentence: Sentence, mention: Mention) -> bool:
    """Whether the sentence is only a date and names of places or weekdays."""
    words = _beside(sentence, mention)
    is_alone = not sentence.heads and len(sentence.blocked) == 1 and len(words) <= _DATELINE
    tokens = range(len(sentence.tokens))
    if any(sentence.verb(index)[0] for index in tokens) or sentence.act(0, len(tokens)):
        return False  # "The minister visited Belgrade on 5 May"
    return is_alone and sum(not word[:1].isupper() for word in words) <= 1


def _beside(sentence: Sentence, mention: Mention) -> list[str]:
    """The words of the sentence besides the date."""
    start, end = sentence.indices(mention.start, mention.end)
    return [
        sentence.words(index, index + 1)
        for index in (*range(start), *range(end, len(sentence.tokens)))
        if sentence.tokens[index].kind == "word"
    ]
