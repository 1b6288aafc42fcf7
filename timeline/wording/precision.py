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
    return " ".join([_sentence(language, *told) for told in _sentences(value)])


@lru_cache(maxsize=1 << 12)
def _sentence(language: str, key: str, *ends: tuple[str, ...]) -> str:
    """The sentence of that *key*, which may tell what is known of one or both *ends*."""
    known = [
        ", ".join(message(f"precision.short.{short}", language) for short in end) for end in ends
    ]
    names = ("first", "last") if len(known) == 2 else ("known",)
    return message(f"precision.{key}", language, **dict(zip(names, known, strict=False)))


def _sentences(value: edtf.Value) -> Iterator[tuple[str, *tuple[tuple[str, ...], ...]]]:
    """The key of each sentence, and the keys of what it tells of the ends of an interval."""
    match value:
        case Interval():
            first, last = _end_keys(value.start, 0), _end_keys(value.end, 1)
            if first == last == (Precision.DAY,):
                yield ("exact_ends",)
            elif first == last:
                yield "both_ends", first
            else:
                yield "ends", first, last
            return
        case edtf.OneOf():
            is_run = len(value.members) == 1 and isinstance(value.members[0], Consecutive)
            yield ("within",) if is_run else ("one_of",)
        case edtf.AllOf():
            yield ("all_of",)
        case _:
            yield (_precision_key(value),)
    if value.approximate:
        yield ("approximate",)
    if value.uncertain:
        yield ("uncertain",)


def _end_keys(end: edtf.Point | Side, number: int) -> tuple[str, ...]:
    if isinstance(end, Side):
        return (_SIDES[end][number],)
    qualifiers = {"approximate": end.approximate, "uncertain": end.uncertain}
    return (_precision_key(end), *(key for key, is_so in qualifiers.items() if is_so))


def _precision_key(value: edtf.Value) -> str:
    if value.is_timed:
        return "time"
    precision = value.precision
    is_qualified = value.approximate or value.uncertain
    return "given_day" if is_qualified and precision is Precision.DAY else precision


_SIDES: Final = {
    Side.OPEN: ("open_start", "open_end"),
    Side.UNKNOWN: ("unknown_start", "unknown_end"),
}
