"""The facts about an event and its sources: each field once, with its form and its labels.

`EVENT` and `SOURCE` have a row for every field of `timeline.events.Event` and
`timeline.events.Source`. The descriptions of calendar entries, the page, its search, the command
``show``, tables and documents iterate over these rows: a fact is listed in all of these places,
unless its row says where else it is shown, or why it is left out.

To add a field: its line in the model, a row here, and a label with its name in the section
``labels`` of each message file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct


class Where(StrEnum):
    """A place that lists facts."""

    CALENDAR = "calendar"
    """The description of an entry; for a source, its line there."""
    PAGE = "page"
    """The panel of an event; for a source, its item in the list and in the panel."""
    SEARCH = "search"
    """The words that the page's search covers."""
    SHOW = "show"
    """The output of the command."""
    TABLE = "table"
    """The columns of the CSV file."""
    PAPER = "paper"
    """The chronology as a document; for a source, its line in the list of sources."""


class Form(StrEnum):
    """The type of a field's value, which determines its wording."""

    WORDS = "words"
    """A text as it is, or several."""
    TITLE = "title"
    """The title, in all of its languages."""
    TEXT = "text"
    """A text in one or more languages."""
    PARAGRAPH = "paragraph"
    """Such a text of several sentences."""
    DATE = "date"
    """A date, in words."""
    NAMES = "names"
    """One or more declared or known names; ``facet`` is their kind."""
    PLACE = "place"
    """The declared place, with the venue before it and the country after it."""
    EVENT = "event"
    """Another event, by its title."""
    QUOTE = "quote"
    """Words of a source, in quotation marks."""
    ADDRESS = "address"
    """A web address."""
    OTHER = "other"
    """No place lists the value in a special form."""


class Fact(Struct, frozen=True):
    """A field, and its form in each place that shows it.

    For a place that does not list the fact, ``elsewhere`` says where the fact is shown instead,
    or why it is left out. ``labels`` are keys of the section ``labels`` for places whose label
    does not have the name of the field. The label of a source's fact is a sentence with
    ``{value}``; without a label, the value is shown alone.
    """

    field: str
    form: Form
    facet: str = ""
    labels: Mapping[Where, str] = {}
    elsewhere: Mapping[Where, str] = {}

    def label(self, where: Where) -> str:
        """The key of the fact's label in *where*."""
        return self.labels.get(where, self.field)


_CALENDAR, _PAGE, _SEARCH, _SHOW = Where.CALENDAR, Where.PAGE, Where.SEARCH, Where.SHOW
_PAPER = Where.PAPER

EVENT: Final = (
    Fact("id", Form.WORDS, elsewhere={
        _CALENDAR: "the UID", _PAGE: "the address of the event", _SHOW: "the first line",
        _PAPER: "a technical name",
    }),
    Fact("title", Form.TITLE, labels={_PAGE: "title_in_others"}, elsewhere={
        _CALENDAR: "SUMMARY", _PAPER: "the first line of the event",
    }),
    Fact("when", Form.DATE, elsewhere={
        _CALENDAR: "the first line, with how well the date is known",
        _PAGE: "under the title, with how well the date is known",
        _SEARCH: "the words of the date that is shown",
        _SHOW: "the second line, and the claims",
        _PAPER: "its own column",
    }),
    Fact("kind", Form.NAMES, facet="kind", elsewhere={
        _CALENDAR: "CATEGORIES", _PAGE: "above the title", _PAPER: "the title says it",
    }),
    Fact("status", Form.NAMES, facet="status", elsewhere={_PAGE: "above the title"}),
    Fact("intended", Form.NAMES, facet="status", elsewhere=dict.fromkeys(
        (_CALENDAR, _PAGE, _SEARCH, _PAPER), "of interest only to those who review drafts"
    )),
    Fact("importance", Form.WORDS, elsewhere={
        _CALENDAR: "no label is left out there", _PAGE: "which label stays in a crowded view",
        _SEARCH: "it is not a word of a text",
    }),
    Fact("place", Form.PLACE, facet="place", elsewhere={_PAPER: "its own column"}),
    Fact("venue", Form.TEXT, elsewhere=dict.fromkeys((_CALENDAR, _PAGE, _PAPER), "in the place")),
    Fact("timezone", Form.WORDS, elsewhere={
        _CALENDAR: "the times are written in it", _PAGE: "the times are written in it",
        _SEARCH: "a technical name", _PAPER: "the times are written in it",
    }),
    Fact("parties", Form.NAMES, facet="party"),
    Fact("series", Form.NAMES, facet="series"),
    Fact("part_of", Form.EVENT, elsewhere={_SEARCH: "a search finds that event by its own words"}),
    Fact("description", Form.PARAGRAPH),
    Fact("aliases", Form.WORDS, elsewhere={
        _CALENDAR: "other names serve those who search, and calendars hide long descriptions",
    }),
    Fact("anniversary", Form.OTHER, elsewhere=dict.fromkeys(
        (_CALENDAR, _PAGE, _SEARCH, _SHOW, _PAPER), "anniversaries are separate events"
    )),
    Fact("disputed", Form.OTHER, elsewhere={
        _CALENDAR: "the dates that contradict each other",
        _PAGE: "the dates that contradict each other",
        _SEARCH: "it is not a text",
        _SHOW: "the verdict on each claim",
        _PAPER: "the dates that contradict each other",
    }),
    Fact("previously", Form.DATE, elsewhere={
        _CALENDAR: "beside the date", _SEARCH: "the words of the date that is shown",
        _PAPER: "beside the date",
    }),
    Fact("revised", Form.OTHER, elsewhere={
        _CALENDAR: "LAST-MODIFIED",
        _PAGE: "of interest only to those who keep the file",
        _SEARCH: "of interest only to those who keep the file",
        _PAPER: "of interest only to those who keep the file",
    }),
    Fact("sources", Form.OTHER, elsewhere=dict.fromkeys(
        (_CALENDAR, _PAGE, _SEARCH, _SHOW, _PAPER), "one by one, each with the facts of `SOURCE`"
    )),
)  # fmt: skip
"""The facts of an event, in the order of the model."""

