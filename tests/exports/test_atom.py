"""The feed of changes: each change once and never altered, in Atom as RFC 4287 requires it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

import timeline
from timeline import changes
from timeline.changes import MOST_CHANGES

ATOM = "{http://www.w3.org/2005/Atom}"
START = datetime(2026, 11, 1, tzinfo=UTC)
HEAD = """
calendar:
  id: feed
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/kz/
  title: {en: Visits & "talks", ru: Визиты}
  languages: [en, ru]
events:
"""
VISIT = "  - {id: visit, title: {en: Visit, ru: Визит}, when: 2026-12-01}\n"
SUMMIT = "  - {id: summit, title: {en: <Summit>, ru: Саммит}, when: WHEN}\n"

Build = Callable[..., "feedparser.FeedParserDict"]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds events, an hour later each time; returns the feed of a language as parsed by feedparser."""
    hours = iter(range(1000))

    def build(*events: str, language: str = "en", head: str = HEAD) -> feedparser.FeedParserDict:
        text = head + ("".join(events) or "  []\n")
        moment = START + timedelta(hours=next(hours))
        timeline.build(timeline.loads(text), tmp_path, formats=["ics"], now=lambda: moment)
        name = "changes.atom" if language == "en" else f"changes.{language}.atom"
        content = (tmp_path / name).read_bytes()
        check(content)
        found = feedparser.parse(content)
        assert not found.bozo, found
        return found

    return build


