"""Whole chronologies, every field and hostile texts, through load and build and back."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import icalendar
import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import timeline
from timeline import cli, drafting, loading
from timeline.events import AnniversaryEvent, Event, Imprecise, Timeline
from timeline.exporters import Context, Export, exporter
from timeline.exporters.json import schema
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.exports import read_export
from timeline.nodes import Step

from ..narrowing import Entry
from . import strategies

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
EVERY_FIELD = (Path(__file__).parent.parent / "exports" / "every-field.yaml").read_text("utf-8")

# Shrinking a chronology takes minutes; what is printed is small enough to be cut down by hand.
slow = settings(
    deadline=None,
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
chronologies = strategies.documents().map(strategies.as_yaml)


def exports(chronology: Timeline, name: str, **options: str) -> list[Export]:
    context = Context(languages=chronology.languages, now=lambda: MOMENT, options=options)
    if name == "ics":
        chronology = chronology.published(drafts=True)  # it has no words for what is dismissed
    return list(exporter(name).export(chronology, context))


SCHEMES = ("", "https", "http", "webcal", "mailto", "data", "blob")
"""Those of the page's own links: to follow a calendar, and to write to its publisher."""


@slow
@given(strategies.documents())
def test_what_is_good_is_loaded_whole(document: dict[str, Any]) -> None:
    chronology = timeline.loads(strategies.as_yaml(document))
    assert len(chronology.document.events) == len(document["events"])
    for event, written in zip(chronology.document.events, document["events"], strict=True):
        title = written["title"]
        assert event.title.by_language == (title if isinstance(title, dict) else {"und": title})
        assert len(event.sources) == len(written.get("sources", ()))


@pytest.mark.slow
@slow
@given(chronologies)
def test_json_comes_back_as_the_same_chronology(text: str) -> None:
    chronology = timeline.loads(text)
    (export,) = exports(chronology, "json")
    jsonschema.validate(json.loads(export.content), schema())
    found = read_export(export.content, export.name, DeclaredNames(None))
    again = timeline.loads(drafting.document(found.root))
    assert again.events == chronology.events
    assert again.document.calendar == chronology.document.calendar


@pytest.mark.slow
@slow
@given(chronologies)
def test_csv_has_a_row_an_event_and_no_formula(text: str) -> None:
    chronology = timeline.loads(text)
    (export,) = exports(chronology, "csv")
    rows = list(csv.DictReader(io.StringIO(export.content.decode(), newline=""), strict=True))
    assert [row["id"] for row in rows] == [event.id for event in chronology.events]
    assert [row["edtf"] for row in rows] == [
        _defused(str(event.date)) for event in chronology.events
    ]
    for row in rows:
        assert None not in row
        for cell in row.values():
            assert not re.match(r"\s*[=+\-@\t\r]", cell)
            assert not [c for c in cell if unicodedata.category(c) == "Cc" and c not in "\n\t"]


def _defused(text: str) -> str:
    return "'" + text if text.startswith("-") else text


PROPERTIES = set(
    """
    BEGIN END VERSION PRODID CALSCALE NAME DESCRIPTION URL SOURCE COLOR IMAGE REFRESH-INTERVAL
    UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY LOCATION GEO CATEGORIES STATUS
    TRANSP CLASS LINK RELATED-TO CONTACT RECURRENCE-ID TZID TZOFFSETFROM TZOFFSETTO TZNAME RRULE RDATE
    TRIGGER ACTION DURATION X-APPLE-CALENDAR-COLOR X-LIC-LOCATION X-MICROSOFT-CDO-BUSYSTATUS
    X-MICROSOFT-CDO-ALLDAYEVENT X-PUBLISHED-TTL X-WR-CALDESC X-WR-CALNAME X-WR-TIMEZONE X-TIMELINE-EDTF
    X-TIMELINE-FINGERPRINT X-TIMELINE-LEDGER X-TIMELINE-PRECISION X-TIMELINE-REMOVED X-TIMELINE-WORDING
    """.split()
)


@pytest.mark.slow
@slow
@given(chronologies)
def test_another_reader_finds_the_same_days_in_every_calendar(text: str) -> None:
    chronology = timeline.loads(text)
    for export in exports(chronology, "ics"):
        check_lines(export.content)
        calendar = icalendar.Calendar.from_ical(export.content)
        assert not calendar.errors
        assert not any(component.errors for component in calendar.walk("VEVENT"))
        entries: list[Entry] = [*calendar.walk("VEVENT")]
        uids = [str(entry["UID"]) for entry in entries]
        assert len(set(uids)) == len(uids)
        for entry in entries:
            event = _event_of(entry, chronology)
            assert str(entry["X-TIMELINE-EDTF"]).replace("\\", "") == str(event.date)
            if event.date.is_timed:
                continue
            start, end = entry["DTSTART"].dt, entry["DTEND"].dt
            first, last = event.date.earliest, event.date.latest
            assert start < end
            assert first is None or first <= start
            assert last is None or end <= last + timedelta(days=1)
            is_one = not hasattr(event.date, "members")
            # A policy of the header may show the first day alone, or hide the event.
            policy = chronology.calendar.imprecise
            if first and last and is_one and not event.date.is_window and policy == Imprecise():
                assert (start, end) == (first, last + timedelta(days=1))


def _event_of(entry: Entry, chronology: Timeline) -> AnniversaryEvent | Event:
    name = str(entry["UID"]).partition("@")[0].partition("--")[0]
    tag = name.rpartition(".")[2]
    for event_id in (name, name.removesuffix(f".{tag}")):
        if event_id in chronology.by_id:
            return chronology.by_id[event_id]
    raise AssertionError(f"{name} is nobody's")


