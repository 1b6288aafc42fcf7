"""Figures, words and signs of a text, each with its place."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from timeline.phrases.folding import SKIP, accented, fold

HAN: Final = "\u3007\u3400-\u9fff"
"""Chinese characters: each is a word, since nothing separates one word from the next."""


@cache
def _pattern(has_han: bool) -> re.Pattern[str]:
    """One token. What tells Chinese characters from others costs more than a whole phrase."""
    letter = rf"[^\W\d_{HAN}]" if has_han else r"[^\W\d_]"
    return re.compile(
        rf"(?P<number>\d(?:{SKIP}*\d)*)"
        rf"|(?P<word>{f'[{HAN}]|' if has_han else ''}(?:{letter}{SKIP}*)+)"
        rf"|(?P<sign>[^\s\w{SKIP}]|_)"
    )


class Token(NamedTuple):
    """A run of digits, a word or one sign: folded ``text``, its place, and what stands before it.

    ``glued`` tells that no white space separates it from the token before; ``marked`` is the
    word with its diacritics where folding took them away, else empty.
    """

    text: str
    kind: str
    start: int
    end: int
    glued: bool
    marked: str = ""


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of *text* in order; their places are offsets of *text* as given."""
    folded = fold(text)
    has_marks = SKIP in folded
    tokens = []
    last = -1
    has_han = max(folded, default="") >= HAN[0]  # or signs beyond them: read alike by both
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
