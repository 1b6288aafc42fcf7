from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import icalendar
import pytest

from timeline import edtf
from timeline.errors import InputError
from timeline.events import Chronology, Event, Source, Text, complete
from timeline.exporters import Context, Export, exporter
from timeline.exporters.ics.descriptions import Describer
from timeline.loading import loads
from timeline.phrases import Reading
from timeline.wording import precision_words

from ..narrowing import Entry

Build = Callable[..., dict[str, Export]]
ROOT = Path(__file__).parent.parent.parent

HEADER = """
calendar:
  id: kz-rs
  domain: chronology.example.org
  title: {en: "Kazakhstan; Serbia, since 1996", ru: Казахстан и Сербия}
  description: {en: "Visits,\\nsummits", ru: Визиты}
  languages: [en, ru]
  timezone: Europe/Belgrade
places:
  astana: {name: {en: Astana, ru: Астана}, country: KZ, timezone: Asia/Almaty, coordinates: [51.13, 71.43]}
series:
  congress: {en: "Congress, of Leaders", ru: Съезд лидеров}
events:
"""


def events(*blocks: str) -> str:
    return HEADER + "".join(f"  - {block.strip()}\n" for block in blocks)


def read(content: bytes) -> list[Entry]:
    return [*icalendar.Calendar.from_ical(content).walk("VEVENT")]


def lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def one(build: Build, block: str, language: str = "en", **options: str) -> Entry:
    (event,) = read(build(events(block), **options)[f"kz-rs.{language}.ics"].content)
    return event


def test_the_items_of_the_statement_have_the_days_of_their_sources(build: Build) -> None:
    text = events(
        "{id: belgrade, title: Visit, when: 2024-11-18/2024-11-19, sources: [{document: Statement, when: в ноябре 2024 года}]}",
        "{id: congress, title: Congress, when: 2025-09-17/2025-09-18}",
        "{id: summit, title: Summit, when: 2026-04-22/2026-04-24}",
        "{id: expo, title: EXPO, when: 2027-05-15/2027-08-15}",
        "{id: month, title: Month, when: 2024-11}",
    ).replace("в ноябре 2024 года", "2024-11")
    content = build(text)["kz-rs.en.ics"].content.decode()
    found = re.findall(
        r"UID:(.*?)@.*?DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)", content, re.DOTALL
    )
    assert sorted(found) == [
        ("belgrade", "20241118", "20241120"),
        ("congress", "20250917", "20250919"),
        ("expo", "20270515", "20270816"),
        ("month", "20241101", "20241201"),
        ("summit", "20260422", "20260425"),
    ]
    belgrade = next(
        event for event in read(content.encode()) if event["UID"].startswith("belgrade")
    )
    assert "1. Statement, also given as November 2024" in belgrade["DESCRIPTION"]


def test_the_file_is_written_as_all_applications_read_it(build: Build) -> None:
    content = build(
        events(
            "{id: a, title: Съезд лидеров мировых и традиционных религий в Астане и Алматы, when: 2024-11}"
        )
    )["kz-rs.ru.ics"].content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert content.count(b"BEGIN:VCALENDAR") == 1
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    head = content.partition(b"BEGIN:VEVENT")[0]
    assert b"\r\nUID:" not in head
    assert b"METHOD" not in content
    assert b"VALARM" not in content


def test_the_calendar_has_a_name_that_every_application_reads(build: Build) -> None:
    found = lines(build(events("{id: a, title: A, when: 2024-11-01}"))["kz-rs.en.ics"].content)
    for expected in (
        r"NAME:Kazakhstan\; Serbia\, since 1996",
        r"X-WR-CALNAME:Kazakhstan\; Serbia\, since 1996",
        r"DESCRIPTION:Visits\,\nsummits",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ):
        assert expected in found


def test_the_header_decides_on_refresh_and_colour(build: Build) -> None:
    text = events("{id: a, title: A, when: 2024-11-01}").replace(
        "  id: kz-rs\n", "  id: kz-rs\n  refresh: 48\n  colour: teal\n"
    )
    found = lines(build(text)["kz-rs.en.ics"].content)
    assert {
        "REFRESH-INTERVAL;VALUE=DURATION:PT48H",
        "X-PUBLISHED-TTL:PT48H",
        "COLOR:teal",
        "X-APPLE-CALENDAR-COLOR:#008080",
    } <= set(found)