SOURCE: Final = (
    Fact("document", Form.WORDS),
    Fact("publisher", Form.WORDS),
    Fact("paragraph", Form.WORDS, labels={_CALENDAR: "paragraph", _PAGE: "paragraph_short"},
         elsewhere={_SEARCH: "a number alone finds nothing", _PAPER: "beside the event"}),
    Fact("file", Form.OTHER, elsewhere={
        _CALENDAR: "the document is named by its title",
        _PAGE: "the document is named by its title",
        _SEARCH: "the document is named by its title",
        _PAPER: "the document is named by its title",
    }),
    Fact("sha256", Form.OTHER, elsewhere={
        _CALENDAR: "it is for programs", _PAGE: "it is for programs",
        _SEARCH: "it is for programs", _PAPER: "it is for programs",
    }),
    Fact("url", Form.ADDRESS, elsewhere={
        _CALENDAR: "below all sources, and as LINK", _SEARCH: "it is not in the reader's words",
    }),
    Fact("language", Form.OTHER, elsewhere={
        _CALENDAR: "the language of LINK", _PAGE: "the language of its words for a screen reader",
        _SEARCH: "it is not in the reader's words", _SHOW: "its words show it",
        _PAPER: "the language of its words for spelling and speech",
    }),
    Fact("published", Form.DATE, labels=dict.fromkeys((_CALENDAR, _PAPER), "published"),
         elsewhere={_SEARCH: "not a date of the event"}),
    Fact("accessed", Form.DATE, labels=dict.fromkeys((_PAGE, _PAPER), "accessed"), elsewhere={
        _CALENDAR: "it would change every entry whenever a source is read again",
        _SEARCH: "not a date of the event",
    }),
    Fact("when", Form.OTHER, elsewhere={
        _CALENDAR: "after the document, in its own words",
        _PAGE: "in the quotation, and among the dates that contradict each other",
        _SEARCH: "in the quotation",
        _SHOW: "the claims",
        _PAPER: "beside the event",
    }),
    Fact("quote", Form.QUOTE, elsewhere={
        _CALENDAR: "the words for the date are enough, and calendars hide long descriptions",
        _PAPER: "beside the event",
    }),
    Fact("note", Form.TEXT, elsewhere={_PAPER: "beside the event"}),
)  # fmt: skip
"""The facts of a source, in the order of the model."""

_ORDER: Final = {
    _CALENDAR: ("description", "parties", "place", "part_of", "series", "status",
                "document", "paragraph", "publisher", "published"),
    _PAGE: ("description", "place", "parties", "previously", "part_of", "series", "title",
            "aliases", "publisher", "published", "paragraph", "accessed"),
    _PAPER: ("description", "parties", "part_of", "series", "status", "aliases",
             "document", "publisher", "published", "accessed", "url"),
}  # fmt: skip
"""The facts that come first where the order of the model does not fit; the others follow."""


def listed(facts: Iterable[Fact], where: Where) -> tuple[Fact, ...]:
    """The *facts* that are listed in *where*, in the order of that place."""
    first = _ORDER.get(where, ())

    def place(fact: Fact) -> int:
        return first.index(fact.field) if fact.field in first else len(first)

    return tuple(sorted((fact for fact in facts if where not in fact.elsewhere), key=place))
