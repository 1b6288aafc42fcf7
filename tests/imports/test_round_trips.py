"""Exports are imported unchanged: the workbook, and the calendars as far as they have the data.

The JSON export is tried in tests/fuzz/test_chronologies.py.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

import timeline
from timeline import edtf, importing
from timeline.cli import main
from timeline.content_lines import clean_line
from timeline.events import Timeline
from timeline.exporters import Context, Export, exporter
from timeline.importing import Drafts
from timeline.importing.own_dates import on_the_clock
from timeline.records import plain

from ..fuzz import strategies
from ..narrowing import data

ROOT = Path(__file__).parent.parent.parent
EVERY_FIELD = ROOT / "tests" / "exports" / "every-field.yaml"
SECTIONS = ("places", "parties", "series", "kinds")

# Each example reads a workbook in a separate process.
some = settings(
    deadline=None,
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def exported(form: str, chronology: Timeline) -> list[Export]:
    context = Context(
        languages=chronology.languages, now=lambda: datetime(2026, 11, 22, tzinfo=UTC)
    )
    return list(exporter(form).export(chronology, context))


def imported(form: str, chronology: Timeline, **options: Any) -> Drafts:
    files = [(export.name, export.content) for export in exported(form, chronology)]
    return importing.read_all(files, **options)


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """*value* with each text in it changed."""
    if isinstance(value, dict):
        return {key: mapped(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [mapped(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def writable(text: str) -> str:
    """*text* without what no workbook can contain, and a substitute if nothing else is left."""
    kept = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "", text)
    return kept if kept.strip() else "nothing"


def test_a_workbook_is_the_same_chronology_again() -> None:
    for path in (ROOT / "events.yaml", EVERY_FIELD):
        chronology = timeline.load(path)
        drafts = imported("xlsx", chronology)
        assert (drafts.problems, drafts.notes) == ((), ())
        again = timeline.loads(drafts.yaml).document
        assert {e.id: e for e in again.events} == {e.id: e for e in chronology.document.events}
        for section in SECTIONS:
            assert getattr(again, section) == getattr(chronology.document, section)


@pytest.mark.slow
@some
@given(strategies.documents(most_events=4))
def test_every_chronology_comes_back_from_a_workbook(document: dict[str, Any]) -> None:
    document = mapped(document, writable)
    chronology = timeline.loads(strategies.as_yaml(document))
    drafts = imported("xlsx", chronology)
    assert [str(problem) for problem in drafts.problems] == []
    events = {event.id: mapped(plain(event), str.strip) for event in chronology.document.events}
    if events:
        again = timeline.loads(drafts.yaml).document
        assert {event.id: mapped(plain(event), str.strip) for event in again.events} == events


@pytest.mark.parametrize("form", ["xlsx", "ics", "json", "csv"])
def test_nothing_is_added_to_the_chronology_that_was_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    source = (ROOT / "events.yaml").read_text("utf-8")
    Path("events.yaml").write_text(source, "utf-8")
    assert main(["build", "--format", form]) == 0
    files = sorted(map(str, Path("exports").glob(f"*.{form}")))
    capsys.readouterr()
    assert main(["import", *files, "--into", "events.yaml"]) == 0
    assert "events.yaml: 0 events added" in capsys.readouterr().out
    assert Path("events.yaml").read_text("utf-8") == source


IN_UTC = """\
calendar: {id: kz, domain: chronology.example.org, timezones: utc}
events:
  - {id: talks, title: Talks, when: 2026-10-21T10:00/2026-10-21T11:30, timezone: Asia/Almaty}
  - {id: start, title: Start, when: 2026-10-21T10:00, timezone: Asia/Almaty}
  - {id: open, title: Open, when: 2026-10-21T10:00/.., timezone: Asia/Almaty}
  - {id: call, title: Call, when: 2026-10-21T10:00+02:00}
  - {id: visit, title: Visit, when: 2026-11}
  - {id: days, title: Days, when: 2026-04-22/2026-04-24}
  - {id: vote, title: Vote, when: '{2026-05-18,2026-06-01}'}
  - {id: about, title: About, when: 2026-03-15~}
