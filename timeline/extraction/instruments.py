"""Instruments: treaties that an entry names once, followed by what happened to them and when.

"Air transport agreement. Signed at Tbilisi March 24, 2003; entered into force June 1, 2004."
Each date belongs to the agreement, which only the beginning of the entry names.
"""

from __future__ import annotations

from typing import Final

from timeline.extraction.nearest_nouns import ACTS_OF_LAW
from timeline.extraction.remarks import name_end
from timeline.extraction.sentence import Head, Sentence, between
from timeline.extraction.titles import Title, capitalised, title_around
from timeline.extraction.vocabulary import TREATY_STATUSES, Noun
from timeline.phrases.tokens import TextSpan

FARTHEST: Final = 12
"""Maximum tokens from the word for what happened to its date: "signed at New York on"."""

MOST_BETWEEN: Final = 6
"""Maximum sentences, or parts of them, from the beginning of an entry to the date."""

MOST_BEFORE: Final = 8
"""Maximum words of the name of an instrument before its noun."""

_NAMED: Final = ACTS_OF_LAW | {"statement", "programme"}
"""Kinds of nouns that name an instrument."""

_BEGINNING: Final = frozenset(",.;:()-")
"""Signs before the word for what happened."""


def instrument(sentence: Sentence, span: TextSpan) -> Title | None:
    """The instrument that the date at *span* belongs to, by the name at the beginning of its entry.

    None if the words before the date name an instrument themselves, or do not say what happened.
    """
    begin = _happening(sentence, span)
    if begin is None:
        return None
    root, last = sentence, begin
    for _ in range(MOST_BETWEEN):
        before = root.previous
        if before is None:
            return _named(root, last, span)
        root, last = before, len(before.tokens)
    return None


def _happening(sentence: Sentence, span: TextSpan) -> int | None:
    """First token of the words for what happened on that day: "signed at", "in force".

    A noun alone counts, too: "Agreement on visas: signature in May".
    """
    first = max(span[0] - FARTHEST, 0)
    heads = [head for head in sentence.heads_between(first, span[0]) if head.end <= span[0]]
    if heads and heads[-1].noun.kind == "signature":
        index = heads[-1].index
        is_bare = index > 0 and sentence.tokens[index - 1].text in _BEGINNING
        title = title_around(sentence, heads[-1], is_alone=True)
        return index if is_bare and title.end - title.start == heads[-1].noun.size else None
    verbs = [cue for cue in between(sentence.cues, first, span[0] - 1) if cue[2] in TREATY_STATUSES]
    if not verbs or any(head.index >= verbs[-1][0] for head in heads):
        return None
    index = verbs[-1][0]
    is_beginning = index == 0 or sentence.tokens[index - 1].text in _BEGINNING
    return index if is_beginning or sentence.parts(index - 1) else None


def _named(root: Sentence, last: int, span: TextSpan) -> Title | None:
    """The instrument that the tokens of *root* before *last* name."""
    verbs = [index for index, _, status in root.cues if status in TREATY_STATUSES]
    signs = [index for index in range(last) if root.tokens[index].text in _ENDS]
    last = min([last, *(index for index in (*verbs, *signs) if index)])
    first = root.blocked[0][1] if root.blocked and root.blocked[0][0] == 0 else 0
    while first < last and root.tokens[first].kind == "sign":
        first += 1
    first += root.size(root.lexicon.articles, first) if first < last else 0
    head = next((head for head in root.heads if first <= head.index < last), None)
    if head is None or head.noun.kind not in _NAMED or not _begins(root, first, head):
        return None
    name = root.of(root.words(first, last))
    text = " ".join(name.words(0, name_end(name)).split())
    noun = Noun(head.noun.kind, head.noun.form, 0)
    return Title(capitalised(text, root.lexicon.tag), *span, head.noun.kind, Head(span[0], noun))


_ENDS: Final = frozenset(";:(")
"""Signs that end the name of an instrument."""


def _begins(root: Sentence, first: int, head: Head) -> bool:
    """Whether the tokens from *first* on belong to the name, unlike "noted the Agreement"."""
    if head.index - first > MOST_BEFORE:
        return False
    if root.lexicon.agreement is not None or not root.lexicon.head_first:
        return title_around(root, head, is_alone=True).start <= first
    return not any(
        root.is_verb(index) or root.act(index, index + 1) or root.size(root.lexicon.articles, index)
        for index in range(first, head.index)
    )
