"""Where the phrase around a noun begins and ends, and which noun it belongs to.

The adjectives and numerals of the noun are on one side of it, its complements on the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from timeline.extraction.sentence import Head, Sentence, between
from timeline.phrases.tokens import TextSpan
from timeline.places.cases import forms

_MOST_JOINED: Final = 5
"""Maximum words at the beginning of a line that "and" joins to the words of a noun."""

_WIDEST_NAME: Final = 10
"""Maximum tokens from a noun to the year that belongs to its name."""

_SHORTEST_PLACE: Final = 6
"""Minimum letters of an unknown word that counts as a place by its capital and ending."""

_LONGEST_OF: Final = 2
"""Maximum words between a noun and the one that it belongs to."""

_LONGEST_NAMED: Final = 5
"""The same with a name between them."""

ROMAN: Final = re.compile(r"[IVXLCІХ]{1,7}(?!\w)")
"""A Roman numeral, also in Cyrillic letters."""

_OPENING: Final = '«“„"'
_CLOSING: Final = '»”“"'


def outermost(sentence: Sentence, head: Head) -> Head:
    """The noun that *head* belongs to: the signing of an agreement, a council's meeting."""
    if not sentence.lexicon.head_first:
        # «кеңесінің отырысы», "Konseyi toplantısı": the noun after it names the event.
        after = next((other for other in sentence.heads if other.index == head.end), None)
        return outermost(sentence, after) if after else head
    first = start_of(sentence, head)
    for other in reversed(sentence.heads):
        if other.end > first:
            continue
        if sentence.is_blocked(other.index) or first - other.end > _LONGEST_NAMED:
            break
        if _is_of(sentence, other.end, first):
            return outermost(sentence, other)
        if first - other.end > _LONGEST_OF:
            break
    return head


