"""Calendars and an offline page from one YAML file, each date exactly as precise as its sources.

A value flows straight through the package, and each module imports only from those below it::

    cli            the commands, one module each; the only place that prints
    deciding       drafts accepted or dismissed in events.yaml
    publishing     a site of what was built: landing page, pages of events, files for servers
    pushing        the calendar of a language kept in step on a CalDAV server
    building       a timeline -> files, all or none
    editing        events.yaml added to
    templates      what a chronology and its repository begin with
    review         what an editor should look at
    reporting      what a check found, for GitHub, GitLab and whoever reads SARIF
    revisions      what a chronology said earlier: in an export, a copy or git
    importing      tables, calendars and JSON exports -> drafts
    loading        events.yaml -> timeline, or every problem with its place
    exporters      timeline -> bytes: one module a format
    linting        rules that any calendar file can be held against
    extraction     documents -> drafts, and what was refused, with the reason
    asking         a person's answers on one draft
    drafting       drafts as YAML, and as lines for events.yaml
    papers         the chronology and its diary as documents: DOCX, HTML, Markdown, text
    columns        events as flat rows, for tables and data frames
    records        events as plain data, for programs
    fingerprints   what an event said when it was exported or imported, in a few digits
    changes        what has changed in a published chronology, as Atom
    subscribing    calendar files to follow: names, addresses, links for applications
    facts          what is said of an event: each field once, with its label and form
    places         names of cities, in their cases -> country, time zone, coordinates
    wording        dates and interface in words; one message file a language
    documents      files with text -> paragraphs, the language and the day; one module a format
    codes          what each code of a problem means, with a wrong and a right example
    events         the event model: every field of the project
    phrases        wording -> dates: "17–18 сентября 2025 года"; one file a language
    installing     the command that installs what is missing, as the program was installed
    vtimezone      what a VTIMEZONE says of the clocks
    contrast       of colours, as the page needs it
    logos          a logo as a data address
    mismatches     why a value of a file does not fit its field
    edtf           dates as values: what is known, and nothing more
    nodes          YAML as located text
    content_lines  the text of iCalendar: folded, escaped, and read back
    overwriting    which files a command may overwrite
    paths          patterns and folders filled in, and paths as a shell takes them
    recurrence     rules of entries that repeat, expanded within bounds
    writing        files written whole, or not at all
    opc            packages of Office that depend on their content alone
    inputs         files read whole, up to a size, without waiting for nobody
    archives       what a damaged ZIP file raises
    caching        methods whose results each object keeps
    garbage        Python's cyclic collector, switched off where there are no cycles
    language_tags  BCP 47 tags, and what is looked up for them
    errors         what can be wrong, where, and how to mend it
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
    from timeline.loading import check, load, loads, schema
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
    "loading": ("check", "load", "loads", "schema"),
    "phrases": ("Mention", "Reading", "find", "read"),
}


def __getattr__(name: str) -> Any:
    # Imported when first used: `timeline --help` must not wait for the parsers.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"timeline.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
