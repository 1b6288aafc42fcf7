"""Same days: "on the same day" and "at 11 a.m.", which take the day of the date before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from timeline import edtf
from timeline.extraction.sentence_ends import ENDS
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention
from timeline.phrases.dated_lines import at, clock
from timeline.phrases.expressions import Clock, NoDateError
from timeline.phrases.passages import Passage


def with_same_days(
    read: Sequence[Passage],
    found: Sequence[tuple[Mention, ...]],
    words: Vocabulary,
    items: Collection[int],
) -> Iterator[tuple[Mention, ...]]:
    """The dates of each block, with "on the same day" and "at 11 a.m." at the start of a sentence.

    Hours alone count if the sentence names an event and is in none of the *items*.
    """
    last: Mention | None = None
    for block, (passage, dates) in enumerate(zip(read, found, strict=True)):
        known = list(dates)
        for index, token in enumerate(passage.tokens):
            is_first = index == 0 or passage.tokens[index - 1].text in ENDS
            size = words.again.size(passage.tokens, index) if is_first and token.text else 0
            hours = _hours_at(passage, index, size) if is_first and block not in items else None
            if not size and (hours is None or not _names_event(passage, index, dates, words)):
                continue
            start, end = passage.offsets(index, hours[1] if hours else index + size)
            before = [one for one in dates if one.end <= start and _is_day(one)]
            same = before[-1] if before else last
            if same is not None and not any(
                one.is_item and one.start < end and start < one.end for one in dates
            ):
                try:
                    when = _at_hours(same, hours)
                except NoDateError:
                    continue
                known = [one for one in known if one.end <= start or end <= one.start]
                again = replace(
                    same, start=start, end=end, text=passage.whole[start:end], value=when,
                    inferred=True, year_from="sentence", rule="again",
                )  # fmt: skip
                known.append(again)
        last = next((one for one in reversed(dates) if _is_day(one)), last)
        yield tuple(sorted(known, key=lambda one: one.start))


def _hours_at(passage: Passage, index: int, size: int) -> tuple[Clock, int] | None:
    """The hours at the beginning of a sentence, after the *size* tokens of "the same day"."""
    first, last = index + size, len(passage.tokens)
    while size and first < last and passage.tokens[first].text == ",":
        first += 1
    found = clock(passage, first, last)
    if found is None and size and first + 1 < last and passage.around.names(first, "at"):
        found = clock(passage, first + 1, last)
    # "11" alone is no time.
    return found if found is not None and found[1] - first > 1 else None


def _names_event(passage: Passage, index: int, dates: Sequence[Mention], words: Vocabulary) -> bool:
    """Whether the sentence that begins at *index* names an event and has no date."""
    stop = index
    while stop < len(passage.tokens) and not (
        stop > index and passage.around.closes_sentence(stop, 1)
    ):
        stop += 1
    start, end = passage.offsets(index, stop)
    is_closed = passage.whole[start : end + 1].rstrip()[-1:] in ENDS
    if not is_closed or any(start <= one.start < end for one in dates):
        return False
    return any(words.noun(passage.tokens, place) for place in range(index, stop))


def _at_hours(same: Mention, hours: tuple[Clock, int] | None) -> edtf.Value | None:
    """The day of a mention, at the given *hours*."""
    day = same.value.earliest if same.value is not None else None
    is_timed = same.value is not None and same.value.is_timed
    if day is None or (hours is None and not is_timed):
        return same.value
    found = edtf.Date.of(day)
    return at(found, hours[0]) if hours else found


def _is_day(mention: Mention) -> bool:
    """Whether a date is one day, or hours of it, of an event."""
    value = mention.value
    if value is None or not mention.is_item:
        return False
    if value.is_timed:
        return value.earliest is not None and value.earliest == value.latest
    return isinstance(value, edtf.Date) and mention.day is not None
