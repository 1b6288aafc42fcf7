"""Tokens with all their meanings, as the graph that the grammar traverses.

Nodes are the gaps between tokens, numbered from 0 to the number of tokens. A word that is
split into a stem and its ending has one more node inside, with a higher number. An edge leads
from a node to a later one and gives a category for the tokens between them: a month, a year of
four digits, a comma.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from timeline.phrases.calendars import BUDDHIST_YEARS, UNSAID
from timeline.phrases.folding import is_mixed
from timeline.phrases.lexicon import Lexicon, OfCalendar, WordValue
from timeline.phrases.results import COMMON_YEARS
from timeline.phrases.tokens import Token, has_unspaced

Edges: TypeAlias = dict[str, list[tuple[WordValue, int]]]

LONGEST_NAME: Final = 4
"""Maximum words of a place name that contains a month, without the last word."""

NUMBER_LENGTH: Final = 4
"""Maximum digits of a number that can be part of a date: a year."""

_ROMAN: Final = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_LETTERS: Final = "ivxіхѵӏ"
_ROMAN_SIGNS: Final = str.maketrans("іхѵӏ", "ixvi")
_HAN_NUMBER: Final = re.compile(
    "([一二三四五六七八九]?百)?零?([一二三四五六七八九]?十)?([一二三四五六七八九])?"
)
_HAN_DIGITS: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}


def roman(word: str) -> int | None:
    """The value of the folded *word* as a Roman numeral up to 39; None if it is not one.

    >>> roman("xviii"), roman("iiii")
    (18, None)
    """
    match = _ROMAN.fullmatch(word)
    if match is None:
        return None
    units = {"ix": 9, "iv": 4}.get(match[2])
    if units is None:
        units = 5 * ("v" in match[2]) + match[2].count("i")
    return 10 * len(match[1]) + units


_GEMATRIA: Final = re.compile(
    r"""(?:[א-ת] ' )?(?:[א-ת]{1,4} ["“”] [א-ת]|[א-ת]{1,3} ')(?= [^א-ת]|  |$)"""
)
_HEBREW_DIGITS: Final = {
    letter: value
    for values, letters in (
        (range(1, 10), "אבגדהוזחט"),
        (range(10, 100, 10), "יכלמנסעפצ"),
        (range(100, 500, 100), "קרשת"),
    )
    for value, letter in zip(values, letters, strict=True)
}

LONGEST_GEMATRIA: Final = 6
"""Maximum tokens of a number in Hebrew letters, and the one after it: ה׳תשפ״ו."""


def gematria(letters: str) -> int | None:
    r"""The number that Hebrew *letters* with their sign mean; None if they are not a number.

    The letters of a number go from the largest to the smallest, but 15 and 16 are 9 and 6 or 7.

    >>> gematria('כ"ב'), gematria("א'"), gematria("ה'תשפ\"ו"), gematria('ט"ו'), gematria('או"ם')
    (22, 1, 5786, 15, None)
    """
    thousands, sign, rest = letters[:1], letters[1:2], letters[2:]
    if sign == "'" and rest:
        number = gematria(rest)
        return None if number is None else 1000 * _HEBREW_DIGITS[thousands] + number
    values = [_HEBREW_DIGITS.get(letter, 0) for letter in letters if letter.isalpha()]
    if 0 in values or values != sorted(values, reverse=True):
        return None
    return sum(values)


_HAN_TENS: Final = {"十": 10, "百": 100}

LONGEST_HAN: Final = 6
"""Maximum characters of a year of an era: 一百二十四 has five."""


def han(signs: str) -> int | None:
    """The number that Chinese *signs* mean, digit by digit or with tens and hundreds.

    >>> han("一一四"), han("一百一十四"), han("三十八"), han("十"), han("百十百")
    (114, 114, 38, 10, None)
    """
    if signs and all(sign in _HAN_DIGITS for sign in signs):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in signs))
    match = _HAN_NUMBER.fullmatch(signs) if signs else None
    if match is None:
        return None
    hundreds, tens, ones = match.groups()
    return (
        100 * _counted(hundreds, "百") + 10 * _counted(tens, "十") + _HAN_DIGITS.get(ones or "", 0)
    )


def _counted(signs: str | None, unit: str) -> int:
    """How many of *unit* the *signs* before it count: one if there are none."""
    return _HAN_DIGITS.get(signs.removesuffix(unit), 1) if signs else 0


class Lattice:
    """The graph over *tokens* of *text* in one language; edges are computed on demand."""

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.end = len(tokens)
        self._mixed = is_mixed("".join(token.text for token in tokens if token.kind == "word"))
        self._edges: dict[int, Edges] = {}
        self._inner: dict[tuple[int, str], int] = {}
        self._next_inner = len(tokens) + 1

    def categories(self, start: int, end: int) -> frozenset[str]:
        """All categories of the tokens from *start* to *end*."""
        found: set[str] = set()
        for node in range(start, end):
            edges = self.edges(node)
            found.update(edges)
            for category in edges:
                for _, after in edges[category]:
                    while after > self.end:
                        found.update(self._edges[after])
                        after = max(end for ends in self._edges[after].values() for _, end in ends)
        return frozenset(found)

    def edges(self, node: int) -> Edges:
        """The nodes that can be reached from *node*, by category."""
        known = self._edges.get(node)
        if known is None:
            known = self._edges[node] = self._find(node)
        return known

    def _find(self, node: int) -> Edges:
        edges: Edges = {}
        if node >= self.end:
            return edges
        token = self.tokens[node]
        if token.kind == "number":
            self._number(token, node, edges)
        elif token.kind == "word":
            self._word(token, node, edges)
        else:
            if not (token.text == "-" and self._binds_unit(node)):
                edges.setdefault(token.text, []).append((None, node + 1))
            self._form(token.text, node, edges)
            if token.text == "-" and self._is_hyphen(node):
                edges.setdefault("glue", []).append((None, node + 1))
            if token.text == ".":
                order = "month_point" if self.lexicon.year_first else "day_point"
                edges.setdefault(order, []).append((None, node + 1))
            if token.text == "." and not self._is_full_stop(node):
                edges.setdefault("dot", []).append((None, node + 1))
            if token.text in "°":
                edges.setdefault("ordinal_suffix", []).append((None, node + 1))
        if node and token.glued:
            self._suffix(node, edges)
        return edges

    def _is_full_stop(self, index: int) -> bool:
        """Whether the point at *index* ends a sentence; that of an ordinal («2025.») does not."""
        if index + 1 >= self.end:
            return True
        after = self.tokens[index + 1]
        if after.kind == "word":
            is_numeral = self.lexicon.ordinal_point and roman(after.text) is not None
            return not (self.text[after.start].islower() or is_numeral)
        # «1877. (12. travnja)»: a bracket may follow the full stop of an ordinal.
        return after.text not in ("-,;/)(" if self.lexicon.ordinal_point else "-,;/)")

    def _is_hyphen(self, index: int) -> bool:
        """Whether the dash joins a word to its neighbour: 17-sentabr, mid-2026."""
        if not self.tokens[index].glued or index + 1 >= self.end:
            return False
        before, after = self.tokens[index - 1], self.tokens[index + 1]
        return after.glued and "word" in (before.kind, after.kind)

    def _binds_unit(self, index: int) -> bool:
        """Whether the dash joins a number to its unit, not a range: 2025-жылдын аягында."""
        return (
            self._is_hyphen(index)
            and self.tokens[index - 1].kind == "number"
            and "year" in self.edges(index + 1)
        )

    def _glued_word(self, index: int) -> bool:
        return index < self.end and self.tokens[index].kind == "word" and self.tokens[index].glued

    def _is_time(self, index: int) -> bool:
        """Whether two digits or an hour follow the number at *index*."""
        if index + 2 >= self.end or self.tokens[index].kind != "number":
            return False
        after = self.tokens[index + 2]
        is_pair = self.tokens[index + 1].text in ":." and after.kind == "number" and after.glued
        return is_pair or "hour" in self.edges(index + 1)

    def _is_inside_figures(self, index: int) -> bool:
        if not 0 < index < self.end - 1 or not self.tokens[index].glued:
            return False
        before, after = self.tokens[index - 1], self.tokens[index + 1]
        return before.kind == after.kind == "number" and after.glued

    def _is_before_two_digits(self, index: int) -> bool:
        after = self.tokens[index + 1] if index + 1 < self.end else None
        return after is not None and after.kind == "number" and after.glued and len(after.text) == 2

    def _number(self, token: Token, node: int, edges: Edges) -> None:
        digits = token.text
        if len(digits) > NUMBER_LENGTH:
            return
        value = int(digits)
        names = ["number"]
        calendar = self._usual_calendar(token, value)
        if len(digits) <= 2:
            names.append("dd")
            if len(digits) == 2:
                names.append("two")
        elif calendar is not None:
            edges.setdefault("other_yyyy", []).append((OfCalendar(calendar, value), node + 1))
        else:
            names.append("yyy" if len(digits) == 3 else "yyyy")
        for name in names:
            edges.setdefault(name, []).append((value, node + 1))
        self._form(digits, node, edges)

    def _usual_calendar(self, token: Token, number: int) -> str | None:
        """The calendar, if not the Gregorian one, in which such a number is usually a year."""
        calendar = self.lexicon.calendar_of(number)
        if calendar is not None:
            return calendar
        is_foreign = not self.lexicon.words and (
            not self.text[token.start].isascii() or number in BUDDHIST_YEARS
        )
        return UNSAID if is_foreign and number not in COMMON_YEARS else None

    def _word(self, token: Token, node: int, edges: Edges) -> None:
        self._form(token.text, node, edges)
        is_capital = self.text[token.start].isupper()
        if is_capital and ("name" in edges or ("month" in edges and self._is_in_name(node))):
            edges.clear()
            return
        for entry, ending, length in self.lexicon.split(token.text):
            given = token.marked[:length]
            if entry.marked != given and not given.isascii():
                continue
            inner = self._before_endings(node, ending)
            edges.setdefault(entry.category, []).append((entry.value, inner))
        if "approximate" in edges and "at" in edges and self._is_time(node + 1):
            # "um 1850" means "about", "um 14.30 Uhr" does not.
            del edges["approximate"]
        if "approximate" in edges and self._is_initial(node):
            del edges["approximate"]
        if "relative_day" in edges and "before" in edges:
            del edges["before"]  # avant-hier
        if token.text == "t" and self._is_inside_figures(node):
            edges.setdefault("iso_time", []).append((None, node + 1))
        if token.text == "w" and token.glued and self._is_before_two_digits(node):
            edges.setdefault("iso_week", []).append((None, node + 1))
        if token.text[0] in _ROMAN_LETTERS:
            self._roman(token, node, edges)
        if "\u05d0" <= token.text[0] <= "\u05ea":
            self._gematria(node, edges)
        if token.text in _HAN_DIGITS:
            self._han_year(node, edges)
            self._han_number(node, edges)

    def _before_endings(self, node: int, endings: str) -> int:
        """The node inside the word at *node*, between its stem and its *endings*."""
        inner = self._inner.get((node, endings))
        if inner is None:
            first, _, others = endings.partition(" + ")
            category, _, value = first.partition(" ")
            after = self._before_endings(node, others) if others else node + 1
            inner = self._inner[node, endings] = self._next_inner
            self._next_inner += 1
            self._edges[inner] = {category: [(int(value) if value else None, after)]}
        return inner

    def _is_initial(self, node: int) -> bool:
        """Whether a letter continues an abbreviation: "C." in "D.C." is not "c." (about)."""
        if node < 2 or len(self.tokens[node].text) > 1:
            return False
        letter, point = self.tokens[node - 2 : node]
        is_joined = point.text == "." and point.glued and self.tokens[node].glued
        return is_joined and letter.kind == "word" and len(letter.text) == 1

    def _is_in_name(self, node: int) -> bool:
        """Whether the word is part of a place name: Rio de Janeiro."""
        return any(
            entry.category == "place_name"
            and len(entry.rest) >= back
            and self._match(entry.rest, node - back + 1) is not None
            for back in range(1, min(LONGEST_NAME, node) + 1)
            for entry in self.lexicon.look_up(self.tokens[node - back].text)
        )

    def _form(self, word: str, node: int, edges: Edges) -> None:
        for entry in self.lexicon.look_up(word, self._mixed):
            marked = self.tokens[node].marked
            if marked != entry.marked and (marked or len(word) == 1):
                # Diacritics may be missing, but "a" is not "à".
                continue
            end = self._match(entry.rest, node + 1)
            if end == node + 1 and entry.rest and len(word) == 1 and not self._is_counted(node):
                # «в» means a century without its full stop only after a number.
                continue
            if end is not None and not self._is_of_other_word(end):
                edges.setdefault(entry.category, []).append((entry.value, end))

    def _is_of_other_word(self, end: int) -> bool:
        """Whether the last sign before *end* belongs to another word: 2026年中国."""
        last = self.tokens[end - 1].text
        return has_unspaced(last) and any(
            entry.category == "other_word" and entry.rest and self._match(entry.rest, end)
            for entry in self.lexicon.look_up(last, self._mixed)
        )

    def _is_counted(self, node: int) -> bool:
        """Whether a number or its suffix comes before the token."""
        index = node - 1
        if index >= 2 and self.tokens[index].glued and self.tokens[index - 1].text in "-'":
            index -= 2
        if index < 0:
            return False
        before = self.tokens[index]
        return before.kind == "number" or roman(before.text) is not None

    def _match(self, rest: Sequence[str], node: int) -> int | None:
        """The node after the tokens *rest*; the full stop of an abbreviation may be missing."""
        for position, wanted in enumerate(rest, start=1):
            if node < self.end and self.tokens[node].text == wanted:
                node += 1
            elif wanted != "." or (position < len(rest) and self._is_unspaced(node - 1)):
                return None
        return node

    def _is_unspaced(self, node: int) -> bool:
        """Whether the next word may follow without a space: มีค in มีความ is not มี.ค. (March)."""
        return has_unspaced(self.tokens[node].text)

    def _suffix(self, node: int, edges: Edges) -> None:
        """Adds an ending that is attached to a number or word: 17th, 17-го, Eylül’de."""
        before = self.tokens[node - 1]
        index = node
        if self.tokens[index].text in ("-", "'", "."):
            if self.tokens[index].text == "." and before.kind != "number":
                return
            index += 1
        elif before.kind != "number":
            return
        if not self._glued_word(index):
            return
        categories = self.lexicon.endings.get(self.tokens[index].text, ())
        if "decade_suffix" in categories and len(before.text) == 4:
            # «1990-е» is a decade; «2025-е» can only be an ordinal.
            unfit = ("ordinal_suffix", "ending") if before.text[-1] == "0" else ("decade_suffix",)
            categories = [category for category in categories if category not in unfit]
        for category in categories:
            edges.setdefault(category, []).append((None, index + 1))

    def _roman(self, token: Token, node: int, edges: Edges) -> None:
        original = unicodedata.normalize("NFKC", self.text[token.start : token.end])
        word = original.casefold().translate(_ROMAN_SIGNS)
        upper = original.isupper()
        if not upper and not (node and token.glued and self.tokens[node - 1].text == "."):
            # Only the numeral is in upper case in XXIe, XXIst.
            length = sum(1 for letter in original if letter.isupper())
            if not length or self.lexicon.endings.get(token.text[length:]) is None:
                return
            word = word[:length]
        value = roman(word)
        if value is not None:
            edges.setdefault("roman", []).append((value, node + 1))

    def _gematria(self, node: int, edges: Edges) -> None:
        """Adds a number in Hebrew letters, which a sign marks as one: כ״ב, א׳, ה׳תשפ״ו."""
        texts = [
            token.text if token.glued or place == 0 else " "
            for place, token in enumerate(self.tokens[node : node + LONGEST_GEMATRIA])
        ]
        match = _GEMATRIA.match(" ".join(texts))
        number = gematria(match[0].replace(" ", "")) if match else None
        if match and number is not None:
            edges.setdefault("gematria", []).append((number, node + len(match[0].split())))

    def _han_year(self, node: int, edges: Edges) -> None:
        digits = [_HAN_DIGITS.get(token.text) for token in self.tokens[node : node + 5]]
        if len(digits) < 5 or None in digits[:4] or digits[4] is not None:
            return
        year = int("".join(map(str, digits[:4])))
        edges.setdefault("yyyy", []).append((year, node + 4))

    def _han_number(self, node: int, edges: Edges) -> None:
        """Adds the year of an era: 民國一一四年, 民国三十八年."""
        if not node or "calendar" not in self._ending_at(node):
            return
        signs = "".join(
            token.text
            for token in takewhile(
                lambda token: token.text in _HAN_DIGITS or token.text in _HAN_TENS,
                self.tokens[node : node + LONGEST_HAN],
            )
        )
        number = han(signs)
        if number is not None and "year" in self.edges(node + len(signs)):
            edges.setdefault("number", []).append((number, node + len(signs)))

    def _ending_at(self, node: int) -> set[str]:
        """Categories of tokens that begin with a word and end at *node*."""
        return {
            category
            for start in range(max(node - LONGEST_NAME, 0), node)
            # A dash or a number looks ahead, which would recurse.
            if self.tokens[start].kind == "word"
            for category, places in self.edges(start).items()
            if any(end == node for _, end in places)
        }