def test_the_uid_is_the_id_and_the_language(build: Build) -> None:
    exports = build(events("{id: ix-congress, title: A, when: 2024-11-01}"))
    assert [event["UID"] for event in read(exports["kz-rs.en.ics"].content)] == [
        "ix-congress@chronology.example.org"
    ]
    assert [event["UID"] for event in read(exports["kz-rs.ru.ics"].content)] == [
        "ix-congress.ru@chronology.example.org"
    ]


def test_no_two_ids_and_languages_share_a_uid(build: Build) -> None:
    names = ["visit", "visit.ru", "visit.en", "visit.ru.en"]
    exports = build(events(*(f"{{id: {name}, title: A, when: 2024-11-01}}" for name in names)))
    uids = [event["UID"] for export in exports.values() for event in read(export.content)]
    assert len(uids) == len(set(uids)) == 8


def test_a_long_uid_is_short_and_its_own(build: Build) -> None:
    text = events(*(f"{{id: {'x' * 99}{n}, title: A, when: 2024-11-01}}" for n in range(2)))
    text = text.replace("chronology.example.org", "d" * 50 + "." + "e" * 40 + ".org").replace(
        "[en, ru]", "[en, sr-Latn-RS-ekavsk]"
    )
    uids = [event["UID"] for export in build(text).values() for event in read(export.content)]
    assert len(set(uids)) == 4
    assert all(len(uid) <= 200 for uid in uids)
    # The same in every release: subscribers know the entry by it.
    domain = "d" * 50 + "." + "e" * 40 + ".org"
    digest = sha256(f"{'x' * 99}0.sr-Latn-RS-ekavsk".encode()).hexdigest()
    assert f"{'x' * 80}--{digest[:16]}@{domain}" in uids


@pytest.mark.parametrize(
    ("status", "written", "title"),
    [
        ("announced", "TENTATIVE", "Summit"),
        ("planned", "TENTATIVE", "Summit"),
        ("confirmed", "CONFIRMED", "Summit"),
        ("held", "CONFIRMED", "Summit"),
        ("signed", "CONFIRMED", "Summit"),
        ("in-force", "CONFIRMED", "Summit"),
        ("postponed", "TENTATIVE", "Postponed: Summit"),
        ("cancelled", "CANCELLED", "Cancelled: Summit"),
    ],
)
def test_the_status_is_the_events_own(build: Build, status: str, written: str, title: str) -> None:
    event = one(build, f"{{id: a, title: Summit, when: 2026-04-22, status: {status}}}")
    assert (event["STATUS"], event["SUMMARY"]) == (written, title)
    assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("TRANSPARENT", "FREE")


def test_a_cancelled_event_may_be_marked_in_its_title_alone(build: Build) -> None:
    block = "{id: a, title: Summit, when: 2026-04-22, status: cancelled}"
    event = one(build, block, removed="prefix")
    assert (event["STATUS"], event["SUMMARY"]) == ("CONFIRMED", "Cancelled: Summit")
    export = build(events(block), removed="drop")["kz-rs.en.ics"]
    assert read(export.content) == []
    assert [omission.event for omission in export.omissions] == ["a"]


@pytest.mark.parametrize(
    ("when", "language", "title"),
    [
        ("2025-09-17/2025-09-18", "en", "Visit"),
        ("2024-11", "en", "Visit (November 2024)"),
        ("2024-11", "ru", "Visit (ноябрь 2024 г.)"),
        ("2026-21", "en", "Visit (spring 2026)"),
        ("2026-03-15~", "en", "Visit (about 15 March 2026)"),
        ("2026-03-15?", "en", "Visit (15 March 2026 (?))"),
        ("2025-01-10/..", "en", "Visit (from 10 January 2025)"),
        ("../2025-01-10", "ru", "Visit (по 10 января 2025 г.)"),
    ],
)
def test_the_title_says_what_the_days_do_not(
    build: Build, when: str, language: str, title: str
) -> None:
    assert one(build, f"{{id: a, title: Visit, when: '{when}'}}", language)["SUMMARY"] == title


