"""A noun with the words before it in the nominative, in languages whose file says how."""

from __future__ import annotations

from timeline.extraction.noun_phrases import ROMAN, is_dropped
from timeline.extraction.sentence import Head, Sentence
from timeline.phrases.folding import SKIP, fold


def nominative(sentence: Sentence, start: int, head: Head) -> str | None:
    """The words from *start* through *head* in the nominative; None if one cannot be."""
    form = head.noun.form
    if form.is_plural:
        return None
    noun = form.nominative
    shown = sentence.words(head.index, head.end)
    if _letters(shown) == _letters(noun):
        noun = shown
    elif shown[:1].isupper():
        noun = shown if shown.isupper() and len(shown) > 1 else shown[:1] + noun[1:]
    pieces: list[str] = []
    is_nominative = noun.casefold() == shown.casefold()
    for index in range(start, head.index):
        token, word = sentence.tokens[index], sentence.words(index, index + 1)
        if is_dropped(sentence, index):
            continue
        is_part = index + 1 < head.index and sentence.tokens[index + 1].text == "-"
        is_fixed = token.kind != "word" or is_part or ROMAN.fullmatch(word)
        if sentence.lexicon.agreement is not None and not is_fixed:
            is_ordinal = sentence.is_joined(index) and sentence.tokens[index - 2].kind == "number"
            own = sentence.lexicon.ordinals.get(form.gender) if is_ordinal else None
            adjective = own or sentence.lexicon.restored(word, form.gender)
            if adjective is None and not is_nominative:
                return None
            word = adjective or word
        pieces.append(word if token.glued and pieces else f" {word}")
    gap = "" if sentence.tokens[head.index].glued or not pieces else " "
    return "".join(pieces).strip() + gap + noun


def _letters(word: str) -> str:
    """*word* as words are compared, without the joiners that only some spellings have."""
    return fold(word).replace(SKIP, "")
