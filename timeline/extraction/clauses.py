"""Titles for events that no noun of the lexicon names: from a verb, a line or a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.events import Status
from timeline.extraction.inversion import in_order
from timeline.extraction.remarks import name_end
from timeline.extraction.sentence import Head, Sentence, between
from timeline.extraction.titles import LONGEST, Title, capitalised, title_around
from timeline.extraction.vocabulary import Noun, NounForm
from timeline.phrases.tokens import TextSpan, has_unspaced, is_hiragana, tokenise

_CLAUSE_ENDS: Final = frozenset({",", ";", ":", "(", ")", "."})
_PARTED: Final = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])")
"""The hyphen of a word that was split at the end of a line."""

_FEWEST_WORDS: Final = 2
_WIDEST_CLAUSE: Final = 60


def whole(sentence: Sentence) -> Title | None:
    """The name of an event as printed in a line of a list; its first noun determines the kind.

    The title covers the whole line, because parties listed after the name take part, too.
    """
    last = len(sentence.tokens)
    end = name_end(sentence)
    ordered = in_order(sentence, 0, end)
    said = capitalised(ordered, sentence.lexicon.tag) if ordered else sentence.words(0, end)
    text = " ".join(_PARTED.sub("", said).split()).rstrip(" .;:,")
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] + " …"
    if not any(token.kind == "word" for token in sentence.tokens):
        return None
    head = main_head(sentence) or Head(0, Noun("other", NounForm(text, "", "", ""), 0))
    return Title(text, 0, last, head.noun.kind, head)


def main_head(sentence: Sentence) -> Head | None:
    """The noun or verb that determines the kind of event of a line; None if there is none.

    It is the main noun of the line: the first, or the last in languages that put it last. An
    opening or a commission says little about the kind, so another noun or a verb is preferred.
    """
    order = 1 if sentence.lexicon.head_first else -1
    if apart := _apart(sentence):
        return apart
    heads = [head for head in sentence.heads[::order] if head.noun.kind not in _VAGUE]
    verb = _verb(sentence)
    if verb and (not heads or (order > 0 and verb.index < heads[0].index)):
        return verb
    vague = [head for head in sentence.heads[::order] if head.noun.kind != INSTITUTION]
    first = [head for head in sentence.heads if head.index <= _OPENING_WORDS]
    head = next(iter((*heads, *vague, *first)), None)
    return _beside(sentence, head) if head else None


def _apart(sentence: Sentence) -> Head | None:
    """The main noun of a line if it decides the kind alone: "Deadline for papers for the forum"."""
    main = sentence.heads[:1] if sentence.lexicon.head_first else sentence.heads[-1:]
    return next(
        (head for head in main if head.noun.form.nominative in sentence.lexicon.apart), None
    )


def _beside(sentence: Sentence, head: Head) -> Head:
    """*head*, or the noun next to it that determines the kind of event.

    "Second round of the elections" and "council elections" are elections, and the opening of an
    embassy is of an institution.
    """
    lexicon = sentence.lexicon
    others = [other for other in sentence.heads if other.index >= head.end]
    if not lexicon.head_first:
        others = [other for other in sentence.heads[::-1] if other.end <= head.index]
    if not others:
        return head
    other = others[0]
    distance = max(other.index - head.end, head.index - other.end)
    is_qualified = lexicon.is_stacked and not distance and head.noun.kind != "signature"
    if is_qualified and other.noun.kind not in _VAGUE:  # But "signing ceremony" is a signature.
        return _beside(sentence, other)
    nominative = head.noun.form.nominative
    is_of_part = nominative in lexicon.parts and other.noun.kind not in _VAGUE
    is_begun = nominative in lexicon.milestones and other.noun.kind in _BEGUN
    return other if distance <= _BESIDE and (is_of_part or is_begun) else head


_BEGUN: Final = frozenset({"institution", "programme", "initiative", "transport"})
"""Kinds of things that are opened or launched: the opening is the event."""

_BESIDE: Final = 3
"""Maximum tokens between two nouns if the first is a part or the opening of the second."""


INSTITUTION: Final = "institution"
"""The kind of nouns that are mostly actors: "replies to the Commission" is not of this kind."""

_VAGUE: Final = frozenset({"other", "relations", INSTITUTION, "programme", "initiative"})
"""Kinds of nouns that leave the event open if another noun names it."""

_OPENING_WORDS: Final = 2
"""Maximum tokens before an institution that a line is about."""


def _verb(sentence: Sentence) -> Head | None:
    """The first verb of the sentence that names an event, as a noun."""
    for index in range(len(sentence.tokens)):
        size, words = sentence.verb(index)
        noun = sentence.lexicon.noun(tokenise(words), 0) if size else None
        if noun is not None:
            return Head(index, Noun(noun.kind, noun.form, size))
        if kind := sentence.act(index, index + 1):
            return Head(index, Noun(kind, NounForm("", "", "", ""), 1))
    return None


def verbal(sentence: Sentence, span: TextSpan) -> Title | None:
    """The verb next to a date, as a noun: "met with the guests" is a meeting with them."""
    start, end = bounds(sentence, span)
    for index in range(start, end):
        size, words = sentence.verb(index)
        noun = sentence.lexicon.noun(tokenise(words), 0) if size else None
        if noun is None:
            continue
        last = index + size
        while last < end and not sentence.is_blocked(last):
            last += 1
        rest = _trimmed_end(sentence, index + size, last)
        if not rest and last == span[0]:
            # "He met today with the guests".
            last = end
            rest = _trimmed_end(sentence, span[1], last)
        # People visit a place; a visit to an exhibition is not an event of a known kind.
        if rest and (noun.kind != "visit" or _is_name(sentence, index + size)):
            head = Head(index, Noun(noun.kind, noun.form, size))
            text = _with_noun(sentence, words, Head(index, head.noun), last) or f"{words} {rest}"
            text = capitalised(text, sentence.lexicon.tag)
            return Title(text, index, last, noun.kind, head)
    return None


def _with_noun(sentence: Sentence, words: str, verb: Head, last: int) -> str | None:
    """The title from a verb and the noun that repeats it; None if there is no such noun.

    For example, «посетил Астану с рабочим визитом».
    """
    inner = (head for head in sentence.heads_between(verb.end, last - 1))
    head = next((head for head in inner if head.noun.kind == verb.noun.kind), None)
    if head is None:
        return None
    title = title_around(sentence, head, is_alone=True)
    where = _trimmed_end(sentence, verb.end, title.start)
    _, _, preposition = words.partition(" ")
    return f"{title.text} {preposition} {where}" if where and title.start > verb.end else None


def _is_name(sentence: Sentence, index: int) -> bool:
    """Whether a capital begins at *index*, after an article or a preposition."""
    lexicon = sentence.lexicon
    while index < len(sentence.tokens) and (
        sentence.size(lexicon.articles, index) or sentence.size(lexicon.prepositions, index)
    ):
        index += 1
    words = sentence.words(index, min(index + 1, len(sentence.tokens)))
    return words[:1].isupper()


def counted(sentence: Sentence, span: TextSpan) -> Title | None:
    """The text next to an anniversary, if there is no known noun."""
    start, end = bounds(sentence, span)
    first, last = (span[1], end) if sentence.lexicon.head_first else (start, span[0])
    return _untitled(sentence, _trimmed(sentence, first, last), span)


def kept_anniversary(sentence: Sentence, span: TextSpan) -> Title | None:
    """The anniversary at *span* and its event, in the words of its sentence."""
    start, end = bounds(sentence, span)
    last = span[1] if sentence.lexicon.head_first else span[0]
    while last < end and sentence.lexicon.head_first and not sentence.stops(last):
        last += 1
    first, last = (span[0], last) if sentence.lexicon.head_first else (start, span[1])
    return _untitled(sentence, _trimmed(sentence, first, last), span)


def elided(sentence: Sentence, span: TextSpan) -> Title | None:
    """An event called only "the next" or "the third", with its noun from the preceding text."""
    start, _ = bounds(sentence, span)
    for index in range(start, span[0]):
        if sentence.act(index, index + 1):
            return None  # "The committee holds its fifth session": the clause says more
        size = sentence.size(sentence.lexicon.upcoming, index) or sentence.is_ordinal(index)
        if not size or sentence.is_noun(index + size):
            continue
        heads = [(sentence, head) for head in sentence.heads if head.index < index]
        if not heads and sentence.before:
            heads = [(sentence.before, head) for head in sentence.before.heads]
        if heads:
            where, head = heads[-1]
            head = title_around(where, head).head
            words = f"{sentence.words(index, index + size)} {head.noun.form.nominative}"
            text = capitalised(words, sentence.lexicon.tag)
            return Title(text, index, index + size, head.noun.kind, head)
    return None


def clause(sentence: Sentence, span: TextSpan) -> Title | None:
    """The text around a date that belongs to no known noun, without the date.

    In "In July 2024, the sides opened a crossing" it is the text after the comma; in "a scheme,
    launched on 1 August, runs" the text before the participle. None if there is none.
    """
    start, end = bounds(sentence, span)
    if sentence.act(0, len(sentence.tokens)) and (full := _unspaced_statement(sentence, span)):
        return _untitled(sentence, [full], span)
    if said := _inverted(sentence, span, start, end):
        return _untitled(sentence, said.split(), span)
    if sentence.act(start, end) and start < span[0]:
        # "The two ministers met in Szeged": the event, in the words of the text.
        parts = _trimmed_end(sentence, start, span[0]), _trimmed_end(sentence, span[1], end)
        return _untitled(sentence, " ".join(parts).split(), span)
    stated = statement(sentence, span)
    if stated != (start, end) and sentence.act(*stated):
        # "On 5 May, the minister received her guests": the whole clause after the comma.
        return _untitled(sentence, _trimmed_end(sentence, *stated).split(), span)
    words = _before_participle(sentence, start) or _without_verb(sentence, start, span[0])
    if len(words) < _FEWEST_WORDS:
        words += _trimmed(sentence, span[1], end)
    if not words and end + 1 < len(sentence.tokens):
        words = _trimmed(sentence, end + 1, bounds(sentence, (end + 1, end + 1))[1])
    if len(words) < _FEWEST_WORDS and start > 1:
        before = bounds(sentence, (start - 1, start - 1))[0]
        for index in range(before, start - 1):
            if sentence.stops(index):
                before = index + 1
        words = _trimmed(sentence, before, start - 1) or words
    return _untitled(sentence, words, span)


def _inverted(sentence: Sentence, span: TextSpan, start: int, end: int) -> str | None:
    """A clause with the verb after the date and the subject after the verb, in normal order.

    For example, "Am 5. Mai empfängt der Minister …"; a comma may precede the verb.
    """
    opens = sentence.lexicon.inverted.get("subject")
    is_subject = opens is not None and start < span[0] and sentence.size(opens, start)
    if is_subject or len(_trimmed(sentence, start, span[0])) >= _FEWEST_WORDS:
        return None  # "Die für den 5. Mai geplante Messe"
    first = span[1]
    if end == first and end + 1 < len(sentence.tokens) and sentence.tokens[end].text == ",":
        first, end = end + 1, bounds(sentence, (end + 1, end + 1))[1]
    return in_order(sentence, first, end, is_verb=True)


def _untitled(sentence: Sentence, words: list[str], span: TextSpan) -> Title | None:
    text = " ".join(words)
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] + " …"
    text = capitalised(text.strip(' -–—.,;:•*"«»։'), sentence.lexicon.tag)
    kind = sentence.act(*statement(sentence, span)) or "other"
    nobody = Head(span[0], Noun(kind, NounForm(text, "", "", ""), 0))
    return Title(text, *span, kind, nobody) if text else None


def bounds(sentence: Sentence, span: TextSpan) -> TextSpan:
    """The clause around *span*, between signs that end one, at most so many tokens away."""
    start, end = span
    tokens = sentence.tokens
    first, last = max(start - _WIDEST_CLAUSE, 0), min(end + _WIDEST_CLAUSE, len(tokens))

    def ends(index: int) -> bool:
        is_figure = 0 < index < len(tokens) - 1 and all(
            tokens[other].kind == "number" and tokens[max(other, index)].glued
            for other in (index - 1, index + 1)
        )  # "3,320"
        return tokens[index].text in _CLAUSE_ENDS and not is_figure

    while start > first and not ends(start - 1):
        start -= 1
    while end < last and not ends(end):
        end += 1
    return start, end


def statement(sentence: Sentence, span: TextSpan) -> TextSpan:
    """The clause that says what happened on the date at *span*.

    It is the clause around the date, or the one after the comma if the date opens its sentence:
    "On 5 May, the two ministers met".
    """
    start, end = bounds(sentence, span)
    is_opening = start == 0 and end == span[1] and sentence.blocked == [span]
    if not is_opening or end + 1 >= len(sentence.tokens) or sentence.tokens[end].text != ",":
        return start, end
    if any(sentence.tokens[index].kind == "word" for index in _unspent(sentence, span[0])):
        return start, end
    return bounds(sentence, (end + 1, end + 1))


def in_full(sentence: Sentence, span: TextSpan, title: Title) -> Title:
    """*title*, or its sentence where that is written without spaces and says more.

    The verb of a visit has its subject before the date («泰国外长将于…对中国进行访问»), and
    the noun of an opening leaves out what opens («展览将在上海开幕»).
    """
    noun = title.head.noun
    is_begun = noun.form.nominative in sentence.lexicon.milestones
    is_statement = title.kind == "visit" or is_begun
    full = _unspaced_statement(sentence, span) if noun.size and is_statement else None
    if full is None:
        return title
    heads = sentence.heads if is_begun else ()
    kind = next((head.noun.kind for head in heads if head.noun.kind not in _VAGUE), title.kind)
    return Title(full, title.start, title.end, kind, title.head)


def _unspaced_statement(sentence: Sentence, span: TextSpan) -> str | None:
    """The clause around its only date, without the date, in a script without spaces."""
    tokens = sentence.tokens
    is_only = sentence.blocked == [span] and not sentence.lexicon.head_first
    if not is_only or not any(has_unspaced(token.text) for token in tokens):
        return None
    comma = int(span[0] > 0 and tokens[span[0] - 1].text == ",")
    start, _ = bounds(sentence, (span[0] - comma, span[0]))
    _, end = bounds(sentence, span)
    after = span[1]
    if end + 1 < len(tokens) and all(is_hiragana(token.text) for token in tokens[after:end]):
        after, end = bounds(sentence, (end + 1, end + 1))  # «18日まで、…»
    last = span[0] - comma
    while last > start and sentence.stops(last - 1) and not is_hiragana(tokens[last - 1].text):
        last -= 1
    while after < end and is_hiragana(tokens[after].text):
        after += 1  # «7日まで来日する»
    before = sentence.words(start, last).rpartition("\n")[2].strip()
    behind = sentence.words(after, end).strip(" ，、,")
    joint = sentence.words(last, span[0]) if before and comma else ""
    text = before + joint + behind
    return text if behind and len(text) <= LONGEST else None


def _unspent(sentence: Sentence, first: int) -> Iterator[int]:
    """The tokens before *first* that are not prepositions or articles."""
    lexicon, index = sentence.lexicon, 0
    while index < first:
        size = sentence.size(lexicon.prepositions, index) or sentence.size(lexicon.articles, index)
        if not size:
            yield index
        index += size or 1


def _without_verb(sentence: Sentence, start: int, end: int) -> list[str]:
    """As `_trimmed`, also without a verb at the end, if enough is left: "a line was opened"."""
    cues = between(sentence.cues, start + _FEWEST_WORDS, end - 1)
    last = next((index for index, _, status in cues if status is Status.PLANNED), end)
    while last > start and (
        sentence.size(sentence.lexicon.prepositions, last - 1)
        or sentence.stops(last - 1)
        or sentence.is_verb(last - 1)
    ):
        last -= 1
    words = _trimmed(sentence, start, last)
    return words if len(words) >= _FEWEST_WORDS else _trimmed(sentence, start, end)


def _before_participle(sentence: Sentence, start: int) -> list[str]:
    """The noun that the clause from *start* on refers to: "a monument, opened in May 2018"."""
    follows_comma = start > 0 and sentence.tokens[start - 1].text == ","
    if not follows_comma or not between(sentence.cues, start, start):
        return []
    first = bounds(sentence, (start - 1, start - 1))[0]
    prepositions = sentence.lexicon.prepositions
    for index in range(first, start - 1):
        if sentence.size(prepositions, index) or sentence.stops(index):
            first = index + 1
    return _trimmed(sentence, first, start - 1)


def _trimmed(sentence: Sentence, start: int, end: int) -> list[str]:
    """The words of the tokens *start* to *end*, without a preposition at either side."""
    prepositions = sentence.lexicon.prepositions
    while start < end and sentence.size(prepositions, start):
        start += 1
    return _trimmed_end(sentence, start, end).split()


def _trimmed_end(sentence: Sentence, start: int, end: int) -> str:
    prepositions = sentence.lexicon.prepositions
    while start < end and (size := sentence.size_before(prepositions, end)):
        end = max(end - size, start)
    return " ".join(sentence.words(start, end).split())
