from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

import timeline
from timeline.exporters import Export
from timeline.exporters.ics.ledger import copies

Build = Callable[..., dict[str, Export]]

LATER = datetime(2026, 11, 23, tzinfo=UTC)

HEADER = """
calendar:
  id: kz
  domain: chronology.example.org
  title: {en: Chronology, ru: Хронология}
  languages: [en, ru]
  feeds: [kind, party, place, series, event]
places:
  astana: {name: {en: Astana, ru: Астана}, timezone: Asia/Almaty}
  belgrade: {name: {en: Belgrade, ru: Белград}}
parties: {eaeu: {en: Eurasian Economic Union, ru: ЕАЭС}}
series: {congress: {en: Congress of Leaders, ru: Съезд лидеров}}
events:
"""
VISIT = (
    "{id: visit, title: Visit, when: 2024-11-18, kind: visit, parties: [KZ, RS], place: belgrade}"
)
CONGRESS = "{id: congress, title: Congress, when: 2025-09-17T10:00, kind: congress, series: congress, place: astana}"
VAGUE = "{id: ix, title: IX Congress, when: 2028, kind: congress, series: congress, place: astana}"
TRADE = "{id: trade, title: Agreement, when: 2019-10-25, kind: agreement, parties: [RS, eaeu]}"


def events(*blocks: str) -> str:
    return HEADER + "".join(f"  - {block}\n" for block in blocks)


def uids(export: Export) -> list[str]:
    return re.findall(r"UID:(.*?)@", export.content.decode())


def test_each_group_has_a_file_with_a_stable_name(build: Build) -> None:
    exports = build(events(VISIT, CONGRESS, VAGUE, TRADE))
    english = {name: uids(export) for name, export in exports.items() if ".en." in name}
    assert english == {
        "kz.en.ics": ["trade", "visit", "congress"],
        "kz.kind-agreement.en.ics": ["trade"],
        "kz.kind-congress.en.ics": ["congress"],
        "kz.kind-visit.en.ics": ["visit"],
        "kz.party-KZ.en.ics": ["visit"],
        "kz.party-RS.en.ics": ["trade", "visit"],
        "kz.party-eaeu.en.ics": ["trade"],
        "kz.place-astana.en.ics": ["congress"],
        "kz.place-belgrade.en.ics": ["visit"],
        "kz.series-congress.en.ics": ["congress"],
        "events/congress.en.ics": ["congress"],
        "events/trade.en.ics": ["trade"],
        "events/visit.en.ics": ["visit"],
    }
    assert {name.replace(".en.", ".ru.") for name in english} == {n for n in exports if ".ru." in n}


def test_a_party_that_is_listed_twice_has_the_event_once(build: Build) -> None:
    exports = build(events(VISIT.replace("[KZ, RS]", "[KZ, RS, KZ]")))
    assert uids(exports["kz.party-KZ.en.ics"]) == ["visit"]


def test_a_feed_is_named_after_its_group_in_the_language_of_the_file(build: Build) -> None:
    exports = build(events(VISIT, CONGRESS, TRADE))
    names = {
        name: icalendar.Calendar.from_ical(exports[name].content)["X-WR-CALNAME"]
        for name in ("kz.party-RS.ru.ics", "kz.kind-visit.en.ics", "kz.series-congress.ru.ics", "kz.place-astana.ru.ics", "kz.party-eaeu.en.ics")
    }  # fmt: skip
    assert names == {
        "kz.party-RS.ru.ics": "Хронология – Сербия",
        "kz.kind-visit.en.ics": "Chronology – Visit",
        "kz.series-congress.ru.ics": "Хронология – Съезд лидеров",
        "kz.place-astana.ru.ics": "Хронология – Астана",
        "kz.party-eaeu.en.ics": "Chronology – Eurasian Economic Union",
    }


def test_a_feed_reports_what_it_leaves_out(build: Build) -> None:
    exports = build(events(VISIT, CONGRESS, VAGUE))
    assert b"IX Congress (2028)" in exports["kz.series-congress.en.ics"].content
    assert b"IX Congress" not in exports["kz.kind-visit.en.ics"].content


