"""Moves: an event that was to be on one date and was moved to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from timeline import edtf, phrases
from timeline.extraction.cues import is_postponed_to
from timeline.extraction.drafts import Draft, Refused
from timeline.extraction.sentence import Sentence
from timeline.phrases import Mention, Reading


def with_moves(sentence: Sentence, results: Iterable[Draft | Refused]) -> Iterator[Draft | Refused]:
    """The drafts of a sentence; "planned for April, was postponed to 2 July" becomes one draft."""
    items = list(results)
    dated = [one for one in items if isinstance(one, Draft) and one.rule == "dated"]
    later = [
        draft
        for draft in dated
        if is_postponed_to(
            sentence, sentence.indices(draft.start, draft.end), is_second=draft is dated[-1]
        )
    ]
    if len(dated) != 2 or len(later) != 1 or later[0].event.previously is not None:
        yield from items
        return
    (new,) = later
    (old,) = (draft for draft in dated if draft is not new)
    value, before = _of_one_year(new, old)
    named = old if new.event.kind == "other" else new
    when = phrases.alone(Reading(str(value), value, rule="moved"))
    event = replace(
        named.event,
        when=when,
        previously=Reading(str(before), before, rule="moved"),
        sources=(replace(new.event.sources[0], when=when),),
    )
    if event.place is None:
        event = replace(event, place=new.event.place)
    at = named if named.event.place else new
    moved = replace(new, event=event, title_span=named.title_span, where=at.where, place=at.place)
    for one in items:
        if one is new:
            yield moved
        elif one is old:
            reason = "the earlier date of an event that was moved"
            yield Refused(old.start, old.end, old.wording, reason, code="mentioned-elsewhere")
        else:
            yield one


def _of_one_year(new: Draft, old: Draft) -> tuple[edtf.Value, edtf.Value]:
    """The dates of both; an inferred year is replaced by that of the other date."""
    value, before = new.event.date, old.event.date
    if isinstance(value, edtf.Date) and isinstance(before, edtf.Date):
        if new.inferred and not old.inferred:
            value = replace(value, year=before.year)
        elif old.inferred and not new.inferred:
            before = replace(before, year=value.year)
    return value, before


def with_former_date(draft: Draft, mention: Mention) -> Draft:
    """*draft* with the date that it had before it was moved, if the text gives one."""
    if mention.previously is None:
        return draft
    before = Reading(str(mention.previously), mention.previously, rule="moved")
    return replace(draft, event=replace(draft.event, previously=before))
