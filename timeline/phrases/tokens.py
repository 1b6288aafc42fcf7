"""Split a text into figures, words and signs, each with its position."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from timeline.phrases.folding import SKIP, accented, fold

HAN: Final = "\u3007\u3400-\u9fff"
"""Chinese characters: each is a word, because they are not separated by spaces."""


@cache
def _pattern(has_han: bool) -> re.Pattern[str]:
    """A pattern for one token; recognising Chinese characters costs more than a whole phrase."""
    letter = rf"[^\W\d_{HAN}]" if has_han else r"[^\W\d_]"
    return re.compile(
        rf"(?P<number>\d(?:{SKIP}*\d)*)"
        rf"|(?P<word>{f'[{HAN}]|' if has_han else ''}(?:{letter}{SKIP}*)+)"
        rf"|(?P<sign>[^\s\w{SKIP}]|_)"
    )


class Token(NamedTuple):
    """A run of digits, a word or one sign: folded ``text``, its position, and what precedes it.

    ``glued`` means that no white space separates it from the previous token; ``marked`` is the
    word with its diacritics if folding removed any, otherwise empty.
    """

    text: str
    kind: str
    start: int
    end: int
    glued: bool
    marked: str = ""


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of *text* in order; their positions are offsets in the original *text*."""
    folded = fold(text)
    has_marks = SKIP in folded
    tokens = []
    last = -1
    has_han = max(folded, default="") >= HAN[0]  # later signs are read alike by both patterns
    for match in _pattern(has_han).finditer(folded):
        start, end = match.span()
        kind, word = match.lastgroup or "", match[0]
        glued = start == last
        if has_marks:
            glued = glued or (last >= 0 and not folded[last:start].strip(SKIP))
            word = word.replace(SKIP, "")
        marked = ""
        if kind == "word" and word.isascii() and not (given := text[start:end]).isascii():
            marked = accented(given)
        tokens.append(Token(word, kind, start, end, glued, marked))
        last = end
    return tuple(tokens)