"""


@pytest.mark.parametrize(
    "header", ["timezones: utc", "default_duration: 60", "imprecise: {month: mark}"]
)
def test_dates_come_back_from_a_calendar_with_any_header(header: str) -> None:
    chronology = timeline.loads(IN_UTC.replace("timezones: utc", header))
    exported_here = imported("ics", chronology, known=chronology)
    assert [match.state.value for match in exported_here.matches] == ["unchanged"] * 8
    again = timeline.loads(imported("ics", chronology).yaml)
    for event in chronology.events:
        if event.id != "open":  # an interval has no end to compare
            assert again.moments(again.by_id[event.id]) == chronology.moments(event)
        assert on_the_clock(again.by_id[event.id].date) == on_the_clock(event.date)


@pytest.mark.parametrize("header", ["timezones: utc", "timezones: local"])
@pytest.mark.parametrize(
    ("identity", "old", "new", "date"),
    [
        ("talks", r"(DTSTART|DTEND)(.*)20261021T", r"\1\g<2>20261023T", "2026-10-23T10:00/2026-10-23T11:30"),
        ("start", r"(DTSTART.*)20261021T", r"\g<1>20261023T", "2026-10-23T10:00"),
        ("visit", r"(DTSTART.*)20261101((?:.|\n)*DTEND.*)20261201", r"\g<1>20261118\g<2>20261120", "2026-11-18/2026-11-19"),
        ("days", r"(DTEND.*)20260425", r"\g<1>20260426", "2026-04-22/2026-04-25"),
        ("about", r"(DTSTART.*)20260315((?:.|\n)*DTEND.*)20260316", r"\g<1>20260316\g<2>20260317", "2026-03-16"),
    ],
)  # fmt: skip
def test_an_entry_that_an_application_moved_has_its_new_date(
    header: str, identity: str, old: str, new: str, date: str
) -> None:
    chronology = timeline.loads(IN_UTC.replace("timezones: utc", header))
    (export,) = exported("ics", chronology)
    entries = export.content.decode().split("BEGIN:VEVENT")
    moved = [re.sub(old, new, entry) if f"UID:{identity}@" in entry else entry for entry in entries]
    assert moved != entries
    content = "BEGIN:VEVENT".join(moved).encode()
    again = timeline.loads(importing.read_all([(export.name, content)]).yaml)
    event = again.by_id[identity]
    if header == "timezones: local" or not event.date.is_timed:
        assert event.date == edtf.parse(date)
    expected = timeline.loads(f"events: [{{id: a, title: A, when: {date}, timezone: Asia/Almaty}}]")
    assert again.moments(event) == expected.moments(expected.events[0])
    others = {one.id: one.date for one in again.events if one.id != identity}
    for name, value in others.items():
        assert on_the_clock(value) == on_the_clock(chronology.by_id[name].date)


CALENDAR = """\
calendar: {id: kz, domain: chronology.example.org, languages: [en, ru], timezone: Asia/Almaty}
places:
  astana: {name: {en: Astana, ru: Астана}, country: KZ, timezone: Asia/Almaty}
  belgrade: {name: {en: Belgrade, ru: Белград}, country: RS, timezone: Europe/Belgrade}
parties: {sco: {en: SCO, ru: ШОС}}
events:
  - id: talks
    title: {en: Talks, ru: Переговоры}  # kept
    when: 2026-10-21T10:00/2026-10-21T11:30
    place: astana
    venue: {en: Akorda}
    parties: [KZ, sco]
    status: planned
    description: {en: About trade., ru: О торговле.}
  - id: vote
    title: {en: Vote, ru: Голосование}
    when: '{2026-05-18,2026-06-01}'
  - {id: visit, title: Visit, when: 18-19 November 2026, place: belgrade}
