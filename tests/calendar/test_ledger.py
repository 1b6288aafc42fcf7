from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import timeline
from timeline import building, edtf
from timeline.errors import InputError
from timeline.events import Calendar, Chronology, Event, Text, complete
from timeline.exporters import Export
from timeline.exporters.ics import ledger
from timeline.phrases import Reading

from ..narrowing import Entry

Build = Callable[..., dict[str, Export]]

FILE = "kz.en.ics"
FIRST = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)
SECOND = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
THIRD = datetime(2026, 5, 30, 10, 0, tzinfo=UTC)

SUMMIT = "{id: summit, title: Summit, when: 2026-04-22/2026-04-24}"
VISIT = "{id: visit, title: 'Visit; of state', when: 2026-06, status: planned, place: astana}"
TALKS = "{id: talks, title: Talks, when: 2026-04-23T10:00/2026-04-23T11:30, place: astana}"


def events(*blocks: str, header: str = "") -> str:
    return (
        f"calendar: {{id: kz, domain: chronology.example.org{header}}}\n"
        "places: {astana: {name: Astana, country: KZ, timezone: Asia/Almaty}}\n"
        "events:\n" + "".join(f"  - {block}\n" for block in blocks)
    )


def read(exports: dict[str, Export]) -> dict[str, Entry]:
    calendar = icalendar.Calendar.from_ical(exports[FILE].content)
    entries: list[Entry] = [*calendar.walk("VEVENT")]
    return {entry["UID"].partition("@")[0]: entry for entry in entries}


def stamps(event: Entry) -> tuple[int, datetime, datetime, datetime]:
    return (
        event["SEQUENCE"],
        event["DTSTAMP"].dt,
        event["LAST-MODIFIED"].dt,
        event["CREATED"].dt,
    )


def test_a_ledger_that_was_read_stays_as_it_was(build: Build) -> None:
    export = build(events(SUMMIT), now=FIRST)[FILE]
    found = ledger.read_ledger(export.content, FILE)
    for value in (found, *found.entries.values()):
        assert not hasattr(value, "__dict__") or not value.__dict__
        for name in value.__struct_fields__:
            with pytest.raises(AttributeError):
                setattr(value, name, None)


def test_a_rebuild_is_the_same_although_the_clock_moved(build: Build) -> None:
    first = build(events(SUMMIT, VISIT, TALKS), now=FIRST)
    second = build(events(TALKS, VISIT, SUMMIT), first, now=SECOND)
    assert second[FILE].content == first[FILE].content


def test_the_clock_is_not_asked_when_nothing_changed(build: Build) -> None:
    text = events(SUMMIT, "{id: b, title: B, when: 2026-05-01, revised: 2026-02-01T00:00:00Z}")
    first = build(text, now=FIRST)
    # Without a time, a revision is dated 1970: so nothing was revised.
    assert build(text, first, now=None)[FILE].content == first[FILE].content


def test_the_first_build_stamps_all_with_its_time(build: Build) -> None:
    found = read(build(events(SUMMIT, VISIT), now=FIRST))
    assert {stamps(event) for event in found.values()} == {(0, FIRST, FIRST, FIRST)}


def test_the_time_of_a_revision_is_what_the_data_says(build: Build) -> None:
    block = "{id: a, title: A, when: 2026-04-22, revised: 2026-02-03T00:00:00Z}"
    revised = datetime(2026, 2, 3, tzinfo=UTC)
    first = build(events(block), now=FIRST)
    assert stamps(read(first)["a"]) == (0, revised, revised, revised)
    second = build(
        events(
            block.replace("A, when", "B, when").replace("02-03T00:00:00Z", "02-05T10:00:00+05:00")
        ),
        first,
        now=THIRD,
    )
    later = datetime(2026, 2, 5, 5, 0, tzinfo=UTC)
    assert stamps(read(second)["a"]) == (1, later, later, revised)


@pytest.mark.parametrize(
    "change",
    [
        lambda block: block.replace("title: Summit", "title: Great Summit"),
        lambda block: block.replace("04-24", "04-25"),
        lambda block: block.replace("{id", "{status: confirmed, id"),
        lambda block: block.replace("{id", "{status: cancelled, id"),
        lambda block: block.replace("{id", "{place: astana, id"),
        lambda block: block.replace("{id", "{description: New, id"),
        lambda block: block.replace("{id", "{kind: summit, id"),
        lambda block: block.replace("{id", "{previously: 2026-03-01, id"),
        lambda block: block.replace("{id", "{sources: [{document: Statement}], id"),
        lambda block: block.replace("2026-04-22/2026-04-24", "2026-04"),
    ],
)
def test_any_change_raises_sequence_by_one_and_keeps_the_uid(
    build: Build, change: Callable[[str], str]
) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    second = build(events(change(SUMMIT), VISIT), first, now=SECOND)
    found = read(second)
    assert stamps(found["summit"]) == (1, SECOND, SECOND, FIRST)
    assert stamps(found["visit"]) == (0, FIRST, FIRST, FIRST)
    third = build(events(SUMMIT, VISIT), second, now=THIRD)
    assert stamps(read(third)["summit"]) == (2, THIRD, THIRD, FIRST)


