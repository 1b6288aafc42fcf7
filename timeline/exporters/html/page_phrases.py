"""Phrases: wordings that several events share, each stored once for all languages of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from timeline import edtf, wording


class Phrases(Struct):
    """Rows of wordings, one wording for each of *languages*; equal rows are kept once."""

    languages: tuple[str, ...]
    rows: list[tuple[str, ...]] = []
    _numbers: dict[tuple[str, ...], int] = {}
    _dates: dict[tuple[edtf.Value, str | None, Callable[..., str]], int] = {}

    def copy(self) -> Phrases:
        """A copy, to which rows can be added."""
        return Phrases(self.languages, self.rows.copy(), self._numbers.copy(), self._dates.copy())

    def number(self, wordings: Iterable[str]) -> int:
        """The number of the row with these *wordings*, added if it is new."""
        row = tuple(wordings)
        number = self._numbers.setdefault(row, len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number

    def date(self, value: edtf.Value, zone: str | None = None, *, has_no_end: bool = False) -> int:
        """The number of the row that spells *value*, and says if it is a start without an end."""
        spell = _endless if has_no_end else wording.date_words
        return self._spelled(value, zone, spell)

    def within_sentence(self, value: edtf.Value) -> int:
        """The number of the row that spells *value* for use within a sentence of the interface."""
        return self._spelled(value, None, _within_sentence)

    def _spelled(self, value: edtf.Value, zone: str | None, spell: Callable[..., str]) -> int:
        key = (value, zone, spell)
        number = self._dates.get(key)
        if number is None:
            number = self._dates[key] = self.number(
                spell(value, language, zone=zone) for language in self.languages
            )
        return number


def _endless(value: edtf.Value, language: str, *, zone: str | None) -> str:
    words = wording.date_words(value, wording.words_in(language), zone=zone)
    return wording.message("page.end_unknown", language, date=words)


def _within_sentence(value: edtf.Value, language: str, *, zone: str | None) -> str:
    return wording.date_words(value, wording.words_in(language), zone=zone)