"""


def edit_calendar(path: Path, identity: str, old: str, new: str) -> None:
    unfolded = path.read_bytes().replace(b"\r\n ", b"").decode()
    entries = unfolded.split("BEGIN:VEVENT")
    edited = [
        entry.replace(old, new) if f"UID:{identity}@" in entry else entry for entry in entries
    ]
    assert edited != entries
    path.write_bytes("BEGIN:VEVENT".join(edited).encode())


@pytest.fixture
def calendars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(CALENDAR, "utf-8")
    assert main(["build", "--format", "ics"]) == 0
    return tmp_path / "exports"


UPDATE = ["--into", "events.yaml", "--update"]


@pytest.mark.parametrize(
    ("language", "identity", "old", "new", "before", "after"),
    [
        ("en", "talks", "SUMMARY:Talks", "SUMMARY:Round table", "en: Talks,", "en: Round table,"),
        ("ru", "talks.ru", "SUMMARY:Переговоры", "SUMMARY:Встреча", "ru: Переговоры", "ru: Встреча"),
        ("en", "talks", "20261021T", "20261023T", "2026-10-21T10:00/2026-10-21T11:30", "'2026-10-23T10:00/2026-10-23T11:30'"),
        ("en", "talks", "About trade.", "About transit.", "About trade.", "About transit."),
        ("ru", "talks.ru", "О торговле.", "О транзите.", "О торговле.", "О транзите."),
        ("en", "talks", "LOCATION:Akorda\\, Astana", "LOCATION:Hotel\\, Astana", "en: Akorda", "en: Hotel"),
        ("en", "visit", "LOCATION:Belgrade\\, Serbia", "LOCATION:Astana\\, Kazakhstan", "November 2026, place: belgrade", "November 2026, place: astana"),
        ("en", "visit", "20261118", "20261117", "18-19 November 2026", "2026-11-17/2026-11-19"),
        ("en", "talks", "Parties: Kazakhstan\\, SCO", "Parties: Kazakhstan", "[KZ, sco]", "[KZ]"),
        ("en", "talks", "STATUS:TENTATIVE", "STATUS:CANCELLED", "status: planned", "status: cancelled"),
        ("en", "vote--2", "202606", "202607", "'{2026-05-18,2026-06-01}'", "'{2026-05-18,2026-07-01}'"),
        ("ru", "vote.ru", "202605", "202604", "'{2026-05-18,2026-06-01}'", "'{2026-04-18,2026-06-01}'"),
        ("en", "vote--2", "DTEND;VALUE=DATE:20260602", "DTEND;VALUE=DATE:20260603", "'{2026-05-18,2026-06-01}'", "'{2026-05-18,2026-06-01..2026-06-02}'"),
    ],
)  # fmt: skip
def test_an_edit_in_a_calendar_is_applied(
    calendars: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    identity: str,
    old: str,
    new: str,
    before: str,
    after: str,
) -> None:
    files = [str(calendars / f"kz.{each}.ics") for each in ("en", "ru")]
    edit_calendar(calendars / f"kz.{language}.ics", identity, old, new)
    capsys.readouterr()
    assert main(["import", *files, *UPDATE]) == 0
    assert "events.yaml: 0 events added, 1 event updated" in capsys.readouterr().out
    assert Path("events.yaml").read_text("utf-8") == CALENDAR.replace(before, after)
    assert main(["import", files[language == "ru"], *UPDATE]) == 0
    assert capsys.readouterr().out == "events.yaml: 0 events added, 3 unchanged\n"


@pytest.mark.parametrize(
    ("old", "new", "noted"),
    [
        ("Date: 21", "Date: 22", "DESCRIPTION: some edited lines are not imported"),
        ("STATUS:", "LINK:https://example.org/a\r\nSTATUS:", "LINK: this value differs from that of the event"),
        ("STATUS:", "COMMENT:To be confirmed\r\nSTATUS:", "COMMENT: this value differs from that of the event"),
        # What is read from it is applied, and needs no note.
        ("About trade.", "About transit.", None),
    ],
)  # fmt: skip
def test_an_edit_that_is_not_read_is_named(
    calendars: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, noted: str | None
) -> None:
    edit_calendar(calendars / "kz.en.ics", "talks", old, new)
    capsys.readouterr()
    assert main(["import", "exports/kz.en.ics", *UPDATE]) == 0
    err = capsys.readouterr().err
    assert noted in err if noted else "not imported" not in err


def test_what_was_edited_in_the_calendar_and_in_the_chronology_is_disputed(
    calendars: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CALENDAR.replace("en: Talks", "en: Consultations").replace("ru: Г", "ru: Поименное г")
    Path("events.yaml").write_text(text, "utf-8")
    edit_calendar(calendars / "kz.en.ics", "talks", "SUMMARY:Talks", "SUMMARY:Round table")
    capsys.readouterr()
    assert main(["import", "exports/kz.en.ics", "exports/kz.ru.ics", *UPDATE]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "talks: title.en: Consultations here, Round table in the file\n"
        "  both have changed since the last import; neither is applied\n"
        "events.yaml: 0 events added, 5 unchanged\n"
    )
    assert "sources differ" not in err
    assert Path("events.yaml").read_text("utf-8") == text


def test_the_same_edit_in_two_languages_is_applied_once(
    calendars: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, identity in (("kz.en.ics", "visit"), ("kz.ru.ics", "visit.ru")):
        edit_calendar(calendars / name, identity, "20261118", "20261117")
    capsys.readouterr()
    assert main(["import", "exports/kz.en.ics", "exports/kz.ru.ics", *UPDATE]) == 0
    assert capsys.readouterr().out == (
        "visit: when: 18-19 November 2026 → 2026-11-17/2026-11-19\n"
        "events.yaml: 0 events added, 1 event updated, 4 unchanged\n"
    )


def test_different_edits_in_two_languages_are_refused(
    calendars: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, identity, day in (("kz.en.ics", "visit", "17"), ("kz.ru.ics", "visit.ru", "16")):
        edit_calendar(calendars / name, identity, "20261118", f"202611{day}")
    capsys.readouterr()
    assert main(["import", "exports/kz.en.ics", "exports/kz.ru.ics", *UPDATE]) == 1
    assert "the files give it two different values" in capsys.readouterr().err
    assert Path("events.yaml").read_text("utf-8") == CALENDAR


def test_a_fingerprint_that_is_new_in_a_calendar_raises_no_sequence(calendars: Path) -> None:
    path = calendars / "kz.en.ics"
    written = path.read_bytes()
    older = re.sub(rb"X-TIMELINE-FINGERPRINT:.*\r\n", b"", written)
    assert older != written
    path.write_bytes(older)
    assert main(["build", "--format", "ics"]) == 0
    assert path.read_bytes() == written


# -- what somebody edited in the workbook --------------------------------------------------------


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    timeline.build(EVERY_FIELD, tmp_path, formats=["xlsx"])
    return tmp_path / "every-field.xlsx"


def edited(workbook: Path, sheet: str, cells: Mapping[tuple[int, str], object]) -> Drafts:
    book = openpyxl.load_workbook(workbook)
    header = [cell.value for cell in book[sheet][1]]
    for (row, column), value in cells.items():
        book[sheet].cell(row, header.index(column) + 1).value = value
    book.save(workbook)
    return importing.import_(workbook)


def test_a_source_that_is_added_in_excel_is_a_source(workbook: Path) -> None:
    row = {
        (4, "event"): "tour",
        (4, "number"): 1,
        (4, "document"): "Letter",
        (4, "when"): "in 2025",
    }
    drafts = edited(workbook, "Sources", row)
    assert drafts.problems == ()
    (tour,) = [event for event in timeline.loads(drafts.yaml).document.events if event.id == "tour"]
    assert [source.document for source in tour.sources] == ["Letter"]


def test_sources_that_differ_from_the_chronology_are_named(workbook: Path) -> None:
    known = timeline.load(EVERY_FIELD)
    assert importing.import_(workbook, known=known).notes == ()
    edited(workbook, "Sources", {(4, "event"): "visit", (4, "document"): "Letter"})
    (note,) = importing.import_(workbook, known=known).notes
    assert note == "sources differ from those of the chronology and are not updated: visit"


def test_an_edit_of_a_source_in_excel_is_applied_and_one_in_the_yaml_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    source = EVERY_FIELD.read_text("utf-8")
    Path("events.yaml").write_text(source, "utf-8")
    assert main(["build", "--format", "xlsx"]) == 0
    book = Path("exports/every-field.xlsx")
    command = ["import", str(book), "--into", "events.yaml", "--update"]
    Path("events.yaml").write_text(source.replace("publisher: Office", "publisher: House"))
    assert main(command) == 0
    assert "publisher: House" in Path("events.yaml").read_text("utf-8")
    Path("events.yaml").write_text(source, "utf-8")
    edited(book, "Sources", {(2, "publisher"): "Ministry", (2, "paragraph"): None})
    capsys.readouterr()
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert "visit: sources.0.publisher: Office → Ministry\n" in out
    assert "visit: sources.0.paragraph: 4 → nothing\n" in out
    assert "not updated" not in err
    expected = source.replace("publisher: Office", "publisher: Ministry")
    assert Path("events.yaml").read_text("utf-8") == expected.replace(
        '        paragraph: "4"\n', "", 1
    )
    assert main(command) == 0
    assert "0 events added, 2 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sheet", "cells", "place", "fact"),
    [
        (
            "Sources",
            {(3, "event"): "toor"},
            "'Sources'!A3",
            "no row of the events has the id 'toor'",
        ),
        (
            "Sources",
            {(2, "url"): "ftp://a.example"},
            "'Sources'!",
            "'url' 'ftp://a.example' is not a web address",
        ),
        (
            "Names",
            {(2, "section"): "placez"},
            "'Names'!A2",
            "there is no section 'placez' of names",
        ),
        ("Names", {(2, "country"): "Serbia"}, "", "country"),
        ("Events", {(2, "when"): "31.02.2026"}, "'Events'!", "there is no day 31"),
    ],
)
def test_a_wrong_cell_is_named(
    workbook: Path, sheet: str, cells: Mapping[tuple[int, str], str], place: str, fact: str
) -> None:
    drafts = edited(workbook, sheet, cells)
    found = [f"{problem.path} {problem.fact} {problem.hint}" for problem in drafts.problems]
    assert any(place in line and fact in line for line in found), found


def test_an_edit_in_excel_is_applied_and_one_in_the_yaml_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    source = EVERY_FIELD.read_text("utf-8")
    Path("events.yaml").write_text(source, "utf-8")
    assert main(["build", "--format", "xlsx"]) == 0
    Path("events.yaml").write_text(source.replace("title: Tour", "title: Grand tour"), "utf-8")
    edited(
        Path("exports/every-field.xlsx"), "Events", {(2, "venue.ru"): "Дом", (2, "series"): None}
    )
    capsys.readouterr()
    assert main(["import", "exports/every-field.xlsx", "--into", "events.yaml", "--update"]) == 0
    printed = capsys.readouterr().out
    assert "visit: venue.ru: Дворец → Дом\n" in printed
    assert "visit: series: visits → nothing\n" in printed
    assert "Grand tour" not in printed
    by_id = timeline.load("events.yaml").by_id
    assert by_id["tour"].title.by_language == {"und": "Grand tour"}
    assert by_id["visit"].series is None


# -- calendars -----------------------------------------------------------------------------------


def test_local_mean_time_comes_back_from_a_calendar() -> None:
    event = {
        "id": "talks",
        "title": "Talks",
        "when": "1793-11-25T10:00",
        "timezone": "Asia/Kolkata",
    }
    chronology = timeline.loads(strategies.as_yaml({"events": [event]}))
    drafts = imported("ics", chronology)
    assert [each["when"] for each in data(drafts.root)["events"]] == ["1793-11-25T10:00"]


@some
@given(strategies.documents(most_events=4))
def test_every_chronology_comes_back_from_its_calendars(document: dict[str, Any]) -> None:
    """Ids, titles, dates and statuses of all that has an entry, once each."""
    header = document.setdefault("calendar", {})
    header.pop("feeds", None)
    header["languages"] = ["en", "ru"]
    document = mapped(document, writable)
    chronology = timeline.loads(strategies.as_yaml(document)).published()
    drafts = imported("ics", chronology)
    again = {str(event["id"]): event for event in data(drafts.root)["events"]}
    assert len(again) == len(drafts.root["events"])
    assert drafts.problems == ()
    entries = "".join(export.content.decode() for export in exported("ics", chronology))
    uids = set(re.findall(r"UID:(.*?)@", entries.replace("\r\n ", "")))
    tags = "|".join(chronology.languages)
    for event in chronology.document.events:
        if not any(re.fullmatch(rf"{re.escape(event.id)}(\.({tags}))?", uid) for uid in uids):
            continue
        read = again[event.id]
        assert str(edtf.parse(str(read.get("when", "XXXX")))) == str(event.date)
        assert read["status"] == event.status.value
        for tag, title in read["title"].items():
            assert title.split() == clean_line(chronology.title(event, tag)).split()