def _is_of(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens mean "of": they may name whose part it is, "del Mecanismo de"."""
    words, of = sentence.tokens[start:end], sentence.lexicon.of
    if len(words) <= _LONGEST_OF and all(token.text in of for token in words):
        return True
    is_between = len(words) > _LONGEST_OF and words[0].text in of and words[-1].text in of
    return is_between and all(
        token.text in of or sentence.is_capital(index)
        for index, token in enumerate(words, start)
        if token.kind == "word" or token.text not in "'’"
    )


def start_of(sentence: Sentence, head: Head) -> int:
    """The token that the words before *head* begin with."""
    index = head.index
    while index > 0 and head.index - index < sentence.lexicon.most_before:
        before = index - 1
        token = sentence.tokens[before]
        if sentence.is_joined(index) and not _ends_word(sentence, before - 1):
            index = before - 1
            continue
        if _is_ordinal_point(sentence, before):
            index = before - 1
            continue
        if token.text == "'" and token.glued and not sentence.is_tabbed(index):
            # "the Leaders' summit": the mark belongs to the word before it.
            index = before
            continue
        if is_dropped(sentence, before):
            index = before
            continue
        if (
            token.kind == "sign"
            or sentence.stops(before)
            or not _may_precede(sentence, before, head)
        ):
            break
        if sentence.is_tabbed(index):
            break
        index = before
    while index < head.index and sentence.tokens[index].text == "'":
        index += 1
    return index


def _may_precede(sentence: Sentence, index: int, head: Head) -> bool:
    """Whether the token can be one of the words before *head* that belong to it."""
    token = sentence.tokens[index]
    word = sentence.words(index, index + 1)
    if ROMAN.fullmatch(word):
        return True
    if token.kind == "number":
        if index + 1 < len(sentence.tokens) and sentence.is_ordinal_suffix(index + 1):
            return True  # 1st, 23rd
        return token.glued and index > 0 and sentence.tokens[index - 1].kind == "word"  # G7
    if token.kind != "word":
        return False
    if index > 1 and sentence.tokens[index - 1].text == "-" and token.glued:
        is_ordinal = sentence.tokens[index - 2].kind == "number"  # «79-й»
        if is_ordinal:
            return True
    if sentence.lexicon.agreement is not None:
        if sentence.is_noun(index) or sentence.size(sentence.lexicon.articles, index):
            return False  # "in Wien eine Konferenz"
        is_whole = len(token.text) > 3 or sentence.is_joined(index)
        return is_whole and token.text.endswith(sentence.lexicon.adjectives(head.noun.form))
    if sentence.lexicon.head_first:
        return not sentence.size(sentence.lexicon.prepositions, index)
    return not _is_where(sentence, index, head)


def _ends_word(sentence: Sentence, index: int) -> bool:
    """Whether the token before a hyphen or apostrophe is not part of the word: l'accord."""
    return (
        sentence.tokens[index].kind == "sign"
        or _is_where(sentence, index + 2)
        or sentence.stops(index)
        or bool(sentence.size(sentence.lexicon.prepositions, index))
    )


def is_dropped(sentence: Sentence, index: int) -> bool:
    """Whether the word is left out of the middle of a title: "next", an article.

    Only before a final noun; elsewhere the title begins after it.
    """
    words = sentence.lexicon
    return not words.head_first and bool(
        sentence.size(words.upcoming, index) or sentence.size(words.articles, index)
    )


def _is_ordinal_point(sentence: Sentence, index: int) -> bool:
    """Whether the token is the point of "12." where that is an ordinal."""
    number = sentence.tokens[index - 1] if index else None
    return (
        sentence.lexicon.has_points
        and number is not None
        and number.kind == "number"
        and len(number.text) < 4
        and sentence.tokens[index].text == "."
        and sentence.tokens[index].glued
        and not sentence.is_blocked(index)
    )


def _is_where(sentence: Sentence, index: int, head: Head | None = None) -> bool:
    """Whether the token is a place with the ending of "in", "to" or "from".

    Where a visit leads to is part of its name.
    """
    token, endings = sentence.tokens[index], sentence.lexicon.locative
    if not endings or not token.text.endswith(endings):
        return False
    if (
        head is not None
        and head.noun.kind == "visit"
        and token.text.endswith(_toward_endings(sentence.lexicon.tag))
    ):
        return False
    if sentence.is_joined(index) and sentence.tokens[index - 1].text == "'":
        return token.text in endings  # «Ankara'ya»
    if any(name.start <= index < name.end for name in sentence.names):
        return True
    return sentence.is_capital(index) and len(token.text) >= _SHORTEST_PLACE


def trimmed(sentence: Sentence, start: int, head: Head) -> int:
    """*start*, or the first token after it with which a title can begin.

    A title does not begin with a sign, an article or a preposition.
    """
    while start < head.index and (
        sentence.tokens[start].kind == "sign"
        or is_dropped(sentence, start)
        or sentence.size(sentence.lexicon.prepositions, start)
    ):
        start += 1
    return start


def joined_start(sentence: Sentence, start: int) -> int:
    """*start*, or the beginning of its line if only a word that "and" joins to it is before it.

    For example, "Yatırımların Teşviki ve Korunması Anlaşması", before a noun at the end.
    """
    joint = sentence.size_before(sentence.lexicon.conjunctions, start)
    first = int(sentence.tokens[0].kind == "sign")
    if sentence.lexicon.head_first or not joint or not first < start - joint <= _MOST_JOINED:
        return start
    is_plain = all(
        sentence.tokens[index].kind == "word"
        and not (sentence.is_noun(index) or sentence.stops(index) or _is_where(sentence, index))
        for index in range(first, start - joint)
    )
    return first if is_plain and sentence.is_capital(first) else start


def end_of(sentence: Sentence, head: Head, begin: int) -> int:
    """The end of the words that follow *head*, from *begin* on."""
    index = begin
    quotes = 0
    while index < len(sentence.tokens) and index - begin < sentence.lexicon.most_after:
        token = sentence.tokens[index]
        if sentence.is_tabbed(index):
            break
        if name := _dated_name(sentence, index):
            index = name
            continue
        if _is_ordinal_point(sentence, index):
            index += 1
            continue
        if token.kind == "sign":
            follows = index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].glued
            if token.text in _OPENING and (not quotes or token.text not in _CLOSING):
                quotes += 1
            elif token.text in _CLOSING and quotes:
                quotes -= 1
            elif not quotes and not (
                (token.text in "-'’&" and token.glued and follows)
                or sentence.abbreviates(index)
                or (head.noun.kind == "transport" and _joins_names(sentence, index))
            ):
                break
        elif not quotes and (
            (sentence.stops(index) and not _is_named(sentence, index, begin))
            or sentence.is_verb(index)
            or _opens(sentence, index)
        ):
            break
        index += 1
    if quotes:
        opening = [i for i in range(begin, index) if sentence.tokens[i].text in _OPENING]
        index = opening[-1]
    return _without_end(sentence, begin, index)


