"""What a document tells more than once: the same name in full, the same event, the same date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline.events import Text
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.titles import Head, Sentence

_NUMBERED: Final = re.compile(r"(?P<number>[IVXLC]+|\d+(?:[-.][^\W\d_]*)?)\s+(?P<noun>\w+)")


class Retelling(Struct, frozen=True):
    """What a document has told so far, paragraph by paragraph."""

    _told: dict[tuple[str, str], Draft] = {}
    _numbered: dict[str, Draft] = {}

    def once(self, drafts: list[Draft], sentences: list[Sentence]) -> Iterator[Draft | Refused]:
        """The *drafts* of a paragraph under their whole names; refused is what is told already."""
        better = _told_better(drafts)
        for number, draft in enumerate(self._named(drafts, sentences)):
            if number in better:
                yield _refused(draft, "the text gives its date more precisely beside it")
                continue
            key = (draft.title.casefold(), str(draft.event.date))
            earlier = self._told.setdefault(key, draft)
            if earlier is draft:
                yield draft
            else:
                where = f" in paragraph {earlier.paragraph}" if earlier.paragraph else ""
                yield _refused(draft, f"already drafted{where}")

    def _named(self, drafts: list[Draft], sentences: list[Sentence]) -> Iterator[Draft]:
        """The drafts of a paragraph, each with the name that the document gives it in full.

        "IX Congress" is named as the VIII is, "the next summit" as the summit before it in the
        paragraph.
        """
        for draft in drafts:
            match = _NUMBERED.match(draft.title)
            if match and len(draft.title) > match.end():
                self._numbered.setdefault(match["noun"].casefold(), draft)
        nouns = _nouns(sentences) if drafts else {}
        for draft in drafts:
            match = _NUMBERED.fullmatch(draft.title)
            other = self._numbered.get(match["noun"].casefold()) if match else None
            if other:
                head = _NUMBERED.match(other.title)
                rest = other.title[head.end() :] if head else ""
                event = replace(draft.event, series=other.event.series)
                draft = _retitled(replace(draft, event=event), draft.title + rest)
            elif not match and (name := _named_before(draft, nouns)):
                draft = _retitled(draft, name)
            yield draft


def _retitled(draft: Draft, title: str) -> Draft:
    texts = dict.fromkeys(draft.event.title.by_language, title)
    return replace(draft, event=replace(draft.event, title=Text(texts)))


_Position = tuple[int, Sentence, Head]
"""Where a noun stands: its first character, its sentence, and itself."""


def _nouns(sentences: list[Sentence]) -> dict[str, list[_Position]]:
    """The nouns of a paragraph by their nominative, in order."""
    found: dict[str, list[_Position]] = defaultdict(list)
    for sentence in sentences:
        for head in sentence.heads:
            start, _ = sentence.offsets(head.index, head.end)
            found[head.noun.form.nominative.casefold()].append((start, sentence, head))
    return found


def _named_before(draft: Draft, nouns: Mapping[str, list[_Position]]) -> str | None:
    """The whole name of what *draft* calls by its noun alone, from nearest before it."""
    places = nouns.get(draft.title.casefold()) if draft.title_span else None
    if not places or draft.title_span is None:
        return None
    before = bisect_left(places, draft.title_span[0], key=lambda place: place[0])
    for _, sentence, head in reversed(places[max(before - _LOOKED_AT, 0) : before]):
        if name := sentence.name(head):
            return name
    return None


_LOOKED_AT: Final = 10
"""Nouns before a draft among which its whole name is looked for."""


def _told_better(drafts: list[Draft]) -> set[int]:
    """The drafts, by position, of which another dates the same noun in the same time, finer."""
    by_noun: dict[int, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        if draft.rule == "dated" and draft.title_span:
            by_noun[draft.title_span[0]].append(number)
    return {
        number
        for numbers in by_noun.values()
        for number in numbers
        if any(_is_finer(drafts[other], drafts[number]) for other in numbers)
    }


def _is_finer(one: Draft, other: Draft) -> bool:
    """Whether the date of *one* lies inside that of *other* and is more precise."""
    if one.event.date.precision.rank >= other.event.date.precision.rank:
        return False
    first, last = other.event.date.iso_bounds
    start, end = one.event.date.iso_bounds
    return bool(first and start and last and end and first <= start and end <= last)


def _refused(draft: Draft, reason: str) -> Refused:
    return Refused(draft.start, draft.end, draft.wording, reason, "told-elsewhere")


def with_known_days(drafts: Sequence[Draft]) -> Iterator[Draft | Refused]:
    """*drafts*, the anniversaries of an event moved to the one that tells its day.

    "Relations, established on 10 December 1996" and "30 years of relations" are one event, of
    which 10 December 2026 is the thirtieth anniversary.
    """
    dated: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.rule == "dated":
            dated[draft.event.kind, draft.title].append(draft)
    rules = {}
    for draft in drafts:
        if draft.rule == "anniversary" and draft.event.anniversary:
            others = dated[draft.event.kind, draft.title]
            better = next((other for other in others if _is_finer(other, draft)), None)
            if better:
                rules[id(better)] = draft.event.anniversary
                yield _refused(draft, "an anniversary of an event whose date is drafted")
                continue
        if draft.rule != "dated":
            yield draft
    for draft in drafts:
        if draft.rule == "dated":
            rule = rules.get(id(draft), draft.event.anniversary)
            yield replace(draft, event=replace(draft.event, anniversary=rule))
