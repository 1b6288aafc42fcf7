"""Calendars of other programs: nothing is changed, and nothing is lost silently.

Each row is a kind of entry that a program is known to write, with the moments it means.
"""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline import importing, loading
from timeline.errors import InputError
from timeline.importing import Drafts

from ..narrowing import data, present

Read = Callable[..., Drafts]

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
END = "END:VCALENDAR\r\n"

BELGRADE = """\
BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:16010101T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, name: str = "VEVENT", uid: str = "a") -> str:
    stamp = (
        () if any(line.startswith("DTSTAMP") for line in lines) else ("DTSTAMP:20260101T000000Z",)
    )
    title = () if any(line.startswith("SUMMARY") for line in lines) else ("SUMMARY:Talks",)
    return "\r\n".join([f"BEGIN:{name}", f"UID:{uid}", *stamp, *title, *lines, f"END:{name}", ""])


@pytest.fixture
def drafts(tmp_path: Path) -> Read:
    def read(*parts: str, **options: Any) -> Drafts:
        text = HEAD + "".join(parts) + END
        path = tmp_path / "calendar.ics"
        path.write_bytes(text.encode(options.pop("written", "utf-8")))
        return importing.import_(path, **options)

    return read


def shown(drafts: Drafts) -> list[str]:
    """The dates of the events in *drafts*, in UTC if they have hours."""
    chronology = loading.loads(drafts.yaml)
    found = []
    for one in chronology.document.events:
        moments = chronology.moments(one)
        if moments is None:
            found.append(str(one.date))
            continue
        sides = [at.astimezone(UTC).strftime("%m-%d %H:%M") for at in moments if at]
        found.append("/".join(sides))
    return found


def notes(drafts: Drafts) -> str:
    return "\n".join(drafts.notes)


# -- zones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Europe/Belgrade", "08:00"),
        ("/freeassociation.sourceforge.net/Europe/Belgrade", "08:00"),
        ("Central Europe Standard Time", "08:00"),
        ("(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague", "08:00"),
        ("(GMT+01.00) Sarajevo/Warsaw/Zagreb", "08:00"),
        ("W. Europe", "08:00"),
        ("Eastern Time (US & Canada)", "14:00"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "14:00"),
        ("(UTC+03:00) Moscow, St. Petersburg, Volgograd", "07:00"),
        ("Romance Standard Time 1", "08:00"),
        ("GMT+02:00", "08:00"),
        ("GMT+0200", "08:00"),
        ("UTC-12", "22:00"),
        ("+0530", "04:30"),
        ("Etc/GMT-2", "08:00"),
        ("UTC", "10:00"),
        ("GMT", "10:00"),
        ("tzone://Microsoft/Utc", "10:00"),
        ("CET", "08:00"),
        ("EST5EDT", "14:00"),
    ],
)
def test_a_zone_is_known_by_the_names_that_programs_write(
    drafts: Read, zone: str, utc: str
) -> None:
    quoted = f'"{zone}"' if set(zone) & set(",:;") else zone
    found = drafts(event(f"DTSTART;TZID={quoted}:20260601T100000", "DURATION:PT1H"))
    assert found.problems == ()
    (when,) = shown(found)
    assert when.split("/")[0][-5:] == utc


@pytest.mark.parametrize(
    "zone",
    [
        "Customized Time Zone",
        "Nowhere",
        "Mars/Olympus",
        "(UTC+09:00) Belgrade",
        "GMT+25:00",
        "My 1",
    ],
)
def test_a_zone_that_nobody_knows_is_named_and_not_guessed(drafts: Read, zone: str) -> None:
    found = drafts(event(f'DTSTART;TZID="{zone}":20260601T100000'))
    (problem,) = found.problems
    assert zone in problem.fact
    assert data(found.root)["events"] == []


def test_a_zone_that_only_the_file_defines_is_that_definition(drafts: Read) -> None:
    parts = (
        BELGRADE.format("Customized Time Zone"),
        event("DTSTART;TZID=Customized Time Zone:20260601T100000", "DURATION:PT1H"),
        event("DTSTART;TZID=Customized Time Zone:20260201T100000", "DURATION:PT1H", uid="b"),
    )
    assert shown(drafts(*parts)) == ["06-01 08:00/06-01 09:00", "02-01 09:00/02-01 10:00"]
    assert "2026-06-01T10:00+02:00" in drafts(*parts).yaml


def test_a_definition_overrules_a_name_of_windows_but_not_the_tz_database(drafts: Read) -> None:
    # Outlook reuses names of its own for zones that people have customised.
    zone = "Tokyo Standard Time"
    found = drafts(BELGRADE.format(zone), event(f"DTSTART;TZID={zone}:20260601T100000"))
    assert shown(found)[0].startswith("06-01 08:00")
    old = (
        "BEGIN:VTIMEZONE\nTZID:Asia/Almaty\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0600\nTZOFFSETTO:+0600\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    found = drafts(old, event("DTSTART;TZID=Asia/Almaty:20260601T100000"))
    assert shown(found)[0].startswith("06-01 05:00")
    assert "defines Asia/Almaty differently" in notes(found)


@pytest.mark.parametrize(
    "definition",
    [
        "RRULE:FREQ=SECONDLY\n",
        "DTSTART:soon\n",
        "TZOFFSETTO:later\n",
    ],
)
def test_a_definition_that_cannot_be_read_defines_no_zone(drafts: Read, definition: str) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        f"TZOFFSETFROM:+0600\nTZOFFSETTO:+0600\n{definition}END:STANDARD\nEND:VTIMEZONE\n"
    )
    (problem,) = drafts(zone, event("DTSTART;TZID=X:20260601T100000")).problems
    assert "does not define" in problem.fact


def test_floating_times_are_in_the_zone_of_the_calendar(drafts: Read) -> None:
    floating = event("DTSTART:20260601T160000", "DTEND:20260601T170000")
    found = drafts("X-WR-TIMEZONE:Asia/Almaty\r\n", floating)
    assert shown(found) == ["06-01 11:00/06-01 12:00"]
    found = drafts(floating, timezone="Europe/Belgrade")
    assert shown(found) == ["06-01 14:00/06-01 15:00"]
    found = drafts(floating)
    (problem,) = found.problems
    assert "no zone" in problem.fact
    assert "--timezone" in problem.hint
    assert data(found.root)["events"] == []


def test_start_and_end_in_two_zones_are_two_moments(drafts: Read) -> None:
    found = drafts(
        event(
            "DTSTART;TZID=Europe/Belgrade:20260601T100000", "DTEND;TZID=Asia/Almaty:20260601T190000"
        )
    )
    assert shown(found) == ["06-01 08:00/06-01 14:00"]
    (one,) = data(found.root)["events"]
    assert one["when"] == "2026-06-01T10:00+02:00/2026-06-01T19:00+05:00"
    assert one["timezone"] == "Europe/Belgrade"


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("20260329T023000", "03-29 01:30"),  # skipped: the offset before (RFC 5545 3.3.5)
        ("20261025T023000", "10-25 00:30"),  # twice: the first (RFC 5545 3.3.5)
        ("20260329T030000", "03-29 01:00"),
        ("20261025T030000", "10-25 02:00"),
    ],
)
def test_hours_at_a_change_of_the_clocks_are_one_moment(drafts: Read, wall: str, utc: str) -> None:
    found = drafts(event(f"DTSTART;TZID=Europe/Belgrade:{wall}"))
    assert found.problems == ()
    assert shown(found)[0].startswith(utc)


# -- whole days ----------------------------------------------------------------------------------

ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"


@pytest.mark.parametrize(
    ("head", "lines", "days"),
    [
        ("", ("DTSTART;TZID=Central Europe Standard Time:20260608T000000",
              "DTEND;TZID=Central Europe Standard Time:20260610T000000"), "2026-06-08/2026-06-09"),
        ("X-WR-TIMEZONE:Europe/Belgrade\r\n",
         ("DTSTART:20260214T230000Z", "DTEND:20260215T230000Z"), "2026-02-15"),
        # The clocks change within: 23 hours.
        ("X-WR-TIMEZONE:Europe/Belgrade\r\n",
         ("DTSTART:20260328T230000Z", "DTEND:20260329T220000Z"), "2026-03-29"),
        (BELGRADE.format("Customized Time Zone"),
         ("DTSTART:20260607T220000Z", "DTEND:20260608T220000Z"), "2026-06-08"),
        # No zone at all: 23:00 UTC is midnight at +01:00 only, 05:00 at -05:00 only.
        ("", ("DTSTART:20260214T230000Z", "DTEND:20260215T230000Z"), "2026-02-15"),
        ("", ("DTSTART:20260215T050000Z", "DTEND:20260216T050000Z"), "2026-02-15"),
        ("", ("DTSTART:20260215T000000", "DTEND:20260216T000000"), "2026-02-15"),
        ("X-WR-TIMEZONE:Europe/Belgrade\r\n",
         ("DTSTART:20260215T000000Z", "DTEND:20260216T000000Z"), "2026-02-15"),
    ],
)  # fmt: skip
def test_outlook_marks_whole_days(
    drafts: Read, head: str, lines: tuple[str, str], days: str
) -> None:
    found = drafts(head, event(*lines, ALL_DAY))
    assert found.problems == ()
    assert shown(found) == [days]


def test_a_mark_that_contradicts_the_hours_is_reported(drafts: Read) -> None:
    found = drafts(event("DTSTART:20260215T083000Z", "DTEND:20260215T093000Z", ALL_DAY))
    assert shown(found) == ["02-15 08:30/02-15 09:30"]
    assert "marked as all-day" in notes(found)


# -- recurrence ----------------------------------------------------------------------------------

WEEKLY = (
    "DTSTART;TZID=Europe/Belgrade:20260601T100000",
    "DTEND;TZID=Europe/Belgrade:20260601T110000",
    "RRULE:FREQ=WEEKLY;COUNT=4",
)


def starts(drafts: Drafts) -> list[str]:
    return [when.split("/")[0] for when in shown(drafts)]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE;TZID=Europe/Belgrade:20260608T100000",
        "EXDATE;TZID=Europe/London:20260608T090000",
        "EXDATE:20260608T080000Z",
        "EXDATE:20260608T100000",
        "EXDATE;VALUE=DATE:20260608",
        "EXDATE;TZID=Asia/Almaty:20260501T100000,20260608T130000",
    ],
)
def test_an_exception_is_a_moment_or_a_day(drafts: Read, exdate: str) -> None:
    found = drafts(event(*WEEKLY, exdate))
    assert starts(found) == ["06-01 08:00", "06-15 08:00", "06-22 08:00"]


def test_an_exception_that_matches_nothing_is_reported(drafts: Read) -> None:
    found = drafts(event(*WEEKLY, "EXDATE;TZID=Europe/Belgrade:20260608T093000"))
    assert len(starts(found)) == 4
    assert "calendar.ics:11:1: the exception matches no date" in notes(found)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("DTSTART;VALUE=DATE:20230301", "DTEND;VALUE=DATE:20230302",
          "RRULE:FREQ=DAILY;UNTIL=20230303T230000Z", "EXDATE:20230302T000000"),
         ["2023-03-01", "2023-03-03"]),
        (("DTSTART;TZID=Europe/Belgrade:20260601T100000", "DURATION:PT1H",
          "RDATE;TZID=Asia/Almaty:20260603T150000"),
         ["06-01 08:00/06-01 09:00", "06-03 10:00/06-03 11:00"]),
        (("DTSTART;TZID=Europe/Belgrade:20260601T100000", "DURATION:PT1H",
          "RDATE;VALUE=PERIOD:20260603T100000Z/PT2H,20260604T100000Z/20260604T103000Z"),
         ["06-01 08:00/06-01 09:00", "06-03 10:00/06-03 12:00", "06-04 10:00/06-04 10:30"]),
        (("DTSTART;TZID=Europe/Belgrade:20260601T100000", "DURATION:PT1H",
          "RDATE;VALUE=DATE:20260603"),
         ["06-01 08:00/06-01 09:00", "06-03 08:00/06-03 09:00"]),
        # The hour that the clocks skip is neither shown nor counted (RFC 5545 3.3.10).
        (("DTSTART;TZID=Europe/Belgrade:20260328T023000", "DURATION:PT15M",
          "RRULE:FREQ=DAILY;COUNT=3"),
         ["03-28 01:30/03-28 01:45", "03-30 00:30/03-30 00:45", "03-31 00:30/03-31 00:45"]),
        # Midnight is skipped in Beirut, the day is not.
        (("DTSTART;VALUE=DATE:20260328", "RRULE:FREQ=DAILY;COUNT=3"),
         ["2026-03-28", "2026-03-29", "2026-03-30"]),
        # UNTIL is a moment: 08:00 UTC is ten in Belgrade.
        (("DTSTART;TZID=Europe/Belgrade:20260601T100000", "DURATION:PT1H",
          "RRULE:FREQ=WEEKLY;UNTIL=20260615T080000Z"),
         ["06-01 08:00/06-01 09:00", "06-08 08:00/06-08 09:00", "06-15 08:00/06-15 09:00"]),
        (("DTSTART;TZID=Europe/Belgrade:20260601T100000", "DURATION:PT1H",
          "RRULE:FREQ=WEEKLY;UNTIL=20260608"),
         ["06-01 08:00/06-01 09:00", "06-08 08:00/06-08 09:00"]),
        # Ten in the morning, in summer and in winter.
        (("DTSTART;TZID=Europe/Belgrade:20261019T100000", "DURATION:PT1H",
          "RRULE:FREQ=WEEKLY;COUNT=2"),
         ["10-19 08:00/10-19 09:00", "10-26 09:00/10-26 10:00"]),
        (("DTSTART;TZID=Europe/Belgrade:20260601T100000", "DTEND;TZID=Asia/Almaty:20260601T150000",
          "RRULE:FREQ=DAILY;COUNT=2"),
         ["06-01 08:00/06-01 10:00", "06-02 08:00/06-02 10:00"]),
        (("DTSTART;TZID=Tokyo Standard Time:20260601T100000", "DURATION:PT1H",
          "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2"),
         ["06-01 01:00/06-01 02:00", "07-06 01:00/07-06 02:00"]),
    ],
)  # fmt: skip
def test_dates_of_a_series(drafts: Read, lines: tuple[str, ...], wanted: list[str]) -> None:
    found = drafts(event(*lines))
    assert found.problems == ()
    assert shown(found) == wanted


@pytest.mark.parametrize(
    "recurrence",
    [
        "RECURRENCE-ID;TZID=Europe/London:20260608T090000",
        "RECURRENCE-ID:20260608T080000Z",
        "RECURRENCE-ID;VALUE=DATE:20260608",
    ],
)
def test_a_moved_date_leaves_its_old_one(drafts: Read, recurrence: str) -> None:
    moved = event(
        "DTSTART;TZID=Europe/London:20260609T090000", "DURATION:PT1H", "SUMMARY:Moved", recurrence
    )
    for parts in ((event(*WEEKLY), moved), (moved, event(*WEEKLY))):
        found = drafts(*parts)
        assert sorted(starts(found)) == ["06-01 08:00", "06-09 08:00", "06-15 08:00", "06-22 08:00"]
        assert {one.get("series") for one in data(found.root)["events"]} == {"talks"}


def test_this_and_future_moves_all_later_dates(drafts: Read) -> None:
    moved = event(
        "DTSTART;TZID=Europe/Belgrade:20260609T140000",
        "DTEND;TZID=Europe/Belgrade:20260609T160000",
        "SUMMARY:Later",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Belgrade:20260608T100000",
    )
    found = drafts(event(*WEEKLY), moved)
    assert sorted(shown(found)) == [
        "06-01 08:00/06-01 09:00",
        "06-09 12:00/06-09 14:00",
        "06-16 12:00/06-16 14:00",
        "06-23 12:00/06-23 14:00",
    ]
    assert sorted(one["title"] for one in data(found.root)["events"]) == ["Later"] * 3 + ["Talks"]


# -- state ---------------------------------------------------------------------------------------


def test_a_cancelled_meeting_is_not_published(drafts: Read) -> None:
    found = drafts("METHOD:CANCEL\r\n", event("DTSTART:20260601T100000Z"))
    assert [one["status"] for one in data(found.root)["events"]] == ["cancelled"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_last_revision_counts(drafts: Read, order: int) -> None:
    versions = [
        event("SEQUENCE:0", "DTSTART:20260601T100000Z"),
        event("SEQUENCE:10", "DTSTART:20260605T100000Z"),
        event("SEQUENCE:9", "DTSTART:20260604T100000Z"),
    ]
    found = drafts(*versions[::order])
    assert starts(found) == ["06-05 10:00"]
    assert notes(found).count("an earlier revision") == 2


def test_of_equal_revisions_none_is_lost(drafts: Read) -> None:
    first, second = "DTSTART:20260601T100000Z", "DTSTART:20260605T100000Z"
    found = drafts(event(first), event(second), event(first))
    assert starts(found) == ["06-01 10:00", "06-05 10:00"]
    assert "same UID" in notes(found)
    assert "the same entry" in notes(found)
    later = event("DTSTAMP:20260102T000000Z", second)
    assert starts(drafts(event(first), later)) == ["06-05 10:00"]


def test_deadlines_and_notes_are_drafted_as_such(drafts: Read) -> None:
    found = drafts(
        event("DUE;VALUE=DATE:20260601", "SUMMARY:File the note", name="VTODO"),
        event("DTSTART;VALUE=DATE:20260602", "SUMMARY:Minutes", name="VJOURNAL", uid="b"),
        event("DTSTART:20260602T100000Z", name="VFREEBUSY", uid="c"),
    )
    assert shown(found) == ["2026-06-01", "2026-06-02"]
    assert [one["kind"] for one in data(found.root)["events"]] == ["deadline", "note"]
    for name in ("VTODO", "VJOURNAL", "VFREEBUSY"):
        assert name in notes(found)


def test_what_a_chronology_has_no_place_for_is_named(drafts: Read) -> None:
    found = drafts(
        event(
            "DTSTART:20260601T100000Z",
            "CLASS:PRIVATE",
            "ORGANIZER;CN=Desk:mailto:a@example.org",
            "ATTENDEE:mailto:b@example.org",
            "ATTENDEE:mailto:c@example.org",
            "CONTACT:Somebody",
            "BEGIN:VALARM",
            "TRIGGER:-PT15M",
            "END:VALARM",
        )
    )
    for text in ("PRIVATE", "ORGANIZER (1", "ATTENDEE (2", "CONTACT (1", "VALARM (1"):
        assert text in notes(found)


def test_what_the_model_has_a_place_for_is_kept(drafts: Read) -> None:
    found = drafts(
        event(
            "DTSTART:20260601T100000Z",
            "LOCATION:Palace of Peace",
            "GEO:51.123;71.463",
            "CATEGORIES:Protocol,Visit",
            "URL:https://example.org/a",
            "ATTACH:https://example.org/programme%20b.pdf",
        )
    )
    chronology = timeline.loads(found.yaml)
    (one,) = chronology.events
    assert present(chronology.place(one)).coordinates == (51.123, 71.463)
    assert one.kind == "visit"
    assert [(s.document, s.url) for s in one.sources] == [
        ("calendar.ics", "https://example.org/a"),
        ("programme b.pdf", "https://example.org/programme%20b.pdf"),
    ]
    assert "'Protocol' is not a kind" in notes(found)


def test_a_location_that_the_chronology_has_is_its_place(drafts: Read) -> None:
    known = timeline.loads("places: {astana: {name: {en: Astana}}}\nevents: []\n")
    found = drafts(event("DTSTART:20260601T100000Z", "LOCATION:Astana"), known=known)
    assert data(found.root)["events"][0]["place"] == "astana"


def test_every_calendar_of_a_file_is_read(drafts: Read) -> None:
    one = "X-WR-CALNAME:One\r\nX-WR-TIMEZONE:Asia/Almaty\r\n" + event("DTSTART:20260601T100000")
    two = "X-WR-CALNAME:Two\r\nX-WR-TIMEZONE:Asia/Tokyo\r\n" + event(
        "DTSTART:20260601T100000", uid="b"
    )
    found = drafts(one, END, HEAD, two)
    assert starts(found) == ["06-01 05:00", "06-01 01:00"]
    assert [e["sources"][0]["document"] for e in data(found.root)["events"]] == ["One", "Two"]


def test_a_line_that_is_no_property_costs_nothing_else(drafts: Read) -> None:
    found = drafts(
        event("DTSTART:20260601T100000Z"), "oops\r\n", event("DTSTART:20260602T100000Z", uid="b")
    )
    assert len(starts(found)) == 2
    assert "calendar.ics:10:1: 'oops' is not a property" in notes(found)


# -- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=92=D0=B8=\r\n=D0=B7=D0=B8=D1=82", "Визит"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:K=F6ln", "Köln"),
        ("SUMMARY;QUOTED-PRINTABLE:a=3Db, c; d", "a=b, c; d"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo", "one two"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:long =\r\n =3D text", "long = text"),
        ("SUMMARY;ENCODING=BASE64:0JLQuNC30LjRgg==", "Визит"),
        ("SUMMARY;LANGUAGE=en:Two\\, or\r\n  three", "Two, or three"),
        ("SUMMARY:A \"quoted\" title: with colon", 'A "quoted" title: with colon'),
    ],
)  # fmt: skip
def test_texts_are_decoded_as_they_say(drafts: Read, line: str, title: str) -> None:
    found = drafts(event(line, "DTSTART:20260601T100000Z"))
    (one,) = timeline.loads(found.yaml).events
    assert list(one.title.by_language.values()) == [title]


@pytest.mark.parametrize(
    ("encoding", "title", "name"),
    [
        ("cp1251", "Официальный визит Президента", "Windows-1251"),
        ("koi8-r", "Официальный визит Президента", "KOI8-R"),
        ("cp1252", "Abschlussgespräch in Köln", "Windows-1252"),
        ("cp1250", "Zvanična poseta predsednika", "Windows-1250"),
        ("cp1254", "Dışişleri Bakanı", "Windows-1254"),
        ("utf-16", "Визит", ""),
        ("utf-16-le", "Визит", "UTF-16-LE"),
        ("utf-8-sig", "Визит", ""),
    ],
)
def test_a_calendar_is_read_in_its_encoding(
    drafts: Read, encoding: str, title: str, name: str
) -> None:
    found = drafts(event(f"SUMMARY:{title}", "DTSTART:20260601T100000Z"), written=encoding)
    (one,) = timeline.loads(found.yaml).events
    assert list(one.title.by_language.values()) == [title]
    assert name in notes(found)
    assert bool(name) == bool(notes(found))


def test_a_fold_within_a_letter_is_repaired(drafts: Read, tmp_path: Path) -> None:
    text = HEAD + event("DTSTART:20260601T100000Z", "SUMMARY:Виз~~ит") + END
    content = text.encode().replace(b"~~", b"").replace("и".encode(), b"\xd0\r\n \xb8")
    path = tmp_path / "folded.ics"
    path.write_bytes(content)
    (one,) = timeline.loads(importing.import_(path).yaml).events
    assert list(one.title.by_language.values()) == ["Визит"]


def test_no_calendar_is_refused(drafts: Read, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(b"hello\n")
    with pytest.raises(InputError):
        importing.import_(path)