def test_a_single_event_opens_as_an_appointment(build: Build) -> None:
    content = build(events(CONGRESS))["events/congress.en.ics"].content
    head = content.partition(b"BEGIN:VTIMEZONE")[0]
    for name in (b"NAME", b"X-WR-", b"DESCRIPTION", b"REFRESH", b"COLOR"):
        assert name not in head


def test_an_entry_is_the_same_in_every_file(build: Build) -> None:
    first = build(events(VISIT, CONGRESS))
    second = build(events(VISIT.replace("Visit,", "State visit,"), CONGRESS), first, now=LATER)
    seen = {
        re.search(rb"UID:visit@.*?END:VEVENT", export.content, re.DOTALL)[0]  # type: ignore[index]
        for name, export in second.items()
        if ".en." in name and b"UID:visit@" in export.content
    }
    (entry,) = seen
    assert b"SEQUENCE:1\r\n" in entry


def test_feeds_rebuild_to_the_same_bytes(build: Build) -> None:
    first = build(events(VISIT, CONGRESS, TRADE))
    second = build(events(VISIT, CONGRESS, TRADE), first, now=LATER)
    assert {n: e.content for n, e in first.items()} == {n: e.content for n, e in second.items()}


def test_a_removed_event_is_a_tombstone_in_the_feeds_it_was_in(build: Build) -> None:
    first = build(events(VISIT, CONGRESS, TRADE))
    second = build(events(CONGRESS, TRADE), first, now=LATER)
    for name in ("kz.kind-visit.en.ics", "kz.party-KZ.en.ics", "kz.place-belgrade.en.ics", "events/visit.en.ics"):  # fmt: skip
        assert uids(second[name]) == ["visit"]
        assert b"STATUS:CANCELLED" in second[name].content
    assert uids(second["kz.party-RS.en.ics"]) == ["trade", "visit"]
    assert uids(second["kz.kind-congress.en.ics"]) == ["congress"]
    third = build(events(CONGRESS, TRADE), second, now=LATER)
    assert {n: e.content for n, e in second.items()} == {n: e.content for n, e in third.items()}


@pytest.mark.parametrize(
    ("declared", "fields", "group", "title"),
    [
        ("kinds: {forum: {en: Forum, ru: Форум}}", "kind: forum", "kind-forum", "Форум"),
        ("parties: {osce: {en: OSCE, ru: ОБСЕ}}", "parties: [osce]", "party-osce", "ОБСЕ"),
        ("places: {bor: {name: {en: Bor, ru: Бор}}}", "place: bor", "place-bor", "Бор"),
        ("series: {days: {en: Days, ru: Дни}}", "series: days", "series-days", "Дни"),
    ],
)
def test_the_last_event_of_a_group_goes_from_its_feed_with_the_declaration(
    build: Build, declared: str, fields: str, group: str, title: str
) -> None:
    header = "calendar: {id: kz, title: Chronology, languages: [en, ru], feeds: [kind, party, place, series]}\n"
    other = "  - {id: other, title: Other, when: 2024-11-18}\n"
    only = f"  - {{id: only, title: Only, when: 2024-11-19, {fields}}}\n"
    first = build(f"{header}{declared}\nevents:\n{only}{other}")
    second = build(f"{header}events:\n{other}", first, now=LATER)
    for language in ("en", "ru"):
        name = f"kz.{group}.{language}.ics"
        assert b"STATUS:CANCELLED" in second[name].content
        (entry,) = icalendar.Calendar.from_ical(second[name].content).walk("VEVENT")
        assert entry["SEQUENCE"] == 1
    assert icalendar.Calendar.from_ical(second[name].content)["NAME"] == f"Chronology – {title}"
    third = build(f"{header}events:\n{other}", second, now=LATER)
    assert {n: e.content for n, e in second.items()} == {n: e.content for n, e in third.items()}
    much_later = build(f"{header}events:\n{other}", third, now=LATER.replace(year=2027))
    assert uids(much_later[name]) == []
    assert icalendar.Calendar.from_ical(much_later[name].content)["NAME"] == f"Chronology – {title}"


