"""Nine independent readers of calendar files, from a parser to a CalDAV server, judge ours.

``tests/judges/install`` installs them. Where CI is set, a missing one is a failure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from timeline import edtf, loading
from timeline.events import (
    Calendar,
    Chronology,
    Event,
    Feed,
    Imprecise,
    NamedPlace,
    Showing,
    Status,
    Text,
    Timeline,
    complete,
)
from timeline.exporters import Context, Export, exporter
from timeline.exporters.ics.descriptions import Describer
from timeline.exporters.ics.placement import placement
from timeline.linting import lint
from timeline.phrases import Reading

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
JUDGES = ROOT / ".judges"
PYTHON = str(JUDGES / "python/bin/python")

COMMANDS = {
    "icalendar": (sys.executable, "judge_icalendar.py"),
    "recurring-ical-events": (PYTHON, "judge_recurring_ical_events.py"),
    "ical": (PYTHON, "judge_ical.py"),
    "vobject": (PYTHON, "judge_vobject.py"),
    "ics": (PYTHON, "judge_ics.py"),
    "caldav and Radicale": (PYTHON, "judge_caldav.py"),
    "ical.js": ("node", "judge_icaljs.cjs"),
    "node-ical": ("node", "judge_node_ical.cjs"),
    "libical": ("/usr/bin/python3", "judge_libical.py"),
}

LANGUAGES = ("en", "ru", "kk", "sr-Cyrl", "sr-Latn")

DATES = (
    "2025-09-17", "2025-09-17/2025-09-18", "2024-02-29", "2024-11", "2026-21", "2026-24",
    "2026-33", "2026-41", "2027", "202X", "19XX", "2026-03-15~", "2026-03-15?/2026-04-02",
    "2025-01-01/..", "../2026-12-31", "2024-11/2025-02", "[2026-03-01,2026-03-09]",
    "{2025-05-18,2025-06-01,2025-06-02}", "0962-02-02", "1648-10-24/1649-01-02",
    "2025-09-17T10:00", "2025-09-17T10:00/2025-09-17T12:30", "2025-09-17T22:00/2025-09-18T02:00",
    "2022-09-14T10:00/2022-09-14T18:00", "2026-07-01T00:00/2026-07-02T00:00",
    "2026-01-15T09:30:15/..", "2026-07-01T10:00+09:00", "2026-07-01T10:00Z/2026-07-03T10:00Z",
    "1960-05-01T12:00/1960-05-01T13:00", "2024-02-29T23:30/2024-03-01T00:30",
)  # fmt: skip

ZONES = (
    "Asia/Almaty", "Europe/Belgrade", "America/New_York", "Australia/Sydney", "Asia/Kathmandu",
    "UTC", "America/Sao_Paulo",
)  # fmt: skip

TITLES = (
    "Semicolon; comma, colon: \"quotes\" and 'apostrophes'",
    "Back\\slash \\n \\N \\; \\, C:\\new",
    "Two\nlines\r\nand\rmore",
    "BEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT",
    "\r\n SUMMARY:folded",
    "NUL\0 VT\x0b FF\x0c NEL\x85 LS\u2028 PS\u2029 DEL\x7f",
    "Emoji 🇰🇿🤝🇷🇸 and family 👩‍👩‍👧‍👦 " * 4,
    "قمة أستانا — פסגת אסטנה — " * 6,
    "Съезд лидеров мировых и традиционных религий " * 8,
    "语言" * 90,
    "x" * 5000,
    "^n ^' ^^ caret",
    "%2C %0D%0AEND:VCALENDAR",
    " leading and trailing ",
    "=1+1",
    "e\u0301" * 60,
)


@dataclass(frozen=True)
class Verdict:
    """What a reader must find for one event.

    An event without an end ends when it begins (RFC 5545 section 3.6.1), so a reader may give its
    start as the end, too.
    """

    uid: str
    summary: str
    start: str
    end: str | None
    all_day: bool
    status: str
    transp: str = "TRANSPARENT"


def stress(**header: object) -> Timeline:
    """Every precision, status, kind of time and zone, and hostile titles."""
    events = [
        Event(
            id=f"date-{number}-{status}",
            title=Text({"en": f"Event {number}", "ru": f"Событие {number}"}),
            when=Reading(text, edtf.parse(text)),
            status=status,
            place=f"place-{number % len(ZONES)}",
        )
        for number, text in enumerate(DATES)
        for status in Status
    ]
    day = Reading("2026-04-22", edtf.parse("2026-04-22"))
    events += [
        Event(
            id=f"title-{number}",
            title=Text({"en": text}),
            venue=Text({"en": text}),
            description=Text({"en": text}),
            when=day,
        )
        for number, text in enumerate(TITLES)
    ]
    everything = Imprecise(
        half=Showing.SPAN, year=Showing.SPAN, decade=Showing.SPAN, century=Showing.SPAN
    )
    calendar = Calendar(
        id="stress",
        domain="chronology.example.org",
        title=Text({"en": TITLES[0]}),
        description=Text({"en": "\n".join(TITLES[:6])}),
        languages=LANGUAGES,
        imprecise=everything,
    )
    places = {
        f"place-{number}": NamedPlace(
            name=Text({"en": zone}), timezone=zone, coordinates=(51.13, -71.4)
        )
        for number, zone in enumerate(ZONES)
    }
    for name, value in header.items():
        calendar = type(calendar)(
            **{**{f: getattr(calendar, f) for f in calendar.__struct_fields__}, name: value}
        )
    return complete(Chronology(events=tuple(events), calendar=calendar, places=places))


STATUSES = {
    "announced": "TENTATIVE", "planned": "TENTATIVE", "postponed": "TENTATIVE",
    "confirmed": "CONFIRMED", "held": "CONFIRMED", "signed": "CONFIRMED",
    "in-force": "CONFIRMED", "cancelled": "CANCELLED",
}  # fmt: skip


def expected(timeline: Timeline, language: str) -> Iterator[Verdict]:
    """What the model says; the days are worked out here once more, for single dates."""
    describer = Describer(timeline, language)
    for event in timeline.events:
        if not event.status.is_accepted:
            continue
        spans = placement(timeline, event, timeline.calendar.imprecise).spans
        for part, span in enumerate(spans, 1):
            name = event.id + ("" if language == timeline.languages[0] else f".{language}")
            yield Verdict(
                uid=f"{name}{f'--{part}' if part > 1 else ''}@{timeline.calendar.uid_domain}",
                summary=describer.title(event, span),
                start=iso(span.start),
                end=None if span.end is None else iso(span.end),
                all_day=not isinstance(span.start, datetime),
                status=STATUSES[event.status],
            )
            moments = timeline.moments(event)
            if isinstance(span.start, datetime) and moments and moments[1]:
                assert (iso(span.start), iso(span.last)) == (iso(moments[0]), iso(moments[1]))
            elif isinstance(span.start, datetime):
                assert span.end is None or timeline.calendar.default_duration
            elif isinstance(event.date, edtf.Date | edtf.SubYear) and span.last - span.start > DAY:
                assert (event.date.earliest, event.date.latest) == (span.start, span.last - DAY)


DAY = timedelta(days=1)


def iso(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def export(
    timeline: Timeline, previous: dict[str, bytes] | None = None, **options: str
) -> list[Export]:
    context = Context(
        languages=timeline.languages,
        previous=(previous or {}).get,
        now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        options=options,
    )
    return list(exporter("ics").export(timeline.published(), context))


Case = tuple[Path, list[Verdict]]


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Every file that is judged, and what must be found in it."""
    folder = tmp_path_factory.mktemp("calendars")
    found: list[Case] = []

    def add(kind: str, exports: list[Export], verdicts: dict[str, list[Verdict]]) -> None:
        for written in exports:
            language = written.name.split(".")[-2]
            content = written.content.decode().replace("\r\n ", "")
            path = folder / f"{kind}-{written.name.replace('/', '-')}"
            path.write_bytes(written.content)
            found.append((path, [v for v in verdicts[language] if f"UID:{v.uid}\r\n" in content]))

    def both(kind: str, timeline: Timeline, **options: Any) -> list[Export]:
        exports = export(timeline, **options)
        verdicts = {tag: list(expected(timeline, tag)) for tag in timeline.languages}
        for written in exports[:: len(exports) // len(timeline.languages)]:
            language = written.name.split(".")[-2]
            assert len(verdicts[language]) == written.content.count(b"\r\nBEGIN:VEVENT\r\n")
        add(kind, exports, verdicts)
        return exports

    shipped = loading.load(ROOT / "events.yaml")
    both("shipped", shipped)
    both("feeds", with_feeds(shipped), feeds="kind,party,place,series,event")
    both("stress", stress())
    both("utc", stress(languages=("en",)), timezones="utc")
    both("lengths", stress(languages=("en",), default_duration=45))
    both("alarms", stress(languages=("en",)), reminder="2")
    small = one_event("2026-04-22/2026-04-24")
    before = {written.name: written.content for written in both("small", small)}
    gone = Verdict(
        "summit@timeline.invalid", "Removed: Summit", "2026-04-22", "2026-04-25", True, "CANCELLED"
    )
    add("tombstone", export(one_event("2027"), before), {"en": [gone]})
    both("empty", one_event("2027"))
    # Its head records the number of an entry that had left and is back.
    dropped = export(one_event("2027"), before, removed="drop")
    back = export(small, {written.name: written.content for written in dropped})
    assert b"X-TIMELINE-FIRST-SEQUENCE:1" in back[0].content
    add("back", back, {"en": list(expected(small, "en"))})
    return found


def with_feeds(timeline: Timeline) -> Timeline:
    """The events of half of the chronology: every kind of feed of them is judged."""
    kept = tuple(timeline.document.events[::4])
    ids = {event.id for event in kept}
    kept = tuple(event for event in kept if event.part_of is None or event.part_of in ids)
    document = timeline.document
    header = document.calendar
    return complete(
        Chronology(
            events=kept, places=document.places, parties=document.parties,
            series=document.series, kinds=document.kinds,
            calendar=Calendar(id=header.id, title=header.title, languages=("en", "kk"), feeds=tuple(Feed)),
        )
    )  # fmt: skip


def one_event(when: str) -> Timeline:
    reading = Reading(when, edtf.parse(when))
    event = Event(id="summit", title=Text({"en": "Summit"}), when=reading)
    return complete(Chronology(events=(event,)))


def test_there_is_something_to_judge(cases: list[Case]) -> None:
    assert len(cases) > 20
    assert sum(len(verdicts) for _, verdicts in cases) > 1000
    assert any(not verdicts for _, verdicts in cases)


@pytest.mark.slow
def test_our_own_rules_find_no_fault(cases: list[Case]) -> None:
    faults = [str(fault) for path, _ in cases for fault in lint(path.read_bytes(), path.name)]
    assert [fault for fault in faults if not fault.startswith("alarms-")] == []
    assert faults


@pytest.mark.slow
@pytest.mark.parametrize("judge", COMMANDS)
def test_the_judge_reads_what_the_model_says(judge: str, cases: list[Case]) -> None:
    read = verdicts_of(judge, [path for path, _ in cases])
    for path, verdicts in cases:
        found = {verdict["uid"]: verdict for verdict in read.get(str(path), ())}
        assert found == {verdict.uid: asdict(verdict) for verdict in verdicts}, path.name


def verdicts_of(judge: str, paths: list[Path]) -> dict[str, list[dict[str, object]]]:
    program, script = COMMANDS[judge]
    run = subprocess.run(
        [program, str(HERE / script), *map(str, paths)],
        cwd=JUDGES / "node" if program == "node" else HERE,
        env={**os.environ, "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    ) if is_installed(judge) else None  # fmt: skip
    if run is None:
        message = f"{judge} is not installed: run tests/judges/install"
        if "CI" in os.environ:
            pytest.fail(message)
        pytest.skip(message)
    assert run.returncode == 0, run.stderr[-3000:]
    found: dict[str, list[dict[str, object]]] = {}
    for line in run.stdout.splitlines():
        verdict = json.loads(line)
        if verdict["end"] == verdict["start"] and not verdict["all_day"]:
            verdict["end"] = None
        found.setdefault(verdict.pop("file"), []).append(verdict)
    return found


def is_installed(judge: str) -> bool:
    program, _ = COMMANDS[judge]
    if program == "node":
        return (JUDGES / "node/node_modules" / judge).is_dir()
    if judge != "libical":
        return Path(program).exists()
    probe = "import gi; gi.require_version('ICalGLib', '3.0')"
    try:
        return (
            subprocess.run([program, "-c", probe], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        return False
