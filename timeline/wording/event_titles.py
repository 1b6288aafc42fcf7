"""Titles of events in the reader's language."""

from __future__ import annotations

from timeline.errors import UnknownName
from timeline.events import AnniversaryEvent, Event, Timeline
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
