"""Split a text into figures, words and signs, each with its position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias, cast

from timeline.phrases.folding import SKIP, accented, fold

UNSPACED: Final = "\u0e01-\u0e3a\u0e40-\u0e4e\u3007\u3041-\u309f\u3400-\u9fff"
"""Thai letters, hiragana and Chinese characters: each is a word, as no spaces separate words."""

SHORT_WORDS: Final = "\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
"""Signs of which two are a word: Chinese characters, kana and Korean syllables."""

_UNSPACED: Final = re.compile(f"[{UNSPACED}]")


@cache
def _pattern(is_unspaced: bool) -> re.Pattern[str]:
    """A pattern for one token; recognising Chinese characters costs more than a whole phrase."""
    letter = rf"[^\W\d_{UNSPACED}]" if is_unspaced else r"[^\W\d_]"
    return re.compile(
        rf"(?P<number>\d(?:{SKIP}*\d)*)"
        rf"|(?P<word>{f'[{UNSPACED}]|' if is_unspaced else ''}(?:{letter}{SKIP}*)+)"
        rf"|(?P<sign>[^\s\w{SKIP}]|_)"
    )


def has_unspaced(text: str) -> bool:
    """Whether *text* has letters of a script that is written without spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def is_hiragana(text: str) -> bool:
    """Whether *text* begins with a letter of hiragana, in which Japanese writes its endings."""
    return "\u3041" <= text[:1] <= "\u309f"


LETTERS: Final = 4
"""Letters that count as a word where no spaces separate words: Chinese has two, Thai five."""


TextSpan: TypeAlias = tuple[int, int]
"""The first and the last position of a part of a text, the last excluded."""

TokenKind: TypeAlias = Literal["number", "word", "sign"]


class Token(NamedTuple):
    """A run of digits, a word or one sign: folded ``text``, its position, and what precedes it.

    ``glued`` means that no white space separates it from the previous token; ``marked`` is the
    word with its diacritics if folding removed any, otherwise empty.
    """

    text: str
    kind: TokenKind
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
    is_unspaced = has_unspaced(folded)
    for match in _pattern(is_unspaced).finditer(folded):
        start, end = match.span()
        kind, word = cast("TokenKind", match.lastgroup), match[0]
        glued = start == last
        if has_marks:
            glued = glued or (last >= 0 and not folded[last:start].strip(SKIP))
            word = word.replace(SKIP, "")
        marked = ""
        if kind == "word" and word.isascii() and not (given := text[start:end]).isascii():
            marked = accented(given)
            marked = "" if marked == word else marked
        tokens.append(Token(word, kind, start, end, glued, marked))
        last = end
    return tuple(tokens)


def word_count(tokens: Sequence[Token]) -> int:
    """About how many words *tokens* are."""
    words = [token.text for token in tokens if token.kind == "word"]
    letters = sum(map(has_unspaced, words))
    return len(words) - letters + -(-letters // LETTERS)
