"""A calendar file as objects of one entry each."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest

import timeline
from timeline.linting import lint
from timeline.pushing.entries import cancelled, entries

ROOT = Path(__file__).parent.parent.parent
CALENDARS = sorted((ROOT / "exports").glob("*.ics"))
EVENTS = """calendar: {id: visits, domain: calendar.embassy.kz, reminder: 1}
places: {astana: {name: Astana, timezone: Asia/Almaty}, belgrade: {name: Belgrade, timezone: Europe/Belgrade}}
events:
  - {id: a, title: A, place: astana, when: "2026-05-01T10:00/2026-05-01T11:30"}
  - {id: b, title: B, place: belgrade, when: "2026-05-01T10:00/2026-05-01T11:30"}
  - {id: c, title: C, when: 2026-05-02, status: cancelled}
"""


@pytest.fixture
def calendar(tmp_path: Path) -> bytes:
    timeline.build(timeline.loads(EVENTS), tmp_path, formats=["ics"])
    return (tmp_path / "visits.en.ics").read_bytes()


@pytest.mark.parametrize("path", CALENDARS, ids=lambda path: path.name)
def test_every_entry_is_a_separate_object(path: Path) -> None:
    content = path.read_bytes()
    whole = {
        str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }
    found = entries(content)
    assert found.keys() == whole.keys()
    for uid, entry in found.items():
        assert list(lint(entry.body, entry.name)) == []
        (event,) = icalendar.Calendar.from_ical(entry.body).walk("VEVENT")
        assert event == whole[uid]
        assert entry.title == event["SUMMARY"]
        assert b"METHOD" not in entry.body
    assert len({entry.name for entry in found.values()}) == len(found)


def test_an_object_has_the_time_zones_that_it_needs(calendar: bytes) -> None:
    zones = {
        uid.partition("@")[0]: [str(zone["TZID"]) for zone in icalendar.Calendar.from_ical(entry.body).walk("VTIMEZONE")]
        for uid, entry in entries(calendar).items()
    }  # fmt: skip
    assert zones == {"a": ["Asia/Almaty"], "b": ["Europe/Belgrade"], "c": []}


def test_a_fingerprint_is_of_what_the_entry_says(calendar: bytes) -> None:
    before = entries(calendar)["a@calendar.embassy.kz"]
    for name, value in (("SEQUENCE:0", "SEQUENCE:7"), ("DTSTAMP:2", "DTSTAMP:1"), ("LAST-MODIFIED:2", "LAST-MODIFIED:1")):  # fmt: skip
        assert name.encode() in calendar
        stamped = entries(calendar.replace(name.encode(), value.encode()))
        assert stamped[before.uid].fingerprint == before.fingerprint
    for old, new in ((b"SUMMARY:A", b"SUMMARY:Z"), (b"TZNAME:", b"TZNAME:X"), (b"TRIGGER", b"TRIGGER;X=1")):  # fmt: skip
        assert old in calendar
        assert entries(calendar.replace(old, new))[before.uid].fingerprint != before.fingerprint


def test_what_subscribers_see_as_gone(calendar: bytes) -> None:
    assert {uid[0]: entry.is_gone for uid, entry in entries(calendar).items()} == {"a": False, "b": False, "c": True}  # fmt: skip
    removed = entries(calendar.replace(b"SUMMARY:A", b"X-TIMELINE-REMOVED:TRUE\r\nSUMMARY:A"))
    assert removed["a@calendar.embassy.kz"].is_removed


def test_a_copy_is_cancelled_with_a_higher_sequence(calendar: bytes) -> None:
    entry = entries(calendar)["a@calendar.embassy.kz"]
    for copy, sequence in (
        (entry.body, 1),
        (entry.body.replace(b"SEQUENCE:0\r\n", b"").replace(b"\r\n", b"\n"), 1),
        (entry.body.replace(b"SEQUENCE:0", b"SEQUENCE:41"), 42),
        (entry.body.replace(b"BEGIN:VEVENT", b"METHOD:PUBLISH\r\nBEGIN:VEVENT"), 1),
    ):
        changed = cancelled(copy)
        (event,) = icalendar.Calendar.from_ical(changed).walk("VEVENT")
        assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == (
            "CANCELLED",
            sequence,
            entry.uid,
        )
        assert len(event.walk("VALARM")) == 1
        assert b"METHOD" not in changed
        assert changed.count(b"BEGIN:VTIMEZONE") == 1


def test_anything_is_read() -> None:
    assert entries(b"") == {}
    assert entries(b"\xff\xfe<html>") == {}
    assert cancelled(b"") == b"\r\n"
