"""Drafts: from a sentence with a date, or with something to come, to an event for a person to see.

A draft is an ordinary event with the status "draft". Its date is the source's wording if the
loader reads that alike, else EDTF; nothing is added to it. What the text says of the outcome
("took place", "is planned") stands beside the draft as its intended status, for a person to
confirm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from timeline import edtf, phrases
from timeline.code_names import CodeName
from timeline.documents import Document
from timeline.errors import DateError
from timeline.events import (
    COUNTRIES,
    KINDS,
    MOST_YEARS,
    Anniversary,
    Event,
    NamedPlace,
    Source,
    Status,
    Text,
    Timeline,
    agree,
    objections,
)
from timeline.extraction.anniversaries import Told
from timeline.extraction.clauses import (
    bounds,
    clause,
    counted,
    elided,
    kept_anniversary,
    verbal,
    whole,
)
from timeline.extraction.names import NameKind
from timeline.extraction.structure import Item
from timeline.extraction.titles import Head, Sentence, TextSpan, Title, between
from timeline.extraction.vocabulary import OFF, Vocabulary
from timeline.extraction.whereabouts import Whereabouts
from timeline.phrases import Mention, Reading

LONGEST_QUOTE: Final = 400
"""Characters of the wording that a source quotes."""

OTHER_DATE: Final = 14.0
"""Points for another date between a date and a noun: then the noun is mostly the other's."""

SHARED_DATE: Final = 7.0
"""The same where no other noun stands between the two dates."""

FARTHEST: Final = 20
"""Points beyond which a noun has nothing to do with a date: see `_distance`."""

WIDEST: Final = 60
"""Tokens on either side of a date in which its noun and its cue are looked for."""

NEAREST_CUE: Final = 14
"""Tokens between a date and a word that tells how sure it is."""

NEXT_TO: Final = 4
"""The same where the word says that what is over by then is to come ("was planned for 2024"), or
where it alone tells that a mere year is of an event ("its seat was opened in 2017")."""

TOKEN: Final = 0.5
"""Points for each word between a date and a noun."""

COMMA_BEFORE: Final = 2.0
COMMA_BEHIND: Final = 8.0
"""Points for a comma between them: before the date it opens a participle («съезда,
состоявшегося …»), behind it leads away."""

UNUSUAL_SIDE: Final = 3.0
"""Points for a noun on the side of the date where a language that puts heads first has none."""

CUE_COMMA_BEFORE: Final = 1.0
CUE_COMMA_BEHIND: Final = 4.0
"""Tokens that a comma between a cue and a date counts as; behind the date a conjunction does, too:
"signed on 24 October and in force since April" has another date behind."""

CUE_BEHIND: Final = 1.5
"""Tokens from a date to the word behind it; one before it, as near, is nearer (1)."""

CUE_WORD: Final = 0.5
"""Tokens by which each further word brings a cue nearer: "will be held" says more than "held"."""

PARTICIPLE: Final = 4.0
"""Points that a participle between a date and a noun is worth where nouns stand last."""

NEXT_DATE: Final = 2
"""Tokens between a noun and a date behind it that is its own."""

UPCOMING_REACH: Final = 6
"""Tokens between "upcoming" and its noun."""


class Draft(Struct, frozen=True, kw_only=True):
    """An event read out of a document, and the characters that tell of it.

    ``rule`` is "dated", "anniversary", "upcoming" (to come, without a date) or "milestone"
    (happened, without a date); ``intended`` the status that the text gives it; ``inferred`` that
    the year is not in the date, but follows from what stands around it; ``where`` is the place as
    the text has it, whether a chronology knows it or not; ``place`` declares the place of the event
    if the chronology lacks it; ``file`` names the document and
    ``wording`` is what stands between the characters.
    """

    event: Event
    start: int
    end: int
    rule: str
    intended: Status
    title_span: tuple[int, int] | None = None
    inferred: bool = False
    where: str = ""
    place: NamedPlace | None = None
    file: str = ""
    wording: str = ""

    @property
    def title(self) -> str:
        """Its title, which is in one language."""
        return next(iter(self.event.title.by_language.values()))

    @property
    def paragraph(self) -> str | None:
        """Number of the paragraph, as printed."""
        return self.event.sources[0].paragraph


