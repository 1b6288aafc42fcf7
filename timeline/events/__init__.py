"""The event model: every field of ``events.yaml``, one line each.

The structs mirror ``events.yaml``: a `Chronology` has a header (`Calendar`), the names it
declares (`NamedPlace`, parties, series, kinds) and its `Event`s with their `Source`s. A `Timeline`
is a document that has been checked and completed: names are resolved, anniversaries derived, and
events sorted by time. Exporters only see timelines.

The descriptions of fields appear in the JSON Schema and in docs/chronology.md.

The modules, each importing only from those below it::

    amounts        how many anniversaries and exports a chronology may make
    completed      the timeline, which exporters see
    derived        anniversaries, and the order of events
    chronologies   the file as a whole, with the places that it declares
    event          events and their sources
    header         the settings for all events
    agreement      which dates can be true of the same event
    fields         the types of values, with what each refuses
    countries | kinds   the known names of parties and kinds
"""

from __future__ import annotations

from timeline.events.agreement import agree, objections, reach
from timeline.events.amounts import (
    FIRST_CLOCKS,
    LAST_CLOCKS,
    MOST_ANNIVERSARIES,
    MOST_DERIVED,
    excess,
)
from timeline.events.chronologies import Chronology, NamedPlace
from timeline.events.completed import MOST_SHOWN, Timeline, complete
from timeline.events.countries import COUNTRIES
from timeline.events.derived import anniversaries
from timeline.events.event import (
    Anniversary,
    AnniversaryEvent,
    Claim,
    Event,
    Importance,
    Source,
    Status,
)
from timeline.events.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_LANGUAGES,
    MOST_YEARS,
    Address,
    Base,
    Name,
    Notation,
    Text,
    When,
    is_address,
    is_device,
)
from timeline.events.header import (
    Calendar,
    Colour,
    Feed,
    Imprecise,
    Retention,
    Showing,
    Zones,
    is_reserved,
)
from timeline.events.kinds import HUES, KINDS, Kind

__all__ = [
    "COUNTRIES",
    "FIRST_CLOCKS",
    "FIRST_YEAR",
    "HUES",
    "KINDS",
    "LAST_CLOCKS",
    "LAST_YEAR",
    "MOST_ANNIVERSARIES",
    "MOST_DERIVED",
    "MOST_LANGUAGES",
    "MOST_SHOWN",
    "MOST_YEARS",
    "Address",
    "Anniversary",
    "AnniversaryEvent",
    "Base",
    "Calendar",
    "Chronology",
    "Claim",
    "Colour",
    "Event",
    "Feed",
    "Importance",
    "Imprecise",
    "Kind",
    "Name",
    "NamedPlace",
    "Notation",
    "Retention",
    "Showing",
    "Source",
    "Status",
    "Text",
    "Timeline",
    "When",
    "Zones",
    "agree",
    "anniversaries",
    "complete",
    "excess",
    "is_address",
    "is_device",
    "is_reserved",
    "objections",
    "reach",
]
