from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from timeline import loading
from timeline.exporters import Export
from timeline.exporters.ics.comparison import differences, language_of

Build = Callable[..., dict[str, Export]]

SUMMIT = "{id: summit, title: Summit, when: 2026-04-22/2026-04-24}"
TALKS = "{id: talks, title: Talks, when: 2026-05-02T10:00, place: astana}"
OTHER = "{id: other, title: Other, when: 2026-05-01}"


def events(*blocks: str) -> str:
    return "calendar: {id: kz}\nplaces: {astana: {name: Astana, timezone: Asia/Almaty}, belgrade: {name: Belgrade}}\nevents:\n" + "".join(
        f"  - {block}\n" for block in blocks
    )  # fmt: skip


def compared(build: Build, before: list[str], after: list[str]) -> str:
    first = build(events(*before))
    second = build(events(*after), first)
    found = differences(first["kz.en.ics"].content, second["kz.en.ics"].content)
    return "\n".join(map(str, found))


def test_a_calendar_is_of_the_language_whose_uids_it_has(build: Build) -> None:
    text = events(SUMMIT, OTHER).replace("id: kz", "id: kz, languages: [ru, en, kk]")
    timeline = loading.loads(text)
    for language in timeline.languages:
        assert language_of(timeline, build(text)[f"kz.{language}.ics"].content) == language
    strange = build(events("{id: c, title: C, when: 2024-05-01}"))["kz.en.ics"].content
    assert language_of(timeline, strange) is None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            [TALKS.replace("T10:00", "T10:00/2026-05-02T11:00")],
            [TALKS],
            "moved: Talks\n  2026-05-02 10:00 to 11:00 (Asia/Almaty) → 2026-05-02 10:00 (Asia/Almaty)\n  description: Start and end: exact day and time. → Exact day and time.",
        ),
        ([SUMMIT], [SUMMIT], ""),
        ([OTHER], [OTHER, SUMMIT], "added: Summit\n  2026-04-22 to 2026-04-24"),
        (
            [OTHER, SUMMIT],
            [OTHER, SUMMIT.replace("22/2026-04-24", "29/2026-05-01")],
            "moved: Summit\n  2026-04-22 to 2026-04-24 → 2026-04-29 to 2026-05-01",
        ),
        (
            [SUMMIT],
            [SUMMIT.replace("title: Summit", "title: Congress, place: belgrade")],
            "changed: Summit\n  title: Summit → Congress\n  place added: Belgrade",
        ),
        (
            [SUMMIT, OTHER],
            [OTHER],
            "cancelled: Summit\n  title: Summit → Removed: Summit\n  category removed\n  status: announced → cancelled\n  description: Date: 22–24 April 2026 → This entry is no longer in the chronology.",
        ),
        (
            [OTHER],
            [OTHER.replace("title", "status: cancelled, title")],
            "cancelled: Other\n  title: Other → Cancelled: Other\n  status: announced → cancelled",
        ),
        (
            ["{id: a, title: A, place: astana, when: 2026-04-22T10:00/2026-04-22T11:00}"],
            ["{id: a, title: A, place: astana, when: 2026-04-22T22:00/2026-04-23T01:00}"],
            "moved: A\n  2026-04-22 10:00 to 11:00 (Asia/Almaty) → 2026-04-22 22:00 to 2026-04-23 01:00 (Asia/Almaty)",
        ),
        (
            ["{id: a, title: A, when: 2026-04-22, aliases: [X]}"],
            ["{id: a, title: A, when: 2026-04-22, sources: [{document: D, when: 2026-04-22}]}"],
            "changed: A\n  new in the description: 1. D",
        ),
        (
            ["{id: a, title: A, when: 2027-11}"],
            ["{id: a, title: A, when: 2027-11-03}"],
            "dated: A (November 2027)\n  2027-11-01 to 2027-11-30 → 2027-11-03\n  title: A (November 2027) → A\n  description: Only the month is known. → Exact day.",
        ),
        (
            ["{id: a, title: A, when: 2027-11}"],
            ["{id: a, title: A, when: 2027-12-01}"],
            "moved: A (November 2027)\n  2027-11-01 to 2027-11-30 → 2027-12-01\n  title: A (November 2027) → A\n  description: Only the month is known. → Exact day.",
        ),
        (
            [OTHER.replace("title", "status: cancelled, title")],
            [OTHER.replace("title", "status: confirmed, title")],
            "reinstated: Other\n  title: Cancelled: Other → Other\n  status: cancelled → confirmed",
        ),
        (
            [OTHER],
            [OTHER.replace("when:", "status: postponed, previously:")],
            "postponed: Other\n  title: Other → Postponed: Other\n  status: announced → postponed\n  description: Date: 1 May 2026 → Date: date not announced (moved from 1 May 2026)",
        ),
        (
            [OTHER, SUMMIT],
            [OTHER, SUMMIT.replace("when: 2026-04-22/2026-04-24", "status: postponed")],
            "postponed: Summit\n  title: Summit → Postponed: Summit\n  category removed\n  status: announced → postponed\n  description: Date: 22–24 April 2026 → Date: date not announced",
        ),
        (
            [OTHER.replace("when", "description: 'First.', when")],
            [OTHER.replace("when", "description: 'Second.', when")],
            "changed: Other\n  description: First. → Second.",
        ),
        (
            [OTHER.replace("when", "description: '" + "long " * 60 + "', when")],
            [OTHER],
            "changed: Other\n  no longer in the description: " + ("long " * 32).strip() + "…",
        ),
    ],
)  # fmt: skip
def test_changes_are_reported_as_subscribers_will_see_them(
    build: Build, before: list[str], after: list[str], words: str
) -> None:
    assert compared(build, before, after) == words


