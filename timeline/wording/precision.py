"""How well a date is known, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from timeline import edtf
from timeline.edtf import Consecutive, Interval, Precision, Side
from timeline.wording.messages import message


@lru_cache(maxsize=1 << 14)
def precision_words(value: edtf.Value, language: str) -> str:
    """How well the date is known, in full sentences: "Only the month is known. Approximate."."""
    return " ".join(_precision_sentences(value, language))


def _precision_sentences(value: edtf.Value, language: str) -> Iterator[str]:
    def words(key: str, **values: str) -> str:
        return message(f"precision.{key}", language, **values)

    def known(end: edtf.Point | Side, number: int) -> str:
        if isinstance(end, Side):
            return words(f"short.{_SIDES[end][number]}")
        return ", ".join(words(f"short.{key}") for key in _precision_keys(end))

    match value:
        case Interval():
            first, last = (known(end, i) for i, end in enumerate((value.start, value.end)))
            if first == last == words("short.day"):
                yield words("exact_ends")
            elif first == last:
                yield words("both_ends", known=first)
            else:
                yield words("ends", first=first, last=last)
            return
        case edtf.OneOf():
            is_run = len(value.members) == 1 and isinstance(value.members[0], Consecutive)
            yield words("within" if is_run else "one_of")
        case edtf.AllOf():
            yield words("all_of")
        case _:
            yield words(next(_precision_keys(value)))
    if value.approximate:
        yield words("approximate")
    if value.uncertain:
        yield words("uncertain")


def _precision_keys(value: edtf.Value) -> Iterator[str]:
    is_qualified = value.approximate or value.uncertain
    if value.is_timed:
        yield "time"
    else:
        yield "given_day" if is_qualified and value.precision is Precision.DAY else value.precision
    if value.approximate:
        yield "approximate"
    if value.uncertain:
        yield "uncertain"


_SIDES: Final = {
    Side.OPEN: ("open_start", "open_end"),
    Side.UNKNOWN: ("unknown_start", "unknown_end"),
}
