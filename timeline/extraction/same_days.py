"""Same days: "on the same day" and "at 11 a.m.", which take the day of the date before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

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
        last_text = ""
        for index, token in enumerate(passage.tokens):
            is_first = index == 0 or last_text in ENDS
            is_first |= last_text == "," and _is_behind_opening(passage, index, words)
            last_text = token.text
            size = words.again.size(passage.tokens, index) if is_first and token.text else 0
            hours = _hours_at(passage, index, size) if is_first and block not in items else None
            if not size and (hours is None or not _names_event(passage, index, dates, words)):
                continue
            start, end = passage.offsets(index, hours[1] if hours else index + size)
            before = [one for one in dates if one.end <= start and one.is_item]
            same = before[-1] if before else last
            same = same if same is not None and _is_day(same) else None  # not of several days
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
        last = next((one for one in reversed(dates) if one.is_item), last)
        yield tuple(sorted(known, key=lambda one: one.start))


def _is_behind_opening(passage: Passage, index: int, words: Vocabulary) -> bool:
    """Whether the sentence begins with a few words, a comma, hours and a comma.

    "Afterwards, at 2 p.m., the exhibition opens": the words must not name an event.
    """
    tokens = passage.tokens
    if not passage.around.names(index, "at"):
        return False
    hours = clock(passage, index, len(tokens)) or clock(passage, index + 1, len(tokens))
    end = index if hours is None else _trimmed(passage, hours[1])
    if hours is None or end >= len(tokens) or tokens[end].text != ",":
        return False
    first = index - 1
    while first > max(index - _MOST_OF_OPENING, 0) and tokens[first - 1].text not in ENDS:
        first -= 1
    is_opening = first == 0 or tokens[first - 1].text in ENDS
    return is_opening and not any(words.noun(tokens, place) for place in range(first, index))


_MOST_OF_OPENING: Final = 6
"""Maximum tokens at the beginning of a sentence before its hours."""


def _hours_at(passage: Passage, index: int, size: int) -> tuple[Clock, int] | None:
    """The hours at the beginning of a sentence, after the *size* tokens of "the same day"."""
    first, last = index + size, len(passage.tokens)
    while size and first < last and passage.tokens[first].text == ",":
        first += 1
    found, begin = clock(passage, first, last), first
    if found is None and first + 1 < last and passage.around.names(first, "at"):
        found, begin = clock(passage, first + 1, last), first if size else first + 1
    # "11" alone is not a time.
    if found is None or found[1] - begin <= 1:
        return None
    return found[0], _trimmed(passage, found[1])


def _trimmed(passage: Passage, end: int) -> int:
    """The end of hours without the comma and the article after them: "at 11:00, the"."""
    while passage.tokens[end - 1].text == "," or passage.around.names(end - 1, "filler"):
        end -= 1
    return end


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
