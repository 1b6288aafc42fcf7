"""Pushes to real servers: what is there afterwards is what the exported calendar has."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

import timeline
from timeline import pushing
from timeline.cli import main
from timeline.errors import InputError
from timeline.pushing import Pushed
from timeline.pushing.entries import entries
from timeline.pushing.planning import PushStep
from timeline.pushing.server import CalDAV, address
from timeline.writing import content_of

from ..narrowing import Entry
from .servers import PASSWORD, USER

HEADER = "calendar: {id: visits, domain: calendar.embassy.kz, languages: [en, ru], title: {en: Visits, ru: Визиты}%s}\nplaces: {astana: {name: Astana, timezone: Asia/Almaty}}\nevents:\n"
SUMMIT = "{id: summit, title: {en: 'Summit, \\\\ \"first\"; ок', ru: Саммит}, when: 2026-04-22/2026-04-24, sources: [{document: D, url: 'https://example.org/a', when: 2026-04-22/2026-04-24}]}"
TALKS = "{id: talks, title: {en: Talks, ru: Переговоры}, place: astana, when: '2026-05-01T10:00/2026-05-01T11:30', kind: meeting}"
MONTH = "{id: month, title: {en: Visit, ru: Визит}, when: 2026-11, description: 'Long. %s'}" % ("x" * 200)  # fmt: skip
EXPO = "{id: expo, title: {en: Expo, ru: Экспо}, when: 2027-05-15/2027-08-15}"
FOREIGN = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:lunch@other.org\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260102\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


class Counting(CalDAV):
    """Counts the requests by their methods."""

    def __init__(self, url: str) -> None:
        super().__init__(address(url).url, USER, PASSWORD)
        self.requests: list[str] = []
        send = self._client.session.request

        def counted(method: str, *arguments: Any, **named: Any) -> Any:
            self.requests.append(method)
            return send(method, *arguments, **named)

        self._client.session.request = counted


@pytest.fixture
def server(url: str) -> Iterator[Counting]:
    made = Counting(url)
    yield made
    made.close()


Update = Callable[..., Pushed]


@pytest.fixture
def update(folder: Path, server: Counting) -> Update:
    """Writes the events, builds and pushes; options are those of a push."""

    def update(*events: str, header: str = "", year: int = 2026, **options: Any) -> Pushed:
        built(*events, header=header, year=year)
        return pushing.push(timeline.load("events.yaml"), server, create=True, **options)

    return update


def built(*events: str, header: str = "", year: int = 2026) -> None:
    blocks = "".join(f"  - {each}\n" for each in events) or "  []\n"
    Path("events.yaml").write_text(HEADER % header + blocks, "utf-8")
    moment = datetime(year, 11, 30, tzinfo=UTC)
    timeline.build("events.yaml", formats=["ics"], now=lambda: moment)


Shown = dict[str, tuple[object, ...]]


def shown(calendar: bytes) -> Shown:
    """What an application shows of each entry."""
    found: Shown = {}
    events: list[Entry] = [*icalendar.Calendar.from_ical(calendar).walk("VEVENT")]
    for event in events:
        # Cyrus gives the time zone the name of its own, so moments are compared.
        start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
        found[str(event["UID"])] = (
            str(event["SUMMARY"]), start, end, str(event.get("STATUS")), int(event.get("SEQUENCE", 0)),
            str(event.get("DESCRIPTION", "")), str(event.get("LOCATION", "")),
        )  # fmt: skip
    return found


def there(server: Counting) -> Shown:
    """What the server has, each entry in one object."""
    listing = server.listing() or {}
    found: Shown = {}
    for copy in server.copies(sorted(listing)).values():
        one = shown(copy)
        assert len(one) == 1
        assert not found.keys() & one.keys()
        found |= one
    return found


def exported(language: str = "en") -> Shown:
    return shown(content_of(Path(f"exports/visits.{language}.ics")) or b"")


def steps(outcome: Pushed) -> list[tuple[str, str]]:
    return [(action.step.value, action.uid.partition("@")[0]) for action in outcome.actions]


def test_five_updates_arrive_and_nothing_doubles(server: Counting, update: Update) -> None:
    unchanged: list[tuple[str, str]] = []

    def arrived(outcome: Pushed, *expected: tuple[str, str]) -> None:
        assert (steps(outcome), outcome.problems) == (list(expected), ())
        assert there(server) == exported()
        server.requests.clear()
        again = pushing.push(timeline.load("events.yaml"), server)
        assert (steps(again), again.problems) == (unchanged, ())
        assert set(server.requests) <= {"PROPFIND", "REPORT"}
        assert len(server.requests) <= 2

    arrived(update(SUMMIT, TALKS, MONTH), ("add", "month"), ("add", "summit"), ("add", "talks"))
    later = SUMMIT.replace("when: 2026-04-22/2026-04-24, sources", "previously: 2026-04-22/2026-04-24, when: 2026-04-29/2026-05-01, sources")  # fmt: skip
    arrived(update(later, TALKS, MONTH, EXPO), ("add", "expo"), ("change", "summit"))
    off = TALKS.replace("kind", "status: cancelled, kind")
    arrived(update(later, off, MONTH.replace("Visit", "Journey"), EXPO), ("change", "month"), ("change", "talks"))  # fmt: skip
    arrived(update(later, MONTH, EXPO), ("change", "month"), ("change", "talks"))
    assert there(server)["talks@calendar.embassy.kz"][3] == "CANCELLED"
    arrived(update(later, MONTH, EXPO, year=2028), ("delete", "talks"))


def test_what_leaves_without_a_tombstone_is_cancelled_and_then_deleted(
    server: Counting, update: Update
) -> None:
    drop = ", removed: drop"
    update(SUMMIT, TALKS, header=drop)
    assert steps(update(SUMMIT, header=drop)) == [("cancel", "talks")]
    title, *_, status, sequence, _, _ = there(server)["talks@calendar.embassy.kz"]
    assert (title, status, sequence) == ("Talks", "CANCELLED", 1)
    assert steps(update(SUMMIT, header=drop)) == [("delete", "talks")]
    assert there(server) == exported()


def test_entries_of_others_are_left_alone(server: Counting, update: Update) -> None:
    update(SUMMIT)
    server.put("lunch.ics", FOREIGN)
    Path(next(Path("exports").glob("*.caldav.json"))).unlink()
    outcome = update(SUMMIT, TALKS)
    assert steps(outcome) == [("add", "talks")]
    assert "1 entry there is not of this calendar, and left alone" in outcome.notes
    assert set(there(server)) == {"lunch@other.org", "summit@calendar.embassy.kz", "talks@calendar.embassy.kz"}  # fmt: skip
    assert steps(update(TALKS.replace("Talks", "Meeting"))) == [("change", "summit"), ("change", "talks")]  # fmt: skip
    assert there(server)["lunch@other.org"][0] == "Lunch"


def edit(server: Counting, uid: str, old: bytes, new: bytes) -> None:
    """Edits an entry as a calendar application does."""
    listing = server.listing() or {}
    for place, copy in server.copies(sorted(listing)).items():
        if uid.encode() in copy:
            assert old in copy
            server.replace(place, listing[place], copy.replace(old, new))
            return
    raise AssertionError(uid)


def test_an_edit_there_is_reported_and_overwritten_only_with_force(
    server: Counting, update: Update
) -> None:
    update(SUMMIT, TALKS)
    edit(server, "talks@", b"SUMMARY:Talks", b"SUMMARY:Lunch")
    for events in ((SUMMIT, TALKS), (SUMMIT, TALKS.replace("en: Talks", "en: Meeting")), (SUMMIT,)):
        outcome = update(*events)
        assert steps(outcome) == []
        (problem,) = outcome.problems
        assert problem.code == "entry-edited"
        assert "was edited there" in problem.fact
        assert there(server)["talks@calendar.embassy.kz"][0] == "Lunch"
    assert "Lunch" in problem.fact
    outcome = update(SUMMIT, TALKS, force=True)
    assert (steps(outcome), outcome.problems) == ([("change", "talks")], ())
    assert outcome.actions[0].details == ("title: Lunch → Talks",)
    assert there(server) == exported()


def test_a_deletion_there_is_reported_and_undone_only_with_force(
    server: Counting, update: Update
) -> None:
    update(SUMMIT, TALKS)
    listing = server.listing() or {}
    place = next(each for each in listing if "talks" in each)
    server.delete(place, listing[place])
    outcome = update(SUMMIT, TALKS)
    assert (steps(outcome), [problem.code for problem in outcome.problems]) == (
        [],
        ["entry-edited"],
    )
    assert "was deleted there" in outcome.problems[0].fact
    assert steps(update(SUMMIT, TALKS, force=True)) == [("add", "talks")]
    assert there(server) == exported()


def test_without_the_state_entries_are_found_by_uid_and_differences_reported(
    server: Counting, update: Update
) -> None:
    update(SUMMIT, TALKS, MONTH)
    edit(server, "talks@", b"SUMMARY:Talks", b"SUMMARY:Lunch")
    for path in Path("exports").glob("*.caldav.json"):
        path.unlink()
    outcome = update(SUMMIT, TALKS, MONTH, EXPO)
    assert steps(outcome) == [("add", "expo")]
    assert outcome.unchanged == 2
    (problem,) = outcome.problems
    assert problem.fact == "'Talks' was edited there, and was left unchanged (title: Lunch → Talks)"
    assert len(there(server)) == 4


def test_an_entry_with_the_uid_at_another_address_is_found(
    server: Counting, update: Update
) -> None:
    update(SUMMIT)
    built(SUMMIT, TALKS)
    entry = entries(content_of(Path("exports/visits.en.ics")) or b"")
    uid = "talks@calendar.embassy.kz"
    server.put("elsewhere.ics", entry[uid].body)
    outcome = update(SUMMIT, TALKS)
    assert (steps(outcome), outcome.problems) == ([("add", "talks")], ())
    assert there(server) == exported()
    assert steps(update(SUMMIT, TALKS)) == []
    assert steps(update(SUMMIT, TALKS.replace("en: Talks", "en: Meeting"))) == [("change", "talks")]
    assert there(server) == exported()


def test_two_languages_are_two_calendars(
    url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(SUMMIT, TALKS)
    russian = url.replace("/visits", "/russian")
    assert main(["push", "--create", url]) == 0
    assert main(["push", "--create", "--language", "ru", russian]) == 0
    capsys.readouterr()
    for where, language in ((url, "en"), (russian, "ru")):
        server = Counting(where)
        assert there(server) == exported(language)
        server.close()
        assert main(["push", "--language", language, where]) == 0
        assert capsys.readouterr().out.endswith(": 2 unchanged\n")


def test_an_emptied_chronology_is_refused(server: Counting, update: Update) -> None:
    update(SUMMIT, TALKS)
    before = there(server)
    with pytest.raises(InputError) as caught:
        update()
    assert caught.value.problems[0].code == "calendar-emptied"
    assert there(server) == before
    assert steps(update(force=True)) == [("change", "summit"), ("change", "talks")]
    assert {each[3] for each in there(server).values()} == {"CANCELLED"}
    assert steps(update()) == []


def test_a_dry_run_shows_the_plan_and_sends_nothing(
    server: Counting, update: Update, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    update(SUMMIT, TALKS)
    before, state = there(server), sorted(Path("exports").iterdir())
    shorter = TALKS.replace("T11:30", "T11:00")
    built(SUMMIT, MONTH, shorter)
    assert main(["push", "--dry-run", url]) == 0
    assert capsys.readouterr().out == (
        "would add: Visit (November 2026)\n"
        "would change: Talks\n"
        "  2026-05-01 10:00 to 11:30 (Asia/Almaty) → 2026-05-01 10:00 to 11:00 (Asia/Almaty)\n"
        f"{address(url).url}: would be 1 added, 1 changed, 1 unchanged\n"
    )
    assert there(server) == before
    assert sorted(Path("exports").iterdir()) == state


def test_the_calendar_is_made_only_if_asked(
    url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(SUMMIT)
    assert main(["push", url]) == 1
    assert "there is no calendar at this address [calendar-missing]" in capsys.readouterr().err
    assert main(["push", "--create", "--json", url]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [each["action"] for each in report["actions"]] == ["add"]
    parent = url.rsplit("/", 2)[0] + "/"
    assert main(["push", parent]) == 1
    err = capsys.readouterr().err
    assert "this is not the address of a calendar [calendar-missing]" in err
    assert "hint: the calendars there are: " in err
    assert address(url).url in err


def test_a_wrong_password_is_one_line(
    url: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(SUMMIT)
    monkeypatch.setenv("TIMELINE_PASSWORD", "wrong password")
    knows_no_passwords = "/keeper/calendars/" in url  # Xandikos
    assert main(["push", "--create", url]) == (0 if knows_no_passwords else 1)
    err = capsys.readouterr().err
    if knows_no_passwords:
        return
    assert "the server refuses the user or the password [server-unauthorised]" in err
    assert "wrong password" not in err


@pytest.mark.slow
def test_two_thousand_events_and_a_push_that_is_killed(
    url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [f"{{id: e{n}, title: Event {n}, when: 20{n % 80:02}-0{n % 9 + 1}-1{n % 10}}}" for n in range(2000)]  # fmt: skip
    built(*events)
    server = Counting(url)
    server.make("Visits")
    command = [sys.executable, "-m", "timeline", "push", url]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(server.listing() or {}) < 250:
        assert first.poll() is None
        time.sleep(0.2)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    left = len(server.listing() or {})
    assert 250 <= left < 2000
    second = subprocess.run([*command, "--json"], capture_output=True, check=False)
    assert second.returncode == 0, second.stderr
    added = len(json.loads(second.stdout)["actions"])
    # Those that arrived and were not remembered are found and taken over.
    assert 2000 - left <= added <= 2000 - left + pushing.SAVED_EVERY
    assert there(server) == exported()
    server.requests.clear()
    third = pushing.push(timeline.load("events.yaml"), server)
    assert (third.actions, third.problems, third.unchanged) == ((), (), 2000)
    assert set(server.requests) <= {"PROPFIND", "REPORT"}
    assert len(server.requests) <= 2
    # A few of many change: that takes a few requests.
    events[:5] = [each.replace("Event", "Visit") for each in events[:5]]
    built(*events)
    server.requests.clear()
    fourth = pushing.push(timeline.load("events.yaml"), server)
    assert [action.step for action in fourth.actions] == [PushStep.CHANGE] * 5
    assert len(server.requests) <= 10
    server.close()
