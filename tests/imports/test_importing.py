"""Importing: the events from tables, calendars and exports, and the report on the rest."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline import importing, loading
from timeline.cli import main
from timeline.errors import InputError, UnknownName
from timeline.events import Event
from timeline.importing import Drafts

from ..narrowing import data, present

Read = Callable[..., Drafts]

ROOT = Path(__file__).parent.parent.parent
EVERY_FIELD = ROOT / "tests" / "exports" / "every-field.yaml"


@pytest.fixture
def imported(tmp_path: Path) -> Read:
    def read(text: str, suffix: str = "csv", encoding: str = "utf-8", **options: Any) -> Drafts:
        path = tmp_path / f"table.{suffix}"
        path.write_bytes(text.encode(encoding))
        return importing.import_(path, **options)

    return read


def events(drafts: Drafts) -> list[Event]:
    return list(loading.loads(drafts.yaml).document.events) if drafts.root["events"] else []


def reports(drafts: Drafts) -> list[str]:
    return [
        f"{problem.place.line}:{problem.place.column}: {problem.path}: {problem.fact}"
        for problem in drafts.problems
    ]


# -- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("18.11.2024", "2024-11-18"),
        ("2024-11-18", "2024-11-18"),
        ("2024-11-18 00:00:00", "2024-11-18"),
        ("18.11.2024 0:00", "2024-11-18"),
        ("11.2024", "2024-11"),
        ("2024", "2024"),
        ("ноябрь 2024", "2024-11"),
        ("18-19.11.2024", "2024-11-18/2024-11-19"),
        ("17 - 18 сентября 2025 года", "2025-09-17/2025-09-18"),
        ("IV квартал 2025", "2025-36"),
        ("18.11.2024 10:30 UTC", "2024-11-18T10:30:00Z"),
        ("", "XXXX"),
        ("—", "XXXX"),
        ("уточняется", "XXXX"),
    ],
)
def test_a_cell_is_as_precise_as_it_was_written(imported: Read, cell: str, edtf: str) -> None:
    drafts = imported(f"Дата;Событие\n{cell};Визит\n")
    assert drafts.problems == ()
    (event,) = events(drafts)
    assert str(event.date) == edtf


@pytest.mark.parametrize(
    ("cell", "fact", "hint"),
    [
        ("31.02.2024", "29", ""),
        ("45614", "not a date", "2024-11-18 in Excel"),
        ("15 мая", "no year", "write the year"),
        ("Nov-24", "no year", "yyyy-mm"),
        ("ноя.24", "no year", "yyyy-mm"),
        ("03/04/2025", "could be swapped", "--language"),
        ("18 ноября", "no year", ""),
        ("скоро", "", ""),
    ],
)
def test_a_cell_that_is_not_a_date_is_named_and_not_guessed(
    imported: Read, cell: str, fact: str, hint: str
) -> None:
    drafts = imported(f"title,note,date\nGood,,2024\nVisit,,{cell}\n")
    (problem,) = drafts.problems
    assert (problem.place.line, problem.place.column, problem.path) == (3, 8, "C3 'date'")
    assert fact in problem.fact + problem.hint
    assert hint in problem.hint
    assert [event.id for event in events(drafts)] == ["good"]
    assert drafts.count == 2


def test_the_order_of_day_and_month_is_said_and_the_wording_kept(imported: Read) -> None:
    drafts = imported("title,date\nVisit,03/04/2025\n", languages=["en-US"])
    (event,) = events(drafts)
    assert str(event.date) == "2025-03-04"
    assert event.sources[0].quote == "03/04/2025"


@pytest.mark.parametrize(
    ("columns", "cells", "edtf"),
    [
        ("start date;end date", "18.11.2024;19.11.2024", "2024-11-18/2024-11-19"),
        ("start date;end date", "18.11.2024;18.11.2024", "2024-11-18"),
        ("start date;end date", "18.11.2024;", "2024-11-18"),
        ("from;to", "ноябрь 2024;январь 2025", "2024-11/2025-01"),
        ("Start Date;Start Time;End Date;End Time", "2024-11-18;10:00;2024-11-18;12:30", "2024-11-18T10:00:00/2024-11-18T12:30:00"),
        ("Start Date;Start Time", "2024-11-18;1:30 PM", "2024-11-18T13:30:00"),
        # Outlook: the midnight after the last day.
        ("Start Date;Start Time;End Date;End Time;All day event", "18.11.2024;00:00:00;20.11.2024;00:00:00;True", "2024-11-18/2024-11-19"),
        ("год;дата", "2024;18 ноября", "2024-11-18"),
        ("год;дата", "2024;", "2024"),
    ],
)  # fmt: skip
def test_dates_in_several_columns_are_one_date(
    imported: Read, columns: str, cells: str, edtf: str
) -> None:
    drafts = imported(f"title;{columns}\nVisit;{cells}\n", timezone="Europe/Belgrade")
    assert drafts.problems == ()
    assert str(events(drafts)[0].date) == edtf


@pytest.mark.parametrize(
    ("time", "fact"),
    [
        ("99:00 PM", "no time"),
        ("13:00 AM", "no time"),
        ("25:00", "no time"),
        ("10:75", "no time"),
        ("10", "not a time of day"),
    ],
)
def test_an_impossible_time_is_reported(imported: Read, time: str, fact: str) -> None:
    (problem,) = imported(f"title;date;start time\nVisit;2024-11-18;{time}\n").problems
    assert problem.path == "C2 'start time'"
    assert fact in problem.fact


@pytest.mark.parametrize("time", ["14:00-16:00", "14:00 – 16:00", "2 PM-4 PM", "14.00—16.00"])
def test_a_cell_may_have_both_hours(imported: Read, time: str) -> None:
    (event,) = events(imported(f"title;date;time\nVisit;2024-11-18;{time}\n", timezone="UTC"))
    assert str(event.date) == "2024-11-18T14:00:00/2024-11-18T16:00:00"


def test_the_hours_of_each_of_several_days_are_not_those_of_one_event(imported: Read) -> None:
    table = "title;start;end;time\nVisit;2024-11-18;2024-11-20;14:00-16:00\n"
    (problem,) = imported(table, timezone="UTC").problems
    assert "is not a time of day" in problem.fact


@pytest.mark.parametrize(
    ("time", "edtf"),
    [
        ("12:00 AM", "00:00:00"),
        ("12:30 p.m.", "12:30:00"),
        ("1:05 am", "01:05:00"),
        ("13:00 PM", "13:00:00"),
    ],
)
def test_half_days_begin_at_twelve(imported: Read, time: str, edtf: str) -> None:
    (event,) = events(imported(f"title;date;start time\nVisit;2024-11-18;{time}\n"))
    assert str(event.date) == f"2024-11-18T{edtf}"


@pytest.mark.parametrize("day", ["0001-01-01", "-0044-03-15"])
def test_a_day_that_no_calendar_has_is_reported(imported: Read, day: str) -> None:
    columns = "Start Date;Start Time;End Date;End Time;All day event"
    (problem,) = imported(f"title;{columns}\nVisit;2024-11-18;00:00;{day};00:00;True\n").problems
    assert problem.path == "D2 'End Date'"
    assert "outside 2 to 9998" in problem.fact


@pytest.mark.parametrize("cells", ["19.11.2024;18.11.2024", "18-19.11.2024;20.11.2024"])
def test_dates_in_several_columns_that_contradict_are_reported(imported: Read, cells: str) -> None:
    (problem,) = imported(f"title;start;end\nVisit;{cells}\n").problems
    assert problem.path == "C2 'end'"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_spreadsheets_write_is_read(imported: Read, encoding: str, separator: str) -> None:
    table = "Дата,Мероприятие,Место проведения\r\n18.11.2024,Визит,Белград\r\n,,\r\n"
    drafts = imported(table.replace(",", separator), encoding=encoding)
    (event,) = events(drafts)
    assert event.title.by_language == {"und": "Визит"}
    assert data(drafts.root)["places"]["belgrad"]["name"] == "Белград"
    assert ("Windows-1251" in "".join(drafts.notes)) == (encoding == "cp1251")


def test_a_koi8_table_is_not_taken_for_windows_1251(imported: Read) -> None:
    table = "Дата;Мероприятие\n18.11.2024;Официальный визит\n"
    try:
        drafts = imported(table, encoding="koi8-r")
    except InputError:
        return
    assert events(drafts)[0].title.by_language["und"] == "Официальный визит"


def test_the_hours_of_two_time_zones_are_kept(imported: Read) -> None:
    table = (
        "title,start,end\n"
        'A,"5 May 2026, 10:00 Moscow time","6 May 2026, 12:00 Moscow time"\n'
        'B,"5 May 2026, 10:00 Moscow time","6 May 2026, 12:00 Almaty time"\n'
    )
    drafts = imported(table)
    assert drafts.problems == ()
    one, other = events(drafts)
    assert (str(one.date), present(one.when).zone) == (
        "2026-05-05T10:00:00/2026-05-06T12:00:00",
        "Europe/Moscow",
    )
    assert str(other.date) == "2026-05-05T10:00:00+03:00/2026-05-06T12:00:00+05:00"
    assert present(other.sources[0].quote).startswith("5 May 2026, 10:00 Moscow time – 6 May")


def test_quotes_line_breaks_and_sep_are_read(imported: Read) -> None:
    drafts = imported(
        'sep=;\ndate;title;description\n2024;"A ""b""; c";"one\ntwo"\n31.02.2024;D;\n'
    )
    (event,) = events(drafts)
    assert event.title.by_language["und"] == 'A "b"; c'
    assert present(event.description).by_language["und"] == "one\ntwo"
    assert [(problem.place.line, problem.path) for problem in drafts.problems] == [(5, "A3 'date'")]


def test_headers_may_be_below_a_title(imported: Read) -> None:
    drafts = imported("Хронология\n\nДата;Название (рус.);Прочее\n2024;Визит;x\n")
    assert [event.id for event in events(drafts)] == ["vizit"]
    assert drafts.notes == ("columns that were not read: Прочее",)


@pytest.mark.parametrize(
    ("table", "fact"),
    [
        ("", "no column"),
        ("a,b\n1,2\n", "no column"),
        ('title\n"open\n', "is not closed"),
    ],
)
def test_what_is_no_table_is_refused(imported: Read, table: str, fact: str) -> None:
    with pytest.raises(InputError) as caught:
        imported(table)
    assert fact in caught.value.problems[0].fact


def test_every_bad_cell_is_reported_in_the_order_of_the_table(imported: Read) -> None:
    table = "id,title,date,status,url\na b,A,2024,held,\n,,2024,,\nc,C,2024-13,gone,ftp://x\n"
    assert [line.partition(": ")[2] for line in reports(imported(table))] == [
        "A2 'id': 'a b' is not a valid name",
        "row 3: 'title' is missing",
        "C4 'date': there is no month 13",
        "D4 'status': there is no status 'gone'",
        "E4 'url': 'ftp://x' is not a web address",
    ]


def test_names_are_those_of_the_chronology(imported: Read) -> None:
    known = timeline.load(ROOT / "events.yaml")
    table = "date,title,place,parties,kind,status\n2024,A,Белград,Казахстан; serbia; ЕАЭС,Визит,Состоялось\n"
    drafts = imported(table, known=known)
    (event,) = data(drafts.root)["events"]
    assert (event["place"], event["kind"], event["status"]) == ("belgrade", "visit", "held")
    assert event["parties"][:2] == ["KZ", "RS"]


def test_ids_are_free(imported: Read) -> None:
    table = "date,title\n2024,Visit\n2024,Visit\n2024,Visit\n2025,Visit\n,???\n"
    drafts = imported(table, known=timeline.loads("events: [{id: VISIT, title: A}]"))
    assert [event["id"] for event in data(drafts.root)["events"]] == [
        "visit-2024", "visit-2024-2", "visit-2024-3", "visit-2025", "event-1",
    ]  # fmt: skip


def test_an_id_that_another_event_has_is_reported(imported: Read) -> None:
    known = timeline.loads("events: [{id: A, title: A}]")
    drafts = imported("id,title,date\na,Other,2026\n", known=known)
    assert reports(drafts) == ["2:1: A2 'id': the chronology has another event 'a'"]


# -- our own exports -----------------------------------------------------------------------------


@pytest.fixture(params=[ROOT / "events.yaml", EVERY_FIELD], ids=["shipped", "every-field"])
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_json_is_the_same_chronology_again(source: Path, tmp_path: Path) -> None:
    chronology = timeline.load(source)
    (written,) = timeline.build(chronology, tmp_path, formats=["json"]).files
    drafts = importing.import_(written.path)
    assert drafts.problems == ()
    again = timeline.loads(drafts.yaml)
    assert again.events == chronology.events
    assert again.calendar == chronology.calendar
    for section in ("places", "parties", "series", "kinds"):
        assert getattr(again.document, section) == getattr(chronology.document, section)


def test_csv_is_the_same_events_again(source: Path, tmp_path: Path) -> None:
    chronology = timeline.load(source)
    (written,) = timeline.build(
        chronology, tmp_path, formats=["csv"], options={"bom": "yes", "separator": "semicolon"}
    ).files
    drafts = importing.import_(written.path, known=None)
    assert drafts.problems == ()
    again = {event.id: event for event in timeline.loads(drafts.yaml).document.events}
    assert set(again) == {event.id for event in chronology.document.events}
    for event in chronology.document.events:
        read = again[event.id]
        for name in event.__struct_fields__:
            if name not in ("place", "parties", "series", "kind"):  # declared elsewhere
                assert getattr(read, name) == getattr(event, name), (event.id, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "{",
        '{"events": 1}',
        '{"version": 2, "events": []}',
        "[" * 100_000,
        '{"events": [], "version": ' + "9" * 5000 + "}",
    ],
)
def test_json_that_is_no_export_is_refused(imported: Read, text: str) -> None:
    with pytest.raises(InputError) as caught:
        imported(text, "json")
    assert caught.value.problems[0].fact


OTHER_HEADER = """\
calendar: {id: other, title: Other, timezone: Asia/Almaty}
places: {nis: {name: Niš, timezone: Europe/Belgrade}}
events:
  - {id: talks, title: Talks, when: 2026-10-21T10:00}
  - {id: lunch, title: Lunch, when: 2026-10-21T13:00, place: nis}
  - {id: call, title: Call, when: 2026-10-21T15:00+02:00}
  - {id: day, title: Day, when: 2026-10-22}