@pytest.mark.parametrize("removed", ["tombstone", "drop"])
def test_a_single_event_is_removed_with_any_end_of_its_id(build: Build, removed: str) -> None:
    other = VISIT.replace("id: visit", "id: visit.ru")
    first = build(events(VISIT, other, CONGRESS))
    second = build(events(CONGRESS), first, now=LATER, removed=removed)
    assert {name for name in first if name.startswith("events/")} == {
        name for name in second if name.startswith("events/")
    }
    for name, export in second.items():
        if name.startswith("events/visit"):
            assert export.content.count(b"STATUS:CANCELLED") == (removed == "tombstone")
            assert b"CONFIRMED" not in export.content


def test_files_of_others_are_left_alone(build: Build) -> None:
    first = build(events(VISIT, CONGRESS))
    others = build(
        events(TRADE, VISIT.replace("id: visit", "id: theirs")).replace(
            "chronology.example.org", "other.example.org"
        )
    )
    theirs = {
        "events/theirs.en.ics": others["events/theirs.en.ics"],
        "kz.kind-mine.en.ics": b"BEGIN:VCALENDAR\r\nPRODID:me\r\nEND:VCALENDAR\r\n",
        "kz.kind-agreement.en.ics": others["kz.kind-agreement.en.ics"],
        "kz.kind-empty.en.ics": b"",
        "kz.kind-\n.en.ics": first["kz.kind-visit.en.ics"],
        "kz.kind-.en.ics": first["kz.kind-visit.en.ics"],
    }
    second = build(events(CONGRESS), {**first, **theirs}, now=LATER)
    assert not theirs.keys() & second.keys()


def test_a_group_that_is_spelled_anew_keeps_its_file(build: Build) -> None:
    first = build(events(VISIT), feeds="place")
    upper = events(VISIT.replace("belgrade", "Belgrade")).replace("  belgrade", "  Belgrade")
    second = build(upper, first, now=LATER, feeds="place")
    assert uids(second["kz.place-Belgrade.en.ics"]) == ["visit"]
    assert "kz.place-belgrade.en.ics" not in second
    assert second["kz.en.ics"].notes == (
        "kz.place-belgrade.en.ics is not written: kz.place-Belgrade.en.ics differs only in case",
    )


def test_the_feeds_of_a_folder_are_found_there(tmp_path: Path) -> None:
    source, out = tmp_path / "events.yaml", tmp_path / "exports"
    visit = VISIT.replace("id: visit", "id: visit.ru")
    for blocks in ((visit, CONGRESS), (CONGRESS,)):
        source.write_text(events(*blocks))
        timeline.build(source, out, now=lambda: LATER)
    (out / "kz.kind-folder.en.ics").mkdir()
    timeline.build(source, out, now=lambda: LATER)
    for name in ("kz.kind-visit.en.ics", "kz.party-RS.ru.ics", "events/visit.ru.en.ics"):
        assert b"STATUS:CANCELLED" in (out / name).read_bytes()