def test_a_revision_is_never_older_than_the_last_one(build: Build) -> None:
    first = build(events(SUMMIT), now=THIRD)
    second = build(events(SUMMIT.replace("Summit", "Congress")), first, now=FIRST)
    assert stamps(read(second)["summit"]) == (1, THIRD, THIRD, THIRD)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_a_revision_that_utc_does_not_know_is_one_of_no_known_time(
    build: Build, moment: str
) -> None:
    event = Event(
        id="a",
        title=Text({"en": "A"}),
        when=Reading("2026-04-22", edtf.parse("2026-04-22")),
        revised=datetime.fromisoformat(moment),
    )
    (entry,) = read(
        build(complete(Chronology(calendar=Calendar(id="kz"), events=(event,))), now=FIRST)
    ).values()
    assert stamps(entry) == (0, FIRST, FIRST, FIRST)


def test_an_event_without_any_time_is_stamped_alike_everywhere(build: Build) -> None:
    assert stamps(read(build(events(SUMMIT), now=None))["summit"]) == (
        0,
        *[datetime(1970, 1, 1, tzinfo=UTC)] * 3,
    )


def test_an_end_that_nobody_stated_leaves_a_published_event_once(build: Build) -> None:
    block = "{id: start, title: Start, when: 2026-04-22T10:00}"
    hour = build(events(block, header=", default_duration: 60"), now=FIRST)
    assert "DTEND" in read(hour)["start"]
    second = build(events(block), hour, now=SECOND)
    entry = read(second)["start"]
    assert "DTEND" not in entry
    assert stamps(entry) == (1, SECOND, SECOND, FIRST)
    assert build(events(block), second, now=THIRD)[FILE].content == second[FILE].content


# -- tombstones ------------------------------------------------------------------------------


def test_an_entry_without_an_end_leaves_a_tombstone_without_one(build: Build) -> None:
    block = "{id: start, title: Start, place: astana, when: 2026-04-22T10:00}"
    first = build(events(SUMMIT, block), now=FIRST)
    second = build(events(SUMMIT), first, now=SECOND)
    entry = read(second)["start"]
    assert entry["SUMMARY"] == "Removed: Start"
    assert entry["DTSTART"].to_ical() == b"20260422T100000"
    assert not {"DTEND", "DURATION"} & set(entry)
    assert build(events(SUMMIT), second, now=SECOND)[FILE].content == second[FILE].content
    much_later = datetime(2026, 7, 22, 0, 0, tzinfo=UTC)
    assert "start" not in read(build(events(SUMMIT), second, now=much_later))