def _is_named(sentence: Sentence, index: int, begin: int) -> bool:
    """Whether a word that no title includes is part of a name: "Ciudad del Este"."""
    is_behind = index > begin and sentence.tokens[index - 1].text in sentence.lexicon.of
    return is_behind and sentence.is_capital(index) and not sentence.is_blocked(index)


def _opens(sentence: Sentence, index: int) -> bool:
    """Whether an article at *index* begins something new: it follows no preposition."""
    words = sentence.lexicon
    is_article = sentence.size(words.articles, index)
    is_elided = index > 1 and sentence.tokens[index - 1].text == "'"  # "d'une"
    before = index - 2 if is_elided else index - 1
    follows = sentence.size(words.prepositions, before) or sentence.abbreviates(index - 1)
    return bool(is_article and not follows)


def _joins_names(sentence: Sentence, index: int) -> bool:
    """Whether the token is the dash of a route: "Almaty – Tashkent"."""
    sides = sentence.words(index - 1, index), sentence.words(index + 1, index + 2)
    return sentence.tokens[index].text == "-" and all(side[:1].isupper() for side in sides)


def _dated_name(sentence: Sentence, index: int) -> int | None:
    """Index after the name with a year that begins there: EXPO 2027."""
    if not sentence.is_blocked(index):
        return None
    number = bisect_left(sentence.blocked, (index,))
    start, end = sentence.blocked[number] if number < len(sentence.blocked) else (0, 0)
    has_noun = any(sentence.is_noun(other) for other in range(start, end))
    return end if start == index and has_noun else None


def _without_end(sentence: Sentence, begin: int, end: int) -> int:
    """The end of the tokens *begin* to *end* without prepositions and signs after them."""
    while end > begin:
        last = sentence.tokens[end - 1]
        size = sentence.size_before(sentence.lexicon.prepositions, end)
        if not size and (last.kind != "sign" or last.text in _CLOSING):
            break
        end = max(end - (size or 1), begin)
    return end


def with_year(sentence: Sentence, head: Head, end: int) -> int:
    """*end* moved after a year that is part of the name: ЭКСПО-2027."""
    for start, last in between(sentence.blocked, head.index - _WIDEST_NAME, end + _WIDEST_NAME):
        is_name = start <= head.index < last
        gap = sentence.tokens[head.end : start]
        if is_name or (head.end <= start and all(token.text == "-" for token in gap)):
            figures = [t for t in sentence.tokens[start:last] if t.kind == "number"]
            if is_name or (len(figures) == last - start == 1 and len(figures[0].text) == 4):
                return max(end, last)
    return end


def date_within(sentence: Sentence, head: Head) -> TextSpan | None:
    """The date between *head* and its complement: "launch, in May 2025, of flights".

    It includes its preposition and commas; None if the phrase does not continue after it.
    """
    words = sentence.lexicon
    index = head.end
    while index < len(sentence.tokens) and not sentence.is_blocked(index):
        if sentence.tokens[index].text != "," and not sentence.size(words.prepositions, index):
            return None
        index += 1
    while sentence.is_blocked(index):
        index += 1
    if index < len(sentence.tokens) and sentence.tokens[index].text == ",":
        index += 1
    is_followed = index < len(sentence.tokens) and (
        sentence.size(words.prepositions, index) or _is_genitive(sentence, head, index)
    )
    if not words.head_first or not is_followed or sentence.size(words.conjunctions, index):
        return None
    return head.end, index


def _is_genitive(sentence: Sentence, head: Head, index: int) -> bool:
    """Whether the complement of an opening or launch is at *index* without a preposition.

    For example, «Открытие 1 октября консульства», in languages without articles.
    """
    is_word = sentence.tokens[index].kind == "word" and not sentence.stops(index)
    return head.noun.kind == "other" and sentence.lexicon.agreement is not None and is_word


@cache
def _toward_endings(language: str) -> tuple[str, ...]:
    """The endings of destinations."""
    return tuple(forms(language).toward_endings)