def check_lines(content: bytes) -> None:
    assert content.endswith(b"\r\n")
    depth = []
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()
    for line in content.replace(b"\r\n ", b"").removesuffix(b"\r\n").split(b"\r\n"):
        match = re.match(rb"([A-Z0-9-]+)[;:]", line)
        assert match, line
        assert match[1].decode() in PROPERTIES
        if match[1] == b"BEGIN":
            depth.append(line[6:])
        elif match[1] == b"END":
            assert depth.pop() == line[4:]
    assert not depth


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        for name, value in attributes:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction", "data"):
                self.addresses.append(value or "")


def _page(chronology: Timeline) -> Page:
    page = Page()
    (export, *_) = exports(chronology, "html")
    page.feed(export.content.decode())
    return page


@pytest.fixture(scope="module")
def harmless() -> Page:
    return _page(timeline.loads(EVERY_FIELD))


@pytest.mark.slow
@settings(slow, max_examples=15)
@given(text=chronologies)
def test_no_text_becomes_markup(harmless: Page, text: str) -> None:
    chronology = timeline.loads(text)
    page = _page(chronology)
    # Without events there are no elements that hold them and their phrases.
    assert page.scripts == harmless.scripts - (0 if chronology.events else 2)
    assert page.tags <= harmless.tags | {
        "time",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "q",
        "s",
        "del",
        "bdi",
        "blockquote",
        "cite",
        "p",
        "div",
    }
    assert (
        not {
            name for name in page.attributes if name.startswith("on") or name in ("srcdoc", "style")
        }
        - harmless.attributes
    )
    for address in page.addresses:
        assert urlsplit(address).scheme in SCHEMES, address
        if address.startswith("data:"):
            assert address.startswith(("data:text/calendar", "data:image/")), address


@slow
@given(chronologies, st.sampled_from(["ics", "json", "csv"]))
def test_names_of_files_are_plain(text: str, name: str) -> None:
    for export in exports(timeline.loads(text), name):
        assert re.fullmatch(r"(?:[A-Za-z0-9-]+/)?[A-Za-z0-9][A-Za-z0-9._-]*", export.name)
        assert ".." not in export.name


def printed(*arguments: Path | str) -> str:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.main([str(argument) for argument in arguments])
    assert code in (0, 1)
    return out.getvalue() + err.getvalue()


def assert_plain(text: str) -> None:
    """No escape sequence, no control and no character that turns the direction of text."""
    bad = [
        c
        for c in text
        if c != "\n"
        and (
            unicodedata.category(c) == "Cc"
            or unicodedata.bidirectional(c)
            in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        )
    ]
    assert not bad, (bad[:3], text[:300])


@pytest.mark.slow
@settings(slow, max_examples=40)
@given(text=chronologies)
def test_a_terminal_is_shown_plain_text(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("terminal")
    source = folder / "events.yaml"
    source.write_text(text)
    for command in ("check", "list"):
        assert_plain(printed(command, source))
    assert_plain(printed("build", source, "-o", folder / "out", "--format", "ics"))
    for event in timeline.loads(text).events[:2]:
        assert_plain(printed("show", event.id, source))


# -- what is not good ----------------------------------------------------------------------------


def _places(node: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The paths of all values of *node*."""
    if path:
        yield path
    items: Iterable[tuple[Step, object]] = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in items:
        yield from _places(value, (*path, key))


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A chronology in which some values are what they should not be."""
    document = draw(strategies.documents(3))
    for _ in range(draw(st.integers(1, 4))):
        *path, last = draw(st.sampled_from(list(_places(document))))
        node: Any = document
        try:
            for key in path:
                node = node[key]
            node[last] = draw(
                strategies.texts
                | strategies.dates()
                | st.integers()
                | st.just([])
                | st.just({"a": "b"})
                | st.just([["a"]])
                | st.none()
            )
            if isinstance(node, dict) and draw(st.booleans()):
                node[draw(strategies.texts)] = node.pop(last)
        except (KeyError, IndexError, TypeError):
            continue
    return strategies.as_yaml(document)


@pytest.mark.slow
@slow
@given(spoilt())
def test_what_is_wrong_is_reported_plainly_and_nothing_else_happens(text: str) -> None:
    examination = loading.examine(text, "events.yaml")
    for problem in examination.problems:
        assert_plain(str(problem).replace("\n  hint: ", ""))
        assert len(str(problem)) < 2000
        assert problem.place.line >= 1
    if examination.timeline is not None:
        for name in ("ics", "json", "csv"):
            assert exports(examination.timeline, name)


@pytest.mark.slow
@settings(slow, max_examples=400)
@given(strategies.edtf_texts, strategies.edtf_texts)
def test_any_date_that_can_be_loaded_can_be_exported(when: str, said: str) -> None:
    event = {"id": "a", "title": "A", "when": when, "previously": said, "disputed": True}
    event["sources"] = [{"document": "D", "when": said}]
    document = {"calendar": {"languages": ["en", "kk"]}, "events": [event]}
    chronology = loading.examine(strategies.as_yaml(document), "events.yaml").timeline
    if chronology is not None:
        for name in ("ics", "json", "csv", "html"):
            # To pack Plotly takes longer than all the rest.
            made = exports(chronology, name, plotly="directory")
            assert all(export.content for export in made)