def test_what_is_dropped_is_gone(build: Build) -> None:
    first, second = build(events(SUMMIT, OTHER)), build(events(OTHER))
    found = differences(first["kz.en.ics"].content, second["kz.en.ics"].content)
    assert list(map(str, found)) == ["gone: Summit\n  2026-04-22 to 2026-04-24"]


def test_any_two_files_can_be_compared(build: Build) -> None:
    content = build(events(SUMMIT))["kz.en.ics"].content
    assert differences(b"", b"") == ()
    assert [change.fate for change in differences(b"\xff<html>", content)] == ["added"]
    broken = content.replace(b"DTSTART;VALUE=DATE:2026", b"DTSTART;VALUE=DATE:x")
    (change,) = differences(broken, content)
    assert str(change.details[0]) == "x0422 → 2026-04-22 to 2026-04-24"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (";VALUE=DATE:20240101", ":20240102T000000Z", "20240101 to 20240102T000000Z"),
        (":20240101T000000Z", ";VALUE=DATE:20240102", "20240101T000000Z to 20240102"),
        (";VALUE=DATE:20240101", ";VALUE=DATE:00010101", "2024-01-01"),
        (";VALUE=DATE:20240101", ":soon", "2024-01-01"),
        (";VALUE=DATE:00010101", ";VALUE=DATE:00010103", "0001-01-01 to 0001-01-02"),
        (":08500101T100000Z", ":08500101T110000Z", "0850-01-01 10:00 to 11:00 (UTC)"),
        (":00010101T100000Z", ":00010102T110000Z", "0001-01-01 10:00 to 0001-01-02 11:00 (UTC)"),
    ],
)
def test_days_that_no_calendar_of_ours_has_are_reported_too(
    build: Build, start: str, end: str, words: str
) -> None:
    content = build(events(OTHER))["kz.en.ics"].content
    published = re.sub(rb"DTSTART.*", f"DTSTART{start}\r".encode(), content)
    published = re.sub(rb"DTEND.*", f"DTEND{end}\r".encode(), published)
    (change,) = differences(published, content)
    assert str(change.details[0]) == f"{words} → 2026-05-01"


def test_words_of_the_language_are_understood(build: Build) -> None:
    russian = events(OTHER).replace("id: kz", "id: kz, languages: [ru]")
    first = build(russian)
    second = build(russian.replace("title", "status: cancelled, title"), first)
    (change,) = differences(first["kz.ru.ics"].content, second["kz.ru.ics"].content, "ru")
    assert [(detail.what, str(detail)) for detail in change.details] == [
        ("title", "title: Other → Отменено: Other"),
        ("status", "status: announced → cancelled"),
    ]


def test_a_description_that_looks_like_a_status_is_not_one(build: Build) -> None:
    described = OTHER.replace("title", "description: 'Status: unclear', title")
    expected = "changed: Other\n  new in the description: Status: unclear"
    assert compared(build, [OTHER], [described]) == expected


def test_an_entry_without_a_status_was_not_cancelled(build: Build) -> None:
    whole = build(events(SUMMIT))["kz.en.ics"].content
    lines = [line for line in whole.splitlines(keepends=True) if b"STATUS" not in line]
    bare = b"".join(line for line in lines if b"Status" not in line)
    assert bare != whole
    found = differences(bare, whole)
    assert [change.fate for change in found] == ["changed"]