class Refused(Struct, frozen=True):
    """Characters *start* to *end* that look like a date and became no draft, and why.

    ``code`` names the kind of reason for programs.
    """

    start: int
    end: int
    text: str
    reason: str
    code: CodeName
    hint: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether a defect of ours kept the sentence or paragraph from being read."""
        return self.code == "internal-error"


class Drafter:
    """Drafts the events of one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Vocabulary,
        chronology: Timeline | None,
        parties: Iterable[str],
        whereabouts: Whereabouts,
    ) -> None:
        self._document = document
        self._lexicon = lexicon
        self._chronology = chronology
        self._parties = tuple(parties)
        self._whereabouts = whereabouts
        self._is_headed = False

    # -- dated ---------------------------------------------------------------------------------

    def dated(
        self,
        sentence: Sentence,
        mention: Mention,
        paragraph: str | None,
        names: Sequence[tuple[TextSpan, Mention]] = (),
        years: Mapping[Mention, Told] = MappingProxyType({}),
    ) -> Draft | None:
        """The draft of an item; None for a time beside which nothing names an event.

        *names* are dates of the sentence that are names (EXPO 2027), *years* those that tell the
        years of its anniversaries.
        """
        span = sentence.indices(mention.start, mention.end)
        if mention.number is not None:
            return self._anniversary(sentence, mention, paragraph, years.get(mention))
        value = mention.value or edtf.UNKNOWN
        cued = _called_off(sentence, span, _cue(sentence, span))
        if cued and cued.status is Status.POSTPONED and _is_postponed_to(sentence, span):
            cued = Cue(Status.PLANNED, cued.distance)
        kept = [item for item, told in years.items() if told.mention is mention]
        if kept:
            title = kept_anniversary(sentence, sentence.indices(kept[0].start, kept[0].end))
        else:
            title = self._title(sentence, span, _apart(mention, names), cued)
        is_coarse = value.precision.rank >= edtf.Precision.QUARTER.rank
        if cued is None and is_coarse and sentence.has_shares:
            return None  # "The route carried a tenth more in 2025", in figures
        is_told = cued is not None and cued.distance <= NEXT_TO
        if is_told and title is None and cued is not None and cued.status.is_pending:
            is_told = False  # "This year we shall go further"
        if title is None and is_coarse and not is_told and not self._is_to_come(value):
            return None
        if title is not None and title.kind in _ACTS_OF_LAW and cued is None and _is_year(value):
            return None  # "the Convention of 1992 on …": the year by which an act is cited
        title = title or elided(sentence, span) or clause(sentence, span)
        if title is None:
            return None
        draft = self._draft(
            sentence, mention, paragraph, title,
            when=self._when(mention), rule="dated", intended=self._intended(cued, value),
        )  # fmt: skip
        return _moved(replace(draft, inferred=mention.inferred), mention)

    def headed(
        self, sentence: Sentence, mention: Mention, above: str = "", stage: str | None = None
    ) -> Draft | None:
        """The event that the title of the document names, dated by a line of its own below it.

        So programmes and invitations begin. If the title names none, the line *above* may; *stage*
        is the city that the line names. None if neither names an event, if the line has no days,
        or if a line before it has told them.
        """
        for heading in (self._document.title, above):
            title = sentence.of(heading)
            events = [head for head in title.heads if head.noun.kind not in _PAPERS]
            if events:
                break
        value = mention.value or edtf.UNKNOWN
        is_day = value.precision is edtf.Precision.DAY or value.is_timed
        if not events or events[0].noun.form.is_plural or not is_day:
            return None
        if self._is_headed:
            return None
        self._is_headed = True
        cue = _cue(sentence, sentence.indices(mention.start, mention.end))
        draft = self._draft(
            sentence, mention, None, None,
            when=self._when(mention), rule="dated", intended=self._intended(cue, value),
        )  # fmt: skip
        named = title.title(events[0], is_alone=True)
        text = Text(dict.fromkeys(draft.event.title.by_language, named.text))
        parties = _parties(title, [(named.start, named.end)])
        event = replace(draft.event, title=text, kind=named.kind, parties=parties)
        draft = replace(draft, event=event, inferred=mention.inferred)
        return self._at(draft, stage) if stage and event.place is None else draft

    def listed(
        self, line: Sentence, item: Item, paragraph: str | None, row: Sentence | None = None
    ) -> Draft | None:
        """The draft of a line of a list, a row of a table or an hour of a programme.

        *line* is what it says besides its date; None if that names nothing. *row* is all of it:
        another cell may say that it was cancelled.
        """
        title = whole(line)
        if title is None:
            return None
        date = item.date
        is_own = item.start <= date.start < item.end
        when = self._when(date)
        if item.value != date.value:
            when = phrases.alone(Reading(str(item.value), item.value, rule="list", zone=date.zone))
        where = _Wording(date.start, date.end) if is_own else _Wording(*item.title)
        draft = self._draft(
            line, _Wording(*item.title), paragraph, title,
            when=when, rule="dated",
            intended=self._intended(None if date.previously else _verdict(line, row), item.value),
        )  # fmt: skip
        for place in (item.place, item.around if draft.event.place is None else None):
            draft = self._at(draft, place) if place else draft
        if item.venue:
            venue = Text({self._document.language: item.venue})
            draft = replace(draft, event=replace(draft.event, venue=venue))
        draft = self._without_place(draft)
        return replace(
            _moved(draft, date), start=where.start, end=where.end, title_span=None,
            inferred=date.inferred,
            where=item.place or draft.where,
            wording=" ".join(self._document.text[where.start : where.end].split()),
        )  # fmt: skip

    def _at(self, draft: Draft, place: str) -> Draft:
        """*draft* at the place that a column or the head of a line names."""
        located = self._whereabouts.written(place)
        if located is None:
            return draft
        event = replace(draft.event, place=located.id)
        if event.kind == "visit" and located.country:
            parties = dict.fromkeys((*event.parties, located.country))
            event = replace(event, parties=tuple(parties))
        return replace(draft, event=event, place=located.declaration)

    def _without_place(self, draft: Draft) -> Draft:
        """*draft*, its title without the place of the event behind it: "Forum of Mayors, Oslo"."""
        match = _PLACE_BEHIND.search(draft.title)
        place = self._whereabouts.written(match["place"]) if match else None
        if match is None or place is None or place.id != draft.event.place:
            return draft
        name = draft.title[: match.start()]
        other = _PLACE_BEHIND.search(name)
        if other and self._whereabouts.written(other["place"]):
            return draft  # "Visit of the Minister, Oslo, Bergen"
        texts = dict.fromkeys(draft.event.title.by_language, name)
        return replace(draft, event=replace(draft.event, title=Text(texts)))

    def _title(
        self, sentence: Sentence, span: TextSpan, apart: Sequence[TextSpan], cued: Cue | None
    ) -> Title | None:
        """What the date at *span* is the date of; None if nothing beside it names an event."""
        near = _nearest(sentence, span, apart)
        said = verbal(sentence, span)
        if said and (near is None or _distance(sentence, said.head, span) < near[0]):
            return said
        if said and near and said.head.index <= near[1].index < said.head.end:
            return said  # "will visit Senegal": the verb, which is spelled as the noun is
        if near is None:
            return None
        is_signed = cued is not None and cued.status is Status.SIGNED
        title = sentence.title(near[1], is_alone=is_signed)
        noun = title.head.noun
        is_alone = title.end - title.start == noun.size
        if noun.kind == _ACTS and (is_alone or sentence.act(*bounds(sentence, span))):
            return None  # "The commission meets in Rio": not what takes place
        return title

    def _anniversary(
        self, sentence: Sentence, mention: Mention, paragraph: str | None, told: Told | None
    ) -> Draft:
        """The event that a document counts years from: a year, never a day."""
        span = sentence.indices(mention.start, mention.end)
        near = _nearest(sentence, span, after=True)
        # «30 година дипломатских односа»: what years are counted of may be among the words.
        inside = (head for head in sentence.heads_between(*span) if head.noun.kind == "relations")
        head = next(inside, None) or sentence.origin(span) or (near[1] if near else None)
        if head:
            title: Title | None = sentence.title(head)
        else:
            title = counted(sentence, span) or clause(sentence, span)
        years = mention.number or 0
        value = mention.value or edtf.UNKNOWN
        year = value.earliest.year if value.earliest else None
        if told is not None:
            year = told.origin
        elif year is not None:
            # The reading is the year of the anniversary; the event was so many years before.
            year -= years
        origin = edtf.UNKNOWN if year is None else edtf.Date(year)
        is_known = year is not None and not any(objections(origin))
        when = Reading(str(origin), origin, rule="anniversary") if is_known else None
        draft = self._draft(
            sentence, mention, paragraph, title,
            when=when, rule="anniversary", intended=Status.HELD,
        )  # fmt: skip
        is_derived = is_known and 0 < years <= MOST_YEARS
        rule = Anniversary(every=years, until=origin.year + years) if is_derived else None
        return replace(draft, event=replace(draft.event, anniversary=rule))

    def _when(self, mention: Mention) -> Reading:
        """The date as the source words it, if those words mean the same without the document."""
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

    # -- undated ---------------------------------------------------------------------------------

    def undated(
        self, sentence: Sentence, taken: list[tuple[int, int]], paragraph: str | None
    ) -> Iterator[Draft]:
        """Drafts of what is to come, or happened, without a date; *taken* is drafted already."""
        for head, rule, intended in self._undated_heads(sentence):
            title = sentence.title(head)
            start, end = sentence.offsets(title.start, title.end)
            if any(start < last and end > first for first, last in taken):
                continue
            taken.append((start, end))
            mention = _Wording(start, end)
            yield self._draft(
                sentence, mention, paragraph, title, when=None, rule=rule, intended=intended
            )

    def _undated_heads(self, sentence: Sentence) -> Iterator[tuple[Head, str, Status]]:
        words = self._lexicon
        if _is_label(sentence):
            return
        for index in sentence.listed():
            if sentence.size(words.upcoming, index):
                for head in sentence.heads:
                    if 0 < head.index - index <= UPCOMING_REACH and not _parted(
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
                    if near and is_milestone and not _parted(sentence, index, head.index):
                        yield head, "milestone", Status.HELD
                        break

    # -- the event ---------------------------------------------------------------------------------

    def _draft(
        self,
        sentence: Sentence,
        mention: Mention | _Wording,
        paragraph: str | None,
        title: Title | None,
        *,
        when: Reading | None,
        rule: str,
        intended: Status,
    ) -> Draft:
        document = self._document
        kind = title.kind if title else "other"
        if intended is Status.SIGNED and kind == "agreement":
            kind = "signature"
        span = sentence.indices(mention.start, mention.end)
        reach = _PLACE_REACH if when else _UNDATED_REACH
        place, parties = self._where_and_who(sentence, span, title, kind, reach)
        located = None
        if place is None and kind != "relations" and rule != "anniversary":
            located = self._whereabouts.of(sentence, span, title, kind)
        if place is None and located is None and kind in _MET:
            located = self._whereabouts.before(sentence)
        if kind == "visit" and located and located.country:
            parties = tuple(dict.fromkeys((*parties, located.country)))
        if kind == "transport" and title:
            parties = tuple(dict.fromkeys((*parties, *self._whereabouts.route(sentence, title))))
        quote = _quote(sentence, mention.start, mention.end)
        source = _source(document, paragraph, when if rule == "dated" else None, quote)
        event = Event(
            id="draft",
            title=Text({document.language: title.text if title else sentence.words(*span)}),
            when=when,
            kind=kind,
            status=Status.DRAFT,
            intended=intended,
            place=located.id if located else place,
            parties=parties,
            series=_series(sentence, title),
            sources=(source,),
        )
        title_span = sentence.offsets(title.start, title.end) if title else None
        return Draft(
            event=event, start=mention.start, end=mention.end, rule=rule,
            intended=intended, title_span=title_span, file=document.name,
            where=located.name if located else "", place=located.declaration if located else None,
            wording=" ".join(document.text[mention.start : mention.end].split()),
        )  # fmt: skip

    def _where_and_who(
        self, sentence: Sentence, span: tuple[int, int], title: Title | None, kind: str, reach: int
    ) -> tuple[str | None, tuple[str, ...]]:
        """The place, if the text around the date names just one, and the parties of the title."""
        first, last = (title.start, title.end) if title else span
        near = [
            name
            for name in sentence.names
            if first <= name.start < last
            or 0 <= name.start - span[1] <= reach
            or 0 <= span[0] - name.end <= _PLACE_BEFORE
        ]
        places = list(dict.fromkeys(name.id for name in near if name.kind is NameKind.PLACE))
        place = places[0] if len(places) == 1 else None
        spans = [(title.start, title.end)] if title else []
        if title and (kind in _INVOLVING or not title.head.noun.size):
            # "The President of Uzbekistan paid a state visit": its subject takes part.
            spans.append(bounds(sentence, span))
        cities = {one.start for one in self._whereabouts.stated(sentence)}
        parties = list(_parties(sentence, spans, cities))
        if kind == "visit" and len(parties) < 2 and len(sentence.blocked) == 1:
            # "The President of Serbia, who …, paid a visit": who visits stands further away.
            parties = list(_parties(sentence, [(0, len(sentence.tokens))], cities))
        inside = [
            n.id for n in sentence.names if n.kind is NameKind.PLACE and first <= n.start < last
        ]
        if self._chronology and (kind == "visit" or len(set(inside)) > 1):
            # A visit to Belgrade, flights between Astana and Belgrade: their countries take part.
            known = self._chronology.document.places
            countries = (known[name].country for name in inside or places)
            parties += [country for country in countries if country]
        if not parties and kind in (*_INVOLVING, "relations"):
            # In a paper of two countries, "the sides" and "the commission" are theirs.
            parties = list(self._parties)
        if kind == "relations":
            place = None if parties == list(self._parties) else place
        return place, tuple(dict.fromkeys(parties))


def _source(
    document: Document, paragraph: str | None, when: Reading | None, quote: str | None
) -> Source:
    return Source(
        document=document.title,
        publisher=document.publisher,
        paragraph=paragraph,
        file=_file(document),
        sha256=document.sha256 or None,
        url=document.url,
        language=document.language,
        published=_day(document.date),
        accessed=document.accessed,
        when=when,
        quote=quote,
    )


_PLACE_BEHIND: Final = re.compile(
    r"(?:,|\s[-–—]|\s\()\s*(?:[^\W\d_]{1,4}\.\s?)?(?P<place>[^\W\d_][^,.;:()–—]{1,40})\)?$"
)
"""A comma, dash or bracket and what may be a city, at the end of a title."""

_MET: Final = frozenset({"meeting", "signature", "agreement", "statement", "summit"})
"""Kinds of events that take place where the sentence before says that people are."""

_INVOLVING: Final = frozenset({"visit", "meeting", "signature", "agreement", "statement"})
"""Kinds of events in which those take part whom the clause around them names."""

_PLACE_REACH: Final = 4
_PLACE_BEFORE: Final = 3
_UNDATED_REACH: Final = 8
"""Tokens between a date and the place that goes with it, behind it and before it; and behind a
title without a date."""


def _is_label(sentence: Sentence) -> bool:
    """Whether it is only the heading of what follows: "Next meeting", "Upcoming events:"."""
    words = [token for token in sentence.tokens if token.kind == "word"]
    is_sentence = sentence.tokens[-1].text in ".!?" if sentence.tokens else False
    return len(words) <= _MOST_OF_LABEL and not is_sentence


_MOST_OF_LABEL: Final = 2
"""Words of a heading that only says what its lines are about."""


def with_moves(sentence: Sentence, told: Iterable[Draft | Refused]) -> Iterator[Draft | Refused]:
    """What a sentence tells, "planned for April, was postponed to 2 July" as one draft."""
    items = list(told)
    dated = [one for one in items if isinstance(one, Draft) and one.rule == "dated"]
    later = [
        draft
        for draft in dated
        if _is_postponed_to(sentence, sentence.indices(draft.start, draft.end))
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
            reason = "the date before the one to which it was moved"
            yield Refused(old.start, old.end, old.wording, reason, code="told-elsewhere")
        else:
            yield one


def _of_one_year(new: Draft, old: Draft) -> tuple[edtf.Value, edtf.Value]:
    """The dates of both; one of which the year is inferred is of the year of the other."""
    value, before = new.event.date, old.event.date
    if isinstance(value, edtf.Date) and isinstance(before, edtf.Date):
        if new.inferred and not old.inferred:
            value = replace(value, year=before.year)
        elif old.inferred and not new.inferred:
            before = replace(before, year=value.year)
    return value, before


def _moved(draft: Draft, mention: Mention) -> Draft:
    """*draft* with the date that it was to have before it was moved, if the text says one."""
    if mention.previously is None:
        return draft
    before = Reading(str(mention.previously), mention.previously, rule="moved")
    return replace(draft, event=replace(draft.event, previously=before))


class _Wording(Struct, frozen=True):
    """Characters of a text that tell of something without a date."""

    start: int
    end: int


def _file(document: Document) -> str | None:
    """The name of the document's file; None if it came through standard input."""
    name = PurePath(document.name).name
    return None if name.startswith("<") else name


def _day(day: date | None) -> edtf.Date | None:
    return edtf.Date.of(day) if day else None


class Cue(NamedTuple):
    """A word that tells how sure an event is, and how far from the date it stands."""

    status: Status
    distance: float


_ACTS_OF_LAW: Final = frozenset({"agreement", "resolution"})
"""Kinds of what a year is a part of the name of, unless it says what happened to it."""


def _is_year(value: edtf.Value) -> bool:
    return value.precision is edtf.Precision.YEAR


_PAPERS: Final = frozenset(kind.name for kind in KINDS.values() if kind.is_paper)
"""Kinds of what the title of a document calls the document itself, or who wrote it."""

_ACTS: Final = "institution"
"""Kind of the nouns that mostly act: an embassy gives a reception; only its opening is an event."""

_ACTOR: Final = 6.0
"""Points for such a noun beside a date."""


def _apart(mention: Mention, names: Iterable[tuple[TextSpan, Mention]]) -> list[TextSpan]:
    """Those of *names* that have a year of their own in which *mention* does not lie."""
    return [
        span
        for span, name in names
        if name is not mention and not _agree(mention.value, name.value)
    ]


def _agree(one: edtf.Value | None, other: edtf.Value | None) -> bool:
    try:
        return one is not None and other is not None and agree(one, other)
    except DateError:
        return False


def _nearest(
    sentence: Sentence, span: TextSpan, apart: Sequence[TextSpan] = (), *, after: bool = False
) -> tuple[float, Head] | None:
    """The noun that the date at *span* belongs to, and how far away it is.

    None inside the spans *apart* is; *after* looks behind the date first.
    """
    best: tuple[float, Head] | None = None
    first, last = span[0] - WIDEST, span[1] + WIDEST
    near = sentence.heads_between(first, last)
    acts = _titles_of_acts(sentence, near)
    for head in near:
        if any(start <= head.index < end for start, end in apart):
            continue
        if any(start < head.index < end for start, end in acts):
            continue  # "the Agreement on the exchange of visits"
        if _is_of_next(sentence, head, span):
            continue
        distance = _distance(sentence, head, span, after=after)
        distance += _ACTOR if head.noun.kind == _ACTS else 0
        if distance <= FARTHEST and (best is None or distance < best[0]):
            best = distance, head
    return best


def _titles_of_acts(sentence: Sentence, heads: Sequence[Head]) -> list[TextSpan]:
    """Where the names of the agreements among *heads* are, with what they are on."""
    if len(heads) < 2 or not sentence.lexicon.head_first:
        return []
    acts = [head for head in heads if head.noun.kind in _ACTS_OF_LAW]
    titles = (sentence.title(head, is_alone=True) for head in acts)
    return [(title.head.index, title.end) for title in titles]


def _is_of_next(sentence: Sentence, head: Head, span: TextSpan) -> bool:
    """Whether *head* has a date of its own: "… on 3 May and signed the treaty in June"."""
    if head.index < span[1] or not any(
        sentence.size(sentence.lexicon.conjunctions, index) for index in range(span[1], head.index)
    ):
        return False
    return bool(between(sentence.blocked, head.end, head.end + NEXT_DATE))


def _distance(sentence: Sentence, head: Head, span: TextSpan, *, after: bool = False) -> float:
    """How far a noun is from a date: tokens between them, commas and other dates counting more."""
    start, end = span
    if start <= head.index < end:
        # "30th anniversary", "the beginning of June": what they are of, stands outside.
        return float("inf") if after or head.noun.kind == "other" else 0
    is_before = head.index < start
    gap = range(head.end, start) if is_before else range(end, head.index)
    comma = COMMA_BEFORE if is_before else COMMA_BEHIND
    # "The forum, which was planned for May, was moved to June": the aside takes up no room.
    asides = [aside for aside in between(sentence.asides, head.end, start - 1) if aside[1] <= start]
    points = 0.0
    for index in gap:
        token = sentence.tokens[index]
        if any(first <= index < last for first, last in asides):
            continue
        if token.text == ";":
            return float("inf")
        points += comma if token.text == "," else TOKEN
    for first, last in between(sentence.blocked, gap.start, gap.stop - 1):
        if any(begin <= first < stop for begin, stop in asides):
            continue
        # "The fair ran from 20 March, and on 23 March the guests left": the fair is not theirs.
        away = range(last, start) if is_before else range(end, first)
        if any(sentence.tokens[index].text == "," for index in away):
            return float("inf")
        # "Signed on 24 October and in force since 1 April": with no noun between, one has both.
        is_shared = is_before and not any(map(sentence.is_noun, range(last, start)))
        points += SHARED_DATE if is_shared else OTHER_DATE
    if sentence.lexicon.head_first:
        return points + UNUSUAL_SIDE if is_before is after else points
    tying = between(sentence.cues, gap.start, gap.stop - 1)
    if not is_before and any(index + size <= head.index for index, size, _ in tying):
        # «5 маусымда Ташкентте өтетін форум»: the participle ties the noun behind to the date.
        return max(points - PARTICIPLE, -1.0)
    return points


def _parted(sentence: Sentence, one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return any(sentence.tokens[index].text in {",", ";", ":"} for index in range(first, last))


def _cue(sentence: Sentence, span: TextSpan) -> Cue | None:
    """The status that the word nearest to the date tells; of two as near, the one before it."""
    best: Cue | None = None
    first, last = max(span[0] - WIDEST, 0), min(span[1] + WIDEST, len(sentence.tokens))
    for index, size, status in sentence.cues:
        if not first <= index < last:
            continue
        is_before = index < span[0]
        distance = span[0] - index - size + 1 if is_before else index - span[1] + CUE_BEHIND
        distance -= (size - 1) * CUE_WORD
        gap = range(index, span[0]) if is_before else range(span[1], index)
        commas = sum(sentence.tokens[i].text == "," for i in gap)
        distance += commas * (CUE_COMMA_BEFORE if is_before else CUE_COMMA_BEHIND)
        if not is_before:
            conjunctions = sentence.lexicon.conjunctions
            joined = sum(bool(sentence.size(conjunctions, i)) for i in gap)
            distance += CUE_COMMA_BEHIND * joined
        if distance <= NEAREST_CUE and (best is None or distance < best.distance):
            best = Cue(status, distance)
    return best


def _verdict(line: Sentence, row: Sentence | None) -> Cue | None:
    """The status that a line tells of its event, or the *row* that it is a part of."""
    off = next((status for _, _, status in (row or line).cues if status in OFF), None)
    return Cue(off, 0) if off else _cue(line, (0, 0))


def _called_off(sentence: Sentence, span: TextSpan, cue: Cue | None) -> Cue | None:
    """*cue*, unless what it announces was called off: "planned for 18 March, was cancelled".

    No other date stands between. What took place was not called off behind a comma: "held on
    18 March, but the visit was cancelled".
    """
    is_told = cue is not None and not cue.status.is_pending
    for index, size, status in sentence.cues:
        if status not in OFF:
            continue
        first, last = (index + size, span[0]) if index < span[0] else (span[1], index)
        if last - first > WIDEST or between(sentence.blocked, first, last - 1):
            continue
        if not (is_told and any(map(sentence.parts, range(first, last)))):
            return Cue(status, 0)
    return cue


def _is_postponed_to(sentence: Sentence, span: TextSpan) -> bool:
    """Whether the date at *span* is the new one: "was postponed to 2 July"."""
    onto = sentence.lexicon.onto
    is_onto = any(sentence.size(onto, index) for index in range(max(span[0] - 2, 0), span[0]))
    return is_onto and any(
        status is Status.POSTPONED
        and (0 <= span[0] - index - size <= NEXT_TO or 0 <= index - span[1] <= 1)
        # "planned for 10 May, was postponed to 24 May": the comma parts the first from the verb.
        and not (index > span[1] and sentence.tokens[span[1]].text == ",")
        for index, size, status in sentence.cues
    )


def _parties(
    sentence: Sentence, spans: Sequence[TextSpan], cities: Collection[int] = ()
) -> tuple[str, ...]:
    """The parties that the tokens of *spans* name; at the tokens *cities* a city is meant."""
    named = (
        name.id
        for name in sentence.names
        if name.kind is NameKind.PARTY
        and name.start not in cities
        and any(start <= name.start < end for start, end in spans)
    )
    return tuple(dict.fromkeys(named))


def _series(sentence: Sentence, title: Title | None) -> str | None:
    for name in sentence.names:
        if title and name.kind is NameKind.SERIES and title.start <= name.start < title.end:
            return name.id
    return None


def _quote(sentence: Sentence, start: int, end: int) -> str:
    """The sentence; of a long one, what stands around the characters *start* to *end*."""
    text = sentence.text
    first, last = sentence.start, sentence.end
    if last - first > LONGEST_QUOTE:
        margin = max((LONGEST_QUOTE - (end - start)) // 2, 40)
        if start - margin > first:
            first = text.find(" ", start - margin) + 1 or first
        if end + margin < last:
            last = max(text.rfind(" ", end, end + margin), end)
    quote = " ".join(text[first:last].split())
    return ("… " if first > sentence.start else "") + quote + (" …" if last < sentence.end else "")


def two_countries(names: Iterable[str]) -> tuple[str, ...]:
    """The two countries among *names*, the parties of a document; none if there are more."""
    countries = tuple(dict.fromkeys(name for name in names if name in COUNTRIES))
    return countries if len(countries) == 2 else ()