"""


def test_json_keeps_its_hours_in_a_chronology_with_another_header(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = timeline.loads(OTHER_HEADER)
    (written,) = timeline.build(source, tmp_path, formats=["json"]).files
    target = tmp_path / "events.yaml"
    target.write_text("calendar: {id: own}\nevents:\n  - {id: a, title: A, when: 2020}\n")
    command = ["import", str(written.path), "--into", str(target)]
    assert main(command) == 0
    chronology = timeline.load(target)
    assert chronology.calendar.id == "own"
    for event in source.events:
        assert chronology.moments(chronology.by_id[event.id]) == source.moments(event)
    assert {event.id: event.timezone for event in chronology.document.events} == {
        "a": None,
        "talks": "Asia/Almaty",
        "lunch": None,
        "call": None,
        "day": None,
    }
    note = "the header of the chronology is used, not that of the file: id, title, timezone"
    assert note in capsys.readouterr().err
    assert main(command) == 0
    assert "0 events added, 4 unchanged" in capsys.readouterr().out


def test_json_that_somebody_edited_badly_is_reported_by_its_path(imported: Read) -> None:
    content = {
        "version": 1,
        "events": [{"id": "a", "title": {"en": "A"}, "when": {"text": "2024-13", "edtf": ""}}, 7],
    }
    drafts = imported(json.dumps(content), "json")
    assert [problem.path for problem in drafts.problems] == ["events[0].when", "events[1]"]


# -- calendars -----------------------------------------------------------------------------------

ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Protocol
BEGIN:VEVENT
UID:1@example.org
SUMMARY;LANGUAGE=ru:Визит\\, второй
{}
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("lines", "edtf", "zone"),
    [
        ("DTSTART;VALUE=DATE:20250917\nDTEND;VALUE=DATE:20250919", "2025-09-17/2025-09-18", None),
        ("DTSTART;VALUE=DATE:20250917\nDTEND;VALUE=DATE:20250918", "2025-09-17", None),
        ("DTSTART;VALUE=DATE:20250917\nDTEND;VALUE=DATE:20250917", "2025-09-17", None),
        ("DTSTART;VALUE=DATE:20250917", "2025-09-17", None),
        ("DTSTART;VALUE=DATE:20250917\nDURATION:P2D", "2025-09-17/2025-09-18", None),
        ("DTSTART;TZID=CET:20250917T100000\nDTEND;TZID=CET:20250917T120000", "2025-09-17T10:00:00/2025-09-17T12:00:00", "CET"),
        ("DTSTART:20250917T050000Z\nDURATION:PT90M", "2025-09-17T05:00:00Z/2025-09-17T06:30:00Z", None),
        ("DTSTART;TZID=Asia/Almaty:20250917T100000", "2025-09-17T10:00:00", "Asia/Almaty"),
        ("DTSTART;TZID=/x.org/2025/Europe/Belgrade:20250917T100000", "2025-09-17T10:00:00", "Europe/Belgrade"),
        ('DTSTART;TZID="Central Europe Standard Time":20250917T100000', "2025-09-17T10:00:00", "Europe/Budapest"),
        ("DTSTART;VALUE=DATE:20241101\nDTEND;VALUE=DATE:20241201\nX-TIMELINE-EDTF:2024-11", "2024-11", None),
        ("DESCRIPTION:no date at all", "XXXX", None),
    ],
)  # fmt: skip
def test_an_entry_has_the_days_people_see(
    imported: Read, lines: str, edtf: str, zone: str | None
) -> None:
    drafts = imported(ICS.format(lines), "ics")
    assert drafts.problems == ()
    (event,) = events(drafts)
    assert (str(event.date), event.timezone) == (edtf, zone)
    assert event.title.by_language == {"ru": "Визит, второй"}
    assert event.sources[0].document == "Protocol"
    note = present(event.sources[0].note).by_language["und"]
    assert re.fullmatch("UID: 1@example.org, [0-9a-f]{12}", note)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("DTSTART;VALUE=DATE:20250231", "there is no date 20250231"),
        ("DTSTART:tomorrow", "not a date of RFC 5545"),
        ("DTSTART;TZID=Customized Time Zone:20250917T100000", "does not define the time zone"),
        ("DTSTART:20250917T100000\nDTEND;VALUE=DATE:20250918", "ends with a day"),
        ("DTSTART;VALUE=DATE:99991231\nDURATION:P9999W", "beyond the last year"),
        ("DTSTART;VALUE=DATE:20250917\nDURATION:PT1M1", "not a duration"),
    ],
)
def test_an_entry_that_cannot_be_read_is_reported_with_its_line(
    imported: Read, line: str, fact: str
) -> None:
    (problem,) = imported(ICS.format(line), "ics").problems
    assert fact in problem.fact
    assert problem.place.line == 7


def test_a_cancelled_entry_stays_cancelled(imported: Read) -> None:
    drafts = imported(ICS.format("STATUS:CANCELLED\nDTSTART:20250917T100000Z"), "ics")
    assert events(drafts)[0].status == "cancelled"


def dates(drafts: Drafts) -> list[str]:
    assert drafts.problems == ()
    return [str(event.date) for event in events(drafts)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("DTSTART;VALUE=DATE:20250917\nDTEND;VALUE=DATE:20250919\nRRULE:FREQ=YEARLY;COUNT=3",
         ["2025-09-17/2025-09-18", "2026-09-17/2026-09-18", "2027-09-17/2027-09-18"]),
        ("DTSTART;VALUE=DATE:20250131\nRRULE:FREQ=MONTHLY;UNTIL=20250531",
         ["2025-01-31", "2025-03-31", "2025-05-31"]),
        # The clock on the wall: at ten in summer and in winter; UNTIL is a moment of UTC.
        ("DTSTART;TZID=Europe/Belgrade:20251020T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20251103T090000Z",
         ["2025-10-20T10:00:00/2025-10-20T11:00:00", "2025-10-27T10:00:00/2025-10-27T11:00:00",
          "2025-11-03T10:00:00/2025-11-03T11:00:00"]),
        ("DTSTART:20251020T100000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20251021T100000Z",
         ["2025-10-20T10:00:00Z", "2025-10-22T10:00:00Z"]),
        ("DTSTART;VALUE=DATE:20251020\nRDATE;VALUE=DATE:20260105,20251225",
         ["2025-10-20", "2025-12-25", "2026-01-05"]),
        ("DTSTART;VALUE=DATE:20251020\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["2025-10-20"]),
    ],
)  # fmt: skip
def test_an_entry_that_repeats_is_drafted_once_a_date(
    imported: Read, lines: str, wanted: list[str]
) -> None:
    drafts = imported(ICS.format(lines), "ics")
    assert dates(drafts) == wanted
    assert len({event.id for event in events(drafts)}) == len(wanted)
    assert f"{len(wanted)} dates are drafted" in drafts.notes[0]
    assert {event.series for event in events(drafts)} == {"vizit-vtoroy"}


@pytest.mark.parametrize(
    ("rule", "count", "last"),
    [
        ("FREQ=YEARLY", 11, "2035-09-17"),
        ("FREQ=WEEKLY;COUNT=101", 100, "2027-08-11"),
        ("FREQ=DAILY;UNTIL=20300101", 100, "2025-12-25"),
        ("FREQ=YEARLY;BYEASTER=0", 11, "2035-03-25"),
    ],
)
def test_what_is_left_out_of_a_long_series_is_reported(
    imported: Read, rule: str, count: int, last: str
) -> None:
    drafts = imported(ICS.format(f"DTSTART;VALUE=DATE:20250917\nRRULE:{rule}"), "ics")
    assert len(dates(drafts)) == count
    assert dates(drafts)[-1] == last
    assert drafts.notes[0].endswith(
        f"{count} dates are drafted, to {last}, and later ones left out"
    )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=WEEKLY;UNTIL=soon",
        "nonsense",
        "",
        "FREQ=YEARLY;BYMONTHDAY=" + ",".join(["1"] * 300),
    ],
)
def test_a_rule_that_cannot_be_counted_is_reported_with_its_line(imported: Read, rule: str) -> None:
    drafts = imported(ICS.format(f"DTSTART;VALUE=DATE:20250917\nRRULE:{rule}"), "ics")
    (problem,) = drafts.problems
    assert (problem.place.line, problem.path) == (8, "events[0].when")
    assert data(drafts.root)["events"] == []


def test_an_exception_of_a_series_takes_the_place_of_its_date(imported: Read) -> None:
    moved = """\
