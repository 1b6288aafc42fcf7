"""The drafter: decides which event a sentence or a line dates, and drafts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from timeline import edtf, phrases
from timeline.documents import Document
from timeline.documents.dating import closes_paper
from timeline.errors import DateError
from timeline.events import KINDS, MOST_YEARS, Anniversary, Status, Text, objections
from timeline.extraction.anniversaries import CountedFrom
from timeline.extraction.assembling import Assembler, Characters, parties_in
from timeline.extraction.clauses import (
    bounds,
    clause,
    counted,
    elided,
    in_full,
    kept_anniversary,
    statement,
    verbal,
    whole,
)
from timeline.extraction.cues import NEXT_TO, Cue, called_off, is_postponed_to, nearest_cue, verdict
from timeline.extraction.drafts import Draft, DraftRule
from timeline.extraction.instruments import instrument
from timeline.extraction.moves import with_former_date
from timeline.extraction.nearest_nouns import (
    ACTOR,
    ACTS_OF_LAW,
    distance_of,
    is_parted,
    nearest_noun,
    spans_of_other_years,
)
from timeline.extraction.remarks import is_furniture, is_idle, name_end
from timeline.extraction.sentence import Head, Sentence
from timeline.extraction.structure import Item
from timeline.extraction.titles import LONGEST, Title, title_around
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention, Reading
from timeline.phrases.tokens import TextSpan


class Drafter:
    """Drafts the events of one document."""

    def __init__(self, document: Document, words: Vocabulary, assembler: Assembler) -> None:
        self._document = document
        self._words = words
        self._assembler = assembler
        self._is_headed = False

    def dated(
        self,
        sentence: Sentence,
        mention: Mention,
        paragraph: str | None,
        names: Sequence[tuple[TextSpan, Mention]] = (),
        years: Mapping[Mention, CountedFrom] = MappingProxyType({}),
    ) -> Draft | None:
        """The draft of an item; None for a time without an event next to it.

        *names* are dates of the sentence that are names (EXPO 2027); *years* are those with the
        years of its anniversaries.
        """
        span = sentence.indices(mention.start, mention.end)
        if mention.number is not None:
            return self._anniversary(sentence, mention, paragraph, years.get(mention))
        value = mention.value or edtf.UNKNOWN
        cued = called_off(sentence, span, nearest_cue(sentence, span))
        if cued and cued.status is Status.POSTPONED and is_postponed_to(sentence, span):
            cued = Cue(Status.PLANNED, cued.distance)
        kept = [item for item, one in years.items() if one.mention is mention]
        if kept:
            title = kept_anniversary(sentence, sentence.indices(kept[0].start, kept[0].end))
        else:
            apart = spans_of_other_years(mention, names)
            title = instrument(sentence, span) or self._title(sentence, span, apart, cued)
            title = in_full(sentence, span, title) if title else None
        is_coarse = value.precision.rank >= edtf.Precision.QUARTER.rank
        if cued is None and is_coarse and sentence.has_shares:
            return None  # "The route carried a tenth more in 2025", in figures
        is_settled = cued is not None and cued.distance <= NEXT_TO
        if is_settled and title is None and cued is not None and cued.status.is_pending:
            is_settled = False  # "This year we shall go further"
        if title is None and is_coarse and not is_settled and not self._is_to_come(value):
            return None
        if title is not None and title.kind in ACTS_OF_LAW and cued is None and _is_year(value):
            return None  # "the Convention of 1992 on …": the year by which an act is cited
        if is_idle(sentence, *bounds(sentence, span)) or is_furniture(sentence):
            return None
        title = title or elided(sentence, span) or clause(sentence, span)
        if title is None:
            return None
        title = self._named_by_paper(sentence, title)
        draft = self._assembler.draft(
            sentence, mention, paragraph, title,
            when=self._when(mention), rule="dated", intended=self._intended(cued, value),
        )  # fmt: skip
        return with_former_date(replace(draft, inferred=mention.inferred), mention)

    def headed(
        self, sentence: Sentence, mention: Mention, above: str = "", stage: str | None = None
    ) -> Draft | None:
        """The event named in the title of the document, with its date on a separate line below.

        Programmes and invitations begin like this. If the title names no event, the lines *above*
        may, and they can continue the title; *stage* is the city in the line. None if neither
        names an event, if the line has no days, or if an earlier line has given them.
        """
        is_longer = len(above) > len(self._document.title) and self._document.title in above
        for heading in (above, above) if is_longer else (self._document.title, above):
            title = sentence.of(heading)
            events = [head for head in title.heads if head.noun.kind not in _PAPERS]
            if events:
                break
        value = mention.value or edtf.UNKNOWN
        is_day = value.precision is edtf.Precision.DAY or value.is_timed
        if not events or events[0].noun.form.is_plural or not is_day:
            return None
        if self._is_headed or is_idle(sentence, 0, len(sentence.tokens)):
            return None
        self._is_headed = True
        cue = nearest_cue(sentence, sentence.indices(mention.start, mention.end))
        draft = self._assembler.draft(
            sentence, mention, None, None,
            when=self._when(mention), rule="dated", intended=self._intended(cue, value),
        )  # fmt: skip
        named = _whole_name(title, title_around(title, events[0], is_alone=True))
        text = Text(dict.fromkeys(draft.event.title.by_language, named.text))
        parties = parties_in(title, [(named.start, named.end)])
        event = replace(draft.event, title=text, kind=named.kind, parties=parties)
        draft = replace(draft, event=event, inferred=mention.inferred)
        return self._assembler.at_place(draft, stage) if stage and event.place is None else draft

    def listed(
        self, line: Sentence, item: Item, paragraph: str | None, row: Sentence | None = None
    ) -> Draft | None:
        """The draft of a line of a list, a row of a table or an hour; None without an event.

        *line* is its text without the date; *row* is the whole row: another cell may say that it
        was cancelled.
        """
        title = whole(line)
        if title is None or is_idle(line, 0, len(line.tokens)) or is_furniture(line):
            return None
        date = item.date
        is_own = item.start <= date.start < item.end
        when = self._when(date)
        if item.value != date.value:
            when = phrases.alone(Reading(str(item.value), item.value, rule="list", zone=date.zone))
        where = Characters(date.start, date.end) if is_own else Characters(*item.title)
        draft = self._assembler.draft(
            line, Characters(*item.title), paragraph, title,
            when=when, rule="dated",
            intended=self._intended(None if date.previously else verdict(line, row), item.value),
        )  # fmt: skip
        for place in (item.place, item.around if draft.event.place is None else None):
            draft = self._assembler.at_place(draft, place) if place else draft
        if item.place and draft.event.place is None:
            draft = _with_parties(draft, line.of(item.place))
        if item.venue:
            venue = Text({self._document.language: item.venue})
            draft = replace(draft, event=replace(draft.event, venue=venue))
        if item.kind and draft.event.kind == "other":
            draft = replace(draft, event=replace(draft.event, kind=item.kind))
        draft = self._assembler.without_place(draft)
        return replace(
            with_former_date(draft, date), start=where.start, end=where.end, title_span=None,
            inferred=date.inferred,
            where=item.place or draft.where,
            wording=" ".join(self._document.text[where.start : where.end].split()),
        )  # fmt: skip

    def _title(
        self, sentence: Sentence, span: TextSpan, apart: Sequence[TextSpan], cued: Cue | None
    ) -> Title | None:
        """The event of the date at *span*; None if nothing near it names an event."""
        near = nearest_noun(sentence, span, apart)
        said = verbal(sentence, span)
        if said and (near is None or distance_of(sentence, said.head, span) < near[0]):
            return said
        if said and near and said.head.index <= near[1].index < said.head.end:
            return said  # "will visit Senegal": the verb, which is spelled as the noun is
        if near is None:
            return None
        is_signed = cued is not None and cued.status is Status.SIGNED
        title = title_around(sentence, near[1], is_alone=is_signed)
        noun = title.head.noun
        is_alone = title.end - title.start == noun.size
        is_statement = sentence.act(*statement(sentence, span)) is not None
        if noun.kind == ACTOR and (is_alone or is_statement):
            return None  # "The commission meets in Rio": not the event itself
        if is_alone and is_statement and noun.kind in _SAID_AGAIN and not is_signed:
            return None  # "The minister received his guests for talks": the sentence says more
        return title

    def _anniversary(
        self,
        sentence: Sentence,
        mention: Mention,
        paragraph: str | None,
        since: CountedFrom | None,
    ) -> Draft:
        """The event that a document counts years from: a year, never a day."""
        span = sentence.indices(mention.start, mention.end)
        near = nearest_noun(sentence, span, after=True)
        # «30 година дипломатских односа»: the original event may be among the words.
        inside = (head for head in sentence.heads_between(*span) if head.noun.kind == "relations")
        head = next(inside, None) or sentence.origin(span) or (near[1] if near else None)
        if head:
            title: Title | None = title_around(sentence, head)
        else:
            title = counted(sentence, span) or clause(sentence, span)
        years = mention.number or 0
        value = mention.value or edtf.UNKNOWN
        year = value.earliest.year if value.earliest else None
        if since is not None:
            year = since.origin
        elif year is not None:
            # The reading is the year of the anniversary; the event was so many years before.
            year -= years
        origin = edtf.UNKNOWN if year is None else edtf.Date(year)
        is_known = year is not None and not any(objections(origin))
        when = Reading(str(origin), origin, rule="anniversary") if is_known else None
        draft = self._assembler.draft(
            sentence, mention, paragraph, title,
            when=when, rule="anniversary", intended=Status.HELD,
        )  # fmt: skip
        is_derived = is_known and 0 < years <= MOST_YEARS
        rule = Anniversary(every=years, until=origin.year + years) if is_derived else None
        return replace(draft, event=replace(draft.event, anniversary=rule))

    def _named_by_paper(self, sentence: Sentence, title: Title) -> Title:
        """*title*, or that of the document if the sentence says where that was signed.

        A list of treaties has several such lines.
        """
        document = self._document
        start, end = sentence.offsets(0, len(sentence.tokens))
        if sentence.heads or not closes_paper(document.text[start:end], document.language):
            return title
        has_title = document.is_titled or document.title != PurePath(document.name).stem
        if not has_title or self._closings != 1:
            return title
        return replace(title, text=document.title.removesuffix(f", {document.date}"))

    @cached_property
    def _closings(self) -> int:
        """The number of paragraphs that begin like the end of a treaty."""
        text, language = self._document.text, self._document.language
        blocks = self._document.paragraphs
        return sum(closes_paper(text[block.start : block.end], language) for block in blocks)

    def _when(self, mention: Mention) -> Reading:
        """The date in the words of the source, if they mean the same without the document."""
        value = mention.value or edtf.UNKNOWN
        text = str(value) if mention.inferred else mention.text
        rule = mention.rule or mention.kind
        return phrases.alone(Reading(text, value, self._document.language, mention.zone, rule))

    def _intended(self, cue: Cue | None, value: edtf.Value) -> Status:
        """The status that the text gives, if it is possible on the day of the document."""
        published = self._document.date
        cued = cue.status if cue else None
        try:
            last = value.latest
        except DateError:
            return cued or Status.ANNOUNCED
        is_future = self._is_to_come(value)
        is_past = published is not None and last is not None and last <= published
        if cued in (Status.HELD, Status.SIGNED) and is_future:
            cued = None
        if cue and cue.status.is_pending and is_past and cue.distance > NEXT_TO:
            cued = None
        return cued or (
            Status.PLANNED if is_future else Status.HELD if is_past else Status.ANNOUNCED
        )

    def _is_to_come(self, value: edtf.Value) -> bool:
        """Whether *value* begins after the day of the document."""
        published = self._document.date
        try:
            first = value.earliest
        except DateError:
            return False
        return published is not None and first is not None and first > published

    def undated(
        self, sentence: Sentence, taken: list[tuple[int, int]], paragraph: str | None
    ) -> Iterator[Draft]:
        """Drafts of future and past events without a date, except for those *taken* already."""
        for head, rule, intended in self._undated_heads(sentence):
            title = title_around(sentence, head)
            start, end = sentence.offsets(title.start, title.end)
            if any(start < last and end > first for first, last in taken):
                continue
            taken.append((start, end))
            mention = Characters(start, end)
            yield self._assembler.draft(
                sentence, mention, paragraph, title, when=None, rule=rule, intended=intended
            )

    def _undated_heads(self, sentence: Sentence) -> Iterator[tuple[Head, DraftRule, Status]]:
        words = self._words
        if _is_label(sentence):
            return
        for index in sentence.listed():
            if sentence.size(words.upcoming, index):
                for head in sentence.heads:
                    if 0 < head.index - index <= UPCOMING_REACH and not is_parted(
                        sentence, index, head.index
                    ):
                        yield head, "upcoming", Status.ANNOUNCED
                        break
            elif sentence.size(words.undated, index):
                before = [head for head in sentence.heads if head.index < index]
                if before and index - before[-1].end <= UPCOMING_REACH:
                    yield before[-1], "upcoming", Status.ANNOUNCED
            elif sentence.size(words.welcomed, index):
                for head in sentence.heads:
                    near = abs(head.index - index) <= UPCOMING_REACH
                    is_milestone = head.noun.form.nominative in words.milestones
                    if near and is_milestone and not is_parted(sentence, index, head.index):
                        yield head, "milestone", Status.HELD
                        break


def _whole_name(heading: Sentence, named: Title) -> Title:
    """The event that a heading names; if no sign ends its name, to the end of the heading."""
    end = name_end(heading)
    is_longer = named.end < end and heading.tokens[named.end].kind == "word"
    text = f"{named.text} {' '.join(heading.words(named.end, end).split())}"
    if not is_longer or len(text) > LONGEST:
        return named
    return Title(text, named.start, end, named.kind, named.head)


def _with_parties(draft: Draft, head: Sentence) -> Draft:
    """*draft* with the countries that the *head* of its line names: "FRANCE: Visit of …"."""
    named = parties_in(head, [(0, len(head.tokens))])
    parties = tuple(dict.fromkeys((*named, *draft.event.parties)))
    return replace(draft, event=replace(draft.event, parties=parties))


UPCOMING_REACH: Final = 6
"""Tokens between "upcoming" and its noun."""


def _is_label(sentence: Sentence) -> bool:
    """Whether it is only a heading: "Next meeting", "Upcoming events:"."""
    words = [token for token in sentence.tokens if token.kind == "word"]
    is_sentence = sentence.tokens[-1].text in ".!?" if sentence.tokens else False
    return len(words) <= _MOST_OF_LABEL and not is_sentence


_MOST_OF_LABEL: Final = 2
"""Maximum words of a heading that only gives the topic of its lines."""


def _is_year(value: edtf.Value) -> bool:
    return value.precision is edtf.Precision.YEAR


_SAID_AGAIN: Final = frozenset({"meeting", "visit"})
"""Kinds of nouns that add nothing to the verb of their sentence."""


def kind_of_many(heading: Sentence) -> str | None:
    """The kind of events that *heading* begins with, in the plural; None if it names others too.

    A heading of one word, "Exhibitions", is that of a section.
    """
    heads = [head for head in heading.heads if head.noun.kind != ACTOR]
    kinds = {head.noun.kind for head in heads}
    if len(kinds) != 1 or heads[0].index > _MOST_BEFORE_KIND or not heads[0].noun.form.is_plural:
        return None
    is_described = any(token.kind == "word" for token in heading.tokens[heads[0].end :])
    return heads[0].noun.kind if is_described else None


_MOST_BEFORE_KIND: Final = 2
"""Maximum words before the events in such a heading: "Official foreign visits"."""

_PAPERS: Final = frozenset(kind.name for kind in KINDS.values() if kind.is_paper)
"""Kinds of events that, in the title of a document, mean the document itself or its author."""