def test_a_month_marked_on_its_first_day_is_still_described_as_a_month(build: Build) -> None:
    event = one(build, "{id: a, title: Visit, when: 2024-11}", imprecise="month=mark")
    assert event["DTSTART"].to_ical() == b"20241101"
    assert event["DTEND"].to_ical() == b"20241102"
    assert event["SUMMARY"] == "Visit (November 2024)"
    assert event["DESCRIPTION"].startswith("Date: November 2024\nOnly the month is known.")
    assert (event["X-TIMELINE-PRECISION"], event["X-TIMELINE-EDTF"]) == ("month", "2024-11")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Summit (moved from 22–24 April 2026)"),
        ("ru", "Summit (перенесено, прежняя дата: 22–24 апреля 2026 г.)"),
        ("kk", "Summit (ауыстырылды, бұрынғы күні: 2026 ж. 22–24 сәуір)"),
        ("sr-Cyrl", "Summit (померено, ранији датум: 22–24. април 2026.)"),
        ("sr-Latn", "Summit (pomereno, raniji datum: 22–24. april 2026.)"),
        ("de", "Summit (verschoben, vorher: 22.–24. April 2026)"),
        ("cs", "Summit (moved from 22–24 April 2026)"),
    ],
)
def test_the_title_says_that_the_event_was_moved(build: Build, language: str, title: str) -> None:
    chronology = f"calendar: {{id: a, languages: [{language}]}}\nevents: [{MOVED}]"
    (event,) = read(build(chronology)[f"a.{language}.ics"].content)
    assert event["SUMMARY"] == title


MOVED = "{id: a, title: Summit, when: 2026-06-10, previously: 2026-04-22/2026-04-24}"


@pytest.mark.parametrize(
    ("block", "title"),
    [
        (MOVED.replace("2026-06-10", "2026-11"), "Summit (November 2026, moved from 22–24 April 2026)"),
        (MOVED.replace("{id", "{status: cancelled, id"), "Cancelled: Summit (moved from 22–24 April 2026)"),
        (MOVED.replace("{id", "{status: postponed, id"), "Postponed: Summit (moved from 22–24 April 2026)"),
        (MOVED.replace("when: 2026-06-10", "status: postponed"), "Postponed: Summit"),
        (MOVED.replace("2026-04-22/2026-04-24", "22 April and 10 May 2026"), "Summit (moved from 22 April and 10 May 2026)"),
    ],
)  # fmt: skip
def test_the_earlier_date_is_in_the_title_beside_its_other_remarks(
    build: Build, block: str, title: str
) -> None:
    assert one(build, block)["SUMMARY"] == title


def test_a_source_of_the_earlier_date_is_shown_as_that(build: Build) -> None:
    sources = "[{document: A, when: 2026-04-22/2026-04-24}, {document: B, when: in April 2026}]"
    event = one(build, MOVED.replace("}", f", sources: {sources}}}"))
    text = event["DESCRIPTION"]
    assert "1. A, earlier date: 22–24 April 2026" in text
    assert "contradict" not in text
    # The wording is next to the date that it gives, not next to the new one.
    assert "X-TIMELINE-WORDING" not in event
    assert "2. B, as written in the source: “in April 2026”" in text


FULL = """
id: congress
    title: {en: Congress, ru: Съезд}
    when: 2025-09-17/2025-09-18
    previously: 2025-06-10
    status: held
    kind: congress
    place: astana
    venue: {en: Palace of Independence, ru: Дворец Независимости}
    parties: [KZ, RS]
    series: congress
    description: {en: "Two days; a plenary, and sections.", ru: Два дня.}
    sources:
      - document: "Joint statement: text"
        paragraph: "16"
        publisher: Press service
        published: 2026-02-28
        url: "https://example.org/a,b;c?д=1#ж"
        language: ru
        when: 2025-09
        note: {en: In Russian, ru: На русском}
      - document: A second one
"""


def test_the_description_gives_date_facts_and_sources(build: Build) -> None:
    assert one(build, FULL)["DESCRIPTION"].split("\n") == [
        "Date: 17–18 September 2025 (moved from 10 June 2025)",
        precision_words(edtf.parse("2025-09-17/2025-09-18"), "en"),
        "",
        "Two days; a plenary, and sections.",
        "",
        "Parties: Kazakhstan, Serbia",
        "Place: Palace of Independence, Astana, Kazakhstan",
        "Series: Congress, of Leaders",
        "Status: Held",
        "",
        "Sources:",
        "1. Joint statement: text, paragraph 16, Press service, published 28 February 2026, also given as September 2025. In Russian",
        "2. A second one",
        "",
        "1. https://example.org/a,b;c?д=1#ж",
    ]
    assert one(build, FULL, "ru")["DESCRIPTION"].split("\n")[:2] == [
        "Дата: 17–18 сентября 2025 г. (перенесено, прежняя дата: 10 июня 2025 г.)",
        precision_words(edtf.parse("2025-09-17/2025-09-18"), "ru"),
    ]


