"""Calendars and an offline page from one YAML file, with dates exactly as precise as the sources.

Data flows through the package in one direction; each module imports only from those below it.
docs/contributing.md lists the files to change for a new field, format, language, rule or kind.

The command line, and work on a whole chronology::

    cli            the commands, one module each; the only place that prints
    deciding       accept or dismiss drafts in events.yaml
    publishing     a site with the exports: home page, pages of events, files for servers
    pushing        send the calendar of one language to a CalDAV server, and update it
    building       a timeline -> files, all or none
    editing        add to events.yaml
    templates      the first files of a chronology and its repository
    review         what an editor should look at
    reporting      the findings of a check, for GitHub, GitLab and readers of SARIF
    revisions      earlier states of a chronology: from an export, a copy or git

Reading and writing files::

    importing      tables, calendars and JSON exports -> drafts
    loading        events.yaml -> timeline, or every problem with its place
    exporters      timeline -> bytes: one module per format
    linting        rules for calendar files, from any source
    extraction     documents -> drafts, and refused passages with the reason

What these share::

    asking         ask a person about one draft
    drafting       drafts as YAML, and as lines for events.yaml
    papers         the chronology and its diary as documents: DOCX, HTML, Markdown, text
    columns        events as flat rows, for tables and data frames
    records        events as plain data, for programs
    fingerprints   a short hash of an event as exported or imported
    changes        what has changed in a published chronology, as Atom
    subscribing    calendar files to subscribe to: names, addresses, links for applications
    facts          the facts about an event: each field once, with its label and form

Words, and texts to read::

    places         names of cities, in any grammatical case -> country, time zone, coordinates
    wording        dates and interface in words; one message file per language
    documents      files with text -> paragraphs, language and day; one module per format
    codes          the meaning of each problem code, with a wrong and a right example

The model, and the dates in it::

    events         the event model: every field of the chronology
    phrases        wording -> dates: "17–18 сентября 2025 года"; one file per language

Tools that know nothing of chronologies::

    installing     the command that installs a missing extra, for the way this program was installed
    vtimezone      the clock rules of a VTIMEZONE
    contrast       contrast of colours, for the page
    logos          a logo as a data URL
    edtf           dates as values, with exactly what is known
    nodes          YAML as text with positions
    content_lines  the content lines of iCalendar: fold, escape, and parse
    overwriting    which files a command may overwrite
    paths          expand patterns and folders, quote paths for a shell
    recurrence     recurrence rules, expanded within bounds
    writing        write files completely or not at all
    opc            Office packages whose bytes depend only on their content
    inputs         read whole files up to a size, without blocking on a pipe
    archives       the exceptions that a damaged ZIP file raises
    caching        methods whose results are cached per object
    garbage        switch off Python's cyclic collector where no cycles are made
    language_tags  BCP 47 tags, and matching them
    zone_names     names of IANA time zones
    errors         what can be wrong, where, and how to fix it
    code_names     the codes of problems, as a type

>>> import timeline
>>> chronology = timeline.loads('''
... events:
...   - {id: visit, title: Visit to Belgrade, when: November 2024}
... ''')
>>> [(event.id, str(event.date), event.date.precision.value) for event in chronology.events]
[('visit', '2024-11', 'month')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.building import Report, build
    from timeline.columns import to_records
    from timeline.errors import (
        DateError,
        InputError,
        OutputError,
        Place,
        Problem,
        TimelineError,
        UnknownName,
    )
    from timeline.events import Event, Source, Status, Timeline
    from timeline.extraction import Extraction, extract
    from timeline.importing import Drafts, import_
    from timeline.loading import check, load, loads
    from timeline.loading.json_schema import schema
    from timeline.phrases import Mention, Reading, find, read

__version__ = "0.1.0"

__all__ = [
    "DateError",
    "Drafts",
    "Event",
    "Extraction",
    "InputError",
    "Mention",
    "OutputError",
    "Place",
    "Problem",
    "Reading",
    "Report",
    "Source",
    "Status",
    "Timeline",
    "TimelineError",
    "UnknownName",
    "build",
    "check",
    "extract",
    "find",
    "import_",
    "load",
    "loads",
    "read",
    "schema",
    "to_records",
]

_HOMES = {
    "building": ("Report", "build"),
    "columns": ("to_records",),
    "errors": (
        "DateError",
        "InputError",
        "OutputError",
        "Place",
        "Problem",
        "TimelineError",
        "UnknownName",
    ),
    "events": ("Event", "Source", "Status", "Timeline"),
    "extraction": ("Extraction", "extract"),
    "importing": ("Drafts", "import_"),
    "loading": ("check", "load", "loads"),
    "loading.json_schema": ("schema",),
    "phrases": ("Mention", "Reading", "find", "read"),
}


def __getattr__(name: str) -> Any:
    # Imported on first use: `timeline --help` must not wait for the parsers.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"timeline.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