END:VEVENT
BEGIN:VEVENT
UID:1@example.org
RECURRENCE-ID;VALUE=DATE:20260917
SUMMARY:Moved
DTSTART;VALUE=DATE:20261001"""
    drafts = imported(
        ICS.format(f"DTSTART;VALUE=DATE:20250917\nRRULE:FREQ=YEARLY;COUNT=3\n{moved}"), "ics"
    )
    assert dates(drafts) == ["2025-09-17", "2027-09-17", "2026-10-01"]
    assert {event.series for event in events(drafts)} == {"vizit-vtoroy"}


def test_our_own_calendars_come_back_with_all_titles(tmp_path: Path) -> None:
    chronology = timeline.load(ROOT / "events.yaml")
    timeline.build(chronology, tmp_path, formats=["ics"], languages=["en", "ru"])
    files = [(tmp_path / f"kazakhstan-serbia.{tag}.ics", None) for tag in ("en", "ru")]
    drafts = importing.read_all(files)
    assert drafts.problems == ()
    again = {event.id: event for event in events(drafts)}
    written = {event.id: event for event in chronology.document.events if event.id != "congress-9"}
    assert set(again) == set(written)  # the congress has no day yet, and is in no calendar
    for name, event in written.items():
        read = again[name]
        assert (read.date, read.status, read.kind) == (event.date, event.status, event.kind)
        for tag in ("en", "ru"):
            assert read.title.by_language[tag] == event.title.by_language[tag]
        assert [s.url for s in read.sources] == [s.url for s in event.sources if s.url]


def test_our_own_calendar_under_another_name_keeps_the_dates(tmp_path: Path) -> None:
    chronology = timeline.load(ROOT / "events.yaml")
    timeline.build(chronology, tmp_path, formats=["ics"], languages=["en"])
    (tmp_path / "kazakhstan-serbia.en.ics").rename(tmp_path / "renamed.ics")
    read = {str(event.date) for event in events(importing.import_(tmp_path / "renamed.ics"))}
    assert {"2025-09-17/2025-09-18", "2024-11-18/2024-11-19", "2026-04-22/2026-04-24"} <= read


def test_several_files_are_one_import(tmp_path: Path) -> None:
    for name, cells in (("a.csv", "Visit,2026"), ("b.csv", "Visit,2027")):
        (tmp_path / name).write_text(f"title,date\n{cells}\n")
    drafts = importing.read_all([(tmp_path / "a.csv", None), (tmp_path / "b.csv", None)])
    assert [event.id for event in events(drafts)] == ["visit", "visit-2"]
    assert drafts.count == 2


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    table, target = tmp_path / "table.csv", tmp_path / "events.yaml"
    target.write_text("# kept\nevents:\n  - id: a   # kept\n    title: A\n")
    return table, target


def test_a_very_long_title_takes_no_long_time(imported: Read) -> None:
    title = "1 d " * 24_000
    drafts = imported(f'date,title\n2024,"{title}"\n', "csv")
    assert [len(event.id) <= 100 for event in events(drafts)] == [True]


def test_nothing_is_written_until_it_is_accepted(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, target = files
    before = target.read_bytes()
    table.write_text("date,title\n2024,Visit\n")
    assert main(["import", str(table)]) == 0
    assert target.read_bytes() == before
    assert "when: 2024" in capsys.readouterr().out
    assert main(["import", str(table), "--into", str(target)]) == 0
    assert target.read_bytes().startswith(before)
    assert [event.id for event in timeline.load(target).document.events] == ["a", "visit"]


def test_a_table_with_a_bad_cell_adds_nothing_unless_asked_to(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, target = files
    before = target.read_bytes()
    table.write_text("date,title\n2024,Visit\n2024-13,Other\n")
    assert main(["import", str(table), "--into", str(target)]) == 1
    assert target.read_bytes() == before
    assert "A3 'date'" in capsys.readouterr().err
    assert main(["import", str(table), "--into", str(target), "--skip"]) == 1
    assert len(timeline.load(target).document.events) == 2


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        importing.import_(tmp_path / "table.doc")
    with pytest.raises(InputError):
        importing.import_(tmp_path / "missing.csv")
