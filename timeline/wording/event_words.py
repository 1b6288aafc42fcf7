"""Words for an event in the reader's language: its title, and the names in it."""

from __future__ import annotations

from timeline.errors import UnknownName
from timeline.events import COUNTRIES, AnniversaryEvent, Claim, Event, Timeline
from timeline.wording.cldr import country
from timeline.wording.messages import message, words_in


def anniversary_title(title: str, years: int, language: str) -> str:
    """Title of the anniversary *years* after the event, or of the rule, that is called *title*.

    ``{years}`` in it becomes "30 years", «30 лет», "30 жыл"; without it the words are added.
    """
    spelled = message("anniversary.years", language, n=years)
    if "{years}" in title:
        return title.replace("{years}", spelled)
    return message("anniversary.title", language, title=title, years=spelled)


def kind_name(kind: str, language: str) -> tuple[str, str]:
    """The name of a *kind* and the tag of its language; the word itself for an unknown kind."""
    try:
        return message(f"kinds.{kind}", language), words_in(language)
    except UnknownName:
        return kind, "und"


def facet_name(facet: str, name: str, timeline: Timeline, language: str) -> str:
    """The name of a status, kind, party or series: the declared one, or one that is known.

    An unknown name is returned unchanged.
    """
    document = timeline.document
    match facet:
        case "status":
            return message(f"statuses.{name}", language)
        case "kind" if name not in document.kinds:
            return kind_name(name, language)[0]
        case "party" if name not in document.parties:
            return country(name, language) if name in COUNTRIES else name
    declared = {"kind": document.kinds, "party": document.parties, "series": document.series}
    text = declared[facet].get(name)
    return timeline.text(text, language)[0] if text else name


def derivation(event: AnniversaryEvent, title: str, date: str, language: str) -> str:
    """The original event of an anniversary, *event*: its *title* and *date* in a sentence."""
    years = message("anniversary.years", language, n=event.years)
    return message("calendar.derived", language, years=years, title=title, date=date)


def claimed_date(claim: Claim, event: Event, date: str, language: str) -> str:
    """The *date* of a claim that is not that of *event*: an earlier or a contradicting one."""
    is_earlier = claim in event.earlier_claims
    return message(
        "labels.earlier_date" if is_earlier else "calendar.also_given", language, date=date
    )


def event_title(event: Event, timeline: Timeline, language: str) -> str:
    """Title of *event* in *language*, or in the next language of the fallback order."""
    return tagged_title(event, timeline, language)[0]


def tagged_title(event: Event, timeline: Timeline, language: str) -> tuple[str, str]:
    """Title of *event* in *language*, as `event_title` chooses it, and the tag of its language.

    The title of an anniversary includes its years, in the language of the surrounding words.
    """
    title, tag = timeline.text(event.title, language)
    if isinstance(event, AnniversaryEvent):
        title = anniversary_title(title, event.years, language if tag == "und" else tag)
    return title, tag


# -- dates -----------------------------------------------------------------------------------