def test_a_part_names_the_whole(build: Build) -> None:
    part = "{id: secretariat, title: Secretariat, when: 2025-09-16, part_of: congress}"
    first, _ = read(build(events(FULL, part))["kz-rs.ru.ics"].content)
    assert "В рамках: Съезд" in first["DESCRIPTION"]


def test_provenance_is_in_properties_too(build: Build) -> None:
    content = build(events(FULL))["kz-rs.en.ics"].content
    found = lines(content)
    address = "https://example.org/a%2Cb%3Bc?%D0%B4=1#%D0%B6"
    assert f"URL:{address}" in found
    assert (
        'LINK;FMTTYPE=text/html;LABEL="Joint statement: text";LANGUAGE=ru;LINKREL="source";'
        f"VALUE=URI:{address}"
    ) in found
    assert "CATEGORIES:Congress,Congress of Leaders" in found
    assert r"LOCATION:Palace of Independence\, Astana\, Kazakhstan" in found
    assert "GEO:51.13;71.43" in found


def test_an_event_leads_to_the_page_where_that_is_published(build: Build) -> None:
    text = events(FULL).replace("  id: kz-rs\n", "  id: kz-rs\n  url: https://example.org/t/\n")
    exports = build(text)
    assert (
        read(exports["kz-rs.en.ics"].content)[0]["URL"]
        == "https://example.org/t/timeline.html#event=congress"
    )
    assert (
        read(exports["kz-rs.ru.ics"].content)[0]["URL"]
        == "https://example.org/t/timeline.html#event=congress&lang=ru"
    )


@pytest.mark.parametrize("languages", [("en", "ru"), ("ru", "en"), ("kk", "en", "ru")])
def test_the_page_opens_in_the_language_of_the_calendar(
    build: Build, languages: tuple[str, ...]
) -> None:
    text = (
        f"calendar: {{id: c, url: 'https://example.org/t/', languages: [{', '.join(languages)}]}}\n"
        "events:\n  - {id: a, title: A, when: 2025-01-01}\n"
    )
    exports = build(text)
    for language in languages:
        (event,) = read(exports[f"c.{language}.ics"].content)
        chosen = "" if language == languages[0] else f"&lang={language}"
        assert event["URL"] == f"https://example.org/t/timeline.html#event=a{chosen}"


def test_both_dates_of_a_dispute_are_described(build: Build) -> None:
    event = one(
        build,
        "{id: a, title: A, when: 2025-11-18, disputed: true, sources: [{document: Gazette, when: 2025-11-20}]}",
    )
    assert (
        "The sources contradict each other.\n– also given as 20 November 2025 (Gazette)"
        in event["DESCRIPTION"]
    )
    assert event["DTSTART"].to_ical() == b"20251118"


def test_an_anniversary_says_that_it_is_derived(build: Build) -> None:
    text = events(
        "{id: relations, title: Relations, when: 1996-12-10, anniversary: every 30 years}"
    ).replace("  timezone: Europe", "  until: 2026\n  timezone: Europe")
    _, event = read(build(text)["kz-rs.en.ics"].content)
    assert event["UID"] == "relations-anniversary-30@chronology.example.org"
    assert event["SUMMARY"] == "Relations: 30 years"
    assert event["DTSTART"].to_ical() == b"20261210"
    assert "Calculated: 30 years since “Relations” (10 December 1996)" in event["DESCRIPTION"]


def test_what_is_left_out_is_reported_by_the_build_and_in_the_calendar(build: Build) -> None:
    text = events(
        "{id: ix, title: IX Congress, when: 2028}",
        "{id: flights, title: Flights}",
    )
    export = build(text)["kz-rs.en.ics"]
    assert [(omission.event, omission.reason) for omission in export.omissions] == [
        ("ix", "only the year is known (2028)"),
        ("flights", "it has no date yet"),
    ]
    described = "Visits,\nsummits\n\n2 events are not in this calendar: IX Congress (2028); Flights (date not announced)"
    assert icalendar.Calendar.from_ical(export.content)["DESCRIPTION"] == described


def test_a_calendar_without_events_is_a_calendar(build: Build) -> None:
    for block in ("{id: a, title: A}", "{id: a, title: A, when: 2028}"):
        calendar = icalendar.Calendar.from_ical(build(events(block))["kz-rs.en.ics"].content)
        assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


TIMED = "{id: a, title: A, place: astana, when: 2025-09-17T10:00/2025-09-17T12:30}"