def test_an_event_that_leaves_a_feed_leaves_a_tombstone_there(build: Build) -> None:
    first = build(events(VISIT, CONGRESS))
    moved = events(VISIT.replace("kind: visit", "kind: meeting"), CONGRESS)
    second = build(moved, first, now=LATER)
    for language, words in (
        ("en", "This event no longer belongs to this calendar."),
        ("ru", "Это событие больше не относится к этому календарю."),
    ):
        content = second[f"kz.kind-visit.{language}.ics"].content
        (left,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert (left["STATUS"], left["SEQUENCE"], left["DESCRIPTION"]) == ("CANCELLED", 1, words)
    assert uids(second["kz.kind-visit.en.ics"]) == uids(second["kz.kind-meeting.en.ics"])
    assert b"STATUS:CANCELLED" not in second["kz.kind-meeting.en.ics"].content
    assert b"STATUS:CANCELLED" not in second["kz.en.ics"].content
    third = build(moved, second, now=LATER)
    assert {n: e.content for n, e in third.items()} == {n: e.content for n, e in second.items()}
    back = build(events(VISIT, CONGRESS), third, now=LATER)
    (found,) = icalendar.Calendar.from_ical(back["kz.kind-visit.en.ics"].content).walk("VEVENT")
    # 3 is the tombstone in the feed of meetings.
    assert (found["STATUS"] != "CANCELLED", found["SEQUENCE"]) == (True, 4)
    much_later = build(moved, third, now=LATER.replace(year=2029))
    assert uids(much_later["kz.kind-visit.en.ics"]) == []


def test_feeds_have_no_tombstones_that_the_whole_calendar_spares(build: Build) -> None:
    first = build(events(VISIT, CONGRESS))
    second = build(events(VISIT, CONGRESS).replace("[en, ru]", "[ru, en]"), first, now=LATER)
    assert uids(second["kz.en.ics"]) == ["visit.en", "congress.en"]
    assert uids(second["kz.kind-visit.en.ics"]) == ["visit.en"]


def test_a_build_names_the_calendars_that_it_writes_no_more(tmp_path: Path) -> None:
    source, out = tmp_path / "events.yaml", tmp_path / "exports"
    source.write_text(events(VISIT))
    timeline.build(source, out, now=lambda: LATER)
    (out / "other.ru.ics").write_bytes(b"")
    only_english = timeline.build(source, out, languages=["en"], now=lambda: LATER)
    assert only_english.notes == ()
    source.write_text(events(VISIT).replace("[en, ru]", "[en]"))
    report = timeline.build(source, out, options={"feeds": "kind"}, now=lambda: LATER)
    assert "kz.ru.ics is no longer written; its subscribers keep the last version" in report.notes
    named = {note.split()[0] for note in report.notes}
    assert {"kz.kind-visit.ru.ics", "kz.place-belgrade.en.ics"} <= named
    assert not {"other.ru.ics", "kz.en.ics", "kz.kind-visit.en.ics"} & named
    singles = "no longer written, files of single events: 2, first events/visit.en.ics"
    assert singles in report.notes
    assert timeline.build(source, out, formats=["html"], now=lambda: LATER).notes == ()


def test_an_event_that_leaves_a_feed_without_a_tombstone_is_named(tmp_path: Path) -> None:
    source, out = tmp_path / "events.yaml", tmp_path / "exports"
    header = HEADER.replace("  feeds: [kind,", "  removed: drop\n  feeds: [kind,")
    source.write_text(header + f"  - {VISIT}\n")
    timeline.build(source, out, now=lambda: LATER)
    source.write_text(header + f"  - {VISIT.replace('kind: visit', 'kind: summit')}\n")
    uid = "visit@chronology.example.org"
    note = f"kz.kind-visit.en.ics: 1 moved to other files without a tombstone (first: {uid})"
    assert note in timeline.build(source, out, now=lambda: LATER).notes
    assert not timeline.build(source, out, now=lambda: LATER).notes


def test_a_renamed_calendar_continues_the_numbers_of_the_old_file(tmp_path: Path) -> None:
    source, out = tmp_path / "events.yaml", tmp_path / "exports"
    source.write_text(events(VISIT))
    timeline.build(source, out, now=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    source.write_text(events(VISIT).replace("title: Visit", "title: State visit"))
    timeline.build(source, out, now=lambda: LATER)
    before = copies((out / "kz.en.ics").read_bytes())
    assert {number for number, _ in before.values()} >= {1}
    source.write_text(source.read_text().replace("id: kz", "id: astana"))
    report = timeline.build(source, out, now=lambda: LATER)
    after = copies((out / "astana.en.ics").read_bytes())
    assert all(after[uid] > before[uid] for uid in before)
    note = "astana.en.ics continues kz.en.ics; subscribers of kz.en.ics keep its last version"
    assert note in report.notes
    assert timeline.build(source, out, now=lambda: LATER).notes == ()


def test_the_command_line_may_ask_for_other_feeds(build: Build) -> None:
    exports = build(events(VISIT), feeds="series, place")
    assert [name for name in exports if ".en." in name] == ["kz.en.ics", "kz.place-belgrade.en.ics"]
    assert [name for name in build(events(VISIT), feeds="") if ".en." in name] == ["kz.en.ics"]


def test_names_that_a_file_system_may_confuse_are_not_both_written(build: Build) -> None:
    text = events(
        VISIT, VISIT.replace("id: visit", "id: other").replace("place: belgrade", "place: BELGRADE")
    )
    text = text.replace("parties: {eaeu", "  BELGRADE: {name: Big Belgrade}\nparties: {eaeu")
    exports = build(text, feeds="place")
    assert uids(exports["kz.place-BELGRADE.en.ics"]) == ["other"]
    assert "kz.place-belgrade.en.ics" not in exports
    assert exports["kz.en.ics"].notes[-1] == (
        "kz.place-belgrade.en.ics is not written: kz.place-BELGRADE.en.ics differs only in case"
    )


def place(exports: dict[str, Export], name: str) -> tuple[int, bool]:
    """SEQUENCE of the only entry in a feed, and whether it is removed there."""
    file = "kz.en.ics" if name == "all" else f"kz.place-{name}.en.ics"
    (entry,) = icalendar.Calendar.from_ical(exports[file].content).walk("VEVENT")
    return entry.get("SEQUENCE"), "X-TIMELINE-REMOVED" in entry


def test_a_place_that_is_renamed_and_named_back_never_lowers_a_number(build: Build) -> None:
    here = (
        events("{id: a, title: A, when: 2026-12-01, place: astana}")
        .replace(
            "series: {",
            "  nursultan: {name: {en: Astana, ru: Астана}, timezone: Asia/Almaty}\nseries: {",
        )
        .replace("parties: {eaeu: {en: Eurasian Economic Union, ru: ЕАЭС}}\n", "")
    )
    there = here.replace("place: astana", "place: nursultan")
    first = build(here, feeds="place")
    second = build(there, first, now=LATER, feeds="place")
    third = build(here, second, now=LATER, feeds="place")
    assert [place(each, "all") for each in (first, second, third)] == [
        (0, False), (2, False), (4, False)
    ]  # fmt: skip
    assert [place(each, "astana") for each in (first, second, third)] == [
        (0, False), (1, True), (4, False)
    ]  # fmt: skip
    assert [place(each, "nursultan") for each in (second, third)] == [(2, False), (3, True)]


def test_the_live_copy_stays_above_a_tombstone_that_is_written_anew(build: Build) -> None:
    first = build(events(VISIT), feeds="place")
    moved = events(VISIT.replace("belgrade", "astana"))
    second = build(moved, first, now=LATER, feeds="place")
    third = build(moved, second, now=LATER, feeds="place", removed="prefix")
    assert place(third, "belgrade") == (3, True)
    assert place(third, "astana") == place(third, "all") == (4, False)


def test_a_feed_that_is_written_again_shows_what_has_gone_meanwhile(build: Build) -> None:
    first = build(events(VISIT), feeds="place")
    removed = build(events(CONGRESS), first, now=LATER, feeds="")
    forgotten = build(
        events(CONGRESS), {**first, **removed}, now=LATER.replace(year=2030), feeds=""
    )
    assert uids(forgotten["kz.en.ics"]) == ["congress"]
    again = build(
        events(CONGRESS), {**first, **forgotten}, now=LATER.replace(year=2030), feeds="place"
    )
    sequence, is_removed = place(again, "belgrade")
    assert is_removed
    back = build(events(VISIT, CONGRESS), again, now=LATER.replace(year=2030), feeds="place")
    assert place(back, "belgrade") == (sequence + 1, False)


def test_the_file_of_an_event_that_is_hidden_is_emptied(build: Build) -> None:
    first = build(events(VISIT), feeds="event")
    cancelled = events(VISIT.replace("kind: visit", "kind: visit, status: cancelled"))
    second = build(cancelled, first, now=LATER, feeds="event", removed="drop")
    assert uids(second["events/visit.en.ics"]) == []


def test_numbers_continue_from_the_feeds_when_the_calendar_is_lost(build: Build) -> None:
    first = build(events(VISIT), feeds="place")
    second = build(events(VISIT.replace("Visit,", "Trip,")), first, now=LATER, feeds="place")
    left = {name: export for name, export in second.items() if name != "kz.en.ics"}
    third = build(events(VISIT), left, now=LATER, feeds="place")
    assert place(third, "all") == place(third, "belgrade") == (2, False)
