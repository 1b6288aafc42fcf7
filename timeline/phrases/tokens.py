"""Figures, words and signs of a text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from timeline.phrases.folding import SKIP, accented, fold

HAN: Final = "\u3007\u3400-\u9fff"
"""Chinese characters: each is a word, since nothing separates one word from the next."""

_TOKEN: Final = re.compile(
    rf"(?P<number>\d(?:{SKIP}*\d)*)"
    rf"|(?P<word>[{HAN}]|(?:[^\W\d_{HAN}]{SKIP}*)+)"
    rf"|(?P<sign>[^\s\w{SKIP}]|_)"
)


@dataclass(frozen=True, slots=True)
class Token:
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
    tokens = []
    last = -1
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        glued = start == last or (last >= 0 and not folded[last:start].strip(SKIP))
        word = match[0].replace(SKIP, "")
        marked = ""
        if word.isascii() and match.lastgroup == "word" and not text[start:end].isascii():
            marked = accented(text[start:end])
        tokens.append(Token(word, match.lastgroup or "", start, end, glued, marked))
        last = end
    return tuple(tokens)