def test_a_timed_event_has_the_time_of_its_place(build: Build) -> None:
    found = lines(build(events(TIMED))["kz-rs.en.ics"].content)
    assert "DTSTART;TZID=Asia/Almaty:20250917T100000" in found
    assert "DTEND;TZID=Asia/Almaty:20250917T123000" in found
    assert found.index("TZID:Asia/Almaty") < found.index("BEGIN:VEVENT")


def test_times_may_be_written_in_utc(build: Build) -> None:
    found = lines(build(events(TIMED), timezones="utc")["kz-rs.en.ics"].content)
    assert "DTSTART:20250917T050000Z" in found
    assert "DTEND:20250917T073000Z" in found
    assert "BEGIN:VTIMEZONE" not in found


@pytest.mark.parametrize("when", ["2025-09-17T10:00", "2025-09-17T10:00/.."])
def test_a_start_without_an_end_gets_no_end_and_says_so(build: Build, when: str) -> None:
    event = one(build, f"{{id: a, title: A, place: astana, when: {when}}}")
    assert event["DTSTART"].to_ical() == b"20250917T100000"
    assert not {"DTEND", "DURATION"} & set(event)
    assert "No end time is given." in event["DESCRIPTION"].splitlines()


def test_the_length_of_a_start_without_an_end_may_be_assumed(build: Build) -> None:
    block = "{id: a, title: A, place: astana, when: 2025-09-17T10:00}"
    for calendar in (
        build(events(block), default_duration="90"),
        build(events(block).replace("id: kz-rs", "id: kz-rs\n  default_duration: 90")),
    ):
        (event,) = read(calendar["kz-rs.en.ics"].content)
        assert event["DTEND"].to_ical() == b"20250917T113000"
        lines = event["DESCRIPTION"].splitlines()
        assert "No end time is given; shown as 90 min." in lines


def test_an_assumed_length_changes_no_event_whose_end_is_known(build: Build) -> None:
    blocks = (TIMED, "{id: b, title: B, when: 2025-09-17}", "{id: c, title: C, when: 2025-11}")
    plain = build(events(*blocks))["kz-rs.en.ics"].content
    assert build(events(*blocks), default_duration="90")["kz-rs.en.ics"].content == plain


def test_separate_days_are_separate_entries_of_their_own(build: Build) -> None:
    text = events("{id: election, title: Election, when: '{2025-05-18,2025-06-01,2025-06-02}'}")
    found = [
        (e["UID"].partition("@")[0], e["DTSTART"].to_ical(), e["DTEND"].to_ical())
        for e in read(build(text)["kz-rs.en.ics"].content)
    ]
    assert found == [
        ("election", b"20250518", b"20250519"),
        ("election--2", b"20250601", b"20250603"),
    ]


def test_a_reminder_only_on_request(build: Build) -> None:
    exports = build(events("{id: a, title: Summit, when: 2026-04-22}"), reminder="3")
    calendar = icalendar.Calendar.from_ical(exports["kz-rs.en.ics"].content)
    alarm: Entry
    (alarm,) = calendar.walk("VALARM")
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "Summit")
    assert alarm["TRIGGER"].to_ical() == b"-P3D"


def test_bad_options_are_reported_all_at_once(build: Build) -> None:
    with pytest.raises(InputError) as caught:
        build(
            events(TIMED),
            timezones="local time",
            refresh="often",
            imprecise="month=mrak",
            theme="dark",
        )
    assert str(caught.value) == Path(__file__).with_name("options.txt").read_text().rstrip("\n")


def test_the_order_of_the_file_changes_nothing(build: Build) -> None:
    blocks = [TIMED.replace("id: a", f"id: {name}") for name in "bca"]
    assert build(events(*blocks)) == build(events(*sorted(blocks)))


def test_a_description_keeps_to_what_google_shows(build: Build) -> None:
    sources = ", ".join(
        f"{{document: {'Совместное заявление ' * 30}, url: 'https://example.org/{n}'}}"
        for n in range(60)
    )
    event = one(
        build,
        f"{{id: a, title: A, when: 2025-01-01, description: {'длинно ' * 900}, sources: [{sources}]}}",
    )
    text = event["DESCRIPTION"]
    assert len(text.encode()) <= 8_000
    assert text.startswith("Date: 1 January 2025")
    last = text.rpartition("\n")[2]
    number, address = last.split(". ")
    assert address == f"https://example.org/{int(number) - 1}"


