"""How precisely a date is known, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from timeline import edtf
from timeline.edtf import Consecutive, Interval, Precision, Side
from timeline.wording.messages import message

Keys: TypeAlias = tuple[str, ...]
"""Keys in ``precision.short``: what is known about one end of an interval."""


@lru_cache(maxsize=1 << 14)
def precision_words(value: edtf.Value, language: str) -> str:
    """How precisely a date is known, in full sentences: "Only the month is known. Approximate."."""
    return " ".join(
        [
            message(
                f"precision.{key}",
                language,
                **{name: _short(keys, language) for name, keys in ends.items()},
            )
            for key, ends in _sentences(value)
        ]
    )


@lru_cache(maxsize=1 << 10)
def _short(keys: Keys, language: str) -> str:
    return ", ".join(message(f"precision.short.{key}", language) for key in keys)


def _sentences(value: edtf.Value) -> Iterator[tuple[str, Mapping[str, Keys]]]:
    """The key of each sentence, and the words that it has for the ends of an interval."""
    match value:
        case Interval():
            first, last = _end(value.start, 0), _end(value.end, 1)
            if first == last == (Precision.DAY,):
                yield "exact_ends", {}
            elif first == last:
                yield "both_ends", {"known": first}
            else:
                yield "ends", {"first": first, "last": last}
            return
        case edtf.OneOf():
            is_run = len(value.members) == 1 and isinstance(value.members[0], Consecutive)
            yield "within" if is_run else "one_of", {}
        case edtf.AllOf():
            yield "all_of", {}
        case _:
            yield _precision(value), {}
    if value.approximate:
        yield "approximate", {}
    if value.uncertain:
        yield "uncertain", {}


def _end(end: edtf.Endpoint | Side, number: int) -> Keys:
    if isinstance(end, Side):
        return (_SIDES[end][number],)
    qualifiers = {"approximate": end.approximate, "uncertain": end.uncertain}
    return (_precision(end), *(key for key, is_so in qualifiers.items() if is_so))


def _precision(value: edtf.Value) -> str:
    if value.is_timed:
        return "time"
    precision = value.precision
    is_qualified = value.approximate or value.uncertain
    return "given_day" if is_qualified and precision is Precision.DAY else precision


_SIDES: Final = {
    Side.OPEN: ("open_start", "open_end"),
    Side.UNKNOWN: ("unknown_start", "unknown_end"),
}