@pytest.mark.parametrize("gone", [SUMMIT, VISIT, TALKS])
def test_a_removed_event_becomes_a_tombstone(build: Build, gone: str) -> None:
    blocks = [SUMMIT, VISIT, TALKS]
    first = build(events(*blocks), now=FIRST)
    blocks.remove(gone)
    second = build(events(*blocks), first, now=SECOND)
    name = gone[5:].partition(",")[0]
    before, after = read(first)[name], read(second)[name]
    assert after["UID"] == before["UID"]
    assert (after["DTSTART"].dt, after["DTEND"].dt) == (before["DTSTART"].dt, before["DTEND"].dt)
    assert after["SUMMARY"] == f"Removed: {before['SUMMARY']}"
    assert after.get("LOCATION") == before.get("LOCATION")
    assert (after["STATUS"], after["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert stamps(after) == (1, SECOND, SECOND, FIRST)
    assert build(events(*blocks), second, now=SECOND)[FILE].content == second[FILE].content


@pytest.mark.parametrize("stay", [0, 1, 2, 3])
def test_a_day_that_is_taken_out_of_several_becomes_a_tombstone(build: Build, stay: int) -> None:
    days = ["2026-04-01", "2026-04-03", "2026-04-05"]
    first = build(events(f"{{id: a, title: A, when: '{{{','.join(days)}}}'}}"), now=FIRST)
    left = f"'{{{','.join(days[:stay])}}}'" if stay else "2027"
    second = read(build(events(f"{{id: a, title: A, when: {left}}}"), first, now=SECOND))
    gone = [uid for uid, entry in second.items() if entry["STATUS"] == "CANCELLED"]
    assert len(second) == 3
    assert len(gone) == 3 - stay


def test_a_tombstone_goes_ninety_days_after_its_last_day(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    second = build(events(VISIT), first, now=SECOND)
    last_day = datetime(2026, 7, 24, 23, 0, tzinfo=UTC)
    assert "summit" in read(build(events(VISIT), second, now=last_day))
    day_after = datetime(2026, 7, 25, 0, 0, tzinfo=UTC)
    assert "summit" not in read(build(events(VISIT), second, now=day_after))


def test_the_header_decides_how_long_a_tombstone_stays(build: Build) -> None:
    header = ", removed_days: 1"
    first = build(events(SUMMIT, VISIT, header=header), now=FIRST)
    second = build(events(VISIT, header=header), first, now=SECOND)
    assert "summit" not in read(build(events(VISIT, header=header), second, now=THIRD))


def test_a_tombstone_of_the_past_stays_long_enough_to_be_seen(build: Build) -> None:
    old = "{id: old, title: Old, when: 2019-10-25}"
    first = build(events(old, VISIT), now=FIRST)
    second = build(events(VISIT), first, now=SECOND)
    assert read(second)["old"]["STATUS"] == "CANCELLED"
    assert "old" in read(build(events(VISIT), second, now=THIRD))
    assert "old" not in read(build(events(VISIT), second, now=THIRD.replace(month=7)))


def test_what_is_removed_long_after_its_last_change_is_seen_to_go(build: Build) -> None:
    first = build(events("{id: old, title: Old, when: 2019-10-25}", VISIT), now=FIRST)
    years_later = build(events(VISIT), first, now=FIRST.replace(year=2029))
    assert read(years_later)["old"]["STATUS"] == "CANCELLED"


def test_an_event_that_comes_back_is_the_same_one(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    second = build(events(VISIT), first, now=SECOND)
    third = build(events(SUMMIT, VISIT), second, now=THIRD)
    assert stamps(read(third)["summit"]) == (2, THIRD, THIRD, FIRST)
    assert read(third)["summit"]["STATUS"] == "TENTATIVE"


@pytest.mark.parametrize(
    ("policy", "status"), [("prefix", "CONFIRMED"), ("tombstone", "CANCELLED")]
)
def test_a_tombstone_has_the_status_of_the_policy(build: Build, policy: str, status: str) -> None:
    header = f", removed: {policy}"
    first = build(events(SUMMIT, VISIT, header=header), now=FIRST)
    found = read(build(events(VISIT, header=header), first, now=SECOND))["summit"]
    assert (found["STATUS"], found["SUMMARY"]) == (status, "Removed: Summit")


def test_what_is_removed_may_be_dropped_at_once(build: Build) -> None:
    header = ", removed: drop"
    first = build(events(SUMMIT, VISIT, header=header), now=FIRST)
    assert set(read(build(events(VISIT, header=header), first, now=SECOND))) == {"visit"}


def test_a_cancelled_event_that_is_removed_is_not_announced_twice(build: Build) -> None:
    cancelled = SUMMIT.replace("{id", "{status: cancelled, id")
    first = build(events(cancelled, VISIT), now=FIRST)
    second = build(events(VISIT), first, now=SECOND)
    assert read(second)["summit"]["SUMMARY"] == "Cancelled: Summit"


def test_an_event_whose_date_became_vague_says_what_is_known(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    vague = "{id: summit, title: Summit, when: 2027}"
    second = build(events(vague, VISIT), first, now=SECOND)
    found = read(second)["summit"]
    assert (found["SUMMARY"], found["STATUS"]) == ("Removed: Summit", "CANCELLED")
    assert found["DESCRIPTION"].startswith("Date: 2027\nOnly the year is known.")
    assert [omission.event for omission in second[FILE].omissions] == ["summit"]


def test_a_day_that_left_a_set_of_days_leaves_a_tombstone(build: Build) -> None:
    block = "{id: vote, title: Vote, when: '{2026-05-10,2026-05-24}'}"
    first = build(events(block), now=FIRST)
    second = build(events(block.replace(",2026-05-24", "")), first, now=SECOND)
    assert read(second)["vote"]["STATUS"] == "TENTATIVE"
    assert read(second)["vote--2"]["STATUS"] == "CANCELLED"


def test_another_default_language_leaves_no_tombstones(build: Build) -> None:
    first = build(events(SUMMIT, header=", languages: [en, ru]"), now=FIRST)
    second = build(events(SUMMIT, header=", languages: [ru, en]"), first, now=SECOND)
    assert set(read(second)) == {"summit.en"}


def test_another_domain_leaves_no_tombstones(build: Build) -> None:
    first = build(events(SUMMIT), now=FIRST)
    second = build(events(SUMMIT).replace("chronology.", "calendar."), first, now=SECOND)
    assert [event["UID"] for event in read(second).values()] == ["summit@calendar.example.org"]


# -- numbers never decrease ---------------------------------------------------------------------

FIRST_SEQUENCE = b"X-TIMELINE-FIRST-SEQUENCE"


@pytest.mark.parametrize(("header", "after"), [("", 3), (", removed: drop", 2)])
def test_an_event_that_is_back_after_it_has_gone_continues(
    build: Build, header: str, after: int
) -> None:
    first = build(events(SUMMIT, VISIT, header=header), now=FIRST)
    second = build(
        events(SUMMIT.replace("Summit", "Congress"), VISIT, header=header), first, now=SECOND
    )
    assert FIRST_SEQUENCE not in second[FILE].content
    gone = second
    for year in (2026, 2028, 2030):
        gone = build(events(VISIT, header=header), gone, now=THIRD.replace(year=year))
    assert set(read(gone)) == {"visit"}
    assert FIRST_SEQUENCE + b":%d\r\n" % after in gone[FILE].content
    back = build(events(SUMMIT, VISIT, header=header), gone, now=THIRD.replace(year=2031))
    assert stamps(read(back)["summit"])[0] == after
    assert stamps(read(back)["visit"]) == (0, FIRST, FIRST, FIRST)
    assert FIRST_SEQUENCE + b":%d\r\n" % after in back[FILE].content


def test_a_mark_that_is_no_number_is_left_out(build: Build) -> None:
    content = build(events(SUMMIT), now=FIRST)[FILE].content
    for mark in (b"", b"-1", b"x", b"9" * 40):
        marked = content.replace(b"NAME:", FIRST_SEQUENCE + b":" + mark + b"\r\nNAME:", 1)
        assert build(events(SUMMIT), {FILE: marked}, now=SECOND)[FILE].content == content
    high = content.replace(b"NAME:", FIRST_SEQUENCE + b":9999999999\r\nNAME:", 1)
    found = read(build(events(SUMMIT, VISIT), {FILE: high}, now=SECOND))
    assert stamps(found["visit"])[0] == 2147483647


def test_entries_that_a_damaged_ledger_lost_continue_whenever_they_are_back(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    second = build(events(SUMMIT, VISIT.replace("planned", "held")), first, now=SECOND)
    cut = second[FILE].content[: second[FILE].content.index(b"UID:visit")]
    third = build(events(SUMMIT), {FILE: cut}, now=THIRD)
    assert set(read(third)) == {"summit"}
    assert stamps(read(build(events(SUMMIT, VISIT), third, now=THIRD))["visit"])[0] >= 1


def test_what_leaves_without_a_tombstone_is_named(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    dropped = build(events(VISIT, header=", removed: drop"), first, now=SECOND)[FILE]
    assert dropped.notes == (
        f"{FILE}: 1 left without a tombstone (first: summit@chronology.example.org): "
        + "the header says 'removed: drop'",
    )
    moved = build(events(SUMMIT, VISIT).replace("chronology.", "calendar."), first, now=SECOND)
    (note,) = moved[FILE].notes
    assert note.startswith(f"{FILE}: 2 left without a tombstone (first: summit@chronology")


# -- ledgers that are not what they should be ------------------------------------------------


def test_without_a_ledger_sequence_begins_at_zero_and_that_is_said(build: Build) -> None:
    assert build(events(SUMMIT))[FILE].notes == (f"{FILE} is new: SEQUENCE begins at 0",)


def test_a_good_ledger_needs_no_words(build: Build) -> None:
    first = build(events(SUMMIT))
    assert build(events(SUMMIT), first)[FILE].notes == ()


def test_a_foreign_file_continues_what_it_shares_and_leaves_no_tombstones(build: Build) -> None:
    foreign = (
        b"BEGIN:VCALENDAR\nPRODID:-//Other\x1b[31m//EN\nVERSION:2.0\n"
        b"BEGIN:VEVENT\nUID:summit@chronology.example.org\n"
        b"BEGIN:VALARM\nDTSTAMP:20200101T000000Z\nSEQUENCE:99\nEND:VALARM\n"
        b"DTSTAMP:20250101T000000Z\nSEQUENCE:7\nDTSTART;VALUE=DATE:20260422\nSUMMARY:Summit\nEND:VEVENT\n"
        b"BEGIN:VEVENT\nUID:theirs@chronology.example.org\nDTSTAMP:20250101T000000Z\n"
        b"DTSTART;VALUE=DATE:20260422\nDTEND;VALUE=DATE:20260423\nSUMMARY:X\nEND:VEVENT\n"
        b"END:VCALENDAR\n"
    )
    export = build(events(SUMMIT), {FILE: foreign}, now=SECOND)
    created = datetime(2025, 1, 1, tzinfo=UTC)
    assert {name: stamps(event) for name, event in read(export).items()} == {
        "summit": (8, SECOND, SECOND, created)
    }
    assert export[FILE].notes == (
        f"{FILE} was made by -//Other\\x1b[31m//EN: "
        + "entries of the same UID continue their SEQUENCE, others are left out without a tombstone",
    )


def test_a_newer_ledger_continues(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)[FILE].content
    newer = first.replace(b"X-TIMELINE-LEDGER:1", b"X-TIMELINE-LEDGER:9")
    export = build(events(SUMMIT), {FILE: newer}, now=SECOND)
    assert stamps(read(export)["summit"]) == (0, FIRST, FIRST, FIRST)
    assert stamps(read(export)["visit"]) == (1, SECOND, SECOND, FIRST)
    assert export[FILE].notes == (f"{FILE} was written by a newer release: SEQUENCE continues",)


def test_a_long_name_of_a_maker_is_cut(build: Build) -> None:
    first = build(events(SUMMIT), now=FIRST)[FILE].content
    foreign = re.sub(rb"PRODID:.*", b"PRODID:" + b"x" * 61, first)
    (note,) = build(events(SUMMIT), {FILE: foreign}, now=SECOND)[FILE].notes
    assert note.startswith(f"{FILE} was made by {'x' * 59}…: ")


def test_an_older_ledger_continues_without_a_word(build: Build) -> None:
    first = build(events(SUMMIT), now=FIRST)[FILE].content
    older = first.replace(b"X-TIMELINE-LEDGER:1", b"X-TIMELINE-LEDGER:0")
    export = build(events(SUMMIT), {FILE: older}, now=SECOND)
    assert stamps(read(export)["summit"]) == (0, FIRST, FIRST, FIRST)
    assert export[FILE].notes == ()


def test_after_a_cut_off_ledger_sequence_only_rises(build: Build) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    second = build(events(SUMMIT.replace("Summit", "Congress"), VISIT), first, now=SECOND)
    content = second[FILE].content
    cut = content[: content.index(b"END:VEVENT") + 14]
    third = build(events(SUMMIT.replace("Summit", "Congress"), VISIT), {FILE: cut}, now=THIRD)
    assert stamps(read(third)["summit"]) == (1, SECOND, SECOND, FIRST)
    assert stamps(read(third)["visit"]) == (2, THIRD, THIRD, THIRD)
    assert third[FILE].notes == (
        f"{FILE} is damaged: entries that cannot be read in it continue at SEQUENCE 2",
    )


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        (rb"SEQUENCE:0", b"SEQUENCE:none"),
        (rb"SEQUENCE:0", b"SEQUENCE:99999999999999999999"),
        (rb"LAST-MODIFIED:\d+T\d+Z", b"LAST-MODIFIED:20269999T000000Z"),
        (rb"END:VEVENT\r\n", b""),
        (rb"END:VEVENT\r\n", b"END:VALARM\r\n"),
        (rb"UID:summit@", b"UID:\xff\xfe@"),
        (rb"UID:[^\r]*\r\n", b""),
    ],
)
def test_damage_is_met_and_said(build: Build, pattern: bytes, damage: bytes) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)[FILE].content
    damaged = re.sub(pattern, damage, first, count=1)
    assert damaged != first
    export = build(events(SUMMIT, VISIT), {FILE: damaged}, now=SECOND)
    found = read(export)
    assert set(found) == {"summit", "visit"}
    assert stamps(found["summit"])[:2] == (1, SECOND)
    assert "is damaged" in export[FILE].notes[0]


@pytest.mark.parametrize("component", ["A", "VALARM", "XA"])
def test_a_file_without_a_calendar_is_damaged(component: str) -> None:
    content = f"BEGIN:{component}\r\nEND:{component}\r\n".encode()
    assert "is damaged" in ledger.read_ledger(content, FILE).notes[-1]


def test_the_highest_sequence_stays_a_number_that_all_can_read(build: Build) -> None:
    first = build(events(SUMMIT), now=FIRST)[FILE].content
    high = first.replace(b"SEQUENCE:0", b"SEQUENCE:2147483647")
    found = read(build(events(SUMMIT.replace("Summit", "X")), {FILE: high}, now=SECOND))
    assert found["summit"]["SEQUENCE"] == 2147483647


def test_another_spelling_of_the_same_is_no_change(build: Build) -> None:
    first = build(events(SUMMIT, TALKS), now=FIRST)[FILE].content
    respelled = first.replace(b"\r\n", b"\n").replace(b"DTSTART;VALUE=DATE", b"dtstart;value=DATE")
    respelled = respelled.replace(
        b"STATUS:TENTATIVE\nTRANSP:TRANSPARENT", b"TRANSP:TRANSPARENT\nSTATUS:TENTATIVE"
    )
    assert build(events(SUMMIT, TALKS), {FILE: respelled}, now=SECOND)[FILE].content == first


# There is a space directly before the first fold of its description, and a letter of two octets
# around the second.
LONG = "{id: long, title: Long, when: 2026-04-22, description: '" + "word ё " * 40 + "'}"


def without_blanks_at_ends(content: bytes) -> bytes:
    found = re.sub(rb"[ \t]+(?=\r\n)", b"", content)
    assert found != content
    return found


def refolded(width: int) -> Callable[[bytes], bytes]:
    def fold(content: bytes) -> bytes:
        lines = content.replace(b"\r\n ", b"").split(b"\r\n")
        return b"\r\n".join(
            b"\r\n\t".join(line[at : at + width] for at in range(0, len(line), width) or [0])
            for line in lines
        )

    return fold


@pytest.mark.parametrize(
    "respelled",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.replace(b"\r\n", b" \r\n"),
        lambda content: b"\xef\xbb\xbf" + content.replace(b"\r\n", b" \t\n"),
        lambda content: content.replace(b":VEVENT\r\n", b":VEVENT \r\n"),
        without_blanks_at_ends,
        refolded(30),
        refolded(200),
        lambda content: content.replace(b"\nUID:", b"\nUID;X=1:"),
        lambda content: content.replace(b"\nSEQUENCE:", b'\nSEQUENCE;X="a:b";Y=c:'),
    ],
)  # fmt: skip
def test_what_editors_do_to_a_ledger_changes_nothing(
    build: Build, respelled: Callable[[bytes], bytes]
) -> None:
    first = build(events(SUMMIT, VISIT, TALKS, LONG), now=FIRST)
    second = build(events(SUMMIT, LONG), first, now=SECOND)[FILE]
    edited = respelled(second.content)
    assert second.is_own(edited)
    again = build(events(SUMMIT, LONG), {FILE: edited}, now=THIRD)[FILE]
    assert again.content == second.content
    assert again.notes == ()


def test_a_blank_that_was_added_to_a_text_is_a_change(build: Build) -> None:
    first = build(events(SUMMIT.replace("Summit", "Summitof"), LONG), now=FIRST)
    found = read(build(events(SUMMIT.replace("Summit", "Summit of"), LONG), first, now=SECOND))
    assert stamps(found["summit"])[0] == 1


# -- versions that were merged -----------------------------------------------------------------


LATE = "{id: late, title: Late, when: 2026-12-01}"


def versions(build: Build) -> tuple[bytes, bytes, bytes]:
    """A ledger, and two that followed from it: in one SEQUENCE of the visit is 1, in one 2."""
    first = build(events(SUMMIT, VISIT, LATE), now=FIRST)
    ours = build(events(SUMMIT, VISIT.replace("planned", "confirmed"), LATE), first, now=SECOND)
    theirs = build(events(SUMMIT, VISIT.replace("planned", "held"), LATE), ours, now=THIRD)
    return tuple(each[FILE].content for each in (first, ours, theirs))  # type: ignore[return-value]


def entry_of(content: bytes, name: str) -> bytes:
    found = re.search(
        rb"BEGIN:VEVENT\r\nUID:%b@.*?END:VEVENT\r\n" % name.encode(), content, re.DOTALL
    )
    assert found
    return found[0]


def in_conflict(
    pattern: str, base: bytes, ours: bytes, theirs: bytes, line_end: bytes = b"\r\n"
) -> bytes:
    """*ours* with a conflict, as git writes it, between the matches of *pattern* in both visits."""
    sides = [
        re.search(pattern.encode(), each[each.index(entry_of(each, "visit")) :], re.DOTALL)[0]  # type: ignore[index]
        for each in (ours, base, theirs)
    ]
    markers = [b"<<<<<<< HEAD", b"||||||| 1234567", b"=======", b">>>>>>> main"]
    lines = b"".join(
        marker + line_end + side for marker, side in zip(markers, [*sides, b""], strict=True)
    )
    at = ours.index(entry_of(ours, "visit"))
    return ours[:at] + ours[at:].replace(sides[0], lines, 1)


SHAPES = {
    "number": r"SEQUENCE:\d\r\n",
    "stamps": r"DTSTAMP:.*?SEQUENCE:\d\r\n",
    "status": r"STATUS:\w+\r\n",
    "entry": r"BEGIN:.*?END:VEVENT\r\n",
    "body": r"DTSTAMP:.*?(?=END:VEVENT)",
    "rest": r"DTSTAMP:.*?END:VEVENT\r\n",
    "several": r"DTSTAMP:.*?END:VEVENT\r\nBEGIN:VEVENT\r\nUID:late@[^\r]*\r\n",
}
MIXING = ("body", "rest", "several")
"""Shapes of which both versions together are entries that cannot be distinguished."""


def conflicting(text: str, content: bytes, folder: Path) -> str:
    (folder / "events.yaml").write_text(text)
    (folder / FILE).write_bytes(content)
    with pytest.raises(InputError) as caught:
        timeline.build(folder / "events.yaml", folder, now=lambda: THIRD)
    assert (folder / FILE).read_bytes() == content
    with pytest.raises(InputError) as compared:
        building.compare(folder / "events.yaml", folder)
    assert set(compared.value.problems) <= set(caught.value.problems)
    return str(caught.value)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
def test_a_conflict_in_a_ledger_stops_the_build_and_its_hint_resolves_it(
    build: Build, tmp_path: Path, shape: str, line_end: bytes, before: bytes
) -> None:
    base, ours, theirs = versions(build)
    content = before + in_conflict(SHAPES[shape], base, ours, theirs, line_end)
    text = events(SUMMIT, VISIT, LATE)
    printed = conflicting(text, content, tmp_path)
    line = content[: content.index(b"<<<<<<<")].count(b"\n") + 1
    assert printed.startswith(f"{tmp_path / FILE}:{line}:1: a conflict between two versions")
    assert "keep the lines of both versions" in printed
    # As the hint has it.
    mended = re.sub(rb"(?m)^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>).*\n", b"", content)
    found = read(build(text, {FILE: mended}, now=THIRD))
    highest = 2 if shape != "status" else 1
    assert stamps(found["visit"])[0] == highest + 1
    if shape in MIXING:
        assert {stamps(entry)[0] for entry in found.values()} == {3}
    else:
        assert stamps(found["summit"]) == (0, FIRST, FIRST, FIRST)


def test_every_conflict_of_every_file_is_reported(build: Build, tmp_path: Path) -> None:
    base, ours, theirs = versions(build)
    content = in_conflict(SHAPES["number"], base, ours, theirs)
    content = content.replace(b"BEGIN:VEVENT", b">>>>>>> stray\r\nBEGIN:VEVENT", 1)
    (tmp_path / "kz.kind-visit.en.ics").write_bytes(content)
    text = events(SUMMIT, VISIT, LATE, header=", feeds: [kind]")
    printed = conflicting(text.replace("{id: visit", "{kind: visit, id: visit"), content, tmp_path)
    assert printed.count("was not resolved") == 4


def test_what_only_looks_like_a_conflict_is_not_one(build: Build) -> None:
    block = SUMMIT.replace("Summit", "'<<<<<<< HEAD ======='")
    text = block.replace("{id", "{description: '" + "======= " * 30 + "', id")
    content = build(events(text), now=FIRST)[FILE].content
    assert b"=======" in content
    assert list(ledger.conflicts(content, FILE)) == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_entries_with_the_same_uid_the_higher_number_continues(
    build: Build, order: int
) -> None:
    _, ours, theirs = versions(build)
    both = [entry_of(each, "visit") for each in (ours, theirs)][::order]
    content = ours.replace(entry_of(ours, "visit"), b"".join(both))
    export = build(events(SUMMIT, VISIT, LATE), {FILE: content}, now=THIRD)[FILE]
    assert stamps(read({FILE: export})["visit"]) == (3, THIRD, THIRD, FIRST)
    assert export.notes == (
        f"{FILE} has entries with the same UID, visit@chronology.example.org for example: "
        + "the highest SEQUENCE of each UID continues",
    )


def test_two_entries_with_the_same_uid_and_number_are_followed_by_a_higher_one(
    build: Build,
) -> None:
    _, ours, _ = versions(build)
    other = entry_of(ours, "visit").replace(b"SUMMARY:Visit", b"SUMMARY:Trip")
    content = ours.replace(b"END:VCALENDAR", other + b"END:VCALENDAR")
    for status in ("confirmed", "held"):
        text = events(SUMMIT, VISIT.replace("planned", status), LATE)
        assert stamps(read(build(text, {FILE: content}, now=THIRD))["visit"])[0] == 2
    same = ours.replace(b"END:VCALENDAR", entry_of(ours, "visit") + b"END:VCALENDAR")
    text = events(SUMMIT, VISIT.replace("planned", "confirmed"), LATE)
    assert build(text, {FILE: same}, now=THIRD)[FILE].content == ours


HOSTILE = (
    "BEGIN:VCALENDAR\r\nPRODID:-//diplomatic-timeline//timeline//EN\r\nVERSION:2.0\r\n"
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20250101T000000Z\r\n{start}\r\n{end}\r\n"
    "SUMMARY:{title}\r\nLOCATION:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)  # fmt: skip
GOOD = {
    "uid": "old@chronology.example.org",
    "start": "DTSTART;VALUE=DATE:20260422",
    "end": "DTEND;VALUE=DATE:20260423",
    "title": "Old",
}


@pytest.mark.parametrize(
    "bad",
    [
        {"uid": "old\x0bX-EVIL:1@chronology.example.org"},
        {"uid": "../../etc/passwd@chronology.example.org"},
        {"uid": "x" * 300 + "@chronology.example.org"},
        {"uid": "old@chronology.example.org.evil.example"},
        {"start": "DTSTART;VALUE=DATE:20269922"},
        {"start": "DTSTART;VALUE=DATE:2026-04-2"},
        {"start": "DTSTART;VALUE=DATE:20260425"},
        {"start": "DTSTART;VALUE=DATE:20260423"},  # as its end, which is not included
        {"start": "DTSTART:20260422T100000Z"},
        {"start": "DTSTART;TZID=../../../etc/passwd:20260422T100000", "end": "DTEND;TZID=Nowhere:20260422T110000"},
        {"start": "DTSTART;TZID=Europe:20260422T100000", "end": "DTEND;TZID=Europe:20260422T110000"},
        {"start": "DTSTART:20260422T100000", "end": "DTEND:20260422T110000"},
        {"start": "DTSTART;TZID=Asia/Almaty:00010101T010000", "end": "DTEND;TZID=Asia/Almaty:00010101T030000"},
        {"start": "DTSTART:99991231T220000Z", "end": "DTEND;TZID=Etc/GMT+5:99991231T230000"},
        {"start": "DTSTART;TZID=:20260422T100000", "end": "DTEND;TZID=:20260422T110000"},
        {"start": "X-NOTHING:1"},
        {"end": "X-NOTHING:1"},
        {"start": "DTSTART:20260422T100000", "end": "X-NOTHING:1"},
    ],
)  # fmt: skip
def test_what_a_ledger_cannot_prove_becomes_no_tombstone(build: Build, bad: dict[str, str]) -> None:
    export = build(events(SUMMIT), {FILE: HOSTILE.format(**GOOD | bad).encode()}, now=SECOND)
    assert set(read(export)) == {"summit"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("DTSTART;VALUE=DATE:99991230", "DTEND;VALUE=DATE:99991231"),
        ("DTSTART:99991231T220000Z", "DTEND:99991231T230000Z"),
    ],
)
def test_a_tombstone_may_be_at_the_end_of_all_years(build: Build, start: str, end: str) -> None:
    last = HOSTILE.format(**GOOD | {"start": start, "end": end}).encode()
    first = build(events(SUMMIT), {FILE: last}, now=FIRST)
    assert set(read(first)) == {"summit", "old"}
    second = build(events(SUMMIT), first, now=SECOND)
    assert second[FILE].content == first[FILE].content


def test_texts_of_a_ledger_are_written_anew(build: Build) -> None:
    title = r"a;b,c\nBEGIN:VEVENT\\d" + "\u2028e"
    hostile = HOSTILE.format(**GOOD | {"title": title}).encode()
    found = read(build(events(SUMMIT), {FILE: hostile}, now=SECOND))
    assert set(found) == {"summit", "old"}
    assert found["old"]["SUMMARY"] == "Removed: a;b,c BEGIN:VEVENT/d e"


LEDGER = HOSTILE.format(**GOOD).encode()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.integers(0, len(LEDGER)), st.integers(0, len(LEDGER)), st.binary(max_size=40))
@example(0, 0, b"")
def test_any_ledger_gives_a_whole_calendar(build: Build, start: int, end: int, junk: bytes) -> None:
    damaged = LEDGER[:start] + junk + LEDGER[end:]
    export = build(events(SUMMIT), {FILE: damaged}, now=SECOND)
    assert set(read(export)) <= {"summit", "old"}
    again = build(events(SUMMIT), export, now=SECOND)
    assert again[FILE].content == export[FILE].content
    assert again[FILE].notes == ()


# -- postponed -------------------------------------------------------------------------------

POSTPONED = "{id: summit, title: Summit, status: postponed, previously: 2026-04-22/2026-04-24}"


def test_what_is_postponed_without_a_new_date_says_so_on_the_old_one(build: Build) -> None:
    published = build(events(SUMMIT, VISIT), now=FIRST)
    for previous in (published, {}):  # on a first build too: the file gives the old date
        export = build(events(POSTPONED, VISIT), previous, now=SECOND)
        found = read(export)["summit"]
        assert (found["SUMMARY"], found["STATUS"]) == ("Postponed: Summit", "TENTATIVE")
        assert (str(found["DTSTART"].dt), str(found["DTEND"].dt)) == ("2026-04-22", "2026-04-25")
        assert "X-TIMELINE-REMOVED" not in found
        lines = found["DESCRIPTION"].splitlines()
        assert lines[0] == "Date: date not announced (moved from 22–24 April 2026)"
        assert "Status: Postponed" in lines
        assert found["SEQUENCE"] == (1 if previous else 0)
        assert export[FILE].omissions == ()
    again = build(events(POSTPONED, VISIT), export, now=THIRD.replace(year=2030))
    assert again[FILE].content == export[FILE].content


@pytest.mark.parametrize(
    ("previously", "summary", "start"),
    [
        ("2026-04", "Postponed: Summit (April 2026)", "2026-04-01"),
        ("2026-04-22T10:00/2026-04-22T12:00", "Postponed: Summit", "2026-04-22 10:00:00+02:00"),
    ],
)
def test_the_old_date_is_as_exact_as_it_was(
    build: Build, previously: str, summary: str, start: str
) -> None:
    block = POSTPONED.replace("2026-04-22/2026-04-24", previously)
    block = block.replace("{id", "{timezone: Europe/Belgrade, id")
    found = read(build(events(block)))["summit"]
    assert (found["SUMMARY"], str(found["DTSTART"].dt)) == (summary, start)


@pytest.mark.parametrize(
    ("status", "title", "written"),
    [
        ("postponed", "Postponed: Summit", "TENTATIVE"),
        ("cancelled", "Cancelled: Summit", "CANCELLED"),
    ],
)
@pytest.mark.parametrize("previously", ["", ", previously: 2026"])
def test_what_lost_its_date_says_why_on_the_day_that_was_published(
    build: Build, status: str, title: str, written: str, previously: str
) -> None:
    first = build(events(SUMMIT, VISIT), now=FIRST)
    block = f"{{id: summit, title: Summit, status: {status}{previously}}}"
    second = build(events(block, VISIT), first, now=SECOND)
    found = read(second)["summit"]
    assert (found["SUMMARY"], found["STATUS"]) == (title, written)
    assert found["DTSTART"].dt == read(first)["summit"]["DTSTART"].dt
    assert build(events(block, VISIT), second, now=SECOND)[FILE].content == second[FILE].content
