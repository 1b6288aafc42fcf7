"""Sentences with the verb before the subject, put in the usual order.

"Am 5. Mai empfängt der Minister den Botschafter" becomes "Der Minister empfängt den Botschafter",
without its date; "Op 8 mei vindt in Gent de opening van het museum plaats" becomes "De opening van
het museum". Only languages whose files have a section ``inverted`` are treated so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from timeline.extraction.sentence import Sentence
from timeline.extraction.vocabulary import Words
from timeline.phrases.tokens import TextSpan

MOST_OF_SUBJECT: Final = 20
"""Maximum tokens of a subject."""

MOST_BEFORE: Final = 16
"""Maximum tokens from a verb to its subject: "fand im Haus der Kulturen die Eröffnung statt"."""

_ENDS: Final = frozenset(",;:()")


def in_order(sentence: Sentence, first: int, last: int, *, is_verb: bool = False) -> str | None:
    """The tokens *first* to *last*, which begin with a verb, with their subject before it.

    If the verb only says that something takes place, the subject alone. None if they begin with
    something else, or if the end of the subject cannot be determined. *is_verb* means that the
    preceding words make a word in lower case a verb.
    """
    lexicon = sentence.lexicon
    if not lexicon.inverted or last - first < 2 or not sentence.is_small(first):
        return None
    act = _longest(sentence, lexicon.acts.values(), first)
    verb = act or _longest(sentence, lexicon.cues.values(), first)
    if not verb and is_verb:
        verb = not sentence.size(lexicon.prepositions, first)
    is_visit = "visit" in lexicon.acts and bool(sentence.size(lexicon.acts["visit"], first))
    subject = _subject(sentence, first + verb, last, is_visit=is_visit) if verb else None
    if subject is None or (is_visit and subject[1] == last):
        return None
    begin, end = subject
    said = [sentence.words(begin, end)]
    if not all(map(sentence.stops, range(end, last))) or act:
        said += [sentence.words(first, begin), sentence.words(end, last)]
    return " ".join(" ".join(said).split())


def _longest(sentence: Sentence, lists: Iterable[Words], index: int) -> int:
    return max((sentence.size(words, index) for words in lists), default=0)


def _subject(sentence: Sentence, first: int, last: int, *, is_visit: bool) -> TextSpan | None:
    """The subject after the verb that ends at *first*; a place or an adverb may precede it."""
    subjects = sentence.lexicon.inverted["subject"]
    for begin in range(first, min(first + MOST_BEFORE, last)):
        if sentence.tokens[begin].text in _ENDS:
            return None
        is_name = begin == first and _begins_name(sentence, begin, last)
        is_article = sentence.size(subjects, begin) and not _continues(sentence, first, begin)
        if is_name or is_article:
            end = _end(sentence, begin, last, is_visit=is_visit and not is_name)
            return (begin, end) if end > begin else None
    return None


def _begins_name(sentence: Sentence, index: int, last: int) -> bool:
    """Whether a name begins there, or an office before a name: "minister Jansen"."""
    if not sentence.is_small(index):
        return True
    is_office = not sentence.size(sentence.lexicon.prepositions, index)
    return is_office and index + 1 < last and not sentence.is_small(index + 1)


def _continues(sentence: Sentence, first: int, index: int) -> bool:
    """Whether an article belongs to the preposition or the noun before it: "im Haus der …"."""
    if index == first:
        return False
    lexicon = sentence.lexicon
    is_attached = sentence.size(lexicon.inverted["attached"], index)
    return bool(is_attached or sentence.size(lexicon.prepositions, index - 1))


def _end(sentence: Sentence, begin: int, last: int, *, is_visit: bool) -> int:
    """The end of the subject that begins there: before an object, a place or an adverb.

    In a visit, it ends before the name of the destination: "besucht der Minister Belgrad".
    """
    lexicon = sentence.lexicon
    inverted = lexicon.inverted
    if sentence.size(inverted["pronoun"], begin):
        return begin + 1
    for index in range(begin + 1, last):
        if index - begin > MOST_OF_SUBJECT:
            return begin
        if sentence.tokens[index].text in _ENDS:
            return index
        is_joined = sentence.size(lexicon.conjunctions, index - 1) or sentence.size(
            inverted["attached"], index - 1
        )
        if is_joined or sentence.size(inverted["attached"], index):
            continue
        if sentence.size(inverted["object"], index) or _has_preposition(sentence, index):
            return index
        if is_visit and index > begin + 1 and not sentence.is_small(index):
            return index
    return last - 1 if sentence.stops(last - 1) else last


def _has_preposition(sentence: Sentence, index: int) -> bool:
    """Whether a preposition is there, or another part of the verb: "… statt"."""
    lexicon = sentence.lexicon
    is_preposition = sentence.size(lexicon.prepositions, index)
    if is_preposition and not sentence.size(lexicon.conjunctions, index):
        return True
    return any(sentence.size(words, index) for words in lexicon.cues.values())