@pytest.mark.parametrize("letter", ["a", "я", "語", "🇰"])
def test_a_description_of_any_letters_is_cut_before_google_cuts_it(
    build: Build, letter: str
) -> None:
    name = "п" * 400
    numbers = [f"p{n}" for n in range(20)]
    text = (
        f"calendar: {{id: c}}\nparties: {{{', '.join(f'{number}: {name}' for number in numbers)}}}\n"
        f"events:\n  - {{id: a, title: A, when: 2025-01-01, parties: [{', '.join(numbers)}],\n"
        f"     description: {letter * 9_000}}}\n"
    )
    (event,) = read(build(text)["c.en.ics"].content)
    size = len(event["DESCRIPTION"].encode())
    assert 1_800 < size <= 7_500


def test_a_long_list_of_what_is_missing_is_cut_between_two(build: Build) -> None:
    blocks = [f"{{id: e{n}, title: {f'Event {n} ' * 20}, when: {2001 + n}}}" for n in range(60)]
    calendar = icalendar.Calendar.from_ical(build(events(*blocks))["kz-rs.en.ics"].content)
    described = str(calendar["DESCRIPTION"])
    assert described.endswith("; …")
    listed = described.removesuffix("; …").split("; ")
    assert len(described) < 3_200
    assert 10 < len(listed) < 60
    assert listed[-1] == f"{' '.join([f'Event {len(listed) - 1}'] * 20)} ({2000 + len(listed)})"


def test_as_many_sources_are_listed_as_fit(build: Build) -> None:
    def described(count: int) -> str:
        sources = tuple(
            Source(document=f"Communiqué {n}", url=f"https://example.org/{n}") for n in range(count)
        )
        when = Reading("2026-04-22", edtf.parse("2026-04-22"))
        event = Event(id="a", title=Text({"en": "A"}), when=when, sources=sources)
        timeline = complete(Chronology(events=(event,)))
        return Describer(timeline, "en").description(timeline.events[0])

    begun = time.monotonic()
    text = described(16_000)
    assert time.monotonic() - begun < 10  # a minute, when sources were taken away one by one
    fitting = int(text.rpartition("\n")[2].partition(".")[0])
    assert described(fitting) == text
    assert len(text.encode()) <= 7_500
    assert len(text.encode()) + len("150. Communiqué 149\n150. https://example.org/149\n") > 7_500


def test_the_bytes_depend_only_on_the_input(tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text(
        events(FULL, TIMED.replace("id: a", "id: b"), "{id: m, title: M, when: 2024-11}")
    )
    program = (
        "import sys; from timeline import loading; from timeline.exporters import Context, exporter;"
        "t = loading.load(sys.argv[1]);"
        "e = exporter('ics').export(t, Context(languages=t.languages, options={'feeds': 'kind,party,event'}));"
        "sys.stdout.buffer.write(b''.join(x.name.encode() + x.content for x in e))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(source)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, locale in (("0", "UTC", "C"), ("1", "Asia/Almaty", "ru_RU.UTF-8"), ("2", "America/New_York", "tr_TR"))
    }  # fmt: skip
    assert len(outputs) == 1
    assert b"BEGIN:VEVENT" in outputs.pop()


@pytest.mark.slow
def test_ten_times_the_events_take_no_more_than_ten_times_the_work(
    build: Build, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    def calls(number: int) -> int:
        blocks = (
            f"{{id: e-{n}, title: E, when: 2026-04-22T{n % 24:02}:{n // 24:02}, kind: visit}}"
            for n in range(number)
        )
        text = events(*blocks)
        first = build(text)
        again = text.replace("title: E", "title: F")
        return count_calls(lambda: build(again, first, feeds="kind,event"))

    assert calls(400) < 11 * calls(40)


def test_all_that_changes_in_one_build_has_one_time(build: Build) -> None:
    ticks = (datetime(2026, 11, 22, 12, 0, second, 500, tzinfo=UTC) for second in range(60))
    timeline = loads(events(FULL, "{id: m, title: M, when: 2024-11}"))
    context = Context(languages=timeline.languages, now=lambda: next(ticks))
    exports = list(exporter("ics").export(timeline, context))
    stamps = {
        match for export in exports for match in re.findall(rb"DTSTAMP:(.*)\r", export.content)
    }
    assert stamps == {b"20261122T120000Z"}


def test_no_full_stop_is_doubled(build: Build) -> None:
    event = (
        "{id: visit, title: Visit, when: 2026-02-27, sources: "
        "[{document: Statement, published: 2026-02-28, note: {ru: День не назван}}]}"
    )
    description = one(build, event, "ru")["DESCRIPTION"]
    assert "28 февраля 2026 г. День не назван" in description
    assert ".." not in description