def check(content: bytes) -> None:
    """The requirements of RFC 4287, section 4, for a feed such as ours."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated") or ""
        )
        links = [
            (each.get("rel"), each.get("type"), each.get("hreflang"))
            for each in element.findall(f"{ATOM}link")
        ]
        assert len(set(links)) == len(links)
        assert all(each.get("href") for each in element.findall(f"{ATOM}link"))
        assert ("alternate", "text/html", None) in links
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.findtext(f"{ATOM}id") or "" for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    tagged = r"tag:[a-z0-9.-]+,\d{4}:[A-Za-z0-9._@/-]+"  # RFC 4151 section 2.1
    assert all(re.fullmatch(tagged, each) for each in ids)
    times = [element.findtext(f"{ATOM}updated") or "" for element in entries]
    assert times == sorted(times, reverse=True)
    assert all(time <= (root.findtext(f"{ATOM}updated") or "") for time in times)
    for entry in entries:
        assert next(each.get("term") for each in entry.findall(f"{ATOM}category")) in changes.KINDS


def kinds(feed: feedparser.FeedParserDict) -> list[str]:
    return [entry.tags[0].term for entry in feed.entries]


def test_a_first_build_announces_nothing(build: Build) -> None:
    feed = build(VISIT)
    assert feed.entries == []
    assert feed.feed.title == 'Changes: Visits & "talks"'
    assert feed.feed.updated == "2026-11-01T00:00:00Z"


def test_every_kind_of_change_is_announced_once(build: Build) -> None:
    summit = [
        SUMMIT.replace("WHEN", when)
        for when in (
            "2027-05",
            "2027-05-05",
            "2027-05-12, previously: 2027-05-05",
            "2027-05-12, previously: 2027-05-05, status: cancelled",
            "2027-05-12, previously: 2027-05-05",
        )
    ]
    build(VISIT)
    expected: list[str] = []
    for kind, events in (
        ("added", (VISIT, summit[0])),
        ("dated", (VISIT, summit[1])),
        ("moved", (VISIT, summit[2])),
        ("cancelled", (VISIT, summit[3])),
        ("reinstated", (VISIT, summit[4])),
        ("postponed", (VISIT.replace("when:", "status: postponed, when:"), summit[4])),
        ("removed", (VISIT.replace("when:", "status: postponed, when:"),)),
        ("reinstated", (VISIT.replace("when:", "status: postponed, when:"), summit[4])),
    ):
        expected.insert(0, kind)
        assert kinds(build(*events)) == expected
        assert kinds(build(*events)) == expected  # a rebuild adds nothing


def test_an_entry_says_what_it_was_and_what_it_is(build: Build) -> None:
    build(VISIT)
    moved = VISIT.replace("2026-12-01", "2026-12-08, previously: 2026-12-01")
    (entry,) = build(moved).entries
    assert entry.title == "Moved: Visit"
    assert entry.content[0].value == "Date: 1 December 2026 → 8 December 2026"
    assert entry.link == "https://chronology.mfa.rs/kz/timeline.html#event=visit"
    assert entry.updated == "2026-11-01T01:00:00Z"
    assert entry.id == "tag:chronology.mfa.rs,2026:feed/visit@chronology.mfa.rs/1"
    (entry,) = build(moved, language="ru").entries
    assert entry.title.startswith("Перенесено: Визит")
    assert entry.content[0].value == "Дата: 1 декабря 2026 г. → 8 декабря 2026 г."


def test_an_edit_of_a_text_is_not_announced(build: Build) -> None:
    build(VISIT)
    assert build(VISIT.replace("when:", "description: More, when:")).entries == []


def test_separate_days_of_an_event_are_announced_once(build: Build) -> None:
    build(VISIT)
    days = SUMMIT.replace("WHEN", '"{2027-05-05,2027-05-12,2027-05-19}"')
    assert kinds(build(VISIT, days)) == ["added"]


def test_an_entry_never_changes(build: Build, tmp_path: Path) -> None:
    build(VISIT)
    added = SUMMIT.replace("WHEN", "2027-05-05")
    build(VISIT, added)
    (before,) = re.findall(
        rb"<entry>.*?</entry>", (tmp_path / "changes.atom").read_bytes(), re.DOTALL
    )
    build(VISIT.replace("Visit", "Another name"), added.replace("2027-05-05", "2027-06-06"))
    assert before in (tmp_path / "changes.atom").read_bytes()


def test_what_was_killed_between_feed_and_calendars_is_announced_once(
    build: Build, tmp_path: Path
) -> None:
    build(VISIT)
    before = {path: path.read_bytes() for path in tmp_path.glob("*.ics")}
    added = SUMMIT.replace("WHEN", "2027-05-05")
    first = build(VISIT, added)
    for path, content in before.items():
        path.write_bytes(content)  # the feed had been moved to its place, the calendars had not
    again = build(VISIT, added)
    assert [(each.id, each.updated) for each in again.entries] == [
        (each.id, each.updated) for each in first.entries
    ]


def test_the_newest_entries_are_kept(build: Build) -> None:
    build(VISIT)
    many = [SUMMIT.replace("id: summit", f"id: s{n}").replace("WHEN", "2027") for n in range(600)]
    dated = [each.replace("when: 2027", "when: 2027-05-05") for each in many]
    assert len(build(VISIT, *dated).entries) == MOST_CHANGES
    last = SUMMIT.replace("WHEN", "2027-06-06")
    feed = build(VISIT, *dated, last)
    assert len(feed.entries) == MOST_CHANGES
    assert feed.entries[0].title == "Added: <Summit>"


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + content,
        lambda content: content.replace(b'term="added"', b'term="odd"'),
        lambda content: re.sub(rb"<updated>[^<]*", b"<updated>soon", content),
    ],
)
def test_a_damaged_feed_begins_anew(
    build: Build, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    build(VISIT)
    build(VISIT, SUMMIT.replace("WHEN", "2027-05-05"))
    path = tmp_path / "changes.atom"
    text = timeline.loads(HEAD + VISIT + SUMMIT.replace("WHEN", "2027-05-05"))
    path.write_bytes(damage(path.read_bytes()))
    timeline.build(text, tmp_path, formats=["ics"], now=lambda: START, force=True)
    check(path.read_bytes())
    assert feedparser.parse(path.read_bytes()).entries == []


def test_without_an_address_there_is_no_feed(tmp_path: Path) -> None:
    text = HEAD.replace("  url: https://chronology.mfa.rs/kz/\n", "") + VISIT
    timeline.build(timeline.loads(text), tmp_path, formats=["ics"], now=lambda: START)
    assert not list(tmp_path.glob("*.atom"))
