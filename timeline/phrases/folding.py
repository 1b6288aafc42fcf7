"""Fold letters for comparison: one folded character for each character of the text.

Dates are typed with many dashes and tildes, four apostrophes, digits of four scripts, no-break
spaces, stress marks, decomposed letters and Latin letters inside Cyrillic words. `fold` normalises
all of these and keeps every offset, so a span in the folded text is the same span in the original.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SKIP: Final = "\0"
"""Replaces marks that are only decoration: a stress, a soft hyphen, a bidi sign."""

_DASHES: Final = frozenset(
    "-\u05be\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u223c\u2e3a\u2e3b\ufe58\ufe63\uff0d\u301c\uff5e"
)
_APOSTROPHES: Final = "'`´\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\u05f3\uff07"
_LETTERS: Final = {
    "ё": "е", "ѐ": "е", "ѝ": "и", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ѣ": "е",
    # Greek capitals are written without accents.
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ΐ": "ι",
    "ϋ": "υ", "ΰ": "υ", "ς": "σ",
    # Arabic and Persian keyboards give different code points for the same letter.
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و",
    "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ـ": SKIP,
    "״": '"',
    "\u3000": " ", "，": ",", "、": ",", "،": ",", "。": ".", "։": ".", "；": ";", "：": ":",
    "（": "(", "）": ")",
    "／": "/", "．": ".", "？": "?", "؟": "?", "\ufffd": " ",
}  # fmt: skip
_THAI_MARKS: Final = frozenset(
    "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a"
    "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
"""Vowels and tones of Thai, which Unicode has as marks: without one, March would be January."""

_MARK: Final = re.compile("[\u0300-\u036f]")
_MARKED: Final = re.compile(r"(\w)([\u0300-\u036f]+)")


class _FoldTable(dict[int, str]):
    """The folded form of each character, computed on first use."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    lower = character.casefold()
    if character == SKIP:
        return SKIP
    if lower in _LETTERS:
        return _LETTERS[lower]
    if character in _THAI_MARKS:
        return character
    if character in _DASHES:
        return "-"
    if character in _APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return SKIP
    if character.isspace() or category in ("Cc", "Zs"):
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    plain = unicodedata.normalize("NFKD", character)
    if len(plain) > 1 and unicodedata.combining(plain[1]) and plain[0].isascii():
        lower = plain[0].casefold()
    elif len(lower) != 1 or not plain[0].isascii():
        lower = unicodedata.normalize("NFKC", character).casefold()
    else:
        lower = plain.casefold()
    lower = _LETTERS.get(lower, lower)
    return lower if len(lower) == 1 else character


_FOLDED: Final = _FoldTable()


def fold(text: str) -> str:
    r"""*text* in the form in which words are compared; it has the same length as *text*.

    >>> fold("17\u201418\u00a0Сентября\u0301")
    '17-18 сентября\x00'
    """
    if _MARK.search(text):
        text = _MARKED.sub(_compose, text)
    return text.translate(_FOLDED)


def is_letter(sign: str) -> bool:
    """Whether *sign* is a letter, or a vowel or tone that is kept as one."""
    return sign.isalpha() or sign in _THAI_MARKS


_SYLLABLES: Final = ("\uac00", "\ud7a3")
"""The first and the last syllable of Korean."""


def is_syllabic(word: str) -> bool:
    """Whether *word* begins with a sign that is a whole syllable: 월 is the Korean month."""
    return _SYLLABLES[0] <= word[:1] <= _SYLLABLES[1]


def is_small(letter: str) -> bool:
    """Whether *letter* is a small one of an alphabet in which capitals begin sentences and names.

    Georgian has capitals for whole words only: Unicode gives its letters no title case.

    >>> is_small("s"), is_small("S"), is_small("ს")
    (True, False, False)
    """
    return letter.islower() and letter.title() != letter


def _compose(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match[0])
    return composed[0] + SKIP * (len(match[0]) - 1)


# Letters of the two scripts that look alike in either case; the text is folded already.
_LATIN: Final = "abcehijkmopstxy"
_CYRILLIC: Final = "авсенијкморѕтху".replace("и", "і")
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)


_CEDILLAS: Final = str.maketrans("şţ", "șț")


def accented(word: str) -> str:
    """The Latin *word* in lower case with its diacritics: "się" is not "sie".

    Omitting diacritics is common (fevrier); adding wrong ones is not. A cedilla counts as the
    comma below of Romanian (marţi, marți), which old keyboards lack, and an i without a dot as
    one with it: in Turkish capitals they are I and İ.
    """
    marked = unicodedata.normalize("NFC", word.casefold()).replace("i\u0307", "i")
    marked = marked.replace("ı", "i")
    return marked.translate(_CEDILLAS)


_LATIN_LETTER: Final = re.compile("[a-z]")
_CYRILLIC_LETTER: Final = re.compile("[а-я]")


def is_mixed(letters: str) -> bool:
    """Whether the folded *letters* are of both scripts, so that some may be look-alikes."""
    return bool(_LATIN_LETTER.search(letters) and _CYRILLIC_LETTER.search(letters))


def lookalikes(word: str) -> tuple[str, ...]:
    """The folded *word*, and the same word in a single script if its letters allow it.

    >>> "грудня" in lookalikes("гpyдня")
    True
    """
    return tuple(dict.fromkeys((word, word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN))))
